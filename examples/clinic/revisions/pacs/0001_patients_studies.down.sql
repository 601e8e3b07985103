DROP TABLE studies;
DROP TABLE patients;
