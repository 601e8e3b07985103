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
#include "catalog/pg_inherits.h"
#include "catalog/pg_partitioned_table.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

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
	bool		same;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_partitioned_table) GETSTRUCT(tuple);
	partexprs = SysCacheGetAttr(PARTRELID, tuple, Anum_pg_partitioned_table_partexprs, &isnull);
	if (!isnull)
		expressions = (List *) stringToNode(TextDatumGetCString(partexprs));

	same = form->partstrat == idem_partition_strategy(spec) &&
		form->partnatts == list_length(spec->partParams);
	expr = list_head(expressions);
	foreach(lc, spec->partParams)
	{
		PartitionElem *elem = lfirst_node(PartitionElem, lc);
		AttrNumber	attnum;

		if (!same)
			break;
		attnum = form->partattrs.values[foreach_current_index(lc)];
		if (attnum != 0)
			same = elem->name != NULL && get_attnum(relid, elem->name) == attnum;
		else
		{
			same = elem->expr != NULL && expr != NULL &&
				idem_expr_equal(idem_cook_index_expr(elem->expr, source, relid),
								lfirst(expr), relid);
			if (expr)
				expr = lnext(expressions, expr);
		}
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
