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
 * Reads syscaches and pg_index only; never locks the table or the index.
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
#include "parts.h"

/* What is compared at one time: a declaration and one index. */
typedef struct Match
{
	const IndexStmt *stmt;
	const char *source;
	Oid			relid;
	const IdemIndex *index;
	const char *am_name;
	List	   *expressions;	/* stored ones that are still to be met */
	int2vector *keys;
	oidvector  *collations;
	oidvector  *opclasses;
	int2vector *options;
	const Oid  *operators;		/* of an exclusion constraint, or NULL */
} Match;

static bool key_matches(Match *match, const IndexElem *elem, int i);
static bool element_target(Match *match, const IndexElem *elem, int16 attnum,
						   Oid *type, Oid *collation);
static bool is_default_opclass(Oid opclass, Oid am, Oid type);
static bool opclass_matches(const Match *match, List *name, Oid type, Oid opclass);
static bool opclass_options_match(const Match *match, List *declared, int i);
static bool predicate_matches(const Match *match);
static bool storage_matches(const IndexStmt *stmt, const IdemIndex *index);

/* ----------------------------------------------------------------
 *	Reading
 * ----------------------------------------------------------------
 */

/*
 * An index from its row of pg_index; NULL if it was dropped this instant.
 */
static IdemIndex *
make_index(HeapTuple tuple)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(tuple);
	HeapTuple	classtuple = SearchSysCache1(RELOID, ObjectIdGetDatum(form->indexrelid));
	Form_pg_class classform;
	IdemIndex  *index;
	Datum		options;
	bool		isnull;

	if (!HeapTupleIsValid(classtuple))
		return NULL;
	classform = (Form_pg_class) GETSTRUCT(classtuple);

	index = palloc0(sizeof(IdemIndex));
	index->oid = form->indexrelid;
	index->name = pstrdup(NameStr(classform->relname));
	index->relid = form->indrelid;
	index->relkind = classform->relkind;
	index->am = classform->relam;
	index->tablespace = classform->reltablespace;
	options = SysCacheGetAttr(RELOID, classtuple, Anum_pg_class_reloptions, &isnull);
	if (!isnull)
		index->reloptions = PointerGetDatum(PG_DETOAST_DATUM_COPY(options));
	index->natts = form->indnatts;
	index->nkeys = form->indnkeyatts;
	index->unique = form->indisunique;
	index->nulls_not_distinct = form->indnullsnotdistinct;
	index->immediate = form->indimmediate;
	index->usable = form->indisvalid && form->indisready && form->indislive;
	index->clustered = form->indisclustered;
	index->replica_identity = form->indisreplident;
	index->tuple = heap_copytuple(tuple);
	ReleaseSysCache(classtuple);
	return index;
}

/*
 * One index; NULL if it does not exist.
 */
IdemIndex *
idem_read_index(Oid indexid)
{
	HeapTuple	tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(indexid));
	IdemIndex  *index;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	index = make_index(tuple);
	ReleaseSysCache(tuple);
	return index;
}

/*
 * All indexes of a relation, the oldest first.
 */
List *
idem_read_indexes(Oid relid)
{
	Relation	pg_index = table_open(IndexRelationId, AccessShareLock);
	List	   *result = NIL;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_index_indrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	scan = systable_beginscan(pg_index, IndexIndrelidIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		IdemIndex  *index = make_index(tuple);

		if (index != NULL)
			result = lappend(result, index);
	}
	systable_endscan(scan);
	table_close(pg_index, AccessShareLock);
	return result;
}

/*
 * Whether the index is one of a PRIMARY KEY, UNIQUE or EXCLUDE constraint.
 */
bool
idem_index_backs_constraint(const IdemIndex *index)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(index->tuple);

	if (!form->indisunique && !form->indisexclusion)
		return false;
	return OidIsValid(get_index_constraint(index->oid));
}

static Datum
index_attribute(const IdemIndex *index, AttrNumber attnum, bool *isnull)
{
	return SysCacheGetAttr(INDEXRELID, index->tuple, attnum, isnull);
}

