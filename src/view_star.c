/*-------------------------------------------------------------------------
 *
 * view_star.c
 *	  What "SELECT *" stood for when a view was made.
 *
 * The server writes the columns of that moment into the view.  A column that
 * its table got later is not in the view, and making the view anew from the
 * same script would put it there, which running the script in its order did
 * not.  So a star stands here for the columns that the view can have seen:
 * those up to the last one of the table that its stored query mentions, since
 * columns are numbered in the order in which they are added; by the names that
 * they had then.
 *
 * Never looks at the catalogs: two trees say all of it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "parser/parsetree.h"

#include "view.h"

/* What is known of one star, by its place in the text. */
typedef struct Star
{
	int			location;
	List	   *columns;		/* ResTarget that take its place */
	bool		limited;		/* they are not what it stands for now */
	bool		unclear;		/* no name leads to one of them for sure */
} Star;

/* The last column of a relation that a query mentions. */
typedef struct LastColumn
{
	Oid			relid;
	AttrNumber	attnum;
} LastColumn;

/* The name that a query gives to a column of a relation. */
typedef struct SeenName
{
	Oid			relid;
	AttrNumber	attnum;
	const char *name;
} SeenName;

typedef struct Walk
{
	Query	   *query;			/* the one that is being walked through */
	List	   *stars;			/* Star */
	List	   *last;			/* LastColumn */
	List	   *seen;			/* SeenName */
} Walk;

/* ----------------------------------------------------------------
 *	Finding
 * ----------------------------------------------------------------
 */

static ColumnRef *
as_star(Node *node)
{
	ColumnRef  *column;

	if (node == NULL || !IsA(node, ResTarget))
		return NULL;
	column = (ColumnRef *) ((ResTarget *) node)->val;
	return column && IsA(column, ColumnRef) && IsA(llast(column->fields), A_Star) ? column : NULL;
}

static bool
find_walker(Node *node, void *context)
{
	List	  **stars = context;

	if (node == NULL)
		return false;
	if (IsA(node, SelectStmt))
	{
		ListCell   *lc;

		foreach(lc, ((SelectStmt *) node)->targetList)
		{
			ColumnRef  *column = as_star(lfirst(lc));

			if (column == NULL)
				continue;
			/* that of TABLE has no place in the text: give it one outside */
			if (column->location < 0)
				column->location = -2 - list_length(*stars);
			*stars = lappend_int(*stars, column->location);
		}
	}
	return raw_expression_tree_walker(node, find_walker, context);
}

/*
 * The places of all stars in the target lists of a raw query, which is changed
 * so that each has one.
 */
List *
idem_find_stars(Node *query)
{
	List	   *stars = NIL;

	(void) find_walker(query, &stars);
	return stars;
}

/*
 * Mark the columns of a query that come from a star.  Parse analysis gives
 * them its place.
 */
void
idem_note_stars(Query *query, List *stars, List *columns)
{
	ListCell   *lc;
	int			i = 0;

	foreach(lc, query->targetList)
	{
		TargetEntry *entry = lfirst_node(TargetEntry, lc);

		if (entry->resjunk)
			continue;
		((IdemViewColumn *) list_nth(columns, i++))->from_star =
			IsA(entry->expr, Var) && list_member_int(stars, ((Var *) entry->expr)->location);
	}
}

/* ----------------------------------------------------------------
 *	What the stored query has seen
 * ----------------------------------------------------------------
 */

static LastColumn *
find_last(List *last, Oid relid)
{
	ListCell   *lc;

	foreach(lc, last)
	{
		if (((LastColumn *) lfirst(lc))->relid == relid)
			return lfirst(lc);
	}
	return NULL;
}

/*
 * Take down the names in a target list.
 */
static void
note_names(Walk *walk, const Query *query)
{
	ListCell   *lc;

	foreach(lc, query->targetList)
	{
		TargetEntry *entry = lfirst_node(TargetEntry, lc);
		Var		   *var = (Var *) entry->expr;
		RangeTblEntry *rte;
		SeenName   *seen;

		if (!IsA(var, Var) || var->varlevelsup != 0 || entry->resname == NULL)
			continue;
		rte = rt_fetch(var->varno, query->rtable);
		if (rte->rtekind != RTE_RELATION)
			continue;
		seen = palloc(sizeof(SeenName));
		seen->relid = rte->relid;
		seen->attnum = var->varattno;
		seen->name = entry->resname;
		walk->seen = lappend(walk->seen, seen);
	}
}

/*
 * The name that the stored query gives to a column, if that is not the one
 * that it has now; NULL if it has.
 */
static const char *
old_name(const Walk *walk, Oid relid, AttrNumber attnum, const char *name)
{
	const char *result = NULL;
	ListCell   *lc;

	foreach(lc, walk->seen)
	{
		SeenName   *seen = lfirst(lc);

		if (seen->relid != relid || seen->attnum != attnum)
			continue;
		if (strcmp(seen->name, name) == 0)
			return NULL;
		result = seen->name;
	}
	return result;
}

static bool
seen_walker(Node *node, void *context)
{
	Walk	   *walk = context;

	if (node == NULL)
		return false;
	if (IsA(node, Query))
	{
		Query	   *outer = walk->query;

		walk->query = (Query *) node;
		note_names(walk, walk->query);
		(void) query_tree_walker(walk->query, seen_walker, walk, 0);
		walk->query = outer;
		return false;
	}
	if (IsA(node, Var) && ((Var *) node)->varlevelsup == 0)
	{
		Var		   *var = (Var *) node;
		RangeTblEntry *rte = rt_fetch(var->varno, walk->query->rtable);
		LastColumn *last;

		if (rte->rtekind != RTE_RELATION)
			return false;
		last = find_last(walk->last, rte->relid);
		if (last == NULL)
		{
			last = palloc0(sizeof(LastColumn));
			last->relid = rte->relid;
			walk->last = lappend(walk->last, last);
		}
		last->attnum = Max(last->attnum, var->varattno);
		return false;
	}
	return expression_tree_walker(node, seen_walker, context);
}

