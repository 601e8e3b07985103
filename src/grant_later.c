/*-------------------------------------------------------------------------
 *
 * grant_later.c
 *	  Which statements about privileges come behind another one.
 *
 * A script may grant what it revokes again further down, on one object or on
 * all of a schema.  Whether a statement still has something to do depends on
 * those behind it: if they undo what it does, it has nothing to do.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_proc.h"
#include "common/hashfn.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"

#include "grant.h"

/* The statements that name an object of a name. */
typedef struct NamedGrants
{
	uint64		name;			/* hash of the unqualified name */
	List	   *numbers;		/* of the statements */
} NamedGrants;

struct IdemGrants
{
	List	   *stmts;			/* by number */
	HTAB	   *by_name;
	List	   *of_schemas;		/* numbers of those ON ALL ... IN SCHEMA */
	List	   *others;			/* numbers of those that are not about objects */
};

static uint64
hash_name(const char *name)
{
	return hash_bytes_extended((const unsigned char *) name, strlen(name), 0);
}

/*
 * The name of an object without its schema.
 */
static const char *
last_name(Node *object)
{
	switch (nodeTag(object))
	{
		case T_String:
			return strVal(object);
		case T_RangeVar:
			return ((RangeVar *) object)->relname;
		case T_ObjectWithArgs:
			return strVal(llast(((ObjectWithArgs *) object)->objname));
		case T_List:
			return strVal(llast((List *) object));
		default:
			/* large objects have numbers */
			return "";
	}
}

static void
note_objects(IdemGrants *grants, const GrantStmt *stmt, int number)
{
	ListCell   *lc;

	foreach(lc, stmt->objects)
	{
		uint64		name = hash_name(last_name(lfirst(lc)));
		bool		found;
		NamedGrants *named = hash_search(grants->by_name, &name, HASH_ENTER, &found);

		if (!found)
			named->numbers = NIL;
		named->numbers = list_append_unique_int(named->numbers, number);
	}
}

/*
 * Let each statement about privileges of a script know those behind it.
 */
void
idem_note_grants(List *entries)
{
	IdemGrants *grants = NULL;
	ListCell   *lc;

	foreach(lc, entries)
	{
		IdemStatement *entry = lfirst(lc);
		int			number;

		if (!IsA(entry->stmt, GrantStmt) && !IsA(entry->stmt, GrantRoleStmt) &&
			!IsA(entry->stmt, AlterDefaultPrivilegesStmt))
			continue;
		if (grants == NULL)
		{
			HASHCTL		ctl;

			memset(&ctl, 0, sizeof(ctl));
			ctl.keysize = sizeof(uint64);
			ctl.entrysize = sizeof(NamedGrants);
			ctl.hcxt = CurrentMemoryContext;
			grants = palloc0(sizeof(IdemGrants));
			grants->by_name = hash_create("idem_migrate grants", 256, &ctl,
										  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
		}
		number = list_length(grants->stmts);
		grants->stmts = lappend(grants->stmts, entry->stmt);
		entry->grants = grants;
		entry->grant_number = number;
		if (!IsA(entry->stmt, GrantStmt))
			grants->others = lappend_int(grants->others, number);
		else if (((GrantStmt *) entry->stmt)->targtype == ACL_TARGET_OBJECT)
			note_objects(grants, (GrantStmt *) entry->stmt, number);
		else
			grants->of_schemas = lappend_int(grants->of_schemas, number);
	}
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

		if (strcmp(last_name(name), object->name) != 0)
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
			if (lfirst_int(lc) > wanted->grant_number &&
				names_object(list_nth(grants->stmts, lfirst_int(lc)), object, wanted->schema))
				numbers = lappend_int(numbers, lfirst_int(lc));
		}
	}
	foreach(lc, grants->of_schemas)
	{
		const GrantStmt *stmt = list_nth(grants->stmts, lfirst_int(lc));

		if (lfirst_int(lc) > wanted->grant_number && names_schema(stmt, object->schema) &&
			idem_in_schema_means(stmt->objtype, &object->address, object->type))
			numbers = lappend_int(numbers, lfirst_int(lc));
	}
	list_sort(numbers, list_int_cmp);

	foreach(lc, numbers)
	{
		IdemTerms  *terms = palloc(sizeof(IdemTerms));

		if (idem_read_terms(list_nth(grants->stmts, lfirst_int(lc)), true, terms))
			result = lappend(result, terms);
	}
	return result;
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
