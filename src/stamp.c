/*-------------------------------------------------------------------------
 *
 * stamp.c
 *	  Records revisions without running them.
 *
 * For a database that has what the script makes already, or whose script was
 * rewritten: the objects that its declarations name are looked up, and
 * expected from then on.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "miscadmin.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/timestamp.h"

#include "revision.h"

typedef struct Stamping
{
	IdemRevisionRequest request;
	IdemRevision *recorded;		/* which is replaced, or NULL */
	IdemScript *script;
	const char *checksum;
	TimestampTz started;
	bool		as_it_is;		/* expect no more than what is there */
} Stamping;

static List *missing_objects(List *wanted);

/*
 * Body of a subtransaction: look up what a statement wants.
 */
static void
look_up(void *arg)
{
	idem_track_moved(arg);
	idem_track_wanted(arg);
}

/*
 * What is not there, or is something else, is not expected.
 */
static bool
is_lookup_failure(const ErrorData *error)
{
	return ERRCODE_TO_CATEGORY(error->sqlerrcode) ==
		ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION ||
		error->sqlerrcode == ERRCODE_INVALID_SCHEMA_NAME ||
		error->sqlerrcode == ERRCODE_FEATURE_NOT_SUPPORTED;
}

static List *
look_up_objects(const Stamping *stamping)
{
	List	   *missing = NIL;
	const IdemScript *script = stamping->script;
	char	   *search_path = pstrdup(namespace_search_path);
	List	   *statements;
	int			nestlevel;
	ListCell   *lc;

	nestlevel = NewGUCNestLevel();
	idem_set_search_path_at(script, search_path, -1);
	statements = idem_fold_present(idem_script_statements(script));
	AtEOXact_GUC(false, nestlevel);

	foreach(lc, statements)
	{
		IdemStatement *statement = lfirst(lc);
		List	   *wanted = idem_script_wanted(script, statement);

		CHECK_FOR_INTERRUPTS();
		if (wanted == NIL)
			continue;
		nestlevel = NewGUCNestLevel();
		idem_set_search_path_at(script, search_path, statement->location);
		(void) idem_try(look_up, wanted, is_lookup_failure);
		if (!stamping->as_it_is)
			missing = list_concat(missing, missing_objects(wanted));
		AtEOXact_GUC(false, nestlevel);
	}
	return missing;
}

/*
 * What is wanted and not there, as far as it has a name: expected all the
 * same, and made by the next call that applies the revision.
 */
static List *
missing_objects(List *wanted)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, wanted)
	{
		IdemWanted *one = lfirst(lc);
		IdemObject *object = idem_object_of_wanted(one);
		ObjectAddress address;

		if (object != NULL && !idem_find_object(object, &address))
			result = lappend(result, object);
	}
	return result;
}

static void
stamp(const Stamping *stamping)
{
	const IdemRevisionRequest *request = &stamping->request;
	IdemTrack  *track;
	List	   *missing;
	ListCell   *lc;

	idem_claim_stream(request->stream);
	if (stamping->recorded != NULL)
	{
		foreach(lc, idem_revision_objects(request->stream, request->revision))
			idem_forget_object(lfirst(lc));
		idem_forget_revision(stamping->recorded);
	}

	track = idem_track_begin(request->stream, request->revision, false);
	PG_TRY();
	{
		missing = look_up_objects(stamping);
		idem_record_revision(request, stamping->checksum,
							 stamping->recorded ? idem_revision_ordinal(stamping->recorded) : 0,
							 true, stamping->started);
		idem_record_objects(request->stream, request->revision,
							list_concat(idem_track_objects(), missing));
		idem_record_event(request->stream, request->revision, "stamped",
						  stamping->recorded == NULL ? NULL :
						  psprintf("instead of checksum %s",
								   idem_revision_text(stamping->recorded, REV_CHECKSUM)),
						  stamping->checksum, stamping->started);
	}
	PG_FINALLY();
	{
		idem_track_end(track);
	}
	PG_END_TRY();
}

/*
 * Whether what is recorded may stay: the same script, and where force is used
 * the same "down" and nothing missing.
 */
static bool
is_recorded(const Stamping *stamping, bool force)
{
	const IdemRevisionRequest *request = &stamping->request;
	char	   *down;

	if (stamping->recorded == NULL)
		return false;
	if (strcmp(idem_revision_text(stamping->recorded, REV_CHECKSUM), stamping->checksum) != 0)
	{
		if (!force)
			idem_refuse_changed(request, stamping->recorded, stamping->checksum);
		return false;
	}
	if (!force)
		return true;
	down = idem_revision_text(stamping->recorded, REV_DOWN);
	return (request->down == NULL || (down != NULL && strcmp(down, request->down) == 0)) &&
		idem_missing_objects(request->stream, request->revision) == NIL;
}

/*
 * Record a revision as applied.  One that is recorded with another script is
 * replaced only by force; it keeps its place, its requirements and its note.
 */
IdemOutcome
idem_stamp_request(const IdemRevisionRequest *request, bool force)
{
	Stamping	stamping = {*request, NULL, NULL, NULL, 0, force};

	stamping.script = idem_read_script(request->stream, request->revision, request->up);
	if (request->down != NULL)
		(void) idem_read_script(request->stream, request->revision, request->down);
	stamping.checksum = idem_script_checksum(request->up);

	AcceptInvalidationMessages();
	stamping.recorded = idem_find_revision(request->stream, request->revision);
	if (is_recorded(&stamping, force))
		return IDEM_UNCHANGED;

	idem_check_changes_possible();
	(void) idem_check_stream(request->stream);
	idem_lock_revisions(request->stream);
	stamping.recorded = idem_find_revision(request->stream, request->revision);
	if (is_recorded(&stamping, force))
		return IDEM_UNCHANGED;

	if (stamping.recorded != NULL)
	{
		stamping.request.requires = idem_revision_requires(stamping.recorded);
		stamping.request.note = idem_revision_text(stamping.recorded, REV_NOTE);
		if (request->down == NULL)
			stamping.request.down = idem_revision_text(stamping.recorded, REV_DOWN);
	}
	stamping.started = GetCurrentTimestamp();
	stamp(&stamping);
	return IDEM_STAMPED;
}
