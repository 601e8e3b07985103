/*-------------------------------------------------------------------------
 *
 * fold_history.c
 *	  The names that objects had on the way.
 *
 * A database may be where any earlier run of the script has left it: with
 * objects under names that they have lost since, and that others may have
 * got.  All names between which objects moved make up one history.  It tells
 * what was made, renamed and dropped there, in order.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"

#include "fold.h"
#include "history.h"
#include "routine.h"

/* A history while it is put together. */
typedef struct Draft
{
	IdemHistory *history;
	FoldObject *owner;			/* schema or table that the names are in */
	List	   *names;			/* FoldName */
	List	   *objects;		/* FoldObject */
	List	   *events;			/* IdemHistoryEvent */
	const IdemStatement *statement; /* of the last event */
	bool		moved;			/* something is elsewhere, or gone */
} Draft;

static bool
is_part(const FoldObject *object)
{
	return object->scope && object->scope->space != FOLD_SCHEMA;
}

/*
 * Whether a table has columns that its statement does not tell.
 */
static bool
has_inherited(const FoldObject *object)
{
	return object->node && IsA(object->node, CreateStmt) &&
		((const CreateStmt *) object->node)->inhRelations != NIL;
}

/*
 * Whether such things can be found and renamed by their names.
 */
static bool
is_followed(const FoldObject *object)
{
	if (idem_fold_is_keyed(object) && idem_fold_key_args(object) == NIL)
		return false;

	/* all that is known of it is that it is not to be there */
	if (object->entry == NULL && object->dead && !object->moved)
		return false;

	/* it comes, and goes by its names, behind that of its parent */
	if (object->entry == NULL && object->origin)
		return false;
	switch (object->space)
	{
		case FOLD_SCHEMA:
		case FOLD_RELATION:
		case FOLD_TYPE:
		case FOLD_ROUTINE:
		case FOLD_STATISTICS:
		case FOLD_CONSTRAINT:
		case FOLD_TRIGGER:
		case FOLD_POLICY:
		case FOLD_RULE:
		case FOLD_LABEL:
			return true;
		case FOLD_COLUMN:
			return object->scope->space == FOLD_RELATION || object->scope->space == FOLD_TYPE;
		case FOLD_DEFAULT:
		case FOLD_CONSTRAINT_NAME:
			return false;
		default:
			return true;
	}
}

/* ----------------------------------------------------------------
 *	Which names belong together
 * ----------------------------------------------------------------
 */

static FoldName *
leader_of(FoldName *name)
{
	while (name->leader && name->leader != name)
	{
		if (name->leader->leader)
			name->leader = name->leader->leader;
		name = name->leader;
	}
	return name;
}

static void
join(FoldName *a, FoldName *b)
{
	a = leader_of(a);
	b = leader_of(b);
	a->leader = a;
	if (a != b)
		b->leader = a;
}

/* ----------------------------------------------------------------
 *	Writing it down
 * ----------------------------------------------------------------
 */

static Draft *
draft_of(FoldName *name)
{
	FoldName   *leader = name->leader ? leader_of(name) : NULL;

	return leader ? (Draft *) leader->draft : NULL;
}

static int
name_index(Draft *draft, FoldName *name)
{
	if (name == NULL)
		return -1;
	if (name->index == 0)
	{
		draft->names = lappend(draft->names, name);
		name->index = list_length(draft->names);
	}
	return name->index - 1;
}

static int
object_index(Draft *draft, FoldObject *object)
{
	if (!object->in_history)
	{
		object->in_history = true;
		object->index = list_length(draft->objects);
		draft->objects = lappend(draft->objects, object);
	}
	return object->index;
}

static IdemHistoryEvent *
add_event(Draft *draft, FoldObject *object, const IdemStatement *statement)
{
	IdemHistoryEvent *event = palloc0(sizeof(IdemHistoryEvent));

	if (draft->events != NIL && draft->statement == statement)
		((IdemHistoryEvent *) llast(draft->events))->more = true;
	draft->statement = statement;
	event->object = object_index(draft, object);
	event->from = event->to = -1;
	draft->events = lappend(draft->events, event);
	return event;
}

