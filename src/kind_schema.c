/* kind_schema.c: skeleton, replaced by its author */
#include "postgres.h"

#include "idem_migrate.h"

static void
schema_resolve(IdemWanted *wanted)
{
	(void) wanted;
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("schema is not there yet")));
}

const IdemKind idem_kind_schema = {
	.noun = "schema",
	.resolve = schema_resolve,
};
