/*-------------------------------------------------------------------------
 *
 * constraint_step.c
 *	  Steps that make, replace, validate and rename constraints, and
 *	  constraints as people read them.
 *
 * Owns the text of a constraint that was written behind a column, which reads
 * otherwise as one of the table.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "commands/defrem.h"
#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "fold.h"
#include "parts.h"

/* ----------------------------------------------------------------
 *	Text
 * ----------------------------------------------------------------
 */

/*
 * What stands in the first parentheses behind "location", with them.
 */
static char *
parenthesized_text(const char *source, int location)
{
	IdemTokens	tokens;
	char	   *text = idem_rest_of_statement(source + location);
	int			start = -1;
	int			end = -1;
	int			depth = 0;

	idem_tokens_begin(&tokens, text);
	while (end < 0 && idem_tokens_next(&tokens))
	{
		if (tokens.code == '(' && depth++ == 0)
			start = tokens.location;
		if (tokens.code == ')' && --depth == 0)
			end = tokens.location + tokens.length;
	}
	idem_tokens_end(&tokens);
	return end < 0 ? pstrdup("(...)") : pnstrdup(text +start, end - start);
}

static const char *
action_text(char action)
{
	switch (action)
	{
		case FKCONSTR_ACTION_RESTRICT:
			return "RESTRICT";
		case FKCONSTR_ACTION_CASCADE:
			return "CASCADE";
		case FKCONSTR_ACTION_SETNULL:
			return "SET NULL";
		case FKCONSTR_ACTION_SETDEFAULT:
			return "SET DEFAULT";
		default:
			return "NO ACTION";
	}
}

/*
 * Columns of which the last may be marked as a period.
 */
static char *
period_list(List *names, bool period, const char *before, const char *after)
{
	const char *last;

	if (!period)
		return idem_column_list(names);
	last = quote_identifier(strVal(llast(names)));
	if (list_length(names) == 1)
		return psprintf("%s%s%s", before, last, after);
	return psprintf("%s, %s%s%s",
					idem_column_list(list_truncate(list_copy(names), list_length(names) - 1)),
					before, last, after);
}

static void
append_foreign_key(StringInfo buf, const Constraint *con)
{
	bool		period = idem_wants_period(con);

	appendStringInfo(buf, "FOREIGN KEY (%s) REFERENCES %s",
					 period_list(con->fk_attrs, period, "PERIOD ", ""),
					 quote_qualified_identifier(con->pktable->schemaname,
												con->pktable->relname));
	if (con->pk_attrs != NIL)
		appendStringInfo(buf, " (%s)", period_list(con->pk_attrs, period, "PERIOD ", ""));
	if (con->fk_matchtype == FKCONSTR_MATCH_FULL)
		appendStringInfoString(buf, " MATCH FULL");
	if (con->fk_upd_action != FKCONSTR_ACTION_NOACTION)
		appendStringInfo(buf, " ON UPDATE %s", action_text(con->fk_upd_action));
	if (con->fk_del_action != FKCONSTR_ACTION_NOACTION)
		appendStringInfo(buf, " ON DELETE %s", action_text(con->fk_del_action));
	if (con->fk_del_set_cols != NIL)
		appendStringInfo(buf, " (%s)", idem_column_list(con->fk_del_set_cols));
}

/*
 * A constraint as one of a table.
 */
