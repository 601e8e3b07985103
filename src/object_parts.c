/*-------------------------------------------------------------------------
 *
 * object_parts.c
 *	  The parts of objects that revisions expect: defaults, labels, validity.
 *
 * Reads catalogs, writes nothing.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_index.h"
#include "catalog/pg_type.h"
#include "utils/catcache.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "revision.h"

/* ----------------------------------------------------------------
 *	Parts
 * ----------------------------------------------------------------
 */

List *
idem_column_parts(Form_pg_attribute form)
{
	List	   *parts = NIL;

	if (form->attnotnull)
		parts = lappend(parts, "not null");
	if (form->attgenerated != '\0')
		parts = lappend(parts, "generated");
	else if (form->atthasdef)
		parts = lappend(parts, "default");
	if (form->attidentity != '\0')
		parts = lappend(parts, "identity");
	return parts;
}

static List *
enum_labels(Oid typid)
{
	CatCList   *list = SearchSysCacheList1(ENUMTYPOIDNAME, ObjectIdGetDatum(typid));
	List	   *labels = NIL;

	/* none for other types */
	for (int i = 0; i < list->n_members; i++)
	{
		Form_pg_enum form = (Form_pg_enum) GETSTRUCT(&list->members[i]->tuple);

		labels = lappend(labels, pstrdup(NameStr(form->enumlabel)));
	}
	ReleaseCatCacheList(list);
	return labels;
}

static List *
attribute_names(Oid relid)
{
	List	   *names = NIL;
	HeapTuple	tuple;

	/* the columns of a table are objects of their own */
	if (get_rel_relkind(relid) != RELKIND_COMPOSITE_TYPE)
		return NIL;
	for (AttrNumber i = 1;
		 HeapTupleIsValid(tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(relid),
												  Int16GetDatum(i)));
		 i++)
	{
		Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);

		if (!form->attisdropped)
			names = lappend(names, pstrdup(NameStr(form->attname)));
		ReleaseSysCache(tuple);
	}
	return names;
}

/*
 * Labels of an enum, attributes of a composite type, or what a domain says of
 * its values.
 */
static List *
type_parts(Oid typid)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
	List	   *parts = NIL;
	bool		isnull;

	if (!HeapTupleIsValid(tuple))
		return NIL;
	if (((Form_pg_type) GETSTRUCT(tuple))->typtype == TYPTYPE_DOMAIN)
	{
		if (((Form_pg_type) GETSTRUCT(tuple))->typnotnull)
			parts = lappend(parts, "not null");
		(void) SysCacheGetAttr(TYPEOID, tuple, Anum_pg_type_typdefaultbin, &isnull);
		if (!isnull)
			parts = lappend(parts, "default");
	}
	else if (((Form_pg_type) GETSTRUCT(tuple))->typtype == TYPTYPE_COMPOSITE)
		parts = attribute_names(((Form_pg_type) GETSTRUCT(tuple))->typrelid);
	else
		parts = enum_labels(typid);
	ReleaseSysCache(tuple);
	return parts;
}

/*
 * The parts that an object has now.
 */
List *
idem_parts_of(const ObjectAddress *address)
{
	HeapTuple	tuple;
	List	   *parts = NIL;
	bool		has = false;

	switch (address->classId)
	{
		case RelationRelationId:
			if (address->objectSubId != 0)
			{
				tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(address->objectId),
										Int16GetDatum(address->objectSubId));
				if (HeapTupleIsValid(tuple))
				{
					parts = idem_column_parts((Form_pg_attribute) GETSTRUCT(tuple));
					ReleaseSysCache(tuple);
				}
				return parts;
			}
			tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(address->objectId));
			if (HeapTupleIsValid(tuple))
			{
				has = ((Form_pg_index) GETSTRUCT(tuple))->indisvalid;
				ReleaseSysCache(tuple);
			}
			return has ? list_make1("valid") : NIL;
		case TypeRelationId:
			return type_parts(address->objectId);
		case ConstraintRelationId:
			tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(address->objectId));
			if (HeapTupleIsValid(tuple))
			{
				has = ((Form_pg_constraint) GETSTRUCT(tuple))->convalidated;
				ReleaseSysCache(tuple);
			}
			return has ? list_make1("validated") : NIL;
		default:
			return NIL;
	}
}
