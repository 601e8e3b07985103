/*-------------------------------------------------------------------------
 *
 * column_read.c
 *	  The columns of relations, read at one go and kept.
 *
 * Columns of the system are not read: they are the same for all relations.
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
#include "catalog/heap.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

#include "column.h"
#include "compat.h"
#include "kept.h"

typedef struct Columns
{
	MemoryContext context;		/* of all this */
	int			ncolumns;
	IdemColumn *columns;		/* in any order */
	bool		complete;		/* defaults were read as well */
	char	  **defaults;		/* what columns[].defexpr is made of, if any */
} Columns;

/*
 * Read the rows of pg_attribute that belong to a relation.
 */
static void
read_attributes(Columns *entry, Oid relid)
{
	Relation	pg_attribute = table_open(AttributeRelationId, AccessShareLock);
	int			size = 16;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	entry->columns = palloc(sizeof(IdemColumn) * size);
	ScanKeyInit(&keys[0], Anum_pg_attribute_attrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	ScanKeyInit(&keys[1], Anum_pg_attribute_attnum, BTGreaterStrategyNumber, F_INT2GT,
				Int16GetDatum(0));
	scan = systable_beginscan(pg_attribute, AttributeRelidNumIndexId, true, NULL, 2, keys);
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
read_defaults(Columns *entry, Oid relid)
{
	Relation	pg_attrdef = table_open(AttrDefaultRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	entry->defaults = palloc0(sizeof(char *) * entry->ncolumns);
	ScanKeyInit(&key, Anum_pg_attrdef_adrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
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
has_default(const Columns *entry)
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
static Columns *
look_up(Oid relid, bool with_defaults)
{
	Columns    *entry = idem_kept(relid, IDEM_KEPT_COLUMNS);
	IdemReading reading;

	if (entry != NULL && (entry->complete || !with_defaults))
		return entry;

	idem_reading_begin(&reading, relid, IDEM_KEPT_COLUMNS);
	entry = palloc0(sizeof(Columns));
	entry->context = reading.context;
	read_attributes(entry, relid);
	entry->complete = !has_default(entry);
	if (with_defaults && !entry->complete)
	{
		read_defaults(entry, relid);
		entry->complete = true;
	}
	idem_reading_end(&reading, entry);
	return entry;
}

static IdemColumn *
find_column(const Columns *entry, const char *name)
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
column_of(const Columns *entry, Oid relid, const char *name)
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
	Columns    *entry = look_up(relid, true);
	IdemColumn *found = column_of(entry, relid, name);
	char	   *adbin;

	if (found == NULL)
	{
		memset(column, 0, sizeof(IdemColumn));
		return idem_read_attribute(relid, name, &column->att);
	}
	adbin = entry->defaults ? entry->defaults[found - entry->columns] : NULL;
	if (adbin != NULL && found->defexpr == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(entry->context);

		found->defexpr = idem_stored_expr(adbin);
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
	Columns    *entry = look_up(relid, false);
	const IdemColumn *found = column_of(entry, relid, name);
	const FormData_pg_attribute *form = NULL;

	if (found != NULL)
		form = &found->att;
	else if (entry->ncolumns > 0)
		form = SystemAttributeByName(name);
	if (form == NULL)
		return false;
	*att = *form;
	att->attrelid = relid;
	return true;
}

/*
 * The number of a column, as get_attnum() of lsyscache.c has it.
 */
AttrNumber
idem_column_number(Oid relid, const char *name)
{
	FormData_pg_attribute att;

	return idem_read_attribute(relid, name, &att) ? att.attnum : InvalidAttrNumber;
}

/*
 * The columns with numbers from 1 to natts, dropped ones too; false if they
 * are not all there.
 */
bool
idem_read_attributes(Oid relid, int natts, FormData_pg_attribute *atts)
{
	Columns    *entry = look_up(relid, false);
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
