/*-------------------------------------------------------------------------
 *
 * restore.c
 *	  Writes what brings a view or materialized view back as it was.
 *
 * Its definition, owner, grants, comments, labels, column defaults and storage,
 * triggers, indexes and statistics objects, in the words of the server.  What the default
 * privileges give to a new object is taken away again.
 *
 * Grants come back as if its owner had given them all.  Reads only.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/reloptions.h"
#include "access/table.h"
#include "access/toast_compression.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_seclabel.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/comment.h"
#include "commands/defrem.h"
#include "commands/tablespace.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "column.h"
#include "compat.h"
#include "parts.h"
#include "recreate.h"
#include "view.h"

typedef struct PartsCall
{
	StringInfo	buf;
	Oid			relid;
	const char *name;			/* qualified and quoted */
} PartsCall;

static HeapTuple
relation_tuple(Oid relid)
{
	HeapTuple	tuple = SearchSysCacheCopy1(RELOID, ObjectIdGetDatum(relid));

	if (!HeapTupleIsValid(tuple))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("relation with OID %u changed while it was read", relid)));
	return tuple;
}

static char *
name_of(Form_pg_class form)
{
	return quote_qualified_identifier(get_namespace_name(form->relnamespace),
									  NameStr(form->relname));
}

/* ----------------------------------------------------------------
 *	Definition
 * ----------------------------------------------------------------
 */

/*
 * CREATE VIEW or CREATE MATERIALIZED VIEW, without the rows.
 */
char *
idem_restore_definition(Oid relid)
{
	HeapTuple	tuple = relation_tuple(relid);
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);
	bool		is_view = form->relkind == RELKIND_VIEW;
	StringInfoData buf;
	Datum		options;
	bool		isnull;

	initStringInfo(&buf);
	appendStringInfo(&buf, "CREATE %s %s", is_view ? "VIEW" : "MATERIALIZED VIEW", name_of(form));
	appendStringInfo(&buf, " (%s)", idem_column_list(idem_view_names(idem_view_columns(relid))));
	if (!is_view)
		appendStringInfo(&buf, " USING %s", quote_identifier(get_am_name(form->relam)));
	options = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_reloptions, &isnull);
	if (!isnull)
		appendStringInfo(&buf, " WITH (%s)", idem_options_text(untransformRelOptions(options)));
	if (!is_view)
		appendStringInfo(&buf, " TABLESPACE %s",
						 quote_identifier(get_tablespace_name(OidIsValid(form->reltablespace) ?
															  form->reltablespace :
															  MyDatabaseTableSpace)));
	appendStringInfo(&buf, " AS %s", idem_query_text(relid));
	if (!is_view)
		appendStringInfoString(&buf, " WITH NO DATA");
	return buf.data;
}

/*
 * The rows of a materialized view, once it belongs to its owner again: whoever
 * makes it anew shall not run the functions in it with rights of his own.
 */
void
idem_restore_data(StringInfo buf, Oid relid)
{
	HeapTuple	tuple = relation_tuple(relid);
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);

	if (form->relkind == RELKIND_MATVIEW && form->relispopulated)
		appendStringInfo(buf, "REFRESH MATERIALIZED VIEW %s;\n", name_of(form));
}

/* ----------------------------------------------------------------
 *	Owner and grants
 * ----------------------------------------------------------------
 */

static const char *
role_text(Oid roleid)
{
	return roleid == ACL_ID_PUBLIC ? "PUBLIC" : quote_identifier(GetUserNameFromId(roleid, false));
}

/* privileges of relations, by the number of their bit */
static const char *const privilege_names[N_ACL_RIGHTS] = {
	"INSERT", "SELECT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER",
	[N_ACL_RIGHTS - 1] = "MAINTAIN"
};

/*
 * "INSERT, SELECT", with a column for each if there is one.
 */
static char *
privileges_text(AclMode privileges, const char *column)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (int i = 0; i < N_ACL_RIGHTS; i++)
	{
		AclMode		privilege = (AclMode) 1 << i;

		if ((privileges & privilege) == 0 || privilege_names[i] == NULL)
			continue;
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", privilege_names[i]);
		if (column)
			appendStringInfo(&buf, " (%s)", quote_identifier(column));
	}
	return buf.data;
}

