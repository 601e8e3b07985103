-- Triggers, and whether they are enabled.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set steps :abs_srcdir '/sql/include/steps.sql'
\i :steps

CREATE SCHEMA trigger_test;
SET search_path = trigger_test;
SET idem_migrate.report_level = debug1;
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c varchar(10), total integer);
CREATE TABLE u (id integer REFERENCES t);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

CREATE FUNCTION triggers() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT concat(tgenabled, ' ', pg_get_triggerdef(t.oid), '  -- ' || obj_description(t.oid, 'pg_trigger'))
    FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
   WHERE relnamespace = 'trigger_test'::regnamespace AND NOT tgisinternal
   ORDER BY relname, tgname $$;

-- absent: made; the same: unchanged, and no trace of the call
SELECT pg_temp.ensure($$
  CREATE TRIGGER tr BEFORE INSERT OR UPDATE OF b, a ON t FOR EACH ROW
    WHEN (NEW.a > 0 AND NEW.c IN ('x', 'y')) EXECUTE FUNCTION f(1, 'two', three);
  CREATE TRIGGER st AFTER UPDATE ON t REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION g();
  CREATE TRIGGER tv INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
  CREATE CONSTRAINT TRIGGER ct AFTER INSERT OR DELETE ON t FROM u DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION f();
  CREATE TRIGGER tt BEFORE TRUNCATE ON t EXECUTE PROCEDURE g();
$$);
SELECT triggers();
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('
  CREATE TRIGGER tr BEFORE UPDATE OF a, b OR INSERT ON trigger_test.t FOR EACH ROW
    WHEN ((NEW.a > 0) AND NEW.c = ANY (ARRAY[''x'', ''y''])) EXECUTE PROCEDURE trigger_test.f(''1'', two, ''three'');
  CREATE OR REPLACE TRIGGER st AFTER UPDATE ON t REFERENCING NEW TABLE AS new_rows OLD TABLE old_rows
    EXECUTE FUNCTION g();
  CREATE TRIGGER tv INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();
  CREATE CONSTRAINT TRIGGER ct AFTER DELETE OR INSERT ON t FROM u INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION f();
  CREATE TRIGGER tt BEFORE TRUNCATE ON t EXECUTE PROCEDURE g();
  DROP TRIGGER IF EXISTS no_such_trigger ON t;
  DROP TRIGGER IF EXISTS tr ON no_such_table;
  ALTER TABLE t ENABLE TRIGGER tr, ENABLE TRIGGER USER, ENABLE TRIGGER ALL;
')$$);
-- as the server writes it
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)', string_agg(pg_get_triggerdef(oid), '; ')))
  FROM pg_trigger WHERE tgrelid IN ('t'::regclass, 'v'::regclass) AND NOT tgisinternal;

-- each declared property that differs: replaced, with state and comment
COMMENT ON TRIGGER tr ON t IS 'tr''s comment';
ALTER TABLE t DISABLE TRIGGER tr;
SELECT pg_temp.ensure($$CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(1)$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(1)$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tr AFTER INSERT ON t EXECUTE FUNCTION f(1)$$);
SELECT pg_temp.ensure($$CREATE OR REPLACE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f(1)$$);
ALTER TABLE t ENABLE REPLICA TRIGGER tr;
SELECT pg_temp.ensure($$CREATE TRIGGER tr AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f(1)$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tr AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f(2)$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tr AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f()$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tr AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION g()$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION g()$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.xmin <> NEW.xmin) EXECUTE FUNCTION g()$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g()$$);
SELECT reason FROM idem.plan($$
  /* a comment */ CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();
  CREATE TRIGGER st AFTER UPDATE ON t REFERENCING OLD TABLE AS old_rows EXECUTE FUNCTION g();
$$);
SELECT pg_temp.ensure($$CREATE TRIGGER st AFTER UPDATE ON t REFERENCING NEW TABLE AS old_rows EXECUTE FUNCTION g()$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tv INSTEAD OF UPDATE ON v FOR EACH ROW EXECUTE FUNCTION f()$$);
SELECT triggers();

