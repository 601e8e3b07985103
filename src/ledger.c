/*-------------------------------------------------------------------------
 *
 * ledger.c
 *	  Finds the tables of the ledger and reads them.
 *
 * Owns the way in: a table of the ledger is one that belongs to the extension
 * and has the right name and shape; another table of that name is nothing to
 * us.
 *
 * Reading takes no lock beyond the call, and sees the newest commits at every
 * isolation level: the scans use SnapshotSelf, which belongs to no
 * transaction, so they take no predicate locks under SERIALIZABLE either.
 * Such a scan is sound because rows are inserted and deleted, but never
 * updated.  Never writes, and never asks who the reader is: everybody may
 * know what is applied.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/relation.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "revision.h"

#define MAX_INDEXES 2

/* The shape that the tables must have. */
static const struct
{
	const char *name;
	int			ncolumns;
	const char *indexes[MAX_INDEXES];
}			tables[IDEM_LEDGER_TABLES] = {
	{"stream", STREAM_NCOLUMNS, {"stream_pkey"}},
	{"stream_grant", GRANT_NCOLUMNS, {"stream_grant_pkey"}},
	{"revision", REV_NCOLUMNS, {"revision_pkey", "revision_stream_ordinal_key"}},
	{"event", EVENT_NCOLUMNS, {"event_pkey"}},
	{"object", OBJ_NCOLUMNS, {"object_revision_idx", "object_name_idx"}},
};

/* Where they are; forgotten when one of them changes. */
static struct
{
	bool		valid;
	Oid			tables[IDEM_LEDGER_TABLES];
	Oid			indexes[IDEM_LEDGER_TABLES][MAX_INDEXES];
}			cache;

static void find_tables(void);
static void check_shape(IdemLedger table);

/* ----------------------------------------------------------------
 *	The way in
 * ----------------------------------------------------------------
 */

static void
forget_tables(Datum arg, Oid relid)
{
	(void) arg;
	if (!OidIsValid(relid))
		cache.valid = false;
	for (int i = 0; i < IDEM_LEDGER_TABLES && cache.valid; i++)
	{
		if (cache.tables[i] == relid)
			cache.valid = false;
	}
}

/*
 * Open a table of the ledger.
 */
Relation
idem_ledger_open(IdemLedger table, LOCKMODE mode)
{
	for (;;)
	{
		Relation	relation;

		if (!cache.valid)
			find_tables();
		relation = try_relation_open(cache.tables[table], mode);
		if (relation != NULL &&
			RelationGetNumberOfAttributes(relation) == tables[table].ncolumns)
			return relation;

		/* the extension was dropped, or its tables altered, this instant */
		if (relation != NULL)
			relation_close(relation, mode);
		cache.valid = false;
	}
}

static Oid
ledger_index(IdemLedger table, int which)
{
	return cache.indexes[table][which];
}

/*
 * Find the tables among the members of the extension.
 */
