/*-------------------------------------------------------------------------
 *
 * track.c
 *	  What a running script makes, alters, renames and drops.
 *
 * The server tells through object_access_hook, also of what is done inside DO
 * blocks and functions.  A made object is remembered by its OID until the
 * script ends; of an object that is altered or dropped we take down name and
 * parts while the catalogs still show the old state, and compare after the
 * statement.
 *
 * Objects of the script's own declarations that were there already are
 * expected by the revision, too: a partly migrated database, or a table that
 * services share.
 *
 * Owns the hook, which is idle unless a script runs.  Never changes anything
 * itself: what earlier revisions expected is brought up to date by moved.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_trigger.h"
#include "commands/extension.h"
#include "miscadmin.h"
#include "nodes/pg_list.h"
#include "storage/ipc.h"
#include "utils/array.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "revision.h"

/* An object that the script made or declared. */
typedef struct Expected
{
	ObjectAddress address;		/* hash key; must be first */
	bool		made;
	List	   *parts;			/* if not made: those that were declared */
} Expected;

/* An object that the running statement alters or drops. */
typedef struct Touched
{
	ObjectAddress address;		/* hash key; must be first */
	IdemObject *before;
} Touched;

struct IdemTrack
{
	const char *stream;
	const char *revision;
	bool		reverting;
	MemoryContext context;
	HTAB	   *expected;
	List	   *order;			/* Expected, as they came */
	HTAB	   *touched;
	List	   *touched_order;
	MemoryContext touched_context;
	struct IdemTrack *outer;	/* script that runs this one's function */
};

static IdemTrack *active = NULL;
static object_access_hook_type next_hook = NULL;

static void access_hook(ObjectAccessType access, Oid classid, Oid objid, int subid, void *arg);
static void note_made(const ObjectAddress *address);
static void note_touched(const ObjectAddress *address);
static void expect(const ObjectAddress *address, List *parts);

void
idem_track_init(void)
{
	next_hook = object_access_hook;
	object_access_hook = access_hook;
}

/* ----------------------------------------------------------------
 *	Around a script
 * ----------------------------------------------------------------
 */

static HTAB *
address_table(const char *name, Size entrysize, MemoryContext context)
{
	HASHCTL		ctl = {0};

	ctl.keysize = sizeof(ObjectAddress);
	ctl.entrysize = entrysize;
	ctl.hcxt = context;
	return hash_create(name, 64, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

static void
forget_touched(IdemTrack *track)
{
	MemoryContextReset(track->touched_context);
	track->touched = NULL;
	track->touched_order = NIL;
}

/*
 * Begin to track a script.  To be ended with idem_track_end(), also after an
 * error; everything is allocated in the current memory context.
 */
IdemTrack *
idem_track_begin(const char *stream, const char *revision, bool reverting)
{
	IdemTrack  *track = palloc0(sizeof(IdemTrack));

	track->stream = stream;
	track->revision = revision;
	track->reverting = reverting;
	track->context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate track",
										   ALLOCSET_DEFAULT_SIZES);
	track->touched_context = AllocSetContextCreate(track->context, "idem_migrate touched",
												   ALLOCSET_DEFAULT_SIZES);
	track->expected = address_table("objects expected by the script", sizeof(Expected),
									track->context);
	track->outer = active;
	active = track;
	return track;
}

void
idem_track_end(IdemTrack *track)
{
	active = track->outer;
}

/*
 * A statement has ended, and its changes are visible.
 */
void
idem_track_statement(void)
{
	IdemTrack  *track = active;
	ListCell   *lc;

	if (track == NULL || track->touched_order == NIL)
		return;

	foreach(lc, track->touched_order)
	{
		Touched    *touched = lfirst(lc);
		List	   *added;

		CHECK_FOR_INTERRUPTS();
		added = idem_object_moved(touched->before, &touched->address,
								  track->stream, track->revision, track->reverting);
		if (added != NIL)
			expect(&touched->address, added);
	}
	forget_touched(track);
}

/* ----------------------------------------------------------------
 *	The hook
 * ----------------------------------------------------------------
 */

/*
 * Some changes are told as those of another object than the one whose part
 * they are.
 */
static void
normalize(ObjectAddress *address, ObjectAccessType access)
{
	if (address->classId == IndexRelationId)
		address->classId = RelationRelationId;
	else if (address->classId == AttrDefaultRelationId)
	{
		/* made: told by column; dropped: by OID */
		if (address->objectSubId != 0)
			address->classId = RelationRelationId;
		else
			*address = GetAttrDefaultColumnAddress(address->objectId);
	}
	else if (address->classId == ConstraintRelationId && access != OAT_POST_CREATE)
	{
		/* from 18 on, NOT NULL is a constraint; here it is a part of a column */
		HeapTuple	tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(address->objectId));
		Form_pg_constraint form;

		if (!HeapTupleIsValid(tuple))
			return;
		form = (Form_pg_constraint) GETSTRUCT(tuple);
		if (form->contype == 'n' && OidIsValid(form->conrelid))
		{
			bool		isnull;
			Datum		key = SysCacheGetAttr(CONSTROID, tuple, Anum_pg_constraint_conkey, &isnull);

			if (!isnull)
				ObjectAddressSubSet(*address, RelationRelationId, form->conrelid,
									((int16 *) ARR_DATA_PTR(DatumGetArrayTypeP(key)))[0]);
		}
		ReleaseSysCache(tuple);
	}
}

