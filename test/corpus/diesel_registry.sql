-- A Diesel project (a package registry): the up.sql files in order; two were
-- undone again by their down.sql.

-- 00000000000000_diesel_initial_setup
-- Sets up a trigger for the given table to automatically set a column called
-- `updated_at` whenever the row is modified (unless `updated_at` was included
-- in the modified columns)
CREATE OR REPLACE FUNCTION diesel_manage_updated_at(_tbl regclass) RETURNS VOID AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER set_updated_at BEFORE UPDATE ON %s
                    FOR EACH ROW EXECUTE PROCEDURE diesel_set_updated_at()', _tbl);
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION diesel_set_updated_at() RETURNS trigger AS $$
BEGIN
    IF (
        NEW IS DISTINCT FROM OLD AND
        NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at
    ) THEN
        NEW.updated_at := current_timestamp;
    END IF;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;

-- 2021-01-02-007919_create_accounts
CREATE TABLE accounts (
    id BIGSERIAL PRIMARY KEY,
    starts_at TIMESTAMP,
    title VARCHAR NOT NULL,
    content_type VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-01-03-015838_require_starts_at
ALTER TABLE accounts ALTER COLUMN starts_at SET NOT NULL;

-- 2021-01-04-023757_add_content_type_again
-- up
ALTER TABLE accounts ADD COLUMN content_type_tmp TEXT;
-- down
ALTER TABLE accounts DROP COLUMN content_type_tmp;

-- 2021-01-05-031676_add_yanked_to_accounts
ALTER TABLE accounts ADD COLUMN yanked INTEGER DEFAULT 0 NOT NULL;

-- 2021-01-06-039595_create_api_tokens
CREATE TABLE api_tokens (
    id SERIAL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    settings JSONB DEFAULT '{}',
    position INTEGER NOT NULL DEFAULT 0,
    digest BYTEA,
    version INTEGER NOT NULL DEFAULT 1,
    status VARCHAR NOT NULL DEFAULT 'new',
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_api_tokens_set_updated_at BEFORE UPDATE
ON api_tokens FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-01-07-047514_add_homepage_to_api_tokens
ALTER TABLE api_tokens ADD COLUMN homepage INTEGER DEFAULT 0 NOT NULL;

-- 2021-01-08-055433_create_emails
CREATE TABLE emails (
    id BIGSERIAL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    description TEXT,
    color VARCHAR,
    headers JSONB,
    settings JSONB DEFAULT '{}',
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_emails_set_updated_at BEFORE UPDATE
ON emails FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-01-09-063352_relax_digest
ALTER TABLE api_tokens ALTER COLUMN digest DROP DEFAULT;
ALTER TABLE api_tokens ALTER digest DROP NOT NULL;

-- 2021-01-10-071271_add_published_by_ip_to_emails
ALTER TABLE emails ADD COLUMN published_by_ip JSONB;

-- 2021-01-11-079190_create_crates
CREATE TABLE crates (
    id SERIAL PRIMARY KEY,
    description TEXT,
    bytes BIGINT NOT NULL DEFAULT 0,
    title VARCHAR NOT NULL,
    duration_ms INTEGER,
    ends_at TIMESTAMP,
    locale VARCHAR NOT NULL DEFAULT 'en',
    checksum VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_crates_set_updated_at BEFORE UPDATE
ON crates FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-01-12-087109_comment
COMMENT ON COLUMN emails.headers IS 'See the headers page; it''s shown to owners';

-- 2021-01-13-095028_require_digest
ALTER TABLE api_tokens ALTER COLUMN digest SET NOT NULL;

-- 2021-01-14-102947_relax_status
ALTER TABLE api_tokens ALTER COLUMN status DROP DEFAULT;
ALTER TABLE api_tokens ALTER status DROP NOT NULL;

-- 2021-01-15-110866_create_keywords
CREATE TABLE keywords (
    id SERIAL PRIMARY KEY,
    settings JSONB DEFAULT '{}',
    position INTEGER NOT NULL DEFAULT 0,
    duration_ms INTEGER,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_keywords_set_updated_at BEFORE UPDATE
ON keywords FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-01-16-118785_widen_position
ALTER TABLE keywords ALTER COLUMN position TYPE BIGINT;

-- 2021-01-17-126704_relax_checksum
ALTER TABLE crates ALTER COLUMN checksum DROP DEFAULT;
ALTER TABLE crates ALTER checksum DROP NOT NULL;

-- 2021-01-18-134623_create_categories
CREATE TABLE categories (
    id BIGSERIAL PRIMARY KEY,
    bytes BIGINT NOT NULL DEFAULT 0,
    description TEXT,
    color VARCHAR,
    content_type VARCHAR,
    tags TEXT[] NOT NULL DEFAULT '{}',
    ends_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_categories_set_updated_at BEFORE UPDATE
ON categories FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-01-19-142542_add_bytes_again
-- up
ALTER TABLE categories ADD COLUMN bytes_tmp TEXT;
-- down
ALTER TABLE categories DROP COLUMN bytes_tmp;

-- 2021-01-20-150461_idx_content_type
CREATE INDEX accounts_content_type_idx ON accounts USING btree (content_type) WHERE content_type IS NOT NULL;

-- 2021-01-21-158380_create_crates_keywords
CREATE TABLE crates_keywords (
    crate_id INTEGER NOT NULL REFERENCES crates,
    keyword_id INTEGER NOT NULL REFERENCES keywords ON DELETE CASCADE,
    PRIMARY KEY (crate_id, keyword_id),
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-01-22-166299_comment
COMMENT ON COLUMN api_tokens.digest IS 'See the digest page; it''s shown to owners';

-- 2021-01-23-174218_add_notes_html_to_crates_keywords
ALTER TABLE crates_keywords ADD COLUMN notes_html BOOLEAN DEFAULT 'f' NOT NULL;

-- 2021-01-24-182137_create_crates_categories
CREATE TABLE crates_categories (
    crate_id INTEGER NOT NULL REFERENCES crates ON DELETE CASCADE,
    category_id INTEGER NOT NULL REFERENCES categories ON DELETE CASCADE,
    PRIMARY KEY (crate_id, category_id),
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-01-25-190056_index_crates_categories_category_id
CREATE INDEX index_crates_categories_category_id ON crates_categories (category_id);

-- 2021-01-26-197975_drop_status_from_api_tokens
ALTER TABLE api_tokens DROP COLUMN status;

-- 2021-01-27-205894_create_versions
CREATE TABLE versions (
    id SERIAL PRIMARY KEY,
    crate_id INTEGER NOT NULL REFERENCES crates,
    account_id INTEGER REFERENCES accounts,
    ends_at TIMESTAMP,
    payload JSONB NOT NULL,
    archived_at TIMESTAMP,
    ip_address INET,
    checksum VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_versions_set_updated_at BEFORE UPDATE
ON versions FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-01-28-213813_comment
COMMENT ON COLUMN versions.archived_at IS 'See the archived_at page; it''s shown to owners';

-- 2021-02-01-221732_add_homepage_to_categories
ALTER TABLE categories ADD COLUMN homepage JSONB;

-- 2021-02-02-229651_require_bytes
ALTER TABLE categories ALTER COLUMN bytes SET NOT NULL;

-- 2021-02-03-237570_create_dependencies
CREATE TABLE dependencies (
    id SERIAL PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,
    crate_id INTEGER NOT NULL REFERENCES crates ON DELETE CASCADE,
    bytes BIGINT NOT NULL DEFAULT 0,
    email VARCHAR,
    url TEXT,
    duration_ms INTEGER,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_dependencies_set_updated_at BEFORE UPDATE
ON dependencies FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-02-04-005489_unique_dependencies
CREATE UNIQUE INDEX index_dependencies_email ON dependencies (lower(email));

-- 2021-02-05-013408_add_description_again
-- up
ALTER TABLE categories ADD COLUMN description_tmp TEXT;
-- down
ALTER TABLE categories DROP COLUMN description_tmp;

-- 2021-02-06-021327_idx_notes_html
CREATE INDEX crates_keywords_notes_html_idx ON crates_keywords USING btree (notes_html) WHERE notes_html IS NOT NULL;

-- 2021-02-07-029246_require_notes_html
ALTER TABLE crates_keywords ALTER COLUMN notes_html SET NOT NULL;

-- 2021-02-08-037165_create_version_downloads
CREATE TABLE version_downloads (
    id SERIAL PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions,
    headers JSONB,
    token UUID,
    user_agent TEXT,
    ip_address INET,
    attempts INTEGER NOT NULL DEFAULT 0,
    retries SMALLINT NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-02-09-045084_rename_content_type
ALTER TABLE accounts RENAME COLUMN content_type TO content_type_2;

-- 2021-02-10-053003_comment
COMMENT ON COLUMN versions.payload IS 'See the payload page; it''s shown to owners';

-- 2021-02-11-060922_add_position_again
-- up
ALTER TABLE api_tokens ADD COLUMN position_tmp TEXT;
-- down
ALTER TABLE api_tokens DROP COLUMN position_tmp;

-- 2021-02-12-068841_create_crate_owners
CREATE TABLE crate_owners (
    id BIGSERIAL PRIMARY KEY,
    crate_id INTEGER NOT NULL REFERENCES crates ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    status VARCHAR NOT NULL DEFAULT 'new',
    weight NUMERIC(8,3),
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_crate_owners_set_updated_at BEFORE UPDATE
ON crate_owners FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-02-13-076760_index_crate_owners_crate_id
CREATE INDEX index_crate_owners_crate_id ON crate_owners (crate_id);

-- 2021-02-14-084679_index_crate_owners_account_id
CREATE INDEX index_crate_owners_account_id ON crate_owners (account_id);

-- 2021-02-15-092598_drop_published_by_ip_from_emails
ALTER TABLE emails DROP COLUMN published_by_ip;

-- 2021-02-16-100517_create_follows
CREATE TABLE follows (
    id BIGSERIAL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    crate_id INTEGER NOT NULL REFERENCES crates ON DELETE CASCADE,
    url TEXT,
    description TEXT,
    external_id VARCHAR,
    payload JSONB NOT NULL,
    starts_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_follows_set_updated_at BEFORE UPDATE
ON follows FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-02-17-108436_index_follows_account_id
CREATE INDEX index_follows_account_id ON follows (account_id);

-- 2021-02-18-116355_index_follows_crate_id
CREATE INDEX index_follows_crate_id ON follows (crate_id);

-- 2021-02-19-124274_rename_settings
ALTER TABLE emails RENAME COLUMN settings TO settings_2;

-- 2021-02-20-132193_comment
COMMENT ON COLUMN version_downloads.headers IS 'See the headers page; it''s shown to owners';

-- 2021-02-21-140112_rename_notes_html
ALTER TABLE crates_keywords RENAME COLUMN notes_html TO notes_html_2;

-- 2021-02-22-148031_text_color
ALTER TABLE categories ALTER COLUMN color SET DATA TYPE TEXT;

-- 2021-02-23-155950_create_reserved_names
CREATE TABLE reserved_names (
    id SERIAL PRIMARY KEY,
    score DOUBLE PRECISION,
    external_id VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-02-24-163869_rename_description
ALTER TABLE emails RENAME COLUMN description TO description_2;

-- 2021-02-25-171788_create_badges
CREATE TABLE badges (
    id SERIAL PRIMARY KEY,
    crate_id INTEGER NOT NULL REFERENCES crates ON DELETE CASCADE,
    title VARCHAR NOT NULL,
    user_agent TEXT,
    phone VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_badges_set_updated_at BEFORE UPDATE
ON badges FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-02-26-179707_add_yanked_again
-- up
ALTER TABLE accounts ADD COLUMN yanked_tmp TEXT;
-- down
ALTER TABLE accounts DROP COLUMN yanked_tmp;

-- 2021-02-27-187626_text_checksum
ALTER TABLE versions ALTER COLUMN checksum SET DATA TYPE TEXT;

-- 2021-02-28-195545_create_teams
CREATE TABLE teams (
    id SERIAL PRIMARY KEY,
    tags TEXT[] NOT NULL DEFAULT '{}',
    version INTEGER NOT NULL DEFAULT 1,
    retries SMALLINT NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-03-01-203464_rename_description
ALTER TABLE follows RENAME COLUMN description TO description_2;

-- 2021-03-02-211383_rename_description_2
ALTER TABLE follows RENAME COLUMN description_2 TO description_2_2;

-- 2021-03-03-219302_create_crate_owner_invitations
CREATE TABLE crate_owner_invitations (
    id SERIAL PRIMARY KEY,
    crate_id INTEGER NOT NULL REFERENCES crates,
    account_id INTEGER NOT NULL REFERENCES accounts,
    weight NUMERIC(8,3),
    slug VARCHAR NOT NULL,
    notes TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_crate_owner_invitations_set_updated_at BEFORE UPDATE
ON crate_owner_invitations FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-03-04-227221_unique_crate_owner_invitations
CREATE UNIQUE INDEX index_crate_owner_invitations_slug ON crate_owner_invitations (lower(slug));

-- 2021-03-05-235140_relax_title
ALTER TABLE badges ALTER COLUMN title DROP DEFAULT;
ALTER TABLE badges ALTER title DROP NOT NULL;

-- 2021-03-06-003059_create_readme_renderings
CREATE TABLE readme_renderings (
    id SERIAL PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions,
    kind VARCHAR NOT NULL,
    description TEXT,
    external_id VARCHAR,
    checksum VARCHAR,
    position INTEGER NOT NULL DEFAULT 0,
    is_default BOOLEAN NOT NULL DEFAULT false,
    duration_ms INTEGER,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_readme_renderings_set_updated_at BEFORE UPDATE
ON readme_renderings FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-03-07-010978_index_readme_renderings_version_id
CREATE INDEX index_readme_renderings_version_id ON readme_renderings (version_id);

-- 2021-03-08-018897_add_notes_html_to_keywords
ALTER TABLE keywords ADD COLUMN notes_html JSONB;

-- 2021-03-09-026816_require_weight
ALTER TABLE crate_owner_invitations ALTER COLUMN weight SET NOT NULL;

-- 2021-03-10-034735_create_background_jobs
CREATE TABLE background_jobs (
    id SERIAL PRIMARY KEY,
    position INTEGER NOT NULL DEFAULT 0,
    comment TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-03-11-042654_add_url_again
-- up
ALTER TABLE follows ADD COLUMN url_tmp TEXT;
-- down
ALTER TABLE follows DROP COLUMN url_tmp;

-- 2021-03-12-050573_comment
COMMENT ON COLUMN crate_owners.weight IS 'See the weight page; it''s shown to owners';

-- 2021-03-13-058492_create_publish_limits
CREATE TABLE publish_limits (
    id SERIAL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    ip_address INET,
    is_active BOOLEAN NOT NULL DEFAULT true,
    duration_ms INTEGER,
    archived_at TIMESTAMP,
    reference VARCHAR,
    content_type VARCHAR,
    notes TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_publish_limits_set_updated_at BEFORE UPDATE
ON publish_limits FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-03-14-066411_rename_description
ALTER TABLE categories RENAME COLUMN description TO description_2;

-- 2021-03-15-074330_add_weight_again
-- up
ALTER TABLE crate_owner_invitations ADD COLUMN weight_tmp TEXT;
-- down
ALTER TABLE crate_owner_invitations DROP COLUMN weight_tmp;

-- 2021-03-16-082249_relax_ends_at
ALTER TABLE versions ALTER COLUMN ends_at DROP DEFAULT;
ALTER TABLE versions ALTER ends_at DROP NOT NULL;

-- 2021-03-17-090168_create_metadata_queue
CREATE TABLE metadata_queue (
    id SERIAL PRIMARY KEY,
    headers JSONB,
    ends_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_metadata_queue_set_updated_at BEFORE UPDATE
ON metadata_queue FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-03-18-098087_require_notes
ALTER TABLE crate_owner_invitations ALTER COLUMN notes SET NOT NULL;

-- 2021-03-19-106006_create_default_versions
CREATE TABLE default_versions (
    id SERIAL PRIMARY KEY,
    crate_id INTEGER NOT NULL REFERENCES crates ON DELETE CASCADE,
    version_id INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,
    title VARCHAR NOT NULL,
    settings JSONB DEFAULT '{}',
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_default_versions_set_updated_at BEFORE UPDATE
ON default_versions FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-03-20-113925_index_default_versions_version_id
CREATE INDEX index_default_versions_version_id ON default_versions (version_id);

-- 2021-03-21-121844_add_links_to_metadata_queue
ALTER TABLE metadata_queue ADD COLUMN links VARCHAR;

-- 2021-03-22-129763_drop_status_from_crate_owners
ALTER TABLE crate_owners DROP COLUMN status;

-- 2021-03-23-137682_create_deleted_crates
CREATE TABLE deleted_crates (
    id BIGSERIAL PRIMARY KEY,
    kind VARCHAR NOT NULL,
    metadata JSONB NOT NULL DEFAULT '{}',
    retries SMALLINT NOT NULL DEFAULT 0,
    headers JSONB,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_deleted_crates_set_updated_at BEFORE UPDATE
ON deleted_crates FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-03-24-145601_relax_ends_at
ALTER TABLE metadata_queue ALTER COLUMN ends_at DROP DEFAULT;
ALTER TABLE metadata_queue ALTER ends_at DROP NOT NULL;

-- 2021-03-25-153520_text_checksum
ALTER TABLE crates ALTER COLUMN checksum SET DATA TYPE TEXT;

-- 2021-03-26-161439_require_score
ALTER TABLE reserved_names ALTER COLUMN score SET NOT NULL;

-- 2021-03-27-169358_relax_comment
ALTER TABLE background_jobs ALTER COLUMN comment DROP DEFAULT;
ALTER TABLE background_jobs ALTER comment DROP NOT NULL;

-- 2021-03-28-177277_create_version_owner_actions
CREATE TABLE version_owner_actions (
    id SERIAL PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,
    account_id INTEGER REFERENCES accounts ON DELETE CASCADE,
    expires_at TIMESTAMP,
    settings JSONB DEFAULT '{}',
    slug VARCHAR NOT NULL,
    notes TEXT,
    external_id VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-04-01-185196_drop_description_from_readme_renderings
ALTER TABLE readme_renderings DROP COLUMN description;

-- 2021-04-02-193115_add_trustpub_only_to_badges
ALTER TABLE badges ADD COLUMN trustpub_only INTEGER DEFAULT 0 NOT NULL;

-- 2021-04-03-201034_drop_score_from_reserved_names
ALTER TABLE reserved_names DROP COLUMN score;

-- 2021-04-04-208953_create_processed_logs
CREATE TABLE processed_logs (
    id SERIAL PRIMARY KEY,
    user_agent TEXT,
    ends_at TIMESTAMP,
    comment TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-04-05-216872_require_notes_html_2
ALTER TABLE crates_keywords ALTER COLUMN notes_html_2 SET NOT NULL;

-- 2021-04-06-224791_comment
COMMENT ON COLUMN publish_limits.notes IS 'See the notes page; it''s shown to owners';

-- 2021-04-07-232710_require_homepage
ALTER TABLE categories ALTER COLUMN homepage SET NOT NULL;

-- 2021-04-08-000629_add_trustpub_only_to_crates
ALTER TABLE crates ADD COLUMN trustpub_only TEXT;

-- 2021-04-09-008548_create_crate_downloads
CREATE TABLE crate_downloads (
    id SERIAL PRIMARY KEY,
    crate_id INTEGER NOT NULL REFERENCES crates ON DELETE CASCADE,
    settings JSONB DEFAULT '{}',
    title VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-04-10-016467_index_crate_downloads_crate_id
CREATE INDEX index_crate_downloads_crate_id ON crate_downloads (crate_id);

-- 2021-04-11-024386_add_repository_to_emails
ALTER TABLE emails ADD COLUMN repository TEXT;

-- 2021-04-12-032305_create_mirrors
CREATE TABLE mirrors (
    id SERIAL PRIMARY KEY,
    duration_ms INTEGER,
    reference VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_mirrors_set_updated_at BEFORE UPDATE
ON mirrors FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-04-13-040224_require_settings
ALTER TABLE version_owner_actions ALTER COLUMN settings SET NOT NULL;

-- 2021-04-14-048143_drop_duration_ms_from_dependencies
ALTER TABLE dependencies DROP COLUMN duration_ms;

-- 2021-04-15-056062_create_mirror_checks
CREATE TABLE mirror_checks (
    id SERIAL PRIMARY KEY,
    mirror_id INTEGER NOT NULL REFERENCES mirrors ON DELETE CASCADE,
    code VARCHAR NOT NULL,
    url TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    position INTEGER NOT NULL DEFAULT 0,
    ip_address INET,
    settings JSONB DEFAULT '{}',
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_mirror_checks_set_updated_at BEFORE UPDATE
ON mirror_checks FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-04-16-063981_index_mirror_checks_mirror_id
CREATE INDEX index_mirror_checks_mirror_id ON mirror_checks (mirror_id);

-- 2021-04-17-071900_relax_comment
ALTER TABLE processed_logs ALTER COLUMN comment DROP DEFAULT;
ALTER TABLE processed_logs ALTER comment DROP NOT NULL;

-- 2021-04-18-079819_rename_content_type_2
ALTER TABLE accounts RENAME COLUMN content_type_2 TO content_type_2_2;

-- 2021-04-19-087738_add_homepage_to_crates_keywords
ALTER TABLE crates_keywords ADD COLUMN homepage TEXT;

-- 2021-04-20-095657_create_advisories
CREATE TABLE advisories (
    id BIGSERIAL PRIMARY KEY,
    phone VARCHAR,
    content_type VARCHAR,
    slug VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_advisories_set_updated_at BEFORE UPDATE
ON advisories FOR EACH ROW
EXECUTE PROCEDURE diesel_set_updated_at();

-- 2021-04-21-103576_unique_advisories
CREATE UNIQUE INDEX index_advisories_slug ON advisories (lower(slug));

-- 2021-04-22-111495_comment
COMMENT ON COLUMN crates.locale IS 'See the locale page; it''s shown to owners';

-- 2021-04-23-119414_create_advisory_versions
CREATE TABLE advisory_versions (
    id SERIAL PRIMARY KEY,
    advisory_id INTEGER NOT NULL REFERENCES advisories,
    version_id INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,
    code VARCHAR NOT NULL,
    comment TEXT,
    retries SMALLINT NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-04-24-127333_index_advisory_versions_advisory_id
CREATE INDEX index_advisory_versions_advisory_id ON advisory_versions (advisory_id);

-- 2021-04-25-135252_unique_advisory_versions
CREATE UNIQUE INDEX index_advisory_versions_code ON advisory_versions (lower(code));

-- 2021-04-26-143171_relax_title
ALTER TABLE crates ALTER COLUMN title DROP DEFAULT;
ALTER TABLE crates ALTER title DROP NOT NULL;

-- 2021-04-27-151090_add_ends_at_again
-- up
ALTER TABLE versions ADD COLUMN ends_at_tmp TEXT;
-- down
ALTER TABLE versions DROP COLUMN ends_at_tmp;

-- 2021-04-28-159009_require_user_agent
ALTER TABLE processed_logs ALTER COLUMN user_agent SET NOT NULL;

-- 2021-05-01-166928_relax_retries
ALTER TABLE advisory_versions ALTER COLUMN retries DROP DEFAULT;
ALTER TABLE advisory_versions ALTER retries DROP NOT NULL;

-- 2023-01-05-101500_recent_downloads
CREATE MATERIALIZED VIEW recent_crate_downloads (crate_id, downloads) AS
    SELECT crate_id, SUM(id)
    FROM versions
    WHERE created_at > '2023-01-01'::date
    GROUP BY crate_id;
CREATE UNIQUE INDEX recent_crate_downloads_crate_id ON recent_crate_downloads (crate_id);

-- 2023-01-07-090000_canon
CREATE FUNCTION canon_crate_name(text) RETURNS text AS $$
    SELECT replace(lower($1), '-', '_')
$$ LANGUAGE SQL IMMUTABLE;
CREATE INDEX index_crates_canon ON crates (canon_crate_name(id::text || ''));

-- down
DROP INDEX index_crates_canon;

-- 2023-02-01-120000_ensure_not_reserved
CREATE OR REPLACE FUNCTION ensure_crate_name_not_reserved() RETURNS trigger AS $$
BEGIN
    IF canon_crate_name(NEW.id::text) IN (
        SELECT canon_crate_name(id::text)
        FROM reserved_names
    ) THEN
        RAISE EXCEPTION 'cannot upload crate with reserved name';
    END IF;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER trigger_ensure_crate_name_not_reserved
BEFORE INSERT OR UPDATE ON crates
FOR EACH ROW EXECUTE PROCEDURE ensure_crate_name_not_reserved();

-- 2023-03-01-080000_semver
CREATE DOMAIN semver AS TEXT CHECK (VALUE ~ '^\d+\.\d+\.\d+');
CREATE TYPE semver_triple AS (major NUMERIC, minor NUMERIC, teeny NUMERIC);
CREATE FUNCTION to_semver_no_prerelease(text) RETURNS semver_triple IMMUTABLE LANGUAGE sql AS $$
    SELECT (split_part($1, '.', 1)::numeric, split_part($1, '.', 2)::numeric, split_part(split_part($1, '+', 1), '.', 3)::numeric)::semver_triple
    WHERE strpos($1, '-') = 0
$$;
ALTER TABLE versions ADD COLUMN num semver;
CREATE INDEX versions_to_semver_no_prerelease_idx ON versions (crate_id, to_semver_no_prerelease(num) DESC NULLS LAST);
