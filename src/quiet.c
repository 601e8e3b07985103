/*-------------------------------------------------------------------------
 *
 * quiet.c
 *	  Runs server code that locks relations, without waiting and without a trace.
 *
 * Parse analysis of a subquery opens the relations in it, and deparsing one
 * locks them again.  Whoever merely compares must not wait for these locks,
 * and must not keep them either.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "nodes/nodeFuncs.h"
#include "storage/lmgr.h"
#include "utils/resowner.h"

#include "idem_migrate.h"

/*
 * Run body() while nobody can lock these relations exclusively, and release
 * all locks that it took.  False, without having run it, if somebody has one
 * of them locked so that body() would have to wait.
 *
 * An error needs no care: the resource owner goes with its parent, that of
 * the transaction or subtransaction which the error ends.
 */
bool
idem_run_quietly(List *relids, IdemBody body, void *arg)
{
	ResourceOwner saved = CurrentResourceOwner;
	ResourceOwner owner = ResourceOwnerCreate(saved, "idem_migrate quiet look");
	bool		free = true;
	ListCell   *lc;

	CurrentResourceOwner = owner;
	foreach(lc, relids)
	{
		free = free && ConditionalLockRelationOid(lfirst_oid(lc), AccessShareLock);
	}
	if (free)
		body(arg);
	CurrentResourceOwner = saved;

	/* as if it had failed: a subtransaction that succeeds keeps its locks */
	ResourceOwnerRelease(owner, RESOURCE_RELEASE_BEFORE_LOCKS, false, false);
	ResourceOwnerRelease(owner, RESOURCE_RELEASE_LOCKS, false, false);
	ResourceOwnerRelease(owner, RESOURCE_RELEASE_AFTER_LOCKS, false, false);
	ResourceOwnerDelete(owner);
	return free;
}

static bool
raw_walker(Node *node, void *context)
{
	List	  **relids = context;

	if (node == NULL)
		return false;
	if (IsA(node, RangeVar))
	{
		/* the name of a WITH query may pass for one: that does no harm */
		Oid			relid = idem_relation_of((RangeVar *) node);

		if (OidIsValid(relid))
			*relids = list_append_unique_oid(*relids, relid);
		return false;
	}
	return raw_expression_tree_walker(node, raw_walker, relids);
}

/*
 * The relations that an expression, or a query, as it is written mentions.
 */
List *
idem_relations_in_raw(Node *raw)
{
	List	   *relids = NIL;

	(void) raw_walker(raw, &relids);
	return relids;
}

static bool
query_walker(Node *node, void *context)
{
	List	  **relids = context;

	if (node == NULL)
		return false;
	if (IsA(node, RangeTblEntry))
	{
		RangeTblEntry *rte = (RangeTblEntry *) node;

		if (OidIsValid(rte->relid))
			*relids = list_append_unique_oid(*relids, rte->relid);
		return false;
	}
	if (IsA(node, Query))
		return query_tree_walker((Query *) node, query_walker, relids, QTW_EXAMINE_RTES_BEFORE);
	return expression_tree_walker(node, query_walker, relids);
}

/*
 * The same for one that went through parse analysis.
 */
List *
idem_relations_in_tree(Node *tree)
{
	List	   *relids = NIL;

	(void) query_walker(tree, &relids);
	return relids;
}
