/*-------------------------------------------------------------------------
 *
 * fold_object.c
 *	  What a history names: objects by their names, and what is said of them.
 *
 * An object is found by its name space, the id of its schema or table, and
 * its name.  Since the id stays when that schema or table is renamed, so does
 * everything that is found below it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"

#include "fold.h"

static bool
same_text(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* ----------------------------------------------------------------
 *	Names
 * ----------------------------------------------------------------
 */

/*
 * The object that has the name now.
 */
FoldObject *
idem_fold_find(Fold *fold, const FoldObject *scope, int space, const char *name)
{
	FoldName   *slot = idem_fold_name(fold, scope, space, name, false);

	return slot && slot->object && !slot->object->dead ? slot->object : NULL;
}

void
idem_fold_event(Fold *fold, FoldObject *object, FoldName *from, FoldName *to, TypeName *type)
{
	FoldEvent  *event;

	if (!fold->tombstones || object->space == FOLD_DEFAULT)
		return;
	event = palloc(sizeof(FoldEvent));
	event->object = object;
	event->from = from;
	event->to = to;
	event->type = type;
	event->statement = fold->current;
	fold->events = lappend(fold->events, event);
}

/*
 * Whether somebody else having had the name is of interest: what holds data,
 * and the types of that, must not be taken for another.
 */
static bool
holds_data(const FoldObject *object)
{
	return (object->space == FOLD_RELATION && object->type == OBJECT_TABLE) ||
		object->space == FOLD_COLUMN ||
		(object->space == FOLD_TYPE && object->node && IsA(object->node, CreateEnumStmt));
}

static FoldName *
take_name(Fold *fold, FoldObject *object, const char *name)
{
	FoldName   *slot = idem_fold_name(fold, object->scope, object->space, name, true);
	ListCell   *lc;

	object->name = slot->key.name;

	/* whoever was to be absent under that name has a successor */
	if (slot->grave && object->space != FOLD_ROUTINE)
	{
		idem_fold_kill_wish(slot->grave);
		slot->grave = NULL;
		object->follows_drop = true;
		fold->successors = lappend(fold->successors, object);
	}
	/* and what was said of that one is not of this */
	foreach(lc, object->space == FOLD_RELATION && slot->object != object && slot->object ?
			slot->object->wishes : NIL)
		idem_fold_kill_wish(lfirst(lc));
	if (object->space == FOLD_ROUTINE)
		object->overload = slot->object;
	else if (slot->object && slot->object != object && slot->object->entry &&
			 (holds_data(object) || holds_data(slot->object)))
		object->moved = slot->object->moved = true;
	slot->object = object;
	if (object->scope)
		object->scope->peopled = true;
	return slot;
}

/*
 * A new object.  The caller says what makes it.
 */
FoldObject *
idem_fold_object(Fold *fold, FoldSpace space, ObjectType type, FoldObject *scope,
				 const char *name)
{
	FoldObject *object = palloc0(sizeof(FoldObject));
	FoldName   *slot = NULL;

	/* what was to be absent from a schema may be made in the next of its name */
	if (space == FOLD_SCHEMA)
		slot = idem_fold_name(fold, scope, space, name, false);
	object->id = slot && slot->object ? slot->object->id : ++fold->last_id;
	object->space = space;
	object->type = type;
	object->scope = scope;
	object->cell = -1;
	slot = take_name(fold, object, name);
	object->first_name = object->name;
	if (scope && space != FOLD_DEFAULT)
		idem_fold_part_of(object, scope);
	idem_fold_event(fold, object, NULL, slot, NULL);
	return object;
}

/*
 * It goes when the other goes.
 */
void
idem_fold_part_of(FoldObject *object, FoldObject *whole)
{
	if (object->whole == whole)
		return;
	object->whole = whole;
	whole->parts = lappend(whole->parts, object);
}

/*
 * It has another name, or is somewhere else.
 */
void
idem_fold_set_name(Fold *fold, FoldObject *object, FoldObject *scope, const char *name)
{
	FoldName   *from = idem_fold_name(fold, object->scope, object->space, object->name, true);
	FoldName   *to;

	if (object->space == FOLD_ROUTINE)
	{
		FoldObject **link = &from->object;

		while (*link && *link != object)
			link = &(*link)->overload;
		if (*link)
			*link = object->overload;
	}
	else if (from->object == object)
		from->object = NULL;

	if (scope != object->scope)
	{
		/* parts of the old scope that are elsewhere now are passed over */
		if (object->whole == object->scope)
			idem_fold_part_of(object, scope);
		object->scope = scope;
	}
	object->renamed = object->moved = true;
	if (object->entry)
		object->entry->edited = true;

	/* what was dropped to make room is in the way if it is there */
	to = idem_fold_name(fold, scope, object->space, name, true);
	if (to->grave && to->object && to->object->entry == NULL && object->space != FOLD_ROUTINE)
		to->object->moved = true;
	to = take_name(fold, object, name);
	if (object->space == FOLD_ROUTINE)
		idem_fold_reclaim(fold, object);
	idem_fold_event(fold, object, from, to, NULL);
}

