/*-------------------------------------------------------------------------
 *
 * expr.c
 *	  Equality of expressions, decided by the server's own parse analysis.
 *
 * The wanted side is transformed ("cooked") exactly as the server does before
 * it stores an expression; then the trees are compared.  Source text is never
 * compared: '{}' and '{}'::jsonb, 'x' and CAST('x' AS text), now() and
 * CURRENT_TIMESTAMP are the same here.
 *
 * Never executes functions that are not built in, and does not lock a
 * relation unless the trees differ.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/sysattr.h"
#include "access/transam.h"
#include "catalog/heap.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "parser/parse_node.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"

#include "compat.h"
#include "idem_migrate.h"

static ParseState *
begin_parse(const char *source, Oid relid)
{
	ParseState *pstate = make_parsestate(NULL);

	pstate->p_sourcetext = source;
	if (OidIsValid(relid))
		idem_add_relation_scope(pstate, relid);
	return pstate;
}

/*
 * The default or generation expression of a column or domain, as cookDefault()
 * of heap.c makes it.  NULL means that there is no default: AddRelationNewConstraints()
 * does not store a bare null constant either.  "relid" is needed for a
 * generated column only.
 */
Node *
idem_cook_default(Node *raw, const char *source, Oid typid, int32 typmod,
				  const char *attname, Oid relid, char generated)
{
	ParseState *pstate = begin_parse(source, generated ? relid : InvalidOid);
	Node	   *expr = cookDefault(pstate, copyObject(raw), typid, typmod,
								   attname, generated);

	free_parsestate(pstate);
	if (!generated && IsA(expr, Const) && castNode(Const, expr)->constisnull)
		return NULL;
	return expr;
}

/*
 * An expression over the columns of a relation, which must yield boolean if
 * "construct" names the clause that it stands in.
 */
static Node *
cook(Node *raw, const char *source, Oid relid, ParseExprKind kind, const char *construct)
{
	ParseState *pstate = begin_parse(source, relid);
	Node	   *expr = transformExpr(pstate, copyObject(raw), kind);

	if (construct)
		expr = coerce_to_boolean(pstate, expr, construct);
	assign_expr_collations(pstate, expr);
	free_parsestate(pstate);
	return expr;
}

/*
 * The condition of a table's CHECK constraint; see cookConstraint() of heap.c.
 */
Node *
idem_cook_check(Node *raw, const char *source, Oid relid)
{
	return cook(raw, source, relid, EXPR_KIND_CHECK_CONSTRAINT, "CHECK");
}

/*
 * An index expression and an index predicate; see transformIndexStmt() of
 * parse_utilcmd.c.  A predicate is stored after its ANDs were flattened.
 */
Node *
idem_cook_index_expr(Node *raw, const char *source, Oid relid)
{
	return cook(raw, source, relid, EXPR_KIND_INDEX_EXPRESSION, NULL);
}

/*
 * An expression of a statistics object; see transformStatsStmt() there.
 */
Node *
idem_cook_statistics_expr(Node *raw, const char *source, Oid relid)
{
	return cook(raw, source, relid, EXPR_KIND_STATS_EXPRESSION, NULL);
}

Node *
idem_cook_predicate(Node *raw, const char *source, Oid relid)
{
	Node	   *expr = cook(raw, source, relid, EXPR_KIND_INDEX_PREDICATE, "WHERE");

	return (Node *) make_ands_explicit(make_ands_implicit((Expr *) expr));
}

/*
 * Spellings of the same thing that parse analysis keeps apart.
 */
static Node *
canonical_mutator(Node *node, void *context)
{
	if (node == NULL)
		return NULL;
	if (IsA(node, SQLValueFunction))
	{
		SQLValueFunction *svf = copyObject((SQLValueFunction *) node);

		svf->location = -1;
		switch (svf->op)
		{
			case SVFOP_CURRENT_TIMESTAMP:
				return (Node *) makeFuncExpr(F_NOW, TIMESTAMPTZOID, NIL, InvalidOid,
											 InvalidOid, COERCE_EXPLICIT_CALL);
			case SVFOP_CURRENT_ROLE:
			case SVFOP_USER:
				svf->op = SVFOP_CURRENT_USER;
				break;
			default:
				break;
		}
		return (Node *) svf;
	}
	if (IsA(node, Query))
		return (Node *) query_tree_mutator((Query *) node, canonical_mutator, context, 0);
	if (IsA(node, FuncExpr) && ((FuncExpr *) node)->funcid == F_TRANSACTION_TIMESTAMP)
		return (Node *) makeFuncExpr(F_NOW, TIMESTAMPTZOID, NIL, InvalidOid,
									 InvalidOid, COERCE_EXPLICIT_CALL);
	return expression_tree_mutator(node, canonical_mutator, context);
}

