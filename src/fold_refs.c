/*-------------------------------------------------------------------------
 *
 * fold_refs.c
 *	  Who mentions whom, and the names that they are called by in the end.
 *
 * A name is looked up where it stands in the history.  If its bearer has
 * another one in the end, that is written into the tree then: renaming takes
 * no time, and names that move around in a circle are no problem.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "nodes/makefuncs.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "fold.h"

FoldRef *
idem_fold_ref(Fold *fold, FoldObject *target, FoldRefForm form, void *place, FoldEntry *entry,
			  FoldObject *dependent)
{
	FoldRef    *ref = palloc0(sizeof(FoldRef));

	ref->target = target;
	ref->form = form;
	ref->place = place;
	ref->entry = entry;
	ref->dependent = dependent;
	ref->name = target->name;
	if (form == FOLD_REF_PART)
	{
		ref->table = target->scope->name;
		ref->schema = target->scope->scope ? target->scope->scope->name : NULL;
	}
	else if (target->scope && target->scope->space == FOLD_SCHEMA)
		ref->schema = target->scope->name;
	target->refs = lappend(target->refs, ref);
	if (entry)
		entry->refs = lappend(entry->refs, ref);
	if (dependent)
		dependent->own_refs = lappend(dependent->own_refs, ref);
	fold->refs = lappend(fold->refs, ref);
	return ref;
}

/* ----------------------------------------------------------------
 *	Single names
 * ----------------------------------------------------------------
 */

void
idem_fold_ref_relation(Fold *fold, RangeVar *relation, FoldEntry *entry, FoldObject *dependent)
{
	FoldObject *target = relation ? idem_fold_mentioned_relation(fold, relation) : NULL;

	if (target)
		(void) idem_fold_ref(fold, target, FOLD_REF_RELATION, relation, entry, dependent);
}

void
idem_fold_ref_type(Fold *fold, TypeName *type, FoldEntry *entry, FoldObject *dependent)
{
	FoldObject *target;

	if (type == NULL || type->names == NIL)
		return;
	if (type->pct_type)
	{
		/* table.column%TYPE */
		int			n = list_length(type->names);

		target = n < 2 ? NULL :
			idem_fold_find_relation(fold, makeRangeVarFromNameList(list_copy_head(type->names, n - 1)));
		if (target)
		{
			(void) idem_fold_ref(fold, target, FOLD_REF_NAME, &strVal(list_nth(type->names, n - 2)), entry, NULL);
			idem_fold_ref_column(fold, target, &strVal(llast(type->names)), entry, NULL);
		}
		return;
	}
	target = idem_fold_find_type(fold, type->names);
	if (target)
		(void) idem_fold_ref(fold, target, FOLD_REF_NAMES, &type->names, entry, dependent);
}

/*
 * A routine by its name.  Of overloaded ones any may be meant: then all have
 * to be there, but no rename can be followed.
 */
void
idem_fold_ref_routine(Fold *fold, List **names, FoldEntry *entry, FoldObject *dependent)
{
	FoldObject *target = idem_fold_find_routine(fold, *names, "", true);
	FoldName   *slot;
	const char *name;
	FoldObject *schema;

	if (target)
	{
		(void) idem_fold_ref(fold, target, FOLD_REF_NAMES, names, entry, dependent);
		return;
	}
	schema = idem_fold_scope(fold, *names, &name);
	slot = idem_fold_name(fold, schema, FOLD_ROUTINE, name, false);
	for (target = slot ? slot->object : NULL; target; target = target->overload)
	{
		if (!target->dead)
			(void) idem_fold_ref(fold, target, FOLD_REF_NOTHING, NULL, entry, NULL);
	}
}

void
idem_fold_ref_column(Fold *fold, FoldObject *table, char **place, FoldEntry *entry,
					 FoldObject *dependent)
{
	FoldObject *column = *place ? idem_fold_find_column(fold, table, *place) : NULL;

	if (column == NULL && *place && (table->incomplete || table->entry == NULL))
		column = idem_fold_get_column(fold, table, *place);
	if (column)
		(void) idem_fold_ref(fold, column, FOLD_REF_NAME, place, entry, dependent);
}

/* String nodes */
void
idem_fold_ref_columns(Fold *fold, FoldObject *table, List *names, FoldEntry *entry,
					  FoldObject *dependent)
{
	ListCell   *lc;

	foreach(lc, names)
	{
		if (IsA(lfirst(lc), String))
			idem_fold_ref_column(fold, table, &strVal(lfirst(lc)), entry, dependent);
	}
}

