--
-- subxact: savepoints, exceptions, cursors, and calls from inside other statements
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE SCHEMA sub;
CREATE FUNCTION pg_temp.locked() RETURNS boolean LANGUAGE sql AS
  'SELECT EXISTS (SELECT FROM idem.locks WHERE pid = pg_backend_pid() AND granted)';

-- rollback to a savepoint takes the change back, and gives the lock back
BEGIN;
SELECT idem.ensure_enum('sub.a', '{x}'), pg_temp.locked();
SELECT pg_temp.locked();
SAVEPOINT s;
SELECT idem.ensure_enum('sub.b', '{x}');
ROLLBACK TO s;
SELECT idem.enum_exists('sub.a'), idem.enum_exists('sub.b'), pg_temp.locked();
ROLLBACK;
SELECT idem.enum_exists('sub.a'), pg_temp.locked();
BEGIN;
SAVEPOINT s;
SELECT idem.ensure_enum('sub.b', '{x}');
ROLLBACK TO s;
SELECT idem.enum_exists('sub.b'), pg_temp.locked();
SELECT idem.ensure_enum('sub.b', '{x}');
COMMIT;
SELECT idem.enum_exists('sub.b'), pg_temp.locked();

-- an error leaves nothing of the call, and the transaction goes on after ROLLBACK TO
CREATE TABLE sub.t (a int, b int);
INSERT INTO sub.t VALUES (NULL, 1);
BEGIN;
SAVEPOINT s;
SELECT idem.ensure_table('sub.t', 'c text, b bigint, a int NOT NULL');
SELECT 1;
ROLLBACK TO s;
SELECT idem.ensure_table('sub.t', 'c text');
COMMIT;
\d sub.t

-- so it does for an exception in PL/pgSQL
DO $$
BEGIN
  PERFORM idem.ensure_enum('sub.kept', '{x}');
  BEGIN
    PERFORM idem.ensure_enum('sub.lost', '{x}');
    PERFORM idem.ensure_column('sub.t', 'lost', 'int');
    RAISE division_by_zero;
  EXCEPTION WHEN division_by_zero THEN
    PERFORM idem.ensure_enum('sub.handler', '{x}');
  END;
  BEGIN
    PERFORM idem.ensure_enum('sub.kept', '{y,x}');
    PERFORM idem.ensure_column('sub.t', 'a', 'int', not_null => true);
  EXCEPTION WHEN not_null_violation THEN
    RAISE INFO 'caught: %', sqlerrm;
  END;
END $$;
SELECT name, idem.enum_exists('sub.' || name) FROM unnest('{kept,lost,handler}'::text[]) AS name;
SELECT enum_range(NULL::sub.kept), idem.column_exists('sub.t', 'lost');

-- a revision and its record go together
BEGIN;
SAVEPOINT s;
SELECT idem.apply_revision('regress_sub', '1', 'CREATE TABLE sub.made (id int)', 'DROP TABLE sub.made');
SELECT idem.is_applied('regress_sub', '1'), idem.table_exists('sub.made'), pg_temp.locked();
ROLLBACK TO s;
SELECT idem.is_applied('regress_sub', '1'), idem.table_exists('sub.made'), pg_temp.locked();
SELECT idem.apply_revision('regress_sub', '1', 'CREATE TABLE sub.made (id int)', 'DROP TABLE sub.made');
SAVEPOINT s;
SELECT idem.revert_revision('regress_sub', '1');
SELECT idem.is_applied('regress_sub', '1'), idem.table_exists('sub.made');
ROLLBACK TO s;
SELECT idem.is_applied('regress_sub', '1'), idem.table_exists('sub.made');
COMMIT;
DO $$
BEGIN
  PERFORM idem.apply_revision('regress_sub', '2', 'CREATE TABLE sub.lost (id int); INSERT INTO sub.lost VALUES (1/0)');
EXCEPTION WHEN division_by_zero THEN
  RAISE INFO 'caught: %', sqlerrm;
END $$;
SELECT idem.is_applied('regress_sub', '2'), idem.table_exists('sub.lost'), pg_temp.locked();
-- a script may catch its own errors, and apply another revision
SELECT idem.apply_revision('regress_sub', '2', $up$
  DO $$
  BEGIN
    CREATE TABLE sub.caught (id int);
    PERFORM 1/0;
  EXCEPTION WHEN division_by_zero THEN
    CREATE TABLE sub.handled (id int);
  END $$;
  SELECT idem.apply_revision('regress_sub', '2b', 'CREATE TABLE sub.inner_one (id int)', 'DROP TABLE sub.inner_one');
$up$, 'DROP TABLE sub.handled');
SELECT revision, type, identity FROM idem.objects WHERE stream = 'regress_sub' ORDER BY revision, type, identity;
SELECT revision, event FROM idem.history WHERE stream = 'regress_sub' ORDER BY number;
SELECT idem.revert_revision('regress_sub', '2'), idem.revert_revision('regress_sub', '2b'), idem.revert_revision('regress_sub', '1');

