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
#include "catalog/pg_class.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/lsyscache.h"

#include "idem_migrate.h"

typedef struct Fold
{
	const char *schema;			/* where unqualified names belong */
	List	   *entries;		/* IdemStatement, copies that may be edited */
} Fold;

static void fold_one(Fold *fold, const IdemStatement *statement);
static bool fold_alter_table(Fold *fold, AlterTableStmt *stmt, const IdemStatement *origin);
static bool fold_drop(Fold *fold, DropStmt *stmt);
static bool fold_rename(Fold *fold, RenameStmt *stmt);
static bool fold_enum(Fold *fold, AlterEnumStmt *stmt);
static bool fold_domain(Fold *fold, AlterDomainStmt *stmt);
static bool fold_sequence(Fold *fold, AlterSeqStmt *stmt);

/*
 * Fold a list of IdemStatement.  The nodes given are not changed.
 */
List *
idem_fold(List *statements)
{
	Fold		fold = {NULL, NIL};
	List	   *path = fetch_search_path(false);
	ListCell   *lc;

	if (path != NIL)
		fold.schema = get_namespace_name(linitial_oid(path));
	foreach(lc, statements)
	{
		CHECK_FOR_INTERRUPTS();
		fold_one(&fold, lfirst(lc));
	}
	return fold.entries;
}

/* ----------------------------------------------------------------
 *	Names
 * ----------------------------------------------------------------
 */

static bool
same_text(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool
same_schema(const Fold *fold, const char *a, const char *b)
{
	if (a == NULL)
		a = fold->schema;
	if (b == NULL)
		b = fold->schema;
	return a == b || same_text(a, b);
}

static bool
same_relation(const Fold *fold, const RangeVar *a, const RangeVar *b)
{
	return same_text(a->relname, b->relname) &&
		same_schema(fold, a->schemaname, b->schemaname);
}

static bool
same_names(const Fold *fold, List *a, List *b)
{
	return same_relation(fold, makeRangeVarFromNameList(a), makeRangeVarFromNameList(b));
}

/* ----------------------------------------------------------------
 *	Entries
 * ----------------------------------------------------------------
 */

static void
append(Fold *fold, const IdemStatement *statement)
{
	IdemStatement *copy = palloc(sizeof(IdemStatement));

	*copy = *statement;
	copy->stmt = copyObject(statement->stmt);
	fold->entries = lappend(fold->entries, copy);
}

/* note that the entry no longer reads as it was written */
static void
edited(IdemStatement *entry)
{
	entry->location = -1;
}

static IdemStatement *
find_table(const Fold *fold, const RangeVar *relation)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (IsA(entry->stmt, CreateStmt) &&
			same_relation(fold, ((CreateStmt *) entry->stmt)->relation, relation))
			return entry;
	}
	return NULL;
}

/*
 * The definition of a column: in CREATE TABLE, or in an ADD COLUMN of a table
 * that is made elsewhere.
 */
static ColumnDef *
find_added_column(const Fold *fold, const RangeVar *relation, const char *name,
				  IdemStatement **where)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);
		ColumnDef  *column = NULL;

		if (IsA(entry->stmt, CreateStmt) &&
			same_relation(fold, ((CreateStmt *) entry->stmt)->relation, relation))
			column = idem_fold_find_column((CreateStmt *) entry->stmt, name);
		else if (IsA(entry->stmt, AlterTableStmt) &&
				 same_relation(fold, ((AlterTableStmt *) entry->stmt)->relation, relation))
		{
			ListCell   *lc2;

			foreach(lc2, ((AlterTableStmt *) entry->stmt)->cmds)
			{
				AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc2);

				if (cmd->subtype == AT_AddColumn &&
					same_text(((ColumnDef *) cmd->def)->colname, name))
					column = (ColumnDef *) cmd->def;
			}
		}
		if (column)
		{
			*where = entry;
			return column;
		}
	}
	return NULL;
}

/* ----------------------------------------------------------------
 *	One statement
 * ----------------------------------------------------------------
 */

