"""busy.py - a service starts again while others use the tables.

One client has a transaction open on every table for three seconds, having read
from them or written to them; another asks one table after the other all the
time.  The schema is as wanted, but for a service that does not look first that
makes no difference: it locks, and waits, and whoever comes later waits behind
it.
"""
import threading
import time

from measure import (Session, drop_database, new_database, print_table, psql, take_turns, verdict,
                     write)
from schema import Schema, as_script

DATABASE = 'bench_busy'
HELD = 3.0
NO_WAIT = 0.5


def disturb(schema, touch, script):
  """Seconds of the restart, and of the slowest other query meanwhile."""
  done = threading.Event()
  slowest = [0.0]

  def ask():
    with Session(DATABASE) as session:
      i = 0
      while not done.is_set():
        table = schema.tables[i % len(schema.tables)].name
        i += 1
        start = time.perf_counter()
        session.run(f'SELECT count(*) FROM {table} WHERE id = 1')
        slowest[0] = max(slowest[0], time.perf_counter() - start)

  def hold(ready):
    with Session(DATABASE) as session:
      session.run('BEGIN')
      for table in schema.tables:
        session.run(touch.format(table.name))
      ready.set()
      time.sleep(HELD)
      session.run('ROLLBACK')

  ready = threading.Event()
  holder = threading.Thread(target=hold, args=(ready,))
  other = threading.Thread(target=ask)
  holder.start()
  ready.wait()
  other.start()
  try:
    seconds = psql(DATABASE, '-1', '-f', script)
  finally:
    holder.join()
    done.set()
    other.join()
  return seconds, slowest[0]


def run(options):
  schema = Schema(20)
  rounds = min(options.rounds, 3)
  new_database(DATABASE)
  psql(DATABASE, '-1', '-f', write('busy.sql', as_script(schema.plain())))
  added = 'note text'
  guarded = schema.guarded()
  ensure = schema.ensure()
  for table in schema.tables:
    psql(DATABASE, '-c', f'ALTER TABLE {table.name} ADD COLUMN {added}')
    guarded.append(f'ALTER TABLE {table.name} ADD COLUMN IF NOT EXISTS {added}')
    ensure.append(f"SELECT idem.ensure_column('{table.name}', 'note', 'text')")
  forms = [('ensure_* calls', write('busy-ensure.sql', as_script(ensure)), True),
           ('IF NOT EXISTS', write('busy-guarded.sql', as_script(guarded)), False)]
  touches = [('reads', 'SELECT count(*) FROM {}'),
             ('writes', 'UPDATE {} SET notes = notes WHERE id = -1')]
  rows = []
  for what, touch in touches:
    for name, script, mine in forms:
      slow = []

      def restart(touch=touch, script=script, slow=slow):
        seconds, slowest = disturb(schema, touch, script)
        slow.append(slowest)
        return seconds

      seconds = take_turns(rounds, {name: restart})[name]
      rows.append([what, name, seconds * 1000, max(slow) * 1000,
                   'no wait' if mine else '',
                   verdict(max(seconds, max(slow)), NO_WAIT) if mine else ''])
  print_table(
    f'Restart beside a transaction that stays open for {HELD:g} s ({schema}; median of {rounds})',
    ['the transaction', 'restart by', 'restart, ms', 'slowest other query, ms', 'aim', ''], rows,
    ['Each script ends with one column per table that was added later: ensure_column() or '
     'ALTER TABLE ... ADD COLUMN IF NOT EXISTS.'])
  drop_database(DATABASE)
