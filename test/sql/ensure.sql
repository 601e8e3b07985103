-- idem.ensure() and idem.plan(): whole scripts
\set VERBOSITY terse
\set SHOW_CONTEXT never
SET client_min_messages = warning;
CREATE SCHEMA ensure;
SET search_path = ensure;

-- the error of a statement, as SQLSTATE: message, and detail, hint, context
CREATE FUNCTION pg_temp.error_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text; message text; detail text; hint text; context text;
BEGIN
  EXECUTE statement;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
    detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT;
  RETURN format('%s: %s', state, message) || CASE WHEN detail <> '' THEN E'\nDETAIL: ' || detail ELSE '' END
    || CASE WHEN hint <> '' THEN E'\nHINT: ' || hint ELSE '' END
    || coalesce(E'\nCONTEXT: ' || substring(context from 'statement \d+ at line \d+'), '');
END $$;
-- what a call leaves: nothing
CREATE PROCEDURE traceless(script text) LANGUAGE plpgsql AS $$
DECLARE
  before pg_lsn;
  steps int;
BEGIN
  -- pages are tidied up by whoever reads them first
  PERFORM idem.ensure(script);
  before := pg_current_wal_insert_lsn();
  SELECT count(*) INTO steps FROM idem.ensure(script);
  RAISE WARNING '% steps, wal %, xid %, locks %', steps, pg_current_wal_insert_lsn() - before,
    pg_current_xact_id_if_assigned(),
    (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND mode <> 'AccessShareLock'
       AND locktype <> 'virtualxid');
END $$;

-- a script with what migrations and dumps put around their statements
\set script 'BEGIN; SET search_path = ensure; SELECT pg_catalog.set_config(''check_function_bodies'', ''false'', false); CREATE TYPE mood AS ENUM (''sad'', ''ok''); CREATE TABLE person (id serial PRIMARY KEY, name text NOT NULL, mood mood DEFAULT ''ok''); COMMIT; BEGIN; ALTER TABLE person ADD COLUMN age int; CREATE INDEX person_age ON person (age); ALTER TYPE mood ADD VALUE ''happy''; ALTER TABLE person ALTER mood SET DEFAULT ''happy''; SELECT pg_catalog.setval(''person_id_seq'', 42); END;'
SELECT seq, kind, object, action, ddl, lock_mode, rewrites, scans, reason, allow FROM idem.plan(:'script');
SELECT seq, kind, object, action, ddl, lock_mode, rewrites, scans, reason, allow FROM idem.ensure(:'script');
SELECT * FROM idem.plan(:'script');
CALL traceless(:'script');
-- the position of a sequence is state
SELECT last_value, is_called FROM person_id_seq;

-- dumps have lines for psql's own protection
SELECT count(*) FROM idem.ensure(E'\\restrict 27M39abc\n\nSET search_path = ensure;\nCREATE TABLE dumped (a int);\n\\unrestrict 27M39abc\n');
SELECT pg_temp.error_of($$SELECT idem.ensure(E'CREATE TABLE e1 (a int);\n\\connect other')$$);

-- parts that are missing come back, and nothing else is touched
INSERT INTO person (name, age) VALUES ('Ann', 7);
ALTER TABLE person ALTER mood DROP DEFAULT, ALTER name DROP NOT NULL;
DROP INDEX person_age;
SELECT kind, object, action, ddl, lock_mode, relation, relation_size > 0 AS sized, blockers FROM idem.plan(:'script');
SELECT kind, object, action FROM idem.ensure(:'script');
CALL traceless(:'script');

-- later statements edit earlier ones, and names move
\set history 'CREATE TABLE a (x int, y int, old text); ALTER TABLE a ALTER x TYPE bigint; ALTER TABLE a DROP y; ALTER TABLE a RENAME old TO new; ALTER TABLE a RENAME TO b; CREATE INDEX ON b (x); CREATE TABLE gone (z int); DROP TABLE gone'
SELECT kind, object, action FROM idem.ensure(:'history');
SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'b'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum;
CALL traceless(:'history');

