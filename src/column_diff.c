/*-------------------------------------------------------------------------
 *
 * column_diff.c
 *	  Comparison of a column property by property.
 *
 * Each function compares one property, if it is declared, and writes down the
 * step that mends it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/toast_compression.h"
#include "catalog/dependency.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "nodes/makefuncs.h"
#include "parser/parse_type.h"
#include "parser/parser.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"

#include "compat.h"
#include "column.h"
#include "parts.h"

static void diff_type(const IdemWanted *wanted, const IdemActualColumn *actual,
					  IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_default(const IdemWanted *wanted, const IdemActualColumn *actual,
						 const IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_generated(const IdemWanted *wanted, const IdemActualColumn *actual,
						   const IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_not_null(const IdemWanted *wanted, const IdemActualColumn *actual,
						  const IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_physical(const IdemWanted *wanted, const IdemActualColumn *actual,
						  const IdemDeclaredColumn *declared, IdemPlan *plan);

/*
 * Whether a primary key is what makes the column NOT NULL: one that is declared
 * as NULL may be in it all the same.
 */
static bool
is_key_column(const FormData_pg_attribute *att)
{
	ListCell   *lc;

	foreach(lc, idem_read_constraints(att->attrelid, NULL))
	{
		const IdemConstraint *row = lfirst(lc);

		for (int i = 0; row->contype == CONSTRAINT_PRIMARY && i < row->nkeys; i++)
		{
			if (row->keys[i] == att->attnum)
				return true;
		}
	}
	return false;
}

/*
 * The script drops a column of that name first: what is not written is not
 * there.
 */
static void
forget_predecessor(const IdemSuccessor *successor, const IdemActualColumn *actual,
				   IdemDeclaredColumn *declared)
{
	const FormData_pg_attribute *att = &actual->column.att;

	if (declared->not_null == 0 && !successor->has_not_null && att->attnotnull && !is_key_column(att))
		declared->not_null = -1;
	if (declared->def == NULL && !successor->has_default && !declared->serial &&
		!declared->generated)
		declared->drop_default = true;
	if (att->attidentity && !declared->identity && !successor->has_identity)
		declared->drop_identity = true;
}

/*
 * What the predecessor was goes first, where the column cannot be both.
 */
static void
drop_predecessor(const IdemWanted *wanted, IdemActualColumn *now, IdemDeclaredColumn *declared,
				 IdemPlan *plan)
{
	const FormData_pg_attribute *att = &now->column.att;

	if (declared->drop_identity && att->attidentity)
	{
		idem_diff_column_identity(wanted, now, declared, plan);
		now->column.att.attidentity = '\0';
	}
	if (now->column.defexpr && !att->attgenerated && !att->attidentity &&
		(declared->identity ||
		 (declared->serial &&
		  !OidIsValid(idem_owned_sequence(att->attrelid, att->attnum, DEPENDENCY_AUTO)))))
	{
		idem_alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT", "there is a default");
		now->column.defexpr = NULL;
	}
}

/*
 * The steps from the actual column to the declared one.
 */
