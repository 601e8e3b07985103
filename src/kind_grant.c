/*-------------------------------------------------------------------------
 *
 * kind_grant.c
 *	  Privileges on objects: GRANT and REVOKE.
 *
 * Declared by GrantStmt, object by object.  A statement is satisfied if it
 * would leave the privileges as they are, which it would write down again
 * nevertheless; or if those behind it in the script undo what it would do.
 * ON ALL ... IN SCHEMA means what is there now, and what the steps before
 * make.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_parameter_acl.h"
#include "catalog/pg_proc.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "compat.h"
#include "grant.h"

static void diff_object(const IdemWanted *wanted, IdemPlan *plan);
static void diff_schemas(const IdemWanted *wanted, IdemPlan *plan);

static bool
grant_declare(IdemDeclaration *declaration)
{
	GrantStmt  *stmt = (GrantStmt *) declaration->stmt;
	ListCell   *lc;

	if (!IsA(stmt, GrantStmt))
		return false;
	if (stmt->targtype != ACL_TARGET_OBJECT)
	{
		(void) idem_declare_property(declaration, &idem_kind_grant, stmt->objtype, NULL);
		return true;
	}
	foreach(lc, stmt->objects)
	{
		IdemWanted *wanted = idem_declare_property(declaration, &idem_kind_grant,
												   stmt->objtype, lfirst(lc));
		GrantStmt  *alone;

		if (list_length(stmt->objects) == 1)
			break;
		alone = makeNode(GrantStmt);
		*alone = *stmt;
		alone->objects = list_make1(lfirst(lc));
		wanted->stmt = wanted->node = (Node *) alone;
		wanted->location = -1;
	}
	return true;
}

/*
 * "ALL TABLES IN SCHEMA app"
 */
static char *
schemas_text(const GrantStmt *stmt)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	appendStringInfo(&buf, "ALL %sS IN SCHEMA", idem_object_words(stmt->objtype));
	foreach(lc, stmt->objects)
		appendStringInfo(&buf, "%s %s", foreach_current_index(lc) > 0 ? "," : "",
						 quote_identifier(strVal(lfirst(lc))));
	return buf.data;
}

static void
grant_resolve(IdemWanted *wanted)
{
	if (wanted->subject != NULL)
	{
		idem_resolve_subject(wanted);
		return;
	}
	wanted->name = schemas_text((GrantStmt *) wanted->node);
	wanted->nspname = strVal(linitial(((GrantStmt *) wanted->node)->objects));
}

static IdemActual *
grant_observe(const IdemWanted *wanted)
{
	IdemActual *actual = palloc0(sizeof(IdemActual));

	actual->found = OidIsValid(wanted->address.objectId);
	actual->address = wanted->address;
	return actual;
}

static void
grant_diff(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan)
{
	(void) actual;
	if (wanted->subject != NULL)
		diff_object(wanted, plan);
	else
		diff_schemas(wanted, plan);
}

/* ----------------------------------------------------------------
 *	One object
 * ----------------------------------------------------------------
 */

typedef struct Simulation
{
	IdemAcls   *acls;
	List	   *terms;			/* IdemTerms */
} Simulation;

static void
simulate(void *arg)
{
	Simulation *simulation = arg;
	ListCell   *lc;

	foreach(lc, simulation->terms)
	{
		IdemGranting ignored;

		simulation->acls = idem_apply_terms(simulation->acls, lfirst(lc), &ignored);
	}
}

static bool
depends_on_others(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST ||
		error->sqlerrcode == ERRCODE_INVALID_GRANT_OPERATION;
}

/*
 * Whether the statement makes a difference in the end.
 */
static bool
makes_difference(IdemAcls *before, IdemAcls *after, List *later)
{
	Simulation	with = {after, later};
	Simulation	without = {before, later};
	ErrorData  *error;

	if (idem_same_acls(before, after))
		return false;
	if (later == NIL)
		return true;
	simulate(&with);

	/* those behind it may not be possible without it */
	error = idem_try(simulate, &without, depends_on_others);
	if (error != NULL)
	{
		FreeErrorData(error);
		return true;
	}
	return !idem_same_acls(with.acls, without.acls);
}

/*
 * Whether the privileges are others once all has been said.
 */
static bool
leads_elsewhere(IdemAcls *before, IdemAcls *after, List *later)
{
	Simulation	with = {after, later};

	simulate(&with);
	return !idem_same_acls(before, with.acls);
}

