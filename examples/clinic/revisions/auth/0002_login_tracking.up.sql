ALTER TABLE users
  ADD COLUMN last_login_at timestamptz,
  ADD COLUMN failed_logins smallint NOT NULL DEFAULT 0;

CREATE INDEX ix_users_last_login_at ON users (last_login_at DESC NULLS LAST) WHERE is_active;
