"""An environment as `alembic init` makes it, with the one line of idem_migrate."""

import os

from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine("postgresql+psycopg2://", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        if os.environ.get("IDEM_WITHOUT_LOCK") is None:
            connection.exec_driver_sql("SELECT idem.lock()")
        context.run_migrations()
