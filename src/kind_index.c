/*-------------------------------------------------------------------------
 *
 * kind_index.c
 *	  Indexes that are not part of a constraint.
 *
 * Declared by IndexStmt.  "names" is then the table and "part" the index, or
 * NULL: any index of the table that is equal, usable and not a constraint's
 * will do.  To be dropped or renamed, the index itself is named.
 *
 * An index that differs is made anew, one that is invalid is rebuilt.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/reloptions.h"
#include "catalog/index.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "parser/parse_target.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "kept.h"
#include "parts.h"

typedef struct ActualIndex
{
	IdemActual	head;			/* found: exists and is usable */
	IdemIndex  *index;			/* the named one, NULL if there is none */
	List	   *others;			/* IdemIndex: all of the table if unnamed */
	Oid			new_index;		/* IDEM_RENAMED: what has the new name */
} ActualIndex;

static void diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);
static void diff_drop(const IdemWanted *wanted, const ActualIndex *actual, IdemPlan *plan);
static void diff_rename(const IdemWanted *wanted, const ActualIndex *actual, IdemPlan *plan);
static void price_concurrently(IdemStep *step, Oid relid);
static IdemStep *step_create(const IdemWanted *wanted, IdemPlan *plan, IdemOutcome outcome);
static void step_recreate(const IdemWanted *wanted, IdemPlan *plan, const IdemIndex *index);
static void check_is_index(Oid relid);

static bool
index_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;
	IdemWanted *wanted;

	if (IsA(stmt, IndexStmt))
	{
		IndexStmt  *index = (IndexStmt *) stmt;

		/* the table decides about the schema; "part" is the index */
		wanted = idem_declare_whole(declaration, &idem_kind_index,
									idem_relation_names(index->relation));
		if (index->concurrent)
		{
			IndexStmt  *plain = copyObject(index);

			plain->concurrent = false;
			wanted->node = wanted->stmt = (Node *) plain;
			wanted->concurrently = true;
		}
		wanted->by_creation = false;
		wanted->part = index->idxname;
	}
	else if (IsA(stmt, RenameStmt) && ((RenameStmt *) stmt)->renameType == OBJECT_INDEX)
		idem_declare_renamed(declaration, &idem_kind_index,
							 idem_relation_names(((RenameStmt *) stmt)->relation),
							 (RenameStmt *) stmt);
	else
		return false;
	return true;
}

/*
 * The table if the index is to be made, else the index.
 */
static void
index_resolve(IdemWanted *wanted)
{
	char		relkind;
	Oid			named;

	if (!OidIsValid(idem_lookup_relation(wanted)))
		return;
	if (wanted->wish != IDEM_PRESENT)
	{
		check_is_index(wanted->objid);
		return;
	}

	relkind = idem_relkind(wanted->objid);
	if (relkind != RELKIND_RELATION && relkind != RELKIND_PARTITIONED_TABLE &&
		relkind != RELKIND_MATVIEW && relkind != '\0')
		idem_wrong_relkind(wanted->objid, "a table or materialized view");
	if (wanted->part)
	{
		named = idem_relation_in_schema(wanted->part, wanted->nspid);
		if (OidIsValid(named))
			check_is_index(named);
	}
}

static void
check_is_index(Oid relid)
{
	char		relkind = idem_relkind(relid);

	if (relkind != RELKIND_INDEX && relkind != RELKIND_PARTITIONED_INDEX && relkind != '\0')
		idem_wrong_relkind(relid, "an index");
}

static IdemActual *
index_observe(const IdemWanted *wanted)
{
	ActualIndex *actual = palloc0(sizeof(ActualIndex));
	Oid			indexid = InvalidOid;

	if (wanted->wish == IDEM_RENAMED)
	{
		if (OidIsValid(wanted->nspid))
			actual->new_index = idem_relation_in_schema(wanted->newname, wanted->nspid);
		else
		{
			RangeVar   *renamed = makeRangeVarFromNameList(wanted->names);

			renamed->relname = wanted->newname;
			actual->new_index = idem_relation_of(renamed);
		}
	}
	if (!OidIsValid(wanted->objid))
		return &actual->head;

	if (wanted->wish != IDEM_PRESENT)
		indexid = wanted->objid;
	else if (wanted->part)
		indexid = idem_relation_in_schema(wanted->part, wanted->nspid);
	else
		actual->others = idem_read_indexes(wanted->objid);

	if (OidIsValid(indexid))
		actual->index = wanted->wish == IDEM_PRESENT ?
			idem_read_index_of(wanted->objid, indexid) : idem_read_index(indexid);
	if (actual->index)
	{
		actual->head.found = actual->index->usable;
		ObjectAddressSet(actual->head.address, RelationRelationId, indexid);
	}
	return &actual->head;
}

