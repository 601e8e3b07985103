-- Histories that replace something by another of the same name, from each of their beginnings.
SET client_min_messages = warning;
CREATE SCHEMA fold_replace;
CREATE SCHEMA r;
SET search_path = fold_replace;

-- rows come between statements, and are no part of the script
CREATE TABLE history (sort text, number serial, statement text, rows text);
CREATE FUNCTION shown() RETURNS SETOF text LANGUAGE sql AS $$
  SELECT format('%s.%s %s %s %s %s%s %s', c.relname, attname, format_type(atttypid, atttypmod),
                CASE WHEN attnotnull THEN 'NOT NULL' END, pg_get_expr(adbin, adrelid), attidentity, attgenerated,
                col_description(c.oid, attnum))
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE relnamespace = 'r'::regnamespace AND relkind IN ('r', 'v') AND attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid
   WHERE relnamespace = 'r'::regnamespace
  UNION ALL
  SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
   WHERE connamespace = 'r'::regnamespace AND contype <> 'n'
  UNION ALL
  SELECT format('%s', oid::regclass) FROM pg_class WHERE relnamespace = 'r'::regnamespace AND relkind IN ('S', 'v')
  UNION ALL
  SELECT format('%s %s', enumtypid::regtype, string_agg(enumlabel, ',' ORDER BY enumsortorder)) FROM pg_enum
    JOIN pg_type t ON t.oid = enumtypid WHERE typnamespace = 'r'::regnamespace GROUP BY enumtypid
$$;
CREATE FUNCTION rows() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  result text = '';
  name text;
  one text;
BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'r'::regnamespace AND relkind = 'r' ORDER BY relname LOOP
    EXECUTE format('SELECT string_agg(x, '' '' ORDER BY x) FROM (SELECT to_jsonb(t)::text FROM r.%I t) AS s (x)', name) INTO one;
    result = concat_ws(' ', result, one);
  END LOOP;
  RETURN result;
END $$;
CREATE PROCEDURE run(which text, upto int) LANGUAGE plpgsql AS $$
DECLARE
  one record;
BEGIN
  DROP SCHEMA IF EXISTS r CASCADE;
  CREATE SCHEMA r;
  SET LOCAL search_path = r;
  FOR one IN SELECT * FROM fold_replace.history WHERE sort = which ORDER BY number LIMIT upto LOOP
    EXECUTE one.statement;
    EXECUTE coalesce(one.rows, '');
  END LOOP;
END $$;
-- what is different from plain execution; no row is none
CREATE FUNCTION differences(which text, allow text[] = '{}') RETURNS TABLE (statements int, difference text) LANGUAGE plpgsql AS $$
DECLARE
  script text = (SELECT string_agg(h.statement, '; ' ORDER BY number) FROM fold_replace.history h WHERE sort = which);
  rows_from int = (SELECT max(n) FROM (SELECT row_number() OVER (ORDER BY number), h.rows FROM fold_replace.history h WHERE sort = which) AS s (n, data) WHERE data IS NOT NULL);
  number int = (SELECT count(*) FROM fold_replace.history WHERE sort = which);
  wanted text[];
  wanted_rows text;
  planned text[];
  taken text[];
BEGIN
  CALL fold_replace.run(which, number);
  wanted = ARRAY(SELECT s FROM fold_replace.shown() s ORDER BY s COLLATE "C");
  wanted_rows = fold_replace.rows();
  FOR n IN 0 .. number LOOP
    statements = n;
    CALL fold_replace.run(which, statements);
    SET LOCAL search_path = r;
    planned = ARRAY(SELECT concat_ws(' ', action, object) FROM idem.plan(script, allow));
    taken = ARRAY(SELECT concat_ws(' ', action, object) FROM idem.ensure(script, allow));
    difference = format('planned %s, taken %s', planned, taken);
    IF statements = number AND taken <> '{}' OR planned <> taken THEN
      RETURN NEXT;
    END IF;
    FOR difference IN SELECT '- ' || s FROM unnest(wanted) s EXCEPT SELECT '- ' || s FROM fold_replace.shown() s LOOP
      RETURN NEXT;
    END LOOP;
    FOR difference IN SELECT '+ ' || s FROM fold_replace.shown() s EXCEPT SELECT '+ ' || s FROM unnest(wanted) s LOOP
      RETURN NEXT;
    END LOOP;
    difference = format('rows %s, wanted %s', fold_replace.rows(), wanted_rows);
    IF statements >= rows_from AND fold_replace.rows() <> wanted_rows THEN
      RETURN NEXT;
    END IF;
    FOR difference IN SELECT 'left: ' || ddl FROM idem.plan(script, allow) LOOP
      RETURN NEXT;
    END LOOP;
  END LOOP;
  DROP SCHEMA r CASCADE;
