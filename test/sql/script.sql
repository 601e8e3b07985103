-- Scripts of revisions: how they are split, what they may hold, how they run.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = debug1;
CREATE SCHEMA script_test;
SET search_path = script_test;

-- statements end where the server's grammar says so
SELECT idem.apply_revision('script', 'split', $up$
;; -- a comment; with a semicolon
CREATE TABLE t (id int /* ; */, "a;b" text DEFAULT 'c;d');
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
CREATE FUNCTION g() RETURNS text LANGUAGE sql AS $body$ SELECT ';'; SELECT 'x' $body$;
/* /* nested; */ ; */
INSERT INTO t VALUES (f()), (3); INSERT INTO t SELECT 4;
UPDATE t SET "a;b" = g() WHERE id = 2
$up$);
TABLE t;

-- any statement runs as it stands, in its place
SELECT idem.apply_revision('script', 'opaque', $$
CREATE TABLE seen (what text);
INSERT INTO seen SELECT 'rows ' || count(*) FROM t;
DO $x$ BEGIN INSERT INTO seen VALUES ('DO'); END $x$;
SELECT idem.ensure_column('t', 'made', 'text');
INSERT INTO seen SELECT 'column ' || attname FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'made';
WITH moved AS (DELETE FROM t WHERE id = 3 RETURNING id) INSERT INTO seen SELECT 'moved ' || id FROM moved;
CREATE TABLE copied AS SELECT * FROM t;
ALTER TABLE t ALTER id TYPE bigint;
COMMENT ON TABLE t IS 'a table';
GRANT SELECT ON t TO PUBLIC;
ANALYZE t;
SELECT count(*) FROM t;
EXPLAIN SELECT 1;
SHOW search_path;
TRUNCATE copied;
LOCK TABLE t;
$$);
TABLE seen;
SELECT type, identity FROM idem.objects WHERE stream = 'script' AND revision = 'opaque' ORDER BY type, identity COLLATE "C";

-- refused before anything ran
SELECT pg_temp.error_of(format('SELECT idem.apply_revision(%L, %L, %L)', 'script', 'no', 'CREATE TABLE never (id int);' || E'\n' || script))
  FROM unnest(ARRAY[
    E'\n\\set x 1',
    E'\\i other.sql',
    E'SELECT 1 \\gset',
    E'\\restrict abc',
    E'COPY t FROM stdin;\n1\tit''s\n\\.',
    E'copy t (id) from STDIN WITH (FORMAT csv)',
    E'COPY t TO STDOUT',
    'BEGIN', 'COMMIT', 'ROLLBACK', 'SAVEPOINT s', 'START TRANSACTION', 'PREPARE TRANSACTION ''x''', 'END',
    'CREATE INDEX CONCURRENTLY ON t (id)',
    'DROP INDEX CONCURRENTLY i',
    'REINDEX TABLE CONCURRENTLY t',
    'REINDEX (CONCURRENTLY) TABLE t',
    'REINDEX SCHEMA script_test',
    'REINDEX DATABASE postgres',
    'ALTER TABLE t DETACH PARTITION p CONCURRENTLY',
    'VACUUM', 'VACUUM FULL t', 'CLUSTER',
    'CREATE DATABASE d', 'DROP DATABASE d', 'ALTER DATABASE d SET TABLESPACE t',
    'CREATE TABLESPACE t LOCATION ''/tmp''', 'DROP TABLESPACE t', 'ALTER SYSTEM SET work_mem = ''1MB''',
    'DISCARD ALL',
    'SELECT (1', 'SELEC', 'SELECT ''unterminated', 'SELECT $x$ unterminated', '/* unterminated']) AS script;
-- a backslash in quotes or in a comment is nothing special, nor are names
SELECT idem.apply_revision('script', 'backslash', E'SELECT ''\\d'', "\\", $$\\i$$ FROM (SELECT 1 AS "\\") AS x; -- \\q\nCREATE TABLE copy (stdin int, "from" int);');

-- it is refused in the script for going back, too
SELECT pg_temp.error_of($$SELECT idem.apply_revision('script', 'no', '', 'BEGIN')$$);
SELECT pg_temp.error_of($$SELECT idem.stamp('script', 'no', 'BEGIN')$$);

