/*-------------------------------------------------------------------------
 *
 * kind_column.c
 *	  Columns: type, collation, default, NOT NULL, identity, serial,
 *	  generated, storage, compression, statistics.
 *
 * IdemDeclaredColumn by a ColumnDef (CREATE TABLE, ADD COLUMN), where everything that
 * is not written is "don't care", or edited by an AlterTableCmd, which is a
 * declaration of one property.  Constraints written behind a column are not
 * looked at here: they are objects of their own.
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
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "optimizer/planner.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "compat.h"
#include "column.h"
#include "kept.h"
#include "parts.h"

static void diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);
static void diff_planned(const IdemWanted *wanted, IdemPlan *plan);
static void diff_missing(const IdemWanted *wanted, IdemPlan *plan);
static void diff_rename(const IdemWanted *wanted, const IdemActualColumn *actual, IdemPlan *plan);
static void drop_column(const IdemWanted *wanted, const IdemActualColumn *actual, IdemPlan *plan);

/* ----------------------------------------------------------------
 *	resolve, observe
 * ----------------------------------------------------------------
 */

/*
 * Whether the column may be one of such a relation.  ALTER TABLE does some
 * things to views, too.
 */
static bool
may_belong_to(const IdemWanted *wanted, char relkind)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;
	bool		is_view = relkind == RELKIND_VIEW || relkind == RELKIND_MATVIEW;

	if (relkind == RELKIND_RELATION || relkind == RELKIND_PARTITIONED_TABLE ||
		relkind == RELKIND_FOREIGN_TABLE || relkind == '\0')
		return true;
	if (wanted->wish == IDEM_RENAMED)
		return is_view || relkind == RELKIND_INDEX || relkind == RELKIND_PARTITIONED_INDEX;
	if (wanted->wish == IDEM_ABSENT || cmd == NULL || !IsA(cmd, AlterTableCmd))
		return false;
	switch (cmd->subtype)
	{
		case AT_ColumnDefault:
			return relkind == RELKIND_VIEW;
		case AT_SetStatistics:
		case AT_SetOptions:
		case AT_ResetOptions:
		case AT_SetStorage:
		case AT_SetCompression:
			return relkind == RELKIND_MATVIEW;
		default:
			return false;
	}
}

static void
column_resolve(IdemWanted *wanted)
{

	if (!OidIsValid(idem_lookup_relation(wanted)))
	{
		if (wanted->before == NULL && !wanted->missing_ok && wanted->parent == NULL)
			idem_missing_relation(wanted);
		return;
	}
	if (!may_belong_to(wanted, idem_relkind(wanted->objid)))
		idem_wrong_relkind(wanted->objid, "a table");
}

static IdemActual *
column_observe(const IdemWanted *wanted)
{
	IdemActualColumn *actual = palloc0(sizeof(IdemActualColumn));

	if (OidIsValid(wanted->objid) &&
		idem_read_column(wanted->objid, wanted->part, &actual->column))
	{
		actual->head.found = true;
		ObjectAddressSubSet(actual->head.address, RelationRelationId, wanted->objid,
							actual->column.att.attnum);
	}
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	diff
 * ----------------------------------------------------------------
 */

static void
column_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const IdemActualColumn *actual = (const IdemActualColumn *) head;

	if (wanted->prepares && (!head->found || !idem_is_converted(wanted, actual)))
		return;
	if (!OidIsValid(wanted->objid))
	{
		/* resolve() has complained if it matters */
		if (wanted->before && wanted->parent == NULL)
			diff_planned(wanted, plan);
		return;
	}

	if (head->found && actual->column.att.attnum < 0)
	{
		if (wanted->wish != IDEM_PRESENT)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("cannot drop or rename system column \"%s\"", wanted->part)));
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_COLUMN),
				 errmsg("column name \"%s\" conflicts with a system column name",
						wanted->part)));
	}

	switch (wanted->wish)
	{
		case IDEM_ABSENT:
			if (head->found)
				drop_column(wanted, actual, plan);
			break;
		case IDEM_RENAMED:
			diff_rename(wanted, actual, plan);
			break;
		case IDEM_PRESENT:
			/* its type may be one that is still to be made */
			if (idem_try_diff(diff_present, wanted, head, plan))
				break;
			if (wanted->prepares)
				idem_plan_conversion(wanted, actual, plan);
			else if (!(head->found && IsA(wanted->node, ColumnDef)))
				diff_planned(wanted, plan);
			else
				idem_diff_column_before(wanted, actual, plan);
			break;
	}
}

/*
 * Whether a column that the script drops, before it adds one of that name, has
 * to go indeed.  One that can become the other with all its values stays.
 */
