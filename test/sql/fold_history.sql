-- A whole history is one wish, wherever a database is on its way through it.
SET client_min_messages = warning;
CREATE SCHEMA fold_history;
SET search_path = fold_history;

CREATE TABLE history (number int PRIMARY KEY, statement text);
INSERT INTO history VALUES
  (1, 'CREATE TABLE a (id int PRIMARY KEY, x text)'), (2, 'CREATE TABLE b (y int, z date)'),
  (3, 'CREATE TYPE mood AS ENUM (''sad'', ''ok'')'), (4, 'ALTER TABLE a ADD COLUMN m text DEFAULT ''ok'' NOT NULL'),
  (5, 'CREATE VIEW v AS SELECT * FROM a'), (6, 'ALTER TABLE a RENAME x TO tmp'),
  (7, 'ALTER TABLE a RENAME TO tmp'), (8, 'ALTER TABLE b RENAME TO a'), (9, 'ALTER TABLE tmp RENAME TO b'),
  (10, 'DROP VIEW v'), (11, 'ALTER TABLE b ALTER m DROP DEFAULT, ALTER m TYPE mood USING m::mood'),
  (12, 'ALTER TABLE b ADD UNIQUE (tmp)'), (13, 'ALTER TYPE mood ADD VALUE ''happy'''),
  (14, 'ALTER TABLE b DROP CONSTRAINT b_tmp_key'), (15, 'CREATE INDEX ON b (tmp)'),
  (16, 'CREATE TABLE c (k serial, b_id int REFERENCES b)'), (17, 'ALTER TABLE c RENAME TO d'),
  (18, 'DROP TABLE a'), (19, 'CREATE TABLE a (other int)'), (20, 'ALTER TYPE mood RENAME VALUE ''sad'' TO ''blue''');

-- all that is there, in one value
CREATE FUNCTION shown() RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
    SELECT format('%s.%s %s %s %s', c.relname, attname, format_type(atttypid, atttypmod), attnotnull,
                  pg_get_expr(adbin, adrelid)) AS line
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE relnamespace = 'fold_history'::regnamespace AND relkind IN ('r', 'v') AND attnum > 0
       AND NOT attisdropped AND relname <> 'history'
    UNION ALL
    SELECT relname FROM pg_class WHERE relnamespace = 'fold_history'::regnamespace AND relkind IN ('i', 'S')
    UNION ALL
    SELECT format('%s %s', c.relname, conname) FROM pg_constraint JOIN pg_class c ON c.oid = conrelid
     WHERE connamespace = 'fold_history'::regnamespace AND contype <> 'n' AND relname <> 'history'
    UNION ALL
    SELECT format('mood %s', string_agg(enumlabel, ',' ORDER BY enumsortorder)) FROM pg_enum
      JOIN pg_type t ON t.oid = enumtypid WHERE typnamespace = 'fold_history'::regnamespace HAVING count(*) > 0) lines
$$;
CREATE PROCEDURE clean() LANGUAGE plpgsql AS $$
BEGIN
  DROP VIEW IF EXISTS v;
  DROP TABLE IF EXISTS a, b, c, d, tmp CASCADE;
  DROP TYPE IF EXISTS mood;
END $$;
CREATE PROCEDURE run(upto int) LANGUAGE plpgsql AS $$
DECLARE one text;
BEGIN
  FOR one IN SELECT statement FROM history WHERE number <= upto ORDER BY number LOOP
    EXECUTE one;
  END LOOP;
END $$;
SELECT string_agg(statement, '; ' ORDER BY number) AS script FROM history \gset

-- run as it stands, nothing is left to do
CALL run(20);
SELECT shown() AS wanted \gset
SELECT shown();
SELECT ddl FROM idem.plan(:'script');

