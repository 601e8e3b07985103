/*-------------------------------------------------------------------------
 *
 * view_query.c
 *	  Queries of views, compared by the server's own parse analysis.
 *
 * The wanted query is analysed as CREATE VIEW does it; then the trees are
 * compared, and if they are not the same, what the server writes for both.
 * Names of columns count apart from the query, since a view keeps those of
 * its columns when those of its tables change.
 *
 * Analysis and deparsing lock the relations of the query as a reader does.
 * These locks are released at once.  If they cannot be had, somebody changes
 * one of the relations just now: then a look without them may show that the
 * view is the wanted one; else they are waited for, as whoever reads the view
 * would have to.
 *
 * Never writes, and never executes the query.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_rewrite.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "parser/analyze.h"
#include "parser/parser.h"
#include "rewrite/rewriteManip.h"
#include "rewrite/rewriteSupport.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/resowner.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "view.h"

typedef struct Comparison
{
	Oid			relid;
	Node	   *raw;
	List	   *aliases;
	const char *source;
	int			location;
	int			length;
	bool		unlocked;		/* without a lock on any relation */
	Query	   *stored;
	IdemViewDifference *result;
} Comparison;

/* ----------------------------------------------------------------
 *	Locks
 * ----------------------------------------------------------------
 */

/*
 * Wait until a reader may lock the relation.  The lock belongs to the
 * transaction, as a wait takes place in a subtransaction of its own.
 */
static void
wait_for_relation(Oid relid)
{
	ResourceOwner saved = CurrentResourceOwner;

	CurrentResourceOwner = CurTransactionResourceOwner;
	idem_lock_relation(relid, AccessShareLock);
	UnlockRelationOid(relid, AccessShareLock);
	CurrentResourceOwner = saved;
}

/*
 * Run body(), which looks at these relations, and leave no lock.
 */
void
idem_look_quietly(List *relids, IdemBody body, void *arg)
{
	while (!idem_run_quietly(relids, body, arg))
	{
		ListCell   *lc;

		CHECK_FOR_INTERRUPTS();
		foreach(lc, relids)
			wait_for_relation(lfirst_oid(lc));
	}
}

/* ----------------------------------------------------------------
 *	What is there
 * ----------------------------------------------------------------
 */

/*
 * The query of a view or materialized view.
 */
static Query *
idem_stored_query(Oid relid)
{
	HeapTuple	tuple = SearchSysCache2(RULERELNAME, ObjectIdGetDatum(relid),
										CStringGetDatum(ViewSelectRuleName));
	List	   *actions;
	Datum		text_datum;
	bool		isnull;

	if (!HeapTupleIsValid(tuple))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("relation with OID %u changed while it was read", relid)));
	text_datum = SysCacheGetAttr(RULERELNAME, tuple, Anum_pg_rewrite_ev_action, &isnull);
	actions = castNode(List, stringToNode(TextDatumGetCString(text_datum)));
	ReleaseSysCache(tuple);
	return linitial_node(Query, actions);
}

/* ----------------------------------------------------------------
 *	What is wanted
 * ----------------------------------------------------------------
 */

static Node *
analyse_statement(ParseState *pstate, void *arg)
{
	return (Node *) transformTopLevelStmt(pstate, arg);
}

/*
 * Analyse a query as CREATE VIEW would.  NULL if it is not of the sort that a
 * view can have: the server says so when the step runs.
 */
static Query *
analyse(const Comparison *comparison, Node *raw, const char *source)
{
	RawStmt    *stmt = makeNode(RawStmt);
	Query	   *query;

	stmt->stmt = copyObject(raw);
	if (source == comparison->source)
	{
		stmt->stmt_location = comparison->location;
		stmt->stmt_len = comparison->length;
	}
	if (comparison->unlocked)
		query = (Query *) idem_analyse_unlocked(stmt->stmt, source, analyse_statement, stmt);
	else
	{
		ParseState *pstate = make_parsestate(NULL);

		pstate->p_sourcetext = source;
		query = transformTopLevelStmt(pstate, stmt);
		free_parsestate(pstate);
	}
	return query != NULL && query->commandType == CMD_SELECT ? query : NULL;
}

/*
 * Until 15 the stored query has OLD and NEW in front of its range table, and
 * is written another way for it.  Give the other query the same.
 */
