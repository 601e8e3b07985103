"""first.py - the whole schema for the first time."""
from measure import (drop_database, new_database, print_table, psql, take_turns, times, verdict,
                     write)
from schema import Schema, as_revision, as_script

DATABASE = 'bench_first'


def measure(schema, rounds):
  """Medians in seconds of psql -1 and of apply_revision, whose schema stays."""
  script = write('first.sql', as_script(schema.plain(later=True)))
  revision = write('first-revision.sql', as_revision(schema.plain(later=True)))

  def first(*arguments):
    new_database(DATABASE)
    return psql(DATABASE, *arguments)

  medians = take_turns(rounds, {
    'psql': lambda: first('-1', '-f', script),
    'apply_revision': lambda: first('-f', revision)})
  return medians['psql'], medians['apply_revision']


def run(options):
  schema = Schema(options.tables or (100 if options.quick else 1000))
  rounds = min(options.rounds, 3)
  plain, mine = measure(schema, rounds)
  drop_database(DATABASE)
  print_table(
    f'First apply of {schema} (median of {rounds})',
    ['', 's', 'ratio', 'aim', ''],
    [['psql -1 -f', plain, '', '', ''],
     ['one apply_revision', mine, times(mine, plain), '≤ 1.1 ×', verdict(mine / plain, 1.1)]])
