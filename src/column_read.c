/*-------------------------------------------------------------------------
 *
 * column_read.c
 *	  The columns of relations, read at one go and kept.
 *
 * The server's own cache of a relation wants a lock on it, and its caches of
 * single columns look each of them up by itself, which is what the start of
 * a service with a large schema would spend most of its time on.
 *
 * What is kept is dropped when the server invalidates its own entry for the
 * relation, which it does for every change of pg_attribute, and whenever a
 * default is stored or removed.  Callers get copies: any look at a catalog
 * may bring invalidations.
 *
 * Never locks the relation, and writes nothing.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#include "column.h"
#include "compat.h"

typedef struct Kept
{
	Oid			relid;			/* key */
	MemoryContext context;		/* of all that follows */
	int			ncolumns;
	IdemColumn *columns;		/* in any order, with those of the system */
	bool		complete;		/* defaults were read as well */
	char	  **defaults;		/* what columns[].defexpr is made of, if any */
} Kept;

static HTAB *kept = NULL;
static uint64 invalidations = 0;

static void
forget(Datum arg, Oid relid)
{
	HASH_SEQ_STATUS status;
	Kept	   *entry;

	(void) arg;
	invalidations++;
	if (OidIsValid(relid))
	{
		entry = hash_search(kept, &relid, HASH_FIND, NULL);
		if (entry != NULL)
		{
			MemoryContextDelete(entry->context);
			(void) hash_search(kept, &relid, HASH_REMOVE, NULL);
		}
		return;
	}

	hash_seq_init(&status, kept);
	while ((entry = hash_seq_search(&status)) != NULL)
	{
		MemoryContextDelete(entry->context);
		(void) hash_search(kept, &entry->relid, HASH_REMOVE, NULL);
	}
}

static void
begin_keeping(void)
{
	HASHCTL		ctl = {0};

	if (kept != NULL)
		return;
	ctl.keysize = sizeof(Oid);
	ctl.entrysize = sizeof(Kept);
	kept = hash_create("idem_migrate columns", 64, &ctl, HASH_ELEM | HASH_BLOBS);
	CacheRegisterRelcacheCallback(forget, (Datum) 0);
}

/*
 * Read the rows of pg_attribute that belong to a relation.
 */
static void
read_attributes(Kept *entry)
{
	Relation	pg_attribute = table_open(AttributeRelationId, AccessShareLock);
	int			size = 16;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	entry->columns = palloc(sizeof(IdemColumn) * size);
	ScanKeyInit(&key, Anum_pg_attribute_attrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(entry->relid));
	scan = systable_beginscan(pg_attribute, AttributeRelidNumIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		IdemColumn *column;

		if (entry->ncolumns == size)
		{
			size *= 2;
			entry->columns = repalloc(entry->columns, sizeof(IdemColumn) * size);
		}
		column = &entry->columns[entry->ncolumns++];
		memcpy(&column->att, GETSTRUCT(tuple), ATTRIBUTE_FIXED_PART_SIZE);
		column->statistics = idem_attribute_statistics(tuple);
		column->defexpr = NULL;
	}
	systable_endscan(scan);
	table_close(pg_attribute, AccessShareLock);
}

/*
 * Read its rows of pg_attrdef, as text: few of them may ever be asked for.
 */
