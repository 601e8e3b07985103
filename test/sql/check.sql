--
-- CHECK constraints: compared by their condition.
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA check_test;
SET search_path = check_test, public;
CREATE TABLE person (id int, name text, age int);
INSERT INTO person VALUES (1, 'a', 10), (2, 'b', 20);

-- absent: made; there: nothing at all
SELECT idem.ensure_check('person', 'age >= 0', 'person_age');
SELECT pg_temp.traceless($$SELECT idem.ensure_check('person', 'age >= 0', 'person_age')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_check('check_test.person', '((person.age)>=(0))', '"person_age"')$$);
SELECT idem.constraint_exists('person', 'person_age'), idem.constraint_exists('person', 'nothing');

-- different: replaced, if the rows allow it
SELECT idem.ensure_check('person', 'age >= 10', 'person_age');
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'age > 10', 'person_age')$$);
SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'person'::regclass;

-- without a name any equal one will do
SELECT pg_temp.traceless($$SELECT idem.ensure_check('person', 'age >= 10')$$);
SELECT idem.ensure_check('person', 'age < 100');
SELECT idem.ensure_check('person', 'name <> '''' AND age IS NOT NULL');
SELECT pg_temp.traceless($$SELECT idem.ensure_check('person', 'age IS NOT NULL AND name <> ''''')$$) <> 'unchanged';
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'person'::regclass ORDER BY 1;

-- not validated: validated
ALTER TABLE person DROP CONSTRAINT person_age;
ALTER TABLE person ADD CONSTRAINT person_age CHECK (age >= 10) NOT VALID;
SELECT idem.ensure_check('person', 'age >= 10', 'person_age');
ALTER TABLE person DROP CONSTRAINT person_age;
ALTER TABLE person ADD CONSTRAINT person_age CHECK (age > 10) NOT VALID;
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'age > 10')$$);
ALTER TABLE person DROP CONSTRAINT person_age;
ALTER TABLE person ADD CONSTRAINT person_age CHECK (age >= 10) NOT VALID;
SELECT idem.ensure_check('person', 'age >= 10');
SELECT pg_temp.traceless($$SELECT idem.ensure_check('person', 'age >= 10')$$);

-- what a table declares
SELECT idem.ensure_table('person', 'age int CHECK (age >= 10) CHECK (age < 200), CONSTRAINT person_name CHECK (name <> ''x'') NO INHERIT');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('person', 'age int CHECK (age >= 10) CHECK (age < 200), CONSTRAINT person_name CHECK (name <> ''x'') NO INHERIT')$$);
SELECT idem.ensure_table('person', 'CONSTRAINT person_name CHECK (name <> ''x'')');
SELECT idem.ensure_table('person', 'CONSTRAINT person_name CHECK (name <> ''x'') NOT VALID');
SELECT idem.ensure_table('person', 'CONSTRAINT person_later CHECK (age < 15) NOT VALID');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('person', 'CONSTRAINT person_later CHECK (age < 15) NOT VALID')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'age < 15', 'person_later')$$);
-- written behind a column that is missing, it comes along
SELECT idem.ensure_column('person', 'email', 'text CHECK (email LIKE ''%@%'')');
SELECT pg_temp.traceless($$SELECT idem.ensure_column('person', 'email', 'text CHECK (email LIKE ''%@%'')')$$);
ALTER TABLE person DROP CONSTRAINT person_email_check;
SELECT idem.ensure_column('person', 'email', 'text CHECK (email LIKE ''%@%'')');

-- children
CREATE TABLE child () INHERITS (person);
SELECT pg_temp.traceless($$SELECT idem.ensure_check('child', 'age >= 10', 'person_age')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('child', 'age >= 11', 'person_age')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_constraint('child', 'person_age')$$);
DROP TABLE child;

-- names that are something else
ALTER TABLE person ADD CONSTRAINT person_pk PRIMARY KEY (id);
CREATE VIEW a_view AS SELECT 1 AS id;
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'age > 0', 'person_pk')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('a_view', 'id > 0', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_constraint('a_view', 'x')$$);

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_check('nobody', 'id > 0', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'nothing > 0', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'nothing > 0', 'person_age')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'age', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'age > (SELECT 1)', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'count(age) > 1', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'age > 0) NOT VALID, ADD CHECK (age > 1', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', 'age > 0, true', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', '', 'x')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_check('person', NULL, 'x')$$);

-- drop
SELECT idem.drop_constraint('person', 'person_age');
SELECT pg_temp.traceless($$SELECT idem.drop_constraint('person', 'person_age')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_constraint('nobody', 'person_age')$$);

