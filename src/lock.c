/*-------------------------------------------------------------------------
 *
 * lock.c
 *	  The change lock, and patient locks on tables.
 *
 * The change lock is one transaction-level advisory lock per database, taken
 * before any table lock by whoever has something to change, so migrators
 * cannot deadlock with each other whatever order their calls come in.  It
 * lies in a class of advisory locks of its own (the server's functions use
 * classes 1 and 2), so no key of a user can collide with it.
 *
 * With idem_migrate.lock_scope = schema, the lock of the database is taken
 * in share mode, and the locks of the schemas exclusively, in the order of
 * their keys.
 *
 * LockAcquire() on an advisory tag does not process invalidation messages;
 * we do that, so that whoever gets the lock sees what its last holder did.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "common/pg_prng.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "storage/latch.h"
#include "storage/lmgr.h"
#include "storage/proc.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"
#include "utils/wait_event.h"

#include "compat.h"
#include "idem_migrate.h"

/* Longest pause between two attempts to lock a busy table. */
#define MAX_PAUSE_MS 1000

typedef struct LockAttempt
{
	LOCKTAG		tag;
	LOCKMODE	mode;
	int			timeout;		/* ms; -1: the session's own lock_timeout */
} LockAttempt;

static bool acquire(uint32 key, LOCKMODE mode, bool wait);
static bool acquire_scope(List *schemas, bool wait);
static void wait_for_lock(void *arg);
static bool is_lock_timeout(const ErrorData *error);
static char *describe_holders(const LOCKTAG *tag, LOCKMODE mode);
static void check_own_deadlock(const LOCKTAG *tag, LOCKMODE mode);

static void
set_change_tag(LOCKTAG *tag, uint32 key)
{
	SET_LOCKTAG_ADVISORY(*tag, MyDatabaseId, IDEM_LOCK_KEY, key, IDEM_LOCK_CLASS);
}

/* ----------------------------------------------------------------
 *	The change lock
 * ----------------------------------------------------------------
 */

/*
 * Take the change lock until the end of the transaction, or until rollback
 * to a savepoint before this.  "schemas" (names, may be NIL) are those that
 * are going to change; they count with lock_scope = schema only.
 */
void
idem_lock_changes(List *schemas)
{
	(void) acquire_scope(schemas, true);
	AcceptInvalidationMessages();
}

/*
 * The same without waiting; false if somebody else holds it.
 */
bool
idem_try_lock_changes(List *schemas)
{
	bool		got = acquire_scope(schemas, false);

	AcceptInvalidationMessages();
	return got;
}

static bool
acquire_scope(List *schemas, bool wait)
{
	List	   *keys = NIL;
	ListCell   *lc;

	if (idem_lock_scope == IDEM_SCOPE_DATABASE)
		return acquire(0, ExclusiveLock, wait);

	if (schemas == NIL)
	{
		List	   *path = fetch_search_path(false);

		if (path != NIL)
			schemas = list_make1(get_namespace_name(linitial_oid(path)));
	}
	foreach(lc, schemas)
	{
		const char *name = lfirst(lc);
		uint32		key;

		if (name == NULL)
			continue;
		/* zero is the database's own key */
		key = hash_bytes((const unsigned char *) name, strlen(name)) | 1;
		keys = list_append_unique_int(keys, (int) key);
	}
	if (keys == NIL)
		return acquire(0, ExclusiveLock, wait);

	if (!acquire(0, ShareLock, wait))
		return false;
	list_sort(keys, list_int_cmp);
	foreach(lc, keys)
	{
		if (!acquire((uint32) lfirst_int(lc), ExclusiveLock, wait))
			return false;
	}
	return true;
}

static bool
acquire(uint32 key, LOCKMODE mode, bool wait)
{
	LockAttempt attempt;
	ErrorData  *error;

	set_change_tag(&attempt.tag, key);
	attempt.mode = mode;
	attempt.timeout = -1;

	if (LockAcquire(&attempt.tag, mode, false, true) != LOCKACQUIRE_NOT_AVAIL)
		return true;
	if (!wait)
		return false;

	error = idem_try(wait_for_lock, &attempt, is_lock_timeout);
	if (error != NULL)
	{
		char	   *holders = describe_holders(&attempt.tag, mode);

		ereport(ERROR,
				(errcode(ERRCODE_LOCK_NOT_AVAILABLE),
				 errmsg("canceling statement due to lock timeout"),
				 errdetail("Another migration is running in this database: %s.",
						   holders ? holders : "it ended just now"),
				 errhint("Try again, or raise \"lock_timeout\"; the view idem.locks shows who holds and who awaits the lock.")));
	}
	return true;
}

/* ----------------------------------------------------------------
 *	Table locks
 * ----------------------------------------------------------------
 */

/*
 * Lock a relation without making those who come later wait behind us for
 * longer than idem_migrate.lock_retry at a stretch: stand in the queue for
 * that long, leave it, pause, try again.  Gives up when the caller's
 * lock_timeout has passed in all.
 */
