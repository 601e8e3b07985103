/*-------------------------------------------------------------------------
 *
 * revision.h
 *	  Scripts, revisions and the ledger: what the files about them share.
 *
 * Prototypes are grouped by the file that implements them, as in
 * idem_migrate.h.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_REVISION_H
#define IDEM_REVISION_H

#include "access/genam.h"
#include "access/htup.h"
#include "catalog/pg_attribute.h"
#include "datatype/timestamp.h"
#include "utils/relcache.h"

#include "idem_migrate.h"

/* ----------------------------------------------------------------
 *	The nouns
 * ----------------------------------------------------------------
 */

/* The tables of the ledger, and their columns in order. */
typedef enum IdemLedger
{
	IDEM_LEDGER_STREAM,
	IDEM_LEDGER_GRANT,
	IDEM_LEDGER_REVISION,
	IDEM_LEDGER_EVENT,
	IDEM_LEDGER_OBJECT
} IdemLedger;

#define IDEM_LEDGER_TABLES	(IDEM_LEDGER_OBJECT + 1)

enum
{
	STREAM_NAME, STREAM_OWNER, STREAM_CREATED_AT,
	STREAM_NCOLUMNS
};

enum
{
	GRANT_STREAM, GRANT_ROLE, GRANT_GRANTED_BY, GRANT_GRANTED_AT,
	GRANT_NCOLUMNS
};

enum
{
	REV_STREAM, REV_REVISION, REV_ORDINAL, REV_CHECKSUM, REV_UP, REV_DOWN,
	REV_REQUIRES, REV_NOTE, REV_STAMPED, REV_SEARCH_PATH, REV_ROLE,
	REV_SESSION_ROLE, REV_CLIENT_ADDR, REV_APPLICATION_NAME, REV_STARTED_AT,
	REV_DURATION, REV_SERVER_VERSION,
	REV_NCOLUMNS
};

enum
{
	EVENT_STREAM, EVENT_NUMBER, EVENT_REVISION, EVENT_EVENT, EVENT_DETAIL,
	EVENT_CHECKSUM, EVENT_SEARCH_PATH, EVENT_ROLE, EVENT_SESSION_ROLE,
	EVENT_CLIENT_ADDR, EVENT_APPLICATION_NAME, EVENT_STARTED_AT,
	EVENT_DURATION, EVENT_SERVER_VERSION,
	EVENT_NCOLUMNS
};

enum
{
	OBJ_STREAM, OBJ_REVISION, OBJ_TYPE, OBJ_NAMES, OBJ_ARGS, OBJ_IDENTITY,
	OBJ_PARTS, OBJ_SCHEMA, OBJ_NAME, OBJ_REMOVED_STREAM, OBJ_REMOVED_REVISION,
	OBJ_NCOLUMNS
};

/* A revision as the ledger has it; text stays toasted until it is needed. */
typedef struct IdemRevision
{
	HeapTuple	tuple;
	Datum		values[REV_NCOLUMNS];
	bool		nulls[REV_NCOLUMNS];
} IdemRevision;

/*
 * An object that a revision expects: the address as in
 * pg_identify_object_as_address(), and the parts of it that must be there,
 * such as a column's default or an enum's labels.  Lists are of C strings.
 */
typedef struct IdemObject
{
	char	   *type;
	List	   *names;
	List	   *args;
	char	   *identity;
	char	   *schema;			/* of the object, or of what it is a part of;
								 * "" if it is in none */
	char	   *name;			/* its name, or that of what it is a part of */
	List	   *parts;

	/* as recorded */
	ItemPointerData tid;
	char	   *stream;
	char	   *revision;
	char	   *removed_stream; /* the revision that removed it, or NULL */
	char	   *removed_revision;
} IdemObject;

/* A script that was read and found fit to run inside a transaction. */
typedef struct IdemScript
{
	const char *stream;			/* for messages; NULL if it is not that of a
								 * revision */
	const char *revision;
	const char *text;
	List	   *statements;		/* RawStmt */
	List	   *temporary;		/* names of its temporary tables */
	const char *unseen;			/* revision that this one may build on and the
								 * transaction's snapshot does not show, or
								 * NULL */
} IdemScript;

