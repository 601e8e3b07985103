--
-- What constraints can be from PostgreSQL 18 on
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

CREATE SCHEMA pg18_test;
SET search_path = pg18_test, public;
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int, parent_id int, age int);
INSERT INTO parent VALUES (1);
INSERT INTO child VALUES (1, 1, 1);
CREATE VIEW constraints AS
  SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
   WHERE connamespace = 'pg18_test'::regnamespace ORDER BY conrelid, conname COLLATE "C";

-- NOT ENFORCED
SELECT idem.ensure_table('child', 'CONSTRAINT child_age CHECK (age > 0) NOT ENFORCED, CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent NOT ENFORCED');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'CHECK (age > 0) NOT ENFORCED, FOREIGN KEY (parent_id) REFERENCES parent NOT ENFORCED')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'age int CHECK (age > 0) NOT ENFORCED, parent_id int REFERENCES parent NOT ENFORCED')$$);
SELECT idem.ensure_check('child', 'age > 0', 'child_age');
SELECT idem.ensure_foreign_key('child', '{parent_id}', 'parent', name => 'child_parent');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'age int CHECK (age > 0), parent_id int REFERENCES parent')$$);
SELECT idem.ensure_table('child', 'age int CHECK (age > 0) NOT ENFORCED, parent_id int REFERENCES parent NOT ENFORCED');
SELECT * FROM constraints;
SELECT idem.ensure_table('child', 'age int CHECK (age > 0), parent_id int REFERENCES parent DEFERRABLE');
SELECT * FROM constraints;

-- NOT NULL with a name of its own
SELECT idem.ensure_table('child', 'CONSTRAINT child_id NOT NULL id');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'NOT NULL id, id int NOT NULL')$$);
SELECT idem.ensure_table('child', 'CONSTRAINT id_there NOT NULL id');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('child', 'CONSTRAINT id_there NOT NULL id')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('child', 'NOT NULL id NO INHERIT')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('child', 'CONSTRAINT child_age NOT NULL age')$$);
INSERT INTO child VALUES (2), (3);
SELECT pg_temp.error_of($$SELECT idem.ensure_table('child', 'CONSTRAINT child_age_there NOT NULL age')$$);
SELECT idem.ensure_table('child', 'CONSTRAINT child_age_there NOT NULL age NOT VALID');
SELECT pg_temp.error_of($$SELECT idem.ensure_table('child', 'NOT NULL age')$$);
UPDATE child SET age = 1;
SELECT idem.ensure_table('child', 'NOT NULL age');
SELECT idem.drop_constraint('child', 'id_there');
SELECT * FROM constraints;

-- WITHOUT OVERLAPS and PERIOD
CREATE TABLE room (id int4range, during daterange, note text);
CREATE TABLE stay (room_id int4range, during daterange);
SELECT idem.ensure_table('room', 'CONSTRAINT room_key PRIMARY KEY (id, during WITHOUT OVERLAPS), CONSTRAINT room_u UNIQUE (id, during)');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('room', 'PRIMARY KEY (id, during WITHOUT OVERLAPS), UNIQUE (id, during)')$$);
SELECT idem.ensure_table('room', 'CONSTRAINT room_u UNIQUE (id, during WITHOUT OVERLAPS)');
SELECT pg_temp.error_of($$SELECT idem.ensure_table('room', 'PRIMARY KEY (id, during)')$$);
SELECT idem.ensure_table('stay', 'CONSTRAINT stay_room FOREIGN KEY (room_id, PERIOD during) REFERENCES room (id, PERIOD during)');
SELECT pg_temp.traceless($$SELECT idem.ensure_table('stay', 'FOREIGN KEY (room_id, PERIOD during) REFERENCES room (id, PERIOD during)')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure_table('stay', 'FOREIGN KEY (room_id, PERIOD during) REFERENCES room')$$);

-- a foreign key of a partitioned table with rows
CREATE TABLE parted (id int) PARTITION BY RANGE (id);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (10);
INSERT INTO parted VALUES (1);
SELECT idem.ensure_foreign_key('parted', '{id}', 'parent');
SELECT pg_temp.traceless($$SELECT idem.ensure_foreign_key('parted', '{id}', 'parent')$$);

-- statistics without a name: by what they are (older servers know that, too)
SELECT ddl FROM idem.ensure('CREATE STATISTICS ON parent_id, age FROM child; CREATE STATISTICS (mcv) ON abs(age), id FROM child');
SELECT pg_temp.traceless($$SELECT count(*) FROM idem.ensure('CREATE STATISTICS ON age, parent_id FROM child; CREATE STATISTICS (mcv) ON id, (abs(age)) FROM child')$$);
SELECT ddl FROM idem.ensure('CREATE STATISTICS (ndistinct) ON parent_id, age FROM child');
SELECT stxname FROM pg_statistic_ext WHERE stxrelid = 'child'::regclass ORDER BY 1;

\set VERBOSITY terse
SET client_min_messages = warning;
DROP SCHEMA pg18_test CASCADE;
