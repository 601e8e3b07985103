/*-------------------------------------------------------------------------
 *
 * kind_composite.c
 *	  Composite types: attributes with type and collation.
 *
 * Declared by CREATE TYPE ... AS (...), or edited by ALTER TYPE ... ADD, DROP,
 * ALTER and RENAME ATTRIBUTE.  What is missing is added at the end, attributes
 * that are not mentioned stay.  A type that columns are of cannot be changed
 * but by another attribute at its end.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "column.h"
#include "compat.h"
#include "parts.h"

typedef struct ActualComposite
{
	IdemActual	head;			/* the type */
	Oid			relid;			/* where its attributes are */
} ActualComposite;

static void diff_definition(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);
static void diff_edit(const IdemWanted *wanted, const ActualComposite *actual, IdemPlan *plan);
static void diff_attribute(const IdemWanted *wanted, const ActualComposite *actual,
						   ColumnDef *declared, DropBehavior behavior, IdemPlan *plan);
static void diff_rename(const IdemWanted *wanted, const ActualComposite *actual, IdemPlan *plan);

static bool
is_attribute_command(const AlterTableCmd *cmd)
{
	return cmd->subtype == AT_AddColumn || cmd->subtype == AT_DropColumn ||
		cmd->subtype == AT_AlterColumnType;
}

static bool
composite_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;

	if (IsA(stmt, CompositeTypeStmt))
		idem_declare_whole(declaration, &idem_kind_composite,
						   idem_relation_names(((CompositeTypeStmt *) stmt)->typevar));
	else if (IsA(stmt, RenameStmt) && ((RenameStmt *) stmt)->renameType == OBJECT_ATTRIBUTE)
	{
		RenameStmt *rename = (RenameStmt *) stmt;
		IdemWanted *wanted = idem_declare_renamed(declaration, &idem_kind_composite,
												  idem_relation_names(rename->relation), rename);

		wanted->part = rename->subname;
		wanted->behavior = rename->behavior;
	}
	else
		return false;
	return true;
}

static bool
composite_declare_command(IdemDeclaration *declaration, AlterTableStmt *stmt, AlterTableCmd *cmd)
{
	IdemWanted *wanted;

	if (stmt->objtype != OBJECT_TYPE || !is_attribute_command(cmd))
		return false;
	wanted = idem_declare(declaration, &idem_kind_composite, idem_relation_names(stmt->relation),
						  (Node *) cmd);
	wanted->part = cmd->subtype == AT_AddColumn ?
		castNode(ColumnDef, cmd->def)->colname : cmd->name;
	wanted->behavior = cmd->behavior;
	if (cmd->subtype == AT_DropColumn)
		wanted->wish = IDEM_ABSENT;
	return true;
}

/*
 * Every table has a row type of its name, which is not meant here.
 */
static void
composite_resolve(IdemWanted *wanted)
{
	Oid			relid;

	if (!OidIsValid(idem_lookup_type(wanted, TYPTYPE_COMPOSITE, "a composite type")))
		return;
	relid = get_typ_typrelid(wanted->objid);
	if (OidIsValid(relid) && get_rel_relkind(relid) != RELKIND_COMPOSITE_TYPE)
		idem_wrong_relkind(relid, "a composite type");
}

static IdemActual *
composite_observe(const IdemWanted *wanted)
{
	ActualComposite *actual = palloc0(sizeof(ActualComposite));

	if (OidIsValid(wanted->objid))
		actual->relid = get_typ_typrelid(wanted->objid);
	if (OidIsValid(actual->relid))
	{
		actual->head.found = true;
		ObjectAddressSet(actual->head.address, TypeRelationId, wanted->objid);
	}
	return &actual->head;
}