void
idem_diff_column(const IdemWanted *wanted, const IdemActualColumn *actual, IdemPlan *plan)
{
	IdemDeclaredColumn declared;
	const PlannedConversion *converted;
	IdemActualColumn now;

	if (wanted->node == NULL)
		return;					/* existence is all */
	idem_declare_column(wanted, &declared);
	if (declared.default_at_first)
		declared.def = NULL;
	now = *actual;
	actual = &now;
	if (wanted->successor)
	{
		forget_predecessor(wanted->successor, actual, &declared);
		drop_predecessor(wanted, &now, &declared, plan);
	}
	converted = idem_find_conversion(plan, actual);
	if (converted)
	{
		declared.default_dropped = converted->default_dropped;
		if (!wanted->prepares && converted->finished)
		{
			declared.type = NULL;
			declared.def = NULL;
			declared.drop_default = false;
		}
		if (OidIsValid(converted->typid))
		{
			now.column.att.atttypid = converted->typid;
			now.column.att.atttypmod = converted->typmod;
		}
	}
	if (declared.type)
	{
		int			before = list_length(plan->steps);

		diff_type(wanted, actual, &declared, plan);
		if (wanted->prepares && list_length(plan->steps) == before)
			return;				/* nothing to convert */
	}
	else
	{
		declared.typid = actual->column.att.atttypid;
		declared.typmod = actual->column.att.atttypmod;
	}
	if (declared.set_expression && actual->column.att.attgenerated)
		declared.generated_kind = actual->column.att.attgenerated;
	diff_generated(wanted, actual, &declared, plan);
	if (declared.serial)
		idem_diff_column_serial(wanted, actual, &declared, plan);
	else
		diff_default(wanted, actual, &declared, plan);
	diff_not_null(wanted, actual, &declared, plan);
	idem_diff_column_identity(wanted, actual, &declared, plan);
	diff_physical(wanted, actual, &declared, plan);
}

static void
diff_before(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const IdemActualColumn *actual = (const IdemActualColumn *) head;
	IdemDeclaredColumn declared;

	idem_declare_column(wanted, &declared);
	if (declared.serial || declared.type == NULL)
		return;
	if (declared.def && !declared.default_at_first && actual->column.defexpr == NULL &&
		!actual->column.att.attgenerated && !actual->column.att.attidentity)
		idem_alter_column(wanted, plan, AT_ColumnDefault, declared.def,
						  psprintf("SET DEFAULT %s", idem_written_default(declared.def, wanted->source)),
						  "default is missing");
	diff_not_null(wanted, actual, &declared, plan);
	idem_diff_column_identity(wanted, actual, &declared, plan);
	diff_physical(wanted, actual, &declared, plan);
}

/*
 * The same while something that is planned, such as the function of a default,
 * is not there: what can be told by now.
 */
void
idem_diff_column_before(const IdemWanted *wanted, const IdemActualColumn *actual, IdemPlan *plan)
{
	(void) idem_try_diff(diff_before, wanted, &actual->head, plan);
}

/*
 * One ALTER COLUMN command: the caller's own statement if it is just that.
 */
IdemStep *
idem_alter_column(const IdemWanted *wanted, IdemPlan *plan, AlterTableType subtype,
				  Node *def, const char *clause, const char *reason)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);

	idem_step_alter_table(step, wanted, idem_alter_cmd(subtype, wanted->part, def),
						  psprintf("ALTER COLUMN %s %s", quote_identifier(wanted->part), clause));
	step->reason = pstrdup(reason);
	return step;
}

