-- Functions, procedures and aggregates.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA routine_test;
CREATE SCHEMA routine_other;
SET search_path = routine_test;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE person (id int, name text);
CREATE FUNCTION steps(script text, allow text[] DEFAULT '{}') RETURNS SETOF text LANGUAGE sql AS $$
  SELECT concat_ws(' | ', kind, object, action, ddl, reason) FROM idem.ensure(script, allow) $$;
CREATE FUNCTION planned(script text, allow text[] DEFAULT '{}') RETURNS SETOF text LANGUAGE sql AS $$
  SELECT concat_ws(' | ', kind, object, action, ddl, reason, allow) FROM idem.plan(script, allow) $$;
-- plans it, makes it, and says what would still be to do
CREATE FUNCTION same(script text, allow text[] DEFAULT '{}') RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  plan text[] := ARRAY(SELECT concat_ws(' | ', kind, object, action, ddl, reason) FROM idem.plan(script, allow));
  done text[] := ARRAY(SELECT concat_ws(' | ', kind, object, action, ddl, reason) FROM idem.ensure(script, allow));
BEGIN
  RETURN QUERY SELECT unnest(done);
  IF plan <> done THEN
    RETURN QUERY SELECT 'planned: ' || unnest(plan);
  END IF;
  RETURN QUERY SELECT 'again: ' || concat_ws(' | ', kind, object, action, ddl, reason) FROM idem.plan(script, allow);
END $$;

