/* sql/idem_migrate.sql: the whole SQL interface of idem_migrate, in reading order */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION idem_migrate" to load this file. \quit

-- No IF NOT EXISTS: a schema that stands here already must not be adopted.
CREATE SCHEMA idem;
GRANT USAGE ON SCHEMA idem TO PUBLIC;
COMMENT ON SCHEMA idem IS 'safe, idempotent and concurrent schema migration';

CREATE TYPE idem.outcome AS ENUM (
  'unchanged', 'created', 'altered', 'dropped',
  'applied', 'reverted', 'healed', 'stamped'
);
COMMENT ON TYPE idem.outcome IS 'what a call did to one object, or to one revision';

----------------------------------------------------------------------
-- Objects that must exist
--
-- Every name is text, possibly qualified, quoted as in SQL.  NULL means
-- "don't care".  Functions that change something take the change lock (see
-- idem.lock) first, but only if there is something to change.  "allow" admits
-- changes that have a price: rewrite, lossy, cascade, recreate.
--
-- All defaults are NULL: the server reads them twice for every statement that
-- leaves an argument out, and nothing else is read as fast.
----------------------------------------------------------------------

CREATE FUNCTION idem.ensure_schema(name text)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_schema'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_schema(text) IS
'makes a schema if it does not exist';

