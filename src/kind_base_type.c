/*-------------------------------------------------------------------------
 *
 * kind_base_type.c
 *	  Base types and shells of types: existence.
 *
 * Declared by CREATE TYPE name, and CREATE TYPE name (INPUT = ...).  A shell
 * is what a type with functions of its own begins as; it is there as soon as
 * anything of that name is.  What functions a base type has is not compared.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/lsyscache.h"

#include "idem_migrate.h"

static bool
is_shell(const IdemWanted *wanted)
{
	return ((const DefineStmt *) wanted->node)->definition == NIL;
}

static bool
base_type_declare(IdemDeclaration *declaration)
{
	DefineStmt *stmt = (DefineStmt *) declaration->stmt;

	if (!IsA(stmt, DefineStmt) || stmt->kind != OBJECT_TYPE)
		return false;
	idem_declare_whole(declaration, &idem_kind_base_type, stmt->defnames);
	return true;
}

static void
base_type_resolve(IdemWanted *wanted)
{
	if (!OidIsValid(idem_lookup_type(wanted, '\0', NULL)) || is_shell(wanted))
		return;
	if (get_typisdefined(wanted->objid))
		idem_lookup_type(wanted, TYPTYPE_BASE, "a base type");
	else
		wanted->objid = InvalidOid;
}

static IdemActual *
base_type_observe(const IdemWanted *wanted)
{
	IdemActual *actual = palloc0(sizeof(IdemActual));

	if (OidIsValid(wanted->objid))
	{
		actual->found = true;
		ObjectAddressSet(actual->address, TypeRelationId, wanted->objid);
	}
	return actual;
}

static void
base_type_diff(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan)
{
	if (!actual->found)
		idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
}

static char *
base_type_describe(const IdemActual *actual)
{
	return pstrdup(!actual->found ? "no such type" :
				   get_typisdefined(actual->address.objectId) ? "a type" : "a shell type");
}

const IdemKind idem_kind_base_type = {
	.noun = "type",
	.objtype = OBJECT_TYPE,
	.classid = TypeRelationId,
	.declare = base_type_declare,
	.resolve = base_type_resolve,
	.observe = base_type_observe,
	.diff = base_type_diff,
	.describe = base_type_describe,
	.record_name = idem_record_type,
};
