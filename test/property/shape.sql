-- What is in the schemas h and h2, a line for each thing, as a dump would show it.
WITH s AS (SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('h', 'h2', 'h3')),
r AS (SELECT c.*, nspname || '.' || relname AS name FROM pg_class c JOIN s ON s.oid = relnamespace)
SELECT line FROM (
  SELECT format('relation %s %s %s %s %s %s %s %s %s', name, relkind, relpersistence, reloptions,
                relrowsecurity, relforcerowsecurity, relreplident,
                coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)), relispartition) FROM r
   WHERE relkind <> 'c'
  UNION ALL
  SELECT format('column %s %s %s %s null=%s %s %s%s %s %s %s %s %s', name,
                row_number() OVER (PARTITION BY attrelid ORDER BY attnum), attname,
                format_type(atttypid, atttypmod), NOT attnotnull, pg_get_expr(adbin, adrelid), attidentity,
                attgenerated, attstorage, NULLIF(attstattarget, -1), attcollation::regcollation, attoptions, attacl)
    FROM r JOIN pg_attribute a ON attrelid = r.oid LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
   WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  UNION ALL
  SELECT format('constraint %s %s %s %s', coalesce(r.name, contypid::regtype::text), conname,
                pg_get_constraintdef(k.oid), convalidated)
    FROM pg_constraint k LEFT JOIN r ON r.oid = conrelid JOIN s ON s.oid = connamespace WHERE contype <> 'n'
  UNION ALL
  SELECT format('index %s %s %s', pg_get_indexdef(indexrelid), indisclustered, indisreplident)
    FROM pg_index JOIN r ON r.oid = indexrelid
  UNION ALL
  SELECT format('sequence %s %s %s %s %s %s', name, seqtypid::regtype, seqstart, seqincrement, seqmax, seqcycle)
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
  SELECT format('rule %s', pg_get_ruledef(w.oid)) FROM pg_rewrite w JOIN r ON r.oid = ev_class
  UNION ALL
  SELECT format('function %s %s', pg_get_functiondef(p.oid), coalesce(proacl, acldefault('f', proowner))) FROM pg_proc p JOIN s ON s.oid = pronamespace
   WHERE prokind <> 'a'
  UNION ALL
  SELECT format('type %s %s %s %s %s (%s)', t.oid::regtype, typtype, typnotnull, typdefault,
                format_type(typbasetype, typtypmod),
                (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum
                  WHERE enumtypid = t.oid))
    FROM pg_type t JOIN s ON s.oid = typnamespace WHERE typtype IN ('e', 'd', 'r')
  UNION ALL
  SELECT format('policy %s %s %s %s %s %s %s', name, polname, polcmd, polpermissive, polroles::regrole[],
                pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
    FROM pg_policy JOIN r ON r.oid = polrelid
  UNION ALL
  SELECT format('inherits %s %s %s', inhrelid::regclass, inhparent::regclass, pg_get_expr(r.relpartbound, r.oid))
    FROM pg_inherits JOIN r ON r.oid = inhrelid
  UNION ALL
  SELECT format('statistics %s', pg_get_statisticsobjdef(x.oid)) FROM pg_statistic_ext x JOIN s ON s.oid = stxnamespace
  UNION ALL
  SELECT format('comment %s %s', pg_describe_object(classoid, objoid, objsubid), description) FROM pg_description
   WHERE objoid >= 16384
     AND (pg_identify_object(classoid, objoid, objsubid)).identity ~ '\mh[23]?\.'
) lines (line) ORDER BY line COLLATE "C"
