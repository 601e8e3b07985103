/*-------------------------------------------------------------------------
 *
 * fold_parent.c
 *	  Parents that are given to tables, and taken from them.
 *
 * A column that a table has from its parent is an object of its own here,
 * which says nothing but what was said of it in that table.  When the table
 * leaves its parent, what it had from there is written down for it, as the
 * server leaves it: columns, CHECK constraints, and for a partition indexes
 * and keys; see fold_partition.c.  A database where it is still a child is
 * told first of all that it is none, so that nothing that is done to the
 * parent later goes on to it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "nodes/makefuncs.h"

#include "fold.h"

/*
 * A column that a table has from a parent; NULL if none has it.
 */
FoldObject *
idem_fold_inherited_column(Fold *fold, FoldObject *table, const char *name)
{
	ListCell   *lc;

	check_stack_depth();
	foreach(lc, table->parents)
	{
		FoldObject *origin = idem_fold_find_column(fold, lfirst(lc), name);
		FoldObject *column;

		if (origin == NULL)
			continue;
		column = idem_fold_object(fold, FOLD_COLUMN, OBJECT_COLUMN, table, name);
		column->origin = origin;
		column->inherited = true;
		(void) idem_fold_ref(fold, origin, FOLD_REF_NOTHING, NULL, NULL, column);
		return column;
	}
	return NULL;
}

static void
forget_origin(FoldObject *object)
{
	ListCell   *lc;

	foreach(lc, object->own_refs)
	{
		FoldRef    *ref = lfirst(lc);

		if (ref->target == object->origin && ref->form == FOLD_REF_NOTHING)
		{
			ref->void_ = true;
			ref->dependent = NULL;
		}
	}
	object->origin = NULL;
}

static void
take_parent(Fold *fold, FoldObject *child, FoldObject *parent)
{
	child->parents = lappend(child->parents, parent);
	parent->children = lappend(parent->children, child);
	child->inherited = true;

	/* it goes along when the parent goes */
	(void) idem_fold_ref(fold, parent, FOLD_REF_NOTHING, NULL, NULL, child);
}

/*
 * They have nothing to do with each other any more.
 */
static void
lose_parent(FoldObject *child, FoldObject *parent, bool rewrite)
{
	CreateStmt *create = child->node && IsA(child->node, CreateStmt) ?
		(CreateStmt *) child->node : NULL;
	ListCell   *lc;

	child->parents = list_delete_ptr(child->parents, parent);
	parent->children = list_delete_ptr(parent->children, child);
	child->partition_of = NULL;
	foreach(lc, child->own_refs)
	{
		FoldRef    *ref = lfirst(lc);
		bool		written = create && list_member_ptr(create->inhRelations, ref->place);

		if (ref->target != parent || ref->void_ ||
			!(ref->form == FOLD_REF_NOTHING || (ref->form == FOLD_REF_RELATION && written)))
			continue;
		ref->dependent = NULL;
		if (written && !rewrite)
			continue;
		ref->void_ = true;
		if (written)
		{
			create->inhRelations = list_delete_ptr(create->inhRelations, ref->place);
			create->partbound = NULL;
			child->entry->edited = true;
		}
	}
}

/* ----------------------------------------------------------------
 *	What a table keeps
 * ----------------------------------------------------------------
 */

/* What is written down when a table leaves its parent. */
typedef struct Keep
{
	FoldObject *child;
	FoldObject *parent;
	List	   *front;			/* ColumnDef, for CREATE TABLE */
	List	   *cmds;			/* AlterTableCmd */
} Keep;

static void
add_command(Keep *keep, AlterTableType subtype, const char *name, Node *def)
{
	keep->cmds = lappend(keep->cmds,
						 idem_alter_cmd(subtype, name ? pstrdup(name) : NULL, def));
}

/*
 * What was said of the column of a parent and went on to the child.
 */
static void
keep_properties(Fold *fold, Keep *keep, FoldObject *column)
{
	bool		storage = idem_fold_last_wish(fold, column, FOLD_P_STORAGE, NULL) != NULL;
	bool		statistics = idem_fold_last_wish(fold, column, FOLD_P_STATISTICS, NULL) != NULL;

	for (FoldObject *origin = column->origin; origin; origin = origin->origin)
	{
		FoldWish   *wish = idem_fold_last_wish(fold, origin, FOLD_P_STORAGE, NULL);

		if (wish && !storage)
			add_command(keep, AT_SetStorage, column->name,
						copyObject(idem_fold_command(wish)->def));
		storage |= wish != NULL;

		/* that is not copied when a child is made */
		wish = idem_fold_last_wish(fold, origin, FOLD_P_STATISTICS, NULL);
		if (wish && !statistics && wish->entry->number > keep->child->entry->number)
			add_command(keep, AT_SetStatistics, column->name,
						copyObject(idem_fold_command(wish)->def));
		statistics |= wish != NULL;
	}
}

