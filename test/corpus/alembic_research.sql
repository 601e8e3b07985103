-- alembic upgrade head --sql of a warehouse of research data, without the rows of
-- alembic_version.

BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> cc15d45ca1b2

CREATE TYPE runstate AS ENUM ('queued', 'running', 'failed');

CREATE TYPE access_level AS ENUM ('private', 'team', 'public');

CREATE TABLE institute (
    id BIGSERIAL NOT NULL,
    code VARCHAR(20) NOT NULL,
    duration_ms INTEGER,
    CONSTRAINT pk_institute PRIMARY KEY (id)
);

-- Running upgrade cc15d45ca1b2 -> 982954e6a1b2

-- Running upgrade 982954e6a1b2 -> d68b5cd2a1b2

ALTER TABLE institute DROP COLUMN duration_ms;

CREATE TABLE person (
    id BIGSERIAL NOT NULL,
    institute_id INTEGER NOT NULL,
    retries SMALLINT DEFAULT 0 NOT NULL,
    settings JSONB DEFAULT '{}',
    content_type VARCHAR(100),
    avatar_url TEXT,
    ip_address INET,
    PRIMARY KEY (id),
    CONSTRAINT fk_person_institute_id_institute FOREIGN KEY(institute_id) REFERENCES institute (id) ON DELETE RESTRICT
);

CREATE INDEX ix_person_institute_id ON person (institute_id);

-- Running upgrade d68b5cd2a1b2 -> ade5400da1b2

COMMENT ON COLUMN institute.code IS 'see the data dictionary';

-- Running upgrade ade5400da1b2 -> 6fd20d36a1b2

ALTER TABLE institute ADD COLUMN access access_level DEFAULT 'team' NOT NULL;

CREATE TABLE project (
    id SERIAL NOT NULL,
    institute_id INTEGER NOT NULL,
    archived_at TIMESTAMP WITH TIME ZONE,
    settings JSONB DEFAULT '{}',
    retries SMALLINT DEFAULT 0 NOT NULL,
    attempts INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_project PRIMARY KEY (id),
    CONSTRAINT fk_project_institute_id_institute FOREIGN KEY(institute_id) REFERENCES institute (id) ON DELETE CASCADE
);

CREATE INDEX ix_project_institute_id ON project (institute_id);

-- Running upgrade 6fd20d36a1b2 -> fe048faea1b2

ALTER TABLE project ALTER COLUMN settings SET NOT NULL;

-- Running upgrade fe048faea1b2 -> a0ad142aa1b2

ALTER TABLE project DROP COLUMN archived_at;

-- Running upgrade a0ad142aa1b2 -> b4eb32caa1b2

ALTER TABLE person DROP COLUMN settings;

-- Running upgrade b4eb32caa1b2 -> cd89641da1b2

ALTER TABLE person ADD COLUMN note TEXT;

CREATE TABLE project_member (
    id SERIAL NOT NULL,
    project_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    birth_date DATE,
    avatar_url TEXT,
    headers JSONB,
    attempts INTEGER DEFAULT 0 NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    title VARCHAR(200) NOT NULL,
    reference VARCHAR(64),
    CONSTRAINT pk_project_member PRIMARY KEY (id),
    CONSTRAINT fk_project_member_project_id_project FOREIGN KEY(project_id) REFERENCES project (id),
    CONSTRAINT fk_project_member_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);

CREATE INDEX ix_project_member_project_id ON project_member (project_id);

-- Running upgrade cd89641da1b2 -> 1dd34b13a1b2

ALTER TABLE person ALTER COLUMN note SET NOT NULL;

CREATE TABLE grant_award (
    id BIGSERIAL NOT NULL,
    project_id INTEGER NOT NULL,
    duration_ms INTEGER,
    priority SMALLINT DEFAULT 0 NOT NULL,
    is_default BOOLEAN DEFAULT false NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    settings JSONB DEFAULT '{}',
    CONSTRAINT pk_grant_award PRIMARY KEY (id),
    FOREIGN KEY(project_id) REFERENCES project (id)
);

