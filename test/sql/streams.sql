-- Streams: independent of each other, and whose they are.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE ROLE regress_idem_auth;
CREATE ROLE regress_idem_deployer IN ROLE regress_idem_auth;
CREATE ROLE regress_idem_clinic;
CREATE ROLE "Regress Idem ""Guest""";
CREATE SCHEMA streams_test;
GRANT ALL ON SCHEMA streams_test TO regress_idem_auth, regress_idem_clinic, "Regress Idem ""Guest""";
SET search_path = streams_test;

-- a stream belongs to the role that first used it
SET ROLE regress_idem_auth;
SELECT idem.apply_revision('streams auth', '1', 'CREATE TABLE users (id int)', 'DROP TABLE users');
RESET ROLE;
SELECT stream, owner, granted_to, current, revisions FROM idem.streams WHERE stream = 'streams auth';
SELECT role, session_role = session_user AS session_role FROM idem.revisions WHERE stream = 'streams auth';

-- others may not change it, but ask
SET ROLE regress_idem_clinic;
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.apply_revision('streams auth', '2', 'SELECT 1')$$,
    $$SELECT idem.revert_revision('streams auth', '1')$$,
    $$SELECT idem.stamp('streams auth', '2', '')$$,
    $$SELECT idem.stamp('streams auth', '1', '', force => true)$$,
    $$SELECT idem.grant_stream('streams auth', 'regress_idem_clinic')$$]) AS statement;
SELECT pg_temp.traceless($$SELECT idem.apply_revision('streams auth', '1', 'CREATE TABLE users (id int)')$$);
SELECT idem.is_applied('streams auth', '1'), idem.current_revision('streams auth'), idem.health('streams auth') -> 'ok';
SELECT stream, revision, up, down FROM idem.revisions WHERE stream = 'streams auth';
SELECT stream, revision, event FROM idem.history WHERE stream = 'streams auth';
SELECT stream, revision, identity FROM idem.objects WHERE stream = 'streams auth' ORDER BY identity COLLATE "C";
RESET ROLE;
-- nor heal what is missing
DROP TABLE users;
SET ROLE regress_idem_clinic;
SELECT pg_temp.error_of($$SELECT idem.apply_revision('streams auth', '1', 'CREATE TABLE users (id int)')$$);

-- members of the owner may
SET ROLE regress_idem_deployer;
SELECT idem.apply_revision('streams auth', '1', 'CREATE TABLE users (id int)');
SELECT idem.apply_revision('streams auth', '2', 'CREATE TABLE roles (id int)', 'DROP TABLE roles');
SELECT up IS NOT NULL AS may_read FROM idem.revisions WHERE stream = 'streams auth' AND revision = '2';
SELECT idem.revert_revision('streams auth', '2');
RESET ROLE;

-- and those who were let in, and their members
SET ROLE regress_idem_auth;
SELECT idem.grant_stream('streams auth', '"Regress Idem ""Guest"""');
SELECT pg_temp.traceless($$SELECT idem.grant_stream('streams auth', '"Regress Idem ""Guest"""')$$);
RESET ROLE;
SELECT granted_to FROM idem.streams WHERE stream = 'streams auth';
SET ROLE "Regress Idem ""Guest""";
SELECT idem.apply_revision('streams auth', '3', 'CREATE TABLE guests (id int)', 'DROP TABLE guests');
SELECT up FROM idem.revisions WHERE stream = 'streams auth' AND revision = '3';
SELECT idem.revert_revision('streams auth', '3');
-- though not to let in others, nor to drop what is not theirs
SELECT pg_temp.error_of($$SELECT idem.grant_stream('streams auth', 'regress_idem_clinic')$$);
SELECT pg_temp.error_of($$SELECT idem.revert_revision('streams auth', '1')$$);
RESET ROLE;

-- superusers may everything
SELECT idem.apply_revision('streams auth', '4', 'SELECT 1');

-- the same revision id in two streams; an object that two of them declare
SET ROLE regress_idem_clinic;
SELECT idem.apply_revision('streams clinic', '1', $$CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE clinics (mood mood)$$, 'DROP TABLE clinics');
SET ROLE regress_idem_auth;
SELECT idem.apply_revision('streams auth', '5', $$CREATE TYPE mood AS ENUM ('sad')$$);
RESET ROLE;
SELECT stream, revision, type, identity FROM idem.objects WHERE identity = 'streams_test.mood' ORDER BY stream COLLATE "C";
SELECT idem.current_revision('streams auth'), idem.current_revision('streams clinic');

-- names are resolved as when the revision was applied, whoever heals
CREATE SCHEMA regress_idem_auth AUTHORIZATION regress_idem_auth;
SET search_path = "$user", streams_test;
SET ROLE regress_idem_auth;
SELECT idem.apply_revision('streams auth', '6', 'CREATE TABLE own (id int)');
RESET ROLE;
DROP TABLE regress_idem_auth.own;
SET search_path = streams_test;
SET ROLE regress_idem_deployer;
SELECT idem.apply_revision('streams auth', '6', 'CREATE TABLE own (id int)');
RESET ROLE;
SELECT to_regclass('regress_idem_auth.own');

-- a stream that is granted before it is used belongs to who grants it
SET ROLE regress_idem_auth;
SELECT idem.grant_stream('streams new', 'regress_idem_clinic');
SELECT stream, owner, granted_to, current, revisions FROM idem.streams WHERE stream = 'streams new';
RESET ROLE;

-- a role that is no more: only a superuser is left
CREATE ROLE regress_idem_gone;
GRANT ALL ON SCHEMA streams_test TO regress_idem_gone;
SET ROLE regress_idem_gone;
SELECT idem.apply_revision('streams gone', '1', 'SELECT 1');
RESET ROLE;
REVOKE ALL ON SCHEMA streams_test FROM regress_idem_gone;
DROP ROLE regress_idem_gone;
SET ROLE regress_idem_clinic;
SELECT pg_temp.error_of($$SELECT idem.apply_revision('streams gone', '2', 'SELECT 1')$$);
SELECT count(*) FROM idem.revisions WHERE stream = 'streams gone';
RESET ROLE;
SELECT idem.apply_revision('streams gone', '2', 'SELECT 1');

-- bad input
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.grant_stream(NULL, 'regress_idem_clinic')$$,
    $$SELECT idem.grant_stream('streams auth', NULL)$$,
    $$SELECT idem.grant_stream('', 'regress_idem_clinic')$$,
    $$SELECT idem.grant_stream('streams auth', 'no such role')$$,
    $$SELECT idem.grant_stream('streams auth', 'regress_idem_nobody')$$]) AS statement;

SET client_min_messages = warning;
DROP SCHEMA streams_test, regress_idem_auth CASCADE;
DROP ROLE regress_idem_auth, regress_idem_deployer, regress_idem_clinic, "Regress Idem ""Guest""";