/*
 * Whether the statement has something to do for an object, and what the
 * privileges will be if it is executed.
 */
static bool
is_needed(const IdemWanted *wanted, const IdemTerms *terms, const IdemObjectName *object,
		  IdemPlan *plan, IdemAcls **result_acls, char **reason)
{
	IdemAcls   *before = idem_planned_value(plan, &idem_kind_grant, &object->address, object->text);
	IdemAcls   *after;
	IdemGranting result;
	List	   *later;
	bool		exists = OidIsValid(object->address.objectId);
	bool		in_full;

	if (before == NULL)
	{
		if (exists)
			before = idem_read_acls(&object->address);
		else
			before = idem_default_acls(plan, object->type, GetUserId(), object->schema);
	}
	if (plan->values != NULL && before->type != OBJECT_PARAMETER_ACL)
	{
		IdemAcls   *copy = palloc(sizeof(IdemAcls));

		*copy = *before;
		before = copy;
		idem_give_acls(before, idem_planned_owner(plan, &object->address, object->text));
	}

	*result_acls = after = idem_apply_terms(before, terms, &result);
	later = idem_later_terms(wanted, object);
	in_full = idem_granted_in_full(wanted, object);
	if (!in_full && wanted->grants != NULL)
	{
		in_full = before->untouched && leads_elsewhere(before, after, later);
		idem_grant_in_full(wanted, object, in_full);
	}
	if (in_full ? !idem_identical_acls(before, after) : makes_difference(before, after, later))
	{
		if (exists)
			*reason = psprintf("privileges are %s%s", idem_acl_text(before->acl),
							   result.powerless ? "; the caller may not change all of them" : "");
		return true;
	}

	/* what the caller may not do is nothing to worry about if it is so */
	if (!result.powerless || later != NIL || idem_terms_hold(before, terms))
		return false;
	if (result.forbidden)
	{
		*reason = pstrdup("the caller has no right to change the privileges");
		return true;
	}
	if (!terms->all)
		ereport(WARNING,
				(errcode(terms->stmt->is_grant ? ERRCODE_WARNING_PRIVILEGE_NOT_GRANTED :
						 ERRCODE_WARNING_PRIVILEGE_NOT_REVOKED),
				 errmsg(terms->stmt->is_grant ? "not all privileges were granted for \"%s\"" :
						"not all privileges could be revoked for \"%s\"", object->name)));
	return false;
}

static void
remember(IdemPlan *plan, const IdemObjectName *object, IdemAcls *acls)
{
	const char *name = object->text;

	if (name == NULL && !OidIsValid(object->address.objectId))
		name = object->name;
	idem_plan_value(plan, &idem_kind_grant, &object->address, name, acls);
}

static char *
subject_schema(const IdemWanted *wanted)
{
	List	   *names = NIL;
	Node	   *subject = wanted->subject;

	if (OidIsValid(wanted->address.objectId))
		return wanted->address.classId == RelationRelationId ?
			get_namespace_name(get_rel_namespace(wanted->address.objectId)) :
			idem_object_schema(&wanted->address);
	if (IsA(subject, RangeVar))
		names = idem_relation_names((RangeVar *) subject);
	else if (IsA(subject, ObjectWithArgs))
		names = ((ObjectWithArgs *) subject)->objname;
	else if (IsA(subject, List))
		names = (List *) subject;
	if (names == NIL)
		return NULL;
	if (list_length(names) > 1)
		return strVal(list_nth(names, list_length(names) - 2));
	return wanted->schema ? pstrdup(wanted->schema) : NULL;
}

/*
 * Relations that have no privileges of their own.
 */
static void
check_relkind(Oid relid)
{
	char		relkind = get_rel_relkind(relid);

	if (relkind == RELKIND_INDEX || relkind == RELKIND_PARTITIONED_INDEX ||
		relkind == RELKIND_COMPOSITE_TYPE)
		idem_wrong_relkind(relid, "a table");
}

