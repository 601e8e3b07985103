/*-------------------------------------------------------------------------
 *
 * planned.c
 *	  Names as they will be once the planned steps are taken.
 *
 * A plan looks at a database that still has the old names, for wishes that
 * already go by the new ones.  While an object is looked at behind a planned
 * rename, names of relations, types, columns and constraints are translated
 * here.
 * Without a planned rename there is nothing to translate.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "parser/parse_type.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "idem_migrate.h"
#include "kept.h"

typedef struct PlannedRename
{
	IdemNameSort sort;
	Oid			scope;			/* schema, or relation of a part ... */
	Oid			newscope;		/* ... and the one that it will be */
	const char *oldname;
	const char *newname;		/* NULL: it is dropped */
} PlannedRename;

/* renames before the object that is being looked at */
static List *renames = NIL;

/*
 * Note a planned rename, or drop.
 */
void
idem_plan_rename(IdemPlan *plan, const IdemWanted *wanted)
{
	PlannedRename *rename = palloc(sizeof(PlannedRename));
	bool		in_schema;

	rename->sort = wanted->kind->name_sort;
	if (wanted->kind->objtype == OBJECT_TYPE)
		rename->sort = IDEM_NAME_TYPE;
	in_schema = rename->sort == IDEM_NAME_RELATION || rename->sort == IDEM_NAME_TYPE;
	if (in_schema && wanted->part != NULL)
		return;
	if (rename->sort == IDEM_NAME_RELATION && wanted->kind->classid != RelationRelationId)
		return;
	rename->scope = in_schema ? wanted->nspid : wanted->objid;
	rename->oldname = in_schema ? wanted->name : wanted->part;
	rename->newname = wanted->newname;
	rename->newscope = wanted->newschema ? get_namespace_oid(wanted->newschema, true) :
		rename->scope;
	plan->renames = lappend(plan->renames, rename);
}

/*
 * Translate from now on.  Returns what idem_planned_end() restores.
 */
List *
idem_planned_begin(const IdemPlan *plan)
{
	List	   *outer = renames;

	renames = plan->renames;
	return outer;
}

void
idem_planned_end(List *outer)
{
	renames = outer;
}

static bool
has_name(const PlannedRename *rename, const char *name)
{
	return rename->newname != NULL && strcmp(rename->newname, name) == 0;
}

/*
 * What now goes by the name that something will have; NULL if nothing will
 * have it that is there now.
 */
const char *
idem_current_name(IdemNameSort sort, Oid scope, const char *name)
{
	for (int i = list_length(renames) - 1; i >= 0; i--)
	{
		const PlannedRename *rename = list_nth(renames, i);

		if (rename->sort != sort || rename->scope != scope)
			continue;
		if (has_name(rename, name))
			name = rename->oldname;
		else if (strcmp(rename->oldname, name) == 0)
			return NULL;
	}
	return name;
}

/*
 * The name that what now has this one will have.
 */
const char *
idem_future_name(IdemNameSort sort, Oid scope, const char *name)
{
	ListCell   *lc;

	foreach(lc, renames)
	{
		const PlannedRename *rename = lfirst(lc);

		if (rename->sort == sort && rename->scope == scope && rename->newname != NULL &&
			strcmp(rename->oldname, name) == 0)
			name = rename->newname;
	}
	return name;
}

/*
 * The same for what may move between schemas; false if nothing will have the
 * name.
 */
static bool
find_current(IdemNameSort sort, const char **name, Oid *nspid)
{
	for (int i = list_length(renames) - 1; i >= 0; i--)
	{
		const PlannedRename *rename = list_nth(renames, i);

		if (rename->sort != sort)
			continue;
		if (rename->newscope == *nspid && has_name(rename, *name))
		{
			*name = rename->oldname;
			*nspid = rename->scope;
		}
		else if (rename->scope == *nspid && strcmp(rename->oldname, *name) == 0)
			return false;
	}
	return true;
}

/*
 * get_relname_relid() of lsyscache.c
 */