CREATE INDEX ix_grant_award_project_id ON grant_award (project_id);

-- Running upgrade 1dd34b13a1b2 -> 32776f21a1b2

-- Running upgrade 32776f21a1b2 -> b2621bc0a1b2

ALTER TABLE project_member ADD COLUMN note TEXT;

CREATE TABLE dataset (
    id BIGSERIAL NOT NULL,
    project_id INTEGER NOT NULL,
    color VARCHAR(7),
    starts_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_dataset PRIMARY KEY (id),
    CONSTRAINT fk_dataset_project_id_project FOREIGN KEY(project_id) REFERENCES project (id)
);

-- Running upgrade b2621bc0a1b2 -> d9e42ef9a1b2

-- Running upgrade d9e42ef9a1b2 -> efa22866a1b2

ALTER TABLE project_member ALTER COLUMN avatar_url DROP NOT NULL;

-- Running upgrade efa22866a1b2 -> b2791bb4a1b2

ALTER TABLE institute ADD COLUMN note TEXT;

CREATE TABLE dataset_version (
    id SERIAL NOT NULL,
    dataset_id INTEGER NOT NULL,
    comment TEXT,
    settings JSONB DEFAULT '{}',
    digest BYTEA,
    color VARCHAR(7),
    position INTEGER DEFAULT 0 NOT NULL,
    checksum VARCHAR(64),
    CONSTRAINT pk_dataset_version PRIMARY KEY (id),
    FOREIGN KEY(dataset_id) REFERENCES dataset (id) ON DELETE CASCADE
);

CREATE INDEX ix_dataset_version_dataset_id ON dataset_version (dataset_id);

-- Running upgrade b2791bb4a1b2 -> 601ce079a1b2

ALTER TABLE dataset DROP COLUMN color;

CREATE TABLE file (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    dataset_version_id INTEGER NOT NULL,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    score DOUBLE PRECISION,
    email VARCHAR(255) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(dataset_version_id) REFERENCES dataset_version (id) ON DELETE CASCADE
);

CREATE INDEX ix_file_dataset_version_id ON file (dataset_version_id);

-- Running upgrade 601ce079a1b2 -> 8faa32d7a1b2

COMMENT ON COLUMN person.ip_address IS 'see the data dictionary';

-- Running upgrade 8faa32d7a1b2 -> 7acb8afba1b2

ALTER TABLE project ALTER COLUMN retries SET NOT NULL;

-- Running upgrade 7acb8afba1b2 -> 763dbf4fa1b2

COMMENT ON COLUMN grant_award.duration_ms IS 'see the data dictionary';

-- Running upgrade 763dbf4fa1b2 -> 586c1e6da1b2

ALTER TABLE institute DROP COLUMN code;

CREATE TABLE checksum (
    id SERIAL NOT NULL,
    file_id UUID NOT NULL,
    headers JSONB,
    content_type VARCHAR(100),
    name VARCHAR(120) NOT NULL,
    token UUID,
    is_active BOOLEAN DEFAULT true NOT NULL,
    avatar_url TEXT,
    first_name VARCHAR(80) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_checksum_file_id_file FOREIGN KEY(file_id) REFERENCES file (id) ON DELETE CASCADE
);

CREATE INDEX ix_checksum_file_id ON checksum (file_id);

CREATE INDEX ix_checksum_name ON checksum (name);

CREATE TABLE column_meta (
    id SERIAL NOT NULL,
    dataset_version_id INTEGER NOT NULL,
    bytes BIGINT DEFAULT 0 NOT NULL,
    description TEXT,
    user_agent TEXT,
    is_default BOOLEAN DEFAULT false NOT NULL,
    code VARCHAR(20) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_column_meta_dataset_version_id_dataset_version FOREIGN KEY(dataset_version_id) REFERENCES dataset_version (id) ON DELETE RESTRICT
);

CREATE INDEX ix_column_meta_dataset_version_id ON column_meta (dataset_version_id);

