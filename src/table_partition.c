/*-------------------------------------------------------------------------
 *
 * table_partition.c
 *	  Comparison of partition keys, and of parents and children.
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
#include "catalog/pg_am.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_partitioned_table.h"
#include "commands/defrem.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

/*
 * Whether one element of a key has the declared collation and operator class,
 * or the default ones, as ComputePartitionAttrs() of tablecmds.c chooses them.
 */
static bool
same_comparison(const PartitionElem *elem, char strategy, Oid type, Oid collation,
				Oid stored_collation, Oid stored_opclass)
{
	bool		hash = strategy == PARTITION_STRATEGY_HASH;

	if (elem->collation)
		collation = get_collation_oid(elem->collation, false);
	return collation == stored_collation &&
		ResolveOpClass(elem->opclass, type, hash ? "hash" : "btree",
					   hash ? HASH_AM_OID : BTREE_AM_OID) == stored_opclass;
}

/*
 * Whether a partitioned table has the declared key: strategy and columns or
 * expressions, in order.
 */
bool
idem_same_partition_key(const PartitionSpec *spec, const char *source, Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(PARTRELID, ObjectIdGetDatum(relid));
	Form_pg_partitioned_table form;
	List	   *expressions = NIL;
	ListCell   *expr;
	ListCell   *lc;
	bool		isnull;
	Datum		partexprs;
	oidvector  *collations;
	oidvector  *opclasses;
	bool		same;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_partitioned_table) GETSTRUCT(tuple);
	partexprs = SysCacheGetAttr(PARTRELID, tuple, Anum_pg_partitioned_table_partexprs, &isnull);
	if (!isnull)
		expressions = (List *) stringToNode(TextDatumGetCString(partexprs));

	collations = (oidvector *)
		DatumGetPointer(SysCacheGetAttr(PARTRELID, tuple, Anum_pg_partitioned_table_partcollation,
										&isnull));
	opclasses = (oidvector *)
		DatumGetPointer(SysCacheGetAttr(PARTRELID, tuple, Anum_pg_partitioned_table_partclass,
										&isnull));

	same = form->partstrat == idem_partition_strategy(spec) &&
		form->partnatts == list_length(spec->partParams);
	expr = list_head(expressions);
	foreach(lc, spec->partParams)
	{
		PartitionElem *elem = lfirst_node(PartitionElem, lc);
		int			i = foreach_current_index(lc);
		Node	   *declared = NULL;
		AttrNumber	attnum;
		Oid			type = InvalidOid;
		Oid			collation = InvalidOid;
		int32		typmod;

		if (!same)
			break;
		attnum = form->partattrs.values[i];
		if (elem->expr)
		{
			declared = idem_cook_index_expr(elem->expr, source, relid);
			while (IsA(declared, CollateExpr))
				declared = (Node *) ((CollateExpr *) declared)->arg;
		}
		if (attnum != 0)
		{
			/* a column in parentheses is one, too */
			same = elem->name != NULL ? get_attnum(relid, elem->name) == attnum :
				IsA(declared, Var) && ((Var *) declared)->varattno == attnum;
			get_atttypetypmodcoll(relid, attnum, &type, &typmod, &collation);
		}
		else
		{
			same = declared != NULL && expr != NULL &&
				idem_expr_equal(declared, lfirst(expr), relid);
			if (expr)
			{
				type = exprType(lfirst(expr));
				collation = exprCollation(lfirst(expr));
				expr = lnext(expressions, expr);
			}
		}
		same = same && same_comparison(elem, form->partstrat, type, collation,
									   collations->values[i], opclasses->values[i]);
	}
	ReleaseSysCache(tuple);
	return same;
}

/*
 * Whether a relation inherits from, or is a partition of, another.
 */
bool
idem_is_child_of(Oid relid, Oid parentid)
{
	Relation	inherits = table_open(InheritsRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;
	bool		found = false;

	ScanKeyInit(&key, Anum_pg_inherits_inhrelid, BTEqualStrategyNumber,
				F_OIDEQ, ObjectIdGetDatum(relid));
	scan = systable_beginscan(inherits, InheritsRelidSeqnoIndexId, true, NULL, 1, &key);
	while (!found && HeapTupleIsValid(tuple = systable_getnext(scan)))
		found = ((Form_pg_inherits) GETSTRUCT(tuple))->inhparent == parentid;
	systable_endscan(scan);
	table_close(inherits, AccessShareLock);
	return found;
}
