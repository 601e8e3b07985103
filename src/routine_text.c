/*-------------------------------------------------------------------------
 *
 * routine_text.c
 *	  Statements about functions that later ones have edited, as people read
 *	  them.
 *
 * The text is the one that was written, with other names, types and options
 * where the tree has others.  It is compared with what the text by itself says.
 * Nothing here is ever executed.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "commands/defrem.h"
#include "nodes/value.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/guc.h"

#include "routine.h"

/* A piece of the text that reads otherwise now. */
typedef struct Edit
{
	int			start;
	int			end;
	char	   *text;
} Edit;

static void
add_edit(List **edits, int start, int end, char *text)
{
	Edit	   *edit = palloc(sizeof(Edit));

	edit->start = start;
	edit->end = end;
	edit->text = text;

	*edits = lappend(*edits, edit);
}

static int
compare_edits(const ListCell *a, const ListCell *b)
{
	return ((const Edit *) lfirst(a))->start - ((const Edit *) lfirst(b))->start;
}

/*
 * The end of the dotted name that starts at an offset.
 */
static int
name_end(const char *text, int start)
{
	IdemTokens	tokens;
	int			end = start;
	bool		expects_name = true;

	idem_tokens_begin(&tokens, text +start);
	while (idem_tokens_next(&tokens) && (expects_name || tokens.code == '.'))
	{
		expects_name = !expects_name;
		end = start + tokens.location + tokens.length;
	}
	idem_tokens_end(&tokens);
	return end;
}

/*
 * Where the name of the function stands: behind the word that says what it is.
 */
static int
name_start(const char *text)
{
	static const char *const words[] = {"function", "procedure", "routine", "aggregate"};
	IdemTokens	tokens;
	int			start = -1;
	bool		next = false;

	idem_tokens_begin(&tokens, text);
	while (start < 0 && idem_tokens_next(&tokens))
	{
		if (next)
			start = tokens.location;
		for (int i = 0; i < (int) lengthof(words); i++)
			next |= tokens.length == (int) strlen(words[i]) &&
				pg_strncasecmp(text +tokens.location, words[i], tokens.length) == 0;
	}
	idem_tokens_end(&tokens);
	return start;
}

/* ----------------------------------------------------------------
 *	Names and types
 * ----------------------------------------------------------------
 */

static List *
function_name(Node *stmt)
{
	return IsA(stmt, CreateFunctionStmt) ? ((CreateFunctionStmt *) stmt)->funcname :
		IsA(stmt, AlterFunctionStmt) ? ((AlterFunctionStmt *) stmt)->func->objname :
		((DefineStmt *) stmt)->defnames;
}

static List *
parameter_types(List *parameters)
{
	List	   *types = NIL;
	ListCell   *lc;

	foreach(lc, parameters)
		types = lappend(types, lfirst_node(FunctionParameter, lc)->argType);
	return types;
}

/*
 * All types that a statement names, in the order of the tree.
 */
static List *
types_of(Node *stmt)
{
	List	   *types = NIL;
	ListCell   *lc;

	if (IsA(stmt, CreateFunctionStmt))
	{
		types = parameter_types(((CreateFunctionStmt *) stmt)->parameters);
		if (((CreateFunctionStmt *) stmt)->returnType)
			types = lappend(types, ((CreateFunctionStmt *) stmt)->returnType);
	}
	else if (IsA(stmt, AlterFunctionStmt))
		types = ((AlterFunctionStmt *) stmt)->func->objargs;
	else
	{
		if (!((DefineStmt *) stmt)->oldstyle)
			types = parameter_types(linitial_node(List, ((DefineStmt *) stmt)->args));
		foreach(lc, ((DefineStmt *) stmt)->definition)
		{
			Node	   *arg = lfirst_node(DefElem, lc)->arg;

			if (arg && IsA(arg, TypeName))
				types = lappend(types, arg);
		}
	}
	return types;
}

static void
edit_names(const char *text, Node *written, Node *stmt, List **edits)
{
	List	   *before = types_of(written);
	List	   *now = types_of(stmt);
	ListCell   *lb;
	ListCell   *ln;
	int			start = name_start(text);

	if (start >= 0 && !equal(function_name(written), function_name(stmt)))
		add_edit(edits, start, name_end(text, start), NameListToQuotedString(function_name(stmt)));
	forboth(lb, before, ln, now)
	{
		const TypeName *type = lfirst_node(TypeName, lb);

		if (type->location >= 0 && !equal(type->names, lfirst_node(TypeName, ln)->names))
			add_edit(edits, type->location, name_end(text, type->location),
					 NameListToQuotedString(lfirst_node(TypeName, ln)->names));
	}
}

/* ----------------------------------------------------------------
 *	Options
 * ----------------------------------------------------------------
 */

static char *
setting_text(VariableSetStmt *stmt)
{
	char	   *value;

	switch (stmt->kind)
	{
		case VAR_RESET_ALL:
			return pstrdup("RESET ALL");
		case VAR_SET_DEFAULT:
		case VAR_RESET:
			return psprintf("RESET %s", quote_identifier(stmt->name));
		case VAR_SET_CURRENT:
			return psprintf("SET %s FROM CURRENT", quote_identifier(stmt->name));
		default:
			value = ExtractSetVariableArgs(stmt);

			/* a list has its own quotes */
			return psprintf("SET %s TO %s", quote_identifier(stmt->name),
							value == NULL ? "DEFAULT" :
							list_length(stmt->args) > 1 ? value : quote_literal_cstr(value));
	}
}