-- rename, and what else only statements say
BEGIN;
CREATE SEQUENCE revision;
CREATE FUNCTION run(script text) RETURNS idem.outcome LANGUAGE sql AS $$
  SELECT idem.apply_revision('check_test', nextval('revision')::text, script)
$$;
SELECT run('ALTER TABLE person ADD CONSTRAINT a CHECK (age > 0)');
SELECT run('ALTER TABLE person RENAME CONSTRAINT a TO b');
SELECT run('ALTER TABLE person RENAME CONSTRAINT a TO b');
SELECT pg_temp.error_of($$SELECT run('ALTER TABLE person RENAME CONSTRAINT a TO c')$$);
SELECT pg_temp.error_of($$SELECT run('ALTER TABLE person RENAME CONSTRAINT b TO person_pk')$$);
SELECT pg_temp.error_of($$SELECT run('ALTER TABLE nobody RENAME CONSTRAINT a TO b')$$);
SELECT run('ALTER TABLE IF EXISTS nobody RENAME CONSTRAINT a TO b');
SELECT run('ALTER TABLE person ADD CONSTRAINT c CHECK (age > 1) NOT VALID, ADD CONSTRAINT d CHECK (age > 2) NOT VALID');
SELECT run('ALTER TABLE person VALIDATE CONSTRAINT c');
SELECT run('ALTER TABLE person VALIDATE CONSTRAINT c');
SELECT pg_temp.error_of($$SELECT run('ALTER TABLE person VALIDATE CONSTRAINT nothing')$$);
SELECT run('ALTER TABLE person DROP CONSTRAINT d; ALTER TABLE person DROP CONSTRAINT IF EXISTS d');
-- several statements that build on each other
SELECT run('ALTER TABLE person ADD late int CHECK (late > 0); ALTER TABLE person ADD CHECK (late > age);
  ALTER TABLE person ALTER COLUMN id TYPE bigint; ALTER TABLE person ADD CONSTRAINT big CHECK (id > 10000000000) NOT VALID');
SELECT run('ALTER TABLE person ADD late int CHECK (late > 0); ALTER TABLE person ADD CHECK (late > age);
  ALTER TABLE person ADD CONSTRAINT big CHECK (id > 10000000000) NOT VALID');
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE conrelid = 'person'::regclass AND contype = 'c' ORDER BY conname COLLATE "C";
ROLLBACK;

-- hostile names
CREATE TABLE "Odd ""table"".x; --" ("Col ""1""; DROP" int, "ünï" text);
SELECT idem.ensure_check('"Odd ""table"".x; --"', '"Col ""1""; DROP" > 0 OR "ünï" = '''''';--''', '"Con""; --"');
SELECT pg_temp.traceless($$SELECT idem.ensure_check('"Odd ""table"".x; --"', '"Col ""1""; DROP" > 0 OR "ünï" = '''''';--''', '"Con""; --"')$$);
SELECT idem.ensure_check('"Odd ""table"".x; --"', 'true -- no more', '"Con""; --"');
SELECT idem.drop_constraint('"Odd ""table"".x; --"', '"Con""; --"');

--
-- Conditions.  Each is made by plain SQL and must be recognised, by its name
-- and without one; then from what pg_get_constraintdef() prints, as pg_dump
-- does; and no other one may be taken for it.
--
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN code AS text CHECK (value <> '');
CREATE TYPE pair AS (a int, b text);
CREATE FUNCTION is_even(int) RETURNS boolean IMMUTABLE LANGUAGE sql RETURN $1 % 2 = 0;
CREATE FUNCTION is_odd(n int, "by" int DEFAULT 2) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN n % "by" = 1; END';
CREATE TABLE wide (
  i int, k smallint, l bigint, n numeric(10,2), f float8, t text, v varchar(20), c char(3), b boolean, d date, d2 date,
  ts timestamp, tz timestamptz, iv interval, r int4range, tr tstzrange, ia int[], ta text[], va varchar(5)[], j jsonb, js json,
  m mood, ma mood[], u uuid, dom code, pr pair, net inet, bt bytea, x xml, "Odd name" text, "order" int
);
CREATE TABLE definition (id int GENERATED ALWAYS AS IDENTITY, condition text);
COPY definition (condition) FROM stdin;
i > 0
i > 1
i >= 0
0 < i
i > 0 AND i < 100
i < 100 AND i > 0
i > 0 AND i < 100 AND k > 0
i > 0 AND (i < 100 AND k > 1)
i > 0 OR k > 0
i > 0 OR k > 0 AND l > 0
(i > 0 OR k > 0) AND l > 0
NOT b
NOT (i > 5)
b
b IS TRUE
b IS NOT FALSE
b = true
i IS NULL
i IS NOT NULL
(i IS NULL) = (k IS NULL)
i IS DISTINCT FROM k
i IS NOT DISTINCT FROM 5
i BETWEEN 1 AND 10
i NOT BETWEEN 1 AND 10
i BETWEEN SYMMETRIC 10 AND 1
n BETWEEN 0 AND 99.99
d BETWEEN '2000-01-01' AND '2099-12-31'
i IN (1, 2, 3)
i NOT IN (1, 2, 3)
i IN (1)
i IN (1, k)
l IN (1, 2, 3)
n IN (1, 2.5)
t IN ('a', 'b')
t NOT IN ('a', 'b')
v IN ('a', 'b')
v NOT IN ('a', 'b')
v IN ('a', 'b') AND is_even(i)
c IN ('a', 'b')
m IN ('ok', 'happy')
m NOT IN ('ok')
dom IN ('a', 'b')
d IN ('2020-01-01', '2020-01-02')
t = ANY (ARRAY['x', 'y'])
t = ANY ('{x,y,z}')
t <> ALL (ARRAY['x', 'y'])
v = ANY (ARRAY['x', 'y'])
v::text = ANY (ARRAY['x', 'y', 'z'])
i = ANY (ia)
t ~ '^[a-z]+$'
t ~* '^[a-z]+$'
t !~ '\\d'
t LIKE 'a%'
t NOT LIKE 'a%'
t ILIKE 'A_'
t LIKE 'a!%' ESCAPE '!'
t SIMILAR TO '(a|b)%'
v ~ '^[0-9]{3}$'
v LIKE '%@%'
length(t) > 3
length(v) <= 10
char_length(btrim(t)) > 0
lower(t) = t
upper(t) <> v
t <> ''
c <> 'x'
t COLLATE "C" > 'a'
t > 'a' COLLATE "POSIX"
i::bigint = l
i = l
i = k
k > 1
k::int > 1
l > 10000000000
n > 0
n > 0.00
n >= 0.5
n::int = i
f > 0
f > 1.5e10
f = 'NaN'
round(n) = n
i % 2 = 0
i + k * 2 > l - 1
-i < 0
(i + 1) * 2 > 3
i / 2 > 1
i & 3 = 1
abs(i) < 5
i ^ 2 > 4
d > '2000-01-01'
d > DATE '2001-01-01'
d2 > d
d2 >= d + 1
d2 - d > 30
d < CURRENT_DATE
ts > '2000-01-01 00:00:00'
tz > '2000-01-01 00:00:00+00'
tz < now()
tz < CURRENT_TIMESTAMP + interval '1 day'
ts::date = d
date_trunc('day', ts) = ts
extract(year FROM d) > 2000
date_part('year', ts) > 2000
iv > '1 hour'
iv > interval '24 hours'
tz AT TIME ZONE 'UTC' > '2000-01-01'
m = 'ok'
m = 'ok'::mood
m <> 'sad'
m > 'sad'
m::text = 'ok'
'ok' = ANY (ma)
m = 'happy' OR d IS NOT NULL
m <> 'happy' OR (d IS NOT NULL AND t <> '')
CASE WHEN i > 0 THEN t IS NOT NULL ELSE true END
CASE m WHEN 'ok' THEN i > 0 WHEN 'sad' THEN i < 0 ELSE false END
CASE WHEN b THEN 1 ELSE 0 END + CASE WHEN i > 0 THEN 1 ELSE 0 END = 1
coalesce(i, 0) > 0
coalesce(t, v, 'x') <> 'y'
coalesce(i, k, l) > 3
nullif(t, '') IS NOT NULL
greatest(i, k) > 0
least(i, k, 5) < 3
num_nonnulls(i, t, d) = 1
num_nulls(i, t) < 2
(i IS NOT NULL)::int + (k IS NOT NULL)::int = 1
j ? 'key'
j ?& ARRAY['a', 'b']
j @> '{"a": 1}'
j ->> 'name' <> ''
(j ->> 'age')::int > 0
j -> 'a' -> 'b' IS NOT NULL
j #>> '{a,b}' = 'x'
j['a'] IS NOT NULL
jsonb_typeof(j) = 'object'
jsonb_array_length(j -> 'list') < 10
js ->> 'a' = 'b'
j @? '$.a[*] ? (@ > 2)'
ia[1] > 0
ia @> ARRAY[1, 2]
ia && '{1,2}'
ia <> '{}'
ia = ARRAY[]::int[]
array_length(ta, 1) > 0
cardinality(ta) <= 5
array_position(ia, NULL) IS NULL
ta <@ ARRAY['a', 'b']
ta <@ ARRAY['a', 'b']::text[]
va <@ ARRAY['a', 'b']::varchar[]
ia[1:2] = '{1,2}'
0 < ALL (ia)
(i, k) > (1, 2)
(i, t) = (1, 'x')
ROW(i, k) IS NOT NULL
(i, k) IS DISTINCT FROM (1, 2)
(pr).a > 0
pr = ROW(1, 'x')::pair
r @> 5
r && int4range(1, 10)
NOT isempty(r)
upper(tr) > lower(tr)
lower_inf(r)
is_even(i)
is_even(4)
is_odd(i)
is_odd(i, 3)
is_odd(n => i, "by" => 4)
check_test.is_even(k)
dom <> 'x'
dom = t
u <> '00000000-0000-0000-0000-000000000000'
net << '10.0.0.0/8'
family(net) = 4
octet_length(bt) = 32
bt <> '\\x00'
x IS DOCUMENT
"Odd name" <> '''"\\'
"order" > 0
wide IS NOT NULL
format('%s-%s', i, k) = t
t || '-' || i = v
concat(t, v) <> ''
substring(t FROM 1 FOR 2) = 'ab'
substring(t FROM '^a') = 'a'
position('a' IN t) > 0
overlay(t PLACING 'x' FROM 1) = 'x'
trim(BOTH 'x' FROM t) = t
regexp_replace(t, '[^0-9]', '', 'g') = t
t IS NFC NORMALIZED
starts_with(t, 'a')
t ^@ 'b'
to_char(d, 'YYYY') = '2020'
md5(t) = v
pg_typeof(i) = 'integer'::regtype
t::xml IS NOT NULL
t = CURRENT_USER
t <> SESSION_USER
true
false
NULL
'(1,2)'::point <-> '(0,0)'::point < i
make_interval(days => i) > iv
i::numeric(5,1) = n
t::varchar(3) = v
v::char(2) = c
i::text = t
CAST(t AS int) > 0
'5'::int < i
i > '5'
i > ALL (ARRAY[1, 2])
i > SOME (ARRAY[1, 2])
\.
SELECT count(*) >= 200 FROM definition;

CREATE FUNCTION ensured(d definition, name text) RETURNS idem.outcome LANGUAGE sql AS $$
  SELECT idem.ensure_check('wide', d.condition, name)
$$;
SET idem_migrate.report_level = debug1;

-- by plain SQL; reading the conditions themselves takes the one lock
DO $$
DECLARE d definition;
BEGIN
  FOR d IN SELECT * FROM definition LOOP
    EXECUTE format('ALTER TABLE wide ADD CONSTRAINT x_%s CHECK (%s)', d.id, d.condition);
  END LOOP;
END $$;
SELECT pg_temp.traceless($$SELECT string_agg(condition, '; ') FROM definition d WHERE ensured(d, 'x_' || id) <> 'unchanged'$$);
SELECT pg_temp.traceless($$SELECT string_agg(condition, '; ') FROM definition d WHERE ensured(d, NULL) <> 'unchanged'$$);

-- from their own text, twice
DO $$
DECLARE
  d definition;
  def text;
BEGIN
  FOR d IN SELECT * FROM definition UNION ALL SELECT * FROM definition LOOP
    SELECT pg_get_constraintdef(oid) INTO def FROM pg_constraint
     WHERE conrelid = 'wide'::regclass AND conname = 'x_' || d.id;
    EXECUTE format('ALTER TABLE wide DROP CONSTRAINT x_%s', d.id);
    EXECUTE format('ALTER TABLE wide ADD CONSTRAINT x_%s %s', d.id, def);
  END LOOP;
END $$;
SELECT pg_temp.traceless($$SELECT string_agg(condition, '; ') FROM definition d WHERE ensured(d, 'x_' || id) <> 'unchanged'$$);
SELECT pg_temp.traceless($$SELECT string_agg(condition, '; ') FROM definition d WHERE ensured(d, NULL) <> 'unchanged'$$);

-- none is taken for another, unless it means the same
DO $$
DECLARE d definition;
BEGIN
  FOR d IN SELECT * FROM definition ORDER BY id LOOP
    EXECUTE format('ALTER TABLE wide DROP CONSTRAINT x_%s', d.id);
    IF ensured(d, NULL) <> 'created' THEN
      RAISE NOTICE '% is said by another', d.condition;
      EXECUTE format('ALTER TABLE wide ADD CONSTRAINT x_%s CHECK (%s)', d.id, d.condition);
    END IF;
  END LOOP;
END $$;

RESET idem_migrate.report_level;
\set VERBOSITY terse
SET client_min_messages = warning;
DROP SCHEMA check_test CASCADE;
