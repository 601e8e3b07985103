--
-- Indexes: compared by definition, made anew when they differ, rebuilt when
-- they are invalid.
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA index_test;
SET search_path = index_test, public;
CREATE TABLE person (id int, name text, email varchar(80), born date, score numeric, data jsonb);
INSERT INTO person SELECT g, 'n' || g, 'e' || g, '2000-01-01', g, '{}' FROM generate_series(1, 20) g;

-- absent: made; there: nothing at all
SELECT idem.ensure_index('person', '{name}', 'person_name');
SELECT pg_temp.traceless($$SELECT idem.ensure_index('person', '{name}', 'person_name')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_index('index_test.person', '{"name"}', '"person_name"', method => 'btree')$$);
SELECT idem.ensure_index('person', '{lower(name), "born DESC NULLS LAST"}', 'person_lower',
                         where_expr => 'score > 1 AND data IS NOT NULL', include => '{id}');
SELECT pg_temp.traceless($$SELECT idem.ensure_index('person', '{lower(name), "born DESC NULLS LAST"}', 'person_lower',
  where_expr => '(person.score > 1::numeric) AND (data IS NOT NULL)', include => '{id}')$$);
SELECT idem.ensure_index('person', '{lower(name)}', 'person_lower');

-- different: made anew
SELECT idem.ensure_index('person', '{name, id}', 'person_name');
SELECT idem.ensure_index('person', '{name, id}', 'person_name', is_unique => true);
SELECT pg_temp.traceless($$SELECT idem.ensure_index('person', '{name, id}', 'person_name', is_unique => true)$$);
SELECT pg_get_indexdef('person_name'::regclass);

-- without a name any equal index will do
SELECT idem.ensure_index('person', '{email}');
SELECT pg_temp.traceless($$SELECT idem.ensure_index('person', '{email}')$$);
ALTER INDEX person_email_idx RENAME TO anything;
SELECT pg_temp.traceless($$SELECT idem.ensure_index('person', '{email}')$$);
SELECT idem.ensure_index('person', '{email}', is_unique => true);
SELECT idem.ensure_index('person', '{"(data ->> ''key'')", coalesce(score::integer\, 0)}');

-- the index of a constraint is not an index
ALTER TABLE person ADD CONSTRAINT person_score UNIQUE (score);
SELECT idem.ensure_index('person', '{score}', is_unique => true);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{score, id}', 'person_score', is_unique => true)$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_index('person', '{score}', 'person_score', is_unique => true)$$);
SELECT pg_temp.error_of($$SELECT idem.drop_index('person_score')$$);

-- invalid: rebuilt
UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('anything'::regclass, 'person_name'::regclass);
SELECT idem.index_exists('person_name'), idem.index_exists('person_lower');
SELECT idem.ensure_index('person', '{name, id}', 'person_name', is_unique => true);
SELECT idem.index_exists('person_name');
SELECT idem.ensure_index('person', '{email}');
UPDATE pg_index SET indisvalid = false, indisready = false WHERE indexrelid = 'person_name'::regclass;
SELECT idem.ensure_index('person', '{name}', 'person_name');
SELECT indisvalid, indisready FROM pg_index WHERE indexrelid = 'person_name'::regclass;
-- an invalid one does not count while there is a valid one
CREATE INDEX anything_too ON person (email);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'anything'::regclass;
SELECT pg_temp.traceless($$SELECT idem.ensure_index('person', '{email}')$$);
DROP INDEX anything, anything_too;

-- what would be lost with the index
ALTER TABLE person ALTER id SET NOT NULL;
SELECT idem.ensure_index('person', '{id}', 'person_id', is_unique => true);
ALTER TABLE person REPLICA IDENTITY USING INDEX person_id;
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id, name}', 'person_id')$$);
ALTER TABLE person REPLICA IDENTITY DEFAULT;
ALTER TABLE person CLUSTER ON person_id;
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id, name}', 'person_id')$$);
SELECT idem.ensure_index('person', '{id, name}', 'person_id', allow => '{recreate}');
SELECT idem.ensure_index('person', '{id}', 'person_id', is_unique => true);
CREATE TABLE child (person_id int REFERENCES person (id));
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'person_id')$$);
DROP TABLE child;

