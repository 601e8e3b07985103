"""schema.py - one schema of any size, in every form that the benchmarks compare.

For n tables there are n/5 enums, 3n indexes and 3n/2 foreign keys, and each
table has a primary key, a CHECK constraint and ten columns, six of them with a
default.  The forms:

  plain      CREATE ..., as for an empty database
  guarded    the usual idioms: IF NOT EXISTS, DO ... EXCEPTION for enums; foreign
             keys stand in CREATE TABLE, which is the cheapest place for them
  ensure     idem.ensure_*() calls, one statement each
  grouped    the same calls, one statement for each table
  checking   what a careful author writes by hand: functions in PL/pgSQL that
             compare every definition with the catalogs

Each is a list of statements.  as_script() makes a file of them, as_block() one
DO statement for the server.
"""
LABELS = ('new', 'open', 'closed')


class Table:
  def __init__(self, number, enums):
    self.number = number
    self.name = f't{number:05d}'
    self.enum = f'e{number % enums:05d}'
    # (name, type, default or None, NOT NULL, default as the server prints it)
    self.columns = [
      ('name', 'text', None, True, None),
      ('code', 'character varying(20)', None, False, None),
      ('status', self.enum, "'new'", True, f"'new'::{self.enum}"),
      ('amount', 'numeric(12,2)', '0', True, '0'),
      ('active', 'boolean', 'true', True, 'true'),
      ('notes', 'text', "''", False, "''::text"),
      ('created_at', 'timestamp with time zone', 'now()', True, 'now()'),
      ('owner_id', 'bigint', '1', True, '1'),
      ('parent_id', 'bigint', None, False, None),
    ]
    # (name, method and elements, predicate or None)
    self.indexes = [
      (f'{self.name}_owner', ['owner_id'], None),
      (f'{self.name}_status', ['status', 'created_at DESC'], None),
      (f'{self.name}_name', ['name'], 'active'),
    ]
    # (column, name, referenced table, action)
    self.keys = [('owner_id', f'{self.name}_owner_fk', f't{max(number - 1, 0):05d}', None)]
    if number % 2 == 0:
      self.keys.append(('parent_id', f'{self.name}_parent_fk', f't{number // 2:05d}', 'CASCADE'))

  def key_clause(self, key):
    _, _, referenced, action = key
    return f'REFERENCES {referenced} (id)' + (f' ON DELETE {action}' if action else '')

  def body(self, keys):
    """What stands between the parentheses of CREATE TABLE."""
    lines = ['id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY']
    for name, kind, default, not_null, _ in self.columns:
      lines.append(f'{name} {kind}' + (' NOT NULL' if not_null else '') +
                   (f' DEFAULT {default}' if default else ''))
    lines.append(f'CONSTRAINT {self.name}_amount CHECK (amount >= 0)')
    if keys:
      for key in self.keys:
        lines.append(f'CONSTRAINT {key[1]} FOREIGN KEY ({key[0]}) {self.key_clause(key)}')
    return ',\n  '.join(lines)


def literal(text):
  return "'" + text.replace("'", "''") + "'"


