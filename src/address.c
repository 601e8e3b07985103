/*-------------------------------------------------------------------------
 *
 * address.c
 *	  Objects as statements name them.
 *
 * Finds what get_object_address() of objectaddress.c finds, by the search
 * path and the server's own rules for overloads, but from the syscaches and
 * without any lock: to find is not to change.  Knows besides who owns an
 * object, and in which schema it is.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_cast.h"
#include "catalog/pg_class.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_conversion.h"
#include "catalog/pg_database.h"
#include "catalog/pg_event_trigger.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_foreign_data_wrapper.h"
#include "catalog/pg_foreign_server.h"
#include "catalog/pg_language.h"
#include "catalog/pg_largeobject.h"
#include "catalog/pg_largeobject_metadata.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_opclass.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_opfamily.h"
#include "catalog/pg_parameter_acl.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_publication.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_subscription.h"
#include "catalog/pg_tablespace.h"
#include "catalog/pg_transform.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_ts_config.h"
#include "catalog/pg_ts_dict.h"
#include "catalog/pg_ts_parser.h"
#include "catalog/pg_ts_template.h"
#include "catalog/pg_type.h"
#include "catalog/pg_user_mapping.h"
#include "commands/dbcommands.h"
#include "commands/defrem.h"
#include "commands/event_trigger.h"
#include "commands/extension.h"
#include "commands/policy.h"
#include "commands/proclang.h"
#include "commands/tablespace.h"
#include "commands/trigger.h"
#include "foreign/foreign.h"
#include "nodes/makefuncs.h"
#include "parser/parse_func.h"
#include "parser/parse_oper.h"
#include "parser/parse_type.h"
#include "rewrite/rewriteSupport.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "idem_migrate.h"

/* ----------------------------------------------------------------
 *	Finding
 * ----------------------------------------------------------------
 */

/*
 * The constraint, trigger, rule or policy of a relation.
 */
Oid
idem_relation_part_oid(ObjectType objtype, Oid relid, const char *name, bool missing_ok)
{
	switch (objtype)
	{
		case OBJECT_TABCONSTRAINT:
			return get_relation_constraint_oid(relid, name, missing_ok);
		case OBJECT_TRIGGER:
			return get_trigger_oid(relid, name, missing_ok);
		case OBJECT_RULE:
			return get_rewrite_oid(relid, name, missing_ok);
		case OBJECT_POLICY:
			return get_relation_policy_oid(relid, name, missing_ok);
		default:
			elog(ERROR, "object type %d is not a part of a relation", (int) objtype);
	}
	return InvalidOid;			/* keep compiler quiet */
}

static Oid
part_class(ObjectType objtype)
{
	return objtype == OBJECT_TABCONSTRAINT ? ConstraintRelationId :
		objtype == OBJECT_TRIGGER ? TriggerRelationId :
		objtype == OBJECT_RULE ? RewriteRelationId : PolicyRelationId;
}

/*
 * Whether a relation of that kind is what the object type means.
 */
static bool
fits_relkind(ObjectType objtype, char relkind)
{
	switch (objtype)
	{
		case OBJECT_TABLE:
			return relkind == RELKIND_RELATION || relkind == RELKIND_PARTITIONED_TABLE;
		case OBJECT_INDEX:
			return relkind == RELKIND_INDEX || relkind == RELKIND_PARTITIONED_INDEX;
		case OBJECT_SEQUENCE:
			return relkind == RELKIND_SEQUENCE;
		case OBJECT_VIEW:
			return relkind == RELKIND_VIEW;
		case OBJECT_MATVIEW:
			return relkind == RELKIND_MATVIEW;
		case OBJECT_FOREIGN_TABLE:
			return relkind == RELKIND_FOREIGN_TABLE;
		default:
			return true;
	}
}

static const char *
relation_noun(ObjectType objtype)
{
	return objtype == OBJECT_INDEX ? "an index" :
		objtype == OBJECT_SEQUENCE ? "a sequence" :
		objtype == OBJECT_VIEW ? "a view" :
		objtype == OBJECT_MATVIEW ? "a materialized view" :
		objtype == OBJECT_FOREIGN_TABLE ? "a foreign table" : "a table";
}

/*
 * A relation by the name that it will have; see planned.c.
 */
static Oid
relation_of(RangeVar *relation, bool missing_ok)
{
	Oid			relid = idem_relation_of(relation);

	if (!OidIsValid(relid) && !missing_ok)
		relid = RangeVarGetRelid(relation, NoLock, false);
	return relid;
}

