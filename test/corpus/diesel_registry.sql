-- A Diesel project (a package registry): the up.sql files in order; two were
-- undone again by their down.sql.

-- 00000000000000_diesel_initial_setup
-- For every table with a column updated_at: keeps it true.
CREATE OR REPLACE FUNCTION stamp_updated_at() RETURNS trigger AS $$
BEGIN
    IF NEW IS DISTINCT FROM OLD AND NEW.updated_at = OLD.updated_at THEN
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE FUNCTION stamp_table(target regclass) RETURNS void AS $$
BEGIN
    EXECUTE 'CREATE TRIGGER stamp BEFORE UPDATE ON ' || target
         || ' FOR EACH ROW EXECUTE FUNCTION stamp_updated_at()';
END;
$$ LANGUAGE plpgsql;

-- 2021-01-02-007919_create_authors
CREATE TABLE authors (
    id BIGSERIAL PRIMARY KEY,
    starts_at TIMESTAMP,
    title VARCHAR NOT NULL,
    content_type VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-01-03-015838_require_starts_at
ALTER TABLE authors ALTER COLUMN starts_at SET NOT NULL;

-- 2021-01-04-023757_add_content_type_again
-- up
ALTER TABLE authors ADD COLUMN content_type_tmp TEXT;
-- down
ALTER TABLE authors DROP COLUMN content_type_tmp;

-- 2021-01-05-031676_add_withdrawn_to_authors
ALTER TABLE authors ADD COLUMN withdrawn INTEGER DEFAULT 0 NOT NULL;

-- 2021-01-06-039595_create_access_keys
CREATE TABLE access_keys (
    id SERIAL PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES authors,
    settings JSONB DEFAULT '{}',
    position INTEGER NOT NULL DEFAULT 0,
    digest BYTEA,
    version INTEGER NOT NULL DEFAULT 1,
    status VARCHAR NOT NULL DEFAULT 'new',
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_access_keys_set_updated_at BEFORE UPDATE
ON access_keys FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-01-07-047514_add_homepage_to_access_keys
ALTER TABLE access_keys ADD COLUMN homepage INTEGER DEFAULT 0 NOT NULL;

-- 2021-01-08-055433_create_mailboxes
CREATE TABLE mailboxes (
    id BIGSERIAL PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES authors,
    description TEXT,
    color VARCHAR,
    headers JSONB,
    settings JSONB DEFAULT '{}',
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_mailboxes_set_updated_at BEFORE UPDATE
ON mailboxes FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-01-09-063352_relax_digest
ALTER TABLE access_keys ALTER COLUMN digest DROP DEFAULT;
ALTER TABLE access_keys ALTER digest DROP NOT NULL;

-- 2021-01-10-071271_add_from_address_to_mailboxes
ALTER TABLE mailboxes ADD COLUMN from_address JSONB;

-- 2021-01-11-079190_create_parcels
CREATE TABLE parcels (
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

CREATE TRIGGER trigger_parcels_set_updated_at BEFORE UPDATE
ON parcels FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-01-12-087109_comment
COMMENT ON COLUMN mailboxes.headers IS 'See the headers page; it''s shown to owners';

-- 2021-01-13-095028_require_digest
ALTER TABLE access_keys ALTER COLUMN digest SET NOT NULL;

-- 2021-01-14-102947_relax_status
ALTER TABLE access_keys ALTER COLUMN status DROP DEFAULT;
ALTER TABLE access_keys ALTER status DROP NOT NULL;

-- 2021-01-15-110866_create_topics
CREATE TABLE topics (
    id SERIAL PRIMARY KEY,
    settings JSONB DEFAULT '{}',
    position INTEGER NOT NULL DEFAULT 0,
    duration_ms INTEGER,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_topics_set_updated_at BEFORE UPDATE
ON topics FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-01-16-118785_widen_position
ALTER TABLE topics ALTER COLUMN position TYPE BIGINT;

-- 2021-01-17-126704_relax_checksum
ALTER TABLE parcels ALTER COLUMN checksum DROP DEFAULT;
ALTER TABLE parcels ALTER checksum DROP NOT NULL;

-- 2021-01-18-134623_create_shelves
CREATE TABLE shelves (
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

CREATE TRIGGER trigger_shelves_set_updated_at BEFORE UPDATE
ON shelves FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-01-19-142542_add_bytes_again
-- up
ALTER TABLE shelves ADD COLUMN bytes_tmp TEXT;
-- down
ALTER TABLE shelves DROP COLUMN bytes_tmp;

-- 2021-01-20-150461_idx_content_type
CREATE INDEX authors_content_type_idx ON authors USING btree (content_type) WHERE content_type IS NOT NULL;

-- 2021-01-21-158380_create_parcels_topics
CREATE TABLE parcels_topics (
    parcel_id INTEGER NOT NULL REFERENCES parcels,
    topic_id INTEGER NOT NULL REFERENCES topics ON DELETE CASCADE,
    PRIMARY KEY (parcel_id, topic_id),
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-01-22-166299_comment
COMMENT ON COLUMN access_keys.digest IS 'See the digest page; it''s shown to owners';

-- 2021-01-23-174218_add_notes_html_to_parcels_topics
ALTER TABLE parcels_topics ADD COLUMN notes_html BOOLEAN DEFAULT 'f' NOT NULL;

-- 2021-01-24-182137_create_parcels_shelves
CREATE TABLE parcels_shelves (
    parcel_id INTEGER NOT NULL REFERENCES parcels ON DELETE CASCADE,
    shelve_id INTEGER NOT NULL REFERENCES shelves ON DELETE CASCADE,
    PRIMARY KEY (parcel_id, shelve_id),
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-01-25-190056_index_parcels_shelves_shelve_id
CREATE INDEX index_parcels_shelves_shelve_id ON parcels_shelves (shelve_id);

-- 2021-01-26-197975_drop_status_from_access_keys
ALTER TABLE access_keys DROP COLUMN status;

-- 2021-01-27-205894_create_editions
CREATE TABLE editions (
    id SERIAL PRIMARY KEY,
    parcel_id INTEGER NOT NULL REFERENCES parcels,
    author_id INTEGER REFERENCES authors,
    ends_at TIMESTAMP,
    payload JSONB NOT NULL,
    archived_at TIMESTAMP,
    ip_address INET,
    checksum VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_editions_set_updated_at BEFORE UPDATE
ON editions FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-01-28-213813_comment
COMMENT ON COLUMN editions.archived_at IS 'See the archived_at page; it''s shown to owners';

-- 2021-02-01-221732_add_homepage_to_shelves
ALTER TABLE shelves ADD COLUMN homepage JSONB;

-- 2021-02-02-229651_require_bytes
ALTER TABLE shelves ALTER COLUMN bytes SET NOT NULL;

-- 2021-02-03-237570_create_requirements
CREATE TABLE requirements (
    id SERIAL PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
    bytes BIGINT NOT NULL DEFAULT 0,
    email VARCHAR,
    url TEXT,
    duration_ms INTEGER,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_requirements_set_updated_at BEFORE UPDATE
ON requirements FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-02-04-005489_rename_digest
ALTER TABLE access_keys RENAME COLUMN digest TO digest_2;

-- 2021-02-05-013408_create_edition_fetches
CREATE TABLE edition_fetches (
    id BIGSERIAL PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES editions,
    bytes BIGINT NOT NULL DEFAULT 0,
    headers JSONB,
    token UUID,
    user_agent TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_edition_fetches_set_updated_at BEFORE UPDATE
ON edition_fetches FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-02-06-021327_index_edition_fetches_edition_id
CREATE INDEX index_edition_fetches_edition_id ON edition_fetches (edition_id);

-- 2021-02-07-029246_add_homepage_again
-- up
ALTER TABLE shelves ADD COLUMN homepage_tmp TEXT;
-- down
ALTER TABLE shelves DROP COLUMN homepage_tmp;

-- 2021-02-08-037165_require_notes_html
ALTER TABLE parcels_topics ALTER COLUMN notes_html SET NOT NULL;

-- 2021-02-09-045084_text_checksum
ALTER TABLE editions ALTER COLUMN checksum SET DATA TYPE TEXT;

-- 2021-02-10-053003_add_signed_only_to_shelves
ALTER TABLE shelves ADD COLUMN signed_only BOOLEAN DEFAULT 'f' NOT NULL;

-- 2021-02-11-060922_create_parcel_keepers
CREATE TABLE parcel_keepers (
    id SERIAL PRIMARY KEY,
    parcel_id INTEGER NOT NULL REFERENCES parcels,
    author_id INTEGER NOT NULL REFERENCES authors,
    ip_address INET,
    attempts INTEGER NOT NULL DEFAULT 0,
    status VARCHAR NOT NULL DEFAULT 'new',
    digest BYTEA,
    weight NUMERIC(8,3),
    version INTEGER NOT NULL DEFAULT 1,
    kind VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_parcel_keepers_set_updated_at BEFORE UPDATE
ON parcel_keepers FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-02-12-068841_index_parcel_keepers_parcel_id
CREATE INDEX index_parcel_keepers_parcel_id ON parcel_keepers (parcel_id);

-- 2021-02-13-076760_index_parcel_keepers_author_id
CREATE INDEX index_parcel_keepers_author_id ON parcel_keepers (author_id);

-- 2021-02-14-084679_add_ip_address_again
-- up
ALTER TABLE editions ADD COLUMN ip_address_tmp TEXT;
-- down
ALTER TABLE editions DROP COLUMN ip_address_tmp;

-- 2021-02-15-092598_require_title
ALTER TABLE authors ALTER COLUMN title SET NOT NULL;

-- 2021-02-16-100517_drop_from_address_from_mailboxes
ALTER TABLE mailboxes DROP COLUMN from_address;

-- 2021-02-17-108436_create_subscriptions
CREATE TABLE subscriptions (
    id SERIAL PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES authors,
    parcel_id INTEGER NOT NULL REFERENCES parcels,
    external_id VARCHAR,
    payload JSONB NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-02-18-116355_index_subscriptions_parcel_id
CREATE INDEX index_subscriptions_parcel_id ON subscriptions (parcel_id);

-- 2021-02-19-124274_idx_bytes
CREATE INDEX parcels_bytes_idx ON parcels USING btree (bytes);

-- 2021-02-20-132193_rename_url
ALTER TABLE requirements RENAME COLUMN url TO url_2;

-- 2021-02-21-140112_comment
COMMENT ON COLUMN edition_fetches.bytes IS 'See the bytes page; it''s shown to owners';

-- 2021-02-22-148031_create_taken_names
CREATE TABLE taken_names (
    id SERIAL PRIMARY KEY,
    kind VARCHAR NOT NULL,
    score DOUBLE PRECISION,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_taken_names_set_updated_at BEFORE UPDATE
ON taken_names FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-02-23-155950_add_source_url_to_parcel_keepers
ALTER TABLE parcel_keepers ADD COLUMN source_url VARCHAR;

-- 2021-02-24-163869_rename_description
ALTER TABLE mailboxes RENAME COLUMN description TO description_2;

-- 2021-02-25-171788_rename_checksum
ALTER TABLE parcels RENAME COLUMN checksum TO checksum_2;

-- 2021-02-26-179707_create_medals
CREATE TABLE medals (
    id SERIAL PRIMARY KEY,
    parcel_id INTEGER NOT NULL REFERENCES parcels,
    metadata JSONB NOT NULL DEFAULT '{}',
    title VARCHAR NOT NULL,
    user_agent TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-02-27-187626_index_medals_parcel_id
CREATE INDEX index_medals_parcel_id ON medals (parcel_id);

-- 2021-02-28-195545_require_url_2
ALTER TABLE requirements ALTER COLUMN url_2 SET NOT NULL;

-- 2021-03-01-203464_text_checksum_2
ALTER TABLE parcels ALTER COLUMN checksum_2 SET DATA TYPE TEXT;

-- 2021-03-02-211383_create_guilds
CREATE TABLE guilds (
    id SERIAL PRIMARY KEY,
    settings JSONB DEFAULT '{}',
    tags TEXT[] NOT NULL DEFAULT '{}',
    version INTEGER NOT NULL DEFAULT 1,
    retries SMALLINT NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_guilds_set_updated_at BEFORE UPDATE
ON guilds FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-03-03-219302_rename_payload
ALTER TABLE subscriptions RENAME COLUMN payload TO payload_2;

-- 2021-03-04-227221_create_keeper_offers
CREATE TABLE keeper_offers (
    id SERIAL PRIMARY KEY,
    parcel_id INTEGER NOT NULL REFERENCES parcels,
    author_id INTEGER NOT NULL REFERENCES authors,
    weight NUMERIC(8,3),
    slug VARCHAR NOT NULL,
    notes TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_keeper_offers_set_updated_at BEFORE UPDATE
ON keeper_offers FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-03-05-235140_unique_keeper_offers
CREATE UNIQUE INDEX index_keeper_offers_slug ON keeper_offers (lower(slug));

-- 2021-03-06-003059_relax_metadata
ALTER TABLE medals ALTER COLUMN metadata DROP DEFAULT;
ALTER TABLE medals ALTER metadata DROP NOT NULL;

-- 2021-03-07-010978_create_rendered_pages
CREATE TABLE rendered_pages (
    id SERIAL PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES editions,
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

CREATE TRIGGER trigger_rendered_pages_set_updated_at BEFORE UPDATE
ON rendered_pages FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-03-08-018897_index_rendered_pages_edition_id
CREATE INDEX index_rendered_pages_edition_id ON rendered_pages (edition_id);

-- 2021-03-09-026816_add_notes_html_to_topics
ALTER TABLE topics ADD COLUMN notes_html JSONB;

-- 2021-03-10-034735_require_weight
ALTER TABLE keeper_offers ALTER COLUMN weight SET NOT NULL;

-- 2021-03-11-042654_create_queue_entries
CREATE TABLE queue_entries (
    id SERIAL PRIMARY KEY,
    position INTEGER NOT NULL DEFAULT 0,
    comment TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-03-12-050573_add_payload_2_again
-- up
ALTER TABLE subscriptions ADD COLUMN payload_2_tmp TEXT;
-- down
ALTER TABLE subscriptions DROP COLUMN payload_2_tmp;

-- 2021-03-13-058492_comment
COMMENT ON COLUMN parcel_keepers.weight IS 'See the weight page; it''s shown to owners';

-- 2021-03-14-066411_create_upload_quotas
CREATE TABLE upload_quotas (
    id SERIAL PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES authors ON DELETE CASCADE,
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

CREATE TRIGGER trigger_upload_quotas_set_updated_at BEFORE UPDATE
ON upload_quotas FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-03-15-074330_rename_color
ALTER TABLE shelves RENAME COLUMN color TO color_2;

-- 2021-03-16-082249_add_weight_again
-- up
ALTER TABLE keeper_offers ADD COLUMN weight_tmp TEXT;
-- down
ALTER TABLE keeper_offers DROP COLUMN weight_tmp;

-- 2021-03-17-090168_relax_ends_at
ALTER TABLE editions ALTER COLUMN ends_at DROP DEFAULT;
ALTER TABLE editions ALTER ends_at DROP NOT NULL;

-- 2021-03-18-098087_create_sync_marks
CREATE TABLE sync_marks (
    id SERIAL PRIMARY KEY,
    headers JSONB,
    ends_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_sync_marks_set_updated_at BEFORE UPDATE
ON sync_marks FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-03-19-106006_require_notes
ALTER TABLE keeper_offers ALTER COLUMN notes SET NOT NULL;

-- 2021-03-20-113925_create_preferred_editions
CREATE TABLE preferred_editions (
    id SERIAL PRIMARY KEY,
    parcel_id INTEGER NOT NULL REFERENCES parcels ON DELETE CASCADE,
    edition_id INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
    title VARCHAR NOT NULL,
    settings JSONB DEFAULT '{}',
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_preferred_editions_set_updated_at BEFORE UPDATE
ON preferred_editions FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-03-21-121844_index_preferred_editions_edition_id
CREATE INDEX index_preferred_editions_edition_id ON preferred_editions (edition_id);

-- 2021-03-22-129763_add_native_lib_to_sync_marks
ALTER TABLE sync_marks ADD COLUMN native_lib VARCHAR;

-- 2021-03-23-137682_drop_ip_address_from_parcel_keepers
ALTER TABLE parcel_keepers DROP COLUMN ip_address;

-- 2021-03-24-145601_create_removed_parcels
CREATE TABLE removed_parcels (
    id BIGSERIAL PRIMARY KEY,
    kind VARCHAR NOT NULL,
    metadata JSONB NOT NULL DEFAULT '{}',
    retries SMALLINT NOT NULL DEFAULT 0,
    headers JSONB,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_removed_parcels_set_updated_at BEFORE UPDATE
ON removed_parcels FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-03-25-153520_relax_ends_at
ALTER TABLE sync_marks ALTER COLUMN ends_at DROP DEFAULT;
ALTER TABLE sync_marks ALTER ends_at DROP NOT NULL;

-- 2021-03-26-161439_require_kind
ALTER TABLE taken_names ALTER COLUMN kind SET NOT NULL;

-- 2021-03-27-169358_relax_comment
ALTER TABLE queue_entries ALTER COLUMN comment DROP DEFAULT;
ALTER TABLE queue_entries ALTER comment DROP NOT NULL;

-- 2021-03-28-177277_create_keeper_events
CREATE TABLE keeper_events (
    id SERIAL PRIMARY KEY,
    edition_id INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
    author_id INTEGER REFERENCES authors ON DELETE CASCADE,
    expires_at TIMESTAMP,
    settings JSONB DEFAULT '{}',
    slug VARCHAR NOT NULL,
    notes TEXT,
    external_id VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-04-01-185196_drop_description_from_rendered_pages
ALTER TABLE rendered_pages DROP COLUMN description;

-- 2021-04-02-193115_add_signed_only_to_medals
ALTER TABLE medals ADD COLUMN signed_only INTEGER DEFAULT 0 NOT NULL;

-- 2021-04-03-201034_drop_score_from_taken_names
ALTER TABLE taken_names DROP COLUMN score;

-- 2021-04-04-208953_create_seen_logs
CREATE TABLE seen_logs (
    id SERIAL PRIMARY KEY,
    user_agent TEXT,
    ends_at TIMESTAMP,
    comment TEXT,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-04-05-216872_require_notes_html
ALTER TABLE parcels_topics ALTER COLUMN notes_html SET NOT NULL;

-- 2021-04-06-224791_comment
COMMENT ON COLUMN upload_quotas.notes IS 'See the notes page; it''s shown to owners';

-- 2021-04-07-232710_require_description
ALTER TABLE shelves ALTER COLUMN description SET NOT NULL;

-- 2021-04-08-000629_rename_position
ALTER TABLE access_keys RENAME COLUMN position TO position_2;

-- 2021-04-09-008548_create_parcel_fetches
CREATE TABLE parcel_fetches (
    id SERIAL PRIMARY KEY,
    parcel_id INTEGER NOT NULL REFERENCES parcels ON DELETE CASCADE,
    settings JSONB DEFAULT '{}',
    title VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-04-10-016467_index_parcel_fetches_parcel_id
CREATE INDEX index_parcel_fetches_parcel_id ON parcel_fetches (parcel_id);

-- 2021-04-11-024386_add_source_url_to_mailboxes
ALTER TABLE mailboxes ADD COLUMN source_url TEXT;

-- 2021-04-12-032305_create_copies
CREATE TABLE copies (
    id SERIAL PRIMARY KEY,
    duration_ms INTEGER,
    reference VARCHAR,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_copies_set_updated_at BEFORE UPDATE
ON copies FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-04-13-040224_require_settings
ALTER TABLE keeper_events ALTER COLUMN settings SET NOT NULL;

-- 2021-04-14-048143_drop_url_2_from_requirements
ALTER TABLE requirements DROP COLUMN url_2;

-- 2021-04-15-056062_create_copy_probes
CREATE TABLE copy_probes (
    id SERIAL PRIMARY KEY,
    copy_id INTEGER NOT NULL REFERENCES copies ON DELETE CASCADE,
    code VARCHAR NOT NULL,
    url TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    position INTEGER NOT NULL DEFAULT 0,
    ip_address INET,
    settings JSONB DEFAULT '{}',
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_copy_probes_set_updated_at BEFORE UPDATE
ON copy_probes FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-04-16-063981_index_copy_probes_copy_id
CREATE INDEX index_copy_probes_copy_id ON copy_probes (copy_id);

-- 2021-04-17-071900_relax_comment
ALTER TABLE seen_logs ALTER COLUMN comment DROP DEFAULT;
ALTER TABLE seen_logs ALTER comment DROP NOT NULL;

-- 2021-04-18-079819_rename_withdrawn
ALTER TABLE authors RENAME COLUMN withdrawn TO withdrawn_2;

-- 2021-04-19-087738_add_homepage_to_parcels_topics
ALTER TABLE parcels_topics ADD COLUMN homepage TEXT;

-- 2021-04-20-095657_create_warnings
CREATE TABLE warnings (
    id BIGSERIAL PRIMARY KEY,
    phone VARCHAR,
    content_type VARCHAR,
    slug VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    updated_at TIMESTAMP NOT NULL DEFAULT now()
);

CREATE TRIGGER trigger_warnings_set_updated_at BEFORE UPDATE
ON warnings FOR EACH ROW
EXECUTE PROCEDURE stamp_updated_at();

-- 2021-04-21-103576_unique_warnings
CREATE UNIQUE INDEX index_warnings_slug ON warnings (lower(slug));

-- 2021-04-22-111495_comment
COMMENT ON COLUMN parcels.title IS 'See the title page; it''s shown to owners';

-- 2021-04-23-119414_add_kind_again
-- up
ALTER TABLE taken_names ADD COLUMN kind_tmp TEXT;
-- down
ALTER TABLE taken_names DROP COLUMN kind_tmp;

-- 2021-04-24-127333_create_warned_editions
CREATE TABLE warned_editions (
    id SERIAL PRIMARY KEY,
    warning_id INTEGER NOT NULL REFERENCES warnings,
    edition_id INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
    code VARCHAR NOT NULL,
    comment TEXT,
    retries SMALLINT NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL DEFAULT now()
);

-- 2021-04-25-135252_unique_warned_editions
CREATE UNIQUE INDEX index_warned_editions_code ON warned_editions (lower(code));

-- 2021-04-26-143171_relax_user_agent
ALTER TABLE seen_logs ALTER COLUMN user_agent DROP DEFAULT;
ALTER TABLE seen_logs ALTER user_agent DROP NOT NULL;

-- 2023-01-05-101500_lively_parcels
CREATE MATERIALIZED VIEW lively_parcels (parcel_id, editions, newest) AS
    SELECT parcel_id, count(*), max(created_at)
    FROM editions
    WHERE created_at > '2023-01-01'::date
    GROUP BY parcel_id;
CREATE UNIQUE INDEX lively_parcels_parcel_id ON lively_parcels (parcel_id);

-- 2023-01-07-090000_plain_names
CREATE FUNCTION plain_name(text) RETURNS text AS $$
    SELECT translate(lower($1), '-. ', '___')
$$ LANGUAGE SQL IMMUTABLE;
CREATE INDEX index_parcels_plain ON parcels (plain_name(id::text || ''));

-- down
DROP INDEX index_parcels_plain;

-- 2023-02-01-120000_taken_names
CREATE OR REPLACE FUNCTION refuse_taken_name() RETURNS trigger AS $$
BEGIN
    PERFORM FROM taken_names WHERE plain_name(id::text) = plain_name(NEW.id::text);
    IF FOUND THEN
        RAISE EXCEPTION 'this name is taken' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER refuse_taken_name
BEFORE INSERT OR UPDATE ON parcels
FOR EACH ROW EXECUTE PROCEDURE refuse_taken_name();

-- 2023-03-01-080000_edition_numbers
CREATE DOMAIN edition_number AS TEXT CHECK (VALUE ~ '^[0-9]+([.][0-9]+)*$');
CREATE TYPE number_parts AS (first NUMERIC, second NUMERIC, rest TEXT);
CREATE FUNCTION parts_of(text) RETURNS number_parts IMMUTABLE LANGUAGE sql AS $$
    SELECT ROW(split_part($1, '.', 1)::numeric, nullif(split_part($1, '.', 2), '')::numeric, split_part($1, '.', 3))::public.number_parts
$$;
ALTER TABLE editions ADD COLUMN num edition_number;
CREATE INDEX editions_parts_idx ON editions (parcel_id, parts_of(num) DESC NULLS LAST);
