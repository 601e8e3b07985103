/*-------------------------------------------------------------------------
 *
 * fold.h
 *	  What the files that fold a history share.
 *
 * A history is read once, in order.  Everything it names becomes a
 * FoldObject, found by name in constant time; every statement becomes a
 * FoldEntry.  Who mentions an object is noted as a FoldRef, so that a rename
 * costs nothing but the note of it: names are written into the trees when all
 * is read.  What is said of an object and nothing else is a FoldWish, which
 * the next one of the same sort replaces.
 *
 * fold.c			goes through the statements and writes the result
 * fold_object.c	names, objects, what goes with what
 * fold_refs.c		who mentions whom
 * fold_create.c	statements that make something
 * fold_table.c		CREATE TABLE and its elements
 * fold_like.c		CREATE TABLE ... LIKE what goes
 * fold_alter.c		ALTER TABLE
 * fold_column.c	what is said of one column
 * fold_convert.c	its types, and the way from one to the next
 * fold_other.c		ALTER of anything else, and properties
 * fold_drop.c		DROP, and what goes along
 * fold_rename.c	RENAME and SET SCHEMA
 * fold_name.c		names that the server would choose
 * fold_serial.c	serial columns written out
 * fold_wish.c		what is said of objects, the last word
 * fold_walk.c		what expressions and queries mention
 * fold_label.c		labels of enums in expressions
 * fold_order.c		the order of the result
 * fold_history.c	earlier names, for kind_history.c
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_FOLD_H
#define IDEM_FOLD_H

#include "idem_migrate.h"

/* Name spaces: where two objects cannot have the same name. */
typedef enum FoldSpace
{
	FOLD_SCHEMA,
	FOLD_RELATION,				/* of a schema */
	FOLD_TYPE,					/* of a schema */
	FOLD_ROUTINE,				/* of a schema; overloaded */
	FOLD_STATISTICS,			/* of a schema */
	FOLD_COLUMN,				/* of a table or composite type */
	FOLD_DEFAULT,				/* of a column; there is one */
	FOLD_CONSTRAINT,			/* of a table or domain */
	FOLD_TRIGGER,				/* of a table */
	FOLD_POLICY,				/* of a table */
	FOLD_RULE,					/* of a table */
	FOLD_LABEL,					/* of an enum */
	FOLD_CONSTRAINT_NAME,		/* taken in a schema, by whatever table */
	FOLD_OTHER,					/* plus ObjectType */
	FOLD_PROPERTY = 1000		/* plus FoldProperty: not a name, but what was
								 * said last */
} FoldSpace;

typedef struct FoldObject FoldObject;
typedef struct FoldEntry FoldEntry;

/* A name. */
typedef struct FoldKey
{
	int			scope;			/* id of the schema or table */
	int			space;
	const char *name;
} FoldKey;

/* One thing that a statement wants: the statement, or one command of it. */
typedef struct FoldWish
{
	FoldEntry  *entry;
	int			cell;			/* in the commands of ALTER TABLE or the
								 * objects of GRANT; -1 = all */
	DefElem    *option;			/* only this one of the command; NULL = all */
} FoldWish;

/* What became of a name. */
typedef struct FoldName
{
	FoldKey		key;
	uint32		hash;
	struct FoldName *next;		/* of the same hash, more or less */
	FoldObject *object;			/* the latest; of routines all, chained */
	FoldWish   *grave;			/* what wants the latest to be absent */
	FoldWish   *wish;			/* of a property */
	int			taken;			/* FOLD_CONSTRAINT_NAME: how often */
	int			next_number;	/* where to go on to look for a free name */
	struct FoldName *leader;	/* of the names between which objects moved */
	void	   *draft;			/* of the leader: see fold_history.c */
	int			index;			/* among its names */
} FoldName;

struct FoldObject
{
	int			id;
	FoldSpace	space;
	ObjectType	type;
	const char *name;
	const char *first_name;
	FoldObject *scope;			/* schema or table whose name space it is in */
	FoldObject *whole;			/* goes when this goes */
	FoldObject *overload;		/* next routine of the same name */
	const char *signature;		/* of a routine: its input types ... */
	const char *all_types;		/* ... and for a procedure all */
	FoldEntry  *entry;			/* that makes it; NULL = made elsewhere */
	Node	   *node;			/* the part of the entry's tree that does */
	int			cell;			/* its place in tableElts or cmds; -1 = the
								 * statement */
	FoldObject *column;			/* constraint behind a column; column of a
								 * default or of a sequence */
	TypeName   *first_type;		/* of a column */
	const char *next;			/* of a label: before which it was added */
	List	   *conversions;	/* how values get the column's last type */
	List	   *parts;			/* FoldObject whose whole this is */
	List	   *refs;			/* FoldRef to it */
	List	   *own_refs;		/* FoldRef in its definition, if that may be
								 * replaced */
	List	   *wishes;			/* FoldWish about it */
	List	   *parents;		/* tables that it inherits from */
	List	   *children;
	bool		dead;
	bool		peopled;		/* other objects are in its name space */
	bool		noted;			/* is among the objects that need a look in
								 * the end */
	bool		renamed;
	bool		moved;			/* somewhere else than where it was made */
	bool		chosen;			/* its name is the server's choice */
	bool		incomplete;		/* may have columns that we do not know of */
	bool		serial;			/* a sequence that comes with its column */
	FoldWish   *grave;			/* of a routine: what wants it to be absent */
	bool		default_changed;
	List	   *alters;			/* of a routine: FoldEntry with ALTER FUNCTION */
	List	   *adds;			/* FoldEntry by which it gets columns ... */
	int			added;			/* ... and how many of them are in place */
	int			index;			/* in its history */
	void	   *draft;
	bool		in_history;
	FoldEntry  *move;			/* made elsewhere: the statement that moved it */
	bool		follows_drop;	/* another of its name was dropped first */
};

