/*-------------------------------------------------------------------------
 *
 * constraint_key.c
 *	  PRIMARY KEY, UNIQUE and EXCLUDE constraints compared.
 *
 * Each is made of an index, and is compared as the index that it would make,
 * with its deferrability beside.  What depends on a key is never dropped with
 * it here: a change is refused, and the dependants are named.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/index.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "nodes/makefuncs.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "column.h"
#include "compat.h"
#include "parts.h"

static IndexStmt *index_of(const Constraint *con);
static IdemIndexMatch match_key(const IdemWanted *wanted, const IndexStmt *stmt,
								const IdemConstraint *row, const IdemIndex *index);
static void replace_key(const IdemWanted *wanted, IdemPlan *plan,
						const IdemConstraint *row, const IdemIndex *index);
static void add_key(const IdemWanted *wanted, IdemPlan *plan);

static char
contype_of(const Constraint *con)
{
	return con->contype == CONSTR_PRIMARY ? CONSTRAINT_PRIMARY :
		con->contype == CONSTR_UNIQUE ? CONSTRAINT_UNIQUE : CONSTRAINT_EXCLUSION;
}

/*
 * The constraint to compare with: the one of that name; the primary key,
 * whatever its name; else one that is the same, preferably with its storage
 * parameters.
 */
static const IdemConstraint *
find_key(const IdemWanted *wanted, const ActualConstraints *actual, const IndexStmt *stmt)
{
	const Constraint *con = (const Constraint *) wanted->node;
	const IdemConstraint *similar = NULL;
	ListCell   *lc;

	if (con->contype != CONSTR_PRIMARY && con->conname != NULL)
		return idem_find_constraint(actual, con->conname);
	foreach(lc, actual->rows)
	{
		const IdemConstraint *row = lfirst(lc);
		const IdemIndex *index;
		IdemIndexMatch match;

		if (row->contype != contype_of(con))
			continue;
		if (con->contype == CONSTR_PRIMARY)
			return row;
		index = idem_read_index_of(wanted->objid, row->indexid);
		match = index ? match_key(wanted, stmt, row, index) : IDEM_INDEX_DIFFERS;
		if (match == IDEM_INDEX_SAME)
			return row;
		if (match == IDEM_INDEX_OPTIONS_DIFFER)
			similar = row;
	}
	return similar;
}

void
idem_diff_key(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualConstraints *actual = (const ActualConstraints *) head;
	const Constraint *con = (const Constraint *) wanted->node;
	IndexStmt  *stmt = index_of(con);
	const IdemConstraint *row = find_key(wanted, actual, stmt);
	const IdemIndex *index;
	IdemIndexMatch match;

	if (row == NULL)
	{
		if (!idem_is_merged_key(wanted))
			add_key(wanted, plan);
		return;
	}
	index = idem_read_index_of(wanted->objid, row->indexid);
	if (index == NULL)
		return;					/* dropped this instant; the next look tells */

	match = match_key(wanted, stmt, row, index);
	if (match == IDEM_INDEX_DIFFERS ||
		(match == IDEM_INDEX_OPTIONS_DIFFER &&
		 !idem_step_set_options(wanted, plan, index, con->options)))
	{
		replace_key(wanted, plan, row, index);
		return;
	}
	if (!index->usable && idem_index_class(index)->relkind == RELKIND_INDEX)
		idem_step_reindex(wanted, plan, index);
	if (con->conname != NULL && strcmp(row->name, con->conname) != 0)
		idem_step_rename_constraint(wanted, plan, row->name, con->conname);
}

/*
 * The index that the constraint makes; see transformIndexConstraint() of
 * parse_utilcmd.c.
 */
static IndexStmt *
index_of(const Constraint *con)
{
	IndexStmt  *stmt = makeNode(IndexStmt);
	List	   *columns = list_concat_copy(con->keys, con->including);
	ListCell   *lc;

	stmt->unique = (con->contype != CONSTR_EXCLUSION);
	stmt->primary = (con->contype == CONSTR_PRIMARY);
	stmt->isconstraint = true;
	stmt->nulls_not_distinct = con->nulls_not_distinct;
	stmt->deferrable = con->deferrable;
	stmt->initdeferred = con->initdeferred;
	stmt->options = con->options;
	stmt->tableSpace = con->indexspace;
	stmt->whereClause = con->where_clause;
	stmt->accessMethod = con->access_method ? con->access_method : DEFAULT_INDEX_TYPE;
	if (idem_wants_period(con))
		stmt->accessMethod = "gist";

	foreach(lc, columns)
	{
		IndexElem  *elem = makeNode(IndexElem);

		elem->name = strVal(lfirst(lc));
		elem->ordering = SORTBY_DEFAULT;
		elem->nulls_ordering = SORTBY_NULLS_DEFAULT;
		if (foreach_current_index(lc) < list_length(con->keys))
			stmt->indexParams = lappend(stmt->indexParams, elem);
		else
			stmt->indexIncludingParams = lappend(stmt->indexIncludingParams, elem);
	}
	if (con->contype == CONSTR_EXCLUSION)
	{
		foreach(lc, con->exclusions)
		{
			List	   *pair = lfirst_node(List, lc);

			stmt->indexParams = lappend(stmt->indexParams, linitial(pair));
			stmt->excludeOpNames = lappend(stmt->excludeOpNames, lsecond(pair));
		}
	}
	return stmt;
}

