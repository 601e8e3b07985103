\set ECHO none
--
-- helpers.sql
--	  What the SQL tests share.  A test begins with
--
--		\getenv abs_srcdir PG_ABS_SRCDIR
--		\set helpers :abs_srcdir '/sql/include/helpers.sql'
--		\i :helpers
--
-- which makes these functions for the session, and switches psql to plain
-- output: values alone, separated by "|".
--
-- pg_temp.traceless(statement)
--		Runs the statement, in a transaction that has not written yet, and
--		returns its first value ("no rows" if there is none) if it left no trace
--		at all: no transaction id, no WAL, and in the lock table nothing but
--		AccessShareLock on system catalogs.  Otherwise says what it left.
--
--			SELECT pg_temp.traceless($$SELECT idem.ensure_schema('app')$$);
--			unchanged
--
-- pg_temp.error_of(statement)
--		Runs the statement, undoes what it did, and returns the SQLSTATE and
--		message of its error, then lines with the detail and the hint if it has
--		any; "no error" and its first value if it succeeds.  Where a test wants
--		the messages as psql shows them it runs the statement as it stands.
--
--			SELECT pg_temp.error_of($$SELECT idem.ensure_schema(NULL)$$);
--			22004: argument "name" must not be null
--
\pset format unaligned
\pset tuples_only on

CREATE FUNCTION pg_temp.traceless(statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  result text;
  rows bigint;
  position pg_lsn;
  trace text;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE 'the transaction has written before';
  END IF;

  -- Other processes write WAL too, and reading may prune a catalog's page once.
  FOR attempt IN 1..25 LOOP
    position := pg_current_wal_insert_lsn();
    EXECUTE statement INTO result;
    GET DIAGNOSTICS rows = ROW_COUNT;
    EXIT WHEN pg_current_wal_insert_lsn() = position;
    IF attempt = 25 OR pg_current_xact_id_if_assigned() IS NOT NULL THEN
      trace := ' WAL,';
      EXIT;
    END IF;
    PERFORM pg_sleep(0.01);
  END LOOP;

  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    trace := concat(trace, ' transaction id,');
  END IF;
  trace := concat(trace, (
    SELECT string_agg(concat_ws(' ', '', mode, 'on', locktype, relation::regclass::text), ','
                      ORDER BY mode, locktype, relation)
      FROM pg_locks
     WHERE pid = pg_backend_pid()
       AND locktype <> 'virtualxid'
       AND NOT (locktype = 'relation' AND mode = 'AccessShareLock' AND relation < 16384)));

  IF rows = 0 THEN
    result := 'no rows';
  END IF;
  RETURN concat(result, ', but left' || rtrim(nullif(trace, ''), ','));
END $$;

CREATE FUNCTION pg_temp.error_of(statement text) RETURNS SETOF text
LANGUAGE plpgsql AS $$
DECLARE
  result text;
  state text;
  message text;
  detail text;
  hint text;
BEGIN
  BEGIN
    EXECUTE statement INTO result;
    -- to undo what it did
    RAISE 'no error: %', result USING ERRCODE = 'UNDOO';
  EXCEPTION WHEN OTHERS OR query_canceled OR assert_failure THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
      detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  END;
  IF state = 'UNDOO' THEN
    RETURN NEXT message;
  ELSE
    RETURN NEXT state || ': ' || message;
  END IF;
  IF detail <> '' THEN
    RETURN NEXT 'DETAIL: ' || detail;
  END IF;
  IF hint <> '' THEN
    RETURN NEXT 'HINT: ' || hint;
  END IF;
END $$;
\set ECHO all
