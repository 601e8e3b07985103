/*-------------------------------------------------------------------------
 *
 * wanted.c
 *	  Statements to wanted objects.
 *
 * Knows what each statement of the grammar declares.  Knows nothing of the
 * catalogs: two scripts with the same text want the same.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "nodes/makefuncs.h"

#include "compat.h"
#include "idem_migrate.h"

typedef struct Statement
{
	Node	   *stmt;
	const char *source;
	int			location;
	int			length;
	List	   *wanted;			/* result */
} Statement;

static bool from_create_table(Statement *statement, CreateStmt *stmt);
static bool from_alter_table(Statement *statement, AlterTableStmt *stmt);
static bool from_drop(Statement *statement, DropStmt *stmt);
static bool from_rename(Statement *statement, RenameStmt *stmt);

/*
 * An object that is wanted to be present, looked for where CREATE would put
 * it.
 */
IdemWanted *
idem_wanted(const IdemKind *kind, List *names)
{
	IdemWanted *wanted = palloc0(sizeof(IdemWanted));

	wanted->kind = kind;
	wanted->names = names;
	wanted->by_creation = true;
	return wanted;
}

static List *
relation_names(const RangeVar *relation)
{
	List	   *names = list_make1(makeString(relation->relname));

	if (relation->schemaname)
		names = lcons(makeString(relation->schemaname), names);
	if (relation->catalogname)
		names = lcons(makeString(relation->catalogname), names);
	return names;
}

/*
 * Append a wanted object that the statement declares.
 */
static IdemWanted *
add(Statement *statement, const IdemKind *kind, List *names, Node *node)
{
	IdemWanted *wanted = idem_wanted(kind, names);

	wanted->node = node;
	wanted->source = statement->source;
	wanted->location = statement->location;
	wanted->length = statement->length;
	statement->wanted = lappend(statement->wanted, wanted);
	return wanted;
}

/* the same for the one object that the whole statement makes */
static IdemWanted *
add_whole(Statement *statement, const IdemKind *kind, List *names)
{
	IdemWanted *wanted = add(statement, kind, names, statement->stmt);

	wanted->stmt = statement->stmt;
	return wanted;
}

/* the same for one that must be there already */
static IdemWanted *
add_edit(Statement *statement, const IdemKind *kind, List *names)
{
	IdemWanted *wanted = add(statement, kind, names, statement->stmt);

	wanted->by_creation = false;
	return wanted;
}

/*
 * Whether the options of a sequence set its position: that is done, not
 * wanted.
 */
static bool
restarts(List *options)
{
	ListCell   *lc;

	foreach(lc, options)
	{
		if (strcmp(lfirst_node(DefElem, lc)->defname, "restart") == 0)
			return true;
	}
	return false;
}

/*
 * What a statement wants, or NIL if it is not of a kind that we know.  The
 * source must outlive the result.
 */
