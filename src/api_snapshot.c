/*-------------------------------------------------------------------------
 *
 * api_snapshot.c
 *	  The doors: idem.definition(), idem.snapshot(), idem.fingerprint().
 *
 * All that is read is read in a subtransaction that is rolled back, so that
 * no lock stays of those that the server's deparsing takes.  The caches show
 * the newest commits: if another session changes the schema meanwhile, it is
 * read again, until two readings agree or nothing was changed during one.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "common/cryptohash.h"
#include "common/sha2.h"
#include "miscadmin.h"
#include "storage/sinval.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "compat.h"
#include "define.h"

PG_FUNCTION_INFO_V1(idem_definition);
PG_FUNCTION_INFO_V1(idem_snapshot);
PG_FUNCTION_INFO_V1(idem_fingerprint);

/* how often to read again before saying that it cannot be read */
#define MAX_READINGS	20

typedef struct Reading
{
	const char *kind;			/* NULL: the schema of that name */
	const char *name;
	char	   *text;			/* result */
} Reading;

/*
 * What the text of an expression depends on, besides the expression.
 */
static void
fix_settings(void)
{
	static const char *const settings[][2] = {
		{"search_path", "pg_catalog, pg_temp"},
		{"datestyle", "ISO, YMD"},
		{"intervalstyle", "postgres"},
		{"timezone", "UTC"},
		{"extra_float_digits", "1"},
		{"bytea_output", "hex"},
		{"lc_monetary", "C"},
		{"quote_all_identifiers", "off"},
		{"xmloption", "content"}
	};

	for (size_t i = 0; i < lengthof(settings); i++)
		(void) set_config_option(settings[i][0], settings[i][1], PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
}

static void
read_text(void *arg)
{
	Reading    *reading = arg;
	ObjectAddress address = InvalidObjectAddress;
	int			nestlevel;

	/* some of the server's functions look with the snapshot that is active */
	PushActiveSnapshot(GetLatestSnapshot());

	/* names mean what they mean to the caller */
	if (reading->kind != NULL)
	{
		address = idem_define_lookup(reading->kind, reading->name);
		if (!idem_can_define(address.classId, address.objectId))
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("%s \"%s\" has no definition that could be shown", reading->kind,
							reading->name)));
	}
	else
		address.objectId = get_namespace_oid(reading->name, false);

	nestlevel = NewGUCNestLevel();
	fix_settings();
	if (reading->kind != NULL)
	{
		IdemDefinition definition = {0};

		initStringInfo(&definition.ddl);
		idem_define_object(&definition, address.classId, address.objectId);
		reading->text = definition.ddl.data;
	}
	else
		reading->text = idem_snapshot_text(address.objectId);
	reading->text = idem_stable_text(reading->text);
	AtEOXact_GUC(true, nestlevel);
	PopActiveSnapshot();
}

/*
 * What reading may fail with when objects go while it lasts.
 */
static bool
may_have_vanished(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_INTERNAL_ERROR ||
		ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION ||
		ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_INVALID_SCHEMA_NAME;
}

/*
 * The caller's snapshot is of before the change, and hides what the caches
 * show.
 */
static void
report_old_snapshot(const ErrorData *error)
{
	if (error->sqlerrcode == ERRCODE_INTERNAL_ERROR && IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("the schema was changed after this transaction took its snapshot"),
				 errdetail_internal("%s", error->message),
				 errhint("Run the transaction again, or use READ COMMITTED.")));
}

/*
 * The text, as of a moment at which it was so.
 */
static char *
read_definition(const char *kind, const char *name)
{
	char	   *before = NULL;

	for (int i = 0; i < MAX_READINGS; i++)
	{
		Reading		reading = {kind, name, NULL};
		ErrorData  *error;
		uint64		messages;

		AcceptInvalidationMessages();
		messages = SharedInvalidMessageCounter;
		error = idem_peek(read_text, &reading, may_have_vanished);
		AcceptInvalidationMessages();

		if (messages == SharedInvalidMessageCounter)
		{
			if (error == NULL)
				return reading.text;
			report_old_snapshot(error);
			ReThrowError(error);
		}
		if (error != NULL)
			FreeErrorData(error);
		else
		{
			if (before != NULL && strcmp(before, reading.text) == 0)
				return before;
			before = reading.text;
		}
	}
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_IN_USE),
			 errmsg("%s \"%s\" is being changed all the time", kind ? kind : "schema", name),
			 errhint("Call the function again when other sessions have finished their changes.")));
	return NULL;				/* keep compiler quiet */
}

/*
 * Reads into a context of its own, which holds much more than the result.
 */
static text *
definition_datum(const char *kind, const char *name)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate define",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	char	   *definition = read_definition(kind, name);
	int			length = strlen(definition);
	text	   *result;

	MemoryContextSwitchTo(old);
	if (length > 0 && definition[length - 1] == '\n')
		length--;
	result = cstring_to_text_with_len(definition, length);
	MemoryContextDelete(context);
	return result;
}

static char *
schema_argument(FunctionCallInfo fcinfo)
{
	return idem_arg_identifier(fcinfo, 0, "schema_name");
}

/*
 * idem.definition(kind, name)
 */
Datum
idem_definition(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(definition_datum(idem_arg_text(fcinfo, 0, "kind"),
									  idem_arg_text(fcinfo, 1, "name")));
}

/*
 * idem.snapshot(schema_name)
 */
Datum
idem_snapshot(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(definition_datum(NULL, schema_argument(fcinfo)));
}

/*
 * idem.fingerprint(schema_name)
 */
Datum
idem_fingerprint(PG_FUNCTION_ARGS)
{
	text	   *snapshot = definition_datum(NULL, schema_argument(fcinfo));
	pg_cryptohash_ctx *hash = pg_cryptohash_create(PG_SHA256);
	uint8		digest[PG_SHA256_DIGEST_LENGTH];
	char		hex[2 * PG_SHA256_DIGEST_LENGTH + 1];

	if (hash == NULL || pg_cryptohash_init(hash) < 0 ||
		pg_cryptohash_update(hash, (uint8 *) VARDATA_ANY(snapshot),
							 VARSIZE_ANY_EXHDR(snapshot)) < 0 ||
		pg_cryptohash_final(hash, digest, sizeof(digest)) < 0)
		elog(ERROR, "could not compute fingerprint");
	pg_cryptohash_free(hash);
	hex[hex_encode((const char *) digest, sizeof(digest), hex)] = '\0';
	PG_RETURN_TEXT_P(cstring_to_text(hex));
}