static void
composite_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualComposite *actual = (const ActualComposite *) head;

	if (wanted->wish == IDEM_ABSENT && wanted->part == NULL)
	{
		if (head->found)
			idem_step_drop(idem_step(plan, wanted, "drop", IDEM_DROPPED), wanted, OBJECT_TYPE);
		return;
	}
	if (wanted->wish == IDEM_PRESENT && IsA(wanted->node, CompositeTypeStmt))
	{
		/* its attributes may be of types that are still to be made */
		if (head->found)
			(void) idem_try_diff(diff_definition, wanted, head, plan);
		else
			idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
		return;
	}
	if (!head->found && plan->steps == NIL && !wanted->missing_ok)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("type \"%s\" does not exist", NameListToString(wanted->names))));
	if (!head->found && plan->steps == NIL)
		return;
	if (wanted->wish == IDEM_RENAMED)
		diff_rename(wanted, actual, plan);
	else
		diff_edit(wanted, actual, plan);
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

/*
 * One ALTER TYPE command on an attribute.
 */
static IdemStep *
attribute_step(const IdemWanted *wanted, const ActualComposite *actual, const char *attribute,
			   AlterTableCmd *cmd, const char *clause, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted,
								 cmd->subtype == AT_DropColumn ? "drop" : "alter", IDEM_ALTERED);

	idem_step_alter_table(step, wanted, cmd, clause);
	((AlterTableStmt *) step->stmt)->objtype = OBJECT_TYPE;
	step->object = idem_part_object(wanted, attribute);
	step->ddl = psprintf("ALTER TYPE %s %s%s", idem_qualified_name(wanted), clause,
						 cmd->behavior == DROP_CASCADE ? " CASCADE" : "");
	step->lockrel = actual->relid;
	return step;
}

/*
 * Tables that are OF the type.
 */
