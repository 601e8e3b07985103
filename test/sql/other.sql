-- Kinds of which nothing but existence is compared; text search mappings,
-- what publications publish.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set VERBOSITY terse
\set SHOW_CONTEXT never

-- publications warn of wal_level
SET client_min_messages = error;
CREATE ROLE regress_idem_other;
CREATE SCHEMA others;
SET search_path = others;
CREATE TYPE pair AS (a int);
CREATE FUNCTION pair_int(pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a';
CREATE FUNCTION same(int, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE TABLE t (a int);
CREATE TABLE t2 (a int);

-- absent: made by the script's own statements, as plain SQL does
\set script 'CREATE CAST (pair AS int) WITH FUNCTION pair_int(pair); CREATE OPERATOR === (LEFTARG = int, RIGHTARG = text, FUNCTION = same, COMMUTATOR = ====); CREATE OPERATOR ==== (LEFTARG = text, RIGHTARG = int, FUNCTION = texteq_wrong); CREATE COLLATION "C" (locale = ''C''); CREATE COLLATION IF NOT EXISTS coll2 FROM pg_catalog."C"; CREATE CONVERSION conv FOR ''LATIN1'' TO ''UTF8'' FROM iso8859_1_to_utf8; CREATE TEXT SEARCH DICTIONARY "d "" d" (TEMPLATE = simple); CREATE TEXT SEARCH PARSER prs (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype); CREATE TEXT SEARCH TEMPLATE tmpl (LEXIZE = dsimple_lexize); CREATE TEXT SEARCH CONFIGURATION others.simple (PARSER = "default"); CREATE OPERATOR FAMILY fam USING btree; CREATE OPERATOR CLASS oc FOR TYPE pair USING hash AS FUNCTION 1 hash_record(record); CREATE FOREIGN DATA WRAPPER "regress_idem fdw"; CREATE SERVER regress_idem_server FOREIGN DATA WRAPPER "regress_idem fdw"; CREATE USER MAPPING FOR regress_idem_other SERVER regress_idem_server OPTIONS ("user" ''x''); CREATE USER MAPPING FOR PUBLIC SERVER regress_idem_server; CREATE USER MAPPING IF NOT EXISTS FOR CURRENT_USER SERVER regress_idem_server; CREATE FOREIGN TABLE ft (a int) SERVER regress_idem_server; CREATE PUBLICATION regress_idem_pub; CREATE ACCESS METHOD regress_idem_am TYPE INDEX HANDLER bthandler; CREATE TRUSTED LANGUAGE regress_idem_lang HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator; CREATE SUBSCRIPTION regress_idem_sub CONNECTION '''' PUBLICATION p WITH (connect = false); CREATE TYPE shell; CREATE TYPE base; CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS ''textin''; CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS ''textout''; CREATE TYPE base (INPUT = base_in, OUTPUT = base_out, LIKE = text)'
SELECT replace(:'script', ' CREATE OPERATOR ==== (LEFTARG = text, RIGHTARG = int, FUNCTION = texteq_wrong);', '') AS script \gset
SELECT $$SELECT type || ' ' || identity FROM (
  SELECT pg_identify_object(classid, objid, 0) FROM (
    SELECT 'pg_cast'::regclass AS classid, oid AS objid FROM pg_cast WHERE castsource = 'pair'::regtype
    UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator WHERE oprnamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation WHERE collnamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion WHERE connamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict WHERE dictnamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser WHERE prsnamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template WHERE tmplnamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config WHERE cfgnamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass WHERE opcnamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily WHERE opfnamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper WHERE fdwname ~ 'regress_idem'
    UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server WHERE srvname ~ 'regress_idem'
    UNION ALL SELECT 'pg_publication'::regclass, oid FROM pg_publication WHERE pubname ~ 'regress_idem'
    UNION ALL SELECT 'pg_subscription'::regclass, oid FROM pg_subscription WHERE subname ~ 'regress_idem'
    UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am WHERE amname ~ 'regress_idem'
    UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language WHERE lanname ~ 'regress_idem'
    UNION ALL SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace = 'others'::regnamespace
    UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typnamespace = 'others'::regnamespace AND (typisdefined OR typname = 'shell')) AS objects) AS i(object), LATERAL (SELECT (object).type, (object).identity) AS o
  UNION ALL SELECT 'user mappings ' || count(*) FROM pg_user_mappings WHERE srvname = 'regress_idem_server'
  ORDER BY 1$$ AS state \gset
SELECT format('SELECT string_agg(line, E''\n'' ORDER BY line COLLATE "C") AS %%s FROM (%s) AS lines(line)', :'state') AS collect \gset
BEGIN;
:script;
SELECT format(:'collect', 'plain') AS query \gset
:query \gset
ROLLBACK;
SELECT seq, kind, replace(object, current_user, 'me') AS object, action FROM idem.plan(:'script');
SELECT count(*) FROM idem.ensure(:'script');
SELECT format(:'collect', 'made') AS query \gset
:query \gset
SELECT :'plain' = :'made' AS same;
-- there: unchanged
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SELECT pg_temp.traceless(format('SELECT idem.plan(%L)', :'script'));
-- whatever they are made of
SELECT pg_temp.traceless($$SELECT idem.ensure('CREATE TEXT SEARCH DICTIONARY "d "" d" (TEMPLATE = ispell); CREATE CAST (pair AS int) WITH INOUT; CREATE COLLATION "C" (locale = ''POSIX'')')$$);
-- an operator that others only announce is not there yet
SELECT kind, object, action FROM idem.ensure('CREATE OPERATOR ==== (LEFTARG = text, RIGHTARG = int, FUNCTION = same2); CREATE FUNCTION same2(text, int) RETURNS boolean LANGUAGE sql AS ''SELECT true''');
CREATE FUNCTION same2(text, int) RETURNS boolean LANGUAGE sql AS 'SELECT true';
SELECT kind, object, action FROM idem.ensure('CREATE OPERATOR ==== (LEFTARG = text, RIGHTARG = int, FUNCTION = same2)');
SELECT pg_temp.traceless($$SELECT idem.ensure('CREATE OPERATOR ==== (LEFTARG = text, RIGHTARG = int, FUNCTION = same2)')$$);
-- nor is one of other arguments, or in another schema
SELECT kind, object, action FROM idem.plan('CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq); CREATE SCHEMA others2; CREATE COLLATION others2.coll2 FROM "C"; CREATE CAST (pair AS bigint) WITH INOUT; CREATE OPERATOR CLASS oc FOR TYPE pair USING btree AS FUNCTION 1 btrecordcmp(record, record)');
-- each comes back by itself
DROP TEXT SEARCH DICTIONARY "d "" d";
DROP USER MAPPING FOR PUBLIC SERVER regress_idem_server;
DROP OPERATOR FAMILY oc USING hash;
SELECT kind, object, action FROM idem.ensure(:'script');
-- rights are the server's to check
SET ROLE regress_idem_other;
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE FOREIGN DATA WRAPPER regress_idem_fdw2')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('DROP LANGUAGE regress_idem_lang')$$);
RESET ROLE;

-- by another name, in another schema
\set moves 'ALTER TEXT SEARCH CONFIGURATION others.simple RENAME TO cfg; ALTER OPERATOR CLASS oc USING hash RENAME TO "Oc"; ALTER SERVER regress_idem_server RENAME TO regress_idem_server2; ALTER PUBLICATION regress_idem_pub RENAME TO regress_idem_pub2; CREATE SCHEMA others2; ALTER OPERATOR ===(int, text) SET SCHEMA others2; ALTER COLLATION coll2 SET SCHEMA others2; ALTER FOREIGN TABLE ft RENAME TO ft2; ALTER TEXT SEARCH DICTIONARY "d "" d" SET SCHEMA others2; ALTER LANGUAGE regress_idem_lang RENAME TO regress_idem_lang2; ALTER FOREIGN TABLE IF EXISTS missing RENAME TO missing2'
SELECT seq, kind, object, action, ddl FROM idem.ensure(:'moves');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'moves'));
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER COLLATION missing RENAME TO missing2')$$);
CREATE COLLATION coll2 FROM "C";
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER COLLATION coll2 SET SCHEMA others2')$$);
DROP COLLATION coll2;

