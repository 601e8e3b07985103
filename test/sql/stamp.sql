-- Stamping: recorded without being run.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE SCHEMA stamp_test;
SET search_path = stamp_test;
CREATE VIEW expected AS
SELECT revision, type, identity, parts, removed_by_revision FROM idem.objects
 WHERE stream = 'stamp' ORDER BY revision, type, identity COLLATE "C";

-- a database that was made by other means
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, born date DEFAULT now());
CREATE INDEX person_name_idx ON person (name);
CREATE VIEW missing_table AS SELECT 1;

-- as it is: what is declared and there is expected from then on; nothing runs
SELECT idem.stamp('stamp', '1', $$
  CREATE TYPE mood AS ENUM ('sad', 'ok', 'awful');
  CREATE TABLE person (id int, name text NOT NULL, added text, born date);
  ALTER TABLE person ADD CONSTRAINT person_pkey PRIMARY KEY (id);
  CREATE INDEX person_name_idx ON person (name);
  CREATE TABLE nothing (id int);
  CREATE TABLE missing_table (id int);
  CREATE TABLE no_such_schema.nothing (id int);
  ALTER TABLE nothing ADD id2 int;
  CREATE TABLE renamed (id int);
  ALTER TABLE renamed RENAME TO moved;
  INSERT INTO person VALUES (1, 'Joe');
  DO 'BEGIN RAISE EXCEPTION ''runs''; END'$$, force => true);
TABLE expected;
SELECT count(*) FROM person;
SELECT revision, ordinal, stamped, requires, note FROM idem.revisions WHERE stream = 'stamp';

-- again: unchanged, and no trace
SELECT up FROM idem.revisions WHERE stream = 'stamp' \gset
SELECT pg_temp.traceless(format('SELECT idem.stamp(%L, %L, %L)', 'stamp', '1', :'up'));
SELECT pg_temp.traceless(format('SELECT idem.apply_revision(%L, %L, %L)', 'stamp', '1', :'up'));
SELECT pg_temp.traceless(format('SELECT idem.stamp(%L, %L, %L, force => true)', 'stamp', '1', :'up'));

-- another script: refused, or by force instead of what is recorded
SELECT left(d, 53) FROM pg_temp.error_of($$SELECT idem.stamp('stamp', '1', 'CREATE TABLE person (id int)')$$) AS d;
SELECT idem.apply_revision('stamp', '2', 'ALTER TABLE person ADD age int; DROP INDEX person_name_idx', 'SELECT 2', '{1}', 'a note');
SELECT idem.stamp('stamp', '1', 'CREATE TABLE person (id int)', force => true);
SELECT idem.stamp('stamp', '2', 'ALTER TABLE person ADD age int', force => true);
TABLE expected;
SELECT revision, ordinal, stamped, requires, note, down FROM idem.revisions WHERE stream = 'stamp' ORDER BY ordinal;
SELECT idem.apply_revision('stamp', '1', 'CREATE TABLE person (id int)'),
       idem.apply_revision('stamp', '2', 'ALTER TABLE person ADD age int');
SELECT number, revision, event, detail FROM idem.history WHERE stream = 'stamp' ORDER BY number;

-- by force also what is missing and cannot be healed
SELECT idem.apply_revision('stamp', '3', 'DO ''BEGIN CREATE VIEW v AS SELECT 1; END''');
DROP VIEW v;
SELECT left(d, 6) FROM pg_temp.error_of($$SELECT idem.apply_revision('stamp', '3', 'DO ''BEGIN CREATE VIEW v AS SELECT 1; END''')$$) AS d;
SELECT idem.stamp('stamp', '3', 'DO ''BEGIN CREATE VIEW v AS SELECT 1; END''');
SELECT idem.stamp('stamp', '3', 'DO ''BEGIN CREATE VIEW v AS SELECT 1; END''', force => true);
SELECT idem.apply_revision('stamp', '3', 'DO ''BEGIN CREATE VIEW v AS SELECT 1; END''');

-- a stamped one is healed and reverted like any other
ALTER TABLE person DROP age;
SELECT idem.apply_revision('stamp', '2', 'ALTER TABLE person ADD age int');
SELECT idem.revert_revision('stamp', '2');

-- without force all that is declared is expected, and made when the revision is applied
SELECT idem.stamp('claimed', '1', $$
  CREATE TYPE shade AS ENUM ('light', 'dark');
  CREATE TABLE lamp (id int PRIMARY KEY, shade shade NOT NULL DEFAULT 'dark', old int);
  CREATE INDEX lamp_shade ON lamp (shade)$$);
SELECT idem.stamp('claimed', '2', $$
  ALTER TABLE lamp RENAME shade TO tone;
  ALTER TABLE lamp DROP COLUMN old;
  DROP INDEX lamp_shade;
  CREATE INDEX lamp_tone ON lamp (tone)$$);
SELECT idem.health('claimed', '2') -> 'ok';
SELECT revision, idem.apply_revision(stream, revision, up) FROM idem.revisions
 WHERE stream = 'claimed' ORDER BY ordinal;
\d lamp
SELECT idem.health('claimed') -> 'ok';
SELECT up FROM idem.revisions WHERE stream = 'claimed' AND revision = '1' \gset
SELECT pg_temp.traceless(format('SELECT idem.apply_revision(%L, %L, %L)', 'claimed', '1', :'up'));

-- with the search_path that the script sets
CREATE TABLE stamp_test.elsewhere (id int);
SET search_path = public;
SELECT idem.stamp('stamp', '4', 'SET search_path = stamp_test; CREATE TABLE elsewhere (id int)');
SHOW search_path;
SELECT identity FROM idem.objects WHERE stream = 'stamp' AND revision = '4' ORDER BY 1;

-- bad input
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.stamp(NULL, '1', '')$$,
    $$SELECT idem.stamp('stamp', NULL, '')$$,
    $$SELECT idem.stamp('stamp', '5', NULL)$$,
    $$SELECT idem.stamp('stamp', '5', 'CREATE TABEL')$$,
    $$SELECT idem.stamp('stamp', '5', '', 'CREATE TABEL')$$,
    $$SELECT idem.stamp('stamp', '5', '', force => NULL)$$]) AS statement;
BEGIN READ ONLY;
SELECT pg_temp.error_of($$SELECT idem.stamp('stamp', '5', '')$$);
SELECT idem.stamp('stamp', '1', 'CREATE TABLE person (id int)');
COMMIT;

SET client_min_messages = warning;
DROP SCHEMA stamp_test CASCADE;
