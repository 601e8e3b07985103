/*-------------------------------------------------------------------------
 *
 * fold_routine.c
 *	  What a list of statements wants of functions, procedures and aggregates.
 *
 * A history replaces a function again and again, drops it and makes it with
 * other parameters, alters its options, renames it.  The statements stay where
 * they are, since what stands between them may need what they make; but an
 * earlier one does not insist on what a later one says otherwise:
 *
 * - CREATE that is followed by another one is content if the function exists;
 * - options that a later ALTER sets do not count for the earlier statements;
 * - DROP takes back all that was said, and stays to be done unless a CREATE
 *	 follows: that may then drop the function if it cannot replace it;
 * - RENAME and SET SCHEMA give all earlier statements the new name and come
 *	 before them; that of a table reaches the parameters of functions.
 *
 * Functions are told apart by name and by the input types as they are written.
 * Only parse trees are looked at, never the catalogs.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/hsearch.h"

#include "fold_routine.h"

/* ----------------------------------------------------------------
 *	Which function
 * ----------------------------------------------------------------
 */

const char *
idem_fold_schema_at(const IdemFold *fold, const IdemStatement *statement)
{
	const char *schema = statement->schema ? statement->schema : fold->schema;

	return schema ? schema : "";
}

static NameEntry *
name_entry(IdemFold *fold, const char *schema, const char *name)
{
	char		key[KEY_SIZE];
	NameEntry  *entry;
	bool		found;

	if (fold->routines == NULL)
	{
		HASHCTL		control = {0};

		control.keysize = KEY_SIZE;
		control.entrysize = sizeof(NameEntry);
		control.hcxt = CurrentMemoryContext;
		fold->routines = hash_create("idem_migrate routines", 256, &control,
									 HASH_ELEM | HASH_STRINGS | HASH_CONTEXT);
	}
	snprintf(key, sizeof(key), "%s.%s", schema, name);
	entry = hash_search(fold->routines, key, HASH_ENTER, &found);
	if (!found)
		entry->mentions = NIL;
	return entry;
}

static NameEntry *
entry_of(IdemFold *fold, const IdemStatement *statement, List *names)
{
	const char *schema = list_length(names) > 1 ?
		strVal(list_nth(names, list_length(names) - 2)) : idem_fold_schema_at(fold, statement);

	return name_entry(fold, schema, strVal(llast(names)));
}

/*
 * The same type, as far as its name tells: one of the two may lack the schema.
 */
static bool
same_type(const TypeName *a, const TypeName *b)
{
	if (a->pct_type != b->pct_type || a->names == NIL || b->names == NIL ||
		list_length(a->arrayBounds) != list_length(b->arrayBounds) ||
		strcmp(strVal(llast(a->names)), strVal(llast(b->names))) != 0)
		return false;
	if (list_length(a->names) < 2 || list_length(b->names) < 2)
		return true;
	return strcmp(strVal(list_nth(a->names, list_length(a->names) - 2)),
				  strVal(list_nth(b->names, list_length(b->names) - 2))) == 0;
}

static bool
same_types(List *a, List *b)
{
	ListCell   *la;
	ListCell   *lb;

	if (list_length(a) != list_length(b))
		return false;
	forboth(la, a, lb, b)
	{
		if (!same_type(lfirst(la), lfirst(lb)))
			return false;
	}
	return true;
}

static bool
is_same(const Mention *a, const Mention *b)
{
	return a->any_types || b->any_types || same_types(a->types, b->types) ||
		(a->all_types != NIL && same_types(a->all_types, b->types)) ||
		(b->all_types != NIL && same_types(b->all_types, a->types));
}

/*
 * DROP PROCEDURE may name the OUT parameters, too.
 */
static List *
all_types_of(const Node *stmt)
{
	List	   *types = NIL;
	ListCell   *lc;

	if (!IsA(stmt, CreateFunctionStmt) || !((const CreateFunctionStmt *) stmt)->is_procedure)
		return NIL;
	foreach(lc, ((const CreateFunctionStmt *) stmt)->parameters)
		types = lappend(types, lfirst_node(FunctionParameter, lc)->argType);
	return types;
}

