--
-- search_path: the caller's decides where unqualified names go, as in psql; what
-- stands in it never changes what the extension itself looks up or runs
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE SCHEMA sp_one;
CREATE SCHEMA sp_two;

----------------------------------------------------------------------
-- Where names go
----------------------------------------------------------------------

-- what is made goes to the first schema that exists, and is looked for there
SET search_path = sp_none, sp_one, sp_two;
SELECT idem.ensure_enum('mood', '{sad,ok}');
SELECT idem.ensure_table('person', 'id int, mood mood');
SET search_path = sp_two, sp_one;
SELECT idem.enum_exists('mood'), idem.table_exists('person');
SELECT idem.ensure_enum('mood', '{sad,ok,happy}');
SELECT idem.ensure_table('person', 'id bigint');
SELECT table_schema, column_name, data_type, udt_schema, udt_name FROM information_schema.columns
 WHERE table_name = 'person' ORDER BY table_schema COLLATE "C", ordinal_position;

-- what is altered, renamed or dropped is the first that is found, and only that
SELECT idem.drop_table('person');
SELECT idem.ensure_column('person', 'name', 'text');
SELECT idem.rename_column('person', 'name', 'full_name');
SELECT idem.drop_enum('mood');
SELECT idem.drop_column('person', 'full_name');
SELECT idem.table_exists('sp_one.person'), idem.table_exists('sp_two.person'),
       idem.enum_exists('sp_one.mood'), idem.enum_exists('sp_two.mood');
CREATE TABLE sp_one.twice ();
CREATE TABLE sp_two.twice ();
SELECT idem.rename_table('twice', 'once');
SELECT idem.table_exists('sp_one.twice'), idem.table_exists('sp_two.once');

-- an expression means the same under any path
SET search_path = sp_one;
SELECT idem.ensure_column('person', 'feels', 'mood', $$'ok'$$);
SET search_path = sp_two, public;
SELECT pg_temp.traceless($$SELECT idem.ensure_column('sp_one.person', 'feels', 'sp_one.mood', $q$'ok'::sp_one.mood$q$)$$);

-- a type of the same name elsewhere is another type
SELECT idem.ensure_enum('mood', '{sad,ok}');
SELECT pg_temp.error_of($$SELECT idem.ensure_column('sp_one.person', 'feels', 'mood')$$);