-- rows that are not unique
INSERT INTO person (id, name) VALUES (100, 'n1'), (101, 'n1');
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{name}', 'person_name', is_unique => true)$$);
SELECT pg_get_indexdef('person_name'::regclass);

-- names that are something else
CREATE VIEW a_view AS SELECT 1 AS id;
CREATE SEQUENCE a_sequence;
CREATE TABLE other (id int);
CREATE INDEX other_id ON other (id);
CREATE TEMP TABLE a_temp (id int);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'a_view')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'a_sequence')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'other')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'other_id')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('a_view', '{id}', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('a_temp', '{id}', 'x')$$) LIMIT 1;
SELECT pg_temp.error_of($$SELECT idem.ensure_index('pg_class', '{relname}', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_index('other')$$);
SELECT pg_temp.error_of($$SELECT idem.index_exists('other')$$);

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_index('nobody', '{id}', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{nothing}', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{nothing}', 'person_name')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'x', method => 'nothing')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id nothing_ops}', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{"name COLLATE nothing"}', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{"id COLLATE \"C\""}', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{data}', 'x', method => 'gist')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'x', where_expr => 'id')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'x', where_expr => 'nothing(id)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'x', where_expr => 'id > 1, true')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'x', where_expr => 'id IN (SELECT 1)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'x', where_expr => 'random() > 0')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{random()}', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 'x', include => '{nothing}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{}', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', NULL, 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_index('person', '{id}', 's.x')$$);

-- drop
SELECT idem.drop_index('person_name');
SELECT pg_temp.traceless($$SELECT idem.drop_index('person_name')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_index('nowhere.person_name')$$);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'person_id'::regclass;
SELECT idem.drop_index('index_test.person_id');
SELECT idem.index_exists('person_id');

-- hostile names
CREATE TABLE "Odd ""table"".x; --" ("Col ""1""; DROP" int, "ünï" text);
SELECT idem.ensure_index('"Odd ""table"".x; --"', '{"\"Col \"\"1\"\"; DROP\" DESC", "\"ünï\""}', '"In""dex; --"');
SELECT pg_temp.traceless($$SELECT idem.ensure_index('"Odd ""table"".x; --"', '{"\"Col \"\"1\"\"; DROP\" DESC", "\"ünï\""}', '"In""dex; --"')$$);
SELECT idem.ensure_index('"Odd ""table"".x; --"', '{"\"Col \"\"1\"\"; DROP\""}', '"In""dex; --"');
SELECT idem.ensure_index('person', '{id}', 'a23456789b23456789c23456789d23456789e23456789f23456789g23456789');
SELECT pg_temp.traceless($$SELECT idem.ensure_index('person', '{id}', 'a23456789b23456789c23456789d23456789e23456789f23456789g23456789')$$);

-- partitioned tables
CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
SELECT idem.ensure_index('parted', '{id}', 'parted_id');
SELECT pg_temp.traceless($$SELECT idem.ensure_index('parted', '{id}', 'parted_id')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_index('parted_1', '{id}')$$);
SELECT idem.ensure_index('parted', '{id, at}', 'parted_id');
CREATE INDEX parted_only ON ONLY parted (at);
SELECT idem.index_exists('parted_only');
SELECT idem.ensure_index('parted', '{at}', 'parted_only');
SELECT pg_temp.traceless($$SELECT idem.ensure_index('parted', '{at}', 'parted_only')$$);
SELECT relname, relkind FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid
 WHERE indrelid IN ('parted'::regclass, 'parted_1'::regclass) ORDER BY 1;

