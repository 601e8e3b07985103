/*-------------------------------------------------------------------------
 *
 * kind_mapping.c
 *	  Mappings of text search configurations.
 *
 * Declared by AlterTSConfigurationStmt: which dictionaries the tokens of a
 * type go through, in which order.  Token types that are not mentioned keep
 * what they have.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "tsearch/ts_cache.h"
#include "tsearch/ts_public.h"
#include "utils/builtins.h"

#include "idem_migrate.h"

static bool
mapping_declare(IdemDeclaration *declaration)
{
	AlterTSConfigurationStmt *stmt = (AlterTSConfigurationStmt *) declaration->stmt;

	if (!IsA(stmt, AlterTSConfigurationStmt))
		return false;
	(void) idem_declare_property(declaration, &idem_kind_mapping, OBJECT_TSCONFIGURATION,
								 (Node *) stmt->cfgname);
	return true;
}

/*
 * The number of a token type, which the parser gave it.
 */
static int
token_number(const LexDescr *tokens, const char *name)
{
	for (int i = 0; tokens != NULL && tokens[i].lexid != 0; i++)
	{
		if (strcmp(tokens[i].alias, name) == 0)
			return tokens[i].lexid;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("token type \"%s\" does not exist", name)));
	return 0;					/* keep compiler quiet */
}

static List *
dictionaries_of(const TSConfigCacheEntry *config, int token)
{
	List	   *result = NIL;

	if (token < config->lenmap)
	{
		for (int i = 0; i < config->map[token].len; i++)
			result = lappend_oid(result, config->map[token].dictIds[i]);
	}
	return result;
}

/*
 * The step for some of the token types; "kind" says what is done with them.
 */
static void
add_step(const IdemWanted *wanted, List *tokens, AlterTSConfigType kind, const char *reason,
		 IdemPlan *plan)
{
	const AlterTSConfigurationStmt *whole = (AlterTSConfigurationStmt *) wanted->node;
	AlterTSConfigurationStmt *stmt;
	StringInfoData buf;
	ListCell   *lc;
	IdemStep   *step;

	if (tokens == NIL)
		return;
	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	step->reason = pstrdup(reason);
	if (kind == whole->kind && list_length(tokens) == list_length(whole->tokentype) &&
		wanted->location >= 0)
	{
		idem_step_whole(step, wanted);
		return;
	}

	stmt = makeNode(AlterTSConfigurationStmt);
	*stmt = *whole;
	stmt->kind = kind;
	stmt->tokentype = tokens;
	stmt->override = (kind == ALTER_TSCONFIG_ALTER_MAPPING_FOR_TOKEN);

	initStringInfo(&buf);
	appendStringInfo(&buf, "ALTER %s %s MAPPING FOR", idem_subject_text(wanted),
					 kind == ALTER_TSCONFIG_DROP_MAPPING ? "DROP" :
					 kind == ALTER_TSCONFIG_ADD_MAPPING ? "ADD" : "ALTER");
	foreach(lc, tokens)
		appendStringInfo(&buf, "%s %s", foreach_current_index(lc) > 0 ? "," : "",
						 quote_identifier(strVal(lfirst(lc))));
	foreach(lc, stmt->dicts)
		appendStringInfo(&buf, "%s %s", foreach_current_index(lc) > 0 ? "," : " WITH",
						 idem_object_text(OBJECT_TSDICTIONARY, lfirst(lc), NULL));
	idem_step_statement(step, (Node *) stmt, buf.data);
}

/*
 * ADD, ALTER and DROP MAPPING.
 */