List *
idem_wanted_from_statement(Node *stmt, const char *source, int location, int length)
{
	Statement	statement = {stmt, source, location, length, NIL};
	bool		known = true;

	switch (nodeTag(stmt))
	{
		case T_CreateSchemaStmt:
			{
				CreateSchemaStmt *create = (CreateSchemaStmt *) stmt;

				/* CREATE SCHEMA AUTHORIZATION takes the name from the role */
				known = create->schemaname != NULL && create->schemaElts == NIL;
				if (known)
					add_whole(&statement, &idem_kind_schema,
							  list_make1(makeString(create->schemaname)));
				break;
			}
		case T_CreateExtensionStmt:
			add_whole(&statement, &idem_kind_extension,
					  list_make1(makeString(((CreateExtensionStmt *) stmt)->extname)));
			break;
		case T_CreateEnumStmt:
			add_whole(&statement, &idem_kind_enum, ((CreateEnumStmt *) stmt)->typeName);
			break;
		case T_AlterEnumStmt:
			add_edit(&statement, &idem_kind_enum, ((AlterEnumStmt *) stmt)->typeName);
			break;
		case T_CreateDomainStmt:
			add_whole(&statement, &idem_kind_domain, ((CreateDomainStmt *) stmt)->domainname);
			break;
		case T_AlterDomainStmt:
			add_edit(&statement, &idem_kind_domain, ((AlterDomainStmt *) stmt)->typeName);
			break;
		case T_CreateSeqStmt:
			{
				RangeVar   *sequence = ((CreateSeqStmt *) stmt)->sequence;

				known = sequence->relpersistence != RELPERSISTENCE_TEMP;
				if (known)
					add_whole(&statement, &idem_kind_sequence, relation_names(sequence));
				break;
			}
		case T_AlterSeqStmt:
			{
				AlterSeqStmt *alter = (AlterSeqStmt *) stmt;

				if (restarts(alter->options))
					return NIL;
				add_edit(&statement, &idem_kind_sequence,
						 relation_names(alter->sequence))->missing_ok = alter->missing_ok;
				break;
			}
		case T_CreateStmt:
			known = from_create_table(&statement, (CreateStmt *) stmt);
			break;
		case T_AlterTableStmt:
			known = from_alter_table(&statement, (AlterTableStmt *) stmt);
			break;
		case T_IndexStmt:
			{
				IndexStmt  *index = (IndexStmt *) stmt;
				IdemWanted *wanted;

				/* the table decides about the schema; "part" is the index */
				known = !index->concurrent;
				if (known)
				{
					wanted = add_whole(&statement, &idem_kind_index,
									   relation_names(index->relation));
					wanted->by_creation = false;
					wanted->part = index->idxname;
				}
				break;
			}
		case T_DropStmt:
			known = from_drop(&statement, (DropStmt *) stmt);
			break;
		case T_RenameStmt:
			known = from_rename(&statement, (RenameStmt *) stmt);
			break;
		default:
			known = false;
			break;
	}
	return known ? statement.wanted : NIL;
}

/* ----------------------------------------------------------------
 *	Tables and their parts
 * ----------------------------------------------------------------
 */

/*
 * A constraint of a table.
 */
static void
add_constraint(Statement *statement, List *table, Constraint *con, IdemWanted *parent)
{
	IdemWanted *wanted = add(statement, &idem_kind_constraint, table, (Node *) con);

	wanted->part = con->conname;
	wanted->parent = parent;
	wanted->by_creation = parent ? parent->by_creation : false;
}

/*
 * A column, and the constraints that were written behind it.  As
 * transformConstraintAttrs() of parse_utilcmd.c does, DEFERRABLE and the like
 * apply to the constraint before them.
 */
static void
add_column(Statement *statement, List *table, ColumnDef *column, IdemWanted *parent)
{
	IdemWanted *wanted = add(statement, &idem_kind_column, table, (Node *) column);
	List	   *constraints = NIL;
	Constraint *last = NULL;
	ListCell   *lc;

	wanted->part = column->colname;
	wanted->parent = parent;
	wanted->by_creation = parent ? parent->by_creation : false;

	foreach(lc, column->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		switch (con->contype)
		{
			case CONSTR_CHECK:
			case CONSTR_PRIMARY:
			case CONSTR_UNIQUE:
			case CONSTR_FOREIGN:
				last = copyObject(con);
				if (con->contype == CONSTR_FOREIGN)
					last->fk_attrs = list_make1(makeString(column->colname));
				else if (con->contype != CONSTR_CHECK)
					last->keys = list_make1(makeString(column->colname));
				constraints = lappend(constraints, last);
				break;
			case CONSTR_ATTR_DEFERRABLE:
				if (last)
					last->deferrable = true;
				break;
			case CONSTR_ATTR_DEFERRED:
				if (last)
					last->deferrable = last->initdeferred = true;
				break;
			default:
				if (last)
					idem_apply_enforced_attribute(last, con);
				break;
		}
	}
	foreach(lc, constraints)
	{
		add_constraint(statement, table, lfirst(lc), parent);
		((IdemWanted *) llast(statement->wanted))->with_column = column->colname;
	}
}

