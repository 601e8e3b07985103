"""The schemas and histories of test/corpus against the promises.

For each file, with psql standing for psql -1 -f:

  same as psql  ensure(file) on an empty database leaves the pg_dump of psql
  idempotent    plan(file) is empty on both databases, and a second ensure
                leaves no WAL, no transaction id and no lock
  prefix        after psql has run the first statements of the file, ensure of
                the whole file leads to the same dump
  heals         after random parts were removed, ensure leads to the same dump
  concurrent    four clients at once on an empty database: no error, same dump
  snapshot      plan(snapshot) is empty, and ensure of the snapshots of all
                schemas on an empty database leads to the same dump

A file names the roles that it needs in a line "-- roles: ...", which are made
before.  Usage: corpus.py [FILE...]; IDEM_SEED chooses the prefixes and removals
(printed with each failure), IDEM_CORPUS_FULL=1 tries every prefix and more
removals.
"""

import difflib
import glob
import os
import random
import re
import subprocess
import sys
import time

import psycopg2

import harness
from harness import HELD, connect, drop, fresh, query, value

CORPUS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "corpus")
ALLOW = "{rewrite,lossy,cascade,recreate}"
FULL = os.environ.get("IDEM_CORPUS_FULL") == "1"
SEED = int(os.environ.get("IDEM_SEED") or 1)

PSQL, OURS, OTHER = "corpus_psql", "corpus_ours", "corpus_other"


# ------------------------------------------------------------------- scripts

TOKEN = re.compile(r"""
    --[^\n]* | /\*.*?\*/                        # comments
  | [eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*'   # strings
  | "(?:[^"]|"")*"                              # names
  | (?<![\w$])(?P<tag>\$(?:[A-Za-z_]\w*)?\$).*?(?P=tag)
  | \w+ | ; | [(] | [)] | .
    """, re.S | re.X)


def statements(text):
    """The statements of a script, each with what stands before it."""
    found, start, depth = [], 0, 0
    for token in TOKEN.finditer(text):
        if token.group() == "(":
            depth += 1
        elif token.group() == ")":
            depth -= 1
        elif token.group() == ";" and depth == 0:
            found.append(text[start:token.end()])
            start = token.end()
    return found


