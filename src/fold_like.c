/*-------------------------------------------------------------------------
 *
 * fold_like.c
 *	  CREATE TABLE ... LIKE a table that is not there in the end.
 *
 * A history may copy a table, drop the first and give its name to the copy.
 * Then LIKE has nothing to look at, and says here what it would have copied.
 * Where the model stays, or is not wholly known, LIKE stays too.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fold.h"

/*
 * What a column is copied with; NULL if that cannot be written.
 */
static ColumnDef *
copy_column(const FoldObject *column, bits32 options)
{
	ColumnDef  *definition = idem_fold_definition(column);
	ColumnDef  *copy;
	List	   *constraints = NIL;
	TypeName   *integer;
	bool		not_null = false;
	ListCell   *lc;

	if (definition == NULL || definition->typeName == NULL || column->renamed)
		return NULL;
	copy = copyObject(definition);
	integer = idem_fold_serial_type(copy->typeName);
	if (integer != NULL)
	{
		/* the copy would take its numbers from the sequence of the model */
		if (options & CREATE_TABLE_LIKE_DEFAULTS)
			return NULL;
		copy->typeName = integer;
		constraints = list_make1(idem_fold_new_constraint(CONSTR_NOTNULL));
		not_null = true;
	}
	foreach(lc, copy->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);
		bool		keep = false;

		switch (con->contype)
		{
			case CONSTR_NOTNULL:
				keep = true;
				break;
			case CONSTR_DEFAULT:
				keep = (options & CREATE_TABLE_LIKE_DEFAULTS) != 0;
				break;
			case CONSTR_GENERATED:
				keep = (options & CREATE_TABLE_LIKE_GENERATED) != 0;
				break;
			case CONSTR_PRIMARY:
				con = idem_fold_new_constraint(CONSTR_NOTNULL);
				keep = true;
				break;
			case CONSTR_IDENTITY:
				keep = (options & CREATE_TABLE_LIKE_IDENTITY) != 0;
				if (!keep)
					con = idem_fold_new_constraint(CONSTR_NOTNULL);
				keep = true;
				break;
			default:
				break;
		}
		/* once is enough */
		if (keep && con->contype == CONSTR_NOTNULL)
		{
			keep = !not_null;
			not_null = true;
		}
		if (keep)
			constraints = lappend(constraints, con);
	}
	copy->constraints = constraints;
	if ((options & CREATE_TABLE_LIKE_COMPRESSION) == 0)
		copy->compression = NULL;
	return copy;
}

static void
set_not_null(List *columns, List *names)
{
	ListCell   *lc;
	ListCell   *ln;

	foreach(lc, columns)
	{
		ColumnDef  *column = lfirst_node(ColumnDef, lc);

		foreach(ln, names)
		{
			if (strcmp(strVal(lfirst(ln)), column->colname) == 0)
				column->constraints = lappend(column->constraints,
											  idem_fold_new_constraint(CONSTR_NOTNULL));
		}
	}
}

/*
 * The elements that a LIKE clause stands for; NIL if it has to stay.
 */
static List *
copied_elements(const FoldObject *model, bits32 options)
{
	List	   *columns = NIL;
	List	   *constraints = NIL;
	ListCell   *lc;

	foreach(lc, model->parts)
	{
		const FoldObject *part = lfirst(lc);
		ColumnDef  *column;

		if (part->dead || part->whole != model || part->space != FOLD_COLUMN)
			continue;
		column = copy_column(part, options);
		if (column == NULL)
			return NIL;
		columns = lappend(columns, column);
	}
	foreach(lc, model->parts)
	{
		const FoldObject *part = lfirst(lc);
		Constraint *con;

		if (part->dead || part->space != FOLD_CONSTRAINT || part->node == NULL ||
			!IsA(part->node, Constraint))
			continue;
		con = copyObject((Constraint *) part->node);
		if (con->contype == CONSTR_CHECK)
		{
			con->conname = pstrdup(part->name);
			if ((options & CREATE_TABLE_LIKE_CONSTRAINTS) && !con->is_no_inherit)
				constraints = lappend(constraints, con);
			continue;
		}
		if (con->contype != CONSTR_PRIMARY && con->contype != CONSTR_UNIQUE &&
			con->contype != CONSTR_EXCLUSION)
			continue;
		if (con->indexname)
			return NIL;
		con->conname = NULL;
		if (con->keys == NIL && part->column)
			con->keys = list_make1(makeString(pstrdup(part->column->name)));
		if (options & CREATE_TABLE_LIKE_INDEXES)
			constraints = lappend(constraints, con);
		else if (con->contype == CONSTR_PRIMARY)
			set_not_null(columns, con->keys);
	}
	return list_concat(columns, constraints);
}

static List *
copied_indexes(const FoldObject *model, const CreateStmt *stmt)
{
	List	   *indexes = NIL;
	ListCell   *lc;

	foreach(lc, model->parts)
	{
		const FoldObject *part = lfirst(lc);
		IndexStmt  *index;

		if (part->dead || part->whole != model || part->node == NULL ||
			!IsA(part->node, IndexStmt))
			continue;
		index = copyObject((IndexStmt *) part->node);
		index->idxname = NULL;
		index->relation = copyObject(stmt->relation);
		index->concurrent = false;
		indexes = lappend(indexes, index);
	}
	return indexes;
}

/*
 * Write out the LIKE clauses of a table whose models go.  Returns the indexes
 * that they bring (IndexStmt), which come after the table.
 */
List *
idem_fold_expand_like(Fold *fold, CreateStmt *stmt, FoldEntry *entry)
{
	List	   *elements = NIL;
	List	   *indexes = NIL;
	ListCell   *lc;

	foreach(lc, stmt->tableElts)
	{
		TableLikeClause *like = lfirst(lc);
		FoldObject *model = NULL;
		List	   *copied = NIL;

		if (IsA(like, TableLikeClause))
			model = idem_fold_find_relation(fold, like->relation);
		if (model != NULL && model->entry != NULL && model->node != NULL &&
			IsA(model->node, CreateStmt) && !model->incomplete && model->parents == NIL &&
			idem_fold_may_go(fold, model->name))
			copied = copied_elements(model, like->options);
		if (copied == NIL)
		{
			elements = lappend(elements, like);
			continue;
		}
		elements = list_concat(elements, copied);
		if (like->options & CREATE_TABLE_LIKE_INDEXES)
			indexes = list_concat(indexes, copied_indexes(model, stmt));
		entry->edited = true;
	}
	stmt->tableElts = elements;
	return indexes;
}
