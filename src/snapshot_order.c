/*-------------------------------------------------------------------------
 *
 * snapshot_order.c
 *	  What the objects of a schema use of each other.
 *
 * Every object has addresses: its own, and those of its parts and of what
 * stands for it (a table's row type).  Objects are ordered by kind and name;
 * OIDs serve to look things up and for nothing else.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_depend.h"
#include "utils/fmgroids.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#include "define.h"

/* An address, whose it is, and what it uses. */
typedef struct AddressKey
{
	Oid			classid;
	Oid			objid;
} AddressKey;

typedef struct Address
{
	AddressKey	key;
	IdemSnapshotNode *owner;
	bool		read;
	List	   *uses;			/* IdemSnapshotNode; valid if read */
} Address;

static Address *
find_address(const IdemSnapshot *snapshot, Oid classid, Oid objid)
{
	AddressKey	key = {classid, objid};

	return hash_search(snapshot->addresses, &key, HASH_FIND, NULL);
}

/* an address that stands for the object when another uses it */
void
idem_snapshot_add_alias(IdemSnapshot *snapshot, IdemSnapshotNode *node, Oid classid, Oid objid)
{
	AddressKey	key = {classid, objid};
	Address    *address;
	bool		found;

	if (!OidIsValid(objid))
		return;
	address = hash_search(snapshot->addresses, &key, HASH_ENTER, &found);
	if (found)
		return;
	address->owner = node;
	address->read = false;
	address->uses = NIL;
}

void
idem_snapshot_add_address(IdemSnapshot *snapshot, IdemSnapshotNode *node, List **list, Oid classid, Oid objid)
{
	idem_snapshot_add_alias(snapshot, node, classid, objid);
	*list = lappend(*list, find_address(snapshot, classid, objid));
}

IdemSnapshotNode *
idem_snapshot_add_node(IdemSnapshot *snapshot, Oid classid, Oid objid, int rank, char *name)
{
	IdemSnapshotNode *node = palloc0(sizeof(IdemSnapshotNode));

	node->classid = classid;
	node->objid = objid;
	node->rank = rank;
	node->name = name;
	idem_snapshot_add_address(snapshot, node, &node->whole, classid, objid);
	snapshot->nodes = lappend(snapshot->nodes, node);
	return node;
}

static int
compare_nodes(const ListCell *a, const ListCell *b)
{
	const IdemSnapshotNode *x = lfirst(a);
	const IdemSnapshotNode *y = lfirst(b);

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return strcmp(x->name, y->name);
}

void
idem_snapshot_sort(IdemSnapshot *snapshot)
{
	list_sort(snapshot->nodes, compare_nodes);
}

bool
idem_snapshot_has(const IdemSnapshot *snapshot, Oid classid, Oid objid)
{
	return find_address(snapshot, classid, objid) != NULL;
}

/*
 * Let a sequence be a part of a table, if that is one of the schema's.
 */
bool
idem_snapshot_adopt(IdemSnapshot *snapshot, Oid seqid, Oid relid)
{
	Address    *table = find_address(snapshot, RelationRelationId, relid);
	Address    *sequence = find_address(snapshot, RelationRelationId, seqid);

	if (table == NULL || sequence == NULL)
		return false;
	sequence->owner = table->owner;
	return true;
}

IdemSnapshot *
idem_snapshot_create(void)
{
	IdemSnapshot *snapshot = palloc0(sizeof(IdemSnapshot));
	HASHCTL		ctl = {0};

	ctl.keysize = sizeof(AddressKey);
	ctl.entrysize = sizeof(Address);
	ctl.hcxt = CurrentMemoryContext;
	snapshot->addresses = hash_create("idem_migrate snapshot", 1024, &ctl,
									  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	return snapshot;
}

/*
 * The objects of the schema that one address uses.
 */
static void
read_uses(IdemSnapshot *snapshot, Address *address)
{
	Relation	depend;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;
	MemoryContext old;

	if (address->read)
		return;
	old = MemoryContextSwitchTo(GetMemoryChunkContext(snapshot));
	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyInit(&keys[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(address->key.classid));
	ScanKeyInit(&keys[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(address->key.objid));
	scan = systable_beginscan(depend, DependDependerIndexId, true, NULL, 2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);
		Address    *used = find_address(snapshot, form->refclassid, form->refobjid);

		if (used != NULL && used->owner != address->owner)
			address->uses = list_append_unique_ptr(address->uses, used->owner);
	}
	systable_endscan(scan);
	table_close(depend, AccessShareLock);
	address->read = true;
	MemoryContextSwitchTo(old);
}

/*
 * The objects that some addresses use, in the order of rank and
 * name.
 */
List *
idem_snapshot_uses(IdemSnapshot *snapshot, List *addresses)
{
	List	   *uses = NIL;
	ListCell   *lc;

	foreach(lc, addresses)
	{
		Address    *address = lfirst(lc);

		read_uses(snapshot, address);
		uses = list_concat_unique_ptr(uses, address->uses);
	}
	list_sort(uses, compare_nodes);
	return uses;
}

/*
 * The first object that a part uses and that has not been written; NULL if it
 * lacks nothing.
 */
IdemSnapshotNode *
idem_snapshot_lacks(IdemSnapshot *snapshot, Oid classid, Oid objid,
					const IdemSnapshotNode *current)
{
	Address    *address = find_address(snapshot, classid, objid);
	ListCell   *lc;

	if (address == NULL)
		return NULL;
	read_uses(snapshot, address);
	foreach(lc, address->uses)
	{
		IdemSnapshotNode *used = lfirst(lc);

		if (used != current && used->state != IDEM_NODE_WRITTEN)
			return used;
	}
	return NULL;
}
