DROP TABLE users;
DROP TYPE userrole;
