/*-------------------------------------------------------------------------
 *
 * kind_column.c
 *	  Columns: type, collation, default, NOT NULL, identity, serial,
 *	  generated, storage, compression, statistics.
 *
 * Declared by a ColumnDef (CREATE TABLE, ADD COLUMN), where everything that
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
#include "access/toast_compression.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "optimizer/planner.h"
#include "parser/parse_type.h"
#include "parser/parser.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "compat.h"
#include "idem_migrate.h"

typedef struct ActualColumn
{
	IdemActual	head;
	FormData_pg_attribute att;	/* fixed part */
	int			statistics;		/* -1: default */
	Node	   *defexpr;		/* default or generation expression, or NULL */
} ActualColumn;

/* What a declaration says; see declare(). */
typedef struct Declared
{
	TypeName   *type;
	CollateClause *collation;
	bool		serial;
	Oid			typid;			/* of type, or of the actual column */
	int32		typmod;
	Node	   *using;
	Node	   *def;			/* raw default */
	bool		drop_default;
	int			not_null;		/* 1: NOT NULL, -1: NULL, 0: don't care */
	char		identity;
	List	   *identity_options;
	bool		drop_identity;
	Node	   *generated;		/* raw generation expression */
	char		generated_kind;
	bool		drop_expression;
	const char *storage;
	const char *compression;
	bool		has_statistics;
	int			statistics;
} Declared;

static void diff_present(const IdemWanted *wanted, const ActualColumn *actual, IdemPlan *plan);
static void diff_missing(const IdemWanted *wanted, IdemPlan *plan);
static void diff_rename(const IdemWanted *wanted, const ActualColumn *actual, IdemPlan *plan);
static void diff_type(const IdemWanted *wanted, const ActualColumn *actual,
					  Declared *declared, IdemPlan *plan);
static void diff_serial(const IdemWanted *wanted, const ActualColumn *actual,
						const Declared *declared, IdemPlan *plan);
static void diff_default(const IdemWanted *wanted, const ActualColumn *actual,
						 const Declared *declared, IdemPlan *plan);
static void diff_generated(const IdemWanted *wanted, const ActualColumn *actual,
						   const Declared *declared, IdemPlan *plan);
static void diff_not_null(const IdemWanted *wanted, const ActualColumn *actual,
						  const Declared *declared, IdemPlan *plan);
static void diff_identity(const IdemWanted *wanted, const ActualColumn *actual,
						  const Declared *declared, IdemPlan *plan);
static void diff_physical(const IdemWanted *wanted, const ActualColumn *actual,
						  const Declared *declared, IdemPlan *plan);
static void drop_column(const IdemWanted *wanted, const ActualColumn *actual, IdemPlan *plan);

/* ----------------------------------------------------------------
 *	resolve, observe
 * ----------------------------------------------------------------
 */

static void
column_resolve(IdemWanted *wanted)
{
	char		relkind;

	if (!OidIsValid(idem_lookup_relation(wanted)))
	{
		if (!wanted->missing_ok && wanted->parent == NULL)
			idem_missing_relation(wanted);
		return;
	}
	relkind = get_rel_relkind(wanted->objid);
	if (relkind != RELKIND_RELATION && relkind != RELKIND_PARTITIONED_TABLE &&
		relkind != RELKIND_FOREIGN_TABLE && relkind != '\0')
		idem_wrong_relkind(wanted->objid, "a table");
}

/*
 * The stored default or generation expression.  An index scan, since the
 * relcache entry would need a lock.
 */
static Node *
read_default(Oid relid, AttrNumber attnum)
{
	Relation	attrdef = table_open(AttrDefaultRelationId, AccessShareLock);
	ScanKeyData key[2];
	SysScanDesc scan;
	HeapTuple	tuple;
	Node	   *result = NULL;

	ScanKeyInit(&key[0], Anum_pg_attrdef_adrelid, BTEqualStrategyNumber,
				F_OIDEQ, ObjectIdGetDatum(relid));
	ScanKeyInit(&key[1], Anum_pg_attrdef_adnum, BTEqualStrategyNumber,
				F_INT2EQ, Int16GetDatum(attnum));
	scan = systable_beginscan(attrdef, AttrDefaultIndexId, true, NULL, 2, key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		adbin = heap_getattr(tuple, Anum_pg_attrdef_adbin,
										 RelationGetDescr(attrdef), &isnull);

		if (!isnull)
			result = stringToNode(TextDatumGetCString(adbin));
	}
	systable_endscan(scan);
	table_close(attrdef, AccessShareLock);
	return result;
}

