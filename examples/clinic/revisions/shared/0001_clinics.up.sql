CREATE TYPE subscriptionstatus AS ENUM ('free', 'premium', 'expired');

CREATE TABLE clinics (
  id serial PRIMARY KEY,
  name varchar(255) NOT NULL,
  address text,
  phone varchar(32),
  subscription_status subscriptionstatus NOT NULL DEFAULT 'free',
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ix_clinics_name ON clinics (name);
