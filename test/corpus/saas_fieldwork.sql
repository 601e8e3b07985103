-- A multi-tenant service (field work planning), all that was ever run on its database.

CREATE TYPE job_status AS ENUM ('open', 'done');
CREATE TABLE companies (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE users (id serial PRIMARY KEY, company_id int NOT NULL REFERENCES companies, login varchar(40) NOT NULL, email text);
CREATE TABLE customers (id serial PRIMARY KEY, company_id int REFERENCES companies, name text, addr text);
CREATE TABLE jobs (id serial PRIMARY KEY, company_id int NOT NULL REFERENCES companies ON DELETE CASCADE, title text, worker_id int REFERENCES users, customer_id int REFERENCES customers, status job_status DEFAULT 'open');
CREATE INDEX jobs_company ON jobs (company_id);
CREATE VIEW open_jobs AS SELECT id, title FROM jobs WHERE status = 'open';
-- companies become accounts, accounts become tenants
ALTER TABLE companies RENAME TO accounts;
ALTER TABLE users RENAME COLUMN company_id TO account_id;
ALTER TABLE jobs RENAME company_id TO account_id;
ALTER TABLE accounts RENAME TO tenants;
ALTER TABLE users RENAME COLUMN account_id TO tenant_id;
ALTER TABLE jobs RENAME account_id TO tenant_id;
ALTER TABLE customers RENAME company_id TO tenant_id;
ALTER INDEX jobs_company RENAME TO jobs_tenant_idx;
ALTER SEQUENCE companies_id_seq RENAME TO tenants_id_seq;
ALTER TABLE tenants RENAME CONSTRAINT companies_pkey TO tenants_pkey;
-- login and email had the wrong names: swapped
ALTER TABLE users RENAME login TO tmp_login;
ALTER TABLE users RENAME email TO login;
ALTER TABLE users RENAME tmp_login TO email;
ALTER TABLE users ALTER email TYPE text, ALTER email DROP NOT NULL;
-- customers is rebuilt beside the old one, then they are swapped
CREATE TABLE customers_new (id bigint GENERATED ALWAYS AS IDENTITY, tenant_id int NOT NULL, name text NOT NULL, address jsonb NOT NULL DEFAULT '{}', CONSTRAINT customers_new_pkey PRIMARY KEY (id));
ALTER TABLE jobs DROP CONSTRAINT jobs_customer_id_fkey;
ALTER TABLE customers RENAME TO customers_old;
ALTER TABLE customers_new RENAME TO customers;
ALTER TABLE customers_old RENAME CONSTRAINT customers_pkey TO customers_old_pkey;
ALTER TABLE customers RENAME CONSTRAINT customers_new_pkey TO customers_pkey;
DROP TABLE customers_old;
ALTER TABLE jobs ALTER customer_id TYPE bigint, ADD CONSTRAINT jobs_customer_fk FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
ALTER TABLE jobs VALIDATE CONSTRAINT jobs_customer_fk;
ALTER TYPE job_status RENAME VALUE 'done' TO 'finished';
ALTER TYPE job_status ADD VALUE 'planned' BEFORE 'finished';
ALTER TYPE job_status ADD VALUE IF NOT EXISTS 'invoiced';
ALTER TYPE job_status RENAME TO job_state;
CREATE OR REPLACE VIEW open_jobs AS SELECT id, title, tenant_id FROM jobs WHERE status = 'open' AND tenant_id > 0;
ALTER VIEW open_jobs RENAME TO jobs_open;

-- tools
CREATE TABLE tools (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  note boolean DEFAULT false,
  source text,
  starts numeric(10,2),
  amount date
);
CREATE INDEX tools_tenant_idx ON tools (tenant_id);
ALTER TABLE tools ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tools USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE tools RENAME note TO note_1;
ALTER TABLE tools RENAME note_1 TO note_2;
ALTER TABLE tools RENAME note_2 TO final_note;
ALTER TABLE tools ADD note text DEFAULT 'again';
ALTER TABLE tools ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE tools IS 'part 0';
COMMENT ON TABLE tools IS 'part 1 of the product';

-- vehicles
CREATE TABLE vehicles (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  state text,
  ends timestamptz,
  owner varchar(80)
);
CREATE INDEX vehicles_tenant_idx ON vehicles (tenant_id);
ALTER TABLE vehicles ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON vehicles USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE vehicles RENAME state TO swap;
ALTER TABLE vehicles RENAME ends TO state;
ALTER TABLE vehicles RENAME swap TO ends;
ALTER TABLE vehicles ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE vehicles IS 'part 1';
COMMENT ON TABLE vehicles IS 'part 2 of the product';

-- photos
CREATE TABLE photos (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  rank jsonb DEFAULT '{}',
  ends date,
  size integer
);
CREATE INDEX photos_tenant_idx ON photos (tenant_id);
ALTER TABLE photos ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON photos USING (tenant_id = current_setting('app.tenant')::integer);
DROP TABLE photos;
CREATE TABLE photos (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id integer REFERENCES tenants,
  rank text NOT NULL
);
CREATE UNIQUE INDEX photos_tenant_idx ON photos (tenant_id, rank);
COMMENT ON TABLE photos IS 'part 2';

-- forms
CREATE TABLE forms (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  starts boolean DEFAULT false,
  state uuid DEFAULT gen_random_uuid(),
  color date
);
CREATE INDEX forms_tenant_idx ON forms (tenant_id);
ALTER TABLE forms ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON forms USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE forms RENAME TO tenant_forms;
ALTER INDEX forms_pkey RENAME TO tenant_forms_pkey;
ALTER POLICY tenant_isolation ON tenant_forms RENAME TO isolation;
CREATE VIEW forms AS SELECT * FROM tenant_forms;
DROP VIEW forms;
COMMENT ON TABLE tenant_forms IS 'part 3';

-- reports
CREATE TABLE reports (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  size boolean DEFAULT false,
  note varchar(80),
  place jsonb DEFAULT '{}',
  serial timestamptz
);
CREATE INDEX reports_tenant_idx ON reports (tenant_id);
ALTER TABLE reports ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON reports USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE reports DROP COLUMN size;
ALTER TABLE reports ADD COLUMN size jsonb NOT NULL DEFAULT '[]';
ALTER TABLE reports ADD CONSTRAINT reports_array CHECK (jsonb_typeof(size) = 'array');
ALTER TABLE reports DROP CONSTRAINT reports_array, ADD CONSTRAINT reports_array CHECK (jsonb_typeof(size) IN ('array', 'null'));
ALTER TABLE reports ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE reports IS 'part 4';

-- checklists
CREATE TABLE checklists (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  color text,
  state integer,
  amount date,
  place bigint,
  size integer,
  kind date
);
CREATE INDEX checklists_tenant_idx ON checklists (tenant_id);
ALTER TABLE checklists ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON checklists USING (tenant_id = current_setting('app.tenant')::integer);
CREATE TYPE checklist_level AS ENUM ('low');
ALTER TABLE checklists ADD level checklist_level DEFAULT 'low';
ALTER TYPE checklist_level ADD VALUE 'high';
ALTER TYPE checklist_level ADD VALUE 'middle' BEFORE 'high';
ALTER TABLE checklists ALTER level SET NOT NULL;
ALTER TABLE checklists ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE checklists IS 'part 5';

-- materials
CREATE TABLE materials (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  note date,
  ends date,
  rank bigint,
  source uuid DEFAULT gen_random_uuid(),
  state date
);
CREATE INDEX materials_tenant_idx ON materials (tenant_id);
ALTER TABLE materials ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON materials USING (tenant_id = current_setting('app.tenant')::integer);
DROP INDEX materials_tenant_idx;
CREATE INDEX materials_tenant_idx ON materials (tenant_id, id DESC);
ALTER TABLE materials ALTER id TYPE bigint;
CREATE TABLE materials_history (id bigint NOT NULL, tenant_id integer NOT NULL, note text);
ALTER TABLE materials_history ADD archived_at timestamptz NOT NULL DEFAULT now();
COMMENT ON TABLE materials IS 'part 6';

-- quotes
CREATE TABLE quotes (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  amount uuid DEFAULT gen_random_uuid(),
  serial date,
  note date,
  source bigint
);
CREATE INDEX quotes_tenant_idx ON quotes (tenant_id);
ALTER TABLE quotes ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON quotes USING (tenant_id = current_setting('app.tenant')::integer);
CREATE FUNCTION quote_check() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE TRIGGER quote_check BEFORE INSERT ON quotes FOR EACH ROW EXECUTE FUNCTION quote_check();
ALTER TRIGGER quote_check ON quotes RENAME TO a_quote_check;
CREATE OR REPLACE FUNCTION quote_check() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
COMMENT ON TABLE quotes IS 'part 7';
COMMENT ON TABLE quotes IS 'part 8 of the product';

-- timesheets
CREATE TABLE timesheets (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  starts text,
  serial numeric(10,2),
  note boolean DEFAULT false,
  amount uuid DEFAULT gen_random_uuid(),
  color text
);
CREATE INDEX timesheets_tenant_idx ON timesheets (tenant_id);
ALTER TABLE timesheets ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON timesheets USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE timesheets ADD UNIQUE (tenant_id, starts);
ALTER TABLE timesheets ALTER serial DROP DEFAULT;
ALTER TABLE timesheets ALTER note SET NOT NULL;
ALTER TABLE timesheets ALTER note DROP NOT NULL;
ALTER TABLE timesheets ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE timesheets IS 'part 8';
COMMENT ON TABLE timesheets IS 'part 9 of the product';

-- breaks
CREATE TABLE breaks (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  place integer,
  kind jsonb DEFAULT '{}',
  state jsonb DEFAULT '{}',
  ends jsonb DEFAULT '{}',
  starts text
);
CREATE INDEX breaks_tenant_idx ON breaks (tenant_id);
ALTER TABLE breaks ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON breaks USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE breaks RENAME place TO place_1;
ALTER TABLE breaks RENAME place_1 TO place_2;
ALTER TABLE breaks RENAME place_2 TO final_place;
ALTER TABLE breaks ADD place text DEFAULT 'again';
COMMENT ON TABLE breaks IS 'part 9';
COMMENT ON TABLE breaks IS 'part 10 of the product';

-- skills
CREATE TABLE skills (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  amount varchar(80),
  place uuid DEFAULT gen_random_uuid(),
  rank jsonb DEFAULT '{}'
);
CREATE INDEX skills_tenant_idx ON skills (tenant_id);
ALTER TABLE skills ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON skills USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE skills RENAME amount TO swap;
ALTER TABLE skills RENAME place TO amount;
ALTER TABLE skills RENAME swap TO place;
ALTER TABLE skills ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE skills IS 'part 10';
COMMENT ON TABLE skills IS 'part 11 of the product';

-- teams
CREATE TABLE teams (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  ends text,
  color date,
  source varchar(80),
  starts integer,
  owner integer,
  size text
);
CREATE INDEX teams_tenant_idx ON teams (tenant_id);
ALTER TABLE teams ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON teams USING (tenant_id = current_setting('app.tenant')::integer);
DROP TABLE teams;
CREATE TABLE teams (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id integer REFERENCES tenants,
  ends text NOT NULL
);
CREATE UNIQUE INDEX teams_tenant_idx ON teams (tenant_id, ends);
COMMENT ON TABLE teams IS 'part 11';

-- sites
CREATE TABLE sites (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  place varchar(80),
  state timestamptz,
  starts date
);
CREATE INDEX sites_tenant_idx ON sites (tenant_id);
ALTER TABLE sites ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON sites USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE sites RENAME TO tenant_sites;
ALTER INDEX sites_pkey RENAME TO tenant_sites_pkey;
ALTER POLICY tenant_isolation ON tenant_sites RENAME TO isolation;
CREATE VIEW sites AS SELECT * FROM tenant_sites;
DROP VIEW sites;
ALTER TABLE tenant_sites ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE tenant_sites IS 'part 12';
COMMENT ON TABLE tenant_sites IS 'part 13 of the product';

-- contracts
CREATE TABLE contracts (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  note jsonb DEFAULT '{}',
  amount integer,
  serial varchar(80),
  starts jsonb DEFAULT '{}',
  owner uuid DEFAULT gen_random_uuid()
);
CREATE INDEX contracts_tenant_idx ON contracts (tenant_id);
ALTER TABLE contracts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON contracts USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE contracts DROP COLUMN note;
ALTER TABLE contracts ADD COLUMN note jsonb NOT NULL DEFAULT '[]';
ALTER TABLE contracts ADD CONSTRAINT contracts_array CHECK (jsonb_typeof(note) = 'array');
ALTER TABLE contracts DROP CONSTRAINT contracts_array, ADD CONSTRAINT contracts_array CHECK (jsonb_typeof(note) IN ('array', 'null'));
COMMENT ON TABLE contracts IS 'part 13';

-- warrantys
CREATE TABLE warrantys (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  serial text,
  owner bigint,
  kind numeric(10,2),
  color timestamptz
);
CREATE INDEX warrantys_tenant_idx ON warrantys (tenant_id);
ALTER TABLE warrantys ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON warrantys USING (tenant_id = current_setting('app.tenant')::integer);
CREATE TYPE warranty_level AS ENUM ('low');
ALTER TABLE warrantys ADD level warranty_level DEFAULT 'low';
ALTER TYPE warranty_level ADD VALUE 'high';
ALTER TYPE warranty_level ADD VALUE 'middle' BEFORE 'high';
ALTER TABLE warrantys ALTER level SET NOT NULL;
COMMENT ON TABLE warrantys IS 'part 14';

-- meters
CREATE TABLE meters (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  place text,
  kind integer,
  owner varchar(80)
);
CREATE INDEX meters_tenant_idx ON meters (tenant_id);
ALTER TABLE meters ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON meters USING (tenant_id = current_setting('app.tenant')::integer);
DROP INDEX meters_tenant_idx;
CREATE INDEX meters_tenant_idx ON meters (tenant_id, id DESC);
ALTER TABLE meters ALTER id TYPE bigint;
CREATE TABLE meters_history (id bigint NOT NULL, tenant_id integer NOT NULL, place text);
ALTER TABLE meters_history ADD archived_at timestamptz NOT NULL DEFAULT now();
COMMENT ON TABLE meters IS 'part 15';

-- readings
CREATE TABLE readings (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  state varchar(80),
  serial date,
  note integer,
  amount boolean DEFAULT false
);
CREATE INDEX readings_tenant_idx ON readings (tenant_id);
ALTER TABLE readings ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON readings USING (tenant_id = current_setting('app.tenant')::integer);
CREATE FUNCTION reading_check() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE TRIGGER reading_check BEFORE INSERT ON readings FOR EACH ROW EXECUTE FUNCTION reading_check();
ALTER TRIGGER reading_check ON readings RENAME TO a_reading_check;
CREATE OR REPLACE FUNCTION reading_check() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
ALTER TABLE readings ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE readings IS 'part 16';

-- visits
CREATE TABLE visits (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  kind text,
  amount text,
  owner bigint,
  rank timestamptz
);
CREATE INDEX visits_tenant_idx ON visits (tenant_id);
ALTER TABLE visits ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON visits USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE visits ADD UNIQUE (tenant_id, kind);
ALTER TABLE visits ALTER amount DROP DEFAULT;
ALTER TABLE visits ALTER owner SET NOT NULL;
ALTER TABLE visits ALTER owner DROP NOT NULL;
ALTER TABLE visits ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE visits IS 'part 17';
COMMENT ON TABLE visits IS 'part 18 of the product';

-- routes
CREATE TABLE routes (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  state integer,
  place varchar(80),
  starts varchar(80),
  amount jsonb DEFAULT '{}'
);
CREATE INDEX routes_tenant_idx ON routes (tenant_id);
ALTER TABLE routes ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON routes USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE routes RENAME state TO state_1;
ALTER TABLE routes RENAME state_1 TO state_2;
ALTER TABLE routes RENAME state_2 TO final_state;
ALTER TABLE routes ADD state text DEFAULT 'again';
COMMENT ON TABLE routes IS 'part 18';

-- signatures
CREATE TABLE signatures (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  color boolean DEFAULT false,
  place date,
  kind boolean DEFAULT false,
  starts numeric(10,2),
  state numeric(10,2),
  size numeric(10,2)
);
CREATE INDEX signatures_tenant_idx ON signatures (tenant_id);
ALTER TABLE signatures ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON signatures USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE signatures RENAME color TO swap;
ALTER TABLE signatures RENAME place TO color;
ALTER TABLE signatures RENAME swap TO place;
ALTER TABLE signatures ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE signatures IS 'part 19';
COMMENT ON TABLE signatures IS 'part 20 of the product';

-- alerts
CREATE TABLE alerts (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  rank text,
  ends integer,
  color bigint,
  note integer,
  size integer,
  source jsonb DEFAULT '{}'
);
CREATE INDEX alerts_tenant_idx ON alerts (tenant_id);
ALTER TABLE alerts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON alerts USING (tenant_id = current_setting('app.tenant')::integer);
DROP TABLE alerts;
CREATE TABLE alerts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id integer REFERENCES tenants,
  rank text NOT NULL
);
CREATE UNIQUE INDEX alerts_tenant_idx ON alerts (tenant_id, rank);
COMMENT ON TABLE alerts IS 'part 20';