static IdemActual *
column_observe(const IdemWanted *wanted)
{
	ActualColumn *actual = palloc0(sizeof(ActualColumn));
	HeapTuple	tuple;

	if (!OidIsValid(wanted->objid))
		return &actual->head;
	tuple = SearchSysCacheAttName(wanted->objid, wanted->part);
	if (!HeapTupleIsValid(tuple))
		return &actual->head;

	memcpy(&actual->att, GETSTRUCT(tuple), ATTRIBUTE_FIXED_PART_SIZE);
	actual->statistics = idem_attribute_statistics(tuple);
	ReleaseSysCache(tuple);

	actual->head.found = true;
	ObjectAddressSubSet(actual->head.address, RelationRelationId, wanted->objid,
						actual->att.attnum);
	if (actual->att.atthasdef)
		actual->defexpr = read_default(wanted->objid, actual->att.attnum);
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	The declaration
 * ----------------------------------------------------------------
 */

pg_noreturn static void
conflicting(const IdemWanted *wanted, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_SYNTAX_ERROR),
			 errmsg("%s for column \"%s\" of table \"%s\"", what, wanted->part, wanted->name)));
	pg_unreachable();
}

/*
 * serial is not a type; see transformColumnDefinition() of parse_utilcmd.c.
 */
static Oid
serial_type(const TypeName *type)
{
	const char *name;

	if (list_length(type->names) != 1 || type->pct_type || type->arrayBounds != NIL)
		return InvalidOid;
	name = strVal(linitial(type->names));
	if (strcmp(name, "serial") == 0 || strcmp(name, "serial4") == 0)
		return INT4OID;
	if (strcmp(name, "bigserial") == 0 || strcmp(name, "serial8") == 0)
		return INT8OID;
	if (strcmp(name, "smallserial") == 0 || strcmp(name, "serial2") == 0)
		return INT2OID;
	return InvalidOid;
}

static void
declare_constraint(const IdemWanted *wanted, const Constraint *con, Declared *declared)
{
	int			not_null = 0;

	switch (con->contype)
	{
		case CONSTR_NULL:
			not_null = -1;
			break;
		case CONSTR_NOTNULL:
			not_null = 1;
			break;
		case CONSTR_DEFAULT:
			if (declared->def)
				conflicting(wanted, "multiple default values specified");
			declared->def = con->raw_expr;
			break;
		case CONSTR_IDENTITY:
			if (declared->identity)
				conflicting(wanted, "multiple identity specifications");
			declared->identity = con->generated_when;
			declared->identity_options = con->options;
			not_null = 1;
			break;
		case CONSTR_GENERATED:
			if (declared->generated)
				conflicting(wanted, "multiple generation clauses specified");
			declared->generated = con->raw_expr;
			declared->generated_kind = idem_generated_kind(con);
			break;
		default:
			/* an object of its own, or an attribute of one */
			break;
	}

	if (not_null != 0)
	{
		if (declared->not_null != 0 && declared->not_null != not_null)
			conflicting(wanted, "conflicting NULL/NOT NULL declarations");
		declared->not_null = not_null;
	}
	if (declared->def && declared->identity)
		conflicting(wanted, "both default and identity specified");
	if (declared->def && declared->generated)
		conflicting(wanted, "both default and generation expression specified");
	if (declared->identity && declared->generated)
		conflicting(wanted, "both identity and generation expression specified");
}

