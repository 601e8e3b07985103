-- Tables: made, found as they are, completed, refused, renamed, dropped.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET client_min_messages = warning;
CREATE SCHEMA tab;
SET search_path = tab, public;

-- absent: made; the same: unchanged and traceless
SELECT idem.ensure_table('person', 'id bigserial PRIMARY KEY, name text NOT NULL, age int DEFAULT 0');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('person', 'id bigserial PRIMARY KEY, name text NOT NULL, age int DEFAULT 0')$$);
-- what is not mentioned is tolerated
SELECT pg_temp.traceless($$SELECT idem.ensure_table('person', 'name text')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_table('tab.person', '')$$);
-- what is missing is made, each part alone
SELECT idem.ensure_table('person', 'id bigserial PRIMARY KEY, name text DEFAULT ''?'', born date, CHECK (age >= 0)');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('person', 'id bigserial PRIMARY KEY, name text DEFAULT ''?'', born date, CHECK (age >= 0)')$$);
\d person

-- options
SELECT idem.ensure_table('opt', 'a int', 'WITH (fillfactor = 70)');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('opt', 'a int', 'WITH (fillfactor = 70)')$$);
SELECT idem.ensure_table('opt', 'a int', 'WITH (fillfactor = 80, autovacuum_enabled = off)');
SELECT reloptions FROM pg_class WHERE relname = 'opt';
SELECT pg_temp.traceless($$SELECT idem.ensure_table('opt', 'a int')$$);

-- persistence
CREATE UNLOGGED TABLE fast (a int);
SELECT idem.ensure_table('fast', 'a int');
SELECT relpersistence FROM pg_class WHERE relname = 'fast';
SELECT pg_temp.traceless($$SELECT idem.ensure_table('fast', 'a int')$$);

-- inheritance
SELECT idem.ensure_table('parent', 'p int');
SELECT idem.ensure_table('child', 'c int', 'INHERITS (parent)');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'c int', 'INHERITS (parent)')$$);
ALTER TABLE child NO INHERIT parent;
SELECT idem.ensure_table('child', 'c int', 'INHERITS (parent)');
SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = 'child'::regclass;

-- LIKE
SELECT idem.ensure_table('copy', 'LIKE person, extra int');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('copy', 'LIKE person, extra int')$$);
ALTER TABLE copy DROP COLUMN age;
SELECT pg_temp.error_of($$SELECT idem.ensure_table('copy', 'LIKE person, extra int')$$);

-- partitioning
SELECT idem.ensure_table('part', 'a int, b text', 'PARTITION BY RANGE (a, lower(b))');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('part', 'a int, b text', 'PARTITION BY RANGE (a, lower(b))')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('part', 'a int, b text', 'PARTITION BY RANGE (b, a)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('part', 'a int, b text', 'PARTITION BY HASH (a)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('part', 'a int, b text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('opt', 'a int', 'PARTITION BY LIST (a)')$$);

-- another kind of that name
CREATE VIEW a_view AS SELECT 1 AS a;
CREATE SEQUENCE a_sequence;
CREATE INDEX an_index ON person (name);
CREATE TYPE a_type AS (a int);
CREATE MATERIALIZED VIEW a_matview AS SELECT 1 AS a;
SELECT name, pg_temp.error_of(format('SELECT idem.ensure_table(%L, ''a int'')', name))
  FROM unnest('{a_view,a_sequence,an_index,a_type,a_matview}'::text[]) name;
SELECT pg_temp.error_of($$SELECT idem.drop_table('a_view')$$);
SELECT pg_temp.error_of($$SELECT idem.table_exists('a_view')$$);

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_table(NULL, 'a int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', NULL)$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('', 'a int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('a.b.c.d', 'a int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('otherdb.tab.t', 'a int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table(repeat('x', 64), 'a int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a int); DROP TABLE person; --')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a int) INHERITS (parent')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a int', '; DROP TABLE person')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a int', 'AS SELECT 1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a int /*')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a no_such_type')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a int, a text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a int', allow => '{everything}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a int', allow => '{{lossy},{rewrite}}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('no_such_schema.t', 'a int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('pg_catalog.t', 'a int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('pg_temp.t', 'a int')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('pg_catalog.pg_class', 'a int')$$);
SELECT idem.table_exists('t');
-- a comment at the end does not swallow what follows
SELECT idem.ensure_table('commented', 'a int -- the end', '-- nothing');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('commented', 'a int -- the end', '-- nothing')$$);

-- hostile names
SELECT ARRAY['"a.b"', '"quo""te"', '"Upper"', 'tab."ünï ""x"', '"select"',
                    quote_ident(repeat('é', 31)), '"semi;colon"', '"--"', '"$$"'] AS names \gset
SELECT name, idem.ensure_table(name, 'a int') FROM unnest(:'names'::text[]) name;
SELECT name, pg_temp.traceless(format('SELECT idem.ensure_table(%L, ''a int'')', name)) FROM unnest(:'names'::text[]) name;

-- read-only transaction: unchanged is allowed, a change is not
BEGIN READ ONLY;
SELECT idem.ensure_table('person', 'name text');
SELECT pg_temp.error_of($$SELECT idem.ensure_table('t', 'a int')$$);
COMMIT;

-- rename
SELECT idem.rename_table('opt', 'opt2');
SELECT pg_temp.traceless($$SELECT idem.rename_table('opt', 'opt2')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_table('opt2', 'person')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_table('nope', 'nada')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_table('opt2', 'tab.x')$$);
SELECT pg_temp.error_of($$SELECT idem.rename_table('a_view', 'x')$$);

-- drop
SELECT idem.drop_table('opt2');
SELECT pg_temp.traceless($$SELECT idem.drop_table('opt2')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_table('no_such_schema.opt2')$$);
INSERT INTO person (name) VALUES ('x');
SELECT pg_temp.error_of($$SELECT idem.drop_table('person')$$);
CREATE VIEW people AS SELECT name FROM person;
SELECT pg_temp.error_of($$SELECT idem.drop_table('person', '{lossy}')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_table('person', '{cascade}')$$);
SELECT idem.table_exists('person');
SELECT idem.drop_table('person', '{lossy,cascade}');
SELECT idem.table_exists('person');
-- partitions count
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0, 'a') TO (10, 'z');
INSERT INTO part VALUES (1, 'b');
SELECT pg_temp.error_of($$SELECT idem.drop_table('part')$$);
DELETE FROM part;
SELECT idem.drop_table('part');
-- as a warning
INSERT INTO child VALUES (1, 2);
SET idem_migrate.on_conflict = warning;
SELECT idem.drop_table('child');
RESET idem_migrate.on_conflict;
SELECT idem.table_exists('child');

DROP SCHEMA tab CASCADE;
