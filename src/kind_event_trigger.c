/*-------------------------------------------------------------------------
 *
 * kind_event_trigger.c
 *	  Event triggers.
 *
 * Declared by CreateEventTrigStmt: event, function and tags are compared.
 * ALTER EVENT TRIGGER says whether it is enabled.  The server cannot replace
 * an event trigger, so one that differs is dropped and made again; it is
 * enabled or disabled as before and keeps its owner and comment.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_event_trigger.h"
#include "catalog/pg_type.h"
#include "commands/event_trigger.h"
#include "commands/trigger.h"
#include "parser/parse_func.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "parts.h"

typedef struct ActualEventTrigger
{
	IdemActual	head;
	char	   *event;
	Oid			function;
	Oid			owner;
	char		enabled;
	List	   *tags;			/* char *, in capitals; NIL = all */
	bool		has_new;		/* IDEM_RENAMED: there is one of the new name */
} ActualEventTrigger;

static void diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);
static const char *find_difference(const IdemWanted *wanted, const ActualEventTrigger *actual);
static void diff_state(const IdemWanted *wanted, const ActualEventTrigger *actual, IdemPlan *plan);
static void step_anew(const IdemWanted *wanted, IdemPlan *plan, const ActualEventTrigger *actual,
					  const char *difference);
static void step_state(const IdemWanted *wanted, IdemPlan *plan, char enabled);

static bool
event_trigger_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;

	if (IsA(stmt, CreateEventTrigStmt))
		idem_declare_whole(declaration, &idem_kind_event_trigger,
						   list_make1(makeString(((CreateEventTrigStmt *) stmt)->trigname)));
	else if (IsA(stmt, AlterEventTrigStmt))
		idem_declare_edit(declaration, &idem_kind_event_trigger,
						  list_make1(makeString(((AlterEventTrigStmt *) stmt)->trigname)));
	else if (IsA(stmt, RenameStmt) && ((RenameStmt *) stmt)->renameType == OBJECT_EVENT_TRIGGER)
		idem_declare_renamed(declaration, &idem_kind_event_trigger,
							 list_make1(((RenameStmt *) stmt)->object), (RenameStmt *) stmt);
	else
		return false;
	return true;
}

static void
event_trigger_resolve(IdemWanted *wanted)
{
	wanted->name = strVal(llast(wanted->names));
	wanted->objid = get_event_trigger_oid(wanted->name, true);
}

static IdemActual *
event_trigger_observe(const IdemWanted *wanted)
{
	ActualEventTrigger *actual = palloc0(sizeof(ActualEventTrigger));
	HeapTuple	tuple = SearchSysCache1(EVENTTRIGGEROID, ObjectIdGetDatum(wanted->objid));

	if (HeapTupleIsValid(tuple))
	{
		Form_pg_event_trigger form = (Form_pg_event_trigger) GETSTRUCT(tuple);
		bool		isnull;
		Datum		value;

		actual->head.found = true;
		ObjectAddressSet(actual->head.address, EventTriggerRelationId, wanted->objid);
		actual->event = pstrdup(NameStr(form->evtevent));
		actual->function = form->evtfoid;
		actual->owner = form->evtowner;
		actual->enabled = form->evtenabled;

		value = SysCacheGetAttr(EVENTTRIGGEROID, tuple, Anum_pg_event_trigger_evttags, &isnull);
		if (!isnull)
		{
			Datum	   *tags;
			int			ntags;

			deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT,
							  &tags, NULL, &ntags);
			for (int i = 0; i < ntags; i++)
				actual->tags = lappend(actual->tags, TextDatumGetCString(tags[i]));
		}
		ReleaseSysCache(tuple);
	}
	if (wanted->wish == IDEM_RENAMED)
		actual->has_new = OidIsValid(get_event_trigger_oid(wanted->newname, true));
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	Differences
 * ----------------------------------------------------------------
 */

static void
event_trigger_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualEventTrigger *actual = (const ActualEventTrigger *) head;

	switch (wanted->wish)
	{
		case IDEM_ABSENT:
			if (head->found)
				idem_step_drop_object(wanted, plan, IDEM_DROPPED);
			break;
		case IDEM_RENAMED:
			idem_diff_renamed(wanted, plan, head->found, actual->has_new);
			break;
		case IDEM_PRESENT:
			if (IsA(wanted->node, AlterEventTrigStmt))
				diff_state(wanted, actual, plan);
			else if (!head->found)
				idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
			else if (!idem_try_diff(diff_present, wanted, head, plan))
				step_anew(wanted, plan, actual, "what it needs is made first");
			break;
	}
}

static void
diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualEventTrigger *actual = (const ActualEventTrigger *) head;
	const char *difference = find_difference(wanted, actual);

	if (difference != NULL)
		step_anew(wanted, plan, actual, difference);
}

