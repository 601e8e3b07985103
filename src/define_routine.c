/*-------------------------------------------------------------------------
 *
 * define_routine.c
 *	  Functions, procedures and aggregates.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_proc.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"

/* the text that a function of the server gives for a routine */
static char *
routine_text(PGFunction function, Oid procid)
{
	LOCAL_FCINFO(fcinfo, 1);
	Datum		result;

	InitFunctionCallInfoData(*fcinfo, NULL, 1, InvalidOid, NULL, NULL);
	fcinfo->args[0].value = ObjectIdGetDatum(procid);
	fcinfo->args[0].isnull = false;
	result = function(fcinfo);
	if (fcinfo->isnull)
		idem_vanished("function", procid);
	return TextDatumGetCString(result);
}

static void
option(StringInfo ddl, const char *name, const char *value)
{
	appendStringInfo(ddl, ",\n    %s = %s", name, value);
}

static void
modify_option(StringInfo ddl, const char *name, char modify, char kind)
{
	char		expected = kind == AGGKIND_NORMAL ? AGGMODIFY_READ_ONLY : AGGMODIFY_READ_WRITE;

	if (modify == expected)
		return;
	option(ddl, name, modify == AGGMODIFY_READ_ONLY ? "READ_ONLY" :
		   modify == AGGMODIFY_SHAREABLE ? "SHAREABLE" : "READ_WRITE");
}

static void
function_option(StringInfo ddl, const char *name, Oid function)
{
	if (OidIsValid(function))
		option(ddl, name, idem_function_reference(function));
}

static void
write_aggregate(StringInfo ddl, Oid procid, Form_pg_proc proc)
{
	HeapTuple	tuple = SearchSysCacheCopy1(AGGFNOID, ObjectIdGetDatum(procid));
	Form_pg_aggregate agg;
	bool		isnull;
	Datum		value;
	char	   *arguments = routine_text(pg_get_function_arguments, procid);

	if (!HeapTupleIsValid(tuple))
		idem_vanished("aggregate", procid);
	agg = (Form_pg_aggregate) GETSTRUCT(tuple);

	appendStringInfo(ddl, "CREATE AGGREGATE %s(%s) (\n    SFUNC = %s",
					 idem_qualified_in(proc->pronamespace, NameStr(proc->proname)),
					 *arguments ? arguments : "*", idem_function_reference(agg->aggtransfn));
	option(ddl, "STYPE", format_type_be(agg->aggtranstype));
	if (agg->aggtransspace != 0)
		option(ddl, "SSPACE", psprintf("%d", agg->aggtransspace));
	value = SysCacheGetAttr(AGGFNOID, tuple, Anum_pg_aggregate_agginitval, &isnull);
	if (!isnull)
		option(ddl, "INITCOND", quote_literal_cstr(TextDatumGetCString(value)));
	if (OidIsValid(agg->aggfinalfn))
	{
		function_option(ddl, "FINALFUNC", agg->aggfinalfn);
		if (agg->aggfinalextra)
			appendStringInfoString(ddl, ",\n    FINALFUNC_EXTRA");
		modify_option(ddl, "FINALFUNC_MODIFY", agg->aggfinalmodify, agg->aggkind);
	}
	function_option(ddl, "COMBINEFUNC", agg->aggcombinefn);
	function_option(ddl, "SERIALFUNC", agg->aggserialfn);
	function_option(ddl, "DESERIALFUNC", agg->aggdeserialfn);
	if (OidIsValid(agg->aggmtransfn))
	{
		function_option(ddl, "MSFUNC", agg->aggmtransfn);
		function_option(ddl, "MINVFUNC", agg->aggminvtransfn);
		option(ddl, "MSTYPE", format_type_be(agg->aggmtranstype));
	}
	if (agg->aggmtransspace != 0)
		option(ddl, "MSSPACE", psprintf("%d", agg->aggmtransspace));
	value = SysCacheGetAttr(AGGFNOID, tuple, Anum_pg_aggregate_aggminitval, &isnull);
	if (!isnull)
		option(ddl, "MINITCOND", quote_literal_cstr(TextDatumGetCString(value)));
	if (OidIsValid(agg->aggmfinalfn))
	{
		function_option(ddl, "MFINALFUNC", agg->aggmfinalfn);
		if (agg->aggmfinalextra)
			appendStringInfoString(ddl, ",\n    MFINALFUNC_EXTRA");
		modify_option(ddl, "MFINALFUNC_MODIFY", agg->aggmfinalmodify, agg->aggkind);
	}
	if (OidIsValid(agg->aggsortop))
		option(ddl, "SORTOP", idem_operator_reference(agg->aggsortop));
	if (proc->proparallel != PROPARALLEL_UNSAFE)
		option(ddl, "PARALLEL", proc->proparallel == PROPARALLEL_SAFE ? "SAFE" : "RESTRICTED");
	if (agg->aggkind == AGGKIND_HYPOTHETICAL)
		appendStringInfoString(ddl, ",\n    HYPOTHETICAL");
	appendStringInfoString(ddl, "\n);\n");
}

void
idem_define_routine(IdemDefinition *definition, Oid procid)
{
	StringInfo	ddl = &definition->ddl;
	IdemNamed	named = {ProcedureRelationId, procid, "FUNCTION", idem_routine_called(procid)};
	HeapTuple	tuple = SearchSysCacheCopy1(PROCOID, ObjectIdGetDatum(procid));
	Form_pg_proc form;
	bool		isnull;
	Datum		acl;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("function", procid);
	form = (Form_pg_proc) GETSTRUCT(tuple);

	if (form->prokind == PROKIND_AGGREGATE)
	{
		named.keyword = "AGGREGATE";
		write_aggregate(ddl, procid, form);
	}
	else
	{
		char	   *text = routine_text(pg_get_functiondef, procid);
		int			length = strlen(text);

		while (length > 0 && text[length - 1] == '\n')
			length--;
		appendStringInfo(ddl, "%.*s;\n", length, text);
		if (form->prokind == PROKIND_PROCEDURE)
			named.keyword = "PROCEDURE";
	}
	idem_define_owner(ddl, &named, form->proowner);
	idem_define_comment(ddl, &named);

	/* GRANT knows aggregates as functions */
	if (form->prokind == PROKIND_AGGREGATE)
	{
		named.keyword = "FUNCTION";
		if (form->pronargs == 0)
			named.name = psprintf("%s()", idem_qualified_in(form->pronamespace,
															NameStr(form->proname)));
	}
	acl = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_proacl, &isnull);
	idem_define_grants(ddl, &named, OBJECT_FUNCTION, NULL, form->proowner, !isnull, acl);
}
