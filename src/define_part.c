/*-------------------------------------------------------------------------
 *
 * define_part.c
 *	  What is made for a relation by a statement of its own: constraints that
 *	  do not come with the table, indexes, statistics, triggers, policies and
 *	  rules, each with its comment.
 *
 * A part that uses what is written later than the table becomes a late part.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "rewrite/rewriteDefine.h"
#include "rewrite/rewriteSupport.h"
#include "utils/array.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"

/* ----------------------------------------------------------------
 *	Parts, in place or late
 * ----------------------------------------------------------------
 */

/*
 * Begin the text of a part.  True if all that it uses is there, so that the
 * caller may say it in place, too.
 */
bool
idem_begin_part(const IdemDefinition *definition, Oid classid, Oid objid, IdemDefinition *part)
{
	memset(part, 0, sizeof(IdemDefinition));
	initStringInfo(&part->ddl);
	part->is_late = definition->ready != NULL &&
		!definition->ready(classid, objid, definition->arg);
	return !part->is_late;
}

void
idem_end_part(IdemDefinition *definition, Oid classid, Oid objid, IdemDefinition *part)
{
	IdemLatePart *late;

	if (!part->is_late)
	{
		appendStringInfoString(&definition->ddl, part->ddl.data);
		return;
	}
	late = palloc(sizeof(IdemLatePart));
	late->classid = classid;
	late->objid = objid;
	late->ddl = part->ddl.data;
	definition->late = lappend(definition->late, late);
}

/* the row of a catalog that has no cache */
static IdemRows *
row_of(Oid catalogid, Oid indexid, AttrNumber oidattnum, Oid objid, const char *what)
{
	IdemRows   *rows = idem_rows(catalogid, indexid, oidattnum, objid);

	if (rows->tuples == NIL)
		idem_vanished(what, objid);
	return rows;
}

/* the result of a function that deparses an object, null if it is gone */
static char *
deparsed(PGFunction function, Oid objid, const char *what)
{
	LOCAL_FCINFO(fcinfo, 1);
	Datum		result;

	InitFunctionCallInfoData(*fcinfo, NULL, 1, InvalidOid, NULL, NULL);
	fcinfo->args[0].value = ObjectIdGetDatum(objid);
	fcinfo->args[0].isnull = false;
	result = function(fcinfo);
	if (fcinfo->isnull)
		idem_vanished(what, objid);
	return TextDatumGetCString(result);
}

/* ----------------------------------------------------------------
 *	Constraints
 * ----------------------------------------------------------------
 */

/*
 * The constraint as it stands behind its name.
 */
char *
idem_constraint_def(Oid conid, const char *conname)
{
	char	   *command = pg_get_constraintdef_command(conid);
	char	   *prefix = psprintf(" ADD CONSTRAINT %s ", quote_identifier(conname));
	char	   *found = strstr(command, prefix);

	/* renamed meanwhile, or not seen so by the caller's snapshot */
	if (found == NULL)
		idem_vanished("constraint", conid);
	return found + strlen(prefix);
}

/* by name, of Form_pg_constraint */
int
idem_compare_constraints(const ListCell *a, const ListCell *b)
{
	Form_pg_constraint x = lfirst(a);
	Form_pg_constraint y = lfirst(b);

	return strcmp(NameStr(x->conname), NameStr(y->conname));
}

static HeapTuple
constraint_tuple(Oid conid)
{
	HeapTuple	tuple = SearchSysCacheCopy1(CONSTROID, ObjectIdGetDatum(conid));

	if (!HeapTupleIsValid(tuple))
		idem_vanished("constraint", conid);
	return tuple;
}

void
idem_define_constraint_comment(StringInfo ddl, Oid conid)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(constraint_tuple(conid));
	IdemNamed	named = {ConstraintRelationId, conid, "CONSTRAINT", NULL};

	if (OidIsValid(form->contypid))
		named.name = psprintf("%s ON DOMAIN %s", quote_identifier(NameStr(form->conname)),
							  idem_type_identity(form->contypid));
	else
		named.name = psprintf("%s ON %s", quote_identifier(NameStr(form->conname)),
							  idem_relation_identity(form->conrelid));
	idem_define_comment(ddl, &named);
}

