--
-- privileges: DDL runs with the caller's rights and no more
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;

CREATE ROLE regress_idem_owner;
CREATE ROLE regress_idem_member IN ROLE regress_idem_owner;
CREATE ROLE regress_idem_other;
CREATE SCHEMA priv AUTHORIZATION regress_idem_owner;
GRANT ALL ON ALL FUNCTIONS IN SCHEMA pg_temp TO PUBLIC;

-- what a role makes belongs to it
SET ROLE regress_idem_owner;
SELECT idem.ensure_enum('priv.mood', '{sad,ok}');
SELECT idem.ensure_table('priv.person', $$id int, mood priv.mood$$);
INSERT INTO priv.person SELECT i FROM generate_series(1, 42) AS i;
RESET ROLE;
SELECT typowner::regrole FROM pg_type WHERE oid = 'priv.mood'::regtype;
SELECT relowner::regrole FROM pg_class WHERE oid = 'priv.person'::regclass;

-- who has no right in the schema at all
SET ROLE regress_idem_other;
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.ensure_enum('priv.other', '{a}')$$,
    $$SELECT idem.ensure_table('priv.other', 'id int')$$,
    $$SELECT idem.ensure_column('priv.person', 'name', 'text')$$,
    $$SELECT idem.drop_table('priv.nothing')$$,
    $$SELECT idem.table_exists('priv.nothing')$$]) AS statement;
RESET ROLE;

-- who may use it can ask, since the catalogs are open to everybody ...
GRANT USAGE ON SCHEMA priv TO regress_idem_other;
SET ROLE regress_idem_other;
SELECT pg_temp.traceless($$SELECT idem.ensure_enum('priv.mood', '{sad,ok}')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_table('priv.person', 'id int')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_table('priv.nothing')$$);
SELECT idem.enum_exists('priv.mood'), idem.enum_exists('priv.nothing');
-- ... but changes nothing, and learns nothing of the rows
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.ensure_enum('priv.other', '{a}')$$,
    $$SELECT idem.ensure_enum('priv.mood', '{sad,ok,happy}')$$,
    $$SELECT idem.rename_enum_label('priv.mood', 'sad', 'bad')$$,
    $$SELECT idem.ensure_table('priv.other', 'id int')$$,
    $$SELECT idem.ensure_table('priv.person', 'id int, name text')$$,
    $$SELECT idem.ensure_column('priv.person', 'name', 'text')$$,
    $$SELECT idem.ensure_column('priv.person', 'name', 'text', not_null => true)$$,
    $$SELECT idem.ensure_column('priv.person', 'id', 'int', '0')$$,
    $$SELECT idem.ensure_column('priv.person', 'id', 'int', not_null => true)$$,
    $$SELECT idem.ensure_column('priv.person', 'mood', 'priv.mood', not_null => true)$$,
    $$SELECT idem.ensure_column('priv.person', 'id', 'bigint')$$,
    $$SELECT idem.ensure_column('priv.person', 'id', 'smallint', allow => '{lossy}')$$,
    $$SELECT idem.ensure_column('priv.person', 'id', 'serial')$$,
    $$SELECT idem.rename_table('priv.person', 'people')$$,
    $$SELECT idem.rename_column('priv.person', 'id', 'number')$$,
    $$SELECT idem.drop_column('priv.person', 'id')$$,
    $$SELECT idem.drop_column('priv.person', 'id', '{lossy}')$$,
    $$SELECT idem.drop_table('priv.person')$$,
    $$SELECT idem.drop_table('priv.person', '{lossy}')$$,
    $$SELECT idem.drop_enum('priv.mood', '{cascade}')$$]) AS statement;
RESET ROLE;

-- a member of the owning role may do what the owner may
SET ROLE regress_idem_member;
SELECT idem.ensure_enum('priv.mood', '{sad,ok,happy}');
SELECT idem.ensure_column('priv.person', 'name', 'text');
RESET ROLE;

-- rows that row security hides are still rows
ALTER TABLE priv.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE priv.person FORCE ROW LEVEL SECURITY;
SET ROLE regress_idem_owner;
SELECT count(*) FROM priv.person;
SELECT pg_temp.error_of($$SELECT idem.drop_table('priv.person')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_column('priv.person', 'id')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_column('priv.person', 'id', 'smallint')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_column('priv.person', 'mood', 'priv.mood', not_null => true)$$);
RESET ROLE;

-- in a SECURITY DEFINER function the caller is its owner, as for any DDL
CREATE FUNCTION priv.migrate() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = priv
AS $$SELECT idem.ensure_enum('made_by_definer', '{a}')$$;
ALTER FUNCTION priv.migrate() OWNER TO regress_idem_owner;
SET ROLE regress_idem_other;
SELECT priv.migrate();
RESET ROLE;
SELECT typowner::regrole FROM pg_type WHERE oid = 'priv.made_by_definer'::regtype;