-- a constraint trigger is made anew
COMMENT ON TRIGGER ct ON t IS 'comment';
ALTER TABLE t ENABLE ALWAYS TRIGGER ct;
SELECT pg_temp.ensure($$CREATE CONSTRAINT TRIGGER ct AFTER INSERT OR DELETE ON t FROM u DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f()$$);
SELECT pg_temp.ensure($$CREATE CONSTRAINT TRIGGER ct AFTER INSERT OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION f()$$);
SELECT pg_temp.ensure($$CREATE TRIGGER ct AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()$$);
SELECT pg_temp.ensure($$CREATE CONSTRAINT TRIGGER ct AFTER INSERT ON t FOR EACH ROW WHEN (NEW.a > 1) EXECUTE FUNCTION f()$$);
SELECT triggers();

-- a function that is made first
SELECT pg_temp.ensure($$
  CREATE FUNCTION later() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
  CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION later();
  CREATE TRIGGER tr2 AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION later();
$$);
-- columns and a table that are made first
SELECT pg_temp.ensure($$
  ALTER TABLE t ADD COLUMN d integer;
  CREATE TRIGGER tr2 AFTER UPDATE OF d ON t FOR EACH ROW WHEN (NEW.d = 1) EXECUTE FUNCTION later();
  CREATE TABLE w (a integer);
  CREATE TRIGGER tw BEFORE INSERT ON w FOR EACH ROW EXECUTE FUNCTION later();
  ALTER TABLE w DISABLE TRIGGER tw;
$$);
SELECT pg_temp.ensure($$DROP TRIGGER tr2 ON t; DROP TRIGGER IF EXISTS tw ON w$$);
DROP TABLE w;

-- rename
SELECT pg_temp.ensure($$ALTER TRIGGER tr ON t RENAME TO "TR new"$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TRIGGER tr ON t RENAME TO neither')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TRIGGER "TR new" ON t RENAME TO st')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TRIGGER tr ON no_such_table RENAME TO other')$$);

