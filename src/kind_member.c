/*-------------------------------------------------------------------------
 *
 * kind_member.c
 *	  Membership of roles in roles.
 *
 * Declared by GrantRoleStmt.  Roles are not of one database; what is granted
 * here is granted in all of them.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_auth_members.h"
#include "catalog/pg_authid.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "grant.h"

static bool
member_declare(IdemDeclaration *declaration)
{
	GrantRoleStmt *stmt = (GrantRoleStmt *) declaration->stmt;

	ListCell   *lr;
	ListCell   *lm;

	if (!IsA(stmt, GrantRoleStmt))
		return false;
	foreach(lr, stmt->granted_roles)
	{
		foreach(lm, stmt->grantee_roles)
		{
			IdemWanted *wanted = idem_declare_property(declaration, &idem_kind_member,
													   OBJECT_ROLE, NULL);
			GrantRoleStmt *alone;

			if (list_length(stmt->granted_roles) == 1 && list_length(stmt->grantee_roles) == 1)
				break;
			alone = makeNode(GrantRoleStmt);
			*alone = *stmt;
			alone->granted_roles = list_make1(lfirst(lr));
			alone->grantee_roles = list_make1(lfirst(lm));
			wanted->stmt = wanted->node = (Node *) alone;
			wanted->location = -1;
		}
	}
	return true;
}

/*
 * The one role that a wish is about; the server refuses columns here when it
 * sees them.
 */
static const char *
granted_name(const GrantRoleStmt *stmt)
{
	const AccessPriv *role = linitial_node(AccessPriv, stmt->granted_roles);

	if (role->priv_name == NULL || role->cols != NIL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_GRANT_OPERATION),
				 errmsg("column names cannot be included in GRANT/REVOKE ROLE")));
	return role->priv_name;
}

static void
member_resolve(IdemWanted *wanted)
{
	const GrantRoleStmt *stmt = (GrantRoleStmt *) wanted->node;

	wanted->name = psprintf("%s IN %s", idem_role_text(linitial(stmt->grantee_roles)),
							quote_identifier(granted_name(stmt)));
}

static IdemActual *
member_observe(const IdemWanted *wanted)
{
	(void) wanted;
	return palloc0(sizeof(IdemActual));
}

static bool
fits(int wanted, bool actual)
{
	return wanted < 0 || (wanted > 0) == actual;
}

/*
 * Whose grants a statement is about; InvalidOid if anybody's.  Until 15 there
 * is only one for a member, from 16 on each grantor has his own.
 */
static Oid
grantor_of(const GrantRoleStmt *stmt)
{
	if (!IDEM_MEMBERS_BY_GRANTOR)
		return InvalidOid;
	if (stmt->grantor != NULL)
		return get_rolespec_oid(stmt->grantor, true);
	if (stmt->is_grant)
		return InvalidOid;
	return superuser() ? BOOTSTRAP_SUPERUSERID : GetUserId();
}

static bool
has_what_is_said(const GrantRoleStmt *stmt, const IdemMemberOptions *actual)
{
	IdemMemberOptions wanted;

	idem_member_options(stmt, &wanted);
	if (stmt->is_grant)
		return fits(wanted.admin, actual->admin) && fits(wanted.inherit, actual->inherit) &&
			fits(wanted.set, actual->set);
	return (wanted.admin < 0 || actual->admin) && (wanted.inherit < 0 || actual->inherit) &&
		(wanted.set < 0 || actual->set);
}

static bool
is_needed(const GrantRoleStmt *stmt, Oid role, Oid member)
{
	CatCList   *list = SearchSysCacheList1(AUTHMEMROLEMEM, ObjectIdGetDatum(role));
	Oid			grantor = grantor_of(stmt);
	bool		found = false;

	for (int i = 0; i < list->n_members && !found; i++)
	{
		HeapTuple	tuple = &list->members[i]->tuple;
		Form_pg_auth_members form = (Form_pg_auth_members) GETSTRUCT(tuple);
		IdemMemberOptions actual;

		if (form->member != member || (OidIsValid(grantor) && form->grantor != grantor))
			continue;
		idem_actual_member_options(form, &actual);
		found = has_what_is_said(stmt, &actual);
	}
	ReleaseSysCacheList(list);
	return stmt->is_grant ? !found : found;
}

/*
 * Whether a statement further down has the last word on a membership.
 */