static bool
from_create_table(Statement *statement, CreateStmt *stmt)
{
	List	   *names = relation_names(stmt->relation);
	IdemWanted *table;
	ListCell   *lc;

	if (stmt->relation->relpersistence == RELPERSISTENCE_TEMP ||
		stmt->ofTypename != NULL || !IsA(stmt, CreateStmt))
		return false;

	table = add_whole(statement, &idem_kind_table, names);
	foreach(lc, stmt->tableElts)
	{
		if (IsA(lfirst(lc), ColumnDef))
			add_column(statement, names, lfirst(lc), table);
	}
	foreach(lc, stmt->tableElts)
	{
		if (IsA(lfirst(lc), Constraint))
			add_constraint(statement, names, lfirst(lc), table);
	}
	foreach(lc, stmt->constraints)
		add_constraint(statement, names, lfirst(lc), table);
	return true;
}

/*
 * Each command is a wish of its own.  If one of them is unknown, so is the
 * statement.
 */
static bool
from_alter_table(Statement *statement, AlterTableStmt *stmt)
{
	List	   *names = relation_names(stmt->relation);
	ListCell   *lc;

	if (stmt->objtype != OBJECT_TABLE)
		return false;

	foreach(lc, stmt->cmds)
	{
		AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);
		int			before = list_length(statement->wanted);
		bool		whole = list_length(stmt->cmds) == 1;

		switch (cmd->subtype)
		{
			case AT_AddColumn:
				add_column(statement, names, castNode(ColumnDef, cmd->def), NULL);
				break;
			case AT_AddConstraint:
				/* taking over an index is not a definition of its own */
				if (castNode(Constraint, cmd->def)->indexname != NULL)
					return false;
				add_constraint(statement, names, castNode(Constraint, cmd->def), NULL);
				break;
			case AT_ColumnDefault:
			case AT_DropNotNull:
			case AT_SetNotNull:
			case AT_DropExpression:
			case AT_SetStatistics:
			case AT_SetStorage:
			case AT_SetCompression:
			case AT_AlterColumnType:
			case AT_AddIdentity:
			case AT_DropIdentity:
				if (cmd->name == NULL)
					return false;
				add(statement, &idem_kind_column, names, (Node *) cmd)->part = cmd->name;
				break;
			case AT_SetIdentity:
				if (restarts(castNode(List, cmd->def)))
					return false;
				add(statement, &idem_kind_column, names, (Node *) cmd)->part = cmd->name;
				break;
			case AT_DropColumn:
				{
					IdemWanted *column = add(statement, &idem_kind_column, names, NULL);

					column->wish = IDEM_ABSENT;
					column->part = cmd->name;
					column->behavior = cmd->behavior;
					break;
				}
			case AT_DropConstraint:
				{
					IdemWanted *con = add(statement, &idem_kind_constraint, names, NULL);

					con->wish = IDEM_ABSENT;
					con->part = cmd->name;
					con->behavior = cmd->behavior;
					break;
				}
			case AT_ValidateConstraint:
				add(statement, &idem_kind_constraint, names, (Node *) cmd)->part = cmd->name;
				break;
			default:
				return false;
		}

		for (int i = before; i < list_length(statement->wanted); i++)
		{
			IdemWanted *wanted = list_nth(statement->wanted, i);

			wanted->by_creation = false;
			wanted->missing_ok = stmt->missing_ok;
			wanted->only = !stmt->relation->inh;
			/* the first of them is what the statement itself makes */
			if (whole && i == before && wanted->wish == IDEM_PRESENT)
				wanted->stmt = statement->stmt;
		}
	}
	return true;
}

/*
 * The part of a statement that is to run as it stands which may lose data:
 * columns that it drops or gives another type.
 */
List *
idem_losses_from_statement(Node *stmt, const char *source, int location, int length)
{
	Statement	statement = {NULL, source, location, length, NIL};
	AlterTableStmt *part;
	ListCell   *lc;

	if (!IsA(stmt, AlterTableStmt))
		return NIL;
	part = makeNode(AlterTableStmt);
	*part = *(AlterTableStmt *) stmt;
	part->cmds = NIL;
	foreach(lc, ((AlterTableStmt *) stmt)->cmds)
	{
		AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		if (cmd->subtype == AT_DropColumn || cmd->subtype == AT_AlterColumnType)
			part->cmds = lappend(part->cmds, cmd);
	}
	statement.stmt = (Node *) part;
	return part->cmds != NIL && from_alter_table(&statement, part) ? statement.wanted : NIL;
}

