/*-------------------------------------------------------------------------
 *
 * heal.c
 *	  Restores what applied revisions made and somebody removed.
 *
 * All declarations of the stream converge again, those of later revisions
 * too, since a later one may have renamed or altered what is missing.  Of the
 * rest only calls of our own functions that declare objects run again.  DML
 * and DO blocks never do.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_proc.h"
#include "commands/extension.h"
#include "miscadmin.h"
#include "optimizer/optimizer.h"
#include "tcop/tcopprot.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"
#include "utils/varlena.h"

#include "compat.h"
#include "revision.h"

/* How many of a list are shown. */
#define MAX_SHOWN 20

typedef struct Healing
{
	IdemRevision *revision;
	List	   *missing;
	int			allow;
	TimestampTz started;
} Healing;

static void heal_once(void *arg);
static List *stream_statements(const char *stream, List **scripts);

/* A script and the search_path that its names were resolved by. */
typedef struct PastScript
{
	IdemScript *script;
	const char *search_path;
	int			start;			/* of the script in the text of all */
} PastScript;

/*
 * Make what a revision lacks; "missing" says what that is, for people.  The
 * caller holds the change lock.
 */
void
idem_heal_revision(IdemRevision *revision, List *missing, int allow)
{
	Healing		healing = {revision, missing, allow, GetCurrentTimestamp()};

	idem_try_until_won(heal_once, &healing);
}

/*
 * A list for people, who do not read all of a long one.
 */
static char *
idem_join_strings(List *strings)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, strings)
	{
		if (foreach_current_index(lc) == MAX_SHOWN && list_length(strings) > MAX_SHOWN + 1)
		{
			appendStringInfo(&buf, " and %d more", list_length(strings) - MAX_SHOWN);
			break;
		}
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", (char *) lfirst(lc));
	}
	return buf.data;
}

/* ----------------------------------------------------------------
 *	What was declared
 * ----------------------------------------------------------------
 */

static bool
is_search_path(const Node *stmt)
{
	return IsA(stmt, VariableSetStmt) &&
		((const VariableSetStmt *) stmt)->name != NULL &&
		strcmp(((const VariableSetStmt *) stmt)->name, "search_path") == 0;
}

/*
 * The setting that names in the script go by, at a place of it: that of the
 * time when it was applied, and what it set itself.  A negative location is
 * that of a statement that was folded into another: the end will do.  The
 * caller has begun a nest level for it.
 */
