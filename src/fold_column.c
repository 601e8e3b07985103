/*-------------------------------------------------------------------------
 *
 * fold_column.c
 *	  ALTER COLUMN, folded into what came before.
 *
 * A property that a later command sets is no part of the definition any more:
 * the command stays, in its place.  Only the type cannot be left out of a
 * definition, and the expression by which values get it matters to a column
 * that is there already: see idem_fold_conversions().
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "nodes/makefuncs.h"

#include "column.h"
#include "fold.h"

/*
 * The column is NOT NULL whatever was said before: a key that implied it is
 * or was there.
 */
void
idem_fold_keep_not_null(Fold *fold, FoldObject *column)
{
	ColumnDef  *definition = idem_fold_definition(column);
	FoldWish   *wish = idem_fold_last_wish(fold, column, FOLD_P_NOT_NULL, NULL);
	ListCell   *lc;

	if (wish)
	{
		if (idem_fold_command(wish)->subtype == AT_SetNotNull)
			return;
		idem_fold_kill_wish(wish);
	}
	if (definition == NULL || idem_fold_serial_type(definition->typeName) != NULL)
		return;
	foreach(lc, definition->constraints)
	{
		ConstrType	type = lfirst_node(Constraint, lc)->contype;

		if (type == CONSTR_NOTNULL || type == CONSTR_IDENTITY)
			return;
	}
	definition->constraints = lappend(definition->constraints,
									  idem_fold_new_constraint(CONSTR_NOTNULL));
	column->entry->edited = true;
}

/*
 * Whether all that an expression needs is there when the column is made.
 */
static bool
comes_before(const FoldEntry *expression, int nrefs, const FoldEntry *column)
{
	for (int i = nrefs; i < list_length(expression->refs); i++)
	{
		const FoldRef *ref = list_nth(expression->refs, i);

		if (ref->target->entry && ref->target->entry->number > column->number)
			return false;
	}
	return true;
}

/*
 * A default becomes part of the definition if it can.  Rows that were there
 * when a column was added have got the default of that time: it stays with
 * the definition, for the making of the column alone.
 */
static void
set_default(Fold *fold, FoldObject *column, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	ColumnDef  *definition;
	FoldObject *old;
	int			nrefs;
	Constraint *con;
	FoldWish   *wish = idem_fold_wish(entry, cell);

	idem_fold_unserial(fold, column);
	definition = idem_fold_definition(column);
	old = idem_fold_find(fold, column, FOLD_DEFAULT, "");
	if (old && old->node && IsA(old->node, Constraint) && column->cell >= 0 && fold->tombstones)
	{
		IDEM_DEFAULT_AT_FIRST(old->node) = true;
		idem_fold_name(fold, column, FOLD_DEFAULT, "", true)->object = NULL;
		column->entry->edited = true;
	}
	else if (old)
		idem_fold_forget(fold, old);
	(void) idem_fold_set_wish(fold, column, FOLD_P_DEFAULT, NULL, wish);
	if (cmd->def == NULL)
		return;

	nrefs = list_length(entry->refs);
	idem_fold_add_default(fold, column, entry, cell, NULL, cmd->def);
	if (definition == NULL || column->cell >= 0 || !comes_before(entry, nrefs, column->entry))
		return;
	idem_fold_forget(fold, idem_fold_find(fold, column, FOLD_DEFAULT, ""));
	con = idem_fold_new_constraint(CONSTR_DEFAULT);
	con->raw_expr = cmd->def;
	definition->constraints = lappend(definition->constraints, con);
	idem_fold_add_default(fold, column, column->entry, column->cell, (Node *) con, con->raw_expr);
	column->entry->edited = true;
	idem_fold_kill_wish(wish);
}

/*
 * What is said of a column's default, or whether it may be null, is the last
 * word on those of its children, too.
 */
