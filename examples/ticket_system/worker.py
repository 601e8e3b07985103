"""The start of a service that waits until the owner of the schema has made it.

A CALL of its own, outside a transaction: the wait holds no snapshot and no lock.
"""

import sys

import psycopg2


def start(timeout="60s"):
    connection = psycopg2.connect("", application_name="worker")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CALL idem.wait_for_revision('tickets', '0003_integrations', %s)", (timeout,))
        cursor.execute("SELECT count(*) FROM files")
        print("worker: ready, %d files" % cursor.fetchone())


if __name__ == "__main__":
    start(*sys.argv[1:])