static void
add_old_and_new(Query *query, const Query *stored, Oid relid)
{
	RangeTblEntry *old;
	RangeTblEntry *new;

	if (list_length(stored->rtable) < 2)
		return;
	old = linitial_node(RangeTblEntry, stored->rtable);
	new = lsecond_node(RangeTblEntry, stored->rtable);
	if (old->relid != relid || new->relid != relid || old->alias == NULL ||
		new->alias == NULL || strcmp(old->alias->aliasname, "old") != 0 ||
		strcmp(new->alias->aliasname, "new") != 0)
		return;

	query->rtable = lcons(copyObject(old), lcons(copyObject(new), query->rtable));
	OffsetVarNodes((Node *) query, 2, 0);
}

/* ----------------------------------------------------------------
 *	Comparison
 * ----------------------------------------------------------------
 */

static char *
deparse(Query *query)
{
	return pg_get_querydef(copyObject(query), false);
}

/*
 * The same for people, who need no indentation at the start, but schemas.
 */
static char *
deparse_qualified(Query *query)
{
	int			nestlevel = idem_qualify_names();
	char	   *result = deparse(query);

	AtEOXact_GUC(true, nestlevel);
	return result + strspn(result, " ");
}

/*
 * What the server makes of its own words.
 */
static char *
rewrite_text(void *context, char *query_text)
{
	const Comparison *comparison = context;
	List	   *raws = raw_parser(query_text, RAW_PARSE_DEFAULT);
	Query	   *query = analyse(comparison, linitial_node(RawStmt, raws)->stmt, query_text);

	if (query == NULL)
		return query_text;
	add_old_and_new(query, comparison->stored, comparison->relid);
	return deparse(query);
}

/*
 * Whether two queries mean the same, their names set aside.
 */
static bool
same_query(const Comparison *comparison, Query *wanted, List *columns)
{
	Query	   *stored = copyObject(comparison->stored);

	/* how long the text was does not matter */
	stored->stmt_len = wanted->stmt_len;

	/* names are compared by themselves: write the same on both sides */
	idem_set_query_names(stored, columns);
	idem_set_query_names(wanted, columns);
	if (comparison->unlocked)
	{
		idem_forget_notes((Node *) wanted);
		idem_forget_notes((Node *) stored);
		return equal(wanted, stored);
	}
	return equal(wanted, stored) ||
		idem_same_words(deparse(wanted), deparse(stored), rewrite_text,
						unconstify(Comparison *, comparison));
}

/*
 * Compare with a raw query, which may have been analysed already.
 */
static void
compare_as(const Comparison *comparison, Node *raw, List *stars, Query *query)
{
	IdemViewDifference *result = comparison->result;
	bool		same;

	result->raw = raw;
	result->as_written = (raw == comparison->raw);
	if (query == NULL)
		query = analyse(comparison, raw, comparison->source);
	if (query == NULL)
	{
		result->match = IDEM_VIEW_REPLACEABLE;
		return;
	}
	result->wanted = idem_query_columns(query);
	if (list_length(comparison->aliases) > list_length(result->wanted))
	{
		result->match = IDEM_VIEW_REPLACEABLE;	/* the server says what is
												 * wrong */
		return;
	}
	idem_note_stars(query, stars, result->wanted);
	idem_apply_view_aliases(result->wanted, comparison->aliases);
	if (idem_keep_star_names(result->wanted, result->found))
		result->as_written = false;

	add_old_and_new(query, comparison->stored, comparison->relid);
	same = list_length(result->wanted) == list_length(result->found) &&
		idem_extends_view(result->wanted, result->found) &&
		same_query(comparison, query, result->found);
	if (same && idem_same_view_names(result->wanted, result->found))
	{
		result->match = IDEM_VIEW_SAME;
		return;
	}

	if (same && !idem_view_names_clash(result->wanted, result->found))
		result->match = IDEM_VIEW_RENAMED;
	else if (idem_extends_view(result->wanted, result->found) &&
			 idem_same_view_names(result->wanted, result->found))
		result->match = IDEM_VIEW_REPLACEABLE;
	else
		result->match = IDEM_VIEW_DIFFERS;
	if (comparison->unlocked)
		return;
	idem_set_query_names(query, result->wanted);
	result->query = deparse_qualified(query);
}

/*
 * The raw query with stars that stand for no more than what the view can have
 * seen, or NULL if that makes no difference.  The arms of UNION are looked at
 * one by one: together they need not fit any more.  "query" is set to the
 * analysed raw query if it had to be analysed as a whole.
 */