static bool
is_removal(const IdemWanted *wanted)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;

	if (wanted->wish == IDEM_ABSENT)
		return true;
	return cmd != NULL && IsA(cmd, AlterTableCmd) && cmd->subtype == AT_DropNotNull;
}

/*
 * A statement may say several things about one part, of which only the last
 * one holds in the end.  Then each is a list of its own here, in the order in
 * which the server takes them: what is removed comes first.  Otherwise there
 * is one list.
 */
List *
idem_wanted_in_turn(List *wanted)
{
	List	   *removals = NIL;
	List	   *others = NIL;
	bool		alone = true;
	ListCell   *lc;

	foreach(lc, wanted)
	{
		IdemWanted *one = lfirst(lc);

		for (int i = 0; alone && i < foreach_current_index(lc); i++)
		{
			IdemWanted *other = list_nth(wanted, i);

			alone = one->parent != NULL || one->part == NULL || other->part == NULL ||
				one->kind != other->kind || strcmp(one->part, other->part) != 0;
		}
		if (is_removal(one))
			removals = lappend(removals, list_make1(one));
		else
			others = lappend(others, list_make1(one));
	}
	return alone ? list_make1(wanted) : list_concat(removals, others);
}

/* ----------------------------------------------------------------
 *	DROP and RENAME
 * ----------------------------------------------------------------
 */

static bool
from_drop(Statement *statement, DropStmt *stmt)
{
	const IdemKind *kind;
	ListCell   *lc;

	if (stmt->concurrent)
		return false;

	switch (stmt->removeType)
	{
		case OBJECT_TABLE:
			kind = &idem_kind_table;
			break;
		case OBJECT_INDEX:
			kind = &idem_kind_index;
			break;
		case OBJECT_SEQUENCE:
			kind = &idem_kind_sequence;
			break;
		case OBJECT_TYPE:
			/* which may be an enum, and else is dropped as it stands */
			kind = &idem_kind_enum;
			break;
		case OBJECT_DOMAIN:
			kind = &idem_kind_domain;
			break;
		case OBJECT_SCHEMA:
			kind = &idem_kind_schema;
			break;
		case OBJECT_EXTENSION:
			kind = &idem_kind_extension;
			break;
		default:
			return false;
	}

	foreach(lc, stmt->objects)
	{
		Node	   *object = lfirst(lc);
		List	   *names;
		IdemWanted *wanted;

		if (IsA(object, TypeName))
			names = ((TypeName *) object)->names;
		else if (IsA(object, String))
			names = list_make1(object);
		else
			names = castNode(List, object);

		wanted = add(statement, kind, names, NULL);
		wanted->wish = IDEM_ABSENT;
		wanted->by_creation = false;
		wanted->missing_ok = true;
		wanted->behavior = stmt->behavior;
	}
	return true;
}

static bool
from_rename(Statement *statement, RenameStmt *stmt)
{
	IdemWanted *wanted;

	if (stmt->relation == NULL)
		return false;

	switch (stmt->renameType)
	{
		case OBJECT_TABLE:
			wanted = add(statement, &idem_kind_table, relation_names(stmt->relation), NULL);
			break;
		case OBJECT_INDEX:
			wanted = add(statement, &idem_kind_index, relation_names(stmt->relation), NULL);
			break;
		case OBJECT_COLUMN:
			if (stmt->relationType != OBJECT_TABLE)
				return false;
			wanted = add(statement, &idem_kind_column, relation_names(stmt->relation), NULL);
			wanted->part = stmt->subname;
			break;
		case OBJECT_TABCONSTRAINT:
			wanted = add(statement, &idem_kind_constraint, relation_names(stmt->relation), NULL);
			wanted->part = stmt->subname;
			break;
		default:
			return false;
	}
	wanted->wish = IDEM_RENAMED;
	wanted->newname = stmt->newname;
	wanted->by_creation = false;
	wanted->missing_ok = stmt->missing_ok;
	return true;
}
