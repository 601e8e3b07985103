/*-------------------------------------------------------------------------
 *
 * routine.h
 *	  What the files about functions, procedures and aggregates share.
 *
 * A routine is read from the catalogs (routine_read.c) or worked out from its
 * declaration (routine_declare.c, routine_aggregate.c) into the same struct;
 * routine_match.c compares two of them.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_ROUTINE_H
#define IDEM_ROUTINE_H

#include "access/htup.h"
#include "catalog/pg_aggregate.h"

#include "idem_migrate.h"

/* A parameter, with defaults for what pg_proc leaves out. */
typedef struct IdemParameter
{
	Oid			type;
	char		mode;			/* PROARGMODE_xxx */
	const char *name;			/* "" if it has none */
} IdemParameter;

/* A routine as pg_proc has it, or will have it. */
typedef struct IdemRoutine
{
	char		prokind;
	char	   *name;			/* declared ones only */
	int			nparameters;
	IdemParameter *parameters;
	List	   *defaults;		/* cooked; of the last input parameters */
	Oid			rettype;
	bool		retset;
	Oid			language;
	char	   *src;
	char	   *bin;			/* NULL if there is none */
	Node	   *body;			/* RETURN or BEGIN ATOMIC, NULL if src has it;
								 * raw if declared, analysed if read */
	bool		is_raw;
	bool		secdef;
	bool		leakproof;
	bool		strict;
	char		volatility;
	char		parallel;
	float4		cost;
	float4		rows;
	Oid			support;
	List	   *transforms;		/* type OIDs */
	List	   *config;			/* IdemSetting */

	/* PROKIND_AGGREGATE */
	FormData_pg_aggregate aggregate;	/* aggfnoid does not count */
	char	   *initval;		/* NULL if there is none */
	char	   *minitval;
} IdemRoutine;

/* SET name TO value of a routine. */
typedef struct IdemSetting
{
	char	   *name;
	char	   *value;
} IdemSetting;

typedef struct ActualRoutine
{
	IdemActual	head;
	Oid			oid;
	Oid			owner;
	IdemRoutine routine;
} ActualRoutine;

/* What differs between two routines. */
typedef struct IdemRoutineMatch
{
	StringInfoData differences; /* for people; empty if there is none */
	char	   *obstacle;		/* what CREATE OR REPLACE cannot change, as a
								 * predicate: "returns integer, not text" */
	bool		other_kind;		/* that is what it is */
} IdemRoutineMatch;

/* routine_name.c: which routine is meant */
extern Oid	idem_routine_type(const TypeName *type, bool missing_ok);
extern List *idem_routine_type_names(Node *stmt);
extern bool idem_routine_inputs(Node *stmt, List **types);
extern ObjectWithArgs *idem_routine_declared(const IdemWanted *wanted);
extern Oid	idem_routine_oid(const char *name, List *types, Oid nspid);
extern void idem_resolve_routine(IdemWanted *wanted);
extern Oid	idem_routine_in_schema(const IdemWanted *wanted, List *names);
extern char *idem_routine_signature_of(Oid oid);
extern const char *idem_routine_noun(char prokind);
extern ObjectType idem_routine_objtype(char prokind);

/* routine_read.c: what the catalogs have */
extern bool idem_read_routine(Oid oid, ActualRoutine *actual);

/* routine_declare.c: what CREATE FUNCTION, CREATE PROCEDURE and ALTER say */
extern void idem_declared_parameters(IdemRoutine *routine, List *parameters,
									 const char *source);
extern List *idem_declared_options(IdemRoutine *routine, const CreateFunctionStmt *stmt);
extern void idem_declared_routine(IdemRoutine *routine, const CreateFunctionStmt *stmt,
								  const char *source);
extern void idem_altered_routine(IdemRoutine *routine, const AlterFunctionStmt *stmt);
extern void idem_ignore_options(IdemRoutine *wanted, const IdemRoutine *actual, List *options);

/* routine_aggregate.c: what CREATE AGGREGATE says */
extern TypeName *idem_aggregate_base_type(const DefineStmt *stmt);
extern bool idem_is_any(const TypeName *type);
extern void idem_declared_aggregate(IdemRoutine *routine, const DefineStmt *stmt,
									const char *source);

/* routine_match.c: the comparison */
extern void idem_match_routines(IdemRoutineMatch *match, const IdemRoutine *wanted,
								const IdemRoutine *actual, const char *source);

extern void idem_match_options(IdemRoutineMatch *match, const IdemRoutine *wanted,
							   const IdemRoutine *actual);

/* routine_plan.c: routines that earlier steps are planned to make */
extern char *idem_routine_signature(const IdemWanted *wanted);
extern void idem_note_planned_routine(IdemPlan *plan, const char *name);
extern const IdemWanted *idem_planned_routine(const IdemWanted *wanted, Oid *oid);
extern bool idem_diff_planned_routine(const IdemWanted *wanted, const IdemActual *head,
									  IdemPlan *plan);

/* kind_routine.c */
extern void idem_declared(IdemRoutine *routine, const IdemWanted *wanted);

/* routine_body.c: bodies in SQL that are parsed when they are declared */
extern bool idem_same_body(const IdemRoutine *wanted, const IdemRoutine *actual,
						   const char *source);

/* routine_text.c: statements that were edited */
extern char *idem_edited_routine_text(const IdemWanted *wanted);

/* routine_step.c: the steps */
extern IdemStep *idem_step_routine(IdemPlan *plan, const IdemWanted *wanted,
								   const char *action, IdemOutcome outcome);
extern void idem_step_routine_as_declared(IdemStep *step, const IdemWanted *wanted);
extern void idem_step_own_statement(IdemStep *step, const IdemWanted *wanted);
extern void idem_step_replace_routine(const IdemWanted *wanted, IdemPlan *plan,
									  const char *differences);
extern void idem_step_drop_routine(const IdemWanted *wanted, const ActualRoutine *actual,
								   IdemPlan *plan);
extern ObjectWithArgs *idem_routine_address(const ActualRoutine *actual);
extern const char *idem_routine_word(ObjectType objtype);
extern char *idem_routine_text(const ActualRoutine *actual);

/* routine_recreate.c: what CREATE OR REPLACE cannot do */
extern void idem_step_recreate_routine(const IdemWanted *wanted, const ActualRoutine *actual,
									   IdemPlan *plan, const IdemRoutineMatch *match);

#endif							/* IDEM_ROUTINE_H */