-- a plan knows names as they will be
CREATE FUNCTION same_as_planned(script text, allow text[] DEFAULT '{}')
RETURNS TABLE (seq int, kind text, object text, action text, planned boolean) LANGUAGE plpgsql AS $$
DECLARE
  planned idem.step[] := ARRAY(SELECT p FROM idem.plan(script, allow) AS p);
  step idem.step;
BEGIN
  FOR step IN SELECT * FROM idem.ensure(script, allow) LOOP
    RETURN QUERY SELECT step.seq, step.kind, step.object, step.action,
      (planned[step.seq].kind, planned[step.seq].object, planned[step.seq].action, planned[step.seq].ddl)
      IS NOT DISTINCT FROM (step.kind, step.object, step.action, step.ddl);
  END LOOP;
END $$;
CREATE TABLE old (a int, b text, CONSTRAINT oc CHECK (a > 0));
CREATE INDEX oi ON old (a);
CREATE INDEX oj ON old ((a + 1));
SELECT * FROM same_as_planned('ALTER TABLE old RENAME TO new; ALTER TABLE new RENAME a TO aa;
  ALTER TABLE new RENAME CONSTRAINT oc TO nc; ALTER INDEX oi RENAME TO ni;
  CREATE TABLE new (aa bigint, b text, c int, CONSTRAINT nc CHECK (aa > 0)); CREATE INDEX ni ON new (aa);
  CREATE INDEX oj ON new ((aa + 1)); CREATE INDEX nk ON new (c); ALTER TABLE new ADD CONSTRAINT z CHECK (new.aa > 1)');
CREATE TABLE swap (x int);
SELECT * FROM same_as_planned('ALTER TABLE new RENAME TO tmp; ALTER TABLE swap RENAME TO new; ALTER TABLE tmp RENAME TO swap');

-- several commands in one statement, in the order in which the server takes them
SELECT kind, object, action, ddl FROM idem.ensure('CREATE TABLE passes (a text, b int DEFAULT 1, c int NOT NULL);
  ALTER TABLE passes ALTER a SET NOT NULL, ALTER a DROP NOT NULL, ALTER b SET DEFAULT 2, ALTER b DROP DEFAULT,
    ALTER c DROP NOT NULL, ALTER c SET NOT NULL');

-- what mentions a label follows when it is renamed
CREATE TYPE state AS ENUM ('a', 'b');
CREATE TABLE job (s state DEFAULT 'b', CHECK (s <> 'b' OR s = 'a'));
INSERT INTO job VALUES ('a');
\set relabel 'CREATE TYPE state AS ENUM (''a'', ''b''); CREATE TABLE job (s state DEFAULT ''b'', CHECK (s <> ''b'' OR s = ''a'')); CREATE INDEX job_s ON job (s) WHERE s IN (''b'', ''a''); CREATE VIEW jobs AS SELECT * FROM job WHERE s = ''b''::state; ALTER TYPE state RENAME VALUE ''b'' TO ''c'''
SELECT kind, object, action, ddl FROM idem.ensure(:'relabel');
CALL traceless(:'relabel');
SELECT pg_get_viewdef('jobs') LIKE '%''c''::state%' AS view, pg_get_indexdef('job_s'::regclass);

-- CREATE SCHEMA with elements
SELECT kind, object, action FROM idem.ensure('CREATE SCHEMA ensure2 CREATE TABLE t (a int) CREATE INDEX ta ON t (a)');
CALL traceless('CREATE SCHEMA ensure2 CREATE TABLE t (a int) CREATE INDEX ta ON t (a)');

-- a schema that is itself only planned, by name and by search_path
SELECT kind, object, action FROM idem.plan('CREATE SCHEMA later; CREATE TYPE later.e AS ENUM (''a''); SET search_path = later; CREATE TABLE t (a e); ALTER TABLE t ADD b int; CREATE INDEX tb ON t (b)');

-- what nobody can know the wish of
SELECT pg_temp.error_of($$SELECT idem.ensure(E'CREATE TABLE e1 (a int);\nINSERT INTO e1 VALUES (1)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('DO ''BEGIN END''')$$);
SELECT to_regclass('e1');
SELECT kind, object, action, ddl, allow FROM idem.plan('CREATE TABLE e1 (a int); INSERT INTO e1 VALUES (1)');
SELECT kind, object, action, ddl FROM idem.ensure('CREATE TABLE e1 (a int); INSERT INTO e1 VALUES (1); CREATE INDEX e1a ON e1 (a)', '{run}');
SELECT * FROM e1;

-- once all is declared as it is to be in the end, only what is opaque runs again
\set opaque 'CREATE TABLE o1 (a int, b int); INSERT INTO e1 VALUES (2); ALTER TABLE o1 DROP b; ALTER TABLE o1 RENAME TO o2'
SELECT kind, object, action FROM idem.ensure(:'opaque', '{run}');
SELECT kind, object, action FROM idem.plan(:'opaque');
SELECT kind, object, action FROM idem.ensure(:'opaque', '{run}');
SELECT to_regclass('o1'), to_regclass('o2');
-- also where a declaration needs what an opaque statement makes
SELECT kind, object, action FROM idem.ensure('DO ''BEGIN CREATE TABLE IF NOT EXISTS ensure.o3 (a int); END''; CREATE INDEX o3a ON o3 (a)', '{run}');

-- transaction control that is more than a frame
SELECT pg_temp.error_of($$SELECT idem.ensure(E'BEGIN;\nROLLBACK')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('SAVEPOINT a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMIT AND CHAIN')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('VACUUM e1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TABLE x (')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure(NULL)$$);
SELECT count(*) FROM idem.ensure('');
SELECT count(*) FROM idem.ensure(' ; -- nothing');

-- CONCURRENTLY: as good as done where there are no rows
SELECT kind, object, action, ddl FROM idem.ensure('CREATE TABLE e2 (a int); CREATE INDEX CONCURRENTLY IF NOT EXISTS e2a ON e2 (a)');
CALL traceless('CREATE TABLE e2 (a int); CREATE INDEX CONCURRENTLY IF NOT EXISTS e2a ON e2 (a)');
INSERT INTO e2 VALUES (1);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE INDEX CONCURRENTLY e2b ON e2 (a DESC)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('DROP INDEX CONCURRENTLY e2a')$$);
SELECT kind, object, action, allow, reason FROM idem.plan('CREATE INDEX CONCURRENTLY e2b ON e2 (a DESC)');
DELETE FROM e2;
SELECT kind, object, action FROM idem.ensure('DROP INDEX CONCURRENTLY e2a');

-- refusals: with the statement; and plan says the word
INSERT INTO e2 VALUES (1);
SELECT pg_temp.error_of($$SELECT idem.ensure(E'CREATE TABLE e3 (a int);\nALTER TABLE e2 DROP COLUMN a')$$);
SELECT to_regclass('e3');
SELECT kind, object, action, allow, reason FROM idem.plan('ALTER TABLE e2 DROP COLUMN a');
DELETE FROM e2;
SELECT kind, object, action, allow, reason FROM idem.plan('ALTER TABLE e2 DROP COLUMN a');

-- settings end with the call
SHOW search_path;

-- a plan writes nothing, and needs no rights
CREATE ROLE regress_idem_nobody;
GRANT USAGE ON SCHEMA ensure TO regress_idem_nobody;
BEGIN READ ONLY;
SET LOCAL ROLE regress_idem_nobody;
SELECT kind, object, action, reason FROM idem.plan('ALTER TABLE person ADD nobody int; CREATE TABLE mine (a int)');
SELECT count(*) FROM idem.ensure(:'script');
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TABLE mine (a int)')$$);
ROLLBACK;
DROP OWNED BY regress_idem_nobody;
DROP ROLE regress_idem_nobody;

-- inside a revision the script declares what the revision expects
SELECT idem.apply_revision('ensure', '1', $$SELECT idem.ensure('CREATE TABLE ensure.e4 (a int)')$$);
DROP TABLE e4;
SELECT idem.health('ensure', '1') -> 'missing';
SELECT idem.apply_revision('ensure', '1', $$SELECT idem.ensure('CREATE TABLE ensure.e4 (a int)')$$);

RESET search_path;
DROP SCHEMA ensure, ensure2 CASCADE;
