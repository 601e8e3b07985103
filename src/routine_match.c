/*-------------------------------------------------------------------------
 *
 * routine_match.c
 *	  Compares two routines, and says whether CREATE OR REPLACE can lead from
 *	  one to the other.
 *
 * The text of a body is compared to the letter; default arguments and bodies
 * of the BEGIN ATOMIC form by what they mean.  The limits of CREATE OR REPLACE
 * are those of ProcedureCreate() and AggregateCreate().
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/proclang.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "routine.h"

static void
differs(IdemRoutineMatch *match, const char *what)
{
	appendStringInfo(&match->differences, "%s%s", match->differences.len > 0 ? ", " : "", what);
}

static void
hinders(IdemRoutineMatch *match, char *obstacle)
{
	if (match->obstacle == NULL)
		match->obstacle = obstacle;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* ----------------------------------------------------------------
 *	Parameters and result
 * ----------------------------------------------------------------
 */

static bool
is_input(const IdemParameter *parameter)
{
	return parameter->mode != PROARGMODE_OUT && parameter->mode != PROARGMODE_TABLE;
}

static bool
is_output(const IdemParameter *parameter)
{
	return parameter->mode != PROARGMODE_IN && parameter->mode != PROARGMODE_VARIADIC;
}

/*
 * The n-th of the parameters that pass the test, or NULL.
 */
static const IdemParameter *
nth_parameter(const IdemRoutine *routine, bool (*test) (const IdemParameter *), int n)
{
	for (int i = 0; i < routine->nparameters; i++)
	{
		if (test(&routine->parameters[i]) && n-- == 0)
			return &routine->parameters[i];
	}
	return NULL;
}

/*
 * Columns of the row that OUT parameters define; see
 * build_function_result_tupdesc_d() of funcapi.c.
 */
static bool
same_row(const IdemRoutine *wanted, const IdemRoutine *actual)
{
	bool		is_row[2];

	is_row[0] = wanted->prokind == PROKIND_PROCEDURE ||
		nth_parameter(wanted, is_output, 1) != NULL;
	is_row[1] = actual->prokind == PROKIND_PROCEDURE ||
		nth_parameter(actual, is_output, 1) != NULL;
	if (!is_row[0] || !is_row[1])
		return is_row[0] == is_row[1];

	for (int i = 0;; i++)
	{
		const IdemParameter *left = nth_parameter(wanted, is_output, i);
		const IdemParameter *right = nth_parameter(actual, is_output, i);
		char	   *unnamed = psprintf("column%d", i + 1);

		if (left == NULL || right == NULL)
			return left == right;
		if (left->type != right->type ||
			strcmp(left->name[0] ? left->name : unnamed, right->name[0] ? right->name : unnamed) != 0)
			return false;
	}
}

static char *
result_text(const IdemRoutine *routine)
{
	return psprintf("%s%s", routine->retset ? "SETOF " : "", format_type_be(routine->rettype));
}

static void
match_result(IdemRoutineMatch *match, const IdemRoutine *wanted, const IdemRoutine *actual)
{
	if (wanted->rettype != actual->rettype || wanted->retset != actual->retset)
	{
		differs(match, "result");
		hinders(match, wanted->prokind == PROKIND_PROCEDURE ?
				psprintf("has %s output parameters, and is to have %s",
						 actual->rettype == VOIDOID ? "no" : "some",
						 actual->rettype == VOIDOID ? "some" : "none") :
				psprintf("returns %s, not %s", result_text(actual), result_text(wanted)));
	}
	else if (wanted->rettype == RECORDOID && !same_row(wanted, actual))
	{
		differs(match, "result");
		hinders(match, pstrdup("returns a row with other columns than wanted"));
	}
}

static void
match_parameters(IdemRoutineMatch *match, const IdemRoutine *wanted, const IdemRoutine *actual)
{
	bool		same = wanted->nparameters == actual->nparameters;

	for (int i = 0; same && i < wanted->nparameters; i++)
	{
		const IdemParameter *left = &wanted->parameters[i];
		const IdemParameter *right = &actual->parameters[i];

		same = left->type == right->type && left->mode == right->mode &&
			strcmp(left->name, right->name) == 0;
	}
	if (same)
		return;
	differs(match, "parameters");

	/* callers may pass arguments by name */
	for (int i = 0;; i++)
	{
		const IdemParameter *left = nth_parameter(wanted, is_input, i);
		const IdemParameter *right = nth_parameter(actual, is_input, i);

		if (left == NULL || right == NULL)
			break;
		if (right->name[0] && strcmp(left->name, right->name) != 0)
			hinders(match, left->name[0] ?
					psprintf("has an input parameter named \"%s\", not \"%s\"",
							 right->name, left->name) :
					psprintf("has an input parameter named \"%s\", which is to have no name",
							 right->name));
	}
}

static void
match_defaults(IdemRoutineMatch *match, const IdemRoutine *wanted, const IdemRoutine *actual)
{
	int			more = list_length(wanted->defaults) - list_length(actual->defaults);
	bool		same = more == 0;
	ListCell   *lc;

	if (more < 0)
	{
		differs(match, "default arguments");
		hinders(match, psprintf("has %d default argument%s, not %d",
								list_length(actual->defaults),
								list_length(actual->defaults) == 1 ? "" : "s",
								list_length(wanted->defaults)));
		return;
	}
	foreach(lc, actual->defaults)
	{
		Node	   *left = list_nth(wanted->defaults, more + foreach_current_index(lc));

		same = same && idem_expr_equal(left, lfirst(lc), InvalidOid);
		if (exprType(left) != exprType(lfirst(lc)))
			hinders(match, psprintf("has a default argument of type %s, not %s",
									format_type_be(exprType(lfirst(lc))),
									format_type_be(exprType(left))));
	}
	if (!same)
		differs(match, "default arguments");
}

