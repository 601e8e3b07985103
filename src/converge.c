/*-------------------------------------------------------------------------
 *
 * converge.c
 *	  The pipeline: look, lock, look again, apply, prove.
 *
 * This is the only file that knows the order.  Most calls end after the
 * first look, which takes no lock and leaves no trace.  Otherwise the work is
 * done under the change lock, in one subtransaction.  The change lock keeps
 * out other migrators; sessions that do not use this extension may still
 * change a relation until it is locked, so it is looked at again then.  If
 * such a session makes one of the objects at the same instant, or is in the
 * way for longer than others should have to queue behind us, the
 * subtransaction is undone and everything is looked at again.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/objectaddress.h"
#include "catalog/pg_class.h"
#include "commands/extension.h"
#include "miscadmin.h"
#include "storage/proc.h"
#include "nodes/value.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "idem_migrate.h"
#include "revision.h"

typedef struct Work
{
	List	   *wanted;
	const IdemOptions *options;
	bool		again;			/* apply_all() may be repeated */
	IdemAttempts attempts;
	List	   *names;			/* of the wanted objects, as declared */
	MemoryContext caller;
	MemoryContext attempt;		/* what an attempt needs */
	IdemOutcome outcome;
	List	   *taken;			/* IdemStep, by the last attempt */
} Work;

static void plan_one(IdemWanted *wanted, IdemPlan *plan);
static void look_at(IdemWanted *wanted, IdemPlan *plan);
static void apply_all(void *arg);
static IdemOutcome apply_one(Work *work, IdemWanted *wanted, bool *skipped);
static void plan_under_locks(IdemWanted *wanted, int allow, IdemPlan *plan);
static void begin_attempts(Work *work);
static void forget_attempt(Work *work);
static bool may_try_again(const ErrorData *error);
static void report_all(const Work *work);
static void pin_name(IdemWanted *wanted);
static List *join_drops(IdemStep *step, int allow);
static List *schemas_of(List *wanted);
static bool may_wait(const IdemPlan *plan);

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
	IdemPlan	plan = {0};
	Work		work;

	work.wanted = wanted;
	work.options = options;

	/* whoever runs a revision has the lock, and looks at the whole result */
	if (!options->in_revision)
	{
		/*
		 * The syscaches may be stale in the middle of a transaction: nothing
		 * but locking a relation or an object reads the invalidations of
		 * others.
		 */
		AcceptInvalidationMessages();
		idem_plan_wanted(wanted, &plan);
		if (plan.steps == NIL)
			return IDEM_UNCHANGED;

		idem_check_changes_possible();
		if (!idem_take_or_await_changes(schemas_of(wanted)))
		{
			/* another migrator has done something while we waited */
			memset(&plan, 0, sizeof(plan));
			idem_plan_wanted(wanted, &plan);
			if (plan.steps == NIL)
				return IDEM_UNCHANGED;
			idem_lock_changes(schemas_of(wanted));
		}
	}

	begin_attempts(&work);
	for (;;)
	{
		ErrorData  *error;

		/* another migrator may have done the work while we waited */
		memset(&plan, 0, sizeof(plan));
		idem_plan_wanted(wanted, &plan);
		if (plan.steps == NIL)
			break;

		/*
		 * The script of a revision is a subtransaction as a whole; one for
		 * each statement is needed only where it could come to waiting.
		 */
		work.again = !options->in_revision || may_wait(&plan);
		if (!work.again)
		{
			apply_all(&work);
			break;
		}

		error = idem_try(apply_all, &work, may_try_again);
		if (error == NULL)
			break;
		idem_attempt_undone(&work.attempts, error);
		forget_attempt(&work);
	}
	MemoryContextSwitchTo(work.caller);
	report_all(&work);
	return work.outcome;
}

static bool
may_wait(const IdemPlan *plan)
{
	ListCell   *lc;

	foreach(lc, plan->steps)
	{
		if (idem_step_may_wait(lfirst(lc)))
			return true;
	}
	return false;
}

/*
 * Attempts have a memory context of their own: waiting for a busy table may
 * take hours and thousands of them.
 */
