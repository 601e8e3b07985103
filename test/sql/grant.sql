-- Privileges: GRANT and REVOKE, of objects, by default, and of roles.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set VERBOSITY terse
\set SHOW_CONTEXT never

SET client_min_messages = warning;
CREATE ROLE regress_idem_a;
CREATE ROLE regress_idem_b;
CREATE ROLE regress_idem_c;
CREATE ROLE "regress_idem D, ""d""";
CREATE SCHEMA given;
SET search_path = given;
CREATE TABLE t (a int, "B b" text);
CREATE TABLE t2 (id serial);
CREATE VIEW v AS SELECT 1 AS one;
CREATE SEQUENCE s;
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE p(int) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE agg(int) (SFUNC = int4pl, STYPE = int);
CREATE TYPE e AS ENUM ('x');
CREATE DOMAIN d AS int;
CREATE FOREIGN DATA WRAPPER regress_idem_fdw;
CREATE SERVER regress_idem_server FOREIGN DATA WRAPPER regress_idem_fdw;
SELECT lo_create(987653);

-- what the test's roles and PUBLIC have, in this schema and elsewhere
CREATE FUNCTION pg_temp.given() RETURNS TABLE (object text, grantee text, privilege text) LANGUAGE sql AS $$
  SELECT object, CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END,
         string_agg(privilege_type || CASE WHEN is_grantable THEN '*' ELSE '' END
           || CASE WHEN x.grantor = o.owner THEN '' ELSE ' by ' || x.grantor::regrole END, ',' ORDER BY privilege_type, x.grantor <> o.owner)
    FROM (SELECT 'relation ' || relname AS object, relowner AS owner, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)) AS acl FROM pg_class WHERE relnamespace = 'given'::regnamespace AND relkind IN ('r', 'v', 'S')
          UNION ALL SELECT 'column ' || attrelid::regclass || '.' || attname, (SELECT relowner FROM pg_class WHERE oid = attrelid), attacl FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'given'::regnamespace)
          UNION ALL SELECT 'routine ' || oid::regprocedure, proowner, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc WHERE pronamespace = 'given'::regnamespace OR proname = 'pg_sleep'
          UNION ALL SELECT 'type ' || typname, typowner, coalesce(typacl, acldefault('T', typowner)) FROM pg_type WHERE oid IN ('e'::regtype, 'd'::regtype)
          UNION ALL SELECT 'schema ' || nspname, nspowner, coalesce(nspacl, acldefault('n', nspowner)) FROM pg_namespace WHERE nspname IN ('given', 'public')
          UNION ALL SELECT 'wrapper', fdwowner, coalesce(fdwacl, acldefault('F', fdwowner)) FROM pg_foreign_data_wrapper WHERE fdwname = 'regress_idem_fdw'
          UNION ALL SELECT 'server', srvowner, coalesce(srvacl, acldefault('S', srvowner)) FROM pg_foreign_server WHERE srvname = 'regress_idem_server'
          UNION ALL SELECT 'language', lanowner, coalesce(lanacl, acldefault('l', lanowner)) FROM pg_language WHERE lanname = 'plpgsql'
          UNION ALL SELECT 'large object', lomowner, coalesce(lomacl, acldefault('L', lomowner)) FROM pg_largeobject_metadata WHERE oid = 987653
          UNION ALL SELECT 'database', datdba, coalesce(datacl, acldefault('d', datdba)) FROM pg_database WHERE datname = current_database()
          UNION ALL SELECT 'parameter', 10, paracl FROM pg_parameter_acl WHERE parname = 'log_statement') AS o, aclexplode(acl) AS x
   WHERE x.grantee <> o.owner AND privilege_type <> 'MAINTAIN'
   GROUP BY 1, 2
$$;

