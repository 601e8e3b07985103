/*-------------------------------------------------------------------------
 *
 * fold_constraint.c
 *	  Edits of constraints in the parse trees of CREATE and ALTER TABLE.
 *
 * Used by fold_relation.c.  Knows what the server would call a constraint
 * that has no name yet.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "nodes/nodeFuncs.h"

#include "compat.h"
#include "fold.h"

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
											  idem_fold_new_constraint(CONSTR_NOTNULL));
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