-- mappings of text search configurations
\set mappings 'ALTER TEXT SEARCH CONFIGURATION cfg ADD MAPPING FOR asciiword, word WITH others2."d "" d", simple; ALTER TEXT SEARCH CONFIGURATION cfg ADD MAPPING FOR numword WITH simple'
SELECT ddl, reason FROM idem.ensure(:'mappings');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'mappings'));
ALTER TEXT SEARCH CONFIGURATION cfg DROP MAPPING FOR word;
ALTER TEXT SEARCH CONFIGURATION cfg ALTER MAPPING FOR asciiword WITH simple;
SELECT ddl, reason FROM idem.plan(:'mappings');
SELECT ddl, reason FROM idem.ensure(:'mappings');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'mappings'));
SELECT ddl FROM idem.ensure('ALTER TEXT SEARCH CONFIGURATION cfg DROP MAPPING FOR word, email; ALTER TEXT SEARCH CONFIGURATION cfg DROP MAPPING IF EXISTS FOR url; ALTER TEXT SEARCH CONFIGURATION cfg ALTER MAPPING REPLACE others2."d "" d" WITH english_stem; ALTER TEXT SEARCH CONFIGURATION cfg ALTER MAPPING FOR numword WITH simple, english_stem');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TEXT SEARCH CONFIGURATION cfg DROP MAPPING FOR word, email; ALTER TEXT SEARCH CONFIGURATION cfg ALTER MAPPING REPLACE others2."d "" d" WITH english_stem; ALTER TEXT SEARCH CONFIGURATION cfg ALTER MAPPING FOR numword WITH simple, english_stem')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TEXT SEARCH CONFIGURATION cfg ADD MAPPING FOR nonsense WITH simple')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TEXT SEARCH CONFIGURATION cfg ADD MAPPING FOR word WITH missing')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TEXT SEARCH CONFIGURATION missing ADD MAPPING FOR word WITH simple')$$);

