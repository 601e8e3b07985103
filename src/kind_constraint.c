/*-------------------------------------------------------------------------
 *
 * kind_constraint.c
 *	  Constraints of tables: PRIMARY KEY, UNIQUE, CHECK, EXCLUDE, FOREIGN KEY.
 *
 * Declared by a Constraint, written for the table or behind a column, or by
 * VALIDATE CONSTRAINT and ALTER CONSTRAINT.  A constraint with a name is that one; one without
 * may be any that says the same.  What "the same" is, the constraint_*.c
 * files decide, one for each sort.
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
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "column.h"
#include "compat.h"
#include "parts.h"

static void diff_present(const IdemWanted *wanted, const ActualConstraints *actual,
						 IdemPlan *plan);
static void diff_validate(const IdemWanted *wanted, const ActualConstraints *actual,
						  IdemPlan *plan);
static void diff_alter(const IdemWanted *wanted, const ActualConstraints *actual,
					   IdemPlan *plan);
static void diff_drop(const IdemWanted *wanted, const ActualConstraints *actual,
					  IdemPlan *plan);
static void diff_rename(const IdemWanted *wanted, const ActualConstraints *actual,
						IdemPlan *plan);

/*
 * The relation; diff() complains if it is missing and should not be.
 */
static void
constraint_resolve(IdemWanted *wanted)
{
	char		relkind;

	if (!OidIsValid(idem_lookup_relation(wanted)))
		return;
	relkind = get_rel_relkind(wanted->objid);
	if (relkind != RELKIND_RELATION && relkind != RELKIND_PARTITIONED_TABLE &&
		relkind != RELKIND_FOREIGN_TABLE && relkind != '\0')
		idem_wrong_relkind(wanted->objid, "a table");
}

/* ----------------------------------------------------------------
 *	observe
 * ----------------------------------------------------------------
 */

/*
 * A smallint[] column of pg_constraint; NULL and zero elements if it is null.
 */
static int16 *
read_attnums(HeapTuple tuple, AttrNumber attnum, TupleDesc desc, int *n)
{
	bool		isnull;
	Datum		value = heap_getattr(tuple, attnum, desc, &isnull);
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
	int			nrefkeys;

	row->oid = form->oid;
	row->name = pstrdup(idem_future_name(IDEM_NAME_CONSTRAINT, form->conrelid,
										 NameStr(form->conname)));
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
	row->keys = read_attnums(tuple, Anum_pg_constraint_conkey, desc, &row->nkeys);
	row->refkeys = read_attnums(tuple, Anum_pg_constraint_confkey, desc, &nrefkeys);
	row->delete_set = read_attnums(tuple, Anum_pg_constraint_confdelsetcols, desc,
								   &row->ndelete_set);
	row->tuple = heap_copytuple(tuple);
	if (row->contype == CONSTRAINT_FOREIGN && nrefkeys != row->nkeys)
		elog(ERROR, "foreign key %u has %d keys and refers to %d", row->oid,
			 row->nkeys, nrefkeys);
	return row;
}

/*
 * The constraint of that name, or all constraints of a relation, as a list of
 * IdemConstraint in the order of their names.
 */