static void
find_tables(void)
{
	static bool registered = false;
	Oid			extension = get_extension_oid("idem_migrate", true);
	Relation	depend;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	if (!registered)
	{
		CacheRegisterRelcacheCallback(forget_tables, (Datum) 0);
		registered = true;
	}

	memset(&cache, 0, sizeof(cache));
	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyInit(&keys[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(ExtensionRelationId));
	ScanKeyInit(&keys[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(extension));
	scan = systable_beginscan(depend, DependReferenceIndexId, true, NULL, 2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);
		char	   *name;

		if (form->deptype != DEPENDENCY_EXTENSION || form->classid != RelationRelationId ||
			get_rel_relkind(form->objid) != RELKIND_RELATION)
			continue;
		name = get_rel_name(form->objid);
		for (int i = 0; i < IDEM_LEDGER_TABLES && name != NULL; i++)
		{
			if (strcmp(name, tables[i].name) == 0)
				cache.tables[i] = form->objid;
		}
	}
	systable_endscan(scan);
	table_close(depend, AccessShareLock);

	/* what changes from here on resets this */
	cache.valid = true;
	for (int i = 0; i < IDEM_LEDGER_TABLES; i++)
		check_shape(i);
}

/*
 * Their owner may alter them, but then we must not write by position.
 */
static void
check_shape(IdemLedger table)
{
	Relation	relation = try_relation_open(cache.tables[table], AccessShareLock);
	bool		sound = false;
	int			found = 0;

	if (relation != NULL)
	{
		List	   *indexes = RelationGetIndexList(relation);
		ListCell   *lc;

		sound = RelationGetNumberOfAttributes(relation) == tables[table].ncolumns;
		foreach(lc, indexes)
		{
			Relation	index = index_open(lfirst_oid(lc), AccessShareLock);
			const char *name = RelationGetRelationName(index);

			/* we do not evaluate expressions */
			if (RelationGetIndexExpressions(index) != NIL ||
				RelationGetIndexPredicate(index) != NIL)
				sound = false;
			for (int i = 0; i < MAX_INDEXES; i++)
			{
				if (tables[table].indexes[i] != NULL && strcmp(name, tables[table].indexes[i]) == 0)
				{
					cache.indexes[table][i] = lfirst_oid(lc);
					found++;
				}
			}
			index_close(index, AccessShareLock);
		}
		relation_close(relation, AccessShareLock);
	}

	if (!sound || found != (tables[table].indexes[1] != NULL ? 2 : 1))
	{
		cache.valid = false;
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("table \"%s\" of extension \"idem_migrate\" is missing or was altered",
						tables[table].name),
				 errhint("Undo the change, or restore the table from a backup.")));
	}
}

/* ----------------------------------------------------------------
 *	Scans
 * ----------------------------------------------------------------
 */

typedef struct LedgerScan
{
	Relation	relation;
	SysScanDesc scan;
} LedgerScan;

static void
text_key(ScanKey key, int column, const char *value)
{
	ScanKeyInit(key, column + 1, BTEqualStrategyNumber, F_TEXTEQ,
				CStringGetTextDatum(value));
	key->sk_collation = C_COLLATION_OID;
}

/*
 * Scan a table for rows by one or two of the first columns of an index.
 */
static void
begin_scan(LedgerScan *scan, IdemLedger table, int which,
		   int column1, const char *value1, int column2, const char *value2)
{
	ScanKeyData keys[2];

	scan->relation = idem_ledger_open(table, AccessShareLock);
	text_key(&keys[0], column1, value1);
	if (value2 != NULL)
		text_key(&keys[1], column2, value2);
	scan->scan = systable_beginscan(scan->relation, ledger_index(table, which), true,
									SnapshotSelf, value2 != NULL ? 2 : 1, keys);
}

static void
end_scan(LedgerScan *scan)
{
	systable_endscan(scan->scan);
	table_close(scan->relation, AccessShareLock);
}

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
		LedgerScan	scan;
		HeapTuple	tuple;

		begin_scan(&scan, IDEM_LEDGER_REVISION, 0,
				   REV_STREAM, stream, REV_REVISION, revision);
		tuple = systable_getnext(scan.scan);
		if (HeapTupleIsValid(tuple))
			result = copy_revision(tuple, RelationGetDescr(scan.relation));
		end_scan(&scan);
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
	LedgerScan	scan;
	HeapTuple	tuple;

	if (stream != NULL)
		begin_scan(&scan, IDEM_LEDGER_REVISION, 1, REV_STREAM, stream, 0, NULL);
	else
	{
		scan.relation = idem_ledger_open(IDEM_LEDGER_REVISION, AccessShareLock);
		scan.scan = systable_beginscan(scan.relation, InvalidOid, false, SnapshotSelf, 0, NULL);
	}
	while (HeapTupleIsValid(tuple = systable_getnext(scan.scan)))
		result = lappend(result, copy_revision(tuple, RelationGetDescr(scan.relation)));
	end_scan(&scan);

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
		Relation	index = index_open(ledger_index(IDEM_LEDGER_REVISION, 1), AccessShareLock);
		ScanKeyData key;
		SysScanDesc scan;
		HeapTuple	tuple;

		text_key(&key, REV_STREAM, stream);
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
static List *
text_list(Datum array)
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
	return text_list(revision->values[REV_REQUIRES]);
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
	LedgerScan	scan;
	HeapTuple	tuple;
	char	   *owner = NULL;

	begin_scan(&scan, IDEM_LEDGER_STREAM, 0, STREAM_NAME, stream, 0, NULL);
	tuple = systable_getnext(scan.scan);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		value = heap_getattr(tuple, STREAM_OWNER + 1,
										 RelationGetDescr(scan.relation), &isnull);

		owner = pstrdup(NameStr(*DatumGetName(value)));
	}
	end_scan(&scan);
	return owner;
}

