/*-------------------------------------------------------------------------
 *
 * revert.c
 *	  Reverts revisions.
 *
 * Runs the "down" script that is stored with a revision, so that an old
 * release of a service can go back without having the script.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "miscadmin.h"
#include "utils/inval.h"
#include "utils/timestamp.h"

#include "revision.h"

typedef struct Reversal
{
	IdemRevision *revision;
	const char *stream;
	const char *name;
	IdemScript *script;
	int			allow;
	TimestampTz started;
} Reversal;

/*
 * Raise an error if an applied revision, of whatever stream, requires this
 * one.
 */
static void
refuse_if_required(const char *stream, const char *name)
{
	char	   *requirement = psprintf("%s/%s", stream, name);
	ListCell   *lc;

	foreach(lc, idem_stream_revisions(NULL))
	{
		IdemRevision *other = lfirst(lc);

		if (!idem_string_member(idem_revision_requires(other), requirement))
			continue;
		ereport(ERROR,
				(errcode(ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST),
				 errmsg("cannot revert revision \"%s\" of stream \"%s\"", name, stream),
				 errdetail("Revision \"%s\" of stream \"%s\", which is applied, requires it.",
						   idem_revision_text(other, REV_REVISION),
						   idem_revision_text(other, REV_STREAM)),
				 errhint("Revert the revision that requires it first.")));
	}
}

/*
 * What the revision made is not expected any more; what it removed is, if its
 * "down" made it again.
 */
static void
forget_objects(const Reversal *reversal)
{
	ListCell   *lc;

	foreach(lc, idem_revision_objects(reversal->stream, reversal->name))
		idem_forget_object(lfirst(lc));
	CommandCounterIncrement();

	foreach(lc, idem_all_objects())
	{
		IdemObject *object = lfirst(lc);
		ObjectAddress address;

		CHECK_FOR_INTERRUPTS();
		if (object->removed_stream == NULL ||
			strcmp(object->removed_stream, reversal->stream) != 0 ||
			strcmp(object->removed_revision, reversal->name) != 0)
			continue;
		object->removed_stream = object->removed_revision = NULL;
		if (idem_find_object(object, &address))
			idem_replace_object(object);
		else
			idem_forget_object(object);
	}
}

/*
 * Runs in a subtransaction that may be repeated.
 */
static void
revert_once(void *arg)
{
	Reversal   *reversal = arg;
	IdemTrack  *track;

	idem_check_recorded(reversal->revision);
	idem_claim_stream(reversal->stream);
	track = idem_track_begin(reversal->stream, reversal->name, true);
	PG_TRY();
	{
		idem_run_script(reversal->script, reversal->allow);
	}
	PG_FINALLY();
	{
		idem_track_end(track);
	}
	PG_END_TRY();

	forget_objects(reversal);
	idem_forget_revision(reversal->revision);
	idem_record_event(reversal->stream, reversal->name, "reverted", NULL,
					  idem_revision_text(reversal->revision, REV_CHECKSUM),
					  reversal->started);
}

/*
 * Revert an applied revision.  The caller holds the change lock.
 */
static void
revert(IdemRevision *revision, int allow)
{
	Reversal	reversal = {0};
	char	   *down = idem_revision_text(revision, REV_DOWN);

	reversal.revision = revision;
	reversal.stream = idem_revision_text(revision, REV_STREAM);
	reversal.name = idem_revision_text(revision, REV_REVISION);
	reversal.allow = allow;

	if (down == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("cannot revert revision \"%s\" of stream \"%s\"",
						reversal.name, reversal.stream),
				 errdetail("It was applied without a \"down\" script."),
				 errhint("Record one with idem.stamp(..., down => ..., force => true), then revert it.")));
	refuse_if_required(reversal.stream, reversal.name);

	reversal.script = idem_read_script(reversal.stream, reversal.name, down);
	reversal.started = GetCurrentTimestamp();
	idem_try_until_won(revert_once, &reversal);
}

/*
 * Revert one revision, if it is applied.
 */
IdemOutcome
idem_revert_applied(const char *stream, const char *name, int allow)
{
	IdemRevision *revision;

	AcceptInvalidationMessages();
	if (idem_find_revision(stream, name) == NULL)
		return IDEM_UNCHANGED;

	idem_check_changes_possible();
	(void) idem_check_stream(stream);
	idem_lock_revisions(stream);
	revision = idem_find_revision(stream, name);
	if (revision == NULL)
		return IDEM_UNCHANGED;
	revert(revision, allow);
	return IDEM_REVERTED;
}

/*
 * Revert all revisions of a stream that were applied after one, the last one
 * first.
 */
IdemOutcome
idem_revert_later(const char *stream, const char *name, int allow)
{
	IdemRevision *last;

	AcceptInvalidationMessages();
	idem_require_applied(stream, name, NULL, "Name the revision that shall be the last one.");
	last = idem_last_revision(stream);
	if (last != NULL && strcmp(idem_revision_text(last, REV_REVISION), name) == 0)
		return IDEM_UNCHANGED;

	idem_check_changes_possible();
	(void) idem_check_stream(stream);
	idem_lock_revisions(stream);
	idem_require_applied(stream, name, NULL, "Name the revision that shall be the last one.");
	for (int reverted = 0;; reverted++)
	{
		last = idem_last_revision(stream);
		if (strcmp(idem_revision_text(last, REV_REVISION), name) == 0)
			return reverted > 0 ? IDEM_REVERTED : IDEM_UNCHANGED;
		revert(last, allow);
	}
}