static void
declare(const IdemWanted *wanted, Declared *declared)
{
	ColumnDef  *column = NULL;
	ListCell   *lc;

	memset(declared, 0, sizeof(Declared));
	if (IsA(wanted->node, ColumnDef))
	{
		column = (ColumnDef *) wanted->node;
		declared->type = column->typeName;
		declared->collation = column->collClause;
		declared->compression = column->compression;
		declared->storage = idem_column_storage_name(column);
		foreach(lc, column->constraints)
			declare_constraint(wanted, lfirst_node(Constraint, lc), declared);
	}
	else
	{
		AlterTableCmd *cmd = castNode(AlterTableCmd, wanted->node);

		switch (cmd->subtype)
		{
			case AT_ColumnDefault:
				declared->def = cmd->def;
				declared->drop_default = (cmd->def == NULL);
				break;
			case AT_DropNotNull:
				declared->not_null = -1;
				break;
			case AT_SetNotNull:
				declared->not_null = 1;
				break;
			case AT_AlterColumnType:
				column = castNode(ColumnDef, cmd->def);
				declared->type = column->typeName;
				declared->collation = column->collClause;
				declared->using = column->raw_default;
				break;
			case AT_AddIdentity:
				declare_constraint(wanted, castNode(Constraint, cmd->def), declared);
				declared->not_null = 0;
				break;
			case AT_SetIdentity:
				declared->identity_options = castNode(List, cmd->def);
				break;
			case AT_DropIdentity:
				declared->drop_identity = true;
				break;
			case AT_DropExpression:
				declared->drop_expression = true;
				break;
			case AT_SetStorage:
				declared->storage = strVal(cmd->def);
				break;
			case AT_SetCompression:
				declared->compression = strVal(cmd->def);
				break;
			case AT_SetStatistics:
				declared->has_statistics = true;
				declared->statistics = cmd->def ? intVal(cmd->def) : -1;
				break;
			default:
				elog(ERROR, "unexpected ALTER TABLE command %d", (int) cmd->subtype);
		}
	}

	if (declared->type == NULL)
		return;
	declared->typid = serial_type(declared->type);
	declared->typmod = -1;
	if (OidIsValid(declared->typid))
	{
		declared->serial = true;
		if (declared->not_null < 0)
			conflicting(wanted, "conflicting NULL/NOT NULL declarations");
		declared->not_null = 1;
		if (declared->def)
			conflicting(wanted, "multiple default values specified");
	}
	else
	{
		ParseState *pstate = make_parsestate(NULL);

		pstate->p_sourcetext = wanted->source;
		typenameTypeIdAndMod(pstate, declared->type, &declared->typid, &declared->typmod);
		free_parsestate(pstate);
	}
}

/* ----------------------------------------------------------------
 *	diff
 * ----------------------------------------------------------------
 */

static void
column_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualColumn *actual = (const ActualColumn *) head;

	if (!OidIsValid(wanted->objid))
		return;					/* resolve() has complained if it matters */

	if (head->found && actual->att.attnum < 0)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_COLUMN),
				 errmsg("column name \"%s\" conflicts with a system column name",
						wanted->part)));

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
			if (head->found)
				diff_present(wanted, actual, plan);
			else if (wanted->node && IsA(wanted->node, ColumnDef))
				diff_missing(wanted, plan);
			else if (!list_member_oid(plan->pending, wanted->objid))
				ereport(ERROR,
						(errcode(ERRCODE_UNDEFINED_COLUMN),
						 errmsg("column \"%s\" of relation \"%s\" does not exist",
								wanted->part, idem_qualified_name(wanted))));
			break;
	}
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
diff_present(const IdemWanted *wanted, const ActualColumn *actual, IdemPlan *plan)
{
	Declared	declared;

	if (wanted->node == NULL)
		return;					/* existence is all */
	declare(wanted, &declared);
	if (declared.type)
		diff_type(wanted, actual, &declared, plan);
	else
	{
		declared.typid = actual->att.atttypid;
		declared.typmod = actual->att.atttypmod;
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
 * ADD COLUMN.  What the server has to compute for each row rewrites the
 * table; constants and stable expressions do not (ATExecAddColumn() of
 * tablecmds.c).
 */
static void
diff_missing(const IdemWanted *wanted, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "create", IDEM_CREATED);
	ColumnDef  *column = (ColumnDef *) wanted->node;
	Declared	declared;
	bool		filled;

	declare(wanted, &declared);
	idem_step_alter_table(step, wanted, idem_alter_cmd(AT_AddColumn, NULL, (Node *) column),
						  psprintf("ADD COLUMN %s",
								   idem_element_text(wanted->source, column->location)));
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
		idem_has_rows(wanted->objid, NULL))
	{
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("column \"%s\" of relation \"%s\" cannot be added as NOT NULL without a default",
							 wanted->part, idem_qualified_name(wanted)),
					psprintf("The table has rows (" INT64_FORMAT "), which would get null there.",
							 idem_count_nulls(wanted->objid, NULL)));
		step->sqlstate = ERRCODE_NOT_NULL_VIOLATION;
		step->hint = "Give the column a default, or add it without NOT NULL, fill it, and set NOT NULL then.";
	}
	else if (step->rewrites)
		idem_price_rewrite(step, wanted->objid,
						   psprintf("adding column \"%s\" rewrites relation \"%s\"",
									wanted->part, idem_qualified_name(wanted)));
}

