/*-------------------------------------------------------------------------
 *
 * fold_drop.c
 *	  DROP, and what goes along.
 *
 * What a history makes and drops is wanted absent in the end, unless it is
 * made again.  So is what depended on it; what was a part of it needs no
 * mention.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "nodes/makefuncs.h"
#include "miscadmin.h"

#include "fold.h"

/* ----------------------------------------------------------------
 *	Tombstones
 * ----------------------------------------------------------------
 */

static Node *
drop_command(AlterTableType subtype, FoldObject *table, const char *name, AlterTableCmd **cmd)
{
	AlterTableStmt *alter = makeNode(AlterTableStmt);

	*cmd = makeNode(AlterTableCmd);
	(*cmd)->subtype = subtype;
	(*cmd)->name = pstrdup(name);
	(*cmd)->missing_ok = true;
	(*cmd)->behavior = DROP_RESTRICT;
	alter->relation = makeRangeVar(pstrdup(table->scope->name), pstrdup(table->name), -1);
	alter->cmds = list_make1(*cmd);
	alter->objtype = OBJECT_TABLE;
	alter->missing_ok = true;
	return (Node *) alter;
}

/*
 * Say which of overloaded functions is meant; false if it is not known.
 */
static bool
name_arguments(ObjectWithArgs *routine, const FoldObject *object)
{
	ListCell   *lc;

	if (object->node == NULL || !IsA(object->node, CreateFunctionStmt))
		return false;
	routine->args_unspecified = false;
	foreach(lc, ((CreateFunctionStmt *) object->node)->parameters)
	{
		FunctionParameter *parameter = lfirst_node(FunctionParameter, lc);

		if (parameter->mode != FUNC_PARAM_OUT && parameter->mode != FUNC_PARAM_TABLE)
			routine->objargs = lappend(routine->objargs, copyObject(parameter->argType));
		routine->objfuncargs = lappend(routine->objfuncargs, copyObject(parameter));
	}
	return true;
}

/*
 * A statement that drops the object; NULL if there is none to write.
 */
static Node *
drop_statement(FoldObject *object)
{
	DropStmt   *stmt = makeNode(DropStmt);
	List	   *names = NIL;

	if (object->scope)
		names = list_make2(makeString(pstrdup(object->scope->name)),
						   makeString(pstrdup(object->name)));
	stmt->removeType = object->type;
	stmt->missing_ok = true;
	stmt->behavior = DROP_RESTRICT;
	switch (object->space)
	{
		case FOLD_RELATION:
		case FOLD_STATISTICS:
			stmt->objects = list_make1(names);
			break;
		case FOLD_TYPE:
			stmt->objects = list_make1(makeTypeNameFromNameList(names));
			break;
		case FOLD_TRIGGER:
		case FOLD_POLICY:
		case FOLD_RULE:
			stmt->objects = list_make1(list_make3(makeString(pstrdup(object->scope->scope->name)),
												  makeString(pstrdup(object->scope->name)),
												  makeString(pstrdup(object->name))));
			break;
		case FOLD_ROUTINE:
			{
				ObjectWithArgs *routine = makeNode(ObjectWithArgs);

				routine->objname = names;
				if (!name_arguments(routine, object))
					return NULL;
				stmt->objects = list_make1(routine);
				break;
			}
		default:
			return NULL;
	}
	return (Node *) stmt;
}

/*
 * Want an object absent that goes because of another.
 */
