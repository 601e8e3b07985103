/*-------------------------------------------------------------------------
 *
 * kind_routine.c
 *	  Functions, procedures and aggregates.
 *
 * Declared by CREATE, or edited by ALTER (options, name, schema).  A routine
 * is known by its schema, its name and the types of its input parameters.  A
 * CREATE statement says everything: what it does not mention has its default,
 * as it would have after CREATE OR REPLACE.
 *
 * What differs is replaced.  What CREATE OR REPLACE cannot do is refused, or
 * done by dropping the routine if the caller admits it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_proc.h"
#include "parser/parse_func.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "parts.h"
#include "routine.h"

static const IdemKind any_routine;
static const IdemKind altered_function;
static const IdemKind altered_procedure;
static const IdemKind altered_routine;

static const IdemKind *
kind_of(ObjectType objtype)
{
	switch (objtype)
	{
		case OBJECT_FUNCTION:
			return &idem_kind_function;
		case OBJECT_PROCEDURE:
			return &idem_kind_procedure;
		case OBJECT_AGGREGATE:
			return &idem_kind_aggregate;
		case OBJECT_ROUTINE:
			return &any_routine;
		default:
			return NULL;
	}
}

static const IdemKind *
altered_kind_of(ObjectType objtype)
{
	return objtype == OBJECT_PROCEDURE ? &altered_procedure :
		objtype == OBJECT_ROUTINE ? &altered_routine : &altered_function;
}

/* ----------------------------------------------------------------
 *	Declarations
 * ----------------------------------------------------------------
 */

static bool
is_temporary(List *names)
{
	return list_length(names) > 1 &&
		strcmp(strVal(list_nth(names, list_length(names) - 2)), "pg_temp") == 0;
}

static bool
declare_whole(IdemDeclaration *declaration, const IdemKind *kind, List *names)
{
	if (is_temporary(names))
		return false;
	idem_declare_whole(declaration, kind, names);
	return true;
}

static bool
declare_drop(IdemDeclaration *declaration, DropStmt *stmt)
{
	const IdemKind *kind = kind_of(stmt->removeType);
	ListCell   *lc;

	if (kind == NULL)
		return false;
	foreach(lc, stmt->objects)
	{
		ObjectWithArgs *address = lfirst_node(ObjectWithArgs, lc);

		if (is_temporary(address->objname))
			return false;
		idem_declare_absent(declaration, kind, address->objname,
							stmt->behavior)->node = (Node *) address;
	}
	if (list_length(declaration->wanted) > 1)
	{
		foreach(lc, declaration->wanted)
			((IdemWanted *) lfirst(lc))->siblings = declaration->wanted;
	}
	return true;
}

/*
 * Another name or schema; NULL if it is none of ours that gets it.
 */
static IdemWanted *
declare_moved(IdemDeclaration *declaration, ObjectType objtype, Node *object)
{
	const IdemKind *kind = kind_of(objtype);
	ObjectWithArgs *address = (ObjectWithArgs *) object;
	IdemWanted *wanted;

	if (kind == NULL || is_temporary(address->objname))
		return NULL;
	wanted = idem_declare(declaration, kind, address->objname, object);
	wanted->stmt = declaration->stmt;
	wanted->wish = IDEM_RENAMED;
	wanted->newname = strVal(llast(address->objname));
	wanted->by_creation = false;
	return wanted;
}

static bool
routine_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;
	IdemWanted *moved;

	switch (nodeTag(stmt))
	{
		case T_CreateFunctionStmt:
			return declare_whole(declaration,
								 ((CreateFunctionStmt *) stmt)->is_procedure ?
								 &idem_kind_procedure : &idem_kind_function,
								 ((CreateFunctionStmt *) stmt)->funcname);
		case T_DefineStmt:
			return ((DefineStmt *) stmt)->kind == OBJECT_AGGREGATE &&
				declare_whole(declaration, &idem_kind_aggregate, ((DefineStmt *) stmt)->defnames);
		case T_AlterFunctionStmt:
			if (is_temporary(((AlterFunctionStmt *) stmt)->func->objname))
				return false;
			idem_declare_edit(declaration, altered_kind_of(((AlterFunctionStmt *) stmt)->objtype),
							  ((AlterFunctionStmt *) stmt)->func->objname);
			return true;
		case T_DropStmt:
			return declare_drop(declaration, (DropStmt *) stmt);
		case T_RenameStmt:
			moved = declare_moved(declaration, ((RenameStmt *) stmt)->renameType,
								  ((RenameStmt *) stmt)->object);
			if (moved == NULL)
				return false;
			moved->newname = ((RenameStmt *) stmt)->newname;
			return true;
		case T_AlterObjectSchemaStmt:
			moved = declare_moved(declaration, ((AlterObjectSchemaStmt *) stmt)->objectType,
								  ((AlterObjectSchemaStmt *) stmt)->object);
			if (moved == NULL)
				return false;
			moved->newschema = ((AlterObjectSchemaStmt *) stmt)->newschema;
			return true;
		default:
			return false;
	}
}

/*
 * ROUTINE stands for whichever it is.
 */
