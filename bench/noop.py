"""noop.py - what a call costs that finds nothing to do.

Inside one statement: many equal calls, less what an empty loop of that length
costs.  Functions are called by SELECT ... FROM generate_series(), statements by
a loop of PL/pgSQL, which keeps their plans.

As a round trip: pgbench, one client, each call a transaction of its own, next
to SELECT 1.
"""
import os
import re
import subprocess

from measure import (ENVIRONMENT, Session, new_database, number, print_table, take_turns,
                     times, verdict, write)

DATABASE = 'bench_noop'

ENUM = "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')"
COLUMN = 'age integer NOT NULL DEFAULT 0'
INDEX = 'person_name_age ON person (name, age DESC)'
REVISION = f"""
{ENUM};
CREATE TABLE person (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  mood mood NOT NULL DEFAULT 'ok'
);
ALTER TABLE person ADD COLUMN {COLUMN};
CREATE INDEX {INDEX};
"""


def check_first(query, statement):
  return f'IF NOT EXISTS ({query}) THEN {statement}; END IF'


def trapped(statement, condition):
  return f'BEGIN {statement}; EXCEPTION WHEN {condition} THEN NULL; END'


# What a careful author asks the catalogs before the statement runs.
ENUM_QUERY = (
  'SELECT FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace '
  "JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid WHERE n.nspname = 'public' "
  "AND t.typname = 'mood' HAVING array_agg(e.enumlabel::text ORDER BY e.enumsortorder) "
  "= '{sad,ok,happy}'")
COLUMN_QUERY = (
  "SELECT FROM information_schema.columns WHERE table_schema = 'public' "
  "AND table_name = 'person' AND column_name = 'age' AND data_type = 'integer' "
  "AND is_nullable = 'NO' AND column_default = '0'")
INDEX_QUERY = (
  "SELECT FROM pg_catalog.pg_indexes WHERE schemaname = 'public' AND indexname = "
  "'person_name_age' AND indexdef = 'CREATE INDEX person_name_age ON public.person "
  "USING btree (name, age DESC)'")
# As version tables are asked; it says nothing about the objects.
VERSION_QUERY = "SELECT FROM schema_version WHERE version = '0001'"

# (call, its function, aim in µs, the same by IF NOT EXISTS, EXCEPTION, a query)
CALLS = [
  ('ensure_enum', "idem.ensure_enum('mood', '{sad,ok,happy}')", 0.5,
   None,
   trapped(ENUM, 'duplicate_object'),
   check_first(ENUM_QUERY, ENUM)),
  ('ensure_column', "idem.ensure_column('person', 'age', 'integer', '0', true)", 3,
   f'ALTER TABLE person ADD COLUMN IF NOT EXISTS {COLUMN}',
   trapped(f'ALTER TABLE person ADD COLUMN {COLUMN}', 'duplicate_column'),
   check_first(COLUMN_QUERY, f'ALTER TABLE person ADD COLUMN {COLUMN}')),
  ('ensure_index', "idem.ensure_index('person', '{name,age DESC}', 'person_name_age')", 10,
   f'CREATE INDEX IF NOT EXISTS {INDEX}',
   trapped(f'CREATE INDEX {INDEX}', 'duplicate_table'),
   check_first(INDEX_QUERY, f'CREATE INDEX {INDEX}')),
  ('apply_revision', f"idem.apply_revision('bench', '0001', $up${REVISION}$up$)", 10,
   None,
   None,
   check_first(VERSION_QUERY, 'RAISE EXCEPTION $$not there$$')),
]


def prepare():
  new_database(DATABASE)
  with Session(DATABASE) as session:
    session.run(f'SELECT {CALLS[3][1]}')
    session.run("CREATE TABLE schema_version (version text PRIMARY KEY)")
    session.run("INSERT INTO schema_version VALUES ('0001')")
    session.run('VACUUM ANALYZE')


def per_call(session, statement, loops):
  """Microseconds of one call."""
  if statement.startswith('idem.'):
    busy = f'SELECT count({statement}) FROM generate_series(1, {loops})'
    idle = f'SELECT count(i) FROM generate_series(1, {loops}) i'
  else:
    loop = 'DO $do$ BEGIN FOR i IN 1..%d LOOP %s; END LOOP; END $do$'
    busy = loop % (loops, statement)
    idle = loop % (loops, 'NULL')
  return (session.seconds(busy) - session.seconds(idle)) / loops * 1e6


