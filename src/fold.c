/*-------------------------------------------------------------------------
 *
 * fold.c
 *	  What a list of statements, read in order, wants in the end.
 *
 * A history is not a list of independent wishes: the column that one
 * statement adds another may drop, the table that one makes another renames.
 * Folding lets later statements edit, rename or remove what earlier ones
 * declared, so that what is left can be wanted all at once: on a database
 * that has it already nothing differs.
 *
 * Only parse trees are looked at, never the catalogs.  Statements that fold
 * does not know pass through in their place.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "fold.h"

static List *fold_statements(List *statements, bool tombstones, bool consume);

/*
 * Fold a list of IdemStatement: what is to be there, what is not to be there
 * any more, and by what names a database may still have it.  The nodes given
 * are changed only if the caller does without them from now on.
 */
List *
idem_fold(List *statements, bool consume)
{
	return fold_statements(statements, true, consume);
}

/*
 * The same, but only what is to be there.
 */
List *
idem_fold_present(List *statements)
{
	return fold_statements(statements, false, false);
}

/* ----------------------------------------------------------------
 *	Entries
 * ----------------------------------------------------------------
 */

/*
 * An entry for a statement, not yet in its place.  It says where it comes
 * from as the statement does that is looked at now.
 */
FoldEntry *
idem_fold_entry(Fold *fold, Node *stmt)
{
	FoldEntry  *entry = palloc0(sizeof(FoldEntry));

	entry->statement = *fold->current;
	entry->statement.stmt = stmt;
	entry->statement.turn = fold->turn;
	return entry;
}

void
idem_fold_append(Fold *fold, FoldEntry *entry)
{
	fold->entries = lappend(fold->entries, entry);
	entry->number = list_length(fold->entries);
}

FoldEntry *
idem_fold_append_new(Fold *fold, Node *stmt)
{
	FoldEntry  *entry = idem_fold_entry(fold, stmt);

	idem_fold_append(fold, entry);
	return entry;
}

/*
 * It needs a look when all is read.
 */
void
idem_fold_note(Fold *fold, FoldObject *object)
{
	if (!object->noted)
		fold->objects = lappend(fold->objects, object);
	object->noted = true;
}

/* ----------------------------------------------------------------
 *	One statement
 * ----------------------------------------------------------------
 */

/*
 * Whether a statement may edit what others declare.  Those that merely make
 * something, or say something of it, do not.
 */
static bool
may_edit(Node *stmt)
{
	ListCell   *lc;

	switch (nodeTag(stmt))
	{
		case T_CommentStmt:
		case T_CreateDomainStmt:
		case T_CreateEnumStmt:
		case T_CreateExtensionStmt:
		case T_CreateFunctionStmt:
		case T_CreatePolicyStmt:
		case T_CreateSchemaStmt:
		case T_CreateSeqStmt:
		case T_CreateTrigStmt:
		case T_IndexStmt:
		case T_ViewStmt:
			return false;
		case T_CreateStmt:
			foreach(lc, ((CreateStmt *) stmt)->tableElts)
			{
				if (IsA(lfirst(lc), TableLikeClause))
					return true;
			}
			return false;
		default:
			return true;
	}
}

/*
 * Whether a statement changes or drops what the body of a function may use.
 */
static bool
is_change(Node *stmt)
{
	ListCell   *lc;

	switch (nodeTag(stmt))
	{
		case T_DropStmt:
		case T_RenameStmt:
		case T_AlterObjectSchemaStmt:
			return true;
		case T_AlterTableStmt:
			foreach(lc, ((AlterTableStmt *) stmt)->cmds)
			{
				AlterTableType subtype = lfirst_node(AlterTableCmd, lc)->subtype;

				if (subtype == AT_DropColumn || subtype == AT_AlterColumnType)
					return true;
			}
			return false;
		default:
			return false;
	}
}

/*
 * The functions before such a statement may be about what is no more.
 */
static void
unsettle(Fold *fold)
{
	ListCell   *lc;

	foreach(lc, fold->settled)
		((FoldEntry *) lfirst(lc))->statement.unsettled = true;
	list_free(fold->settled);
	fold->settled = NIL;
}