-- materialized views
CREATE MATERIALIZED VIEW mat AS SELECT 1 AS id;
SELECT idem.ensure_index('mat', '{id}', 'mat_id', is_unique => true);
SELECT pg_temp.traceless($$SELECT idem.ensure_index('mat', '{id}', 'mat_id', is_unique => true)$$);

-- what only statements say; the ledger forgets it with the transaction
BEGIN;
CREATE SEQUENCE revision;
CREATE FUNCTION run(script text) RETURNS idem.outcome LANGUAGE sql AS $$
  SELECT idem.apply_revision('index_test', nextval('revision')::text, script)
$$;
SELECT run('CREATE INDEX other_i ON other (id) WITH (fillfactor = 70)');
SELECT run('CREATE INDEX other_i ON other (id) WITH (fillfactor = ''70'')');
SELECT run('CREATE INDEX IF NOT EXISTS other_i ON other (id)');
SELECT run('CREATE INDEX other_i ON other (id) WITH (fillfactor = 80, deduplicate_items)');
SELECT run('CREATE INDEX other_i ON other (id) WITH (deduplicate_items = on)');
SELECT run('CREATE INDEX ON other USING brin (id) WITH (pages_per_range = 4)');
SELECT run('CREATE INDEX other_id_idx ON other USING brin (id) WITH (pages_per_range = 4)');
SELECT run('CREATE INDEX other_id_idx ON other USING brin (id) WITH (pages_per_range = 8)');
SELECT run('CREATE UNIQUE INDEX other_u ON other (id)');
SELECT run('CREATE UNIQUE INDEX other_u ON other (id) NULLS NOT DISTINCT');
SELECT run('CREATE UNIQUE INDEX other_u ON other (id) NULLS NOT DISTINCT TABLESPACE pg_default');
SELECT run('CREATE INDEX parted_at ON ONLY parted (at DESC)');
SELECT run('CREATE INDEX parted_at ON ONLY parted (at DESC)');
SELECT run('CREATE INDEX parted_at ON parted (at DESC)');
SELECT run('CREATE INDEX parted_at ON ONLY parted (at DESC)');
SELECT run('CREATE INDEX parted_at ON parted (at DESC) WITH (fillfactor = 50)');
SELECT run('ALTER INDEX other_i RENAME TO other_j');
SELECT run('ALTER INDEX other_i RENAME TO other_j');
SELECT run('ALTER INDEX IF EXISTS other_x RENAME TO other_y');
SELECT pg_temp.error_of($$SELECT run('ALTER INDEX other_i RENAME TO other_k')$$);
SELECT pg_temp.error_of($$SELECT run('ALTER INDEX other_j RENAME TO other_u')$$);
SELECT pg_temp.error_of($$SELECT run('ALTER INDEX other_i RENAME TO a_view')$$);
SELECT pg_temp.error_of($$SELECT run('ALTER INDEX other RENAME TO other_k')$$);
SELECT pg_temp.error_of($$SELECT run('CREATE INDEX other_j ON other (id) WITH (nonsense = 1)')$$);
SELECT pg_temp.error_of($$SELECT run('CREATE INDEX other_j ON other (id) TABLESPACE nothing')$$);
SELECT run('DROP INDEX other_j, other_u, nothing');
-- several statements that build on each other
SELECT run('CREATE TABLE late (id int); CREATE INDEX late_id ON late (id); ALTER TABLE late ADD name text;
  CREATE INDEX ON late (lower(name)) WHERE name <> ''''; ALTER TABLE other ADD late date; CREATE INDEX other_late ON other (late)');
SELECT run('CREATE INDEX late_id ON late (id); CREATE INDEX ON late (lower(name)) WHERE name <> ''''; CREATE INDEX other_late ON other (late)');
SELECT pg_get_indexdef(indexrelid) FROM pg_index
 WHERE indrelid IN ('late'::regclass, 'other'::regclass) ORDER BY indexrelid::regclass::text COLLATE "C";