static bool
is_routine(ObjectType objtype)
{
	return objtype == OBJECT_FUNCTION || objtype == OBJECT_PROCEDURE ||
		objtype == OBJECT_AGGREGATE || objtype == OBJECT_ROUTINE;
}

/*
 * Write down that an entry is about a function.
 */
static Mention *
mention(IdemFold *fold, MentionKind kind, IdemStatement *entry, ObjectWithArgs *address)
{
	Mention    *result = palloc0(sizeof(Mention));
	NameEntry  *names;

	result->kind = kind;
	result->entry = entry;
	result->address = address;
	if (address)
	{
		result->types = address->objargs;
		result->any_types = address->args_unspecified;
		names = entry_of(fold, entry, address->objname);
	}
	else
	{
		result->types = idem_routine_type_names(entry->stmt);
		result->all_types = all_types_of(entry->stmt);
		names = entry_of(fold, entry, IsA(entry->stmt, CreateFunctionStmt) ?
						 ((CreateFunctionStmt *) entry->stmt)->funcname :
						 ((DefineStmt *) entry->stmt)->defnames);
	}
	names->mentions = lappend(names->mentions, result);
	return result;
}

static NameEntry *
names_of(IdemFold *fold, const Mention *mention)
{
	if (mention->address)
		return entry_of(fold, mention->entry, mention->address->objname);
	return entry_of(fold, mention->entry, IsA(mention->entry->stmt, CreateFunctionStmt) ?
					((CreateFunctionStmt *) mention->entry->stmt)->funcname :
					((DefineStmt *) mention->entry->stmt)->defnames);
}

static IdemStatement *
append_entry(IdemFold *fold, const IdemStatement *statement)
{
	idem_fold_append(fold, statement);
	return llast(fold->entries);
}

/*
 * A statement does not say any more what it says of this function.
 */
static void
take_back(IdemFold *fold, const Mention *mention)
{
	Node	   *stmt = mention->entry->stmt;
	List	  **objects = IsA(stmt, GrantStmt) ? &((GrantStmt *) stmt)->objects :
		IsA(stmt, DropStmt) ? &((DropStmt *) stmt)->objects : NULL;

	if (objects != NULL)
	{
		*objects = list_delete_ptr(*objects, mention->address);
		idem_fold_edited(mention->entry);
	}
	if (objects == NULL || *objects == NIL)
		fold->entries = list_delete_ptr(fold->entries, mention->entry);
}

/* ----------------------------------------------------------------
 *	CREATE and ALTER
 * ----------------------------------------------------------------
 */

static void
fold_create(IdemFold *fold, const IdemStatement *statement)
{
	IdemStatement *entry = append_entry(fold, statement);
	const Mention *created = mention(fold, MENTION_CREATE, entry, NULL);
	NameEntry  *names = names_of(fold, created);
	ListCell   *lc;

	fold->settled = lappend(fold->settled, entry);

	foreach(lc, names->mentions)
	{
		const Mention *before = lfirst(lc);

		if (before == created || !is_same(before, created))
			continue;
		switch (before->kind)
		{
			case MENTION_CREATE:
				before->entry->superseded = before->entry->unsettled = true;
				break;
			case MENTION_DROP:
				entry->dropped = true;
				/* FALLTHROUGH */
			case MENTION_ALTER:
				take_back(fold, before);
				names->mentions = foreach_delete_current(names->mentions, lc);
				break;
			case MENTION_PROPERTY:
				break;
		}
	}
}

static void
fold_alter(IdemFold *fold, const IdemStatement *statement)
{
	IdemStatement *entry = append_entry(fold, statement);
	AlterFunctionStmt *stmt = (AlterFunctionStmt *) entry->stmt;
	const Mention *altered = mention(fold, MENTION_ALTER, entry, stmt->func);
	ListCell   *lc;

	foreach(lc, names_of(fold, altered)->mentions)
	{
		const Mention *before = lfirst(lc);

		if (before != altered && is_same(before, altered) &&
			(before->kind == MENTION_CREATE || before->kind == MENTION_ALTER))
			before->entry->overridden = list_concat(before->entry->overridden, stmt->actions);
	}
}

/* ----------------------------------------------------------------
 *	DROP
 * ----------------------------------------------------------------
 */

/*
 * CASCADE takes the triggers of a function along.
 */
