/*-------------------------------------------------------------------------
 *
 * kind_storage.c
 *	  How a relation is kept: storage parameters, tablespace, access method,
 *	  persistence, clustering, replica identity, statistics of index columns.
 *
 * Declared by commands of ALTER TABLE, ALTER INDEX, ALTER SEQUENCE and ALTER
 * MATERIALIZED VIEW, each of which speaks of one property.  As in the server
 * it is the relation that counts, not the word that it is called by.
 *
 * Never looks at what CREATE says of these; see kind_table.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/tableam.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "commands/tablecmds.h"
#include "commands/tablespace.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "parts.h"

typedef struct ActualStorage
{
	IdemActual	head;
	FormData_pg_class form;		/* fixed part */
} ActualStorage;

static const IdemKind storage_kinds[3];

static void diff_options(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan);
static void diff_persistence(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan);
static void diff_tablespace(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan);
static void diff_access_method(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan);
static void diff_cluster(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan);
static void diff_replica_identity(const IdemWanted *wanted, const ActualStorage *actual,
								  IdemPlan *plan);
static void diff_statistics(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan);

static bool
storage_declare_command(IdemDeclaration *declaration, AlterTableStmt *stmt, AlterTableCmd *cmd)
{
	switch (cmd->subtype)
	{
		case AT_SetRelOptions:
		case AT_ResetRelOptions:
			/* these are part of what a view says */
			if (stmt->objtype == OBJECT_VIEW)
				return false;
			break;
		case AT_SetLogged:
		case AT_SetUnLogged:
		case AT_SetTableSpace:
		case AT_SetAccessMethod:
		case AT_ClusterOn:
		case AT_DropCluster:
		case AT_DropOids:
		case AT_ReplicaIdentity:
			break;
		case AT_SetStatistics:
			if (stmt->objtype != OBJECT_INDEX && cmd->name != NULL)
				return false;
			break;
		default:
			return false;
	}
	idem_declare(declaration, &idem_kind_storage, idem_relation_names(stmt->relation),
				 (Node *) cmd);
	return true;
}

/*
 * ALTER TABLE may mean any relation, the other words mean what they say.
 */
static void
check_word(const IdemWanted *wanted, char relkind)
{
	if (relkind == '\0')
		return;
	if (wanted->objtype == OBJECT_INDEX && relkind != RELKIND_INDEX &&
		relkind != RELKIND_PARTITIONED_INDEX)
		idem_wrong_relkind(wanted->objid, "an index");
	if (wanted->objtype == OBJECT_SEQUENCE && relkind != RELKIND_SEQUENCE)
		idem_wrong_relkind(wanted->objid, "a sequence");
	if (wanted->objtype == OBJECT_MATVIEW && relkind != RELKIND_MATVIEW)
		idem_wrong_relkind(wanted->objid, "a materialized view");
}

/*
 * The kind that has the right word for the relation.
 */
static void
storage_resolve(IdemWanted *wanted)
{
	char		relkind = '\0';

	if (OidIsValid(idem_lookup_relation(wanted)))
		relkind = get_rel_relkind(wanted->objid);
	check_word(wanted, relkind);
	switch (relkind)
	{
		case RELKIND_VIEW:
		case RELKIND_COMPOSITE_TYPE:
		case RELKIND_TOASTVALUE:
			idem_wrong_relkind(wanted->objid, "a relation with storage");
			break;
		case RELKIND_INDEX:
		case RELKIND_PARTITIONED_INDEX:
			wanted->kind = &storage_kinds[0];
			wanted->objtype = OBJECT_INDEX;
			break;
		case RELKIND_SEQUENCE:
			wanted->kind = &storage_kinds[1];
			wanted->objtype = OBJECT_SEQUENCE;
			break;
		case RELKIND_MATVIEW:
			wanted->kind = &storage_kinds[2];
			wanted->objtype = OBJECT_MATVIEW;
			break;
		default:
			/* one that is still to be made is what the statement says */
			wanted->kind = relkind == '\0' && wanted->objtype == OBJECT_INDEX ?
				&storage_kinds[0] : &idem_kind_storage;
			break;
	}
}

static IdemActual *
storage_observe(const IdemWanted *wanted)
{
	ActualStorage *actual = palloc0(sizeof(ActualStorage));
	HeapTuple	tuple;

	if (!OidIsValid(wanted->objid))
		return &actual->head;
	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(wanted->objid));
	if (!HeapTupleIsValid(tuple))
		return &actual->head;	/* dropped this instant */
	actual->head.found = true;
	ObjectAddressSet(actual->head.address, RelationRelationId, wanted->objid);
	memcpy(&actual->form, GETSTRUCT(tuple), CLASS_TUPLE_SIZE);
	ReleaseSysCache(tuple);
	return &actual->head;
}

