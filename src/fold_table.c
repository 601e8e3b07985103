/*-------------------------------------------------------------------------
 *
 * fold_table.c
 *	  Edits of CREATE TABLE and CREATE INDEX parse trees.
 *
 * Used by fold.c to let later statements change what earlier ones declared.
 * Looks at nothing but the trees.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "parser/parser.h"

#include "compat.h"
#include "fold.h"

/* ----------------------------------------------------------------
 *	Which columns are used
 * ----------------------------------------------------------------
 */

typedef struct ColumnName
{
	const char *name;
	const char *newname;		/* to rename, or NULL to look */
	bool		found;
} ColumnName;

/*
 * Look for, or rename, references to a column in a raw expression.
 */
static bool
column_walker(Node *node, void *context)
{
	ColumnName *column = context;

	if (node == NULL)
		return false;
	if (IsA(node, ColumnRef))
	{
		ColumnRef  *ref = (ColumnRef *) node;

		if (IsA(llast(ref->fields), String) &&
			strcmp(strVal(llast(ref->fields)), column->name) == 0)
		{
			column->found = true;
			if (column->newname)
				llast(ref->fields) = makeString(pstrdup(column->newname));
		}
		return false;
	}
	return raw_expression_tree_walker(node, column_walker, context);
}

static bool
expression_uses(Node *expr, const char *name)
{
	ColumnName	column = {name, NULL, false};

	(void) column_walker(expr, &column);
	return column.found;
}

static void
rename_in_expression(Node *expr, const char *name, const char *newname)
{
	ColumnName	column = {name, newname, false};

	(void) column_walker(expr, &column);
}

static bool
names_use(List *names, const char *name)
{
	return list_member(names, makeString(pstrdup(name)));
}

static void
rename_in_names(List *names, const char *name, const char *newname)
{
	ListCell   *lc;

	foreach(lc, names)
	{
		if (strcmp(strVal(lfirst(lc)), name) == 0)
			lfirst(lc) = makeString(pstrdup(newname));
	}
}

/*
 * Whether a constraint of a table goes when the column goes.
 */
bool
idem_constraint_uses(Constraint *con, const char *column)
{
	ListCell   *lc;

	if (names_use(con->keys, column) || names_use(con->fk_attrs, column) ||
		names_use(con->including, column))
		return true;
	foreach(lc, con->exclusions)
	{
		IndexElem  *elem = linitial(lfirst_node(List, lc));

		if ((elem->name && strcmp(elem->name, column) == 0) ||
			expression_uses(elem->expr, column))
			return true;
	}
	return con->contype == CONSTR_CHECK && expression_uses(con->raw_expr, column);
}

bool
idem_index_uses(IndexStmt *index, const char *column)
{
	ListCell   *lc;

	foreach(lc, list_concat_copy(index->indexParams, index->indexIncludingParams))
	{
		IndexElem  *elem = lfirst_node(IndexElem, lc);

		if ((elem->name && strcmp(elem->name, column) == 0) ||
			expression_uses(elem->expr, column))
			return true;
	}
	return expression_uses(index->whereClause, column);
}

/* ----------------------------------------------------------------
 *	Columns
 * ----------------------------------------------------------------
 */

ColumnDef *
idem_fold_find_column(CreateStmt *create, const char *name)
{
	ListCell   *lc;

	foreach(lc, create->tableElts)
	{
		if (IsA(lfirst(lc), ColumnDef) &&
			strcmp(((ColumnDef *) lfirst(lc))->colname, name) == 0)
			return lfirst(lc);
	}
	return NULL;
}

/*
 * Remove a column and the constraints that go with it.
 */
void
idem_fold_remove_column(CreateStmt *create, const char *name)
{
	ListCell   *lc;

	foreach(lc, create->tableElts)
	{
		Node	   *element = lfirst(lc);

		if ((IsA(element, ColumnDef) && strcmp(((ColumnDef *) element)->colname, name) == 0) ||
			(IsA(element, Constraint) && idem_constraint_uses((Constraint *) element, name)))
			create->tableElts = foreach_delete_current(create->tableElts, lc);
	}
}

/*
 * Remove constraints of a type; with a name only that one.
 */
void
idem_fold_remove_constraints(List **constraints, ConstrType type, const char *name)
{
	ListCell   *lc;

	foreach(lc, *constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		if (con->contype == type &&
			(name == NULL || (con->conname && strcmp(con->conname, name) == 0)))
			*constraints = foreach_delete_current(*constraints, lc);
	}
}

static const char *
serial_name(const TypeName *type)
{
	if (list_length(type->names) == 1)
	{
		const char *name = strVal(linitial(type->names));

		if (strcmp(name, "serial") == 0 || strcmp(name, "serial4") == 0)
			return "int4";
		if (strcmp(name, "bigserial") == 0 || strcmp(name, "serial8") == 0)
			return "int8";
		if (strcmp(name, "smallserial") == 0 || strcmp(name, "serial2") == 0)
			return "int2";
	}
	return NULL;
}

/*
 * serial written out: an integer that is NOT NULL.  What becomes of its
 * default is up to the caller.
 */
static void
unserial(ColumnDef *column, Constraint *not_null)
{
	const char *type = serial_name(column->typeName);

	if (type == NULL)
		return;
	column->typeName = SystemTypeName(unconstify(char *, type));
	not_null->contype = CONSTR_NOTNULL;
	idem_fold_remove_constraints(&column->constraints, CONSTR_NOTNULL, NULL);
	column->constraints = lappend(column->constraints, not_null);
}

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

