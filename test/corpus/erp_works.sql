-- ERP of a machine works: a schema for each department, shared domains and
-- composite types, inheritance where documents are of many sorts.

CREATE SCHEMA core;  CREATE SCHEMA sales;  CREATE SCHEMA stock;  CREATE SCHEMA hr;  CREATE SCHEMA ledger;
COMMENT ON SCHEMA core IS 'What all departments share';
COMMENT ON SCHEMA ledger IS 'Books; only written by posting functions';

CREATE DOMAIN core.money_amount AS numeric(14,2) DEFAULT 0 NOT NULL;
CREATE DOMAIN core.percent AS numeric(5,2) CONSTRAINT percent_range CHECK (VALUE BETWEEN 0 AND 100);
CREATE DOMAIN core.email AS varchar(254) CHECK (VALUE ~* '^[^@]+@[^@]+\.[a-z]+$');
CREATE DOMAIN core.country AS char(2) CHECK (VALUE = upper(VALUE));
CREATE DOMAIN core.sku AS text COLLATE "C" CONSTRAINT sku_form CHECK (VALUE ~ '^[A-Z]{2}-[0-9]{5}$') CONSTRAINT sku_len CHECK (length(VALUE) = 8);
CREATE DOMAIN core.iban AS text;
ALTER DOMAIN core.iban ADD CONSTRAINT iban_len CHECK (length(VALUE) BETWEEN 15 AND 34);
ALTER DOMAIN core.percent SET DEFAULT 0;
CREATE TYPE core.address AS (street text, zip varchar(12), city text, country core.country);
CREATE TYPE core.dimension AS (width numeric, height numeric, depth numeric, unit text);
ALTER TYPE core.dimension ADD ATTRIBUTE weight numeric(10,3);
ALTER TYPE core.dimension RENAME ATTRIBUTE depth TO length;
CREATE TYPE core.doc_state AS ENUM ('draft', 'posted', 'cancelled');
CREATE TYPE core.uom AS ENUM ('pc', 'kg', 'm');
ALTER TYPE core.uom ADD VALUE 'l';
ALTER TYPE core.uom ADD VALUE 'box' AFTER 'pc';
CREATE SEQUENCE core.document_no START 100000 CACHE 20;
CREATE FUNCTION core.touch() RETURNS trigger LANGUAGE plpgsql AS $touch$
BEGIN
  NEW.changed_at := now();
  NEW.changed_by := current_user;
  RETURN NEW;
END
$touch$;
CREATE FUNCTION core.full_address(a core.address) RETURNS text LANGUAGE sql IMMUTABLE RETURN (a).street || ', ' || (a).zip || ' ' || (a).city;

CREATE TABLE core.entity (
  id bigint NOT NULL DEFAULT nextval('core.document_no'),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz,
  changed_by name DEFAULT CURRENT_USER,
  note text
);
CREATE TABLE core.document (
  doc_no text NOT NULL,
  doc_date date NOT NULL DEFAULT CURRENT_DATE,
  state core.doc_state NOT NULL DEFAULT 'draft',
  CONSTRAINT document_dated CHECK (doc_date > '1990-01-01')
) INHERITS (core.entity);

