/* kind_constraint.c: skeleton, replaced by its author */
#include "postgres.h"

#include "idem_migrate.h"

static void
constraint_resolve(IdemWanted *wanted)
{
	(void) wanted;
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("constraint is not there yet")));
}

const IdemKind idem_kind_constraint = {
	.noun = "constraint",
	.resolve = constraint_resolve,
};