-- an error says where it is: revision, statement, line, and a position in the script
SELECT idem.apply_revision('script', 'no', $$CREATE TABLE never (id int);

-- the next one fails
INSERT INTO never
VALUES (1), ('x');$$);
SELECT idem.apply_revision('script', 'no', $$CREATE TABLE never (id int);
ALTER TABLE never ADD CHECK (ident > 0);$$);
SELECT idem.apply_revision('script', 'no', $$CREATE TABLE never (
  id int
  name text);$$);
SELECT idem.apply_revision('script', 'no', $$DO $x$
BEGIN
  RAISE 'no';
END $x$;$$);
SELECT to_regclass('never');

-- a procedure cannot commit, and a loop that never ends can be cancelled
SELECT pg_temp.error_of($$SELECT idem.apply_revision('script', 'no', 'DO ''BEGIN COMMIT; END''')$$);
SET statement_timeout = '100 ms';
SELECT pg_temp.error_of($$SELECT idem.apply_revision('script', 'no', 'DO ''BEGIN LOOP END LOOP; END''')$$);
RESET statement_timeout;

-- allow is that of the statements
SELECT pg_temp.error_of($$SELECT idem.apply_revision('script', 'lossy', 'DROP TABLE seen')$$);
SELECT idem.apply_revision('script', 'lossy', 'DROP TABLE seen', allow => '{lossy}');

-- a revision may apply another one; each has its own objects
SELECT idem.apply_revision('script', 'outer', $$
CREATE TABLE outer1 (id int);
SELECT idem.apply_revision('script', 'inner', 'CREATE TABLE inner1 (id int); ALTER TABLE outer1 RENAME TO outer2');
CREATE TABLE outer3 (id int);$$);
SELECT revision, identity FROM idem.objects WHERE stream = 'script' AND type = 'table' AND revision IN ('inner', 'outer') ORDER BY identity COLLATE "C";

-- subtransactions of the script: what was undone is not recorded
SELECT idem.apply_revision('script', 'subxact', $$
DO $x$ BEGIN
  BEGIN
    CREATE TABLE undone (id int);
    DROP TABLE outer3;
    PERFORM 1 / 0;
  EXCEPTION WHEN division_by_zero THEN
    CREATE TABLE done (id int);
  END;
END $x$;$$);
SELECT revision, identity, removed_by_revision FROM idem.objects WHERE stream = 'script' AND type = 'table' AND revision IN ('outer', 'subxact') ORDER BY identity COLLATE "C";

-- what a DO block renames, alters and drops is followed
SELECT idem.apply_revision('script', 'before', $$
CREATE DOMAIN short AS text;
CREATE TABLE before1 (id int DEFAULT 1, old int NOT NULL, short short, PRIMARY KEY (id));
CREATE VIEW before2 AS SELECT 1 AS one;
CREATE TABLE part (id int) PARTITION BY RANGE (id);
CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (1) TO (2);
CREATE INDEX part_idx ON part (id);$$);
SELECT idem.apply_revision('script', 'after', $$
DO $x$ BEGIN
  ALTER TABLE before1 RENAME TO after1;
  ALTER TABLE after1 RENAME COLUMN old TO new;
  ALTER TABLE after1 ALTER new DROP NOT NULL, ALTER new SET DEFAULT 2;
  ALTER TABLE after1 RENAME CONSTRAINT before1_pkey TO after1_pkey;
  DROP DOMAIN short CASCADE;
  DROP VIEW before2;
END $x$;$$);
SELECT revision, type, identity, parts, removed_by_revision FROM idem.objects
 WHERE stream = 'script' AND revision IN ('before', 'after') ORDER BY revision, type, identity COLLATE "C";
SELECT idem.health('script', 'before') -> 'missing', idem.health('script', 'after') -> 'missing';

-- at the higher isolation levels rows of the revisions before are seen
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT idem.apply_revision('script', 'rr1', 'CREATE TABLE rr (id int); INSERT INTO rr VALUES (1)');
SELECT idem.apply_revision('script', 'rr2', 'UPDATE rr SET id = 2; DO $x$ BEGIN UPDATE rr SET id = id + 1; END $x$');
TABLE rr;
COMMIT;

-- what the server does not support within a body is refused as it would
SELECT count(*) FROM idem.plan('CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; CREATE TABLE x (a int); END');
SELECT count(*) FROM idem.ensure('SELECT 1; CREATE PROCEDURE p() BEGIN ATOMIC CALL p(); END', '{run}');

SET client_min_messages = warning;
DROP SCHEMA script_test CASCADE;
