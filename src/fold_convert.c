/*-------------------------------------------------------------------------
 *
 * fold_convert.c
 *	  ALTER COLUMN ... TYPE, folded into what makes the column.
 *
 * The column is made with its last type.  How the values of a column that is
 * there already get from one type to the next is kept, with the names of that
 * time, so that a database is led through all that is still before it.
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

/* One change of a type. */
typedef struct FoldConversion
{
	TypeName   *from;
	FoldObject *from_type;		/* if the script makes it */
	FoldObject *to_type;
	ColumnDef  *to;				/* with USING */
	FoldEntry  *entry;			/* ALTER TABLE that does it */
} FoldConversion;

static void
forget_wish(Fold *fold, FoldObject *object, FoldProperty property)
{
	FoldWish   *wish = idem_fold_last_wish(fold, object, property, NULL);

	if (wish)
		idem_fold_kill_wish(wish);
}

/*
 * A default that is but a literal goes on being one of the old type.
 */
static void
keep_default_type(ColumnDef *definition)
{
	ListCell   *lc;

	foreach(lc, definition->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);
		A_Const    *literal = (A_Const *) con->raw_expr;
		TypeCast   *cast;

		if (con->contype != CONSTR_DEFAULT || IDEM_DEFAULT_AT_FIRST(con) ||
			literal == NULL || !IsA(literal, A_Const) ||
			literal->isnull || !IsA(&literal->val, String))
			continue;
		cast = makeNode(TypeCast);
		cast->arg = (Node *) literal;
		cast->typeName = copyObject(definition->typeName);
		cast->typeName->typmods = NIL;
		cast->location = -1;
		con->raw_expr = (Node *) cast;
	}
}

static FoldObject *
type_object(Fold *fold, const TypeName *type)
{
	return type->names == NIL || type->pct_type ? NULL : idem_fold_find_type(fold, type->names);
}

/*
 * Keep how the values are converted.  Names are those of now; they are written
 * anew with all others in the end.
 */
static void
note_conversion(Fold *fold, FoldObject *column, const ColumnDef *definition, const ColumnDef *def)
{
	FoldConversion *conversion = palloc0(sizeof(FoldConversion));
	FoldObject *table = column->scope;
	AlterTableStmt *alter = makeNode(AlterTableStmt);
	AlterTableCmd *cmd = makeNode(AlterTableCmd);
	FoldEntry  *entry;

	conversion->from = copyObject(definition->typeName);
	conversion->from_type = type_object(fold, conversion->from);
	conversion->to = makeNode(ColumnDef);
	conversion->to->typeName = copyObject(def->typeName);
	conversion->to->collClause = def->collClause;
	conversion->to->raw_default = def->raw_default;
	conversion->to->location = -1;
	conversion->to_type = type_object(fold, def->typeName);

	cmd->subtype = AT_AlterColumnType;
	cmd->name = pstrdup(column->name);
	cmd->def = (Node *) conversion->to;
	alter->relation = makeRangeVar(pstrdup(table->scope->name), pstrdup(table->name), -1);
	alter->cmds = list_make1(cmd);
	alter->objtype = OBJECT_TABLE;
	alter->missing_ok = true;
	entry = conversion->entry = idem_fold_entry(fold, (Node *) alter);
	entry->edited = true;
	entry->statement.prepares = true;
	(void) idem_fold_ref(fold, table, FOLD_REF_RELATION, alter->relation, entry, NULL);
	(void) idem_fold_ref(fold, column, FOLD_REF_NAME, &cmd->name, entry, NULL);
	idem_fold_ref_type(fold, conversion->from, entry, NULL);
	idem_fold_ref_type(fold, conversion->to->typeName, entry, NULL);
	idem_fold_ref_expression(fold, table, def->raw_default, entry, NULL);
	column->conversions = lappend(column->conversions, conversion);
}

/*
 * The column has another type from now on.
 */
