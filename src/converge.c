/*-------------------------------------------------------------------------
 *
 * converge.c
 *	  The pipeline: look, lock, look again, apply, prove.
 *
 * This is the only file that knows the order.  Most calls end after the
 * first look, which takes no lock and leaves no trace.  Otherwise the work is
 * done under the change lock, in one subtransaction: if a session that does
 * not use this extension makes one of the objects at the same instant, the
 * subtransaction is undone and the whole list is looked at again.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_class.h"
#include "commands/extension.h"
#include "miscadmin.h"
#include "utils/inval.h"

#include "compat.h"
#include "idem_migrate.h"

/* How often a race against sessions without the extension may be lost. */
#define MAX_LOST_RACES 10

typedef struct Work
{
	List	   *wanted;
	const IdemOptions *options;
	IdemOutcome outcome;
} Work;

static void plan_one(IdemWanted *wanted, IdemPlan *plan);
static void apply_all(void *arg);
static IdemOutcome apply_one(IdemWanted *wanted, const IdemOptions *options,
							 bool *skipped);
static bool step_admitted(IdemStep *step, int allow);
static bool may_cascade(const IdemStep *step, int allow);
static List *schemas_of(List *wanted);

/*
 * Every message that is raised on behalf of an object says which; positions
 * point into the text that the caller declared it with.
 */
static void
wanted_error_callback(void *arg)
{
	const IdemWanted *wanted = arg;

	idem_internal_position(wanted->source);
	switch (geterrcode())
	{
		case ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST:
			if (wanted->wish == IDEM_ABSENT && wanted->behavior == DROP_CASCADE)
				errhint("Pass allow => '{cascade}' to drop the dependent objects too.");
			break;
		case ERRCODE_UNSAFE_NEW_ENUM_VALUE_USAGE:
			errhint("Commit the transaction that adds the label before the label is used.");
			break;
		default:
			break;
	}
	errcontext("while ensuring %s", idem_describe_wanted(wanted));
}

/*
 * Make the wanted objects so, in order.  Returns what happened to the first
 * of them; if only others changed, that is an alteration of it.
 */
IdemOutcome
idem_converge(List *wanted, const IdemOptions *options)
{
	IdemPlan	plan = {NIL, NIL};
	Work		work;

	work.wanted = wanted;
	work.options = options;
	work.outcome = IDEM_UNCHANGED;

	/* whoever runs a revision has the lock, and looks at the whole result */
	if (options->in_revision)
	{
		apply_all(&work);
		return work.outcome;
	}

	/*
	 * The syscaches may be stale in the middle of a transaction: nothing but
	 * locking a relation or an object reads the invalidations of others.
	 */
	AcceptInvalidationMessages();
	idem_plan_wanted(wanted, &plan);
	if (plan.steps == NIL)
		return IDEM_UNCHANGED;

	idem_check_changes_possible();
	idem_lock_changes(schemas_of(wanted));

	for (int lost = 0;; lost++)
	{
		ErrorData  *error;

		/* another migrator may have done the work while we waited */
		plan.steps = plan.pending = NIL;
		idem_plan_wanted(wanted, &plan);
		if (plan.steps == NIL)
			return IDEM_UNCHANGED;

		error = idem_try(apply_all, &work, idem_is_lost_race);
		if (error == NULL)
			return work.outcome;
		if (lost >= MAX_LOST_RACES)
			ReThrowError(error);
		FreeErrorData(error);
		AcceptInvalidationMessages();
	}
}

/*
 * The schemas that the objects are in, or go to.
 */
static List *
schemas_of(List *wanted)
{
	List	   *schemas = NIL;
	ListCell   *lc;

	foreach(lc, wanted)
	{
		IdemWanted *one = lfirst(lc);

		/* what is not in a schema has its own name for a key */
		if (one->parent == NULL)
			schemas = lappend(schemas, one->nspname ? one->nspname : one->name);
	}
	return schemas;
}

/*
 * Raise the error of a transaction that cannot make changes, with the
 * server's own wording.
 */
void
idem_check_changes_possible(void)
{
	PreventCommandDuringRecovery("a schema change");
	PreventCommandIfReadOnly("a schema change");
	PreventCommandIfParallelMode("a schema change");

	if (creating_extension)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("cannot migrate inside an extension script"),
				 errdetail("What is made there would become a member of extension \"%s\".",
						   get_extension_name(CurrentExtensionObject))));
	if (InSecurityRestrictedOperation())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("cannot migrate within security-restricted operation")));
}

/*
 * All steps that are missing now.  Where one step builds on another the later
 * ones are an estimate; apply_all() looks again before each object.
 */