-- what runs on behalf of others, with their rights, makes nothing
CREATE FUNCTION priv.sneaky() RETURNS text LANGUAGE plpgsql AS $$
BEGIN RETURN idem.ensure_enum('priv.sneaked_in', '{a}'); END $$;
CREATE MATERIALIZED VIEW priv.sneaked AS SELECT priv.sneaky() WITH NO DATA;
SELECT pg_temp.error_of('REFRESH MATERIALIZED VIEW priv.sneaked');
SELECT idem.enum_exists('priv.sneaked_in');

-- a stream belongs to the role that began it, and to those it lets in
SET ROLE regress_idem_owner;
SELECT idem.apply_revision('regress_priv', '1', 'CREATE TABLE priv.plan (id int)', 'DROP TABLE priv.plan');
RESET ROLE;
SET ROLE regress_idem_other;
SELECT idem.apply_revision('regress_priv', '1', 'CREATE TABLE priv.plan (id int)');
SELECT idem.is_applied('regress_priv', '1'), idem.health('regress_priv', '1') -> 'ok';
SELECT up IS NULL AND down IS NULL AS hidden FROM idem.revisions WHERE stream = 'regress_priv';
SELECT pg_temp.error_of(statement)
  FROM unnest(ARRAY[
    $$SELECT idem.apply_revision('regress_priv', '2', 'SELECT 1')$$,
    $$SELECT idem.revert_revision('regress_priv', '1')$$,
    $$SELECT idem.stamp('regress_priv', '1', 'SELECT 1', force => true)$$,
    $$SELECT idem.grant_stream('regress_priv', 'regress_idem_other')$$]) AS statement;
RESET ROLE;
-- the ledger is nobody's to write, nor are its tables to read
SELECT c.relname, p.privilege, pg_temp.error_of(format(p.statement, c.relname))
  FROM pg_class c,
       (VALUES ('select', 'SET ROLE regress_idem_other; SELECT count(*) FROM idem.%I'),
               ('delete', 'SET ROLE regress_idem_other; DELETE FROM idem.%I'),
               ('insert', 'SET ROLE regress_idem_other; INSERT INTO idem.%I DEFAULT VALUES'),
               ('truncate', 'SET ROLE regress_idem_other; TRUNCATE idem.%I'),
               ('drop', 'SET ROLE regress_idem_other; DROP TABLE idem.%I')) AS p (privilege, statement)
 WHERE c.relnamespace = 'idem'::regnamespace AND c.relkind = 'r'
 ORDER BY c.relname COLLATE "C", p.privilege COLLATE "C";
SELECT c.relname, pg_temp.error_of(format('SET ROLE regress_idem_other; DELETE FROM idem.%I', c.relname))
  FROM pg_class c
 WHERE c.relnamespace = 'idem'::regnamespace AND c.relkind = 'v'
 ORDER BY c.relname COLLATE "C";
SET ROLE regress_idem_owner;
SELECT idem.grant_stream('regress_priv', 'regress_idem_other');
SELECT idem.grant_stream('regress_priv', 'regress_idem_other');
RESET ROLE;
SET ROLE regress_idem_other;
SELECT idem.apply_revision('regress_priv', '2', 'SELECT 1', 'SELECT 1');
SELECT count(up) FROM idem.revisions WHERE stream = 'regress_priv';
-- which gives no right on what the stream has made
SELECT pg_temp.error_of($$SELECT idem.revert_to('regress_priv', '1')$$);
SELECT pg_temp.error_of($$SELECT idem.revert_revision('regress_priv', '1')$$);
RESET ROLE;
SET ROLE regress_idem_member;
SELECT idem.revert_revision('regress_priv', '2'), idem.revert_revision('regress_priv', '1');
RESET ROLE;

-- others see who has the change lock, but not what he runs
SET ROLE regress_idem_owner;
BEGIN;
SELECT idem.lock();
SET LOCAL ROLE regress_idem_other;
SELECT role IS NOT NULL AS role, scope, mode, granted, query FROM idem.locks;
COMMIT;
RESET ROLE;

-- the functions can be taken away from everybody
REVOKE EXECUTE ON FUNCTION idem.lock() FROM PUBLIC;
SET ROLE regress_idem_other;
SELECT pg_temp.error_of('SELECT idem.lock()');
RESET ROLE;
GRANT EXECUTE ON FUNCTION idem.lock() TO PUBLIC;

SET client_min_messages = warning;
DROP SCHEMA priv CASCADE;
DROP ROLE regress_idem_owner, regress_idem_member, regress_idem_other;