void
idem_lock_relation(Oid relid, LOCKMODE mode)
{
	LockAttempt attempt;
	TimestampTz start;
	long		pause = 10;
	int			deadline = LockTimeout;

	if (ConditionalLockRelationOid(relid, mode))
		return;
	if (idem_lock_retry == 0)
	{
		LockRelationOid(relid, mode);
		return;
	}

	SET_LOCKTAG_RELATION(attempt.tag, MyDatabaseId, relid);
	attempt.mode = mode;
	attempt.timeout = idem_lock_retry;
	start = GetCurrentTimestamp();

	for (;;)
	{
		long		jitter;

		if (idem_try(wait_for_lock, &attempt, is_lock_timeout) == NULL)
			break;

		if (deadline > 0 &&
			TimestampDifferenceExceeds(start, GetCurrentTimestamp(), deadline))
		{
			char	   *holders = describe_holders(&attempt.tag, mode);
			char	   *name = get_rel_name(relid);

			ereport(ERROR,
					(errcode(ERRCODE_LOCK_NOT_AVAILABLE),
					 errmsg("canceling statement due to lock timeout"),
					 errdetail("Relation \"%s\" is locked: %s.",
							   name ? name : "?", holders ? holders : "by nobody any more"),
					 errhint("Try again, or raise \"lock_timeout\".")));
		}
		check_own_deadlock(&attempt.tag, mode);

		jitter = (long) (pg_prng_double(&pg_global_prng_state) * pause);
		(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
						 pause + jitter, PG_WAIT_EXTENSION);
		ResetLatch(MyLatch);
		CHECK_FOR_INTERRUPTS();
		pause = Min(pause * 2, MAX_PAUSE_MS);
	}
	AcceptInvalidationMessages();
}

/*
 * Body of a subtransaction: wait in the queue.  A timeout raises an error.
 */
static void
wait_for_lock(void *arg)
{
	LockAttempt *attempt = arg;
	int			nestlevel = NewGUCNestLevel();

	if (attempt->timeout >= 0)
	{
		char		value[32];

		snprintf(value, sizeof(value), "%d", attempt->timeout);
		(void) set_config_option("lock_timeout", value, PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
	}
	if (attempt->tag.locktag_type == LOCKTAG_RELATION)
		LockRelationOid(attempt->tag.locktag_field2, attempt->mode);
	else
		(void) LockAcquire(&attempt->tag, attempt->mode, false, false);
	AtEOXact_GUC(true, nestlevel);
}

static bool
is_lock_timeout(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE;
}

/* ----------------------------------------------------------------
 *	Who is in the way
 * ----------------------------------------------------------------
 */

/*
 * PIDs of the other sessions that hold a lock conflicting with ours.
 */
static List *
holder_pids(const LOCKTAG *tag, LOCKMODE mode)
{
	LockData   *data = GetLockStatusData();
	List	   *pids = NIL;
	LOCKMASK	conflicts = 0;

	for (LOCKMODE other = AccessShareLock; other <= AccessExclusiveLock; other++)
	{
		if (DoLockModesConflict(mode, other))
			conflicts |= LOCKBIT_ON(other);
	}
	for (int i = 0; i < data->nelements; i++)
	{
		LockInstanceData *lock = &data->locks[i];

		if (memcmp(&lock->locktag, tag, sizeof(LOCKTAG)) == 0 &&
			(lock->holdMask & conflicts) != 0 && lock->pid != MyProcPid)
			pids = list_append_unique_int(pids, lock->pid);
	}
	return pids;
}

/*
 * The sessions that hold a conflicting lock, as far as the caller may see
 * their activity; NULL if there are none any more.
 */
static char *
describe_holders(const LOCKTAG *tag, LOCKMODE mode)
{
	static const char *const query =
		"SELECT pg_catalog.format('process %s (role %s, application \"%s\", "
		"in its transaction since %s, query: %s)',"
		" pid, usename, application_name, xact_start, pg_catalog.left(query, 200))"
		" FROM pg_catalog.pg_stat_activity WHERE pid OPERATOR(pg_catalog.=) $1";
	MemoryContext context = CurrentMemoryContext;
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, holder_pids(tag, mode))
	{
		Oid			argtype = INT4OID;
		Datum		arg = Int32GetDatum(lfirst_int(lc));

		/* otherwise the view is read once a transaction only */
		pgstat_clear_snapshot();
		SPI_connect();
		if (SPI_execute_with_args(query, 1, &argtype, &arg, NULL, true, 1) == SPI_OK_SELECT &&
			SPI_processed == 1)
		{
			char	   *holder = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
			MemoryContext spi = MemoryContextSwitchTo(context);

			appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", holder);
			MemoryContextSwitchTo(spi);
		}
		SPI_finish();
	}
	return buf.len > 0 ? buf.data : NULL;
}

/*
 * The server looks for deadlocks after deadlock_timeout of waiting, which our
 * short attempts never reach, and the session that waits for us finds none
 * while we pause.  So look ourselves: whoever is in our way, does he wait,
 * directly or not, for us?
 */
static void
check_own_deadlock(const LOCKTAG *tag, LOCKMODE mode)
{
	List	   *pids = holder_pids(tag, mode);

	/* the list grows while it is walked; each process enters it once */
	for (int i = 0; i < list_length(pids); i++)
	{
		int			pid = list_nth_int(pids, i);
		ArrayType  *blockers =
			DatumGetArrayTypeP(DirectFunctionCall1(pg_blocking_pids, Int32GetDatum(pid)));
		int			nblockers = ArrayGetNItems(ARR_NDIM(blockers), ARR_DIMS(blockers));
		int32	   *blocker = (int32 *) ARR_DATA_PTR(blockers);

		for (int j = 0; j < nblockers; j++)
		{
			if (blocker[j] == MyProcPid)
				ereport(ERROR,
						(errcode(ERRCODE_T_R_DEADLOCK_DETECTED),
						 errmsg("deadlock detected"),
						 errdetail("This transaction waits for process %d, which waits for this transaction.",
								   list_nth_int(pids, 0)),
						 errhint("Run the migration in a transaction of its own.")));
			if (blocker[j] != 0)
				pids = list_append_unique_int(pids, blocker[j]);
		}
	}
}
