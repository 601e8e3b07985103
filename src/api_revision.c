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

#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "idem_migrate.h"

/* Longest name of a stream or revision, in bytes: they are keys of indexes. */
#define MAX_NAME 255

PG_FUNCTION_INFO_V1(idem_apply_revision);

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

static char *
arg_name(FunctionCallInfo fcinfo, int argno, const char *argname)
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

	request.stream = arg_name(fcinfo, 0, "stream");
	request.revision = arg_name(fcinfo, 1, "revision");
	request.up = idem_arg_text(fcinfo, 2, "up");
	request.down = idem_arg_text_or_null(fcinfo, 3);
	request.requires = arg_requires(fcinfo, 4, request.stream, request.revision);
	request.note = idem_arg_text_or_null(fcinfo, 5);
	request.allow = PG_ARGISNULL(6) ? 0 : idem_arg_allow(fcinfo, 6);
	return idem_outcome_datum(fcinfo, idem_apply_request(&request));
}