static bool
is_another(const IdemWanted *wanted, const IdemActualColumn *actual, const IdemPlan *plan)
{
	const FormData_pg_attribute *att = &actual->column.att;
	IdemDeclaredColumn declared;

	if (((ColumnDef *) wanted->node)->typeName == NULL || idem_find_conversion(plan, actual))
		return false;
	idem_declare_column(wanted, &declared);
	if (declared.generated ? !att->attgenerated || declared.generated_kind != att->attgenerated :
		att->attgenerated)
		return true;
	if (declared.generated && !IDEM_HAVE_SET_EXPRESSION &&
		!idem_expr_equal(idem_cook_default(declared.generated, wanted->source, declared.typid,
										   declared.typmod, wanted->part, wanted->objid,
										   declared.generated_kind),
						 actual->column.defexpr, wanted->objid))
		return true;

	/* its sequence goes with it */
	if (!declared.serial && !declared.def && !wanted->successor->has_default && actual->column.defexpr &&
		OidIsValid(idem_owned_sequence(att->attrelid, att->attnum, DEPENDENCY_AUTO)))
		return true;
	return idem_classify_type_change(att->attnum, att->atttypid, att->atttypmod, att->attcollation,
									 declared.typid, declared.typmod) > IDEM_TYPE_REWRITES;
}

static void
diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	if (head->found && wanted->successor && is_another(wanted, (const IdemActualColumn *) head, plan))
	{
		drop_column(wanted, (const IdemActualColumn *) head, plan);
		diff_missing(wanted, plan);
	}
	else if (head->found)
		idem_diff_column(wanted, (const IdemActualColumn *) head, plan);
	else if (wanted->node && IsA(wanted->node, ColumnDef) &&
			 ((ColumnDef *) wanted->node)->typeName != NULL)
		diff_missing(wanted, plan);
	else if (list_member_oid(plan->pending, wanted->objid))
		diff_planned(wanted, plan);
	else
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" of relation \"%s\" does not exist",
						wanted->part, idem_qualified_name(wanted))));
}

/*
 * The definition of a column as it was written, unless a later statement has
 * edited it.
 */
static char *
added_text(const IdemWanted *wanted, const ColumnDef *column)
{
	return wanted->location < 0 ? idem_column_text(column, wanted->source) :
		idem_element_text(wanted->source, column->location);
}

/*
 * Whether a command only takes away what a column that is made anew does not
 * have: its definition is that of the end.
 */
static bool
takes_away(const AlterTableCmd *cmd)
{
	switch (cmd->subtype)
	{
		case AT_ColumnDefault:
			return cmd->def == NULL;
		case AT_SetStatistics:
			return cmd->def == NULL || intVal(cmd->def) == -1;
		case AT_DropNotNull:
		case AT_DropExpression:
		case AT_DropIdentity:
		case AT_ResetOptions:
			return true;
		default:
			return false;
	}
}

/*
 * The relation is planned, but not there yet: what is said of its column has
 * to be done.
 */
static void
diff_planned(const IdemWanted *wanted, IdemPlan *plan)
{
	Node	   *node = wanted->node;
	IdemStep   *step;

	if (wanted->wish != IDEM_PRESENT || node == NULL || wanted->nspname == NULL ||
		(IsA(node, AlterTableCmd) && takes_away((AlterTableCmd *) node)))
		return;
	step = idem_step(plan, wanted, IsA(node, ColumnDef) ? "create" : "alter",
					 IsA(node, ColumnDef) ? IDEM_CREATED : IDEM_ALTERED);
	if (IsA(node, ColumnDef))
		idem_step_alter_table(step, wanted, idem_alter_cmd(AT_AddColumn, NULL, node),
							  psprintf("ADD COLUMN %s", added_text(wanted, (ColumnDef *) node)));
	else if (wanted->stmt)
		idem_step_whole(step, wanted);
	else
		step->ddl = idem_statement_text(wanted->source, wanted->location, wanted->length);
}

/*
 * ADD COLUMN.  What the server has to compute for each row rewrites the
 * table; constants and stable expressions do not (ATExecAddColumn() of
 * tablecmds.c).
 */
static void
diff_missing(const IdemWanted *wanted, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "create", IDEM_CREATED);
	ColumnDef  *column = (ColumnDef *) wanted->node;
	IdemDeclaredColumn declared;
	bool		filled;

	idem_declare_column(wanted, &declared);
	idem_step_alter_table(step, wanted, idem_alter_cmd(AT_AddColumn, NULL, (Node *) column),
						  psprintf("ADD COLUMN %s", added_text(wanted, column)));
	plan->pending = lappend_oid(plan->pending, wanted->objid);

	filled = declared.serial || declared.identity || declared.generated != NULL;
	step->rewrites = declared.serial || declared.identity ||
		(declared.generated && declared.generated_kind == ATTRIBUTE_GENERATED_STORED) ||
		DomainHasConstraints(declared.typid);
	if (declared.def)
	{
		Node	   *def = idem_cook_default(declared.def, wanted->source, declared.typid,
											declared.typmod, wanted->part, InvalidOid, '\0');

		filled = (def != NULL);
		if (def && contain_volatile_functions((Node *) expression_planner((Expr *) def)))
			step->rewrites = true;
	}

	if (declared.not_null > 0 && !filled && get_typtype(declared.typid) != TYPTYPE_DOMAIN &&
		idem_seems_to_have_rows(wanted->objid, NULL))
	{
		int64		count = idem_count_rows_now(wanted->objid);

		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("column \"%s\" of relation \"%s\" cannot be added as NOT NULL without a default",
							 wanted->part, idem_qualified_name(wanted)),
					count < 0 ? "The table has rows, which would get null there." :
					psprintf("The table has rows (" INT64_FORMAT "), which would get null there.",
							 count));
		step->sqlstate = ERRCODE_NOT_NULL_VIOLATION;
		step->hint = "Give the column a default, or add it without NOT NULL, fill it, and set NOT NULL then.";
	}
	else if (step->rewrites)
		idem_price_rewrite(step, wanted->objid,
						   psprintf("adding column \"%s\" rewrites relation \"%s\"",
									wanted->part, idem_qualified_name(wanted)));
}