-- what a publication publishes
SELECT ddl, reason FROM idem.ensure('ALTER PUBLICATION regress_idem_pub2 ADD TABLE ONLY t; ALTER PUBLICATION regress_idem_pub2 ADD TABLE t, t2');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER PUBLICATION regress_idem_pub2 ADD TABLE ONLY t; ALTER PUBLICATION regress_idem_pub2 ADD TABLE t, t2')$$);
SELECT ddl, reason FROM idem.ensure('ALTER PUBLICATION regress_idem_pub2 DROP TABLE t; ALTER PUBLICATION regress_idem_pub2 ADD TABLES IN SCHEMA others2');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER PUBLICATION regress_idem_pub2 DROP TABLE t; ALTER PUBLICATION regress_idem_pub2 ADD TABLES IN SCHEMA others2; ALTER PUBLICATION regress_idem_pub2 SET TABLE t2, TABLES IN SCHEMA others2')$$);
SELECT ddl FROM idem.ensure('ALTER PUBLICATION regress_idem_pub2 SET TABLE t');
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER PUBLICATION regress_idem_pub2 ADD TABLE missing')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER PUBLICATION missing ADD TABLE t')$$);

-- DROP, with and without what depends on it
\set drops 'DROP TEXT SEARCH CONFIGURATION cfg; DROP OPERATOR CLASS "Oc" USING hash; DROP USER MAPPING FOR regress_idem_other SERVER regress_idem_server2; DROP SERVER regress_idem_server2 CASCADE; DROP PUBLICATION regress_idem_pub2; DROP CAST (pair AS int); DROP OPERATOR others2.===(int, text); DROP COLLATION others."C", others2.coll2; DROP TEXT SEARCH DICTIONARY others2."d "" d"; DROP OPERATOR FAMILY fam USING btree; DROP TEXT SEARCH PARSER prs; DROP TEXT SEARCH TEMPLATE tmpl; DROP CONVERSION conv; DROP ACCESS METHOD regress_idem_am; DROP LANGUAGE regress_idem_lang2; DROP FOREIGN DATA WRAPPER "regress_idem fdw"; DROP TYPE shell, base CASCADE'
SELECT * FROM pg_temp.error_of(format('SELECT idem.ensure(%L)', :'drops')) LIMIT 1;
SELECT kind, object, ddl FROM idem.ensure(:'drops', '{cascade}');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'drops'));
SELECT pg_temp.traceless($$SELECT idem.ensure('DROP COLLATION IF EXISTS missing.c; DROP CAST IF EXISTS (missing AS int); DROP FOREIGN TABLE IF EXISTS missing; DROP OPERATOR IF EXISTS ===(missing, int); DROP USER MAPPING IF EXISTS FOR CURRENT_USER SERVER missing')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('DROP COLLATION pg_catalog."C"')$$);

