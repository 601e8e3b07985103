/*-------------------------------------------------------------------------
 *
 * routine_step.c
 *	  Steps that make, replace, change and drop routines.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "define.h"
#include "routine.h"

/*
 * A step that goes by the routine's signature.
 */
IdemStep *
idem_step_routine(IdemPlan *plan, const IdemWanted *wanted, const char *action,
				  IdemOutcome outcome)
{
	IdemStep   *step = idem_step(plan, wanted, action, outcome);

	step->object = idem_routine_signature(wanted);
	idem_note_planned_routine(plan, wanted->name);
	if (wanted->newname && strcmp(wanted->newname, wanted->name) != 0)
		idem_note_planned_routine(plan, wanted->newname);
	return step;
}

/*
 * The step runs the CREATE statement as the caller has it.
 */
void
idem_step_routine_as_declared(IdemStep *step, const IdemWanted *wanted)
{
	step->unsettled = wanted->unsettled && IsA(wanted->stmt, CreateFunctionStmt) &&
		((CreateFunctionStmt *) wanted->stmt)->sql_body == NULL;
	if (wanted->location >= 0)
	{
		idem_step_whole(step, wanted);
		return;
	}
	step->stmt = wanted->stmt;
	step->source = wanted->source;
	step->location = wanted->origin;
	step->length = wanted->length;
	step->ddl = idem_edited_routine_text(wanted);
}

/*
 * The step runs the statement that edits or renames the routine.
 */
void
idem_step_own_statement(IdemStep *step, const IdemWanted *wanted)
{
	step->stmt = wanted->stmt ? wanted->stmt : wanted->node;
	step->source = wanted->source;
	step->location = wanted->location >= 0 ? wanted->location : wanted->origin;
	step->length = wanted->length;
	step->ddl = wanted->location >= 0 ?
		idem_statement_text(step->source, step->location, step->length) : idem_edited_routine_text(wanted);
}

/*
 * "CREATE" becomes "CREATE OR REPLACE".
 */
static char *
replacing_text(char *text)
{
	const size_t length = strlen("CREATE");

	if (pg_strncasecmp(text, "CREATE", length) != 0)
		return text;

	return psprintf("CREATE OR REPLACE%s", text +length);
}

/*
 * The routine becomes what is declared, and stays the same object: owner,
 * grants, comment and dependants are kept.
 */
void
idem_step_replace_routine(const IdemWanted *wanted, IdemPlan *plan, const char *differences)
{
	IdemStep   *step = idem_step_routine(plan, wanted, "alter", IDEM_ALTERED);
	bool	   *replace;

	idem_step_routine_as_declared(step, wanted);
	step->stmt = copyObject(step->stmt);
	replace = IsA(step->stmt, CreateFunctionStmt) ?
		&((CreateFunctionStmt *) step->stmt)->replace : &((DefineStmt *) step->stmt)->replace;
	if (!*replace)
		step->ddl = replacing_text(step->ddl);
	*replace = true;
	step->reason = differences ? psprintf("differs in %s", differences) :
		pstrdup("cannot be compared before the steps that come first are taken");
}

/*
 * The address of a routine that is there, for statements.
 */
ObjectWithArgs *
idem_routine_address(const ActualRoutine *actual)
{
	ObjectWithArgs *address = makeNode(ObjectWithArgs);
	char	   *schema = get_namespace_name(get_func_namespace(actual->oid));
	char	   *name = get_func_name(actual->oid);

	if (schema == NULL || name == NULL)
		idem_vanished("function", actual->oid);
	address->objname = list_make2(makeString(schema), makeString(name));
	for (int i = 0; i < actual->routine.nparameters; i++)
	{
		const IdemParameter *parameter = &actual->routine.parameters[i];

		if (parameter->mode != PROARGMODE_OUT && parameter->mode != PROARGMODE_TABLE)
			address->objargs = lappend(address->objargs, makeTypeNameFromOid(parameter->type, -1));
	}
	return address;
}

const char *
idem_routine_word(ObjectType objtype)
{
	return objtype == OBJECT_PROCEDURE ? "PROCEDURE" :
		objtype == OBJECT_AGGREGATE ? "AGGREGATE" :
		objtype == OBJECT_ROUTINE ? "ROUTINE" : "FUNCTION";
}

/*
 * "FUNCTION schema.name(types)"
 */
char *
idem_routine_text(const ActualRoutine *actual)
{
	char	   *signature = idem_routine_signature_of(actual->oid);
	ObjectType	objtype = idem_routine_objtype(actual->routine.prokind);

	if (objtype == OBJECT_AGGREGATE && actual->routine.nparameters == 0)
		return psprintf("AGGREGATE %.*s(*)", (int) strlen(signature) - 2, signature);
	return psprintf("%s %s", idem_routine_word(objtype), signature);
}

/*
 * The server lists the dependants if there are any; see converge.c for when
 * they may go too.
 */
void
idem_step_drop_routine(const IdemWanted *wanted, const ActualRoutine *actual, IdemPlan *plan)
{
	IdemStep   *step = idem_step_routine(plan, wanted, "drop", IDEM_DROPPED);
	DropStmt   *stmt = makeNode(DropStmt);

	stmt->removeType = idem_routine_objtype(actual->routine.prokind);
	stmt->objects = list_make1(idem_routine_address(actual));
	stmt->behavior = DROP_RESTRICT;
	step->behavior = &stmt->behavior;
	idem_step_statement(step, (Node *) stmt, psprintf("DROP %s", idem_routine_text(actual)));
}
