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

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"

#include "column.h"
#include "compat.h"
#include "kept.h"
#include "parts.h"

static bool is_in_the_way(const IdemWanted *wanted);
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
	relkind = idem_relkind(wanted->objid);
	if (relkind != RELKIND_RELATION && relkind != RELKIND_PARTITIONED_TABLE &&
		relkind != RELKIND_FOREIGN_TABLE && relkind != '\0')
		idem_wrong_relkind(wanted->objid, "a table");
}

/* ----------------------------------------------------------------
 *	observe
 * ----------------------------------------------------------------
 */

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
			if (head->found && (!wanted->prepares || is_in_the_way(wanted)))
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

/*
 * Whether a foreign key that is dropped and made again keeps a column from
 * getting the type that it will have; see idem_fold_conversions().
 */
static bool
is_in_the_way(const IdemWanted *wanted)
{
	const ColumnDef *column = castNode(ColumnDef, wanted->node);
	Oid			relid = idem_relation_of(linitial_node(RangeVar, column->fdwoptions));
	FormData_pg_attribute att;
	int32		typmod;

	return OidIsValid(relid) && idem_read_attribute(relid, column->colname, &att) &&
		idem_type_of(column->typeName, &typmod) != att.atttypid;
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
		if (IDEM_FOLLOWS_ANOTHER(con))
			(void) idem_step_replace_constraint(wanted, plan, named, con);
		else if (!idem_is_merged_key(wanted))
			idem_refuse_constraint_name(wanted, plan, named);
	}
	else if (!idem_try_diff(body, wanted, &actual->head, plan))
	{
		if (named == NULL)
			idem_step_add_constraint(wanted, plan, con);
		else if (IDEM_FOLLOWS_ANOTHER(con))
			(void) idem_step_replace_constraint(wanted, plan, named, con);
	}
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
	.part_is_relation = true,
	.name_sort = IDEM_NAME_CONSTRAINT,
	.resolve = constraint_resolve,
	.observe = constraint_observe,
	.diff = constraint_diff,
	.describe = constraint_describe,
	.record_name = idem_record_constraint,
};
