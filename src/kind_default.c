/*-------------------------------------------------------------------------
 *
 * kind_default.c
 *	  Default privileges: those of objects that are still to be made.
 *
 * Declared by AlterDefaultPrivilegesStmt.  As with GRANT and REVOKE, one that
 * would leave them as they are has nothing to do, nor one that is undone by
 * those behind it in the script.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_default_acl.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "grant.h"

/* A row of pg_default_acl. */
typedef struct Defaults
{
	Oid			role;
	const char *schema;			/* NULL: in all schemas */
	Oid			nspid;			/* InvalidOid: in all, or it is missing */
	ObjectType	objtype;
} Defaults;

/* One of several statements about it. */
typedef struct Saying
{
	const AlterDefaultPrivilegesStmt *stmt;
	IdemTerms	terms;
} Saying;

static bool
default_declare(IdemDeclaration *declaration)
{
	if (!IsA(declaration->stmt, AlterDefaultPrivilegesStmt))
		return false;
	(void) idem_declare_property(declaration, &idem_kind_default, OBJECT_DEFACL, NULL);
	return true;
}

static List *
option_of(const AlterDefaultPrivilegesStmt *stmt, const char *name)
{
	ListCell   *lc;

	foreach(lc, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, name) == 0)
			return (List *) option->arg;
	}
	return NIL;
}

/*
 * The roles and schemas that a statement is about.
 */
static char *
options_text(const AlterDefaultPrivilegesStmt *stmt)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, option_of(stmt, "roles"))
		appendStringInfo(&buf, "%s %s", foreach_current_index(lc) > 0 ? "," : " FOR ROLE",
						 idem_role_text(lfirst(lc)));
	foreach(lc, option_of(stmt, "schemas"))
		appendStringInfo(&buf, "%s %s", foreach_current_index(lc) > 0 ? "," : " IN SCHEMA",
						 quote_identifier(strVal(lfirst(lc))));
	return buf.data;
}

static char *
statement_text(const AlterDefaultPrivilegesStmt *stmt)
{
	return psprintf("ALTER DEFAULT PRIVILEGES%s %s", options_text(stmt),
					idem_grant_text(stmt->action,
									psprintf("%sS", idem_object_words(stmt->action->objtype))));
}

static void
default_resolve(IdemWanted *wanted)
{
	const AlterDefaultPrivilegesStmt *stmt = (AlterDefaultPrivilegesStmt *) wanted->node;
	List	   *schemas = option_of(stmt, "schemas");

	wanted->name = psprintf("%sS%s", idem_object_words(stmt->action->objtype), options_text(stmt));
	if (schemas != NIL)
		wanted->nspname = strVal(linitial(schemas));
}

static IdemActual *
default_observe(const IdemWanted *wanted)
{
	(void) wanted;
	return palloc0(sizeof(IdemActual));
}

static char
type_letter(ObjectType objtype)
{
	switch (objtype)
	{
		case OBJECT_TABLE:
			return DEFACLOBJ_RELATION;
		case OBJECT_SEQUENCE:
			return DEFACLOBJ_SEQUENCE;
		case OBJECT_FUNCTION:
			return DEFACLOBJ_FUNCTION;
		case OBJECT_TYPE:
			return DEFACLOBJ_TYPE;
		case OBJECT_SCHEMA:
			return DEFACLOBJ_NAMESPACE;
		default:
			return 'L';			/* large objects, from 18 on */
	}
}

/*
 * What is in force now: without a row that is nothing, or for all schemas
 * together the server's own defaults.
 */
static Acl *
read_defaults(const Defaults *defaults)
{
	HeapTuple	tuple;
	Acl		   *acl = NULL;

	if (defaults->schema == NULL || OidIsValid(defaults->nspid))
	{
		tuple = SearchSysCache3(DEFACLROLENSPOBJ, ObjectIdGetDatum(defaults->role),
								ObjectIdGetDatum(defaults->nspid),
								CharGetDatum(type_letter(defaults->objtype)));
		if (HeapTupleIsValid(tuple))
		{
			bool		isnull;
			Datum		value = SysCacheGetAttr(DEFACLROLENSPOBJ, tuple,
												Anum_pg_default_acl_defaclacl, &isnull);

			if (!isnull)
				acl = DatumGetAclPCopy(value);
			ReleaseSysCache(tuple);
		}
	}
	if (acl == NULL)
		acl = defaults->schema ? make_empty_acl() : acldefault(defaults->objtype, defaults->role);
	return acl;
}

static char *
row_key(const Defaults *defaults)
{
	return psprintf("%u %c %s", defaults->role, type_letter(defaults->objtype),
					defaults->schema ? quote_identifier(defaults->schema) : "");
}

/*
 * What a row will be after the steps of the plan.
 */
static Acl *
planned_defaults(const IdemPlan *plan, const Defaults *defaults)
{
	ObjectAddress none = {InvalidOid, InvalidOid, 0};
	Acl		   *acl = idem_planned_value(plan, &idem_kind_default, &none, row_key(defaults));

	return acl ? acl : read_defaults(defaults);
}

/*
 * The privileges that an object will be made with, once the steps of the plan
 * are taken.
 */
