-- What tables belong to: partitions and their bounds, parents, types of tables,
-- and partitions of indexes.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = log;
CREATE SCHEMA partition_psql;
CREATE SCHEMA partition_ensure;
CREATE VIEW pg_temp.children AS
SELECT n.nspname, c.relname, i.inhparent::regclass::text AS parent, pg_get_expr(c.relpartbound, c.oid) AS bound
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace;

\set script 'CREATE TABLE r (id int, d date) PARTITION BY RANGE (d); CREATE TABLE r20 PARTITION OF r FOR VALUES FROM (''2020-01-01'') TO (''2021-01-01''); CREATE TABLE r21 (id int, d date); ALTER TABLE ONLY r ATTACH PARTITION r21 FOR VALUES FROM (''2021-01-01'') TO (MAXVALUE); CREATE TABLE r_rest PARTITION OF r DEFAULT; CREATE TABLE l (k text, id int) PARTITION BY LIST (lower(k)); CREATE TABLE l1 PARTITION OF l FOR VALUES IN (''a'', ''b'', NULL) PARTITION BY HASH (id); CREATE TABLE h0 PARTITION OF l1 FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE INDEX r_id ON ONLY r (id); CREATE INDEX r20_id ON r20 (id); CREATE INDEX r21_id ON r21 (id); CREATE INDEX rest_id ON r_rest (id); ALTER INDEX r_id ATTACH PARTITION r20_id; ALTER INDEX r_id ATTACH PARTITION r21_id; ALTER INDEX r_id ATTACH PARTITION rest_id; CREATE TABLE p (a int); CREATE TABLE c1 (b int) INHERITS (p); CREATE TABLE c2 (a int, b int); ALTER TABLE c2 INHERIT p; CREATE TYPE ty AS (x int, y text); CREATE TABLE t1 OF ty (x PRIMARY KEY, y WITH OPTIONS DEFAULT ''q''); CREATE TABLE t2 (x int, y text); ALTER TABLE t2 OF ty'

SET search_path = partition_psql;
:script;
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SET search_path = partition_ensure;
SELECT seq, ddl FROM idem.plan(:'script') WHERE action = 'alter';
SELECT seq, object, ddl, lock_mode, scans FROM idem.ensure(:'script') WHERE action = 'alter';
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SELECT count(*) FROM pg_temp.children WHERE nspname = 'partition_ensure';
SELECT relname, bound FROM pg_temp.children WHERE nspname = 'partition_psql'
EXCEPT
SELECT relname, bound FROM pg_temp.children WHERE nspname = 'partition_ensure';
SELECT indisvalid FROM pg_index WHERE indexrelid = 'r_id'::regclass;
SELECT reloftype::regtype FROM pg_class WHERE oid IN ('t1'::regclass, 't2'::regclass);

-- other spellings of the same bounds
SELECT pg_temp.traceless($$SELECT idem.ensure('CREATE TABLE r20 PARTITION OF r FOR VALUES FROM (date ''2020-01-01'') TO (date ''2020-01-01'' + 366)')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE l ATTACH PARTITION l1 FOR VALUES IN (NULL, ''b'', ''a'', ''a'')')$$);

-- other bounds: the partition leaves and comes back, if that is allowed
SELECT ddl, reason, allow FROM idem.plan('CREATE TABLE r20 PARTITION OF r FOR VALUES FROM (''2019-01-01'') TO (''2021-01-01'')');
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TABLE r20 PARTITION OF r FOR VALUES FROM (''2019-01-01'') TO (''2021-01-01'')')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE l ATTACH PARTITION l1 FOR VALUES IN (''a'')')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE l1 ATTACH PARTITION h0 FOR VALUES WITH (MODULUS 2, REMAINDER 1)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE r ATTACH PARTITION r20 DEFAULT')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE r ATTACH PARTITION r20 FOR VALUES IN (1)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE r ATTACH PARTITION r20 FOR VALUES FROM (1) TO (''2021-01-01'')')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE r ATTACH PARTITION r20 FOR VALUES FROM (MINVALUE, 1) TO (''2021-01-01'')')$$);
INSERT INTO r VALUES (1, '2020-02-02'), (2, '2021-02-02');
SELECT ddl FROM idem.ensure('CREATE TABLE r20 PARTITION OF r FOR VALUES FROM (''2019-01-01'') TO (''2021-01-01'')', '{recreate}');
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TABLE r20 PARTITION OF r FOR VALUES FROM (''2019-01-01'') TO (''2020-01-01'')', '{recreate}')$$);
SELECT bound FROM pg_temp.children WHERE nspname = 'partition_ensure' AND relname = 'r20';
SELECT count(*) FROM r;

