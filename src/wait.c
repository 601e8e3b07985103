/*-------------------------------------------------------------------------
 *
 * wait.c
 *	  The door: CALL idem.wait_for_revision().
 *
 * A service that needs what another one migrates waits here.  While it waits
 * it holds no snapshot and no lock, so it stops neither vacuum nor a
 * CREATE INDEX CONCURRENTLY of the revision that it waits for.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/spi.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "pgstat.h"
#include "storage/latch.h"
#include "storage/proc.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/portal.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "utils/wait_event.h"

#include "revision.h"

/* Time between two looks: what the service sleeps longer than necessary. */
#define POLL_MS 25

PG_FUNCTION_INFO_V1(idem_wait_for_revision);

/*
 * Look for the revision.  The catalog snapshot keeps the rows that we look at
 * from being vacuumed away, and is given up at once.
 */
static bool
look(const char *stream, const char *revision)
{
	Snapshot	snapshot = RegisterSnapshot(GetCatalogSnapshot(InvalidOid));
	bool		found = idem_find_revision(stream, revision) != NULL;

	UnregisterSnapshot(snapshot);
	InvalidateCatalogSnapshot();
	return found;
}

/*
 * End the transaction, and with it everything that it holds.
 */
static void
let_go(void)
{
	SPI_connect_ext(SPI_OPT_NONATOMIC);
	SPI_commit();
	SPI_finish();
	InvalidateCatalogSnapshot();
}

static void
nap(TimestampTz deadline)
{
	long		pause = TimestampDifferenceMilliseconds(GetCurrentTimestamp(), deadline);

	(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
					 Min(Max(pause, 1), POLL_MS), PG_WAIT_EXTENSION);
	ResetLatch(MyLatch);
	CHECK_FOR_INTERRUPTS();
}

/*
 * CALL idem.wait_for_revision(stream, revision, timeout)
 *
 * Returns as soon as the revision is applied, at most 25 ms after its commit.
 * Commits the caller's transaction, as a procedure may, so it cannot be
 * called inside a transaction block (25001).  Raises IM003 when the timeout
 * has passed.  Takes no lock, writes nothing, and works on a standby.
 */
Datum
idem_wait_for_revision(PG_FUNCTION_ARGS)
{
	MemoryContext old = MemoryContextSwitchTo(PortalContext ? PortalContext : CurrentMemoryContext);
	char	   *stream = idem_arg_label(fcinfo, 0, "stream");
	char	   *revision = idem_arg_label(fcinfo, 1, "revision");
	char	   *patience;
	TimestampTz deadline;

	if (PG_ARGISNULL(2))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"%s\" must not be null", "timeout")));
	if (fcinfo->context == NULL || !IsA(fcinfo->context, CallContext) ||
		((CallContext *) fcinfo->context)->atomic)
		ereport(ERROR,
				(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
				 errmsg("idem.wait_for_revision() cannot be called inside a transaction block"),
				 errdetail("It would hold the transaction's snapshot and locks while it waits."),
				 errhint("Call it by itself, before the transaction begins.")));

	patience = DatumGetCString(DirectFunctionCall1(interval_out, PG_GETARG_DATUM(2)));
	deadline = DatumGetTimestampTz(DirectFunctionCall2(timestamptz_pl_interval,
													   TimestampTzGetDatum(GetCurrentTimestamp()),
													   PG_GETARG_DATUM(2)));
	MemoryContextSwitchTo(old);

	AcceptInvalidationMessages();
	if (!look(stream, revision))
	{
		let_go();
		while (!look(stream, revision))
		{
			if (GetCurrentTimestamp() >= deadline)
				idem_require_applied(stream, revision,
									 psprintf("Waited for %s.", patience),
									 "Start the service that applies it, or wait longer.");
			nap(deadline);
		}
	}
	PG_RETURN_VOID();
}
