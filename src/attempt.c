/*-------------------------------------------------------------------------
 *
 * attempt.c
 *	  Work that is undone and begun anew until it loses no race.
 *
 * The change lock does not keep out sessions that do not use this extension.
 * Knows how often, and after which errors, it makes sense to try again; what
 * an attempt does is its caller's business.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/guc.h"
#include "utils/inval.h"

#include "idem_migrate.h"

/* How often a race against sessions without the extension may be lost. */
#define MAX_LOST_RACES 10

/*
 * Whether the server's table of locks is full.
 */
static bool
is_out_of_locks(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_OUT_OF_MEMORY && error->hint != NULL &&
		strstr(error->hint, "max_locks_per_transaction") != NULL;
}

/*
 * Raise the error again with what to do about it.
 */
static void
explain_locks(const ErrorData *error)
{
	ereport(ERROR,
			(errcode(ERRCODE_OUT_OF_MEMORY),
			 errmsg("too many objects are changed in one transaction"),
			 errdetail("Each is locked until the end, and the server's table of locks is full. Nothing was changed."),
			 errhint("Raise \"max_locks_per_transaction\" (now %s) and restart the server, or do the work in several transactions: a script in parts, a revision as several.",
					 GetConfigOption("max_locks_per_transaction", false, false)),
			 error->context ? errcontext("%s", error->context) : 0));
}

/*
 * Whether a body that was undone may be run again: it lost a race, or met a
 * deadlock with somebody who goes on now that its locks are free.
 */
static bool
may_run_again(const ErrorData *error)
{
	return idem_is_lost_race(error) || is_out_of_locks(error) ||
		(error->sqlerrcode == ERRCODE_T_R_DEADLOCK_DETECTED && idem_lock_retry > 0);
}

void
idem_attempts_begin(IdemAttempts *attempts)
{
	idem_patience_begin(&attempts->patience);
	attempts->lost = 0;
}

/*
 * An attempt met this error and was undone: pause if somebody was in the way.
 * Returns if it is to be made again, else raises the error.
 */
void
idem_attempt_undone(IdemAttempts *attempts, ErrorData *error)
{
	if (idem_is_busy(error) ? !idem_patience_again(&attempts->patience, error) :
		++attempts->lost > MAX_LOST_RACES)
		ReThrowError(error);
	FreeErrorData(error);
	AcceptInvalidationMessages();
}

/*
 * Run a body in a subtransaction until it loses no race.
 */
void
idem_try_until_won(IdemBody body, void *arg)
{
	IdemAttempts attempts;

	idem_attempts_begin(&attempts);
	for (;;)
	{
		ErrorData  *error = idem_try(body, arg, may_run_again);

		if (error == NULL)
			return;
		if (is_out_of_locks(error))
			explain_locks(error);
		idem_attempt_undone(&attempts, error);
	}
}