-- each is granted by the script's own statement, and as plain SQL does
\set grants 'GRANT SELECT, INSERT ON t TO regress_idem_a; GRANT ALL ON TABLE t2 TO regress_idem_a WITH GRANT OPTION; GRANT SELECT (a, "B b"), UPDATE (a) ON t TO regress_idem_b; GRANT SELECT ON v TO PUBLIC; GRANT USAGE ON SEQUENCE s TO regress_idem_a, "regress_idem D, ""d"""; GRANT ALL ON s TO regress_idem_b; REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC; GRANT EXECUTE ON FUNCTION given.f(integer), f(text) TO regress_idem_a; GRANT ALL ON PROCEDURE p TO regress_idem_a; GRANT EXECUTE ON ROUTINE agg(int) TO regress_idem_b; GRANT USAGE ON TYPE e TO regress_idem_a; GRANT USAGE ON DOMAIN d TO regress_idem_a; GRANT USAGE, CREATE ON SCHEMA given, public TO regress_idem_a; GRANT USAGE ON FOREIGN DATA WRAPPER regress_idem_fdw TO regress_idem_a; GRANT USAGE ON FOREIGN SERVER regress_idem_server TO regress_idem_a GRANTED BY CURRENT_USER; GRANT USAGE ON LANGUAGE plpgsql TO regress_idem_a; GRANT SELECT ON LARGE OBJECT 987653 TO regress_idem_a; GRANT EXECUTE ON FUNCTION pg_catalog.pg_sleep(float8) TO regress_idem_a; GRANT SET ON PARAMETER log_statement TO regress_idem_a'
SELECT count(*) FROM idem.plan(:'grants');
SELECT object, action, ddl FROM idem.ensure(:'grants');
CREATE TEMP TABLE made AS SELECT * FROM pg_temp.given();
SELECT * FROM made ORDER BY object COLLATE "C", grantee COLLATE "C";
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'grants'));
SELECT pg_temp.traceless(format('SELECT idem.plan(%L)', :'grants'));
-- plain SQL on top of it changes nothing
:grants;
SELECT count(*) FROM (TABLE made EXCEPT SELECT * FROM pg_temp.given()) AS missing;
SELECT count(*) FROM (SELECT * FROM pg_temp.given() EXCEPT TABLE made) AS surplus;
-- whoever has no rights has none to ask for
SET ROLE regress_idem_c;
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT SELECT ON given.t TO regress_idem_a')$$);
RESET ROLE;
GRANT USAGE ON SCHEMA given TO regress_idem_c;
SET ROLE regress_idem_c;
SELECT pg_temp.traceless($$SELECT idem.ensure('GRANT SELECT, INSERT ON given.t TO regress_idem_a; REVOKE UPDATE ON given.t FROM regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT UPDATE ON given.t TO regress_idem_a')$$);
SELECT object, action, reason FROM idem.plan('GRANT UPDATE ON given.t TO regress_idem_a');
SELECT pg_temp.error_of($$SELECT idem.ensure('REVOKE SELECT ON given.t FROM regress_idem_a')$$);
RESET ROLE;
-- whoever has some, the server warns
SET ROLE regress_idem_a;
SELECT count(*) FROM idem.ensure('GRANT UPDATE ON given.t TO regress_idem_b');
SELECT count(*) FROM idem.ensure('GRANT SELECT ON given.t2 TO regress_idem_b');
SELECT pg_temp.traceless($$SELECT idem.ensure('GRANT SELECT ON given.t2 TO regress_idem_b')$$);
RESET ROLE;
SELECT * FROM pg_temp.given() WHERE object = 'relation t2' ORDER BY grantee COLLATE "C";

-- what depends on a grant option goes with CASCADE only
SELECT pg_temp.error_of($$SELECT idem.ensure('REVOKE GRANT OPTION FOR SELECT ON t2 FROM regress_idem_a')$$);
SELECT ddl FROM idem.ensure('REVOKE GRANT OPTION FOR SELECT ON t2 FROM regress_idem_a CASCADE');
SELECT pg_temp.traceless($$SELECT idem.ensure('REVOKE GRANT OPTION FOR SELECT ON t2 FROM regress_idem_a CASCADE')$$);
SELECT * FROM pg_temp.given() WHERE object = 'relation t2' ORDER BY grantee COLLATE "C";
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT SELECT ON t2 TO PUBLIC WITH GRANT OPTION')$$);

