/*-------------------------------------------------------------------------
 *
 * constraint_read.c
 *	  Constraints of relations, read at one go and kept.
 *
 * Never locks the relation, and writes nothing.
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
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

#include "compat.h"
#include "kept.h"
#include "parts.h"

/*
 * A smallint[]; NULL and zero elements if it is null.
 */
static int16 *
read_attnums(Datum value, bool isnull, int *n)
{
	ArrayType  *array;
	int16	   *result;

	*n = 0;
	if (isnull)
		return NULL;
	array = DatumGetArrayTypeP(value);
	*n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	result = palloc(sizeof(int16) * Max(*n, 1));
	memcpy(result, ARR_DATA_PTR(array), sizeof(int16) * *n);
	return result;
}

static IdemConstraint *
make_constraint(HeapTuple tuple, TupleDesc desc)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);
	IdemConstraint *row = palloc0(sizeof(IdemConstraint));
	Datum		values[Natts_pg_constraint];
	bool		nulls[Natts_pg_constraint];
	int			nrefkeys;

	heap_deform_tuple(tuple, desc, values, nulls);
	row->oid = form->oid;
	row->name = pstrdup(NameStr(form->conname));
	row->contype = form->contype;
	row->deferrable = form->condeferrable;
	row->deferred = form->condeferred;
	row->validated = form->convalidated;
	row->enforced = idem_constraint_enforced(form);
	row->no_inherit = form->connoinherit;
	row->period = idem_constraint_period(form);
	row->indexid = form->conindid;
	row->refrelid = form->confrelid;
	row->update_action = form->confupdtype;
	row->delete_action = form->confdeltype;
	row->match_type = form->confmatchtype;
	row->keys = read_attnums(values[Anum_pg_constraint_conkey - 1],
							 nulls[Anum_pg_constraint_conkey - 1], &row->nkeys);
	row->refkeys = read_attnums(values[Anum_pg_constraint_confkey - 1],
								nulls[Anum_pg_constraint_confkey - 1], &nrefkeys);
	row->delete_set = read_attnums(values[Anum_pg_constraint_confdelsetcols - 1],
								   nulls[Anum_pg_constraint_confdelsetcols - 1], &row->ndelete_set);
	row->tuple = heap_copytuple(tuple);
	if (row->contype == CONSTRAINT_FOREIGN && nrefkeys != row->nkeys)
		elog(ERROR, "foreign key %u has %d keys and refers to %d", row->oid,
			 row->nkeys, nrefkeys);
	return row;
}

/*
 * The constraints of a relation in the order of their names, as a list of
 * IdemConstraint.  What this returns holds until the next look at a catalog.
 */
static List *
read_rows(Oid relid)
{
	List	  **kept = idem_kept(relid, IDEM_KEPT_CONSTRAINTS);
	IdemReading reading;
	Relation	pg_constraint;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	if (kept != NULL)
		return *kept;

	idem_reading_begin(&reading, relid, IDEM_KEPT_CONSTRAINTS);
	kept = palloc0(sizeof(List *));
	pg_constraint = table_open(ConstraintRelationId, AccessShareLock);
	ScanKeyInit(&keys[0], Anum_pg_constraint_conrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	ScanKeyInit(&keys[1], Anum_pg_constraint_contypid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(InvalidOid));
	scan = systable_beginscan(pg_constraint, ConstraintRelidTypidNameIndexId, true, NULL,
							  2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		/* constraint triggers are triggers */
		if (((Form_pg_constraint) GETSTRUCT(tuple))->contype != CONSTRAINT_TRIGGER)
			*kept = lappend(*kept, make_constraint(tuple, RelationGetDescr(pg_constraint)));
	}
	systable_endscan(scan);
	table_close(pg_constraint, AccessShareLock);
	idem_reading_end(&reading, kept);
	return *kept;
}

static int16 *
copy_attnums(const int16 *attnums, int n)
{
	int16	   *result;

	if (attnums == NULL)
		return NULL;
	result = palloc(sizeof(int16) * Max(n, 1));
	memcpy(result, attnums, sizeof(int16) * n);
	return result;
}

static IdemConstraint *
copy_constraint(Oid relid, const IdemConstraint *row)
{
	IdemConstraint *copy = palloc(sizeof(IdemConstraint));

	*copy = *row;
	copy->name = pstrdup(idem_future_name(IDEM_NAME_CONSTRAINT, relid, row->name));
	copy->keys = copy_attnums(row->keys, row->nkeys);
	copy->refkeys = copy_attnums(row->refkeys, row->nkeys);
	copy->delete_set = copy_attnums(row->delete_set, row->ndelete_set);
	copy->tuple = heap_copytuple(row->tuple);
	return copy;
}

/*
 * The constraint of that name, or all constraints of a relation, as a list of
 * IdemConstraint in the order of their names.
 */
List *
idem_read_constraints(Oid relid, const char *conname)
{
	List	   *result = NIL;
	ListCell   *lc;

	if (conname != NULL)
	{
		conname = idem_current_name(IDEM_NAME_CONSTRAINT, relid, conname);
		if (conname == NULL)
			return NIL;
	}
	foreach(lc, read_rows(relid))
	{
		const IdemConstraint *row = lfirst(lc);

		const char *name;

		if (conname != NULL && strcmp(row->name, conname) != 0)
			continue;

		/* one that is planned to be dropped is not there any more */
		name = idem_current_name(IDEM_NAME_CONSTRAINT, relid,
								 idem_future_name(IDEM_NAME_CONSTRAINT, relid, row->name));
		if (name != NULL && strcmp(name, row->name) == 0)
			result = lappend(result, copy_constraint(relid, row));
	}
	return result;
}

/*
 * One of the constraints that were read, by its name; NULL if there is none.
 */
const IdemConstraint *
idem_find_constraint(const ActualConstraints *actual, const char *conname)
{
	ListCell   *lc;

	foreach(lc, actual->rows)
	{
		const IdemConstraint *row = lfirst(lc);

		if (conname != NULL && strcmp(row->name, conname) == 0)
			return row;
	}
	return NULL;
}
