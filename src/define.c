/*-------------------------------------------------------------------------
 *
 * define.c
 *	  The definition of any object, by its address.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_cast.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_event_trigger.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_ts_config.h"
#include "catalog/pg_ts_dict.h"
#include "catalog/pg_type.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "define.h"

static void
define_relation(IdemDefinition *definition, Oid relid)
{
	switch (get_rel_relkind(relid))
	{
		case RELKIND_VIEW:
		case RELKIND_MATVIEW:
			idem_define_view(definition, relid);
			break;
		case RELKIND_SEQUENCE:
			idem_define_sequence(definition, relid);
			idem_define_sequence_rights(&definition->ddl, relid, true);
			idem_define_sequence_ownership(&definition->ddl, relid);
			break;
		case RELKIND_INDEX:
		case RELKIND_PARTITIONED_INDEX:
			idem_define_part(definition, RelationRelationId, relid);
			break;
		case RELKIND_COMPOSITE_TYPE:
			idem_define_type(definition, get_rel_type_id(relid));
			break;
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
		case RELKIND_FOREIGN_TABLE:
			idem_define_table(definition, relid);
			break;
		default:
			idem_vanished("relation", relid);
	}
}

static const struct
{
	Oid			classid;
	void		(*define) (IdemDefinition *definition, Oid objid);
}			definers[] =

{
	{RelationRelationId, define_relation},
	{TypeRelationId, idem_define_type},
	{ProcedureRelationId, idem_define_routine},
	{NamespaceRelationId, idem_define_schema},
	{ExtensionRelationId, idem_define_extension},
	{CollationRelationId, idem_define_collation},
	{OperatorRelationId, idem_define_operator},
	{CastRelationId, idem_define_cast},
	{EventTriggerRelationId, idem_define_event_trigger},
	{TSDictionaryRelationId, idem_define_dictionary},
	{TSConfigRelationId, idem_define_configuration},
};

void
idem_define_object(IdemDefinition *definition, Oid classid, Oid objid)
{
	for (size_t i = 0; i < lengthof(definers); i++)
		if (definers[i].classid == classid)
		{
			definers[i].define(definition, objid);
			return;
		}
	idem_define_part(definition, classid, objid);
}

/*
 * Whether there is a definition of such an object at all.
 */
bool
idem_can_define(Oid classid, Oid objid)
{
	HeapTuple	tuple;
	char		typtype = '\0';

	switch (classid)
	{
		case TypeRelationId:
			tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(objid));
			if (HeapTupleIsValid(tuple))
			{
				typtype = ((Form_pg_type) GETSTRUCT(tuple))->typtype;
				ReleaseSysCache(tuple);
			}
			return typtype == TYPTYPE_ENUM || typtype == TYPTYPE_DOMAIN ||
				typtype == TYPTYPE_RANGE || typtype == TYPTYPE_COMPOSITE;
		case OperatorRelationId:
			/* one that is but mentioned by another has no function */
			return OidIsValid(get_opcode(objid));
		case ConstraintRelationId:
		case StatisticExtRelationId:
		case TriggerRelationId:
		case RewriteRelationId:
		case PolicyRelationId:
			return true;
		default:
			for (size_t i = 0; i < lengthof(definers); i++)
				if (definers[i].classid == classid)
					return true;
			return false;
	}
}
