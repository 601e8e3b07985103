/*-------------------------------------------------------------------------
 *
 * api_revision.c
 *	  The doors: idem.apply_revision() and its kin.
 *
 * Checks arguments, and hands them on.  A door decides nothing.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/acl.h"
#include "utils/builtins.h"

#include "revision.h"

/* Longest name of a stream or revision, in bytes: they are keys of indexes. */
#define MAX_NAME 255

PG_FUNCTION_INFO_V1(idem_apply_revision);
PG_FUNCTION_INFO_V1(idem_revert_revision);
PG_FUNCTION_INFO_V1(idem_revert_to);
PG_FUNCTION_INFO_V1(idem_stamp);
PG_FUNCTION_INFO_V1(idem_is_applied);
PG_FUNCTION_INFO_V1(idem_current_revision);
PG_FUNCTION_INFO_V1(idem_require_revision);
PG_FUNCTION_INFO_V1(idem_grant_stream);

/* ----------------------------------------------------------------
 *	Arguments
 * ----------------------------------------------------------------
 */

static char *
checked_name(char *name, const char *argname)
{
	if (name[0] == '\0')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not be empty", argname)));
	if (strlen(name) > MAX_NAME)
		ereport(ERROR,
				(errcode(ERRCODE_NAME_TOO_LONG),
				 errmsg("argument \"%s\" is too long", argname),
				 errdetail("It has %zu bytes; names of streams and revisions have at most %d.",
						   strlen(name), MAX_NAME)));
	if (strchr(name, '/') != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not contain a slash: \"%s\"", argname, name),
				 errdetail("A slash separates stream and revision where a revision is required.")));
	for (char *c = name; *c != '\0'; c++)
	{
		if ((unsigned char) *c < ' ' || *c == 0x7F)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"%s\" must not contain control characters", argname)));
	}
	return name;
}

/*
 * The name of a stream or revision.
 */
char *
idem_arg_label(FunctionCallInfo fcinfo, int argno, const char *argname)
{
	return checked_name(idem_arg_text(fcinfo, argno, argname), argname);
}

/*
 * Required revisions as "stream/revision", each once.
 */
static List *
arg_requires(FunctionCallInfo fcinfo, int argno, const char *own_stream, const char *own_revision)
{
	List	   *result = NIL;
	ListCell   *lc;

	if (PG_ARGISNULL(argno))
		return NIL;
	foreach(lc, idem_arg_texts(fcinfo, argno, "requires"))
	{
		char	   *entry = lfirst(lc);
		char	   *slash = strchr(entry, '/');
		const char *stream = own_stream;
		char	   *required;

		if (slash != NULL)
		{
			stream = checked_name(pnstrdup(entry, slash - entry), "requires");
			entry = slash + 1;
		}
		checked_name(entry, "requires");
		if (strcmp(stream, own_stream) == 0 && strcmp(entry, own_revision) == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("revision \"%s\" of stream \"%s\" cannot require itself",
							own_revision, own_stream)));
		required = psprintf("%s/%s", stream, entry);
		if (!idem_string_member(result, required))
			result = lappend(result, required);
	}
	return result;
}

/* ----------------------------------------------------------------
 *	Doors
 * ----------------------------------------------------------------
 */

/*
 * idem.apply_revision(stream, revision, up, down, requires, note, allow)
 *
 * Runs the script "up" once and records it with all that is needed to verify,
 * to heal and to revert it.  Called again with the same script, white space
 * and comments aside, it returns "unchanged" if every object is there that
 * the revision made and no later one removed: without a lock, without a
 * write.  Missing objects are made again from the stream's declarations
 * ("healed").
 *
 * Takes the change lock if there is something to do, then the locks of the
 * script's statements.  Refuses: another script than the one applied (IM002);
 * a required revision that is not applied (IM003); missing objects that no
 * declaration makes (IM004); a stream of somebody else (42501); psql commands,
 * COPY data and transaction control in a script (0A000), and statements that
 * cannot run inside a transaction (25001); read-only transactions and
 * standbys (25006).  "allow" is that of the objects' own functions.
 */
Datum
idem_apply_revision(PG_FUNCTION_ARGS)
{
	IdemRevisionRequest request = {0};

	request.stream = idem_arg_label(fcinfo, 0, "stream");
	request.revision = idem_arg_label(fcinfo, 1, "revision");
	request.up = idem_arg_text(fcinfo, 2, "up");
	request.down = idem_arg_text_or_null(fcinfo, 3);
	request.requires = arg_requires(fcinfo, 4, request.stream, request.revision);
	request.note = idem_arg_text_or_null(fcinfo, 5);
	request.allow = PG_ARGISNULL(6) ? 0 : idem_arg_allow(fcinfo, 6);
	return idem_outcome_datum(fcinfo, idem_apply_request(&request));
}

/*
 * idem.revert_revision(stream, revision, allow)
 *
 * Runs the "down" script that was recorded with an applied revision, and
 * forgets the revision.  One that is not applied is "unchanged", without a
 * lock.
 *
 * Takes the change lock, then the locks of the script's statements.  Refuses:
 * a revision that an applied one requires (2BP01), or that was recorded
 * without a "down" script (55000); loss of data that is not allowed; a stream
 * of somebody else (42501); read-only transactions and standbys (25006).
 */