/*
 * Names of the roles that were let in.
 */
List *
idem_stream_grants(const char *stream)
{
	LedgerScan	scan;
	HeapTuple	tuple;
	List	   *roles = NIL;

	begin_scan(&scan, IDEM_LEDGER_GRANT, 0, GRANT_STREAM, stream, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan.scan)))
	{
		bool		isnull;
		Datum		value = heap_getattr(tuple, GRANT_ROLE + 1,
										 RelationGetDescr(scan.relation), &isnull);

		roles = lappend(roles, pstrdup(NameStr(*DatumGetName(value))));
	}
	end_scan(&scan);
	return roles;
}

/*
 * Names of all streams, in order.
 */
List *
idem_stream_names(void)
{
	Relation	relation = idem_ledger_open(IDEM_LEDGER_STREAM, AccessShareLock);
	Relation	index = index_open(ledger_index(IDEM_LEDGER_STREAM, 0), AccessShareLock);
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
	Relation	index = index_open(ledger_index(IDEM_LEDGER_EVENT, 0), AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;
	int64		number = 0;

	text_key(&key, EVENT_STREAM, stream);
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

static IdemObject *
read_object(HeapTuple tuple, TupleDesc desc)
{
	IdemObject *object = palloc0(sizeof(IdemObject));
	Datum		values[OBJ_NCOLUMNS];
	bool		nulls[OBJ_NCOLUMNS];

	heap_deform_tuple(tuple, desc, values, nulls);
	object->tid = tuple->t_self;
	object->stream = TextDatumGetCString(values[OBJ_STREAM]);
	object->revision = TextDatumGetCString(values[OBJ_REVISION]);
	object->type = TextDatumGetCString(values[OBJ_TYPE]);
	object->names = text_list(values[OBJ_NAMES]);
	object->args = text_list(values[OBJ_ARGS]);
	object->identity = TextDatumGetCString(values[OBJ_IDENTITY]);
	object->parts = text_list(values[OBJ_PARTS]);
	object->schema = TextDatumGetCString(values[OBJ_SCHEMA]);
	object->name = TextDatumGetCString(values[OBJ_NAME]);
	if (!nulls[OBJ_REMOVED_STREAM])
		object->removed_stream = TextDatumGetCString(values[OBJ_REMOVED_STREAM]);
	if (!nulls[OBJ_REMOVED_REVISION])
		object->removed_revision = TextDatumGetCString(values[OBJ_REMOVED_REVISION]);
	return object;
}

static List *
read_objects(LedgerScan *scan)
{
	List	   *result = NIL;
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan->scan)))
		result = lappend(result, read_object(tuple, RelationGetDescr(scan->relation)));
	end_scan(scan);
	return result;
}

/*
 * The objects that are recorded for a revision, removed ones included.
 */
List *
idem_revision_objects(const char *stream, const char *revision)
{
	LedgerScan	scan;

	begin_scan(&scan, IDEM_LEDGER_OBJECT, 0, OBJ_STREAM, stream, OBJ_REVISION, revision);
	return read_objects(&scan);
}

/*
 * Those of all revisions that have a name, or are a part of what has it.
 * With a NULL name, all of a schema.
 */
List *
idem_named_objects(const char *schema, const char *name)
{
	LedgerScan	scan;

	begin_scan(&scan, IDEM_LEDGER_OBJECT, 1, OBJ_SCHEMA, schema, OBJ_NAME, name);
	return read_objects(&scan);
}

/*
 * All of them.
 */
List *
idem_all_objects(void)
{
	LedgerScan	scan;

	scan.relation = idem_ledger_open(IDEM_LEDGER_OBJECT, AccessShareLock);
	scan.scan = systable_beginscan(scan.relation, InvalidOid, false, SnapshotSelf, 0, NULL);
	return read_objects(&scan);
}
