/*-------------------------------------------------------------------------
 *
 * view_common.c
 *	  What views and materialized views have in common.
 *
 * Their existence, names and options; view_query.c compares their queries.
 *
 * Never writes, and never locks.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/reloptions.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "parts.h"
#include "view.h"

/* "VIEW" or "MATERIALIZED VIEW" */
static const char *
idem_view_word(const IdemWanted *wanted)
{
	return wanted->kind->objtype == OBJECT_VIEW ? "VIEW" : "MATERIALIZED VIEW";
}

static void
check_relkind(const IdemWanted *wanted, Oid relid)
{
	char		relkind = get_rel_relkind(relid);
	bool		is_view = wanted->kind->objtype == OBJECT_VIEW;

	if (relkind != (is_view ? RELKIND_VIEW : RELKIND_MATVIEW) && relkind != '\0')
		idem_wrong_relkind(relid, is_view ? "a view" : "a materialized view");
}

/*
 * RENAME, of the object and of its columns.
 */
bool
idem_declare_view_rename(IdemDeclaration *declaration, const IdemKind *kind)
{
	RenameStmt *rename = (RenameStmt *) declaration->stmt;

	if (!IsA(rename, RenameStmt))
		return false;
	if (rename->renameType == kind->objtype)
		idem_declare_renamed(declaration, kind, idem_relation_names(rename->relation), rename);
	else if (rename->renameType == OBJECT_COLUMN && rename->relationType == kind->objtype)
		idem_declare_renamed(declaration, &idem_kind_column,
							 idem_relation_names(rename->relation), rename)->part = rename->subname;
	else
		return false;
	return true;
}

void
idem_resolve_view(IdemWanted *wanted)
{
	if (OidIsValid(idem_lookup_relation(wanted)))
		check_relkind(wanted, wanted->objid);
}

IdemActual *
idem_observe_view(const IdemWanted *wanted)
{
	IdemView   *actual = palloc0(sizeof(IdemView));
	HeapTuple	tuple;
	Form_pg_class form;
	Datum		options;
	bool		isnull;

	if (!OidIsValid(wanted->objid))
		return &actual->head;
	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(wanted->objid));
	if (!HeapTupleIsValid(tuple))
		return &actual->head;	/* dropped this instant */

	form = (Form_pg_class) GETSTRUCT(tuple);
	actual->head.found = true;
	ObjectAddressSet(actual->head.address, RelationRelationId, wanted->objid);
	actual->access_method = form->relam;
	actual->tablespace = form->reltablespace;
	actual->populated = form->relispopulated;
	options = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_reloptions, &isnull);
	if (!isnull)
		actual->options = untransformRelOptions(PointerGetDatum(PG_DETOAST_DATUM_COPY(options)));
	ReleaseSysCache(tuple);
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	DROP and RENAME
 * ----------------------------------------------------------------
 */

static void
diff_rename(const IdemWanted *wanted, const IdemView *actual, IdemPlan *plan)
{
	RangeVar   *renamed = makeRangeVarFromNameList(wanted->names);
	RenameStmt *stmt;
	IdemStep   *step;
	Oid			newid;

	renamed->relname = wanted->newname;
	newid = OidIsValid(wanted->nspid) ? get_relname_relid(wanted->newname, wanted->nspid) :
		RangeVarGetRelid(renamed, NoLock, true);
	if (OidIsValid(newid))
		check_relkind(wanted, newid);

	if (actual->head.found && OidIsValid(newid))
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_TABLE),
				 errmsg("there is both a %s \"%s\" and a %s \"%s\"", wanted->kind->noun,
						idem_qualified_name(wanted), wanted->kind->noun,
						quote_qualified_identifier(wanted->nspname, wanted->newname)),
				 errhint("Drop one of the two.")));
	if (!actual->head.found && (OidIsValid(newid) || wanted->missing_ok))
		return;
	if (!actual->head.found && plan->steps == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("there is neither a %s \"%s\" nor a %s \"%s\"", wanted->kind->noun,
						NameListToString(wanted->names), wanted->kind->noun, wanted->newname)));

	step = idem_step(plan, wanted, "rename", IDEM_ALTERED);
	stmt = makeNode(RenameStmt);
	stmt->renameType = wanted->kind->objtype;
	stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->newname = wanted->newname;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER %s %s RENAME TO %s", idem_view_word(wanted),
								 idem_qualified_name(wanted), quote_identifier(wanted->newname)));
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
}

/*
 * Nothing is lost with it: what a materialized view holds is derived.
 */
static void
diff_drop(const IdemWanted *wanted, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "drop", IDEM_DROPPED);
	DropStmt   *stmt = makeNode(DropStmt);

	stmt->removeType = wanted->kind->objtype;
	stmt->objects = list_make1(list_make2(makeString(wanted->nspname), makeString(wanted->name)));
	stmt->behavior = DROP_RESTRICT;
	step->behavior = &stmt->behavior;
	idem_step_statement(step, (Node *) stmt,
						psprintf("DROP %s %s", idem_view_word(wanted),
								 idem_qualified_name(wanted)));
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
}

/*
 * DROP and RENAME; false if the wish is another one.
 */
bool
idem_diff_view_gone(const IdemWanted *wanted, const IdemView *actual, IdemPlan *plan)
{
	switch (wanted->wish)
	{
		case IDEM_ABSENT:
			if (actual->head.found)
				diff_drop(wanted, plan);
			return true;
		case IDEM_RENAMED:
			diff_rename(wanted, actual, plan);
			return true;
		case IDEM_PRESENT:
			break;
	}
	return false;
}

/*
 * Whether an earlier step of the plan drops it: then it will be missing.
 */
