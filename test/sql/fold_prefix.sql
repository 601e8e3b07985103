-- A database where the beginning of a history has been run, and one where only the rest of it is known:
-- both end as psql leaves them, and are left alone then.
SET client_min_messages = warning;
CREATE TABLE prefix_case (number int GENERATED ALWAYS AS IDENTITY, title text, beginning text, rest text);
CREATE FUNCTION prefix_begin(script text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DROP SCHEMA IF EXISTS fold_prefix CASCADE;
  CREATE SCHEMA fold_prefix;
  PERFORM set_config('search_path', 'fold_prefix, pg_catalog', true);
  EXECUTE script;
END $$;
CREATE FUNCTION prefix_try(number int) RETURNS text LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  one public.prefix_case := (SELECT c FROM public.prefix_case c WHERE c.number = $1);
  wanted text;
  script text;
  result text := '';
BEGIN
  PERFORM public.prefix_begin(one.beginning || ';' || one.rest);
  wanted := idem.snapshot('fold_prefix');
  FOREACH script IN ARRAY ARRAY[one.beginning || ';' || one.rest, one.rest] LOOP
    PERFORM public.prefix_begin(one.beginning);
    PERFORM count(*) FROM idem.ensure(script, '{lossy,cascade,recreate,rewrite}');
    result := result || CASE WHEN idem.snapshot('fold_prefix') = wanted THEN 'the same, '
                             ELSE idem.snapshot('fold_prefix') || ' instead of ' || wanted END ||
              (SELECT count(*) FROM idem.plan(script)) || ' steps left; ';
  END LOOP;
  RETURN rtrim(result, '; ');
END $$;

INSERT INTO prefix_case (title, beginning, rest) VALUES
  ('table dropped, another gets its name',
   'CREATE TABLE a (id int, x int); CREATE TABLE a_new (id int, y text)',
   'DROP TABLE a; ALTER TABLE a_new RENAME TO a'),
  ('column dropped, another gets its name',
   'CREATE TABLE a (id int, x int NOT NULL, x_new text); CREATE VIEW v AS SELECT x FROM a',
   'DROP VIEW v; ALTER TABLE a DROP COLUMN x; ALTER TABLE a RENAME COLUMN x_new TO x; CREATE VIEW v AS SELECT x FROM a'),
  ('constraint dropped, another gets its name',
   'CREATE TABLE a (id int CONSTRAINT c CHECK (id > 0), CONSTRAINT c_new CHECK (id > 1))',
   'ALTER TABLE a DROP CONSTRAINT c; ALTER TABLE a RENAME CONSTRAINT c_new TO c'),
  ('index dropped, another gets its name',
   'CREATE TABLE a (id int, x int); CREATE INDEX i ON a (id); CREATE INDEX i_new ON a (x)',
   'DROP INDEX i; ALTER INDEX i_new RENAME TO i'),
  ('type dropped, another gets its name',
   'CREATE TYPE e AS ENUM (''a'', ''b''); CREATE TYPE e_new AS ENUM (''a''); CREATE TABLE t (x e_new)',
   'DROP TYPE e; ALTER TYPE e_new RENAME TO e'),
  ('view dropped, another gets its name',
   'CREATE VIEW v AS SELECT 1 AS x; CREATE VIEW v_new AS SELECT ''a'' AS y',
   'DROP VIEW v; ALTER VIEW v_new RENAME TO v'),
  ('index dropped, another table gets one of its name',
   'CREATE TABLE d (k int); CREATE UNIQUE INDEX i ON d (k)',
   'ALTER TABLE d RENAME TO b; DROP INDEX i; CREATE TABLE d (k int); CREATE UNIQUE INDEX i ON d (k)'),
  ('index dropped before the type of its column changes',
   'CREATE TABLE t (v text); CREATE UNIQUE INDEX i ON t (md5(v))',
   'DROP INDEX i; ALTER TABLE t ALTER v TYPE jsonb USING v::jsonb; CREATE INDEX i2 ON t (md5(v::text))'),
  ('the same of everything that is built on a column',
   'CREATE TABLE t (a text, b int); CREATE VIEW v AS SELECT a FROM t; CREATE INDEX i ON t (upper(a));
    ALTER TABLE t ADD CONSTRAINT c CHECK (a <> ''x''); CREATE STATISTICS st ON a, b FROM t',
   'DROP VIEW v; DROP INDEX i; ALTER TABLE t DROP CONSTRAINT c; DROP STATISTICS st;
    ALTER TABLE t ALTER a TYPE int USING length(a); CREATE VIEW v AS SELECT a + 1 AS a1 FROM t'),
  ('the same of what is built on that',
   'CREATE TABLE t (a text); CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE MATERIALIZED VIEW n AS SELECT a FROM m',
   'DROP MATERIALIZED VIEW n; DROP MATERIALIZED VIEW m; ALTER TABLE t ALTER a TYPE int USING length(a)'),
  ('index dropped with the foreign keys that need it',
   'CREATE TABLE p (id int, n int); CREATE UNIQUE INDEX u ON p (id);
    CREATE TABLE c (p int, n int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))',
   'DROP INDEX u CASCADE; CREATE UNIQUE INDEX u ON p (id, n);
    ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (p, n) REFERENCES p (id, n)'),
  ('key dropped with the foreign keys that need it',
   'CREATE TABLE p (id int CONSTRAINT k UNIQUE, n int); CREATE TABLE c (p int, n int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))',
   'ALTER TABLE p DROP CONSTRAINT k CASCADE; CREATE UNIQUE INDEX u ON p (id, n);
    ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (p, n) REFERENCES p (id, n)'),
  ('one of two keys dropped that a foreign key might need',
   'CREATE TABLE p (id int, CONSTRAINT k2 UNIQUE (id)); CREATE UNIQUE INDEX u ON p (id);
    CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))',
   'DROP INDEX u'),
  ('key dropped, an index and a key get its name',
   'CREATE TABLE t (id text NOT NULL, p text NOT NULL, v int NOT NULL, CONSTRAINT k PRIMARY KEY (id, p))',
   'ALTER TABLE t DROP CONSTRAINT k; CREATE UNIQUE INDEX k ON t (id, p, v);
    ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY USING INDEX k'),
  ('foreign key dropped, then what it references, then its table',
   'CREATE TABLE d (id int PRIMARY KEY); CREATE TABLE e (id int, d int CONSTRAINT f REFERENCES d)',
   'ALTER TABLE e DROP CONSTRAINT f; DROP TABLE d; DROP TABLE e'),
  ('the same, and the table is made again',
   'CREATE TABLE d (id int PRIMARY KEY); CREATE TABLE e (id int, d int CONSTRAINT f REFERENCES d)',
   'ALTER TABLE e DROP CONSTRAINT f; DROP TABLE e; DROP TABLE d; CREATE TABLE d (id int PRIMARY KEY);
    CREATE TABLE e (id int, d int CONSTRAINT f REFERENCES d)'),
  ('key on a column that is added behind it',
   'CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE a (name text CONSTRAINT n UNIQUE)',
   'ALTER TABLE a DROP CONSTRAINT n, ADD CONSTRAINT n2 UNIQUE (name, o), ADD COLUMN o int NOT NULL REFERENCES o DEFAULT 1'),
  ('index without a name, made twice',
   'CREATE TABLE a (x int)',
   'CREATE INDEX named ON a (x); CREATE INDEX ON a (x)'),
  ('table referenced, then renamed',
   'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int)',
   'ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id); ALTER TABLE p RENAME TO q; ALTER TABLE q RENAME id TO k'),
  ('columns that are not there, dropped',
   'CREATE TABLE a (id int, x int, y int)',
   'ALTER TABLE a DROP COLUMN IF EXISTS z; ALTER TABLE a DROP COLUMN IF EXISTS y; ALTER TABLE a ADD COLUMN z int');
SELECT title, prefix_try(number) FROM prefix_case ORDER BY number;

-- data goes with whatever has the name in the end
SELECT prefix_begin('CREATE TABLE a (x int); CREATE TABLE a_new (x int); INSERT INTO a VALUES (1); INSERT INTO a_new VALUES (2)');
SET search_path = fold_prefix, public;
SELECT idem.ensure('DROP TABLE a; ALTER TABLE a_new RENAME TO a');
SELECT object, action, ddl FROM idem.ensure('DROP TABLE a; ALTER TABLE a_new RENAME TO a', '{lossy}');
SELECT * FROM a;
SELECT count(*) FROM idem.ensure('DROP TABLE IF EXISTS a; ALTER TABLE a_new RENAME TO a');
SELECT * FROM a;

RESET search_path;
DROP SCHEMA fold_prefix CASCADE;
DROP FUNCTION prefix_begin, prefix_try;
DROP TABLE prefix_case;

-- a table that comes to need an extension that is made behind it
SELECT object, action FROM idem.ensure('CREATE TABLE public.extended (x text);
  CREATE EXTENSION citext; ALTER TABLE public.extended ALTER x TYPE citext', '{lossy,rewrite}');
SELECT count(*) FROM idem.plan('CREATE TABLE public.extended (x text);
  CREATE EXTENSION citext; ALTER TABLE public.extended ALTER x TYPE citext');
DROP TABLE public.extended;
DROP EXTENSION citext;