-- exports
CREATE TABLE exports (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  owner timestamptz,
  kind text,
  ends numeric(10,2),
  rank jsonb DEFAULT '{}',
  color varchar(80)
);
CREATE INDEX exports_tenant_idx ON exports (tenant_id);
ALTER TABLE exports ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON exports USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE exports RENAME TO tenant_exports;
ALTER INDEX exports_pkey RENAME TO tenant_exports_pkey;
ALTER POLICY tenant_isolation ON tenant_exports RENAME TO isolation;
CREATE VIEW exports AS SELECT * FROM tenant_exports;
DROP VIEW exports;
ALTER TABLE tenant_exports ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE tenant_exports IS 'part 21';

-- imports
CREATE TABLE imports (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  size boolean DEFAULT false,
  kind boolean DEFAULT false,
  serial bigint,
  place bigint,
  owner date
);
CREATE INDEX imports_tenant_idx ON imports (tenant_id);
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON imports USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE imports DROP COLUMN size;
ALTER TABLE imports ADD COLUMN size jsonb NOT NULL DEFAULT '[]';
ALTER TABLE imports ADD CONSTRAINT imports_array CHECK (jsonb_typeof(size) = 'array');
ALTER TABLE imports DROP CONSTRAINT imports_array, ADD CONSTRAINT imports_array CHECK (jsonb_typeof(size) IN ('array', 'null'));
COMMENT ON TABLE imports IS 'part 22';
COMMENT ON TABLE imports IS 'part 23 of the product';

