-- Casts, operators and the like are made and dropped along a script as tables
-- are: from wherever it is run, it ends as it would by plain execution.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/prefixes.sql'
\i :helpers
\set VERBOSITY terse
\set SHOW_CONTEXT never
SET client_min_messages = error;

CREATE ROLE regress_idem_r1;
CREATE VIEW pg_temp.things AS
SELECT identity || coalesce(' ' || comment, '') AS thing FROM (
  SELECT 'pg_cast'::regclass AS classid, oid FROM pg_cast
  UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator
  UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
  UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
  UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
  UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
  UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation
  UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
  UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
  UNION ALL SELECT 'pg_user_mapping'::regclass, oid FROM pg_user_mapping
  UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform
  UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
  UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
  UNION ALL SELECT 'pg_publication'::regclass, oid FROM pg_publication
  UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type) AS o (classid, objid),
  pg_identify_object(classid, objid, 0), obj_description(objid, classid::regclass::name) AS comment
 WHERE objid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.classid AND d.objid = o.objid AND deptype IN ('e', 'i'))
   AND identity !~ 'pg_temp|contrib_regression|^idem|pg_toast';

CREATE FUNCTION pg_temp.check_script(VARIADIC script text[]) RETURNS SETOF text LANGUAGE sql AS $$
SELECT pg_temp.prefixes(script, 'SELECT * FROM pg_temp.things', $clear$
DROP SCHEMA IF EXISTS otorder, otorder2 CASCADE;
DROP FOREIGN DATA WRAPPER IF EXISTS otorder_w CASCADE;
DROP ACCESS METHOD IF EXISTS otorder_am;
CREATE SCHEMA otorder;
SET search_path = otorder, pg_catalog;
CREATE TYPE c AS (a int);
CREATE FUNCTION cf(c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION cmp(c, c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 0';
CREATE FUNCTION lt2(c, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT false';
CREATE FUNCTION lt(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT false' $clear$) $$;

SELECT pg_temp.check_script('CREATE CAST (c AS int) WITH FUNCTION cf(c)',
  'COMMENT ON CAST (c AS int) IS ''x''',
  'DROP CAST (c AS int)');
SELECT pg_temp.check_script('CREATE CAST (c AS int) WITH FUNCTION cf(c)',
  'DROP CAST IF EXISTS (c AS int)',
  'CREATE CAST (c AS int) WITH FUNCTION cf(c) AS ASSIGNMENT');
SELECT pg_temp.check_script('CREATE OPERATOR <<< (leftarg = c, rightarg = c, function = lt)',
  'COMMENT ON OPERATOR <<< (c, c) IS ''x''',
  'ALTER OPERATOR <<< (c, c) OWNER TO regress_idem_r1',
  'CREATE OPERATOR <<< (leftarg = c, rightarg = int, function = lt2)',
  'DROP OPERATOR <<< (c, c)');
SELECT pg_temp.check_script('CREATE OPERATOR <<< (leftarg = c, rightarg = c, function = lt)',
  'CREATE OPERATOR FAMILY of0 USING btree',
  'CREATE OPERATOR CLASS c_ops FOR TYPE c USING btree FAMILY of0 AS OPERATOR 1 <<<, FUNCTION 1 cmp(c, c)',
  'ALTER OPERATOR CLASS c_ops USING btree RENAME TO c_ops2',
  'COMMENT ON OPERATOR CLASS c_ops2 USING btree IS ''x''',
  'CREATE OPERATOR FAMILY of1 USING btree',
  'CREATE OPERATOR FAMILY of1 USING hash',
  'ALTER OPERATOR FAMILY of1 USING btree RENAME TO of2',
  'DROP OPERATOR FAMILY of1 USING hash');
SELECT pg_temp.check_script('CREATE CONVERSION cv FOR ''LATIN1'' TO ''UTF8'' FROM iso8859_1_to_utf8',
  'CREATE SCHEMA otorder2',
  'ALTER CONVERSION cv RENAME TO cv2',
  'ALTER CONVERSION cv2 SET SCHEMA otorder2',
  'COMMENT ON CONVERSION otorder2.cv2 IS ''x''',
  'DROP CONVERSION otorder2.cv2',
  'CREATE COLLATION co (locale = ''C'')',
  'ALTER COLLATION co RENAME TO co2',
  'ALTER COLLATION co2 SET SCHEMA otorder2');
SELECT pg_temp.check_script('CREATE ACCESS METHOD otorder_am TYPE TABLE HANDLER heap_tableam_handler',
  'COMMENT ON ACCESS METHOD otorder_am IS ''x''',
  'DROP ACCESS METHOD otorder_am');
SELECT pg_temp.check_script('CREATE FOREIGN DATA WRAPPER otorder_w',
  'CREATE SERVER otorder_s FOREIGN DATA WRAPPER otorder_w',
  'CREATE USER MAPPING FOR regress_idem_r1 SERVER otorder_s',
  'CREATE USER MAPPING FOR PUBLIC SERVER otorder_s',
  'DROP USER MAPPING FOR regress_idem_r1 SERVER otorder_s',
  'CREATE FOREIGN TABLE ft (a int) SERVER otorder_s',
  'DROP FOREIGN TABLE ft',
  'DROP USER MAPPING IF EXISTS FOR PUBLIC SERVER otorder_s',
  'DROP SERVER otorder_s',
  'DROP FOREIGN DATA WRAPPER otorder_w');
SELECT pg_temp.check_script('CREATE FOREIGN DATA WRAPPER otorder_w',
  'CREATE SERVER otorder_s FOREIGN DATA WRAPPER otorder_w',
  'ALTER SERVER otorder_s RENAME TO otorder_t');

-- roles are of the whole cluster: one that is there is the wanted one
CREATE VIEW pg_temp.roles AS SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'regress_idem_role%';
CREATE FUNCTION pg_temp.check_roles(VARIADIC script text[]) RETURNS SETOF text LANGUAGE sql AS $$
SELECT pg_temp.prefixes(script, 'SELECT * FROM pg_temp.roles', 'DROP ROLE IF EXISTS regress_idem_role_a, regress_idem_role_b, regress_idem_role_c') $$;
SELECT pg_temp.check_roles('CREATE ROLE regress_idem_role_a NOLOGIN',
  'CREATE USER regress_idem_role_b PASSWORD ''x'' IN ROLE regress_idem_role_a',
  'CREATE GROUP regress_idem_role_c',
  'COMMENT ON ROLE regress_idem_role_a IS ''x''',
  'DROP ROLE IF EXISTS regress_idem_role_b, regress_idem_role_c');
SELECT pg_temp.check_roles('CREATE ROLE regress_idem_role_a',
  'ALTER ROLE regress_idem_role_a RENAME TO regress_idem_role_b',
  'CREATE ROLE regress_idem_role_c',
  'DROP ROLE regress_idem_role_c');
SELECT pg_temp.check_roles('CREATE ROLE regress_idem_role_a',
  'DROP ROLE regress_idem_role_a',
  'CREATE ROLE regress_idem_role_a');

RESET search_path;
DROP SCHEMA IF EXISTS otorder, otorder2 CASCADE;
DROP ROLE regress_idem_r1;
