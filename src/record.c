/*-------------------------------------------------------------------------
 *
 * record.c
 *	  The only writer of the ledger.
 *
 * Writes by direct heap access: nobody has privileges on the tables, so this
 * file decides itself who may write, and does so first thing in
 * idem_claim_stream().  What else is here is for those who asked that, and
 * hold the change lock.
 *
 * Rows are inserted and deleted; a row that changes is deleted and inserted.
 * The tables stay locked in ROW EXCLUSIVE mode until the transaction ends.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/heaptoast.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "revision.h"

/* How many objects are written at a time. */
#define BATCH 100

/* ----------------------------------------------------------------
 *	Authority
 * ----------------------------------------------------------------
 */

static bool
is_member_of(const char *role)
{
	Oid			oid = get_role_oid(role, true);

	return OidIsValid(oid) && has_privs_of_role(GetUserId(), oid);
}

/*
 * Raise an error unless the current role may apply, revert and stamp
 * revisions of the stream: the role that first used it, members of that role
 * and of those that were let in, and superusers.  Returns whether the stream
 * exists; one that does not is everybody's to begin.
 */
bool
idem_check_stream(const char *stream)
{
	char	   *owner = idem_stream_owner(stream);
	ListCell   *lc;

	if (owner == NULL)
		return false;
	if (superuser() || is_member_of(owner))
		return true;
	foreach(lc, idem_stream_grants(stream))
	{
		if (is_member_of(lfirst(lc)))
			return true;
	}
	if (!OidIsValid(get_role_oid(owner, true)))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for stream \"%s\"", stream),
				 errdetail("It belongs to role \"%s\", which does not exist any more.", owner),
				 errhint("A superuser can let you in: SELECT idem.grant_stream(%s, %s);",
						 quote_literal_cstr(stream),
						 quote_literal_cstr(quote_identifier(GetUserNameFromId(GetUserId(), false))))));
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("permission denied for stream \"%s\"", stream),
			 errdetail("It belongs to role \"%s\".", owner),
			 errhint("Become a member of that role, or have it run: SELECT idem.grant_stream(%s, %s);",
					 quote_literal_cstr(stream),
					 quote_literal_cstr(quote_identifier(GetUserNameFromId(GetUserId(), false))))));
	return false;
}

static bool
is_superuser_name(const char *role)
{
	Oid			roleid = role ? get_role_oid(role, true) : InvalidOid;

	return OidIsValid(roleid) && superuser_arg(roleid);
}

/*
 * Whether the rows of the ledger can only have been written by superusers,
 * besides by us: its owner may update it directly.
 */
static bool
ledger_is_superusers(void)
{
	Relation	relation = idem_ledger_open(IDEM_LEDGER_REVISION, AccessShareLock);
	Oid			owner = relation->rd_rel->relowner;

	table_close(relation, AccessShareLock);
	return superuser_arg(owner);
}

/*
 * Before a recorded script runs again: to whoever is a superuser it could do
 * anything, so he runs no text of those who are not.
 */
void
idem_check_recorded(const IdemRevision *revision)
{
	char	   *role;

	if (!superuser())
		return;
	role = idem_revision_text(revision, REV_ROLE);
	if (is_superuser_name(role) && ledger_is_superusers())
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("a superuser does not run what revision \"%s\" of stream \"%s\" has recorded",
					idem_revision_text(revision, REV_REVISION),
					idem_revision_text(revision, REV_STREAM)),
			 is_superuser_name(role) ?
			 errdetail("The ledger belongs to a role that is not a superuser and could have changed the script.") :
			 errdetail("It was recorded by role \"%s\", which is not a superuser; the script would run with your rights.", role),
			 errhint("SET ROLE to the role that the stream belongs to, then try again.")));
}

/* ----------------------------------------------------------------
 *	Rows
 * ----------------------------------------------------------------
 */

static void
insert_row(IdemLedger table, Datum *values, bool *nulls)
{
	Relation	relation = idem_ledger_open(table, RowExclusiveLock);
	HeapTuple	tuple = heap_form_tuple(RelationGetDescr(relation), values, nulls);

	CatalogTupleInsert(relation, tuple);
	heap_freetuple(tuple);
	table_close(relation, NoLock);
}

static void
delete_row(IdemLedger table, ItemPointer tid)
{
	Relation	relation = idem_ledger_open(table, RowExclusiveLock);

	CatalogTupleDelete(relation, tid);
	table_close(relation, NoLock);
}

static void
set_text(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = (text == NULL);
	if (text !=NULL)
		values[column] = CStringGetTextDatum(text);
}

static Datum
name_datum(const char *string)
{
	return DirectFunctionCall1(namein, CStringGetDatum(string));
}

/*
 * A list of C strings as an array of text.
 */