/* ----------------------------------------------------------------
 *	Schemas and what is in them
 * ----------------------------------------------------------------
 */

FoldObject *
idem_fold_schema(Fold *fold, const char *name)
{
	FoldObject *schema = fold->last_schema;

	if (name == NULL)
		name = fold->current && fold->current->schema ? fold->current->schema : fold->schema;
	if (name == NULL)
		name = "";

	/* most names are in the same one */
	if (schema && !schema->dead && strcmp(schema->name, name) == 0)
		return schema;
	schema = idem_fold_find(fold, NULL, FOLD_SCHEMA, name);
	if (schema == NULL)
		schema = idem_fold_object(fold, FOLD_SCHEMA, OBJECT_SCHEMA, NULL, name);
	fold->last_schema = schema;
	return schema;
}

/*
 * The schema that a possibly qualified name is in, and its last component.
 */
FoldObject *
idem_fold_scope(Fold *fold, List *names, const char **name)
{
	*name = strVal(llast(names));
	return idem_fold_schema(fold, list_length(names) < 2 ? NULL :
							strVal(list_nth(names, list_length(names) - 2)));
}

FoldObject *
idem_fold_find_relation(Fold *fold, const RangeVar *relation)
{
	return idem_fold_find(fold, idem_fold_schema(fold, relation->schemaname), FOLD_RELATION,
						  relation->relname);
}

/*
 * The same; if the history has not made it, it is made elsewhere.
 */
FoldObject *
idem_fold_get_relation(Fold *fold, const RangeVar *relation, ObjectType type)
{
	FoldObject *object = idem_fold_find_relation(fold, relation);

	if (object == NULL)
	{
		object = idem_fold_object(fold, FOLD_RELATION, type,
								  idem_fold_schema(fold, relation->schemaname), relation->relname);
		object->incomplete = true;
	}
	return object;
}

/*
 * A column, which may be inherited.
 */
FoldObject *
idem_fold_find_column(Fold *fold, FoldObject *table, const char *name)
{
	FoldObject *column = idem_fold_find(fold, table, FOLD_COLUMN, name);

	return column ? column : idem_fold_inherited_column(fold, table, name);
}

FoldObject *
idem_fold_get_column(Fold *fold, FoldObject *table, const char *name)
{
	FoldObject *column = idem_fold_find_column(fold, table, name);

	return column ? column : idem_fold_object(fold, FOLD_COLUMN, OBJECT_COLUMN, table, name);
}

/*
 * A type, or a table for its row type.
 */
FoldObject *
idem_fold_find_type(Fold *fold, List *names)
{
	const char *name;
	FoldObject *schema = idem_fold_scope(fold, names, &name);
	FoldObject *type;

	/* what is in pg_catalog is none of the history's */
	if (!schema->peopled && (fold->movers == NIL || strcmp(schema->name, "pg_catalog") == 0))
		return NULL;
	type = idem_fold_find(fold, schema, FOLD_TYPE, name);
	if (type == NULL)
		type = idem_fold_find(fold, schema, FOLD_RELATION, name);
	if (type == NULL && fold->movers != NIL)
		type = idem_fold_mentioned_type(fold, schema, name);
	return type;
}

/* ----------------------------------------------------------------
 *	Routines
 * ----------------------------------------------------------------
 */

static void
append_type(StringInfo buf, const TypeName *type)
{
	if (type->names != NIL)
		appendStringInfoString(buf, strVal(llast(type->names)));
	for (int i = 0; i < list_length(type->arrayBounds); i++)
		appendStringInfoString(buf, "[]");
	appendStringInfoChar(buf, ',');
}

/*
 * What tells overloaded routines apart: the types of their arguments.
 */
static char *
idem_fold_signature(List *types)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, types)
	{
		if (lfirst(lc) != NULL)
			append_type(&buf, lfirst_node(TypeName, lc));
	}
	return buf.data;
}

char *
idem_fold_parameters(List *parameters, bool all)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, parameters)
	{
		FunctionParameter *parameter = lfirst_node(FunctionParameter, lc);

		if (all || (parameter->mode != FUNC_PARAM_OUT && parameter->mode != FUNC_PARAM_TABLE))
			append_type(&buf, parameter->argType);
	}
	return buf.data;
}

/*
 * With "any", the only one of the name, whatever its arguments are.
 */
FoldObject *
idem_fold_find_routine(Fold *fold, List *names, const char *signature, bool any)
{
	const char *name;
	FoldObject *schema = idem_fold_scope(fold, names, &name);
	FoldName   *slot = idem_fold_name(fold, schema, FOLD_ROUTINE, name, false);
	FoldObject *found = NULL;

	for (FoldObject *routine = slot ? slot->object : NULL; routine; routine = routine->overload)
	{
		if (routine->dead || (!any && !same_text(routine->signature, signature) &&
							  !same_text(routine->all_types, signature)))
			continue;
		if (found)
			return NULL;
		found = routine;
	}
	return found;
}

/* ----------------------------------------------------------------
 *	What COMMENT, DROP and ALTER name
 * ----------------------------------------------------------------
 */

