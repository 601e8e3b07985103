/*-------------------------------------------------------------------------
 *
 * fold_table.c
 *	  CREATE TABLE, its columns and constraints, as objects of a history.
 *
 * Whether they were written in CREATE TABLE or added later makes no
 * difference here.  Looks at nothing but the trees.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "nodes/makefuncs.h"

#include "fold.h"
#include "parts.h"

/*
 * A constraint without a place in any text.
 */
Constraint *
idem_fold_new_constraint(ConstrType type)
{
	Constraint *con = makeNode(Constraint);

	con->contype = type;
	con->location = -1;
	return con;
}

void
idem_fold_remove_constraints(List **constraints, ConstrType type)
{
	ListCell   *lc;

	foreach(lc, *constraints)
	{
		if (lfirst_node(Constraint, lc)->contype == type)
			*constraints = foreach_delete_current(*constraints, lc);
	}
}

/*
 * The definition of a column, if the history has it.
 */
ColumnDef *
idem_fold_definition(const FoldObject *column)
{
	return column->node && IsA(column->node, ColumnDef) ? (ColumnDef *) column->node : NULL;
}

/*
 * What is wanted for the default of a column.  It has no name; what it
 * mentions may be dropped with CASCADE, and then it goes.
 */
void
idem_fold_add_default(Fold *fold, FoldObject *column, FoldEntry *entry, int cell, Node *node,
					  Node *expression)
{
	FoldObject *def = column->parts == NIL ? NULL : idem_fold_find(fold, column, FOLD_DEFAULT, "");

	if (def)
		idem_fold_forget(fold, def);
	def = idem_fold_object(fold, FOLD_DEFAULT, OBJECT_DEFAULT, column, "");
	idem_fold_part_of(def, column);
	def->column = column;
	def->entry = entry;
	def->cell = cell;
	def->node = node;
	idem_fold_ref_expression(fold, column->scope, expression, entry, def);
	idem_fold_ref_labels(fold, idem_fold_column_enum(fold, column), expression, entry);
}

/*
 * The columns of a key, if it may be referenced: NIL if not.
 */
static List *
key_columns(const FoldObject *key, bool primary)
{
	int			nkeys = 0;
	List	   *result = NIL;
	ListCell   *lc;

	if (key->dead || key->node == NULL)
		return NIL;
	if (key->space == FOLD_CONSTRAINT && IsA(key->node, Constraint))
	{
		const Constraint *con = (const Constraint *) key->node;

		if (con->contype != CONSTR_PRIMARY && (con->contype != CONSTR_UNIQUE || primary))
			return NIL;
		if (con->keys == NIL)
			return key->column ? list_make1(key->column) : NIL;
		nkeys = list_length(con->keys);
	}
	else if (key->space == FOLD_RELATION && IsA(key->node, IndexStmt) && !primary)
	{
		const IndexStmt *index = (const IndexStmt *) key->node;

		if (!index->unique || index->whereClause)
			return NIL;
		foreach(lc, index->indexParams)
		{
			if (lfirst_node(IndexElem, lc)->name == NULL)
				return NIL;
		}
		nkeys = list_length(index->indexParams);
	}

	/* the columns of INCLUDE come behind them */
	foreach(lc, key->own_refs)
	{
		const FoldRef *ref = lfirst(lc);

		if (list_length(result) < nkeys && ref->target->space == FOLD_COLUMN)
			result = lappend(result, ref->target);
	}
	return list_length(result) == nkeys ? result : NIL;
}

/*
 * The key or unique index that a foreign key depends on: like the server, the
 * first with these columns, in any order.
 */
static FoldObject *
referenced_key(Fold *fold, FoldObject *table, List *names)
{
	ListCell   *lc;
	ListCell   *ln;

	foreach(lc, table->parts)
	{
		FoldObject *key = lfirst(lc);
		List	   *columns = key->whole == table ? key_columns(key, names == NIL) : NIL;

		if (columns == NIL || (names != NIL && list_length(names) != list_length(columns)))
			continue;
		foreach(ln, names)
			columns = list_delete_ptr(columns, idem_fold_find_column(fold, table, strVal(lfirst(ln))));
		if (columns == NIL || names == NIL)
			return key;
	}
	return NULL;
}