static void
say_to_children(Fold *fold, FoldObject *table, AlterTableCmd *cmd)
{
	bool		of_default = cmd->subtype == AT_ColumnDefault;
	FoldProperty property = of_default ? FOLD_P_DEFAULT : FOLD_P_NOT_NULL;
	ListCell   *lc;

	check_stack_depth();
	foreach(lc, table->children)
	{
		FoldObject *child = lfirst(lc);
		FoldObject *column = idem_fold_find(fold, child, FOLD_COLUMN, cmd->name);
		ColumnDef  *definition = column ? idem_fold_definition(column) : NULL;
		FoldObject *def;
		Constraint *con;

		FoldWish   *wish = column ? idem_fold_last_wish(fold, column, property, NULL) : NULL;

		if (wish)
			idem_fold_kill_wish(wish);
		if (definition && of_default)
		{
			def = idem_fold_find(fold, column, FOLD_DEFAULT, "");
			if (def)
				idem_fold_forget(fold, def);
			if (cmd->def)
			{
				con = idem_fold_new_constraint(CONSTR_DEFAULT);
				con->raw_expr = copyObject(cmd->def);
				definition->constraints = lappend(definition->constraints, con);
				idem_fold_add_default(fold, column, column->entry, column->cell, (Node *) con,
									  con->raw_expr);
			}
			column->entry->edited = true;
		}
		else if (definition && definition->typeName)
		{
			idem_fold_remove_constraints(&definition->constraints, CONSTR_NOTNULL);
			if (cmd->subtype == AT_SetNotNull)
				definition->constraints = lappend(definition->constraints,
												  idem_fold_new_constraint(CONSTR_NOTNULL));
			column->entry->edited = true;
		}
		say_to_children(fold, child, cmd);
	}
}

static Constraint *
find_identity(ColumnDef *definition)
{
	ListCell   *lc;

	foreach(lc, definition->constraints)
	{
		if (lfirst_node(Constraint, lc)->contype == CONSTR_IDENTITY)
			return lfirst(lc);
	}
	return NULL;
}

/*
 * Later options replace earlier ones; RESTART is state, not definition.
 */
static void
set_identity(Constraint *identity, List *options)
{
	ListCell   *lc;
	ListCell   *lo;

	foreach(lc, options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, "restart") == 0)
			continue;
		if (strcmp(option->defname, "generated") == 0)
		{
			identity->generated_when = (char) intVal(option->arg);
			continue;
		}
		foreach(lo, identity->options)
		{
			if (strcmp(lfirst_node(DefElem, lo)->defname, option->defname) == 0)
				identity->options = foreach_delete_current(identity->options, lo);
		}
		identity->options = lappend(identity->options, option);
	}
}

static void
drop_sequences(Fold *fold, FoldObject *column)
{
	ListCell   *lc;

	foreach(lc, column->parts)
	{
		FoldObject *part = lfirst(lc);

		if (part->serial)
			idem_fold_forget(fold, part);
	}
}

/*
 * One command about a column; false if it is none.  The cell of the command
 * is emptied where an earlier statement took it in.
 */
