/*-------------------------------------------------------------------------
 *
 * fold_describe.c
 *	  Columns and constraints of a table as they are at some moment of a
 *	  history, for those who get copies of them.
 *
 * What is described has the names of that moment, and all that was said of
 * it until then.  Nothing is described that is not wholly known.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"

#include "column.h"
#include "compat.h"
#include "fold.h"

/*
 * Whether the history tells all columns of a table.
 */
bool
idem_fold_is_known(const FoldObject *table)
{
	ListCell   *lc;

	check_stack_depth();
	if (table->entry == NULL || table->incomplete || table->node == NULL ||
		!IsA(table->node, CreateStmt))
		return false;
	foreach(lc, table->parents)
	{
		if (!idem_fold_is_known(lfirst(lc)))
			return false;
	}
	return true;
}

/*
 * Whether CREATE TABLE says that it is a child of the other.
 */
bool
idem_fold_made_with(const FoldObject *child, const FoldObject *parent)
{
	ListCell   *lc;

	if (child->node == NULL || !IsA(child->node, CreateStmt))
		return false;
	foreach(lc, child->own_refs)
	{
		const FoldRef *ref = lfirst(lc);

		if (ref->target == parent && !ref->void_ &&
			list_member_ptr(((CreateStmt *) child->node)->inhRelations, ref->place))
			return true;
	}
	return false;
}

/*
 * The columns of a table, those of its parents first.
 */
List *
idem_fold_all_columns(Fold *fold, FoldObject *table)
{
	List	   *result = NIL;
	List	   *parts;
	ListCell   *lc;
	ListCell   *lp;

	check_stack_depth();
	foreach(lc, table->parents)
	{
		foreach(lp, idem_fold_all_columns(fold, lfirst(lc)))
		{
			FoldObject *column = idem_fold_find_column(fold, table,
													   ((FoldObject *) lfirst(lp))->name);

			if (column)
				result = list_append_unique_ptr(result, column);
		}
	}
	parts = list_copy(table->parts);
	foreach(lc, parts)
	{
		FoldObject *part = lfirst(lc);

		if (part->space == FOLD_COLUMN && !part->dead && part->whole == table && part->entry)
			result = list_append_unique_ptr(result, part);
	}
	return result;
}

Constraint *
idem_fold_find_constraint(List *constraints, ConstrType type)
{
	ListCell   *lc;

	foreach(lc, constraints)
	{
		if (lfirst_node(Constraint, lc)->contype == type)
			return lfirst(lc);
	}
	return NULL;
}

/*
 * Whether it is deferrable is written behind it, if it is written behind a
 * column.
 */
static void
add_attributes(Constraint *con, const FoldObject *constraint)
{
	ColumnDef  *definition = idem_fold_definition(constraint->column);
	bool		behind = false;
	ListCell   *lc;

	foreach(lc, definition ? definition->constraints : NIL)
	{
		Constraint *one = lfirst_node(Constraint, lc);

		switch (one->contype)
		{
			case CONSTR_NULL:
			case CONSTR_NOTNULL:
			case CONSTR_DEFAULT:
			case CONSTR_IDENTITY:
			case CONSTR_GENERATED:
			case CONSTR_CHECK:
			case CONSTR_PRIMARY:
			case CONSTR_UNIQUE:
			case CONSTR_EXCLUSION:
			case CONSTR_FOREIGN:
				behind = (Node *) one == constraint->node;
				break;
			case CONSTR_ATTR_DEFERRABLE:
				con->deferrable |= behind;
				break;
			case CONSTR_ATTR_DEFERRED:
				con->deferrable |= behind;
				con->initdeferred |= behind;
				break;
			default:
				if (behind)
					idem_apply_enforced_attribute(con, one);
				break;
		}
	}
}

/*
 * A constraint as one of the table, under its name.
 */
Constraint *
idem_fold_describe_constraint(Fold *fold, FoldObject *constraint)
{
	Constraint *con;

	idem_fold_settle(constraint);
	con = copyObject(castNode(Constraint, constraint->node));
	con->conname = pstrdup(constraint->name);
	if (constraint->column)
	{
		List	   *keys = list_make1(makeString(pstrdup(constraint->column->name)));

		if (con->contype == CONSTR_FOREIGN && con->fk_attrs == NIL)
			con->fk_attrs = keys;
		if ((con->contype == CONSTR_PRIMARY || con->contype == CONSTR_UNIQUE) && con->keys == NIL)
			con->keys = keys;
		add_attributes(con, constraint);
	}
	if (idem_fold_last_wish(fold, constraint, FOLD_P_OTHER, "validate"))
	{
		con->skip_validation = false;
		con->initially_valid = true;
	}
	return con;
}

static bool
is_in_primary_key(Fold *fold, FoldObject *column)
{
	FoldObject *table = column->scope;
	ListCell   *lc;
	ListCell   *lk;

	foreach(lc, table->parts)
	{
		FoldObject *part = lfirst(lc);

		if (part->space != FOLD_CONSTRAINT || part->dead || part->whole != table ||
			part->node == NULL || !IsA(part->node, Constraint) ||
			((Constraint *) part->node)->contype != CONSTR_PRIMARY)
			continue;
		foreach(lk, idem_fold_describe_constraint(fold, part)->keys)
		{
			if (strcmp(strVal(lfirst(lk)), column->name) == 0)
				return true;
		}
	}
	return false;
}

static void
set_not_null(ColumnDef *column)
{
	if (idem_fold_find_constraint(column->constraints, CONSTR_NOTNULL) == NULL)
		column->constraints = lappend(column->constraints,
									  idem_fold_new_constraint(CONSTR_NOTNULL));
}