Oid
idem_relation_in_schema(const char *name, Oid nspid)
{
	return find_current(IDEM_NAME_RELATION, &name, &nspid) ? idem_find_class(name, nspid) : InvalidOid;
}

/*
 * The same for types.
 */
Oid
idem_type_in_schema(const char *name, Oid nspid)
{
	return find_current(IDEM_NAME_TYPE, &name, &nspid) ?
		GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum(name),
						ObjectIdGetDatum(nspid)) : InvalidOid;
}

/*
 * Whether types are to be renamed at all.
 */
bool
idem_types_are_renamed(void)
{
	ListCell   *lc;

	foreach(lc, renames)
	{
		if (((const PlannedRename *) lfirst(lc))->sort == IDEM_NAME_TYPE)
			return true;
	}
	return false;
}

/*
 * typenameTypeIdAndMod() of parse_type.c; InvalidOid if there is no such type.
 */
Oid
idem_type_of(const TypeName *type, int32 *typmod)
{
	Oid			result = InvalidOid;
	char	   *schema;
	char	   *name;
	List	   *path;
	ListCell   *lc;

	if (!idem_types_are_renamed() || type->names == NIL || type->pct_type || type->typmods != NIL ||
		list_length(type->names) > 2)
	{
		Type		tuple = LookupTypeName(NULL, type, typmod, true);

		if (tuple == NULL)
			return InvalidOid;
		result = typeTypeId(tuple);
		ReleaseSysCache(tuple);
		return result;
	}
	*typmod = -1;
	DeconstructQualifiedName(type->names, &schema, &name);
	path = schema == NULL ? fetch_search_path(true) :
		list_make1_oid(LookupExplicitNamespace(schema, true));
	foreach(lc, path)
	{
		if (!OidIsValid(result) && OidIsValid(lfirst_oid(lc)))
			result = idem_type_in_schema(name, lfirst_oid(lc));
	}
	return type->arrayBounds != NIL && OidIsValid(result) ? get_array_type(result) : result;
}

/*
 * The schema that what now has this name and schema will be in.
 */
Oid
idem_future_schema(const char *name, Oid nspid)
{
	ListCell   *lc;

	foreach(lc, renames)
	{
		const PlannedRename *rename = lfirst(lc);

		if (rename->sort == IDEM_NAME_RELATION && rename->scope == nspid &&
			rename->newname != NULL && strcmp(rename->oldname, name) == 0)
		{
			name = rename->newname;
			nspid = rename->newscope;
		}
	}
	return nspid;
}

/*
 * RangeVarGetRelid() of namespace.c, without a lock; a missing relation is no
 * error.
 */
Oid
idem_relation_of(const RangeVar *relation)
{
	ListCell   *lc;
	List	   *path;

	if (renames == NIL || relation->catalogname != NULL)
		return RangeVarGetRelid(relation, NoLock, true);

	path = relation->schemaname == NULL ? fetch_search_path(true) :
		list_make1_oid(LookupExplicitNamespace(relation->schemaname, true));
	foreach(lc, path)
	{
		Oid			relid = OidIsValid(lfirst_oid(lc)) ?
			idem_relation_in_schema(relation->relname, lfirst_oid(lc)) : InvalidOid;

		if (OidIsValid(relid))
			return relid;
	}
	return InvalidOid;
}

/*
 * The CREATE TABLE among the planned steps that makes the relation; NULL if
 * there is none.
 */
const CreateStmt *
idem_planned_table(const IdemWanted *wanted, const IdemPlan *plan)
{
	/* most often it is a recent one */
	for (int i = list_length(plan->steps) - 1; i >= 0; i--)
	{
		const IdemStep *step = list_nth(plan->steps, i);
		const IdemWanted *other = step->wanted;

		if (step->stmt != NULL && IsA(step->stmt, CreateStmt) && other != NULL &&
			other->name != NULL && other->nspname != NULL && wanted->nspname != NULL &&
			strcmp(other->name, wanted->name) == 0 &&
			strcmp(other->nspname, wanted->nspname) == 0)
			return (const CreateStmt *) step->stmt;
	}
	return NULL;
}
