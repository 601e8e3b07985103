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

static Constraint *
new_constraint(ConstrType type)
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
				unserial(column, new_constraint(CONSTR_NOTNULL));
			idem_fold_remove_constraints(&column->constraints, CONSTR_DEFAULT, NULL);
			if (cmd->def)
			{
				con = new_constraint(CONSTR_DEFAULT);
				con->raw_expr = copyObject(cmd->def);
				column->constraints = lappend(column->constraints, con);
			}
			return true;

		case AT_SetNotNull:
			idem_fold_remove_constraints(&column->constraints, CONSTR_NOTNULL, NULL);
			idem_fold_remove_constraints(&column->constraints, CONSTR_NULL, NULL);
			column->constraints = lappend(column->constraints, new_constraint(CONSTR_NOTNULL));
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
			column->constraints = lappend(column->constraints, new_constraint(CONSTR_NOTNULL));
			return true;

		case AT_DropExpression:
			idem_fold_remove_constraints(&column->constraints, CONSTR_GENERATED, NULL);
			return true;

		default:
			return false;
	}
}

/* ----------------------------------------------------------------
 *	Constraints
 * ----------------------------------------------------------------
 */

/*
 * Collect the columns of an expression, up to two different ones.
 */
static bool
first_columns_walker(Node *node, void *context)
{
	List	  **names = context;

	if (node == NULL)
		return false;
	if (IsA(node, ColumnRef))
	{
		Node	   *field = llast(((ColumnRef *) node)->fields);

		if (IsA(field, String))
			*names = list_append_unique(*names, field);
		return list_length(*names) > 1;
	}
	return raw_expression_tree_walker(node, first_columns_walker, context);
}

/*
 * The name that a constraint has, or gets from the server if nothing stands
 * in its way: ChooseIndexName() of indexcmds.c, ChooseForeignKeyConstraintNameAddition()
 * of tablecmds.c, AddRelationNewConstraints() of heap.c.  "column" is that
 * behind which it was written.
 */
char *
idem_constraint_name(Constraint *con, const char *table, const char *column)
{
	StringInfoData columns;
	List	   *names = con->contype == CONSTR_FOREIGN ? con->fk_attrs : con->keys;
	ListCell   *lc;

	if (con->conname)
		return con->conname;

	initStringInfo(&columns);
	foreach(lc, names)
		appendStringInfo(&columns, "%s%s", columns.len > 0 ? "_" : "", strVal(lfirst(lc)));
	if (columns.len == 0 && column)
		appendStringInfoString(&columns, column);

	switch (con->contype)
	{
		case CONSTR_PRIMARY:
			return makeObjectName(table, NULL, "pkey");
		case CONSTR_UNIQUE:
			return makeObjectName(table, columns.data, "key");
		case CONSTR_FOREIGN:
			return makeObjectName(table, columns.data, "fkey");
		case CONSTR_CHECK:
			names = NIL;
			(void) first_columns_walker(con->raw_expr, &names);
			return makeObjectName(table, list_length(names) == 1 ?
								  strVal(linitial(names)) : NULL, "check");
		default:
			return NULL;
	}
}

static bool
is_constraint_object(const Constraint *con)
{
	return con->contype == CONSTR_PRIMARY || con->contype == CONSTR_UNIQUE ||
		con->contype == CONSTR_FOREIGN || con->contype == CONSTR_CHECK ||
		con->contype == CONSTR_EXCLUSION;
}

static void
name_column_constraints(ColumnDef *column, const char *table)
{
	ListCell   *lc;

	foreach(lc, column->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		if (is_constraint_object(con))
			con->conname = idem_constraint_name(con, table, column->colname);
	}
}

/*
 * Write down the names that constraints would get: they keep them when the
 * table or a column is renamed.
 */
