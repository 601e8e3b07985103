"""Random statements of DDL, most of them about what is there.

Names come from small pools, so that they are used again and again; the server
has the last word on what is valid.  A method of Maker that is listed in SORTS
makes statements of one sort: a text, or several that belong together."""

TABLES = ["a", "b", "c", "tmp", '"T 1"']
COLUMNS = ["x", "y", "z", "w", "id", '"C 1"']
INDEXES = ["i1", "i2", "i3"]
CONSTRAINTS = ["k1", "k2", "k3"]
ENUMS = ["e", "f"]
LABELS = ["one", "two", "three", "four", "it''s"]
DOMAINS = ["d", "d2"]
COMPOSITES = ["pair", "point3"]
RANGES = ["span"]
SEQUENCES = ["s", "s2", "s3"]
VIEWS = ["v", "v2", "v3"]
MATVIEWS = ["m", "m2"]
FUNCTIONS = ["fn", "fn2"]
TRIGGERS = ["t1", "t2"]
POLICIES = ["p1", "p2"]
RULES = ["r1", "r2"]
STATISTICS = ["st", "st2"]
PARTITIONS = ["a1", "a2", "a3"]
ROLES = ["history_one", "history_two"]
TYPES = ["int", "bigint", "text", "varchar(10)", "numeric(10,2)", "boolean", "date", "timestamptz", "jsonb",
         "int[]", "uuid"]
DEFAULTS = {
    "integer": ["1", "0", "(2 + 3)", "-1"], "bigint": ["2", "0", "2^3"], "text": ["'t'", "''", "upper('t')"],
    "character varying(10)": ["'t'", "'v'::text"], "numeric(10,2)": ["1.5", "0"], "boolean": ["true", "false", "NOT true"],
    "date": ["'2020-01-01'", "CURRENT_DATE"], "timestamp with time zone": ["now()", "CURRENT_TIMESTAMP"],
    "jsonb": ["'{}'", "'[]'::jsonb"], "integer[]": ["'{}'", "ARRAY[1, 2]"], "uuid": ["gen_random_uuid()"],
    "int": ["1", "0", "(2 + 3)"], "varchar(10)": ["'t'"], "timestamptz": ["now()"], "int[]": ["'{}'"]}
ACTIONS = ["CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"]