/*
 * A column that is inherited and nothing else becomes one of the table.
 */
static void
keep_inherited(Fold *fold, Keep *keep, FoldObject *column, ColumnDef *def, Node *late_default,
			   bool at_once)
{
	column->orphan = true;
	if (idem_fold_last_wish(fold, column, FOLD_P_DEFAULT, NULL))
	{
		idem_fold_remove_constraints(&def->constraints, CONSTR_DEFAULT);
		late_default = NULL;
	}
	if (idem_fold_last_wish(fold, column, FOLD_P_NOT_NULL, NULL))
		idem_fold_remove_constraints(&def->constraints, CONSTR_NOTNULL);
	if (at_once)
		keep->front = lappend(keep->front, def);
	else
		add_command(keep, AT_AddColumn, NULL, (Node *) def);
	if (late_default)
		add_command(keep, AT_ColumnDefault, def->colname, late_default);
}

/*
 * A column that the table has written down, too, has what was merged into it.
 */
static void
keep_merged(Fold *fold, Keep *keep, FoldObject *column, ColumnDef *def, Node *late_default)
{
	ColumnDef  *written = idem_fold_definition(column);
	ListCell   *lc;

	if (written->typeName == NULL)
	{
		written->typeName = def->typeName;
		written->collClause = def->collClause;
		column->first_type = idem_fold_known_type(fold, def->typeName);
		idem_fold_ref_type(fold, written->typeName, column->entry, column);
	}
	foreach(lc, def->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		if (idem_fold_find_constraint(written->constraints, con->contype) ||
			con->contype == CONSTR_IDENTITY ||
			(con->contype == CONSTR_NOTNULL &&
			 (idem_fold_last_wish(fold, column, FOLD_P_NOT_NULL, NULL) ||
			  idem_fold_find_constraint(written->constraints, CONSTR_IDENTITY) ||
			  idem_fold_serial_type(written->typeName))) ||
			(con->contype == CONSTR_DEFAULT &&
			 idem_fold_last_wish(fold, column, FOLD_P_DEFAULT, NULL)))
			continue;
		written->constraints = lappend(written->constraints, con);
		if (con->contype == CONSTR_DEFAULT)
			idem_fold_add_default(fold, column, column->entry, column->cell, (Node *) con,
								  con->raw_expr);
		else if (con->contype == CONSTR_GENERATED)
			idem_fold_ref_expression(fold, column->scope, con->raw_expr, column->entry, column);
	}
	column->entry->edited = true;
	if (late_default && idem_fold_last_wish(fold, column, FOLD_P_DEFAULT, NULL) == NULL)
		add_command(keep, AT_ColumnDefault, column->name, late_default);
}

/*
 * CHECK constraints of a table and its parents.
 */
static List *
inherited_checks(FoldObject *table)
{
	List	   *result = NIL;
	ListCell   *lc;

	check_stack_depth();
	foreach(lc, table->parts)
	{
		FoldObject *part = lfirst(lc);

		if (part->space == FOLD_CONSTRAINT && !part->dead && part->whole == table &&
			part->entry && part->node && IsA(part->node, Constraint) &&
			((Constraint *) part->node)->contype == CONSTR_CHECK &&
			!((Constraint *) part->node)->is_no_inherit)
			result = lappend(result, part);
	}
	foreach(lc, table->parents)
		result = list_concat(result, inherited_checks(lfirst(lc)));
	return result;
}

static bool
has_check(FoldObject *table, const char *name)
{
	ListCell   *lc;

	foreach(lc, inherited_checks(table))
	{
		if (strcmp(((FoldObject *) lfirst(lc))->name, name) == 0)
			return true;
	}
	return false;
}

static void
keep_checks(Fold *fold, Keep *keep, List *checks)
{
	ListCell   *lc;

	foreach(lc, checks)
	{
		FoldObject *check = lfirst(lc);

		if (idem_fold_find(fold, keep->child, FOLD_CONSTRAINT, check->name) == NULL &&
			!has_check(keep->child, check->name))
			add_command(keep, AT_AddConstraint, NULL,
						(Node *) idem_fold_describe_constraint(fold, check));
	}
}

/*
 * Columns that came first by the parent are the first ones still.
 */
