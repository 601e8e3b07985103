--
-- revision_fold: the script of a revision is one wish, too
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET client_min_messages = warning;
CREATE SCHEMA revision_fold;
SET search_path = revision_fold;
CREATE FUNCTION shape(name text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod) ||
                    CASE WHEN attnotnull THEN ' not null' ELSE '' END, ', ' ORDER BY attnum)
    FROM pg_attribute WHERE attrelid = to_regclass(name) AND attnum > 0 AND NOT attisdropped $$;

-- from every place where the script may have been left
\set history 'CREATE TABLE a (id int, old text); ALTER TABLE a RENAME COLUMN old TO new; ALTER TABLE a ADD COLUMN gone int; ALTER TABLE a ALTER id TYPE bigint; ALTER TABLE a DROP COLUMN gone; ALTER TABLE a RENAME TO b; ALTER TABLE b ALTER new SET NOT NULL'
SELECT idem.apply_revision('fresh', '1', :'history');
SELECT shape('a'), shape('b');
DROP TABLE b;
CREATE TABLE a (id int, old text);
INSERT INTO a VALUES (1, 'kept');
SELECT idem.apply_revision('first', '1', :'history');
SELECT shape('a'), shape('b'), (SELECT new FROM b);
SELECT idem.apply_revision('second', '1', :'history');
SELECT shape('a'), shape('b'), (SELECT new FROM b);
ALTER TABLE b ADD COLUMN gone int;
SELECT pg_temp.error_of(format('SELECT idem.apply_revision(%L, %L, %L)', 'fourth', '1', 'UPDATE b SET gone = 1;' || :'history'));
SELECT idem.apply_revision('fourth', '1', :'history');
SELECT shape('b');

-- settings do not divide it: each name is looked for where it stands
CREATE SCHEMA revision_fold2;
SELECT idem.apply_revision('settings', '1', $$
  SET search_path = revision_fold2, revision_fold;
  CREATE TABLE here (id int);
  SET search_path = revision_fold;
  CREATE TABLE there (id int);
  SELECT set_config('search_path', 'revision_fold2', false);
  ALTER TABLE here ADD COLUMN late int;
  ALTER TABLE here RENAME TO moved;
  RESET search_path;
  SET LOCAL search_path TO revision_fold;
  ALTER TABLE there DROP COLUMN id;
  SELECT set_config('idem_test.setting', 'of the script', false);
  ALTER TABLE there ADD COLUMN setting text DEFAULT current_setting('idem_test.setting');
$$);
SELECT shape('revision_fold2.moved'), shape('revision_fold2.here'), shape('there');
SHOW search_path;

-- a label is part of the type that is made
SELECT idem.apply_revision('label', '1', $$
  CREATE TYPE mood AS ENUM ('sad');
  CREATE TABLE person (mood mood DEFAULT 'sad');
  ALTER TYPE mood ADD VALUE 'ok';
  ALTER TABLE person ALTER mood SET DEFAULT 'ok';
$$);

-- a statement that nobody knows the wish of divides it ...
SELECT idem.apply_revision('data', '1', $$
  CREATE TABLE name (id int, first text, last text);
  INSERT INTO name VALUES (1, 'Ada', 'Lovelace');
  ALTER TABLE name ADD COLUMN whole text;
  UPDATE name SET whole = first || ' ' || last;
  ALTER TABLE name DROP COLUMN first, DROP COLUMN last;
$$, allow => '{lossy}');
TABLE name;
-- ... but what is there in the end is not made anew from the beginning
SELECT idem.apply_revision('data without a record', '1', $$
  CREATE TABLE name (id int, first text, last text);
  SELECT 1;
  ALTER TABLE name ADD COLUMN whole text;
  DO 'BEGIN END';
  ALTER TABLE name DROP COLUMN first, DROP COLUMN last;
$$);
TABLE name;

