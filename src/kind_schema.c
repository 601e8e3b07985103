/*-------------------------------------------------------------------------
 *
 * kind_schema.c
 *	  Schemas: existence and owner.
 *
 * Declared by CreateSchemaStmt.  The owner counts only if AUTHORIZATION names
 * one; who made the schema is nobody's wish.  Schema elements are statements
 * of their own and do not come here.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/catalog.h"
#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "idem_migrate.h"

typedef struct ActualSchema
{
	IdemActual	head;
	Oid			owner;
} ActualSchema;

static bool
schema_declare(IdemDeclaration *declaration)
{
	CreateSchemaStmt *create = (CreateSchemaStmt *) declaration->stmt;

	/* CREATE SCHEMA AUTHORIZATION takes the name from the role */
	if (!IsA(create, CreateSchemaStmt) || create->schemaname == NULL ||
		create->schemaElts != NIL)
		return false;
	idem_declare_whole(declaration, &idem_kind_schema,
					   list_make1(makeString(create->schemaname)));
	return true;
}

/*
 * Names of the system's own schemas and of those for temporary objects are
 * refused even where such a schema exists.
 */
static void
schema_resolve(IdemWanted *wanted)
{
	wanted->name = strVal(linitial(wanted->names));
	wanted->objid = get_namespace_oid(wanted->name, true);

	if (IsReservedName(wanted->name) &&
		(wanted->wish == IDEM_PRESENT || OidIsValid(wanted->objid)))
		ereport(ERROR,
				(errcode(ERRCODE_RESERVED_NAME),
				 errmsg("unacceptable schema name \"%s\"", wanted->name),
				 errdetail("The prefix \"pg_\" is reserved for system schemas.")));
}

static IdemActual *
schema_observe(const IdemWanted *wanted)
{
	ActualSchema *actual = palloc0(sizeof(ActualSchema));
	HeapTuple	tuple;

	if (!OidIsValid(wanted->objid))
		return &actual->head;
	tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(wanted->objid));
	if (HeapTupleIsValid(tuple))
	{
		actual->head.found = true;
		ObjectAddressSet(actual->head.address, NamespaceRelationId, wanted->objid);
		actual->owner = ((Form_pg_namespace) GETSTRUCT(tuple))->nspowner;
		ReleaseSysCache(tuple);
	}
	return &actual->head;
}

static void
schema_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualSchema *actual = (const ActualSchema *) head;
	CreateSchemaStmt *create = (CreateSchemaStmt *) wanted->node;

	if (wanted->wish == IDEM_ABSENT)
	{
		if (head->found)
			idem_step_drop(idem_step(plan, wanted, "drop", IDEM_DROPPED), wanted,
						   OBJECT_SCHEMA);
	}
	else if (!head->found)
		idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
	else if (create->authrole != NULL &&
			 get_rolespec_oid(create->authrole, false) != actual->owner)
	{
		IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		AlterOwnerStmt *stmt = makeNode(AlterOwnerStmt);

		stmt->objectType = OBJECT_SCHEMA;
		stmt->object = (Node *) makeString(wanted->name);
		stmt->newowner = create->authrole;
		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER SCHEMA %s OWNER TO %s",
									 quote_identifier(wanted->name),
									 idem_role_text(create->authrole)));
		step->reason = psprintf("its %s", wanted->kind->describe(head));
	}
}

static char *
schema_describe(const IdemActual *head)
{
	char	   *owner = GetUserNameFromId(((const ActualSchema *) head)->owner, true);

	return psprintf("owner is %s", owner ? quote_identifier(owner) : "unknown");
}

const IdemKind idem_kind_schema = {
	.noun = "schema",
	.objtype = OBJECT_SCHEMA,
	.classid = NamespaceRelationId,
	.is_global = true,
	.declare = schema_declare,
	.resolve = schema_resolve,
	.observe = schema_observe,
	.diff = schema_diff,
	.describe = schema_describe,
	.record_name = idem_record_global,
};
