/*-------------------------------------------------------------------------
 *
 * trigger_step.c
 *	  Steps that make triggers and change them.
 *
 * A trigger that differs is replaced where the server can do that, which
 * leaves no moment without it; a constraint trigger is dropped and made
 * again.  Either way it is enabled or disabled as before and keeps its
 * comment.  What a partitioned table's trigger has on the partitions belongs
 * to that trigger, and the server's own triggers to their constraints: they
 * are never changed by themselves.
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
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "commands/trigger.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

#include "trigger.h"

IdemStep *
idem_step_create_trigger(const IdemWanted *wanted, IdemPlan *plan, IdemOutcome outcome)
{
	IdemStep   *step = idem_step(plan, wanted, "create", outcome);

	idem_step_whole(step, wanted);
	step->lockrel = wanted->objid;
	step->lockmode = ShareRowExclusiveLock;
	return step;
}

/*
 * The caller's statement with OR REPLACE, as people read it.
 */
static char *
with_replace(const char *ddl)
{
	IdemTokens	tokens;
	char	   *result;

	idem_tokens_begin(&tokens, ddl);
	if (idem_tokens_next(&tokens))
		result = psprintf("%.*s OR REPLACE%s", tokens.location + tokens.length, ddl,
						  ddl + tokens.location + tokens.length);
	else
		result = pstrdup(ddl);
	idem_tokens_end(&tokens);
	return result;
}

/*
 * What ALTER TABLE calls it.
 */
const char *
idem_firing_words(char enabled)
{
	return enabled == TRIGGER_DISABLED ? "DISABLE" :
		enabled == TRIGGER_FIRES_ALWAYS ? "ENABLE ALWAYS" :
		enabled == TRIGGER_FIRES_ON_REPLICA ? "ENABLE REPLICA" : "ENABLE";
}

/*
 * The state of a trigger as it was before it was made anew: on one relation,
 * or on its partitions too.
 */
static void
step_state(const IdemWanted *wanted, IdemPlan *plan, Oid relid, bool only, char enabled)
{
	const char *name = wanted->part;
	IdemStep   *step;
	AlterTableStmt *stmt;
	AlterTableType subtype;
	char	   *nspname;
	char	   *relname;

	if (enabled == TRIGGER_FIRES_ON_ORIGIN)
		return;
	subtype = enabled == TRIGGER_DISABLED ? AT_DisableTrig :
		enabled == TRIGGER_FIRES_ALWAYS ? AT_EnableAlwaysTrig : AT_EnableReplicaTrig;
	relname = get_rel_name(relid);
	if (relname == NULL)
		return;					/* dropped this instant */
	nspname = get_namespace_name(get_rel_namespace(relid));

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	stmt = makeNode(AlterTableStmt);
	stmt->relation = makeRangeVar(nspname, relname, -1);
	stmt->relation->inh = !only;
	stmt->cmds = list_make1(idem_alter_cmd(subtype, name, NULL));
	stmt->objtype = OBJECT_TABLE;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER TABLE %s%s %s TRIGGER %s", only ? "ONLY " : "",
								 quote_qualified_identifier(nspname, relname),
								 idem_firing_words(enabled),
								 quote_identifier(name)));
	step->lockrel = relid;
	step->lockmode = ShareRowExclusiveLock;
	step->reason = "it fires as before";
}

/*
 * How the clones of a partitioned table's trigger fire, where that is not what
 * a new one would do (IdemFiring).
 */
List *
idem_clone_states(Oid relid, Oid trigid)
{
	Relation	catalog;
	List	   *parents = list_make1_oid(trigid);
	List	   *result = NIL;
	ListCell   *lc;

	if (get_rel_relkind(relid) != RELKIND_PARTITIONED_TABLE)
		return NIL;

	/* parents come before their children, in the list of triggers too */
	catalog = table_open(TriggerRelationId, AccessShareLock);
	foreach(lc, find_all_inheritors(relid, NoLock, NULL))
	{
		ScanKeyData key;
		SysScanDesc scan;
		HeapTuple	tuple;

		ScanKeyInit(&key, Anum_pg_trigger_tgrelid, BTEqualStrategyNumber, F_OIDEQ,
					ObjectIdGetDatum(lfirst_oid(lc)));
		scan = systable_beginscan(catalog, TriggerRelidNameIndexId, true, NULL, 1, &key);
		while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		{
			Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT(tuple);
			IdemFiring *firing;

			if (!list_member_oid(parents, form->tgparentid))
				continue;
			parents = lappend_oid(parents, form->oid);
			if (form->tgenabled == TRIGGER_FIRES_ON_ORIGIN)
				continue;
			firing = palloc(sizeof(IdemFiring));
			firing->relid = form->tgrelid;
			firing->enabled = form->tgenabled;
			result = lappend(result, firing);
		}
		systable_endscan(scan);
	}
	table_close(catalog, AccessShareLock);
	return result;
}