/* A star in a query, and what it stood for. */
typedef struct FoldStar
{
	SelectStmt *select;
	ResTarget  *target;
	List	   *columns;		/* FoldObject */
	List	   *expanded;		/* ResTarget */
	FoldEntry  *entry;
} FoldStar;

/* One place in a tree that names an object. */
typedef enum FoldRefForm
{
	FOLD_REF_NOTHING,			/* depends on it without a name */
	FOLD_REF_NAME,				/* char **: unqualified name */
	FOLD_REF_RELATION,			/* RangeVar */
	FOLD_REF_NAMES,				/* List **: String nodes */
	FOLD_REF_PART,				/* List **: String nodes, the last the part's */
	FOLD_REF_COLUMN,			/* ColumnRef */
	FOLD_REF_TEXT				/* char **: name inside a literal */
} FoldRefForm;

typedef struct FoldRef
{
	FoldObject *target;
	FoldRefForm form;
	void	   *place;
	ResTarget  *output;			/* column of a query that takes its name from
								 * the place */
	FoldEntry  *entry;
	FoldObject *dependent;		/* goes along when the target is dropped ... */
	FoldWish   *wish;			/* ... or this */
	const char *name;			/* what it was called then */
	const char *schema;			/* where it was then */
	const char *table;			/* a part: of what, and what that was called */
	bool		void_;			/* the place is gone */
} FoldRef;

struct FoldEntry
{
	IdemStatement statement;	/* a copy that may be edited */
	int			number;
	bool		dead;
	bool		edited;
	FoldObject *makes;
	List	   *refs;			/* FoldRef in it: what it needs */
	List	   *before;			/* FoldEntry to come just before it */
	FoldObject *adds_to;		/* table that gets a column by it */
	int			visited;
};

/* What happened to the name of an object. */
typedef struct FoldEvent
{
	FoldObject *object;
	FoldName   *from;			/* NULL: was made */
	FoldName   *to;				/* NULL: was dropped */
	TypeName   *type;			/* the column has this type from then on */
	const IdemStatement *statement;
} FoldEvent;

/* Sorts of wishes of which the last one counts. */
typedef enum FoldProperty
{
	FOLD_P_COMMENT,
	FOLD_P_OWNER,
	FOLD_P_LABEL,
	FOLD_P_DEFAULT,
	FOLD_P_NOT_NULL,
	FOLD_P_IDENTITY,
	FOLD_P_EXPRESSION,
	FOLD_P_TYPE,
	FOLD_P_STATISTICS,
	FOLD_P_STORAGE,
	FOLD_P_COMPRESSION,
	FOLD_P_OPTION,				/* by name */
	FOLD_P_CLUSTER,
	FOLD_P_LOGGED,
	FOLD_P_ACCESS_METHOD,
	FOLD_P_TABLESPACE,
	FOLD_P_TRIGGER,				/* by name */
	FOLD_P_RULE,				/* by name */
	FOLD_P_INHERIT,				/* by parent */
	FOLD_P_PARTITION,
	FOLD_P_ROW_SECURITY,
	FOLD_P_FORCE_ROW_SECURITY,
	FOLD_P_REPLICA_IDENTITY,
	FOLD_P_SEQUENCE_OWNER,
	FOLD_P_DEPENDS,				/* by extension */
	FOLD_P_OTHER
} FoldProperty;

typedef struct Fold
{
	bool		tombstones;
	bool		copies;			/* some statement may edit another: copy all */
	const char *schema;			/* where unqualified names belong */
	FoldName  **names;			/* by hash */
	uint32		nbuckets;		/* a power of two */
	uint32		nnames;
	FoldObject *last_schema;	/* that was found */
	int			last_id;
	List	   *entries;		/* FoldEntry */
	List	   *events;			/* FoldEvent */
	List	   *refs;			/* FoldRef */
	List	   *late;			/* FoldObject that are to be absent behind
								 * what is looked at */
	List	   *stars;			/* FoldStar */
	List	   *settled;		/* FoldEntry of CREATE FUNCTION since
								 * something was changed or dropped */
	List	   *objects;		/* FoldObject that need a look in the end */
	List	   *going;			/* char *, tables that may not stay */
	List	   *of_schemas;		/* FoldEntry of GRANT ON ALL ... IN SCHEMA */