-- REVOKE: done if there is something, of tables with their columns
SELECT object, action, ddl FROM idem.ensure('REVOKE SELECT ON t FROM regress_idem_b; REVOKE ALL ON t FROM regress_idem_c; REVOKE ALL (a) ON t FROM regress_idem_b; REVOKE DELETE ON t FROM regress_idem_a');
SELECT * FROM pg_temp.given() WHERE object ~ '^(relation|column) t($|\.)' ORDER BY object COLLATE "C", grantee COLLATE "C";
SELECT pg_temp.traceless($$SELECT idem.ensure('REVOKE SELECT ON t FROM regress_idem_b; REVOKE ALL ON t FROM regress_idem_c; REVOKE ALL (a) ON t FROM regress_idem_b; REVOKE DELETE ON t FROM regress_idem_a')$$);
-- one of several comes back alone
REVOKE INSERT ON t FROM regress_idem_a;
REVOKE USAGE ON SCHEMA given FROM regress_idem_a;
SELECT object, ddl FROM idem.ensure('GRANT SELECT, INSERT ON t, t2, v TO regress_idem_a; GRANT USAGE ON SCHEMA given, public TO regress_idem_a');

-- there and back in one script: done in order, and then nothing is left to do
\set script 'GRANT ALL ON t TO regress_idem_c; REVOKE DELETE, TRUNCATE ON t FROM regress_idem_c; GRANT SELECT ON s TO regress_idem_c; REVOKE SELECT ON given.s FROM regress_idem_c; GRANT TRUNCATE ON t TO regress_idem_c'
SELECT ddl FROM idem.plan(:'script');
SELECT ddl FROM idem.ensure(:'script');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SELECT * FROM pg_temp.given() WHERE grantee = 'regress_idem_c' ORDER BY object;
-- also where the one is about all of a schema
\set script 'REVOKE ALL ON ALL TABLES IN SCHEMA given FROM regress_idem_c; GRANT SELECT ON ALL TABLES IN SCHEMA given TO regress_idem_b; GRANT SELECT ON t TO regress_idem_c; REVOKE SELECT ON given.v FROM regress_idem_b; GRANT USAGE ON ALL SEQUENCES IN SCHEMA given TO regress_idem_b; REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA given FROM PUBLIC; GRANT EXECUTE ON ALL ROUTINES IN SCHEMA given TO regress_idem_b; GRANT EXECUTE ON FUNCTION f(text) TO PUBLIC'
SELECT object, ddl FROM idem.plan(:'script');
SELECT object, ddl FROM idem.ensure(:'script');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SELECT * FROM pg_temp.given() WHERE grantee <> 'regress_idem_a' AND object ~ '^(relation|column|routine)' ORDER BY object COLLATE "C", grantee COLLATE "C";
CREATE TABLE newcomer (a int);
SELECT object, ddl FROM idem.ensure(:'script');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));

-- what another role grants, as dumps have it
\set script 'GRANT INSERT ON newcomer TO regress_idem_a WITH GRANT OPTION; GRANT USAGE ON SCHEMA given TO regress_idem_a; SET SESSION AUTHORIZATION regress_idem_a; GRANT INSERT ON given.newcomer TO regress_idem_b; RESET SESSION AUTHORIZATION; GRANT INSERT ON newcomer TO regress_idem_b'
SELECT ddl FROM idem.ensure(:'script');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SELECT * FROM pg_temp.given() WHERE object = 'relation newcomer' AND grantee = 'regress_idem_b';

