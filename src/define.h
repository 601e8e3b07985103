/*-------------------------------------------------------------------------
 *
 * define.h
 *	  Definitions of objects as text: one object's, or a whole schema's.
 *
 * What is written is canonical: the same objects give the same text on every
 * server that has them, whatever their OIDs and however they came about.  All
 * names are qualified; the caller has set search_path and the other settings
 * that the server's deparsing depends on.
 *
 * None of these files writes or keeps a lock.  The server's own functions lock
 * what they deparse, so all of it runs in a subtransaction that is rolled back;
 * see api_snapshot.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_DEFINE_H
#define IDEM_DEFINE_H

#include "access/tupdesc.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"

#include "compat.h"
#include "idem_migrate.h"

/* An object as statements about it call it. */
typedef struct IdemNamed
{
	Oid			classid;
	Oid			objid;
	const char *keyword;		/* TABLE, FUNCTION ... */
	char	   *name;			/* qualified and quoted, with arguments */
} IdemNamed;

/*
 * A part of an object that is written on its own, because something that it
 * uses comes after the object.
 */
typedef struct IdemLatePart
{
	Oid			classid;
	Oid			objid;
	char	   *ddl;
} IdemLatePart;

typedef struct IdemTableDef IdemTableDef;

/* A definition in the making. */
typedef struct IdemDefinition
{
	StringInfoData ddl;

	/*
	 * Whether all that a part of the object uses has been written; NULL: it
	 * is there.  What is not ready goes to "late".
	 */
	bool		(*ready) (Oid classid, Oid objid, void *arg);
	void	   *arg;
	List	   *late;			/* IdemLatePart */
	bool		is_late;		/* this is one itself */
	IdemTableDef *parent;		/* of the partition before, likely of the next */
	MemoryContext parent_context;	/* where it is kept, or NULL */
} IdemDefinition;

/* Rows of a catalog. */
typedef struct IdemRows
{
	TupleDesc	desc;
	List	   *tuples;			/* HeapTuple */
} IdemRows;

/* A column of a relation. */
typedef struct IdemColumnDef
{
	FormData_pg_attribute att;
	char	   *name;			/* quoted */
	char	   *type;
	char	   *collation;		/* NULL: that of the type */
	Oid			attrdef;
	char	   *expr;			/* default or generation expression, or NULL */
	int			statistics;
	bool		has_acl;
	Datum		acl;
	char	   *options;		/* "a=1, b=2", or NULL */
	char	   *fdwoptions;		/* "a '1', b '2'", or NULL */
	char	   *not_null;		/* name of the constraint if it was chosen by
								 * hand */
	bool		not_null_no_inherit;
	Oid			not_null_invalid;	/* constraint that is to be validated */
	bool		parent_default; /* a parent has one that it would get */
	const struct IdemColumnDef *inherited;	/* of the parent that it comes
											 * from when the table is made, or
											 * NULL */
} IdemColumnDef;

/* A relation. */
struct IdemTableDef
{
	FormData_pg_class form;
	IdemNamed	named;
	char	   *options;		/* "a=1, b=2", or NULL */
	char	   *bound;			/* FOR VALUES ..., or NULL */
	bool		has_acl;
	Datum		acl;
	int			ncolumns;
	IdemColumnDef *columns;		/* those that are not dropped */
	List	   *parents;		/* OIDs in order */
	IdemRows   *constraints;
	List	   *indexes;		/* OIDs, by name */
};

/* define.c: any object */
extern void idem_define_object(IdemDefinition *definition, Oid classid, Oid objid);
extern bool idem_can_define(Oid classid, Oid objid);

/* define_stable.c: one text for what the server writes in two ways */
extern char *idem_stable_text(char *ddl);

/* define_lookup.c: kinds and names to addresses */
extern ObjectAddress idem_define_lookup(const char *kind, const char *name);

/* define_name.c: objects as statements call them; rows of catalogs */
pg_noreturn extern void idem_vanished(const char *what, Oid objid);
extern char *idem_relation_identity(Oid relid);
extern char *idem_qualified_in(Oid nspid, const char *name);
extern char *idem_type_identity(Oid typid);
extern char *idem_routine_called(Oid procid);
extern char *idem_function_reference(Oid procid);
extern char *idem_operator_reference(Oid operator);
extern char *idem_options_list(Datum options, const char *prefix, char *others);
extern IdemRows *idem_rows(Oid catalogid, Oid indexid, AttrNumber attnum, Oid value);
extern Datum idem_row_value(const IdemRows *rows, HeapTuple tuple, AttrNumber attnum, bool *isnull);
extern char *idem_expression_text(Datum tree, Oid relid);

/* define_rights.c: what is said of any object: owner, comment, grants, labels */
extern void idem_define_comment(StringInfo ddl, const IdemNamed *named);
extern void idem_define_column_comment(StringInfo ddl, const IdemNamed *named, int attnum,
									   const char *column);
extern void idem_define_owner(StringInfo ddl, const IdemNamed *named, Oid owner);
extern void idem_define_grants(StringInfo ddl, const IdemNamed *named, ObjectType objtype,
							   const char *column, Oid owner, bool has_acl, Datum acl);
extern void idem_define_rights(StringInfo ddl, const IdemNamed *named, ObjectType objtype,
							   Oid owner, bool has_acl, Datum acl);
extern void idem_define_default_privileges(StringInfo ddl, Oid defaclid);

