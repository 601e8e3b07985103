/*-------------------------------------------------------------------------
 *
 * fold_walk.c
 *	  What expressions and queries mention.
 *
 * Goes through raw trees with the tables in FROM in mind, as parse analysis
 * would; what cannot be told from the tree alone is left as it is.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "miscadmin.h"
#include "utils/varlena.h"

#include "fold.h"

/* A table in FROM, and what it is called there. */
typedef struct Source
{
	const char *alias;
	FoldObject *table;			/* NULL: something else of that name */
	bool		aliased;		/* keeps its name here when the table does not */
	List	   *colnames;		/* given with the alias: hide the own ones */
} Source;

/* The FROM clauses around an expression, innermost first. */
typedef struct Scope
{
	struct Scope *outer;
	List	   *sources;
	List	   *ctes;			/* names of WITH queries */
	bool		opaque;			/* something whose columns we do not know */
} Scope;

typedef struct Walk
{
	Fold	   *fold;
	FoldEntry  *entry;
	FoldObject *dependent;
	FoldObject *table;			/* of a constraint or the like */
	Scope	   *scope;
	ResTarget  *output;			/* whose value is looked at */
} Walk;

static bool ref_walker(Node *node, void *context);

/*
 * A relation named by a literal: nextval('s').
 */
static void
ref_text(Walk *walk, A_Const *literal)
{
	List	   *names;
	List	   *strings = NIL;
	ListCell   *lc;
	FoldObject *target;

	if (literal == NULL || !IsA(literal, A_Const) || literal->isnull ||
		!IsA(&literal->val, String))
		return;
	if (!SplitIdentifierString(pstrdup(strVal(&literal->val)), '.', &names) || names == NIL)
		return;
	foreach(lc, names)
		strings = lappend(strings, makeString(lfirst(lc)));
	target = idem_fold_mentioned_relation(walk->fold, makeRangeVarFromNameList(strings));
	if (target)
		(void) idem_fold_ref(walk->fold, target, FOLD_REF_TEXT, &literal->val.sval.sval,
							 walk->entry, walk->dependent);
}

static const Source *
find_source(const Walk *walk, const char *alias)
{
	ListCell   *lc;

	for (const Scope *scope = walk->scope; scope; scope = scope->outer)
	{
		foreach(lc, scope->sources)
		{
			const Source *source = lfirst(lc);

			if (strcmp(source->alias, alias) == 0)
				return source;
		}
	}
	return NULL;
}

/*
 * A table that qualifies a column by its own name.
 */
static void
ref_qualifier(Walk *walk, ColumnRef *ref)
{
	int			nfields = list_length(ref->fields);
	Node	   *field = nfields > 1 ? list_nth(ref->fields, nfields - 2) : linitial(ref->fields);
	const Source *source = IsA(field, String) ? find_source(walk, strVal(field)) : NULL;

	if (source == NULL || source->table == NULL || source->aliased)
		return;
	(void) idem_fold_ref(walk->fold, source->table, FOLD_REF_NAME, &strVal(field), walk->entry, NULL);
	if (nfields > 2 && IsA(list_nth(ref->fields, nfields - 3), String))
		(void) idem_fold_ref(walk->fold, source->table->scope, FOLD_REF_NAME,
							 &strVal(list_nth(ref->fields, nfields - 3)), walk->entry, NULL);
}

/*
 * The column that is meant, NULL if there is none; false if that cannot be
 * told.
 */
static bool
find_column(const Walk *walk, const ColumnRef *ref, FoldObject **column)
{
	int			nfields = list_length(ref->fields);
	const char *name;

	*column = NULL;
	if (!IsA(llast(ref->fields), String))
		return false;
	name = strVal(llast(ref->fields));

	if (walk->table)
		*column = idem_fold_find_column(walk->fold, walk->table, name);
	else if (nfields > 1)
	{
		const Source *source = find_source(walk, strVal(list_nth(ref->fields, nfields - 2)));

		if (source && source->table && source->colnames == NIL)
			*column = idem_fold_mentioned_column(walk->fold, source->table, name);
	}
	else
	{
		/* the innermost query that has exactly one such column */
		for (const Scope *scope = walk->scope; scope && *column == NULL; scope = scope->outer)
		{
			ListCell   *lc;

			foreach(lc, scope->sources)
			{
				const Source *source = lfirst(lc);
				FoldObject *found = NULL;

				/* of a table made elsewhere, if it cannot be another's */
				if (source->table && source->colnames == NIL)
					found = list_length(scope->sources) == 1 ?
						idem_fold_mentioned_column(walk->fold, source->table, name) :
						idem_fold_find_column(walk->fold, source->table, name);
				if (found && *column)
					return false;
				if (found)
					*column = found;
			}
			if (*column == NULL && scope->opaque)
				return false;
		}
	}
	return true;
}

