"""Alembic's environment of the service scheduling: SQLAlchemy with asyncpg."""

import asyncio
import os

from alembic import context
from sqlalchemy import pool
from sqlalchemy.ext.asyncio import create_async_engine

# Without DATABASE_URL the PG* variables lead to the database.
URL = os.environ.get("DATABASE_URL", "postgresql+asyncpg://")
BOOTSTRAP = os.path.join(os.path.dirname(__file__), "..", "..", "..", "bootstrap.sql")


def run(connection):
    context.configure(connection=connection, version_table="alembic_version_scheduling")
    with context.begin_transaction():
        with open(BOOTSTRAP) as script:
            connection.exec_driver_sql(script.read())
        # Until the commit all other migrators wait: nothing below can race, not
        # even Alembic's look for its version table followed by CREATE TABLE.
        connection.exec_driver_sql("SELECT idem.lock()")
        context.run_migrations()


async def main():
    engine = create_async_engine(URL, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(main())
