-- The escrow platform's schema: ten enums, ten tables.  Plain SQL for any client;
-- sent as one text it is one transaction.

SELECT idem.apply_revision('escrow', '0001_enums', $up$

CREATE TYPE wallet_provider AS ENUM ('metamask', 'walletconnect', 'coinbase', 'phantom', 'custodial');
CREATE TYPE project_status AS ENUM ('draft', 'open', 'funded', 'in_progress', 'under_review',
                                    'completed', 'disputed', 'cancelled');
CREATE TYPE milestone_status AS ENUM ('pending', 'funded', 'submitted', 'approved', 'rejected', 'released');
CREATE TYPE transaction_type AS ENUM ('deposit', 'release', 'refund', 'fee', 'withdrawal');
CREATE TYPE transaction_status AS ENUM ('pending', 'processing', 'confirmed', 'failed', 'cancelled');
CREATE TYPE kyc_type AS ENUM ('individual', 'business');
CREATE TYPE kyc_status AS ENUM ('not_started', 'pending', 'approved', 'rejected', 'expired');
CREATE TYPE user_role AS ENUM ('client', 'freelancer', 'arbiter', 'admin');
CREATE TYPE hold_status AS ENUM ('active', 'captured', 'released', 'expired');
CREATE TYPE ledger_transaction_type AS ENUM ('credit', 'debit', 'hold', 'release', 'fee', 'adjustment');

$up$, $down$

DROP TYPE ledger_transaction_type;
DROP TYPE hold_status;
DROP TYPE user_role;
DROP TYPE kyc_status;
DROP TYPE kyc_type;
DROP TYPE transaction_status;
DROP TYPE transaction_type;
DROP TYPE milestone_status;
DROP TYPE project_status;
DROP TYPE wallet_provider;

$down$);

SELECT idem.apply_revision('escrow', '0002_projects', $up$

CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email varchar(255) NOT NULL UNIQUE,
  display_name varchar(120),
  role user_role NOT NULL DEFAULT 'client',
  wallet_provider wallet_provider,
  wallet_address varchar(128),
  kyc_status kyc_status NOT NULL DEFAULT 'not_started',
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_users_wallet UNIQUE (wallet_provider, wallet_address),
  CONSTRAINT ck_users_wallet CHECK ((wallet_provider IS NULL) = (wallet_address IS NULL))
);

CREATE TABLE projects (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  client_id uuid NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  freelancer_id uuid REFERENCES users (id) ON DELETE SET NULL,
  arbiter_id uuid REFERENCES users (id) ON DELETE SET NULL,
  title varchar(200) NOT NULL,
  description text NOT NULL DEFAULT '',
  budget numeric(20, 8) NOT NULL CHECK (budget >= 0),
  currency char(3) NOT NULL DEFAULT 'USD',
  status project_status NOT NULL DEFAULT 'draft',
  deadline date,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ix_projects_client_id ON projects (client_id);
CREATE INDEX ix_projects_freelancer_id ON projects (freelancer_id);
CREATE INDEX ix_projects_status ON projects (status) WHERE status NOT IN ('completed', 'cancelled');

CREATE TABLE milestones (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project_id uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  position smallint NOT NULL,
  title varchar(200) NOT NULL,
  amount numeric(20, 8) NOT NULL CHECK (amount > 0),
  status milestone_status NOT NULL DEFAULT 'pending',
  due_date date,
  CONSTRAINT uq_milestones_position UNIQUE (project_id, position) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE transactions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project_id uuid REFERENCES projects (id) ON DELETE RESTRICT,
  milestone_id uuid REFERENCES milestones (id) ON DELETE RESTRICT,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  type transaction_type NOT NULL,
  status transaction_status NOT NULL DEFAULT 'pending',
  amount numeric(20, 8) NOT NULL,
  fee numeric(20, 8) NOT NULL DEFAULT 0,
  net_amount numeric(20, 8) GENERATED ALWAYS AS (amount - fee) STORED,
  tx_hash varchar(128),
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX uq_transactions_tx_hash ON transactions (tx_hash) WHERE tx_hash IS NOT NULL;
CREATE INDEX ix_transactions_user_id_created_at ON transactions (user_id, created_at DESC);
CREATE INDEX ix_transactions_metadata ON transactions USING gin (metadata jsonb_path_ops);

CREATE TABLE kyc (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  type kyc_type NOT NULL,
  status kyc_status NOT NULL DEFAULT 'pending',
  document_number varchar(64),
  reviewed_by uuid REFERENCES users (id) ON DELETE SET NULL,
  reviewed_at timestamptz,
  submitted_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_kyc_user_id_type UNIQUE (user_id, type)
);

CREATE TABLE link_tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  provider wallet_provider NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL DEFAULT now() + interval '15 minutes',
  used_at timestamptz
);

$up$, $down$

DROP TABLE link_tokens;
DROP TABLE kyc;
DROP TABLE transactions;
DROP TABLE milestones;
DROP TABLE projects;
DROP TABLE users;

$down$, requires => '{0001_enums}');

SELECT idem.apply_revision('escrow', '0003_ledger', $up$

CREATE TABLE wallet_registry (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  provider wallet_provider NOT NULL DEFAULT 'custodial',
  address varchar(128) NOT NULL,
  chain_id integer NOT NULL DEFAULT 1,
  is_primary boolean NOT NULL DEFAULT false,
  registered_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_wallet_registry_address UNIQUE (chain_id, address)
);

CREATE UNIQUE INDEX uq_wallet_registry_primary ON wallet_registry (user_id) WHERE is_primary;

CREATE TABLE holds (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  wallet_id uuid NOT NULL REFERENCES wallet_registry (id) ON DELETE RESTRICT,
  milestone_id uuid REFERENCES milestones (id) ON DELETE SET NULL,
  amount numeric(20, 8) NOT NULL CHECK (amount > 0),
  status hold_status NOT NULL DEFAULT 'active',
  expires_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ix_holds_wallet_id_active ON holds (wallet_id) WHERE status = 'active';

CREATE TABLE ledger_entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  wallet_id uuid NOT NULL REFERENCES wallet_registry (id) ON DELETE RESTRICT,
  transaction_id uuid REFERENCES transactions (id) ON DELETE RESTRICT,
  hold_id uuid REFERENCES holds (id) ON DELETE RESTRICT,
  type ledger_transaction_type NOT NULL,
  amount numeric(20, 8) NOT NULL,
  balance_after numeric(20, 8) NOT NULL,
  posted_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ix_ledger_entries_wallet_id ON ledger_entries (wallet_id, id DESC) INCLUDE (balance_after);

CREATE TABLE wallet_balance_snapshot (
  wallet_id uuid NOT NULL REFERENCES wallet_registry (id) ON DELETE CASCADE,
  taken_on date NOT NULL DEFAULT CURRENT_DATE,
  available numeric(20, 8) NOT NULL DEFAULT 0,
  held numeric(20, 8) NOT NULL DEFAULT 0,
  last_entry_id bigint REFERENCES ledger_entries (id),
  PRIMARY KEY (wallet_id, taken_on)
);

$up$, $down$

DROP TABLE wallet_balance_snapshot;
DROP TABLE ledger_entries;
DROP TABLE holds;
DROP TABLE wallet_registry;

$down$, requires => '{0002_projects}');