static Datum
text_array(List *strings)
{
	Datum	   *elems = palloc(sizeof(Datum) * Max(list_length(strings), 1));
	ListCell   *lc;

	foreach(lc, strings)
		elems[foreach_current_index(lc)] = CStringGetTextDatum(lfirst(lc));
	return PointerGetDatum(construct_array(elems, list_length(strings), TEXTOID,
										   -1, false, TYPALIGN_INT));
}

/*
 * Who, from where, and when.  The columns stand in the same order in both
 * tables that have them, beginning with search_path.
 */
static void
set_origin(Datum *values, bool *nulls, int first, TimestampTz started)
{
	LOCAL_FCINFO(fcinfo, 0);
	Datum		addr;

	/* search_path, role, session_role */
	values[first++] = CStringGetTextDatum(namespace_search_path);
	values[first++] = name_datum(GetUserNameFromId(GetUserId(), false));
	values[first++] = name_datum(GetUserNameFromId(GetSessionUserId(), false));

	/* client_addr: null for a local connection */
	InitFunctionCallInfoData(*fcinfo, NULL, 0, InvalidOid, NULL, NULL);
	addr = inet_client_addr(fcinfo);
	nulls[first] = fcinfo->isnull;
	values[first++] = addr;

	/* application_name, started_at, duration, server_version */
	values[first++] = CStringGetTextDatum(application_name ? application_name : "");
	values[first++] = TimestampTzGetDatum(started);
	values[first++] = DirectFunctionCall2(timestamp_mi,
										  TimestampTzGetDatum(GetCurrentTimestamp()),
										  TimestampTzGetDatum(started));
	values[first++] = CStringGetTextDatum(GetConfigOption("server_version", false, false));
}

/* ----------------------------------------------------------------
 *	Streams
 * ----------------------------------------------------------------
 */

/*
 * Make sure that the stream exists and the current role may use it.  Called
 * with the change lock, before anything else is written.
 */
void
idem_claim_stream(const char *stream)
{
	Datum		values[STREAM_NCOLUMNS];
	bool		nulls[STREAM_NCOLUMNS] = {false};

	if (idem_check_stream(stream))
		return;

	values[STREAM_NAME] = CStringGetTextDatum(stream);
	values[STREAM_OWNER] = name_datum(GetUserNameFromId(GetUserId(), false));
	values[STREAM_CREATED_AT] = TimestampTzGetDatum(GetCurrentTimestamp());
	insert_row(IDEM_LEDGER_STREAM, values, nulls);
	CommandCounterIncrement();
}

/*
 * Let a role in.  Only the owner may.
 */
void
idem_record_grant(const char *stream, const char *role)
{
	Datum		values[GRANT_NCOLUMNS];
	bool		nulls[GRANT_NCOLUMNS] = {false};
	char	   *owner = idem_stream_owner(stream);

	if (!superuser() && !is_member_of(owner))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for stream \"%s\"", stream),
				 errdetail("It belongs to role \"%s\", which alone can let others in.", owner)));

	values[GRANT_STREAM] = CStringGetTextDatum(stream);
	values[GRANT_ROLE] = name_datum(role);
	values[GRANT_GRANTED_BY] = name_datum(GetUserNameFromId(GetUserId(), false));
	values[GRANT_GRANTED_AT] = TimestampTzGetDatum(GetCurrentTimestamp());
	insert_row(IDEM_LEDGER_GRANT, values, nulls);
	CommandCounterIncrement();
}

/* ----------------------------------------------------------------
 *	Revisions
 * ----------------------------------------------------------------
 */

/*
 * A revision is applied now.  Its ordinal is the next one of the stream,
 * unless "ordinal" says which.
 */
void
idem_record_revision(const IdemRevisionRequest *request, const char *checksum,
					 int64 ordinal, bool stamped, TimestampTz started)
{
	Datum		values[REV_NCOLUMNS];
	bool		nulls[REV_NCOLUMNS] = {false};

	if (ordinal == 0)
	{
		IdemRevision *last = idem_last_revision(request->stream);

		ordinal = last != NULL ? idem_revision_ordinal(last) + 1 : 1;
	}

	values[REV_STREAM] = CStringGetTextDatum(request->stream);
	values[REV_REVISION] = CStringGetTextDatum(request->revision);
	values[REV_ORDINAL] = Int64GetDatum(ordinal);
	values[REV_CHECKSUM] = CStringGetTextDatum(checksum);
	values[REV_UP] = CStringGetTextDatum(request->up);
	set_text(values, nulls, REV_DOWN, request->down);
	values[REV_REQUIRES] = text_array(request->requires);
	set_text(values, nulls, REV_NOTE, request->note);
	values[REV_STAMPED] = BoolGetDatum(stamped);
	set_origin(values, nulls, REV_SEARCH_PATH, started);
	insert_row(IDEM_LEDGER_REVISION, values, nulls);
	CommandCounterIncrement();
}

