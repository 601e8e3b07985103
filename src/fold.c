/*-------------------------------------------------------------------------
 *
 * fold.c
 *	  What a list of statements, read in order, wants in the end.
 *
 * A history is not a list of independent wishes: the column that one
 * statement adds another may drop, the table that one makes another renames.
 * Folding lets later statements edit, rename or remove what earlier ones
 * declared, so that what is left can be wanted all at once: on a database
 * that has it already nothing differs.
 *
 * Only parse trees are looked at, never the catalogs.  Statements that fold
 * does not know pass through in their place.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"

#include "fold.h"

/* Where CREATE TABLE of a name stands. */
typedef struct FoldTable
{
	char		name[2 * NAMEDATALEN];	/* key: relation and schema */
	IdemStatement *entry;
} FoldTable;

static bool may_edit(Node *stmt);
static List *foundations_first(const IdemFold *fold);
static bool is_owned(List *options);
static void fold_one(IdemFold *fold, const IdemStatement *statement);
static bool fold_enum(IdemFold *fold, AlterEnumStmt *stmt);
static bool fold_domain(IdemFold *fold, AlterDomainStmt *stmt);
static bool fold_sequence(IdemFold *fold, AlterSeqStmt *stmt);

/*
 * Fold a list of IdemStatement.  The nodes given are not changed.
 */
List *
idem_fold(List *statements)
{
	IdemFold	fold = {0};
	List	   *path = fetch_search_path(false);
	ListCell   *lc;

	if (path != NIL)
		fold.schema = get_namespace_name(linitial_oid(path));
	foreach(lc, statements)
		fold.edits |= may_edit(((IdemStatement *) lfirst(lc))->stmt);
	foreach(lc, statements)
	{
		CHECK_FOR_INTERRUPTS();
		fold_one(&fold, lfirst(lc));
	}
	return foundations_first(&fold);
}

/*
 * Whether a statement may edit what others declare: all but those that make
 * something.
 */
static bool
may_edit(Node *stmt)
{
	switch (nodeTag(stmt))
	{
		case T_CreateSchemaStmt:
		case T_CreateExtensionStmt:
		case T_CreateEnumStmt:
		case T_CreateDomainStmt:
		case T_CreateSeqStmt:
		case T_CreateStmt:
		case T_IndexStmt:
		case T_CreateFunctionStmt:
			return false;
		default:
			return true;
	}
}

/*
 * Whether one of the statements makes the type, as far as its name tells.
 */
static bool
needs_type_of(List *entries, const TypeName *type)
{
	const char *name = strVal(llast(type->names));
	ListCell   *lc;

	foreach(lc, entries)
	{
		Node	   *stmt = ((IdemStatement *) lfirst(lc))->stmt;
		const char *made = NULL;

		switch (nodeTag(stmt))
		{
			case T_CompositeTypeStmt:
				made = ((CompositeTypeStmt *) stmt)->typevar->relname;
				break;
			case T_CreateRangeStmt:
				made = strVal(llast(((CreateRangeStmt *) stmt)->typeName));
				break;
			case T_CreateDomainStmt:
				made = strVal(llast(((CreateDomainStmt *) stmt)->domainname));
				break;
			case T_CreateStmt:
				made = ((CreateStmt *) stmt)->relation->relname;
				break;
			default:
				break;
		}
		if (made != NULL && strcmp(made, name) == 0)
			return true;
	}
	return false;
}

/*
 * A column may have got a type that was made after its table.  Schemas,
 * extensions, collations, types and sequences need no table, so they can come
 * first, but for domains that call a function or are over another type.
 */
static List *
foundations_first(const IdemFold *fold)
{
	List	   *first = NIL;
	List	   *rest = NIL;
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		switch (nodeTag(entry->stmt))
		{
			case T_CreateSchemaStmt:
			case T_CreateExtensionStmt:
			case T_CreateEnumStmt:
				first = lappend(first, entry);
				break;
			case T_DefineStmt:
				if (((DefineStmt *) entry->stmt)->kind == OBJECT_COLLATION)
					first = lappend(first, entry);
				else
					rest = lappend(rest, entry);
				break;
			case T_CreateDomainStmt:
				if (idem_fold_needs_routine(fold, (CreateDomainStmt *) entry->stmt) ||
					needs_type_of(rest, ((CreateDomainStmt *) entry->stmt)->typeName))
					rest = lappend(rest, entry);
				else
					first = lappend(first, entry);
				break;
			case T_CreateSeqStmt:
				if (!is_owned(((CreateSeqStmt *) entry->stmt)->options))
				{
					first = lappend(first, entry);
					break;
				}
				/* FALLTHROUGH */
			default:
				rest = lappend(rest, entry);
				break;
		}
	}
	return list_concat(first, rest);
}

