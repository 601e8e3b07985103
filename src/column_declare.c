/*-------------------------------------------------------------------------
 *
 * column_declare.c
 *	  What a ColumnDef or an ALTER COLUMN command declares.
 *
 * Looks up the declared type, and nothing else, in the catalogs.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "parser/parse_type.h"

#include "compat.h"
#include "column.h"

pg_noreturn static void
conflicting(const IdemWanted *wanted, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_SYNTAX_ERROR),
			 errmsg("%s for column \"%s\" of table \"%s\"", what, wanted->part, wanted->name)));
	pg_unreachable();
}

/*
 * serial is not a type; see transformColumnDefinition() of parse_utilcmd.c.
 */
static Oid
serial_type(const TypeName *type)
{
	const char *name;

	if (list_length(type->names) != 1 || type->pct_type || type->arrayBounds != NIL)
		return InvalidOid;
	name = strVal(linitial(type->names));
	if (strcmp(name, "serial") == 0 || strcmp(name, "serial4") == 0)
		return INT4OID;
	if (strcmp(name, "bigserial") == 0 || strcmp(name, "serial8") == 0)
		return INT8OID;
	if (strcmp(name, "smallserial") == 0 || strcmp(name, "serial2") == 0)
		return INT2OID;
	return InvalidOid;
}

static void
declare_constraint(const IdemWanted *wanted, const Constraint *con, IdemDeclaredColumn *declared)
{
	int			not_null = 0;

	switch (con->contype)
	{
		case CONSTR_NULL:
			not_null = -1;
			break;
		case CONSTR_NOTNULL:
			not_null = 1;
			break;
		case CONSTR_DEFAULT:
			if (declared->def)
				conflicting(wanted, "multiple default values specified");
			declared->def = con->raw_expr;
			declared->default_at_first = IDEM_DEFAULT_AT_FIRST(con);
			break;
		case CONSTR_IDENTITY:
			if (declared->identity)
				conflicting(wanted, "multiple identity specifications");
			declared->identity = con->generated_when;
			declared->identity_options = con->options;
			not_null = 1;
			break;
		case CONSTR_GENERATED:
			if (declared->generated)
				conflicting(wanted, "multiple generation clauses specified");
			declared->generated = con->raw_expr;
			declared->generated_kind = idem_generated_kind(con);
			break;
		default:
			/* an object of its own, or an attribute of one */
			break;
	}

	if (not_null != 0)
	{
		if (declared->not_null != 0 && declared->not_null != not_null)
			conflicting(wanted, "conflicting NULL/NOT NULL declarations");
		declared->not_null = not_null;
	}
	if (declared->def && declared->identity)
		conflicting(wanted, "both default and identity specified");
	if (declared->def && declared->generated)
		conflicting(wanted, "both default and generation expression specified");
	if (declared->identity && declared->generated)
		conflicting(wanted, "both identity and generation expression specified");
}

/*
 * Read the declaration of a column.
 */
void
idem_declare_column(const IdemWanted *wanted, IdemDeclaredColumn *declared)
{
	ColumnDef  *column = NULL;
	ListCell   *lc;

	memset(declared, 0, sizeof(IdemDeclaredColumn));
	if (IsA(wanted->node, ColumnDef))
	{
		column = (ColumnDef *) wanted->node;
		declared->type = column->typeName;
		declared->collation = column->collClause;
		declared->compression = column->compression;
		declared->storage = idem_column_storage_name(column);
		foreach(lc, column->constraints)
			declare_constraint(wanted, lfirst_node(Constraint, lc), declared);
	}
	else
	{
		AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);

		switch (cmd->subtype)
		{
			case AT_ColumnDefault:
				declared->def = cmd->def;
				declared->drop_default = (cmd->def == NULL);
				break;
			case AT_DropNotNull:
				declared->not_null = -1;
				break;
			case AT_SetNotNull:
				declared->not_null = 1;
				break;
			case AT_AlterColumnType:
				column = castNode(ColumnDef, cmd->def);
				declared->type = column->typeName;
				declared->collation = column->collClause;
				declared->using = column->raw_default;
				foreach(lc, column->constraints)
				{
					Constraint *con = lfirst_node(Constraint, lc);

					/* folded: what becomes of the default */
					declared->def = con->raw_expr;
					declared->drop_default = con->raw_expr == NULL;
				}
				break;
			case AT_AddIdentity:
				declare_constraint(wanted, castNode(Constraint, cmd->def), declared);
				declared->not_null = 0;
				break;
			case AT_SetIdentity:
				declared->identity_options = castNode(List, cmd->def);
				foreach(lc, declared->identity_options)
				{
					DefElem    *option = lfirst_node(DefElem, lc);

					if (strcmp(option->defname, "generated") == 0)
						declared->identity = defGetInt32(option);
				}
				break;
			case AT_DropIdentity:
				declared->drop_identity = true;
				break;
			case AT_DropExpression:
				declared->drop_expression = true;
				break;
			case AT_SetStorage:
				declared->storage = strVal(cmd->def);
				break;
			case AT_SetCompression:
				declared->compression = strVal(cmd->def);
				break;
			case AT_SetStatistics:
				declared->has_statistics = true;
				declared->statistics = cmd->def ? intVal(cmd->def) : -1;
				break;
			case AT_SetOptions:
			case AT_ResetOptions:
				declared->options = castNode(List, cmd->def);
				declared->reset_options = cmd->subtype == AT_ResetOptions;
				break;
			default:
				if (!IDEM_HAVE_SET_EXPRESSION || cmd->subtype != AT_SetExpression)
					elog(ERROR, "unexpected ALTER TABLE command %d", (int) cmd->subtype);
				declared->generated = cmd->def;
				declared->set_expression = true;
		}
	}

	if (declared->type == NULL)
		return;
	declared->typid = serial_type(declared->type);
	declared->typmod = -1;
	if (OidIsValid(declared->typid))
	{
		declared->serial = true;
		if (declared->not_null < 0)
			conflicting(wanted, "conflicting NULL/NOT NULL declarations");
		declared->not_null = 1;
		if (declared->def)
			conflicting(wanted, "multiple default values specified");
	}
	else if (idem_types_are_renamed())
	{
		declared->typid = idem_type_of(declared->type, &declared->typmod);
		if (!OidIsValid(declared->typid))
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("type \"%s\" does not exist", TypeNameToString(declared->type))));
	}
	else
	{
		ParseState *pstate = make_parsestate(NULL);

		pstate->p_sourcetext = wanted->source;
		typenameTypeIdAndMod(pstate, declared->type, &declared->typid, &declared->typmod);
		free_parsestate(pstate);
	}
}