-- enabled or not
SELECT pg_temp.ensure($$ALTER TABLE t DISABLE TRIGGER st$$);
SELECT pg_temp.ensure($$ALTER TABLE ONLY t ENABLE ALWAYS TRIGGER st$$);
SELECT pg_temp.ensure($$ALTER TABLE t ENABLE REPLICA TRIGGER st$$);
SELECT pg_temp.ensure($$ALTER TABLE t DISABLE TRIGGER USER$$);
SELECT triggers();
SELECT pg_temp.ensure($$ALTER TABLE t ENABLE TRIGGER st$$);
SELECT count(*) FROM pg_trigger WHERE tgrelid = 't'::regclass AND tgenabled = 'D';
SELECT pg_temp.ensure($$ALTER TABLE t DISABLE TRIGGER ALL$$);
SELECT count(*) FROM pg_trigger WHERE tgrelid = 't'::regclass AND tgenabled <> 'D';
SELECT pg_temp.ensure($$ALTER TABLE t ENABLE TRIGGER ALL$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE t DISABLE TRIGGER no_such_trigger')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE no_such_table DISABLE TRIGGER st')$$);
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('ALTER TABLE IF EXISTS no_such_table DISABLE TRIGGER st')$$);
CREATE RULE r AS ON UPDATE TO u DO INSTEAD NOTHING;
SELECT pg_temp.ensure($$ALTER TABLE u DISABLE RULE r$$);
SELECT pg_temp.ensure($$ALTER TABLE u ENABLE REPLICA RULE r$$);
SELECT pg_temp.ensure($$ALTER TABLE u ENABLE ALWAYS RULE r$$);
SELECT pg_temp.ensure($$ALTER TABLE u ENABLE RULE r$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE u DISABLE RULE no_such_rule')$$);

-- partitioned tables: what is on the partitions belongs to the parent's
CREATE TABLE p (a integer, b text) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (b);
CREATE TABLE p1x (b text, a integer);
ALTER TABLE p1 ATTACH PARTITION p1x FOR VALUES IN ('x');
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
SELECT pg_temp.ensure($$CREATE TRIGGER tp AFTER INSERT ON p FOR EACH ROW WHEN (NEW.b = 'x') EXECUTE FUNCTION f()$$);
ALTER TABLE p2 DISABLE TRIGGER tp;
SELECT pg_temp.ensure($$CREATE TRIGGER tp AFTER INSERT ON p1x FOR EACH ROW WHEN (NEW.b = 'x') EXECUTE FUNCTION f()$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER tp AFTER INSERT ON p1x FOR EACH ROW WHEN (NEW.b = ''y'') EXECUTE FUNCTION f()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('DROP TRIGGER tp ON p1x')$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tp AFTER INSERT ON p FOR EACH ROW WHEN (NEW.b = 'y') EXECUTE FUNCTION f()$$);
SELECT pg_temp.ensure($$ALTER TABLE p2 DISABLE TRIGGER tp; ALTER TABLE ONLY p DISABLE TRIGGER tp$$);
SELECT triggers();
SELECT pg_temp.ensure($$ALTER TABLE p ENABLE ALWAYS TRIGGER tp$$);
SELECT pg_temp.ensure($$CREATE CONSTRAINT TRIGGER tc AFTER INSERT ON p DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f()$$);
ALTER TABLE p1x DISABLE TRIGGER tc;
SELECT pg_temp.ensure($$CREATE CONSTRAINT TRIGGER tc AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f()$$);
SELECT triggers();
-- of rows, then of statements, then of rows again
SELECT pg_temp.ensure($$CREATE TRIGGER tp AFTER INSERT ON p EXECUTE FUNCTION f()$$);
SELECT pg_temp.ensure($$CREATE TRIGGER tp AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f()$$);
SELECT triggers() LIMIT 6;
SELECT pg_temp.ensure($$DROP TRIGGER tp ON p$$);
DROP TABLE p;

-- what the server refuses
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER x BEFORE INSERT ON no_such_table FOR EACH ROW EXECUTE FUNCTION f()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER x BEFORE INSERT ON v FOR EACH ROW EXECUTE FUNCTION f()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION no_such_function()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER st AFTER UPDATE ON t EXECUTE FUNCTION no_such_function()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER st AFTER UPDATE ON t EXECUTE FUNCTION triggers()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER st AFTER UPDATE OF no_such_column ON t EXECUTE FUNCTION f()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER st AFTER UPDATE ON t WHEN (NEW.a = 1) EXECUTE FUNCTION f()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER tt BEFORE TRUNCATE ON t FOR EACH ROW EXECUTE FUNCTION f()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER x BEFORE INSERT ON pg_class EXECUTE FUNCTION f()')$$);
DO $$
DECLARE name text := (SELECT tgname FROM pg_trigger WHERE tgrelid = 'u'::regclass AND tgisinternal ORDER BY 1 LIMIT 1);
BEGIN
  PERFORM idem.ensure(format('CREATE TRIGGER %I AFTER INSERT ON u FOR EACH ROW EXECUTE FUNCTION f()', name));
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE '%', regexp_replace(sqlerrm, '\d+', 'N');
END $$;

-- names that need quotes
CREATE TABLE "T""able; --" ("Col""umn" integer);
SELECT pg_temp.ensure($$CREATE TRIGGER "Tr""igger; --" BEFORE UPDATE OF "Col""umn" ON "T""able; --" FOR EACH ROW
  WHEN (NEW."Col""umn" = 1) EXECUTE FUNCTION f('a''b', 'c\d', E'e\nf', 'ä', '')$$);
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('CREATE TRIGGER "Tr""igger; --" BEFORE UPDATE OF "Col""umn" ON "T""able; --" FOR EACH ROW
  WHEN (NEW."Col""umn" = 1) EXECUTE FUNCTION f(''a''''b'', ''c\d'', E''e\nf'', ''ä'', '''')')$$);
SELECT pg_temp.ensure($$CREATE TRIGGER "Tr""igger; --" BEFORE UPDATE OF "Col""umn" ON "T""able; --" FOR EACH ROW EXECUTE FUNCTION f('a''b', 'c\\d')$$);
SELECT pg_temp.ensure($$ALTER TABLE "T""able; --" DISABLE TRIGGER "Tr""igger; --"$$);
SELECT pg_temp.ensure($$ALTER TRIGGER "Tr""igger; --" ON "T""able; --" RENAME TO "x""y"$$);
SELECT pg_temp.ensure($$DROP TRIGGER "x""y" ON "T""able; --"$$);

-- a history: what is said in between leaves nothing
\set history 'CREATE TABLE h (id integer, a integer, b text); CREATE TRIGGER t1 BEFORE UPDATE OF a ON h FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION f(); CREATE TRIGGER t2 BEFORE UPDATE ON h FOR EACH ROW EXECUTE FUNCTION f(); DROP TRIGGER t2 ON h; DROP TRIGGER IF EXISTS t3 ON h; CREATE TRIGGER t2 AFTER UPDATE ON h FOR EACH ROW EXECUTE FUNCTION g(); ALTER TRIGGER t1 ON h RENAME TO t1n; CREATE OR REPLACE TRIGGER t1n BEFORE UPDATE OF a, b ON h FOR EACH ROW WHEN (NEW.a > 1) EXECUTE FUNCTION f(); ALTER TABLE h DISABLE TRIGGER t2; ALTER TABLE h ENABLE TRIGGER t2; ALTER TABLE h DISABLE TRIGGER USER; ALTER TABLE h ENABLE TRIGGER USER; ALTER TABLE h RENAME COLUMN a TO aa; ALTER TABLE h RENAME TO hh'
SELECT pg_temp.ensure(:'history');
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)', :'history'));
SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE tgrelid = 'hh'::regclass ORDER BY tgname;