-- templates
CREATE TABLE templates (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  size integer,
  place timestamptz,
  owner jsonb DEFAULT '{}',
  source varchar(80),
  state text,
  amount text
);
CREATE INDEX templates_tenant_idx ON templates (tenant_id);
ALTER TABLE templates ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON templates USING (tenant_id = current_setting('app.tenant')::integer);
CREATE TYPE template_level AS ENUM ('low');
ALTER TABLE templates ADD level template_level DEFAULT 'low';
ALTER TYPE template_level ADD VALUE 'high';
ALTER TYPE template_level ADD VALUE 'middle' BEFORE 'high';
ALTER TABLE templates ALTER level SET NOT NULL;
ALTER TABLE templates ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE templates IS 'part 23';

-- prices
CREATE TABLE prices (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  color text,
  owner uuid DEFAULT gen_random_uuid(),
  amount boolean DEFAULT false,
  source jsonb DEFAULT '{}',
  starts numeric(10,2),
  serial varchar(80)
);
CREATE INDEX prices_tenant_idx ON prices (tenant_id);
ALTER TABLE prices ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON prices USING (tenant_id = current_setting('app.tenant')::integer);
DROP INDEX prices_tenant_idx;
CREATE INDEX prices_tenant_idx ON prices (tenant_id, id DESC);
ALTER TABLE prices ALTER id TYPE bigint;
CREATE TABLE prices_history (id bigint NOT NULL, tenant_id integer NOT NULL, color text);
ALTER TABLE prices_history ADD archived_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE prices ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE prices IS 'part 24';

