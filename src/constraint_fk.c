/*-------------------------------------------------------------------------
 *
 * constraint_fk.c
 *	  FOREIGN KEY constraints compared.
 *
 * A foreign key is what it connects: pairs of columns of two tables.  One
 * without a name is recognised by them, and altered if anything else about it
 * differs, because a second one on the same columns would not take the place
 * of the first.
 *
 * On a table that may have rows it is added without a look at them, and
 * validated after that.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "column.h"
#include "compat.h"
#include "parts.h"

/* The declaration with its names looked up. */
typedef struct Reference
{
	const Constraint *con;
	Oid			refrelid;
	bool		known;			/* all columns exist */
	int			nkeys;
	int16	   *keys;
	int16	   *refkeys;
	int			ndelete_set;
	int16	   *delete_set;
} Reference;

static bool look_up_reference(const IdemWanted *wanted, const IdemPlan *plan,
							  Reference *reference);
static const IdemConstraint *find_foreign_key(const ActualConstraints *actual,
											  const Reference *reference);
static bool connects_same(const IdemConstraint *row, const Reference *reference);
static bool acts_same(const IdemConstraint *row, const Reference *reference);
static void make_foreign_key(const IdemWanted *wanted, IdemPlan *plan,
							 const Reference *reference, const IdemConstraint *row);
static void alter_foreign_key(const IdemWanted *wanted, IdemPlan *plan,
							  const IdemConstraint *row);

void
idem_diff_foreign_key(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualConstraints *actual = (const ActualConstraints *) head;
	const Constraint *con = (const Constraint *) wanted->node;
	const IdemConstraint *row = NULL;
	Reference	reference = {.con = con};

	if (look_up_reference(wanted, plan, &reference))
		row = find_foreign_key(actual, &reference);

	if (row == NULL || !connects_same(row, &reference) || !acts_same(row, &reference))
	{
		make_foreign_key(wanted, plan, &reference, row);
		return;
	}
	if (row->deferrable != con->deferrable || row->deferred != con->initdeferred ||
		row->enforced != idem_wants_enforced(con))
		alter_foreign_key(wanted, plan, row);
	/* the server validates one that becomes enforced */
	if (!row->validated && row->enforced && idem_wants_enforced(con) && !con->skip_validation)
		idem_step_validate(wanted, plan, row->name);
}

/* ----------------------------------------------------------------
 *	Looking
 * ----------------------------------------------------------------
 */

/*
 * Columns to numbers; "known" turns false if one does not exist, for the
 * server to say so when it makes the constraint.
 */
static int16 *
look_up_columns(Oid relid, List *names, bool *known)
{
	int16	   *result = palloc(sizeof(int16) * Max(list_length(names), 1));
	ListCell   *lc;

	foreach(lc, names)
	{
		AttrNumber	attnum = idem_column_number(relid, strVal(lfirst(lc)));

		if (attnum == InvalidAttrNumber)
			*known = false;
		result[foreach_current_index(lc)] = attnum;
	}
	return result;
}

/*
 * False if the referenced table is still to be made.
 */
static bool
look_up_reference(const IdemWanted *wanted, const IdemPlan *plan, Reference *reference)
{
	const Constraint *con = reference->con;
	List	   *delete_set;

	reference->refrelid = idem_relation_of(con->pktable);
	if (!OidIsValid(reference->refrelid))
	{
		if (plan->steps == NIL)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_TABLE),
					 errmsg("relation \"%s\" does not exist",
							quote_qualified_identifier(con->pktable->schemaname,
													   con->pktable->relname)),
					 errdetail("The wanted foreign key of \"%s\" refers to it.",
							   idem_qualified_name(wanted)),
					 errhint("Make the referenced table first, or put its schema into search_path.")));
		return false;
	}

	reference->known = true;
	reference->nkeys = list_length(con->fk_attrs);
	reference->keys = look_up_columns(wanted->objid, con->fk_attrs, &reference->known);
	if (con->pk_attrs != NIL)
	{
		if (list_length(con->pk_attrs) != reference->nkeys)
			reference->known = false;
		reference->refkeys = look_up_columns(reference->refrelid, con->pk_attrs,
											 &reference->known);
	}
	else
	{
		ListCell   *lc;

		/* the primary key, as transformFkeyGetPrimaryKey() of tablecmds.c */
		foreach(lc, idem_read_constraints(reference->refrelid, NULL))
		{
			const IdemConstraint *row = lfirst(lc);

			if (row->contype == CONSTRAINT_PRIMARY && row->nkeys == reference->nkeys)
				reference->refkeys = row->keys;
		}
		if (reference->refkeys == NULL)
			reference->known = false;
	}

	/* the server keeps a column once */
	delete_set = list_concat_unique(NIL, con->fk_del_set_cols);
	reference->ndelete_set = list_length(delete_set);
	reference->delete_set = look_up_columns(wanted->objid, delete_set, &reference->known);
	return true;
}

/*
 * The constraint to compare with: the one of that name, or one that connects
 * the same columns, preferably with nothing else different either.
 */
