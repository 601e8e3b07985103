/*-------------------------------------------------------------------------
 *
 * column_type.c
 *	  What changing the type of a column would cost.
 *
 * Decides whether the server could keep the table as it is, would have to
 * rewrite it without losing anything, or might lose something on the way.
 * Never looks at the data.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_node.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

#include "column.h"


/*
 * Whether the server has to rewrite the table to convert the column by
 * "expr"; the rule of ATColumnChangeRequiresRewrite() of tablecmds.c.
 */
static bool
requires_rewrite(Node *expr)
{
	for (;;)
	{
		if (IsA(expr, Var))
			return false;
		else if (IsA(expr, RelabelType))
			expr = (Node *) ((RelabelType *) expr)->arg;
		else if (IsA(expr, CoerceToDomain))
		{
			if (DomainHasConstraints(((CoerceToDomain *) expr)->resulttype))
				return true;
			expr = (Node *) ((CoerceToDomain *) expr)->arg;
		}
		else if (IsA(expr, FuncExpr) &&
				 (((FuncExpr *) expr)->funcid == F_TIMESTAMPTZ_TIMESTAMP ||
				  ((FuncExpr *) expr)->funcid == F_TIMESTAMP_TIMESTAMPTZ))
		{
			if (TimestampTimestampTzRequiresRewrite())
				return true;
			expr = linitial(((FuncExpr *) expr)->args);
		}
		else
			return true;
	}
}

/*
 * Whether every value of the one type survives the way to the other.
 */
static bool
is_lossless(Oid from, int32 fromtypmod, Oid to, int32 totypmod)
{
	static const struct
	{
		Oid			from;
		Oid			to;
	}			widening[] = {
		{INT2OID, INT4OID}, {INT2OID, INT8OID}, {INT2OID, FLOAT4OID},
		{INT2OID, FLOAT8OID}, {INT4OID, INT8OID}, {INT4OID, FLOAT8OID},
		{FLOAT4OID, FLOAT8OID}, {DATEOID, TIMESTAMPOID},
		{BPCHAROID, TEXTOID},
	};
	static const struct
	{
		Oid			type;
		int			digits;
	}			integers[] = {
		{INT2OID, 5}, {INT4OID, 10}, {INT8OID, 19},
	};
	Oid			fromelem = get_element_type(from);
	Oid			toelem = get_element_type(to);

	if (OidIsValid(fromelem) && OidIsValid(toelem))
		return is_lossless(fromelem, fromtypmod, toelem, totypmod);

	for (int i = 0; i < (int) lengthof(widening); i++)
	{
		if (from == widening[i].from && to == widening[i].to)
			return totypmod == -1;
	}

	if (to == NUMERICOID)
	{
		int			precision;
		int			scale;

		if (totypmod == -1)
		{
			if (from == NUMERICOID)
				return true;
			for (int i = 0; i < (int) lengthof(integers); i++)
			{
				if (from == integers[i].type)
					return true;
			}
			return false;
		}

		/* see make_numeric_typmod() of numeric.c */
		precision = ((totypmod - VARHDRSZ) >> 16) & 0xffff;
		scale = (((totypmod - VARHDRSZ) & 0x7ff) ^ 1024) - 1024;
		for (int i = 0; i < (int) lengthof(integers); i++)
		{
			if (from == integers[i].type)
				return scale >= 0 && precision - scale >= integers[i].digits;
		}
		if (from == NUMERICOID && fromtypmod != -1)
		{
			int			oldprecision = ((fromtypmod - VARHDRSZ) >> 16) & 0xffff;
			int			oldscale = (((fromtypmod - VARHDRSZ) & 0x7ff) ^ 1024) - 1024;

			return scale >= oldscale && precision - scale >= oldprecision - oldscale;
		}
		return false;
	}

	/* longer strings of the same type */
	if (from == to && (from == BPCHAROID || from == VARCHAROID || from == VARBITOID))
		return totypmod == -1 || (fromtypmod != -1 && totypmod >= fromtypmod);
	if (from == to && (from == TIMESTAMPOID || from == TIMESTAMPTZOID ||
					   from == TIMEOID || from == TIMETZOID))
		return totypmod == -1 || (fromtypmod != -1 && totypmod >= fromtypmod);

	/* the text form of these is the whole value */
	if ((to == TEXTOID || to == VARCHAROID) && totypmod == -1)
	{
		if (get_typtype(from) == TYPTYPE_ENUM)
			return true;
		switch (from)
		{
			case INT2OID:
			case INT4OID:
			case INT8OID:
			case NUMERICOID:
			case BOOLOID:
			case UUIDOID:
			case DATEOID:
			case TEXTOID:
			case VARCHAROID:
				return true;
			default:
				return false;
		}
	}
	return false;
}

/*
 * Classify the change of a column from one type to another.
 */
IdemTypeChange
idem_classify_type_change(AttrNumber attnum, Oid from, int32 fromtypmod,
						  Oid fromcollation, Oid to, int32 totypmod)
{
	ParseState *pstate = make_parsestate(NULL);
	Node	   *var = (Node *) makeVar(1, attnum, from, fromtypmod, fromcollation, 0);
	Node	   *expr;
	Oid			frombase;
	Oid			tobase;
	int32		frombasetypmod = fromtypmod;
	int32		tobasetypmod = totypmod;

	expr = coerce_to_target_type(pstate, var, from, to, totypmod,
								 COERCION_ASSIGNMENT, COERCE_IMPLICIT_CAST, -1);
	if (expr == NULL)
		return coerce_to_target_type(pstate, var, from, to, totypmod,
									 COERCION_EXPLICIT, COERCE_EXPLICIT_CAST, -1) ?
			IDEM_TYPE_NEEDS_CAST : IDEM_TYPE_NO_CAST;

	assign_expr_collations(pstate, expr);
	expr = (Node *) expression_planner((Expr *) expr);
	free_parsestate(pstate);
	if (!requires_rewrite(expr))
		return IDEM_TYPE_KEEPS;

	frombase = getBaseTypeAndTypmod(from, &frombasetypmod);
	tobase = getBaseTypeAndTypmod(to, &tobasetypmod);
	if ((frombase == tobase && frombasetypmod == tobasetypmod) ||
		is_lossless(frombase, frombasetypmod, tobase, tobasetypmod))
		return IDEM_TYPE_REWRITES;
	return IDEM_TYPE_LOSES;
}

/*
 * Whether a USING expression does no more than cast the column.
 */
bool
idem_is_plain_cast(const Node *expression)
{
	while (expression && IsA(expression, TypeCast))
		expression = ((const TypeCast *) expression)->arg;
	return expression && IsA(expression, ColumnRef) &&
		list_length(((const ColumnRef *) expression)->fields) == 1;
}
