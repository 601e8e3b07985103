"""restart.py - a service starts again and the schema is as it should be.

Each start is a new connection with cold caches.
"""
from measure import (Session, drop_database, new_database, print_table, psql, server_seconds,
                     take_turns, times, verdict, write)
from schema import Schema, as_block, as_ensure, as_revision, as_script

DATABASE = 'bench_restart'


def trace(function):
  """Bytes of WAL and transaction ids that it takes; the least of several, since
  other processes write now and then."""
  samples = []
  with Session(DATABASE) as watcher:
    for _ in range(3):
      before = watcher.run('SELECT pg_current_wal_insert_lsn()')[0]
      xid = watcher.run('SELECT pg_snapshot_xmax(pg_current_snapshot())')[0]
      function()
      wal, after = watcher.run(
        f"SELECT pg_current_wal_insert_lsn() - '{before}', "
        'pg_snapshot_xmax(pg_current_snapshot())')[0].split('|')
      samples.append((int(wal), int(after) - int(xid)))
  return min(samples)


def run(options):
  schema = Schema(options.tables or (100 if options.quick else 1000))
  new_database(DATABASE)
  revision = as_revision(schema.plain())
  revision_file = write('revision.sql', revision)
  psql(DATABASE, '-f', revision_file)
  psql(DATABASE, '-c', 'VACUUM ANALYZE')

  variants = {}
  forms = [('IF NOT EXISTS', 'names', schema.guarded()),
           ('functions in PL/pgSQL', 'everything', schema.checking()),
           ('ensure_*, a statement each', 'everything', schema.ensure()),
           ('ensure_*, a statement a table', 'everything', schema.grouped())]
  for i, (form, checks, statements) in enumerate(forms):
    file = write(f'restart{i}.sql', as_script(statements))
    block = as_block(statements)
    variants['psql -1 -f', form, checks] = lambda file=file: psql(DATABASE, '-1', '-f', file)
    variants['one DO', form, checks] = lambda block=block: server_seconds(DATABASE, block)
  script = as_ensure(schema.plain())
  script_file = write('script.sql', script)
  variants['psql -1 -f', 'ensure() of a script', 'everything'] = (
    lambda: psql(DATABASE, '-1', '-f', script_file))
  variants['one DO', 'ensure() of a script', 'everything'] = (
    lambda: server_seconds(DATABASE, script))
  checks = 'the text, every object is there'
  variants['psql -1 -f', 'apply_revision', checks] = (
    lambda: psql(DATABASE, '-1', '-f', revision_file))
  variants['one DO', 'apply_revision', checks] = lambda: server_seconds(DATABASE, revision)

  for function in variants.values():
    function()
  medians = take_turns(options.rounds, variants)
  for way, title in [('psql -1 -f', 'through psql -1 -f, all of it'),
                     ('one DO', 'in the server, one DO or one call')]:
    rows = []
    base = medians[way, *forms[0][:2]]
    for (its_way, form, checks), median in medians.items():
      if its_way != way:
        continue
      wal, xids = trace(variants[way, form, checks])
      mine = form.startswith(('ensure', 'apply'))
      rows.append([form, checks, median * 1000, times(median, base),
                   '≤ 0.33 ×' if mine else '', verdict(3 * median, base) if mine else '',
                   wal, xids])
    print_table(
      f'Restart with {schema}, all as wanted; {title} (new connection, median of {options.rounds})',
      ['by', 'checks', 'ms', 'of IF NOT EXISTS', 'aim', '', 'WAL bytes', 'xids'], rows)
  drop_database(DATABASE)