static void
forget_triggers(IdemFold *fold, const IdemStatement *statement, List *names)
{
	const NameEntry *dropped = entry_of(fold, statement, names);
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (IsA(entry->stmt, CreateTrigStmt) &&
			entry_of(fold, entry, ((CreateTrigStmt *) entry->stmt)->funcname) == dropped)
			fold->entries = foreach_delete_current(fold->entries, lc);
	}
}

static void
fold_drop(IdemFold *fold, const IdemStatement *statement)
{
	IdemStatement *entry = append_entry(fold, statement);
	DropStmt   *stmt = (DropStmt *) entry->stmt;
	ListCell   *lc;

	foreach(lc, stmt->objects)
	{
		Mention    *dropped = mention(fold, MENTION_DROP, entry, lfirst_node(ObjectWithArgs, lc));
		NameEntry  *names = names_of(fold, dropped);
		const Mention *created = NULL;
		ListCell   *lm;

		/* without arguments it means the only one there is */
		foreach(lm, names->mentions)
		{
			if (((const Mention *) lfirst(lm))->kind == MENTION_CREATE)
				created = lfirst(lm);
		}
		if (dropped->any_types && created != NULL)
		{
			dropped->any_types = dropped->address->args_unspecified = false;
			dropped->types = dropped->address->objargs = copyObject(created->types);
			idem_fold_edited(entry);
		}
		foreach(lm, names->mentions)
		{
			Mention    *before = lfirst(lm);

			if (before != dropped && is_same(before, dropped))
			{
				take_back(fold, before);
				names->mentions = foreach_delete_current(names->mentions, lm);
			}
		}
		if (stmt->behavior == DROP_CASCADE)
			forget_triggers(fold, entry, dropped->address->objname);
	}
}

/* ----------------------------------------------------------------
 *	RENAME and SET SCHEMA
 * ----------------------------------------------------------------
 */

/*
 * "names" with another schema or name.
 */
static List *
moved_names(List *names, const char *newschema, const char *newname)
{
	List	   *result = list_copy(names);

	if (newname)
		llast(result) = makeString(pstrdup(newname));
	if (newschema)
		result = list_make2(makeString(pstrdup(newschema)), llast(result));
	return result;
}

static void
move_triggers(IdemFold *fold, const NameEntry *old, const char *newschema, const char *newname)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);
		List	  **names = IsA(entry->stmt, CreateTrigStmt) ?
			&((CreateTrigStmt *) entry->stmt)->funcname :
			IsA(entry->stmt, CreateEventTrigStmt) ?
			&((CreateEventTrigStmt *) entry->stmt)->funcname : NULL;

		if (names != NULL && entry_of(fold, entry, *names) == old)
		{
			*names = moved_names(*names, newschema, newname);
			idem_fold_edited(entry);
		}
	}
}

/*
 * What was said before is said of the new name, once the function has it.
 */
static void
fold_move(IdemFold *fold, const IdemStatement *statement, ObjectWithArgs *address,
		  const char *newschema, const char *newname)
{
	NameEntry  *old = entry_of(fold, statement, address->objname);
	Mention		moved = {0};
	IdemStatement *entry;
	List	   *mentions = NIL;
	int			position = -1;
	ListCell   *lc;

	moved.types = address->objargs;
	moved.any_types = address->args_unspecified;
	foreach(lc, old->mentions)
	{
		Mention    *before = lfirst(lc);

		if (before->kind == MENTION_DROP || !is_same(before, &moved))
			continue;
		mentions = lappend(mentions, before);
		old->mentions = foreach_delete_current(old->mentions, lc);
	}
	foreach(lc, mentions)
	{
		Mention    *before = lfirst(lc);
		Node	   *stmt = before->entry->stmt;
		List	  **names = before->address ? &before->address->objname :
			IsA(stmt, CreateFunctionStmt) ? &((CreateFunctionStmt *) stmt)->funcname :
			&((DefineStmt *) stmt)->defnames;
		NameEntry  *now;

		if (position < 0)
		{
			ListCell   *le;

			foreach(le, fold->entries)
			{
				if (lfirst(le) == before->entry)
					position = foreach_current_index(le);
			}
		}
		*names = moved_names(*names, newschema, newname);
		idem_fold_edited(before->entry);
		now = names_of(fold, before);
		now->mentions = lappend(now->mentions, before);
	}
	if (mentions != NIL)
		move_triggers(fold, old, newschema, newname);

	entry = append_entry(fold, statement);
	if (position >= 0)
	{
		/* whether it went by the old name does not matter */
		if (IsA(entry->stmt, RenameStmt))
			((RenameStmt *) entry->stmt)->missing_ok = true;
		else
			((AlterObjectSchemaStmt *) entry->stmt)->missing_ok = true;
		fold->entries = list_delete_last(fold->entries);
		fold->entries = list_insert_nth(fold->entries, position, entry);
	}
}

