"""The database in which random histories happen: the schemas h, h2, h3 and h3b,
emptied between histories, because a database for each would be slow."""

import json
import os
import re

import psycopg2

HERE = os.path.dirname(os.path.abspath(__file__))
ROLES = ["history_one", "history_two"]
EVERYTHING = "{rewrite,lossy,cascade,recreate}"

# Locks above AccessShareLock and the transaction id of this transaction.
HELD = """
SELECT coalesce(string_agg(DISTINCT locktype || ' ' || mode, ', '), '')
       || coalesce(' xid ' || pg_current_xact_id_if_assigned(), '')
  FROM pg_locks
 WHERE pid = pg_backend_pid() AND locktype <> 'virtualxid' AND mode <> 'AccessShareLock'"""


def text_of(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()


SHAPE, STATE, REMOVALS = text_of("shape.sql"), text_of("state.sql"), text_of("removals.sql")


def message(error):
    """An error without the script that its context quotes."""
    diag = error.diag
    return "\n".join(text for text in (diag.message_primary or str(error), diag.message_detail,
                                       diag.message_hint) if text)


class World:
    """Runs scripts in empty schemas and tells what is there then."""

    def __init__(self, database):
        self.connection = psycopg2.connect(dbname=database)
        self.connection.autocommit = True
        self.cursor = self.connection.cursor()
        self.cursor.execute("SET client_min_messages = error; SET statement_timeout = '60s'")
        self.streams = 0
        self.version = self.connection.server_version // 10000

    def close(self):
        self.connection.close()

    def begin(self):
        """Empty schemas."""
        self.cursor.execute("DROP SCHEMA IF EXISTS h, h2, h3, h3b CASCADE; CREATE SCHEMA h; CREATE SCHEMA h2")
        self.home()

    def home(self):
        """The search path with which a script begins."""
        self.cursor.execute("SET search_path = h")

    def path(self):
        self.cursor.execute("SHOW search_path")
        return self.cursor.fetchone()[0]

    def walk(self, path):
        self.cursor.execute("SELECT set_config('search_path', %s, false)", (path,))

    def run(self, statement):
        """Plain execution; False if the server refuses."""
        try:
            # What is built is the same, and it may be part of a transaction.
            self.cursor.execute(statement.replace(" CONCURRENTLY", ""))
            return True
        except psycopg2.Error:
            return False

    def run_all(self, history):
        self.begin()
        for statement in history:
            self.cursor.execute(statement.replace(" CONCURRENTLY", ""))
        self.home()

    def look(self, query):
        """Rows with all names qualified."""
        path = self.path()
        self.cursor.execute("SET search_path = pg_catalog")
        self.cursor.execute(query)
        rows = self.cursor.fetchall()
        self.walk(path)
        return rows

    def shape(self, ordered=True):
        """What is there; columns in their order only if asked for."""
        lines = [row[0] for row in self.look(SHAPE)]
        if not ordered:
            lines = sorted(re.sub(r"^(column \S+(?: 1\S*)?) \d+ ", r"\1 ", line) for line in lines)
        return lines

    def state(self):
        """What is there, for the maker of statements."""
        self.cursor.execute(STATE)
        found = self.cursor.fetchone()[0]
        return found if isinstance(found, dict) else json.loads(found)

    def kept(self):
        """What holds data, and its name: tables by OID, columns by OID and number."""
        self.cursor.execute(
            "SELECT r.oid::int8, attnum::int, format('%s.%s', relnamespace::regnamespace, relname), attname"
            "  FROM pg_class r JOIN pg_attribute ON attrelid = r.oid"
            " WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text ~ '^h[23]?b?$'"
            "   AND attnum > 0 AND NOT attisdropped")
        tables, columns = {}, {}
        for oid, number, table, column in self.cursor.fetchall():
            tables[oid] = table
            columns[oid, number] = (table, column)
        return tables, columns

    def removals(self):
        return [(sort, statement) for sort, statement in self.look(REMOVALS)]

    def plan(self, script):
        self.cursor.execute("SELECT kind, object, action, ddl FROM idem.plan(%s, %s)", (script, EVERYTHING))
        return self.cursor.fetchall()

    def ensure(self, script):
        self.cursor.execute("SELECT kind, object, action, ddl FROM idem.ensure(%s, %s)", (script, EVERYTHING))
        return self.cursor.fetchall()

    def apply(self, revision, script):
        """What becomes of a revision of the present stream."""
        self.cursor.execute("SELECT idem.apply_revision(%s, %s, %s, allow => %s)",
                            ("%d.%d" % (self.connection.info.backend_pid, self.streams), revision, script, EVERYTHING))
        return self.cursor.fetchone()[0]

    def trace(self, script, tries=4):
        """What another ensure leaves behind, or nothing."""
        found = ""
        for attempt in range(tries):
            if attempt:
                # Pages are pruned by whoever comes first, which writes WAL.
                self.cursor.execute("VACUUM")
            self.cursor.execute("BEGIN")
            try:
                self.cursor.execute("EXPLAIN (ANALYZE, WAL, FORMAT JSON) SELECT * FROM idem.ensure(%s, %s)",
                                    (script, EVERYTHING))
                node = self.cursor.fetchone()[0][0]["Plan"]
                self.cursor.execute(HELD)
                held = self.cursor.fetchone()[0]
            finally:
                self.cursor.execute("ROLLBACK")
            if held or node["Actual Rows"]:
                return "%d steps, holds %s" % (node["Actual Rows"], held)
            if not node["WAL Records"]:
                return ""
            found = "%d bytes of WAL" % node["WAL Bytes"]
        return found
