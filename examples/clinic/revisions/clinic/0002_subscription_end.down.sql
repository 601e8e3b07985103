DROP INDEX ix_clinics_subscription_status;
ALTER TABLE clinics DROP COLUMN subscription_expires_at;
