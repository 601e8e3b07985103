/*-------------------------------------------------------------------------
 *
 * history_step.c
 *	  Steps from the names that are there to the last ones of a script.
 *
 * Names that are in each other's way move aside first.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/formatting.h"

#include "column.h"
#include "compat.h"
#include "history.h"
#include "idem_migrate.h"

/*
 * What a step is about.
 */
static IdemWanted *
part_wanted(const IdemWanted *wanted, const ActualHistory *actual, ObjectType type,
			const IdemHistoryName *name, const HistoryFound *found)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	IdemWanted *part = palloc0(sizeof(IdemWanted));
	IdemKind   *kind;

	*part = *wanted;
	part->node = NULL;
	part->objtype = type;
	if (history->owner)
	{
		part->names = idem_relation_names(history->owner);
		part->name = history->owner->relname;
		part->nspname = history->owner->schemaname;
		part->part = unconstify(char *, name->name);
		part->objid = actual->owner;
		part->kind = type == OBJECT_COLUMN && history->owner_type != OBJECT_TYPE ? &idem_kind_column :
			type == OBJECT_TABCONSTRAINT ? &idem_kind_constraint : NULL;
	}
	else
	{
		part->names = list_make1(makeString(unconstify(char *, name->name)));
		part->name = unconstify(char *, name->name);
		part->nspname = unconstify(char *, name->schema);
		part->nspid = found->nspid;
		part->objid = found->objid;
		part->kind = type == OBJECT_TABLE ? &idem_kind_table :
			type == OBJECT_INDEX ? &idem_kind_index :
			type == OBJECT_SEQUENCE ? &idem_kind_sequence :
			type == OBJECT_VIEW ? &idem_kind_view : NULL;
	}
	if (part->kind == NULL)
	{
		kind = palloc(sizeof(IdemKind));
		*kind = idem_history_part;
		kind->noun = asc_tolower(idem_object_words(type), strlen(idem_object_words(type)));
		kind->objtype = type;
		kind->classid = idem_history_is_relation(type) ? RelationRelationId : InvalidOid;
		part->kind = kind;
	}
	return part;
}

static void
set_lock(IdemStep *step, const ActualHistory *actual, const HistoryFound *found, ObjectType type)
{
	if (idem_history_is_relation(type))
		step->lockrel = found->objid;
	else if (type == OBJECT_COLUMN || type == OBJECT_TABCONSTRAINT || type == OBJECT_TRIGGER ||
			 type == OBJECT_POLICY || type == OBJECT_RULE)
		step->lockrel = actual->owner;
	step->lockmode = type == OBJECT_INDEX ? ShareUpdateExclusiveLock : AccessExclusiveLock;
}

/*
 * Let the kind of a statement say what it takes.
 */
static void
step_by_kind(const IdemWanted *wanted, IdemPlan *plan, Node *stmt)
{
	ListCell   *lc;

	foreach(lc, idem_wanted_from_statement(stmt, wanted->source, -1, 0))
	{
		IdemWanted *one = lfirst(lc);

		one->missing_ok = true;
		one->before = plan->steps != NIL ? plan : wanted->before;
		one->kind->resolve(one);
		one->kind->diff(one, one->kind->observe(one), plan);
	}
}

/*
 * Whether objects of the type are renamed by the kind of the statement.
 */
static bool
is_left_to_kind(ObjectType type)
{
	switch (type)
	{
		case OBJECT_TABLE:
		case OBJECT_VIEW:
		case OBJECT_MATVIEW:
		case OBJECT_INDEX:
		case OBJECT_SEQUENCE:
		case OBJECT_FOREIGN_TABLE:
		case OBJECT_TYPE:
		case OBJECT_DOMAIN:
		case OBJECT_COLUMN:
		case OBJECT_TABCONSTRAINT:
		case OBJECT_DOMCONSTRAINT:
		case OBJECT_TRIGGER:
		case OBJECT_POLICY:
		case OBJECT_RULE:
		case OBJECT_SCHEMA:
		case OBJECT_STATISTIC_EXT:
		case OBJECT_EVENT_TRIGGER:
			return false;
		default:
			return true;
	}
}

