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
 * fold_slot.c		names, by their text
 * fold_object.c	objects, what goes with what
 * fold_refs.c		who mentions whom
 * fold_mover.c		what is mentioned before it gets another name
 * fold_create.c	statements that make something
 * fold_table.c		CREATE TABLE and its elements
 * fold_like.c		CREATE TABLE ... LIKE
 * fold_parent.c	parents that are given to tables, and taken from them
 * fold_partition.c	indexes and keys that partitions have from their parents
 * fold_describe.c	columns and constraints as they are at some moment
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
 * fold_keyed.c		objects that are known by more than their names
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
	FoldObject *origin;			/* of a part that a child has from its parent:
								 * the parent's */
	FoldEntry  *dormant;		/* what makes it once that is not so any more */
	FoldObject *partition_of;
	bool		orphan;			/* about to be a column of its own */
	bool		inherited;		/* a table that has, or had, a parent; a
								 * column that it has, or had, from there */
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
	List	   *before;			/* FoldEntry to come just before it ... */
	List	   *after;			/* ... and just after */
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

/* A table is no child of another any more. */
typedef struct FoldLeave
{
	FoldObject *child;
	FoldObject *parent;
	bool		partition;
	bool		concurrent;
	const IdemStatement *statement;
} FoldLeave;

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

/* What gets another name or schema by some statement, by its last name. */
typedef struct FoldMover
{
	ObjectType	type;
	const char *name;
} FoldMover;

typedef struct Fold
{
	bool		tombstones;
	bool		edits;			/* some statement may edit another ... */
	bool		copies;			/* ... so copy all */
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
	List	   *successors;		/* FoldObject that follow a dropped one */
	List	   *movers;			/* FoldMover */
	List	   *of_schemas;		/* FoldEntry of GRANT ON ALL ... IN SCHEMA */
	List	   *leaves;			/* FoldLeave */
	bool		giving;			/* partitions are getting their share */
	const IdemStatement *current;
	int			turn;			/* of it, among all that are folded */
} Fold;

/* fold.c */
extern FoldEntry *idem_fold_entry(Fold *fold, Node *stmt);
extern void idem_fold_append(Fold *fold, FoldEntry *entry);
extern FoldEntry *idem_fold_append_new(Fold *fold, Node *stmt);
extern void idem_fold_note(Fold *fold, FoldObject *object);

/* fold_slot.c */
extern FoldName *idem_fold_name(Fold *fold, const FoldObject *scope, int space, const char *name,
								bool make);

/* fold_object.c */
extern FoldObject *idem_fold_object(Fold *fold, FoldSpace space, ObjectType type,
									FoldObject *scope, const char *name);
extern void idem_fold_set_name(Fold *fold, FoldObject *object, FoldObject *scope,
							   const char *name);
extern void idem_fold_part_of(FoldObject *object, FoldObject *whole);
extern FoldObject *idem_fold_find(Fold *fold, const FoldObject *scope, int space,
								  const char *name);
extern FoldObject *idem_fold_schema(Fold *fold, const char *name);
extern FoldObject *idem_fold_scope(Fold *fold, List *names, const char **name);
extern FoldObject *idem_fold_find_relation(Fold *fold, const RangeVar *relation);
extern FoldObject *idem_fold_get_relation(Fold *fold, const RangeVar *relation, ObjectType type);
extern FoldObject *idem_fold_find_column(Fold *fold, FoldObject *table, const char *name);
extern FoldObject *idem_fold_get_column(Fold *fold, FoldObject *table, const char *name);
extern FoldObject *idem_fold_find_type(Fold *fold, List *names);
extern FoldObject *idem_fold_find_named(Fold *fold, ObjectType type, Node *object);
extern FoldObject *idem_fold_get_named(Fold *fold, ObjectType type, Node *object);
extern FoldObject *idem_fold_find_routine(Fold *fold, List *names, const char *signature,
										  bool any);
extern char *idem_fold_parameters(List *parameters, bool all);
extern List *idem_fold_cells(Node *stmt);
extern FoldWish *idem_fold_wish(FoldEntry *entry, int cell);
extern AlterTableCmd *idem_fold_command(const FoldWish *wish);
extern void idem_fold_kill_wish(FoldWish *wish);
extern FoldWish *idem_fold_last_wish(Fold *fold, FoldObject *object, FoldProperty property,
									 const char *name);
