--
-- FOREIGN KEY constraints: recognised by what they connect.
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA foreign_key_test;
SET search_path = foreign_key_test, public;
CREATE TABLE parent (id int PRIMARY KEY, code text UNIQUE, a int, b int, UNIQUE (a, b));
CREATE TABLE child (id int, parent_id int, parent_code text, a int, b int);
CREATE VIEW constraints AS
  SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
   WHERE conrelid = 'child'::regclass AND contype = 'f' ORDER BY conname COLLATE "C";

-- absent: made; there: nothing at all
SELECT idem.ensure_foreign_key('child', '{parent_id}', 'parent', name => 'child_parent');
SELECT pg_temp.traceless($$SELECT idem.ensure_foreign_key('child', '{parent_id}', 'parent', name => 'child_parent')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_foreign_key('foreign_key_test.child', '{"parent_id"}', 'foreign_key_test.parent', '{id}',
  'no action', 'NO ACTION')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'parent_id int REFERENCES parent')$$);
SELECT * FROM constraints;

-- on a table with rows it is added without a scan, and validated then
INSERT INTO parent VALUES (1, 'x', 1, 1), (2, 'y', 2, 2);
INSERT INTO child VALUES (1, 1, 'x', 1, 1), (2, NULL, NULL, 1, 1);
SELECT idem.ensure_foreign_key('child', '{parent_code}', 'parent', '{code}', 'CASCADE', 'CASCADE');
SELECT idem.ensure_foreign_key('child', '{a, b}', 'parent', '{a, b}', name => 'child_ab');
SELECT pg_temp.traceless($$SELECT idem.ensure_foreign_key('child', '{b, a}', 'parent', '{b, a}')$$);
SELECT * FROM constraints;

-- different: replaced, under the name that it has
SELECT idem.ensure_foreign_key('child', '{parent_id}', 'parent', on_delete => 'cascade');
SELECT idem.ensure_foreign_key('child', '{parent_id}', 'parent', '{id}', 'SET NULL', 'RESTRICT', 'child_parent');
SELECT idem.ensure_foreign_key('child', '{a}', 'parent', '{id}', name => 'child_ab');
SELECT * FROM constraints;
SELECT idem.ensure_table('child', 'CONSTRAINT child_ab FOREIGN KEY (a) REFERENCES parent DEFERRABLE');
SELECT idem.ensure_table('child', 'a int REFERENCES parent DEFERRABLE INITIALLY DEFERRED');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'a int REFERENCES parent DEFERRABLE INITIALLY DEFERRED')$$);
SELECT idem.ensure_table('child', 'CONSTRAINT child_ab FOREIGN KEY (a) REFERENCES parent');
SELECT * FROM constraints;

-- not validated: validated
ALTER TABLE child DROP CONSTRAINT child_ab;
ALTER TABLE child ADD CONSTRAINT child_ab FOREIGN KEY (a) REFERENCES parent NOT VALID;
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'FOREIGN KEY (a) REFERENCES parent NOT VALID')$$);
SELECT idem.ensure_foreign_key('child', '{a}', 'parent');
SELECT pg_temp.traceless($$SELECT idem.ensure_foreign_key('child', '{a}', 'parent')$$);

-- each part of the definition, none taken for another
DO $$
DECLARE
  definition text;
  definitions text[] := ARRAY[
    '(parent_id) REFERENCES parent', '(a) REFERENCES parent', '(parent_code) REFERENCES parent (code)',
    '(a, b) REFERENCES parent (a, b)', '(b, a) REFERENCES parent (a, b)',
    '(a, b) REFERENCES parent (a, b) MATCH FULL', '(a, b) REFERENCES parent (a, b) ON DELETE SET NULL',
    '(a, b) REFERENCES parent (a, b) ON DELETE SET NULL (a)', '(a, b) REFERENCES parent (a, b) ON DELETE SET DEFAULT (a)',
    '(a, b) REFERENCES parent (a, b) ON DELETE SET DEFAULT', '(a, b) REFERENCES parent (a, b) ON UPDATE SET DEFAULT',
    '(a, b) REFERENCES parent (a, b) ON DELETE RESTRICT', '(a, b) REFERENCES parent (a, b) ON UPDATE CASCADE',
    '(a, b) REFERENCES parent (a, b) ON UPDATE CASCADE DEFERRABLE', '(a, b) REFERENCES parent (a, b) DEFERRABLE INITIALLY DEFERRED'];
BEGIN
  SET idem_migrate.report_level = debug1;
  FOREACH definition IN ARRAY definitions LOOP
    RAISE NOTICE '%: %, then %', definition,
      idem.ensure_table('child', 'CONSTRAINT other FOREIGN KEY ' || definition),
      idem.ensure_table('child', 'CONSTRAINT other FOREIGN KEY ' || definition);
  END LOOP;
  RESET idem_migrate.report_level;
