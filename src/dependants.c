/*-------------------------------------------------------------------------
 *
 * dependants.c
 *	  What goes along when an object is dropped, and the data in it.
 *
 * DROP ... CASCADE on a type takes the columns that are of that type with it,
 * on a schema all its tables, on an extension what it has made.  The server
 * tells the names of what goes, but not that there is data in it.  Walks
 * pg_depend the way findDependentObjects() of dependency.c does, reading
 * only; where in doubt it goes too far rather than not far enough.
 *
 * Owns the refusal of a drop that would lose data by its dependants.  Never
 * drops anything.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/relation.h"
#include "access/table.h"
#include "access/tableam.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_type.h"
#include "commands/sequence.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

/* As many relations with data are named in a message. */
#define MAX_NAMED 10

/* The walk: objects that were met, as a set and in the order of meeting. */
typedef struct Walk
{
	HTAB	   *met;
	List	   *objects;		/* ObjectAddress */
} Walk;

static void walk_dependants(Walk *walk, Oid classid, Oid objid, bool cascade);
static void meet(Walk *walk, const ObjectAddress *object);
static void read_dependants(Walk *walk, const ObjectAddress *object, bool cascade);
static void read_owners(Walk *walk, const ObjectAddress *object);
static bool holds_data(const ObjectAddress *object);

/* ----------------------------------------------------------------
 *	The walk
 * ----------------------------------------------------------------
 */

/*
 * What a drop of the object removes, with or without CASCADE, the object
 * itself first.
 */
static void
walk_dependants(Walk *walk, Oid classid, Oid objid, bool cascade)
{
	HASHCTL		control = {0};
	ObjectAddress root;

	control.keysize = sizeof(ObjectAddress);
	control.entrysize = sizeof(ObjectAddress);
	control.hcxt = CurrentMemoryContext;
	walk->objects = NIL;
	walk->met = hash_create("idem_migrate dependants", 256, &control,
							HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);

	ObjectAddressSet(root, classid, objid);
	meet(walk, &root);
	for (int i = 0; i < list_length(walk->objects); i++)
	{
		ObjectAddress *object = list_nth(walk->objects, i);

		CHECK_FOR_INTERRUPTS();
		read_dependants(walk, object, cascade);

		/* a view is dropped by way of its rule */
		if (object->classId == RewriteRelationId)
			read_owners(walk, object);

		/* an attribute of a row type goes from all columns of that type */
		if (object->classId == RelationRelationId && object->objectSubId != 0 &&
			get_rel_relkind(object->objectId) == RELKIND_COMPOSITE_TYPE)
		{
			ObjectAddress rowtype;

			ObjectAddressSet(rowtype, TypeRelationId, get_rel_type_id(object->objectId));
			meet(walk, &rowtype);
		}
	}
}

static void
meet(Walk *walk, const ObjectAddress *object)
{
	bool		found;
	ObjectAddress *copy;

	(void) hash_search(walk->met, object, HASH_ENTER, &found);
	if (found)
		return;

	copy = palloc(sizeof(ObjectAddress));
	*copy = *object;
	walk->objects = lappend(walk->objects, copy);
}

/*
 * Without CASCADE only what belongs to the object goes: the server refuses
 * to drop it if there is a dependant of the normal type.
 */
static void
read_dependants(Walk *walk, const ObjectAddress *object, bool cascade)
{
	Relation	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyData key[3];
	int			nkeys = 2;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(object->classId));
	ScanKeyInit(&key[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(object->objectId));
	if (object->objectSubId != 0)
	{
		ScanKeyInit(&key[2], Anum_pg_depend_refobjsubid, BTEqualStrategyNumber, F_INT4EQ,
					Int32GetDatum(object->objectSubId));
		nkeys = 3;
	}

	scan = systable_beginscan(depend, DependReferenceIndexId, true, NULL, nkeys, key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);
		ObjectAddress dependant;

		if (form->deptype == DEPENDENCY_NORMAL && !cascade)
			continue;
		ObjectAddressSubSet(dependant, form->classid, form->objid, form->objsubid);
		meet(walk, &dependant);
	}
	systable_endscan(scan);
	table_close(depend, AccessShareLock);
}