static void
define_constraint(IdemDefinition *part, Oid conid)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(constraint_tuple(conid));
	char	   *conname = NameStr(form->conname);

	if (OidIsValid(form->contypid))
		appendStringInfo(&part->ddl, "ALTER DOMAIN %s", idem_type_identity(form->contypid));
	else
		appendStringInfo(&part->ddl, "ALTER TABLE %s", idem_relation_identity(form->conrelid));
	appendStringInfo(&part->ddl, " ADD CONSTRAINT %s %s;\n", quote_identifier(conname),
					 idem_constraint_def(conid, conname));
	idem_define_constraint_comment(&part->ddl, conid);
}

/* ----------------------------------------------------------------
 *	Indexes and statistics
 * ----------------------------------------------------------------
 */

/*
 * Comment and statistics targets, which an index has whatever made it.
 */
void
idem_define_index_settings(StringInfo ddl, Oid indexid)
{
	IdemNamed	named = {RelationRelationId, indexid, "INDEX", idem_relation_identity(indexid)};
	HeapTuple	tuple;

	for (AttrNumber i = 1;; i++)
	{
		int			statistics;

		tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(indexid), Int16GetDatum(i));
		if (!HeapTupleIsValid(tuple))
			break;
		statistics = idem_attribute_statistics(tuple);
		ReleaseSysCache(tuple);
		if (statistics != -1)
			appendStringInfo(ddl, "ALTER INDEX %s ALTER COLUMN %d SET STATISTICS %d;\n",
							 named.name, i, statistics);
	}
	idem_define_comment(ddl, &named);
}

static void
define_index(IdemDefinition *part, Oid indexid)
{
	char	   *definition = pg_get_indexdef_string(indexid);
	char	   *relname = get_rel_name(indexid);
	char	   *only;

	if (relname == NULL)
		idem_vanished("index", indexid);

	/* "CREATE INDEX name ON ONLY table": its partitions get one of theirs */
	if (get_rel_relkind(indexid) == RELKIND_PARTITIONED_INDEX)
	{
		only = strstr(definition, psprintf(" INDEX %s ON ONLY ", quote_identifier(relname)));
		if (only != NULL)
		{
			only += strlen(" INDEX  ON ") + strlen(quote_identifier(relname));
			memmove(only, only + strlen("ONLY "), strlen(only + strlen("ONLY ")) + 1);
		}
	}
	appendStringInfo(&part->ddl, "%s;\n", definition);
	idem_define_index_settings(&part->ddl, indexid);
}

static void
define_statistics(IdemDefinition *part, Oid statid)
{
	HeapTuple	tuple = SearchSysCache1(STATEXTOID, ObjectIdGetDatum(statid));
	Form_pg_statistic_ext form;
	IdemNamed	named = {StatisticExtRelationId, statid, "STATISTICS", NULL};
	int			target;
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("statistics object", statid);
	form = (Form_pg_statistic_ext) GETSTRUCT(tuple);
	named.name = idem_qualified_in(form->stxnamespace, NameStr(form->stxname));
	owner = form->stxowner;
	target = idem_statistics_target(tuple);
	ReleaseSysCache(tuple);

	appendStringInfo(&part->ddl, "%s;\n", pg_get_statisticsobjdef_string(statid));
	if (target != -1)
		appendStringInfo(&part->ddl, "ALTER STATISTICS %s SET STATISTICS %d;\n", named.name, target);
	idem_define_owner(&part->ddl, &named, owner);
	idem_define_comment(&part->ddl, &named);
}

/* ----------------------------------------------------------------
 *	Triggers and rules
 * ----------------------------------------------------------------
 */

static const char *
enabled_clause(char enabled)
{
	switch (enabled)
	{
		case TRIGGER_DISABLED:
			return "DISABLE";
		case TRIGGER_FIRES_ON_REPLICA:
			return "ENABLE REPLICA";
		case TRIGGER_FIRES_ALWAYS:
			return "ENABLE ALWAYS";
		default:
			return "ENABLE";
	}
}

/*
 * A trigger; or, of one that a partition has from its parent, whether it is
 * enabled where the parent's is not.
 */
