/*-------------------------------------------------------------------------
 *
 * api.c
 *	  The doors: idem.ensure_*() functions.
 *
 * Each composes the statement that would make the object from nothing, has
 * it parsed, checks that no argument said more than it may, and hands what
 * the statement declares to the pipeline.  A door decides nothing.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "nodes/makefuncs.h"
#include "utils/builtins.h"

#include "compat.h"
#include "idem_migrate.h"

PG_FUNCTION_INFO_V1(idem_ensure_schema);
PG_FUNCTION_INFO_V1(idem_ensure_extension);
PG_FUNCTION_INFO_V1(idem_ensure_enum);
PG_FUNCTION_INFO_V1(idem_ensure_domain);
PG_FUNCTION_INFO_V1(idem_ensure_sequence);
PG_FUNCTION_INFO_V1(idem_ensure_table);
PG_FUNCTION_INFO_V1(idem_ensure_column);
PG_FUNCTION_INFO_V1(idem_ensure_primary_key);
PG_FUNCTION_INFO_V1(idem_ensure_unique);
PG_FUNCTION_INFO_V1(idem_ensure_check);
PG_FUNCTION_INFO_V1(idem_ensure_foreign_key);
PG_FUNCTION_INFO_V1(idem_ensure_index);

/*
 * A name as SQL text again.
 */
static char *
quoted_name(List *names)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, names)
	{
		if (buf.len > 0)
			appendStringInfoChar(&buf, '.');
		appendStringInfoString(&buf, quote_identifier(strVal(lfirst(lc))));
	}
	return buf.data;
}

static char *
quoted_columns(List *columns)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, columns)
	{
		if (buf.len > 0)
			appendStringInfoString(&buf, ", ");
		appendStringInfoString(&buf, quote_identifier(strVal(lfirst(lc))));
	}
	return buf.data;
}

/*
 * The end of most doors: what the statement declares, converged.
 */
static Datum
door(FunctionCallInfo fcinfo, Node *stmt, const char *source, int allow_argno)
{
	return idem_door_list(fcinfo, idem_wanted_from_statement(stmt, source, 0, 0),
						  allow_argno);
}

pg_noreturn static void
not_one(const char *argname, const char *what, const char *found)
{
	ereport(ERROR,
			(errcode(ERRCODE_SYNTAX_ERROR),
			 errmsg("argument \"%s\" is not exactly %s", argname, what),
			 errdetail("Found: %s", found)));
	pg_unreachable();
}

/*
 * idem.ensure_schema(name)
 */
Datum
idem_ensure_schema(PG_FUNCTION_ARGS)
{
	CreateSchemaStmt *stmt = makeNode(CreateSchemaStmt);

	stmt->schemaname = idem_arg_identifier(fcinfo, 0, "name");
	return door(fcinfo, (Node *) stmt,
				psprintf("CREATE SCHEMA %s", quote_identifier(stmt->schemaname)), -1);
}

/*
 * idem.ensure_extension(name, schema, version, allow)
 */
Datum
idem_ensure_extension(PG_FUNCTION_ARGS)
{
	CreateExtensionStmt *stmt = makeNode(CreateExtensionStmt);
	char	   *schema = idem_arg_identifier_or_null(fcinfo, 1, "schema");
	char	   *version = idem_arg_text_or_null(fcinfo, 2);
	StringInfoData buf;

	stmt->extname = idem_arg_identifier(fcinfo, 0, "name");
	initStringInfo(&buf);
	appendStringInfo(&buf, "CREATE EXTENSION %s", quote_identifier(stmt->extname));
	if (schema)
	{
		stmt->options = lappend(stmt->options,
								makeDefElem("schema", (Node *) makeString(schema), -1));
		appendStringInfo(&buf, " SCHEMA %s", quote_identifier(schema));
	}
	if (version)
	{
		stmt->options = lappend(stmt->options,
								makeDefElem("new_version", (Node *) makeString(version), -1));
		appendStringInfo(&buf, " VERSION %s", quote_identifier(version));
	}
	return door(fcinfo, (Node *) stmt, buf.data, 3);
}

/*
 * idem.ensure_enum(name, labels, allow)
 *
 * Built without text: this is the cheapest of all calls.
 */
Datum
idem_ensure_enum(PG_FUNCTION_ARGS)
{
	IdemWanted *wanted = idem_wanted(&idem_kind_enum, idem_arg_names(fcinfo, 0, "name"));
	CreateEnumStmt *stmt = makeNode(CreateEnumStmt);
	ListCell   *lc;

	foreach(lc, idem_arg_texts(fcinfo, 1, "labels"))
	{
		String	   *label = makeString(lfirst(lc));

		if (strlen(strVal(label)) >= NAMEDATALEN)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_NAME),
					 errmsg("invalid enum label \"%s\"", strVal(label)),
					 errdetail("Labels must be %d bytes or less.", NAMEDATALEN - 1)));
		if (list_member(stmt->vals, label))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("enum label \"%s\" appears twice in argument \"labels\"",
							strVal(label))));
		stmt->vals = lappend(stmt->vals, label);
	}
	stmt->typeName = wanted->names;
	wanted->node = (Node *) stmt;
	return idem_door(fcinfo, wanted, 2);
}

