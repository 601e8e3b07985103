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

typedef struct PropertyKey
{
	int			object;
	int			property;
	char		name[NAMEDATALEN * 2];
} PropertyKey;

typedef struct PropertySlot
{
	PropertyKey key;
	FoldWish   *wish;
} PropertySlot;

HTAB *
idem_fold_property_table(MemoryContext context)
{
	HASHCTL		control;

	control.keysize = sizeof(PropertyKey);
	control.entrysize = sizeof(PropertySlot);
	control.hcxt = context;
	return hash_create("idem_migrate properties", 1024, &control,
					   HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

FoldWish *
idem_fold_wish(FoldEntry *entry, int cell)
{
	FoldWish   *wish = palloc0(sizeof(FoldWish));

	wish->entry = entry;
	wish->cell = cell;
	return wish;
}

/*
 * The list that the cells of a statement's wishes are in.
 */
List *
idem_fold_cells(Node *stmt)
{
	switch (nodeTag(stmt))
	{
		case T_AlterTableStmt:
			return ((AlterTableStmt *) stmt)->cmds;
		case T_GrantStmt:
			return ((GrantStmt *) stmt)->objects;
		case T_DropStmt:
			return ((DropStmt *) stmt)->objects;
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

static PropertySlot *
property_slot(Fold *fold, const FoldObject *object, FoldProperty property, const char *name,
			  bool make)
{
	PropertyKey key;
	PropertySlot *slot;
	bool		found;

	memset(&key, 0, sizeof(key));
	key.object = object->id;
	key.property = property;
	if (name)
		strlcpy(key.name, name, sizeof(key.name));
	slot = hash_search(fold->properties, &key, make ? HASH_ENTER : HASH_FIND, &found);
	if (make && !found)
		slot->wish = NULL;
	return slot;
}

/*
 * What was last wished for a property; NULL if nothing.
 */
FoldWish *
idem_fold_last_wish(Fold *fold, FoldObject *object, FoldProperty property, const char *name)
{
	PropertySlot *slot = property_slot(fold, object, property, name, false);

	return slot && slot->wish && !idem_fold_is_dead(slot->wish) ? slot->wish : NULL;
}

/*
 * The last word on a property: what was wished before is forgotten.
 */
FoldWish *
idem_fold_set_wish(Fold *fold, FoldObject *object, FoldProperty property, const char *name,
				   FoldWish *wish)
{
	PropertySlot *slot = property_slot(fold, object, property, name, true);

	if (slot->wish)
		idem_fold_kill_wish(slot->wish);
	slot->wish = wish;
	object->wishes = lappend(object->wishes, wish);
	return wish;
}