static void
fold_one(Fold *fold, const IdemStatement *statement)
{
	Node	   *stmt = statement->stmt;
	bool		folded = false;

	switch (nodeTag(stmt))
	{
		case T_CreateStmt:
			folded = find_table(fold, ((CreateStmt *) stmt)->relation) != NULL;
			break;
		case T_AlterTableStmt:
			folded = fold_alter_table(fold, (AlterTableStmt *) stmt, statement);
			break;
		case T_DropStmt:
			folded = fold_drop(fold, (DropStmt *) stmt);
			break;
		case T_RenameStmt:
			folded = fold_rename(fold, (RenameStmt *) stmt);
			break;
		case T_AlterEnumStmt:
			folded = fold_enum(fold, (AlterEnumStmt *) stmt);
			break;
		case T_AlterDomainStmt:
			folded = fold_domain(fold, (AlterDomainStmt *) stmt);
			break;
		case T_AlterSeqStmt:
			folded = fold_sequence(fold, (AlterSeqStmt *) stmt);
			break;
		default:
			break;
	}
	if (!folded)
		append(fold, statement);
}

/* ----------------------------------------------------------------
 *	Tables
 * ----------------------------------------------------------------
 */

/*
 * Remove what an earlier statement wants for a column or constraint of a
 * table that is made elsewhere: ADD and ALTER commands on it.
 */
static void
forget_commands(Fold *fold, const RangeVar *relation, const char *column,
				const char *constraint)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);
		AlterTableStmt *alter;
		ListCell   *lc2;

		if (!IsA(entry->stmt, AlterTableStmt))
			continue;
		alter = (AlterTableStmt *) entry->stmt;
		if (!same_relation(fold, alter->relation, relation))
			continue;
		foreach(lc2, alter->cmds)
		{
			AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc2);
			bool		forget = false;

			if (column && cmd->subtype == AT_AddColumn)
				forget = same_text(((ColumnDef *) cmd->def)->colname, column);
			else if (cmd->subtype == AT_AddConstraint)
				forget = column ?
					idem_constraint_uses(castNode(Constraint, cmd->def), column) :
					same_text(idem_constraint_name(castNode(Constraint, cmd->def),
												   relation->relname, NULL), constraint);
			else if (cmd->subtype == AT_ValidateConstraint)
				forget = constraint && same_text(cmd->name, constraint);
			else if (column && cmd->subtype != AT_DropColumn &&
					 cmd->subtype != AT_DropConstraint)
				forget = same_text(cmd->name, column);
			if (forget)
			{
				alter->cmds = foreach_delete_current(alter->cmds, lc2);
				edited(entry);
			}
		}
		if (alter->cmds == NIL)
			fold->entries = foreach_delete_current(fold->entries, lc);
	}
}

/*
 * Indexes that cannot outlive a column, or a table if column is NULL.
 */
static void
forget_indexes(Fold *fold, const RangeVar *relation, const char *column)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (IsA(entry->stmt, IndexStmt) &&
			same_relation(fold, ((IndexStmt *) entry->stmt)->relation, relation) &&
			(column == NULL || idem_index_uses((IndexStmt *) entry->stmt, column)))
			fold->entries = foreach_delete_current(fold->entries, lc);
	}
}

/*
 * Foreign keys of other tables that reference a table that goes.
 */
