/*-------------------------------------------------------------------------
 *
 * kind_policy.c
 *	  Row security policies.
 *
 * Declared by CreatePolicyStmt, or edited by AlterPolicyStmt.  ALTER POLICY
 * can change the roles and replace the conditions; a policy for another
 * command, of the other sort, or without a condition that it has is dropped
 * and made again.  Whether row security is enabled at all is a property of
 * the table: see table_security.c.
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
#include "catalog/pg_policy.h"
#include "catalog/pg_type.h"
#include "commands/policy.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

#include "parts.h"

/* What CREATE POLICY and ALTER POLICY both say. */
typedef struct Declared
{
	List	   *roles;
	Node	   *qual;
	Node	   *with_check;
} Declared;

/* What a declaration changes of a policy. */
typedef struct Changes
{
	bool		anew;			/* ALTER POLICY would not do */
	bool		roles;
	bool		qual;
	bool		with_check;
	char	   *qual_text;		/* the wanted ones as the server writes them */
	char	   *check_text;
} Changes;

typedef struct ActualPolicy
{
	IdemActual	head;
	char		command;		/* polcmd */
	bool		permissive;
	List	   *roles;			/* OIDs; that of PUBLIC is invalid */
	Node	   *qual;			/* USING, or NULL */
	Node	   *with_check;		/* WITH CHECK, or NULL */
	bool		has_new;		/* IDEM_RENAMED: there is one of the new name */
	Changes    *changes;		/* found out by diff() */
} ActualPolicy;

static void diff_present(const IdemWanted *wanted, const ActualPolicy *actual, IdemPlan *plan);
static IdemStep *step_alter(const IdemWanted *wanted, IdemPlan *plan, const Changes *changes);
static IdemStep *step_whole(const IdemWanted *wanted, IdemPlan *plan, IdemOutcome outcome);

static Declared
declared(const IdemWanted *wanted)
{
	Declared	result;

	if (IsA(wanted->node, CreatePolicyStmt))
	{
		const CreatePolicyStmt *stmt = (const CreatePolicyStmt *) wanted->node;

		result.roles = stmt->roles;
		result.qual = stmt->qual;
		result.with_check = stmt->with_check;
	}
	else
	{
		const AlterPolicyStmt *stmt = castNode(AlterPolicyStmt, wanted->node);

		result.roles = stmt->roles;
		result.qual = stmt->qual;
		result.with_check = stmt->with_check;
	}
	return result;
}

static bool
policy_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;
	IdemWanted *wanted;

	if (IsA(stmt, CreatePolicyStmt))
	{
		wanted = idem_declare_whole(declaration, &idem_kind_policy,
									idem_relation_names(((CreatePolicyStmt *) stmt)->table));
		wanted->part = ((CreatePolicyStmt *) stmt)->policy_name;
		wanted->by_creation = false;
	}
	else if (IsA(stmt, AlterPolicyStmt))
	{
		wanted = idem_declare_edit(declaration, &idem_kind_policy,
								   idem_relation_names(((AlterPolicyStmt *) stmt)->table));
		wanted->part = ((AlterPolicyStmt *) stmt)->policy_name;
	}
	else if (IsA(stmt, RenameStmt) && ((RenameStmt *) stmt)->renameType == OBJECT_POLICY)
	{
		wanted = idem_declare_renamed(declaration, &idem_kind_policy,
									  idem_relation_names(((RenameStmt *) stmt)->relation),
									  (RenameStmt *) stmt);
		wanted->part = ((RenameStmt *) stmt)->subname;
	}
	else
		return false;
	return true;
}

static void
policy_resolve(IdemWanted *wanted)
{
	(void) idem_lookup_relation(wanted);
}

/* ----------------------------------------------------------------
 *	What is there
 * ----------------------------------------------------------------
 */