/* A place in a script, for messages. */
typedef struct IdemScriptPosition
{
	const IdemScript *script;
	int			number;			/* of the statement, from 1; 0 = none of them */
	int			offset;			/* where it begins */
	int			line;
} IdemScriptPosition;

/* What a caller asks to be recorded. */
typedef struct IdemRevisionRequest
{
	const char *stream;
	const char *revision;
	const char *up;
	const char *down;			/* or NULL */
	List	   *requires;		/* "stream/revision" C strings */
	const char *note;			/* or NULL */
	int			allow;			/* IdemSafety bits */
} IdemRevisionRequest;

/* ----------------------------------------------------------------
 *	Files of the revisions
 * ----------------------------------------------------------------
 */

/* script.c: scripts, read and checked */
extern IdemScript *idem_read_script(const char *stream, const char *revision,
									const char *text);
extern List *idem_script_wanted(const IdemScript *script, const IdemStatement *statement);
extern bool idem_script_declares(const IdemScript *script, const IdemStatement *statement);
extern List *idem_script_schemas(const IdemScript *script, List *statements);
extern List *idem_script_losses(const IdemScript *script, const IdemStatement *statement);
extern List *idem_script_statements(const IdemScript *script);
extern void idem_script_error_callback(void *arg);
extern void idem_next_statement(IdemScriptPosition *position, const RawStmt *raw);
extern void idem_statement_position(IdemScriptPosition *position, const IdemScript *script,
									const IdemStatement *statement);
extern bool idem_is_transaction_frame(const Node *stmt);

/* checksum.c: whether a script has changed */
extern char *idem_script_checksum(const char *text);

/* settings.c: what a script sets while it goes on */
typedef struct IdemReader
{
	const IdemScript *script;
	List	   *settings;		/* RawStmt: what has been set so far ... */
	List	   *initial;		/* ... and statements that would undo it */
	List	   *made;			/* names of schemas that it makes */
	const char *schema;			/* where unqualified names belong */
} IdemReader;
extern void idem_reader_begin(IdemReader *reader, const IdemScript *script);
extern bool idem_reader_may_go_on(const Node *stmt);
extern List *idem_reader_next(IdemReader *reader, IdemStatement *statement);
extern void idem_apply_settings(const IdemScript *script, List *settings);
extern List *idem_script_declarations(const IdemScript *script);

/* place.c: where we are in a script */
typedef struct IdemPlace
{
	const IdemScript *script;
	const IdemStatement *entry;
	List	   *settings;		/* that are in force */
	int			nestlevel;
	ErrorContextCallback context;
} IdemPlace;
extern void idem_place_begin(IdemPlace *place, const IdemScript *script);
extern void idem_place_move(IdemPlace *place, const IdemStatement *entry);
extern void idem_place_end(IdemPlace *place);

/* ensure.c: scripts that converge */
typedef void (*IdemStepSink) (const IdemStep *step, void *arg);
extern void idem_ensure_script(const char *text, int allow, IdemStepSink sink,
							   void (*restart) (void *arg), void *arg);
extern bool idem_is_fulfilled(const IdemScript *script);
extern void idem_plan_script(const char *text, int allow, IdemStepSink sink, void *arg);

/* run.c: scripts of revisions */
extern void idem_run_script(const IdemScript *script, int allow);
extern void idem_run_statement(const IdemScript *script, RawStmt *raw);

/* track.c: what a running script makes, alters and drops */
typedef struct IdemTrack IdemTrack;
extern void idem_track_init(void);
extern IdemTrack *idem_track_begin(const char *stream, const char *revision, bool reverting);
extern void idem_track_end(IdemTrack *track);
extern void idem_track_statement(void);
extern void idem_track_moved(List *wanted);
extern void idem_track_wanted(List *wanted);
extern List *idem_track_objects(void);

/* expected.c: what a revision expects of its objects */
extern List *idem_declared_parts(const Node *node);
extern IdemObject *idem_object_of_wanted(const IdemWanted *wanted);
extern bool idem_is_recorded(const ObjectAddress *address);
extern bool idem_is_private(const IdemObject *object);

/* moved.c: what earlier revisions expect after a later one */
extern List *idem_object_moved(const IdemObject *before, const ObjectAddress *address,
							   const char *stream, const char *revision, bool reverting);
extern void idem_wanted_moved(const IdemWanted *wanted, const char *stream,
							  const char *revision, bool reverting);