bool
idem_view_will_go(const IdemWanted *wanted, const IdemPlan *plan)
{
	ListCell   *lc;

	foreach(lc, plan->steps)
	{
		const IdemStep *step = lfirst(lc);

		if (step->outcome == IDEM_DROPPED && step->kind == wanted->kind &&
			step->wanted->objid == wanted->objid)
			return true;
	}
	return false;
}

/* ----------------------------------------------------------------
 *	Columns and options
 * ----------------------------------------------------------------
 */

/*
 * Give columns their wanted names, which none of them has yet.  Their values
 * are the same, and what is built on them in the database follows.
 */
void
idem_step_view_columns(const IdemWanted *wanted, IdemPlan *plan,
					   const IdemViewDifference *difference)
{
	ListCell   *lf;
	ListCell   *lw;

	forboth(lf, difference->found, lw, difference->wanted)
	{
		const char *found = ((IdemViewColumn *) lfirst(lf))->name;
		const char *name = ((IdemViewColumn *) lfirst(lw))->name;
		RenameStmt *stmt;
		IdemStep   *step;

		if (strcmp(found, name) == 0)
			continue;
		stmt = makeNode(RenameStmt);
		stmt->renameType = OBJECT_COLUMN;
		stmt->relationType = wanted->kind->objtype;
		stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
		stmt->subname = pstrdup(found);
		stmt->newname = pstrdup(name);
		step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER %s %s RENAME COLUMN %s TO %s", idem_view_word(wanted),
									 idem_qualified_name(wanted), quote_identifier(found),
									 quote_identifier(name)));
		step->lockrel = wanted->objid;
		step->lockmode = AccessExclusiveLock;
		step->reason = "a column has another name";
	}
}

/*
 * The options that it has, with those that are declared in their place.
 */
List *
idem_merged_options(const IdemView *actual, List *options)
{
	List	   *merged = list_copy(options);
	ListCell   *lc;
	ListCell   *lo;

	foreach(lc, actual->options)
	{
		DefElem    *stored = lfirst_node(DefElem, lc);
		bool		declared = false;

		foreach(lo, options)
			declared |= strcmp(lfirst_node(DefElem, lo)->defname, stored->defname) == 0;
		if (!declared)
			merged = lappend(merged, stored);
	}
	return merged;
}

/*
 * ALTER ... SET or RESET of those options that are not so; a view that is
 * still to be made has none.
 */
void
idem_diff_view_options(const IdemWanted *wanted, List *options, bool reset, IdemPlan *plan)
{
	AlterTableStmt *stmt;
	IdemStep   *step;

	if (OidIsValid(wanted->objid))
		options = idem_option_differences(wanted->objid, options, reset);
	else if (reset)
		options = NIL;
	if (options == NIL)
		return;
	stmt = makeNode(AlterTableStmt);
	stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->cmds = list_make1(idem_alter_cmd(reset ? AT_ResetRelOptions : AT_SetRelOptions, NULL,
										   (Node *) options));
	stmt->objtype = wanted->kind->objtype;

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER %s %s %s", idem_view_word(wanted),
								 idem_qualified_name(wanted), idem_option_clause(options, reset)));
	step->source = wanted->source;
	step->lockrel = wanted->objid;
	step->lockmode = AlterTableGetLockLevel(stmt->cmds);
	step->reason = "options differ";
}

/* ----------------------------------------------------------------
 *	Text
 * ----------------------------------------------------------------
 */

/*
 * Whether two texts of the server's are the same, or become the same when it
 * reads its own words and writes them again.  That changes some expressions,
 * so what went through pg_dump may read otherwise; after twice it is stable.
 */
bool
idem_same_words(char *left, char *right, IdemRewrite rewrite, void *context)
{
	char	   *lefts[3] = {left};
	char	   *rights[3] = {right};

	if (strcmp(left, right) == 0)
		return true;
	for (int round = 1; round < (int) lengthof(lefts); round++)
	{
		/* what is stored is most often the older of the two */
		rights[round] = rewrite(context, rights[round - 1]);
		for (int i = 0; i < round; i++)
		{
			if (strcmp(lefts[i], rights[round]) == 0)
				return true;
		}
		lefts[round] = rewrite(context, lefts[round - 1]);
		for (int i = 0; i <= round; i++)
		{
			if (strcmp(lefts[round], rights[i]) == 0)
				return true;
		}
	}
	return false;
}

/*
 * Let the server write names of users' objects qualified, all of them.  Returns
 * the nest level of settings to end with AtEOXact_GUC().
 */
int
idem_qualify_names(void)
{
	int			nestlevel = NewGUCNestLevel();

	(void) set_config_option("search_path", "pg_catalog", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	return nestlevel;
}

/*
 * The statement from its AS on, as it was written, and whether it says
 * RECURSIVE before that; NULL if it does not read so any more.
 */
char *
idem_written_query(const IdemWanted *wanted, bool *recursive)
{
	IdemTokens	tokens;
	char	   *statement;
	int			depth = 0;
	int			start = -1;

	*recursive = false;
	if (wanted->location < 0)
		return NULL;
	statement = idem_statement_text(wanted->source, wanted->location, wanted->length);
	idem_tokens_begin(&tokens, statement);
	while (start < 0 && idem_tokens_next(&tokens))
	{
		const char *token = tokens.extra.scanbuf + tokens.location;

		if (tokens.code == '(')
			depth++;
		else if (tokens.code == ')')
			depth--;
		else if (depth == 0 && pg_strcasecmp(token, "recursive") == 0)
			*recursive = true;
		else if (depth == 0 && pg_strcasecmp(token, "as") == 0)
			start = tokens.location;
	}
	idem_tokens_end(&tokens);
	return start < 0 ? NULL : statement + start;
}
