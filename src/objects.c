/*-------------------------------------------------------------------------
 *
 * objects.c
 *	  Objects as the ledger names them, and whether they are still there.
 *
 * An address is that of pg_identify_object_as_address(): it survives dump and
 * restore, which OIDs do not.  Some objects have parts that may go alone: a
 * column's default, NOT NULL, identity or generation expression, the labels
 * of an enum, the validity of an index or constraint.
 *
 * Looks through syscaches and catalog scans only.  Takes no lock, asks for no
 * privilege, and never fails because something is missing.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_am.h"
#include "catalog/pg_cast.h"
#include "catalog/pg_class.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_conversion.h"
#include "catalog/pg_event_trigger.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_foreign_data_wrapper.h"
#include "catalog/pg_foreign_server.h"
#include "catalog/pg_index.h"
#include "catalog/pg_language.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_publication.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_subscription.h"
#include "catalog/pg_transform.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_ts_config.h"
#include "catalog/pg_ts_dict.h"
#include "catalog/pg_ts_parser.h"
#include "catalog/pg_ts_template.h"
#include "catalog/pg_type.h"
#include "catalog/pg_user_mapping.h"
#include "commands/event_trigger.h"
#include "commands/extension.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "revision.h"

/* ----------------------------------------------------------------
 *	Where an object is now
 * ----------------------------------------------------------------
 */

static Oid
schema_oid(const IdemObject *object)
{
	return GetSysCacheOid1(NAMESPACENAME, Anum_pg_namespace_oid,
						   CStringGetDatum(object->schema));
}

/* the relation that an object is or is a part of, whatever it is */
static Oid
relation_oid(const IdemObject *object)
{
	Oid			nspid = schema_oid(object);

	return OidIsValid(nspid) ? get_relname_relid(object->name, nspid) : InvalidOid;
}

static Oid
find_relation(const IdemObject *object, const char *relkinds)
{
	Oid			relid = relation_oid(object);

	if (OidIsValid(relid) && strchr(relkinds, get_rel_relkind(relid)) == NULL)
		return InvalidOid;
	return relid;
}

/*
 * The row of pg_index will be asked whether the index is valid, so it may as
 * well tell that it is one.
 */
static Oid
find_index(const IdemObject *object, const char *unused)
{
	Oid			relid = relation_oid(object);

	(void) unused;
	if (OidIsValid(relid) && !SearchSysCacheExists1(INDEXRELID, ObjectIdGetDatum(relid)))
		return InvalidOid;
	return relid;
}

static Oid
find_type(const IdemObject *object, const char *unused)
{
	Oid			nspid = schema_oid(object);

	(void) unused;
	if (!OidIsValid(nspid))
		return InvalidOid;
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
						   CStringGetDatum(object->name), ObjectIdGetDatum(nspid));
}

static Oid
find_schema(const IdemObject *object, const char *unused)
{
	(void) unused;
	return GetSysCacheOid1(NAMESPACENAME, Anum_pg_namespace_oid,
						   CStringGetDatum(object->name));
}

static Oid
find_extension(const IdemObject *object, const char *unused)
{
	(void) unused;
	return get_extension_oid(object->name, true);
}

static Oid
find_part(const IdemObject *object, ObjectType objtype)
{
	Oid			relid = relation_oid(object);

	return OidIsValid(relid) ?
		idem_relation_part_oid(objtype, relid, llast(object->names), true) : InvalidOid;
}

static Oid
find_constraint(const IdemObject *object, const char *unused)
{
	(void) unused;
	return find_part(object, OBJECT_TABCONSTRAINT);
}

static Oid
find_domain_constraint(const IdemObject *object, const char *unused)
{
	Oid			typid = find_type(object, unused);

	return OidIsValid(typid) ?
		get_domain_constraint_oid(typid, llast(object->args), true) : InvalidOid;
}

static Oid
find_trigger(const IdemObject *object, const char *unused)
{
	(void) unused;
	return find_part(object, OBJECT_TRIGGER);
}

static Oid
find_rule(const IdemObject *object, const char *unused)
{
	(void) unused;
	return find_part(object, OBJECT_RULE);
}

static Oid
find_policy(const IdemObject *object, const char *unused)
{
	(void) unused;
	return find_part(object, OBJECT_POLICY);
}

static Oid
find_statistics(const IdemObject *object, const char *unused)
{
	Oid			nspid = schema_oid(object);

	(void) unused;
	return OidIsValid(nspid) ? GetSysCacheOid2(STATEXTNAMENSP, Anum_pg_statistic_ext_oid,
											   CStringGetDatum(object->name),
											   ObjectIdGetDatum(nspid)) : InvalidOid;
}