/* ----------------------------------------------------------------
 *	Limiting
 * ----------------------------------------------------------------
 */

static Star *
find_star(List *stars, int location)
{
	ListCell   *lc;

	foreach(lc, stars)
	{
		if (((Star *) lfirst(lc))->location == location)
			return lfirst(lc);
	}
	return NULL;
}

/*
 * Whether another relation of the query goes by the same name.
 */
static bool
name_is_shared(const Query *query, const RangeTblEntry *rte)
{
	ListCell   *lc;

	foreach(lc, query->rtable)
	{
		RangeTblEntry *other = lfirst_node(RangeTblEntry, lc);

		if (other != rte && (other->rtekind != RTE_JOIN || other->alias != NULL) &&
			strcmp(other->eref->aliasname, rte->eref->aliasname) == 0)
			return true;
	}
	return false;
}

/*
 * What to write for one column that a star stands for now; nothing if the
 * stored query cannot have seen it.
 */
static void
expand_column(const Walk *walk, Star *star, const TargetEntry *entry)
{
	Var		   *var = (Var *) entry->expr;
	RangeTblEntry *rte = rt_fetch(var->varno, walk->query->rtable);
	ResTarget  *target = makeNode(ResTarget);
	ColumnRef  *column = makeNode(ColumnRef);
	Node	   *alias = (Node *) makeString(pstrdup(rte->eref->aliasname));
	const char *name;

	target->val = (Node *) column;
	target->location = column->location = star->location;
	switch (rte->rtekind)
	{
		case RTE_RELATION:
			{
				LastColumn *last = find_last(walk->last, rte->relid);

				if (last != NULL && last->attnum > 0 && var->varattno > last->attnum)
				{
					star->limited = true;
					return;
				}
				column->fields = list_make2(alias, makeString(pstrdup(entry->resname)));
				name = old_name(walk, rte->relid, var->varattno, entry->resname);
				if (name != NULL)
				{
					star->limited = true;
					target->name = pstrdup(name);
				}
				break;
			}
		case RTE_JOIN:
			column->fields = list_make1(makeString(pstrdup(entry->resname)));
			if (rte->alias != NULL)
				column->fields = lcons(alias, column->fields);
			break;
		case RTE_SUBQUERY:
		case RTE_CTE:
		case RTE_FUNCTION:
		case RTE_TABLEFUNC:
		case RTE_VALUES:
			/* a star inside of it may be limited itself */
			if (var->varattno != 1)
				return;
			column->fields = list_make2(alias, makeNode(A_Star));
			break;
		default:
			star->unclear = true;
			return;
	}

	if (list_length(column->fields) > 1 && name_is_shared(walk->query, rte))
		star->unclear = true;
	star->columns = lappend(star->columns, target);
}

static bool
expand_walker(Node *node, void *context)
{
	Walk	   *walk = context;

	if (node == NULL)
		return false;
	if (IsA(node, Query))
	{
		Query	   *outer = walk->query;
		ListCell   *lc;

		walk->query = (Query *) node;
		foreach(lc, walk->query->targetList)
		{
			TargetEntry *entry = lfirst_node(TargetEntry, lc);
			Var		   *var = (Var *) entry->expr;
			Star	   *star;

			if (entry->resjunk || !IsA(var, Var))
				continue;
			star = find_star(walk->stars, var->location);
			if (star == NULL)
				continue;
			if (var->varlevelsup == 0)
				expand_column(walk, star, entry);
			else
				star->unclear = true;
		}
		(void) query_tree_walker(walk->query, expand_walker, walk, 0);
		walk->query = outer;
		return false;
	}
	return expression_tree_walker(node, expand_walker, context);
}

static bool
replace_walker(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, SelectStmt))
	{
		SelectStmt *select = (SelectStmt *) node;
		List	   *targets = NIL;
		ListCell   *lc;

		foreach(lc, select->targetList)
		{
			ColumnRef  *column = as_star(lfirst(lc));
			Star	   *star = column ? find_star(context, column->location) : NULL;

			if (star == NULL || !star->limited)
				targets = lappend(targets, lfirst(lc));
			else
				targets = list_concat(targets, star->columns);
		}
		select->targetList = targets;
	}
	return raw_expression_tree_walker(node, replace_walker, context);
}

/*
 * The raw query with stars that stand for no more than what the stored query
 * can have seen; NULL if that is all, or cannot be written.
 */
Node *
idem_limit_stars(Node *raw, List *stars, Query *wanted, Query *stored)
{
	Walk		walk = {NULL, NIL, NIL, NIL};
	bool		limited = false;
	Node	   *result;
	ListCell   *lc;

	if (stars == NIL)
		return NULL;
	foreach(lc, stars)
	{
		Star	   *star = palloc0(sizeof(Star));

		star->location = lfirst_int(lc);
		walk.stars = lappend(walk.stars, star);
	}

	(void) seen_walker((Node *) stored, &walk);
	(void) expand_walker((Node *) wanted, &walk);
	foreach(lc, walk.stars)
	{
		Star	   *star = lfirst(lc);

		if (star->limited && star->unclear)
			return NULL;
		limited |= star->limited;
	}
	if (!limited)
		return NULL;

	result = copyObject(raw);
	(void) replace_walker(result, walk.stars);
	return result;
}
