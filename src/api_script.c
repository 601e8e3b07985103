/*-------------------------------------------------------------------------
 *
 * api_script.c
 *	  The doors: idem.ensure() and idem.plan().
 *
 * Turn steps into rows of idem.step.  Decide nothing.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_class.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "storage/lock.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/tuplestore.h"

#include "compat.h"
#include "revision.h"

PG_FUNCTION_INFO_V1(idem_ensure);
PG_FUNCTION_INFO_V1(idem_plan);

/* columns of idem.step, in order */
enum
{
	STEP_SEQ, STEP_KIND, STEP_OBJECT, STEP_ACTION, STEP_DDL, STEP_LOCK_MODE,
	STEP_REWRITES, STEP_SCANS, STEP_REASON, STEP_RELATION, STEP_RELATION_SIZE,
	STEP_BLOCKERS, STEP_ALLOW,
	STEP_NCOLUMNS
};

typedef struct Rows
{
	ReturnSetInfo *result;
	int			count;
	bool		planned;		/* steps that have not been taken */
} Rows;

static void
set_text(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = (text == NULL);
	if (text !=NULL)
		values[column] = CStringGetTextDatum(text);
}

/*
 * How many sessions hold a lock that the step would have to wait for.
 */
static int
count_blockers(Oid relid, LOCKMODE mode)
{
	LOCKTAG		tag;
	int			count = 0;

	SET_LOCKTAG_RELATION(tag, MyDatabaseId, relid);
	(void) GetLockConflicts(&tag, mode, &count);
	return count;
}

/*
 * Whether a privilege on the relation lets the caller take the step, although
 * he does not own it.
 */
static bool
is_enough(const IdemStep *step)
{
	AclMode		mode = ACL_NO_RIGHTS;

	if (step->stmt != NULL && IsA(step->stmt, CreateTrigStmt))
		mode = ACL_TRIGGER;
	else if (step->stmt != NULL && IsA(step->stmt, CreateStmt))
		mode = ACL_REFERENCES;	/* with foreign keys to it */
	return mode != ACL_NO_RIGHTS &&
		pg_class_aclcheck(step->lockrel, GetUserId(), mode) == ACLCHECK_OK;
}

/*
 * The right that the caller would need for a step and does not have, or NULL.
 */
static char *
missing_right(const IdemStep *step)
{
	const IdemWanted *wanted = step->wanted;

	if (wanted == NULL || step->kind->is_property)
		return NULL;
	if (OidIsValid(step->lockrel))
	{
		if (is_enough(step))
			return NULL;
		if (!idem_object_ownercheck(RelationRelationId, step->lockrel, GetUserId()))
			return psprintf("must be owner of relation %s", get_rel_name(step->lockrel));
	}
	else if (OidIsValid(wanted->objid) && OidIsValid(step->kind->classid))
	{
		if (!idem_object_ownercheck(step->kind->classid, wanted->objid, GetUserId()))
			return psprintf("must be owner of %s %s", step->kind->noun, step->object);
	}
	else if (OidIsValid(wanted->nspid) &&
			 !idem_may_create_in(wanted->nspid, GetUserId()))
		return psprintf("permission denied for schema %s", get_namespace_name(wanted->nspid));
	return NULL;
}

/*
 * Why the step is needed, why it would be refused, and which right is
 * missing.
 */
static char *
reason_text(const IdemStep *step, bool planned)
{
	StringInfoData buf;
	char	   *right = planned ? missing_right(step) : NULL;

	initStringInfo(&buf);
	if (step->reason)
		appendStringInfoString(&buf, step->reason);
	if (step->problem && step->safety)
		appendStringInfo(&buf, "%s%s%s%s", buf.len > 0 ? "; " : "", step->problem,
						 step->detail ? ": " : "", step->detail ? step->detail : "");
	if (right)
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? "; " : "", right);
	return buf.len > 0 ? buf.data : NULL;
}

