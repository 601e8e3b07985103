/*-------------------------------------------------------------------------
 *
 * fold_keyed.c
 *	  Objects that are known by more than their names.
 *
 * An operator has its arguments beside its name, an operator class its access
 * method, a cast has no name at all.  What they have besides makes a name space
 * of its own, so that they are found as other objects are.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "nodes/makefuncs.h"

#include "fold.h"

/* above all of FoldSpace with an ObjectType */
#define FIRST_KEYED_SPACE	1024

static int
keyed_space(ObjectType type, const char *key)
{
	uint64		hash = hash_bytes_extended((const unsigned char *) key, strlen(key), 0);

	return FOLD_OTHER + type + FIRST_KEYED_SPACE * (int) (1 + hash % 1000000);
}

bool
idem_fold_is_keyed(const FoldObject *object)
{
	return (int) object->space >= FIRST_KEYED_SPACE;
}

/*
 * A type, whatever it is called by now.
 */
static void
append_type(Fold *fold, StringInfo buf, Node *node)
{
	TypeName   *type = (TypeName *) node;
	FoldObject *object;

	appendStringInfoChar(buf, ',');
	if (type == NULL || !IsA(type, TypeName) || type->names == NIL)
		return;
	object = idem_fold_find_type(fold, type->names);
	if (object != NULL && object->entry != NULL)
		appendStringInfo(buf, "#%d", object->id);
	else
		appendStringInfoString(buf, strVal(llast(type->names)));
	for (int i = 0; i < list_length(type->arrayBounds); i++)
		appendStringInfoString(buf, "[]");
}

/*
 * What an object is known by; false if there is no telling.
 */
static bool
read_key(Fold *fold, ObjectType type, Node *object, List **names, StringInfo key)
{
	ListCell   *lc;

	switch (type)
	{
		case OBJECT_OPERATOR:
			*names = castNode(ObjectWithArgs, object)->objname;
			foreach(lc, ((ObjectWithArgs *) object)->objargs)
				append_type(fold, key, lfirst(lc));
			return true;
		case OBJECT_OPCLASS:
		case OBJECT_OPFAMILY:
			*names = list_copy_tail(castNode(List, object), 1);
			appendStringInfoString(key, strVal(linitial((List *) object)));
			return *names != NIL;
		case OBJECT_CAST:
			append_type(fold, key, linitial(castNode(List, object)));
			append_type(fold, key, lsecond((List *) object));
			return true;
		case OBJECT_TRANSFORM:
			append_type(fold, key, linitial(castNode(List, object)));
			appendStringInfo(key, ",%s", strVal(lsecond((List *) object)));
			return true;
		default:
			/* a user mapping: user and server */
			appendStringInfo(key, "%s,%s", strVal(linitial(castNode(List, object))),
							 strVal(lsecond((List *) object)));
			return true;
	}
}

/*
 * The object that goes by such a name; with "make" noted if nobody knows it.
 */
FoldObject *
idem_fold_keyed(Fold *fold, ObjectType type, Node *object, bool make)
{
	StringInfoData key;
	List	   *names = NIL;
	FoldObject *scope = NULL;
	const char *name = "";
	FoldObject *result;
	int			space;

	initStringInfo(&key);
	if (!read_key(fold, type, object, &names, &key))
		return NULL;
	if (names != NIL)
		scope = idem_fold_scope(fold, names, &name);
	space = keyed_space(type, key.data);
	result = idem_fold_find(fold, scope, space, name);
	if (result == NULL && make)
		result = idem_fold_object(fold, space, type, scope, name);
	return result;
}

/*
 * A user mapping as that is named; see kind_other.c for what the user is in
 * the end.
 */
static Node *
mapping_name(const RoleSpec *user, const char *server)
{
	const char *name = user->roletype == ROLESPEC_CSTRING ? user->rolename :
		user->roletype == ROLESPEC_PUBLIC ? "public" : "";

	return (Node *) list_make2(makeString(pstrdup(name)), makeString(pstrdup(server)));
}

/*
 * What an operator is called by the statement that makes it.
 */
