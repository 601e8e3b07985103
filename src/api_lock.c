/*-------------------------------------------------------------------------
 *
 * api_lock.c
 *	  The doors: idem.lock() and idem.try_lock().
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "idem_migrate.h"

PG_FUNCTION_INFO_V1(idem_lock);
PG_FUNCTION_INFO_V1(idem_try_lock);

/*
 * idem.lock()
 */
Datum
idem_lock(PG_FUNCTION_ARGS)
{
	(void) fcinfo;
	idem_lock_changes(NIL);
	PG_RETURN_VOID();
}

/*
 * idem.try_lock()
 */
Datum
idem_try_lock(PG_FUNCTION_ARGS)
{
	(void) fcinfo;
	PG_RETURN_BOOL(idem_try_lock_changes(NIL));
}
