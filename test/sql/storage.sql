-- How relations are kept: ALTER TABLE, ALTER INDEX and their like converge, one
-- property at a time.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers
SET idem_migrate.report_level = log;
CREATE SCHEMA storage_psql;
CREATE SCHEMA storage_ensure;
CREATE VIEW pg_temp.kept AS
SELECT n.nspname, c.relname, c.relkind, c.relpersistence, c.relreplident, c.reloptions,
       t.reloptions AS toast_options, i.indisclustered, i.indisreplident
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_index i ON i.indexrelid = c.oid;

\set base 'CREATE TABLE t (id int PRIMARY KEY, a text, v int NOT NULL); CREATE INDEX t_a ON t (a); CREATE UNIQUE INDEX t_v ON t (v); CREATE INDEX t_x ON t ((v + 1), (id + 1)); CREATE TABLE o (id int); CREATE SEQUENCE s; CREATE MATERIALIZED VIEW m AS SELECT 1 AS a'
\set script 'ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_vacuum_scale_factor = 0.2); ALTER TABLE t RESET (autovacuum_vacuum_threshold); ALTER TABLE t CLUSTER ON t_a; ALTER TABLE t REPLICA IDENTITY USING INDEX t_v; ALTER TABLE o REPLICA IDENTITY FULL; ALTER TABLE o SET WITHOUT OIDS; ALTER TABLE o SET UNLOGGED; ALTER INDEX t_a SET (fillfactor = 80); ALTER INDEX t_x ALTER COLUMN 2 SET STATISTICS 100; ALTER TABLE t ALTER a SET STORAGE external, ALTER a SET STATISTICS 500, ALTER a SET (n_distinct = -0.5); ALTER TABLE ONLY t ALTER v SET STATISTICS 10; ALTER MATERIALIZED VIEW m SET (fillfactor = 60); ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STATISTICS 20'

-- psql and ensure make the same of it, and there is nothing to do then
SET search_path = storage_psql;
SET client_min_messages = warning;
:base;
:script;
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SET search_path = storage_ensure;
:base;
RESET client_min_messages;
SELECT object, ddl, lock_mode, rewrites FROM idem.plan(:'script') ORDER BY seq;
SELECT kind, object, ddl FROM idem.ensure(:'script') ORDER BY seq;
SELECT pg_temp.traceless(format('SELECT idem.ensure(%L)', :'script'));
SELECT count(*) >= 8 FROM pg_temp.kept WHERE nspname = 'storage_ensure';
SELECT relname, relkind, relpersistence, relreplident, reloptions, toast_options, indisclustered, indisreplident
  FROM pg_temp.kept WHERE nspname = 'storage_psql'
EXCEPT
SELECT relname, relkind, relpersistence, relreplident, reloptions, toast_options, indisclustered, indisreplident
  FROM pg_temp.kept WHERE nspname = 'storage_ensure';

-- it is the value that counts, not how it is written
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE t SET (autovacuum_enabled = false, FILLFACTOR = ''70'', toast.autovacuum_vacuum_scale_factor = 0.20)')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE t ALTER a SET (n_distinct = -0.50)')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE o SET (toast.autovacuum_enabled = off)')$$);

-- only what differs is changed
SELECT ddl FROM idem.ensure('ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled = on), RESET (toast.autovacuum_vacuum_scale_factor)');
SELECT ddl FROM idem.ensure('ALTER TABLE t RESET (fillfactor), SET WITHOUT CLUSTER, REPLICA IDENTITY NOTHING, ALTER a RESET (n_distinct), ALTER a SET STATISTICS -1');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE t RESET (fillfactor), SET WITHOUT CLUSTER, REPLICA IDENTITY NOTHING, ALTER a RESET (n_distinct), ALTER a SET STATISTICS -1')$$);
SELECT ddl FROM idem.ensure('ALTER TABLE o SET LOGGED; ALTER TABLE o REPLICA IDENTITY DEFAULT; ALTER INDEX t_a RESET (fillfactor); ALTER TABLE t_x SET (fillfactor = 90)');
SELECT ddl FROM idem.ensure('CREATE TABLE o (id int) WITH (fillfactor = 40)');
SELECT pg_temp.traceless($$SELECT idem.ensure('CREATE TABLE o (id int) WITH (fillfactor = 40, oids = false)')$$);
SELECT ddl FROM idem.ensure('CREATE UNLOGGED TABLE o (id int)');

