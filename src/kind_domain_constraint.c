/*-------------------------------------------------------------------------
 *
 * kind_domain_constraint.c
 *	  Constraints of domains that go by another name.
 *
 * Declared by ALTER DOMAIN ... RENAME CONSTRAINT.  What they say is part of
 * the domain; see kind_domain.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"

#include "idem_migrate.h"

static bool
domain_constraint_declare(IdemDeclaration *declaration)
{
	RenameStmt *stmt = (RenameStmt *) declaration->stmt;

	if (!IsA(stmt, RenameStmt) || stmt->renameType != OBJECT_DOMCONSTRAINT)
		return false;
	idem_declare_renamed(declaration, &idem_kind_domain_constraint,
						 castNode(List, stmt->object), stmt)->part = stmt->subname;
	return true;
}

static void
domain_constraint_resolve(IdemWanted *wanted)
{
	idem_lookup_type(wanted, TYPTYPE_DOMAIN, "a domain");
}

static Oid
find_constraint(const IdemWanted *wanted, const char *name)
{
	return OidIsValid(wanted->objid) ?
		get_domain_constraint_oid(wanted->objid, name, true) : InvalidOid;
}

static IdemActual *
domain_constraint_observe(const IdemWanted *wanted)
{
	IdemActual *actual = palloc0(sizeof(IdemActual));
	Oid			constraint = find_constraint(wanted, wanted->part);

	if (OidIsValid(constraint))
	{
		actual->found = true;
		ObjectAddressSet(actual->address, ConstraintRelationId, constraint);
	}
	return actual;
}

static void
domain_constraint_diff(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan)
{
	bool		has_new = OidIsValid(find_constraint(wanted, wanted->newname));
	IdemStep   *step;
	RenameStmt *stmt;

	if (actual->found && has_new)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_OBJECT),
				 errmsg("domain \"%s\" has both constraint \"%s\" and constraint \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname),
				 errhint("Drop one of the two.")));
	if (has_new)
		return;
	if (!actual->found && plan->steps == NIL)
	{
		if (!OidIsValid(wanted->objid))
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("domain \"%s\" does not exist", NameListToString(wanted->names))));
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("domain \"%s\" has neither constraint \"%s\" nor constraint \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname)));
	}

	step = idem_step(plan, wanted, "rename", IDEM_ALTERED);
	stmt = makeNode(RenameStmt);
	stmt->renameType = OBJECT_DOMCONSTRAINT;
	stmt->object = (Node *) (wanted->nspname ?
							 list_make2(makeString(wanted->nspname), makeString(wanted->name)) :
							 list_make1(makeString(wanted->name)));
	stmt->subname = wanted->part;
	stmt->newname = wanted->newname;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER DOMAIN %s RENAME CONSTRAINT %s TO %s",
								 idem_qualified_name(wanted), quote_identifier(wanted->part),
								 quote_identifier(wanted->newname)));
}

static char *
domain_constraint_describe(const IdemActual *actual)
{
	return pstrdup(actual->found ? "a constraint" : "no such constraint");
}

const IdemKind idem_kind_domain_constraint = {
	.noun = "domain constraint",
	.objtype = OBJECT_DOMCONSTRAINT,
	.classid = TypeRelationId,
	.is_edit = true,
	.declare = domain_constraint_declare,
	.resolve = domain_constraint_resolve,
	.observe = domain_constraint_observe,
	.diff = domain_constraint_diff,
	.describe = domain_constraint_describe,
};
