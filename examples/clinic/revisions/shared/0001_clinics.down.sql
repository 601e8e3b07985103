DROP TABLE clinics;
DROP TYPE subscriptionstatus;