static Node *
operator_name(const DefineStmt *stmt)
{
	static const char *const sides[] = {"leftarg", "rightarg"};
	ObjectWithArgs *operator = makeNode(ObjectWithArgs);
	ListCell   *lc;

	operator->objname = stmt->defnames;
	for (int i = 0; i < 2; i++)
	{
		Node	   *type = NULL;

		foreach(lc, stmt->definition)
		{
			DefElem    *option = lfirst_node(DefElem, lc);

			if (strcmp(option->defname, sides[i]) == 0 && option->arg && IsA(option->arg, TypeName))
				type = option->arg;
		}
		operator->objargs = lappend(operator->objargs, type);
	}
	return (Node *) operator;
}

/*
 * The object that a statement makes, as others name it, and where the
 * statement has its qualified name; NULL if it makes none.
 */
Node *
idem_fold_made_key(Node *stmt, ObjectType *type, List ***names)
{
	*names = NULL;
	switch (nodeTag(stmt))
	{
		case T_DefineStmt:
			*type = OBJECT_OPERATOR;
			*names = &((DefineStmt *) stmt)->defnames;
			return operator_name((DefineStmt *) stmt);
		case T_CreateCastStmt:
			*type = OBJECT_CAST;
			return (Node *) list_make2(((CreateCastStmt *) stmt)->sourcetype,
									   ((CreateCastStmt *) stmt)->targettype);
		case T_CreateOpClassStmt:
			*type = OBJECT_OPCLASS;
			*names = &((CreateOpClassStmt *) stmt)->opclassname;
			return (Node *) lcons(makeString(((CreateOpClassStmt *) stmt)->amname),
								  list_copy(**names));
		case T_CreateOpFamilyStmt:
			*type = OBJECT_OPFAMILY;
			*names = &((CreateOpFamilyStmt *) stmt)->opfamilyname;
			return (Node *) lcons(makeString(((CreateOpFamilyStmt *) stmt)->amname),
								  list_copy(**names));
		case T_CreateTransformStmt:
			*type = OBJECT_TRANSFORM;
			return (Node *) list_make2(((CreateTransformStmt *) stmt)->type_name,
									   makeString(((CreateTransformStmt *) stmt)->lang));
		case T_CreateUserMappingStmt:
			*type = OBJECT_USER_MAPPING;
			return mapping_name(((CreateUserMappingStmt *) stmt)->user,
								((CreateUserMappingStmt *) stmt)->servername);
		default:
			return NULL;
	}
}

/*
 * What it is known by beside its name: an access method or the types of
 * arguments.  NIL if it has no name, or nobody can tell.
 */
List *
idem_fold_key_args(const FoldObject *object)
{
	Node	   *node = object->node;
	List	  **names;
	ObjectType	type = object->type;

	if (node != NULL)
		node = idem_fold_made_key(node, &type, &names);
	else if (object->move != NULL && IsA(object->move->statement.stmt, RenameStmt))
		node = ((RenameStmt *) object->move->statement.stmt)->object;
	else if (object->move != NULL && IsA(object->move->statement.stmt, AlterObjectSchemaStmt))
		node = ((AlterObjectSchemaStmt *) object->move->statement.stmt)->object;
	if (node == NULL)
		return NIL;
	switch (type)
	{
		case OBJECT_OPCLASS:
		case OBJECT_OPFAMILY:
			return list_make1(linitial((List *) node));
		case OBJECT_OPERATOR:
			return castNode(ObjectWithArgs, node)->objargs;
		default:
			return NIL;
	}
}

/*
 * What a statement that makes such an object mentions.
 */