/*
 * Let an ALTER COLUMN command change the definition of the column.  False if
 * the definition cannot say what the command says.
 */
bool
idem_fold_edit_column(ColumnDef *column, const AlterTableCmd *cmd)
{
	ColumnDef  *def;
	const char *serial = serial_name(column->typeName);
	Constraint *con;

	switch (cmd->subtype)
	{
		case AT_AlterColumnType:
			def = castNode(ColumnDef, cmd->def);
			if (serial)
			{
				/* it keeps its sequence; only the width can follow */
				const char *name = strVal(llast(def->typeName->names));

				if (strcmp(name, "int8") == 0)
					column->typeName = makeTypeName(pstrdup("bigserial"));
				else if (strcmp(name, "int4") == 0)
					column->typeName = makeTypeName(pstrdup("serial"));
				else if (strcmp(name, "int2") == 0)
					column->typeName = makeTypeName(pstrdup("smallserial"));
				else
					return false;
				return true;
			}
			column->typeName = copyObject(def->typeName);
			column->collClause = copyObject(def->collClause);
			return true;

		case AT_ColumnDefault:
			if (serial)
				unserial(column, idem_fold_new_constraint(CONSTR_NOTNULL));
			idem_fold_remove_constraints(&column->constraints, CONSTR_DEFAULT, NULL);
			if (cmd->def)
			{
				con = idem_fold_new_constraint(CONSTR_DEFAULT);
				con->raw_expr = copyObject(cmd->def);
				column->constraints = lappend(column->constraints, con);
			}
			return true;

		case AT_SetNotNull:
			idem_fold_remove_constraints(&column->constraints, CONSTR_NOTNULL, NULL);
			idem_fold_remove_constraints(&column->constraints, CONSTR_NULL, NULL);
			column->constraints = lappend(column->constraints, idem_fold_new_constraint(CONSTR_NOTNULL));
			return true;

		case AT_DropNotNull:
			if (serial)
				return false;
			idem_fold_remove_constraints(&column->constraints, CONSTR_NOTNULL, NULL);
			return true;

		case AT_AddIdentity:
			column->constraints = lappend(column->constraints, copyObject(cmd->def));
			return true;

		case AT_DropIdentity:
			idem_fold_remove_constraints(&column->constraints, CONSTR_IDENTITY, NULL);
			idem_fold_remove_constraints(&column->constraints, CONSTR_NOTNULL, NULL);
			column->constraints = lappend(column->constraints, idem_fold_new_constraint(CONSTR_NOTNULL));
			return true;

		case AT_DropExpression:
			idem_fold_remove_constraints(&column->constraints, CONSTR_GENERATED, NULL);
			return true;

		default:
			return false;
	}
}

/* ----------------------------------------------------------------
 *	Renaming a column
 * ----------------------------------------------------------------
 */

static void
rename_in_constraint(Constraint *con, const char *name, const char *newname)
{
	ListCell   *lc;

	rename_in_names(con->keys, name, newname);
	rename_in_names(con->fk_attrs, name, newname);
	rename_in_names(con->including, name, newname);
	rename_in_expression(con->raw_expr, name, newname);
	rename_in_expression(con->where_clause, name, newname);
	foreach(lc, con->exclusions)
	{
		IndexElem  *elem = linitial(lfirst_node(List, lc));

		if (elem->name && strcmp(elem->name, name) == 0)
			elem->name = pstrdup(newname);
		rename_in_expression(elem->expr, name, newname);
	}
}

static void
rename_column(ColumnDef *column, const char *name, const char *newname)
{
	ListCell   *lc;

	if (strcmp(column->colname, name) == 0)
		column->colname = pstrdup(newname);
	foreach(lc, column->constraints)
		rename_in_constraint(lfirst(lc), name, newname);
}

void
idem_fold_rename_column(CreateStmt *create, const char *name, const char *newname)
{
	ListCell   *lc;

	foreach(lc, create->tableElts)
	{
		Node	   *element = lfirst(lc);

		if (IsA(element, Constraint))
			rename_in_constraint((Constraint *) element, name, newname);
		else if (IsA(element, ColumnDef))
			rename_column((ColumnDef *) element, name, newname);
	}
}

void
idem_fold_rename_index_column(IndexStmt *index, const char *name, const char *newname)
{
	ListCell   *lc;

	foreach(lc, list_concat_copy(index->indexParams, index->indexIncludingParams))
	{
		IndexElem  *elem = lfirst_node(IndexElem, lc);

		if (elem->name && strcmp(elem->name, name) == 0)
			elem->name = pstrdup(newname);
		rename_in_expression(elem->expr, name, newname);
	}
	rename_in_expression(index->whereClause, name, newname);
}

void
idem_fold_rename_command_column(AlterTableStmt *alter, const char *name, const char *newname)
{
	ListCell   *lc;

	foreach(lc, alter->cmds)
	{
		AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		if (cmd->subtype == AT_AddConstraint)
			rename_in_constraint(castNode(Constraint, cmd->def), name, newname);
		else if (cmd->subtype == AT_AddColumn)
			rename_column(castNode(ColumnDef, cmd->def), name, newname);
		else if (cmd->subtype != AT_DropConstraint && cmd->subtype != AT_ValidateConstraint &&
				 cmd->name && strcmp(cmd->name, name) == 0)
			cmd->name = pstrdup(newname);
	}
}