/*
 * Whether the owner has all rights, as it is where nobody said otherwise.
 */
static bool
owner_has_all(const Acl *acl, Oid owner)
{
	for (int i = 0; i < ACL_NUM(acl); i++)
	{
		const AclItem *item = &ACL_DAT(acl)[i];

		if (item->ai_grantee == owner && ACLITEM_GET_PRIVS(*item) == ACL_ALL_RIGHTS_RELATION)
			return true;
	}
	return false;
}

static void
restore_grants(StringInfo buf, const char *name, const Acl *acl, Oid owner, const char *column)
{
	bool		whole = column == NULL && owner_has_all(acl, owner);

	for (int i = 0; i < ACL_NUM(acl); i++)
	{
		const AclItem *item = &ACL_DAT(acl)[i];
		AclMode		grantable = ACLITEM_GET_GOPTIONS(*item);
		AclMode		plain = ACLITEM_GET_PRIVS(*item) & ~grantable;

		if (whole && item->ai_grantee == owner)
			continue;
		if (plain != 0)
			appendStringInfo(buf, "GRANT %s ON TABLE %s TO %s;\n", privileges_text(plain, column),
							 name, role_text(item->ai_grantee));
		if (grantable != 0)
			appendStringInfo(buf, "GRANT %s ON TABLE %s TO %s WITH GRANT OPTION;\n",
							 privileges_text(grantable, column), name,
							 role_text(item->ai_grantee));
	}
}

/*
 * What a new relation would have by default is taken away before the owner
 * changes, what it had is given after that.
 */
static void
restore_access(StringInfo buf, HeapTuple tuple, const char *name)
{
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);
	Acl		   *defaults = get_user_default_acl(OBJECT_TABLE, GetUserId(), form->relnamespace);
	Datum		acl;
	bool		isnull;

	if (defaults != NULL)
	{
		for (int i = 0; i < ACL_NUM(defaults); i++)
		{
			Oid			grantee = ACL_DAT(defaults)[i].ai_grantee;

			if (grantee != GetUserId())
				appendStringInfo(buf, "REVOKE ALL ON TABLE %s FROM %s;\n", name,
								 role_text(grantee));
		}
	}
	if (form->relowner != GetUserId())
		appendStringInfo(buf, "ALTER TABLE %s OWNER TO %s;\n", name, role_text(form->relowner));

	acl = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relacl, &isnull);
	if (!isnull && !owner_has_all(DatumGetAclP(acl), form->relowner))
		appendStringInfo(buf, "REVOKE ALL ON TABLE %s FROM %s;\n", name,
						 role_text(form->relowner));
	else if (defaults != NULL)
		appendStringInfo(buf, "GRANT ALL ON TABLE %s TO %s;\n", name, role_text(form->relowner));
	if (!isnull)
		restore_grants(buf, name, DatumGetAclP(acl), form->relowner, NULL);
}

/* ----------------------------------------------------------------
 *	Comments and columns
 * ----------------------------------------------------------------
 */

/*
 * COMMENT ON an object as it reads there.
 */
void
idem_restore_comment(StringInfo buf, Oid classid, Oid objid, int32 subid, const char *object)
{
	char	   *comment = OidIsValid(objid) ? GetComment(objid, classid, subid) : NULL;

	if (comment != NULL)
		appendStringInfo(buf, "COMMENT ON %s IS %s;\n", object, quote_literal_cstr(comment));
}

static bool
has_column(List *columns, const char *name)
{
	ListCell   *lc;

	foreach(lc, columns)
	{
		if (strcmp(((IdemViewColumn *) lfirst(lc))->name, name) == 0)
			return true;
	}
	return false;
}

/*
 * SECURITY LABEL on the relation, and on those of its columns that it will
 * have.
 */
