/*-------------------------------------------------------------------------
 *
 * column_convert.c
 *	  The way of a column from one type to the next, as a script tells it.
 *
 * Knows for which columns a conversion is, and what it will have done when the
 * plan comes to the column itself.  How types are compared is column_diff.c's
 * matter.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "parser/parse_type.h"
#include "utils/builtins.h"

#include "column.h"

PlannedConversion *
idem_find_conversion(const IdemPlan *plan, const IdemActualColumn *actual)
{
	ListCell   *lc;

	foreach(lc, plan->conversions)
	{
		PlannedConversion *conversion = lfirst(lc);

		if (conversion->relid == actual->column.att.attrelid &&
			conversion->attnum == actual->column.att.attnum)
			return conversion;
	}
	return NULL;
}

void
idem_note_conversion(const IdemWanted *wanted, const IdemActualColumn *actual, bool default_dropped,
					 IdemPlan *plan)
{
	ColumnDef  *column = (ColumnDef *) castNode(AlterTableCmd, wanted->node)->def;
	PlannedConversion *conversion = idem_find_conversion(plan, actual);

	if (conversion == NULL)
	{
		conversion = palloc0(sizeof(PlannedConversion));
		conversion->relid = actual->column.att.attrelid;
		conversion->attnum = actual->column.att.attnum;
		plan->conversions = lappend(plan->conversions, conversion);
	}
	conversion->default_dropped |= default_dropped;
	conversion->finished = IDEM_CONVERTED_TYPES(column) == NIL;
	conversion->typid = idem_type_of(column->typeName, &conversion->typmod);
}

/*
 * Whether a conversion of types past is one for the column as it is.
 */
bool
idem_is_converted(const IdemWanted *wanted, const IdemActualColumn *actual)
{
	const AlterTableCmd *cmd = (const AlterTableCmd *) wanted->node;
	List	   *types = cmd && IsA(cmd, AlterTableCmd) && cmd->subtype == AT_AlterColumnType ?
		IDEM_CONVERTED_TYPES(cmd->def) : NIL;
	ListCell   *lc;

	foreach(lc, types)
	{
		int32		typmod;

		if (idem_type_of(lfirst(lc), &typmod) == actual->column.att.atttypid &&
			typmod == actual->column.att.atttypmod)
			return true;
	}
	return types == NIL;
}

/*
 * The steps of a conversion to a type that is still to be made.
 */
void
idem_plan_conversion(const IdemWanted *wanted, const IdemActualColumn *actual, IdemPlan *plan)
{
	const AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);
	ColumnDef  *column;
	const PlannedConversion *converted = idem_find_conversion(plan, actual);
	Constraint *con;
	bool		dropped = converted && converted->default_dropped;
	char	   *clause;
	IdemStep   *step;

	if (cmd->subtype != AT_AlterColumnType)
		return;
	column = castNode(ColumnDef, cmd->def);
	con = column->constraints ? linitial_node(Constraint, column->constraints) : NULL;
	if (con && actual->column.defexpr && !actual->column.att.attgenerated && !dropped)
	{
		dropped = true;
		idem_alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
						  "the default is declared anew with the type");
	}
	idem_note_conversion(wanted, actual, dropped, plan);
	clause = psprintf("TYPE %s", TypeNameToString(column->typeName));
	if (column->raw_default)
		clause = psprintf("%s USING %s", clause,
						  idem_written_expression(column->raw_default, wanted->source));
	step = idem_alter_column(wanted, plan, AT_AlterColumnType, (Node *) column, clause,
							 psprintf("type is %s",
									  format_type_with_typemod(actual->column.att.atttypid,
															   actual->column.att.atttypmod)));
	step->rewrites = step->scans = true;
	idem_refuse(step, IDEM_LOSSY,
				psprintf("column \"%s\" of relation \"%s\" has another type than \"%s\"",
						 wanted->part, idem_qualified_name(wanted), TypeNameToString(column->typeName)),
				"The USING expression may change values.");
	step->unless_empty = true;
	step->unless_column = wanted->part;
	if (con && con->raw_expr)
		idem_alter_column(wanted, plan, AT_ColumnDefault, con->raw_expr,
						  psprintf("SET DEFAULT %s",
								   idem_written_expression(con->raw_expr, wanted->source)),
						  "default is missing");
}
