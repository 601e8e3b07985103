/*-------------------------------------------------------------------------
 *
 * ensure.c
 *	  Whole scripts converge: idem.ensure() and idem.plan().
 *
 * A script is read, folded into what it wants in the end, and looked at
 * without locks, statement by statement.  If nothing is missing that is all.
 * Otherwise the change lock is taken, and all that is missing is made in one
 * subtransaction by idem_converge(), which looks again.
 *
 * What cannot be folded, because nobody knows what it wants (DML, DO, SELECT
 * of a function), is refused, or runs in its place if the caller admits it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "catalog/namespace.h"

#include "compat.h"
#include "kept.h"
#include "revision.h"

typedef struct Ensure
{
	const IdemScript *script;
	List	   *entries;		/* IdemStatement, folded between those that
								 * are opaque */
	List	   *opaque;			/* of them, those that are opaque */
	List	   *whole;			/* if there are any: the others folded as if
								 * there were none */
	bool		finished;		/* nothing is missing of that */
	int			allow;
	IdemStepSink sink;
	void		(*restart) (void *arg);
	void	   *arg;
} Ensure;

static void check_whole(void *arg);

/* A statement that nobody knows the wish of, as a kind of its own. */
static const IdemKind opaque_statement = {
	.noun = "statement",
};

/* ----------------------------------------------------------------
 *	What a script wants
 * ----------------------------------------------------------------
 */

/*
 * The wishes of an entry; NIL if it is opaque.  An unqualified name goes to
 * the schema that is first in the search path there, also if an earlier
 * statement is still to make that schema.
 */
static List *
wanted_of(const Ensure *ensure, const IdemStatement *entry)
{
	List	   *wanted = idem_script_wanted(ensure->script, entry);
	ListCell   *lc;

	if (entry->schema == NULL || OidIsValid(get_namespace_oid(entry->schema, true)))
		return wanted;
	foreach(lc, wanted)
	{
		IdemWanted *one = lfirst(lc);

		if (list_length(one->names) == 1 && one->kind->objtype != OBJECT_SCHEMA &&
			one->kind->objtype != OBJECT_EXTENSION)
			one->names = list_make2(makeString(pstrdup(entry->schema)), linitial(one->names));
	}
	return wanted;
}

/*
 * Whether a statement wants anything.
 */
static bool
declares(const Ensure *ensure, const IdemStatement *statement, MemoryContext scratch)
{
	MemoryContext caller = MemoryContextSwitchTo(scratch);
	bool		result = idem_script_declares(ensure->script, statement);

	MemoryContextSwitchTo(caller);
	MemoryContextReset(scratch);
	return result;
}

static void
refuse_opaque(const IdemStatement *statement)
{
	ereport(ERROR,
			(errcode(ERRCODE_IDEM_NOT_DECLARATIVE),
			 errmsg("statement %d of the script does not declare an object", statement->number),
			 errdetail("It is %s, which would run again with every call.",
					   CreateCommandName(statement->stmt)),
			 errhint("Take it out of the script, put it into a revision, or pass allow => '{run}'.")));
}

/*
 * Read a script and fold what lies between statements that are opaque.
 */
static void
read_script(Ensure *ensure, const IdemScript *script, int allow, bool may_refuse)
{
	List	   *segment = NIL;
	List	   *all = NIL;
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate wishes",
												  ALLOCSET_DEFAULT_SIZES);
	IdemPlace	place;
	ListCell   *lc;

	ensure->script = script;
	ensure->allow = allow;
	ensure->entries = NIL;

	idem_place_begin(&place, ensure->script);
	foreach(lc, idem_script_declarations(ensure->script))
	{
		IdemStatement *statement = lfirst(lc);

		statement->turn = statement->number;
		idem_place_move(&place, statement);
		if (declares(ensure, statement, scratch))
		{
			segment = lappend(segment, statement);
			all = lappend(all, statement);
			continue;
		}
		if (may_refuse && (allow & IDEM_RUN) == 0)
			refuse_opaque(statement);
		ensure->entries = list_concat(ensure->entries, idem_fold(segment, false));
		ensure->entries = lappend(ensure->entries, statement);
		ensure->opaque = lappend(ensure->opaque, statement);
		segment = NIL;
	}
	place.entry = NULL;

	/* the script of a revision is to be run yet */
	ensure->entries = list_concat(ensure->entries,
								  idem_fold(segment, ensure->opaque == NIL && script->stream == NULL));
	if (ensure->opaque != NIL)
		ensure->whole = idem_fold(all, false);
	idem_place_end(&place);
	MemoryContextDelete(scratch);

	/* as the caller, whatever role the script ends with */
	idem_note_grants(ensure->entries);
	idem_note_grants(ensure->whole);
}

