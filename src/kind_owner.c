/*-------------------------------------------------------------------------
 *
 * kind_owner.c
 *	  Owners of objects of every type.
 *
 * Declared by AlterOwnerStmt, and for relations by the OWNER TO of ALTER
 * TABLE.  CURRENT_USER and the like mean the role that calls.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/dependency.h"
#include "catalog/pg_class.h"
#include "commands/sequence.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "idem_migrate.h"

typedef struct ActualOwner
{
	IdemActual	head;
	Oid			owner;
} ActualOwner;

static bool
owner_declare_command(IdemDeclaration *declaration, AlterTableStmt *stmt, AlterTableCmd *cmd)
{
	AlterTableStmt *alone;
	IdemWanted *wanted;
	Node	   *subject = (Node *) stmt->relation;

	if (cmd->subtype != AT_ChangeOwner)
		return false;

	/* ALTER TABLE takes relations of any kind */
	if (stmt->objtype != OBJECT_TABLE)
		subject = (Node *) idem_relation_names(stmt->relation);
	wanted = idem_declare_property(declaration, &idem_kind_owner, stmt->objtype, subject);
	wanted->node = (Node *) cmd->newowner;
	wanted->missing_ok = stmt->missing_ok;
	if (list_length(stmt->cmds) == 1)
		return true;

	alone = makeNode(AlterTableStmt);
	*alone = *stmt;
	alone->cmds = list_make1(cmd);
	wanted->stmt = (Node *) alone;
	wanted->location = -1;
	return true;
}

static bool
owner_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;

	if (IsA(stmt, AlterOwnerStmt))
	{
		AlterOwnerStmt *alter = (AlterOwnerStmt *) stmt;

		idem_declare_property(declaration, &idem_kind_owner, alter->objectType,
							  alter->object)->node = (Node *) alter->newowner;
		return true;
	}
	if (IsA(stmt, AlterTableStmt) && ((AlterTableStmt *) stmt)->objtype != OBJECT_TABLE)
	{
		AlterTableStmt *alter = (AlterTableStmt *) stmt;
		ListCell   *lc;

		foreach(lc, alter->cmds)
		{
			if (!owner_declare_command(declaration, alter, lfirst_node(AlterTableCmd, lc)))
				return false;
		}
		return true;
	}
	return false;
}

static IdemActual *
owner_observe(const IdemWanted *wanted)
{
	ActualOwner *actual = palloc0(sizeof(ActualOwner));

	if (!OidIsValid(wanted->address.objectId))
		return &actual->head;
	actual->head.found = true;
	actual->head.address = wanted->address;
	actual->owner = idem_object_owner(&wanted->address);
	return &actual->head;
}

/*
 * Who will own the object after the steps of the plan.  Whoever calls makes
 * what is missing; a sequence of a column has the owner of its table.
 */
Oid
idem_planned_owner(const IdemPlan *plan, const ObjectAddress *address, const char *name)
{
	Oid		   *planned = idem_planned_value(plan, &idem_kind_owner, address, name);

	if (planned != NULL)
		return *planned;
	if (!OidIsValid(address->objectId))
		return GetUserId();
	if (plan->values != NULL && address->classId == RelationRelationId &&
		get_rel_relkind(address->objectId) == RELKIND_SEQUENCE)
	{
		ObjectAddress table;
		int32		column;

		ObjectAddressSet(table, RelationRelationId, InvalidOid);
		if (sequenceIsOwned(address->objectId, DEPENDENCY_AUTO, &table.objectId, &column) ||
			sequenceIsOwned(address->objectId, DEPENDENCY_INTERNAL, &table.objectId, &column))
			return idem_planned_owner(plan, &table, NULL);
	}
	return idem_object_owner(address);
}

/*
 * The owner of an index is that of its table.  Old dumps have statements to
 * set it, which do nothing.
 */
static bool
is_index(const IdemWanted *wanted)
{
	return wanted->address.classId == RelationRelationId &&
		get_rel_relkind(wanted->address.objectId) == RELKIND_INDEX;
}

static void
owner_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const RoleSpec *role = (const RoleSpec *) wanted->node;
	char	   *name = NULL;
	Oid			owner;
	Oid		   *planned;
	IdemStep   *step;

	if (!idem_subject_is_there(wanted, plan))
	{
		if (plan->steps == NIL)
			return;
		name = idem_object_text(wanted->subject_type, wanted->subject, wanted->schema);
	}
	owner = idem_role_oid(role, plan);
	if (owner == (plan->values == NULL && head->found ? ((const ActualOwner *) head)->owner :
				  idem_planned_owner(plan, &wanted->address, name)))
		return;
	if (head->found && is_index(wanted))
	{
		ereport(WARNING,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("cannot change owner of index \"%s\"",
						get_rel_name(wanted->address.objectId)),
				 errhint("Change the ownership of the index's table, instead.")));
		return;
	}
	if (idem_is_overruled(wanted))
		return;

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_property(step, wanted, psprintf("ALTER %s OWNER TO %s", idem_subject_text(wanted),
											  idem_role_text(role)));
	idem_lock_subject(step, AccessExclusiveLock);
	idem_explain_property(step, psprintf("its %s", wanted->kind->describe(head)));

	planned = palloc(sizeof(Oid));
	*planned = owner;
	idem_plan_value(plan, &idem_kind_owner, &wanted->address, name, planned);
}

static char *
owner_describe(const IdemActual *head)
{
	char	   *owner = GetUserNameFromId(((const ActualOwner *) head)->owner, true);

	return psprintf("owner is %s", owner ? quote_identifier(owner) : "unknown");
}

const IdemKind idem_kind_owner = {
	.noun = "owner",
	.is_property = true,
	.declare = owner_declare,
	.declare_command = owner_declare_command,
	.resolve = idem_resolve_subject,
	.observe = owner_observe,
	.diff = owner_diff,
	.describe = owner_describe,
};
