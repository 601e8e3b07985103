-- What uses each other in a circle, and is made all the same.

CREATE SCHEMA circle;
SET search_path = circle;
CREATE TABLE node (id int PRIMARY KEY, body text);
CREATE FUNCTION node_rank(n node) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$BEGIN RETURN n.id * 2; END$$;
CREATE FUNCTION next_node() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT coalesce(max(node.id), 0) + 1 FROM node; END;
ALTER TABLE node ALTER COLUMN id SET DEFAULT next_node();
ALTER TABLE node ADD CONSTRAINT ranked CHECK (node_rank(node.*) > 0);
CREATE INDEX node_by_rank ON node (node_rank(node.*));
COMMENT ON INDEX node_by_rank IS 'needs the function';
CREATE DOMAIN odd AS int;
CREATE FUNCTION is_odd(o odd) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT o % 2 = 1';
ALTER DOMAIN odd ADD CONSTRAINT really CHECK (is_odd(VALUE));
COMMENT ON CONSTRAINT really ON DOMAIN odd IS 'it is';

CREATE TABLE left_one (id int PRIMARY KEY, right_id int);
CREATE TABLE right_one (id int PRIMARY KEY, left_id int REFERENCES left_one);
ALTER TABLE left_one ADD FOREIGN KEY (right_id) REFERENCES right_one DEFERRABLE;
CREATE VIEW nodes AS SELECT id, node_rank(n) AS rank FROM node n;
CREATE FUNCTION best_node() RETURNS nodes LANGUAGE sql AS 'SELECT * FROM circle.nodes ORDER BY rank DESC LIMIT 1';
CREATE VIEW best AS SELECT (best_node()).*;
CREATE POLICY own ON node USING (id IN (SELECT id FROM circle.nodes));
CREATE RULE gone AS ON DELETE TO node DO ALSO DELETE FROM left_one USING nodes WHERE nodes.id = left_one.id;
RESET search_path;
