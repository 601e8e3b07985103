/*-------------------------------------------------------------------------
 *
 * wanted.c
 *	  Statements to wanted objects.
 *
 * Asks each kind whether a statement is one of its own.  Knows the grammar,
 * not the catalogs: two scripts with the same text want the same.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "idem_migrate.h"

static bool from_drop(IdemDeclaration *declaration, DropStmt *stmt);

/* ----------------------------------------------------------------
 *	What kinds declare with
 * ----------------------------------------------------------------
 */

/*
 * An object that is wanted to be present, looked for where CREATE would put
 * it.
 */
IdemWanted *
idem_wanted(const IdemKind *kind, List *names)
{
	IdemWanted *wanted = palloc0(sizeof(IdemWanted));

	wanted->kind = kind;
	wanted->names = names;
	wanted->by_creation = true;
	return wanted;
}

List *
idem_relation_names(const RangeVar *relation)
{
	List	   *names = list_make1(makeString(relation->relname));

	if (relation->schemaname)
		names = lcons(makeString(relation->schemaname), names);
	if (relation->catalogname)
		names = lcons(makeString(relation->catalogname), names);
	return names;
}

/*
 * Append an object that the statement declares by the node.
 */
IdemWanted *
idem_declare(IdemDeclaration *declaration, const IdemKind *kind, List *names, Node *node)
{
	IdemWanted *wanted = idem_wanted(kind, names);

	wanted->node = node;
	wanted->source = declaration->source;
	wanted->location = declaration->location;
	wanted->length = declaration->length;
	declaration->wanted = lappend(declaration->wanted, wanted);
	return wanted;
}

/*
 * The same for the one object that the whole statement makes.
 */
IdemWanted *
idem_declare_whole(IdemDeclaration *declaration, const IdemKind *kind, List *names)
{
	IdemWanted *wanted = idem_declare(declaration, kind, names, declaration->stmt);

	wanted->stmt = declaration->stmt;
	return wanted;
}

/*
 * The same for one that must be there already, looked for along the search
 * path.
 */
IdemWanted *
idem_declare_edit(IdemDeclaration *declaration, const IdemKind *kind, List *names)
{
	IdemWanted *wanted = idem_declare(declaration, kind, names, declaration->stmt);

	wanted->by_creation = false;
	return wanted;
}

/*
 * The same for one that must not be there.  The node is NULL; whoever needs
 * more than a name sets it.
 */
IdemWanted *
idem_declare_absent(IdemDeclaration *declaration, const IdemKind *kind, List *names,
					DropBehavior behavior)
{
	IdemWanted *wanted = idem_declare(declaration, kind, names, NULL);

	wanted->wish = IDEM_ABSENT;
	wanted->by_creation = false;
	wanted->missing_ok = true;
	wanted->behavior = behavior;
	return wanted;
}

/*
 * The same for one that goes by a new name.
 */
IdemWanted *
idem_declare_renamed(IdemDeclaration *declaration, const IdemKind *kind, List *names,
					 const RenameStmt *stmt)
{
	IdemWanted *wanted = idem_declare(declaration, kind, names, NULL);

	wanted->wish = IDEM_RENAMED;
	wanted->newname = stmt->newname;
	wanted->by_creation = false;
	wanted->missing_ok = stmt->missing_ok;
	return wanted;
}

/* ----------------------------------------------------------------
 *	Statements
 * ----------------------------------------------------------------
 */

/*
 * What a statement wants, or NIL if no kind knows it.  The source must
 * outlive the result.
 */
List *
idem_wanted_from_statement(Node *stmt, const char *source, int location, int length)
{
	IdemDeclaration declaration = {stmt, source, location, length, NIL};

	for (int i = 0; idem_kinds[i] != NULL; i++)
	{
		if (idem_kinds[i]->declare != NULL && idem_kinds[i]->declare(&declaration))
			return declaration.wanted;

		/* a kind that gave up half-way */
		declaration.wanted = NIL;
	}
	if (IsA(stmt, DropStmt) && from_drop(&declaration, (DropStmt *) stmt))
		return declaration.wanted;
	return NIL;
}

/*
 * DROP that names the objects and nothing else.
 */
static bool
from_drop(IdemDeclaration *declaration, DropStmt *stmt)
{
	const IdemKind *kind = NULL;
	ListCell   *lc;

	for (int i = 0; kind == NULL && idem_kinds[i] != NULL; i++)
	{
		if (idem_kinds[i]->objtype == stmt->removeType && !idem_kinds[i]->is_property)
			kind = idem_kinds[i];
	}
	if (kind == NULL)
		return false;

	foreach(lc, stmt->objects)
	{
		Node	   *object = lfirst(lc);
		List	   *names;
		IdemWanted *wanted;
		char	   *part = NULL;

		switch (nodeTag(object))
		{
			case T_TypeName:
				names = ((TypeName *) object)->names;
				break;
			case T_String:
				names = list_make1(object);
				break;
			case T_ObjectWithArgs:
				names = ((ObjectWithArgs *) object)->objname;
				break;
			default:
				names = castNode(List, object);
				/* an index has a name of its own */
				if (kind->is_part && stmt->removeType != OBJECT_INDEX)
				{
					part = strVal(llast(names));
					names = list_copy_head(names, list_length(names) - 1);
				}
				break;
		}
		wanted = idem_declare_absent(declaration, kind, names, stmt->behavior);
		wanted->part = part;
		wanted->concurrently = stmt->concurrent;
		if (IsA(object, ObjectWithArgs))
			wanted->node = object;
	}
	if (list_length(declaration->wanted) > 1)
	{
		foreach(lc, declaration->wanted)
			((IdemWanted *) lfirst(lc))->siblings = declaration->wanted;
	}
	return true;
}