static void
diff_type(const IdemWanted *wanted, const ActualColumn *actual, Declared *declared,
		  IdemPlan *plan)
{
	Oid			collation = actual->att.attcollation;
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
		ColumnDef	probe = {.type = T_ColumnDef, .collClause = declared->collation};

		declared_collation = GetColumnDefCollation(NULL, &probe, declared->typid);
		collation_differs = declared_collation != collation;
		collation = declared_collation;
	}
	if (declared->typid == actual->att.atttypid &&
		declared->typmod == actual->att.atttypmod && !collation_differs)
		return;

	found = format_type_with_typemod(actual->att.atttypid, actual->att.atttypmod);
	target = format_type_with_typemod(declared->typid, declared->typmod);
	if (declared->typid == actual->att.atttypid && declared->typmod == actual->att.atttypmod)
	{
		found = psprintf("collation \"%s\"", get_collation_name(actual->att.attcollation));
		target = psprintf("collation \"%s\"", get_collation_name(collation));
		change = IDEM_TYPE_KEEPS;
	}
	else
		change = idem_classify_type_change(actual->att.attnum, actual->att.atttypid,
										   actual->att.atttypmod, actual->att.attcollation,
										   declared->typid, declared->typmod);

	/*
	 * A default that is declared too must not stand in the way: the server
	 * converts the old one before we set the new one.
	 */
	if (declared->def && actual->defexpr && !actual->att.attgenerated)
		alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
					 "the default is declared anew with the type");

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
						psprintf("Found: %s. Wanted: %s. Values might not fit or lose something.",
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
diff_serial(const IdemWanted *wanted, const ActualColumn *actual,
			const Declared *declared, IdemPlan *plan)
{
	Oid			sequence;
	char	   *schema;
	char	   *name;
	FuncCall   *nextval;
	A_Const    *constant;
	TypeCast   *cast;

	if (actual->defexpr || actual->att.attidentity)
		return;

	sequence = owned_sequence(wanted->objid, actual->att.attnum);
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
diff_default(const IdemWanted *wanted, const ActualColumn *actual,
			 const Declared *declared, IdemPlan *plan)
{
	Node	   *def;

	if (declared->drop_default)
	{
		if (actual->defexpr && !actual->att.attgenerated)
			alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
						 "there is a default");
		return;
	}
	if (declared->def == NULL)
		return;

	if (actual->att.attgenerated || actual->att.attidentity)
	{
		IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);

		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("column \"%s\" of relation \"%s\" is %s column and cannot have a default",
							 wanted->part, idem_qualified_name(wanted),
							 actual->att.attidentity ? "an identity" : "a generated"),
					psprintf("Found: %s. Wanted: a default.", wanted->kind->describe(&actual->head)));
		step->hint = actual->att.attidentity ?
			"Declare the column as identity, or drop the identity in a revision." :
			"Declare the column as generated, or drop the expression in a revision.";
		return;
	}

	def = idem_cook_default(declared->def, wanted->source, declared->typid,
							declared->typmod, wanted->part, InvalidOid, '\0');
	if (idem_expr_equal(def, actual->defexpr, InvalidOid))
		return;
	if (def == NULL)
		alter_column(wanted, plan, AT_ColumnDefault, NULL, "DROP DEFAULT",
					 "there is a default");
	else
		alter_column(wanted, plan, AT_ColumnDefault, declared->def,
					 psprintf("SET DEFAULT %s", idem_deparse(def, InvalidOid)),
					 actual->defexpr ?
					 psprintf("default is %s", idem_deparse(actual->defexpr, InvalidOid)) :
					 "default is missing");
}

