-- Views: queries, columns, options, names.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set steps :abs_srcdir '/sql/include/steps.sql'
\i :steps

CREATE SCHEMA view_test;
SET search_path = view_test;
SET idem_migrate.report_level = debug1;
CREATE TABLE t (id integer PRIMARY KEY, a integer, b varchar(10), c text);
CREATE TABLE u (id integer, x integer, y text);

CREATE FUNCTION views() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT concat(relname, ' (', (SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
                                  FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0), ') ', reloptions::text)
    FROM pg_class c WHERE relnamespace = 'view_test'::regnamespace AND relkind = 'v' ORDER BY relname $$;

-- absent: made; the same: unchanged, and no trace of the call
SELECT pg_temp.ensure($$
  CREATE VIEW plain AS SELECT id, a FROM t WHERE b IN ('x', 'y');
  CREATE OR REPLACE VIEW named (one, two) WITH (security_barrier) AS SELECT id, upper(b) FROM t
    WHERE a > 1 WITH LOCAL CHECK OPTION;
  CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
  CREATE VIEW stacked AS SELECT p.*, named.two FROM plain p LEFT JOIN named ON named.one = p.id;
$$);
SELECT views();
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('
  CREATE VIEW plain AS SELECT t.id, t.a AS a FROM view_test.t WHERE (t.b IN (''x''::varchar, ''y''));
  CREATE VIEW named (one, two) WITH (security_barrier = on, check_option = local) AS SELECT id, upper(b) FROM t WHERE a > 1;
  CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
  CREATE VIEW stacked AS SELECT p.id, p.a, named.two FROM plain AS p LEFT OUTER JOIN named ON named.one = p.id')$$);

-- what psql makes of a text and what the server writes of that are the same,
-- at once and once it went through a dump
CREATE TABLE queries (n serial, query text);
INSERT INTO queries (query) VALUES
  ('SELECT * FROM t'), ('SELECT t.* FROM t ORDER BY 1'), ('SELECT * FROM t JOIN u USING (id)'), ('TABLE u'),
  ('SELECT id, a FROM t UNION SELECT id, x FROM u'), ('SELECT * FROM u UNION ALL SELECT id, a, b FROM t ORDER BY 1'),
  ('WITH q AS (SELECT * FROM u) SELECT * FROM q'), ('SELECT s.* FROM (SELECT * FROM t) s'),
  ('WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n, n * 2 AS d FROM r'),
  ('SELECT a, count(*) AS n, sum(id) FILTER (WHERE a > 1) AS s FROM t GROUP BY a HAVING count(*) > 1'),
  ('SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC'), ('VALUES (1, ''a''), (2, ''b'')'),
  ('SELECT row_number() OVER (PARTITION BY a ORDER BY id) AS n, lag(b) OVER w AS l FROM t WINDOW w AS (ORDER BY a)'),
  ('SELECT t.id, l.v FROM t, LATERAL (SELECT max(x) AS v FROM u WHERE u.id = t.id) l'),
  ('SELECT CASE WHEN a > 1 THEN ''big'' ELSE ''small'' END AS size, coalesce(b, c, ''none'') AS nm FROM t'),
  ('SELECT EXISTS (SELECT 1 FROM u WHERE u.id = t.id) AS e, ARRAY(SELECT id FROM u) AS arr, t.*::text AS whole FROM t'),
  ('SELECT extract(year FROM now()) AS y, substring(b FROM 1 FOR 2) AS s, trim(both from c) AS tr FROM t'),
  ('SELECT current_user AS u, current_date AS d, current_timestamp AS ts'), ('SELECT g FROM generate_series(1, 10) AS g'),
  ('SELECT t1.id, t2.id AS id2 FROM t t1 JOIN t t2 ON t1.a = t2.id'), ('SELECT id FROM ONLY t FOR UPDATE'),
  ('SELECT * FROM u NATURAL JOIN t'), ('SELECT (t).a, (t).b FROM t'), ('SELECT DISTINCT a FROM t INTERSECT (SELECT id FROM u EXCEPT SELECT 1)'),
  ('SELECT string_agg(c, '','' ORDER BY id) AS s, percentile_cont(0.5) WITHIN GROUP (ORDER BY a) AS pc FROM t'),
  ('SELECT a, b, grouping(a) AS g FROM t GROUP BY ROLLUP (a, b)'), ('SELECT c COLLATE "C" AS c FROM t ORDER BY c COLLATE "C" NULLS FIRST LIMIT 5'),
  ('SELECT null AS n, ''lit'' AS l, 1.5 AS d, ''2020-01-01''::date AS dt, ARRAY[1,2,3] AS ar, ''{1,2}''::int[] AS ar2'),
  ('SELECT id AS "Weird Name", a AS "select" FROM t'), ('SELECT * FROM t FULL JOIN u USING (id)'),
  ('SELECT b::char(3) AS bc, a::numeric(5,1) AS nn, b::name AS nm, a IS DISTINCT FROM 1 AS ds, a BETWEEN 1 AND 2 AS bt FROM t');
DO $$
DECLARE
  q record;
  written text;
  step text;
BEGIN
  FOR q IN SELECT * FROM queries ORDER BY n LOOP
    EXECUTE format('CREATE VIEW v%s AS %s', q.n, q.query);
    written := pg_get_viewdef(format('v%s', q.n)::regclass);
    EXECUTE format('CREATE VIEW w%s AS %s', q.n, written);
    FOR step IN SELECT 'psql: ' || ddl FROM idem.plan(format('CREATE VIEW v%s AS %s', q.n, q.query))
      UNION ALL SELECT 'written: ' || ddl FROM idem.plan(format('CREATE VIEW v%s AS %s', q.n, written))
      UNION ALL SELECT 'pretty: ' || ddl FROM idem.plan(format('CREATE VIEW v%s AS %s', q.n, pg_get_viewdef(format('v%s', q.n)::regclass, true)))
      UNION ALL SELECT 'restored: ' || ddl FROM idem.plan(format('CREATE VIEW w%s AS %s', q.n, q.query))
    LOOP
      RAISE INFO '% differs, %', q.query, step;
    END LOOP;
    EXECUTE format('DROP VIEW w%s', q.n);
  END LOOP;
END $$;

-- a star stands for what the view has seen, by the names of that time
ALTER TABLE t ADD later integer;
ALTER TABLE u RENAME y TO z;
ALTER TABLE u ADD since text;
SELECT query, ddl FROM queries, idem.plan(format('CREATE VIEW v%s AS %s', n, query)) WHERE query LIKE '%*%' OR query LIKE 'TABLE%';
SELECT ddl FROM idem.plan('CREATE VIEW v1 AS SELECT *, 1 AS one FROM t');
SELECT pg_temp.ensure('CREATE VIEW v1 AS SELECT *, 1 AS one FROM t WHERE a > 1', '{recreate}');
SELECT action, object FROM idem.ensure('CREATE VIEW v4 AS SELECT * FROM u WHERE x > 1');
SELECT pg_temp.ensure('CREATE VIEW v7 AS SELECT id, x, z AS y, since FROM u');
SELECT views FROM views() WHERE views LIKE 'v4 %' OR views LIKE 'v7 %';
SELECT pg_temp.traceless('SELECT count(*) FROM idem.ensure(''CREATE VIEW v4 AS SELECT * FROM u WHERE x > 1'')');

-- CREATE OR REPLACE can change the query and append columns; what is not
-- declared stays
COMMENT ON VIEW named IS 'stays';
ALTER VIEW named ALTER two SET DEFAULT 'x';
SELECT pg_temp.ensure($$CREATE VIEW named (one, two, three) AS SELECT id, lower(b), c FROM t$$);
SELECT pg_temp.ensure($$CREATE VIEW named (one, two, three) AS SELECT id, lower(b), c FROM t$$);
SELECT views FROM views() WHERE views LIKE 'named%';
SELECT obj_description('named'::regclass), pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'named'::regclass;

-- the same values by other names
SELECT pg_temp.ensure($$CREATE VIEW named (uno, two, three) AS SELECT id, lower(b), c FROM t$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW named (two, uno, three) AS SELECT id, lower(b), c FROM t')$$);

-- what it cannot do
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW plain AS SELECT id FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW plain AS SELECT id::bigint, a FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW named (uno, two, three) AS SELECT id, lower(b), c COLLATE "C" FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW numbers AS SELECT 1 AS m')$$);
SET idem_migrate.on_conflict = warning;
SELECT count(*) FROM idem.ensure('CREATE VIEW plain AS SELECT id FROM t');
RESET idem_migrate.on_conflict;

-- options
SELECT pg_temp.ensure('CREATE VIEW plain WITH (security_barrier) AS SELECT id, a FROM t WHERE b IN (''x'', ''y'')');
SELECT pg_temp.ensure('ALTER VIEW plain SET (security_barrier = false, security_invoker)');
SELECT pg_temp.traceless('SELECT count(*) FROM idem.ensure(''ALTER VIEW plain SET (security_barrier = off, security_invoker = yes)'')');
SELECT pg_temp.ensure('ALTER VIEW IF EXISTS plain RESET (security_invoker, check_option)');
SELECT pg_temp.ensure('ALTER VIEW IF EXISTS nowhere RESET (security_invoker)');
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER VIEW nowhere RESET (security_invoker)')$$);
SELECT pg_temp.ensure('ALTER VIEW plain ALTER a SET DEFAULT 7');
SELECT pg_temp.ensure('ALTER VIEW plain ALTER a SET DEFAULT 7');
SELECT pg_temp.ensure('ALTER VIEW plain ALTER a DROP DEFAULT');
SELECT pg_temp.ensure('CREATE VIEW checked WITH (check_option = cascaded) AS SELECT id FROM t WHERE id > 0');
SELECT pg_temp.ensure('CREATE VIEW checked AS SELECT id FROM t WHERE id > 0 WITH CHECK OPTION');
SELECT pg_temp.ensure('CREATE VIEW checked AS SELECT id FROM t WHERE id > 0 WITH LOCAL CHECK OPTION');
SELECT pg_temp.ensure('CREATE VIEW checked AS SELECT id FROM t WHERE id > 1 WITH CASCADED CHECK OPTION');

-- names
SELECT pg_temp.ensure('ALTER VIEW checked RENAME TO renamed');
SELECT pg_temp.ensure('ALTER VIEW checked RENAME TO renamed');
SELECT pg_temp.ensure('ALTER VIEW renamed RENAME id TO ident; ALTER VIEW IF EXISTS nowhere RENAME TO elsewhere');
SELECT pg_temp.ensure('ALTER VIEW renamed RENAME id TO ident');
CREATE VIEW checked AS SELECT 1 AS one;
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER VIEW checked RENAME TO renamed')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER VIEW nowhere RENAME TO elsewhere')$$);
SELECT pg_temp.ensure('CREATE VIEW "We""ird; --" ("a b", "select") AS SELECT 1, ''$$''::text');
SELECT pg_temp.ensure('CREATE VIEW "We""ird; --" ("a b", "select", "x''y") AS SELECT 1, ''$$''::text, 2');
SELECT pg_temp.ensure('DROP VIEW "We""ird; --", checked; DROP VIEW IF EXISTS nowhere');
SELECT pg_temp.ensure('DROP VIEW checked');