END $$;

-- an enum that makes way for another one, and that for a third
INSERT INTO history (sort, statement, rows) VALUES
  ('enum', 'CREATE TYPE s AS ENUM (''a'', ''b'')', NULL),
  ('enum', 'CREATE TABLE t (x s NOT NULL DEFAULT ''b'', y s[], z text)', NULL),
  ('enum', 'CREATE TABLE u (id int, k s DEFAULT ''a'')', NULL),
  ('enum', 'CREATE INDEX t_x ON t (x)', 'INSERT INTO t VALUES (''a'', ''{a}'', ''z''); INSERT INTO u VALUES (1, ''a'')'),
  ('enum', 'CREATE TYPE s_new AS ENUM (''a'', ''c'')', NULL),
  ('enum', 'ALTER TABLE t ALTER x DROP DEFAULT', NULL),
  ('enum', 'ALTER TABLE t ALTER x TYPE s_new USING (x::text::s_new), ALTER y TYPE s_new[] USING (y::text[]::s_new[])', NULL),
  ('enum', 'ALTER TABLE u ALTER k DROP DEFAULT, ALTER k TYPE s_new USING (k::text::s_new)', NULL),
  ('enum', 'ALTER TYPE s RENAME TO s_old', NULL),
  ('enum', 'ALTER TYPE s_new RENAME TO s', NULL),
  ('enum', 'DROP TYPE s_old', NULL),
  ('enum', 'ALTER TABLE t ALTER x SET DEFAULT ''a''', NULL),
  ('enum', 'CREATE TYPE s_new AS ENUM (''c'', ''a'')', NULL),
  ('enum', 'ALTER TABLE t ALTER x DROP DEFAULT', NULL),
  ('enum', 'ALTER TABLE t ALTER x TYPE s_new USING (x::text::s_new), ALTER y TYPE s_new[] USING (y::text[]::s_new[])', NULL),
  ('enum', 'ALTER TABLE u ALTER k TYPE s_new USING (k::text::s_new)', NULL),
  ('enum', 'ALTER TYPE s RENAME TO s_old', NULL),
  ('enum', 'ALTER TYPE s_new RENAME TO s', NULL),
  ('enum', 'DROP TYPE s_old', NULL),
  ('enum', 'ALTER TABLE t ALTER x SET DEFAULT ''c''', NULL);
SELECT * FROM differences('enum', '{lossy}');

-- the old one is dropped before the new one gets its name
INSERT INTO history (sort, statement, rows) VALUES
  ('renamed', 'CREATE TYPE s AS ENUM (''a'', ''b'')', NULL),
  ('renamed', 'CREATE TABLE t (id int, x s NOT NULL DEFAULT ''b'')', 'INSERT INTO t VALUES (1), (2)'),
  ('renamed', 'ALTER TABLE t RENAME TO q', NULL), ('renamed', 'ALTER TABLE q RENAME x TO y', NULL),
  ('renamed', 'CREATE TYPE s_new AS ENUM (''a'', ''c'')', NULL),
  ('renamed', 'ALTER TABLE q ALTER y DROP DEFAULT, ALTER y TYPE s_new USING (CASE y WHEN ''b'' THEN ''c'' ELSE ''a'' END)::s_new', NULL),
  ('renamed', 'DROP TYPE s', NULL), ('renamed', 'ALTER TYPE s_new RENAME TO s', NULL),
  ('renamed', 'ALTER TABLE q ALTER y SET DEFAULT ''a''', NULL);
