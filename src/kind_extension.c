/* kind_extension.c: skeleton, replaced by its author */
#include "postgres.h"

#include "idem_migrate.h"

static void
extension_resolve(IdemWanted *wanted)
{
	(void) wanted;
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("extension is not there yet")));
}

const IdemKind idem_kind_extension = {
	.noun = "extension",
	.resolve = extension_resolve,
};
