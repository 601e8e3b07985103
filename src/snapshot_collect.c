/*-------------------------------------------------------------------------
 *
 * snapshot_collect.c
 *	  The objects of a schema.
 *
 * What belongs to a table (sequences of its defaults, indexes, constraints,
 * triggers ...) is found under the table.  Members of extensions are left
 * out, and what is made along with another object.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/transam.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_cast.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_default_acl.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_index.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_range.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_ts_config.h"
#include "catalog/pg_ts_dict.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "miscadmin.h"
#include "rewrite/rewriteSupport.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"

/* the order of objects that do not use each other */
enum
{
	RANK_EXTENSION,
	RANK_COLLATION,
	RANK_ENUM,
	RANK_COMPOSITE,
	RANK_DOMAIN,
	RANK_RANGE,
	RANK_FUNCTION,
	RANK_PROCEDURE,
	RANK_AGGREGATE,
	RANK_OPERATOR,
	RANK_CAST,
	RANK_DICTIONARY,
	RANK_CONFIGURATION,
	RANK_SEQUENCE,
	RANK_TABLE,
	RANK_VIEW,
	RANK_MATVIEW
};

static void
add_type_aliases(IdemSnapshot *snapshot, IdemSnapshotNode *node, Oid typid)
{
	idem_snapshot_add_alias(snapshot, node, TypeRelationId, typid);
	idem_snapshot_add_alias(snapshot, node, TypeRelationId, get_array_type(typid));
}

/*
 * Parts of a relation that rows of a catalog are about.
 */
static void
add_parts(IdemSnapshot *snapshot, IdemSnapshotNode *node, Oid catalogid, Oid indexid,
		  AttrNumber attnum, Oid relid)
{
	IdemRows   *rows = idem_rows(catalogid, indexid, attnum, relid);
	ListCell   *lc;

	foreach(lc, rows->tuples)
	{
		HeapTuple	tuple = lfirst(lc);
		bool		isnull;
		Oid			objid = DatumGetObjectId(idem_row_value(rows, tuple, 1, &isnull));
		List	  **list = &node->parts;

		switch (catalogid)
		{
			case IndexRelationId:
				idem_snapshot_add_address(snapshot, node, list, RelationRelationId, objid);
				continue;
			case AttrDefaultRelationId:
				{
					AttrNumber	column = ((Form_pg_attrdef) GETSTRUCT(tuple))->adnum;
					HeapTuple	att = SearchSysCache2(ATTNUM, ObjectIdGetDatum(relid),
													  Int16GetDatum(column));

					/* a column cannot become a generated one later */
					if (HeapTupleIsValid(att))
					{
						if (((Form_pg_attribute) GETSTRUCT(att))->attgenerated != '\0')
							list = &node->whole;
						ReleaseSysCache(att);
					}
					break;
				}
			case RewriteRelationId:
				if (strcmp(NameStr(((Form_pg_rewrite) GETSTRUCT(tuple))->rulename),
						   ViewSelectRuleName) == 0)
					list = &node->whole;
				break;
			case TriggerRelationId:
				if (((Form_pg_trigger) GETSTRUCT(tuple))->tgisinternal)
					continue;
				break;
			default:
				break;
		}
		idem_snapshot_add_address(snapshot, node, list, catalogid, objid);
	}
}

static void
add_relation(IdemSnapshot *snapshot, Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	IdemSnapshotNode *node;
	char		relkind;
	char	   *relname;
	Oid			reltype;
	int			rank;

	if (!HeapTupleIsValid(tuple))
		return;
	relkind = ((Form_pg_class) GETSTRUCT(tuple))->relkind;
	relname = pstrdup(NameStr(((Form_pg_class) GETSTRUCT(tuple))->relname));
	reltype = ((Form_pg_class) GETSTRUCT(tuple))->reltype;
	ReleaseSysCache(tuple);

	switch (relkind)
	{
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
		case RELKIND_FOREIGN_TABLE:
			rank = RANK_TABLE;
			break;
		case RELKIND_VIEW:
			rank = RANK_VIEW;
			break;
		case RELKIND_MATVIEW:
			rank = RANK_MATVIEW;
			break;
		case RELKIND_SEQUENCE:
			rank = RANK_SEQUENCE;
			break;
		default:
			return;
	}
	node = idem_snapshot_add_node(snapshot, RelationRelationId, relid, rank, relname);
	if (rank == RANK_SEQUENCE)
		return;
	if (OidIsValid(reltype))
		add_type_aliases(snapshot, node, reltype);
	add_parts(snapshot, node, AttrDefaultRelationId, AttrDefaultIndexId,
			  Anum_pg_attrdef_adrelid, relid);
	add_parts(snapshot, node, ConstraintRelationId, ConstraintRelidTypidNameIndexId,
			  Anum_pg_constraint_conrelid, relid);
	add_parts(snapshot, node, IndexRelationId, IndexIndrelidIndexId,
			  Anum_pg_index_indrelid, relid);
	add_parts(snapshot, node, StatisticExtRelationId, StatisticExtRelidIndexId,
			  Anum_pg_statistic_ext_stxrelid, relid);
	add_parts(snapshot, node, TriggerRelationId, TriggerRelidNameIndexId,
			  Anum_pg_trigger_tgrelid, relid);
	add_parts(snapshot, node, PolicyRelationId, PolicyPolrelidPolnameIndexId,
			  Anum_pg_policy_polrelid, relid);
	add_parts(snapshot, node, RewriteRelationId, RewriteRelRulenameIndexId,
			  Anum_pg_rewrite_ev_class, relid);
}

