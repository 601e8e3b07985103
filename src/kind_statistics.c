/*-------------------------------------------------------------------------
 *
 * kind_statistics.c
 *	  Extended statistics objects.
 *
 * Declared by CreateStatsStmt: the relation, the kinds of statistics, columns
 * and expressions are compared, in any order.  Without a name, as newer
 * servers allow, any object of the relation with that definition will do.
 * AlterStatsStmt says the statistics target.
 *
 * Statistics are derived data, so an object that differs is dropped and made
 * again; it keeps its owner, its target and its comment, and the next ANALYZE
 * fills it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "statistics/statistics.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "column.h"
#include "compat.h"
#include "parts.h"

/* What an object is about, wanted or found. */
typedef struct Definition
{
	Oid			relid;
	char		kinds[5];		/* letters of stxkind, in order */
	Bitmapset  *columns;
	List	   *expressions;
} Definition;

typedef struct ActualStatistics
{
	IdemActual	head;
	char	   *name;
	Definition	definition;
	Oid			owner;
	int			target;			/* -1 = default */
	List	   *others;			/* ActualStatistics: all of the relation, if
								 * unnamed */
	bool		has_new;		/* IDEM_RENAMED: there is one at the new place */
} ActualStatistics;

static const IdemKind unnamed_statistics;

static void diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);
static void diff_target(const IdemWanted *wanted, const ActualStatistics *actual, IdemPlan *plan);
static void read_wanted(const IdemWanted *wanted, Definition *definition);
static IdemStep *step_create(const IdemWanted *wanted, IdemPlan *plan, Oid relid,
							 IdemOutcome outcome);
static IdemStep *step_drop(const IdemWanted *wanted, IdemPlan *plan,
						   const ActualStatistics *actual, IdemOutcome outcome);
static void step_anew(const IdemWanted *wanted, IdemPlan *plan, const ActualStatistics *actual);
static char *describe_definition(const Definition *definition);

static bool
statistics_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;
	IdemWanted *wanted;

	if (IsA(stmt, CreateStatsStmt))
	{
		CreateStatsStmt *create = (CreateStatsStmt *) stmt;

		/* the server refuses any other form */
		if (list_length(create->relations) != 1 || !IsA(linitial(create->relations), RangeVar))
			return false;
		if (create->defnames != NIL)
			idem_declare_whole(declaration, &idem_kind_statistics, create->defnames);
		else
		{
			wanted = idem_declare_whole(declaration, &unnamed_statistics,
										idem_relation_names(linitial(create->relations)));
			wanted->by_creation = false;
		}
	}
	else if (IsA(stmt, AlterStatsStmt))
	{
		wanted = idem_declare_edit(declaration, &idem_kind_statistics,
								   ((AlterStatsStmt *) stmt)->defnames);
		wanted->missing_ok = ((AlterStatsStmt *) stmt)->missing_ok;
	}
	else if (IsA(stmt, RenameStmt) && ((RenameStmt *) stmt)->renameType == OBJECT_STATISTIC_EXT)
		idem_declare_renamed(declaration, &idem_kind_statistics,
							 castNode(List, ((RenameStmt *) stmt)->object), (RenameStmt *) stmt);
	else if (IsA(stmt, AlterObjectSchemaStmt) &&
			 ((AlterObjectSchemaStmt *) stmt)->objectType == OBJECT_STATISTIC_EXT)
	{
		AlterObjectSchemaStmt *move = (AlterObjectSchemaStmt *) stmt;

		wanted = idem_declare_edit(declaration, &idem_kind_statistics,
								   castNode(List, move->object));
		wanted->wish = IDEM_RENAMED;
		wanted->newname = strVal(llast(wanted->names));
		wanted->newschema = move->newschema;
		wanted->missing_ok = move->missing_ok;
	}
	else
		return false;
	return true;
}

static void
statistics_resolve(IdemWanted *wanted)
{
	char	   *schema;

	if (wanted->kind == &unnamed_statistics)
	{
		(void) idem_lookup_relation(wanted);
		return;
	}
	DeconstructQualifiedName(wanted->names, &schema, &wanted->name);
	wanted->nspid = InvalidOid;
	wanted->nspname = schema;
	if (wanted->by_creation)
	{
		if (!idem_creation_schema(wanted))
			return;
		wanted->objid = GetSysCacheOid2(STATEXTNAMENSP, Anum_pg_statistic_ext_oid,
										CStringGetDatum(wanted->name),
										ObjectIdGetDatum(wanted->nspid));
	}
	else
	{
		HeapTuple	tuple;

		wanted->objid = get_statistics_object_oid(wanted->names, true);

		/* a step that comes before may make it */
		if (!OidIsValid(wanted->objid) && wanted->before != NULL)
			(void) idem_creation_schema(wanted);
		tuple = SearchSysCache1(STATEXTOID, ObjectIdGetDatum(wanted->objid));
		if (HeapTupleIsValid(tuple))
		{
			wanted->nspid = ((Form_pg_statistic_ext) GETSTRUCT(tuple))->stxnamespace;
			ReleaseSysCache(tuple);
		}
	}
	if (OidIsValid(wanted->nspid))
		wanted->nspname = get_namespace_name(wanted->nspid);
}

