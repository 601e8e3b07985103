/*-------------------------------------------------------------------------
 *
 * fold_routine.h
 *	  What the files that fold functions share.
 *
 * fold_routine.c knows what statements say of functions, fold_routine_use.c
 * what functions and other objects have to do with each other.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_FOLD_ROUTINE_H
#define IDEM_FOLD_ROUTINE_H

#include "fold.h"
#include "routine.h"

#define KEY_SIZE (2 * NAMEDATALEN + 2)

/* All that was said of functions of one name, in order. */
typedef struct NameEntry
{
	char		key[KEY_SIZE];	/* schema.name; must be first */
	List	   *mentions;		/* Mention */
} NameEntry;

typedef enum MentionKind
{
	MENTION_CREATE,
	MENTION_ALTER,
	MENTION_PROPERTY,			/* comment, owner, grant */
	MENTION_DROP
} MentionKind;

/* A statement that is about a function. */
typedef struct Mention
{
	MentionKind kind;
	IdemStatement *entry;
	ObjectWithArgs *address;	/* in the statement; not for CREATE */
	List	   *types;			/* TypeName: of the input parameters ... */
	List	   *all_types;		/* ... and of all, where a procedure may be
								 * called by these */
	bool		any_types;		/* no argument list */
} Mention;

/* fold_routine.c */
extern const char *idem_fold_schema_at(const IdemFold *fold, const IdemStatement *statement);

/* fold_routine_use.c */
extern bool idem_fold_is_change(Node *stmt);
extern void idem_fold_note_change(IdemFold *fold);
extern void idem_fold_rename_row_type(IdemFold *fold, const IdemStatement *statement);

#endif							/* IDEM_FOLD_ROUTINE_H */