/* define_column.c: columns, read and written */
extern char *idem_generic_options(Datum options);
extern void idem_read_column_defs(IdemTableDef *table);
extern IdemColumnDef *idem_column_def(const IdemTableDef *table, const char *attname);
extern void idem_write_column(IdemDefinition *definition, StringInfo element,
							  const IdemTableDef *table, const IdemColumnDef *column);
extern void idem_define_column_settings(IdemDefinition *definition, const IdemTableDef *table,
										const IdemColumnDef *column);

/* define_read.c: relations, read */
extern IdemTableDef *idem_read_table_def(Oid relid);
extern Form_pg_constraint idem_constraint_named(const IdemTableDef *table, const char *conname,
												char contype);
extern Form_pg_constraint idem_constraint_of_index(const IdemTableDef *table, Oid indexid);
extern bool idem_is_plain_partition(const IdemTableDef *table, const IdemTableDef *parent);

/* define_table.c: tables of every kind */
extern void idem_define_table(IdemDefinition *definition, Oid relid);

/* define_part.c: what is made for a table by a statement of its own */
extern int	idem_compare_constraints(const ListCell *a, const ListCell *b);
extern bool idem_begin_part(const IdemDefinition *definition, Oid classid, Oid objid,
							IdemDefinition *part);
extern void idem_end_part(IdemDefinition *definition, Oid classid, Oid objid,
						  IdemDefinition *part);
extern void idem_define_part(IdemDefinition *definition, Oid classid, Oid objid);
extern char *idem_constraint_def(Oid conid, const char *conname);
extern void idem_define_constraint_comment(StringInfo ddl, Oid conid);
extern void idem_define_index_settings(StringInfo ddl, Oid indexid);
extern void idem_define_parts_of(IdemDefinition *definition, Oid catalogid, Oid relid);

/* define_sequence.c */
extern void idem_define_sequence(IdemDefinition *definition, Oid seqid);
extern void idem_write_sequence_options(StringInfo ddl, Oid seqid, const char *separator);
extern Oid	idem_sequence_of_identity(Oid relid, AttrNumber attnum);
extern List *idem_sequences_of_defaults(Oid relid);
extern void idem_define_sequence_ownership(StringInfo ddl, Oid seqid);
extern void idem_define_sequence_rights(StringInfo ddl, Oid seqid, bool owner);

/* define_view.c: views and materialized views */
extern void idem_define_view(IdemDefinition *definition, Oid relid);

/* define_type.c: enums, domains, composite and range types */
extern void idem_define_type(IdemDefinition *definition, Oid typid);

/* define_routine.c: functions, procedures, aggregates */
extern void idem_define_routine(IdemDefinition *definition, Oid procid);

/* define_other.c: schemas, extensions, collations, operators, casts ... */
extern void idem_define_schema(IdemDefinition *definition, Oid nspid);
extern void idem_define_extension(IdemDefinition *definition, Oid extid);
extern void idem_define_collation(IdemDefinition *definition, Oid collid);
extern void idem_define_operator(IdemDefinition *definition, Oid operid);
extern void idem_define_cast(IdemDefinition *definition, Oid castid);
extern void idem_define_event_trigger(IdemDefinition *definition, Oid trigid);

/* define_textsearch.c */
extern void idem_define_dictionary(IdemDefinition *definition, Oid dictid);
extern void idem_define_configuration(IdemDefinition *definition, Oid configid);

/* snapshot.c: a schema as a script */
extern char *idem_snapshot_text(Oid nspid);

/* snapshot_collect.c: the objects of a schema */
struct IdemSnapshot;
extern struct IdemSnapshot *idem_snapshot_collect(Oid nspid);

/* snapshot_order.c: what the objects of a schema use of each other */
typedef struct IdemSnapshotNode
{
	Oid			classid;
	Oid			objid;
	int			rank;			/* what comes first if nothing else says */
	char	   *name;			/* and then by this */
	enum
	{
		IDEM_NODE_AHEAD,
		IDEM_NODE_VISITED,		/* on the way to it */
		IDEM_NODE_WRITTEN
	}			state;
	List	   *whole;			/* addresses without which it cannot be made */
	List	   *parts;			/* addresses that may come later */
	List	   *waiting;		/* IdemLatePart that use it */
} IdemSnapshotNode;

typedef struct IdemSnapshot
{
	List	   *nodes;			/* in the order of rank and name */
	List	   *default_privileges; /* OIDs */
	List	   *left_out;		/* descriptions of what has no definition */
	struct HTAB *addresses;
} IdemSnapshot;

extern bool idem_snapshot_has(const IdemSnapshot *snapshot, Oid classid, Oid objid);
extern void idem_snapshot_add_alias(IdemSnapshot *snapshot, IdemSnapshotNode *node,
									Oid classid, Oid objid);
extern void idem_snapshot_add_address(IdemSnapshot *snapshot, IdemSnapshotNode *node,
									  List **list, Oid classid, Oid objid);
extern IdemSnapshotNode *idem_snapshot_add_node(IdemSnapshot *snapshot, Oid classid, Oid objid,
												int rank, char *name);
extern void idem_snapshot_sort(IdemSnapshot *snapshot);
extern bool idem_snapshot_adopt(IdemSnapshot *snapshot, Oid seqid, Oid relid);
extern IdemSnapshot *idem_snapshot_create(void);
extern List *idem_snapshot_uses(IdemSnapshot *snapshot, List *addresses);
extern IdemSnapshotNode *idem_snapshot_lacks(IdemSnapshot *snapshot, Oid classid, Oid objid,
											 const IdemSnapshotNode *current);

#endif							/* IDEM_DEFINE_H */
