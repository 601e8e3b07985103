-- What can be taken away so that the script alone tells how to get it back:
-- nothing that another object is made of, as a column of a view.
WITH s AS (SELECT oid FROM pg_namespace
            WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'idem')),
r AS (SELECT * FROM pg_class WHERE relnamespace IN (SELECT oid FROM s)
         AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass
                           AND objid = pg_class.oid AND deptype = 'e'))
SELECT 'constraint', format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname)
  FROM pg_constraint JOIN r ON r.oid = conrelid
 WHERE contype IN ('p', 'u', 'c', 'f', 'x') AND coninhcount = 0 AND conparentid = 0
UNION ALL
SELECT 'index', format('DROP INDEX %s', indexrelid::regclass) FROM pg_index JOIN r ON r.oid = indexrelid
 WHERE NOT relispartition
   AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = indexrelid AND deptype = 'i')
   AND NOT EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_class'::regclass AND refobjid = indexrelid)
UNION ALL
SELECT 'default', format('ALTER TABLE %s ALTER %I DROP DEFAULT', attrelid::regclass, attname)
  FROM pg_attribute JOIN r ON r.oid = attrelid
 WHERE relkind IN ('r', 'p') AND NOT relispartition AND atthasdef AND attgenerated = '' AND attinhcount = 0 AND attislocal
UNION ALL
SELECT 'not null', format('ALTER TABLE %s ALTER %I DROP NOT NULL', attrelid::regclass, attname)
  FROM pg_attribute a JOIN r ON r.oid = attrelid
 WHERE relkind IN ('r', 'p') AND NOT relispartition AND attnotnull AND attidentity = '' AND attnum > 0
   AND attinhcount = 0
   AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND (indisprimary OR indisreplident)
                                          AND attnum = ANY (indkey))
UNION ALL
SELECT 'trigger', format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass)
  FROM pg_trigger JOIN r ON r.oid = tgrelid WHERE NOT tgisinternal AND tgparentid = 0
UNION ALL
SELECT 'rule', format('DROP RULE %I ON %s', rulename, ev_class::regclass)
  FROM pg_rewrite JOIN r ON r.oid = ev_class WHERE rulename <> '_RETURN'
UNION ALL
SELECT 'policy', format('DROP POLICY %I ON %s', polname, polrelid::regclass)
  FROM pg_policy JOIN r ON r.oid = polrelid
UNION ALL
SELECT 'row security', format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', oid::regclass) FROM r WHERE relrowsecurity
UNION ALL
SELECT 'view', format('DROP %s %s CASCADE', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, oid::regclass)
  FROM r WHERE relkind IN ('v', 'm')
UNION ALL
SELECT 'statistics', format('DROP STATISTICS %I.%I', nspname, stxname)
  FROM pg_statistic_ext JOIN pg_namespace n ON n.oid = stxnamespace
UNION ALL
SELECT 'comment', format('COMMENT ON %s %s IS NULL',
         CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, objoid::regclass)
  FROM pg_description JOIN r ON r.oid = objoid
 WHERE classoid = 'pg_class'::regclass AND objsubid = 0 AND relkind IN ('r', 'p', 'v', 'm')
UNION ALL
SELECT 'comment', format('COMMENT ON COLUMN %s.%I IS NULL', objoid::regclass, attname)
  FROM pg_description JOIN r ON r.oid = objoid JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
 WHERE classoid = 'pg_class'::regclass AND objsubid > 0
UNION ALL
SELECT 'grant', format('REVOKE %s ON %s%s FROM %s', privilege_type,
         CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END, r.oid::regclass,
         CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
  FROM r, aclexplode(relacl) WHERE grantee <> relowner
UNION ALL
SELECT 'column', format('ALTER TABLE %s DROP COLUMN %I CASCADE', attrelid::regclass, attname)
  FROM pg_attribute JOIN r ON r.oid = attrelid
 WHERE relkind = 'r' AND NOT relispartition AND attnum > 0 AND NOT attisdropped AND attinhcount = 0 AND reloftype = 0
   -- a table without columns could be any
   AND EXISTS (SELECT FROM pg_attribute b WHERE b.attrelid = r.oid AND b.attnum > 0 AND NOT b.attisdropped
                                            AND b.attnum <> pg_attribute.attnum)
   AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_rewrite'::regclass
                      AND refclassid = 'pg_class'::regclass AND refobjid = attrelid AND refobjsubid = attnum)
UNION ALL
SELECT 'table', format('DROP TABLE %s CASCADE', oid::regclass) FROM r
 WHERE relkind IN ('r', 'p')
UNION ALL
SELECT 'function', format('DROP %s %s CASCADE', CASE prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END,
                          p.oid::regprocedure)
  FROM pg_proc p WHERE pronamespace IN (SELECT oid FROM s)
   AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype IN ('e', 'i'))
ORDER BY 1, 2
