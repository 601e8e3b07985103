/*-------------------------------------------------------------------------
 *
 * kind_rule.c
 *	  Rewrite rules of tables and views: event, condition, actions.
 *
 * Declared by RuleStmt; rule_query.c compares.  A rule that differs is
 * replaced.  ON SELECT is not a rule here: it makes a table a view.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_rewrite.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "parts.h"
#include "view.h"

static void diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);

static bool
rule_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;
	IdemWanted *wanted;

	if (IsA(stmt, RuleStmt))
	{
		RuleStmt   *rule = (RuleStmt *) stmt;

		if (rule->event == CMD_SELECT)
			return false;
		wanted = idem_declare_whole(declaration, &idem_kind_rule,
									idem_relation_names(rule->relation));
		wanted->by_creation = false;
		wanted->part = rule->rulename;
	}
	else if (IsA(stmt, RenameStmt) && ((RenameStmt *) stmt)->renameType == OBJECT_RULE)
	{
		RenameStmt *rename = (RenameStmt *) stmt;

		wanted = idem_declare_renamed(declaration, &idem_kind_rule,
									  idem_relation_names(rename->relation), rename);
		wanted->part = rename->subname;
	}
	else
		return false;
	return true;
}

static void
rule_resolve(IdemWanted *wanted)
{
	if (!OidIsValid(idem_lookup_relation(wanted)))
		return;
	switch (get_rel_relkind(wanted->objid))
	{
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
		case RELKIND_VIEW:
		case '\0':
			break;
		default:
			idem_wrong_relkind(wanted->objid, "a table or view");
	}
}

static IdemActual *
rule_observe(const IdemWanted *wanted)
{
	IdemActual *actual = palloc0(sizeof(IdemActual));
	Oid			rule = InvalidOid;

	if (OidIsValid(wanted->objid))
		rule = idem_find_rule(wanted->objid, wanted->part);
	actual->found = OidIsValid(rule);
	ObjectAddressSet(actual->address, RewriteRelationId, rule);
	return actual;
}

/*
 * A step on the relation, which has to be ours alone for it.
 */
static IdemStep *
rule_step(const IdemWanted *wanted, IdemPlan *plan, const char *action, IdemOutcome outcome)
{
	IdemStep   *step = idem_step(plan, wanted, action, outcome);

	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
	return step;
}

/*
 * CREATE OR REPLACE RULE.  "definition" is the rule in the server's words, or
 * NULL if it could not be analysed yet.
 */
static void
step_replace(const IdemWanted *wanted, IdemPlan *plan, const char *definition)
{
	IdemStep   *step = rule_step(wanted, plan, "alter", IDEM_ALTERED);
	RuleStmt   *stmt = copyObject(castNode(RuleStmt, wanted->node));
	bool		recursive;
	char	   *written = idem_written_query(wanted, &recursive);

	stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->replace = true;
	if (written != NULL || definition == NULL)
		definition = psprintf("CREATE OR REPLACE RULE %s %s", quote_identifier(wanted->part),
							  written ? written : "AS ...");
	idem_step_statement(step, (Node *) stmt, definition);
	step->source = wanted->source;
	step->reason = "the rule differs";
}

static void
diff_drop(const IdemWanted *wanted, IdemPlan *plan)
{
	IdemStep   *step = rule_step(wanted, plan, "drop", IDEM_DROPPED);
	DropStmt   *stmt = makeNode(DropStmt);

	stmt->removeType = OBJECT_RULE;
	stmt->objects = list_make1(list_make3(makeString(wanted->nspname), makeString(wanted->name),
										  makeString(wanted->part)));
	stmt->behavior = DROP_RESTRICT;
	step->behavior = &stmt->behavior;
	idem_step_statement(step, (Node *) stmt,
						psprintf("DROP RULE %s ON %s", quote_identifier(wanted->part),
								 idem_qualified_name(wanted)));
}

static void
diff_rename(const IdemWanted *wanted, bool has_old, IdemPlan *plan)
{
	bool		has_new = OidIsValid(wanted->objid) &&
		OidIsValid(idem_find_rule(wanted->objid, wanted->newname));
	IdemStep   *step;
	RenameStmt *stmt;

	if (idem_relation_state(wanted, plan) == IDEM_RELATION_NONE)
		return;
	if (has_old && has_new)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_OBJECT),
				 errmsg("relation \"%s\" has both rule \"%s\" and rule \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname),
				 errhint("Drop one of the two.")));
	if (!has_old && has_new)
		return;
	if (!has_old && plan->steps == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("relation \"%s\" has neither rule \"%s\" nor rule \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname)));

	step = rule_step(wanted, plan, "rename", IDEM_ALTERED);
	stmt = makeNode(RenameStmt);
	stmt->renameType = OBJECT_RULE;
	stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->subname = wanted->part;
	stmt->newname = wanted->newname;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER RULE %s ON %s RENAME TO %s",
								 quote_identifier(wanted->part), idem_qualified_name(wanted),
								 quote_identifier(wanted->newname)));
}

static void
diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	char	   *ddl;

	if (!idem_same_rule(wanted->objid, castNode(RuleStmt, wanted->node), wanted->source, &ddl))
		step_replace(wanted, plan, ddl);
	(void) head;
}

static void
rule_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	switch (wanted->wish)
	{
		case IDEM_ABSENT:
			if (head->found)
				diff_drop(wanted, plan);
			return;
		case IDEM_RENAMED:
			diff_rename(wanted, head->found, plan);
			return;
		case IDEM_PRESENT:
			break;
	}
	if (idem_relation_state(wanted, plan) == IDEM_RELATION_NONE)
		return;
	if (!head->found)
		idem_step_whole(rule_step(wanted, plan, "create", IDEM_CREATED), wanted);
	else if (!idem_try_diff(diff_present, wanted, head, plan))
		step_replace(wanted, plan, NULL);
}

static char *
rule_describe(const IdemActual *head)
{
	return pstrdup(head->found ? "a rule" : "no such rule");
}

const IdemKind idem_kind_rule = {
	.noun = "rule",
	.objtype = OBJECT_RULE,
	.classid = RelationRelationId,
	.is_part = true,
	.declare = rule_declare,
	.resolve = rule_resolve,
	.observe = rule_observe,
	.diff = rule_diff,
	.describe = rule_describe,
	.record_name = idem_record_part,
};
