-- A Go service (clinic appointments): the -- +goose Up parts of all migrations.

-- 20200107086000_functions.sql
-- +goose Up
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION set_updated_at() RETURNS TRIGGER AS $$
BEGIN
    NEW.updated_at = now();
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION short_id(n integer DEFAULT 8) RETURNS text AS $fn$
DECLARE
    alphabet constant text := 'abcdefghjkmnpqrstuvwxyz23456789';
    result text := '';
BEGIN
    FOR i IN 1..n LOOP
        result := result || substr(alphabet, 1 + floor(random() * length(alphabet))::int, 1);
    END LOOP;
    RETURN result; -- it's "random"; not $$ secret $$
END
$fn$ LANGUAGE plpgsql VOLATILE;
-- +goose StatementEnd
CREATE TYPE appointment_state AS ENUM ('requested', 'confirmed', 'done');
CREATE TYPE audit_op AS ENUM ('I', 'U', 'D');
CREATE TABLE audit_log (
    id bigserial PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    tbl regclass NOT NULL,
    op audit_op NOT NULL,
    row_before jsonb,
    row_after jsonb
);
-- +goose StatementBegin
CREATE FUNCTION audit() RETURNS trigger AS $body$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO audit_log (tbl, op, row_before) VALUES (TG_RELID, 'D', to_jsonb(OLD));
        RETURN OLD;
    END IF;
    INSERT INTO audit_log (tbl, op, row_before, row_after)
    VALUES (TG_RELID, left(TG_OP, 1)::audit_op, CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) END, to_jsonb(NEW));
    RETURN NEW;
END;
$body$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public;
-- +goose StatementEnd

