/*-------------------------------------------------------------------------
 *
 * moved.c
 *	  Keeps what earlier revisions expect in step with later changes.
 *
 * When a revision renames an object that an earlier one made, the earlier one
 * expects it under its new name from then on; when it drops it, the earlier
 * one does not expect it any more, until the drop is reverted.  A script that
 * reverts renames back, but removes nothing: what it drops and another
 * revision still expects is missing.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "revision.h"

typedef struct Mover
{
	const char *stream;
	const char *revision;
	bool		reverting;
} Mover;

/* ----------------------------------------------------------------
 *	Dropped
 * ----------------------------------------------------------------
 */

/*
 * Whatever of these is gone was removed by the running script.
 */
static void
remove_gone(const Mover *mover, List *recorded)
{
	ListCell   *lc;

	if (mover->reverting)
		return;
	foreach(lc, recorded)
	{
		IdemObject *object = lfirst(lc);
		ObjectAddress address;

		if (object->removed_stream != NULL || idem_find_object(object, &address))
			continue;
		object->removed_stream = pstrdup(mover->stream);
		object->removed_revision = pstrdup(mover->revision);
		idem_replace_object(object);
	}
}

/* ----------------------------------------------------------------
 *	Renamed
 * ----------------------------------------------------------------
 */

/*
 * The object goes by its new names now; record how the server writes them.
 */
static void
replace_renamed(IdemObject *object)
{
	ObjectAddress address;

	if (idem_find_object(object, &address))
	{
		IdemObject *now = idem_object_at(&address);

		if (now != NULL)
			object->identity = now->identity;
	}
	else if (list_length(object->names) == 3 && strstr(object->type, "column") != NULL)
		object->identity = psprintf("%s.%s",
									quote_qualified_identifier(object->schema, object->name),
									quote_identifier(llast(object->names)));
	idem_replace_object(object);
}

/*
 * A relation or type has another name or schema: so have its parts.
 */
static void
rename_whole(const char *type, const char *old_schema, const char *old_name,
			 const char *new_schema, const char *new_name)
{
	char	   *old_type = quote_qualified_identifier(old_schema, old_name);
	char	   *new_type = quote_qualified_identifier(new_schema, new_name);
	ListCell   *lc;

	foreach(lc, idem_named_objects(old_schema, old_name))
	{
		IdemObject *object = lfirst(lc);
		bool		by_type = strcmp(object->type, "type") == 0 ||
			strcmp(object->type, "domain constraint") == 0;
		bool		is_part = list_length(object->names) > 2 ||
			strcmp(object->type, "domain constraint") == 0;

		if (object->removed_stream != NULL || (!is_part && strcmp(object->type, type) != 0) ||
			(by_type != (strcmp(type, "type") == 0)))
			continue;

		if (by_type)
		{
			if (strcmp(linitial(object->names), old_type) != 0)
				continue;
			linitial(object->names) = new_type;
		}
		else
		{
			linitial(object->names) = unconstify(char *, new_schema);
			lsecond(object->names) = unconstify(char *, new_name);
		}
		object->schema = unconstify(char *, new_schema);
		object->name = unconstify(char *, new_name);
		replace_renamed(object);
	}
}

/*
 * The name of a type as it reads after a rename, or NULL if that is not it.
 */
static char *
renamed_type(const char *type, const char *old_prefix, const char *new_prefix, bool whole)
{
	size_t		length = strlen(old_prefix);

	if (strncmp(type, old_prefix, length) != 0 ||
		(whole && type[length] != '\0' && strcmp(type + length, "[]") != 0))
		return NULL;
	return psprintf("%s%s", new_prefix, type + length);
}

/*
 * Functions are known by the types of their arguments.
 */
static void
rename_arguments(const char *old_prefix, const char *new_prefix, bool whole)
{
	ListCell   *lc;

	foreach(lc, idem_all_objects())
	{
		IdemObject *object = lfirst(lc);
		bool		changed = false;
		ListCell   *la;

		if (object->removed_stream != NULL || strcmp(object->type, "domain constraint") == 0)
			continue;
		foreach(la, object->args)
		{
			char	   *arg = renamed_type(lfirst(la), old_prefix, new_prefix, whole);

			if (arg != NULL)
			{
				lfirst(la) = arg;
				changed = true;
			}
		}
		if (changed)
			replace_renamed(object);
	}
}

