/* kind_domain.c: skeleton, replaced by its author */
#include "postgres.h"

#include "idem_migrate.h"

static void
domain_resolve(IdemWanted *wanted)
{
	(void) wanted;
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("domain is not there yet")));
}

const IdemKind idem_kind_domain = {
	.noun = "domain",
	.resolve = domain_resolve,
};
