"""What random histories leave out, because it is said not to be followed.

Each method of Limits stands for a sentence of the last section of doc/kinds.md,
and says whether the history has come to it."""


class Limits:
    """Sees a history grow, and tells what would lead it to a known limit."""

    RULES = ["equal_parts", "index_of_another_table", "swapped_tables", "swapped_columns", "swapped_labels",
             "another_kind"]

    def __init__(self):
        self.indexes = {}
        self.tables = {}
        self.columns = {}
        self.labels = {}
        self.kinds = {}

    def admits(self, state):
        """Whether a state may follow those that were admitted."""
        if any(getattr(self, rule)(state) for rule in self.RULES):
            return False
        for index in state["indexes"]:
            self.indexes[index["bare"]] = index["table_oid"]
        for relation in state["relations"]:
            self.tables[relation["schema"], relation["bare"]] = relation["oid"]
            self.kinds[relation["schema"], relation["bare"]] = relation["kind"]
            for column in relation["columns"]:
                self.columns[relation["oid"], column["name"]] = column["number"]
        for enum in state["types"]:
            if enum["labels"]:
                self.labels.setdefault((enum["oid"], tuple(sorted(enum["labels"]))), enum["labels"])
        return True

    def equal_parts(self, state):
        """Two indexes or constraints that are equal, one without a name of its own, count as one."""
        indexes = [(index["table_oid"], index["definition"]) for index in state["indexes"]]
        constraints = [(relation["oid"], constraint["definition"]) for relation in state["relations"]
                       for constraint in relation["constraints"]]
        return len(set(indexes)) < len(indexes) or len(set(constraints)) < len(constraints)

    def index_of_another_table(self, state):
        """An index that is dropped and whose name another table's index gets."""
        return any(self.indexes.get(index["bare"], index["table_oid"]) != index["table_oid"]
                   for index in state["indexes"])

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

    def another_kind(self, state):
        """A name that first a view has and then a table, or the other way round."""
        return any(self.kinds.get((relation["schema"], relation["bare"]), relation["kind"]) != relation["kind"]
                   for relation in state["relations"])
