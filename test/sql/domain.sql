-- Domains: base type, default, NOT NULL and CHECK constraints.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA domain_test;
SET search_path = domain_test;

-- absent: made
SELECT idem.ensure_domain('plain', 'integer');
SELECT idem.ensure_domain('email', 'varchar(50)', '''nobody@example.org''', true, 'VALUE LIKE ''%@%''');

-- the same: unchanged, and no trace of the call
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('plain', 'integer')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('email', 'varchar(50)', '''nobody@example.org''', true, 'VALUE LIKE ''%@%''')$$);
-- in other words
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('plain', 'int4')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('plain', 'pg_catalog."int4"')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('email', 'character varying (50)', '''nobody@example.org''::text', true, 'value ~~ ''%@%''::text')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('email', 'varchar(50)', check_expr => '((VALUE)::text like ''%@%'') -- so it is')$$);
-- what is not mentioned stays
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('email', 'varchar(50)')$$);

-- missing properties: added
SELECT idem.ensure_domain('plain', 'integer', '7');
SELECT idem.ensure_domain('plain', 'integer', not_null => true);
SELECT idem.ensure_domain('plain', 'integer', check_expr => 'VALUE > 0');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('plain', 'integer', '7', true, 'VALUE > 0')$$);
-- different ones: changed; another condition is another constraint
SELECT idem.ensure_domain('plain', 'integer', '8', false, 'VALUE < 10');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('plain', 'integer', '8', false, 'VALUE < 10')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('plain', 'integer', '8', false, 'VALUE > 0')$$);
-- NULL as a default is none
SELECT idem.ensure_domain('plain', 'integer', 'NULL');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('plain', 'integer', 'NULL::int')$$);
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contypid = 'plain'::regtype AND contype = 'c' ORDER BY conname;

-- each thing that somebody removes is restored, and nothing else
ALTER DOMAIN email DROP DEFAULT;
SELECT idem.ensure_domain('email', 'varchar(50)', '''nobody@example.org''', true, 'VALUE LIKE ''%@%''');
ALTER DOMAIN email DROP NOT NULL;
SELECT idem.ensure_domain('email', 'varchar(50)', '''nobody@example.org''', true, 'VALUE LIKE ''%@%''');
ALTER DOMAIN email DROP CONSTRAINT email_check;
SELECT idem.ensure_domain('email', 'varchar(50)', '''nobody@example.org''', true, 'VALUE LIKE ''%@%''');
-- a constraint that was not validated is validated
ALTER DOMAIN email DROP CONSTRAINT email_check;
ALTER DOMAIN email ADD CONSTRAINT valid_some_day CHECK (VALUE LIKE '%@%') NOT VALID;
SELECT idem.ensure_domain('email', 'varchar(50)', check_expr => 'VALUE LIKE ''%@%''');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('email', 'varchar(50)', check_expr => 'VALUE LIKE ''%@%''')$$);

-- another type: refused
SELECT idem.ensure_domain('plain', 'bigint', '9');
SELECT idem.ensure_domain('plain', 'integer[]', NULL, NULL, NULL, '{lossy,cascade,recreate,rewrite,run}');
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('email', 'varchar(51)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('email', 'varchar')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('email', 'varchar(50) COLLATE "C"')$$);
SET idem_migrate.on_conflict = warning;
SELECT idem.ensure_domain('plain', 'bigint', '9');
RESET idem_migrate.on_conflict;

-- types of all sorts
SELECT idem.ensure_enum('mood', '{sad,ok}');
SELECT idem.ensure_domain('my_mood', 'mood', '''ok''', NULL, 'VALUE <> ''sad''');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('my_mood', 'mood', '''ok''', NULL, 'VALUE <> ''sad''')$$);
SELECT idem.ensure_domain('sub', 'email', '''root@example.org''', NULL, 'VALUE LIKE ''root%''');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('sub', 'email', '''root@example.org''', NULL, 'VALUE LIKE ''root%''')$$);
SELECT idem.ensure_domain('c_text', 'text COLLATE "C"', 'CURRENT_USER', NULL, 'VALUE > ''a''');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('c_text', 'text COLLATE "C"', 'current_role', NULL, 'VALUE > ''a''')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('c_text', 'text')$$);
SELECT idem.ensure_domain('numbers', 'numeric(10,2)[]', '''{}''', NULL, 'cardinality(VALUE) < 5 AND 3 <> ALL (VALUE)');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('numbers', 'decimal(10,2)[]', 'ARRAY[]::numeric[]')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('numbers', 'decimal(10,2)[]', '''{}''', NULL, '(cardinality(VALUE) < 5) AND (3 <> ALL (VALUE))')$$);
SELECT idem.ensure_domain('stamp', 'timestamptz(3)', 'CURRENT_TIMESTAMP');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('stamp', 'timestamp(3) with time zone', 'now()')$$);