static void
routine_resolve(IdemWanted *wanted)
{
	idem_resolve_routine(wanted);
	if (!wanted->by_creation && !OidIsValid(wanted->objid) && wanted->before != NULL)
	{
		Oid			oid;
		const IdemWanted *made = idem_planned_routine(wanted, &oid);

		if (made != NULL)
			wanted->nspname = made->newschema ? made->newschema : made->nspname;
	}
	if (wanted->kind->objtype == OBJECT_ROUTINE && OidIsValid(wanted->objid))
	{
		ObjectType	objtype = idem_routine_objtype(get_func_prokind(wanted->objid));

		wanted->kind = wanted->kind->is_edit ? altered_kind_of(objtype) : kind_of(objtype);
	}
}

static IdemActual *
routine_observe(const IdemWanted *wanted)
{
	ActualRoutine *actual = palloc0(sizeof(ActualRoutine));

	if (OidIsValid(wanted->objid) && idem_read_routine(wanted->objid, actual))
	{
		actual->head.found = true;
		ObjectAddressSet(actual->head.address, ProcedureRelationId, wanted->objid);
	}
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	Differences
 * ----------------------------------------------------------------
 */

/*
 * What a CREATE statement declares.
 */
void
idem_declared(IdemRoutine *routine, const IdemWanted *wanted)
{
	if (IsA(wanted->node, DefineStmt))
		idem_declared_aggregate(routine, (DefineStmt *) wanted->node, wanted->source);
	else
		idem_declared_routine(routine, (CreateFunctionStmt *) wanted->node, wanted->source);
}

/*
 * CREATE of one that is there.
 */
static void
diff_declared(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualRoutine *actual = (const ActualRoutine *) head;
	IdemRoutine declared;
	IdemRoutineMatch match;

	idem_declared(&declared, wanted);
	idem_ignore_options(&declared, &actual->routine, wanted->overridden);
	idem_match_routines(&match, &declared, &actual->routine, wanted->source);

	if (match.obstacle != NULL)
		idem_step_recreate_routine(wanted, actual, plan, &match);
	else if (match.differences.len > 0)
		idem_step_replace_routine(wanted, plan, match.differences.data);
}

/*
 * CREATE of one that is missing.
 */
static void
diff_missing(const IdemWanted *wanted, IdemPlan *plan)
{
	List	   *types;

	/* an earlier step may make the type */
	if (plan->steps == NIL && !idem_routine_inputs(wanted->node, &types))
	{
		ListCell   *lc;

		foreach(lc, idem_routine_type_names(wanted->node))
			(void) idem_routine_type(lfirst_node(TypeName, lc), false);
	}
	idem_step_routine_as_declared(idem_step_routine(plan, wanted, "create", IDEM_CREATED), wanted);
}

/*
 * ALTER with options.
 */
static void
diff_altered(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualRoutine *actual = (const ActualRoutine *) head;
	IdemRoutine altered = actual->routine;
	IdemRoutineMatch match;
	IdemStep   *step;

	if (altered.prokind == PROKIND_AGGREGATE)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is an aggregate function", idem_routine_signature(wanted)),
				 errdetail("An aggregate has no options that could be altered.")));
	idem_altered_routine(&altered, (AlterFunctionStmt *) wanted->node);
	idem_ignore_options(&altered, &actual->routine, wanted->overridden);
	idem_match_routines(&match, &altered, &actual->routine, wanted->source);
	if (match.differences.len == 0)
		return;
	step = idem_step_routine(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_own_statement(step, wanted);
	step->reason = psprintf("differs in %s", match.differences.data);
}

static List *
input_types(const IdemRoutine *routine)
{
	List	   *types = NIL;

	for (int i = 0; i < routine->nparameters; i++)
	{
		char		mode = routine->parameters[i].mode;

		if (mode != PROARGMODE_OUT && mode != PROARGMODE_TABLE)
			types = lappend_oid(types, routine->parameters[i].type);
	}
	return types;
}

/*
 * Refuse to give a routine a name that another one has.
 */
static void
refuse_name(const IdemWanted *wanted, IdemPlan *plan, Oid other)
{
	IdemStep   *step = idem_step_routine(plan, wanted, "rename", IDEM_ALTERED);

	idem_refuse(step, IDEM_IMPOSSIBLE,
				psprintf("both \"%s\" and \"%s\" exist", step->object,
						 idem_routine_signature_of(other)),
				pstrdup("The first cannot get the name of the second."));
	step->sqlstate = ERRCODE_DUPLICATE_FUNCTION;
	step->hint = "Drop the one that is not needed.";
}

/*
 * Another name or schema.
 */