/* ----------------------------------------------------------------
 *	What is there
 * ----------------------------------------------------------------
 */

static void
read_statistics(ActualStatistics *actual, HeapTuple tuple)
{
	Form_pg_statistic_ext form = (Form_pg_statistic_ext) GETSTRUCT(tuple);
	bool		isnull;
	Datum		value;

	actual->head.found = true;
	ObjectAddressSet(actual->head.address, StatisticExtRelationId, form->oid);
	actual->name = pstrdup(NameStr(form->stxname));
	actual->owner = form->stxowner;
	actual->target = idem_statistics_target(tuple);
	actual->definition.relid = form->stxrelid;
	for (int i = 0; i < form->stxkeys.dim1; i++)
		actual->definition.columns = bms_add_member(actual->definition.columns,
													form->stxkeys.values[i]);

	value = SysCacheGetAttr(STATEXTOID, tuple, Anum_pg_statistic_ext_stxkind, &isnull);
	if (!isnull)
	{
		ArrayType  *kinds = DatumGetArrayTypeP(value);
		int			nkinds = Min(ARR_DIMS(kinds)[0], (int) sizeof(actual->definition.kinds) - 1);

		memcpy(actual->definition.kinds, ARR_DATA_PTR(kinds), nkinds);
	}
	value = SysCacheGetAttr(STATEXTOID, tuple, Anum_pg_statistic_ext_stxexprs, &isnull);
	if (!isnull)
		actual->definition.expressions = castNode(List, idem_stored_expr(TextDatumGetCString(value)));
}

static List *
read_all(Oid relid)
{
	Relation	catalog = table_open(StatisticExtRelationId, AccessShareLock);
	List	   *result = NIL;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_statistic_ext_stxrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	scan = systable_beginscan(catalog, StatisticExtRelidIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		ActualStatistics *one = palloc0(sizeof(ActualStatistics));

		read_statistics(one, tuple);
		result = lappend(result, one);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return result;
}

static IdemActual *
statistics_observe(const IdemWanted *wanted)
{
	ActualStatistics *actual = palloc0(sizeof(ActualStatistics));
	HeapTuple	tuple;

	if (wanted->kind == &unnamed_statistics)
	{
		if (OidIsValid(wanted->objid))
			actual->others = read_all(wanted->objid);
		return &actual->head;
	}
	tuple = SearchSysCache1(STATEXTOID, ObjectIdGetDatum(wanted->objid));
	if (HeapTupleIsValid(tuple))
	{
		read_statistics(actual, tuple);
		ReleaseSysCache(tuple);
	}
	if (wanted->wish == IDEM_RENAMED)
	{
		List	   *names = list_make1(makeString(wanted->newname));
		char	   *schema = wanted->newschema ? wanted->newschema : wanted->nspname;

		if (schema)
			names = lcons(makeString(schema), names);
		actual->has_new = OidIsValid(get_statistics_object_oid(names, true));
	}
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	Differences
 * ----------------------------------------------------------------
 */

/*
 * The relation of the declaration, if it is there.
 */
static Oid
wanted_relation(const IdemWanted *wanted, bool missing_ok)
{
	CreateStatsStmt *stmt = castNode(CreateStatsStmt, wanted->node);
	RangeVar   *relation = linitial_node(RangeVar, stmt->relations);
	Oid			relid = idem_relation_of(relation);

	if (!OidIsValid(relid) && !missing_ok)
		(void) RangeVarGetRelid(relation, NoLock, false);	/* says so */
	return relid;
}

static void
statistics_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualStatistics *actual = (const ActualStatistics *) head;

	switch (wanted->wish)
	{
		case IDEM_ABSENT:
			if (head->found)
				step_drop(wanted, plan, actual, IDEM_DROPPED);
			break;
		case IDEM_RENAMED:
			if (wanted->newschema)
				idem_diff_moved(wanted, plan, head->found, actual->has_new);
			else
				idem_diff_renamed(wanted, plan, head->found, actual->has_new);
			break;
		case IDEM_PRESENT:
			if (IsA(wanted->node, AlterStatsStmt))
				diff_target(wanted, actual, plan);
			else if (idem_try_diff(diff_present, wanted, head, plan))
				break;
			else if (head->found)
				step_anew(wanted, plan, actual);
			else
				step_create(wanted, plan, wanted_relation(wanted, true), IDEM_CREATED);
			break;
	}
}

/*
 * Whether the expressions of one list are all in the other.
 */
static bool
same_expressions(List *wanted, List *actual, Oid relid)
{
	ListCell   *lc;
	ListCell   *lc2;

	if (list_length(wanted) != list_length(actual))
		return false;
	foreach(lc, wanted)
	{
		bool		found = false;

		foreach(lc2, actual)
			found = found || idem_expr_equal(lfirst(lc), lfirst(lc2), relid);
		if (!found)
			return false;
	}
	return true;
}

static bool
same_definition(const Definition *wanted, const Definition *actual)
{
	return wanted->relid == actual->relid && strcmp(wanted->kinds, actual->kinds) == 0 &&
		bms_equal(wanted->columns, actual->columns) &&
		same_expressions(wanted->expressions, actual->expressions, wanted->relid);
}

static void
diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualStatistics *actual = (const ActualStatistics *) head;
	Definition	definition = {0};
	ListCell   *lc;

	if (wanted->kind != &unnamed_statistics && !head->found)
	{
		step_create(wanted, plan, wanted_relation(wanted, plan->steps != NIL), IDEM_CREATED);
		return;
	}
	read_wanted(wanted, &definition);
	foreach(lc, actual->others)
	{
		if (same_definition(&definition, &((ActualStatistics *) lfirst(lc))->definition))
			return;
	}
	if (!head->found)
		step_create(wanted, plan, definition.relid, IDEM_CREATED);
	else if (!same_definition(&definition, &actual->definition))
		step_anew(wanted, plan, actual);
}

