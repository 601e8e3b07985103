/*-------------------------------------------------------------------------
 *
 * fold_mover.c
 *	  What is mentioned before the history gives it another name.
 *
 * Of what was made elsewhere a history knows nothing until it changes it.  So
 * that names follow which were written before, the statements that change a
 * name or a schema are noted first.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fold.h"

/*
 * Whether something of that name gets another name or schema by a later
 * statement, whoever has made it.
 */
static ObjectType
type_of_mover(const Fold *fold, const char *name, bool is_column)
{
	ListCell   *lc;

	foreach(lc, fold->movers)
	{
		const FoldMover *mover = lfirst(lc);

		if ((mover->type == OBJECT_COLUMN) == is_column && strcmp(mover->name, name) == 0)
			return mover->type;
	}
	return OBJECT_ACCESS_METHOD;
}

/*
 * A type that the history does not know, if it will.
 */
FoldObject *
idem_fold_mentioned_type(Fold *fold, FoldObject *schema, const char *name)
{
	ObjectType	type = type_of_mover(fold, name, false);

	if (type == OBJECT_ACCESS_METHOD)
		return NULL;
	return idem_fold_object(fold, type == OBJECT_TYPE ? FOLD_TYPE : FOLD_RELATION, type, schema,
							name);
}

/*
 * A relation that is mentioned, if the history knows it, or will.
 */
FoldObject *
idem_fold_mentioned_relation(Fold *fold, const RangeVar *relation)
{
	FoldObject *object = idem_fold_find_relation(fold, relation);
	ObjectType	type;

	if (object || fold->movers == NIL)
		return object;
	type = type_of_mover(fold, relation->relname, false);
	return type == OBJECT_ACCESS_METHOD || type == OBJECT_TYPE ? NULL :
		idem_fold_get_relation(fold, relation, type);
}

/*
 * The same of a column.
 */
FoldObject *
idem_fold_mentioned_column(Fold *fold, FoldObject *table, const char *name)
{
	FoldObject *object = idem_fold_find_column(fold, table, name);

	if (object == NULL && table->entry == NULL && type_of_mover(fold, name, true) == OBJECT_COLUMN)
		object = idem_fold_get_column(fold, table, name);
	return object;
}

/*
 * Note what a statement gives another name or schema.
 */
void
idem_fold_note_mover(Fold *fold, const Node *stmt)
{
	const RangeVar *relation = NULL;
	const Node *object = NULL;
	ObjectType	type = OBJECT_ACCESS_METHOD;
	FoldMover  *mover;

	if (IsA(stmt, RenameStmt))
	{
		type = ((const RenameStmt *) stmt)->renameType;
		relation = ((const RenameStmt *) stmt)->relation;
		object = ((const RenameStmt *) stmt)->object;
	}
	else if (IsA(stmt, AlterObjectSchemaStmt))
	{
		type = ((const AlterObjectSchemaStmt *) stmt)->objectType;
		relation = ((const AlterObjectSchemaStmt *) stmt)->relation;
		object = ((const AlterObjectSchemaStmt *) stmt)->object;
	}

	switch (type)
	{
		case OBJECT_TABLE:
		case OBJECT_VIEW:
		case OBJECT_MATVIEW:
		case OBJECT_SEQUENCE:
		case OBJECT_FOREIGN_TABLE:
		case OBJECT_COLUMN:
			break;
		case OBJECT_TYPE:
		case OBJECT_DOMAIN:
			type = OBJECT_TYPE;
			if (object && IsA(object, List))
				break;
			return;
		default:
			return;
	}
	mover = palloc(sizeof(FoldMover));
	mover->type = type;
	mover->name = type == OBJECT_TYPE ? strVal(llast((const List *) object)) :
		type == OBJECT_COLUMN ? ((const RenameStmt *) stmt)->subname : relation->relname;
	fold->movers = lappend(fold->movers, mover);
}
