/*-------------------------------------------------------------------------
 *
 * ledger_read.c
 *	  What the ledger says about revisions, streams and objects.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "revision.h"

/* ----------------------------------------------------------------
 *	Revisions
 * ----------------------------------------------------------------
 */

static IdemRevision *
copy_revision(HeapTuple tuple, TupleDesc desc)
{
	IdemRevision *revision = palloc(sizeof(IdemRevision));

	revision->tuple = heap_copytuple(tuple);
	heap_deform_tuple(revision->tuple, desc, revision->values, revision->nulls);
	return revision;
}

/*
 * An applied revision, or NULL.
 */
IdemRevision *
idem_find_revision(const char *stream, const char *revision)
{
	IdemRevision *result = NULL;

	/*
	 * A row that is replaced while we look may hide: the scan may pass the
	 * place of the new one before it is committed and that of the old one
	 * after it is gone.  A second scan finds it.
	 */
	for (int i = 0; i < 2 && result == NULL; i++)
	{
		IdemLedgerScan scan;
		HeapTuple	tuple;

		idem_ledger_begin(&scan, IDEM_LEDGER_REVISION, 0,
						  REV_STREAM, stream, REV_REVISION, revision);
		tuple = systable_getnext(scan.scan);
		if (HeapTupleIsValid(tuple))
			result = copy_revision(tuple, RelationGetDescr(scan.relation));
		idem_ledger_end(&scan);
	}
	return result;
}

static int
compare_ordinals(const ListCell *a, const ListCell *b)
{
	int64		left = idem_revision_ordinal(lfirst(a));
	int64		right = idem_revision_ordinal(lfirst(b));

	return left < right ? -1 : left > right ? 1 : 0;
}

/*
 * The applied revisions of a stream, or of all if it is NULL, in order.
 */
List *
idem_stream_revisions(const char *stream)
{
	List	   *result = NIL;
	IdemLedgerScan scan;
	HeapTuple	tuple;

	idem_ledger_begin(&scan, IDEM_LEDGER_REVISION, 1, REV_STREAM, stream, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan.scan)))
		result = lappend(result, copy_revision(tuple, RelationGetDescr(scan.relation)));
	idem_ledger_end(&scan);

	list_sort(result, compare_ordinals);
	return result;
}

/*
 * The last applied revision of a stream, or NULL.
 */
IdemRevision *
idem_last_revision(const char *stream)
{
	IdemRevision *result = NULL;

	for (int i = 0; i < 2 && result == NULL; i++)
	{
		Relation	relation = idem_ledger_open(IDEM_LEDGER_REVISION, AccessShareLock);
		Relation	index = index_open(idem_ledger_index(IDEM_LEDGER_REVISION, 1), AccessShareLock);
		ScanKeyData key;
		SysScanDesc scan;
		HeapTuple	tuple;

		idem_ledger_key(&key, REV_STREAM, stream);
		scan = systable_beginscan_ordered(relation, index, SnapshotSelf, 1, &key);
		tuple = systable_getnext_ordered(scan, BackwardScanDirection);
		if (HeapTupleIsValid(tuple))
			result = copy_revision(tuple, RelationGetDescr(relation));
		systable_endscan_ordered(scan);
		index_close(index, AccessShareLock);
		table_close(relation, AccessShareLock);
	}
	return result;
}

int64
idem_revision_ordinal(const IdemRevision *revision)
{
	return DatumGetInt64(revision->values[REV_ORDINAL]);
}

/*
 * Whether it was recorded without having run.
 */
bool
idem_revision_is_stamped(const IdemRevision *revision)
{
	return DatumGetBool(revision->values[REV_STAMPED]);
}

/*
 * A column of type text or name, or NULL.
 */
char *
idem_revision_text(const IdemRevision *revision, int column)
{
	if (revision->nulls[column])
		return NULL;
	if (column == REV_ROLE || column == REV_SESSION_ROLE)
		return pstrdup(NameStr(*DatumGetName(revision->values[column])));
	return TextDatumGetCString(revision->values[column]);
}

/*
 * An array of text as a list of C strings.
 */
List *
idem_text_list(Datum array)
{
	Datum	   *elems;
	int			nelems;
	List	   *result = NIL;

	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, NULL, &nelems);
	for (int i = 0; i < nelems; i++)
		result = lappend(result, TextDatumGetCString(elems[i]));
	return result;
}

List *
idem_revision_requires(const IdemRevision *revision)
{
	return idem_text_list(revision->values[REV_REQUIRES]);
}

/* ----------------------------------------------------------------
 *	Streams
 * ----------------------------------------------------------------
 */

/*
 * The name of the role that a stream belongs to, or NULL if there is no such
 * stream.
 */
char *
idem_stream_owner(const char *stream)
{
	IdemLedgerScan scan;
	HeapTuple	tuple;
	char	   *owner = NULL;

	idem_ledger_begin(&scan, IDEM_LEDGER_STREAM, 0, STREAM_NAME, stream, 0, NULL);
	tuple = systable_getnext(scan.scan);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		value = heap_getattr(tuple, STREAM_OWNER + 1,
										 RelationGetDescr(scan.relation), &isnull);

		owner = pstrdup(NameStr(*DatumGetName(value)));
	}
	idem_ledger_end(&scan);
	return owner;
}

