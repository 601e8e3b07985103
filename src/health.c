/*-------------------------------------------------------------------------
 *
 * health.c
 *	  The door: idem.health().
 *
 * Answers a question of a start-up or readiness check in one document, which
 * is documented with the function and only ever gains keys.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xlog.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/inval.h"
#include "utils/json.h"
#include "utils/timestamp.h"

#include "revision.h"

PG_FUNCTION_INFO_V1(idem_health);

static void
put_key(StringInfo json, const char *key)
{
	char		last = json->len > 0 ? json->data[json->len - 1] : '\0';

	if (last != '{' && last != '\0')
		appendStringInfoString(json, ", ");
	escape_json(json, key);
	appendStringInfoString(json, ": ");
}

static void
put_text(StringInfo json, const char *key, const char *value)
{
	put_key(json, key);
	if (value == NULL)
		appendStringInfoString(json, "null");
	else
		escape_json(json, value);
}

static void
put_bool(StringInfo json, const char *key, bool value)
{
	put_key(json, key);
	appendStringInfoString(json, value ? "true" : "false");
}

static void
put_texts(StringInfo json, const char *key, List *values)
{
	ListCell   *lc;

	put_key(json, key);
	appendStringInfoChar(json, '[');
	foreach(lc, values)
	{
		if (foreach_current_index(lc) > 0)
			appendStringInfoString(json, ", ");
		escape_json(json, lfirst(lc));
	}
	appendStringInfoChar(json, ']');
}

/*
 * What a revision lacks.  A revision that is applied while we look may rename
 * an object between our look at the ledger and that at the catalogs; so what
 * is missing is looked for again.
 */
static List *
missing_for_certain(const char *stream, const char *revision)
{
	List	   *missing = idem_missing_objects(stream, revision);

	if (missing != NIL)
	{
		AcceptInvalidationMessages();
		missing = idem_missing_objects(stream, revision);
	}
	return missing;
}

/*
 * The keys about one revision; returns whether all is well.
 */
static bool
put_revision(StringInfo json, const char *stream, const char *name)
{
	IdemRevision *revision = idem_find_revision(stream, name);
	List	   *missing = NIL;

	put_text(json, "revision", name);
	put_bool(json, "applied", revision != NULL);
	if (revision != NULL)
	{
		missing = missing_for_certain(stream, name);
		put_key(json, "applied_at");
		appendStringInfo(json, "\"%s\"",
						 JsonEncodeDateTime(palloc(MAXDATELEN + 1),
											revision->values[REV_STARTED_AT],
											TIMESTAMPTZOID, NULL));
		put_text(json, "checksum", idem_revision_text(revision, REV_CHECKSUM));
	}
	put_texts(json, "missing", missing);
	return revision != NULL && missing == NIL;
}

/*
 * The keys about one stream, and about one of its revisions unless that is
 * NULL; returns whether what is applied is complete.
 */
static bool
put_stream(StringInfo json, const char *stream, const char *revision, bool *empty)
{
	List	   *revisions = idem_stream_revisions(stream);
	List	   *missing = NIL;
	ListCell   *lc;

	put_text(json, "stream", stream);
	put_text(json, "current", revisions == NIL ? NULL :
			 idem_revision_text(llast(revisions), REV_REVISION));
	put_key(json, "revisions");
	appendStringInfo(json, "%d", list_length(revisions));
	if (revision != NULL)
		return put_revision(json, stream, revision);

	foreach(lc, revisions)
		missing = list_concat(missing,
							  missing_for_certain(stream,
												  idem_revision_text(lfirst(lc), REV_REVISION)));
	put_texts(json, "missing", missing);
	*empty = (revisions == NIL);
	return missing == NIL;
}

static bool
put_streams(StringInfo json)
{
	bool		ok = true;
	ListCell   *lc;
	List	   *streams = idem_stream_names();

	put_key(json, "streams");
	appendStringInfoChar(json, '[');
	foreach(lc, streams)
	{
		StringInfoData one;
		bool		one_ok;
		bool		empty;

		initStringInfo(&one);
		one_ok = put_stream(&one, lfirst(lc), NULL, &empty);
		appendStringInfo(json, "%s{\"ok\": %s, %s}",
						 foreach_current_index(lc) > 0 ? ", " : "",
						 one_ok ? "true" : "false", one.data);
		ok &= one_ok;
	}
	appendStringInfoChar(json, ']');
	return ok;
}

/*
 * idem.health(stream, revision)
 *
 * With a revision: whether it is applied and every object is there that it
 * made and no later one removed.  With a stream only: the same about all its
 * applied revisions, of which there must be one.  Without arguments: about
 * all streams.
 *
 * Takes no lock, writes nothing, needs no privilege on the tables, and works
 * on a standby.  Refuses a revision without a stream (22023).
 */
Datum
idem_health(PG_FUNCTION_ARGS)
{
	char	   *stream = PG_ARGISNULL(0) ? NULL : idem_arg_label(fcinfo, 0, "stream");
	char	   *revision = PG_ARGISNULL(1) ? NULL : idem_arg_label(fcinfo, 1, "revision");
	StringInfoData body;
	StringInfoData json;
	bool		ok;
	bool		empty = false;

	if (stream == NULL && revision != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not be null when \"%s\" is given",
						"stream", "revision")));

	AcceptInvalidationMessages();
	initStringInfo(&body);
	if (stream != NULL)
		ok = put_stream(&body, stream, revision, &empty) && !empty;
	else
		ok = put_streams(&body);

	initStringInfo(&json);
	appendStringInfo(&json, "{\"ok\": %s, \"version\": \"%s\", \"in_recovery\": %s, %s}",
					 ok ? "true" : "false", IDEM_MIGRATE_VERSION,
					 RecoveryInProgress() ? "true" : "false", body.data);
	PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data)));
}
