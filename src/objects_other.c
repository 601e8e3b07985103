/*-------------------------------------------------------------------------
 *
 * objects_other.c
 *	  Where recorded objects are of which only existence is compared.
 *
 * The same for casts, text search objects, servers and so on that objects.c
 * does for the others: by the names of pg_identify_object_as_address(), with
 * no lock, no privilege, and no error because something is missing.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_cast.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_conversion.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_transform.h"
#include "catalog/pg_ts_config.h"
#include "catalog/pg_ts_dict.h"
#include "catalog/pg_ts_parser.h"
#include "catalog/pg_ts_template.h"
#include "mb/pg_wchar.h"
#include "utils/catcache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "revision.h"

static bool
same_parts(Oid classid, Oid oid, const IdemObject *object)
{
	ObjectAddress address;
	List	   *names;
	List	   *args;

	ObjectAddressSet(address, classid, oid);
	return getObjectIdentityParts(&address, &names, &args, true) != NULL &&
		idem_same_strings(names, object->names) && idem_same_strings(args, object->args);
}

/*
 * What has no name to look for: one by one.
 */
static Oid
find_in_catalog(Oid classid, const IdemObject *object)
{
	Relation	catalog = table_open(classid, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, NULL, 0, NULL);
	HeapTuple	tuple;
	Oid			found = InvalidOid;

	while (!OidIsValid(found) && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Oid			oid = classid == CastRelationId ? ((Form_pg_cast) GETSTRUCT(tuple))->oid :
			((Form_pg_transform) GETSTRUCT(tuple))->oid;

		if (same_parts(classid, oid, object))
			found = oid;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return found;
}

static Oid
find_operator(const IdemObject *object)
{
	CatCList   *list = SearchSysCacheList1(OPERNAMENSP, CStringGetDatum(object->name));
	Oid			found = InvalidOid;

	for (int i = 0; i < list->n_members && !OidIsValid(found); i++)
	{
		Form_pg_operator form = (Form_pg_operator) GETSTRUCT(&list->members[i]->tuple);

		/* one without a function is only announced */
		if (OidIsValid(form->oprcode) && same_parts(OperatorRelationId, form->oid, object))
			found = form->oid;
	}
	ReleaseCatCacheList(list);
	return found;
}

static Oid
find_in_schema(int cache, AttrNumber oidcol, const IdemObject *object)
{
	Oid			nspid = GetSysCacheOid1(NAMESPACENAME, Anum_pg_namespace_oid,
										CStringGetDatum(object->schema));

	return OidIsValid(nspid) ? GetSysCacheOid2(cache, oidcol, CStringGetDatum(object->name),
											   ObjectIdGetDatum(nspid)) : InvalidOid;
}

/*
 * A collation is one of all encodings or of this database's.
 */
static Oid
find_collation(const IdemObject *object)
{
	Oid			nspid = GetSysCacheOid1(NAMESPACENAME, Anum_pg_namespace_oid,
										CStringGetDatum(object->schema));
	Oid			oid;

	if (!OidIsValid(nspid))
		return InvalidOid;
	oid = GetSysCacheOid3(COLLNAMEENCNSP, Anum_pg_collation_oid, CStringGetDatum(object->name),
						  Int32GetDatum(GetDatabaseEncoding()), ObjectIdGetDatum(nspid));
	if (!OidIsValid(oid))
		oid = GetSysCacheOid3(COLLNAMEENCNSP, Anum_pg_collation_oid, CStringGetDatum(object->name),
							  Int32GetDatum(-1), ObjectIdGetDatum(nspid));
	return oid;
}

static Oid
find_unqualified(ObjectType objtype, Node *subject)
{
	ObjectAddress address;

	return idem_address_of(objtype, subject, true, &address) ? address.objectId : InvalidOid;
}

/*
 * Where the object is, whose type is one of those that rules of objects.c name
 * this function for.
 */
Oid
idem_find_other(const IdemObject *object, const char *unused)
{
	static const struct
	{
		const char *type;
		ObjectType	objtype;
	}			unqualified[] = {
		{"access method", OBJECT_ACCESS_METHOD},
		{"foreign-data wrapper", OBJECT_FDW},
		{"language", OBJECT_LANGUAGE},
		{"publication", OBJECT_PUBLICATION},
		{"server", OBJECT_FOREIGN_SERVER},
		{"subscription", OBJECT_SUBSCRIPTION},
	};
	const char *type = object->type;

	(void) unused;
	for (int i = 0; i < (int) lengthof(unqualified); i++)
	{
		if (strcmp(type, unqualified[i].type) == 0)
			return find_unqualified(unqualified[i].objtype,
									(Node *) makeString(pstrdup(object->name)));
	}
	if (strcmp(type, "cast") == 0)
		return find_in_catalog(CastRelationId, object);
	if (strcmp(type, "transform") == 0)
		return find_in_catalog(TransformRelationId, object);
	if (strcmp(type, "operator") == 0)
		return find_operator(object);
	if (strcmp(type, "collation") == 0)
		return find_collation(object);
	if (strcmp(type, "conversion") == 0)
		return find_in_schema(CONNAMENSP, Anum_pg_conversion_oid, object);
	if (strcmp(type, "text search configuration") == 0)
		return find_in_schema(TSCONFIGNAMENSP, Anum_pg_ts_config_oid, object);
	if (strcmp(type, "text search dictionary") == 0)
		return find_in_schema(TSDICTNAMENSP, Anum_pg_ts_dict_oid, object);
	if (strcmp(type, "text search parser") == 0)
		return find_in_schema(TSPARSERNAMENSP, Anum_pg_ts_parser_oid, object);
	if (strcmp(type, "text search template") == 0)
		return find_in_schema(TSTEMPLATENAMENSP, Anum_pg_ts_template_oid, object);
	if (strcmp(type, "user mapping") == 0 && object->args != NIL)
		return find_unqualified(OBJECT_USER_MAPPING,
								(Node *) list_make2(makeString(linitial(object->names)),
													makeString(linitial(object->args))));
	return InvalidOid;
}