/*
 * Whether CREATE TABLE makes no constraint of its own of this one, because
 * the table has a primary key, or an earlier one, that is the same; see
 * transformIndexConstraints() of parse_utilcmd.c.
 */
bool
idem_is_merged_key(const IdemWanted *wanted)
{
	Constraint *con = (Constraint *) wanted->node;
	bool		earlier = true;
	IndexStmt  *stmt;
	ListCell   *lc;

	if (wanted->parent == NULL || !IsA(wanted->parent->node, CreateStmt) ||
		(con->contype != CONSTR_UNIQUE && con->contype != CONSTR_EXCLUSION))
		return false;

	stmt = index_of(con);
	foreach(lc, idem_wanted_from_statement(wanted->parent->node, wanted->source, 0, 0))
	{
		IdemWanted *sibling = lfirst(lc);
		Constraint *other;
		IndexStmt  *prior;

		if (sibling->kind != wanted->kind)
			continue;
		other = (Constraint *) sibling->node;
		if (equal(other, con))
			earlier = false;
		if (other->contype != CONSTR_PRIMARY &&
			(!earlier ||
			 (other->contype != CONSTR_UNIQUE && other->contype != CONSTR_EXCLUSION)))
			continue;

		prior = index_of(other);
		if (equal(stmt->indexParams, prior->indexParams) &&
			equal(stmt->indexIncludingParams, prior->indexIncludingParams) &&
			equal(stmt->whereClause, prior->whereClause) &&
			equal(stmt->excludeOpNames, prior->excludeOpNames) &&
			strcmp(stmt->accessMethod, prior->accessMethod) == 0 &&
			stmt->nulls_not_distinct == prior->nulls_not_distinct &&
			stmt->deferrable == prior->deferrable &&
			stmt->initdeferred == prior->initdeferred)
			return true;
	}
	return false;
}

static IdemIndexMatch
match_key(const IdemWanted *wanted, const IndexStmt *stmt, const IdemConstraint *row,
		  const IdemIndex *index)
{
	const Constraint *con = (const Constraint *) wanted->node;
	const Oid  *operators = NULL;

	if (row->deferrable != con->deferrable || row->deferred != con->initdeferred ||
		row->period != idem_wants_period(con))
		return IDEM_INDEX_DIFFERS;
	if (con->contype == CONSTR_EXCLUSION)
	{
		bool		isnull;
		Datum		value = SysCacheGetAttr(CONSTROID, row->tuple,
											Anum_pg_constraint_conexclop, &isnull);
		ArrayType  *array;

		if (isnull)
			elog(ERROR, "null conexclop for constraint %u", row->oid);
		array = DatumGetArrayTypeP(value);
		if (ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array)) !=
			list_length(stmt->indexParams))
			return IDEM_INDEX_DIFFERS;
		operators = (const Oid *) ARR_DATA_PTR(array);
	}
	return idem_match_index(stmt, wanted->source, wanted->objid, index, operators);
}

/*
 * ADD ... USING INDEX takes over an index, which then goes by the name of the
 * constraint.  Where the constraint exists, its index is what it was made of.
 */