void
idem_set_search_path_at(const IdemScript *script, const char *search_path, int location)
{
	ListCell   *lc;

	(void) set_config_option("search_path", search_path, PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	foreach(lc, script->statements)
	{
		RawStmt    *raw = lfirst_node(RawStmt, lc);

		if (location >= 0 && raw->stmt_location >= location)
			break;
		if (is_search_path(raw->stmt))
			idem_run_utility(raw->stmt, script->text, raw->stmt_location, raw->stmt_len);
	}
}

/*
 * Whether a statement does nothing but call functions of ours that declare
 * objects.
 */
static bool
is_own_call(const IdemScript *script, RawStmt *raw)
{
	Query	   *query;
	ListCell   *lc;
	SelectStmt *select = (SelectStmt *) raw->stmt;
	Oid			extension = get_extension_oid("idem_migrate", true);

	/*
	 * analysis may fail for want of what is missing; so look at the tree
	 * first
	 */
	if (!IsA(select, SelectStmt) || select->fromClause != NIL || select->targetList == NIL)
		return false;
	foreach(lc, select->targetList)
	{
		ResTarget  *target = lfirst_node(ResTarget, lc);

		if (target->val == NULL || !IsA(target->val, FuncCall))
			return false;
	}

	query = linitial_node(Query, pg_analyze_and_rewrite_fixedparams(copyObject(raw), script->text,
																	NULL, 0, NULL));
	if (query->commandType != CMD_SELECT || query->rtable != NIL || query->hasSubLinks)
		return false;
	foreach(lc, query->targetList)
	{
		Expr	   *expr = lfirst_node(TargetEntry, lc)->expr;
		FuncExpr   *call = (FuncExpr *) expr;
		char	   *name;

		if (!IsA(expr, FuncExpr) || contain_volatile_functions((Node *) call->args) ||
			getExtensionOfObject(ProcedureRelationId, call->funcid) != extension)
			return false;
		name = get_func_name(call->funcid);
		if (strncmp(name, "ensure", 6) != 0 && strncmp(name, "rename_", 7) != 0 &&
			strncmp(name, "drop_", 5) != 0)
			return false;
	}
	return true;
}

/*
 * The search_path that a revision was applied with.  The "$user" in it meant
 * the role of that time, who need not be the one who heals.
 */
static const char *
past_search_path(const IdemRevision *revision)
{
	const char *recorded = idem_revision_text(revision, REV_SEARCH_PATH);
	List	   *names;
	ListCell   *lc;
	StringInfoData buf;

	if (!SplitIdentifierString(pstrdup(recorded), ',', &names))
		return recorded;
	initStringInfo(&buf);
	foreach(lc, names)
	{
		const char *name = lfirst(lc);

		if (strcmp(name, "$user") == 0)
			name = idem_revision_text(revision, REV_ROLE);
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", quote_identifier(name));
	}
	return buf.data;
}

/*
 * The statements of a stream that may run again, in order.  The scripts are
 * parsed as one text: folding moves nodes from one statement to another, and
 * their locations must mean the same place there.
 */
static List *
stream_statements(const char *stream, List **scripts)
{
	StringInfoData all;
	List	   *statements = NIL;
	List	   *raws;
	ListCell   *lc;
	ListCell   *lr;

	initStringInfo(&all);
	foreach(lc, idem_stream_revisions(stream))
	{
		IdemRevision *revision = lfirst(lc);
		PastScript *past = palloc(sizeof(PastScript));

		idem_check_recorded(revision);
		past->script = idem_read_script(stream, idem_revision_text(revision, REV_REVISION),
										idem_revision_text(revision, REV_UP));
		past->search_path = past_search_path(revision);
		past->start = all.len;

		/* up to 17 the white space behind this belongs to the next one */
		appendStringInfo(&all, "%s\n;", past->script->text);
		*scripts = lappend(*scripts, past);
	}

	raws = idem_parse_script(all.data);
	lr = list_head(raws);
	foreach(lc, *scripts)
	{
		PastScript *past = lfirst(lc);
		List	   *own = NIL;

		for (int i = 0; i < list_length(past->script->statements) && lr != NULL; i++)
		{
			own = lappend(own, lfirst(lr));
			lr = lnext(raws, lr);
		}
		past->script->text = all.data;
		past->script->statements = own;
		statements = list_concat(statements, idem_script_statements(past->script));
	}
	return statements;
}

static PastScript *
script_of(List *scripts, const IdemStatement *statement)
{
	PastScript *result = NULL;
	ListCell   *lc;

	foreach(lc, scripts)
	{
		PastScript *past = lfirst(lc);

		if (past->start <= statement->origin)
			result = past;
	}
	Assert(result != NULL);
	return result;
}

/* ----------------------------------------------------------------
 *	Healing
 * ----------------------------------------------------------------
 */

static void
heal_error_callback(void *arg)
{
	Healing    *healing = arg;

	errcontext("while restoring what revision \"%s\" of stream \"%s\" made",
			   idem_revision_text(healing->revision, REV_REVISION),
			   idem_revision_text(healing->revision, REV_STREAM));
}

static void
heal_statement(const Healing *healing, const PastScript *past, const IdemStatement *statement)
{
	IdemOptions options = {0};
	List	   *wanted;
	ListCell   *lc;
	RawStmt    *raw;

	options.allow = healing->allow;
	options.in_revision = true;
	wanted = idem_script_wanted(past->script, statement);
	if (wanted != NIL)
	{
		/* whoever made anew what a revision dropped may keep it */
		foreach(lc, wanted)
		{
			IdemWanted *one = lfirst(lc);

			/* what has another name since; what is missing shows in the end */
			if (IsA(statement->stmt, AlterTableStmt) || one->kind->is_property)
				one->missing_ok = true;
			if (one->wish == IDEM_ABSENT)
				wanted = foreach_delete_current(wanted, lc);
		}
		if (wanted != NIL)
		{
			foreach(lc, idem_wanted_in_turn(wanted))
				(void) idem_converge(lfirst(lc), &options);
		}
		return;
	}

	raw = makeNode(RawStmt);
	raw->stmt = statement->stmt;
	raw->stmt_location = statement->location;
	raw->stmt_len = statement->length;
	if (is_own_call(past->script, raw))
		idem_run_statement(past->script, raw);
}

/*
 * A stamped revision expects what its script declares.  If a later one has
 * dropped, renamed or changed some of that, nobody was there to see it: what
 * all declarations together do not bring back is not expected any more.
 */
static void
forget_superseded(const char *stream, const char *revision)
{
	ListCell   *lc;

	foreach(lc, idem_revision_objects(stream, revision))
	{
		IdemObject *object = lfirst(lc);
		ObjectAddress address;
		List	   *parts;
		List	   *left = NIL;
		ListCell   *lp;

		if (object->removed_stream != NULL)
			continue;
		if (!idem_find_object(object, &address))
		{
			idem_forget_object(object);
			continue;
		}
		parts = idem_parts_of(&address);
		foreach(lp, object->parts)
		{
			if (idem_string_member(parts, lfirst(lp)))
				left = lappend(left, lfirst(lp));
		}
		if (list_length(left) != list_length(object->parts))
		{
			object->parts = left;
			idem_replace_object(object);
		}
	}
	CommandCounterIncrement();
}

static void
heal_once(void *arg)
{
	Healing    *healing = arg;
	const char *stream = idem_revision_text(healing->revision, REV_STREAM);
	const char *name = idem_revision_text(healing->revision, REV_REVISION);
	List	   *scripts = NIL;
	List	   *statements = stream_statements(stream, &scripts);
	List	   *missing;
	ErrorContextCallback context;
	int			nestlevel;
	ListCell   *lc;

	context.callback = heal_error_callback;
	context.arg = healing;
	context.previous = error_context_stack;
	error_context_stack = &context;

	/* unqualified names belong where those of this revision do */
	nestlevel = NewGUCNestLevel();
	foreach(lc, scripts)
	{
		PastScript *past = lfirst(lc);

		if (strcmp(past->script->revision, name) == 0)
			idem_set_search_path_at(past->script, past->search_path, -1);
	}
	statements = idem_fold_present(statements);
	idem_note_grants(statements);
	AtEOXact_GUC(false, nestlevel);

	foreach(lc, statements)
	{
		IdemStatement *statement = lfirst(lc);
		PastScript *past = script_of(scripts, statement);

		nestlevel = NewGUCNestLevel();
		CHECK_FOR_INTERRUPTS();
		idem_set_search_path_at(past->script, past->search_path, statement->location);
		heal_statement(healing, past, statement);
		AtEOXact_GUC(false, nestlevel);
	}

	CommandCounterIncrement();
	if (idem_revision_is_stamped(healing->revision))
		forget_superseded(stream, name);
	missing = idem_missing_objects(stream, name);
	if (missing != NIL)
		ereport(ERROR,
				(errcode(ERRCODE_IDEM_DRIFT),
				 errmsg("objects of revision \"%s\" of stream \"%s\" are missing", name, stream),
				 errdetail("Missing: %s. What made it was not a definition, or was one inside a DO block or function, and does not run again.",
						   idem_join_strings(missing)),
				 errhint("Restore it by hand, or revert the revision and apply it again, or record it as it is with idem.stamp(..., force => true).")));

	idem_record_event(stream, name, "healed",
					  psprintf("missing: %s", idem_join_strings(healing->missing)),
					  idem_revision_text(healing->revision, REV_CHECKSUM), healing->started);
	error_context_stack = context.previous;
}