static void
diff_object(const IdemWanted *wanted, IdemPlan *plan)
{
	GrantStmt  *stmt = (GrantStmt *) wanted->node;
	IdemObjectName object = {wanted->address, stmt->objtype, NULL, NULL, NULL};
	IdemTerms	terms;
	IdemAcls   *acls = NULL;
	char	   *reason = NULL;
	IdemStep   *step;

	/* a parameter of the server has a row only if somebody granted it */
	if (stmt->objtype != OBJECT_PARAMETER_ACL && !idem_subject_is_there(wanted, plan) &&
		plan->steps == NIL)
		return;
	if (object.address.classId == RelationRelationId && OidIsValid(object.address.objectId))
	{
		check_relkind(object.address.objectId);
		if (stmt->objtype == OBJECT_SEQUENCE &&
			get_rel_relkind(object.address.objectId) != RELKIND_SEQUENCE)
			idem_wrong_relkind(object.address.objectId, "a sequence");
	}

	idem_check_grantor(stmt);
	object.name = idem_subject_name(wanted->subject);
	if (plan->values != NULL || wanted->grants != NULL || !OidIsValid(object.address.objectId))
	{
		object.schema = subject_schema(wanted);
		object.text = idem_object_text(stmt->objtype, wanted->subject, wanted->schema);
	}
	if (idem_read_terms(stmt, plan->steps != NIL, &terms) &&
		!is_needed(wanted, &terms, &object, plan, &acls, &reason))
		return;
	if (acls != NULL)
		remember(plan, &object, acls);

	step = idem_step(plan, wanted, stmt->is_grant ? "grant" : "revoke", IDEM_ALTERED);
	idem_step_property(step, wanted, idem_grant_text(stmt, idem_subject_text(wanted)));
	step->reason = reason;
}

/* ----------------------------------------------------------------
 *	All of a schema
 * ----------------------------------------------------------------
 */

typedef struct Visit
{
	const IdemWanted *wanted;
	const IdemTerms *terms;
	IdemPlan   *plan;
	List	   *needed;			/* char *, objects that need it, for people */
	List	   *nodes;			/* the same as GRANT names them, if they are
								 * there */
	bool		left_out;		/* the script makes some only later */
	List	   *objects;		/* IdemObjectName, all that are visited ... */
	List	   *acls;			/* ... and IdemAcls, what they will have */
} Visit;

/*
 * An object that is there, as GRANT names it.
 */
static Node *
object_node(const IdemObjectName *object)
{
	ObjectWithArgs *routine;
	Oid		   *types;
	int			ntypes;

	if (object->address.classId == RelationRelationId)
		return (Node *) makeRangeVar(pstrdup(object->schema), pstrdup(object->name), -1);
	routine = makeNode(ObjectWithArgs);
	routine->objname = list_make2(makeString(pstrdup(object->schema)),
								  makeString(pstrdup(object->name)));
	(void) get_func_signature(object->address.objectId, &types, &ntypes);
	for (int i = 0; i < ntypes; i++)
		routine->objargs = lappend(routine->objargs, makeTypeNameFromOid(types[i], -1));
	return (Node *) routine;
}

static void
visit(Visit *visited, const ObjectAddress *address, ObjectType type, const char *schema,
	  const char *name, const char *text)
{
	IdemObjectName *object;
	IdemAcls   *acls = NULL;
	char	   *reason = NULL;

	if (!idem_in_schema_means(visited->terms->objtype, address, type))
		return;
	object = palloc(sizeof(IdemObjectName));
	object->address = *address;
	object->type = type;
	object->schema = schema;
	object->name = pstrdup(name);
	object->text = quote_qualified_identifier(schema, name);

	/* a planned table is not the sequence that it brings along */
	if (!OidIsValid(address->objectId) && type == OBJECT_SEQUENCE)
		object->text = psprintf("sequence %s", object->text);
	if (idem_is_made_later(visited->wanted, object))
	{
		visited->left_out = true;
		return;
	}
	if (is_needed(visited->wanted, visited->terms, object, visited->plan, &acls, &reason))
	{
		if (text == NULL)
			text = getObjectIdentity(address, false);

		visited->needed = lappend(visited->needed, unconstify(char *, text));
		if (OidIsValid(address->objectId))
			visited->nodes = lappend(visited->nodes, object_node(object));
	}
	visited->objects = lappend(visited->objects, object);
	visited->acls = lappend(visited->acls, acls);
}