/* ----------------------------------------------------------------
 *	The names in the end
 * ----------------------------------------------------------------
 */

static List *
qualified(const char *schema, const char *name)
{
	return list_make2(makeString(pstrdup(schema)), makeString(pstrdup(name)));
}

static void
write_name(FoldRef *ref)
{
	const FoldObject *target = ref->target;
	const FoldObject *scope = target->scope && ref->table ? target->scope->scope : target->scope;
	const char *schema = ref->schema && scope ? scope->name : NULL;
	bool		moved = schema && strcmp(schema, ref->schema) != 0;

	if (ref->void_ || ref->form == FOLD_REF_NOTHING ||
		(!moved && strcmp(target->name, ref->name) == 0 &&
		 (ref->table == NULL || strcmp(target->scope->name, ref->table) == 0)))
		return;

	switch (ref->form)
	{
		case FOLD_REF_NAME:
			*(char **) ref->place = pstrdup(target->name);
			break;

		case FOLD_REF_RELATION:
			{
				RangeVar   *relation = ref->place;

				relation->relname = pstrdup(target->name);
				if (relation->schemaname || moved)
					relation->schemaname = pstrdup(schema);
				break;
			}

		case FOLD_REF_NAMES:
			{
				List	  **names = ref->place;

				/* not wanted any more */
				if (*names == NIL)
					break;
				if (list_length(*names) > 1 || moved)
					*names = qualified(schema, target->name);
				else
					*names = list_make1(makeString(pstrdup(target->name)));
				break;
			}

		case FOLD_REF_PART:
			{
				List	  **names = ref->place;
				bool		has_schema = list_length(*names) > 2;

				if (*names == NIL)
					break;
				*names = list_make2(makeString(pstrdup(target->scope->name)),
									makeString(pstrdup(target->name)));
				if (has_schema || moved)
					*names = lcons(makeString(pstrdup(schema)), *names);
				break;
			}

		case FOLD_REF_COLUMN:
			{
				ColumnRef  *column = ref->place;

				if (ref->output && ref->output->name == NULL)
					ref->output->name = pstrdup(ref->name);
				lfirst(list_tail(column->fields)) = makeString(pstrdup(target->name));
				break;
			}

		case FOLD_REF_TEXT:
			{
				char	  **text = ref->place;

				if (strchr(*text, '.') != NULL || moved)
					*text = quote_qualified_identifier(schema, target->name);
				else
					*text = pstrdup(quote_identifier(target->name));
				break;
			}

		case FOLD_REF_NOTHING:
			break;
	}
	if (ref->entry)
		ref->entry->edited = true;
	else if (target->entry)
		target->entry->edited = true;
}

static void
settle(List *refs)
{
	ListCell   *lc;

	foreach(lc, refs)
	{
		FoldRef    *ref = lfirst(lc);

		write_name(ref);
		ref->name = ref->target->name;
		if (ref->table)
		{
			ref->table = ref->target->scope->name;
			ref->schema = ref->target->scope->scope ? ref->target->scope->scope->name : NULL;
		}
		else if (ref->schema)
			ref->schema = ref->target->scope->name;
	}
}

/*
 * Write the names of this moment into what an object is made by, so that it
 * can be copied.
 */
void
idem_fold_settle(FoldObject *object)
{
	settle(object->own_refs);
	if (object->entry)
		settle(object->entry->refs);
	else if (object->dormant)
		settle(object->dormant->refs);
}

/*
 * A star stays one, unless one of its columns has another name since: the
 * query goes on calling it by the old one.
 */
void
idem_fold_write_stars(Fold *fold)
{
	ListCell   *lc;
	ListCell   *ln;

	foreach(lc, fold->stars)
	{
		const FoldStar *star = lfirst(lc);
		List	   *targets = NIL;
		bool		renamed = false;

		foreach(ln, star->columns)
			renamed = renamed || ((FoldObject *) lfirst(ln))->renamed;
		if (!renamed || star->entry->dead)
			continue;
		foreach(ln, star->select->targetList)
		{
			if (lfirst(ln) == star->target)
				targets = list_concat(targets, star->expanded);
			else
				targets = lappend(targets, lfirst(ln));
		}
		star->select->targetList = targets;
		star->entry->edited = true;
	}
}

/*
 * Write the last names into all trees.
 */
void
idem_fold_write_names(Fold *fold)
{
	ListCell   *lc;

	foreach(lc, fold->refs)
	{
		CHECK_FOR_INTERRUPTS();
		write_name(lfirst(lc));
	}
}
