DROP TABLE doctor_availability;
