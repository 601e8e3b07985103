/*-------------------------------------------------------------------------
 *
 * define_other.c
 *	  Schemas, extensions, collations, operators, casts, event triggers.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_cast.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_event_trigger.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/event_trigger.h"
#include "commands/trigger.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"

/*
 * Every database has a schema "public" from the start.
 */
void
idem_define_schema(IdemDefinition *definition, Oid nspid)
{
	StringInfo	ddl = &definition->ddl;
	HeapTuple	tuple = SearchSysCacheCopy1(NAMESPACEOID, ObjectIdGetDatum(nspid));
	IdemNamed	named = {NamespaceRelationId, nspid, "SCHEMA", NULL};
	Form_pg_namespace form;
	bool		isnull;
	Datum		acl;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("schema", nspid);
	form = (Form_pg_namespace) GETSTRUCT(tuple);
	named.name = pstrdup(quote_identifier(NameStr(form->nspname)));
	appendStringInfo(ddl, "CREATE SCHEMA %s%s;\n",
					 strcmp(named.name, "public") == 0 ? "IF NOT EXISTS " : "", named.name);
	acl = SysCacheGetAttr(NAMESPACEOID, tuple, Anum_pg_namespace_nspacl, &isnull);
	idem_define_rights(ddl, &named, OBJECT_SCHEMA, form->nspowner, !isnull, acl);
}

/*
 * Without its version: which there are depends on the server.
 */
void
idem_define_extension(IdemDefinition *definition, Oid extid)
{
	IdemRows   *rows = idem_rows(ExtensionRelationId, ExtensionOidIndexId, Anum_pg_extension_oid,
								 extid);
	Form_pg_extension form;
	char	   *nspname;

	if (rows->tuples == NIL)
		idem_vanished("extension", extid);
	form = (Form_pg_extension) GETSTRUCT((HeapTuple) linitial(rows->tuples));
	nspname = get_namespace_name(form->extnamespace);
	if (nspname == NULL)
		idem_vanished("schema", form->extnamespace);
	appendStringInfo(&definition->ddl, "CREATE EXTENSION IF NOT EXISTS %s",
					 quote_identifier(NameStr(form->extname)));
	appendStringInfo(&definition->ddl, " WITH SCHEMA %s;\n", quote_identifier(nspname));
}

/* a text of a collation; null if it has none, or the server no such column */
static char *
collation_text(HeapTuple tuple, AttrNumber attnum)
{
	bool		isnull;
	Datum		value;

	if (attnum == InvalidAttrNumber)
		return NULL;
	value = SysCacheGetAttr(COLLOID, tuple, attnum, &isnull);
	return isnull ? NULL : TextDatumGetCString(value);
}

void
idem_define_collation(IdemDefinition *definition, Oid collid)
{
	StringInfo	ddl = &definition->ddl;
	HeapTuple	tuple = SearchSysCacheCopy1(COLLOID, ObjectIdGetDatum(collid));
	IdemNamed	named = {CollationRelationId, collid, "COLLATION", NULL};
	Form_pg_collation form;
	char	   *collate;
	char	   *ctype;
	char	   *locale;
	char	   *rules;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("collation", collid);
	form = (Form_pg_collation) GETSTRUCT(tuple);
	named.name = idem_qualified_in(form->collnamespace, NameStr(form->collname));
	collate = collation_text(tuple, Anum_pg_collation_collcollate);
	ctype = collation_text(tuple, Anum_pg_collation_collctype);
	locale = collation_text(tuple, IDEM_COLLATION_LOCALE);
	rules = collation_text(tuple, IDEM_COLLATION_RULES);
	if (locale == NULL && collate != NULL && ctype != NULL && strcmp(collate, ctype) == 0)
	{
		locale = collate;
		collate = ctype = NULL;
	}

	appendStringInfo(ddl, "CREATE COLLATION %s (provider = %s", named.name,
					 form->collprovider == COLLPROVIDER_ICU ? "icu" :
					 form->collprovider == COLLPROVIDER_LIBC ? "libc" : "builtin");
	if (locale != NULL)
		appendStringInfo(ddl, ", locale = %s", quote_literal_cstr(locale));
	if (collate != NULL)
		appendStringInfo(ddl, ", lc_collate = %s", quote_literal_cstr(collate));
	if (ctype != NULL)
		appendStringInfo(ddl, ", lc_ctype = %s", quote_literal_cstr(ctype));
	if (!form->collisdeterministic)
		appendStringInfoString(ddl, ", deterministic = false");
	if (rules != NULL)
		appendStringInfo(ddl, ", rules = %s", quote_literal_cstr(rules));
	appendStringInfoString(ddl, ");\n");
	idem_define_owner(ddl, &named, form->collowner);
	idem_define_comment(ddl, &named);
}

static char *
operator_argument(Oid typid)
{
	return OidIsValid(typid) ? format_type_be(typid) : pstrdup("NONE");
}

