/*-------------------------------------------------------------------------
 *
 * script.c
 *	  Scripts of revisions: read and checked.
 *
 * A script is read as a whole before any of it runs, and what cannot run in
 * the caller's transaction is refused then.  Never runs anything.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "revision.h"

static void refuse_client_commands(IdemScript *script);
static bool is_restriction(const char *command);
static void refuse_unfit_statement(IdemScriptPosition *position, Node *stmt);
static void note_temporary(IdemScript *script, Node *stmt);

/* ----------------------------------------------------------------
 *	Positions
 * ----------------------------------------------------------------
 */

/*
 * Says where an error is; arg is the position.
 */
void
idem_script_error_callback(void *arg)
{
	IdemScriptPosition *position = arg;

	idem_internal_position(position->script->text);
	if (position->script->stream == NULL)
	{
		if (position->number > 0)
			errcontext("statement %d at line %d", position->number, position->line);
	}
	else if (position->number > 0)
		errcontext("revision \"%s\" of stream \"%s\", statement %d at line %d",
				   position->script->revision, position->script->stream,
				   position->number, position->line);
	else
		errcontext("revision \"%s\" of stream \"%s\"",
				   position->script->revision, position->script->stream);
}

/*
 * Where a statement begins: behind white space and comments, which up to 17
 * are part of it.
 */
static int
skip_blank(const char *source, int offset)
{
	for (;;)
	{
		if (source[offset] != '\0' && strchr(" \t\n\r\f\v;", source[offset]) != NULL)
			offset++;
		else if (source[offset] == '-' && source[offset + 1] == '-')
			offset += strcspn(source + offset, "\n\r");
		else if (source[offset] == '/' && source[offset + 1] == '*')
		{
			int			depth = 0;

			do
			{
				if (source[offset] == '/' && source[offset + 1] == '*')
				{
					depth++;
					offset++;
				}
				else if (source[offset] == '*' && source[offset + 1] == '/')
				{
					depth--;
					offset++;
				}
				offset++;
			} while (depth > 0 && source[offset] != '\0');
		}
		else
			return offset;
	}
}

/*
 * Advance to an offset that is not behind the current one.
 */
static void
move_to(IdemScriptPosition *position, int offset)
{
	const char *end = position->script->text +offset;
	const char *at = position->script->text +position->offset;

	while (at < end && (at = memchr(at, '\n', end - at)) != NULL)
	{
		position->line++;
		at++;
	}
	position->offset = Max(position->offset, offset);
}

/*
 * Advance to the next statement.
 */
void
idem_next_statement(IdemScriptPosition *position, const RawStmt *raw)
{
	position->number++;
	move_to(position, skip_blank(position->script->text, raw->stmt_location));
}

/*
 * The place of a statement that stands there by number and offset.
 */
void
idem_statement_position(IdemScriptPosition *position, const IdemScript *script,
						const IdemStatement *statement)
{
	position->script = script;
	position->number = statement->number;
	position->offset = 0;
	position->line = 1;
	move_to(position, skip_blank(script->text, statement->origin));
}

/* ----------------------------------------------------------------
 *	Reading
 * ----------------------------------------------------------------
 */

/* what a script is to whoever reads messages about it */
static const char *
script_noun(const IdemScript *script)
{
	return script->stream ? "a revision" : "a script";
}

/*
 * Read a script and refuse what cannot run in it.  Nothing has run then.
 * Without a stream and a revision it is one of idem.ensure(), which may begin
 * and commit a transaction, and say CONCURRENTLY.
 */
IdemScript *
idem_read_script(const char *stream, const char *revision, const char *text)
{
	IdemScript *script = palloc0(sizeof(IdemScript));
	IdemScriptPosition position = {script, 0, 0, 1};
	ErrorContextCallback context;
	ListCell   *lc;

	script->stream = stream;
	script->revision = revision;
	script->text = text;

	context.callback = idem_script_error_callback;
	context.arg = &position;
	context.previous = error_context_stack;
	error_context_stack = &context;

	refuse_client_commands(script);
	script->statements = idem_parse_script(script->text);
	foreach(lc, script->statements)
	{
		RawStmt    *raw = lfirst_node(RawStmt, lc);

		idem_next_statement(&position, raw);
		refuse_unfit_statement(&position, raw->stmt);
		note_temporary(script, raw->stmt);
	}

	error_context_stack = context.previous;
	return script;
}