static void
write_front(Fold *fold, Keep *keep)
{
	CreateStmt *create = castNode(CreateStmt, keep->child->node);
	List	   *rest = list_copy(create->tableElts);
	ListCell   *lc;

	foreach(lc, keep->front)
	{
		ColumnDef  *def = lfirst_node(ColumnDef, lc);

		if (list_member_ptr(rest, def))
			rest = list_delete_ptr(rest, def);
		else
			(void) idem_fold_add_column(fold, keep->child, keep->child->entry, -1, def);
	}
	create->tableElts = list_concat(list_copy(keep->front), rest);
	keep->child->entry->edited = true;
}

static void
write_commands(Fold *fold, Keep *keep)
{
	AlterTableStmt *alter = makeNode(AlterTableStmt);

	if (keep->cmds == NIL)
		return;
	alter->relation = makeRangeVar(pstrdup(keep->child->scope->name),
								   pstrdup(keep->child->name), -1);
	alter->cmds = keep->cmds;
	alter->objtype = OBJECT_TABLE;
	(void) idem_fold_alter_table(fold, alter);
	if (((FoldEntry *) llast(fold->entries))->statement.stmt == (Node *) alter)
		((FoldEntry *) llast(fold->entries))->edited = true;
}

/*
 * A table leaves its parent; false if it is not known what it had from there.
 * Then it is made and changed as the script says, and nothing is said of its
 * parents where it is there already.
 */
static bool
leave(Fold *fold, FoldObject *child, FoldObject *parent, bool concurrent)
{
	Keep		keep = {child, parent, NIL, NIL};
	bool		made_with = idem_fold_made_with(child, parent);
	bool		is_partition = child->partition_of == parent;
	bool		known = idem_fold_is_known(child);
	List	   *columns = known ? idem_fold_all_columns(fold, child) : NIL;
	int			ncolumns = list_length(columns);
	ColumnDef **defs = palloc0(sizeof(ColumnDef *) * (ncolumns + 1));
	Node	  **lates = palloc0(sizeof(Node *) * (ncolumns + 1));
	FoldObject **roots = palloc0(sizeof(FoldObject *) * (ncolumns + 1));
	bool	   *shared = palloc0(sizeof(bool) * (ncolumns + 1));
	List	   *checks;
	FoldLeave  *result;

	if (!list_member_ptr(child->parents, parent))
		return false;
	for (int i = 0; i < ncolumns && known; i++)
	{
		FoldObject *column = list_nth(columns, i);

		CHECK_FOR_INTERRUPTS();
		defs[i] = idem_fold_describe_column(fold, column, true, &lates[i]);
		known = defs[i] != NULL;
		shared[i] = idem_fold_find_column(fold, parent, column->name) != NULL;
		roots[i] = column;
		while (roots[i]->origin)
			roots[i] = roots[i]->origin;
	}
	if (!known)
	{
		if (made_with)
			child->entry->statement.superseded = true;
		lose_parent(child, parent, false);
		return false;
	}
	checks = inherited_checks(parent);
	lose_parent(child, parent, true);

	for (int i = 0; i < ncolumns; i++)
	{
		FoldObject *column = list_nth(columns, i);
		ColumnDef  *written = idem_fold_definition(column);
		FoldObject *other = NULL;
		ListCell   *lc;

		if (!shared[i])
			continue;
		foreach(lc, child->parents)
		{
			if (other == NULL)
				other = idem_fold_find_column(fold, lfirst(lc), column->name);
		}
		if (written == NULL && other)
		{
			forget_origin(column);
			column->origin = other;
			(void) idem_fold_ref(fold, other, FOLD_REF_NOTHING, NULL, NULL, column);
		}
		else if (written == NULL)
		{
			keep_properties(fold, &keep, column);
			forget_origin(column);
			keep_inherited(fold, &keep, column, defs[i], lates[i],
						   made_with && roots[i]->entry && roots[i]->entry->number > 0 &&
						   roots[i]->entry->number < child->entry->number);
		}
		else
		{
			keep_merged(fold, &keep, column, defs[i], lates[i]);
			if (made_with && column->cell < 0 && child->parents == NIL)
				keep.front = lappend(keep.front, written);
		}
	}
	write_front(fold, &keep);
	keep_checks(fold, &keep, checks);

	/* what is added comes before what is said of it */
	write_commands(fold, &keep);
	if (is_partition)
		idem_fold_take_over_parts(fold, child);

	result = palloc0(sizeof(FoldLeave));
	result->child = child;
	result->parent = parent;
	result->partition = is_partition;
	result->concurrent = concurrent;
	result->statement = fold->current;
	fold->leaves = lappend(fold->leaves, result);
	return true;
}

