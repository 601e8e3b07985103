/*-------------------------------------------------------------------------
 *
 * fold_alter.c
 *	  ALTER TABLE, folded into what came before.
 *
 * Each command is a wish of its own.  What it takes back is taken out of the
 * earlier statements, what it says anew replaces what they said.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "nodes/makefuncs.h"
#include "miscadmin.h"

#include "fold.h"

/* ----------------------------------------------------------------
 *	Columns and constraints
 * ----------------------------------------------------------------
 */

static void
add_column(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	ColumnDef  *column = castNode(ColumnDef, cmd->def);
	CompositeTypeStmt *type;
	FoldWish   *wish = idem_fold_wish(entry, cell);

	FoldObject *other = idem_fold_find(fold, table, FOLD_COLUMN, column->colname);

	if (other != NULL && !other->orphan)
	{
		idem_fold_kill_wish(wish);
		return;
	}
	if (table->space == FOLD_TYPE && table->node && IsA(table->node, CompositeTypeStmt))
	{
		type = (CompositeTypeStmt *) table->node;
		type->coldeflist = lappend(type->coldeflist, column);
		table->entry->edited = true;
		(void) idem_fold_add_column(fold, table, table->entry, -1, column);
		idem_fold_kill_wish(wish);
		return;
	}
	(void) idem_fold_add_column(fold, table, entry, cell, column);
	if (entry->adds_to == NULL)
	{
		entry->adds_to = table;
		table->adds = lappend(table->adds, entry);
	}
}

/*
 * A partition loses the column with its parent, even if it has written it
 * down itself.
 */
static void
drop_from_partitions(Fold *fold, FoldObject *table, const char *name)
{
	ListCell   *lc;

	check_stack_depth();
	foreach(lc, table->children)
	{
		FoldObject *child = lfirst(lc);
		FoldObject *column = idem_fold_find(fold, child, FOLD_COLUMN, name);

		if (column && child->partition_of == table)
			idem_fold_kill(fold, column, false);
		drop_from_partitions(fold, child, name);
	}
}

static void
drop_column(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	FoldObject *column = idem_fold_find(fold, table, FOLD_COLUMN, cmd->name);
	FoldWish   *wish = idem_fold_wish(entry, cell);
	bool		made = column && column->entry;

	if (column == NULL)
		column = idem_fold_stranger(fold, FOLD_COLUMN, OBJECT_COLUMN, table, cmd->name);
	idem_fold_kill(fold, column, false);
	drop_from_partitions(fold, table, cmd->name);
	if (made && !fold->tombstones)
	{
		idem_fold_kill_wish(wish);
		return;
	}
	cmd->missing_ok = true;
	idem_fold_name(fold, table, FOLD_COLUMN, cmd->name, true)->grave = wish;
}

/*
 * A key that takes over an index gives it its name.  It goes with the key
 * from then on.
 */
static void
take_over_index(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, Constraint *con)
{
	FoldObject *index = idem_fold_find(fold, table->scope, FOLD_RELATION, con->indexname);
	FoldObject *constraint;

	if (con->conname == NULL)
		con->conname = pstrdup(con->indexname);
	if (index && strcmp(con->conname, index->name) != 0)
	{
		if (index->chosen && index->node && IsA(index->node, IndexStmt))
			((IndexStmt *) index->node)->idxname = pstrdup(con->conname);
		index->chosen = false;
		idem_fold_set_name(fold, index, index->scope, con->conname);
		con->indexname = pstrdup(con->conname);
		entry->edited = true;
	}
	constraint = idem_fold_add_constraint(fold, table, NULL, entry, cell, con);
	if (index == NULL || constraint == NULL)
		return;
	(void) idem_fold_ref(fold, index, FOLD_REF_NAME, &con->indexname, entry, constraint);
	idem_fold_part_of(index, constraint);
}

static void
add_constraint(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	Constraint *con = castNode(Constraint, cmd->def);
	ListCell   *lc;

	if (con->indexname)
	{
		take_over_index(fold, table, entry, cell, con);
		return;
	}
	if (con->conname && idem_fold_find(fold, table, FOLD_CONSTRAINT, con->conname) != NULL)
		return;
	(void) idem_fold_add_constraint(fold, table, NULL, entry, cell, con);
	if (con->contype != CONSTR_PRIMARY)
		return;
	foreach(lc, con->keys)
	{
		FoldObject *column = idem_fold_find_column(fold, table, strVal(lfirst(lc)));

		/* whoever allowed nulls before does not any more */
		if (column && idem_fold_last_wish(fold, column, FOLD_P_NOT_NULL, NULL))
			idem_fold_keep_not_null(fold, column);
	}
}

