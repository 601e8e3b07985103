ALTER TABLE clinics DROP COLUMN working_hours;
ALTER TABLE clinics DROP COLUMN timezone;