SELECT * FROM differences('renamed', '{lossy}');

-- by way of another type
INSERT INTO history (sort, statement, rows) VALUES
  ('detour', 'CREATE TYPE s AS ENUM (''a'', ''b'')', NULL),
  ('detour', 'CREATE TABLE t (x s NOT NULL DEFAULT ''b'')', 'INSERT INTO t VALUES (''a'')'),
  ('detour', 'ALTER TABLE t ALTER x DROP DEFAULT', NULL),
  ('detour', 'ALTER TABLE t ALTER x TYPE text USING x::text', NULL),
  ('detour', 'DROP TYPE s', NULL), ('detour', 'CREATE TYPE s AS ENUM (''c'', ''a'')', NULL),
  ('detour', 'ALTER TABLE t ALTER x TYPE s USING x::s', NULL), ('detour', 'ALTER TABLE t ALTER x SET DEFAULT ''a''', NULL);
SELECT * FROM differences('detour', '{lossy}');

-- several types one after the other, each by its own expression
INSERT INTO history (sort, statement, rows) VALUES
  ('types', 'CREATE TABLE t (id int, x int, y text, z text DEFAULT ''1'')', 'INSERT INTO t VALUES (1, 2, ''abc'', ''7'')'),
  ('types', 'ALTER TABLE t ALTER x TYPE text USING ''k'' || x', NULL),
  ('types', 'ALTER TABLE t ALTER x TYPE date USING ''2000-01-01''::date + substr(x, 2)::int', NULL),
  ('types', 'ALTER TABLE t ALTER y TYPE int USING length(y), ALTER z DROP DEFAULT, ALTER z TYPE int USING z::int + 1, ALTER z SET DEFAULT 4', NULL),
  ('types', 'ALTER TABLE t RENAME y TO yy', NULL),
  ('types', 'ALTER TABLE t ALTER yy TYPE boolean USING yy > 3', NULL),
  ('types', 'ALTER TABLE t RENAME TO tt', NULL),
  ('types', 'ALTER TABLE tt ALTER z TYPE numeric(10,2) USING z / 100.0', NULL),
  ('types', 'ALTER TABLE tt ALTER yy TYPE varchar(10)', NULL);
SELECT * FROM differences('types', '{lossy,rewrite}');

-- keys and other constraints that give their name to others
INSERT INTO history (sort, statement, rows) VALUES
  ('added key', 'CREATE TABLE t (id text NOT NULL, p text NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (p, id))', 'INSERT INTO t VALUES (1, 2)'),
  ('added key', 'ALTER TABLE t RENAME COLUMN id TO provider_id', NULL),
  ('added key', 'ALTER TABLE t DROP CONSTRAINT IF EXISTS t_pkey, ADD COLUMN IF NOT EXISTS id uuid DEFAULT ''0cb4a2d2-5ab1-4d66-8a49-1ed7b6d7e8a1'' PRIMARY KEY, '
                'ADD CONSTRAINT k UNIQUE (p)', NULL),
  ('added key', 'ALTER TABLE t DROP CONSTRAINT k, ADD COLUMN q int CONSTRAINT k CHECK (q > 0)', NULL);
SELECT * FROM differences('added key', '{recreate}');
INSERT INTO history (sort, statement, rows) VALUES
  ('keys', 'CREATE TABLE t (id int CONSTRAINT k PRIMARY KEY, a int CONSTRAINT u UNIQUE, b int CONSTRAINT c CHECK (b > 0), c int CONSTRAINT f REFERENCES t, d int NOT NULL)', NULL),
  ('keys', 'ALTER TABLE t DROP CONSTRAINT f', NULL), ('keys', 'ALTER TABLE t DROP CONSTRAINT k', NULL),
  ('keys', 'ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (id, d)', NULL),
  ('keys', 'ALTER TABLE t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE (a, b)', NULL),
  ('keys', 'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (c, d) REFERENCES t ON DELETE CASCADE', NULL),
  ('keys', 'ALTER TABLE t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (b > 1 OR a > 1)', NULL),
  ('keys', 'ALTER TABLE t DROP CONSTRAINT c', NULL), ('keys', 'ALTER TABLE t ADD CONSTRAINT c UNIQUE (b)', NULL),
  ('keys', 'ALTER TABLE t DROP CONSTRAINT f', NULL), ('keys', 'ALTER TABLE t ADD CONSTRAINT f CHECK (c > 0)', NULL),
  ('keys', 'ALTER TABLE t DROP CONSTRAINT k', NULL), ('keys', 'ALTER TABLE t ADD CONSTRAINT t_pk PRIMARY KEY (id)', NULL);
