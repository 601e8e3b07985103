/*-------------------------------------------------------------------------
 *
 * routine_aggregate.c
 *	  What CREATE AGGREGATE says, in its old and its new form.
 *
 * Works out the rows of pg_proc and pg_aggregate that the statement would
 * make, the way DefineAggregate() and AggregateCreate() do.  What is not
 * mentioned has its default.  Support functions are looked up as the server
 * does, so that of overloaded ones the same is meant.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "parser/parse_coerce.h"
#include "parser/parse_func.h"
#include "parser/parse_oper.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"

#include "routine.h"

/* The clauses of a definition, each where it is written, or NULL. */
typedef struct Clauses
{
	DefElem    *sfunc;
	DefElem    *stype;
	DefElem    *sspace;
	DefElem    *finalfunc;
	DefElem    *finalfunc_extra;
	DefElem    *finalfunc_modify;
	DefElem    *combinefunc;
	DefElem    *serialfunc;
	DefElem    *deserialfunc;
	DefElem    *initcond;
	DefElem    *msfunc;
	DefElem    *minvfunc;
	DefElem    *mstype;
	DefElem    *msspace;
	DefElem    *mfinalfunc;
	DefElem    *mfinalfunc_extra;
	DefElem    *mfinalfunc_modify;
	DefElem    *minitcond;
	DefElem    *sortop;
	DefElem    *parallel;
	DefElem    *hypothetical;
} Clauses;

/* The arguments that support functions are called with. */
typedef struct Inputs
{
	int			count;
	int			direct;
	Oid			types[FUNC_MAX_ARGS];
} Inputs;

static void
read_clauses(List *definition, Clauses *clauses)
{
	const struct
	{
		const char *name;
		DefElem   **where;
	}			known[] = {
		{"sfunc", &clauses->sfunc},
		{"sfunc1", &clauses->sfunc},
		{"stype", &clauses->stype},
		{"stype1", &clauses->stype},
		{"sspace", &clauses->sspace},
		{"finalfunc", &clauses->finalfunc},
		{"finalfunc_extra", &clauses->finalfunc_extra},
		{"finalfunc_modify", &clauses->finalfunc_modify},
		{"combinefunc", &clauses->combinefunc},
		{"serialfunc", &clauses->serialfunc},
		{"deserialfunc", &clauses->deserialfunc},
		{"initcond", &clauses->initcond},
		{"initcond1", &clauses->initcond},
		{"msfunc", &clauses->msfunc},
		{"minvfunc", &clauses->minvfunc},
		{"mstype", &clauses->mstype},
		{"msspace", &clauses->msspace},
		{"mfinalfunc", &clauses->mfinalfunc},
		{"mfinalfunc_extra", &clauses->mfinalfunc_extra},
		{"mfinalfunc_modify", &clauses->mfinalfunc_modify},
		{"minitcond", &clauses->minitcond},
		{"sortop", &clauses->sortop},
		{"parallel", &clauses->parallel},
		{"hypothetical", &clauses->hypothetical},
	};
	ListCell   *lc;

	memset(clauses, 0, sizeof(Clauses));
	foreach(lc, definition)
	{
		DefElem    *clause = lfirst_node(DefElem, lc);

		for (int i = 0; i < (int) lengthof(known); i++)
		{
			if (strcmp(clause->defname, known[i].name) == 0)
				*known[i].where = clause;
		}
	}
}

/*
 * The input type of the old form, or NULL.
 */
TypeName *
idem_aggregate_base_type(const DefineStmt *stmt)
{
	ListCell   *lc;

	foreach(lc, stmt->definition)
	{
		DefElem    *clause = lfirst_node(DefElem, lc);

		if (strcmp(clause->defname, "basetype") == 0)
			return defGetTypeName(clause);
	}
	return NULL;
}

/*
 * "any" in the old form means that there is no input.
 */
bool
idem_is_any(const TypeName *type)
{
	return pg_strcasecmp(TypeNameToString(type), "ANY") == 0;
}

/*
 * A support function, see lookup_agg_function() of pg_aggregate.c; and the
 * type that it returns for these arguments.
 */
