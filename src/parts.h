/*-------------------------------------------------------------------------
 *
 * parts.h
 *	  What the files about indexes and constraints share with each other.
 *
 * Constraints that are made of an index (PRIMARY KEY, UNIQUE, EXCLUDE) are
 * compared by the rules for indexes, so both kinds meet here.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_PARTS_H
#define IDEM_PARTS_H

#include "access/htup.h"
#include "catalog/pg_class.h"

#include "idem_migrate.h"

/* The relation that an index or a constraint is wanted on. */
typedef enum IdemRelationState
{
	IDEM_RELATION_THERE,
	IDEM_RELATION_LATER,		/* missing, but earlier steps may make it */
	IDEM_RELATION_NONE			/* missing, and then nothing is wanted */
} IdemRelationState;

/* An index as the catalogs have it. */
typedef struct IdemIndex
{
	Oid			oid;
	Oid			relid;			/* table, partitioned table or materialized
								 * view */
	int			natts;
	int			nkeys;			/* the rest is INCLUDEd */
	bool		unique;
	bool		nulls_not_distinct;
	bool		immediate;
	bool		usable;			/* valid, ready and live */
	bool		clustered;
	bool		replica_identity;
	HeapTuple	tuple;			/* of pg_index */
	int2vector *keys;			/* in the tuple, as what follows */
	oidvector  *collations;
	oidvector  *opclasses;
	int2vector *options;
} IdemIndex;

typedef enum IdemIndexMatch
{
	IDEM_INDEX_DIFFERS,
	IDEM_INDEX_OPTIONS_DIFFER,	/* nothing but storage parameters */
	IDEM_INDEX_SAME
} IdemIndexMatch;

/* A constraint of a relation as the catalogs have it. */
typedef struct IdemConstraint
{
	Oid			oid;
	char	   *name;
	char		contype;
	bool		deferrable;
	bool		deferred;
	bool		validated;
	bool		enforced;
	bool		no_inherit;
	bool		period;			/* WITHOUT OVERLAPS, or PERIOD */
	Oid			indexid;		/* what it is made of, or refers to */
	Oid			refrelid;
	char		update_action;
	char		delete_action;
	char		match_type;
	int			nkeys;
	int16	   *keys;
	int16	   *refkeys;		/* FOREIGN KEY: nkeys of them */
	int			ndelete_set;
	int16	   *delete_set;		/* ON DELETE SET NULL (...) */
	HeapTuple	tuple;			/* of pg_constraint */
} IdemConstraint;

typedef struct ActualConstraints
{
	IdemActual	head;			/* the one with the wanted name */
	List	   *rows;			/* IdemConstraint: those that matter */
} ActualConstraints;

/* parts.c: what indexes and constraints have in common */
typedef void (*IdemDiffBody) (const IdemWanted *wanted, const IdemActual *actual,
							  IdemPlan *plan);
extern IdemRelationState idem_relation_state(const IdemWanted *wanted, const IdemPlan *plan);
extern bool idem_try_diff(IdemDiffBody body, const IdemWanted *wanted,
						  const IdemActual *actual, IdemPlan *plan);
extern char *idem_part_object(const IdemWanted *wanted, const char *part);
extern char *idem_definition_text(PGFunction function, Oid objid);
extern char *idem_dependants(Oid classid, Oid objid);
extern char *idem_column_list(List *names);
extern char *idem_name_addition(List *names);
extern char *idem_options_text(List *options);

/* reloptions.c: storage parameters of relations and columns */
extern List *idem_option_differences(Oid relid, List *options, bool reset);
extern List *idem_column_option_differences(Oid relid, const char *column, List *options,
											bool reset);
extern char *idem_option_clause(List *options, bool reset);
extern List *idem_column_options(Datum stored);

/* kind_storage.c */
extern IdemStep *idem_step_command(const IdemWanted *wanted, IdemPlan *plan, AlterTableCmd *cmd,
								   const char *clause);

/* table_parent.c */
extern bool idem_index_is_complete(Oid indexid, Oid relid);

/* partition_bound.c: bounds of partitions, compared */
extern bool idem_same_partition_bound(const PartitionBoundSpec *spec, const char *source,
									  Oid parentid, Oid partition, char **found, char **target);
extern char *idem_partition_bound_text(const PartitionBoundSpec *spec, const char *source);

/* index_read.c: indexes as the catalogs have them */
extern IdemIndex *idem_read_index(Oid indexid);
extern IdemIndex *idem_read_index_of(Oid relid, Oid indexid);
extern List *idem_read_indexes(Oid relid);
extern bool idem_index_backs_constraint(const IdemIndex *index);
extern const FormData_pg_class *idem_index_class(const IdemIndex *index);
extern const char *idem_index_name(const IdemIndex *index);
extern Node *idem_index_node(const IdemIndex *index, AttrNumber attnum);

/* index_match.c: definitions of indexes compared */
extern IdemIndexMatch idem_match_index(const IndexStmt *stmt, const char *source,
									   Oid relid, const IdemIndex *index,
									   const Oid *operators);

/* kind_index.c */
extern void idem_step_drop_first(const IdemWanted *wanted, IdemPlan *plan, const IdemIndex *index);
extern void idem_step_reindex(const IdemWanted *wanted, IdemPlan *plan, const IdemIndex *index);
extern bool idem_step_set_options(const IdemWanted *wanted, IdemPlan *plan,
								  const IdemIndex *index, List *options);

/* constraint_step.c: steps and text of constraints */
extern char *idem_constraint_text(const Constraint *con, const char *source);
extern IdemStep *idem_step_add_constraint(const IdemWanted *wanted, IdemPlan *plan,
										  const Constraint *con);
extern IdemStep *idem_step_replace_constraint(const IdemWanted *wanted, IdemPlan *plan,
											  const IdemConstraint *row, const Constraint *con);
extern IdemStep *idem_step_validate(const IdemWanted *wanted, IdemPlan *plan, const char *name);
extern void idem_step_rename_constraint(const IdemWanted *wanted, IdemPlan *plan,
										const char *oldname, const char *newname);
extern void idem_refuse_constraint_name(const IdemWanted *wanted, IdemPlan *plan,
										const IdemConstraint *row);

/* constraint_read.c: constraints as the catalogs have them */
extern const IdemConstraint *idem_find_constraint(const ActualConstraints *actual, const char *name);
extern List *idem_read_constraints(Oid relid, const char *name);

/*
 * The script has dropped a constraint of that name before, which may have been
 * of another kind.  The grammar has no use for the field in what is compared
 * here.
 */
#define IDEM_FOLLOWS_ANOTHER(con) (((Constraint *) (con))->generated_when)

/* constraint_key.c, constraint_check.c, constraint_fk.c */
extern void idem_diff_key(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan);
extern void idem_diff_using_index(const IdemWanted *wanted, const IdemActual *actual,
								  IdemPlan *plan);
extern bool idem_is_merged_key(const IdemWanted *wanted);
extern void idem_diff_check(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan);
extern void idem_diff_not_null(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan);
extern void idem_diff_foreign_key(const IdemWanted *wanted, const IdemActual *actual, IdemPlan *plan);

#endif							/* IDEM_PARTS_H */
