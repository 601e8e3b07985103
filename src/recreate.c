/*-------------------------------------------------------------------------
 *
 * recreate.c
 *	  Views that have to be dropped, and made again with all they had.
 *
 * A view cannot be dropped while other views, materialized views or rules are
 * built on it, nor can a column.  Finds these at any depth, and writes the
 * statements that drop them in their order and bring them back from the
 * server's own definitions: owners, grants, comments, options, defaults,
 * triggers, rules, indexes and statistics objects included.  What it cannot
 * bring back keeps the whole from being done.
 *
 * Owns the order and the text.  Never drops anything itself: the statements
 * are part of a step, which runs as a whole or not at all.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/index.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_trigger.h"
#include "commands/extension.h"
#include "miscadmin.h"
#include "rewrite/rewriteDefine.h"
#include "rewrite/rewriteSupport.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "define.h"
#include "parts.h"
#include "recreate.h"
#include "view.h"

typedef struct Dependency
{
	ObjectAddress address;
	char		type;
} Dependency;

static void visit(IdemRecreation *recreation, Oid relid);
static void visit_dependants(IdemRecreation *recreation, Oid relid, const ObjectAddress *object);

/* ----------------------------------------------------------------
 *	Finding
 * ----------------------------------------------------------------
 */

/*
 * What depends on an object, or a part of it, directly.
 */
