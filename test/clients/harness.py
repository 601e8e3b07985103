"""What the client tests share: databases, real clients that start at the same
instant, schemas to compare, and proof that a run changed nothing.

Everything connects through the environment (PGHOST, PGPORT, PGUSER), as the
clients under test do.  Prints TAP.
"""

import collections
import json
import multiprocessing
import os
import re
import subprocess
import sys
import time
import traceback

import psycopg2

CLIENTS = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(os.path.dirname(os.path.dirname(CLIENTS)), "examples")
BOOTSTRAP = os.path.join(EXAMPLES, "bootstrap.sql")

# What the driver locks while it lets clients gather; not a key of idem_migrate.
GATE = 20260101

# Every fork of this process opens connections of its own.
processes = multiprocessing.get_context("fork")


# ---------------------------------------------------------------------- TAP

class Tap:
    """Counts; done() prints the plan and tells whether all went well."""

    def __init__(self):
        self.count = self.bad = 0

    def ok(self, good, name, *details):
        self.count += 1
        self.bad += not good
        print("%s %d - %s" % ("ok" if good else "not ok", self.count, name))
        if not good:
            for detail in details:
                self.note(detail)
        sys.stdout.flush()
        return good

    def equal(self, have, want, name):
        return self.ok(have == want, name, "have: %s" % (have,), "want: %s" % (want,))

    def same_schema(self, have, want, name):
        import difflib
        diff = difflib.unified_diff(
            want.splitlines(), have.splitlines(), "want", "have", lineterm="", n=2)
        return self.ok(have == want, name, "\n".join(diff))

    def note(self, text):
        for line in str(text).splitlines():
            print("# " + line)
        sys.stdout.flush()

    def done(self):
        print("1..%d" % self.count)
        return 1 if self.bad else 0


def rounds(default):
    """How often to repeat; IDEM_ROUNDS overrides what fits into a CI run."""
    return int(os.environ.get("IDEM_ROUNDS") or default)


# ---------------------------------------------------------------- databases

def connect(db=None, **more):
    """A psycopg2 connection in autocommit mode."""
    connection = psycopg2.connect(dbname=db or os.environ["PGDATABASE"], **more)
    connection.autocommit = True
    return connection


def query(db, sql, *args):
    """All rows of one statement, each a tuple."""
    connection = connect(db)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, args or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def value(db, sql, *args):
    """The first column of the first row."""
    return query(db, sql, *args)[0][0]


def fresh(db, extension=False):
    """Drops and creates a database; names are ours, hence not quoted."""
    query("postgres", "DROP DATABASE IF EXISTS %s WITH (FORCE)" % db)
    query("postgres", "CREATE DATABASE %s TEMPLATE template0" % db)
    if extension:
        query(db, "CREATE EXTENSION idem_migrate")
    return db


def drop(db):
    query("postgres", "DROP DATABASE IF EXISTS %s WITH (FORCE)" % db)


