/*-------------------------------------------------------------------------
 *
 * admit.c
 *	  Whether a step may be taken, by what the database holds.
 *
 * diff.c knows the prices and the words that admit them; this is about prices
 * that are due only if there are data, and about what goes along.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/objectaddress.h"
#include "catalog/pg_class.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "idem_migrate.h"

static bool
holds_nothing(Oid relid, const char *column)
{
	return idem_object_ownercheck(RelationRelationId, relid, GetUserId()) &&
		!idem_has_rows(relid, column);
}

/*
 * Whether it looks, without any lock, as if the step may be taken.
 */
bool
idem_is_hopeful(const IdemStep *step, int allow)
{
	int			missing = step->safety & ~allow;
	ListCell   *lc;

	if (missing == 0)
		return true;
	if (missing != IDEM_LOSSY || !step->unless_empty ||
		!holds_nothing(step->lockrel, step->unless_column))
		return false;
	foreach(lc, step->lockrels)
	{
		if (!holds_nothing(lfirst_oid(lc), NULL))
			return false;
	}
	return true;
}

/*
 * For a plan: the price of a step that loses data only if there are any.
 */
void
idem_estimate_loss(IdemStep *step)
{
	ListCell   *lc;

	if (!step->unless_empty || idem_seems_to_have_rows(step->lockrel, step->unless_column))
		return;
	foreach(lc, step->lockrels)
	{
		if (idem_seems_to_have_rows(lfirst_oid(lc), NULL))
			return;
	}
	step->safety &= ~IDEM_LOSSY;
	if (step->safety == 0)
		step->problem = step->detail = NULL;
}

/*
 * To those who may not change a relation at all, the server's own refusal is
 * the truer one.
 */
void
idem_check_step_owner(const IdemStep *step)
{
	if (OidIsValid(step->lockrel) &&
		!idem_object_ownercheck(RelationRelationId, step->lockrel, GetUserId()))
		aclcheck_error(ACLCHECK_NOT_OWNER,
					   get_relkind_objtype(get_rel_relkind(step->lockrel)),
					   get_rel_name(step->lockrel));
}

/*
 * Whether the dependants of what a step drops go too.
 */
bool
idem_may_cascade(const IdemStep *step, int allow)
{
	return step->behavior && step->wanted->behavior == DROP_CASCADE &&
		(allow & IDEM_CASCADE) != 0;
}

/*
 * Whether a step may be taken.  A step that would lose data is harmless while
 * there is none, which is sure now that the relation is locked.
 */
bool
idem_admit_step(IdemStep *step, int allow)
{
	if (step->unless_empty && idem_is_hopeful(step, allow))
		step->safety &= ~IDEM_LOSSY;
	if (step->outcome == IDEM_DROPPED && !step->kind->is_part &&
		(allow & IDEM_LOSSY) == 0 && (step->safety & ~allow) == 0)
		idem_refuse_losses(step, idem_may_cascade(step, allow));
	return idem_policy(step, allow);
}