-- no place to go
SET search_path = sp_none;
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('mood', '{sad}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('person', 'id int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_column('person', 'x', 'int')$$);
SET search_path = '';
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('mood', '{sad}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('sp_none.mood', '{sad}')$$);
-- nor are the schemas of the system one
SET search_path = pg_catalog, sp_one;
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('feeling', '{sad}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('feelings', 'id int')$$);

----------------------------------------------------------------------
-- Temporary objects
----------------------------------------------------------------------

SET search_path = sp_one;
CREATE TEMP TABLE person (id int);
CREATE TYPE pg_temp.feeling AS ENUM ('none');
-- never looked at by a name that makes something
SELECT idem.ensure_table('person', 'id int');
SELECT idem.ensure_enum('feeling', '{some}');
-- found first by a name that is looked for, as by ALTER TABLE: that is not what migrations are for
SELECT pg_temp.error_of($$SELECT idem.ensure_column('person', 'x', 'int')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_table('person')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('pg_temp.person', 'id int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('pg_temp.feeling', '{some}')$$);
SET search_path = pg_temp, sp_one;
SELECT pg_temp.error_of($$SELECT idem.ensure_table('other', 'id int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_enum('feeling', '{some}')$$);
SET search_path = sp_one;
DROP TABLE pg_temp.person;

----------------------------------------------------------------------
-- A schema full of traps
----------------------------------------------------------------------

CREATE SCHEMA trap;
CREATE FUNCTION trap.sprung() RETURNS text LANGUAGE plpgsql AS $$
BEGIN RAISE 'trap sprung'; END $$;
-- functions of the server
DO $$
DECLARE f record;
BEGIN
  FOR f IN SELECT p.proname, p.oid, pg_get_function_identity_arguments(p.oid) AS args, p.prorettype::regtype AS result
             FROM pg_proc p
            WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
              AND p.proname IN ('now', 'format', 'left', 'lower', 'quote_ident', 'current_database', 'version',
                                'pg_blocking_pids', 'nextval', 'texteq', 'nameeq', 'int4eq', 'oideq', 'upper', 'length')
              AND p.provariadic = 0
  LOOP
    EXECUTE pg_catalog.format('CREATE FUNCTION trap.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L',
                              f.proname, f.args, f.result, 'BEGIN RAISE ''trap sprung''; END');
  END LOOP;
END $$;
-- operators
CREATE FUNCTION trap.same(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trap sprung'; END $$;
CREATE FUNCTION trap.same(name, name) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trap sprung'; END $$;
CREATE FUNCTION trap.same(oid, oid) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trap sprung'; END $$;
CREATE FUNCTION trap.same(integer, integer) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trap sprung'; END $$;
CREATE OPERATOR trap.= (FUNCTION = trap.same, LEFTARG = text, RIGHTARG = text);
CREATE OPERATOR trap.= (FUNCTION = trap.same, LEFTARG = name, RIGHTARG = name);
CREATE OPERATOR trap.= (FUNCTION = trap.same, LEFTARG = oid, RIGHTARG = oid);
CREATE OPERATOR trap.= (FUNCTION = trap.same, LEFTARG = integer, RIGHTARG = integer);
-- catalogs and views, types, and the extension's own names
CREATE VIEW trap.pg_class AS SELECT trap.sprung();
CREATE VIEW trap.pg_type AS SELECT trap.sprung();
CREATE VIEW trap.pg_enum AS SELECT trap.sprung();
CREATE VIEW trap.pg_locks AS SELECT trap.sprung();
CREATE VIEW trap.pg_stat_activity AS SELECT trap.sprung();
CREATE TYPE trap.outcome AS ENUM ('trap');
CREATE DOMAIN trap.regclass AS text CHECK (false);
CREATE FUNCTION trap.ensure_enum(text, text[], text[] DEFAULT '{}') RETURNS text LANGUAGE plpgsql AS $$
BEGIN RAISE 'trap sprung'; END $$;

SET search_path = trap, pg_catalog, sp_one;
SELECT lower('this one');
SELECT idem.ensure_enum('sp_one.color', '{red,green}');
SELECT idem.ensure_enum('sp_one.color', '{red,yellow,green}');
SELECT idem.rename_enum_label('sp_one.color', 'red', 'Red');
SELECT idem.ensure_table('sp_one.car', $$id bigserial, color sp_one.color DEFAULT 'Red', seen timestamptz DEFAULT pg_catalog.now()$$);
SELECT idem.ensure_table('sp_one.car', $$id bigserial, color sp_one.color DEFAULT 'Red', seen timestamptz DEFAULT CURRENT_TIMESTAMP$$);
SELECT idem.ensure_column('sp_one.car', 'seats', 'smallint', '4', true);
SELECT idem.ensure_column('sp_one.car', 'seats', 'integer', '5', true);
INSERT INTO sp_one.car (seats) VALUES (4);
SELECT idem.ensure_column('sp_one.car', 'seats', 'bigint', '5', true);
SELECT idem.ensure_column('sp_one.car', 'owner', 'text');
SELECT idem.rename_column('sp_one.car', 'owner', 'keeper');
SELECT idem.drop_column('sp_one.car', 'keeper');
SELECT idem.rename_table('sp_one.car', 'vehicle');
SELECT idem.table_exists('sp_one.vehicle'), idem.column_exists('sp_one.vehicle', 'seats'), idem.enum_exists('sp_one.color');
SELECT idem.drop_table('sp_one.vehicle', '{lossy}');
SELECT idem.drop_enum('sp_one.color');
BEGIN;
SELECT idem.lock();
SELECT role OPERATOR(pg_catalog.=) session_user AS mine, granted, scope FROM idem.locks;
COMMIT;
-- the message about who holds the lock is made by a query of the extension
BEGIN;
SET LOCAL idem_migrate.lock_scope = schema;
SELECT idem.lock(), idem.try_lock();
COMMIT;
-- revisions, the ledger and its views
SELECT idem.apply_revision('regress_trap', '1', 'CREATE TABLE sp_one.boat (id int PRIMARY KEY, CHECK (id > 0)); INSERT INTO sp_one.boat VALUES (1)', 'DROP TABLE sp_one.boat');
SELECT idem.apply_revision('regress_trap', '1', 'CREATE TABLE sp_one.boat (id int PRIMARY KEY, CHECK (id > 0)); INSERT INTO sp_one.boat VALUES (1)');
ALTER TABLE sp_one.boat DROP CONSTRAINT boat_pkey;
SELECT idem.apply_revision('regress_trap', '1', 'CREATE TABLE sp_one.boat (id int PRIMARY KEY, CHECK (id > 0)); INSERT INTO sp_one.boat VALUES (1)');
SELECT idem.is_applied('regress_trap', '1'), idem.current_revision('regress_trap'), idem.health('regress_trap', '1') -> 'ok';
SELECT count(*) OPERATOR(pg_catalog.>) 0 AS rows FROM idem.streams, idem.revisions, idem.history, idem.objects;
SELECT idem.revert_revision('regress_trap', '1', '{lossy}');
SELECT event FROM idem.history WHERE stream OPERATOR(pg_catalog.=) 'regress_trap' ORDER BY number;

-- what the caller writes means what it means in psql: this now() is the trap
SELECT idem.ensure_column('sp_one.person', 'seen', 'timestamptz');
SELECT idem.ensure_column('sp_one.person', 'seen', 'timestamptz', 'now()');
SET search_path = sp_one;
SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
 WHERE adrelid = 'person'::regclass AND pg_get_expr(adbin, adrelid) ~ 'now';
SELECT idem.ensure_column('sp_one.person', 'seen', 'timestamptz', 'now()');
SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
 WHERE adrelid = 'person'::regclass AND pg_get_expr(adbin, adrelid) ~ 'now';

-- the same traps in the schema of temporary objects, which is searched first for relations and types
RESET search_path;
CREATE TEMP VIEW pg_class AS SELECT trap.sprung();
CREATE TEMP VIEW pg_locks AS SELECT trap.sprung();
CREATE TEMP VIEW pg_stat_activity AS SELECT trap.sprung();
CREATE DOMAIN pg_temp.regclass AS text CHECK (false);
SELECT idem.ensure_enum('sp_one.color', '{red,green}');
SELECT idem.ensure_table('sp_one.car', $$id bigserial, color sp_one.color DEFAULT 'red'$$);
SELECT idem.ensure_column('sp_one.car', 'seats', 'int', '4');
BEGIN;
SELECT idem.lock();
SELECT count(*) FROM idem.locks;
COMMIT;
DROP VIEW pg_temp.pg_class, pg_temp.pg_locks, pg_temp.pg_stat_activity;
DROP DOMAIN pg_temp.regclass;

SET client_min_messages = warning;
DROP SCHEMA sp_one, sp_two, trap CASCADE;
