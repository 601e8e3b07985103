/*-------------------------------------------------------------------------
 *
 * routine_name.c
 *	  Which function, procedure or aggregate a statement means.
 *
 * A routine is known by its schema, its name and the types of its input
 * parameters.  CREATE means the one in the schema where it would put it;
 * everything else what the search path leads to, by the server's own rules
 * for a missing argument list and for the OUT parameters of procedures.
 *
 * Locks nothing.  A type that does not exist is not an error here: a routine
 * with such a parameter cannot exist either.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "parser/parse_func.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/regproc.h"
#include "utils/syscache.h"

#include "routine.h"

/* ----------------------------------------------------------------
 *	Types
 * ----------------------------------------------------------------
 */

/*
 * The type of a column, without the notice that LookupTypeName() raises each
 * time.
 */
static Oid
type_of_column(const TypeName *type)
{
	RangeVar   *relation = makeRangeVarFromNameList(list_copy_head(type->names,
																   list_length(type->names) - 1));
	Oid			relid = RangeVarGetRelid(relation, NoLock, true);
	AttrNumber	attnum;
	Oid			result;

	if (!OidIsValid(relid))
		return InvalidOid;
	attnum = get_attnum(relid, strVal(llast(type->names)));
	if (attnum == InvalidAttrNumber)
		return InvalidOid;
	result = get_atttype(relid, attnum);
	return type->arrayBounds != NIL ? get_array_type(result) : result;
}

Oid
idem_routine_type(const TypeName *type, bool missing_ok)
{
	Oid			result = type->pct_type && list_length(type->names) > 1 ?
		type_of_column(type) : LookupTypeNameOid(NULL, type, true);

	if (!OidIsValid(result) && !missing_ok)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("type \"%s\" does not exist", TypeNameToString(type))));
	return result;
}

static bool
is_input(const FunctionParameter *parameter)
{
	return parameter->mode != FUNC_PARAM_OUT && parameter->mode != FUNC_PARAM_TABLE;
}

/*
 * Types of the input parameters of a CREATE statement: TypeName nodes.
 */
List *
idem_routine_type_names(Node *stmt)
{
	List	   *parameters;
	List	   *names = NIL;
	ListCell   *lc;

	if (IsA(stmt, CreateFunctionStmt))
		parameters = ((CreateFunctionStmt *) stmt)->parameters;
	else if (((DefineStmt *) stmt)->oldstyle)
	{
		TypeName   *base = idem_aggregate_base_type((DefineStmt *) stmt);

		return base == NULL || idem_is_any(base) ? NIL : list_make1(base);
	}
	else
		parameters = linitial_node(List, ((DefineStmt *) stmt)->args);

	foreach(lc, parameters)
	{
		if (is_input(lfirst_node(FunctionParameter, lc)))
			names = lappend(names, lfirst_node(FunctionParameter, lc)->argType);
	}
	return names;
}

/*
 * Types of the input parameters of a CREATE statement: OIDs.  False if one of
 * them does not exist.
 */
bool
idem_routine_inputs(Node *stmt, List **types)
{
	ListCell   *lc;

	*types = NIL;
	foreach(lc, idem_routine_type_names(stmt))
	{
		Oid			type = idem_routine_type(lfirst_node(TypeName, lc), true);

		if (!OidIsValid(type))
			return false;
		*types = lappend_oid(*types, type);
	}
	return true;
}

/* ----------------------------------------------------------------
 *	Routines
 * ----------------------------------------------------------------
 */

/*
 * The routine with these input types in a schema, or InvalidOid.
 */
Oid
idem_routine_oid(const char *name, List *types, Oid nspid)
{
	Oid		   *values = palloc(sizeof(Oid) * Max(list_length(types), 1));
	ListCell   *lc;

	foreach(lc, types)
		values[foreach_current_index(lc)] = lfirst_oid(lc);
	return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum(name),
						   PointerGetDatum(buildoidvector(values, list_length(types))),
						   ObjectIdGetDatum(nspid));
}

/*
 * The address by which a statement knows a routine that is there, or is to go.
 */
ObjectWithArgs *
idem_routine_declared(const IdemWanted *wanted)
{
	return IsA(wanted->node, AlterFunctionStmt) ? ((AlterFunctionStmt *) wanted->node)->func :
		castNode(ObjectWithArgs, wanted->node);
}

static bool
is_of_type(Oid oid, ObjectType objtype)
{
	ObjectType	found = idem_routine_objtype(get_func_prokind(oid));

	return objtype == OBJECT_ROUTINE || objtype == found;
}

