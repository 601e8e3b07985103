/*-------------------------------------------------------------------------
 *
 * firing_state.c
 *	  Whether triggers and rules of a table are enabled, as ALTER TABLE says.
 *
 * Says nothing about what the triggers do: see kind_trigger.c.  Of a
 * partitioned table its own triggers count; when they are changed, the server
 * changes those of the partitions too, unless ONLY is written.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "rewrite/rewriteDefine.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/syscache.h"

#include "parts.h"

/* What a command of ALTER TABLE says. */
typedef struct Command
{
	AlterTableType subtype;
	const char *words;			/* up to the name */
	char		state;			/* tgenabled, ev_enabled */
	bool		rule;
} Command;

static const Command commands[] = {
	{AT_EnableTrig, "ENABLE TRIGGER", TRIGGER_FIRES_ON_ORIGIN, false},
	{AT_EnableAlwaysTrig, "ENABLE ALWAYS TRIGGER", TRIGGER_FIRES_ALWAYS, false},
	{AT_EnableReplicaTrig, "ENABLE REPLICA TRIGGER", TRIGGER_FIRES_ON_REPLICA, false},
	{AT_DisableTrig, "DISABLE TRIGGER", TRIGGER_DISABLED, false},
	{AT_EnableTrigAll, "ENABLE TRIGGER ALL", TRIGGER_FIRES_ON_ORIGIN, false},
	{AT_DisableTrigAll, "DISABLE TRIGGER ALL", TRIGGER_DISABLED, false},
	{AT_EnableTrigUser, "ENABLE TRIGGER USER", TRIGGER_FIRES_ON_ORIGIN, false},
	{AT_DisableTrigUser, "DISABLE TRIGGER USER", TRIGGER_DISABLED, false},
	{AT_EnableRule, "ENABLE RULE", RULE_FIRES_ON_ORIGIN, true},
	{AT_EnableAlwaysRule, "ENABLE ALWAYS RULE", RULE_FIRES_ALWAYS, true},
	{AT_EnableReplicaRule, "ENABLE REPLICA RULE", RULE_FIRES_ON_REPLICA, true},
	{AT_DisableRule, "DISABLE RULE", RULE_DISABLED, true},
};

typedef struct ActualState
{
	IdemActual	head;			/* found: there is one of the name, if one is
								 * given */
	bool		wanted;			/* all have the wanted state */
} ActualState;

static const Command *
find_command(AlterTableType subtype)
{
	for (int i = 0; i < (int) lengthof(commands); i++)
	{
		if (commands[i].subtype == subtype)
			return &commands[i];
	}
	return NULL;
}

static bool
state_declare_command(IdemDeclaration *declaration, AlterTableStmt *stmt, AlterTableCmd *cmd)
{
	IdemWanted *wanted;

	if (find_command(cmd->subtype) == NULL)
		return false;
	wanted = idem_declare(declaration, &idem_kind_firing_state,
						  idem_relation_names(stmt->relation), (Node *) cmd);
	wanted->part = cmd->name;
	return true;
}

static void
state_resolve(IdemWanted *wanted)
{
	(void) idem_lookup_relation(wanted);
}

/*
 * Triggers of the name, or all, or all but those of the server.
 */
static void
observe_triggers(const IdemWanted *wanted, const Command *command, ActualState *actual)
{
	Relation	catalog = table_open(TriggerRelationId, AccessShareLock);
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&keys[0], Anum_pg_trigger_tgrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(wanted->objid));
	if (wanted->part)
		ScanKeyInit(&keys[1], Anum_pg_trigger_tgname, BTEqualStrategyNumber, F_NAMEEQ,
					CStringGetDatum(wanted->part));
	scan = systable_beginscan(catalog, TriggerRelidNameIndexId, true, NULL,
							  wanted->part ? 2 : 1, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT(tuple);

		if (form->tgisinternal && (command->subtype == AT_EnableTrigUser ||
								   command->subtype == AT_DisableTrigUser))
			continue;
		actual->head.found = true;
		actual->wanted = actual->wanted && form->tgenabled == command->state;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

static IdemActual *
state_observe(const IdemWanted *wanted)
{
	const Command *command = find_command(castNode(AlterTableCmd, wanted->node)->subtype);
	ActualState *actual = palloc0(sizeof(ActualState));
	HeapTuple	tuple;

	actual->wanted = true;
	if (!OidIsValid(wanted->objid))
		return &actual->head;
	if (!command->rule)
	{
		observe_triggers(wanted, command, actual);
		return &actual->head;
	}
	tuple = SearchSysCache2(RULERELNAME, ObjectIdGetDatum(wanted->objid),
							CStringGetDatum(wanted->part));
	if (HeapTupleIsValid(tuple))
	{
		actual->head.found = true;
		actual->wanted = ((Form_pg_rewrite) GETSTRUCT(tuple))->ev_enabled == command->state;
		ReleaseSysCache(tuple);
	}
	return &actual->head;
}

/*
 * Whether a relation that is planned gets triggers by then.
 */
static bool
has_planned_trigger(const IdemWanted *wanted, const IdemPlan *plan)
{
	ListCell   *lc;

	foreach(lc, plan->steps)
	{
		const IdemStep *step = lfirst(lc);

		if (step->kind == &idem_kind_trigger && step->wanted->name != NULL &&
			strcmp(step->wanted->name, wanted->name) == 0)
			return true;
	}
	return false;
}

static void
state_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);
	const Command *command = find_command(cmd->subtype);
	const ActualState *actual = (const ActualState *) head;
	bool		missing = wanted->part != NULL && !head->found;

	if (idem_relation_state(wanted, plan) == IDEM_RELATION_NONE)
		return;
	if (OidIsValid(wanted->objid) && actual->wanted && !missing)
		return;
	if (missing && plan->steps == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("%s \"%s\" for relation \"%s\" does not exist",
						command->rule ? "rule" : "trigger", wanted->part, wanted->name)));

	/* what is still to be made is enabled */
	if ((missing || !OidIsValid(wanted->objid)) && command->state == TRIGGER_FIRES_ON_ORIGIN)
		return;
	if (wanted->part == NULL && !OidIsValid(wanted->objid) && !has_planned_trigger(wanted, plan))
		return;

	idem_step_alter_table(idem_step(plan, wanted, "alter", IDEM_ALTERED), wanted, cmd,
						  wanted->part == NULL ? command->words :
						  psprintf("%s %s", command->words, quote_identifier(wanted->part)));
}

static char *
state_describe(const IdemActual *head)
{
	return pstrdup(((const ActualState *) head)->wanted ? "as declared" : "otherwise");
}

const IdemKind idem_kind_firing_state = {
	.noun = "firing state",
	.objtype = OBJECT_TRIGGER,
	.classid = RelationRelationId,
	.is_part = true,
	.is_edit = true,
	.declare_command = state_declare_command,
	.resolve = state_resolve,
	.observe = state_observe,
	.diff = state_diff,
	.describe = state_describe,
};
