/*-------------------------------------------------------------------------
 *
 * declare_table.c
 *	  What CREATE TABLE and ALTER TABLE declare of tables and their parts.
 *
 * Knows the grammar, not the catalogs: two scripts with the same text want
 * the same.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"

#include "compat.h"
#include "idem_migrate.h"

static bool from_create_table(IdemDeclaration *declaration, CreateStmt *stmt);
static bool converts_together(const AlterTableStmt *stmt);
static bool from_alter_table(IdemDeclaration *declaration, AlterTableStmt *stmt);
static bool from_rename(IdemDeclaration *declaration, RenameStmt *stmt);

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

static List *
without_restart(List *options)
{
	List	   *rest = NIL;
	ListCell   *lc;

	foreach(lc, options)
	{
		if (strcmp(lfirst_node(DefElem, lc)->defname, "restart") != 0)
			rest = lappend(rest, lfirst(lc));
	}
	return rest;
}

/*
 * A statement without what it says of the position of a sequence: the
 * statement itself if that is nothing, NULL if it is all.
 */
Node *
idem_without_positions(Node *stmt)
{
	ListCell   *lc;
	bool		found = false;

	if (IsA(stmt, AlterSeqStmt) && restarts(((AlterSeqStmt *) stmt)->options))
	{
		AlterSeqStmt *alter = copyObject((AlterSeqStmt *) stmt);

		alter->options = without_restart(alter->options);
		return alter->options != NIL ? (Node *) alter : NULL;
	}
	if (!IsA(stmt, AlterTableStmt))
		return stmt;

	foreach(lc, ((AlterTableStmt *) stmt)->cmds)
	{
		AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		found |= cmd->subtype == AT_SetIdentity && restarts(castNode(List, cmd->def));
	}
	if (found)
	{
		AlterTableStmt *alter = copyObject((AlterTableStmt *) stmt);

		foreach(lc, alter->cmds)
		{
			AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

			if (cmd->subtype != AT_SetIdentity)
				continue;
			cmd->def = (Node *) without_restart(castNode(List, cmd->def));
			if (cmd->def == NULL)
				alter->cmds = foreach_delete_current(alter->cmds, lc);
		}
		return alter->cmds != NIL ? (Node *) alter : NULL;
	}
	return stmt;
}

bool
idem_declare_table(IdemDeclaration *declaration)
{
	switch (nodeTag(declaration->stmt))
	{
		case T_CreateStmt:
			return from_create_table(declaration, (CreateStmt *) declaration->stmt);
		case T_AlterTableStmt:
			return !converts_together((AlterTableStmt *) declaration->stmt) &&
				from_alter_table(declaration, (AlterTableStmt *) declaration->stmt);
		case T_RenameStmt:
			return from_rename(declaration, (RenameStmt *) declaration->stmt);
		default:
			return false;
	}
}

/* ----------------------------------------------------------------
 *	Tables and their parts
 * ----------------------------------------------------------------
 */

/*
 * A constraint of a table.
 */
static void
add_constraint(IdemDeclaration *declaration, List *table, Constraint *con, IdemWanted *parent)
{
	IdemWanted *wanted = idem_declare(declaration, &idem_kind_constraint, table, (Node *) con);

	wanted->part = con->conname ? con->conname : con->indexname;
	wanted->parent = parent;
	wanted->by_creation = parent ? parent->by_creation : false;
}

/*
 * A column, and the constraints that were written behind it.  As
 * transformConstraintAttrs() of parse_utilcmd.c does, DEFERRABLE and the like
 * apply to the constraint before them.
 */
static void
add_column(IdemDeclaration *declaration, List *table, ColumnDef *column, IdemWanted *parent)
{
	IdemWanted *wanted = idem_declare(declaration, &idem_kind_column, table, (Node *) column);
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
		add_constraint(declaration, table, lfirst(lc), parent);
		((IdemWanted *) llast(declaration->wanted))->with_column = column->colname;
	}
}

