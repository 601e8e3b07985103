/*-------------------------------------------------------------------------
 *
 * settings.c
 *	  What a script sets while it goes on, and where names go by that.
 *
 * A script may say SET, RESET or SELECT set_config(...) between its
 * declarations, as dumps do.  Since declarations are folded into each other,
 * each keeps the settings of its own place.  Settings hold within a GUC nest
 * level of the caller's and are gone with it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "miscadmin.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/varlena.h"

#include "compat.h"
#include "revision.h"

/* ----------------------------------------------------------------
 *	Statements that set something
 * ----------------------------------------------------------------
 */

/*
 * The call in SELECT [pg_catalog.]function(arguments), and nothing else.
 */
static FuncCall *
only_call(Node *stmt, const char *function)
{
	SelectStmt *select = (SelectStmt *) stmt;
	FuncCall   *call;

	if (!IsA(stmt, SelectStmt) || select->op != SETOP_NONE || select->valuesLists != NIL ||
		select->distinctClause != NIL || select->intoClause != NULL ||
		select->fromClause != NIL || select->whereClause != NULL ||
		select->groupClause != NIL || select->havingClause != NULL ||
		select->sortClause != NIL || select->limitOffset != NULL ||
		select->limitCount != NULL || select->withClause != NULL ||
		list_length(select->targetList) != 1)
		return NULL;
	call = (FuncCall *) linitial_node(ResTarget, select->targetList)->val;
	if (call == NULL || !IsA(call, FuncCall) || strcmp(strVal(llast(call->funcname)), function) != 0 ||
		(list_length(call->funcname) == 2 &&
		 strcmp(strVal(linitial(call->funcname)), "pg_catalog") != 0) ||
		list_length(call->funcname) > 2)
		return NULL;
	return call;
}

static const char *
constant_string(Node *node)
{
	A_Const    *constant = (A_Const *) node;

	if (!IsA(node, A_Const) || constant->isnull || nodeTag(&constant->val) != T_String)
		return NULL;
	return strVal(&constant->val);
}

/*
 * The name and value of SELECT set_config('name', 'value', ...).
 */
static bool
is_set_config(Node *stmt, const char **name, const char **value)
{
	FuncCall   *call = only_call(stmt, "set_config");

	if (call == NULL || list_length(call->args) != 3)
		return false;
	*name = constant_string(linitial(call->args));
	*value = constant_string(lsecond(call->args));
	return *name != NULL && *value != NULL;
}

/*
 * Whether a statement does nothing but set parameters of the session.
 */
static bool
idem_is_setting(Node *stmt)
{
	const char *name;
	const char *value;

	if (IsA(stmt, VariableSetStmt))
	{
		/* SET TRANSACTION */
		VariableSetStmt *set = (VariableSetStmt *) stmt;

		return set->kind != VAR_SET_MULTI;
	}
	return is_set_config(stmt, &name, &value);
}

/*
 * Whether it sets the position of a sequence, which is state: nobody wants
 * it to be what it was when a dump was made.
 */
static bool
is_setval(Node *stmt)
{
	return only_call(stmt, "setval") != NULL;
}

static const char *
setting_name(Node *stmt)
{
	const char *name;
	const char *value;

	if (IsA(stmt, VariableSetStmt))
		return ((VariableSetStmt *) stmt)->name;
	return is_set_config(stmt, &name, &value) ? name : NULL;
}

static void
apply_setting(const IdemScript *script, const RawStmt *raw)
{
	const char *name;
	const char *value;

	if (is_set_config(raw->stmt, &name, &value))
		(void) set_config_option(name, value, superuser() ? PGC_SUSET : PGC_USERSET,
								 PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	else
		idem_run_utility(raw->stmt, script->text, raw->stmt_location, raw->stmt_len);
}

/*
 * Set what is in force at a place of the script.  The caller has begun a GUC
 * nest level.
 */
void
idem_apply_settings(const IdemScript *script, List *settings)
{
	ListCell   *lc;

	foreach(lc, settings)
		apply_setting(script, lfirst_node(RawStmt, lc));
}

/* ----------------------------------------------------------------
 *	Declarations with their settings
 * ----------------------------------------------------------------
 */

/*
 * The settings with one more.  What it replaces is not needed any more.
 */
static List *
add_setting(List *settings, RawStmt *raw)
{
	const char *name = setting_name(raw->stmt);
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, settings)
	{
		const char *other = setting_name(lfirst_node(RawStmt, lc)->stmt);

		if (name == NULL || other == NULL || pg_strcasecmp(name, other) != 0)
			result = lappend(result, lfirst(lc));
	}
	return lappend(result, raw);
}

/*
 * The schema where unqualified names go by the current search_path: the first
 * that exists or that the script has made before; NULL if there is none.
 */
static const char *
creation_schema(List *made)
{
	List	   *names;
	ListCell   *lc;

	if (!SplitIdentifierString(pstrdup(namespace_search_path), ',', &names))
		return NULL;
	foreach(lc, names)
	{
		const char *name = lfirst(lc);

		if (strcmp(name, "$user") == 0)
			name = GetUserNameFromId(GetUserId(), false);
		if (strcmp(name, "pg_temp") == 0)
			continue;
		if (idem_string_member(made, name) || OidIsValid(get_namespace_oid(name, true)))
			return pstrdup(name);
	}
	return NULL;
}

