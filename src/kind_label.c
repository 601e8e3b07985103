/*-------------------------------------------------------------------------
 *
 * kind_label.c
 *	  Security labels of objects.
 *
 * Declared by SecLabelStmt.  A label that an object has already is left alone,
 * whether or not its provider is loaded.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/catalog.h"
#include "catalog/indexing.h"
#include "catalog/pg_seclabel.h"
#include "catalog/pg_shseclabel.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

#include "idem_migrate.h"

typedef struct ActualLabel
{
	IdemActual	head;
	char	   *label;			/* NULL if there is none */
} ActualLabel;

static bool
label_declare(IdemDeclaration *declaration)
{
	SecLabelStmt *stmt = (SecLabelStmt *) declaration->stmt;

	if (!IsA(stmt, SecLabelStmt))
		return false;
	(void) idem_declare_property(declaration, &idem_kind_label, stmt->objtype, stmt->object);
	return true;
}

/*
 * The label by a provider.  Without one that means the only one there is.
 */
static char *
read_label(const ObjectAddress *address, const char *provider)
{
	bool		shared = IsSharedRelation(address->classId);
	Relation	catalog = table_open(shared ? SharedSecLabelRelationId : SecLabelRelationId,
									 AccessShareLock);
	ScanKeyData keys[3];
	SysScanDesc scan;
	HeapTuple	tuple;
	char	   *label = NULL;

	ScanKeyInit(&keys[0], shared ? Anum_pg_shseclabel_objoid : Anum_pg_seclabel_objoid,
				BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(address->objectId));
	ScanKeyInit(&keys[1], shared ? Anum_pg_shseclabel_classoid : Anum_pg_seclabel_classoid,
				BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(address->classId));
	ScanKeyInit(&keys[2], Anum_pg_seclabel_objsubid, BTEqualStrategyNumber, F_INT4EQ,
				Int32GetDatum(address->objectSubId));
	scan = systable_beginscan(catalog, shared ? SharedSecLabelObjectIndexId : SecLabelObjectIndexId,
							  true, NULL, shared ? 2 : 3, keys);
	while (label == NULL && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		bool		isnull;
		Datum		value = heap_getattr(tuple, shared ? Anum_pg_shseclabel_provider :
										 Anum_pg_seclabel_provider,
										 RelationGetDescr(catalog), &isnull);

		if (isnull || (provider != NULL && strcmp(TextDatumGetCString(value), provider) != 0))
			continue;
		value = heap_getattr(tuple, shared ? Anum_pg_shseclabel_label : Anum_pg_seclabel_label,
							 RelationGetDescr(catalog), &isnull);
		if (!isnull)
			label = TextDatumGetCString(value);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return label;
}

static IdemActual *
label_observe(const IdemWanted *wanted)
{
	ActualLabel *actual = palloc0(sizeof(ActualLabel));

	if (!OidIsValid(wanted->address.objectId))
		return &actual->head;
	actual->head.found = true;
	actual->head.address = wanted->address;
	actual->label = read_label(&wanted->address, ((SecLabelStmt *) wanted->node)->provider);
	return &actual->head;
}

static void
label_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualLabel *actual = (const ActualLabel *) head;
	SecLabelStmt *stmt = (SecLabelStmt *) wanted->node;
	IdemStep   *step;

	if (!idem_subject_is_there(wanted, plan) && plan->steps == NIL)
		return;
	if (stmt->label == NULL ? actual->label == NULL :
		(actual->label != NULL && strcmp(stmt->label, actual->label) == 0))
		return;
	if (idem_is_overruled(wanted))
		return;

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_property(step, wanted,
					   psprintf("SECURITY LABEL%s%s ON %s IS %s", stmt->provider ? " FOR " : "",
								stmt->provider ? quote_identifier(stmt->provider) : "",
								idem_subject_text(wanted),
								stmt->label ? quote_literal_cstr(stmt->label) : "NULL"));
	idem_lock_subject(step, ShareUpdateExclusiveLock);
	idem_explain_property(step, psprintf("it has %s", wanted->kind->describe(head)));
}

static char *
label_describe(const IdemActual *head)
{
	const ActualLabel *actual = (const ActualLabel *) head;

	return actual->label ? psprintf("label %s", quote_literal_cstr(actual->label)) :
		pstrdup("no label");
}

const IdemKind idem_kind_label = {
	.noun = "security label",
	.is_property = true,
	.declare = label_declare,
	.resolve = idem_resolve_subject,
	.observe = label_observe,
	.diff = label_diff,
	.describe = label_describe,
};