/*
 * Columns of a key that goes stay NOT NULL, in partitions, too.
 */
static void
keep_key_not_null(Fold *fold, FoldObject *table, const char *name)
{
	FoldObject *column = idem_fold_find_column(fold, table, name);
	ListCell   *lc;

	check_stack_depth();
	if (column)
		idem_fold_keep_not_null(fold, column);
	foreach(lc, table->children)
	{
		if (((FoldObject *) lfirst(lc))->partition_of == table)
			keep_key_not_null(fold, lfirst(lc), name);
	}
}

static void
drop_constraint(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	FoldObject *constraint = idem_fold_find(fold, table, FOLD_CONSTRAINT, cmd->name);
	FoldWish   *wish = idem_fold_wish(entry, cell);
	Constraint *con = constraint && constraint->node && IsA(constraint->node, Constraint) ?
		(Constraint *) constraint->node : NULL;
	ListCell   *lc;

	if (con && con->contype == CONSTR_PRIMARY)
	{
		/* the columns stay NOT NULL */
		foreach(lc, con->keys)
			keep_key_not_null(fold, table, strVal(lfirst(lc)));
		if (constraint->column)
			keep_key_not_null(fold, table, constraint->column->name);
	}
	if (constraint == NULL)
		constraint = idem_fold_stranger(fold, FOLD_CONSTRAINT, OBJECT_TABCONSTRAINT, table, cmd->name);
	if (cmd->behavior == DROP_RESTRICT)
		idem_fold_spare_references(constraint);
	idem_fold_kill(fold, constraint, false);
	if (constraint->entry && !fold->tombstones)
	{
		idem_fold_kill_wish(wish);
		return;
	}
	cmd->missing_ok = true;
	idem_fold_name(fold, table, FOLD_CONSTRAINT, cmd->name, true)->grave = wish;
}

/*
 * DEFERRABLE and the like are part of what makes the constraint.
 */
static void
alter_constraint(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	Constraint *change = IsA(cmd->def, Constraint) ? (Constraint *) cmd->def : NULL;
	FoldObject *constraint = change && change->conname ?
		idem_fold_find(fold, table, FOLD_CONSTRAINT, change->conname) : NULL;

	if (constraint == NULL)
		return;
	(void) idem_fold_ref(fold, constraint, FOLD_REF_NAME, &change->conname, entry, NULL);
	if (constraint->node && IsA(constraint->node, Constraint) && constraint->column == NULL)
	{
		Constraint *con = (Constraint *) constraint->node;

		con->deferrable = change->deferrable;
		con->initdeferred = change->initdeferred;
		constraint->entry->edited = true;
	}
	(void) idem_fold_set_wish(fold, constraint, FOLD_P_OTHER, "alter", idem_fold_wish(entry, cell));
}

/* ----------------------------------------------------------------
 *	Properties
 * ----------------------------------------------------------------
 */

/*
 * A storage parameter that is set or reset later is no part of what makes the
 * relation.
 */
static void
options(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	List	  **made = NULL;
	ListCell   *lc;
	ListCell   *lo;

	if (table->node && IsA(table->node, CreateStmt))
		made = &((CreateStmt *) table->node)->options;
	else if (table->node && IsA(table->node, IndexStmt))
		made = &((IndexStmt *) table->node)->options;
	else if (table->node && IsA(table->node, ViewStmt))
		made = &((ViewStmt *) table->node)->options;

	foreach(lc, castNode(List, cmd->def))
	{
		DefElem    *option = lfirst_node(DefElem, lc);
		char	   *name = psprintf("%s.%s", option->defnamespace ? option->defnamespace : "",
									option->defname);
		FoldWish   *wish;

		if (made)
		{
			foreach(lo, *made)
			{
				DefElem    *other = lfirst_node(DefElem, lo);

				if (strcmp(option->defname, other->defname) == 0 &&
					(option->defnamespace == NULL) == (other->defnamespace == NULL))
				{
					*made = foreach_delete_current(*made, lo);
					table->entry->edited = true;
				}
			}
		}
		wish = idem_fold_wish(entry, cell);
		wish->option = option;
		(void) idem_fold_set_wish(fold, table, FOLD_P_OPTION, name, wish);
	}
}