static Node *
limit_stars(const Comparison *comparison, Node *raw, List *stars, WithClause *with,
			Query **query)
{
	SelectStmt *select = (SelectStmt *) raw;
	SelectStmt *leaf;
	Query	   *arm;
	Node	   *left;
	Node	   *right;

	check_stack_depth();
	if (stars == NIL || !IsA(raw, SelectStmt))
		return NULL;
	if (select->withClause != NULL)
		with = select->withClause;
	if (select->op == SETOP_NONE)
	{
		leaf = copyObject(select);
		leaf->withClause = with;
		arm = analyse(comparison, (Node *) leaf, comparison->source);
		if (raw == comparison->raw)
			*query = arm;
		return arm ? idem_limit_stars(raw, stars, arm, comparison->stored) : NULL;
	}

	left = limit_stars(comparison, (Node *) select->larg, stars, with, query);
	right = limit_stars(comparison, (Node *) select->rarg, stars, with, query);
	if (left == NULL && right == NULL)
		return NULL;
	leaf = copyObject(select);
	if (left != NULL)
		leaf->larg = (SelectStmt *) left;
	if (right != NULL)
		leaf->rarg = (SelectStmt *) right;
	return (Node *) leaf;
}

typedef struct Limited
{
	const Comparison *comparison;
	Node	   *raw;
	List	   *stars;
} Limited;

static void
compare_limited(void *arg)
{
	Limited    *limited = arg;

	compare_as(limited->comparison, limited->raw, limited->stars, NULL);
}

/*
 * Leave no lock to the transaction when the subtransaction ends well.
 */
static void
compare_limited_quietly(void *arg)
{
	(void) idem_run_quietly(NIL, compare_limited, arg);
}

/*
 * What else the query says may fit to what the star stands for now.
 */
static bool
is_about_names(const ErrorData *error)
{
	return ERRCODE_TO_CATEGORY(error->sqlerrcode) ==
		ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION;
}

/*
 * A star stands for all columns that there are now, or for those that the
 * view can have seen: whatever takes the least.
 */
static void
compare(void *arg)
{
	Comparison *comparison = arg;
	IdemViewDifference *result = comparison->result;
	List	   *stars = idem_find_stars(comparison->raw);
	Query	   *query = NULL;
	IdemViewDifference then;
	Limited		limited = {comparison, NULL, NIL};

	comparison->stored = idem_stored_query(comparison->relid);
	result->found = idem_view_columns(comparison->relid);

	limited.raw = limit_stars(comparison, comparison->raw, stars, NULL, &query);
	limited.stars = stars;
	if (limited.raw != NULL)
	{
		if (idem_try(compare_limited_quietly, &limited, is_about_names) != NULL)
			limited.raw = NULL;
		else if (result->match == IDEM_VIEW_SAME)
			return;
	}
	then = *result;
	compare_as(comparison, comparison->raw, stars, query);
	if (limited.raw != NULL && then.match < result->match)
		*result = then;
}

/*
 * Compare a view or materialized view with the query that is wanted.  The
 * raw query is not changed.
 */
void
idem_compare_view(Oid relid, Node *query, List *aliases, const char *source,
				  int location, int length, IdemViewDifference *result)
{
	Comparison	comparison = {0};
	List	   *relids = idem_relations_in_raw(query);

	memset(result, 0, sizeof(*result));
	comparison.relid = relid;
	comparison.raw = copyObject(query);
	comparison.aliases = aliases;
	comparison.source = source;
	comparison.location = Max(location, 0);
	comparison.length = length;
	comparison.result = result;

	/* writing the stored query locks what is in it, too */
	relids = list_concat_unique_oid(relids,
									idem_relations_in_tree((Node *) idem_stored_query(relid)));
	if (idem_run_quietly(relids, compare, &comparison))
		return;

	/* somebody changes one of them; perhaps the answer does not need it */
	comparison.unlocked = true;
	if (idem_try(compare, &comparison, is_about_names) == NULL &&
		result->match == IDEM_VIEW_SAME)
		return;

	comparison.unlocked = false;
	memset(result, 0, sizeof(*result));
	idem_look_quietly(relids, compare, &comparison);
}

/* ----------------------------------------------------------------
 *	Text
 * ----------------------------------------------------------------
 */

typedef struct TextCall
{
	Oid			relid;
	char	   *result;
} TextCall;

static void
write_query(void *arg)
{
	TextCall   *call = arg;
	Query	   *query = idem_stored_query(call->relid);

	idem_set_query_names(query, idem_view_columns(call->relid));
	call->result = deparse_qualified(query);
}

/*
 * The query of a view or materialized view in the server's words.
 */
char *
idem_query_text(Oid relid)
{
	TextCall	call = {relid, NULL};

	idem_look_quietly(idem_relations_in_tree((Node *) idem_stored_query(relid)), write_query, &call);
	return call.result;
}
