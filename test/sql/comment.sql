-- Comments, owners and security labels: what is said of objects of every type.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set VERBOSITY terse
\set SHOW_CONTEXT never

SET client_min_messages = warning;
CREATE ROLE regress_idem_owner;
CREATE ROLE "regress_idem Owner, ""two""";
CREATE SCHEMA said;
SET search_path = said;
-- objects of every type that has a comment
CREATE TABLE t (a int CONSTRAINT positive CHECK (a > 0), "B b" text);
CREATE INDEX t_a ON t (a);
CREATE VIEW v AS SELECT 1 AS one;
CREATE MATERIALIZED VIEW mv AS SELECT 1 AS one;
CREATE SEQUENCE s;
CREATE TYPE e AS ENUM ('x');
CREATE TYPE pair AS (a int);
CREATE DOMAIN d AS int CONSTRAINT small CHECK (VALUE < 10);
CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE p(int) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE agg(int) (SFUNC = int4pl, STYPE = int);
CREATE FUNCTION trigger_function() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trigger_function();
CREATE RULE r AS ON DELETE TO t DO NOTHING;
CREATE POLICY pol ON t;
CREATE STATISTICS st ON a, "B b" FROM t;
CREATE COLLATION c (locale = 'C');
CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE OPERATOR ==== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
CREATE OPERATOR !!! (RIGHTARG = int, FUNCTION = int4um);
CREATE OPERATOR FAMILY fam USING btree;
CREATE OPERATOR CLASS oc FOR TYPE pair USING hash AS FUNCTION 1 hash_record(record);
CREATE CAST (pair AS text) WITH INOUT;
CREATE TEXT SEARCH CONFIGURATION cfg (COPY = pg_catalog.simple);
CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple);
CREATE TEXT SEARCH PARSER prs (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE tmpl (LEXIZE = dsimple_lexize);
CREATE FOREIGN DATA WRAPPER regress_idem_fdw;
CREATE SERVER regress_idem_server FOREIGN DATA WRAPPER regress_idem_fdw;
CREATE FOREIGN TABLE ft (a int) SERVER regress_idem_server;
SET client_min_messages = error;
CREATE PUBLICATION regress_idem_pub;
SET client_min_messages = warning;
CREATE FUNCTION event_function() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER regress_idem_event ON ddl_command_end WHEN TAG IN ('CREATE CONVERSION') EXECUTE FUNCTION event_function();
SELECT lo_create(987654);
CREATE ACCESS METHOD regress_idem_am TYPE INDEX HANDLER bthandler;
\set comments 'COMMENT ON TABLE t IS ''1''; COMMENT ON COLUMN t."B b" IS ''2''; COMMENT ON CONSTRAINT positive ON t IS ''3''; COMMENT ON INDEX t_a IS ''4''; COMMENT ON VIEW v IS ''5''; COMMENT ON COLUMN said.v.one IS ''6''; COMMENT ON MATERIALIZED VIEW mv IS ''7''; COMMENT ON SEQUENCE said.s IS ''8''; COMMENT ON TYPE e IS ''9''; COMMENT ON TYPE pair IS ''10''; COMMENT ON COLUMN pair.a IS ''11''; COMMENT ON DOMAIN d IS ''12''; COMMENT ON CONSTRAINT small ON DOMAIN d IS ''13''; COMMENT ON FUNCTION f(int, text) IS ''14''; COMMENT ON FUNCTION f(integer) IS ''15''; COMMENT ON PROCEDURE p IS ''16''; COMMENT ON ROUTINE said.p(int) IS ''17''; COMMENT ON AGGREGATE agg(int) IS ''18''; COMMENT ON TRIGGER tr ON t IS ''19''; COMMENT ON RULE r ON t IS ''20''; COMMENT ON POLICY pol ON t IS ''21''; COMMENT ON STATISTICS st IS ''22''; COMMENT ON COLLATION c IS ''23''; COMMENT ON CONVERSION conv IS ''24''; COMMENT ON OPERATOR ====(int, int) IS ''25''; COMMENT ON OPERATOR said.!!!(NONE, int) IS ''26''; COMMENT ON OPERATOR FAMILY fam USING btree IS ''27''; COMMENT ON OPERATOR CLASS oc USING hash IS ''28''; COMMENT ON CAST (pair AS text) IS ''29''; COMMENT ON TEXT SEARCH CONFIGURATION cfg IS ''30''; COMMENT ON TEXT SEARCH DICTIONARY dict IS ''31''; COMMENT ON TEXT SEARCH PARSER prs IS ''32''; COMMENT ON TEXT SEARCH TEMPLATE tmpl IS ''33''; COMMENT ON FOREIGN DATA WRAPPER regress_idem_fdw IS ''34''; COMMENT ON SERVER regress_idem_server IS ''35''; COMMENT ON FOREIGN TABLE ft IS ''36''; COMMENT ON PUBLICATION regress_idem_pub IS ''37''; COMMENT ON EVENT TRIGGER regress_idem_event IS ''38''; COMMENT ON LARGE OBJECT 987654 IS ''39''; COMMENT ON ACCESS METHOD regress_idem_am IS ''40''; COMMENT ON SCHEMA said IS ''41''; COMMENT ON ROLE regress_idem_owner IS ''42''; COMMENT ON EXTENSION idem_migrate IS ''43''; COMMENT ON LANGUAGE plpgsql IS ''44''; COMMENT ON TABLESPACE pg_default IS ''45''; COMMENT ON FUNCTION pg_catalog.lower(text) IS ''46'''
BEGIN;
-- none: made, each by the script's own statement
SELECT object, ddl, lock_mode FROM idem.ensure(:'comments');
-- in the catalogs they are what plain SQL makes
CREATE TEMP VIEW all_comments AS
  SELECT classoid, objoid, objsubid, description FROM pg_description
  UNION ALL SELECT classoid, objoid, 0, description FROM pg_shdescription;
CREATE TEMP TABLE made AS TABLE all_comments;
:comments;
(TABLE made EXCEPT TABLE all_comments) UNION ALL (TABLE all_comments EXCEPT TABLE made);
ROLLBACK;
SELECT count(*) FROM idem.ensure(:'comments');
-- the same: nothing, and no trace
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'comments'));
SELECT pg_temp.traceless(format('SELECT idem.plan(%L)', :'comments'));
-- a restricted role needs no rights for that, nor has it any
GRANT USAGE ON SCHEMA said TO regress_idem_owner;
SET ROLE regress_idem_owner;
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'comments'));
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON TABLE said.t IS ''mine''')$$);
SELECT object, action, reason FROM idem.plan('COMMENT ON TABLE said.t IS ''mine''');
RESET ROLE;

