CREATE TABLE IF NOT EXISTS patients (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  mrn varchar(64) NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS studies (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS ix_studies_patient_id ON studies (patient_id);

CREATE TABLE IF NOT EXISTS images (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  study_id uuid NOT NULL REFERENCES studies (id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS ix_images_study_id ON images (study_id);
