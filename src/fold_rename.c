/*-------------------------------------------------------------------------
 *
 * fold_rename.c
 *	  RENAME and SET SCHEMA.
 *
 * The object gets its new name here; who mentions it follows in the end, see
 * fold_refs.c.  That a database may still have it under the old name is what
 * fold_history.c remembers.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "parser/parse_target.h"

#include "fold.h"

/*
 * A key and its index have one name.
 */
static void
rename_object(Fold *fold, FoldObject *object, FoldObject *scope, const char *name)
{
	FoldObject *schema;
	FoldObject *index;
	ListCell   *lc;

	if (object->space == FOLD_RELATION && object->type == OBJECT_INDEX && object->column &&
		scope == object->scope)
		object = object->column, scope = object->scope;

	if (object->space == FOLD_CONSTRAINT && object->scope->scope)
	{
		schema = object->scope->scope;
		idem_fold_take_constraint_name(fold, schema, object->name, -1);
		idem_fold_take_constraint_name(fold, schema, name, 1);
		index = idem_fold_find(fold, schema, FOLD_RELATION, object->name);
		if (index && index->column == object)
		{
			idem_fold_set_name(fold, index, schema, name);
			index->moved = false;
		}
		if (object->chosen && object->node && IsA(object->node, Constraint))
		{
			((Constraint *) object->node)->conname = pstrdup(name);
			object->chosen = false;
		}
	}
	else if (object->node && IsA(object->node, IndexStmt))
	{
		((IndexStmt *) object->node)->idxname = pstrdup(name);
		object->chosen = false;
	}
	if (object->space == FOLD_CONSTRAINT && object->node && IsA(object->node, Constraint))
		((Constraint *) object->node)->conname = pstrdup(name);

	/* indexes and sequences of a table are in its schema */
	if (scope != object->scope && object->space == FOLD_RELATION)
	{
		foreach(lc, object->parts)
		{
			FoldObject *part = lfirst(lc);
			ListCell   *lp;

			if (part->space == FOLD_CONSTRAINT && !part->dead)
			{
				idem_fold_take_constraint_name(fold, object->scope, part->name, -1);
				idem_fold_take_constraint_name(fold, scope, part->name, 1);
			}
			if (part->space == FOLD_RELATION && !part->dead && part->scope == object->scope)
			{
				idem_fold_set_name(fold, part, scope, part->name);
				part->moved = false;
			}
			foreach(lp, part->parts)
			{
				FoldObject *below = lfirst(lp);

				if (below->space == FOLD_RELATION && !below->dead && below->scope == object->scope)
				{
					idem_fold_set_name(fold, below, scope, below->name);
					below->moved = false;
				}
			}
		}
	}
	idem_fold_set_name(fold, object, scope, name);
	if (object->entry)
		object->entry->edited = true;
}

static bool
is_view(const FoldObject *object)
{
	return object->node != NULL &&
		((object->type == OBJECT_VIEW && IsA(object->node, ViewStmt)) ||
		 (object->type == OBJECT_MATVIEW && IsA(object->node, CreateTableAsStmt)));
}

/*
 * A column of a view or materialized view is called what its query says.
 */
static bool
rename_view_column(FoldObject *view, const char *name, const char *newname)
{
	bool		is_matview = IsA(view->node, CreateTableAsStmt);
	List	   *aliases = is_matview ? ((CreateTableAsStmt *) view->node)->into->colNames :
		((ViewStmt *) view->node)->aliases;
	SelectStmt *select;
	ListCell   *lc;

	foreach(lc, aliases)
	{
		if (strcmp(strVal(lfirst(lc)), name) == 0)
		{
			lfirst(lc) = makeString(pstrdup(newname));
			view->entry->edited = true;
			return true;
		}
	}
	select = (SelectStmt *) (is_matview ? ((CreateTableAsStmt *) view->node)->query :
							 ((ViewStmt *) view->node)->query);
	while (select && IsA(select, SelectStmt) && select->op != SETOP_NONE)
		select = select->larg;
	if (select == NULL || !IsA(select, SelectStmt))
		return false;
	foreach(lc, select->targetList)
	{
		ResTarget  *target = lfirst_node(ResTarget, lc);

		if (strcmp(target->name ? target->name : FigureColname(target->val), name) == 0)
		{
			target->name = pstrdup(newname);
			view->entry->edited = true;
			return true;
		}
	}
	return false;
}