static Oid
support_function(DefElem *clause, int nargs, Oid *types, Oid *rettype)
{
	List	   *name = defGetQualifiedName(clause);
	Oid			oid;
	Oid		   *declared;
	Oid			variadic;
	bool		retset;
	int			nvariadic;

	if (func_get_detail(name, NIL, NIL, nargs, types, false, false, false, &oid, rettype,
						&retset, &nvariadic, &variadic, &declared, NULL) != FUNCDETAIL_NORMAL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_FUNCTION),
				 errmsg("function %s does not exist",
						func_signature_string(name, nargs, NIL, types))));
	*rettype = enforce_generic_type_consistency(types, declared, nargs, *rettype, true);
	return oid;
}

/*
 * The same for a transition function, whose first argument is the state.
 */
static Oid
transition_function(DefElem *clause, Oid state, const Inputs *inputs)
{
	Oid			types[FUNC_MAX_ARGS];
	Oid			rettype;
	int			count = inputs->count;

	/* one VARIADIC may stand for both direct and aggregated arguments */
	if (inputs->direct > 0)
		count = inputs->direct < inputs->count ? inputs->count - inputs->direct : 1;
	types[0] = state;
	memcpy(types + 1, inputs->types + (inputs->count - count), count * sizeof(Oid));
	return support_function(clause, count + 1, types, &rettype);
}

/*
 * And for a final function.  "rettype" is that of the aggregate.
 */
static Oid
final_function(DefElem *clause, Oid state, const Inputs *inputs, bool extra, Oid *rettype)
{
	Oid			types[FUNC_MAX_ARGS];

	*rettype = state;
	if (clause == NULL)
		return InvalidOid;
	types[0] = state;
	memcpy(types + 1, inputs->types, inputs->count * sizeof(Oid));
	return support_function(clause, (extra ? inputs->count : inputs->direct) + 1, types, rettype);
}

static char
modify_of(DefElem *clause, char aggkind)
{
	const char *word;

	if (clause == NULL)
		return aggkind == AGGKIND_NORMAL ? AGGMODIFY_READ_ONLY : AGGMODIFY_READ_WRITE;
	word = defGetString(clause);
	return strcmp(word, "read_only") == 0 ? AGGMODIFY_READ_ONLY :
		strcmp(word, "shareable") == 0 ? AGGMODIFY_SHAREABLE :
		strcmp(word, "read_write") == 0 ? AGGMODIFY_READ_WRITE : '\0';
}

static char
parallel_of(DefElem *clause)
{
	const char *word = clause ? defGetString(clause) : "unsafe";

	return strcmp(word, "safe") == 0 ? PROPARALLEL_SAFE :
		strcmp(word, "restricted") == 0 ? PROPARALLEL_RESTRICTED :
		strcmp(word, "unsafe") == 0 ? PROPARALLEL_UNSAFE : '\0';
}

static bool
is_set(DefElem *clause)
{
	return clause != NULL && defGetBoolean(clause);
}

static void
set_parameters(IdemRoutine *routine, const DefineStmt *stmt, const char *source,
			   Inputs *inputs)
{
	Form_pg_aggregate aggregate = &routine->aggregate;

	aggregate->aggkind = AGGKIND_NORMAL;
	if (stmt->oldstyle)
	{
		TypeName   *base = idem_aggregate_base_type(stmt);

		routine->parameters = palloc0(sizeof(IdemParameter));
		if (base == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_FUNCTION_DEFINITION),
					 errmsg("aggregate input type must be specified")));
		if (!idem_is_any(base))
		{
			routine->nparameters = 1;
			routine->parameters[0].type = idem_routine_type(base, false);
			routine->parameters[0].mode = PROARGMODE_IN;
			routine->parameters[0].name = "";
		}
	}
	else
	{
		int			direct = intVal(lsecond(stmt->args));

		idem_declared_parameters(routine, linitial_node(List, stmt->args), source);
		if (direct >= 0)
		{
			aggregate->aggkind = AGGKIND_ORDERED_SET;
			aggregate->aggnumdirectargs = direct;
		}
	}

	if (routine->nparameters >= FUNC_MAX_ARGS)
		ereport(ERROR,
				(errcode(ERRCODE_TOO_MANY_ARGUMENTS),
				 errmsg("aggregates cannot have more than %d arguments", FUNC_MAX_ARGS - 1)));
	inputs->count = routine->nparameters;
	inputs->direct = aggregate->aggnumdirectargs;
	for (int i = 0; i < inputs->count; i++)
		inputs->types[i] = routine->parameters[i].type;
}