Datum
idem_revert_revision(PG_FUNCTION_ARGS)
{
	char	   *stream = idem_arg_label(fcinfo, 0, "stream");
	char	   *revision = idem_arg_label(fcinfo, 1, "revision");
	int			allow = PG_ARGISNULL(2) ? 0 : idem_arg_allow(fcinfo, 2);

	return idem_outcome_datum(fcinfo, idem_revert_applied(stream, revision, allow));
}

/*
 * idem.revert_to(stream, revision, allow)
 *
 * Reverts the revisions of the stream that were applied after this one, the
 * last one first.  "unchanged", without a lock, if there are none.  Locks and
 * refusals are those of idem.revert_revision(); a revision that is not
 * applied is IM003.
 */
Datum
idem_revert_to(PG_FUNCTION_ARGS)
{
	char	   *stream = idem_arg_label(fcinfo, 0, "stream");
	char	   *revision = idem_arg_label(fcinfo, 1, "revision");
	int			allow = PG_ARGISNULL(2) ? 0 : idem_arg_allow(fcinfo, 2);

	return idem_outcome_datum(fcinfo, idem_revert_later(stream, revision, allow));
}

/*
 * idem.stamp(stream, revision, up, down, force)
 *
 * Records a revision as applied without running it.  Of the objects that the
 * script declares those that are there are expected from then on.  One that
 * is recorded with the same script is "unchanged".  One that is recorded with
 * another is refused (IM002), or replaced by force, which also replaces
 * another "down", and forgets what is missing.
 *
 * Takes the change lock if there is something to record.  Other refusals are
 * those of idem.apply_revision().
 */
Datum
idem_stamp(PG_FUNCTION_ARGS)
{
	IdemRevisionRequest request = {0};

	request.stream = idem_arg_label(fcinfo, 0, "stream");
	request.revision = idem_arg_label(fcinfo, 1, "revision");
	request.up = idem_arg_text(fcinfo, 2, "up");
	request.down = idem_arg_text_or_null(fcinfo, 3);
	return idem_outcome_datum(fcinfo,
							  idem_stamp_request(&request,
												 !PG_ARGISNULL(4) && PG_GETARG_BOOL(4)));
}

/*
 * idem.is_applied(stream, revision)
 *
 * Whether a revision is applied, to the newest commit at every isolation
 * level.  Takes no lock and works on a standby.
 */
Datum
idem_is_applied(PG_FUNCTION_ARGS)
{
	char	   *stream = idem_arg_label(fcinfo, 0, "stream");
	char	   *revision = idem_arg_label(fcinfo, 1, "revision");

	PG_RETURN_BOOL(idem_find_revision(stream, revision) != NULL);
}

/*
 * idem.current_revision(stream)
 *
 * The revision of a stream that was applied last, or null.  Takes no lock and
 * works on a standby.
 */
Datum
idem_current_revision(PG_FUNCTION_ARGS)
{
	IdemRevision *last = idem_last_revision(idem_arg_label(fcinfo, 0, "stream"));

	if (last == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(idem_revision_text(last, REV_REVISION)));
}

/*
 * idem.require_revision(stream, revision)
 *
 * Raises IM003 if a revision is not applied.  Takes no lock and works on a
 * standby.
 */
Datum
idem_require_revision(PG_FUNCTION_ARGS)
{
	char	   *stream = idem_arg_label(fcinfo, 0, "stream");
	char	   *revision = idem_arg_label(fcinfo, 1, "revision");

	idem_require_applied(stream, revision, NULL,
						 "Start the service that applies it, or wait for it with CALL idem.wait_for_revision().");
	PG_RETURN_VOID();
}

/*
 * idem.grant_stream(stream, role)
 *
 * Lets a role, and its members, apply, revert and stamp revisions of a
 * stream.  A stream that is new belongs to the caller.  "unchanged" if the
 * role was let in already, else "altered".
 *
 * Takes the change lock if there is something to record.  Refuses a role that
 * does not exist (42704), and callers that are not members of the stream's
 * owner (42501).
 */
Datum
idem_grant_stream(PG_FUNCTION_ARGS)
{
	char	   *stream = idem_arg_label(fcinfo, 0, "stream");
	char	   *role = idem_arg_identifier(fcinfo, 1, "role");

	(void) get_role_oid(role, false);
	if (idem_string_member(idem_stream_grants(stream), role))
		return idem_outcome_datum(fcinfo, IDEM_UNCHANGED);

	idem_check_changes_possible();
	(void) idem_check_stream(stream);
	idem_lock_revisions(stream);
	if (idem_string_member(idem_stream_grants(stream), role))
		return idem_outcome_datum(fcinfo, IDEM_UNCHANGED);
	idem_claim_stream(stream);
	idem_record_grant(stream, role);
	return idem_outcome_datum(fcinfo, IDEM_ALTERED);
}
