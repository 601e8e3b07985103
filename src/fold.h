/*-------------------------------------------------------------------------
 *
 * fold.h
 *	  What the files that fold a history share.
 *
 * fold.c goes through the statements, fold_relation.c knows what ALTER TABLE,
 * DROP and RENAME mean for those before them, fold_table.c edits the trees.
 * fold_routine.c does all that for functions, with fold_routine_use.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_FOLD_H
#define IDEM_FOLD_H

#include "idem_migrate.h"

typedef struct IdemFold
{
	const char *schema;			/* where unqualified names belong */
	bool		edits;			/* some statement may edit an earlier one */
	List	   *entries;		/* IdemStatement; if so, of copied nodes */
	struct HTAB *tables;		/* entries of CREATE TABLE by name; NULL until
								 * somebody asks */
	bool		late_defaults;	/* some default stands by itself */
	struct HTAB *routines;		/* of fold_routine.c */
	List	   *settled;		/* entries of CREATE FUNCTION since something
								 * was changed or dropped */
} IdemFold;

/* fold.c */
extern bool idem_same_text(const char *a, const char *b);
extern bool idem_same_relation(const IdemFold *fold, const RangeVar *a, const RangeVar *b);
extern void idem_fold_append(IdemFold *fold, const IdemStatement *statement);
extern void idem_fold_edited(IdemStatement *entry);
extern void idem_fold_tables_changed(IdemFold *fold);
extern IdemStatement *idem_fold_find_table(IdemFold *fold, const RangeVar *relation);
extern ColumnDef *idem_fold_find_added_column(const IdemFold *fold, const RangeVar *relation,
											  const char *name, IdemStatement **where);
extern bool idem_fold_is_named(const IdemFold *fold, Node *stmt, ObjectType type, List *names);

/* fold_relation.c */
extern bool idem_fold_alter_table(IdemFold *fold, AlterTableStmt *stmt,
								  const IdemStatement *origin);
extern bool idem_fold_drop(IdemFold *fold, DropStmt *stmt);
extern bool idem_fold_rename(IdemFold *fold, RenameStmt *stmt);

/* fold_routine.c */
extern bool idem_fold_routine(IdemFold *fold, const IdemStatement *statement);

/* fold_routine_use.c */
extern bool idem_fold_calls_routine(const IdemFold *fold, Node *expr);
extern bool idem_fold_needs_routine(const IdemFold *fold, const CreateDomainStmt *domain);

/* fold_table.c */
extern ColumnDef *idem_fold_find_column(CreateStmt *create, const char *name);
extern void idem_fold_remove_column(CreateStmt *create, const char *name);
extern bool idem_fold_edit_column(ColumnDef *column, const AlterTableCmd *cmd);
extern Constraint *idem_fold_new_constraint(ConstrType type);
extern bool idem_constraint_uses(Constraint *con, const char *column);
extern bool idem_index_uses(IndexStmt *index, const char *column);
extern void idem_fold_remove_constraints(List **constraints, ConstrType type, const char *name);
extern void idem_fold_rename_column(CreateStmt *create, const char *name, const char *newname);
extern void idem_fold_rename_index_column(IndexStmt *index, const char *name, const char *newname);
extern void idem_fold_rename_command_column(AlterTableStmt *alter, const char *name,
											const char *newname);

/* fold_constraint.c */
extern char *idem_constraint_name(Constraint *con, const char *table, const char *column);
extern void idem_fold_name_constraints(CreateStmt *create);
extern void idem_fold_name_added_constraints(AlterTableStmt *alter);
extern bool idem_fold_edit_constraint(ColumnDef *column, const char *table, const char *name,
									  const char *newname);
extern bool idem_fold_remove_constraint(CreateStmt *create, const char *name);
extern bool idem_fold_rename_constraint(CreateStmt *create, const char *name, const char *newname);
extern bool idem_fold_rename_added_constraint(AlterTableStmt *alter, const char *name,
											  const char *newname);

#endif							/* IDEM_FOLD_H */