/* ----------------------------------------------------------------
 *	Commands
 * ----------------------------------------------------------------
 */

static void
inherit(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	RangeVar   *name = castNode(RangeVar, cmd->def);
	FoldObject *parent = idem_fold_get_relation(fold, name, OBJECT_TABLE);
	FoldWish   *wish = idem_fold_wish(entry, cell);
	const char *key = psprintf("%d", parent->id);

	idem_fold_ref(fold, parent, FOLD_REF_RELATION, name, entry, NULL)->wish = wish;
	if (cmd->subtype == AT_AddInherit)
		take_parent(fold, table, parent);
	else if (leave(fold, table, parent, false))
	{
		FoldWish   *before = idem_fold_last_wish(fold, table, FOLD_P_INHERIT, key);

		if (before)
			idem_fold_kill_wish(before);
		idem_fold_kill_wish(wish);
		return;
	}
	(void) idem_fold_set_wish(fold, table, FOLD_P_INHERIT, key, wish);
}

static void
partition(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	PartitionCmd *part = castNode(PartitionCmd, cmd->def);
	bool		of_index = castNode(AlterTableStmt, entry->statement.stmt)->objtype == OBJECT_INDEX ||
		table->type == OBJECT_INDEX;
	FoldObject *child = idem_fold_get_relation(fold, part->name,
											   of_index ? OBJECT_INDEX : OBJECT_TABLE);
	FoldWish   *wish = idem_fold_wish(entry, cell);

	idem_fold_ref(fold, child, FOLD_REF_RELATION, part->name, entry, NULL)->wish = wish;
	if (of_index)
		idem_fold_attach_index(fold, table, child);
	else if (cmd->subtype == AT_AttachPartition)
	{
		take_parent(fold, child, table);
		child->partition_of = table;
		idem_fold_give_all(fold, table, child);
	}
	else if (leave(fold, child, table, part->concurrent))
	{
		FoldWish   *before = idem_fold_last_wish(fold, child, FOLD_P_PARTITION, NULL);

		if (before)
			idem_fold_kill_wish(before);
		idem_fold_kill_wish(wish);
		return;
	}
	(void) idem_fold_set_wish(fold, child, FOLD_P_PARTITION, NULL, wish);
}

/*
 * One command about parents; false if it is none.
 */
bool
idem_fold_alter_parent(Fold *fold, FoldObject *table, FoldEntry *entry, int cell,
					   AlterTableCmd *cmd)
{
	switch (cmd->subtype)
	{
		case AT_AddInherit:
		case AT_DropInherit:
			inherit(fold, table, entry, cell, cmd);
			return true;
		case AT_AttachPartition:
		case AT_DetachPartition:
			partition(fold, table, entry, cell, cmd);
			return true;
		default:
			return false;
	}
}

/* ----------------------------------------------------------------
 *	In the end
 * ----------------------------------------------------------------
 */

static Node *
leave_statement(const FoldLeave *leave)
{
	AlterTableStmt *alter = makeNode(AlterTableStmt);
	RangeVar   *child = makeRangeVar(pstrdup(leave->child->scope->name),
									 pstrdup(leave->child->name), -1);
	RangeVar   *parent = makeRangeVar(pstrdup(leave->parent->scope->name),
									  pstrdup(leave->parent->name), -1);
	PartitionCmd *partition = makeNode(PartitionCmd);

	alter->objtype = OBJECT_TABLE;
	alter->missing_ok = true;
	if (leave->partition)
	{
		partition->name = child;
		partition->concurrent = leave->concurrent;
		alter->relation = parent;
		alter->cmds = list_make1(idem_alter_cmd(AT_DetachPartition, NULL, (Node *) partition));
	}
	else
	{
		alter->relation = child;
		alter->cmds = list_make1(idem_alter_cmd(AT_DropInherit, NULL, (Node *) parent));
	}
	return (Node *) alter;
}

/*
 * Entries to come before all others: who is no child of whom any more.
 */
List *
idem_fold_leaves(Fold *fold)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, fold->leaves)
	{
		const FoldLeave *leave = lfirst(lc);
		FoldEntry  *entry;

		if (leave->child->dead || list_member_ptr(leave->child->parents, leave->parent))
			continue;

		/* by that name it is somebody else */
		if (leave->parent->dead &&
			idem_fold_find(fold, leave->parent->scope, FOLD_RELATION, leave->parent->name))
			continue;
		fold->current = leave->statement;
		entry = idem_fold_entry(fold, leave_statement(leave));
		entry->edited = true;
		result = lappend(result, entry);
	}
	return result;
}