static void
forget_references(Fold *fold, const RangeVar *relation)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);
		ListCell   *lc2;

		if (IsA(entry->stmt, CreateStmt))
		{
			CreateStmt *create = (CreateStmt *) entry->stmt;

			foreach(lc2, create->tableElts)
			{
				Node	   *element = lfirst(lc2);

				if (IsA(element, Constraint) && ((Constraint *) element)->pktable &&
					same_relation(fold, ((Constraint *) element)->pktable, relation))
				{
					create->tableElts = foreach_delete_current(create->tableElts, lc2);
					edited(entry);
				}
				else if (IsA(element, ColumnDef))
				{
					ColumnDef  *column = (ColumnDef *) element;
					ListCell   *lc3;

					foreach(lc3, column->constraints)
					{
						Constraint *con = lfirst_node(Constraint, lc3);

						if (con->pktable && same_relation(fold, con->pktable, relation))
						{
							column->constraints = foreach_delete_current(column->constraints, lc3);
							edited(entry);
						}
					}
				}
			}
		}
		else if (IsA(entry->stmt, AlterTableStmt))
		{
			AlterTableStmt *alter = (AlterTableStmt *) entry->stmt;

			foreach(lc2, alter->cmds)
			{
				AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc2);

				if (cmd->subtype == AT_AddConstraint &&
					castNode(Constraint, cmd->def)->pktable &&
					same_relation(fold, castNode(Constraint, cmd->def)->pktable, relation))
				{
					alter->cmds = foreach_delete_current(alter->cmds, lc2);
					edited(entry);
				}
			}
			if (alter->cmds == NIL)
				fold->entries = foreach_delete_current(fold->entries, lc);
		}
	}
}

/*
 * One ALTER TABLE command; true if an earlier entry took it in.
 */
static bool
fold_command(Fold *fold, RangeVar *relation, AlterTableCmd *cmd)
{
	IdemStatement *table = find_table(fold, relation);
	CreateStmt *create = table ? (CreateStmt *) table->stmt : NULL;
	IdemStatement *where = NULL;
	ColumnDef  *column;

	switch (cmd->subtype)
	{
		case AT_AddColumn:
			column = castNode(ColumnDef, cmd->def);
			if (find_added_column(fold, relation, column->colname, &where) != NULL)
				return true;
			if (create == NULL)
				return false;
			create->tableElts = lappend(create->tableElts, copyObject(column));
			edited(table);
			return true;

		case AT_DropColumn:
			if (create)
			{
				idem_fold_remove_column(create, cmd->name);
				edited(table);
			}
			forget_commands(fold, relation, cmd->name, NULL);
			forget_indexes(fold, relation, cmd->name);
			return create != NULL;

		case AT_AddConstraint:
			if (create == NULL || castNode(Constraint, cmd->def)->indexname != NULL)
				return false;

			/*
			 * A foreign key to a table that comes later must stay behind it.
			 */
			if (castNode(Constraint, cmd->def)->contype == CONSTR_FOREIGN)
				return false;
			create->tableElts = lappend(create->tableElts, copyObject(cmd->def));
			edited(table);
			return true;

		case AT_DropConstraint:
			if (create && idem_fold_remove_constraint(create, cmd->name))
				edited(table);
			forget_commands(fold, relation, NULL, cmd->name);
			return create != NULL;

		case AT_AlterColumnType:
		case AT_ColumnDefault:
		case AT_SetNotNull:
		case AT_DropNotNull:
		case AT_AddIdentity:
		case AT_DropIdentity:
		case AT_DropExpression:
			column = find_added_column(fold, relation, cmd->name, &where);
			if (column && idem_fold_edit_column(column, cmd))
			{
				edited(where);
				return true;
			}
			return false;

		default:
			return false;
	}
}

static bool
fold_alter_table(Fold *fold, AlterTableStmt *stmt, const IdemStatement *origin)
{
	AlterTableStmt *rest;
	ListCell   *lc;
	IdemStatement left;

	if (stmt->objtype != OBJECT_TABLE)
		return false;

	rest = makeNode(AlterTableStmt);
	*rest = *stmt;
	rest->cmds = NIL;
	foreach(lc, stmt->cmds)
	{
		if (!fold_command(fold, stmt->relation, lfirst(lc)))
			rest->cmds = lappend(rest->cmds, lfirst(lc));
	}
	if (rest->cmds == NIL)
		return true;
	if (list_length(rest->cmds) == list_length(stmt->cmds))
		return false;

	left = *origin;
	left.stmt = (Node *) rest;
	edited(&left);
	append(fold, &left);
	return true;
}

/* ----------------------------------------------------------------
 *	DROP
 * ----------------------------------------------------------------
 */