char *
idem_constraint_text(const Constraint *con, const char *source)
{
	StringInfoData buf;

	/* can be written for a table only, so that it is read there as it stands */
	if (con->contype == CONSTR_EXCLUSION && source != NULL && con->location >= 0)
	{
		char	   *written = idem_element_text(source, con->location);

		if (con->conname == NULL || pg_strncasecmp(written, "constraint", 10) == 0)
			return written;
		return psprintf("CONSTRAINT %s %s", quote_identifier(con->conname), written);
	}

	initStringInfo(&buf);
	if (con->conname)
		appendStringInfo(&buf, "CONSTRAINT %s ", quote_identifier(con->conname));
	switch (con->indexname ? CONSTR_NULL : con->contype)
	{
		case CONSTR_NULL:
			appendStringInfo(&buf, "%s USING INDEX %s",
							 con->contype == CONSTR_PRIMARY ? "PRIMARY KEY" : "UNIQUE",
							 quote_identifier(con->indexname));
			break;
		case CONSTR_PRIMARY:
			appendStringInfo(&buf, "PRIMARY KEY (%s)",
							 period_list(con->keys, idem_wants_period(con), "",
										 " WITHOUT OVERLAPS"));
			break;
		case CONSTR_UNIQUE:
			appendStringInfo(&buf, "UNIQUE %s(%s)",
							 con->nulls_not_distinct ? "NULLS NOT DISTINCT " : "",
							 period_list(con->keys, idem_wants_period(con), "",
										 " WITHOUT OVERLAPS"));
			break;
		case CONSTR_FOREIGN:
			append_foreign_key(&buf, con);
			break;
		case CONSTR_CHECK:
			appendStringInfo(&buf, "CHECK %s",
							 source != NULL && con->location >= 0 ?
							 parenthesized_text(source, con->location) : "(...)");
			break;
		case CONSTR_NOTNULL:
			appendStringInfo(&buf, "NOT NULL %s", idem_column_list(con->keys));
			break;
		default:
			appendStringInfoString(&buf, "EXCLUDE (...)");
			break;
	}
	if (con->including != NIL)
		appendStringInfo(&buf, " INCLUDE (%s)", idem_column_list(con->including));
	if (con->options != NIL)
		appendStringInfo(&buf, " WITH (%s)", idem_options_text(con->options));
	if (con->indexspace)
		appendStringInfo(&buf, " USING INDEX TABLESPACE %s", quote_identifier(con->indexspace));
	if (con->deferrable)
		appendStringInfoString(&buf, " DEFERRABLE");
	if (con->initdeferred)
		appendStringInfoString(&buf, " INITIALLY DEFERRED");
	if (con->is_no_inherit)
		appendStringInfoString(&buf, " NO INHERIT");
	if (!idem_wants_enforced(con))
		appendStringInfoString(&buf, " NOT ENFORCED");
	else if (con->skip_validation)
		appendStringInfoString(&buf, " NOT VALID");
	return buf.data;
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

/*
 * The name that the server would choose for a constraint without one, as far
 * as it can be told.
 */
static const char *
predicted_name(const IdemWanted *wanted, Constraint *con)
{
	const char *label = con->contype == CONSTR_PRIMARY ? "pkey" : "key";
	const char *base;
	const char *result;
	List	   *columns;

	if (con->conname || con->indexname)
		return con->conname ? con->conname : con->indexname;
	if (!OidIsValid(wanted->nspid))
		return NULL;
	switch (con->contype)
	{
		case CONSTR_PRIMARY:
		case CONSTR_UNIQUE:
			columns = con->contype == CONSTR_PRIMARY ? NIL :
				list_concat_copy(con->keys, con->including);
			return ChooseRelationName(wanted->name,
									  columns ? idem_name_addition(columns) : NULL,
									  label, wanted->nspid, true);
		default:
			base = result = idem_constraint_name(con, wanted->name, wanted->with_column);
			for (int i = 1; result && ConstraintNameExists(result, wanted->nspid); i++)
				result = psprintf("%s%d", base, i);
			return result;
	}
}

/*
 * Let the step read as one on the constraint of that name.
 */
static void
name_step(IdemStep *step, const char *conname)
{
	if (conname)
		step->object = idem_part_object(step->wanted, conname);
}

/*
 * ALTER TABLE ... ADD.  If nothing was changed about the declaration, the
 * caller's own statement runs.
 */
IdemStep *
idem_step_add_constraint(const IdemWanted *wanted, IdemPlan *plan, const Constraint *con)
{
	IdemStep   *step = idem_step(plan, wanted, "create", IDEM_CREATED);
	Node	   *def = (Node *) unconstify(Constraint *, con);
	AlterTableCmd *cmd = idem_alter_cmd(AT_AddConstraint, NULL, def);

	idem_step_alter_table(step, wanted, cmd,
						  psprintf("ADD %s", idem_constraint_text(con, wanted->source)));
	if (wanted->stmt && def == wanted->node)
		idem_step_whole(step, wanted);
	step->scans = !con->skip_validation;
	name_step(step, predicted_name(wanted, (Constraint *) def));
	return step;
}

/*
 * ALTER TABLE ... DROP CONSTRAINT, ADD: one statement, so that there is no
 * moment without the constraint.  The name stays if no other is declared.
 */
IdemStep *
idem_step_replace_constraint(const IdemWanted *wanted, IdemPlan *plan,
							 const IdemConstraint *row, const Constraint *con)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	Constraint *add = copyObject(unconstify(Constraint *, con));
	AlterTableStmt *stmt;

	if (add->conname == NULL)
		add->conname = row->name;
	idem_step_alter_table(step, wanted, idem_alter_cmd(AT_DropConstraint, row->name, NULL),
						  psprintf("DROP CONSTRAINT %s, ADD %s", quote_identifier(row->name),
								   idem_constraint_text(add, wanted->source)));
	stmt = castNode(AlterTableStmt, step->stmt);
	stmt->cmds = lappend(stmt->cmds, idem_alter_cmd(AT_AddConstraint, NULL, (Node *) add));
	step->lockmode = AlterTableGetLockLevel(stmt->cmds);
	step->scans = !con->skip_validation;
	step->reason = psprintf("found %s", idem_definition_text(pg_get_constraintdef, row->oid));
	name_step(step, row->name);
	return step;
}

