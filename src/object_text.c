/*-------------------------------------------------------------------------
 *
 * object_text.c
 *	  Objects as people write them.
 *
 * Turns the names in statements back into text, in the way of
 * getObjectIdentity() as far as the objects need not be there for it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "parser/parse_type.h"
#include "utils/acl.h"
#include "utils/builtins.h"

#include "idem_migrate.h"

static void
append_names(StringInfo buf, List *names, const char *schema)
{
	ListCell   *lc;

	if (schema != NULL && list_length(names) == 1)
		appendStringInfo(buf, "%s.", quote_identifier(schema));

	foreach(lc, names)
		appendStringInfo(buf, "%s%s", foreach_current_index(lc) > 0 ? "." : "",
						 quote_identifier(strVal(lfirst(lc))));
}

static void
append_type(StringInfo buf, TypeName *type)
{
	if (type == NULL)
		appendStringInfoString(buf, "NONE");
	else if (type->names != NIL && type->arrayBounds == NIL && !type->setof && !type->pct_type &&
			 type->typmods == NIL)
		append_names(buf, type->names, NULL);
	else
		appendStringInfoString(buf, TypeNameToString(type));
}

/*
 * A type that is there reads as in the identity of an object.
 */
static void
append_argument(StringInfo buf, TypeName *type, const char *schema)
{
	Oid			typid = type ? LookupTypeNameOid(NULL, type, true) : InvalidOid;

	if (OidIsValid(typid))
		appendStringInfoString(buf, format_type_be_qualified(typid));
	else
	{
		if (type != NULL && schema != NULL && list_length(type->names) == 1)
			appendStringInfo(buf, "%s.", quote_identifier(schema));
		append_type(buf, type);
	}
}

/*
 * The name of an object as the statement has it, quoted: that of a part comes
 * before the relation's, as in COMMENT ON TRIGGER.  "schema" is where an
 * unqualified name goes, or NULL.
 */
char *
idem_object_text(ObjectType objtype, Node *object, const char *schema)
{
	StringInfoData buf;
	List	   *names;
	ObjectWithArgs *routine;
	ListCell   *lc;

	initStringInfo(&buf);
	switch (nodeTag(object))
	{
		case T_String:
			appendStringInfoString(&buf, quote_identifier(strVal(object)));
			return buf.data;
		case T_Integer:
		case T_Float:
			appendStringInfo(&buf, "%u", oidparse(object));
			return buf.data;
		case T_TypeName:
			if (schema != NULL && list_length(((TypeName *) object)->names) == 1)
				appendStringInfo(&buf, "%s.", quote_identifier(schema));
			append_type(&buf, (TypeName *) object);
			return buf.data;
		case T_RangeVar:
			append_names(&buf, idem_relation_names((RangeVar *) object), schema);
			return buf.data;
		case T_ObjectWithArgs:
			routine = (ObjectWithArgs *) object;
			if (objtype == OBJECT_OPERATOR)
			{
				names = list_copy_head(routine->objname, list_length(routine->objname) - 1);
				if (names == NIL && schema != NULL)
					names = list_make1(makeString(pstrdup(schema)));
				append_names(&buf, names, NULL);
				appendStringInfo(&buf, "%s%s", names != NIL ? "." : "",
								 strVal(llast(routine->objname)));
			}
			else
				append_names(&buf, routine->objname, schema);
			if (routine->args_unspecified)
				return buf.data;
			appendStringInfoChar(&buf, '(');
			foreach(lc, routine->objargs)
			{
				appendStringInfoString(&buf, foreach_current_index(lc) > 0 ? "," : "");
				append_argument(&buf, lfirst(lc), schema);
			}
			/* count(*) */
			if (objtype == OBJECT_AGGREGATE && routine->objargs == NIL)
				appendStringInfoChar(&buf, '*');
			appendStringInfoChar(&buf, ')');
			return buf.data;
		default:
			break;
	}

	names = castNode(List, object);
	switch (objtype)
	{
		case OBJECT_RULE:
		case OBJECT_TRIGGER:
		case OBJECT_TABCONSTRAINT:
		case OBJECT_POLICY:
			appendStringInfo(&buf, "%s on ", quote_identifier(strVal(llast(names))));
			append_names(&buf, list_copy_head(names, list_length(names) - 1), schema);
			break;
		case OBJECT_DOMCONSTRAINT:
			appendStringInfo(&buf, "%s ON DOMAIN ", quote_identifier(strVal(lsecond(names))));
			append_type(&buf, linitial(names));
			break;
		case OBJECT_OPCLASS:
		case OBJECT_OPFAMILY:
			append_names(&buf, list_copy_tail(names, 1), schema);
			appendStringInfo(&buf, " USING %s", quote_identifier(strVal(linitial(names))));
			break;
		case OBJECT_CAST:
			appendStringInfoChar(&buf, '(');
			append_argument(&buf, linitial(names), schema);
			appendStringInfoString(&buf, " AS ");
			append_argument(&buf, lsecond(names), schema);
			appendStringInfoChar(&buf, ')');
			break;
		case OBJECT_TRANSFORM:
			appendStringInfoString(&buf, "FOR ");
			append_type(&buf, linitial(names));
			appendStringInfo(&buf, " LANGUAGE %s", quote_identifier(strVal(lsecond(names))));
			break;
		case OBJECT_USER_MAPPING:
			appendStringInfo(&buf, "FOR %s SERVER %s", quote_identifier(strVal(linitial(names))),
							 quote_identifier(strVal(lsecond(names))));
			break;
		case OBJECT_COLUMN:
			if (schema != NULL && list_length(names) == 2)
				appendStringInfo(&buf, "%s.", quote_identifier(schema));
			append_names(&buf, names, NULL);
			break;
		default:
			append_names(&buf, names, schema);
			break;
	}
	return buf.data;
}

