/*-------------------------------------------------------------------------
 *
 * run.c
 *	  Runs scripts of revisions.
 *
 * What declares objects of known kinds is folded and converges, any other
 * statement is executed as it stands, in its place.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "tcop/dest.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "compat.h"
#include "revision.h"

typedef struct Run
{
	const IdemScript *script;
	RawStmt    *raw;
	IdemPatience patience;
} Run;

static void execute_briefly(void *arg);
static void execute(const Run *run);

/*
 * A script that is being run: where we are, and the declarations since the
 * last statement that is none.
 */
typedef struct Progress
{
	const IdemScript *script;
	IdemReader	reader;
	IdemOptions options;
	IdemPlace	place;			/* what it has set holds on */
	List	   *declared;		/* IdemStatement */
	bool		finished;		/* all that is declared was there before */
	MemoryContext context;		/* what one statement needs */
} Progress;

/*
 * What a statement declares; NIL if nobody knows.
 */
static List *
wanted_of(Progress *progress, const IdemStatement *statement)
{
	progress->place.entry = statement;
	return idem_script_wanted(progress->script, statement);
}

/*
 * One statement that is left of several, by the settings of its place.
 */
static void
run_declaration(Progress *progress, const IdemStatement *entry)
{
	bool		elsewhere = entry->settings != progress->reader.settings;
	int			nestlevel = elsewhere ? NewGUCNestLevel() : 0;
	ListCell   *lc;

	if (elsewhere)
	{
		idem_apply_settings(progress->script, progress->reader.initial);
		idem_apply_settings(progress->script, entry->settings);
	}
	foreach(lc, idem_wanted_in_turn(wanted_of(progress, entry)))
	{
		(void) idem_converge(lfirst(lc), &progress->options);
		idem_track_wanted(lfirst(lc));
		idem_track_statement();
	}
	if (elsewhere)
		AtEOXact_GUC(false, nestlevel);
}

/*
 * Declarations between statements that are none are one wish: what a later
 * one changes or drops is not made first.
 */
static void
run_declared(Progress *progress)
{
	List	   *entries = idem_fold(progress->declared, false);
	MemoryContext old;
	ListCell   *lc;

	idem_note_grants(entries);
	old = MemoryContextSwitchTo(progress->context);
	foreach(lc, entries)
	{
		CHECK_FOR_INTERRUPTS();
		run_declaration(progress, lfirst(lc));
		MemoryContextReset(progress->context);
	}

	/* what went by another name before we came, or was gone */
	foreach(lc, progress->declared)
	{
		idem_track_moved(wanted_of(progress, lfirst(lc)));
		MemoryContextReset(progress->context);
	}
	MemoryContextSwitchTo(old);
	progress->declared = NIL;
}

/*
 * One that nobody knows the wish of: it runs as it stands.
 */
static void
run_opaque(Progress *progress, const IdemStatement *statement)
{
	MemoryContext old = MemoryContextSwitchTo(progress->context);

	progress->place.entry = statement;
	if (idem_admits(idem_script_losses(progress->script, statement), &progress->options))
	{
		idem_run_statement(progress->script,
						   list_nth_node(RawStmt, progress->script->statements,
										 statement->number - 1));
		idem_track_statement();
	}
	MemoryContextSwitchTo(old);
	MemoryContextReset(progress->context);
}

static bool
declares(Progress *progress, const IdemStatement *statement)
{
	MemoryContext old = MemoryContextSwitchTo(progress->context);
	bool		result;

	progress->place.entry = statement;
	result = idem_script_declares(progress->script, statement);
	MemoryContextSwitchTo(old);
	MemoryContextReset(progress->context);
	return result;
}

static void
run_next(Progress *progress, IdemStatement *statement)
{
	ListCell   *lc;

	progress->place.entry = statement;
	if (!idem_reader_may_go_on(statement->stmt))
		run_declared(progress);
	foreach(lc, idem_reader_next(&progress->reader, statement))
	{
		IdemStatement *part = lfirst(lc);

		if (declares(progress, part))
			progress->declared = lappend(progress->declared, part);
		else
		{
			if (!progress->finished)
				run_declared(progress);
			run_opaque(progress, part);
		}
	}
}

/*
 * Run a script.  Settings that it changes, with SET or SET LOCAL, are as
 * before when it has ended.
 */
void
idem_run_script(const IdemScript *script, int allow)
{
	Progress	progress = {0};
	ListCell   *lc;

	progress.script = script;
	progress.options.allow = allow;
	progress.options.in_revision = true;
	progress.context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate statement",
											 ALLOCSET_DEFAULT_SIZES);

	idem_place_begin(&progress.place, script);

	/* then what is only made on the way is not made again */
	progress.finished = idem_is_fulfilled(script);
	idem_reader_begin(&progress.reader, script);
	foreach(lc, idem_script_statements(script))
	{
		CHECK_FOR_INTERRUPTS();
		run_next(&progress, lfirst(lc));
	}
	run_declared(&progress);

	idem_place_end(&progress.place);
	MemoryContextDelete(progress.context);
}