static void
storage_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualStorage *actual = (const ActualStorage *) head;
	const AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);

	if (idem_relation_state(wanted, plan) == IDEM_RELATION_NONE)
		return;
	switch (cmd->subtype)
	{
		case AT_SetRelOptions:
		case AT_ResetRelOptions:
			diff_options(wanted, actual, plan);
			break;
		case AT_SetLogged:
		case AT_SetUnLogged:
			diff_persistence(wanted, actual, plan);
			break;
		case AT_SetTableSpace:
			diff_tablespace(wanted, actual, plan);
			break;
		case AT_SetAccessMethod:
			diff_access_method(wanted, actual, plan);
			break;
		case AT_ClusterOn:
		case AT_DropCluster:
			diff_cluster(wanted, actual, plan);
			break;
		case AT_ReplicaIdentity:
			diff_replica_identity(wanted, actual, plan);
			break;
		case AT_SetStatistics:
			diff_statistics(wanted, actual, plan);
			break;
		default:
			/* no table has OIDs any more */
			break;
	}
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

/*
 * One command on the relation, called what the server calls it.
 */
IdemStep *
idem_step_command(const IdemWanted *wanted, IdemPlan *plan, AlterTableCmd *cmd,
				  const char *clause)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	const char *word = "TABLE";

	idem_step_alter_table(step, wanted, cmd, clause);
	if (wanted->objtype == OBJECT_INDEX)
		word = "INDEX";
	else if (wanted->objtype == OBJECT_SEQUENCE)
		word = "SEQUENCE";
	else if (wanted->objtype == OBJECT_MATVIEW)
		word = "MATERIALIZED VIEW";
	else
		return step;
	((AlterTableStmt *) step->stmt)->objtype = wanted->objtype;
	step->ddl = psprintf("ALTER %s %s %s", word, idem_qualified_name(wanted), clause);
	return step;
}

static IdemStep *
storage_step(const IdemWanted *wanted, IdemPlan *plan, const char *clause, const char *reason)
{
	IdemStep   *step = idem_step_command(wanted, plan, (AlterTableCmd *) wanted->node, clause);

	step->reason = pstrdup(reason);
	return step;
}

/*
 * Those of the options that a table is going to have when it is made.
 */
static List *
planned_options(const CreateStmt *stmt, List *options)
{
	List	   *planned = NIL;
	ListCell   *lc;
	ListCell   *lo;

	foreach(lc, options)
	{
		foreach(lo, stmt ? stmt->options : NIL)
		{
			if (strcmp(lfirst_node(DefElem, lo)->defname, lfirst_node(DefElem, lc)->defname) == 0)
				planned = list_append_unique_ptr(planned, lfirst(lc));
		}
	}
	return planned;
}

static void
diff_options(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;
	bool		reset = cmd->subtype == AT_ResetRelOptions;
	List	   *options = castNode(List, cmd->def);
	IdemStep   *step;

	if (actual->head.found)
		options = idem_option_differences(wanted->objid, options, reset);
	else if (reset)
		options = planned_options(idem_planned_table(wanted, plan), options);
	if (options == NIL)
		return;
	step = idem_step_command(wanted, plan,
							 idem_alter_cmd(cmd->subtype, NULL, (Node *) options),
							 idem_option_clause(options, reset));
	step->reason = "storage parameters differ";
}

/*
 * A partitioned table holds nothing that could be logged.
 */
static void
diff_persistence(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan)
{
	bool		logged = ((const AlterTableCmd *) wanted->node)->subtype == AT_SetLogged;
	char		persistence = logged ? RELPERSISTENCE_PERMANENT : RELPERSISTENCE_UNLOGGED;
	IdemStep   *step;

	if (actual->head.found && (actual->form.relpersistence == persistence ||
							   !RELKIND_HAS_STORAGE(actual->form.relkind)))
		return;
	if (!actual->head.found)
	{
		const CreateStmt *planned = idem_planned_table(wanted, plan);

		if (planned ? planned->relation->relpersistence == persistence : logged)
			return;
	}
	step = storage_step(wanted, plan, logged ? "SET LOGGED" : "SET UNLOGGED",
						logged ? "it is unlogged" : "it is logged");
	if (actual->head.found && actual->form.relkind == RELKIND_RELATION)
		idem_price_rewrite(step, wanted->objid,
						   psprintf("table \"%s\" is %s", idem_qualified_name(wanted),
									logged ? "unlogged" : "logged"));
}

static void
diff_tablespace(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;
	Oid			tablespace = get_tablespace_oid(cmd->name, false);
	Oid			current = actual->form.reltablespace;
	IdemStep   *step;

	if (!OidIsValid(current))
		current = MyDatabaseTableSpace;
	if (actual->head.found && tablespace == current)
		return;
	step = storage_step(wanted, plan, psprintf("SET TABLESPACE %s", quote_identifier(cmd->name)),
						"it is in another tablespace");
	if (actual->head.found && RELKIND_HAS_STORAGE(actual->form.relkind))
		idem_price_rewrite(step, wanted->objid,
						   psprintf("%s \"%s\" is in another tablespace", wanted->kind->noun,
									idem_qualified_name(wanted)));
}

/*
 * From 17 on DEFAULT is an access method, too.
 */
