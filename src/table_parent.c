/*-------------------------------------------------------------------------
 *
 * table_parent.c
 *	  What a table belongs to: the table that it is a partition of, those that
 *	  it inherits from, the type that it is of; and the same for partitions of
 *	  indexes.
 *
 * Declared by CREATE TABLE and by commands of ALTER TABLE and ALTER INDEX.
 * A partition whose bound differs is detached and attached anew, if that is
 * allowed.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "parts.h"

static const IdemKind index_parent;

static void diff_attach(const IdemWanted *wanted, const IdemWanted *parent,
						const IdemWanted *child, PartitionBoundSpec *bound, IdemPlan *plan);
static void diff_detach(const IdemWanted *wanted, const IdemWanted *child, IdemPlan *plan);
static void diff_inherit(const IdemWanted *wanted, RangeVar *parent, bool inherits, IdemPlan *plan);
static void diff_type(const IdemWanted *wanted, TypeName *type, IdemPlan *plan);

static bool
parent_declare_command(IdemDeclaration *declaration, AlterTableStmt *stmt, AlterTableCmd *cmd)
{
	const IdemKind *kind = &idem_kind_parent;

	switch (cmd->subtype)
	{
		case AT_AttachPartition:
			if (stmt->objtype == OBJECT_INDEX)
				kind = &index_parent;
			break;
		case AT_DetachPartition:
		case AT_DetachPartitionFinalize:
		case AT_AddInherit:
		case AT_DropInherit:
		case AT_AddOf:
		case AT_DropOf:
			break;
		default:
			return false;
	}
	idem_declare(declaration, kind, idem_relation_names(stmt->relation), (Node *) cmd);
	return true;
}

static void
parent_resolve(IdemWanted *wanted)
{
	const AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);
	bool		of_partitions = cmd->subtype == AT_AttachPartition ||
		cmd->subtype == AT_DetachPartition || cmd->subtype == AT_DetachPartitionFinalize;
	char		relkind;

	if (!OidIsValid(idem_lookup_relation(wanted)))
		return;
	relkind = get_rel_relkind(wanted->objid);
	switch (relkind)
	{
		case '\0':
			break;
		case RELKIND_PARTITIONED_TABLE:
			if (wanted->objtype == OBJECT_INDEX)
				idem_wrong_relkind(wanted->objid, "an index");
			break;
		case RELKIND_PARTITIONED_INDEX:
			if (cmd->subtype == AT_AttachPartition)
			{
				wanted->kind = &index_parent;
				wanted->objtype = OBJECT_INDEX;
				break;
			}
			idem_wrong_relkind(wanted->objid, "a table");
			break;
		case RELKIND_RELATION:
		case RELKIND_FOREIGN_TABLE:
			if (!of_partitions)
				break;
			/* FALLTHROUGH */
		default:
			idem_wrong_relkind(wanted->objid, of_partitions ? "partitioned" : "a table");
			break;
	}
}

static IdemActual *
parent_observe(const IdemWanted *wanted)
{
	IdemActual *actual = palloc0(sizeof(IdemActual));

	if (OidIsValid(wanted->objid))
	{
		actual->found = true;
		ObjectAddressSet(actual->address, RelationRelationId, wanted->objid);
	}
	return actual;
}

/*
 * Another relation that the declaration names, which earlier steps may be
 * about to make.
 */
static IdemWanted *
find_other(const IdemWanted *wanted, const RangeVar *relation)
{
	IdemWanted *other = idem_wanted(wanted->kind, idem_relation_names(relation));

	other->by_creation = false;
	other->before = wanted->before;
	(void) idem_lookup_relation(other);
	return other;
}

static void
parent_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);

	(void) head;
	if (idem_relation_state(wanted, plan) == IDEM_RELATION_NONE)
		return;
	switch (cmd->subtype)
	{
		case AT_AttachPartition:
			diff_attach(wanted, wanted,
						find_other(wanted, castNode(PartitionCmd, cmd->def)->name),
						castNode(PartitionCmd, cmd->def)->bound, plan);
			break;
		case AT_DetachPartition:
		case AT_DetachPartitionFinalize:
			diff_detach(wanted, find_other(wanted, castNode(PartitionCmd, cmd->def)->name), plan);
			break;
		case AT_AddInherit:
		case AT_DropInherit:
			diff_inherit(wanted, castNode(RangeVar, cmd->def), cmd->subtype == AT_AddInherit, plan);
			break;
		default:
			diff_type(wanted, cmd->subtype == AT_AddOf ? castNode(TypeName, cmd->def) : NULL, plan);
			break;
	}
}

/* ----------------------------------------------------------------
 *	Partitions
 * ----------------------------------------------------------------
 */

/*
 * What a relation is a partition of, and whether it is about to leave that.
 */