static void
read_defaults(Kept *entry)
{
	Relation	pg_attrdef = table_open(AttrDefaultRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	entry->defaults = palloc0(sizeof(char *) * entry->ncolumns);
	ScanKeyInit(&key, Anum_pg_attrdef_adrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(entry->relid));
	scan = systable_beginscan(pg_attrdef, AttrDefaultIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		AttrNumber	attnum = ((Form_pg_attrdef) GETSTRUCT(tuple))->adnum;
		bool		isnull;
		Datum		adbin = heap_getattr(tuple, Anum_pg_attrdef_adbin,
										 RelationGetDescr(pg_attrdef), &isnull);

		for (int i = 0; i < entry->ncolumns && !isnull; i++)
		{
			if (entry->columns[i].att.attnum == attnum)
				entry->defaults[i] = TextDatumGetCString(adbin);
		}
	}
	systable_endscan(scan);
	table_close(pg_attrdef, AccessShareLock);
}

static bool
has_default(const Kept *entry)
{
	for (int i = 0; i < entry->ncolumns; i++)
	{
		if (entry->columns[i].att.atthasdef)
			return true;
	}
	return false;
}

/*
 * The columns of a relation, with or without their defaults.  What this
 * returns holds until the next look at a catalog.
 */
static Kept *
look_up(Oid relid, bool with_defaults)
{
	static Kept unkept;
	Kept		entry = {0};
	Kept	   *found;
	uint64		before;
	MemoryContext old;

	begin_keeping();
	found = hash_search(kept, &relid, HASH_FIND, NULL);
	if (found != NULL)
	{
		if (found->complete || !with_defaults)
			return found;
		forget((Datum) 0, relid);
	}

	/* all reading is done before anything is kept */
	before = invalidations;
	entry.relid = relid;
	entry.context = AllocSetContextCreate(CurrentMemoryContext, "columns of a relation",
										  ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(entry.context);
	read_attributes(&entry);
	entry.complete = !has_default(&entry);
	if (with_defaults && !entry.complete)
	{
		read_defaults(&entry);
		entry.complete = true;
	}
	MemoryContextSwitchTo(old);

	/* what changed meanwhile, or does not exist, serves this call alone */
	if (invalidations != before || entry.ncolumns == 0)
	{
		unkept = entry;
		return &unkept;
	}
	found = hash_search(kept, &relid, HASH_ENTER, NULL);
	*found = entry;
	MemoryContextSetParent(entry.context, CacheMemoryContext);
	return found;
}

static IdemColumn *
find_column(const Kept *entry, const char *name)
{
	for (int i = 0; i < entry->ncolumns; i++)
	{
		IdemColumn *column = &entry->columns[i];

		if (!column->att.attisdropped && strcmp(NameStr(column->att.attname), name) == 0)
			return column;
	}
	return NULL;
}

/*
 * The column that goes, or will go, by the name.
 */
static IdemColumn *
column_of(Kept *entry, Oid relid, const char *name)
{
	name = idem_current_name(IDEM_NAME_COLUMN, relid, name);
	return name ? find_column(entry, name) : NULL;
}

/*
 * A column by its name; false if there is none.
 */
bool
idem_read_column(Oid relid, const char *name, IdemColumn *column)
{
	Kept	   *entry = look_up(relid, true);
	IdemColumn *found = column_of(entry, relid, name);
	char	   *adbin;

	if (found == NULL)
		return false;
	adbin = entry->defaults ? entry->defaults[found - entry->columns] : NULL;
	if (adbin != NULL && found->defexpr == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(entry->context);

		found->defexpr = stringToNode(adbin);
		MemoryContextSwitchTo(old);
	}
	*column = *found;
	column->defexpr = copyObject(found->defexpr);
	return true;
}

/*
 * The same without its default.
 */
bool
idem_read_attribute(Oid relid, const char *name, FormData_pg_attribute *att)
{
	IdemColumn *found = column_of(look_up(relid, false), relid, name);

	if (found == NULL)
		return false;
	*att = found->att;
	return true;
}

/*
 * The number of a column, as get_attnum() of lsyscache.c has it.
 */
AttrNumber
idem_column_number(Oid relid, const char *name)
{
	IdemColumn *found = column_of(look_up(relid, false), relid, name);

	return found ? found->att.attnum : InvalidAttrNumber;
}

/*
 * The columns with numbers from 1 to natts, dropped ones too; false if they
 * are not all there.
 */
bool
idem_read_attributes(Oid relid, int natts, FormData_pg_attribute *atts)
{
	Kept	   *entry = look_up(relid, false);
	int			found = 0;

	for (int i = 0; i < entry->ncolumns; i++)
	{
		FormData_pg_attribute *att = &entry->columns[i].att;

		if (att->attnum > 0 && att->attnum <= natts)
		{
			atts[att->attnum - 1] = *att;
			found++;
		}
	}
	return found == natts;
}