static void
rename_schema(const char *old_name, const char *new_name)
{
	const char *old_prefix = psprintf("%s.", quote_identifier(old_name));
	const char *new_prefix = psprintf("%s.", quote_identifier(new_name));
	ListCell   *lc;

	foreach(lc, idem_named_objects(old_name, NULL))
	{
		IdemObject *object = lfirst(lc);
		char	   *type;

		if (object->removed_stream != NULL)
			continue;
		object->schema = unconstify(char *, new_name);
		if (strcmp(linitial(object->names), old_name) == 0 && list_length(object->names) > 1)
			linitial(object->names) = unconstify(char *, new_name);
		else if ((type = renamed_type(linitial(object->names), old_prefix, new_prefix, false)) != NULL)
			linitial(object->names) = type;
		replace_renamed(object);
	}
	rename_arguments(old_prefix, new_prefix, false);
}

static void
rename_object(const IdemObject *before, const IdemObject *now, const ObjectAddress *address)
{
	ListCell   *lc;

	if (address->classId == RelationRelationId && address->objectSubId == 0)
	{
		rename_whole(before->type, before->schema, before->name, now->schema, now->name);
		return;
	}
	if (address->classId == TypeRelationId)
	{
		rename_whole("type", before->schema, before->name, now->schema, now->name);
		rename_arguments(linitial(before->names), linitial(now->names), true);
		return;
	}

	foreach(lc, idem_named_objects(before->schema, before->name))
	{
		IdemObject *object = lfirst(lc);

		if (object->removed_stream != NULL || !idem_same_object(object, before))
			continue;
		object->names = now->names;
		object->args = now->args;
		object->identity = now->identity;
		object->schema = now->schema;
		object->name = now->name;
		idem_replace_object(object);
	}
	if (address->classId == NamespaceRelationId)
		rename_schema(before->name, now->name);
}

/* ----------------------------------------------------------------
 *	Altered
 * ----------------------------------------------------------------
 */

static List *
difference(List *a, List *b)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, a)
	{
		if (!idem_string_member(b, lfirst(lc)))
			result = lappend(result, lfirst(lc));
	}
	return result;
}

/*
 * Nobody expects the parts that went.  The parts that came are expected by
 * the same stream, which can restore them, and by whoever knew the label that
 * one of them replaces.
 */
static void
change_parts(const Mover *mover, const IdemObject *now, List *removed, List *added)
{
	bool		is_rename = strcmp(now->type, "type") == 0 &&
		list_length(removed) == 1 && list_length(added) == 1;
	ListCell   *lc;

	foreach(lc, idem_named_objects(now->schema, now->name))
	{
		IdemObject *object = lfirst(lc);
		List	   *parts;

		if (object->removed_stream != NULL || !idem_same_object(object, now))
			continue;
		parts = difference(object->parts, removed);
		if (is_rename ? list_length(parts) != list_length(object->parts) :
			strcmp(object->stream, mover->stream) == 0)
			parts = list_concat(parts, difference(added, parts));
		if (list_length(parts) != list_length(object->parts) ||
			difference(parts, object->parts) != NIL)
		{
			object->parts = parts;
			idem_replace_object(object);
		}
	}
}

/*
 * An object was altered or dropped by a statement.  Returns the parts that it
 * has gained.
 */
List *
idem_object_moved(const IdemObject *before, const ObjectAddress *address,
				  const char *stream, const char *revision, bool reverting)
{
	Mover		mover = {stream, revision, reverting};
	IdemObject *now = idem_object_at(address);
	List	   *removed;
	List	   *added;

	if (now == NULL)
	{
		remove_gone(&mover, idem_named_objects(before->schema, before->name));
		return NIL;
	}
	if (!idem_same_object(before, now))
		rename_object(before, now, address);
	removed = difference(before->parts, now->parts);
	added = difference(now->parts, before->parts);
	if (removed != NIL || added != NIL)
		change_parts(&mover, now, removed, added);
	return added;
}

