\set ECHO none
--
-- steps.sql
--	  pg_temp.ensure(script, allow): what idem.ensure() does, step by step, each
--	  with its lock.  Ends with "ok"; before that come lines beginning with
--	  "planned:" where idem.plan() had told something else, and with "left:"
--	  where it has something to tell afterwards.
--
--		\set steps :abs_srcdir '/sql/include/steps.sql'
--		\i :steps
--
CREATE FUNCTION pg_temp.ensure(script text, allow text[] DEFAULT '{}') RETURNS SETOF text
LANGUAGE plpgsql AS $$
DECLARE
  planned text[] := (SELECT array_agg(action || ': ' || ddl ORDER BY seq) FROM idem.plan(script));
  taken text[];
  shown text[];
BEGIN
  SELECT array_agg(action || ': ' || ddl ORDER BY seq),
         array_agg(action || ': ' || ddl || coalesce(' [' || lock_mode || ']', '') ORDER BY seq)
    INTO taken, shown FROM idem.ensure(script, allow);
  RETURN QUERY SELECT unnest(shown);
  IF planned IS DISTINCT FROM taken THEN
    RETURN QUERY SELECT 'planned: ' || unnest(planned);
  END IF;
  RETURN QUERY SELECT 'left: ' || ddl FROM idem.plan(script);
  RETURN NEXT 'ok';
END $$;
\set ECHO all