static bool
is_user_function(Oid funcid, void *context)
{
	(void) context;
	return funcid >= FirstNormalObjectId;
}

static bool
contains_user_function(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (check_functions_in_node(node, is_user_function, context))
		return true;
	/* evaluating these looks at user types, whose functions may be anything */
	if (IsA(node, CoerceViaIO) || IsA(node, CoerceToDomain))
		return true;
	/* not an expression as a whole, but there are some in it */
	if (IsA(node, SubLink))
		return true;
	return expression_tree_walker(node, contains_user_function, context);
}

/*
 * Whether evaluating an expression could run something that is not built in.
 */
bool
idem_contains_user_function(Node *expr)
{
	return contains_user_function(expr, NULL);
}

/*
 * Whether a node holds expressions without being one.
 */
static bool
is_structure(Node *node)
{
	switch (nodeTag(node))
	{
		case T_List:
		case T_TargetEntry:
		case T_FromExpr:
		case T_JoinExpr:
		case T_RangeTblFunction:
		case T_CommonTableExpr:
			return true;
		default:
			return false;
	}
}

/*
 * Fold constants wherever that calls nothing but built-in functions.
 */
static Node *
fold_mutator(Node *node, void *context)
{
	if (node == NULL)
		return NULL;
	if (IsA(node, Query))
		return (Node *) query_tree_mutator((Query *) node, fold_mutator, context, 0);
	if (!is_structure(node) && !contains_user_function(node, NULL))
		return eval_const_expressions(NULL, node);
	return expression_tree_mutator(node, fold_mutator, context);
}

static Node *
canonical(Node *expr)
{
	return fold_mutator(canonical_mutator(expr, NULL), NULL);
}

/*
 * Whether two cooked expressions over the same relation are the same tree, or
 * become the same by canonicalization.
 */
bool
idem_expr_identical(Node *wanted, Node *actual)
{
	return equal(wanted, actual) || equal(canonical(wanted), canonical(actual));
}

/*
 * Whether they mean the same: the same tree, or the same after
 * canonicalization, or the same deparse.
 */
bool
idem_expr_equal(Node *wanted, Node *actual, Oid relid)
{
	if (wanted == NULL || actual == NULL)
		return wanted == actual;
	return idem_expr_identical(wanted, actual) ||
		strcmp(idem_deparse(wanted, relid), idem_deparse(actual, relid)) == 0;
}

/*
 * The position of the first of several cooked expressions that is equal, or
 * -1.  All are compared by one means after the other, as the first takes next
 * to nothing.
 */
int
idem_find_expr(Node *wanted, List *candidates)
{
	ListCell   *lc;

	foreach(lc, candidates)
	{
		if (equal(wanted, lfirst(lc)))
			return foreach_current_index(lc);
	}
	wanted = canonical(wanted);
	foreach(lc, candidates)
	{
		if (equal(wanted, canonical(lfirst(lc))))
			return foreach_current_index(lc);
	}
	return -1;
}

/*
 * Whether an expression mentions a system column of its relation.
 */
static bool
has_system_column(Node *expr)
{
	Bitmapset  *attnums = NULL;
	int			first;

	/* the set is shifted, so that system columns come first, then the row */
	pull_varattnos(expr, 1, &attnums);
	first = bms_next_member(attnums, -1);
	return first >= 0 && first < -FirstLowInvalidHeapAttributeNumber;
}

/*
 * A context to deparse expressions over a relation.  That of
 * deparse_context_for() opens and locks the relation, so this one passes for
 * a plan over a VALUES list with the same columns.
 */
static List *
deparse_context(Oid relid)
{
	PlannedStmt *plan = makeNode(PlannedStmt);
	RangeTblEntry *rte = makeNode(RangeTblEntry);
	char	   *relname = get_rel_name(relid);
	char	   *attname;

	rte->rtekind = RTE_VALUES;
	rte->eref = makeAlias(relname ? relname : "?", NIL);
	for (AttrNumber i = 1; (attname = get_attname(relid, i, true)) != NULL; i++)
		rte->eref->colnames = lappend(rte->eref->colnames, makeString(attname));

	plan->rtable = list_make1(rte);
	return deparse_context_for_plan_tree(plan, list_make1(rte->eref->aliasname));
}

/*
 * An expression as people read it.  Locks the relation only if it mentions a
 * system column.
 */
char *
idem_deparse(Node *expr, Oid relid)
{
	List	   *context = NIL;

	if (OidIsValid(relid))
		context = has_system_column(expr) ?
			deparse_context_for(get_rel_name(relid), relid) : deparse_context (relid);

	return deparse_expression(expr, context, false, false);
}