/*
 * Moving-aggregate mode.
 */
static void
set_moving(Form_pg_aggregate aggregate, const Clauses *clauses, const Inputs *inputs)
{
	Oid			rettype;

	aggregate->aggmfinalextra = is_set(clauses->mfinalfunc_extra);
	aggregate->aggmfinalmodify = modify_of(clauses->mfinalfunc_modify, aggregate->aggkind);
	if (clauses->mstype == NULL)
		return;
	aggregate->aggmtranstype = idem_routine_type(defGetTypeName(clauses->mstype), false);
	aggregate->aggmtransspace = clauses->msspace ? defGetInt32(clauses->msspace) : 0;
	if (clauses->msfunc)
		aggregate->aggmtransfn = transition_function(clauses->msfunc, aggregate->aggmtranstype,
													 inputs);
	if (clauses->minvfunc)
		aggregate->aggminvtransfn = transition_function(clauses->minvfunc,
														aggregate->aggmtranstype, inputs);
	aggregate->aggmfinalfn = final_function(clauses->mfinalfunc, aggregate->aggmtranstype,
											inputs, aggregate->aggmfinalextra, &rettype);
}

/*
 * What lets workers share the work.
 */
static void
set_partial(Form_pg_aggregate aggregate, const Clauses *clauses)
{
	Oid			types[2];
	Oid			rettype;

	types[0] = types[1] = aggregate->aggtranstype;
	if (clauses->combinefunc)
		aggregate->aggcombinefn = support_function(clauses->combinefunc, 2, types, &rettype);
	types[0] = INTERNALOID;
	if (clauses->serialfunc)
		aggregate->aggserialfn = support_function(clauses->serialfunc, 1, types, &rettype);
	types[0] = BYTEAOID;
	types[1] = INTERNALOID;
	if (clauses->deserialfunc)
		aggregate->aggdeserialfn = support_function(clauses->deserialfunc, 2, types, &rettype);
}

/*
 * The routine that a CREATE AGGREGATE declares.
 */
void
idem_declared_aggregate(IdemRoutine *routine, const DefineStmt *stmt, const char *source)
{
	Form_pg_aggregate aggregate = &routine->aggregate;
	Clauses		clauses;
	Inputs		inputs = {0};

	memset(routine, 0, sizeof(IdemRoutine));
	routine->prokind = PROKIND_AGGREGATE;
	routine->language = INTERNALlanguageId;
	routine->src = pstrdup("aggregate_dummy");
	routine->volatility = PROVOLATILE_IMMUTABLE;
	routine->cost = 1;

	read_clauses(stmt->definition, &clauses);
	set_parameters(routine, stmt, source, &inputs);
	routine->parallel = parallel_of(clauses.parallel);
	if (is_set(clauses.hypothetical))
		aggregate->aggkind = AGGKIND_HYPOTHETICAL;
	if (clauses.sfunc == NULL || clauses.stype == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_FUNCTION_DEFINITION),
				 errmsg("aggregate %s must be specified", clauses.stype ? "sfunc" : "stype")));

	aggregate->aggtranstype = idem_routine_type(defGetTypeName(clauses.stype), false);
	aggregate->aggtransspace = clauses.sspace ? defGetInt32(clauses.sspace) : 0;
	aggregate->aggtransfn = transition_function(clauses.sfunc, aggregate->aggtranstype, &inputs);
	aggregate->aggfinalextra = is_set(clauses.finalfunc_extra);
	aggregate->aggfinalmodify = modify_of(clauses.finalfunc_modify, aggregate->aggkind);
	aggregate->aggfinalfn = final_function(clauses.finalfunc, aggregate->aggtranstype, &inputs,
										   aggregate->aggfinalextra, &routine->rettype);
	set_partial(aggregate, &clauses);
	set_moving(aggregate, &clauses, &inputs);
	if (clauses.sortop && inputs.count == 1)
		aggregate->aggsortop = LookupOperName(NULL, defGetQualifiedName(clauses.sortop),
											  inputs.types[0], inputs.types[0], false, -1);
	routine->initval = clauses.initcond ? defGetString(clauses.initcond) : NULL;
	routine->minitval = clauses.minitcond ? defGetString(clauses.minitcond) : NULL;
}