-- the last one counts, by whatever name
SELECT pg_temp.traceless($$SELECT idem.ensure('COMMENT ON PROCEDURE p IS ''first''; COMMENT ON ROUTINE said.p(int) IS ''17''')$$);
SELECT object, ddl FROM idem.ensure('COMMENT ON FUNCTION said.f(int) IS ''first''; COMMENT ON FUNCTION f(integer) IS ''last''');

-- others, none, and those that mean none
SELECT object, ddl, reason FROM idem.ensure('COMMENT ON TABLE t IS ''it''''s'';  COMMENT ON VIEW v IS NULL; COMMENT ON SEQUENCE s IS ''''');
SELECT pg_temp.traceless($$SELECT idem.ensure('COMMENT ON TABLE t IS ''it''''s'';  COMMENT ON VIEW v IS NULL; COMMENT ON SEQUENCE s IS ''''')$$);
SELECT obj_description('t'::regclass), obj_description('v'::regclass) IS NULL, obj_description('s'::regclass) IS NULL;
-- each is restored by itself
COMMENT ON COLUMN t."B b" IS 'other';
COMMENT ON OPERATOR CLASS oc USING hash IS NULL;
COMMENT ON ROLE regress_idem_owner IS NULL;
SELECT object, reason FROM idem.ensure(:'comments');