static void
property(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	FoldWish   *wish = idem_fold_wish(entry, cell);
	CreateStmt *create = table->node && IsA(table->node, CreateStmt) ?
		(CreateStmt *) table->node : NULL;
	FoldObject *part;

	switch (cmd->subtype)
	{
		case AT_ChangeOwner:
			(void) idem_fold_set_wish(fold, table, FOLD_P_OWNER, NULL, wish);
			break;
		case AT_ClusterOn:
		case AT_DropCluster:
			if (cmd->name)
			{
				part = idem_fold_find(fold, table->scope, FOLD_RELATION, cmd->name);
				if (part)
					idem_fold_ref(fold, part, FOLD_REF_NAME, &cmd->name, entry, NULL)->wish = wish;
			}
			(void) idem_fold_set_wish(fold, table, FOLD_P_CLUSTER, NULL, wish);
			break;
		case AT_SetLogged:
		case AT_SetUnLogged:
			if (create)
			{
				create->relation->relpersistence = cmd->subtype == AT_SetLogged ?
					RELPERSISTENCE_PERMANENT : RELPERSISTENCE_UNLOGGED;
				table->entry->edited = true;
			}
			(void) idem_fold_set_wish(fold, table, FOLD_P_LOGGED, NULL, wish);
			break;
		case AT_SetAccessMethod:
			if (create && cmd->name)
			{
				create->accessMethod = pstrdup(cmd->name);
				table->entry->edited = true;
			}
			(void) idem_fold_set_wish(fold, table, FOLD_P_ACCESS_METHOD, NULL, wish);
			break;
		case AT_SetTableSpace:
			if (create)
			{
				create->tablespacename = pstrdup(cmd->name);
				table->entry->edited = true;
			}
			(void) idem_fold_set_wish(fold, table, FOLD_P_TABLESPACE, NULL, wish);
			break;
		case AT_SetRelOptions:
		case AT_ResetRelOptions:
			options(fold, table, entry, cell, cmd);
			break;
		case AT_EnableTrig:
		case AT_EnableAlwaysTrig:
		case AT_EnableReplicaTrig:
		case AT_DisableTrig:
			part = idem_fold_find(fold, table, FOLD_TRIGGER, cmd->name);
			if (part)
				idem_fold_ref(fold, part, FOLD_REF_NAME, &cmd->name, entry, NULL)->wish = wish;
			(void) idem_fold_set_wish(fold, part ? part : table, FOLD_P_TRIGGER,
									  part ? NULL : cmd->name, wish);
			break;
		case AT_EnableRule:
		case AT_EnableAlwaysRule:
		case AT_EnableReplicaRule:
		case AT_DisableRule:
			part = idem_fold_find(fold, table, FOLD_RULE, cmd->name);
			if (part)
				idem_fold_ref(fold, part, FOLD_REF_NAME, &cmd->name, entry, NULL)->wish = wish;
			(void) idem_fold_set_wish(fold, part ? part : table, FOLD_P_RULE,
									  part ? NULL : cmd->name, wish);
			break;
		case AT_EnableRowSecurity:
		case AT_DisableRowSecurity:
			(void) idem_fold_set_wish(fold, table, FOLD_P_ROW_SECURITY, NULL, wish);
			break;
		case AT_ForceRowSecurity:
		case AT_NoForceRowSecurity:
			(void) idem_fold_set_wish(fold, table, FOLD_P_FORCE_ROW_SECURITY, NULL, wish);
			break;
		case AT_ReplicaIdentity:
			{
				ReplicaIdentityStmt *identity = castNode(ReplicaIdentityStmt, cmd->def);

				part = identity->name ?
					idem_fold_find(fold, table->scope, FOLD_RELATION, identity->name) : NULL;
				if (part)
					idem_fold_ref(fold, part, FOLD_REF_NAME, &identity->name, entry, NULL)->wish = wish;
				(void) idem_fold_set_wish(fold, table, FOLD_P_REPLICA_IDENTITY, NULL, wish);
				break;
			}
		case AT_ValidateConstraint:
			part = idem_fold_find(fold, table, FOLD_CONSTRAINT, cmd->name);
			if (part)
			{
				idem_fold_ref(fold, part, FOLD_REF_NAME, &cmd->name, entry, NULL)->wish = wish;
				(void) idem_fold_set_wish(fold, part, FOLD_P_OTHER, "validate", wish);
			}
			break;
		default:
			break;
	}
}