ROLLBACK;

-- each step locks the table no more than it must
BEGIN;
SELECT idem.ensure_index('other', '{id}', 'other_lock');
SELECT mode FROM pg_locks WHERE relation = 'other'::regclass AND pid = pg_backend_pid() ORDER BY 1;
ROLLBACK;

--
-- Definitions.  Each is made by plain SQL and must be recognised, by its name
-- and without one; then from what pg_get_indexdef() prints, as pg_dump does;
-- and no other one may be taken for it.
--
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN code AS text CHECK (value <> '');
CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE sql RETURN $1 * 2;
CREATE TABLE wide (
  i int, n numeric, t text, v varchar(20), c char(5), b boolean, d date, ts timestamp, tz timestamptz,
  r int4range, p point, bx box, net inet, ia int[], ta text[], j jsonb, js json, tv tsvector, m mood,
  u uuid, dom code, "Odd name" text, f float8
);
CREATE TABLE definition (
  id text, columns text[], method text, uniq boolean DEFAULT false, predicate text, include text[]
);
COPY definition FROM stdin (NULL '-');
btree	{i}	-	f	-	-
btree_unique	{i}	-	t	-	-
btree_two	{i,t}	-	f	-	-
btree_two_turned	{t,i}	-	f	-	-
btree_desc	{i DESC}	-	f	-	-
btree_desc_last	{i DESC NULLS LAST}	-	f	-	-
btree_first	{i NULLS FIRST}	-	f	-	-
btree_mixed	{i DESC,"t ASC NULLS FIRST"}	-	f	-	-
btree_include	{i}	-	f	-	{t}
btree_include_two	{i}	-	f	-	{t,n}
btree_unique_include	{i}	-	t	-	{t}
collate_c	{"t COLLATE \\"C\\""}	-	f	-	-
collate_posix	{"t COLLATE \\"POSIX\\""}	-	f	-	-
collate_default	{t}	-	f	-	-
pattern	{t text_pattern_ops}	-	f	-	-
pattern_varchar	{v varchar_pattern_ops}	-	f	-	-
pattern_char	{c bpchar_pattern_ops}	-	f	-	-
char	{c}	-	f	-	-
varchar	{v}	-	f	-	-
domain	{dom}	-	f	-	-
odd_name	{"\\"Odd name\\""}	-	f	-	-
enum	{m}	-	f	-	-
array	{ia}	-	f	-	-
hash	{t}	hash	f	-	-
hash_int	{i}	hash	f	-	-
hash_expression	{lower(t)}	hash	f	-	-
gin_array	{ia}	gin	f	-	-
gin_text_array	{ta}	gin	f	-	-
gin_jsonb	{j}	gin	f	-	-
gin_jsonb_path	{j jsonb_path_ops}	gin	f	-	-
gin_jsonb_expression	{(j -> 'tags')}	gin	f	-	-
gin_tsvector	{tv}	gin	f	-	-
gin_to_tsvector	{"to_tsvector('english', t)"}	gin	f	-	-
gin_two	{ia,tv}	gin	f	-	-
gist_range	{r}	gist	f	-	-
gist_point	{p}	gist	f	-	-
gist_box	{bx}	gist	f	-	-
gist_tsvector	{tv}	gist	f	-	-
gist_tsvector_siglen	{tv tsvector_ops(siglen=64)}	gist	f	-	-
gist_tsvector_siglen_2	{tv tsvector_ops(siglen=32)}	gist	f	-	-
gist_inet	{net inet_ops}	gist	f	-	-
gist_include	{p}	gist	f	-	{i}
spgist_point	{p}	spgist	f	-	-
spgist_kd	{p kd_point_ops}	spgist	f	-	-
spgist_text	{t}	spgist	f	-	-
spgist_range	{r}	spgist	f	-	-
brin	{d}	brin	f	-	-
brin_bloom	{i int4_bloom_ops}	brin	f	-	-
brin_bloom_rate	{i int4_bloom_ops(false_positive_rate=0.05)}	brin	f	-	-
brin_multi	{i int4_minmax_multi_ops}	brin	f	-	-
brin_two	{d,i}	brin	f	-	-
brin_inclusion	{r}	brin	f	-	-
expression	{lower(t)}	-	f	-	-
expression_parens	{(i + 1)}	-	f	-	-
expression_other	{(i + 2)}	-	f	-	-
expression_big	{(i + 1::bigint)}	-	f	-	-
expression_two	{(i + 1),lower(t)}	-	f	-	-
expression_mixed	{lower(t),i,upper(t)}	-	f	-	-
expression_column	{(n)}	-	f	-	-
expression_collate	{"(lower(t) COLLATE \\"C\\")"}	-	f	-	-
expression_cast	{(n::integer)}	-	f	-	-
expression_json	{(j ->> 'name')}	-	f	-	-
expression_json_cast	{((j ->> 'age')::integer)}	-	f	-	-
expression_date	{date_trunc('month'::text\\, ts)}	-	f	-	-
expression_zone	{(tz AT TIME ZONE 'UTC')}	-	f	-	-
expression_extract	{"extract(year FROM d)"}	-	f	-	-
expression_coalesce	{coalesce(t\\, ''::text)}	-	f	-	-
expression_case	{"(CASE WHEN i > 0 THEN t ELSE v END)"}	-	f	-	-
expression_concat	{(t || '-' || v)}	-	f	-	-
expression_function	{twice(i)}	-	f	-	-
expression_row_null	{(i IS NULL)}	-	f	-	-
expression_array	{"(ARRAY[i, 1])"}	-	f	-	-
expression_element	{(ia[1])}	-	f	-	-
expression_range	{"int4range(i, i + 10)"}	gist	f	-	-
expression_enum	{"(m = 'ok')"}	-	f	-	-
expression_least	{"least(i, 5)"}	-	f	-	-
where	{i}	-	f	t IS NOT NULL	-
where_unique	{i}	-	t	t IS NOT NULL	-
where_and	{i}	-	f	t IS NOT NULL AND b	-
where_and_turned	{i}	-	f	b AND t IS NOT NULL	-
where_three	{i}	-	f	b AND (t IS NOT NULL AND n > 1)	-
where_or	{i}	-	f	b OR t = 'x'	-
where_not	{i}	-	f	NOT b	-
where_in	{i}	-	f	t IN ('a', 'b')	-
where_varchar_in	{i}	-	f	v IN ('a', 'b')	-
where_enum	{i}	-	f	m = 'ok'	-
where_enum_in	{i}	-	f	m IN ('ok', 'happy')	-
where_date	{i}	-	f	d >= '2020-01-01'	-
where_between	{i}	-	f	n BETWEEN 1 AND 2	-
where_json	{i}	-	f	j ? 'key'	-
where_json_contains	{i}	-	f	j @> '{"a": 1}'	-
where_like	{i}	-	f	t LIKE 'a%'	-
where_regex	{i}	-	f	t ~* '^a'	-
where_function	{i}	-	f	twice(i) > 4	-
where_function_in	{i}	-	f	twice(i) > 4 AND v IN ('a', 'b')	-
where_odd	{i}	-	f	"Odd name" = 'x'	-
where_distinct	{i}	-	f	i IS DISTINCT FROM 3	-
where_is_true	{i}	-	f	b IS TRUE	-
where_row	{i}	-	f	(i, n) > (1, 2)	-
where_any	{i}	-	f	i = ANY (ia)	-
where_domain	{i}	-	f	dom = 'x'	-
\.
SELECT count(*) >= 100 FROM definition;