static Oid
parent_of(Oid relid, bool *leaving)
{
	Relation	inherits;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;
	Oid			parent = InvalidOid;

	*leaving = false;
	if (!OidIsValid(relid))
		return InvalidOid;
	inherits = table_open(InheritsRelationId, AccessShareLock);
	ScanKeyInit(&key, Anum_pg_inherits_inhrelid, BTEqualStrategyNumber,
				F_OIDEQ, ObjectIdGetDatum(relid));
	scan = systable_beginscan(inherits, InheritsRelidSeqnoIndexId, true, NULL, 1, &key);
	if (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		parent = ((Form_pg_inherits) GETSTRUCT(tuple))->inhparent;
		*leaving = ((Form_pg_inherits) GETSTRUCT(tuple))->inhdetachpending;
	}
	systable_endscan(scan);
	table_close(inherits, AccessShareLock);
	return parent;
}

static bool
is_partition(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return false;
	result = ((Form_pg_class) GETSTRUCT(tuple))->relispartition;
	ReleaseSysCache(tuple);
	return result;
}

/*
 * ATTACH or DETACH PARTITION, a command of the parent.
 */
static IdemStep *
partition_step(const IdemWanted *wanted, const IdemWanted *parent, const IdemWanted *child,
			   AlterTableType subtype, PartitionBoundSpec *bound, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	PartitionCmd *partition = makeNode(PartitionCmd);
	bool		of_index = parent->objtype == OBJECT_INDEX;
	const char *words = subtype == AT_AttachPartition ? "ATTACH" : "DETACH";
	const char *clause;

	partition->name = makeRangeVar(child->nspname, child->name, -1);
	partition->bound = bound;
	clause = psprintf("%s PARTITION %s%s%s", words, idem_qualified_name(child),
					  idem_partition_bound_text(bound, wanted->source),
					  subtype == AT_DetachPartitionFinalize ? " FINALIZE" : "");
	idem_step_alter_table(step, parent, idem_alter_cmd(subtype, NULL, (Node *) partition), clause);
	if (of_index)
	{
		((AlterTableStmt *) step->stmt)->objtype = OBJECT_INDEX;
		step->ddl = psprintf("ALTER INDEX %s %s", idem_qualified_name(parent), clause);
	}
	if (subtype != AT_AttachPartition)
		step->lockrel2 = child->objid;
	return step;
}

static void
undefined_relation(const IdemWanted *relation)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_TABLE),
			 errmsg("relation \"%s\" does not exist", NameListToString(relation->names))));
}

static void
diff_attach(const IdemWanted *wanted, const IdemWanted *parent, const IdemWanted *child,
			PartitionBoundSpec *bound, IdemPlan *plan)
{
	const char *noun = parent->objtype == OBJECT_INDEX ? "index" : "table";
	IdemStep   *step;
	bool		leaving;
	Oid			current = parent_of(child->objid, &leaving);
	char	   *found;
	char	   *target;

	if (plan->steps == NIL)
	{
		if (!OidIsValid(parent->objid))
			undefined_relation(parent);
		if (!OidIsValid(child->objid))
			undefined_relation(child);
	}

	if (OidIsValid(current) && current == parent->objid && !leaving)
	{
		if (bound == NULL ||
			idem_same_partition_bound(bound, wanted->source, parent->objid, child->objid,
									  &found, &target))
			return;
		step = partition_step(wanted, parent, child, AT_DetachPartition, NULL, plan);
		idem_refuse(step, IDEM_RECREATE,
					psprintf("partition \"%s\" of table \"%s\" has another bound",
							 idem_qualified_name(child), idem_qualified_name(parent)),
					psprintf("Found: %s. Wanted: %s. The partition would be detached and attached anew, for which its rows are looked at.",
							 found, target));
		step->reason = psprintf("its bound is %s", found);
		step = partition_step(wanted, parent, child, AT_AttachPartition, bound, plan);
		step->scans = true;
		return;
	}

	step = partition_step(wanted, parent, child, AT_AttachPartition, bound, plan);
	step->scans = bound != NULL;
	step->reason = psprintf("\"%s\" is not a partition of it", child->name);
	if (!OidIsValid(current) || !is_partition(child->objid))
		return;
	idem_refuse(step, IDEM_IMPOSSIBLE,
				psprintf("%s \"%s\" is a partition of another %s", noun,
						 idem_qualified_name(child), noun),
				psprintf("Found: a partition of \"%s\"%s. Wanted: a partition of \"%s\".",
						 get_rel_name(current), leaving ? " that is being detached" : "",
						 idem_qualified_name(parent)));
	step->hint = leaving ? "Finish that with ALTER TABLE ... DETACH PARTITION ... FINALIZE." :
		bound == NULL ? "Give the index another name, or drop it." :
		"Detach it in a revision first.";
	if (leaving && current == parent->objid)
		step->problem = psprintf("table \"%s\" is being detached from \"%s\"",
								 idem_qualified_name(child), idem_qualified_name(parent));
}