static void
step_rename(const IdemWanted *wanted, const ActualHistory *actual, IdemPlan *plan,
			const IdemHistoryObject *object, const IdemHistoryName *from, const HistoryFound *found,
			const char *newname)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	IdemWanted *part;
	RenameStmt *stmt = makeNode(RenameStmt);
	IdemStep   *step;
	const char *words = idem_object_words(object->type);
	const char *owner = history->owner ? quote_qualified_identifier(history->owner->schemaname,
																	history->owner->relname) : NULL;

	if (is_left_to_kind(object->type))
	{
		stmt->renameType = object->type;
		stmt->object = idem_history_node(history, from, object->type, object->args);
		if (object->type == OBJECT_ROLE)
			stmt->subname = pstrdup(from->name);
		stmt->newname = pstrdup(newname);
		step_by_kind(wanted, plan, (Node *) stmt);
		return;
	}
	part = part_wanted(wanted, actual, object->type, from, found);
	part->wish = IDEM_RENAMED;
	part->newname = unconstify(char *, newname);
	step = idem_step(plan, part, "rename", IDEM_ALTERED);
	step->reason = "it has another name by now";

	if (idem_history_of_labels(history))
	{
		AlterEnumStmt *label = makeNode(AlterEnumStmt);

		label->typeName = idem_relation_names(history->owner);
		label->oldVal = pstrdup(from->name);
		label->newVal = pstrdup(newname);
		idem_step_statement(step, (Node *) label,
							psprintf("ALTER TYPE %s RENAME VALUE %s TO %s", owner,
									 quote_literal_cstr(from->name), quote_literal_cstr(newname)));
		return;
	}

	stmt->renameType = object->type;
	stmt->newname = pstrdup(newname);
	if (history->owner)
	{
		stmt->subname = pstrdup(from->name);
		stmt->relationType = history->owner_type;
		if (object->type == OBJECT_DOMCONSTRAINT)
			stmt->object = (Node *) idem_relation_names(history->owner);
		else
			stmt->relation = copyObject(history->owner);
	}
	else if (idem_history_is_relation(object->type))
		stmt->relation = makeRangeVar(pstrdup(from->schema), pstrdup(from->name), -1);
	else if (object->type == OBJECT_SCHEMA)
		stmt->subname = pstrdup(from->name);
	else
	{
		stmt->object = idem_history_node(history, from, object->type, object->args);
		if (IsA(stmt->object, TypeName))
			stmt->object = (Node *) ((TypeName *) stmt->object)->names;
	}

	if (object->type == OBJECT_COLUMN && history->owner_type == OBJECT_TYPE)
	{
		stmt->renameType = OBJECT_ATTRIBUTE;
		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER TYPE %s RENAME ATTRIBUTE %s TO %s", owner,
									 quote_identifier(from->name), quote_identifier(newname)));
	}
	else if (object->type == OBJECT_COLUMN || object->type == OBJECT_TABCONSTRAINT)
		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER %s %s RENAME %s %s TO %s",
									 idem_object_words(history->owner_type), owner,
									 object->type == OBJECT_COLUMN ? "COLUMN" : "CONSTRAINT",
									 quote_identifier(from->name), quote_identifier(newname)));
	else if (object->type == OBJECT_DOMCONSTRAINT)
		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER DOMAIN %s RENAME CONSTRAINT %s TO %s", owner,
									 quote_identifier(from->name), quote_identifier(newname)));
	else if (history->owner)
		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER %s %s ON %s RENAME TO %s", words,
									 quote_identifier(from->name), owner, quote_identifier(newname)));
	else
		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER %s %s RENAME TO %s", words,
									 quote_qualified_identifier(from->schema, from->name),
									 quote_identifier(newname)));
	set_lock(step, actual, found, object->type);
}

