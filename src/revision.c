/*-------------------------------------------------------------------------
 *
 * revision.c
 *	  Applies revisions.
 *
 * An applied revision is verified, without locks and without a trace; that is
 * what nearly every call does.  Otherwise the change lock is taken, the ledger
 * is read again, and the script runs in one subtransaction, which is repeated
 * if a session without this extension makes one of the objects at the same
 * instant.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/detoast.h"
#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "revision.h"

typedef struct Application
{
	const IdemRevisionRequest *request;
	IdemScript *script;
	const char *checksum;
	TimestampTz started;
} Application;

static bool same_text(const IdemRevision *recorded, const char *up);
static void apply_once(void *arg);

/*
 * What the change lock is to cover before a change of revisions.  If the lock
 * is by schema, migrators of one stream must not run side by side either.
 */
static List *
lock_keys(const char *stream)
{
	List	   *path = fetch_search_path(false);
	List	   *keys = list_make1(psprintf("stream %s", stream));

	char	   *schema = path != NIL ? get_namespace_name(linitial_oid(path)) : NULL;

	if (schema != NULL)
		keys = lappend(keys, schema);
	return keys;
}

/*
 * Wait for the change lock before a change of revisions.
 */
void
idem_lock_revisions(const char *stream)
{
	idem_lock_changes(lock_keys(stream));
}

/* ----------------------------------------------------------------
 *	An applied revision
 * ----------------------------------------------------------------
 */

/*
 * Whether the texts are the same byte by byte, which is usual, and cheaper
 * to find out than the checksum.
 */
static bool
same_text(const IdemRevision *recorded, const char *up)
{
	Size		length = strlen(up);
	text	   *stored;

	if (toast_raw_datum_size(recorded->values[REV_UP]) - VARHDRSZ != length)
		return false;
	stored = DatumGetTextPP(recorded->values[REV_UP]);
	return memcmp(VARDATA_ANY(stored), up, length) == 0;
}

/*
 * The checksum of a script if it is not the recorded one, else NULL.
 */
static char *
other_checksum(const IdemRevision *recorded, const char *up)
{
	char	   *checksum;

	if (same_text(recorded, up))
		return NULL;
	checksum = idem_script_checksum(up);
	if (strcmp(checksum, idem_revision_text(recorded, REV_CHECKSUM)) == 0)
		return NULL;
	return checksum;
}

/*
 * Raise the error about a script that is not the recorded one.
 */
void
idem_refuse_changed(const IdemRevisionRequest *request, const IdemRevision *recorded,
					const char *checksum)
{
	ereport(ERROR,
			(errcode(ERRCODE_IDEM_REVISION_CHANGED),
			 errmsg("revision \"%s\" of stream \"%s\" was changed after it was applied",
					request->revision, request->stream),
			 errdetail("Found: checksum %s, applied at %s by role \"%s\". Wanted: checksum %s.",
					   idem_revision_text(recorded, REV_CHECKSUM),
					   timestamptz_to_str(DatumGetTimestampTz(recorded->values[REV_STARTED_AT])),
					   idem_revision_text(recorded, REV_ROLE), checksum),
			 errhint("Write the change as a new revision. If the new text describes what is there, record it with idem.stamp(..., force => true).")));
}

/*
 * What an applied revision lacks.  Raises an error if its script is not the
 * one that was applied.
 */
static List *
verify(const IdemRevisionRequest *request, const IdemRevision *recorded)
{
	char	   *checksum = other_checksum(recorded, request->up);

	if (checksum != NULL)
		idem_refuse_changed(request, recorded, checksum);
	return idem_verify_applied ?
		idem_missing_objects(request->stream, request->revision) : NIL;
}

/* ----------------------------------------------------------------
 *	Required revisions
 * ----------------------------------------------------------------
 */

/*
 * Split "stream/revision".
 */
static void
idem_split_requirement(const char *requirement, char **stream, char **revision)
{
	const char *slash = strchr(requirement, '/');

	Assert(slash != NULL);
	*stream = pnstrdup(requirement, slash - requirement);
	*revision = pstrdup(slash + 1);
}

/*
 * Raise an error if the revision is not applied.
 */
void
idem_require_applied(const char *stream, const char *revision, const char *detail,
					 const char *hint)
{
	IdemRevision *last;

	if (idem_find_revision(stream, revision) != NULL)
		return;
	last = idem_last_revision(stream);
	ereport(ERROR,
			(errcode(ERRCODE_IDEM_REVISION_REQUIRED),
			 errmsg("revision \"%s\" of stream \"%s\" is not applied", revision, stream),
			 errdetail("%s%s", detail ? psprintf("%s ", detail) : "",
					   last == NULL ? "The stream has no applied revision." :
					   psprintf("The stream is at revision \"%s\".",
								idem_revision_text(last, REV_REVISION))),
			 errhint("%s", hint)));
}

