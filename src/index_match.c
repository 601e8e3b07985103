/*-------------------------------------------------------------------------
 *
 * index_match.c
 *	  Definitions of indexes, read from the catalogs and compared with a
 *	  declaration.
 *
 * CheckIndexCompatible() and CompareIndexInfo() of the server each leave out
 * half of what makes an index, and want it open.  Here everything counts that
 * an IndexStmt can say: access method, keys, operator classes and their
 * parameters, collations, order, INCLUDE, storage parameters, predicate,
 * uniqueness.  What it does not say means the server's default, except for
 * storage parameters and the tablespace, which then may be anything.
 *
 * Never locks the table or the index.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/amapi.h"
#include "access/genam.h"
#include "access/htup_details.h"
#include "access/reloptions.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "catalog/pg_opclass.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "commands/tablespace.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "parser/parse_oper.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "column.h"
#include "kept.h"
#include "parts.h"

/* What is compared at one time: a declaration and one index. */
typedef struct Match
{
	const IndexStmt *stmt;
	const char *source;
	Oid			relid;
	const IdemIndex *index;
	const char *am_name;
	Oid			am;				/* declared access method */
	List	   *expressions;	/* stored ones that are still to be met */
	const Oid  *operators;		/* of an exclusion constraint, or NULL */
} Match;

static bool key_matches(Match *match, const IndexElem *elem, int i);
static bool element_target(Match *match, const IndexElem *elem, int16 attnum,
						   Oid *type, Oid *collation);
static bool is_default_opclass(Oid opclass, Oid am, Oid type);
static bool opclass_matches(const Match *match, List *name, Oid type, Oid opclass);
static bool opclass_options_match(const Match *match, List *declared, int i);
static bool predicate_matches(const Match *match);

/* ----------------------------------------------------------------
 *	Comparing
 * ----------------------------------------------------------------
 */

/*
 * Whether "index" is what "stmt" would make on relation "relid".  Columns of
 * the declaration that do not exist match nothing; other names that do not
 * are errors, as they are in the server.  "operators" are those of the
 * constraint if the declaration is an exclusion constraint's.
 */
IdemIndexMatch
idem_match_index(const IndexStmt *stmt, const char *source, Oid relid,
				 const IdemIndex *index, const Oid *operators)
{
	Match		match = {0};
	ListCell   *lc;
	int			i = 0;

	match.stmt = stmt;
	match.source = source;
	match.relid = relid;
	match.index = index;
	match.operators = operators;
	/* as in DefineIndex() */
	match.am_name = strcmp(stmt->accessMethod, "rtree") == 0 ? "gist" : stmt->accessMethod;

	/* what is cheap comes first */
	if (index->relid != relid ||
		stmt->unique != index->unique ||
		stmt->nulls_not_distinct != index->nulls_not_distinct ||
		stmt->deferrable != !index->immediate ||
		list_length(stmt->indexParams) != index->nkeys ||
		list_length(stmt->indexIncludingParams) != index->natts - index->nkeys)
		return IDEM_INDEX_DIFFERS;
	match.am = get_index_am_oid(match.am_name, true);
	if (!OidIsValid(match.am))
		return IDEM_INDEX_DIFFERS;
	if (stmt->tableSpace)
	{
		Oid			tablespace = get_tablespace_oid(stmt->tableSpace, false);

		Oid			current = idem_index_class(index)->reltablespace;

		if (tablespace != (OidIsValid(current) ? current : MyDatabaseTableSpace))
			return IDEM_INDEX_DIFFERS;
	}

	match.expressions = castNode(List, idem_index_node(index, Anum_pg_index_indexprs));

	foreach(lc, stmt->indexParams)
	{
		if (!key_matches(&match, lfirst_node(IndexElem, lc), i++))
			return IDEM_INDEX_DIFFERS;
	}
	foreach(lc, stmt->indexIncludingParams)
	{
		IndexElem  *elem = lfirst_node(IndexElem, lc);

		if (elem->name == NULL ||
			idem_column_number(relid, elem->name) != index->keys->values[i++])
			return IDEM_INDEX_DIFFERS;
	}
	if (!predicate_matches(&match))
		return IDEM_INDEX_DIFFERS;
	if (idem_option_differences(index->oid, stmt->options, false) != NIL)
		return IDEM_INDEX_OPTIONS_DIFFER;
	return IDEM_INDEX_SAME;
}

/*
 * One key, as ComputeIndexAttrs() of indexcmds.c would store it.
 */
static bool
key_matches(Match *match, const IndexElem *elem, int i)
{
	Oid			type;
	Oid			collation;
	int16		option = 0;

	if (!element_target(match, elem, match->index->keys->values[i], &type, &collation))
		return false;

	if (elem->collation)
		collation = get_collation_oid(elem->collation, false);
	if (collation != match->index->collations->values[i])
		return false;

	if (elem->ordering == SORTBY_DESC)
		option |= INDOPTION_DESC;
	if (elem->nulls_ordering == SORTBY_NULLS_FIRST ||
		(elem->nulls_ordering == SORTBY_NULLS_DEFAULT && elem->ordering == SORTBY_DESC))
		option |= INDOPTION_NULLS_FIRST;
	if (option != match->index->options->values[i])
		return false;

	if (!opclass_matches(match, elem->opclass, type, match->index->opclasses->values[i]) ||
		!opclass_options_match(match, elem->opclassopts, i))
		return false;

	if (match->operators)
	{
		List	   *name = list_nth(match->stmt->excludeOpNames, i);

		return compatible_oper_opid(name, type, type, false) == match->operators[i];
	}
	return true;
}

