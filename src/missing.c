/*-------------------------------------------------------------------------
 *
 * missing.c
 *	  What a revision expects and does not find.
 *
 * Runs at every start of every service, for every object of a revision: what
 * is frequent (tables and their columns) is looked up here in as few steps as
 * possible, the rest by the rules of objects.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "column.h"
#include "parts.h"
#include "revision.h"

static char *
part_in_words(const IdemObject *object, const char *part)
{
	/* a domain's parts have other names than labels usually have */
	if (strcmp(object->type, "type") == 0 &&
		strcmp(part, "default") != 0 && strcmp(part, "not null") != 0)
		return psprintf("label %s of type %s", quote_literal_cstr(part), object->identity);
	if (strcmp(object->type, "index") == 0 || strcmp(object->type, "table constraint") == 0)
		return psprintf("%s %s, which is not %s", object->type, object->identity, part);
	return psprintf("%s of %s %s", part, object->type, object->identity);
}

static bool
is_part(const IdemObject *object)
{
	return list_length(object->names) > 2 || strcmp(object->type, "domain constraint") == 0;
}

/*
 * Whether it is needless to say that an object is missing, since what it is a
 * part of is missing, too.
 */
static bool
goes_without_saying(const IdemObject *object, List *wholes)
{
	ListCell   *lc;

	if (!is_part(object))
		return false;
	foreach(lc, wholes)
	{
		const IdemObject *whole = lfirst(lc);

		if (strcmp(whole->schema, object->schema) == 0 &&
			strcmp(whole->name, object->name) == 0)
			return true;
	}
	return false;
}

static int
compare_strings(const ListCell *a, const ListCell *b)
{
	return strcmp(lfirst(a), lfirst(b));
}

/*
 * The relation that was looked up last.  A table's columns and constraints
 * are recorded behind it.
 */
typedef struct Place
{
	bool		valid;
	char		schema[NAMEDATALEN];
	char		name[NAMEDATALEN];
	Oid			nspid;
	Oid			relid;
	char		relkind;
	bool		constraints_read;
	List	   *constraints;
} Place;

static bool
text_is(Datum value, const char *string)
{
	text	   *content = DatumGetTextPP(value);
	size_t		length = strlen(string);

	return VARSIZE_ANY_EXHDR(content) == length &&
		memcmp(VARDATA_ANY(content), string, length) == 0;
}

/*
 * Remember a name; false if it is remembered already.
 */
static bool
set_name(char *name, Datum value)
{
	if (text_is(value, name))
		return false;
	text_to_cstring_buffer(DatumGetTextPP(value), name, NAMEDATALEN);
	return true;
}

static void
find_place(Place *place, Datum schema, Datum name)
{
	HeapTuple	tuple;

	if (set_name(place->schema, schema) || !place->valid)
	{
		place->nspid = GetSysCacheOid1(NAMESPACENAME, Anum_pg_namespace_oid,
									   CStringGetDatum(place->schema));
		place->valid = false;
	}
	if (!set_name(place->name, name) && place->valid)
		return;

	place->valid = true;
	place->constraints_read = false;
	place->relid = InvalidOid;
	place->relkind = '\0';
	if (!OidIsValid(place->nspid))
		return;
	tuple = SearchSysCache2(RELNAMENSP, CStringGetDatum(place->name),
							ObjectIdGetDatum(place->nspid));
	if (HeapTupleIsValid(tuple))
	{
		place->relid = ((Form_pg_class) GETSTRUCT(tuple))->oid;
		place->relkind = ((Form_pg_class) GETSTRUCT(tuple))->relkind;
		ReleaseSysCache(tuple);
	}
}

static bool
column_is_there(const Place *place, const char *name, const List *parts)
{
	FormData_pg_attribute att;
	List	   *found;
	ListCell   *lc;

	if (!idem_read_attribute(place->relid, name, &att))
		return false;
	found = idem_column_parts(&att);
	foreach(lc, parts)
	{
		if (!idem_string_member(found, lfirst(lc)))
			return false;
	}
	return true;
}

static bool
constraint_is_there(Place *place, const char *name, const List *parts)
{
	ListCell   *lc;

	if (!place->constraints_read)
	{
		place->constraints = idem_read_constraints(place->relid, NULL);
		place->constraints_read = true;
	}
	foreach(lc, place->constraints)
	{
		const IdemConstraint *row = lfirst(lc);

		if (strcmp(row->name, name) == 0)
			return row->validated || parts == NIL;
	}
	return false;
}

/*
 * Whether a recorded table, column or constraint is there with all its parts.
 * If not, or if it is another type of object, the general rules tell more.
 */
static bool
is_there(Place *place, const Datum *values)
{
	bool		is_column = text_is(values[OBJ_TYPE], "table column");
	bool		is_constraint = text_is(values[OBJ_TYPE], "table constraint");
	List	   *parts;
	char	   *name;

	if (!is_column && !is_constraint && !text_is(values[OBJ_TYPE], "table"))
		return false;
	find_place(place, values[OBJ_SCHEMA], values[OBJ_NAME]);
	if (place->relkind != RELKIND_RELATION && place->relkind != RELKIND_PARTITIONED_TABLE)
		return false;
	if (!is_column && !is_constraint)
		return true;

	name = llast(idem_text_list(values[OBJ_NAMES]));
	parts = idem_text_list(values[OBJ_PARTS]);
	return is_column ? column_is_there(place, name, parts) :
		constraint_is_there(place, name, parts);
}

/*
 * What is missing of an object that is there.
 */
static List *
missing_parts(const IdemObject *object, const ObjectAddress *address)
{
	List	   *parts = idem_parts_of(address);
	List	   *missing = NIL;
	ListCell   *lc;

	foreach(lc, object->parts)
	{
		if (!idem_string_member(parts, lfirst(lc)))
			missing = lappend(missing, part_in_words(object, lfirst(lc)));
	}
	return missing;
}

/*
 * What a revision expects and does not find, in words; NIL if nothing.
 */
List *
idem_missing_objects(const char *stream, const char *revision)
{
	List	   *missing = NIL;
	List	   *gone = NIL;
	List	   *wholes = NIL;
	Place		place = {0};
	IdemLedgerScan scan;
	HeapTuple	tuple;
	ListCell   *lc;

	idem_ledger_begin(&scan, IDEM_LEDGER_OBJECT, 0, OBJ_STREAM, stream, OBJ_REVISION, revision);
	while (HeapTupleIsValid(tuple = systable_getnext(scan.scan)))
	{
		TupleDesc	desc = RelationGetDescr(scan.relation);
		Datum		values[OBJ_NCOLUMNS];
		bool		nulls[OBJ_NCOLUMNS];
		IdemObject *object;
		ObjectAddress address;

		CHECK_FOR_INTERRUPTS();
		heap_deform_tuple(tuple, desc, values, nulls);
		if (!nulls[OBJ_REMOVED_STREAM] || is_there(&place, values))
			continue;

		object = idem_read_object(tuple, desc);
		if (idem_find_object(object, &address))
			missing = list_concat(missing, missing_parts(object, &address));
		else
		{
			gone = lappend(gone, object);
			if (!is_part(object))
				wholes = lappend(wholes, object);
		}
	}
	idem_ledger_end(&scan);

	foreach(lc, gone)
	{
		IdemObject *object = lfirst(lc);

		if (!goes_without_saying(object, wholes))
			missing = lappend(missing, psprintf("%s %s", object->type, object->identity));
	}
	list_sort(missing, compare_strings);
	return missing;
}
