/*-------------------------------------------------------------------------
 *
 * define_name.c
 *	  Objects as statements call them, and rows of catalogs.
 *
 * Every name comes out qualified and quoted, whatever search_path is.  An
 * object that is dropped while it is looked at ends in an internal error,
 * which api_snapshot.c catches, to look again.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "rewrite/rewriteManip.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"

void
idem_vanished(const char *what, Oid objid)
{
	elog(ERROR, "cache lookup failed for %s %u", what, objid);
}

char *
idem_qualified_in(Oid nspid, const char *name)
{
	char	   *nspname = get_namespace_name(nspid);

	if (nspname == NULL)
		idem_vanished("schema", nspid);
	return quote_qualified_identifier(nspname, name);
}

char *
idem_relation_identity(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Form_pg_class form;
	char	   *identity;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("relation", relid);
	form = (Form_pg_class) GETSTRUCT(tuple);
	identity = idem_qualified_in(form->relnamespace, NameStr(form->relname));
	ReleaseSysCache(tuple);
	return identity;
}

char *
idem_type_identity(Oid typid)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
	Form_pg_type form;
	char	   *identity;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("type", typid);
	form = (Form_pg_type) GETSTRUCT(tuple);
	identity = idem_qualified_in(form->typnamespace, NameStr(form->typname));
	ReleaseSysCache(tuple);
	return identity;
}

/*
 * schema.function(type, ...), with what decides its identity.
 */
char *
idem_routine_called(Oid procid)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(procid));
	Form_pg_proc form;
	StringInfoData buf;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("function", procid);
	form = (Form_pg_proc) GETSTRUCT(tuple);
	initStringInfo(&buf);
	appendStringInfo(&buf, "%s(", idem_qualified_in(form->pronamespace, NameStr(form->proname)));
	for (int i = 0; i < form->pronargs; i++)
		appendStringInfo(&buf, "%s%s", i > 0 ? ", " : "",
						 format_type_be(form->proargtypes.values[i]));
	if (form->prokind == PROKIND_AGGREGATE && form->pronargs == 0)
		appendStringInfoChar(&buf, '*');
	appendStringInfoChar(&buf, ')');
	ReleaseSysCache(tuple);
	return buf.data;
}

/*
 * The name alone, as options of CREATE AGGREGATE and the like want it; what
 * belongs to the system goes without its schema.
 */
char *
idem_function_reference(Oid procid)
{
	Oid			nspid = get_func_namespace(procid);
	char	   *name = get_func_name(procid);

	if (name == NULL)
		idem_vanished("function", procid);
	return nspid == PG_CATALOG_NAMESPACE ? pstrdup(quote_identifier(name)) :
		idem_qualified_in(nspid, name);
}

char *
idem_operator_reference(Oid operator)
{
	HeapTuple	tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(operator));
	Form_pg_operator form;
	char	   *nspname;
	char	   *reference;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("operator", operator);
	form = (Form_pg_operator) GETSTRUCT(tuple);
	nspname = get_namespace_name(form->oprnamespace);
	if (nspname == NULL)
		idem_vanished("schema", form->oprnamespace);
	reference = psprintf("OPERATOR(%s.%s)", quote_identifier(nspname), NameStr(form->oprname));
	ReleaseSysCache(tuple);
	return reference;
}

/* ----------------------------------------------------------------
 *	Options
 * ----------------------------------------------------------------
 */

/* whether a value of an option can go without quotes */
static bool
is_plain_value(const char *value)
{
	if (*value == '\0')
		return false;
	if (strspn(value, "0123456789") == strlen(value))
		return true;
	return strcmp(quote_identifier(value), value) == 0;
}

/*
 * "fillfactor=70, ..." in front of others, if those are given; NULL if there
 * are none.  They stay in the order in which they were set, as a dump has
 * them, but for the check option of a view, which that says last.
 */
char *
idem_options_list(Datum options, const char *prefix, char *others)
{
	Datum	   *elements;
	int			nelements;
	StringInfoData buf;

	if (options == (Datum) 0)
		return others;
	initStringInfo(&buf);
	deconstruct_array(DatumGetArrayTypeP(options), TEXTOID, -1, false, TYPALIGN_INT,
					  &elements, NULL, &nelements);
	for (int i = 0; i < nelements; i++)
	{
		char	   *option = TextDatumGetCString(elements[i]);
		char	   *equals = strchr(option, '=');
		const char *value = "";
		char	   *one;

		if (equals != NULL)
		{
			*equals = '\0';
			value = equals + 1;
		}
		if (strcmp(option, IDEM_COLUMN_VERSION) == 0)
			continue;
		one = psprintf("%s%s=%s", prefix, quote_identifier(option),
					   is_plain_value(value) ? value : quote_literal_cstr(value));
		if (strcmp(option, "check_option") == 0 && others == NULL)
			others = one;
		else
			appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", one);
	}
	if (others != NULL)
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", others);
	return buf.len > 0 ? buf.data : NULL;
}

/* ----------------------------------------------------------------
 *	Catalogs
 * ----------------------------------------------------------------
 */

/*
 * The rows of a catalog whose first index column has this value, in the order
 * of the index; all rows of it if the index is InvalidOid.
 */
IdemRows *
idem_rows(Oid catalogid, Oid indexid, AttrNumber attnum, Oid value)
{
	IdemRows   *rows = palloc0(sizeof(IdemRows));
	Relation	catalog = table_open(catalogid, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	rows->desc = CreateTupleDescCopy(RelationGetDescr(catalog));
	if (OidIsValid(indexid))
		ScanKeyInit(&key, attnum, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(value));
	scan = systable_beginscan(catalog, indexid, OidIsValid(indexid), NULL,
							  OidIsValid(indexid) ? 1 : 0, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		CHECK_FOR_INTERRUPTS();
		rows->tuples = lappend(rows->tuples, heap_copytuple(tuple));
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return rows;
}

Datum
idem_row_value(const IdemRows *rows, HeapTuple tuple, AttrNumber attnum, bool *isnull)
{
	Datum		value = heap_getattr(tuple, attnum, rows->desc, isnull);

	return *isnull ? (Datum) 0 : value;
}

/*
 * The text of a stored expression tree over the columns of a relation.
 */
char *
idem_expression_text(Datum tree, Oid relid)
{
	Node	   *expr = stringToNode(TextDatumGetCString(tree));
	char	   *relname;

	if (!checkExprHasSubLink(expr))
		return idem_deparse(expr, relid);

	/* policies may have these, and within them names need the relation */
	relname = get_rel_name(relid);
	if (relname == NULL)
		idem_vanished("relation", relid);
	return deparse_expression(expr, deparse_context_for(relname, relid), false, false);
}
