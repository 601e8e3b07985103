DROP INDEX ix_users_last_login_at;
ALTER TABLE users DROP COLUMN failed_logins, DROP COLUMN last_login_at;