static bool
is_owned(List *options)
{
	ListCell   *lc;

	foreach(lc, options)
	{
		if (strcmp(lfirst_node(DefElem, lc)->defname, "owned_by") == 0)
			return true;
	}
	return false;
}

/* ----------------------------------------------------------------
 *	Names
 * ----------------------------------------------------------------
 */

bool
idem_same_text(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool
same_schema(const IdemFold *fold, const char *a, const char *b)
{
	if (a == NULL)
		a = fold->schema;
	if (b == NULL)
		b = fold->schema;
	return a == b || idem_same_text(a, b);
}

bool
idem_same_relation(const IdemFold *fold, const RangeVar *a, const RangeVar *b)
{
	return idem_same_text(a->relname, b->relname) &&
		same_schema(fold, a->schemaname, b->schemaname);
}

static bool
same_names(const IdemFold *fold, List *a, List *b)
{
	return idem_same_relation(fold, makeRangeVarFromNameList(a), makeRangeVarFromNameList(b));
}

/* ----------------------------------------------------------------
 *	Entries
 * ----------------------------------------------------------------
 */

/* a table's name as a key */
static void
table_name(const IdemFold *fold, const RangeVar *relation, char *name)
{
	const char *schema = relation->schemaname ? relation->schemaname : fold->schema;

	memset(name, 0, 2 * NAMEDATALEN);
	strlcpy(name, relation->relname, NAMEDATALEN);
	if (schema != NULL)
		strlcpy(name + NAMEDATALEN, schema, NAMEDATALEN);
}

/* the first of its name is the one */
static void
add_table(IdemFold *fold, IdemStatement *entry)
{
	char		name[2 * NAMEDATALEN];
	FoldTable  *table;
	bool		found;

	table_name(fold, ((CreateStmt *) entry->stmt)->relation, name);
	table = hash_search(fold->tables, name, HASH_ENTER, &found);
	if (!found)
		table->entry = entry;
}

void
idem_fold_append(IdemFold *fold, const IdemStatement *statement)
{
	IdemStatement *copy = palloc(sizeof(IdemStatement));

	*copy = *statement;
	if (fold->edits)
		copy->stmt = copyObject(statement->stmt);
	fold->entries = lappend(fold->entries, copy);
	if (fold->tables != NULL && IsA(copy->stmt, CreateStmt))
		add_table(fold, copy);
}

/* note that the entry no longer reads as it was written */
void
idem_fold_edited(IdemStatement *entry)
{
	entry->location = -1;
}

/* an entry of CREATE TABLE was removed or goes by another name */
void
idem_fold_tables_changed(IdemFold *fold)
{
	if (fold->tables != NULL)
		hash_destroy(fold->tables);
	fold->tables = NULL;
}

IdemStatement *
idem_fold_find_table(IdemFold *fold, const RangeVar *relation)
{
	char		name[2 * NAMEDATALEN];
	FoldTable  *found;
	HASHCTL		ctl = {0};
	ListCell   *lc;

	if (fold->tables == NULL)
	{
		ctl.keysize = 2 * NAMEDATALEN;
		ctl.entrysize = sizeof(FoldTable);
		ctl.hcxt = CurrentMemoryContext;
		fold->tables = hash_create("idem_migrate tables of a script", 64, &ctl,
								   HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
		foreach(lc, fold->entries)
		{
			if (IsA(((IdemStatement *) lfirst(lc))->stmt, CreateStmt))
				add_table(fold, lfirst(lc));
		}
	}
	table_name(fold, relation, name);
	found = hash_search(fold->tables, name, HASH_FIND, NULL);
	return found ? found->entry : NULL;
}

/*
 * The definition of a column: in CREATE TABLE, or in an ADD COLUMN of a table
 * that is made elsewhere.
 */
ColumnDef *
idem_fold_find_added_column(const IdemFold *fold, const RangeVar *relation, const char *name,
							IdemStatement **where)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);
		ColumnDef  *column = NULL;

		if (IsA(entry->stmt, CreateStmt) &&
			idem_same_relation(fold, ((CreateStmt *) entry->stmt)->relation, relation))
			column = idem_fold_find_column((CreateStmt *) entry->stmt, name);
		else if (IsA(entry->stmt, AlterTableStmt) &&
				 idem_same_relation(fold, ((AlterTableStmt *) entry->stmt)->relation, relation))
		{
			ListCell   *lc2;

			foreach(lc2, ((AlterTableStmt *) entry->stmt)->cmds)
			{
				AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc2);

				if (cmd->subtype == AT_AddColumn &&
					idem_same_text(((ColumnDef *) cmd->def)->colname, name))
					column = (ColumnDef *) cmd->def;
			}
		}
		if (column)
		{
			*where = entry;
			return column;
		}
	}
	return NULL;
}

