/*-------------------------------------------------------------------------
 *
 * diff.c
 *	  Steps: how kinds write them down, and the policy that admits them.
 *
 * Owns the decision whether a step may be taken.  Knows neither the catalogs
 * nor any kind of object.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "tcop/utility.h"
#include "utils/builtins.h"

#include "idem_migrate.h"

/*
 * Append a step for "wanted".  The caller fills in the statement, by one of
 * the functions below, and the price.
 */
IdemStep *
idem_step(IdemPlan *plan, const IdemWanted *wanted, const char *action,
		  IdemOutcome outcome)
{
	IdemStep   *step = palloc0(sizeof(IdemStep));

	step->kind = wanted->kind;
	step->wanted = wanted;
	step->object = wanted->part ? idem_part_name(wanted) : idem_qualified_name(wanted);
	step->action = action;
	step->outcome = outcome;
	step->sqlstate = ERRCODE_IDEM_DEFINITION_DIFFERS;
	plan->steps = lappend(plan->steps, step);
	if ((wanted->wish == IDEM_RENAMED && wanted->newname != NULL) ||
		(wanted->wish == IDEM_ABSENT && outcome == IDEM_DROPPED))
		idem_plan_rename(plan, wanted);
	return step;
}

/*
 * The step runs a statement that we built.
 */
void
idem_step_statement(IdemStep *step, Node *stmt, const char *ddl)
{
	step->stmt = stmt;
	step->ddl = pstrdup(ddl);
}

/*
 * The step runs the caller's own statement.
 */
void
idem_step_whole(IdemStep *step, const IdemWanted *wanted)
{
	step->stmt = wanted->stmt;
	step->source = wanted->source;
	if (wanted->location < 0)
	{
		step->ddl = idem_folded_text(wanted);
		return;
	}
	step->location = wanted->location;
	step->length = wanted->length;
	step->ddl = idem_statement_text(wanted->source, wanted->location, wanted->length);
	if (wanted->concurrently)
		step->ddl = idem_text_without(step->ddl, "concurrently");
}

/*
 * The step drops the object.  The server lists the dependants if there are
 * any; see converge.c for when they may go too.
 */
void
idem_step_drop(IdemStep *step, const IdemWanted *wanted, ObjectType objtype)
{
	DropStmt   *stmt = makeNode(DropStmt);
	List	   *names;
	const char *noun;

	if (wanted->nspname)
		names = list_make2(makeString(wanted->nspname), makeString(wanted->name));
	else
		names = list_make1(makeString(wanted->name));

	switch (objtype)
	{
		case OBJECT_TYPE:
		case OBJECT_DOMAIN:
			stmt->objects = list_make1(makeTypeNameFromNameList(names));
			noun = objtype == OBJECT_TYPE ? "TYPE" : "DOMAIN";
			break;
		case OBJECT_SCHEMA:
		case OBJECT_EXTENSION:
			stmt->objects = list_make1(makeString(wanted->name));
			noun = objtype == OBJECT_SCHEMA ? "SCHEMA" : "EXTENSION";
			break;
		default:
			stmt->objects = list_make1(names);
			noun = objtype == OBJECT_TABLE ? "TABLE" :
				objtype == OBJECT_INDEX ? "INDEX" : "SEQUENCE";
			break;
	}
	stmt->removeType = objtype;
	stmt->behavior = DROP_RESTRICT;
	step->behavior = &stmt->behavior;
	idem_step_statement(step, (Node *) stmt,
						psprintf("DROP %s %s", noun, idem_qualified_name(wanted)));
}

AlterTableCmd *
idem_alter_cmd(AlterTableType subtype, const char *name, Node *def)
{
	AlterTableCmd *cmd = makeNode(AlterTableCmd);

	cmd->subtype = subtype;
	cmd->name = name ? pstrdup(name) : NULL;
	cmd->def = def;
	cmd->behavior = DROP_RESTRICT;
	return cmd;
}

/*
 * The step is one ALTER TABLE command on the relation of "wanted", which
 * exists.  "clause" is the command as people read it.
 */
void
idem_step_alter_table(IdemStep *step, const IdemWanted *wanted,
					  AlterTableCmd *cmd, const char *clause)
{
	AlterTableStmt *stmt = makeNode(AlterTableStmt);

	stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->relation->inh = !wanted->only;
	stmt->cmds = list_make1(cmd);
	stmt->objtype = OBJECT_TABLE;

	step->stmt = (Node *) stmt;
	step->source = wanted->source;
	step->ddl = psprintf("ALTER TABLE %s%s %s", wanted->only ? "ONLY " : "",
						 idem_qualified_name(wanted), clause);
	step->lockrel = wanted->objid;
	step->lockmode = AlterTableGetLockLevel(stmt->cmds);
}

/*
 * Put a price on a step, with what to tell a caller who did not agree to it.
 */
void
idem_refuse(IdemStep *step, int safety, const char *problem, const char *detail)
{
	step->safety |= safety;
	step->problem = problem;
	step->detail = detail;
}

/*
 * The price of a step that rewrites a relation and loses nothing: none while
 * the relation is small.
 */
void
idem_price_rewrite(IdemStep *step, Oid relid, const char *problem)
{
	int64		size = idem_relation_size(relid);

	step->rewrites = true;
	if (size >= (int64) idem_rewrite_limit * 1024)
		idem_refuse(step, IDEM_REWRITE, problem,
					psprintf("The table would be rewritten under an exclusive lock; it has "
							 INT64_FORMAT " kB, the limit of idem_migrate.rewrite_limit is %d kB.",
							 size / 1024, idem_rewrite_limit));
}

/*
 * Whether the step may be taken.  If not, that is an error, or with
 * on_conflict = warning a warning and false.
 */
bool
idem_policy(IdemStep *step, int allow)
{
	int			missing = step->safety & ~allow;
	int			level = ERROR;
	const char *hint = step->hint;

	if (missing == 0)
		return true;

	if (idem_on_conflict == IDEM_CONFLICT_WARNING)
		level = WARNING;

	if (hint == NULL && (missing & IDEM_IMPOSSIBLE) == 0)
		hint = psprintf("Pass allow => '{%s}' to have it done.",
						idem_allow_words(missing));

	ereport(level,
			(errcode(step->sqlstate),
			 errmsg("%s", step->problem),
			 step->detail ? errdetail("%s", step->detail) : 0,
			 hint ? errhint("%s", hint) : 0));
	return false;
}
