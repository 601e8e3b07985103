--
-- kept: what was read of a relation is forgotten with every change of it
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE SCHEMA kept;
SET search_path = kept, public;
CREATE TABLE other (id int PRIMARY KEY, code int UNIQUE);

-- the wishes; what each of them finds
CREATE FUNCTION wish(OUT "table" text, OUT index text, OUT unnamed text) LANGUAGE plpgsql AS $$
BEGIN
  "table" := idem.ensure_table('person', 'id int PRIMARY KEY, name text DEFAULT ''x'' NOT NULL, other int,
    CONSTRAINT name_there CHECK (name <> ''''), CONSTRAINT name_once UNIQUE (name),
    CONSTRAINT other_fk FOREIGN KEY (other) REFERENCES other (id), CHECK (id > 0)');
  index := idem.ensure_index('person', '{name,id DESC}', 'person_index', where_expr => 'id > 5');
  unnamed := idem.ensure_index('person', '{other}');
END $$;
-- a change by plain SQL after a look, then the wishes, then their second run
CREATE FUNCTION after(change text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  before text := (SELECT wish()::text);
  mended text;
BEGIN
  EXECUTE change;
  mended := (SELECT wish()::text);
  RETURN format('%s %s %s', before, mended, (SELECT wish()::text));
END $$;
SELECT wish();
SELECT change, after(change)
  FROM unnest(ARRAY[
    'SELECT 1',
    'ALTER TABLE person DROP CONSTRAINT name_there',
    'ALTER TABLE person DROP CONSTRAINT person_id_check',
    'ALTER TABLE person DROP CONSTRAINT name_there, ADD CONSTRAINT name_there CHECK (name <> ''a'')',
    'ALTER TABLE person DROP CONSTRAINT name_there, ADD CONSTRAINT name_there CHECK (name <> '''') NOT VALID',
    'ALTER TABLE person RENAME CONSTRAINT name_there TO name_here',
    'ALTER TABLE person DROP CONSTRAINT name_once',
    'ALTER TABLE person DROP CONSTRAINT other_fk',
    'ALTER TABLE person ALTER CONSTRAINT other_fk DEFERRABLE',
    'ALTER TABLE person RENAME CONSTRAINT other_fk TO another_fk',
    'ALTER TABLE person DROP CONSTRAINT other_fk, ADD CONSTRAINT other_fk FOREIGN KEY (other) REFERENCES other (code)',
    'UPDATE pg_constraint SET convalidated = false WHERE conname = ''other_fk''',
    'ALTER TABLE person DROP CONSTRAINT person_pkey',
    'DROP INDEX person_index',
    'DROP INDEX person_other_idx',
    'ALTER INDEX person_index RENAME TO person_other_index',
    'DROP INDEX person_index; CREATE INDEX person_index ON person (name, id) WHERE id > 5',
    'DROP INDEX person_index; CREATE INDEX person_index ON person (name, id DESC) WHERE id > 6',
    'UPDATE pg_index SET indisvalid = false WHERE indexrelid = ''person_index''::regclass',
    'UPDATE pg_index SET indisvalid = false WHERE indexrelid = ''person_other_idx''::regclass',
    'ALTER TABLE person ALTER name DROP DEFAULT',
    'ALTER TABLE person ALTER name SET DEFAULT ''y''',
    'ALTER TABLE person ALTER name DROP NOT NULL',
    'ALTER TABLE person ALTER name TYPE varchar(10)',
    'ALTER TABLE person DROP other',
    'ALTER TABLE person RENAME TO people; ALTER INDEX name_once RENAME TO people_once; ALTER INDEX person_pkey RENAME TO people_pkey; ALTER INDEX person_index RENAME TO people_index; CREATE TABLE person (LIKE people)',
    'ALTER TABLE person SET SCHEMA public; CREATE TABLE person (id int)',
    'DROP TABLE person; CREATE TABLE person (name text)',
    'DROP TABLE person']) AS change;
DROP TABLE people;
DROP TABLE public.person;

-- what is undone was never so
BEGIN;
SELECT wish();
SAVEPOINT s;
ALTER TABLE person DROP CONSTRAINT name_there, DROP CONSTRAINT name_once, ALTER name DROP DEFAULT;
DROP INDEX person_index;
SELECT wish();
ROLLBACK TO s;
SELECT wish();
DROP TABLE person;
SELECT wish();
ROLLBACK TO s;
SELECT wish();
DROP TABLE person;
ROLLBACK;
SELECT pg_temp.traceless('SELECT wish()');

SET client_min_messages = warning;
DROP SCHEMA kept CASCADE;
