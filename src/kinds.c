/*-------------------------------------------------------------------------
 *
 * kinds.c
 *	  The table of kinds.
 *
 * Adding a kind of object means a file kind_*.c and a line here.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "idem_migrate.h"

/* the first that knows a statement has it */
const IdemKind *const idem_kinds[] = {
	&idem_kind_history,
	&idem_kind_schema,
	&idem_kind_extension,
	&idem_kind_enum,
	&idem_kind_domain,
	&idem_kind_domain_constraint,
	&idem_kind_composite,
	&idem_kind_range,
	&idem_kind_base_type,
	&idem_kind_sequence,
	&idem_kind_table,
	&idem_kind_column,
	&idem_kind_constraint,
	&idem_kind_index,
	&idem_kind_view,
	&idem_kind_matview,
	&idem_kind_rule,
	&idem_kind_storage,
	&idem_kind_parent,
	&idem_kind_moved,
	&idem_kind_function,
	&idem_kind_procedure,
	&idem_kind_aggregate,
	&idem_kind_comment,
	&idem_kind_owner,
	&idem_kind_grant,
	&idem_kind_default,
	&idem_kind_member,
	&idem_kind_label,
	&idem_kind_trigger,
	&idem_kind_firing_state,
	&idem_kind_event_trigger,
	&idem_kind_policy,
	&idem_kind_row_security,
	&idem_kind_statistics,
	&idem_kind_other,
	&idem_kind_mapping,
	&idem_kind_published,
	NULL
};
