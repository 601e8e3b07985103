CREATE TABLE images (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  study_id uuid NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  sop_instance_uid varchar(64) NOT NULL,
  instance_number integer,
  storage_path text NOT NULL,
  file_size bigint NOT NULL DEFAULT 0,
  is_key_image boolean NOT NULL DEFAULT false,
  CONSTRAINT uq_images_sop_instance_uid UNIQUE (sop_instance_uid)
);

CREATE INDEX ix_images_study_id ON images (study_id, instance_number);
