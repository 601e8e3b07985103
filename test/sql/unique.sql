--
-- UNIQUE constraints
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA unique_test;
SET search_path = unique_test, public;
CREATE TABLE person (id int, name text, email text);
INSERT INTO person VALUES (1, 'a', 'x'), (2, 'b', 'y'), (3, 'c', NULL);
CREATE VIEW constraints AS
  SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
   WHERE connamespace = 'unique_test'::regnamespace AND contype <> 'n' ORDER BY conname COLLATE "C";

-- absent: made; there: nothing at all
SELECT idem.ensure_unique('person', '{email}', 'person_email');
SELECT pg_temp.traceless($$SELECT idem.ensure_unique('person', '{email}', 'person_email')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_unique('unique_test.person', '{"email"}')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_table('person', 'email text UNIQUE')$$);

-- different: replaced
SELECT idem.ensure_unique('person', '{email, name}', 'person_email');
SELECT idem.ensure_unique('person', '{name, email}', 'person_email');
SELECT pg_temp.traceless($$SELECT idem.ensure_unique('person', '{name, email}', 'person_email')$$);

-- without a name any equal one will do, but not an index
CREATE UNIQUE INDEX person_id_index ON person (id);
SELECT idem.ensure_unique('person', '{id}');
SELECT pg_temp.traceless($$SELECT idem.ensure_unique('person', '{id}')$$);
SELECT idem.ensure_unique('person', '{email, name}');
ALTER TABLE person RENAME CONSTRAINT person_id_key TO anything;
SELECT pg_temp.traceless($$SELECT idem.ensure_unique('person', '{id}')$$);
SELECT * FROM constraints;

-- each part of the definition, none taken for another
DO $$
DECLARE
  definition text;
  definitions text[] := '{UNIQUE (id),UNIQUE (id) DEFERRABLE,UNIQUE (id) DEFERRABLE INITIALLY DEFERRED,'
    'UNIQUE (id) INCLUDE (name),"UNIQUE (id) INCLUDE (name, email)",UNIQUE NULLS NOT DISTINCT (id),'
    '"UNIQUE (id, name)","UNIQUE (name, id)",UNIQUE (id) WITH (fillfactor = 50)}';
BEGIN
  FOREACH definition IN ARRAY definitions LOOP
    RAISE NOTICE '%: %, then %', definition,
      idem.ensure_table('person', 'CONSTRAINT u ' || definition),
      idem.ensure_table('person', 'CONSTRAINT u ' || definition);
  END LOOP;
  FOREACH definition IN ARRAY definitions LOOP
    PERFORM idem.ensure_table('person', definition);
    PERFORM idem.ensure_table('person', definition);
  END LOOP;
END $$;
SELECT * FROM constraints;
SELECT pg_temp.traceless($$SELECT idem.ensure_table('person', 'id int UNIQUE DEFERRABLE INITIALLY DEFERRED, UNIQUE (name, id)')$$);

-- CREATE TABLE makes one constraint of equal ones, and keeps one of the names
CREATE VIEW merged AS
  SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
   WHERE conrelid::regclass::text = 'merged_keys' AND contype <> 'n' ORDER BY conname COLLATE "C";
CREATE FUNCTION ensure_merged() RETURNS idem.outcome LANGUAGE sql AS $$
  SELECT idem.ensure_table('merged_keys', 'id int PRIMARY KEY CONSTRAINT id_u UNIQUE, a int UNIQUE UNIQUE, b int CONSTRAINT b_u UNIQUE,
    c int UNIQUE DEFERRABLE, UNIQUE (id), CONSTRAINT b_too UNIQUE (b), UNIQUE (c), CONSTRAINT again UNIQUE (c) DEFERRABLE')
$$;
SELECT ensure_merged();
SELECT pg_temp.traceless('SELECT ensure_merged()');
SELECT * FROM merged;
ALTER TABLE merged_keys DROP CONSTRAINT b_u, DROP CONSTRAINT id_u, DROP CONSTRAINT merged_keys_a_key;
SELECT ensure_merged();
SELECT pg_temp.traceless('SELECT ensure_merged()');
SELECT * FROM merged;

-- what would be lost
CREATE TABLE parent (id int CONSTRAINT parent_id UNIQUE, name text);
CREATE TABLE child (parent_id int REFERENCES parent (id));
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('parent', '{id, name}', 'parent_id', allow => '{recreate, cascade}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('parent', '{id}', 'parent_id')$$);
DROP TABLE child;
ALTER TABLE parent ALTER id SET NOT NULL;
ALTER TABLE parent REPLICA IDENTITY USING INDEX parent_id;
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('parent', '{id, name}', 'parent_id')$$);
SELECT idem.ensure_unique('parent', '{id, name}', 'parent_id', allow => '{recreate}');

-- invalid: rebuilt
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'parent_id'::regclass;
SELECT idem.ensure_unique('parent', '{id, name}');

-- rows that are not unique
INSERT INTO person VALUES (4, 'a', 'z');
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{name}', 'person_name')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{name}', 'person_email')$$);
SELECT idem.constraint_exists('person', 'person_name'), idem.constraint_exists('person', 'person_email');

-- names that are something else
CREATE VIEW a_view AS SELECT 1 AS id;
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{id}', 'person_id_index')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{id}', 'a_view')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{id}', 'parent_id')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('a_view', '{id}', 'x')$$);
ALTER TABLE person ADD CONSTRAINT person_check CHECK (id > 0);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{id}', 'person_check')$$);

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('nobody', '{id}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{nothing}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{lower(name)}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', '{id}', '')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_unique('person', NULL)$$);

-- drop, rename
SELECT idem.drop_constraint('person', 'person_email');
SELECT pg_temp.traceless($$SELECT idem.drop_constraint('person', 'person_email')$$);

-- hostile names, partitioned tables
CREATE TABLE "Odd ""table"".x; --" ("Col ""1""; DROP" int);
SELECT idem.ensure_unique('"Odd ""table"".x; --"', '{"\"Col \"\"1\"\"; DROP\""}', '"Key""; --"');
SELECT pg_temp.traceless($$SELECT idem.ensure_unique('"Odd ""table"".x; --"', '{"\"Col \"\"1\"\"; DROP\""}', '"Key""; --"')$$);
SELECT idem.drop_constraint('"Odd ""table"".x; --"', '"Key""; --"');
CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
SELECT idem.ensure_unique('parted', '{id, at}', 'parted_u');
SELECT pg_temp.traceless($$SELECT idem.ensure_unique('parted', '{id, at}', 'parted_u')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_unique('parted_1', '{id, at}')$$);

\set VERBOSITY terse
SET client_min_messages = warning;
DROP SCHEMA unique_test CASCADE;