/*
 * Whether a psql command is one of those that pg_dump writes around a dump,
 * which guard psql against commands in it.  Others are refused here anyway.
 */
static bool
is_restriction(const char *command)
{
	size_t		length = strcspn(command, " \t\n\r");

	return (length == 9 && strncmp(command, "\\restrict", 9) == 0) ||
		(length == 11 && strncmp(command, "\\unrestrict", 11) == 0);
}

/*
 * Whether a script could hold what only psql understands; nearly none could.
 */
static bool
may_have_client_commands(const char *text)
{
	if (strchr(text, '\\') != NULL)
		return true;
	for (; *text; text ++)
	{
		if ((*text == 's' || *text == 'S') &&pg_strncasecmp(text, "stdin", 5) == 0)
			return true;
	}
	return false;
}

/*
 * Look for what only psql understands, before the grammar trips over it: its
 * commands, and the data that follows COPY FROM STDIN.
 */
static void
refuse_client_commands(IdemScript *script)
{
	char	   *blanked = NULL;
	int			blank_until = 0;
	IdemScriptPosition position = {script, 0, 0, 1};
	IdemTokens	tokens;
	bool		in_copy = false;
	bool		at_start = true;
	bool		after_from = false;

	if (!may_have_client_commands(script->text))
		return;
	idem_tokens_begin(&tokens, script->text);
	while (idem_tokens_next(&tokens))
	{
		const char *token = tokens.extra.scanbuf + tokens.location;

		if (tokens.location < blank_until)
			continue;
		if (tokens.code == '\\')
		{
			const char *start = script->text +tokens.location;

			if (script->stream == NULL && is_restriction(start))
			{
				size_t		length = strcspn(start, "\n\r");

				if (blanked == NULL)
					blanked = pstrdup(script->text);
				memset(blanked + tokens.location, ' ', length);
				blank_until = tokens.location + (int) length;

				/* its key may be no token that the lexer knows */
				memset(tokens.extra.scanbuf + tokens.location + 1, ' ', length - 1);
				continue;
			}
			move_to(&position, tokens.location);
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("psql commands cannot be used in %s", script_noun(script)),
					 errdetail("Line %d: %s", position.line,
							   pnstrdup(start, strcspn(start, "\n\r"))),
					 errhint("Take the line out of the script.")));
		}
		if (at_start)
			in_copy = pg_strcasecmp(token, "copy") == 0;
		if (in_copy && after_from && pg_strcasecmp(token, "stdin") == 0)
		{
			move_to(&position, tokens.location);
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("COPY FROM STDIN cannot be used in %s", script_noun(script)),
					 errdetail("Line %d has a COPY whose data a client would have to send.",
							   position.line),
					 errhint("Write the rows as INSERT, as pg_dump --inserts does.")));
		}
		after_from = pg_strcasecmp(token, "from") == 0;
		at_start = tokens.code == ';';
	}
	idem_tokens_end(&tokens);
	if (blanked)
		script->text = blanked;
}

static bool
option_is_set(List *options, const char *name)
{
	ListCell   *lc;

	foreach(lc, options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, name) == 0)
			return defGetBoolean(option);
	}
	return false;
}

/*
 * The name of a command that cannot run inside a transaction, or NULL.
 */
