/*-------------------------------------------------------------------------
 *
 * routine_plan.c
 *	  Routines that earlier steps are planned to make.
 *
 * A plan takes no step, so what a statement is about may not be there yet.
 * The step that is to make it knows the declaration, and so what the statement
 * will find.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"

#include "parts.h"
#include "routine.h"

/* ----------------------------------------------------------------
 *	Names
 * ----------------------------------------------------------------
 */

/*
 * A type that an earlier step makes, qualified; NULL if there is none.
 */
static char *
planned_type(const IdemPlan *plan, const TypeName *type)
{
	const char *name = type->names ? strVal(llast(type->names)) : NULL;
	ListCell   *lc;

	if (plan == NULL || name == NULL)
		return NULL;
	foreach(lc, plan->steps)
	{
		const IdemStep *step = lfirst(lc);
		const IdemWanted *made = step->wanted;

		if (made == NULL || step->outcome != IDEM_CREATED || made->name == NULL ||
			(step->kind->classid != TypeRelationId && step->kind->classid != RelationRelationId) ||
			step->kind->is_part || strcmp(made->name, name) != 0)
			continue;
		return psprintf("%s%s", quote_qualified_identifier(made->nspname, name),
						type->arrayBounds != NIL ? "[]" : "");
	}
	return NULL;
}

/*
 * The types of the parameters that a statement names, as people read them.
 */
static List *
type_texts(const IdemWanted *wanted, const IdemPlan *plan)
{
	List	   *types = wanted->by_creation ? idem_routine_type_names(wanted->node) :
		idem_routine_declared(wanted)->objargs;
	List	   *texts = NIL;
	ListCell   *lc;

	foreach(lc, types)
	{
		TypeName   *type = lfirst_node(TypeName, lc);
		Oid			oid = idem_routine_type(type, true);
		char	   *text = OidIsValid(oid) ? format_type_be_qualified(oid) :
			planned_type(plan, type);

		texts = lappend(texts, text ? text : TypeNameToString(type));
	}
	return texts;
}

/*
 * "schema.name(type,type)", as the ledger knows it, too, for a routine that
 * may be missing.
 */
char *
idem_routine_signature(const IdemWanted *wanted)
{
	StringInfoData buf;
	ListCell   *lc;

	if (OidIsValid(wanted->objid))
		return idem_routine_signature_of(wanted->objid);
	if (!wanted->by_creation && idem_routine_declared(wanted)->args_unspecified)
		return idem_qualified_name(wanted);

	initStringInfo(&buf);
	appendStringInfo(&buf, "%s(", idem_qualified_name(wanted));
	foreach(lc, type_texts(wanted, wanted->before))
		appendStringInfo(&buf, "%s%s", foreach_current_index(lc) > 0 ? "," : "",
						 (char *) lfirst(lc));
	appendStringInfoChar(&buf, ')');
	return buf.data;
}

/* ----------------------------------------------------------------
 *	Planned steps
 * ----------------------------------------------------------------
 */

static bool
same_place(const char *schema, const char *name, const char *nspname, const char *other)
{
	return strcmp(name, other) == 0 &&
		(schema == NULL || nspname == NULL || strcmp(schema, nspname) == 0);
}

/*
 * Note that the last step of a plan is about a routine of this name.
 */
void
idem_note_planned_routine(IdemPlan *plan, const char *name)
{
	List	   *positions;

	if (name == NULL)
		return;
	positions = idem_planned_value(plan, &idem_kind_function, &InvalidObjectAddress, name);
	idem_plan_value(plan, &idem_kind_function, &InvalidObjectAddress, name,
					lappend_int(positions, list_length(plan->steps) - 1));
}

/*
 * The last step that is planned to leave a routine of these names and types
 * there, or NULL.  "position" is how many steps to look at, and becomes the
 * number of those before the step.
 */