/*
 * What the statement makes; see CreateStatistics() of statscmds.c.  What the
 * server refuses comes out different, and then the server says why.
 */
static void
read_wanted(const IdemWanted *wanted, Definition *definition)
{
	CreateStatsStmt *stmt = castNode(CreateStatsStmt, wanted->node);
	bool		ndistinct = false;
	bool		dependencies = false;
	bool		mcv = false;
	char	   *next = definition->kinds;
	ListCell   *lc;

	definition->relid = wanted_relation(wanted, false);
	foreach(lc, stmt->exprs)
	{
		StatsElem  *element = lfirst_node(StatsElem, lc);
		Node	   *expression;

		if (element->name)
		{
			FormData_pg_attribute att;

			if (!idem_read_attribute(definition->relid, element->name, &att))
				ereport(ERROR,
						(errcode(ERRCODE_UNDEFINED_COLUMN),
						 errmsg("column \"%s\" does not exist", element->name)));
			definition->columns = bms_add_member(definition->columns, Max(att.attnum, 0));
			continue;
		}
		expression = idem_cook_statistics_expr(element->expr, wanted->source, definition->relid);
		if (IsA(expression, Var) && ((Var *) expression)->varattno > 0)
			definition->columns = bms_add_member(definition->columns,
												 ((Var *) expression)->varattno);
		else
			definition->expressions = lappend(definition->expressions, expression);
	}

	foreach(lc, stmt->stat_types)
	{
		const char *type = strVal(lfirst(lc));

		ndistinct = ndistinct || strcmp(type, "ndistinct") == 0;
		dependencies = dependencies || strcmp(type, "dependencies") == 0;
		mcv = mcv || strcmp(type, "mcv") == 0;
	}
	if (stmt->stat_types == NIL && list_length(stmt->exprs) >= 2)
		ndistinct = dependencies = mcv = true;
	if (ndistinct)
		*next++ = STATS_EXT_NDISTINCT;
	if (dependencies)
		*next++ = STATS_EXT_DEPENDENCIES;
	if (mcv)
		*next++ = STATS_EXT_MCV;
	if (definition->expressions != NIL)
		*next++ = STATS_EXT_EXPRESSIONS;
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

static IdemStep *
step_create(const IdemWanted *wanted, IdemPlan *plan, Oid relid, IdemOutcome outcome)
{
	IdemStep   *step = idem_step(plan, wanted, "create", outcome);

	idem_step_whole(step, wanted);
	step->lockrel = relid;

	/* the same lock keeps out whoever else would make it */
	step->lockmode = ShareUpdateExclusiveLock;
	return step;
}

static IdemStep *
step_drop(const IdemWanted *wanted, IdemPlan *plan, const ActualStatistics *actual,
		  IdemOutcome outcome)
{
	IdemStep   *step = idem_step_drop_object(wanted, plan, outcome);

	step->lockrel = actual->definition.relid;
	step->lockmode = ShareUpdateExclusiveLock;
	return step;
}

static void
step_target(const IdemWanted *wanted, IdemPlan *plan, int target)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	AlterStatsStmt *stmt = idem_alter_statistics(target);

	stmt->defnames = list_make1(makeString(wanted->name));
	if (wanted->nspname)
		stmt->defnames = lcons(makeString(wanted->nspname), stmt->defnames);
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER STATISTICS %s SET STATISTICS %d",
								 idem_qualified_name(wanted), target));
}