static const char *
outside_transaction_only(Node *stmt)
{
	ListCell   *lc;

	switch (nodeTag(stmt))
	{
		case T_IndexStmt:
			return ((IndexStmt *) stmt)->concurrent ? "CREATE INDEX CONCURRENTLY" : NULL;
		case T_DropStmt:
			return ((DropStmt *) stmt)->concurrent ? "DROP INDEX CONCURRENTLY" : NULL;
		case T_ReindexStmt:
			{
				ReindexStmt *reindex = (ReindexStmt *) stmt;

				if (option_is_set(reindex->params, "concurrently"))
					return "REINDEX CONCURRENTLY";
				return reindex->kind > REINDEX_OBJECT_TABLE ?
					"REINDEX of a schema, database or system" : NULL;
			}
		case T_VacuumStmt:
			return ((VacuumStmt *) stmt)->is_vacuumcmd ? "VACUUM" : NULL;
		case T_ClusterStmt:
			return ((ClusterStmt *) stmt)->relation == NULL ? "CLUSTER of all tables" : NULL;
		case T_DiscardStmt:
			return ((DiscardStmt *) stmt)->target == DISCARD_ALL ? "DISCARD ALL" : NULL;
		case T_CreatedbStmt:
			return "CREATE DATABASE";
		case T_DropdbStmt:
			return "DROP DATABASE";
		case T_AlterDatabaseStmt:
			foreach(lc, ((AlterDatabaseStmt *) stmt)->options)
			{
				if (strcmp(lfirst_node(DefElem, lc)->defname, "tablespace") == 0)
					return "ALTER DATABASE ... SET TABLESPACE";
			}
			return NULL;
		case T_CreateTableSpaceStmt:
			return "CREATE TABLESPACE";
		case T_DropTableSpaceStmt:
			return "DROP TABLESPACE";
		case T_AlterSystemStmt:
			return "ALTER SYSTEM";
		default:
			return NULL;
	}
}

/*
 * Whether it begins or commits a transaction and nothing else.
 */
bool
idem_is_transaction_frame(const Node *stmt)
{
	const TransactionStmt *transaction = (const TransactionStmt *) stmt;

	return IsA(stmt, TransactionStmt) && !transaction->chain &&
		(transaction->kind == TRANS_STMT_BEGIN || transaction->kind == TRANS_STMT_START ||
		 transaction->kind == TRANS_STMT_COMMIT);
}

/*
 * Whether it is done with the table locked too weakly for a transaction; in
 * a script of idem.ensure() that means: done as usual, if there is no need.
 */
static bool
is_concurrent(const Node *stmt)
{
	return (IsA(stmt, IndexStmt) && ((const IndexStmt *) stmt)->concurrent) ||
		(IsA(stmt, DropStmt) && ((const DropStmt *) stmt)->concurrent);
}

static void
refuse_unfit_statement(IdemScriptPosition *position, Node *stmt)
{
	const IdemScript *script = position->script;
	const char *command;

	if (script->stream == NULL && (idem_is_transaction_frame(stmt) || is_concurrent(stmt)))
		return;

	if (IsA(stmt, TransactionStmt))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("transaction control cannot be used in %s", script_noun(script)),
				 errdetail("Statement %d at line %d is one; %s is all or nothing, in the transaction of its caller.",
						   position->number, position->line, script_noun(script)),
				 errhint("Take the statement out of the script.")));

	if (IsA(stmt, CopyStmt) && ((CopyStmt *) stmt)->filename == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("COPY to or from the client cannot be used in %s", script_noun(script)),
				 errdetail("Statement %d at line %d is one.", position->number, position->line)));

	command = idem_command_in_body(stmt);
	if (command != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("%s is not yet supported in unquoted SQL function body", command)));

	command = outside_transaction_only(stmt);
	if (command != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
				 errmsg("%s cannot be used in %s", command, script_noun(script)),
				 errdetail("Statement %d at line %d cannot run inside a transaction.",
						   position->number, position->line),
				 errhint("Run it by itself, outside the %s.", script->stream ? "revision" : "script")));
}

/* ----------------------------------------------------------------
 *	Declarations
 * ----------------------------------------------------------------
 */

/*
 * Take down the names of temporary tables.
 */
static void
note_temporary(IdemScript *script, Node *stmt)
{
	const RangeVar *relation = NULL;

	if (IsA(stmt, CreateStmt))
		relation = ((CreateStmt *) stmt)->relation;
	else if (IsA(stmt, CreateTableAsStmt))
		relation = ((CreateTableAsStmt *) stmt)->into->rel;
	else if (IsA(stmt, SelectStmt) && ((SelectStmt *) stmt)->intoClause != NULL)
		relation = ((SelectStmt *) stmt)->intoClause->rel;

	if (relation != NULL && relation->relpersistence == RELPERSISTENCE_TEMP)
		script->temporary = lappend(script->temporary, relation->relname);
}

/*
 * Whether it is about a temporary table of the script.
 */
