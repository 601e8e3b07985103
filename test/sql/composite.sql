-- Composite and range types, and what goes by another name or into another
-- schema.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = log;
CREATE SCHEMA composite;
CREATE SCHEMA other;
SET search_path = composite;
CREATE FUNCTION attributes(regtype) RETURNS text STABLE LANGUAGE sql AS $$
SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod) ||
                  CASE WHEN attcollation NOT IN (0, 100) THEN ' "' || (SELECT collname FROM pg_collation WHERE oid = attcollation) || '"' ELSE '' END, ', ' ORDER BY attnum)
  FROM pg_attribute JOIN pg_type t ON attrelid = typrelid WHERE t.oid = $1 AND NOT attisdropped
$$;

-- made, equal, different
SELECT action, ddl FROM idem.ensure('CREATE TYPE address AS (street text, zip varchar(5), "No." int, tags text[])');
SELECT pg_temp.traceless($$SELECT idem.ensure('CREATE TYPE address AS (street text, zip character varying(5), "No." integer, tags text[])')$$);
SELECT action, ddl, lock_mode FROM idem.ensure('CREATE TYPE address AS (street text COLLATE "C", zip varchar(10), country char(2))');
SELECT attributes('address');
SELECT ddl FROM idem.ensure('ALTER TYPE address ADD ATTRIBUTE city text, DROP ATTRIBUTE tags, ALTER ATTRIBUTE "No." TYPE bigint');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TYPE address ADD ATTRIBUTE city text, DROP ATTRIBUTE tags, ALTER ATTRIBUTE "No." TYPE bigint')$$);
SELECT ddl FROM idem.ensure('ALTER TYPE address RENAME ATTRIBUTE "No." TO number');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TYPE address RENAME ATTRIBUTE "No." TO number')$$);
SELECT attributes('address');

-- in use
CREATE TABLE people (id int, home address);
SELECT ddl FROM idem.ensure('ALTER TYPE address ADD ATTRIBUTE note text');
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TYPE address ALTER ATTRIBUTE number TYPE int')$$);
SELECT ddl, allow FROM idem.plan('ALTER TYPE address DROP ATTRIBUTE note');
INSERT INTO people (id) VALUES (1);
SELECT ddl, allow FROM idem.plan('ALTER TYPE address DROP ATTRIBUTE note');
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TYPE address DROP ATTRIBUTE note')$$);
SELECT ddl FROM idem.ensure('ALTER TYPE address DROP ATTRIBUTE note', '{lossy}');
SELECT pg_temp.error_of($$SELECT idem.ensure('DROP TYPE address CASCADE', '{cascade}')$$);

-- tables of the type
CREATE TYPE pair AS (a int, b int);
CREATE TABLE pairs OF pair;
SELECT ddl FROM idem.ensure('CREATE TYPE pair AS (a int, b int, c int)');
SELECT ddl FROM idem.ensure('ALTER TYPE pair RENAME ATTRIBUTE c TO d CASCADE');
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TYPE pair ALTER ATTRIBUTE d TYPE text CASCADE')$$);
SELECT ddl FROM idem.ensure('ALTER TYPE pair ALTER ATTRIBUTE d TYPE text CASCADE', '{lossy}');
SELECT ddl, allow FROM idem.ensure('ALTER TYPE pair DROP ATTRIBUTE d CASCADE', '{lossy}');
SELECT attributes('pair');

-- what is no such type
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TYPE people AS (a int)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TYPE nothing ADD ATTRIBUTE a int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TYPE pair ALTER ATTRIBUTE z TYPE int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TYPE pair RENAME ATTRIBUTE y TO z')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TYPE pair RENAME ATTRIBUTE a TO b')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TYPE address AS ENUM (''a'')')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TYPE pair AS RANGE (subtype = int)')$$);

-- ranges
\set range 'CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi); CREATE TYPE words AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops)'
SELECT action, ddl FROM idem.ensure(:'range');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'range'));
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TYPE span AS RANGE (subtype = int4)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TYPE words AS RANGE (subtype = text, collation = "POSIX", subtype_opclass = text_ops)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TYPE words AS RANGE (subtype = text, multirange_type_name = manywords)')$$);
SELECT action, ddl FROM idem.ensure('DROP TYPE words');

-- another schema
CREATE SEQUENCE s;
CREATE DOMAIN d AS int CONSTRAINT positive CHECK (VALUE > 0);
CREATE TYPE e AS ENUM ('a');
CREATE VIEW v AS SELECT 1 AS a;
\set moves 'ALTER TABLE composite.people SET SCHEMA other; ALTER SEQUENCE composite.s SET SCHEMA other; ALTER TYPE composite.span SET SCHEMA other; ALTER DOMAIN composite.d SET SCHEMA other; ALTER TYPE composite.address SET SCHEMA other; ALTER TABLE composite.v SET SCHEMA other'
SELECT action, object, ddl, lock_mode FROM idem.plan(:'moves');
SELECT count(*) FROM idem.ensure(:'moves');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'moves'));
SELECT relname FROM pg_class WHERE relnamespace = 'other'::regnamespace AND relkind IN ('r', 'S', 'v') ORDER BY relname;
CREATE TABLE people (id int);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE composite.people SET SCHEMA other')$$);
DROP TABLE people;
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE composite.nothing SET SCHEMA other')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE IF EXISTS composite.nothing SET SCHEMA other')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER SEQUENCE other.people SET SCHEMA composite')$$);

-- another name
\set renames 'ALTER SEQUENCE other.s RENAME TO "s 2"; ALTER TYPE other.span RENAME TO span2; ALTER DOMAIN other.d RENAME TO d2; ALTER TYPE e RENAME TO e2'
SELECT action, object, ddl, lock_mode FROM idem.ensure(:'renames');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'renames'));
SELECT ddl FROM idem.ensure('ALTER DOMAIN other.d2 RENAME CONSTRAINT positive TO "> 0"');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER DOMAIN other.d2 RENAME CONSTRAINT positive TO "> 0"')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER DOMAIN other.d2 RENAME CONSTRAINT a TO b')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER SEQUENCE nothing RENAME TO "s 2"')$$);

-- revisions follow, and heal
SELECT idem.apply_revision('composite', '1', 'CREATE TYPE kept AS (a int, b text); CREATE TYPE ranged AS RANGE (subtype = int); CREATE SEQUENCE counted');
SELECT idem.apply_revision('composite', '1', 'CREATE TYPE kept AS (a int, b text); CREATE TYPE ranged AS RANGE (subtype = int); CREATE SEQUENCE counted');
SELECT idem.apply_revision('composite', '2', 'ALTER TYPE kept RENAME ATTRIBUTE b TO c; ALTER TYPE kept DROP ATTRIBUTE a; ALTER TYPE ranged RENAME TO ranged2; ALTER SEQUENCE counted SET SCHEMA other');
SELECT revision, type, identity, parts FROM idem.objects WHERE stream = 'composite' ORDER BY identity COLLATE "C";
SELECT idem.apply_revision('healed', '1', 'CREATE TYPE later AS (a int, b text)');
ALTER TYPE later DROP ATTRIBUTE b;
SELECT idem.apply_revision('healed', '1', 'CREATE TYPE later AS (a int, b text)');
DROP TYPE later;
SELECT idem.apply_revision('healed', '1', 'CREATE TYPE later AS (a int, b text)');
SELECT attributes('later');

SET client_min_messages = warning;
DROP SCHEMA composite, other CASCADE;
