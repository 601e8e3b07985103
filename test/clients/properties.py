"""Random schemas against the promises.

For each seed a random schema is declared twice: as plain SQL, run by psql in
one transaction, and as calls of the idem.ensure_* functions.  Then

  same as psql   the calls on an empty database leave the same pg_dump
  idempotent     the calls again return "unchanged" each, and leave no WAL, no
                 transaction id and no lock; also on the database of psql, and
                 on a database restored from its dump
  heals          after random parts were removed the calls leave the same
                 dump again (with the columns of each table in name order,
                 because a column that comes back comes back at the end)

Usage: properties.py [SEED [COUNT]]; IDEM_ROUNDS sets how many seeds are tried.
"""

import os
import random
import re
import subprocess
import sys
import time

import psycopg2

TYPES = [
    ("integer", ["0", "42", "-1", None]),
    ("bigint", ["0", "(1 + 2) * 3", None]),
    ("smallint", ["7", None]),
    ("text", ["''", "'it''s'", "upper('x')", "CURRENT_USER", None]),
    ("varchar(40)", ["'x'", "'x'::text", None]),
    ("char(3)", ["'abc'", None]),
    ("boolean", ["false", "true", "(NOT false)", None]),
    ("numeric(12,2)", ["0", "0.00", "1.5", None]),
    ("numeric", ["0", None]),
    ("real", ["0.5", None]),
    ("double precision", ["'NaN'", "pi()", None]),
    ("timestamptz", ["now()", "CURRENT_TIMESTAMP", "'infinity'", None]),
    ("timestamp(3)", ["LOCALTIMESTAMP", None]),
    ("date", ["CURRENT_DATE", "'2020-01-01'", None]),
    ("time", ["'12:00'", None]),
    ("interval", ["'1 day'", "'24 hours'::interval", None]),
    ("uuid", ["gen_random_uuid()", None]),
    ("jsonb", ["'{}'", "'[]'::jsonb", "jsonb_build_object('a', 1)", None]),
    ("text[]", ["'{}'", "ARRAY['a', 'b']", None]),
    ("integer[]", ["ARRAY[1, 2]::integer[]", None]),
    ("bytea", ["'\\x00'", None]),
    ("inet", ["'127.0.0.1'", None]),
    ('text COLLATE "C"', ["'c'", None]),
]
NAMES = ["id", "name", "Title", "order", "é", "a b", "created_at", "x.y", "n", 'q"q',
         "status", "amount", "flag", "data", "kind", "parent_id", "ref", "Größe", "_", "user"]
CHECKS = {
    "integer": ["{} > 0", "{} BETWEEN 1 AND 10", "{} IN (1, 2, 3)", "{} % 2 = 0 OR {} IS NULL"],
    "bigint": ["{} >= 0", "abs({}) < 1000"],
    "text": ["length({}) > 2", "{} <> ''", "{} ~ '^[a-z]+$'", "{} IN ('a', 'b')", "lower({}) = {}"],
    "varchar(40)": ["{} IN ('a', 'b', 'c')", "{} LIKE 'x%'"],
    "boolean": ["{}", "{} IS NOT NULL"],
    "numeric(12,2)": ["{} >= 0", "{} < 10.5"],
    "date": ["{} > '2000-01-01'", "extract(year FROM {}) > 1999"],
    "jsonb": ["jsonb_typeof({}) = 'object'", "{} ? 'a'"],
    "text[]": ["cardinality({}) < 5", "'x' <> ALL ({})"],
}
INDEXABLE = {"integer", "bigint", "smallint", "text", "varchar(40)", "numeric(12,2)", "date",
             "timestamptz", "uuid", "boolean", "numeric", "inet"}
ACTIONS = [None, "CASCADE", "SET NULL", "RESTRICT", "SET DEFAULT"]


def ident(name):
    return name if re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in (
        "order", "user", "_") else '"%s"' % name.replace('"', '""')


def literal(text):
    return "NULL" if text is None else "'%s'" % str(text).replace("'", "''")


def array(items):
    return "ARRAY[%s]::text[]" % ", ".join(literal(i) for i in items)


