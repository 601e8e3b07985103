/*-------------------------------------------------------------------------
 *
 * fold_order.c
 *	  The order of what is left of a history.
 *
 * It is the order in which things were written, as long as nothing forces
 * another: what an earlier statement has come to need by a later one, such as
 * the type that a column was given, moves in front of it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"

#include "fold.h"

typedef struct Ordering
{
	List	   *result;			/* FoldEntry */
	int			number;			/* of the entry whose turn it is */
	List	   *extensions;		/* FoldEntry that make one */
} Ordering;

static void visit(Ordering *ordering, FoldEntry *entry);

static void
visit_object(Ordering *ordering, FoldObject *object, FoldEntry *by)
{
	for (; object; object = object->scope)
	{
		if (object->entry && object->entry != by && !object->dead)
			visit(ordering, object->entry);
	}
}

/*
 * A view may have columns beside those that it is grouped by because a primary
 * key settles them.  pg_dump writes the query of such a view behind the key,
 * and in the place of the view another one.
 */
static void
visit_keys(Ordering *ordering, const FoldEntry *view)
{
	ListCell   *lc;
	ListCell   *lp;

	foreach(lc, view->refs)
	{
		const FoldRef *ref = lfirst(lc);

		if (ref->void_ || ref->target == NULL || ref->target == view->makes ||
			ref->target->space != FOLD_RELATION || ref->target->dead)
			continue;
		foreach(lp, ref->target->parts)
		{
			const FoldObject *part = lfirst(lp);

			if (part->space == FOLD_CONSTRAINT && part->entry && !part->dead && part->node &&
				IsA(part->node, Constraint) &&
				((Constraint *) part->node)->contype == CONSTR_PRIMARY)
				visit(ordering, part->entry);
		}
	}
}

static void
visit(Ordering *ordering, FoldEntry *entry)
{
	ListCell   *lc;

	if (entry->visited || entry->dead)
		return;
	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	entry->visited = true;

	/* columns stand in the order in which they were added */
	if (entry->adds_to)
	{
		FoldObject *table = entry->adds_to;

		while (table->added < list_length(table->adds) &&
			   list_nth(table->adds, table->added) != entry)
			visit(ordering, list_nth(table->adds, table->added++));
	}
	foreach(lc, entry->refs)
	{
		FoldRef    *ref = lfirst(lc);

		if (!ref->void_)
			visit_object(ordering, ref->target, entry);
	}
	/* what it has come to need since may be of any extension */
	if (entry->edited && entry->makes)
	{
		foreach(lc, ordering->extensions)
			visit(ordering, lfirst(lc));
	}
	if (entry->number > ordering->number && IsA(entry->statement.stmt, ViewStmt))
		visit_keys(ordering, entry);
	foreach(lc, entry->before)
		visit(ordering, lfirst(lc));

	/* what its body is about may come later */
	if (entry->number > ordering->number)
		entry->statement.unsettled = true;
	ordering->result = lappend(ordering->result, entry);
	foreach(lc, entry->after)
		visit(ordering, lfirst(lc));
}

List *
idem_fold_in_order(List *entries)
{
	Ordering	ordering = {NIL, 0, NIL};
	ListCell   *lc;

	foreach(lc, entries)
	{
		if (IsA(((FoldEntry *) lfirst(lc))->statement.stmt, CreateExtensionStmt))
			ordering.extensions = lappend(ordering.extensions, lfirst(lc));
	}
	foreach(lc, entries)
	{
		FoldEntry  *entry = lfirst(lc);

		ordering.number = entry->number;
		visit(&ordering, entry);
	}
	return ordering.result;
}
