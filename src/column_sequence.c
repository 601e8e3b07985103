/*-------------------------------------------------------------------------
 *
 * column_sequence.c
 *	  Columns that draw from a sequence: serial and identity.
 *
 * A column that lost its sequence gets one again, which goes on behind the
 * greatest value that is there.  That is its position, not its definition: it
 * starts where a new one would.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/dependency.h"
#include "commands/defrem.h"
#include "nodes/makefuncs.h"
#include "parser/parser.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "column.h"

/*
 * The sequence that belongs to a column, in the way of a serial column
 * (DEPENDENCY_AUTO) or of an identity column (DEPENDENCY_INTERNAL).
 */
Oid
idem_owned_sequence(Oid relid, AttrNumber attnum, char deptype)
{
	ListCell   *lc;

	foreach(lc, getOwnedSequences(relid))
	{
		Oid			tableid;
		int32		colid;

		if (sequenceIsOwned(lfirst_oid(lc), deptype, &tableid, &colid) &&
			tableid == relid && colid == attnum)
			return lfirst_oid(lc);
	}
	return InvalidOid;
}

/*
 * RESTART behind the data, or NIL if the sequence is right as it begins.
 */
static List *
restart_option(const IdemWanted *wanted, char **text)
{
	int64		max;

	if (!idem_max_integer(wanted->objid, wanted->part, &max) || max < 1 ||
		max == PG_INT64_MAX)
		return NIL;
	*text = psprintf("RESTART WITH " INT64_FORMAT, max + 1);
	return list_make1(makeDefElem("restart",
								  (Node *) makeFloat(psprintf(INT64_FORMAT, max + 1)), -1));
}

/*
 * A sequence for a serial column, behind what is there.
 */
static void
create_sequence(const IdemWanted *wanted, const IdemDeclaredColumn *declared,
				const char *name, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	CreateSeqStmt *stmt = makeNode(CreateSeqStmt);
	char	   *sequence = quote_qualified_identifier(wanted->nspname, name);
	List	   *restart;
	char	   *text;

	stmt->sequence = makeRangeVar(wanted->nspname, pstrdup(name), -1);
	stmt->options =
		list_make2(makeDefElem("as", (Node *) makeTypeNameFromOid(declared->typid, -1), -1),
				   makeDefElem("owned_by",
							   (Node *) list_make3(makeString(wanted->nspname),
												   makeString(wanted->name),
												   makeString(wanted->part)), -1));
	idem_step_statement(step, (Node *) stmt,
						psprintf("CREATE SEQUENCE %s AS %s OWNED BY %s", sequence,
								 format_type_be(declared->typid), idem_part_name(wanted)));
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
	step->reason = "a serial column needs a sequence";

	restart = restart_option(wanted, &text);
	if (restart != NIL)
	{
		AlterSeqStmt *alter = makeNode(AlterSeqStmt);

		alter->sequence = stmt->sequence;
		alter->options = restart;
		step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
		idem_step_statement(step, (Node *) alter,
							psprintf("ALTER SEQUENCE %s %s", sequence, text));
		step->reason = "there are rows";
	}
}

/*
 * serial on a column that exists: any default will do, since a serial is no
 * more than one that takes numbers from somewhere.  Without a default the
 * column gets its sequence (back).
 */
void
idem_diff_column_serial(const IdemWanted *wanted, const IdemActualColumn *actual,
						const IdemDeclaredColumn *declared, IdemPlan *plan)
{
	Oid			sequence;
	char	   *schema = wanted->nspname;
	char	   *name;
	A_Const    *constant;
	TypeCast   *cast;

	if (actual->column.defexpr || actual->column.att.attidentity)
		return;

	sequence = idem_owned_sequence(wanted->objid, actual->column.att.attnum, DEPENDENCY_AUTO);
	if (OidIsValid(sequence))
	{
		schema = get_namespace_name(get_rel_namespace(sequence));
		name = get_rel_name(sequence);
	}
	else
	{
		name = ChooseRelationName(wanted->name, wanted->part, "seq", wanted->nspid, false);
		create_sequence(wanted, declared, name, plan);
	}

	constant = makeNode(A_Const);
	constant->val.sval.type = T_String;
	constant->val.sval.sval = quote_qualified_identifier(schema, name);
	constant->location = -1;
	cast = makeNode(TypeCast);
	cast->arg = (Node *) constant;
	cast->typeName = SystemTypeName("regclass");
	cast->location = -1;
	idem_alter_column(wanted, plan, AT_ColumnDefault,
					  (Node *) makeFuncCall(SystemFuncName("nextval"), list_make1(cast),
											COERCE_EXPLICIT_CALL, -1),
					  psprintf("SET DEFAULT nextval(%s::regclass)",
							   quote_literal_cstr(constant->val.sval.sval)),
					  "default is missing");
}