static bool
has_tag(List *tags, const char *tag)
{
	ListCell   *lc;

	foreach(lc, tags)
	{
		if (pg_strcasecmp(lfirst(lc), tag) == 0)
			return true;
	}
	return false;
}

/*
 * Whether the tags are the same, in any order and case.
 */
static bool
same_tags(const CreateEventTrigStmt *stmt, const ActualEventTrigger *actual)
{
	List	   *tags = NIL;
	ListCell   *lc;

	foreach(lc, stmt->whenclause)
	{
		DefElem    *filter = lfirst_node(DefElem, lc);
		ListCell   *lt;

		if (strcmp(filter->defname, "tag") != 0)
			return false;		/* the server refuses it */
		foreach(lt, castNode(List, filter->arg))
			tags = lappend(tags, strVal(lfirst(lt)));
	}
	foreach(lc, tags)
	{
		if (!has_tag(actual->tags, lfirst(lc)))
			return false;
	}
	foreach(lc, actual->tags)
	{
		if (!has_tag(tags, lfirst(lc)))
			return false;
	}
	return true;
}

static const char *
find_difference(const IdemWanted *wanted, const ActualEventTrigger *actual)
{
	const CreateEventTrigStmt *stmt = castNode(CreateEventTrigStmt, wanted->node);

	if (strcmp(stmt->eventname, actual->event) != 0)
		return "the event differs";
	if (LookupFuncName(stmt->funcname, 0, NULL, false) != actual->function)
		return "the function differs";
	if (!same_tags(stmt, actual))
		return "the tags differ";
	return NULL;
}

/*
 * ALTER EVENT TRIGGER ... ENABLE or DISABLE
 */
static void
diff_state(const IdemWanted *wanted, const ActualEventTrigger *actual, IdemPlan *plan)
{
	char		enabled = castNode(AlterEventTrigStmt, wanted->node)->tgenabled;

	if (!actual->head.found && plan->steps == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("event trigger \"%s\" does not exist", wanted->name)));
	if (!actual->head.found || actual->enabled != enabled)
		step_state(wanted, plan, enabled);
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

static const char *
state_words(char enabled)
{
	return enabled == TRIGGER_DISABLED ? "DISABLE" :
		enabled == TRIGGER_FIRES_ALWAYS ? "ENABLE ALWAYS" :
		enabled == TRIGGER_FIRES_ON_REPLICA ? "ENABLE REPLICA" : "ENABLE";
}

static void
step_state(const IdemWanted *wanted, IdemPlan *plan, char enabled)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	AlterEventTrigStmt *stmt = makeNode(AlterEventTrigStmt);

	stmt->trigname = wanted->name;
	stmt->tgenabled = enabled;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER EVENT TRIGGER %s %s", quote_identifier(wanted->name),
								 state_words(enabled)));
}

static void
step_anew(const IdemWanted *wanted, IdemPlan *plan, const ActualEventTrigger *actual,
		  const char *difference)
{
	IdemStep   *step = idem_step_drop_object(wanted, plan, IDEM_ALTERED);

	step->reason = psprintf("%s: found %s", difference, wanted->kind->describe(&actual->head));
	idem_step_whole(idem_step(plan, wanted, "create", IDEM_ALTERED), wanted);
	idem_step_owner_again(wanted, plan, actual->owner);
	if (actual->enabled != TRIGGER_FIRES_ON_ORIGIN)
		step_state(wanted, plan, actual->enabled);
	idem_step_comment_again(wanted, plan, EventTriggerRelationId, wanted->objid);
}

/*
 * What follows the name in CREATE EVENT TRIGGER.
 */
static char *
event_trigger_describe(const IdemActual *head)
{
	const ActualEventTrigger *actual = (const ActualEventTrigger *) head;
	StringInfoData buf;
	char	   *function;
	ListCell   *lc;

	if (!head->found)
		return pstrdup("no such event trigger");
	initStringInfo(&buf);
	appendStringInfo(&buf, "ON %s", actual->event);
	foreach(lc, actual->tags)
		appendStringInfo(&buf, "%s%s",
						 foreach_current_index(lc) > 0 ? ", " : " WHEN TAG IN (",
						 quote_literal_cstr(lfirst(lc)));
	if (actual->tags != NIL)
		appendStringInfoChar(&buf, ')');
	function = get_func_name(actual->function);
	appendStringInfo(&buf, " EXECUTE FUNCTION %s()", function == NULL ? "?" :
					 quote_qualified_identifier(get_namespace_name(get_func_namespace(actual->function)),
												function));
	return buf.data;
}

const IdemKind idem_kind_event_trigger = {
	.noun = "event trigger",
	.objtype = OBJECT_EVENT_TRIGGER,
	.classid = EventTriggerRelationId,
	.is_global = true,
	.declare = event_trigger_declare,
	.resolve = event_trigger_resolve,
	.observe = event_trigger_observe,
	.diff = event_trigger_diff,
	.describe = event_trigger_describe,
	.record_name = idem_record_global,
};
