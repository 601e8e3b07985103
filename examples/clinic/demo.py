"""demo.py check-first | idem | restart - the runs that script/demo shows.

Each start is a session of its own; all sessions of a round are connected before
the first of them begins, and then let go at the same instant.
"""

import sys

import starts
from starts import harness

DB = "clinic"
ROUNDS, REPLICAS = 5, 20

LINE = "  %-46s %6s %7s   %s"


def compare(forms, extra, rounds=ROUNDS):
    """One line for each way to start the services."""
    print(LINE % ("", "starts", "failed", extra))
    for name, start in forms:
        errors, complete, slowest = [], 0, 0.0
        for _ in range(rounds):
            harness.fresh(DB)
            run = start(DB, starts.replicas(REPLICAS))
            errors += run.errors
            slowest = max(slowest, run.slowest)
            complete += harness.value(
                DB, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
                    " AND tablename !~ '^alembic_version'") == 7
        print(LINE % (name, rounds * REPLICAS, len(errors),
                      "%d of %d" % (complete, rounds) if extra.startswith("databases")
                      else "%.2f s" % slowest))
        for line in harness.summary(errors):
            print("      " + line[:90])
        sys.stdout.flush()


def restart():
    """All four, with each kind of client, on the database that stands."""
    for name, start in FORMS:
        errors = []
        start(DB, starts.SERVICES)
        left = harness.trace(DB, lambda: errors.extend(start(DB, starts.SERVICES).errors))
        print("  %-46s %d failed, %r" % (name, len(errors), left))


FORMS = [("psql", starts.start_psql), ("Node, node-postgres", starts.start_node),
         ("Alembic, SQLAlchemy, psycopg2 and asyncpg", starts.start_alembic)]

if sys.argv[1] == "check-first":
    compare([("IF NOT EXISTS and DO ... EXCEPTION, psql", starts.start_check_first),
             ("create_all(checkfirst=True), SQLAlchemy", starts.start_models)], "databases complete")
elif sys.argv[1] == "idem":
    compare(FORMS, "slowest start")
elif sys.argv[1] == "restart":
    restart()