static void
diff_type(const IdemWanted *wanted, const IdemActualColumn *actual, IdemDeclaredColumn *declared,
		  IdemPlan *plan)
{
	Oid			collation = actual->column.att.attcollation;
	bool		collation_differs = false;
	ColumnDef  *column;
	IdemStep   *step;
	IdemTypeChange change;
	const char *found;
	const char *target;
	char	   *clause;

	if (declared->collation)
	{
		Oid			declared_collation;
		ColumnDef	probe = {.type = T_ColumnDef,.collClause = declared->collation};

		declared_collation = GetColumnDefCollation(NULL, &probe, declared->typid);
		collation_differs = declared_collation != collation;
		collation = declared_collation;
	}
	if (declared->typid == actual->column.att.atttypid &&
		declared->typmod == actual->column.att.atttypmod && !collation_differs)
		return;

	found = format_type_with_typemod(actual->column.att.atttypid, actual->column.att.atttypmod);
	target = format_type_with_typemod(declared->typid, declared->typmod);
	if (declared->typid == actual->column.att.atttypid && declared->typmod == actual->column.att.atttypmod)
	{
		found = psprintf("collation \"%s\"", get_collation_name(actual->column.att.attcollation));
		target = psprintf("collation \"%s\"", get_collation_name(collation));
		change = IDEM_TYPE_KEEPS;
	}
	else
		change = idem_classify_type_change(actual->column.att.attnum, actual->column.att.atttypid,
										   actual->column.att.atttypmod, actual->column.att.attcollation,
										   declared->typid, declared->typmod);

	/*
	 * A default that is declared too must not stand in the way: the server
	 * converts the old one before we set the new one.
	 */
	if ((declared->def || declared->drop_default) && actual->column.defexpr && !actual->column.att.attgenerated &&
		!actual->column.att.attidentity && change != IDEM_TYPE_KEEPS && !declared->default_dropped)
	{
		declared->default_dropped = true;
		idem_alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
						  "the default is declared anew with the type");
	}
	if (wanted->prepares)
		idem_note_conversion(wanted, actual, declared->default_dropped, plan);

	/* the collation stays if it is not declared and the type can have one */
	column = makeNode(ColumnDef);
	column->colname = wanted->part;
	column->typeName = makeTypeNameFromOid(declared->typid, declared->typmod);
	column->location = -1;
	column->collClause = declared->collation;
	if (declared->collation == NULL && type_is_collatable(declared->typid) &&
		OidIsValid(collation))
		column->collOid = collation;
	clause = psprintf("TYPE %s", target);
	if (declared->collation || OidIsValid(column->collOid))
	{
		if (collation != get_typcollation(declared->typid))
			clause = psprintf("TYPE %s COLLATE %s",
							  format_type_with_typemod(declared->typid, declared->typmod),
							  generate_collation_name(collation));
		else
			clause = psprintf("TYPE %s",
							  format_type_with_typemod(declared->typid, declared->typmod));
	}
	if (declared->using)
	{
		column->raw_default = declared->using;
		clause = psprintf("%s USING %s", clause,
						  idem_written_expression(declared->using, wanted->source));
	}
	else if (change == IDEM_TYPE_NEEDS_CAST)
	{
		TypeCast   *cast = makeNode(TypeCast);
		ColumnRef  *ref = makeNode(ColumnRef);

		ref->fields = list_make1(makeString(wanted->part));
		ref->location = -1;
		cast->arg = (Node *) ref;
		cast->typeName = copyObject(column->typeName);
		cast->location = -1;
		column->raw_default = (Node *) cast;
		clause = psprintf("%s USING %s::%s", clause, quote_identifier(wanted->part), target);
	}

	step = idem_alter_column(wanted, plan, AT_AlterColumnType, (Node *) column, clause,
							 psprintf("type is %s", found));
	if (declared->using && wanted->stmt && !wanted->prepares)
		idem_step_whole(step, wanted);
	step->problem = psprintf("column \"%s\" of relation \"%s\" has type %s, not %s",
							 wanted->part, idem_qualified_name(wanted), found, target);
	step->rewrites = change != IDEM_TYPE_KEEPS || declared->using != NULL;
	step->scans = step->rewrites;

	switch (change)
	{
		case IDEM_TYPE_KEEPS:
		case IDEM_TYPE_REWRITES:
			/* an expression of the caller may do anything to the values */
			if (declared->using && !idem_is_plain_cast(declared->using))
			{
				idem_refuse(step, IDEM_LOSSY, step->problem,
							"The USING expression may change values.");
				step->unless_empty = true;
				step->unless_column = wanted->part;
			}
			else if (change == IDEM_TYPE_REWRITES)
				idem_price_rewrite(step, wanted->objid, step->problem);
			break;
		case IDEM_TYPE_LOSES:
		case IDEM_TYPE_NEEDS_CAST:
			idem_refuse(step, IDEM_LOSSY, step->problem,
						psprintf("Found: %s. Wanted: %s. Some values might not fit or would be changed.",
								 found, target));
			step->unless_empty = true;
			step->unless_column = wanted->part;
			break;
		case IDEM_TYPE_NO_CAST:
			if (declared->using)
			{
				idem_refuse(step, IDEM_LOSSY, step->problem,
							"The USING expression may change values.");
				step->unless_empty = true;
				step->unless_column = wanted->part;
				break;
			}
			idem_refuse(step, IDEM_IMPOSSIBLE, step->problem,
						psprintf("Found: %s. Wanted: %s. There is no cast between these types.",
								 found, target));
			step->sqlstate = ERRCODE_DATATYPE_MISMATCH;
			step->hint = "Write ALTER TABLE ... ALTER COLUMN ... TYPE ... USING with an expression as a revision.";
			break;
	}
	idem_recreate_around(step, wanted->objid, wanted->part);
}