-- of objects that the same script makes, and gives to another owner
\set script 'CREATE SCHEMA given2; CREATE TABLE given2.t (id serial, a int); CREATE FUNCTION given2.f() RETURNS int LANGUAGE sql AS ''SELECT 1''; CREATE VIEW given2.v AS SELECT 1 AS one; ALTER TABLE given2.t OWNER TO regress_idem_a; GRANT ALL ON given2.t TO regress_idem_a; GRANT SELECT ON given2.t TO regress_idem_b; GRANT ALL ON given2.v TO CURRENT_USER; REVOKE ALL ON FUNCTION given2.f() FROM PUBLIC; GRANT EXECUTE ON FUNCTION given2.f() TO CURRENT_USER; REVOKE ALL ON given2.t FROM regress_idem_c; GRANT USAGE ON SCHEMA given2 TO regress_idem_b; GRANT SELECT (a) ON given2.t TO regress_idem_c; GRANT UPDATE ON ALL TABLES IN SCHEMA given2 TO regress_idem_b; GRANT SELECT ON ALL SEQUENCES IN SCHEMA given2 TO regress_idem_b; REVOKE ALL ON ALL FUNCTIONS IN SCHEMA given2 FROM regress_idem_c'
CREATE TEMP TABLE planned AS SELECT seq, kind, object, action, ddl FROM idem.plan(:'script');
SELECT object, action, ddl FROM planned WHERE kind = 'privileges';
SELECT seq, kind, object, action, ddl FROM idem.ensure(:'script') EXCEPT TABLE planned;
SELECT count(*) FROM planned;
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));

-- of what a history renames and drops
\set script 'CREATE TABLE hist (x int, y int); GRANT SELECT (x, y), UPDATE (y) ON hist TO regress_idem_b; GRANT SELECT (y) ON hist TO regress_idem_c; COMMENT ON COLUMN hist.x IS ''x''; ALTER TABLE hist RENAME x TO z; ALTER TABLE hist DROP y; ALTER TABLE hist RENAME TO history; GRANT INSERT ON history TO regress_idem_b; REVOKE INSERT ON history FROM regress_idem_b; COMMENT ON TABLE history IS ''first''; COMMENT ON TABLE history IS ''last''; CREATE TABLE gone (a int); GRANT SELECT ON gone, history TO regress_idem_c; ALTER TABLE gone OWNER TO regress_idem_a; DROP TABLE gone'
SELECT object, ddl FROM idem.ensure(:'script');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SELECT * FROM pg_temp.given() WHERE object ~ 'hist|gone' ORDER BY object COLLATE "C", grantee COLLATE "C";

-- wrong and missing
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT SELECT ON missing TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT SELECT ON t TO regress_idem_nobody')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT EXECUTE ON t TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT USAGE ON t TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT SELECT ON FUNCTION f(int) TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT SELECT (missing) ON t TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT DELETE (a) ON t TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT nonsense ON t TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT USAGE ON SEQUENCE t TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT SELECT ON ALL TABLES IN SCHEMA missing TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT SELECT ON t TO regress_idem_a GRANTED BY regress_idem_b')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT EXECUTE ON FUNCTION f TO regress_idem_a')$$);

-- default privileges
\set script 'ALTER DEFAULT PRIVILEGES IN SCHEMA given GRANT SELECT, INSERT ON TABLES TO regress_idem_a; ALTER DEFAULT PRIVILEGES FOR ROLE regress_idem_a, regress_idem_b GRANT EXECUTE ON FUNCTIONS TO regress_idem_c; ALTER DEFAULT PRIVILEGES REVOKE ALL ON ROUTINES FROM PUBLIC; ALTER DEFAULT PRIVILEGES IN SCHEMA given, given2 GRANT USAGE ON SEQUENCES TO regress_idem_a WITH GRANT OPTION; ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO regress_idem_a; ALTER DEFAULT PRIVILEGES GRANT USAGE ON TYPES TO PUBLIC; ALTER DEFAULT PRIVILEGES IN SCHEMA given GRANT ALL ON TABLES TO regress_idem_b; ALTER DEFAULT PRIVILEGES IN SCHEMA given REVOKE ALL ON TABLES FROM regress_idem_b'
SELECT object, action, ddl FROM idem.plan(:'script');
SELECT object, action, ddl FROM idem.ensure(:'script');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SELECT defaclnamespace::regnamespace, defaclobjtype, replace(defaclrole::regrole::text, current_user, 'me') AS role, x.grantee::regrole, x.privilege_type, x.is_grantable
  FROM pg_default_acl, aclexplode(defaclacl) AS x
 WHERE x.grantee <> defaclrole ORDER BY defaclnamespace::regnamespace::text COLLATE "C", defaclobjtype, defaclrole::regrole::text COLLATE "C", x.grantee::regrole::text COLLATE "C", 5;
