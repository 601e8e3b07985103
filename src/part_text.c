/*-------------------------------------------------------------------------
 *
 * part_text.c
 *	  CREATE TRIGGER, POLICY, STATISTICS and EVENT TRIGGER, written anew.
 *
 * For statements that later ones of a script have edited; see
 * statement_text.c.  Nothing here is ever executed.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_trigger.h"
#include "nodes/parsenodes.h"
#include "utils/builtins.h"

#include "idem_migrate.h"

/*
 * "schema.name", from String nodes.
 */
static char *
dotted(List *names)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, names)
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? "." : "",
						 quote_identifier(strVal(lfirst(lc))));
	return buf.data;
}

static void
append_event(StringInfo buf, const char *event)
{
	if (buf->data[buf->len - 1] != ' ')
		appendStringInfoString(buf, " OR ");
	appendStringInfoString(buf, event);
}

static void
append_events(StringInfo buf, const CreateTrigStmt *stmt)
{
	ListCell   *lc;

	appendStringInfoString(buf, TRIGGER_FOR_BEFORE(stmt->timing) ? " BEFORE " :
						   TRIGGER_FOR_INSTEAD(stmt->timing) ? " INSTEAD OF " : " AFTER ");
	if (TRIGGER_FOR_INSERT(stmt->events))
		append_event(buf, "INSERT");
	if (TRIGGER_FOR_DELETE(stmt->events))
		append_event(buf, "DELETE");
	if (TRIGGER_FOR_UPDATE(stmt->events))
		append_event(buf, "UPDATE");
	foreach(lc, stmt->columns)
		appendStringInfo(buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : " OF ",
						 quote_identifier(strVal(lfirst(lc))));
	if (TRIGGER_FOR_TRUNCATE(stmt->events))
		append_event(buf, "TRUNCATE");
}

static void
append_trigger(StringInfo buf, const IdemWanted *wanted)
{
	const CreateTrigStmt *stmt = (const CreateTrigStmt *) wanted->stmt;
	ListCell   *lc;

	appendStringInfo(buf, "CREATE %s%sTRIGGER %s", stmt->replace ? "OR REPLACE " : "",
					 stmt->isconstraint ? "CONSTRAINT " : "", quote_identifier(stmt->trigname));
	append_events(buf, stmt);
	appendStringInfo(buf, " ON %s", idem_qualified_name(wanted));
	if (stmt->constrrel)
		appendStringInfo(buf, " FROM %s", dotted(idem_relation_names(stmt->constrrel)));
	if (stmt->deferrable)
		appendStringInfoString(buf, stmt->initdeferred ? " DEFERRABLE INITIALLY DEFERRED" :
							   " DEFERRABLE");
	foreach(lc, stmt->transitionRels)
	{
		TriggerTransition *transition = lfirst_node(TriggerTransition, lc);

		appendStringInfo(buf, "%s %s TABLE AS %s",
						 foreach_current_index(lc) > 0 ? "" : " REFERENCING",
						 transition->isNew ? "NEW" : "OLD", quote_identifier(transition->name));
	}
	appendStringInfo(buf, " FOR EACH %s", stmt->row ? "ROW" : "STATEMENT");
	if (stmt->whenClause)
		appendStringInfo(buf, " WHEN %s", idem_written_condition(stmt->whenClause, wanted->source));
	appendStringInfo(buf, " EXECUTE FUNCTION %s(", dotted(stmt->funcname));
	foreach(lc, stmt->args)
		appendStringInfo(buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
						 quote_literal_cstr(strVal(lfirst(lc))));
	appendStringInfoChar(buf, ')');
}

static void
append_policy(StringInfo buf, const IdemWanted *wanted)
{
	const CreatePolicyStmt *stmt = (const CreatePolicyStmt *) wanted->stmt;
	char	   *command = pstrdup(stmt->cmd_name);
	ListCell   *lc;

	for (char *c = command; *c != '\0'; c++)
		*c = pg_ascii_toupper((unsigned char) *c);
	appendStringInfo(buf, "CREATE POLICY %s ON %s%s FOR %s TO ",
					 quote_identifier(stmt->policy_name), idem_qualified_name(wanted),
					 stmt->permissive ? "" : " AS RESTRICTIVE", command);
	foreach(lc, stmt->roles)
		appendStringInfo(buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
						 idem_role_text(lfirst_node(RoleSpec, lc)));
	if (stmt->qual)
		appendStringInfo(buf, " USING %s", idem_written_condition(stmt->qual, wanted->source));
	if (stmt->with_check)
		appendStringInfo(buf, " WITH CHECK %s",
						 idem_written_condition(stmt->with_check, wanted->source));
}

static void
append_statistics(StringInfo buf, const IdemWanted *wanted)
{
	const CreateStatsStmt *stmt = (const CreateStatsStmt *) wanted->stmt;
	ListCell   *lc;

	appendStringInfoString(buf, "CREATE STATISTICS ");
	if (stmt->defnames != NIL)
		appendStringInfo(buf, "%s ", idem_qualified_name(wanted));
	foreach(lc, stmt->stat_types)
		appendStringInfo(buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : "(",
						 strVal(lfirst(lc)));
	appendStringInfoString(buf, stmt->stat_types != NIL ? ") ON " : "ON ");
	foreach(lc, stmt->exprs)
	{
		StatsElem  *element = lfirst_node(StatsElem, lc);

		appendStringInfo(buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
						 element->name ? quote_identifier(element->name) :
						 idem_written_expression(element->expr, wanted->source));
	}
	appendStringInfo(buf, " FROM %s",
					 dotted(idem_relation_names(linitial_node(RangeVar, stmt->relations))));
}

static void
append_event_trigger(StringInfo buf, const CreateEventTrigStmt *stmt)
{
	ListCell   *lc;
	ListCell   *lt;

	appendStringInfo(buf, "CREATE EVENT TRIGGER %s ON %s", quote_identifier(stmt->trigname),
					 quote_identifier(stmt->eventname));
	foreach(lc, stmt->whenclause)
	{
		DefElem    *filter = lfirst_node(DefElem, lc);

		appendStringInfo(buf, "%s %s IN (", foreach_current_index(lc) > 0 ? " AND" : " WHEN",
						 quote_identifier(filter->defname));
		foreach(lt, castNode(List, filter->arg))
			appendStringInfo(buf, "%s%s", foreach_current_index(lt) > 0 ? ", " : "",
							 quote_literal_cstr(strVal(lfirst(lt))));
		appendStringInfoChar(buf, ')');
	}
	appendStringInfo(buf, " EXECUTE FUNCTION %s()", dotted(stmt->funcname));
}

/*
 * Append the statement that makes the object; false if it is of another type.
 */
bool
idem_append_part(StringInfo buf, const IdemWanted *wanted)
{
	switch (nodeTag(wanted->stmt))
	{
		case T_CreateTrigStmt:
			append_trigger(buf, wanted);
			return true;
		case T_CreatePolicyStmt:
			append_policy(buf, wanted);
			return true;
		case T_CreateStatsStmt:
			append_statistics(buf, wanted);
			return true;
		case T_CreateEventTrigStmt:
			append_event_trigger(buf, (const CreateEventTrigStmt *) wanted->stmt);
			return true;
		default:
			return false;
	}
}
