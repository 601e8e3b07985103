-- Views that have to be made again, with all that is built on them.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set steps :abs_srcdir '/sql/include/steps.sql'
\i :steps

CREATE SCHEMA recreate_test;
CREATE SCHEMA "Other; --";
SET search_path = recreate_test;
SET idem_migrate.report_level = debug1;
CREATE ROLE regress_idem_owner;
CREATE ROLE "regress_idem Reader";
GRANT ALL ON SCHEMA recreate_test TO regress_idem_owner;

CREATE TABLE t (id integer PRIMARY KEY, a integer, b varchar(10));
CREATE TABLE log (id integer);
INSERT INTO t VALUES (1, 10, 'x'), (2, 20, 'y');
CREATE VIEW base AS SELECT id, a, b FROM t;
CREATE VIEW "Other; --"."Up per" (one, "t wo") WITH (security_barrier) AS
  SELECT id, a FROM base WHERE a > 5 WITH LOCAL CHECK OPTION;
CREATE MATERIALIZED VIEW held AS SELECT one, count(*) AS n FROM "Other; --"."Up per" GROUP BY one;
CREATE UNIQUE INDEX held_one ON held (one);
CREATE VIEW top AS SELECT h.n, b.* FROM held h JOIN base b ON b.id = h.one;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr INSTEAD OF INSERT ON "Other; --"."Up per" FOR EACH ROW EXECUTE FUNCTION f('x''y');
COMMENT ON TRIGGER tr ON "Other; --"."Up per" IS 'its trigger';
CREATE RULE through AS ON INSERT TO top DO INSTEAD INSERT INTO base VALUES (new.id, new.a, new.b);
CREATE RULE noted AS ON DELETE TO log DO ALSO DELETE FROM base WHERE base.id = old.id;
ALTER TABLE log ENABLE ALWAYS RULE noted;
COMMENT ON RULE noted ON log IS 'of another table';
COMMENT ON VIEW base IS 'it''s the base';
COMMENT ON COLUMN base.a IS 'the a';
COMMENT ON COLUMN "Other; --"."Up per"."t wo" IS 'the two';
ALTER VIEW base ALTER a SET DEFAULT 7;
ALTER VIEW base ALTER b SET DEFAULT 'gone';
ALTER TABLE "Other; --"."Up per" OWNER TO regress_idem_owner;
GRANT SELECT ON base TO regress_idem_owner WITH GRANT OPTION;
GRANT UPDATE (a), SELECT (b) ON base TO "regress_idem Reader";
GRANT SELECT, INSERT ON top TO "regress_idem Reader";
REVOKE DELETE ON held FROM CURRENT_USER;
ALTER DEFAULT PRIVILEGES IN SCHEMA recreate_test GRANT SELECT ON TABLES TO PUBLIC;

CREATE FUNCTION state() RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT line FROM (
    SELECT c.oid::regclass::text AS name, 1 AS n, concat_ws(' ', c.oid::regclass, relowner = current_user::regrole, reloptions::text,
        CASE WHEN relispopulated THEN 'populated' END, obj_description(c.oid),
        replace(replace((SELECT string_agg(acl::text, ' ' ORDER BY acl::text COLLATE "C") FROM unnest(relacl) acl), current_user, 'me'), 'm/me', '/me')) AS line
      FROM pg_class c WHERE relkind IN ('v', 'm') AND relnamespace IN ('recreate_test'::regnamespace, '"Other; --"'::regnamespace)
    UNION ALL
    SELECT c.oid::regclass::text, 1 + attnum, concat_ws(' ', '  ', attname, format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid),
        col_description(attrelid, attnum), replace(attacl::text, current_user, 'me'))
      FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum
     WHERE relkind IN ('v', 'm') AND relnamespace IN ('recreate_test'::regnamespace, '"Other; --"'::regnamespace)
    UNION ALL
    SELECT 'x', 100, concat_ws(' ', 'rule', rulename, ev_class::regclass, ev_enabled, obj_description(oid, 'pg_rewrite'))
      FROM pg_rewrite WHERE rulename IN ('through', 'noted')
    UNION ALL
    SELECT 'x', 101, concat_ws(' ', 'trigger', tgname, tgrelid::regclass, obj_description(oid, 'pg_trigger')) FROM pg_trigger WHERE tgname = 'tr'
    UNION ALL
    SELECT 'x', 102, indexdef FROM pg_indexes WHERE tablename = 'held') s
  ORDER BY name COLLATE "C", n, line $$;
-- what the server writes, and which privileges there are, differs between its
-- versions
CREATE FUNCTION heads(script text) RETURNS SETOF text LANGUAGE sql AS $$
  SELECT replace(replace(CASE WHEN s ~ '^CREATE.* AS ' THEN split_part(split_part(s, ' USING heap', 1), ' AS ', 1) || ' ...'
                              ELSE s END, current_user, 'me'), ', MAINTAIN', '')
    FROM idem.ensure(script, '{recreate}'), regexp_split_to_table(ddl, ';\n') s $$;
