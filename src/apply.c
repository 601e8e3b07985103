/*-------------------------------------------------------------------------
 *
 * apply.c
 *	  The single door to DDL.
 *
 * Runs parse nodes through ProcessUtility() as the caller, so that privilege
 * checks, event triggers and the hooks of other extensions see ordinary DDL.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_inherits.h"
#include "nodes/nodes.h"
#include "tcop/dest.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/snapmgr.h"

#include "compat.h"
#include "idem_migrate.h"

/*
 * Whether a step that makes an object is running.  Left set by an error, for
 * idem_is_lost_race() to see; set anew by every step.
 */
static bool creating = false;

static void lock_tree(Oid relid, LOCKMODE mode);
static void run_step(void *arg);
static bool is_null_violation(const ErrorData *error);
static void report_nulls(const IdemStep *step);

/*
 * Take one step.
 */
void
idem_apply(IdemStep *step)
{
	ListCell   *lc;

	lock_tree(step->lockrel, step->lockmode);
	lock_tree(step->lockrel2, step->lockmode);
	foreach(lc, step->lockrels)
		lock_tree(lfirst_oid(lc), step->lockmode);

	creating = (step->outcome == IDEM_CREATED);
	if (step->not_null)
	{
		if (idem_try(run_step, step, is_null_violation) != NULL)
			report_nulls(step);
	}
	else
		run_step(step);
	creating = false;
}

/*
 * Lock a relation, and the partitions and children to which the statement
 * will recurse, before the statement would queue for them.
 */
static void
lock_tree(Oid relid, LOCKMODE mode)
{
	ListCell   *lc;

	if (!OidIsValid(relid))
		return;
	idem_lock_relation(relid, mode);
	if (!has_subclass(relid))
		return;
	foreach(lc, find_all_inheritors(relid, NoLock, NULL))
	{
		if (lfirst_oid(lc) != relid)
			idem_lock_relation(lfirst_oid(lc), mode);
	}
}

static void
run_step(void *arg)
{
	IdemStep   *step = arg;

	idem_run_utility(step->stmt, step->source ? step->source : step->ddl,
					 step->source ? step->location : 0,
					 step->source ? step->length : 0);
}

static bool
is_null_violation(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_NOT_NULL_VIOLATION;
}

/*
 * The server says that there are nulls; say how many, and how to find them.
 */
static void
report_nulls(const IdemStep *step)
{
	const char *relation = idem_qualified_name(step->wanted);
	int64		count = idem_count_nulls(step->lockrel, step->not_null);

	ereport(ERROR,
			(errcode(ERRCODE_NOT_NULL_VIOLATION),
			 errmsg("column \"%s\" of relation \"%s\" contains null values",
					step->not_null, relation),
			 errdetail_plural("There is " INT64_FORMAT " such row.",
							  "There are " INT64_FORMAT " such rows.",
							  (unsigned long) count, count),
			 errhint("Find them with: SELECT * FROM %s WHERE %s IS NULL",
					 relation, quote_identifier(step->not_null))));
}

/*
 * Run a utility statement the way execute_sql_string() of extension.c does.
 * The node is copied, because parse analysis scribbles on it.
 */
void
idem_run_utility(Node *stmt, const char *source, int location, int length)
{
	PlannedStmt *wrapper = makeNode(PlannedStmt);

	wrapper->commandType = CMD_UTILITY;
	wrapper->canSetTag = false;
	wrapper->utilityStmt = copyObject(stmt);
	wrapper->stmt_location = location;
	wrapper->stmt_len = length;

	CommandCounterIncrement();
	PushActiveSnapshot(GetTransactionSnapshot());
	ProcessUtility(wrapper, source, false, PROCESS_UTILITY_QUERY,
				   NULL, NULL, None_Receiver, NULL);
	PopActiveSnapshot();
	CommandCounterIncrement();
}

/*
 * Whether an error says that somebody else, who does not take the change
 * lock, made the same object first.
 */
bool
idem_is_lost_race(const ErrorData *error)
{
	bool		in_create = creating;

	creating = false;
	if (!in_create)
		return false;

	switch (error->sqlerrcode)
	{
		case ERRCODE_UNIQUE_VIOLATION:
			return error->schema_name != NULL &&
				strcmp(error->schema_name, "pg_catalog") == 0;
		case ERRCODE_DUPLICATE_OBJECT:
		case ERRCODE_DUPLICATE_TABLE:
		case ERRCODE_DUPLICATE_COLUMN:
		case ERRCODE_DUPLICATE_SCHEMA:
			return true;
		default:
			return false;
	}
}