/* ----------------------------------------------------------------
 *	One statement
 * ----------------------------------------------------------------
 */

static void
fold_one(IdemFold *fold, const IdemStatement *statement)
{
	Node	   *stmt = statement->stmt;
	bool		folded = false;

	if (idem_fold_routine(fold, statement))
		return;
	switch (nodeTag(stmt))
	{
		case T_CreateStmt:
			folded = idem_fold_find_table(fold, ((CreateStmt *) stmt)->relation) != NULL;
			break;
		case T_AlterTableStmt:
			folded = idem_fold_alter_table(fold, (AlterTableStmt *) stmt, statement);
			break;
		case T_DropStmt:
			folded = idem_fold_drop(fold, (DropStmt *) stmt);
			break;
		case T_RenameStmt:
			folded = idem_fold_rename(fold, (RenameStmt *) stmt);
			break;
		case T_AlterEnumStmt:
			folded = fold_enum(fold, (AlterEnumStmt *) stmt);
			break;
		case T_AlterDomainStmt:
			folded = fold_domain(fold, (AlterDomainStmt *) stmt);
			break;
		case T_AlterSeqStmt:
			folded = fold_sequence(fold, (AlterSeqStmt *) stmt);
			break;
		default:
			break;
	}
	if (!folded)
		idem_fold_append(fold, statement);
}

/* ----------------------------------------------------------------
 *	Types and sequences
 * ----------------------------------------------------------------
 */

/*
 * Whether a statement makes the object of that type and name.
 */
bool
idem_fold_is_named(const IdemFold *fold, Node *stmt, ObjectType type, List *names)
{
	switch (nodeTag(stmt))
	{
		case T_CreateStmt:
			return type == OBJECT_TABLE &&
				idem_same_relation(fold, ((CreateStmt *) stmt)->relation, makeRangeVarFromNameList(names));
		case T_IndexStmt:
			return type == OBJECT_INDEX &&
				idem_same_text(((IndexStmt *) stmt)->idxname, strVal(llast(names)));
		case T_CreateSeqStmt:
			return type == OBJECT_SEQUENCE &&
				idem_same_relation(fold, ((CreateSeqStmt *) stmt)->sequence, makeRangeVarFromNameList(names));
		case T_CreateEnumStmt:
			return type == OBJECT_TYPE && same_names(fold, ((CreateEnumStmt *) stmt)->typeName, names);
		case T_CreateDomainStmt:
			return (type == OBJECT_DOMAIN || type == OBJECT_TYPE) &&
				same_names(fold, ((CreateDomainStmt *) stmt)->domainname, names);
		case T_CreateSchemaStmt:
			return type == OBJECT_SCHEMA &&
				idem_same_text(((CreateSchemaStmt *) stmt)->schemaname, strVal(llast(names)));
		case T_CreateExtensionStmt:
			return type == OBJECT_EXTENSION &&
				idem_same_text(((CreateExtensionStmt *) stmt)->extname, strVal(llast(names)));
		default:
			return false;
	}
}

static IdemStatement *
find_named(const IdemFold *fold, ObjectType type, List *names)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (idem_fold_is_named(fold, entry->stmt, type, names))
			return entry;
	}
	return NULL;
}

static int
label_position(List *labels, const char *label)
{
	ListCell   *lc;

	foreach(lc, labels)
	{
		if (idem_same_text(strVal(lfirst(lc)), label))
			return foreach_current_index(lc);
	}
	return -1;
}

/*
 * ADD VALUE and RENAME VALUE.
 */