static void
diff_default(const IdemWanted *wanted, const IdemActualColumn *actual,
			 const IdemDeclaredColumn *declared, IdemPlan *plan)
{
	Node	   *def;

	if (declared->drop_default)
	{
		if (actual->column.defexpr && !actual->column.att.attgenerated && !declared->default_dropped)
			idem_alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
							  "there is a default");
		return;
	}
	if (declared->def == NULL)
		return;

	if (actual->column.att.attgenerated || actual->column.att.attidentity)
	{
		IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);

		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("column \"%s\" of relation \"%s\" is %s column and cannot have a default",
							 wanted->part, idem_qualified_name(wanted),
							 actual->column.att.attidentity ? "an identity" : "a generated"),
					psprintf("Found: %s. Wanted: a default.", wanted->kind->describe(&actual->head)));
		step->hint = actual->column.att.attidentity ?
			"Declare the column as identity, or drop the identity in a revision." :
			"Declare the column as generated, or drop the expression in a revision.";
		return;
	}

	def = idem_cook_default(declared->def, wanted->source, declared->typid,
							declared->typmod, wanted->part, InvalidOid, '\0');
	if (declared->default_dropped ? def == NULL :
		idem_expr_equal(def, actual->column.defexpr, InvalidOid))
		return;
	if (def == NULL)
		idem_alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
						  "there is a default");
	else
		idem_alter_column(wanted, plan, AT_ColumnDefault, declared->def,
						  psprintf("SET DEFAULT %s", idem_deparse(def, InvalidOid)),
						  actual->column.defexpr ?
						  psprintf("default is %s", idem_deparse(actual->column.defexpr, InvalidOid)) :
						  "default is missing");
}

static void
diff_generated(const IdemWanted *wanted, const IdemActualColumn *actual,
			   const IdemDeclaredColumn *declared, IdemPlan *plan)
{
	Node	   *expr;
	IdemStep   *step;

	if (declared->drop_expression)
	{
		if (actual->column.att.attgenerated)
			idem_alter_column(wanted, plan, AT_DropExpression, NULL, "DROP EXPRESSION",
							  "the column is generated");
		return;
	}
	if (declared->generated == NULL)
		return;

	if (actual->column.att.attgenerated == declared->generated_kind)
	{
		expr = idem_cook_default(declared->generated, wanted->source, declared->typid,
								 declared->typmod, wanted->part, wanted->objid,
								 declared->generated_kind);
		if (idem_expr_equal(expr, actual->column.defexpr, wanted->objid))
			return;
		if (IDEM_HAVE_SET_EXPRESSION)
		{
			char	   *text = idem_deparse(expr, wanted->objid);

			step = idem_alter_column(wanted, plan, AT_SetExpression, declared->generated,
									 psprintf("SET EXPRESSION AS (%s)", text),
									 "the generation expression differs");
			step->rewrites = actual->column.att.attgenerated == ATTRIBUTE_GENERATED_STORED;
			if (step->rewrites)
				idem_price_rewrite(step, wanted->objid,
								   psprintf("another generation expression for column \"%s\" rewrites relation \"%s\"",
											wanted->part, idem_qualified_name(wanted)));
			return;
		}
	}

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	idem_refuse(step, IDEM_IMPOSSIBLE,
				psprintf("column \"%s\" of relation \"%s\" is not generated as declared",
						 wanted->part, idem_qualified_name(wanted)),
				psprintf("Found: %s. A column cannot become generated, nor change its expression, in place.",
						 wanted->kind->describe(&actual->head)));
	step->hint = "Drop the column and ensure it again; its values are computed anew.";
}