-- wrong, missing, ambiguous
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON VIEW t IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON TABLE nowhere.t IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON TABLE missing IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON COLUMN t.missing IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON COLUMN missing IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON CONSTRAINT missing ON t IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON TRIGGER missing ON t IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON DOMAIN e IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON FUNCTION f IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON FUNCTION f(bigint) IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON OPERATOR ====(int, missing) IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON COLUMN t_a.a IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('COMMENT ON OPERATOR CLASS oc USING btree IS ''x''')$$);
-- a dump may have the name of another database
SELECT idem.ensure('COMMENT ON DATABASE regress_idem_missing IS ''x''');

-- of objects that the same script makes
\set script 'CREATE SCHEMA said2; CREATE TABLE said2.t (a int PRIMARY KEY); COMMENT ON SCHEMA said2 IS ''schema''; COMMENT ON TABLE said2.t IS ''table''; COMMENT ON COLUMN said2.t.a IS ''column''; COMMENT ON CONSTRAINT t_pkey ON said2.t IS ''key''; ALTER TABLE said2.t OWNER TO regress_idem_owner; COMMENT ON INDEX said2.t_pkey IS NULL; ALTER SCHEMA said2 OWNER TO CURRENT_USER'
SELECT object, action, ddl FROM idem.plan(:'script');
SELECT object, action, ddl FROM idem.ensure(:'script');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));

-- owners of every type
\set owners 'ALTER TABLE t OWNER TO regress_idem_owner; ALTER VIEW v OWNER TO regress_idem_owner; ALTER MATERIALIZED VIEW mv OWNER TO regress_idem_owner; ALTER SEQUENCE s OWNER TO regress_idem_owner; ALTER TYPE e OWNER TO regress_idem_owner; ALTER TYPE pair OWNER TO regress_idem_owner; ALTER DOMAIN d OWNER TO regress_idem_owner; ALTER FUNCTION f(int, text) OWNER TO regress_idem_owner; ALTER ROUTINE f(int) OWNER TO regress_idem_owner; ALTER PROCEDURE p OWNER TO regress_idem_owner; ALTER AGGREGATE agg(int) OWNER TO regress_idem_owner; ALTER STATISTICS st OWNER TO regress_idem_owner; ALTER COLLATION c OWNER TO regress_idem_owner; ALTER CONVERSION conv OWNER TO regress_idem_owner; ALTER OPERATOR ====(int, int) OWNER TO regress_idem_owner; ALTER OPERATOR FAMILY fam USING btree OWNER TO regress_idem_owner; ALTER OPERATOR CLASS oc USING hash OWNER TO regress_idem_owner; ALTER TEXT SEARCH CONFIGURATION cfg OWNER TO regress_idem_owner; ALTER TEXT SEARCH DICTIONARY dict OWNER TO regress_idem_owner; ALTER FOREIGN TABLE ft OWNER TO regress_idem_owner; ALTER LARGE OBJECT 987654 OWNER TO regress_idem_owner; ALTER SCHEMA said OWNER TO regress_idem_owner'
SELECT object, lock_mode FROM idem.plan(:'owners');
SELECT object, ddl, lock_mode FROM idem.ensure(:'owners');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'owners'));
SELECT count(*), count(*) FILTER (WHERE relowner = 'regress_idem_owner'::regrole) FROM pg_class WHERE relnamespace = 'said'::regnamespace AND relkind IN ('r', 'v', 'm', 'S', 'f');
-- the server is content with an index, and with what an owned sequence has
SELECT idem.ensure('ALTER INDEX t_a OWNER TO regress_idem_owner');
CREATE TABLE counted (id serial);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER SEQUENCE counted_id_seq OWNER TO regress_idem_owner')$$);
SELECT object FROM idem.plan('ALTER TABLE counted OWNER TO regress_idem_owner; ALTER SEQUENCE counted_id_seq OWNER TO regress_idem_owner');
SELECT object FROM idem.ensure('ALTER TABLE counted OWNER TO regress_idem_owner; ALTER SEQUENCE counted_id_seq OWNER TO regress_idem_owner');
-- ALTER TABLE takes relations of other kinds, and says more than one thing
SELECT object, ddl FROM idem.ensure('ALTER TABLE v OWNER TO "regress_idem Owner, ""two"""; ALTER TABLE t ADD COLUMN c int, OWNER TO CURRENT_USER');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE v OWNER TO "regress_idem Owner, ""two"""; ALTER TABLE t ADD COLUMN c int, OWNER TO CURRENT_USER')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE IF EXISTS missing OWNER TO CURRENT_USER')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE missing OWNER TO CURRENT_USER')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE t OWNER TO regress_idem_nobody')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER VIEW t OWNER TO regress_idem_owner')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER SCHEMA public OWNER TO pg_database_owner')$$);
-- the server's checks, when there is something to change
SET ROLE "regress_idem Owner, ""two""";
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER FUNCTION said.f(int) OWNER TO CURRENT_USER')$$);
RESET ROLE;