static char *
option_text(DefElem *option)
{
	const char *name = option->defname;

	if (strcmp(name, "volatility") == 0)
		return asc_toupper(strVal(option->arg), strlen(strVal(option->arg)));
	if (strcmp(name, "strict") == 0)
		return pstrdup(boolVal(option->arg) ? "STRICT" : "CALLED ON NULL INPUT");
	if (strcmp(name, "security") == 0)
		return psprintf("SECURITY %s", boolVal(option->arg) ? "DEFINER" : "INVOKER");
	if (strcmp(name, "leakproof") == 0)
		return pstrdup(boolVal(option->arg) ? "LEAKPROOF" : "NOT LEAKPROOF");
	if (strcmp(name, "parallel") == 0)
		return psprintf("PARALLEL %s", asc_toupper(strVal(option->arg), strlen(strVal(option->arg))));
	if (strcmp(name, "cost") == 0 || strcmp(name, "rows") == 0)
		return psprintf("%s %s", strcmp(name, "cost") == 0 ? "COST" : "ROWS", defGetString(option));
	if (strcmp(name, "support") == 0)
		return psprintf("SUPPORT %s", NameListToQuotedString(defGetQualifiedName(option)));
	if (strcmp(name, "set") == 0)
		return setting_text(castNode(VariableSetStmt, option->arg));
	return pstrdup(name);
}

static int
compare_locations(const ListCell *a, const ListCell *b)
{
	return lfirst_node(DefElem, a)->location - lfirst_node(DefElem, b)->location;
}

/*
 * Where the options end: before a body of the form RETURN or BEGIN ATOMIC.
 */
static int
options_end(const char *text, const CreateFunctionStmt *written, int start)
{
	IdemTokens	tokens;
	int			end = strlen(text);

	if (written->sql_body == NULL)
		return end;
	idem_tokens_begin(&tokens, text +start);
	while (idem_tokens_next(&tokens))
	{
		const char *word = text +start + tokens.location;

		if ((tokens.length == 6 && pg_strncasecmp(word, "return", 6) == 0) ||
			(tokens.length == 5 && pg_strncasecmp(word, "begin", 5) == 0))
		{
			end = start + tokens.location;
			break;
		}
	}
	idem_tokens_end(&tokens);
	return end;
}

/*
 * Options that are gone are cut out, new ones come before the others.
 */
static void
edit_options(const char *text, const CreateFunctionStmt *written, const CreateFunctionStmt *stmt,
			 List **edits)
{
	List	   *before = list_copy(written->options);
	StringInfoData added;
	ListCell   *lc;

	if (before == NIL)
		return;
	list_sort(before, compare_locations);
	initStringInfo(&added);
	foreach(lc, stmt->options)
	{
		if (!list_member(before, lfirst(lc)))
			appendStringInfo(&added, "%s ", option_text(lfirst_node(DefElem, lc)));
	}
	foreach(lc, before)
	{
		DefElem    *option = lfirst_node(DefElem, lc);
		ListCell   *next = lnext(before, lc);

		if (!list_member(stmt->options, option))
			add_edit(edits, option->location,
					 next ? lfirst_node(DefElem, next)->location :
					 options_end(text, written, option->location), "");
	}
	if (added.len > 0)
		add_edit(edits, linitial_node(DefElem, before)->location,
				 linitial_node(DefElem, before)->location, added.data);
}

/* ----------------------------------------------------------------
 *	The text
 * ----------------------------------------------------------------
 */

static Node *
node_of(const IdemWanted *wanted)
{
	return wanted->stmt ? wanted->stmt : wanted->node;
}

/*
 * CREATE or ALTER as it was edited.
 */
char *
idem_edited_routine_text(const IdemWanted *wanted)
{
	char	   *text = idem_statement_text(wanted->source, wanted->origin, wanted->length);
	Node	   *stmt = node_of(wanted);
	List	   *parsed = idem_parse_script(text);
	List	   *edits = NIL;
	StringInfoData buf;
	Node	   *written;
	int			position = 0;
	ListCell   *lc;

	if (list_length(parsed) != 1)
		return text;

	written = linitial_node(RawStmt, parsed)->stmt;
	if (nodeTag(written) != nodeTag(stmt) ||
		!(IsA(stmt, CreateFunctionStmt) || IsA(stmt, AlterFunctionStmt) || IsA(stmt, DefineStmt)))
		return text;

	edit_names(text, written, stmt, &edits);
	if (IsA(stmt, CreateFunctionStmt))
		edit_options(text, (CreateFunctionStmt *) written, (CreateFunctionStmt *) stmt, &edits);
	list_sort(edits, compare_edits);

	initStringInfo(&buf);
	foreach(lc, edits)
	{
		const Edit *edit = lfirst(lc);

		if (edit->start < position)
			continue;
		appendBinaryStringInfo(&buf, text +position, edit->start - position);
		appendStringInfoString(&buf, edit->text);
		position = edit->end;
	}
	appendStringInfoString(&buf, text +position);
	return idem_statement_text(buf.data, 0, 0);
}