static void
read_policy(ActualPolicy *actual, HeapTuple tuple, TupleDesc desc)
{
	Form_pg_policy form = (Form_pg_policy) GETSTRUCT(tuple);
	bool		isnull;
	Datum		value;

	actual->head.found = true;
	ObjectAddressSet(actual->head.address, PolicyRelationId, form->oid);
	actual->command = form->polcmd;
	actual->permissive = form->polpermissive;

	value = heap_getattr(tuple, Anum_pg_policy_polroles, desc, &isnull);
	if (!isnull)
	{
		ArrayType  *roles = DatumGetArrayTypeP(value);

		for (int i = 0; i < ARR_DIMS(roles)[0]; i++)
			actual->roles = list_append_unique_oid(actual->roles,
												   ((Oid *) ARR_DATA_PTR(roles))[i]);
	}
	value = heap_getattr(tuple, Anum_pg_policy_polqual, desc, &isnull);
	if (!isnull)
		actual->qual = idem_stored_expr(TextDatumGetCString(value));
	value = heap_getattr(tuple, Anum_pg_policy_polwithcheck, desc, &isnull);
	if (!isnull)
		actual->with_check = idem_stored_expr(TextDatumGetCString(value));
}

static IdemActual *
policy_observe(const IdemWanted *wanted)
{
	ActualPolicy *actual = palloc0(sizeof(ActualPolicy));
	Relation	catalog;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	actual->changes = palloc0(sizeof(Changes));
	if (!OidIsValid(wanted->objid))
		return &actual->head;

	catalog = table_open(PolicyRelationId, AccessShareLock);
	ScanKeyInit(&keys[0], Anum_pg_policy_polrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(wanted->objid));
	ScanKeyInit(&keys[1], Anum_pg_policy_polname, BTEqualStrategyNumber, F_NAMEEQ,
				CStringGetDatum(wanted->part));
	scan = systable_beginscan(catalog, PolicyPolrelidPolnameIndexId, true, NULL, 2, keys);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
		read_policy(actual, tuple, RelationGetDescr(catalog));
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);

	if (wanted->wish == IDEM_RENAMED)
		actual->has_new = OidIsValid(get_relation_policy_oid(wanted->objid, wanted->newname, true));
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	Differences
 * ----------------------------------------------------------------
 */

static void
policy_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualPolicy *actual = (const ActualPolicy *) head;

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
					diff_present(wanted, actual, plan);
					break;
				case IDEM_RELATION_LATER:
					step_whole(wanted, plan, IDEM_CREATED);
					break;
				case IDEM_RELATION_NONE:
					break;
			}
			break;
	}
}

/*
 * The code of a command in the catalog; see parse_policy_command() of
 * policy.c.
 */
static char
command_code(const char *name)
{
	return strcmp(name, "select") == 0 ? ACL_SELECT_CHR :
		strcmp(name, "insert") == 0 ? ACL_INSERT_CHR :
		strcmp(name, "update") == 0 ? ACL_UPDATE_CHR :
		strcmp(name, "delete") == 0 ? ACL_DELETE_CHR : '*';
}

/*
 * Whether the roles are the same, in any order.  PUBLIC stands for all.
 */
static bool
same_roles(List *specs, const ActualPolicy *actual)
{
	List	   *roles = NIL;
	ListCell   *lc;

	foreach(lc, specs)
	{
		RoleSpec   *spec = lfirst_node(RoleSpec, lc);

		if (spec->roletype == ROLESPEC_PUBLIC)
		{
			roles = list_make1_oid(InvalidOid);
			break;
		}
		roles = list_append_unique_oid(roles, get_rolespec_oid(spec, false));
	}
	return list_difference_oid(roles, actual->roles) == NIL &&
		list_difference_oid(actual->roles, roles) == NIL;
}

/*
 * Compare one condition.  CREATE POLICY without it means that there is none,
 * ALTER POLICY that it stays.
 */
static bool
condition_differs(const IdemWanted *wanted, Node *raw, Node *actual, Changes *changes, char **text)
{
	if (raw != NULL)
		return !idem_policy_condition_equal(raw, wanted->source, wanted->objid, actual, text);
	if (actual != NULL && IsA(wanted->node, CreatePolicyStmt))
		changes->anew = true;
	return false;
}

static void
look_at_roles(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualPolicy *actual = (const ActualPolicy *) head;
	List	   *roles = declared(wanted).roles;

	(void) plan;
	actual->changes->roles = roles != NIL && !same_roles(roles, actual);
}