static Oid
find_relation(ObjectType objtype, List *names, bool missing_ok)
{
	Oid			relid = relation_of(makeRangeVarFromNameList(names), missing_ok);

	if (OidIsValid(relid) && !fits_relkind(objtype, get_rel_relkind(relid)))
	{
		if (!missing_ok)
			idem_wrong_relkind(relid, relation_noun(objtype));
		return InvalidOid;
	}
	return relid;
}

/*
 * A part of a relation: the last of the names, the others are the relation's.
 */
static void
find_part(ObjectType objtype, List *names, bool missing_ok, ObjectAddress *address)
{
	const char *name = strVal(llast(names));
	Oid			relid;

	if (list_length(names) < 2)
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR),
				 errmsg("name of %s \"%s\" must be qualified by its relation",
						objtype == OBJECT_COLUMN ? "column" : "part", name)));
	relid = relation_of(makeRangeVarFromNameList(list_copy_head(names, list_length(names) - 1)),
						missing_ok);
	if (objtype != OBJECT_COLUMN)
	{
		ObjectAddressSet(*address, part_class(objtype), InvalidOid);
		if (OidIsValid(relid) && objtype == OBJECT_TABCONSTRAINT)
			name = idem_current_name(IDEM_NAME_CONSTRAINT, relid, name);
		if (OidIsValid(relid) && name != NULL)
			address->objectId = idem_relation_part_oid(objtype, relid, name, missing_ok);
		return;
	}

	ObjectAddressSet(*address, RelationRelationId, InvalidOid);
	if (!OidIsValid(relid))
		return;
	name = idem_current_name(IDEM_NAME_COLUMN, relid, name);
	address->objectSubId = name ? get_attnum(relid, name) : InvalidAttrNumber;
	if (address->objectSubId != InvalidAttrNumber)
		address->objectId = relid;
	else if (!missing_ok)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" of relation \"%s\" does not exist",
						strVal(llast(names)), get_rel_name(relid))));
}

/*
 * A type by its name, which statements have as a type name or as names.
 */
static Oid
find_type(ObjectType objtype, Node *object, bool missing_ok)
{
	TypeName   *type = IsA(object, TypeName) ? (TypeName *) object :
		makeTypeNameFromNameList(castNode(List, object));
	Oid			typid = LookupTypeNameOid(NULL, type, missing_ok);

	if (OidIsValid(typid) && objtype == OBJECT_DOMAIN && get_typtype(typid) != TYPTYPE_DOMAIN)
	{
		if (!missing_ok)
			ereport(ERROR,
					(errcode(ERRCODE_WRONG_OBJECT_TYPE),
					 errmsg("\"%s\" is not a domain", TypeNameToString(type))));
		return InvalidOid;
	}
	return typid;
}

/*
 * Whether all types that an operator's name mentions are there.  Without one
 * the server would look for a prefix operator.
 */
static bool
has_all_types(List *args)
{
	ListCell   *lc;

	foreach(lc, args)
	{
		if (lfirst(lc) != NULL &&
			!OidIsValid(LookupTypeNameOid(NULL, lfirst_node(TypeName, lc), true)))
			return false;
	}
	return true;
}

static Oid
find_user_mapping(List *object, bool missing_ok)
{
	const char *user = strVal(linitial(object));
	const char *name = strVal(lsecond(object));
	Oid			server = get_foreign_server_oid(name, missing_ok);
	Oid			role = strcmp(user, "public") == 0 ? InvalidOid : get_role_oid(user, true);
	Oid			oid = InvalidOid;

	if (!OidIsValid(server))
		return InvalidOid;
	if (OidIsValid(role) || strcmp(user, "public") == 0)
		oid = GetSysCacheOid2(USERMAPPINGUSERSERVER, Anum_pg_user_mapping_oid,
							  ObjectIdGetDatum(role), ObjectIdGetDatum(server));
	if (!OidIsValid(oid) && !missing_ok)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("user mapping for user \"%s\" on server \"%s\" does not exist",
						user, name)));
	return oid;
}

static Oid
find_large_object(Node *object, bool missing_ok)
{
	Oid			oid = oidparse(object);

	if (LargeObjectExists(oid))
		return oid;
	if (!missing_ok)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("large object %u does not exist", oid)));
	return InvalidOid;
}

/*
 * An object that is in no schema and known by one name.
 */
