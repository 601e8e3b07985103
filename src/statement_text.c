/*-------------------------------------------------------------------------
 *
 * statement_text.c
 *	  Statements that were put together from several, as people read them.
 *
 * A statement that stands in a script is shown as it was written.  One that
 * later statements have edited stands nowhere: it is written anew from its
 * parse tree.  Expressions are cut from the text where they were written.
 * Nothing here is ever executed.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>

#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "nodes/nodeFuncs.h"
#include "parser/parse_type.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "column.h"
#include "compat.h"
#include "parts.h"

/* ----------------------------------------------------------------
 *	Pieces
 * ----------------------------------------------------------------
 */

static char *
quoted_names(List *names)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, names)
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? "." : "", quote_identifier(strVal(lfirst(lc))));
	return buf.data;
}

/*
 * The default of a serial column that was written out: a call of nextval()
 * that stands nowhere.
 */
static char *
next_value_text(Node *expression)
{
	FuncCall   *call = (FuncCall *) expression;
	Node	   *argument = IsA(call, FuncCall) && call->args != NIL ? linitial(call->args) : NULL;

	if (argument != NULL && IsA(argument, TypeCast))
		argument = ((TypeCast *) argument)->arg;
	if (argument == NULL || !IsA(argument, A_Const) ||
		nodeTag(&((A_Const *) argument)->val) != T_String)
		return pstrdup("...");
	return psprintf("%s(%s)", quoted_names(call->funcname),
					quote_literal_cstr(strVal(&((A_Const *) argument)->val)));
}

/*
 * An expression as it was written, with the parentheses around it.
 */
char *
idem_written_expression(Node *expression, const char *source)
{
	int			location = exprLocation(expression);

	if (source == NULL || location < 0)
		return next_value_text(expression);
	for (int i = location - 1; i >= 0; i--)
	{
		if (source[i] == '(')
			location = i;
		else if (!isspace((unsigned char) source[i]))
			break;
	}
	return idem_element_text(source, location);
}

/*
 * The text up to the end of its first parentheses.
 */
static char *
balanced(char *text)
{
	IdemTokens	tokens;
	int			depth = 0;

	idem_tokens_begin(&tokens, text);
	while (idem_tokens_next(&tokens))
	{
		if (tokens.code == '(')
			depth++;
		else if (tokens.code == ')' && --depth == 0)
		{
			text = pnstrdup(text, tokens.location + 1);

			break;
		}
	}
	idem_tokens_end(&tokens);
	return text;
}

/*
 * A condition that has to stand in parentheses.
 */
char *
idem_written_condition(Node *expression, const char *source)
{
	return balanced(idem_written_expression(expression, source));
}

/*
 * An index expression: a call of a function, or anything in parentheses.
 */
static char *
index_expression_text(Node *expression, const char *source)
{
	int			location = exprLocation(expression);

	if (source == NULL || location < 0)
		return pstrdup("(...)");
	if (!IsA(expression, FuncCall))
	{
		while (location > 0 && source[location] != '(')
			location--;
	}
	return balanced(idem_element_text(source, location));
}

/*
 * A type; by its name alone if it does not exist yet.
 */
char *
idem_type_text(TypeName *type)
{
	int32		typmod;
	Type		found = LookupTypeName(NULL, type, &typmod, true);
	char	   *text;

	if (found == NULL)
		return TypeNameToString(type);
	text = format_type_with_typemod(typeTypeId(found), typmod);

	ReleaseSysCache(found);
	return text;
}

/*
 * How a default or generation expression ends: with the constraint behind it,
 * if it was written with the column.
 */
static char *
without_constraints(char *text)
{
	static const char *const ends[] = {
		"not", "null", "check", "primary", "unique", "references", "constraint",
		"collate", "generated", "default"
	};
	IdemTokens	tokens;
	int			depth = 0;
	bool		after_is = false;

	idem_tokens_begin(&tokens, text);
	while (idem_tokens_next(&tokens))
	{
		const char *token = tokens.extra.scanbuf + tokens.location;
		bool		is_end = false;

		if (tokens.code == '(')
			depth++;
		else if (tokens.code == ')')
			depth--;
		for (int i = 0; depth == 0 && tokens.location > 0 && i < (int) lengthof(ends); i++)
			is_end |= !after_is && pg_strcasecmp(token, ends[i]) == 0;
		if (is_end)
		{
			text = pnstrdup(text, tokens.location);

			while (*text !='\0' && isspace((unsigned char) text[strlen(text) - 1]))
				text[		strlen(text) - 1] = '\0';

			break;
		}
		after_is = pg_strcasecmp(token, "is") == 0;
	}
	idem_tokens_end(&tokens);
	return text;
}

/*
 * A default as it was written.
 */
char *
idem_written_default(Node *expr, const char *source)
{
	return without_constraints(idem_written_expression(expr, source));
}

/*
 * One constraint of a column, with the space before it.
 */
