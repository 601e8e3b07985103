/*-------------------------------------------------------------------------
 *
 * kept.c
 *	  What was read of relations, kept until it changes.
 *
 * The server's own cache of a relation wants a lock on it, and its caches of
 * catalog rows look each of them up by itself.
 *
 * All that is kept of a relation is dropped when the server invalidates its
 * own entry for it, which it does for every change of its rows in pg_class
 * and pg_attribute, and whenever a default is stored or removed.  What stands
 * in catalogs of which that cannot be said is dropped for all relations at
 * any change of the catalog.
 *
 * A pointer into what is kept holds until the next look at a catalog, since
 * any of them may bring invalidations.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "storage/lmgr.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "kept.h"

/*
 * So many bytes at most, those of about a thousand tables: a session may live
 * long.
 */
#define MAX_BYTES ((Size) 16 * 1024 * 1024)

typedef struct Part
{
	void	   *what;			/* NULL if there is none */
	MemoryContext context;		/* that it is in; NULL: it is one chunk */
	Size		size;
	uint64		edition;		/* of the catalog */
} Part;

typedef struct Kept
{
	Oid			relid;			/* key */
	Part		parts[IDEM_KEPT_PARTS];
} Kept;

static HTAB *kept = NULL;
static Size bytes = 0;			/* of all that is kept */
static uint64 changes = 0;		/* of whatever might be kept */
static uint64 editions[IDEM_KEPT_PARTS];

static void
forget_part(Part *part)
{
	if (part->context != NULL)
		MemoryContextDelete(part->context);
	else if (part->what != NULL)
		pfree(part->what);
	bytes -= part->size;
	part->what = NULL;
	part->context = NULL;
	part->size = 0;
}

static void
forget_relation(Kept *entry)
{
	for (int i = 0; i < IDEM_KEPT_PARTS; i++)
		forget_part(&entry->parts[i]);
	(void) hash_search(kept, &entry->relid, HASH_REMOVE, NULL);
}

static void
forget_all(void)
{
	HASH_SEQ_STATUS status;
	Kept	   *entry;

	if (hash_get_num_entries(kept) == 0)
		return;
	hash_seq_init(&status, kept);
	while ((entry = hash_seq_search(&status)) != NULL)
		forget_relation(entry);
}

/* the server invalidates what it knows of a relation, or of all */
static void
relation_changed(Datum arg, Oid relid)
{
	Kept	   *entry;

	(void) arg;
	changes++;
	if (!OidIsValid(relid))
		forget_all();
	else if ((entry = hash_search(kept, &relid, HASH_FIND, NULL)) != NULL)
		forget_relation(entry);
}

/* a row of a catalog changed */
static void
catalog_changed(Datum part, int cacheid, uint32 hashvalue)
{
	(void) cacheid;
	(void) hashvalue;
	changes++;
	editions[DatumGetInt32(part)]++;
}

static void
begin_keeping(void)
{
	HASHCTL		ctl = {0};

	if (kept != NULL)
		return;
	ctl.keysize = sizeof(Oid);
	ctl.entrysize = sizeof(Kept);
	kept = hash_create("idem_migrate relations", 64, &ctl, HASH_ELEM | HASH_BLOBS);
	CacheRegisterRelcacheCallback(relation_changed, (Datum) 0);
	CacheRegisterSyscacheCallback(CONSTROID, catalog_changed,
								  Int32GetDatum(IDEM_KEPT_CONSTRAINTS));
	CacheRegisterSyscacheCallback(INDEXRELID, catalog_changed,
								  Int32GetDatum(IDEM_KEPT_INDEXES));
}

/*
 * What is kept of a relation, or NULL.
 */
void *
idem_kept(Oid relid, IdemKeptPart part)
{
	Kept	   *entry;

	if (kept == NULL)
		return NULL;
	entry = hash_search(kept, &relid, HASH_FIND, NULL);
	if (entry == NULL)
		return NULL;
	if (entry->parts[part].edition != editions[part])
		forget_part(&entry->parts[part]);
	return entry->parts[part].what;
}

static void
keep(Oid relid, IdemKeptPart part, void *what, MemoryContext context, Size size)
{
	bool		found;
	Kept	   *entry;

	if (bytes + size > MAX_BYTES)
		forget_all();
	entry = hash_search(kept, &relid, HASH_ENTER, &found);
	if (!found)
		memset(entry->parts, 0, sizeof(entry->parts));
	forget_part(&entry->parts[part]);
	entry->parts[part].what = what;
	entry->parts[part].context = context;
	entry->parts[part].size = size;
	bytes += size;
	entry->parts[part].edition = editions[part];
}

/*
 * The catalogs that every table is looked up in, and their indexes, stay
 * locked while many are looked at: each look would lock and unlock them again.
 */
static const Oid catalogs[] = {
	RelationRelationId, ClassNameNspIndexId, ClassOidIndexId,
	AttributeRelationId, AttributeRelidNumIndexId,
	AttrDefaultRelationId, AttrDefaultIndexId,
	ConstraintRelationId, ConstraintRelidTypidNameIndexId,
	IndexRelationId, IndexIndrelidIndexId
};

void
idem_lock_catalogs(void)
{
	for (int i = 0; i < (int) lengthof(catalogs); i++)
		LockRelationOid(catalogs[i], AccessShareLock);
}

void
idem_unlock_catalogs(void)
{
	for (int i = lengthof(catalogs) - 1; i >= 0; i--)
		UnlockRelationOid(catalogs[i], AccessShareLock);
}

/*
 * Keep a copy of what has no pointers in it and was read just now, by one
 * look.
 */
void
idem_keep_flat(Oid relid, IdemKeptPart part, const void *what, Size size)
{
	void	   *copy;

	begin_keeping();
	copy = MemoryContextAlloc(CacheMemoryContext, size);
	memcpy(copy, what, size);
	keep(relid, part, copy, NULL, size + sizeof(Kept));
}

/*
 * Begin to read something: until the end, memory is allocated along with it.
 */
void
idem_reading_begin(IdemReading *reading, Oid relid, IdemKeptPart part)
{
	begin_keeping();
	reading->relid = relid;
	reading->part = part;
	reading->changes = changes;
	reading->context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate relation",
											 0, 1024, 2048);
	reading->caller = MemoryContextSwitchTo(reading->context);
}

/*
 * Keep what was read.  It serves this call alone if anything changed
 * meanwhile.
 */
void
idem_reading_end(IdemReading *reading, void *what)
{
	MemoryContextSwitchTo(reading->caller);
	if (changes != reading->changes)
		return;
	MemoryContextSetParent(reading->context, CacheMemoryContext);
	keep(reading->relid, reading->part, what, reading->context,
		 MemoryContextMemAllocated(reading->context, false));
}
