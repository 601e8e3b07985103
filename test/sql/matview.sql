-- Materialized views: queries, where and how the rows are kept, recreation.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set steps :abs_srcdir '/sql/include/steps.sql'
\i :steps

CREATE SCHEMA matview_test;
SET search_path = matview_test;
SET idem_migrate.report_level = debug1;
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);
INSERT INTO t SELECT i, i % 3, 'row ' || i FROM generate_series(1, 10) i;

CREATE FUNCTION matviews() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT concat(relname, ' (', (SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
                                  FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0), ') ', reloptions::text,
                CASE WHEN relispopulated THEN ' populated' END, ' -- ' || obj_description(c.oid))
    FROM pg_class c WHERE relnamespace = 'matview_test'::regnamespace AND relkind = 'm' ORDER BY relname $$;

-- what the server writes differs between its versions
CREATE FUNCTION heads(script text) RETURNS SETOF text LANGUAGE sql AS $$
  SELECT regexp_replace(s, ' AS .*', ' ...') FROM idem.ensure(script, '{recreate}'), regexp_split_to_table(ddl, ';\n') s $$;

-- absent: made; the same: unchanged, and no trace of the call
SELECT pg_temp.ensure($$
  CREATE MATERIALIZED VIEW full_one AS SELECT * FROM t WHERE a > 0;
  CREATE MATERIALIZED VIEW IF NOT EXISTS named (one, two) USING heap WITH (fillfactor = 70) TABLESPACE pg_default
    AS SELECT a, count(*) FROM t GROUP BY a WITH NO DATA;
  CREATE UNIQUE INDEX full_id ON full_one (id);
$$);
SELECT matviews();
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('
  CREATE MATERIALIZED VIEW full_one AS SELECT t.id, a, t.b AS b FROM matview_test.t WHERE (a > 0) WITH NO DATA;
  CREATE MATERIALIZED VIEW named (one, two) USING heap WITH (fillfactor = ''70'') TABLESPACE pg_default
    AS SELECT a, count(*) FROM t GROUP BY 1;
  CREATE UNIQUE INDEX full_id ON full_one (id)')$$);
SELECT pg_get_viewdef('named'::regclass) AS def \gset
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)',
  'CREATE MATERIALIZED VIEW named (one, two) AS ' || :'def'));

-- a column that the table got later
ALTER TABLE t ADD later integer;
SELECT ddl FROM idem.plan('CREATE MATERIALIZED VIEW full_one AS SELECT * FROM t WHERE a > 0');

-- options and place
SELECT pg_temp.ensure('CREATE MATERIALIZED VIEW named (one, two) WITH (fillfactor = 80, autovacuum_enabled = off) AS SELECT a, count(*) FROM t GROUP BY a');
SELECT pg_temp.ensure('ALTER MATERIALIZED VIEW named SET (fillfactor = 90)');
SELECT pg_temp.ensure('ALTER MATERIALIZED VIEW named SET (fillfactor = 90)');
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE MATERIALIZED VIEW named (one, two) TABLESPACE nowhere AS SELECT a, count(*) FROM t GROUP BY a')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE MATERIALIZED VIEW named (one, two) USING nothing AS SELECT a, count(*) FROM t GROUP BY a')$$);

-- another query: made again, with all that it had
COMMENT ON MATERIALIZED VIEW full_one IS 'of all';
COMMENT ON COLUMN full_one.a IS 'a column';
COMMENT ON INDEX full_id IS 'the key';
ALTER MATERIALIZED VIEW full_one CLUSTER ON full_id;
ALTER MATERIALIZED VIEW full_one ALTER a SET STATISTICS 50;
ALTER MATERIALIZED VIEW full_one ALTER b SET STORAGE EXTERNAL;
ALTER MATERIALIZED VIEW full_one ALTER b SET (n_distinct = 5);
CREATE STATISTICS full_stats (dependencies) ON id, a FROM full_one;
COMMENT ON STATISTICS full_stats IS 'of both';
CREATE ROLE regress_idem_matview;
GRANT SELECT ON full_one TO regress_idem_matview;
CREATE VIEW on_top AS SELECT a FROM full_one;
SELECT * FROM pg_temp.error_of($$SELECT idem.ensure('CREATE MATERIALIZED VIEW full_one AS SELECT id, a, b FROM t WHERE a > 1')$$) e
 WHERE e NOT LIKE 'DETAIL:%';
SELECT heads('CREATE MATERIALIZED VIEW full_one AS SELECT id, a, b FROM t WHERE a > 1');
SELECT pg_temp.ensure('CREATE MATERIALIZED VIEW full_one AS SELECT id, a, b FROM t WHERE a > 1');
SELECT matviews();
SELECT count(*) FROM full_one;
SELECT attname, attstattarget, col_description(attrelid, attnum) FROM pg_attribute
 WHERE attrelid = 'full_one'::regclass AND attname = 'a';