CREATE TEMP TABLE before AS SELECT row_number() OVER () AS n, * FROM state() AS line;
SELECT line FROM before ORDER BY n;

-- refused, with the dependants
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW base AS SELECT id, a::bigint AS a, b::text AS b FROM t')$$);
-- and done: as before, but for the type
SELECT heads('CREATE VIEW base AS SELECT id, a, b::text AS b FROM t');
SELECT 'was: ' || b.line AS was, 'is: ' || s.line AS is FROM before b FULL JOIN (SELECT row_number() OVER () AS n, * FROM state() AS line) s USING (n)
 WHERE b.line IS DISTINCT FROM s.line ORDER BY n;
SELECT pg_temp.traceless('SELECT count(*) FROM idem.ensure(''CREATE VIEW base AS SELECT id, a, b::text AS b FROM t'')');
REFRESH MATERIALIZED VIEW held;
SELECT * FROM top ORDER BY id;
SELECT count(*) FROM idem.ensure('CREATE VIEW base AS SELECT id, a, b FROM t', '{recreate}');
SELECT 'was: ' || b.line AS was, 'is: ' || s.line AS is FROM before b FULL JOIN (SELECT row_number() OVER () AS n, * FROM state() AS line) s USING (n)
 WHERE b.line IS DISTINCT FROM s.line ORDER BY n;

INSERT INTO top (id, a, b) VALUES (3, 30, 'z');
REFRESH MATERIALIZED VIEW held;
SELECT * FROM top ORDER BY id;

-- a column that is used further up cannot go
SELECT split_part(pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW base AS SELECT id, b FROM t', '{recreate}')$$), ':', 1);

-- the type of a column of a table
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE t ALTER a TYPE bigint')$$);
SELECT count(*) FROM idem.ensure('ALTER TABLE t ALTER a TYPE bigint', '{recreate}');
SELECT 'was: ' || b.line AS was, 'is: ' || s.line AS is FROM before b FULL JOIN (SELECT row_number() OVER () AS n, * FROM state() AS line) s USING (n)
 WHERE b.line IS DISTINCT FROM s.line ORDER BY n;
SELECT * FROM top ORDER BY id;
SELECT pg_temp.traceless('SELECT count(*) FROM idem.ensure(''ALTER TABLE t ALTER a TYPE bigint'')');

-- what cannot be made again
CREATE FUNCTION uses(top) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE of_rows (r base[]);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE VIEW base AS SELECT id, a, b::text AS b FROM t', '{recreate}')$$);
SELECT action, allow FROM idem.plan('CREATE VIEW base AS SELECT id, a, b::text AS b FROM t');
DROP FUNCTION uses(top);
DROP TABLE of_rows;

SET client_min_messages = warning;
ALTER DEFAULT PRIVILEGES IN SCHEMA recreate_test REVOKE SELECT ON TABLES FROM PUBLIC;
DROP SCHEMA recreate_test, "Other; --" CASCADE;
DROP ROLE regress_idem_owner, "regress_idem Reader";

-- the functions in a materialized view run with the rights of its owner, not
-- of whoever makes it again
CREATE ROLE regress_idem_matview;
CREATE SCHEMA recreate_owner;
GRANT CREATE, USAGE ON SCHEMA recreate_owner TO regress_idem_matview;
CREATE TABLE recreate_owner.log (who name);
GRANT INSERT ON recreate_owner.log TO regress_idem_matview;
CREATE VIEW recreate_owner.v AS SELECT 1 AS a;
GRANT SELECT ON recreate_owner.v TO regress_idem_matview;
SET ROLE regress_idem_matview;
CREATE FUNCTION recreate_owner.f(a int) RETURNS int LANGUAGE plpgsql AS
  $$ BEGIN INSERT INTO recreate_owner.log VALUES (current_user); RETURN a; END $$;
CREATE MATERIALIZED VIEW recreate_owner.m AS SELECT recreate_owner.f(a) AS a FROM recreate_owner.v;
CREATE UNIQUE INDEX m_a ON recreate_owner.m (a);
CREATE MATERIALIZED VIEW recreate_owner.n AS SELECT a AS b FROM recreate_owner.m WITH NO DATA;
RESET ROLE;
TRUNCATE recreate_owner.log;
SELECT action FROM idem.ensure('CREATE OR REPLACE VIEW recreate_owner.v AS SELECT 1 AS b, 2 AS a',
  '{recreate}');
SELECT DISTINCT who FROM recreate_owner.log;
SELECT a FROM recreate_owner.m;
SELECT relname, relispopulated, pg_get_userbyid(relowner) FROM pg_class
 WHERE relnamespace = 'recreate_owner'::regnamespace AND relkind = 'm' ORDER BY 1;
SET client_min_messages = warning;
DROP SCHEMA recreate_owner CASCADE;
RESET client_min_messages;
DROP ROLE regress_idem_matview;
