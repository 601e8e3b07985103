/*-------------------------------------------------------------------------
 *
 * report.c
 *	  What people read about the work: notices, words, error contexts.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"

#include "idem_migrate.h"

/*
 * Tell that a step was taken.
 */
void
idem_report(const IdemStep *step)
{
	static const char *const verbs[] = {
		"unchanged", "created", "altered", "dropped"
	};

	Assert(step->outcome <= IDEM_DROPPED);
	ereport(idem_report_level,
			(errmsg("%s %s \"%s\"", verbs[step->outcome], step->kind->noun,
					step->object),
			 step->ddl ? errdetail("%s", step->ddl) : 0,
			 step->note ? errhint("%s", step->note) : 0,
			 errhidecontext(true)));
}

/*
 * The words of "allow" for a set of IdemSafety bits, separated by commas.
 */
const char *
idem_allow_words(int safety)
{
	static const char *const words[] = {
		"rewrite", "lossy", "cascade", "recreate", "run"
	};
	StringInfoData buf;

	initStringInfo(&buf);
	for (int i = 0; i < (int) lengthof(words); i++)
	{
		if (safety & (1 << i))
			appendStringInfo(&buf, "%s%s", buf.len > 0 ? "," : "", words[i]);
	}
	return buf.data;
}

/*
 * "column "age" of relation "app.person"", for messages.
 */
char *
idem_describe_wanted(const IdemWanted *wanted)
{
	char	   *name;

	if (wanted->nspname != NULL || wanted->name != NULL || wanted->kind->is_property)
		name = idem_qualified_name(wanted);
	else
	{
		StringInfoData buf;
		ListCell   *lc;

		initStringInfo(&buf);
		foreach(lc, wanted->names)
			appendStringInfo(&buf, "%s%s", buf.len > 0 ? "." : "", strVal(lfirst(lc)));
		name = buf.data;
	}

	/* an index that is to be dropped or renamed goes by its own name */
	if (wanted->kind->is_part && (wanted->part || wanted->wish == IDEM_PRESENT))
	{
		if (wanted->part)
			return psprintf("%s \"%s\" of relation \"%s\"", wanted->kind->noun,
							wanted->part, name);
		return psprintf("%s of relation \"%s\"", wanted->kind->noun, name);
	}
	return psprintf("%s \"%s\"", wanted->kind->noun, name);
}