/*
 * The type that a column was made with.
 */
static TypeName *
made_type(const FoldObject *column)
{
	TypeName   *serial = column->first_type ? idem_fold_serial_type(column->first_type) : NULL;

	return serial ? serial : column->first_type;
}

/*
 * A column of a table that has a history itself: by their columns tables are
 * told apart, and enums by their labels.
 */
static void
note_column(const FoldEvent *event)
{
	FoldObject *table = event->object->scope;
	FoldName   *name = event->from ? event->from : event->to;
	Draft	   *draft = NULL;
	IdemHistoryEvent *result;

	if (table->in_history)
		draft = (Draft *) table->draft;
	if (draft == NULL || name == NULL)
		return;
	result = add_event(draft, table, event->statement);
	result->type = event->type ? event->type : event->from ? NULL : made_type(event->object);
	result->old_column = event->from ? pstrdup(event->from->key.name) : NULL;
	result->new_column = event->to ? pstrdup(event->to->key.name) : NULL;
	if (event->from == NULL)
		result->next_column = event->object->next;
}

static void
note_event(const FoldEvent *event)
{
	FoldName   *name = event->to ? event->to : event->from;
	Draft	   *draft = draft_of(name);
	IdemHistoryEvent *result;

	if (draft == NULL)
		return;
	result = add_event(draft, event->object, event->statement);
	event->object->draft = draft;
	if (event->type)
	{
		result->from = result->to = name_index(draft, name);
		result->type = event->type;
		return;
	}
	result->from = name_index(draft, event->from);
	result->to = name_index(draft, event->to);
	if (event->from == NULL)
		result->type = made_type(event->object);
	if (event->from && (event->to == NULL || event->to != event->from))
		draft->moved = true;
}

/*
 * The index of a name among those of one routine.
 */
static int
routine_name_index(Draft *draft, FoldName *name)
{
	ListCell   *lc;

	if (name == NULL)
		return -1;
	foreach(lc, draft->names)
	{
		if (lfirst(lc) == name)
			return foreach_current_index(lc);
	}
	draft->names = lappend(draft->names, name);
	return list_length(draft->names) - 1;
}

static void
note_routine(Draft *draft, const FoldEvent *event)
{
	IdemHistoryEvent *result = add_event(draft, event->object, event->statement);

	result->from = routine_name_index(draft, event->from);
	result->to = routine_name_index(draft, event->to);
	if (event->from)
		draft->moved = true;
}

/* ----------------------------------------------------------------
 *	The result
 * ----------------------------------------------------------------
 */

static void
fill_object(IdemHistoryObject *result, const FoldObject *object, int last)
{
	result->type = object->type;
	result->last = object->dead && (object->space != FOLD_TYPE || object->entry == NULL) ? -1 : last;
	result->known = object->entry != NULL && !object->incomplete && !has_inherited(object) &&
		!object->inherited;
	result->was_there = object->entry == NULL ||
		(object->inherited && object->space == FOLD_COLUMN);
	if (object->entry && object->node && IsA(object->node, CreateStmt))
	{
		const CreateStmt *create = (const CreateStmt *) object->node;

		result->sort = create->partspec ? RELKIND_PARTITIONED_TABLE : RELKIND_RELATION;
	}
	if (idem_fold_is_keyed(object))
		result->args = idem_fold_key_args(object);
	if (object->space != FOLD_ROUTINE)
		return;
	if (object->node)
		result->args = idem_routine_type_names(object->node);
	else if (object->move && IsA(object->move->statement.stmt, RenameStmt))
	{
		RenameStmt *stmt = (RenameStmt *) object->move->statement.stmt;

		result->args = castNode(ObjectWithArgs, stmt->object)->objargs;
	}
}

/*
 * A type that is dropped may still be that of columns: it keeps a name, for
 * them to be converted, until it is dropped behind all else.
 */
