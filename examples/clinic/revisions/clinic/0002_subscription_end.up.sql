ALTER TABLE clinics ADD COLUMN subscription_expires_at timestamptz;
CREATE INDEX ix_clinics_subscription_status ON clinics (subscription_status, subscription_expires_at);