static Oid
find_event_trigger(const IdemObject *object, const char *unused)
{
	(void) unused;
	return get_event_trigger_oid(object->name, true);
}

bool
idem_same_strings(List *a, List *b)
{
	ListCell   *la;
	ListCell   *lb;

	if (list_length(a) != list_length(b))
		return false;
	forboth(la, a, lb, b)
	{
		if (strcmp(lfirst(la), lfirst(lb)) != 0)
			return false;
	}
	return true;
}

/*
 * A function, procedure or aggregate by its input types.
 */
static Oid
find_function(const IdemObject *object, const char *prokinds)
{
	Oid			nspid = schema_oid(object);
	Oid			found = InvalidOid;
	CatCList   *list;

	if (!OidIsValid(nspid))
		return InvalidOid;
	list = SearchSysCacheList1(PROCNAMEARGSNSP, CStringGetDatum(object->name));
	for (int i = 0; i < list->n_members && !OidIsValid(found); i++)
	{
		Form_pg_proc form = (Form_pg_proc) GETSTRUCT(&list->members[i]->tuple);
		ObjectAddress address;
		List	   *names;
		List	   *args;

		if (form->pronamespace != nspid || strchr(prokinds, form->prokind) == NULL)
			continue;
		ObjectAddressSet(address, ProcedureRelationId, form->oid);
		if (getObjectIdentityParts(&address, &names, &args, true) != NULL &&
			idem_same_strings(args, object->args))
			found = form->oid;
	}
	ReleaseCatCacheList(list);
	return found;
}

/*
 * The types of objects that are recorded, and how each is found.
 */
static const struct
{
	const char *type;			/* as getObjectTypeDescription() says it */
	Oid			classid;
	Oid			(*find) (const IdemObject *object, const char *kinds);
	const char *kinds;
}			rules[] = {
	{"table column", RelationRelationId, find_relation, "rp"},
	{"table", RelationRelationId, find_relation, "rp"},
	{"index", RelationRelationId, find_index, NULL},
	{"table constraint", ConstraintRelationId, find_constraint, NULL},
	{"type", TypeRelationId, find_type, NULL},
	{"domain constraint", ConstraintRelationId, find_domain_constraint, NULL},
	{"sequence", RelationRelationId, find_relation, "S"},
	{"view", RelationRelationId, find_relation, "v"},
	{"materialized view", RelationRelationId, find_relation, "m"},
	{"foreign table", RelationRelationId, find_relation, "f"},
	{"foreign table column", RelationRelationId, find_relation, "f"},
	{"schema", NamespaceRelationId, find_schema, NULL},
	{"extension", ExtensionRelationId, find_extension, NULL},
	{"function", ProcedureRelationId, find_function, "fw"},
	{"procedure", ProcedureRelationId, find_function, "p"},
	{"aggregate", ProcedureRelationId, find_function, "a"},
	{"trigger", TriggerRelationId, find_trigger, NULL},
	{"rule", RewriteRelationId, find_rule, NULL},
	{"policy", PolicyRelationId, find_policy, NULL},
	{"event trigger", EventTriggerRelationId, find_event_trigger, NULL},
	{"statistics object", StatisticExtRelationId, find_statistics, NULL},
	{"access method", AccessMethodRelationId, idem_find_other, NULL},
	{"cast", CastRelationId, idem_find_other, NULL},
	{"collation", CollationRelationId, idem_find_other, NULL},
	{"conversion", ConversionRelationId, idem_find_other, NULL},
	{"foreign-data wrapper", ForeignDataWrapperRelationId, idem_find_other, NULL},
	{"language", LanguageRelationId, idem_find_other, NULL},
	{"operator", OperatorRelationId, idem_find_other, NULL},
	{"publication", PublicationRelationId, idem_find_other, NULL},
	{"server", ForeignServerRelationId, idem_find_other, NULL},
	{"subscription", SubscriptionRelationId, idem_find_other, NULL},
	{"text search configuration", TSConfigRelationId, idem_find_other, NULL},
	{"text search dictionary", TSDictionaryRelationId, idem_find_other, NULL},
	{"text search parser", TSParserRelationId, idem_find_other, NULL},
	{"text search template", TSTemplateRelationId, idem_find_other, NULL},
	{"transform", TransformRelationId, idem_find_other, NULL},
	{"user mapping", UserMappingRelationId, idem_find_other, NULL},
};

static int
find_rule_of(const char *type)
{
	for (int i = 0; i < (int) lengthof(rules); i++)
	{
		if (strcmp(type, rules[i].type) == 0)
			return i;
	}
	return -1;
}

