-- Sequences: options, owner and persistence.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA sequence_test;
SET search_path = sequence_test;
CREATE FUNCTION definition(sequence regclass) RETURNS text LANGUAGE sql AS $$
  SELECT concat_ws(' ', seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle)
    FROM pg_sequence WHERE seqrelid = sequence $$;

-- absent: made
SELECT idem.ensure_sequence('plain');
SELECT idem.ensure_sequence('full', 'AS integer INCREMENT BY 5 MINVALUE 10 MAXVALUE 100 START WITH 20 CACHE 3 CYCLE OWNED BY NONE');
SELECT definition('plain'), definition('full');

-- the same: unchanged, and no trace of the call
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('full', 'AS integer INCREMENT BY 5 MINVALUE 10 MAXVALUE 100 START WITH 20 CACHE 3 CYCLE OWNED BY NONE')$$);
-- in other words
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('full', 'cycle cache 3 start 20 increment 5 as pg_catalog.int4 minvalue +10')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain', 'AS bigint INCREMENT 1 NO MINVALUE NO MAXVALUE START 1 CACHE 1 NO CYCLE')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain', 'MAXVALUE 9223372036854775807 MINVALUE 1')$$);
-- what is not mentioned stays
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('full')$$);
-- counting is no difference
SELECT nextval('plain'), nextval('plain'), nextval('full');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain', 'START 1 RESTART')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('full', 'START WITH 20')$$);

-- different: altered, in what differs
SELECT idem.ensure_sequence('full', 'AS integer INCREMENT BY 6 MINVALUE 10 MAXVALUE 100 START WITH 20 CACHE 3 CYCLE');
SELECT idem.ensure_sequence('full', 'MINVALUE 11 MAXVALUE 99 START 21 CACHE 4 NO CYCLE');
SELECT definition('full');
SELECT nextval('full');
-- bounds follow the type and the direction
SELECT idem.ensure_sequence('full', 'AS smallint NO MAXVALUE NO MINVALUE');
SELECT definition('full');
SELECT idem.ensure_sequence('full', 'AS bigint NO MAXVALUE');
SELECT definition('full');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('full', 'AS bigint NO MAXVALUE')$$);
SELECT idem.ensure_sequence('full', 'AS integer');
SELECT definition('full');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('full', 'AS integer')$$);
SELECT idem.ensure_sequence('down', 'AS integer INCREMENT BY -1');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('down', 'AS integer INCREMENT BY -1 NO MAXVALUE NO MINVALUE START -1')$$);
SELECT idem.ensure_sequence('down', 'AS bigint NO MINVALUE');
SELECT definition('down');
SELECT idem.ensure_sequence('down', 'MAXVALUE 9223372036854775807');
SELECT idem.ensure_sequence('down', 'AS smallint NO MAXVALUE');
SELECT definition('down');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('down', 'AS smallint NO MAXVALUE')$$);
-- what the server cannot do
SELECT setval('plain', 100000);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'AS smallint')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'MAXVALUE 10')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'INCREMENT 0')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'MINVALUE 10 MAXVALUE 10')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'START -1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'CACHE 0')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'AS numeric')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'AS no_such_type')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'MAXVALUE 9223372036854775808')$$);
SELECT definition('plain');

-- owner
CREATE TABLE owner (id integer, "other Id" integer);
SELECT idem.ensure_sequence('plain', 'OWNED BY owner.id');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain', 'OWNED BY owner.id')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain', 'OWNED BY sequence_test.owner.id')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain')$$);
SELECT idem.ensure_sequence('plain', 'OWNED BY owner."other Id" CACHE 2');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain', 'OWNED BY owner."other Id"')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'OWNED BY owner.nothing')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'OWNED BY nothing.id')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'OWNED BY nowhere.nothing.id')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'OWNED BY id')$$);
SELECT idem.ensure_sequence('plain', 'OWNED BY NONE');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain', 'OWNED BY NONE')$$);
-- that of an identity column stays its own
CREATE TABLE identity (id integer GENERATED ALWAYS AS IDENTITY (START 7));
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('identity_id_seq', 'START 7')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('identity_id_seq', 'OWNED BY identity.id')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('identity_id_seq', 'OWNED BY NONE')$$);
SELECT idem.ensure_sequence('identity_id_seq', 'START 8');
SELECT idem.drop_sequence('identity_id_seq', '{cascade,lossy}');

-- the search path: made in its first schema, found there
CREATE SCHEMA sequence_other;
SET search_path = sequence_other, sequence_test;
SELECT idem.ensure_sequence('plain', 'START 5');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('plain', 'START 5')$$);
SELECT definition('sequence_test.plain'), definition('sequence_other.plain');
SELECT idem.drop_sequence('plain');
SELECT idem.ensure_sequence('sequence_test.below');
SELECT idem.drop_sequence('below');
SET search_path = '';
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('sequence_test.plain', 'START 1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain')$$);
SET search_path = sequence_test;
DROP SCHEMA sequence_other;

