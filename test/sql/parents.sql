-- Histories in which tables leave their parents, and what they keep of them;
-- shares that partitions have in indexes and keys; what LIKE copies.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = log;
SET client_min_messages = warning;

CREATE FUNCTION pg_temp.looks(schema text, in_order boolean) RETURNS TABLE (line text) LANGUAGE sql SET search_path = pg_catalog AS $$
SELECT format('%s.%s %s%s%s%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN ' not null' END, ' default ' || pg_get_expr(d.adbin, d.adrelid),
              concat(CASE WHEN a.attislocal THEN ' local' END, a.attinhcount, a.attidentity, a.attstorage),
              CASE WHEN in_order THEN rank() OVER (PARTITION BY c.oid ORDER BY a.attnum) END)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relnamespace = to_regnamespace(schema) AND c.relkind IN ('r', 'p')
UNION ALL
SELECT format('%s.%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), coninhcount)
  FROM pg_constraint WHERE connamespace = to_regnamespace(schema) AND contype NOT IN ('n', 't')
UNION ALL
SELECT format('%s %s %s', pg_get_indexdef(indexrelid), indisvalid OR relkind = 'I', (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = indexrelid))
  FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE c.relnamespace = to_regnamespace(schema)
UNION ALL
SELECT format('%s %s %s', inhrelid::regclass, inhparent::regclass, pg_get_expr(relpartbound, c.oid))
  FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE relnamespace = to_regnamespace(schema) AND relkind IN ('r', 'p')
UNION ALL
SELECT format('%s %s', tgrelid::regclass, tgname) FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
 WHERE relnamespace = to_regnamespace(schema) AND NOT tgisinternal
UNION ALL
SELECT format('%s comment %s', pg_describe_object(classoid, objoid, objsubid), description)
  FROM pg_description JOIN pg_class c ON c.oid = objoid AND classoid = 'pg_class'::regclass
 WHERE relnamespace = to_regnamespace(schema)
UNION ALL
SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxnamespace = to_regnamespace(schema)
$$;

-- the whole script by ensure, behind each beginning of it by the server
CREATE FUNCTION pg_temp.converges(VARIADIC statements text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	script text := array_to_string(statements, '; ');
	one text;
	found text;
BEGIN
	CREATE SCHEMA parents_wanted;
	SET search_path = parents_wanted;
	FOREACH one IN ARRAY statements LOOP EXECUTE one; END LOOP;
	IF EXISTS (SELECT FROM idem.plan(script, '{lossy,recreate,rewrite,cascade}')) THEN
		found := 'plan is not empty behind the server';
	END IF;
	ALTER SCHEMA parents_wanted RENAME TO parents;
	CREATE TEMP TABLE wanted AS SELECT i, line FROM generate_series(0, 1) i, pg_temp.looks('parents', i = 0);
	DROP SCHEMA parents CASCADE;
	FOR n IN 0 .. array_length(statements, 1) - 1 LOOP
		CREATE SCHEMA parents;
		SET search_path = parents;
		FOREACH one IN ARRAY statements[1:n] LOOP EXECUTE one; END LOOP;
		PERFORM idem.ensure(script, '{lossy,recreate,rewrite,cascade}');
		SELECT concat_ws(chr(10), found, format('behind %s: %s', n, string_agg(line, chr(10)))) INTO found FROM
			((SELECT '- ' || line AS line FROM wanted WHERE wanted.i = least(n, 1) EXCEPT ALL SELECT '- ' || line FROM pg_temp.looks('parents', n = 0))
			 UNION ALL
			 (SELECT '+ ' || line FROM pg_temp.looks('parents', n = 0) EXCEPT ALL SELECT '+ ' || line FROM wanted WHERE wanted.i = least(n, 1))) AS difference
			HAVING count(*) > 0 OR found IS NOT NULL;
		IF EXISTS (SELECT FROM idem.plan(script)) THEN
			found := concat_ws(chr(10), found, format('behind %s: plan is not empty', n));
		END IF;
		DROP SCHEMA parents CASCADE;
	END LOOP;
	DROP TABLE wanted;
	RETURN coalesce(found, 'yes');
END $$;

-- a partition with a list of columns
SELECT pg_temp.converges(
	$$CREATE TABLE p (at int NOT NULL, raw text) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p (raw WITH OPTIONS DEFAULT 'x') FOR VALUES FROM (1) TO (2)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- an index of its parent, and another name
SELECT pg_temp.converges(
	$$CREATE TABLE p (at int NOT NULL, raw text) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE INDEX p_idx ON p (raw)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$,
	$$ALTER TABLE p1 RENAME TO p_old$$);

-- keys and constraints that were there when it was made
SELECT pg_temp.converges(
	$$CREATE TABLE f (id int PRIMARY KEY)$$,
	$$CREATE TABLE p (id int, at int NOT NULL DEFAULT 3, raw text, f int REFERENCES f, CONSTRAINT chk CHECK (at > 0), PRIMARY KEY (id, at), UNIQUE (at, raw)) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE INDEX ON p (lower(raw)) WHERE raw <> 'x'$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- what its parent got later
SELECT pg_temp.converges(
	$$CREATE TABLE f (id int PRIMARY KEY)$$,
	$$CREATE TABLE p (id int, at int NOT NULL DEFAULT 3, raw text, f int) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$ALTER TABLE p ADD CONSTRAINT chk CHECK (at > 0)$$,
	$$ALTER TABLE p ADD PRIMARY KEY (id, at)$$,
	$$ALTER TABLE p ADD CONSTRAINT uq UNIQUE (at, raw)$$,
	$$ALTER TABLE p ADD CONSTRAINT ffk FOREIGN KEY (f) REFERENCES f ON DELETE CASCADE$$,
	$$ALTER TABLE p ADD COLUMN z int DEFAULT 4 CHECK (z > 1)$$,
	$$ALTER TABLE p ALTER raw SET DEFAULT 'q'$$,
	$$ALTER TABLE p ALTER raw SET NOT NULL$$,
	$$ALTER TABLE p DETACH PARTITION p1$$,
	$$ALTER TABLE p1 ADD COLUMN own int$$);

-- triggers stay behind
SELECT pg_temp.converges(
	$$CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'$$,
	$$CREATE TABLE p (id int, at int NOT NULL DEFAULT 3, raw text, f int) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION tf()$$,
	$$CREATE TRIGGER own AFTER INSERT ON p1 FOR EACH ROW EXECUTE FUNCTION tf()$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- its parent goes
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, at int NOT NULL DEFAULT 3, raw text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE INDEX ON p (raw)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$,
	$$DROP TABLE p$$);

-- from one parent to another
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, at int NOT NULL DEFAULT 3, raw text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE TABLE q (id int, at int NOT NULL DEFAULT 3, raw text, PRIMARY KEY (id, at)) PARTITION BY LIST (at)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$,
	$$ALTER TABLE q ATTACH PARTITION p1 FOR VALUES IN (1)$$);

-- what becomes of the parent later
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, at int NOT NULL DEFAULT 3, raw text DEFAULT 'a') PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$ALTER TABLE p ADD COLUMN z int$$,
	$$ALTER TABLE p DETACH PARTITION p1$$,
	$$ALTER TABLE p ALTER id TYPE bigint$$,
	$$ALTER TABLE p ALTER raw SET DEFAULT 'b'$$,
	$$ALTER TABLE p ALTER id SET NOT NULL$$,
	$$ALTER TABLE p RENAME COLUMN z TO zz$$,
	$$ALTER TABLE p DROP COLUMN raw$$);

-- identity stays behind, NOT NULL does not
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int GENERATED ALWAYS AS IDENTITY, at int NOT NULL, g int GENERATED ALWAYS AS (at * 2) STORED) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- a serial column
SELECT pg_temp.converges(
	$$CREATE TABLE p (id serial, at int NOT NULL) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- off and on again
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int PRIMARY KEY, raw text) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE INDEX ON p (raw)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$,
	$$ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (5)$$);