/*
 * Where a recorded object is; false if it is gone, or of a type that is not
 * recorded.
 */
bool
idem_find_object(const IdemObject *object, ObjectAddress *address)
{
	int			rule = find_rule_of(object->type);
	Oid			oid;

	if (rule < 0)
		return false;
	oid = rules[rule].find(object, rules[rule].kinds);
	if (!OidIsValid(oid))
		return false;

	ObjectAddressSet(*address, rules[rule].classid, oid);
	if (rules[rule].classid == RelationRelationId && list_length(object->names) == 3)
	{
		address->objectSubId = get_attnum(oid, llast(object->names));
		if (address->objectSubId <= 0)
			return false;
	}
	return true;
}

bool
idem_string_member(List *strings, const char *string)
{
	ListCell   *lc;

	foreach(lc, strings)
	{
		if (strcmp(lfirst(lc), string) == 0)
			return true;
	}
	return false;
}

/* ----------------------------------------------------------------
 *	From an object to its address
 * ----------------------------------------------------------------
 */

static bool
type_name_of(Oid typid, IdemObject *object)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
	Form_pg_type form;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_type) GETSTRUCT(tuple);
	object->schema = get_namespace_name(form->typnamespace);
	object->name = pstrdup(NameStr(form->typname));
	ReleaseSysCache(tuple);
	return object->schema != NULL;
}

/*
 * A dropped column keeps its row, under a name that nobody gave it.
 */
static bool
is_dropped_column(const ObjectAddress *address)
{
	HeapTuple	tuple;
	bool		result;

	if (address->objectSubId == 0)
		return false;
	tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(address->objectId),
							Int16GetDatum(address->objectSubId));
	if (!HeapTupleIsValid(tuple))
		return true;
	result = ((Form_pg_attribute) GETSTRUCT(tuple))->attisdropped;
	ReleaseSysCache(tuple);
	return result;
}

/*
 * The object at an address, with the parts that it has; NULL if there is
 * none, or if it is of a type that is not recorded.
 */
IdemObject *
idem_object_at(const ObjectAddress *address)
{
	IdemObject *object = palloc0(sizeof(IdemObject));
	bool		known = false;

	for (int i = 0; i < (int) lengthof(rules) && !known; i++)
		known = (rules[i].classid == address->classId);
	if (!known || is_dropped_column(address))
		return NULL;
	object->identity = getObjectIdentityParts(address, &object->names, &object->args, true);
	if (object->identity == NULL)
		return NULL;
	object->type = getObjectTypeDescription(address, true);
	if (object->type == NULL || find_rule_of(object->type) < 0)
		return NULL;

	if (address->classId == TypeRelationId)
	{
		if (!type_name_of(address->objectId, object))
			return NULL;
	}
	else if (strcmp(object->type, "domain constraint") == 0)
	{
		HeapTuple	tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(address->objectId));
		bool		found = HeapTupleIsValid(tuple) &&
			type_name_of(((Form_pg_constraint) GETSTRUCT(tuple))->contypid, object);

		if (HeapTupleIsValid(tuple))
			ReleaseSysCache(tuple);
		if (!found)
			return NULL;
	}
	else if (list_length(object->names) >= 2)
	{
		object->schema = linitial(object->names);
		object->name = lsecond(object->names);
	}
	else
	{
		object->schema = "";
		object->name = linitial(object->names);
	}
	object->parts = idem_parts_of(address);
	return object;
}

/*
 * The columns of a table, as objects.
 */
List *
idem_columns_of(const IdemObject *table, Oid relid)
{
	List	   *columns = NIL;

	for (AttrNumber attnum = 1;; attnum++)
	{
		HeapTuple	tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(relid),
											Int16GetDatum(attnum));
		Form_pg_attribute form;

		if (!HeapTupleIsValid(tuple))
			return columns;
		form = (Form_pg_attribute) GETSTRUCT(tuple);
		if (!form->attisdropped)
		{
			IdemObject *column = palloc0(sizeof(IdemObject));
			char	   *name = pstrdup(NameStr(form->attname));

			column->type = psprintf("%s column", table->type);
			column->names = lappend(list_copy(table->names), name);
			column->identity = psprintf("%s.%s", table->identity, quote_identifier(name));
			column->schema = table->schema;
			column->name = table->name;
			column->parts = idem_column_parts(form);
			columns = lappend(columns, column);
		}
		ReleaseSysCache(tuple);
	}
}

/*
 * Whether two addresses are the same.
 */
bool
idem_same_object(const IdemObject *a, const IdemObject *b)
{
	return strcmp(a->type, b->type) == 0 &&
		idem_same_strings(a->names, b->names) && idem_same_strings(a->args, b->args);
}
