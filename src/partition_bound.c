/*-------------------------------------------------------------------------
 *
 * partition_bound.c
 *	  Bounds of partitions, declared and stored, compared.
 *
 * The declared values are brought into the types of the partition key as the
 * server does before it stores them; then the values are compared, those of a
 * list in any order.  Values that only a user's function could tell are not
 * compared.
 *
 * Reads the catalogs only, and never locks the table or the partition.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/partition.h"
#include "catalog/pg_class.h"
#include "catalog/pg_partitioned_table.h"
#include "catalog/pg_proc.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "optimizer/planner.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "column.h"
#include "parts.h"

/* The key of a partitioned table. */
typedef struct PartKey
{
	char		strategy;
	int			natts;
	Oid			types[PARTITION_MAX_KEYS];
	int32		typmods[PARTITION_MAX_KEYS];
	Oid			collations[PARTITION_MAX_KEYS];
} PartKey;

static bool
read_key(Oid parentid, PartKey *key)
{
	HeapTuple	tuple = SearchSysCache1(PARTRELID, ObjectIdGetDatum(parentid));
	Form_pg_partitioned_table form;
	List	   *expressions = NIL;
	ListCell   *next;
	Datum		value;
	bool		isnull;
	bool		found = true;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_partitioned_table) GETSTRUCT(tuple);
	key->strategy = form->partstrat;
	key->natts = form->partnatts;
	value = SysCacheGetAttr(PARTRELID, tuple, Anum_pg_partitioned_table_partcollation, &isnull);
	memcpy(key->collations, ((oidvector *) DatumGetPointer(value))->values,
		   sizeof(Oid) * key->natts);
	value = SysCacheGetAttr(PARTRELID, tuple, Anum_pg_partitioned_table_partexprs, &isnull);
	if (!isnull)
		expressions = (List *) stringToNode(TextDatumGetCString(value));

	next = list_head(expressions);
	for (int i = 0; found && i < key->natts; i++)
	{
		AttrNumber	attnum = form->partattrs.values[i];
		Oid			collation;

		if (attnum != 0)
		{
			get_atttypetypmodcoll(parentid, attnum, &key->types[i], &key->typmods[i], &collation);
			continue;
		}
		found = next != NULL;
		if (found)
		{
			key->types[i] = exprType(lfirst(next));
			key->typmods[i] = exprTypmod(lfirst(next));
			next = lnext(expressions, next);
		}
	}
	ReleaseSysCache(tuple);
	return found;
}

/* ----------------------------------------------------------------
 *	As the server would store it
 * ----------------------------------------------------------------
 */

/*
 * Whether an expression means something else each time.
 */
static bool
depends_on_moment(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, SQLValueFunction))
		return true;
	if (IsA(node, FuncExpr))
	{
		Oid			function = ((FuncExpr *) node)->funcid;

		if (function == F_NOW || function == F_TRANSACTION_TIMESTAMP ||
			function == F_STATEMENT_TIMESTAMP || func_volatile(function) == PROVOLATILE_VOLATILE)
			return true;
	}
	return expression_tree_walker(node, depends_on_moment, context);
}

/*
 * A value in the type of the key; NULL if that takes a user's function, or the
 * moment when it was looked at.
 */
static Const *
cook_value(Node *raw, const char *source, const PartKey *key, int i)
{
	ParseState *pstate = make_parsestate(NULL);
	Node	   *value;

	pstate->p_sourcetext = source;
	value = transformExpr(pstate, copyObject(raw), EXPR_KIND_PARTITION_BOUND);
	value = coerce_to_target_type(pstate, value, exprType(value), key->types[i],
								  key->typmods[i], COERCION_ASSIGNMENT,
								  COERCE_IMPLICIT_CAST, -1);
	if (value == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the bound of a partition cannot be cast to type %s",
						format_type_be(key->types[i])),
				 parser_errposition(pstate, exprLocation(raw))));
	if (!IsA(value, Const))
	{
		assign_expr_collations(pstate, value);
		if (idem_contains_user_function(value) || depends_on_moment(value, NULL))
			value = NULL;
		else
			value = (Node *) evaluate_expr(expression_planner((Expr *) value), key->types[i],
										   key->typmods[i], key->collations[i]);
	}
	free_parsestate(pstate);
	if (value == NULL || !IsA(value, Const))
		return NULL;
	((Const *) value)->location = -1;
	return (Const *) value;
}

static PartitionRangeDatum *
cook_range_value(Node *raw, const char *source, const PartKey *key, int i)
{
	PartitionRangeDatum *datum = makeNode(PartitionRangeDatum);

	datum->location = -1;
	if (IsA(raw, ColumnRef) && list_length(((ColumnRef *) raw)->fields) == 1 &&
		IsA(linitial(((ColumnRef *) raw)->fields), String))
	{
		const char *word = strVal(linitial(((ColumnRef *) raw)->fields));

		if (strcmp(word, "minvalue") == 0)
		{
			datum->kind = PARTITION_RANGE_DATUM_MINVALUE;
			return datum;
		}
		if (strcmp(word, "maxvalue") == 0)
		{
			datum->kind = PARTITION_RANGE_DATUM_MAXVALUE;
			return datum;
		}
	}
	datum->kind = PARTITION_RANGE_DATUM_VALUE;
	datum->value = (Node *) cook_value(raw, source, key, i);
	return datum->value ? datum : NULL;
}

