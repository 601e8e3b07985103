/*-------------------------------------------------------------------------
 *
 * routine_declare.c
 *	  What CREATE FUNCTION, CREATE PROCEDURE and ALTER FUNCTION say.
 *
 * Works out the row of pg_proc that the statement would make, the way
 * CreateFunction() and AlterFunction() of functioncmds.c do.  What is not
 * mentioned has its default, since CREATE OR REPLACE would set it to that.
 * Checks only what it needs: what cannot be is an error of the server's when
 * the statement runs.
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
#include "commands/proclang.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "parser/parse_func.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"

#include "routine.h"

static void apply_option(IdemRoutine *routine, DefElem *option);

/*
 * The default of a parameter, cooked.
 */
static Node *
cook_default(Node *raw, Oid type, const char *source)
{
	ParseState *pstate = make_parsestate(NULL);
	Node	   *expr;

	pstate->p_sourcetext = source;
	expr = transformExpr(pstate, copyObject(raw), EXPR_KIND_FUNCTION_DEFAULT);
	expr = coerce_to_specific_type(pstate, expr, type, "DEFAULT");
	assign_expr_collations(pstate, expr);
	free_parsestate(pstate);
	return expr;
}

/*
 * Parameters of a declaration: FunctionParameter nodes.
 */
void
idem_declared_parameters(IdemRoutine *routine, List *parameters, const char *source)
{
	ListCell   *lc;

	routine->parameters = palloc0(sizeof(IdemParameter) * Max(list_length(parameters), 1));
	foreach(lc, parameters)
	{
		FunctionParameter *declared = lfirst_node(FunctionParameter, lc);
		IdemParameter *parameter = &routine->parameters[routine->nparameters++];

		parameter->type = idem_routine_type(declared->argType, false);
		parameter->mode = declared->mode == FUNC_PARAM_DEFAULT ?
			PROARGMODE_IN : (char) declared->mode;
		parameter->name = declared->name ? declared->name : "";
		if (declared->defexpr)
			routine->defaults = lappend(routine->defaults,
										cook_default(declared->defexpr, parameter->type, source));
	}
}

/*
 * The result that the OUT parameters imply, or InvalidOid.
 */
static Oid
result_of_parameters(const IdemRoutine *routine)
{
	Oid			result = InvalidOid;
	int			count = 0;

	for (int i = 0; i < routine->nparameters; i++)
	{
		char		mode = routine->parameters[i].mode;

		if (mode == PROARGMODE_IN || mode == PROARGMODE_VARIADIC)
			continue;
		if (count++ == 0)
			result = routine->parameters[i].type;
	}
	if (count > 1 || (count == 1 && routine->prokind == PROKIND_PROCEDURE))
		result = RECORDOID;
	return result;
}

static void
set_body(IdemRoutine *routine, const CreateFunctionStmt *stmt, List *as)
{
	char	   *name = strVal(llast(stmt->funcname));

	routine->src = pstrdup("");
	if (stmt->sql_body)
	{
		routine->body = stmt->sql_body;
		routine->is_raw = true;
	}
	else if (as == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_FUNCTION_DEFINITION),
				 errmsg("no function body specified")));
	else if (routine->language == ClanguageId)
	{
		routine->bin = strVal(linitial(as));
		routine->src = list_length(as) > 1 ? strVal(lsecond(as)) : name;
		if (strcmp(routine->src, "-") == 0)
			routine->src = name;
	}
	else
	{
		routine->src = strVal(linitial(as));
		if (routine->language == INTERNALlanguageId && routine->src[0] == '\0')
			routine->src = name;
	}
}

static List *
transform_types(List *types)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, types)
	{
		Oid			type = idem_routine_type(lfirst_node(TypeName, lc), false);
		Oid			element = get_base_element_type(type);

		result = lappend_oid(result, OidIsValid(element) ? element : type);
	}
	return result;
}

/*
 * The options of a CREATE statement.  Needs no type but those of TRANSFORM.
 */
List *
idem_declared_options(IdemRoutine *routine, const CreateFunctionStmt *stmt)
{
	const char *language = stmt->sql_body ? "sql" : NULL;
	List	   *as = NIL;
	ListCell   *lc;

	memset(routine, 0, sizeof(IdemRoutine));
	routine->prokind = stmt->is_procedure ? PROKIND_PROCEDURE : PROKIND_FUNCTION;
	routine->name = strVal(llast(stmt->funcname));
	routine->volatility = PROVOLATILE_VOLATILE;
	routine->parallel = PROPARALLEL_UNSAFE;
	routine->cost = routine->rows = -1;
	routine->retset = stmt->returnType != NULL && stmt->returnType->setof;

	foreach(lc, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, "as") == 0)
			as = (List *) option->arg;
		else if (strcmp(option->defname, "language") == 0)
			language = strVal(option->arg);
		else if (strcmp(option->defname, "transform") == 0)
			routine->transforms = transform_types((List *) option->arg);
		else if (strcmp(option->defname, "window") == 0)
			routine->prokind = boolVal(option->arg) ? PROKIND_WINDOW : PROKIND_FUNCTION;
		else
			apply_option(routine, option);
	}
	if (language == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_FUNCTION_DEFINITION),
				 errmsg("no language specified")));
	routine->language = get_language_oid(language, false);
	if (routine->cost < 0)
		routine->cost = (routine->language == INTERNALlanguageId ||
						 routine->language == ClanguageId) ? 1 : 100;
	if (routine->rows < 0)
		routine->rows = routine->retset ? 1000 : 0;
	return as;
}

/*
 * The routine that a CREATE statement declares.
 */