static void
keep_until_dropped(Fold *fold, FoldObject *type)
{
	DropStmt   *drop;
	FoldEntry  *entry;

	if (idem_fold_name(fold, type->scope, FOLD_TYPE, type->name, true)->object == type)
		return;					/* the one of its last DROP */
	type->name = psprintf("idem_migrate_gone_%d", type->id);
	idem_fold_name(fold, type->scope, FOLD_TYPE, type->name, true)->object = type;
	drop = makeNode(DropStmt);
	drop->removeType = OBJECT_TYPE;
	drop->missing_ok = true;
	drop->objects = list_make1(makeTypeNameFromNameList(list_make2(makeString(pstrdup(type->scope->name)),
																   makeString(pstrdup(type->name)))));
	fold->current = &type->entry->statement;
	entry = idem_fold_append_new(fold, (Node *) drop);
	entry->edited = true;
}

static FoldEntry *
finish(Fold *fold, Draft *draft, HTAB *schemas)
{
	IdemHistory *history;
	FoldObject *first = linitial(draft->objects);
	FoldEntry  *entry;
	ListCell   *lc;
	FoldObject *last_made = NULL;

	if (draft->owner && draft->owner->dead)
		return NULL;
	if (list_length(draft->objects) == 1 && list_length(draft->names) == 2 && first->move &&
		!first->dead)
	{
		if (!is_part(first))
		{
			FoldObject **schema = first->scope ?
				hash_search(schemas, &first->scope->id, HASH_FIND, NULL) : NULL;

			if (schema)
				(void) idem_fold_ref(fold, schema[1], FOLD_REF_NOTHING, NULL, first->move, NULL);
		}
		return first->move;
	}
	foreach(lc, draft->objects)
	{
		FoldObject *object = lfirst(lc);

		if (object->space != FOLD_TYPE || !object->dead || object->entry == NULL)
			continue;
		keep_until_dropped(fold, object);
		(void) name_index(draft, idem_fold_name(fold, object->scope, FOLD_TYPE, object->name, true));
	}

	history = (IdemHistory *) newNode(sizeof(IdemHistory), T_ExtensibleNode);
	history->node.extnodename = IDEM_HISTORY_NODE;
	history->type = first->type;
	if (is_part(first))
	{
		history->owner_type = draft->owner->type;
		history->owner = makeRangeVar(pstrdup(draft->owner->scope->name),
									  pstrdup(draft->owner->name), -1);
	}

	history->nnames = list_length(draft->names);
	history->names = palloc0(sizeof(IdemHistoryName) * Max(history->nnames, 1));
	foreach(lc, draft->names)
	{
		const FoldName *name = lfirst(lc);
		IdemHistoryName *result = &history->names[foreach_current_index(lc)];
		FoldObject **schema;

		result->name = pstrdup(name->key.name);
		if (history->owner == NULL && name->key.scope != 0)
		{
			schema = hash_search(schemas, &name->key.scope, HASH_FIND, NULL);
			result->schema = pstrdup(schema[1]->name);
		}
	}

	history->nobjects = list_length(draft->objects);
	history->objects = palloc0(sizeof(IdemHistoryObject) * history->nobjects);
	foreach(lc, draft->objects)
	{
		FoldObject *object = lfirst(lc);
		FoldName   *last = idem_fold_name(fold, object->scope, object->space, object->name, true);

		fill_object(&history->objects[foreach_current_index(lc)], object,
					object->space == FOLD_ROUTINE ? routine_name_index(draft, last) :
					last->index - 1);
		if (object->entry)
			last_made = object;
	}

	/* what the script found was there from the beginning */
	history->nevents = list_length(draft->events);
	history->events = palloc0(sizeof(IdemHistoryEvent) * history->nevents);
	foreach(lc, draft->events)
		history->events[foreach_current_index(lc)] = *(IdemHistoryEvent *) lfirst(lc);

	fold->current = last_made ? &last_made->entry->statement : fold->current;
	entry = idem_fold_entry(fold, (Node *) history);
	entry->edited = true;
	for (int i = 0; i < history->nnames; i++)
	{
		const FoldName *name = list_nth(draft->names, i);
		FoldObject **schema = history->names[i].schema ?
			hash_search(schemas, &name->key.scope, HASH_FIND, NULL) : NULL;

		/* a schema that it goes to has to be there */
		if (schema && !schema[1]->dead)
			(void) idem_fold_ref(fold, schema[1], FOLD_REF_NOTHING, NULL, entry, NULL);
	}
	return entry;
}