static void
begin_attempts(Work *work)
{
	ListCell   *lc;

	idem_attempts_begin(&work->attempts);
	work->outcome = IDEM_UNCHANGED;
	work->names = work->taken = NIL;
	foreach(lc, work->wanted)
		work->names = lappend(work->names, ((IdemWanted *) lfirst(lc))->names);
	work->attempt = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate attempt",
										  ALLOCSET_DEFAULT_SIZES);
	work->caller = MemoryContextSwitchTo(work->attempt);
}

/*
 * After an attempt that was undone: forget what it found out.
 */
static void
forget_attempt(Work *work)
{
	ListCell   *lc;
	ListCell   *lc2;

	forboth(lc, work->wanted, lc2, work->names)
	{
		IdemWanted *wanted = lfirst(lc);

		wanted->names = lfirst(lc2);
		wanted->nspid = wanted->objid = InvalidOid;
		wanted->nspname = wanted->name = NULL;
	}
	work->taken = NIL;
	MemoryContextReset(work->attempt);
}

/*
 * Whether it makes sense to undo all, look again and try again.
 */
static bool
may_try_again(const ErrorData *error)
{
	return idem_is_busy(error) ? idem_lock_retry > 0 : idem_is_lost_race(error);
}

/*
 * Tell what was done, once it is sure that it was.
 */