static bool
from_create_table(IdemDeclaration *declaration, CreateStmt *stmt)
{
	List	   *names = idem_relation_names(stmt->relation);
	IdemWanted *table;
	ListCell   *lc;

	if (stmt->relation->relpersistence == RELPERSISTENCE_TEMP || !IsA(stmt, CreateStmt))
		return false;

	table = idem_declare_whole(declaration, &idem_kind_table, names);
	foreach(lc, stmt->tableElts)
	{
		if (IsA(lfirst(lc), ColumnDef))
			add_column(declaration, names, lfirst(lc), table);
	}
	foreach(lc, stmt->tableElts)
	{
		if (IsA(lfirst(lc), Constraint))
			add_constraint(declaration, names, lfirst(lc), table);
	}
	foreach(lc, stmt->constraints)
		add_constraint(declaration, names, lfirst(lc), table);
	return true;
}

/*
 * A command that is none of tables, columns and constraints.
 */
static bool
declare_command(IdemDeclaration *declaration, AlterTableStmt *stmt, AlterTableCmd *cmd)
{
	for (int i = 0; idem_kinds[i] != NULL; i++)
	{
		if (idem_kinds[i]->declare_command != NULL &&
			idem_kinds[i]->declare_command(declaration, stmt, cmd))
			return true;
	}
	return false;
}

/*
 * A command about a column or a constraint of a table.
 */
static bool
declare_part(IdemDeclaration *declaration, List *names, AlterTableCmd *cmd)
{
	IdemWanted *wanted;

	switch (cmd->subtype)
	{
		case AT_AddColumn:
			add_column(declaration, names, castNode(ColumnDef, cmd->def), NULL);
			return true;
		case AT_AddConstraint:
			add_constraint(declaration, names, castNode(Constraint, cmd->def), NULL);
			return true;
		case AT_SetIdentity:
			if (restarts(castNode(List, cmd->def)))
				return false;
			/* FALLTHROUGH */
		case AT_ColumnDefault:
		case AT_DropNotNull:
		case AT_SetNotNull:
		case AT_DropExpression:
		case AT_SetStatistics:
		case AT_SetOptions:
		case AT_ResetOptions:
		case AT_SetStorage:
		case AT_SetCompression:
		case AT_AlterColumnType:
		case AT_AddIdentity:
		case AT_DropIdentity:
			if (cmd->name == NULL)
				return false;
			idem_declare(declaration, &idem_kind_column, names, (Node *) cmd)->part = cmd->name;
			return true;
		case AT_DropColumn:
			wanted = idem_declare(declaration, &idem_kind_column, names, NULL);
			wanted->wish = IDEM_ABSENT;
			wanted->part = cmd->name;
			wanted->behavior = cmd->behavior;
			return true;
		case AT_DropConstraint:
			wanted = idem_declare(declaration, &idem_kind_constraint, names, cmd->def);
			wanted->wish = IDEM_ABSENT;
			wanted->part = cmd->name;
			wanted->behavior = cmd->behavior;
			return true;
		case AT_ValidateConstraint:
			idem_declare(declaration, &idem_kind_constraint, names, (Node *) cmd)->part = cmd->name;
			return true;
		case AT_AlterConstraint:
			idem_declare(declaration, &idem_kind_constraint, names, (Node *) cmd)->part =
				idem_altered_constraint(cmd->def).name;
			return true;
		default:
			break;
	}
	if (IDEM_HAVE_SET_EXPRESSION && cmd->subtype == AT_SetExpression)
	{
		idem_declare(declaration, &idem_kind_column, names, (Node *) cmd)->part = cmd->name;
		return true;
	}
	return false;
}

/*
 * Columns and constraints are those of tables; those of
 * views have defaults, and those of materialized views a way to be stored.
 */
static bool
has_parts(const AlterTableStmt *stmt, const AlterTableCmd *cmd)
{
	switch (cmd->subtype)
	{
		case AT_SetStatistics:
		case AT_SetOptions:
		case AT_ResetOptions:
		case AT_SetStorage:
		case AT_SetCompression:
			return stmt->objtype == OBJECT_TABLE || stmt->objtype == OBJECT_MATVIEW;
		case AT_ColumnDefault:
			return stmt->objtype == OBJECT_TABLE || stmt->objtype == OBJECT_VIEW;
		default:
			return stmt->objtype == OBJECT_TABLE;
	}
}

static bool
mentions_column(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, ColumnRef))
	{
		Node	   *field = llast(((ColumnRef *) node)->fields);

		return IsA(field, A_Star) || strcmp(strVal(field), context) == 0;
	}
	return raw_expression_tree_walker(node, mentions_column, context);
}

