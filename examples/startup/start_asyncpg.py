"""At the start of a service: asyncpg.  PG* variables lead to the database."""

import asyncio
from pathlib import Path

import asyncpg

HERE = Path(__file__).resolve().parent


async def migrate():
    connection = await asyncpg.connect()
    try:
        async with connection.transaction():
            await connection.execute((HERE.parent / "bootstrap.sql").read_text())
            await connection.execute((HERE / "schema.sql").read_text())
    finally:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(migrate())