static Oid
find_unqualified(ObjectType objtype, Node *object, bool missing_ok, Oid *classid)
{
	const char *name = strVal(castNode(String, object));

	switch (objtype)
	{
		case OBJECT_ACCESS_METHOD:
			*classid = AccessMethodRelationId;
			return get_am_oid(name, missing_ok);
		case OBJECT_DATABASE:
			*classid = DatabaseRelationId;
			return get_database_oid(name, missing_ok);
		case OBJECT_EXTENSION:
			*classid = ExtensionRelationId;
			return get_extension_oid(name, missing_ok);
		case OBJECT_TABLESPACE:
			*classid = TableSpaceRelationId;
			return get_tablespace_oid(name, missing_ok);
		case OBJECT_ROLE:
			*classid = AuthIdRelationId;
			return get_role_oid(name, missing_ok);
		case OBJECT_SCHEMA:
			*classid = NamespaceRelationId;
			return get_namespace_oid(name, missing_ok);
		case OBJECT_LANGUAGE:
			*classid = LanguageRelationId;
			return get_language_oid(name, missing_ok);
		case OBJECT_FDW:
			*classid = ForeignDataWrapperRelationId;
			return get_foreign_data_wrapper_oid(name, missing_ok);
		case OBJECT_FOREIGN_SERVER:
			*classid = ForeignServerRelationId;
			return get_foreign_server_oid(name, missing_ok);
		case OBJECT_EVENT_TRIGGER:
			*classid = EventTriggerRelationId;
			return get_event_trigger_oid(name, missing_ok);
		case OBJECT_PARAMETER_ACL:
			*classid = ParameterAclRelationId;
			return ParameterAclLookup(name, true);
		case OBJECT_PUBLICATION:
			*classid = PublicationRelationId;
			return get_publication_oid(name, missing_ok);
		case OBJECT_SUBSCRIPTION:
			*classid = SubscriptionRelationId;
			return get_subscription_oid(name, missing_ok);
		default:
			elog(ERROR, "unrecognized object type %d", (int) objtype);
	}
	return InvalidOid;			/* keep compiler quiet */
}

/*
 * Where the object is that a statement names so; false if there is none.  If
 * it must be there, that is the server's error, as it is if the name belongs
 * to an object of another type.
 */
bool
idem_address_of(ObjectType objtype, Node *object, bool missing_ok, ObjectAddress *address)
{
	List	   *names = IsA(object, List) ? (List *) object : NIL;
	ObjectWithArgs *routine = (ObjectWithArgs *) object;
	Oid			oid = InvalidOid;
	Oid			classid = InvalidOid;

	switch (objtype)
	{
		case OBJECT_INDEX:
		case OBJECT_SEQUENCE:
		case OBJECT_TABLE:
		case OBJECT_VIEW:
		case OBJECT_MATVIEW:
		case OBJECT_FOREIGN_TABLE:
			classid = RelationRelationId;
			/* GRANT has any kind of relation behind TABLE */
			if (IsA(object, RangeVar))
				oid = relation_of((RangeVar *) object, missing_ok);
			else
				oid = find_relation(objtype, names, missing_ok);
			break;
		case OBJECT_COLUMN:
		case OBJECT_RULE:
		case OBJECT_TRIGGER:
		case OBJECT_TABCONSTRAINT:
		case OBJECT_POLICY:
			find_part(objtype, names, missing_ok, address);
			return OidIsValid(address->objectId);
		case OBJECT_DOMCONSTRAINT:
			classid = ConstraintRelationId;
			oid = find_type(OBJECT_DOMAIN, linitial(names), missing_ok);
			if (OidIsValid(oid))
				oid = get_domain_constraint_oid(oid, strVal(lsecond(names)), missing_ok);
			break;
		case OBJECT_TYPE:
		case OBJECT_DOMAIN:
			classid = TypeRelationId;
			oid = find_type(objtype, object, missing_ok);
			break;
		case OBJECT_AGGREGATE:
		case OBJECT_FUNCTION:
		case OBJECT_PROCEDURE:
		case OBJECT_ROUTINE:
			classid = ProcedureRelationId;
			oid = LookupFuncWithArgs(objtype, routine, missing_ok);
			break;
		case OBJECT_OPERATOR:
			classid = OperatorRelationId;
			if (!missing_ok || has_all_types(routine->objargs))
				oid = LookupOperWithArgs(routine, missing_ok);
			break;
		case OBJECT_COLLATION:
			classid = CollationRelationId;
			oid = get_collation_oid(names, missing_ok);
			break;
		case OBJECT_CONVERSION:
			classid = ConversionRelationId;
			oid = get_conversion_oid(names, missing_ok);
			break;
		case OBJECT_OPCLASS:
		case OBJECT_OPFAMILY:
			classid = objtype == OBJECT_OPCLASS ? OperatorClassRelationId : OperatorFamilyRelationId;
			oid = get_index_am_oid(strVal(linitial(names)), missing_ok);
			names = list_copy_tail(names, 1);
			if (OidIsValid(oid))
				oid = objtype == OBJECT_OPCLASS ? get_opclass_oid(oid, names, missing_ok) :
					get_opfamily_oid(oid, names, missing_ok);
			break;
		case OBJECT_LARGEOBJECT:
			classid = LargeObjectRelationId;
			oid = find_large_object(object, missing_ok);
			break;
		case OBJECT_CAST:
			classid = CastRelationId;
			oid = get_cast_oid(LookupTypeNameOid(NULL, linitial(names), missing_ok),
							   LookupTypeNameOid(NULL, lsecond(names), missing_ok), missing_ok);
			break;
		case OBJECT_TRANSFORM:
			classid = TransformRelationId;
			oid = get_transform_oid(LookupTypeNameOid(NULL, linitial(names), missing_ok),
									get_language_oid(strVal(lsecond(names)), missing_ok),
									missing_ok);
			break;
		case OBJECT_TSPARSER:
			classid = TSParserRelationId;
			oid = get_ts_parser_oid(names, missing_ok);
			break;
		case OBJECT_TSDICTIONARY:
			classid = TSDictionaryRelationId;
			oid = get_ts_dict_oid(names, missing_ok);
			break;
		case OBJECT_TSTEMPLATE:
			classid = TSTemplateRelationId;
			oid = get_ts_template_oid(names, missing_ok);
			break;
		case OBJECT_TSCONFIGURATION:
			classid = TSConfigRelationId;
			oid = get_ts_config_oid(names, missing_ok);
			break;
		case OBJECT_STATISTIC_EXT:
			classid = StatisticExtRelationId;
			oid = get_statistics_object_oid(names, missing_ok);
			break;
		case OBJECT_USER_MAPPING:
			classid = UserMappingRelationId;
			oid = find_user_mapping(names, missing_ok);
			break;
		default:
			oid = find_unqualified(objtype, object, missing_ok, &classid);
			break;
	}
	ObjectAddressSet(*address, classid, oid);
	return OidIsValid(oid);
}