-- shares that it had itself
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int PRIMARY KEY, raw text) PARTITION BY RANGE (id)$$,
	$$CREATE INDEX p_raw ON p (raw)$$,
	$$CREATE TABLE p1 (id int PRIMARY KEY, raw text)$$,
	$$CREATE INDEX p1_myraw ON p1 (raw)$$,
	$$ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (2)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- shares and columns that it got
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int PRIMARY KEY, raw text) PARTITION BY RANGE (id)$$,
	$$CREATE INDEX p_raw ON p (raw)$$,
	$$CREATE TABLE p1 (raw text, id int NOT NULL)$$,
	$$ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (2)$$,
	$$ALTER TABLE p ADD COLUMN n int$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- a partition with partitions
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, at int, raw text, PRIMARY KEY (id, at)) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (1) TO (2)$$,
	$$CREATE INDEX p_raw ON p (raw)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- a partition of a partition
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, at int, raw text, PRIMARY KEY (id, at)) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (1) TO (2)$$,
	$$CREATE INDEX p_raw ON p (raw)$$,
	$$ALTER TABLE p1 DETACH PARTITION p11$$);

-- an index that has shares is dropped
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, raw text) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE INDEX p1_raw ON p1 (raw)$$,
	$$CREATE INDEX p_raw ON ONLY p (raw)$$,
	$$ALTER INDEX p_raw ATTACH PARTITION p1_raw$$,
	$$DROP INDEX p_raw$$);

