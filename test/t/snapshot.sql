-- A schema with some of everything, for the tests of definitions.  The roles
-- shop_owner, shop_reader and shop_writer must be there.

CREATE SCHEMA shop AUTHORIZATION shop_owner;
COMMENT ON SCHEMA shop IS 'it''s a shop \ with a backslash';
GRANT USAGE ON SCHEMA shop TO shop_reader;
GRANT ALL ON SCHEMA shop TO shop_writer WITH GRANT OPTION;
SET search_path = shop;

CREATE COLLATION "Näme" (provider = libc, locale = 'C');
COMMENT ON COLLATION "Näme" IS 'of bytes';

CREATE TYPE mood AS ENUM ('sad', 'so "so"', 'it''s ok', 'happy');
ALTER TYPE mood ADD VALUE 'so so so' BEFORE 'happy';
COMMENT ON TYPE mood IS 'how one feels';
REVOKE USAGE ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE mood TO shop_reader WITH GRANT OPTION;
CREATE TYPE nothing AS ENUM ();
CREATE TYPE address AS (street text, "Zip Code" varchar(10) COLLATE "C", moods mood[]);
COMMENT ON COLUMN address."Zip Code" IS 'as on the envelope';
CREATE TYPE empty AS ();
CREATE DOMAIN positive AS numeric(12,2) DEFAULT 1.50 NOT NULL CONSTRAINT above CHECK (VALUE > 0) CHECK (VALUE < 1e9);
COMMENT ON DOMAIN positive IS 'more than nothing';
COMMENT ON CONSTRAINT above ON DOMAIN positive IS 'really';
ALTER DOMAIN positive ADD CONSTRAINT later CHECK (VALUE <> 13) NOT VALID;
CREATE DOMAIN label AS text COLLATE "Näme";
CREATE DOMAIN labels AS label[] CHECK (array_length(VALUE, 1) < 5);

CREATE FUNCTION float_difference(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT AS 'SELECT a - b';
CREATE TYPE floats AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float_difference);
CREATE TYPE textrange AS RANGE (SUBTYPE = text, COLLATION = "Näme", SUBTYPE_OPCLASS = text_pattern_ops, MULTIRANGE_TYPE_NAME = texts);

CREATE SEQUENCE ticket AS smallint INCREMENT BY -2 MINVALUE -100 MAXVALUE -2 START WITH -4 CACHE 3 CYCLE;
COMMENT ON SEQUENCE ticket IS 'down';
GRANT USAGE ON SEQUENCE ticket TO shop_writer;
CREATE UNLOGGED SEQUENCE plain;

CREATE TABLE customer (
	id serial PRIMARY KEY,
	name text NOT NULL DEFAULT 'none' COLLATE "C",
	mail varchar(100) CONSTRAINT mail_once UNIQUE DEFERRABLE INITIALLY DEFERRED,
	feeling mood DEFAULT 'it''s ok'::mood,
	home address,
	balance positive,
	born date CHECK (born > '1900-01-01'),
	joined timestamptz DEFAULT now() NOT NULL,
	until timestamptz DEFAULT '2030-01-01 12:00:00+01',
	every interval DEFAULT '1 day 02:03:04',
	blob bytea DEFAULT '\x0102',
	tags labels,
	key text GENERATED ALWAYS AS (lower(name) || '!') STORED,
	"weird ""name" int DEFAULT nextval('ticket'),
	CONSTRAINT born_before_joined CHECK (born::timestamp < joined AT TIME ZONE 'UTC')
) WITH (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = false);
ALTER TABLE customer DROP COLUMN until;
ALTER TABLE customer ADD COLUMN until date;
ALTER TABLE customer ALTER COLUMN blob SET STORAGE EXTERNAL, ALTER COLUMN name SET STATISTICS 500,
	ALTER COLUMN mail SET (n_distinct = -0.5), ALTER COLUMN key SET STORAGE MAIN, ALTER COLUMN tags SET COMPRESSION pglz;
