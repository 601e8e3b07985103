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
#include "nodes/makefuncs.h"
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
only_call(const Node *stmt, const char *function)
{
	const SelectStmt *select = (const SelectStmt *) stmt;
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
is_set_config(const Node *stmt, const char **name, const char **value)
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
is_setting(const Node *stmt)
{
	const char *name;
	const char *value;

	if (IsA(stmt, VariableSetStmt))
	{
		/* SET TRANSACTION */
		const VariableSetStmt *set = (const VariableSetStmt *) stmt;

		return set->kind != VAR_SET_MULTI;
	}
	return is_set_config(stmt, &name, &value);
}

/*
 * Whether it sets the position of a sequence, which is state: nobody wants
 * it to be what it was when a dump was made.
 */
static bool
is_setval(const Node *stmt)
{
	return only_call(stmt, "setval") != NULL;
}

static const char *
setting_name(const Node *stmt)
{
	const char *name;
	const char *value;

	if (IsA(stmt, VariableSetStmt))
		return ((const VariableSetStmt *) stmt)->name;
	return is_set_config(stmt, &name, &value) ? name : NULL;
}

static void
apply_setting(const IdemScript *script, const RawStmt *raw)
{
	const char *name;
	const char *value;

	if (is_set_config(raw->stmt, &name, &value))
		(void) set_config_option(name, value, superuser() ? PGC_SUSET : PGC_USERSET,
								 PGC_S_SESSION, GUC_ACTION_SET, true, 0, false);
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

/* ----------------------------------------------------------------
 *	Reading
 * ----------------------------------------------------------------
 */

/*
 * Begin to read a script.  The caller has begun a GUC nest level, in which
 * what the script sets holds from there on.
 */
void
idem_reader_begin(IdemReader *reader, const IdemScript *script)
{
	memset(reader, 0, sizeof(IdemReader));
	reader->script = script;
	reader->schema = creation_schema(NIL);
}

/*
 * SELECT set_config(...) that gives a parameter its present value; NULL if it
 * has none.
 */
static RawStmt *
present_setting(const char *name, const RawStmt *place)
{
	const char *value = name ? GetConfigOption(name, true, false) : NULL;
	SelectStmt *select = makeNode(SelectStmt);
	ResTarget  *target = makeNode(ResTarget);
	RawStmt    *raw = makeNode(RawStmt);
	List	   *args = NIL;
	const char *strings[3];

	if (value == NULL)
		return NULL;
	strings[0] = name;
	strings[1] = value;
	strings[2] = "false";
	for (int i = 0; i < 3; i++)
	{
		A_Const    *constant = makeNode(A_Const);

		constant->val.sval.type = T_String;
		constant->val.sval.sval = pstrdup(strings[i]);
		constant->location = -1;
		args = lappend(args, constant);
	}
	target->val = (Node *) makeFuncCall(list_make1(makeString(pstrdup("set_config"))), args,
										COERCE_EXPLICIT_CALL, -1);
	select->targetList = list_make1(target);
	raw->stmt = (Node *) select;
	raw->stmt_location = place->stmt_location;
	raw->stmt_len = place->stmt_len;
	return raw;
}

static bool
is_among(List *settings, const char *name)
{
	ListCell   *lc;

	foreach(lc, settings)
	{
		const char *other = setting_name(lfirst_node(RawStmt, lc)->stmt);

		if (other && pg_strcasecmp(name, other) == 0)
			return true;
	}
	return false;
}

/*
 * Whether what was read before a statement can still be looked at, by its own
 * settings, when the statement has been read.
 */
bool
idem_reader_may_go_on(const Node *stmt)
{
	const char *name;

	if (!is_setting(stmt))
		return true;
	name = setting_name(stmt);
	return name != NULL && GetConfigOption(name, true, false) != NULL;
}

/*
 * Set a parameter, for the statements that are read later.  What it was
 * before the script is kept, for those that were read earlier.
 */
static void
read_setting(IdemReader *reader, RawStmt *raw)
{
	const char *name = setting_name(raw->stmt);

	if (name != NULL && !is_among(reader->initial, name))
	{
		RawStmt    *present = present_setting(name, raw);

		if (present)
			reader->initial = lappend(reader->initial, present);
	}
	apply_setting(reader->script, raw);
	reader->settings = add_setting(reader->settings, raw);
	reader->schema = creation_schema(reader->made);
}

/*
 * The statements that a statement of the script is, each with the settings
 * that are in force at its place; none if it sets something, or means nothing.
 */
List *
idem_reader_next(IdemReader *reader, IdemStatement *statement)
{
	bool		is_revision = reader->script->stream != NULL;
	RawStmt    *raw = list_nth_node(RawStmt, reader->script->statements, statement->number - 1);
	Node	   *stmt = raw->stmt;

	if (is_setting(stmt))
	{
		read_setting(reader, raw);
		return NIL;
	}

	/* how far a sequence has been counted is data */
	if (!is_revision)
	{
		if (idem_is_transaction_frame(stmt) || is_setval(stmt))
			return NIL;
		stmt = idem_without_positions(stmt);
		if (stmt == NULL)
			return NIL;
	}
	if (stmt != raw->stmt)
	{
		statement->stmt = stmt;
		statement->location = -1;
	}
	statement->settings = reader->settings;
	statement->schema = reader->schema;
	if (IsA(stmt, CreateSchemaStmt) && ((CreateSchemaStmt *) stmt)->schemaname != NULL)
	{
		CreateSchemaStmt *create = (CreateSchemaStmt *) stmt;
		List	   *parts = create->schemaElts ? split_schema(statement, raw) : NIL;

		reader->made = lappend(reader->made, create->schemaname);
		reader->schema = creation_schema(reader->made);
		if (parts != NIL)
			return parts;
	}
	return list_make1(statement);
}

/*
 * The statements of a script that declare or do something.
 */
List *
idem_script_declarations(const IdemScript *script)
{
	List	   *result = NIL;
	int			nestlevel = NewGUCNestLevel();
	IdemReader	reader;
	IdemScriptPosition position = {script, 0, 0, 1};
	ErrorContextCallback context;
	ListCell   *lc;

	context.callback = idem_script_error_callback;
	context.arg = &position;
	context.previous = error_context_stack;
	error_context_stack = &context;

	idem_reader_begin(&reader, script);
	foreach(lc, idem_script_statements(script))
	{
		CHECK_FOR_INTERRUPTS();
		idem_next_statement(&position,
							list_nth_node(RawStmt, script->statements, foreach_current_index(lc)));
		result = list_concat(result, idem_reader_next(&reader, lfirst(lc)));
	}

	error_context_stack = context.previous;
	AtEOXact_GUC(false, nestlevel);
	return result;
}
