/*-------------------------------------------------------------------------
 *
 * ledger.c
 *	  Finds the tables of the ledger, and scans them.
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

#include "compat.h"
#include "revision.h"

#define MAX_INDEXES 2

typedef struct Column
{
	Oid			type;
	bool		nullable;
} Column;

static const Column stream_columns[] = {
	{TEXTOID, false}, {NAMEOID, false}, {TIMESTAMPTZOID, false}
};

static const Column grant_columns[] = {
	{TEXTOID, false}, {NAMEOID, false}, {NAMEOID, false}, {TIMESTAMPTZOID, false}
};

static const Column revision_columns[] = {
	{TEXTOID, false}, {TEXTOID, false}, {INT8OID, false}, {TEXTOID, false},
	{TEXTOID, false}, {TEXTOID, true}, {TEXTARRAYOID, false}, {TEXTOID, true},
	{BOOLOID, false}, {TEXTOID, false}, {NAMEOID, false}, {NAMEOID, false},
	{INETOID, true}, {TEXTOID, false}, {TIMESTAMPTZOID, false}, {INTERVALOID, false},
	{TEXTOID, false}
};

static const Column event_columns[] = {
	{TEXTOID, false}, {INT8OID, false}, {TEXTOID, false}, {TEXTOID, false},
	{TEXTOID, true}, {TEXTOID, false}, {TEXTOID, false}, {NAMEOID, false},
	{NAMEOID, false}, {INETOID, true}, {TEXTOID, false}, {TIMESTAMPTZOID, false},
	{INTERVALOID, false}, {TEXTOID, false}
};

static const Column object_columns[] = {
	{TEXTOID, false}, {TEXTOID, false}, {TEXTOID, false}, {TEXTARRAYOID, false},
	{TEXTARRAYOID, false}, {TEXTOID, false}, {TEXTARRAYOID, false}, {TEXTOID, false},
	{TEXTOID, false}, {TEXTOID, true}, {TEXTOID, true}
};

StaticAssertDecl(lengthof(stream_columns) == STREAM_NCOLUMNS, "columns of stream");
StaticAssertDecl(lengthof(grant_columns) == GRANT_NCOLUMNS, "columns of stream_grant");
StaticAssertDecl(lengthof(revision_columns) == REV_NCOLUMNS, "columns of revision");
StaticAssertDecl(lengthof(event_columns) == EVENT_NCOLUMNS, "columns of event");
StaticAssertDecl(lengthof(object_columns) == OBJ_NCOLUMNS, "columns of object");

/* The shape that the tables must have. */
static const struct
{
	const char *name;
	const Column *columns;
	int			ncolumns;
	const char *indexes[MAX_INDEXES];
}			tables[IDEM_LEDGER_TABLES] = {
	{"stream", stream_columns, STREAM_NCOLUMNS, {"stream_pkey"}},
	{"stream_grant", grant_columns, GRANT_NCOLUMNS, {"stream_grant_pkey"}},
	{"revision", revision_columns, REV_NCOLUMNS, {"revision_pkey", "revision_stream_ordinal_key"}},
	{"event", event_columns, EVENT_NCOLUMNS, {"event_pkey"}},
	{"object", object_columns, OBJ_NCOLUMNS, {"object_revision_idx", "object_name_idx"}},
};

/* Where they are; forgotten when one of them changes. */
static struct
{
	bool		valid;
	bool		changed;		/* since we began to find them */
	Oid			tables[IDEM_LEDGER_TABLES];
	Oid			indexes[IDEM_LEDGER_TABLES][MAX_INDEXES];
}			cache;

static void find_tables(void);
static bool has_columns(Relation relation, IdemLedger table);
static void check_shape(IdemLedger table);

/* ----------------------------------------------------------------
 *	The way in
 * ----------------------------------------------------------------
 */

static void
forget_tables(Datum arg, Oid relid)
{
	(void) arg;
	for (int i = 0; i < IDEM_LEDGER_TABLES; i++)
	{
		if (!OidIsValid(relid) || cache.tables[i] == relid)
		{
			cache.valid = false;
			cache.changed = true;
		}
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
		if (relation != NULL && has_columns(relation, table))
			return relation;

		/* the extension was dropped, or its tables altered, this instant */
		if (relation != NULL)
			relation_close(relation, mode);
		cache.valid = false;
	}
}

Oid
idem_ledger_index(IdemLedger table, int which)
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

	cache.changed = false;
	for (int i = 0; i < IDEM_LEDGER_TABLES; i++)
		check_shape(i);

	/* not before: a query that is canceled half-way must not leave half of it */
	cache.valid = !cache.changed;
}

/*
 * Their owner may alter them, but then we must not read or write by position:
 * a value of another type, or a null, is not what we would take it for.
 */
static bool
has_columns(Relation relation, IdemLedger table)
{
	TupleDesc	desc = RelationGetDescr(relation);

	if (desc->natts != tables[table].ncolumns)
		return false;
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		if (att->atttypid != tables[table].columns[i].type ||
			(!att->attnotnull && !tables[table].columns[i].nullable))
			return false;
	}
	return true;
}

/* the same, and whether the indexes are there and there are no nulls */
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

		sound = has_columns(relation, table);
		for (int i = 0; i < tables[table].ncolumns && sound; i++)
			sound = tables[table].columns[i].nullable ||
				idem_not_null_is_valid(RelationGetRelid(relation), i + 1);
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

/*
 * A key for a column of type text.
 */
void
idem_ledger_key(ScanKey key, int column, const char *value)
{
	ScanKeyInit(key, column + 1, BTEqualStrategyNumber, F_TEXTEQ,
				CStringGetTextDatum(value));
	key->sk_collation = C_COLLATION_OID;
}

/*
 * Scan a table for rows by one or two of the first columns of an index; for
 * all rows if the first value is NULL.
 */
void
idem_ledger_begin(IdemLedgerScan *scan, IdemLedger table, int which,
				  int column1, const char *value1, int column2, const char *value2)
{
	ScanKeyData keys[2];

	scan->relation = idem_ledger_open(table, AccessShareLock);
	if (value1 == NULL)
	{
		scan->scan = systable_beginscan(scan->relation, InvalidOid, false, SnapshotSelf, 0, NULL);
		return;
	}
	idem_ledger_key(&keys[0], column1, value1);
	if (value2 != NULL)
		idem_ledger_key(&keys[1], column2, value2);
	scan->scan = systable_beginscan(scan->relation, idem_ledger_index(table, which), true,
									SnapshotSelf, value2 != NULL ? 2 : 1, keys);
}

void
idem_ledger_end(IdemLedgerScan *scan)
{
	systable_endscan(scan->scan);
	table_close(scan->relation, AccessShareLock);
}