-- a foreign key to a partition
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int PRIMARY KEY, raw text) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE TABLE x (id int REFERENCES p1, pid int REFERENCES p)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- comments on a column and on what inherits it
SELECT pg_temp.converges(
	$$CREATE TABLE p (at int NOT NULL, raw text) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$COMMENT ON COLUMN p.raw IS 'x'$$,
	$$COMMENT ON COLUMN p1.raw IS 'y'$$,
	$$ALTER TABLE p RENAME raw TO raw2$$);

-- shares that got another name
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, raw text) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE INDEX p_raw ON p (raw)$$,
	$$ALTER INDEX p1_raw_idx RENAME TO foo$$);

-- tables and columns that got another name
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int PRIMARY KEY, raw text) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE INDEX ON p (raw)$$,
	$$ALTER TABLE p1 RENAME TO p_first$$,
	$$ALTER TABLE p RENAME TO parent$$,
	$$ALTER INDEX p1_raw_idx RENAME TO p_first_raw_idx$$,
	$$ALTER TABLE parent RENAME raw TO cooked$$);

-- a child leaves
SELECT pg_temp.converges(
	$$CREATE TABLE p (a int)$$,
	$$CREATE TABLE c (b int) INHERITS (p)$$,
	$$ALTER TABLE p ADD COLUMN t int NOT NULL DEFAULT 1$$,
	$$ALTER TABLE p ADD CONSTRAINT k CHECK (t > 0)$$,
	$$ALTER TABLE c NO INHERIT p$$);

-- a child that had columns of its own
SELECT pg_temp.converges(
	$$CREATE TABLE p (a int PRIMARY KEY, z text DEFAULT 'q' CHECK (z <> ''), CONSTRAINT own CHECK (a > 0) NO INHERIT)$$,
	$$CREATE TABLE c (b int, a int DEFAULT 5, z text) INHERITS (p)$$,
	$$ALTER TABLE c NO INHERIT p$$,
	$$ALTER TABLE p DROP COLUMN z$$);

-- two parents, and one of them left
SELECT pg_temp.converges(
	$$CREATE TABLE p (a int NOT NULL DEFAULT 1, x int, CONSTRAINT k CHECK (a > 0))$$,
	$$CREATE TABLE q (a int DEFAULT 1, y int, CONSTRAINT k CHECK (a > 0))$$,
	$$CREATE TABLE c (b int, a int DEFAULT 2) INHERITS (q, p)$$,
	$$ALTER TABLE c NO INHERIT p$$,
	$$ALTER TABLE p ALTER a SET DEFAULT 8$$);

