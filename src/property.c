/*-------------------------------------------------------------------------
 *
 * property.c
 *	  What comments, owners, privileges and labels have in common.
 *
 * A property is said of an object that other kinds make.  What is said later
 * in a script may build on what was said before, as privileges do on the
 * owner: so a plan remembers what a property will be after its steps.
 *
 * Never writes and never locks.  Whether the caller has the right to change
 * a property is for the server to say when it is changed: members of
 * extensions and objects of the system have properties too.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_trigger.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"

#include "idem_migrate.h"

typedef struct ValueKey
{
	const IdemKind *kind;
	ObjectAddress address;
	uint64		name;			/* hash of the name, if there is no address
								 * yet */
} ValueKey;

typedef struct PlannedValue
{
	ValueKey	key;
	void	   *value;
} PlannedValue;

/* ----------------------------------------------------------------
 *	The subject
 * ----------------------------------------------------------------
 */

/*
 * Append a property of an object, whose declaration is the statement itself.
 */
IdemWanted *
idem_declare_property(IdemDeclaration *declaration, const IdemKind *kind,
					  ObjectType subject_type, Node *subject)
{
	IdemWanted *wanted = idem_declare_whole(declaration, kind, NIL);

	wanted->by_creation = false;
	wanted->subject_type = subject_type;
	wanted->subject = subject;
	return wanted;
}

/*
 * Look for the subject.  An object of another type is none.
 */
void
idem_resolve_subject(IdemWanted *wanted)
{
	if (!idem_address_of(wanted->subject_type, wanted->subject, true, &wanted->address))
		wanted->address.objectId = InvalidOid;
	else if (idem_lock_scope == IDEM_SCOPE_SCHEMA)
		wanted->nspname = idem_object_schema(&wanted->address);
}

/*
 * Of a property that is read when it is compared, only its subject is looked
 * up.
 */
IdemActual *
idem_observe_subject(const IdemWanted *wanted)
{
	IdemActual *actual = palloc0(sizeof(IdemActual));

	actual->found = OidIsValid(wanted->address.objectId);
	actual->address = wanted->address;
	return actual;
}

/*
 * Whether the subject is there to be looked at.  A missing one is an error,
 * unless steps that come before may make it.
 */
bool
idem_subject_is_there(const IdemWanted *wanted, const IdemPlan *plan)
{
	ObjectAddress address;

	if (OidIsValid(wanted->address.objectId))
		return true;
	if (plan->steps == NIL && !wanted->missing_ok)
		(void) idem_address_of(wanted->subject_type, wanted->subject, false, &address);
	return false;
}

/*
 * "TABLE app.person", for people.
 */
char *
idem_subject_text(const IdemWanted *wanted)
{
	char	   *name = NULL;

	/* what an earlier step is to rename goes by its new name */
	if (OidIsValid(wanted->address.objectId) &&
		(wanted->before == NULL || wanted->before->renames == NIL) &&
		wanted->subject_type != OBJECT_TRANSFORM &&
		wanted->subject_type != OBJECT_DOMCONSTRAINT &&
		wanted->subject_type != OBJECT_USER_MAPPING)
		name = getObjectIdentity(&wanted->address, true);
	if (name == NULL)
		name = idem_object_text(wanted->subject_type, wanted->subject, wanted->schema);
	return psprintf("%s %s", idem_object_words(wanted->subject_type), name);
}

/*
 * The relation that the subject is, or is a part of.
 */
static Oid
relation_of(const ObjectAddress *address)
{
	AttrNumber	attnum;
	Datum		relid;

	switch (address->classId)
	{
		case RelationRelationId:
			return address->objectId;
		case ConstraintRelationId:
			attnum = Anum_pg_constraint_conrelid;
			break;
		case TriggerRelationId:
			attnum = Anum_pg_trigger_tgrelid;
			break;
		case RewriteRelationId:
			attnum = Anum_pg_rewrite_ev_class;
			break;
		case PolicyRelationId:
			attnum = Anum_pg_policy_polrelid;
			break;
		default:
			return InvalidOid;
	}
	return idem_object_field(address, attnum, &relid) ? DatumGetObjectId(relid) : InvalidOid;
}

