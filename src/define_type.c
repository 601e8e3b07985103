/*-------------------------------------------------------------------------
 *
 * define_type.c
 *	  Types: enums, domains, composite types and ranges.
 *
 * Base types are not said: what they are is in a library.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_am.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_opclass.h"
#include "catalog/pg_range.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"

static void
write_enum(StringInfo ddl, const IdemNamed *named)
{
	IdemRows   *rows = idem_rows(EnumRelationId, EnumTypIdSortOrderIndexId,
								 Anum_pg_enum_enumtypid, named->objid);
	ListCell   *lc;

	appendStringInfo(ddl, "CREATE TYPE %s AS ENUM (", named->name);
	foreach(lc, rows->tuples)
	{
		Form_pg_enum form = (Form_pg_enum) GETSTRUCT((HeapTuple) lfirst(lc));

		appendStringInfo(ddl, "%s\n    %s", foreach_current_index(lc) > 0 ? "," : "",
						 quote_literal_cstr(NameStr(form->enumlabel)));
	}
	appendStringInfo(ddl, "%s);\n", rows->tuples != NIL ? "\n" : "");
}

static void
write_composite(StringInfo ddl, const IdemNamed *named, const IdemTableDef *type)
{
	appendStringInfo(ddl, "CREATE TYPE %s AS (", named->name);
	for (int i = 0; i < type->ncolumns; i++)
	{
		const IdemColumnDef *column = &type->columns[i];

		appendStringInfo(ddl, "%s\n    %s %s", i > 0 ? "," : "", column->name, column->type);
		if (column->collation != NULL)
			appendStringInfo(ddl, " COLLATE %s", column->collation);
	}
	appendStringInfo(ddl, "%s);\n", type->ncolumns > 0 ? "\n" : "");
}

static void
write_domain(IdemDefinition *definition, const IdemNamed *named, HeapTuple tuple)
{
	StringInfo	ddl = &definition->ddl;
	Form_pg_type form = (Form_pg_type) GETSTRUCT(tuple);
	IdemRows   *constraints = idem_rows(ConstraintRelationId, ConstraintTypidIndexId,
										Anum_pg_constraint_contypid, named->objid);
	List	   *names = NIL;
	List	   *after = NIL;
	ListCell   *lc;
	bool		isnull;
	Datum		value;

	appendStringInfo(ddl, "CREATE DOMAIN %s AS %s", named->name,
					 format_type_with_typemod(form->typbasetype, form->typtypmod));
	if (OidIsValid(form->typcollation) && form->typcollation != get_typcollation(form->typbasetype))
		appendStringInfo(ddl, " COLLATE %s", generate_collation_name(form->typcollation));
	value = SysCacheGetAttr(TYPEOID, tuple, Anum_pg_type_typdefaultbin, &isnull);
	if (!isnull)
		appendStringInfo(ddl, " DEFAULT %s", idem_expression_text(value, InvalidOid));
	if (form->typnotnull)
		appendStringInfoString(ddl, " NOT NULL");

	/* by name, which the index is not */
	foreach(lc, constraints->tuples)
	{
		Form_pg_constraint con = (Form_pg_constraint) GETSTRUCT((HeapTuple) lfirst(lc));

		if (con->contype == CONSTRAINT_CHECK)
			names = lappend(names, con);
	}
	list_sort(names, idem_compare_constraints);
	foreach(lc, names)
	{
		Form_pg_constraint con = lfirst(lc);

		if (!con->convalidated ||
			(definition->ready != NULL &&
			 !definition->ready(ConstraintRelationId, con->oid, definition->arg)))
			after = lappend_oid(after, con->oid);
		else
			appendStringInfo(ddl, "\n    CONSTRAINT %s %s", quote_identifier(NameStr(con->conname)),
							 idem_constraint_def(con->oid, NameStr(con->conname)));
	}
	appendStringInfoString(ddl, ";\n");
	foreach(lc, names)
	{
		Oid			conid = ((Form_pg_constraint) lfirst(lc))->oid;

		if (list_member_oid(after, conid))
			idem_define_part(definition, ConstraintRelationId, conid);
		else
			idem_define_constraint_comment(ddl, conid);
	}
}

static void
write_range(StringInfo ddl, const IdemNamed *named)
{
	HeapTuple	tuple = SearchSysCache1(RANGETYPE, ObjectIdGetDatum(named->objid));
	Form_pg_range form;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("range type", named->objid);
	form = (Form_pg_range) GETSTRUCT(tuple);

	appendStringInfo(ddl, "CREATE TYPE %s AS RANGE (\n    SUBTYPE = %s", named->name,
					 format_type_be(form->rngsubtype));
	if (form->rngsubopc != GetDefaultOpClass(form->rngsubtype, BTREE_AM_OID))
		appendStringInfo(ddl, ",\n    SUBTYPE_OPCLASS = %s", generate_opclass_name(form->rngsubopc));
	if (OidIsValid(form->rngcollation) && form->rngcollation != get_typcollation(form->rngsubtype))
		appendStringInfo(ddl, ",\n    COLLATION = %s", generate_collation_name(form->rngcollation));
	if (OidIsValid(form->rngcanonical))
		appendStringInfo(ddl, ",\n    CANONICAL = %s", idem_function_reference(form->rngcanonical));
	if (OidIsValid(form->rngsubdiff))
		appendStringInfo(ddl, ",\n    SUBTYPE_DIFF = %s", idem_function_reference(form->rngsubdiff));
	appendStringInfo(ddl, ",\n    MULTIRANGE_TYPE_NAME = %s\n);\n",
					 idem_type_identity(form->rngmultitypid));
	ReleaseSysCache(tuple);
}

void
idem_define_type(IdemDefinition *definition, Oid typid)
{
	StringInfo	ddl = &definition->ddl;
	IdemNamed	named = {TypeRelationId, typid, "TYPE", idem_type_identity(typid)};
	IdemTableDef *composite = NULL;
	HeapTuple	tuple = SearchSysCacheCopy1(TYPEOID, ObjectIdGetDatum(typid));
	Form_pg_type form;
	bool		isnull;
	Datum		acl;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("type", typid);
	form = (Form_pg_type) GETSTRUCT(tuple);
	switch (form->typtype)
	{
		case TYPTYPE_ENUM:
			write_enum(ddl, &named);
			break;
		case TYPTYPE_COMPOSITE:
			composite = idem_read_table_def(form->typrelid);
			write_composite(ddl, &named, composite);
			break;
		case TYPTYPE_DOMAIN:
			named.keyword = "DOMAIN";
			write_domain(definition, &named, tuple);
			break;
		case TYPTYPE_RANGE:
			write_range(ddl, &named);
			break;
		default:
			elog(ERROR, "unexpected kind of type %c", form->typtype);
	}

	idem_define_owner(ddl, &named, form->typowner);
	idem_define_comment(ddl, &named);
	if (composite != NULL)
	{
		IdemNamed	relation = composite->named;

		for (int i = 0; i < composite->ncolumns; i++)
			idem_define_column_comment(ddl, &relation, composite->columns[i].att.attnum,
									   composite->columns[i].name);
	}

	/* GRANT knows domains as types */
	named.keyword = "TYPE";
	acl = SysCacheGetAttr(TYPEOID, tuple, Anum_pg_type_typacl, &isnull);
	idem_define_grants(ddl, &named, OBJECT_TYPE, NULL, form->typowner, !isnull, acl);
}
