-- How a careful team writes what ../revisions/auth declares, without idem_migrate.
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

DO $$ BEGIN
  CREATE TYPE userrole AS ENUM ('admin', 'clinic_admin', 'doctor', 'receptionist', 'patient');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

CREATE TABLE IF NOT EXISTS users (
  id serial PRIMARY KEY,
  email varchar(255) NOT NULL,
  role userrole NOT NULL DEFAULT 'patient',
  clinic_id integer REFERENCES clinics (id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS ix_users_email ON users (email);
ALTER TABLE users ADD COLUMN IF NOT EXISTS last_login_at timestamptz;
