/*-------------------------------------------------------------------------
 *
 * table_security.c
 *	  Whether row security of a table is enabled and forced.
 *
 * The policies themselves are objects of their own: see kind_policy.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "parts.h"

typedef struct ActualSecurity
{
	IdemActual	head;
	bool		enabled;
	bool		forced;
} ActualSecurity;

static bool
security_declare_command(IdemDeclaration *declaration, AlterTableStmt *stmt, AlterTableCmd *cmd)
{
	switch (cmd->subtype)
	{
		case AT_EnableRowSecurity:
		case AT_DisableRowSecurity:
		case AT_ForceRowSecurity:
		case AT_NoForceRowSecurity:
			idem_declare(declaration, &idem_kind_row_security,
						 idem_relation_names(stmt->relation), (Node *) cmd);
			return true;
		default:
			return false;
	}
}

static void
security_resolve(IdemWanted *wanted)
{
	char		relkind;

	if (!OidIsValid(idem_lookup_relation(wanted)))
		return;
	relkind = get_rel_relkind(wanted->objid);
	if (relkind != RELKIND_RELATION && relkind != RELKIND_PARTITIONED_TABLE && relkind != '\0')
		idem_wrong_relkind(wanted->objid, "a table");
}

static IdemActual *
security_observe(const IdemWanted *wanted)
{
	ActualSecurity *actual = palloc0(sizeof(ActualSecurity));
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(wanted->objid));

	if (!HeapTupleIsValid(tuple))
		return &actual->head;
	actual->head.found = true;
	ObjectAddressSet(actual->head.address, RelationRelationId, wanted->objid);
	actual->enabled = ((Form_pg_class) GETSTRUCT(tuple))->relrowsecurity;
	actual->forced = ((Form_pg_class) GETSTRUCT(tuple))->relforcerowsecurity;
	ReleaseSysCache(tuple);
	return &actual->head;
}

static void
security_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);
	const ActualSecurity *actual = (const ActualSecurity *) head;
	const char *words;
	bool		same;

	switch (cmd->subtype)
	{
		case AT_EnableRowSecurity:
			words = "ENABLE ROW LEVEL SECURITY";
			same = actual->enabled;
			break;
		case AT_DisableRowSecurity:
			words = "DISABLE ROW LEVEL SECURITY";
			same = !actual->enabled;
			break;
		case AT_ForceRowSecurity:
			words = "FORCE ROW LEVEL SECURITY";
			same = actual->forced;
			break;
		default:
			words = "NO FORCE ROW LEVEL SECURITY";
			same = !actual->forced;
			break;
	}

	/* a table that is still to be made has neither */
	if (idem_relation_state(wanted, plan) == IDEM_RELATION_NONE || same)
		return;
	idem_step_alter_table(idem_step(plan, wanted, "alter", IDEM_ALTERED), wanted, cmd, words);
}

static char *
security_describe(const IdemActual *head)
{
	const ActualSecurity *actual = (const ActualSecurity *) head;

	return psprintf("%s%s", actual->enabled ? "enabled" : "disabled",
					actual->forced ? ", forced" : "");
}

const IdemKind idem_kind_row_security = {
	.noun = "row security",
	.objtype = OBJECT_TABLE,
	.classid = RelationRelationId,
	.is_part = true,
	.is_edit = true,
	.declare_command = security_declare_command,
	.resolve = security_resolve,
	.observe = security_observe,
	.diff = security_diff,
	.describe = security_describe,
};
