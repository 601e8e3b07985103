-- Health: one document about a revision, a stream, or all of them.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE SCHEMA health_test;
SET search_path = health_test;
CREATE FUNCTION health(stream text DEFAULT NULL, revision text DEFAULT NULL) RETURNS SETOF text
LANGUAGE sql AS $$
  SELECT key || ': ' || CASE key WHEN 'checksum' THEN length(value #>> '{}')::text
                                 WHEN 'applied_at' THEN ((value #>> '{}')::timestamptz <= now())::text
                                 ELSE value::text END
    FROM jsonb_each(idem.health($1, $2))
   ORDER BY key COLLATE "C" $$;

-- not even the stream is there
SELECT health('health', '1');
SELECT health('health');

-- the stream is there, the revision is not
SELECT idem.apply_revision('health', '0', 'SELECT 1');
SELECT health('health', '1');
SELECT health('health');

-- with it
SELECT idem.apply_revision('health', '1', $$
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL DEFAULT 'x', CONSTRAINT name CHECK (name <> ''));
  CREATE INDEX person_name_idx ON person (name);$$, 'SELECT 1');
SELECT health('health', '1');
SELECT pg_temp.traceless($$SELECT idem.health('health', '1') -> 'ok'$$);
SELECT pg_temp.traceless($$SELECT idem.health('health') -> 'ok'$$);
SELECT pg_temp.traceless($$SELECT idem.health() IS NOT NULL$$);

-- with something missing
ALTER TABLE person ALTER name DROP NOT NULL;
ALTER TABLE person ALTER name DROP DEFAULT;
SELECT health('health', '1');
ALTER TABLE person DROP name;
SELECT health('health', '1');
DROP TABLE person;
ALTER TYPE mood RENAME TO feeling;
SELECT health('health', '1');
SELECT health('health', '0');
SELECT health('health');

-- all streams; one without revisions is not ill
SELECT idem.apply_revision('healthy', '1', 'SELECT 1', 'SELECT 1');
SELECT idem.revert_revision('healthy', '1');
SELECT s FROM jsonb_array_elements(idem.health() -> 'streams') AS s WHERE s ->> 'stream' LIKE 'health%';
SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(idem.health()) AS key;
SELECT idem.health('healthy') -> 'ok';

-- for a role without rights
CREATE ROLE regress_idem_stranger;
SET ROLE regress_idem_stranger;
SELECT idem.health('health', '1') -> 'missing', idem.is_applied('health', '1'), idem.current_revision('health');
SELECT idem.require_revision('health', '1');
CALL idem.wait_for_revision('health', '1');
RESET ROLE;

-- in a read-only transaction at every level
BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY;
SELECT idem.health('health', '0') -> 'ok';
COMMIT;

-- an index that is not valid, a constraint that is not validated
SELECT idem.apply_revision('health', '2', 'CREATE TABLE t (id int CONSTRAINT c CHECK (id > 0)); CREATE INDEX i ON t (id)');
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;
ALTER TABLE t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (id > 0) NOT VALID;
SELECT idem.health('health', '2') -> 'missing';
SELECT idem.apply_revision('health', '2', 'CREATE TABLE t (id int CONSTRAINT c CHECK (id > 0)); CREATE INDEX i ON t (id)');
SELECT idem.health('health', '2') -> 'missing';

-- bad input
SELECT pg_temp.error_of($$SELECT idem.health(NULL, '1')$$);
SELECT pg_temp.error_of($$SELECT idem.health('')$$);
SELECT pg_temp.error_of($$SELECT idem.health('a', '')$$);

SET client_min_messages = warning;
DROP SCHEMA health_test CASCADE;
DROP ROLE regress_idem_stranger;