/*
 * What the object is an internal part of.
 */
static void
read_owners(Walk *walk, const ObjectAddress *object)
{
	Relation	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyData key[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(object->classId));
	ScanKeyInit(&key[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(object->objectId));
	scan = systable_beginscan(depend, DependDependerIndexId, true, NULL, 2, key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);
		ObjectAddress owner;

		if (form->deptype != DEPENDENCY_INTERNAL)
			continue;
		ObjectAddressSubSet(owner, form->refclassid, form->refobjid, form->refobjsubid);
		meet(walk, &owner);
	}
	systable_endscan(scan);
	table_close(depend, AccessShareLock);
}

/*
 * The relations with columns that are of a type, at any depth.  What checks
 * the values of a domain locks them.
 */
List *
idem_relations_with_type(Oid typid)
{
	Walk		walk;
	List	   *result = NIL;
	ListCell   *lc;

	walk_dependants(&walk, TypeRelationId, typid, true);
	foreach(lc, walk.objects)
	{
		ObjectAddress *object = lfirst(lc);
		char		relkind;

		if (object->classId != RelationRelationId || object->objectSubId <= 0)
			continue;
		relkind = get_rel_relkind(object->objectId);
		if (relkind == RELKIND_RELATION || relkind == RELKIND_MATVIEW)
			result = list_append_unique_oid(result, object->objectId);
	}
	return result;
}

/* ----------------------------------------------------------------
 *	The data
 * ----------------------------------------------------------------
 */

/*
 * Whether a sequence has been advanced or set.  Its row is visible to every
 * snapshot.
 */
static bool
sequence_is_used(Oid seqid)
{
	Relation	rel = relation_open(seqid, AccessShareLock);
	TupleTableSlot *slot = table_slot_create(rel, NULL);
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());
	TableScanDesc scan = table_beginscan(rel, snapshot, 0, NULL);
	bool		used = false;

	if (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		HeapTuple	tuple = SearchSysCache1(SEQRELID, ObjectIdGetDatum(seqid));
		bool		isnull;
		int64		last = DatumGetInt64(slot_getattr(slot, SEQ_COL_LASTVAL, &isnull));

		used = DatumGetBool(slot_getattr(slot, SEQ_COL_CALLED, &isnull));
		if (HeapTupleIsValid(tuple))
		{
			used |= (last != ((Form_pg_sequence) GETSTRUCT(tuple))->seqstart);
			ReleaseSysCache(tuple);
		}
	}
	table_endscan(scan);
	UnregisterSnapshot(snapshot);
	ExecDropSingleTupleTableSlot(slot);
	relation_close(rel, NoLock);
	return used;
}

static bool
is_owned_sequence(Oid seqid)
{
	Oid			tableid;
	int32		column;

	return sequenceIsOwned(seqid, DEPENDENCY_AUTO, &tableid, &column) ||
		sequenceIsOwned(seqid, DEPENDENCY_INTERNAL, &tableid, &column);
}

/*
 * Whether there may be data in it that does not count elsewhere: a column
 * does not beside its table, nor a sequence beside its column.
 */
static bool
may_hold_data(Walk *walk, const ObjectAddress *object)
{
	ObjectAddress table;
	bool		found;

	if (object->classId != RelationRelationId)
		return false;
	switch (get_rel_relkind(object->objectId))
	{
		case RELKIND_RELATION:
			if (object->objectSubId == 0)
				return true;
			ObjectAddressSet(table, RelationRelationId, object->objectId);
			(void) hash_search(walk->met, &table, HASH_FIND, &found);
			return !found;
		case RELKIND_SEQUENCE:
			return object == linitial(walk->objects) ||
				!is_owned_sequence(object->objectId);
		default:
			/* derived data, none, or that of partitions, which are met too */
			return false;
	}
}

