"""measure.py - what the parts of script/bench share: sessions, clocks, tables.

A client is psql: it is what most people start migrations with, and it is there
wherever the server is.  Every figure is the median of several rounds, and the
things that are compared take turns within each round, so that a machine that
gets slower for a minute does so for all of them.
"""
import os
import re
import statistics
import subprocess
import tempfile
import time

TEMPLATE = 'bench_template'
PSQL = ['psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1']
# Nobody reads thousands of "already exists, skipping"; both sides report the
# least that they can.
ENVIRONMENT = dict(os.environ, PGOPTIONS='-c client_min_messages=warning')


class Failed(Exception):
  """A statement failed; the message is what psql said."""


class Session:
  """A psql that stays connected."""

  def __init__(self, database):
    self.errors = tempfile.TemporaryFile('w+')
    self.process = subprocess.Popen(
      PSQL + ['-d', database], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
      stderr=self.errors, env=ENVIRONMENT, text=True)
    self.pid = int(self.run('SELECT pg_backend_pid()')[0])

  def __enter__(self):
    return self

  def __exit__(self, *_):
    self.close()

  def send(self, sql):
    self.process.stdin.write(sql.rstrip(';\n') + '\n;\n\\echo =done=\n')
    self.process.stdin.flush()

  def receive(self):
    lines = []
    for line in self.process.stdout:
      if line == '=done=\n':
        return lines
      lines.append(line.rstrip('\n'))
    self.process.wait()
    self.errors.seek(0)
    raise Failed(self.errors.read().strip())

  def run(self, sql):
    """The result of a statement, a line per row."""
    try:
      self.send(sql)
    except BrokenPipeError:
      pass
    return self.receive()

  def seconds(self, sql):
    """How long the server took for one statement, as psql measures it."""
    lines = self.run('\\timing on\n' + sql)
    self.run('\\timing off\nSELECT 1')
    times = re.findall(r'^Time: ([0-9.]+) ms', '\n'.join(lines), re.M)
    return float(times[-1]) / 1000

  def close(self):
    if self.process.poll() is None:
      try:
        self.process.stdin.close()
      except BrokenPipeError:
        pass
      self.process.wait()
    self.process.stdout.close()
    self.errors.close()


def psql(database, *arguments):
  """Runs a psql of its own; returns how long that took."""
  start = time.perf_counter()
  done = subprocess.run(PSQL + ['-d', database, *arguments], env=ENVIRONMENT,
                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
  if done.returncode:
    raise Failed(done.stderr.strip())
  return time.perf_counter() - start


def server_seconds(database, sql):
  """How long one statement takes in a new connection: cold caches."""
  with Session(database) as session:
    return session.seconds(sql)


def query(database, sql):
  with Session(database) as session:
    return session.run(sql)


def prepare_template():
  """What new databases are copied from: the extension, and nothing else."""
  with Session('postgres') as session:
    session.run(f'DROP DATABASE IF EXISTS {TEMPLATE}')
    session.run(f'CREATE DATABASE {TEMPLATE}')
  psql(TEMPLATE, '-c', 'CREATE EXTENSION idem_migrate')


def new_database(name):
  with Session('postgres') as session:
    session.run(f'DROP DATABASE IF EXISTS {name} WITH (FORCE)')
    session.run(f'CREATE DATABASE {name} TEMPLATE {TEMPLATE}')
    session.run('CHECKPOINT')
  return name


def drop_database(name):
  query('postgres', f'DROP DATABASE IF EXISTS {name} WITH (FORCE)')


def restart_server(**settings):
  """Starts the cluster again with these settings and no others of this kind."""
  with Session('postgres') as session:
    session.run('ALTER SYSTEM RESET ALL')
    for name, value in settings.items():
      session.run(f"ALTER SYSTEM SET {name} = '{value}'")
  subprocess.run(['pg_ctl', '-s', '-w', '-D', os.environ['IDEM_TMP'] + '/data', '-m', 'fast',
                  '-l', os.environ['IDEM_TMP'] + '/server.log', 'restart'], check=True)


def write(name, text):
  """A file of the private folder, with its path."""
  path = os.path.join(os.environ['IDEM_TMP'], name)
  with open(path, 'w', encoding='utf-8') as file:
    file.write(text)
  return path


def take_turns(rounds, variants):
  """Medians of {name: function that returns a figure}."""
  samples = {name: [] for name in variants}
  for _ in range(rounds):
    for name, function in variants.items():
      samples[name].append(function())
  return {name: statistics.median(values) for name, values in samples.items()}


def number(value):
  """Three digits that say something."""
  if value is None:
    return '–'
  if isinstance(value, str):
    return value
  if isinstance(value, int) or value >= 100:
    return f'{value:,.0f}'
  if value >= 10:
    return f'{value:.1f}'
  return f'{value:.2f}'


def times(value, unit):
  """A ratio, as people say it."""
  return f'{number(value / unit)} ×'


def verdict(value, aim):
  return 'met' if value <= aim else 'missed'


def print_table(title, head, rows, notes=()):
  """A table that reads as text and as Markdown."""
  cells = [head] + [[number(cell) for cell in row] for row in rows]
  widths = [max(len(row[i]) for row in cells) for i in range(len(head))]

  def line(row):
    return '| ' + ' | '.join(
      cell.ljust(width) if i == 0 else cell.rjust(width)
      for i, (cell, width) in enumerate(zip(row, widths))) + ' |'

  print(f'\n{title}\n')
  print(line(cells[0]))
  print('|' + '|'.join('-' * (width + 2) if i == 0 else '-' * (width + 1) + ':'
                       for i, width in enumerate(widths)) + '|')
  for row in cells[1:]:
    print(line(row))
  for note in notes:
    print(f'\n{note}')
  print(flush=True)