static void
ref_column(Walk *walk, ColumnRef *ref)
{
	int			nfields = list_length(ref->fields);
	const char *name;
	FoldObject *column;
	FoldRef    *result;

	if (walk->table == NULL && nfields > 1)
		ref_qualifier(walk, ref);
	if (!find_column(walk, ref, &column))
		return;
	name = strVal(llast(ref->fields));
	if (column == NULL && walk->table && (walk->table->incomplete || walk->table->entry == NULL))
		column = idem_fold_get_column(walk->fold, walk->table, name);
	if (column == NULL && walk->table == NULL && nfields == 1)
		ref_qualifier(walk, ref);	/* a whole row */
	if (column == NULL)
		return;
	result = idem_fold_ref(walk->fold, column, FOLD_REF_COLUMN, ref, walk->entry, walk->dependent);
	if (walk->output && walk->output->name == NULL && walk->output->val == (Node *) ref)
		result->output = walk->output;
}

/*
 * The enum of the script that an operand is of, as far as the tree tells.
 */
static FoldObject *
enum_of(const Walk *walk, Node *operand)
{
	FoldObject *column;

	if (operand == NULL)
		return NULL;
	if (IsA(operand, TypeCast))
		return idem_fold_enum(walk->fold, ((TypeCast *) operand)->typeName);
	if (IsA(operand, ColumnRef) && find_column(walk, (ColumnRef *) operand, &column))
		return idem_fold_column_enum(walk->fold, column);
	return NULL;
}

/*
 * What a FROM item brings into scope.
 */
static void
add_source(Walk *walk, Scope *scope, Node *item)
{
	Source	   *source;

	if (item == NULL)
		return;
	if (IsA(item, JoinExpr))
	{
		add_source(walk, scope, ((JoinExpr *) item)->larg);
		add_source(walk, scope, ((JoinExpr *) item)->rarg);
		return;
	}

	source = palloc0(sizeof(Source));
	if (IsA(item, RangeVar))
	{
		RangeVar   *relation = (RangeVar *) item;
		bool		is_cte = false;

		for (Scope *outer = scope; relation->schemaname == NULL && outer; outer = outer->outer)
		{
			ListCell   *lc;

			foreach(lc, outer->ctes)
				is_cte = is_cte || strcmp(lfirst(lc), relation->relname) == 0;
		}
		source->alias = relation->alias ? relation->alias->aliasname : relation->relname;
		source->colnames = relation->alias ? relation->alias->colnames : NIL;
		if (!is_cte)
			source->table = idem_fold_mentioned_relation(walk->fold, relation);
		if (source->table)
		{
			(void) idem_fold_ref(walk->fold, source->table, FOLD_REF_RELATION, relation,
								 walk->entry, walk->dependent);
			source->aliased = relation->alias != NULL;
			if (source->table->type != OBJECT_TABLE)
				scope->opaque = true;
		}
		else
			scope->opaque = true;
	}
	else
	{
		Alias	   *alias = NULL;

		if (IsA(item, RangeSubselect))
			alias = ((RangeSubselect *) item)->alias;
		else if (IsA(item, RangeFunction))
			alias = ((RangeFunction *) item)->alias;
		scope->opaque = true;
		source->alias = alias ? alias->aliasname : "";
	}
	scope->sources = lappend(scope->sources, source);
}

/*
 * Note what a star stands for, if it is known for sure.
 */
static void
note_star(Walk *walk, SelectStmt *select, ResTarget *target)
{
	ColumnRef  *ref = (ColumnRef *) target->val;
	FoldStar   *star = palloc0(sizeof(FoldStar));
	List	   *sources = walk->scope->sources;
	ListCell   *lc;
	ListCell   *lp;

	if (list_length(ref->fields) > 1)
	{
		const Source *source = find_source(walk, strVal(list_nth(ref->fields, list_length(ref->fields) - 2)));

		if (source == NULL)
			return;
		sources = list_make1(unconstify(Source *, source));
	}
	foreach(lc, select->fromClause)
	{
		/* columns that are merged by a join come but once */
		if (!IsA(lfirst(lc), RangeVar))
			return;
	}
	foreach(lc, sources)
	{
		const Source *source = lfirst(lc);

		if (source->table == NULL || source->colnames != NIL || source->table->entry == NULL ||
			source->table->incomplete || source->table->parents != NIL ||
			source->table->type != OBJECT_TABLE)
			return;
		foreach(lp, source->table->parts)
		{
			FoldObject *column = lfirst(lp);
			ColumnRef  *one;
			ResTarget  *result;
			String	   *qualifier;

			if (column->space != FOLD_COLUMN || column->dead)
				continue;
			one = makeNode(ColumnRef);
			qualifier = makeString(pstrdup(source->alias));
			one->fields = list_make2(qualifier, makeString(pstrdup(column->name)));
			one->location = -1;
			result = makeNode(ResTarget);
			result->val = (Node *) one;
			result->location = -1;
			if (!source->aliased)
				(void) idem_fold_ref(walk->fold, source->table, FOLD_REF_NAME, &strVal(qualifier),
									 walk->entry, NULL);
			idem_fold_ref(walk->fold, column, FOLD_REF_COLUMN, one, walk->entry, walk->dependent)->output = result;
			star->columns = lappend(star->columns, column);
			star->expanded = lappend(star->expanded, result);
		}
	}
	star->select = select;
	star->target = target;
	star->entry = walk->entry;
	walk->fold->stars = lappend(walk->fold->stars, star);
}

