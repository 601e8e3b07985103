-- Medical records: templates, records, photos.  Plain SQL, one transaction, for
-- any client: psql -1 -f migrate.sql, cursor.execute(...), client.query(...).
-- Run it at every start; what is there already is only looked at.

SELECT idem.apply_revision('medical_records', '0001_people', $up$

CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email varchar(255) NOT NULL UNIQUE,
  full_name varchar(255) NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE patients (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  full_name varchar(255) NOT NULL,
  birth_date date,
  created_at timestamptz NOT NULL DEFAULT now()
);

$up$, $down$

DROP TABLE patients;
DROP TABLE users;

$down$);

SELECT idem.apply_revision('medical_records', '0002_templates', $up$

CREATE TABLE medical_record_templates (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name varchar(255) NOT NULL,
  description text,
  specialty varchar(100),
  fields jsonb NOT NULL DEFAULT '[]',
  is_default boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  usage_count integer NOT NULL DEFAULT 0,
  created_by_user_id uuid REFERENCES users (id) ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ix_medical_record_templates_name ON medical_record_templates (name);
CREATE INDEX ix_medical_record_templates_specialty ON medical_record_templates (specialty);
CREATE INDEX ix_medical_record_templates_created_by_user_id
  ON medical_record_templates (created_by_user_id);

$up$, $down$

DROP TABLE medical_record_templates;

$down$);

SELECT idem.apply_revision('medical_records', '0003_records', $up$

CREATE TABLE medical_records (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  doctor_id uuid NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  template_id uuid REFERENCES medical_record_templates (id) ON DELETE SET NULL,
  record_type varchar(50) NOT NULL DEFAULT 'consultation',
  title varchar(255) NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  notes text,
  is_confidential boolean NOT NULL DEFAULT false,
  is_signed boolean NOT NULL DEFAULT false,
  signed_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ix_medical_records_patient_id ON medical_records (patient_id);
CREATE INDEX ix_medical_records_doctor_id ON medical_records (doctor_id);
CREATE INDEX ix_medical_records_template_id ON medical_records (template_id);
CREATE INDEX ix_medical_records_record_type ON medical_records (record_type);
CREATE INDEX ix_medical_records_recorded_at ON medical_records (recorded_at);

$up$, $down$

DROP TABLE medical_records;

$down$);

SELECT idem.apply_revision('medical_records', '0004_photos', $up$

CREATE TABLE patient_photos (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  medical_record_id uuid REFERENCES medical_records (id) ON DELETE SET NULL,
  uploaded_by_user_id uuid REFERENCES users (id) ON DELETE SET NULL,
  file_path varchar(500) NOT NULL,
  content_type varchar(100) NOT NULL DEFAULT 'image/jpeg',
  file_size bigint,
  body_part varchar(100),
  is_before_treatment boolean NOT NULL DEFAULT true,
  is_deleted boolean NOT NULL DEFAULT false,
  taken_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ix_patient_photos_patient_id ON patient_photos (patient_id);
CREATE INDEX ix_patient_photos_medical_record_id ON patient_photos (medical_record_id);
CREATE INDEX ix_patient_photos_taken_at ON patient_photos (taken_at);

$up$, $down$

DROP TABLE patient_photos;

$down$);

SELECT idem.apply_revision('medical_records', '0005_updates', $up$

ALTER TABLE medical_record_templates
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN updated_by_user_id uuid;
ALTER TABLE medical_records
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN updated_by_user_id uuid;
ALTER TABLE patient_photos
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN updated_by_user_id uuid;

ALTER TABLE medical_record_templates ADD CONSTRAINT fk_medical_record_templates_updated_by
  FOREIGN KEY (updated_by_user_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE medical_records ADD CONSTRAINT fk_medical_records_updated_by
  FOREIGN KEY (updated_by_user_id) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE patient_photos ADD CONSTRAINT fk_patient_photos_updated_by
  FOREIGN KEY (updated_by_user_id) REFERENCES users (id) ON DELETE SET NULL;

CREATE INDEX ix_medical_record_templates_updated_by_user_id
  ON medical_record_templates (updated_by_user_id);
CREATE INDEX ix_medical_records_updated_by_user_id ON medical_records (updated_by_user_id);
CREATE INDEX ix_patient_photos_updated_by_user_id ON patient_photos (updated_by_user_id);

$up$, $down$

ALTER TABLE patient_photos DROP COLUMN updated_by_user_id, DROP COLUMN updated_at;
ALTER TABLE medical_records DROP COLUMN updated_by_user_id, DROP COLUMN updated_at;
ALTER TABLE medical_record_templates DROP COLUMN updated_by_user_id, DROP COLUMN updated_at;

$down$);
