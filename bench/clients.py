"""clients.py - many services start at the same instant on an empty database.

All are connected before the first is let go, and each says the same.  The time
is until the last has its answer.
"""
import threading
import time

from measure import (Failed, Session, drop_database, new_database, print_table, query, take_turns,
                     times, verdict)
from schema import Schema, as_block, as_revision

DATABASE = 'bench_clients'


def start_together(clients, sql):
  """Seconds until all are up, and the error of each that failed."""
  new_database(DATABASE)
  sessions = [Session(DATABASE) for _ in range(clients)]
  gate = threading.Barrier(clients + 1)
  errors = []

  def start(session):
    gate.wait()
    try:
      session.run(sql)
    except Failed as error:
      errors.append(str(error))
    except BrokenPipeError:
      errors.append('connection lost')

  threads = [threading.Thread(target=start, args=(session,)) for session in sessions]
  for thread in threads:
    thread.start()
  gate.wait()
  begin = time.perf_counter()
  for thread in threads:
    thread.join()
  seconds = time.perf_counter() - begin
  for session in sessions:
    session.close()
  return seconds, errors


def run(options):
  schema = Schema(options.tables or (100 if options.quick else 1000))
  clients = 10 if options.quick else 50
  rounds = min(options.rounds, 3)
  forms = [('one apply_revision', as_revision(schema.plain()), True),
           ('ensure_* calls, one DO', as_block(schema.ensure()), True),
           ('IF NOT EXISTS, one DO', as_block(schema.guarded()), False)]
  rows = []
  for name, sql, mine in forms:
    failures = []

    def measure(count):
      seconds, errors = start_together(count, sql)
      failures.append((count, errors))
      return seconds

    medians = take_turns(rounds, {1: lambda: measure(1), clients: lambda: measure(clients)})
    failed = sum(len(errors) for count, errors in failures)
    total = sum(count for count, _ in failures)
    ratio = medians[clients] / medians[1]
    rows.append([name, medians[1], medians[clients], times(ratio, 1), '≤ 1.5 ×' if mine else '',
                 verdict(ratio, 1.5) if mine else '', f'{failed} of {total}',
                 '0' if mine else '', verdict(failed, 0) if mine else ''])
    for error in sorted({error.splitlines()[0] for _, errors in failures for error in errors}):
      print(f'  {name}: {error}')
  print_table(
    f'{clients} clients at once on an empty database, {schema} (median of {rounds})',
    ['each client says', 's alone', f's until all {clients} are up', 'ratio', 'aim', '',
     'failures', 'aim', ''], rows)
  drop_database(DATABASE)