static void
look_at_qual(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualPolicy *actual = (const ActualPolicy *) head;

	(void) plan;
	actual->changes->qual = condition_differs(wanted, declared(wanted).qual, actual->qual,
											  actual->changes, &actual->changes->qual_text);
}

static void
look_at_check(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualPolicy *actual = (const ActualPolicy *) head;

	(void) plan;
	actual->changes->with_check = condition_differs(wanted, declared(wanted).with_check,
													actual->with_check, actual->changes,
													&actual->changes->check_text);
}

static void
diff_present(const IdemWanted *wanted, const ActualPolicy *actual, IdemPlan *plan)
{
	Changes    *changes = actual->changes;
	IdemStep   *step;

	if (!actual->head.found)
	{
		if (IsA(wanted->node, AlterPolicyStmt) && plan->steps == NIL)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("policy \"%s\" for table \"%s\" does not exist",
							wanted->part, wanted->name)));
		step_whole(wanted, plan, IDEM_CREATED);
		return;
	}

	if (IsA(wanted->node, CreatePolicyStmt))
	{
		CreatePolicyStmt *stmt = (CreatePolicyStmt *) wanted->node;

		changes->anew = command_code(stmt->cmd_name) != actual->command ||
			stmt->permissive != actual->permissive;
	}

	/* what needs something that is still to be made cannot be there already */
	changes->roles |= !idem_try_diff(look_at_roles, wanted, &actual->head, plan);
	changes->qual |= !idem_try_diff(look_at_qual, wanted, &actual->head, plan);
	changes->with_check |= !idem_try_diff(look_at_check, wanted, &actual->head, plan);

	if (changes->anew)
	{
		step = idem_step_drop_object(wanted, plan, IDEM_ALTERED);
		step->reason = psprintf("found %s", wanted->kind->describe(&actual->head));
		step_whole(wanted, plan, IDEM_ALTERED);
		idem_step_comment_again(wanted, plan, PolicyRelationId, actual->head.address.objectId);
	}
	else if (changes->roles || changes->qual || changes->with_check)
	{
		step = step_alter(wanted, plan, changes);
		step->reason = psprintf("%s%s%s: found %s", changes->roles ? "other roles" : "",
								changes->roles && (changes->qual || changes->with_check) ? ", " : "",
								changes->qual || changes->with_check ? "another condition" : "",
								wanted->kind->describe(&actual->head));
	}
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

/*
 * The statement as it is written.
 */
static IdemStep *
step_whole(const IdemWanted *wanted, IdemPlan *plan, IdemOutcome outcome)
{
	bool		alter = IsA(wanted->node, AlterPolicyStmt);
	IdemStep   *step = idem_step(plan, wanted, alter ? "alter" : "create",
								 alter ? IDEM_ALTERED : outcome);

	if (!alter)
		idem_step_whole(step, wanted);
	else if (wanted->location < 0)
		idem_step_statement(step, wanted->node,
							psprintf("ALTER POLICY %s ON %s", quote_identifier(wanted->part),
									 idem_qualified_name(wanted)));
	else
	{
		idem_step_statement(step, wanted->node,
							idem_statement_text(wanted->source, wanted->location, wanted->length));
		step->source = wanted->source;
		step->location = wanted->location;
		step->length = wanted->length;
	}
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
	return step;
}

/*
 * A condition as the caller wrote it, with its parentheses: what stands behind
 * USING or CHECK.  NULL if the statement was put together from several.
 */
static char *
written_condition(const IdemWanted *wanted, const char *keyword)
{
	IdemTokens	tokens;
	char	   *text;
	char	   *result = NULL;
	int			depth = 0;
	int			start = -1;
	bool		after_keyword = false;

	if (wanted->location < 0)
		return NULL;
	text = idem_statement_text(wanted->source, wanted->location, wanted->length);

	idem_tokens_begin(&tokens, text);
	while (result == NULL && idem_tokens_next(&tokens))
	{
		if (tokens.code == '(')
		{
			if (depth++ == 0 && after_keyword)
				start = tokens.location;
		}
		else if (tokens.code == ')' && --depth == 0 && start >= 0)
			result = pnstrdup(text +start, tokens.location + 1 - start);
		after_keyword = depth == 0 && tokens.length == (int) strlen(keyword) &&
			pg_strncasecmp(text +tokens.location, keyword, tokens.length) == 0;
	}
	idem_tokens_end(&tokens);
	return result;
}