/*
 * ALTER TABLE ... VALIDATE CONSTRAINT
 */
IdemStep *
idem_step_validate(const IdemWanted *wanted, IdemPlan *plan, const char *conname)
{
	IdemStep   *step = idem_step(plan, wanted, "validate", IDEM_ALTERED);

	idem_step_alter_table(step, wanted, idem_alter_cmd(AT_ValidateConstraint, conname, NULL),
						  psprintf("VALIDATE CONSTRAINT %s", quote_identifier(conname)));
	step->scans = true;
	step->reason = "the constraint is not validated";
	name_step(step, conname);
	return step;
}

/*
 * ALTER TABLE ... RENAME CONSTRAINT
 */
void
idem_step_rename_constraint(const IdemWanted *wanted, IdemPlan *plan,
							const char *oldname, const char *newname)
{
	IdemStep   *step = idem_step(plan, wanted, "rename", IDEM_ALTERED);
	RenameStmt *stmt = makeNode(RenameStmt);

	stmt->renameType = OBJECT_TABCONSTRAINT;
	stmt->relationType = OBJECT_TABLE;
	stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->subname = pstrdup(oldname);
	stmt->newname = pstrdup(newname);
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER TABLE %s RENAME CONSTRAINT %s TO %s",
								 idem_qualified_name(wanted), quote_identifier(oldname),
								 quote_identifier(newname)));
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
	step->reason = "the constraint goes by another name";
	name_step(step, oldname);
}

/*
 * The wanted name belongs to a constraint of another kind.
 */
void
idem_refuse_constraint_name(const IdemWanted *wanted, IdemPlan *plan,
							const IdemConstraint *row)
{
	IdemStep   *step = idem_step(plan, wanted, "create", IDEM_CREATED);

	idem_refuse(step, IDEM_IMPOSSIBLE,
				psprintf("constraint \"%s\" of relation \"%s\" is of another kind",
						 row->name, idem_qualified_name(wanted)),
				psprintf("Found: %s. Wanted: %s.",
						 idem_definition_text(pg_get_constraintdef, row->oid),
						 idem_constraint_text((const Constraint *) wanted->node,
											  wanted->source)));
	step->sqlstate = ERRCODE_DUPLICATE_OBJECT;
	step->hint = "Give the wanted constraint another name, or drop the other one first.";
}