class Schema:
    """A random schema: .ddl for psql, .calls for us."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.ddl, self.calls, self.tables = [], [], []
        self.enums = []
        for i in range(self.random.randint(0, 2)):
            self.enum("mood%d" % i)
        if self.random.random() < 0.5:
            self.ddl.append("CREATE DOMAIN positive AS integer DEFAULT 1 CHECK (VALUE > 0)")
            self.calls.append("idem.ensure_domain('positive', 'integer', '1', NULL, 'VALUE > 0')")
        if self.random.random() < 0.5:
            self.ddl.append("CREATE SEQUENCE numbers INCREMENT 2 CACHE 5 CYCLE")
            self.calls.append("idem.ensure_sequence('numbers', 'INCREMENT 2 CACHE 5 CYCLE')")
        for i in range(self.random.randint(1, 5)):
            self.table("t%d" % i)

    def pick(self, items):
        return self.random.choice(items)

    def enum(self, name):
        labels = self.random.sample(["a", "b", "it's", "Ü", "x y", "f"], self.random.randint(1, 5))
        self.enums.append((name, labels))
        self.ddl.append("CREATE TYPE %s AS ENUM (%s)" % (name, ", ".join(map(literal, labels))))
        self.calls.append("idem.ensure_enum('%s', %s)" % (name, array(labels)))

    def column(self, name):
        if self.enums and self.random.random() < 0.2:
            enum, labels = self.pick(self.enums)
            return name, enum, self.pick([None, literal(labels[0])]), self.random.random() < 0.3
        type_, defaults = self.pick(TYPES)
        return name, type_, self.pick(defaults), self.random.random() < 0.4

    def table(self, table):
        names = self.random.sample([n for n in NAMES if n != "id"], self.random.randint(1, 8))
        columns = [self.column(name) for name in names]
        key = self.pick(["bigserial", "integer GENERATED ALWAYS AS IDENTITY",
                         "uuid DEFAULT gen_random_uuid()", "integer"])
        elements = ["id %s PRIMARY KEY" % key]
        one_call = self.random.random() < 0.5
        later = []
        for name, type_, default, not_null in columns:
            text = "%s %s%s%s" % (ident(name), type_, " DEFAULT %s" % default if default else "",
                                  " NOT NULL" if not_null else "")
            elements.append(text)
            if not one_call:
                later.append("idem.ensure_column('%s', %s, %s, %s, %s)" % (
                    table, literal(ident(name)), literal(type_), literal(default),
                    "true" if not_null else "NULL"))
        self.ddl.append("CREATE TABLE %s (%s)" % (table, ", ".join(elements)))
        self.calls.append("idem.ensure_table('%s', %s)" % (
            table, literal(", ".join(elements if one_call else elements[:1]))))
        self.calls += later

        for name, type_, _, _ in columns:
            if type_ in CHECKS and self.random.random() < 0.5:
                check = self.pick(CHECKS[type_]).replace("{}", ident(name))
                named = self.random.random() < 0.7
                con = "ck_%s_%d" % (table, len(self.ddl))
                self.ddl.append("ALTER TABLE %s ADD %sCHECK (%s)" % (
                    table, "CONSTRAINT %s " % con if named else "", check))
                self.calls.append("idem.ensure_check('%s', %s, %s)" % (
                    table, literal(check), literal(con if named else None)))
        good = [c for c in columns if c[1] in INDEXABLE]
        for i in range(self.random.randint(0, 3)):
            if good:
                self.index(table, "ix_%s_%d" % (table, i), self.random.sample(good, min(len(good), self.random.randint(1, 3))))
        if good and self.random.random() < 0.4:
            cols = [ident(c[0]) for c in self.random.sample(good, min(2, len(good)))]
            self.ddl.append("ALTER TABLE %s ADD CONSTRAINT uq_%s UNIQUE (%s)" % (table, table, ", ".join(cols)))
            self.calls.append("idem.ensure_unique('%s', %s, 'uq_%s')" % (table, array(cols), table))
        if self.tables and self.random.random() < 0.7:
            target, target_key = self.pick(self.tables)
            column = "fk_%s" % target
            type_ = {"bigserial": "bigint"}.get(target_key, target_key.split()[0])
            on_delete, on_update = self.pick(ACTIONS), self.pick(ACTIONS[:4])
            self.ddl.append("ALTER TABLE %s ADD COLUMN %s %s" % (table, column, type_))
            self.calls.append("idem.ensure_column('%s', '%s', '%s')" % (table, column, type_))
            self.ddl.append("ALTER TABLE %s ADD CONSTRAINT fk_%s FOREIGN KEY (%s) REFERENCES %s%s%s" % (
                table, table, column, target, " ON DELETE " + on_delete if on_delete else "",
                " ON UPDATE " + on_update if on_update else ""))
            self.calls.append("idem.ensure_foreign_key('%s', '{%s}', '%s', NULL, %s, %s, 'fk_%s')" % (
                table, column, target, literal(on_delete), literal(on_update), table))
        self.tables.append((table, key))

    def index(self, table, name, columns):
        elements = []
        for column, type_, _, _ in columns:
            text = ident(column)
            if type_ == "text" and self.random.random() < 0.3:
                text = "lower(%s)" % text
            elements.append(text + self.pick(["", "", " DESC", " NULLS FIRST", " DESC NULLS LAST"]))
        unique = self.random.random() < 0.3
        where = None
        if self.random.random() < 0.3:
            where = "%s IS NOT NULL" % ident(columns[0][0])
        include = ["id"] if self.random.random() < 0.2 else None
        self.ddl.append("CREATE %sINDEX %s ON %s (%s)%s%s" % (
            "UNIQUE " if unique else "", name, table, ", ".join(elements),
            " INCLUDE (id)" if include else "", " WHERE " + where if where else ""))
        self.calls.append("idem.ensure_index('%s', %s, '%s', %s, NULL, %s, %s)" % (
            table, array(elements), name, str(unique).lower(), literal(where),
            array(include) if include else "NULL"))


def psql(database, script):
    subprocess.run(["psql", "-Xq1", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", "-"],
                   input=script, text=True, check=True, stdout=subprocess.DEVNULL)


def dump(database, by_name=False):
    text = subprocess.run(["pg_dump", "-s", "-O", "-n", "public", "-d", database],
                          check=True, capture_output=True, text=True).stdout
    text = "\n".join(line for line in text.splitlines()
                     if line and not line.startswith(("--", "SET ", "\\restrict", "\\unrestrict", "SELECT pg_catalog")))
    if by_name:
        text = re.sub(r"(CREATE TABLE [^\n]*\(\n)(.*?)(\n\);)",
                      lambda m: m[1] + ",\n".join(sorted(m[2].split(",\n"))) + m[3], text, flags=re.S)
    return text


def fresh(cursor, name):
    cursor.execute('DROP DATABASE IF EXISTS "%s" WITH (FORCE)' % name)
    cursor.execute('CREATE DATABASE "%s" TEMPLATE template0' % name)
    connection = connect(name)
    connection.cursor().execute("CREATE EXTENSION idem_migrate")
    return connection


def connect(name):
    connection = psycopg2.connect(dbname=name)
    connection.autocommit = True
    connection.cursor().execute("SET client_min_messages = warning")
    return connection


def run(connection, calls):
    """The outcomes, in one transaction for speed."""
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    outcomes = []
    for call in calls:
        try:
            cursor.execute("SELECT " + call)
        except psycopg2.Error as error:
            raise AssertionError("%s\n%s" % (call, error))
        outcomes.append(cursor.fetchone()[0])
    cursor.execute("COMMIT")
    return outcomes


def assert_no_trace(connection, calls, where):
    cursor = connection.cursor()
    # other processes of the server write WAL at times
    for attempt in range(10):
        time.sleep(0.02 * attempt)
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        before = cursor.fetchone()
        for call in calls:
            cursor.execute("SELECT " + call)
            outcome = cursor.fetchone()[0]
            assert outcome == "unchanged", "%s: %s returned %s" % (where, call, outcome)
        cursor.execute("""SELECT pg_current_wal_insert_lsn(), pg_current_xact_id_if_assigned(),
                          (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()
                             AND locktype <> 'virtualxid'
                             AND NOT (locktype = 'relation' AND mode = 'AccessShareLock' AND relation < 16384))""")
        after, xid, locks = cursor.fetchone()
        cursor.execute("COMMIT")
        assert xid is None, "%s: a transaction id was assigned" % where
        assert locks == 0, "%s: %d locks are left" % (where, locks)
        if (after,) == before:
            return
    raise AssertionError("%s: WAL was written" % where)


REMOVALS = """
SELECT format('ALTER TABLE %I DROP CONSTRAINT %I CASCADE', conrelid::regclass::text, conname)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'c', 'f') AND conrelid <> 0
UNION ALL
SELECT format('DROP INDEX %s', indexrelid::regclass) FROM pg_index
 WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