static const IdemConstraint *
find_foreign_key(const ActualConstraints *actual, const Reference *reference)
{
	const IdemConstraint *found = NULL;
	ListCell   *lc;

	if (reference->con->conname != NULL)
		return idem_find_constraint(actual, reference->con->conname);
	foreach(lc, actual->rows)
	{
		const IdemConstraint *row = lfirst(lc);

		if (row->contype != CONSTRAINT_FOREIGN || !connects_same(row, reference))
			continue;
		if (acts_same(row, reference) && row->validated)
			return row;
		if (found == NULL || acts_same(row, reference))
			found = row;
	}
	return found;
}

/*
 * Whether it is the same table and the same pairs of columns, in any order.
 */
static bool
connects_same(const IdemConstraint *row, const Reference *reference)
{
	if (!reference->known || row->refrelid != reference->refrelid ||
		row->nkeys != reference->nkeys || row->period != idem_wants_period(reference->con))
		return false;
	for (int i = 0; i < reference->nkeys; i++)
	{
		bool		found = false;

		for (int j = 0; j < row->nkeys; j++)
		{
			if (row->keys[j] == reference->keys[i] && row->refkeys[j] == reference->refkeys[i])
				found = true;
		}
		if (!found)
			return false;
	}
	return true;
}

static bool
has_attnum(const int16 *set, int n, int16 attnum)
{
	for (int i = 0; i < n; i++)
	{
		if (set[i] == attnum)
			return true;
	}
	return false;
}

/*
 * Whether it does the same when a referenced row goes.  The columns that
 * ON DELETE sets are all of them if none are named.
 */
static bool
acts_same(const IdemConstraint *row, const Reference *reference)
{
	const int16 *stored = row->ndelete_set > 0 ? row->delete_set : row->keys;
	int			nstored = row->ndelete_set > 0 ? row->ndelete_set : row->nkeys;
	const int16 *declared = reference->ndelete_set > 0 ? reference->delete_set : reference->keys;
	int			ndeclared = reference->ndelete_set > 0 ? reference->ndelete_set : reference->nkeys;

	if (row->match_type != reference->con->fk_matchtype ||
		row->update_action != reference->con->fk_upd_action ||
		row->delete_action != reference->con->fk_del_action ||
		nstored != ndeclared)
		return false;
	for (int i = 0; i < ndeclared; i++)
	{
		if (!has_attnum(stored, nstored, declared[i]))
			return false;
	}
	return true;
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

/*
 * Whether to add the constraint NOT VALID first.  There is nothing to scan in
 * an empty table.
 */
static bool
is_validated_apart(const IdemWanted *wanted, const Constraint *con)
{
	if (con->skip_validation || !idem_wants_enforced(con))
		return false;
	if (get_rel_relkind(wanted->objid) == RELKIND_PARTITIONED_TABLE &&
		!IDEM_PARTITIONED_FK_NOT_VALID)
		return false;
	return idem_relation_size(wanted->objid) > 0;
}

/*
 * ADD, in the place of "row" if that is given.
 */
static void
make_foreign_key(const IdemWanted *wanted, IdemPlan *plan, const Reference *reference,
				 const IdemConstraint *row)
{
	const Constraint *con = reference->con;
	bool		apart = is_validated_apart(wanted, con);
	IdemStep   *step;

	if (apart)
	{
		Constraint *copy = copyObject(unconstify(Constraint *, con));

		if (copy->conname == NULL)
			copy->conname = row ? row->name :
				ChooseConstraintName(wanted->name, idem_name_addition(copy->fk_attrs),
									 "fkey", wanted->nspid, NIL);
		copy->skip_validation = true;
		copy->initially_valid = false;
		con = copy;
	}

	if (row)
		step = idem_step_replace_constraint(wanted, plan, row, con);
	else
		step = idem_step_add_constraint(wanted, plan, con);
	if (reference->refrelid != wanted->objid)
		step->lockrel2 = reference->refrelid;
	if (row && row->refrelid != wanted->objid)
		step->lockrels = list_make1_oid(row->refrelid);
	if (apart)
		idem_step_validate(wanted, plan, con->conname)->reason = "it was added without a scan";
}

/*
 * ALTER CONSTRAINT, for what can be changed in place.
 */
static void
alter_foreign_key(const IdemWanted *wanted, IdemPlan *plan, const IdemConstraint *row)
{
	const Constraint *con = (const Constraint *) wanted->node;
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	bool		deferrability = row->deferrable != con->deferrable ||
		row->deferred != con->initdeferred;
	bool		enforceability = row->enforced != idem_wants_enforced(con);
	StringInfoData clause;
	AlterTableCmd *cmd;

	initStringInfo(&clause);
	appendStringInfo(&clause, "ALTER CONSTRAINT %s", quote_identifier(row->name));
	if (deferrability)
		appendStringInfo(&clause, "%s DEFERRABLE%s", con->deferrable ? "" : " NOT",
						 con->initdeferred ? " INITIALLY DEFERRED" : "");
	if (enforceability)
		appendStringInfo(&clause, "%s ENFORCED", idem_wants_enforced(con) ? "" : " NOT");

	cmd = idem_alter_cmd(AT_AlterConstraint, NULL,
						 idem_alter_constraint_def(row->name, con, deferrability, enforceability));
	idem_step_alter_table(step, wanted, cmd, clause.data);
	step->object = idem_part_object(wanted, row->name);
	step->reason = deferrability ? "the constraint is deferred in another way" :
		"the constraint is enforced in another way";
	if (row->refrelid != wanted->objid)
		step->lockrel2 = row->refrelid;
}
