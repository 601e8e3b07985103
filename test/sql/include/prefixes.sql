-- What a script must do from wherever it is run: after any of its beginnings,
-- executed plainly, idem.ensure() of the whole leads to what plain execution of
-- the whole leads to, takes the steps that idem.plan() says, and leaves nothing
-- to plan.  "shape" is a query for what there is, "clear" removes it all.
CREATE FUNCTION pg_temp.shape_of(shape text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
	EXECUTE format('SELECT string_agg(s::text, E''\n'' ORDER BY s::text COLLATE "C") FROM (%s) s', shape) INTO result;
	RETURN coalesce(result, '');
END $$;

CREATE FUNCTION pg_temp.prefixes(script text[], shape text, clear text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	whole text := array_to_string(script, E';\n');
	wanted text;
	planned text[];
	taken text[];
	allow text[] := '{run,lossy,rewrite,cascade,recreate}';
BEGIN
	FOR k IN REVERSE cardinality(script)..0 LOOP
		EXECUTE clear;
		FOR i IN 1..k LOOP
			EXECUTE script[i];
		END LOOP;
		IF wanted IS NULL THEN
			wanted := pg_temp.shape_of(shape);
		END IF;
		BEGIN
			planned := ARRAY(SELECT kind || ' ' || object || ' ' || action FROM idem.plan(whole, allow) ORDER BY seq);
			taken := ARRAY(SELECT kind || ' ' || object || ' ' || action FROM idem.ensure(whole, allow) ORDER BY seq);
		EXCEPTION WHEN OTHERS THEN
			RETURN NEXT format('after %s: %s', k, SQLERRM);
			CONTINUE;
		END;
		IF k = cardinality(script) AND taken <> '{}' THEN
			RETURN NEXT format('at the end still %s', taken);
		END IF;
		IF planned <> taken THEN
			RETURN NEXT format('after %s: planned %s, taken %s', k, planned, taken);
		END IF;
		IF pg_temp.shape_of(shape) <> wanted THEN
			RETURN NEXT format(E'after %s: \n%s\ninstead of\n%s', k, pg_temp.shape_of(shape), wanted);
		END IF;
		IF EXISTS (SELECT FROM idem.plan(whole, allow)) THEN
			RETURN NEXT format('after %s: again %s', k, ARRAY(SELECT ddl FROM idem.plan(whole, allow)));
		END IF;
	END LOOP;
	EXECUTE clear;
	RETURN NEXT format('%s beginnings', cardinality(script) + 1);
END $$;