static void
diff_tokens(const IdemWanted *wanted, const TSConfigCacheEntry *config, const LexDescr *tokens,
			IdemPlan *plan)
{
	const AlterTSConfigurationStmt *stmt = (AlterTSConfigurationStmt *) wanted->node;
	List	   *dictionaries = NIL;
	List	   *missing = NIL;
	List	   *different = NIL;
	List	   *present = NIL;
	ListCell   *lc;

	foreach(lc, stmt->dicts)
		dictionaries = lappend_oid(dictionaries, get_ts_dict_oid(lfirst(lc), plan->steps != NIL));
	foreach(lc, stmt->tokentype)
	{
		List	   *actual = dictionaries_of(config, token_number(tokens, strVal(lfirst(lc))));

		if (actual == NIL)
			missing = lappend(missing, lfirst(lc));
		else
			present = lappend(present, lfirst(lc));
		if (actual != NIL && !equal(actual, dictionaries))
			different = lappend(different, lfirst(lc));
	}

	switch (stmt->kind)
	{
		case ALTER_TSCONFIG_DROP_MAPPING:
			add_step(wanted, present, stmt->kind, "they have a mapping", plan);
			break;
		case ALTER_TSCONFIG_ADD_MAPPING:
			add_step(wanted, missing, stmt->kind, "they have no mapping", plan);
			add_step(wanted, different, ALTER_TSCONFIG_ALTER_MAPPING_FOR_TOKEN,
					 "they have other dictionaries", plan);
			break;
		default:
			add_step(wanted, list_concat(missing, different), stmt->kind,
					 "they have other dictionaries", plan);
			break;
	}
}

/*
 * ALTER MAPPING REPLACE: nothing to do once the old dictionary is not used.
 */
static void
diff_replace(const IdemWanted *wanted, const TSConfigCacheEntry *config, const LexDescr *tokens,
			 IdemPlan *plan)
{
	const AlterTSConfigurationStmt *stmt = (AlterTSConfigurationStmt *) wanted->node;
	Oid			old = get_ts_dict_oid(linitial(stmt->dicts), true);
	bool		used = false;
	ListCell   *lc;
	IdemStep   *step;

	foreach(lc, stmt->tokentype)
		used = used || list_member_oid(dictionaries_of(config, token_number(tokens, strVal(lfirst(lc)))),
									   old);
	for (int i = 0; stmt->tokentype == NIL && i < config->lenmap; i++)
		used = used || list_member_oid(dictionaries_of(config, i), old);
	if (!used)
		return;
	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_step_property(step, wanted,
					   psprintf("ALTER %s ALTER MAPPING REPLACE %s WITH %s",
								idem_subject_text(wanted),
								idem_object_text(OBJECT_TSDICTIONARY, linitial(stmt->dicts), NULL),
								idem_object_text(OBJECT_TSDICTIONARY, lsecond(stmt->dicts), NULL)));
}

static void
mapping_diff(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan)
{
	const AlterTSConfigurationStmt *stmt = (AlterTSConfigurationStmt *) wanted->node;
	TSConfigCacheEntry *config;
	const LexDescr *tokens;

	(void) actual;
	if (!idem_subject_is_there(wanted, plan))
	{
		if (plan->steps != NIL)
			idem_step_property(idem_step(plan, wanted, "alter", IDEM_ALTERED), wanted,
							   psprintf("ALTER %s", idem_subject_text(wanted)));
		return;
	}

	config = lookup_ts_config_cache(wanted->address.objectId);
	tokens = (const LexDescr *)
		DatumGetPointer(OidFunctionCall1(lookup_ts_parser_cache(config->prsId)->lextypeOid,
										 Int32GetDatum(0)));
	if (stmt->kind == ALTER_TSCONFIG_REPLACE_DICT ||
		stmt->kind == ALTER_TSCONFIG_REPLACE_DICT_FOR_TOKEN)
		diff_replace(wanted, config, tokens, plan);
	else
		diff_tokens(wanted, config, tokens, plan);
}

static char *
mapping_describe(const IdemActual *actual)
{
	(void) actual;
	return pstrdup("mapping");
}

const IdemKind idem_kind_mapping = {
	.noun = "mapping",
	.is_property = true,
	.declare = mapping_declare,
	.resolve = idem_resolve_subject,
	.observe = idem_observe_subject,
	.diff = mapping_diff,
	.describe = mapping_describe,
};
