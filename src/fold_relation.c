/*-------------------------------------------------------------------------
 *
 * fold_relation.c
 *	  ALTER TABLE, DROP and RENAME, folded into what came before.
 *
 * Decides which earlier statements a later one edits, and what goes along
 * when a column or a table goes; fold_table.c makes the edits.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "nodes/makefuncs.h"

#include "fold.h"

/* ----------------------------------------------------------------
 *	Tables
 * ----------------------------------------------------------------
 */

/*
 * Remove what an earlier statement wants for a column or constraint of a
 * table that is made elsewhere: ADD and ALTER commands on it.
 */
static void
forget_commands(IdemFold *fold, const RangeVar *relation, const char *column,
				const char *constraint)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);
		AlterTableStmt *alter;
		ListCell   *lc2;

		if (!IsA(entry->stmt, AlterTableStmt))
			continue;
		alter = (AlterTableStmt *) entry->stmt;
		if (!idem_same_relation(fold, alter->relation, relation))
			continue;
		foreach(lc2, alter->cmds)
		{
			AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc2);
			bool		forget = false;

			if (column && cmd->subtype == AT_AddColumn)
				forget = idem_same_text(((ColumnDef *) cmd->def)->colname, column);
			else if (constraint && cmd->subtype == AT_AddColumn)
			{
				if (idem_fold_edit_constraint(castNode(ColumnDef, cmd->def),
											  relation->relname, constraint, NULL))
					idem_fold_edited(entry);
			}
			else if (cmd->subtype == AT_AddConstraint)
				forget = column ?
					idem_constraint_uses(castNode(Constraint, cmd->def), column) :
					idem_same_text(idem_constraint_name(castNode(Constraint, cmd->def),
														relation->relname, NULL), constraint);
			else if (cmd->subtype == AT_ValidateConstraint)
				forget = constraint && idem_same_text(cmd->name, constraint);
			else if (column && cmd->subtype != AT_DropColumn &&
					 cmd->subtype != AT_DropConstraint)
				forget = idem_same_text(cmd->name, column);
			if (forget)
			{
				alter->cmds = foreach_delete_current(alter->cmds, lc2);
				idem_fold_edited(entry);
			}
		}
		if (alter->cmds == NIL)
			fold->entries = foreach_delete_current(fold->entries, lc);
	}
}

/*
 * Indexes that cannot outlive a column, or a table if column is NULL.
 */
static void
forget_indexes(IdemFold *fold, const RangeVar *relation, const char *column)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (IsA(entry->stmt, IndexStmt) &&
			idem_same_relation(fold, ((IndexStmt *) entry->stmt)->relation, relation) &&
			(column == NULL || idem_index_uses((IndexStmt *) entry->stmt, column)))
			fold->entries = foreach_delete_current(fold->entries, lc);
	}
}

/*
 * Foreign keys of other tables that reference a table that goes.
 */
static void
forget_references(IdemFold *fold, const RangeVar *relation)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);
		ListCell   *lc2;

		if (IsA(entry->stmt, CreateStmt))
		{
			CreateStmt *create = (CreateStmt *) entry->stmt;

			foreach(lc2, create->tableElts)
			{
				Node	   *element = lfirst(lc2);

				if (IsA(element, Constraint) && ((Constraint *) element)->pktable &&
					idem_same_relation(fold, ((Constraint *) element)->pktable, relation))
				{
					create->tableElts = foreach_delete_current(create->tableElts, lc2);
					idem_fold_edited(entry);
				}
				else if (IsA(element, ColumnDef))
				{
					ColumnDef  *column = (ColumnDef *) element;
					ListCell   *lc3;

					foreach(lc3, column->constraints)
					{
						Constraint *con = lfirst_node(Constraint, lc3);

						if (con->pktable && idem_same_relation(fold, con->pktable, relation))
						{
							column->constraints = foreach_delete_current(column->constraints, lc3);
							idem_fold_edited(entry);
						}
					}
				}
			}
		}
		else if (IsA(entry->stmt, AlterTableStmt))
		{
			AlterTableStmt *alter = (AlterTableStmt *) entry->stmt;

			foreach(lc2, alter->cmds)
			{
				AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc2);

				if (cmd->subtype == AT_AddConstraint &&
					castNode(Constraint, cmd->def)->pktable &&
					idem_same_relation(fold, castNode(Constraint, cmd->def)->pktable, relation))
				{
					alter->cmds = foreach_delete_current(alter->cmds, lc2);
					idem_fold_edited(entry);
				}
			}
			if (alter->cmds == NIL)
				fold->entries = foreach_delete_current(fold->entries, lc);
		}
	}
}