/* ----------------------------------------------------------------
 *	Looking
 * ----------------------------------------------------------------
 */

/*
 * The first entry that has something to do, or NULL.  Memory is bounded by
 * the largest statement.
 */
static const IdemStatement *
find_work(const Ensure *ensure, List *entries)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate look",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	const IdemStatement *found = NULL;
	IdemPlace	place;
	ListCell   *lc;

	idem_lock_catalogs();
	idem_restart_grants(entries);
	idem_place_begin(&place, ensure->script);
	foreach(lc, entries)
	{
		const IdemStatement *entry = lfirst(lc);
		IdemPlan	plan = {0};
		List	   *wanted;

		idem_place_move(&place, entry);
		wanted = wanted_of(ensure, entry);
		idem_plan_wanted(wanted, &plan);
		if (wanted == NIL || plan.steps != NIL)
		{
			found = entry;
			break;
		}
		MemoryContextReset(context);
	}
	idem_place_end(&place);
	idem_unlock_catalogs();
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);
	return found;
}

/*
 * What a look may fail for while what it needs is only planned.
 */
static bool
may_pass_later(const ErrorData *error)
{
	int			category = ERRCODE_TO_CATEGORY(error->sqlerrcode);

	return category == ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION ||
		category == ERRCODE_DATA_EXCEPTION || error->sqlerrcode == ERRCODE_INVALID_SCHEMA_NAME;
}

/*
 * What lies between opaque statements is folded by itself, since they may
 * need it as it is then.  But where all declarations together are fulfilled
 * already, nothing of that has to be made again.
 */
static void
skip_finished(Ensure *ensure)
{
	if (ensure->opaque == NIL)
		return;

	/* a declaration may need what an opaque statement is to make */
	if (idem_try(check_whole, ensure, may_pass_later) == NULL && ensure->finished)
		ensure->entries = ensure->opaque;
}

static void
check_whole(void *arg)
{
	Ensure	   *ensure = arg;

	ensure->finished = find_work(ensure, ensure->whole) == NULL;
}

static void
check_declarations(void *arg)
{
	Ensure	   *ensure = arg;

	read_script(ensure, ensure->script, IDEM_RUN, false);
	if (ensure->opaque != NIL)
		check_whole(ensure);
}

/*
 * Whether a script has statements that are opaque, and all that the others
 * declare is there already.
 */
bool
idem_is_fulfilled(const IdemScript *script)
{
	Ensure		ensure = {.script = script};

	/* what it sets may need what it is to make, too */
	return idem_try(check_declarations, &ensure, may_pass_later) == NULL && ensure.finished;
}

/* ----------------------------------------------------------------
 *	Applying
 * ----------------------------------------------------------------
 */

/*
 * The step that an opaque statement is, for people.
 */
static void
describe_opaque(const IdemStatement *entry, IdemStep *step)
{
	step->kind = &opaque_statement;
	step->object = pstrdup(CreateCommandName(entry->stmt));
	step->action = "run";
	step->ddl = idem_statement_text(entry->source, entry->origin, entry->length);
	step->safety = IDEM_RUN;
}

