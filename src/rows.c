/*-------------------------------------------------------------------------
 *
 * rows.c
 *	  What a relation holds: its size, whether there are rows, null values.
 *
 * Looks at the newest committed rows, whatever the caller's snapshot, and at
 * all of them, whatever the row security policies: what must not be lost
 * must not be overlooked either.  Tells the caller no more than yes or no, or
 * a number.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/relation.h"
#include "access/table.h"
#include "access/tableam.h"
#include "catalog/objectaddress.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "storage/lmgr.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

typedef bool (*RowTest) (TupleTableSlot *slot, AttrNumber attnum, void *state);

typedef struct MaxInteger
{
	bool		found;
	int64		max;
} MaxInteger;

static int64 scan_rows(Oid relid, const char *column, RowTest test, void *state,
					   bool first_only);

/*
 * Size of the main fork in bytes, with all partitions.  If somebody has the
 * relation locked, the estimate of the last VACUUM or ANALYZE must do.
 */
int64
idem_relation_size(Oid relid)
{
	int64		size = 0;
	ListCell   *lc;

	/* dropped this instant? the look under the lock tells */
	if (!SearchSysCacheExists1(RELOID, ObjectIdGetDatum(relid)))
		return 0;
	foreach(lc, find_all_inheritors(relid, NoLock, NULL))
	{
		Oid			child = lfirst_oid(lc);

		if (!RELKIND_HAS_STORAGE(get_rel_relkind(child)))
			continue;
		if (ConditionalLockRelationOid(child, AccessShareLock))
		{
			Relation	rel = try_relation_open(child, NoLock);

			if (rel != NULL)
			{
				size += (int64) RelationGetNumberOfBlocks(rel) * BLCKSZ;
				relation_close(rel, NoLock);
			}
			UnlockRelationOid(child, AccessShareLock);
		}
		else
		{
			HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(child));

			if (HeapTupleIsValid(tuple))
			{
				size += (int64) ((Form_pg_class) GETSTRUCT(tuple))->relpages * BLCKSZ;
				ReleaseSysCache(tuple);
			}
		}
	}
	return size;
}

static bool
any_row(TupleTableSlot *slot, AttrNumber attnum, void *state)
{
	(void) state;
	(void) slot;
	(void) attnum;
	return true;
}

static bool
not_null(TupleTableSlot *slot, AttrNumber attnum, void *state)
{
	(void) state;
	return !slot_attisnull(slot, attnum);
}

static bool
is_null(TupleTableSlot *slot, AttrNumber attnum, void *state)
{
	(void) state;
	return slot_attisnull(slot, attnum);
}

static bool
track_max(TupleTableSlot *slot, AttrNumber attnum, void *arg)
{
	MaxInteger *state = arg;
	bool		isnull;
	Datum		value = slot_getattr(slot, attnum, &isnull);
	int64		number;

	if (isnull)
		return false;
	switch (TupleDescAttr(slot->tts_tupleDescriptor, attnum - 1)->attlen)
	{
		case sizeof(int16):
			number = DatumGetInt16(value);
			break;
		case sizeof(int32):
			number = DatumGetInt32(value);
			break;
		default:
			number = DatumGetInt64(value);
			break;
	}
	if (!state->found || number > state->max)
		state->max = number;
	state->found = true;
	return false;
}

/*
 * Whether the relation holds a row, or the column a value that is not null.
 */
bool
idem_has_rows(Oid relid, const char *column)
{
	return scan_rows(relid, column, column ? not_null : any_row, NULL, true) > 0;
}

static bool
may_read_now(Oid relid)
{
	return idem_object_ownercheck(RelationRelationId, relid, GetUserId()) &&
		ConditionalLockRelationOid(relid, AccessShareLock);
}

/*
 * The same for any relation, as far as can be told without waiting and
 * without the right to read it: an estimate, that is looked at again under
 * the lock.
 */
bool
idem_seems_to_have_rows(Oid relid, const char *column)
{
	bool		result;

	if (!may_read_now(relid))
		return idem_relation_size(relid) > 0;
	result = idem_has_rows(relid, column);
	UnlockRelationOid(relid, AccessShareLock);
	return result;
}

/*
 * The number of rows, or -1 if it cannot be told that way.
 */
int64
idem_count_rows_now(Oid relid)
{
	int64		count;

	if (!may_read_now(relid))
		return -1;
	count = idem_count_nulls(relid, NULL);
	UnlockRelationOid(relid, AccessShareLock);
	return count;
}

/*
 * How many rows have null in the column, or with no column, how many there
 * are.
 */
int64
idem_count_nulls(Oid relid, const char *column)
{
	return scan_rows(relid, column, column ? is_null : any_row, NULL, false);
}

/*
 * The greatest value of a column of an integer type; false if there is none,
 * or none can be told without waiting.
 */
bool
idem_max_integer(Oid relid, const char *column, int64 *max)
{
	MaxInteger	state = {false, 0};

	if (may_read_now(relid))
	{
		(void) scan_rows(relid, column, track_max, &state, false);
		UnlockRelationOid(relid, AccessShareLock);
	}
	*max = state.max;
	return state.found;
}

/*
 * Count the rows, in the relation and all that inherit from it, for which
 * the test holds.  The caller sees to it that asking is harmless.
 */
static int64
scan_rows(Oid relid, const char *column, RowTest test, void *state, bool first_only)
{
	int64		count = 0;
	ListCell   *lc;

	/* what holds the rows cannot be changed by others, nor shall they ask */
	if (!idem_object_ownercheck(RelationRelationId, relid, GetUserId()))
		aclcheck_error(ACLCHECK_NOT_OWNER, get_relkind_objtype(get_rel_relkind(relid)),
					   get_rel_name(relid));

	idem_lock_relation(relid, AccessShareLock);

	/* dropped while we waited? */
	if (!SearchSysCacheExists1(RELOID, ObjectIdGetDatum(relid)))
		return 0;
	foreach(lc, find_all_inheritors(relid, AccessShareLock, NULL))
	{
		Oid			child = lfirst_oid(lc);
		AttrNumber	attnum = InvalidAttrNumber;
		Relation	rel;
		TupleTableSlot *slot;
		TableScanDesc scan;
		Snapshot	snapshot;

		if (!RELKIND_HAS_TABLE_AM(get_rel_relkind(child)))
			continue;
		if (column != NULL)
		{
			attnum = get_attnum(child, column);
			if (attnum == InvalidAttrNumber)
				continue;
		}

		rel = table_open(child, NoLock);
		slot = table_slot_create(rel, NULL);
		snapshot = RegisterSnapshot(GetLatestSnapshot());
		scan = table_beginscan(rel, snapshot, 0, NULL);
		while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
		{
			CHECK_FOR_INTERRUPTS();
			if (test(slot, attnum, state))
			{
				count++;
				if (first_only)
					break;
			}
		}
		table_endscan(scan);
		UnregisterSnapshot(snapshot);
		ExecDropSingleTupleTableSlot(slot);
		table_close(rel, NoLock);
		if (first_only && count > 0)
			break;
	}
	return count;
}