ALTER TABLE customer ADD CONSTRAINT unchecked CHECK (id < 1000000) NOT VALID;
COMMENT ON CONSTRAINT unchecked ON customer IS 'one day';
COMMENT ON CONSTRAINT mail_once ON customer IS 'no two';
COMMENT ON TABLE customer IS 'who buys';
COMMENT ON COLUMN customer."weird ""name" IS 'who did this?';
COMMENT ON SEQUENCE customer_id_seq IS 'of customers';
CREATE INDEX customer_by_name ON customer (lower(name) text_pattern_ops DESC NULLS LAST, born) INCLUDE (mail) WITH (fillfactor = 70) WHERE balance > 10;
CREATE UNIQUE INDEX customer_unique ON customer (mail COLLATE "Näme") NULLS NOT DISTINCT;
CREATE INDEX customer_tags ON customer USING gin (tags);
CREATE INDEX customer_brin ON customer USING brin (joined) WITH (pages_per_range = 16);
CREATE INDEX customer_expression ON customer ((born + 1), (lower(name)));
ALTER INDEX customer_expression ALTER COLUMN 2 SET STATISTICS 77;
COMMENT ON INDEX customer_by_name IS 'to find them';
COMMENT ON INDEX customer_pkey IS 'to find them by number';
ALTER TABLE customer CLUSTER ON customer_pkey;
ALTER TABLE customer REPLICA IDENTITY FULL;
CREATE STATISTICS customer_stats (ndistinct, dependencies) ON name, born FROM customer;
ALTER STATISTICS customer_stats SET STATISTICS 12;
COMMENT ON STATISTICS customer_stats IS 'to plan';
CREATE STATISTICS customer_mcv ON (lower(name)), born FROM customer;
ALTER TABLE customer OWNER TO shop_owner;
GRANT SELECT ON customer TO PUBLIC;
GRANT ALL ON customer TO shop_writer;
GRANT SELECT, UPDATE ON customer TO shop_reader WITH GRANT OPTION;
GRANT UPDATE (name), INSERT (name, mail) ON customer TO shop_reader;
GRANT SELECT ON SEQUENCE customer_id_seq TO shop_reader;

-- foreign keys in a circle, on itself, not valid, with actions
CREATE TABLE orders (
	id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 10),
	customer_id int NOT NULL REFERENCES customer ON DELETE CASCADE ON UPDATE SET NULL,
	last_item bigint,
	parent bigint,
	code text,
	during tstzrange,
	room int,
	PRIMARY KEY (id) INCLUDE (code) WITH (fillfactor = 90),
	CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (room > 0)
);
CREATE TABLE item (
	id int GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME shop.item_numbers MINVALUE 5) PRIMARY KEY,
	order_id bigint,
	line int,
	price positive,
	UNIQUE (order_id, line)
);
ALTER TABLE orders ADD CONSTRAINT orders_last_item FOREIGN KEY (last_item) REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE item ADD CONSTRAINT item_order FOREIGN KEY (order_id) REFERENCES orders (id) MATCH FULL NOT VALID;
COMMENT ON CONSTRAINT item_order ON item IS 'to be checked';
ALTER TABLE orders ADD FOREIGN KEY (parent) REFERENCES orders ON DELETE SET NULL (parent);
ALTER TABLE item REPLICA IDENTITY USING INDEX item_pkey;
GRANT USAGE ON SEQUENCE item_numbers TO shop_reader;
CREATE UNLOGGED TABLE "Cache""d" ("ключ" text, value jsonb DEFAULT '{}');
CREATE TABLE empty_table ();
CREATE TABLE address_book OF address (street WITH OPTIONS NOT NULL, PRIMARY KEY (street));

CREATE TABLE node (id int PRIMARY KEY, body text);
CREATE FUNCTION total(int) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT sum(price) FROM shop.item WHERE order_id = $1';
CREATE FUNCTION total(code text, VARIADIC more int[] DEFAULT '{1,2}', OUT a int, OUT b mood) LANGUAGE plpgsql
	SECURITY DEFINER COST 5 PARALLEL SAFE SET search_path = shop, "Odd" SET work_mem = '5MB' AS $body$BEGIN a := 1; END -- $function$