/* ----------------------------------------------------------------
 *	Declared
 * ----------------------------------------------------------------
 */

/*
 * The schemas where a declared name may have been found.
 */
static List *
candidate_schemas(const IdemWanted *wanted)
{
	List	   *schemas = NIL;
	ListCell   *lc;

	if (wanted->kind->is_global)
		return list_make1("");
	if (list_length(wanted->names) > 1)
		return list_make1(strVal(list_nth(wanted->names, list_length(wanted->names) - 2)));
	foreach(lc, fetch_search_path(false))
	{
		char	   *name = get_namespace_name(lfirst_oid(lc));

		if (name != NULL)
			schemas = lappend(schemas, name);
	}
	return schemas;
}

/*
 * Recorded objects of the declared name; for a part, only that part.
 */
static List *
declared_objects(const IdemWanted *wanted, const char *schema)
{
	List	   *objects = NIL;
	ListCell   *lc;

	foreach(lc, idem_named_objects(schema, strVal(llast(wanted->names))))
	{
		IdemObject *object = lfirst(lc);

		if (wanted->kind->is_part &&
			(wanted->part == NULL || list_length(object->names) != 3 ||
			 strcmp(llast(object->names), wanted->part) != 0))
			continue;
		objects = lappend(objects, object);
	}
	return objects;
}

/*
 * An attribute of a composite type is a part of it, whose changes are those
 * of a relation to the server.
 */
static void
move_attribute(const Mover *mover, const IdemWanted *wanted, List *objects)
{
	ListCell   *lc;

	foreach(lc, objects)
	{
		IdemObject *object = lfirst(lc);

		if (object->removed_stream == NULL && strcmp(object->type, "type") == 0 &&
			idem_string_member(object->parts, wanted->part))
			change_parts(mover, object, list_make1(wanted->part),
						 wanted->wish == IDEM_RENAMED ? list_make1(wanted->newname) : NIL);
	}
}

/*
 * What a script wants absent or renamed may have been so before it came.
 * Then no change tells us, but the declaration does.
 */
void
idem_wanted_moved(const IdemWanted *wanted, const char *stream,
				  const char *revision, bool reverting)
{
	Mover		mover = {stream, revision, reverting};
	ListCell   *lc;

	foreach(lc, candidate_schemas(wanted))
	{
		const char *schema = lfirst(lc);
		List	   *objects = declared_objects(wanted, schema);
		ListCell   *lo;

		if (wanted->part != NULL && wanted->kind->classid == TypeRelationId && !wanted->kind->is_part)
		{
			move_attribute(&mover, wanted, objects);
			continue;
		}
		if (wanted->wish == IDEM_ABSENT)
		{
			remove_gone(&mover, objects);
			continue;
		}

		foreach(lo, objects)
		{
			IdemObject *object = lfirst(lo);
			ObjectAddress address;

			if (object->removed_stream != NULL)
				continue;
			if (wanted->wish == IDEM_PRESENT)
			{
				/* RENAME VALUE */
				AlterEnumStmt *stmt = castNode(AlterEnumStmt, wanted->node);

				if (stmt->oldVal != NULL && strcmp(object->type, "type") == 0 &&
					idem_string_member(object->parts, stmt->oldVal))
					change_parts(&mover, object, list_make1(stmt->oldVal),
								 list_make1(stmt->newVal));
			}
			else if (idem_find_object(object, &address))
				continue;
			else if (wanted->kind->classid == ProcedureRelationId)
			{
				/* others of the same name stay */
				if (!idem_routine_has_args(wanted, object->args))
					continue;
				object->schema = wanted->newschema ? wanted->newschema : object->schema;
				object->name = wanted->newname;
				object->names = list_make2(object->schema, object->name);
				replace_renamed(object);
			}
			else if (wanted->kind->is_part)
			{
				llast(object->names) = wanted->newname;
				replace_renamed(object);
			}
			else if (list_length(object->names) == 2 ||
					 (wanted->kind->classid == TypeRelationId && strcmp(object->type, "type") == 0))
				rename_whole(object->type, schema, object->name,
							 wanted->newschema ? wanted->newschema : schema, wanted->newname);
		}
	}
}