-- labels need a provider, unless there is nothing to do
SELECT pg_temp.traceless($$SELECT idem.ensure('SECURITY LABEL ON TABLE t IS NULL')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('SECURITY LABEL FOR other ON ROLE regress_idem_owner IS NULL')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('SECURITY LABEL FOR other ON TABLE t IS ''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('SECURITY LABEL FOR other ON TABLE missing IS ''x''')$$);
INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 0, 'other', 'x'), ('t'::regclass, 'pg_class'::regclass, 1, 'another', 'y');
SELECT pg_temp.traceless($$SELECT idem.ensure('SECURITY LABEL FOR other ON TABLE t IS ''x''; SECURITY LABEL ON COLUMN t.a IS ''y''; SECURITY LABEL FOR other ON COLUMN t.a IS NULL')$$);
SELECT object, ddl, lock_mode, reason FROM idem.plan('SECURITY LABEL FOR other ON TABLE t IS ''y''');
DELETE FROM pg_seclabel WHERE provider IN ('other', 'another');

-- in revisions: once, restored together with what was removed
SELECT idem.apply_revision('said', '1', $$CREATE TABLE kept (a int); COMMENT ON TABLE kept IS 'kept'; ALTER TABLE kept OWNER TO regress_idem_owner; CREATE TABLE old (a int); COMMENT ON TABLE old IS 'old'$$);
SELECT idem.apply_revision('said', '2', $$DROP TABLE old$$);
SELECT pg_temp.traceless($$SELECT idem.apply_revision('said', '2', 'DROP TABLE old')$$);
DROP TABLE kept;
SELECT idem.apply_revision('said', '1', $$CREATE TABLE kept (a int); COMMENT ON TABLE kept IS 'kept'; ALTER TABLE kept OWNER TO regress_idem_owner; CREATE TABLE old (a int); COMMENT ON TABLE old IS 'old'$$);
SELECT obj_description('kept'::regclass), relowner::regrole FROM pg_class WHERE oid = 'kept'::regclass;

COMMENT ON EXTENSION idem_migrate IS 'safe, idempotent and concurrent schema migration';
COMMENT ON LANGUAGE plpgsql IS 'PL/pgSQL procedural language';
COMMENT ON TABLESPACE pg_default IS NULL;
COMMENT ON FUNCTION pg_catalog.lower(text) IS 'lowercase';
SELECT idem.drop_schema('said2', '{cascade}');
SELECT lo_unlink(987654);
DROP EVENT TRIGGER regress_idem_event;
DROP PUBLICATION regress_idem_pub;
DROP SCHEMA said CASCADE;
DROP FOREIGN DATA WRAPPER regress_idem_fdw CASCADE;
DROP ACCESS METHOD regress_idem_am;
DROP OWNED BY regress_idem_owner;
DROP ROLE regress_idem_owner, "regress_idem Owner, ""two""";
