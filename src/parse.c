/*-------------------------------------------------------------------------
 *
 * parse.c
 *	  Text to raw parse trees, by the server's own lexer and grammar.
 *
 * Fragments (a column's definition, an expression, an index element) are put
 * into the statement that they are meant for, which is then checked to hold
 * nothing else: that check is what keeps a fragment from smuggling in a second
 * statement or clause.  What runs later are the nodes, never the text.
 *
 * Never looks at the catalogs, never executes anything.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>

#include "parser/parser.h"
#include "parser/scanner.h"
#include "tcop/utility.h"

#include "idem_migrate.h"

static List *parse_text(const char *text);

/*
 * While a text of ours is parsed, a syntax error's position means a place in
 * that text, not in the caller's query.
 */
static void
text_error_callback(void *arg)
{
	idem_internal_position((const char *) arg);
}

/*
 * Make the error position of the error under construction, if it has one,
 * point into "text".
 */
void
idem_internal_position(const char *text)
{
	int			position = geterrposition();

	if (position > 0 && text !=NULL && getinternalerrposition() == 0)
	{
		errposition(0);
		internalerrposition(position);
		internalerrquery(text);
	}
}

static List *
parse_text(const char *text)
{
	ErrorContextCallback context;
	List	   *result;

	context.callback = text_error_callback;
	context.arg = unconstify(char *, text);
	context.previous = error_context_stack;
	error_context_stack = &context;

	result = raw_parser(text, RAW_PARSE_DEFAULT);

	error_context_stack = context.previous;
	return result;
}

/*
 * The text as exactly one statement of the given type.  Doors compose the
 * text from fragments of the caller; "what" names the fragments for the
 * message if they do not fit together.
 */
Node *
idem_parse_one(const char *text, NodeTag tag, const char *what)
{
	List	   *statements = parse_text(text);
	Node	   *stmt = NULL;

	if (list_length(statements) == 1)
		stmt = linitial_node(RawStmt, statements)->stmt;
	if (stmt == NULL || nodeTag(stmt) != tag)
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR),
				 errmsg("%s does not stand for itself", what),
				 errdetail("Put together, the arguments read: %s", text)));
	return stmt;
}

/*
 * Append a fragment of the caller.  A comment in it must not swallow what
 * comes after it.
 */
void
idem_append_fragment(StringInfo text, const char *fragment)
{
	appendStringInfoString(text, fragment);
	if (strstr(fragment, "--") != NULL)
		appendStringInfoChar(text, '\n');
}

/*
 * Whether the expression between the parentheses that we put around it at
 * "location" is a list of several.
 */
bool
idem_is_implicit_row(Node *expression, int location)
{
	return expression != NULL && IsA(expression, RowExpr) &&
		((RowExpr *) expression)->location == location;
}

/*
 * A whole script.  The grammar reads all of it before anything runs.
 */
List *
idem_parse_script(const char *script)
{
	return parse_text(script);
}

/*
 * The command in the body of a routine that is no query, which the server
 * does not support there, and whose tree cannot be walked; NULL if there is
 * none.
 */
const char *
idem_command_in_body(const Node *stmt)
{
	Node	   *body;
	ListCell   *lc;

	body = IsA(stmt, CreateFunctionStmt) ? ((const CreateFunctionStmt *) stmt)->sql_body : NULL;
	if (body == NULL || !IsA(body, List))
		return NULL;
	foreach(lc, linitial_node(List, (List *) body))
	{
		Node	   *one = lfirst(lc);

		switch (nodeTag(one))
		{
			case T_SelectStmt:
			case T_InsertStmt:
			case T_UpdateStmt:
			case T_DeleteStmt:
			case T_MergeStmt:
			case T_ReturnStmt:
				break;
			default:
				return CreateCommandName(one);
		}
	}
	return NULL;
}

/* ----------------------------------------------------------------
 *	Tokens
 * ----------------------------------------------------------------
 */

/*
 * A walk over the tokens of a text, without comments and white space.  The
 * lexer puts a null byte behind the current token, so its text is a C string.
 */
void
idem_tokens_begin(IdemTokens *tokens, const char *text)
{
	tokens->text = text;

	tokens->scanner = scanner_init(text, &tokens->extra,
								   &ScanKeywords, ScanKeywordTokens);
}

/*
 * Advance; false at the end of the text.  Sets location, length and code.
 */
bool
idem_tokens_next(IdemTokens *tokens)
{
	ErrorContextCallback context;
	core_YYSTYPE value;
	YYLTYPE		location;

	context.callback = text_error_callback;
	context.arg = unconstify(char *, tokens->text);
	context.previous = error_context_stack;
	error_context_stack = &context;
	tokens->code = core_yylex(&value, &location, tokens->scanner);
	error_context_stack = context.previous;

	if (tokens->code == 0)
		return false;
	tokens->location = location;
	tokens->length = strlen(tokens->extra.scanbuf + location);
	return true;
}

