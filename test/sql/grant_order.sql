-- Of what is said of an object the last word counts, from wherever a script is
-- run; and what it is said of is what is there at its place in the script.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/prefixes.sql'
\i :helpers
\set VERBOSITY terse
\set SHOW_CONTEXT never
SET client_min_messages = error;

CREATE ROLE regress_idem_r1;
CREATE ROLE regress_idem_r2;
CREATE ROLE regress_idem_r3;

-- what there is; an access control list that is the default is the same as none
CREATE FUNCTION pg_temp.in_order(acl text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN (SELECT string_agg(item, ' ' ORDER BY item COLLATE "C") FROM unnest(acl::text[]) AS item);
EXCEPTION WHEN OTHERS THEN
	RETURN acl;
END $$;
CREATE VIEW pg_temp.privileges AS
SELECT nspname, name, owner, pg_temp.in_order(CASE WHEN acl IS DISTINCT FROM acldefault(type, relowner)::text THEN acl END) AS acl
  FROM (SELECT relnamespace, relname || ' ' || relkind::text, relowner, relowner::regrole AS owner, relacl::text, CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char"
          FROM pg_class WHERE relkind IN ('r', 'v', 'S')
        UNION ALL
        SELECT relnamespace, relname || '.' || attname, relowner, NULL, attacl::text || coalesce(col_description(relid, attnum), ''), 'c'
          FROM (SELECT oid AS relid, * FROM pg_class) c JOIN pg_attribute ON attrelid = relid WHERE attnum > 0 AND relkind IN ('r', 'v') AND NOT attisdropped
        UNION ALL
        SELECT pronamespace, proname || '(' || pg_get_function_identity_arguments(oid) || ')', proowner, proowner::regrole, proacl::text, 'f'
          FROM pg_proc
        UNION ALL
        SELECT relnamespace, 'comment ' || relname, relowner, NULL, obj_description(oid, 'pg_class'), 'r' FROM pg_class) AS o (nsp, name, relowner, owner, acl, type)
  JOIN pg_namespace n ON n.oid = nsp WHERE nspname LIKE 'grorder%'
UNION ALL
SELECT nspname, 'schema', nspowner::regrole, pg_temp.in_order(nspacl::text) FROM pg_namespace WHERE nspname LIKE 'grorder%'
UNION ALL
SELECT (SELECT nspname FROM pg_namespace n WHERE n.oid = defaclnamespace), 'default ' || defaclobjtype::text, defaclrole::regrole, pg_temp.in_order(defaclacl::text) FROM pg_default_acl
UNION ALL
SELECT 'member', roleid::regrole::text || ' ' || admin_option::text, member::regrole, NULL FROM pg_auth_members WHERE roleid::regrole::text LIKE 'regress_idem_r%';

CREATE FUNCTION pg_temp.check_script(VARIADIC script text[]) RETURNS SETOF text LANGUAGE sql AS $$
SELECT pg_temp.prefixes(script, 'SELECT * FROM pg_temp.privileges', $clear$
DROP SCHEMA IF EXISTS grorder, grorder2 CASCADE;
DROP OWNED BY regress_idem_r1;
DROP OWNED BY regress_idem_r2;
DROP OWNED BY regress_idem_r3;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
REVOKE regress_idem_r1 FROM regress_idem_r2, regress_idem_r3;
CREATE SCHEMA grorder;
SET search_path = grorder, pg_catalog $clear$) $$;

-- default privileges
SELECT pg_temp.check_script('ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO regress_idem_r1',
  'ALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO regress_idem_r1',
  'ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM regress_idem_r1',
  'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO regress_idem_r2',
  'ALTER DEFAULT PRIVILEGES REVOKE INSERT ON TABLES FROM regress_idem_r1');
-- what is made while they hold
SELECT pg_temp.check_script('ALTER DEFAULT PRIVILEGES IN SCHEMA grorder GRANT SELECT ON TABLES TO regress_idem_r1',
  'CREATE TABLE a (i int)',
  'ALTER DEFAULT PRIVILEGES IN SCHEMA grorder REVOKE SELECT ON TABLES FROM regress_idem_r1',
  'CREATE TABLE b (i int)');
SELECT pg_temp.check_script('ALTER DEFAULT PRIVILEGES FOR ROLE regress_idem_r1 GRANT SELECT ON TABLES TO regress_idem_r2 WITH GRANT OPTION',
  'ALTER DEFAULT PRIVILEGES FOR ROLE regress_idem_r1 REVOKE GRANT OPTION FOR SELECT ON TABLES FROM regress_idem_r2',
  'ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
  'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS ''SELECT 1''',
  'ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC');
-- and what is granted then
SELECT pg_temp.check_script('ALTER DEFAULT PRIVILEGES IN SCHEMA grorder GRANT SELECT ON TABLES TO regress_idem_r1',
  'ALTER DEFAULT PRIVILEGES IN SCHEMA grorder GRANT USAGE, SELECT ON SEQUENCES TO regress_idem_r1',
  'ALTER DEFAULT PRIVILEGES IN SCHEMA grorder GRANT EXECUTE ON FUNCTIONS TO regress_idem_r1',
  'CREATE TABLE t (id serial)',
  'GRANT INSERT ON t TO regress_idem_r1',
  'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS ''SELECT 1''',
  'REVOKE ALL ON FUNCTION f() FROM PUBLIC',
  'CREATE VIEW v AS SELECT 1 AS x',
  'REVOKE SELECT ON v FROM regress_idem_r1');
-- of a schema that is dropped, or goes by another name
SELECT pg_temp.check_script('CREATE SCHEMA grorder2',
  'ALTER DEFAULT PRIVILEGES IN SCHEMA grorder, grorder2 GRANT SELECT ON TABLES TO regress_idem_r1',
  'DROP SCHEMA grorder2');
SELECT ddl FROM idem.ensure('CREATE SCHEMA grorder3; ALTER DEFAULT PRIVILEGES IN SCHEMA grorder3 GRANT SELECT ON TABLES TO regress_idem_r1; ALTER SCHEMA grorder3 RENAME TO grorder2');
SELECT ddl FROM idem.plan('CREATE SCHEMA grorder3; ALTER DEFAULT PRIVILEGES IN SCHEMA grorder3 GRANT SELECT ON TABLES TO regress_idem_r1; ALTER SCHEMA grorder3 RENAME TO grorder2');

-- columns and grant options
SELECT pg_temp.check_script('CREATE TABLE t (a int, b int)',
  'GRANT SELECT ON t TO regress_idem_r1',
  'GRANT UPDATE (a, b) ON t TO regress_idem_r1',
  'REVOKE UPDATE (b) ON t FROM regress_idem_r1',
  'REVOKE SELECT ON t FROM regress_idem_r1');
SELECT pg_temp.check_script('CREATE TABLE t (a int, b int)',
  'GRANT ALL ON t TO regress_idem_r1 WITH GRANT OPTION',
  'REVOKE GRANT OPTION FOR ALL ON t FROM regress_idem_r1',
  'REVOKE ALL ON t FROM PUBLIC',
  'GRANT SELECT ON t TO PUBLIC',
  'REVOKE ALL ON t FROM regress_idem_r1 CASCADE');
SELECT pg_temp.check_script('CREATE TABLE t (i int, j int, k int)',
  'REVOKE ALL ON t FROM PUBLIC',
  'GRANT ALL ON t TO regress_idem_r1',
  'REVOKE ALL ON t FROM regress_idem_r1',
  'GRANT SELECT (i, j), INSERT (i) ON t TO regress_idem_r1 GRANTED BY CURRENT_USER',
  'REVOKE SELECT (j) ON t FROM regress_idem_r1',
  'GRANT UPDATE ON t TO regress_idem_r2 WITH GRANT OPTION',
  'REVOKE GRANT OPTION FOR UPDATE ON t FROM regress_idem_r2');
-- those that are renamed or dropped
SELECT pg_temp.check_script('CREATE TABLE a (i int, j int)',
  'GRANT SELECT (i), UPDATE (j) ON a TO regress_idem_r1',
  'ALTER TABLE a RENAME j TO k',
  'REVOKE UPDATE (k) ON a FROM regress_idem_r1',
  'GRANT INSERT (i) ON a TO regress_idem_r2',
  'ALTER TABLE a DROP COLUMN i',
  'GRANT REFERENCES (k) ON a TO regress_idem_r2 WITH GRANT OPTION');

-- all of a schema: what is there at that place
SELECT pg_temp.check_script('CREATE TABLE a (i int)',
  'GRANT SELECT ON ALL TABLES IN SCHEMA grorder TO regress_idem_r1',
  'CREATE TABLE b (i int)');
SELECT pg_temp.check_script('CREATE TABLE a (i int)',
  'GRANT SELECT ON ALL TABLES IN SCHEMA grorder TO regress_idem_r1',
  'CREATE TABLE b (i int)',
  'REVOKE SELECT ON ALL TABLES IN SCHEMA grorder FROM regress_idem_r1',
  'CREATE TABLE c (i int)',
  'GRANT INSERT ON ALL TABLES IN SCHEMA grorder TO regress_idem_r2',
  'CREATE VIEW v AS SELECT 1 AS x');
SELECT pg_temp.check_script('CREATE TABLE a (id serial PRIMARY KEY)',
  'GRANT USAGE ON ALL SEQUENCES IN SCHEMA grorder TO regress_idem_r1',
  'CREATE TABLE b (id serial PRIMARY KEY)',
  'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS ''SELECT 1''',
  'GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA grorder TO regress_idem_r1',
  'CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS ''SELECT 2''',
  'CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS ''SELECT 1''',
  'REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA grorder FROM PUBLIC',
  'CREATE FUNCTION g() RETURNS int LANGUAGE sql AS ''SELECT 1''');
SELECT pg_temp.check_script('CREATE TABLE a (i int)',
  'GRANT SELECT ON ALL TABLES IN SCHEMA grorder TO regress_idem_r1',
  'ALTER TABLE a RENAME TO b',
  'CREATE TABLE a (j int)');

-- comments, owners, memberships
SELECT pg_temp.check_script('CREATE TABLE a (i int)',
  'COMMENT ON TABLE a IS ''x''',
  'COMMENT ON COLUMN a.i IS ''i''',
  'COMMENT ON TABLE a IS ''y''',
  'ALTER TABLE a RENAME TO b',
  'COMMENT ON COLUMN b.i IS NULL',
  'ALTER TABLE b OWNER TO regress_idem_r1',
  'ALTER TABLE b OWNER TO regress_idem_r2',
  'CREATE TABLE a (k int)',
  'COMMENT ON TABLE a IS ''z''');
SELECT pg_temp.check_script('CREATE TABLE a (i int)',
  'ALTER TABLE a OWNER TO regress_idem_r1',
  'GRANT SELECT ON a TO regress_idem_r2',
  'ALTER TABLE a OWNER TO regress_idem_r3',
  'REVOKE ALL ON a FROM regress_idem_r3',
  'GRANT SELECT ON a TO regress_idem_r3');
SELECT pg_temp.check_script('GRANT regress_idem_r1 TO regress_idem_r2',
  'GRANT regress_idem_r1 TO regress_idem_r3 WITH ADMIN OPTION',
  'REVOKE regress_idem_r1 FROM regress_idem_r2',
  'REVOKE ADMIN OPTION FOR regress_idem_r1 FROM regress_idem_r3',
  'REVOKE regress_idem_r1 FROM regress_idem_r3');

-- what old dumps have: the access control list comes in the order of psql
SELECT pg_temp.check_script('CREATE TABLE t (a int)',
  'ALTER TABLE t OWNER TO regress_idem_r1',
  'REVOKE ALL ON TABLE t FROM PUBLIC',
  'REVOKE ALL ON TABLE t FROM regress_idem_r1',
  'GRANT SELECT ON TABLE t TO regress_idem_r2',
  'GRANT SELECT ON TABLE t TO regress_idem_r1',
  'GRANT SELECT ON TABLE t TO regress_idem_r3');
SELECT count(*) FROM idem.ensure('CREATE TABLE t (a int); ALTER TABLE t OWNER TO regress_idem_r1; REVOKE ALL ON TABLE t FROM PUBLIC; REVOKE ALL ON TABLE t FROM regress_idem_r1;
GRANT SELECT ON TABLE t TO regress_idem_r2; GRANT SELECT ON TABLE t TO regress_idem_r1; GRANT SELECT ON TABLE t TO regress_idem_r3');
SELECT relacl FROM pg_class WHERE oid = 't'::regclass;
BEGIN;
SELECT count(*) FROM idem.ensure('CREATE SCHEMA grorder2; REVOKE ALL ON SCHEMA grorder2 FROM PUBLIC; REVOKE ALL ON SCHEMA grorder2 FROM CURRENT_USER;
GRANT USAGE ON SCHEMA grorder2 TO PUBLIC; GRANT USAGE ON SCHEMA grorder2 TO CURRENT_USER');
SELECT replace(nspacl::text, current_user, 'me') FROM pg_namespace WHERE nspname = 'grorder2';
ROLLBACK;

RESET search_path;
DROP SCHEMA IF EXISTS grorder, grorder2 CASCADE;
DROP OWNED BY regress_idem_r1, regress_idem_r2, regress_idem_r3;
DROP ROLE regress_idem_r1, regress_idem_r2, regress_idem_r3;
