/*-------------------------------------------------------------------------
 *
 * routine_recreate.c
 *	  Routines that CREATE OR REPLACE cannot lead to what is declared.
 *
 * Another result, other names of parameters, fewer default arguments, another
 * kind of routine: the old one is dropped and the declared one made, with the
 * owner, the grants and the comment of the old one.  The views, triggers and
 * policies that use it are made again, too.  All that is one step, which needs
 * the caller's word; it is impossible while anything else depends on the old
 * one.
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

#include "recreate.h"
#include "routine.h"

/* One recreation. */
typedef struct Recreation
{
	const ActualRoutine *actual;
	ObjectType	objtype;		/* of the new one */
	char	   *text;			/* "FUNCTION s.f(integer)", the new one */
	IdemStep   *step;
	StringInfoData ddl;
} Recreation;

/* Who may execute a routine. */
typedef struct Grantee
{
	Oid			role;			/* ACL_ID_PUBLIC for all */
	bool		grant_option;
} Grantee;

/*
 * One more statement of the step.
 */
static void
add_statement(Recreation *recreation, Node *stmt, const char *source, int location, int length,
			  const char *text)
{
	IdemStatement *statement = palloc0(sizeof(IdemStatement));

	statement->stmt = stmt;
	statement->source = source;
	statement->location = location;
	statement->length = length;
	recreation->step->script = lappend(recreation->step->script, statement);
	appendStringInfo(&recreation->ddl, "%s%s", recreation->ddl.len > 0 ? ";\n" : "", text);
}

static void
add_built(Recreation *recreation, Node *stmt, const char *text)
{
	add_statement(recreation, stmt, text, 0, 0, text);
}

/* ----------------------------------------------------------------
 *	Owner and grants
 * ----------------------------------------------------------------
 */

static void
keep_owner(Recreation *recreation)
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
	add_built(recreation, (Node *) stmt,
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
add_grant(Recreation *recreation, const Grantee *grantee, bool is_grant)
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
	add_built(recreation, (Node *) stmt,
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
keep_grants(Recreation *recreation)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(recreation->actual->oid));
	Acl		   *acl = get_user_default_acl(OBJECT_FUNCTION, GetUserId(),
										   get_func_namespace(recreation->actual->oid));
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
keep_comment(Recreation *recreation)
{
	CommentStmt *stmt = makeNode(CommentStmt);

	stmt->comment = GetComment(recreation->actual->oid, ProcedureRelationId, 0);
	if (stmt->comment == NULL)
		return;
	stmt->objtype = recreation->objtype;
	stmt->object = (Node *) idem_routine_address(recreation->actual);
	add_built(recreation, (Node *) stmt,
			  psprintf("COMMENT ON %s IS %s", recreation->text,
					   quote_literal_cstr(stmt->comment)));
}

/* ----------------------------------------------------------------
 *	Drop and create
 * ----------------------------------------------------------------
 */

static void
drop_old(Recreation *recreation)
{
	DropStmt   *stmt = makeNode(DropStmt);

	stmt->removeType = idem_routine_objtype(recreation->actual->routine.prokind);
	stmt->objects = list_make1(idem_routine_address(recreation->actual));
	stmt->behavior = DROP_RESTRICT;
	add_built(recreation, (Node *) stmt,
			  psprintf("DROP %s", idem_routine_text(recreation->actual)));
}

static void
make_new(Recreation *recreation)
{
	IdemStep	made = {0};

	idem_step_routine_as_declared(&made, recreation->step->wanted);
	recreation->step->unsettled = made.unsettled;
	add_statement(recreation, made.stmt, made.source, made.location, made.length, made.ddl);
}

/*
 * The routine is dropped and made again, if the caller admits it.
 */
void
idem_step_recreate_routine(const IdemWanted *wanted, const ActualRoutine *actual,
						   IdemPlan *plan, const IdemRoutineMatch *match)
{
	static const char *const limit = "CREATE OR REPLACE cannot change that; it would have to be dropped and made again.";
	Recreation	recreation = {0};
	ActualRoutine made = *actual;
	IdemStep   *step = idem_step_routine(plan, wanted, "recreate", IDEM_ALTERED);
	char	   *problem = psprintf("%s\"%s\" %s", match->other_kind ? "" :
								   psprintf("%s ", idem_routine_noun(actual->routine.prokind)),
								   step->object, match->obstacle);
	char	   *blockers;
	char	   *dependants;

	made.routine.prokind = wanted->kind->objtype == OBJECT_PROCEDURE ? PROKIND_PROCEDURE :
		wanted->kind->objtype == OBJECT_AGGREGATE ? PROKIND_AGGREGATE : PROKIND_FUNCTION;
	recreation.actual = actual;
	recreation.objtype = wanted->kind->objtype;
	recreation.text = idem_routine_text(&made);
	recreation.step = step;
	initStringInfo(&recreation.ddl);

	drop_old(&recreation);
	make_new(&recreation);
	keep_owner(&recreation);
	keep_grants(&recreation);
	keep_comment(&recreation);
	step->stmt = wanted->stmt;
	step->source = wanted->source;
	step->ddl = recreation.ddl.data;

	if (!idem_recreate_dependants(step, &actual->head.address, &dependants, &blockers) ||
		(dependants != NULL && recreation.objtype == OBJECT_PROCEDURE))
	{
		idem_refuse(step, IDEM_IMPOSSIBLE, problem,
					psprintf("%s This depends on it: %s.", limit,
							 blockers ? blockers : dependants));
		step->hint = "Drop what depends on it first, and make that again afterwards.";
	}
	else if (wanted->dropped)
		step->reason = problem; /* the script has it dropped itself */
	else
		idem_refuse(step, IDEM_RECREATE, problem,
					dependants == NULL ? limit :
					psprintf("%s With it would be made again: %s.", limit, dependants));
}
