"""Patients and studies, as DDL that converges: a stream beside Alembic's table.

With Alembic's version table lost or stamped wrongly, the schema stays right.
"""

from alembic import op

revision = "0001_patients_studies"
down_revision = None


def upgrade():
    op.execute("""
        SELECT idem.apply_revision('pacs', '0001_patients_studies', $up$

        CREATE TABLE patients (
            id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
            mrn varchar(64) NOT NULL,
            family_name varchar(128) NOT NULL,
            given_name varchar(128),
            birth_date date,
            sex char(1) CONSTRAINT ck_patients_sex CHECK (sex IN ('F', 'M', 'O')),
            created_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT uq_patients_mrn UNIQUE (mrn)
        );

        CREATE TABLE studies (
            id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
            patient_id uuid NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
            study_instance_uid varchar(64) NOT NULL,
            modality varchar(16) NOT NULL DEFAULT 'OT',
            study_date date,
            description text,
            CONSTRAINT uq_studies_study_instance_uid UNIQUE (study_instance_uid)
        );

        CREATE INDEX ix_studies_patient_id ON studies (patient_id);

        $up$, $down$

        DROP TABLE studies;
        DROP TABLE patients;

        $down$)""")


def downgrade():
    op.execute("SELECT idem.revert_revision('pacs', '0001_patients_studies')")