static bool
is_named(const Fold *fold, Node *stmt, ObjectType type, List *names)
{
	switch (nodeTag(stmt))
	{
		case T_CreateStmt:
			return type == OBJECT_TABLE &&
				same_relation(fold, ((CreateStmt *) stmt)->relation, makeRangeVarFromNameList(names));
		case T_IndexStmt:
			return type == OBJECT_INDEX &&
				same_text(((IndexStmt *) stmt)->idxname, strVal(llast(names)));
		case T_CreateSeqStmt:
			return type == OBJECT_SEQUENCE &&
				same_relation(fold, ((CreateSeqStmt *) stmt)->sequence, makeRangeVarFromNameList(names));
		case T_CreateEnumStmt:
			return type == OBJECT_TYPE && same_names(fold, ((CreateEnumStmt *) stmt)->typeName, names);
		case T_CreateDomainStmt:
			return (type == OBJECT_DOMAIN || type == OBJECT_TYPE) &&
				same_names(fold, ((CreateDomainStmt *) stmt)->domainname, names);
		case T_CreateSchemaStmt:
			return type == OBJECT_SCHEMA &&
				same_text(((CreateSchemaStmt *) stmt)->schemaname, strVal(llast(names)));
		case T_CreateExtensionStmt:
			return type == OBJECT_EXTENSION &&
				same_text(((CreateExtensionStmt *) stmt)->extname, strVal(llast(names)));
		default:
			return false;
	}
}

/*
 * DROP takes back what made the object.  It stays a wish of its own, unless
 * the object was made by the same list: then nothing has to be said of it.
 */
static bool
fold_drop(Fold *fold, DropStmt *stmt)
{
	int			taken_back = 0;
	ListCell   *lc;

	foreach(lc, stmt->objects)
	{
		Node	   *object = lfirst(lc);
		List	   *names = IsA(object, TypeName) ? ((TypeName *) object)->names :
			IsA(object, String) ? list_make1(object) :
			IsA(object, List) ? (List *) object : NIL;
		bool		found = false;
		ListCell   *lc2;

		if (names == NIL)
			continue;
		foreach(lc2, fold->entries)
		{
			IdemStatement *entry = lfirst(lc2);

			if (is_named(fold, entry->stmt, stmt->removeType, names))
			{
				found = true;
				fold->entries = foreach_delete_current(fold->entries, lc2);
			}
		}
		if (stmt->removeType == OBJECT_TABLE)
		{
			RangeVar   *relation = makeRangeVarFromNameList(names);

			forget_indexes(fold, relation, NULL);
			forget_references(fold, relation);
			foreach(lc2, fold->entries)
			{
				IdemStatement *entry = lfirst(lc2);

				if (IsA(entry->stmt, AlterTableStmt) &&
					same_relation(fold, ((AlterTableStmt *) entry->stmt)->relation, relation))
					fold->entries = foreach_delete_current(fold->entries, lc2);
			}
		}
		if (found)
			taken_back++;
	}
	return taken_back == list_length(stmt->objects);
}

/* ----------------------------------------------------------------
 *	RENAME
 * ----------------------------------------------------------------
 */

static void
rename_relation(Fold *fold, RangeVar *relation, const RangeVar *old, const char *newname,
				IdemStatement *entry)
{
	if (relation && same_relation(fold, relation, old))
	{
		relation->relname = pstrdup(newname);
		edited(entry);
	}
}

/*
 * Give everything that names the table its new name.
 */