static bool
is_temporary(const IdemScript *script, List *wanted)
{
	ListCell   *lc;

	foreach(lc, wanted)
	{
		IdemWanted *one = lfirst(lc);
		Oid			relid;

		if (list_length(one->names) != 1 ||
			!idem_string_member(script->temporary, strVal(linitial(one->names))))
			return false;

		/* behind one that was dropped another may come to light */
		relid = RelnameGetRelid(strVal(linitial(one->names)));
		if (OidIsValid(relid) && get_rel_persistence(relid) != RELPERSISTENCE_TEMP)
			return false;
	}
	return wanted != NIL;
}

static const IdemSuccessor *
successor_of(const IdemStatement *statement, const IdemWanted *wanted)
{
	ListCell   *lc;

	foreach(lc, statement->successors)
	{
		const IdemSuccessor *successor = lfirst(lc);

		if (wanted->part && wanted->node && IsA(wanted->node, ColumnDef) &&
			strcmp(successor->column, wanted->part) == 0)
			return successor;
	}
	return NULL;
}

/*
 * What a statement of the script wants; NIL if it is to be run as it stands.
 * That is so, too, for what it does to its own temporary tables.
 */
List *
idem_script_wanted(const IdemScript *script, const IdemStatement *statement)
{
	List	   *wanted = idem_wanted_from_statement(statement->stmt, statement->source,
													statement->location, statement->length);
	ListCell   *lc;

	foreach(lc, wanted)
	{
		IdemWanted *one = lfirst(lc);

		one->schema = statement->schema;
		one->grants = statement->grants;
		one->grant_number = statement->grant_number;
		one->origin = statement->origin;
		one->superseded = statement->superseded;
		one->dropped = statement->dropped;
		one->successor = successor_of(statement, one);
		one->unsettled = statement->unsettled;
		one->prepares = statement->prepares;
		one->overridden = statement->overridden;
	}
	return is_temporary(script, wanted) ? NIL : wanted;
}

/*
 * Whether it wants anything, by a glance at the most frequent ones.
 */
bool
idem_script_declares(const IdemScript *script, const IdemStatement *statement)
{
	const Node *stmt = statement->stmt;

	if (script->temporary == NIL &&
		(IsA(stmt, CreateStmt) || IsA(stmt, IndexStmt) || IsA(stmt, CreateEnumStmt)))
		return true;
	return idem_script_wanted(script, statement) != NIL;
}

/*
 * What a statement that is run as it stands could lose.
 */
List *
idem_script_losses(const IdemScript *script, const IdemStatement *statement)
{
	List	   *losses = idem_losses_from_statement(statement->stmt, statement->source,
													statement->location, statement->length);

	return is_temporary(script, losses) ? NIL : losses;
}

/*
 * The statements of the script.
 */
List *
idem_script_statements(const IdemScript *script)
{
	List	   *statements = NIL;
	ListCell   *lc;

	foreach(lc, script->statements)
	{
		RawStmt    *raw = lfirst_node(RawStmt, lc);
		IdemStatement *statement = palloc0(sizeof(IdemStatement));

		statement->stmt = raw->stmt;
		statement->source = script->text;
		statement->location = statement->origin = raw->stmt_location;
		statement->length = raw->stmt_len;
		statement->number = foreach_current_index(lc) + 1;
		statements = lappend(statements, statement);
	}
	return statements;
}

/*
 * The schemas that statements together touch, if somebody needs to know.
 */
List *
idem_script_schemas(const IdemScript *script, List *statements)
{
	List	   *schemas = NIL;
	ListCell   *lc;
	ListCell   *lw;

	if (idem_lock_scope == IDEM_SCOPE_DATABASE)
		return NIL;
	foreach(lc, statements)
	{
		const IdemStatement *entry = lfirst(lc);

		foreach(lw, idem_script_wanted(script, entry))
		{
			const IdemWanted *one = lfirst(lw);
			const char *name = one->names == NIL ? entry->schema :
				one->kind->objtype == OBJECT_SCHEMA ? strVal(llast(one->names)) :
				list_length(one->names) > 1 ? strVal(list_nth(one->names, list_length(one->names) - 2)) :
				entry->schema;

			if (name != NULL && !idem_string_member(schemas, name))
				schemas = lappend(schemas, unconstify(char *, name));
		}
	}
	return schemas;
}