static bool
has_typed_tables(Oid typid)
{
	Relation	pg_class = table_open(RelationRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	bool		found;

	ScanKeyInit(&key, Anum_pg_class_reloftype, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(typid));
	scan = systable_beginscan(pg_class, InvalidOid, false, NULL, 1, &key);
	found = HeapTupleIsValid(systable_getnext(scan));
	systable_endscan(scan);
	table_close(pg_class, AccessShareLock);
	return found;
}

/*
 * The type of an attribute as people read it, which may be one that is still
 * planned.
 */
static char *
type_text(const ColumnDef *declared)
{
	char	   *text = idem_type_text(declared->typeName);

	return declared->collClause == NULL ? text :
				psprintf("%s COLLATE %s", text, NameListToQuotedString(declared->collClause->collname));
}

/*
 * Tables of the type follow it only by CASCADE, which loses nothing when an
 * attribute is added.
 */
static void
add_attribute(const IdemWanted *wanted, const ActualComposite *actual, ColumnDef *declared,
			  DropBehavior behavior, IdemPlan *plan)
{
	AlterTableCmd *cmd = idem_alter_cmd(AT_AddColumn, NULL, (Node *) declared);
	IdemStep   *step;

	cmd->behavior = actual->head.found && has_typed_tables(wanted->objid) ? DROP_CASCADE : behavior;
	step = attribute_step(wanted, actual, declared->colname, cmd,
						  psprintf("ADD ATTRIBUTE %s %s", quote_identifier(declared->colname),
								   type_text(declared)), plan);
	step->action = "create";
	step->reason = "the attribute is missing";
}

static void
drop_attribute(const IdemWanted *wanted, const ActualComposite *actual, IdemPlan *plan)
{
	AlterTableCmd *cmd = idem_alter_cmd(AT_DropColumn, wanted->part, NULL);
	IdemStep   *step;

	cmd->behavior = wanted->behavior;
	step = attribute_step(wanted, actual, wanted->part, cmd,
						  psprintf("DROP ATTRIBUTE %s", quote_identifier(wanted->part)), plan);
	step->lockrels = idem_relations_with_type(wanted->objid);
	if (step->lockrels == NIL && !has_typed_tables(wanted->objid))
		return;
	idem_refuse(step, IDEM_LOSSY,
				psprintf("attribute \"%s\" of type \"%s\" holds data in tables", wanted->part,
						 idem_qualified_name(wanted)),
				"Dropping the attribute would lose its values in the columns of the type.");
	step->unless_empty = step->lockrels != NIL;
}

static void
refuse_change(const IdemWanted *wanted, IdemStep *step, const char *found, const char *target)
{
	List	   *users = idem_relations_with_type(wanted->objid);

	char	   *problem = psprintf("attribute \"%s\" of type \"%s\" has type %s, not %s",
								   wanted->part, idem_qualified_name(wanted), found, target);

	if (users == NIL)
	{
		if (has_typed_tables(wanted->objid))
			idem_refuse(step, IDEM_LOSSY, problem,
						"The tables of this type follow only by CASCADE; some values might not fit or would be changed.");
		return;
	}
	idem_refuse(step, IDEM_IMPOSSIBLE, problem,
				psprintf("The attributes of a type cannot be changed while columns are of it. Found: one of table \"%s\".",
						 get_rel_name(linitial_oid(users))));
	step->hint = "Make a new type and convert the columns.";
}

/* ----------------------------------------------------------------
 *	Differences
 * ----------------------------------------------------------------
 */

static void
diff_definition(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualComposite *actual = (const ActualComposite *) head;
	ListCell   *lc;

	foreach(lc, castNode(CompositeTypeStmt, wanted->node)->coldeflist)
		diff_attribute(wanted, actual, lfirst_node(ColumnDef, lc), DROP_RESTRICT, plan);
}

static void
diff_edit(const IdemWanted *wanted, const ActualComposite *actual, IdemPlan *plan)
{
	AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);
	FormData_pg_attribute att;
	ColumnDef	declared;

	switch (cmd->subtype)
	{
		case AT_AddColumn:
			diff_attribute(wanted, actual, castNode(ColumnDef, cmd->def), cmd->behavior, plan);
			break;
		case AT_DropColumn:
			if (actual->head.found && idem_read_attribute(actual->relid, wanted->part, &att))
				drop_attribute(wanted, actual, plan);
			break;
		default:
			declared = *castNode(ColumnDef, cmd->def);
			declared.colname = cmd->name;
			if (actual->head.found && idem_read_attribute(actual->relid, cmd->name, &att))
				diff_attribute(wanted, actual, &declared, cmd->behavior, plan);
			else if (plan->steps != NIL)
				attribute_step(wanted, actual, cmd->name, cmd,
							   psprintf("ALTER ATTRIBUTE %s TYPE %s", quote_identifier(cmd->name),
										type_text(&declared)), plan);
			else
				ereport(ERROR,
						(errcode(ERRCODE_UNDEFINED_COLUMN),
						 errmsg("attribute \"%s\" of type \"%s\" does not exist", cmd->name,
								idem_qualified_name(wanted))));
			break;
	}
}