-- discounts
CREATE TABLE discounts (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  ends numeric(10,2),
  rank jsonb DEFAULT '{}',
  note boolean DEFAULT false,
  amount varchar(80)
);
CREATE INDEX discounts_tenant_idx ON discounts (tenant_id);
ALTER TABLE discounts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON discounts USING (tenant_id = current_setting('app.tenant')::integer);
CREATE FUNCTION discount_check() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE TRIGGER discount_check BEFORE INSERT ON discounts FOR EACH ROW EXECUTE FUNCTION discount_check();
ALTER TRIGGER discount_check ON discounts RENAME TO a_discount_check;
CREATE OR REPLACE FUNCTION discount_check() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
ALTER TABLE discounts ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE discounts IS 'part 25';
COMMENT ON TABLE discounts IS 'part 26 of the product';

-- deposits
CREATE TABLE deposits (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  amount varchar(80),
  place jsonb DEFAULT '{}',
  state varchar(80)
);
CREATE INDEX deposits_tenant_idx ON deposits (tenant_id);
ALTER TABLE deposits ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON deposits USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE deposits ADD UNIQUE (tenant_id, amount);
ALTER TABLE deposits ALTER place DROP DEFAULT;
ALTER TABLE deposits ALTER state SET NOT NULL;
ALTER TABLE deposits ALTER state DROP NOT NULL;
ALTER TABLE deposits ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE deposits IS 'part 26';