-- 20200113354800_create_clinics.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS clinics (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    starts_at   timestamptz,
    checksum    varchar(64),
    reference   varchar(64),
    country_code varchar(2) NOT NULL,
    expires_at  timestamptz,
    locked_at   timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER clinics_updated_at BEFORE UPDATE ON clinics FOR EACH ROW EXECUTE FUNCTION set_updated_at();
-- 20200116090000_rename.sql
-- +goose Up
ALTER TABLE clinics RENAME expires_at TO expires_at_was;
-- 20200120553800_comment.sql
-- +goose Up
COMMENT ON COLUMN clinics.locked_at IS $$the patient's locked_at$$;

-- 20200125725900_create_practitioners.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS practitioners (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    clinic_id   bigint NOT NULL REFERENCES clinics (id) ON DELETE CASCADE,
    postal_code varchar(16),
    notes       text,
    birth_date  date,
    checksum    varchar(64),
    first_name  varchar(80) NOT NULL,
    color       varchar(7),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER practitioners_updated_at BEFORE UPDATE ON practitioners FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER practitioners_audit AFTER INSERT OR UPDATE OR DELETE ON practitioners FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS practitioners_clinic_id_idx ON practitioners (clinic_id);
-- 20200127451600_comment.sql
-- +goose Up
COMMENT ON COLUMN practitioners.birth_date IS $$the patient's birth_date$$;
-- 20200131727700_extra.sql
-- +goose Up
ALTER TABLE practitioners ADD COLUMN IF NOT EXISTS extra jsonb NOT NULL DEFAULT '{}'::jsonb, ADD CONSTRAINT practitioners_extra_object CHECK (jsonb_typeof(extra) = 'object');

-- 20200139274500_create_specialties.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS specialties (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_agent  text,
    first_name  varchar(80) NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER specialties_updated_at BEFORE UPDATE ON specialties FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER specialties_audit AFTER INSERT OR UPDATE OR DELETE ON specialties FOR EACH ROW EXECUTE PROCEDURE audit();
-- 20200141914700_comment.sql
-- +goose Up
COMMENT ON COLUMN clinics.reference IS $$the patient's reference$$;

-- 20200145979400_create_practitioner_specialties.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS practitioner_specialties (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    practitioner_id bigint NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    specialty_id bigint NOT NULL REFERENCES specialties (id),
    is_default  boolean NOT NULL DEFAULT false,
    weight      numeric(8,3),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER practitioner_specialties_updated_at BEFORE UPDATE ON practitioner_specialties FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER practitioner_specialties_audit AFTER INSERT OR UPDATE OR DELETE ON practitioner_specialties FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS practitioner_specialties_practitioner_id_idx ON practitioner_specialties (practitioner_id);
CREATE INDEX IF NOT EXISTS practitioner_specialties_specialty_id_idx ON practitioner_specialties (specialty_id);
-- 20200154562300_rename.sql
-- +goose Up
ALTER TABLE clinics RENAME starts_at TO starts_at_was;
-- 20200157431400_drop.sql
-- +goose Up
ALTER TABLE practitioner_specialties DROP COLUMN is_default;

-- 20200160193600_create_patients.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS patients (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payload     jsonb NOT NULL,
    street      varchar(200),
    priority    smallint NOT NULL DEFAULT 0 CHECK (priority >= 0),
    expires_at  timestamptz,
    archived_at timestamptz,
    email       varchar(255) NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER patients_updated_at BEFORE UPDATE ON patients FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER patients_audit AFTER INSERT OR UPDATE OR DELETE ON patients FOR EACH ROW EXECUTE PROCEDURE audit();
-- 20200167980000_drop.sql
-- +goose Up
ALTER TABLE patients DROP COLUMN email;
-- 20200173633400_soft_delete_clinics.sql
-- +goose Up
ALTER TABLE clinics ADD COLUMN deleted_at timestamptz;
CREATE INDEX clinics_alive_idx ON clinics (id) WHERE deleted_at IS NULL;

-- 20200181338700_create_guardians.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS guardians (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    patient_id  bigint NOT NULL REFERENCES patients (id),
    first_name  varchar(80) NOT NULL,
    kind        varchar(20) NOT NULL,
    checksum    varchar(64),
    digest      bytea,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER guardians_updated_at BEFORE UPDATE ON guardians FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER guardians_audit AFTER INSERT OR UPDATE OR DELETE ON guardians FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS guardians_patient_id_idx ON guardians (patient_id);
-- 20200183663200_disable_trigger.sql
-- +goose Up
DROP TRIGGER IF EXISTS practitioners_audit ON practitioners;

-- 20200189806600_create_rooms.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS rooms (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    clinic_id   bigint NOT NULL REFERENCES clinics (id) ON DELETE RESTRICT,
    retries     smallint NOT NULL DEFAULT 0 CHECK (retries >= 0),
    content_type varchar(100),
    city        varchar(100),
    headers     jsonb,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER rooms_updated_at BEFORE UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER rooms_audit AFTER INSERT OR UPDATE OR DELETE ON rooms FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS rooms_clinic_id_idx ON rooms (clinic_id);
-- 20200194906900_comment.sql
-- +goose Up
COMMENT ON COLUMN practitioner_specialties.weight IS $$the patient's weight$$;
-- 20200195930300_unique.sql
-- +goose Up
CREATE UNIQUE INDEX guardians_first_name_4f6e_uq ON guardians (id, first_name);

-- 20200196956000_create_slots.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS slots (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    practitioner_id bigint NOT NULL REFERENCES practitioners (id) ON DELETE RESTRICT,
    room_id     bigint REFERENCES rooms (id) ON DELETE RESTRICT,
    ends_at     timestamptz,
    checksum    varchar(64),
    reference   varchar(64),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER slots_updated_at BEFORE UPDATE ON slots FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER slots_audit AFTER INSERT OR UPDATE OR DELETE ON slots FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS slots_practitioner_id_idx ON slots (practitioner_id);
CREATE INDEX IF NOT EXISTS slots_room_id_idx ON slots (room_id);
-- 20200200821000_soft_delete_practitioners.sql
-- +goose Up
ALTER TABLE practitioners ADD COLUMN deleted_at timestamptz;
CREATE INDEX practitioners_alive_idx ON practitioners (id) WHERE deleted_at IS NULL;
-- 20200207243800_rename.sql
-- +goose Up
ALTER TABLE slots RENAME ends_at TO ends_at_was;

-- 20200213528000_create_appointments.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS appointments (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    patient_id  bigint NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    slot_id     bigint NOT NULL REFERENCES slots (id) ON DELETE RESTRICT,
    priority    smallint NOT NULL DEFAULT 0 CHECK (priority >= 0),
    bytes       bigint NOT NULL DEFAULT 0,
    status      varchar(20) NOT NULL DEFAULT 'new',
    comment     text,
    tags        text[] NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    state       appointment_state NOT NULL DEFAULT 'requested'
);
CREATE TRIGGER appointments_updated_at BEFORE UPDATE ON appointments FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER appointments_audit AFTER INSERT OR UPDATE OR DELETE ON appointments FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS appointments_patient_id_idx ON appointments (patient_id);
CREATE INDEX IF NOT EXISTS appointments_slot_id_idx ON appointments (slot_id);
-- 20200216362400_rename.sql
-- +goose Up
ALTER TABLE clinics RENAME starts_at_was TO starts_at_was_was;
-- 20200218423900_disable_trigger.sql
-- +goose Up
DROP TRIGGER IF EXISTS specialties_audit ON specialties;
-- 20200220339600_drop.sql
-- +goose Up
ALTER TABLE clinics DROP COLUMN country_code;

-- 20200227880600_create_visits.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS visits (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    appointment_id bigint NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    locale      varchar(10) NOT NULL DEFAULT 'en',
    is_active   boolean NOT NULL DEFAULT true,
    external_id varchar(64),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER visits_updated_at BEFORE UPDATE ON visits FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE INDEX IF NOT EXISTS visits_appointment_id_idx ON visits (appointment_id);
-- 20200231306700_like.sql
-- +goose Up
CREATE INDEX ON specialties (lower(user_agent) text_pattern_ops);

-- 20200237007000_create_diagnoses.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS diagnoses (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    visit_id    bigint NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    name        varchar(120) NOT NULL,
    time_zone   varchar(40) NOT NULL DEFAULT 'UTC',
    expires_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER diagnoses_updated_at BEFORE UPDATE ON diagnoses FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER diagnoses_audit AFTER INSERT OR UPDATE OR DELETE ON diagnoses FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS diagnoses_visit_id_idx ON diagnoses (visit_id);
-- 20200243819300_soft_delete_visits.sql
-- +goose Up
ALTER TABLE visits ADD COLUMN deleted_at timestamptz;
CREATE INDEX visits_alive_idx ON visits (id) WHERE deleted_at IS NULL;

-- 20200248467600_create_prescriptions.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS prescriptions (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    visit_id    bigint NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    score       double precision,
    url         text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER prescriptions_updated_at BEFORE UPDATE ON prescriptions FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE INDEX IF NOT EXISTS prescriptions_visit_id_idx ON prescriptions (visit_id);
-- 20200250564100_rename.sql
-- +goose Up
ALTER TABLE diagnoses RENAME expires_at TO expires_at_was;
-- 20200256946100_soft_delete_patients.sql
-- +goose Up
ALTER TABLE patients ADD COLUMN deleted_at timestamptz;
CREATE INDEX patients_alive_idx ON patients (id) WHERE deleted_at IS NULL;

-- 20200260632500_create_drugs.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS drugs (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    comment     text,
    first_name  varchar(80) NOT NULL,
    weight      numeric(8,3),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER drugs_updated_at BEFORE UPDATE ON drugs FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER drugs_audit AFTER INSERT OR UPDATE OR DELETE ON drugs FOR EACH ROW EXECUTE PROCEDURE audit();
-- 20200267143700_rename.sql
-- +goose Up
ALTER TABLE specialties RENAME user_agent TO user_agent_was;
-- 20200268273300_rename.sql
-- +goose Up
ALTER TABLE practitioner_specialties RENAME weight TO weight_was;
-- 20200271437400_drop.sql
-- +goose Up
ALTER TABLE rooms DROP COLUMN content_type;
-- 20200275348100_comment.sql
-- +goose Up
COMMENT ON COLUMN specialties.user_agent_was IS $$the patient's user_agent_was$$;

-- 20200280710600_create_prescription_items.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS prescription_items (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    prescription_id bigint NOT NULL REFERENCES prescriptions (id) ON DELETE CASCADE,
    drug_id     bigint NOT NULL REFERENCES drugs (id) ON DELETE CASCADE,
    locked_at   timestamptz,
    latitude    numeric(9,6),
    first_name  varchar(80) NOT NULL,
    host        varchar(255),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER prescription_items_updated_at BEFORE UPDATE ON prescription_items FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER prescription_items_audit AFTER INSERT OR UPDATE OR DELETE ON prescription_items FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS prescription_items_prescription_id_idx ON prescription_items (prescription_id);
CREATE INDEX IF NOT EXISTS prescription_items_drug_id_idx ON prescription_items (drug_id);

-- 20200281878400_create_referrals.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS referrals (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    visit_id    bigint NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
    practitioner_id bigint NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    host        varchar(255),
    url         text,
    attempts    integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    last_name   varchar(80) NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER referrals_updated_at BEFORE UPDATE ON referrals FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE INDEX IF NOT EXISTS referrals_visit_id_idx ON referrals (visit_id);
CREATE INDEX IF NOT EXISTS referrals_practitioner_id_idx ON referrals (practitioner_id);

-- 20200288619000_create_lab_orders.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS lab_orders (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    visit_id    bigint NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    status      varchar(20) NOT NULL DEFAULT 'new',
    comment     text,
    last_name   varchar(80) NOT NULL,
    metadata    jsonb NOT NULL DEFAULT '{}',
    host        varchar(255),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER lab_orders_updated_at BEFORE UPDATE ON lab_orders FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER lab_orders_audit AFTER INSERT OR UPDATE OR DELETE ON lab_orders FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS lab_orders_visit_id_idx ON lab_orders (visit_id);
-- 20200295605400_unique.sql
-- +goose Up
CREATE UNIQUE INDEX practitioner_specialties_weight_was_27fa_uq ON practitioner_specialties (id, weight_was);

-- 20200302802400_create_lab_results.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS lab_results (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    lab_order_id bigint NOT NULL REFERENCES lab_orders (id) ON DELETE RESTRICT,
    position    integer NOT NULL DEFAULT 0 CHECK (position >= 0),
    slug        varchar(120) NOT NULL,
    title       varchar(200) NOT NULL,
    is_active   boolean NOT NULL DEFAULT true,
    payload     jsonb NOT NULL,
    retries     smallint NOT NULL DEFAULT 0 CHECK (retries >= 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER lab_results_updated_at BEFORE UPDATE ON lab_results FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE INDEX IF NOT EXISTS lab_results_lab_order_id_idx ON lab_results (lab_order_id);
-- 20200305014600_extra.sql
-- +goose Up
ALTER TABLE slots ADD COLUMN IF NOT EXISTS extra jsonb NOT NULL DEFAULT '{}'::jsonb, ADD CONSTRAINT slots_extra_object CHECK (jsonb_typeof(extra) = 'object');
-- 20200311965200_extra.sql
-- +goose Up
ALTER TABLE referrals ADD COLUMN IF NOT EXISTS extra jsonb NOT NULL DEFAULT '{}'::jsonb, ADD CONSTRAINT referrals_extra_object CHECK (jsonb_typeof(extra) = 'object');
-- 20200313662700_comment.sql
-- +goose Up
COMMENT ON COLUMN rooms.headers IS $$the patient's headers$$;

-- 20200317577800_create_insurers.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS insurers (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    headers     jsonb,
    position    integer NOT NULL DEFAULT 0 CHECK (position >= 0),
    time_zone   varchar(40) NOT NULL DEFAULT 'UTC',
    city        varchar(100),
    gender      varchar(10),
    postal_code varchar(16),
    archived_at timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER insurers_updated_at BEFORE UPDATE ON insurers FOR EACH ROW EXECUTE FUNCTION set_updated_at();
-- 20200323988700_rename.sql
-- +goose Up
ALTER TABLE insurers RENAME gender TO gender_was;
-- 20200327469300_disable_trigger.sql
-- +goose Up
ALTER TABLE specialties DISABLE TRIGGER specialties_updated_at;

-- 20200330949200_create_insurances.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS insurances (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    patient_id  bigint NOT NULL REFERENCES patients (id) ON DELETE RESTRICT,
    insurer_id  bigint NOT NULL REFERENCES insurers (id) ON DELETE CASCADE,
    last_name   varchar(80) NOT NULL,
    status      varchar(20) NOT NULL DEFAULT 'new',
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER insurances_updated_at BEFORE UPDATE ON insurances FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER insurances_audit AFTER INSERT OR UPDATE OR DELETE ON insurances FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS insurances_patient_id_idx ON insurances (patient_id);
CREATE INDEX IF NOT EXISTS insurances_insurer_id_idx ON insurances (insurer_id);
-- 20200335466600_disable_trigger.sql
-- +goose Up
DROP TRIGGER IF EXISTS insurers_audit ON insurers;
-- 20200341515200_comment.sql
-- +goose Up
COMMENT ON COLUMN specialties.user_agent_was IS $$the patient's user_agent_was$$;

-- 20200345245700_create_invoices.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS invoices (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    visit_id    bigint NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    slug        varchar(120) NOT NULL,
    latitude    numeric(9,6),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER invoices_updated_at BEFORE UPDATE ON invoices FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER invoices_audit AFTER INSERT OR UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS invoices_visit_id_idx ON invoices (visit_id);
-- 20200349779300_rename.sql
-- +goose Up
ALTER TABLE lab_results RENAME slug TO slug_was;

-- 20200357321200_create_invoice_items.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS invoice_items (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    invoice_id  bigint NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    name        varchar(120) NOT NULL,
    street      varchar(200),
    description text,
    color       varchar(7),
    is_active   boolean NOT NULL DEFAULT true,
    gender      varchar(10),
    position    integer NOT NULL DEFAULT 0 CHECK (position >= 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER invoice_items_updated_at BEFORE UPDATE ON invoice_items FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER invoice_items_audit AFTER INSERT OR UPDATE OR DELETE ON invoice_items FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS invoice_items_invoice_id_idx ON invoice_items (invoice_id);
-- 20200365939500_extra.sql
-- +goose Up
ALTER TABLE lab_orders ADD COLUMN IF NOT EXISTS extra jsonb NOT NULL DEFAULT '{}'::jsonb, ADD CONSTRAINT lab_orders_extra_object CHECK (jsonb_typeof(extra) = 'object');

-- 20200373614200_create_reminders.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS reminders (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    appointment_id bigint NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
    run_at      timestamptz NOT NULL DEFAULT now(),
    bytes       bigint NOT NULL DEFAULT 0,
    name        varchar(120) NOT NULL,
    street      varchar(200),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER reminders_updated_at BEFORE UPDATE ON reminders FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE INDEX IF NOT EXISTS reminders_appointment_id_idx ON reminders (appointment_id);
-- 20200381397600_drop.sql
-- +goose Up
ALTER TABLE slots DROP COLUMN reference;
-- 20200388558800_comment.sql
-- +goose Up
COMMENT ON COLUMN reminders.bytes IS $$the patient's bytes$$;

-- 20200395920000_create_waitlist.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS waitlist (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    patient_id  bigint NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    clinic_id   bigint NOT NULL REFERENCES clinics (id) ON DELETE RESTRICT,
    comment     text,
    notes       text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER waitlist_updated_at BEFORE UPDATE ON waitlist FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER waitlist_audit AFTER INSERT OR UPDATE OR DELETE ON waitlist FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS waitlist_patient_id_idx ON waitlist (patient_id);
CREATE INDEX IF NOT EXISTS waitlist_clinic_id_idx ON waitlist (clinic_id);
-- 20200403215800_drop.sql
-- +goose Up
ALTER TABLE insurances DROP COLUMN status;

-- 20200408653300_create_opening_hours.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS opening_hours (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    clinic_id   bigint NOT NULL REFERENCES clinics (id) ON DELETE CASCADE,
    score       double precision,
    url         text,
    birth_date  date,
    bytes       bigint NOT NULL DEFAULT 0,
    latitude    numeric(9,6),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER opening_hours_updated_at BEFORE UPDATE ON opening_hours FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER opening_hours_audit AFTER INSERT OR UPDATE OR DELETE ON opening_hours FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS opening_hours_clinic_id_idx ON opening_hours (clinic_id);
-- 20200416864800_unique.sql
-- +goose Up
CREATE UNIQUE INDEX slots_checksum_0831_uq ON slots (id, checksum);
-- 20200421779200_disable_trigger.sql
-- +goose Up
DROP TRIGGER IF EXISTS rooms_audit ON rooms;
-- 20200428534200_extra.sql
-- +goose Up
ALTER TABLE invoices ADD COLUMN IF NOT EXISTS extra jsonb NOT NULL DEFAULT '{}'::jsonb, ADD CONSTRAINT invoices_extra_object CHECK (jsonb_typeof(extra) = 'object');
-- 20200436163300_soft_delete_invoice_items.sql
-- +goose Up
ALTER TABLE invoice_items ADD COLUMN deleted_at timestamptz;
CREATE INDEX invoice_items_alive_idx ON invoice_items (id) WHERE deleted_at IS NULL;

-- 20200439585900_create_absences.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS absences (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    practitioner_id bigint NOT NULL REFERENCES practitioners (id),
    weight      numeric(8,3),
    starts_at   timestamptz,
    expires_at  timestamptz,
    user_agent  text,
    metadata    jsonb NOT NULL DEFAULT '{}',
    last_name   varchar(80) NOT NULL,
    priority    smallint NOT NULL DEFAULT 0 CHECK (priority >= 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER absences_updated_at BEFORE UPDATE ON absences FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER absences_audit AFTER INSERT OR UPDATE OR DELETE ON absences FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS absences_practitioner_id_idx ON absences (practitioner_id);
-- 20200441516300_comment.sql
-- +goose Up
COMMENT ON COLUMN absences.user_agent IS $$the patient's user_agent$$;
-- 20200448710900_drop.sql
-- +goose Up
ALTER TABLE insurers DROP COLUMN city;
-- 20200457641100_drop.sql
-- +goose Up
ALTER TABLE specialties DROP COLUMN first_name;

-- 20200466498800_create_documents.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS documents (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    patient_id  bigint NOT NULL REFERENCES patients (id) ON DELETE RESTRICT,
    gender      varchar(10),
    longitude   numeric(9,6),
    comment     text,
    archived_at timestamptz,
    code        varchar(20) NOT NULL,
    starts_at   timestamptz,
    url         text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER documents_updated_at BEFORE UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER documents_audit AFTER INSERT OR UPDATE OR DELETE ON documents FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS documents_patient_id_idx ON documents (patient_id);
-- 20200472766300_soft_delete_diagnoses.sql
-- +goose Up
ALTER TABLE diagnoses ADD COLUMN deleted_at timestamptz;
CREATE INDEX diagnoses_alive_idx ON diagnoses (id) WHERE deleted_at IS NULL;
-- 20200474543300_unique.sql
-- +goose Up
CREATE UNIQUE INDEX lab_orders_comment_b7c7_uq ON lab_orders (id, comment);

-- 20200476491200_create_consents.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS consents (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id  bigint NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    settings    jsonb DEFAULT '{}',
    payload     jsonb NOT NULL,
    position    integer NOT NULL DEFAULT 0 CHECK (position >= 0),
    slug        varchar(120) NOT NULL,
    is_active   boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER consents_updated_at BEFORE UPDATE ON consents FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER consents_audit AFTER INSERT OR UPDATE OR DELETE ON consents FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS consents_patient_id_idx ON consents (patient_id);
-- 20200485404200_disable_trigger.sql
-- +goose Up
ALTER TABLE clinics DISABLE TRIGGER clinics_updated_at;
-- 20200487126600_rename.sql
-- +goose Up
ALTER TABLE appointments RENAME tags TO tags_was;
-- 20200492937400_soft_delete_documents.sql
-- +goose Up
ALTER TABLE documents ADD COLUMN deleted_at timestamptz;
CREATE INDEX documents_alive_idx ON documents (id) WHERE deleted_at IS NULL;

-- 20200496849200_create_letters.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS letters (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id   text NOT NULL DEFAULT short_id() UNIQUE,
    patient_id  bigint NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    practitioner_id bigint NOT NULL REFERENCES practitioners (id) ON DELETE CASCADE,
    is_active   boolean NOT NULL DEFAULT true,
    birth_date  date,
    longitude   numeric(9,6),
    attempts    integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    description text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER letters_updated_at BEFORE UPDATE ON letters FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER letters_audit AFTER INSERT OR UPDATE OR DELETE ON letters FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS letters_patient_id_idx ON letters (patient_id);
CREATE INDEX IF NOT EXISTS letters_practitioner_id_idx ON letters (practitioner_id);
-- 20200504050000_comment.sql
-- +goose Up
COMMENT ON COLUMN opening_hours.birth_date IS $$the patient's birth_date$$;
-- 20200506575400_unique.sql
-- +goose Up
CREATE UNIQUE INDEX prescription_items_latitude_98ff_uq ON prescription_items (id, latitude);

-- 20200507625700_create_questionnaires.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS questionnaires (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    starts_at   timestamptz,
    metadata    jsonb NOT NULL DEFAULT '{}',
    url         text,
    reference   varchar(64),
    external_id varchar(64),
    time_zone   varchar(40) NOT NULL DEFAULT 'UTC',
    timezone    varchar(40),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER questionnaires_updated_at BEFORE UPDATE ON questionnaires FOR EACH ROW EXECUTE FUNCTION set_updated_at();
-- 20200514051800_unique.sql
-- +goose Up
CREATE UNIQUE INDEX documents_gender_397e_uq ON documents (id, gender);
-- 20200518146000_unique.sql
-- +goose Up
CREATE UNIQUE INDEX prescriptions_url_3022_uq ON prescriptions (id, url);

-- 20200521986100_create_answers.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS answers (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    questionnaire_id bigint NOT NULL REFERENCES questionnaires (id) ON DELETE CASCADE,
    patient_id  bigint NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    avatar_url  text,
    phone       varchar(32),
    is_active   boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER answers_updated_at BEFORE UPDATE ON answers FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER answers_audit AFTER INSERT OR UPDATE OR DELETE ON answers FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS answers_questionnaire_id_idx ON answers (questionnaire_id);
CREATE INDEX IF NOT EXISTS answers_patient_id_idx ON answers (patient_id);
-- 20200528796000_comment.sql
-- +goose Up
COMMENT ON COLUMN diagnoses.expires_at_was IS $$the patient's expires_at_was$$;
-- 20200532629500_drop.sql
-- +goose Up
ALTER TABLE practitioner_specialties DROP COLUMN weight_was;

-- 20200536414700_create_vaccines.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS vaccines (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    notes       text,
    is_active   boolean NOT NULL DEFAULT true,
    checksum    varchar(64),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER vaccines_updated_at BEFORE UPDATE ON vaccines FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER vaccines_audit AFTER INSERT OR UPDATE OR DELETE ON vaccines FOR EACH ROW EXECUTE PROCEDURE audit();
-- 20200544596400_comment.sql
-- +goose Up
COMMENT ON COLUMN questionnaires.time_zone IS $$the patient's time_zone$$;

-- 20200545811200_create_vaccinations.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS vaccinations (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    vaccine_id  bigint NOT NULL REFERENCES vaccines (id) ON DELETE CASCADE,
    patient_id  bigint NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    bytes       bigint NOT NULL DEFAULT 0,
    kind        varchar(20) NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER vaccinations_updated_at BEFORE UPDATE ON vaccinations FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER vaccinations_audit AFTER INSERT OR UPDATE OR DELETE ON vaccinations FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS vaccinations_vaccine_id_idx ON vaccinations (vaccine_id);
CREATE INDEX IF NOT EXISTS vaccinations_patient_id_idx ON vaccinations (patient_id);
-- 20200547964800_soft_delete_vaccinations.sql
-- +goose Up
ALTER TABLE vaccinations ADD COLUMN deleted_at timestamptz;
CREATE INDEX vaccinations_alive_idx ON vaccinations (id) WHERE deleted_at IS NULL;
-- 20200555423500_unique.sql
-- +goose Up
CREATE UNIQUE INDEX invoices_slug_c43c_uq ON invoices (id, slug);

-- 20200559204400_create_allergies.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS allergies (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id  bigint NOT NULL REFERENCES patients (id) ON DELETE RESTRICT,
    url         text,
    first_name  varchar(80) NOT NULL,
    last_login_at timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER allergies_updated_at BEFORE UPDATE ON allergies FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER allergies_audit AFTER INSERT OR UPDATE OR DELETE ON allergies FOR EACH ROW EXECUTE PROCEDURE audit();
CREATE INDEX IF NOT EXISTS allergies_patient_id_idx ON allergies (patient_id);
-- 20200561646200_unique.sql
-- +goose Up
CREATE UNIQUE INDEX vaccinations_bytes_7395_uq ON vaccinations (id, bytes);
-- 20200564404200_rename.sql
-- +goose Up
ALTER TABLE practitioners RENAME color TO color_was;
-- 20200567367400_soft_delete_consents.sql
-- +goose Up
ALTER TABLE consents ADD COLUMN deleted_at timestamptz;
CREATE INDEX consents_alive_idx ON consents (id) WHERE deleted_at IS NULL;

-- 20200569794500_create_devices.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS devices (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    clinic_id   bigint NOT NULL REFERENCES clinics (id) ON DELETE RESTRICT,
    attempts    integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    city        varchar(100),
    region      varchar(80),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER devices_updated_at BEFORE UPDATE ON devices FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE INDEX IF NOT EXISTS devices_clinic_id_idx ON devices (clinic_id);

-- 20200575909200_create_maintenance.sql
-- +goose Up
CREATE TABLE IF NOT EXISTS maintenance (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device_id   bigint NOT NULL REFERENCES devices (id) ON DELETE RESTRICT,
    first_name  varchar(80) NOT NULL,
    city        varchar(100),
    locked_at   timestamptz,
    timezone    varchar(40),
    duration_ms integer CHECK (duration_ms >= 0),
    content_type varchar(100),
    gender      varchar(10),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER maintenance_updated_at BEFORE UPDATE ON maintenance FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE INDEX IF NOT EXISTS maintenance_device_id_idx ON maintenance (device_id);
-- 20200584330100_comment.sql
-- +goose Up
COMMENT ON COLUMN vaccinations.bytes IS $$the patient's bytes$$;

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION short_id(n integer DEFAULT 8) RETURNS text AS $fn$
    SELECT string_agg(substr('abcdefghjkmnpqrstuvwxyz23456789', 1 + floor(random() * 31)::int, 1), '') FROM generate_series(1, n)
$fn$ LANGUAGE sql VOLATILE PARALLEL SAFE;
-- +goose StatementEnd
CREATE FUNCTION check_overlap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE CONSTRAINT TRIGGER slots_overlap AFTER INSERT OR UPDATE ON slots DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_overlap();
DROP FUNCTION IF EXISTS not_there(integer);
CREATE PROCEDURE close_day(day date) LANGUAGE plpgsql AS $$ BEGIN UPDATE appointments SET state = 'done' WHERE created_at::date = day; END $$;
CREATE VIEW day_sheet AS SELECT a.id, a.state, p.id AS patient FROM appointments a JOIN patients p ON p.id = a.patient_id;
CREATE OR REPLACE VIEW day_sheet AS SELECT a.id, a.state, p.id AS patient, a.created_at FROM appointments a JOIN patients p ON p.id = a.patient_id;
ALTER TABLE audit_log RENAME TO audit_trail;
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION audit() RETURNS trigger AS $body$
BEGIN
    INSERT INTO audit_trail (tbl, op) VALUES (TG_RELID, left(TG_OP, 1)::audit_op);
    RETURN NULL;
END;
$body$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp;
-- +goose StatementEnd
