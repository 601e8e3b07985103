-- Event triggers.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set steps :abs_srcdir '/sql/include/steps.sql'
\i :steps

CREATE SCHEMA event_trigger_test;
SET search_path = event_trigger_test;
SET idem_migrate.report_level = debug1;
CREATE ROLE regress_idem_event SUPERUSER;
CREATE ROLE regress_idem_event_other;
CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION g() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION event_triggers() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT concat_ws(' ', evtname, evtevent, evtfoid::regproc, evtenabled, evttags, evtowner = 10,
                   '-- ' || obj_description(oid, 'pg_event_trigger'))
    FROM pg_event_trigger WHERE evtname ~ '^regress_idem' ORDER BY evtname $$;

-- absent: made; the same: unchanged, and no trace of the call
SELECT pg_temp.ensure($$
  CREATE EVENT TRIGGER regress_idem_1 ON ddl_command_end WHEN TAG IN ('CREATE AGGREGATE', 'drop aggregate') EXECUTE FUNCTION f();
  CREATE EVENT TRIGGER regress_idem_2 ON sql_drop WHEN TAG IN ('DROP CAST') EXECUTE PROCEDURE event_trigger_test.g();
$$);
SELECT event_triggers();
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('
  CREATE EVENT TRIGGER regress_idem_1 ON ddl_command_end WHEN TAG IN (''DROP AGGREGATE'', ''CREATE AGGREGATE'') EXECUTE PROCEDURE event_trigger_test.f();
  CREATE EVENT TRIGGER regress_idem_2 ON sql_drop WHEN TAG IN (''drop cast'') EXECUTE PROCEDURE g();
  ALTER EVENT TRIGGER regress_idem_2 ENABLE;
  DROP EVENT TRIGGER IF EXISTS regress_idem_3;
')$$);

-- each declared property that differs: made anew, with state, owner and comment
COMMENT ON EVENT TRIGGER regress_idem_1 IS 'one''s comment';
ALTER EVENT TRIGGER regress_idem_1 DISABLE;
ALTER EVENT TRIGGER regress_idem_1 OWNER TO regress_idem_event;
SELECT pg_temp.ensure($$CREATE EVENT TRIGGER regress_idem_1 ON ddl_command_end WHEN TAG IN ('CREATE AGGREGATE') EXECUTE FUNCTION f()$$);
SELECT pg_temp.ensure($$CREATE EVENT TRIGGER regress_idem_1 ON ddl_command_end WHEN TAG IN ('CREATE AGGREGATE') EXECUTE FUNCTION g()$$);
SELECT reason FROM idem.plan($$CREATE EVENT TRIGGER regress_idem_1 ON sql_drop EXECUTE FUNCTION g()$$);
SELECT pg_temp.ensure($$CREATE EVENT TRIGGER regress_idem_1 ON ddl_command_start WHEN TAG IN ('CREATE AGGREGATE') EXECUTE FUNCTION g()$$);
SELECT event_triggers();

-- enabled or not
SELECT pg_temp.ensure($$ALTER EVENT TRIGGER regress_idem_1 ENABLE REPLICA$$);
SELECT pg_temp.ensure($$ALTER EVENT TRIGGER regress_idem_1 ENABLE ALWAYS$$);
SELECT pg_temp.ensure($$ALTER EVENT TRIGGER regress_idem_1 ENABLE$$);
SELECT pg_temp.ensure($$ALTER EVENT TRIGGER regress_idem_1 DISABLE$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER EVENT TRIGGER regress_idem_3 DISABLE')$$);

-- a function that is made first
SELECT pg_temp.ensure($$
  CREATE FUNCTION later() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE EVENT TRIGGER regress_idem_2 ON sql_drop WHEN TAG IN ('DROP CAST') EXECUTE PROCEDURE later();
  CREATE EVENT TRIGGER "regress_idem 3""" ON sql_drop WHEN TAG IN ('DROP CAST') EXECUTE PROCEDURE later();
  ALTER EVENT TRIGGER "regress_idem 3""" DISABLE;
$$);

-- rename and drop
SELECT pg_temp.ensure($$ALTER EVENT TRIGGER "regress_idem 3""" RENAME TO regress_idem_3$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER EVENT TRIGGER regress_idem_4 RENAME TO regress_idem_5')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER EVENT TRIGGER regress_idem_3 RENAME TO regress_idem_2')$$);
SELECT event_triggers();
SELECT pg_temp.ensure($$DROP EVENT TRIGGER regress_idem_1; DROP EVENT TRIGGER regress_idem_2 CASCADE; DROP EVENT TRIGGER IF EXISTS regress_idem_3$$);

-- a history: what is said in between leaves nothing
\set history 'CREATE EVENT TRIGGER regress_idem_1 ON sql_drop WHEN TAG IN (''DROP CAST'') EXECUTE FUNCTION f(); ALTER EVENT TRIGGER regress_idem_1 DISABLE; ALTER EVENT TRIGGER regress_idem_1 ENABLE ALWAYS; ALTER EVENT TRIGGER regress_idem_1 RENAME TO regress_idem_2'
SELECT pg_temp.ensure(:'history');
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)', :'history'));
DROP EVENT TRIGGER regress_idem_2;

-- what the server refuses
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE EVENT TRIGGER regress_idem_1 ON no_such_event EXECUTE FUNCTION f()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE EVENT TRIGGER regress_idem_1 ON sql_drop EXECUTE FUNCTION no_such_function()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE EVENT TRIGGER regress_idem_1 ON sql_drop EXECUTE FUNCTION event_triggers()')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE EVENT TRIGGER regress_idem_1 ON sql_drop WHEN TAG IN (''NONSENSE'') EXECUTE FUNCTION f()')$$);
SET ROLE regress_idem_event_other;
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE EVENT TRIGGER regress_idem_1 ON sql_drop EXECUTE FUNCTION f()')$$);
RESET ROLE;

-- revisions: applied, removed, healed, reverted
\set script 'CREATE EVENT TRIGGER regress_idem_1 ON sql_drop WHEN TAG IN (''DROP CAST'') EXECUTE FUNCTION f()'
SELECT idem.apply_revision('event_trigger_test', '1', :'script', 'DROP EVENT TRIGGER regress_idem_1');
SELECT type, identity FROM idem.objects WHERE stream = 'event_trigger_test' ORDER BY 1, 2;
DROP EVENT TRIGGER regress_idem_1;
SELECT idem.apply_revision('event_trigger_test', '1', :'script', 'DROP EVENT TRIGGER regress_idem_1');
SELECT idem.apply_revision('event_trigger_test', '2', 'ALTER EVENT TRIGGER regress_idem_1 RENAME TO regress_idem_2', 'ALTER EVENT TRIGGER regress_idem_2 RENAME TO regress_idem_1');
SELECT revision, type, identity FROM idem.objects WHERE stream = 'event_trigger_test' ORDER BY 1, 2;
SELECT idem.revert_to('event_trigger_test', '1');
SELECT idem.revert_revision('event_trigger_test', '1');
SELECT event_triggers();
SELECT idem.stamp('event_trigger_test', '3', :'script');
SELECT idem.apply_revision('event_trigger_test', '3', :'script');
SELECT event_triggers();

SET client_min_messages = warning;
DROP SCHEMA event_trigger_test CASCADE;
DROP ROLE regress_idem_event;
DROP ROLE regress_idem_event_other;