void
idem_tokens_end(IdemTokens *tokens)
{
	scanner_finish(tokens->scanner);
}

/*
 * What follows a string, quoted name, comment or dollar quote that begins at
 * "text"; NULL if none does.  "previous" is the character before it.
 */
static const char *
skip_quoted(const char *text, char previous)
{
	bool		in_word = isalnum((unsigned char) previous) || previous == '_' ||
		IS_HIGHBIT_SET(previous);

	if (*text == '\'')
	{
		bool		escapes = !standard_conforming_strings || previous == 'e' || previous == 'E';

		for (text ++; *text !='\0' && *text !='\''; text ++)
		{
			if (escapes && *text == '\\' && text[1] != '\0')
				text	  ++;
		}
		return *text == '\0' ? text : text +1;
	}
	if (*text == '"')
	{
		text	  +=1 + strcspn(text +1, "\"");
		return *text == '\0' ? text : text +1;
	}
	if (*text == '-' && text[1] == '-')
		return text +strcspn(text, "\n\r");

	if (*text == '/' && text[1] == '*')
	{
		int			depth = 1;

		for (text +=2; *text !='\0' && depth > 0; text ++)
		{
			if (*text == '/' && text[1] == '*')
				depth++, text ++;

			else if (*text == '*' && text[1] == '/')
				depth--, text ++;
		}
		return text;
	}
	if (*text == '$' && !in_word && !isdigit((unsigned char) text[1]))
	{
		size_t		length = 1;
		char	   *tag;
		const char *end;

		while (isalnum((unsigned char) text[length]) || text[length] == '_' ||
			   IS_HIGHBIT_SET(text[length]))
			length++;
		if (text[length] != '$')
			return NULL;
		tag = pnstrdup(text, length + 1);
		end = strstr(text +length + 1, tag);
		return end ? end + length + 1 : text +strlen(text);
	}
	return NULL;
}

/*
 * A copy of what is left of a statement.  The server's lexer copies all that
 * it is given, and scripts are long; so look for the end by hand first.
 */
char *
idem_rest_of_statement(const char *text)
{
	const char *end = text;
	char		previous = ' ';

	while (*end != '\0' && *end != ';')
	{
		const char *next = skip_quoted(end, previous);

		if (next == NULL)
			next = end + 1;
		previous = next[-1];
		end = next;
	}
	return pnstrdup(text, end - text);
}

/*
 * The text of the list element that starts at "location": up to the next
 * comma or closing parenthesis of its own level.
 */
char *
idem_element_text(const char *source, int location)
{
	IdemTokens	tokens;
	int			depth = 0;
	int			end = 0;
	char	   *start = idem_rest_of_statement(source + location);

	idem_tokens_begin(&tokens, start);
	while (idem_tokens_next(&tokens))
	{
		if (tokens.code == '(' || tokens.code == '[')
			depth++;
		else if (tokens.code == ')' || tokens.code == ']')
			depth--;
		if (depth < 0 || (depth == 0 && (tokens.code == ',' || tokens.code == ';')))
			break;
		end = tokens.location + tokens.length;
	}
	idem_tokens_end(&tokens);
	return pnstrdup(start, end);
}

/*
 * The text of one statement without the white space and comments around it.
 * Up to 17 a statement's location includes what precedes it.
 */
char *
idem_statement_text(const char *source, int location, int length)
{
	IdemTokens	tokens;
	char	   *text;
	int			start = -1;
	int			end = 0;

	text = length > 0 ? pnstrdup(source + location, length) : pstrdup(source + location);

	idem_tokens_begin(&tokens, text);
	while (idem_tokens_next(&tokens))
	{
		if (tokens.code == ';' && start < 0)
			continue;
		if (start < 0)
			start = tokens.location;
		if (tokens.code != ';')
			end = tokens.location + tokens.length;
	}
	idem_tokens_end(&tokens);
	return start < 0 ? pstrdup("") : pnstrdup(text +start, end - start);
}

/*
 * The text without the first token that is this key word.
 */
char *
idem_text_without(const char *text, const char *keyword)
{
	IdemTokens	tokens;
	char	   *result = pstrdup(text);

	idem_tokens_begin(&tokens, text);
	while (idem_tokens_next(&tokens))
	{
		if (pg_strcasecmp(tokens.extra.scanbuf + tokens.location, keyword) == 0)
		{
			const char *rest = text +tokens.location + tokens.length;

			result = psprintf("%.*s%s", tokens.location, text, rest + strspn(rest, " \t\n\r"));
			break;
		}
	}
	idem_tokens_end(&tokens);
	return result;
}