static void
index_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualIndex *actual = (const ActualIndex *) head;

	switch (wanted->wish)
	{
		case IDEM_ABSENT:
			if (actual->index)
				diff_drop(wanted, actual, plan);
			break;
		case IDEM_RENAMED:
			diff_rename(wanted, actual, plan);
			break;
		case IDEM_PRESENT:
			switch (idem_relation_state(wanted, plan))
			{
				case IDEM_RELATION_THERE:
					if (!idem_try_diff(diff_present, wanted, head, plan) &&
						actual->index == NULL)
						step_create(wanted, plan, IDEM_CREATED);
					break;
				case IDEM_RELATION_LATER:
					step_create(wanted, plan, IDEM_CREATED);
					break;
				case IDEM_RELATION_NONE:
					break;
			}
			break;
	}
}

/*
 * Whether the index is usable as far as the declaration goes: ON ONLY makes
 * an index of a partitioned table that stays invalid until each partition has
 * one.  Where each has one it is these that are invalid, which making the
 * index anew would not change.
 */
static bool
usable_enough(const IndexStmt *stmt, const IdemIndex *index)
{
	return index->usable ||
		(idem_index_class(index)->relkind == RELKIND_PARTITIONED_INDEX &&
		 (!stmt->relation->inh || idem_index_is_complete(index->oid, index->relid)));
}

/*
 * Any index of the table that does the work, even if it is invalid; NULL if
 * there is none.
 */
static const IdemIndex *
find_equal(const IdemWanted *wanted, const ActualIndex *actual)
{
	const IndexStmt *stmt = (const IndexStmt *) wanted->node;
	const IdemIndex *invalid = NULL;
	ListCell   *lc;

	foreach(lc, actual->others)
	{
		const IdemIndex *index = lfirst(lc);

		if (idem_match_index(stmt, wanted->source, wanted->objid, index, NULL) != IDEM_INDEX_SAME ||
			idem_index_backs_constraint(index))
			continue;
		if (usable_enough(stmt, index))
			return index;
		invalid = index;
	}
	return invalid;
}

static void
diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualIndex *actual = (const ActualIndex *) head;
	const IndexStmt *stmt = (const IndexStmt *) wanted->node;
	const IdemIndex *index = actual->index;
	IdemIndexMatch match = IDEM_INDEX_SAME;

	if (wanted->part == NULL)
		index = find_equal(wanted, actual);
	if (index == NULL)
	{
		step_create(wanted, plan, IDEM_CREATED);
		return;
	}

	if (index->relid != wanted->objid && wanted->dropped)
	{
		idem_step_drop_first(wanted, plan, index);
		step_create(wanted, plan, IDEM_CREATED);
		return;
	}
	if (index->relid != wanted->objid)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_TABLE),
				 errmsg("index \"%s\" belongs to another table",
						quote_qualified_identifier(wanted->nspname, idem_index_name(index))),
				 errdetail("Found: an index of \"%s\". Wanted: an index of \"%s\".",
						   get_rel_name(index->relid), wanted->name),
				 errhint("Give the wanted index another name.")));

	if (wanted->part)
		match = idem_match_index(stmt, wanted->source, wanted->objid, index, NULL);
	if (match == IDEM_INDEX_OPTIONS_DIFFER &&
		idem_step_set_options(wanted, plan, index, stmt->options))
		match = IDEM_INDEX_SAME;
	if (match != IDEM_INDEX_SAME && wanted->dropped)
	{
		idem_step_drop_first(wanted, plan, index);
		step_create(wanted, plan, IDEM_ALTERED);
	}
	else if (match != IDEM_INDEX_SAME)
		step_recreate(wanted, plan, index);
	else if (!usable_enough(stmt, index))
	{
		/* the server rebuilds no index of a partitioned table in place */
		if (idem_index_class(index)->relkind == RELKIND_PARTITIONED_INDEX)
			step_recreate(wanted, plan, index);
		else
			idem_step_reindex(wanted, plan, index);
	}
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

/*
 * The name that the server would choose for an index without one, for people,
 * or NULL if it cannot be told yet; see ChooseIndexName() of indexcmds.c.
 */
static char *
predicted_name(const IdemWanted *wanted)
{
	const IndexStmt *stmt = (const IndexStmt *) wanted->node;
	List	   *columns = NIL;
	ListCell   *lc;

	if (wanted->part)
		return wanted->part;
	if (!OidIsValid(wanted->objid))
		return NULL;
	foreach(lc, list_concat_copy(stmt->indexParams, stmt->indexIncludingParams))
	{
		IndexElem  *elem = lfirst_node(IndexElem, lc);
		char	   *column = elem->name;

		if (column == NULL)
			column = FigureIndexColname(elem->expr);
		if (column == NULL)
			column = "expr";
		columns = lappend(columns, makeString(column));
	}
	return ChooseRelationName(wanted->name, idem_name_addition(columns), "idx",
							  wanted->nspid, false);
}

