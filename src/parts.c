/*-------------------------------------------------------------------------
 *
 * parts.c
 *	  What indexes and constraints have in common as parts of a relation.
 *
 * Never writes, and never waits for a lock on a user relation.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/index.h"
#include "catalog/indexing.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_depend.h"
#include "commands/defrem.h"
#include "nodes/makefuncs.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "parts.h"

typedef struct DiffCall
{
	IdemDiffBody body;
	const IdemWanted *wanted;
	const IdemActual *actual;
	IdemPlan   *plan;
} DiffCall;

/*
 * Whether the relation is there to be looked at.  A missing one is an error,
 * unless the caller said IF EXISTS, or steps that come before may make it: then
 * the plan is an estimate, and the look before applying decides.
 */
IdemRelationState
idem_relation_state(const IdemWanted *wanted, const IdemPlan *plan)
{
	if (OidIsValid(wanted->objid))
		return IDEM_RELATION_THERE;
	if (plan->steps != NIL)
		return IDEM_RELATION_LATER;
	if (wanted->missing_ok)
		return IDEM_RELATION_NONE;

	idem_missing_relation(wanted);
	return IDEM_RELATION_NONE;	/* keep compiler quiet */
}

static void
call_diff(void *arg)
{
	DiffCall   *call = arg;

	call->body(call->wanted, call->actual, call->plan);
}

/*
 * What a name or an expression may fail for when a column, a table, a type or
 * a label is still to be made.
 */
static bool
may_pass_later(const ErrorData *error)
{
	int			category = ERRCODE_TO_CATEGORY(error->sqlerrcode);

	return category == ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION ||
		category == ERRCODE_DATA_EXCEPTION;
}

/*
 * Compare by body().  If earlier steps are planned, the catalogs are not yet
 * what the comparison needs: false if it is not possible now.  It is made
 * again before anything is applied.
 */
bool
idem_try_diff(IdemDiffBody body, const IdemWanted *wanted, const IdemActual *actual,
			  IdemPlan *plan)
{
	DiffCall	call = {body, wanted, actual, plan};
	int			before = list_length(plan->steps);
	ErrorData  *error;

	if (before == 0)
	{
		body(wanted, actual, plan);
		return true;
	}

	error = idem_try(call_diff, &call, may_pass_later);
	if (error == NULL)
		return true;
	FreeErrorData(error);
	plan->steps = list_truncate(plan->steps, before);
	return false;
}

/*
 * "schema.relation.part" for a part that goes by another name than the wanted
 * one, or was not named.
 */
char *
idem_part_object(const IdemWanted *wanted, const char *part)
{
	return psprintf("%s.%s", idem_qualified_name(wanted), quote_identifier(part));
}

/*
 * The relation that an index or constraint is of, if it is still there.
 */
static Oid
relation_of(PGFunction function, Oid objid)
{
	HeapTuple	tuple;
	Oid			relid;

	if (function == pg_get_indexdef)
		return IndexGetRelation(objid, true);
	if (function == pg_get_partkeydef)
		return SearchSysCacheExists1(PARTRELID, ObjectIdGetDatum(objid)) ? objid : InvalidOid;

	tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(objid));
	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	relid = ((Form_pg_constraint) GETSTRUCT(tuple))->conrelid;
	ReleaseSysCache(tuple);
	return relid;
}

/*
 * The result of pg_get_constraintdef(), pg_get_indexdef() or
 * pg_get_partkeydef(), for messages.
 * They return null for what the caller's snapshot does not show yet, and they
 * lock the relation: if that would mean to wait, do without.
 */
char *
idem_definition_text(PGFunction function, Oid objid)
{
	LOCAL_FCINFO(fcinfo, 1);
	Oid			relid = relation_of(function, objid);
	char	   *definition = NULL;

	if (!OidIsValid(relid) || !ConditionalLockRelationOid(relid, AccessShareLock))
		return pstrdup("a definition that is being changed");

	/* nobody can drop it now, but somebody may have */
	if (OidIsValid(relation_of(function, objid)))
	{
		Datum		result;

		InitFunctionCallInfoData(*fcinfo, NULL, 1, InvalidOid, NULL, NULL);
		fcinfo->args[0].value = ObjectIdGetDatum(objid);
		fcinfo->args[0].isnull = false;
		result = function(fcinfo);
		if (!fcinfo->isnull)
			definition = TextDatumGetCString(result);
	}
	UnlockRelationOid(relid, AccessShareLock);
	return definition ? definition : pstrdup("a definition that was changed just now");
}

/*
 * The objects that would keep another one from being dropped, or NULL.
 */
char *
idem_dependants(Oid classid, Oid objid)
{
	Relation	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;
	StringInfoData buf;

	initStringInfo(&buf);
	ScanKeyInit(&keys[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(classid));
	ScanKeyInit(&keys[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(objid));
	scan = systable_beginscan(depend, DependReferenceIndexId, true, NULL, 2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);
		ObjectAddress address;
		char	   *description;

		if (form->deptype != DEPENDENCY_NORMAL)
			continue;
		ObjectAddressSubSet(address, form->classid, form->objid, form->objsubid);
		description = getObjectDescription(&address, true);
		if (description != NULL)
			appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", description);
	}
	systable_endscan(scan);
	table_close(depend, AccessShareLock);
	return buf.len > 0 ? buf.data : NULL;
}

/*
 * "a, b", from String nodes.
 */
char *
idem_column_list(List *names)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, names)
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "",
						 quote_identifier(strVal(lfirst(lc))));
	return buf.data;
}

/*
 * "a_b", from String nodes: what the server puts between the table's name and
 * the suffix when it chooses a name; see ChooseIndexNameAddition() of
 * indexcmds.c.
 */
char *
idem_name_addition(List *names)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, names)
	{
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? "_" : "", strVal(lfirst(lc)));
		if (buf.len >= NAMEDATALEN)
			break;
	}
	return buf.data;
}

/*
 * "fillfactor = 70, ...", from DefElem nodes.
 */
char *
idem_options_text(List *options)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		appendStringInfo(&buf, "%s%s = %s", buf.len > 0 ? ", " : "",
						 quote_identifier(option->defname),
						 option->arg ? defGetString(option) : "true");
	}
	return buf.data;
}

/*
 * The caller has the index of that name dropped before: it goes as if nobody
 * wanted another one, with what depends on it.
 */
void
idem_step_drop_first(const IdemWanted *wanted, IdemPlan *plan, const IdemIndex *index)
{
	Node	   *stmt = NULL;
	ListCell   *lc;

	if (idem_index_backs_constraint(index))
	{
		AlterTableStmt *alter = makeNode(AlterTableStmt);
		AlterTableCmd *cmd = idem_alter_cmd(AT_DropConstraint, idem_index_name(index), NULL);

		cmd->behavior = DROP_CASCADE;
		alter->relation = makeRangeVar(wanted->nspname, get_rel_name(index->relid), -1);
		alter->cmds = list_make1(cmd);
		alter->objtype = OBJECT_TABLE;
		stmt = (Node *) alter;
	}
	else
	{
		DropStmt   *drop = makeNode(DropStmt);

		drop->removeType = OBJECT_INDEX;
		drop->behavior = DROP_CASCADE;
		drop->objects = list_make1(list_make2(makeString(wanted->nspname),
											  makeString(pstrdup(idem_index_name(index)))));
		stmt = (Node *) drop;
	}
	foreach(lc, idem_wanted_from_statement(stmt, wanted->source, -1, 0))
	{
		IdemWanted *one = lfirst(lc);

		one->kind->resolve(one);
		one->kind->diff(one, one->kind->observe(one), plan);
	}
}