SELECT * FROM differences('keys', '{recreate}');

-- foreign keys that are out of the way while their columns get other types
INSERT INTO history (sort, statement, rows) VALUES
  ('foreign keys', 'CREATE TABLE t (id serial, up int, CONSTRAINT t_pkey PRIMARY KEY (id))', NULL),
  ('foreign keys', 'CREATE TABLE u (t_id int REFERENCES t)', NULL),
  ('foreign keys', 'ALTER TABLE t ADD CONSTRAINT t_up_fkey FOREIGN KEY (up) REFERENCES t (id) ON DELETE CASCADE',
                   'INSERT INTO t VALUES (1, NULL), (2, 1); INSERT INTO u VALUES (2)'),
  ('foreign keys', 'ALTER TABLE t DROP CONSTRAINT t_up_fkey', NULL), ('foreign keys', 'ALTER TABLE u DROP CONSTRAINT u_t_id_fkey', NULL),
  ('foreign keys', 'ALTER TABLE t DROP CONSTRAINT t_pkey, ALTER id DROP DEFAULT, ALTER id TYPE text, ALTER up TYPE text, ADD CONSTRAINT t_pkey PRIMARY KEY (id)', NULL),
  ('foreign keys', 'ALTER TABLE u ALTER t_id TYPE text', NULL), ('foreign keys', 'DROP SEQUENCE t_id_seq', NULL),
  ('foreign keys', 'ALTER TABLE t ADD CONSTRAINT t_up_fkey FOREIGN KEY (up) REFERENCES t (id) ON DELETE CASCADE', NULL),
  ('foreign keys', 'ALTER TABLE u ADD CONSTRAINT u_t_id_fkey FOREIGN KEY (t_id) REFERENCES t', NULL);
SELECT * FROM differences('foreign keys', '{rewrite}');

-- columns that are dropped and added again as something else
INSERT INTO history (sort, statement, rows) VALUES
  ('columns', 'CREATE TABLE t (z int, a int NOT NULL DEFAULT 5, b serial, c int GENERATED ALWAYS AS IDENTITY, d int DEFAULT 3, e int DEFAULT 3, '
              'f varchar(300) NOT NULL, g text PRIMARY KEY, i int GENERATED ALWAYS AS (z + 1) STORED, k int DEFAULT 7)', NULL),
  ('columns', 'ALTER TABLE t DROP a, ADD a bigint', NULL), ('columns', 'ALTER TABLE t DROP b, ADD b int', NULL),
  ('columns', 'ALTER TABLE t DROP c, ADD c int DEFAULT 3', NULL),
  ('columns', 'ALTER TABLE t DROP d, ADD d int GENERATED ALWAYS AS IDENTITY', NULL),
  ('columns', 'ALTER TABLE t DROP e, ADD e int GENERATED ALWAYS AS (z + 1) STORED', NULL),
  ('columns', 'ALTER TABLE t DROP e, ADD e int NOT NULL DEFAULT 4', NULL),
  ('columns', 'ALTER TABLE t DROP f, ADD f varchar(20)', NULL), ('columns', 'ALTER TABLE t DROP g, ADD g text', NULL),
  ('columns', 'ALTER TABLE t DROP i, ADD i int GENERATED ALWAYS AS (2) STORED', NULL),
  ('columns', 'ALTER TABLE t DROP k, ADD k serial', NULL);
SELECT * FROM differences('columns', '{lossy}');

DROP SCHEMA fold_replace CASCADE;
