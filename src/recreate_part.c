/*-------------------------------------------------------------------------
 *
 * recreate_part.c
 *	  Rules, triggers and policies that are dropped and made again.
 *
 * They stand in the way when the type of a column changes, or a view or
 * function that they use is made anew.  What they are is said by the server,
 * and by idem.definition() for whatever it has no function for.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_rewrite.h"
#include "commands/trigger.h"
#include "rewrite/rewriteDefine.h"
#include "rewrite/rewriteSupport.h"
#include "utils/builtins.h"

#include "define.h"
#include "recreate.h"
#include "trigger.h"
#include "view.h"

typedef struct Writing
{
	StringInfo	buf;
	const IdemRecreation *recreation;
} Writing;

/*
 * What brings a rule back.
 */
void
idem_restore_rule(StringInfo buf, const IdemRecreatedRule *rule)
{
	const char *state = NULL;

	appendStringInfo(buf, "%s;\n", idem_rule_text(rule->relid, rule->name));
	switch (idem_rule_state(rule->relid, rule->name))
	{
		case RULE_DISABLED:
			state = "DISABLE";
			break;
		case RULE_FIRES_ON_REPLICA:
			state = "ENABLE REPLICA";
			break;
		case RULE_FIRES_ALWAYS:
			state = "ENABLE ALWAYS";
			break;
		default:
			break;
	}
	if (state != NULL)
		appendStringInfo(buf, "ALTER TABLE %s %s RULE %s;\n", idem_relation_identity(rule->relid), state,
						 quote_identifier(rule->name));
	idem_restore_comment(buf, RewriteRelationId, idem_find_rule(rule->relid, rule->name), 0,
						 psprintf("RULE %s ON %s", quote_identifier(rule->name),
								  idem_relation_identity(rule->relid)));
}

/*
 * The row of a trigger or policy; NULL if it is gone.
 */
static HeapTuple
read_row(const ObjectAddress *address)
{
	bool		trigger = address->classId == TriggerRelationId;
	IdemRows   *rows = idem_rows(address->classId,
								 trigger ? TriggerOidIndexId : PolicyOidIndexId,
								 trigger ? Anum_pg_trigger_oid : Anum_pg_policy_oid,
								 address->objectId);

	return rows->tuples != NIL ? linitial(rows->tuples) : NULL;
}

/*
 * Let a trigger or policy that depends on something go and come back, unless
 * it goes and comes back with its relation anyway.  False if it is neither.
 */
bool
idem_recreate_part(IdemRecreation *recreation, Oid going, const ObjectAddress *address)
{
	IdemRecreatedPart *part;
	ObjectAddress own = *address;
	HeapTuple	tuple;
	ListCell   *lc;

	if (address->classId != TriggerRelationId && address->classId != PolicyRelationId)
		return false;
	tuple = read_row(&own);
	if (address->classId == TriggerRelationId)
	{
		/* what a partition has comes from its parent */
		while (tuple != NULL && OidIsValid(((Form_pg_trigger) GETSTRUCT(tuple))->tgparentid))
		{
			own.objectId = ((Form_pg_trigger) GETSTRUCT(tuple))->tgparentid;
			tuple = read_row(&own);
		}
		if (tuple != NULL && ((Form_pg_trigger) GETSTRUCT(tuple))->tgisinternal)
			return false;
	}
	if (tuple == NULL)
		return true;

	part = palloc(sizeof(IdemRecreatedPart));
	part->address = own;
	if (own.classId == TriggerRelationId)
	{
		part->relid = ((Form_pg_trigger) GETSTRUCT(tuple))->tgrelid;
		part->name = pstrdup(NameStr(((Form_pg_trigger) GETSTRUCT(tuple))->tgname));
	}
	else
	{
		part->relid = ((Form_pg_policy) GETSTRUCT(tuple))->polrelid;
		part->name = pstrdup(NameStr(((Form_pg_policy) GETSTRUCT(tuple))->polname));
	}
	if (part->relid == going || list_member_oid(recreation->visited, part->relid))
		return true;
	foreach(lc, recreation->parts)
	{
		if (((IdemRecreatedPart *) lfirst(lc))->address.objectId == own.objectId)
			return true;
	}
	recreation->parts = lappend(recreation->parts, part);
	return true;
}

void
idem_drop_recreated_parts(StringInfo buf, const IdemRecreation *recreation)
{
	ListCell   *lc;

	foreach(lc, recreation->parts)
	{
		const IdemRecreatedPart *part = lfirst(lc);

		appendStringInfo(buf, "DROP %s %s ON %s;\n",
						 part->address.classId == TriggerRelationId ? "TRIGGER" : "POLICY",
						 quote_identifier(part->name), idem_relation_identity(part->relid));
	}
}

static void
write_parts(void *arg)
{
	Writing    *writing = arg;
	ListCell   *lc;

	foreach(lc, writing->recreation->parts)
	{
		const IdemRecreatedPart *part = lfirst(lc);
		IdemDefinition definition = {0};

		initStringInfo(&definition.ddl);
		idem_define_part(&definition, part->address.classId, part->address.objectId);
		appendStringInfoString(writing->buf, definition.ddl.data);
		if (part->address.classId == TriggerRelationId)
		{
			ListCell   *ls;

			foreach(ls, idem_clone_states(part->relid, part->address.objectId))
			{
				const IdemFiring *firing = lfirst(ls);

				appendStringInfo(writing->buf, "ALTER TABLE ONLY %s %s TRIGGER %s;\n",
								 idem_relation_identity(firing->relid),
								 idem_firing_words(firing->enabled),
								 quote_identifier(part->name));
			}
		}
	}
}

/*
 * Write what brings them back.
 */
void
idem_restore_recreated_parts(StringInfo buf, const IdemRecreation *recreation)
{
	Writing		writing = {buf, recreation};
	List	   *relids = NIL;
	ListCell   *lc;

	foreach(lc, recreation->parts)
		relids = list_append_unique_oid(relids, ((IdemRecreatedPart *) lfirst(lc))->relid);
	if (relids != NIL)
		idem_look_quietly(relids, write_parts, &writing);
}
