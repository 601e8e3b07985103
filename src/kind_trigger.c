/*-------------------------------------------------------------------------
 *
 * kind_trigger.c
 *	  Triggers of tables and views, constraint triggers among them.
 *
 * Declared by CreateTrigStmt.  All that the statement says is compared, and
 * whether the trigger is enabled is not: that is said by ALTER TABLE, see
 * trigger_state.c.
 *
 * What leads from one to the other is in trigger_step.c.
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
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "parser/parse_func.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "column.h"
#include "trigger.h"

static void diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);
static const char *find_difference(const IdemWanted *wanted, const IdemTrigger *actual);

static bool
trigger_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;
	IdemWanted *wanted;

	if (IsA(stmt, CreateTrigStmt))
	{
		CreateTrigStmt *create = (CreateTrigStmt *) stmt;

		wanted = idem_declare_whole(declaration, &idem_kind_trigger,
									idem_relation_names(create->relation));
		wanted->part = create->trigname;
		wanted->by_creation = false;
	}
	else if (IsA(stmt, RenameStmt) && ((RenameStmt *) stmt)->renameType == OBJECT_TRIGGER)
	{
		RenameStmt *rename = (RenameStmt *) stmt;

		wanted = idem_declare_renamed(declaration, &idem_kind_trigger,
									  idem_relation_names(rename->relation), rename);
		wanted->part = rename->subname;
	}
	else
		return false;
	return true;
}

static void
trigger_resolve(IdemWanted *wanted)
{
	(void) idem_lookup_relation(wanted);
}

/* ----------------------------------------------------------------
 *	What is there
 * ----------------------------------------------------------------
 */

/*
 * The arguments stand behind each other, each with a zero at its end.
 */
static void
read_arguments(IdemTrigger *actual, bytea *value)
{
	char	   *next = VARDATA_ANY(value);
	char	   *end = next + VARSIZE_ANY_EXHDR(value);

	actual->nargs = actual->form->tgnargs;
	actual->args = palloc0(sizeof(char *) * Max(actual->nargs, 1));
	for (int i = 0; i < actual->nargs; i++)
	{
		actual->args[i] = next < end ? pnstrdup(next, end - next) : pstrdup("");
		next += strlen(actual->args[i]) + 1;
	}
}

static char *
name_field(HeapTuple tuple, AttrNumber attnum, TupleDesc desc)
{
	bool		isnull;
	Datum		value = heap_getattr(tuple, attnum, desc, &isnull);

	return isnull ? NULL : pstrdup(NameStr(*DatumGetName(value)));
}

static void
read_trigger(IdemTrigger *actual, HeapTuple tuple, TupleDesc desc)
{
	bool		isnull;
	Datum		value;

	actual->head.found = true;
	memcpy(actual->form, GETSTRUCT(tuple), sizeof(FormData_pg_trigger));
	ObjectAddressSet(actual->head.address, TriggerRelationId, actual->form->oid);

	value = heap_getattr(tuple, Anum_pg_trigger_tgargs, desc, &isnull);
	if (!isnull)
		read_arguments(actual, DatumGetByteaPP(value));

	value = heap_getattr(tuple, Anum_pg_trigger_tgattr, desc, &isnull);
	if (!isnull)
	{
		int2vector *columns = (int2vector *) DatumGetPointer(value);

		actual->ncolumns = columns->dim1;
		for (int i = 0; i < columns->dim1; i++)
			actual->columns = bms_add_member(actual->columns, columns->values[i]);
	}

	value = heap_getattr(tuple, Anum_pg_trigger_tgqual, desc, &isnull);
	if (!isnull)
		actual->condition = idem_stored_expr(TextDatumGetCString(value));

	actual->old_table = name_field(tuple, Anum_pg_trigger_tgoldtable, desc);
	actual->new_table = name_field(tuple, Anum_pg_trigger_tgnewtable, desc);
}

static IdemActual *
trigger_observe(const IdemWanted *wanted)
{
	IdemTrigger *actual = palloc0(sizeof(IdemTrigger));
	Relation	catalog;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	actual->form = palloc0(sizeof(FormData_pg_trigger));
	if (!OidIsValid(wanted->objid))
		return &actual->head;

	catalog = table_open(TriggerRelationId, AccessShareLock);
	ScanKeyInit(&keys[0], Anum_pg_trigger_tgrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(wanted->objid));
	ScanKeyInit(&keys[1], Anum_pg_trigger_tgname, BTEqualStrategyNumber, F_NAMEEQ,
				CStringGetDatum(wanted->part));
	scan = systable_beginscan(catalog, TriggerRelidNameIndexId, true, NULL, 2, keys);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
		read_trigger(actual, tuple, RelationGetDescr(catalog));
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);

	if (wanted->wish == IDEM_RENAMED)
		actual->has_new = OidIsValid(get_trigger_oid(wanted->objid, wanted->newname, true));
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	Differences
 * ----------------------------------------------------------------
 */