/*
 * The routine that an edit, rename or drop means, by another name or schema
 * than it says.  To be absent a function need not be looked for among
 * procedures: one of the same name and types is no function.
 */
Oid
idem_routine_in_schema(const IdemWanted *wanted, List *names)
{
	ObjectWithArgs *address = palloc(sizeof(ObjectWithArgs));
	ObjectType	objtype = wanted->kind->objtype;
	Oid			oid;

	*address = *idem_routine_declared(wanted);
	address->objname = names;
	if (wanted->wish != IDEM_ABSENT || address->args_unspecified)
		return LookupFuncWithArgs(objtype, address, true);

	oid = LookupFuncWithArgs(OBJECT_ROUTINE, address, true);
	return OidIsValid(oid) && is_of_type(oid, objtype) ? oid : InvalidOid;
}

/*
 * Where CREATE would put it.
 */
static void
resolve_by_creation(IdemWanted *wanted)
{
	List	   *types;

	if (!idem_creation_schema(wanted))
		return;
	if (idem_routine_inputs(wanted->node, &types))
		wanted->objid = idem_routine_oid(wanted->name, types, wanted->nspid);
}

void
idem_resolve_routine(IdemWanted *wanted)
{
	wanted->nspid = wanted->objid = InvalidOid;
	if (!wanted->by_creation)
		DeconstructQualifiedName(wanted->names, &wanted->nspname, &wanted->name);

	if (wanted->by_creation)
		resolve_by_creation(wanted);
	else
		wanted->objid = idem_routine_in_schema(wanted, wanted->names);

	if (OidIsValid(wanted->objid))
		wanted->nspid = get_func_namespace(wanted->objid);
	if (OidIsValid(wanted->nspid))
	{
		wanted->nspname = get_namespace_name(wanted->nspid);
		if (isAnyTempNamespace(wanted->nspid))
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("%s \"%s\" is temporary", wanted->kind->noun, wanted->name),
					 errdetail("Temporary objects belong to one session and are not migrated.")));
	}
}

/* ----------------------------------------------------------------
 *	Words
 * ----------------------------------------------------------------
 */

const char *
idem_routine_noun(char prokind)
{
	switch (prokind)
	{
		case PROKIND_PROCEDURE:
			return "procedure";
		case PROKIND_AGGREGATE:
			return "aggregate";
		case PROKIND_WINDOW:
			return "window function";
		default:
			return "function";
	}
}

ObjectType
idem_routine_objtype(char prokind)
{
	return prokind == PROKIND_PROCEDURE ? OBJECT_PROCEDURE :
		prokind == PROKIND_AGGREGATE ? OBJECT_AGGREGATE : OBJECT_FUNCTION;
}

/*
 * "schema.name(type,type)", as the ledger knows it, too.
 */
char *
idem_routine_signature_of(Oid oid)
{
	return format_procedure_qualified(oid);
}

/*
 * How the ledger names the routine that a CREATE statement makes: the result
 * is its identity, and "args" its types.  NULL if a type does not exist yet.
 */
char *
idem_routine_identity(const IdemWanted *wanted, const char *schema, List **args)
{
	StringInfoData buf;
	List	   *types;
	ListCell   *lc;

	if (!wanted->by_creation || !idem_routine_inputs(wanted->node, &types))
		return NULL;
	*args = NIL;
	initStringInfo(&buf);
	appendStringInfo(&buf, "%s(",
					 quote_qualified_identifier(schema, strVal(llast(wanted->names))));
	foreach(lc, types)
	{
		char	   *type = format_type_be_qualified(lfirst_oid(lc));

		*args = lappend(*args, type);
		appendStringInfo(&buf, "%s%s", foreach_current_index(lc) > 0 ? "," : "", type);
	}
	appendStringInfoChar(&buf, ')');
	return buf.data;
}

/*
 * Whether a rename or drop is about a recorded routine with these types.
 */
bool
idem_routine_has_args(const IdemWanted *wanted, List *args)
{
	const ObjectWithArgs *address = idem_routine_declared(wanted);
	ListCell   *lc;
	ListCell   *la;

	if (address->args_unspecified)
		return true;
	if (list_length(address->objargs) != list_length(args))
		return false;
	forboth(lc, address->objargs, la, args)
	{
		Oid			type = idem_routine_type(lfirst_node(TypeName, lc), true);

		if (!OidIsValid(type) || strcmp(format_type_be_qualified(type), lfirst(la)) != 0)
			return false;
	}
	return true;
}