static FoldSpace
part_space(ObjectType type)
{
	switch (type)
	{
		case OBJECT_COLUMN:
		case OBJECT_ATTRIBUTE:
			return FOLD_COLUMN;
		case OBJECT_TRIGGER:
			return FOLD_TRIGGER;
		case OBJECT_POLICY:
			return FOLD_POLICY;
		case OBJECT_RULE:
			return FOLD_RULE;
		default:
			return FOLD_CONSTRAINT;
	}
}

static FoldObject *
named(Fold *fold, ObjectType type, Node *object, bool make)
{
	FoldObject *scope = NULL;
	FoldSpace	space = FOLD_OTHER;
	const char *name = NULL;
	FoldObject *result;

	if (object == NULL)
		return NULL;
	switch (type)
	{
		case OBJECT_TABLE:
		case OBJECT_VIEW:
		case OBJECT_MATVIEW:
		case OBJECT_INDEX:
		case OBJECT_SEQUENCE:
		case OBJECT_FOREIGN_TABLE:
			scope = idem_fold_scope(fold, castNode(List, object), &name);
			space = FOLD_RELATION;
			break;

		case OBJECT_TYPE:
		case OBJECT_DOMAIN:
			{
				List	   *names = IsA(object, TypeName) ? ((TypeName *) object)->names :
					castNode(List, object);

				scope = idem_fold_scope(fold, names, &name);
				space = FOLD_TYPE;
				break;
			}

		case OBJECT_FUNCTION:
		case OBJECT_PROCEDURE:
		case OBJECT_ROUTINE:
		case OBJECT_AGGREGATE:
			{
				ObjectWithArgs *routine = castNode(ObjectWithArgs, object);
				char	   *signature = idem_fold_signature(routine->objargs);

				result = idem_fold_find_routine(fold, routine->objname, signature,
												routine->args_unspecified);
				if (result == NULL && make)
				{
					scope = idem_fold_scope(fold, routine->objname, &name);
					result = idem_fold_object(fold, FOLD_ROUTINE, type, scope, name);
					result->signature = routine->args_unspecified ? NULL : signature;
				}
				return result;
			}

		case OBJECT_COLUMN:
		case OBJECT_ATTRIBUTE:
		case OBJECT_TABCONSTRAINT:
		case OBJECT_TRIGGER:
		case OBJECT_POLICY:
		case OBJECT_RULE:
			{
				List	   *names = castNode(List, object);
				RangeVar   *relation;

				if (list_length(names) < 2)
					return NULL;
				relation = makeRangeVarFromNameList(list_copy_head(names, list_length(names) - 1));
				scope = make ? idem_fold_get_relation(fold, relation, OBJECT_TABLE) :
					idem_fold_find_relation(fold, relation);
				if (scope == NULL)
					return NULL;
				name = strVal(llast(names));
				space = part_space(type);
				if (type == OBJECT_COLUMN)
					return make ? idem_fold_get_column(fold, scope, name) :
						idem_fold_find_column(fold, scope, name);
				break;
			}

		case OBJECT_DOMCONSTRAINT:
			scope = named(fold, OBJECT_DOMAIN, linitial(castNode(List, object)), make);
			if (scope == NULL)
				return NULL;
			space = FOLD_CONSTRAINT;
			name = strVal(lsecond((List *) object));
			break;

		case OBJECT_STATISTIC_EXT:
			scope = idem_fold_scope(fold, castNode(List, object), &name);
			space = FOLD_STATISTICS;
			break;

		case OBJECT_SCHEMA:
			name = strVal(object);
			space = FOLD_SCHEMA;
			break;

		case OBJECT_CAST:
		case OBJECT_OPCLASS:
		case OBJECT_OPERATOR:
		case OBJECT_OPFAMILY:
		case OBJECT_TRANSFORM:
		case OBJECT_USER_MAPPING:
			return idem_fold_keyed(fold, type, object, make);

		case OBJECT_COLLATION:
		case OBJECT_CONVERSION:
		case OBJECT_TSCONFIGURATION:
		case OBJECT_TSDICTIONARY:
		case OBJECT_TSPARSER:
		case OBJECT_TSTEMPLATE:
			scope = idem_fold_scope(fold, castNode(List, object), &name);
			space = FOLD_OTHER + type;
			break;

		default:
			/* what has a name of its own in no schema */
			if (!IsA(object, String))
				return NULL;
			name = strVal(object);
			space = FOLD_OTHER + type;
			break;
	}
	result = idem_fold_find(fold, scope, space, name);
	if (result == NULL && make)
		result = idem_fold_object(fold, space, type, scope, name);
	return result;
}

/*
 * The object that a node of COMMENT, DROP and the like names; NULL if the
 * history has not mentioned it.
 */
FoldObject *
idem_fold_find_named(Fold *fold, ObjectType type, Node *object)
{
	return named(fold, type, object, false);
}

/*
 * The same; what has not been mentioned is made elsewhere.  NULL if it is not
 * known by a name.
 */
FoldObject *
idem_fold_get_named(Fold *fold, ObjectType type, Node *object)
{
	return named(fold, type, object, true);
}
