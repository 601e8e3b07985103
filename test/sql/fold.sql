-- Healing a history: what later statements say of earlier ones.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET client_min_messages = warning;
CREATE SCHEMA fold;
SET search_path = fold, public;

CREATE TABLE removal (number int, statement text);
CREATE TABLE script (revision text, up text);
INSERT INTO script VALUES
  ('1', $$
    CREATE TABLE a (id int, old text, gone int, z text, CHECK (id > 0));
    CREATE INDEX a_old ON a (old);
    CREATE INDEX a_gone ON a (gone);
    CREATE TABLE b (id serial PRIMARY KEY, a_id int, v varchar(10) DEFAULT 'x');
    CREATE TABLE dropped (id int);
    CREATE DOMAIN d AS int CHECK (VALUE > 0);
    CREATE SEQUENCE s INCREMENT 2;
    INSERT INTO a VALUES (1, 'x', 2, 'k');
  $$),
  ('2', $$
    ALTER TABLE a RENAME old TO fresh;
    ALTER TABLE a DROP COLUMN gone;
    ALTER TABLE a ALTER id TYPE bigint, ALTER id SET NOT NULL, ALTER id SET DEFAULT 1;
    CREATE TYPE kind AS ENUM ('k', 'm');
    ALTER TABLE a ALTER z TYPE kind USING z::kind;
    ALTER TABLE a ADD COLUMN k kind DEFAULT 'k';
    ALTER TABLE a ADD PRIMARY KEY (id);
    ALTER TABLE b ADD CONSTRAINT b_fk FOREIGN KEY (a_id) REFERENCES a (id), ADD UNIQUE (v);
    DROP TABLE dropped;
    ALTER DOMAIN d SET DEFAULT 7;
    ALTER SEQUENCE s INCREMENT 3;
  $$),
  ('3', $$
    ALTER TABLE a RENAME TO c;
    ALTER TABLE c RENAME CONSTRAINT a_id_check TO positive;
    ALTER INDEX a_old RENAME TO c_fresh;
    ALTER TABLE b ALTER v DROP DEFAULT;
    ALTER TABLE b RENAME a_id TO c_id;
    ALTER TABLE b DROP CONSTRAINT b_v_key;
    ALTER TYPE kind RENAME VALUE 'm' TO 'n';
    ALTER DOMAIN d SET NOT NULL;
  $$);
CREATE FUNCTION pg_temp.apply() RETURNS TABLE (revision text, outcome idem.outcome)
LANGUAGE sql AS $$
  SELECT revision, idem.apply_revision('fold', revision, up, allow => '{lossy}') FROM script ORDER BY revision
$$;
-- everything that a dump would show, in one value
CREATE FUNCTION pg_temp.shown() RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
    SELECT format('%s.%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod),
                  attnotnull, pg_get_expr(adbin, adrelid)) AS line
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE relnamespace = 'fold'::regnamespace AND relkind = 'r' AND attnum > 0
       AND NOT attisdropped AND relname NOT IN ('script', 'removal')
    UNION ALL
    SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid
     WHERE relnamespace = 'fold'::regnamespace
    UNION ALL
    SELECT format('%s %s %s', coalesce(nullif(conrelid, 0)::regclass::text, contypid::regtype::text),
                  conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'fold'::regnamespace AND contype <> 'n'
    UNION ALL
    SELECT format('%s %s', enumtypid::regtype, string_agg(enumlabel, ',' ORDER BY enumsortorder))
      FROM pg_enum JOIN pg_type t ON t.oid = enumtypid
     WHERE typnamespace = 'fold'::regnamespace GROUP BY enumtypid
    UNION ALL
    SELECT format('%s %s %s', t.oid::regtype, typdefault, typnotnull) FROM pg_type t
     WHERE typnamespace = 'fold'::regnamespace AND typtype = 'd'
    UNION ALL
    SELECT format('%s %s', seqrelid::regclass, seqincrement) FROM pg_sequence
      JOIN pg_class c ON c.oid = seqrelid WHERE relnamespace = 'fold'::regnamespace) lines
$$;

SELECT * FROM pg_temp.apply();
SELECT pg_temp.shown();
SELECT pg_temp.shown() AS wanted \gset
SELECT format('SELECT idem.apply_revision(''fold'', %L, %L)', revision, up) AS again FROM script
 ORDER BY revision DESC LIMIT 1 \gset
SELECT pg_temp.traceless(:'again');

-- whatever goes comes back as the last revision left it
INSERT INTO removal VALUES
  (1, 'DROP TABLE c CASCADE'), (2, 'DROP TABLE b'), (3, 'DROP TABLE b, c'),
  (4, 'DROP TYPE kind CASCADE'), (5, 'DROP DOMAIN d'), (6, 'DROP SEQUENCE s'),
  (7, 'DROP INDEX c_fresh'), (8, 'ALTER TABLE c DROP CONSTRAINT positive'),
  (9, 'ALTER TABLE b DROP CONSTRAINT b_fk'), (10, 'ALTER TABLE c DROP CONSTRAINT a_pkey CASCADE'),
  (11, 'ALTER TABLE c DROP COLUMN k'), (12, 'ALTER TABLE c DROP COLUMN fresh'),
  (13, 'ALTER TABLE c ALTER id DROP DEFAULT'), (14, 'ALTER TABLE b ALTER id DROP DEFAULT'),
  (15, 'ALTER DOMAIN d DROP DEFAULT'), (16, 'ALTER DOMAIN d DROP NOT NULL'),
  (17, 'ALTER DOMAIN d DROP CONSTRAINT d_check'),
  (18, 'DROP TABLE b, c; DROP TYPE kind; DROP DOMAIN d; DROP SEQUENCE s');
CREATE FUNCTION pg_temp.remove_and_heal(statement text, wanted text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE outcomes text;
BEGIN
  EXECUTE statement;
  SELECT string_agg(outcome::text, ',') INTO outcomes FROM pg_temp.apply();
  IF pg_temp.shown() <> wanted THEN
    RETURN outcomes || E', but then there is\n' || pg_temp.shown();
  END IF;
  RETURN outcomes;
END $$;
SELECT number, statement, pg_temp.remove_and_heal(statement, :'wanted') FROM removal ORDER BY number;
-- rows were not inserted again
SELECT count(*) FROM c;

-- what a later revision dropped may be made anew by others, and is left alone
CREATE TABLE dropped (mine int);
INSERT INTO dropped VALUES (1);
ALTER TABLE c ADD COLUMN gone int DEFAULT 3;
DROP INDEX c_fresh;
SELECT * FROM pg_temp.apply();
SELECT * FROM dropped;
SELECT gone FROM c;

DROP SCHEMA fold CASCADE;
