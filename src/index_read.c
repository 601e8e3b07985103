/*-------------------------------------------------------------------------
 *
 * index_read.c
 *	  Indexes as the catalogs have them, read by table and kept.
 *
 * A table's rows of pg_index are read at one go.  What pg_class says of an
 * index is looked up when it is asked for, which is hardly ever.
 *
 * Never locks the table or the index.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_index.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "kept.h"
#include "parts.h"

/*
 * An index from its row of pg_index.
 */
static IdemIndex *
make_index(HeapTuple tuple, TupleDesc desc)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(tuple);
	IdemIndex  *index = palloc0(sizeof(IdemIndex));
	Datum		values[Natts_pg_index];
	bool		nulls[Natts_pg_index];

	index->oid = form->indexrelid;
	index->relid = form->indrelid;
	index->natts = form->indnatts;
	index->nkeys = form->indnkeyatts;
	index->unique = form->indisunique;
	index->nulls_not_distinct = form->indnullsnotdistinct;
	index->immediate = form->indimmediate;
	index->usable = form->indisvalid && form->indisready && form->indislive;
	index->clustered = form->indisclustered;
	index->replica_identity = form->indisreplident;
	index->tuple = heap_copytuple(tuple);

	heap_deform_tuple(index->tuple, desc, values, nulls);
	index->keys = (int2vector *) DatumGetPointer(values[Anum_pg_index_indkey - 1]);
	index->collations = (oidvector *) DatumGetPointer(values[Anum_pg_index_indcollation - 1]);
	index->opclasses = (oidvector *) DatumGetPointer(values[Anum_pg_index_indclass - 1]);
	index->options = (int2vector *) DatumGetPointer(values[Anum_pg_index_indoption - 1]);
	return index;
}

/* where something in one tuple is in its copy */
static void *
moved(const void *pointer, HeapTuple from, HeapTuple to)
{
	return (char *) to->t_data + ((const char *) pointer - (const char *) from->t_data);
}

static IdemIndex *
copy_index(const IdemIndex *index)
{
	IdemIndex  *copy = palloc(sizeof(IdemIndex));

	*copy = *index;
	copy->tuple = heap_copytuple(index->tuple);
	copy->keys = moved(index->keys, index->tuple, copy->tuple);
	copy->collations = moved(index->collations, index->tuple, copy->tuple);
	copy->opclasses = moved(index->opclasses, index->tuple, copy->tuple);
	copy->options = moved(index->options, index->tuple, copy->tuple);
	return copy;
}

/*
 * The indexes of a relation, the oldest first, as a list of IdemIndex.  What
 * this returns holds until the next look at a catalog.
 */
static List *
read_rows(Oid relid)
{
	List	  **kept = idem_kept(relid, IDEM_KEPT_INDEXES);
	IdemReading reading;
	Relation	pg_index;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	if (kept != NULL)
		return *kept;

	idem_reading_begin(&reading, relid, IDEM_KEPT_INDEXES);
	kept = palloc0(sizeof(List *));
	pg_index = table_open(IndexRelationId, AccessShareLock);
	ScanKeyInit(&key, Anum_pg_index_indrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	scan = systable_beginscan(pg_index, IndexIndrelidIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		*kept = lappend(*kept, make_index(tuple, RelationGetDescr(pg_index)));
	systable_endscan(scan);
	table_close(pg_index, AccessShareLock);
	idem_reading_end(&reading, kept);
	return *kept;
}

/*
 * One index; NULL if it does not exist.
 */
IdemIndex *
idem_read_index(Oid indexid)
{
	HeapTuple	tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(indexid));
	Relation	pg_index;
	IdemIndex  *index;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	pg_index = table_open(IndexRelationId, AccessShareLock);
	index = make_index(tuple, RelationGetDescr(pg_index));
	table_close(pg_index, AccessShareLock);
	ReleaseSysCache(tuple);
	return index;
}

/*
 * The same, most likely one of relation "relid".
 */
IdemIndex *
idem_read_index_of(Oid relid, Oid indexid)
{
	ListCell   *lc;

	foreach(lc, read_rows(relid))
	{
		const IdemIndex *index = lfirst(lc);

		if (index->oid == indexid)
			return copy_index(index);
	}
	return idem_read_index(indexid);
}

/*
 * All indexes of a relation, the oldest first.
 */
List *
idem_read_indexes(Oid relid)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, read_rows(relid))
		result = lappend(result, copy_index(lfirst(lc)));
	return result;
}

/*
 * Whether the index is one of a PRIMARY KEY, UNIQUE or EXCLUDE constraint.
 */
bool
idem_index_backs_constraint(const IdemIndex *index)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(index->tuple);

	if (!form->indisunique && !form->indisexclusion)
		return false;
	return OidIsValid(get_index_constraint(index->oid));
}

/*
 * Its row of pg_class; empty if it was dropped this instant, which the next
 * look will tell.
 */
const FormData_pg_class *
idem_index_class(const IdemIndex *index)
{
	FormData_pg_class *form = palloc0(sizeof(FormData_pg_class));

	(void) idem_read_class(index->oid, form);
	return form;
}

const char *
idem_index_name(const IdemIndex *index)
{
	return NameStr(idem_index_class(index)->relname);
}

/*
 * Its expressions or its predicate; NULL if there are none.
 */
Node *
idem_index_node(const IdemIndex *index, AttrNumber attnum)
{
	bool		isnull;
	Datum		value = SysCacheGetAttr(INDEXRELID, index->tuple, attnum, &isnull);

	return isnull ? NULL : idem_stored_expr(TextDatumGetCString(value));
}