void
idem_define_operator(IdemDefinition *definition, Oid operid)
{
	StringInfo	ddl = &definition->ddl;
	HeapTuple	tuple = SearchSysCacheCopy1(OPEROID, ObjectIdGetDatum(operid));
	IdemNamed	named = {OperatorRelationId, operid, "OPERATOR", NULL};
	Form_pg_operator form;
	char	   *nspname;
	char	   *name;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("operator", operid);
	form = (Form_pg_operator) GETSTRUCT(tuple);
	nspname = get_namespace_name(form->oprnamespace);
	if (nspname == NULL)
		idem_vanished("schema", form->oprnamespace);
	name = psprintf("%s.%s", quote_identifier(nspname), NameStr(form->oprname));
	named.name = psprintf("%s (%s, %s)", name, operator_argument(form->oprleft),
						  operator_argument(form->oprright));

	appendStringInfo(ddl, "CREATE OPERATOR %s (\n    FUNCTION = %s", name,
					 idem_function_reference(form->oprcode));
	if (OidIsValid(form->oprleft))
		appendStringInfo(ddl, ",\n    LEFTARG = %s", format_type_be(form->oprleft));
	if (OidIsValid(form->oprright))
		appendStringInfo(ddl, ",\n    RIGHTARG = %s", format_type_be(form->oprright));
	if (OidIsValid(form->oprcom))
		appendStringInfo(ddl, ",\n    COMMUTATOR = %s", idem_operator_reference(form->oprcom));
	if (OidIsValid(form->oprnegate))
		appendStringInfo(ddl, ",\n    NEGATOR = %s", idem_operator_reference(form->oprnegate));
	if (OidIsValid(form->oprrest))
		appendStringInfo(ddl, ",\n    RESTRICT = %s", idem_function_reference(form->oprrest));
	if (OidIsValid(form->oprjoin))
		appendStringInfo(ddl, ",\n    JOIN = %s", idem_function_reference(form->oprjoin));
	if (form->oprcanhash)
		appendStringInfoString(ddl, ",\n    HASHES");
	if (form->oprcanmerge)
		appendStringInfoString(ddl, ",\n    MERGES");
	appendStringInfoString(ddl, "\n);\n");
	idem_define_owner(ddl, &named, form->oprowner);
	idem_define_comment(ddl, &named);
}

void
idem_define_cast(IdemDefinition *definition, Oid castid)
{
	StringInfo	ddl = &definition->ddl;
	IdemRows   *rows = idem_rows(CastRelationId, CastOidIndexId, Anum_pg_cast_oid, castid);
	IdemNamed	named = {CastRelationId, castid, "CAST", NULL};
	Form_pg_cast form;

	if (rows->tuples == NIL)
		idem_vanished("cast", castid);
	form = (Form_pg_cast) GETSTRUCT((HeapTuple) linitial(rows->tuples));
	named.name = psprintf("(%s AS %s)", format_type_be(form->castsource),
						  format_type_be(form->casttarget));
	appendStringInfo(ddl, "CREATE CAST %s", named.name);
	switch (form->castmethod)
	{
		case COERCION_METHOD_BINARY:
			appendStringInfoString(ddl, " WITHOUT FUNCTION");
			break;
		case COERCION_METHOD_INOUT:
			appendStringInfoString(ddl, " WITH INOUT");
			break;
		default:
			appendStringInfo(ddl, " WITH FUNCTION %s", idem_routine_called(form->castfunc));
			break;
	}
	if (form->castcontext == COERCION_CODE_ASSIGNMENT)
		appendStringInfoString(ddl, " AS ASSIGNMENT");
	else if (form->castcontext == COERCION_CODE_IMPLICIT)
		appendStringInfoString(ddl, " AS IMPLICIT");
	appendStringInfoString(ddl, ";\n");
	idem_define_comment(ddl, &named);
}

void
idem_define_event_trigger(IdemDefinition *definition, Oid trigid)
{
	StringInfo	ddl = &definition->ddl;
	HeapTuple	tuple = SearchSysCacheCopy1(EVENTTRIGGEROID, ObjectIdGetDatum(trigid));
	IdemNamed	named = {EventTriggerRelationId, trigid, "EVENT TRIGGER", NULL};
	Form_pg_event_trigger form;
	bool		isnull;
	Datum		tags;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("event trigger", trigid);
	form = (Form_pg_event_trigger) GETSTRUCT(tuple);
	named.name = pstrdup(quote_identifier(NameStr(form->evtname)));
	appendStringInfo(ddl, "CREATE EVENT TRIGGER %s ON %s", named.name,
					 quote_identifier(NameStr(form->evtevent)));
	tags = SysCacheGetAttr(EVENTTRIGGEROID, tuple, Anum_pg_event_trigger_evttags, &isnull);
	if (!isnull)
	{
		Datum	   *elements;
		int			nelements;

		deconstruct_array(DatumGetArrayTypeP(tags), TEXTOID, -1, false, TYPALIGN_INT,
						  &elements, NULL, &nelements);
		appendStringInfoString(ddl, "\n    WHEN TAG IN (");
		for (int i = 0; i < nelements; i++)
			appendStringInfo(ddl, "%s%s", i > 0 ? ", " : "",
							 quote_literal_cstr(TextDatumGetCString(elements[i])));
		appendStringInfoChar(ddl, ')');
	}
	appendStringInfo(ddl, "\n    EXECUTE FUNCTION %s();\n", idem_function_reference(form->evtfoid));
	if (form->evtenabled != TRIGGER_FIRES_ON_ORIGIN)
		appendStringInfo(ddl, "ALTER EVENT TRIGGER %s %s;\n", named.name,
						 form->evtenabled == TRIGGER_DISABLED ? "DISABLE" :
						 form->evtenabled == TRIGGER_FIRES_ALWAYS ? "ENABLE ALWAYS" : "ENABLE REPLICA");
	idem_define_owner(ddl, &named, form->evtowner);
	idem_define_comment(ddl, &named);
}
