-- What is in the schemas of a history, with names as statements write them.
WITH s AS (SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('h', 'h2', 'h3', 'h3b')),
r AS (SELECT c.*, nspname,
             CASE nspname WHEN current_schema() THEN '' ELSE nspname || '.' END || quote_ident(relname) AS name
        FROM pg_class c JOIN s ON s.oid = relnamespace)
SELECT json_build_object(
  'here', current_schema(),
  'schemas', (SELECT json_agg(nspname ORDER BY nspname) FROM s),
  'relations', coalesce((SELECT json_agg(json_build_object(
      'oid', oid::int8, 'schema', nspname, 'bare', quote_ident(relname), 'name', name, 'kind', relkind,
      'partition', relispartition, 'key', pg_get_partkeydef(oid),
      'parents', (SELECT json_agg(p.name) FROM pg_inherits JOIN r p ON p.oid = inhparent WHERE inhrelid = r.oid),
      'columns', (SELECT coalesce(json_agg(json_build_object(
            'number', attnum, 'name', quote_ident(attname), 'type', format_type(atttypid, atttypmod),
            'typtype', typtype, 'oid', typ.oid::int8, 'not_null', attnotnull, 'default', atthasdef,
            'identity', attidentity, 'generated', attgenerated, 'inherited', attinhcount > 0) ORDER BY attnum), '[]')
          FROM pg_attribute JOIN pg_type typ ON typ.oid = atttypid
         WHERE attrelid = r.oid AND attnum > 0 AND NOT attisdropped),
      'constraints', (SELECT coalesce(json_agg(json_build_object(
            'oid', k.oid::int8, 'name', quote_ident(conname), 'type', contype,
            'definition', pg_get_constraintdef(k.oid)) ORDER BY conname), '[]')
          FROM pg_constraint k WHERE conrelid = r.oid AND contype IN ('p', 'u', 'c', 'f', 'x')),
      'triggers', (SELECT coalesce(json_agg(quote_ident(tgname) ORDER BY tgname), '[]')
          FROM pg_trigger WHERE tgrelid = r.oid AND NOT tgisinternal),
      'policies', (SELECT coalesce(json_agg(quote_ident(polname) ORDER BY polname), '[]')
          FROM pg_policy WHERE polrelid = r.oid),
      'rules', (SELECT coalesce(json_agg(quote_ident(rulename) ORDER BY rulename), '[]')
          FROM pg_rewrite WHERE ev_class = r.oid AND rulename <> '_RETURN'))
      ORDER BY nspname, relname)
    FROM r WHERE relkind IN ('r', 'p', 'v', 'm')), '[]'),
  'indexes', coalesce((SELECT json_agg(json_build_object(
      'oid', i.oid::int8, 'schema', i.nspname, 'bare', quote_ident(i.relname), 'name', i.name, 'kind', i.relkind,
      'table', t.name, 'table_oid', t.oid::int8, 'definition', concat_ws(' ', indisunique, indkey, indclass, indcollation,
                                                      indoption, indnkeyatts, indexprs, indpred), 'unique', indisunique, 'partition', i.relispartition,
      'constraint', EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid AND contype IN ('p', 'u', 'x')))
      ORDER BY i.nspname, i.relname)
    FROM r i JOIN pg_index ON indexrelid = i.oid JOIN r t ON t.oid = indrelid), '[]'),
  'sequences', coalesce((SELECT json_agg(json_build_object('oid', oid::int8, 'schema', nspname, 'name', name,
      'owned', EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = r.oid
                                               AND deptype IN ('a', 'i') AND refclassid = 'pg_class'::regclass))
      ORDER BY nspname, relname) FROM r WHERE relkind = 'S'), '[]'),
  'types', coalesce((SELECT json_agg(json_build_object(
      'oid', t.oid::int8, 'schema', nspname, 'type', typtype, 'bare', quote_ident(typname),
      'name', CASE nspname WHEN current_schema() THEN '' ELSE nspname || '.' END || quote_ident(typname),
      'labels', (SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
      'attributes', (SELECT json_agg(quote_ident(attname) ORDER BY attnum) FROM pg_attribute
                      WHERE attrelid = typrelid AND typtype = 'c' AND attnum > 0 AND NOT attisdropped),
      'constraints', (SELECT json_agg(quote_ident(conname) ORDER BY conname) FROM pg_constraint
                       WHERE contypid = t.oid AND contype = 'c'))
      ORDER BY nspname, typname)
    FROM pg_type t JOIN s ON s.oid = typnamespace
   WHERE typtype IN ('e', 'd', 'r')
      OR typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = typrelid AND relkind = 'c')), '[]'),
  'routines', coalesce((SELECT json_agg(json_build_object(
      'oid', p.oid::int8, 'schema', nspname, 'kind', prokind, 'returns', prorettype::regtype::text,
      'bare', quote_ident(proname),
      'name', CASE nspname WHEN current_schema() THEN '' ELSE nspname || '.' END || quote_ident(proname),
      'arguments', pg_get_function_identity_arguments(p.oid))
      ORDER BY nspname, proname, p.oid)
    FROM pg_proc p JOIN s ON s.oid = pronamespace
   WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'i')), '[]'),
  'statistics', coalesce((SELECT json_agg(json_build_object('schema', nspname,
      'name', CASE nspname WHEN current_schema() THEN '' ELSE nspname || '.' END || quote_ident(stxname))
      ORDER BY nspname, stxname)
    FROM pg_statistic_ext JOIN s ON s.oid = stxnamespace), '[]'))
