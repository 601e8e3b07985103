/*-------------------------------------------------------------------------
 *
 * fold_routine_use.c
 *	  What functions and the other objects of a script have to do with each
 *	  other.
 *
 * A table whose rows a parameter is of may be renamed, what a body refers to
 * may change, and a domain may need a function.  Only parse trees are
 * looked at, never the catalogs.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "nodes/nodeFuncs.h"
#include "utils/hsearch.h"

#include "fold_routine.h"

/* ----------------------------------------------------------------
 *	What functions refer to
 * ----------------------------------------------------------------
 */

/*
 * Whether a statement changes or drops what the body of a function may use.
 */
bool
idem_fold_is_change(Node *stmt)
{
	ListCell   *lc;

	switch (nodeTag(stmt))
	{
		case T_DropStmt:
		case T_RenameStmt:
		case T_AlterObjectSchemaStmt:
			return true;
		case T_AlterTableStmt:
			foreach(lc, ((AlterTableStmt *) stmt)->cmds)
			{
				AlterTableType subtype = lfirst_node(AlterTableCmd, lc)->subtype;

				if (subtype == AT_DropColumn || subtype == AT_AlterColumnType)
					return true;
			}
			return false;
		default:
			return false;
	}
}

/*
 * The functions before such a statement may be about what is no more.
 */
void
idem_fold_note_change(IdemFold *fold)
{
	ListCell   *lc;

	foreach(lc, fold->settled)
		((IdemStatement *) lfirst(lc))->unsettled = true;
	list_free(fold->settled);
	fold->settled = NIL;
}

static bool
rename_type(TypeName *type, const char *schema, const char *name, const char *newname)
{
	int			position = list_length(type ? type->names : NIL) - (type && type->pct_type ? 2 : 1);

	if (position < 0 || strcmp(strVal(list_nth(type->names, position)), name) != 0 ||
		(position > 0 && strcmp(strVal(list_nth(type->names, position - 1)), schema) != 0))
		return false;
	type->names = list_copy(type->names);
	lfirst(list_nth_cell(type->names, position)) = makeString(pstrdup(newname));
	return true;
}

/*
 * A table that the list makes has another name from the beginning: so has its
 * row type where functions mention it.
 */
void
idem_fold_rename_row_type(IdemFold *fold, const IdemStatement *statement)
{
	const RenameStmt *rename = (RenameStmt *) statement->stmt;
	const RangeVar *table = rename->relation;
	const char *schema;
	HASH_SEQ_STATUS scan;
	NameEntry  *names;

	if (rename->renameType != OBJECT_TABLE || fold->routines == NULL ||
		idem_fold_find_table(fold, table) == NULL)
		return;
	schema = table->schemaname ? table->schemaname : idem_fold_schema_at(fold, statement);
	hash_seq_init(&scan, fold->routines);
	while ((names = hash_seq_search(&scan)) != NULL)
	{
		ListCell   *lc;
		ListCell   *lt;

		foreach(lc, names->mentions)
		{
			Mention    *mention = lfirst(lc);
			Node	   *stmt = mention->entry->stmt;
			bool		renamed = false;

			if (IsA(stmt, CreateFunctionStmt))
			{
				renamed = rename_type(((CreateFunctionStmt *) stmt)->returnType, schema,
									  table->relname, rename->newname);
				foreach(lt, ((CreateFunctionStmt *) stmt)->parameters)
					renamed |= rename_type(lfirst_node(FunctionParameter, lt)->argType, schema,
										   table->relname, rename->newname);
			}
			else
			{
				foreach(lt, mention->types)
					renamed |= rename_type(lfirst_node(TypeName, lt), schema,
										   table->relname, rename->newname);
			}
			if (renamed)
				idem_fold_edited(mention->entry);
		}
	}
}

/* ----------------------------------------------------------------
 *	Calls
 * ----------------------------------------------------------------
 */

typedef struct CallWalk
{
	const IdemFold *fold;
	bool		found;
} CallWalk;

static bool
call_walker(Node *node, void *context)
{
	CallWalk   *walk = context;

	if (node == NULL)
		return false;
	if (IsA(node, FuncCall))
	{
		const char *name = strVal(llast(((FuncCall *) node)->funcname));
		HASH_SEQ_STATUS scan;
		NameEntry  *entry;

		/* wherever the search path leads: the name is enough */
		hash_seq_init(&scan, walk->fold->routines);
		while ((entry = hash_seq_search(&scan)) != NULL)
		{
			const char *dot = strrchr(entry->key, '.');

			walk->found |= strcmp(dot + 1, name) == 0;
		}
	}
	return walk->found || raw_expression_tree_walker(node, call_walker, context);
}

/*
 * Whether an expression calls a function that the same list makes.
 */
bool
idem_fold_calls_routine(const IdemFold *fold, Node *expr)
{
	CallWalk	walk = {fold, false};

	if (fold->routines != NULL)
		(void) call_walker(expr, &walk);
	return walk.found;
}

/*
 * Whether a domain needs a function that the same list makes.
 */
bool
idem_fold_needs_routine(const IdemFold *fold, const CreateDomainStmt *domain)
{
	CallWalk	walk = {fold, false};
	ListCell   *lc;

	if (fold->routines == NULL)
		return false;
	foreach(lc, domain->constraints)
		(void) call_walker(lfirst_node(Constraint, lc)->raw_expr, &walk);
	return walk.found;
}