static void
diff_moved(const IdemWanted *wanted, const ActualRoutine *actual, IdemPlan *plan)
{
	Oid			nspid = wanted->newschema ?
		get_namespace_oid(wanted->newschema, plan->steps != NIL) : wanted->nspid;
	Oid			other = OidIsValid(nspid) ?
		idem_routine_oid(wanted->newname, input_types(&actual->routine), nspid) : InvalidOid;
	ObjectType	objtype = idem_routine_objtype(actual->routine.prokind);
	Node	   *stmt;
	char	   *change;

	if (other == actual->oid)
		return;
	if (OidIsValid(other))
	{
		/* later statements may make one of the old name */
		if (!wanted->missing_ok)
			refuse_name(wanted, plan, other);
		return;
	}
	if (wanted->newschema)
	{
		AlterObjectSchemaStmt *move = makeNode(AlterObjectSchemaStmt);

		move->objectType = objtype;
		move->object = (Node *) idem_routine_address(actual);
		move->newschema = wanted->newschema;
		change = psprintf("SET SCHEMA %s", quote_identifier(wanted->newschema));
		stmt = (Node *) move;
	}
	else
	{
		RenameStmt *rename = makeNode(RenameStmt);

		rename->renameType = objtype;
		rename->object = (Node *) idem_routine_address(actual);
		rename->newname = wanted->newname;
		rename->behavior = DROP_RESTRICT;
		change = psprintf("RENAME TO %s", quote_identifier(wanted->newname));
		stmt = (Node *) rename;
	}
	idem_step_statement(idem_step_routine(plan, wanted, "rename", IDEM_ALTERED), stmt,
						psprintf("ALTER %s %s", idem_routine_text(actual), change));
}

/*
 * An edit or rename of one that is missing, though earlier steps may make it.
 */
static void
diff_nowhere(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	IdemStep   *step;
	Oid			oid;

	if (wanted->missing_ok && idem_planned_routine(wanted, &oid) == NULL)
		return;
	if (plan->steps == NIL)
	{
		(void) LookupFuncWithArgs(wanted->kind->objtype, idem_routine_declared(wanted), false);
		return;
	}
	if (idem_diff_planned_routine(wanted, head, plan))
		return;
	step = idem_step_routine(plan, wanted, wanted->wish == IDEM_RENAMED ? "rename" : "alter",
							 IDEM_ALTERED);
	idem_step_own_statement(step, wanted);
	if (wanted->wish == IDEM_RENAMED)
		step->ddl = psprintf("ALTER %s %s %s %s", idem_routine_word(wanted->kind->objtype),
							 step->object, wanted->newschema ? "SET SCHEMA" : "RENAME TO",
							 quote_identifier(wanted->newschema ? wanted->newschema :
											  wanted->newname));
}

/*
 * Whether the routine goes by its new name already.
 */
static bool
is_renamed(const IdemWanted *wanted)
{
	List	   *names = list_copy(wanted->names);

	llast(names) = makeString(wanted->newname);
	if (wanted->newschema)
		names = list_make2(makeString(wanted->newschema), makeString(wanted->newname));
	return OidIsValid(idem_routine_in_schema(wanted, names));
}

static void
routine_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualRoutine *actual = (const ActualRoutine *) head;

	if (wanted->wish == IDEM_ABSENT)
	{
		if (head->found)
			idem_step_drop_routine(wanted, actual, plan);
	}
	else if (wanted->by_creation)
	{
		if (!head->found)
		{
			if (!idem_diff_planned_routine(wanted, head, plan))
				diff_missing(wanted, plan);
		}
		else if (!wanted->superseded && !idem_try_diff(diff_declared, wanted, head, plan))
			idem_step_replace_routine(wanted, plan, NULL);
	}
	else if (!head->found)
	{
		if (wanted->wish != IDEM_RENAMED || !is_renamed(wanted))
			diff_nowhere(wanted, head, plan);
	}
	else if (wanted->wish == IDEM_RENAMED)
		diff_moved(wanted, actual, plan);
	else if (!idem_try_diff(diff_altered, wanted, head, plan))
		idem_step_own_statement(idem_step_routine(plan, wanted, "alter", IDEM_ALTERED), wanted);
}

static char *
routine_describe(const IdemActual *head)
{
	return head->found ? idem_routine_signature_of(head->address.objectId) : pstrdup("");
}

#define ROUTINE_KIND(word, type, edit) \
	{ \
		.noun = (word), \
		.objtype = (type), \
		.classid = ProcedureRelationId, \
		.is_edit = (edit), \
		.declare = routine_declare, \
		.resolve = routine_resolve, \
		.observe = routine_observe, \
		.diff = routine_diff, \
		.describe = routine_describe, \
		.record_name = (edit) ? NULL : idem_record_routine, \
	}

const IdemKind idem_kind_function = ROUTINE_KIND("function", OBJECT_FUNCTION, false);
const IdemKind idem_kind_procedure = ROUTINE_KIND("procedure", OBJECT_PROCEDURE, false);
const IdemKind idem_kind_aggregate = ROUTINE_KIND("aggregate", OBJECT_AGGREGATE, false);

/* what DROP ROUTINE and its like name */
static const IdemKind any_routine = ROUTINE_KIND("routine", OBJECT_ROUTINE, false);

/* ALTER with options says nothing of what is declared elsewhere */
static const IdemKind altered_function = ROUTINE_KIND("function", OBJECT_FUNCTION, true);
static const IdemKind altered_procedure = ROUTINE_KIND("procedure", OBJECT_PROCEDURE, true);
static const IdemKind altered_routine = ROUTINE_KIND("routine", OBJECT_ROUTINE, true);