UNION ALL
SELECT format('ALTER TABLE %s ALTER %I DROP DEFAULT', attrelid::regclass, attname)
  FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND atthasdef AND attgenerated = ''
UNION ALL
SELECT format('ALTER TABLE %s ALTER %I DROP NOT NULL', attrelid::regclass, attname)
  FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnotnull AND attidentity = ''
   AND attnum > 0 AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisprimary
                                    AND attnum = ANY (indkey))
UNION ALL
SELECT format('ALTER TABLE %s DROP COLUMN %I CASCADE', attrelid::regclass, attname)
  FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT format('DROP TABLE %s CASCADE', oid::regclass) FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
UNION ALL
SELECT format('DROP DOMAIN %s CASCADE', oid::regtype) FROM pg_type
 WHERE typtype = 'd' AND typnamespace = 'public'::regnamespace
ORDER BY 1
"""


def property_holds(cursor, seed):
    schema = Schema(seed)
    fresh(cursor, "prop_psql").close()
    psql("prop_psql", ";\n".join(schema.ddl))
    expected = dump("prop_psql")

    ours = fresh(cursor, "prop_ours")
    outcomes = run(ours, schema.calls)
    assert "created" in outcomes
    assert dump("prop_ours") == expected, "not the same as psql:\n%s\n----\n%s" % (expected, dump("prop_ours"))
    assert_no_trace(ours, schema.calls, "second run")

    theirs = connect("prop_psql")
    assert_no_trace(theirs, schema.calls, "on what psql made")
    theirs.close()

    fresh(cursor, "prop_restored").close()
    psql("prop_restored", subprocess.run(
        ["pg_dump", "-s", "-n", "public", "-d", "prop_psql"], check=True, capture_output=True,
        text=True).stdout.replace("CREATE SCHEMA public;", ""))
    restored = connect("prop_restored")
    assert_no_trace(restored, schema.calls, "on what was restored")
    restored.close()

    expected = dump("prop_psql", by_name=True)
    victim = ours.cursor()
    for _ in range(3):
        removed = []
        for _ in range(schema.random.randint(1, 4)):
            victim.execute(REMOVALS)
            removals = [row[0] for row in victim.fetchall()]
            if removals:
                removed.append(schema.pick(removals))
                victim.execute(removed[-1])
        try:
            run(ours, schema.calls)
        except AssertionError as error:
            raise AssertionError("removed: %s\n%s" % ("; ".join(removed), error))
        got = dump("prop_ours", by_name=True)
        assert got == expected, "not healed after: %s\nwanted:\n%s\ngot:\n%s" % (
            "; ".join(removed), expected, got)
        assert_no_trace(ours, schema.calls, "after healing")
    ours.close()


def main():
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    count = int(sys.argv[2]) if len(sys.argv) > 2 else int(os.environ.get("IDEM_ROUNDS", "25"))
    control = connect(os.environ.get("PGDATABASE", "postgres"))
    failed = 0
    for seed in range(first, first + count):
        try:
            property_holds(control.cursor(), seed)
            print("ok - schema %d" % seed)
        except (AssertionError, psycopg2.Error, subprocess.CalledProcessError) as error:
            failed += 1
            print("not ok - schema %d (again: properties.py %d 1)" % (seed, seed))
            print("\n".join("# " + line for line in str(error).splitlines()))
    for name in ("prop_psql", "prop_ours", "prop_restored"):
        control.cursor().execute('DROP DATABASE IF EXISTS "%s" WITH (FORCE)' % name)
    print("1..%d" % count)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
