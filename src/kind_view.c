/*-------------------------------------------------------------------------
 *
 * kind_view.c
 *	  Views: query, columns, options, check option.
 *
 * Declared by ViewStmt, or edited by the commands of ALTER VIEW.  A view whose
 * query differs is replaced, which keeps all that depends on it.  One whose
 * columns cannot be kept has to be made anew; see recreate.c.
 *
 * Options that are not declared stay as they are, although CREATE OR REPLACE
 * VIEW would reset them.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"

#include "compat.h"
#include "parts.h"
#include "view.h"

static void diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);

static bool
view_declare(IdemDeclaration *declaration)
{
	ViewStmt   *stmt = (ViewStmt *) declaration->stmt;

	if (!IsA(stmt, ViewStmt))
		return idem_declare_view_rename(declaration, &idem_kind_view);
	if (stmt->view->relpersistence != RELPERSISTENCE_PERMANENT)
		return false;
	idem_declare_whole(declaration, &idem_kind_view, idem_relation_names(stmt->view));
	return true;
}

static bool
view_declare_command(IdemDeclaration *declaration, AlterTableStmt *stmt, AlterTableCmd *cmd)
{
	if (stmt->objtype != OBJECT_VIEW ||
		(cmd->subtype != AT_SetRelOptions && cmd->subtype != AT_ResetRelOptions))
		return false;
	idem_declare_edit(declaration, &idem_kind_view,
					  idem_relation_names(stmt->relation))->node = (Node *) cmd;
	return true;
}

/*
 * The options that a statement declares, that of WITH CHECK OPTION with them.
 */
static List *
declared_options(const ViewStmt *stmt)
{
	const char *check = NULL;

	if (stmt->withCheckOption == LOCAL_CHECK_OPTION)
		check = "local";
	else if (stmt->withCheckOption == CASCADED_CHECK_OPTION)
		check = "cascaded";
	if (check == NULL)
		return stmt->options;
	return lappend(list_copy(stmt->options),
				   makeDefElem("check_option", (Node *) makeString(pstrdup(check)), -1));
}

/*
 * "CREATE OR REPLACE VIEW ...", for people.
 */
static char *
statement_text(const IdemWanted *wanted, const ViewStmt *stmt,
			   const IdemViewDifference *difference)
{
	StringInfoData buf;
	bool		recursive = false;
	char	   *query = NULL;

	if (difference == NULL || difference->as_written)
		query = idem_written_query(wanted, &recursive);

	initStringInfo(&buf);
	appendStringInfo(&buf, "CREATE %s%sVIEW %s", stmt->replace ? "OR REPLACE " : "",
					 recursive ? "RECURSIVE " : "", idem_qualified_name(wanted));
	if (stmt->aliases != NIL)
		appendStringInfo(&buf, " (%s)", idem_column_list(stmt->aliases));
	if (stmt->options != NIL)
		appendStringInfo(&buf, " WITH (%s)", idem_options_text(stmt->options));
	if (query != NULL)
		appendStringInfo(&buf, " %s", query);
	else if (difference != NULL && difference->query != NULL)
	{
		appendStringInfo(&buf, " AS %s", difference->query);
		if (stmt->withCheckOption != NO_CHECK_OPTION)
			appendStringInfo(&buf, " WITH %s CHECK OPTION",
							 stmt->withCheckOption == LOCAL_CHECK_OPTION ? "LOCAL" : "CASCADED");
	}
	return buf.data;
}

/*
 * The statement that makes the view as it is wanted, and keeps its options.
 * Without a difference the query could not be analysed yet.
 */
static ViewStmt *
make_statement(const IdemWanted *wanted, const IdemView *actual,
			   const IdemViewDifference *difference, bool replace)
{
	ViewStmt   *stmt = copyObject((ViewStmt *) wanted->node);
	ListCell   *lc;

	stmt->view = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->replace = replace;
	stmt->options = idem_merged_options(actual, stmt->options);
	foreach(lc, stmt->options)
	{
		if (stmt->withCheckOption != NO_CHECK_OPTION &&
			strcmp(lfirst_node(DefElem, lc)->defname, "check_option") == 0)
			stmt->options = foreach_delete_current(stmt->options, lc);
	}
	if (difference != NULL && !difference->as_written)
	{
		stmt->query = copyObject(difference->raw);
		stmt->aliases = idem_view_names(difference->wanted);
	}
	return stmt;
}

/*
 * CREATE OR REPLACE VIEW.
 */
static void
step_replace(const IdemWanted *wanted, const IdemView *actual,
			 const IdemViewDifference *difference, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);

	ViewStmt   *stmt = make_statement(wanted, actual, difference, true);

	idem_step_statement(step, (Node *) stmt, statement_text(wanted, stmt, difference));
	step->source = wanted->source;
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
	step->reason = "the query differs";
}

static void
diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const IdemView *actual = (const IdemView *) head;
	const ViewStmt *stmt = castNode(ViewStmt, wanted->node);
	IdemViewDifference difference;

	idem_compare_view(wanted->objid, stmt->query, stmt->aliases, wanted->source,
					  wanted->location, wanted->length, &difference);

	switch (difference.match)
	{
		case IDEM_VIEW_RENAMED:
			idem_step_view_columns(wanted, plan, &difference);
			/* FALLTHROUGH */
		case IDEM_VIEW_SAME:
			idem_diff_view_options(wanted, declared_options(stmt), false, plan);
			break;
		case IDEM_VIEW_REPLACEABLE:
			step_replace(wanted, actual, &difference, plan);
			break;
		case IDEM_VIEW_DIFFERS:
			{
				ViewStmt   *made = make_statement(wanted, actual, &difference, false);

				idem_step_recreate(wanted, plan, &difference, (Node *) made,
								   statement_text(wanted, made, &difference));
				break;
			}
	}
}

static void
view_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const IdemView *actual = (const IdemView *) head;

	if (idem_diff_view_gone(wanted, actual, plan))
		return;
	if (IsA(wanted->node, AlterTableCmd))
	{
		const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;

		if (idem_relation_state(wanted, plan) != IDEM_RELATION_NONE && wanted->nspname != NULL)
			idem_diff_view_options(wanted, castNode(List, cmd->def),
								   cmd->subtype == AT_ResetRelOptions, plan);
		return;
	}
	if (!head->found || idem_view_will_go(wanted, plan))
		idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
	else if (!idem_try_diff(diff_present, wanted, head, plan))
		step_replace(wanted, actual, NULL, plan);
}

static char *
view_describe(const IdemActual *head)
{
	return head->found ? idem_query_text(head->address.objectId) : pstrdup("no such view");
}

const IdemKind idem_kind_view = {
	.noun = "view",
	.objtype = OBJECT_VIEW,
	.classid = RelationRelationId,
	.declare = view_declare,
	.declare_command = view_declare_command,
	.resolve = idem_resolve_view,
	.observe = idem_observe_view,
	.diff = view_diff,
	.describe = view_describe,
	.record_name = idem_record_whole,
};
