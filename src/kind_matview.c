/*-------------------------------------------------------------------------
 *
 * kind_matview.c
 *	  Materialized views: query, columns, options, where the rows are kept.
 *
 * Declared by CreateTableAsStmt.  The rows are derived, so none is lost when
 * one whose query differs is dropped and made again; but that computes them
 * anew, so it is not done unasked.  Whether it is populated is state, not
 * definition.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "commands/tablespace.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"

#include "compat.h"
#include "parts.h"
#include "view.h"

static void diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);

static bool
matview_declare(IdemDeclaration *declaration)
{
	CreateTableAsStmt *stmt = (CreateTableAsStmt *) declaration->stmt;

	if (!IsA(stmt, CreateTableAsStmt))
		return idem_declare_view_rename(declaration, &idem_kind_matview);
	if (stmt->objtype != OBJECT_MATVIEW ||
		stmt->into->rel->relpersistence != RELPERSISTENCE_PERMANENT)
		return false;
	idem_declare_whole(declaration, &idem_kind_matview, idem_relation_names(stmt->into->rel));
	return true;
}

/*
 * The statement that makes it as it is wanted, and keeps what is not declared.
 */
static CreateTableAsStmt *
make_statement(const IdemWanted *wanted, const IdemView *actual,
			   const IdemViewDifference *difference, char **ddl)
{
	CreateTableAsStmt *stmt = copyObject((CreateTableAsStmt *) wanted->node);
	IntoClause *into = stmt->into;
	StringInfoData buf;

	stmt->query = copyObject(difference->raw);
	into->rel = makeRangeVar(wanted->nspname, wanted->name, -1);
	into->colNames = idem_view_names(difference->wanted);
	into->options = idem_merged_options(actual, into->options);
	into->skipData = !actual->populated;
	if (into->accessMethod == NULL)
		into->accessMethod = get_am_name(actual->access_method);
	if (into->tableSpaceName == NULL)
		into->tableSpaceName = get_tablespace_name(OidIsValid(actual->tablespace) ?
												   actual->tablespace : MyDatabaseTableSpace);
	stmt->if_not_exists = false;

	initStringInfo(&buf);
	appendStringInfo(&buf, "CREATE MATERIALIZED VIEW %s (%s) USING %s",
					 idem_qualified_name(wanted), idem_column_list(into->colNames),
					 quote_identifier(into->accessMethod));
	if (into->options != NIL)
		appendStringInfo(&buf, " WITH (%s)", idem_options_text(into->options));
	if (OidIsValid(actual->tablespace) ||
		((CreateTableAsStmt *) wanted->node)->into->tableSpaceName != NULL)
		appendStringInfo(&buf, " TABLESPACE %s", quote_identifier(into->tableSpaceName));
	appendStringInfo(&buf, " AS %s WITH %sDATA", difference->query,
					 into->skipData ? "NO " : "");
	*ddl = buf.data;
	return stmt;
}

/*
 * Where the rows are kept, and how.
 */
static void
diff_place(const IdemWanted *wanted, const IdemView *actual, const IntoClause *into,
		   IdemPlan *plan)
{
	IdemWanted *place = palloc(sizeof(IdemWanted));
	IdemStep   *step;

	/* says what ALTER is to call it */
	*place = *wanted;
	place->objtype = OBJECT_MATVIEW;

	if (into->accessMethod != NULL &&
		get_table_am_oid(into->accessMethod, false) != actual->access_method)
	{
		step = idem_step_command(place, plan,
								 idem_alter_cmd(AT_SetAccessMethod, into->accessMethod, NULL),
								 psprintf("SET ACCESS METHOD %s",
										  quote_identifier(into->accessMethod)));
		step->reason = "it has another access method";
		idem_price_rewrite(step, wanted->objid,
						   psprintf("materialized view \"%s\" has another access method",
									idem_qualified_name(wanted)));
	}
	if (into->tableSpaceName != NULL &&
		get_tablespace_oid(into->tableSpaceName, false) !=
		(OidIsValid(actual->tablespace) ? actual->tablespace : MyDatabaseTableSpace))
	{
		step = idem_step_command(place, plan,
								 idem_alter_cmd(AT_SetTableSpace, into->tableSpaceName, NULL),
								 psprintf("SET TABLESPACE %s",
										  quote_identifier(into->tableSpaceName)));
		step->reason = "it is in another tablespace";
		idem_price_rewrite(step, wanted->objid,
						   psprintf("materialized view \"%s\" is in another tablespace",
									idem_qualified_name(wanted)));
	}
}

static void
diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const IdemView *actual = (const IdemView *) head;
	const CreateTableAsStmt *stmt = castNode(CreateTableAsStmt, wanted->node);
	IdemViewDifference difference;
	char	   *ddl;
	Node	   *made;

	idem_compare_view(wanted->objid, stmt->query, stmt->into->colNames, wanted->source,
					  wanted->location, wanted->length, &difference);
	if (difference.match == IDEM_VIEW_RENAMED)
		idem_step_view_columns(wanted, plan, &difference);
	if (difference.match == IDEM_VIEW_SAME || difference.match == IDEM_VIEW_RENAMED)
	{
		idem_diff_view_options(wanted, stmt->into->options, false, plan);
		diff_place(wanted, actual, stmt->into, plan);
		return;
	}

	if (difference.query == NULL)
		difference.query = pstrdup("...");
	made = (Node *) make_statement(wanted, actual, &difference, &ddl);
	idem_step_recreate(wanted, plan, &difference, made, ddl)->scans = true;
}

static void
matview_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	IdemStep   *step;

	if (idem_diff_view_gone(wanted, (const IdemView *) head, plan))
		return;
	if (!head->found || idem_view_will_go(wanted, plan))
	{
		idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
		return;
	}
	if (idem_try_diff(diff_present, wanted, head, plan))
		return;

	/* the query needs what earlier steps make */
	step = idem_step(plan, wanted, "recreate", IDEM_ALTERED);
	idem_step_whole(step, wanted);
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
	idem_refuse(step, IDEM_RECREATE,
				psprintf("materialized view \"%s\" has another query",
						 idem_qualified_name(wanted)), NULL);
}

static char *
matview_describe(const IdemActual *head)
{
	return head->found ? idem_query_text(head->address.objectId) :
		pstrdup("no such materialized view");
}

const IdemKind idem_kind_matview = {
	.noun = "materialized view",
	.objtype = OBJECT_MATVIEW,
	.classid = RelationRelationId,
	.declare = matview_declare,
	.resolve = idem_resolve_view,
	.observe = idem_observe_view,
	.diff = matview_diff,
	.describe = matview_describe,
	.record_name = idem_record_whole,
};