static void
visit_existing(Visit *visited, Oid nspid, const char *schema)
{
	bool		relations = visited->terms->objtype == OBJECT_TABLE ||
		visited->terms->objtype == OBJECT_SEQUENCE;
	Oid			classid = relations ? RelationRelationId : ProcedureRelationId;
	Relation	catalog = table_open(classid, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scandesc;
	HeapTuple	tuple;

	ScanKeyInit(&key, relations ? Anum_pg_class_relnamespace : Anum_pg_proc_pronamespace,
				BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(nspid));
	scandesc = systable_beginscan(catalog, InvalidOid, false, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scandesc)))
	{
		ObjectAddress address;

		CHECK_FOR_INTERRUPTS();
		ObjectAddressSet(address, classid, relations ? ((Form_pg_class) GETSTRUCT(tuple))->oid :
						 ((Form_pg_proc) GETSTRUCT(tuple))->oid);
		visit(visited, &address, visited->terms->objtype, schema,
			  relations ? idem_future_name(IDEM_NAME_RELATION, nspid,
										   NameStr(((Form_pg_class) GETSTRUCT(tuple))->relname)) :
			  NameStr(((Form_pg_proc) GETSTRUCT(tuple))->proname), NULL);
	}
	systable_endscan(scandesc);
	table_close(catalog, AccessShareLock);
}

static void
visit_planned(Visit *visited, const char *schema)
{
	ListCell   *lc;
	List	   *steps = list_copy(visited->plan->steps);

	foreach(lc, steps)
	{
		const IdemStep *step = lfirst(lc);
		ObjectType	type;
		ObjectAddress address = {InvalidOid, InvalidOid, 0};

		if (step->outcome == IDEM_CREATED && step->wanted != NULL &&
			step->wanted->nspname != NULL && step->wanted->name != NULL &&
			strcmp(step->wanted->nspname, schema) == 0 &&
			idem_made_type(step->stmt, visited->terms->objtype, &type))
			visit(visited, &address, type, schema, step->wanted->name, step->object);
	}
}

/*
 * Where the script makes some objects of the schema only later, the statement
 * would be about those, too: so name the others.
 */
static void
step_for_some(IdemStep *step, const GrantStmt *stmt, const Visit *visited)
{
	GrantStmt  *some = makeNode(GrantStmt);
	StringInfoData target;
	ListCell   *lc;

	*some = *stmt;
	some->targtype = ACL_TARGET_OBJECT;
	some->objects = visited->nodes;
	initStringInfo(&target);
	appendStringInfo(&target, "%s ", idem_object_words(stmt->objtype));
	foreach(lc, visited->needed)
		appendStringInfo(&target, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
						 (char *) lfirst(lc));
	idem_step_statement(step, (Node *) some, idem_grant_text(stmt, target.data));
}

static void
diff_schemas(const IdemWanted *wanted, IdemPlan *plan)
{
	GrantStmt  *stmt = (GrantStmt *) wanted->node;
	IdemTerms	terms;
	Visit		visited = {wanted, &terms, plan, NIL, NIL, false, NIL, NIL};
	ListCell   *lc;
	ListCell   *la;
	IdemStep   *step;

	idem_check_grantor(stmt);
	if (idem_read_terms(stmt, plan->steps != NIL, &terms))
	{
		foreach(lc, stmt->objects)
		{
			const char *schema = strVal(lfirst(lc));
			Oid			nspid = get_namespace_oid(schema, plan->steps != NIL);

			if (OidIsValid(nspid))
				visit_existing(&visited, nspid, schema);
			visit_planned(&visited, schema);
		}
		if (visited.needed == NIL)
			return;

		/* the statement takes those along that do not need it */
		forboth(lc, visited.objects, la, visited.acls)
			remember(plan, lfirst(lc), lfirst(la));
	}

	step = idem_step(plan, wanted, stmt->is_grant ? "grant" : "revoke", IDEM_ALTERED);
	if (visited.left_out)
		step_for_some(step, stmt, &visited);
	else
		idem_step_property(step, wanted, idem_grant_text(stmt, wanted->name));
	if (list_length(visited.needed) > 1)
		step->reason = psprintf("%s and %d more need it", (char *) linitial(visited.needed),
								list_length(visited.needed) - 1);
	else if (visited.needed != NIL)
		step->reason = psprintf("%s needs it", (char *) linitial(visited.needed));
}

static char *
grant_describe(const IdemActual *actual)
{
	if (!actual->found)
		return pstrdup("no privileges");
	return idem_acl_text(idem_read_acls(&actual->address)->acl);
}

const IdemKind idem_kind_grant = {
	.noun = "privileges",
	.is_property = true,
	.declare = grant_declare,
	.resolve = grant_resolve,
	.observe = grant_observe,
	.diff = grant_diff,
	.describe = grant_describe,
};
