"""Through PgBouncer in transaction mode: many clients, four server connections.

The change lock belongs to a transaction, so that nothing of it stays with a
server connection that the next client gets.
"""

import os
import subprocess
import sys
import time

import harness

sys.path.insert(0, os.path.join(harness.EXAMPLES, "clinic"))
import starts  # noqa: E402

tap = harness.Tap()
DB = "pooled"
CLIENTS = 50
ROUNDS = harness.rounds(3)
SCRIPT = """
SELECT idem.apply_revision('pooled', '0001', $up$
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE diary (id bigint PRIMARY KEY, mood mood NOT NULL DEFAULT 'ok', at timestamptz DEFAULT now());
CREATE INDEX ix_diary_at ON diary (at);
$up$, $down$
DROP TABLE diary;
DROP TYPE mood;
$down$)"""


def server(sql, *args):
    """One question past the pooler."""
    connection = harness.connect(DB, host=os.environ["SERVER_HOST"], port=5432)
    with connection.cursor() as cursor:
        cursor.execute(sql, args or None)
        rows = cursor.fetchall()
    connection.close()
    return rows


def fresh():
    """The pooler keeps server connections, which would hinder DROP DATABASE."""
    connection = harness.connect("postgres", host=os.environ["SERVER_HOST"], port=5432)
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)" % DB)
        cursor.execute("CREATE DATABASE %s TEMPLATE template0" % DB)
    connection.close()
    connection = harness.connect(DB, host=os.environ["SERVER_HOST"], port=5432)
    connection.cursor().execute(open(harness.BOOTSTRAP).read())
    connection.close()


# A client waits at the barrier connected to the pooler, with no server
# connection: the pooler gives it one with its first statement.

def psycopg2(wait):
    connection = harness.connect(DB)
    wait()
    for _ in range(2):
        connection.cursor().execute(SCRIPT)


def psycopg2_by_hand(wait):
    connection = harness.connect(DB)
    connection.autocommit = False
    cursor = connection.cursor()
    wait()
    cursor.execute("SELECT idem.lock()")
    cursor.execute("CREATE TABLE IF NOT EXISTS bookkeeping (version text)")
    cursor.execute(SCRIPT)
    cursor.execute("SELECT idem.ensure_column('diary', 'note', 'text', not_null => true, default_expr => $$''$$)")
    connection.commit()


def asyncpg(wait):
    """Without its cache: PgBouncer before 1.21 knows no prepared statements."""
    import asyncio
    import asyncpg

    async def main():
        connection = await asyncpg.connect(database=DB, statement_cache_size=0)
        wait()
        async with connection.transaction():
            await connection.execute(SCRIPT)
        await connection.close()
    asyncio.run(main())


def processes(function):
    import asyncpg as _  # noqa: F401  (before the forks: they start faster)
    return lambda: harness.race_processes([(function,)] * CLIENTS)


def psql():
    """A gate in the server would take the four connections: a clock does it."""
    at = time.monotonic() + 1.5
    started = [subprocess.Popen(
        harness.psql_command(DB, "-c", "\\! sleep %.3f" % (at - time.monotonic()), "-c", SCRIPT),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(CLIENTS)]
    said = [(process.communicate()[1], process.returncode) for process in started]
    return harness.Run([messages for messages, status in said if status], 0.0)


def alembic():
    services = ["auth", "clinic"] * 10
    return starts.start_alembic(DB, services)


def node():
    return harness.race_node(DB, os.path.join(harness.CLIENTS, "query.js"), "query", [[SCRIPT]] * CLIENTS)[0]


def node_clinic():
    return starts.start_node(DB, starts.replicas(CLIENTS))


def race(name, start, relation):
    errors, held = [], []
    for _ in range(ROUNDS):
        fresh()
        errors += start().errors
        if not server("SELECT to_regclass(%s)", relation)[0][0]:
            errors.append("%s does not exist" % relation)
        held += server("SELECT * FROM idem.locks")
    tap.ok(not errors and not held, "%s: %d x %d clients" % (name, ROUNDS, CLIENTS),
           "%d errors, locks left: %s" % (len(errors), held), *harness.summary(errors))


def waiting():
    """A CALL is one statement to the pooler; it gets a server connection for it."""
    fresh()
    waiter = subprocess.Popen(
        harness.psql_command(DB, "-A", "-t", "-c", "CALL idem.wait_for_revision('pooled', '0001', '30s')",
                             "-c", "SELECT count(*) FROM diary"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(0.5)
    harness.query(DB, SCRIPT)
    output, messages = waiter.communicate(timeout=40)
    tap.equal((waiter.returncode, output.strip()), (0, "0"), "wait_for_revision")
    tap.note(messages)


def killed():
    """A client that vanishes with the lock: the pooler ends its transaction."""
    fresh()
    holder = harness.connect(DB)
    holder.autocommit = False
    holder.cursor().execute("SELECT idem.lock()")
    seen = server("SELECT count(*) FROM idem.locks")[0][0]
    os.close(holder.fileno())
    connection = harness.connect(DB)
    cursor = connection.cursor()
    cursor.execute("SELECT set_config('lock_timeout', '10s', false)")
    cursor.execute("BEGIN; SET LOCAL lock_timeout = '10s'; " + SCRIPT + "; COMMIT")
    connection.close()
    tap.equal((seen, server("SELECT count(*) FROM idem.locks")[0][0]), (1, 0), "a client that vanished with the lock")


def main():
    race("psql", psql, "diary")
    race("psycopg2", processes(psycopg2), "diary")
    race("psycopg2, with the lock by hand", processes(psycopg2_by_hand), "bookkeeping")
    race("asyncpg", processes(asyncpg), "diary")
    race("node-postgres", node, "diary")
    race("node-postgres, the clinic", node_clinic, "studies")
    race("Alembic with psycopg2, the clinic", alembic, "alembic_version_auth")
    waiting()
    killed()
    return tap.done()


sys.exit(main())
