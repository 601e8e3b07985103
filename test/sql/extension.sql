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