/*
 * What is written in the definition of a column, but for constraints that are
 * objects of their own.
 */
static ColumnDef *
describe_written(Fold *fold, FoldObject *column, ColumnDef *written)
{
	FoldObject *def = idem_fold_find(fold, column, FOLD_DEFAULT, "");
	ColumnDef  *result;
	TypeName   *integer;
	List	   *constraints = NIL;
	ListCell   *lc;

	idem_fold_settle(column);
	if (def)
		idem_fold_settle(def);
	result = copyObject(written);
	foreach(lc, result->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		switch (con->contype)
		{
			case CONSTR_DEFAULT:
				if (!IDEM_DEFAULT_AT_FIRST(con))
					constraints = lappend(constraints, con);
				break;
			case CONSTR_NOTNULL:
			case CONSTR_IDENTITY:
			case CONSTR_GENERATED:
				constraints = lappend(constraints, con);
				break;
			default:
				break;
		}
	}
	result->constraints = constraints;
	integer = idem_fold_serial_type(result->typeName);
	if (integer)
		result->typeName = integer;
	if (integer || idem_fold_find_constraint(constraints, CONSTR_IDENTITY))
		set_not_null(result);
	return result;
}

static bool
has_value(const ColumnDef *column)
{
	return idem_fold_find_constraint(column->constraints, CONSTR_DEFAULT) ||
		idem_fold_find_constraint(column->constraints, CONSTR_IDENTITY) ||
		idem_fold_find_constraint(column->constraints, CONSTR_GENERATED);
}

/*
 * What a column has by its parents; false if that is not known.
 */
static bool
describe_above(Fold *fold, FoldObject *column, bool with_default, ColumnDef **above,
			   Node **late_default, bool *made_with)
{
	FoldObject *table = column->scope;
	ListCell   *lc;

	*above = NULL;
	*late_default = NULL;
	*made_with = false;
	foreach(lc, table->parents)
	{
		FoldObject *theirs = idem_fold_find_column(fold, lfirst(lc), column->name);
		ColumnDef  *def;
		Node	   *late;

		if (theirs == NULL)
			continue;
		def = idem_fold_describe_column(fold, theirs, with_default, &late);
		if (def == NULL)
			return false;
		idem_fold_remove_constraints(&def->constraints, CONSTR_IDENTITY);
		if (*above == NULL)
		{
			*above = def;
			*late_default = late;
			*made_with = idem_fold_made_with(table, lfirst(lc));
		}
		else if (idem_fold_find_constraint(def->constraints, CONSTR_NOTNULL))
			set_not_null(*above);
	}
	return true;
}

/*
 * A column with its type, default, NOT NULL, identity and expression; NULL if
 * that is not known.  A default that was set later, and may need what was
 * made later, is given apart.
 */
ColumnDef *
idem_fold_describe_column(Fold *fold, FoldObject *column, bool with_default, Node **late_default)
{
	ColumnDef  *above;
	ColumnDef  *written;
	ColumnDef  *result;
	Node	   *late_above;
	bool		made_with;
	FoldWish   *wish;
	ListCell   *lc;

	check_stack_depth();
	*late_default = NULL;
	if (!describe_above(fold, column, with_default, &above, &late_above, &made_with))
		return NULL;

	/* the sequence of a serial column is that of its copies, too */
	if (with_default)
		idem_fold_unserial(fold, column);
	written = idem_fold_definition(column);
	if (written && written->typeName)
	{
		result = describe_written(fold, column, written);
		if (above && idem_fold_find_constraint(above->constraints, CONSTR_NOTNULL))
			set_not_null(result);
		if (above && made_with && !has_value(result))
		{
			foreach(lc, above->constraints)
			{
				if (lfirst_node(Constraint, lc)->contype != CONSTR_NOTNULL)
					result->constraints = lappend(result->constraints, lfirst(lc));
			}
			*late_default = late_above;
		}
	}
	else if (above == NULL)
		return NULL;
	else
	{
		result = above;
		*late_default = late_above;
		if (written)
		{
			/* a partition with options of its own */
			ColumnDef  *own = describe_written(fold, column, written);

			if (idem_fold_find_constraint(own->constraints, CONSTR_NOTNULL))
				set_not_null(result);
			if (has_value(own))
			{
				idem_fold_remove_constraints(&result->constraints, CONSTR_DEFAULT);
				idem_fold_remove_constraints(&own->constraints, CONSTR_NOTNULL);
				result->constraints = list_concat(result->constraints, own->constraints);
				*late_default = NULL;
			}
		}
	}
	result->colname = pstrdup(column->name);

	wish = idem_fold_last_wish(fold, column, FOLD_P_DEFAULT, NULL);
	if (wish && idem_fold_command(wish))
	{
		FoldObject *def = idem_fold_find(fold, column, FOLD_DEFAULT, "");

		if (def)
			idem_fold_settle(def);
		idem_fold_remove_constraints(&result->constraints, CONSTR_DEFAULT);
		*late_default = copyObject(idem_fold_command(wish)->def);
	}
	wish = idem_fold_last_wish(fold, column, FOLD_P_NOT_NULL, NULL);
	if (wish && idem_fold_command(wish))
	{
		if (idem_fold_command(wish)->subtype == AT_SetNotNull)
			set_not_null(result);
		else
			idem_fold_remove_constraints(&result->constraints, CONSTR_NOTNULL);
	}
	if (is_in_primary_key(fold, column))
		set_not_null(result);
	return result;
}
