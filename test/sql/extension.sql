-- Extensions: existence, schema and version.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA extension_test;
CREATE SCHEMA extension_other;
SET search_path = extension_test;

-- this one
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('idem_migrate')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('idem_migrate', 'pg_catalog')$$);
SELECT idem.ensure_extension('idem_migrate', 'public');

-- absent: made
SELECT idem.ensure_extension('citext', version => '1.4');
-- the same: unchanged, and no trace of the call
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('citext')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('citext', 'extension_test')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('citext', 'extension_test', '1.4')$$);
SET search_path = extension_other;
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('citext')$$);
SET search_path = '';
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('citext')$$);
SET search_path = extension_test;

-- different: moved and updated
SELECT idem.ensure_extension('citext', 'extension_other', '1.5');
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('citext', 'extension_other', '1.5')$$);
SELECT extversion, extnamespace::regnamespace FROM pg_extension WHERE extname = 'citext';
-- what the server cannot do
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', version => '1.4')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', version => 'no such')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', 'nowhere')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', 'extension_test', 'no such')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('plpgsql', 'extension_test')$$);
SELECT extversion, extnamespace::regnamespace FROM pg_extension WHERE extname = 'citext';

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_extension(NULL)$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('a.b')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext; DROP')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension(repeat('e', 64))$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', 'a.b')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', '')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('"../citext"')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('"a--b"')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('no_such_extension')$$) LIMIT 1;
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('"Ünïcode. ""x"""')$$) LIMIT 1;
DROP EXTENSION citext;
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', 'nowhere')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', version => 'no such')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', version => '../1.4')$$);
SET search_path = '';
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext')$$);
RESET search_path;

-- in scripts: a drop takes the members, and what is of their types
BEGIN;
SELECT idem.apply_revision('extension_test', '1', $$
  CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA extension_test VERSION '1.4' CASCADE;
$$);
SELECT idem.apply_revision('extension_test', '1.5', 'CREATE EXTENSION citext VERSION "1.5"');
SELECT idem.apply_revision('extension_test', '2', 'CREATE EXTENSION citext SCHEMA extension_test');
SELECT idem.apply_revision('extension_test', '3', 'DROP EXTENSION citext; DROP EXTENSION citext');
SELECT idem.apply_revision('extension_test', '4', 'CREATE EXTENSION citext VERSION "1.4" SCHEMA extension_test');
CREATE TABLE extension_test.names (name extension_test.citext);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('extension_test', '5', 'DROP EXTENSION citext', allow => '{cascade}')$$);
INSERT INTO extension_test.names VALUES ('x');
SELECT pg_temp.error_of($$SELECT idem.apply_revision('extension_test', '5', 'DROP EXTENSION citext CASCADE')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('extension_test', '5', 'DROP EXTENSION citext CASCADE', allow => '{cascade}')$$);
SELECT idem.apply_revision('extension_test', '5', 'DROP EXTENSION citext CASCADE', allow => '{cascade,lossy}');
-- a table that is a member goes without CASCADE
SELECT idem.apply_revision('extension_test', '6', 'CREATE EXTENSION citext VERSION "1.4" SCHEMA extension_test');
CREATE TABLE extension_test.member (id integer);
ALTER EXTENSION citext ADD TABLE extension_test.member;
INSERT INTO extension_test.member VALUES (1);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('extension_test', '7', 'DROP EXTENSION citext')$$);
DELETE FROM extension_test.member;
SELECT idem.apply_revision('extension_test', '7', 'DROP EXTENSION citext');
-- not this one
SELECT pg_temp.error_of($$SELECT idem.apply_revision('extension_test', '8', 'DROP EXTENSION idem_migrate CASCADE', allow => '{cascade,lossy}')$$);
ROLLBACK;

-- privileges are those of the caller
CREATE ROLE regress_idem_extension;
SELECT idem.ensure_extension('citext', 'extension_test', '1.4');
SET ROLE regress_idem_extension;
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('citext', 'extension_test', '1.4')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', version => '1.5')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', 'public')$$);
RESET ROLE;
DROP EXTENSION citext;
SET ROLE regress_idem_extension;
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext', 'extension_test')$$);
RESET ROLE;
DROP ROLE regress_idem_extension;

-- transactions that cannot write
SET default_transaction_read_only = on;
SELECT pg_temp.traceless($$SELECT idem.ensure_extension('idem_migrate')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_extension('citext')$$);
RESET default_transaction_read_only;

DROP SCHEMA extension_test, extension_other;
