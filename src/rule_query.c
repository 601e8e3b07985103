/*-------------------------------------------------------------------------
 *
 * rule_query.c
 *	  Definitions of rewrite rules, read, analysed and written.
 *
 * A rule is analysed as CREATE RULE does it, but under the lock of a reader:
 * transformRuleStmt() of parse_utilcmd.c would lock out everybody else.  What
 * is not valid is not refused here, but by the server when the step runs.
 *
 * Two rules are the same if the server writes the same for both.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_rewrite.h"
#include "nodes/makefuncs.h"
#include "parser/analyze.h"
#include "parser/parse_clause.h"
#include "parser/parse_collate.h"
#include "parser/parse_relation.h"
#include "parser/parser.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"
#include "view.h"

/* A rule, after parse analysis. */
typedef struct Rule
{
	Oid			relid;
	const char *name;
	CmdType		event;
	bool		instead;
	Node	   *qual;
	List	   *actions;		/* Query */
} Rule;

typedef struct Look
{
	Oid			relid;
	const char *name;			/* of the stored rule */
	const RuleStmt *stmt;		/* the wanted one, or NULL */
	const char *source;
	bool		replace;		/* how to write the wanted one */
	char	   *found;
	char	   *wanted;
	bool		same;
} Look;

/* ----------------------------------------------------------------
 *	Reading
 * ----------------------------------------------------------------
 */

/*
 * The OID of a rule, or InvalidOid.
 */
Oid
idem_find_rule(Oid relid, const char *name)
{
	return GetSysCacheOid2(RULERELNAME, Anum_pg_rewrite_oid, ObjectIdGetDatum(relid),
						   CStringGetDatum(name));
}

/*
 * When it fires: ev_enabled.
 */
char
idem_rule_state(Oid relid, const char *name)
{
	HeapTuple	tuple = SearchSysCache2(RULERELNAME, ObjectIdGetDatum(relid),
										CStringGetDatum(name));
	char		state = '\0';

	if (HeapTupleIsValid(tuple))
	{
		state = ((Form_pg_rewrite) GETSTRUCT(tuple))->ev_enabled;
		ReleaseSysCache(tuple);
	}
	return state;
}

static Node *
read_tree(HeapTuple tuple, AttrNumber attnum)
{
	bool		isnull;
	Datum		value = SysCacheGetAttr(RULERELNAME, tuple, attnum, &isnull);

	return isnull ? NULL : stringToNode(TextDatumGetCString(value));
}

static bool
read_rule(Oid relid, const char *name, Rule *rule)
{
	HeapTuple	tuple = SearchSysCache2(RULERELNAME, ObjectIdGetDatum(relid),
										CStringGetDatum(name));
	Form_pg_rewrite form;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_rewrite) GETSTRUCT(tuple);
	rule->relid = relid;
	rule->name = name;
	rule->event = (CmdType) (form->ev_type - '0');
	rule->instead = form->is_instead;
	rule->qual = read_tree(tuple, Anum_pg_rewrite_ev_qual);
	rule->actions = (List *) read_tree(tuple, Anum_pg_rewrite_ev_action);
	ReleaseSysCache(tuple);
	return true;
}

/*
 * The relations that the stored rule mentions.
 */
static List *
relations_of_stored(Oid relid, const char *name)
{
	Rule		rule;

	if (!read_rule(relid, name, &rule))
		return NIL;
	return list_concat_unique_oid(idem_relations_in_tree((Node *) rule.actions),
								  idem_relations_in_tree(rule.qual));
}

/* ----------------------------------------------------------------
 *	Analysis
 * ----------------------------------------------------------------
 */

/*
 * A parse state where OLD is the first and NEW the second relation.
 */
static ParseState *
begin_parse(Relation rel, const char *source, ParseNamespaceItem **old,
			ParseNamespaceItem **new)
{
	ParseState *pstate = make_parsestate(NULL);

	pstate->p_sourcetext = source;
	*old = addRangeTableEntryForRelation(pstate, rel, AccessShareLock,
										 makeAlias("old", NIL), false, false);
	*new = addRangeTableEntryForRelation(pstate, rel, AccessShareLock,
										 makeAlias("new", NIL), false, false);
	return pstate;
}

static void
analyse_rule(Oid relid, const RuleStmt *stmt, const char *source, Rule *rule)
{
	Relation	rel = table_open(relid, AccessShareLock);
	ParseNamespaceItem *old;
	ParseNamespaceItem *new;
	ParseState *pstate = begin_parse(rel, source, &old, &new);
	ListCell   *lc;

	rule->relid = relid;
	rule->name = stmt->rulename;
	rule->event = stmt->event;
	rule->instead = stmt->instead;
	rule->actions = NIL;

	if (stmt->event != CMD_INSERT)
		addNSItemToQuery(pstate, old, false, true, true);
	if (stmt->event != CMD_DELETE)
		addNSItemToQuery(pstate, new, false, true, true);
	rule->qual = transformWhereClause(pstate, copyObject(stmt->whereClause),
									  EXPR_KIND_WHERE, "WHERE");
	assign_expr_collations(pstate, rule->qual);
	free_parsestate(pstate);

	foreach(lc, stmt->actions)
	{
		pstate = begin_parse(rel, source, &old, &new);
		addNSItemToQuery(pstate, old, false, true, false);
		addNSItemToQuery(pstate, new, false, true, false);
		rule->actions = lappend(rule->actions, transformStmt(pstate, copyObject(lfirst(lc))));
		free_parsestate(pstate);
	}
	table_close(rel, NoLock);
}