-- dispatches
CREATE TABLE dispatches (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  rank numeric(10,2),
  serial date,
  state jsonb DEFAULT '{}',
  starts jsonb DEFAULT '{}',
  ends timestamptz,
  size date
);
CREATE INDEX dispatches_tenant_idx ON dispatches (tenant_id);
ALTER TABLE dispatches ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON dispatches USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE dispatches RENAME rank TO rank_1;
ALTER TABLE dispatches RENAME rank_1 TO rank_2;
ALTER TABLE dispatches RENAME rank_2 TO final_rank;
ALTER TABLE dispatches ADD rank text DEFAULT 'again';
COMMENT ON TABLE dispatches IS 'part 27';

-- crews
CREATE TABLE crews (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  color uuid DEFAULT gen_random_uuid(),
  size uuid DEFAULT gen_random_uuid(),
  starts uuid DEFAULT gen_random_uuid(),
  place jsonb DEFAULT '{}',
  serial boolean DEFAULT false
);
CREATE INDEX crews_tenant_idx ON crews (tenant_id);
ALTER TABLE crews ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON crews USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE crews RENAME color TO swap;
ALTER TABLE crews RENAME size TO color;
ALTER TABLE crews RENAME swap TO size;
ALTER TABLE crews ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE crews IS 'part 28';

