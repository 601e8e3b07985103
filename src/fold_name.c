/*-------------------------------------------------------------------------
 *
 * fold_name.c
 *	  The names that the server chooses for what has none.
 *
 * Follows ChooseIndexName(), ChooseRelationName() and ChooseConstraintName()
 * of the server, with the names that the history has made for a catalog.
 * They are written into the trees only where the server would choose others
 * in the end, because a table or column has another name since.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>

#include "commands/defrem.h"
#include "nodes/nodeFuncs.h"
#include "parser/parse_target.h"

#include "fold.h"

/* How many columns make it into a name at most. */
#define MAX_NAMED_COLUMNS 64

void
idem_fold_take_constraint_name(Fold *fold, const FoldObject *schema, const char *name, int by)
{
	idem_fold_name(fold, schema, FOLD_CONSTRAINT_NAME, name, true)->taken += by;
}

static bool
constraint_name_taken(Fold *fold, const FoldObject *schema, const char *name)
{
	FoldName   *slot = idem_fold_name(fold, schema, FOLD_CONSTRAINT_NAME, name, false);

	return slot && slot->taken > 0;
}

/*
 * The first free one of label, label1, label2 ...  So that many of the same
 * sort do not take quadratic time, the search goes on where the last one
 * ended as long as nothing was given back.
 */
static const char *
free_name(Fold *fold, FoldObject *schema, const char *first, const char *second,
		  const char *label, bool relation, bool constraint)
{
	char	   *plain = makeObjectName(first, second, label);
	FoldName   *slot = idem_fold_name(fold, schema, FOLD_CONSTRAINT_NAME, plain, true);
	const char *name = plain;

	for (int number = slot->next_number;; number++)
	{
		if (number > 0)
			name = makeObjectName(first, second, psprintf("%s%d", label, number));
		if ((!relation || idem_fold_find(fold, schema, FOLD_RELATION, name) == NULL) &&
			(!constraint || !constraint_name_taken(fold, schema, name)))
		{
			/* the next one of many; short runs are looked through again */
			slot = idem_fold_name(fold, schema, FOLD_CONSTRAINT_NAME, plain, true);
			if (number > 100)
				slot->next_number = number;
			return name;
		}
	}
}

const char *
idem_fold_free_relation_name(Fold *fold, FoldObject *schema, const char *first,
							 const char *second, const char *label, bool constraint)
{
	return free_name(fold, schema, first, second, label, true, constraint);
}

/*
 * Names joined by underscores, as far as a name can be long.
 */
static char *
joined(List *names)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, names)
	{
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? "_" : "", (char *) lfirst(lc));
		if (buf.len >= NAMEDATALEN)
		{
			buf.data[NAMEDATALEN - 1] = '\0';
			break;
		}
	}
	return buf.data;
}

static List *
strings(List *values)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, values)
		result = lappend(result, strVal(lfirst(lc)));
	return result;
}

/*
 * The columns of an index as they are called in its name; a second one of the
 * same name gets a number.
 */
static List *
element_names(List *elements)
{
	List	   *names = NIL;
	ListCell   *lc;

	foreach(lc, elements)
	{
		IndexElem  *element = lfirst_node(IndexElem, lc);
		char	   *name = element->indexcolname ? element->indexcolname :
			element->name ? element->name : FigureIndexColname(element->expr);
		char	   *unique;

		if (name == NULL)
			name = "expr";
		unique = name;
		for (int number = 1;; number++)
		{
			ListCell   *ln;
			bool		taken = false;
			char		suffix[16];
			int			length;

			foreach(ln, names)
				taken = taken || strcmp(lfirst(ln), unique) == 0;
			if (!taken)
				break;
			snprintf(suffix, sizeof(suffix), "%d", number);
			length = Min((int) strlen(name), NAMEDATALEN - 1 - (int) strlen(suffix));
			unique = psprintf("%.*s%s", length, name, suffix);
		}
		names = lappend(names, unique);
		if (list_length(names) >= MAX_NAMED_COLUMNS)
			break;
	}
	return names;
}

