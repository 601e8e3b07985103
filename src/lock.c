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
 * Locks on tables are waited for in slices of idem_migrate.lock_retry, since
 * everybody who comes later has to queue behind a waiting strong lock.  Such
 * short waits never reach deadlock_timeout, so deadlocks are looked for here.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <limits.h>

#include "catalog/namespace.h"
#include "common/hashfn.h"
#include "common/pg_prng.h"
#include "miscadmin.h"
#include "storage/latch.h"
#include "storage/lmgr.h"
#include "storage/sinval.h"
#include "storage/proc.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
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
	int			timeout;		/* ms; 0 waits for ever */
	bool		brief;			/* give it back if there is news */
	bool		given_back;
} LockAttempt;

static bool acquire_scope(List *schemas, bool wait);
static List *scope_keys(List *schemas);
static bool await_lock(uint32 key, LOCKMODE mode);
static void stand_in_queue(LockAttempt *attempt);
static bool acquire(uint32 key, LOCKMODE mode, bool wait);
static void release(uint32 key, LOCKMODE mode);
static bool rest(IdemPatience *patience);
static void wait_for_lock(void *arg);
static bool is_lock_timeout(const ErrorData *error);

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

/*
 * Wait for it, and return whether it is taken.  It is not if somebody has
 * changed something meanwhile: then the work is most likely done, and while
 * that is looked at we are in nobody's way.
 */
bool
idem_take_or_await_changes(List *schemas)
{
	bool		got = acquire_scope(schemas, false);

	if (!got)
	{
		List	   *keys = scope_keys(schemas);

		if (keys == NIL)
			got = await_lock(0, ExclusiveLock);
		else
			got = acquire_scope(schemas, true);
	}
	AcceptInvalidationMessages();
	return got;
}

/*
 * The keys of schemas in the order in which they are locked; NIL if it is the
 * database that is locked.
 */
static List *
scope_keys(List *schemas)
{
	List	   *keys = NIL;
	ListCell   *lc;

	if (idem_lock_scope == IDEM_SCOPE_DATABASE)
		return NIL;

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
	list_sort(keys, list_int_cmp);
	return keys;
}

static bool
acquire_scope(List *schemas, bool wait)
{
	List	   *keys = scope_keys(schemas);
	ListCell   *lc;

	if (keys == NIL)
		return acquire(0, ExclusiveLock, wait);

	if (!acquire(0, ShareLock, wait))
		return false;
	foreach(lc, keys)
	{
		if (acquire((uint32) lfirst_int(lc), ExclusiveLock, wait))
			continue;

		/* all or nothing */
		for (int i = 0; i < foreach_current_index(lc); i++)
			release((uint32) list_nth_int(keys, i), ExclusiveLock);
		release(0, ShareLock);
		return false;
	}
	return true;
}

static bool
acquire(uint32 key, LOCKMODE mode, bool wait)
{
	LockAttempt attempt = {0};

	set_change_tag(&attempt.tag, key);
	attempt.mode = mode;
	attempt.timeout = LockTimeout;

	if (LockAcquire(&attempt.tag, mode, false, true) != LOCKACQUIRE_NOT_AVAIL)
		return true;
	if (wait)
		stand_in_queue(&attempt);
	return wait;
}

/*
 * Wait until it can be had; false if there is news, and then it is not taken.
 */
static bool
await_lock(uint32 key, LOCKMODE mode)
{
	LockAttempt attempt = {0};

	set_change_tag(&attempt.tag, key);
	attempt.mode = mode;
	attempt.timeout = LockTimeout;
	attempt.brief = true;
	stand_in_queue(&attempt);
	return !attempt.given_back;
}

static void
stand_in_queue(LockAttempt *attempt)
{
	char	   *holders;

	if (idem_try(wait_for_lock, attempt, is_lock_timeout) == NULL)
		return;
	holders = idem_describe_holders(&attempt->tag, attempt->mode);
	ereport(ERROR,
			(errcode(ERRCODE_LOCK_NOT_AVAILABLE),
			 errmsg("canceling statement due to lock timeout"),
			 holders ?
			 errdetail("Another migration is running in this database: %s.", holders) :
			 errdetail("Another migration was running in this database until just now."),
			 errhint("Try again, or raise \"lock_timeout\"; the view idem.locks shows who holds and who awaits the lock.")));
}

static void
release(uint32 key, LOCKMODE mode)
{
	LOCKTAG		tag;

	set_change_tag(&tag, key);
	(void) LockRelease(&tag, mode, false);
}

/* ----------------------------------------------------------------
 *	Table locks
 * ----------------------------------------------------------------
 */

/*
 * Begin to be patient: from now until the caller's lock_timeout has passed.
 */
void
idem_patience_begin(IdemPatience *patience)
{
	patience->since = GetCurrentTimestamp();
	patience->until = LockTimeout == 0 ? 0 :
		TimestampTzPlusMilliseconds(patience->since, LockTimeout);
	patience->pause = 10;
	patience->failed = 0;
	patience->thorough = false;
}

/*
 * Whether an error says that somebody was in the way.
 */
bool
idem_is_busy(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE ||
		error->sqlerrcode == ERRCODE_T_R_DEADLOCK_DETECTED;
}