-- permits
CREATE TABLE permits (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  size numeric(10,2),
  source date,
  kind numeric(10,2),
  place bigint
);
CREATE INDEX permits_tenant_idx ON permits (tenant_id);
ALTER TABLE permits ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON permits USING (tenant_id = current_setting('app.tenant')::integer);
DROP TABLE permits;
CREATE TABLE permits (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id integer REFERENCES tenants,
  size text NOT NULL
);
CREATE UNIQUE INDEX permits_tenant_idx ON permits (tenant_id, size);
COMMENT ON TABLE permits IS 'part 29';

-- hazards
CREATE TABLE hazards (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  size text,
  starts text,
  kind jsonb DEFAULT '{}',
  owner integer,
  ends date,
  rank bigint
);
CREATE INDEX hazards_tenant_idx ON hazards (tenant_id);
ALTER TABLE hazards ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON hazards USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE hazards RENAME TO tenant_hazards;
ALTER INDEX hazards_pkey RENAME TO tenant_hazards_pkey;
ALTER POLICY tenant_isolation ON tenant_hazards RENAME TO isolation;
CREATE VIEW hazards AS SELECT * FROM tenant_hazards;
DROP VIEW hazards;
COMMENT ON TABLE tenant_hazards IS 'part 30';
COMMENT ON TABLE tenant_hazards IS 'part 31 of the product';

-- assets
CREATE TABLE assets (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  place text,
  note jsonb DEFAULT '{}',
  color jsonb DEFAULT '{}'
);
CREATE INDEX assets_tenant_idx ON assets (tenant_id);
ALTER TABLE assets ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON assets USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE assets DROP COLUMN place;
ALTER TABLE assets ADD COLUMN place jsonb NOT NULL DEFAULT '[]';
ALTER TABLE assets ADD CONSTRAINT assets_array CHECK (jsonb_typeof(place) = 'array');
ALTER TABLE assets DROP CONSTRAINT assets_array, ADD CONSTRAINT assets_array CHECK (jsonb_typeof(place) IN ('array', 'null'));
COMMENT ON TABLE assets IS 'part 31';
COMMENT ON TABLE assets IS 'part 32 of the product';