static bool
columns_walker(Node *node, void *context)
{
	List	  **names = context;

	if (node == NULL)
		return false;
	if (IsA(node, ColumnRef))
	{
		Node	   *field = llast(((ColumnRef *) node)->fields);

		if (IsA(field, String))
			*names = list_append_unique(*names, field);
		return list_length(*names) > 1;
	}
	return raw_expression_tree_walker(node, columns_walker, context);
}

/*
 * What the name of a constraint is put together from; false if it is not
 * known by a name.
 */
static bool
name_parts(const Constraint *con, const char *column, bool of_domain, const char **second,
		   const char **label)
{
	List	   *names = NIL;
	ListCell   *lc;

	switch (con->contype)
	{
		case CONSTR_PRIMARY:
			*second = NULL;
			*label = "pkey";
			return true;

		case CONSTR_UNIQUE:
			names = list_concat(strings(con->keys), strings(con->including));
			if (con->keys == NIL && column)
				names = list_make1(unconstify(char *, column));
			*second = joined(names);
			*label = "key";
			return true;

		case CONSTR_EXCLUSION:
			foreach(lc, con->exclusions)
				names = lappend(names, linitial(lfirst_node(List, lc)));
			*second = joined(list_concat(element_names(names), strings(con->including)));
			*label = "excl";
			return true;

		case CONSTR_FOREIGN:
			*second = con->fk_attrs ? joined(strings(con->fk_attrs)) : column ? column : "";
			*label = "fkey";
			return true;

		case CONSTR_CHECK:
			if (!of_domain)
				(void) columns_walker(con->raw_expr, &names);
			*second = list_length(names) == 1 ? strVal(linitial(names)) : NULL;
			*label = "check";
			return true;

		default:
			return false;
	}
}

/*
 * The name that a constraint has, or gets from the server if nothing stands
 * in its way; NULL if it is not known by one.  "column" is that behind which
 * it was written.
 */
char *
idem_constraint_name(Constraint *con, const char *table, const char *column)
{
	const char *second;
	const char *label;

	if (con->conname)
		return con->conname;
	return name_parts(con, column, false, &second, &label) ?
		makeObjectName(table, second, label) : NULL;
}

/*
 * The same, with what stands in its way.
 */
const char *
idem_fold_constraint_name(Fold *fold, FoldObject *table, FoldObject *column, Constraint *con)
{
	const char *second;
	const char *label;

	if (con->conname)
		return con->conname;
	if (!name_parts(con, column ? column->name : NULL, table->space == FOLD_TYPE, &second, &label))
		return NULL;
	return free_name(fold, table->scope, table->name, second, label,
					 con->contype != CONSTR_FOREIGN && con->contype != CONSTR_CHECK, true);
}

const char *
idem_fold_index_name(Fold *fold, FoldObject *table, IndexStmt *stmt)
{
	List	   *elements = list_concat_copy(stmt->indexParams, stmt->indexIncludingParams);

	if (stmt->idxname)
		return stmt->idxname;
	return idem_fold_free_relation_name(fold, table->scope, table->name,
										joined(element_names(elements)), "idx", false);
}

/*
 * Whether the name would be chosen differently now.
 */
static bool
has_moved(const FoldObject *object)
{
	ListCell   *lc;

	if (object->renamed || isdigit((unsigned char) object->name[strlen(object->name) - 1]))
		return true;
	if (object->space != FOLD_CONSTRAINT && object->space != FOLD_RELATION)
		return false;
	if (object->whole && object->whole->renamed)
		return true;

	/* its columns: what its definition mentions */
	foreach(lc, object->own_refs)
	{
		if (((FoldRef *) lfirst(lc))->target->renamed)
			return true;
	}
	return false;
}

/*
 * Write down the chosen names that would be others.
 */
void
idem_fold_write_chosen_names(Fold *fold)
{
	ListCell   *lc;

	foreach(lc, fold->objects)
	{
		FoldObject *object = lfirst(lc);

		if (object->dead || !object->chosen || object->node == NULL || !has_moved(object))
			continue;
		if (IsA(object->node, Constraint))
			((Constraint *) object->node)->conname = pstrdup(object->name);
		else if (IsA(object->node, IndexStmt))
			((IndexStmt *) object->node)->idxname = pstrdup(object->name);
		else
			continue;
		object->entry->edited = true;
	}
}