CREATE FUNCTION ensured(d definition, index_name text) RETURNS idem.outcome LANGUAGE sql AS $$
  SELECT idem.ensure_index('wide', d.columns, index_name, d.uniq, d.method, d.predicate, d.include)
$$;
CREATE FUNCTION plain(d definition) RETURNS text LANGUAGE sql AS $$
  SELECT concat('CREATE ', CASE WHEN d.uniq THEN 'UNIQUE ' END, 'INDEX x_', d.id, ' ON wide',
                ' USING ' || d.method, ' (', array_to_string(d.columns, ', '), ')',
                ' INCLUDE (' || array_to_string(d.include, ', ') || ')', ' WHERE ' || d.predicate)
$$;
SET idem_migrate.report_level = debug1;

-- by plain SQL; reading the definitions themselves takes the one lock
DO $$
DECLARE d definition;
BEGIN
  FOR d IN SELECT * FROM definition LOOP EXECUTE plain(d); END LOOP;
END $$;
SELECT pg_temp.traceless($$SELECT string_agg(id, ' ') FROM definition d WHERE ensured(d, 'x_' || id) <> 'unchanged'$$);
SELECT pg_temp.traceless($$SELECT string_agg(id, ' ') FROM definition d WHERE ensured(d, NULL) <> 'unchanged'$$);