static void
diff_access_method(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;
	const char *name = cmd->name ? cmd->name : default_table_access_method;
	IdemStep   *step;

	if (actual->head.found && get_table_am_oid(name, false) == actual->form.relam)
		return;
	step = storage_step(wanted, plan,
						psprintf("SET ACCESS METHOD %s",
								 cmd->name ? quote_identifier(name) : "DEFAULT"),
						"it has another access method");
	if (actual->head.found && RELKIND_HAS_STORAGE(actual->form.relkind))
		idem_price_rewrite(step, wanted->objid,
						   psprintf("%s \"%s\" has another access method", wanted->kind->noun,
									idem_qualified_name(wanted)));
}

/* ----------------------------------------------------------------
 *	Indexes that a table distinguishes
 * ----------------------------------------------------------------
 */

/*
 * The index of that name, of the relation; NULL if it does not exist yet.
 */
static IdemIndex *
named_index(const IdemWanted *wanted, const char *name, const IdemPlan *plan)
{
	Oid			indexid = InvalidOid;
	IdemIndex  *index = NULL;

	if (OidIsValid(wanted->objid))
		indexid = idem_relation_in_schema(name, wanted->nspid);
	if (OidIsValid(indexid))
		index = idem_read_index(indexid);
	if (index != NULL && index->relid == wanted->objid)
		return index;
	if (plan->steps == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("index \"%s\" for table \"%s\" does not exist",
						name, idem_qualified_name(wanted))));
	return NULL;
}

static void
diff_cluster(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;
	IdemIndex  *index;
	bool		clustered = false;
	ListCell   *lc;

	if (cmd->subtype == AT_ClusterOn)
	{
		index = named_index(wanted, cmd->name, plan);
		if (index == NULL || !index->clustered)
			storage_step(wanted, plan, psprintf("CLUSTER ON %s", quote_identifier(cmd->name)),
						 "it is not clustered on this index");
		return;
	}

	foreach(lc, actual->head.found ? idem_read_indexes(wanted->objid) : NIL)
		clustered |= ((IdemIndex *) lfirst(lc))->clustered;
	if (clustered)
		storage_step(wanted, plan, "SET WITHOUT CLUSTER", "it is clustered on an index");
}

static void
diff_replica_identity(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;
	const ReplicaIdentityStmt *identity = castNode(ReplicaIdentityStmt, cmd->def);
	bool		same = actual->head.found && actual->form.relreplident == identity->identity_type;
	const char *words = "DEFAULT";

	if (identity->identity_type == REPLICA_IDENTITY_INDEX)
	{
		IdemIndex  *index = named_index(wanted, identity->name, plan);

		same = same && index != NULL && index->replica_identity;
		words = psprintf("USING INDEX %s", quote_identifier(identity->name));
	}
	else if (identity->identity_type == REPLICA_IDENTITY_FULL)
		words = "FULL";
	else if (identity->identity_type == REPLICA_IDENTITY_NOTHING)
		words = "NOTHING";
	else if (!actual->head.found)
		same = true;			/* so are new ones */
	if (!same)
		storage_step(wanted, plan, psprintf("REPLICA IDENTITY %s", words),
					 "the replica identity differs");
}

/* ----------------------------------------------------------------
 *	Statistics of an index's columns, by name or number
 * ----------------------------------------------------------------
 */

static void
diff_statistics(const IdemWanted *wanted, const ActualStorage *actual, IdemPlan *plan)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;
	int			target = cmd->def ? intVal(cmd->def) : -1;
	char	   *column = cmd->name ? pstrdup(quote_identifier(cmd->name)) : psprintf("%d", cmd->num);
	HeapTuple	tuple = NULL;

	if (actual->head.found)
		tuple = cmd->name ? SearchSysCacheAttName(wanted->objid, cmd->name) :
			SearchSysCache2(ATTNUM, ObjectIdGetDatum(wanted->objid), Int16GetDatum(cmd->num));
	if (HeapTupleIsValid(tuple))
	{
		bool		same = idem_attribute_statistics(tuple) == target;

		ReleaseSysCache(tuple);
		if (same)
			return;
	}
	else if (target == -1)
		return;
	storage_step(wanted, plan,
				 psprintf("ALTER COLUMN %s SET STATISTICS %d", column, target),
				 "the statistics target differs");
}

static char *
storage_describe(const IdemActual *head)
{
	const ActualStorage *actual = (const ActualStorage *) head;

	return pstrdup(actual->form.relpersistence == RELPERSISTENCE_UNLOGGED ? "unlogged" : "logged");
}

#define STORAGE_KIND(word, type) { \
	.noun = word, \
	.objtype = type, \
	.classid = RelationRelationId, \
	.is_edit = true, \
	.declare_command = storage_declare_command, \
	.resolve = storage_resolve, \
	.observe = storage_observe, \
	.diff = storage_diff, \
	.describe = storage_describe, \
}

const IdemKind idem_kind_storage = STORAGE_KIND("table", OBJECT_TABLE);

static const IdemKind storage_kinds[3] = {
	STORAGE_KIND("index", OBJECT_INDEX),
	STORAGE_KIND("sequence", OBJECT_SEQUENCE),
	STORAGE_KIND("materialized view", OBJECT_MATVIEW),
};
