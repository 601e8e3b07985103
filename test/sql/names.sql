--
-- names: an identifier is what SQL takes it for, whatever is in it
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;

-- Every kind of object under one name: made, found again without a trace,
-- renamed there and back, dropped.  Returns what did not go as it should.
CREATE FUNCTION pg_temp.life(name text) RETURNS SETOF text
LANGUAGE plpgsql AS $$
DECLARE
  n text := quote_literal(quote_ident(name));
  t text := quote_literal(quote_ident(name) || '.' || quote_ident(name));
  other text := quote_literal(quote_ident(left(name, 20) || ' 2'));
  t2 text := quote_literal(quote_ident(name) || '.' || quote_ident(left(name, 20) || ' 2'));
  element text := quote_literal(quote_ident(name) || ' DESC');
  expression text := quote_literal(format('%I IS NOT NULL', name));
  step text[];
  result text;
BEGIN
  FOREACH step SLICE 1 IN ARRAY ARRAY[
    ['created', format('ensure_schema(%s)', n)],
    ['created', format('ensure_enum(%s, ARRAY[%L, %s])', t2, name, other)],
    ['created', format('ensure_table(%s, %L)', t, format('id int, "other" %I.%I', name, left(name, 20) || ' 2'))],
    ['created', format('ensure_column(%s, %s, ''int'')', t, n)],
    ['created', format('ensure_primary_key(%s, ARRAY[%s])', t, n)],
    ['created', format('ensure_unique(%s, ARRAY[%s, ''id''], %s)', t, n, other)],
    ['created', format('ensure_check(%s, %s, %s)', t, expression, n)],
    ['created', format('ensure_foreign_key(%s, ARRAY[''id''], %s, ARRAY[%s])', t, t, n)],
    ['created', format('ensure_index(%s, ARRAY[%s], %s, where_expr => %s)', t, element,
                       quote_literal(quote_ident(left(name, 20) || ' 3')), expression)],
    ['created', format('ensure_sequence(%s)', quote_literal(quote_ident(name) || '.' || quote_ident(left(name, 20) || ' 4')))],
    ['created', format('ensure_domain(%s, ''int'', check_expr => ''VALUE > 0'')',
                       quote_literal(quote_ident(name) || '.' || quote_ident(left(name, 20) || ' 5')))]]
  LOOP
    BEGIN
      EXECUTE 'SELECT idem.' || step[2] INTO result;
      IF result <> step[1] THEN
        RETURN NEXT format('%s: %s', step[2], result);
      END IF;
      EXECUTE 'SELECT idem.' || step[2] INTO result;
      IF result <> 'unchanged' THEN
        RETURN NEXT format('%s again: %s', step[2], result);
      END IF;
    EXCEPTION WHEN OTHERS THEN
      RETURN NEXT format('%s: %s', step[2], sqlerrm);
    END;
  END LOOP;

  FOREACH step SLICE 1 IN ARRAY ARRAY[
    ['true', format('table_exists(%s)', t)],
    ['true', format('column_exists(%s, %s)', t, n)],
    ['true', format('enum_exists(%s)', t2)],
    ['true', format('index_exists(%s)', quote_literal(quote_ident(name) || '.' || quote_ident(left(name, 20) || ' 3')))],
    ['true', format('constraint_exists(%s, %s)', t, n)],
    ['altered', format('rename_column(%s, %s, %s)', t, n, other)],
    ['unchanged', format('rename_column(%s, %s, %s)', t, n, other)],
    ['altered', format('rename_column(%s, %s, %s)', t, other, n)],
    ['altered', format('rename_enum_label(%s, %L, %L)', t2, name, left(name, 20) || '''')],
    ['unchanged', format('rename_enum_label(%s, %L, %L)', t2, name, left(name, 20) || '''')],
    ['altered', format('rename_table(%s, %s)', t, quote_literal('"a table"'))],
    ['unchanged', format('rename_table(%s, %s)', t, quote_literal('"a table"'))],
    ['altered', format('rename_table(%s, %s)', quote_literal(quote_ident(name) || '."a table"'), n)],
    ['dropped', format('drop_index(%s)', quote_literal(quote_ident(name) || '.' || quote_ident(left(name, 20) || ' 3')))],
    ['dropped', format('drop_constraint(%s, %s)', t, n)],
    ['unchanged', format('drop_constraint(%s, %s)', t, n)],
    ['dropped', format('drop_column(%s, %s, ''{cascade}'')', t, n)],
    ['dropped', format('drop_table(%s)', t)],
    ['dropped', format('drop_enum(%s)', t2)],
    ['dropped', format('drop_sequence(%s)', quote_literal(quote_ident(name) || '.' || quote_ident(left(name, 20) || ' 4')))],
    ['dropped', format('drop_domain(%s)', quote_literal(quote_ident(name) || '.' || quote_ident(left(name, 20) || ' 5')))],
    ['dropped', format('drop_schema(%s)', n)],
    ['unchanged', format('drop_schema(%s)', n)]]
  LOOP
    BEGIN
      EXECUTE 'SELECT idem.' || step[2] INTO result;
      IF result <> step[1] THEN
        RETURN NEXT format('%s: %s', step[2], result);
      END IF;
    EXCEPTION WHEN OTHERS THEN
      RETURN NEXT format('%s: %s', step[2], sqlerrm);
    END;
  END LOOP;
END $$;
SET client_min_messages = warning;
SELECT n.name, coalesce(string_agg(problem, E'\n'), 'ok')
  FROM unnest(ARRAY['plain', 'Mixed', 'UPPER', 'select', 'table', 'user', 'with space',
                    'a.b', 'a"b', '""', 'a''b', 'a''''b', 'back\slash', '\', '$1', '$$', '1st', '-', '--', '/*', '*/',
                    ';', '%s', '%', '{a,b}', '(', E'line\nfeed', E'tab\t', 'ünïcödé', '表', '🐘',
                    repeat('x', 63), repeat('ü', 31), repeat('"', 31)]) WITH ORDINALITY AS n(name, i)
  LEFT JOIN LATERAL pg_temp.life(n.name) AS problem ON true
 GROUP BY n.name, i ORDER BY i;
RESET client_min_messages;

-- unquoted names are folded, white space around the dots is SQL's
CREATE SCHEMA names;
SELECT idem.ensure_enum('Names . Mood', '{Ok}');
SELECT idem.ensure_enum(E'"names"\n.\t"mood"', '{Ok}');
SELECT idem.enum_exists('NAMES.MOOD'), idem.enum_exists('names."Mood"'), idem.enum_exists('names."names.mood"');
-- labels are no identifiers: they stay as they are
SELECT idem.ensure_enum('names.mood', '{ok, "Ok ", "", "''"}');
SELECT enum_range(NULL::names.mood);
-- a name may begin with the database, and only with this one
SELECT idem.ensure_enum(quote_ident(current_database()) || '.names.mood', '{Ok}');
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('elsewhere.names.mood', '{Ok}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('elsewhere.names.mood', 'a int')$$);

-- what is not a name
SELECT name, pg_temp.error_of(format('SELECT idem.ensure_enum(%L, %L)', name, '{a}'))
  FROM unnest(ARRAY[NULL, '', ' ', '.', 'a.', '.a', 'a..b', 'a b', '"a', '"a""', '""', 'a.""', 'a"b"', '"a"b',
                    '1st', 'a-b', 'a;b', 'a--b', 'a, b', 'a(b)', 'a.b.c.d', '$a', 'names.*',
                    repeat('x', 64), 'a.' || repeat('ü', 32)]) AS name;
-- a part of a table has no qualified name, nor has a schema or an extension
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.ensure_column('names.t', 'a.b', 'int')$$,
    $$SELECT idem.ensure_schema('a.b')$$,
    $$SELECT idem.ensure_extension('a.b')$$,
    $$SELECT idem.ensure_unique('names.t', '{a.b}')$$,
    $$SELECT idem.ensure_unique('names.t', '{a}', 'a.b')$$,
    $$SELECT idem.ensure_index('names.t', '{a}', 'a.b')$$,
    $$SELECT idem.rename_table('names.t', 'names.u')$$,
    $$SELECT idem.rename_column('names.t', 'a', 'b.c')$$,
    $$SELECT idem.drop_column('names.t', 'names.t.a')$$]) AS statement;
-- in a list of names each is one
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.ensure_unique('names.t', '{}')$$,
    $$SELECT idem.ensure_unique('names.t', NULL)$$,
    $$SELECT idem.ensure_unique('names.t', '{a,NULL}')$$,
    $$SELECT idem.ensure_unique('names.t', '{a,A}')$$,
    $$SELECT idem.ensure_unique('names.t', '{{a},{b}}')$$,
    $$SELECT idem.ensure_unique('names.t', '{"a, b"}')$$,
    $$SELECT idem.ensure_index('names.t', '{"a, b"}')$$,
    $$SELECT idem.ensure_index('names.t', '{"a) INCLUDE (b"}')$$,
    $$SELECT idem.ensure_index('names.t', '{a}', where_expr => 'a) WITH (fillfactor = 10')$$,
    $$SELECT idem.ensure_table('names.t', 'a int) INHERITS (names.u')$$,
    $$SELECT idem.ensure_table('names.t', 'a int); DROP TABLE names.u; --')$$,
    $$SELECT idem.ensure_column('names.t', 'a', 'int, DROP COLUMN b')$$,
    $$SELECT idem.ensure_column('names.t', 'a', 'int', '1, 2')$$,
    $$SELECT idem.ensure_column('names.t', 'a', 'int', '1) NOT NULL CHECK (true')$$,
    $$SELECT idem.ensure_check('names.t', 'true) NOT VALID --')$$]) AS statement;

-- names of the system
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.ensure_schema('pg_mine')$$,
    $$SELECT idem.ensure_enum('pg_catalog.mine', '{a}')$$,
    $$SELECT idem.ensure_table('pg_toast.mine', 'a int')$$,
    $$SELECT idem.ensure_table('information_schema.tables', 'a int')$$,
    $$SELECT idem.ensure_column('pg_catalog.pg_class', 'mine', 'int')$$,
    $$SELECT idem.drop_table('pg_catalog.pg_class', '{lossy,cascade}')$$,
    $$SELECT idem.drop_schema('pg_catalog', '{cascade}')$$,
    $$SELECT idem.drop_enum('idem.outcome', '{cascade}')$$,
    $$SELECT idem.ensure_enum('idem.outcome', '{mine}')$$,
    $$SELECT idem.drop_schema('idem', '{cascade}')$$]) AS statement;

SET client_min_messages = warning;
DROP SCHEMA names CASCADE;