/*
 * Take back a default that stands by itself: a later command says another.
 */
static void
forget_default(IdemFold *fold, const RangeVar *relation, const char *column)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);
		AlterTableStmt *alter = (AlterTableStmt *) entry->stmt;
		ListCell   *lc2;

		if (!IsA(alter, AlterTableStmt) || !idem_same_relation(fold, alter->relation, relation))
			continue;
		foreach(lc2, alter->cmds)
		{
			AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc2);

			if (cmd->subtype == AT_ColumnDefault && idem_same_text(cmd->name, column))
			{
				alter->cmds = foreach_delete_current(alter->cmds, lc2);
				idem_fold_edited(entry);
			}
		}
		if (alter->cmds == NIL)
			fold->entries = foreach_delete_current(fold->entries, lc);
	}
}

/*
 * One ALTER TABLE command; true if an earlier entry took it in.
 */
static bool
fold_command(IdemFold *fold, RangeVar *relation, AlterTableCmd *cmd)
{
	IdemStatement *table = idem_fold_find_table(fold, relation);
	CreateStmt *create = table ? (CreateStmt *) table->stmt : NULL;
	IdemStatement *where = NULL;
	ColumnDef  *column;

	switch (cmd->subtype)
	{
		case AT_AddColumn:
			column = castNode(ColumnDef, cmd->def);
			if (idem_fold_find_added_column(fold, relation, column->colname, &where) != NULL)
				return true;

			/*
			 * It stays in its place: what it needs may be made between the
			 * table and here.
			 */
			return false;

		case AT_DropColumn:
			if (create)
			{
				idem_fold_remove_column(create, cmd->name);
				idem_fold_edited(table);
			}
			forget_commands(fold, relation, cmd->name, NULL);
			forget_indexes(fold, relation, cmd->name);
			return create != NULL;

		case AT_DropConstraint:
			if (create && idem_fold_remove_constraint(create, cmd->name))
				idem_fold_edited(table);
			forget_commands(fold, relation, NULL, cmd->name);
			return create != NULL;

		case AT_ColumnDefault:
			if (fold->late_defaults)
				forget_default(fold, relation, cmd->name);
			column = idem_fold_find_added_column(fold, relation, cmd->name, &where);
			if (column == NULL)
				return false;

			/* the function may come after the table, and read it */
			if (cmd->def != NULL && idem_fold_calls_routine(fold, cmd->def))
			{
				AlterTableCmd *drop = copyObject(cmd);

				drop->def = NULL;
				(void) idem_fold_edit_column(column, drop);
				idem_fold_edited(where);
				fold->late_defaults = true;
				return false;
			}
			(void) idem_fold_edit_column(column, cmd);
			idem_fold_edited(where);
			return true;

		case AT_AlterColumnType:
		case AT_SetNotNull:
		case AT_DropNotNull:
		case AT_AddIdentity:
		case AT_DropIdentity:
		case AT_DropExpression:
			column = idem_fold_find_added_column(fold, relation, cmd->name, &where);
			if (column && idem_fold_edit_column(column, cmd))
			{
				idem_fold_edited(where);
				return true;
			}
			return false;

		default:
			return false;
	}
}