/*
 * What stands before the name in statements: TABLE, MATERIALIZED VIEW.
 */
const char *
idem_object_words(ObjectType objtype)
{
	static const struct
	{
		ObjectType	objtype;
		const char *words;
	}			table[] = {
		{OBJECT_ACCESS_METHOD, "ACCESS METHOD"},
		{OBJECT_AGGREGATE, "AGGREGATE"},
		{OBJECT_CAST, "CAST"},
		{OBJECT_COLLATION, "COLLATION"},
		{OBJECT_COLUMN, "COLUMN"},
		{OBJECT_CONVERSION, "CONVERSION"},
		{OBJECT_DATABASE, "DATABASE"},
		{OBJECT_DOMAIN, "DOMAIN"},
		{OBJECT_DOMCONSTRAINT, "CONSTRAINT"},
		{OBJECT_EVENT_TRIGGER, "EVENT TRIGGER"},
		{OBJECT_EXTENSION, "EXTENSION"},
		{OBJECT_FDW, "FOREIGN DATA WRAPPER"},
		{OBJECT_FOREIGN_SERVER, "SERVER"},
		{OBJECT_FOREIGN_TABLE, "FOREIGN TABLE"},
		{OBJECT_FUNCTION, "FUNCTION"},
		{OBJECT_INDEX, "INDEX"},
		{OBJECT_LANGUAGE, "LANGUAGE"},
		{OBJECT_LARGEOBJECT, "LARGE OBJECT"},
		{OBJECT_MATVIEW, "MATERIALIZED VIEW"},
		{OBJECT_OPCLASS, "OPERATOR CLASS"},
		{OBJECT_OPERATOR, "OPERATOR"},
		{OBJECT_OPFAMILY, "OPERATOR FAMILY"},
		{OBJECT_PARAMETER_ACL, "PARAMETER"},
		{OBJECT_POLICY, "POLICY"},
		{OBJECT_PROCEDURE, "PROCEDURE"},
		{OBJECT_PUBLICATION, "PUBLICATION"},
		{OBJECT_ROLE, "ROLE"},
		{OBJECT_ROUTINE, "ROUTINE"},
		{OBJECT_RULE, "RULE"},
		{OBJECT_SCHEMA, "SCHEMA"},
		{OBJECT_SEQUENCE, "SEQUENCE"},
		{OBJECT_STATISTIC_EXT, "STATISTICS"},
		{OBJECT_SUBSCRIPTION, "SUBSCRIPTION"},
		{OBJECT_TABCONSTRAINT, "CONSTRAINT"},
		{OBJECT_TABLE, "TABLE"},
		{OBJECT_TABLESPACE, "TABLESPACE"},
		{OBJECT_TRANSFORM, "TRANSFORM"},
		{OBJECT_TRIGGER, "TRIGGER"},
		{OBJECT_TSCONFIGURATION, "TEXT SEARCH CONFIGURATION"},
		{OBJECT_TSDICTIONARY, "TEXT SEARCH DICTIONARY"},
		{OBJECT_TSPARSER, "TEXT SEARCH PARSER"},
		{OBJECT_TSTEMPLATE, "TEXT SEARCH TEMPLATE"},
		{OBJECT_TYPE, "TYPE"},
		{OBJECT_USER_MAPPING, "USER MAPPING"},
		{OBJECT_VIEW, "VIEW"},
	};

	for (int i = 0; i < (int) lengthof(table); i++)
	{
		if (table[i].objtype == objtype)
			return table[i].words;
	}
	return "OBJECT";
}
