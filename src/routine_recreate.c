/*-------------------------------------------------------------------------
 *
 * routine_recreate.c
 *	  Routines that CREATE OR REPLACE cannot lead to what is declared.
 *
 * Another result, other names of parameters, fewer default arguments, another
 * kind of routine: the old one is dropped and the declared one made, with the
 * owner, the grants and the comment of the old one.  That is done only if the
 * caller admits it; what depends on the old one goes only if the caller
 * admits that, too.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "commands/comment.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "parts.h"
#include "routine.h"

/* The steps of one recreation, which have the same price. */
typedef struct Recreation
{
	const IdemWanted *wanted;
	const ActualRoutine *actual;
	IdemPlan   *plan;
	ObjectType	objtype;		/* of the new one */
	char	   *text;			/* "FUNCTION s.f(integer)", the new one */
	int			safety;
	char	   *problem;
	char	   *detail;
	const char *hint;
} Recreation;

/* Who may execute a routine. */
typedef struct Grantee
{
	Oid			role;			/* ACL_ID_PUBLIC for all */
	bool		grant_option;
} Grantee;

/*
 * The first step says all that there is to say about the price.
 */
static IdemStep *
add_step(const Recreation *recreation, const char *action, IdemOutcome outcome)
{
	IdemStep   *step = idem_step_routine(recreation->plan, recreation->wanted, action, outcome);

	if (recreation->safety != IDEM_SAFE)
	{
		idem_refuse(step, recreation->safety, recreation->problem,
					outcome == IDEM_DROPPED ? recreation->detail : NULL);
		step->hint = recreation->hint;
	}
	else
		step->reason = recreation->problem;
	return step;
}

/* ----------------------------------------------------------------
 *	Owner and grants
 * ----------------------------------------------------------------
 */

static void
keep_owner(const Recreation *recreation)
{
	AlterOwnerStmt *stmt;
	RoleSpec   *role;

	if (recreation->actual->owner == GetUserId())
		return;
	stmt = makeNode(AlterOwnerStmt);
	role = makeNode(RoleSpec);
	role->roletype = ROLESPEC_CSTRING;
	role->rolename = GetUserNameFromId(recreation->actual->owner, false);
	role->location = -1;
	stmt->objectType = recreation->objtype;
	stmt->object = (Node *) idem_routine_address(recreation->actual);
	stmt->newowner = role;
	idem_step_statement(add_step(recreation, "alter", IDEM_ALTERED), (Node *) stmt,
						psprintf("ALTER %s OWNER TO %s", recreation->text,
								 quote_identifier(role->rolename)));
}

/*
 * Whom an access list names, the owner apart.
 */
static List *
grantees_of(const Acl *acl, Oid owner)
{
	List	   *grantees = NIL;

	for (int i = 0; i < ACL_NUM(acl); i++)
	{
		const AclItem *item = &ACL_DAT(acl)[i];
		Grantee    *grantee;

		if (item->ai_grantee == owner || (ACLITEM_GET_PRIVS(*item) & ACL_EXECUTE) == 0)
			continue;
		grantee = palloc(sizeof(Grantee));
		grantee->role = item->ai_grantee;
		grantee->grant_option = (ACLITEM_GET_GOPTIONS(*item) & ACL_EXECUTE) != 0;
		grantees = lappend(grantees, grantee);
	}
	return grantees;
}

static bool
names_grantee(List *grantees, const Grantee *grantee)
{
	ListCell   *lc;

	foreach(lc, grantees)
	{
		const Grantee *other = lfirst(lc);

		if (other->role == grantee->role && other->grant_option == grantee->grant_option)
			return true;
	}
	return false;
}

static void
add_grant(const Recreation *recreation, const Grantee *grantee, bool is_grant)
{
	GrantStmt  *stmt = makeNode(GrantStmt);
	RoleSpec   *role = makeNode(RoleSpec);
	const char *name = "PUBLIC";

	role->roletype = ROLESPEC_PUBLIC;
	role->location = -1;
	if (grantee->role != ACL_ID_PUBLIC)
	{
		role->roletype = ROLESPEC_CSTRING;
		role->rolename = GetUserNameFromId(grantee->role, false);
		name = quote_identifier(role->rolename);
	}
	stmt->is_grant = is_grant;
	stmt->targtype = ACL_TARGET_OBJECT;
	stmt->objtype = recreation->objtype == OBJECT_AGGREGATE ? OBJECT_FUNCTION : recreation->objtype;
	stmt->objects = list_make1(idem_routine_address(recreation->actual));
	stmt->grantees = list_make1(role);
	stmt->grant_option = is_grant && grantee->grant_option;
	stmt->behavior = DROP_RESTRICT;
	idem_step_statement(add_step(recreation, "alter", IDEM_ALTERED), (Node *) stmt,
						psprintf("%s ALL ON %s %s %s%s", is_grant ? "GRANT" : "REVOKE",
								 recreation->objtype == OBJECT_AGGREGATE ?
								 psprintf("FUNCTION %s", idem_routine_signature_of(recreation->actual->oid)) :
								 recreation->text,
								 is_grant ? "TO" : "FROM", name,
								 stmt->grant_option ? " WITH GRANT OPTION" : ""));
}