/*
 * idem.ensure_domain(name, base_type, default_expr, not_null, check_expr, allow)
 */
Datum
idem_ensure_domain(PG_FUNCTION_ARGS)
{
	char	   *base_type = idem_arg_text(fcinfo, 1, "base_type");
	char	   *default_expr = idem_arg_text_or_null(fcinfo, 2);
	char	   *check_expr = idem_arg_text_or_null(fcinfo, 4);
	int			at_default = 0;
	int			at_check = 0;
	int			nexpected = 0;
	CreateDomainStmt *stmt;
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	appendStringInfo(&buf, "CREATE DOMAIN %s AS ",
					 quoted_name(idem_arg_names(fcinfo, 0, "name")));
	idem_append_fragment(&buf, base_type);
	if (default_expr)
	{
		appendStringInfoString(&buf, " DEFAULT (");
		at_default = buf.len - 1;
		idem_append_fragment(&buf, default_expr);
		appendStringInfoChar(&buf, ')');
		nexpected++;
	}
	if (!PG_ARGISNULL(3))
	{
		appendStringInfoString(&buf, PG_GETARG_BOOL(3) ? " NOT NULL" : " NULL");
		nexpected++;
	}
	if (check_expr)
	{
		appendStringInfoString(&buf, " CHECK (");
		at_check = buf.len - 1;
		idem_append_fragment(&buf, check_expr);
		appendStringInfoChar(&buf, ')');
		nexpected++;
	}

	stmt = (CreateDomainStmt *) idem_parse_one(buf.data, T_CreateDomainStmt,
											   "definition of the domain");
	if (list_length(stmt->constraints) != nexpected)
	{
		if (check_expr)
			not_one("check_expr", "one expression", check_expr);
		if (default_expr)
			not_one("default_expr", "one expression", default_expr);
		not_one("base_type", "one type", base_type);
	}
	foreach(lc, stmt->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		if (con->contype == CONSTR_DEFAULT && idem_is_implicit_row(con->raw_expr, at_default))
			not_one("default_expr", "one expression", default_expr);
		if (con->contype == CONSTR_CHECK && idem_is_implicit_row(con->raw_expr, at_check))
			not_one("check_expr", "one expression", check_expr);
	}
	return door(fcinfo, (Node *) stmt, buf.data, 5);
}

/*
 * idem.ensure_sequence(name, options, allow)
 */
Datum
idem_ensure_sequence(PG_FUNCTION_ARGS)
{
	char	   *name = quoted_name(idem_arg_names(fcinfo, 0, "name"));
	char	   *options = PG_ARGISNULL(1) ? "" : idem_arg_text(fcinfo, 1, "options");
	char	   *buf = psprintf("CREATE SEQUENCE %s%s%s", name, options[0] ? " " : "", options);

	return door(fcinfo, idem_parse_one(buf, T_CreateSeqStmt, "definition of the sequence"),
				buf, 2);
}

/*
 * idem.ensure_table(name, columns, options, allow)
 */
Datum
idem_ensure_table(PG_FUNCTION_ARGS)
{
	char	   *name = quoted_name(idem_arg_names(fcinfo, 0, "name"));
	char	   *columns = idem_arg_text(fcinfo, 1, "columns");
	char	   *options = PG_ARGISNULL(2) ? "" : idem_arg_text(fcinfo, 2, "options");
	CreateStmt *elements;
	CreateStmt *stmt;
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "CREATE TABLE %s (", name);
	idem_append_fragment(&buf, columns);
	appendStringInfoChar(&buf, ')');

	/* the columns must not reach over their parentheses into the options */
	elements = (CreateStmt *) idem_parse_one(buf.data, T_CreateStmt, "argument \"columns\"");
	if (elements->inhRelations != NIL || elements->partbound != NULL ||
		elements->partspec != NULL || elements->ofTypename != NULL ||
		elements->options != NIL || elements->oncommit != ONCOMMIT_NOOP ||
		elements->tablespacename != NULL || elements->accessMethod != NULL)
		not_one("columns", "a list of columns and constraints", columns);

	if (options[0] == '\0')
		return door(fcinfo, (Node *) elements, buf.data, 3);

	appendStringInfo(&buf, " %s", options);
	stmt = (CreateStmt *) idem_parse_one(buf.data, T_CreateStmt, "argument \"options\"");
	if (list_length(stmt->tableElts) != list_length(elements->tableElts))
		not_one("options", "what may follow the column list of CREATE TABLE", options);
	return door(fcinfo, (Node *) stmt, buf.data, 3);
}