/*
 * ALTER STATISTICS ... SET STATISTICS
 */
static void
diff_target(const IdemWanted *wanted, const ActualStatistics *actual, IdemPlan *plan)
{
	int			target = idem_wanted_statistics_target(castNode(AlterStatsStmt, wanted->node));

	if (!actual->head.found && plan->steps == NIL)
	{
		if (!wanted->missing_ok)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("statistics object \"%s\" does not exist",
							NameListToString(wanted->names))));
		return;
	}

	/* the server takes no more, with a warning */
	if (!actual->head.found || actual->target != Min(target, 10000))
		step_target(wanted, plan, target);
}

static void
step_anew(const IdemWanted *wanted, IdemPlan *plan, const ActualStatistics *actual)
{
	IdemStep   *step = step_drop(wanted, plan, actual, IDEM_ALTERED);

	step->reason = psprintf("found %s", describe_definition(&actual->definition));
	step_create(wanted, plan, wanted_relation(wanted, true), IDEM_ALTERED);
	idem_step_owner_again(wanted, plan, actual->owner);
	if (actual->target >= 0)
		step_target(wanted, plan, actual->target);
	idem_step_comment_again(wanted, plan, StatisticExtRelationId, wanted->objid);
}

/* ----------------------------------------------------------------
 *	Text
 * ----------------------------------------------------------------
 */

static char *
describe_definition(const Definition *definition)
{
	StringInfoData buf;
	const char *separator = "";
	char	   *relname = get_rel_name(definition->relid);
	int			attnum = -1;
	ListCell   *lc;

	initStringInfo(&buf);
	for (const char *kind = definition->kinds; *kind != '\0'; kind++)
	{
		if (*kind == STATS_EXT_EXPRESSIONS)
			continue;
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "(",
						 *kind == STATS_EXT_NDISTINCT ? "ndistinct" :
						 *kind == STATS_EXT_DEPENDENCIES ? "dependencies" : "mcv");
	}
	appendStringInfoString(&buf, buf.len > 0 ? ") ON " : "ON ");
	while ((attnum = bms_next_member(definition->columns, attnum)) >= 0)
	{
		char	   *column = get_attname(definition->relid, attnum, true);

		appendStringInfo(&buf, "%s%s", separator, column ? quote_identifier(column) : "?");
		separator = ", ";
	}
	foreach(lc, definition->expressions)
	{
		appendStringInfo(&buf, "%s(%s)", separator,
						 idem_deparse(lfirst(lc), definition->relid));
		separator = ", ";
	}
	appendStringInfo(&buf, " FROM %s", relname == NULL ? "?" :
					 quote_qualified_identifier(get_namespace_name(get_rel_namespace(definition->relid)),
												relname));
	return buf.data;
}

static char *
statistics_describe(const IdemActual *head)
{
	const ActualStatistics *actual = (const ActualStatistics *) head;

	return head->found ? describe_definition(&actual->definition) :
		pstrdup("no such statistics object");
}

const IdemKind idem_kind_statistics = {
	.noun = "statistics object",
	.objtype = OBJECT_STATISTIC_EXT,
	.classid = StatisticExtRelationId,
	.declare = statistics_declare,
	.resolve = statistics_resolve,
	.observe = statistics_observe,
	.diff = statistics_diff,
	.describe = statistics_describe,
	.record_name = idem_record_whole,
};

/* one without a name goes by its relation's */
static const IdemKind unnamed_statistics = {
	.noun = "statistics object",
	.objtype = OBJECT_STATISTIC_EXT,
	.classid = RelationRelationId,
	.resolve = statistics_resolve,
	.observe = statistics_observe,
	.diff = statistics_diff,
	.describe = statistics_describe,
};