static void
append_condition(StringInfo buf, const IdemWanted *wanted, const char *keyword, const char *text)
{
	const char *written = written_condition(wanted, keyword);

	if (written)
		appendStringInfoString(buf, written);
	else
		appendStringInfo(buf, "(%s)", text ? text : "...");
}

/*
 * ALTER POLICY for what differs.
 */
static IdemStep *
step_alter(const IdemWanted *wanted, IdemPlan *plan, const Changes *changes)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	AlterPolicyStmt *stmt = makeNode(AlterPolicyStmt);
	Declared	says = declared(wanted);
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	appendStringInfo(&buf, "ALTER POLICY %s ON %s", quote_identifier(wanted->part),
					 idem_qualified_name(wanted));
	stmt->policy_name = wanted->part;
	stmt->table = makeRangeVar(wanted->nspname, wanted->name, -1);
	if (changes->roles)
	{
		stmt->roles = says.roles;
		appendStringInfoString(&buf, " TO ");
		foreach(lc, says.roles)
			appendStringInfo(&buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
							 idem_role_text(lfirst_node(RoleSpec, lc)));
	}
	if (changes->qual && says.qual)
	{
		stmt->qual = says.qual;
		appendStringInfoString(&buf, " USING ");
		append_condition(&buf, wanted, "using", changes->qual_text);
	}
	if (changes->with_check && says.with_check)
	{
		stmt->with_check = says.with_check;
		appendStringInfoString(&buf, " WITH CHECK ");
		append_condition(&buf, wanted, "check", changes->check_text);
	}
	idem_step_statement(step, (Node *) stmt, buf.data);
	step->source = wanted->source;
	step->location = Max(wanted->location, 0);
	step->length = wanted->location < 0 ? 0 : wanted->length;
	step->lockrel = wanted->objid;
	step->lockmode = AccessExclusiveLock;
	return step;
}

/* ----------------------------------------------------------------
 *	Text
 * ----------------------------------------------------------------
 */

/*
 * What follows the relation in CREATE POLICY, without the conditions: those
 * may be long, and their text takes locks.
 */
static char *
policy_describe(const IdemActual *head)
{
	const ActualPolicy *actual = (const ActualPolicy *) head;
	StringInfoData buf;
	ListCell   *lc;

	if (!head->found)
		return pstrdup("no such policy");
	initStringInfo(&buf);
	appendStringInfo(&buf, "AS %s FOR %s TO ", actual->permissive ? "PERMISSIVE" : "RESTRICTIVE",
					 actual->command == ACL_SELECT_CHR ? "SELECT" :
					 actual->command == ACL_INSERT_CHR ? "INSERT" :
					 actual->command == ACL_UPDATE_CHR ? "UPDATE" :
					 actual->command == ACL_DELETE_CHR ? "DELETE" : "ALL");
	foreach(lc, actual->roles)
	{
		char	   *name = OidIsValid(lfirst_oid(lc)) ?
			GetUserNameFromId(lfirst_oid(lc), true) : NULL;

		appendStringInfo(&buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
						 !OidIsValid(lfirst_oid(lc)) ? "PUBLIC" :
						 name ? quote_identifier(name) : "?");
	}
	if (actual->qual)
		appendStringInfoString(&buf, " USING (...)");
	if (actual->with_check)
		appendStringInfoString(&buf, " WITH CHECK (...)");
	return buf.data;
}

const IdemKind idem_kind_policy = {
	.noun = "policy",
	.objtype = OBJECT_POLICY,
	.classid = RelationRelationId,
	.is_part = true,
	.declare = policy_declare,
	.resolve = policy_resolve,
	.observe = policy_observe,
	.diff = policy_diff,
	.describe = policy_describe,
	.record_name = idem_record_part,
};