extern FoldWish *idem_fold_set_wish(Fold *fold, FoldObject *object, FoldProperty property,
									const char *name, FoldWish *wish);
extern void idem_fold_event(Fold *fold, FoldObject *object, FoldName *from, FoldName *to,
							TypeName *type);

/* fold_mover.c */
extern FoldObject *idem_fold_mentioned_type(Fold *fold, FoldObject *schema, const char *name);
extern FoldObject *idem_fold_mentioned_relation(Fold *fold, const RangeVar *relation);
extern FoldObject *idem_fold_mentioned_column(Fold *fold, FoldObject *table, const char *name);
extern void idem_fold_note_mover(Fold *fold, const Node *stmt);

/* fold_refs.c */
extern FoldRef *idem_fold_ref(Fold *fold, FoldObject *target, FoldRefForm form, void *place,
							  FoldEntry *entry, FoldObject *dependent);
extern void idem_fold_ref_relation(Fold *fold, RangeVar *relation, FoldEntry *entry,
								   FoldObject *dependent);
extern void idem_fold_ref_type(Fold *fold, TypeName *type, FoldEntry *entry,
							   FoldObject *dependent);
extern void idem_fold_ref_routine(Fold *fold, List **names, FoldEntry *entry,
								  FoldObject *dependent);
extern void idem_fold_ref_column(Fold *fold, FoldObject *table, char **place, FoldEntry *entry,
								 FoldObject *dependent);
extern void idem_fold_ref_columns(Fold *fold, FoldObject *table, List *names, FoldEntry *entry,
								  FoldObject *dependent);
extern void idem_fold_ref_expression(Fold *fold, FoldObject *table, Node *expression,
									 FoldEntry *entry, FoldObject *dependent);
extern void idem_fold_ref_elements(Fold *fold, FoldObject *table, List *elements,
								   FoldEntry *entry, FoldObject *dependent);
extern void idem_fold_write_stars(Fold *fold);
extern void idem_fold_write_names(Fold *fold);

extern void idem_fold_settle(FoldObject *object);

/* fold_label.c */
extern void idem_fold_ref_labels(Fold *fold, FoldObject *type, Node *expression,
								 FoldEntry *entry);
extern FoldObject *idem_fold_enum(Fold *fold, const TypeName *type);
extern FoldObject *idem_fold_column_enum(Fold *fold, const FoldObject *column);

/* fold_like.c */
extern List *idem_fold_expand_like(Fold *fold, CreateStmt *stmt, FoldEntry *entry);

/* fold_keyed.c */
extern bool idem_fold_is_keyed(const FoldObject *object);
extern FoldObject *idem_fold_keyed(Fold *fold, ObjectType type, Node *object, bool make);
extern List *idem_fold_key_args(const FoldObject *object);
extern Node *idem_fold_made_key(Node *stmt, ObjectType *type, List ***names);
extern void idem_fold_ref_keyed(Fold *fold, Node *stmt, FoldEntry *entry, FoldObject *object);
extern bool idem_fold_drop_role(Fold *fold, DropRoleStmt *stmt);
extern bool idem_fold_drop_mapping(Fold *fold, DropUserMappingStmt *stmt);

/* fold_create.c */
extern bool idem_fold_create(Fold *fold, Node *stmt);

/* fold_table.c */
extern bool idem_fold_create_table(Fold *fold, CreateStmt *stmt);
extern FoldObject *idem_fold_add_column(Fold *fold, FoldObject *table, FoldEntry *entry, int cell,
										ColumnDef *column);
extern FoldObject *idem_fold_add_constraint(Fold *fold, FoldObject *table, FoldObject *column,
											FoldEntry *entry, int cell, Constraint *con);
extern void idem_fold_add_default(Fold *fold, FoldObject *column, FoldEntry *entry, int cell,
								  Node *node, Node *expression);
extern Constraint *idem_fold_new_constraint(ConstrType type);
extern void idem_fold_remove_constraints(List **constraints, ConstrType type);
extern ColumnDef *idem_fold_definition(const FoldObject *column);

/* fold_parent.c */
extern FoldObject *idem_fold_inherited_column(Fold *fold, FoldObject *table, const char *name);
extern bool idem_fold_alter_parent(Fold *fold, FoldObject *table, FoldEntry *entry, int cell,
								   AlterTableCmd *cmd);