bool
idem_fold_alter_table(IdemFold *fold, AlterTableStmt *stmt, const IdemStatement *origin)
{
	AlterTableStmt *rest;
	ListCell   *lc;
	IdemStatement left;

	if (stmt->objtype != OBJECT_TABLE)
		return false;

	rest = makeNode(AlterTableStmt);
	*rest = *stmt;
	rest->cmds = NIL;
	foreach(lc, stmt->cmds)
	{
		if (!fold_command(fold, stmt->relation, lfirst(lc)))
			rest->cmds = lappend(rest->cmds, lfirst(lc));
	}
	if (rest->cmds == NIL)
		return true;
	if (list_length(rest->cmds) == list_length(stmt->cmds))
		return false;

	left = *origin;
	left.stmt = (Node *) rest;
	idem_fold_edited(&left);
	idem_fold_append(fold, &left);
	return true;
}

/* ----------------------------------------------------------------
 *	DROP
 * ----------------------------------------------------------------
 */

/*
 * DROP takes back what made the object.  It stays a wish of its own, unless
 * the object was made by the same list: then nothing has to be said of it.
 */
bool
idem_fold_drop(IdemFold *fold, DropStmt *stmt)
{
	int			taken_back = 0;
	ListCell   *lc;

	foreach(lc, stmt->objects)
	{
		Node	   *object = lfirst(lc);
		List	   *names = IsA(object, TypeName) ? ((TypeName *) object)->names :
			IsA(object, String) ? list_make1(object) :
			IsA(object, List) ? (List *) object : NIL;
		bool		found = false;
		ListCell   *lc2;

		if (names == NIL)
			continue;
		foreach(lc2, fold->entries)
		{
			IdemStatement *entry = lfirst(lc2);

			if (idem_fold_is_named(fold, entry->stmt, stmt->removeType, names))
			{
				found = true;
				fold->entries = foreach_delete_current(fold->entries, lc2);
				idem_fold_tables_changed(fold);
			}
		}
		if (stmt->removeType == OBJECT_TABLE)
		{
			RangeVar   *relation = makeRangeVarFromNameList(names);

			forget_indexes(fold, relation, NULL);
			forget_references(fold, relation);
			foreach(lc2, fold->entries)
			{
				IdemStatement *entry = lfirst(lc2);

				if (IsA(entry->stmt, AlterTableStmt) &&
					idem_same_relation(fold, ((AlterTableStmt *) entry->stmt)->relation, relation))
					fold->entries = foreach_delete_current(fold->entries, lc2);
			}
		}
		if (found)
			taken_back++;
	}
	return taken_back == list_length(stmt->objects);
}

/* ----------------------------------------------------------------
 *	RENAME
 * ----------------------------------------------------------------
 */

static void
rename_relation(IdemFold *fold, RangeVar *relation, const RangeVar *old, const char *newname,
				IdemStatement *entry)
{
	if (relation && idem_same_relation(fold, relation, old))
	{
		relation->relname = pstrdup(newname);
		idem_fold_edited(entry);
	}
}

/*
 * Give everything that names the table its new name.
 */
static void
rename_table(IdemFold *fold, const RangeVar *given, const char *newname)
{
	RangeVar   *old = copyObject(unconstify(RangeVar *, given));
	ListCell   *lc;
	ListCell   *lc2;
	ListCell   *lc3;

	idem_fold_tables_changed(fold);
	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (IsA(entry->stmt, CreateStmt))
		{
			CreateStmt *create = (CreateStmt *) entry->stmt;

			rename_relation(fold, create->relation, old, newname, entry);
			foreach(lc2, create->inhRelations)
				rename_relation(fold, lfirst(lc2), old, newname, entry);
			foreach(lc2, create->tableElts)
			{
				if (IsA(lfirst(lc2), Constraint))
					rename_relation(fold, ((Constraint *) lfirst(lc2))->pktable, old, newname, entry);
				else if (IsA(lfirst(lc2), ColumnDef))
				{
					foreach(lc3, ((ColumnDef *) lfirst(lc2))->constraints)
						rename_relation(fold, lfirst_node(Constraint, lc3)->pktable, old, newname, entry);
				}
			}
		}
		else if (IsA(entry->stmt, AlterTableStmt))
		{
			AlterTableStmt *alter = (AlterTableStmt *) entry->stmt;

			rename_relation(fold, alter->relation, old, newname, entry);
			foreach(lc2, alter->cmds)
			{
				AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc2);

				if (cmd->subtype == AT_AddConstraint)
					rename_relation(fold, castNode(Constraint, cmd->def)->pktable, old, newname, entry);
			}
		}
		else if (IsA(entry->stmt, IndexStmt))
			rename_relation(fold, ((IndexStmt *) entry->stmt)->relation, old, newname, entry);
	}
}

