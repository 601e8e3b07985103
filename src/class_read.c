/*-------------------------------------------------------------------------
 *
 * class_read.c
 *	  Rows of pg_class, read by name or OID and kept.
 *
 * Whoever is found by its name is known by its OID as well, which is another
 * cache to the server and another look at the catalog.
 *
 * Never locks the relation, and writes nothing.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "utils/syscache.h"

#include "kept.h"

/*
 * Keep a row of the syscache.
 */
static FormData_pg_class *
keep_class(HeapTuple tuple)
{
	FormData_pg_class *form = (FormData_pg_class *) GETSTRUCT(tuple);

	idem_keep_flat(form->oid, IDEM_KEPT_CLASS, form, CLASS_TUPLE_SIZE);
	return form;
}

/*
 * The row of a relation, without what may be null; false if there is none.
 */
bool
idem_read_class(Oid relid, FormData_pg_class *form)
{
	void	   *found = idem_kept(relid, IDEM_KEPT_CLASS);
	HeapTuple	tuple;

	if (found != NULL)
	{
		memcpy(form, found, CLASS_TUPLE_SIZE);
		return true;
	}
	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	if (!HeapTupleIsValid(tuple))
		return false;
	memcpy(form, keep_class(tuple), CLASS_TUPLE_SIZE);
	ReleaseSysCache(tuple);
	return true;
}

/*
 * The OID of a relation, as get_relname_relid() of lsyscache.c has it.
 */
Oid
idem_find_class(const char *relname, Oid nspid)
{
	HeapTuple	tuple = SearchSysCache2(RELNAMENSP, CStringGetDatum(relname),
										ObjectIdGetDatum(nspid));
	Oid			relid;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	relid = ((Form_pg_class) GETSTRUCT(tuple))->oid;
	if (idem_kept(relid, IDEM_KEPT_CLASS) == NULL)
		(void) keep_class(tuple);
	ReleaseSysCache(tuple);
	return relid;
}

/*
 * The kind of a relation, as get_rel_relkind() of lsyscache.c has it.
 */
char
idem_relkind(Oid relid)
{
	FormData_pg_class form;

	return idem_read_class(relid, &form) ? form.relkind : '\0';
}