static void
rename_table(Fold *fold, const RangeVar *given, const char *newname)
{
	RangeVar   *old = copyObject(unconstify(RangeVar *, given));
	ListCell   *lc;
	ListCell   *lc2;
	ListCell   *lc3;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (IsA(entry->stmt, CreateStmt))
		{
			CreateStmt *create = (CreateStmt *) entry->stmt;

			rename_relation(fold, create->relation, old, newname, entry);
			foreach(lc2, create->inhRelations)
				rename_relation(fold, lfirst(lc2), old, newname, entry);
			foreach(lc2, create->tableElts)
			{
				if (IsA(lfirst(lc2), Constraint))
					rename_relation(fold, ((Constraint *) lfirst(lc2))->pktable, old, newname, entry);
				else if (IsA(lfirst(lc2), ColumnDef))
				{
					foreach(lc3, ((ColumnDef *) lfirst(lc2))->constraints)
						rename_relation(fold, lfirst_node(Constraint, lc3)->pktable, old, newname, entry);
				}
			}
		}
		else if (IsA(entry->stmt, AlterTableStmt))
		{
			AlterTableStmt *alter = (AlterTableStmt *) entry->stmt;

			rename_relation(fold, alter->relation, old, newname, entry);
			foreach(lc2, alter->cmds)
			{
				AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc2);

				if (cmd->subtype == AT_AddConstraint)
					rename_relation(fold, castNode(Constraint, cmd->def)->pktable, old, newname, entry);
			}
		}
		else if (IsA(entry->stmt, IndexStmt))
			rename_relation(fold, ((IndexStmt *) entry->stmt)->relation, old, newname, entry);
	}
}

static bool
fold_rename(Fold *fold, RenameStmt *stmt)
{
	IdemStatement *table;
	ListCell   *lc;

	if (stmt->relation == NULL)
		return false;

	switch (stmt->renameType)
	{
		case OBJECT_TABLE:
			table = find_table(fold, stmt->relation);
			if (table == NULL)
				return false;
			idem_fold_name_constraints((CreateStmt *) table->stmt);
			rename_table(fold, stmt->relation, stmt->newname);
			return true;

		case OBJECT_COLUMN:
			table = find_table(fold, stmt->relation);
			if (table == NULL)
				return false;
			idem_fold_name_constraints((CreateStmt *) table->stmt);
			idem_fold_rename_column((CreateStmt *) table->stmt, stmt->subname, stmt->newname);
			edited(table);
			foreach(lc, fold->entries)
			{
				IdemStatement *entry = lfirst(lc);

				if (IsA(entry->stmt, IndexStmt) &&
					same_relation(fold, ((IndexStmt *) entry->stmt)->relation, stmt->relation))
				{
					idem_fold_rename_index_column((IndexStmt *) entry->stmt, stmt->subname, stmt->newname);
					edited(entry);
				}
				else if (IsA(entry->stmt, AlterTableStmt) &&
						 same_relation(fold, ((AlterTableStmt *) entry->stmt)->relation, stmt->relation))
				{
					idem_fold_rename_command_column((AlterTableStmt *) entry->stmt,
											   stmt->subname, stmt->newname);
					edited(entry);
				}
			}
			return true;

		case OBJECT_TABCONSTRAINT:
			table = find_table(fold, stmt->relation);
			if (table && idem_fold_rename_constraint((CreateStmt *) table->stmt,
												stmt->subname, stmt->newname))
			{
				edited(table);
				return true;
			}
			return false;

		case OBJECT_INDEX:
			foreach(lc, fold->entries)
			{
				IdemStatement *entry = lfirst(lc);

				if (IsA(entry->stmt, IndexStmt) &&
					same_text(((IndexStmt *) entry->stmt)->idxname, stmt->relation->relname))
				{
					((IndexStmt *) entry->stmt)->idxname = pstrdup(stmt->newname);
					edited(entry);
					return true;
				}
			}
			return false;

		default:
			return false;
	}
}

/* ----------------------------------------------------------------
 *	Types and sequences
 * ----------------------------------------------------------------
 */

static IdemStatement *
find_named(const Fold *fold, ObjectType type, List *names)
{
	ListCell   *lc;

	foreach(lc, fold->entries)
	{
		IdemStatement *entry = lfirst(lc);

		if (is_named(fold, entry->stmt, type, names))
			return entry;
	}
	return NULL;
}

static int
label_position(List *labels, const char *label)
{
	ListCell   *lc;

	foreach(lc, labels)
	{
		if (same_text(strVal(lfirst(lc)), label))
			return foreach_current_index(lc);
	}
	return -1;
}

