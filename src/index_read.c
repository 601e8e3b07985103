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
make_index(HeapTuple tuple)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(tuple);
	IdemIndex  *index = palloc0(sizeof(IdemIndex));

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
	return index;
}

/*
 * The rows of pg_index of a relation's indexes, the oldest first.  What this
 * returns holds until the next look at a catalog.
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
		*kept = lappend(*kept, heap_copytuple(tuple));
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
	IdemIndex  *index;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	index = make_index(tuple);
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
		HeapTuple	tuple = lfirst(lc);

		if (((Form_pg_index) GETSTRUCT(tuple))->indexrelid == indexid)
			return make_index(tuple);
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
		result = lappend(result, make_index(lfirst(lc)));
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
 * A column of its row of pg_index; zero if that is null.
 */
Datum
idem_index_attribute(const IdemIndex *index, AttrNumber attnum)
{
	bool		isnull;
	Datum		value = SysCacheGetAttr(INDEXRELID, index->tuple, attnum, &isnull);

	return isnull ? (Datum) 0 : value;
}

/*
 * Its expressions or its predicate; NULL if there are none.
 */
Node *
idem_index_node(const IdemIndex *index, AttrNumber attnum)
{
	Datum		value = idem_index_attribute(index, attnum);

	return value != (Datum) 0 ? idem_stored_expr(TextDatumGetCString(value)) : NULL;
}
