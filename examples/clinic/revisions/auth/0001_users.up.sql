CREATE TYPE userrole AS ENUM ('admin', 'clinic_admin', 'doctor', 'receptionist', 'patient');

CREATE TABLE users (
  id serial PRIMARY KEY,
  email varchar(255) NOT NULL,
  hashed_password varchar(255) NOT NULL,
  full_name varchar(255),
  role userrole NOT NULL DEFAULT 'patient',
  clinic_id integer REFERENCES clinics (id) ON DELETE SET NULL,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE INDEX ix_users_clinic_id ON users (clinic_id);