-- its parent goes
SELECT pg_temp.converges(
	$$CREATE TABLE p (a int, CHECK (a > 0))$$,
	$$CREATE TABLE c (b int) INHERITS (p)$$,
	$$CREATE INDEX ON c (a)$$,
	$$CREATE VIEW v AS SELECT a, b FROM c$$,
	$$ALTER TABLE c ALTER a SET DEFAULT 4$$,
	$$ALTER TABLE c ALTER a SET NOT NULL$$,
	$$ALTER TABLE c NO INHERIT p$$,
	$$DROP TABLE p$$);

-- children of children
SELECT pg_temp.converges(
	$$CREATE TABLE p (a int, CHECK (a > 0))$$,
	$$CREATE TABLE c (b int) INHERITS (p)$$,
	$$CREATE TABLE g (d int) INHERITS (c)$$,
	$$ALTER TABLE p ADD e int$$,
	$$ALTER TABLE c NO INHERIT p$$,
	$$ALTER TABLE c ADD f int$$);

-- other names before and after
SELECT pg_temp.converges(
	$$CREATE TABLE p (a int, b text, CONSTRAINT k CHECK (a > 0))$$,
	$$CREATE TABLE c (d int) INHERITS (p)$$,
	$$ALTER TABLE p RENAME a TO aa$$,
	$$ALTER TABLE c NO INHERIT p$$,
	$$ALTER TABLE p RENAME aa TO aaa$$,
	$$ALTER TABLE c RENAME aa TO bbb$$);

-- defaults that need what came later
SELECT pg_temp.converges(
	$$CREATE TABLE p (a int, b text)$$,
	$$CREATE TABLE c (d int) INHERITS (p)$$,
	$$CREATE SEQUENCE s$$,
	$$ALTER TABLE p ALTER a SET DEFAULT nextval('s')$$,
	$$ALTER TABLE p ALTER b SET STORAGE EXTERNAL$$,
	$$ALTER TABLE p ALTER b SET STATISTICS 10$$,
	$$ALTER TABLE c NO INHERIT p$$);

-- labels of an enum
SELECT pg_temp.converges(
	$$CREATE TYPE e AS ENUM ('a', 'b')$$,
	$$CREATE TABLE p (a int, b e DEFAULT 'a', CHECK (b <> 'b'))$$,
	$$CREATE TABLE c (d int) INHERITS (p)$$,
	$$ALTER TABLE c NO INHERIT p$$,
	$$ALTER TYPE e RENAME VALUE 'a' TO 'z'$$);

-- a default for all
SELECT pg_temp.converges(
	$$CREATE TABLE p (a int DEFAULT 1)$$,
	$$CREATE TABLE c (d int) INHERITS (p)$$,
	$$ALTER TABLE c ALTER a SET DEFAULT 2$$,
	$$ALTER TABLE p ALTER a SET DEFAULT 3$$);

-- LIKE
SELECT pg_temp.converges(
	$$CREATE TABLE t (x int NOT NULL DEFAULT 5, y int NOT NULL)$$,
	$$CREATE TABLE h (LIKE t INCLUDING DEFAULTS)$$);

-- all that LIKE may copy
SELECT pg_temp.converges(
	$$CREATE TABLE t (x int GENERATED BY DEFAULT AS IDENTITY (START 7), y text NOT NULL DEFAULT 'a' CHECK (y <> ''), z int, g int GENERATED ALWAYS AS (z * 2) STORED, CONSTRAINT pk PRIMARY KEY (x), UNIQUE (y, z))$$,
	$$CREATE INDEX ON t (lower(y)) WHERE z > 1$$,
	$$CREATE STATISTICS st ON y, z FROM t$$,
	$$ALTER TABLE t ALTER y SET STORAGE EXTERNAL$$,
	$$COMMENT ON COLUMN t.y IS 'why'$$,
	$$COMMENT ON CONSTRAINT t_y_check ON t IS 'chk'$$,
	$$CREATE TABLE h (LIKE t INCLUDING ALL, more int)$$,
	$$CREATE TABLE h2 (more int, LIKE t)$$,
	$$ALTER TABLE t ADD later int$$,
	$$ALTER TABLE t ALTER y DROP NOT NULL$$,
	$$ALTER TABLE t DROP CONSTRAINT pk$$);