static List *
read_dependencies(const ObjectAddress *object)
{
	Relation	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyData keys[3];
	SysScanDesc scan;
	HeapTuple	tuple;
	List	   *result = NIL;

	ScanKeyInit(&keys[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(object->classId));
	ScanKeyInit(&keys[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(object->objectId));
	ScanKeyInit(&keys[2], Anum_pg_depend_refobjsubid, BTEqualStrategyNumber, F_INT4EQ,
				Int32GetDatum(object->objectSubId));
	scan = systable_beginscan(depend, DependReferenceIndexId, true, NULL,
							  object->objectSubId != 0 ? 3 : 2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);
		Dependency *dependency = palloc(sizeof(Dependency));

		ObjectAddressSubSet(dependency->address, form->classid, form->objid, form->objsubid);
		dependency->type = form->deptype;
		result = lappend(result, dependency);
	}
	systable_endscan(scan);
	table_close(depend, AccessShareLock);
	return result;
}

/*
 * The relation and the name of a rule; false if it is gone.
 */
static bool
read_rule_name(Oid ruleid, Oid *relid, char **name)
{
	Relation	rewrite = table_open(RewriteRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_rewrite_oid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(ruleid));
	scan = systable_beginscan(rewrite, RewriteOidIndexId, true, NULL, 1, &key);
	tuple = systable_getnext(scan);
	*name = NULL;
	if (HeapTupleIsValid(tuple))
	{
		*relid = ((Form_pg_rewrite) GETSTRUCT(tuple))->ev_class;
		*name = pstrdup(NameStr(((Form_pg_rewrite) GETSTRUCT(tuple))->rulename));
	}
	systable_endscan(scan);
	table_close(rewrite, AccessShareLock);
	return *name != NULL;
}

static void
add_blocker(IdemRecreation *recreation, const ObjectAddress *address)
{
	char	   *description = getObjectDescription(address, true);

	if (description != NULL)
		recreation->blockers = list_append_unique(recreation->blockers,
												  makeString(description));
}

static void
add_rule(IdemRecreation *recreation, Oid relid, char *name, bool drop)
{
	IdemRecreatedRule *rule;
	ListCell   *lc;

	foreach(lc, recreation->rules)
	{
		rule = lfirst(lc);
		if (rule->relid == relid && strcmp(rule->name, name) == 0)
		{
			rule->drop |= drop;
			return;
		}
	}
	rule = palloc(sizeof(IdemRecreatedRule));
	rule->relid = relid;
	rule->name = name;
	rule->drop = drop;
	recreation->rules = lappend(recreation->rules, rule);
}

/*
 * Whether an object is a part of the relation that is brought back with it.
 */
static bool
is_own_part(Oid relid, const Dependency *dependency)
{
	const ObjectAddress *address = &dependency->address;

	switch (address->classId)
	{
		case TypeRelationId:
		case RewriteRelationId:
			return dependency->type == DEPENDENCY_INTERNAL;
		case AttrDefaultRelationId:
		case TriggerRelationId:
		case StatisticExtRelationId:
			return dependency->type == DEPENDENCY_AUTO;
		case RelationRelationId:
			switch (get_rel_relkind(address->objectId))
			{
				case RELKIND_INDEX:
					return IndexGetRelation(address->objectId, true) == relid;
				case RELKIND_TOASTVALUE:
					return true;
				default:
					return false;
			}
		default:
			return false;
	}
}

static void
visit_dependants(IdemRecreation *recreation, Oid relid, const ObjectAddress *object)
{
	ListCell   *lc;

	foreach(lc, read_dependencies(object))
	{
		Dependency *dependency = lfirst(lc);
		Oid			owner;
		char	   *name;

		CHECK_FOR_INTERRUPTS();
		if (dependency->address.classId == RewriteRelationId)
		{
			if (!read_rule_name(dependency->address.objectId, &owner, &name))
				continue;
			if (strcmp(name, ViewSelectRuleName) != 0)
				add_rule(recreation, owner, name, owner != relid);
			else if (owner != relid)
				visit(recreation, owner);
		}
		else if (!idem_recreate_part(recreation, object->objectSubId == 0 ? relid : InvalidOid,
									 &dependency->address) &&
				 object->objectSubId == 0 && !is_own_part(relid, dependency))
			add_blocker(recreation, &dependency->address);
	}
}

/*
 * A view or materialized view that goes: after all that is built on it.
 */
static void
visit(IdemRecreation *recreation, Oid relid)
{
	ObjectAddress address;
	Oid			rowtype = get_rel_type_id(relid);

	check_stack_depth();
	if (list_member_oid(recreation->visited, relid))
		return;
	recreation->visited = lappend_oid(recreation->visited, relid);

	ObjectAddressSet(address, RelationRelationId, relid);
	visit_dependants(recreation, relid, &address);
	if (relid != recreation->root &&
		OidIsValid(getExtensionOfObject(RelationRelationId, relid)))
		add_blocker(recreation, &address);
	if (OidIsValid(rowtype))
	{
		ObjectAddressSet(address, TypeRelationId, rowtype);
		visit_dependants(recreation, relid, &address);
		if (OidIsValid(get_array_type(rowtype)))
		{
			ObjectAddressSet(address, TypeRelationId, get_array_type(rowtype));
			visit_dependants(recreation, relid, &address);
		}
	}
	recreation->relids = lappend_oid(recreation->relids, relid);
}

/* ----------------------------------------------------------------
 *	Statements
 * ----------------------------------------------------------------
 */

static List *
append_statements(List *statements, char *script)
{
	ListCell   *lc;

	foreach(lc, idem_parse_script(script))
	{
		RawStmt    *raw = lfirst_node(RawStmt, lc);
		IdemStatement *statement = palloc0(sizeof(IdemStatement));

		statement->stmt = raw->stmt;
		statement->source = script;
		statement->location = raw->stmt_location;
		statement->length = raw->stmt_len;
		/* all names in it are qualified, but those of the system */
		statement->schema = "pg_catalog";
		statements = lappend(statements, statement);
	}
	return statements;
}

/*
 * Write what drops the dependants of the root, and what brings them back.
 * "columns" are those that the root will have.
 */
static void
write_statements(IdemRecreation *recreation, List *columns)
{
	StringInfoData drop;
	StringInfoData restore;
	ListCell   *lc;

	initStringInfo(&drop);
	initStringInfo(&restore);
	idem_drop_recreated_parts(&drop, recreation);
	foreach(lc, recreation->rules)
	{
		IdemRecreatedRule *rule = lfirst(lc);

		if (rule->drop)
			appendStringInfo(&drop, "DROP RULE %s ON %s;\n", quote_identifier(rule->name),
							 idem_relation_identity(rule->relid));
	}
	foreach(lc, recreation->relids)
		appendStringInfo(&drop, "DROP %s %s;\n",
						 get_rel_relkind(lfirst_oid(lc)) == RELKIND_MATVIEW ?
						 "MATERIALIZED VIEW" : "VIEW", idem_relation_identity(lfirst_oid(lc)));

	for (int i = list_length(recreation->relids) - 1; i >= 0; i--)
	{
		Oid			relid = list_nth_oid(recreation->relids, i);

		if (relid != recreation->root)
			appendStringInfo(&restore, "%s;\n", idem_restore_definition(relid));
		idem_restore_parts(&restore, relid, relid == recreation->root ? columns : NIL);
		if (relid != recreation->root)
			idem_restore_data(&restore, relid);
	}
	foreach(lc, recreation->rules)
		idem_restore_rule(&restore, lfirst(lc));
	idem_restore_recreated_parts(&restore, recreation);
	recreation->drop = drop.data;
	recreation->restore = restore.data;
}

/*
 * "view app.report, rule r on table app.t", without the root.
 */
static char *
dependants_text(const IdemRecreation *recreation)
{
	List	   *names = NIL;
	StringInfoData buf;
	ListCell   *lc;

	foreach(lc, recreation->relids)
	{
		ObjectAddress address;

		if (lfirst_oid(lc) == recreation->root)
			continue;
		ObjectAddressSet(address, RelationRelationId, lfirst_oid(lc));
		names = lcons(getObjectDescription(&address, true), names);
	}
	foreach(lc, recreation->rules)
	{
		IdemRecreatedRule *rule = lfirst(lc);
		ObjectAddress address;

		if (rule->relid == recreation->root)
			continue;
		ObjectAddressSet(address, RewriteRelationId, idem_find_rule(rule->relid, rule->name));
		names = lappend(names, getObjectDescription(&address, true));
	}
	foreach(lc, recreation->parts)
		names = lappend(names, getObjectDescription(&((IdemRecreatedPart *) lfirst(lc))->address,
													true));

	initStringInfo(&buf);
	foreach(lc, names)
	{
		if (lfirst(lc) != NULL)
			appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", (char *) lfirst(lc));
	}
	return buf.len > 0 ? buf.data : NULL;
}

static void
finish(IdemRecreation *recreation, List *columns)
{
	if (recreation->blockers == NIL)
		write_statements(recreation, columns);
	recreation->dependants = dependants_text(recreation);
}

/*
 * Find what has to go with a view, and write the statements.
 */
static void
collect(IdemRecreation *recreation, Oid relid, List *columns)
{
	int			nestlevel = idem_qualify_names();

	memset(recreation, 0, sizeof(*recreation));
	recreation->root = relid;
	visit(recreation, relid);
	finish(recreation, columns);
	AtEOXact_GUC(true, nestlevel);
}

/*
 * The same for a column, of a table and what inherits from it.
 */
static void
collect_around(IdemRecreation *recreation, List *relids, const char *column)
{
	int			nestlevel = idem_qualify_names();
	ListCell   *lc;

	memset(recreation, 0, sizeof(*recreation));
	foreach(lc, relids)
	{
		ObjectAddress address;
		AttrNumber	attnum = get_attnum(lfirst_oid(lc), column);

		if (attnum == InvalidAttrNumber)
			continue;
		ObjectAddressSubSet(address, RelationRelationId, lfirst_oid(lc), attnum);
		visit_dependants(recreation, lfirst_oid(lc), &address);
	}
	finish(recreation, NIL);
	AtEOXact_GUC(true, nestlevel);
}

static char *
blockers_text(const IdemRecreation *recreation)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, recreation->blockers)
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", strVal(lfirst(lc)));
	return buf.data;
}