/*
 * Names of the roles that were let in.
 */
List *
idem_stream_grants(const char *stream)
{
	IdemLedgerScan scan;
	HeapTuple	tuple;
	List	   *roles = NIL;

	idem_ledger_begin(&scan, IDEM_LEDGER_GRANT, 0, GRANT_STREAM, stream, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan.scan)))
	{
		bool		isnull;
		Datum		value = heap_getattr(tuple, GRANT_ROLE + 1,
										 RelationGetDescr(scan.relation), &isnull);

		roles = lappend(roles, pstrdup(NameStr(*DatumGetName(value))));
	}
	idem_ledger_end(&scan);
	return roles;
}

/*
 * Names of all streams, in order.
 */
List *
idem_stream_names(void)
{
	Relation	relation = idem_ledger_open(IDEM_LEDGER_STREAM, AccessShareLock);
	Relation	index = index_open(idem_ledger_index(IDEM_LEDGER_STREAM, 0), AccessShareLock);
	SysScanDesc scan = systable_beginscan_ordered(relation, index, SnapshotSelf, 0, NULL);
	HeapTuple	tuple;
	List	   *names = NIL;

	while (HeapTupleIsValid(tuple = systable_getnext_ordered(scan, ForwardScanDirection)))
	{
		bool		isnull;

		names = lappend(names, TextDatumGetCString(heap_getattr(tuple, STREAM_NAME + 1,
																RelationGetDescr(relation),
																&isnull)));
	}
	systable_endscan_ordered(scan);
	index_close(index, AccessShareLock);
	table_close(relation, AccessShareLock);
	return names;
}

/*
 * The number of the last event of a stream, or 0.
 */
int64
idem_last_event(const char *stream)
{
	Relation	relation = idem_ledger_open(IDEM_LEDGER_EVENT, AccessShareLock);
	Relation	index = index_open(idem_ledger_index(IDEM_LEDGER_EVENT, 0), AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;
	int64		number = 0;

	idem_ledger_key(&key, EVENT_STREAM, stream);
	scan = systable_beginscan_ordered(relation, index, SnapshotSelf, 1, &key);
	tuple = systable_getnext_ordered(scan, BackwardScanDirection);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;

		number = DatumGetInt64(heap_getattr(tuple, EVENT_NUMBER + 1,
											RelationGetDescr(relation), &isnull));
	}
	systable_endscan_ordered(scan);
	index_close(index, AccessShareLock);
	table_close(relation, AccessShareLock);
	return number;
}

/* ----------------------------------------------------------------
 *	Objects
 * ----------------------------------------------------------------
 */

/*
 * A row of the table of objects.
 */
IdemObject *
idem_read_object(HeapTuple tuple, TupleDesc desc)
{
	IdemObject *object = palloc0(sizeof(IdemObject));
	Datum		values[OBJ_NCOLUMNS];
	bool		nulls[OBJ_NCOLUMNS];

	heap_deform_tuple(tuple, desc, values, nulls);
	object->tid = tuple->t_self;
	object->stream = TextDatumGetCString(values[OBJ_STREAM]);
	object->revision = TextDatumGetCString(values[OBJ_REVISION]);
	object->type = TextDatumGetCString(values[OBJ_TYPE]);
	object->names = idem_text_list(values[OBJ_NAMES]);
	object->args = idem_text_list(values[OBJ_ARGS]);
	object->identity = TextDatumGetCString(values[OBJ_IDENTITY]);
	object->parts = idem_text_list(values[OBJ_PARTS]);
	object->schema = TextDatumGetCString(values[OBJ_SCHEMA]);
	object->name = TextDatumGetCString(values[OBJ_NAME]);
	if (!nulls[OBJ_REMOVED_STREAM])
		object->removed_stream = TextDatumGetCString(values[OBJ_REMOVED_STREAM]);
	if (!nulls[OBJ_REMOVED_REVISION])
		object->removed_revision = TextDatumGetCString(values[OBJ_REMOVED_REVISION]);
	return object;
}

static List *
read_objects(IdemLedgerScan *scan)
{
	List	   *result = NIL;
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan->scan)))
		result = lappend(result, idem_read_object(tuple, RelationGetDescr(scan->relation)));
	idem_ledger_end(scan);
	return result;
}

/*
 * The objects that are recorded for a revision, removed ones included.
 */
List *
idem_revision_objects(const char *stream, const char *revision)
{
	IdemLedgerScan scan;

	idem_ledger_begin(&scan, IDEM_LEDGER_OBJECT, 0, OBJ_STREAM, stream, OBJ_REVISION, revision);
	return read_objects(&scan);
}

/*
 * Those of all revisions that have a name, or are a part of what has it.
 * With a NULL name, all of a schema.
 */
List *
idem_named_objects(const char *schema, const char *name)
{
	IdemLedgerScan scan;

	idem_ledger_begin(&scan, IDEM_LEDGER_OBJECT, 1, OBJ_SCHEMA, schema, OBJ_NAME, name);
	return read_objects(&scan);
}

/*
 * All of them.
 */
List *
idem_all_objects(void)
{
	IdemLedgerScan scan;

	idem_ledger_begin(&scan, IDEM_LEDGER_OBJECT, 0, 0, NULL, 0, NULL);
	return read_objects(&scan);
}
