--
-- manifest: every SQL object with what it is for, and who may do what with it
--
-- An object without a comment, with a volatility or parallel marking that does
-- not fit, or open to everybody without need shows up as a difference here.
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\pset fieldsep ' | '

-- everything that the extension brings must say what it is for
SELECT 'no comment: ' || pg_describe_object(classid, objid, 0)
  FROM pg_depend d
 WHERE refclassid = 'pg_extension'::regclass
   AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'idem_migrate')
   AND deptype = 'e'
   AND NOT EXISTS (SELECT FROM pg_type t      -- row and array types, members from 17 on
                    WHERE d.classid = 'pg_type'::regclass AND t.oid = d.objid
                      AND (t.typrelid <> 0 OR t.typcategory = 'A'))
   AND obj_description(objid, classid::regclass::name) IS NULL
 ORDER BY 1;

-- schema, types
SELECT n.nspname, obj_description(n.oid, 'pg_namespace'),
       (SELECT string_agg(privilege_type, ', ' ORDER BY privilege_type)
          FROM aclexplode(n.nspacl) WHERE grantee = 0) AS public
  FROM pg_namespace n WHERE n.nspname = 'idem';
SELECT t.oid::regtype, obj_description(t.oid, 'pg_type'),
       (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) AS labels
  FROM pg_type t
 WHERE t.typnamespace = 'idem'::regnamespace AND t.typtype IN ('e', 'd')
 ORDER BY t.typname COLLATE "C";

-- tables, views, sequences: what others than the owner may do with them; nobody may write
SELECT c.oid::regclass, c.relkind, obj_description(c.oid, 'pg_class'),
       (SELECT string_agg(lower(privilege_type) || ' to ' || CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END,
                          ', ' ORDER BY privilege_type, grantee::regrole::text COLLATE "C")
          FROM aclexplode(c.relacl) WHERE grantee <> c.relowner) AS granted
  FROM pg_class c
 WHERE c.relnamespace = 'idem'::regnamespace AND c.relkind NOT IN ('i', 'c')
 ORDER BY c.relname COLLATE "C";
SELECT c.oid::regclass || '.' || a.attname, format_type(a.atttypid, a.atttypmod)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = 'idem'::regnamespace AND c.relkind IN ('r', 'v')
 ORDER BY c.relname COLLATE "C", a.attnum;

-- functions and procedures: signature, result, markings, who may execute it, comment
SELECT format('%s(%s)', p.proname, pg_get_function_arguments(p.oid)),
       coalesce(pg_get_function_result(p.oid), 'procedure'),
       CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END,
       CASE WHEN p.proisstrict THEN 'strict' ELSE 'null allowed' END,
       CASE WHEN EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
                          WHERE grantee = 0) THEN 'public' ELSE 'granted only' END,
       obj_description(p.oid, 'pg_proc')
  FROM pg_proc p
 WHERE p.pronamespace = 'idem'::regnamespace
 ORDER BY p.proname COLLATE "C", p.oid::regprocedure::text COLLATE "C";

-- the library's functions have the names of their symbols
SELECT proname, prosrc FROM pg_proc
 WHERE pronamespace = 'idem'::regnamespace AND probin IS NOT NULL
   AND prosrc <> 'idem_' || proname;
-- and none is written in a language whose text would depend on search_path
SELECT DISTINCT l.lanname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
 WHERE p.pronamespace = 'idem'::regnamespace ORDER BY 1;

-- settings
SELECT idem.enum_exists('nothing') AS "loads the library";
SELECT name, setting, unit, context, vartype, min_val, max_val, enumvals, short_desc
  FROM pg_settings WHERE name LIKE 'idem\_migrate.%' ORDER BY name COLLATE "C";
SET idem_migrate.no_such_setting = on;