/*
 * The step locks the subject, if that is a relation or a part of one.
 */
void
idem_lock_subject(IdemStep *step, LOCKMODE mode)
{
	const ObjectAddress *address = &step->wanted->address;

	if (!OidIsValid(address->objectId))
		return;
	step->lockrel = relation_of(address);
	if (OidIsValid(step->lockrel))
		step->lockmode = address->classId == RelationRelationId ? mode : AccessShareLock;
}

/*
 * The step runs the caller's own statement; "ddl" is how it reads if that is
 * not what the script has.
 */
void
idem_step_property(IdemStep *step, const IdemWanted *wanted, char *ddl)
{
	if (wanted->location >= 0)
	{
		idem_step_whole(step, wanted);
		return;
	}
	step->stmt = wanted->stmt;
	step->source = wanted->source;
	step->ddl = ddl;
}

/*
 * Tell why the step is needed, and whether the caller may not take it: only
 * the owner of the subject may.
 */
void
idem_explain_property(IdemStep *step, char *found)
{
	const ObjectAddress *address = &step->wanted->address;
	Oid			owner;

	if (!OidIsValid(address->objectId))
		return;
	owner = idem_object_owner(address);
	step->reason = found;
	if (OidIsValid(owner) && !has_privs_of_role(GetUserId(), owner))
		step->reason = psprintf("%s; must be owner of %s", found, step->object);
}

/* ----------------------------------------------------------------
 *	Roles
 * ----------------------------------------------------------------
 */

/*
 * A role that must exist, unless steps that come before may make it: then
 * InvalidOid.
 */
Oid
idem_role_oid(const RoleSpec *role, const IdemPlan *plan)
{
	return get_rolespec_oid(role, plan->steps != NIL);
}

/*
 * A role as people write it.
 */
const char *
idem_role_text(const RoleSpec *role)
{
	switch (role->roletype)
	{
		case ROLESPEC_CURRENT_ROLE:
			return "CURRENT_ROLE";
		case ROLESPEC_CURRENT_USER:
			return "CURRENT_USER";
		case ROLESPEC_SESSION_USER:
			return "SESSION_USER";
		case ROLESPEC_PUBLIC:
			return "PUBLIC";
		default:
			return quote_identifier(role->rolename);
	}
}

/* ----------------------------------------------------------------
 *	What it will be
 * ----------------------------------------------------------------
 */

static ValueKey
value_key(const IdemKind *kind, const ObjectAddress *address, const char *name)
{
	ValueKey	key;

	memset(&key, 0, sizeof(key));
	key.kind = kind;
	if (OidIsValid(address->objectId))
		key.address = *address;
	else
		key.name = hash_bytes_extended((const unsigned char *) name, strlen(name), 0);
	return key;
}

/*
 * What the property is after the steps of the plan; NULL if they do not touch
 * it.  An object that is still to be made goes by its name.
 */
void *
idem_planned_value(const IdemPlan *plan, const IdemKind *kind, const ObjectAddress *address,
				   const char *name)
{
	ValueKey	key;
	PlannedValue *entry;

	if (plan->values == NULL)
		return NULL;
	key = value_key(kind, address, name);
	entry = hash_search(plan->values, &key, HASH_FIND, NULL);
	return entry ? entry->value : NULL;
}

/*
 * Note what the property will be once the steps are taken.
 */
void
idem_plan_value(IdemPlan *plan, const IdemKind *kind, const ObjectAddress *address,
				const char *name, void *value)
{
	ValueKey	key = value_key(kind, address, name);
	PlannedValue *entry;

	if (plan->values == NULL)
	{
		HASHCTL		ctl;

		memset(&ctl, 0, sizeof(ctl));
		ctl.keysize = sizeof(ValueKey);
		ctl.entrysize = sizeof(PlannedValue);
		ctl.hcxt = CurrentMemoryContext;
		plan->values = hash_create("idem_migrate planned values", 64, &ctl,
								   HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	entry = hash_search(plan->values, &key, HASH_ENTER, NULL);
	entry->value = value;
	plan->nvalues++;
}