class Schema:
  def __init__(self, tables):
    enums = max(tables // 5, 1)
    self.enums = [f'e{i:05d}' for i in range(enums)]
    self.tables = [Table(i, enums) for i in range(tables)]

  @property
  def objects(self):
    return len(self.enums) + sum(1 + len(t.indexes) + len(t.keys) for t in self.tables)

  def __str__(self):
    return (f'{len(self.tables):,} tables, {len(self.enums):,} enums, '
            f'{sum(len(t.indexes) for t in self.tables):,} indexes, '
            f'{sum(len(t.keys) for t in self.tables):,} foreign keys')

  def plain(self, later=False):
    """Foreign keys in CREATE TABLE, or by statements of their own that follow."""
    labels = ', '.join(map(literal, LABELS))
    statements = [f'CREATE TYPE {enum} AS ENUM ({labels})' for enum in self.enums]
    for table in self.tables:
      statements.append(f'CREATE TABLE {table.name} (\n  {table.body(not later)}\n)')
      statements += [f'CREATE {self.index(table, index)}' for index in table.indexes]
      if later:
        statements += [self.add_key(table, key) for key in table.keys]
    return statements

  @staticmethod
  def index(table, index, guard=''):
    name, elements, predicate = index
    return (f'INDEX {guard}{name} ON {table.name} ({", ".join(elements)})' +
            (f' WHERE {predicate}' if predicate else ''))

  @staticmethod
  def add_key(table, key):
    return (f'ALTER TABLE {table.name} ADD CONSTRAINT {key[1]} '
            f'FOREIGN KEY ({key[0]}) {table.key_clause(key)}')

  def guarded(self):
    labels = ', '.join(map(literal, LABELS))
    statements = [
      f'BEGIN\n  CREATE TYPE {enum} AS ENUM ({labels});\n'
      'EXCEPTION WHEN duplicate_object THEN NULL;\nEND' for enum in self.enums]
    for table in self.tables:
      statements.append(f'CREATE TABLE IF NOT EXISTS {table.name} (\n  {table.body(True)}\n)')
      statements += [f'CREATE {self.index(table, index, "IF NOT EXISTS ")}'
                     for index in table.indexes]
    return statements

  def ensure(self):
    labels = '{' + ','.join(LABELS) + '}'
    statements = [f"SELECT idem.ensure_enum('{enum}', '{labels}')" for enum in self.enums]
    for table in self.tables:
      statements.append(f"SELECT idem.ensure_table('{table.name}', {literal(table.body(True))})")
      for name, elements, predicate in table.indexes:
        statements.append(
          f"SELECT idem.ensure_index('{table.name}', '{{{','.join(elements)}}}', '{name}'" +
          (f', where_expr => {literal(predicate)}' if predicate else '') + ')')
    return statements

  def grouped(self):
    """The same calls, all that concern one table in one statement."""
    calls = [statement.removeprefix('SELECT ') for statement in self.ensure()]
    groups = [[]]
    for call in calls:
      if call.startswith('idem.ensure_table') or len(groups[-1]) == 100:
        groups.append([])
      groups[-1].append(call)
    return ['SELECT ' + ',\n  '.join(group) for group in groups if group]

  def checking(self):
    """On a schema that is right; a real one would go on with what is missing."""
    statements = [CHECKS]
    for enum in self.enums:
      statements.append(f"SELECT pg_temp.enum_is('{enum}', '{{{','.join(LABELS)}}}')")
    for table in self.tables:
      statements.append(f"SELECT pg_temp.column_is('{table.name}', 'id', 'bigint', true, 'a', NULL)")
      for name, kind, _, not_null, default in table.columns:
        statements.append(
          f"SELECT pg_temp.column_is('{table.name}', '{name}', '{kind}', "
          f"{str(not_null).lower()}, '', {literal(default) if default else 'NULL'})")
      constraints = [(f'{table.name}_pkey', 'PRIMARY KEY (id)'),
                     (f'{table.name}_amount', 'CHECK ((amount >= (0)::numeric))')]
      constraints += [
        (name, f'FOREIGN KEY ({column}) REFERENCES {referenced}(id)' +
         (f' ON DELETE {action}' if action else ''))
        for column, name, referenced, action in table.keys]
      for name, definition in constraints:
        statements.append(f"SELECT pg_temp.constraint_is('{table.name}', '{name}', {literal(definition)})")
      for name, elements, predicate in table.indexes:
        definition = (f'CREATE INDEX {name} ON public.{table.name} USING btree '
                      f'({", ".join(elements)})' + (f' WHERE {predicate}' if predicate else ''))
        statements.append(f"SELECT pg_temp.index_is('{name}', {literal(definition)})")
    return statements


# One statement, so that a script has as many as it has objects.
CHECKS = """BEGIN
  CREATE FUNCTION pg_temp.enum_is(enum text, labels text[]) RETURNS void LANGUAGE plpgsql AS $f$
  BEGIN
    IF labels IS DISTINCT FROM (
        SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
          FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
         WHERE t.typname = enum AND t.typnamespace = 'public'::regnamespace) THEN
      RAISE EXCEPTION 'enum % is not as wanted', enum;
    END IF;
  END $f$;
  CREATE FUNCTION pg_temp.column_is(relation text, attribute text, type text, not_null bool,
                                    identity text, def text) RETURNS void LANGUAGE plpgsql AS $f$
  BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_class c
          JOIN pg_attribute a ON a.attrelid = c.oid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE c.relname = relation AND c.relnamespace = 'public'::regnamespace
           AND c.relkind = 'r' AND a.attname = attribute
           AND format_type(a.atttypid, a.atttypmod) = type
           AND a.attnotnull = not_null AND a.attidentity = identity
           AND pg_get_expr(d.adbin, d.adrelid) IS NOT DISTINCT FROM def) THEN
      RAISE EXCEPTION 'column %.% is not as wanted', relation, attribute;
    END IF;
  END $f$;
  CREATE FUNCTION pg_temp.constraint_is(relation text, cname text, definition text)
  RETURNS void LANGUAGE plpgsql AS $f$
  BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid
         WHERE c.relname = relation AND c.relnamespace = 'public'::regnamespace
           AND k.conname = cname AND k.convalidated
           AND pg_get_constraintdef(k.oid) = definition) THEN
      RAISE EXCEPTION 'constraint % of % is not as wanted', cname, relation;
    END IF;
  END $f$;
  CREATE FUNCTION pg_temp.index_is(iname text, definition text)
  RETURNS void LANGUAGE plpgsql AS $f$
  BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
         WHERE c.relname = iname AND c.relnamespace = 'public'::regnamespace AND i.indisvalid
           AND pg_get_indexdef(i.indexrelid) = definition) THEN
      RAISE EXCEPTION 'index % is not as wanted', iname;
    END IF;
  END $f$;
END"""


def is_block(statement):
  return statement.startswith('BEGIN\n')


def as_script(statements):
  """A file for psql; what only PL/pgSQL knows gets a DO of its own."""
  return ''.join(f'DO $$\nBEGIN\n{s};\nEND\n$$;\n' if is_block(s) else f'{s};\n'
                 for s in statements)


def as_block(statements):
  """One statement for the server."""
  lines = [s.replace('SELECT', 'PERFORM', 1) if s.startswith('SELECT') else s
           for s in statements]
  return 'DO $bench$\nBEGIN\n' + ''.join(f'{line};\n' for line in lines) + 'END\n$bench$;\n'


def as_ensure(statements):
  """The same as one script that converges."""
  return ('SELECT idem.ensure($script$\n' + ''.join(f'{s};\n' for s in statements) +
          '$script$);\n')


def as_revision(statements, stream='bench', revision='0001'):
  """The same as one revision."""
  return (f"SELECT idem.apply_revision('{stream}', '{revision}', $revision$\n" +
          ''.join(f'{s};\n' for s in statements) + '$revision$);\n')