-- Running upgrade 586c1e6da1b2 -> 3e34aa55a1b2

-- Running upgrade 3e34aa55a1b2 -> 370c2122a1b2

ALTER TABLE person ALTER COLUMN content_type SET NOT NULL;

CREATE TABLE keyword (
    id SERIAL NOT NULL,
    code VARCHAR(20) NOT NULL,
    last_name VARCHAR(80) NOT NULL,
    PRIMARY KEY (id)
);

-- Running upgrade 370c2122a1b2 -> 3e893d2ba1b2

-- Running upgrade 3e893d2ba1b2 -> 53add84ea1b2

ALTER TABLE grant_award ADD COLUMN access access_level DEFAULT 'team' NOT NULL;

-- Running upgrade 53add84ea1b2 -> 144dafc7a1b2

ALTER TABLE dataset_version ALTER COLUMN digest DROP NOT NULL;

CREATE TABLE dataset_keyword (
    id SERIAL NOT NULL,
    dataset_id INTEGER NOT NULL,
    keyword_id INTEGER NOT NULL,
    external_id VARCHAR(64),
    comment TEXT,
    bytes BIGINT DEFAULT 0 NOT NULL,
    headers JSONB,
    digest BYTEA,
    PRIMARY KEY (id),
    FOREIGN KEY(dataset_id) REFERENCES dataset (id) ON DELETE CASCADE,
    CONSTRAINT fk_dataset_keyword_keyword_id_keyword FOREIGN KEY(keyword_id) REFERENCES keyword (id) ON DELETE CASCADE
);

CREATE INDEX ix_dataset_keyword_keyword_id ON dataset_keyword (keyword_id);

-- Running upgrade 144dafc7a1b2 -> 540fe5f0a1b2

CREATE TABLE instrument (
    id SERIAL NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE,
    external_id VARCHAR(64),
    duration_ms INTEGER,
    PRIMARY KEY (id)
);

CREATE INDEX ix_instrument_external_id ON instrument (external_id);

CREATE TABLE calibration (
    id BIGSERIAL NOT NULL,
    instrument_id INTEGER NOT NULL,
    retries SMALLINT DEFAULT 0 NOT NULL,
    settings JSONB DEFAULT '{}',
    title VARCHAR(200) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_calibration_instrument_id_instrument FOREIGN KEY(instrument_id) REFERENCES instrument (id) ON DELETE CASCADE
);

CREATE INDEX ix_calibration_instrument_id ON calibration (instrument_id);

-- Running upgrade 540fe5f0a1b2 -> 68302626a1b2

-- Running upgrade 68302626a1b2 -> 69f1d01aa1b2

ALTER TABLE instrument ADD COLUMN note TEXT;

-- Running upgrade 69f1d01aa1b2 -> c0198fa1a1b2

ALTER TABLE keyword ADD COLUMN access access_level DEFAULT 'team' NOT NULL;

CREATE TABLE experiment (
    id SERIAL NOT NULL,
    project_id INTEGER NOT NULL,
    instrument_id INTEGER,
    run_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    url TEXT,
    time_zone VARCHAR(40) DEFAULT 'UTC' NOT NULL,
    status VARCHAR(20) DEFAULT 'new' NOT NULL,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_experiment PRIMARY KEY (id),
    CONSTRAINT fk_experiment_project_id_project FOREIGN KEY(project_id) REFERENCES project (id),
    FOREIGN KEY(instrument_id) REFERENCES instrument (id)
);

CREATE INDEX ix_experiment_instrument_id ON experiment (instrument_id);

CREATE INDEX ix_experiment_status ON experiment (status);

CREATE TABLE sample (
    id SERIAL NOT NULL,
    experiment_id INTEGER NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE,
    headers JSONB,
    expires_at TIMESTAMP WITH TIME ZONE,
    digest BYTEA,
    CONSTRAINT pk_sample PRIMARY KEY (id),
    FOREIGN KEY(experiment_id) REFERENCES experiment (id)
);

