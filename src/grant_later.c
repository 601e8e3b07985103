/*-------------------------------------------------------------------------
 *
 * grant_later.c
 *	  Which statements about a property come behind another one.
 *
 * A script may grant what it revokes again further down, on one object or on
 * all of a schema.  Whether a statement still has something to do depends on
 * those behind it: if they undo what it does, it has nothing to do.  Of a
 * comment, an owner or a label the last one counts.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_proc.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"

#include "grant.h"

/* The statements that name an object of a name. */
typedef struct NamedGrants
{
	uint64		name;			/* hash of the unqualified name */
	List	   *numbers;		/* of the statements */
} NamedGrants;

/* An object that nobody has touched before the script. */
typedef struct FullGrants
{
	uint64		name;			/* hash of how it is called */
	int			number;			/* of the first statement about it */
	bool		in_full;
} FullGrants;

struct IdemGrants
{
	List	   *stmts;			/* by number ... */
	List	   *roles;			/* ... and the names of the roles that say
								 * them, NULL for the caller ... */
	List	   *turns;			/* ... and where they stand in the script */
	IdemCreations *creations;	/* NULL if nobody asks for them */
	MemoryContext context;		/* all that is in */
	HTAB	   *in_full;		/* FullGrants; NULL if there are none */
	Oid			caller;
	HTAB	   *by_name;
	List	   *of_schemas;		/* numbers of those ON ALL ... IN SCHEMA */
	List	   *others;			/* numbers of those that are not about objects */
};

static uint64
hash_name(const char *name)
{
	return hash_bytes_extended((const unsigned char *) name, strlen(name), 0);
}

static void
note_object(IdemGrants *grants, Node *object, int number)
{
	uint64		name = hash_name(idem_subject_name(object));
	bool		found;
	NamedGrants *named = hash_search(grants->by_name, &name, HASH_ENTER, &found);

	if (!found)
		named->numbers = NIL;
	if (named->numbers == NIL || llast_int(named->numbers) != number)
		named->numbers = lappend_int(named->numbers, number);
}

/*
 * What a statement gives a comment, an owner or a label; NULL if it is none.
 */
static Node *
only_subject(Node *stmt, ObjectType *type)
{
	switch (nodeTag(stmt))
	{
		case T_CommentStmt:
			*type = ((CommentStmt *) stmt)->objtype;
			return ((CommentStmt *) stmt)->object;
		case T_SecLabelStmt:
			*type = ((SecLabelStmt *) stmt)->objtype;
			return ((SecLabelStmt *) stmt)->object;
		case T_AlterOwnerStmt:
			*type = ((AlterOwnerStmt *) stmt)->objectType;
			return ((AlterOwnerStmt *) stmt)->object;
		default:
			return NULL;
	}
}

/*
 * The role that a script has taken on; dumps do so for what others granted.
 * NULL if it has none.
 */
static char *
role_of(List *settings)
{
	char	   *role = NULL;
	ListCell   *lc;

	foreach(lc, settings)
	{
		const VariableSetStmt *set = (VariableSetStmt *) lfirst_node(RawStmt, lc)->stmt;

		if (!IsA(set, VariableSetStmt) || set->name == NULL ||
			(strcmp(set->name, "role") != 0 && strcmp(set->name, "session_authorization") != 0))
			continue;
		role = NULL;
		if (set->kind == VAR_SET_VALUE && IsA(linitial(set->args), A_Const))
			role = strVal(&((A_Const *) linitial(set->args))->val);
	}
	return role;
}

/*
 * Let each statement about properties in a script know those behind it.
 */