void
idem_fold_name_constraints(CreateStmt *create)
{
	ListCell   *lc;

	foreach(lc, create->tableElts)
	{
		Node	   *element = lfirst(lc);

		if (IsA(element, Constraint) && is_constraint_object((Constraint *) element))
			((Constraint *) element)->conname =
				idem_constraint_name((Constraint *) element, create->relation->relname, NULL);
		else if (IsA(element, ColumnDef))
			name_column_constraints((ColumnDef *) element, create->relation->relname);
	}
}

/* the same for constraints that ALTER TABLE adds */
void
idem_fold_name_added_constraints(AlterTableStmt *alter)
{
	ListCell   *lc;

	foreach(lc, alter->cmds)
	{
		AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		if (cmd->subtype == AT_AddColumn)
			name_column_constraints(castNode(ColumnDef, cmd->def), alter->relation->relname);
		else if (cmd->subtype == AT_AddConstraint &&
				 is_constraint_object(castNode(Constraint, cmd->def)))
			castNode(Constraint, cmd->def)->conname =
				idem_constraint_name(castNode(Constraint, cmd->def), alter->relation->relname, NULL);
	}
}

/*
 * Remove, or rename if newname is given, the constraint of that name behind a
 * column.
 */
bool
idem_fold_edit_constraint(ColumnDef *column, const char *table, const char *name,
						  const char *newname)
{
	ListCell   *lc;

	foreach(lc, column->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);
		char	   *conname;

		if (!is_constraint_object(con))
			continue;
		conname = idem_constraint_name(con, table, column->colname);
		if (conname == NULL || strcmp(conname, name) != 0)
			continue;
		if (newname)
			con->conname = pstrdup(newname);
		else
		{
			/* the column stays NOT NULL when its primary key goes */
			if (con->contype == CONSTR_PRIMARY)
				column->constraints = lappend(column->constraints,
											  new_constraint(CONSTR_NOTNULL));
			column->constraints = list_delete_ptr(column->constraints, con);
		}
		return true;
	}
	return false;
}

/*
 * The same anywhere in a table.
 */
static bool
edit_constraint(CreateStmt *create, const char *name, const char *newname)
{
	ListCell   *lc;

	foreach(lc, create->tableElts)
	{
		Node	   *element = lfirst(lc);

		if (IsA(element, Constraint))
		{
			char	   *conname = idem_constraint_name((Constraint *) element,
													   create->relation->relname, NULL);

			if (conname == NULL || strcmp(conname, name) != 0)
				continue;
			if (newname)
				((Constraint *) element)->conname = pstrdup(newname);
			else
				create->tableElts = foreach_delete_current(create->tableElts, lc);
			return true;
		}
		if (IsA(element, ColumnDef) &&
			idem_fold_edit_constraint((ColumnDef *) element, create->relation->relname,
									  name, newname))
			return true;
	}
	return false;
}

/*
 * Rename a constraint that an ALTER TABLE adds.
 */
bool
idem_fold_rename_added_constraint(AlterTableStmt *alter, const char *name, const char *newname)
{
	ListCell   *lc;

	foreach(lc, alter->cmds)
	{
		AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		if (cmd->subtype == AT_AddColumn &&
			idem_fold_edit_constraint(castNode(ColumnDef, cmd->def), alter->relation->relname,
									  name, newname))
			return true;
		if (cmd->subtype == AT_AddConstraint)
		{
			Constraint *con = castNode(Constraint, cmd->def);
			char	   *conname = idem_constraint_name(con, alter->relation->relname, NULL);

			if (conname != NULL && strcmp(conname, name) == 0)
			{
				con->conname = pstrdup(newname);
				return true;
			}
		}
	}
	return false;
}

bool
idem_fold_remove_constraint(CreateStmt *create, const char *name)
{
	return edit_constraint(create, name, NULL);
}

bool
idem_fold_rename_constraint(CreateStmt *create, const char *name, const char *newname)
{
	return edit_constraint(create, name, newname);
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
