/*-------------------------------------------------------------------------
 *
 * define_view.c
 *	  Views and materialized views.
 *
 * The query is read from the view's rule and deparsed by the server, without
 * the entries for OLD and NEW that older servers put in front of its range
 * table: they alone make them print the columns' prefixes.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_trigger.h"
#include "commands/defrem.h"
#include "commands/tablespace.h"
#include "parser/parsetree.h"
#include "rewrite/rewriteManip.h"
#include "rewrite/rewriteSupport.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"

#include "compat.h"
#include "define.h"

/*
 * Of UNION and its like the first query says how the columns are called.
 */
static void
name_first_columns(Query *query)
{
	while (query->setOperations != NULL)
	{
		Node	   *first = query->setOperations;
		Query	   *subquery;
		ListCell   *from;
		ListCell   *to;

		while (IsA(first, SetOperationStmt))
			first = ((SetOperationStmt *) first)->larg;
		subquery = rt_fetch(castNode(RangeTblRef, first)->rtindex, query->rtable)->subquery;
		forboth(from, query->targetList, to, subquery->targetList)
		{
			if (!lfirst_node(TargetEntry, to)->resjunk)
				lfirst_node(TargetEntry, to)->resname = lfirst_node(TargetEntry, from)->resname;
		}
		query = subquery;
	}
}

/*
 * The query of a view, whose columns are called as the view's are now.
 */
static Query *
view_query(const IdemTableDef *view)
{
	IdemRows   *rows = idem_rows(RewriteRelationId, RewriteRelRulenameIndexId,
								 Anum_pg_rewrite_ev_class, view->named.objid);
	Query	   *query = NULL;
	ListCell   *lc;
	int			column = 0;

	foreach(lc, rows->tuples)
	{
		HeapTuple	tuple = lfirst(lc);
		Form_pg_rewrite form = (Form_pg_rewrite) GETSTRUCT(tuple);
		bool		isnull;
		Datum		action;

		if (strcmp(NameStr(form->rulename), ViewSelectRuleName) != 0)
			continue;
		action = idem_row_value(rows, tuple, Anum_pg_rewrite_ev_action, &isnull);
		query = linitial_node(Query, (List *) stringToNode(TextDatumGetCString(action)));
	}
	if (query == NULL)
		idem_vanished("query of view", view->named.objid);

	if (IDEM_VIEW_HAS_OLD_AND_NEW)
	{
		query->rtable = list_copy_tail(query->rtable, 2);
		OffsetVarNodes((Node *) query, -2, 0);
	}

	foreach(lc, query->targetList)
	{
		TargetEntry *entry = lfirst_node(TargetEntry, lc);

		if (!entry->resjunk && column < view->ncolumns)
			entry->resname = pstrdup(NameStr(view->columns[column++].att.attname));
	}
	name_first_columns(query);
	return query;
}

void
idem_define_view(IdemDefinition *definition, Oid relid)
{
	StringInfo	ddl = &definition->ddl;
	IdemTableDef *view = idem_read_table_def(relid);
	bool		materialized = view->form.relkind == RELKIND_MATVIEW;
	ListCell   *lc;

	appendStringInfo(ddl, "CREATE %s %s", view->named.keyword, view->named.name);
	if (materialized && OidIsValid(view->form.relam))
	{
		char	   *amname = get_am_name(view->form.relam);

		if (amname != NULL && strcmp(amname, "heap") != 0)
			appendStringInfo(ddl, " USING %s", quote_identifier(amname));
	}
	if (view->options != NULL)
		appendStringInfo(ddl, " WITH (%s)", view->options);
	if (materialized && OidIsValid(view->form.reltablespace))
	{
		char	   *spcname = get_tablespace_name(view->form.reltablespace);

		if (spcname != NULL)
			appendStringInfo(ddl, " TABLESPACE %s", quote_identifier(spcname));
	}
	appendStringInfo(ddl, " AS\n%s", pg_get_querydef(view_query(view), false));
	if (materialized)
		appendStringInfoString(ddl, "\n WITH NO DATA");
	appendStringInfoString(ddl, ";\n");

	idem_define_owner(ddl, &view->named, view->form.relowner);
	idem_define_comment(ddl, &view->named);
	for (int i = 0; i < view->ncolumns; i++)
	{
		const IdemColumnDef *column = &view->columns[i];

		if (column->expr != NULL)
			appendStringInfo(ddl, "ALTER VIEW %s ALTER COLUMN %s SET DEFAULT %s;\n",
							 view->named.name, column->name, column->expr);
		if (materialized)
			idem_define_column_settings(definition, view, column);
		idem_define_column_comment(ddl, &view->named, column->att.attnum, column->name);
	}
	foreach(lc, view->indexes)
		idem_define_part(definition, RelationRelationId, lfirst_oid(lc));
	idem_define_parts_of(definition, StatisticExtRelationId, relid);
	idem_define_parts_of(definition, TriggerRelationId, relid);
	idem_define_parts_of(definition, RewriteRelationId, relid);

	/* GRANT knows them all as tables */
	view->named.keyword = "TABLE";
	idem_define_grants(ddl, &view->named, OBJECT_TABLE, NULL, view->form.relowner,
					   view->has_acl, view->acl);
	for (int i = 0; i < view->ncolumns; i++)
		idem_define_grants(ddl, &view->named, OBJECT_COLUMN, view->columns[i].name,
						   view->form.relowner, view->columns[i].has_acl, view->columns[i].acl);
}