static void
restore_labels(StringInfo buf, const PartsCall *call, bool is_view, List *columns)
{
	Relation	relation = table_open(SecLabelRelationId, AccessShareLock);
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&keys[0], Anum_pg_seclabel_objoid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(call->relid));
	ScanKeyInit(&keys[1], Anum_pg_seclabel_classoid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(RelationRelationId));
	scan = systable_beginscan(relation, SecLabelObjectIndexId, true, NULL, 2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		AttrNumber	attnum = ((FormData_pg_seclabel *) GETSTRUCT(tuple))->objsubid;
		char	   *column = attnum ? get_attname(call->relid, attnum, true) : NULL;
		bool		isnull;
		Datum		provider = heap_getattr(tuple, Anum_pg_seclabel_provider,
											RelationGetDescr(relation), &isnull);
		Datum		label = heap_getattr(tuple, Anum_pg_seclabel_label,
										 RelationGetDescr(relation), &isnull);

		if (attnum && (column == NULL || (columns != NIL && !has_column(columns, column))))
			continue;
		appendStringInfo(buf, "SECURITY LABEL FOR %s ON %s %s%s%s IS %s;\n",
						 quote_identifier(TextDatumGetCString(provider)),
						 column ? "COLUMN" : is_view ? "VIEW" : "MATERIALIZED VIEW", call->name,
						 column ? "." : "", column ? quote_identifier(column) : "",
						 quote_literal_cstr(TextDatumGetCString(label)));
	}
	systable_endscan(scan);
	table_close(relation, AccessShareLock);
}

/*
 * How the values of a column of a materialized view are kept.
 */
static void
restore_column_storage(StringInfo buf, const PartsCall *call, const IdemColumn *column)
{
	char	   *alter = psprintf("ALTER MATERIALIZED VIEW %s ALTER COLUMN %s", call->name,
								 quote_identifier(NameStr(column->att.attname)));
	HeapTuple	tuple;
	Datum		options;
	List	   *declared;
	bool		isnull;

	if (column->statistics >= 0)
		appendStringInfo(buf, "%s SET STATISTICS %d;\n", alter, column->statistics);
	if (column->att.attstorage != get_typstorage(column->att.atttypid))
		appendStringInfo(buf, "%s SET STORAGE %s;\n", alter,
						 column->att.attstorage == TYPSTORAGE_PLAIN ? "PLAIN" :
						 column->att.attstorage == TYPSTORAGE_EXTERNAL ? "EXTERNAL" :
						 column->att.attstorage == TYPSTORAGE_MAIN ? "MAIN" : "EXTENDED");
	if (CompressionMethodIsValid(column->att.attcompression))
		appendStringInfo(buf, "%s SET COMPRESSION %s;\n", alter,
						 GetCompressionMethodName(column->att.attcompression));

	tuple = SearchSysCacheAttName(call->relid, NameStr(column->att.attname));
	if (!HeapTupleIsValid(tuple))
		return;
	options = SysCacheGetAttr(ATTNAME, tuple, Anum_pg_attribute_attoptions, &isnull);
	declared = isnull ? NIL : idem_column_options(options);
	if (declared != NIL)
		appendStringInfo(buf, "%s SET (%s);\n", alter, idem_options_text(declared));
	ReleaseSysCache(tuple);
}

static void
restore_column(StringInfo buf, const PartsCall *call, const char *column, bool is_view)
{
	IdemColumn	read;
	HeapTuple	tuple;
	Datum		acl;
	bool		isnull;

	if (!idem_read_column(call->relid, column, &read))
		return;
	if (is_view && read.defexpr != NULL)
		appendStringInfo(buf, "ALTER VIEW %s ALTER COLUMN %s SET DEFAULT %s;\n", call->name,
						 quote_identifier(column), idem_deparse(read.defexpr, InvalidOid));
	if (!is_view)
		restore_column_storage(buf, call, &read);
	idem_restore_comment(buf, RelationRelationId, call->relid, read.att.attnum,
						 psprintf("COLUMN %s.%s", call->name, quote_identifier(column)));

	tuple = SearchSysCacheAttName(call->relid, column);
	if (!HeapTupleIsValid(tuple))
		return;
	acl = SysCacheGetAttr(ATTNAME, tuple, Anum_pg_attribute_attacl, &isnull);
	if (!isnull)
		restore_grants(buf, call->name, DatumGetAclP(acl), InvalidOid, column);
	ReleaseSysCache(tuple);
}

/* ----------------------------------------------------------------
 *	Triggers, indexes, statistics objects
 * ----------------------------------------------------------------
 */