/* ----------------------------------------------------------------
 *	Writing
 * ----------------------------------------------------------------
 */

/*
 * The condition, over OLD and NEW.
 */
static char *
write_condition(const Rule *rule)
{
	PlannedStmt *plan = makeNode(PlannedStmt);

	for (int i = 0; i < 2; i++)
	{
		RangeTblEntry *rte = makeNode(RangeTblEntry);

		rte->rtekind = RTE_RELATION;
		rte->relid = rule->relid;
		rte->relkind = get_rel_relkind(rule->relid);
		rte->rellockmode = AccessShareLock;
		rte->eref = makeAlias(i == 0 ? "old" : "new", NIL);
		plan->rtable = lappend(plan->rtable, rte);
	}
	return deparse_expression(rule->qual,
							  deparse_context_for_plan_tree(plan, list_make2("old", "new")),
							  true, false);
}

static char *
write_rule(const Rule *rule, bool replace)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	appendStringInfo(&buf, "CREATE %sRULE %s AS ON %s TO %s", replace ? "OR REPLACE " : "",
					 quote_identifier(rule->name),
					 rule->event == CMD_INSERT ? "INSERT" :
					 rule->event == CMD_UPDATE ? "UPDATE" :
					 rule->event == CMD_DELETE ? "DELETE" : "SELECT",
					 idem_relation_identity(rule->relid));
	if (rule->qual != NULL)
		appendStringInfo(&buf, " WHERE (%s)", write_condition(rule));
	appendStringInfo(&buf, " DO %s", rule->instead ? "INSTEAD " : "");
	if (list_length(rule->actions) > 1)
		appendStringInfoChar(&buf, '(');
	foreach(lc, rule->actions)
	{
		char	   *action = pg_get_querydef(copyObject(lfirst_node(Query, lc)), false);

		appendStringInfo(&buf, "%s%s", foreach_current_index(lc) > 0 ? "; " : "",
						 action + strspn(action, " "));
	}
	if (rule->actions == NIL)
		appendStringInfoString(&buf, "NOTHING");
	if (list_length(rule->actions) > 1)
		appendStringInfoChar(&buf, ')');
	return buf.data;
}

/*
 * What the server makes of its own words.
 */
static char *
rewrite_text(void *context, char *rule_text)
{
	const Look *call = context;
	List	   *raws = raw_parser(rule_text, RAW_PARSE_DEFAULT);
	Rule		rule;

	analyse_rule(call->relid, castNode(RuleStmt, linitial_node(RawStmt, raws)->stmt),
				 rule_text, &rule);
	return write_rule(&rule, false);
}

/* ----------------------------------------------------------------
 *	The look
 * ----------------------------------------------------------------
 */

static void
look(void *arg)
{
	Look	   *call = arg;
	Rule		found;
	Rule		wanted;

	if (!read_rule(call->relid, call->name, &found))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("rule \"%s\" changed while it was read", call->name)));
	call->found = write_rule(&found, false);
	if (call->stmt == NULL)
		return;

	analyse_rule(call->relid, call->stmt, call->source, &wanted);
	call->wanted = write_rule(&wanted, false);
	call->same = idem_same_words(call->wanted, call->found, rewrite_text, call);
	if (!call->same)
	{
		int			nestlevel = idem_qualify_names();

		call->wanted = write_rule(&wanted, true);
		AtEOXact_GUC(true, nestlevel);
	}
}

/*
 * Whether the stored rule is the wanted one; if not, "ddl" is set to what
 * makes it so.
 */
bool
idem_same_rule(Oid relid, const RuleStmt *stmt, const char *source, char **ddl)
{
	Look		call = {0};
	List	   *relids = list_make1_oid(relid);
	ListCell   *lc;

	call.relid = relid;
	call.name = stmt->rulename;
	call.stmt = stmt;
	call.source = source;
	relids = list_concat_unique_oid(relids, relations_of_stored(relid, call.name));
	foreach(lc, stmt->actions)
	{
		/* of utility commands there is NOTIFY alone */
		if (!IsA(lfirst(lc), NotifyStmt))
			relids = list_concat_unique_oid(relids, idem_relations_in_raw(lfirst(lc)));
	}
	relids = list_concat_unique_oid(relids, idem_relations_in_raw(stmt->whereClause));
	idem_look_quietly(relids, look, &call);
	*ddl = call.wanted;
	return call.same;
}

/*
 * A stored rule in the server's words.
 */
char *
idem_rule_text(Oid relid, const char *name)
{
	Look		call = {0};

	call.relid = relid;
	call.name = name;
	idem_look_quietly(list_concat_unique_oid(list_make1_oid(relid),
											 relations_of_stored(relid, name)),
					  look, &call);
	return call.found;
}
