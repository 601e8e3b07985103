-- What the service needs, as plain SQL: several statements sent as one text are
-- one transaction.
SELECT idem.apply_revision('shop', '0001_products', $up$
  CREATE TYPE product_state AS ENUM ('draft', 'live', 'retired');
  CREATE TABLE products (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    state product_state NOT NULL DEFAULT 'draft'
  );
$up$, $down$
  DROP TABLE products;
  DROP TYPE product_state;
$down$);

SELECT idem.apply_revision('shop', '0002_price', $up$
  ALTER TABLE products ADD COLUMN price numeric(10, 2) NOT NULL DEFAULT 0 CHECK (price >= 0);
  CREATE INDEX ix_products_live ON products (name) WHERE state = 'live';
$up$, $down$
  DROP INDEX ix_products_live;
  ALTER TABLE products DROP COLUMN price;
$down$);