-- LIKE with the sequences of serial columns
SELECT pg_temp.converges(
	$$CREATE TABLE t (id serial PRIMARY KEY, b bigserial)$$,
	$$CREATE TABLE h (LIKE t INCLUDING ALL)$$);

-- LIKE what is changed later
SELECT pg_temp.converges(
	$$CREATE TABLE t (id int, a text)$$,
	$$CREATE TABLE h (LIKE t)$$,
	$$ALTER TABLE t RENAME a TO b$$,
	$$ALTER TABLE t ALTER id TYPE bigint$$,
	$$ALTER TABLE h RENAME a TO c$$,
	$$ALTER TABLE h DROP id$$);

-- parts of LIKE
SELECT pg_temp.converges(
	$$CREATE TABLE t (x int NOT NULL DEFAULT 5 CHECK (x > 0), y int, CONSTRAINT k CHECK (x > y), PRIMARY KEY (x))$$,
	$$CREATE TABLE h (LIKE t INCLUDING CONSTRAINTS)$$,
	$$CREATE TABLE h1 (LIKE t INCLUDING INDEXES)$$,
	$$CREATE TABLE h3 (LIKE t INCLUDING ALL EXCLUDING INDEXES)$$,
	$$CREATE TABLE h4 (LIKE t INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (x)$$,
	$$CREATE TABLE h5 PARTITION OF h4 FOR VALUES FROM (1) TO (2)$$);

-- a table becomes a partition of its successor
SELECT pg_temp.converges(
	$$CREATE TABLE ev (id int NOT NULL, at date NOT NULL, raw text, CONSTRAINT ev_pkey PRIMARY KEY (id))$$,
	$$CREATE INDEX ev_at ON ev (at)$$,
	$$ALTER TABLE ev RENAME TO ev_old$$,
	$$ALTER TABLE ev_old RENAME CONSTRAINT ev_pkey TO ev_old_pkey$$,
	$$ALTER INDEX ev_at RENAME TO ev_old_at$$,
	$$CREATE TABLE ev (id int NOT NULL, at date NOT NULL, raw text) PARTITION BY RANGE (at)$$,
	$$CREATE INDEX ev_at ON ev (at)$$,
	$$ALTER TABLE ev ATTACH PARTITION ev_old DEFAULT$$);

-- as pg_dump writes it
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int NOT NULL, at date NOT NULL, raw text) PARTITION BY RANGE (at)$$,
	$$CREATE TABLE p1 (id int NOT NULL, at date NOT NULL, raw text)$$,
	$$ALTER TABLE ONLY p ATTACH PARTITION p1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')$$,
	$$ALTER TABLE ONLY p ADD CONSTRAINT p_pkey PRIMARY KEY (id, at)$$,
	$$ALTER TABLE ONLY p1 ADD CONSTRAINT p1_pkey PRIMARY KEY (id, at)$$,
	$$CREATE INDEX p_raw_idx ON ONLY p USING btree (raw)$$,
	$$CREATE INDEX p1_raw_idx ON p1 USING btree (raw)$$,
	$$ALTER INDEX p_pkey ATTACH PARTITION p1_pkey$$,
	$$ALTER INDEX p_raw_idx ATTACH PARTITION p1_raw_idx$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- shares taken over and dropped
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, raw text) PARTITION BY RANGE (id)$$,
	$$CREATE INDEX ip ON p (raw)$$,
	$$CREATE TABLE p1 (id int, raw text, CONSTRAINT c CHECK (id = 1))$$,
	$$CREATE INDEX i1 ON p1 (raw)$$,
	$$ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (2)$$,
	$$CREATE TABLE p2 (id int, raw text)$$,
	$$ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (2) TO (3)$$,
	$$CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (3) TO (4)$$,
	$$DROP TABLE p2$$,
	$$ALTER TABLE p DETACH PARTITION p1$$,
	$$DROP TABLE p3$$);