void
idem_declared_routine(IdemRoutine *routine, const CreateFunctionStmt *stmt,
					  const char *source)
{
	List	   *as = idem_declared_options(routine, stmt);

	idem_declared_parameters(routine, stmt->parameters, source);
	routine->rettype = stmt->returnType ? idem_routine_type(stmt->returnType, false) :
		result_of_parameters(routine);
	if (!OidIsValid(routine->rettype))
		routine->rettype = VOIDOID;
	set_body(routine, stmt, as);
}

/*
 * Change the routine as ALTER FUNCTION would.
 */
void
idem_altered_routine(IdemRoutine *routine, const AlterFunctionStmt *stmt)
{
	ListCell   *lc;

	foreach(lc, stmt->actions)
		apply_option(routine, lfirst_node(DefElem, lc));
}

/* ----------------------------------------------------------------
 *	Options that CREATE and ALTER have in common
 * ----------------------------------------------------------------
 */

/*
 * SET and RESET: names of settings do not depend on case.
 */
static void
apply_setting(IdemRoutine *routine, VariableSetStmt *stmt)
{
	IdemSetting *setting;
	char	   *value;
	ListCell   *lc;
	List	   *kept = NIL;

	if (stmt->kind == VAR_RESET_ALL)
	{
		routine->config = NIL;
		return;
	}
	foreach(lc, routine->config)
	{
		if (pg_strcasecmp(((IdemSetting *) lfirst(lc))->name, stmt->name) != 0)
			kept = lappend(kept, lfirst(lc));
	}
	routine->config = kept;

	value = ExtractSetVariableArgs(stmt);
	if (value == NULL)
		return;
	setting = palloc(sizeof(IdemSetting));
	setting->name = stmt->name;
	setting->value = value;
	routine->config = lappend(routine->config, setting);
}

static char
volatility_of(const char *word)
{
	return strcmp(word, "immutable") == 0 ? PROVOLATILE_IMMUTABLE :
		strcmp(word, "stable") == 0 ? PROVOLATILE_STABLE : PROVOLATILE_VOLATILE;
}

static char
parallel_of(const char *word)
{
	/* another word is an error of the server's */
	return strcmp(word, "safe") == 0 ? PROPARALLEL_SAFE :
		strcmp(word, "restricted") == 0 ? PROPARALLEL_RESTRICTED :
		strcmp(word, "unsafe") == 0 ? PROPARALLEL_UNSAFE : '\0';
}

static void
apply_option(IdemRoutine *routine, DefElem *option)
{
	if (strcmp(option->defname, "volatility") == 0)
		routine->volatility = volatility_of(strVal(option->arg));
	else if (strcmp(option->defname, "strict") == 0)
		routine->strict = boolVal(option->arg);
	else if (strcmp(option->defname, "security") == 0)
		routine->secdef = boolVal(option->arg);
	else if (strcmp(option->defname, "leakproof") == 0)
		routine->leakproof = boolVal(option->arg);
	else if (strcmp(option->defname, "set") == 0)
		apply_setting(routine, castNode(VariableSetStmt, option->arg));
	else if (strcmp(option->defname, "cost") == 0)
		routine->cost = defGetNumeric(option);
	else if (strcmp(option->defname, "rows") == 0)
		routine->rows = defGetNumeric(option);
	else if (strcmp(option->defname, "support") == 0)
	{
		Oid			internal = INTERNALOID;

		routine->support = LookupFuncName(defGetQualifiedName(option), 1, &internal, false);
	}
	else if (strcmp(option->defname, "parallel") == 0)
		routine->parallel = parallel_of(strVal(option->arg));
	else
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("option \"%s\" of a function is not known", option->defname)));
}

/* ----------------------------------------------------------------
 *	Options that do not count
 * ----------------------------------------------------------------
 */

static IdemSetting *
find_setting(List *config, const char *name)
{
	ListCell   *lc;

	foreach(lc, config)
	{
		if (pg_strcasecmp(((IdemSetting *) lfirst(lc))->name, name) == 0)
			return lfirst(lc);
	}
	return NULL;
}

static void
ignore_setting(IdemRoutine *wanted, const IdemRoutine *actual, const VariableSetStmt *stmt)
{
	List	   *kept = NIL;
	IdemSetting *found;
	ListCell   *lc;

	if (stmt->kind == VAR_RESET_ALL)
	{
		wanted->config = actual->config;
		return;
	}
	found = find_setting(actual->config, stmt->name);
	foreach(lc, wanted->config)
	{
		if (pg_strcasecmp(((IdemSetting *) lfirst(lc))->name, stmt->name) != 0)
			kept = lappend(kept, lfirst(lc));
	}
	wanted->config = found ? lappend(kept, found) : kept;
}

/*
 * Want these options to be as they are.
 */
void
idem_ignore_options(IdemRoutine *wanted, const IdemRoutine *actual, List *options)
{
	ListCell   *lc;

	foreach(lc, options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, "volatility") == 0)
			wanted->volatility = actual->volatility;
		else if (strcmp(option->defname, "strict") == 0)
			wanted->strict = actual->strict;
		else if (strcmp(option->defname, "security") == 0)
			wanted->secdef = actual->secdef;
		else if (strcmp(option->defname, "leakproof") == 0)
			wanted->leakproof = actual->leakproof;
		else if (strcmp(option->defname, "set") == 0)
			ignore_setting(wanted, actual, castNode(VariableSetStmt, option->arg));
		else if (strcmp(option->defname, "cost") == 0)
			wanted->cost = actual->cost;
		else if (strcmp(option->defname, "rows") == 0)
			wanted->rows = actual->rows;
		else if (strcmp(option->defname, "support") == 0)
			wanted->support = actual->support;
		else if (strcmp(option->defname, "parallel") == 0)
			wanted->parallel = actual->parallel;
	}
}