-- values that are there already
CREATE TABLE user_of_plain (id integer, plain plain);
INSERT INTO user_of_plain VALUES (1, 9), (2, NULL);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'integer', NULL, true)$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'integer', '5', NULL, 'VALUE < 9')$$);
SELECT idem.ensure_domain('plain', 'integer', '5', NULL, 'VALUE < 20');

-- the search path: made in its first schema, found there; names mean what they mean
CREATE SCHEMA domain_other;
SET search_path = domain_other, domain_test;
SELECT idem.ensure_domain('plain', 'text');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('plain', 'text')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('domain_test.plain', 'integer', '5')$$);
SELECT idem.drop_domain('email');
SET search_path = '';
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('domain_test.my_mood', 'domain_test.mood', '''ok''', NULL, 'VALUE <> ''sad''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('domain_test.my_mood', 'mood')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'text')$$);
SET search_path = domain_test;
DROP DOMAIN domain_other.plain;
DROP SCHEMA domain_other;

-- something else of that name
CREATE TABLE a_table ();
CREATE TYPE a_row AS (a integer);
SELECT name, pg_temp.error_of(format('SELECT idem.ensure_domain(%L, %L)', name, 'text'))
  FROM unnest('{a_table,a_row,mood}'::text[]) AS name;
SELECT pg_temp.error_of($$SELECT idem.drop_domain('mood')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_domain('a_table')$$);
DROP TABLE a_table;
DROP TYPE a_row;

-- bad input
SELECT pg_temp.error_of($$SELECT idem.ensure_domain(NULL, 'text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', NULL)$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('', 'text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain(repeat('d', 64), 'text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('nowhere.d', 'text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('pg_catalog.d', 'text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('pg_temp.d', 'text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('information_schema.yes_or_no', 'text')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', '')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'no_such_type')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'anyelement')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'integer COLLATE "C"')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'text COLLATE nowhere')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'varchar(0)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'text; DROP SCHEMA domain_test')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'text DEFAULT 1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'text', '1, 2')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'text', '1) CHECK (true')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'text', '(SELECT 1)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'integer', '''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'integer', check_expr => 'VALUE')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'integer', check_expr => 'no_such_column > 1')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'integer', check_expr => 'VALUE > 1, VALUE < 3')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('d', 'integer', check_expr => '')$$);
-- the same of a domain that is there
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'no_such_type')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'integer', '''x''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'integer', 'no_such_column')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'integer', '(SELECT 1)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'integer', check_expr => 'VALUE')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'integer', check_expr => 'no_such_function(VALUE)')$$);
SELECT idem.ensure_domain('plain', 'integer', check_expr => 'VALUE > no_such_column');
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('plain', 'integer', check_expr => 'plain.VALUE > 1')$$);

-- names that need quotes, and the longest ones
SELECT idem.ensure_domain('"Käse.""Brot"" $1; --"', 'text', '''it''''s''', NULL, 'VALUE <> ''"''');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('"Käse.""Brot"" $1; --"', 'text', '''it''''s''', NULL, 'VALUE <> ''"''')$$);
SELECT idem.ensure_domain('"Käse.""Brot"" $1; --"', 'text', '''its''', true);
SELECT idem.drop_domain('"Käse.""Brot"" $1; --"');
SELECT idem.ensure_domain(repeat('d', 63), 'text', check_expr => 'VALUE > ''''');
SELECT pg_temp.traceless($$SELECT idem.ensure_domain(repeat('D', 63), 'text', check_expr => 'VALUE > ''''')$$);
SELECT idem.drop_domain(repeat('d', 63));

-- drop
SELECT pg_temp.traceless($$SELECT idem.drop_domain('nothing')$$);
SELECT pg_temp.traceless($$SELECT idem.drop_domain('nowhere.nothing')$$);
SELECT idem.drop_domain('numbers');
SELECT pg_temp.traceless($$SELECT idem.drop_domain('numbers')$$);
SELECT idem.drop_domain('plain');
SELECT idem.drop_domain('plain', '{cascade}');
SELECT idem.drop_domain('plain', '{cascade,lossy}');