/*
 * Whether the script has dropped a constraint of that name before.
 */
static bool
follows_another(Fold *fold, FoldObject *table, const char *name)
{
	FoldName   *slot = idem_fold_name(fold, table, FOLD_CONSTRAINT, name, false);

	return slot && (slot->grave || (slot->object && slot->object->dead));
}

/*
 * A constraint of a table or domain; "column" is that behind which it stands.
 * NULL if it is not an object of its own.
 */
FoldObject *
idem_fold_add_constraint(Fold *fold, FoldObject *table, FoldObject *column, FoldEntry *entry,
						 int cell, Constraint *con)
{
	const char *name = idem_fold_constraint_name(fold, table, column, con);
	FoldObject *object;
	ListCell   *lc;

	if (con->contype == CONSTR_NOTNULL && con->conname == NULL)
		return NULL;
	if (name == NULL)
		return NULL;
	if (fold->tombstones && follows_another(fold, table, name))
		IDEM_FOLLOWS_ANOTHER(con) = true;

	object = idem_fold_object(fold, FOLD_CONSTRAINT,
							  table->space == FOLD_TYPE ? OBJECT_DOMCONSTRAINT : OBJECT_TABCONSTRAINT,
							  table, name);
	object->entry = entry;
	object->cell = cell;
	object->node = (Node *) con;
	object->column = column;
	object->chosen = con->conname == NULL;
	if (object->chosen || con->contype == CONSTR_FOREIGN)
		idem_fold_note(fold, object);
	if (table->scope)
		idem_fold_take_constraint_name(fold, table->scope, name, 1);
	if (column)
		(void) idem_fold_ref(fold, column, FOLD_REF_NOTHING, NULL, NULL, object);

	switch (con->contype)
	{
		case CONSTR_PRIMARY:
		case CONSTR_UNIQUE:
			idem_fold_ref_columns(fold, table, con->keys, entry, object);
			idem_fold_ref_columns(fold, table, con->including, entry, object);
			break;

		case CONSTR_EXCLUSION:
			foreach(lc, con->exclusions)
			{
				List	   *pair = lfirst_node(List, lc);

				idem_fold_ref_elements(fold, table, list_make1(linitial(pair)), entry, object);
			}
			idem_fold_ref_columns(fold, table, con->including, entry, object);
			idem_fold_ref_expression(fold, table, con->where_clause, entry, object);
			break;

		case CONSTR_FOREIGN:
			{
				FoldObject *target = idem_fold_get_relation(fold, con->pktable, OBJECT_TABLE);
				FoldObject *key;

				idem_fold_ref_columns(fold, table, con->fk_attrs, entry, object);
				idem_fold_ref_columns(fold, table, con->fk_del_set_cols, entry, object);
				idem_fold_ref_relation(fold, con->pktable, entry, object);
				key = referenced_key(fold, target, con->pk_attrs);
				idem_fold_ref_columns(fold, target, con->pk_attrs, entry, object);
				if (key && key->entry)
					(void) idem_fold_ref(fold, key, FOLD_REF_NOTHING, NULL, entry, object);
				break;
			}

		case CONSTR_CHECK:
			idem_fold_ref_expression(fold, table, con->raw_expr, entry, object);
			break;

		default:
			break;
	}

	/* a key is an index, too */
	if ((con->contype == CONSTR_PRIMARY || con->contype == CONSTR_UNIQUE ||
		 con->contype == CONSTR_EXCLUSION) && table->scope &&
		idem_fold_find(fold, table->scope, FOLD_RELATION, name) == NULL)
	{
		FoldObject *index = idem_fold_object(fold, FOLD_RELATION, OBJECT_INDEX, table->scope, name);

		index->entry = entry;
		index->cell = cell;
		index->column = object;
		idem_fold_part_of(index, object);
	}
	idem_fold_give(fold, object, table, entry);
	return object;
}

