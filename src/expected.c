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
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_type.h"
#include "commands/sequence.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "revision.h"

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
		case T_CompositeTypeStmt:
			foreach(lc, ((const CompositeTypeStmt *) node)->coldeflist)
				parts = lappend(parts, lfirst_node(ColumnDef, lc)->colname);
			break;
		case T_CreateDomainStmt:
			foreach(lc, ((const CreateDomainStmt *) node)->constraints)
			{
				ConstrType	type = lfirst_node(Constraint, lc)->contype;

				if (type == CONSTR_NOTNULL)
					parts = lappend(parts, "not null");
				else if (type == CONSTR_DEFAULT)
					parts = lappend(parts, "default");
			}
			break;
		case T_AlterDomainStmt:
			if (((const AlterDomainStmt *) node)->subtype == 'O')
				parts = list_make1("not null");
			else if (((const AlterDomainStmt *) node)->subtype == 'T' &&
					 ((const AlterDomainStmt *) node)->def != NULL)
				parts = list_make1("default");
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

/*
 * Whether an object is an implementation detail of another one: the index of
 * a constraint, the row type of a table, the sequence of an identity column,
 * the constructor of a range type, a partition's share of an index ...
 */
static bool
is_internal(const ObjectAddress *address)
{
	Relation	relation = table_open(DependRelationId, AccessShareLock);
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;
	bool		result = false;

	ScanKeyInit(&keys[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(address->classId));
	ScanKeyInit(&keys[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(address->objectId));
	scan = systable_beginscan(relation, DependDependerIndexId, true, NULL, 2, keys);
	while (!result && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);

		result = form->objsubid == 0 &&
			(form->deptype == DEPENDENCY_INTERNAL || form->deptype == DEPENDENCY_EXTENSION ||
			 form->deptype == DEPENDENCY_PARTITION_PRI);
	}
	systable_endscan(scan);
	table_close(relation, AccessShareLock);
	return result;
}

/*
 * NOT NULL is a part of its column, although a constraint from 18 on; what is
 * inherited comes along with what it is inherited from.
 */
static bool
is_recorded_constraint(Oid constraint)
{
	HeapTuple	tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(constraint));
	Form_pg_constraint form;
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_constraint) GETSTRUCT(tuple);
	result = form->contype != 'n' && form->contype != CONSTRAINT_TRIGGER &&
		form->conislocal && !OidIsValid(form->conparentid);
	ReleaseSysCache(tuple);
	return result;
}

/*
 * Every table brings a row type and an array type.  The general rule would
 * find them, too, but there are many.
 */
static bool
is_companion_type(Oid typid)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
	Form_pg_type form;
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return true;
	form = (Form_pg_type) GETSTRUCT(tuple);
	result = IsTrueArrayType(form) ||
		(OidIsValid(form->typrelid) && get_rel_relkind(form->typrelid) != RELKIND_COMPOSITE_TYPE);
	ReleaseSysCache(tuple);
	return result;
}

/*
 * Whether a made object is one that people know as such.
 */
bool
idem_is_recorded(const ObjectAddress *address)
{
	int32		column;
	Oid			table;

	if (address->objectSubId != 0)
		return true;
	if (address->classId == ConstraintRelationId)
		return is_recorded_constraint(address->objectId);
	if (address->classId == TypeRelationId && is_companion_type(address->objectId))
		return false;
	if (is_internal(address))
		return false;

	/* the default of its column stands for a serial's sequence */
	return address->classId != RelationRelationId ||
		get_rel_relkind(address->objectId) != RELKIND_SEQUENCE ||
		!sequenceIsOwned(address->objectId, DEPENDENCY_AUTO, &table, &column);
}

/*
 * Whether an object is nobody's business: of this session alone, or of the
 * server's storage.
 */
bool
idem_is_private(const IdemObject *object)
{
	/* the first temporary object of a session may make the schema itself */
	const char *schema = strcmp(object->type, "schema") == 0 ? object->name : object->schema;

	return strncmp(schema, "pg_temp", 7) == 0 || strncmp(schema, "pg_toast", 8) == 0;
}

/* ----------------------------------------------------------------
 *	Declared objects
 * ----------------------------------------------------------------
 */

bool
idem_record_whole(const IdemWanted *wanted, IdemObject *object)
{
	object->type = pstrdup(wanted->kind->noun);
	return true;
}

/*
 * What belongs to no schema.
 */
bool
idem_record_global(const IdemWanted *wanted, IdemObject *object)
{
	object->names = list_make1(object->name);
	object->identity = pstrdup(quote_identifier(object->name));
	object->schema = "";
	return idem_record_whole(wanted, object);
}

/*
 * Types of all sorts go by one text.
 */
bool
idem_record_type(const IdemWanted *wanted pg_attribute_unused(), IdemObject *object)
{
	object->type = "type";
	object->names = list_make1(object->identity);
	return true;
}

bool
idem_record_routine(const IdemWanted *wanted, IdemObject *object)
{
	object->identity = idem_routine_identity(wanted, object->schema, &object->args);
	return object->identity != NULL && idem_record_whole(wanted, object);
}

bool
idem_record_column(const IdemWanted *wanted, IdemObject *object)
{
	if (wanted->part == NULL)
		return false;
	object->type = "table column";
	object->names = lappend(object->names, wanted->part);
	object->identity = psprintf("%s.%s", object->identity, quote_identifier(wanted->part));
	return true;
}

/*
 * Rules, triggers and policies.
 */
bool
idem_record_part(const IdemWanted *wanted, IdemObject *object)
{
	if (wanted->part == NULL)
		return false;
	object->names = lappend(object->names, wanted->part);
	object->identity = psprintf("%s on %s", quote_identifier(wanted->part), object->identity);
	return idem_record_whole(wanted, object);
}

bool
idem_record_constraint(const IdemWanted *wanted, IdemObject *object)
{
	if (!idem_record_part(wanted, object))
		return false;
	object->type = "table constraint";
	return true;
}

bool
idem_record_index(const IdemWanted *wanted, IdemObject *object)
{
	if (wanted->part == NULL)
		return false;
	object->name = wanted->part;
	object->names = list_make2(object->schema, wanted->part);
	object->identity = quote_qualified_identifier(object->schema, wanted->part);
	return idem_record_whole(wanted, object);
}

/*
 * The object that is wanted to be present, whether or not it is there; NULL
 * if it has no name of its own, or is of a kind that is not recorded.
 */
IdemObject *
idem_object_of_wanted(const IdemWanted *wanted)
{
	IdemObject *object = palloc0(sizeof(IdemObject));
	char	   *schema;
	char	   *name;

	if (wanted->wish != IDEM_PRESENT || wanted->kind->record_name == NULL)
		return NULL;
	DeconstructQualifiedName(wanted->names, &schema, &name);
	if (schema == NULL)
	{
		List	   *path = fetch_search_path(false);

		if (path == NIL)
			return NULL;
		schema = get_namespace_name(linitial_oid(path));
	}

	object->schema = schema;
	object->name = name;
	object->names = list_make2(schema, name);
	object->identity = quote_qualified_identifier(schema, name);
	object->parts = idem_declared_parts(wanted->node);
	return wanted->kind->record_name(wanted, object) ? object : NULL;
}