def inside(options):
  with Session(DATABASE) as session:
    variants = {}
    for call, function, _, *others in CALLS:
      for statement in [function, *others]:
        if statement is None:
          continue
        # As many as take a quarter of a second.
        per_call(session, statement, 10)
        cost = max(per_call(session, statement, 200), 0.2)
        loops = min(int(250000 / cost), 100000) // (10 if options.quick else 1)
        variants[call, statement] = (
          lambda statement=statement, loops=loops: per_call(session, statement, loops))
    medians = take_turns(options.rounds, variants)

    rows = []
    for call, function, aim, *others in CALLS:
      mine = medians[call, function]
      row = [call, mine, f'≤ {aim}', verdict(mine, aim)]
      for statement in others:
        if statement is None:
          row.append(None)
        else:
          other = medians[call, statement]
          row.append(f'{number(other)} ({times(other, mine)})')
      rows.append(row)
  print_table(
    f'No-op, inside one statement, in µs a call (median of {options.rounds})',
    ['call', 'idem_migrate', 'aim', '', 'IF NOT EXISTS', 'EXCEPTION', 'catalog query'], rows,
    ['In parentheses: as many times as long as idem_migrate. IF NOT EXISTS and EXCEPTION look at '
     'the name alone; the query for a revision looks at a version table alone.'])


def pgbench(script, transactions):
  """Milliseconds of one round trip."""
  done = subprocess.run(
    ['pgbench', '-n', '-c', '1', '-t', str(transactions), '-f', script, DATABASE],
    env=ENVIRONMENT, capture_output=True, text=True, check=True)
  return float(re.search(r'^latency average = ([0-9.]+) ms', done.stdout, re.M).group(1))


def trace(statement):
  """What one call leaves: WAL in bytes, transaction ids, locks until commit."""
  wal, xids, locks = [], [], []
  with Session(DATABASE) as caller, Session(DATABASE) as watcher:
    for _ in range(5):
      before = watcher.run('SELECT pg_current_wal_insert_lsn()')[0]
      next_xid = watcher.run('SELECT pg_snapshot_xmax(pg_current_snapshot())')[0]
      caller.run('BEGIN')
      caller.run(statement)
      locks = watcher.run(
        'SELECT mode, CASE WHEN relation < 16384 THEN NULL ELSE relation::regclass::text END '
        f"FROM pg_locks WHERE pid = {caller.pid} AND locktype NOT IN ('virtualxid', 'transactionid') "
        'ORDER BY 1, 2')
      caller.run('COMMIT')
      xids.append(int(watcher.run('SELECT pg_snapshot_xmax(pg_current_snapshot())')[0])
                  - int(next_xid))
      # Other processes write some WAL now and then, hence the least of several.
      wal.append(int(watcher.run(f"SELECT pg_current_wal_insert_lsn() - '{before}'")[0]))
  named = sorted({f'{mode} on {relation}' for mode, relation in
                  (lock.split('|') for lock in locks) if relation})
  catalogs = sum(lock.endswith('|') for lock in locks)
  if catalogs:
    named.append(f'{catalogs} on catalogs')
  return min(wal), min(xids), ', '.join(named) or 'none'


def round_trip(options):
  kinds = ['idem_migrate', 'IF NOT EXISTS', 'EXCEPTION', 'catalog query']
  variants = [('', 'SELECT 1', 'SELECT 1', None)]
  for call, function, _, *others in CALLS:
    for kind, statement in zip(kinds, [function, *others]):
      if statement is None:
        continue
      if kind == 'idem_migrate':
        statement = f'SELECT {statement}'
      elif kind != 'IF NOT EXISTS':
        statement = f'DO $do$ BEGIN {statement}; END $do$'
      variants.append((call, kind, statement, 1.5 if kind == 'idem_migrate' else None))
  transactions = 300 if options.quick else 3000
  # pgbench takes a backslash at the start of a line for a command; there is none.
  files = {variant: write(f'roundtrip{i}.sql', variant[2].replace('\n', ' ') + ';\n')
           for i, variant in enumerate(variants)}
  medians = take_turns(options.rounds, {
    variant: lambda file=file: pgbench(file, transactions) for variant, file in files.items()})
  base = medians[variants[0]]
  rows = []
  for variant in variants:
    call, kind, statement, aim = variant
    wal, xids, locks = trace(statement)
    rows.append([call or kind, kind if call else '', f'{medians[variant]:.3f}',
                 times(medians[variant], base), f'≤ {aim} ×' if aim else '',
                 verdict(medians[variant] / base, aim) if aim else '', wal, xids, locks])
  print_table(
    f'No-op, as a transaction of its own over a Unix socket (pgbench, median of {options.rounds})',
    ['call', 'by', 'ms', 'of SELECT 1', 'aim', '', 'WAL bytes', 'xids', 'locks until commit'], rows)


def run(options):
  prepare()
  inside(options)
  round_trip(options)