-- foreign keys
SELECT pg_temp.converges(
	$$CREATE TABLE r (id int PRIMARY KEY)$$,
	$$CREATE TABLE p (id int PRIMARY KEY, r int CONSTRAINT fkr REFERENCES r ON DELETE CASCADE DEFERRABLE) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE TABLE p2 (id int PRIMARY KEY, r int CONSTRAINT own REFERENCES r ON DELETE CASCADE DEFERRABLE)$$,
	$$ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (2) TO (3)$$,
	$$CREATE TABLE x (p int REFERENCES p)$$,
	$$ALTER TABLE p DETACH PARTITION p1$$,
	$$ALTER TABLE p DETACH PARTITION p2$$,
	$$ALTER TABLE p DROP CONSTRAINT fkr$$);

-- keys dropped with their shares
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, raw text, CONSTRAINT pk PRIMARY KEY (id), CONSTRAINT u UNIQUE (id, raw)) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)$$,
	$$CREATE TABLE p2 (id int PRIMARY KEY, raw text)$$,
	$$ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (2) TO (3)$$,
	$$ALTER TABLE p DROP CONSTRAINT u$$,
	$$ALTER TABLE p DROP CONSTRAINT pk$$,
	$$ALTER TABLE p DETACH PARTITION p1$$);

-- what is said of the columns of a partition
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, raw text) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p (raw NOT NULL, CONSTRAINT own CHECK (raw <> ''), PRIMARY KEY (id)) FOR VALUES FROM (1) TO (2)$$,
	$$ALTER TABLE p1 ALTER raw SET DEFAULT 'z'$$,
	$$CREATE INDEX own_idx ON p1 (raw)$$,
	$$COMMENT ON COLUMN p1.raw IS 'own'$$,
	$$GRANT SELECT (raw) ON p1 TO PUBLIC$$,
	$$ALTER TABLE p RENAME raw TO cooked$$,
	$$CREATE VIEW v AS SELECT cooked FROM p1$$,
	$$ALTER TABLE p DETACH PARTITION p1$$,
	$$ALTER TABLE p1 RENAME cooked TO rare$$,
	$$DROP TABLE p$$);

-- a column with options of its own is dropped
SELECT pg_temp.converges(
	$$CREATE TABLE p (id int, raw text, gone int) PARTITION BY RANGE (id)$$,
	$$CREATE TABLE p1 PARTITION OF p (gone DEFAULT 1, raw NOT NULL) FOR VALUES FROM (1) TO (2)$$,
	$$ALTER TABLE p DROP COLUMN gone$$);

-- removed parts of what LIKE copied come back
CREATE SCHEMA parents;
SET search_path = parents;
\set script 'CREATE TABLE t (x int NOT NULL DEFAULT 5, y int NOT NULL CHECK (y > 0), UNIQUE (y)); CREATE TABLE h (LIKE t INCLUDING ALL)'
SELECT count(*) FROM idem.ensure(:'script');
ALTER TABLE h ALTER x DROP DEFAULT, ALTER y DROP NOT NULL, DROP CONSTRAINT t_y_check, DROP CONSTRAINT h_y_key;
SELECT count(*) FROM idem.ensure(:'script');
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'h'::regclass AND contype <> 'n' ORDER BY 1;
SELECT attname, attnotnull, atthasdef FROM pg_attribute WHERE attrelid = 'h'::regclass AND attnum > 0;
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));

-- CONCURRENTLY only without rows
CREATE TABLE cp (a int) PARTITION BY RANGE (a);
CREATE TABLE cp1 PARTITION OF cp FOR VALUES FROM (1) TO (2);
INSERT INTO cp VALUES (1);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE cp DETACH PARTITION cp1 CONCURRENTLY')$$);
DELETE FROM cp;
SELECT ddl FROM idem.ensure('ALTER TABLE cp DETACH PARTITION cp1 CONCURRENTLY');

-- two equal keys
CREATE TABLE two (a int, b int);
ALTER TABLE two ADD CONSTRAINT u1 UNIQUE (a, b), ADD CONSTRAINT u3 UNIQUE (b);
ALTER TABLE two ADD CONSTRAINT u2 UNIQUE (a, b);
SELECT idem.definition('table', 'two');
DROP SCHEMA parents CASCADE;
