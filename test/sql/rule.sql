-- Rewrite rules.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set steps :abs_srcdir '/sql/include/steps.sql'
\i :steps

CREATE SCHEMA rule_test;
SET search_path = rule_test;
SET idem_migrate.report_level = debug1;
CREATE TABLE t (id integer PRIMARY KEY, a integer, b varchar(10));
CREATE TABLE log (id integer, what text, at timestamptz DEFAULT now());
CREATE VIEW v AS SELECT id, a, b FROM t;

CREATE FUNCTION rules() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT concat(ev_enabled, ' ', pg_get_ruledef(r.oid), '  -- ' || obj_description(r.oid, 'pg_rewrite'))
    FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class
   WHERE relnamespace = 'rule_test'::regnamespace AND rulename <> '_RETURN' ORDER BY relname, rulename $$;

-- absent: made; the same: unchanged, and no trace of the call
SELECT pg_temp.ensure($$
  CREATE RULE ins AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (new.id, new.a, new.b);
  CREATE RULE upd AS ON UPDATE TO v WHERE old.a IS DISTINCT FROM new.a AND new.b IN ('x', 'y') DO INSTEAD
    (UPDATE t SET a = new.a WHERE id = old.id; INSERT INTO log SELECT old.id, 'updated');
  CREATE RULE upd_rest AS ON UPDATE TO v DO INSTEAD NOTHING;
  CREATE RULE del AS ON DELETE TO v DO INSTEAD DELETE FROM t WHERE id = old.id RETURNING t.*;
  CREATE RULE logged AS ON INSERT TO t DO ALSO INSERT INTO log (id, what) VALUES (new.id, 'inserted');
  CREATE OR REPLACE RULE told AS ON DELETE TO t DO NOTIFY changed;
  CREATE RULE guarded AS ON UPDATE TO t WHERE EXISTS (SELECT FROM log l WHERE l.id = old.id) DO INSTEAD NOTHING;
$$);
SELECT rules();
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('
  CREATE RULE ins AS ON INSERT TO rule_test.v DO INSTEAD INSERT INTO rule_test.t (id, a, b) VALUES (new.id, new.a, new.b);
  CREATE OR REPLACE RULE upd AS ON UPDATE TO v WHERE (old.a IS DISTINCT FROM new.a) AND (new.b IN (''x'', ''y'')) DO INSTEAD
    (UPDATE t SET a = new.a WHERE t.id = old.id; INSERT INTO log (id, what) SELECT old.id, ''updated'');
  CREATE RULE upd_rest AS ON UPDATE TO v DO INSTEAD NOTHING;
  CREATE RULE del AS ON DELETE TO v DO INSTEAD DELETE FROM t WHERE id = old.id RETURNING t.id, t.a, t.b;
  CREATE RULE logged AS ON INSERT TO t DO INSERT INTO log (id, what) VALUES (new.id, ''inserted'');
  CREATE RULE told AS ON DELETE TO t DO ALSO NOTIFY changed;
  CREATE RULE guarded AS ON UPDATE TO t WHERE EXISTS (SELECT FROM log AS l WHERE (l.id = old.id)) DO INSTEAD NOTHING')$$);
-- as the server writes them
SELECT ddl FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class, idem.plan(pg_get_ruledef(r.oid))
 WHERE relnamespace = 'rule_test'::regnamespace AND rulename <> '_RETURN';

-- what differs is replaced, and keeps its comment
COMMENT ON RULE ins ON v IS 'writes through';
SELECT pg_temp.ensure('CREATE RULE ins AS ON INSERT TO v WHERE new.id > 0 DO INSTEAD INSERT INTO t VALUES (new.id, new.a, new.b)');
SELECT pg_temp.ensure('CREATE RULE told AS ON DELETE TO t DO NOTIFY gone');
SELECT pg_temp.ensure('CREATE RULE logged AS ON INSERT TO t DO ALSO (INSERT INTO log (id) VALUES (new.id); INSERT INTO log (id) VALUES (new.a))');
SELECT pg_temp.ensure('CREATE RULE told AS ON UPDATE TO t DO ALSO NOTHING');
ALTER TABLE t DISABLE RULE told;
SELECT pg_temp.ensure('CREATE RULE told AS ON INSERT TO t DO ALSO NOTHING');
SELECT rules();

-- names
SELECT pg_temp.ensure('ALTER RULE told ON t RENAME TO renamed');
SELECT pg_temp.ensure('ALTER RULE told ON t RENAME TO renamed');
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER RULE renamed ON t RENAME TO logged')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER RULE nothing ON t RENAME TO nowhere')$$);
SELECT pg_temp.ensure('CREATE RULE "R""u; --" AS ON INSERT TO v DO ALSO NOTHING');
SELECT pg_temp.ensure('CREATE RULE "R""u; --" AS ON INSERT TO v DO ALSO INSERT INTO log (what) VALUES ($x$"$x$)');
SELECT pg_temp.ensure('DROP RULE "R""u; --" ON v; DROP RULE IF EXISTS nothing ON t; DROP RULE renamed ON t');
SELECT pg_temp.ensure('DROP RULE renamed ON t');
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE RULE r AS ON INSERT TO nowhere DO NOTHING')$$);
CREATE SEQUENCE s;
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE RULE r AS ON INSERT TO s DO NOTHING')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE RULE ins AS ON INSERT TO v DO INSTEAD INSERT INTO nowhere VALUES (new.id)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE RULE ins AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (old.id)')$$);

-- a plan knows what earlier steps will make
SELECT action, object, ddl FROM idem.plan($$
  ALTER TABLE t ADD planned integer;
  CREATE VIEW fresh AS SELECT planned FROM t;
  CREATE RULE r AS ON INSERT TO fresh DO INSTEAD INSERT INTO t (planned) VALUES (new.planned);
  CREATE RULE logged AS ON INSERT TO t DO ALSO INSERT INTO log (id) VALUES (new.planned)$$);

SET client_min_messages = warning;
DROP SCHEMA rule_test CASCADE;
