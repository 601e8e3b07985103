-- The ledger: read by all, written through the functions alone.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE ROLE regress_idem_dbowner;
CREATE ROLE regress_idem_reader;
CREATE SCHEMA ledger_test;
GRANT ALL ON SCHEMA ledger_test TO regress_idem_dbowner, regress_idem_reader;
SELECT idem.apply_revision('ledger', '1', 'CREATE TABLE ledger_test.t (id int)', 'DROP TABLE ledger_test.t');

-- others read the views, not the tables, and write neither
SET ROLE regress_idem_reader;
SELECT stream, revision, up IS NULL AS up_hidden FROM idem.revisions WHERE stream = 'ledger';
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY['stream', 'stream_grant', 'revision', 'event', 'object']) AS t,
       unnest(ARRAY['SELECT * FROM idem.%I', 'DELETE FROM idem.%I', 'TRUNCATE idem.%I', 'INSERT INTO idem.%I DEFAULT VALUES',
                    'DROP TABLE idem.%I']) AS f,
       format(f, t) AS statement;
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$DELETE FROM idem.revisions$$,
    $$INSERT INTO idem.streams VALUES ('a', 'b')$$,
    $$UPDATE idem.streams SET owner = current_user$$,
    $$CREATE TABLE idem.revision2 (id int)$$,
    $$CREATE FUNCTION idem.outcome(text) RETURNS text LANGUAGE sql AS 'SELECT 1'$$]) AS statement;
RESET ROLE;

-- tables of the same names elsewhere are not the ledger, whatever the search_path
CREATE SCHEMA fake;
CREATE TABLE fake.revision (stream text, revision text);
CREATE TABLE fake.stream (name text);
CREATE TABLE fake.object (id int);
CREATE FUNCTION fake.text_eq(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR fake.= (LEFTARG = text, RIGHTARG = text, FUNCTION = fake.text_eq);
SET search_path = fake, pg_catalog, idem;
SELECT idem.is_applied('ledger', '1'), idem.is_applied('ledger', '2');
SELECT idem.apply_revision('ledger', '2', 'SELECT 1');
SELECT count(*) FROM fake.revision;
SELECT stream, revision FROM idem.revisions WHERE stream OPERATOR(pg_catalog.=) 'ledger' ORDER BY ordinal;
RESET search_path;

-- row security and triggers of the owner do not get in the way, nor rules
BEGIN;
ALTER TABLE idem.revision ENABLE ROW LEVEL SECURITY;
ALTER TABLE idem.revision FORCE ROW LEVEL SECURITY;
SELECT idem.is_applied('ledger', '1');
ROLLBACK;

-- an altered ledger is an error, not a crash
BEGIN;
ALTER TABLE idem.object ADD COLUMN more int;
SELECT pg_temp.error_of($$SELECT idem.apply_revision('ledger', '1', 'CREATE TABLE ledger_test.t (id int)')$$);
ROLLBACK;
BEGIN;
CREATE INDEX ON idem.event ((revision || 'x'));
SELECT pg_temp.error_of($$SELECT idem.apply_revision('ledger', '3', '')$$);
ROLLBACK;
BEGIN;
DROP INDEX idem.object_name_idx;
SELECT pg_temp.error_of($$SELECT idem.health()$$);
ROLLBACK;
SELECT idem.apply_revision('ledger', '1', 'CREATE TABLE ledger_test.t (id int)');

-- the extension may come and go within a session
BEGIN;
CREATE TEMP TABLE kept AS SELECT count(*) FROM idem.revisions;
DROP EXTENSION idem_migrate;
CREATE EXTENSION idem_migrate;
SELECT idem.is_applied('ledger', '1');
SELECT idem.apply_revision('ledger', '1', 'SELECT 1');
SELECT stream, revision FROM idem.revisions;
ROLLBACK;
SELECT idem.is_applied('ledger', '1');

-- inside an extension's script nothing is migrated; objects of scripts are nobody's members
SELECT count(*) FROM pg_depend WHERE deptype = 'e' AND objid = 'ledger_test.t'::regclass;
-- nor in a security-restricted operation
CREATE FUNCTION ledger_test.sneaky() RETURNS text LANGUAGE plpgsql AS $$
BEGIN RETURN idem.apply_revision('sneaky', '1', 'CREATE TABLE ledger_test.sneaked_in (id int)'); END $$;
CREATE MATERIALIZED VIEW ledger_test.sneaked AS SELECT ledger_test.sneaky() WITH NO DATA;
SELECT pg_temp.error_of('REFRESH MATERIALIZED VIEW ledger_test.sneaked');

-- DDL runs with the rights of the caller
SET ROLE regress_idem_reader;
SELECT pg_temp.error_of($$SELECT idem.apply_revision('reader', '1', 'DROP TABLE ledger_test.t')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('reader', '1', 'DELETE FROM ledger_test.t')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('reader', '1', 'INSERT INTO idem.stream VALUES (''x'', ''y'', now())')$$);
RESET ROLE;
-- a script that changes the role does so for itself
SELECT idem.apply_revision('ledger', '3', 'SET ROLE regress_idem_reader; CREATE TABLE ledger_test.owned (id int)');
SELECT current_user = session_user AS role_is_back, relowner::regrole FROM pg_class WHERE oid = 'ledger_test.owned'::regclass;

-- a superuser does not run what a lesser role has recorded
GRANT CREATE, USAGE ON SCHEMA ledger_test TO regress_idem_reader;
SET ROLE regress_idem_reader;
SELECT idem.apply_revision('lesser', '1', 'CREATE TABLE ledger_test.lesser (id int)',
                           'ALTER ROLE regress_idem_reader SUPERUSER');
RESET ROLE;
SELECT pg_temp.error_of($$SELECT idem.revert_revision('lesser', '1')$$);
DROP TABLE ledger_test.lesser;
SELECT pg_temp.error_of($$SELECT idem.apply_revision('lesser', '1', 'CREATE TABLE ledger_test.lesser (id int)')$$);
SELECT rolsuper FROM pg_roles WHERE rolname = 'regress_idem_reader';
SET ROLE regress_idem_reader;
SELECT idem.apply_revision('lesser', '1', 'CREATE TABLE ledger_test.lesser (id int)');
RESET ROLE;
-- nor anything where another one could have written
BEGIN;
SELECT idem.apply_revision('superuser', '1', 'SELECT 1', 'SELECT 2');
ALTER TABLE idem.revision OWNER TO regress_idem_reader;
SELECT pg_temp.error_of($$SELECT idem.revert_revision('superuser', '1')$$);
ROLLBACK;

-- whoever owns the tables may alter them, but then they are not read
BEGIN;
ALTER TABLE idem.object ALTER object_names TYPE int USING 5;
SELECT pg_temp.error_of('SELECT idem.health()');
ROLLBACK;
BEGIN;
ALTER TABLE idem.object ALTER identity DROP NOT NULL;
UPDATE idem.object SET identity = NULL;
SELECT pg_temp.error_of('SELECT idem.health()');
ROLLBACK;
SELECT idem.health('ledger') -> 'ok';

SET client_min_messages = warning;
DROP SCHEMA ledger_test, fake CASCADE;
DROP ROLE regress_idem_dbowner, regress_idem_reader;
