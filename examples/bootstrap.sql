-- Makes the extension if the database does not have it.  CREATE EXTENSION IF NOT
-- EXISTS alone fails when two sessions run it at once; this does not, and once
-- the extension is there it takes no lock.  1229210957 is the extension's own key.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'idem_migrate') THEN
    PERFORM pg_catalog.pg_advisory_xact_lock(1229210957, 0);
    CREATE EXTENSION IF NOT EXISTS idem_migrate;
  END IF;
END $$;
