-- A database as it is found: somebody ran a part of it by hand, create_all() of
-- an older model made the rest, and there are patients in it.  No table is
-- complete: the comments name what is missing.

CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email varchar(255) NOT NULL UNIQUE,
  full_name varchar(255) NOT NULL,
  is_active boolean,                                   -- NOT NULL, DEFAULT true
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE patients (
  id uuid PRIMARY KEY,                                 -- DEFAULT
  full_name varchar(255) NOT NULL,
                                                       -- birth_date
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE medical_record_templates (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name varchar(120) NOT NULL,                          -- narrower
  description text,
                                                       -- specialty and its index
  fields jsonb NOT NULL,                               -- DEFAULT
  is_default boolean NOT NULL,                         -- DEFAULT
                                                       -- is_active, NOT NULL DEFAULT true
  usage_count integer NOT NULL DEFAULT 1,              -- another default
  created_by_user_id uuid,                             -- REFERENCES users
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_medical_record_templates_name ON medical_record_templates (name);

CREATE TABLE medical_records (
  id uuid DEFAULT gen_random_uuid() NOT NULL,          -- PRIMARY KEY
  patient_id uuid NOT NULL REFERENCES patients (id),   -- ON DELETE CASCADE
  doctor_id uuid NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  template_id uuid,                                    -- REFERENCES medical_record_templates
  record_type varchar(50) NOT NULL DEFAULT 'visit',    -- another default
  title varchar(255) NOT NULL,
  data jsonb DEFAULT '{}',                             -- NOT NULL
  notes text,
  is_signed boolean NOT NULL DEFAULT false,            -- is_confidential
  signed_at timestamptz,
  created_at timestamptz NOT NULL,                     -- DEFAULT; recorded_at and its index
  updated_at timestamptz                               -- NOT NULL DEFAULT now()
);
CREATE INDEX ix_medical_records_patient_id ON medical_records (patient_id, created_at);  -- another column too
CREATE INDEX ix_medical_records_doctor_id ON medical_records (doctor_id);

CREATE TABLE patient_photos (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL,                            -- REFERENCES patients
  medical_record_id uuid,                              -- REFERENCES medical_records
  file_path varchar(500),                              -- NOT NULL
  content_type varchar(100) NOT NULL DEFAULT 'image/jpeg',
  is_deleted boolean,                                  -- NOT NULL DEFAULT false
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_by_user_id uuid                              -- REFERENCES users and its index
);

INSERT INTO users (id, email, full_name, is_active) VALUES
  ('00000000-0000-0000-0000-000000000001', 'house@example.org', 'Gregory House', true),
  ('00000000-0000-0000-0000-000000000002', 'wilson@example.org', 'James Wilson', false);
INSERT INTO patients (id, full_name) VALUES
  ('00000000-0000-0000-0000-00000000000a', 'Rebecca Adler');
INSERT INTO medical_record_templates (id, name, fields, is_default) VALUES
  ('00000000-0000-0000-0000-0000000000a1', 'First visit', '[{"label": "Complaint"}]', true);
INSERT INTO medical_records (patient_id, doctor_id, template_id, title, created_at, updated_at) VALUES
  ('00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-000000000001',
   '00000000-0000-0000-0000-0000000000a1', 'Aphasia', now(), now());
INSERT INTO patient_photos (patient_id, file_path, is_deleted) VALUES
  ('00000000-0000-0000-0000-00000000000a', 'photos/1.jpg', false);