/*
 * The trigger and its clones, which are made with its name, are enabled or
 * disabled as before.
 */
static void
keep_states(const IdemWanted *wanted, IdemPlan *plan, const IdemTrigger *actual)
{
	ListCell   *lc;

	step_state(wanted, plan, wanted->objid, TRIGGER_FOR_ROW(actual->form->tgtype),
			   actual->form->tgenabled);
	if (!castNode(CreateTrigStmt, wanted->node)->row)
		return;
	foreach(lc, idem_clone_states(wanted->objid, actual->form->oid))
	{
		const IdemFiring *firing = lfirst(lc);

		step_state(wanted, plan, firing->relid, true, firing->enabled);
	}
}

/*
 * The relation that a partition's trigger comes from.
 */
static char *
parent_relation(Oid parentid)
{
	ObjectAddress address;
	Datum		relid;
	char	   *relname;

	ObjectAddressSet(address, TriggerRelationId, parentid);
	if (!idem_object_field(&address, Anum_pg_trigger_tgrelid, &relid))
		return pstrdup("?");	/* dropped this instant */
	relname = get_rel_name(DatumGetObjectId(relid));
	return relname ?
		quote_qualified_identifier(get_namespace_name(get_rel_namespace(DatumGetObjectId(relid))),
								   relname) : pstrdup("?");
}

void
idem_step_change_trigger(const IdemWanted *wanted, IdemPlan *plan, const IdemTrigger *actual,
						 const char *difference)
{
	const CreateTrigStmt *stmt = castNode(CreateTrigStmt, wanted->node);
	bool		anew;
	char	   *found = wanted->kind->describe(&actual->head);
	IdemStep   *step;

	/*
	 * The server replaces no constraint trigger, and would leave to the
	 * partitions what they have of a trigger that is none of rows any more.
	 */
	anew = stmt->isconstraint || OidIsValid(actual->form->tgconstraint) ||
		(get_rel_relkind(wanted->objid) == RELKIND_PARTITIONED_TABLE &&
		 TRIGGER_FOR_ROW(actual->form->tgtype) && !stmt->row);
	if (anew && !actual->form->tgisinternal)
	{
		step = idem_step_drop_object(wanted, plan, IDEM_ALTERED);
		idem_step_create_trigger(wanted, plan, IDEM_ALTERED);
	}
	else
	{
		CreateTrigStmt *replace = copyObject(unconstify(CreateTrigStmt *, stmt));

		step = idem_step_create_trigger(wanted, plan, IDEM_ALTERED);
		step->action = "alter";
		step->stmt = (Node *) replace;
		if (!stmt->replace && wanted->location >= 0)
			step->ddl = with_replace(step->ddl);
		replace->replace = true;
	}
	step->reason = psprintf("%s: found %s", difference, found);

	if (OidIsValid(actual->form->tgparentid) || actual->form->tgisinternal)
	{
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("trigger \"%s\" of relation \"%s\" is not the wanted one",
							 wanted->part, idem_qualified_name(wanted)),
					actual->form->tgisinternal ?
					psprintf("Found: %s. The server made it for a constraint.", found) :
					psprintf("Found: %s. It belongs to the trigger of partitioned table %s.",
							 found, parent_relation(actual->form->tgparentid)));
		step->hint = actual->form->tgisinternal ? "Give the wanted trigger another name." :
			"Change the trigger of the partitioned table, or give the wanted one another name.";
		return;
	}
	keep_states(wanted, plan, actual);
	if (anew)
		idem_step_comment_again(wanted, plan, TriggerRelationId, actual->form->oid);
}
