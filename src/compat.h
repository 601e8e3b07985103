/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  The differences between server versions, and nothing else.
 *
 * This is the only file where PG_VERSION_NUM may appear.  Each wrapper has
 * the newest signature that our callers need; the rest of the code does not
 * know which server it is built for.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_COMPAT_H
#define IDEM_COMPAT_H

#include "catalog/dependency.h"
#include "catalog/objectaccess.h"
#include "nodes/parsenodes.h"
#include "parser/parse_node.h"
#include "parser/parse_relation.h"
#include "utils/acl.h"

#if PG_VERSION_NUM < 150000
#error "idem_migrate needs PostgreSQL 15 or later"
#endif

#if PG_VERSION_NUM >= 180000
#define IDEM_MODULE_MAGIC \
	PG_MODULE_MAGIC_EXT(.name = "idem_migrate", .version = IDEM_MIGRATE_VERSION)
#else
#define IDEM_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/* The attribute stands before the declaration from 18 on. */
#if PG_VERSION_NUM < 180000
#define pg_noreturn pg_attribute_noreturn()
#endif

/*
 * Ownership checks were one function per catalog until 16 (commit
 * afbfc02983f8, "Refactor ownercheck functions").
 */
#if PG_VERSION_NUM < 160000
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"

static inline bool
idem_object_ownercheck(Oid classid, Oid objid, Oid roleid)
{
	switch (classid)
	{
		case RelationRelationId:
			return pg_class_ownercheck(objid, roleid);
		case TypeRelationId:
			return pg_type_ownercheck(objid, roleid);
		case NamespaceRelationId:
			return pg_namespace_ownercheck(objid, roleid);
		default:
			/* the server checks the rest itself when the step runs */
			return true;
	}
}
#else
static inline bool
idem_object_ownercheck(Oid classid, Oid objid, Oid roleid)
{
	return object_ownercheck(classid, objid, roleid);
}
#endif

/*
 * From 16 on, permissions live beside the range table (commit a61b1f74823c).
 */
static inline void
idem_add_rte_permissions(ParseState *pstate, RangeTblEntry *rte,
						 ParseNamespaceItem *nsitem)
{
#if PG_VERSION_NUM >= 160000
	nsitem->p_perminfo = addRTEPermissionInfo(&pstate->p_rteperminfos, rte);
	nsitem->p_perminfo->requiredPerms = ACL_SELECT;
#else
	(void) pstate;
	(void) nsitem;
	rte->requiredPerms = ACL_SELECT;
#endif
}

/*
 * New enum labels of a type of the same transaction may be used at once from
 * 17 on (commit af1d39584e2c).
 */
#define IDEM_NEW_LABELS_USABLE_IN_NEW_TYPE (PG_VERSION_NUM >= 170000)

/*
 * NOT NULL constraints are pg_constraint rows from 18 on (commit
 * 14e87ffa5c54).
 */
#define IDEM_NOT_NULL_IS_CONSTRAINT (PG_VERSION_NUM >= 180000)

#endif							/* IDEM_COMPAT_H */