-- from their own text, twice
DO $$
DECLARE
  d definition;
  def text;
BEGIN
  FOR d IN SELECT * FROM definition UNION ALL SELECT * FROM definition LOOP
    def := pg_get_indexdef(('x_' || d.id)::regclass);
    EXECUTE 'DROP INDEX x_' || d.id;
    EXECUTE def;
  END LOOP;
END $$;
SELECT pg_temp.traceless($$SELECT string_agg(id, ' ') FROM definition d WHERE ensured(d, 'x_' || id) <> 'unchanged'$$);
SELECT pg_temp.traceless($$SELECT string_agg(id, ' ') FROM definition d WHERE ensured(d, NULL) <> 'unchanged'$$);

-- none is taken for another: without its own index each has to be made
DO $$
DECLARE d definition;
BEGIN
  FOR d IN SELECT * FROM definition LOOP
    EXECUTE 'DROP INDEX x_' || d.id;
    IF ensured(d, NULL) <> 'created' THEN
      RAISE NOTICE '% was taken for another', d.id;
    END IF;
  END LOOP;
END $$;
SELECT count(*) = (SELECT count(*) FROM definition) FROM pg_index WHERE indrelid = 'wide'::regclass;

-- and under its name each replaces each neighbour
DO $$
DECLARE
  d definition;
  result text;
BEGIN
  FOR d IN SELECT * FROM definition ORDER BY id COLLATE "C" LOOP
    result := ensured(d, 'the_index');
    IF result <> 'altered' THEN
      RAISE NOTICE '%: %', d.id, result;
    END IF;
  END LOOP;
END $$;

-- synonyms
DROP TABLE wide CASCADE;
CREATE TABLE wide (i int, v varchar, t text, tz timestamptz);
CREATE INDEX synonym ON wide (v varchar_ops);
SELECT pg_temp.traceless($$SELECT idem.ensure_index('wide', '{v text_ops}', 'synonym')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_index('wide', '{(v)}', 'synonym')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_index('wide', '{"v ASC NULLS LAST"}', 'synonym')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_index('wide', '{"v COLLATE \"default\""}', 'synonym')$$);
CREATE INDEX synonym_2 ON wide ((i + 1)) WHERE t = 'x'::text AND i > 3;
SELECT pg_temp.traceless($$SELECT idem.ensure_index('wide', '{(wide.i+1)}', 'synonym_2', where_expr => 'wide.t = ''x'' AND (i > 3)')$$);

RESET idem_migrate.report_level;
\set VERBOSITY terse
SET client_min_messages = warning;
DROP SCHEMA index_test CASCADE;
