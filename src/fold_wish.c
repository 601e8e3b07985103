/*-------------------------------------------------------------------------
 *
 * fold_wish.c
 *	  What statements say of objects, and which of it counts in the end.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fold.h"

FoldWish *
idem_fold_wish(FoldEntry *entry, int cell)
{
	FoldWish   *wish = palloc0(sizeof(FoldWish));

	wish->entry = entry;
	wish->cell = cell;
	return wish;
}

/*
 * The command of ALTER TABLE that it is; NULL if it is none.
 */
AlterTableCmd *
idem_fold_command(const FoldWish *wish)
{
	AlterTableStmt *alter = (AlterTableStmt *) wish->entry->statement.stmt;

	if (!IsA(alter, AlterTableStmt))
		return NULL;
	return list_nth(alter->cmds, wish->cell < 0 ? 0 : wish->cell);
}

/*
 * The list that the cells of a statement's wishes are in.
 */
List *
idem_fold_cells(Node *stmt)
{
	ListCell   *lc;

	switch (nodeTag(stmt))
	{
		case T_AlterTableStmt:
			return ((AlterTableStmt *) stmt)->cmds;
		case T_GrantStmt:
			return ((GrantStmt *) stmt)->objects;
		case T_DropStmt:
			return ((DropStmt *) stmt)->objects;
		case T_AlterDefaultPrivilegesStmt:
			foreach(lc, ((AlterDefaultPrivilegesStmt *) stmt)->options)
			{
				if (strcmp(lfirst_node(DefElem, lc)->defname, "schemas") == 0)
					return castNode(List, lfirst_node(DefElem, lc)->arg);
			}
			return NIL;
		default:
			return NIL;
	}
}

static bool
idem_fold_is_dead(const FoldWish *wish)
{
	return wish->entry->dead ||
		(wish->cell >= 0 &&
		 list_nth(idem_fold_cells(wish->entry->statement.stmt), wish->cell) == NULL);
}

/*
 * It is not wished any more.  The list keeps its cells until all is read.
 */
void
idem_fold_kill_wish(FoldWish *wish)
{
	if (wish->cell < 0)
		wish->entry->dead = true;
	else if (wish->option)
	{
		AlterTableCmd *cmd = list_nth(idem_fold_cells(wish->entry->statement.stmt), wish->cell);

		if (cmd == NULL)
			return;
		cmd->def = (Node *) list_delete_ptr((List *) cmd->def, wish->option);
		wish->entry->edited = true;
		if (cmd->def == NULL)
			lfirst(list_nth_cell(idem_fold_cells(wish->entry->statement.stmt), wish->cell)) = NULL;
	}
	else
	{
		lfirst(list_nth_cell(idem_fold_cells(wish->entry->statement.stmt), wish->cell)) = NULL;
		wish->entry->edited = true;
	}
}

static FoldName *
property_slot(Fold *fold, const FoldObject *object, FoldProperty property, const char *name,
			  bool make)
{
	return idem_fold_name(fold, object, FOLD_PROPERTY + property, name ? name : "", make);
}

/*
 * What was last wished for a property; NULL if nothing.
 */
FoldWish *
idem_fold_last_wish(Fold *fold, FoldObject *object, FoldProperty property, const char *name)
{
	FoldName   *slot = property_slot(fold, object, property, name, false);

	return slot && slot->wish && !idem_fold_is_dead(slot->wish) ? slot->wish : NULL;
}

/*
 * The last word on a property: what was wished before is forgotten.
 */
FoldWish *
idem_fold_set_wish(Fold *fold, FoldObject *object, FoldProperty property, const char *name,
				   FoldWish *wish)
{
	FoldName   *slot = property_slot(fold, object, property, name, true);

	if (slot->wish)
		idem_fold_kill_wish(slot->wish);
	slot->wish = wish;
	object->wishes = lappend(object->wishes, wish);
	return wish;
}