ALTER DEFAULT PRIVILEGES IN SCHEMA given REVOKE INSERT ON TABLES FROM regress_idem_a;
SELECT ddl FROM idem.ensure(:'script');
SELECT ddl FROM idem.ensure('ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE USAGE ON SCHEMAS FROM regress_idem_a; ALTER DEFAULT PRIVILEGES REVOKE USAGE ON SCHEMAS FROM regress_idem_b');
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER DEFAULT PRIVILEGES GRANT USAGE ON TABLES TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER DEFAULT PRIVILEGES IN SCHEMA missing GRANT SELECT ON TABLES TO regress_idem_a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER DEFAULT PRIVILEGES FOR ROLE regress_idem_nobody GRANT SELECT ON TABLES TO regress_idem_a')$$);
SET ROLE regress_idem_c;
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER DEFAULT PRIVILEGES FOR ROLE regress_idem_a GRANT EXECUTE ON FUNCTIONS TO regress_idem_c')$$);
SELECT split_part(pg_temp.error_of($$SELECT idem.ensure('ALTER DEFAULT PRIVILEGES FOR ROLE regress_idem_a GRANT SELECT ON TABLES TO regress_idem_c')$$), ':', 1);
RESET ROLE;

-- roles in roles
\set script 'GRANT regress_idem_a TO regress_idem_b, "regress_idem D, ""d"""; GRANT regress_idem_b, "regress_idem D, ""d""" TO regress_idem_c WITH ADMIN OPTION; REVOKE regress_idem_a FROM "regress_idem D, ""d"""; GRANT regress_idem_a TO regress_idem_b'
SELECT object, action, ddl FROM idem.plan(:'script');
SELECT object, action, ddl FROM idem.ensure(:'script');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SELECT roleid::regrole, member::regrole, admin_option FROM pg_auth_members WHERE roleid::regrole::text ~ 'regress_idem' ORDER BY roleid::regrole::text COLLATE "C", member::regrole::text COLLATE "C";
SELECT ddl FROM idem.ensure('REVOKE ADMIN OPTION FOR regress_idem_b FROM regress_idem_c; REVOKE regress_idem_a FROM regress_idem_c');
SELECT pg_temp.traceless($$SELECT idem.ensure('REVOKE ADMIN OPTION FOR regress_idem_b FROM regress_idem_c; REVOKE regress_idem_a FROM regress_idem_c')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('GRANT regress_idem_nobody TO regress_idem_c')$$);

-- in revisions: once, restored together with what was removed
SELECT idem.apply_revision('given', '1', $$CREATE TABLE kept (a int); GRANT SELECT ON kept TO regress_idem_b; GRANT UPDATE ON kept TO regress_idem_b$$, 'DROP TABLE kept');
SELECT idem.apply_revision('given', '2', $$REVOKE SELECT ON kept FROM regress_idem_b$$);
SELECT privilege FROM pg_temp.given() WHERE object = 'relation kept' AND grantee = 'regress_idem_b';
DROP TABLE kept;
SELECT idem.apply_revision('given', '1', $$CREATE TABLE kept (a int); GRANT SELECT ON kept TO regress_idem_b; GRANT UPDATE ON kept TO regress_idem_b$$, 'DROP TABLE kept');
SELECT privilege FROM pg_temp.given() WHERE object = 'relation kept' AND grantee = 'regress_idem_b';
SELECT idem.revert_revision('given', '1');

SELECT lo_unlink(987653);
DROP SCHEMA given2 CASCADE;
DROP SCHEMA given CASCADE;
DROP FOREIGN DATA WRAPPER regress_idem_fdw CASCADE;
DROP OWNED BY regress_idem_c;
DROP OWNED BY regress_idem_a, regress_idem_b, "regress_idem D, ""d""";
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
DROP ROLE regress_idem_a, regress_idem_b, regress_idem_c, "regress_idem D, ""d""";
