/*-------------------------------------------------------------------------
 *
 * kind_extension.c
 *	  Extensions: existence, and schema and version if they are declared.
 *
 * Declared by CreateExtensionStmt.  Without VERSION any installed version is
 * the wanted one: which is the newest depends on the files of the machine,
 * and updating is a decision.  What an extension consists of is its own
 * business.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_extension.h"
#include "commands/defrem.h"
#include "commands/extension.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "idem_migrate.h"

typedef struct ActualExtension
{
	IdemActual	head;
	char	   *schema;
	char	   *version;
	bool		relocatable;
} ActualExtension;

static void diff_schema(const IdemWanted *wanted, const ActualExtension *actual,
						const char *schema, IdemPlan *plan);
static void diff_version(const IdemWanted *wanted, const ActualExtension *actual,
						 const char *version, IdemPlan *plan);

static bool
extension_declare(IdemDeclaration *declaration)
{
	CreateExtensionStmt *create = (CreateExtensionStmt *) declaration->stmt;

	if (!IsA(create, CreateExtensionStmt))
		return false;
	idem_declare_whole(declaration, &idem_kind_extension,
					   list_make1(makeString(create->extname)));
	return true;
}

static void
extension_resolve(IdemWanted *wanted)
{
	wanted->name = strVal(linitial(wanted->names));
	wanted->objid = get_extension_oid(wanted->name, true);

	/* the library would be unloaded under our feet */
	if (wanted->wish == IDEM_ABSENT && strcmp(wanted->name, "idem_migrate") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_IN_USE),
				 errmsg("extension \"%s\" cannot drop itself", wanted->name),
				 errhint("Run DROP EXTENSION as a statement of its own.")));
}

static IdemActual *
extension_observe(const IdemWanted *wanted)
{
	ActualExtension *actual = palloc0(sizeof(ActualExtension));
	Relation	catalog;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	if (!OidIsValid(wanted->objid))
		return &actual->head;

	catalog = table_open(ExtensionRelationId, AccessShareLock);
	ScanKeyInit(&key, Anum_pg_extension_oid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(wanted->objid));
	scan = systable_beginscan(catalog, ExtensionOidIndexId, true, NULL, 1, &key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		Form_pg_extension form = (Form_pg_extension) GETSTRUCT(tuple);
		bool		isnull;
		Datum		version = heap_getattr(tuple, Anum_pg_extension_extversion,
										   RelationGetDescr(catalog), &isnull);

		actual->head.found = true;
		ObjectAddressSet(actual->head.address, ExtensionRelationId, form->oid);
		actual->schema = get_namespace_name(form->extnamespace);
		actual->version = isnull ? pstrdup("") : TextDatumGetCString(version);
		actual->relocatable = form->extrelocatable;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return &actual->head;
}

static void
extension_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualExtension *actual = (const ActualExtension *) head;
	ListCell   *lc;

	if (wanted->wish == IDEM_ABSENT)
	{
		if (head->found)
			idem_step_drop(idem_step(plan, wanted, "drop", IDEM_DROPPED), wanted,
						   OBJECT_EXTENSION);
		return;
	}
	if (!head->found)
	{
		idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
		return;
	}

	foreach(lc, ((CreateExtensionStmt *) wanted->node)->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		/* CASCADE is about how to install it */
		if (strcmp(option->defname, "schema") == 0)
			diff_schema(wanted, actual, defGetString(option), plan);
		else if (strcmp(option->defname, "new_version") == 0)
			diff_version(wanted, actual, defGetString(option), plan);
	}
}

static void
diff_schema(const IdemWanted *wanted, const ActualExtension *actual,
			const char *schema, IdemPlan *plan)
{
	IdemStep   *step;
	AlterObjectSchemaStmt *stmt;

	if (actual->schema != NULL && strcmp(actual->schema, schema) == 0)
		return;

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	stmt = makeNode(AlterObjectSchemaStmt);
	stmt->objectType = OBJECT_EXTENSION;
	stmt->object = (Node *) makeString(wanted->name);
	stmt->newschema = pstrdup(schema);
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER EXTENSION %s SET SCHEMA %s",
								 quote_identifier(wanted->name), quote_identifier(schema)));
	step->reason = psprintf("it has %s", wanted->kind->describe(&actual->head));

	if (!actual->relocatable)
	{
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("extension \"%s\" is in schema \"%s\", not \"%s\"",
							 wanted->name, actual->schema, schema),
					"The extension cannot be moved to another schema.");
		step->hint = "Declare the schema that it has, or none.";
	}
}

static void
diff_version(const IdemWanted *wanted, const ActualExtension *actual,
			 const char *version, IdemPlan *plan)
{
	IdemStep   *step;
	AlterExtensionStmt *stmt;

	if (strcmp(actual->version, version) == 0)
		return;

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	stmt = makeNode(AlterExtensionStmt);
	stmt->extname = wanted->name;
	stmt->options = list_make1(makeDefElem("new_version",
										   (Node *) makeString(pstrdup(version)), -1));
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER EXTENSION %s UPDATE TO %s",
								 quote_identifier(wanted->name), quote_identifier(version)));
	step->reason = psprintf("it has %s", wanted->kind->describe(&actual->head));
}

static char *
extension_describe(const IdemActual *head)
{
	const ActualExtension *actual = (const ActualExtension *) head;

	return psprintf("version %s in schema %s", actual->version,
					actual->schema ? quote_identifier(actual->schema) : "?");
}

const IdemKind idem_kind_extension = {
	.noun = "extension",
	.objtype = OBJECT_EXTENSION,
	.classid = ExtensionRelationId,
	.is_global = true,
	.declare = extension_declare,
	.resolve = extension_resolve,
	.observe = extension_observe,
	.diff = extension_diff,
	.describe = extension_describe,
	.record_name = idem_record_global,
};
