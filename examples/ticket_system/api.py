"""The start of a service that needs the schema but does not own it (psycopg2).

It ends at once, with a sentence, where it used to run into
    relation "users" does not exist
at the first request.
"""

import json
import sys

import psycopg2

NEEDS = ("tickets", "0003_integrations")


def start():
    connection = psycopg2.connect("", application_name="api")
    connection.autocommit = True
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT idem.require_revision(%s, %s)", NEEDS)
        except psycopg2.Error as error:
            if error.pgcode != "IM003":
                raise
            sys.exit("api: the database is not ready: %s\n%s"
                     % (error.diag.message_primary, error.diag.message_detail or ""))
        # The same for a readiness probe: a document instead of an error.
        cursor.execute("SELECT idem.health(%s, %s)", NEEDS)
        print(json.dumps(cursor.fetchone()[0]))
        cursor.execute("SELECT count(*) FROM users")
        print("api: ready, %d users" % cursor.fetchone())


if __name__ == "__main__":
    start()