static void
change_type(Fold *fold, FoldObject *column, ColumnDef *def, bool convert)
{
	ColumnDef  *definition = idem_fold_definition(column);
	FoldName   *name = idem_fold_name(fold, column->scope, FOLD_COLUMN, column->name, true);
	ListCell   *lc;

	idem_fold_unserial(fold, column);
	if (fold->tombstones)
		idem_fold_bury_before(fold, column);
	if (convert && fold->tombstones && column->scope->space == FOLD_RELATION)
		note_conversion(fold, column, definition, def);
	foreach(lc, column->own_refs)
	{
		FoldRef    *ref = lfirst(lc);

		if (ref->place == &definition->typeName->names)
		{
			ref->void_ = true;
			ref->dependent = NULL;
		}
	}
	keep_default_type(definition);
	definition->typeName = def->typeName;
	definition->collClause = def->collClause;

	/* a type comes with its own ways of storage */
	definition->compression = NULL;
	forget_wish(fold, column, FOLD_P_COMPRESSION);
	forget_wish(fold, column, FOLD_P_STORAGE);
	idem_fold_ref_type(fold, definition->typeName, column->entry, column);
	column->entry->edited = true;
	idem_fold_note(fold, column);
	idem_fold_event(fold, column, name, name, idem_fold_known_type(fold, def->typeName));
}

/*
 * The same where the column is inherited and written down, too.
 */
static void
change_inherited_type(Fold *fold, FoldObject *table, const char *name, ColumnDef *def)
{
	ListCell   *lc;

	check_stack_depth();
	foreach(lc, table->children)
	{
		FoldObject *child = lfirst(lc);
		FoldObject *column = idem_fold_find(fold, child, FOLD_COLUMN, name);

		if (column && idem_fold_definition(column))
			change_type(fold, column, copyObject(def), false);
		change_inherited_type(fold, child, name, def);
	}
}

void
idem_fold_change_type(Fold *fold, FoldObject *column, ColumnDef *def)
{
	change_type(fold, column, def, true);
	change_inherited_type(fold, column->scope, column->name, def);
}

/*
 * A type as it is called in the end, if the script makes it: for what is known
 * of the past.
 */
TypeName *
idem_fold_known_type(Fold *fold, TypeName *type)
{
	TypeName   *result;

	if (type == NULL || type_object(fold, type) == NULL)
		return type;
	result = copyObject(type);
	idem_fold_ref_type(fold, result, NULL, NULL);
	return result;
}

/*
 * The default that a column has in the end, or that it has none, as a
 * constraint; NIL if the script does not say.
 */
static List *
last_default(Fold *fold, FoldObject *column, ColumnDef *definition)
{
	FoldWish   *wish = idem_fold_last_wish(fold, column, FOLD_P_DEFAULT, NULL);
	Constraint *con = idem_fold_new_constraint(CONSTR_DEFAULT);
	ListCell   *lc;

	if (wish)
	{
		con->raw_expr = idem_fold_command(wish)->def;
		return list_make1(con);
	}
	foreach(lc, definition->constraints)
	{
		Constraint *one = lfirst_node(Constraint, lc);

		if (one->contype == CONSTR_DEFAULT && !IDEM_DEFAULT_AT_FIRST(one))
			return list_make1(one);
	}
	return NIL;
}

static bool
same_type(const TypeName *a, const FoldObject *a_type, const TypeName *b, const FoldObject *b_type)
{
	return a_type == b_type && equal(a->typmods, b->typmods) &&
		equal(a->arrayBounds, b->arrayBounds) && (a_type != NULL || equal(a->names, b->names));
}

/*
 * The types from which a conversion starts that is not the last: those before
 * it, unless the column has them again later.
 */
static List *
earlier_types(List *conversions, int number)
{
	List	   *result = NIL;

	for (int i = 0; i <= number; i++)
	{
		const FoldConversion *earlier = list_nth(conversions, i);
		bool		again = false;

		for (int j = number; j < list_length(conversions) && !again; j++)
		{
			const FoldConversion *later = list_nth(conversions, j);

			again = same_type(earlier->from, earlier->from_type, later->to->typeName, later->to_type);
		}
		if (!again)
			result = lappend(result, earlier->from);
	}
	return result;
}