void
idem_note_grants(List *entries)
{
	IdemGrants *grants = NULL;
	bool		of_all = false;
	ListCell   *lc;

	foreach(lc, entries)
	{
		IdemStatement *entry = lfirst(lc);
		ObjectType	type;
		Node	   *subject = only_subject(entry->stmt, &type);
		ListCell   *lo;
		int			number;

		if (subject == NULL && !IsA(entry->stmt, GrantStmt) &&
			!IsA(entry->stmt, GrantRoleStmt) && !IsA(entry->stmt, AlterDefaultPrivilegesStmt))
			continue;
		if (grants == NULL)
		{
			HASHCTL		ctl;

			memset(&ctl, 0, sizeof(ctl));
			ctl.keysize = sizeof(uint64);
			ctl.entrysize = sizeof(NamedGrants);
			ctl.hcxt = CurrentMemoryContext;
			grants = palloc0(sizeof(IdemGrants));
			grants->caller = GetUserId();
			grants->context = CurrentMemoryContext;
			grants->by_name = hash_create("idem_migrate grants", 256, &ctl,
										  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
		}
		number = list_length(grants->stmts);
		grants->stmts = lappend(grants->stmts, entry->stmt);
		grants->turns = lappend_int(grants->turns, entry->turn);
		grants->roles = lappend(grants->roles, role_of(entry->settings));
		entry->grants = grants;
		entry->grant_number = number;
		if (subject != NULL)
			note_object(grants, subject, number);
		else if (!IsA(entry->stmt, GrantStmt))
		{
			grants->others = lappend_int(grants->others, number);
			of_all |= IsA(entry->stmt, AlterDefaultPrivilegesStmt);
		}
		else if (((GrantStmt *) entry->stmt)->targtype == ACL_TARGET_OBJECT)
		{
			foreach(lo, ((GrantStmt *) entry->stmt)->objects)
				note_object(grants, lfirst(lo), number);
		}
		else
		{
			grants->of_schemas = lappend_int(grants->of_schemas, number);
			of_all = true;
		}
	}
	if (of_all)
		grants->creations = idem_note_creations(entries);
}

/*
 * Whether the script makes the object only behind a statement that is about
 * all of a schema.
 */
static bool
comes_later(const IdemGrants *grants, int number, const IdemObjectName *object)
{
	return idem_turn_of(grants->creations, object) > list_nth_int(grants->turns, number);
}

bool
idem_is_made_later(const IdemWanted *wanted, const IdemObjectName *object)
{
	return wanted->grants != NULL && wanted->grants->creations != NULL &&
		comes_later(wanted->grants, wanted->grant_number, object);
}

/*
 * Whether something is still to be made behind "wanted" that its default
 * privileges are for.  A schema of NULL means all of them.
 */
bool
idem_are_defaults_used(const IdemWanted *wanted, ObjectType type, const char *schema)
{
	const IdemGrants *grants = wanted->grants;

	return grants != NULL && grants->creations != NULL &&
		idem_is_something_missing(grants->creations,
								  list_nth_int(grants->turns, wanted->grant_number), type, schema);
}


/*
 * Whether ON ALL ... IN SCHEMA means objects of that type.
 */
bool
idem_in_schema_means(ObjectType objtype, const ObjectAddress *address, ObjectType type)
{
	char		kind;

	if (!OidIsValid(address->objectId))
		return idem_acl_type(objtype) == idem_acl_type(type);
	switch (address->classId)
	{
		case RelationRelationId:
			kind = get_rel_relkind(address->objectId);
			if (objtype == OBJECT_SEQUENCE)
				return kind == RELKIND_SEQUENCE;
			return objtype == OBJECT_TABLE &&
				(kind == RELKIND_RELATION || kind == RELKIND_PARTITIONED_TABLE ||
				 kind == RELKIND_VIEW || kind == RELKIND_MATVIEW || kind == RELKIND_FOREIGN_TABLE);
		case ProcedureRelationId:
			kind = get_func_prokind(address->objectId);
			return objtype == OBJECT_ROUTINE ||
				(objtype == OBJECT_FUNCTION && kind != PROKIND_PROCEDURE) ||
				(objtype == OBJECT_PROCEDURE && kind == PROKIND_PROCEDURE);
		default:
			return false;
	}
}

static bool
names_schema(const GrantStmt *stmt, const char *schema)
{
	ListCell   *lc;

	foreach(lc, stmt->objects)
	{
		if (schema != NULL && strcmp(strVal(lfirst(lc)), schema) == 0)
			return true;
	}
	return false;
}

/*
 * Whether a statement names the object; one that is still to be made goes by
 * its text.
 */
static bool
names_object(const GrantStmt *stmt, const IdemObjectName *object, const char *schema)
{
	ListCell   *lc;

	foreach(lc, stmt->objects)
	{
		Node	   *name = lfirst(lc);
		ObjectAddress address;

		if (strcmp(idem_subject_name(name), object->name) != 0)
			continue;
		if (!OidIsValid(object->address.objectId))
		{
			if (strcmp(idem_object_text(stmt->objtype, name, schema), object->text) == 0)
				return true;
		}
		else if (idem_address_of(stmt->objtype, name, true, &address) &&
				 address.classId == object->address.classId &&
				 address.objectId == object->address.objectId)
			return true;
	}
	return false;
}

/*
 * What the statements behind "wanted" say of an object, in order: IdemTerms.
 */
List *
idem_later_terms(const IdemWanted *wanted, const IdemObjectName *object)
{
	const IdemGrants *grants = wanted->grants;
	List	   *numbers = NIL;
	List	   *result = NIL;
	NamedGrants *named;
	uint64		name;
	ListCell   *lc;

	if (grants == NULL || wanted->grant_number + 1 >= list_length(grants->stmts))
		return NIL;

	name = hash_name(object->name);
	named = hash_search(grants->by_name, &name, HASH_FIND, NULL);
	if (named != NULL)
	{
		foreach(lc, named->numbers)
		{
			Node	   *stmt = list_nth(grants->stmts, lfirst_int(lc));

			if (lfirst_int(lc) > wanted->grant_number && IsA(stmt, GrantStmt) &&
				names_object((GrantStmt *) stmt, object, wanted->schema))
				numbers = lappend_int(numbers, lfirst_int(lc));
		}
	}
	foreach(lc, grants->of_schemas)
	{
		const GrantStmt *stmt = list_nth(grants->stmts, lfirst_int(lc));

		if (lfirst_int(lc) > wanted->grant_number && names_schema(stmt, object->schema) &&
			idem_in_schema_means(stmt->objtype, &object->address, object->type) &&
			!comes_later(grants, lfirst_int(lc), object))
			numbers = lappend_int(numbers, lfirst_int(lc));
	}
	list_sort(numbers, list_int_cmp);

	foreach(lc, numbers)
	{
		IdemTerms  *terms = palloc(sizeof(IdemTerms));

		const char *role = list_nth(grants->roles, lfirst_int(lc));

		if (!idem_read_terms(list_nth(grants->stmts, lfirst_int(lc)), true, terms))
			continue;
		terms->caller = role ? get_role_oid(role, true) : grants->caller;
		if (OidIsValid(terms->caller))
			result = lappend(result, terms);
	}
	return result;
}

/*
 * Where nobody has granted anything yet, all statements about the object run,
 * also those that later ones undo: so the privileges come to stand in the
 * order in which psql would leave them.  The first statement decides.
 */
bool
idem_granted_in_full(const IdemWanted *wanted, const IdemObjectName *object)
{
	const IdemGrants *grants = wanted->grants;
	uint64		name;
	const FullGrants *found;

	if (grants == NULL || grants->in_full == NULL)
		return false;
	name = hash_name(psprintf("%s.%s", object->schema ? object->schema : "", object->text));
	found = hash_search(grants->in_full, &name, HASH_FIND, NULL);
	return found != NULL && found->in_full && found->number < wanted->grant_number;
}

/*
 * The script is looked at anew, from its beginning.
 */
void
idem_restart_grants(List *entries)
{
	ListCell   *lc;

	foreach(lc, entries)
	{
		IdemGrants *grants = unconstify(IdemGrants *, ((IdemStatement *) lfirst(lc))->grants);

		if (grants == NULL)
			continue;
		if (grants->in_full != NULL)
			hash_destroy(grants->in_full);
		grants->in_full = NULL;
		return;
	}
}

void
idem_grant_in_full(const IdemWanted *wanted, const IdemObjectName *object, bool in_full)
{
	IdemGrants *grants = unconstify(IdemGrants *, wanted->grants);
	uint64		name;
	FullGrants *entry;
	bool		found;

	if (grants == NULL || (!in_full && grants->in_full == NULL))
		return;
	if (grants->in_full == NULL)
	{
		HASHCTL		ctl;

		ctl.keysize = sizeof(uint64);
		ctl.entrysize = sizeof(FullGrants);
		ctl.hcxt = grants->context;
		grants->in_full = hash_create("idem_migrate full grants", 256, &ctl,
									  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	name = hash_name(psprintf("%s.%s", object->schema ? object->schema : "", object->text));
	entry = hash_search(grants->in_full, &name, HASH_ENTER, &found);

	/* once it is executed, the object is not untouched any more */
	if (found && entry->in_full)
		return;
	entry->number = wanted->grant_number;
	entry->in_full = in_full;
}

static bool
same_provider(Node *a, Node *b)
{
	const char *left = IsA(a, SecLabelStmt) ? ((SecLabelStmt *) a)->provider : NULL;
	const char *right = IsA(b, SecLabelStmt) ? ((SecLabelStmt *) b)->provider : NULL;

	return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

/*
 * Whether a statement behind "wanted" says the same property of the same
 * object, perhaps by another name.
 */
bool
idem_is_overruled(const IdemWanted *wanted)
{
	const IdemGrants *grants = wanted->grants;
	ObjectType	own;
	uint64		name;
	NamedGrants *named;
	ListCell   *lc;

	if (grants == NULL || only_subject(wanted->stmt, &own) == NULL)
		return false;
	name = hash_name(idem_subject_name(wanted->subject));
	named = hash_search(grants->by_name, &name, HASH_FIND, NULL);
	foreach(lc, named ? named->numbers : NIL)
	{
		Node	   *stmt = list_nth(grants->stmts, lfirst_int(lc));
		ObjectType	type = wanted->subject_type;
		Node	   *subject;
		ObjectAddress address;

		if (lfirst_int(lc) <= wanted->grant_number || nodeTag(stmt) != nodeTag(wanted->stmt) ||
			!same_provider(stmt, wanted->stmt))
			continue;
		subject = only_subject(stmt, &type);
		if (!OidIsValid(wanted->address.objectId))
		{
			if (type == wanted->subject_type &&
				strcmp(idem_object_text(type, subject, wanted->schema),
					   idem_object_text(type, wanted->subject, wanted->schema)) == 0)
				return true;
		}
		else if (idem_address_of(type, subject, true, &address) &&
				 address.classId == wanted->address.classId &&
				 address.objectId == wanted->address.objectId &&
				 address.objectSubId == wanted->address.objectSubId)
			return true;
	}
	return false;
}

/*
 * The statements behind "wanted" that are not about objects, of one type.
 */
List *
idem_later_of_type(const IdemWanted *wanted, NodeTag tag)
{
	const IdemGrants *grants = wanted->grants;
	List	   *result = NIL;
	ListCell   *lc;

	if (grants == NULL)
		return NIL;
	foreach(lc, grants->others)
	{
		Node	   *stmt = list_nth(grants->stmts, lfirst_int(lc));

		if (lfirst_int(lc) > wanted->grant_number && nodeTag(stmt) == tag)
			result = lappend(result, stmt);
	}
	return result;
}
