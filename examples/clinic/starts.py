"""Starts the clinic's services at the same instant, in each form.

For the test beside this file and for script/demo; a service needs none of it.
"""

import os
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "test", "clients"))
sys.path.insert(0, os.path.join(HERE, "check_first"))

import harness  # noqa: E402

SERVICES = ["auth", "clinic", "scheduling", "pacs"]
VERSION_TABLES = ["alembic_version_" + service for service in SERVICES]


def replicas(count):
    """The service of each replica: as many of each as the count allows."""
    return [SERVICES[i % len(SERVICES)] for i in range(count)]


def psql_commands(db, services):
    return [["env", "PGDATABASE=" + db, os.path.join(HERE, "psql", "migrate.sh"), service,
             "-c", harness.Gate.WAIT] for service in services]


def start_psql(db, services):
    return harness.race_commands(db, psql_commands(db, services))


def start_node(db, services):
    run, _ = harness.race_node(db, os.path.join(HERE, "node", "migrate.js"), "migrate",
                               [[service] for service in services])
    return run


def run_alembic(wait, db, ini, command="upgrade", target="head"):
    """alembic -c INI upgrade head, in this process."""
    import alembic.command
    import alembic.config
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "engine_connect", once=True)
    def gather(*_):
        wait()
    os.environ["PGDATABASE"] = db
    getattr(alembic.command, command)(alembic.config.Config(ini), target)


def race_alembic(db, inis, *args):
    import alembic.command  # noqa: F401  (before the forks: they start faster)
    import asyncpg  # noqa: F401
    import sqlalchemy.ext.asyncio  # noqa: F401
    return harness.race_processes([(run_alembic, db, ini) + args for ini in inis])


def start_alembic(db, services, *args):
    return race_alembic(db, [os.path.join(HERE, "alembic", service, "alembic.ini")
                             for service in services], *args)


def start_mixed(db, services):
    """All three forms: each service is of another form in each of its replicas."""
    starts = (start_psql, start_node, start_alembic)
    shares = [[service for i, service in enumerate(services) if (i + i // len(SERVICES)) % 3 == form]
              for form in range(3)]
    runs = [None] * 3

    def start(form):
        runs[form] = starts[form](db, shares[form])

    threads = [threading.Thread(target=start, args=(form,)) for form in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return harness.Run(sum((run.errors for run in runs), []), max(run.slowest for run in runs))


def start_models(db, services):
    """The same services as SQLAlchemy's create_all(checkfirst=True) does it."""
    import models
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    def start(wait, service):
        os.environ["PGDATABASE"] = db

        @event.listens_for(Engine, "engine_connect", once=True)
        def gather(*_):
            wait()
        models.start(service)

    return harness.race_processes([(start, service) for service in services])


def start_check_first(db, services):
    """The same services with IF NOT EXISTS and DO ... EXCEPTION, through psql."""
    return harness.race_psql(db, [["-1", "-f", os.path.join(HERE, "check_first", service + ".sql")]
                                  for service in services])


def declared(db):
    """What all revisions together make when psql alone runs them on an empty
    database, as dumped."""
    harness.fresh(db)
    seen = []
    for service in SERVICES:
        with open(os.path.join(HERE, "services", service)) as names:
            for name in names.read().split():
                if name not in seen:
                    seen.append(name)
                    up = os.path.join(HERE, "revisions", name + ".up.sql")
                    status, _, messages = harness.psql(db, "-1", "-f", up)
                    if status:
                        raise RuntimeError(messages)
    schema = harness.dump(db)
    harness.drop(db)
    return schema
