/* kind_index.c: skeleton, replaced by its author */
#include "postgres.h"

#include "idem_migrate.h"

static void
index_resolve(IdemWanted *wanted)
{
	(void) wanted;
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("index is not there yet")));
}

const IdemKind idem_kind_index = {
	.noun = "index",
	.resolve = index_resolve,
};
