"""At the start of a service: psycopg2.  PG* variables lead to the database."""

from pathlib import Path

import psycopg2

HERE = Path(__file__).resolve().parent


def migrate():
    connection = psycopg2.connect("")
    try:
        with connection, connection.cursor() as cursor:  # one transaction
            cursor.execute((HERE.parent / "bootstrap.sql").read_text())
            cursor.execute((HERE / "schema.sql").read_text())
    finally:
        connection.close()


if __name__ == "__main__":
    migrate()