-- from every beginning of it, the same end; rows go along with their tables
CREATE FUNCTION from_beginning(upto int, script text, wanted text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  rows int;
BEGIN
  CALL clean();
  CALL run(upto);
  IF to_regclass('b') IS NOT NULL AND upto BETWEEN 9 AND 11 THEN
    INSERT INTO b VALUES (1, 'x', 'ok');
  END IF;
  PERFORM count(*) FROM idem.ensure(script, '{lossy,cascade,recreate}');
  IF shown() IS DISTINCT FROM wanted THEN
    RETURN shown();
  END IF;
  SELECT count(*) INTO rows FROM b;
  RETURN format('the same, rows %s, steps left %s', rows, (SELECT count(*) FROM idem.plan(script)));
END $$;
SELECT n, from_beginning(n, :'script', :'wanted') FROM generate_series(0, 19) n;

-- what is gone comes back
CALL clean();
CALL run(20);
DROP TABLE d;
ALTER TABLE b DROP COLUMN tmp;
SELECT ddl FROM idem.ensure(:'script');
SELECT count(*) FROM idem.plan(:'script');

-- a schema that is dropped and made again has what is made in it then
\set script 'DROP TABLE IF EXISTS again.t; DROP SCHEMA IF EXISTS again; CREATE SCHEMA again; CREATE TABLE again.t (x int)'
SELECT action, object FROM idem.ensure(:'script');
SELECT count(*) FROM idem.plan(:'script');
DROP SCHEMA again CASCADE;
-- the sequence of an identity column, altered by its own name
\set script 'CREATE TABLE counted (z bigint GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 2)); ALTER SEQUENCE counted_z_seq RENAME TO counter; ALTER SEQUENCE counter INCREMENT 3 CACHE 4'
SELECT object, action FROM idem.ensure(:'script');
SELECT seqrelid::regclass, seqstart, seqincrement, seqcache FROM pg_sequence WHERE seqrelid = 'counter'::regclass;
SELECT count(*) FROM idem.plan(:'script');
ALTER SEQUENCE counter INCREMENT 2;
SELECT object, ddl FROM idem.ensure(:'script');

-- an index whose name the server chose is followed through all that it gets later
\set script 'CREATE TABLE chosen (a int); CREATE INDEX ON chosen (a); ALTER INDEX chosen_a_idx RENAME TO one; ALTER INDEX one RENAME TO two'
SELECT object, ddl FROM idem.ensure(:'script');
SELECT count(*) FROM idem.plan(:'script');

-- a plan knows what a table has that it makes
\set script 'CREATE TABLE planned (a int, b text) WITH (fillfactor = 90); ALTER TABLE planned SET UNLOGGED; ALTER TABLE planned RESET (autovacuum_enabled), ALTER a DROP DEFAULT, ALTER a DROP NOT NULL, ALTER b SET STATISTICS -1, ALTER b RESET (n_distinct), REPLICA IDENTITY DEFAULT, DISABLE TRIGGER USER, SET WITHOUT CLUSTER; CREATE INDEX planned_a ON planned (a); ALTER INDEX planned_a SET (fillfactor = 50); CREATE TABLE logged (a int); ALTER TABLE logged SET LOGGED; CREATE VIEW planned_view AS SELECT a FROM planned; ALTER VIEW planned_view RESET (security_barrier); ALTER VIEW planned_view SET (security_barrier = true)'
CREATE TEMP TABLE planned_steps AS SELECT seq, kind, object, action, ddl FROM idem.plan(:'script');
SELECT kind, object, action, ddl FROM planned_steps ORDER BY seq;
SELECT seq, kind, object, action, ddl FROM idem.ensure(:'script') EXCEPT TABLE planned_steps;
SELECT count(*) FROM idem.plan(:'script');

-- what is said of a column that a child has from its parent is not said of the parent's
SELECT $$CREATE TABLE base (k int, n int); CREATE TABLE part () INHERITS (base); CREATE TABLE gone () INHERITS (base);
COMMENT ON COLUMN base.k IS 'of all'; COMMENT ON COLUMN part.k IS 'of the part'; COMMENT ON COLUMN gone.k IS 'gone';
DROP TABLE gone; ALTER TABLE part RENAME TO piece; ALTER TABLE base RENAME k TO kk$$ AS script \gset
SELECT count(*) > 0 FROM idem.ensure(:'script');
SELECT attrelid::regclass, attname, col_description(attrelid, attnum) FROM pg_attribute
 WHERE attrelid IN ('base'::regclass, 'piece'::regclass) AND attnum = 1;
SELECT count(*) FROM idem.plan(:'script');
COMMENT ON COLUMN piece.kk IS NULL;
SELECT ddl FROM idem.ensure(:'script');
DROP TABLE base CASCADE;

-- as pg_dump writes a view with columns that only a key settles: an empty one first
SELECT $$CREATE TABLE thing (id int NOT NULL, name text);
CREATE VIEW known AS SELECT NULL::int AS id, NULL::text AS name; CREATE VIEW above AS SELECT id FROM known;
ALTER TABLE ONLY thing ADD CONSTRAINT thing_pkey PRIMARY KEY (id);
CREATE OR REPLACE VIEW known AS SELECT id, name FROM thing GROUP BY id$$ AS script \gset
SELECT object, action FROM idem.ensure(:'script');
SELECT count(*) FROM idem.plan(:'script');
DROP TABLE thing CASCADE;
SELECT object, action FROM idem.ensure(:'script');

DROP SCHEMA fold_history CASCADE;

-- a name that is taken: an error, as the server's, not a search without end
CREATE SCHEMA fold_history;
SET search_path = fold_history;
SET statement_timeout = '20s';
CREATE TABLE one (a int, b int);
CREATE TABLE two (c int);
CREATE TYPE grade AS ENUM ('a', 'b');
SELECT idem.plan('CREATE TABLE one (a int, b int); CREATE TABLE two (c int); ALTER TABLE two RENAME TO one');
SELECT idem.plan('CREATE TABLE one (a int, b int); ALTER TABLE one RENAME a TO b');
SELECT idem.plan($$CREATE TYPE grade AS ENUM ('a', 'b'); ALTER TYPE grade RENAME VALUE 'a' TO 'b'$$);
RESET statement_timeout;
SET client_min_messages = warning;
-- a plan knows what it drops before it makes something of that name
CREATE TABLE again (a int, b text);
\set script 'CREATE TABLE again (a int, b text); ALTER TABLE again DROP a, ADD a date'
SELECT object, action, ddl FROM idem.plan(:'script', '{cascade,lossy}');
\set script 'CREATE TABLE again (a int, b text); DROP TABLE again CASCADE; CREATE TABLE again (a date); DROP TABLE IF EXISTS gone; CREATE INDEX ON again (a)'
CREATE TEMP TABLE dropped_steps AS SELECT seq, kind, object, action, ddl FROM idem.plan(:'script', '{cascade,lossy}');
SELECT object, action, ddl FROM dropped_steps ORDER BY seq;
SELECT object, action, ddl FROM idem.ensure(:'script', '{cascade,lossy}');
SELECT count(*) FROM idem.plan(:'script');

DROP SCHEMA fold_history CASCADE;
RESET client_min_messages;