static IdemStep *
index_step(const IdemWanted *wanted, IdemPlan *plan, const char *action,
		   IdemOutcome outcome, const char *name)
{
	IdemStep   *step = idem_step(plan, wanted, action, outcome);

	if (wanted->kind != &idem_kind_index)
		step->object = idem_part_object(wanted, name);
	else if (name != NULL)
		step->object = quote_qualified_identifier(wanted->nspname, name);
	return step;
}

static IdemStep *
step_create(const IdemWanted *wanted, IdemPlan *plan, IdemOutcome outcome)
{
	IdemStep   *step = index_step(wanted, plan, "create", outcome, predicted_name(wanted));

	idem_step_whole(step, wanted);
	step->lockrel = wanted->objid;

	/*
	 * The server's lock would let a session without this extension make the
	 * same index under another name at the same time.  This one holds up
	 * nobody else.
	 */
	step->lockmode = ShareRowExclusiveLock;
	step->scans = true;
	if (wanted->concurrently)
		price_concurrently(step, wanted->objid);
	return step;
}

/*
 * CONCURRENTLY cannot be had in a transaction.  Where there are no rows it
 * does not matter.
 */
static void
price_concurrently(IdemStep *step, Oid relid)
{
	if (!OidIsValid(relid) || !idem_seems_to_have_rows(relid, NULL))
		return;
	idem_refuse(step, IDEM_IMPOSSIBLE,
				psprintf("index \"%s\" cannot be %s CONCURRENTLY in a transaction", step->object,
						 step->outcome == IDEM_DROPPED ? "dropped" : "made"),
				psprintf("Table \"%s\" has rows, and other sessions would have to wait.",
						 get_rel_name(relid)));
	step->sqlstate = ERRCODE_ACTIVE_SQL_TRANSACTION;
	step->hint = "Run the statement by itself first, or take CONCURRENTLY out of it.";
}

/*
 * DROP INDEX and CREATE INDEX.
 */
static void
step_recreate(const IdemWanted *wanted, IdemPlan *plan, const IdemIndex *index)
{
	IdemStep   *step;
	DropStmt   *stmt = makeNode(DropStmt);
	char	   *name = quote_qualified_identifier(wanted->nspname, idem_index_name(index));
	char	   *found = idem_definition_text(pg_get_indexdef, index->oid);
	const char *target;
	const char *lost = NULL;

	step = index_step(wanted, plan, "drop", IDEM_ALTERED, idem_index_name(index));
	stmt->removeType = OBJECT_INDEX;
	stmt->behavior = DROP_RESTRICT;
	stmt->objects = list_make1(list_make2(makeString(wanted->nspname), makeString(pstrdup(idem_index_name(index)))));
	idem_step_statement(step, (Node *) stmt, psprintf("DROP INDEX %s", name));
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
	step->reason = index->usable ? psprintf("found %s", found) : "the index is invalid";
	target = step_create(wanted, plan, IDEM_ALTERED)->ddl;

	if (index->replica_identity)
		lost = "It is the replica identity of the table, which would be lost";
	else if (index->clustered)
		lost = "The table is marked to be clustered on it, which would be lost";

	if (idem_index_backs_constraint(index))
	{
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("index \"%s\" belongs to a constraint and is not the wanted one", name),
					psprintf("Found: %s. Wanted: %s.", found, target));
		step->hint = "Change the constraint instead, or give the wanted index another name.";
	}
	else if (lost)
		idem_refuse(step, IDEM_RECREATE,
					psprintf("index \"%s\" would have to be made anew", name),
					psprintf("Found: %s. Wanted: %s. %s.", found, target, lost));
}

/*
 * REINDEX, which makes an invalid index valid and keeps what depends on it.
 * The index may be a constraint's.
 */
void
idem_step_reindex(const IdemWanted *wanted, IdemPlan *plan, const IdemIndex *index)
{
	IdemStep   *step = index_step(wanted, plan, "alter", IDEM_ALTERED, idem_index_name(index));
	ReindexStmt *stmt = makeNode(ReindexStmt);

	stmt->kind = REINDEX_OBJECT_INDEX;
	stmt->relation = makeRangeVar(wanted->nspname, pstrdup(idem_index_name(index)), -1);
	idem_step_statement(step, (Node *) stmt,
						psprintf("REINDEX INDEX %s",
								 quote_qualified_identifier(wanted->nspname, idem_index_name(index))));
	step->lockrel = wanted->objid;
	step->lockmode = ShareLock;
	step->scans = true;
	step->reason = "the index is invalid";
}