-- an object that this transaction has made is found, one that it has dropped is not
BEGIN;
CREATE TYPE sub.mine AS ENUM ('x');
SELECT idem.ensure_enum('sub.mine', '{x}');
DROP TYPE sub.mine;
SELECT idem.ensure_enum('sub.mine', '{x}');
SELECT idem.drop_enum('sub.mine'), idem.enum_exists('sub.mine');
SELECT idem.ensure_enum('sub.mine', '{x,y}');
COMMIT;

-- many calls in one statement, some of them for the same object
SELECT i, idem.ensure_enum('sub.e' || i % 3, ARRAY['x', 'y' || i % 2]) FROM generate_series(1, 7) AS i;
WITH made AS MATERIALIZED (SELECT idem.ensure_table('sub.u', 'id int') AS outcome)
SELECT outcome, CASE outcome WHEN 'created' THEN idem.ensure_column('sub.u', 'name', 'text') END FROM made;

-- a procedure may commit between calls
DO $$
BEGIN
  PERFORM idem.ensure_enum('sub.first', '{x}');
  COMMIT;
  PERFORM idem.ensure_enum('sub.first', '{x,y}');
  ROLLBACK;
  PERFORM idem.ensure_enum('sub.second', '{x}');
END $$;
SELECT enum_range(NULL::sub.first), idem.enum_exists('sub.second');

-- a table that this session is reading cannot be altered, another one can
BEGIN;
DECLARE c CURSOR FOR SELECT * FROM sub.t;
FETCH c;
SAVEPOINT s;
SELECT idem.ensure_column('sub.t', 'd', 'int');
ROLLBACK TO s;
SELECT idem.ensure_column('sub.u', 'd', 'int');
SELECT idem.ensure_column('sub.t', 'c', 'text');
FETCH c;
COMMIT;
SELECT idem.ensure_column('sub.t', 'd', 'int') FROM sub.t;
SELECT idem.ensure_column('sub.t', 'd', 'int');
-- nor can one whose triggers have not fired yet
CREATE FUNCTION sub.fired() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE CONSTRAINT TRIGGER later AFTER INSERT ON sub.t DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION sub.fired();
BEGIN;
INSERT INTO sub.t (b) VALUES (2);
SELECT idem.ensure_column('sub.t', 'e', 'int');
ROLLBACK;

-- every isolation level; a failed transaction; one that may not write
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT idem.ensure_enum('sub.rr', '{x}'), idem.enum_exists('sub.rr');
COMMIT;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT idem.ensure_enum('sub.rr', '{x,y}');
COMMIT;
BEGIN;
SELECT 1/0;
SELECT idem.ensure_enum('sub.rr', '{x}');
ROLLBACK;
BEGIN READ ONLY;
SELECT idem.ensure_enum('sub.rr', '{x}'), idem.drop_enum('sub.none'), idem.enum_exists('sub.rr');
SELECT idem.ensure_enum('sub.rr', '{x,y,z}');
ROLLBACK;

-- a new label cannot be used before it is committed, and the message says so
BEGIN;
SELECT idem.ensure_enum('sub.rr', '{x,y,z}');
SELECT idem.ensure_column('sub.t', 'label', 'sub.rr', $$'z'$$);
ROLLBACK;

-- settings of the session are as they were
SET lock_timeout = '7s';
SELECT idem.ensure_column('sub.t', 'f', 'int');
SHOW lock_timeout;
RESET lock_timeout;

-- event triggers see what is done, and nothing of what is not
CREATE FUNCTION sub.log() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN RAISE INFO '% %', tg_event, tg_tag; END $$;
CREATE EVENT TRIGGER regress_idem_log ON ddl_command_end EXECUTE FUNCTION sub.log();
SELECT idem.ensure_enum('sub.seen', '{x}');
SELECT idem.ensure_enum('sub.seen', '{x}');
SELECT idem.ensure_enum('sub.seen', '{x,y}');
-- they may migrate too
CREATE OR REPLACE FUNCTION sub.log() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_tag = 'CREATE TYPE' THEN
    RAISE INFO 'companion: %', idem.ensure_table('sub.companion', 'id int');
  END IF;
END $$;
SELECT idem.ensure_enum('sub.again', '{x}');
SELECT idem.ensure_enum('sub.again', '{x}');
DROP EVENT TRIGGER regress_idem_log;

SET client_min_messages = warning;
DROP SCHEMA sub CASCADE;