-- something else of that name
CREATE TABLE a_table (id integer PRIMARY KEY);
CREATE VIEW a_view AS SELECT 1 AS one;
CREATE TYPE a_row AS (a integer);
SELECT name, pg_temp.error_of(format('SELECT idem.ensure_sequence(%L, %L)', name, 'START 5'))
  FROM unnest('{a_table,a_table_pkey,a_view,a_row}'::text[]) AS name;
SELECT pg_temp.error_of($$SELECT idem.drop_sequence('a_table', '{lossy,cascade}')$$);
DROP TABLE a_table;
DROP VIEW a_view;
DROP TYPE a_row;

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence(NULL)$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence(repeat('s', 64))$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('nowhere.s')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('pg_catalog.s')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('pg_temp.s')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('s', 'START')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('s', 'START 1; DROP SCHEMA sequence_test')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('s', 'START 1 START 2')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('s', 'AS text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('s', 'SEQUENCE NAME x')$$);
-- the same of a sequence that is there
SELECT idem.ensure_sequence('plain', 'START 1 START 2');
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('plain', 'SEQUENCE NAME x')$$);

-- names that need quotes, and the longest ones
SELECT idem.ensure_sequence('"Käse.""Brot"" $1; --"', 'START 2');
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('"Käse.""Brot"" $1; --"', 'START 2')$$);
SELECT idem.ensure_sequence('"Käse.""Brot"" $1; --"', 'START 3');
SELECT idem.drop_sequence('"Käse.""Brot"" $1; --"', '{lossy}');
SELECT idem.ensure_sequence(repeat('s', 63));
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence(repeat('S', 63))$$);
SELECT idem.drop_sequence(repeat('s', 63));

-- drop
SELECT pg_temp.traceless($$SELECT idem.drop_sequence('nothing')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_sequence('nowhere.nothing')$$);
SELECT idem.ensure_sequence('fresh');
SELECT idem.drop_sequence('fresh');
SELECT pg_temp.traceless($$SELECT idem.drop_sequence('fresh')$$);
-- one that has been used is data
SELECT idem.drop_sequence('plain');
SELECT idem.drop_sequence('plain', '{lossy}');
SELECT idem.ensure_sequence('fresh');
SELECT setval('fresh', 5, false);
SELECT pg_temp.error_of($$SELECT idem.drop_sequence('fresh')$$);
-- dependants are listed, and go only if they may
CREATE TABLE user_of_fresh (id integer DEFAULT nextval('fresh'));
SELECT idem.drop_sequence('fresh', '{lossy}');
SELECT idem.drop_sequence('fresh', '{lossy,cascade}');

-- in scripts
BEGIN;
SELECT idem.apply_revision('sequence_test', '1', $$
  CREATE SEQUENCE scripted START 5;
  CREATE SEQUENCE IF NOT EXISTS scripted START 5;
  ALTER SEQUENCE scripted INCREMENT 2 CACHE 7;
  ALTER SEQUENCE scripted INCREMENT 2 CACHE 7;
  ALTER SEQUENCE IF EXISTS nothing INCREMENT 2;
  ALTER SEQUENCE scripted OWNED BY owner.id;
$$);
-- persistence counts if it is written
SELECT idem.apply_revision('sequence_test', '2', 'CREATE UNLOGGED SEQUENCE scripted');
SELECT idem.apply_revision('sequence_test', '3', 'CREATE UNLOGGED SEQUENCE scripted; CREATE SEQUENCE scripted');
SELECT relpersistence FROM pg_class WHERE oid = 'scripted'::regclass;
-- RESTART is done as it stands
SELECT nextval('scripted'), nextval('scripted');
SELECT idem.apply_revision('sequence_test', '4', 'ALTER SEQUENCE scripted RESTART');
SELECT nextval('scripted');
SELECT pg_temp.error_of($$SELECT idem.apply_revision('sequence_test', '5', 'ALTER SEQUENCE nothing INCREMENT 2')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('sequence_test', '5', 'ALTER SEQUENCE owner INCREMENT 2')$$);
SELECT pg_temp.error_of($$SELECT idem.apply_revision('sequence_test', '5', 'DROP SEQUENCE scripted')$$);
SELECT idem.apply_revision('sequence_test', '5', 'DROP SEQUENCE scripted; DROP SEQUENCE scripted, nothing', allow => '{lossy}');
ROLLBACK;

-- privileges are those of the caller
CREATE ROLE regress_idem_sequence;
GRANT USAGE ON SCHEMA sequence_test TO regress_idem_sequence;
SET ROLE regress_idem_sequence;
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('full', 'START 21')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('full', 'START 22')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('new')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_sequence('full')$$);
RESET ROLE;

-- transactions that cannot write
SET default_transaction_read_only = on;
SELECT pg_temp.traceless($$SELECT idem.ensure_sequence('full', 'START 21')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_sequence('full', 'START 22')$$);
RESET default_transaction_read_only;

SET client_min_messages = warning;
DROP SCHEMA sequence_test CASCADE;
DROP ROLE regress_idem_sequence;