-- other objects of the name
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW t AS SELECT 1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('DROP VIEW t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER VIEW t RENAME TO tt')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW queries_n_seq AS SELECT 1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TABLE plain (id integer)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('DROP VIEW plain')$$);

-- a plan knows what earlier steps will make
SELECT action, object, ddl FROM idem.plan($$
  ALTER TABLE t ADD planned integer;
  CREATE VIEW renamed AS SELECT id AS ident, planned FROM t;
  CREATE VIEW fresh AS SELECT planned FROM t;
  DROP VIEW numbers;
  CREATE VIEW numbers AS SELECT 'text' AS n$$);

-- errors of the query are the server's
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW plain AS SELECT nothing FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW plain AS SELECT 1 INTO x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW plain (a, b, c) AS SELECT id, a FROM t')$$);

-- who may not change it is told so by the server
CREATE ROLE regress_idem_view;
GRANT USAGE ON SCHEMA view_test TO regress_idem_view;
SET ROLE regress_idem_view;
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW plain AS SELECT id, a FROM t')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW plain AS SELECT id FROM t')$$);
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('CREATE VIEW plain AS SELECT id, a FROM t WHERE b IN (''x'', ''y'')')$$);
RESET ROLE;
REVOKE USAGE ON SCHEMA view_test FROM regress_idem_view;
DROP ROLE regress_idem_view;

