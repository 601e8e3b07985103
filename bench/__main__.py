"""Runs parts of the benchmarks against the cluster that script/bench started."""
import argparse
import importlib
import time

from measure import Session, prepare_template

PARTS = ['noop', 'restart', 'first', 'script', 'clients', 'growth', 'busy']


def main():
  parser = argparse.ArgumentParser(prog='script/bench')
  parser.add_argument('parts', nargs='*', metavar='PART', default=PARTS,
                      help=f'one or more of {", ".join(PARTS)}; all if there is none')
  parser.add_argument('--rounds', type=int, help='how often everything is measured')
  parser.add_argument('--quick', action='store_true', help='small, to see that it runs')
  parser.add_argument('--full', action='store_true', help='growth up to 10,000 tables')
  parser.add_argument('--tables', type=int, help='size of the schema of restart, first, clients')
  options = parser.parse_args()
  for part in options.parts:
    if part not in PARTS:
      parser.error(f'no part {part}; there are: {", ".join(PARTS)}')
  options.rounds = options.rounds or (1 if options.quick else 5)

  with Session('postgres') as session:
    print(session.run('SELECT version()')[0], flush=True)
  prepare_template()
  for part in options.parts:
    start = time.monotonic()
    importlib.import_module(part).run(options)
    print(f'({part}: {time.monotonic() - start:.0f} s)', flush=True)


main()