/*
 * Make a column an identity column.
 */
static void
add_identity(const IdemWanted *wanted, const IdemActualColumn *actual,
			 const IdemDeclaredColumn *declared, const char *words, IdemPlan *plan)
{
	Constraint *con = makeNode(Constraint);
	List	   *restart;
	char	   *text;

	if (actual->column.defexpr)
	{
		IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);

		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("column \"%s\" of relation \"%s\" has a default and cannot become an identity column",
							 wanted->part, idem_qualified_name(wanted)),
					psprintf("Found: %s. Wanted: GENERATED %s AS IDENTITY.",
							 wanted->kind->describe(&actual->head), words));
		step->hint = "Drop the default in a revision first.";
		return;
	}

	con->contype = CONSTR_IDENTITY;
	con->generated_when = declared->identity;
	con->options = declared->identity_options;
	con->location = -1;
	idem_alter_column(wanted, plan, AT_AddIdentity, (Node *) con,
					  psprintf("ADD GENERATED %s AS IDENTITY", words),
					  "the column is not an identity column");

	restart = restart_option(wanted, &text);
	if (restart != NIL)
		idem_alter_column(wanted, plan, AT_SetIdentity, (Node *) restart, text,
						  "there are rows");
}

/*
 * GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY, and the options of its
 * sequence.
 */
void
idem_diff_column_identity(const IdemWanted *wanted, const IdemActualColumn *actual,
						  const IdemDeclaredColumn *declared, IdemPlan *plan)
{
	const char *words = declared->identity == ATTRIBUTE_IDENTITY_ALWAYS ? "ALWAYS" : "BY DEFAULT";
	List	   *options = NIL;
	StringInfoData clause;

	if (declared->drop_identity)
	{
		if (actual->column.att.attidentity)
			idem_alter_column(wanted, plan, AT_DropIdentity, NULL, "DROP IDENTITY",
							  "the column is an identity column");
		return;
	}
	if (!actual->column.att.attidentity)
	{
		if (declared->identity)
			add_identity(wanted, actual, declared, words, plan);
		return;
	}

	initStringInfo(&clause);
	if (declared->identity && declared->identity != actual->column.att.attidentity)
	{
		options = list_make1(makeDefElem("generated", (Node *) makeInteger(declared->identity), -1));
		appendStringInfo(&clause, "SET GENERATED %s", words);
	}
	if (declared->identity_options != NIL)
	{
		Oid			sequence = idem_owned_sequence(wanted->objid, actual->column.att.attnum,
												   DEPENDENCY_INTERNAL);
		ListCell   *lc;

		/* one by one: here each option has a SET of its own */
		foreach(lc, OidIsValid(sequence) ? declared->identity_options : NIL)
		{
			const char *name = lfirst_node(DefElem, lc)->defname;
			StringInfoData difference;
			List	   *different;

			/* not the sequence's own, or as its table has it */
			if (strcmp(name, "generated") == 0 || strcmp(name, "sequence_name") == 0 ||
				strcmp(name, "logged") == 0 || strcmp(name, "unlogged") == 0)
				continue;
			initStringInfo(&difference);
			different = idem_sequence_differences(sequence, list_make1(lfirst(lc)),
												  wanted->source, &difference);
			if (different != NIL)
				appendStringInfo(&clause, "%sSET%s", clause.len > 0 ? " " : "",
								 difference.data);
			options = list_concat(options, different);
		}
	}
	if (options != NIL)
		idem_alter_column(wanted, plan, AT_SetIdentity, (Node *) options, clause.data,
						  "the identity differs");
}