/*
 * The snapshot for a statement.  At the higher isolation levels the
 * transaction's own may be older than the change lock, and would not show the
 * rows that the revisions before this one have made.  Procedural code takes
 * the transaction's in any case: see refuse_stale_code().
 */
static void
push_snapshot(void)
{
	CommandCounterIncrement();
	PushActiveSnapshot(GetTransactionSnapshot());
	if (IsolationUsesXactSnapshot())
	{
		PopActiveSnapshot();
		PushActiveSnapshot(GetLatestSnapshot());
	}
}

/*
 * Better an error that clients know how to handle, which is to try again, than
 * code that silently misses the rows of an earlier revision.
 */
static void
refuse_stale_code(const IdemScript *script, const Node *stmt)
{
	if (script->unseen == NULL || (!IsA(stmt, DoStmt) && !IsA(stmt, CallStmt)))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
			 errmsg("could not serialize access due to concurrent migration"),
			 errdetail("Revision \"%s\" was applied after this transaction took its snapshot, which %s would see.",
					   script->unseen, IsA(stmt, DoStmt) ? "DO" : "CALL"),
			 errhint("Retry the transaction, or migrate at isolation level READ COMMITTED.")));
}

/*
 * Whether a statement is DDL that locks tables which others may be using.
 */
static bool
locks_tables(const Node *stmt)
{
	switch (nodeTag(stmt))
	{
		case T_AlterTableStmt:
		case T_AlterObjectSchemaStmt:
		case T_AlterOwnerStmt:
		case T_AlterPolicyStmt:
		case T_ClusterStmt:
		case T_CommentStmt:
		case T_CreatePolicyStmt:
		case T_CreateTrigStmt:
		case T_DropStmt:
		case T_IndexStmt:
		case T_RefreshMatViewStmt:
		case T_ReindexStmt:
		case T_RenameStmt:
		case T_RuleStmt:
		case T_TruncateStmt:
			return true;
		default:
			return false;
	}
}

/*
 * Run a statement as it stands.  One that may have to wait for a table does
 * so in short slices, as the steps of idem_converge() do.
 */
void
idem_run_statement(const IdemScript *script, RawStmt *raw)
{
	Run			run = {script, raw, {0}};

	refuse_stale_code(script, raw->stmt);
	if (idem_lock_retry == 0 || !locks_tables(raw->stmt))
	{
		execute(&run);
		return;
	}

	idem_patience_begin(&run.patience);
	for (;;)
	{
		ErrorData  *error = idem_try(execute_briefly, &run, idem_is_busy);

		if (error == NULL)
			return;
		if (!idem_patience_again(&run.patience, error))
			ReThrowError(error);
		FreeErrorData(error);
		AcceptInvalidationMessages();
	}
}

static void
execute_briefly(void *arg)
{
	Run		   *run = arg;
	int			nestlevel = NewGUCNestLevel();

	idem_set_lock_timeout(idem_patience_slice(&run->patience));
	execute(run);
	AtEOXact_GUC(true, nestlevel);
}

/*
 * The way execute_sql_string() of extension.c does it.  Rows that a statement
 * returns are discarded.
 */
static void
execute(const Run *run)
{
	const IdemScript *script = run->script;
	List	   *queries;
	List	   *plans;
	ListCell   *lc;

	/* analysis scribbles on the tree, and the script may have to run again */
	RawStmt    *raw = copyObject(run->raw);

	push_snapshot();
	queries = pg_analyze_and_rewrite_fixedparams(raw, script->text, NULL, 0, NULL);
	plans = pg_plan_queries(queries, script->text, CURSOR_OPT_PARALLEL_OK, NULL);
	PopActiveSnapshot();

	foreach(lc, plans)
	{
		PlannedStmt *plan = lfirst_node(PlannedStmt, lc);

		push_snapshot();
		if (plan->utilityStmt == NULL)
		{
			QueryDesc  *query = CreateQueryDesc(plan, script->text, GetActiveSnapshot(),
												InvalidSnapshot, None_Receiver,
												NULL, NULL, 0);

			ExecutorStart(query, 0);
			idem_executor_run(query);
			ExecutorFinish(query);
			ExecutorEnd(query);
			FreeQueryDesc(query);
		}
		else
			ProcessUtility(plan, script->text, false, PROCESS_UTILITY_QUERY,
						   NULL, NULL, None_Receiver, NULL);
		PopActiveSnapshot();
	}
	CommandCounterIncrement();
}