CREATE TABLE core.company (
  company_no text NOT NULL,
  name text NOT NULL,
  iban core.iban,
  factor numeric DEFAULT 1 CHECK (factor > 0),
  sku core.sku,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX company_no_key ON core.company (company_no COLLATE "C");
CREATE TRIGGER company_touch BEFORE UPDATE ON core.company FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
COMMENT ON COLUMN core.company.name IS 'As printed on documents of core';

CREATE TABLE core.partner (
  partner_no text NOT NULL,
  name text NOT NULL,
  rate core.percent,
  barcode varchar(20),
  email core.email,
  active boolean DEFAULT true NOT NULL,
  price core.money_amount,
  remark text,
  budget core.money_amount CHECK (budget < 1000000),
  company_id bigint REFERENCES core.company (id) ON DELETE SET NULL,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX partner_no_key ON core.partner (partner_no COLLATE "C");
CREATE TRIGGER partner_touch BEFORE UPDATE ON core.partner FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();

CREATE TABLE core.contact (
  contact_no text NOT NULL,
  name text NOT NULL,
  address core.address,
  remark text,
  rate core.percent,
  budget core.money_amount CHECK (budget < 1000000),
  price core.money_amount,
  email core.email,
  parent bigint,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX contact_no_key ON core.contact (contact_no COLLATE "C");
CREATE TRIGGER contact_touch BEFORE UPDATE ON core.contact FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
CREATE INDEX contact_city ON core.contact (((address).city), ((address).zip));
ALTER TABLE core.contact ADD CONSTRAINT contact_parent FOREIGN KEY (parent) REFERENCES core.contact ON UPDATE CASCADE, ADD CHECK (parent <> id);

CREATE TABLE core.currency (
  currency_no text NOT NULL,
  name text NOT NULL,
  country core.country DEFAULT 'DE',
  valid daterange NOT NULL DEFAULT '[,)',
  barcode varchar(20),
  iban core.iban,
  parent bigint,
  price core.money_amount,
  ship_to core.address,
  partner_id bigint REFERENCES core.partner (id) DEFERRABLE,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX currency_no_key ON core.currency (currency_no COLLATE "C");
CREATE TRIGGER currency_touch BEFORE UPDATE ON core.currency FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE core.currency ADD CONSTRAINT currency_valid EXCLUDE USING gist (valid WITH &&) WHERE (note IS NULL);
ALTER TABLE core.currency ADD CONSTRAINT currency_parent FOREIGN KEY (parent) REFERENCES core.currency ON UPDATE CASCADE, ADD CHECK (parent <> id);

CREATE TABLE core.tax_code (
  tax_code_no text NOT NULL,
  name text NOT NULL,
  size core.dimension,
  budget core.money_amount CHECK (budget < 1000000),
  unit core.uom DEFAULT 'pc' NOT NULL,
  address core.address,
  rate core.percent,
  currency_id bigint REFERENCES core.currency (id),
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX tax_code_no_key ON core.tax_code (tax_code_no COLLATE "C");
CREATE TRIGGER tax_code_touch BEFORE UPDATE ON core.tax_code FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
CREATE INDEX tax_code_city ON core.tax_code (((address).city), ((address).zip));

CREATE TABLE stock.warehouse (
  warehouse_no text NOT NULL,
  name text NOT NULL,
  parent bigint,
  factor numeric DEFAULT 1 CHECK (factor > 0),
  valid daterange NOT NULL DEFAULT '[,)',
  contact_id bigint REFERENCES core.contact (id) DEFERRABLE,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX warehouse_no_key ON stock.warehouse (warehouse_no COLLATE "C");
CREATE TRIGGER warehouse_touch BEFORE UPDATE ON stock.warehouse FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE stock.warehouse ADD CONSTRAINT warehouse_valid EXCLUDE USING gist (valid WITH &&) WHERE (note IS NULL);
ALTER TABLE stock.warehouse ADD CONSTRAINT warehouse_parent FOREIGN KEY (parent) REFERENCES stock.warehouse ON UPDATE CASCADE, ADD CHECK (parent <> id);

CREATE TABLE stock.bin (
  bin_no text NOT NULL,
  name text NOT NULL,
  email core.email,
  address core.address,
  valid daterange NOT NULL DEFAULT '[,)',
  iban core.iban,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX bin_no_key ON stock.bin (bin_no COLLATE "C");
CREATE TRIGGER bin_touch BEFORE UPDATE ON stock.bin FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
CREATE INDEX bin_city ON stock.bin (((address).city), ((address).zip));
ALTER TABLE stock.bin ADD CONSTRAINT bin_valid EXCLUDE USING gist (valid WITH &&) WHERE (note IS NULL);
ALTER TABLE stock.bin ALTER note SET DEFAULT '-';

CREATE TABLE stock.item (
  item_no text NOT NULL,
  name text NOT NULL,
  active boolean DEFAULT true NOT NULL,
  valid daterange NOT NULL DEFAULT '[,)',
  ship_to core.address,
  remark text,
  email core.email,
  previous core.address[],
  price core.money_amount,
  company_id bigint REFERENCES core.company (id) DEFERRABLE,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX item_no_key ON stock.item (item_no COLLATE "C");
CREATE TRIGGER item_touch BEFORE UPDATE ON stock.item FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE stock.item ADD CONSTRAINT item_valid EXCLUDE USING gist (valid WITH &&) WHERE (note IS NULL);
ALTER TABLE stock.item ALTER note SET DEFAULT '-';

CREATE TABLE stock.item_group (
  item_group_no text NOT NULL,
  name text NOT NULL,
  address core.address,
  budget core.money_amount CHECK (budget < 1000000),
  parent bigint,
  contact_id bigint REFERENCES core.contact (id) MATCH FULL,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX item_group_no_key ON stock.item_group (item_group_no COLLATE "C");
CREATE TRIGGER item_group_touch BEFORE UPDATE ON stock.item_group FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
CREATE INDEX item_group_city ON stock.item_group (((address).city), ((address).zip));
ALTER TABLE stock.item_group ADD CONSTRAINT item_group_parent FOREIGN KEY (parent) REFERENCES stock.item_group ON UPDATE CASCADE, ADD CHECK (parent <> id);

CREATE TABLE stock.lot (
  lot_no text NOT NULL,
  name text NOT NULL,
  rate core.percent,
  opened date,
  factor numeric DEFAULT 1 CHECK (factor > 0),
  parent bigint,
  tax_code_id bigint REFERENCES core.tax_code (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX lot_no_key ON stock.lot (lot_no COLLATE "C");
CREATE TRIGGER lot_touch BEFORE UPDATE ON stock.lot FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE stock.lot ADD CONSTRAINT lot_parent FOREIGN KEY (parent) REFERENCES stock.lot ON UPDATE CASCADE, ADD CHECK (parent <> id);

CREATE TABLE stock.serial_number (
  serial_number_no text NOT NULL,
  name text NOT NULL,
  sku core.sku,
  size core.dimension,
  ship_to core.address,
  barcode varchar(20),
  rank smallint DEFAULT 100,
  remark text,
  unit core.uom DEFAULT 'pc' NOT NULL,
  currency_id bigint REFERENCES core.currency (id) MATCH FULL,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX serial_number_no_key ON stock.serial_number (serial_number_no COLLATE "C");
CREATE TRIGGER serial_number_touch BEFORE UPDATE ON stock.serial_number FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE stock.serial_number ALTER note SET DEFAULT '-';
COMMENT ON COLUMN stock.serial_number.name IS 'As printed on documents of stock';

CREATE TABLE hr.employee (
  employee_no text NOT NULL,
  name text NOT NULL,
  unit core.uom DEFAULT 'pc' NOT NULL,
  factor numeric DEFAULT 1 CHECK (factor > 0),
  size core.dimension,
  previous core.address[],
  contact_id bigint REFERENCES core.contact (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX employee_no_key ON hr.employee (employee_no COLLATE "C");
CREATE TRIGGER employee_touch BEFORE UPDATE ON hr.employee FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE hr.employee ALTER note SET DEFAULT '-';
COMMENT ON COLUMN hr.employee.name IS 'As printed on documents of hr';

CREATE TABLE hr.department (
  department_no text NOT NULL,
  name text NOT NULL,
  rank smallint DEFAULT 100,
  sku core.sku,
  size core.dimension,
  address core.address,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX department_no_key ON hr.department (department_no COLLATE "C");
CREATE TRIGGER department_touch BEFORE UPDATE ON hr.department FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
CREATE INDEX department_city ON hr.department (((address).city), ((address).zip));

CREATE TABLE hr.position (
  position_no text NOT NULL,
  name text NOT NULL,
  opened date,
  email core.email,
  unit core.uom DEFAULT 'pc' NOT NULL,
  department_id bigint REFERENCES hr.department (id) MATCH FULL,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX position_no_key ON hr.position (position_no COLLATE "C");
CREATE TRIGGER position_touch BEFORE UPDATE ON hr.position FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE hr.position ALTER note SET DEFAULT '-';

CREATE TABLE hr.contract (
  contract_no text NOT NULL,
  name text NOT NULL,
  valid daterange NOT NULL DEFAULT '[,)',
  parent bigint,
  iban core.iban,
  tax_code_id bigint REFERENCES core.tax_code (id),
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX contract_no_key ON hr.contract (contract_no COLLATE "C");
CREATE TRIGGER contract_touch BEFORE UPDATE ON hr.contract FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE hr.contract ADD CONSTRAINT contract_valid EXCLUDE USING gist (valid WITH &&) WHERE (note IS NULL);
ALTER TABLE hr.contract ADD CONSTRAINT contract_parent FOREIGN KEY (parent) REFERENCES hr.contract ON UPDATE CASCADE, ADD CHECK (parent <> id);

CREATE TABLE hr.skill (
  skill_no text NOT NULL,
  name text NOT NULL,
  remark text,
  previous core.address[],
  opened date,
  rate core.percent,
  country core.country DEFAULT 'DE',
  parent bigint,
  contract_id bigint REFERENCES hr.contract (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX skill_no_key ON hr.skill (skill_no COLLATE "C");
CREATE TRIGGER skill_touch BEFORE UPDATE ON hr.skill FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE hr.skill ADD CONSTRAINT skill_parent FOREIGN KEY (parent) REFERENCES hr.skill ON UPDATE CASCADE, ADD CHECK (parent <> id);
COMMENT ON COLUMN hr.skill.name IS 'As printed on documents of hr';

CREATE TABLE ledger.account (
  account_no text NOT NULL,
  name text NOT NULL,
  sku core.sku,
  opened date,
  budget core.money_amount CHECK (budget < 1000000),
  country core.country DEFAULT 'DE',
  size core.dimension,
  remark text,
  ship_to core.address,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX account_no_key ON ledger.account (account_no COLLATE "C");
CREATE TRIGGER account_touch BEFORE UPDATE ON ledger.account FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();

CREATE TABLE ledger.cost_center (
  cost_center_no text NOT NULL,
  name text NOT NULL,
  country core.country DEFAULT 'DE',
  opened date,
  email core.email,
  valid daterange NOT NULL DEFAULT '[,)',
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX cost_center_no_key ON ledger.cost_center (cost_center_no COLLATE "C");
CREATE TRIGGER cost_center_touch BEFORE UPDATE ON ledger.cost_center FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE ledger.cost_center ADD CONSTRAINT cost_center_valid EXCLUDE USING gist (valid WITH &&) WHERE (note IS NULL);

CREATE TABLE ledger.period (
  period_no text NOT NULL,
  name text NOT NULL,
  previous core.address[],
  iban core.iban,
  size core.dimension,
  budget core.money_amount CHECK (budget < 1000000),
  contract_id bigint REFERENCES hr.contract (id) DEFERRABLE,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX period_no_key ON ledger.period (period_no COLLATE "C");
CREATE TRIGGER period_touch BEFORE UPDATE ON ledger.period FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();

CREATE TABLE ledger.asset (
  asset_no text NOT NULL,
  name text NOT NULL,
  remark text,
  active boolean DEFAULT true NOT NULL,
  factor numeric DEFAULT 1 CHECK (factor > 0),
  size core.dimension,
  ship_to core.address,
  rank smallint DEFAULT 100,
  account_id bigint REFERENCES ledger.account (id) MATCH FULL,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX asset_no_key ON ledger.asset (asset_no COLLATE "C");
CREATE TRIGGER asset_touch BEFORE UPDATE ON ledger.asset FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();

CREATE TABLE sales.price_list (
  price_list_no text NOT NULL,
  name text NOT NULL,
  price core.money_amount,
  email core.email,
  budget core.money_amount CHECK (budget < 1000000),
  item_group_id bigint REFERENCES stock.item_group (id) ON DELETE SET NULL,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX price_list_no_key ON sales.price_list (price_list_no COLLATE "C");
CREATE TRIGGER price_list_touch BEFORE UPDATE ON sales.price_list FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
COMMENT ON COLUMN sales.price_list.name IS 'As printed on documents of sales';

CREATE TABLE sales.campaign (
  campaign_no text NOT NULL,
  name text NOT NULL,
  size core.dimension,
  valid daterange NOT NULL DEFAULT '[,)',
  barcode varchar(20),
  unit core.uom DEFAULT 'pc' NOT NULL,
  iban core.iban,
  ship_to core.address,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX campaign_no_key ON sales.campaign (campaign_no COLLATE "C");
CREATE TRIGGER campaign_touch BEFORE UPDATE ON sales.campaign FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE sales.campaign ADD CONSTRAINT campaign_valid EXCLUDE USING gist (valid WITH &&) WHERE (note IS NULL);
ALTER TABLE sales.campaign ALTER note SET DEFAULT '-';
COMMENT ON COLUMN sales.campaign.name IS 'As printed on documents of sales';

CREATE TABLE sales.territory (
  territory_no text NOT NULL,
  name text NOT NULL,
  valid daterange NOT NULL DEFAULT '[,)',
  barcode varchar(20),
  remark text,
  country core.country DEFAULT 'DE',
  address core.address,
  factor numeric DEFAULT 1 CHECK (factor > 0),
  price core.money_amount,
  cost_center_id bigint REFERENCES ledger.cost_center (id) MATCH FULL,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX territory_no_key ON sales.territory (territory_no COLLATE "C");
CREATE TRIGGER territory_touch BEFORE UPDATE ON sales.territory FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
CREATE INDEX territory_city ON sales.territory (((address).city), ((address).zip));
ALTER TABLE sales.territory ADD CONSTRAINT territory_valid EXCLUDE USING gist (valid WITH &&) WHERE (note IS NULL);

CREATE TABLE sales.commission_rule (
  commission_rule_no text NOT NULL,
  name text NOT NULL,
  email core.email,
  valid daterange NOT NULL DEFAULT '[,)',
  budget core.money_amount CHECK (budget < 1000000),
  price core.money_amount,
  country core.country DEFAULT 'DE',
  remark text,
  factor numeric DEFAULT 1 CHECK (factor > 0),
  account_id bigint REFERENCES ledger.account (id) MATCH FULL,
  PRIMARY KEY (id)
) INHERITS (core.entity);
CREATE UNIQUE INDEX commission_rule_no_key ON sales.commission_rule (commission_rule_no COLLATE "C");
CREATE TRIGGER commission_rule_touch BEFORE UPDATE ON sales.commission_rule FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION core.touch();
ALTER TABLE sales.commission_rule ADD CONSTRAINT commission_rule_valid EXCLUDE USING gist (valid WITH &&) WHERE (note IS NULL);

CREATE TABLE sales.quotation (
  total core.money_amount,
  commission_rule_id bigint NOT NULL REFERENCES sales.commission_rule,
  parent bigint,
  remark text,
  CONSTRAINT quotation_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE sales.quotation ADD CONSTRAINT quotation_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'draft';
CREATE TABLE sales.quotation_line (
  quotation_id bigint NOT NULL REFERENCES sales.quotation ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (quotation_id, line_no)
);
CREATE INDEX ON sales.quotation (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER quotation_touch BEFORE INSERT OR UPDATE ON sales.quotation FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW sales.quotation_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM sales.quotation d LEFT JOIN sales.quotation_line l ON l.quotation_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;

CREATE TABLE sales.sales_order (
  total core.money_amount,
  item_id bigint NOT NULL REFERENCES stock.item,
  previous core.address[],
  CONSTRAINT sales_order_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE sales.sales_order ADD CONSTRAINT sales_order_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'draft';
CREATE TABLE sales.sales_order_line (
  sales_order_id bigint NOT NULL REFERENCES sales.sales_order ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (sales_order_id, line_no)
);
CREATE INDEX ON sales.sales_order (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER sales_order_touch BEFORE INSERT OR UPDATE ON sales.sales_order FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW sales.sales_order_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM sales.sales_order d LEFT JOIN sales.sales_order_line l ON l.sales_order_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
GRANT SELECT ON sales.sales_order_open TO PUBLIC;

CREATE TABLE sales.shipment (
  total core.money_amount,
  company_id bigint NOT NULL REFERENCES core.company,
  previous core.address[],
  rank smallint DEFAULT 100,
  country core.country DEFAULT 'DE',
  CONSTRAINT shipment_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE sales.shipment ADD CONSTRAINT shipment_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'draft';
CREATE TABLE sales.shipment_line (
  shipment_id bigint NOT NULL REFERENCES sales.shipment ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (shipment_id, line_no)
);
CREATE INDEX ON sales.shipment (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER shipment_touch BEFORE INSERT OR UPDATE ON sales.shipment FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW sales.shipment_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM sales.shipment d LEFT JOIN sales.shipment_line l ON l.shipment_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
GRANT SELECT ON sales.shipment_open TO PUBLIC;

CREATE TABLE sales.invoice (
  total core.money_amount,
  account_id bigint NOT NULL REFERENCES ledger.account,
  rank smallint DEFAULT 100,
  price core.money_amount,
  size core.dimension,
  CONSTRAINT invoice_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE sales.invoice ADD CONSTRAINT invoice_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'posted';
CREATE TABLE sales.invoice_line (
  invoice_id bigint NOT NULL REFERENCES sales.invoice ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (invoice_id, line_no)
);
CREATE INDEX ON sales.invoice (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER invoice_touch BEFORE INSERT OR UPDATE ON sales.invoice FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW sales.invoice_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM sales.invoice d LEFT JOIN sales.invoice_line l ON l.invoice_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
COMMENT ON CONSTRAINT invoice_doc_no ON sales.invoice IS 'numbers come from outside';
GRANT SELECT ON sales.invoice_open TO PUBLIC;

CREATE TABLE sales.credit_note (
  total core.money_amount,
  item_id bigint NOT NULL REFERENCES stock.item,
  active boolean DEFAULT true NOT NULL,
  parent bigint,
  valid daterange NOT NULL DEFAULT '[,)',
  CONSTRAINT credit_note_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE sales.credit_note ADD CONSTRAINT credit_note_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'draft';
CREATE TABLE sales.credit_note_line (
  credit_note_id bigint NOT NULL REFERENCES sales.credit_note ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (credit_note_id, line_no)
);
CREATE INDEX ON sales.credit_note (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER credit_note_touch BEFORE INSERT OR UPDATE ON sales.credit_note FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW sales.credit_note_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM sales.credit_note d LEFT JOIN sales.credit_note_line l ON l.credit_note_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
COMMENT ON CONSTRAINT credit_note_doc_no ON sales.credit_note IS 'numbers come from outside';
GRANT SELECT ON sales.credit_note_open TO PUBLIC;

CREATE TABLE stock.goods_receipt (
  total core.money_amount,
  account_id bigint NOT NULL REFERENCES ledger.account,
  factor numeric DEFAULT 1 CHECK (factor > 0),
  price core.money_amount,
  CONSTRAINT goods_receipt_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE stock.goods_receipt ADD CONSTRAINT goods_receipt_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'posted';
CREATE TABLE stock.goods_receipt_line (
  goods_receipt_id bigint NOT NULL REFERENCES stock.goods_receipt ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (goods_receipt_id, line_no)
);
CREATE INDEX ON stock.goods_receipt (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER goods_receipt_touch BEFORE INSERT OR UPDATE ON stock.goods_receipt FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW stock.goods_receipt_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM stock.goods_receipt d LEFT JOIN stock.goods_receipt_line l ON l.goods_receipt_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
GRANT SELECT ON stock.goods_receipt_open TO PUBLIC;

CREATE TABLE stock.goods_issue (
  total core.money_amount,
  price_list_id bigint NOT NULL REFERENCES sales.price_list,
  email core.email,
  ship_to core.address,
  address core.address,
  valid daterange NOT NULL DEFAULT '[,)',
  CONSTRAINT goods_issue_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE stock.goods_issue ADD CONSTRAINT goods_issue_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'posted';
CREATE TABLE stock.goods_issue_line (
  goods_issue_id bigint NOT NULL REFERENCES stock.goods_issue ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (goods_issue_id, line_no)
);
CREATE INDEX ON stock.goods_issue (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER goods_issue_touch BEFORE INSERT OR UPDATE ON stock.goods_issue FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW stock.goods_issue_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM stock.goods_issue d LEFT JOIN stock.goods_issue_line l ON l.goods_issue_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
GRANT SELECT ON stock.goods_issue_open TO PUBLIC;

CREATE TABLE stock.transfer (
  total core.money_amount,
  currency_id bigint NOT NULL REFERENCES core.currency,
  budget core.money_amount CHECK (budget < 1000000),
  rate core.percent,
  valid daterange NOT NULL DEFAULT '[,)',
  address core.address,
  CONSTRAINT transfer_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE stock.transfer ADD CONSTRAINT transfer_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'posted';
CREATE TABLE stock.transfer_line (
  transfer_id bigint NOT NULL REFERENCES stock.transfer ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (transfer_id, line_no)
);
CREATE INDEX ON stock.transfer (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER transfer_touch BEFORE INSERT OR UPDATE ON stock.transfer FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW stock.transfer_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM stock.transfer d LEFT JOIN stock.transfer_line l ON l.transfer_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
GRANT SELECT ON stock.transfer_open TO PUBLIC;

CREATE TABLE stock.stocktaking (
  total core.money_amount,
  warehouse_id bigint NOT NULL REFERENCES stock.warehouse,
  email core.email,
  CONSTRAINT stocktaking_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE stock.stocktaking ADD CONSTRAINT stocktaking_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'posted';
CREATE TABLE stock.stocktaking_line (
  stocktaking_id bigint NOT NULL REFERENCES stock.stocktaking ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (stocktaking_id, line_no)
);
CREATE INDEX ON stock.stocktaking (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER stocktaking_touch BEFORE INSERT OR UPDATE ON stock.stocktaking FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW stock.stocktaking_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM stock.stocktaking d LEFT JOIN stock.stocktaking_line l ON l.stocktaking_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
GRANT SELECT ON stock.stocktaking_open TO PUBLIC;

CREATE TABLE hr.leave_request (
  total core.money_amount,
  lot_id bigint NOT NULL REFERENCES stock.lot,
  rate core.percent,
  price core.money_amount,
  active boolean DEFAULT true NOT NULL,
  CONSTRAINT leave_request_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE hr.leave_request ADD CONSTRAINT leave_request_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'draft';
CREATE TABLE hr.leave_request_line (
  leave_request_id bigint NOT NULL REFERENCES hr.leave_request ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (leave_request_id, line_no)
);
CREATE INDEX ON hr.leave_request (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER leave_request_touch BEFORE INSERT OR UPDATE ON hr.leave_request FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW hr.leave_request_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM hr.leave_request d LEFT JOIN hr.leave_request_line l ON l.leave_request_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;

CREATE TABLE hr.expense_report (
  total core.money_amount,
  skill_id bigint NOT NULL REFERENCES hr.skill,
  valid daterange NOT NULL DEFAULT '[,)',
  barcode varchar(20),
  rate core.percent,
  price core.money_amount,
  CONSTRAINT expense_report_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE hr.expense_report ADD CONSTRAINT expense_report_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'draft';
CREATE TABLE hr.expense_report_line (
  expense_report_id bigint NOT NULL REFERENCES hr.expense_report ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (expense_report_id, line_no)
);
CREATE INDEX ON hr.expense_report (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER expense_report_touch BEFORE INSERT OR UPDATE ON hr.expense_report FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW hr.expense_report_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM hr.expense_report d LEFT JOIN hr.expense_report_line l ON l.expense_report_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
COMMENT ON CONSTRAINT expense_report_doc_no ON hr.expense_report IS 'numbers come from outside';

CREATE TABLE hr.payslip (
  total core.money_amount,
  company_id bigint NOT NULL REFERENCES core.company,
  budget core.money_amount CHECK (budget < 1000000),
  rank smallint DEFAULT 100,
  previous core.address[],
  ship_to core.address,
  CONSTRAINT payslip_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE hr.payslip ADD CONSTRAINT payslip_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'posted';
CREATE TABLE hr.payslip_line (
  payslip_id bigint NOT NULL REFERENCES hr.payslip ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (payslip_id, line_no)
);
CREATE INDEX ON hr.payslip (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER payslip_touch BEFORE INSERT OR UPDATE ON hr.payslip FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW hr.payslip_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM hr.payslip d LEFT JOIN hr.payslip_line l ON l.payslip_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
GRANT SELECT ON hr.payslip_open TO PUBLIC;

CREATE TABLE ledger.journal_entry (
  total core.money_amount,
  company_id bigint NOT NULL REFERENCES core.company,
  rank smallint DEFAULT 100,
  active boolean DEFAULT true NOT NULL,
  opened date,
  sku core.sku,
  CONSTRAINT journal_entry_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE ledger.journal_entry ADD CONSTRAINT journal_entry_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'draft';
CREATE TABLE ledger.journal_entry_line (
  journal_entry_id bigint NOT NULL REFERENCES ledger.journal_entry ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (journal_entry_id, line_no)
);
CREATE INDEX ON ledger.journal_entry (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER journal_entry_touch BEFORE INSERT OR UPDATE ON ledger.journal_entry FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW ledger.journal_entry_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM ledger.journal_entry d LEFT JOIN ledger.journal_entry_line l ON l.journal_entry_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
COMMENT ON CONSTRAINT journal_entry_doc_no ON ledger.journal_entry IS 'numbers come from outside';
GRANT SELECT ON ledger.journal_entry_open TO PUBLIC;

CREATE TABLE ledger.bank_statement (
  total core.money_amount,
  lot_id bigint NOT NULL REFERENCES stock.lot,
  remark text,
  valid daterange NOT NULL DEFAULT '[,)',
  factor numeric DEFAULT 1 CHECK (factor > 0),
  CONSTRAINT bank_statement_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE ledger.bank_statement ADD CONSTRAINT bank_statement_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'draft';
CREATE TABLE ledger.bank_statement_line (
  bank_statement_id bigint NOT NULL REFERENCES ledger.bank_statement ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (bank_statement_id, line_no)
);
CREATE INDEX ON ledger.bank_statement (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER bank_statement_touch BEFORE INSERT OR UPDATE ON ledger.bank_statement FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW ledger.bank_statement_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM ledger.bank_statement d LEFT JOIN ledger.bank_statement_line l ON l.bank_statement_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;

CREATE TABLE ledger.dunning_notice (
  total core.money_amount,
  company_id bigint NOT NULL REFERENCES core.company,
  budget core.money_amount CHECK (budget < 1000000),
  unit core.uom DEFAULT 'pc' NOT NULL,
  barcode varchar(20),
  CONSTRAINT dunning_notice_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE ledger.dunning_notice ADD CONSTRAINT dunning_notice_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'posted';
CREATE TABLE ledger.dunning_notice_line (
  dunning_notice_id bigint NOT NULL REFERENCES ledger.dunning_notice ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (dunning_notice_id, line_no)
);
CREATE INDEX ON ledger.dunning_notice (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER dunning_notice_touch BEFORE INSERT OR UPDATE ON ledger.dunning_notice FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW ledger.dunning_notice_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM ledger.dunning_notice d LEFT JOIN ledger.dunning_notice_line l ON l.dunning_notice_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;
COMMENT ON CONSTRAINT dunning_notice_doc_no ON ledger.dunning_notice IS 'numbers come from outside';
GRANT SELECT ON ledger.dunning_notice_open TO PUBLIC;

CREATE TABLE ledger.payment_order (
  total core.money_amount,
  contract_id bigint NOT NULL REFERENCES hr.contract,
  email core.email,
  CONSTRAINT payment_order_pk PRIMARY KEY (id)
) INHERITS (core.document);
ALTER TABLE ledger.payment_order ADD CONSTRAINT payment_order_doc_no UNIQUE (doc_no), ALTER COLUMN state SET DEFAULT 'posted';
CREATE TABLE ledger.payment_order_line (
  payment_order_id bigint NOT NULL REFERENCES ledger.payment_order ON DELETE CASCADE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  quantity numeric(12,3) NOT NULL DEFAULT 1,
  unit core.uom,
  price core.money_amount,
  discount core.percent,
  net numeric GENERATED ALWAYS AS (round(quantity * price::numeric * (1 - discount::numeric / 100), 2)) STORED,
  PRIMARY KEY (payment_order_id, line_no)
);
CREATE INDEX ON ledger.payment_order (state, doc_date DESC) WHERE state <> 'cancelled';
CREATE TRIGGER payment_order_touch BEFORE INSERT OR UPDATE ON ledger.payment_order FOR EACH ROW EXECUTE FUNCTION core.touch();
CREATE VIEW ledger.payment_order_open AS
  SELECT d.id, d.doc_no, d.doc_date, sum(l.net) AS net, count(l.line_no) AS lines
    FROM ledger.payment_order d LEFT JOIN ledger.payment_order_line l ON l.payment_order_id = d.id
   WHERE d.state = 'draft'::core.doc_state
   GROUP BY d.id;

-- What came later
CREATE FUNCTION ledger.post(entry bigint, VARIADIC accounts bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger.journal_entry SET state = 'posted' WHERE id = entry;
END $$;
REVOKE ALL ON FUNCTION ledger.post(bigint, bigint[]) FROM PUBLIC;
CREATE FUNCTION core.default_currency() RETURNS text LANGUAGE sql IMMUTABLE BEGIN ATOMIC
  SELECT 'EUR'::text;
END;
ALTER TABLE core.entity ADD COLUMN tenant integer NOT NULL DEFAULT 1;
ALTER TABLE core.entity ADD CONSTRAINT entity_tenant CHECK (tenant > 0);
ALTER TABLE core.document RENAME COLUMN doc_date TO document_date;
ALTER TABLE sales.territory SET SCHEMA core;
ALTER TYPE core.uom RENAME TO unit_of_measure;
ALTER DOMAIN core.email RENAME TO email_address;
ALTER DOMAIN core.percent RENAME CONSTRAINT percent_range TO percent_0_100;
ALTER DOMAIN core.money_amount DROP NOT NULL;
ALTER SEQUENCE core.document_no CACHE 50 MAXVALUE 999999999;
CREATE VIEW core.all_documents AS
  SELECT tableoid::regclass AS sort, id, doc_no, document_date, state FROM core.document;
CREATE STATISTICS stock.item_stats (mcv) ON name, item_no FROM stock.item;
CREATE CAST (core.address AS text) WITH FUNCTION core.full_address(core.address);
CREATE TABLE hr.skill_of (
  employee_id bigint REFERENCES hr.employee ON DELETE CASCADE,
  skill_id bigint REFERENCES hr.skill,
  level core.percent NOT NULL,
  PRIMARY KEY (employee_id, skill_id)
);