/*
 * idem.ensure_column(table_name, column_name, type, default_expr, not_null, allow)
 */
Datum
idem_ensure_column(PG_FUNCTION_ARGS)
{
	char	   *table = quoted_name(idem_arg_names(fcinfo, 0, "table_name"));
	char	   *column = idem_arg_identifier(fcinfo, 1, "column_name");
	char	   *type = idem_arg_text(fcinfo, 2, "type");
	char	   *default_expr = idem_arg_text_or_null(fcinfo, 3);
	int			at_default;
	int			nexpected = 0;
	AlterTableStmt *stmt;
	AlterTableCmd *cmd;
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	appendStringInfo(&buf, "ALTER TABLE %s ADD COLUMN %s ", table, quote_identifier(column));
	idem_append_fragment(&buf, type);
	at_default = buf.len;
	if (default_expr)
	{
		appendStringInfoString(&buf, " DEFAULT (");
		idem_append_fragment(&buf, default_expr);
		appendStringInfoChar(&buf, ')');
		nexpected++;
	}
	if (!PG_ARGISNULL(4))
	{
		appendStringInfoString(&buf, PG_GETARG_BOOL(4) ? " NOT NULL" : " NULL");
		nexpected++;
	}

	stmt = (AlterTableStmt *) idem_parse_one(buf.data, T_AlterTableStmt,
											 "definition of the column");
	cmd = linitial_node(AlterTableCmd, stmt->cmds);
	if (list_length(stmt->cmds) != 1 || cmd->subtype != AT_AddColumn)
		not_one("type", "one column definition", type);

	/* behind the type there is what we put there, and nothing else */
	foreach(lc, castNode(ColumnDef, cmd->def)->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		if (con->location < at_default)
			continue;
		nexpected--;
		if (con->contype == CONSTR_DEFAULT && default_expr &&
			idem_is_implicit_row(con->raw_expr, at_default + strlen(" DEFAULT ")))
			nexpected--;
	}
	if (nexpected != 0)
		not_one(default_expr ? "default_expr" : "type",
				default_expr ? "one expression" : "one column definition",
				default_expr ? default_expr : type);
	return door(fcinfo, (Node *) stmt, buf.data, 5);
}

/*
 * "ALTER TABLE t ADD [CONSTRAINT name] " for the constraint doors.
 */
static void
begin_constraint(FunctionCallInfo fcinfo, StringInfo buf, int name_argno)
{
	char	   *name = idem_arg_identifier_or_null(fcinfo, name_argno, "name");

	initStringInfo(buf);
	appendStringInfo(buf, "ALTER TABLE %s ADD ",
					 quoted_name(idem_arg_names(fcinfo, 0, "table_name")));
	if (name)
		appendStringInfo(buf, "CONSTRAINT %s ", quote_identifier(name));
}

static Datum
constraint_door(FunctionCallInfo fcinfo, StringInfo buf, const char *what, int allow_argno)
{
	return door(fcinfo, idem_parse_one(buf->data, T_AlterTableStmt, what),
				buf->data, allow_argno);
}

/*
 * idem.ensure_primary_key(table_name, columns, name, allow)
 */
Datum
idem_ensure_primary_key(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	begin_constraint(fcinfo, &buf, 2);
	appendStringInfo(&buf, "PRIMARY KEY (%s)",
					 quoted_columns(idem_arg_identifiers(fcinfo, 1, "columns")));
	return constraint_door(fcinfo, &buf, "definition of the primary key", 3);
}

/*
 * idem.ensure_unique(table_name, columns, name, allow)
 */
Datum
idem_ensure_unique(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	begin_constraint(fcinfo, &buf, 2);
	appendStringInfo(&buf, "UNIQUE (%s)",
					 quoted_columns(idem_arg_identifiers(fcinfo, 1, "columns")));
	return constraint_door(fcinfo, &buf, "definition of the constraint", 3);
}

/*
 * idem.ensure_check(table_name, expression, name, allow)
 */
Datum
idem_ensure_check(PG_FUNCTION_ARGS)
{
	char	   *expression = idem_arg_text(fcinfo, 1, "expression");
	StringInfoData buf;
	AlterTableStmt *stmt;
	Constraint *con;
	int			at;

	begin_constraint(fcinfo, &buf, 2);
	appendStringInfoString(&buf, "CHECK (");
	at = buf.len - 1;
	idem_append_fragment(&buf, expression);
	appendStringInfoChar(&buf, ')');

	stmt = (AlterTableStmt *) idem_parse_one(buf.data, T_AlterTableStmt,
											 "argument \"expression\"");
	con = (Constraint *) linitial_node(AlterTableCmd, stmt->cmds)->def;
	if (list_length(stmt->cmds) != 1 || con->contype != CONSTR_CHECK ||
		idem_is_implicit_row(con->raw_expr, at))
		not_one("expression", "one expression", expression);
	return door(fcinfo, (Node *) stmt, buf.data, 3);
}