Acl *
idem_planned_defaults(const IdemPlan *plan, ObjectType objtype, Oid owner, const char *schema)
{
	Defaults	defaults = {owner, NULL, InvalidOid, objtype};
	Acl		   *acl = planned_defaults(plan, &defaults);

	if (schema == NULL)
		return acl;
	defaults.schema = schema;
	defaults.nspid = get_namespace_oid(schema, true);
	return aclmerge(acl, planned_defaults(plan, &defaults), owner);
}

/*
 * Whether a statement is about this row.
 */
static bool
is_about(const AlterDefaultPrivilegesStmt *stmt, const Defaults *defaults)
{
	List	   *roles = option_of(stmt, "roles");
	List	   *schemas = option_of(stmt, "schemas");
	bool		found = (roles == NIL && defaults->role == GetUserId());
	ListCell   *lc;

	if (stmt->action->objtype != defaults->objtype)
		return false;
	foreach(lc, roles)
		found = found || get_rolespec_oid(lfirst(lc), true) == defaults->role;
	if (!found || (schemas == NIL) != (defaults->schema == NULL))
		return false;
	foreach(lc, schemas)
	{
		if (strcmp(strVal(lfirst(lc)), defaults->schema) == 0)
			return true;
	}
	return schemas == NIL;
}

static AclMode
privileges_of(const IdemTerms *terms)
{
	return terms->all ? idem_all_privileges(terms->objtype) : terms->privileges;
}

static Acl *
apply_sayings(Acl *acl, List *sayings, const Defaults *defaults)
{
	ListCell   *lc;

	foreach(lc, sayings)
	{
		const Saying *saying = lfirst(lc);

		if (is_about(saying->stmt, defaults))
			acl = idem_merge_acl(acl, &saying->terms, privileges_of(&saying->terms),
								 defaults->role, defaults->role);
	}
	return acl;
}

/*
 * Whether the statement makes a difference to a row in the end.
 */
static bool
is_needed(const IdemWanted *wanted, const Defaults *defaults, const IdemTerms *terms, List *later,
		  IdemPlan *plan, char **reason)
{
	ObjectAddress none = {InvalidOid, InvalidOid, 0};
	Acl		   *before = planned_defaults(plan, defaults);
	Acl		   *after;

	after = idem_merge_acl(before, terms, privileges_of(terms), defaults->role, defaults->role);
	if (idem_same_acl(before, after) ||
		(idem_same_acl(apply_sayings(before, later, defaults),
					   apply_sayings(after, later, defaults)) &&
		 !idem_are_defaults_used(wanted, defaults->objtype, defaults->schema)))
		return false;
	idem_plan_value(plan, &idem_kind_default, &none, row_key(defaults), after);
	*reason = psprintf("default privileges are %s", idem_acl_text(before));
	return true;
}

/*
 * The statements behind this one, with their roles looked up.
 */
static List *
later_sayings(const IdemWanted *wanted)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, idem_later_of_type(wanted, T_AlterDefaultPrivilegesStmt))
	{
		Saying	   *saying = palloc(sizeof(Saying));

		saying->stmt = lfirst(lc);
		if (idem_read_terms(saying->stmt->action, true, &saying->terms))
			result = lappend(result, saying);
	}
	return result;
}

static void
default_diff(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan)
{
	const AlterDefaultPrivilegesStmt *stmt = (AlterDefaultPrivilegesStmt *) wanted->node;
	List	   *schemas = option_of(stmt, "schemas");
	List	   *roles = option_of(stmt, "roles");
	List	   *later = later_sayings(wanted);
	IdemTerms	terms;
	bool		needed = !idem_read_terms(stmt->action, plan->steps != NIL, &terms);
	char	   *reason = NULL;
	IdemStep   *step;

	(void) actual;
	if (stmt->action->objtype == OBJECT_TABLE && (terms.privileges & ~ACL_ALL_RIGHTS_RELATION) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_GRANT_OPERATION),
				 errmsg("invalid privilege type %s for relation", "USAGE")));

	/* once for each role, and for each schema or for all together */
	for (int i = 0; i < Max(list_length(roles), 1) && !needed; i++)
	{
		Defaults	defaults = {GetUserId(), NULL, InvalidOid, stmt->action->objtype};

		if (roles != NIL)
			defaults.role = idem_role_oid(list_nth(roles, i), plan);
		needed = !OidIsValid(defaults.role);
		for (int j = 0; j < Max(list_length(schemas), 1) && !needed; j++)
		{
			if (schemas != NIL)
			{
				defaults.schema = strVal(list_nth(schemas, j));
				defaults.nspid = get_namespace_oid(defaults.schema, plan->steps != NIL);
			}
			needed = is_needed(wanted, &defaults, &terms, later, plan, &reason);
		}
	}
	if (!needed)
		return;

	step = idem_step(plan, wanted, stmt->action->is_grant ? "grant" : "revoke", IDEM_ALTERED);
	idem_step_property(step, wanted, statement_text(stmt));
	step->reason = reason;
}

static char *
default_describe(const IdemActual *actual)
{
	(void) actual;
	return pstrdup("default privileges");
}

const IdemKind idem_kind_default = {
	.noun = "default privileges",
	.is_property = true,
	.declare = default_declare,
	.resolve = default_resolve,
	.observe = default_observe,
	.diff = default_diff,
	.describe = default_describe,
};
