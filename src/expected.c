/*-------------------------------------------------------------------------
 *
 * expected.c
 *	  What a revision expects of the objects that it makes or declares.
 *
 * Knows which of the objects that the server makes are those that people
 * know as such, and which parts of an object a declaration speaks of.
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
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/sequence.h"
#include "rewrite/rewriteSupport.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

/* ----------------------------------------------------------------
 *	Declared parts
 * ----------------------------------------------------------------
 */

static bool
is_serial(const TypeName *type)
{
	static const char *const names[] = {
		"smallserial", "serial2", "serial", "serial4", "bigserial", "serial8"
	};

	if (type == NULL || list_length(type->names) != 1)
		return false;
	for (int i = 0; i < (int) lengthof(names); i++)
	{
		if (strcmp(strVal(linitial(type->names)), names[i]) == 0)
			return true;
	}
	return false;
}

/*
 * The parts that a declaration says something about.
 */
List *
idem_declared_parts(const Node *node)
{
	List	   *parts = NIL;
	ListCell   *lc;

	switch (node ? nodeTag(node) : T_Invalid)
	{
		case T_ColumnDef:
			{
				const ColumnDef *column = (const ColumnDef *) node;

				if (is_serial(column->typeName))
					parts = list_make2("not null", "default");
				foreach(lc, column->constraints)
				{
					switch (lfirst_node(Constraint, lc)->contype)
					{
						case CONSTR_NOTNULL:
						case CONSTR_PRIMARY:
							parts = lappend(parts, "not null");
							break;
						case CONSTR_DEFAULT:
							parts = lappend(parts, "default");
							break;
						case CONSTR_IDENTITY:
							parts = lappend(lappend(parts, "identity"), "not null");
							break;
						case CONSTR_GENERATED:
							parts = lappend(parts, "generated");
							break;
						default:
							break;
					}
				}
				break;
			}
		case T_AlterTableCmd:
			{
				const AlterTableCmd *cmd = (const AlterTableCmd *) node;

				if (cmd->subtype == AT_ColumnDefault && cmd->def != NULL)
					parts = list_make1("default");
				else if (cmd->subtype == AT_SetNotNull)
					parts = list_make1("not null");
				else if (cmd->subtype == AT_AddIdentity)
					parts = list_make2("identity", "not null");
				else if (cmd->subtype == AT_ValidateConstraint)
					parts = list_make1("validated");
				break;
			}
		case T_Constraint:
			if (!((const Constraint *) node)->skip_validation)
				parts = list_make1("validated");
			break;
		case T_IndexStmt:
			parts = list_make1("valid");
			break;
		case T_CreateEnumStmt:
			foreach(lc, ((const CreateEnumStmt *) node)->vals)
				parts = lappend(parts, strVal(lfirst(lc)));
			break;
		case T_AlterEnumStmt:
			parts = list_make1(((const AlterEnumStmt *) node)->newVal);
			break;
		default:
			break;
	}
	return parts;
}

/* ----------------------------------------------------------------
 *	Objects that are recorded
 * ----------------------------------------------------------------
 */

static bool
is_recorded_relation(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Form_pg_class form;
	bool		result;
	int32		column;
	Oid			table;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_class) GETSTRUCT(tuple);
	result = form->relpersistence != RELPERSISTENCE_TEMP && !IsToastNamespace(form->relnamespace);
	switch (form->relkind)
	{
		case RELKIND_INDEX:
		case RELKIND_PARTITIONED_INDEX:
			/* the constraint stands for it */
			if (OidIsValid(get_index_constraint(relid)))
				result = false;
			break;
		case RELKIND_SEQUENCE:
			/* the column's default or identity stands for it */
			if (sequenceIsOwned(relid, DEPENDENCY_AUTO, &table, &column) ||
				sequenceIsOwned(relid, DEPENDENCY_INTERNAL, &table, &column))
				result = false;
			break;
		default:
			break;
	}
	ReleaseSysCache(tuple);
	return result;
}

static bool
is_recorded_type(Oid typid)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
	Form_pg_type form;
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_type) GETSTRUCT(tuple);
	result = !IsTrueArrayType(form) && form->typtype != TYPTYPE_MULTIRANGE &&
		!isAnyTempNamespace(form->typnamespace) &&
		(!OidIsValid(form->typrelid) || get_rel_relkind(form->typrelid) == RELKIND_COMPOSITE_TYPE);
	ReleaseSysCache(tuple);
	return result;
}

static bool
is_internal_trigger(Oid trigger)
{
	Relation	relation = table_open(TriggerRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;
	bool		result = false;

	ScanKeyInit(&key, Anum_pg_trigger_oid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(trigger));
	scan = systable_beginscan(relation, TriggerOidIndexId, true, NULL, 1, &key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
		result = ((Form_pg_trigger) GETSTRUCT(tuple))->tgisinternal;
	systable_endscan(scan);
	table_close(relation, AccessShareLock);
	return result;
}

/*
 * Whether a made object is one that people know as such.
 */
bool
idem_is_recorded(const ObjectAddress *address)
{
	HeapTuple	tuple;
	bool		result = true;

	switch (address->classId)
	{
		case RelationRelationId:
			return is_recorded_relation(address->objectId);
		case TypeRelationId:
			return is_recorded_type(address->objectId);
		case ConstraintRelationId:
			tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(address->objectId));
			if (HeapTupleIsValid(tuple))
			{
				Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);

				result = form->contype != 'n' && form->contype != CONSTRAINT_TRIGGER &&
					form->conislocal && !OidIsValid(form->conparentid);
				ReleaseSysCache(tuple);
			}
			return result;
		case TriggerRelationId:
			return !is_internal_trigger(address->objectId);
		default:
			return true;
	}
}

/*
 * Whether an object is none of the revision's business.
 */
bool
idem_is_foreign(const ObjectAddress *address, const IdemObject *object)
{
	if (strcmp(object->type, "rule") == 0)
		return strcmp(llast(object->names), ViewSelectRuleName) == 0;
	return strncmp(object->schema, "pg_temp", 7) == 0 ||
		(address->classId != ExtensionRelationId &&
		 OidIsValid(getExtensionOfObject(address->classId, address->objectId)));
}