static void
bury(Fold *fold, FoldObject *object)
{
	AlterTableCmd *cmd = NULL;
	FoldEntry  *entry;
	Node	   *stmt = NULL;
	FoldName   *slot;

	if (object->entry == NULL && object->dormant == NULL &&
		(object->space != FOLD_COLUMN || object->origin))
		return;
	switch (object->space)
	{
		case FOLD_COLUMN:
		case FOLD_CONSTRAINT:
			if (object->scope->space == FOLD_RELATION)
				stmt = drop_command(object->space == FOLD_COLUMN ? AT_DropColumn : AT_DropConstraint,
									object->scope, object->name, &cmd);
			break;
		case FOLD_DEFAULT:
			if (object->column->scope->space != FOLD_RELATION)
				return;
			stmt = drop_command(AT_ColumnDefault, object->column->scope, object->column->name, &cmd);
			break;
		default:
			stmt = drop_statement(object);
			break;
	}
	if (stmt == NULL)
		return;

	entry = idem_fold_append_new(fold, stmt);
	entry->edited = true;
	if (object->space == FOLD_DEFAULT)
	{
		(void) idem_fold_set_wish(fold, object->column, FOLD_P_DEFAULT, NULL, idem_fold_wish(entry, -1));
		(void) idem_fold_ref(fold, object->column->scope, FOLD_REF_RELATION,
							 ((AlterTableStmt *) stmt)->relation, entry, NULL);
		(void) idem_fold_ref(fold, object->column, FOLD_REF_NAME, &cmd->name, entry, NULL);
		return;
	}
	if (cmd)
		(void) idem_fold_ref(fold, object->scope, FOLD_REF_RELATION,
							 ((AlterTableStmt *) stmt)->relation, entry, NULL);
	if (object->space == FOLD_ROUTINE)
	{
		object->grave = idem_fold_wish(entry, -1);
		return;
	}
	slot = idem_fold_name(fold, object->scope, object->space, object->name, true);
	slot->grave = idem_fold_wish(entry, -1);
	if (cmd)
		object->scope->wishes = lappend(object->scope->wishes, slot->grave);
}

/*
 * Tombstones of what has been dropped by now of all that was built on an
 * object, what was built on that first.
 */
static List *
graves_on(Fold *fold, const FoldObject *object, List *result)
{
	ListCell   *lc;

	check_stack_depth();
	foreach(lc, object->refs)
	{
		FoldObject *dependent = ((FoldRef *) lfirst(lc))->dependent;
		FoldName   *slot;

		if (dependent == NULL || dependent == object || !dependent->dead ||
			dependent->entry == NULL || dependent->space == FOLD_ROUTINE)
			continue;
		slot = idem_fold_name(fold, dependent->scope, dependent->space, dependent->name, true);
		if (slot->grave == NULL || slot->object != dependent)
			continue;
		result = graves_on(fold, dependent, result);

		/* other commands of the statement stay where they are */
		if (dependent->space == FOLD_CONSTRAINT)
		{
			idem_fold_kill_wish(slot->grave);
			slot->grave = NULL;
			bury(fold, dependent);
		}
		if (slot->grave)
			result = list_append_unique_ptr(result, slot->grave->entry);
	}
	return result;
}

/*
 * What has been dropped by now of all that was built on the column would be in
 * the way when its type is changed.
 */
void
idem_fold_bury_before(Fold *fold, FoldObject *column)
{
	column->entry->before = list_concat(column->entry->before, graves_on(fold, column, NIL));
}

/* ----------------------------------------------------------------
 *	Taking out
 * ----------------------------------------------------------------
 */

/*
 * A constraint behind a column, with what stands behind it: whether it is
 * deferrable.
 */
static void
take_from_column(ColumnDef *definition, Node *constraint)
{
	List	   *left = NIL;
	bool		behind = false;
	ListCell   *lc;

	foreach(lc, definition->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		switch (con->contype)
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
				behind = (Node *) con == constraint;
				break;
			default:
				break;
		}
		if (!behind)
			left = lappend(left, con);
	}
	definition->constraints = left;
}

/*
 * Take what makes the object out of the trees.
 */
static void
take_out(FoldObject *object)
{
	CreateStmt *create;

	if (object->entry == NULL || object->entry->dead)
		return;

	/* comes and goes with another */
	if (object->space == FOLD_LABEL || object->serial ||
		(object->space == FOLD_RELATION && object->column && object->type == OBJECT_INDEX))
		return;
	if (object->entry->makes == object)
	{
		object->entry->dead = true;
		return;
	}
	if (object->space == FOLD_DEFAULT)
	{
		ColumnDef  *definition = idem_fold_definition(object->column);

		if (object->node && IsA(object->node, Constraint) && definition)
		{
			definition->constraints = list_delete_ptr(definition->constraints, object->node);
			object->entry->edited = true;
		}
		else if (object->cell >= 0)
			idem_fold_kill_wish(idem_fold_wish(object->entry, object->cell));
		return;
	}

	/* behind a column, which may go itself */
	if (object->space == FOLD_CONSTRAINT && object->column)
	{
		ColumnDef  *definition = idem_fold_definition(object->column);

		if (definition)
			take_from_column(definition, object->node);
		object->entry->edited = true;
		return;
	}
	if (object->cell >= 0)
	{
		idem_fold_kill_wish(idem_fold_wish(object->entry, object->cell));
		return;
	}
	if (object->node == NULL)
		return;

	object->entry->edited = true;
	switch (nodeTag(object->entry->statement.stmt))
	{
		case T_CreateStmt:
		case T_CreateForeignTableStmt:
			create = (CreateStmt *) object->entry->statement.stmt;
			create->tableElts = list_delete_ptr(create->tableElts, object->node);
			create->constraints = list_delete_ptr(create->constraints, object->node);
			break;
		case T_CompositeTypeStmt:
			{
				CompositeTypeStmt *type = (CompositeTypeStmt *) object->entry->statement.stmt;

				type->coldeflist = list_delete_ptr(type->coldeflist, object->node);
				break;
			}
		case T_CreateDomainStmt:
			{
				CreateDomainStmt *domain = (CreateDomainStmt *) object->entry->statement.stmt;

				domain->constraints = list_delete_ptr(domain->constraints, object->node);
				break;
			}
		default:
			break;
	}
}