static void
define_trigger(IdemDefinition *part, Oid trigid)
{
	IdemRows   *rows = row_of(TriggerRelationId, TriggerOidIndexId, Anum_pg_trigger_oid, trigid,
							  "trigger");
	Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT((HeapTuple) linitial(rows->tuples));
	char	   *table = idem_relation_identity(form->tgrelid);
	const char *trigname = quote_identifier(NameStr(form->tgname));
	IdemNamed	named = {TriggerRelationId, trigid, "TRIGGER", psprintf("%s ON %s", trigname, table)};
	char		from_start = TRIGGER_FIRES_ON_ORIGIN;

	if (OidIsValid(form->tgparentid))
	{
		IdemRows   *parents = row_of(TriggerRelationId, TriggerOidIndexId, Anum_pg_trigger_oid,
									 form->tgparentid, "trigger");

		from_start = ((Form_pg_trigger) GETSTRUCT((HeapTuple) linitial(parents->tuples)))->tgenabled;
	}
	else
		appendStringInfo(&part->ddl, "%s;\n", deparsed(pg_get_triggerdef, trigid, "trigger"));
	if (form->tgenabled != from_start)
		appendStringInfo(&part->ddl, "ALTER TABLE ONLY %s %s TRIGGER %s;\n", table,
						 enabled_clause(form->tgenabled), trigname);
	idem_define_comment(&part->ddl, &named);
}

static void
define_rule(IdemDefinition *part, Oid ruleid)
{
	IdemRows   *rows = row_of(RewriteRelationId, RewriteOidIndexId, Anum_pg_rewrite_oid, ruleid,
							  "rule");
	Form_pg_rewrite form = (Form_pg_rewrite) GETSTRUCT((HeapTuple) linitial(rows->tuples));
	char	   *table = idem_relation_identity(form->ev_class);
	const char *rulename = quote_identifier(NameStr(form->rulename));
	IdemNamed	named = {RewriteRelationId, ruleid, "RULE", psprintf("%s ON %s", rulename, table)};

	appendStringInfo(&part->ddl, "%s\n", deparsed(pg_get_ruledef, ruleid, "rule"));
	if (form->ev_enabled != RULE_FIRES_ON_ORIGIN)
		appendStringInfo(&part->ddl, "ALTER TABLE %s %s RULE %s;\n", table,
						 enabled_clause(form->ev_enabled), rulename);
	idem_define_comment(&part->ddl, &named);
}

/* ----------------------------------------------------------------
 *	Policies
 * ----------------------------------------------------------------
 */

static int
compare_texts(const ListCell *a, const ListCell *b)
{
	return strcmp(lfirst(a), lfirst(b));
}

/*
 * The roles of a policy by name; NULL if it is for all.
 */
static char *
policy_roles(ArrayType *array)
{
	Oid		   *roles = (Oid *) ARR_DATA_PTR(array);
	List	   *names = NIL;
	StringInfoData buf;
	ListCell   *lc;

	for (int i = 0; i < ARR_DIMS(array)[0]; i++)
	{
		if (roles[i] == ACL_ID_PUBLIC)
			return NULL;
		names = lappend(names, pstrdup(quote_identifier(GetUserNameFromId(roles[i], false))));
	}
	list_sort(names, compare_texts);
	initStringInfo(&buf);
	foreach(lc, names)
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", (char *) lfirst(lc));
	return buf.data;
}

static void
define_policy(IdemDefinition *part, Oid policyid)
{
	IdemRows   *rows = row_of(PolicyRelationId, PolicyOidIndexId, Anum_pg_policy_oid, policyid,
							  "policy");
	HeapTuple	tuple = linitial(rows->tuples);
	Form_pg_policy form = (Form_pg_policy) GETSTRUCT(tuple);
	char	   *name = psprintf("%s ON %s", quote_identifier(NameStr(form->polname)),
								idem_relation_identity(form->polrelid));
	IdemNamed	named = {PolicyRelationId, policyid, "POLICY", name};
	StringInfo	ddl = &part->ddl;
	bool		isnull;
	Datum		value;
	char	   *roles;

	appendStringInfo(ddl, "CREATE POLICY %s", name);
	if (!form->polpermissive)
		appendStringInfoString(ddl, " AS RESTRICTIVE");
	switch (form->polcmd)
	{
		case ACL_SELECT_CHR:
			appendStringInfoString(ddl, " FOR SELECT");
			break;
		case ACL_INSERT_CHR:
			appendStringInfoString(ddl, " FOR INSERT");
			break;
		case ACL_UPDATE_CHR:
			appendStringInfoString(ddl, " FOR UPDATE");
			break;
		case ACL_DELETE_CHR:
			appendStringInfoString(ddl, " FOR DELETE");
			break;
		default:
			break;
	}
	value = idem_row_value(rows, tuple, Anum_pg_policy_polroles, &isnull);
	roles = policy_roles(DatumGetArrayTypeP(value));
	if (roles != NULL)
		appendStringInfo(ddl, " TO %s", roles);
	value = idem_row_value(rows, tuple, Anum_pg_policy_polqual, &isnull);
	if (!isnull)
		appendStringInfo(ddl, "\n    USING (%s)", idem_expression_text(value, form->polrelid));
	value = idem_row_value(rows, tuple, Anum_pg_policy_polwithcheck, &isnull);
	if (!isnull)
		appendStringInfo(ddl, "\n    WITH CHECK (%s)", idem_expression_text(value, form->polrelid));
	appendStringInfoString(ddl, ";\n");
	idem_define_comment(ddl, &named);
}