def psql(db, *args, **more):
    """Runs psql to its end; (exit status, output, messages)."""
    done = subprocess.run(psql_command(db, *args), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    return done.returncode, done.stdout, done.stderr


def psql_command(db, *args):
    return ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", db, *args]


# ------------------------------------------------------------------ schemas

def dump(db, *exclude):
    """pg_dump -s, normalised so that equal schemas give equal text.

    Comments, settings and the extension go; the columns of each table and the
    statements are sorted, because the place of a column that was added later
    is not part of what a migration declares, and neither is the order in which
    pg_dump prints.
    """
    command = ["pg_dump", "-s", "-d", db, "--no-owner", "--no-privileges"]
    for table in exclude:
        command += ["-T", table]
    text = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return normalise(text)


def normalise(text):
    lines = [line for line in text.splitlines()
             if line.strip() and not line.startswith("--") and not line.startswith("\\")]
    statements = []
    for statement in re.split(r";$", "\n".join(lines), flags=re.M):
        statement = statement.strip("\n")
        if re.match(r"SET |SELECT pg_catalog\.set_config|(CREATE|COMMENT ON) (EXTENSION|SCHEMA) ",
                    statement) or not statement:
            continue
        inside = re.match(r"(CREATE TABLE \S+ \(\n)(.*)(\n\).*)$", statement, re.S)
        if inside:
            columns = sorted(line.rstrip(",") for line in inside.group(2).split("\n"))
            statement = inside.group(1) + ",\n".join(columns) + inside.group(3)
        statements.append(statement + ";")
    return "\n".join(sorted(statements)) + "\n"


def revisions(path):
    """The revisions of a file of apply_revision calls: (name, up, down)."""
    with open(path) as script:
        return re.findall(r"'(\w+)', \$up\$(.*?)\$up\$, \$down\$(.*?)\$down\$", script.read(), re.S)


def declared(db, path):
    """What psql alone makes of a file's revisions on an empty database."""
    fresh(db)
    for _, up, _ in revisions(path):
        status, _, messages = psql(db, "-1", "-c", up)
        if status:
            raise RuntimeError(messages)
    return dump(db)


# ----------------------------------------------------------- changed nothing

class Trace:
    """What a piece of work left behind in the cluster: WAL and transaction ids."""

    def __init__(self, wal, xids):
        self.wal, self.xids = wal, xids

    def __repr__(self):
        return "%d bytes of WAL, %d transaction ids" % (self.wal, self.xids)

    def nothing(self):
        return self.wal == 0 and self.xids == 0


def trace(db, work, tries=5):
    """Runs work() and measures.  The positions are those of the whole cluster,
    in which the server now and then writes on its own account; so catalogs are
    vacuumed before, and only a trace that stays in every try is the work's."""
    connection = connect(db)
    cursor = connection.cursor()

    def position():
        cursor.execute("SELECT pg_current_wal_insert_lsn(), "
                       "pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()

    best = None
    for _ in range(tries):
        cursor.execute("VACUUM")
        cursor.execute("CHECKPOINT")
        before = position()
        work()
        after = position()
        cursor.execute("SELECT %s::pg_lsn - %s::pg_lsn", (after[0], before[0]))
        found = Trace(int(cursor.fetchone()[0]), after[1] - before[1])
        if best is None or (found.wal, found.xids) < (best.wal, best.xids):
            best = found
        if best.nothing():
            break
        time.sleep(0.2)
    connection.close()
    return best


# What a transaction holds that is more than a reader's lock, and its own id.
HELD = """SELECT coalesce(string_agg(DISTINCT locktype || ' ' || mode, ', '), 'nothing')
            || ', xid ' || coalesce(pg_current_xact_id_if_assigned()::text, 'none')
     FROM pg_locks
    WHERE pid = pg_backend_pid() AND locktype <> 'virtualxid' AND mode <> 'AccessShareLock'"""


# ------------------------------------------------------- at the same instant

class Gate:
    """An advisory lock that the driver holds.  Clients queue up in front of it
    with WAIT as their first statement; open() lets all of them go at once."""

    WAIT = "SELECT pg_advisory_xact_lock_shared(%d)" % GATE

    def __init__(self, db):
        self.connection = connect(db)
        self.cursor = self.connection.cursor()
        self.cursor.execute("SELECT pg_advisory_lock(%s)", (GATE,))

    def gather(self, count, timeout=60):
        until = time.monotonic() + timeout
        while True:
            self.cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                " AND NOT granted", (GATE,))
            if self.cursor.fetchone()[0] >= count:
                return
            if time.monotonic() > until:
                raise TimeoutError("not every client arrived at the gate")
            time.sleep(0.01)

    def open(self):
        self.connection.close()


Run = collections.namedtuple("Run", "errors slowest")


def race_commands(db, commands, environment=None):
    """Starts programs that wait at the gate themselves; Run(errors, slowest)."""
    gate = Gate(db)
    started = [subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True,
                                env=dict(os.environ, **(environment or {})))
               for command in commands]
    try:
        gate.gather(len(started))
    except TimeoutError as error:
        gate.open()
        return Run([str(error)] + [p.communicate()[1] for p in started], 0.0)
    begin = time.monotonic()
    gate.open()
    errors = []
    for process in started:
        messages = process.communicate()[1]
        if process.returncode != 0:
            errors.append(messages.strip() or "exit status %d" % process.returncode)
    return Run(errors, time.monotonic() - begin)


def race_psql(db, scripts):
    """scripts: a list of argument lists for psql, one for each session."""
    return race_commands(db, [psql_command(db, "-c", Gate.WAIT, *args) for args in scripts])


def _racer(function, args, barrier, results):
    begin = None
    try:
        os.environ["IDEM_RACER"] = "1"

        def wait():
            nonlocal begin
            barrier.wait(60)
            begin = time.monotonic()
        function(wait, *args)
        results.put((None, time.monotonic() - begin))
    except BaseException as error:  # also SystemExit of a client's main program
        if begin is None:
            barrier.abort()
        text = "%s: %s" % (type(error).__name__, error)
        if not isinstance(error, psycopg2.Error) and "psycopg2" not in text and "asyncpg" not in text:
            text += "\n" + traceback.format_exc()
        results.put((text, 0.0))


def race_processes(calls):
    """calls: a list of (function, arguments...), each run in a process of its
    own.  A function gets a callable first, to call when it is connected: it
    returns when all have called it."""
    barrier = processes.Barrier(len(calls))
    results = processes.SimpleQueue()
    started = [processes.Process(target=_racer, args=(call[0], call[1:], barrier, results))
               for call in calls]
    for process in started:
        process.start()
    outcome = [results.get() for _ in started]
    for process in started:
        process.join()
    return Run([error for error, _ in outcome if error], max(took for _, took in outcome))


def race_node(db, module, function, calls):
    """calls: a list of argument lists, each called with a client of its own in
    one node process; Run(errors, slowest), and what the calls returned."""
    done = subprocess.run(["node", os.path.join(CLIENTS, "race.js"), module, function],
                          input=json.dumps(calls), env=dict(os.environ, PGDATABASE=db),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        return Run([done.stderr], 0.0), []
    result = json.loads(done.stdout)
    return Run(result["errors"], result["slowest"]), result["outcomes"]


def summary(errors, most=3):
    """The commonest first lines of errors, one line each."""
    count = collections.Counter(first_line(error) for error in errors)
    return ["%d x %s" % (n, text) for text, n in count.most_common(most)]


def first_line(error):
    found = re.search(r"(?:ERROR|FATAL):\s+(.*)", error)
    if found:
        return found.group(1)
    line = error.strip().split("\n")[0]
    return re.sub(r"^\w+: (\(\S+\) )?", "", line)
