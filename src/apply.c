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
#include "nodes/nodes.h"
#include "tcop/dest.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/snapmgr.h"

#include "compat.h"
#include "idem_migrate.h"

/*
 * Whether a step is running, and one that drops.  Left set by an error, for
 * idem_is_lost_race() to see; set anew by every step.
 */
static bool racing = false;
static bool dropping = false;

static void run_step(void *arg);
static void run_unsettled(IdemStep *step);
static bool is_invalid_body(const ErrorData *error);
static void run_statement(const IdemStatement *statement);
static bool is_torn_look(const ErrorData *error);
static bool is_null_violation(const ErrorData *error);
static void report_nulls(const IdemStep *step, const char *column);

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
	else if (step->unsettled)
		run_unsettled(step);
	else
		run_step(step);
	racing = dropping = false;
	AtEOXact_GUC(true, nestlevel);
}

/*
 * One statement of several, in the schema that it says.
 */
static void
run_statement(const IdemStatement *statement)
{
	int			nestlevel = NewGUCNestLevel();

	if (statement->schema != NULL)
		(void) set_config_option("search_path", quote_identifier(statement->schema),
								 PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	idem_run_utility(statement->stmt, statement->source, Max(statement->location, 0),
					 statement->length);
	AtEOXact_GUC(true, nestlevel);
}

static void
run_step(void *arg)
{
	IdemStep   *step = arg;
	ListCell   *lc;

	foreach(lc, step->script)
		run_statement(lfirst(lc));
	if (step->script != NIL)
		return;
	idem_run_utility(step->stmt, step->source ? step->source : step->ddl,
					 step->source ? step->location : 0,
					 step->source ? step->length : 0);
}

/*
 * What a function refers to was there when its statement was written, and has
 * another name by the end of the script, or none.  A body that is not valid
 * any more is made as it stands, as it would be by now.
 */
static void
run_unsettled(IdemStep *step)
{
	ErrorData  *error = idem_try(run_step, step, is_invalid_body);

	if (error == NULL)
		return;
	(void) set_config_option("check_function_bodies", "off", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	run_step(step);
	step->note = psprintf("The body was not checked, since later statements change what it refers to: %s.",
						  error->message);
	step->reason = psprintf("%s%sthe body is not valid any more: %s",
							step->reason ? step->reason : "", step->reason ? "; " : "",
							error->message);
}

static bool
is_invalid_body(const ErrorData *error)
{
	return check_function_bodies && error->sqlerrcode != ERRCODE_INSUFFICIENT_PRIVILEGE &&
		ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION;
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
 * Run a utility statement the way execute_sql_string() of extension.c does:
 * by way of parse analysis, since that gives it the query identifier without
 * which pg_stat_statements does not count it.  The node is copied, because
 * all this scribbles on it.
 */
void
idem_run_utility(Node *stmt, const char *source, int location, int length)
{
	RawStmt    *raw = makeNode(RawStmt);
	List	   *plans;
	ListCell   *lc;

	raw->stmt = copyObject(stmt);
	raw->stmt_location = location;
	raw->stmt_len = length;

	CommandCounterIncrement();
	plans = pg_plan_queries(pg_analyze_and_rewrite_fixedparams(raw, source, NULL, 0, NULL),
							source, 0, NULL);
	foreach(lc, plans)
	{
		PushActiveSnapshot(GetTransactionSnapshot());
		ProcessUtility(lfirst_node(PlannedStmt, lc), source, false, PROCESS_UTILITY_QUERY,
					   NULL, NULL, None_Receiver, NULL);
		PopActiveSnapshot();
		CommandCounterIncrement();
	}
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
	if (is_torn_look(error))
		return true;
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
		case ERRCODE_DUPLICATE_FUNCTION:
			return true;
		case ERRCODE_UNDEFINED_OBJECT:
		case ERRCODE_UNDEFINED_TABLE:
		case ERRCODE_UNDEFINED_COLUMN:
		case ERRCODE_UNDEFINED_SCHEMA:
		case ERRCODE_UNDEFINED_FUNCTION:
			return in_drop;
		default:
			return false;
	}
}

/*
 * Whether an error says that something was dropped or changed while it was
 * being looked at.  The server has no code for that; the messages come from
 * elog(), so they are never translated.
 */
static bool
is_torn_look(const ErrorData *error)
{
	static const char *const beginnings[] = {
		"tuple concurrently ", "cache lookup failed for ", "could not open relation with OID "
	};

	if (error->sqlerrcode == ERRCODE_T_R_SERIALIZATION_FAILURE)
		return !IsolationUsesXactSnapshot();
	if (error->sqlerrcode != ERRCODE_INTERNAL_ERROR)
		return false;
	for (int i = 0; i < (int) lengthof(beginnings); i++)
	{
		if (strncmp(error->message, beginnings[i], strlen(beginnings[i])) == 0)
			return true;
	}
	return false;
}