-- every clause that there is
CREATE TABLE wish (name text PRIMARY KEY, script text);
INSERT INTO wish VALUES
('arguments', $$CREATE FUNCTION arguments(a int, b text DEFAULT 'x', VARIADIC c int[] DEFAULT '{1,2}') RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'$$),
('atomic', $$CREATE FUNCTION atomic(p int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT p + 1; SELECT count(*) FROM person WHERE id = p; END$$),
('body_return', $$CREATE FUNCTION body_return(p int, q text DEFAULT now()::text) RETURNS text RETURN p::text || q || (SELECT max(name) FROM person)$$),
('enum', $$CREATE FUNCTION enum(x mood) RETURNS mood LANGUAGE sql AS 'SELECT $1'$$),
('hostile', $$CREATE FUNCTION "Hos""tile;("("a b" int DEFAULT 1, "--" text DEFAULT ';') RETURNS "mood" LANGUAGE sql AS ' SELECT ''sad''::routine_test.mood -- ; '$$),
('internal', $$CREATE FUNCTION internal(internal) RETURNS internal LANGUAGE internal STRICT AS 'array_agg_finalfn'$$),
('library', $$CREATE FUNCTION library() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler'$$),
('options', $$CREATE FUNCTION options(IN a int, OUT b text, INOUT c numeric) LANGUAGE sql STABLE STRICT SECURITY DEFINER LEAKPROOF PARALLEL SAFE COST 5 SET search_path = routine_test, pg_temp SET work_mem TO '1MB' AS 'SELECT ''x'', 1.0'$$),
('poly', $$CREATE FUNCTION poly(anyelement, VARIADIC anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT $1'$$),
('rows_of', $$CREATE FUNCTION rows_of() RETURNS SETOF person LANGUAGE sql ROWS 7 AS 'SELECT * FROM person'$$),
('support', $$CREATE FUNCTION support(text) RETURNS int LANGUAGE internal IMMUTABLE SUPPORT textlike_support AS 'textlen'$$),
('table_of', $$CREATE FUNCTION table_of() RETURNS TABLE (x int, y text) LANGUAGE sql IMMUTABLE AS 'SELECT 1, ''a'''$$),
('trigger_of', $$CREATE FUNCTION trigger_of() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN INSERT INTO missing_yet VALUES (1); RETURN NEW; END $f$ $$),
('type_of', $$CREATE FUNCTION type_of(person.id%TYPE) RETURNS person.name%TYPE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'$$),
('window_function', $$CREATE FUNCTION window_function() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number'$$),
('procedure_inout', $$CREATE PROCEDURE procedure_inout(a int, INOUT b int DEFAULT 3) LANGUAGE plpgsql AS 'BEGIN b := 1; END'$$),
('procedure_out', $$CREATE PROCEDURE procedure_out(OUT x text, z int) LANGUAGE sql AS 'SELECT ''x'''$$),
('procedure_atomic', $$CREATE PROCEDURE procedure_atomic(z int) BEGIN ATOMIC INSERT INTO person VALUES (z, 'x') ON CONFLICT DO NOTHING; UPDATE person SET name = 'q' WHERE id = z; DELETE FROM person WHERE id = z; END$$),
('aggregate', $$CREATE AGGREGATE aggregate(int) (sfunc = int4pl, stype = int, initcond = '0')$$),
('aggregate_old', $$CREATE AGGREGATE aggregate_old(basetype = int4, sfunc1 = int4pl, stype1 = int, initcond1 = '0')$$),
('aggregate_old_any', $$CREATE AGGREGATE aggregate_old_any(basetype = "any", sfunc = int8inc, stype = int8, initcond = 0)$$),
('aggregate_star', $$CREATE AGGREGATE aggregate_star(*) (sfunc = int8inc, stype = int8, initcond = 0, parallel = safe, combinefunc = int8pl)$$),
('aggregate_ordered', $$CREATE AGGREGATE aggregate_ordered(float8 ORDER BY anyelement) (stype = internal, sfunc = ordered_set_transition, finalfunc = percentile_disc_final, finalfunc_extra = true, finalfunc_modify = read_write)$$),
('aggregate_hypothetical', $$CREATE AGGREGATE aggregate_hypothetical(VARIADIC "any" ORDER BY VARIADIC "any") (stype = internal, sfunc = ordered_set_transition_multi, finalfunc = rank_final, finalfunc_extra, hypothetical)$$),
('aggregate_moving', $$CREATE AGGREGATE aggregate_moving(float8) (stype = float8, sfunc = float8pl, mstype = float8, msfunc = float8pl, minvfunc = float8mi, sspace = 100, msspace = 50, initcond = '0', minitcond = '0')$$),
('aggregate_poly', $$CREATE AGGREGATE aggregate_poly(anycompatible) (sfunc = array_append, stype = anycompatiblearray, initcond = '{}')$$),
('aggregate_sort', $$CREATE AGGREGATE aggregate_sort(numeric) (sfunc = numeric_larger, stype = numeric, sortop = > )$$);

-- absent: made; the same: unchanged and without a trace
SELECT name, (SELECT count(*) FROM idem.ensure(script)) FROM wish ORDER BY name COLLATE "C";
\set ECHO none
SELECT format('SELECT %L, pg_temp.traceless(%L), pg_temp.traceless(%L)', name,
              format('SELECT count(*) FROM idem.ensure(%L)', script), format('SELECT count(*) FROM idem.plan(%L)', script))
  FROM wish ORDER BY name COLLATE "C" \gexec
\set ECHO all

-- psql makes the same, and there is nothing to do on what it made
CREATE TEMP TABLE ours AS
  SELECT proname, to_jsonb(p) - 'oid' || coalesce(to_jsonb(a) - 'aggfnoid', '{}') AS content
    FROM pg_proc p LEFT JOIN pg_aggregate a ON aggfnoid = p.oid
   WHERE pronamespace = 'routine_test'::regnamespace AND proname NOT IN ('steps', 'planned', 'same');
DO $$
DECLARE
  one text;
BEGIN
  FOR one IN SELECT 'DROP ROUTINE ' || oid::regprocedure FROM pg_proc
              WHERE pronamespace = 'routine_test'::regnamespace AND proname NOT IN ('steps', 'planned', 'same') LOOP
    EXECUTE one;
  END LOOP;
  FOR one IN SELECT script FROM routine_test.wish LOOP
    EXECUTE one;
  END LOOP;
END $$;
SELECT count(*) FROM ours;
SELECT proname FROM pg_proc p LEFT JOIN pg_aggregate a ON aggfnoid = p.oid JOIN ours USING (proname)
 WHERE pronamespace = 'routine_test'::regnamespace
   AND to_jsonb(p) - 'oid' || coalesce(to_jsonb(a) - 'aggfnoid', '{}') <> content;
SELECT name FROM wish, idem.plan(script);

-- another spelling of the same
SELECT same($$CREATE FUNCTION arguments(a integer, b pg_catalog.text = CAST('x' AS text), VARIADIC c int4[] = '{1, 2}'::int[]) RETURNS int4 VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 100 LANGUAGE plpgsql AS $f$BEGIN RETURN 1; END$f$ $$);
SELECT same($$CREATE OR REPLACE FUNCTION body_return(p int, q text = CURRENT_TIMESTAMP::text) RETURNS text RETURN CAST(p AS text) || q || (SELECT max(person.name) FROM routine_test.person)$$);
SELECT same($$CREATE FUNCTION atomic(p int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT atomic.p + 1; SELECT count(*) FROM routine_test.person WHERE (person.id = $1); END$$);
SELECT same($$CREATE FUNCTION options(IN a int, OUT b text, INOUT c numeric) LANGUAGE sql STABLE RETURNS NULL ON NULL INPUT EXTERNAL SECURITY DEFINER LEAKPROOF PARALLEL SAFE COST 5 SET "Work_Mem" = '1MB' SET search_path = 'routine_test', 'pg_temp' AS 'SELECT ''x'', 1.0'$$);

-- each property that differs: replaced; owner, grants, comment and dependants are kept
SELECT same($$CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'$$);
COMMENT ON FUNCTION f(int) IS 'about f';
CREATE VIEW uses_f AS SELECT f(1);
SELECT oid AS f_oid FROM pg_proc WHERE proname = 'f' \gset
SELECT same(d) FROM unnest(ARRAY[
  $$CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2'$$,
  $$create  function f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2 '$$,
  $$CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'$$,
  $$CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2' IMMUTABLE$$,
  $$CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2' STRICT PARALLEL RESTRICTED$$,
  $$CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2' SECURITY DEFINER LEAKPROOF COST 3$$,
  $$CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2' SET work_mem = '1MB' SET search_path FROM CURRENT$$,
  $$CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2' SET work_mem = '2MB'$$,
  $$CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 2'$$,
  $$CREATE FUNCTION f(a int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT 2'$$,
  $$CREATE FUNCTION f(a int DEFAULT 2) RETURNS int RETURN a + 1$$,
  $$CREATE FUNCTION f(a int DEFAULT 2) RETURNS int RETURN a + 2$$,
  $$CREATE FUNCTION f(a int DEFAULT 2) RETURNS int BEGIN ATOMIC SELECT a + 2; END$$]) AS d;
SELECT oid = :f_oid AS same_object, obj_description(oid) FROM pg_proc WHERE proname = 'f';
-- names may be given to parameters that have none, and OUT parameters may be renamed
SELECT same($$CREATE FUNCTION unnamed(int, OUT x int) LANGUAGE sql AS 'SELECT 1'$$);
SELECT same($$CREATE FUNCTION unnamed(a int, OUT y int) LANGUAGE sql AS 'SELECT 1'$$);
-- procedures, aggregates
SELECT same($$CREATE PROCEDURE procedure_inout(a int, INOUT b int DEFAULT 3) LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN b := 2; END'$$);
SELECT same(d) FROM unnest(ARRAY[
  $$CREATE AGGREGATE aggregate(int) (sfunc = int4larger, stype = int, initcond = '0')$$,
  $$CREATE AGGREGATE aggregate(int) (sfunc = int4larger, stype = int)$$,
  $$CREATE OR REPLACE AGGREGATE aggregate(int) (sfunc = int4larger, stype = int, parallel = safe, combinefunc = int4larger)$$,
  $$CREATE AGGREGATE aggregate(int) (sfunc = int4larger, stype = int, sspace = 7)$$,
  $$CREATE AGGREGATE aggregate(int) (sfunc = int4pl, stype = int, mstype = int, msfunc = int4pl, minvfunc = int4mi)$$,
  $$CREATE AGGREGATE aggregate(basetype = int, sfunc = int4pl, stype = int, sortop = <)$$]) AS d;

-- what CREATE OR REPLACE cannot do is refused
SELECT pg_temp.error_of(format('SELECT routine_test.steps(%L)', d)) FROM unnest(ARRAY[
  $$CREATE FUNCTION f(a int DEFAULT 2) RETURNS text LANGUAGE sql AS 'SELECT ''2'''$$,
  $$CREATE FUNCTION f(a int DEFAULT 2) RETURNS SETOF int LANGUAGE sql AS 'SELECT 2'$$,
  $$CREATE FUNCTION f(b int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT 2'$$,
  $$CREATE FUNCTION f(int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT 2'$$,
  $$CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2'$$,
  $$CREATE PROCEDURE f(a int) LANGUAGE sql AS 'SELECT 2'$$,
  $$CREATE FUNCTION table_of() RETURNS TABLE (x int, z text) LANGUAGE sql IMMUTABLE AS 'SELECT 1, ''a'''$$,
  $$CREATE PROCEDURE procedure_inout(a int, b int DEFAULT 3) LANGUAGE plpgsql AS 'BEGIN END'$$,
  $$CREATE FUNCTION aggregate(int) RETURNS int LANGUAGE sql AS 'SELECT 1'$$,
  $$CREATE AGGREGATE aggregate(int) (sfunc = int4_avg_accum, stype = int8[])$$,
  $$CREATE FUNCTION window_function() RETURNS bigint LANGUAGE internal AS 'window_row_number'$$]) AS d;
-- also when it is a warning
SET idem_migrate.on_conflict = warning;
SELECT steps($$CREATE FUNCTION f(b int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT 2'$$);
RESET idem_migrate.on_conflict;

-- and done with the caller's word: owner, grants, comment and views are kept
CREATE ROLE routine_owner;
CREATE ROLE routine_user;
GRANT USAGE, CREATE ON SCHEMA routine_test TO routine_owner;
GRANT EXECUTE ON FUNCTION f(int) TO routine_user WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC;
ALTER FUNCTION f(int) OWNER TO routine_owner;
GRANT SELECT ON uses_f TO routine_user;
SELECT same($$CREATE FUNCTION f(b int DEFAULT 2) RETURNS text LANGUAGE sql AS 'SELECT ''2'''$$, '{recreate}');
SELECT pg_get_userbyid(proowner), proacl, obj_description(oid) FROM pg_proc WHERE proname = 'f';
SELECT f, has_table_privilege('routine_user', 'uses_f', 'SELECT') FROM uses_f;
ALTER TABLE person ADD CHECK (f(id) <> '');
SELECT pg_temp.error_of(format('SELECT routine_test.steps(%L, ''{recreate}'')',
                               $$CREATE FUNCTION f(b int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT 2'$$));
ALTER TABLE person DROP CONSTRAINT person_id_check;
SELECT pg_temp.error_of(format('SELECT routine_test.steps(%L, ''{recreate}'')', $$CREATE PROCEDURE f(a int) LANGUAGE sql AS 'SELECT 2'$$));
DROP VIEW uses_f;
SELECT same($$CREATE PROCEDURE f(a int) LANGUAGE sql AS 'SELECT 2'$$, '{recreate}');
SELECT same($$CREATE AGGREGATE f(int) (sfunc = int4pl, stype = int)$$, '{recreate}');
SELECT pg_get_userbyid(proowner), proacl, obj_description(oid) FROM pg_proc WHERE proname = 'f';
DROP AGGREGATE f(int);

-- triggers and policies that use it are made again, too
CREATE FUNCTION may(a int) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE POLICY only_may ON person USING (may(id));
CREATE TRIGGER when_may BEFORE UPDATE ON person FOR EACH ROW WHEN (may(NEW.id)) EXECUTE FUNCTION trigger_of();
SELECT pg_temp.error_of(format('SELECT routine_test.steps(%L)', $$CREATE FUNCTION may(person_id int) RETURNS boolean LANGUAGE sql AS 'SELECT true'$$));
SELECT same($$CREATE FUNCTION may(person_id int) RETURNS boolean LANGUAGE sql AS 'SELECT true'$$, '{recreate}');
DROP FUNCTION may CASCADE;

-- overloaded siblings are left alone, and so is the same name in another schema
SELECT same($$CREATE FUNCTION over(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
              CREATE FUNCTION over(text) RETURNS int LANGUAGE sql AS 'SELECT 2';
              CREATE FUNCTION over(int, VARIADIC int[]) RETURNS int LANGUAGE sql AS 'SELECT 3';
              CREATE FUNCTION routine_other.over(int) RETURNS int LANGUAGE sql AS 'SELECT 4'$$);
SELECT same($$CREATE FUNCTION over(text) RETURNS int LANGUAGE sql AS 'SELECT 5'$$);
SELECT pronamespace::regnamespace, proargtypes::regtype[], prosrc FROM pg_proc WHERE proname = 'over' ORDER BY prosrc;
SELECT pg_temp.error_of($$SELECT routine_test.steps('DROP FUNCTION over')$$);
SELECT pg_temp.error_of($$SELECT routine_test.steps('ALTER FUNCTION over STABLE')$$);
SELECT same('DROP FUNCTION over(text), over(int, int[])');
SELECT same('DROP FUNCTION over');

-- ALTER
SELECT same('ALTER FUNCTION enum(mood) STABLE STRICT COST 7 SET work_mem = ''3MB''');
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('ALTER FUNCTION enum(mood) STABLE COST 7; ALTER ROUTINE enum(mood) SET work_mem TO "3MB"')$$);
SELECT same('ALTER FUNCTION enum RESET work_mem CALLED ON NULL INPUT');
SELECT same('ALTER PROCEDURE procedure_out SECURITY DEFINER SET search_path = routine_test');
SELECT same('ALTER ROUTINE procedure_out(int) RESET ALL');
SELECT same('ALTER FUNCTION enum(mood) RENAME TO enumerate');
SELECT same('ALTER ROUTINE procedure_out RENAME TO out_of');
SELECT same('ALTER AGGREGATE aggregate_star(*) RENAME TO star');
SELECT same('ALTER FUNCTION enumerate(mood) SET SCHEMA routine_other');
SELECT same('ALTER AGGREGATE star(*) SET SCHEMA routine_other');
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('ALTER FUNCTION routine_other.enum(mood) RENAME TO enumerate; ALTER AGGREGATE star(*) SET SCHEMA routine_other')$$);
SELECT pg_temp.error_of(format('SELECT routine_test.steps(%L)', d)) FROM unnest(ARRAY[
  'ALTER FUNCTION nowhere(int) STABLE',
  'ALTER FUNCTION nowhere(int) RENAME TO nobody',
  'ALTER FUNCTION nowhere SET SCHEMA routine_other',
  'ALTER FUNCTION out_of(int) STABLE',
  'ALTER PROCEDURE options(int, numeric) SECURITY DEFINER',
  'ALTER FUNCTION aggregate(int) STABLE',
  'ALTER FUNCTION lower(text) STABLE',
  'ALTER FUNCTION idem.lock() STABLE']) AS d;
CREATE FUNCTION enumerate(mood) RETURNS mood LANGUAGE sql AS 'SELECT $1';
SELECT pg_temp.error_of($$SELECT routine_test.steps('ALTER FUNCTION routine_test.enumerate(mood) SET SCHEMA routine_other')$$);

-- what is not there, or not ours
SELECT pg_temp.error_of(format('SELECT routine_test.steps(%L)', d)) FROM unnest(ARRAY[
  $$CREATE FUNCTION g(nothing) RETURNS int LANGUAGE sql AS 'SELECT 1'$$,
  $$CREATE FUNCTION nowhere.g(int) RETURNS int LANGUAGE sql AS 'SELECT 1'$$,
  $$CREATE FUNCTION g(int) RETURNS int LANGUAGE nothing AS 'SELECT 1'$$,
  $$CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'SELECT nothing'$$,
  $$CREATE FUNCTION table_of(int) RETURNS nothing LANGUAGE sql AS 'SELECT 1'$$,
  $$CREATE FUNCTION table_of() RETURNS nothing LANGUAGE sql AS 'SELECT 1'$$,
  $$CREATE FUNCTION pg_catalog.g(int) RETURNS int LANGUAGE sql AS 'SELECT 1'$$,
  $$CREATE OR REPLACE FUNCTION idem.lock() RETURNS void LANGUAGE sql AS 'SELECT'$$]) AS d;
SET check_function_bodies = off;
SELECT same($$CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'SELECT nothing'$$);
RESET check_function_bodies;

-- DROP
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('DROP FUNCTION IF EXISTS nothing, nothing.f(int), g(nothing); DROP PROCEDURE IF EXISTS nothing; DROP AGGREGATE IF EXISTS nothing(*)')$$);
-- a procedure is no function, so no function is there
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('DROP FUNCTION IF EXISTS out_of(int); DROP PROCEDURE g(int); DROP FUNCTION aggregate(int)')$$);
SELECT same('DROP FUNCTION g, options(int); DROP PROCEDURE procedure_atomic(int); DROP AGGREGATE aggregate(int), aggregate_old_any(*)');
SELECT same('DROP FUNCTION options(int, numeric)');
SELECT same('DROP ROUTINE out_of, aggregate_sort(numeric)');
-- what one DROP names goes together
SELECT same($$CREATE FUNCTION low(int) RETURNS int RETURN $1; CREATE FUNCTION high(int) RETURNS int RETURN low($1)$$);
SELECT pg_temp.error_of($$SELECT routine_test.steps('DROP FUNCTION low(int)')$$);
SELECT same('DROP FUNCTION low(int), high(int)');
CREATE VIEW uses_table AS SELECT * FROM table_of();
SELECT pg_temp.error_of($$SELECT routine_test.steps('DROP FUNCTION table_of()')$$);
SELECT pg_temp.error_of($$SELECT routine_test.steps('DROP FUNCTION table_of() CASCADE')$$);
SELECT steps('DROP FUNCTION table_of() CASCADE', '{cascade}');

-- a history: replaced, altered, dropped, made again, renamed
\set history 'CREATE TYPE grade AS ENUM (''a''); CREATE FUNCTION h(grade) RETURNS grade LANGUAGE sql AS ''SELECT $1''; ALTER FUNCTION h(grade) STABLE; ALTER FUNCTION h(grade) COST 7 IMMUTABLE; ALTER FUNCTION h(grade) RENAME TO hh; CREATE FUNCTION h(int) RETURNS int LANGUAGE sql AS ''SELECT 1''; CREATE OR REPLACE FUNCTION h(a int) RETURNS int LANGUAGE sql AS ''SELECT 2''; DROP FUNCTION h(int); CREATE FUNCTION h(b int) RETURNS text LANGUAGE sql AS ''SELECT 3''; CREATE FUNCTION mover() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NEW; END''; ALTER FUNCTION mover() RENAME TO moved; ALTER FUNCTION moved() SET SCHEMA routine_other; CREATE AGGREGATE ag(int) (sfunc = int4pl, stype = int); CREATE OR REPLACE AGGREGATE ag(int) (sfunc = int4larger, stype = int); CREATE FUNCTION gone(a int) RETURNS int LANGUAGE sql AS ''SELECT 1''; DROP FUNCTION gone; DROP FUNCTION IF EXISTS h(int) CASCADE; CREATE FUNCTION h(b int) RETURNS text LANGUAGE sql AS ''SELECT 5::text'''
SELECT same(:'history');
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)', :'history'));
-- where a part of it was run
DROP FUNCTION h(int);
CREATE FUNCTION h(a int) RETURNS int LANGUAGE sql AS 'SELECT 2';
ALTER FUNCTION hh RENAME TO h;
ALTER FUNCTION h(grade) VOLATILE;
ALTER FUNCTION routine_other.moved SET SCHEMA routine_test;
ALTER FUNCTION moved RENAME TO mover;
CREATE FUNCTION gone(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
SELECT same(:'history');

-- procedures may be named with their OUT parameters; views that use what the script drops are made again
\set history 'CREATE PROCEDURE op(OUT x text, z int) LANGUAGE sql AS ''SELECT 1''; ALTER PROCEDURE op(text, int) SECURITY DEFINER; DROP PROCEDURE op(text, int); CREATE PROCEDURE op(OUT x text, z int) LANGUAGE sql AS ''SELECT 2''; DROP FUNCTION IF EXISTS used; CREATE FUNCTION used(int) RETURNS text LANGUAGE sql AS ''SELECT $1::text''; CREATE DOMAIN checked AS text CHECK (used(VALUE::int) <> ''1'')'
CREATE FUNCTION used(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE VIEW uses AS SELECT used(7);
SELECT same(:'history');
SELECT used FROM uses;
DROP DOMAIN checked;
DROP VIEW uses;
DROP FUNCTION used;
SELECT same(:'history');

-- the table that a body and a parameter are about has another form and name in the end
\set history 'CREATE TABLE past (a int, b text); CREATE FUNCTION about(past) RETURNS SETOF past LANGUAGE sql AS ''SELECT a, b FROM past''; CREATE FUNCTION left_alone(x past[]) RETURNS text LANGUAGE sql AS ''SELECT b FROM past''; ALTER TABLE past DROP COLUMN b; CREATE OR REPLACE FUNCTION about(past) RETURNS SETOF past LANGUAGE sql AS ''SELECT * FROM past''; ALTER TABLE past RENAME TO present; CREATE FUNCTION after(present) RETURNS text LANGUAGE sql AS ''SELECT 1::text'''
SELECT steps(:'history');
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)', :'history'));
SELECT pg_temp.error_of(format('SELECT routine_test.steps(%L)', :'history' || '; CREATE FUNCTION settled() RETURNS text LANGUAGE sql AS ''SELECT b FROM present'''));

-- without arguments DROP means the only one that there is at that time
\set history 'CREATE FUNCTION sole(a int) RETURNS int LANGUAGE sql AS ''SELECT 1''; DROP FUNCTION sole; CREATE FUNCTION sole(a bigint) RETURNS int LANGUAGE sql AS ''SELECT 2''; DROP FUNCTION sole; CREATE FUNCTION sole(b text) RETURNS int LANGUAGE sql AS ''SELECT 3''; DROP FUNCTION IF EXISTS sole; CREATE FUNCTION sole(b text) RETURNS text LANGUAGE sql AS ''SELECT 4::text'''
CREATE FUNCTION sole(a bigint) RETURNS int LANGUAGE sql AS 'SELECT 2';
SELECT same(:'history');
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)', :'history'));

-- in a revision: applied, verified, healed, reverted
SELECT idem.apply_revision('routine', '1', $$
  CREATE FUNCTION revised(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE PROCEDURE revised(a text) LANGUAGE sql AS 'SELECT 1';
  CREATE AGGREGATE revised(float8) (sfunc = float8pl, stype = float8)$$,
  'DROP FUNCTION revised(int); DROP PROCEDURE revised(text); DROP AGGREGATE revised(float8)');
SELECT idem.apply_revision('routine', '2', $$
  CREATE OR REPLACE FUNCTION revised(a int) RETURNS int LANGUAGE sql AS 'SELECT 2';
  ALTER FUNCTION revised(int) RENAME TO renamed$$, 'ALTER FUNCTION renamed(int) RENAME TO revised');
SELECT revision, type, identity FROM idem.objects WHERE stream = 'routine' ORDER BY revision, type, identity COLLATE "C";
DROP FUNCTION renamed(int);
DROP AGGREGATE revised(float8);
SELECT idem.apply_revision('routine', '1', $$
  CREATE FUNCTION revised(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE PROCEDURE revised(a text) LANGUAGE sql AS 'SELECT 1';
  CREATE AGGREGATE revised(float8) (sfunc = float8pl, stype = float8)$$);
SELECT proname, prokind, prosrc FROM pg_proc WHERE proname IN ('revised', 'renamed') ORDER BY proname, prokind;
SELECT idem.revert_revision('routine', '2');
SELECT idem.revert_revision('routine', '1');
SELECT proname FROM pg_proc WHERE proname IN ('revised', 'renamed');
SELECT idem.stamp('routine', '3', $$CREATE FUNCTION revised(a int, b mood[]) RETURNS int LANGUAGE sql AS 'SELECT 1'$$);
SELECT idem.apply_revision('routine', '3', $$CREATE FUNCTION revised(a int, b mood[]) RETURNS int LANGUAGE sql AS 'SELECT 1'$$);
SELECT type, identity FROM idem.objects WHERE stream = 'routine' ORDER BY type, identity COLLATE "C";

-- without rights
SET ROLE routine_user;
SELECT pg_temp.error_of(format('SELECT count(*) FROM idem.ensure(%L)', $$CREATE FUNCTION routine_test.type_of(int) RETURNS text LANGUAGE plpgsql AS 'BEGIN END'$$));
RESET ROLE;
GRANT USAGE ON SCHEMA routine_test TO routine_user;
SET ROLE routine_user;
SELECT ddl, reason FROM idem.plan($$CREATE FUNCTION routine_test.type_of(int) RETURNS text LANGUAGE plpgsql AS 'BEGIN END'$$);
SELECT pg_temp.error_of(format('SELECT count(*) FROM idem.ensure(%L)', $$CREATE FUNCTION routine_test.type_of(int) RETURNS text LANGUAGE plpgsql AS 'BEGIN END'$$));
RESET ROLE;

SET client_min_messages = warning;
DROP SCHEMA routine_test, routine_other CASCADE;
DROP ROLE routine_owner, routine_user;