static void
append_column_constraint(StringInfo buf, Constraint *con, const char *source)
{
	char	   *text;
	const char *place;

	switch (con->contype)
	{
		case CONSTR_NULL:
			break;
		case CONSTR_NOTNULL:
			appendStringInfoString(buf, " NOT NULL");
			break;
		case CONSTR_DEFAULT:
			appendStringInfo(buf, " DEFAULT %s",
							 idem_written_default(con->raw_expr, source));
			break;
		case CONSTR_IDENTITY:
			appendStringInfo(buf, " GENERATED %s AS IDENTITY",
							 con->generated_when == ATTRIBUTE_IDENTITY_ALWAYS ?
							 "ALWAYS" : "BY DEFAULT");
			break;
		case CONSTR_GENERATED:
			appendStringInfo(buf, " GENERATED ALWAYS AS %s %s",
							 balanced(idem_written_expression(con->raw_expr, source)),
							 idem_generated_kind(con) == ATTRIBUTE_GENERATED_STORED ?
							 "STORED" : "VIRTUAL");
			break;
		case CONSTR_PRIMARY:
		case CONSTR_UNIQUE:
		case CONSTR_FOREIGN:
		case CONSTR_CHECK:
			text = idem_constraint_text(con, source);

			/* the column is told by its place */
			if (con->contype == CONSTR_FOREIGN)
			{
				place = strstr(text, "FOREIGN KEY");
				if (place && strstr(place, "REFERENCES"))
					text = psprintf("%.*s%s", (int) (place - text), text,
									strstr(place, "REFERENCES"));
			}
			else if (con->contype != CONSTR_CHECK && (place = strstr(text, " ()")) != NULL)
				text = psprintf("%.*s%s", (int) (place - text), text, place + 3);

			appendStringInfo(buf, " %s", text);
			break;
		case CONSTR_ATTR_DEFERRABLE:
			appendStringInfoString(buf, " DEFERRABLE");
			break;
		case CONSTR_ATTR_NOT_DEFERRABLE:
			appendStringInfoString(buf, " NOT DEFERRABLE");
			break;
		case CONSTR_ATTR_DEFERRED:
			appendStringInfoString(buf, " INITIALLY DEFERRED");
			break;
		case CONSTR_ATTR_IMMEDIATE:
			appendStringInfoString(buf, " INITIALLY IMMEDIATE");
			break;
		default:
			break;
	}
}

/*
 * A column as it stands in CREATE TABLE.
 */
char *
idem_column_text(const ColumnDef *column, const char *source)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	appendStringInfoString(&buf, quote_identifier(column->colname));
	if (column->typeName)
		appendStringInfo(&buf, " %s", idem_type_text(column->typeName));
	if (column->collClause)
		appendStringInfo(&buf, " COLLATE %s", quoted_names(column->collClause->collname));
	foreach(lc, column->constraints)
		append_column_constraint(&buf, lfirst_node(Constraint, lc), source);
	return buf.data;
}

/* ----------------------------------------------------------------
 *	Statements
 * ----------------------------------------------------------------
 */

/*
 * What stands behind the list of columns: INHERITS, PARTITION BY, WITH ...
 */
static char *
table_options(const CreateStmt *create, const char *source)
{
	IdemTokens	tokens;
	char	   *text;
	int			depth = 0;
	char	   *result = pstrdup("");

	if (source == NULL || create->relation->location < 0)
		return result;
	text = idem_rest_of_statement(source + create->relation->location);

	idem_tokens_begin(&tokens, text);
	while (idem_tokens_next(&tokens))
	{
		if (tokens.code == '(')
			depth++;
		else if (tokens.code == ')' && --depth == 0)
		{
			result = pstrdup(text +tokens.location + 1);
			break;
		}
	}
	idem_tokens_end(&tokens);
	return result;
}

static void
append_table(StringInfo buf, const IdemWanted *wanted)
{
	const CreateStmt *create = (const CreateStmt *) wanted->stmt;
	ListCell   *lc;

	appendStringInfo(buf, "CREATE %sTABLE %s (",
					 create->relation->relpersistence == RELPERSISTENCE_UNLOGGED ?
					 "UNLOGGED " : "", idem_qualified_name(wanted));
	foreach(lc, create->tableElts)
	{
		Node	   *element = lfirst(lc);

		appendStringInfoString(buf, foreach_current_index(lc) > 0 ? ", " : "");
		if (IsA(element, ColumnDef))
			appendStringInfoString(buf, idem_column_text((ColumnDef *) element, wanted->source));
		else if (IsA(element, Constraint))
			appendStringInfoString(buf, idem_constraint_text((Constraint *) element,
															 wanted->source));
		else
			appendStringInfo(buf, "LIKE %s",
							 quoted_names(idem_relation_names(((TableLikeClause *) element)->relation)));
	}
	appendStringInfo(buf, ")%s", table_options(create, wanted->source));
}

