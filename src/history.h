/*-------------------------------------------------------------------------
 *
 * history.h
 *	  Names that objects had on the way through a script.
 *
 * Written by fold_history.c, from the parse trees alone; read by
 * kind_history.c, which finds out by history_moment.c how far on that way a
 * database is, and by history_step.c what to do about it.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_HISTORY_H
#define IDEM_HISTORY_H

#include "catalog/pg_attribute.h"
#include "nodes/extensible.h"
#include "nodes/parsenodes.h"

#include "idem_migrate.h"

#define IDEM_HISTORY_NODE "idem_migrate history"

/* A name that one of the objects had at some time. */
typedef struct IdemHistoryName
{
	const char *schema;			/* NULL for parts and what is in no schema */
	const char *name;
} IdemHistoryName;

typedef struct IdemHistoryObject
{
	ObjectType	type;
	List	   *args;			/* of a routine: TypeName */
	int			last;			/* index of its name in the end, or until it
								 * is dropped behind all else; -1 = gone */
	bool		known;			/* the script made it, so what it looks like
								 * is known */
	bool		was_there;		/* the script found it there */
	char		sort;			/* relkind of a table that the script made, or
								 * 0 */
} IdemHistoryObject;

/* What one statement did to one of the objects. */
typedef struct IdemHistoryEvent
{
	int			object;
	int			from;			/* index of a name; -1 = it was made */
	int			to;				/* -1 = it was dropped */
	const char *old_column;		/* a column of it went by this name ... */
	const char *new_column;		/* ... and goes by this one; NULL = none */
	const char *next_column;	/* before which it stands, if it is a label */
	TypeName   *type;			/* that it has from then on, if it is a column */
	bool		more;			/* the statement did not end with it */
} IdemHistoryEvent;

/*
 * Objects between which names moved, and all that happened to these names.
 */
typedef struct IdemHistory
{
	ExtensibleNode node;
	ObjectType	type;			/* of the objects, as far as they can be named
								 * alike */
	ObjectType	owner_type;		/* of parts: what they are parts of */
	RangeVar   *owner;			/* NULL if they are no parts */
	int			nnames;
	IdemHistoryName *names;
	int			nobjects;
	IdemHistoryObject *objects;
	int			nevents;
	IdemHistoryEvent *events;
} IdemHistory;

/* A column of a table; of a type that does not exist, or any.  Also a label. */
typedef struct HistoryColumn
{
	const char *name;
	Oid			typid;
} HistoryColumn;

/* What is there under a name. */
typedef struct HistoryFound
{
	Oid			objid;			/* InvalidOid: nothing */
	Oid			nspid;
	char		relkind;
	FormData_pg_attribute att;	/* of a column */
	List	   *columns;		/* HistoryColumn, of a table or type */
} HistoryFound;

typedef struct ActualHistory
{
	IdemActual	head;
	Oid			owner;			/* relation or type of parts */
	HistoryFound *found;		/* for each name */
} ActualHistory;

/* kind_history.c */
extern Node *idem_history_node(const IdemHistory *history, const IdemHistoryName *name,
							   ObjectType type, List *args);
extern HistoryColumn *idem_history_column(const char *name, Oid typid);
extern bool idem_history_is_relation(ObjectType type);
extern bool idem_history_of_labels(const IdemHistory *history);
extern const IdemKind idem_history_part;

/* history_moment.c */
extern int *idem_find_moment(const IdemHistory *history, const ActualHistory *actual);

/* history_step.c */
extern void idem_history_steps(const IdemWanted *wanted, const ActualHistory *actual, IdemPlan *plan,
							   const int *who);

#endif							/* IDEM_HISTORY_H */