-- revisions: applied, removed, healed, renamed, reverted
SELECT idem.apply_revision('trigger_test', '1', $$
  CREATE TABLE x (a integer);
  CREATE TRIGGER xt BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION f();
  CREATE TRIGGER yt BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION f();
$$, 'DROP TABLE x');
SELECT idem.apply_revision('trigger_test', '1', $$
  CREATE TABLE x (a integer);
  CREATE TRIGGER xt BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION f();
  CREATE TRIGGER yt BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION f();
$$, 'DROP TABLE x');
SELECT type, identity FROM idem.objects WHERE stream = 'trigger_test' ORDER BY 1, 2;
DROP TRIGGER xt ON x;
SELECT idem.apply_revision('trigger_test', '1', $$
  CREATE TABLE x (a integer);
  CREATE TRIGGER xt BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION f();
  CREATE TRIGGER yt BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION f();
$$, 'DROP TABLE x');
SELECT tgname FROM pg_trigger WHERE tgrelid = 'x'::regclass ORDER BY 1;
SELECT idem.revert_revision('trigger_test', '1');
SELECT to_regclass('x');

-- privileges are those of the caller
CREATE ROLE regress_idem_trigger;
GRANT USAGE ON SCHEMA trigger_test TO regress_idem_trigger;
SET ROLE regress_idem_trigger;
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TRIGGER tt AFTER TRUNCATE ON t EXECUTE FUNCTION g()')$$);
SELECT reason FROM idem.plan('CREATE TRIGGER x AFTER TRUNCATE ON t EXECUTE FUNCTION g()');
RESET ROLE;

SET client_min_messages = warning;
DROP SCHEMA trigger_test CASCADE;
DROP ROLE regress_idem_trigger;
