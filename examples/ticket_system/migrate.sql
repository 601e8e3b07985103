-- The ticket system's schema.  Plain SQL for any client; run it at every start
-- of the service that owns the schema, and nowhere else.

SELECT idem.apply_revision('tickets', '0001_organizations_users', $up$

CREATE TABLE organizations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name varchar(200) NOT NULL,
  slug varchar(80) NOT NULL UNIQUE,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TYPE user_role AS ENUM ('admin', 'agent', 'customer');

CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  email varchar(255) NOT NULL,
  password_hash varchar(255) NOT NULL,
  role user_role NOT NULL DEFAULT 'customer',
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX uq_users_email ON users (lower(email));
CREATE INDEX ix_users_organization_id ON users (organization_id);

$up$, $down$

DROP TABLE users;
DROP TYPE user_role;
DROP TABLE organizations;

$down$);

SELECT idem.apply_revision('tickets', '0002_tickets_files', $up$

CREATE TYPE ticket_status AS ENUM ('open', 'pending', 'resolved', 'closed');
CREATE TYPE ticket_priority AS ENUM ('low', 'normal', 'high', 'urgent');

CREATE TABLE tickets (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  requester_id bigint NOT NULL REFERENCES users (id),
  assignee_id bigint REFERENCES users (id) ON DELETE SET NULL,
  subject varchar(300) NOT NULL,
  body text NOT NULL DEFAULT '',
  status ticket_status NOT NULL DEFAULT 'open',
  priority ticket_priority NOT NULL DEFAULT 'normal',
  tags text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz
);

CREATE INDEX ix_tickets_organization_id_status ON tickets (organization_id, status);
CREATE INDEX ix_tickets_assignee_id_open ON tickets (assignee_id) WHERE status <> 'closed';
CREATE INDEX ix_tickets_tags ON tickets USING gin (tags);

CREATE TABLE files (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  ticket_id bigint NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  uploaded_by bigint REFERENCES users (id) ON DELETE SET NULL,
  file_name varchar(255) NOT NULL,
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  storage_key text NOT NULL
);

CREATE INDEX ix_files_ticket_id ON files (ticket_id);

$up$, $down$

DROP TABLE files;
DROP TABLE tickets;
DROP TYPE ticket_priority;
DROP TYPE ticket_status;

$down$);

SELECT idem.apply_revision('tickets', '0003_integrations', $up$

CREATE TABLE integrations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  provider varchar(40) NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  is_enabled boolean NOT NULL DEFAULT true,
  last_synced_at timestamptz,
  CONSTRAINT uq_integrations_organization_id_provider UNIQUE (organization_id, provider)
);

$up$, $down$

DROP TABLE integrations;

$down$);