static void
lock_all(IdemStep *step, const IdemRecreation *recreation)
{
	ListCell   *lc;

	foreach(lc, recreation->relids)
		step->lockrels = list_append_unique_oid(step->lockrels, lfirst_oid(lc));
	foreach(lc, recreation->rules)
		step->lockrels = list_append_unique_oid(step->lockrels,
												((IdemRecreatedRule *) lfirst(lc))->relid);
	foreach(lc, recreation->parts)
		step->lockrels = list_append_unique_oid(step->lockrels,
												((IdemRecreatedPart *) lfirst(lc))->relid);
}

/* statements without the last semicolon */
static char *
without_end(char *statements)
{
	size_t		length = strlen(statements);

	while (length > 0 && strchr("\n;", statements[length - 1]) != NULL)
		statements[--length] = '\0';
	return statements;
}

/*
 * The step that drops a view or materialized view and makes it by "stmt",
 * which reads "ddl", with its dependants.
 */
IdemStep *
idem_step_recreate(const IdemWanted *wanted, IdemPlan *plan,
				   const IdemViewDifference *difference, Node *stmt, const char *ddl)
{
	IdemStep   *step = idem_step(plan, wanted, "recreate", IDEM_ALTERED);
	IdemRecreation recreation;
	char	   *found = idem_view_columns_text(difference->found);
	char	   *columns = idem_view_columns_text(difference->wanted);
	IdemStatement *own;
	const char *problem;
	char	   *detail;

	collect(&recreation, wanted->objid, difference->wanted);
	step->stmt = stmt;
	step->source = wanted->source;
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
	lock_all(step, &recreation);

	if (strcmp(found, columns) != 0)
	{
		problem = psprintf("columns of %s \"%s\" differ and cannot be changed in place",
						   wanted->kind->noun, idem_qualified_name(wanted));
		detail = psprintf("Found: %s. Wanted: %s.", found, columns);
		step->reason = "the columns differ";
	}
	else
	{
		problem = psprintf("query of %s \"%s\" differs and cannot be changed in place",
						   wanted->kind->noun, idem_qualified_name(wanted));
		detail = psprintf("Found: %s. Wanted: %s.", idem_query_text(wanted->objid),
						  difference->query);
		step->reason = "the query differs";
	}
	if (recreation.blockers != NIL)
	{
		idem_refuse(step, IDEM_IMPOSSIBLE, problem,
					psprintf("%s It cannot be made again because of: %s.", detail,
							 blockers_text(&recreation)));
		step->hint = "Drop what depends on it first, and make that again afterwards.";
		step->ddl = pstrdup(ddl);
		return step;
	}

	if (recreation.dependants)
		detail = psprintf("%s With it would be made again: %s.", detail, recreation.dependants);
	/* the script drops it itself; what is built on it is another matter */
	if (!wanted->dropped || recreation.dependants)
		idem_refuse(step, IDEM_RECREATE, problem, detail);

	own = palloc0(sizeof(IdemStatement));
	own->stmt = stmt;
	own->source = wanted->source;
	step->script = lappend(append_statements(NIL, recreation.drop), own);
	step->script = append_statements(step->script, recreation.restore);
	step->ddl = without_end(psprintf("%s%s;\n%s", recreation.drop, ddl, recreation.restore));
	return step;
}