class Maker:
    """Writes random statements about the state of a world."""

    def __init__(self, chance, without=()):
        self.chance = chance
        self.granted_all = False
        self.sorts = [sort for sort in self.SORTS if sort not in without]
        self.state = None

    # ------------------------------------------------------------- choosing

    def pick(self, things):
        return self.chance.choice(things)

    def maybe(self, share, text="", otherwise=""):
        return text if self.chance.random() < share else otherwise

    def relations(self, kinds, schema=None):
        return [r for r in self.state["relations"]
                if r["kind"] in kinds and (schema is None or r["schema"] == schema)]

    def relation(self, kinds="rp"):
        """A relation that is there; one of a name from the pool if none is."""
        found = self.relations(kinds)
        if found and self.chance.random() < 0.97:
            return self.pick(found)
        return {"name": self.pick({"v": VIEWS, "m": MATVIEWS}.get(kinds, TABLES)), "bare": "a", "schema": "h", "columns": [], "constraints": [], "kind": "r",
                "triggers": [], "policies": [], "rules": [], "parents": [], "oid": 0, "key": None, "partition": False}

    def there(self, what, pool, **wanted):
        """One of the things in the state; one of the pool if there is none."""
        found = [t for t in self.state[what] if all(t[key] == value for key, value in wanted.items())]
        if found and self.chance.random() < 0.97:
            return self.pick(found)
        return {"name": self.pick(pool), "arguments": "", "labels": ["one"], "attributes": ["x"], "constraints": ["k1"],
                "oid": 0, "schema": "h", "table": "a", "owned": False}

    def column(self, relation):
        names = [c["name"] for c in relation["columns"]]
        return self.pick(names) if names and self.chance.random() < 0.97 else self.pick(COLUMNS)

    def columns(self, relation, count):
        names = [c["name"] for c in relation["columns"]]
        return self.chance.sample(names, min(len(names), count)) or ["x"]

    def type_of(self, relation, name):
        return ([c["type"] for c in relation["columns"] if c["name"] == name] or ["integer"])[0]

    def any_type(self):
        own = [t["name"] for t in self.state["types"]]
        if own and self.chance.random() < 0.35:
            return self.pick(own) + self.maybe(0.1, "[]")
        return self.pick(TYPES)

    def default(self, kind):
        for one in self.state["types"]:
            if kind in (one["name"], one["schema"] + "." + one["bare"]):
                if one["type"] == "e":
                    label = self.pick(one["labels"] or ["one"]).replace("'", "''")
                    return "'%s'%s" % (label, self.maybe(0.3, "::" + one["name"]))
                return {"d": "3", "c": "ROW(1, 'p')::" + one["name"], "r": "'empty'"}[one["type"]]
        routines = [r["name"] for r in self.state["routines"] if r["returns"] == "integer" and not r["arguments"]]
        if kind in ("int", "integer", "bigint") and routines and self.chance.random() < 0.3:
            return self.pick(routines) + "()"
        return self.pick(DEFAULTS.get(kind, ["NULL"]))

    def expression(self, relation):
        """A condition on columns of a relation."""
        one, two = (self.columns(relation, 2) * 2)[:2]
        kind = self.type_of(relation, one)
        forms = ["%s IS NOT NULL" % one, "%s IS NOT NULL OR %s IS NULL" % (one, two)]
        if kind in ("integer", "bigint", "numeric(10,2)"):
            forms += ["%s > 0" % one, "%s BETWEEN 1 AND 10" % one, "%s IN (1, 2, 3)" % one, "abs(%s) < 100" % one]
        elif kind in ("text", "character varying(10)"):
            forms += ["%s <> ''" % one, "%s IN ('a', 'b')" % one, "length(%s) > 2" % one, "%s ~ '^[a-z]+$'" % one]
        elif kind == "boolean":
            forms += [one, "NOT %s" % one]
        elif kind == "date":
            forms += ["%s > '2000-01-01'" % one]
        else:
            value = self.default(kind)
            if "NULL" not in value:
                forms += ["%s <> %s" % (one, value), "%s = ANY (ARRAY[%s])" % (one, value)]
        return self.pick(forms)

    # -------------------------------------------------------------- columns

    def column_definition(self, name=None):
        name = name or self.pick(COLUMNS)
        kind = self.any_type()
        chance = self.chance.random()
        if chance < 0.08:
            return "%s %s%s" % (name, self.pick(["serial", "bigserial"]), self.maybe(0.4, " PRIMARY KEY"))
        if chance < 0.16:
            return "%s %s GENERATED %s AS IDENTITY%s%s" % (
                name, self.pick(["int", "bigint"]), self.pick(["ALWAYS", "BY DEFAULT"]),
                self.maybe(0.3, " (START WITH 10 INCREMENT BY 2)"), self.maybe(0.4, " PRIMARY KEY"))
        text = "%s %s" % (name, kind)
        if kind == "text" and chance > 0.9:
            text += ' COLLATE "C"'
        if self.chance.random() < 0.35:
            text += " DEFAULT " + self.default(kind)
        text += self.maybe(0.25, " NOT NULL")
        if self.chance.random() < 0.25:
            text += self.maybe(0.3, " CONSTRAINT " + self.pick(CONSTRAINTS)) + self.pick([
                " PRIMARY KEY", " UNIQUE", " CHECK (%s IS NOT NULL)" % name, self.references()])
        return text

    def references(self):
        return " REFERENCES %s%s%s%s" % (
            self.relation("rp")["name"], self.maybe(0.5, " ON DELETE " + self.pick(ACTIONS)),
            self.maybe(0.2, " ON UPDATE " + self.pick(ACTIONS)), self.maybe(0.2, " DEFERRABLE INITIALLY DEFERRED"))

    def generated(self, relation, name=None):
        one = self.column(relation)
        kind = self.type_of(relation, one)
        form = {"integer": "int GENERATED ALWAYS AS (%s * 2) STORED",
                "text": "text GENERATED ALWAYS AS (upper(%s)) STORED"}.get(
                    kind, "boolean GENERATED ALWAYS AS (%s IS NULL) STORED")
        return "%s %s" % (name or self.pick(COLUMNS), form % one)

    def table_constraint(self, relation):
        """A constraint on the columns of a relation."""
        name = self.maybe(0.5, "CONSTRAINT %s " % self.pick(CONSTRAINTS))
        one = self.column(relation)
        some = ", ".join(self.columns(relation, self.pick([1, 1, 2])))
        deferred = self.maybe(0.15, " DEFERRABLE" + self.maybe(0.5, " INITIALLY DEFERRED"))
        sort = self.chance.random()
        if sort < 0.3:
            return name + "CHECK (%s)%s%s" % (self.expression(relation), self.maybe(0.1, " NO INHERIT"),
                                              self.maybe(0.1, " NOT VALID"))
        if sort < 0.5:
            return name + "UNIQUE (%s)%s%s" % (some, self.maybe(0.1, " INCLUDE (%s)" % one), deferred)
        if sort < 0.62:
            return name + "PRIMARY KEY (%s)%s" % (some, deferred)
        if sort < 0.7:
            return name + "EXCLUDE USING %s (%s WITH =)%s%s" % (
                self.pick(["btree", "hash"]), one, self.maybe(0.3, " WHERE (%s IS NOT NULL)" % one), deferred)
        other = self.relation("rp")
        keys = [c for c in other["constraints"] if c["type"] in "pu"]
        columns = self.maybe(0.5, " (%s)" % self.column(other)) if keys else ""
        return name + "FOREIGN KEY (%s) REFERENCES %s%s%s%s%s%s" % (
            one, other["name"], columns, self.maybe(0.1, " MATCH FULL"),
            self.maybe(0.5, " ON DELETE " + self.pick(ACTIONS)), self.maybe(0.2, " ON UPDATE " + self.pick(ACTIONS)),
            self.maybe(0.2, " NOT VALID", deferred))

    # --------------------------------------------------------------- tables

    def create_table(self, name=None):
        names = self.chance.sample(COLUMNS, self.chance.randint(1, 5))
        parts = [self.column_definition(one) for one in names]
        new = {"columns": [{"name": part.split('" ')[0] + '"' if part[0] == '"' else part.split(" ")[0],
                            "type": "integer" if " int" in part or "serial" in part else "text"} for part in parts
                           # the server takes two keys of the same columns for one
                           if " UNIQUE" not in part and " PRIMARY KEY" not in part],
               "constraints": []}
        if new["columns"] and self.chance.random() < 0.4:
            parts.append(self.table_constraint(new))
        if new["columns"] and self.chance.random() < 0.1:
            parts.append(self.generated(new, "gen"))
        name = name or self.maybe(0.1, "h2.") + self.pick(TABLES)
        return "CREATE %sTABLE %s%s (%s)%s" % (
            self.maybe(0.05, "UNLOGGED "), self.maybe(0.1, "IF NOT EXISTS "), name, ", ".join(parts),
            self.maybe(0.06, " WITH (fillfactor = 80)"))

    def create_like(self):
        return "CREATE TABLE %s (LIKE %s%s%s)" % (
            self.pick(TABLES), self.relation("rp")["name"],
            self.pick(["", " INCLUDING ALL", " INCLUDING DEFAULTS", " INCLUDING CONSTRAINTS INCLUDING INDEXES",
                       " INCLUDING ALL EXCLUDING INDEXES"]), self.maybe(0.4, ", " + self.column_definition()))

    def create_child(self):
        return "CREATE TABLE %s (%s) INHERITS (%s)" % (
            self.pick(TABLES), self.maybe(0.6, self.column_definition()), self.relation("r")["name"])

    def inherit(self):
        one, two = self.relation("r"), self.relation("r")
        return "ALTER TABLE %s %sINHERIT %s" % (one["name"], self.maybe(0.4, "NO "), self.pick(
            (one["parents"] or [two["name"]])))

    def create_partitioned(self):
        how = self.pick(["RANGE (x)", "LIST (x)", "HASH (x)", "RANGE (x, y)", "LIST ((x % 10))"])
        return "CREATE TABLE %s (x int%s, y int%s%s) PARTITION BY %s" % (
            self.pick(TABLES), self.maybe(0.3, " NOT NULL"), self.maybe(0.3, " DEFAULT 1"),
            self.maybe(0.5, ", " + self.column_definition("z")), how)

    def bound(self, parent):
        key, n = parent["key"] or "RANGE", self.chance.randint(0, 3)
        if self.chance.random() < 0.12:
            return "DEFAULT"
        if key.startswith("HASH"):
            return "FOR VALUES WITH (MODULUS 4, REMAINDER %d)" % n
        if key.startswith("LIST"):
            return "FOR VALUES IN (%d, %d)" % (2 * n, 2 * n + 1)
        more = ", 0" if "," in key else ""
        low = "MINVALUE" + ", MINVALUE" * (more != "") if n == 0 else "%d%s" % (n * 10, more)
        return "FOR VALUES FROM (%s) TO (%d%s)" % (low, n * 10 + 10, more)

    def partition(self):
        parent = self.relation("p")
        child = [r["name"] for r in self.relations("r") if parent["name"] in (r["parents"] or [])]
        sort = self.chance.random()
        if sort < 0.6:
            return "CREATE TABLE %s PARTITION OF %s %s" % (self.pick(PARTITIONS), parent["name"], self.bound(parent))
        if sort < 0.8 and child:
            return "ALTER TABLE %s DETACH PARTITION %s" % (parent["name"], self.pick(child))
        return "ALTER TABLE %s ATTACH PARTITION %s %s" % (parent["name"], self.relation("r")["name"], self.bound(parent))

    def alter_column(self, relation):
        column = self.column(relation)
        kind = self.any_type()
        now = self.type_of(relation, column)
        return "ALTER %s%s %s" % (self.maybe(0.5, "COLUMN "), column, self.pick([
            "SET NOT NULL", "DROP NOT NULL", "DROP DEFAULT", "SET DEFAULT " + self.default(now),
            "SET DEFAULT " + self.default(now), "TYPE " + kind, "TYPE %s USING %s::text::%s" % (kind, column, kind),
            "SET DATA TYPE %s USING NULL" % kind, "SET STATISTICS 100", "SET STATISTICS -1",
            "SET STORAGE " + self.pick(["PLAIN", "EXTERNAL", "MAIN", "EXTENDED"]), "SET (n_distinct = -0.5)",
            "ADD GENERATED %s AS IDENTITY%s" % (self.pick(["ALWAYS", "BY DEFAULT"]), self.maybe(0.3, " (START 5)")),
            "SET GENERATED " + self.pick(["ALWAYS", "BY DEFAULT"]), "DROP IDENTITY" + self.maybe(0.5, " IF EXISTS"),
            "DROP EXPRESSION" + self.maybe(0.5, " IF EXISTS"), "SET INCREMENT 3", "RESET (n_distinct)"]))

    def alter_command(self, relation):
        column = self.column(relation)
        names = [c["name"] for c in relation["constraints"]] or CONSTRAINTS
        keys = [i["bare"] for i in self.state["indexes"] if i["table"] == relation["name"] and i["unique"]
                and not i["constraint"]]
        indexes = [i["bare"] for i in self.state["indexes"] if i["table"] == relation["name"]] or INDEXES
        triggers = relation["triggers"] or TRIGGERS
        return self.pick([
            lambda: "ADD " + self.maybe(0.5, "COLUMN ") + self.column_definition(),
            lambda: "ADD " + self.maybe(0.5, "COLUMN ") + self.column_definition(),
            lambda: "ADD COLUMN IF NOT EXISTS " + self.column_definition(),
            lambda: "ADD " + self.generated(relation),
            lambda: "DROP %s%s" % (column, self.maybe(0.4, " CASCADE")),
            lambda: "DROP COLUMN IF EXISTS %s" % self.pick(COLUMNS),
            lambda: "DROP %s, ADD %s" % (column, self.column_definition(column)),
            lambda: "ADD " + self.table_constraint(relation),
            lambda: "ADD " + self.table_constraint(relation),
            lambda: "ADD " + self.table_constraint(relation),
            lambda: "ADD %s%s USING INDEX %s" % (self.maybe(0.7, "CONSTRAINT %s " % self.pick(CONSTRAINTS)),
                                                 self.pick(["UNIQUE", "PRIMARY KEY"]), self.pick(keys or INDEXES)),
            lambda: "DROP CONSTRAINT %s%s" % (self.pick(names), self.maybe(0.4, " CASCADE")),
            lambda: "DROP CONSTRAINT IF EXISTS " + self.pick(CONSTRAINTS + names),
            lambda: "VALIDATE CONSTRAINT " + self.pick(names),
            lambda: "ALTER CONSTRAINT %s %s" % (self.pick(names), self.pick(["DEFERRABLE", "NOT DEFERRABLE",
                                                                             "DEFERRABLE INITIALLY DEFERRED"])),
            lambda: self.alter_column(relation), lambda: self.alter_column(relation),
            lambda: self.alter_column(relation), lambda: self.alter_column(relation),
            lambda: "SET (fillfactor = %d)" % self.pick([50, 70]), lambda: "RESET (fillfactor)",
            lambda: "SET (autovacuum_enabled = false, parallel_workers = 2)",
            lambda: self.pick(["ENABLE", "DISABLE", "FORCE", "NO FORCE"]) + " ROW LEVEL SECURITY",
            lambda: "REPLICA IDENTITY " + self.pick(["FULL", "DEFAULT", "NOTHING", "USING INDEX " + self.pick(indexes)]),
            lambda: "%s TRIGGER %s" % (self.pick(["DISABLE", "ENABLE", "ENABLE ALWAYS", "ENABLE REPLICA"]),
                                       self.pick(triggers)),
            lambda: "CLUSTER ON " + self.pick(indexes), lambda: "SET WITHOUT CLUSTER",
            lambda: "OWNER TO " + self.pick(ROLES + ["CURRENT_USER"]),
        ])()

    def alter_table(self):
        relation = self.relation("rp")
        commands = [self.alter_command(relation) for _ in range(self.pick([1, 1, 1, 1, 2, 3]))]
        if any(command.startswith("DROP ") and ", ADD" in command for command in commands):
            commands = commands[:1]
        if self.chance.random() < 0.03:
            commands = ["SET " + self.pick(["UNLOGGED", "LOGGED"])]
        return "ALTER TABLE %s%s%s %s" % (self.maybe(0.05, "IF EXISTS ") if relation["oid"] else "", self.maybe(0.03, "ONLY "), relation["name"],
                                          ", ".join(commands))

    def drop_table(self):
        return "DROP TABLE %s%s%s" % (self.maybe(0.3, "IF EXISTS "), self.relation("rp")["name"],
                                      self.maybe(0.5, " CASCADE"))

    def again(self):
        """Something that is dropped and made again, otherwise."""
        sort = self.pick(["table", "view", "index", "function", "constraint", "trigger", "sequence", "domain", "enum"])
        if sort == "table":
            name = self.relation("rp")["name"]
            return ["DROP TABLE %s CASCADE" % name, self.create_table(name)]
        if sort == "view":
            name = self.relation("v")["name"]
            return ["DROP VIEW %s CASCADE" % name, "CREATE VIEW %s AS %s" % (name, self.query())]
        if sort == "index":
            index = self.there("indexes", INDEXES, constraint=False)
            return ["DROP INDEX " + index["name"], self.create_index(index.get("bare") or index["name"], index["table"])]
        if sort == "function":
            routine = self.there("routines", FUNCTIONS, kind="f")
            return ["DROP FUNCTION %s(%s) CASCADE" % (routine["name"], routine["arguments"]),
                    self.create_function(routine["name"])]
        if sort == "constraint":
            table = self.relation("rp")
            name = self.pick([c["name"] for c in table["constraints"]] or CONSTRAINTS)
            made = self.table_constraint(table)
            made = "CONSTRAINT %s %s" % (name, made.split(" ", 2)[2] if made.startswith("CONSTRAINT") else made)
            return self.pick([["ALTER TABLE %s DROP CONSTRAINT %s CASCADE" % (table["name"], name),
                               "ALTER TABLE %s ADD %s" % (table["name"], made)],
                              ["ALTER TABLE %s DROP CONSTRAINT %s, ADD %s" % (table["name"], name, made)]])
        if sort == "trigger":
            table = self.relation("rp")
            name = self.pick(table["triggers"] or TRIGGERS)
            return ["DROP TRIGGER %s ON %s" % (name, table["name"]), self.create_trigger(name, table)]
        if sort == "sequence":
            name = self.there("sequences", SEQUENCES)["name"]
            return ["DROP SEQUENCE %s CASCADE" % name, "CREATE SEQUENCE %s START %d" % (name, self.pick([1, 7]))]
        if sort == "domain":
            name = self.there("types", DOMAINS, type="d")["name"]
            return ["DROP DOMAIN %s CASCADE" % name, "CREATE DOMAIN %s AS %s" % (name, self.pick(["int", "text"]))]
        name = self.there("types", ENUMS, type="e")["name"]
        return ["DROP TYPE %s CASCADE" % name, self.create_enum(name)]

    # -------------------------------------------------------------- renames

    def rename(self):
        relation = self.relation("rp")
        name = relation["name"]
        column = self.column(relation)
        other = [t for t in TABLES if t != name]
        return self.pick([
            lambda: "ALTER TABLE %s RENAME TO %s" % (name, self.pick(other)),
            lambda: "ALTER TABLE %s RENAME TO %s" % (name, self.pick(other)),
            lambda: "ALTER TABLE %s RENAME %s%s TO %s" % (name, self.maybe(0.5, "COLUMN "), column, self.pick(COLUMNS)),
            lambda: "ALTER TABLE %s RENAME %s TO %s" % (name, column, self.pick(COLUMNS)),
            lambda: "ALTER TABLE %s RENAME CONSTRAINT %s TO %s" % (
                name, self.pick([c["name"] for c in relation["constraints"]] or CONSTRAINTS), self.pick(CONSTRAINTS)),
            lambda: "ALTER INDEX %s RENAME TO %s" % (self.there("indexes", INDEXES)["name"], self.pick(INDEXES)),
            lambda: "ALTER SEQUENCE %s RENAME TO %s" % (self.there("sequences", SEQUENCES)["name"], self.pick(SEQUENCES)),
            lambda: "ALTER TYPE %s RENAME TO %s" % (self.there("types", ENUMS, type="e")["name"], self.pick(ENUMS)),
            lambda: self.rename_label(),
            lambda: "ALTER TYPE %s RENAME TO %s" % (self.there("types", COMPOSITES, type="c")["name"],
                                                    self.pick(COMPOSITES)),
            lambda: "ALTER DOMAIN %s RENAME TO %s" % (self.there("types", DOMAINS, type="d")["name"], self.pick(DOMAINS)),
            lambda: "ALTER VIEW %s RENAME TO %s" % (self.relation("v")["name"], self.pick(VIEWS)),
            lambda: self.rename_view_column(),
            lambda: "ALTER MATERIALIZED VIEW %s RENAME TO %s" % (self.relation("m")["name"], self.pick(MATVIEWS)),
            lambda: "ALTER TRIGGER %s ON %s RENAME TO %s" % (self.pick(relation["triggers"] or TRIGGERS), name,
                                                             self.pick(TRIGGERS)),
            lambda: "ALTER POLICY %s ON %s RENAME TO %s" % (self.pick(relation["policies"] or POLICIES), name,
                                                            self.pick(POLICIES)),
            lambda: "ALTER RULE %s ON %s RENAME TO %s" % (self.pick(relation["rules"] or RULES), name, self.pick(RULES)),
            lambda: "ALTER STATISTICS %s RENAME TO %s" % (self.there("statistics", STATISTICS)["name"],
                                                          self.pick(STATISTICS)),
            lambda: self.rename_function(),
            lambda: "ALTER TYPE %s RENAME ATTRIBUTE x TO q" % self.there("types", COMPOSITES, type="c")["name"],
            lambda: "ALTER DOMAIN %s RENAME CONSTRAINT dk TO dk2" % self.there("types", DOMAINS, type="d")["name"],
        ])()

    def rename_label(self):
        enum = self.there("types", ENUMS, type="e")
        return "ALTER TYPE %s RENAME VALUE '%s' TO '%s'" % (
            enum["name"], self.pick(enum["labels"]).replace("'", "''"), self.pick(LABELS))

    def rename_view_column(self):
        view = self.relation("vm")
        return "ALTER %s %s RENAME COLUMN %s TO %s" % (
            {"m": "MATERIALIZED VIEW"}.get(view["kind"], "VIEW"), view["name"], self.column(view), self.pick(COLUMNS))

    def rename_function(self):
        routine = self.there("routines", FUNCTIONS)
        return "ALTER ROUTINE %s(%s) RENAME TO %s" % (routine["name"], routine["arguments"], self.pick(FUNCTIONS))

    def swap(self):
        """Two things that swap their names."""
        sort = self.pick(["table", "column", "index", "type", "view", "sequence", "constraint", "label", "function"])
        if sort in ("column", "constraint"):
            table = self.relation("rp")
            names = [c["name"] for c in table[sort + "s"]]
            form = "ALTER TABLE " + table["name"] + " RENAME " + sort.upper() + " %s TO %s"
        elif sort == "label":
            enum = self.there("types", ENUMS, type="e")
            names = ["'%s'" % label.replace("'", "''") for label in enum["labels"]]
            form = "ALTER TYPE " + enum["name"] + " RENAME VALUE %s TO %s"
        elif sort == "function":
            names = [r["bare"] for r in self.state["routines"]
                     if not r["arguments"] and r["kind"] == "f" and r["schema"] == self.state["here"]]
            form = "ALTER FUNCTION %s() RENAME TO %s"
        else:
            found = {"table": self.relations("rp"), "view": self.relations("v"), "index": self.state["indexes"],
                     "type": [t for t in self.state["types"] if t["type"] in "ec"],
                     "sequence": self.state["sequences"]}[sort]
            names = [t["name"] for t in found if t["schema"] == self.state["here"]]
            form = "ALTER %s %%s RENAME TO %%s" % sort.upper()
        if len(names) < 2:
            return []
        one, two = self.chance.sample(names, 2)
        aside = "'aside'" if sort == "label" else "aside"
        return [form % (one, aside), form % (two, one), form % (aside, two)]

    def chain(self):
        """Names handed on: b makes room, a takes its place, a is made anew."""
        tables = [r["name"] for r in self.relations("rp", "h")]
        if len(tables) < 2 or self.state["here"] != "h":
            return []
        one, two = self.chance.sample(tables, 2)
        return ["ALTER TABLE %s RENAME TO old" % two, "ALTER TABLE %s RENAME TO %s" % (one, two),
                self.create_table(one)] + self.maybe(0.5, ["DROP TABLE old CASCADE"], [])

    def set_schema(self):
        if self.granted_all:
            # what was all of a schema stays behind there
            return []
        schema = self.pick(self.state["schemas"])
        relation = self.relation("rpvm")
        routine = self.there("routines", FUNCTIONS)
        return self.pick([
            "ALTER %s %s SET SCHEMA %s" % ({"v": "VIEW", "m": "MATERIALIZED VIEW"}.get(relation["kind"], "TABLE"),
                                           relation["name"], schema),
            "ALTER TABLE %s SET SCHEMA %s" % (relation["name"], schema),
            "ALTER SEQUENCE %s SET SCHEMA %s" % (self.there("sequences", SEQUENCES)["name"], schema),
            "ALTER TYPE %s SET SCHEMA %s" % (self.there("types", ENUMS)["name"], schema),
            "ALTER ROUTINE %s(%s) SET SCHEMA %s" % (routine["name"], routine["arguments"], schema)])

    def schema(self):
        return self.pick([
            "CREATE SCHEMA h3", "CREATE SCHEMA IF NOT EXISTS h3", "ALTER SCHEMA h3 RENAME TO h3b",
            "ALTER SCHEMA h3b RENAME TO h3", "DROP SCHEMA h3 CASCADE", "DROP SCHEMA IF EXISTS h3b",
            "COMMENT ON SCHEMA h2 IS 'second'", "ALTER SCHEMA h3 OWNER TO history_one", "CREATE TABLE h3.a (x int, y text)",
            "CREATE SCHEMA h3 CREATE TABLE a (x int) CREATE VIEW v AS SELECT x FROM a"])

    def search_path(self):
        return "SET search_path = %s" % self.pick(["h", "h", "h, h2", "h2", "h2, h"])

    # ------------------------------------------------------ indexes and such

    def create_index(self, name=None, table=None):
        relation = self.relation("rpm")
        if table:
            relation = ([r for r in self.relations("rpm") if r["name"] == table] or [relation])[0]
        one, two = (self.columns(relation, 2) * 2)[:2]
        kind = self.type_of(relation, one)
        method, keys = self.pick([
            ("", one), ("", one), ("", one), ("", "%s, %s" % (one, two)), ("", "(%s IS NULL)" % one), ("", one + " DESC"),
            ("", one + " DESC NULLS LAST"), (" USING hash", one), (" USING brin", one), (" USING btree", one)])
        if kind in ("text", "character varying(10)"):
            method, keys = self.pick([("", one), ("", "lower(%s)" % one), ("", one + " text_pattern_ops"),
                                      ("", one + ' COLLATE "C"'), (method, keys)])
        elif kind in ("jsonb", "integer[]"):
            method, keys = self.pick([(" USING gin", one), ("", one)])
            if kind == "jsonb" and method:
                keys = self.pick([one, one + " jsonb_path_ops"])
        return "CREATE %sINDEX %s%s%s ON %s%s%s (%s)%s%s%s" % (
            self.maybe(0.25, "UNIQUE "), self.maybe(0.05, "CONCURRENTLY ") if relation["kind"] != "p" else "",
            self.maybe(0.1, "IF NOT EXISTS ") if name else "", name or self.maybe(0.7, self.pick(INDEXES)),
            self.maybe(0.03, "ONLY "), relation["name"], method, keys,
            self.maybe(0.1, " INCLUDE (%s)" % two) if not method else "",
            self.maybe(0.08, " WITH (fillfactor = 60)") if not method else "",
            self.maybe(0.25, " WHERE " + self.expression(relation)))

    def alter_index(self):
        index = self.there("indexes", INDEXES)["name"]
        return self.pick(["ALTER INDEX %s SET (fillfactor = 55)" % index, "ALTER INDEX %s RESET (fillfactor)" % index,
                          "DROP INDEX " + index, "DROP INDEX %s CASCADE" % index,
                          "DROP INDEX IF EXISTS " + self.pick(INDEXES + [index])])

    def statistics(self):
        relation = self.relation("r")
        one, two = (self.columns(relation, 2) * 2)[:2]
        name = self.there("statistics", STATISTICS)["name"]
        return self.pick(["CREATE STATISTICS %s%s ON %s, %s FROM %s" % (
            self.pick(STATISTICS), self.pick(["", " (ndistinct)", " (dependencies, mcv)"]), one, two, relation["name"])] * 3 + [
                "DROP STATISTICS " + name, "ALTER STATISTICS %s SET STATISTICS 50" % name])

    def policy(self):
        relation = self.relation("r")
        name = self.pick(relation["policies"] or POLICIES)
        return self.pick(["CREATE POLICY %s ON %s%s FOR %s TO %s USING (%s)" % (
            self.pick(POLICIES), relation["name"], self.maybe(0.2, " AS RESTRICTIVE"),
            self.pick(["ALL", "SELECT", "UPDATE", "DELETE"]), self.pick(["PUBLIC", "history_one"]),
            self.expression(relation))] * 3 + [
                "ALTER POLICY %s ON %s USING (%s)" % (name, relation["name"], self.expression(relation)),
                "ALTER POLICY %s ON %s TO history_two" % (name, relation["name"]),
                "DROP POLICY %s ON %s" % (name, relation["name"])])

    # ---------------------------------------------------------------- views

    def query(self, name=None):
        """A query; name is the view that it is for, and that it cannot be about."""
        one, two = self.relation("rpvm"), self.relation("rpvm")
        if name in (one["name"], two["name"]):
            one = two = self.relation("r")
        x, y = (self.columns(one, 2) * 2)[:2]
        w = self.column(two)
        return self.pick([
            "SELECT %s FROM %s" % (", ".join(self.columns(one, 3)), one["name"]),
            "SELECT * FROM %s" % one["name"],
            "SELECT t.%s, t.%s AS q FROM %s t WHERE %s" % (x, y, one["name"], self.expression(one)),
            "SELECT t.%s, u.%s AS other FROM %s t, %s u WHERE t.%s = u.%s" % (x, w, one["name"], two["name"], x, w),
            "SELECT t.%s AS one, u.%s AS other FROM %s t LEFT JOIN %s u ON t.%s::text = u.%s::text" % (
                x, w, one["name"], two["name"], x, w),
            "SELECT %s, count(*) AS n FROM %s GROUP BY 1" % (x, one["name"]),
            "WITH q AS (SELECT %s AS z FROM %s) SELECT z FROM q UNION SELECT z FROM q" % (x, one["name"])])

    def view(self):
        name = self.pick(VIEWS) if self.chance.random() < 0.6 else self.relation("v")["name"]
        return "CREATE %sVIEW %s%s AS %s" % (
            self.maybe(0.4, "OR REPLACE "), name, self.maybe(0.08, " WITH (security_barrier)"), self.query(name))

    def matview(self):
        return "CREATE MATERIALIZED VIEW %s%s AS %s%s" % (
            self.maybe(0.1, "IF NOT EXISTS "), self.pick(MATVIEWS), self.query(), self.maybe(0.3, " WITH NO DATA"))

    def alter_view(self):
        view = self.relation("v")
        name, column = view["name"], self.column(view)
        return self.pick([
            "ALTER VIEW %s SET (security_barrier = true)" % name, "ALTER VIEW %s RESET (security_barrier)" % name,
            "ALTER VIEW %s ALTER %s SET DEFAULT %s" % (name, column, self.default(self.type_of(view, column))),
            "ALTER VIEW %s ALTER %s DROP DEFAULT" % (name, column), "DROP VIEW " + name, "DROP VIEW %s CASCADE" % name,
            "DROP VIEW IF EXISTS %s CASCADE" % self.pick(VIEWS),
            "DROP MATERIALIZED VIEW %s%s" % (self.relation("m")["name"], self.maybe(0.5, " CASCADE"))])

    def rule(self):
        relation = self.relation("rv")
        return self.pick(["CREATE %sRULE %s AS ON %s TO %s DO %s" % (
            self.maybe(0.3, "OR REPLACE "), self.pick(RULES), self.pick(["INSERT", "UPDATE", "DELETE"]), relation["name"],
            self.pick(["NOTHING", "INSTEAD NOTHING", "ALSO NOTIFY changed"]))] * 2 + [
                "DROP RULE %s ON %s" % (self.pick(relation["rules"] or RULES), relation["name"]),
                "ALTER TABLE %s DISABLE RULE %s" % (relation["name"], self.pick(relation["rules"] or RULES))])

    # ------------------------------------------------- functions and triggers

    def create_function(self, name=None):
        name = name or self.pick(FUNCTIONS)
        head = "CREATE %s" % self.maybe(0.5, "OR REPLACE ")
        relation = self.relation("r")
        return head + self.pick([
            "FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN %s; END'" % (name, self.pick(["NEW", "NULL"])),
            "FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.x := 1; RETURN NEW; END $$" % name,
            "FUNCTION %s() RETURNS int LANGUAGE sql%s AS 'SELECT %d'" % (
                name, self.pick(["", " STABLE", " IMMUTABLE"]), self.pick([1, 2])),
            "FUNCTION %s(n %s, m int DEFAULT %d) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT m $$" % (
                name, self.any_type(), self.pick([1, 2])),
            "FUNCTION %s(n int) RETURNS SETOF %s LANGUAGE sql STABLE AS $$ SELECT * FROM %s $$" % (
                name, relation["name"], relation["name"]),
            "FUNCTION %s(n int) RETURNS TABLE (p int, q text) LANGUAGE sql AS $$ SELECT n, 'q'::text $$" % name,
            "FUNCTION %s() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT count(*)::int FROM %s; END" % (
                name, relation["name"]),
            "PROCEDURE %s(n int) LANGUAGE sql AS $$ SELECT 1 $$" % name,
            "AGGREGATE %s(int) (SFUNC = int4pl, STYPE = int, INITCOND = '%d')" % (name, self.pick([0, 1]))])

    def alter_function(self):
        routine = self.there("routines", FUNCTIONS)
        name = "%s(%s)" % (routine["name"], routine["arguments"])
        return self.pick([
            "ALTER FUNCTION %s %s" % (name, self.pick(["STABLE", "IMMUTABLE", "SECURITY DEFINER", "STRICT", "COST 7"])),
            "ALTER FUNCTION %s SET search_path = h, pg_temp" % name, "ALTER FUNCTION %s RESET ALL" % name,
            "ALTER ROUTINE %s OWNER TO history_one" % name, "DROP ROUTINE " + name, "DROP ROUTINE %s CASCADE" % name,
            "DROP FUNCTION IF EXISTS %s() CASCADE" % self.pick(FUNCTIONS)])

    def create_trigger(self, name=None, table=None):
        relation = table or self.relation("rp")
        functions = [r["name"] for r in self.state["routines"] if r["returns"] == "trigger"]
        column = self.column(relation)
        name, function = name or self.pick(TRIGGERS), self.pick(functions or FUNCTIONS)
        return self.pick([
            "CREATE %sTRIGGER %s %s %s ON %s FOR EACH %s EXECUTE FUNCTION %s()" % (
                self.maybe(0.2, "OR REPLACE "), name, self.pick(["BEFORE", "AFTER"]),
                self.pick(["INSERT", "UPDATE", "INSERT OR DELETE"]), relation["name"], self.pick(["ROW", "STATEMENT"]),
                function),
            "CREATE TRIGGER %s BEFORE UPDATE OF %s ON %s FOR EACH ROW WHEN (NEW.%s IS NULL) EXECUTE FUNCTION %s('q')" % (
                name, column, relation["name"], column, function),
            "CREATE CONSTRAINT TRIGGER %s AFTER INSERT ON %s DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
            " EXECUTE FUNCTION %s()" % (name, relation["name"], function)])

    def drop_trigger(self):
        relation = self.relation("rp")
        return "DROP TRIGGER %s%s ON %s" % (self.maybe(0.3, "IF EXISTS "), self.pick(relation["triggers"] or TRIGGERS),
                                            relation["name"])

    def function_use(self):
        """A function where the definition of something else needs it."""
        relation = self.relation("rp")
        routines = [r["name"] for r in self.state["routines"] if r["returns"] == "integer" and not r["arguments"]]
        name = self.pick(routines or FUNCTIONS)
        return self.pick(["ALTER TABLE %s ALTER %s SET DEFAULT %s()" % (relation["name"], self.column(relation), name),
                          "ALTER TABLE %s ADD CHECK (%s() > 0)" % (relation["name"], name),
                          "CREATE INDEX ON %s ((%s() + 1))" % (relation["name"], name),
                          "CREATE VIEW %s AS SELECT %s() AS n" % (self.pick(VIEWS), name)])

    # ---------------------------------------------------------------- types

    def create_enum(self, name=None):
        labels = self.chance.sample(LABELS, self.chance.randint(1, 3))
        return "CREATE TYPE %s AS ENUM (%s)" % (name or self.pick(ENUMS), ", ".join("'%s'" % one for one in labels))

    def enum(self):
        enum = self.there("types", ENUMS, type="e")
        neighbour = self.pick(enum["labels"]).replace("'", "''")
        return self.pick([
            lambda: self.create_enum(),
            lambda: "ALTER TYPE %s ADD VALUE %s'%s'%s" % (
                enum["name"], self.maybe(0.3, "IF NOT EXISTS "), self.pick(LABELS),
                self.pick(["", " BEFORE '%s'" % neighbour, " AFTER '%s'" % neighbour])),
            lambda: "ALTER TYPE %s ADD VALUE IF NOT EXISTS '%s'" % (enum["name"], self.pick(LABELS)),
            lambda: "DROP TYPE %s%s%s" % (self.maybe(0.3, "IF EXISTS "), enum["name"], self.maybe(0.4, " CASCADE")),
            lambda: "ALTER TYPE %s OWNER TO history_one" % enum["name"]])()

    def domain(self):
        name = self.there("types", DOMAINS, type="d")["name"]
        return self.pick(["CREATE DOMAIN %s AS int%s%s" % (
            self.pick(DOMAINS), self.pick(["", " CHECK (VALUE > 0)", " CONSTRAINT dk CHECK (VALUE < 100)"]),
            self.pick(["", " DEFAULT 5", " NOT NULL"])), "CREATE DOMAIN %s AS text" % self.pick(DOMAINS),
            "ALTER DOMAIN %s ADD CONSTRAINT dk CHECK (VALUE < 1000)%s" % (name, self.maybe(0.3, " NOT VALID")),
            "ALTER DOMAIN %s ADD CHECK (VALUE <> 13)" % name,
            "ALTER DOMAIN %s DROP CONSTRAINT %sdk" % (name, self.maybe(0.4, "IF EXISTS ")),
            "ALTER DOMAIN %s VALIDATE CONSTRAINT dk" % name, "ALTER DOMAIN %s SET DEFAULT 7" % name,
            "ALTER DOMAIN %s DROP DEFAULT" % name, "ALTER DOMAIN %s SET NOT NULL" % name,
            "ALTER DOMAIN %s DROP NOT NULL" % name, "DROP DOMAIN %s" % name, "DROP DOMAIN %s CASCADE" % name])

    def composite(self):
        name = self.there("types", COMPOSITES, type="c")["name"]
        return self.pick(["CREATE TYPE %s AS (x int, y text)" % self.pick(COMPOSITES),
                          "CREATE TYPE %s AS (x %s, y text)" % (self.pick(COMPOSITES), self.any_type()),
                          "ALTER TYPE %s ADD ATTRIBUTE z %s" % (name, self.any_type()),
                          "ALTER TYPE %s DROP ATTRIBUTE %s" % (name, self.pick(["x", "y", "z"])),
                          "ALTER TYPE %s ALTER ATTRIBUTE x TYPE %s" % (name, self.any_type()),
                          "DROP TYPE " + name, "CREATE TABLE %s OF %s" % (self.pick(TABLES), name),
                          "CREATE TYPE span AS RANGE (SUBTYPE = %s)" % self.pick(["int", "date"]), "DROP TYPE span"])

    def sequence(self):
        sequence = self.there("sequences", SEQUENCES)["name"]
        relation = self.relation("r")
        column = self.column(relation)
        return self.pick([
            "CREATE SEQUENCE %s%s" % (self.pick(SEQUENCES), self.pick(["", " START 5", " AS int INCREMENT -1", " CYCLE MAXVALUE 9"])),
            "CREATE SEQUENCE IF NOT EXISTS %s" % self.pick(SEQUENCES),
            "ALTER SEQUENCE %s INCREMENT %d" % (sequence, self.pick([2, 3])), "ALTER SEQUENCE %s CACHE 5" % sequence,
            # what a serial column brings along stays its own
            "ALTER SEQUENCE %s OWNED BY %s.%s" % (self.there("sequences", SEQUENCES, owned=False)["name"],
                                                  relation["name"], column),
            "ALTER TABLE %s ALTER %s SET DEFAULT nextval('%s')" % (relation["name"], column, sequence),
            "DROP SEQUENCE %s" % sequence, "DROP SEQUENCE %s CASCADE" % sequence])

    def other(self):
        """Kinds of which existence is all that counts."""
        return self.pick(["CREATE COLLATION co FROM \"C\"", "DROP COLLATION co",
                          "CREATE TEXT SEARCH CONFIGURATION ts (COPY = simple)", "DROP TEXT SEARCH CONFIGURATION ts",
                          "CREATE OPERATOR ## (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl)",
                          "DROP OPERATOR ## (int, int)"])

    # ----------------------------------------------------------- properties

    def thing(self):
        """Something as COMMENT ON and ALTER ... OWNER name it."""
        relation = self.relation("rpvm")
        routine = self.there("routines", FUNCTIONS)
        kind = {"v": "VIEW", "m": "MATERIALIZED VIEW"}.get(relation["kind"], "TABLE")
        return self.pick([(kind, relation["name"]), (kind, relation["name"]),
                          ("SEQUENCE", self.there("sequences", SEQUENCES)["name"]),
                          ("TYPE", self.there("types", ENUMS)["name"]),
                          ("ROUTINE", "%s(%s)" % (routine["name"], routine["arguments"]))])

    def comment(self):
        relation = self.relation("rpv")
        kind, name = self.thing()
        constraint = self.pick([c["name"] for c in relation["constraints"]] or CONSTRAINTS)
        return "COMMENT ON %s IS %s" % (self.pick([
            "%s %s" % (kind, name), "COLUMN %s.%s" % (relation["name"], self.column(relation)),
            "COLUMN %s.%s" % (relation["name"], self.column(relation)),
            "CONSTRAINT %s ON %s" % (constraint, relation["name"]), "INDEX " + self.there("indexes", INDEXES)["name"],
            "TRIGGER %s ON %s" % (self.pick(relation["triggers"] or TRIGGERS), relation["name"]),
            "POLICY %s ON %s" % (self.pick(relation["policies"] or POLICIES), relation["name"])]),
            self.pick(["'first'", "'second'", "NULL"]))

    def grant(self):
        relation = self.relation("rpv")
        routine = self.there("routines", FUNCTIONS)
        what = self.pick([
            "%s ON %s" % (self.pick(["SELECT", "INSERT, UPDATE", "ALL"]), relation["name"]),
            "SELECT ON " + relation["name"],
            "SELECT (%s), UPDATE (%s) ON %s" % (self.column(relation), self.column(relation), relation["name"]),
            "USAGE ON SEQUENCE " + self.there("sequences", SEQUENCES)["name"],
            "EXECUTE ON ROUTINE %s(%s)" % (routine["name"], routine["arguments"]),
            "USAGE ON TYPE " + self.there("types", ENUMS)["name"], "SELECT ON ALL TABLES IN SCHEMA h",
            "USAGE ON SCHEMA h2"])
        self.granted_all = self.granted_all or "ALL TABLES" in what
        role = self.pick(ROLES + ["PUBLIC"])
        if self.chance.random() < 0.3:
            return "REVOKE %s FROM %s" % (what, role)
        return "GRANT %s TO %s%s" % (what, role, self.maybe(0.1, " WITH GRANT OPTION") if role != "PUBLIC" else "")

    def default_privileges(self):
        return "ALTER DEFAULT PRIVILEGES IN SCHEMA h %s" % self.pick([
            "GRANT SELECT ON TABLES TO history_one", "REVOKE SELECT ON TABLES FROM history_one",
            "GRANT USAGE ON SEQUENCES TO history_two", "GRANT EXECUTE ON FUNCTIONS TO history_two"])

    def owner(self):
        kind, name = self.thing()
        return "ALTER %s %s OWNER TO %s" % (kind, name, self.pick(ROLES + ["CURRENT_USER"]))

    # ---------------------------------------------------------------- choice

    SORTS = {
        "create_table": 16, "create_like": 2, "create_child": 2, "inherit": 1, "create_partitioned": 2, "partition": 3,
        "alter_table": 40, "drop_table": 4, "again": 6, "rename": 18, "swap": 4, "chain": 1, "set_schema": 3, "schema": 3,
        "search_path": 1, "create_index": 12, "alter_index": 4, "statistics": 2, "policy": 3, "view": 8, "matview": 2,
        "alter_view": 3, "rule": 2, "create_function": 7, "alter_function": 3, "create_trigger": 4, "drop_trigger": 1,
        "function_use": 2, "enum": 8, "domain": 5, "composite": 4, "sequence": 5, "other": 1, "comment": 5, "grant": 5,
        "default_privileges": 1, "owner": 2}

    def statements(self, state):
        """A sort, and statements of it."""
        self.state = state
        sort = self.chance.choices(self.sorts, [self.SORTS[sort] for sort in self.sorts])[0]
        made = getattr(self, sort)()
        return sort, [made] if isinstance(made, str) else made