extern List *idem_fold_leaves(Fold *fold);

/* fold_partition.c */
extern void idem_fold_give(Fold *fold, FoldObject *part, FoldObject *table, FoldEntry *entry);
extern void idem_fold_give_all(Fold *fold, FoldObject *parent, FoldObject *child);
extern void idem_fold_attach_index(Fold *fold, FoldObject *parent, FoldObject *child);
extern void idem_fold_take_over_parts(Fold *fold, FoldObject *child);
extern void idem_fold_rename_shares(Fold *fold);

/* fold_describe.c */
extern List *idem_fold_all_columns(Fold *fold, FoldObject *table);
extern bool idem_fold_is_known(const FoldObject *table);
extern bool idem_fold_made_with(const FoldObject *child, const FoldObject *parent);
extern ColumnDef *idem_fold_describe_column(Fold *fold, FoldObject *column, bool with_default,
											Node **late_default);
extern Constraint *idem_fold_describe_constraint(Fold *fold, FoldObject *constraint);
extern Constraint *idem_fold_find_constraint(List *constraints, ConstrType type);

/* fold_alter.c */
extern bool idem_fold_alter_table(Fold *fold, AlterTableStmt *stmt);

/* fold_column.c */
extern bool idem_fold_alter_column(Fold *fold, FoldObject *table, FoldEntry *entry, int cell,
								   AlterTableCmd *cmd);
extern void idem_fold_keep_not_null(Fold *fold, FoldObject *column);

/* fold_convert.c */
extern void idem_fold_change_type(Fold *fold, FoldObject *column, ColumnDef *def);
extern TypeName *idem_fold_known_type(Fold *fold, TypeName *type);
extern void idem_fold_conversions(Fold *fold);

/* fold_other.c */
extern bool idem_fold_alter_other(Fold *fold, Node *stmt);
extern bool idem_fold_trim_grant(FoldEntry *entry);

/* fold_drop.c */
extern bool idem_fold_drop(Fold *fold, DropStmt *stmt);
extern void idem_fold_kill(Fold *fold, FoldObject *object, bool bury);
extern FoldObject *idem_fold_stranger(Fold *fold, FoldSpace space, ObjectType type,
									  FoldObject *table, const char *name);
extern void idem_fold_bury_before(Fold *fold, FoldObject *column);
extern void idem_fold_spare_references(FoldObject *key);
extern void idem_fold_bury_late(Fold *fold);
extern void idem_fold_reclaim(Fold *fold, FoldObject *routine);
extern void idem_fold_forget(Fold *fold, FoldObject *object);

/* fold_rename.c */
extern bool idem_fold_rename(Fold *fold, RenameStmt *stmt);
extern void idem_fold_ref_named(Fold *fold, FoldObject *object, Node **place, FoldEntry *entry);
extern bool idem_fold_set_schema(Fold *fold, AlterObjectSchemaStmt *stmt);

/* fold_name.c */
extern char *idem_constraint_name(Constraint *con, const char *table, const char *column);
extern const char *idem_fold_constraint_name(Fold *fold, FoldObject *table, FoldObject *column,
											 Constraint *con);
extern const char *idem_fold_index_name(Fold *fold, FoldObject *table, IndexStmt *stmt);
extern const char *idem_fold_free_relation_name(Fold *fold, FoldObject *schema, const char *first,
												const char *second, const char *label,
												bool constraint);
extern void idem_fold_take_constraint_name(Fold *fold, const FoldObject *schema,
										   const char *name, int by);
extern void idem_fold_write_chosen_names(Fold *fold);

/* fold_serial.c */
extern TypeName *idem_fold_serial_type(const TypeName *type);
extern void idem_fold_make_serial(Fold *fold, FoldObject *table, FoldObject *column,
								  FoldEntry *entry, ColumnDef *definition);
extern List **idem_fold_identity_options(const FoldObject *column);
extern void idem_fold_unserial(Fold *fold, FoldObject *column);
extern void idem_fold_write_serials(Fold *fold);

/* fold_order.c */
extern List *idem_fold_in_order(List *entries);

/* fold_history.c */
extern List *idem_fold_histories(Fold *fold);

#endif							/* IDEM_FOLD_H */