void
idem_fold_ref_keyed(Fold *fold, Node *stmt, FoldEntry *entry, FoldObject *object)
{
	ListCell   *lc;

	switch (nodeTag(stmt))
	{
		case T_CreateCastStmt:
			{
				CreateCastStmt *cast = (CreateCastStmt *) stmt;

				idem_fold_ref_type(fold, cast->sourcetype, entry, object);
				idem_fold_ref_type(fold, cast->targettype, entry, object);
				if (cast->func)
					idem_fold_ref_routine(fold, &cast->func->objname, entry, object);
				foreach(lc, cast->func ? cast->func->objargs : NIL)
					idem_fold_ref_type(fold, lfirst(lc), entry, NULL);
				break;
			}
		case T_CreateOpClassStmt:
			{
				CreateOpClassStmt *opclass = (CreateOpClassStmt *) stmt;

				idem_fold_ref_type(fold, opclass->datatype, entry, object);
				foreach(lc, opclass->items)
				{
					CreateOpClassItem *item = lfirst_node(CreateOpClassItem, lc);
					ListCell   *la;

					if (item->storedtype)
						idem_fold_ref_type(fold, item->storedtype, entry, NULL);
					if (item->name == NULL)
						continue;
					if (item->itemtype == OPCLASS_ITEM_FUNCTION)
						idem_fold_ref_routine(fold, &item->name->objname, entry, object);
					foreach(la, item->name->objargs)
					{
						if (lfirst(la) != NULL)
							idem_fold_ref_type(fold, lfirst(la), entry, NULL);
					}
				}
				break;
			}
		case T_CreateTransformStmt:
			{
				CreateTransformStmt *transform = (CreateTransformStmt *) stmt;

				idem_fold_ref_type(fold, transform->type_name, entry, object);
				if (transform->fromsql)
					idem_fold_ref_routine(fold, &transform->fromsql->objname, entry, object);
				if (transform->tosql)
					idem_fold_ref_routine(fold, &transform->tosql->objname, entry, object);
				break;
			}
		case T_CreateUserMappingStmt:
			{
				CreateUserMappingStmt *mapping = (CreateUserMappingStmt *) stmt;
				FoldObject *server = idem_fold_get_named(fold, OBJECT_FOREIGN_SERVER,
														 (Node *) makeString(mapping->servername));

				idem_fold_part_of(object, server);
				(void) idem_fold_ref(fold, server, FOLD_REF_NAME, &mapping->servername, entry, object);
				break;
			}
		default:
			break;
	}
}

/*
 * DROP by a statement of its own: user mappings and roles.
 */
static FoldEntry *
drop_whole(Fold *fold, FoldObject *object, Node *stmt)
{
	bool		made = object->entry != NULL;
	FoldEntry  *entry;

	idem_fold_kill(fold, object, false);
	object->dead = true;
	if (!fold->tombstones && made)
		return NULL;
	entry = idem_fold_append_new(fold, stmt);
	idem_fold_name(fold, object->scope, object->space, object->name, true)->grave =
		idem_fold_wish(entry, -1);
	return entry;
}

bool
idem_fold_drop_mapping(Fold *fold, DropUserMappingStmt *stmt)
{
	Node	   *name = mapping_name(stmt->user, stmt->servername);
	FoldObject *server = idem_fold_find_named(fold, OBJECT_FOREIGN_SERVER,
											  (Node *) makeString(stmt->servername));
	FoldEntry  *entry;

	stmt->missing_ok = true;
	entry = drop_whole(fold, idem_fold_keyed(fold, OBJECT_USER_MAPPING, name, true), (Node *) stmt);
	if (entry != NULL && server != NULL)
		(void) idem_fold_ref(fold, server, FOLD_REF_NAME, &stmt->servername, entry, NULL);
	return true;
}

bool
idem_fold_drop_role(Fold *fold, DropRoleStmt *stmt)
{
	ListCell   *lc;

	foreach(lc, stmt->roles)
	{
		if (lfirst_node(RoleSpec, lc)->roletype != ROLESPEC_CSTRING)
			return false;
	}
	foreach(lc, stmt->roles)
	{
		const RoleSpec *role = lfirst_node(RoleSpec, lc);
		DropRoleStmt *alone = makeNode(DropRoleStmt);

		alone->roles = list_make1(lfirst(lc));
		alone->missing_ok = true;
		(void) drop_whole(fold, idem_fold_get_named(fold, OBJECT_ROLE,
													(Node *) makeString(role->rolename)),
						  (Node *) alone);
	}
	return true;
}
