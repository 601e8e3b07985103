-- What is in the schemas of a history, a line for each thing, as a dump would show it.
WITH s AS (SELECT oid, nspname, nspowner, nspacl FROM pg_namespace WHERE nspname IN ('h', 'h2', 'h3', 'h3b')),
r AS (SELECT c.*, nspname || '.' || relname AS name FROM pg_class c JOIN s ON s.oid = relnamespace)
SELECT line FROM (
  SELECT format('schema %s %s %s', nspname, nspowner::regrole, coalesce(nspacl, acldefault('n', nspowner))) FROM s
  UNION ALL
  SELECT format('relation %s %s %s %s %s %s %s %s %s %s of=%s', name, relkind, relowner::regrole, relpersistence,
                (SELECT array_agg(o ORDER BY o) FROM unnest(reloptions) o), relrowsecurity, relforcerowsecurity,
                relreplident,
                -- in the order of the roles, whichever came first
                (SELECT array_agg(a::text ORDER BY a::text)
                   FROM unnest(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))) a),
                relispartition, NULLIF(reloftype, 0)::regtype) FROM r
   WHERE relkind <> 'c'
  UNION ALL
  SELECT format('key %s %s', name, pg_get_partkeydef(oid)) FROM r WHERE relkind = 'p'
  UNION ALL
  SELECT format('column %s %s %s %s null=%s %s %s%s %s %s %s %s %s local=%s inherited=%s', name,
                row_number() OVER (PARTITION BY attrelid ORDER BY attnum), attname,
                format_type(atttypid, atttypmod), NOT attnotnull, pg_get_expr(adbin, adrelid), attidentity,
                attgenerated, attstorage, NULLIF(attstattarget, -1), NULLIF(attcollation, 0)::regcollation,
                -- but for the version that some servers keep there
                (SELECT array_agg(o) FROM unnest(attoptions) o WHERE o !~ '^pg_attver='),
                (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(attacl) a), attislocal, attinhcount)
    FROM r JOIN pg_attribute a ON attrelid = r.oid LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
   WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  UNION ALL
  SELECT format('constraint %s %s %s %s local=%s', coalesce(r.name, contypid::regtype::text), conname,
                pg_get_constraintdef(k.oid), convalidated, conislocal)
    FROM pg_constraint k LEFT JOIN r ON r.oid = conrelid JOIN s ON s.oid = connamespace WHERE contype NOT IN ('n', 't')
  UNION ALL
  SELECT format('index %s %s %s', pg_get_indexdef(indexrelid), indisclustered, indisreplident)
    FROM pg_index JOIN r ON r.oid = indexrelid
  UNION ALL
  SELECT format('sequence %s %s %s %s %s %s %s %s', name, seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax,
                seqcache, seqcycle)
    FROM pg_sequence JOIN r ON r.oid = seqrelid
  UNION ALL
  SELECT format('owned %s %s.%s %s', q.name, t.name, attname, deptype)
    FROM pg_depend JOIN r q ON q.oid = objid AND classid = 'pg_class'::regclass AND q.relkind = 'S'
    JOIN r t ON t.oid = refobjid AND refclassid = 'pg_class'::regclass
    JOIN pg_attribute ON attrelid = t.oid AND attnum = refobjsubid
   WHERE deptype IN ('a', 'i')
  UNION ALL
  SELECT format('trigger %s %s', pg_get_triggerdef(t.oid), tgenabled) FROM pg_trigger t JOIN r ON r.oid = tgrelid
   WHERE NOT tgisinternal
  UNION ALL
  SELECT format('event trigger %s %s %s', evtname, evtevent, evtenabled) FROM pg_event_trigger
    JOIN pg_proc p ON p.oid = evtfoid JOIN s ON s.oid = pronamespace
  UNION ALL
  SELECT format('rule %s %s', pg_get_ruledef(w.oid), ev_enabled) FROM pg_rewrite w JOIN r ON r.oid = ev_class
  UNION ALL
  SELECT format('routine %s %s %s %s', p.oid::regprocedure, proowner::regrole,
                CASE prokind WHEN 'a' THEN (SELECT format('%s %s %s', aggtransfn, aggtranstype::regtype, agginitval)
                                              FROM pg_aggregate WHERE aggfnoid = p.oid)
                             ELSE pg_get_functiondef(p.oid) END,
                (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(coalesce(proacl, acldefault('f', proowner))) a))
    FROM pg_proc p JOIN s ON s.oid = pronamespace
   WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'i')
  UNION ALL
  SELECT format('type %s %s %s %s %s %s %s %s (%s) %s', t.oid::regtype, typtype, typowner::regrole, typnotnull, typdefault,
                format_type(typbasetype, typtypmod), NULLIF(typcollation, 0)::regcollation,
                (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(coalesce(typacl, acldefault('T', typowner))) a),
                (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum
                  WHERE enumtypid = t.oid),
                (SELECT rngsubtype::regtype FROM pg_range WHERE rngtypid = t.oid))
    FROM pg_type t JOIN s ON s.oid = typnamespace
   WHERE typtype IN ('e', 'd', 'r', 'm')
      OR typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = typrelid AND relkind = 'c')
  UNION ALL
  SELECT format('policy %s %s %s %s %s %s %s', name, polname, polcmd, polpermissive, polroles::regrole[],
                pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
    FROM pg_policy JOIN r ON r.oid = polrelid
  UNION ALL
  SELECT format('inherits %s %s %s', inhrelid::regclass, inhparent::regclass, pg_get_expr(r.relpartbound, r.oid))
    FROM pg_inherits JOIN r ON r.oid = inhrelid
  UNION ALL
  SELECT format('statistics %s.%s %s %s %s %s %s', nspname, stxname, stxrelid::regclass,
                (SELECT array_agg(k ORDER BY k) FROM unnest(stxkind) k),
                (SELECT array_agg(attname ORDER BY attname) FROM pg_attribute
                  WHERE attrelid = stxrelid AND attnum = ANY (stxkeys::int2[])),
                pg_get_expr(stxexprs, stxrelid), NULLIF(to_jsonb(x) ->> 'stxstattarget', '-1'))
    FROM pg_statistic_ext x JOIN s ON s.oid = stxnamespace
  UNION ALL
  SELECT format('default privileges %s %s %s', nspname, defaclobjtype, defaclacl)
    FROM pg_default_acl JOIN s ON s.oid = defaclnamespace
  UNION ALL
  SELECT format('collation %s.%s', nspname, collname) FROM pg_collation JOIN s ON s.oid = collnamespace
  UNION ALL
  SELECT format('operator %s.%s %s %s', nspname, oprname, oprleft::regtype, oprright::regtype)
    FROM pg_operator JOIN s ON s.oid = oprnamespace
  UNION ALL
  SELECT format('text search %s.%s', nspname, cfgname) FROM pg_ts_config JOIN s ON s.oid = cfgnamespace
  UNION ALL
  SELECT format('comment %s %s', identity, description)
    FROM pg_description, pg_identify_object(classoid, objoid, objsubid)
   WHERE objoid >= 16384 AND identity ~ '\mh(2|3b?)?(\.|$)'
) lines (line) ORDER BY line COLLATE "C"
