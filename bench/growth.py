"""growth.py - whether ten times the tables take ten times as long.

Of a whole script each figure is the server's time for one call.

max_locks_per_transaction is raised for the first apply, which locks everything
that it makes; what follows runs with the server's default.
"""
import first
from measure import (drop_database, print_table, psql, restart_server, server_seconds, take_turns,
                     times, verdict)
from schema import Schema, as_block, as_revision, as_script
from script import ensure, plan


def no_op(schema, rounds):
  """Microseconds for each object, by ensure_* calls and by apply_revision."""
  psql(first.DATABASE, '-c', 'VACUUM ANALYZE')
  calls = as_block(schema.grouped())
  revision = as_revision(schema.plain(later=True))
  variants = {'calls': lambda: server_seconds(first.DATABASE, calls),
              'revision': lambda: server_seconds(first.DATABASE, revision)}
  for function in variants.values():
    function()
  medians = take_turns(rounds, variants)
  return [medians[name] / schema.objects * 1e6 for name in ('calls', 'revision')]


def whole(schema, rounds):
  """The same by whole scripts, and for the snapshot of the schema."""
  script = as_script(schema.plain(later=True))
  statements = [ensure(script), plan(script), "SELECT length(idem.snapshot('public'));"]
  medians = take_turns(rounds, {statement: lambda statement=statement:
                                server_seconds(first.DATABASE, statement)
                                for statement in statements})
  return [medians[statement] / schema.objects * 1e6 for statement in statements]


def run(options):
  sizes = [30, 100] if options.quick else [100, 1000] + ([10000] if options.full else [])
  applies, no_ops, wholes = [], [], []
  for size in sizes:
    schema = Schema(size)
    restart_server(max_locks_per_transaction=max(64, size // 10))
    plain, mine = first.measure(schema, 1 if size > 1000 else min(options.rounds, 3))
    restart_server()
    calls, revision = no_op(schema, options.rounds)
    scripts = whole(schema, options.rounds)
    drop_database(first.DATABASE)
    print(f'  {size} tables: {plain:.2f} s, {mine:.2f} s, {calls:.1f} us, {revision:.1f} us',
          flush=True)

    if not applies:
      base = mine / plain, calls, revision, scripts
    ratio = mine / plain
    applies.append([f'{size:,}', f'{schema.objects:,}', plain, mine, times(ratio, 1),
                    f'≤ {max(base[0], 1.1):.2f} ×', verdict(ratio, max(base[0], 1.1))])
    no_ops.append([f'{size:,}', f'{schema.objects:,}'])
    for value, smallest in (calls, base[1]), (revision, base[2]):
      no_ops[-1] += [value, times(value, smallest), verdict(value / smallest, 1.3)]
    wholes.append([f'{size:,}', f'{schema.objects:,}'])
    for value, smallest in zip(scripts, base[3]):
      wholes[-1] += [value, times(value, smallest), verdict(value / smallest, 1.3)]

  print_table('Growth of the first apply, in s; the aim is that the ratio does not grow',
              ['tables', 'objects', 'psql -1 -f', 'one apply_revision', 'ratio', 'aim', ''],
              applies)
  print_table(
    'Growth of the no-op in a new connection, in µs for each object; the aim is ≤ 1.3 × of the '
    f'smallest schema (median of {options.rounds})',
    ['tables', 'objects', 'ensure_*, a statement a table', 'ratio', '',
     'apply_revision', 'ratio', ''], no_ops)
  print_table(
    'The same for a whole script, all as it wants',
    ['tables', 'objects', 'idem.ensure(script)', 'ratio', '', 'idem.plan(script)', 'ratio', '',
     'idem.snapshot()', 'ratio', ''], wholes)