/* ----------------------------------------------------------------
 *	Options
 * ----------------------------------------------------------------
 */

/*
 * The same settings, in whatever order: they do not depend on each other.
 */
static bool
same_config(List *wanted, List *actual)
{
	ListCell   *lc;
	ListCell   *lc2;

	if (list_length(wanted) != list_length(actual))
		return false;
	foreach(lc, wanted)
	{
		const IdemSetting *left = lfirst(lc);
		bool		found = false;

		foreach(lc2, actual)
		{
			const IdemSetting *right = lfirst(lc2);

			found = found || (pg_strcasecmp(left->name, right->name) == 0 &&
							  strcmp(left->value, right->value) == 0);
		}
		if (!found)
			return false;
	}
	return true;
}

static void
compare_options(IdemRoutineMatch *match, const IdemRoutine *wanted, const IdemRoutine *actual)
{
	if (wanted->language != actual->language)
		differs(match, "language");
	if (wanted->volatility != actual->volatility)
		differs(match, "volatility");
	if (wanted->strict != actual->strict)
		differs(match, "strictness");
	if (wanted->secdef != actual->secdef)
		differs(match, "security");
	if (wanted->leakproof != actual->leakproof)
		differs(match, "leakproof");
	if (wanted->parallel != actual->parallel)
		differs(match, "parallel safety");
	if (wanted->cost != actual->cost)
		differs(match, "cost");
	if (wanted->rows != actual->rows)
		differs(match, "rows");
	if (wanted->support != actual->support)
		differs(match, "support function");
	if (!equal(wanted->transforms, actual->transforms))
		differs(match, "transforms");
	if (!same_config(wanted->config, actual->config))
		differs(match, "settings");
}

/*
 * Compare nothing but the options.
 */
void
idem_match_options(IdemRoutineMatch *match, const IdemRoutine *wanted,
				   const IdemRoutine *actual)
{
	initStringInfo(&match->differences);
	match->obstacle = NULL;
	match->other_kind = wanted->prokind != actual->prokind;
	compare_options(match, wanted, actual);
}

static void
match_body(IdemRoutineMatch *match, const IdemRoutine *wanted, const IdemRoutine *actual,
		   const char *source)
{
	bool		same;

	if (wanted->body == actual->body)
		same = same_text(wanted->src, actual->src) && same_text(wanted->bin, actual->bin);
	else
		same = wanted->body != NULL && actual->body != NULL &&
			idem_same_body(wanted, actual, source);
	if (!same)
		differs(match, "body");
}

/* ----------------------------------------------------------------
 *	Aggregates
 * ----------------------------------------------------------------
 */

static void
match_aggregates(IdemRoutineMatch *match, const IdemRoutine *wanted, const IdemRoutine *actual)
{
	const FormData_pg_aggregate *left = &wanted->aggregate;
	const FormData_pg_aggregate *right = &actual->aggregate;

	if (left->aggkind != right->aggkind)
	{
		differs(match, "kind of aggregate");
		hinders(match, pstrdup("is another kind of aggregate than wanted"));
	}
	if (left->aggnumdirectargs != right->aggnumdirectargs)
	{
		differs(match, "direct arguments");
		hinders(match, psprintf("has %d direct arguments, not %d",
								right->aggnumdirectargs, left->aggnumdirectargs));
	}
	if (left->aggtransfn != right->aggtransfn || left->aggtranstype != right->aggtranstype ||
		left->aggtransspace != right->aggtransspace)
		differs(match, "transition");
	if (left->aggfinalfn != right->aggfinalfn || left->aggfinalextra != right->aggfinalextra ||
		left->aggfinalmodify != right->aggfinalmodify)
		differs(match, "final function");
	if (left->aggcombinefn != right->aggcombinefn || left->aggserialfn != right->aggserialfn ||
		left->aggdeserialfn != right->aggdeserialfn)
		differs(match, "partial aggregation");
	if (left->aggmtransfn != right->aggmtransfn || left->aggminvtransfn != right->aggminvtransfn ||
		left->aggmtranstype != right->aggmtranstype ||
		left->aggmtransspace != right->aggmtransspace ||
		left->aggmfinalfn != right->aggmfinalfn ||
		left->aggmfinalextra != right->aggmfinalextra ||
		left->aggmfinalmodify != right->aggmfinalmodify)
		differs(match, "moving-aggregate mode");
	if (left->aggsortop != right->aggsortop)
		differs(match, "sort operator");
	if (!same_text(wanted->initval, actual->initval) ||
		!same_text(wanted->minitval, actual->minitval))
		differs(match, "initial condition");
}

static char *
article_and_noun(char prokind)
{
	return psprintf("%s %s", prokind == PROKIND_AGGREGATE ? "an" : "a", idem_routine_noun(prokind));
}

/*
 * Compare a declared routine with one that was read.
 */
void
idem_match_routines(IdemRoutineMatch *match, const IdemRoutine *wanted,
					const IdemRoutine *actual, const char *source)
{
	initStringInfo(&match->differences);
	match->obstacle = NULL;
	match->other_kind = wanted->prokind != actual->prokind;

	if (match->other_kind)
	{
		differs(match, "kind");
		hinders(match, psprintf("is %s, not %s", article_and_noun(actual->prokind),
								article_and_noun(wanted->prokind)));
		return;
	}
	match_result(match, wanted, actual);
	match_parameters(match, wanted, actual);
	match_defaults(match, wanted, actual);
	compare_options(match, wanted, actual);
	match_body(match, wanted, actual, source);
	if (wanted->prokind == PROKIND_AGGREGATE)
		match_aggregates(match, wanted, actual);
}
