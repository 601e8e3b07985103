"""script.py - a whole schema.sql by idem.ensure(), and what else is asked of it.

The second call is compared with the time that the server takes merely to parse
the text: the text is executed behind a statement that fails in parse analysis,
which comes after parsing.
"""
from measure import (Session, drop_database, new_database, print_table, psql, server_seconds,
                     take_turns, times, verdict, write)
from schema import Schema, as_script

DATABASE = 'bench_script'


def quoted(script):
  return f'$script$\n{script}$script$'


def ensure(script):
  return f'SELECT count(*) FROM idem.ensure({quoted(script)});\n'


def plan(script):
  return f'SELECT count(*) FROM idem.plan({quoted(script)});\n'


def parse(script):
  """Parses the text and nothing else."""
  return (f"DO $do$\nBEGIN\n  EXECUTE 'SELECT nothing_of_that_name; ' || {quoted(script)};\n"
          'EXCEPTION WHEN undefined_column THEN NULL;\nEND $do$;\n')


def first(schema, rounds):
  script = as_script(schema.plain(later=True))
  plain = write('script.sql', script)
  mine = write('script-ensure.sql', ensure(script))

  def on_empty(file, *arguments):
    new_database(DATABASE)
    return psql(DATABASE, *arguments, '-f', file)

  return take_turns(rounds, {'psql': lambda: on_empty(plain, '-1'),
                             'ensure': lambda: on_empty(mine)})


def again(schema, rounds):
  """Medians of what is asked of a database that is as the script wants it."""
  script = as_script(schema.plain(later=True))
  guarded = write('script-guarded.sql', as_script(schema.guarded()))
  mine = write('script-ensure.sql', ensure(script))
  psql(DATABASE, '-f', mine)
  psql(DATABASE, '-c', 'VACUUM ANALYZE')
  with Session(DATABASE) as warm:
    for statement in (ensure(script), plan(script), parse(script)):
      warm.run(statement)
    variants = {
      'parse': lambda: warm.seconds(parse(script)),
      'warm': lambda: warm.seconds(ensure(script)),
      'cold': lambda: server_seconds(DATABASE, ensure(script)),
      'plan': lambda: warm.seconds(plan(script)),
      'snapshot': lambda: warm.seconds("SELECT length(idem.snapshot('public'))"),
      'fingerprint': lambda: warm.seconds("SELECT idem.fingerprint('public')"),
      'psql ensure': lambda: psql(DATABASE, '-f', mine),
      'psql guarded': lambda: psql(DATABASE, '-1', '-f', guarded)}
    return take_turns(rounds, variants)


def run(options):
  size = options.tables or (30 if options.quick else 300)
  schema = Schema(size)
  made = first(schema, min(options.rounds, 3))
  print_table(
    f'A script with {schema} for the first time (median of {min(options.rounds, 3)})',
    ['', 's', 'ratio', 'aim', ''],
    [['psql -1 -f', made['psql'], '', '', ''],
     ['idem.ensure(script)', made['ensure'], times(made['ensure'], made['psql']), '≤ 1.1 ×',
      verdict(made['ensure'] / made['psql'], 1.1)]])

  medians = again(schema, options.rounds)
  parsed = medians['parse']
  rows = [['the server parses the text', parsed * 1000, '1.00 ×', '', '']]
  for name, key, aim in [('idem.ensure(script), warm', 'warm', 3),
                         ('idem.ensure(script), new connection', 'cold', None),
                         ('idem.plan(script), warm', 'plan', None),
                         ("idem.snapshot('public'), warm", 'snapshot', None),
                         ("idem.fingerprint('public'), warm", 'fingerprint', None),
                         ('idem.ensure(script) by psql, all of it', 'psql ensure', None),
                         ('IF NOT EXISTS by psql -1 -f, all of it', 'psql guarded', None)]:
    rows.append([name, medians[key] * 1000, times(medians[key], parsed),
                 f'≤ {aim} ×' if aim else '',
                 verdict(medians[key] / parsed, aim) if aim else ''])
  print_table(f'The same script, all as it wants (median of {options.rounds})',
              ['', 'ms', 'of parsing', 'aim', ''], rows)
  drop_database(DATABASE)
