-- Enums: labels and their order.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA enum_test;
SET search_path = enum_test;
CREATE FUNCTION labels(type text) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(quote_literal(enumlabel), ' ' ORDER BY enumsortorder)
    FROM pg_enum WHERE enumtypid = type::regtype $$;

-- absent: made
SELECT idem.ensure_enum('mood', '{sad,ok,happy}');
SELECT labels('mood');

-- the same: unchanged, and no trace of the call
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('mood', '{sad,ok,happy}')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('enum_test.mood', '{sad,ok,happy}')$$);
-- labels that are not mentioned stay
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('mood', '{sad,happy}')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('mood', '{}')$$);
SELECT pg_temp.traceless($$SELECT idem.enum_exists('mood')$$);
SELECT pg_temp.traceless($$SELECT idem.enum_exists('moood')$$);

-- missing labels: added at their place
SELECT idem.ensure_enum('mood', '{awful,bad,sad,so-so,ok,happy,great,best}');
SELECT labels('mood');
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('mood', '{awful,bad,sad,so-so,ok,happy,great,best}')$$);
-- next to labels that are not mentioned
SELECT idem.ensure_enum('mood', '{bad,worse,happy}');
SELECT labels('mood');
-- none of them is there: at the end
SELECT idem.ensure_enum('mood', '{x,y}');
SELECT labels('mood');

-- an empty one, and one with an empty label
SELECT idem.ensure_enum('nothing', '{}');
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('nothing', '{}')$$);
SELECT idem.ensure_enum('nothing', '{""}');
SELECT labels('nothing');

-- another order: refused
SELECT idem.ensure_enum('mood', '{happy,ok}');
SELECT idem.ensure_enum('mood', '{new,happy,sad}', '{lossy,cascade,recreate,rewrite,run}');
SET idem_migrate.on_conflict = warning;
SELECT idem.ensure_enum('mood', '{happy,ok}');
RESET idem_migrate.on_conflict;
SELECT labels('mood');

-- a new label is not usable at once, unless the type is new too (from 17 on)
BEGIN;
SELECT idem.ensure_enum('mood', '{best,perfect}');
SELECT pg_temp.error_of($$SELECT 'perfect'::mood$$);
ROLLBACK;

-- rename
SELECT idem.rename_enum_label('mood', 'x', 'z');
SELECT pg_temp.traceless($$SELECT idem.rename_enum_label('mood', 'x', 'z')$$);
SELECT pg_temp.traceless($$SELECT idem.rename_enum_label('mood', 'z', 'z')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_enum_label('mood', 'y', 'z')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_enum_label('mood', 'v', 'w')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_enum_label('moood', 'v', 'w')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_enum_label('mood', 'z', repeat('l', 64))$$);
SELECT pg_temp.error_of($$SELECT idem.rename_enum_label('mood', NULL, 'w')$$);
SELECT labels('mood');

-- the search path: made in its first schema, found there
CREATE SCHEMA enum_other;
SET search_path = enum_other, enum_test;
SELECT idem.ensure_enum('mood', '{only}');
SELECT labels('enum_other.mood'), labels('enum_test.mood');
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('mood', '{only}')$$);
-- editing and dropping goes by what is visible
SELECT idem.ensure_enum('enum_test.below', '{a}');
SELECT idem.rename_enum_label('below', 'a', 'b');
SELECT idem.drop_enum('below');
SET search_path = pg_catalog;
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('mood', '{only}')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('enum_other.mood', '{only}')$$);
SET search_path = '';
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('mood', '{only}')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_enum('mood')$$);
SET search_path = nowhere;
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('mood', '{only}')$$);
SET search_path = enum_test;
DROP SCHEMA enum_other CASCADE;

-- something else of that name
CREATE TABLE a_table ();
CREATE VIEW a_view AS SELECT 1 AS one;
CREATE DOMAIN a_domain AS integer;
CREATE TYPE a_row AS (a integer);
CREATE TYPE a_range AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = a_multirange);
CREATE TYPE a_shell;
SELECT name, pg_temp.error_of(format('SELECT idem.ensure_enum(%L, %L)', name, '{a}'))
  FROM unnest('{a_table,a_view,a_domain,a_row,a_range,a_multirange,a_shell}'::text[]) AS name;
