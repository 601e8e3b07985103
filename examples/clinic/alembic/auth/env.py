"""Alembic's environment of the service auth: SQLAlchemy with psycopg2."""

import os

from alembic import context
from sqlalchemy import create_engine, pool

# Without DATABASE_URL the PG* variables lead to the database.
URL = os.environ.get("DATABASE_URL", "postgresql+psycopg2://")
BOOTSTRAP = os.path.join(os.path.dirname(__file__), "..", "..", "..", "bootstrap.sql")


def run(connection):
    context.configure(connection=connection, version_table="alembic_version_auth")
    with context.begin_transaction():
        with open(BOOTSTRAP) as script:
            connection.exec_driver_sql(script.read())
        # Until the commit all other migrators wait: nothing below can race, not
        # even Alembic's look for its version table followed by CREATE TABLE.
        connection.exec_driver_sql("SELECT idem.lock()")
        context.run_migrations()


engine = create_engine(URL, poolclass=pool.NullPool)
with engine.connect() as connection:
    run(connection)
