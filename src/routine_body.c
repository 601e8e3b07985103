/*-------------------------------------------------------------------------
 *
 * routine_body.c
 *	  Bodies of functions that are parsed when they are declared: RETURN and
 *	  BEGIN ATOMIC.
 *
 * The server stores such a body as query trees.  The declared one is analysed
 * the way interpret_AS_clause() of functioncmds.c does; the trees are compared,
 * then what they deparse to.
 *
 * Analysis locks the relations that the body names, for as long as it takes,
 * and waits where one is locked exclusively.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "executor/functions.h"
#include "parser/analyze.h"
#include "utils/ruleutils.h"

#include "routine.h"
#include "view.h"

typedef struct BodyCall
{
	const IdemRoutine *wanted;
	const IdemRoutine *actual;
	const char *source;
	bool		same;
} BodyCall;

/*
 * Parameters as the body may name them.  The server pairs the input types
 * with the first names of all parameters, and so must we.
 */
static SQLFunctionParseInfoPtr
parse_info(const IdemRoutine *routine)
{
	SQLFunctionParseInfoPtr info = palloc0(sizeof(SQLFunctionParseInfo));
	int			names = 0;

	info->fname = routine->name;
	info->argtypes = palloc(sizeof(Oid) * Max(routine->nparameters, 1));
	info->argnames = palloc0(sizeof(char *) * Max(routine->nparameters, 1));
	for (int i = 0; i < routine->nparameters; i++)
	{
		const IdemParameter *parameter = &routine->parameters[i];

		if (parameter->mode != PROARGMODE_OUT && parameter->mode != PROARGMODE_TABLE)
			info->argtypes[info->nargs++] = parameter->type;
	}
	for (; names < info->nargs; names++)
	{
		if (routine->parameters[names].name[0])
			info->argnames[names] = unconstify(char *, routine->parameters[names].name);
	}
	return info;
}

static Query *
analyse(Node *stmt, SQLFunctionParseInfoPtr info, const char *source)
{
	ParseState *pstate = make_parsestate(NULL);
	Query	   *query;

	pstate->p_sourcetext = source;
	sql_fn_parser_setup(pstate, info);
	query = transformStmt(pstate, copyObject(stmt));
	if (query->commandType == CMD_UTILITY)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("utility statements are not supported in an unquoted SQL function body")));
	free_parsestate(pstate);
	return query;
}

/*
 * The queries of a body: one for RETURN, else those of a list in a list.
 */
static List *
queries_of(Node *body)
{
	return IsA(body, List) ? linitial_node(List, (List *) body) : list_make1(body);
}

static void
compare_bodies(void *arg)
{
	BodyCall   *call = arg;
	SQLFunctionParseInfoPtr info = parse_info(call->wanted);
	List	   *raw = queries_of(call->wanted->body);
	List	   *stored = queries_of(call->actual->body);
	ListCell   *lr;
	ListCell   *ls;

	if (IsA(call->wanted->body, List) != IsA(call->actual->body, List) ||
		list_length(raw) != list_length(stored))
		return;
	forboth(lr, raw, ls, stored)
	{
		Query	   *query = analyse(lfirst(lr), info, call->source);

		if (!equal(query, lfirst(ls)) &&
			strcmp(pg_get_querydef(query, false),
				   pg_get_querydef(copyObject(lfirst_node(Query, ls)), false)) != 0)
			return;
	}
	call->same = true;
}

/*
 * The relations that a body names as it is written.  What cannot be in a body
 * is refused by the analysis.
 */
static List *
relations_in_raw(Node *body)
{
	List	   *relids = NIL;
	ListCell   *lc;

	foreach(lc, queries_of(body))
	{
		Node	   *stmt = lfirst(lc);

		/* up to 15 the walker does not know RETURN itself */
		if (IsA(stmt, ReturnStmt))
			stmt = ((ReturnStmt *) stmt)->returnval;
		else if (!IsA(stmt, SelectStmt) && !IsA(stmt, InsertStmt) && !IsA(stmt, UpdateStmt) &&
				 !IsA(stmt, DeleteStmt) && !IsA(stmt, MergeStmt))
			continue;
		relids = list_concat_unique_oid(relids, idem_relations_in_raw(stmt));
	}
	return relids;
}

/*
 * Whether a declared body means the same as a stored one.
 */
bool
idem_same_body(const IdemRoutine *wanted, const IdemRoutine *actual, const char *source)
{
	BodyCall	call = {wanted, actual, source, false};
	List	   *relids;

	if (actual->is_raw)
		return equal(wanted->body, actual->body);
	relids = list_concat_unique_oid(relations_in_raw(wanted->body),
									idem_relations_in_tree(actual->body));
	idem_look_quietly(relids, compare_bodies, &call);
	return call.same;
}