static void
trigger_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const IdemTrigger *actual = (const IdemTrigger *) head;

	switch (wanted->wish)
	{
		case IDEM_ABSENT:
			if (head->found)
				idem_step_drop_object(wanted, plan, IDEM_DROPPED);
			break;
		case IDEM_RENAMED:
			if (idem_relation_state(wanted, plan) != IDEM_RELATION_NONE)
				idem_diff_renamed(wanted, plan, head->found, actual->has_new);
			break;
		case IDEM_PRESENT:
			switch (idem_relation_state(wanted, plan))
			{
				case IDEM_RELATION_THERE:
					if (idem_try_diff(diff_present, wanted, head, plan))
						break;
					if (head->found)
					{
						idem_step_change_trigger(wanted, plan, actual, "what it needs is made first");
						break;
					}
					/* FALLTHROUGH */
				case IDEM_RELATION_LATER:
					idem_step_create_trigger(wanted, plan, IDEM_CREATED);
					break;
				case IDEM_RELATION_NONE:
					break;
			}
			break;
	}
}

static void
diff_present(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const IdemTrigger *actual = (const IdemTrigger *) head;
	const char *difference;

	if (!head->found)
	{
		idem_step_create_trigger(wanted, plan, IDEM_CREATED);
		return;
	}
	difference = find_difference(wanted, actual);
	if (difference != NULL)
		idem_step_change_trigger(wanted, plan, actual, difference);
}

/*
 * Whether the columns of UPDATE OF are the same, in any order.
 */
static bool
same_columns(const IdemWanted *wanted, const CreateTrigStmt *stmt, const IdemTrigger *actual)
{
	Bitmapset  *columns = NULL;
	ListCell   *lc;

	foreach(lc, stmt->columns)
	{
		FormData_pg_attribute att;

		if (!idem_read_attribute(wanted->objid, strVal(lfirst(lc)), &att))
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("column \"%s\" of relation \"%s\" does not exist",
							strVal(lfirst(lc)), wanted->name)));
		if (att.attnum < 0)
			return false;		/* the server refuses it */
		columns = bms_add_member(columns, att.attnum);
	}
	return list_length(stmt->columns) == actual->ncolumns && bms_equal(columns, actual->columns);
}

static bool
same_arguments(const CreateTrigStmt *stmt, const IdemTrigger *actual)
{
	if (list_length(stmt->args) != actual->nargs)
		return false;
	for (int i = 0; i < actual->nargs; i++)
	{
		if (strcmp(strVal(list_nth(stmt->args, i)), actual->args[i]) != 0)
			return false;
	}
	return true;
}