List *
idem_read_constraints(Oid relid, const char *conname)
{
	Relation	pg_constraint = table_open(ConstraintRelationId, AccessShareLock);
	List	   *result = NIL;
	ScanKeyData keys[3];
	SysScanDesc scan;
	HeapTuple	tuple;

	if (conname)
	{
		conname = idem_current_name(IDEM_NAME_CONSTRAINT, relid, conname);
		if (conname == NULL)
		{
			table_close(pg_constraint, AccessShareLock);
			return NIL;
		}
	}
	ScanKeyInit(&keys[0], Anum_pg_constraint_conrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	ScanKeyInit(&keys[1], Anum_pg_constraint_contypid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(InvalidOid));
	if (conname)
		ScanKeyInit(&keys[2], Anum_pg_constraint_conname, BTEqualStrategyNumber, F_NAMEEQ,
					CStringGetDatum(conname));
	scan = systable_beginscan(pg_constraint, ConstraintRelidTypidNameIndexId, true, NULL,
							  conname ? 3 : 2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		/* constraint triggers are triggers */
		if (((Form_pg_constraint) GETSTRUCT(tuple))->contype != CONSTRAINT_TRIGGER)
			result = lappend(result, make_constraint(tuple, RelationGetDescr(pg_constraint)));
	}
	systable_endscan(scan);
	table_close(pg_constraint, AccessShareLock);
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

static IdemActual *
constraint_observe(const IdemWanted *wanted)
{
	ActualConstraints *actual = palloc0(sizeof(ActualConstraints));
	const IdemConstraint *row;

	if (!OidIsValid(wanted->objid))
		return &actual->head;

	/* there is one primary key at most, whatever its name */
	if (wanted->part == NULL ||
		(wanted->node && IsA(wanted->node, Constraint) &&
		 ((Constraint *) wanted->node)->contype == CONSTR_PRIMARY))
		actual->rows = idem_read_constraints(wanted->objid, NULL);
	else
		actual->rows = idem_read_constraints(wanted->objid, wanted->part);
	if (wanted->wish == IDEM_RENAMED)
		actual->rows = list_concat(actual->rows,
								   idem_read_constraints(wanted->objid, wanted->newname));

	row = idem_find_constraint(actual, wanted->part);
	if (row)
	{
		actual->head.found = true;
		ObjectAddressSet(actual->head.address, ConstraintRelationId, row->oid);
	}
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	diff
 * ----------------------------------------------------------------
 */

static void
constraint_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualConstraints *actual = (const ActualConstraints *) head;
	IdemRelationState state = idem_relation_state(wanted, plan);

	if (state == IDEM_RELATION_NONE)
		return;
	switch (wanted->wish)
	{
		case IDEM_ABSENT:
			if (head->found)
				diff_drop(wanted, actual, plan);
			break;
		case IDEM_RENAMED:
			if (state == IDEM_RELATION_THERE)
				diff_rename(wanted, actual, plan);
			break;
		case IDEM_PRESENT:
			if (IsA(wanted->node, AlterTableCmd) &&
				((AlterTableCmd *) wanted->node)->subtype == AT_AlterConstraint)
				diff_alter(wanted, actual, plan);
			else if (!IsA(wanted->node, Constraint))
				diff_validate(wanted, actual, plan);
			else if (state == IDEM_RELATION_THERE)
				diff_present(wanted, actual, plan);
			else
				idem_step_add_constraint(wanted, plan, (Constraint *) wanted->node);
			break;
	}
}

static void
diff_present(const IdemWanted *wanted, const ActualConstraints *actual, IdemPlan *plan)
{
	Constraint *con = (Constraint *) wanted->node;
	const IdemConstraint *named = idem_find_constraint(actual, con->conname);
	IdemDiffBody body;
	char		contype;

	if (con->indexname)
	{
		idem_diff_using_index(wanted, &actual->head, plan);
		return;
	}

	/* comes along with its column */
	if (wanted->with_column &&
		idem_column_number(wanted->objid, wanted->with_column) == InvalidAttrNumber)
		return;

	switch (con->contype)
	{
		case CONSTR_PRIMARY:
			contype = CONSTRAINT_PRIMARY;
			body = idem_diff_key;
			break;
		case CONSTR_UNIQUE:
			contype = CONSTRAINT_UNIQUE;
			body = idem_diff_key;
			break;
		case CONSTR_EXCLUSION:
			contype = CONSTRAINT_EXCLUSION;
			body = idem_diff_key;
			break;
		case CONSTR_CHECK:
			contype = CONSTRAINT_CHECK;
			body = idem_diff_check;
			break;
		case CONSTR_FOREIGN:
			contype = CONSTRAINT_FOREIGN;
			body = idem_diff_foreign_key;
			break;
		case CONSTR_NOTNULL:
			contype = CONSTRAINT_NOTNULL;
			body = idem_diff_not_null;
			break;
		default:
			elog(ERROR, "unexpected constraint type %d", (int) con->contype);
	}

	if (named && named->contype != contype)
	{
		if (!idem_is_merged_key(wanted))
			idem_refuse_constraint_name(wanted, plan, named);
	}
	else if (!idem_try_diff(body, wanted, &actual->head, plan) && named == NULL)
		idem_step_add_constraint(wanted, plan, con);
}

static void
undefined(const IdemWanted *wanted)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_OBJECT),
			 errmsg("constraint \"%s\" of relation \"%s\" does not exist",
					wanted->part, idem_qualified_name(wanted))));
}

