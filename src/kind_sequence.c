/* kind_sequence.c: skeleton, replaced by its author */
#include "postgres.h"

#include "idem_migrate.h"

static void
sequence_resolve(IdemWanted *wanted)
{
	(void) wanted;
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("sequence is not there yet")));
}

const IdemKind idem_kind_sequence = {
	.noun = "sequence",
	.resolve = sequence_resolve,
};