void
idem_diff_using_index(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualConstraints *actual = (const ActualConstraints *) head;
	const Constraint *con = (const Constraint *) wanted->node;
	const IdemConstraint *row = idem_find_constraint(actual, wanted->part);
	Oid			indexid = get_relname_relid(con->indexname, wanted->nspid);
	IdemStep   *step;
	ListCell   *lc;

	/* there is one primary key at most */
	if (row == NULL && con->contype == CONSTR_PRIMARY && !OidIsValid(indexid))
	{
		foreach(lc, actual->rows)
		{
			if (((IdemConstraint *) lfirst(lc))->contype == CONSTRAINT_PRIMARY)
				row = lfirst(lc);
		}
	}
	if (row == NULL)
	{
		if (!OidIsValid(indexid) && plan->steps == NIL)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("index \"%s\" does not exist",
							quote_qualified_identifier(wanted->nspname, con->indexname))));
		step = idem_step_add_constraint(wanted, plan, con);
		step->scans = con->contype == CONSTR_PRIMARY;
		return;
	}

	if (row->contype != contype_of(con))
		idem_refuse_constraint_name(wanted, plan, row);
	else if (row->deferrable != con->deferrable || row->deferred != con->initdeferred)
	{
		step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("constraint \"%s\" of relation \"%s\" has another definition",
							 row->name, idem_qualified_name(wanted)),
					psprintf("Found: %s. Wanted: %s.",
							 idem_definition_text(pg_get_constraintdef, row->oid),
							 idem_constraint_text(con, wanted->source)));
		step->hint = "Declare the columns of the key instead of its index.";
	}
	else if (strcmp(row->name, wanted->part) != 0)
		idem_step_rename_constraint(wanted, plan, row->name, wanted->part);
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

/*
 * ADD.  The index needs its name among the relations of the schema.
 */
static void
add_key(const IdemWanted *wanted, IdemPlan *plan)
{
	const Constraint *con = (const Constraint *) wanted->node;
	IdemStep   *step;

	if (con->conname && OidIsValid(wanted->nspid))
	{
		Oid			taken = idem_relation_in_schema(con->conname, wanted->nspid);

		if (OidIsValid(taken))
			ereport(ERROR,
					(errcode(ERRCODE_DUPLICATE_TABLE),
					 errmsg("relation \"%s\" already exists",
							quote_qualified_identifier(wanted->nspname, con->conname)),
					 errdetail("The index of the wanted constraint would have that name."),
					 get_rel_relkind(taken) == RELKIND_INDEX ?
					 errhint("Drop the index or rename it; it is not one of a constraint of the table.") :
					 errhint("Give the constraint another name.")));
	}

	step = idem_step_add_constraint(wanted, plan, con);
	if (con->contype == CONSTR_PRIMARY)
		step->not_null = strVal(linitial(con->keys));
}

/*
 * DROP CONSTRAINT and ADD, unless something would be lost.
 */
static void
replace_key(const IdemWanted *wanted, IdemPlan *plan, const IdemConstraint *row,
			const IdemIndex *index)
{
	const Constraint *con = (const Constraint *) wanted->node;
	const char *noun = con->contype == CONSTR_PRIMARY ? "primary key" : "constraint";
	char	   *dependants = idem_dependants(RelationRelationId, row->indexid);
	char	   *more = idem_dependants(ConstraintRelationId, row->oid);
	IdemStep   *step = idem_step_replace_constraint(wanted, plan, row, con);
	const char *problem;
	const char *found;
	ListCell   *lc;

	/* there is no need to discuss the price of what cannot be made */
	foreach(lc, con->keys)
	{
		if (idem_column_number(wanted->objid, strVal(lfirst(lc))) == InvalidAttrNumber)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("column \"%s\" named in key does not exist",
							strVal(lfirst(lc)))));
	}

	if (con->contype == CONSTR_PRIMARY)
		step->not_null = strVal(linitial(con->keys));
	if (dependants == NULL)
		dependants = more;
	else if (more != NULL)
		dependants = psprintf("%s, %s", dependants, more);

	problem = psprintf("%s \"%s\" of relation \"%s\" has another definition", noun,
					   row->name, idem_qualified_name(wanted));
	found = psprintf("Found: %s. Wanted: %s.",
					 idem_definition_text(pg_get_constraintdef, row->oid),
					 idem_constraint_text(con, wanted->source));
	if (dependants != NULL)
	{
		idem_refuse(step, IDEM_IMPOSSIBLE, problem,
					psprintf("%s It cannot be made anew, since these depend on it: %s.",
							 found, dependants));
		step->hint = "Drop the dependent objects in a revision, and make them again after the change.";
	}
	else if (index->replica_identity || index->clustered)
		idem_refuse(step, IDEM_RECREATE, problem,
					psprintf("%s %s, which would be lost.", found,
							 index->replica_identity ?
							 "Its index is the replica identity of the table" :
							 "The table is marked to be clustered on its index"));
	else if (con->contype == CONSTR_PRIMARY)
		idem_refuse(step, IDEM_RECREATE, problem,
					psprintf("%s The key would be dropped and made anew.", found));
}
