/*-------------------------------------------------------------------------
 *
 * kind_range.c
 *	  Range types: subtype, operator class, collation, functions.
 *
 * Declared by CREATE TYPE ... AS RANGE.  Nothing about a range type can be
 * changed, only be found different.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_opclass.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_range.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "nodes/makefuncs.h"
#include "parser/parse_func.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/regproc.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "idem_migrate.h"

typedef struct ActualRange
{
	IdemActual	head;
	FormData_pg_range form;
} ActualRange;

static void diff_parameter(const IdemWanted *wanted, const ActualRange *actual, DefElem *parameter,
						   StringInfo found, StringInfo target);

static bool
range_declare(IdemDeclaration *declaration)
{
	if (!IsA(declaration->stmt, CreateRangeStmt))
		return false;
	idem_declare_whole(declaration, &idem_kind_range,
					   ((CreateRangeStmt *) declaration->stmt)->typeName);
	return true;
}

/*
 * A shell is what a range type with a canonical function begins as.
 */
static void
range_resolve(IdemWanted *wanted)
{
	if (!OidIsValid(idem_lookup_type(wanted, '\0', NULL)))
		return;
	if (get_typisdefined(wanted->objid))
		idem_lookup_type(wanted, TYPTYPE_RANGE, "a range type");
	else
		wanted->objid = InvalidOid;
}

static IdemActual *
range_observe(const IdemWanted *wanted)
{
	ActualRange *actual = palloc0(sizeof(ActualRange));
	HeapTuple	tuple;

	if (!OidIsValid(wanted->objid))
		return &actual->head;
	tuple = SearchSysCache1(RANGETYPE, ObjectIdGetDatum(wanted->objid));
	if (!HeapTupleIsValid(tuple))
		return &actual->head;	/* dropped this instant */
	actual->head.found = true;
	ObjectAddressSet(actual->head.address, TypeRelationId, wanted->objid);
	actual->form = *(Form_pg_range) GETSTRUCT(tuple);
	ReleaseSysCache(tuple);
	return &actual->head;
}

static void
range_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	StringInfoData found;
	StringInfoData target;
	IdemStep   *step;
	ListCell   *lc;

	if (wanted->wish == IDEM_ABSENT)
	{
		if (head->found)
			idem_step_drop(idem_step(plan, wanted, "drop", IDEM_DROPPED), wanted, OBJECT_TYPE);
		return;
	}
	if (!head->found)
	{
		idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
		return;
	}

	initStringInfo(&found);
	initStringInfo(&target);
	foreach(lc, castNode(CreateRangeStmt, wanted->node)->params)
		diff_parameter(wanted, (const ActualRange *) head, lfirst_node(DefElem, lc), &found, &target);
	if (target.len == 0)
		return;
	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_refuse(step, IDEM_IMPOSSIBLE,
				psprintf("range type \"%s\" has another definition", idem_qualified_name(wanted)),
				psprintf("Found: %s. Wanted: %s. A range type cannot be changed.",
						 found.data, target.data));
	step->hint = "Make a new type and convert the columns.";
}

static void
note(StringInfo buf, const char *name, const char *value)
{
	appendStringInfo(buf, "%s%s = %s", buf->len > 0 ? ", " : "", name, value);
}

static const char *
opclass_name(Oid opclass)
{
	HeapTuple	tuple = SearchSysCache1(CLAOID, ObjectIdGetDatum(opclass));
	const char *name;

	if (!HeapTupleIsValid(tuple))
		return "?";
	name = pstrdup(NameStr(((Form_pg_opclass) GETSTRUCT(tuple))->opcname));
	ReleaseSysCache(tuple);
	return name;
}

static const char *
function_name(Oid function)
{
	return OidIsValid(function) ? format_procedure_qualified(function) : "none";
}

static const char *
collation_name(Oid collation)
{
	return OidIsValid(collation) ? generate_collation_name(collation) : "none";
}

/*
 * One parameter, as DefineRange() of typecmds.c reads it.
 */
static void
diff_parameter(const IdemWanted *wanted, const ActualRange *actual, DefElem *parameter,
			   StringInfo found, StringInfo target)
{
	const FormData_pg_range *form = &actual->form;
	const char *name = parameter->defname;
	Oid			range = wanted->objid;
	Oid			value;
	Oid			args[2];

	if (strcmp(name, "subtype") == 0)
	{
		value = typenameTypeId(NULL, defGetTypeName(parameter));
		if (value == form->rngsubtype)
			return;
		note(found, name, format_type_be(form->rngsubtype));
		note(target, name, format_type_be(value));
	}
	else if (strcmp(name, "subtype_opclass") == 0)
	{
		value = get_opclass_oid(BTREE_AM_OID, defGetQualifiedName(parameter), false);
		if (value == form->rngsubopc)
			return;
		note(found, name, opclass_name(form->rngsubopc));
		note(target, name, opclass_name(value));
	}
	else if (strcmp(name, "collation") == 0)
	{
		value = get_collation_oid(defGetQualifiedName(parameter), false);
		if (value == form->rngcollation)
			return;
		note(found, name, collation_name(form->rngcollation));
		note(target, name, collation_name(value));
	}
	else if (strcmp(name, "canonical") == 0)
	{
		value = LookupFuncName(defGetQualifiedName(parameter), 1, &range, false);
		if (value == form->rngcanonical)
			return;
		note(found, name, function_name(form->rngcanonical));
		note(target, name, function_name(value));
	}
	else if (strcmp(name, "subtype_diff") == 0)
	{
		args[0] = args[1] = form->rngsubtype;
		value = LookupFuncName(defGetQualifiedName(parameter), 2, args, false);
		if (value == form->rngsubdiff)
			return;
		note(found, name, function_name(form->rngsubdiff));
		note(target, name, function_name(value));
	}
	else if (strcmp(name, "multirange_type_name") == 0)
	{
		List	   *names = defGetQualifiedName(parameter);
		char	   *multirange = strVal(llast(names));

		if (LookupTypeNameOid(NULL, makeTypeNameFromNameList(names), true) == form->rngmultitypid)
			return;
		note(found, name, format_type_be(form->rngmultitypid));
		note(target, name, multirange);
	}
	else
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR),
				 errmsg("type attribute \"%s\" not recognized", name)));
}

static char *
range_describe(const IdemActual *head)
{
	return psprintf("a range of %s",
					format_type_be(((const ActualRange *) head)->form.rngsubtype));
}

const IdemKind idem_kind_range = {
	.noun = "type",
	.objtype = OBJECT_TYPE,
	.classid = TypeRelationId,
	.declare = range_declare,
	.resolve = range_resolve,
	.observe = range_observe,
	.diff = range_diff,
	.describe = range_describe,
	.record_name = idem_record_type,
};
