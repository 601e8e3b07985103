/*-------------------------------------------------------------------------
 *
 * api_drop.c
 *	  The doors: idem.rename_*(), idem.drop_*() and idem.*_exists().
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "parser/parse_type.h"
#include "storage/lockdefs.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "idem_migrate.h"

PG_FUNCTION_INFO_V1(idem_rename_table);
PG_FUNCTION_INFO_V1(idem_rename_column);
PG_FUNCTION_INFO_V1(idem_rename_enum_label);
PG_FUNCTION_INFO_V1(idem_drop_schema);
PG_FUNCTION_INFO_V1(idem_drop_enum);
PG_FUNCTION_INFO_V1(idem_drop_domain);
PG_FUNCTION_INFO_V1(idem_drop_sequence);
PG_FUNCTION_INFO_V1(idem_drop_table);
PG_FUNCTION_INFO_V1(idem_drop_column);
PG_FUNCTION_INFO_V1(idem_drop_constraint);
PG_FUNCTION_INFO_V1(idem_drop_index);
PG_FUNCTION_INFO_V1(idem_table_exists);
PG_FUNCTION_INFO_V1(idem_column_exists);
PG_FUNCTION_INFO_V1(idem_enum_exists);
PG_FUNCTION_INFO_V1(idem_index_exists);
PG_FUNCTION_INFO_V1(idem_constraint_exists);

/* ----------------------------------------------------------------
 *	rename
 * ----------------------------------------------------------------
 */

/*
 * idem.rename_table(old, new)
 */
Datum
idem_rename_table(PG_FUNCTION_ARGS)
{
	IdemWanted *wanted = idem_wanted(&idem_kind_table, idem_arg_names(fcinfo, 0, "old"));

	wanted->wish = IDEM_RENAMED;
	wanted->by_creation = false;
	wanted->newname = idem_arg_identifier(fcinfo, 1, "new");
	return idem_door(fcinfo, wanted, -1);
}

/*
 * idem.rename_column(table_name, old, new)
 */
Datum
idem_rename_column(PG_FUNCTION_ARGS)
{
	IdemWanted *wanted = idem_wanted(&idem_kind_column,
									 idem_arg_names(fcinfo, 0, "table_name"));

	wanted->wish = IDEM_RENAMED;
	wanted->by_creation = false;
	wanted->part = idem_arg_identifier(fcinfo, 1, "old");
	wanted->newname = idem_arg_identifier(fcinfo, 2, "new");
	return idem_door(fcinfo, wanted, -1);
}

/*
 * idem.rename_enum_label(name, old, new)
 */
Datum
idem_rename_enum_label(PG_FUNCTION_ARGS)
{
	IdemWanted *wanted = idem_wanted(&idem_kind_enum, idem_arg_names(fcinfo, 0, "name"));
	AlterEnumStmt *stmt = makeNode(AlterEnumStmt);

	stmt->typeName = wanted->names;
	stmt->oldVal = idem_arg_text(fcinfo, 1, "old");
	stmt->newVal = idem_arg_text(fcinfo, 2, "new");
	wanted->by_creation = false;
	wanted->node = (Node *) stmt;
	return idem_door(fcinfo, wanted, -1);
}

/* ----------------------------------------------------------------
 *	drop
 * ----------------------------------------------------------------
 */

static IdemWanted *
unwanted(const IdemKind *kind, List *names)
{
	IdemWanted *wanted = idem_wanted(kind, names);

	wanted->wish = IDEM_ABSENT;
	wanted->by_creation = false;
	wanted->missing_ok = true;
	wanted->behavior = DROP_CASCADE;	/* as far as "allow" admits it */
	return wanted;
}

/*
 * idem.drop_schema(name, allow)
 */
Datum
idem_drop_schema(PG_FUNCTION_ARGS)
{
	char	   *name = idem_arg_identifier(fcinfo, 0, "name");

	return idem_door(fcinfo, unwanted(&idem_kind_schema, list_make1(makeString(name))), 1);
}

/*
 * idem.drop_enum(name, allow)
 */
Datum
idem_drop_enum(PG_FUNCTION_ARGS)
{
	return idem_door(fcinfo, unwanted(&idem_kind_enum,
									  idem_arg_names(fcinfo, 0, "name")), 1);
}

/*
 * idem.drop_domain(name, allow)
 */
Datum
idem_drop_domain(PG_FUNCTION_ARGS)
{
	return idem_door(fcinfo, unwanted(&idem_kind_domain,
									  idem_arg_names(fcinfo, 0, "name")), 1);
}