-- in scripts: each edit is made once
BEGIN;
SELECT idem.ensure_domain('word', 'text');
SELECT idem.apply_revision('domain_test', '1', $$
  ALTER DOMAIN word SET DEFAULT 'x';
  ALTER DOMAIN word SET DEFAULT 'x'::text;
  ALTER DOMAIN word SET NOT NULL;
  ALTER DOMAIN word SET NOT NULL;
  ALTER DOMAIN word ADD CONSTRAINT short CHECK (length(VALUE) < 10) NOT VALID;
  ALTER DOMAIN word ADD CONSTRAINT short CHECK (length(VALUE) < 10) NOT VALID;
  ALTER DOMAIN word ADD CHECK (VALUE <> '');
  ALTER DOMAIN word ADD CHECK (VALUE <> '');
  CREATE DOMAIN word AS text CONSTRAINT long CHECK (length(VALUE) > 1);
$$);
-- validated, because it is declared so; and one of that name is replaced
SELECT idem.apply_revision('domain_test', '2', $$
  ALTER DOMAIN word ADD CONSTRAINT short CHECK (length(VALUE) < 10);
  ALTER DOMAIN word VALIDATE CONSTRAINT short;
  ALTER DOMAIN word ADD CONSTRAINT long CHECK (length(VALUE) > 2);
$$);
SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
 WHERE contypid = 'word'::regtype AND contype = 'c' ORDER BY conname;
SELECT idem.apply_revision('domain_test', '3', $$
  ALTER DOMAIN word DROP DEFAULT;
  ALTER DOMAIN word DROP DEFAULT;
  ALTER DOMAIN word DROP NOT NULL;
  ALTER DOMAIN word DROP NOT NULL;
  ALTER DOMAIN word DROP CONSTRAINT short;
  ALTER DOMAIN word DROP CONSTRAINT short;
  ALTER DOMAIN word DROP CONSTRAINT IF EXISTS nothing;
  ALTER DOMAIN word ADD CONSTRAINT short CHECK (length(VALUE) < 12) NOT VALID;
  ALTER DOMAIN word VALIDATE CONSTRAINT short;
  ALTER DOMAIN word VALIDATE CONSTRAINT short;
$$);
SELECT statement, pg_temp.error_of(format('SELECT idem.apply_revision(%L, %L, %L)', 'domain_test', '4', statement))
  FROM unnest(ARRAY['ALTER DOMAIN word VALIDATE CONSTRAINT nothing',
                    'ALTER DOMAIN nothing SET NOT NULL',
                    'ALTER DOMAIN mood SET NOT NULL',
                    'CREATE DOMAIN word AS text UNIQUE',
                    'CREATE DOMAIN word AS text NULL NOT NULL',
                    'CREATE DOMAIN word AS text DEFAULT 1 DEFAULT 2',
                    'CREATE DOMAIN word AS text CONSTRAINT a CHECK (VALUE > ''1'') CONSTRAINT a CHECK (VALUE > ''2'')']) AS statement;
-- a name of NOT NULL, which is kept from 17 on
SET LOCAL client_min_messages = warning;
SELECT idem.apply_revision('domain_test', '4', 'CREATE DOMAIN named AS integer CONSTRAINT filled NOT NULL');
SELECT idem.apply_revision('domain_test', '5', 'ALTER DOMAIN named DROP NOT NULL; CREATE DOMAIN named AS integer CONSTRAINT filled NOT NULL');
SELECT coalesce(string_agg(conname, ''), 'filled') FROM pg_constraint WHERE contypid = 'named'::regtype;
SELECT idem.apply_revision('domain_test', '6', 'DROP DOMAIN named; DROP DOMAIN named; DROP DOMAIN IF EXISTS named, word; DROP TYPE word');
SELECT to_regtype('named'), to_regtype('word');
ROLLBACK;

-- privileges are those of the caller
CREATE ROLE regress_idem_domain;
GRANT USAGE ON SCHEMA domain_test TO regress_idem_domain;
CREATE TABLE user_of_mood (mood my_mood);
SET ROLE regress_idem_domain;
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('my_mood', 'mood', '''ok''', NULL, 'VALUE <> ''sad''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('my_mood', 'mood', '''sad''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('my_mood', 'mood', NULL, true)$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('my_mood', 'mood', check_expr => 'VALUE IS NOT NULL')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('new', 'mood')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_domain('my_mood')$$);
RESET ROLE;

-- transactions that cannot write
SET default_transaction_read_only = on;
SELECT pg_temp.traceless($$SELECT idem.ensure_domain('my_mood', 'mood', '''ok''')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_domain('my_mood', 'mood', '''sad''')$$);
RESET default_transaction_read_only;

SET client_min_messages = warning;
DROP SCHEMA domain_test CASCADE;
DROP ROLE regress_idem_domain;