static void
check_requirements(const IdemRevisionRequest *request)
{
	ListCell   *lc;

	foreach(lc, request->requires)
	{
		char	   *stream;
		char	   *revision;

		idem_split_requirement(lfirst(lc), &stream, &revision);
		idem_require_applied(stream, revision,
							 psprintf("Revision \"%s\" of stream \"%s\" requires it.",
									  request->revision, request->stream),
							 "Apply the required revision first.");
	}
}

/* ----------------------------------------------------------------
 *	Applying
 * ----------------------------------------------------------------
 */

static bool
is_unseen(const IdemRevision *revision)
{
	TransactionId xmin = HeapTupleHeaderGetXmin(revision->tuple->t_data);

	return !TransactionIdIsCurrentTransactionId(xmin) &&
		XidInMVCCSnapshot(xmin, GetTransactionSnapshot());
}

/*
 * A revision of the same stream, or one that is required, which was applied
 * after the transaction took its snapshot; NULL if there is none.
 */
static const char *
find_unseen(const IdemRevisionRequest *request)
{
	List	   *revisions;
	ListCell   *lc;

	if (!IsolationUsesXactSnapshot())
		return NULL;

	revisions = idem_stream_revisions(request->stream);
	foreach(lc, request->requires)
	{
		char	   *stream;
		char	   *revision;

		idem_split_requirement(lfirst(lc), &stream, &revision);
		revisions = lappend(revisions, idem_find_revision(stream, revision));
	}
	foreach(lc, revisions)
	{
		if (is_unseen(lfirst(lc)))
			return idem_revision_text(lfirst(lc), REV_REVISION);
	}
	return NULL;
}

/*
 * Run the script and record it.  Runs in a subtransaction that may be
 * repeated.
 */
static void
apply_once(void *arg)
{
	Application *application = arg;
	const IdemRevisionRequest *request = application->request;
	IdemTrack  *track;

	idem_claim_stream(request->stream);
	track = idem_track_begin(request->stream, request->revision, false);
	PG_TRY();
	{
		idem_run_script(application->script, request->allow);
		idem_record_revision(request, application->checksum, 0, false, application->started);
		idem_record_objects(request->stream, request->revision, idem_track_objects());
		idem_record_event(request->stream, request->revision, "applied", NULL,
						  application->checksum, application->started);
	}
	PG_FINALLY();
	{
		idem_track_end(track);
	}
	PG_END_TRY();
}

/*
 * Read the scripts, and refuse what cannot run in them.
 */
static void
read_scripts(Application *application)
{
	const IdemRevisionRequest *request = application->request;

	application->script = idem_read_script(request->stream, request->revision, request->up);
	if (request->down != NULL)
		(void) idem_read_script(request->stream, request->revision, request->down);
	application->checksum = idem_script_checksum(request->up);
}

/*
 * Apply a revision, or verify it if it is applied.
 */
IdemOutcome
idem_apply_request(const IdemRevisionRequest *request)
{
	Application application = {request, NULL, NULL, 0};
	IdemRevision *recorded;
	List	   *missing;

	AcceptInvalidationMessages();
	recorded = idem_find_revision(request->stream, request->revision);
	if (recorded != NULL && verify(request, recorded) == NIL)
		return IDEM_UNCHANGED;

	idem_check_changes_possible();
	(void) idem_check_stream(request->stream);

	/*
	 * Who has to wait most likely finds the revision applied then, and has no
	 * need of the scripts.
	 */
	if (!idem_take_or_await_changes(lock_keys(request->stream)))
	{
		recorded = idem_find_revision(request->stream, request->revision);
		if (recorded != NULL && verify(request, recorded) == NIL)
			return IDEM_UNCHANGED;
		idem_lock_revisions(request->stream);
	}
	else
		read_scripts(&application);

	/* somebody else may have done it meanwhile */
	recorded = idem_find_revision(request->stream, request->revision);
	if (recorded != NULL)
	{
		missing = verify(request, recorded);
		if (missing == NIL)
			return IDEM_UNCHANGED;
		idem_check_stream(request->stream);
		idem_heal_revision(recorded, missing, request->allow);
		return IDEM_HEALED;
	}

	if (application.script == NULL)
		read_scripts(&application);
	check_requirements(request);
	application.script->unseen = find_unseen(request);
	application.started = GetCurrentTimestamp();
	idem_try_until_won(apply_once, &application);
	return IDEM_APPLIED;
}
