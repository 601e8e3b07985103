--
-- EXCLUDE constraints
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA exclude_test;
SET search_path = exclude_test, public;
CREATE TABLE booking (id int, room int4range, during tsrange, canceled boolean, name text, place box);
INSERT INTO booking VALUES (1, '[1,2)', '[2020-01-01,2020-01-02)', false, 'a', '(1,1),(0,0)');

-- absent: made; there: nothing at all
SELECT idem.ensure_table('booking', 'CONSTRAINT booked EXCLUDE USING gist (room WITH &&, during WITH &&) WHERE (NOT canceled)');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('booking', 'CONSTRAINT booked EXCLUDE USING gist (room WITH &&, during WITH &&) WHERE (NOT canceled)')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_table('booking', 'EXCLUDE USING GIST ("room" WITH OPERATOR(pg_catalog.&&), during range_ops WITH &&) WHERE ((NOT (canceled)))')$$);

-- each part of the definition, none taken for another
DO $$
DECLARE
  definition text;
  definitions text[] := ARRAY[
    'USING gist (room WITH &&)', 'USING gist (room WITH -|-)', 'USING gist (during WITH &&)',
    'USING gist (room WITH &&, during WITH &&)', 'USING gist (during WITH &&, room WITH &&)',
    'USING gist (room WITH &&) WHERE (id > 0)', 'USING gist (room WITH &&) WHERE (id > 1)',
    'USING gist (room WITH &&) DEFERRABLE', 'USING gist (room WITH &&) DEFERRABLE INITIALLY DEFERRED',
    'USING gist (room WITH &&) INCLUDE (id)', 'USING spgist (room WITH &&)',
    'USING gist (place WITH &&)', 'USING gist (place WITH ~=)',
    'USING btree (name WITH =)', '(id WITH =)', 'USING hash (name WITH =)', '(lower(name) WITH =)', '(lower(name) WITH =, id WITH =)',
    '(name COLLATE "C" WITH =)', '(name text_pattern_ops WITH =)',
    'USING gist (room WITH &&) WITH (fillfactor = 50)', 'USING gist ((int4range(id, id + 2)) WITH &&)'];
BEGIN
  SET idem_migrate.report_level = debug1;
  FOREACH definition IN ARRAY definitions LOOP
    RAISE NOTICE '%: %, then %', definition,
      idem.ensure_table('booking', 'CONSTRAINT booked EXCLUDE ' || definition),
      idem.ensure_table('booking', 'CONSTRAINT booked EXCLUDE ' || definition);
  END LOOP;
  ALTER TABLE booking DROP CONSTRAINT booked;
  FOREACH definition IN ARRAY definitions LOOP
    RAISE NOTICE '%: %, then %', definition,
      idem.ensure_table('booking', 'EXCLUDE ' || definition),
      idem.ensure_table('booking', 'EXCLUDE ' || definition);
  END LOOP;
  RESET idem_migrate.report_level;
END $$;
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE conrelid = 'booking'::regclass AND contype = 'x' ORDER BY 1, 2;

-- rows that exclude each other
CREATE TABLE double (room int4range);
INSERT INTO double VALUES ('[10,20)'), ('[15,30)');
SELECT pg_temp.error_of($$SELECT idem.ensure_table('double', 'CONSTRAINT no_double EXCLUDE USING gist (room WITH &&)')$$);

-- names that are something else, bad input
ALTER TABLE double ADD CONSTRAINT double_check CHECK (NOT isempty(room));
CREATE INDEX double_index ON double (room);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('double', 'CONSTRAINT double_check EXCLUDE USING gist (room WITH &&)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('double', 'CONSTRAINT double_index EXCLUDE USING gist (room WITH &&)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('double', 'CONSTRAINT x EXCLUDE USING gist (nothing WITH &&)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('double', 'CONSTRAINT x EXCLUDE USING gist (room WITH ###)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('double', 'CONSTRAINT x EXCLUDE USING nothing (room WITH &&)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('double', 'CONSTRAINT x EXCLUDE USING gist (room WITH &&) WHERE (room)')$$);

-- invalid: rebuilt; drop
TRUNCATE double;
SELECT idem.ensure_table('double', 'CONSTRAINT no_double EXCLUDE USING gist (room WITH &&)');
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'no_double'::regclass;
SELECT idem.ensure_table('double', 'EXCLUDE USING gist (room WITH &&)');
SELECT idem.drop_constraint('double', 'no_double');
SELECT pg_temp.traceless($$SELECT idem.drop_constraint('double', 'no_double')$$);

\set VERBOSITY terse
SET client_min_messages = warning;
DROP SCHEMA exclude_test CASCADE;
