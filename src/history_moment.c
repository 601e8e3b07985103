/*-------------------------------------------------------------------------
 *
 * history_moment.c
 *	  The moment of a script that a database is most like.
 *
 * Goes through what the script did to the names, and counts at each moment how
 * unlike it is to what is there.  Reads no catalogs but those of types.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "miscadmin.h"
#include "parser/parse_type.h"

#include "column.h"
#include "compat.h"
#include "history.h"
#include "idem_migrate.h"

/* How unlike a moment is to what is there. */
#define COST_MISSING	3		/* nothing goes by the name */
#define COST_STRANGE	3		/* something does, that was not there then */
#define COST_OTHER_TYPE 4		/* a column of another type */
#define COST_OTHER_SORT 8		/* a view instead of a table */
#define COST_COLUMNS	3		/* columns differ, and more for each of them */
#define MAX_COLUMNS		4		/* as far as they are counted */

/* A moment of the script. */
typedef struct Moment
{
	const IdemHistory *history;
	const ActualHistory *actual;
	int		   *who;			/* for each name, the object; -1 = none */
	List	  **columns;		/* for each object, its columns: HistoryColumn */
	int		   *cost;			/* for each name */
	int			total;
	TypeName  **types;			/* for each object */
} Moment;

/* ----------------------------------------------------------------
 *	How far it is
 * ----------------------------------------------------------------
 */

static HistoryColumn *
find_column(List *columns, const char *name)
{
	ListCell   *lc;

	foreach(lc, columns)
	{
		if (strcmp(((HistoryColumn *) lfirst(lc))->name, name) == 0)
			return lfirst(lc);
	}
	return NULL;
}

/*
 * The place of a column or label; behind all others if it is not there.
 */
static int
place_of(List *columns, const char *name)
{
	ListCell   *lc;

	foreach(lc, columns)
	{
		if (name && strcmp(((HistoryColumn *) lfirst(lc))->name, name) == 0)
			return foreach_current_index(lc);
	}
	return list_length(columns);
}

static bool
is_of_sort(ObjectType type, char relkind)
{
	switch (type)
	{
		case OBJECT_TABLE:
		case OBJECT_FOREIGN_TABLE:
			/* ALTER TABLE may be about anything */
			return relkind != RELKIND_SEQUENCE && relkind != RELKIND_INDEX &&
				relkind != RELKIND_PARTITIONED_INDEX;
		case OBJECT_VIEW:
			return relkind == RELKIND_VIEW;
		case OBJECT_MATVIEW:
			return relkind == RELKIND_MATVIEW;
		case OBJECT_SEQUENCE:
			return relkind == RELKIND_SEQUENCE;
		case OBJECT_INDEX:
			return relkind == RELKIND_INDEX || relkind == RELKIND_PARTITIONED_INDEX;
		default:
			return true;
	}
}

/*
 * What tables differ in that have other columns, and types with other labels.
 */
static int
cost_of_columns(List *columns, const HistoryFound *found, bool in_order)
{
	int			missing = 0;
	int			common = 0;
	ListCell   *lc;
	ListCell   *lc2;

	foreach(lc, columns)
	{
		const HistoryColumn *wanted = lfirst(lc);
		const HistoryColumn *column = find_column(found->columns, wanted->name);

		if (column)
			common++;
		if (column == NULL || (OidIsValid(wanted->typid) && wanted->typid != column->typid))
			missing++;
	}
	missing += list_length(found->columns) - common;
	if (missing == 0 && in_order)
	{
		/* two that have changed their places */
		forboth(lc, columns, lc2, found->columns)
		{
			if (strcmp(((HistoryColumn *) lfirst(lc))->name, ((HistoryColumn *) lfirst(lc2))->name) != 0)
				missing = 2;
		}
	}
	return missing == 0 ? 0 : COST_COLUMNS + Min(missing, MAX_COLUMNS);
}

