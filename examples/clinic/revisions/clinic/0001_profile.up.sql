ALTER TABLE clinics ADD COLUMN timezone varchar(64) NOT NULL DEFAULT 'UTC';
ALTER TABLE clinics ADD COLUMN working_hours jsonb NOT NULL DEFAULT '{}';