static void
diff_not_null(const IdemWanted *wanted, const IdemActualColumn *actual,
			  const IdemDeclaredColumn *declared, IdemPlan *plan)
{
	if (declared->not_null > 0 &&
		(!actual->column.att.attnotnull ||
		 !idem_not_null_is_valid(wanted->objid, actual->column.att.attnum)))
	{
		IdemStep   *step = idem_alter_column(wanted, plan, AT_SetNotNull, NULL, "SET NOT NULL",
											 "NOT NULL is missing");

		step->scans = true;
		step->not_null = wanted->part;
	}
	else if (declared->not_null < 0 && actual->column.att.attnotnull &&
			 !(IsA(wanted->node, ColumnDef) &&
			   is_key_column(&actual->column.att)))
		idem_alter_column(wanted, plan, AT_DropNotNull, NULL, "DROP NOT NULL",
						  "the column is NOT NULL");
}

static char
storage_letter(const IdemWanted *wanted, const char *name, Oid typid)
{
	if (pg_strcasecmp(name, "plain") == 0)
		return TYPSTORAGE_PLAIN;
	if (pg_strcasecmp(name, "external") == 0)
		return TYPSTORAGE_EXTERNAL;
	if (pg_strcasecmp(name, "extended") == 0)
		return TYPSTORAGE_EXTENDED;
	if (pg_strcasecmp(name, "main") == 0)
		return TYPSTORAGE_MAIN;
	if (pg_strcasecmp(name, "default") == 0)
		return get_typstorage(typid);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid storage type \"%s\" for column \"%s\"", name, wanted->part)));
	return '\0';				/* keep compiler quiet */
}

static void
diff_physical(const IdemWanted *wanted, const IdemActualColumn *actual,
			  const IdemDeclaredColumn *declared, IdemPlan *plan)
{
	if (declared->storage &&
		storage_letter(wanted, declared->storage, declared->typid) != actual->column.att.attstorage)
		idem_alter_column(wanted, plan, AT_SetStorage, (Node *) makeString(pstrdup(declared->storage)),
						  psprintf("SET STORAGE %s",
								   asc_toupper(declared->storage, strlen(declared->storage))),
						  "storage differs");

	if (declared->compression)
	{
		bool		is_default = pg_strcasecmp(declared->compression, "default") == 0;
		char		method = is_default ? InvalidCompressionMethod :
			CompressionNameToMethod(declared->compression);

		if (method != actual->column.att.attcompression)
			idem_alter_column(wanted, plan, AT_SetCompression,
							  (Node *) makeString(pstrdup(declared->compression)),
							  psprintf("SET COMPRESSION %s", declared->compression),
							  "compression differs");
	}

	if (declared->has_statistics && declared->statistics != actual->column.statistics)
		idem_alter_column(wanted, plan, AT_SetStatistics, (Node *) makeInteger(declared->statistics),
						  psprintf("SET STATISTICS %d", declared->statistics),
						  "the statistics target differs");

	if (declared->options != NIL)
	{
		List	   *options = idem_column_option_differences(wanted->objid, wanted->part,
															 declared->options,
															 declared->reset_options);

		if (options != NIL)
			idem_alter_column(wanted, plan,
							  declared->reset_options ? AT_ResetOptions : AT_SetOptions,
							  (Node *) options,
							  idem_option_clause(options, declared->reset_options),
							  "options of the column differ");
	}
}