-- revisions: applied, verified, healed, reverted
SELECT idem.apply_revision('views', '1', 'CREATE VIEW seen AS SELECT id FROM t; CREATE RULE keep AS ON DELETE TO seen DO INSTEAD NOTHING',
                           'DROP VIEW seen');
SELECT idem.apply_revision('views', '1', 'CREATE VIEW seen AS SELECT id FROM t; CREATE RULE keep AS ON DELETE TO seen DO INSTEAD NOTHING');
SELECT type, identity FROM idem.objects WHERE stream = 'views' ORDER BY identity COLLATE "C";
DROP VIEW seen;
SELECT idem.apply_revision('views', '1', 'CREATE VIEW seen AS SELECT id FROM t; CREATE RULE keep AS ON DELETE TO seen DO INSTEAD NOTHING');
DROP RULE keep ON seen;
SELECT idem.apply_revision('views', '1', 'CREATE VIEW seen AS SELECT id FROM t; CREATE RULE keep AS ON DELETE TO seen DO INSTEAD NOTHING');
SELECT pg_get_ruledef(oid) FROM pg_rewrite WHERE rulename = 'keep';
SELECT idem.revert_revision('views', '1');
SELECT to_regclass('seen');
CREATE VIEW seen AS SELECT id FROM t;
CREATE MATERIALIZED VIEW held AS SELECT 1 AS one;
CREATE RULE keep AS ON DELETE TO seen DO INSTEAD NOTHING;
SELECT idem.stamp('views', '2', 'CREATE VIEW seen AS SELECT id FROM t; CREATE MATERIALIZED VIEW held AS SELECT 1 AS one; CREATE RULE keep AS ON DELETE TO seen DO INSTEAD NOTHING');
SELECT type, identity FROM idem.objects WHERE stream = 'views' ORDER BY identity COLLATE "C";

SET client_min_messages = warning;
DROP SCHEMA view_test CASCADE;
