"""examples/bootstrap.sql from fifty sessions at the same instant: none may fail.

Beside it, for comparison and without judgement: CREATE EXTENSION IF NOT EXISTS.
"""

import sys

import harness

tap = harness.Tap()
DB = "bootstrap_race"
SESSIONS = 50
ROUNDS = harness.rounds(4)
SCRIPT = open(harness.BOOTSTRAP).read()


def psycopg2(wait, isolation):
    connection = harness.connect(DB)
    connection.autocommit = False
    connection.set_session(isolation_level=isolation)
    cursor = connection.cursor()
    wait()
    cursor.execute(SCRIPT)
    cursor.execute("SELECT idem.lock()")
    connection.commit()


def race(name, start):
    errors, versions = [], set()
    for _ in range(ROUNDS):
        harness.fresh(DB)
        errors += start().errors
        versions.add(harness.value(DB, "SELECT count(*) FROM pg_extension WHERE extname = 'idem_migrate'"))
    tap.ok(not errors and versions == {1}, "%s: %d x %d sessions" % (name, ROUNDS, SESSIONS),
           "%d of %d failed" % (len(errors), ROUNDS * SESSIONS), *harness.summary(errors))


def main():
    race("psql", lambda: harness.race_psql(DB, [["-f", harness.BOOTSTRAP]] * SESSIONS))
    race("node", lambda: harness.race_node(DB, harness.CLIENTS + "/query.js", "query", [[SCRIPT]] * SESSIONS)[0])
    for isolation in ("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"):
        race("psycopg2, in a transaction, " + isolation,
             lambda: harness.race_processes([(psycopg2, isolation)] * SESSIONS))

    # As the owner of a database, who is no superuser.
    harness.query("postgres", "DROP ROLE IF EXISTS bootstrap_owner")
    harness.query("postgres", "CREATE ROLE bootstrap_owner LOGIN")

    def as_owner():
        harness.query("postgres", "ALTER DATABASE %s OWNER TO bootstrap_owner" % DB)
        return harness.race_psql(DB, [["-U", "bootstrap_owner", "-f", harness.BOOTSTRAP]] * SESSIONS)
    race("psql, as the owner of the database", as_owner)

    before = harness.trace(DB, lambda: harness.psql(DB, "-f", harness.BOOTSTRAP))
    tap.ok(before.nothing(), "once the extension is there it leaves no trace", before)

    failed = 0
    for _ in range(ROUNDS):
        harness.fresh(DB)
        failed += len(harness.race_psql(
            DB, [["-c", "CREATE EXTENSION IF NOT EXISTS idem_migrate"]] * SESSIONS).errors)
    tap.note("CREATE EXTENSION IF NOT EXISTS alone: %d of %d sessions failed" % (failed, ROUNDS * SESSIONS))

    harness.drop(DB)
    harness.query("postgres", "DROP ROLE bootstrap_owner")
    return tap.done()


sys.exit(main())
