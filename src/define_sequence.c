/*-------------------------------------------------------------------------
 *
 * define_sequence.c
 *	  Sequences: on their own, of defaults and of identity columns.
 *
 * Options are said only where they are not what a new sequence has.  The
 * position of a sequence is data, not definition.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/dependency.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_type.h"
#include "commands/sequence.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"

/*
 * The least and greatest value that a type has on this side of zero.
 */
static void
default_bounds(Oid typid, bool ascending, int64 *min, int64 *max)
{
	if (ascending)
	{
		*min = 1;
		*max = typid == INT2OID ? PG_INT16_MAX : typid == INT4OID ? PG_INT32_MAX : PG_INT64_MAX;
	}
	else
	{
		*min = typid == INT2OID ? PG_INT16_MIN : typid == INT4OID ? PG_INT32_MIN : PG_INT64_MIN;
		*max = -1;
	}
}

/*
 * The options, each behind the separator.
 */
void
idem_write_sequence_options(StringInfo ddl, Oid seqid, const char *separator)
{
	HeapTuple	tuple = SearchSysCache1(SEQRELID, ObjectIdGetDatum(seqid));
	Form_pg_sequence form;
	int64		min;
	int64		max;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("sequence", seqid);
	form = (Form_pg_sequence) GETSTRUCT(tuple);
	default_bounds(form->seqtypid, form->seqincrement > 0, &min, &max);

	if (form->seqincrement != 1)
		appendStringInfo(ddl, "%sINCREMENT BY " INT64_FORMAT, separator, form->seqincrement);
	if (form->seqmin != min)
		appendStringInfo(ddl, "%sMINVALUE " INT64_FORMAT, separator, form->seqmin);
	if (form->seqmax != max)
		appendStringInfo(ddl, "%sMAXVALUE " INT64_FORMAT, separator, form->seqmax);
	if (form->seqstart != (form->seqincrement > 0 ? form->seqmin : form->seqmax))
		appendStringInfo(ddl, "%sSTART WITH " INT64_FORMAT, separator, form->seqstart);
	if (form->seqcache != 1)
		appendStringInfo(ddl, "%sCACHE " INT64_FORMAT, separator, form->seqcache);
	if (form->seqcycle)
		appendStringInfo(ddl, "%sCYCLE", separator);
	ReleaseSysCache(tuple);
}

static Form_pg_class
read_relation(Oid relid, bool *has_acl, Datum *acl)
{
	HeapTuple	tuple = SearchSysCacheCopy1(RELOID, ObjectIdGetDatum(relid));
	bool		isnull;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("relation", relid);
	*acl = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relacl, &isnull);
	*has_acl = !isnull;
	return (Form_pg_class) GETSTRUCT(tuple);
}

/*
 * CREATE SEQUENCE alone: who owns it comes later.
 */
void
idem_define_sequence(IdemDefinition *definition, Oid seqid)
{
	StringInfo	ddl = &definition->ddl;
	HeapTuple	tuple = SearchSysCache1(SEQRELID, ObjectIdGetDatum(seqid));
	bool		has_acl;
	Datum		acl;
	Form_pg_class relation = read_relation(seqid, &has_acl, &acl);
	Oid			typid;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("sequence", seqid);
	typid = ((Form_pg_sequence) GETSTRUCT(tuple))->seqtypid;
	ReleaseSysCache(tuple);

	appendStringInfo(ddl, "CREATE %sSEQUENCE %s",
					 relation->relpersistence == RELPERSISTENCE_UNLOGGED ? "UNLOGGED " : "",
					 idem_relation_identity(seqid));
	if (typid != INT8OID)
		appendStringInfo(ddl, " AS %s", format_type_be(typid));
	idem_write_sequence_options(ddl, seqid, " ");
	appendStringInfoString(ddl, ";\n");
}

/*
 * Comment, grants, and the owner unless that is the table's.
 */
void
idem_define_sequence_rights(StringInfo ddl, Oid seqid, bool owner)
{
	bool		has_acl;
	Datum		acl;
	Form_pg_class relation = read_relation(seqid, &has_acl, &acl);
	IdemNamed	named = {RelationRelationId, seqid, "SEQUENCE", idem_relation_identity(seqid)};

	if (owner)
		idem_define_owner(ddl, &named, relation->relowner);
	idem_define_comment(ddl, &named);
	idem_define_grants(ddl, &named, OBJECT_SEQUENCE, NULL, relation->relowner, has_acl, acl);
}

void
idem_define_sequence_ownership(StringInfo ddl, Oid seqid)
{
	Oid			relid;
	int32		attnum;
	char	   *attname;

	if (!sequenceIsOwned(seqid, DEPENDENCY_AUTO, &relid, &attnum))
		return;
	attname = get_attname(relid, attnum, true);
	if (attname != NULL)
		appendStringInfo(ddl, "ALTER SEQUENCE %s OWNED BY %s.%s;\n", idem_relation_identity(seqid),
						 idem_relation_identity(relid), quote_identifier(attname));
}

Oid
idem_sequence_of_identity(Oid relid, AttrNumber attnum)
{
	ListCell   *lc;

	foreach(lc, getOwnedSequences(relid))
	{
		Oid			tableid;
		int32		colid;

		if (sequenceIsOwned(lfirst_oid(lc), DEPENDENCY_INTERNAL, &tableid, &colid) &&
			tableid == relid && colid == attnum)
			return lfirst_oid(lc);
	}
	return InvalidOid;
}

static int
compare_names(const ListCell *a, const ListCell *b)
{
	return strcmp(idem_relation_identity(lfirst_oid(a)), idem_relation_identity(lfirst_oid(b)));
}

/*
 * The sequences that columns of a table own in the way of serial, by name.
 */
List *
idem_sequences_of_defaults(Oid relid)
{
	List	   *sequences = NIL;
	ListCell   *lc;

	foreach(lc, getOwnedSequences(relid))
	{
		Oid			tableid;
		int32		colid;

		if (sequenceIsOwned(lfirst_oid(lc), DEPENDENCY_AUTO, &tableid, &colid))
			sequences = lappend_oid(sequences, lfirst_oid(lc));
	}
	list_sort(sequences, compare_names);
	return sequences;
}
