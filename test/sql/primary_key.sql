--
-- PRIMARY KEY constraints: one for each table, whatever its name.
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA primary_key_test;
SET search_path = primary_key_test, public;
CREATE TABLE person (id int, name text, age int);
INSERT INTO person VALUES (1, 'a', 10), (2, 'b', 20), (3, 'c', 20);
CREATE VIEW constraints AS
  SELECT conrelid::regclass AS relation, conname, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE connamespace = 'primary_key_test'::regnamespace AND contype <> 'n';

-- absent: made; there: nothing at all
SELECT idem.ensure_primary_key('person', '{id}');
SELECT pg_temp.traceless($$SELECT idem.ensure_primary_key('person', '{id}')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_primary_key('primary_key_test.person', '{"id"}', 'person_pkey')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_table('person', 'id int PRIMARY KEY, name text')$$);

-- another name: renamed
SELECT idem.ensure_primary_key('person', '{id}', 'person_pk');
SELECT pg_temp.traceless($$SELECT idem.ensure_primary_key('person', '{id}', 'person_pk')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_primary_key('person', '{id}')$$);
SELECT * FROM constraints;

-- other columns: only if that is allowed
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', '{id, name}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', '{name}', 'person_pk', allow => '{lossy, cascade}')$$);
SELECT idem.ensure_primary_key('person', '{id, name}', 'person_pk', allow => '{recreate}');
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', '{name, id}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('person', 'PRIMARY KEY (id, name) DEFERRABLE')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('person', 'PRIMARY KEY (id, name) INCLUDE (age)')$$);
SELECT idem.ensure_table('person', 'PRIMARY KEY (id, name) INCLUDE (age) WITH (fillfactor = 80)', allow => '{recreate}');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('person', 'PRIMARY KEY (id, name) INCLUDE (age) WITH (fillfactor = 80)')$$);
SELECT idem.ensure_table('person', 'PRIMARY KEY (id, name) INCLUDE (age) WITH (fillfactor = 90)');
SELECT idem.ensure_primary_key('person', '{id}', 'person_pkey', allow => '{recreate}');

-- what depends on it is named, and never goes along
CREATE TABLE child (person_id int REFERENCES person);
CREATE TABLE "other Child" (person_id int REFERENCES person);
CREATE VIEW grouped AS SELECT id, name, count(*) FROM person GROUP BY id;
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', '{id, name}', allow => '{recreate, cascade}')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_constraint('person', 'person_pkey')$$);
DROP VIEW grouped;
DROP TABLE child, "other Child";
ALTER TABLE person CLUSTER ON person_pkey;
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', '{id, name}')$$);
SELECT * FROM constraints;

-- invalid: rebuilt
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'person_pkey'::regclass;
SELECT idem.ensure_primary_key('person', '{id}');
SELECT pg_temp.traceless($$SELECT idem.ensure_primary_key('person', '{id}')$$);

-- rows that stand in the way
CREATE TABLE holes (a int, b int);
INSERT INTO holes VALUES (1, 1), (2, NULL), (3, NULL), (3, NULL);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('holes', '{b}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('holes', '{a}', 'holes_pk')$$);
DELETE FROM holes WHERE ctid = '(0,4)';
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('holes', '{a, b}', 'holes_pk')$$);
SELECT attname, attnotnull FROM pg_attribute WHERE attrelid = 'holes'::regclass AND attnum > 0;
SELECT idem.ensure_primary_key('holes', '{a}', 'holes_pk');

-- names that are something else
CREATE TABLE other (id int, CONSTRAINT other_check CHECK (id > 0));
CREATE INDEX other_index ON other (id);
CREATE UNIQUE INDEX other_unique ON other (id);
CREATE VIEW a_view AS SELECT 1 AS id;
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('other', '{id}', 'other_check')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('other', '{id}', 'other_index')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('other', '{id}', 'other_unique')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('other', '{id}', 'a_view')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('other', '{id}', 'person_pkey')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('a_view', '{id}')$$);
SELECT idem.ensure_primary_key('other', '{id}', 'other_pk');
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('other', '{id}', 'other_check')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('other', '{id}', 'other_index')$$);

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('nobody', '{id}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('holes', '{nothing}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', '{nothing}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', '{}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', '{id, ID}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', '{id, NULL}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('person', NULL)$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key(NULL, '{id}')$$);

-- drop
SELECT idem.drop_constraint('person', 'person_pkey');
SELECT pg_temp.traceless($$SELECT idem.drop_constraint('person', 'person_pkey')$$);
SELECT idem.ensure_table('person', 'id int CONSTRAINT named PRIMARY KEY');
CREATE TABLE child (person_id int CONSTRAINT to_person REFERENCES person);
SELECT pg_temp.error_of($$SELECT idem.drop_constraint('person', 'named')$$);
SELECT idem.drop_constraint('person', 'named', allow => '{cascade}');

-- hostile names, partitioned tables, made and dumped elsewhere
CREATE TABLE "Odd ""table"".x; --" ("Col ""1""; DROP" int);
SELECT idem.ensure_primary_key('"Odd ""table"".x; --"', '{"\"Col \"\"1\"\"; DROP\""}', '"Key""; --"');
SELECT pg_temp.traceless($$SELECT idem.ensure_primary_key('"Odd ""table"".x; --"', '{"\"Col \"\"1\"\"; DROP\""}', '"Key""; --"')$$);
CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
SELECT idem.ensure_primary_key('parted', '{id, at}');
SELECT pg_temp.traceless($$SELECT idem.ensure_primary_key('parted', '{id, at}')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_primary_key('parted_1', '{id, at}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_primary_key('parted', '{id}', allow => '{recreate}')$$);
CREATE TABLE dumped (a int NOT NULL, b int NOT NULL);
ALTER TABLE ONLY dumped ADD CONSTRAINT dumped_pkey PRIMARY KEY (a, b);
SELECT pg_temp.traceless($$SELECT idem.ensure_table('dumped', 'a int, b int, PRIMARY KEY (a, b)')$$);

-- a column of the key may be declared as NULL, which says nothing then
SELECT idem.ensure_table('nullable', 'a int NULL, b int NULL, c int NULL, PRIMARY KEY (a, b)');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('nullable', 'a int NULL, b int NULL, c int NULL, PRIMARY KEY (a, b)')$$);
ALTER TABLE nullable ALTER c SET NOT NULL;
SELECT idem.ensure_table('nullable', 'a int NULL, b int NULL, c int NULL, PRIMARY KEY (a, b)');
SELECT pg_temp.error_of($$SELECT ddl FROM idem.plan('ALTER TABLE nullable ALTER a DROP NOT NULL')$$);

\set VERBOSITY terse
SET client_min_messages = warning;
DROP SCHEMA primary_key_test CASCADE;
