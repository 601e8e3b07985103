DROP TABLE appointments;
DROP TYPE appointmentstatus;