/*
 * VALIDATE CONSTRAINT
 */
static void
diff_validate(const IdemWanted *wanted, const ActualConstraints *actual, IdemPlan *plan)
{
	const IdemConstraint *row = idem_find_constraint(actual, wanted->part);

	if (row ? !row->validated : plan->steps != NIL)
		idem_step_validate(wanted, plan, wanted->part);
	else if (row == NULL)
		undefined(wanted);
}

/*
 * ALTER CONSTRAINT: what the command says of deferrability, and from 18 on of
 * enforcement and inheritance.
 */
static void
diff_alter(const IdemWanted *wanted, const ActualConstraints *actual, IdemPlan *plan)
{
	const IdemConstraint *row = idem_find_constraint(actual, wanted->part);
	AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);
	IdemAlteredConstraint alter = idem_altered_constraint(cmd->def);
	StringInfoData clause;
	IdemStep   *step;

	if (row == NULL && plan->steps == NIL)
		undefined(wanted);
	if (row != NULL &&
		(!alter.deferrability ||
		 (row->deferrable == alter.deferrable && row->deferred == alter.deferred)) &&
		(!alter.enforceability || row->enforced == alter.enforced) &&
		(!alter.inheritability || row->no_inherit == alter.no_inherit))
		return;

	initStringInfo(&clause);
	if (alter.deferrability)
		appendStringInfo(&clause, "%s%s", alter.deferrable ? " DEFERRABLE" : " NOT DEFERRABLE",
						 alter.deferred ? " INITIALLY DEFERRED" : "");
	if (alter.enforceability)
		appendStringInfoString(&clause, alter.enforced ? " ENFORCED" : " NOT ENFORCED");
	if (alter.inheritability)
		appendStringInfoString(&clause, alter.no_inherit ? " NO INHERIT" : " INHERIT");
	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_alter_table(step, wanted, cmd,
						  psprintf("ALTER CONSTRAINT %s%s", quote_identifier(wanted->part),
								   clause.data));
	step->lockrel2 = row ? row->refrelid : InvalidOid;
	step->scans = alter.enforceability && alter.enforced;
	step->reason = "the constraint differs";
}

static void
diff_drop(const IdemWanted *wanted, const ActualConstraints *actual, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "drop", IDEM_DROPPED);
	AlterTableCmd *cmd = idem_alter_cmd(AT_DropConstraint, wanted->part, NULL);

	idem_step_alter_table(step, wanted, cmd,
						  psprintf("DROP CONSTRAINT %s", quote_identifier(wanted->part)));
	step->behavior = &cmd->behavior;
	/* a foreign key has triggers on both tables */
	step->lockrel2 = idem_find_constraint(actual, wanted->part)->refrelid;
}

static void
diff_rename(const IdemWanted *wanted, const ActualConstraints *actual, IdemPlan *plan)
{
	const IdemConstraint *renamed = idem_find_constraint(actual, wanted->newname);

	if (actual->head.found && renamed)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_OBJECT),
				 errmsg("relation \"%s\" has both constraint \"%s\" and constraint \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname),
				 errhint("Drop one of the two.")));
	if (actual->head.found)
		idem_step_rename_constraint(wanted, plan, wanted->part, wanted->newname);
	else if (renamed == NULL && plan->steps == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("relation \"%s\" has neither constraint \"%s\" nor constraint \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname)));
}

static char *
constraint_describe(const IdemActual *head)
{
	if (!head->found)
		return pstrdup("no such constraint");
	return idem_definition_text(pg_get_constraintdef, head->address.objectId);
}

const IdemKind idem_kind_constraint = {
	.noun = "constraint",
	.objtype = OBJECT_TABCONSTRAINT,
	.classid = RelationRelationId,
	.is_part = true,
	.resolve = constraint_resolve,
	.observe = constraint_observe,
	.diff = constraint_diff,
	.describe = constraint_describe,
};