/*
 * ENABLE or DISABLE TRIGGER ALL: what was said of single ones is void.
 */
static void
all_triggers(Fold *fold, FoldObject *table, FoldEntry *entry, int cell)
{
	ListCell   *lc;

	foreach(lc, table->parts)
	{
		FoldObject *part = lfirst(lc);
		FoldWish   *wish;

		if (part->space != FOLD_TRIGGER || part->dead)
			continue;
		wish = idem_fold_last_wish(fold, part, FOLD_P_TRIGGER, NULL);
		if (wish)
			idem_fold_kill_wish(wish);
	}
	(void) idem_fold_set_wish(fold, table, FOLD_P_OTHER, "triggers", idem_fold_wish(entry, cell));
}

/* ----------------------------------------------------------------
 *	The statement
 * ----------------------------------------------------------------
 */

static void
command(Fold *fold, FoldObject *table, FoldEntry *entry, int cell, AlterTableCmd *cmd)
{
	if (idem_fold_alter_column(fold, table, entry, cell, cmd) ||
		idem_fold_alter_parent(fold, table, entry, cell, cmd))
		return;
	switch (cmd->subtype)
	{
		case AT_DropColumn:
			drop_column(fold, table, entry, cell, cmd);
			break;
		case AT_DropConstraint:
			drop_constraint(fold, table, entry, cell, cmd);
			break;
		case AT_AddColumn:
			add_column(fold, table, entry, cell, cmd);
			break;
		case AT_AddConstraint:
			add_constraint(fold, table, entry, cell, cmd);
			break;
		case AT_AlterConstraint:
			alter_constraint(fold, table, entry, cell, cmd);
			break;
		case AT_EnableTrigAll:
		case AT_EnableTrigUser:
		case AT_DisableTrigAll:
		case AT_DisableTrigUser:
			all_triggers(fold, table, entry, cell);
			break;
		default:
			property(fold, table, entry, cell, cmd);
			break;
	}
}

/*
 * Of several commands in one statement the server takes those that remove
 * something first, then new types, then the rest (ATPrepCmd() of
 * tablecmds.c).
 */
#define LAST_PASS 3

static int
pass_of(const AlterTableCmd *cmd)
{
	switch (cmd->subtype)
	{
		case AT_DropColumn:
		case AT_DropConstraint:
		case AT_DropNotNull:
		case AT_DropExpression:
		case AT_DropIdentity:
			return 0;
		case AT_ColumnDefault:
			return cmd->def == NULL ? 0 : LAST_PASS;
		case AT_AlterColumnType:
			return 1;
		case AT_AddColumn:
			return 2;
		default:
			return LAST_PASS;
	}
}

bool
idem_fold_alter_table(Fold *fold, AlterTableStmt *stmt)
{
	FoldEntry  *entry = idem_fold_entry(fold, (Node *) stmt);
	FoldObject *table;
	FoldObject *schema;
	int			ncmds = list_length(stmt->cmds);
	bool		left = false;

	if (stmt->objtype == OBJECT_TYPE)
	{
		schema = idem_fold_schema(fold, stmt->relation->schemaname);
		table = idem_fold_find(fold, schema, FOLD_TYPE, stmt->relation->relname);
		if (table == NULL)
			table = idem_fold_object(fold, FOLD_TYPE, OBJECT_TYPE, schema, stmt->relation->relname);
	}
	else
		table = idem_fold_get_relation(fold, stmt->relation, stmt->objtype);

	(void) idem_fold_ref(fold, table, FOLD_REF_RELATION, stmt->relation, entry, NULL);
	table->wishes = lappend(table->wishes, idem_fold_wish(entry, -1));

	for (int pass = 0; pass <= LAST_PASS; pass++)
	{
		for (int i = 0; i < ncmds; i++)
		{
			AlterTableCmd *cmd = list_nth(stmt->cmds, i);

			CHECK_FOR_INTERRUPTS();
			if (cmd != NULL && pass_of(cmd) == pass)
				command(fold, table, entry, i, cmd);
		}
	}
	for (int i = 0; i < ncmds && !left; i++)
		left = list_nth(stmt->cmds, i) != NULL;
	if (left && !entry->dead)
		idem_fold_append(fold, entry);
	idem_fold_bury_late(fold);
	return true;
}