SELECT pg_get_indexdef(indexrelid), indisclustered, obj_description(indexrelid) FROM pg_index WHERE indrelid = 'full_one'::regclass;
SELECT pg_get_statisticsobjdef(oid), obj_description(oid) FROM pg_statistic_ext WHERE stxname = 'full_stats';
SELECT has_table_privilege('regress_idem_matview', 'full_one', 'SELECT');
-- one that is not populated stays so
SELECT heads('CREATE MATERIALIZED VIEW named (one, two, three) AS SELECT a, count(*), 3 FROM t GROUP BY a');
SELECT matviews();
SELECT pg_temp.ensure('CREATE MATERIALIZED VIEW named (uno, two, three) AS SELECT a, count(*), 3 FROM t GROUP BY a');
SELECT pg_temp.ensure('CREATE MATERIALIZED VIEW named (one, two, three) AS SELECT a, count(*), 3 FROM t GROUP BY a');
DROP VIEW on_top;
REVOKE ALL ON full_one FROM regress_idem_matview;
DROP ROLE regress_idem_matview;

-- names
SELECT pg_temp.ensure('ALTER MATERIALIZED VIEW named RENAME TO renamed; ALTER MATERIALIZED VIEW renamed RENAME COLUMN one TO uno');
SELECT pg_temp.ensure('ALTER MATERIALIZED VIEW named RENAME TO renamed; ALTER MATERIALIZED VIEW renamed RENAME COLUMN one TO uno');
SELECT pg_temp.ensure('CREATE MATERIALIZED VIEW "We""ird" ("a b") AS SELECT 1');
SELECT heads('CREATE MATERIALIZED VIEW "We""ird" ("a b") AS SELECT 2');
SELECT pg_temp.ensure('DROP MATERIALIZED VIEW "We""ird", renamed');
SELECT pg_temp.ensure('DROP MATERIALIZED VIEW "We""ird", renamed');
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE MATERIALIZED VIEW t AS SELECT 1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW full_one AS SELECT 1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('DROP MATERIALIZED VIEW t')$$);

-- a column that is renamed later in a script
\set script 'CREATE MATERIALIZED VIEW turned AS SELECT id, count(*) AS n FROM t GROUP BY id; ALTER MATERIALIZED VIEW turned RENAME COLUMN id TO other; CREATE MATERIALIZED VIEW listed (p) AS SELECT id FROM t; ALTER MATERIALIZED VIEW listed RENAME COLUMN p TO q'
CREATE MATERIALIZED VIEW turned AS SELECT id, count(*) AS n FROM t GROUP BY id;
SELECT kind, object, action FROM idem.ensure(:'script');
SELECT count(*) FROM idem.plan(:'script');
SELECT attrelid::regclass, attname FROM pg_attribute WHERE attrelid IN ('turned'::regclass, 'listed'::regclass) AND attnum = 1 ORDER BY attname;
DROP MATERIALIZED VIEW turned, listed;

-- a plan knows what earlier steps will make
SELECT action, object, ddl, allow FROM idem.plan($$
  ALTER TABLE t ADD planned integer;
  CREATE MATERIALIZED VIEW fresh AS SELECT planned FROM t;
  CREATE INDEX fresh_planned ON fresh (planned);
  CREATE MATERIALIZED VIEW full_one AS SELECT planned FROM t$$);

-- revisions
SELECT idem.apply_revision('matviews', '1', 'CREATE MATERIALIZED VIEW seen AS SELECT id FROM t; CREATE INDEX seen_id ON seen (id)',
                           'DROP MATERIALIZED VIEW seen');
DROP MATERIALIZED VIEW seen;
SELECT idem.apply_revision('matviews', '1', 'CREATE MATERIALIZED VIEW seen AS SELECT id FROM t; CREATE INDEX seen_id ON seen (id)');
SELECT type, identity FROM idem.objects WHERE stream = 'matviews' ORDER BY identity COLLATE "C";
SELECT pg_get_indexdef('seen_id'::regclass);
SELECT idem.revert_revision('matviews', '1');
SELECT to_regclass('seen');

-- a history that gives columns other names
CREATE SCHEMA matview_names;
SET search_path = matview_names;
\set script 'CREATE TABLE t (a int, x int); CREATE MATERIALIZED VIEW m (p, q) AS SELECT a, x FROM t; CREATE INDEX ON m (q); ALTER TABLE m RENAME COLUMN q TO r; ALTER MATERIALIZED VIEW m RENAME p TO q; CREATE MATERIALIZED VIEW n AS SELECT 1 AS a; ALTER MATERIALIZED VIEW n RENAME a TO b; ALTER TABLE t RENAME a TO b; CREATE VIEW v AS SELECT q, r FROM m'
SELECT ddl FROM idem.ensure(:'script');
SELECT count(*) FROM idem.plan(:'script');
DROP VIEW v;
DROP INDEX m_q_idx;
ALTER MATERIALIZED VIEW m RENAME q TO p;
ALTER MATERIALIZED VIEW m RENAME r TO q;
SELECT ddl FROM idem.ensure(:'script');
SELECT count(*) FROM idem.plan(:'script');
SET client_min_messages = warning;
DROP SCHEMA matview_names CASCADE;
RESET client_min_messages;

SET client_min_messages = warning;
DROP SCHEMA matview_test CASCADE;