/*
 * What is renamed; NULL if it has no name here.
 */
static FoldObject *
renamed_object(Fold *fold, RenameStmt *stmt)
{
	FoldObject *owner;

	switch (stmt->renameType)
	{
		case OBJECT_TABLE:
		case OBJECT_VIEW:
		case OBJECT_MATVIEW:
		case OBJECT_INDEX:
		case OBJECT_SEQUENCE:
		case OBJECT_FOREIGN_TABLE:
			return idem_fold_get_relation(fold, stmt->relation, stmt->renameType);

		case OBJECT_COLUMN:
			owner = idem_fold_get_relation(fold, stmt->relation, stmt->relationType);
			return idem_fold_get_column(fold, owner, stmt->subname);

		case OBJECT_ATTRIBUTE:
			owner = idem_fold_find(fold, idem_fold_schema(fold, stmt->relation->schemaname),
								   FOLD_TYPE, stmt->relation->relname);
			return owner ? idem_fold_find(fold, owner, FOLD_COLUMN, stmt->subname) : NULL;

		case OBJECT_TABCONSTRAINT:
		case OBJECT_TRIGGER:
		case OBJECT_POLICY:
		case OBJECT_RULE:
			{
				FoldSpace	space = stmt->renameType == OBJECT_TRIGGER ? FOLD_TRIGGER :
					stmt->renameType == OBJECT_POLICY ? FOLD_POLICY :
					stmt->renameType == OBJECT_RULE ? FOLD_RULE : FOLD_CONSTRAINT;
				FoldObject *part;

				owner = idem_fold_get_relation(fold, stmt->relation, OBJECT_TABLE);
				part = idem_fold_find(fold, owner, space, stmt->subname);
				return part ? part : idem_fold_object(fold, space, stmt->renameType, owner, stmt->subname);
			}

		case OBJECT_DOMCONSTRAINT:
			return idem_fold_get_named(fold, OBJECT_DOMCONSTRAINT,
									   (Node *) list_make2(makeTypeNameFromNameList(castNode(List, stmt->object)),
														   makeString(stmt->subname)));

		case OBJECT_SCHEMA:
			return idem_fold_schema(fold, stmt->subname);

		case OBJECT_ROLE:
			return idem_fold_get_named(fold, OBJECT_ROLE, (Node *) makeString(stmt->subname));

		case OBJECT_DATABASE:
		case OBJECT_TABLESPACE:
			return NULL;

		default:
			return stmt->object ? idem_fold_get_named(fold, stmt->renameType, stmt->object) : NULL;
	}
}

/*
 * What inherits a column and has written it down itself has it under the new
 * name, too.
 */
static void
rename_inherited(Fold *fold, FoldObject *table, const char *name, const char *newname)
{
	ListCell   *lc;

	check_stack_depth();
	foreach(lc, table->children)
	{
		FoldObject *child = lfirst(lc);
		FoldObject *column = idem_fold_find(fold, child, FOLD_COLUMN, name);

		if (column)
		{
			idem_fold_set_name(fold, column, child, newname);
			column->moved = false;
		}
		rename_inherited(fold, child, name, newname);
	}
}

/*
 * The schema that a statement names may get another name itself.
 */
static void
ref_schema(Fold *fold, FoldObject *schema, char **place, FoldEntry *entry)
{
	if (*place && schema && schema->space == FOLD_SCHEMA)
		(void) idem_fold_ref(fold, schema, FOLD_REF_NAME, place, entry, NULL);
}

/*
 * Those that have it from their parent have it under the old name until now.
 */
static void
note_inherited(Fold *fold, FoldObject *table, const char *name)
{
	ListCell   *lc;

	check_stack_depth();
	foreach(lc, table->children)
	{
		(void) idem_fold_find_column(fold, lfirst(lc), name);
		note_inherited(fold, lfirst(lc), name);
	}
}

/*
 * What was made elsewhere may be renamed by the statement as it stands, if
 * nothing else happens to these names: it knows best what to say if the object
 * is not there.
 */