CREATE FUNCTION idem.ensure_extension(
  name text, schema text DEFAULT NULL, version text DEFAULT NULL, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_extension'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_extension(text, text, text, text[]) IS
'installs an extension, or moves it to the schema or updates it to the version that are given';

CREATE FUNCTION idem.ensure_enum(
  name text, labels text[], allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_enum'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_enum(text, text[], text[]) IS
'makes an enum type, or adds the labels that it lacks at their place; other labels stay';

CREATE FUNCTION idem.ensure_domain(
  name text, base_type text, default_expr text DEFAULT NULL,
  not_null boolean DEFAULT NULL, check_expr text DEFAULT NULL, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_domain'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_domain(text, text, text, boolean, text, text[]) IS
'makes a domain, or alters its default, NOT NULL and CHECK constraint; check_expr names the value VALUE';

CREATE FUNCTION idem.ensure_sequence(
  name text, options text DEFAULT NULL, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_sequence'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_sequence(text, text, text[]) IS
'makes a sequence, or alters the given options, written as in CREATE SEQUENCE; its position is never touched';

CREATE FUNCTION idem.ensure_table(
  name text, columns text, options text DEFAULT NULL, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_table'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_table(text, text, text, text[]) IS
'makes a table, or adds and alters what it lacks; columns is what stands between the parentheses of CREATE TABLE, options what follows them';

CREATE FUNCTION idem.ensure_column(
  table_name text, column_name text, type text, default_expr text DEFAULT NULL,
  not_null boolean DEFAULT NULL, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_column'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_column(text, text, text, text, boolean, text[]) IS
'adds a column, or alters its type, default and NOT NULL; type is all that may follow the name in CREATE TABLE';

CREATE FUNCTION idem.ensure_primary_key(
  table_name text, columns text[], name text DEFAULT NULL, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_primary_key'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_primary_key(text, text[], text, text[]) IS
'makes the primary key of a table';

CREATE FUNCTION idem.ensure_unique(
  table_name text, columns text[], name text DEFAULT NULL, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_unique'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_unique(text, text[], text, text[]) IS
'makes a UNIQUE constraint; without a name any equal one will do';

CREATE FUNCTION idem.ensure_check(
  table_name text, expression text, name text DEFAULT NULL, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_check'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_check(text, text, text, text[]) IS
'makes a CHECK constraint; without a name any equal one will do';

CREATE FUNCTION idem.ensure_foreign_key(
  table_name text, columns text[], ref_table text, ref_columns text[] DEFAULT NULL,
  on_delete text DEFAULT NULL, on_update text DEFAULT NULL, name text DEFAULT NULL,
  allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_foreign_key'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_foreign_key(text, text[], text, text[], text, text, text, text[]) IS
'makes a foreign key; ref_columns defaults to the primary key, on_delete and on_update to NO ACTION';

CREATE FUNCTION idem.ensure_index(
  table_name text, columns text[], name text DEFAULT NULL, is_unique boolean DEFAULT NULL,
  method text DEFAULT NULL, where_expr text DEFAULT NULL, include text[] DEFAULT NULL,
  allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_index'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_index(text, text[], text, boolean, text, text, text[], text[]) IS
'makes an index, or makes it again if it differs or is invalid; columns are elements as in CREATE INDEX';

----------------------------------------------------------------------
-- Whole scripts
----------------------------------------------------------------------

CREATE TYPE idem.step AS (
  seq int, kind text, object text, action text, ddl text, lock_mode text,
  rewrites boolean, scans boolean, reason text,
  relation text, relation_size bigint, blockers int, allow text
);
COMMENT ON TYPE idem.step IS 'one change that leads from what is there to what is wanted';
COMMENT ON COLUMN idem.step.seq IS 'position, from 1';
COMMENT ON COLUMN idem.step.kind IS 'kind of object';
COMMENT ON COLUMN idem.step.object IS 'name of the object, qualified and quoted';
COMMENT ON COLUMN idem.step.action IS 'create, alter, drop, rename, validate, run ...';
COMMENT ON COLUMN idem.step.ddl IS 'the statement as people read it';
COMMENT ON COLUMN idem.step.lock_mode IS 'strongest lock on the relation; null if no existing relation is locked';
COMMENT ON COLUMN idem.step.rewrites IS 'whether it rewrites the relation';
COMMENT ON COLUMN idem.step.scans IS 'whether it reads all rows of the relation';
COMMENT ON COLUMN idem.step.reason IS 'why it is needed, why it would be refused, or which right is missing';
COMMENT ON COLUMN idem.step.relation IS 'the relation that is locked';
COMMENT ON COLUMN idem.step.relation_size IS 'size of the relation in bytes, partitions included';
COMMENT ON COLUMN idem.step.blockers IS 'how many sessions hold a lock that it would have to wait for; null for steps that were taken';
COMMENT ON COLUMN idem.step.allow IS 'the words of "allow" that it needs, or impossible; null if none';

CREATE FUNCTION idem.ensure(script text, allow text[] DEFAULT NULL)
RETURNS SETOF idem.step
AS 'MODULE_PATHNAME', 'idem_ensure'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure(text, text[]) IS
'makes the database what a script of DDL declares, all its statements taken together, and returns the steps that were taken';

CREATE FUNCTION idem.plan(script text, allow text[] DEFAULT NULL)
RETURNS SETOF idem.step
AS 'MODULE_PATHNAME', 'idem_plan'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.plan(text, text[]) IS
'the steps that idem.ensure() would take now; changes nothing, takes no lock';

----------------------------------------------------------------------
-- Objects that go by a new name
----------------------------------------------------------------------

CREATE FUNCTION idem.rename_table(old text, new text)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_rename_table'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.rename_table(text, text) IS
'renames a table; unchanged if only the new name is there, an error if both or neither are';

CREATE FUNCTION idem.rename_column(table_name text, old text, new text)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_rename_column'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.rename_column(text, text, text) IS
'renames a column; unchanged if only the new name is there, an error if both or neither are';

CREATE FUNCTION idem.rename_enum_label(name text, old text, new text)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_rename_enum_label'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.rename_enum_label(text, text, text) IS
'renames a label of an enum; unchanged if only the new label is there, an error if both or neither are';

----------------------------------------------------------------------
-- Objects that must not exist
----------------------------------------------------------------------

CREATE FUNCTION idem.drop_schema(name text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_schema'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_schema(text, text[]) IS
'drops a schema if it exists; what is in it goes only with cascade allowed';

CREATE FUNCTION idem.drop_enum(name text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_enum'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_enum(text, text[]) IS
'drops an enum if it exists; columns of that type go only with cascade allowed';

CREATE FUNCTION idem.drop_domain(name text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_domain'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_domain(text, text[]) IS
'drops a domain if it exists; columns of that type go only with cascade allowed';

CREATE FUNCTION idem.drop_sequence(name text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_sequence'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_sequence(text, text[]) IS
'drops a sequence if it exists; its position is lost, which needs lossy if it was ever used';

CREATE FUNCTION idem.drop_table(name text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_table'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_table(text, text[]) IS
'drops a table if it exists; rows go only with lossy allowed, dependent objects only with cascade';

CREATE FUNCTION idem.drop_column(table_name text, column_name text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_column'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_column(text, text, text[]) IS
'drops a column if it exists; values go only with lossy allowed, dependent objects only with cascade';

CREATE FUNCTION idem.drop_constraint(table_name text, name text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_constraint'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_constraint(text, text, text[]) IS
'drops a constraint if it exists; dependent foreign keys go only with cascade allowed';

CREATE FUNCTION idem.drop_index(name text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_index'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_index(text, text[]) IS
'drops an index if it exists';

----------------------------------------------------------------------
-- Questions
--
-- True to the newest commit at every isolation level, hence volatile.
----------------------------------------------------------------------

CREATE FUNCTION idem.table_exists(name text)
RETURNS boolean
AS 'MODULE_PATHNAME', 'idem_table_exists'
LANGUAGE C VOLATILE STRICT PARALLEL RESTRICTED;
COMMENT ON FUNCTION idem.table_exists(text) IS
'whether a table, plain or partitioned, exists';

CREATE FUNCTION idem.column_exists(table_name text, column_name text)
RETURNS boolean
AS 'MODULE_PATHNAME', 'idem_column_exists'
LANGUAGE C VOLATILE STRICT PARALLEL RESTRICTED;
COMMENT ON FUNCTION idem.column_exists(text, text) IS
'whether a column of a table exists';

CREATE FUNCTION idem.enum_exists(name text)
RETURNS boolean
AS 'MODULE_PATHNAME', 'idem_enum_exists'
LANGUAGE C VOLATILE STRICT PARALLEL RESTRICTED;
COMMENT ON FUNCTION idem.enum_exists(text) IS
'whether an enum type exists';

CREATE FUNCTION idem.index_exists(name text)
RETURNS boolean
AS 'MODULE_PATHNAME', 'idem_index_exists'
LANGUAGE C VOLATILE STRICT PARALLEL RESTRICTED;
COMMENT ON FUNCTION idem.index_exists(text) IS
'whether an index exists and is valid';

CREATE FUNCTION idem.constraint_exists(table_name text, name text)
RETURNS boolean
AS 'MODULE_PATHNAME', 'idem_constraint_exists'
LANGUAGE C VOLATILE STRICT PARALLEL RESTRICTED;
COMMENT ON FUNCTION idem.constraint_exists(text, text) IS
'whether a constraint of a table exists';

----------------------------------------------------------------------
-- The change lock
----------------------------------------------------------------------

CREATE FUNCTION idem.lock()
RETURNS void
AS 'MODULE_PATHNAME', 'idem_lock'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.lock() IS
'takes the change lock for the rest of the transaction; waits as lock_timeout allows';

CREATE FUNCTION idem.try_lock()
RETURNS boolean
AS 'MODULE_PATHNAME', 'idem_try_lock'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.try_lock() IS
'takes the change lock for the rest of the transaction if it is free; false if not';

-- The class and key are those of IDEM_LOCK_CLASS and IDEM_LOCK_KEY.
CREATE VIEW idem.locks AS
SELECT l.pid,
       a.usename AS role,
       a.application_name,
       a.client_addr,
       CASE WHEN l.objid OPERATOR(pg_catalog.=) 0 THEN 'database' ELSE 'schema' END AS scope,
       l.mode,
       l.granted,
       l.waitstart AS waiting_since,
       a.xact_start AS transaction_since,
       a.state,
       a.query,
       pg_catalog.pg_blocking_pids(l.pid) AS blocked_by
  FROM pg_catalog.pg_locks l
  LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
 WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory'
   AND l.database OPERATOR(pg_catalog.=)
       (SELECT d.oid FROM pg_catalog.pg_database d
         WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
   AND l.classid OPERATOR(pg_catalog.=) 1229210957
   AND l.objsubid OPERATOR(pg_catalog.=) 18756;
GRANT SELECT ON idem.locks TO PUBLIC;
COMMENT ON VIEW idem.locks IS
'who holds and who awaits the change lock of this database';

----------------------------------------------------------------------
-- The ledger
--
-- Which revisions were applied, by whom, when, from where, and the objects
-- that each of them expects.  Written by the functions below and by nobody
-- else; they check themselves who may.  The tables belong to the owner of the
-- extension, so that an ordinary owner can dump and restore them.  Roles are
-- recorded by name, because a dump may be restored elsewhere.
--
-- Rows are inserted and deleted, but never updated: those who read without
-- waiting rely on it.  Keys compare bytewise, whatever the collation of the
-- database is and becomes.
----------------------------------------------------------------------

CREATE TABLE idem.stream (
  name text COLLATE "C" PRIMARY KEY,
  owner name NOT NULL,
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE idem.stream IS
'lines of revisions; owner is the role that first used one';

CREATE TABLE idem.stream_grant (
  stream text COLLATE "C" NOT NULL,
  role name NOT NULL,
  granted_by name NOT NULL,
  granted_at timestamptz NOT NULL,
  PRIMARY KEY (stream, role)
);
COMMENT ON TABLE idem.stream_grant IS
'roles beside the owner that may apply, revert and stamp revisions of a stream';

CREATE TABLE idem.revision (
  stream text COLLATE "C" NOT NULL,
  revision text COLLATE "C" NOT NULL,
  ordinal bigint NOT NULL,
  checksum text NOT NULL,
  up text NOT NULL,
  down text,
  requires text[] NOT NULL,
  note text,
  stamped boolean NOT NULL,
  search_path text NOT NULL,
  role name NOT NULL,
  session_role name NOT NULL,
  client_addr inet,
  application_name text NOT NULL,
  started_at timestamptz NOT NULL,
  duration interval NOT NULL,
  server_version text NOT NULL,
  PRIMARY KEY (stream, revision),
  UNIQUE (stream, ordinal)
);
COMMENT ON TABLE idem.revision IS
'revisions that are applied now';

CREATE TABLE idem.event (
  stream text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  revision text COLLATE "C" NOT NULL,
  event text NOT NULL,
  detail text,
  checksum text NOT NULL,
  search_path text NOT NULL,
  role name NOT NULL,
  session_role name NOT NULL,
  client_addr inet,
  application_name text NOT NULL,
  started_at timestamptz NOT NULL,
  duration interval NOT NULL,
  server_version text NOT NULL,
  PRIMARY KEY (stream, number)
);
COMMENT ON TABLE idem.event IS
'what was done to revisions: applied, healed, reverted, stamped; numbered within the stream';

-- The first three columns after the revision are those of
-- pg_identify_object_as_address(); schema and name are those of the object,
-- or of the relation or domain that it is a part of.
CREATE TABLE idem.object (
  stream text COLLATE "C" NOT NULL,
  revision text COLLATE "C" NOT NULL,
  type text NOT NULL,
  object_names text[] NOT NULL,
  object_args text[] NOT NULL,
  identity text NOT NULL,
  parts text[] NOT NULL,
  schema text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  removed_by_stream text COLLATE "C",
  removed_by_revision text COLLATE "C"
);
CREATE INDEX object_revision_idx ON idem.object (stream, revision);
CREATE INDEX object_name_idx ON idem.object (schema, name);
COMMENT ON TABLE idem.object IS
'objects that an applied revision expects, until a later one removes them';

ALTER TABLE idem.stream OWNER TO @extowner@;
ALTER TABLE idem.stream_grant OWNER TO @extowner@;
ALTER TABLE idem.revision OWNER TO @extowner@;
ALTER TABLE idem.event OWNER TO @extowner@;
ALTER TABLE idem.object OWNER TO @extowner@;

-- so that the owner of the database can dump it, whoever installed this
GRANT SELECT ON idem.stream, idem.stream_grant, idem.revision, idem.event, idem.object
   TO pg_database_owner;

SELECT pg_catalog.pg_extension_config_dump('idem.stream', '');
SELECT pg_catalog.pg_extension_config_dump('idem.stream_grant', '');
SELECT pg_catalog.pg_extension_config_dump('idem.revision', '');
SELECT pg_catalog.pg_extension_config_dump('idem.event', '');
SELECT pg_catalog.pg_extension_config_dump('idem.object', '');

CREATE VIEW idem.streams AS
SELECT s.name COLLATE "default" AS stream,
       s.owner,
       (SELECT pg_catalog.array_agg(g.role ORDER BY g.role)
          FROM idem.stream_grant g
         WHERE g.stream OPERATOR(pg_catalog.=) s.name) AS granted_to,
       (SELECT r.revision COLLATE "default"
          FROM idem.revision r
         WHERE r.stream OPERATOR(pg_catalog.=) s.name
         ORDER BY r.ordinal DESC LIMIT 1) AS current,
       (SELECT pg_catalog.count(*)
          FROM idem.revision r
         WHERE r.stream OPERATOR(pg_catalog.=) s.name) AS revisions,
       s.created_at
  FROM idem.stream s;
COMMENT ON VIEW idem.streams IS
'lines of revisions, who may use them and how far they are';

-- A script may hold data: its text is for those who may use the stream.
CREATE VIEW idem.revisions AS
SELECT r.stream COLLATE "default" AS stream,
       r.revision COLLATE "default" AS revision,
       r.ordinal,
       r.checksum,
       CASE WHEN a.may_read THEN r.up END AS up,
       CASE WHEN a.may_read THEN r.down END AS down,
       r.requires,
       r.note,
       r.stamped,
       r.search_path,
       r.role,
       r.session_role,
       r.client_addr,
       r.application_name,
       r.started_at,
       r.duration,
       r.server_version
  FROM idem.revision r
 CROSS JOIN LATERAL (
       SELECT EXISTS (
              SELECT FROM pg_catalog.pg_roles u
               WHERE pg_catalog.pg_has_role(u.oid, 'USAGE')
                 AND (u.rolname OPERATOR(pg_catalog.=)
                      (SELECT s.owner FROM idem.stream s
                        WHERE s.name OPERATOR(pg_catalog.=) r.stream)
                      OR EXISTS (
                         SELECT FROM idem.stream_grant g
                          WHERE g.stream OPERATOR(pg_catalog.=) r.stream
                            AND g.role OPERATOR(pg_catalog.=) u.rolname))) AS may_read) a;
COMMENT ON VIEW idem.revisions IS
'revisions that are applied now, in the order of ordinal within each stream';

CREATE VIEW idem.history AS
SELECT e.stream COLLATE "default" AS stream,
       e.number,
       e.revision COLLATE "default" AS revision,
       e.event,
       e.detail,
       e.checksum,
       e.search_path,
       e.role,
       e.session_role,
       e.client_addr,
       e.application_name,
       e.started_at,
       e.duration,
       e.server_version
  FROM idem.event e;
COMMENT ON VIEW idem.history IS
'what was done to revisions: one row each time one was applied, healed, reverted or stamped';

CREATE VIEW idem.objects AS
SELECT o.stream COLLATE "default" AS stream,
       o.revision COLLATE "default" AS revision,
       o.type,
       o.identity,
       o.parts,
       o.removed_by_stream COLLATE "default" AS removed_by_stream,
       o.removed_by_revision COLLATE "default" AS removed_by_revision
  FROM idem.object o;
COMMENT ON VIEW idem.objects IS
'objects that the applied revisions expect, or expected until another removed them';

GRANT SELECT ON idem.streams, idem.revisions, idem.history, idem.objects TO PUBLIC;

----------------------------------------------------------------------
-- Revisions
--
-- A revision is a named script of a stream.  It is applied once; from then on
-- the same call only looks whether what it made is still there.
----------------------------------------------------------------------

CREATE FUNCTION idem.apply_revision(
  stream text, revision text, up text, down text DEFAULT NULL,
  requires text[] DEFAULT NULL, note text DEFAULT NULL, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_apply_revision'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.apply_revision(text, text, text, text, text[], text, text[]) IS
'applies a revision: applied, or unchanged if it is applied already, or healed if objects of it were missing';

CREATE FUNCTION idem.revert_revision(
  stream text, revision text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_revert_revision'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.revert_revision(text, text, text[]) IS
'runs the down script that is recorded with an applied revision: reverted, or unchanged if it is not applied';

CREATE FUNCTION idem.revert_to(
  stream text, revision text, allow text[] DEFAULT NULL)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_revert_to'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.revert_to(text, text, text[]) IS
'reverts the revisions of a stream that were applied after this one, the last one first';

CREATE FUNCTION idem.stamp(
  stream text, revision text, up text, down text DEFAULT NULL, force boolean DEFAULT false)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_stamp'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.stamp(text, text, text, text, boolean) IS
'records a revision as applied without running it; force replaces one that is recorded with another script';

CREATE FUNCTION idem.grant_stream(stream text, role text)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_grant_stream'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.grant_stream(text, text) IS
'lets a role and its members apply, revert and stamp revisions of a stream';

-- True to the newest commit at every isolation level, hence volatile.

CREATE FUNCTION idem.is_applied(stream text, revision text)
RETURNS boolean
AS 'MODULE_PATHNAME', 'idem_is_applied'
LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION idem.is_applied(text, text) IS
'whether a revision is applied';

CREATE FUNCTION idem.current_revision(stream text)
RETURNS text
AS 'MODULE_PATHNAME', 'idem_current_revision'
LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION idem.current_revision(text) IS
'the revision of a stream that was applied last; null if none is';

CREATE FUNCTION idem.require_revision(stream text, revision text)
RETURNS void
AS 'MODULE_PATHNAME', 'idem_require_revision'
LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION idem.require_revision(text, text) IS
'raises an error (IM003) if a revision is not applied';

CREATE PROCEDURE idem.wait_for_revision(
  stream text, revision text, timeout interval DEFAULT '60s')
AS 'MODULE_PATHNAME', 'idem_wait_for_revision'
LANGUAGE C;
COMMENT ON PROCEDURE idem.wait_for_revision(text, text, interval) IS
'waits until a revision is applied, without a snapshot; raises an error (IM003) when the timeout has passed';

CREATE FUNCTION idem.health(stream text DEFAULT NULL, revision text DEFAULT NULL)
RETURNS jsonb
AS 'MODULE_PATHNAME', 'idem_health'
LANGUAGE C VOLATILE PARALLEL RESTRICTED;
COMMENT ON FUNCTION idem.health(text, text) IS
'whether a revision, a stream or all of them are applied and complete; see the documentation for the keys';

----------------------------------------------------------------------
-- Definitions
--
-- What is there, as DDL.  Nothing is changed, no lock stays, and no right on
-- the objects is needed.  True to the newest commit at every isolation level,
-- hence volatile.
----------------------------------------------------------------------

CREATE FUNCTION idem.definition(kind text, name text)
RETURNS text
AS 'MODULE_PATHNAME', 'idem_definition'
LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.definition(text, text) IS
'the DDL of an object with everything that belongs to it';

CREATE FUNCTION idem.snapshot(schema_name text)
RETURNS text
AS 'MODULE_PATHNAME', 'idem_snapshot'
LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.snapshot(text) IS
'a whole schema as one script, in an order in which it can be run';

CREATE FUNCTION idem.fingerprint(schema_name text)
RETURNS text
AS 'MODULE_PATHNAME', 'idem_fingerprint'
LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.fingerprint(text) IS
'a hash of the snapshot of a schema: equal exactly when the snapshots are';