static void
write_conversions(Fold *fold, FoldObject *column)
{
	List	   *defaults = last_default(fold, column, idem_fold_definition(column));
	int			last = -1;
	ListCell   *lc;

	foreach(lc, column->conversions)
	{
		if (((FoldConversion *) lfirst(lc))->to->raw_default)
			last = foreach_current_index(lc);
	}
	for (int i = 0; i <= last; i++)
	{
		const FoldConversion *conversion = list_nth(column->conversions, i);
		ColumnDef  *to = conversion->to;

		if (i < list_length(column->conversions) - 1)
		{
			IDEM_CONVERTED_TYPES(to) = earlier_types(column->conversions, i);
			if (IDEM_CONVERTED_TYPES(to) == NIL ||
				(conversion->to_type && conversion->to_type->dead))
				continue;
			if (defaults != NIL)
				to->constraints = list_make1(idem_fold_new_constraint(CONSTR_DEFAULT));
		}
		else
			to->constraints = defaults;
		column->entry->before = lappend(column->entry->before, conversion->entry);
	}
}

/*
 * A foreign key that the script drops, for good or to make it again when its
 * columns have other types, has to be out of the way as long as a column has
 * not.
 */
static void
drop_before(Fold *fold, FoldObject *key, FoldObject *column)
{
	AlterTableStmt *alter = makeNode(AlterTableStmt);
	AlterTableCmd *cmd = makeNode(AlterTableCmd);
	ColumnDef  *definition = idem_fold_definition(column);
	ColumnDef  *will_be = makeNode(ColumnDef);
	RangeVar   *table = makeRangeVar(pstrdup(column->scope->scope->name),
									 pstrdup(column->scope->name), -1);
	FoldEntry  *entry;

	will_be->colname = pstrdup(column->name);
	will_be->typeName = definition->typeName;
	will_be->fdwoptions = list_make1(table);
	will_be->location = -1;
	cmd->subtype = AT_DropConstraint;
	cmd->name = pstrdup(key->name);
	cmd->missing_ok = true;
	cmd->def = (Node *) will_be;
	alter->relation = makeRangeVar(pstrdup(key->scope->scope->name), pstrdup(key->scope->name), -1);
	alter->cmds = list_make1(cmd);
	alter->objtype = OBJECT_TABLE;
	alter->missing_ok = true;
	fold->current = &key->entry->statement;
	entry = idem_fold_entry(fold, (Node *) alter);
	entry->edited = true;
	entry->statement.prepares = true;
	column->entry->before = lappend(column->entry->before, entry);
}

/*
 * The columns of a foreign key, on both sides, whose types change.
 */
static void
release_columns(Fold *fold, FoldObject *key)
{
	ListCell   *lc;
	ListCell   *lp;
	ListCell   *lr;

	foreach(lc, key->own_refs)
	{
		FoldObject *target = ((FoldRef *) lfirst(lc))->target;

		if (target->space == FOLD_COLUMN && target->conversions != NIL && !target->dead)
			drop_before(fold, key, target);
		if (target->space != FOLD_RELATION || castNode(Constraint, key->node)->pk_attrs != NIL)
			continue;

		/* the primary key, then */
		foreach(lp, target->parts)
		{
			FoldObject *part = lfirst(lp);

			if (part->space != FOLD_CONSTRAINT || part->dead || part->node == NULL ||
				castNode(Constraint, part->node)->contype != CONSTR_PRIMARY)
				continue;
			foreach(lr, part->own_refs)
			{
				FoldObject *column = ((FoldRef *) lfirst(lr))->target;

				if (column->space == FOLD_COLUMN && column->conversions != NIL && !column->dead)
					drop_before(fold, key, column);
			}
		}
	}
}

/*
 * A column that is there already gets its last type as the script says, with
 * USING, before it is looked at whether it has that type.  A default of the
 * old type must not stand in the way if the script says what becomes of it.
 */
void
idem_fold_conversions(Fold *fold)
{
	ListCell   *lc;

	foreach(lc, fold->objects)
	{
		FoldObject *key = lfirst(lc);

		if (key->space == FOLD_CONSTRAINT && (key->follows_drop || key->dead) &&
			key->scope->space == FOLD_RELATION && key->node && IsA(key->node, Constraint) &&
			((Constraint *) key->node)->contype == CONSTR_FOREIGN)
			release_columns(fold, key);
	}
	foreach(lc, fold->objects)
	{
		FoldObject *column = lfirst(lc);

		if (column->space == FOLD_COLUMN && !column->dead && column->conversions != NIL &&
			!column->scope->dead)
			write_conversions(fold, column);
	}
}