static void
apply_entry(const Ensure *ensure, const IdemStatement *entry)
{
	List	   *wanted = wanted_of(ensure, entry);
	List	   *taken = NIL;
	IdemOptions options = {ensure->allow, true, &taken};
	ListCell   *lc;

	if (wanted == NIL)
	{
		IdemStep	step = {0};

		describe_opaque(entry, &step);
		idem_run_statement(ensure->script,
						   list_nth_node(RawStmt, ensure->script->statements, entry->number - 1));
		idem_track_statement();
		ensure->sink(&step, ensure->arg);
		return;
	}
	foreach(lc, idem_wanted_in_turn(wanted))
	{
		(void) idem_converge(lfirst(lc), &options);

		/* called by the script of a revision, it is a declaration of that */
		idem_track_moved(lfirst(lc));
		idem_track_wanted(lfirst(lc));
		idem_track_statement();
	}
	foreach(lc, taken)
		ensure->sink(lfirst(lc), ensure->arg);
}

/*
 * Make what is missing.  Runs in a subtransaction that may be repeated.
 */
static void
apply_all(void *arg)
{
	const Ensure *ensure = arg;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate statement",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	IdemPlace	place;
	ListCell   *lc;

	ensure->restart(ensure->arg);
	idem_restart_grants(ensure->entries);
	idem_place_begin(&place, ensure->script);
	foreach(lc, ensure->entries)
	{
		idem_place_move(&place, lfirst(lc));
		apply_entry(ensure, lfirst(lc));
		MemoryContextReset(context);
	}
	idem_place_end(&place);
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);
}

/*
 * A script whose statements contradict each other in a way that folding does
 * not see would be applied again and again; better to say so at once.
 */
static void
warn_unless_converged(const Ensure *ensure)
{
	const IdemStatement *left;

	if ((ensure->allow & IDEM_RUN) != 0 || idem_on_conflict == IDEM_CONFLICT_WARNING)
		return;
	CommandCounterIncrement();
	left = find_work(ensure, ensure->entries);
	if (left != NULL)
	{
		IdemScriptPosition position;

		idem_statement_position(&position, ensure->script, left);
		ereport(WARNING,
				(errmsg("the script contradicts itself"),
				 errdetail("When it has run, statement %d at line %d still has something to do.",
						   position.number, position.line),
				 errhint("idem.plan() tells what.")));
	}
}

/*
 * Make the database what a script declares.  Steps go to sink() as they are
 * taken; restart() forgets them all, when the work begins again.
 */
void
idem_ensure_script(const char *text, int allow, IdemStepSink sink,
				   void (*restart) (void *arg), void *arg)
{
	Ensure		ensure = {0};

	ensure.sink = sink;
	ensure.restart = restart;
	ensure.arg = arg;
	AcceptInvalidationMessages();
	read_script(&ensure, idem_read_script(NULL, NULL, text), allow, true);
	skip_finished(&ensure);
	if (find_work(&ensure, ensure.entries) == NULL)
		return;

	idem_check_changes_possible();
	if (!idem_take_or_await_changes(idem_script_schemas(ensure.script, ensure.entries)))
	{
		/* somebody else has done something while we waited */
		if (ensure.entries != ensure.opaque)
			skip_finished(&ensure);
		if (find_work(&ensure, ensure.entries) == NULL)
			return;
		idem_lock_changes(idem_script_schemas(ensure.script, ensure.entries));
	}
	if (ensure.entries != ensure.opaque)
		skip_finished(&ensure);
	idem_try_until_won(apply_all, &ensure);
	warn_unless_converged(&ensure);
}

typedef struct PlanCall
{
	const Ensure *ensure;
	const IdemStatement *entry;
	List	   *wanted;
	IdemPlan   *plan;
} PlanCall;

static void
plan_entry(void *arg)
{
	PlanCall   *call = arg;
	ListCell   *lc;

	foreach(lc, idem_wanted_in_turn(call->wanted))
		idem_plan_wanted(lfirst(lc), call->plan);
}

/*
 * A step for an entry that cannot be looked at yet: the statement itself.
 */