static void
step_set_schema(const IdemWanted *wanted, const ActualHistory *actual, IdemPlan *plan,
				const IdemHistoryObject *object, const IdemHistoryName *from, const HistoryFound *found,
				const char *newschema)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	IdemWanted *part;
	AlterObjectSchemaStmt *stmt = makeNode(AlterObjectSchemaStmt);
	IdemStep   *step;

	if (is_left_to_kind(object->type))
	{
		stmt->objectType = object->type;
		stmt->object = idem_history_node(history, from, object->type, object->args);
		stmt->newschema = pstrdup(newschema);
		step_by_kind(wanted, plan, (Node *) stmt);
		return;
	}
	part = part_wanted(wanted, actual, object->type, from, found);
	part->wish = IDEM_RENAMED;
	part->newname = unconstify(char *, from->name);
	part->newschema = unconstify(char *, newschema);
	step = idem_step(plan, part, "alter", IDEM_ALTERED);
	step->reason = "it is in another schema by now";
	stmt->objectType = object->type;
	stmt->newschema = pstrdup(newschema);
	if (idem_history_is_relation(object->type))
		stmt->relation = makeRangeVar(pstrdup(from->schema), pstrdup(from->name), -1);
	else
	{
		stmt->object = idem_history_node(history, from, object->type, object->args);
		if (IsA(stmt->object, TypeName))
			stmt->object = (Node *) ((TypeName *) stmt->object)->names;
	}
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER %s %s SET SCHEMA %s", idem_object_words(object->type),
								 quote_qualified_identifier(from->schema, from->name),
								 quote_identifier(newschema)));
	set_lock(step, actual, found, object->type);
}

/*
 * What has been dropped since: by the kind that knows what that costs.
 */
static void
step_drop(const IdemWanted *wanted, const ActualHistory *actual, IdemPlan *plan,
		  const IdemHistoryObject *object, const IdemHistoryName *name)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	Node	   *stmt;

	(void) actual;
	if (idem_history_of_labels(history))
		return;
	if (object->type == OBJECT_COLUMN || object->type == OBJECT_TABCONSTRAINT)
	{
		AlterTableStmt *alter = makeNode(AlterTableStmt);
		AlterTableCmd *cmd = idem_alter_cmd(object->type == OBJECT_COLUMN ? AT_DropColumn :
											AT_DropConstraint, name->name, NULL);

		cmd->behavior = DROP_CASCADE;
		cmd->missing_ok = true;
		alter->relation = copyObject(history->owner);
		alter->cmds = list_make1(cmd);
		alter->objtype = history->owner_type;
		alter->missing_ok = true;
		stmt = (Node *) alter;
	}
	else
	{
		DropStmt   *drop = makeNode(DropStmt);

		drop->removeType = object->type;
		drop->objects = list_make1(idem_history_node(history, name, object->type, object->args));
		drop->behavior = DROP_CASCADE;
		drop->missing_ok = true;
		stmt = (Node *) drop;
	}
	step_by_kind(wanted, plan, stmt);
}

static bool
is_occupied(const IdemHistory *history, const IdemHistoryName *where, const char *schema,
			const char *name)
{
	for (int i = 0; i < history->nobjects; i++)
	{
		if (where[i].name && strcmp(where[i].name, name) == 0 &&
			strcmp(where[i].schema, schema) == 0)
			return true;
	}
	return false;
}

/*
 * From one schema to another, with another name there: nobody may be in the
 * way half-way.
 */
static void
move_far(const IdemWanted *wanted, const ActualHistory *actual, IdemPlan *plan,
		 const IdemHistoryObject *object, IdemHistoryName *where, int index,
		 const HistoryFound *found, const IdemHistoryName *to)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	IdemHistoryName *one = &where[index];
	bool		aside = is_occupied(history, where, one->schema, to->name);

	if (aside && is_occupied(history, where, to->schema, one->name))
	{
		const char *name = psprintf("idem_migrate_aside_%d", index);

		step_rename(wanted, actual, plan, object, one, found, name);
		one->name = name;
	}
	if (!aside)
	{
		step_rename(wanted, actual, plan, object, one, found, to->name);
		one->name = to->name;
	}
	step_set_schema(wanted, actual, plan, object, one, found, to->schema);
	one->schema = to->schema;
	if (aside)
	{
		step_rename(wanted, actual, plan, object, one, found, to->name);
		one->name = to->name;
	}
}