static bool
fold_enum(IdemFold *fold, AlterEnumStmt *stmt)
{
	IdemStatement *entry = find_named(fold, OBJECT_TYPE, stmt->typeName);
	CreateEnumStmt *create;
	int			position;

	if (entry == NULL || !IsA(entry->stmt, CreateEnumStmt))
		return false;
	create = (CreateEnumStmt *) entry->stmt;

	if (stmt->oldVal)
	{
		position = label_position(create->vals, stmt->oldVal);
		if (position < 0)
			return false;
		lfirst(list_nth_cell(create->vals, position)) = makeString(pstrdup(stmt->newVal));
	}
	else if (label_position(create->vals, stmt->newVal) < 0)
	{
		position = list_length(create->vals);
		if (stmt->newValNeighbor)
		{
			int			neighbor = label_position(create->vals, stmt->newValNeighbor);

			if (neighbor < 0)
				return false;
			position = stmt->newValIsAfter ? neighbor + 1 : neighbor;
		}
		create->vals = list_insert_nth(create->vals, position,
									   makeString(pstrdup(stmt->newVal)));
	}
	idem_fold_edited(entry);
	return true;
}

/*
 * Take back a constraint that stands by itself.
 */
static void
forget_domain_constraint(IdemFold *fold, const AlterDomainStmt *stmt)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		const AlterDomainStmt *earlier = (const AlterDomainStmt *) ((IdemStatement *) lfirst(lc))->stmt;

		if (IsA(earlier, AlterDomainStmt) && earlier->subtype == 'C' &&
			same_names(fold, earlier->typeName, stmt->typeName) &&
			idem_same_text(castNode(Constraint, earlier->def)->conname, stmt->name))
			fold->entries = foreach_delete_current(fold->entries, lc);
	}
}

static bool
fold_domain(IdemFold *fold, AlterDomainStmt *stmt)
{
	IdemStatement *entry = find_named(fold, OBJECT_DOMAIN, stmt->typeName);
	CreateDomainStmt *create;
	Constraint *con;

	if (entry == NULL)
		return false;
	create = (CreateDomainStmt *) entry->stmt;

	switch (stmt->subtype)
	{
		case 'T':
			idem_fold_remove_constraints(&create->constraints, CONSTR_DEFAULT, NULL);
			if (stmt->def)
			{
				con = makeNode(Constraint);
				con->contype = CONSTR_DEFAULT;
				con->raw_expr = copyObject(stmt->def);
				con->location = -1;
				create->constraints = lappend(create->constraints, con);
			}
			break;
		case 'N':
			idem_fold_remove_constraints(&create->constraints, CONSTR_NOTNULL, NULL);
			break;
		case 'O':
			con = makeNode(Constraint);
			con->contype = CONSTR_NOTNULL;
			con->location = -1;
			idem_fold_remove_constraints(&create->constraints, CONSTR_NOTNULL, NULL);
			idem_fold_remove_constraints(&create->constraints, CONSTR_NULL, NULL);
			create->constraints = lappend(create->constraints, con);
			break;
		case 'C':
			/* the function may come after the domain, and take it */
			if (idem_fold_calls_routine(fold, castNode(Constraint, stmt->def)->raw_expr))
				return false;
			create->constraints = lappend(create->constraints, copyObject(stmt->def));
			break;
		case 'X':
			idem_fold_remove_constraints(&create->constraints, CONSTR_CHECK, stmt->name);
			forget_domain_constraint(fold, stmt);
			break;
		default:
			return false;
	}
	idem_fold_edited(entry);
	return true;
}

/*
 * Later options replace earlier ones; RESTART is state, not definition.
 */
static bool
fold_sequence(IdemFold *fold, AlterSeqStmt *stmt)
{
	IdemStatement *entry = NULL;
	CreateSeqStmt *create;
	ListCell   *lc;
	ListCell   *lc2;

	foreach(lc, fold->entries)
	{
		IdemStatement *one = lfirst(lc);

		if (IsA(one->stmt, CreateSeqStmt) &&
			idem_same_relation(fold, ((CreateSeqStmt *) one->stmt)->sequence, stmt->sequence))
			entry = one;
	}
	if (entry == NULL)
		return false;
	create = (CreateSeqStmt *) entry->stmt;

	foreach(lc, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		/* the owner may be a table that comes later */
		if (strcmp(option->defname, "owned_by") == 0)
			return false;
	}
	foreach(lc, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, "restart") == 0)
			continue;
		foreach(lc2, create->options)
		{
			if (strcmp(lfirst_node(DefElem, lc2)->defname, option->defname) == 0)
				create->options = foreach_delete_current(create->options, lc2);
		}
		create->options = lappend(create->options, copyObject(option));
	}
	idem_fold_edited(entry);
	return true;
}