END $$;
SELECT * FROM constraints;
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'CONSTRAINT other FOREIGN KEY (b, a) REFERENCES parent (b, a) DEFERRABLE INITIALLY DEFERRED')$$);
ALTER TABLE child DROP CONSTRAINT other;
SELECT idem.ensure_table('child', 'CONSTRAINT other FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE SET NULL (b, a)');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'CONSTRAINT other FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE SET NULL')$$);
SELECT idem.drop_constraint('child', 'other');

-- rows that refer to nothing: nothing changes
CREATE TABLE orphan (parent_id int);
INSERT INTO orphan VALUES (99);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('orphan', '{parent_id}', 'parent')$$);
SELECT idem.constraint_exists('orphan', 'orphan_parent_id_fkey');
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a}', 'parent', '{nothing}', name => 'child_ab')$$);
SELECT * FROM constraints;

-- what is missing on the other side
CREATE TABLE keyless (id int, name text);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a}', 'nobody')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a}', 'nowhere.nobody')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a}', 'keyless')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a}', 'keyless', '{id}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a}', 'keyless', '{nothing}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{nothing}', 'parent')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a, b}', 'parent')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{parent_code}', 'parent', '{id}', name => 'mixed')$$) LIMIT 1;
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('nobody', '{a}', 'parent')$$);
CREATE VIEW a_view AS SELECT 1 AS id;
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{id}', 'a_view', '{id}')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('a_view', '{id}', 'parent')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a}', 'parent', on_delete => 'explode')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', NULL, 'parent')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a}', NULL)$$);
ALTER TABLE child ADD CONSTRAINT child_check CHECK (id > 0);
SELECT pg_temp.error_of($$SELECT idem.ensure_foreign_key('child', '{a}', 'parent', name => 'child_check')$$);

-- a column brings its foreign key along
SELECT idem.ensure_column('child', 'mother_id', 'int REFERENCES parent ON DELETE SET NULL');
SELECT pg_temp.traceless($$SELECT idem.ensure_column('child', 'mother_id', 'int REFERENCES parent ON DELETE SET NULL')$$);
ALTER TABLE child DROP CONSTRAINT child_mother_id_fkey;
SELECT idem.ensure_column('child', 'mother_id', 'int REFERENCES parent ON DELETE SET NULL');
SELECT idem.ensure_column('child', 'mother_id', 'int REFERENCES parent ON DELETE CASCADE');

-- to itself; hostile names; the locks that it takes
CREATE TABLE tree (id int PRIMARY KEY, parent_id int);
SELECT idem.ensure_foreign_key('tree', '{parent_id}', 'tree');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('tree', 'id int PRIMARY KEY, parent_id int REFERENCES tree (id)')$$);
CREATE TABLE "Odd ""table"".x; --" ("Col ""1""; DROP" int PRIMARY KEY, "ünï" int);
SELECT idem.ensure_foreign_key('"Odd ""table"".x; --"', '{"\"ünï\""}', '"Odd ""table"".x; --"', '{"\"Col \"\"1\"\"; DROP\""}', name => '"Key""; --"');
SELECT pg_temp.traceless($$SELECT idem.ensure_foreign_key('"Odd ""table"".x; --"', '{"\"ünï\""}', '"Odd ""table"".x; --"', '{"\"Col \"\"1\"\"; DROP\""}', name => '"Key""; --"')$$);
CREATE TABLE quiet (parent_id int);
BEGIN;
SELECT idem.ensure_foreign_key('quiet', '{parent_id}', 'parent');
SELECT relation::regclass, mode FROM pg_locks
 WHERE relation IN ('quiet'::regclass, 'parent'::regclass) AND pid = pg_backend_pid() AND mode <> 'AccessShareLock' ORDER BY 1, 2;
ROLLBACK;

-- partitioned tables
CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
SELECT idem.ensure_foreign_key('parted', '{id}', 'parent');
SELECT pg_temp.traceless($$SELECT idem.ensure_foreign_key('parted', '{id}', 'parent')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_foreign_key('parted_1', '{id}', 'parent')$$);
SELECT pg_temp.error_of($$SELECT idem.drop_constraint('parted_1', 'parted_id_fkey')$$);
CREATE TABLE parted_key (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE parted_key_1 PARTITION OF parted_key FOR VALUES FROM (1) TO (10);
SELECT idem.ensure_foreign_key('quiet', '{parent_id}', 'parted_key');
SELECT pg_temp.traceless($$SELECT idem.ensure_foreign_key('quiet', '{parent_id}', 'parted_key')$$);

-- drop
SELECT idem.drop_constraint('child', 'child_parent');
SELECT pg_temp.traceless($$SELECT idem.drop_constraint('child', 'child_parent')$$);

\set VERBOSITY terse
SET client_min_messages = warning;
DROP SCHEMA foreign_key_test CASCADE;
