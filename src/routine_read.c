/*-------------------------------------------------------------------------
 *
 * routine_read.c
 *	  Functions, procedures and aggregates as the catalogs have them.
 *
 * Reads through syscaches only.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "routine.h"

static char *
text_attribute(int cache, HeapTuple tuple, AttrNumber attnum)
{
	bool		isnull;
	Datum		value = SysCacheGetAttr(cache, tuple, attnum, &isnull);

	return isnull ? NULL : TextDatumGetCString(value);
}

static Node *
node_attribute(HeapTuple tuple, AttrNumber attnum)
{
	char	   *text = text_attribute(PROCOID, tuple, attnum);

	return text ? stringToNode(text) : NULL;
}

static void
read_parameters(IdemRoutine *routine, HeapTuple tuple)
{
	Oid		   *types;
	char	  **names;
	char	   *modes;

	routine->nparameters = get_func_arg_info(tuple, &types, &names, &modes);
	routine->parameters = palloc0(sizeof(IdemParameter) * Max(routine->nparameters, 1));
	for (int i = 0; i < routine->nparameters; i++)
	{
		routine->parameters[i].type = types[i];
		routine->parameters[i].mode = modes ? modes[i] : PROARGMODE_IN;
		routine->parameters[i].name = names && names[i] ? names[i] : "";
	}
	routine->defaults = (List *) node_attribute(tuple, Anum_pg_proc_proargdefaults);
}

static List *
read_transforms(HeapTuple tuple)
{
	bool		isnull;
	Datum		value = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_protrftypes, &isnull);
	List	   *types = NIL;
	Datum	   *elements;
	int			count;

	if (isnull)
		return NIL;
	deconstruct_array(DatumGetArrayTypeP(value), OIDOID, sizeof(Oid), true, TYPALIGN_INT,
					  &elements, NULL, &count);
	for (int i = 0; i < count; i++)
		types = lappend_oid(types, DatumGetObjectId(elements[i]));
	return types;
}

static List *
read_config(HeapTuple tuple)
{
	bool		isnull;
	Datum		value = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_proconfig, &isnull);
	List	   *config = NIL;
	Datum	   *elements;
	int			count;

	if (isnull)
		return NIL;
	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT,
					  &elements, NULL, &count);
	for (int i = 0; i < count; i++)
	{
		char	   *entry = TextDatumGetCString(elements[i]);
		char	   *equals = strchr(entry, '=');
		IdemSetting *setting;

		if (equals == NULL)
			continue;
		*equals = '\0';
		setting = palloc(sizeof(IdemSetting));
		setting->name = entry;
		setting->value = equals + 1;
		config = lappend(config, setting);
	}
	return config;
}

static void
read_aggregate(IdemRoutine *routine, Oid oid)
{
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(oid));

	if (!HeapTupleIsValid(tuple))
		return;					/* dropped this instant */
	memcpy(&routine->aggregate, GETSTRUCT(tuple), sizeof(FormData_pg_aggregate));
	routine->initval = text_attribute(AGGFNOID, tuple, Anum_pg_aggregate_agginitval);
	routine->minitval = text_attribute(AGGFNOID, tuple, Anum_pg_aggregate_aggminitval);
	ReleaseSysCache(tuple);
}

/*
 * Read a routine; false if it is gone.
 */
bool
idem_read_routine(Oid oid, ActualRoutine *actual)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(oid));
	IdemRoutine *routine = &actual->routine;
	Form_pg_proc form;

	if (!HeapTupleIsValid(tuple))
		return false;

	form = (Form_pg_proc) GETSTRUCT(tuple);
	actual->oid = oid;
	actual->owner = form->proowner;
	routine->prokind = form->prokind;
	routine->rettype = form->prorettype;
	routine->retset = form->proretset;
	routine->language = form->prolang;
	routine->secdef = form->prosecdef;
	routine->leakproof = form->proleakproof;
	routine->strict = form->proisstrict;
	routine->volatility = form->provolatile;
	routine->parallel = form->proparallel;
	routine->cost = form->procost;
	routine->rows = form->prorows;
	routine->support = form->prosupport;
	read_parameters(routine, tuple);
	routine->src = text_attribute(PROCOID, tuple, Anum_pg_proc_prosrc);
	routine->bin = text_attribute(PROCOID, tuple, Anum_pg_proc_probin);
	routine->body = node_attribute(tuple, Anum_pg_proc_prosqlbody);
	routine->transforms = read_transforms(tuple);
	routine->config = read_config(tuple);
	ReleaseSysCache(tuple);

	if (routine->prokind == PROKIND_AGGREGATE)
		read_aggregate(routine, oid);
	return true;
}
