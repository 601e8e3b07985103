/*-------------------------------------------------------------------------
 *
 * object_name.c
 *	  The names within what statements call an object.
 *
 * An operator has its arguments beside its name, an operator class its access
 * method; here the name is found and replaced.  Knows the grammar, not the
 * catalogs.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "nodes/makefuncs.h"

#include "idem_migrate.h"

/*
 * The name of an object without its schema.
 */
const char *
idem_subject_name(Node *object)
{
	switch (nodeTag(object))
	{
		case T_String:
			return strVal(object);
		case T_RangeVar:
			return ((RangeVar *) object)->relname;
		case T_ObjectWithArgs:
			return strVal(llast(((ObjectWithArgs *) object)->objname));
		case T_TypeName:
			return strVal(llast(((TypeName *) object)->names));
		case T_List:
			if (IsA(llast((List *) object), String))
				return strVal(llast((List *) object));
			return "";
		default:
			/* large objects have numbers */
			return "";
	}
}

/*
 * Whether objects of a type are in schemas, among those compared by existence.
 */
bool
idem_type_is_in_schema(ObjectType objtype)
{
	switch (objtype)
	{
		case OBJECT_COLLATION:
		case OBJECT_CONVERSION:
		case OBJECT_FOREIGN_TABLE:
		case OBJECT_OPCLASS:
		case OBJECT_OPERATOR:
		case OBJECT_OPFAMILY:
		case OBJECT_TSCONFIGURATION:
		case OBJECT_TSDICTIONARY:
		case OBJECT_TSPARSER:
		case OBJECT_TSTEMPLATE:
			return true;
		default:
			return false;
	}
}

/*
 * The qualified name within a subject, such as that of an operator without
 * its arguments.
 */
List *
idem_subject_names(ObjectType objtype, Node *subject)
{
	switch (nodeTag(subject))
	{
		case T_String:
			return list_make1(subject);
		case T_ObjectWithArgs:
			return ((ObjectWithArgs *) subject)->objname;
		case T_TypeName:
			return ((TypeName *) subject)->names;
		default:
			break;
	}
	switch (objtype)
	{
		case OBJECT_OPCLASS:
		case OBJECT_OPFAMILY:
			return list_copy_tail((List *) subject, 1);
		case OBJECT_CAST:
		case OBJECT_TRANSFORM:
		case OBJECT_USER_MAPPING:
			/* known by no name of their own */
			return list_make1(makeString(idem_object_text(objtype, subject, NULL)));
		default:
			return (List *) subject;
	}
}

/*
 * The same subject by other names.
 */
Node *
idem_subject_with_names(ObjectType objtype, Node *subject, List *names)
{
	ObjectWithArgs *routine;

	switch (nodeTag(subject))
	{
		case T_String:
			return llast(names);
		case T_ObjectWithArgs:
			routine = copyObject((ObjectWithArgs *) subject);
			routine->objname = names;
			return (Node *) routine;
		case T_TypeName:
			return (Node *) makeTypeNameFromNameList(names);
		default:
			break;
	}
	switch (objtype)
	{
		case OBJECT_OPCLASS:
		case OBJECT_OPFAMILY:
			return (Node *) lcons(linitial((List *) subject), list_copy(names));
		case OBJECT_CAST:
		case OBJECT_TRANSFORM:
		case OBJECT_USER_MAPPING:
			return subject;
		default:
			return (Node *) names;
	}
}