/*
 * Foreign keys that a table has lost before it goes itself may be what keeps
 * another one from being dropped before.
 */
static bool
keep_dropped_references(Fold *fold, FoldObject *table, FoldEntry *entry)
{
	AlterTableStmt *alter = (AlterTableStmt *) entry->statement.stmt;
	bool		any = false;
	ListCell   *lc;

	if (entry->dead || !fold->tombstones || !IsA(alter, AlterTableStmt))
		return false;
	foreach(lc, alter->cmds)
	{
		AlterTableCmd *cmd = lfirst(lc);
		FoldName   *slot = cmd && cmd->subtype == AT_DropConstraint ?
			idem_fold_name(fold, table, FOLD_CONSTRAINT, cmd->name, false) : NULL;
		Node	   *node = slot && slot->object ? slot->object->node : NULL;

		if (slot && (node == NULL || (IsA(node, Constraint) &&
									  ((Constraint *) node)->contype == CONSTR_FOREIGN)))
			any = true;
		else
			lfirst(lc) = NULL;
	}
	alter->missing_ok = true;
	entry->edited = true;
	return any;
}

/*
 * The object is not wanted any more, nor is what was said of it or depends on
 * it; with "bury" it is wanted absent.
 */
void
idem_fold_kill(Fold *fold, FoldObject *object, bool bury_it)
{
	ListCell   *lc;
	FoldName   *slot;

	if (object->dead)
		return;
	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	object->dead = true;

	foreach(lc, object->refs)
	{
		FoldRef    *ref = lfirst(lc);

		if (ref->void_)
			continue;
		if (ref->wish)
			idem_fold_kill_wish(ref->wish);
		if (ref->dependent && ref->dependent != object && !ref->dependent->dead)
		{
			FoldObject *whole = ref->dependent->whole;
			bool		share = ref->dependent->origin == object;
			bool		along = false;

			for (; whole; whole = whole->whole)
				along = along || whole->dead;
			idem_fold_kill(fold, ref->dependent, !along && !share && fold->tombstones);

			/* a partition cannot lose its share of an index by itself */
			if (share && !along && ref->dependent->entry)
				fold->late = lappend(fold->late, ref->dependent);
		}
	}
	foreach(lc, object->parts)
	{
		FoldObject *part = lfirst(lc);

		if (part->whole != object || part->dead)
			continue;
		idem_fold_kill(fold, part, false);

		/* it may be there without the column that has come to own it */
		if (part->type == OBJECT_SEQUENCE && part->entry && part->entry->makes == part &&
			object->space == FOLD_COLUMN)
			fold->late = lappend(fold->late, part);
	}
	foreach(lc, object->wishes)
	{
		FoldWish   *wish = lfirst(lc);

		if (wish->cell >= 0 || !keep_dropped_references(fold, object, wish->entry))
			idem_fold_kill_wish(wish);
	}
	take_out(object);
	if (object->space == FOLD_CONSTRAINT && object->scope->scope)
		idem_fold_take_constraint_name(fold, object->scope->scope, object->name, -1);

	slot = idem_fold_name(fold, object->scope, object->space, object->name, true);
	if (object->space != FOLD_ROUTINE && slot->object == object)
		idem_fold_event(fold, object, slot, NULL, NULL);
	if (bury_it && fold->tombstones)
		bury(fold, object);
}

/*
 * What goes with others from some time on is wanted absent behind them.
 */
void
idem_fold_bury_late(Fold *fold)
{
	ListCell   *lc;

	foreach(lc, fold->late)
	{
		if (fold->tombstones)
			bury(fold, lfirst(lc));
	}
	fold->late = NIL;
}

