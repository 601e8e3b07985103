/*-------------------------------------------------------------------------
 *
 * kind_comment.c
 *	  Comments on objects of every type.
 *
 * Declared by CommentStmt.  NULL and the empty text both mean that there is
 * none.
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
#include "catalog/pg_shdescription.h"
#include "commands/comment.h"
#include "commands/dbcommands.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

#include "idem_migrate.h"

typedef struct ActualComment
{
	IdemActual	head;
	char	   *comment;		/* NULL if there is none */
} ActualComment;

static bool
comment_declare(IdemDeclaration *declaration)
{
	CommentStmt *stmt = (CommentStmt *) declaration->stmt;

	if (!IsA(stmt, CommentStmt))
		return false;
	(void) idem_declare_property(declaration, &idem_kind_comment, stmt->objtype, stmt->object);
	return true;
}

/*
 * Comments on objects that all databases share have a catalog of their own.
 */
static char *
shared_comment(const ObjectAddress *address)
{
	Relation	catalog = table_open(SharedDescriptionRelationId, AccessShareLock);
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;
	char	   *comment = NULL;

	ScanKeyInit(&keys[0], Anum_pg_shdescription_objoid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(address->objectId));
	ScanKeyInit(&keys[1], Anum_pg_shdescription_classoid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(address->classId));
	scan = systable_beginscan(catalog, SharedDescriptionObjIndexId, true, NULL, 2, keys);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		value = heap_getattr(tuple, Anum_pg_shdescription_description,
										 RelationGetDescr(catalog), &isnull);

		if (!isnull)
			comment = TextDatumGetCString(value);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return comment;
}

static IdemActual *
comment_observe(const IdemWanted *wanted)
{
	ActualComment *actual = palloc0(sizeof(ActualComment));
	const ObjectAddress *address = &wanted->address;

	if (!OidIsValid(address->objectId))
		return &actual->head;
	actual->head.found = true;
	actual->head.address = *address;
	if (IsSharedRelation(address->classId))
		actual->comment = shared_comment(address);
	else
		actual->comment = GetComment(address->objectId, address->classId, address->objectSubId);
	return &actual->head;
}

static void
comment_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualComment *actual = (const ActualComment *) head;
	CommentStmt *stmt = (CommentStmt *) wanted->node;
	const char *comment = stmt->comment;
	IdemStep   *step;

	if (comment != NULL && comment[0] == '\0')
		comment = NULL;

	/* a dump has the name of the database that it was made of */
	if (!head->found && stmt->objtype == OBJECT_DATABASE &&
		!OidIsValid(get_database_oid(strVal(stmt->object), true)))
	{
		ereport(WARNING,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("database \"%s\" does not exist", strVal(stmt->object))));
		return;
	}
	if (!idem_subject_is_there(wanted, plan) && plan->steps == NIL)
		return;
	if (comment == NULL ? actual->comment == NULL :
		(actual->comment != NULL && strcmp(comment, actual->comment) == 0))
		return;
	if (idem_is_overruled(wanted))
		return;

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_property(step, wanted,
					   psprintf("COMMENT ON %s IS %s", idem_subject_text(wanted),
								comment ? quote_literal_cstr(comment) : "NULL"));
	idem_lock_subject(step, ShareUpdateExclusiveLock);
	idem_explain_property(step, psprintf("it has %s", wanted->kind->describe(head)));
}

static char *
comment_describe(const IdemActual *head)
{
	const ActualComment *actual = (const ActualComment *) head;

	return actual->comment ? psprintf("comment %s", quote_literal_cstr(actual->comment)) :
		pstrdup("no comment");
}

const IdemKind idem_kind_comment = {
	.noun = "comment",
	.is_property = true,
	.declare = comment_declare,
	.resolve = idem_resolve_subject,
	.observe = comment_observe,
	.diff = comment_diff,
	.describe = comment_describe,
};
