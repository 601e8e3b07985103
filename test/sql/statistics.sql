-- Extended statistics objects.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set steps :abs_srcdir '/sql/include/steps.sql'
\i :steps

CREATE SCHEMA statistics_test;
CREATE SCHEMA statistics_other;
SET search_path = statistics_test;
SET idem_migrate.report_level = debug1;
CREATE ROLE regress_idem_statistics;
CREATE TABLE t (a integer, b integer, c text, d text, j json);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE FUNCTION stats() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT concat_ws(' ', pg_get_statisticsobjdef(oid), nullif(coalesce(stxstattarget, -1), -1), nullif(stxowner = 10, true),
                   '-- ' || obj_description(oid, 'pg_statistic_ext'))
    FROM pg_statistic_ext WHERE stxnamespace IN ('statistics_test'::regnamespace, 'statistics_other'::regnamespace)
   ORDER BY stxname $$;

-- absent: made; the same: unchanged, and no trace of the call
SELECT pg_temp.ensure($$
  CREATE STATISTICS s1 ON a, b FROM t;
  CREATE STATISTICS statistics_other.s2 (mcv, ndistinct) ON b, (lower(c)), (d || c), a FROM t;
  CREATE STATISTICS s3 ON (lower(d)) FROM statistics_test.t;
  CREATE STATISTICS IF NOT EXISTS s4 (dependencies) ON (a), b FROM t;
  ALTER STATISTICS s1 SET STATISTICS 100;
$$);
SELECT stats();
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('
  CREATE STATISTICS statistics_test.s1 (ndistinct, dependencies, mcv) ON b, a FROM t;
  CREATE STATISTICS statistics_other.s2 (ndistinct, mcv) ON (d || c), a, (lower(c)), b FROM statistics_test.t;
  CREATE STATISTICS s3 ON (lower((d))) FROM t;
  CREATE STATISTICS s4 (dependencies) ON a, b FROM t;
  ALTER STATISTICS s1 SET STATISTICS 100;
  ALTER STATISTICS s4 SET STATISTICS -1;
  ALTER STATISTICS IF EXISTS s5 SET STATISTICS 10;
  DROP STATISTICS IF EXISTS s5;
')$$);
SELECT string_agg(pg_get_statisticsobjdef(oid), '; ') AS script FROM pg_statistic_ext
 WHERE stxnamespace IN ('statistics_test'::regnamespace, 'statistics_other'::regnamespace) \gset
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)', :'script'));

-- each declared property that differs: made anew, with target, owner and comment
COMMENT ON STATISTICS s1 IS 's1''s comment';
ALTER STATISTICS s1 OWNER TO regress_idem_statistics;
GRANT CREATE ON SCHEMA statistics_test TO regress_idem_statistics;
SELECT pg_temp.ensure($$CREATE STATISTICS s1 (mcv) ON a, b FROM t$$);
SELECT pg_temp.ensure($$CREATE STATISTICS s1 (mcv) ON a, c FROM t$$);
SELECT pg_temp.ensure($$CREATE STATISTICS s1 (mcv) ON a, (c || d) FROM t$$);
SELECT pg_temp.ensure($$CREATE STATISTICS s3 ON (upper(d)) FROM t$$);
SELECT reason FROM idem.plan($$CREATE STATISTICS s1 ON a, (c || d || 'x') FROM t$$);
SELECT stats();

-- what it needs is made first
SELECT pg_temp.ensure($$
  ALTER TABLE t ADD COLUMN e integer;
  CREATE TABLE later (a integer, b integer);
  CREATE STATISTICS s1 ON a, e FROM t;
  CREATE STATISTICS s4 ON a, b FROM later;
  CREATE STATISTICS s6 ON a, b FROM later;
  ALTER STATISTICS s6 SET STATISTICS 10;
$$);

-- target, rename, schema and drop
SELECT pg_temp.ensure($$ALTER STATISTICS s1 SET STATISTICS 200$$);
SELECT pg_temp.ensure($$ALTER STATISTICS s1 SET STATISTICS -1$$);
SELECT pg_temp.ensure($$ALTER STATISTICS s3 RENAME TO "S ""3"""$$);
SELECT pg_temp.ensure($$ALTER STATISTICS "S ""3""" SET SCHEMA statistics_other$$);
SELECT pg_temp.ensure($$ALTER STATISTICS statistics_other."S ""3""" SET SCHEMA statistics_test$$);
SELECT pg_temp.ensure($$CREATE STATISTICS "S ""3""" ON (lower(c)) FROM t$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER STATISTICS s9 SET STATISTICS 10')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER STATISTICS s9 RENAME TO s10')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER STATISTICS s1 RENAME TO s4')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER STATISTICS s9 SET SCHEMA statistics_other')$$);
SELECT pg_temp.ensure($$DROP STATISTICS s1, "S ""3"""; DROP STATISTICS IF EXISTS statistics_other.s2$$);
SELECT stats();

-- what the server refuses
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS s ON a, b FROM no_such_table')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS s ON a, b FROM v')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS s ON a FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS s4 ON a, no_such_column FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS s4 ON a, a FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS s4 ON a, j FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS s4 (nonsense) ON a, b FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS s4 ON a, xmin FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS no_such_schema.s ON a, b FROM t')$$);

-- revisions: applied, removed, healed, reverted
\set script 'CREATE STATISTICS x ON a, b FROM t'
SELECT idem.apply_revision('statistics_test', '1', :'script', 'DROP STATISTICS x');
SELECT type, identity FROM idem.objects WHERE stream = 'statistics_test' ORDER BY 1, 2;
DROP STATISTICS x;
SELECT idem.apply_revision('statistics_test', '1', :'script', 'DROP STATISTICS x');
SELECT idem.apply_revision('statistics_test', '2', 'ALTER STATISTICS x RENAME TO y', 'ALTER STATISTICS y RENAME TO x');
SELECT revision, type, identity FROM idem.objects WHERE stream = 'statistics_test' ORDER BY 1, 2;
SELECT idem.revert_to('statistics_test', '1');
SELECT idem.revert_revision('statistics_test', '1');
SELECT idem.stamp('statistics_test', '3', :'script');
SELECT idem.apply_revision('statistics_test', '3', :'script');
SELECT stats();

-- privileges are those of the caller
GRANT USAGE ON SCHEMA statistics_test TO regress_idem_statistics;
SET ROLE regress_idem_statistics;
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('CREATE STATISTICS x ON a, b FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS x ON a, c FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE STATISTICS z ON a, c FROM t')$$);
RESET ROLE;

SET client_min_messages = warning;
DROP SCHEMA statistics_test, statistics_other CASCADE;
DROP ROLE regress_idem_statistics;