static const IdemWanted *
find_planned(const IdemWanted *wanted, const char *nspname, const char *name, bool any_types,
			 int *position)
{
	const IdemPlan *plan = wanted->before;
	List	   *positions = idem_planned_value(plan, &idem_kind_function, &InvalidObjectAddress,
											   name);

	for (int i = list_length(positions) - 1; i >= 0; i--)
	{
		int			number = list_nth_int(positions, i);
		const IdemStep *step;
		const IdemWanted *other;
		bool		leaves;
		bool		takes;

		if (number >= *position)
			continue;
		step = list_nth(plan->steps, number);
		other = step->wanted;
		if (other == NULL || step->kind->classid != ProcedureRelationId ||
			step->kind->is_property || other->name == NULL)
			continue;
		takes = other->wish != IDEM_PRESENT &&
			same_place(nspname, name, other->nspname, other->name);
		leaves = other->wish == IDEM_RENAMED ?
			same_place(nspname, name, other->newschema ? other->newschema : other->nspname,
					   other->newname) :
			other->wish == IDEM_PRESENT && other->by_creation &&
			same_place(nspname, name, other->nspname, other->name);
		if ((leaves || takes) &&
			(any_types || idem_same_strings(type_texts(wanted, plan), type_texts(other, plan))))
		{
			*position = number;
			return leaves ? other : NULL;
		}
	}
	return NULL;
}

/*
 * The statement that is planned to leave a routine where this one will look
 * for it, or NULL.  If that renames one that is there, *oid is its OID.
 */
const IdemWanted *
idem_planned_routine(const IdemWanted *wanted, Oid *oid)
{
	bool		any_types = !wanted->by_creation &&
		idem_routine_declared(wanted)->args_unspecified;
	const IdemWanted *found;
	const IdemWanted *origin;
	int			position;

	*oid = InvalidOid;
	if (wanted->before == NULL)
		return NULL;
	position = list_length(wanted->before->steps);
	found = origin = find_planned(wanted, wanted->nspname, wanted->name, any_types, &position);

	/* it may have been renamed several times */
	while (origin != NULL && origin->wish == IDEM_RENAMED && !OidIsValid(origin->objid))
		origin = find_planned(wanted, origin->nspname, origin->name, any_types, &position);
	if (origin != NULL && origin->wish == IDEM_RENAMED)
		*oid = origin->objid;
	else if (origin != NULL)
		found = origin;
	return found;
}

/* ----------------------------------------------------------------
 *	What will differ then
 * ----------------------------------------------------------------
 */

static void
diff_created(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	Oid			oid;
	const IdemWanted *made = idem_planned_routine(wanted, &oid);
	ActualRoutine actual = {0};
	IdemRoutine declared;
	IdemRoutine before;
	IdemRoutineMatch match;

	(void) head;
	idem_declared(&declared, wanted);
	if (OidIsValid(oid) && idem_read_routine(oid, &actual))
		before = actual.routine;
	else
		idem_declared(&before, made);
	idem_ignore_options(&declared, &before, wanted->overridden);
	idem_match_routines(&match, &declared, &before, wanted->source);
	if (match.differences.len > 0)
		idem_step_replace_routine(wanted, plan, match.differences.data);
}

static void
diff_altered(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	Oid			oid;
	const IdemWanted *made = idem_planned_routine(wanted, &oid);
	ActualRoutine actual = {0};
	IdemRoutine before;
	IdemRoutine altered;
	IdemRoutineMatch match;
	IdemStep   *step;

	(void) head;
	if (OidIsValid(oid) && idem_read_routine(oid, &actual))
		before = actual.routine;
	else
		(void) idem_declared_options(&before, castNode(CreateFunctionStmt, made->node));
	altered = before;
	idem_altered_routine(&altered, (AlterFunctionStmt *) wanted->node);
	idem_ignore_options(&altered, &before, wanted->overridden);
	idem_match_options(&match, &altered, &before);
	if (match.differences.len == 0)
		return;
	step = idem_step_routine(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_own_statement(step, wanted);
	step->reason = psprintf("differs in %s", match.differences.data);
}

/*
 * CREATE or ALTER of a routine that is planned to be made or renamed; false if
 * none is, or if it cannot be told what will differ.
 */
bool
idem_diff_planned_routine(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	Oid			oid;
	const IdemWanted *made = idem_planned_routine(wanted, &oid);

	if (made == NULL || wanted->wish != IDEM_PRESENT || (!made->by_creation && !OidIsValid(oid)))
		return false;
	if (wanted->by_creation)
	{
		if (!wanted->superseded && !idem_try_diff(diff_created, wanted, head, plan))
			idem_step_replace_routine(wanted, plan, NULL);
		return true;
	}
	return (OidIsValid(oid) || IsA(made->node, CreateFunctionStmt)) &&
		idem_try_diff(diff_altered, wanted, head, plan);
}
