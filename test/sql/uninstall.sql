--
-- uninstall: DROP EXTENSION takes all that CREATE EXTENSION made, and nothing else
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/sql/include/helpers.sql'
\i :helpers

-- what was migrated belongs to the user
SET idem_migrate.report_level = debug1;
CREATE SCHEMA regress_uninstall;
SELECT idem.ensure_enum('regress_uninstall.mood', '{sad,ok}');
SELECT idem.ensure_table('regress_uninstall.person', 'id bigint, mood regress_uninstall.mood');
DROP EXTENSION idem_migrate;
SELECT count(*) FROM regress_uninstall.person;

-- the rows of every catalog, without the extension, and after it has come and gone
CREATE FUNCTION pg_temp.catalog_rows(OUT catalog text, OUT rows bigint) RETURNS SETOF record
LANGUAGE plpgsql AS $$
BEGIN
  FOR catalog IN
    SELECT oid::regclass FROM pg_class
     WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'
       AND oid NOT IN ('pg_statistic'::regclass, 'pg_statistic_ext_data'::regclass)
     ORDER BY relname
  LOOP
    EXECUTE format('SELECT count(*) FROM %s', catalog) INTO rows;
    RETURN NEXT;
  END LOOP;
END $$;
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.catalog_rows() LIMIT 0;
INSERT INTO before SELECT * FROM pg_temp.catalog_rows();
CREATE EXTENSION idem_migrate;
SELECT count(*) > 5 AS more FROM (TABLE before EXCEPT SELECT * FROM pg_temp.catalog_rows()) AS d;
DROP EXTENSION idem_migrate;
SELECT catalog FROM (TABLE before EXCEPT SELECT * FROM pg_temp.catalog_rows()) AS d;
SELECT to_regnamespace('idem') IS NULL AS gone;

SET client_min_messages = warning;
DROP SCHEMA regress_uninstall CASCADE;