static void
diff_detach(const IdemWanted *wanted, const IdemWanted *child, IdemPlan *plan)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;
	bool		leaving;
	Oid			current = parent_of(child->objid, &leaving);
	IdemStep   *step;

	if (!OidIsValid(wanted->objid) || current != wanted->objid ||
		(cmd->subtype == AT_DetachPartitionFinalize && !leaving))
		return;
	step = partition_step(wanted, wanted, child, leaving ? AT_DetachPartitionFinalize : cmd->subtype,
						  NULL, plan);
	step->reason = psprintf("\"%s\" is a partition of it", child->name);

	/* that cannot be had in a transaction; without rows it does not matter */
	if (leaving || !castNode(PartitionCmd, cmd->def)->concurrent ||
		!idem_seems_to_have_rows(child->objid, NULL))
		return;
	idem_refuse(step, IDEM_IMPOSSIBLE,
				psprintf("partition \"%s\" cannot be detached CONCURRENTLY in a transaction",
						 idem_qualified_name(child)),
				psprintf("Table \"%s\" has rows, and other sessions would have to wait.", child->name));
	step->sqlstate = ERRCODE_ACTIVE_SQL_TRANSACTION;
	step->hint = "Run the statement by itself first, or take CONCURRENTLY out of it.";
}

/*
 * Whether each partition of a table has its share of an index.
 */
bool
idem_index_is_complete(Oid indexid, Oid relid)
{
	return list_length(find_inheritance_children(indexid, NoLock)) ==
		list_length(find_inheritance_children(relid, NoLock));
}

/* ----------------------------------------------------------------
 *	Inheritance and types
 * ----------------------------------------------------------------
 */

static void
diff_inherit(const IdemWanted *wanted, RangeVar *relation, bool inherits, IdemPlan *plan)
{
	IdemWanted *parent = find_other(wanted, relation);
	RangeVar   *name = makeRangeVar(parent->nspname, parent->name, -1);
	IdemStep   *step;

	if (OidIsValid(wanted->objid) && OidIsValid(parent->objid) ?
		idem_is_child_of(wanted->objid, parent->objid) == inherits : !inherits)
		return;
	if (!OidIsValid(parent->objid) && plan->steps == NIL)
		undefined_relation(parent);

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_alter_table(step, wanted,
						  idem_alter_cmd(inherits ? AT_AddInherit : AT_DropInherit, NULL,
										 (Node *) name),
						  psprintf("%s %s", inherits ? "INHERIT" : "NO INHERIT",
								   idem_qualified_name(parent)));
	step->lockrel2 = parent->objid;
	step->reason = inherits ? "it does not inherit from its parent" : "it inherits from it";
}

/*
 * OF a composite type; NULL for NOT OF.
 */
static void
diff_type(const IdemWanted *wanted, TypeName *type, IdemPlan *plan)
{
	HeapTuple	tuple = NULL;
	Oid			wanted_type = InvalidOid;
	Oid			current = InvalidOid;
	IdemStep   *step;

	if (type != NULL)
	{
		wanted_type = LookupTypeNameOid(NULL, type, plan->steps != NIL);
		if (!OidIsValid(wanted_type) && plan->steps == NIL)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("type \"%s\" does not exist", TypeNameToString(type))));
	}
	if (OidIsValid(wanted->objid))
		tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(wanted->objid));
	if (HeapTupleIsValid(tuple))
	{
		current = ((Form_pg_class) GETSTRUCT(tuple))->reloftype;
		ReleaseSysCache(tuple);
	}
	if (current == wanted_type && (type == NULL || OidIsValid(current)))
		return;

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_alter_table(step, wanted,
						  idem_alter_cmd(type ? AT_AddOf : AT_DropOf, NULL, (Node *) type),
						  type == NULL ? "NOT OF" :
						  psprintf("OF %s", TypeNameToString(type)));
	step->reason = OidIsValid(current) ?
		psprintf("it is of type %s", format_type_be_qualified(current)) : "it is of no type";
}

/*
 * What CREATE TABLE says of the parents of a table that exists: PARTITION OF,
 * INHERITS, OF.  Parents that it does not mention stay.
 */
void
idem_diff_parents(const IdemWanted *wanted, const CreateStmt *stmt, IdemPlan *plan)
{
	ListCell   *lc;

	foreach(lc, stmt->inhRelations)
	{
		RangeVar   *parent = lfirst_node(RangeVar, lc);

		if (stmt->partbound != NULL)
			diff_attach(wanted, find_other(wanted, parent), wanted, stmt->partbound, plan);
		else
			diff_inherit(wanted, parent, true, plan);
	}
	if (stmt->ofTypename != NULL)
		diff_type(wanted, stmt->ofTypename, plan);
}

static char *
parent_describe(const IdemActual *head)
{
	char	   *name = head->found ? get_rel_name(head->address.objectId) : NULL;

	return name ? name : pstrdup("no such relation");
}

const IdemKind idem_kind_parent = {
	.noun = "table",
	.objtype = OBJECT_TABLE,
	.classid = RelationRelationId,
	.is_edit = true,
	.declare_command = parent_declare_command,
	.resolve = parent_resolve,
	.observe = parent_observe,
	.diff = parent_diff,
	.describe = parent_describe,
};

static const IdemKind index_parent = {
	.noun = "index",
	.objtype = OBJECT_INDEX,
	.classid = RelationRelationId,
	.is_edit = true,
	.resolve = parent_resolve,
	.observe = parent_observe,
	.diff = parent_diff,
	.describe = parent_describe,
};