/*
 * A constraint behind a column that is added, if a database may have another
 * one of that name: as a command of its own, since the server can replace a
 * constraint, but not while it adds a column.
 */
static bool
write_apart(Fold *fold, FoldObject *table, FoldObject *column, FoldEntry *entry, Constraint *con)
{
	ColumnDef  *definition = (ColumnDef *) column->node;
	AlterTableStmt *alter = (AlterTableStmt *) entry->statement.stmt;
	AlterTableCmd *cmd;
	const char *name;
	ListCell   *lc;

	if (!fold->tombstones || column->cell < 0 || !IsA(alter, AlterTableStmt) ||
		(con->contype != CONSTR_PRIMARY && con->contype != CONSTR_UNIQUE &&
		 con->contype != CONSTR_FOREIGN && con->contype != CONSTR_CHECK))
		return false;
	name = idem_fold_constraint_name(fold, table, column, con);
	if (name == NULL || !follows_another(fold, table, name))
		return false;
	foreach(lc, definition->constraints)
	{
		/* DEFERRABLE and the like belong to the one before them */
		if (lfirst_node(Constraint, lc)->contype >= CONSTR_ATTR_DEFERRABLE)
			return false;
	}

	definition->constraints = list_delete_ptr(definition->constraints, con);
	if (con->conname == NULL)
		con->conname = pstrdup(name);
	if (con->contype == CONSTR_FOREIGN)
		con->fk_attrs = list_make1(makeString(pstrdup(column->name)));
	else if (con->contype != CONSTR_CHECK)
		con->keys = list_make1(makeString(pstrdup(column->name)));
	cmd = makeNode(AlterTableCmd);
	cmd->subtype = AT_AddConstraint;
	cmd->def = (Node *) con;
	alter->cmds = lappend(alter->cmds, cmd);
	entry->edited = true;
	(void) idem_fold_add_constraint(fold, table, NULL, entry, list_length(alter->cmds) - 1, con);
	return true;
}

/*
 * A column, in CREATE TABLE (no cell) or ADD COLUMN.
 */
FoldObject *
idem_fold_add_column(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, ColumnDef *column)
{
	FoldObject *object = idem_fold_find(fold, table, FOLD_COLUMN, column->colname);
	List	   *constraints = list_copy(column->constraints);
	ListCell   *lc;

	if (object == NULL || !object->orphan)
		object = idem_fold_object(fold, FOLD_COLUMN, OBJECT_COLUMN, table, column->colname);
	object->orphan = false;
	object->entry = entry;
	object->cell = cell;
	object->node = (Node *) column;
	object->first_type = idem_fold_known_type(fold, column->typeName);
	(void) idem_fold_ref(fold, object, FOLD_REF_NAME, &column->colname, NULL, NULL);
	idem_fold_ref_type(fold, column->typeName, entry, object);

	foreach(lc, constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		switch (con->contype)
		{
			case CONSTR_DEFAULT:
				idem_fold_add_default(fold, object, entry, cell, (Node *) con, con->raw_expr);
				break;
			case CONSTR_GENERATED:
				idem_fold_ref_expression(fold, table, con->raw_expr, entry, object);
				break;
			default:
				if (!write_apart(fold, table, object, entry, con))
					(void) idem_fold_add_constraint(fold, table, object, entry, cell, con);
				break;
		}
	}
	idem_fold_make_serial(fold, table, object, entry, column);
	return object;
}

/*
 * LIKE copies what is there: columns that the history knows are known here.
 */
static void
copy_like(Fold *fold, FoldObject *table, TableLikeClause *like, FoldEntry *entry)
{
	FoldObject *model = idem_fold_find_relation(fold, like->relation);
	ListCell   *lc;

	idem_fold_ref_relation(fold, like->relation, entry, NULL);
	table->incomplete = true;
	if (model == NULL)
		return;
	foreach(lc, model->parts)
	{
		FoldObject *column = lfirst(lc);

		/* what is made later must not be copied when it comes to be made */
		if (column->space == FOLD_COLUMN && !column->dead &&
			idem_fold_find(fold, table, FOLD_COLUMN, column->name) == NULL)
		{
			FoldObject *copy = idem_fold_object(fold, FOLD_COLUMN, OBJECT_COLUMN, table, column->name);

			copy->entry = entry;
		}
		if (column->space == FOLD_COLUMN && column->entry != NULL && !column->dead)
			(void) idem_fold_ref(fold, column, FOLD_REF_NOTHING, NULL, entry, NULL);
	}
}

