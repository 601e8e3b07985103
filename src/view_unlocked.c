/*-------------------------------------------------------------------------
 *
 * view_unlocked.c
 *	  Parse analysis of a view's query without a lock on its relations.
 *
 * While somebody holds a relation in AccessExclusiveLock, the server cannot
 * analyse a query on it.  Transition tables of triggers are relations that
 * parse analysis takes from its caller instead; so here each relation of the
 * query passes for one of these, with the columns that the syscache knows,
 * and is given its place back in the result.
 *
 * Some queries do not work like that, and those that do may lack permissions
 * and the like.  So the result is good for one answer: that a view is the
 * wanted one.  Any other has to wait for the locks.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "parser/analyze.h"
#include "utils/lsyscache.h"
#include "utils/queryenvironment.h"

#include "column.h"
#include "compat.h"
#include "kept.h"
#include "view.h"

/* A relation of the query, and the name that it passes by. */
typedef struct StandIn
{
	const char *name;
	Oid			relid;
	char		relkind;
	bool		inh;
	Alias	   *alias;
} StandIn;

typedef struct Stage
{
	QueryEnvironment *env;
	List	   *cast;			/* StandIn */
	List	   *ctes;			/* names of WITH queries, String */
	bool		hopeless;
} Stage;

/* ----------------------------------------------------------------
 *	Before
 * ----------------------------------------------------------------
 */

static bool
cte_walker(Node *node, void *context)
{
	Stage	   *stage = context;

	if (node == NULL)
		return false;
	if (IsA(node, CommonTableExpr))
		stage->ctes = lappend(stage->ctes, makeString(((CommonTableExpr *) node)->ctename));
	return raw_expression_tree_walker(node, cte_walker, context);
}

/*
 * The columns of a relation, from the syscache.
 */
static TupleDesc
describe_columns(Oid relid, int natts)
{
	FormData_pg_attribute *atts = palloc(Max(natts, 1) * sizeof(FormData_pg_attribute));
	TupleDesc	desc = CreateTemplateTupleDesc(natts);

	if (!idem_read_attributes(relid, natts, atts))
		return NULL;
	for (int i = 0; i < natts; i++)
		idem_set_attribute(desc, i, &atts[i]);
	return desc;
}

/*
 * Let the relation that is named here pass for one that the caller brings.
 */
static void
replace_relation(Stage *stage, RangeVar *relation)
{
	StandIn    *stand_in;
	EphemeralNamedRelation enr;
	FormData_pg_class form;
	Oid			relid = RangeVarGetRelid(relation, NoLock, true);

	if (relation->schemaname == NULL && list_member(stage->ctes, makeString(relation->relname)))
	{
		/* which of the two is meant here is not ours to find out */
		stage->hopeless |= OidIsValid(relid);
		return;
	}
	if (!OidIsValid(relid) || !idem_read_class(relid, &form))
	{
		stage->hopeless = true;
		return;
	}

	stand_in = palloc0(sizeof(StandIn));
	stand_in->name = psprintf("idem_migrate relation %d", list_length(stage->cast));
	stand_in->relid = relid;
	stand_in->relkind = form.relkind;
	stand_in->inh = relation->inh;
	stand_in->alias = copyObject(relation->alias);
	stage->cast = lappend(stage->cast, stand_in);

	enr = palloc0(sizeof(EphemeralNamedRelationData));
	enr->md.name = pstrdup(stand_in->name);
	enr->md.enrtype = ENR_NAMED_TUPLESTORE;
	enr->md.tupdesc = describe_columns(relid, form.relnatts);
	if (enr->md.tupdesc == NULL)
	{
		stage->hopeless = true;
		return;
	}
	register_ENR(stage->env, enr);

	if (relation->alias == NULL)
		relation->alias = makeAlias(relation->relname, NIL);
	relation->relname = pstrdup(stand_in->name);
	relation->schemaname = relation->catalogname = NULL;
}

static bool
replace_walker(Node *node, void *context)
{
	Stage	   *stage = context;

	if (node == NULL || stage->hopeless)
		return false;
	switch (nodeTag(node))
	{
		case T_RangeVar:
			replace_relation(stage, (RangeVar *) node);
			return false;
		case T_RangeTableSample:
		case T_LockingClause:
		case T_IntoClause:
			/* these want a relation that is open */
			stage->hopeless = true;
			return false;
		default:
			return raw_expression_tree_walker(node, replace_walker, context);
	}
}

/* ----------------------------------------------------------------
 *	After
 * ----------------------------------------------------------------
 */

static void
restore_relation(const Stage *stage, RangeTblEntry *rte)
{
	ListCell   *lc;

	foreach(lc, stage->cast)
	{
		const StandIn *stand_in = lfirst(lc);

		if (strcmp(stand_in->name, rte->enrname) != 0)
			continue;
		rte->rtekind = RTE_RELATION;
		rte->relid = stand_in->relid;
		rte->relkind = stand_in->relkind;
		rte->rellockmode = AccessShareLock;
		rte->inh = stand_in->inh;
		rte->enrname = NULL;
		rte->coltypes = rte->coltypmods = rte->colcollations = NIL;
		rte->alias = copyObject(stand_in->alias);
		return;
	}
}

static bool
restore_walker(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, RangeTblEntry))
	{
		RangeTblEntry *rte = (RangeTblEntry *) node;

		if (rte->rtekind == RTE_NAMEDTUPLESTORE)
			restore_relation(context, rte);
		return false;
	}
	if (IsA(node, Query))
		return query_tree_walker((Query *) node, restore_walker, context,
								 QTW_EXAMINE_RTES_BEFORE);
	return expression_tree_walker(node, restore_walker, context);
}

static bool
forget_walker(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, RangeTblEntry))
	{
		idem_forget_rte_permissions((RangeTblEntry *) node);
		return false;
	}
	if (IsA(node, TargetEntry))
	{
		((TargetEntry *) node)->resorigtbl = InvalidOid;
		((TargetEntry *) node)->resorigcol = InvalidAttrNumber;
	}
	if (IsA(node, Query))
	{
		idem_forget_query_permissions((Query *) node);
		return query_tree_walker((Query *) node, forget_walker, context, QTW_EXAMINE_RTES_BEFORE);
	}
	return expression_tree_walker(node, forget_walker, context);
}

/*
 * Forget what a query, or an expression with some, notes about its relations
 * beside what it says: permissions, and where columns of the result come from.
 */
void
idem_forget_notes(Node *tree)
{
	(void) forget_walker(tree, NULL);
}

/*
 * Analyse a raw query or expression, which is changed, by analysis().  NULL if
 * that cannot be done here; errors may have the same cause.
 */
Node *
idem_analyse_unlocked(Node *raw, const char *source, IdemAnalysis analysis, void *arg)
{
	Stage		stage = {0};
	ParseState *pstate;
	Node	   *tree;

	stage.env = create_queryEnv();
	(void) cte_walker(raw, &stage);
	(void) replace_walker(raw, &stage);
	if (stage.hopeless)
		return NULL;

	pstate = make_parsestate(NULL);
	pstate->p_sourcetext = source;
	pstate->p_queryEnv = stage.env;
	tree = analysis(pstate, arg);
	free_parsestate(pstate);
	(void) restore_walker(tree, &stage);
	return tree;
}