/* ----------------------------------------------------------------
 *	What is common to objects of all types
 * ----------------------------------------------------------------
 */

/*
 * A column of the catalog row of an object, copied; false if there is no such
 * row or column, or if it is null.
 */
bool
idem_object_field(const ObjectAddress *address, AttrNumber attnum, Datum *value)
{
	Oid			classid = address->classId;
	Relation	catalog;
	HeapTuple	tuple;
	bool		isnull = true;

	/* what belongs to a large object is not in the catalog of its pages */
	if (classid == LargeObjectRelationId)
		classid = LargeObjectMetadataRelationId;
	if (attnum == InvalidAttrNumber)
		return false;

	catalog = table_open(classid, AccessShareLock);
	tuple = get_catalog_object_by_oid(catalog, get_object_attnum_oid(classid),
									  address->objectId);
	if (HeapTupleIsValid(tuple))
	{
		*value = heap_getattr(tuple, attnum, RelationGetDescr(catalog), &isnull);
		if (!isnull)
		{
			Form_pg_attribute att = TupleDescAttr(RelationGetDescr(catalog), attnum - 1);

			*value = att->attlen == -1 ? PointerGetDatum(PG_DETOAST_DATUM_COPY(*value)) :
				datumCopy(*value, att->attbyval, att->attlen);
		}
	}
	table_close(catalog, AccessShareLock);
	return !isnull;
}

/*
 * The owner of an object; InvalidOid if objects of that type have none.
 */
Oid
idem_object_owner(const ObjectAddress *address)
{
	Oid			classid = address->classId == LargeObjectRelationId ?
		LargeObjectMetadataRelationId : address->classId;
	Datum		owner;

	if (!is_objectclass_supported(classid) ||
		!idem_object_field(address, get_object_attnum_owner(classid), &owner))
		return InvalidOid;
	return DatumGetObjectId(owner);
}

/*
 * The schema of an object, or NULL.
 */
char *
idem_object_schema(const ObjectAddress *address)
{
	Oid			nspid = is_objectclass_supported(address->classId) ?
		get_object_namespace(address) : InvalidOid;

	return OidIsValid(nspid) ? get_namespace_name(nspid) : NULL;
}
