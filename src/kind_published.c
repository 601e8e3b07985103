/*-------------------------------------------------------------------------
 *
 * kind_published.c
 *	  What a publication publishes: tables and schemas.
 *
 * Declared by AlterPublicationStmt with ADD, DROP or SET of objects.  Whether
 * a table is in the publication counts, not which of its rows and columns.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_publication.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "idem_migrate.h"

static bool
published_declare(IdemDeclaration *declaration)
{
	AlterPublicationStmt *stmt = (AlterPublicationStmt *) declaration->stmt;

	if (!IsA(stmt, AlterPublicationStmt) || stmt->options != NIL || stmt->pubobjects == NIL)
		return false;
	(void) idem_declare_property(declaration, &idem_kind_published, OBJECT_PUBLICATION,
								 (Node *) makeString(stmt->pubname));
	return true;
}

/*
 * The table or schema; InvalidOid if it is still to be made.
 */
static Oid
object_oid(const PublicationObjSpec *spec, const IdemPlan *plan)
{
	RangeVar   *relation;
	Oid			relid;
	List	   *path;

	switch (spec->pubobjtype)
	{
		case PUBLICATIONOBJ_TABLE:
			relation = spec->pubtable->relation;
			relid = idem_relation_of(relation);
			if (!OidIsValid(relid) && plan->steps == NIL)
				relid = RangeVarGetRelid(relation, NoLock, false);
			return relid;
		case PUBLICATIONOBJ_TABLES_IN_SCHEMA:
			return get_namespace_oid(spec->name, plan->steps != NIL);
		default:
			path = fetch_search_path(false);
			return path != NIL ? linitial_oid(path) : InvalidOid;
	}
}

static bool
is_published(const PublicationObjSpec *spec, Oid object, Oid publication)
{
	return OidIsValid(object) &&
		SearchSysCacheExists2(spec->pubobjtype == PUBLICATIONOBJ_TABLE ?
							  PUBLICATIONRELMAP : PUBLICATIONNAMESPACEMAP,
							  ObjectIdGetDatum(object), ObjectIdGetDatum(publication));
}

static void
published_diff(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan)
{
	const AlterPublicationStmt *stmt = (AlterPublicationStmt *) wanted->node;
	Oid			publication = wanted->address.objectId;
	List	   *needed = NIL;
	List	   *relations = NIL;
	List	   *schemas = NIL;
	AlterPublicationStmt *part;
	IdemStep   *step;
	ListCell   *lc;

	(void) actual;
	if (!idem_subject_is_there(wanted, plan))
	{
		if (plan->steps != NIL)
			idem_step_property(idem_step(plan, wanted, "alter", IDEM_ALTERED), wanted,
							   psprintf("ALTER %s", idem_subject_text(wanted)));
		return;
	}

	foreach(lc, stmt->pubobjects)
	{
		PublicationObjSpec *spec = lfirst(lc);
		Oid			object = object_oid(spec, plan);
		bool		found = is_published(spec, object, publication);

		/* it may be named twice */
		if (found && spec->pubobjtype == PUBLICATIONOBJ_TABLE)
			relations = list_append_unique_oid(relations, object);
		else if (found)
			schemas = list_append_unique_oid(schemas, object);
		if (found == (stmt->action == AP_DropObjects))
			needed = lappend(needed, spec);
	}
	if (stmt->action == AP_SetObjects &&
		(list_length(relations) !=
		 list_length(GetPublicationRelations(publication, PUBLICATION_PART_ROOT)) ||
		 list_length(schemas) != list_length(GetPublicationSchemas(publication))))
		needed = stmt->pubobjects;
	if (needed == NIL)
		return;

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	step->reason = psprintf("%d of %d differ", list_length(needed), list_length(stmt->pubobjects));
	if (stmt->action == AP_SetObjects || list_length(needed) == list_length(stmt->pubobjects))
	{
		idem_step_whole(step, wanted);
		return;
	}
	part = makeNode(AlterPublicationStmt);
	*part = *stmt;
	part->pubobjects = needed;
	idem_step_whole(step, wanted);
	step->stmt = (Node *) part;
}

static char *
published_describe(const IdemActual *actual)
{
	(void) actual;
	return pstrdup("what is published");
}

const IdemKind idem_kind_published = {
	.noun = "published objects",
	.is_property = true,
	.declare = published_declare,
	.resolve = idem_resolve_subject,
	.observe = idem_observe_subject,
	.diff = published_diff,
	.describe = published_describe,
};
