-- Row security: policies, and whether it is enabled.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
\set steps :abs_srcdir '/sql/include/steps.sql'
\i :steps

CREATE SCHEMA policy_test;
SET search_path = policy_test;
SET idem_migrate.report_level = debug1;
CREATE ROLE regress_idem_one;
CREATE ROLE "regress idem ""two""";
CREATE TABLE t (id integer PRIMARY KEY, owner text, grp integer, kind varchar(10), at timestamptz);
CREATE TABLE members (grp integer, who text, role varchar(10), PRIMARY KEY (grp, who));
CREATE VIEW v AS SELECT grp FROM members WHERE who = current_user;
CREATE FUNCTION policies() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT concat_ws(' ', polname, polcmd, polpermissive, pg_get_expr(polqual, polrelid),
                   'CHECK ' || pg_get_expr(polwithcheck, polrelid),
                   (SELECT string_agg(coalesce(rolname, 'public'), ', ' ORDER BY rolname) FROM unnest(polroles) r
                      LEFT JOIN pg_roles ON oid = r),
                   '-- ' || obj_description(oid, 'pg_policy'))
    FROM pg_policy WHERE polrelid = 'policy_test.t'::regclass ORDER BY polname $$;

-- absent: made; the same: unchanged, and no trace of the call
SELECT pg_temp.ensure($$
  CREATE POLICY own ON t USING (owner = current_user);
  CREATE POLICY ins ON t FOR INSERT TO regress_idem_one, "regress idem ""two""" WITH CHECK (kind IN ('a', 'b') AND at <= now());
  CREATE POLICY upd ON t AS RESTRICTIVE FOR UPDATE USING (id > 0) WITH CHECK (id > 1);
  CREATE POLICY sub ON t FOR SELECT USING (EXISTS (SELECT 1 FROM members m
    WHERE m.grp = t.grp AND m.who = current_user AND m.role IN ('admin', 'reader')) OR grp = (SELECT max(grp) FROM v));
  ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
$$);
SELECT policies();
SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = 't'::regclass;
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('
  CREATE POLICY own ON policy_test.t AS PERMISSIVE FOR ALL TO PUBLIC USING ((t.owner = CURRENT_USER));
  CREATE POLICY ins ON t FOR INSERT TO "regress idem ""two""", regress_idem_one WITH CHECK (kind = ANY (''{a,b}'') AND (at <= CURRENT_TIMESTAMP));
  CREATE POLICY upd ON t AS RESTRICTIVE FOR UPDATE USING (id > 0) WITH CHECK (id > 1);
  ALTER TABLE t ENABLE ROW LEVEL SECURITY;
  ALTER TABLE t FORCE ROW LEVEL SECURITY;
  ALTER POLICY own ON t TO PUBLIC;
  ALTER POLICY upd ON t USING (id > 0);
  DROP POLICY IF EXISTS no_such_policy ON t;
  DROP POLICY IF EXISTS own ON no_such_table;
')$$);
-- subqueries: not even the locks of their relations are left
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('
  CREATE POLICY sub ON t FOR SELECT USING (EXISTS (SELECT 1 FROM members m
    WHERE m.grp = t.grp AND m.who = current_user AND m.role = ANY (ARRAY[''admin'', ''reader''])) OR grp = (SELECT max(v.grp) AS max FROM policy_test.v));
')$$);
-- as the server writes them
SELECT string_agg(format('CREATE POLICY %I ON t FOR %s', polname,
                         CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT TO regress_idem_one, "regress idem ""two"""' ELSE 'ALL' END)
                  || coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
                  || coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', ''), ';') AS script
  FROM pg_policy WHERE polrelid = 't'::regclass AND polname <> 'upd' \gset
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)', :'script'));

-- each declared property that differs
COMMENT ON POLICY own ON t IS 'own''s comment';
SELECT pg_temp.ensure($$CREATE POLICY own ON t TO CURRENT_USER, regress_idem_one USING (owner = current_user)$$);
SELECT pg_temp.ensure($$CREATE POLICY own ON t USING (owner = session_user)$$);
SELECT pg_temp.ensure($$CREATE POLICY own ON t USING (owner = session_user) WITH CHECK (owner = session_user OR grp IS NULL)$$);
SELECT pg_temp.ensure($$CREATE POLICY own ON t FOR UPDATE TO regress_idem_one USING (true) WITH CHECK (owner = session_user OR grp IS NULL)$$);
SELECT pg_temp.ensure($$CREATE POLICY own ON t AS RESTRICTIVE FOR UPDATE USING (true)$$);
SELECT pg_temp.ensure($$CREATE POLICY own ON t AS RESTRICTIVE FOR UPDATE WITH CHECK (true)$$);
SELECT pg_temp.ensure($$CREATE POLICY sub ON t FOR SELECT USING (grp = (SELECT min(grp) FROM v))$$);
SELECT pg_temp.ensure($$CREATE POLICY sub ON t FOR SELECT USING (grp > 0)$$);
SELECT pg_temp.ensure($$CREATE POLICY sub ON t FOR SELECT USING (EXISTS (SELECT FROM members m WHERE m.grp = t.grp))$$);
SELECT pg_temp.ensure($$CREATE POLICY sub ON t FOR SELECT USING (grp IN (WITH t AS (SELECT grp FROM members) SELECT grp FROM t))$$);
SELECT reason FROM idem.plan($$CREATE POLICY sub ON t FOR SELECT TO regress_idem_one USING (grp IN (SELECT grp FROM members));
  CREATE POLICY own ON t FOR DELETE USING (true)$$);
SELECT pg_temp.ensure($$ALTER POLICY own ON t TO regress_idem_one USING (id = 1) WITH CHECK (id = 2)$$);
SELECT pg_temp.ensure($$ALTER POLICY own ON t WITH CHECK (id = 3)$$);
SELECT pg_temp.ensure($$ALTER POLICY own ON t TO PUBLIC$$);
SELECT policies();

-- columns, tables and functions that are made first
SELECT pg_temp.ensure($$
  CREATE FUNCTION allowed(text) RETURNS boolean LANGUAGE sql RETURN $1 IS NOT NULL;
  CREATE TABLE later (who text);
  ALTER TABLE t ADD COLUMN who text;
  CREATE POLICY own ON t AS RESTRICTIVE FOR UPDATE
    USING (allowed(who)) WITH CHECK (who IN (SELECT later.who FROM later));
  CREATE POLICY other ON later USING (allowed(who));
  ALTER TABLE later ENABLE ROW LEVEL SECURITY;
$$);
SELECT policies();

-- rename and drop
SELECT pg_temp.ensure($$ALTER POLICY own ON t RENAME TO "Own ""policy"""$$);
SELECT pg_temp.ensure($$CREATE POLICY "Own ""policy""" ON policy_test.t AS RESTRICTIVE FOR UPDATE TO "regress idem ""two""" USING (true)$$);
SELECT pg_temp.ensure($$ALTER POLICY IF EXISTS no_such ON t RENAME TO neither$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER POLICY no_such ON t RENAME TO neither')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER POLICY sub ON t RENAME TO upd')$$);
SELECT pg_temp.ensure($$DROP POLICY "Own ""policy""" ON t; DROP POLICY other ON later$$);
SELECT pg_temp.ensure($$ALTER TABLE t DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY$$);
SELECT pg_temp.ensure($$ALTER TABLE IF EXISTS no_such_table ENABLE ROW LEVEL SECURITY$$);
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('ALTER TABLE t DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY')$$);

-- made again along with what they are built on
CREATE TABLE parted (a smallint, b text) PARTITION BY LIST (b);
CREATE TABLE parted_x PARTITION OF parted FOR VALUES IN ('x');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION positive(a integer) RETURNS boolean LANGUAGE sql RETURN a > 0;
CREATE VIEW all_parted AS SELECT p.a FROM parted p CROSS JOIN members m;
CREATE TRIGGER tr AFTER UPDATE OF a ON parted FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION f();
ALTER TABLE parted_x ENABLE ALWAYS TRIGGER tr;
CREATE POLICY po ON parted AS RESTRICTIVE FOR SELECT TO regress_idem_one USING (positive(a) AND a IN (SELECT a FROM all_parted));
COMMENT ON POLICY po ON parted IS 'po''s comment';
COMMENT ON TRIGGER tr ON parted IS 'tr''s comment';
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE parted ALTER a TYPE integer')$$);
SELECT pg_temp.ensure($$ALTER TABLE parted ALTER a TYPE integer$$, '{recreate}');
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE FUNCTION positive(other integer) RETURNS boolean LANGUAGE sql RETURN other > 0')$$);
SELECT pg_temp.ensure($$CREATE FUNCTION positive(other integer) RETURNS boolean LANGUAGE sql RETURN other > 0$$, '{recreate}');
SELECT tgrelid::regclass, tgenabled, obj_description(oid, 'pg_trigger') FROM pg_trigger WHERE tgname = 'tr' AND tgfoid = 'f'::regproc ORDER BY 1;
SELECT polroles::regrole[], polcmd, polpermissive, pg_get_expr(polqual, polrelid), obj_description(oid, 'pg_policy') FROM pg_policy WHERE polname = 'po';
DROP POLICY po ON parted;
DROP VIEW all_parted;
DROP TABLE parted;

-- what the server refuses
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE POLICY x ON no_such_table USING (true)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE POLICY x ON v USING (true)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE POLICY x ON t TO no_such_role USING (true)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE POLICY ins ON t FOR INSERT TO no_such_role WITH CHECK (true)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE POLICY sub ON t FOR SELECT USING (no_such_column = 1)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE POLICY sub ON t FOR SELECT USING (grp IN (SELECT 1 FROM no_such_table))')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE POLICY sub ON t FOR SELECT WITH CHECK (true)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE POLICY sub ON t FOR SELECT USING (id)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER POLICY no_such ON t USING (true)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE v ENABLE ROW LEVEL SECURITY')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE no_such_table ENABLE ROW LEVEL SECURITY')$$);

