/*-------------------------------------------------------------------------
 *
 * constraint_check.c
 *	  CHECK and, where they are constraints, NOT NULL constraints compared.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_constraint.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "column.h"
#include "compat.h"
#include "parts.h"

/* the stored condition */
static Node *
condition_of(const IdemConstraint *row)
{
	bool		isnull;
	Datum		value = SysCacheGetAttr(CONSTROID, row->tuple, Anum_pg_constraint_conbin, &isnull);

	return isnull ? NULL : idem_stored_expr(TextDatumGetCString(value));
}

/*
 * The CHECK with that condition; NULL if there is none.  A validated one is
 * preferred.
 */
static const IdemConstraint *
find_condition(const ActualConstraints *actual, Node *condition)
{
	List	   *rows = NIL;
	List	   *conditions = NIL;
	ListCell   *lc;
	int			found;

	foreach(lc, actual->rows)
	{
		IdemConstraint *row = lfirst(lc);

		if (row->contype == CONSTRAINT_CHECK)
			rows = row->validated ? lcons(row, rows) : lappend(rows, row);
	}
	foreach(lc, rows)
		conditions = lappend(conditions, condition_of(lfirst(lc)));

	found = idem_find_expr(condition, conditions);
	return found < 0 ? NULL : list_nth(rows, found);
}

/*
 * CHECK.  Whether rows that are there already obey it is not a property that
 * could be declared away: NOT VALID asks for no scan when it is made.
 */
void
idem_diff_check(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualConstraints *actual = (const ActualConstraints *) head;
	const Constraint *con = (const Constraint *) wanted->node;
	const IdemConstraint *row = idem_find_constraint(actual, con->conname);
	Node	   *condition = idem_cook_check(con->raw_expr, wanted->source, wanted->objid);
	bool		same = true;

	if (row != NULL)
		same = idem_expr_equal(condition, condition_of(row), wanted->objid);
	else if (con->conname == NULL)
		row = find_condition(actual, condition);

	if (row == NULL)
		idem_step_add_constraint(wanted, plan, con);
	else if (!same || row->no_inherit != con->is_no_inherit ||
			 row->enforced != idem_wants_enforced(con))
		idem_step_replace_constraint(wanted, plan, row, con);
	else if (!row->validated && row->enforced && !con->skip_validation)
		idem_step_validate(wanted, plan, row->name);
}

/*
 * NOT NULL as a constraint of its own.  A column has one at most, whose name
 * matters only if it is declared.
 */
void
idem_diff_not_null(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualConstraints *actual = (const ActualConstraints *) head;
	const Constraint *con = (const Constraint *) wanted->node;
	const char *column = strVal(linitial(con->keys));
	AttrNumber	attnum = idem_column_number(wanted->objid, column);
	const IdemConstraint *row = NULL;
	ListCell   *lc;
	IdemStep   *step;

	foreach(lc, idem_read_constraints(wanted->objid, NULL))
	{
		const IdemConstraint *other = lfirst(lc);

		if (other->contype == CONSTRAINT_NOTNULL && other->nkeys == 1 &&
			other->keys[0] == attnum)
			row = other;
	}

	if (row == NULL)
	{
		step = idem_step_add_constraint(wanted, plan, con);
		if (!con->skip_validation)
			step->not_null = column;
		return;
	}
	if (con->conname != NULL && strcmp(row->name, con->conname) != 0)
	{
		if (idem_find_constraint(actual, con->conname))
		{
			idem_refuse_constraint_name(wanted, plan,
										idem_find_constraint(actual, con->conname));
			return;
		}
		idem_step_rename_constraint(wanted, plan, row->name, con->conname);
	}
	if (row->no_inherit != con->is_no_inherit)
	{
		step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("NOT NULL constraint \"%s\" of relation \"%s\" is%s inherited",
							 row->name, idem_qualified_name(wanted),
							 row->no_inherit ? " not" : ""),
					psprintf("Found: %s. Wanted: %s.",
							 idem_definition_text(pg_get_constraintdef, row->oid),
							 idem_constraint_text(con, wanted->source)));
		step->hint = "Use ALTER TABLE ... ALTER CONSTRAINT ... INHERIT in a revision.";
	}
	if (!row->validated && !con->skip_validation)
	{
		step = idem_step_validate(wanted, plan,
								  con->conname != NULL ? con->conname : row->name);
		step->not_null = column;
	}
}