void
idem_plan_wanted(List *wanted, IdemPlan *plan)
{
	ListCell   *lc;

	foreach(lc, wanted)
	{
		CHECK_FOR_INTERRUPTS();
		plan_one(lfirst(lc), plan);
	}
}

static void
plan_one(IdemWanted *wanted, IdemPlan *plan)
{
	ErrorContextCallback context;

	context.callback = wanted_error_callback;
	context.arg = wanted;
	context.previous = error_context_stack;
	error_context_stack = &context;

	wanted->kind->resolve(wanted);

	/* a part of a table that is still to be made comes along with it */
	if (wanted->parent == NULL || OidIsValid(wanted->parent->objid))
		wanted->kind->diff(wanted, wanted->kind->observe(wanted), plan);

	error_context_stack = context.previous;
}

/*
 * Apply what is missing, object by object, and prove that nothing is left.
 * Runs in a subtransaction that may be repeated.
 */
static void
apply_all(void *arg)
{
	Work	   *work = arg;
	ListCell   *lc;
	bool		skipped = false;
	IdemPlan	rest = {NIL, NIL};

	work->outcome = IDEM_UNCHANGED;
	foreach(lc, work->wanted)
	{
		IdemOutcome outcome;

		CHECK_FOR_INTERRUPTS();
		outcome = apply_one(lfirst(lc), work->options, &skipped);
		if (outcome != IDEM_UNCHANGED && work->outcome == IDEM_UNCHANGED)
			work->outcome = foreach_current_index(lc) == 0 ? outcome : IDEM_ALTERED;
	}

	if (skipped || work->outcome == IDEM_UNCHANGED)
		return;
	idem_plan_wanted(work->wanted, &rest);
	if (rest.steps != NIL)
	{
		IdemStep   *step = linitial(rest.steps);

		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("%s \"%s\" still differs after it was changed",
						step->kind->noun, step->object),
				 errdetail("Left over: %s", step->ddl ? step->ddl : step->problem)));
	}
}

static IdemOutcome
apply_one(IdemWanted *wanted, const IdemOptions *options, bool *skipped)
{
	ErrorContextCallback context;
	IdemPlan	plan = {NIL, NIL};
	IdemOutcome outcome = IDEM_UNCHANGED;
	ListCell   *lc;

	plan_one(wanted, &plan);
	if (plan.steps != NIL && OidIsValid(wanted->objid))
		idem_check_changeable(wanted->kind->classid, wanted->objid,
							  idem_describe_wanted(wanted));

	context.callback = wanted_error_callback;
	context.arg = wanted;
	context.previous = error_context_stack;
	error_context_stack = &context;

	foreach(lc, plan.steps)
	{
		IdemStep   *step = lfirst(lc);

		if (!step_admitted(step, options->allow))
		{
			*skipped = true;
			continue;
		}
		if (may_cascade(step, options->allow))
		{
			*step->behavior = DROP_CASCADE;
			step->ddl = psprintf("%s CASCADE", step->ddl);
		}
		idem_apply(step);
		idem_report(step);
		if (options->taken)
			*options->taken = lappend(*options->taken, step);
		if (outcome == IDEM_UNCHANGED)
			outcome = step->outcome;
	}

	/* what was made or renamed just now is found by the parts that follow */
	if (outcome != IDEM_UNCHANGED)
		wanted->kind->resolve(wanted);

	error_context_stack = context.previous;
	return outcome;
}

/*
 * Whether a step may be taken.  A step that would lose data is harmless while
 * there is none: to be sure of that the relation is looked at under the lock
 * that the step needs anyway, but not before a look without it gives hope.
 */
static bool
step_admitted(IdemStep *step, int allow)
{
	if ((step->safety & ~allow) == IDEM_LOSSY && step->unless_empty &&
		idem_object_ownercheck(RelationRelationId, step->lockrel, GetUserId()) &&
		!idem_has_rows(step->lockrel, step->unless_column))
	{
		idem_lock_relation(step->lockrel, AccessExclusiveLock);
		if (!idem_has_rows(step->lockrel, step->unless_column))
			step->safety &= ~IDEM_LOSSY;
	}
	if (step->outcome == IDEM_DROPPED && !step->kind->is_part &&
		(allow & IDEM_LOSSY) == 0 && (step->safety & ~allow) == 0)
		idem_refuse_losses(step, may_cascade(step, allow));
	return idem_policy(step, allow);
}

/*
 * Whether the dependants of what a step drops go too.
 */
static bool
may_cascade(const IdemStep *step, int allow)
{
	return step->behavior && step->wanted->behavior == DROP_CASCADE &&
		(allow & IDEM_CASCADE) != 0;
}