/*
 * Whoever might execute the old one may execute the new one, and nobody else.
 * A new routine has what the default privileges of its maker give.
 */
static void
keep_grants(const Recreation *recreation)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(recreation->actual->oid));
	Acl		   *acl = get_user_default_acl(OBJECT_FUNCTION, GetUserId(), recreation->wanted->nspid);
	List	   *before;
	List	   *made;
	bool		isnull = true;
	Datum		value = (Datum) 0;
	ListCell   *lc;

	if (!HeapTupleIsValid(tuple))
		return;					/* dropped this instant */
	value = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_proacl, &isnull);
	before = grantees_of(isnull ? acldefault(OBJECT_FUNCTION, recreation->actual->owner) :
						 DatumGetAclPCopy(value), recreation->actual->owner);
	ReleaseSysCache(tuple);
	made = grantees_of(acl ? acl : acldefault(OBJECT_FUNCTION, GetUserId()), GetUserId());

	foreach(lc, made)
	{
		if (!names_grantee(before, lfirst(lc)))
			add_grant(recreation, lfirst(lc), false);
	}
	foreach(lc, before)
	{
		if (!names_grantee(made, lfirst(lc)))
			add_grant(recreation, lfirst(lc), true);
	}
}

static void
keep_comment(const Recreation *recreation)
{
	CommentStmt *stmt = makeNode(CommentStmt);

	stmt->comment = GetComment(recreation->actual->oid, ProcedureRelationId, 0);
	if (stmt->comment == NULL)
		return;
	stmt->objtype = recreation->objtype;
	stmt->object = (Node *) idem_routine_address(recreation->actual);
	idem_step_statement(add_step(recreation, "alter", IDEM_ALTERED), (Node *) stmt,
						psprintf("COMMENT ON %s IS %s", recreation->text,
								 quote_literal_cstr(stmt->comment)));
}

/* ----------------------------------------------------------------
 *	Drop and create
 * ----------------------------------------------------------------
 */

static void
drop_old(const Recreation *recreation)
{
	IdemStep   *step = add_step(recreation, "drop", IDEM_DROPPED);
	DropStmt   *stmt = makeNode(DropStmt);

	stmt->removeType = idem_routine_objtype(recreation->actual->routine.prokind);
	stmt->objects = list_make1(idem_routine_address(recreation->actual));
	stmt->behavior = DROP_RESTRICT;
	if (recreation->safety & IDEM_CASCADE)
		step->behavior = &stmt->behavior;
	idem_step_statement(step, (Node *) stmt,
						psprintf("DROP %s", idem_routine_text(recreation->actual)));
}

/*
 * The routine is dropped and made again, if the caller admits it.
 */
void
idem_step_recreate_routine(const IdemWanted *wanted, const ActualRoutine *actual,
						   IdemPlan *plan, const IdemRoutineMatch *match)
{
	Recreation	recreation = {0};
	ActualRoutine made = *actual;
	char	   *dependants = idem_dependants(ProcedureRelationId, actual->oid);
	IdemStep   *step;

	recreation.wanted = wanted;
	recreation.actual = actual;
	recreation.plan = plan;
	made.routine.prokind = wanted->kind == &idem_kind_procedure ? PROKIND_PROCEDURE :
		wanted->kind == &idem_kind_aggregate ? PROKIND_AGGREGATE : PROKIND_FUNCTION;
	recreation.objtype = idem_routine_objtype(made.routine.prokind);
	recreation.text = idem_routine_text(&made);
	recreation.safety = (wanted->dropped ? 0 : IDEM_RECREATE) | (dependants ? IDEM_CASCADE : 0);
	recreation.problem = psprintf("%s \"%s\" %s", idem_routine_noun(actual->routine.prokind),
								  idem_routine_signature_of(actual->oid), match->obstacle);
	recreation.detail = dependants ?
		psprintf("CREATE OR REPLACE cannot change that; it would have to be dropped and made again. This depends on it and would be dropped, too: %s.",
				 dependants) :
		pstrdup("CREATE OR REPLACE cannot change that; it would have to be dropped and made again.");
	if (dependants && !wanted->dropped)
		recreation.hint = "Drop what depends on it first and make it again afterwards, or pass allow => '{cascade,recreate}'.";

	drop_old(&recreation);
	step = add_step(&recreation, "create", IDEM_CREATED);
	idem_step_routine_as_declared(step, wanted);
	keep_owner(&recreation);
	keep_grants(&recreation);
	keep_comment(&recreation);
}