-- ALTER TABLE where the server takes it for something else
SELECT ddl FROM idem.ensure('ALTER TABLE s SET LOGGED; ALTER TABLE m SET (fillfactor = 70)');

-- a rewrite has its price
INSERT INTO o SELECT generate_series(1, 1000);
SET idem_migrate.rewrite_limit = '8kB';
SELECT ddl, rewrites, allow FROM idem.plan('ALTER TABLE o SET LOGGED');
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE o SET LOGGED')$$);
SELECT ddl FROM idem.ensure('ALTER TABLE o SET LOGGED', '{rewrite}');
RESET idem_migrate.rewrite_limit;

-- what is missing, and what cannot be
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE nothing SET (fillfactor = 70)')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE IF EXISTS nothing SET (fillfactor = 70)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE t CLUSTER ON nothing')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE o REPLICA IDENTITY USING INDEX t_v')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE t SET (no_such_option = 1)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE t SET TABLESPACE nowhere')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE t SET ACCESS METHOD nothing')$$);
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE t SET TABLESPACE pg_default, SET ACCESS METHOD heap; ALTER INDEX t_a SET TABLESPACE pg_default')$$);
CREATE VIEW v AS SELECT 1 AS a;
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE v CLUSTER ON nothing')$$);

SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER INDEX t SET (fillfactor = 50)')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER SEQUENCE t SET UNLOGGED')$$);

-- names
CREATE TABLE "odd ""name""" ("odd ""column""" int);
CREATE INDEX "odd ""index""" ON "odd ""name""" ("odd ""column""");
SELECT ddl FROM idem.ensure('ALTER TABLE "odd ""name""" CLUSTER ON "odd ""index""", ALTER "odd ""column""" SET (n_distinct = 3); ALTER INDEX "odd ""index""" SET (fillfactor = 50)');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE "odd ""name""" CLUSTER ON "odd ""index""", ALTER "odd ""column""" SET (n_distinct = 3); ALTER INDEX "odd ""index""" SET (fillfactor = 50)')$$);

-- a revision does the same
SELECT idem.apply_revision('storage', '1', 'ALTER TABLE o SET (fillfactor = 33); ALTER TABLE t CLUSTER ON t_a');
SELECT idem.apply_revision('storage', '2', 'ALTER TABLE o SET (fillfactor = 33); ALTER TABLE t CLUSTER ON t_a');
SELECT relname, reloptions, indisclustered FROM pg_temp.kept
 WHERE nspname = 'storage_ensure' AND relname IN ('o', 't_a') ORDER BY relname;

-- ADD ... USING INDEX, ALTER CONSTRAINT
CREATE TABLE k (id int NOT NULL, v int);
CREATE UNIQUE INDEX k_id ON k (id);
CREATE UNIQUE INDEX k_v ON k (v);
SET client_min_messages = warning;
SELECT ddl FROM idem.ensure('ALTER TABLE k ADD CONSTRAINT k_key PRIMARY KEY USING INDEX k_id; ALTER TABLE k ADD CONSTRAINT k_v UNIQUE USING INDEX k_v');
RESET client_min_messages;
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE k ADD CONSTRAINT k_key PRIMARY KEY USING INDEX k_id; ALTER TABLE k ADD CONSTRAINT k_v UNIQUE USING INDEX k_v')$$);
SELECT conname, contype FROM pg_constraint WHERE conrelid = 'k'::regclass AND contype IN ('p', 'u') ORDER BY conname;
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE k ADD CONSTRAINT k_v UNIQUE USING INDEX k_v DEFERRABLE')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE k ADD CONSTRAINT k_key UNIQUE USING INDEX k_id')$$);
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE k ADD CONSTRAINT other UNIQUE USING INDEX nothing')$$);
CREATE TABLE f (id int CONSTRAINT f_k REFERENCES k);
SELECT ddl FROM idem.ensure('ALTER TABLE f ALTER CONSTRAINT f_k DEFERRABLE INITIALLY DEFERRED');
SELECT pg_temp.traceless($$SELECT idem.ensure('ALTER TABLE f ALTER CONSTRAINT f_k DEFERRABLE INITIALLY DEFERRED')$$);
SELECT ddl FROM idem.ensure('ALTER TABLE f ALTER CONSTRAINT f_k NOT DEFERRABLE');
SELECT pg_temp.error_of($$SELECT idem.ensure('ALTER TABLE f ALTER CONSTRAINT nothing DEFERRABLE')$$);

SET client_min_messages = warning;
DROP SCHEMA storage_psql, storage_ensure CASCADE;