static bool
cook_range(List *raws, const char *source, const PartKey *key, const char *word, List **datums)
{
	ListCell   *lc;

	if (list_length(raws) != key->natts)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TABLE_DEFINITION),
				 errmsg("%s must specify exactly one value per partitioning column", word)));
	foreach(lc, raws)
	{
		PartitionRangeDatum *datum = cook_range_value(lfirst(lc), source, key,
													  foreach_current_index(lc));

		if (datum == NULL)
			return false;
		*datums = lappend(*datums, datum);
	}
	return true;
}

/*
 * The bound as it would be stored; NULL if it cannot be told.
 */
static PartitionBoundSpec *
cook_bound(const PartitionBoundSpec *spec, const char *source, const PartKey *key)
{
	PartitionBoundSpec *bound = makeNode(PartitionBoundSpec);
	ListCell   *lc;

	*bound = *spec;
	bound->location = -1;
	bound->listdatums = bound->lowerdatums = bound->upperdatums = NIL;
	if (spec->is_default || spec->strategy == PARTITION_STRATEGY_HASH ||
		spec->strategy != key->strategy)
		return bound;

	if (spec->strategy == PARTITION_STRATEGY_RANGE)
		return cook_range(spec->lowerdatums, source, key, "FROM", &bound->lowerdatums) &&
			cook_range(spec->upperdatums, source, key, "TO", &bound->upperdatums) ? bound : NULL;

	foreach(lc, spec->listdatums)
	{
		Const	   *value = cook_value(lfirst(lc), source, key, 0);

		if (value == NULL)
			return NULL;
		bound->listdatums = lappend(bound->listdatums, value);
	}
	return bound;
}

/* ----------------------------------------------------------------
 *	Compared
 * ----------------------------------------------------------------
 */

static PartitionBoundSpec *
stored_bound(Oid partition)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(partition));
	PartitionBoundSpec *bound = NULL;
	Datum		value;
	bool		isnull;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	value = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relpartbound, &isnull);
	if (!isnull)
		bound = stringToNode(TextDatumGetCString(value));
	ReleaseSysCache(tuple);
	return bound;
}

/*
 * The same value: of what modifier of the type does not matter.
 */
static bool
same_value(const Const *a, const Const *b)
{
	if (a->consttype != b->consttype || a->constisnull != b->constisnull)
		return false;
	return a->constisnull || datum_image_eq(a->constvalue, b->constvalue,
											a->constbyval, a->constlen);
}

static bool
same_range(List *a, List *b)
{
	ListCell   *la;
	ListCell   *lb;

	if (list_length(a) != list_length(b))
		return false;
	forboth(la, a, lb, b)
	{
		PartitionRangeDatum *left = lfirst(la);
		PartitionRangeDatum *right = lfirst(lb);

		if (left->kind != right->kind ||
			(left->kind == PARTITION_RANGE_DATUM_VALUE &&
			 !same_value((Const *) left->value, (Const *) right->value)))
			return false;
	}
	return true;
}

static bool
includes(List *all, List *some)
{
	ListCell   *lc;
	ListCell   *lc2;

	foreach(lc, some)
	{
		bool		found = false;

		foreach(lc2, all)
			found = found || same_value(lfirst(lc), lfirst(lc2));
		if (!found)
			return false;
	}
	return true;
}

static bool
same_bound(const PartitionBoundSpec *a, const PartitionBoundSpec *b)
{
	if (a->is_default || b->is_default)
		return a->is_default == b->is_default;
	if (a->strategy != b->strategy)
		return false;
	switch (a->strategy)
	{
		case PARTITION_STRATEGY_HASH:
			return a->modulus == b->modulus && a->remainder == b->remainder;
		case PARTITION_STRATEGY_LIST:
			return includes(a->listdatums, b->listdatums) && includes(b->listdatums, a->listdatums);
		default:
			return same_range(a->lowerdatums, b->lowerdatums) &&
				same_range(a->upperdatums, b->upperdatums);
	}
}

/*
 * Whether a partition has the declared bound.  If not, "found" and "target"
 * tell people what they are.
 */
bool
idem_same_partition_bound(const PartitionBoundSpec *spec, const char *source,
						  Oid parentid, Oid partition, char **found, char **target)
{
	PartitionBoundSpec *stored = stored_bound(partition);
	PartitionBoundSpec *declared;
	PartKey		key;

	if (stored == NULL || !read_key(parentid, &key))
		return true;			/* changed this instant; the next look tells */
	declared = cook_bound(spec, source, &key);
	if (declared == NULL || same_bound(declared, stored))
		return true;
	*found = idem_deparse((Node *) stored, InvalidOid);
	*target = declared->is_default || declared->strategy == key.strategy ?
		idem_deparse((Node *) declared, InvalidOid) : pstrdup("a bound of another strategy");
	return false;
}

/*
 * A bound as it was written: FROM and TO have parentheses each.
 */
char *
idem_partition_bound_text(const PartitionBoundSpec *spec, const char *source)
{
	IdemTokens	tokens;
	int			groups = spec && spec->strategy == PARTITION_STRATEGY_RANGE ? 2 : 1;
	int			depth = 0;
	int			end = 0;

	if (spec == NULL)
		return pstrdup("");
	if (spec->is_default)
		return pstrdup(" DEFAULT");
	if (source == NULL || spec->location < 0)
		return pstrdup(" FOR VALUES ...");

	idem_tokens_begin(&tokens, source + spec->location);
	while (groups > 0 && idem_tokens_next(&tokens))
	{
		if (tokens.code == '(')
			depth++;
		else if (tokens.code == ')' && --depth == 0)
			groups--;
		end = tokens.location + tokens.length;
	}
	idem_tokens_end(&tokens);
	return psprintf(" FOR VALUES %s", pnstrdup(source + spec->location, end));
}