static HTAB *
schemas_by_id(const Fold *fold)
{
	HASHCTL		control;
	HTAB	   *result;
	ListCell   *lc;

	control.keysize = sizeof(int);
	control.entrysize = 2 * sizeof(FoldObject *);
	control.hcxt = CurrentMemoryContext;
	result = hash_create("idem_migrate schemas", 64, &control,
						 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	foreach(lc, fold->events)
	{
		const FoldEvent *event = lfirst(lc);

		if (event->object->space == FOLD_SCHEMA)
		{
			FoldObject **schema = hash_search(result, &event->object->id, HASH_ENTER, NULL);

			schema[1] = event->object;
		}
	}
	return result;
}

/*
 * The order in which they come: schemas, then what is in them, and types
 * before the functions that are told by them, then parts.
 */
static int
rank(const FoldObject *object)
{
	return object->space == FOLD_SCHEMA ? 0 : is_part(object) ? 3 :
		object->space == FOLD_TYPE ? 1 : 2;
}

/*
 * All histories, as entries to come before the others, with those that take
 * children from their parents.  Nothing that moved means none.
 */
List *
idem_fold_histories(Fold *fold)
{
	List	   *result = NIL;
	List	   *drafts = NIL;
	HTAB	   *schemas;
	ListCell   *lc;
	bool		any = false;

	foreach(lc, fold->events)
	{
		const FoldEvent *event = lfirst(lc);

		CHECK_FOR_INTERRUPTS();
		if (!event->object->moved || !is_followed(event->object))
			continue;
		any = true;
		if (event->object->space == FOLD_ROUTINE)
			continue;
		join(event->from ? event->from : event->to, event->to ? event->to : event->from);
	}
	if (!any)
		return idem_fold_leaves(fold);

	foreach(lc, fold->events)
	{
		const FoldEvent *event = lfirst(lc);
		FoldName   *name = event->to ? event->to : event->from;
		FoldName   *leader = name->leader ? leader_of(name) : NULL;
		Draft	   *draft;

		CHECK_FOR_INTERRUPTS();
		if (event->object->space == FOLD_ROUTINE)
		{
			/*
			 * overloaded ones share their names: each has a history of its
			 * own
			 */
			if (!event->object->moved)
				continue;
			draft = event->object->draft;
			if (draft == NULL)
			{
				draft = event->object->draft = palloc0(sizeof(Draft));
				drafts = lappend(drafts, draft);
			}
			note_routine(draft, event);
			continue;
		}
		if (leader && is_followed(event->object))
		{
			if (leader->draft == NULL)
			{
				draft = palloc0(sizeof(Draft));
				draft->owner = event->object->scope;
				leader->draft = draft;
				drafts = lappend(drafts, draft);
			}
			note_event(event);
		}
		if (event->object->space == FOLD_COLUMN || event->object->space == FOLD_LABEL)
			note_column(event);
	}

	schemas = schemas_by_id(fold);
	for (int turn = 0; turn < 4; turn++)
	{
		/* a new name of a column would go on to those who are no children */
		if (turn == 3)
			result = list_concat(result, idem_fold_leaves(fold));
		foreach(lc, drafts)
		{
			Draft	   *draft = lfirst(lc);
			FoldEntry  *entry;

			if (!draft->moved || rank(linitial(draft->objects)) != turn)
				continue;
			entry = finish(fold, draft, schemas);
			if (entry)
				result = lappend(result, entry);
		}
	}
	hash_destroy(schemas);
	return result;
}