def psql(db, script):
    """The messages of psql -1, or None if all went well."""
    done = subprocess.run(
        ["psql", "-Xq1", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=terse", "-d", db, "-f", "-"],
        input=script, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env=dict(os.environ, PGOPTIONS="-c client_min_messages=warning"))
    return done.stderr if done.returncode else None


def message(error):
    """An error without the script that its context quotes."""
    diag = error.diag
    return "\n".join(text for text in (
        diag.message_primary or str(error), diag.message_detail, diag.message_hint,
        diag.context) if text)


def ensure(db, script):
    """The error of ensure, or None."""
    connection = connect(db)
    try:
        cursor = connection.cursor()
        cursor.execute("SET client_min_messages = warning")
        cursor.execute("SELECT count(*) FROM idem.ensure(%s, %s)", (script, ALLOW))
        return None
    except psycopg2.Error as error:
        return message(error)
    finally:
        connection.close()


def plan(db, script):
    """What plan says is left to do, a line for each step."""
    connection = connect(db)
    try:
        cursor = connection.cursor()
        cursor.execute("SET client_min_messages = warning")
        cursor.execute("SELECT kind, object, action, left(ddl, 300), reason FROM idem.plan(%s, %s)",
                       (script, ALLOW))
        return "\n".join(" | ".join(map(str, row)) for row in cursor.fetchall())
    except psycopg2.Error as error:
        return message(error)
    finally:
        connection.close()


# --------------------------------------------------------------------- dumps

def dump(db, by_name=False):
    """pg_dump -s as text that is equal where schemas are.

    The order in which pg_dump prints what does not depend on each other is
    partly that of creation; so statements are sorted, also grants.  by_name
    sorts the columns of tables too: a column that was lost comes back at the end,
    and one that a script drops and adds again is altered where it stands.
    """
    text = subprocess.run(["pg_dump", "-s", "-d", db], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    found = []
    for statement in statements(text):
        lines = [line for line in statement.splitlines()
                 if line.strip() and not line.startswith(("--", "\\"))]
        statement = "\n".join(lines)
        if re.match(r"SET |SELECT pg_catalog\.set_config", statement):
            continue
        table = re.match(r"(CREATE TABLE [^\n]*\(\n)(.*)(\n\).*)$", statement, re.S)
        if by_name and table:
            columns = sorted(line.rstrip(",") for line in table.group(2).split("\n"))
            statement = table.group(1) + ",\n".join(columns) + table.group(3)
        found.append(statement)
    return "\n".join(sorted(found)) + "\n"


def difference(want, have, most=40):
    """The lines that differ, or nothing."""
    lines = list(difflib.unified_diff(want.splitlines(), have.splitlines(), "want", "have",
                                      lineterm="", n=2))
    return "\n".join(lines[:most])


# --------------------------------------------------------------- idempotence

def trace(db, script, tries=10):
    """What a second ensure leaves behind, or nothing."""
    connection = psycopg2.connect(dbname=db)
    cursor = connection.cursor()
    cursor.execute("SET client_min_messages = warning")
    connection.commit()
    found = ""
    try:
        for attempt in range(tries):
            # Other processes of the server write WAL of their own at times.
            if attempt:
                time.sleep(0.1 * attempt)
                connection.autocommit = True
                cursor.execute("VACUUM")
                cursor.execute("CHECKPOINT")
                connection.autocommit = False
            cursor.execute("SELECT pg_current_wal_insert_lsn()")
            before = cursor.fetchone()[0]
            cursor.execute("SELECT count(*) FROM idem.ensure(%s, %s)", (script, ALLOW))
            steps = cursor.fetchone()[0]
            cursor.execute("SELECT pg_current_wal_insert_lsn() - %s::pg_lsn", (before,))
            wal = cursor.fetchone()[0]
            cursor.execute(HELD)
            held = cursor.fetchone()[0]
            connection.rollback()
            if held != "nothing, xid none" or steps:
                return "%d steps, holds %s" % (steps, held)
            if not wal:
                return ""
            found = "%d bytes of WAL" % wal
        return found
    except psycopg2.Error as error:
        return message(error)
    finally:
        connection.close()


# ------------------------------------------------------------------- healing

with open(os.path.join(os.path.dirname(CORPUS), "property", "removals.sql"), encoding="utf-8") as file:
    REMOVALS = file.read()


def damage(db, rng):
    """Takes parts away, at most one of a sort; returns what it did."""
    connection = connect(db)
    cursor = connection.cursor()
    cursor.execute("SET client_min_messages = error")
    cursor.execute(REMOVALS)
    sorts = {}
    for sort, statement in cursor.fetchall():
        sorts.setdefault(sort, []).append(statement)
    done = []
    for sort in rng.sample(sorted(sorts), min(len(sorts), 8)):
        statement = rng.choice(sorts[sort])
        try:
            cursor.execute(statement)
            done.append(statement)
        except psycopg2.Error:
            # Gone already, by what was removed before.
            pass
    connection.close()
    return done


# ---------------------------------------------------------------- snapshots

def schemas(db):
    return [row[0] for row in query(db, """
        SELECT nspname FROM pg_namespace
         WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'idem') AND nspname !~ '^pg_'
         ORDER BY nspname <> 'public', nspname""")]


# ---------------------------------------------------------------- the checks

def racer(wait, script):
    connection = connect(OTHER)
    connection.cursor().execute("SET client_min_messages = warning")
    wait()
    try:
        connection.cursor().execute("SELECT count(*) FROM idem.ensure(%s, %s)", (script, ALLOW))
    except psycopg2.Error as error:
        raise RuntimeError(message(error)) from None
    connection.close()


def check(tap, path):
    name = os.path.basename(path)
    with open(path) as file:
        script = file.read()
    parts = statements(script)
    rng = random.Random("%d %s" % (SEED, name))
    for role in " ".join(re.findall(r"^-- roles: (.*)$", script, re.M)).split():
        if not query("postgres", "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            query("postgres", 'CREATE ROLE "%s"' % role)

    fresh(PSQL, extension=True)
    error = psql(PSQL, script)
    if not tap.ok(error is None, "%s: psql runs its %d statements" % (name, len(parts)), error):
        return
    want = dump(PSQL)
    want_by_name = dump(PSQL, by_name=True)

    fresh(OURS, extension=True)
    error = ensure(OURS, script)
    have = error or difference(want, dump(OURS))
    same = tap.ok(not have, name + ": same as psql", have)
    left = trace(PSQL, script)
    tap.ok(not left, name + ": nothing to do after psql", left, plan(PSQL, script))
    if same:
        left = trace(OURS, script)
        tap.ok(not left, name + ": the second time leaves no trace", left, plan(OURS, script))

    # What was removed is random, hence on the database that ensure made.
    for _ in range(20 if FULL else 3):
        if not same:
            break
        removed = damage(OURS, rng)
        error = ensure(OURS, script)
        have = error or difference(want_by_name, dump(OURS, by_name=True))
        if not tap.ok(not have, name + ": heals", have, "seed %d, removed:" % SEED, "\n".join(removed)):
            break

    places = range(1, len(parts)) if FULL else sorted(rng.sample(range(1, len(parts)), 2))
    for place in places:
        fresh(OTHER, extension=True)
        error = psql(OTHER, "".join(parts[:place])) or ensure(OTHER, script)
        have = error or difference(want_by_name, dump(OTHER, by_name=True))
        if have or not FULL or place == places[-1]:
            tap.ok(not have, "%s: after its first %d statements" % (name, place), have)

    fresh(OTHER, extension=True)
    run = harness.race_processes([(racer, script)] * 4)
    have = "\n".join(run.errors) or difference(want, dump(OTHER))
    tap.ok(not have, name + ": four clients at once", have)

    names = schemas(PSQL)
    connection = connect(PSQL)
    cursor = connection.cursor()
    whole = []
    try:
        for schema in names:
            cursor.execute("SELECT idem.snapshot(%s)", (schema,))
            whole.append(cursor.fetchone()[0])
        left = "".join(plan(PSQL, text) for text in whole)
    except psycopg2.Error as error:
        left = message(error)
    connection.close()
    tap.ok(not left, name + ": the snapshots tell what is there", left)
    if len(names) == 1 and not left:
        fresh(OTHER, extension=True)
        have = ensure(OTHER, whole[0]) or difference(want, dump(OTHER))
        if have:
            # Some expressions are stored differently when read from what the
            # server prints (IN over varchar), as restoring a dump does, too.
            text = subprocess.run(["pg_dump", "-s", "-d", PSQL], check=True,
                                  stdout=subprocess.PIPE, text=True).stdout
            made = dump(OTHER)
            fresh(OURS)
            have = psql(OURS, text) or difference(dump(OURS), made)
        tap.ok(not have, name + ": a snapshot makes the same", have)


def main():
    paths = sys.argv[1:] or sorted(glob.glob(os.path.join(CORPUS, "*.sql")))
    tap = harness.Tap()
    tap.ok(len(paths) > 0, "there is a corpus")
    for path in paths:
        check(tap, path)
    for db in (PSQL, OURS, OTHER):
        drop(db)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