-- Running upgrade c0198fa1a1b2 -> d6efb2e1a1b2

ALTER TABLE keyword ADD COLUMN note TEXT;

COMMIT;

BEGIN;

-- Running upgrade d6efb2e1a1b2 -> bf663185a1b2

ALTER TYPE runstate ADD VALUE 'cancelled';

ALTER TYPE access_level ADD VALUE 'embargoed' BEFORE 'public';

COMMIT;

BEGIN;

CREATE TABLE measurement (
    id SERIAL NOT NULL,
    sample_id INTEGER NOT NULL,
    phone VARCHAR(32),
    comment TEXT,
    last_login_at TIMESTAMP WITH TIME ZONE,
    name VARCHAR(120) NOT NULL,
    email VARCHAR(255) NOT NULL,
    CONSTRAINT pk_measurement PRIMARY KEY (id),
    CONSTRAINT fk_measurement_sample_id_sample FOREIGN KEY(sample_id) REFERENCES sample (id)
);

CREATE INDEX ix_measurement_sample_id ON measurement (sample_id);

CREATE TABLE unit (
    id BIGSERIAL NOT NULL,
    comment TEXT,
    bytes BIGINT DEFAULT 0 NOT NULL,
    external_id VARCHAR(64),
    last_name VARCHAR(80) NOT NULL,
    sign_in_count INTEGER DEFAULT 0 NOT NULL,
    is_default BOOLEAN DEFAULT false NOT NULL,
    digest BYTEA,
    CONSTRAINT pk_unit PRIMARY KEY (id)
);

CREATE INDEX ix_unit_external_id ON unit (external_id);

-- Running upgrade bf663185a1b2 -> 12e22e33a1b2

-- Running upgrade 12e22e33a1b2 -> fcad367ba1b2

ALTER TABLE dataset_version ADD COLUMN note TEXT;

-- Running upgrade fcad367ba1b2 -> f57c9565a1b2

ALTER TABLE project ALTER COLUMN retries SET NOT NULL;

CREATE TABLE measurement_value (
    id BIGSERIAL NOT NULL,
    measurement_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    phone VARCHAR(32),
    password_hash VARCHAR(128),
    position INTEGER DEFAULT 0 NOT NULL,
    status VARCHAR(20) DEFAULT 'new' NOT NULL,
    retries SMALLINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_measurement_value PRIMARY KEY (id),
    FOREIGN KEY(measurement_id) REFERENCES measurement (id) ON DELETE CASCADE,
    CONSTRAINT fk_measurement_value_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id) ON DELETE CASCADE
);

CREATE INDEX ix_measurement_value_measurement_id ON measurement_value (measurement_id);

CREATE INDEX ix_measurement_value_unit_id ON measurement_value (unit_id);

-- Running upgrade f57c9565a1b2 -> e37412fda1b2

ALTER TABLE column_meta ADD COLUMN note TEXT;

-- Running upgrade e37412fda1b2 -> ae3af10ba1b2

ALTER TABLE institute RENAME note TO note_;

-- Running upgrade ae3af10ba1b2 -> 348e090ea1b2

ALTER TABLE dataset_keyword DROP COLUMN digest;

CREATE TABLE workflow (
    id BIGSERIAL NOT NULL,
    project_id INTEGER NOT NULL,
    ip_address INET,
    bytes BIGINT DEFAULT 0 NOT NULL,
    avatar_url TEXT,
    reference VARCHAR(64),
    email VARCHAR(255) NOT NULL,
    time_zone VARCHAR(40) DEFAULT 'UTC' NOT NULL,
    locale VARCHAR(10) DEFAULT 'en' NOT NULL,
    CONSTRAINT pk_workflow PRIMARY KEY (id),
    CONSTRAINT fk_workflow_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);

CREATE INDEX ix_workflow_project_id ON workflow (project_id);

-- Running upgrade 348e090ea1b2 -> 1959a049a1b2

-- Running upgrade 1959a049a1b2 -> e9e0b175a1b2

