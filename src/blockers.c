/*-------------------------------------------------------------------------
 *
 * blockers.c
 *	  Who is in the way of a lock, and whether waiting for him makes sense.
 *
 * Reads the lock table.  Locks nothing, and never waits.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <signal.h>

#include "access/transam.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "storage/proc.h"
#include "storage/procarray.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"

#include "idem_migrate.h"

static int	waits_for_us(int pid);
static bool holds_users_locks(const LockData *data, int pid);
static bool is_autovacuum(int pid);

static bool
conflicts(LOCKMODE mode, LOCKMASK held)
{
	for (LOCKMODE other = AccessShareLock; other <= AccessExclusiveLock; other++)
	{
		if ((held & LOCKBIT_ON(other)) && DoLockModesConflict(mode, other))
			return true;
	}
	return false;
}

/*
 * PIDs of the other sessions that hold a lock conflicting with ours, or if
 * there are none, that wait for such a lock and so stand before us in the
 * queue.  A prepared transaction has no session and counts as 0.
 */
static List *
holder_pids(const LOCKTAG *tag, LOCKMODE mode)
{
	LockData   *data = GetLockStatusData();
	List	   *holders = NIL;
	List	   *waiters = NIL;

	for (int i = 0; i < data->nelements; i++)
	{
		LockInstanceData *lock = &data->locks[i];

		if (memcmp(&lock->locktag, tag, sizeof(LOCKTAG)) != 0 ||
			lock->pid == MyProcPid)
			continue;
		if (conflicts(mode, lock->holdMask))
			holders = list_append_unique_int(holders, lock->leaderPid);
		else if (lock->waitLockMode != NoLock && DoLockModesConflict(mode, lock->waitLockMode))
			waiters = list_append_unique_int(waiters, lock->leaderPid);
	}
	return holders ? holders : waiters;
}

/*
 * The sessions that hold a conflicting lock, as far as the caller may see
 * their activity; NULL if there are none any more.
 */