-- of another table, not of any
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE r ATTACH PARTITION l1 FOR VALUES FROM (''2000-01-01'') TO (''2001-01-01'')')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE p ATTACH PARTITION l1 DEFAULT')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE r ATTACH PARTITION nothing DEFAULT')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER INDEX r_id ATTACH PARTITION nothing')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE c2 INHERIT nothing')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('CREATE TABLE l1 PARTITION OF l FOR VALUES IN (''a'', ''b'', NULL)')$$);

-- off, and on again
SELECT ddl FROM idem.ensure('ALTER TABLE r DETACH PARTITION r21; ALTER TABLE c1 NO INHERIT p; ALTER TABLE t1 NOT OF; DROP INDEX h0_none; ALTER TABLE r DETACH PARTITION gone');
SELECT ddl FROM idem.ensure('ALTER TABLE r DETACH PARTITION r21; ALTER TABLE c1 NO INHERIT p; ALTER TABLE t1 NOT OF');
SELECT ddl FROM idem.ensure('ALTER TABLE r DETACH PARTITION r21; ALTER TABLE c1 NO INHERIT p; ALTER TABLE t1 NOT OF');
SELECT ddl FROM idem.ensure(replace(:'script', '2020-01-01', '2019-01-01'));
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', replace(:'script', '2020-01-01', '2019-01-01')));

-- a bound that only a user's function or the moment could tell is not looked at
CREATE FUNCTION first_day() RETURNS date LANGUAGE sql IMMUTABLE AS 'SELECT date ''2030-01-01''';
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE r ATTACH PARTITION r21 FOR VALUES FROM (first_day()) TO (MAXVALUE)')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE r ATTACH PARTITION r21 FOR VALUES FROM (CURRENT_DATE) TO (MAXVALUE)')$$);

-- a revision, and what it heals
SELECT idem.apply_revision('partition', '1', 'CREATE TABLE h1 PARTITION OF l1 FOR VALUES WITH (MODULUS 2, REMAINDER 1); ALTER TABLE r_rest ALTER id SET DEFAULT 0');
SELECT idem.apply_revision('partition', '1', 'CREATE TABLE h1 PARTITION OF l1 FOR VALUES WITH (MODULUS 2, REMAINDER 1); ALTER TABLE r_rest ALTER id SET DEFAULT 0');
DROP TABLE h1;
SELECT idem.apply_revision('partition', '1', 'CREATE TABLE h1 PARTITION OF l1 FOR VALUES WITH (MODULUS 2, REMAINDER 1); ALTER TABLE r_rest ALTER id SET DEFAULT 0');
SELECT bound FROM pg_temp.children WHERE relname = 'h1';

-- a history: what was attached goes with its parent, and a copy outlives its model
\set history 'CREATE TABLE gone (a int) PARTITION BY RANGE (a); CREATE TABLE gone1 (a int); ALTER TABLE gone ATTACH PARTITION gone1 FOR VALUES FROM (0) TO (10); DROP TABLE gone; CREATE TABLE swapped (id int DEFAULT 3 PRIMARY KEY, a text CHECK (a <> $$x$$)); CREATE INDEX ON swapped (a); CREATE TABLE copied (LIKE swapped INCLUDING ALL, extra int); DROP TABLE swapped; ALTER TABLE copied RENAME TO swapped'
SELECT action, ddl FROM idem.ensure(:'history');
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'history'));

SET client_min_messages = warning;
DROP SCHEMA partition_psql, partition_ensure CASCADE;