ALTER TABLE person ALTER COLUMN content_type DROP NOT NULL;

-- Running upgrade e9e0b175a1b2 -> 76073175a1b2

ALTER TABLE person ALTER COLUMN retries TYPE BIGINT USING retries::bigint;

-- Running upgrade 76073175a1b2 -> 386e59bba1b2

ALTER TABLE sample ADD COLUMN access access_level DEFAULT 'team' NOT NULL;

CREATE TABLE workflow_run (
    id SERIAL NOT NULL,
    workflow_id INTEGER NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    is_default BOOLEAN DEFAULT false NOT NULL,
    color VARCHAR(7),
    code VARCHAR(20) NOT NULL,
    duration_ms INTEGER,
    run_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    sign_in_count INTEGER DEFAULT 0 NOT NULL,
    state runstate DEFAULT 'queued' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_workflow_run_workflow_id_workflow FOREIGN KEY(workflow_id) REFERENCES workflow (id) ON DELETE RESTRICT
);

CREATE INDEX ix_workflow_run_workflow_id ON workflow_run (workflow_id);

-- Running upgrade 386e59bba1b2 -> 8d1864caa1b2

ALTER TABLE file ALTER COLUMN score SET NOT NULL;

-- Running upgrade 8d1864caa1b2 -> 858a5e48a1b2

ALTER TABLE checksum ALTER COLUMN content_type TYPE TEXT;

-- Running upgrade 858a5e48a1b2 -> 01d158fda1b2

ALTER TABLE instrument DROP COLUMN starts_at;

-- Running upgrade 01d158fda1b2 -> 47cb1d25a1b2

ALTER TABLE workflow_run ALTER COLUMN state SET DEFAULT 'running';

CREATE INDEX ix_workflow_run_over ON workflow_run (id) WHERE state IN ('failed', 'running');

CREATE TABLE run_log (
    id SERIAL NOT NULL,
    workflow_run_id INTEGER NOT NULL,
    digest BYTEA,
    notes TEXT,
    gender VARCHAR(10),
    CONSTRAINT pk_run_log PRIMARY KEY (id),
    CONSTRAINT fk_run_log_workflow_run_id_workflow_run FOREIGN KEY(workflow_run_id) REFERENCES workflow_run (id) ON DELETE CASCADE
);

CREATE INDEX ix_run_log_workflow_run_id ON run_log (workflow_run_id);

-- Running upgrade 47cb1d25a1b2 -> 241c3ba0a1b2

ALTER TABLE project_member RENAME headers TO headers_;

CREATE TABLE artifact (
    id BIGSERIAL NOT NULL,
    workflow_run_id INTEGER NOT NULL,
    password_hash VARCHAR(128),
    last_name VARCHAR(80) NOT NULL,
    gender VARCHAR(10),
    phone VARCHAR(32),
    color VARCHAR(7),
    PRIMARY KEY (id),
    FOREIGN KEY(workflow_run_id) REFERENCES workflow_run (id) ON DELETE CASCADE
);

CREATE INDEX ix_artifact_workflow_run_id ON artifact (workflow_run_id);

CREATE TABLE publication (
    id SERIAL NOT NULL,
    project_id INTEGER NOT NULL,
    password_hash VARCHAR(128),
    avatar_url TEXT,
    time_zone VARCHAR(40) DEFAULT 'UTC' NOT NULL,
    external_id VARCHAR(64),
    PRIMARY KEY (id),
    FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE CASCADE
);

CREATE INDEX ix_publication_project_id ON publication (project_id);

CREATE INDEX ix_publication_external_id ON publication (external_id);

-- Running upgrade 241c3ba0a1b2 -> 1b3d46b2a1b2

ALTER TABLE project RENAME retries TO retries_;

-- Running upgrade 1b3d46b2a1b2 -> 9da20b8aa1b2

ALTER TABLE sample ALTER COLUMN headers SET NOT NULL;

