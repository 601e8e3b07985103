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
----------------------------------------------------------------------

CREATE FUNCTION idem.ensure_schema(name text)
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_schema'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_schema(text) IS
'makes a schema if it does not exist';

CREATE FUNCTION idem.ensure_extension(
  name text, schema text DEFAULT NULL, version text DEFAULT NULL, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_extension'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_extension(text, text, text, text[]) IS
'installs an extension, or moves it to the schema or updates it to the version that are given';

CREATE FUNCTION idem.ensure_enum(
  name text, labels text[], allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_enum'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_enum(text, text[], text[]) IS
'makes an enum type, or adds the labels that it lacks at their place; other labels stay';

CREATE FUNCTION idem.ensure_domain(
  name text, base_type text, default_expr text DEFAULT NULL,
  not_null boolean DEFAULT NULL, check_expr text DEFAULT NULL, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_domain'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_domain(text, text, text, boolean, text, text[]) IS
'makes a domain, or alters its default, NOT NULL and CHECK constraint; check_expr names the value VALUE';

CREATE FUNCTION idem.ensure_sequence(
  name text, options text DEFAULT '', allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_sequence'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_sequence(text, text, text[]) IS
'makes a sequence, or alters the given options, written as in CREATE SEQUENCE; its position is never touched';

CREATE FUNCTION idem.ensure_table(
  name text, columns text, options text DEFAULT '', allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_table'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_table(text, text, text, text[]) IS
'makes a table, or adds and alters what it lacks; columns is what stands between the parentheses of CREATE TABLE, options what follows them';

CREATE FUNCTION idem.ensure_column(
  table_name text, column_name text, type text, default_expr text DEFAULT NULL,
  not_null boolean DEFAULT NULL, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_column'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_column(text, text, text, text, boolean, text[]) IS
'adds a column, or alters its type, default and NOT NULL; type is all that may follow the name in CREATE TABLE';

CREATE FUNCTION idem.ensure_primary_key(
  table_name text, columns text[], name text DEFAULT NULL, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_primary_key'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_primary_key(text, text[], text, text[]) IS
'makes the primary key of a table';

CREATE FUNCTION idem.ensure_unique(
  table_name text, columns text[], name text DEFAULT NULL, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_unique'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_unique(text, text[], text, text[]) IS
'makes a UNIQUE constraint; without a name any equal one will do';

CREATE FUNCTION idem.ensure_check(
  table_name text, expression text, name text DEFAULT NULL, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_check'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_check(text, text, text, text[]) IS
'makes a CHECK constraint; without a name any equal one will do';

CREATE FUNCTION idem.ensure_foreign_key(
  table_name text, columns text[], ref_table text, ref_columns text[] DEFAULT NULL,
  on_delete text DEFAULT NULL, on_update text DEFAULT NULL, name text DEFAULT NULL,
  allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_foreign_key'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_foreign_key(text, text[], text, text[], text, text, text, text[]) IS
'makes a foreign key; ref_columns defaults to the primary key, on_delete and on_update to NO ACTION';

CREATE FUNCTION idem.ensure_index(
  table_name text, columns text[], name text DEFAULT NULL, is_unique boolean DEFAULT false,
  method text DEFAULT NULL, where_expr text DEFAULT NULL, include text[] DEFAULT NULL,
  allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_ensure_index'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.ensure_index(text, text[], text, boolean, text, text, text[], text[]) IS
'makes an index, or makes it again if it differs or is invalid; columns are elements as in CREATE INDEX';

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

CREATE FUNCTION idem.drop_schema(name text, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_schema'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_schema(text, text[]) IS
'drops a schema if it exists; what is in it goes only with cascade allowed';

CREATE FUNCTION idem.drop_enum(name text, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_enum'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_enum(text, text[]) IS
'drops an enum if it exists; columns of that type go only with cascade allowed';

CREATE FUNCTION idem.drop_domain(name text, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_domain'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_domain(text, text[]) IS
'drops a domain if it exists; columns of that type go only with cascade allowed';

CREATE FUNCTION idem.drop_sequence(name text, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_sequence'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_sequence(text, text[]) IS
'drops a sequence if it exists; its position is lost, which needs lossy if it was ever used';

CREATE FUNCTION idem.drop_table(name text, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_table'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_table(text, text[]) IS
'drops a table if it exists; rows go only with lossy allowed, dependent objects only with cascade';

CREATE FUNCTION idem.drop_column(table_name text, column_name text, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_column'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_column(text, text, text[]) IS
'drops a column if it exists; values go only with lossy allowed, dependent objects only with cascade';

CREATE FUNCTION idem.drop_constraint(table_name text, name text, allow text[] DEFAULT '{}')
RETURNS idem.outcome
AS 'MODULE_PATHNAME', 'idem_drop_constraint'
LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION idem.drop_constraint(text, text, text[]) IS
'drops a constraint if it exists; dependent foreign keys go only with cascade allowed';

CREATE FUNCTION idem.drop_index(name text, allow text[] DEFAULT '{}')
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
