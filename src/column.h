/*-------------------------------------------------------------------------
 *
 * column.h
 *	  What the files about columns share.
 *
 * column_read.c reads what is there, kind_column.c decides which property to
 * look at, column_declare.c reads the declaration, column_diff.c compares property by
 * property, column_type.c knows what another type costs, column_convert.c the
 * way through several.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_COLUMN_H
#define IDEM_COLUMN_H

#include "catalog/pg_attribute.h"

#include "idem_migrate.h"

/* A column as it is. */
typedef struct IdemColumn
{
	FormData_pg_attribute att;	/* fixed part */
	int			statistics;		/* -1: default */
	Node	   *defexpr;		/* default or generation expression, or NULL */
} IdemColumn;

typedef struct IdemActualColumn
{
	IdemActual	head;
	IdemColumn	column;
} IdemActualColumn;

/*
 * A default that counts only when the column is added, for the rows that are
 * there: a later statement says what it is then.  The grammar has no use for
 * the field in a default.
 */
#define IDEM_DEFAULT_AT_FIRST(con) (((Constraint *) (con))->skip_validation)

/*
 * ALTER COLUMN ... TYPE that is not for columns of any other type, but for
 * those of these: TypeName.  The grammar has no use for the field there.
 */
#define IDEM_CONVERTED_TYPES(def) (((ColumnDef *) (def))->fdwoptions)

/* What a declaration says of a column; see idem_declare_column(). */
typedef struct IdemDeclaredColumn
{
	TypeName   *type;
	CollateClause *collation;
	bool		serial;
	Oid			typid;			/* of type, or of the actual column */
	int32		typmod;
	Node	   *using;
	Node	   *def;			/* raw default */
	bool		drop_default;
	bool		default_at_first;	/* def is not what it is later */
	bool		default_dropped;	/* by the step that changes the type */
	int			not_null;		/* 1: NOT NULL, -1: NULL, 0: don't care */
	char		identity;
	List	   *identity_options;
	bool		drop_identity;
	Node	   *generated;		/* raw generation expression */
	char		generated_kind;
	bool		set_expression; /* the column is generated already, of any
								 * kind */
	bool		drop_expression;
	const char *storage;
	const char *compression;
	bool		has_statistics;
	int			statistics;
	List	   *options;		/* n_distinct and the like: DefElem */
	bool		reset_options;	/* they are not wanted */
} IdemDeclaredColumn;

/* A column whose type an earlier step of the plan has changed. */
typedef struct PlannedConversion
{
	Oid			relid;
	AttrNumber	attnum;
	bool		default_dropped;
	bool		finished;		/* its type and default are as they will be */
	Oid			typid;			/* the type that it has then */
	int32		typmod;
} PlannedConversion;

/* column_read.c */
extern bool idem_read_column(Oid relid, const char *name, IdemColumn *column);
extern bool idem_read_attribute(Oid relid, const char *name, FormData_pg_attribute *att);
extern AttrNumber idem_column_number(Oid relid, const char *name);
extern bool idem_read_attributes(Oid relid, int natts, FormData_pg_attribute *atts);

/* column_declare.c */
extern void idem_declare_column(const IdemWanted *wanted, IdemDeclaredColumn *declared);

/* column_diff.c */
extern void idem_diff_column(const IdemWanted *wanted, const IdemActualColumn *actual,
							 IdemPlan *plan);
extern void idem_diff_column_before(const IdemWanted *wanted, const IdemActualColumn *actual,
									IdemPlan *plan);
extern IdemStep *idem_alter_column(const IdemWanted *wanted, IdemPlan *plan,
								   AlterTableType subtype, Node *def, const char *clause,
								   const char *reason);

/* column_convert.c */
extern PlannedConversion *idem_find_conversion(const IdemPlan *plan, const IdemActualColumn *actual);
extern void idem_note_conversion(const IdemWanted *wanted, const IdemActualColumn *actual,
								 bool default_dropped, IdemPlan *plan);
extern bool idem_is_converted(const IdemWanted *wanted, const IdemActualColumn *actual);
extern void idem_plan_conversion(const IdemWanted *wanted, const IdemActualColumn *actual,
								 IdemPlan *plan);

/* column_sequence.c */
extern Oid	idem_owned_sequence(Oid relid, AttrNumber attnum, char deptype);
extern void idem_diff_column_serial(const IdemWanted *wanted, const IdemActualColumn *actual,
									const IdemDeclaredColumn *declared, IdemPlan *plan);
extern void idem_diff_column_identity(const IdemWanted *wanted, const IdemActualColumn *actual,
									  const IdemDeclaredColumn *declared, IdemPlan *plan);

/* column_type.c */
typedef enum IdemTypeChange
{
	IDEM_TYPE_KEEPS,			/* the table stays as it is */
	IDEM_TYPE_REWRITES,			/* rewritten, nothing lost */
	IDEM_TYPE_LOSES,			/* rewritten, values may change or not fit */
	IDEM_TYPE_NEEDS_CAST,		/* the same, and only by an explicit cast */
	IDEM_TYPE_NO_CAST			/* there is no way */
} IdemTypeChange;

extern IdemTypeChange idem_classify_type_change(AttrNumber attnum, Oid from,
												int32 fromtypmod, Oid fromcollation,
												Oid to, int32 totypmod);
extern bool idem_is_plain_cast(const Node *expression);

#endif							/* IDEM_COLUMN_H */