static void
add_row(const IdemStep *step, void *arg)
{
	Rows	   *rows = arg;
	Datum		values[STEP_NCOLUMNS] = {0};
	bool		nulls[STEP_NCOLUMNS] = {0};
	bool		has_relation = OidIsValid(step->lockrel);

	values[STEP_SEQ] = Int32GetDatum(++rows->count);
	set_text(values, nulls, STEP_KIND, step->kind->noun);
	set_text(values, nulls, STEP_OBJECT, step->object);
	set_text(values, nulls, STEP_ACTION, step->action);
	set_text(values, nulls, STEP_DDL, step->ddl);
	set_text(values, nulls, STEP_LOCK_MODE,
			 has_relation ? GetLockmodeName(DEFAULT_LOCKMETHOD, step->lockmode) : NULL);
	values[STEP_REWRITES] = BoolGetDatum(step->rewrites);
	values[STEP_SCANS] = BoolGetDatum(step->scans);
	set_text(values, nulls, STEP_REASON, reason_text(step, rows->planned));

	nulls[STEP_RELATION] = nulls[STEP_RELATION_SIZE] = !has_relation;
	nulls[STEP_BLOCKERS] = !has_relation || !rows->planned;
	if (has_relation)
	{
		char	   *schema = get_namespace_name(get_rel_namespace(step->lockrel));
		char	   *name = get_rel_name(step->lockrel);

		set_text(values, nulls, STEP_RELATION,
				 name ? quote_qualified_identifier(schema, name) : NULL);
		values[STEP_RELATION_SIZE] = Int64GetDatum(idem_relation_size(step->lockrel));
		if (rows->planned)
			values[STEP_BLOCKERS] = Int32GetDatum(count_blockers(step->lockrel, step->lockmode));
	}
	set_text(values, nulls, STEP_ALLOW,
			 (step->safety & IDEM_IMPOSSIBLE) ? "impossible" :
			 step->safety ? idem_allow_words(step->safety) : NULL);

	tuplestore_putvalues(rows->result->setResult, rows->result->setDesc, values, nulls);
}

static void
forget_rows(void *arg)
{
	Rows	   *rows = arg;

	tuplestore_clear(rows->result->setResult);
	rows->count = 0;
}

static void
begin_rows(FunctionCallInfo fcinfo, Rows *rows)
{
	idem_begin_rows(fcinfo);
	rows->result = (ReturnSetInfo *) fcinfo->resultinfo;
	rows->count = 0;
	if (rows->result->setDesc->natts != STEP_NCOLUMNS)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("type idem.step has %d columns instead of %d",
						rows->result->setDesc->natts, STEP_NCOLUMNS),
				 errdetail("The library and the SQL objects of the extension are of different versions."),
				 errhint("Run ALTER EXTENSION idem_migrate UPDATE.")));
}

/*
 * idem.ensure(script, allow)
 *
 * Makes the database what the script declares, all statements of it taken
 * together: later ones edit, rename or remove what earlier ones say.  What is
 * there and not mentioned stays.  Returns the steps that were taken; none, and
 * neither lock nor trace, if all was so already.
 *
 * The script may have BEGIN and COMMIT, settings, and what pg_dump writes
 * around them.  Takes the change lock if there is something to do, then the
 * locks of its steps.  Refuses: statements that declare no object (IM005,
 * unless "allow" has "run"), psql commands, COPY data and other transaction
 * control (0A000), CONCURRENTLY on a table with rows (25001), and whatever
 * the kinds of its objects refuse.
 */
Datum
idem_ensure(PG_FUNCTION_ARGS)
{
	char	   *script = idem_arg_text(fcinfo, 0, "script");
	int			allow = PG_ARGISNULL(1) ? 0 : idem_arg_allow(fcinfo, 1);
	Rows		rows = {NULL, 0, false};

	begin_rows(fcinfo, &rows);
	idem_ensure_script(script, allow, add_row, forget_rows, &rows);
	return (Datum) 0;
}

/*
 * idem.plan(script, allow)
 *
 * The steps that idem.ensure() would take now, in order, refused ones too.
 * Executes nothing, writes nothing, takes no lock above AccessShareLock;
 * works on a standby, and for roles without rights on the objects.
 */
Datum
idem_plan(PG_FUNCTION_ARGS)
{
	char	   *script = idem_arg_text(fcinfo, 0, "script");
	int			allow = PG_ARGISNULL(1) ? 0 : idem_arg_allow(fcinfo, 1);
	Rows		rows = {NULL, 0, true};

	begin_rows(fcinfo, &rows);
	idem_plan_script(script, allow, add_row, &rows);
	return (Datum) 0;
}
