/*-------------------------------------------------------------------------
 *
 * recreate.h
 *	  What the files share that drop views and make them again.
 *
 * recreate.c finds what has to go and puts it in order, restore.c and
 * recreate_part.c write what brings each of it back.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_RECREATE_H
#define IDEM_RECREATE_H

#include "idem_migrate.h"

/* A rule that is made again. */
typedef struct IdemRecreatedRule
{
	Oid			relid;
	char	   *name;
	bool		drop;			/* it stands in the way, and goes first */
} IdemRecreatedRule;

/* A trigger or a policy that is made again. */
typedef struct IdemRecreatedPart
{
	ObjectAddress address;
	Oid			relid;
	char	   *name;
} IdemRecreatedPart;

/* All that goes together. */
typedef struct IdemRecreation
{
	Oid			root;			/* the view that is to be made anew, if any */
	List	   *visited;		/* OIDs */
	List	   *relids;			/* OIDs of views, in the order of dropping */
	List	   *rules;			/* IdemRecreatedRule */
	List	   *parts;			/* IdemRecreatedPart */
	List	   *blockers;		/* String: what cannot be brought back */
	char	   *dependants;		/* for people; NULL if there are none */
	char	   *drop;			/* statements */
	char	   *restore;		/* statements */
} IdemRecreation;

/* restore.c: what brings views back */
extern char *idem_restore_definition(Oid relid);
extern void idem_restore_data(StringInfo buf, Oid relid);
extern void idem_restore_parts(StringInfo buf, Oid relid, List *columns);
extern void idem_restore_comment(StringInfo buf, Oid classid, Oid objid, int32 subid,
								 const char *object);

/* recreate_part.c: rules, triggers and policies */
extern void idem_restore_rule(StringInfo buf, const IdemRecreatedRule *rule);
extern bool idem_recreate_part(IdemRecreation *recreation, Oid going,
							   const ObjectAddress *address);
extern void idem_drop_recreated_parts(StringInfo buf, const IdemRecreation *recreation);
extern void idem_restore_recreated_parts(StringInfo buf, const IdemRecreation *recreation);

/* recreate.c */
extern bool idem_recreate_dependants(IdemStep *step, const ObjectAddress *object,
									 char **dependants, char **blockers);

#endif							/* IDEM_RECREATE_H */