static void
diff_attribute(const IdemWanted *wanted, const ActualComposite *actual, ColumnDef *declared,
			   DropBehavior behavior, IdemPlan *plan)
{
	FormData_pg_attribute att;
	ColumnDef  *column;
	AlterTableCmd *cmd;
	IdemStep   *step;
	Oid			typid;
	int32		typmod;
	Oid			collation;
	const char *found;
	const char *target;
	IdemWanted *one;

	if (!actual->head.found || !idem_read_attribute(actual->relid, declared->colname, &att))
	{
		add_attribute(wanted, actual, copyObject(declared), behavior, plan);
		return;
	}

	typenameTypeIdAndMod(NULL, declared->typeName, &typid, &typmod);
	collation = declared->collClause ? GetColumnDefCollation(NULL, declared, typid) :
		typid == att.atttypid ? att.attcollation : get_typcollation(typid);
	if (typid == att.atttypid && typmod == att.atttypmod && collation == att.attcollation)
		return;

	column = makeNode(ColumnDef);
	column->typeName = makeTypeNameFromOid(typid, typmod);
	column->collClause = declared->collClause;
	if (declared->collClause == NULL && OidIsValid(collation))
		column->collOid = collation;
	column->location = -1;
	cmd = idem_alter_cmd(AT_AlterColumnType, declared->colname, (Node *) column);
	cmd->behavior = behavior;
	found = format_type_with_typemod(att.atttypid, att.atttypmod);
	target = format_type_with_typemod(typid, typmod);
	if (typid == att.atttypid && typmod == att.atttypmod)
	{
		found = psprintf("%s COLLATE %s", found, generate_collation_name(att.attcollation));
		target = psprintf("%s COLLATE %s", target, generate_collation_name(collation));
	}
	else if (declared->collClause)
		target = psprintf("%s COLLATE %s", target, generate_collation_name(collation));

	step = attribute_step(wanted, actual, declared->colname, cmd,
						  psprintf("ALTER ATTRIBUTE %s TYPE %s",
								   quote_identifier(declared->colname), target), plan);
	step->reason = psprintf("type is %s", found);
	one = palloc(sizeof(IdemWanted));
	*one = *wanted;
	one->part = declared->colname;
	refuse_change(one, step, found, target);
}

/*
 * RENAME ATTRIBUTE
 */
static void
diff_rename(const IdemWanted *wanted, const ActualComposite *actual, IdemPlan *plan)
{
	FormData_pg_attribute att;
	bool		has_old = false;
	bool		has_new = false;
	IdemStep   *step;
	RenameStmt *stmt;

	if (actual->head.found)
	{
		has_old = idem_read_attribute(actual->relid, wanted->part, &att);
		has_new = idem_read_attribute(actual->relid, wanted->newname, &att);
	}
	if (has_old && has_new)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_COLUMN),
				 errmsg("type \"%s\" has both attribute \"%s\" and attribute \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname),
				 errhint("Drop one of the two.")));
	if (!has_old && has_new)
		return;
	if (!has_old && plan->steps == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("type \"%s\" has neither attribute \"%s\" nor attribute \"%s\"",
						idem_qualified_name(wanted), wanted->part, wanted->newname)));

	step = idem_step(plan, wanted, "rename", IDEM_ALTERED);
	stmt = makeNode(RenameStmt);
	stmt->renameType = OBJECT_ATTRIBUTE;
	stmt->relationType = OBJECT_TYPE;
	stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	stmt->subname = wanted->part;
	stmt->newname = wanted->newname;
	stmt->behavior = wanted->behavior;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER TYPE %s RENAME ATTRIBUTE %s TO %s%s",
								 idem_qualified_name(wanted), quote_identifier(wanted->part),
								 quote_identifier(wanted->newname),
								 wanted->behavior == DROP_CASCADE ? " CASCADE" : ""));
	step->lockrel = actual->relid;
	step->lockmode = AccessExclusiveLock;
}

static char *
composite_describe(const IdemActual *head)
{
	const ActualComposite *actual = (const ActualComposite *) head;
	StringInfoData buf;
	char	   *name;

	initStringInfo(&buf);
	appendStringInfoChar(&buf, '(');
	for (AttrNumber i = 1; (name = get_attname(actual->relid, i, true)) != NULL; i++)
	{
		FormData_pg_attribute att;

		if (idem_read_attribute(actual->relid, name, &att))
			appendStringInfo(&buf, "%s%s %s", buf.len > 1 ? ", " : "", quote_identifier(name),
							 format_type_with_typemod(att.atttypid, att.atttypmod));
	}
	appendStringInfoChar(&buf, ')');
	return buf.data;
}

const IdemKind idem_kind_composite = {
	.noun = "type",
	.objtype = OBJECT_TYPE,
	.classid = TypeRelationId,
	.declare = composite_declare,
	.declare_command = composite_declare_command,
	.resolve = composite_resolve,
	.observe = composite_observe,
	.diff = composite_diff,
	.describe = composite_describe,
	.record_name = idem_record_type,
};