/*
 * Whether a storage parameter works on an index that is there already.
 * Others are read only when the index is built.
 */
static bool
option_is_dynamic(const DefElem *option)
{
	static const char *const dynamic[] = {
		"fillfactor", "deduplicate_items", "fastupdate", "gin_pending_list_limit",
		"buffering", "autosummarize"
	};

	for (int i = 0; i < (int) lengthof(dynamic); i++)
	{
		if (pg_strcasecmp(option->defname, dynamic[i]) == 0)
			return true;
	}
	return false;
}

/*
 * ALTER INDEX ... SET.  False if that would not do: the index has to be made
 * anew.  It may be a constraint's.
 */
bool
idem_step_set_options(const IdemWanted *wanted, IdemPlan *plan, const IdemIndex *index,
					  List *options)
{
	AlterTableStmt *stmt = makeNode(AlterTableStmt);
	IdemStep   *step;
	ListCell   *lc;

	foreach(lc, options)
	{
		if (!option_is_dynamic(lfirst_node(DefElem, lc)) ||
			idem_index_class(index)->relkind == RELKIND_PARTITIONED_INDEX)
			return false;
	}

	step = index_step(wanted, plan, "alter", IDEM_ALTERED, idem_index_name(index));
	stmt->relation = makeRangeVar(wanted->nspname, pstrdup(idem_index_name(index)), -1);
	stmt->cmds = list_make1(idem_alter_cmd(AT_SetRelOptions, NULL, (Node *) options));
	stmt->objtype = OBJECT_INDEX;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER INDEX %s SET (%s)",
								 quote_qualified_identifier(wanted->nspname, idem_index_name(index)),
								 idem_options_text(options)));
	step->lockrel = index->oid;
	step->lockmode = AlterTableGetLockLevel(stmt->cmds);
	step->reason = "storage parameters differ";
	return true;
}

/*
 * DROP INDEX.  That of a constraint goes with the constraint only, and
 * CASCADE would not help.
 */
static void
diff_drop(const IdemWanted *wanted, const ActualIndex *actual, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "drop", IDEM_DROPPED);

	idem_step_drop(step, wanted, OBJECT_INDEX);
	step->lockrel = actual->index->relid;
	step->lockmode = AccessExclusiveLock;
	if (idem_index_backs_constraint(actual->index))
	{
		Oid			constraint = get_index_constraint(actual->index->oid);

		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("index \"%s\" belongs to a constraint", idem_qualified_name(wanted)),
					psprintf("Found: constraint \"%s\" of table \"%s\".",
							 get_constraint_name(constraint),
							 get_rel_name(actual->index->relid)));
		step->hint = "Drop the constraint instead.";
	}
	else if (wanted->concurrently)
		price_concurrently(step, actual->index->relid);
}

static void
diff_rename(const IdemWanted *wanted, const ActualIndex *actual, IdemPlan *plan)
{
	IdemStep   *step;
	RenameStmt *stmt;

	if (actual->index && OidIsValid(actual->new_index))
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_TABLE),
				 errmsg("there is both an index \"%s\" and a relation \"%s\"",
						idem_qualified_name(wanted),
						quote_qualified_identifier(wanted->nspname, wanted->newname)),
				 errhint("Drop one of the two.")));
	if (actual->index == NULL)
	{
		if (OidIsValid(actual->new_index))
			check_is_index(actual->new_index);
		else if (!wanted->missing_ok && plan->steps == NIL)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("there is neither an index \"%s\" nor an index \"%s\"",
							NameListToString(wanted->names), wanted->newname)));
		return;
	}

	step = idem_step(plan, wanted, "rename", IDEM_ALTERED);
	stmt = makeNode(RenameStmt);
	stmt->renameType = OBJECT_INDEX;
	stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->newname = wanted->newname;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER INDEX %s RENAME TO %s", idem_qualified_name(wanted),
								 quote_identifier(wanted->newname)));
	step->lockrel = wanted->objid;
	step->lockmode = ShareUpdateExclusiveLock;
}

static char *
index_describe(const IdemActual *head)
{
	const ActualIndex *actual = (const ActualIndex *) head;

	if (actual->index == NULL)
		return pstrdup("no such index");
	return psprintf("%s%s", idem_definition_text(pg_get_indexdef, actual->index->oid),
					actual->index->usable ? "" : " (invalid)");
}

const IdemKind idem_kind_index = {
	.noun = "index",
	.objtype = OBJECT_INDEX,
	.classid = RelationRelationId,
	.is_part = true,
	.part_is_relation = true,
	.declare = index_declare,
	.resolve = index_resolve,
	.observe = index_observe,
	.diff = index_diff,
	.describe = index_describe,
	.record_name = idem_record_index,
};
