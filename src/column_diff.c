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
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "nodes/makefuncs.h"
#include "parser/parse_type.h"
#include "parser/parser.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"

#include "compat.h"
#include "column.h"

static void diff_type(const IdemWanted *wanted, const IdemActualColumn *actual,
					  IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_serial(const IdemWanted *wanted, const IdemActualColumn *actual,
						const IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_default(const IdemWanted *wanted, const IdemActualColumn *actual,
						 const IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_generated(const IdemWanted *wanted, const IdemActualColumn *actual,
						   const IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_not_null(const IdemWanted *wanted, const IdemActualColumn *actual,
						  const IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_identity(const IdemWanted *wanted, const IdemActualColumn *actual,
						  const IdemDeclaredColumn *declared, IdemPlan *plan);
static void diff_physical(const IdemWanted *wanted, const IdemActualColumn *actual,
						  const IdemDeclaredColumn *declared, IdemPlan *plan);

/*
 * The steps from the actual column to the declared one.
 */
void
idem_diff_column(const IdemWanted *wanted, const IdemActualColumn *actual, IdemPlan *plan)
{
	IdemDeclaredColumn declared;

	if (wanted->node == NULL)
		return;					/* existence is all */
	idem_declare_column(wanted, &declared);
	if (declared.type)
		diff_type(wanted, actual, &declared, plan);
	else
	{
		declared.typid = actual->column.att.atttypid;
		declared.typmod = actual->column.att.atttypmod;
	}
	diff_generated(wanted, actual, &declared, plan);
	if (declared.serial)
		diff_serial(wanted, actual, &declared, plan);
	else
		diff_default(wanted, actual, &declared, plan);
	diff_not_null(wanted, actual, &declared, plan);
	diff_identity(wanted, actual, &declared, plan);
	diff_physical(wanted, actual, &declared, plan);
}

/*
 * One ALTER COLUMN command: the caller's own statement if it is just that.
 */
static IdemStep *
alter_column(const IdemWanted *wanted, IdemPlan *plan, AlterTableType subtype,
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
	if (declared->def && actual->column.defexpr && !actual->column.att.attgenerated &&
		!actual->column.att.attidentity && change != IDEM_TYPE_KEEPS)
	{
		declared->default_dropped = true;
		alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
					 "the default is declared anew with the type");
	}

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
		column->raw_default = declared->using;
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

	step = alter_column(wanted, plan, AT_AlterColumnType, (Node *) column, clause,
						psprintf("type is %s", found));
	if (declared->using && wanted->stmt)
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
}

/*
 * The sequence that a serial column draws from: owned by the column.
 */
static Oid
owned_sequence(Oid relid, AttrNumber attnum)
{
	ListCell   *lc;

	foreach(lc, getOwnedSequences(relid))
	{
		Oid			tableid;
		int32		colid;

		if (sequenceIsOwned(lfirst_oid(lc), DEPENDENCY_AUTO, &tableid, &colid) &&
			tableid == relid && colid == attnum)
			return lfirst_oid(lc);
	}
	return InvalidOid;
}

/*
 * serial on a column that exists: any default will do, since a serial is no
 * more than one that takes numbers from somewhere.  Without a default the
 * column gets its sequence (back), which starts behind what is there.
 */
static void
diff_serial(const IdemWanted *wanted, const IdemActualColumn *actual,
			const IdemDeclaredColumn *declared, IdemPlan *plan)
{
	Oid			sequence;
	char	   *schema;
	char	   *name;
	FuncCall   *nextval;
	A_Const    *constant;
	TypeCast   *cast;

	if (actual->column.defexpr || actual->column.att.attidentity)
		return;

	sequence = owned_sequence(wanted->objid, actual->column.att.attnum);
	if (OidIsValid(sequence))
	{
		schema = get_namespace_name(get_rel_namespace(sequence));
		name = get_rel_name(sequence);
	}
	else
	{
		IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		CreateSeqStmt *stmt = makeNode(CreateSeqStmt);
		int64		max = 0;
		char	   *start = "";

		schema = wanted->nspname;
		name = ChooseRelationName(wanted->name, wanted->part, "seq", wanted->nspid, false);
		stmt->sequence = makeRangeVar(schema, name, -1);
		stmt->options = list_make2(makeDefElem("as", (Node *) makeTypeNameFromOid(declared->typid, -1), -1),
								   makeDefElem("owned_by",
											   (Node *) list_make3(makeString(wanted->nspname),
																   makeString(wanted->name),
																   makeString(wanted->part)), -1));
		if (idem_max_integer(wanted->objid, wanted->part, &max) && max > 0)
		{
			start = psprintf(" START " INT64_FORMAT, max + 1);
			stmt->options = lappend(stmt->options,
									makeDefElem("start",
												(Node *) makeFloat(psprintf(INT64_FORMAT, max + 1)), -1));
		}
		idem_step_statement(step, (Node *) stmt,
							psprintf("CREATE SEQUENCE %s AS %s%s OWNED BY %s",
									 quote_qualified_identifier(schema, name),
									 format_type_be(declared->typid), start,
									 idem_part_name(wanted)));
		step->lockrel = wanted->objid;
		step->lockmode = AccessExclusiveLock;
		step->reason = "a serial column needs a sequence";
	}

	constant = makeNode(A_Const);
	constant->val.sval.type = T_String;
	constant->val.sval.sval = quote_qualified_identifier(schema, name);
	constant->location = -1;
	cast = makeNode(TypeCast);
	cast->arg = (Node *) constant;
	cast->typeName = SystemTypeName("regclass");
	cast->location = -1;
	nextval = makeFuncCall(SystemFuncName("nextval"), list_make1(cast),
						   COERCE_EXPLICIT_CALL, -1);
	alter_column(wanted, plan, AT_ColumnDefault, (Node *) nextval,
				 psprintf("SET DEFAULT nextval(%s::regclass)",
						  quote_literal_cstr(quote_qualified_identifier(schema, name))),
				 "default is missing");
}

static void
diff_default(const IdemWanted *wanted, const IdemActualColumn *actual,
			 const IdemDeclaredColumn *declared, IdemPlan *plan)
{
	Node	   *def;

	if (declared->drop_default)
	{
		if (actual->column.defexpr && !actual->column.att.attgenerated)
			alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
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
		alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
					 "there is a default");
	else
		alter_column(wanted, plan, AT_ColumnDefault, declared->def,
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
			alter_column(wanted, plan, AT_DropExpression, NULL, "DROP EXPRESSION",
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

			step = alter_column(wanted, plan, AT_SetExpression, declared->generated,
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
		IdemStep   *step = alter_column(wanted, plan, AT_SetNotNull, NULL, "SET NOT NULL",
										"NOT NULL is missing");

		step->scans = true;
		step->not_null = wanted->part;
	}
	else if (declared->not_null < 0 && actual->column.att.attnotnull)
		alter_column(wanted, plan, AT_DropNotNull, NULL, "DROP NOT NULL",
					 "the column is NOT NULL");
}

/*
 * GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY.
 */
static void
diff_identity(const IdemWanted *wanted, const IdemActualColumn *actual,
			  const IdemDeclaredColumn *declared, IdemPlan *plan)
{
	const char *words = declared->identity == ATTRIBUTE_IDENTITY_ALWAYS ? "ALWAYS" : "BY DEFAULT";

	if (declared->drop_identity)
	{
		if (actual->column.att.attidentity)
			alter_column(wanted, plan, AT_DropIdentity, NULL, "DROP IDENTITY",
						 "the column is an identity column");
		return;
	}

	if (declared->identity && !actual->column.att.attidentity)
	{
		Constraint *con;
		int64		max;
		char	   *start = "";

		if (actual->column.defexpr)
		{
			IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);

			idem_refuse(step, IDEM_IMPOSSIBLE,
						psprintf("column \"%s\" of relation \"%s\" has a default and cannot become an identity column",
								 wanted->part, idem_qualified_name(wanted)),
						psprintf("Found: %s. Wanted: GENERATED %s AS IDENTITY.",
								 wanted->kind->describe(&actual->head), words));
			step->hint = "Drop the default in a revision first, and let the identity start behind the greatest value.";
			return;
		}
		con = makeNode(Constraint);
		con->contype = CONSTR_IDENTITY;
		con->generated_when = declared->identity;
		con->options = declared->identity_options;
		con->location = -1;
		if (con->options == NIL && idem_max_integer(wanted->objid, wanted->part, &max) && max > 0)
		{
			con->options = list_make1(makeDefElem("start",
												  (Node *) makeFloat(psprintf(INT64_FORMAT, max + 1)), -1));
			start = psprintf(" (START WITH " INT64_FORMAT ")", max + 1);
		}
		alter_column(wanted, plan, AT_AddIdentity, (Node *) con,
					 psprintf("ADD GENERATED %s AS IDENTITY%s", words, start),
					 "the column is not an identity column");
		return;
	}

	if (declared->identity && declared->identity != actual->column.att.attidentity)
		alter_column(wanted, plan, AT_SetIdentity,
					 (Node *) list_make1(makeDefElem("generated",
													 (Node *) makeInteger(declared->identity), -1)),
					 psprintf("SET GENERATED %s", words),
					 "the identity is of the other form");
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
		alter_column(wanted, plan, AT_SetStorage, (Node *) makeString(pstrdup(declared->storage)),
					 psprintf("SET STORAGE %s", declared->storage), "storage differs");

	if (declared->compression)
	{
		bool		is_default = pg_strcasecmp(declared->compression, "default") == 0;
		char		method = is_default ? InvalidCompressionMethod :
			CompressionNameToMethod(declared->compression);

		if (method != actual->column.att.attcompression)
			alter_column(wanted, plan, AT_SetCompression,
						 (Node *) makeString(pstrdup(declared->compression)),
						 psprintf("SET COMPRESSION %s", declared->compression),
						 "compression differs");
	}

	if (declared->has_statistics && declared->statistics != actual->column.statistics)
		alter_column(wanted, plan, AT_SetStatistics, (Node *) makeInteger(declared->statistics),
					 psprintf("SET STATISTICS %d", declared->statistics),
					 "the statistics target differs");
}