/*
 * Whether a column gets its values by USING from another one whose type the
 * same statement changes: the old values are meant, which commands that are
 * taken one by one would not find.
 */
static bool
converts_together(const AlterTableStmt *stmt)
{
	ListCell   *lc;
	ListCell   *lc2;

	foreach(lc, stmt->cmds)
	{
		const AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);
		Node	   *using = NULL;

		if (cmd->subtype == AT_AlterColumnType)
			using = castNode(ColumnDef, cmd->def)->raw_default;
		foreach(lc2, using ? stmt->cmds : NIL)
		{
			const AlterTableCmd *other = lfirst_node(AlterTableCmd, lc2);

			if (other != cmd && other->subtype == AT_AlterColumnType &&
				mentions_column(using, other->name))
				return true;
		}
	}
	return false;
}

/*
 * The commands in the order in which the server takes them, as far as it
 * matters: a constraint may be about a column that is added behind it.
 */
static List *
commands_in_turn(List *commands)
{
	List	   *result = NIL;
	List	   *constraints = NIL;
	int			last_column = -1;
	ListCell   *lc;

	foreach(lc, commands)
	{
		if (lfirst_node(AlterTableCmd, lc)->subtype == AT_AddColumn)
			last_column = foreach_current_index(lc);
	}
	foreach(lc, commands)
	{
		AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		if (cmd->subtype == AT_AddConstraint && foreach_current_index(lc) < last_column)
			constraints = lappend(constraints, cmd);
		else
			result = lappend(result, cmd);
		if (foreach_current_index(lc) == last_column)
			result = list_concat(result, constraints);
	}
	return result;
}

/*
 * Each command is a wish of its own.  If one of them is unknown, so is the
 * statement.
 */
static bool
from_alter_table(IdemDeclaration *declaration, AlterTableStmt *stmt)
{
	List	   *names = idem_relation_names(stmt->relation);
	ListCell   *lc;

	foreach(lc, commands_in_turn(stmt->cmds))
	{
		AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);
		int			before = list_length(declaration->wanted);
		bool		whole = list_length(stmt->cmds) == 1;

		if (!(has_parts(stmt, cmd) && declare_part(declaration, names, cmd)) &&
			!declare_command(declaration, stmt, cmd))
			return false;

		for (int i = before; i < list_length(declaration->wanted); i++)
		{
			IdemWanted *wanted = list_nth(declaration->wanted, i);

			wanted->by_creation = false;
			wanted->missing_ok |= stmt->missing_ok;
			wanted->only = !stmt->relation->inh;
			wanted->objtype = stmt->objtype;
			/* the first of them is what the statement itself makes */
			if (whole && i == before && wanted->wish == IDEM_PRESENT)
				wanted->stmt = declaration->stmt;
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
	IdemDeclaration declaration = {NULL, source, location, length, NIL};
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
	declaration.stmt = (Node *) part;
	return part->cmds != NIL && from_alter_table(&declaration, part) ? declaration.wanted : NIL;
}

static bool
is_removal(const IdemWanted *wanted)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;

	if (wanted->wish == IDEM_ABSENT)
		return true;
	if (cmd == NULL || !IsA(cmd, AlterTableCmd))
		return false;
	return cmd->subtype == AT_DropNotNull || cmd->subtype == AT_DropIdentity ||
		cmd->subtype == AT_DropExpression ||
		(cmd->subtype == AT_ColumnDefault && cmd->def == NULL);
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
 *	RENAME
 * ----------------------------------------------------------------
 */

static bool
from_rename(IdemDeclaration *declaration, RenameStmt *stmt)
{
	const IdemKind *kind;
	bool		of_part = true;
	IdemWanted *wanted;

	switch (stmt->renameType)
	{
		case OBJECT_TABLE:
			kind = &idem_kind_table;
			of_part = false;
			break;
		case OBJECT_COLUMN:
			if (stmt->relationType != OBJECT_TABLE)
				return false;
			kind = &idem_kind_column;
			break;
		case OBJECT_TABCONSTRAINT:
			kind = &idem_kind_constraint;
			break;
		default:
			return false;
	}
	wanted = idem_declare_renamed(declaration, kind, idem_relation_names(stmt->relation), stmt);
	if (of_part)
		wanted->part = stmt->subname;
	return true;
}