static void
plan_as_it_stands(const PlanCall *call)
{
	IdemWanted *wanted = linitial(wanted_of(call->ensure, call->entry));
	IdemStep   *step = palloc0(sizeof(IdemStep));

	step->kind = wanted->kind;
	step->wanted = wanted;
	if (wanted->name == NULL && wanted->names != NIL)
	{
		wanted->name = strVal(llast(wanted->names));
		wanted->nspname = list_length(wanted->names) > 1 ?
			strVal(list_nth(wanted->names, list_length(wanted->names) - 2)) :
			unconstify(char *, call->entry->schema);
	}
	if (wanted->kind->is_property)
		step->object = wanted->subject ? idem_subject_text(wanted) :
			pstrdup(CreateCommandName(call->entry->stmt));
	else
		step->object = wanted->part ? idem_part_name(wanted) : idem_qualified_name(wanted);
	step->action = IsA(call->entry->stmt, GrantStmt) ?
		(((GrantStmt *) call->entry->stmt)->is_grant ? "grant" : "revoke") :
		wanted->wish == IDEM_RENAMED ? "rename" :
		wanted->wish == IDEM_ABSENT ? "drop" : wanted->by_creation ? "create" : "alter";
	step->ddl = idem_statement_text(call->entry->source, call->entry->origin, call->entry->length);
	step->reason = "depends on an earlier step";
	call->plan->steps = lappend(call->plan->steps, step);
}

/*
 * The steps for one entry, behind those that are planned already.
 */
static void
plan_one(const Ensure *ensure, const IdemStatement *entry, IdemPlan *plan)
{
	PlanCall	call = {ensure, entry, wanted_of(ensure, entry), plan};
	int			before = list_length(plan->steps);

	if (call.wanted == NIL)
	{
		IdemStep   *step = palloc0(sizeof(IdemStep));

		describe_opaque(entry, step);
		plan->steps = lappend(plan->steps, step);
	}
	else if (before == 0)
		plan_entry(&call);
	else if (idem_try(plan_entry, &call, may_pass_later) != NULL)
	{
		plan->steps = list_truncate(plan->steps, before);
		plan_as_it_stands(&call);
	}
}

/*
 * The steps that idem_ensure_script() would take now, for people.  Memory is
 * kept of entries alone that have something to do: later ones look at their
 * steps.
 */
void
idem_plan_script(const char *text, int allow, IdemStepSink sink, void *arg)
{
	Ensure		ensure = {0};
	IdemPlan	plan = {0};
	MemoryContext context = NULL;
	MemoryContext caller = CurrentMemoryContext;
	IdemPlace	place;
	ListCell   *lc;

	AcceptInvalidationMessages();
	read_script(&ensure, idem_read_script(NULL, NULL, text), allow, false);
	skip_finished(&ensure);
	idem_lock_catalogs();
	idem_place_begin(&place, ensure.script);
	foreach(lc, ensure.entries)
	{
		int			nsteps = list_length(plan.steps);
		int			nothers = plan.nvalues + list_length(plan.renames) + list_length(plan.pending);

		if (context == NULL)
			context = AllocSetContextCreate(caller, "idem_migrate plan", 0, 1024, 8192);
		MemoryContextSwitchTo(context);
		idem_place_move(&place, lfirst(lc));
		plan_one(&ensure, lfirst(lc), &plan);
		for (int i = nsteps; i < list_length(plan.steps); i++)
		{
			IdemStep   *step = list_nth(plan.steps, i);

			idem_estimate_loss(step);
			if (idem_may_cascade(step, allow))
				step->ddl = psprintf("%s CASCADE", step->ddl);
			sink(step, arg);
		}
		if (list_length(plan.steps) == nsteps &&
			plan.nvalues + list_length(plan.renames) + list_length(plan.pending) == nothers)
			MemoryContextReset(context);
		else
			context = NULL;
	}
	idem_place_end(&place);
	idem_unlock_catalogs();
	MemoryContextSwitchTo(caller);
}