static bool
add_type(IdemSnapshot *snapshot, Oid typid)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
	IdemSnapshotNode *node;
	Form_pg_type form;
	char		typtype;
	Oid			typrelid;
	char	   *typname;
	int			rank;

	if (!HeapTupleIsValid(tuple))
		return true;
	form = (Form_pg_type) GETSTRUCT(tuple);
	typtype = form->typtype;
	typrelid = form->typrelid;
	typname = pstrdup(NameStr(form->typname));
	if (IsTrueArrayType(form) || typtype == TYPTYPE_MULTIRANGE)
	{
		ReleaseSysCache(tuple);
		return true;
	}
	ReleaseSysCache(tuple);

	switch (typtype)
	{
		case TYPTYPE_ENUM:
			rank = RANK_ENUM;
			break;
		case TYPTYPE_COMPOSITE:
			rank = RANK_COMPOSITE;
			break;
		case TYPTYPE_DOMAIN:
			rank = RANK_DOMAIN;
			break;
		case TYPTYPE_RANGE:
			rank = RANK_RANGE;
			break;
		default:
			return false;
	}
	node = idem_snapshot_add_node(snapshot, TypeRelationId, typid, rank, typname);
	add_type_aliases(snapshot, node, typid);
	if (typtype == TYPTYPE_COMPOSITE)
		idem_snapshot_add_address(snapshot, node, &node->whole, RelationRelationId, typrelid);
	else if (typtype == TYPTYPE_DOMAIN)
		add_parts(snapshot, node, ConstraintRelationId, ConstraintTypidIndexId,
				  Anum_pg_constraint_contypid, typid);
	else if (typtype == TYPTYPE_RANGE)
		add_type_aliases(snapshot, node, get_range_multirange(typid));
	return true;
}

/*
 * Whether an object is made along with another one: the constructors of a
 * range type, the cast to its multirange.
 */