-- a history: what is said in between leaves nothing
\set history 'CREATE TABLE h (id integer, a integer); CREATE POLICY p1 ON h USING (a = 1); ALTER POLICY p1 ON h USING (a = 2) WITH CHECK (a > 1); ALTER POLICY p1 ON h RENAME TO p1n; CREATE POLICY p2 ON h USING (a = 3); DROP POLICY p2 ON h; CREATE POLICY p2 ON h FOR SELECT USING (id IN (SELECT h2.a FROM h h2)); ALTER TABLE h ENABLE ROW LEVEL SECURITY; ALTER TABLE h DISABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; ALTER TABLE h RENAME COLUMN a TO aa; ALTER TABLE h RENAME TO hh'
SELECT pg_temp.ensure(:'history');
SELECT pg_temp.traceless(format('SELECT count(*) FROM idem.ensure(%L)', :'history'));
DROP TABLE hh;

-- revisions: applied, removed, healed, reverted
\set script 'CREATE TABLE x (a integer); ALTER TABLE x ENABLE ROW LEVEL SECURITY; CREATE POLICY xp ON x USING (a > 0); CREATE POLICY yp ON x USING (a > 1)'
SELECT idem.apply_revision('policy_test', '1', :'script', 'DROP TABLE x');
SELECT type, identity FROM idem.objects WHERE stream = 'policy_test' ORDER BY 1, 2;
DROP POLICY xp ON x;
SELECT idem.apply_revision('policy_test', '1', :'script', 'DROP TABLE x');
SELECT polname FROM pg_policy WHERE polrelid = 'x'::regclass ORDER BY 1;
SELECT idem.apply_revision('policy_test', '2', 'ALTER POLICY xp ON x RENAME TO zp', 'ALTER POLICY zp ON x RENAME TO xp');
SELECT revision, type, identity FROM idem.objects WHERE stream = 'policy_test' AND type = 'policy' ORDER BY 1, 2, 3;
SELECT idem.revert_to('policy_test', '1');
SELECT idem.revert_revision('policy_test', '1');

-- privileges are those of the caller
GRANT USAGE ON SCHEMA policy_test TO regress_idem_one;
SET ROLE regress_idem_one;
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('CREATE POLICY upd ON t AS RESTRICTIVE FOR UPDATE USING (id > 0) WITH CHECK (id > 1)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE POLICY upd ON t AS RESTRICTIVE FOR UPDATE USING (id > 0)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE t ENABLE ROW LEVEL SECURITY')$$);
RESET ROLE;

SET client_min_messages = warning;
DROP SCHEMA policy_test CASCADE;
DROP ROLE regress_idem_one;
DROP ROLE "regress idem ""two""";