static void
walk_query(Walk *walk, Node *query, WithClause *with, List *from, RangeVar *target)
{
	Scope		scope = {walk->scope, NIL, NIL, false};
	FoldObject *table = walk->table;
	ListCell   *lc;

	if (with)
	{
		foreach(lc, with->ctes)
			scope.ctes = lappend(scope.ctes, lfirst_node(CommonTableExpr, lc)->ctename);
	}
	walk->scope = &scope;
	walk->table = NULL;
	if (target)
		add_source(walk, &scope, (Node *) target);
	foreach(lc, from)
		add_source(walk, &scope, lfirst(lc));
	if (IsA(query, SelectStmt))
	{
		foreach(lc, ((SelectStmt *) query)->targetList)
		{
			ResTarget  *column = lfirst_node(ResTarget, lc);

			if (IsA(column->val, ColumnRef) && IsA(llast(((ColumnRef *) column->val)->fields), A_Star))
				note_star(walk, (SelectStmt *) query, column);
		}
	}
	(void) raw_expression_tree_walker(query, ref_walker, walk);
	walk->scope = scope.outer;
	walk->table = table;
}

static bool
ref_walker(Node *node, void *context)
{
	Walk	   *walk = context;

	if (node == NULL)
		return false;
	check_stack_depth();
	switch (nodeTag(node))
	{
		case T_ColumnRef:
			ref_column(walk, (ColumnRef *) node);
			return false;

		case T_ResTarget:
			{
				ResTarget  *outer = walk->output;

				walk->output = (ResTarget *) node;
				(void) raw_expression_tree_walker(node, ref_walker, context);
				walk->output = outer;
				return false;
			}

		case T_FuncCall:
			{
				FuncCall   *call = (FuncCall *) node;
				const char *name = strVal(llast(call->funcname));

				idem_fold_ref_routine(walk->fold, &call->funcname, walk->entry, walk->dependent);
				if (call->args != NIL &&
					(strcmp(name, "nextval") == 0 || strcmp(name, "currval") == 0 ||
					 strcmp(name, "setval") == 0))
					ref_text(walk, linitial(call->args));
				break;
			}

		case T_A_Expr:
			{
				A_Expr	   *expression = (A_Expr *) node;

				idem_fold_ref_labels(walk->fold, enum_of(walk, expression->lexpr),
									 expression->rexpr, walk->entry);
				idem_fold_ref_labels(walk->fold, enum_of(walk, expression->rexpr),
									 expression->lexpr, walk->entry);
				break;
			}

		case T_TypeCast:
			{
				TypeCast   *cast = (TypeCast *) node;

				idem_fold_ref_labels(walk->fold, idem_fold_enum(walk->fold, cast->typeName),
									 cast->arg, walk->entry);

				idem_fold_ref_type(walk->fold, cast->typeName, walk->entry, walk->dependent);
				if (cast->typeName->names != NIL &&
					strcmp(strVal(llast(cast->typeName->names)), "regclass") == 0)
					ref_text(walk, (A_Const *) cast->arg);
				break;
			}

		case T_SelectStmt:
			walk_query(walk, node, ((SelectStmt *) node)->withClause,
					   ((SelectStmt *) node)->fromClause, NULL);
			return false;

		case T_InsertStmt:
			walk_query(walk, node, ((InsertStmt *) node)->withClause, NIL,
					   ((InsertStmt *) node)->relation);
			return false;

		case T_UpdateStmt:
			walk_query(walk, node, ((UpdateStmt *) node)->withClause,
					   ((UpdateStmt *) node)->fromClause, ((UpdateStmt *) node)->relation);
			return false;

		case T_DeleteStmt:
			walk_query(walk, node, ((DeleteStmt *) node)->withClause,
					   ((DeleteStmt *) node)->usingClause, ((DeleteStmt *) node)->relation);
			return false;

		case T_ReturnStmt:
			return ref_walker(((ReturnStmt *) node)->returnval, context);

		case T_ExecuteStmt:
		case T_NotifyStmt:
			return false;

		default:
			break;
	}
	return raw_expression_tree_walker(node, ref_walker, context);
}

/*
 * Everything that an expression or query mentions.  Columns are those of the
 * table, unless it is NULL.
 */
void
idem_fold_ref_expression(Fold *fold, FoldObject *table, Node *expression, FoldEntry *entry,
						 FoldObject *dependent)
{
	Walk		walk = {fold, entry, dependent, table, NULL, NULL};

	(void) ref_walker(expression, &walk);
}

/* IndexElem nodes */
void
idem_fold_ref_elements(Fold *fold, FoldObject *table, List *elements, FoldEntry *entry,
					   FoldObject *dependent)
{
	ListCell   *lc;

	foreach(lc, elements)
	{
		IndexElem  *element = lfirst_node(IndexElem, lc);

		if (element->name)
			idem_fold_ref_column(fold, table, &element->name, entry, dependent);
		else
			idem_fold_ref_expression(fold, table, element->expr, entry, dependent);
	}
}