/*
 * Two objects cannot have the same name in the end: the server would refuse
 * such a script.
 */
static void
check_names(const IdemHistory *history, const int *at)
{
	bool	   *wanted = palloc0(sizeof(bool) * history->nnames);

	for (int i = 0; i < history->nobjects; i++)
	{
		const IdemHistoryObject *object = &history->objects[i];

		if (at[i] < 0)
			continue;
		if (wanted[object->last])
			ereport(ERROR,
					(errcode(ERRCODE_DUPLICATE_OBJECT),
					 errmsg("two objects of the script are to have the same name \"%s\"",
							history->names[object->last].name),
					 errhint("Rename or drop the first before another one gets its name.")));
		wanted[object->last] = true;
	}
	pfree(wanted);
}

/*
 * Names are free again once their bearers have another one; where they go
 * around in a circle, one of them steps aside.
 */
static void
rename_all(const IdemWanted *wanted, const ActualHistory *actual, IdemPlan *plan, int *at)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	bool	   *taken = palloc0(sizeof(bool) * history->nnames);
	IdemHistoryName *where = palloc0(sizeof(IdemHistoryName) * history->nobjects);
	int			left = 0;

	for (int i = 0; i < history->nobjects; i++)
	{
		if (at[i] < 0)
			continue;
		where[i] = history->names[at[i]];
		taken[at[i]] = true;
		if (at[i] != history->objects[i].last)
			left++;
	}
	while (left > 0)
	{
		int			before = left;
		int			aside = -1;

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < history->nobjects; i++)
		{
			const IdemHistoryObject *object = &history->objects[i];
			const IdemHistoryName *to;
			const HistoryFound *found;

			if (where[i].name == NULL || at[i] == object->last)
				continue;
			if (taken[object->last])
			{
				aside = i;
				continue;
			}
			to = &history->names[object->last];
			found = &actual->found[at[i]];
			if (to->schema && strcmp(where[i].schema, to->schema) != 0 &&
				strcmp(where[i].name, to->name) != 0)
				move_far(wanted, actual, plan, object, where, i, found, to);
			else if (strcmp(where[i].name, to->name) != 0)
				step_rename(wanted, actual, plan, object, &where[i], found, to->name);
			else if (to->schema)
				step_set_schema(wanted, actual, plan, object, &where[i], found, to->schema);
			where[i] = *to;
			taken[at[i]] = false;
			taken[object->last] = true;
			at[i] = object->last;
			left--;
		}
		if (left == before)
		{
			const char *name;

			if (aside < 0)
				break;
			name = psprintf("idem_migrate_aside_%d", aside);
			step_rename(wanted, actual, plan, &history->objects[aside], &where[aside],
						&actual->found[at[aside]], name);
			where[aside].name = name;
			taken[at[aside]] = false;
		}
	}
}

/*
 * The steps from the names that are there to the last ones; "who" says for
 * each name which object has it.
 */
void
idem_history_steps(const IdemWanted *wanted, const ActualHistory *actual, IdemPlan *plan,
				   const int *who)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	int		   *at = palloc(sizeof(int) * history->nobjects);

	for (int i = 0; i < history->nobjects; i++)
		at[i] = -1;
	for (int i = 0; i < history->nnames; i++)
	{
		if (who[i] >= 0 && OidIsValid(actual->found[i].objid))
			at[who[i]] = i;
	}
	for (int i = 0; i < history->nobjects; i++)
	{
		if (at[i] >= 0 && history->objects[i].last < 0)
		{
			step_drop(wanted, actual, plan, &history->objects[i], &history->names[at[i]]);
			at[i] = -1;
		}
	}
	check_names(history, at);
	rename_all(wanted, actual, plan, at);
}