/*
 * Let a step that changes the type of a column take the views on that column
 * along, which the server would not.  Nothing is done if there is none, or one
 * that cannot be brought back: the server says so then.
 */
void
idem_recreate_around(IdemStep *step, Oid relid, const char *column)
{
	IdemRecreation recreation;
	IdemStatement *own;
	char	   *detail;

	/* dropped this instant? the look under the lock tells */
	if (!SearchSysCacheExists1(RELOID, ObjectIdGetDatum(relid)))
		return;
	if (step->wanted->only || !has_subclass(relid))
		collect_around(&recreation, list_make1_oid(relid), column);
	else
		collect_around(&recreation, find_all_inheritors(relid, NoLock, NULL), column);
	if (recreation.dependants == NULL || recreation.blockers != NIL)
		return;

	own = palloc0(sizeof(IdemStatement));
	own->stmt = step->stmt;
	own->source = step->source ? step->source : step->ddl;
	own->location = step->source ? step->location : 0;
	own->length = step->source ? step->length : 0;
	step->script = lappend(append_statements(NIL, recreation.drop), own);
	step->script = append_statements(step->script, recreation.restore);
	step->ddl = without_end(psprintf("%s%s;\n%s", recreation.drop, step->ddl,
									 recreation.restore));
	lock_all(step, &recreation);

	detail = psprintf("Built on it, and to be made again: %s.", recreation.dependants);
	if (step->detail)
		detail = psprintf("%s %s", step->detail, detail);
	idem_refuse(step, IDEM_RECREATE, step->problem, detail);
}

/*
 * Let a step whose script drops an object and makes it again take the views
 * that use the object along: "dependants" says which, NULL if there is none.
 * False, and the step is as before, if something that depends on the object
 * cannot be brought back: "blockers" says what.
 */
bool
idem_recreate_dependants(IdemStep *step, const ObjectAddress *object, char **dependants,
						 char **blockers)
{
	IdemRecreation recreation = {0};
	int			nestlevel = NewGUCNestLevel();

	(void) set_config_option("search_path", "pg_catalog", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	visit_dependants(&recreation, InvalidOid, object);
	if (recreation.blockers == NIL)
		write_statements(&recreation, NIL);
	*dependants = dependants_text(&recreation);
	AtEOXact_GUC(true, nestlevel);

	*blockers = NULL;
	if (recreation.blockers != NIL)
	{
		*blockers = blockers_text(&recreation);
		return false;
	}
	if (*dependants == NULL)
		return true;
	step->script = list_concat(append_statements(NIL, recreation.drop), step->script);
	step->script = append_statements(step->script, recreation.restore);
	step->ddl = psprintf("%s%s;\n%s", recreation.drop, step->ddl, recreation.restore);
	while (step->ddl[strlen(step->ddl) - 1] == '\n' || step->ddl[strlen(step->ddl) - 1] == ';')
		step->ddl[strlen(step->ddl) - 1] = '\0';
	lock_all(step, &recreation);
	step->lockmode = AccessExclusiveLock;
	return true;
}
