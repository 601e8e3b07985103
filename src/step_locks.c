/*-------------------------------------------------------------------------
 *
 * step_locks.c
 *	  The relations that a step will lock.
 *
 * Knows them beforehand, so that they can be waited for patiently, and looked
 * at again, before the statement would queue for them.  What it does not know
 * (a drop may reach far) the statement waits for itself, see converge.c.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

typedef struct HeldLock
{
	Oid			relid;
	LOCKMODE	mode;
} HeldLock;

static bool lock_tree(Oid relid, LOCKMODE mode, List **held);
static bool may_lock(Oid relid);
static List *referenced_relations(const IdemStep *step);
static Oid	attached_relation(const IdemStep *step);
static void add_referenced(List *constraints, List **relids);
static bool is_ours_alone(Oid relid);

/*
 * Take the locks that a step will need, before it would queue for them.
 * "held" collects what was locked so (HeldLock); returns whether that grew,
 * in which case another session may have changed the relation until now.
 */
bool
idem_lock_step(const IdemStep *step, LOCKMODE mode, List **held)
{
	bool		grew = false;
	ListCell   *lc;

	grew |= lock_tree(step->lockrel, mode, held);
	grew |= lock_tree(step->lockrel2, mode, held);
	foreach(lc, step->lockrels)
		grew |= lock_tree(lfirst_oid(lc), mode, held);
	foreach(lc, referenced_relations(step))
		grew |= lock_tree(lfirst_oid(lc), ShareRowExclusiveLock, held);
	grew |= lock_tree(attached_relation(step), AccessExclusiveLock, held);
	return grew;
}

/*
 * Lock a relation, and the partitions and children to which the statement
 * will recurse.
 */
static bool
lock_tree(Oid relid, LOCKMODE mode, List **held)
{
	HeldLock   *lock;
	ListCell   *lc;

	if (!OidIsValid(relid) || !may_lock(relid))
		return false;
	foreach(lc, *held)
	{
		lock = lfirst(lc);
		if (lock->relid == relid && lock->mode == mode)
			return false;
	}
	lock = palloc(sizeof(HeldLock));
	lock->relid = relid;
	lock->mode = mode;
	*held = lappend(*held, lock);

	idem_lock_relation(relid, mode);

	/* dropped while we waited? */
	if (!SearchSysCacheExists1(RELOID, ObjectIdGetDatum(relid)) || !has_subclass(relid))
		return true;
	foreach(lc, find_all_inheritors(relid, NoLock, NULL))
	{
		if (lfirst_oid(lc) != relid)
			idem_lock_relation(lfirst_oid(lc), mode);
	}
	return true;
}

/*
 * Whether the caller may have the relation locked before the server checks
 * privileges: nobody shall be able to hold up what he cannot change.
 */
static bool
may_lock(Oid relid)
{
	return SearchSysCacheExists1(RELOID, ObjectIdGetDatum(relid)) &&
		(idem_object_ownercheck(RelationRelationId, relid, GetUserId()) ||
		 pg_class_aclcheck(relid, GetUserId(), ACL_REFERENCES) == ACLCHECK_OK);
}

/*
 * The relations that foreign keys refer to which the step's statement brings
 * along: those of a new table or column.
 */
static List *
referenced_relations(const IdemStep *step)
{
	List	   *relids = NIL;
	List	   *elements = NIL;
	ListCell   *lc;

	if (step->stmt == NULL)
		return NIL;
	if (IsA(step->stmt, CreateStmt))
		elements = list_concat_copy(((CreateStmt *) step->stmt)->tableElts,
									((CreateStmt *) step->stmt)->constraints);
	else if (IsA(step->stmt, AlterTableStmt))
	{
		foreach(lc, ((AlterTableStmt *) step->stmt)->cmds)
		{
			AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

			if (cmd->subtype == AT_AddColumn)
				elements = lappend(elements, cmd->def);
		}
	}

	foreach(lc, elements)
	{
		if (IsA(lfirst(lc), ColumnDef))
			add_referenced(lfirst_node(ColumnDef, lc)->constraints, &relids);
		else if (IsA(lfirst(lc), Constraint))
			add_referenced(list_make1(lfirst(lc)), &relids);
	}
	return relids;
}

/*
 * What becomes a partition is locked more strongly than what it becomes a
 * partition of.
 */
static Oid
attached_relation(const IdemStep *step)
{
	const AlterTableStmt *stmt = (const AlterTableStmt *) step->stmt;
	const AlterTableCmd *cmd;

	if (stmt == NULL || !IsA(stmt, AlterTableStmt))
		return InvalidOid;
	cmd = linitial_node(AlterTableCmd, stmt->cmds);
	if (cmd->subtype != AT_AttachPartition)
		return InvalidOid;
	return RangeVarGetRelid(castNode(PartitionCmd, cmd->def)->name, NoLock, true);
}

static void
add_referenced(List *constraints, List **relids)
{
	ListCell   *lc;

	foreach(lc, constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);
		Oid			relid;

		if (con->contype != CONSTR_FOREIGN || con->pktable == NULL)
			continue;
		relid = RangeVarGetRelid(con->pktable, NoLock, true);
		if (OidIsValid(relid))
			*relids = list_append_unique_oid(*relids, relid);
	}
}

/*
 * Whether the step could come to wait for somebody else.
 */
bool
idem_step_may_wait(const IdemStep *step)
{
	ListCell   *lc;

	/* what alters or drops no relation of its own may reach any other */
	if (step->outcome != IDEM_CREATED && !OidIsValid(step->lockrel))
		return true;
	if (step->outcome == IDEM_DROPPED)
		return true;

	/* a partition locks the default one */
	if (step->stmt && IsA(step->stmt, CreateStmt) &&
		((CreateStmt *) step->stmt)->inhRelations != NIL)
		return true;

	if (!is_ours_alone(step->lockrel) || !is_ours_alone(step->lockrel2) ||
		!is_ours_alone(attached_relation(step)))
		return true;
	foreach(lc, step->lockrels)
	{
		if (!is_ours_alone(lfirst_oid(lc)))
			return true;
	}
	foreach(lc, referenced_relations(step))
	{
		if (!is_ours_alone(lfirst_oid(lc)))
			return true;
	}
	return false;
}

/*
 * Others cannot have a relation locked that was made, or changed before, in
 * this transaction.
 */
static bool
is_ours_alone(Oid relid)
{
	LOCKTAG		tag;

	if (!OidIsValid(relid))
		return true;
	SET_LOCKTAG_RELATION(tag, MyDatabaseId, relid);
	return idem_lock_held_by_me(&tag, AccessExclusiveLock);
}