static void
diff_generated(const IdemWanted *wanted, const ActualColumn *actual,
			   const Declared *declared, IdemPlan *plan)
{
	Node	   *expr;
	IdemStep   *step;

	if (declared->drop_expression)
	{
		if (actual->att.attgenerated)
			alter_column(wanted, plan, AT_DropExpression, NULL, "DROP EXPRESSION",
						 "the column is generated");
		return;
	}
	if (declared->generated == NULL)
		return;

	if (actual->att.attgenerated == declared->generated_kind)
	{
		expr = idem_cook_default(declared->generated, wanted->source, declared->typid,
								 declared->typmod, wanted->part, wanted->objid,
								 declared->generated_kind);
		if (idem_expr_equal(expr, actual->defexpr, wanted->objid))
			return;
		if (IDEM_HAVE_SET_EXPRESSION)
		{
			char	   *text = idem_deparse(expr, wanted->objid);

			step = alter_column(wanted, plan, AT_SetExpression, declared->generated,
								psprintf("SET EXPRESSION AS (%s)", text),
								"the generation expression differs");
			step->rewrites = actual->att.attgenerated == ATTRIBUTE_GENERATED_STORED;
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
diff_not_null(const IdemWanted *wanted, const ActualColumn *actual,
			  const Declared *declared, IdemPlan *plan)
{
	if (declared->not_null > 0 && !actual->att.attnotnull)
	{
		IdemStep   *step = alter_column(wanted, plan, AT_SetNotNull, NULL, "SET NOT NULL",
										"NOT NULL is missing");

		step->scans = true;
		step->not_null = wanted->part;
	}
	else if (declared->not_null < 0 && actual->att.attnotnull)
		alter_column(wanted, plan, AT_DropNotNull, NULL, "DROP NOT NULL",
					 "the column is NOT NULL");
}

/*
 * GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY.
 */
static void
diff_identity(const IdemWanted *wanted, const ActualColumn *actual,
			  const Declared *declared, IdemPlan *plan)
{
	const char *words = declared->identity == ATTRIBUTE_IDENTITY_ALWAYS ? "ALWAYS" : "BY DEFAULT";

	if (declared->drop_identity)
	{
		if (actual->att.attidentity)
			alter_column(wanted, plan, AT_DropIdentity, NULL, "DROP IDENTITY",
						 "the column is an identity column");
		return;
	}

	if (declared->identity && !actual->att.attidentity)
	{
		Constraint *con;
		int64		max;
		char	   *start = "";

		if (actual->defexpr)
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

	if (declared->identity && declared->identity != actual->att.attidentity)
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
diff_physical(const IdemWanted *wanted, const ActualColumn *actual,
			  const Declared *declared, IdemPlan *plan)
{
	if (declared->storage &&
		storage_letter(wanted, declared->storage, declared->typid) != actual->att.attstorage)
		alter_column(wanted, plan, AT_SetStorage, (Node *) makeString(pstrdup(declared->storage)),
					 psprintf("SET STORAGE %s", declared->storage), "storage differs");

	if (declared->compression)
	{
		bool		is_default = pg_strcasecmp(declared->compression, "default") == 0;
		char		method = is_default ? InvalidCompressionMethod :
			CompressionNameToMethod(declared->compression);

		if (method != actual->att.attcompression)
			alter_column(wanted, plan, AT_SetCompression,
						 (Node *) makeString(pstrdup(declared->compression)),
						 psprintf("SET COMPRESSION %s", declared->compression),
						 "compression differs");
	}

	if (declared->has_statistics && declared->statistics != actual->statistics)
		alter_column(wanted, plan, AT_SetStatistics, (Node *) makeInteger(declared->statistics),
					 psprintf("SET STATISTICS %d", declared->statistics),
					 "the statistics target differs");
}

/* ----------------------------------------------------------------
 *	drop and rename
 * ----------------------------------------------------------------
 */

static void
drop_column(const IdemWanted *wanted, const ActualColumn *actual, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "drop", IDEM_DROPPED);
	AlterTableCmd *cmd = idem_alter_cmd(AT_DropColumn, wanted->part, NULL);

	idem_step_alter_table(step, wanted, cmd,
						  psprintf("DROP COLUMN %s", quote_identifier(wanted->part)));
	step->behavior = &cmd->behavior;
	if (!actual->att.attgenerated)
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
diff_rename(const IdemWanted *wanted, const ActualColumn *actual, IdemPlan *plan)
{
	bool		has_old = actual->head.found;
	bool		has_new = get_attnum(wanted->objid, wanted->newname) != InvalidAttrNumber;

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
	const ActualColumn *actual = (const ActualColumn *) head;
	Oid			relid = actual->att.attrelid;
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoString(&buf, format_type_with_typemod(actual->att.atttypid,
														  actual->att.atttypmod));
	if (OidIsValid(actual->att.attcollation) &&
		actual->att.attcollation != get_typcollation(actual->att.atttypid))
		appendStringInfo(&buf, " COLLATE %s", generate_collation_name(actual->att.attcollation));
	if (actual->att.attgenerated)
		appendStringInfo(&buf, " GENERATED ALWAYS AS (%s) %s",
						 actual->defexpr ? idem_deparse(actual->defexpr, relid) : "",
						 actual->att.attgenerated == ATTRIBUTE_GENERATED_STORED ?
						 "STORED" : "VIRTUAL");
	else if (actual->defexpr)
		appendStringInfo(&buf, " DEFAULT %s", idem_deparse(actual->defexpr, InvalidOid));
	if (actual->att.attidentity)
		appendStringInfo(&buf, " GENERATED %s AS IDENTITY",
						 actual->att.attidentity == ATTRIBUTE_IDENTITY_ALWAYS ?
						 "ALWAYS" : "BY DEFAULT");
	if (actual->att.attnotnull)
		appendStringInfoString(&buf, " NOT NULL");
	return buf.data;
}

const IdemKind idem_kind_column = {
	.noun = "column",
	.classid = RelationRelationId,
	.is_part = true,
	.resolve = column_resolve,
	.observe = column_observe,
	.diff = column_diff,
	.describe = column_describe,
};