/*
 * idem.drop_sequence(name, allow)
 */
Datum
idem_drop_sequence(PG_FUNCTION_ARGS)
{
	return idem_door(fcinfo, unwanted(&idem_kind_sequence,
									  idem_arg_names(fcinfo, 0, "name")), 1);
}

/*
 * idem.drop_table(name, allow)
 */
Datum
idem_drop_table(PG_FUNCTION_ARGS)
{
	return idem_door(fcinfo, unwanted(&idem_kind_table,
									  idem_arg_names(fcinfo, 0, "name")), 1);
}

/*
 * idem.drop_column(table_name, column_name, allow)
 */
Datum
idem_drop_column(PG_FUNCTION_ARGS)
{
	IdemWanted *wanted = unwanted(&idem_kind_column,
								  idem_arg_names(fcinfo, 0, "table_name"));

	wanted->part = idem_arg_identifier(fcinfo, 1, "column_name");
	return idem_door(fcinfo, wanted, 2);
}

/*
 * idem.drop_constraint(table_name, name, allow)
 */
Datum
idem_drop_constraint(PG_FUNCTION_ARGS)
{
	IdemWanted *wanted = unwanted(&idem_kind_constraint,
								  idem_arg_names(fcinfo, 0, "table_name"));

	wanted->part = idem_arg_identifier(fcinfo, 1, "name");
	return idem_door(fcinfo, wanted, 2);
}

/*
 * idem.drop_index(name, allow)
 */
Datum
idem_drop_index(PG_FUNCTION_ARGS)
{
	return idem_door(fcinfo, unwanted(&idem_kind_index,
									  idem_arg_names(fcinfo, 0, "name")), 1);
}

/* ----------------------------------------------------------------
 *	exists
 * ----------------------------------------------------------------
 */

/*
 * The relation that a name means now, if it is of one of the kinds.
 */
static Oid
existing_relation(List *names, const char *relkinds)
{
	Oid			relid;

	AcceptInvalidationMessages();
	relid = RangeVarGetRelid(makeRangeVarFromNameList(names), NoLock, true);
	if (OidIsValid(relid))
	{
		char		relkind = get_rel_relkind(relid);

		if (relkind == '\0' || strchr(relkinds, relkind) == NULL)
			return InvalidOid;
	}
	return relid;
}

/*
 * idem.table_exists(name)
 */
Datum
idem_table_exists(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(OidIsValid(existing_relation(idem_arg_names(fcinfo, 0, "name"), "rp")));
}

/*
 * idem.column_exists(table_name, column_name)
 */
Datum
idem_column_exists(PG_FUNCTION_ARGS)
{
	Oid			relid = existing_relation(idem_arg_names(fcinfo, 0, "table_name"), "rpf");
	char	   *column = idem_arg_identifier(fcinfo, 1, "column_name");

	PG_RETURN_BOOL(OidIsValid(relid) && get_attnum(relid, column) > 0);
}

/*
 * idem.enum_exists(name)
 */
Datum
idem_enum_exists(PG_FUNCTION_ARGS)
{
	List	   *names = idem_arg_names(fcinfo, 0, "name");
	Oid			typid;

	AcceptInvalidationMessages();
	typid = LookupTypeNameOid(NULL, makeTypeNameFromNameList(names), true);
	PG_RETURN_BOOL(OidIsValid(typid) && get_typtype(typid) == TYPTYPE_ENUM);
}

/*
 * idem.index_exists(name)
 */
Datum
idem_index_exists(PG_FUNCTION_ARGS)
{
	Oid			relid = existing_relation(idem_arg_names(fcinfo, 0, "name"), "iI");

	/* it may be gone by now, since it was not locked */
	PG_RETURN_BOOL(OidIsValid(relid) &&
				   SearchSysCacheExists1(INDEXRELID, ObjectIdGetDatum(relid)) &&
				   get_index_isvalid(relid));
}

/*
 * idem.constraint_exists(table_name, name)
 */
Datum
idem_constraint_exists(PG_FUNCTION_ARGS)
{
	Oid			relid = existing_relation(idem_arg_names(fcinfo, 0, "table_name"), "rpf");
	char	   *name = idem_arg_identifier(fcinfo, 1, "name");

	PG_RETURN_BOOL(OidIsValid(relid) &&
				   OidIsValid(get_relation_constraint_oid(relid, name, true)));
}
