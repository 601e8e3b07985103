/*-------------------------------------------------------------------------
 *
 * reloptions.c
 *	  Storage parameters of relations and columns, compared.
 *
 * A parameter is stored as the text that was written.  Here it is the same
 * when the server would read the same from it: on and true, 0.2 and 0.20.
 *
 * Reads the catalogs only, and never locks the relation.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/amapi.h"
#include "access/htup_details.h"
#include "access/reloptions.h"
#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "parts.h"

/* Whose parameters these are: it decides about the values that they take. */
typedef struct Owner
{
	char		relkind;		/* '\0': of a column */
	Oid			am;				/* of an index */
	Datum		stored;			/* text[], or 0 */
} Owner;

/*
 * What the server makes of an option; NULL if it does not know it.
 */
static bytea *
parse_option(const Owner *owner, const DefElem *option)
{
	DefElem		plain = *option;
	Datum		datum;

	plain.defnamespace = NULL;
	datum = transformRelOptions((Datum) 0, list_make1(&plain), NULL, NULL, false, false);

	switch (owner->relkind)
	{
		case '\0':
			return attribute_reloptions(datum, false);
		case RELKIND_INDEX:
		case RELKIND_PARTITIONED_INDEX:
			{
				IndexAmRoutine *routine = GetIndexAmRoutineByAmId(owner->am, true);

				return routine ? index_reloptions(routine->amoptions, datum, false) : NULL;
			}
		case RELKIND_RELATION:
		case RELKIND_MATVIEW:
		case RELKIND_TOASTVALUE:
			return heap_reloptions(owner->relkind, datum, false);
		case RELKIND_VIEW:
			return view_reloptions(datum, false);
		default:
			return NULL;
	}
}

static bool
same_value(const Owner *owner, const DefElem *declared, const DefElem *stored)
{
	const char *value = declared->arg ? defGetString(unconstify(DefElem *, declared)) : "true";
	bytea	   *left;
	bytea	   *right;

	if (strcmp(value, defGetString(unconstify(DefElem *, stored))) == 0)
		return true;
	left = parse_option(owner, declared);
	right = parse_option(owner, stored);
	return left != NULL && right != NULL && VARSIZE(left) == VARSIZE(right) &&
		memcmp(left, right, VARSIZE(left)) == 0;
}

static const DefElem *
find_option(const Owner *owner, const char *name)
{
	ListCell   *lc;

	if (owner->stored == (Datum) 0)
		return NULL;
	foreach(lc, untransformRelOptions(owner->stored))
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, name) == 0)
			return option;
	}
	return NULL;
}

/*
 * Whether SET, or RESET, would change something.
 */
static bool
differs(const Owner *owner, const DefElem *option, bool reset)
{
	const DefElem *stored = find_option(owner, option->defname);

	if (reset)
		return stored != NULL;

	/* WITH (oids = false) says what has always been so */
	if (owner->relkind == RELKIND_RELATION && strcmp(option->defname, "oids") == 0)
		return false;
	return stored == NULL || !same_value(owner, option, stored);
}

static bool
read_owner(Oid relid, Owner *owner, Oid *toast)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Form_pg_class form;
	Datum		options;
	bool		isnull;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_class) GETSTRUCT(tuple);
	owner->relkind = form->relkind;
	owner->am = form->relam;
	owner->stored = (Datum) 0;
	*toast = form->reltoastrelid;
	options = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_reloptions, &isnull);
	if (!isnull)
		owner->stored = PointerGetDatum(PG_DETOAST_DATUM_COPY(options));
	ReleaseSysCache(tuple);
	return true;
}

/*
 * Those of the declared options (DefElem) of a relation that are not so yet.
 * Options of a TOAST table that does not exist go nowhere.
 */
List *
idem_option_differences(Oid relid, List *options, bool reset)
{
	Owner		owner;
	Owner		toast;
	Oid			toastid;
	Oid			none;
	bool		has_toast;
	List	   *result = NIL;
	ListCell   *lc;

	if (options == NIL || !read_owner(relid, &owner, &toastid))
		return NIL;				/* or dropped this instant */
	has_toast = OidIsValid(toastid) && read_owner(toastid, &toast, &none);
	foreach(lc, options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (option->defnamespace && strcmp(option->defnamespace, "toast") == 0)
		{
			if (has_toast && differs(&toast, option, reset))
				result = lappend(result, option);
		}
		else if (differs(&owner, option, reset))
			result = lappend(result, option);
	}
	return result;
}

/*
 * The same for the options of a column.
 */
List *
idem_column_option_differences(Oid relid, const char *column, List *options, bool reset)
{
	HeapTuple	tuple = SearchSysCacheAttName(relid, column);
	Owner		owner = {'\0', InvalidOid, (Datum) 0};
	List	   *result = NIL;
	ListCell   *lc;
	Datum		stored;
	bool		isnull;

	if (!HeapTupleIsValid(tuple))
		return NIL;				/* dropped this instant */
	stored = SysCacheGetAttr(ATTNAME, tuple, Anum_pg_attribute_attoptions, &isnull);
	if (!isnull)
		owner.stored = PointerGetDatum(PG_DETOAST_DATUM_COPY(stored));
	ReleaseSysCache(tuple);

	foreach(lc, options)
	{
		if (differs(&owner, lfirst_node(DefElem, lc), reset))
			result = lappend(result, lfirst(lc));
	}
	return result;
}

/*
 * "SET (fillfactor = 70, ...)" or "RESET (fillfactor, ...)"
 */
char *
idem_option_clause(List *options, bool reset)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		appendStringInfo(&buf, "%s%s%s%s", buf.len > 0 ? ", " : "",
						 option->defnamespace ? quote_identifier(option->defnamespace) : "",
						 option->defnamespace ? "." : "", quote_identifier(option->defname));
		if (!reset)
			appendStringInfo(&buf, " = %s", option->arg ? defGetString(option) : "true");
	}
	return psprintf("%s (%s)", reset ? "RESET" : "SET", buf.data);
}

/*
 * The options of a column, DefElem, from pg_attribute.attoptions.
 */
List *
idem_column_options(Datum stored)
{
	List	   *options = untransformRelOptions(stored);
	ListCell   *lc;

	foreach(lc, options)
	{
		if (strcmp(lfirst_node(DefElem, lc)->defname, IDEM_COLUMN_VERSION) == 0)
			options = foreach_delete_current(options, lc);
	}
	return options;
}
