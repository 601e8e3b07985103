"""growth.py - whether ten times the tables take ten times as long.

max_locks_per_transaction is raised for the first apply, which locks everything
that it makes; what follows runs with the server's default.
"""
import first
from measure import (new_database, print_table, psql, restart_server,
                     server_seconds, take_turns, times, verdict, write)
from schema import Schema, as_block, as_revision, as_script

DATABASE = 'bench_growth'


def run(options):
  sizes = [30, 100] if options.quick else [100, 1000] + ([10000] if options.full else [])
  rows = []
  base_calls = base_revision = base_ratio = None
  for size in sizes:
    schema = Schema(size)
    large = size >= 1000
    restart_server(max_locks_per_transaction=max(64, size // 10))
    rounds = 1 if size > 1000 else min(options.rounds, 3 if large else 5)
    plain, mine = first.measure(schema, rounds)
    ratio = mine / plain

    new_database(DATABASE)
    revision = as_revision(schema.plain())
    psql(DATABASE, '-f', write('growth.sql', revision))
    restart_server()
    psql(DATABASE, '-c', 'VACUUM ANALYZE')
    block = as_block(schema.ensure())
    variants = {'calls': lambda: server_seconds(DATABASE, block),
                'revision': lambda: server_seconds(DATABASE, revision)}
    for function in variants.values():
      function()
    medians = take_turns(options.rounds, variants)
    calls = medians['calls'] / schema.objects * 1e6
    again = medians['revision'] / schema.objects * 1e6

    base_calls = base_calls or calls
    base_revision = base_revision or again
    base_ratio = base_ratio or ratio
    rows.append([f'{size:,}', f'{schema.objects:,}',
                 plain, mine, times(ratio, 1),
                 verdict(ratio, max(base_ratio, 1.1) * 1.05),
                 calls, times(calls, base_calls), verdict(calls / base_calls, 1.3),
                 again, times(again, base_revision), verdict(again / base_revision, 1.3)])
  print_table(
    f'Growth (no-op: new connection, median of {options.rounds})',
    ['tables', 'objects', 'first: psql -1, s', 'apply_revision, s', 'ratio', 'does not grow',
     'no-op by ensure_*: µs an object', 'of the smallest', '≤ 1.3 ×',
     'no-op by apply_revision: µs an object', 'of the smallest', '≤ 1.3 ×'], rows)
