/*-------------------------------------------------------------------------
 *
 * object_step.c
 *	  DROP, RENAME, COMMENT and OWNER TO, which read the same for objects of most types.
 *
 * A part of a relation goes by the name of the relation and its own, other
 * objects by a name with or without a schema.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "commands/comment.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"

#include "idem_migrate.h"

/*
 * The object as DROP and COMMENT name it, found where it is.
 */
static Node *
object_node(const IdemWanted *wanted)
{
	List	   *names;

	/* what no schema holds */
	if (wanted->kind->objtype == OBJECT_EVENT_TRIGGER)
		return (Node *) makeString(wanted->name);
	names = list_make1(makeString(wanted->name));
	if (wanted->nspname)
		names = lcons(makeString(wanted->nspname), names);
	if (wanted->kind->is_part)
		names = lappend(names, makeString(wanted->part));
	return (Node *) names;
}

/*
 * The same as people write it.
 */
static char *
object_name(const IdemWanted *wanted)
{
	if (!wanted->kind->is_part)
		return idem_qualified_name(wanted);
	return psprintf("%s ON %s", quote_identifier(wanted->part), idem_qualified_name(wanted));
}

/*
 * DROP of the object, either because it is not wanted or to be made anew.
 */
IdemStep *
idem_step_drop_object(const IdemWanted *wanted, IdemPlan *plan, IdemOutcome outcome)
{
	ObjectType	objtype = wanted->kind->objtype;
	IdemStep   *step = idem_step(plan, wanted, "drop", outcome);
	DropStmt   *stmt = makeNode(DropStmt);

	stmt->removeType = objtype;
	stmt->behavior = DROP_RESTRICT;
	stmt->objects = list_make1(object_node(wanted));
	idem_step_statement(step, (Node *) stmt,
						psprintf("DROP %s %s", idem_object_words(objtype),
								 object_name(wanted)));
	if (outcome == IDEM_DROPPED)
		step->behavior = &stmt->behavior;
	if (wanted->kind->is_part)
	{
		step->lockrel = wanted->objid;
		step->lockmode = AccessExclusiveLock;
	}
	return step;
}

/*
 * An object that is dropped and made again has lost its comment.
 */
void
idem_step_comment_again(const IdemWanted *wanted, IdemPlan *plan, Oid classid, Oid objid)
{
	ObjectType	objtype = wanted->kind->objtype;
	char	   *comment = GetComment(objid, classid, 0);
	IdemStep   *step;
	CommentStmt *stmt;

	if (comment == NULL)
		return;
	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	stmt = makeNode(CommentStmt);
	stmt->objtype = objtype;
	stmt->object = object_node(wanted);
	stmt->comment = comment;
	idem_step_statement(step, (Node *) stmt,
						psprintf("COMMENT ON %s %s IS %s", idem_object_words(objtype),
								 object_name(wanted),
								 quote_literal_cstr(comment)));
	step->reason = "the comment is kept";
	if (wanted->kind->is_part)
	{
		step->lockrel = wanted->objid;
		step->lockmode = ShareUpdateExclusiveLock;
	}
}

/*
 * It belongs to whoever made it, too.
 */
void
idem_step_owner_again(const IdemWanted *wanted, IdemPlan *plan, Oid owner)
{
	ObjectType	objtype = wanted->kind->objtype;
	IdemStep   *step;
	AlterOwnerStmt *stmt;
	RoleSpec   *role;

	if (owner == GetUserId())
		return;
	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	role = makeNode(RoleSpec);
	role->roletype = ROLESPEC_CSTRING;
	role->rolename = GetUserNameFromId(owner, false);
	role->location = -1;
	stmt = makeNode(AlterOwnerStmt);
	stmt->objectType = objtype;
	stmt->object = object_node(wanted);
	stmt->newowner = role;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER %s %s OWNER TO %s", idem_object_words(objtype),
								 object_name(wanted),
								 quote_identifier(role->rolename)));
	step->reason = "the owner is kept";
}

/*
 * RENAME, given whether there are an object of the old name and one of the
 * new.
 */
void
idem_diff_renamed(const IdemWanted *wanted, IdemPlan *plan, bool has_old, bool has_new)
{
	const char *noun = wanted->kind->noun;
	ObjectType	objtype = wanted->kind->objtype;
	const char *on = wanted->kind->is_part ?
		psprintf(" of relation \"%s\"", NameListToString(wanted->names)) : "";
	const char *old = wanted->kind->is_part ? wanted->part : NameListToString(wanted->names);
	IdemStep   *step;
	RenameStmt *stmt;

	if (has_old && strcmp(wanted->kind->is_part ? wanted->part : wanted->name,
						  wanted->newname) == 0)
		return;
	if (has_old && has_new)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_OBJECT),
				 errmsg("there are both %s \"%s\" and \"%s\"%s", noun, old, wanted->newname, on),
				 errhint("Drop one of the two.")));
	if (!has_old && (has_new || (wanted->missing_ok && plan->steps == NIL)))
		return;
	if (!has_old && plan->steps == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("there is neither %s \"%s\" nor \"%s\"%s", noun, old, wanted->newname, on)));

	step = idem_step(plan, wanted, "rename", IDEM_ALTERED);
	stmt = makeNode(RenameStmt);
	stmt->renameType = objtype;
	stmt->newname = wanted->newname;
	stmt->missing_ok = wanted->missing_ok;
	if (wanted->kind->is_part)
	{
		stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
		stmt->subname = wanted->part;
		step->lockrel = wanted->objid;
		step->lockmode = AccessExclusiveLock;
	}
	else
		stmt->object = object_node(wanted);
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER %s %s RENAME TO %s", idem_object_words(objtype),
								 object_name(wanted),
								 quote_identifier(wanted->newname)));
}

/*
 * SET SCHEMA, the same.
 */
void
idem_diff_moved(const IdemWanted *wanted, IdemPlan *plan, bool has_old, bool has_new)
{
	ObjectType	objtype = wanted->kind->objtype;
	const char *place = quote_qualified_identifier(wanted->newschema, wanted->newname);
	IdemStep   *step;
	AlterObjectSchemaStmt *stmt;

	if (has_old && wanted->nspname && strcmp(wanted->nspname, wanted->newschema) == 0)
		return;
	if (has_old && has_new)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_OBJECT),
				 errmsg("there are both %s \"%s\" and \"%s\"", wanted->kind->noun,
						idem_qualified_name(wanted), place),
				 errhint("Drop one of the two.")));
	if (!has_old && (has_new || (wanted->missing_ok && plan->steps == NIL)))
		return;
	if (!has_old && plan->steps == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("there is neither %s \"%s\" nor \"%s\"", wanted->kind->noun,
						NameListToString(wanted->names), place)));

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	stmt = makeNode(AlterObjectSchemaStmt);
	stmt->objectType = objtype;
	stmt->object = object_node(wanted);
	stmt->newschema = wanted->newschema;
	stmt->missing_ok = wanted->missing_ok;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER %s %s SET SCHEMA %s", idem_object_words(objtype),
								 object_name(wanted),
								 quote_identifier(wanted->newschema)));
}