static void
report_all(const Work *work)
{
	ListCell   *lc;

	/* whoever collects the steps tells of them */
	if (work->options->taken)
	{
		*work->options->taken = list_concat(*work->options->taken, work->taken);
		return;
	}
	foreach(lc, work->taken)
		idem_report(lfirst(lc));
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

/*
 * The steps for one object, behind those that are planned already.
 */
static void
plan_one(IdemWanted *wanted, IdemPlan *plan)
{
	List	   *outer;

	if (plan->renames == NIL)
	{
		look_at(wanted, plan);
		return;
	}
	outer = idem_planned_begin(plan);
	PG_TRY();
	{
		look_at(wanted, plan);
	}
	PG_FINALLY();
	{
		idem_planned_end(outer);
	}
	PG_END_TRY();
}

static void
look_at(IdemWanted *wanted, IdemPlan *plan)
{
	ErrorContextCallback context;

	context.callback = wanted_error_callback;
	context.arg = wanted;
	context.previous = error_context_stack;
	error_context_stack = &context;

	wanted->before = plan->steps != NIL ? plan : NULL;
	wanted->kind->resolve(wanted);

	/* a part of a table that is still to be made comes along with it */
	if (wanted->parent == NULL || OidIsValid(wanted->parent->objid))
		wanted->kind->diff(wanted, wanted->kind->observe(wanted), plan);

	error_context_stack = context.previous;
}

/*
 * Whether all that the objects need may be done, by somebody else.
 */
bool
idem_admits(List *wanted, const IdemOptions *options)
{
	bool		admitted = true;
	ListCell   *lc;

	foreach(lc, wanted)
	{
		IdemPlan	plan;
		ListCell   *ls;

		plan_under_locks(lfirst(lc), options->allow, &plan);
		foreach(ls, plan.steps)
		{
			if (!idem_is_hopeful(lfirst(ls), options->allow))
				idem_check_step_owner(lfirst(ls));
			admitted = idem_admit_step(lfirst(ls), options->allow) && admitted;
		}
	}
	return admitted;
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
	IdemPlan	rest = {0};

	work->outcome = IDEM_UNCHANGED;
	work->taken = NIL;
	foreach(lc, work->wanted)
	{
		IdemOutcome outcome;

		CHECK_FOR_INTERRUPTS();
		outcome = apply_one(work, lfirst(lc), &skipped);
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

/*
 * What one DROP names goes together, since each of them may depend on the
 * others.  Returns the steps that the statement takes besides this one.
 */
static List *
join_drops(IdemStep *step, int allow)
{
	DropStmt   *stmt = (DropStmt *) step->stmt;
	List	   *joined = NIL;
	ListCell   *lc;

	if (stmt == NULL || !IsA(stmt, DropStmt))
		return NIL;
	foreach(lc, step->wanted->siblings)
	{
		IdemWanted *sibling = lfirst(lc);
		IdemPlan	plan;
		IdemStep   *other;

		if (sibling == step->wanted)
			continue;
		plan_under_locks(sibling, allow, &plan);
		other = list_length(plan.steps) == 1 ? linitial(plan.steps) : NULL;
		if (other == NULL || other->stmt == NULL || !IsA(other->stmt, DropStmt) ||
			((DropStmt *) other->stmt)->removeType != stmt->removeType ||
			!idem_is_hopeful(other, allow) || !idem_admit_step(other, allow))
			continue;
		pin_name(sibling);
		stmt->objects = list_concat(stmt->objects,
									copyObject(((DropStmt *) other->stmt)->objects));
		joined = lappend(joined, other);
	}
	return joined;
}

static IdemOutcome
apply_one(Work *work, IdemWanted *wanted, bool *skipped)
{
	ErrorContextCallback context;
	IdemPlan	plan;
	IdemOutcome outcome = IDEM_UNCHANGED;
	int			allow = work->options->allow;
	ListCell   *lc;

	plan_under_locks(wanted, allow, &plan);
	if (plan.steps != NIL)
		pin_name(wanted);

	context.callback = wanted_error_callback;
	context.arg = wanted;
	context.previous = error_context_stack;
	error_context_stack = &context;

	foreach(lc, plan.steps)
	{
		if (idem_on_conflict == IDEM_CONFLICT_ERROR && !idem_is_hopeful(lfirst(lc), allow))
		{
			idem_check_step_owner(lfirst(lc));
			(void) idem_policy(lfirst(lc), allow);
		}
	}
	foreach(lc, plan.steps)
	{
		IdemStep   *step = lfirst(lc);
		List	   *also;

		if (!idem_admit_step(step, allow))
		{
			*skipped = true;
			continue;
		}
		if (idem_may_cascade(step, allow))
		{
			*step->behavior = DROP_CASCADE;
			step->ddl = psprintf("%s CASCADE", step->ddl);
		}
		also = join_drops(step, allow);
		idem_apply(step, work->again ? idem_patience_slice(&work->attempts.patience) : LockTimeout);

		/* another of that name may be made next */
		if (step->outcome == IDEM_DROPPED)
			idem_track_statement();
		work->taken = list_concat(lappend(work->taken, step), also);
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
 * Plan for one object, with the relations locked that the steps need: until
 * then a session that does not use this extension may change them.  What is
 * going to be refused is refused before anything is locked.
 */
static void
plan_under_locks(IdemWanted *wanted, int allow, IdemPlan *plan)
{
	List	   *held = NIL;
	bool		look_again = true;
	ListCell   *lc;

	while (look_again)
	{
		memset(plan, 0, sizeof(IdemPlan));
		plan->values = NULL;
		plan_one(wanted, plan);
		look_again = false;
		if (plan->steps == NIL)
			return;
		if (OidIsValid(wanted->objid))
			idem_check_changeable(wanted->kind->classid, wanted->objid,
								  idem_describe_wanted(wanted));

		foreach(lc, plan->steps)
		{
			if (idem_on_conflict == IDEM_CONFLICT_ERROR && !idem_is_hopeful(lfirst(lc), allow))
				return;
		}
		foreach(lc, plan->steps)
		{
			IdemStep   *step = lfirst(lc);

			if (idem_is_hopeful(step, allow))
				look_again |= idem_lock_step(step, step->unless_empty ?
											 AccessExclusiveLock : step->lockmode, &held);
		}
	}
}

/*
 * When the object that the search path leads to is gone or renamed, another
 * one of the same name may come to light behind it, which is not meant.
 */
static void
pin_name(IdemWanted *wanted)
{
	if (wanted->wish != IDEM_PRESENT && !wanted->by_creation &&
		OidIsValid(wanted->objid) && wanted->nspname != NULL)
		wanted->names = list_make2(makeString(wanted->nspname), llast(wanted->names));
}