/*
 * Whether the key is the stored column, or the next of the stored expressions
 * if attnum is zero; and the key's type and collation.
 */
static bool
element_target(Match *match, const IndexElem *elem, int16 attnum, Oid *type, Oid *collation)
{
	Node	   *expr;
	Node	   *stored;

	if (elem->name)
	{
		FormData_pg_attribute att;

		if (attnum == 0 || !idem_read_attribute(match->relid, elem->name, &att) ||
			att.attnum != attnum)
			return false;
		*type = att.atttypid;
		*collation = att.attcollation;
		return true;
	}

	expr = idem_cook_index_expr(elem->expr, match->source, match->relid);
	*type = exprType(expr);
	*collation = exprCollation(expr);

	/* the server keeps the collation apart, and a lone column as such */
	while (IsA(expr, CollateExpr))
		expr = (Node *) ((CollateExpr *) expr)->arg;
	if (IsA(expr, Var) && ((Var *) expr)->varattno != InvalidAttrNumber)
		return ((Var *) expr)->varattno == attnum;

	if (attnum != 0)
		return false;
	stored = linitial(match->expressions);
	match->expressions = list_delete_first(match->expressions);
	return idem_expr_equal(expr, stored, match->relid);
}

/*
 * Whether the access method has a default operator class for exactly this
 * type.
 */
static bool
has_default_opclass(Oid am, Oid type)
{
	CatCList   *list = SearchSysCacheList1(CLAAMNAMENSP, ObjectIdGetDatum(am));
	bool		result = false;

	for (int i = 0; i < list->n_members && !result; i++)
	{
		Form_pg_opclass form = (Form_pg_opclass) GETSTRUCT(&list->members[i]->tuple);

		result = form->opcdefault && form->opcintype == type;
	}
	ReleaseCatCacheList(list);
	return result;
}

/*
 * Whether GetDefaultOpClass() would certainly find "opclass".  It tries each
 * operator class there is, with many looks at pg_cast, which is spared for the
 * usual types.
 */
static bool
is_default_opclass(Oid opclass, Oid am, Oid type)
{
	HeapTuple	tuple = SearchSysCache1(CLAOID, ObjectIdGetDatum(opclass));
	Form_pg_opclass form;
	bool		result = false;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_opclass) GETSTRUCT(tuple);
	if (form->opcdefault && form->opcmethod == am)
	{
		if (form->opcintype == type)
			result = true;
		else if ((form->opcintype == ANYENUMOID && type_is_enum(type)) ||
				 (form->opcintype == ANYRANGEOID && type_is_range(type)))
			result = !has_default_opclass(am, type);
	}
	ReleaseSysCache(tuple);
	return result;
}

/*
 * Operator classes with the same family and input type are synonyms
 * (varchar_ops is text_ops).
 */
static bool
opclass_matches(const Match *match, List *name, Oid type, Oid opclass)
{
	Oid			declared;

	if (name == NIL)
	{
		if (is_default_opclass(opclass, match->am, type))
			return true;
		declared = GetDefaultOpClass(type, match->am);
		if (!OidIsValid(declared))
			return false;		/* the server will say so */
	}
	else
		declared = ResolveOpClass(name, type, match->am_name, match->am);

	if (declared == opclass)
		return true;
	return get_opclass_family(declared) == get_opclass_family(opclass) &&
		get_opclass_input_type(declared) == get_opclass_input_type(opclass);
}

/* the stored option of that name, or NULL */
static DefElem *
find_option(List *options, const char *optname)
{
	ListCell   *lc;

	foreach(lc, options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (pg_strcasecmp(option->defname, optname) == 0)
			return option;
	}
	return NULL;
}

/*
 * Whether the operator class takes parameters at all.  Few do, and each look
 * at those of an index would be a look at a catalog.
 */
static bool
opclass_has_options(Oid am, Oid opclass)
{
	uint16		procnum = GetIndexAmRoutineByAmId(am, false)->amoptsprocnum;
	Oid			type = get_opclass_input_type(opclass);

	return procnum != 0 &&
		OidIsValid(get_opfamily_proc(get_opclass_family(opclass), type, type, procnum));
}

/*
 * The parameters of an operator class decide what the index can find, so
 * those that are not declared must not be set.
 */
static bool
opclass_options_match(const Match *match, List *declared, int i)
{
	List	   *stored = NIL;
	ListCell   *lc;

	if (opclass_has_options(match->am, match->index->opclasses->values[i]))
		stored = idem_column_options(get_attoptions(match->index->oid, i + 1));
	if (list_length(declared) != list_length(stored))
		return false;
	foreach(lc, declared)
	{
		DefElem    *option = lfirst_node(DefElem, lc);
		DefElem    *other = find_option(stored, option->defname);

		if (other == NULL || strcmp(option->arg ? defGetString(option) : "true",
									defGetString(other)) != 0)
			return false;
	}
	return true;
}

static bool
predicate_matches(const Match *match)
{
	Node	   *stored = idem_index_node(match->index, Anum_pg_index_indpred);

	if (match->stmt->whereClause == NULL || stored == NULL)
		return match->stmt->whereClause == NULL && stored == NULL;
	return idem_expr_equal(idem_cook_predicate(match->stmt->whereClause, match->source,
											   match->relid),
						   stored, match->relid);
}