/* ----------------------------------------------------------------
 *	One statement
 * ----------------------------------------------------------------
 */

/*
 * A property of a function is taken back with it, and renamed with it.
 */
static bool
fold_property(IdemFold *fold, const IdemStatement *statement)
{
	Node	   *stmt = statement->stmt;
	IdemStatement *entry;
	ObjectType	objtype;
	ListCell   *lc;

	switch (nodeTag(stmt))
	{
		case T_CommentStmt:
			objtype = ((CommentStmt *) stmt)->objtype;
			break;
		case T_AlterOwnerStmt:
			objtype = ((AlterOwnerStmt *) stmt)->objectType;
			break;
		case T_SecLabelStmt:
			objtype = ((SecLabelStmt *) stmt)->objtype;
			break;
		case T_GrantStmt:
			if (((GrantStmt *) stmt)->targtype != ACL_TARGET_OBJECT)
				return false;
			objtype = ((GrantStmt *) stmt)->objtype;
			break;
		default:
			return false;
	}
	if (!is_routine(objtype))
		return false;

	entry = append_entry(fold, statement);
	stmt = entry->stmt;
	switch (nodeTag(stmt))
	{
		case T_CommentStmt:
			mention(fold, MENTION_PROPERTY, entry,
					castNode(ObjectWithArgs, ((CommentStmt *) stmt)->object));
			break;
		case T_AlterOwnerStmt:
			mention(fold, MENTION_PROPERTY, entry,
					castNode(ObjectWithArgs, ((AlterOwnerStmt *) stmt)->object));
			break;
		case T_SecLabelStmt:
			mention(fold, MENTION_PROPERTY, entry,
					castNode(ObjectWithArgs, ((SecLabelStmt *) stmt)->object));
			break;
		default:
			foreach(lc, ((GrantStmt *) stmt)->objects)
				mention(fold, MENTION_PROPERTY, entry, lfirst_node(ObjectWithArgs, lc));
			break;
	}
	return true;
}

/*
 * Fold a statement if it is about functions; false if it is not.
 */
bool
idem_fold_routine(IdemFold *fold, const IdemStatement *statement)
{
	Node	   *stmt = statement->stmt;

	if (idem_fold_is_change(stmt))
		idem_fold_note_change(fold);
	if (IsA(stmt, RenameStmt))
		idem_fold_rename_row_type(fold, statement);
	switch (nodeTag(stmt))
	{
		case T_CreateFunctionStmt:
			fold_create(fold, statement);
			return true;
		case T_DefineStmt:
			if (((DefineStmt *) stmt)->kind != OBJECT_AGGREGATE)
				return false;
			fold_create(fold, statement);
			return true;
		case T_AlterFunctionStmt:
			fold_alter(fold, statement);
			return true;
		case T_DropStmt:
			if (!is_routine(((DropStmt *) stmt)->removeType))
				return false;
			fold_drop(fold, statement);
			return true;
		case T_RenameStmt:
			if (!is_routine(((RenameStmt *) stmt)->renameType))
				return false;
			fold_move(fold, statement, castNode(ObjectWithArgs, ((RenameStmt *) stmt)->object),
					  NULL, ((RenameStmt *) stmt)->newname);
			return true;
		case T_AlterObjectSchemaStmt:
			if (!is_routine(((AlterObjectSchemaStmt *) stmt)->objectType))
				return false;
			fold_move(fold, statement,
					  castNode(ObjectWithArgs, ((AlterObjectSchemaStmt *) stmt)->object),
					  ((AlterObjectSchemaStmt *) stmt)->newschema, NULL);
			return true;
		default:
			return fold_property(fold, statement);
	}
}
