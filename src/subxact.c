/*-------------------------------------------------------------------------
 *
 * subxact.c
 *	  Runs a piece of work in a subtransaction and catches chosen errors.
 *
 * The only place that begins, releases and rolls back subtransactions, so
 * that memory context, resource owner and error state are restored the same
 * way everywhere.  Follows exec_stmt_block() of pl_exec.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "utils/memutils.h"
#include "utils/resowner.h"
#include "utils/timeout.h"

#include "idem_migrate.h"

static ErrorData *
run_body(IdemBody body, void *arg, IdemCatchable catchable, bool keep)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	bool		timed = get_timeout_active(STATEMENT_TIMEOUT);
	ErrorData  *volatile error = NULL;

	/*
	 * Invalidations of the caller's last command must have been processed
	 * (inval.c, PrepareInvalidationState()); ALTER DOMAIN ... DROP CONSTRAINT
	 * leaves one that a mere CommandCounterIncrement() would pass over.
	 */
	(void) GetCurrentCommandId(true);
	CommandCounterIncrement();

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);

	PG_TRY();
	{
		body(arg);
		if (keep)
			ReleaseCurrentSubTransaction();
		else
			RollbackAndReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
		if (!catchable(error))
			ReThrowError(error);

		/*
		 * Where lock_timeout and statement_timeout strike at once, the server
		 * reports the first and forgets the other (ProcessInterrupts() of
		 * postgres.c).  That one must not be lost with the error.
		 */
		if (timed && !get_timeout_active(STATEMENT_TIMEOUT))
			ereport(ERROR,
					(errcode(ERRCODE_QUERY_CANCELED),
					 errmsg("canceling statement due to statement timeout")));
	}
	PG_END_TRY();

	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	return error;
}

/*
 * Run body(arg).  If it fails with an error for which catchable() is true,
 * everything it did is undone and the error is returned, allocated in the
 * caller's memory context; any other error is thrown on, after the rollback.
 * Returns NULL on success.
 *
 * A subtransaction that only locks gets no transaction id, so a body that
 * writes nothing leaves no trace.
 */
ErrorData *
idem_try(IdemBody body, void *arg, IdemCatchable catchable)
{
	return run_body(body, arg, catchable, true);
}

/*
 * The same, and undone in any case: what was learned stays, the locks that
 * it took do not.
 */
ErrorData *
idem_peek(IdemBody body, void *arg, IdemCatchable catchable)
{
	return run_body(body, arg, catchable, false);
}
