/*-------------------------------------------------------------------------
 *
 * idem_migrate.c
 *	  Load of the library and definition of its settings.
 *
 * Owns the settings.  Keeps no other state; needs no preloading, since every
 * function of the extension loads the library on first use.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <limits.h>

#include "utils/elog.h"
#include "utils/guc.h"

#include "compat.h"
#include "revision.h"

IDEM_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);

/*
 * idem_migrate.lock_retry: how long one attempt to lock a busy table may
 * stand in the lock queue, where it holds up everybody who comes later.
 * Zero waits in the queue like any other statement.
 */
int			idem_lock_retry = 100;

/*
 * idem_migrate.lock_scope: what the change lock covers.  "schema" lets
 * migrators of different schemas run side by side.
 */
int			idem_lock_scope = IDEM_SCOPE_DATABASE;

/*
 * idem_migrate.on_conflict: whether a difference that may not be changed
 * stops the caller or is only reported.
 */
int			idem_on_conflict = IDEM_CONFLICT_ERROR;

/*
 * idem_migrate.report_level: message level at which changes are told.
 */
int			idem_report_level = NOTICE;

/*
 * idem_migrate.rewrite_limit: a lossless change that rewrites a table is
 * made without further ado while the table is smaller than this (in kB).
 */
int			idem_rewrite_limit = 64 * 1024;

/*
 * idem_migrate.verify_applied: whether applying a revision that is recorded
 * already looks if its objects are still there.
 */
bool		idem_verify_applied = true;

static const struct config_enum_entry report_levels[] = {
	{"debug1", DEBUG1, false},
	{"log", LOG, false},
	{"info", INFO, false},
	{"notice", NOTICE, false},
	{"warning", WARNING, false},
	{NULL, 0, false}
};

static const struct config_enum_entry conflict_modes[] = {
	{"error", IDEM_CONFLICT_ERROR, false},
	{"warning", IDEM_CONFLICT_WARNING, false},
	{NULL, 0, false}
};

static const struct config_enum_entry lock_scopes[] = {
	{"database", IDEM_SCOPE_DATABASE, false},
	{"schema", IDEM_SCOPE_SCHEMA, false},
	{NULL, 0, false}
};

void
_PG_init(void)
{
	DefineCustomIntVariable("idem_migrate.lock_retry",
							"Sets the longest time to stand in a table's lock queue at a stretch.",
							"After that time the attempt is given up, and repeated after a pause. "
							"Zero waits in the queue until the lock is granted.",
							&idem_lock_retry,
							100, 0, INT_MAX,
							PGC_USERSET, GUC_UNIT_MS,
							NULL, NULL, NULL);

	DefineCustomEnumVariable("idem_migrate.lock_scope",
							 "Sets what the change lock covers.",
							 NULL,
							 &idem_lock_scope,
							 IDEM_SCOPE_DATABASE, lock_scopes,
							 PGC_USERSET, 0,
							 NULL, NULL, NULL);

	DefineCustomEnumVariable("idem_migrate.on_conflict",
							 "Sets how a difference that may not be changed is reported.",
							 NULL,
							 &idem_on_conflict,
							 IDEM_CONFLICT_ERROR, conflict_modes,
							 PGC_USERSET, 0,
							 NULL, NULL, NULL);

	DefineCustomEnumVariable("idem_migrate.report_level",
							 "Sets the message level at which changes are reported.",
							 NULL,
							 &idem_report_level,
							 NOTICE, report_levels,
							 PGC_USERSET, 0,
							 NULL, NULL, NULL);

	DefineCustomIntVariable("idem_migrate.rewrite_limit",
							"Sets the table size up to which a lossless rewrite is made without being allowed.",
							NULL,
							&idem_rewrite_limit,
							64 * 1024, 0, INT_MAX,
							PGC_USERSET, GUC_UNIT_KB,
							NULL, NULL, NULL);

	DefineCustomBoolVariable("idem_migrate.verify_applied",
							 "Verifies that the objects of an applied revision are still there.",
							 NULL,
							 &idem_verify_applied,
							 true,
							 PGC_USERSET, 0,
							 NULL, NULL, NULL);

	MarkGUCPrefixReserved("idem_migrate");
	idem_track_init();
}