static void
access_hook(ObjectAccessType access, Oid classid, Oid objid, int subid, void *arg)
{
	ObjectAddress address;

	if (next_hook)
		next_hook(access, classid, objid, subid, arg);

	/* a session that is terminated leaves no PG_FINALLY() on its way out */
	if (active == NULL || proc_exit_inprogress ||
		(access != OAT_POST_CREATE && access != OAT_POST_ALTER && access != OAT_DROP))
		return;

	/*
	 * What an extension's script does is the extension's business, and so is
	 * what goes with it: members refer to types that are gone already.
	 */
	if (creating_extension ||
		(access == OAT_DROP && OidIsValid(getExtensionOfObject(classid, objid))))
		return;

	/* TOAST tables, the triggers of foreign keys, tables that are rewritten */
	if (access == OAT_POST_CREATE && arg != NULL &&
		((ObjectAccessPostCreate *) arg)->is_internal &&
		(classid == RelationRelationId || classid == TriggerRelationId))
		return;

	ObjectAddressSubSet(address, classid, objid, subid);
	normalize(&address, access);
	if (access == OAT_POST_CREATE && classid != AttrDefaultRelationId)
		note_made(&address);
	else
		note_touched(&address);
}

static Expected *
note_expected(const ObjectAddress *address, bool *found)
{
	Expected   *expected = hash_search(active->expected, address, HASH_ENTER, found);

	if (!*found)
	{
		MemoryContext old = MemoryContextSwitchTo(active->context);

		expected->made = false;
		expected->parts = NIL;
		active->order = lappend(active->order, expected);
		MemoryContextSwitchTo(old);
	}
	return expected;
}

/*
 * The revision expects an object that was there already, with these parts.
 */
static void
expect(const ObjectAddress *address, List *parts)
{
	bool		found;
	Expected   *expected = note_expected(address, &found);
	MemoryContext old = MemoryContextSwitchTo(active->context);
	ListCell   *lc;

	foreach(lc, parts)
	{
		if (!idem_string_member(expected->parts, lfirst(lc)))
			expected->parts = lappend(expected->parts, pstrdup(lfirst(lc)));
	}
	MemoryContextSwitchTo(old);
}

static void
note_made(const ObjectAddress *address)
{
	bool		found;

	note_expected(address, &found)->made = true;
}

/*
 * Whether the script made the object, or the relation whose column it is.
 */
