"""idem.lock() at the head of Alembic's run protects Alembic's own bookkeeping and
migrations that know nothing of idem_migrate: fifty replicas, none may fail.

Beside it, for comparison and without judgement: the same project without it.
"""

import os
import sys

import harness

sys.path.insert(0, os.path.join(harness.EXAMPLES, "clinic"))
import starts  # noqa: E402

tap = harness.Tap()
DB = "alembic_lock"
REPLICAS = 50
ROUNDS = harness.rounds(2)
CONFIG = os.path.join(harness.CLIENTS, "alembic", "alembic.ini")


def race():
    return starts.race_alembic(DB, [CONFIG] * REPLICAS)


def main():
    schemas, errors = set(), []
    for _ in range(ROUNDS):
        harness.fresh(DB, extension=True)
        errors += race().errors
        schemas.add(harness.dump(DB))
        errors += starts.race_alembic(DB, [CONFIG] * 8, "downgrade", "0001").errors
        errors += starts.race_alembic(DB, [CONFIG] * 8).errors
        schemas.add(harness.dump(DB))
    tap.ok(not errors, "%d x %d replicas upgrade at the same instant, and eight go down and up"
           % (ROUNDS, REPLICAS), *harness.summary(errors))
    tap.ok(len(schemas) == 1, "every round ends at the same schema")

    os.environ["IDEM_WITHOUT_LOCK"] = "1"
    failed = 0
    for _ in range(ROUNDS):
        harness.fresh(DB, extension=True)
        failed += len(race().errors)
    tap.note("without idem.lock() %d of %d replicas failed" % (failed, ROUNDS * REPLICAS))

    harness.drop(DB)
    return tap.done()


sys.exit(main())
