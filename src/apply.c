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
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "miscadmin.h"
#include "nodes/nodes.h"
#include "tcop/dest.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

typedef struct HeldLock
{
	Oid			relid;
	LOCKMODE	mode;
} HeldLock;

/*
 * Whether a step is running, and one that drops.  Left set by an error, for
 * idem_is_lost_race() to see; set anew by every step.
 */
static bool racing = false;
static bool dropping = false;

static bool lock_tree(Oid relid, LOCKMODE mode, List **held);
static bool may_lock(Oid relid);
static void run_step(void *arg);
static bool is_null_violation(const ErrorData *error);
static void report_nulls(const IdemStep *step, const char *column);

/*
 * Take the locks that a step will need, before it would queue for them.
 * "held" collects what was locked so (HeldLock); returns whether that grew,
 * in which case another session may have changed the relation until now.
 */
bool
idem_lock_step(const IdemStep *step, LOCKMODE mode, List **held)
{
	bool		grew = false;
	ListCell   *lc;

	grew |= lock_tree(step->lockrel, mode, held);
	grew |= lock_tree(step->lockrel2, mode, held);
	foreach(lc, step->lockrels)
		grew |= lock_tree(lfirst_oid(lc), mode, held);
	return grew;
}

/*
 * Lock a relation, and the partitions and children to which the statement
 * will recurse.
 */
static bool
lock_tree(Oid relid, LOCKMODE mode, List **held)
{
	HeldLock   *lock;
	ListCell   *lc;

	if (!OidIsValid(relid) || !may_lock(relid))
		return false;
	foreach(lc, *held)
	{
		lock = lfirst(lc);
		if (lock->relid == relid && lock->mode == mode)
			return false;
	}
	lock = palloc(sizeof(HeldLock));
	lock->relid = relid;
	lock->mode = mode;
	*held = lappend(*held, lock);

	idem_lock_relation(relid, mode);

	/* dropped while we waited? */
	if (!SearchSysCacheExists1(RELOID, ObjectIdGetDatum(relid)) || !has_subclass(relid))
		return true;
	foreach(lc, find_all_inheritors(relid, NoLock, NULL))
	{
		if (lfirst_oid(lc) != relid)
			idem_lock_relation(lfirst_oid(lc), mode);
	}
	return true;
}

/*
 * Whether the caller may have the relation locked before the server checks
 * privileges: nobody shall be able to hold up what he cannot change.
 */
static bool
may_lock(Oid relid)
{
	return SearchSysCacheExists1(RELOID, ObjectIdGetDatum(relid)) &&
		(idem_object_ownercheck(RelationRelationId, relid, GetUserId()) ||
		 pg_class_aclcheck(relid, GetUserId(), ACL_REFERENCES) == ACLCHECK_OK);
}

/*
 * Take one step.  Where it needs locks besides those of idem_lock_step(), it
 * waits for them as long as lock_timeout (ms) says.
 */
void
idem_apply(IdemStep *step, int lock_timeout)
{
	int			nestlevel = NewGUCNestLevel();

	idem_set_lock_timeout(lock_timeout);
	racing = true;
	dropping = (step->outcome == IDEM_DROPPED);
	if (step->not_null)
	{
		ErrorData  *error = idem_try(run_step, step, is_null_violation);

		/* a primary key has several columns: it is the one in the error */
		if (error != NULL)
			report_nulls(step, error->column_name ? error->column_name : step->not_null);
	}
	else
		run_step(step);
	racing = dropping = false;
	AtEOXact_GUC(true, nestlevel);
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
report_nulls(const IdemStep *step, const char *column)
{
	const char *relation = idem_qualified_name(step->wanted);
	int64		count = idem_count_nulls(step->lockrel, column);

	ereport(ERROR,
			(errcode(ERRCODE_NOT_NULL_VIOLATION),
			 errmsg("column \"%s\" of relation \"%s\" contains null values",
					column, relation),
			 errdetail_plural("There is " INT64_FORMAT " such row.",
							  "There are " INT64_FORMAT " such rows.",
							  (unsigned long) count, count),
			 errhint("Find them with: SELECT * FROM %s WHERE %s IS NULL",
					 relation, quote_identifier(column))));
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
 * lock, made, changed or dropped the same object first.
 */
bool
idem_is_lost_race(const ErrorData *error)
{
	bool		in_step = racing;
	bool		in_drop = dropping;

	racing = dropping = false;
	if (!in_step)
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
		case ERRCODE_UNDEFINED_OBJECT:
		case ERRCODE_UNDEFINED_TABLE:
		case ERRCODE_UNDEFINED_COLUMN:
		case ERRCODE_UNDEFINED_SCHEMA:
			return in_drop;
		case ERRCODE_INTERNAL_ERROR:
			/* raised by elog(), so never translated */
			return strcmp(error->message, "tuple concurrently updated") == 0 ||
				strcmp(error->message, "tuple concurrently deleted") == 0;
		default:
			return false;
	}
}