bool
idem_fold_create_table(Fold *fold, CreateStmt *stmt)
{
	FoldObject *table = idem_fold_find_relation(fold, stmt->relation);
	FoldEntry  *entry;
	List	   *after;
	ListCell   *lc;

	if (stmt->relation->relpersistence == RELPERSISTENCE_TEMP)
		return false;
	if (table && table->entry)
		return true;			/* IF NOT EXISTS */

	entry = idem_fold_entry(fold, (Node *) stmt);
	if (table == NULL)
		table = idem_fold_object(fold, FOLD_RELATION, OBJECT_TABLE,
								 idem_fold_schema(fold, stmt->relation->schemaname),
								 stmt->relation->relname);
	table->type = nodeTag(stmt) == T_CreateForeignTableStmt ? OBJECT_FOREIGN_TABLE : OBJECT_TABLE;
	table->entry = entry;
	table->node = (Node *) stmt;
	after = idem_fold_expand_like(fold, stmt, entry);
	table->incomplete = stmt->ofTypename != NULL;
	entry->makes = table;
	(void) idem_fold_ref(fold, table, FOLD_REF_RELATION, stmt->relation, NULL, NULL);
	if (table->scope)
		(void) idem_fold_ref(fold, table->scope, FOLD_REF_NOTHING, NULL, entry, NULL);
	idem_fold_ref_type(fold, stmt->ofTypename, entry, table);

	foreach(lc, stmt->inhRelations)
	{
		FoldObject *parent = idem_fold_get_relation(fold, lfirst(lc), OBJECT_TABLE);

		(void) idem_fold_ref(fold, parent, FOLD_REF_RELATION, lfirst(lc), entry, table);
		table->parents = lappend(table->parents, parent);
		parent->children = lappend(parent->children, table);
		table->inherited = true;
		if (stmt->partbound)
			table->partition_of = parent;
	}

	/* columns first: what is said of them may come before */
	foreach(lc, stmt->tableElts)
	{
		if (IsA(lfirst(lc), TableLikeClause))
			copy_like(fold, table, lfirst(lc), entry);
		else if (IsA(lfirst(lc), ColumnDef))
			(void) idem_fold_add_column(fold, table, entry, -1, lfirst(lc));
	}
	foreach(lc, stmt->tableElts)
	{
		if (IsA(lfirst(lc), Constraint))
			(void) idem_fold_add_constraint(fold, table, NULL, entry, -1, lfirst(lc));
	}
	foreach(lc, stmt->constraints)
		(void) idem_fold_add_constraint(fold, table, NULL, entry, -1, lfirst(lc));

	if (stmt->partspec)
	{
		foreach(lc, stmt->partspec->partParams)
		{
			PartitionElem *element = lfirst_node(PartitionElem, lc);

			if (element->name)
				idem_fold_ref_column(fold, table, &element->name, entry, NULL);
			else
				idem_fold_ref_expression(fold, table, element->expr, entry, NULL);
		}
	}
	idem_fold_append(fold, entry);
	if (table->partition_of)
		idem_fold_give_all(fold, table->partition_of, table);
	foreach(lc, after)
	{
		Node	   *one = lfirst(lc);

		if (IsA(one, AlterTableStmt))
			(void) idem_fold_alter_table(fold, (AlterTableStmt *) one);
		else if (IsA(one, CommentStmt))
			(void) idem_fold_alter_other(fold, one);
		else
			(void) idem_fold_create(fold, one);
		((FoldEntry *) llast(fold->entries))->edited = true;
	}
	return true;
}