-- tickets
CREATE TABLE tickets (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  kind integer,
  place varchar(80),
  amount date
);
CREATE INDEX tickets_tenant_idx ON tickets (tenant_id);
ALTER TABLE tickets ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tickets USING (tenant_id = current_setting('app.tenant')::integer);
CREATE TYPE ticket_level AS ENUM ('low');
ALTER TABLE tickets ADD level ticket_level DEFAULT 'low';
ALTER TYPE ticket_level ADD VALUE 'high';
ALTER TYPE ticket_level ADD VALUE 'middle' BEFORE 'high';
ALTER TABLE tickets ALTER level SET NOT NULL;
COMMENT ON TABLE tickets IS 'part 32';

-- labels
CREATE TABLE labels (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  color bigint,
  size numeric(10,2),
  ends varchar(80),
  source jsonb DEFAULT '{}',
  rank timestamptz,
  serial bigint
);
CREATE INDEX labels_tenant_idx ON labels (tenant_id);
ALTER TABLE labels ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON labels USING (tenant_id = current_setting('app.tenant')::integer);
DROP INDEX labels_tenant_idx;
CREATE INDEX labels_tenant_idx ON labels (tenant_id, id DESC);
ALTER TABLE labels ALTER id TYPE bigint;
CREATE TABLE labels_history (id bigint NOT NULL, tenant_id integer NOT NULL, color text);
ALTER TABLE labels_history ADD archived_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE labels ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE labels IS 'part 33';

-- filters
CREATE TABLE filters (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  starts timestamptz,
  owner bigint,
  amount bigint,
  size date
);
CREATE INDEX filters_tenant_idx ON filters (tenant_id);
ALTER TABLE filters ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON filters USING (tenant_id = current_setting('app.tenant')::integer);
CREATE FUNCTION filter_check() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE TRIGGER filter_check BEFORE INSERT ON filters FOR EACH ROW EXECUTE FUNCTION filter_check();
ALTER TRIGGER filter_check ON filters RENAME TO a_filter_check;
CREATE OR REPLACE FUNCTION filter_check() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
COMMENT ON TABLE filters IS 'part 34';
COMMENT ON TABLE filters IS 'part 35 of the product';

-- layouts
CREATE TABLE layouts (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  size timestamptz,
  serial date,
  rank text,
  amount date
);
CREATE INDEX layouts_tenant_idx ON layouts (tenant_id);
ALTER TABLE layouts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON layouts USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE layouts ADD UNIQUE (tenant_id, size);
ALTER TABLE layouts ALTER serial DROP DEFAULT;
ALTER TABLE layouts ALTER rank SET NOT NULL;
ALTER TABLE layouts ALTER rank DROP NOT NULL;
COMMENT ON TABLE layouts IS 'part 35';

-- widgets
CREATE TABLE widgets (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  amount jsonb DEFAULT '{}',
  size varchar(80),
  color bigint
);
CREATE INDEX widgets_tenant_idx ON widgets (tenant_id);
ALTER TABLE widgets ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON widgets USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE widgets RENAME amount TO amount_1;
ALTER TABLE widgets RENAME amount_1 TO amount_2;
ALTER TABLE widgets RENAME amount_2 TO final_amount;
ALTER TABLE widgets ADD amount text DEFAULT 'again';
ALTER TABLE widgets ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE widgets IS 'part 36';

-- portals
CREATE TABLE portals (
  id bigserial PRIMARY KEY,
  tenant_id integer NOT NULL REFERENCES tenants ON DELETE CASCADE,
  place timestamptz,
  starts boolean DEFAULT false,
  size uuid DEFAULT gen_random_uuid()
);
CREATE INDEX portals_tenant_idx ON portals (tenant_id);
ALTER TABLE portals ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON portals USING (tenant_id = current_setting('app.tenant')::integer);
ALTER TABLE portals RENAME place TO swap;
ALTER TABLE portals RENAME starts TO place;
ALTER TABLE portals RENAME swap TO starts;
ALTER TABLE portals ADD COLUMN job_id integer REFERENCES jobs ON DELETE SET NULL;
COMMENT ON TABLE portals IS 'part 37';
COMMENT ON TABLE portals IS 'part 38 of the product';