char *
idem_describe_holders(const LOCKTAG *tag, LOCKMODE mode)
{
	static const char *const query =
		"SELECT pg_catalog.format('process %s (%s)', pid, pg_catalog.concat_ws(', ',"
		" pg_catalog.format('role %s', pg_catalog.pg_get_userbyid(usesysid)),"
		" pg_catalog.format('application \"%s\"', application_name),"
		" state,"
		" CASE WHEN xact_start IS NOT NULL THEN"
		" pg_catalog.format('in its transaction since %s', xact_start) END,"
		" CASE WHEN state IS NOT NULL THEN"
		" pg_catalog.format('query: %s', pg_catalog.left(query, 200)) END))"
		" FROM pg_catalog.pg_stat_get_activity($1)";
	MemoryContext context = CurrentMemoryContext;
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, holder_pids(tag, mode))
	{
		Oid			argtype = INT4OID;
		Datum		arg = Int32GetDatum(lfirst_int(lc));
		char	   *holder = NULL;

		if (lfirst_int(lc) == 0)
		{
			appendStringInfo(&buf, "%sa prepared transaction", buf.len > 0 ? ", " : "");
			continue;
		}

		/* otherwise activity is read once a transaction only */
		pgstat_clear_snapshot();
		SPI_connect();
		if (SPI_execute_with_args(query, 1, &argtype, &arg, NULL, true, 1) == SPI_OK_SELECT &&
			SPI_processed == 1)
			holder = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
		if (holder)
		{
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
void
idem_check_own_deadlock(const LOCKTAG *tag, LOCKMODE mode)
{
	ListCell   *lc;

	foreach(lc, holder_pids(tag, mode))
	{
		int			last = waits_for_us(lfirst_int(lc));

		if (last == 0)
			continue;
		ereport(ERROR,
				(errcode(ERRCODE_T_R_DEADLOCK_DETECTED),
				 errmsg("deadlock detected"),
				 last == lfirst_int(lc) ?
				 errdetail("This transaction waits for process %d, which waits for this transaction.",
						   last) :
				 errdetail("This transaction waits for process %d, and process %d, which that one waits for, waits for this transaction.",
						   lfirst_int(lc), last),
				 errhint("Run the migration in a transaction of its own, or take idem.lock() at its beginning.")));
	}
}

/*
 * Whether the process waits for us, directly or not: the last one before us
 * in the chain, or 0.
 */
static int
waits_for_us(int pid)
{
	List	   *pids = list_make1_int(pid);

	/* the list grows while it is walked; each process enters it once */
	for (int i = 0; i < list_length(pids); i++)
	{
		ArrayType  *blockers;
		int32	   *blocker;

		pid = list_nth_int(pids, i);
		if (pid == 0)
			continue;
		blockers = DatumGetArrayTypeP(DirectFunctionCall1(pg_blocking_pids, Int32GetDatum(pid)));
		blocker = (int32 *) ARR_DATA_PTR(blockers);
		for (int j = 0; j < ArrayGetNItems(ARR_NDIM(blockers), ARR_DIMS(blockers)); j++)
		{
			if (blocker[j] == MyProcPid)
				return pid;
			pids = list_append_unique_int(pids, blocker[j]);
		}
	}
	return 0;
}

/*
 * Whether a session that waits for us, directly or not, holds something that
 * we may come to wait for.  Migrators that await the change lock usually hold
 * nothing.
 */
bool
idem_is_entangled(void)
{
	LockData   *data = GetLockStatusData();
	List	   *seen = NIL;

	for (int i = 0; i < data->nelements; i++)
	{
		LockInstanceData *lock = &data->locks[i];

		if (lock->waitLockMode == NoLock || lock->pid == MyProcPid ||
			list_member_int(seen, lock->pid))
			continue;
		seen = lappend_int(seen, lock->pid);
		if (holds_users_locks(data, lock->pid) && waits_for_us(lock->pid) != 0)
			return true;
	}
	return false;
}

static bool
holds_users_locks(const LockData *data, int pid)
{
	for (int i = 0; i < data->nelements; i++)
	{
		const LockInstanceData *lock = &data->locks[i];

		if (lock->pid != pid || lock->holdMask == 0)
			continue;
		if (lock->locktag.locktag_type == LOCKTAG_TRANSACTION ||
			(lock->locktag.locktag_type == LOCKTAG_RELATION &&
			 lock->locktag.locktag_field2 >= FirstNormalObjectId))
			return true;
	}
	return false;
}

/*
 * The server cancels an autovacuum that keeps somebody waiting for longer
 * than deadlock_timeout, which our short attempts never reach.  So do it
 * ourselves, by the same rule.  Returns whether there was one.
 */
bool
idem_cancel_autovacuum(const LOCKTAG *tag, LOCKMODE mode)
{
	bool		cancelled = false;
	ListCell   *lc;

	foreach(lc, holder_pids(tag, mode))
	{
		if (!is_autovacuum(lfirst_int(lc)))
			continue;
		ereport(DEBUG1,
				(errmsg_internal("sending cancel to blocking autovacuum process %d",
								 lfirst_int(lc))));
		if (kill(lfirst_int(lc), SIGINT) == 0)
			cancelled = true;
	}
	return cancelled;
}

/*
 * Whether an autovacuum holds a lock on any table of this database.
 */
bool
idem_autovacuum_runs(void)
{
	LockData   *data = GetLockStatusData();

	for (int i = 0; i < data->nelements; i++)
	{
		LockInstanceData *lock = &data->locks[i];

		if (lock->locktag.locktag_type == LOCKTAG_RELATION &&
			lock->locktag.locktag_field1 == MyDatabaseId &&
			(lock->holdMask & LOCKBIT_ON(ShareUpdateExclusiveLock)) != 0 &&
			is_autovacuum(lock->pid))
			return true;
	}
	return false;
}

/*
 * Whether the process is an autovacuum that may be cancelled: one against
 * wraparound must not.
 */
static bool
is_autovacuum(int pid)
{
	PGPROC	   *proc = BackendPidGetProc(pid);

	return proc != NULL &&
		(proc->statusFlags & PROC_IS_AUTOVACUUM) != 0 &&
		(proc->statusFlags & PROC_VACUUM_FOR_WRAPAROUND) == 0;
}