$body$;
CREATE FUNCTION rows_of(n int DEFAULT 5) RETURNS TABLE (x int, y text) ROWS 10 LANGUAGE sql LEAKPROOF AS 'SELECT 1, ''a''';
CREATE FUNCTION customers() RETURNS SETOF customer LANGUAGE sql STABLE AS 'SELECT * FROM shop.customer';
COMMENT ON FUNCTION total(int) IS 'of an order';
REVOKE ALL ON FUNCTION total(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION total(int) TO shop_reader;
ALTER FUNCTION total(int) OWNER TO shop_owner;
CREATE PROCEDURE settle(IN a int, INOUT b int, OUT c text) LANGUAGE plpgsql AS $$BEGIN b := a; END$$;
COMMENT ON PROCEDURE settle(int, int) IS 'ends it';
GRANT EXECUTE ON PROCEDURE settle(int, int) TO shop_writer;
CREATE FUNCTION add_float(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE add_up(float8) (SFUNC = add_float, STYPE = float8, INITCOND = '0', COMBINEFUNC = add_float, PARALLEL = safe);
CREATE AGGREGATE how_many(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
COMMENT ON AGGREGATE add_up(float8) IS 'sum';
COMMENT ON AGGREGATE how_many(*) IS 'count';
GRANT EXECUTE ON FUNCTION how_many() TO shop_reader;
CREATE AGGREGATE percentile(float8 ORDER BY float8) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
CREATE OPERATOR === (FUNCTION = float8eq, LEFTARG = float8, RIGHTARG = float8, COMMUTATOR = ===, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
COMMENT ON OPERATOR === (float8, float8) IS 'very equal';
CREATE FUNCTION mood_to_int(mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE CAST (mood AS int) WITH FUNCTION mood_to_int(mood) AS ASSIGNMENT;
COMMENT ON CAST (mood AS int) IS 'of a kind';

CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF name, mail ON customer FOR EACH ROW WHEN (NEW.name <> 'x') EXECUTE FUNCTION touch('a', 'b''c');
CREATE CONSTRAINT TRIGGER late AFTER DELETE ON customer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER seen AFTER UPDATE ON customer REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION touch();
ALTER TABLE customer DISABLE TRIGGER late;
ALTER TABLE customer ENABLE ALWAYS TRIGGER seen;
COMMENT ON TRIGGER touch ON customer IS 'touches';
ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON customer TO shop_writer, shop_reader USING (name = current_user) WITH CHECK (id IN (SELECT o.customer_id FROM orders o));
CREATE POLICY seen ON customer AS RESTRICTIVE FOR SELECT USING (true);
COMMENT ON POLICY own ON customer IS 'one''s own';
CREATE RULE log AS ON DELETE TO item WHERE OLD.price > 5 DO ALSO (INSERT INTO node VALUES (1, OLD.line::text); DELETE FROM node WHERE id = OLD.line);
CREATE RULE stop AS ON UPDATE TO node DO INSTEAD NOTHING;
ALTER TABLE node DISABLE RULE stop;
COMMENT ON RULE log ON item IS 'logs';

CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, stopwords = english, accept = false);
COMMENT ON TEXT SEARCH DICTIONARY words IS 'few';
CREATE TEXT SEARCH CONFIGURATION search (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION search ALTER MAPPING FOR asciiword, word WITH words, english_stem;
ALTER TEXT SEARCH CONFIGURATION search DROP MAPPING FOR url, url_path;
COMMENT ON TEXT SEARCH CONFIGURATION search IS 'to find';
CREATE INDEX customer_search ON customer USING gin (to_tsvector('search', name));

-- inheritance
CREATE TABLE thing (id int NOT NULL, made date DEFAULT CURRENT_DATE, CONSTRAINT made_once CHECK (made > '2000-01-01'));
CREATE TABLE named (label text);
CREATE TABLE tool (weight int, CONSTRAINT light CHECK (weight < 100) NO INHERIT) INHERITS (thing, named);
ALTER TABLE tool ALTER COLUMN made SET DEFAULT '2020-02-02', ALTER COLUMN label SET NOT NULL;
CREATE TABLE late_child (made date, id int NOT NULL, extra text);
ALTER TABLE late_child ADD CONSTRAINT made_once CHECK (made > '2000-01-01');
ALTER TABLE late_child INHERIT thing;

-- partitions
CREATE TABLE event (
	id bigint GENERATED ALWAYS AS IDENTITY,
	at timestamptz NOT NULL,
	kind text NOT NULL DEFAULT 'x' CHECK (kind <> ''),
	customer_id int REFERENCES customer,
	PRIMARY KEY (at, kind, id)
) PARTITION BY RANGE (at);
CREATE INDEX ON event (kind, lower(kind));
CREATE INDEX event_by_customer ON event (customer_id);
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
CREATE TABLE event_2025 PARTITION OF event (kind DEFAULT 'y', CONSTRAINT more CHECK (id > 5)) FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00') PARTITION BY LIST (kind);
CREATE TABLE event_2025_a PARTITION OF event_2025 FOR VALUES IN ('a', NULL, 'b''c') WITH (fillfactor = 50);
CREATE TABLE event_2025_rest PARTITION OF event_2025 DEFAULT;
CREATE TABLE event_old (kind text NOT NULL DEFAULT 'old', gone int, id bigint NOT NULL, at timestamptz NOT NULL, customer_id int, CONSTRAINT event_kind_check CHECK (kind <> ''));
ALTER TABLE event_old DROP COLUMN gone;
CREATE INDEX odd_name ON event_old (customer_id);
ALTER TABLE event ATTACH PARTITION event_old FOR VALUES FROM (MINVALUE) TO ('2024-01-01 00:00:00+00');
CREATE INDEX only_here ON event_2024 (id);
CREATE TRIGGER each AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE event_2024 DISABLE TRIGGER each;
CREATE TABLE bucket (id int, name text, UNIQUE (id)) PARTITION BY HASH (id);
CREATE TABLE bucket_0 PARTITION OF bucket FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE bucket_1 PARTITION OF bucket FOR VALUES WITH (MODULUS 2, REMAINDER 1);
ALTER INDEX bucket_1_id_key RENAME TO renamed_key;

-- views
CREATE VIEW happy AS SELECT id, name, lower(name) AS small FROM customer WHERE feeling = 'happy' WITH LOCAL CHECK OPTION;
CREATE VIEW sums WITH (security_barrier) AS SELECT c.id, count(*) AS n, max(i.price) AS most FROM customer c LEFT JOIN orders o ON o.customer_id = c.id LEFT JOIN item i ON i.order_id = o.id GROUP BY c.id;
CREATE VIEW a_on_sums AS WITH RECURSIVE w(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM w WHERE n < 5) SELECT s.*, h.small FROM sums s JOIN happy h USING (id) WHERE s.n IN (SELECT n FROM w) ORDER BY 1;
ALTER VIEW happy RENAME COLUMN small TO "Small One";
ALTER VIEW happy ALTER COLUMN name SET DEFAULT 'new';
COMMENT ON VIEW happy IS 'who is';
COMMENT ON COLUMN happy."Small One" IS 'lower';
GRANT SELECT (id) ON happy TO shop_reader;
CREATE TRIGGER instead INSTEAD OF INSERT ON sums FOR EACH ROW EXECUTE FUNCTION touch();
CREATE RULE up AS ON UPDATE TO sums DO INSTEAD UPDATE customer SET name = 'x' WHERE customer.id = NEW.id RETURNING customer.id, 1::bigint, 1::numeric;
CREATE MATERIALIZED VIEW best WITH (fillfactor = 60) AS SELECT id, n FROM sums WHERE n > 1;
CREATE UNIQUE INDEX best_id ON best (id);
ALTER MATERIALIZED VIEW best ALTER COLUMN n SET STATISTICS 3;
COMMENT ON MATERIALIZED VIEW best IS 'the best';
GRANT SELECT ON best TO shop_reader;
CREATE VIEW none AS SELECT;

ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA shop GRANT SELECT, INSERT ON TABLES TO shop_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA shop GRANT EXECUTE ON FUNCTIONS TO shop_writer WITH GRANT OPTION;
RESET search_path;
