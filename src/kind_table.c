/*-------------------------------------------------------------------------
 *
 * kind_table.c
 *	  Tables: existence, persistence, inheritance, partitioning, storage
 *	  options.
 *
 * Declared by CreateStmt.  Columns and constraints of the statement are
 * wanted objects of their own, which have the table as parent: they come
 * along when the table is made, and are compared one by one when it exists.
 *
 * LIKE says how a table begins; it does not keep two tables alike.  Where a
 * script tells what the model is, folding has written it out; of any other
 * nothing is compared here.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/reloptions.h"
#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_partitioned_table.h"
#include "commands/defrem.h"
#include "commands/tablespace.h"
#include "commands/tablecmds.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "partitioning/partdefs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "kept.h"
#include "parts.h"

typedef struct ActualTable
{
	IdemActual	head;
	char		relkind;
	char		persistence;
	bool		is_partition;
	Oid			access_method;
	Oid			tablespace;
} ActualTable;

static void diff_table(const IdemWanted *wanted, const ActualTable *actual, IdemPlan *plan);
static void diff_partitioning(const IdemWanted *wanted, const ActualTable *actual,
							  const CreateStmt *stmt, IdemPlan *plan);
static void diff_storage(const IdemWanted *wanted, const ActualTable *actual,
						 const CreateStmt *stmt, IdemPlan *plan);
static void diff_rename(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan);

/*
 * ALTER TABLE renames any relation, but only in a script.
 */
static void
check_relkind(const IdemWanted *wanted, Oid relid)
{
	switch (idem_relkind(relid))
	{
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
		case '\0':
			return;
		case RELKIND_VIEW:
		case RELKIND_MATVIEW:
		case RELKIND_SEQUENCE:
		case RELKIND_INDEX:
		case RELKIND_PARTITIONED_INDEX:
		case RELKIND_FOREIGN_TABLE:
			if (wanted->wish == IDEM_RENAMED && wanted->source != NULL)
				return;
			break;
		default:
			break;
	}
	idem_wrong_relkind(relid, "a table");
}

static void
table_resolve(IdemWanted *wanted)
{
	if (!OidIsValid(idem_lookup_relation(wanted)))
		return;
	check_relkind(wanted, wanted->objid);
}

static IdemActual *
table_observe(const IdemWanted *wanted)
{
	ActualTable *actual = palloc0(sizeof(ActualTable));
	FormData_pg_class form;

	if (!OidIsValid(wanted->objid) || !idem_read_class(wanted->objid, &form))
		return &actual->head;

	actual->head.found = true;
	ObjectAddressSet(actual->head.address, RelationRelationId, wanted->objid);
	actual->relkind = form.relkind;
	actual->persistence = form.relpersistence;
	actual->is_partition = form.relispartition;
	actual->access_method = form.relam;
	actual->tablespace = form.reltablespace;
	return &actual->head;
}

static void
table_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualTable *actual = (const ActualTable *) head;
	IdemStep   *step;

	switch (wanted->wish)
	{
		case IDEM_ABSENT:
			if (!head->found)
				return;
			step = idem_step(plan, wanted, "drop", IDEM_DROPPED);
			idem_step_drop(step, wanted, OBJECT_TABLE);
			step->lockrel = wanted->objid;
			step->lockmode = AccessExclusiveLock;
			idem_refuse(step, IDEM_LOSSY,
						psprintf("table \"%s\" holds data", idem_qualified_name(wanted)),
						"Dropping the table would lose its rows.");
			step->unless_empty = true;
			break;
		case IDEM_RENAMED:
			diff_rename(wanted, head, plan);
			break;
		case IDEM_PRESENT:
			if (head->found)
				diff_table(wanted, actual, plan);
			else
				idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
			break;
	}
}

static void
diff_table(const IdemWanted *wanted, const ActualTable *actual, IdemPlan *plan)
{
	CreateStmt *stmt = (CreateStmt *) wanted->node;

	diff_partitioning(wanted, actual, stmt, plan);
	if (!wanted->superseded)
		idem_diff_parents(wanted, stmt, plan);
	diff_storage(wanted, actual, stmt, plan);
}

/*
 * How a table is partitioned cannot be changed, only be found different.
 */
static void
diff_partitioning(const IdemWanted *wanted, const ActualTable *actual,
				  const CreateStmt *stmt, IdemPlan *plan)
{
	const char *problem = NULL;

	if (stmt->partspec != NULL && actual->relkind != RELKIND_PARTITIONED_TABLE)
		problem = "is not partitioned";
	else if (stmt->partspec == NULL && actual->relkind == RELKIND_PARTITIONED_TABLE)
		problem = "is partitioned";
	else if (stmt->partspec != NULL &&
			 !idem_same_partition_key(stmt->partspec, wanted->source, wanted->objid))
		problem = "is partitioned in another way";

	if (problem)
	{
		IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		char	   *found = "a plain table";

		if (actual->relkind == RELKIND_PARTITIONED_TABLE)
			found = idem_definition_text(pg_get_partkeydef, wanted->objid);
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("table \"%s\" %s", idem_qualified_name(wanted), problem),
					psprintf("Found: %s. The partitioning of a table cannot be changed in place.", found));
		step->hint = "Make a new table, move the rows, and rename it.";
	}
}