/*
 * A revision is not applied any more.
 */
void
idem_forget_revision(IdemRevision *revision)
{
	delete_row(IDEM_LEDGER_REVISION, &revision->tuple->t_self);
	CommandCounterIncrement();
}

/*
 * Something was done to a revision.
 */
void
idem_record_event(const char *stream, const char *revision, const char *event,
				  const char *detail, const char *checksum, TimestampTz started)
{
	Datum		values[EVENT_NCOLUMNS];
	bool		nulls[EVENT_NCOLUMNS] = {false};

	values[EVENT_STREAM] = CStringGetTextDatum(stream);
	values[EVENT_NUMBER] = Int64GetDatum(idem_last_event(stream) + 1);
	values[EVENT_REVISION] = CStringGetTextDatum(revision);
	values[EVENT_EVENT] = CStringGetTextDatum(event);
	set_text(values, nulls, EVENT_DETAIL, detail);
	values[EVENT_CHECKSUM] = CStringGetTextDatum(checksum);
	set_origin(values, nulls, EVENT_SEARCH_PATH, started);
	insert_row(IDEM_LEDGER_EVENT, values, nulls);
	CommandCounterIncrement();
}

/* ----------------------------------------------------------------
 *	Objects
 * ----------------------------------------------------------------
 */

static HeapTuple
form_object(TupleDesc desc, const char *stream, const char *revision, const IdemObject *object)
{
	Datum		values[OBJ_NCOLUMNS];
	bool		nulls[OBJ_NCOLUMNS] = {false};

	values[OBJ_STREAM] = CStringGetTextDatum(stream);
	values[OBJ_REVISION] = CStringGetTextDatum(revision);
	values[OBJ_TYPE] = CStringGetTextDatum(object->type);
	values[OBJ_NAMES] = text_array(object->names);
	values[OBJ_ARGS] = text_array(object->args);
	values[OBJ_IDENTITY] = CStringGetTextDatum(object->identity);
	values[OBJ_PARTS] = text_array(object->parts);
	values[OBJ_SCHEMA] = CStringGetTextDatum(object->schema);
	values[OBJ_NAME] = CStringGetTextDatum(object->name);
	set_text(values, nulls, OBJ_REMOVED_STREAM, object->removed_stream);
	set_text(values, nulls, OBJ_REMOVED_REVISION, object->removed_revision);
	return heap_form_tuple(desc, values, nulls);
}

/*
 * A revision expects these objects.
 */
void
idem_record_objects(const char *stream, const char *revision, List *objects)
{
	Relation	relation;
	CatalogIndexState indexes;
	MemoryContext context;
	MemoryContext old;
	TupleTableSlot *slots[BATCH];
	int			nslots = Min(list_length(objects), BATCH);
	int			filled = 0;
	ListCell   *lc;

	if (objects == NIL)
		return;

	relation = idem_ledger_open(IDEM_LEDGER_OBJECT, RowExclusiveLock);
	indexes = CatalogOpenIndexes(relation);
	for (int i = 0; i < nslots; i++)
		slots[i] = MakeSingleTupleTableSlot(RelationGetDescr(relation), &TTSOpsHeapTuple);
	context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate record",
									ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);
	foreach(lc, objects)
	{
		HeapTuple	tuple = form_object(RelationGetDescr(relation), stream, revision, lfirst(lc));

		CHECK_FOR_INTERRUPTS();

		/*
		 * What is toasted becomes another tuple on its way, and those that
		 * are inserted together then leave entries in the indexes that lead
		 * nowhere: CatalogTuplesMultiInsertWithInfo() is made for catalogs
		 * without such rows.
		 */
		if (tuple->t_len > TOAST_TUPLE_THRESHOLD)
			CatalogTupleInsertWithInfo(relation, tuple, indexes);
		else
			ExecStoreHeapTuple(tuple, slots[filled++], false);
		if (filled == nslots || (filled > 0 && lnext(objects, lc) == NULL))
		{
			CatalogTuplesMultiInsertWithInfo(relation, slots, filled, indexes);
			while (filled > 0)
				ExecClearTuple(slots[--filled]);
			MemoryContextReset(context);
		}
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	for (int i = 0; i < nslots; i++)
		ExecDropSingleTupleTableSlot(slots[i]);
	CatalogCloseIndexes(indexes);
	table_close(relation, NoLock);
	CommandCounterIncrement();
}

/*
 * A recorded object goes.
 */
void
idem_forget_object(IdemObject *object)
{
	delete_row(IDEM_LEDGER_OBJECT, &object->tid);
}

/*
 * A recorded object is another now.
 */
void
idem_replace_object(IdemObject *object)
{
	idem_forget_object(object);
	idem_record_objects(object->stream, object->revision, list_make1(object));
}