static void
restore_trigger(StringInfo buf, const PartsCall *call, Form_pg_trigger form)
{
	LOCAL_FCINFO(fcinfo, 1);
	Datum		result;

	InitFunctionCallInfoData(*fcinfo, NULL, 1, InvalidOid, NULL, NULL);
	fcinfo->args[0].value = ObjectIdGetDatum(form->oid);
	fcinfo->args[0].isnull = false;
	result = pg_get_triggerdef(fcinfo);
	if (fcinfo->isnull)
		return;
	appendStringInfo(buf, "%s;\n", TextDatumGetCString(result));
	idem_restore_comment(buf, TriggerRelationId, form->oid, 0,
						 psprintf("TRIGGER %s ON %s", quote_identifier(NameStr(form->tgname)),
								  call->name));
}

/*
 * All triggers of the relation, in the order of their names.
 */
static void
restore_triggers(StringInfo buf, const PartsCall *call)
{
	Relation	relation = table_open(TriggerRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_trigger_tgrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(call->relid));
	scan = systable_beginscan(relation, TriggerRelidNameIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		if (!((Form_pg_trigger) GETSTRUCT(tuple))->tgisinternal)
			restore_trigger(buf, call, (Form_pg_trigger) GETSTRUCT(tuple));
	}
	systable_endscan(scan);
	table_close(relation, AccessShareLock);
}

static void
restore_indexes(StringInfo buf, const PartsCall *call)
{
	ListCell   *lc;

	foreach(lc, idem_read_indexes(call->relid))
	{
		const IdemIndex *index = lfirst(lc);
		const char *schema = get_namespace_name(get_rel_namespace(index->oid));

		appendStringInfo(buf, "%s;\n", pg_get_indexdef_string(index->oid));
		if (index->clustered)
			appendStringInfo(buf, "ALTER MATERIALIZED VIEW %s CLUSTER ON %s;\n", call->name,
							 quote_identifier(idem_index_name(index)));
		idem_restore_comment(buf, RelationRelationId, index->oid, 0,
							 psprintf("INDEX %s", quote_qualified_identifier(schema, idem_index_name(index))));
	}
}

static void
restore_statistics(StringInfo buf, const PartsCall *call)
{
	Relation	relation = table_open(StatisticExtRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_statistic_ext_stxrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(call->relid));
	scan = systable_beginscan(relation, StatisticExtRelidIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_statistic_ext form = (Form_pg_statistic_ext) GETSTRUCT(tuple);
		const char *schema = get_namespace_name(form->stxnamespace);

		appendStringInfo(buf, "%s;\n", pg_get_statisticsobjdef_string(form->oid));
		if (form->stxowner != GetUserId())
			appendStringInfo(buf, "ALTER STATISTICS %s OWNER TO %s;\n",
							 quote_qualified_identifier(schema, NameStr(form->stxname)),
							 role_text(form->stxowner));
		idem_restore_comment(buf, StatisticExtRelationId, form->oid, 0,
							 psprintf("STATISTICS %s",
									  quote_qualified_identifier(schema, NameStr(form->stxname))));
	}
	systable_endscan(scan);
	table_close(relation, AccessShareLock);
}

static void
write_locking_parts(void *arg)
{
	PartsCall  *call = arg;

	restore_indexes(call->buf, call);
	restore_statistics(call->buf, call);
	restore_triggers(call->buf, call);
}

/*
 * All that belongs to a view or materialized view but its definition, and its
 * rules, which may be about others.  Of its columns only those that it will
 * have, if that is said.
 */
void
idem_restore_parts(StringInfo buf, Oid relid, List *columns)
{
	HeapTuple	tuple = relation_tuple(relid);
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);
	bool		is_view = form->relkind == RELKIND_VIEW;
	PartsCall	call = {buf, relid, name_of(form)};
	ListCell   *lc;

	restore_access(buf, tuple, call.name);
	idem_restore_comment(buf, RelationRelationId, relid, 0,
						 psprintf("%s %s", is_view ? "VIEW" : "MATERIALIZED VIEW", call.name));
	foreach(lc, idem_view_columns(relid))
	{
		const char *column = ((IdemViewColumn *) lfirst(lc))->name;

		if (columns == NIL || has_column(columns, column))
			restore_column(buf, &call, column, is_view);
	}
	restore_labels(buf, &call, is_view, columns);

	/* writing conditions and expressions opens the relation */
	idem_look_quietly(list_make1_oid(relid), write_locking_parts, &call);
}