static void
fold_one(Fold *fold, const IdemStatement *statement)
{
	Node	   *stmt = statement->stmt;
	bool		folded;

	fold->current = statement;
	fold->turn = statement->turn > 0 ? statement->turn : fold->turn + 1;
	if (is_change(stmt))
		unsettle(fold);
	if (fold->copies)
		stmt = copyObject(stmt);
	switch (nodeTag(stmt))
	{
		case T_CreateStmt:
		case T_CreateForeignTableStmt:
			folded = idem_fold_create_table(fold, (CreateStmt *) stmt);
			break;
		case T_AlterTableStmt:
			folded = idem_fold_alter_table(fold, (AlterTableStmt *) stmt);
			break;
		case T_DropStmt:
			folded = idem_fold_drop(fold, (DropStmt *) stmt);
			break;
		case T_RenameStmt:
			folded = idem_fold_rename(fold, (RenameStmt *) stmt);
			break;
		case T_AlterObjectSchemaStmt:
			folded = idem_fold_set_schema(fold, (AlterObjectSchemaStmt *) stmt);
			break;
		case T_AlterDefaultPrivilegesStmt:
		case T_AlterEnumStmt:
		case T_AlterDomainStmt:
		case T_AlterSeqStmt:
		case T_AlterFunctionStmt:
		case T_AlterPolicyStmt:
		case T_AlterOwnerStmt:
		case T_AlterEventTrigStmt:
		case T_AlterStatsStmt:
		case T_CommentStmt:
		case T_GrantStmt:
		case T_SecLabelStmt:
			folded = idem_fold_alter_other(fold, stmt);
			break;
		case T_DropRoleStmt:
			folded = idem_fold_drop_role(fold, (DropRoleStmt *) stmt);
			break;
		case T_DropUserMappingStmt:
			folded = idem_fold_drop_mapping(fold, (DropUserMappingStmt *) stmt);
			break;
		case T_CompositeTypeStmt:
		case T_CreateAmStmt:
		case T_CreateCastStmt:
		case T_CreateConversionStmt:
		case T_CreateOpClassStmt:
		case T_CreateOpFamilyStmt:
		case T_CreateRoleStmt:
		case T_CreateSubscriptionStmt:
		case T_CreateTransformStmt:
		case T_CreateUserMappingStmt:
		case T_CreateDomainStmt:
		case T_CreateEnumStmt:
		case T_CreateEventTrigStmt:
		case T_CreateExtensionStmt:
		case T_CreateFdwStmt:
		case T_CreateForeignServerStmt:
		case T_CreateFunctionStmt:
		case T_CreatePLangStmt:
		case T_CreatePolicyStmt:
		case T_CreatePublicationStmt:
		case T_CreateRangeStmt:
		case T_CreateSchemaStmt:
		case T_CreateSeqStmt:
		case T_CreateStatsStmt:
		case T_CreateTableAsStmt:
		case T_CreateTrigStmt:
		case T_DefineStmt:
		case T_IndexStmt:
		case T_RuleStmt:
		case T_ViewStmt:
			folded = idem_fold_create(fold, stmt);
			break;
		default:
			folded = false;
			break;
	}
	if (!folded)
		(void) idem_fold_append_new(fold, stmt);
}

/*
 * The statement that is left of an entry; NULL if nothing is.
 */
static IdemStatement *
finished(FoldEntry *entry)
{
	IdemStatement *statement = &entry->statement;

	List	   *cells = idem_fold_cells(statement->stmt);
	List	   *left = NIL;
	ListCell   *lc;

	if (cells != NIL)
	{
		foreach(lc, cells)
		{
			if (lfirst(lc) != NULL)
				left = lappend(left, lfirst(lc));
		}
		if (left == NIL)
			return NULL;
		if (IsA(statement->stmt, AlterTableStmt))
			((AlterTableStmt *) statement->stmt)->cmds = left;
		else if (IsA(statement->stmt, GrantStmt))
			((GrantStmt *) statement->stmt)->objects = left;
		else if (IsA(statement->stmt, AlterDefaultPrivilegesStmt))
		{
			foreach(lc, ((AlterDefaultPrivilegesStmt *) statement->stmt)->options)
			{
				if (lfirst_node(DefElem, lc)->arg == (Node *) cells)
					lfirst_node(DefElem, lc)->arg = (Node *) left;
			}
		}
		else
			((DropStmt *) statement->stmt)->objects = left;
	}
	if (IsA(statement->stmt, GrantStmt) && !idem_fold_trim_grant(entry))
		return NULL;
	if (entry->edited)
		statement->location = -1;
	return statement;
}

/*
 * What a database has under the name of a column may be the one that the
 * script drops before it makes this one.
 */
static void
note_successors(Fold *fold)
{
	ListCell   *lc;

	foreach(lc, fold->successors)
	{
		FoldObject *object = lfirst(lc);

		IdemSuccessor *successor;

		if (object->entry == NULL || object->dead || object->space != FOLD_COLUMN)
			continue;
		successor = palloc0(sizeof(IdemSuccessor));
		successor->column = pstrdup(object->name);
		successor->has_default = idem_fold_last_wish(fold, object, FOLD_P_DEFAULT, NULL) != NULL;
		successor->has_not_null = idem_fold_last_wish(fold, object, FOLD_P_NOT_NULL, NULL) != NULL;
		successor->has_identity = idem_fold_last_wish(fold, object, FOLD_P_IDENTITY, NULL) != NULL;
		object->entry->statement.successors = lappend(object->entry->statement.successors, successor);
	}
}

static List *
fold_statements(List *statements, bool tombstones, bool consume)
{
	Fold		fold;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate fold",
												  ALLOCSET_DEFAULT_SIZES);
	List	   *path = fetch_search_path(false);
	List	   *histories = NIL;
	List	   *entries;
	List	   *result = NIL;
	ListCell   *lc;

	memset(&fold, 0, sizeof(fold));
	fold.tombstones = tombstones;
	if (path != NIL)
		fold.schema = get_namespace_name(linitial_oid(path));

	foreach(lc, statements)
	{
		fold.copies |= !consume && may_edit(((IdemStatement *) lfirst(lc))->stmt);
		fold.edits |= may_edit(((IdemStatement *) lfirst(lc))->stmt);
		if (tombstones)
			idem_fold_note_mover(&fold, ((IdemStatement *) lfirst(lc))->stmt);
	}
	foreach(lc, statements)
	{
		CHECK_FOR_INTERRUPTS();
		fold_one(&fold, lfirst(lc));
	}

	/* what depends on the last names */
	idem_fold_write_serials(&fold);
	idem_fold_rename_shares(&fold);
	if (tombstones)
	{
		idem_fold_conversions(&fold);
		histories = idem_fold_histories(&fold);
	}
	entries = list_concat(histories, fold.entries);
	idem_fold_write_chosen_names(&fold);
	idem_fold_write_stars(&fold);
	idem_fold_write_names(&fold);

	note_successors(&fold);

	foreach(lc, idem_fold_in_order(entries))
	{
		IdemStatement *statement = finished(lfirst(lc));

		if (statement)
			result = lappend(result, statement);
	}
	MemoryContextDelete(context);
	return result;
}