/*
 * After an attempt that met somebody in the way, and was undone: pause, and
 * return whether to try again.
 *
 * Where we do not know whom we met, the server has to find out whether there
 * is a deadlock, or an autovacuum to be cancelled.  It does after
 * deadlock_timeout, so now and then an attempt has to last that long: when
 * one of those who wait for us could be in our way, or an autovacuum.
 */
bool
idem_patience_again(IdemPatience *patience, const ErrorData *error)
{
	MemoryContext caller;
	MemoryContext context;
	bool		entangled;

	if (idem_lock_retry == 0)
		return false;

	/* the lock table can be large, and this is called again and again */
	context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate wait",
									ALLOCSET_SMALL_SIZES);
	caller = MemoryContextSwitchTo(context);
	entangled = idem_is_entangled();
	patience->failed++;
	patience->thorough = entangled || (patience->failed % 8 == 0 && idem_autovacuum_runs());
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);

	if (entangled && error->sqlerrcode == ERRCODE_T_R_DEADLOCK_DETECTED)
		return false;
	return rest(patience);
}

/*
 * Pause between two attempts, longer every time.  False, at once, if the
 * time is over or the caller does not want to try again.
 */
static bool
rest(IdemPatience *patience)
{
	long		pause = patience->pause;

	if (idem_lock_retry == 0)
		return false;
	pause += (long) (pg_prng_double(&pg_global_prng_state) * pause);
	if (patience->until != 0)
	{
		long		left = TimestampDifferenceMilliseconds(GetCurrentTimestamp(),
														   patience->until);

		if (left <= 0)
			return false;
		pause = Min(pause, left);
	}
	patience->pause = Min(patience->pause * 2, MAX_PAUSE_MS);

	(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
					 pause, PG_WAIT_EXTENSION);
	ResetLatch(MyLatch);
	CHECK_FOR_INTERRUPTS();
	return true;
}

/*
 * How long (ms) the next attempt may stand in a lock queue; 0 waits for ever.
 */
int
idem_patience_slice(const IdemPatience *patience)
{
	int64		slice = idem_lock_retry;

	if (slice > 0 && patience->thorough)
		slice += DeadlockTimeout;

	if (patience->until != 0)
	{
		long		left = TimestampDifferenceMilliseconds(GetCurrentTimestamp(),
														   patience->until);

		/* zero would wait for ever */
		left = Max(left, 1);
		slice = slice == 0 ? left : Min(slice, left);
	}
	return (int) Min(slice, INT_MAX);
}

/*
 * Lock a relation without making those who come later wait behind us for
 * longer than idem_migrate.lock_retry at a stretch: stand in the queue for
 * that long, leave it, pause, try again.  Gives up when the caller's
 * lock_timeout has passed in all.  Like LockRelationOid(), this does not
 * mind if the relation does not exist any more once the lock is granted.
 */
void
idem_lock_relation(Oid relid, LOCKMODE mode)
{
	LockAttempt attempt = {0};
	IdemPatience patience;
	MemoryContext caller;
	MemoryContext context;

	if (ConditionalLockRelationOid(relid, mode))
		return;

	SET_LOCKTAG_RELATION(attempt.tag, MyDatabaseId, relid);
	attempt.mode = mode;
	idem_patience_begin(&patience);

	/* this may take hours and thousands of attempts */
	context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate wait",
									ALLOCSET_SMALL_SIZES);
	caller = MemoryContextSwitchTo(context);

	for (;;)
	{
		MemoryContextReset(context);
		attempt.timeout = idem_patience_slice(&patience);
		if (idem_try(wait_for_lock, &attempt, is_lock_timeout) == NULL)
			break;
		idem_check_own_deadlock(&attempt.tag, mode);
		if (TimestampDifferenceExceeds(patience.since, GetCurrentTimestamp(), DeadlockTimeout) &&
			idem_cancel_autovacuum(&attempt.tag, mode))
			continue;
		if (!rest(&patience))
		{
			char	   *holders = idem_describe_holders(&attempt.tag, mode);
			char	   *name = get_rel_name(relid);

			ereport(ERROR,
					(errcode(ERRCODE_LOCK_NOT_AVAILABLE),
					 errmsg("canceling statement due to lock timeout"),
					 holders ?
					 errdetail("Relation \"%s\" is locked: %s.", name ? name : "?", holders) :
					 errdetail("Relation \"%s\" was locked until just now.", name ? name : "?"),
					 errhint("Try again, or raise \"lock_timeout\".")));
		}
	}
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);
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

	idem_set_lock_timeout(attempt->timeout);
	if (attempt->tag.locktag_type == LOCKTAG_RELATION)
		LockRelationOid(attempt->tag.locktag_field2, attempt->mode);
	else
	{
		uint64		news;

		AcceptInvalidationMessages();
		news = SharedInvalidMessageCounter;
		(void) LockAcquire(&attempt->tag, attempt->mode, false, false);
		AcceptInvalidationMessages();
		if (attempt->brief && news != SharedInvalidMessageCounter)
			attempt->given_back = LockRelease(&attempt->tag, attempt->mode, false);
	}
	AtEOXact_GUC(true, nestlevel);
}

/*
 * Set lock_timeout (ms) for the current GUC nest level.
 */
void
idem_set_lock_timeout(int timeout)
{
	char		value[32];

	if (timeout == LockTimeout)
		return;
	snprintf(value, sizeof(value), "%d", timeout);
	(void) set_config_option("lock_timeout", value, PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
}

static bool
is_lock_timeout(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE;
}