static void
note_move(Fold *fold, FoldObject *object, Node *stmt)
{
	RangeVar   *relation = IsA(stmt, RenameStmt) ? ((RenameStmt *) stmt)->relation :
		((AlterObjectSchemaStmt *) stmt)->relation;
	Node	   *named = IsA(stmt, RenameStmt) ? ((RenameStmt *) stmt)->object :
		((AlterObjectSchemaStmt *) stmt)->object;
	List	   *names = NIL;
	ListCell   *lc;

	object->move = NULL;
	if (object->entry || !fold->tombstones || (object->renamed && object->move == NULL))
		return;
	object->move = idem_fold_entry(fold, stmt);
	if (relation && object->scope && object->scope->space != FOLD_SCHEMA)
		(void) idem_fold_ref(fold, object->scope, FOLD_REF_RELATION, relation, object->move, NULL);
	else if (relation)
		ref_schema(fold, object->scope, &relation->schemaname, object->move);
	if (named == NULL || object->space == FOLD_SCHEMA)
		return;

	if (IsA(named, List))
		names = (List *) named;
	else if (IsA(named, TypeName))
		names = ((TypeName *) named)->names;
	else if (IsA(named, ObjectWithArgs))
	{
		names = ((ObjectWithArgs *) named)->objname;
		foreach(lc, ((ObjectWithArgs *) named)->objargs)
		{
			(void) idem_fold_get_named(fold, OBJECT_TYPE, lfirst(lc));
			idem_fold_ref_type(fold, lfirst(lc), object->move, NULL);
		}
	}
	if (list_length(names) == 2 && IsA(linitial(names), String))
		ref_schema(fold, object->scope, &strVal(linitial(names)), object->move);
}

bool
idem_fold_rename(Fold *fold, RenameStmt *stmt)
{
	FoldObject *object = renamed_object(fold, stmt);
	bool		made;

	if (object == NULL || object->dead)
		return false;
	made = object->entry != NULL;
	if (object->space == FOLD_COLUMN && is_view(object->scope))
		made = rename_view_column(object->scope, stmt->subname, stmt->newname);
	if (object->serial)
	{
		idem_fold_unserial(fold, object->column);
		made = true;
	}
	note_move(fold, object, (Node *) stmt);
	if (object->space == FOLD_COLUMN && stmt->relation && stmt->relation->inh)
		note_inherited(fold, object->scope, stmt->subname);
	rename_object(fold, object, object->scope, stmt->newname);
	if (object->space == FOLD_COLUMN && stmt->relation && stmt->relation->inh)
		rename_inherited(fold, object->scope, stmt->subname, stmt->newname);

	/* an index that was known by a guess, and the like */
	return made || fold->tombstones;
}

bool
idem_fold_set_schema(Fold *fold, AlterObjectSchemaStmt *stmt)
{
	FoldObject *object = NULL;
	bool		made;

	switch (stmt->objectType)
	{
		case OBJECT_TABLE:
		case OBJECT_VIEW:
		case OBJECT_MATVIEW:
		case OBJECT_SEQUENCE:
		case OBJECT_FOREIGN_TABLE:
			object = idem_fold_get_relation(fold, stmt->relation, stmt->objectType);
			break;
		case OBJECT_EXTENSION:
			/* a property of it: where it is */
			object = idem_fold_get_named(fold, OBJECT_EXTENSION, stmt->object);
			if (object)
			{
				FoldEntry  *entry = idem_fold_append_new(fold, (Node *) stmt);

				(void) idem_fold_set_wish(fold, object, FOLD_P_OTHER, "schema",
										  idem_fold_wish(entry, -1));
				return true;
			}
			break;
		default:
			object = stmt->object ? idem_fold_get_named(fold, stmt->objectType, stmt->object) : NULL;
			break;
	}
	if (object == NULL || object->dead || object->scope == NULL ||
		object->scope->space != FOLD_SCHEMA)
		return false;
	made = object->entry != NULL;
	note_move(fold, object, (Node *) stmt);
	if (object->move)
		ref_schema(fold, idem_fold_schema(fold, stmt->newschema), &stmt->newschema, object->move);
	rename_object(fold, object, idem_fold_schema(fold, stmt->newschema), object->name);
	return made || fold->tombstones;
}
