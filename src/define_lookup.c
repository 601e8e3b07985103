/*-------------------------------------------------------------------------
 *
 * define_lookup.c
 *	  The object that a kind and a name mean.
 *
 * Relations, types and schemas are found in the caches, without a lock and
 * whatever rights the caller has; the rest by the server's own look-up, from
 * the words that would stand in COMMENT ON.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"

/* A kind as the caller may call it. */
typedef struct KindWord
{
	const char *noun;
	const char *expected;		/* with its article, for messages */
	const char *relkinds;		/* a relation of one of these kinds */
	const char *typtypes;		/* a type of one of these kinds */
	const char *comment;		/* else: what COMMENT ON calls it */
	bool		on_relation;	/* name ON table */
} KindWord;

static const KindWord kind_words[] = {
	{"table", "a table", "rp", NULL, NULL, false},
	{"view", "a view", "v", NULL, NULL, false},
	{"materialized view", "a materialized view", "m", NULL, NULL, false},
	{"foreign table", "a foreign table", "f", NULL, NULL, false},
	{"sequence", "a sequence", "S", NULL, NULL, false},
	{"index", "an index", "iI", NULL, NULL, false},
	{"type", "a type", NULL, "edrc", NULL, false},
	{"enum", "an enum", NULL, "e", NULL, false},
	{"domain", "a domain", NULL, "d", NULL, false},
	{"composite type", "a composite type", NULL, "c", NULL, false},
	{"range type", "a range type", NULL, "r", NULL, false},
	{"schema", NULL, NULL, NULL, "SCHEMA", false},
	{"extension", NULL, NULL, NULL, "EXTENSION", false},
	{"function", NULL, NULL, NULL, "FUNCTION", false},
	{"procedure", NULL, NULL, NULL, "PROCEDURE", false},
	{"aggregate", NULL, NULL, NULL, "AGGREGATE", false},
	{"operator", NULL, NULL, NULL, "OPERATOR", false},
	{"collation", NULL, NULL, NULL, "COLLATION", false},
	{"cast", NULL, NULL, NULL, "CAST", false},
	{"event trigger", NULL, NULL, NULL, "EVENT TRIGGER", false},
	{"text search dictionary", NULL, NULL, NULL, "TEXT SEARCH DICTIONARY", false},
	{"text search configuration", NULL, NULL, NULL, "TEXT SEARCH CONFIGURATION", false},
	{"statistics", NULL, NULL, NULL, "STATISTICS", false},
	{"constraint", NULL, NULL, NULL, "CONSTRAINT", true},
	{"trigger", NULL, NULL, NULL, "TRIGGER", true},
	{"policy", NULL, NULL, NULL, "POLICY", true},
	{"rule", NULL, NULL, NULL, "RULE", true},
};

static ObjectAddress
find_relation(const KindWord *word, const char *name)
{
	RangeVar   *relation = makeRangeVarFromNameList(idem_split_names(name, "name"));
	Oid			relid = idem_relation_of(relation);
	ObjectAddress address;

	if (!OidIsValid(relid))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("%s \"%s\" does not exist", word->noun, name)));
	if (strchr(word->relkinds, get_rel_relkind(relid)) == NULL)
		idem_wrong_relkind(relid, word->expected);
	ObjectAddressSet(address, RelationRelationId, relid);
	return address;
}

/*
 * A type by its name, of the schema or in the search path.
 */
static ObjectAddress
find_type(const KindWord *word, const char *name)
{
	char	   *nspname;
	char	   *typname;
	Oid			typid;
	char		typtype;
	ObjectAddress address;

	DeconstructQualifiedName(idem_split_names(name, "name"), &nspname, &typname);
	if (nspname != NULL)
	{
		Oid			nspid = get_namespace_oid(nspname, true);

		typid = OidIsValid(nspid) ?
			GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum(typname),
							ObjectIdGetDatum(nspid)) : InvalidOid;
	}
	else
		typid = TypenameGetTypid(typname);
	if (!OidIsValid(typid))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("%s \"%s\" does not exist", word->noun, name)));

	typtype = get_typtype(typid);
	if (strchr(word->typtypes, typtype) == NULL ||
		(typtype == TYPTYPE_COMPOSITE &&
		 get_rel_relkind(get_typ_typrelid(typid)) != RELKIND_COMPOSITE_TYPE))
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not %s", format_type_be(typid), word->expected)));
	ObjectAddressSet(address, TypeRelationId, typid);
	return address;
}

/*
 * What is a part of a relation may be called "table.part", too.
 */
static char *
part_words(const char *name)
{
	IdemTokens	tokens;
	bool		only_names = true;
	List	   *names;

	idem_tokens_begin(&tokens, name);
	while (idem_tokens_next(&tokens))
		if (tokens.code == '(' ||
			(tokens.length == 2 && pg_strncasecmp(name + tokens.location, "on", 2) == 0))
			only_names = false;
	idem_tokens_end(&tokens);
	if (!only_names)
		return pstrdup(name);

	names = idem_split_names(name, "name");
	if (list_length(names) < 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_NAME),
				 errmsg("the name of a part must tell its table: \"%s\"", name),
				 errhint("Write it as \"%s ON table\".", name)));
	return psprintf("%s ON %s", quote_identifier(strVal(llast(names))),
					NameListToQuotedString(list_truncate(list_copy(names), list_length(names) - 1)));
}

static ObjectAddress
find_other(const KindWord *word, const char *name)
{
	StringInfoData statement;
	CommentStmt *stmt;
	ObjectAddress address;
	Relation	relation = NULL;

	initStringInfo(&statement);
	appendStringInfo(&statement, "COMMENT ON %s ", word->comment);
	idem_append_fragment(&statement, word->on_relation ? part_words(name) : name);
	appendStringInfoString(&statement, " IS NULL");
	stmt = castNode(CommentStmt, idem_parse_one(statement.data, T_CommentStmt, "the name"));
	address = get_object_address(stmt->objtype, stmt->object, &relation, AccessShareLock, false);
	if (relation != NULL)
		table_close(relation, NoLock);

	/* there, an aggregate is a function, too */
	if (stmt->objtype == OBJECT_FUNCTION &&
		get_func_prokind(address.objectId) == PROKIND_AGGREGATE)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not a function", name),
				 errdetail("It is an aggregate.")));
	return address;
}

/*
 * The address of an object.  The caller undoes the locks that this may take.
 */
ObjectAddress
idem_define_lookup(const char *kind, const char *name)
{
	for (size_t i = 0; i < lengthof(kind_words); i++)
	{
		const KindWord *word = &kind_words[i];

		if (pg_strcasecmp(word->noun, kind) != 0)
			continue;
		if (word->relkinds != NULL)
			return find_relation(word, name);
		if (word->typtypes != NULL)
			return find_type(word, name);
		return find_other(word, name);
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized kind of object: \"%s\"", kind),
			 errhint("Kinds are called as in DDL: table, view, function, enum, composite type, index ...")));
	return InvalidObjectAddress;	/* keep compiler quiet */
}
