/*-------------------------------------------------------------------------
 *
 * kept.h
 *	  What was read of relations, kept until it changes.
 *
 * The start of a service with a large schema looks at every relation once,
 * at most of them by several calls, and would spend most of its time on
 * reading the same rows of the catalogs one by one.
 *
 * Readers, in a file for each catalog, read all rows of a relation at one go
 * and keep them here.  What they hand out are copies.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_KEPT_H
#define IDEM_KEPT_H

#include "catalog/pg_class.h"
#include "nodes/pg_list.h"

/* What there is to keep of a relation. */
typedef enum IdemKeptPart
{
	IDEM_KEPT_CLASS,			/* row of pg_class */
	IDEM_KEPT_COLUMNS,			/* rows of pg_attribute and pg_attrdef */
	IDEM_KEPT_CONSTRAINTS,		/* rows of pg_constraint */
	IDEM_KEPT_INDEXES			/* rows of pg_index of its indexes */
} IdemKeptPart;

#define IDEM_KEPT_PARTS (IDEM_KEPT_INDEXES + 1)

/* Something that is being read, in a memory context of its own. */
typedef struct IdemReading
{
	Oid			relid;
	IdemKeptPart part;
	uint64		changes;		/* how many there had been when it began */
	MemoryContext context;
	MemoryContext caller;
} IdemReading;

/* kept.c: the memory */
extern void *idem_kept(Oid relid, IdemKeptPart part);
extern void idem_keep_flat(Oid relid, IdemKeptPart part, const void *what, Size size);
extern void idem_reading_begin(IdemReading *reading, Oid relid, IdemKeptPart part);
extern void idem_reading_end(IdemReading *reading, void *what);
extern void idem_lock_catalogs(void);
extern void idem_unlock_catalogs(void);

/* class_read.c: rows of pg_class */
extern bool idem_read_class(Oid relid, FormData_pg_class *form);
extern Oid	idem_find_class(const char *relname, Oid nspid);
extern char idem_relkind(Oid relid);

#endif							/* IDEM_KEPT_H */