CREATE TABLE citation (
    id BIGSERIAL NOT NULL,
    publication_id INTEGER NOT NULL,
    description TEXT,
    title VARCHAR(200) NOT NULL,
    CONSTRAINT pk_citation PRIMARY KEY (id),
    FOREIGN KEY(publication_id) REFERENCES publication (id) ON DELETE RESTRICT
);

CREATE INDEX ix_citation_publication_id ON citation (publication_id);

-- Running upgrade 9da20b8aa1b2 -> 4ea128aba1b2

ALTER TABLE workflow_run RENAME duration_ms TO duration_ms_;

-- Running upgrade 4ea128aba1b2 -> 13ae1ee0a1b2

COMMENT ON COLUMN keyword.last_name IS 'see the data dictionary';

-- Running upgrade 13ae1ee0a1b2 -> 93f67e71a1b2

ALTER TABLE institute DROP COLUMN note_;

CREATE TABLE license (
    id BIGSERIAL NOT NULL,
    email VARCHAR(255) NOT NULL,
    is_default BOOLEAN DEFAULT false NOT NULL,
    retries SMALLINT DEFAULT 0 NOT NULL,
    token UUID,
    avatar_url TEXT,
    password_hash VARCHAR(128),
    bytes BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_license PRIMARY KEY (id)
);

-- Running upgrade 93f67e71a1b2 -> d39f5640a1b2

ALTER TABLE dataset_version ALTER COLUMN checksum DROP NOT NULL;

-- Running upgrade d39f5640a1b2 -> bdab03fba1b2

ALTER TABLE measurement_value RENAME position TO position_;

-- Running upgrade bdab03fba1b2 -> 99aff30ca1b2

ALTER TABLE dataset_keyword ADD COLUMN note TEXT;

CREATE TABLE embargo (
    id SERIAL NOT NULL,
    dataset_id INTEGER NOT NULL,
    license_id INTEGER NOT NULL,
    birth_date DATE,
    archived_at TIMESTAMP WITH TIME ZONE,
    avatar_url TEXT,
    PRIMARY KEY (id),
    CONSTRAINT fk_embargo_dataset_id_dataset FOREIGN KEY(dataset_id) REFERENCES dataset (id) ON DELETE CASCADE,
    FOREIGN KEY(license_id) REFERENCES license (id) ON DELETE CASCADE
);

CREATE INDEX ix_embargo_dataset_id ON embargo (dataset_id);

CREATE INDEX ix_embargo_license_id ON embargo (license_id);

-- Running upgrade 99aff30ca1b2 -> 24a51e19a1b2

-- Running upgrade 24a51e19a1b2 -> f4e3719da1b2

ALTER TABLE column_meta ADD COLUMN access access_level DEFAULT 'team' NOT NULL;

-- Running upgrade f4e3719da1b2 -> a7dc89faa1b2

ALTER TABLE dataset_keyword ALTER COLUMN headers DROP NOT NULL;

-- Running upgrade a7dc89faa1b2 -> 99acc66da1b2

COMMENT ON COLUMN license.token IS 'see the data dictionary';