/* ----------------------------------------------------------------
 *	All of them
 * ----------------------------------------------------------------
 */

/*
 * A part by its address.
 */
void
idem_define_part(IdemDefinition *definition, Oid classid, Oid objid)
{
	IdemDefinition part;

	(void) idem_begin_part(definition, classid, objid, &part);
	switch (classid)
	{
		case ConstraintRelationId:
			define_constraint(&part, objid);
			break;
		case RelationRelationId:
			define_index(&part, objid);
			break;
		case StatisticExtRelationId:
			define_statistics(&part, objid);
			break;
		case TriggerRelationId:
			define_trigger(&part, objid);
			break;
		case RewriteRelationId:
			define_rule(&part, objid);
			break;
		case PolicyRelationId:
			define_policy(&part, objid);
			break;
		default:
			elog(ERROR, "unexpected catalog %u", classid);
	}
	if (part.ddl.len > 0)
		idem_end_part(definition, classid, objid, &part);
}

static int
compare_statistics(const ListCell *a, const ListCell *b)
{
	HeapTuple	x = (HeapTuple) lfirst(a);
	HeapTuple	y = (HeapTuple) lfirst(b);

	return strcmp(NameStr(((Form_pg_statistic_ext) GETSTRUCT(x))->stxname),
				  NameStr(((Form_pg_statistic_ext) GETSTRUCT(y))->stxname));
}

/*
 * The statistics, triggers, rules or policies of a relation, by name.
 */
void
idem_define_parts_of(IdemDefinition *definition, Oid catalogid, Oid relid)
{
	IdemRows   *rows;
	ListCell   *lc;

	switch (catalogid)
	{
		case StatisticExtRelationId:
			rows = idem_rows(catalogid, StatisticExtRelidIndexId,
							 Anum_pg_statistic_ext_stxrelid, relid);
			list_sort(rows->tuples, compare_statistics);
			break;
		case TriggerRelationId:
			rows = idem_rows(catalogid, TriggerRelidNameIndexId, Anum_pg_trigger_tgrelid, relid);
			break;
		case RewriteRelationId:
			rows = idem_rows(catalogid, RewriteRelRulenameIndexId, Anum_pg_rewrite_ev_class, relid);
			break;
		case PolicyRelationId:
			rows = idem_rows(catalogid, PolicyPolrelidPolnameIndexId, Anum_pg_policy_polrelid, relid);
			break;
		default:
			elog(ERROR, "unexpected catalog %u", catalogid);
	}
	foreach(lc, rows->tuples)
	{
		HeapTuple	tuple = lfirst(lc);
		bool		isnull;

		/* made by the server: of foreign keys, and the query of a view */
		if (catalogid == TriggerRelationId && ((Form_pg_trigger) GETSTRUCT(tuple))->tgisinternal)
			continue;
		if (catalogid == RewriteRelationId &&
			strcmp(NameStr(((Form_pg_rewrite) GETSTRUCT(tuple))->rulename), ViewSelectRuleName) == 0)
			continue;

		/* the OID is the first column of them all */
		idem_define_part(definition, catalogid,
						 DatumGetObjectId(idem_row_value(rows, tuple, 1, &isnull)));
	}
}
