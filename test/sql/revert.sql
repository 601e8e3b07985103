-- Reverting revisions.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE SCHEMA revert_test;
SET search_path = revert_test;
CREATE VIEW expected AS
SELECT revision, type, identity, parts, removed_by_revision FROM idem.objects
 WHERE stream = 'revert' ORDER BY revision, type, identity COLLATE "C";

SELECT idem.apply_revision('revert', '1',
  'CREATE TYPE mood AS ENUM (''sad''); CREATE TABLE person (id int PRIMARY KEY DEFAULT 1, mood mood)',
  'DROP TABLE person; DROP TYPE mood');
SELECT idem.apply_revision('revert', '2',
  'ALTER TABLE person RENAME TO people; ALTER TABLE people ADD name text NOT NULL, ALTER id DROP DEFAULT',
  'ALTER TABLE people DROP name, ALTER id SET DEFAULT 1; ALTER TABLE people RENAME TO person');
SELECT idem.apply_revision('revert', '3',
  'ALTER TABLE people DROP mood; CREATE INDEX people_name_idx ON people (name)',
  'DROP INDEX people_name_idx; ALTER TABLE people ADD mood mood');
TABLE expected;

-- back, the last one first; and what later ones changed is expected as before
SELECT idem.revert_revision('revert', '3');
TABLE expected;
SELECT idem.revert_revision('revert', '2');
TABLE expected;
SELECT pg_temp.traceless($$SELECT idem.apply_revision('revert', '1',
  'CREATE TYPE mood AS ENUM (''sad''); CREATE TABLE person (id int PRIMARY KEY DEFAULT 1, mood mood)')$$);

-- not applied: unchanged, and no trace
SELECT pg_temp.traceless($$SELECT idem.revert_revision('revert', '2')$$);
SELECT pg_temp.traceless($$SELECT idem.revert_revision('no such stream', '2')$$);

-- and forth again; the next ordinal is that of the last one and one
SELECT idem.apply_revision('revert', '2',
  'ALTER TABLE person RENAME TO people; ALTER TABLE people ADD name text NOT NULL, ALTER id DROP DEFAULT',
  'ALTER TABLE people DROP name, ALTER id SET DEFAULT 1; ALTER TABLE people RENAME TO person');
SELECT idem.apply_revision('revert', '3', 'CREATE TABLE other (id int)', 'DROP TABLE other');
SELECT idem.apply_revision('revert', '4', 'SELECT 1', 'SELECT 2');
SELECT revision, ordinal FROM idem.revisions WHERE stream = 'revert' ORDER BY ordinal;

-- all that came after one
SELECT pg_temp.traceless($$SELECT idem.revert_to('revert', '4')$$);
SELECT idem.revert_to('revert', '2');
SELECT idem.current_revision('revert');
SELECT pg_temp.error_of($$SELECT idem.revert_to('revert', '3')$$);
SELECT pg_temp.error_of($$SELECT idem.revert_to('no such stream', '3')$$);
SELECT number, revision, event, detail FROM idem.history WHERE stream = 'revert' ORDER BY number;

-- rows are lost only if that is allowed, and then all of it or nothing is done
INSERT INTO people VALUES (1, 'sad', 'Joe');
SELECT pg_temp.error_of($$SELECT idem.revert_revision('revert', '2')$$);
SELECT idem.apply_revision('revert', '3', 'CREATE TABLE other (id int)', 'DROP TABLE other');
SELECT idem.apply_revision('revert', '4', 'SELECT 1', 'SELECT 1 / 0');
SELECT pg_temp.error_of($$SELECT idem.revert_to('revert', '2')$$);
SELECT idem.apply_revision('revert', '5', 'INSERT INTO other VALUES (1)', 'SELECT 1');
SELECT pg_temp.error_of($$SELECT idem.revert_to('revert', '1', '{lossy}')$$);
SELECT idem.current_revision('revert');
SELECT idem.stamp('revert', '4', 'SELECT 1', 'SELECT 0', force => true);
SELECT pg_temp.error_of($$SELECT idem.revert_to('revert', '1')$$);
SELECT idem.revert_to('revert', '1', '{lossy}');
SELECT idem.revert_revision('revert', '1', '{lossy}');
SELECT idem.current_revision('revert'), to_regtype('mood'), to_regclass('person'), to_regclass('people');
TABLE expected;

