/*-------------------------------------------------------------------------
 *
 * trigger.h
 *	  What the files about triggers share with each other.
 *
 * kind_trigger.c reads and compares, trigger_step.c makes the change.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_TRIGGER_H
#define IDEM_TRIGGER_H

#include "catalog/pg_trigger.h"
#include "nodes/bitmapset.h"

#include "parts.h"

/* A trigger as the catalogs have it. */
typedef struct IdemTrigger
{
	IdemActual	head;
	Form_pg_trigger form;		/* its fixed part */
	int			nargs;
	char	  **args;
	Bitmapset  *columns;		/* of UPDATE OF */
	int			ncolumns;
	Node	   *condition;		/* of WHEN, or NULL */
	char	   *old_table;		/* transition tables, or NULL */
	char	   *new_table;
	bool		has_new;		/* IDEM_RENAMED: there is one of the new name */
} IdemTrigger;

/* How a trigger that a partition has from its parent fires. */
typedef struct IdemFiring
{
	Oid			relid;
	char		enabled;
} IdemFiring;

/* trigger_step.c */
extern const char *idem_firing_words(char enabled);
extern List *idem_clone_states(Oid relid, Oid trigid);
extern IdemStep *idem_step_create_trigger(const IdemWanted *wanted, IdemPlan *plan,
										  IdemOutcome outcome);
extern void idem_step_change_trigger(const IdemWanted *wanted, IdemPlan *plan,
									 const IdemTrigger *actual, const char *difference);

#endif							/* IDEM_TRIGGER_H */