-- what an earlier revision expects has the names that a later one gives, whoever gave them
SELECT idem.apply_revision('names', '1', 'CREATE TABLE one (id int, x int); CREATE TYPE kind AS ENUM (''a'')');
ALTER TABLE one RENAME TO two;
ALTER TABLE two RENAME TO three;
ALTER TABLE three RENAME COLUMN x TO y;
ALTER TYPE kind RENAME TO sort;
SELECT idem.apply_revision('names', '2', 'ALTER TABLE one RENAME TO two; ALTER TABLE two RENAME COLUMN x TO y; ALTER TABLE two RENAME TO three; ALTER TYPE kind RENAME TO sort');
SELECT revision, type, identity FROM idem.objects WHERE stream = 'names' ORDER BY 1, 2, 3;
SELECT idem.health('names') ->> 'missing';

-- a column that is dropped and made otherwise is another one
CREATE TABLE again (id int PRIMARY KEY, a text NOT NULL DEFAULT 'x', b varchar(5) NOT NULL DEFAULT 'y', c int GENERATED ALWAYS AS IDENTITY);
INSERT INTO again VALUES (1, 'text', 'kept');
\set again 'ALTER TABLE again DROP COLUMN a, DROP COLUMN b, DROP COLUMN c; ALTER TABLE again ADD COLUMN a int, ADD COLUMN b varchar(10), ADD COLUMN c int'
SELECT pg_temp.error_of(format('SELECT idem.apply_revision(%L, %L, %L)', 'again', '1', :'again'));
SELECT idem.apply_revision('again', '1', :'again', allow => '{lossy}');
SELECT shape('again');
TABLE again;
SELECT idem.ensure(:'again');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'again'));

-- renames in one schema that is renamed itself
CREATE SCHEMA revision_fold3;
CREATE TYPE revision_fold3.t AS ENUM ('a');
CREATE TABLE revision_fold3.r (t revision_fold3.t);
CREATE FUNCTION revision_fold3.f(revision_fold3.t, revision_fold3.t[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
SELECT idem.apply_revision('schema', '1', $$
  ALTER FUNCTION revision_fold3.f(revision_fold3.t, revision_fold3.t[]) RENAME TO g;
  ALTER TYPE revision_fold3.t RENAME TO "T";
  ALTER TABLE revision_fold3.r RENAME TO s;
  ALTER SCHEMA revision_fold3 RENAME TO revision_fold4;
$$);
SELECT to_regprocedure('revision_fold4.g(revision_fold4."T", revision_fold4."T"[])'), to_regclass('revision_fold4.s');

-- what an earlier revision made is mentioned by a name that it loses later
SELECT idem.apply_revision('elsewhere', '1', 'CREATE TABLE other (x int, y text); CREATE TYPE class AS ENUM (''one''); CREATE SEQUENCE numbers');
SELECT idem.apply_revision('elsewhere', '2', $$
  CREATE VIEW seen AS SELECT o.x, o.y, numbers.last_value FROM other o, numbers;
  CREATE VIEW seen_alone AS SELECT y FROM other WHERE x > 0;
  CREATE FUNCTION others() RETURNS SETOF other LANGUAGE sql AS 'SELECT * FROM another';
  CREATE FUNCTION of_kind(class) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE TABLE numbered (kind class DEFAULT 'one', n int DEFAULT nextval('numbers'));
  ALTER TABLE other RENAME TO another;
  ALTER TABLE another RENAME x TO z;
  ALTER TYPE class RENAME TO order_;
  ALTER SEQUENCE numbers RENAME TO counts;
$$);
SELECT shape('seen'), shape('seen_alone'), shape('another'), shape('numbered'), to_regprocedure('of_kind(order_)');
SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'numbered'::regclass ORDER BY adnum;

-- commands of one statement are taken in the server's order
\set commands 'CREATE TABLE commands (a int, b int DEFAULT 1); ALTER TABLE commands ALTER b DROP DEFAULT, DROP COLUMN b, ADD COLUMN c int'
SELECT kind, object, action FROM idem.ensure(:'commands');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'commands'));
SELECT shape('commands');

DROP SCHEMA revision_fold, revision_fold2, revision_fold4 CASCADE;