static bool
same_name(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
same_transition_tables(const CreateTrigStmt *stmt, const IdemTrigger *actual)
{
	const char *old_table = NULL;
	const char *new_table = NULL;
	ListCell   *lc;

	foreach(lc, stmt->transitionRels)
	{
		TriggerTransition *transition = lfirst_node(TriggerTransition, lc);

		if (!transition->isTable)
			return false;		/* the server refuses it */
		if (transition->isNew)
			new_table = transition->name;
		else
			old_table = transition->name;
	}
	return same_name(old_table, actual->old_table) && same_name(new_table, actual->new_table);
}

static bool
same_constraint(const CreateTrigStmt *stmt, const IdemTrigger *actual)
{
	Oid			referenced = InvalidOid;

	if (stmt->isconstraint != OidIsValid(actual->form->tgconstraint))
		return false;
	if (!stmt->isconstraint)
		return true;
	if (stmt->constrrel)
		referenced = idem_relation_of(stmt->constrrel);
	return referenced == actual->form->tgconstrrelid &&
		stmt->deferrable == actual->form->tgdeferrable &&
		stmt->initdeferred == actual->form->tginitdeferred;
}

/*
 * The first thing that differs, for people; NULL if the trigger is as it is
 * declared.
 */
static const char *
find_difference(const IdemWanted *wanted, const IdemTrigger *actual)
{
	const CreateTrigStmt *stmt = castNode(CreateTrigStmt, wanted->node);
	int16		type = stmt->timing | stmt->events | (stmt->row ? TRIGGER_TYPE_ROW : 0);
	Node	   *condition = NULL;

	if (actual->form->tgisinternal)
		return "it is a trigger of the server's own";
	if (type != actual->form->tgtype)
		return "when it fires differs";
	if (LookupFuncName(stmt->funcname, 0, NULL, false) != actual->form->tgfoid)
		return "the function differs";
	if (!same_arguments(stmt, actual))
		return "the arguments differ";
	if (!same_columns(wanted, stmt, actual))
		return "the columns differ";
	if (!same_transition_tables(stmt, actual))
		return "the transition tables differ";
	if (!same_constraint(stmt, actual))
		return "it is another constraint";

	if (stmt->whenClause)
		condition = idem_cook_trigger_when(stmt->whenClause, wanted->source, wanted->objid);
	if (!idem_trigger_when_equal(condition, actual->condition, wanted->objid))
		return "the condition differs";
	return NULL;
}

/* ----------------------------------------------------------------
 *	Text
 * ----------------------------------------------------------------
 */

static void
append_events(StringInfo buf, const IdemTrigger *actual)
{
	int16		type = actual->form->tgtype;
	const char *or = "";
	int			attnum = -1;

	if (TRIGGER_FOR_INSERT(type))
	{
		appendStringInfoString(buf, "INSERT");
		or = " OR ";
	}
	if (TRIGGER_FOR_DELETE(type))
	{
		appendStringInfo(buf, "%sDELETE", or);
		or = " OR ";
	}
	if (TRIGGER_FOR_UPDATE(type))
	{
		const char *of = " OF ";

		appendStringInfo(buf, "%sUPDATE", or);
		while ((attnum = bms_next_member(actual->columns, attnum)) >= 0)
		{
			char	   *name = get_attname(actual->form->tgrelid, attnum, true);

			appendStringInfo(buf, "%s%s", of, name ? quote_identifier(name) : "?");
			of = ", ";
		}
		or = " OR ";
	}
	if (TRIGGER_FOR_TRUNCATE(type))
		appendStringInfo(buf, "%sTRUNCATE", or);
}

/*
 * What follows the name in CREATE TRIGGER, without the relation.
 */
static char *
trigger_describe(const IdemActual *head)
{
	const IdemTrigger *actual = (const IdemTrigger *) head;
	const FormData_pg_trigger *form = actual->form;
	StringInfoData buf;
	char	   *function;

	if (!head->found)
		return pstrdup("no such trigger");
	initStringInfo(&buf);
	appendStringInfoString(&buf, TRIGGER_FOR_BEFORE(form->tgtype) ? "BEFORE " :
						   TRIGGER_FOR_INSTEAD(form->tgtype) ? "INSTEAD OF " : "AFTER ");
	append_events(&buf, actual);
	if (OidIsValid(form->tgconstrrelid))
	{
		char	   *referenced = get_rel_name(form->tgconstrrelid);

		appendStringInfo(&buf, " FROM %s", referenced ? quote_identifier(referenced) : "?");
	}
	if (OidIsValid(form->tgconstraint))
		appendStringInfoString(&buf, form->tginitdeferred ? " DEFERRABLE INITIALLY DEFERRED" :
							   form->tgdeferrable ? " DEFERRABLE" : " NOT DEFERRABLE");
	if (actual->old_table || actual->new_table)
		appendStringInfoString(&buf, " REFERENCING");
	if (actual->old_table)
		appendStringInfo(&buf, " OLD TABLE AS %s", quote_identifier(actual->old_table));
	if (actual->new_table)
		appendStringInfo(&buf, " NEW TABLE AS %s", quote_identifier(actual->new_table));
	appendStringInfoString(&buf, TRIGGER_FOR_ROW(form->tgtype) ?
						   " FOR EACH ROW" : " FOR EACH STATEMENT");
	if (actual->condition)
	{
		char	   *condition = idem_deparse_trigger_when(actual->condition, form->tgrelid);

		appendStringInfo(&buf, " WHEN (%s)", condition ? condition : "...");
	}
	function = get_func_name(form->tgfoid);
	appendStringInfo(&buf, " EXECUTE FUNCTION %s(",
					 function == NULL ? "?" :
					 quote_qualified_identifier(get_namespace_name(get_func_namespace(form->tgfoid)),
												function));
	for (int i = 0; i < actual->nargs; i++)
		appendStringInfo(&buf, "%s%s", i > 0 ? ", " : "", quote_literal_cstr(actual->args[i]));
	appendStringInfoChar(&buf, ')');
	return buf.data;
}

const IdemKind idem_kind_trigger = {
	.noun = "trigger",
	.objtype = OBJECT_TRIGGER,
	.classid = RelationRelationId,
	.is_part = true,
	.declare = trigger_declare,
	.resolve = trigger_resolve,
	.observe = trigger_observe,
	.diff = trigger_diff,
	.describe = trigger_describe,
	.record_name = idem_record_part,
};