/*
 * The name of the relation that an element of CREATE SCHEMA makes or is
 * about; NULL if it is not of that sort.
 */
static RangeVar *
element_relation(Node *element)
{
	switch (nodeTag(element))
	{
		case T_CreateStmt:
			return ((CreateStmt *) element)->relation;
		case T_ViewStmt:
			return ((ViewStmt *) element)->view;
		case T_IndexStmt:
			return ((IndexStmt *) element)->relation;
		case T_CreateSeqStmt:
			return ((CreateSeqStmt *) element)->sequence;
		case T_CreateTrigStmt:
			return ((CreateTrigStmt *) element)->relation;
		default:
			return NULL;
	}
}

/*
 * SET search_path with another schema in front.
 */
static RawStmt *
search_path_before(const char *schema, const RawStmt *place)
{
	VariableSetStmt *stmt = makeNode(VariableSetStmt);
	RawStmt    *raw = makeNode(RawStmt);
	List	   *path = NIL;
	ListCell   *lc;

	if (!SplitIdentifierString(pstrdup(namespace_search_path), ',', &path))
		path = NIL;
	path = lcons(pstrdup(schema), path);
	stmt->kind = VAR_SET_VALUE;
	stmt->name = pstrdup("search_path");
	foreach(lc, path)
	{
		A_Const    *name = makeNode(A_Const);

		name->val.sval.type = T_String;
		name->val.sval.sval = lfirst(lc);
		name->location = -1;
		stmt->args = lappend(stmt->args, name);
	}
	raw->stmt = (Node *) stmt;
	raw->stmt_location = place->stmt_location;
	raw->stmt_len = place->stmt_len;
	return raw;
}

/*
 * CREATE SCHEMA with elements is several statements, whose unqualified names
 * go to the schema.  Elements that say names in another way stay part of it.
 */
static List *
split_schema(const IdemStatement *statement, RawStmt *raw)
{
	List	   *settings;
	const CreateSchemaStmt *create = (const CreateSchemaStmt *) statement->stmt;
	CreateSchemaStmt *alone = copyObject(unconstify(CreateSchemaStmt *, create));
	IdemStatement *part;
	List	   *parts;
	ListCell   *lc;

	/* names in it are looked for in the schema first */
	settings = add_setting(statement->settings, search_path_before(create->schemaname, raw));
	alone->schemaElts = NIL;
	part = palloc(sizeof(IdemStatement));
	*part = *statement;
	part->stmt = (Node *) alone;
	part->location = -1;
	parts = list_make1(part);

	foreach(lc, create->schemaElts)
	{
		Node	   *element = copyObject(lfirst(lc));
		RangeVar   *relation = element_relation(element);

		if (relation == NULL)
			return NIL;
		if (relation->schemaname == NULL)
			relation->schemaname = pstrdup(create->schemaname);
		part = palloc(sizeof(IdemStatement));
		*part = *statement;
		part->stmt = element;
		part->location = -1;
		part->settings = settings;
		part->schema = create->schemaname;
		parts = lappend(parts, part);
	}
	return parts;
}

/*
 * The statements of a script that declare or do something, each with the
 * settings that are in force at its place.
 */
List *
idem_script_declarations(const IdemScript *script)
{
	List	   *result = NIL;
	List	   *settings = NIL;
	List	   *made = NIL;
	int			nestlevel = NewGUCNestLevel();
	const char *schema = creation_schema(NIL);
	IdemScriptPosition position = {script, 0, 0, 1};
	ErrorContextCallback context;
	ListCell   *lc;

	context.callback = idem_script_error_callback;
	context.arg = &position;
	context.previous = error_context_stack;
	error_context_stack = &context;

	foreach(lc, idem_script_statements(script))
	{
		IdemStatement *statement = lfirst(lc);
		RawStmt    *raw = list_nth_node(RawStmt, script->statements, foreach_current_index(lc));
		Node	   *stmt;

		CHECK_FOR_INTERRUPTS();
		idem_next_statement(&position, raw);
		if (idem_is_transaction_frame(raw->stmt) || is_setval(raw->stmt))
			continue;
		if (idem_is_setting(raw->stmt))
		{
			apply_setting(script, raw);
			settings = add_setting(settings, raw);
			schema = creation_schema(made);
			continue;
		}

		/* how far a sequence has been counted is data */
		stmt = idem_without_positions(raw->stmt);
		if (stmt == NULL)
			continue;
		if (stmt != raw->stmt)
		{
			statement->stmt = stmt;
			statement->location = -1;
		}
		statement->settings = settings;
		statement->schema = schema;
		if (IsA(raw->stmt, CreateSchemaStmt) &&
			((CreateSchemaStmt *) raw->stmt)->schemaname != NULL)
		{
			CreateSchemaStmt *create = (CreateSchemaStmt *) raw->stmt;
			List	   *parts = create->schemaElts ? split_schema(statement, raw) : NIL;

			made = lappend(made, create->schemaname);
			schema = creation_schema(made);
			if (parts != NIL)
			{
				result = list_concat(result, parts);
				continue;
			}
		}
		result = lappend(result, statement);
	}

	error_context_stack = context.previous;
	AtEOXact_GUC(false, nestlevel);
	return result;
}