static void
diff_storage(const IdemWanted *wanted, const ActualTable *actual,
			 const CreateStmt *stmt, IdemPlan *plan)
{
	IdemStep   *step;
	List	   *options;

	/* a partitioned table has nothing that could be logged */
	if (stmt->relation->relpersistence != actual->persistence &&
		RELKIND_HAS_STORAGE(actual->relkind))
	{
		bool		logged = stmt->relation->relpersistence == RELPERSISTENCE_PERMANENT;

		step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		idem_step_alter_table(step, wanted,
							  idem_alter_cmd(logged ? AT_SetLogged : AT_SetUnLogged, NULL, NULL),
							  logged ? "SET LOGGED" : "SET UNLOGGED");
		idem_price_rewrite(step, wanted->objid,
						   psprintf("table \"%s\" is %s", idem_qualified_name(wanted),
									logged ? "unlogged" : "logged"));
	}

	options = idem_option_differences(wanted->objid, stmt->options, false);
	if (options != NIL)
	{
		step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		idem_step_alter_table(step, wanted,
							  idem_alter_cmd(AT_SetRelOptions, NULL, (Node *) options),
							  idem_option_clause(options, false));
		step->reason = "storage parameters differ";
	}

	if (stmt->accessMethod && RELKIND_HAS_TABLE_AM(actual->relkind) &&
		get_table_am_oid(stmt->accessMethod, false) != actual->access_method)
	{
		step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		idem_step_alter_table(step, wanted,
							  idem_alter_cmd(AT_SetAccessMethod, stmt->accessMethod, NULL),
							  psprintf("SET ACCESS METHOD %s", quote_identifier(stmt->accessMethod)));
		idem_price_rewrite(step, wanted->objid,
						   psprintf("table \"%s\" has another access method",
									idem_qualified_name(wanted)));
	}

	if (stmt->tablespacename)
	{
		Oid			tablespace = get_tablespace_oid(stmt->tablespacename, false);
		Oid			current = OidIsValid(actual->tablespace) ? actual->tablespace : MyDatabaseTableSpace;

		if (tablespace != current)
		{
			step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
			idem_step_alter_table(step, wanted,
								  idem_alter_cmd(AT_SetTableSpace, stmt->tablespacename, NULL),
								  psprintf("SET TABLESPACE %s", quote_identifier(stmt->tablespacename)));
			idem_price_rewrite(step, wanted->objid,
							   psprintf("table \"%s\" is in another tablespace",
										idem_qualified_name(wanted)));
		}
	}
}

static void
diff_rename(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan)
{
	RangeVar   *new = makeRangeVarFromNameList(wanted->names);
	Oid			newid;
	IdemStep   *step;
	RenameStmt *stmt;

	if (OidIsValid(wanted->nspid))
		newid = idem_relation_in_schema(wanted->newname, wanted->nspid);
	else
	{
		new->relname = wanted->newname;
		newid = idem_relation_of(new);
	}

	if (actual->found && OidIsValid(newid))
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_TABLE),
				 errmsg("there is both a relation \"%s\" and a relation \"%s\"",
						idem_qualified_name(wanted),
						quote_qualified_identifier(wanted->nspname, wanted->newname)),
				 errhint("Move the rows from one to the other and drop the old table.")));
	if (OidIsValid(newid))
		check_relkind(wanted, newid);
	if (!actual->found && !OidIsValid(newid))
	{
		/* earlier steps may make it */
		if (wanted->missing_ok || plan->steps != NIL)
			return;
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("there is neither a table \"%s\" nor a table \"%s\"",
						NameListToString(wanted->names), wanted->newname)));
	}
	if (!actual->found)
		return;

	step = idem_step(plan, wanted, "rename", IDEM_ALTERED);
	stmt = makeNode(RenameStmt);
	stmt->renameType = OBJECT_TABLE;
	stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->newname = wanted->newname;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER TABLE %s RENAME TO %s", idem_qualified_name(wanted),
								 quote_identifier(wanted->newname)));
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
}

static char *
table_describe(const IdemActual *head)
{
	const ActualTable *actual = (const ActualTable *) head;

	return pstrdup(actual->relkind == RELKIND_PARTITIONED_TABLE ? "partitioned table" :
				   actual->persistence == RELPERSISTENCE_UNLOGGED ? "unlogged table" : "table");
}

const IdemKind idem_kind_table = {
	.noun = "table",
	.objtype = OBJECT_TABLE,
	.classid = RelationRelationId,
	.declare = idem_declare_table,
	.resolve = table_resolve,
	.observe = table_observe,
	.diff = table_diff,
	.describe = table_describe,
	.record_name = idem_record_whole,
};