CREATE TABLE access_request (
    id BIGSERIAL NOT NULL,
    dataset_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    token UUID,
    bytes BIGINT DEFAULT 0 NOT NULL,
    checksum VARCHAR(64),
    comment TEXT,
    ends_at TIMESTAMP WITH TIME ZONE,
    notes TEXT,
    is_default BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT pk_access_request PRIMARY KEY (id),
    CONSTRAINT fk_access_request_dataset_id_dataset FOREIGN KEY(dataset_id) REFERENCES dataset (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_request_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);

CREATE INDEX ix_access_request_dataset_id ON access_request (dataset_id);

-- Running upgrade 99acc66da1b2 -> 882eab97a1b2

-- Running upgrade 882eab97a1b2 -> 1702bb1da1b2

ALTER TABLE project RENAME settings TO settings_;

-- Running upgrade 1702bb1da1b2 -> 227c1e86a1b2

ALTER TABLE publication ALTER COLUMN avatar_url SET NOT NULL;

CREATE TABLE download (
    id BIGSERIAL NOT NULL,
    dataset_version_id INTEGER NOT NULL,
    person_id INTEGER,
    weight NUMERIC(8,3),
    ip_address INET,
    metadata JSONB DEFAULT '{}' NOT NULL,
    external_id VARCHAR(64),
    last_login_at TIMESTAMP WITH TIME ZONE,
    reference VARCHAR(64),
    duration_ms INTEGER,
    CONSTRAINT pk_download PRIMARY KEY (id),
    CONSTRAINT fk_download_dataset_version_id_dataset_version FOREIGN KEY(dataset_version_id) REFERENCES dataset_version (id) ON DELETE RESTRICT,
    FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_download_dataset_version_id ON download (dataset_version_id);

CREATE TABLE collection (
    id SERIAL NOT NULL,
    parent_id INTEGER,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    duration_ms INTEGER,
    status VARCHAR(20) DEFAULT 'new' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(parent_id) REFERENCES collection (id)
);

-- Running upgrade 227c1e86a1b2 -> 7c1bf714a1b2

-- Running upgrade 7c1bf714a1b2 -> 9cd5efc2a1b2

ALTER TABLE access_request ADD COLUMN access access_level DEFAULT 'team' NOT NULL;

CREATE TABLE collection_item (
    id BIGSERIAL NOT NULL,
    collection_id INTEGER NOT NULL,
    dataset_id INTEGER NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE,
    sign_in_count INTEGER DEFAULT 0 NOT NULL,
    metadata JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_collection_item PRIMARY KEY (id),
    CONSTRAINT fk_collection_item_collection_id_collection FOREIGN KEY(collection_id) REFERENCES collection (id),
    FOREIGN KEY(dataset_id) REFERENCES dataset (id) ON DELETE RESTRICT
);

CREATE INDEX ix_collection_item_collection_id ON collection_item (collection_id);

CREATE INDEX ix_collection_item_dataset_id ON collection_item (dataset_id);

-- Running upgrade 9cd5efc2a1b2 -> 007594f6a1b2

-- Running upgrade 007594f6a1b2 -> 8e920924a1b2

COMMENT ON COLUMN dataset.starts_at IS 'see the data dictionary';

CREATE TABLE annotation (
    id SERIAL NOT NULL,
    file_id UUID NOT NULL,
    person_id INTEGER NOT NULL,
    url TEXT,
    weight NUMERIC(8,3),
    is_active BOOLEAN DEFAULT true NOT NULL,
    last_name VARCHAR(80) NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    email VARCHAR(255) NOT NULL,
    CONSTRAINT pk_annotation PRIMARY KEY (id),
    FOREIGN KEY(file_id) REFERENCES file (id) ON DELETE CASCADE,
    CONSTRAINT fk_annotation_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
);

CREATE INDEX ix_annotation_person_id ON annotation (person_id);

-- Running upgrade 8e920924a1b2 -> 99bc0733a1b2

ALTER TABLE column_meta ALTER COLUMN is_default SET NOT NULL;

-- Running upgrade 99bc0733a1b2 -> ab692687a1b2

ALTER TABLE column_meta ALTER COLUMN is_default SET NOT NULL;

-- Running upgrade ab692687a1b2 -> 0389e1b5a1b2

ALTER TABLE keyword ALTER COLUMN last_name DROP NOT NULL;

CREATE TABLE ontology (
    id BIGSERIAL NOT NULL,
    phone VARCHAR(32),
    archived_at TIMESTAMP WITH TIME ZONE,
    token UUID,
    ends_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id)
);

-- Running upgrade 0389e1b5a1b2 -> 94253b58a1b2

ALTER TABLE workflow_run ALTER COLUMN duration_ms_ TYPE BIGINT USING duration_ms_::bigint;

CREATE TABLE term (
    id BIGSERIAL NOT NULL,
    ontology_id INTEGER NOT NULL,
    parent_id INTEGER,
    host VARCHAR(255),
    title VARCHAR(200) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_term_ontology_id_ontology FOREIGN KEY(ontology_id) REFERENCES ontology (id) ON DELETE CASCADE,
    FOREIGN KEY(parent_id) REFERENCES term (id)
);

CREATE INDEX ix_term_ontology_id ON term (ontology_id);

-- Running upgrade 94253b58a1b2 -> f3b19bc1a1b2

CREATE TABLE sample_term (
    id SERIAL NOT NULL,
    sample_id INTEGER NOT NULL,
    term_id INTEGER NOT NULL,
    last_name VARCHAR(80) NOT NULL,
    host VARCHAR(255),
    name VARCHAR(120) NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE,
    is_default BOOLEAN DEFAULT false NOT NULL,
    gender VARCHAR(10),
    CONSTRAINT pk_sample_term PRIMARY KEY (id),
    FOREIGN KEY(sample_id) REFERENCES sample (id) ON DELETE CASCADE,
    FOREIGN KEY(term_id) REFERENCES term (id) ON DELETE CASCADE
);

CREATE INDEX ix_sample_term_sample_id ON sample_term (sample_id);

CREATE INDEX ix_sample_term_term_id ON sample_term (term_id);

-- Running upgrade f3b19bc1a1b2 -> fb3f8980a1b2

ALTER TABLE dataset_version RENAME checksum TO checksum_;

CREATE TABLE storage_site (
    id SERIAL NOT NULL,
    token UUID,
    duration_ms INTEGER,
    status VARCHAR(20) DEFAULT 'new' NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE replica (
    id BIGSERIAL NOT NULL,
    file_id UUID NOT NULL,
    storage_site_id INTEGER NOT NULL,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    last_login_at TIMESTAMP WITH TIME ZONE,
    user_agent TEXT,
    starts_at TIMESTAMP WITH TIME ZONE,
    checksum VARCHAR(64),
    run_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    ip_address INET,
    CONSTRAINT pk_replica PRIMARY KEY (id),
    FOREIGN KEY(file_id) REFERENCES file (id) ON DELETE CASCADE,
    CONSTRAINT fk_replica_storage_site_id_storage_site FOREIGN KEY(storage_site_id) REFERENCES storage_site (id) ON DELETE CASCADE
);

CREATE INDEX ix_replica_file_id ON replica (file_id);

-- Running upgrade fb3f8980a1b2 -> 134ebb67a1b2

ALTER TABLE dataset ADD COLUMN note TEXT;

-- Running upgrade 134ebb67a1b2 -> 3491c813a1b2

ALTER TABLE file ADD COLUMN access access_level DEFAULT 'team' NOT NULL;

CREATE TABLE quota (
    id SERIAL NOT NULL,
    project_id INTEGER NOT NULL,
    storage_site_id INTEGER NOT NULL,
    locale VARCHAR(10) DEFAULT 'en' NOT NULL,
    duration_ms INTEGER,
    weight NUMERIC(8,3),
    url TEXT,
    content_type VARCHAR(100),
    attempts INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_quota PRIMARY KEY (id),
    FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
    FOREIGN KEY(storage_site_id) REFERENCES storage_site (id) ON DELETE RESTRICT
);

CREATE INDEX ix_quota_project_id ON quota (project_id);

CREATE INDEX ix_quota_storage_site_id ON quota (storage_site_id);

-- Running upgrade 3491c813a1b2 -> 460239d0a1b2

ALTER TABLE measurement ALTER COLUMN comment SET NOT NULL;

-- Running upgrade 460239d0a1b2 -> 1313c0fda1b2

ALTER TABLE person RENAME TO researcher;

ALTER SEQUENCE person_id_seq RENAME TO researcher_id_seq;

ALTER INDEX person_pkey RENAME TO pk_researcher;

-- Running upgrade 1313c0fda1b2 -> cb5b0b8da1b2

DROP TABLE quota;

DROP TABLE sample_term;

ALTER TABLE dataset ADD CONSTRAINT ck_dataset_id CHECK (id > 0);

COMMIT;