/*
 * The same for what was merely said anew.
 */
void
idem_fold_forget(Fold *fold, FoldObject *object)
{
	idem_fold_kill(fold, object, false);
}

/*
 * A key that goes without CASCADE is none that a foreign key depends on: there
 * is another one with these columns.
 */
void
idem_fold_spare_references(FoldObject *key)
{
	ListCell   *lc;

	foreach(lc, key->refs)
	{
		FoldRef    *ref = lfirst(lc);

		if (ref->form == FOLD_REF_NOTHING && ref->dependent &&
			ref->dependent->space == FOLD_CONSTRAINT && ref->dependent->origin != key)
			ref->dependent = NULL;
	}
	foreach(lc, key->parts)
	{
		if (((FoldObject *) lfirst(lc))->type == OBJECT_INDEX)
			idem_fold_spare_references(lfirst(lc));
	}
}

/*
 * Something of a table that was made elsewhere, of which nothing is known but
 * that it goes.
 */
FoldObject *
idem_fold_stranger(Fold *fold, FoldSpace space, ObjectType type, FoldObject *table,
				   const char *name)
{
	if (space == FOLD_CONSTRAINT && table->scope)
		idem_fold_take_constraint_name(fold, table->scope, name, 1);
	return idem_fold_object(fold, space, type, table, name);
}

/* ----------------------------------------------------------------
 *	DROP
 * ----------------------------------------------------------------
 */

/*
 * One object of DROP.
 */
static void
drop_one(Fold *fold, DropStmt *stmt, FoldEntry *entry, int cell)
{
	Node	   *name = list_nth(stmt->objects, cell);
	FoldObject *object = idem_fold_find_named(fold, stmt->removeType, name);
	FoldWish   *grave = idem_fold_wish(entry, cell);
	bool		made = object && object->entry;

	if (object)
	{
		if (object->serial)
			idem_fold_unserial(fold, object->column);

		/* later there may be another one of the name alone */
		if (object->space == FOLD_ROUTINE && castNode(ObjectWithArgs, name)->args_unspecified)
			(void) name_arguments((ObjectWithArgs *) name, object);
		if (stmt->removeType == OBJECT_INDEX && stmt->behavior == DROP_RESTRICT)
			idem_fold_spare_references(object);
		idem_fold_kill(fold, object, false);
	}
	if (!fold->tombstones && made)
	{
		idem_fold_kill_wish(grave);
		return;
	}
	if (object == NULL)
	{
		/* made elsewhere: known from here on only as what must not be there */
		object = idem_fold_get_named(fold, stmt->removeType, name);
		if (object)
		{
			object->moved = false;
			idem_fold_kill(fold, object, false);
		}
	}
	if (object == NULL)
		return;
	if (object->space == FOLD_ROUTINE)
		object->grave = grave;
	else
		idem_fold_name(fold, object->scope, object->space, object->name, true)->grave = grave;

	/* parts are dropped where their table is in the end */
	if (object->scope && object->scope->space != FOLD_SCHEMA && IsA(name, List))
	{
		idem_fold_ref_named(fold, object, (Node **) &lfirst(list_nth_cell(stmt->objects, cell)), entry);
		object->scope->wishes = lappend(object->scope->wishes, grave);
	}
}

bool
idem_fold_drop(Fold *fold, DropStmt *stmt)
{
	FoldEntry  *entry = idem_fold_entry(fold, (Node *) stmt);

	for (int i = 0; i < list_length(stmt->objects); i++)
		drop_one(fold, stmt, entry, i);

	/* behind what goes because of it */
	stmt->missing_ok = true;
	idem_fold_append(fold, entry);
	idem_fold_bury_late(fold);
	return true;
}

/*
 * Whoever of the same arguments was to be absent has a successor.
 */
void
idem_fold_reclaim(Fold *fold, FoldObject *routine)
{
	FoldName   *slot = idem_fold_name(fold, routine->scope, FOLD_ROUTINE, routine->name, true);

	for (FoldObject *other = slot->object; other; other = other->overload)
	{
		if (other->grave == NULL || other == routine)
			continue;
		if (other->signature == NULL || routine->signature == NULL ||
			strcmp(other->signature, routine->signature) == 0)
		{
			idem_fold_kill_wish(other->grave);
			other->grave = NULL;
			routine->follows_drop = true;
		}
	}
}
