-- A TypeORM project (energy communities): the up() queries of all migrations.

CREATE TYPE "public"."community_state_enum" AS ENUM('failed', 'paused', 'new');
CREATE TABLE "community" ("id" SERIAL NOT NULL, "state" "public"."community_state_enum" NOT NULL DEFAULT 'failed', "durationMs" integer, "region" character varying(80), "checksum" character varying(64), "position" integer NOT NULL DEFAULT 0, "paidAt" timestamp with time zone, "retries" smallint NOT NULL DEFAULT 0, "score" double precision, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_cae794115a383328e8923de4193" PRIMARY KEY ("id"));
ALTER TABLE "community" ALTER COLUMN "position" DROP NOT NULL;
ALTER TABLE "community" ALTER COLUMN "durationMs" DROP NOT NULL;
COMMENT ON COLUMN "community"."region" IS 'region of the community';
COMMENT ON COLUMN "community"."durationMs" IS 'durationMs of the community';

CREATE TABLE "household" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "communityId" integer NOT NULL, "version" integer NOT NULL DEFAULT 1, "phone" character varying(32), "locale" character varying(10) NOT NULL DEFAULT 'en', "color" character varying(7), "settings" jsonb DEFAULT '{}', "countryCode" character varying(2) NOT NULL, "postalCode" character varying(16), "isActive" boolean NOT NULL DEFAULT true, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_26e9111eab2b8908fefe3c645f5" PRIMARY KEY ("id"));
ALTER TABLE "household" ADD CONSTRAINT "FK_52d12ab7bc43e1730d98ac57f93" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;
CREATE INDEX "IDX_52d12ab7bc43e1730d98ac57f93" ON "household" ("communityId") ;
ALTER TABLE "household" ALTER COLUMN "locale" SET NOT NULL;
ALTER TABLE "household" RENAME COLUMN "settings" TO "settingsLegacy";

CREATE TABLE "meter" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "householdId" uuid NOT NULL, "comment" text, "phone" character varying(32), "code" character varying(20) NOT NULL, "email" character varying, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "UQ_eed3d99cd81c9bfabd86c39bee9" UNIQUE ("code"), CONSTRAINT "PK_6a2a722edc5f966fa3562638f91" PRIMARY KEY ("id"));
ALTER TABLE "meter" ADD CONSTRAINT "FK_11d66cfe02a3c2a837d73b3a93b" FOREIGN KEY ("householdId") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_11d66cfe02a3c2a837d73b3a93b" ON "meter" ("householdId") ;
ALTER TABLE "meter" RENAME COLUMN "phone" TO "phoneLegacy";
ALTER TABLE "household" DROP COLUMN "locale";
ALTER TABLE "household" ADD "localeNew" integer NOT NULL DEFAULT '0';
ALTER TABLE "meter" ALTER COLUMN "comment" DROP NOT NULL;