/* ----------------------------------------------------------------
 *	drop and rename
 * ----------------------------------------------------------------
 */

static void
drop_column(const IdemWanted *wanted, const IdemActualColumn *actual, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "drop", IDEM_DROPPED);
	AlterTableCmd *cmd = idem_alter_cmd(AT_DropColumn, wanted->part, NULL);

	idem_step_alter_table(step, wanted, cmd,
						  psprintf("DROP COLUMN %s", quote_identifier(wanted->part)));
	step->behavior = &cmd->behavior;
	if (!actual->column.att.attgenerated)
	{
		idem_refuse(step, IDEM_LOSSY,
					psprintf("column \"%s\" of relation \"%s\" holds data",
							 wanted->part, idem_qualified_name(wanted)),
					"Dropping the column would lose its values.");
		step->unless_empty = true;
		step->unless_column = wanted->part;
	}
}

static void
diff_rename(const IdemWanted *wanted, const IdemActualColumn *actual, IdemPlan *plan)
{
	bool		has_old = actual->head.found;
	bool		has_new = idem_column_number(wanted->objid, wanted->newname) != InvalidAttrNumber;

	if (has_old && has_new)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_COLUMN),
				 errmsg("relation \"%s\" has both column \"%s\" and column \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname),
				 errhint("Move the data from one to the other and drop the old column.")));
	if (!has_old && !has_new)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("relation \"%s\" has neither column \"%s\" nor column \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname)));
	if (has_old)
	{
		IdemStep   *step = idem_step(plan, wanted, "rename", IDEM_ALTERED);
		RenameStmt *stmt = makeNode(RenameStmt);

		stmt->renameType = OBJECT_COLUMN;
		stmt->relationType = OBJECT_TABLE;
		stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
		stmt->subname = wanted->part;
		stmt->newname = wanted->newname;
		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER TABLE %s RENAME COLUMN %s TO %s",
									 idem_qualified_name(wanted),
									 quote_identifier(wanted->part),
									 quote_identifier(wanted->newname)));
		step->lockrel = wanted->objid;
		step->lockmode = AccessExclusiveLock;
	}
}

/* ----------------------------------------------------------------
 *	describe
 * ----------------------------------------------------------------
 */

static char *
column_describe(const IdemActual *head)
{
	const IdemActualColumn *actual = (const IdemActualColumn *) head;
	Oid			relid = actual->column.att.attrelid;
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoString(&buf, format_type_with_typemod(actual->column.att.atttypid,
														  actual->column.att.atttypmod));
	if (OidIsValid(actual->column.att.attcollation) &&
		actual->column.att.attcollation != get_typcollation(actual->column.att.atttypid))
		appendStringInfo(&buf, " COLLATE %s", generate_collation_name(actual->column.att.attcollation));
	if (actual->column.att.attgenerated)
		appendStringInfo(&buf, " GENERATED ALWAYS AS (%s) %s",
						 actual->column.defexpr ? idem_deparse(actual->column.defexpr, relid) : "",
						 actual->column.att.attgenerated == ATTRIBUTE_GENERATED_STORED ?
						 "STORED" : "VIRTUAL");
	else if (actual->column.defexpr)
		appendStringInfo(&buf, " DEFAULT %s", idem_deparse(actual->column.defexpr, InvalidOid));
	if (actual->column.att.attidentity)
		appendStringInfo(&buf, " GENERATED %s AS IDENTITY",
						 actual->column.att.attidentity == ATTRIBUTE_IDENTITY_ALWAYS ?
						 "ALWAYS" : "BY DEFAULT");
	if (actual->column.att.attnotnull)
		appendStringInfoString(&buf, " NOT NULL");
	return buf.data;
}

const IdemKind idem_kind_column = {
	.noun = "column",
	.objtype = OBJECT_COLUMN,
	.classid = RelationRelationId,
	.is_part = true,
	.name_sort = IDEM_NAME_COLUMN,
	.resolve = column_resolve,
	.observe = column_observe,
	.diff = column_diff,
	.describe = column_describe,
	.record_name = idem_record_column,
};