/*
 * The words of a referential action, in the case of SQL.
 */
static const char *
referential_action(FunctionCallInfo fcinfo, int argno, const char *argname)
{
	static const char *const actions[] = {
		"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"
	};
	char	   *action = idem_arg_text_or_null(fcinfo, argno);

	if (action == NULL)
		return NULL;
	for (int i = 0; i < (int) lengthof(actions); i++)
	{
		if (pg_strcasecmp(action, actions[i]) == 0)
			return actions[i];
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized action in argument \"%s\": \"%s\"", argname, action),
			 errhint("The actions are NO ACTION, RESTRICT, CASCADE, SET NULL and SET DEFAULT.")));
	return NULL;				/* keep compiler quiet */
}

/*
 * idem.ensure_foreign_key(table_name, columns, ref_table, ref_columns,
 *						   on_delete, on_update, name, allow)
 */
Datum
idem_ensure_foreign_key(PG_FUNCTION_ARGS)
{
	const char *on_delete = referential_action(fcinfo, 4, "on_delete");
	const char *on_update = referential_action(fcinfo, 5, "on_update");
	StringInfoData buf;

	begin_constraint(fcinfo, &buf, 6);
	appendStringInfo(&buf, "FOREIGN KEY (%s) REFERENCES %s",
					 quoted_columns(idem_arg_identifiers(fcinfo, 1, "columns")),
					 quoted_name(idem_arg_names(fcinfo, 2, "ref_table")));
	if (!PG_ARGISNULL(3))
		appendStringInfo(&buf, " (%s)",
						 quoted_columns(idem_arg_identifiers(fcinfo, 3, "ref_columns")));
	if (on_delete)
		appendStringInfo(&buf, " ON DELETE %s", on_delete);
	if (on_update)
		appendStringInfo(&buf, " ON UPDATE %s", on_update);
	return constraint_door(fcinfo, &buf, "definition of the foreign key", 7);
}

/*
 * idem.ensure_index(table_name, columns, name, is_unique, method, where_expr,
 *					 include, allow)
 */
Datum
idem_ensure_index(PG_FUNCTION_ARGS)
{
	char	   *table = quoted_name(idem_arg_names(fcinfo, 0, "table_name"));
	List	   *columns = idem_arg_texts(fcinfo, 1, "columns");
	char	   *name = idem_arg_identifier_or_null(fcinfo, 2, "name");
	bool		is_unique = !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	char	   *method = idem_arg_identifier_or_null(fcinfo, 4, "method");
	char	   *where_expr = idem_arg_text_or_null(fcinfo, 5);
	List	   *include = PG_ARGISNULL(6) ? NIL : idem_arg_identifiers(fcinfo, 6, "include");
	int			at_where = 0;
	IndexStmt  *stmt;
	StringInfoData buf;
	ListCell   *lc;

	if (columns == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"columns\" must name at least one column")));

	initStringInfo(&buf);
	appendStringInfo(&buf, "CREATE %sINDEX %s%sON %s ", is_unique ? "UNIQUE " : "",
					 name ? quote_identifier(name) : "", name ? " " : "", table);
	if (method)
		appendStringInfo(&buf, "USING %s ", quote_identifier(method));
	foreach(lc, columns)
	{
		appendStringInfoString(&buf, foreach_current_index(lc) == 0 ? "(" : ", ");
		idem_append_fragment(&buf, lfirst(lc));
	}
	appendStringInfoChar(&buf, ')');
	if (include)
		appendStringInfo(&buf, " INCLUDE (%s)", quoted_columns(include));
	if (where_expr)
	{
		appendStringInfoString(&buf, " WHERE (");
		at_where = buf.len - 1;
		idem_append_fragment(&buf, where_expr);
		appendStringInfoChar(&buf, ')');
	}

	stmt = (IndexStmt *) idem_parse_one(buf.data, T_IndexStmt, "definition of the index");
	if (list_length(stmt->indexParams) != list_length(columns) ||
		list_length(stmt->indexIncludingParams) != list_length(include) ||
		stmt->options != NIL || stmt->tableSpace != NULL ||
		(stmt->whereClause != NULL) != (where_expr != NULL))
		not_one("columns", "one index element in each array element",
				buf.data);
	if (idem_is_implicit_row(stmt->whereClause, at_where))
		not_one("where_expr", "one expression", where_expr);
	return door(fcinfo, (Node *) stmt, buf.data, 7);
}
