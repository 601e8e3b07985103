/*-------------------------------------------------------------------------
 *
 * expr_scope.c
 *	  Expressions of triggers and of policies.
 *
 * WHEN of a trigger sees its relation twice, as OLD and NEW; the conditions
 * of a policy may contain subqueries, whose relations parse analysis opens.
 * For the comparison itself see expr.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/sysattr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_clause.h"
#include "parser/parse_collate.h"
#include "rewrite/rewriteManip.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"

#include "compat.h"
#include "view.h"

typedef struct Comparison
{
	Node	   *raw;
	const char *source;
	Oid			relid;
	Node	   *actual;
	bool		equal;
	char	   *text;			/* the wanted side as people read it, unless
								 * equal */
} Comparison;

/* ----------------------------------------------------------------
 *	WHEN of triggers
 * ----------------------------------------------------------------
 */

Node *
idem_cook_trigger_when(Node *raw, const char *source, Oid relid)
{
	ParseState *pstate = make_parsestate(NULL);
	Node	   *expr;

	pstate->p_sourcetext = source;
	idem_add_relation_alias(pstate, relid, "old");
	idem_add_relation_alias(pstate, relid, "new");
	expr = transformWhereClause(pstate, copyObject(raw), EXPR_KIND_TRIGGER_WHEN, "WHEN");
	assign_expr_collations(pstate, expr);
	free_parsestate(pstate);
	return expr;
}

/*
 * A range table entry to deparse column references by; see the context of
 * expr.c.
 */
static RangeTblEntry *
names_only(Oid relid, const char *alias)
{
	RangeTblEntry *rte = makeNode(RangeTblEntry);
	char	   *attname;

	rte->rtekind = RTE_VALUES;
	rte->eref = makeAlias(alias, NIL);
	for (AttrNumber i = 1; (attname = get_attname(relid, i, true)) != NULL; i++)
		rte->eref->colnames = lappend(rte->eref->colnames, makeString(attname));
	return rte;
}

/*
 * The condition as people read it; NULL if it mentions system columns, which
 * cannot be told without a lock on the relation.
 */
char *
idem_deparse_trigger_when(Node *expr, Oid relid)
{
	PlannedStmt *plan;
	ListCell   *lc;

	foreach(lc, pull_var_clause(expr, PVC_RECURSE_PLACEHOLDERS))
	{
		if (((Var *) lfirst(lc))->varattno < 0)
			return NULL;
	}
	plan = makeNode(PlannedStmt);
	plan->rtable = list_make2(names_only(relid, "old"), names_only(relid, "new"));
	return deparse_expression(expr,
							  deparse_context_for_plan_tree(plan, list_make2("old", "new")),
							  true, false);
}

bool
idem_trigger_when_equal(Node *wanted, Node *actual, Oid relid)
{
	char	   *text;
	char	   *text2;

	if (wanted == NULL || actual == NULL)
		return wanted == actual;
	if (idem_expr_identical(wanted, actual))
		return true;
	text = idem_deparse_trigger_when(wanted, relid);

	text2 = idem_deparse_trigger_when(actual, relid);
	return text !=NULL && text2 != NULL && strcmp(text, text2) == 0;
}

/* ----------------------------------------------------------------
 *	Conditions of policies
 * ----------------------------------------------------------------
 */

static Node *
analyse_policy(ParseState *pstate, void *arg)
{
	const Comparison *comparison = arg;
	Node	   *expr;

	idem_add_relation_scope(pstate, comparison->relid);
	expr = transformWhereClause(pstate, comparison->raw, EXPR_KIND_POLICY, "POLICY");
	assign_expr_collations(pstate, expr);
	return expr;
}

static Node *
cook_policy(const Comparison *comparison)
{
	Comparison	copy = *comparison;
	ParseState *pstate = make_parsestate(NULL);
	Node	   *expr;

	pstate->p_sourcetext = comparison->source;
	copy.raw = copyObject(comparison->raw);
	expr = analyse_policy(pstate, &copy);
	free_parsestate(pstate);
	return expr;
}

/*
 * Whether the condition is the stored one, told without a lock on what is in
 * its subqueries; if not, that has to be asked again with locks.
 */
static void
compare_unlocked(void *arg)
{
	Comparison *comparison = arg;
	Comparison	copy = *comparison;
	Node	   *actual = copyObject(comparison->actual);
	Node	   *wanted;

	copy.raw = copyObject(comparison->raw);
	wanted = idem_analyse_unlocked(copy.raw, copy.source, analyse_policy, &copy);
	if (wanted == NULL)
		return;
	idem_forget_notes(wanted);
	idem_forget_notes(actual);
	comparison->equal = idem_expr_identical(wanted, actual);
}

/* what stands in for a relation may not do for all that is said of it */
static bool
any_error(const ErrorData *error)
{
	return ERRCODE_TO_CATEGORY(error->sqlerrcode) != ERRCODE_OPERATOR_INTERVENTION;
}

static char *
deparse_with_lock(Node *expr, Oid relid)
{
	char	   *relname = get_rel_name(relid);

	if (relname == NULL)
		return pstrdup("?");	/* dropped this instant */
	return deparse_expression(expr, deparse_context_for(relname, relid), false, false);
}

static void
compare_policy(void *arg)
{
	Comparison *comparison = arg;
	Node	   *wanted = cook_policy(comparison);
	char	   *found;

	comparison->equal = comparison->actual != NULL &&
		idem_expr_identical(wanted, comparison->actual);
	if (comparison->equal)
		return;
	comparison->text = deparse_with_lock(wanted, comparison->relid);
	if (comparison->actual != NULL)
	{
		found = deparse_with_lock(comparison->actual, comparison->relid);
		comparison->equal = strcmp(comparison->text, found) == 0;
	}
}

static bool
raw_has_subquery(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, SubLink))
		return true;
	return raw_expression_tree_walker(node, raw_has_subquery, context);
}

/*
 * Whether a condition as it is written means the same as a stored one, which
 * may be NULL.  If not, "text" is the wanted one as people read it.
 *
 * A condition without subqueries takes no lock.  With subqueries their
 * relations are locked for the moment.  Where somebody has one of them locked
 * exclusively, it can be told that the condition is as wanted, but not that it
 * is not: for that there is no way but to wait.
 */
bool
idem_policy_condition_equal(Node *raw, const char *source, Oid relid, Node *actual, char **text)
{
	Comparison	comparison = {raw, source, relid, actual, false, NULL};
	List	   *relids;

	if (!raw_has_subquery(raw, NULL) && (actual == NULL || !checkExprHasSubLink(actual)))
	{
		Node	   *wanted = cook_policy(&comparison);

		if (actual != NULL && idem_expr_equal(wanted, actual, relid))
			return true;
		*text = idem_deparse(wanted, relid);
		return false;
	}

	relids = list_concat_unique_oid(idem_relations_in_raw(raw),
									actual ? idem_relations_in_tree(actual) : NIL);
	relids = list_append_unique_oid(relids, relid);
	if (!idem_run_quietly(relids, compare_policy, &comparison))
	{
		if (actual != NULL && idem_peek(compare_unlocked, &comparison, any_error) == NULL &&
			comparison.equal)
			return true;
		idem_look_quietly(relids, compare_policy, &comparison);
	}
	*text = comparison.text;
	return comparison.equal;
}
