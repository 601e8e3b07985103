/*-------------------------------------------------------------------------
 *
 * door.c
 *	  What every SQL function that changes one object does at its end.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_enum.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "revision.h"

/*
 * The OID of a label of idem.outcome.  The type is found by the function's
 * own result type, never by name.
 */
Datum
idem_outcome_datum(FunctionCallInfo fcinfo, IdemOutcome outcome)
{
	static const char *const labels[] = {
		"unchanged", "created", "altered", "dropped",
		"applied", "reverted", "healed", "stamped"
	};
	FmgrInfo   *flinfo = fcinfo->flinfo;
	Oid			type;
	HeapTuple	tuple;
	Oid			result;

	/* nearly every outcome is this one; the call site keeps its OID */
	if (outcome == IDEM_UNCHANGED && flinfo->fn_extra)
		return ObjectIdGetDatum(*(Oid *) flinfo->fn_extra);

	type = get_func_rettype(flinfo->fn_oid);
	tuple = SearchSysCache2(ENUMTYPOIDNAME, ObjectIdGetDatum(type),
							CStringGetDatum(labels[outcome]));
	if (!HeapTupleIsValid(tuple))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("type %s has no label \"%s\"", format_type_be(type), labels[outcome]),
				 errdetail("The library and the SQL objects of the extension are of different versions."),
				 errhint("Run ALTER EXTENSION idem_migrate UPDATE.")));
	result = ((Form_pg_enum) GETSTRUCT(tuple))->oid;
	ReleaseSysCache(tuple);

	if (outcome == IDEM_UNCHANGED)
	{
		flinfo->fn_extra = MemoryContextAlloc(flinfo->fn_mcxt, sizeof(Oid));
		*(Oid *) flinfo->fn_extra = result;
	}
	return ObjectIdGetDatum(result);
}

/*
 * Converge one object (or a table and its parts) with the options of the
 * call: "allow" is argument number allow_argno, or there is none if negative.
 */
Datum
idem_door_list(FunctionCallInfo fcinfo, List *wanted, int allow_argno)
{
	IdemOptions options = {0};
	IdemOutcome outcome;

	if (allow_argno >= 0)
		options.allow = idem_arg_allow(fcinfo, allow_argno);
	outcome = idem_converge(wanted, &options);

	/* called by the script of a revision, it is a declaration of that */
	idem_track_moved(wanted);
	idem_track_wanted(wanted);
	return idem_outcome_datum(fcinfo, outcome);
}

Datum
idem_door(FunctionCallInfo fcinfo, IdemWanted *wanted, int allow_argno)
{
	return idem_door_list(fcinfo, list_make1(wanted), allow_argno);
}
