/* kind_table.c: skeleton, replaced by its author */
#include "postgres.h"

#include "idem_migrate.h"

static void
table_resolve(IdemWanted *wanted)
{
	(void) wanted;
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("table is not there yet")));
}

const IdemKind idem_kind_table = {
	.noun = "table",
	.resolve = table_resolve,
};