static bool
is_overruled(const GrantRoleStmt *overruled, List *later, Oid role, Oid member)
{
	ListCell   *lc;
	ListCell   *lr;
	ListCell   *lm;

	foreach(lc, later)
	{
		const GrantRoleStmt *stmt = lfirst(lc);
		IdemMemberOptions options;

		/* taking away an option leaves the member, and a grant its options */
		idem_member_options(stmt->is_grant ? overruled : stmt, &options);
		if ((stmt->is_grant ? overruled->is_grant : true) &&
			(options.admin >= 0 || options.inherit >= 0 || options.set >= 0))
			continue;
		foreach(lr, stmt->granted_roles)
		{
			const char *name = lfirst_node(AccessPriv, lr)->priv_name;

			if (name == NULL || get_role_oid(name, true) != role)
				continue;
			foreach(lm, stmt->grantee_roles)
			{
				if (get_rolespec_oid(lfirst(lm), true) == member)
					return true;
			}
		}
	}
	return false;
}

static char *
member_text(const GrantRoleStmt *stmt)
{
	static const char *const words[] = {"ADMIN", "INHERIT", "SET"};
	StringInfoData buf;
	IdemMemberOptions options;
	int			said[3];
	bool		first = true;

	idem_member_options(stmt, &options);
	said[0] = options.admin;
	said[1] = options.inherit;
	said[2] = options.set;

	initStringInfo(&buf);
	appendStringInfoString(&buf, stmt->is_grant ? "GRANT " : "REVOKE ");
	for (int i = 0; i < 3 && !stmt->is_grant; i++)
	{
		if (said[i] >= 0)
			appendStringInfo(&buf, "%s OPTION FOR ", words[i]);
	}
	appendStringInfo(&buf, "%s %s %s", quote_identifier(granted_name(stmt)),
					 stmt->is_grant ? "TO" : "FROM",
					 idem_role_text(linitial(stmt->grantee_roles)));
	for (int i = 0; i < 3 && stmt->is_grant; i++)
	{
		if (said[i] < 0)
			continue;
		appendStringInfo(&buf, "%s%s %s", first ? " WITH " : ", ", words[i],
						 said[i] ? "OPTION" : "FALSE");
		first = false;
	}
	if (stmt->grantor != NULL)
		appendStringInfo(&buf, " GRANTED BY %s", idem_role_text(stmt->grantor));
	if (!stmt->is_grant && stmt->behavior == DROP_CASCADE)
		appendStringInfoString(&buf, " CASCADE");
	return buf.data;
}

/*
 * Whether a statement is done with when another one is.
 */
static bool
adds_nothing(const GrantRoleStmt *before, const GrantRoleStmt *stmt)
{
	IdemMemberOptions options;

	idem_member_options(stmt, &options);
	return equal(before, stmt) ||
		(before->is_grant && stmt->is_grant &&
		 options.admin < 0 && options.inherit < 0 && options.set < 0);
}

static void
member_diff(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan)
{
	const GrantRoleStmt *stmt = (GrantRoleStmt *) wanted->node;
	Oid			role = get_role_oid(granted_name(stmt), plan->steps != NIL);
	Oid			member = idem_role_oid(linitial(stmt->grantee_roles), plan);
	const GrantRoleStmt *before = NULL;
	ObjectAddress none = {InvalidOid, InvalidOid, 0};
	IdemStep   *step;

	(void) actual;
	if (OidIsValid(role) && OidIsValid(member))
	{
		if (is_overruled(stmt, idem_later_of_type(wanted, T_GrantRoleStmt), role, member))
			return;
		before = idem_planned_value(plan, &idem_kind_member, &none, wanted->name);
		if (before == NULL ? !is_needed(stmt, role, member) : adds_nothing(before, stmt))
			return;
	}

	step = idem_step(plan, wanted, stmt->is_grant ? "grant" : "revoke", IDEM_ALTERED);
	idem_step_property(step, wanted, member_text(stmt));
	idem_plan_value(plan, &idem_kind_member, &none, wanted->name, unconstify(GrantRoleStmt *, stmt));
}

static char *
member_describe(const IdemActual *actual)
{
	(void) actual;
	return pstrdup("membership");
}

const IdemKind idem_kind_member = {
	.noun = "membership",
	.is_property = true,
	.declare = member_declare,
	.resolve = member_resolve,
	.observe = member_observe,
	.diff = member_diff,
	.describe = member_describe,
};
