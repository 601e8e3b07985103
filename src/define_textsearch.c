/*-------------------------------------------------------------------------
 *
 * define_textsearch.c
 *	  Text search configurations and dictionaries.
 *
 * Parsers and templates are not said: what they are is in a library.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_ts_config.h"
#include "catalog/pg_ts_config_map.h"
#include "catalog/pg_ts_dict.h"
#include "catalog/pg_ts_parser.h"
#include "catalog/pg_ts_template.h"
#include "tsearch/ts_cache.h"
#include "tsearch/ts_public.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "define.h"

static char *
dictionary_name(Oid dictid)
{
	HeapTuple	tuple = SearchSysCache1(TSDICTOID, ObjectIdGetDatum(dictid));
	Form_pg_ts_dict form;
	char	   *name;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("text search dictionary", dictid);
	form = (Form_pg_ts_dict) GETSTRUCT(tuple);
	name = idem_qualified_in(form->dictnamespace, NameStr(form->dictname));
	ReleaseSysCache(tuple);
	return name;
}

void
idem_define_dictionary(IdemDefinition *definition, Oid dictid)
{
	StringInfo	ddl = &definition->ddl;
	IdemNamed	named = {TSDictionaryRelationId, dictid, "TEXT SEARCH DICTIONARY",
	dictionary_name(dictid)};
	HeapTuple	tuple = SearchSysCacheCopy1(TSDICTOID, ObjectIdGetDatum(dictid));
	HeapTuple	template;
	Form_pg_ts_dict form;
	bool		isnull;
	Datum		options;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("text search dictionary", dictid);
	form = (Form_pg_ts_dict) GETSTRUCT(tuple);
	template = SearchSysCacheCopy1(TSTEMPLATEOID, ObjectIdGetDatum(form->dicttemplate));
	if (!HeapTupleIsValid(template))
		idem_vanished("text search template", form->dicttemplate);

	appendStringInfo(ddl, "CREATE TEXT SEARCH DICTIONARY %s (\n    TEMPLATE = %s", named.name,
					 idem_qualified_in(((Form_pg_ts_template) GETSTRUCT(template))->tmplnamespace,
									   NameStr(((Form_pg_ts_template) GETSTRUCT(template))->tmplname)));
	options = SysCacheGetAttr(TSDICTOID, tuple, Anum_pg_ts_dict_dictinitoption, &isnull);
	if (!isnull)
		appendStringInfo(ddl, ",\n    %s", TextDatumGetCString(options));
	appendStringInfoString(ddl, "\n);\n");
	idem_define_owner(ddl, &named, form->dictowner);
	idem_define_comment(ddl, &named);
}

/*
 * What the parser calls a sort of token.
 */
static const char *
token_name(Oid parserid, int32 token)
{
	TSParserCacheEntry *parser = lookup_ts_parser_cache(parserid);
	LexDescr   *lexemes;

	if (!OidIsValid(parser->lextypeOid))
		idem_vanished("token types of text search parser", parserid);
	lexemes = (LexDescr *) DatumGetPointer(OidFunctionCall1(parser->lextypeOid, (Datum) 0));
	for (; lexemes != NULL && lexemes->lexid != 0; lexemes++)
		if (lexemes->lexid == token)
			return quote_identifier(lexemes->alias);
	elog(ERROR, "text search parser %u has no token type %d", parserid, token);
	return NULL;				/* keep compiler quiet */
}

void
idem_define_configuration(IdemDefinition *definition, Oid configid)
{
	StringInfo	ddl = &definition->ddl;
	HeapTuple	tuple = SearchSysCacheCopy1(TSCONFIGOID, ObjectIdGetDatum(configid));
	IdemNamed	named = {TSConfigRelationId, configid, "TEXT SEARCH CONFIGURATION", NULL};
	Form_pg_ts_config form;
	HeapTuple	parser;
	IdemRows   *rows;
	ListCell   *lc;
	int32		token = -1;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("text search configuration", configid);
	form = (Form_pg_ts_config) GETSTRUCT(tuple);
	named.name = idem_qualified_in(form->cfgnamespace, NameStr(form->cfgname));
	parser = SearchSysCacheCopy1(TSPARSEROID, ObjectIdGetDatum(form->cfgparser));
	if (!HeapTupleIsValid(parser))
		idem_vanished("text search parser", form->cfgparser);
	appendStringInfo(ddl, "CREATE TEXT SEARCH CONFIGURATION %s (\n    PARSER = %s\n);\n", named.name,
					 idem_qualified_in(((Form_pg_ts_parser) GETSTRUCT(parser))->prsnamespace,
									   NameStr(((Form_pg_ts_parser) GETSTRUCT(parser))->prsname)));

	/* by token, and then in the order in which they are asked */
	rows = idem_rows(TSConfigMapRelationId, TSConfigMapIndexId, Anum_pg_ts_config_map_mapcfg,
					 configid);
	foreach(lc, rows->tuples)
	{
		Form_pg_ts_config_map map = (Form_pg_ts_config_map) GETSTRUCT((HeapTuple) lfirst(lc));

		if (map->maptokentype != token)
			appendStringInfo(ddl, "%sALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %s WITH ",
							 token >= 0 ? ";\n" : "", named.name,
							 token_name(form->cfgparser, map->maptokentype));
		else
			appendStringInfoString(ddl, ", ");
		appendStringInfoString(ddl, dictionary_name(map->mapdict));
		token = map->maptokentype;
	}
	if (token >= 0)
		appendStringInfoString(ddl, ";\n");
	idem_define_owner(ddl, &named, form->cfgowner);
	idem_define_comment(ddl, &named);
}