-- without a script for going back
SELECT idem.apply_revision('revert', '1', 'CREATE TABLE one_way (id int)');
SELECT pg_temp.error_of($$SELECT idem.revert_revision('revert', '1')$$);
SELECT idem.stamp('revert', '1', 'CREATE TABLE one_way (id int)', 'DROP TABLE one_way');
SELECT idem.stamp('revert', '1', 'CREATE TABLE one_way (id int)', 'DROP TABLE one_way', force => true);
SELECT idem.revert_revision('revert', '1');
SELECT to_regclass('one_way');
-- an empty one is one
SELECT idem.apply_revision('revert', '1', 'CREATE TABLE one_way (id int)', '');
SELECT idem.revert_revision('revert', '1');
SELECT to_regclass('one_way') IS NOT NULL;

-- what a revert drops and another stream expects is missing there
SELECT idem.apply_revision('revert', 'shared', 'CREATE TYPE color AS ENUM (''red'')', 'DROP TYPE color');
SELECT idem.apply_revision('revert other', 'shared', 'CREATE TYPE color AS ENUM (''red'')');
SELECT idem.revert_revision('revert', 'shared');
SELECT idem.health('revert other', 'shared') -> 'missing';
SELECT idem.apply_revision('revert other', 'shared', 'CREATE TYPE color AS ENUM (''red'')');
-- while what is in use cannot be dropped
SELECT idem.apply_revision('revert', 'shared', 'CREATE TYPE color AS ENUM (''red'')', 'DROP TYPE color');
CREATE TABLE paint (color color);
SELECT pg_temp.error_of($$SELECT idem.revert_revision('revert', 'shared')$$);

-- renamed schema, type, function's argument, trigger: and back
SELECT idem.apply_revision('revert', 'names1', $$
  CREATE SCHEMA revert_one;
  CREATE TYPE revert_one.size AS ENUM ('s', 'm');
  CREATE TABLE revert_one.shirt (size revert_one.size, CONSTRAINT c CHECK (size > 's'));
  CREATE FUNCTION revert_one.f(revert_one.size, revert_one.size[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE FUNCTION revert_one.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touch BEFORE UPDATE ON revert_one.shirt FOR EACH ROW EXECUTE FUNCTION revert_one.touch();
  CREATE DOMAIN revert_one.short AS text CONSTRAINT short CHECK (length(VALUE) < 10);$$,
  'DROP SCHEMA revert_one CASCADE');
SELECT idem.apply_revision('revert', 'names2', $$
  ALTER TYPE revert_one.size RENAME TO "Größe";
  ALTER DOMAIN revert_one.short RENAME TO "Short";
  ALTER FUNCTION revert_one.f RENAME TO g;
  ALTER TRIGGER touch ON revert_one.shirt RENAME TO touched;
  ALTER SCHEMA revert_one RENAME TO "revert two";
  CREATE SCHEMA revert_three;
  ALTER TABLE "revert two".shirt SET SCHEMA revert_three;$$, $$
  ALTER TABLE revert_three.shirt SET SCHEMA "revert two";
  DROP SCHEMA revert_three;
  ALTER SCHEMA "revert two" RENAME TO revert_one;
  ALTER TRIGGER touched ON revert_one.shirt RENAME TO touch;
  ALTER FUNCTION revert_one.g RENAME TO f;
  ALTER DOMAIN revert_one."Short" RENAME TO short;
  ALTER TYPE revert_one."Größe" RENAME TO size;$$);
SELECT revision, type, identity FROM expected WHERE revision LIKE 'names%';
SELECT idem.health('revert', 'names1') -> 'missing';
SELECT idem.revert_revision('revert', 'names2');
SELECT revision, type, identity FROM expected WHERE revision LIKE 'names%';
SELECT idem.health('revert', 'names1') -> 'missing';
SELECT pg_temp.error_of($$SELECT idem.revert_revision('revert', 'names1')$$);
SELECT idem.revert_revision('revert', 'names1', '{lossy,cascade}');

-- bad input
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.revert_revision(NULL, '1')$$,
    $$SELECT idem.revert_revision('revert', NULL)$$,
    $$SELECT idem.revert_revision('revert', '')$$,
    $$SELECT idem.revert_revision('revert', 'shared', '{nonsense}')$$,
    $$SELECT idem.revert_to('revert', NULL)$$,
    $$SELECT idem.revert_to(NULL, '1')$$]) AS statement;
BEGIN READ ONLY;
SELECT pg_temp.error_of($$SELECT idem.revert_revision('revert', 'shared')$$);
SELECT idem.revert_revision('revert', 'nothing');
COMMIT;

SET client_min_messages = warning;
DROP SCHEMA revert_test CASCADE;