static int
cost_of(const Moment *moment, int index)
{
	const HistoryFound *found = &moment->actual->found[index];
	int			who = moment->who[index];
	const IdemHistoryObject *object;

	if (who < 0)
		return OidIsValid(found->objid) ? COST_STRANGE : 0;
	if (!OidIsValid(found->objid))
		return COST_MISSING;

	object = &moment->history->objects[who];
	if (idem_history_is_relation(object->type))
	{
		if (!is_of_sort(object->type, found->relkind))
			return COST_OTHER_SORT;
		if (object->sort && object->sort != found->relkind &&
			(object->sort == RELKIND_PARTITIONED_TABLE || found->relkind == RELKIND_PARTITIONED_TABLE))
			return COST_OTHER_SORT;
		if (!object->known || found->columns == NIL || object->type != OBJECT_TABLE)
			return 0;
		return cost_of_columns(moment->columns[who], found, false);
	}
	if (moment->history->type == OBJECT_TYPE && found->columns != NIL && object->known)
		return cost_of_columns(moment->columns[who], found, true);
	if (moment->history->type == OBJECT_COLUMN && moment->types[who] != NULL)
	{
		int32		typmod;
		Oid			typid = idem_type_of(moment->types[who], &typmod);

		/* a type that is still to be made is not that of what is there */
		if (typid != found->att.atttypid)
			return COST_OTHER_TYPE;
	}
	return 0;
}

static void
update(Moment *moment, int index)
{
	int			cost = cost_of(moment, index);

	moment->total += cost - moment->cost[index];
	moment->cost[index] = cost;
}

static void
advance(Moment *moment, const IdemHistoryEvent *event)
{
	if (event->old_column || event->new_column)
	{
		List	  **columns = &moment->columns[event->object];
		HistoryColumn *column = event->old_column ? find_column(*columns, event->old_column) : NULL;
		int32		typmod;
		Oid			typid = event->type ? idem_type_of(event->type, &typmod) :
			column ? column->typid : InvalidOid;

		int			place = place_of(*columns, event->old_column ? event->old_column : event->next_column);

		if (column)
			*columns = list_delete_ptr(*columns, column);
		if (event->new_column)
			*columns = list_insert_nth(*columns, place, idem_history_column(event->new_column, typid));
		for (int i = 0; i < moment->history->nnames; i++)
		{
			if (moment->who[i] == event->object)
				update(moment, i);
		}
		return;
	}
	if (event->type)
		moment->types[event->object] = event->type;
	if (event->from >= 0 && moment->who[event->from] == event->object)
		moment->who[event->from] = -1;
	if (event->to >= 0)
		moment->who[event->to] = event->object;
	if (event->from >= 0)
		update(moment, event->from);
	if (event->to >= 0)
		update(moment, event->to);
}

static void
begin(Moment *moment, const IdemHistory *history, const ActualHistory *actual)
{
	moment->history = history;
	moment->actual = actual;
	moment->total = 0;
	moment->who = palloc(sizeof(int) * history->nnames);
	moment->cost = palloc0(sizeof(int) * history->nnames);
	moment->columns = palloc0(sizeof(List *) * history->nobjects);
	moment->types = palloc0(sizeof(TypeName *) * history->nobjects);
	for (int i = 0; i < history->nnames; i++)
		moment->who[i] = -1;

	/* what the script found was there from the beginning */
	for (int i = 0; i < history->nevents; i++)
	{
		const IdemHistoryEvent *event = &history->events[i];

		if (event->from < 0 && event->to >= 0 && history->objects[event->object].was_there &&
			moment->who[event->to] < 0)
			moment->who[event->to] = event->object;
	}
	for (int i = 0; i < history->nnames; i++)
		update(moment, i);
}

/*
 * The last of the moments that are most like what is there: who has which
 * name then.  NULL if that is the end.
 */
int *
idem_find_moment(const IdemHistory *history, const ActualHistory *actual)
{
	Moment		moment;
	int			best;
	int			best_total;

	begin(&moment, history, actual);
	best = 0;
	best_total = moment.total;
	for (int i = 0; i < history->nevents; i++)
	{
		CHECK_FOR_INTERRUPTS();
		advance(&moment, &history->events[i]);

		if (history->events[i].more)
			continue;
		if (moment.total <= best_total)
		{
			best = i + 1;
			best_total = moment.total;
		}
	}
	if (best == history->nevents)
		return NULL;

	begin(&moment, history, actual);
	for (int i = 0; i < best; i++)
		advance(&moment, &history->events[i]);
	return moment.who;
}
