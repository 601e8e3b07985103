/*-------------------------------------------------------------------------
 *
 * fold_label.c
 *	  Labels of enums that expressions mention.
 *
 * The server keeps a label by its number, so what mentions it follows when it
 * is renamed.  In a tree it is a string like any other: one is taken for a
 * label where it is cast to the enum, compared with a column of it, or the
 * default of one.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fold.h"

/*
 * Note the labels among the strings of an expression that is of the type.
 */
void
idem_fold_ref_labels(Fold *fold, FoldObject *type, Node *expression, FoldEntry *entry)
{
	ListCell   *lc;

	if (type == NULL || expression == NULL)
		return;
	switch (nodeTag(expression))
	{
		case T_A_Const:
			{
				A_Const    *literal = (A_Const *) expression;
				FoldObject *label;

				if (literal->isnull || !IsA(&literal->val, String))
					break;
				label = idem_fold_find(fold, type, FOLD_LABEL, strVal(&literal->val));
				if (label)
					(void) idem_fold_ref(fold, label, FOLD_REF_NAME, &literal->val.sval.sval,
										 entry, NULL);
				break;
			}
		case T_A_ArrayExpr:
			foreach(lc, ((A_ArrayExpr *) expression)->elements)
				idem_fold_ref_labels(fold, type, lfirst(lc), entry);
			break;
		case T_List:
			foreach(lc, (List *) expression)
				idem_fold_ref_labels(fold, type, lfirst(lc), entry);
			break;
		default:
			break;
	}
}

/*
 * The enum of the script that a type name means, or NULL.
 */
FoldObject *
idem_fold_enum(Fold *fold, const TypeName *type)
{
	FoldObject *object;

	if (type == NULL || type->names == NIL || type->pct_type)
		return NULL;
	object = idem_fold_find_type(fold, type->names);
	return object && object->entry && IsA(object->entry->statement.stmt, CreateEnumStmt) ?
		object : NULL;
}

/*
 * The same for the type that a column has now.
 */
FoldObject *
idem_fold_column_enum(Fold *fold, const FoldObject *column)
{
	ColumnDef  *definition;

	while (column && column->origin && idem_fold_definition(column) == NULL)
		column = column->origin;
	definition = column ? idem_fold_definition(column) : NULL;
	return definition ? idem_fold_enum(fold, definition->typeName) : NULL;
}