bool
idem_fold_alter_column(Fold *fold, FoldObject *table, FoldEntry *entry, int cell,
					   AlterTableCmd *cmd)
{
	FoldWish   *wish = idem_fold_wish(entry, cell);
	FoldObject *column;
	ColumnDef  *definition;
	Constraint *identity;
	ListCell   *lc;

	switch (cmd->subtype)
	{
		case AT_AlterColumnType:
		case AT_ColumnDefault:
		case AT_SetNotNull:
		case AT_DropNotNull:
		case AT_AddIdentity:
		case AT_SetIdentity:
		case AT_DropIdentity:
		case AT_DropExpression:
		case AT_SetStatistics:
		case AT_SetStorage:
		case AT_SetCompression:
		case AT_SetOptions:
		case AT_ResetOptions:
			break;
		default:
			return false;
	}
	if (cmd->name == NULL)
		return true;			/* column of an index, by number */

	column = idem_fold_get_column(fold, table, cmd->name);
	definition = idem_fold_definition(column);
	(void) idem_fold_ref(fold, column, FOLD_REF_NAME, &cmd->name, entry, NULL);
	if ((cmd->subtype == AT_ColumnDefault || cmd->subtype == AT_SetNotNull ||
		 cmd->subtype == AT_DropNotNull) && table->children != NIL &&
		castNode(AlterTableStmt, entry->statement.stmt)->relation->inh)
		say_to_children(fold, table, cmd);

	switch (cmd->subtype)
	{
		case AT_AlterColumnType:
			if (definition == NULL)
			{
				idem_fold_ref_type(fold, castNode(ColumnDef, cmd->def)->typeName, entry, NULL);
				(void) idem_fold_set_wish(fold, column, FOLD_P_TYPE, NULL, wish);
				break;
			}
			idem_fold_change_type(fold, column, castNode(ColumnDef, cmd->def));
			idem_fold_kill_wish(wish);
			break;

		case AT_ColumnDefault:
			set_default(fold, column, entry, cell, cmd);
			break;

		case AT_SetNotNull:
			if (definition)
				idem_fold_remove_constraints(&definition->constraints, CONSTR_NULL);
			(void) idem_fold_set_wish(fold, column, FOLD_P_NOT_NULL, NULL, wish);
			if (definition == NULL)
				break;
			idem_fold_remove_constraints(&definition->constraints, CONSTR_NOTNULL);
			definition->constraints = lappend(definition->constraints,
											  idem_fold_new_constraint(CONSTR_NOTNULL));
			column->entry->edited = true;
			idem_fold_kill_wish(wish);
			break;

		case AT_DropNotNull:
			idem_fold_unserial(fold, column);
			if (definition)
			{
				idem_fold_remove_constraints(&definition->constraints, CONSTR_NOTNULL);
				column->entry->edited = true;
			}
			(void) idem_fold_set_wish(fold, column, FOLD_P_NOT_NULL, NULL, wish);
			break;

		case AT_AddIdentity:
			if (definition == NULL)
			{
				(void) idem_fold_set_wish(fold, column, FOLD_P_IDENTITY, NULL, wish);
				break;
			}
			idem_fold_kill_wish(wish);
			wish = idem_fold_last_wish(fold, column, FOLD_P_IDENTITY, NULL);
			if (wish)
				idem_fold_kill_wish(wish);
			definition->constraints = lappend(definition->constraints, cmd->def);
			column->entry->edited = true;
			idem_fold_make_serial(fold, table, column, column->entry, definition);
			break;

		case AT_SetIdentity:
			identity = definition ? find_identity(definition) : NULL;
			if (identity == NULL)
				break;
			set_identity(identity, castNode(List, cmd->def));
			column->entry->edited = true;
			idem_fold_kill_wish(wish);
			break;

		case AT_DropIdentity:
			if (definition && find_identity(definition))
			{
				idem_fold_remove_constraints(&definition->constraints, CONSTR_IDENTITY);
				idem_fold_keep_not_null(fold, column);
				drop_sequences(fold, column);
				column->entry->edited = true;
			}
			cmd->missing_ok = true;
			(void) idem_fold_set_wish(fold, column, FOLD_P_IDENTITY, NULL, wish);
			break;

		case AT_DropExpression:
			if (definition)
			{
				idem_fold_remove_constraints(&definition->constraints, CONSTR_GENERATED);
				column->entry->edited = true;
			}
			cmd->missing_ok = true;
			(void) idem_fold_set_wish(fold, column, FOLD_P_EXPRESSION, NULL, wish);
			break;

		case AT_SetStatistics:
			(void) idem_fold_set_wish(fold, column, FOLD_P_STATISTICS, NULL, wish);
			break;

		case AT_SetStorage:
			(void) idem_fold_set_wish(fold, column, FOLD_P_STORAGE, NULL, wish);
			break;

		case AT_SetCompression:
			if (definition && definition->compression)
			{
				definition->compression = NULL;
				column->entry->edited = true;
			}
			(void) idem_fold_set_wish(fold, column, FOLD_P_COMPRESSION, NULL, wish);
			break;

		default:
			foreach(lc, castNode(List, cmd->def))
			{
				wish = idem_fold_wish(entry, cell);
				wish->option = lfirst_node(DefElem, lc);
				(void) idem_fold_set_wish(fold, column, FOLD_P_OPTION, wish->option->defname, wish);
			}
			break;
	}
	return true;
}
