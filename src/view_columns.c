/*-------------------------------------------------------------------------
 *
 * view_columns.c
 *	  Columns of views: those that are there, those of a query, and whether
 *	  the ones can become the others.
 *
 * Never locks.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "nodes/nodeFuncs.h"
#include "parser/parsetree.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "column.h"
#include "view.h"

static void set_arm_names(Query *query, Node *arm, List *columns);

/*
 * The columns of a relation.
 */
List *
idem_view_columns(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	List	   *columns = NIL;
	FormData_pg_attribute *atts;
	int			natts;

	if (!HeapTupleIsValid(tuple))
		return NIL;
	natts = ((Form_pg_class) GETSTRUCT(tuple))->relnatts;
	ReleaseSysCache(tuple);

	atts = palloc(Max(natts, 1) * sizeof(FormData_pg_attribute));
	if (!idem_read_attributes(relid, natts, atts))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("relation with OID %u changed while it was read", relid)));
	for (int i = 0; i < natts; i++)
	{
		IdemViewColumn *column = palloc0(sizeof(IdemViewColumn));

		if (atts[i].attisdropped)
			continue;
		column->name = pstrdup(NameStr(atts[i].attname));
		column->type = atts[i].atttypid;
		column->typmod = atts[i].atttypmod;
		column->collation = atts[i].attcollation;
		columns = lappend(columns, column);
	}
	return columns;
}

/*
 * The columns that a query yields.
 */
List *
idem_query_columns(Query *query)
{
	List	   *columns = NIL;
	ListCell   *lc;

	foreach(lc, query->targetList)
	{
		TargetEntry *entry = lfirst_node(TargetEntry, lc);
		IdemViewColumn *column;

		if (entry->resjunk)
			continue;
		column = palloc0(sizeof(IdemViewColumn));
		column->name = entry->resname;
		column->type = exprType((Node *) entry->expr);
		column->typmod = exprTypmod((Node *) entry->expr);
		column->collation = exprCollation((Node *) entry->expr);
		columns = lappend(columns, column);
	}
	return columns;
}

/*
 * Write names into the target list, and those of the arms of UNION and its
 * like, since the server writes the same to all of them.
 */
void
idem_set_query_names(Query *query, List *columns)
{
	ListCell   *lc;
	int			i = 0;

	foreach(lc, query->targetList)
	{
		TargetEntry *entry = lfirst_node(TargetEntry, lc);

		if (!entry->resjunk && i < list_length(columns))
			entry->resname = ((IdemViewColumn *) list_nth(columns, i++))->name;
	}
	if (query->setOperations != NULL)
		set_arm_names(query, query->setOperations, columns);
}

static void
set_arm_names(Query *query, Node *arm, List *columns)
{
	if (IsA(arm, SetOperationStmt))
	{
		set_arm_names(query, ((SetOperationStmt *) arm)->larg, columns);
		set_arm_names(query, ((SetOperationStmt *) arm)->rarg, columns);
	}
	else
		idem_set_query_names(rt_fetch(castNode(RangeTblRef, arm)->rtindex, query->rtable)->subquery, columns);
}

/* ----------------------------------------------------------------
 *	Comparison
 * ----------------------------------------------------------------
 */

static bool
same_type(const IdemViewColumn *a, const IdemViewColumn *b)
{
	return a->type == b->type && a->typmod == b->typmod && a->collation == b->collation;
}

/*
 * Names that are written in the statement, in place of those of the query.
 */
void
idem_apply_view_aliases(List *columns, List *aliases)
{
	ListCell   *lc;
	ListCell   *la;

	forboth(lc, columns, la, aliases)
	{
		IdemViewColumn *column = lfirst(lc);

		column->name = strVal(lfirst(la));
		column->from_star = false;
	}
}

static bool
has_name(List *columns, const char *name)
{
	ListCell   *lc;

	foreach(lc, columns)
	{
		if (strcmp(((IdemViewColumn *) lfirst(lc))->name, name) == 0)
			return true;
	}
	return false;
}

/*
 * A column that comes from a star keeps the name that it has: a column of the
 * table was renamed since.  True if one does.
 */
bool
idem_keep_star_names(List *wanted, List *found)
{
	bool		kept = false;
	ListCell   *lw;
	ListCell   *lf;

	forboth(lw, wanted, lf, found)
	{
		IdemViewColumn *column = lfirst(lw);
		IdemViewColumn *other = lfirst(lf);

		if (column->from_star && same_type(column, other) &&
			!has_name(found, column->name) && !has_name(wanted, other->name))
		{
			column->name = other->name;
			kept = true;
		}
	}
	return kept;
}

bool
idem_same_view_names(List *a, List *b)
{
	ListCell   *la;
	ListCell   *lb;

	forboth(la, a, lb, b)
	{
		if (strcmp(((IdemViewColumn *) lfirst(la))->name, ((IdemViewColumn *) lfirst(lb))->name) != 0)
			return false;
	}
	return true;
}

/*
 * Whether a column would get a name that another one has.
 */
bool
idem_view_names_clash(List *wanted, List *found)
{
	ListCell   *lw;
	ListCell   *lf;

	foreach(lw, wanted)
	{
		foreach(lf, found)
		{
			if (foreach_current_index(lf) != foreach_current_index(lw) &&
				strcmp(((IdemViewColumn *) lfirst(lw))->name,
					   ((IdemViewColumn *) lfirst(lf))->name) == 0)
				return true;
		}
	}
	return false;
}

/*
 * Whether the columns that are there begin those that are wanted; names apart.
 */
bool
idem_extends_view(List *wanted, List *found)
{
	ListCell   *lw;
	ListCell   *lf;

	if (list_length(wanted) < list_length(found))
		return false;
	forboth(lw, wanted, lf, found)
	{
		if (!same_type(lfirst(lw), lfirst(lf)))
			return false;
	}
	return true;
}

/* ----------------------------------------------------------------
 *	Text
 * ----------------------------------------------------------------
 */

/*
 * The names of columns as String nodes.
 */
List *
idem_view_names(List *columns)
{
	List	   *names = NIL;
	ListCell   *lc;

	foreach(lc, columns)
		names = lappend(names, makeString(pstrdup(((IdemViewColumn *) lfirst(lc))->name)));
	return names;
}

/*
 * "a integer, b text", for messages.
 */
char *
idem_view_columns_text(List *columns)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, columns)
	{
		IdemViewColumn *column = lfirst(lc);

		appendStringInfo(&buf, "%s%s %s", buf.len > 0 ? ", " : "", quote_identifier(column->name),
						 format_type_with_typemod(column->type, column->typmod));
		if (OidIsValid(column->collation) && column->collation != get_typcollation(column->type))
			appendStringInfo(&buf, " COLLATE %s", quote_identifier(get_collation_name(column->collation)));
	}
	return buf.data;
}
