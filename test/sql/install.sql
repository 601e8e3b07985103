--
-- install: what CREATE EXTENSION makes, and under which conditions
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

-- the extension itself
SELECT extname, extnamespace::regnamespace, extrelocatable
  FROM pg_extension WHERE extname = 'idem_migrate';

-- its members, besides the functions, which manifest shows
SELECT pg_describe_object(classid, objid, 0) COLLATE "C" AS member
  FROM pg_depend d
 WHERE refclassid = 'pg_extension'::regclass
   AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'idem_migrate')
   AND deptype = 'e' AND classid <> 'pg_proc'::regclass
   AND NOT EXISTS (SELECT FROM pg_type t      -- row and array types, members from 17 on
                    WHERE d.classid = 'pg_type'::regclass AND t.oid = d.objid
                      AND (t.typrelid <> 0 OR t.typcategory = 'A'))
 ORDER BY member;

-- nothing of it is outside schema idem, and nothing in schema idem is not of it
SELECT pg_describe_object(classid, objid, 0) AS stray
  FROM pg_depend d, pg_identify_object(classid, objid, 0) o
 WHERE refclassid = 'pg_extension'::regclass
   AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'idem_migrate')
   AND deptype = 'e' AND coalesce(o.schema, o.name) <> 'idem';
SELECT object AS stray
  FROM (SELECT 'pg_class'::regclass AS class, oid, oid::regclass::text AS object
          FROM pg_class WHERE relnamespace = 'idem'::regnamespace AND relkind NOT IN ('i', 'c')
        UNION ALL
        SELECT 'pg_proc'::regclass, oid, oid::regprocedure::text
          FROM pg_proc WHERE pronamespace = 'idem'::regnamespace
        UNION ALL
        SELECT 'pg_type'::regclass, oid, oid::regtype::text
          FROM pg_type WHERE typnamespace = 'idem'::regnamespace
           AND typtype <> 'c' AND typcategory <> 'A') AS o
 WHERE NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype IN ('e', 'i'));

-- the library needs no preloading, and no function of it runs with other rights than the caller's
SELECT count(*) AS "SECURITY DEFINER"
  FROM pg_proc WHERE pronamespace = 'idem'::regnamespace AND prosecdef;

-- a schema that is there already is not adopted, a second extension is refused
BEGIN;
DROP EXTENSION idem_migrate;
CREATE SCHEMA idem;
SELECT pg_temp.error_of('CREATE EXTENSION idem_migrate');
DROP SCHEMA idem;
SELECT pg_temp.error_of('CREATE EXTENSION idem_migrate SCHEMA public');
CREATE EXTENSION idem_migrate;
SELECT pg_temp.error_of('CREATE EXTENSION idem_migrate');
ROLLBACK;

-- an ordinary role that may create in the database installs it and owns the schema
CREATE ROLE regress_idem_installer;
BEGIN;
DROP EXTENSION idem_migrate;
SET LOCAL ROLE regress_idem_installer;
SELECT pg_temp.error_of('CREATE EXTENSION idem_migrate');
RESET ROLE;
SELECT format('GRANT CREATE ON DATABASE %I TO regress_idem_installer', current_database()) \gexec
SET LOCAL ROLE regress_idem_installer;
CREATE EXTENSION idem_migrate;
SELECT extowner::regrole FROM pg_extension WHERE extname = 'idem_migrate';
SELECT nspowner = 'regress_idem_installer'::regrole AS "may add objects to it"
  FROM pg_namespace WHERE nspname = 'idem';
SELECT n.nspname, c.relname, c.relkind, c.relowner::regrole
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'idem' AND c.relkind IN ('r', 'S') AND c.relowner <> 'regress_idem_installer'::regrole;
CREATE SCHEMA regress_idem_app;
SELECT idem.ensure_enum('regress_idem_app.mood', '{sad,ok}');
DROP SCHEMA regress_idem_app CASCADE;
DROP EXTENSION idem_migrate;
ROLLBACK;
DROP ROLE regress_idem_installer;
