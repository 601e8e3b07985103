DO $$ BEGIN
  CREATE TYPE subscriptionstatus AS ENUM ('free', 'premium', 'expired');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

CREATE TABLE IF NOT EXISTS clinics (
  id serial PRIMARY KEY,
  name varchar(255) NOT NULL,
  subscription_status subscriptionstatus NOT NULL DEFAULT 'free'
);
CREATE INDEX IF NOT EXISTS ix_clinics_name ON clinics (name);
ALTER TABLE clinics ADD COLUMN IF NOT EXISTS timezone varchar(64) NOT NULL DEFAULT 'UTC';