static bool
comes_along(Oid classid, Oid objid)
{
	Relation	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;
	bool		result = false;

	ScanKeyInit(&keys[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(classid));
	ScanKeyInit(&keys[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(objid));
	scan = systable_beginscan(depend, DependDependerIndexId, true, NULL, 2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		if (((Form_pg_depend) GETSTRUCT(tuple))->deptype == DEPENDENCY_INTERNAL)
			result = true;
	systable_endscan(scan);
	table_close(depend, AccessShareLock);
	return result;
}

static void
add_routine(IdemSnapshot *snapshot, Oid procid)
{
	int			rank;

	if (comes_along(ProcedureRelationId, procid))
		return;
	switch (get_func_prokind(procid))
	{
		case PROKIND_PROCEDURE:
			rank = RANK_PROCEDURE;
			break;
		case PROKIND_AGGREGATE:
			rank = RANK_AGGREGATE;
			break;
		default:
			rank = RANK_FUNCTION;
			break;
	}
	(void) idem_snapshot_add_node(snapshot, ProcedureRelationId, procid, rank, idem_routine_called(procid));
}

/*
 * An operator's name says nothing of its arguments.
 */
static void
add_operator(IdemSnapshot *snapshot, Oid operid)
{
	Oid			left;
	Oid			right;
	char	   *name = get_opname(operid);

	if (name == NULL || !OidIsValid(get_opcode(operid)))
		return;
	op_input_types(operid, &left, &right);
	(void) idem_snapshot_add_node(snapshot, OperatorRelationId, operid, RANK_OPERATOR,
								  psprintf("%s(%s,%s)", name, OidIsValid(left) ? format_type_be(left) : "",
										   OidIsValid(right) ? format_type_be(right) : ""));
}

static void
add_text_search(IdemSnapshot *snapshot, Oid classid, Oid objid)
{
	bool		dictionary = classid == TSDictionaryRelationId;
	HeapTuple	tuple = SearchSysCache1(dictionary ? TSDICTOID : TSCONFIGOID, ObjectIdGetDatum(objid));
	char	   *name;

	if (!HeapTupleIsValid(tuple))
		return;
	name = pstrdup(dictionary ? NameStr(((Form_pg_ts_dict) GETSTRUCT(tuple))->dictname) :
				   NameStr(((Form_pg_ts_config) GETSTRUCT(tuple))->cfgname));
	ReleaseSysCache(tuple);
	(void) idem_snapshot_add_node(snapshot, classid, objid,
								  dictionary ? RANK_DICTIONARY : RANK_CONFIGURATION, name);
}

static void
leave_out(IdemSnapshot *snapshot, Oid classid, Oid objid)
{
	ObjectAddress address;
	char	   *description;

	ObjectAddressSet(address, classid, objid);
	description = getObjectDescription(&address, true);
	if (description != NULL)
		snapshot->left_out = lappend(snapshot->left_out, description);
}

static void
add_object(IdemSnapshot *snapshot, Oid classid, Oid objid)
{
	char	   *name;

	if (getExtensionOfObject(classid, objid) != InvalidOid ||
		idem_snapshot_has(snapshot, classid, objid))
		return;
	switch (classid)
	{
		case RelationRelationId:
			add_relation(snapshot, objid);
			break;
		case TypeRelationId:
			if (!add_type(snapshot, objid))
				leave_out(snapshot, classid, objid);
			break;
		case ProcedureRelationId:
			add_routine(snapshot, objid);
			break;
		case OperatorRelationId:
			add_operator(snapshot, objid);
			break;
		case CollationRelationId:
			name = get_collation_name(objid);
			if (name != NULL)
				(void) idem_snapshot_add_node(snapshot, classid, objid, RANK_COLLATION, name);
			break;
		case ExtensionRelationId:
			name = get_extension_name(objid);
			if (name != NULL)
				(void) idem_snapshot_add_node(snapshot, classid, objid, RANK_EXTENSION, name);
			break;
		case TSDictionaryRelationId:
		case TSConfigRelationId:
			add_text_search(snapshot, classid, objid);
			break;
		case DefaultAclRelationId:
			snapshot->default_privileges = lappend_oid(snapshot->default_privileges, objid);
			break;
		case StatisticExtRelationId:
			/* said with the table */
			break;
		default:
			leave_out(snapshot, classid, objid);
			break;
	}
}

/*
 * Sequences that a column owns are written with its table.
 */
static void
adopt_sequences(IdemSnapshot *snapshot)
{
	List	   *nodes = NIL;
	ListCell   *lc;

	foreach(lc, snapshot->nodes)
	{
		IdemSnapshotNode *node = lfirst(lc);
		Oid			relid;
		int32		attnum;

		if (node->rank == RANK_SEQUENCE &&
			(sequenceIsOwned(node->objid, DEPENDENCY_AUTO, &relid, &attnum) ||
			 sequenceIsOwned(node->objid, DEPENDENCY_INTERNAL, &relid, &attnum)) &&
			idem_snapshot_adopt(snapshot, node->objid, relid))
			continue;
		nodes = lappend(nodes, node);
	}
	snapshot->nodes = nodes;
}

/*
 * Casts are in no schema: those that are about a type or a function of this
 * one.
 */
static void
add_casts(IdemSnapshot *snapshot)
{
	IdemRows   *rows = idem_rows(CastRelationId, InvalidOid, 0, InvalidOid);
	ListCell   *lc;

	foreach(lc, rows->tuples)
	{
		Form_pg_cast form = (Form_pg_cast) GETSTRUCT((HeapTuple) lfirst(lc));

		if (form->oid < FirstNormalObjectId ||
			getExtensionOfObject(CastRelationId, form->oid) != InvalidOid)
			continue;
		if (!idem_snapshot_has(snapshot, TypeRelationId, form->castsource) &&
			!idem_snapshot_has(snapshot, TypeRelationId, form->casttarget) &&
			!idem_snapshot_has(snapshot, ProcedureRelationId, form->castfunc))
			continue;
		if (comes_along(CastRelationId, form->oid))
			continue;
		(void) idem_snapshot_add_node(snapshot, CastRelationId, form->oid, RANK_CAST,
									  psprintf("%s %s", format_type_be(form->castsource),
											   format_type_be(form->casttarget)));
	}
}

/*
 * Everything that is in the schema depends on it.
 */
IdemSnapshot *
idem_snapshot_collect(Oid nspid)
{
	IdemSnapshot *snapshot = idem_snapshot_create();
	Relation	depend;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;
	List	   *found = NIL;
	ListCell   *lc;

	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyInit(&keys[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(NamespaceRelationId));
	ScanKeyInit(&keys[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(nspid));
	scan = systable_beginscan(depend, DependReferenceIndexId, true, NULL, 2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);
		ObjectAddress *key = palloc0(sizeof(ObjectAddress));

		key->classId = form->classid;
		key->objectId = form->objid;
		found = lappend(found, key);
	}
	systable_endscan(scan);
	table_close(depend, AccessShareLock);

	foreach(lc, found)
	{
		const ObjectAddress *key = lfirst(lc);

		CHECK_FOR_INTERRUPTS();
		add_object(snapshot, key->classId, key->objectId);
	}
	adopt_sequences(snapshot);
	add_casts(snapshot);
	idem_snapshot_sort(snapshot);
	return snapshot;
}