/* objects.c: objects as the ledger names them */
extern IdemObject *idem_object_at(const ObjectAddress *address);
extern List *idem_columns_of(const IdemObject *table, Oid relid);
extern bool idem_find_object(const IdemObject *object, ObjectAddress *address);
extern bool idem_same_object(const IdemObject *a, const IdemObject *b);
extern List *idem_column_parts(Form_pg_attribute form);
extern List *idem_parts_of(const ObjectAddress *address);
extern bool idem_string_member(List *strings, const char *string);

/* objects_other.c: those of which only existence is compared */
extern Oid	idem_find_other(const IdemObject *object, const char *unused);

/* missing.c: what a revision expects and does not find */
extern List *idem_missing_objects(const char *stream, const char *revision);

/* ledger.c: finds and scans the ledger, without locks that stay */
typedef struct IdemLedgerScan
{
	Relation	relation;
	SysScanDesc scan;
} IdemLedgerScan;

extern Relation idem_ledger_open(IdemLedger table, LOCKMODE mode);
extern Oid	idem_ledger_index(IdemLedger table, int which);
extern void idem_ledger_key(ScanKey key, int column, const char *value);
extern void idem_ledger_begin(IdemLedgerScan *scan, IdemLedger table, int which,
							  int column1, const char *value1,
							  int column2, const char *value2);
extern void idem_ledger_end(IdemLedgerScan *scan);

/* ledger_read.c: what the ledger says */
extern IdemRevision *idem_find_revision(const char *stream, const char *revision);
extern List *idem_stream_revisions(const char *stream);
extern IdemRevision *idem_last_revision(const char *stream);
extern int64 idem_revision_ordinal(const IdemRevision *revision);
extern bool idem_revision_is_stamped(const IdemRevision *revision);
extern char *idem_revision_text(const IdemRevision *revision, int column);
extern List *idem_revision_requires(const IdemRevision *revision);
extern char *idem_stream_owner(const char *stream);
extern List *idem_stream_grants(const char *stream);
extern List *idem_stream_names(void);
extern int64 idem_last_event(const char *stream);
extern List *idem_revision_objects(const char *stream, const char *revision);
extern List *idem_text_list(Datum array);
extern IdemObject *idem_read_object(HeapTuple tuple, TupleDesc desc);
extern List *idem_named_objects(const char *schema, const char *name);
extern List *idem_all_objects(void);

/* record.c: the only writer of the ledger, and the guard before it */
extern bool idem_check_stream(const char *stream);
extern void idem_check_recorded(const IdemRevision *revision);
extern void idem_claim_stream(const char *stream);
extern void idem_record_grant(const char *stream, const char *role);
extern void idem_record_revision(const IdemRevisionRequest *request, const char *checksum,
								 int64 ordinal, bool stamped, TimestampTz started);
extern void idem_forget_revision(IdemRevision *revision);
extern void idem_record_event(const char *stream, const char *revision, const char *event,
							  const char *detail, const char *checksum, TimestampTz started);
extern void idem_record_objects(const char *stream, const char *revision, List *objects);
extern void idem_forget_object(IdemObject *object);
extern void idem_replace_object(IdemObject *object);

/* revision.c: applying */
extern IdemOutcome idem_apply_request(const IdemRevisionRequest *request);
extern void idem_lock_revisions(const char *stream);
extern void idem_require_applied(const char *stream, const char *revision,
								 const char *detail, const char *hint);
extern void idem_refuse_changed(const IdemRevisionRequest *request,
								const IdemRevision *recorded, const char *checksum);

/* revert.c: reverting */
extern IdemOutcome idem_revert_applied(const char *stream, const char *name, int allow);
extern IdemOutcome idem_revert_later(const char *stream, const char *name, int allow);

/* stamp.c: recording without running */
extern IdemOutcome idem_stamp_request(const IdemRevisionRequest *request, bool force);

/* api_revision.c: the doors */
extern char *idem_arg_label(FunctionCallInfo fcinfo, int argno, const char *argname);

/* heal.c: restoring what was removed */
extern void idem_heal_revision(IdemRevision *revision, List *missing, int allow);
extern void idem_set_search_path_at(const IdemScript *script, const char *search_path,
									int location);

#endif							/* IDEM_REVISION_H */