static bool
was_made(const ObjectAddress *address)
{
	ObjectAddress whole = *address;
	Expected   *expected = hash_search(active->expected, address, HASH_FIND, NULL);

	if (expected != NULL && expected->made)
		return true;
	whole.objectSubId = 0;
	expected = hash_search(active->expected, &whole, HASH_FIND, NULL);
	return expected != NULL && expected->made;
}

/*
 * Called before the change becomes visible, so what we see is the old state.
 */
static void
note_touched(const ObjectAddress *address)
{
	MemoryContext old;
	IdemObject *before;
	Touched    *touched;
	bool		found;

	if (was_made(address))
		return;

	old = MemoryContextSwitchTo(active->touched_context);
	if (active->touched == NULL)
		active->touched = address_table("objects touched by a statement", sizeof(Touched),
										active->touched_context);
	if (hash_search(active->touched, address, HASH_FIND, NULL) == NULL &&
		(before = idem_object_at(address)) != NULL)
	{
		touched = hash_search(active->touched, address, HASH_ENTER, &found);
		touched->before = before;
		active->touched_order = lappend(active->touched_order, touched);
	}
	MemoryContextSwitchTo(old);
}

/* ----------------------------------------------------------------
 *	Declarations
 * ----------------------------------------------------------------
 */

/*
 * These were declared to be absent, or to have another name.
 */
void
idem_track_moved(List *wanted)
{
	ListCell   *lc;

	if (active == NULL)
		return;

	foreach(lc, wanted)
	{
		IdemWanted *one = lfirst(lc);

		if (one->wish != IDEM_PRESENT ||
			(one->node != NULL && IsA(one->node, AlterEnumStmt)))
			idem_wanted_moved(one, active->stream, active->revision, active->reverting);
	}
}

/*
 * These objects have converged.
 */
void
idem_track_wanted(List *wanted)
{
	ListCell   *lc;

	if (active == NULL)
		return;

	foreach(lc, wanted)
	{
		IdemWanted *one = lfirst(lc);
		ObjectAddress whole;
		IdemActual *actual;

		if (one->wish != IDEM_PRESENT || one->kind->is_property ||
			one->kind->is_edit || active->reverting)
			continue;

		/* what was made in this script is recorded anyway */
		if (one->parent != NULL && OidIsValid(one->parent->objid))
		{
			ObjectAddressSet(whole, RelationRelationId, one->parent->objid);
			if (was_made(&whole))
				continue;
		}
		one->kind->resolve(one);
		if (!OidIsValid(one->objid))
			continue;
		actual = one->kind->observe(one);
		if (actual->found && !was_made(&actual->address))
			expect(&actual->address, idem_declared_parts(one->node));
	}
}

/* ----------------------------------------------------------------
 *	What is recorded in the end
 * ----------------------------------------------------------------
 */

/*
 * What the revision expects from now on.
 */
List *
idem_track_objects(void)
{
	List	   *objects = NIL;
	ListCell   *lc;

	foreach(lc, active->order)
	{
		Expected   *expected = lfirst(lc);
		const ObjectAddress *address = &expected->address;
		IdemObject *object;

		CHECK_FOR_INTERRUPTS();
		if (address->objectSubId != 0)
		{
			/* a column of a made table comes with it */
			ObjectAddress whole = *address;

			whole.objectSubId = 0;
			if (was_made(&whole))
				continue;
		}
		if (expected->made && !idem_is_recorded(address))
			continue;
		object = idem_object_at(address);
		if (object == NULL || idem_is_private(object))
			continue;

		if (!expected->made)
		{
			List	   *parts = NIL;
			ListCell   *lp;

			foreach(lp, expected->parts)
			{
				if (idem_string_member(object->parts, lfirst(lp)))
					parts = lappend(parts, lfirst(lp));
			}
			object->parts = parts;
		}
		objects = lappend(objects, object);
		if (expected->made && address->classId == RelationRelationId &&
			address->objectSubId == 0 &&
			(strcmp(object->type, "table") == 0 || strcmp(object->type, "foreign table") == 0))
			objects = list_concat(objects, idem_columns_of(object, address->objectId));
	}
	return objects;
}