static void
append_index_elements(StringInfo buf, List *elements, const char *source)
{
	ListCell   *lc;

	foreach(lc, elements)
	{
		IndexElem  *element = lfirst_node(IndexElem, lc);

		appendStringInfo(buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
						 element->name ? quote_identifier(element->name) :
						 index_expression_text(element->expr, source));
		if (element->collation)
			appendStringInfo(buf, " COLLATE %s", quoted_names(element->collation));
		if (element->opclass)
			appendStringInfo(buf, " %s", quoted_names(element->opclass));
		if (element->opclassopts)
			appendStringInfo(buf, " (%s)", idem_options_text(element->opclassopts));
		if (element->ordering == SORTBY_DESC)
			appendStringInfoString(buf, " DESC");
		if (element->nulls_ordering != SORTBY_NULLS_DEFAULT)
			appendStringInfo(buf, " NULLS %s",
							 element->nulls_ordering == SORTBY_NULLS_FIRST ? "FIRST" : "LAST");
	}
}

static void
append_index(StringInfo buf, const IdemWanted *wanted)
{
	const IndexStmt *index = (const IndexStmt *) wanted->stmt;

	appendStringInfo(buf, "CREATE %sINDEX %s%sON %s%s USING %s (", index->unique ? "UNIQUE " : "",
					 index->idxname ? quote_identifier(index->idxname) : "",
					 index->idxname ? " " : "", index->relation->inh ? "" : "ONLY ",
					 idem_qualified_name(wanted), index->accessMethod);
	append_index_elements(buf, index->indexParams, wanted->source);
	appendStringInfoChar(buf, ')');
	if (index->indexIncludingParams)
	{
		appendStringInfoString(buf, " INCLUDE (");
		append_index_elements(buf, index->indexIncludingParams, wanted->source);
		appendStringInfoChar(buf, ')');
	}
	if (index->nulls_not_distinct)
		appendStringInfoString(buf, " NULLS NOT DISTINCT");
	if (index->options)
		appendStringInfo(buf, " WITH (%s)", idem_options_text(index->options));
	if (index->tableSpace)
		appendStringInfo(buf, " TABLESPACE %s", quote_identifier(index->tableSpace));
	if (index->whereClause)
		appendStringInfo(buf, " WHERE %s", idem_written_expression(index->whereClause, wanted->source));
}

static void
append_sequence_options(StringInfo buf, List *options)
{
	static const struct
	{
		const char *name;
		const char *words;
	}			numbers[] = {
		{"increment", "INCREMENT BY"}, {"minvalue", "MINVALUE"}, {"maxvalue", "MAXVALUE"},
		{"start", "START WITH"}, {"cache", "CACHE"}
	};
	ListCell   *lc;

	foreach(lc, options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, "as") == 0)
			appendStringInfo(buf, " AS %s", idem_type_text(castNode(TypeName, option->arg)));
		else if (strcmp(option->defname, "owned_by") == 0)
			appendStringInfo(buf, " OWNED BY %s", quoted_names(castNode(List, option->arg)));
		else if (strcmp(option->defname, "cycle") == 0)
			appendStringInfo(buf, " %s", defGetBoolean(option) ? "CYCLE" : "NO CYCLE");
		for (int i = 0; i < (int) lengthof(numbers); i++)
		{
			if (strcmp(option->defname, numbers[i].name) != 0)
				continue;
			if (option->arg != NULL)
				appendStringInfo(buf, " %s %s", numbers[i].words, defGetString(option));
			else
				appendStringInfo(buf, " NO %s", numbers[i].words);
		}
	}
}

static void
append_commands(StringInfo buf, const IdemWanted *wanted)
{
	ListCell   *lc;

	appendStringInfo(buf, "ALTER TABLE %s%s", wanted->only ? "ONLY " : "",
					 idem_qualified_name(wanted));
	foreach(lc, ((AlterTableStmt *) wanted->stmt)->cmds)
	{
		AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		appendStringInfoString(buf, foreach_current_index(lc) > 0 ? ", " : " ");
		if (cmd->subtype == AT_AddColumn)
			appendStringInfo(buf, "ADD COLUMN %s",
							 idem_column_text((ColumnDef *) cmd->def, wanted->source));
		else if (cmd->subtype == AT_AddConstraint)
			appendStringInfo(buf, "ADD %s",
							 idem_constraint_text((Constraint *) cmd->def, wanted->source));
		else
			appendStringInfoString(buf, "...");
	}
}

/*
 * The statement that makes a wanted object, although it stands nowhere.
 */
char *
idem_folded_text(const IdemWanted *wanted)
{
	StringInfoData buf;

	initStringInfo(&buf);
	switch (nodeTag(wanted->stmt))
	{
		case T_CreateStmt:
			append_table(&buf, wanted);
			break;
		case T_IndexStmt:
			append_index(&buf, wanted);
			break;
		case T_CreateSeqStmt:
			appendStringInfo(&buf, "CREATE SEQUENCE %s", idem_qualified_name(wanted));
			append_sequence_options(&buf, ((CreateSeqStmt *) wanted->stmt)->options);
			break;
		case T_AlterTableStmt:
			append_commands(&buf, wanted);
			break;
		default:
			if (!idem_append_part(&buf, wanted))
				appendStringInfo(&buf, "%s %s", CreateCommandName(wanted->stmt),
								 idem_qualified_name(wanted));
			break;
	}
	return buf.data;
}
