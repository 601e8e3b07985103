"""What random histories leave out, because it is said not to be followed.

Each method of Limits stands for a sentence of the last section of doc/kinds.md,
and says whether a history has come to it.  Besides, statements.py does not make
DISABLE TRIGGER ALL, nor an owner for the sequence of a serial column, and
promises.py removes nothing where default privileges are changed."""

# Sorts of statements that are left out unless --without says otherwise; the last
# section of doc/kinds.md has several sentences about tables that leave a parent
# and about LIKE.
WITHOUT = "create_like,create_child,inherit,create_partitioned,partition"


class Limits:
    """Sees a history grow, and tells what would lead it to a known limit."""

    RULES = ["equal_parts", "swapped_tables", "swapped_columns", "swapped_labels",
             "swapped_sequences", "swapped_keys", "another_kind"]

    def __init__(self):
        self.tables = {}
        self.columns = {}
        self.labels = {}
        self.kinds = {}
        self.sequences = {}
        self.indexes = {}
        self.made_again = False

    def admits(self, state):
        """Whether a state may follow those that were admitted."""
        if any(getattr(self, rule)(state) for rule in self.RULES):
            return False
        self.made_again = self.made_again or self.again(state)
        for relation in state["relations"]:
            self.tables[relation["schema"], relation["bare"]] = relation["oid"]
            self.kinds[relation["schema"], relation["bare"]] = relation["kind"]
            for column in relation["columns"]:
                self.columns[relation["oid"], column["name"]] = column["number"]
        for index in state["indexes"]:
            self.indexes[index["schema"], index["bare"]] = index["oid"]
        for sequence in state["sequences"]:
            self.sequences[sequence["name"]] = sequence["oid"]
        for enum in state["types"]:
            if enum["labels"]:
                self.labels.setdefault((enum["oid"], tuple(sorted(enum["labels"]))), enum["labels"])
        return True

    def equal_parts(self, state):
        """Two indexes or constraints of a table with the same definition."""
        indexes = [(index["table_oid"], index["definition"]) for index in state["indexes"]]
        constraints = [(relation["oid"], constraint["definition"]) for relation in state["relations"]
                       for constraint in relation["constraints"]]
        return len(set(indexes)) < len(indexes) or len(set(constraints)) < len(constraints)

    def swapped_tables(self, state):
        """Tables with the same columns that swap their names; views that do."""
        by_oid = {relation["oid"]: relation for relation in state["relations"]}

        def columns(relation):
            return relation["kind"] in "rp" and sorted(column["name"] for column in relation["columns"])
        for relation in state["relations"]:
            other = by_oid.get(self.tables.get((relation["schema"], relation["bare"])))
            if other and other is not relation and columns(other) == columns(relation):
                return True
        return False

    def swapped_columns(self, state):
        """Columns of the same type that swap their names."""
        for relation in state["relations"]:
            types = {column["number"]: column["type"] for column in relation["columns"]}
            for column in relation["columns"]:
                before = self.columns.get((relation["oid"], column["name"]), column["number"])
                if before != column["number"] and types.get(before) == column["type"]:
                    return True
        return False

    def swapped_labels(self, state):
        """Labels of an enum that swap their names."""
        return any(enum["labels"] and
                   self.labels.get((enum["oid"], tuple(sorted(enum["labels"]))), enum["labels"]) != enum["labels"]
                   for enum in state["types"])

    def swapped_sequences(self, state):
        """Sequences that swap their names."""
        there = {sequence["oid"] for sequence in state["sequences"]}
        return any(self.sequences.get(sequence["name"], sequence["oid"]) in there - {sequence["oid"]}
                   for sequence in state["sequences"])

    def swapped_keys(self, state):
        """A key and an index that swap their names."""
        keys = {index["oid"]: index["constraint"] for index in state["indexes"]}

        def swapped(index):
            before = self.indexes.get((index["schema"], index["bare"]), index["oid"])
            return before != index["oid"] and before in keys and (keys[before] or index["constraint"])
        return any(swapped(index) for index in state["indexes"])

    def another_kind(self, state):
        """A name that first a view has and then a table, or the other way round."""
        return any(self.kinds.get((relation["schema"], relation["bare"]), relation["kind"]) != relation["kind"]
                   for relation in state["relations"])

    def again(self, state):
        """What a revision drops and makes again, but has not made before."""
        return any(
            self.tables.get((relation["schema"], relation["bare"]), relation["oid"]) != relation["oid"] or
            any(self.columns.get((relation["oid"], column["name"]), column["number"]) != column["number"]
                for column in relation["columns"])
            for relation in state["relations"])