/*
 * ADD VALUE and RENAME VALUE.
 */
static bool
fold_enum(Fold *fold, AlterEnumStmt *stmt)
{
	IdemStatement *entry = find_named(fold, OBJECT_TYPE, stmt->typeName);
	CreateEnumStmt *create;
	int			position;

	if (entry == NULL || !IsA(entry->stmt, CreateEnumStmt))
		return false;
	create = (CreateEnumStmt *) entry->stmt;

	if (stmt->oldVal)
	{
		position = label_position(create->vals, stmt->oldVal);
		if (position < 0)
			return false;
		lfirst(list_nth_cell(create->vals, position)) = makeString(pstrdup(stmt->newVal));
	}
	else if (label_position(create->vals, stmt->newVal) < 0)
	{
		position = list_length(create->vals);
		if (stmt->newValNeighbor)
		{
			int			neighbor = label_position(create->vals, stmt->newValNeighbor);

			if (neighbor < 0)
				return false;
			position = stmt->newValIsAfter ? neighbor + 1 : neighbor;
		}
		create->vals = list_insert_nth(create->vals, position,
									   makeString(pstrdup(stmt->newVal)));
	}
	edited(entry);
	return true;
}

static bool
fold_domain(Fold *fold, AlterDomainStmt *stmt)
{
	IdemStatement *entry = find_named(fold, OBJECT_DOMAIN, stmt->typeName);
	CreateDomainStmt *create;
	Constraint *con;

	if (entry == NULL)
		return false;
	create = (CreateDomainStmt *) entry->stmt;

	switch (stmt->subtype)
	{
		case 'T':
			idem_fold_remove_constraints(&create->constraints, CONSTR_DEFAULT, NULL);
			if (stmt->def)
			{
				con = makeNode(Constraint);
				con->contype = CONSTR_DEFAULT;
				con->raw_expr = copyObject(stmt->def);
				con->location = -1;
				create->constraints = lappend(create->constraints, con);
			}
			break;
		case 'N':
			idem_fold_remove_constraints(&create->constraints, CONSTR_NOTNULL, NULL);
			break;
		case 'O':
			con = makeNode(Constraint);
			con->contype = CONSTR_NOTNULL;
			con->location = -1;
			idem_fold_remove_constraints(&create->constraints, CONSTR_NOTNULL, NULL);
			idem_fold_remove_constraints(&create->constraints, CONSTR_NULL, NULL);
			create->constraints = lappend(create->constraints, con);
			break;
		case 'C':
			create->constraints = lappend(create->constraints, copyObject(stmt->def));
			break;
		case 'X':
			idem_fold_remove_constraints(&create->constraints, CONSTR_CHECK, stmt->name);
			break;
		default:
			return false;
	}
	edited(entry);
	return true;
}

/*
 * Later options replace earlier ones; RESTART is state, not definition.
 */
static bool
fold_sequence(Fold *fold, AlterSeqStmt *stmt)
{
	IdemStatement *entry = NULL;
	CreateSeqStmt *create;
	ListCell   *lc;
	ListCell   *lc2;

	foreach(lc, fold->entries)
	{
		IdemStatement *one = lfirst(lc);

		if (IsA(one->stmt, CreateSeqStmt) &&
			same_relation(fold, ((CreateSeqStmt *) one->stmt)->sequence, stmt->sequence))
			entry = one;
	}
	if (entry == NULL)
		return false;
	create = (CreateSeqStmt *) entry->stmt;

	foreach(lc, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		/* the owner may be a table that comes later */
		if (strcmp(option->defname, "owned_by") == 0)
			return false;
	}
	foreach(lc, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, "restart") == 0)
			continue;
		foreach(lc2, create->options)
		{
			if (strcmp(lfirst_node(DefElem, lc2)->defname, option->defname) == 0)
				create->options = foreach_delete_current(create->options, lc2);
		}
		create->options = lappend(create->options, copyObject(option));
	}
	edited(entry);
	return true;
}