/* stored expressions or predicate; NULL if there are none */
static Node *
index_node(const IdemIndex *index, AttrNumber attnum)
{
	bool		isnull;
	Datum		value = index_attribute(index, attnum, &isnull);

	return isnull ? NULL : stringToNode(TextDatumGetCString(value));
}

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
	bool		isnull;
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
		list_length(stmt->indexIncludingParams) != index->natts - index->nkeys ||
		get_index_am_oid(match.am_name, true) != index->am)
		return IDEM_INDEX_DIFFERS;
	if (stmt->tableSpace)
	{
		Oid			tablespace = get_tablespace_oid(stmt->tableSpace, false);

		if (tablespace != (OidIsValid(index->tablespace) ?
						   index->tablespace : MyDatabaseTableSpace))
			return IDEM_INDEX_DIFFERS;
	}

	match.keys = (int2vector *)
		DatumGetPointer(index_attribute(index, Anum_pg_index_indkey, &isnull));
	match.collations = (oidvector *)
		DatumGetPointer(index_attribute(index, Anum_pg_index_indcollation, &isnull));
	match.opclasses = (oidvector *)
		DatumGetPointer(index_attribute(index, Anum_pg_index_indclass, &isnull));
	match.options = (int2vector *)
		DatumGetPointer(index_attribute(index, Anum_pg_index_indoption, &isnull));
	match.expressions = castNode(List, index_node(index, Anum_pg_index_indexprs));

	foreach(lc, stmt->indexParams)
	{
		if (!key_matches(&match, lfirst_node(IndexElem, lc), i++))
			return IDEM_INDEX_DIFFERS;
	}
	foreach(lc, stmt->indexIncludingParams)
	{
		IndexElem  *elem = lfirst_node(IndexElem, lc);

		if (elem->name == NULL ||
			idem_column_number(relid, elem->name) != match.keys->values[i++])
			return IDEM_INDEX_DIFFERS;
	}
	if (!predicate_matches(&match))
		return IDEM_INDEX_DIFFERS;
	return storage_matches(stmt, index) ? IDEM_INDEX_SAME : IDEM_INDEX_OPTIONS_DIFFER;
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

	if (!element_target(match, elem, match->keys->values[i], &type, &collation))
		return false;

	if (elem->collation)
		collation = get_collation_oid(elem->collation, false);
	if (collation != match->collations->values[i])
		return false;

	if (elem->ordering == SORTBY_DESC)
		option |= INDOPTION_DESC;
	if (elem->nulls_ordering == SORTBY_NULLS_FIRST ||
		(elem->nulls_ordering == SORTBY_NULLS_DEFAULT && elem->ordering == SORTBY_DESC))
		option |= INDOPTION_NULLS_FIRST;
	if (option != match->options->values[i])
		return false;

	if (!opclass_matches(match, elem->opclass, type, match->opclasses->values[i]) ||
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
	if (form->opcdefault)
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
		if (is_default_opclass(opclass, match->index->am, type))
			return true;
		declared = GetDefaultOpClass(type, match->index->am);
		if (!OidIsValid(declared))
			return false;		/* the server will say so */
	}
	else
		declared = ResolveOpClass(name, type, match->am_name, match->index->am);

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

	if (opclass_has_options(match->index->am, match->opclasses->values[i]))
		stored = untransformRelOptions(get_attoptions(match->index->oid, i + 1));
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
	Node	   *stored = index_node(match->index, Anum_pg_index_indpred);

	if (match->stmt->whereClause == NULL || stored == NULL)
		return match->stmt->whereClause == NULL && stored == NULL;
	return idem_expr_equal(idem_cook_predicate(match->stmt->whereClause, match->source,
											   match->relid),
						   stored, match->relid);
}

/*
 * Whether the declared storage parameters are set, with values that the
 * access method reads as the same.
 */
static bool
storage_matches(const IndexStmt *stmt, const IdemIndex *index)
{
	List	   *stored;
	bool		same_text = true;
	IndexAmRoutine *am;
	bytea	   *before;
	bytea	   *after;
	ListCell   *lc;

	if (stmt->options == NIL)
		return true;

	stored = untransformRelOptions(index->reloptions);
	foreach(lc, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);
		DefElem    *other = find_option(stored, option->defname);

		if (other == NULL)
			return false;
		if (strcmp(option->arg ? defGetString(option) : "true", defGetString(other)) != 0)
			same_text = false;
	}
	if (same_text)
		return true;

	am = GetIndexAmRoutineByAmId(index->am, false);
	before = index_reloptions(am->amoptions, index->reloptions, false);
	after = index_reloptions(am->amoptions,
							 transformRelOptions(index->reloptions, stmt->options,
												 NULL, NULL, false, false), true);
	return before && after && VARSIZE(before) == VARSIZE(after) &&
		memcmp(before, after, VARSIZE(before)) == 0;
}