CREATE TABLE "reading" ("id" SERIAL NOT NULL, "meterId" uuid NOT NULL, "exchangeRate" numeric(18,6), "status" character varying(20) NOT NULL DEFAULT 'new', "paidAt" timestamp with time zone, "tags" text[] NOT NULL DEFAULT '{}', "host" character varying, "url" text, "headers" jsonb, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_f46a902bd4c9624c8b512174944" PRIMARY KEY ("id"));
ALTER TABLE "reading" ADD CONSTRAINT "FK_23b3eef16b6c544acd8709a0f53" FOREIGN KEY ("meterId") REFERENCES "meter"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_23b3eef16b6c544acd8709a0f53" ON "reading" ("meterId") ;
ALTER TABLE "meter" ADD "rev" integer;
ALTER TABLE "meter" ADD CONSTRAINT "UQ_e1416d46ffc1ffc0b6bbb6c4a53" UNIQUE ("id", "rev");
ALTER TABLE "reading" DROP COLUMN "url";
ALTER TABLE "reading" ADD "urlNew" jsonb;
ALTER TABLE "meter" DROP COLUMN "phoneLegacy";
ALTER TABLE "meter" ADD "phoneLegacyNew" text;

CREATE TYPE "public"."tariff_state_enum" AS ENUM('failed', 'new', 'active');
CREATE TABLE "tariff" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "state" "public"."tariff_state_enum" NOT NULL DEFAULT 'failed', "communityId" integer NOT NULL, "longitude" numeric(9,6), "isActive" boolean NOT NULL DEFAULT true, "invoiceNumber" character varying(40), "region" character varying(80), "currency" character varying(3) NOT NULL DEFAULT 'EUR', "reference" character varying(64), "paidAt" timestamp with time zone, "attempts" integer NOT NULL DEFAULT 0, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_bbeac9df199ea1c22c6dea75c2f" PRIMARY KEY ("id"));
ALTER TABLE "tariff" ADD CONSTRAINT "FK_d2b8d8fec449d79451466c05f28" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_d2b8d8fec449d79451466c05f28" ON "tariff" ("communityId") ;
ALTER TABLE "community" ADD "rev" integer;
ALTER TABLE "community" ADD CONSTRAINT "UQ_c022b5269a42a201e78e76e7c9a" UNIQUE ("id", "rev");
ALTER TABLE "meter" ALTER COLUMN "comment" SET NOT NULL;
ALTER TABLE "reading" RENAME COLUMN "urlNew" TO "urlNewLegacy";
ALTER TABLE "meter" ALTER COLUMN "rev" SET NOT NULL;

CREATE TABLE "contract" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "householdId" uuid NOT NULL, "tariffId" uuid NOT NULL, "color" character varying(7), "name" character varying NOT NULL, "priority" smallint NOT NULL DEFAULT 0, "email" character varying, "comment" text, "exchangeRate" numeric(18,6), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_17c3a89f58a2997276084e706e8" PRIMARY KEY ("id"));
ALTER TABLE "contract" ADD CONSTRAINT "FK_3cab1005321002007e69472946e" FOREIGN KEY ("householdId") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_3cab1005321002007e69472946e" ON "contract" ("householdId") ;
ALTER TABLE "contract" ADD CONSTRAINT "FK_7b85fbc4071a6d182fae00651f5" FOREIGN KEY ("tariffId") REFERENCES "tariff"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_7b85fbc4071a6d182fae00651f5" ON "contract" ("tariffId") ;
ALTER TABLE "meter" DROP COLUMN "rev";
ALTER TABLE "meter" ADD "revNew" jsonb;
ALTER TABLE "reading" DROP COLUMN "urlNewLegacy";
ALTER TABLE "reading" ADD "urlNewLegacyNew" integer NOT NULL DEFAULT '0';
ALTER TABLE "household" ALTER COLUMN "isActive" SET NOT NULL;
ALTER TABLE "tariff" ALTER COLUMN "longitude" DROP NOT NULL;
CREATE TABLE "tariff_links_meter" ("tariffId" uuid NOT NULL, "meterId" uuid NOT NULL, CONSTRAINT "PK_293c4886a9d7508da3b28361615" PRIMARY KEY ("tariffId", "meterId"));
CREATE INDEX "IDX_40f8710268bf57d0800a666d637" ON "tariff_links_meter" ("tariffId") ;
CREATE INDEX "IDX_4bd6133b08135a243130d683335" ON "tariff_links_meter" ("meterId") ;
ALTER TABLE "tariff_links_meter" ADD CONSTRAINT "FK_40f8710268bf57d0800a666d637" FOREIGN KEY ("tariffId") REFERENCES "tariff"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tariff_links_meter" ADD CONSTRAINT "FK_4bd6133b08135a243130d683335" FOREIGN KEY ("meterId") REFERENCES "meter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "invoice" ("id" SERIAL NOT NULL, "contractId" uuid NOT NULL, "phone" character varying(32), "locale" character varying(10) NOT NULL DEFAULT 'en', "position" integer NOT NULL DEFAULT 0, "taxRate" numeric(5,4) NOT NULL DEFAULT 0, "unitPrice" numeric(12,2) NOT NULL, "checksum" character varying(64), "digest" bytea, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_15d25c200d9bcd8a33f698daf18" PRIMARY KEY ("id"));
ALTER TABLE "invoice" ADD CONSTRAINT "FK_6612b9b46c6531550a0a8b8146d" FOREIGN KEY ("contractId") REFERENCES "contract"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_6612b9b46c6531550a0a8b8146d" ON "invoice" ("contractId") ;
ALTER TABLE "household" ALTER COLUMN "phone" SET NOT NULL;
ALTER TABLE "community" ALTER COLUMN "region" DROP NOT NULL;

CREATE TABLE "invoice_row" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "invoiceId" integer NOT NULL, "unitPrice" numeric(12,2) NOT NULL, "longitude" numeric(9,6), "balanceCents" bigint NOT NULL DEFAULT 0, "weight" numeric(8,3), "street" character varying, "isActive" boolean NOT NULL DEFAULT true, "dueOn" date, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_449ae967902f98865a2508d01d8" PRIMARY KEY ("id"));
ALTER TABLE "invoice_row" ADD CONSTRAINT "FK_ced89c74a78bc314833cb316092" FOREIGN KEY ("invoiceId") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;
CREATE INDEX "IDX_ced89c74a78bc314833cb316092" ON "invoice_row" ("invoiceId") ;
ALTER TABLE "meter" ADD "rev" integer;
ALTER TABLE "meter" ADD CONSTRAINT "UQ_e1416d46ffc1ffc0b6bbb6c4a53" UNIQUE ("id", "rev");
COMMENT ON COLUMN "contract"."comment" IS 'comment of the contract';
ALTER TABLE "community" ALTER COLUMN "durationMs" SET NOT NULL;
ALTER TABLE "invoice_row" ALTER COLUMN "longitude" DROP NOT NULL;

CREATE TYPE "public"."battery_state_enum" AS ENUM('archived', 'failed', 'paused');
CREATE TABLE "battery" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "state" "public"."battery_state_enum" NOT NULL DEFAULT 'archived', "communityId" integer NOT NULL, "unitPrice" numeric(12,2) NOT NULL, "color" character varying(7), "runAt" timestamp with time zone NOT NULL DEFAULT now(), "endsAt" timestamp with time zone, "bytes" bigint NOT NULL DEFAULT 0, "reference" character varying(64), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_48100ff77c357004dfd6a51efdf" PRIMARY KEY ("id"));
ALTER TABLE "battery" ADD CONSTRAINT "FK_860d9169d4e2adcf316bc140931" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;
CREATE INDEX "IDX_860d9169d4e2adcf316bc140931" ON "battery" ("communityId") ;
ALTER TABLE "invoice" RENAME COLUMN "digest" TO "digestLegacy";
ALTER TABLE "tariff" DROP COLUMN "attempts";
ALTER TABLE "tariff" ADD "attemptsNew" jsonb;

CREATE TABLE "charge_cycle" ("id" SERIAL NOT NULL, "batteryId" uuid NOT NULL, "slug" character varying NOT NULL, "payload" jsonb NOT NULL, "userAgent" text, "name" character varying NOT NULL, "host" character varying, "weight" numeric(8,3), "taxRate" numeric(5,4) NOT NULL DEFAULT 0, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_e5b7512c7381cd44b18f67c752e" PRIMARY KEY ("id"));
ALTER TABLE "charge_cycle" ADD CONSTRAINT "FK_ad5596f1356b0b7585d2e12b44c" FOREIGN KEY ("batteryId") REFERENCES "battery"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_ad5596f1356b0b7585d2e12b44c" ON "charge_cycle" ("batteryId") ;
ALTER TABLE "contract" ALTER COLUMN "name" SET DEFAULT '';
ALTER TABLE "invoice" ADD "rev" integer;
ALTER TABLE "invoice" ADD CONSTRAINT "UQ_d1315f76af500251298901c6e17" UNIQUE ("id", "rev");
ALTER TABLE "charge_cycle" RENAME COLUMN "userAgent" TO "userAgentLegacy";
ALTER TABLE "charge_cycle" ADD "rev" integer;
ALTER TABLE "charge_cycle" ADD CONSTRAINT "UQ_d43229d0b2720170e8125517c46" UNIQUE ("id", "rev");

CREATE TABLE "solar_roof" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "householdId" uuid NOT NULL, "kind" character varying(20) NOT NULL, "region" character varying(80), "headers" jsonb, "invoiceNumber" character varying(40), "startsAt" timestamp with time zone, "total" numeric(12,2), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_018aedde616dc6608988cc3cea0" PRIMARY KEY ("id"));
ALTER TABLE "solar_roof" ADD CONSTRAINT "FK_cda0a0a20d39bd9eef90d04c412" FOREIGN KEY ("householdId") REFERENCES "household"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;
CREATE INDEX "IDX_cda0a0a20d39bd9eef90d04c412" ON "solar_roof" ("householdId") ;
ALTER TABLE "charge_cycle" DROP COLUMN "slug";
ALTER TABLE "charge_cycle" ADD "slugNew" character varying(300);
ALTER TABLE "solar_roof" RENAME COLUMN "headers" TO "headersLegacy";
COMMENT ON COLUMN "battery"."endsAt" IS 'endsAt of the battery';
ALTER TABLE "solar_roof" DROP COLUMN "startsAt";
ALTER TABLE "solar_roof" ADD "startsAtNew" jsonb;

CREATE TABLE "inverter" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "solarRoofId" uuid NOT NULL, "description" text, "region" character varying(80), "comment" text, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_91634da4d6c56d802396b25ec0e" PRIMARY KEY ("id"));
ALTER TABLE "inverter" ADD CONSTRAINT "FK_160a8e31674d4f023efa26bde80" FOREIGN KEY ("solarRoofId") REFERENCES "solar_roof"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_160a8e31674d4f023efa26bde80" ON "inverter" ("solarRoofId") ;
ALTER TABLE "contract" ALTER COLUMN "name" SET NOT NULL;
ALTER TABLE "household" ALTER COLUMN "phone" DROP NOT NULL;
ALTER TABLE "tariff" ALTER COLUMN "attemptsNew" DROP NOT NULL;
ALTER TABLE "invoice_row" RENAME COLUMN "balanceCents" TO "balanceCentsLegacy";
CREATE TABLE "solar_roof_links_battery" ("solarRoofId" uuid NOT NULL, "batteryId" uuid NOT NULL, CONSTRAINT "PK_8ea8b6330713eb180a1bde1602d" PRIMARY KEY ("solarRoofId", "batteryId"));
CREATE INDEX "IDX_18b766e08d6a5580b2b4ffdeb8c" ON "solar_roof_links_battery" ("solarRoofId") ;
CREATE INDEX "IDX_f6f3fa923e3d8ed5d0d83300b3d" ON "solar_roof_links_battery" ("batteryId") ;
ALTER TABLE "solar_roof_links_battery" ADD CONSTRAINT "FK_18b766e08d6a5580b2b4ffdeb8c" FOREIGN KEY ("solarRoofId") REFERENCES "solar_roof"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "solar_roof_links_battery" ADD CONSTRAINT "FK_f6f3fa923e3d8ed5d0d83300b3d" FOREIGN KEY ("batteryId") REFERENCES "battery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TYPE "public"."production_state_enum" AS ENUM('failed', 'paused', 'active');
CREATE TABLE "production" ("id" SERIAL NOT NULL, "state" "public"."production_state_enum" NOT NULL DEFAULT 'failed', "inverterId" uuid NOT NULL, "email" character varying, "street" character varying, "region" character varying(80), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_722753196a878fa7473f0381da3" PRIMARY KEY ("id"));
ALTER TABLE "production" ADD CONSTRAINT "FK_9841c224c0a6d772b4e5ea15d71" FOREIGN KEY ("inverterId") REFERENCES "inverter"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_9841c224c0a6d772b4e5ea15d71" ON "production" ("inverterId") ;
ALTER TABLE "community" RENAME COLUMN "paidAt" TO "paidAtLegacy";
ALTER TABLE "meter" DROP COLUMN "comment";
ALTER TABLE "meter" ADD "commentNew" character varying(300);
COMMENT ON COLUMN "charge_cycle"."slugNew" IS 'slugNew of the charge_cycle';

CREATE TABLE "forecast" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "communityId" integer NOT NULL, "street" character varying, "bytes" bigint NOT NULL DEFAULT 0, "retries" smallint NOT NULL DEFAULT 0, "name" character varying NOT NULL, "startsAt" timestamp with time zone, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_aee67ed6c40e832a806c429a2ec" PRIMARY KEY ("id"));
ALTER TABLE "forecast" ADD CONSTRAINT "FK_f5b56c1fe93a0485111317f0b69" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_f5b56c1fe93a0485111317f0b69" ON "forecast" ("communityId") ;
ALTER TABLE "forecast" ADD "rev" integer;
ALTER TABLE "forecast" ADD CONSTRAINT "UQ_69b7e240682272a980ce53834db" UNIQUE ("id", "rev");
ALTER TABLE "reading" ADD "rev" integer;
ALTER TABLE "reading" ADD CONSTRAINT "UQ_abcce75730e81a5adfff517531e" UNIQUE ("id", "rev");
ALTER TABLE "meter" ALTER COLUMN "email" DROP NOT NULL;

CREATE TABLE "weather_station" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "payload" jsonb NOT NULL, "metadata" jsonb NOT NULL DEFAULT '{}', "latitude" numeric(9,6), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_162a295a3b8963a602e035f0910" PRIMARY KEY ("id"));
ALTER TABLE "contract" RENAME COLUMN "priority" TO "priorityLegacy";
ALTER TABLE "inverter" DROP COLUMN "description";
ALTER TABLE "inverter" ADD "descriptionNew" jsonb;
ALTER TABLE "battery" ALTER COLUMN "endsAt" DROP NOT NULL;

CREATE TABLE "vote" ("id" SERIAL NOT NULL, "communityId" integer NOT NULL, "tags" text[] NOT NULL DEFAULT '{}', "score" double precision, "digest" bytea, "kind" character varying(20) NOT NULL, "isDefault" boolean NOT NULL DEFAULT false, "contentType" character varying, "amount" numeric(12,2) NOT NULL DEFAULT 0, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_2d5932d46afe39c8176f9d4be72" PRIMARY KEY ("id"));
ALTER TABLE "vote" ADD CONSTRAINT "FK_71a1deb0334bee110e46b9d9c28" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_71a1deb0334bee110e46b9d9c28" ON "vote" ("communityId") ;
ALTER TABLE "solar_roof" ALTER COLUMN "invoiceNumber" DROP NOT NULL;
ALTER TABLE "tariff" ALTER COLUMN "longitude" SET NOT NULL;
ALTER TABLE "inverter" ALTER COLUMN "descriptionNew" SET NOT NULL;

CREATE TYPE "public"."ballot_state_enum" AS ENUM('new', 'active', 'paused');
CREATE TABLE "ballot" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "state" "public"."ballot_state_enum" NOT NULL DEFAULT 'new', "voteId" integer NOT NULL, "householdId" uuid NOT NULL, "slug" character varying NOT NULL, "description" text, "tags" text[] NOT NULL DEFAULT '{}', "reference" character varying(64), "url" text, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_20adac0e902c60e62fcb6f4cf9c" PRIMARY KEY ("id"));
ALTER TABLE "ballot" ADD CONSTRAINT "FK_3b66bac261810d07aca23ecc07a" FOREIGN KEY ("voteId") REFERENCES "vote"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_3b66bac261810d07aca23ecc07a" ON "ballot" ("voteId") ;
ALTER TABLE "ballot" ADD CONSTRAINT "FK_5c04e6cac6d7fc6944da64caf4e" FOREIGN KEY ("householdId") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_5c04e6cac6d7fc6944da64caf4e" ON "ballot" ("householdId") ;
ALTER TABLE "tariff" ALTER COLUMN "paidAt" DROP NOT NULL;
ALTER TABLE "battery" RENAME COLUMN "reference" TO "referenceLegacy";
ALTER TABLE "vote" ALTER COLUMN "tags" DROP NOT NULL;

CREATE TABLE "board_member" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "communityId" integer NOT NULL, "householdId" uuid NOT NULL, "tags" text[] NOT NULL DEFAULT '{}', "durationMs" integer, "priority" smallint NOT NULL DEFAULT 0, "metadata" jsonb NOT NULL DEFAULT '{}', "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_c27bedbf846391cf1af5e4a74d1" PRIMARY KEY ("id"));
ALTER TABLE "board_member" ADD CONSTRAINT "FK_72e60097371e9403cd4a997dd15" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_72e60097371e9403cd4a997dd15" ON "board_member" ("communityId") ;
ALTER TABLE "board_member" ADD CONSTRAINT "FK_9dc7434e6519c7bc8704ab5de85" FOREIGN KEY ("householdId") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_9dc7434e6519c7bc8704ab5de85" ON "board_member" ("householdId") ;
COMMENT ON COLUMN "inverter"."comment" IS 'comment of the inverter';
ALTER TABLE "invoice_row" ALTER COLUMN "isActive" DROP NOT NULL;
ALTER TABLE "community" ALTER COLUMN "rev" DROP NOT NULL;
COMMENT ON COLUMN "battery"."unitPrice" IS 'unitPrice of the battery';
CREATE TABLE "ballot_links_weather_station" ("ballotId" uuid NOT NULL, "weatherStationId" uuid NOT NULL, CONSTRAINT "PK_903c6dc0706244025a523280a39" PRIMARY KEY ("ballotId", "weatherStationId"));
CREATE INDEX "IDX_660248b2e7d791005ea7230287b" ON "ballot_links_weather_station" ("ballotId") ;
CREATE INDEX "IDX_6528ae2d3e02e536e92fccf5664" ON "ballot_links_weather_station" ("weatherStationId") ;
ALTER TABLE "ballot_links_weather_station" ADD CONSTRAINT "FK_660248b2e7d791005ea7230287b" FOREIGN KEY ("ballotId") REFERENCES "ballot"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ballot_links_weather_station" ADD CONSTRAINT "FK_6528ae2d3e02e536e92fccf5664" FOREIGN KEY ("weatherStationId") REFERENCES "weather_station"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "meeting" ("id" SERIAL NOT NULL, "communityId" integer NOT NULL, "paidAt" timestamp with time zone, "street" character varying, "score" double precision, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_dccaf9e4c0e39067d82ccc7bb83" PRIMARY KEY ("id"));
ALTER TABLE "meeting" ADD CONSTRAINT "FK_22c37ebdc79f568537ec388a698" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_22c37ebdc79f568537ec388a698" ON "meeting" ("communityId") ;
ALTER TABLE "meeting" DROP COLUMN "score";
ALTER TABLE "meeting" ADD "scoreNew" character varying(300);
ALTER TABLE "invoice_row" DROP COLUMN "street";
ALTER TABLE "invoice_row" ADD "streetNew" integer NOT NULL DEFAULT '0';
ALTER TABLE "forecast" ALTER COLUMN "rev" SET NOT NULL;

CREATE TABLE "minute" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "meetingId" integer NOT NULL, "expiresAt" timestamp with time zone, "status" character varying(20) NOT NULL DEFAULT 'new', "longitude" numeric(9,6), "exchangeRate" numeric(18,6), "position" integer NOT NULL DEFAULT 0, "invoiceNumber" character varying(40), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_435f77155285aec80d2ee3ff0e2" PRIMARY KEY ("id"));
ALTER TABLE "minute" ADD CONSTRAINT "FK_f2540acc4ecf61aeded24bf83bb" FOREIGN KEY ("meetingId") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_f2540acc4ecf61aeded24bf83bb" ON "minute" ("meetingId") ;
ALTER TABLE "meter" RENAME COLUMN "revNew" TO "revNewLegacy";
ALTER TABLE "household" ADD "rev" integer;
ALTER TABLE "household" ADD CONSTRAINT "UQ_bbd91387a997de0e3f96c44a327" UNIQUE ("id", "rev");

CREATE TYPE "public"."payment_state_enum" AS ENUM('active', 'paused', 'failed');
CREATE TABLE "payment" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "state" "public"."payment_state_enum" NOT NULL DEFAULT 'active', "invoiceId" integer NOT NULL, "status" character varying(20) NOT NULL DEFAULT 'new', "comment" text, "attempts" integer NOT NULL DEFAULT 0, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_fcaec7df5adf9cac408c686b2ab" PRIMARY KEY ("id"));
ALTER TABLE "payment" ADD CONSTRAINT "FK_5182416d1191a777379e0a8386f" FOREIGN KEY ("invoiceId") REFERENCES "invoice"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_5182416d1191a777379e0a8386f" ON "payment" ("invoiceId") ;
ALTER TABLE "payment" DROP COLUMN "status";
ALTER TABLE "payment" ADD "statusNew" jsonb;
ALTER TABLE "meeting" RENAME COLUMN "paidAt" TO "paidAtLegacy";
ALTER TABLE "payment" ALTER COLUMN "attempts" DROP NOT NULL;

CREATE TABLE "reminder" ("id" SERIAL NOT NULL, "invoiceId" integer NOT NULL, "isDefault" boolean NOT NULL DEFAULT false, "host" character varying, "color" character varying(7), "durationMs" integer, "slug" character varying NOT NULL, "title" character varying NOT NULL, "description" text, "settings" jsonb DEFAULT '{}', "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_9ec029d17cb8dece186b9221ede" PRIMARY KEY ("id"));
ALTER TABLE "reminder" ADD CONSTRAINT "FK_a73cbd744ca441a66300a8ecba3" FOREIGN KEY ("invoiceId") REFERENCES "invoice"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_a73cbd744ca441a66300a8ecba3" ON "reminder" ("invoiceId") ;
ALTER TABLE "community" DROP COLUMN "paidAtLegacy";
ALTER TABLE "community" ADD "paidAtLegacyNew" character varying(300);
ALTER TABLE "battery" ALTER COLUMN "referenceLegacy" SET NOT NULL;
ALTER TABLE "solar_roof" ADD "rev" integer;
ALTER TABLE "solar_roof" ADD CONSTRAINT "UQ_ddf6086f61dcc75debd0940e08f" UNIQUE ("id", "rev");
ALTER TABLE "battery" ALTER COLUMN "referenceLegacy" SET NOT NULL;

CREATE TABLE "alert" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "meterId" uuid NOT NULL, "countryCode" character varying(2) NOT NULL, "userAgent" text, "title" character varying NOT NULL, "startsAt" timestamp with time zone, "retries" smallint NOT NULL DEFAULT 0, "reference" character varying(64), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_ad91cad659a3536465d564a4b2f" PRIMARY KEY ("id"));
ALTER TABLE "alert" ADD CONSTRAINT "FK_d35bfcebd95bc42eba278752e1e" FOREIGN KEY ("meterId") REFERENCES "meter"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_d35bfcebd95bc42eba278752e1e" ON "alert" ("meterId") ;
COMMENT ON COLUMN "meeting"."scoreNew" IS 'scoreNew of the meeting';
ALTER TABLE "minute" ALTER COLUMN "position" DROP NOT NULL;
ALTER TABLE "payment" ALTER COLUMN "comment" SET NOT NULL;
ALTER TABLE "minute" ALTER COLUMN "exchangeRate" DROP NOT NULL;

CREATE TABLE "alert_rule" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "communityId" integer NOT NULL, "expiresAt" timestamp with time zone, "currency" character varying(3) NOT NULL DEFAULT 'EUR', "isDefault" boolean NOT NULL DEFAULT false, "weight" numeric(8,3), "contentType" character varying, "attempts" integer NOT NULL DEFAULT 0, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_e9bf555f33872d7b50eb2421a17" PRIMARY KEY ("id"));
ALTER TABLE "alert_rule" ADD CONSTRAINT "FK_3ea4d797b240000f2ec39af54fa" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_3ea4d797b240000f2ec39af54fa" ON "alert_rule" ("communityId") ;
COMMENT ON COLUMN "reading"."exchangeRate" IS 'exchangeRate of the reading';
ALTER TABLE "battery" DROP COLUMN "color";
ALTER TABLE "battery" ADD "colorNew" jsonb;
ALTER TABLE "minute" DROP COLUMN "status";
ALTER TABLE "minute" ADD "statusNew" text;
ALTER TABLE "vote" ALTER COLUMN "score" DROP NOT NULL;
CREATE TABLE "alert_links_payment" ("alertId" uuid NOT NULL, "paymentId" uuid NOT NULL, CONSTRAINT "PK_58758829926378446cb696302da" PRIMARY KEY ("alertId", "paymentId"));
CREATE INDEX "IDX_ade7b09d9784d32a49dc32cafc7" ON "alert_links_payment" ("alertId") ;
CREATE INDEX "IDX_13da41209bf885913b178ea52b8" ON "alert_links_payment" ("paymentId") ;
ALTER TABLE "alert_links_payment" ADD CONSTRAINT "FK_ade7b09d9784d32a49dc32cafc7" FOREIGN KEY ("alertId") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "alert_links_payment" ADD CONSTRAINT "FK_13da41209bf885913b178ea52b8" FOREIGN KEY ("paymentId") REFERENCES "payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TYPE "public"."device_state_enum" AS ENUM('failed', 'closed', 'paused');
CREATE TABLE "device" ("id" SERIAL NOT NULL, "state" "public"."device_state_enum" NOT NULL DEFAULT 'failed', "householdId" uuid NOT NULL, "longitude" numeric(9,6), "payload" jsonb NOT NULL, "discount" numeric(5,4), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_2dc10972aa4e27c01378dad2c72" PRIMARY KEY ("id"));
ALTER TABLE "device" ADD CONSTRAINT "FK_5c8c7746490f2953c78e8159338" FOREIGN KEY ("householdId") REFERENCES "household"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_5c8c7746490f2953c78e8159338" ON "device" ("householdId") ;
COMMENT ON COLUMN "contract"."email" IS 'email of the contract';
ALTER TABLE "alert" ADD "rev" integer;
ALTER TABLE "alert" ADD CONSTRAINT "UQ_cd85f1627ec381e7a96b1e37382" UNIQUE ("id", "rev");
COMMENT ON COLUMN "contract"."color" IS 'color of the contract';

CREATE TABLE "device_log" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "deviceId" integer NOT NULL, "timezone" character varying(40), "discount" numeric(5,4), "position" integer NOT NULL DEFAULT 0, "endsAt" timestamp with time zone, "title" character varying NOT NULL, "payload" jsonb NOT NULL, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_3268dd456f4d48c4f20b28ba830" PRIMARY KEY ("id"));
ALTER TABLE "device_log" ADD CONSTRAINT "FK_8bba77e0790237d8c53474238e4" FOREIGN KEY ("deviceId") REFERENCES "device"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_8bba77e0790237d8c53474238e4" ON "device_log" ("deviceId") ;
ALTER TABLE "board_member" DROP COLUMN "durationMs";
ALTER TABLE "board_member" ADD "durationMsNew" integer NOT NULL DEFAULT '0';
ALTER TABLE "vote" DROP COLUMN "tags";
ALTER TABLE "vote" ADD "tagsNew" text;
ALTER TABLE "minute" ADD "rev" integer;
ALTER TABLE "minute" ADD CONSTRAINT "UQ_aa9f45bfcee8231b003156a6e4a" UNIQUE ("id", "rev");
ALTER TABLE "household" RENAME COLUMN "postalCode" TO "postalCodeLegacy";

CREATE TABLE "user_account" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "householdId" uuid, "longitude" numeric(9,6), "description" text, "ipAddress" inet, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_6acfec7285fdf9f463462de3e9f" PRIMARY KEY ("id"));
ALTER TABLE "user_account" ADD CONSTRAINT "FK_b66f9b031e8a511b9bf5023abc0" FOREIGN KEY ("householdId") REFERENCES "household"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;
CREATE INDEX "IDX_b66f9b031e8a511b9bf5023abc0" ON "user_account" ("householdId") ;
COMMENT ON COLUMN "meeting"."scoreNew" IS 'scoreNew of the meeting';
ALTER TABLE "community" ALTER COLUMN "region" DROP NOT NULL;
COMMENT ON COLUMN "solar_roof"."invoiceNumber" IS 'invoiceNumber of the solar_roof';

CREATE TABLE "refresh_token" ("id" SERIAL NOT NULL, "userAccountId" uuid NOT NULL, "longitude" numeric(9,6), "invoiceNumber" character varying(40), "position" integer NOT NULL DEFAULT 0, "tags" text[] NOT NULL DEFAULT '{}', "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_b575dd3c21fb0831013c909e7fe" PRIMARY KEY ("id"));
ALTER TABLE "refresh_token" ADD CONSTRAINT "FK_567aafcf691c8219ab0bff757aa" FOREIGN KEY ("userAccountId") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;
CREATE INDEX "IDX_567aafcf691c8219ab0bff757aa" ON "refresh_token" ("userAccountId") ;
ALTER TABLE "forecast" RENAME COLUMN "street" TO "streetLegacy";
ALTER TABLE "ballot" ALTER COLUMN "slug" DROP NOT NULL;
ALTER TABLE "contract" ALTER COLUMN "priorityLegacy" SET NOT NULL;
COMMENT ON COLUMN "minute"."statusNew" IS 'statusNew of the minute';

CREATE TYPE "public"."translation_state_enum" AS ENUM('new', 'closed', 'active');
CREATE TABLE "translation" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "state" "public"."translation_state_enum" NOT NULL DEFAULT 'new', "isDefault" boolean NOT NULL DEFAULT false, "countryCode" character varying(2) NOT NULL, "code" character varying(20) NOT NULL, "token" uuid, "comment" text, "notes" text, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "UQ_32c6b4d1598e05842037804c981" UNIQUE ("code"), CONSTRAINT "PK_7aef875e43ab80d34a0cdd39c70" PRIMARY KEY ("id"));
ALTER TABLE "forecast" RENAME COLUMN "rev" TO "revLegacy";
ALTER TABLE "invoice_row" RENAME COLUMN "streetNew" TO "streetNewLegacy";

CREATE TABLE "setting" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "communityId" integer NOT NULL, "unitPrice" numeric(12,2) NOT NULL, "settings" jsonb DEFAULT '{}', "durationMs" integer, "city" character varying, "status" character varying(20) NOT NULL DEFAULT 'new', "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_fcb21187dc6094e24a48f677bed" PRIMARY KEY ("id"));
ALTER TABLE "setting" ADD CONSTRAINT "FK_4bdda55cf7819054565265ac78a" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_4bdda55cf7819054565265ac78a" ON "setting" ("communityId") ;
ALTER TABLE "user_account" ALTER COLUMN "description" DROP NOT NULL;
COMMENT ON COLUMN "minute"."statusNew" IS 'statusNew of the minute';
ALTER TABLE "payment" ADD "rev" integer;
ALTER TABLE "payment" ADD CONSTRAINT "UQ_f35c96a8983665de0d9ebef0370" UNIQUE ("id", "rev");
ALTER TABLE "inverter" ALTER COLUMN "descriptionNew" DROP NOT NULL;
CREATE TABLE "translation_links_user_account" ("translationId" uuid NOT NULL, "userAccountId" uuid NOT NULL, CONSTRAINT "PK_aa6c4e8f03383227a84129e1b09" PRIMARY KEY ("translationId", "userAccountId"));
CREATE INDEX "IDX_50a3f2991ae9c5011d4c7723616" ON "translation_links_user_account" ("translationId") ;
CREATE INDEX "IDX_8dfb00f819ee5b1ce1c98a6ef1c" ON "translation_links_user_account" ("userAccountId") ;
ALTER TABLE "translation_links_user_account" ADD CONSTRAINT "FK_50a3f2991ae9c5011d4c7723616" FOREIGN KEY ("translationId") REFERENCES "translation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "translation_links_user_account" ADD CONSTRAINT "FK_8dfb00f819ee5b1ce1c98a6ef1c" FOREIGN KEY ("userAccountId") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "file_upload" ("id" SERIAL NOT NULL, "userAccountId" uuid, "isDefault" boolean NOT NULL DEFAULT false, "balanceCents" bigint NOT NULL DEFAULT 0, "total" numeric(12,2), "isActive" boolean NOT NULL DEFAULT true, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_bb8460e39fcad3aaa44d1d7e5d3" PRIMARY KEY ("id"));
ALTER TABLE "file_upload" ADD CONSTRAINT "FK_333a01be11fc8d054b5a282cdaa" FOREIGN KEY ("userAccountId") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_333a01be11fc8d054b5a282cdaa" ON "file_upload" ("userAccountId") ;
ALTER TABLE "device" ALTER COLUMN "longitude" DROP NOT NULL;
ALTER TABLE "meter" ALTER COLUMN "email" SET DEFAULT '';
ALTER TABLE "contract" ADD "rev" integer;
ALTER TABLE "contract" ADD CONSTRAINT "UQ_3efe79c5b5f393101395ac7a86d" UNIQUE ("id", "rev");
ALTER TABLE "setting" ALTER COLUMN "durationMs" DROP NOT NULL;

CREATE TABLE "support_ticket" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "householdId" uuid NOT NULL, "metadata" jsonb NOT NULL DEFAULT '{}', "region" character varying(80), "bytes" bigint NOT NULL DEFAULT 0, "discount" numeric(5,4), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_506b4b9f579fb3adbaebe3950c2" PRIMARY KEY ("id"));
ALTER TABLE "support_ticket" ADD CONSTRAINT "FK_b94a62184d328eacba1b959b3e6" FOREIGN KEY ("householdId") REFERENCES "household"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;
CREATE INDEX "IDX_b94a62184d328eacba1b959b3e6" ON "support_ticket" ("householdId") ;
ALTER TABLE "file_upload" ADD "rev" integer;
ALTER TABLE "file_upload" ADD CONSTRAINT "UQ_053a01a164709d8fe27ec688585" UNIQUE ("id", "rev");
ALTER TABLE "charge_cycle" ALTER COLUMN "userAgentLegacy" SET DEFAULT '';
COMMENT ON COLUMN "contract"."exchangeRate" IS 'exchangeRate of the contract';
ALTER TABLE "tariff" ALTER COLUMN "reference" SET NOT NULL;

CREATE TYPE "public"."ticket_reply_state_enum" AS ENUM('active', 'archived', 'paused');
CREATE TABLE "ticket_reply" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "state" "public"."ticket_reply_state_enum" NOT NULL DEFAULT 'active', "supportTicketId" uuid NOT NULL, "contentType" character varying, "userAgent" text, "archivedAt" timestamp with time zone, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_f029e885c239c9e1fd8743b8bb6" PRIMARY KEY ("id"));
ALTER TABLE "ticket_reply" ADD CONSTRAINT "FK_b861b8564094536b0b136c964c8" FOREIGN KEY ("supportTicketId") REFERENCES "support_ticket"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_b861b8564094536b0b136c964c8" ON "ticket_reply" ("supportTicketId") ;
ALTER TABLE "meter" ALTER COLUMN "commentNew" SET NOT NULL;
COMMENT ON COLUMN "vote"."kind" IS 'kind of the vote';

CREATE TABLE "grid_operator" ("id" SERIAL NOT NULL, "street" character varying, "retries" smallint NOT NULL DEFAULT 0, "version" integer NOT NULL DEFAULT 1, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_c37b609925fb9002d0740c202c1" PRIMARY KEY ("id"));
COMMENT ON COLUMN "board_member"."metadata" IS 'metadata of the board_member';
COMMENT ON COLUMN "solar_roof"."kind" IS 'kind of the solar_roof';

CREATE TABLE "market_price" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "gridOperatorId" integer NOT NULL, "unitPrice" numeric(12,2) NOT NULL, "description" text, "reference" character varying(64), "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_2d0e67fad606926d3f44a79bab5" PRIMARY KEY ("id"));
ALTER TABLE "market_price" ADD CONSTRAINT "FK_50693e406d3ef7a7018eff34e82" FOREIGN KEY ("gridOperatorId") REFERENCES "grid_operator"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE INDEX "IDX_50693e406d3ef7a7018eff34e82" ON "market_price" ("gridOperatorId") ;
COMMENT ON COLUMN "meeting"."street" IS 'street of the meeting';
ALTER TABLE "refresh_token" RENAME COLUMN "invoiceNumber" TO "invoiceNumberLegacy";
ALTER TABLE "ballot" ADD "rev" integer;
ALTER TABLE "ballot" ADD CONSTRAINT "UQ_0160ba8610574597937746d2ce7" UNIQUE ("id", "rev");
COMMENT ON COLUMN "ticket_reply"."userAgent" IS 'userAgent of the ticket_reply';

CREATE TABLE "schedule" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "communityId" integer NOT NULL, "weight" numeric(8,3), "countryCode" character varying(2) NOT NULL, "digest" bytea, "tags" text[] NOT NULL DEFAULT '{}', "title" character varying NOT NULL, "longitude" numeric(9,6), "archivedAt" timestamp with time zone, "userAgent" text, "createdAt" TIMESTAMP NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP NOT NULL DEFAULT now(), CONSTRAINT "PK_1c05e42aec7371641193e180046" PRIMARY KEY ("id"));
ALTER TABLE "schedule" ADD CONSTRAINT "FK_df98d9461f7d10c9e4574f3924b" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "IDX_df98d9461f7d10c9e4574f3924b" ON "schedule" ("communityId") ;
ALTER TABLE "device" ADD "rev" integer;
ALTER TABLE "device" ADD CONSTRAINT "UQ_43906b1c8fd59473c76a6ed27e0" UNIQUE ("id", "rev");
ALTER TABLE "device_log" RENAME COLUMN "discount" TO "discountLegacy";
ALTER TABLE "reading" ALTER COLUMN "urlNewLegacyNew" DROP NOT NULL;
CREATE TABLE "market_price_links_ticket_reply" ("marketPriceId" uuid NOT NULL, "ticketReplyId" uuid NOT NULL, CONSTRAINT "PK_438c1909c43262191fbb04d957f" PRIMARY KEY ("marketPriceId", "ticketReplyId"));
CREATE INDEX "IDX_52dce43f3fec43342ff135ce127" ON "market_price_links_ticket_reply" ("marketPriceId") ;
CREATE INDEX "IDX_5420997956eb038e75eab1f9e4d" ON "market_price_links_ticket_reply" ("ticketReplyId") ;
ALTER TABLE "market_price_links_ticket_reply" ADD CONSTRAINT "FK_52dce43f3fec43342ff135ce127" FOREIGN KEY ("marketPriceId") REFERENCES "market_price"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "market_price_links_ticket_reply" ADD CONSTRAINT "FK_5420997956eb038e75eab1f9e4d" FOREIGN KEY ("ticketReplyId") REFERENCES "ticket_reply"("id") ON DELETE CASCADE ON UPDATE CASCADE;
