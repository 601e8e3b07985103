-- Revisions that require others.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE SCHEMA requires_test;
SET search_path = requires_test;

-- questions about what is not there
SELECT idem.is_applied('auth', '1'), idem.current_revision('auth');
SELECT pg_temp.error_of($$SELECT idem.require_revision('auth', '1')$$);

-- a required revision comes first, of the same stream or of another
SELECT pg_temp.error_of($$SELECT idem.apply_revision('auth', '2', 'CREATE TABLE never (id int)', requires => '{1}')$$);
SELECT idem.apply_revision('auth', '1', 'CREATE TABLE users (id int)');
SELECT idem.apply_revision('auth', '2', 'ALTER TABLE users ADD name text', 'ALTER TABLE users DROP name', '{1}');
SELECT pg_temp.error_of($$SELECT idem.apply_revision('clinic', '1', 'CREATE TABLE never (id int)', requires => '{auth/2,auth/3}')$$);
SELECT to_regclass('never'), count(*) FROM idem.streams WHERE stream = 'clinic';
SELECT idem.apply_revision('clinic', '1', 'CREATE TABLE clinics (id int)', 'DROP TABLE clinics', '{auth/2,auth/1,auth/2}');
SELECT stream, revision, requires FROM idem.revisions WHERE stream IN ('auth', 'clinic') ORDER BY stream COLLATE "C", ordinal;

-- it is asked for when the revision is applied, not later
SELECT idem.apply_revision('clinic', '1', 'CREATE TABLE clinics (id int)', requires => '{auth/3}');

-- answers, without a trace
SELECT pg_temp.traceless($$SELECT idem.is_applied('auth', '2')$$);
SELECT pg_temp.traceless($$SELECT idem.is_applied('auth', '3')$$);
SELECT pg_temp.traceless($$SELECT idem.current_revision('auth')$$);
SELECT pg_temp.traceless($$SELECT idem.require_revision('clinic', '1') IS NOT NULL$$);
SELECT pg_temp.error_of($$SELECT idem.require_revision('auth', '3')$$);

-- what is required cannot be reverted
SELECT pg_temp.error_of($$SELECT idem.revert_revision('auth', '2')$$);
SELECT pg_temp.error_of($$SELECT idem.revert_revision('auth', '1')$$);
SELECT idem.revert_revision('clinic', '1');
SELECT idem.revert_revision('auth', '2');

-- a revision id may occur in two streams
SELECT idem.apply_revision('clinic', '2', 'SELECT 2'), idem.apply_revision('auth', '2', 'SELECT 22');
SELECT idem.current_revision('auth'), idem.current_revision('clinic');

-- waiting for what is there does not wait
CALL idem.wait_for_revision('auth', '2');
CALL idem.wait_for_revision('auth', '2', '0');
-- what is not there
CALL idem.wait_for_revision('auth', '3', '50 ms');
CALL idem.wait_for_revision('auth', '3', '-1 s');
SET statement_timeout = '100 ms';
CALL idem.wait_for_revision('auth', '3', '1 year');
RESET statement_timeout;
-- not where a snapshot would be held
BEGIN;
CALL idem.wait_for_revision('auth', '2');
ROLLBACK;
DO $$ BEGIN CALL idem.wait_for_revision('auth', '2'); END $$;
CREATE PROCEDURE waiter() LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users VALUES (1);
  CALL idem.wait_for_revision('auth', '2');
  ROLLBACK;
  INSERT INTO users VALUES (2);
  CALL idem.wait_for_revision('auth', '3', '10 ms');
END $$;
CALL waiter();
-- it waited, which ended the transaction
SELECT id FROM users;
CREATE FUNCTION waits() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CALL idem.wait_for_revision('auth', '2'); END $$;
SELECT waits();

-- bad input
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.apply_revision('a', '1', '', requires => '{NULL}')$$,
    $$SELECT idem.apply_revision('a', '1', '', requires => '{""}')$$,
    $$SELECT idem.apply_revision('a', '1', '', requires => '{/1}')$$,
    $$SELECT idem.apply_revision('a', '1', '', requires => '{a/}')$$,
    $$SELECT idem.apply_revision('a', '1', '', requires => '{a/b/c}')$$,
    $$SELECT idem.apply_revision('a', '1', '', requires => '{{a,b},{c,d}}')$$,
    $$SELECT idem.apply_revision('a', '1', '', requires => '{a/1}')$$,
    $$SELECT idem.apply_revision('a', '1', '', requires => '{1}')$$,
    $$SELECT idem.require_revision(NULL, '1')$$,
    $$SELECT idem.require_revision('a', '')$$,
    $$SELECT idem.is_applied('a', NULL)$$,
    $$SELECT idem.current_revision(NULL)$$]) AS statement;
CALL idem.wait_for_revision(NULL, '1');
CALL idem.wait_for_revision('auth', '1', NULL);

SET client_min_messages = warning;
DROP SCHEMA requires_test CASCADE;
