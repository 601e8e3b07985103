/* kind_column.c: skeleton, replaced by its author */
#include "postgres.h"

#include "idem_migrate.h"

static void
column_resolve(IdemWanted *wanted)
{
	(void) wanted;
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("column is not there yet")));
}

const IdemKind idem_kind_column = {
	.noun = "column",
	.resolve = column_resolve,
};