/*
 * Rename a constraint that an ALTER TABLE added.
 */
static bool
rename_added_constraint(IdemFold *fold, RenameStmt *stmt)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (IsA(entry->stmt, AlterTableStmt) &&
			idem_same_relation(fold, ((AlterTableStmt *) entry->stmt)->relation, stmt->relation) &&
			idem_fold_rename_added_constraint((AlterTableStmt *) entry->stmt,
											  stmt->subname, stmt->newname))
		{
			idem_fold_edited(entry);
			return true;
		}
	}
	return false;
}

/*
 * Write down the names that the constraints of a table would get, before the
 * table or a column of it is renamed.
 */
static void
name_constraints(IdemFold *fold, IdemStatement *table, const RangeVar *relation)
{
	ListCell   *lc;

	idem_fold_name_constraints((CreateStmt *) table->stmt);
	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (IsA(entry->stmt, AlterTableStmt) &&
			idem_same_relation(fold, ((AlterTableStmt *) entry->stmt)->relation, relation))
			idem_fold_name_added_constraints((AlterTableStmt *) entry->stmt);
	}
}

bool
idem_fold_rename(IdemFold *fold, RenameStmt *stmt)
{
	IdemStatement *table;
	ListCell   *lc;

	if (stmt->relation == NULL)
		return false;

	switch (stmt->renameType)
	{
		case OBJECT_TABLE:
			table = idem_fold_find_table(fold, stmt->relation);
			if (table == NULL)
				return false;
			name_constraints(fold, table, stmt->relation);
			rename_table(fold, stmt->relation, stmt->newname);
			return true;

		case OBJECT_COLUMN:
			table = idem_fold_find_table(fold, stmt->relation);
			if (table == NULL)
				return false;
			name_constraints(fold, table, stmt->relation);
			idem_fold_rename_column((CreateStmt *) table->stmt, stmt->subname, stmt->newname);
			idem_fold_edited(table);
			foreach(lc, fold->entries)
			{
				IdemStatement *entry = lfirst(lc);

				if (IsA(entry->stmt, IndexStmt) &&
					idem_same_relation(fold, ((IndexStmt *) entry->stmt)->relation, stmt->relation))
				{
					idem_fold_rename_index_column((IndexStmt *) entry->stmt, stmt->subname, stmt->newname);
					idem_fold_edited(entry);
				}
				else if (IsA(entry->stmt, AlterTableStmt) &&
						 idem_same_relation(fold, ((AlterTableStmt *) entry->stmt)->relation, stmt->relation))
				{
					idem_fold_rename_command_column((AlterTableStmt *) entry->stmt,
													stmt->subname, stmt->newname);
					idem_fold_edited(entry);
				}
			}
			return true;

		case OBJECT_TABCONSTRAINT:
			table = idem_fold_find_table(fold, stmt->relation);
			if (table && idem_fold_rename_constraint((CreateStmt *) table->stmt,
													 stmt->subname, stmt->newname))
			{
				idem_fold_edited(table);
				return true;
			}
			return rename_added_constraint(fold, stmt);

		case OBJECT_INDEX:
			foreach(lc, fold->entries)
			{
				IdemStatement *entry = lfirst(lc);

				if (IsA(entry->stmt, IndexStmt) &&
					idem_same_text(((IndexStmt *) entry->stmt)->idxname, stmt->relation->relname))
				{
					((IndexStmt *) entry->stmt)->idxname = pstrdup(stmt->newname);
					idem_fold_edited(entry);
					return true;
				}
			}
			return false;

		default:
			return false;
	}
}