-- in revisions
SELECT idem.apply_revision('others', '1', $$CREATE TEXT SEARCH CONFIGURATION kept (COPY = pg_catalog.simple); CREATE COLLATION kept (locale = 'C'); CREATE OPERATOR <<<>>> (LEFTARG = int, RIGHTARG = text, FUNCTION = same); CREATE CAST (pair AS int) WITH FUNCTION pair_int(pair); CREATE FOREIGN DATA WRAPPER regress_idem_fdw; CREATE SERVER regress_idem_kept FOREIGN DATA WRAPPER regress_idem_fdw; CREATE USER MAPPING FOR PUBLIC SERVER regress_idem_kept; CREATE PUBLICATION regress_idem_kept; CREATE OPERATOR CLASS kept FOR TYPE pair USING hash AS FUNCTION 1 hash_record(record)$$);
DROP TEXT SEARCH CONFIGURATION kept;
DROP COLLATION kept;
DROP OPERATOR <<<>>>(int, text);
DROP CAST (pair AS int);
DROP SERVER regress_idem_kept CASCADE;
DROP PUBLICATION regress_idem_kept;
SELECT idem.health('others') ::text ~ 'missing' AS missing;
SELECT idem.apply_revision('others', '1', $$CREATE TEXT SEARCH CONFIGURATION kept (COPY = pg_catalog.simple); CREATE COLLATION kept (locale = 'C'); CREATE OPERATOR <<<>>> (LEFTARG = int, RIGHTARG = text, FUNCTION = same); CREATE CAST (pair AS int) WITH FUNCTION pair_int(pair); CREATE FOREIGN DATA WRAPPER regress_idem_fdw; CREATE SERVER regress_idem_kept FOREIGN DATA WRAPPER regress_idem_fdw; CREATE USER MAPPING FOR PUBLIC SERVER regress_idem_kept; CREATE PUBLICATION regress_idem_kept; CREATE OPERATOR CLASS kept FOR TYPE pair USING hash AS FUNCTION 1 hash_record(record)$$);
:query \gset
SELECT :'made';

ALTER SUBSCRIPTION regress_idem_sub SET (slot_name = NONE);
DROP SUBSCRIPTION regress_idem_sub;
DROP PUBLICATION regress_idem_kept;
DROP SCHEMA others CASCADE;
DROP SCHEMA others2 CASCADE;
DROP FOREIGN DATA WRAPPER regress_idem_fdw CASCADE;
DROP ROLE regress_idem_other;