SELECT pg_temp.error_of($$SELECT idem.drop_enum('a_domain')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_enum('pg_catalog.int4')$$);
DROP TABLE a_table;
DROP VIEW a_view;
DROP DOMAIN a_domain;
DROP TYPE a_row, a_range, a_shell;

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_enum(NULL, '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('e', NULL)$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('e', '{a,NULL}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('e', '{{a,b},{c,d}}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('e', '{a,b,a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('e', ARRAY[repeat('l', 64)])$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('e', '{a}', '{everything}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('e', '{a}', '{NULL}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('enum_test.', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('.e', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('""', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('"e', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('e; DROP TABLE x', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('a.b.c.d', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('otherdb.enum_test.e', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum(repeat('n', 64), '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('nowhere.e', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('pg_catalog.e', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('pg_toast.e', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('pg_temp.e', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('idem.outcome', '{a}')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_enum_label('idem.outcome', 'healed', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_enum('idem.outcome', '{cascade}')$$);

-- names that need quotes, and the longest ones
SELECT idem.ensure_enum('"Käse.""Brot"" $1; --"', ARRAY['a''b', 'a"b', 'a\b', E'a\nb', 'ä€𝄞', repeat('l', 63)]);
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('"Käse.""Brot"" $1; --"', ARRAY['a''b', 'a"b', 'a\b', E'a\nb', 'ä€𝄞', repeat('l', 63)])$$);
SELECT idem.ensure_enum('"Käse.""Brot"" $1; --"', ARRAY['a"b', 'x'',''y', 'a\b']);
SELECT labels('"Käse.""Brot"" $1; --"');
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('"Käse.""Brot"" $1; --"', ARRAY['a\b', 'a"b'])$$);
SELECT idem.drop_enum('"Käse.""Brot"" $1; --"');
SELECT idem.ensure_enum(repeat('n', 63), '{a}');
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('enum_test.' || repeat('N', 63), '{a}')$$);
SELECT idem.drop_enum(repeat('n', 63));
-- an array type of the name steps aside, as for CREATE TYPE
CREATE DOMAIN x AS integer;
SELECT pg_temp.error_of($$SELECT idem.drop_enum('_x')$$);
SELECT idem.ensure_enum('_x', '{a}');
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('_x', '{a}')$$);
SELECT idem.drop_enum('_x');
DROP DOMAIN x;

-- drop
SELECT pg_temp.traceless($$SELECT idem.drop_enum('x')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_enum('nowhere.x')$$);
CREATE TABLE user_of_mood (id integer, mood mood, moods mood[]);
SELECT idem.drop_enum('mood');
-- an empty table loses nothing
BEGIN;
SELECT idem.drop_enum('mood', '{cascade}');
ROLLBACK;
INSERT INTO user_of_mood VALUES (1, NULL, '{sad}');
SELECT idem.drop_enum('mood', '{cascade}');
SELECT idem.drop_enum('mood', '{lossy}');
SELECT idem.drop_enum('mood', '{cascade,lossy}');
SELECT * FROM user_of_mood;
SELECT pg_temp.traceless($$SELECT idem.drop_enum('mood', '{cascade,lossy}')$$);

-- in scripts: labels are added at their place and renamed, once
SELECT idem.ensure_enum('color', '{red,blue}');
BEGIN;
SELECT idem.apply_revision('enum_test', '1', $$
  ALTER TYPE color ADD VALUE 'green' BEFORE 'blue';
  ALTER TYPE color ADD VALUE IF NOT EXISTS 'green' AFTER 'red';
  ALTER TYPE color RENAME VALUE 'blue' TO 'navy';
$$);
SELECT idem.apply_revision('enum_test', '2', $$
  ALTER TYPE color ADD VALUE 'green';
  ALTER TYPE color ADD VALUE 'green' BEFORE 'navy';
  ALTER TYPE color RENAME VALUE 'blue' TO 'navy';
$$);
SELECT labels('color');
SELECT pg_temp.error_of($$SELECT idem.apply_revision('enum_test', '3', 'ALTER TYPE color ADD VALUE ''green'' AFTER ''navy''')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('enum_test', '3', 'ALTER TYPE color ADD VALUE ''pink'' AFTER ''black''')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('enum_test', '3', 'ALTER TYPE no_such_type ADD VALUE ''pink''')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('enum_test', '3', 'CREATE TYPE new AS ENUM (''a'', ''b'', ''a'')')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('enum_test', '3', 'ALTER TYPE color ADD VALUE ''pink''; CREATE TABLE t (c color DEFAULT ''pink'')')$$);
ROLLBACK;
-- DROP TYPE finds types of any class
BEGIN;
CREATE TYPE a_row AS (a integer);
CREATE DOMAIN a_domain AS integer;
CREATE TYPE a_range AS RANGE (SUBTYPE = integer);
CREATE TYPE a_shell;
CREATE TABLE a_table (a a_row);
SELECT idem.apply_revision('enum_test', '1', 'DROP TYPE a_domain, a_range, a_shell, color; DROP TYPE color, no_such_type');
SELECT pg_temp.error_of($$SELECT idem.apply_revision('enum_test', '2', 'DROP TYPE a_row')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('enum_test', '2', 'DROP TYPE a_row CASCADE')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('enum_test', '2', 'DROP TYPE a_table')$$);
SELECT idem.apply_revision('enum_test', '2', 'DROP TYPE a_row CASCADE', allow => '{cascade}');
ROLLBACK;

-- privileges are those of the caller
CREATE ROLE regress_idem_enum;
SELECT idem.ensure_enum('mood', '{sad,ok}');
SET ROLE regress_idem_enum;
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('enum_test.mood', '{sad,ok}')$$);
RESET ROLE;
GRANT USAGE ON SCHEMA enum_test TO regress_idem_enum;
SET ROLE regress_idem_enum;
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('enum_test.mood', '{sad,ok}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('enum_test.mood', '{sad,ok,happy}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('enum_test.mood2', '{sad}')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_enum_label('enum_test.mood', 'sad', 'bad')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_enum('enum_test.mood', '{cascade}')$$);
RESET ROLE;

-- transactions that cannot write
SET default_transaction_read_only = on;
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('mood', '{sad,ok}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('mood', '{sad,ok,happy}')$$);
RESET default_transaction_read_only;

SET client_min_messages = warning;
DROP SCHEMA enum_test CASCADE;
DROP ROLE regress_idem_enum;
