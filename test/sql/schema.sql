-- Schemas: existence and owner.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

-- absent: made
SELECT idem.ensure_schema('schema_test');
-- the same: unchanged, and no trace of the call
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('schema_test')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('SCHEMA_test')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('public')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('information_schema')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('idem')$$);

-- the search path does not matter
SET search_path = schema_test;
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('schema_test')$$);
SET search_path = '';
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('schema_test')$$);
RESET search_path;

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_schema(NULL)$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('""')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('a.b')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('a b')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('a; DROP SCHEMA schema_test')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema(repeat('s', 64))$$);
SELECT pg_temp.error_of($$SELECT idem.drop_schema(NULL)$$);
SELECT pg_temp.error_of($$SELECT idem.drop_schema('schema_test', '{all}')$$);

-- the system's own
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('pg_mine')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('pg_catalog')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('pg_temp')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_schema('pg_catalog', '{cascade,lossy}')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_schema('pg_toast', '{cascade,lossy}')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_schema('information_schema', '{cascade,lossy}')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_schema('pg_mine')$$);
-- and an extension's
SELECT pg_temp.error_of($$SELECT idem.drop_schema('idem', '{cascade,lossy}')$$);

-- names that need quotes, and the longest ones
SELECT idem.ensure_schema('"Ünïcode. ""x"" ''y''; --"');
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('"Ünïcode. ""x"" ''y''; --"')$$);
SELECT idem.drop_schema('"Ünïcode. ""x"" ''y''; --"');
SELECT idem.ensure_schema('"select"');
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('select')$$);
SELECT idem.drop_schema('select');
SELECT idem.ensure_schema(repeat('s', 63));
SELECT pg_temp.traceless($$SELECT idem.ensure_schema(repeat('s', 63))$$);
SELECT idem.drop_schema(repeat('s', 63));

-- public is a schema like others
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT idem.drop_schema('public', '{cascade,lossy}');
SELECT idem.ensure_schema('public');
ROLLBACK;

-- drop
SELECT pg_temp.traceless($$SELECT idem.drop_schema('nowhere')$$);
SELECT idem.drop_schema('schema_test');
SELECT pg_temp.traceless($$SELECT idem.drop_schema('schema_test')$$);

-- dependants are listed, and go only if they may
SELECT idem.ensure_schema('schema_test');
CREATE TYPE schema_test.mood AS ENUM ('sad', 'ok');
CREATE SEQUENCE schema_test.number;
CREATE TABLE schema_test.filled (id serial, note text);
CREATE TABLE schema_test.empty (id serial);
CREATE TABLE schema_test.parts (id integer) PARTITION BY LIST (id);
CREATE TABLE schema_test.part PARTITION OF schema_test.parts DEFAULT;
CREATE TYPE schema_test.pair AS (a schema_test.mood, b integer);
CREATE VIEW schema_test.view AS SELECT * FROM schema_test.filled;
CREATE TABLE outside (id integer, mood schema_test.mood);
CREATE TABLE outside2 (id integer, pairs schema_test.pair[]);
CREATE MATERIALIZED VIEW outside_view AS SELECT * FROM schema_test.view;
\set VERBOSITY terse
SELECT idem.drop_schema('schema_test');

-- nothing in it holds data
BEGIN;
SELECT idem.drop_schema('schema_test', '{cascade}');
SELECT idem.ensure_schema('schema_test');
ROLLBACK;
\set VERBOSITY default

-- each of these is data
BEGIN;
INSERT INTO schema_test.filled (note) VALUES ('x');
SELECT idem.drop_schema('schema_test', '{cascade}');
ROLLBACK;
BEGIN;
SELECT nextval('schema_test.number');
SELECT idem.drop_schema('schema_test', '{cascade}');
ROLLBACK;
DROP SEQUENCE schema_test.number;
BEGIN;
INSERT INTO schema_test.parts VALUES (1);
SELECT idem.drop_schema('schema_test', '{cascade}');
ROLLBACK;
BEGIN;
INSERT INTO outside VALUES (1, 'ok'), (2, NULL);
SELECT idem.drop_schema('schema_test', '{cascade}');
ROLLBACK;
BEGIN;
INSERT INTO outside2 VALUES (1, '{"(ok,1)"}');
SELECT idem.drop_schema('schema_test', '{cascade}');
ROLLBACK;
-- these are not: null values, deleted rows, a sequence of an empty table
INSERT INTO outside VALUES (1, NULL);
INSERT INTO schema_test.filled (note) VALUES ('x');
DELETE FROM schema_test.filled;
BEGIN;
\set VERBOSITY terse
SELECT idem.drop_schema('schema_test', '{cascade}');
ROLLBACK;

INSERT INTO schema_test.filled (note) VALUES ('x');
SELECT idem.drop_schema('schema_test', '{lossy,cascade}');
\set VERBOSITY default
SELECT pg_temp.traceless($$SELECT idem.drop_schema('schema_test', '{lossy,cascade}')$$);
DROP TABLE outside, outside2;

-- a refusal names ten, and says that there are more
CREATE SCHEMA schema_test;
SELECT format('CREATE TABLE schema_test.t%s AS SELECT 1 AS one', i) FROM generate_series(10, 29) AS i \gexec
SELECT regexp_replace(line, 't\d\d', 'tNN', 'g')
  FROM pg_temp.error_of($$SELECT idem.drop_schema('schema_test', '{cascade}')$$) AS line;
SET client_min_messages = warning;
DROP SCHEMA schema_test CASCADE;
RESET client_min_messages;

-- in scripts: the owner that AUTHORIZATION names
CREATE ROLE regress_idem_owner;
BEGIN;
SELECT idem.apply_revision('schema_test', '1', $$
  CREATE SCHEMA schema_test AUTHORIZATION regress_idem_owner;
  CREATE SCHEMA IF NOT EXISTS schema_test;
  CREATE SCHEMA schema_test AUTHORIZATION regress_idem_owner;
$$);
SELECT idem.apply_revision('schema_test', '2', 'CREATE SCHEMA schema_test AUTHORIZATION SESSION_USER');
SELECT nspowner = CURRENT_USER::regrole FROM pg_namespace WHERE nspname = 'schema_test';
SELECT pg_temp.error_of($$SELECT idem.apply_revision('schema_test', '3', 'CREATE SCHEMA schema_test AUTHORIZATION no_such_role')$$);
SELECT idem.apply_revision('schema_test', '3', 'DROP SCHEMA schema_test; DROP SCHEMA schema_test; DROP SCHEMA IF EXISTS schema_test, nowhere');
ROLLBACK;
DROP ROLE regress_idem_owner;

-- privileges are those of the caller
CREATE ROLE regress_idem_schema;
SELECT idem.ensure_schema('schema_test');
SET ROLE regress_idem_schema;
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('schema_test')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('schema_test2')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_schema('schema_test', '{cascade}')$$);
RESET ROLE;
SELECT idem.drop_schema('schema_test');
DROP ROLE regress_idem_schema;

-- transactions that cannot write
SET default_transaction_read_only = on;
SELECT pg_temp.traceless($$SELECT idem.ensure_schema('public')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_schema('schema_test')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_schema('schema_test')$$);
RESET default_transaction_read_only;