static bool
holds_data(const ObjectAddress *object)
{
	Oid			relid = object->objectId;
	char	   *column = NULL;

	if (get_rel_relkind(relid) == RELKIND_SEQUENCE)
		return sequence_is_used(relid);
	if (object->objectSubId != 0)
	{
		column = get_attname(relid, object->objectSubId, true);
		if (column == NULL)
			return false;
	}
	return idem_has_rows(relid, column);
}

static int
compare_names(const ListCell *a, const ListCell *b)
{
	return strcmp(lfirst(a), lfirst(b));
}

/*
 * Names of those that hold data, as people read them; NULL if none does.
 * With a lock mode each is locked before it is looked at.
 */
static char *
with_data(List *relations, LOCKMODE mode)
{
	List	   *names = NIL;
	StringInfoData buf;
	ListCell   *lc;

	foreach(lc, relations)
	{
		ObjectAddress *object = lfirst(lc);
		char	   *relation;
		char	   *column;

		CHECK_FOR_INTERRUPTS();
		if (mode != NoLock)
			idem_lock_relation(object->objectId, mode);
		if (!SearchSysCacheExists1(RELOID, ObjectIdGetDatum(object->objectId)) ||
			!holds_data(object))
			continue;			/* without data, or dropped this instant */
		if (list_length(names) >= MAX_NAMED)
		{
			names = lappend(names, NULL);
			break;
		}
		relation = quote_qualified_identifier(get_namespace_name(get_rel_namespace(object->objectId)),
											  get_rel_name(object->objectId));
		if (object->objectSubId != 0)
		{
			column = get_attname(object->objectId, object->objectSubId, false);
			relation = psprintf("column %s of table %s", quote_identifier(column), relation);
		}
		else if (get_rel_relkind(object->objectId) == RELKIND_SEQUENCE)
			relation = psprintf("sequence %s", relation);
		else
			relation = psprintf("table %s", relation);
		names = lappend(names, relation);
	}
	if (names == NIL)
		return NULL;

	initStringInfo(&buf);
	if (llast(names) == NULL)
	{
		names = list_delete_last(names);
		list_sort(names, compare_names);
		names = lappend(names, "others");
	}
	else
		list_sort(names, compare_names);
	foreach(lc, names)
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", (char *) lfirst(lc));
	return buf.data;
}

/*
 * Put the price on a step that drops an object along with whose dependants
 * data would go.  Called when the step is about to be taken: looks at the
 * relations, and if there seems to be no data, once more under the lock that
 * dropping them takes anyway.
 */
void
idem_refuse_losses(IdemStep *step, bool cascade)
{
	const IdemWanted *wanted = step->wanted;
	Oid			classid = wanted->kind->classid;
	Walk		walk;
	List	   *relations = NIL;
	ListCell   *lc;
	char	   *found;

	/* who may not drop it learns so from the server */
	if (!idem_object_ownercheck(classid, wanted->objid, GetUserId()))
		return;

	walk_dependants(&walk, classid, wanted->objid, cascade);
	foreach(lc, walk.objects)
	{
		if (may_hold_data(&walk, lfirst(lc)))
			relations = lappend(relations, lfirst(lc));
	}

	found = with_data(relations, NoLock);
	if (found == NULL)
		found = with_data(relations, AccessExclusiveLock);
	if (found == NULL)
		return;

	idem_refuse(step, IDEM_LOSSY,
				psprintf("dropping %s \"%s\" would lose data", wanted->kind->noun,
						 step->object),
				psprintf("Data would go with: %s.", found));
	step->hint = psprintf("Pass allow => '{%s}' to have it done.",
						  idem_allow_words(IDEM_LOSSY | (cascade ? IDEM_CASCADE : 0)));
}
