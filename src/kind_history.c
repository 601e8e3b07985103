/*-------------------------------------------------------------------------
 *
 * kind_history.c
 *	  Names that objects have lost on the way through a script.
 *
 * A database may be where an earlier run has left it, or somebody who ran the
 * first part of the script.  From the names that are there, and from the
 * columns behind them, it is found out which moment of the script it is most
 * like.  Whatever had another name then is renamed, so that it is found by
 * what comes after; what is in the way and has been dropped since goes.
 *
 * If the end of the script is as likely as any other moment, nothing is done.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "commands/tablecmds.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "column.h"
#include "compat.h"
#include "history.h"
#include "idem_migrate.h"

/* How unlike a moment is to what is there. */
#define COST_MISSING	3		/* nothing goes by the name */
#define COST_STRANGE	3		/* something does, that was not there then */
#define COST_OTHER_TYPE 4		/* a column of another type */
#define COST_OTHER_SORT 8		/* a view instead of a table */
#define COST_COLUMNS	3		/* columns differ, and more for each of them */
#define MAX_COLUMNS		4		/* as far as they are counted */

/* A column of a table; of a type that does not exist, or any. */
typedef struct Column
{
	const char *name;
	Oid			typid;
} Column;

/* What is there under a name. */
typedef struct Found
{
	Oid			objid;			/* InvalidOid: nothing */
	Oid			nspid;
	char		relkind;
	FormData_pg_attribute att;	/* of a column */
	List	   *columns;		/* Column, of a table */
} Found;

typedef struct ActualHistory
{
	IdemActual	head;
	Oid			owner;			/* relation or type of parts */
	Found	   *found;			/* for each name */
} ActualHistory;

/* A moment of the script. */
typedef struct Moment
{
	const IdemHistory *history;
	const ActualHistory *actual;
	int		   *who;			/* for each name, the object; -1 = none */
	List	  **columns;		/* for each object, its columns: Column */
	int		   *cost;			/* for each name */
	int			total;
	TypeName  **types;			/* for each object */
} Moment;

static const IdemKind history_part;

/*
 * The history that ALTER SCHEMA ... RENAME alone tells.
 */
static IdemHistory *
history_of_schema(const RenameStmt *stmt)
{
	IdemHistory *history = (IdemHistory *) newNode(sizeof(IdemHistory), T_ExtensibleNode);

	history->node.extnodename = IDEM_HISTORY_NODE;
	history->type = OBJECT_SCHEMA;
	history->nnames = 2;
	history->names = palloc0(2 * sizeof(IdemHistoryName));
	history->names[0].name = stmt->subname;
	history->names[1].name = stmt->newname;
	history->nobjects = 1;
	history->objects = palloc0(sizeof(IdemHistoryObject));
	history->objects[0].type = OBJECT_SCHEMA;
	history->objects[0].last = 1;
	history->objects[0].was_there = true;
	history->nevents = 2;
	history->events = palloc0(2 * sizeof(IdemHistoryEvent));
	history->events[0].from = -1;
	history->events[1].to = 1;
	return history;
}

static bool
history_declare(IdemDeclaration *declaration)
{
	IdemHistory *history = (IdemHistory *) declaration->stmt;
	IdemWanted *wanted;

	if (IsA(history, RenameStmt) && ((RenameStmt *) history)->renameType == OBJECT_SCHEMA)
	{
		history = history_of_schema((RenameStmt *) history);
		wanted = idem_declare(declaration, &idem_kind_history,
							  list_make1(makeString(unconstify(char *, history->names[0].name))),
							  (Node *) history);
		wanted->missing_ok = true;
		wanted->by_creation = false;
		return true;
	}

	if (!IsA(history, ExtensibleNode) ||
		strcmp(history->node.extnodename, IDEM_HISTORY_NODE) != 0)
		return false;
	wanted = idem_declare(declaration, &idem_kind_history,
						  history->owner ? idem_relation_names(history->owner) :
						  list_make1(makeString(unconstify(char *, history->names[0].name))),
						  declaration->stmt);
	if (history->owner == NULL && history->names[0].schema)
		wanted->names = lcons(makeString(unconstify(char *, history->names[0].schema)), wanted->names);
	wanted->missing_ok = true;
	wanted->by_creation = false;
	return true;
}

static void
history_resolve(IdemWanted *wanted)
{
	wanted->name = strVal(llast(wanted->names));
	wanted->nspname = list_length(wanted->names) > 1 ? strVal(linitial(wanted->names)) : NULL;
	wanted->nspid = wanted->nspname ? get_namespace_oid(wanted->nspname, true) : InvalidOid;
}

/* ----------------------------------------------------------------
 *	What is there
 * ----------------------------------------------------------------
 */

static Column *
make_column(const char *name, Oid typid)
{
	Column	   *column = palloc(sizeof(Column));

	column->name = name;
	column->typid = typid;
	return column;
}

static List *
columns_of(Oid relid)
{
	List	   *result = NIL;
	HeapTuple	tuple;

	for (AttrNumber attnum = 1;
		 HeapTupleIsValid(tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(relid),
												  Int16GetDatum(attnum)));
		 attnum++)
	{
		Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);

		if (!form->attisdropped)
			result = lappend(result, make_column(pstrdup(NameStr(form->attname)), form->atttypid));
		ReleaseSysCache(tuple);
	}
	return result;
}

/*
 * The name as a node that statements about such an object have.
 */
static Node *
name_node(const IdemHistory *history, const IdemHistoryName *name, ObjectType type, List *args)
{
	List	   *names = list_make1(makeString(unconstify(char *, name->name)));

	if (name->schema)
		names = lcons(makeString(unconstify(char *, name->schema)), names);
	switch (type)
	{
		case OBJECT_SCHEMA:
		case OBJECT_EVENT_TRIGGER:
			return (Node *) makeString(unconstify(char *, name->name));
		case OBJECT_TYPE:
		case OBJECT_DOMAIN:
			return (Node *) makeTypeNameFromNameList(names);
		case OBJECT_FUNCTION:
		case OBJECT_PROCEDURE:
		case OBJECT_AGGREGATE:
		case OBJECT_ROUTINE:
			{
				ObjectWithArgs *routine = makeNode(ObjectWithArgs);

				routine->objname = names;
				routine->objargs = args;
				return (Node *) routine;
			}
		case OBJECT_DOMCONSTRAINT:
			return (Node *) list_make2(makeTypeNameFromNameList(idem_relation_names(history->owner)),
									   linitial(names));
		default:
			if (history->owner)
				return (Node *) lappend(idem_relation_names(history->owner), linitial(names));
			return name->schema ? (Node *) names : linitial(names);
	}
}

static bool
is_relation(ObjectType type)
{
	return type == OBJECT_TABLE || type == OBJECT_VIEW || type == OBJECT_MATVIEW ||
		type == OBJECT_INDEX || type == OBJECT_SEQUENCE || type == OBJECT_FOREIGN_TABLE;
}

/* labels are told from the types that they are of by having an owner */
static bool
are_labels(const IdemHistory *history)
{
	return history->owner && history->type == OBJECT_TYPE;
}

static void
look_up(const IdemHistory *history, ActualHistory *actual, int index)
{
	const IdemHistoryName *name = &history->names[index];
	Found	   *found = &actual->found[index];
	ObjectAddress address;

	if (name->schema)
	{
		found->nspid = get_namespace_oid(name->schema, true);
		if (!OidIsValid(found->nspid))
			return;
	}
	if (are_labels(history))
	{
		if (OidIsValid(actual->owner))
			found->objid = GetSysCacheOid2(ENUMTYPOIDNAME, Anum_pg_enum_oid,
										   ObjectIdGetDatum(actual->owner),
										   CStringGetDatum(name->name));
	}
	else if (history->type == OBJECT_COLUMN)
	{
		if (OidIsValid(actual->owner) &&
			idem_read_attribute(actual->owner, name->name, &found->att) && found->att.attnum > 0)
			found->objid = actual->owner;
	}
	else if (history->type == OBJECT_SCHEMA)
		found->objid = get_namespace_oid(name->name, true);
	else if (is_relation(history->type))
	{
		found->objid = idem_relation_in_schema(name->name, found->nspid);
		if (OidIsValid(found->objid))
			found->relkind = get_rel_relkind(found->objid);
		if (found->relkind == RELKIND_RELATION || found->relkind == RELKIND_PARTITIONED_TABLE)
			found->columns = columns_of(found->objid);
	}
	else if (history->owner && !OidIsValid(actual->owner))
		return;
	else if (idem_address_of(history->type, name_node(history, name, history->type,
													  history->objects[0].args),
							 true, &address))
		found->objid = address.objectId;
}

static IdemActual *
history_observe(const IdemWanted *wanted)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	ActualHistory *actual = palloc0(sizeof(ActualHistory));

	actual->found = palloc0(sizeof(Found) * Max(history->nnames, 1));
	if (history->owner)
	{
		if (history->owner_type == OBJECT_TYPE || history->owner_type == OBJECT_DOMAIN)
		{
			actual->owner = LookupTypeNameOid(NULL, makeTypeNameFromNameList(wanted->names), true);
			if (OidIsValid(actual->owner) && history->type == OBJECT_COLUMN)
				actual->owner = typeidTypeRelid(actual->owner);
		}
		else
			actual->owner = idem_relation_of(history->owner);
	}
	for (int i = 0; i < history->nnames; i++)
		look_up(history, actual, i);
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	How far it is
 * ----------------------------------------------------------------
 */

static Column *
find_column(List *columns, const char *name)
{
	ListCell   *lc;

	foreach(lc, columns)
	{
		if (strcmp(((Column *) lfirst(lc))->name, name) == 0)
			return lfirst(lc);
	}
	return NULL;
}

static bool
is_of_sort(ObjectType type, char relkind)
{
	switch (type)
	{
		case OBJECT_TABLE:
		case OBJECT_FOREIGN_TABLE:
			/* ALTER TABLE may be about anything */
			return relkind != RELKIND_SEQUENCE && relkind != RELKIND_INDEX &&
				relkind != RELKIND_PARTITIONED_INDEX;
		case OBJECT_VIEW:
			return relkind == RELKIND_VIEW;
		case OBJECT_MATVIEW:
			return relkind == RELKIND_MATVIEW;
		case OBJECT_SEQUENCE:
			return relkind == RELKIND_SEQUENCE;
		case OBJECT_INDEX:
			return relkind == RELKIND_INDEX || relkind == RELKIND_PARTITIONED_INDEX;
		default:
			return true;
	}
}

static int
cost_of(const Moment *moment, int index)
{
	const Found *found = &moment->actual->found[index];
	int			who = moment->who[index];
	const IdemHistoryObject *object;
	int			missing = 0;
	int			common = 0;
	ListCell   *lc;

	if (who < 0)
		return OidIsValid(found->objid) ? COST_STRANGE : 0;
	if (!OidIsValid(found->objid))
		return COST_MISSING;

	object = &moment->history->objects[who];
	if (is_relation(object->type))
	{
		if (!is_of_sort(object->type, found->relkind))
			return COST_OTHER_SORT;
		if (!object->known || found->columns == NIL || object->type != OBJECT_TABLE)
			return 0;
		foreach(lc, moment->columns[who])
		{
			const Column *wanted = lfirst(lc);
			const Column *column = find_column(found->columns, wanted->name);

			if (column)
				common++;
			if (column == NULL || (OidIsValid(wanted->typid) && wanted->typid != column->typid))
				missing++;
		}
		missing += list_length(found->columns) - common;
		return missing == 0 ? 0 : COST_COLUMNS + Min(missing, MAX_COLUMNS);
	}
	if (moment->history->type == OBJECT_COLUMN && moment->types[who] != NULL)
	{
		TypeName   *type = moment->types[who];
		Oid			typid = LookupTypeNameOid(NULL, type, true);

		/* a type that is still to be made is not that of what is there */
		if (typid != found->att.atttypid)
			return COST_OTHER_TYPE;
	}
	return 0;
}

static void
update(Moment *moment, int index)
{
	int			cost = cost_of(moment, index);

	moment->total += cost - moment->cost[index];
	moment->cost[index] = cost;
}

static void
advance(Moment *moment, const IdemHistoryEvent *event)
{
	if (event->old_column || event->new_column)
	{
		List	  **columns = &moment->columns[event->object];
		Column	   *column = event->old_column ? find_column(*columns, event->old_column) : NULL;
		Oid			typid = event->type ? LookupTypeNameOid(NULL, event->type, true) :
			column ? column->typid : InvalidOid;

		if (column)
			*columns = list_delete_ptr(*columns, column);
		if (event->new_column)
			*columns = lappend(*columns, make_column(event->new_column, typid));
		for (int i = 0; i < moment->history->nnames; i++)
		{
			if (moment->who[i] == event->object)
				update(moment, i);
		}
		return;
	}
	if (event->type)
		moment->types[event->object] = event->type;
	if (event->from >= 0 && moment->who[event->from] == event->object)
		moment->who[event->from] = -1;
	if (event->to >= 0)
		moment->who[event->to] = event->object;
	if (event->from >= 0)
		update(moment, event->from);
	if (event->to >= 0)
		update(moment, event->to);
}

static void
begin(Moment *moment, const IdemHistory *history, const ActualHistory *actual)
{
	moment->history = history;
	moment->actual = actual;
	moment->total = 0;
	moment->who = palloc(sizeof(int) * history->nnames);
	moment->cost = palloc0(sizeof(int) * history->nnames);
	moment->columns = palloc0(sizeof(List *) * history->nobjects);
	moment->types = palloc0(sizeof(TypeName *) * history->nobjects);
	for (int i = 0; i < history->nnames; i++)
		moment->who[i] = -1;

	/* what the script found was there from the beginning */
	for (int i = 0; i < history->nevents; i++)
	{
		const IdemHistoryEvent *event = &history->events[i];

		if (event->from < 0 && event->to >= 0 && history->objects[event->object].was_there &&
			moment->who[event->to] < 0)
			moment->who[event->to] = event->object;
	}
	for (int i = 0; i < history->nnames; i++)
		update(moment, i);
}

/*
 * The last of the moments that are most like what is there: who has which
 * name then.  NULL if that is the end.
 */
static int *
find_moment(const IdemHistory *history, const ActualHistory *actual)
{
	Moment		moment;
	int			best;
	int			best_total;

	begin(&moment, history, actual);
	best = 0;
	best_total = moment.total;
	for (int i = 0; i < history->nevents; i++)
	{
		CHECK_FOR_INTERRUPTS();
		advance(&moment, &history->events[i]);

		if (history->events[i].more)
			continue;
		if (moment.total <= best_total)
		{
			best = i + 1;
			best_total = moment.total;
		}
	}
	if (best == history->nevents)
		return NULL;

	begin(&moment, history, actual);
	for (int i = 0; i < best; i++)
		advance(&moment, &history->events[i]);
	return moment.who;
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

/*
 * What a step is about.
 */
static IdemWanted *
part_wanted(const IdemWanted *wanted, const ActualHistory *actual, ObjectType type,
			const IdemHistoryName *name, const Found *found)
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
		*kind = history_part;
		kind->noun = asc_tolower(idem_object_words(type), strlen(idem_object_words(type)));
		kind->objtype = type;
		kind->classid = is_relation(type) ? RelationRelationId : InvalidOid;
		part->kind = kind;
	}
	return part;
}

static void
set_lock(IdemStep *step, const ActualHistory *actual, const Found *found, ObjectType type)
{
	if (is_relation(type))
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
			const IdemHistoryObject *object, const IdemHistoryName *from, const Found *found,
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
		stmt->object = name_node(history, from, object->type, object->args);
		stmt->newname = pstrdup(newname);
		step_by_kind(wanted, plan, (Node *) stmt);
		return;
	}
	part = part_wanted(wanted, actual, object->type, from, found);
	part->wish = IDEM_RENAMED;
	part->newname = unconstify(char *, newname);
	step = idem_step(plan, part, "rename", IDEM_ALTERED);
	step->reason = "it has another name by now";

	if (are_labels(history))
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
	else if (is_relation(object->type))
		stmt->relation = makeRangeVar(pstrdup(from->schema), pstrdup(from->name), -1);
	else if (object->type == OBJECT_SCHEMA)
		stmt->subname = pstrdup(from->name);
	else
	{
		stmt->object = name_node(history, from, object->type, object->args);
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
				const IdemHistoryObject *object, const IdemHistoryName *from, const Found *found,
				const char *newschema)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	IdemWanted *part;
	AlterObjectSchemaStmt *stmt = makeNode(AlterObjectSchemaStmt);
	IdemStep   *step;

	if (is_left_to_kind(object->type))
	{
		stmt->objectType = object->type;
		stmt->object = name_node(history, from, object->type, object->args);
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
	if (is_relation(object->type))
		stmt->relation = makeRangeVar(pstrdup(from->schema), pstrdup(from->name), -1);
	else
	{
		stmt->object = name_node(history, from, object->type, object->args);
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
	if (are_labels(history))
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
		drop->objects = list_make1(name_node(history, name, object->type, object->args));
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
		 const Found *found, const IdemHistoryName *to)
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

		for (int i = 0; i < history->nobjects; i++)
		{
			const IdemHistoryObject *object = &history->objects[i];
			const IdemHistoryName *to;
			const Found *found;

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

static void
history_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	const ActualHistory *actual = (const ActualHistory *) head;
	int		   *who;
	int		   *at;

	if (history->owner && !OidIsValid(actual->owner))
		return;
	who = find_moment(history, actual);
	if (who == NULL)
		return;

	at = palloc(sizeof(int) * history->nobjects);
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
	rename_all(wanted, actual, plan, at);
}

static char *
history_describe(const IdemActual *head)
{
	(void) head;
	return pstrdup("names");
}

const IdemKind idem_kind_history = {
	.noun = "names",
	.objtype = OBJECT_ACCESS_METHOD,
	.is_edit = true,
	.declare = history_declare,
	.resolve = history_resolve,
	.observe = history_observe,
	.diff = history_diff,
	.describe = history_describe,
};

/* one of the objects, if it is of none of the kinds that plans follow */
static const IdemKind history_part = {
	.noun = "object",
	.is_edit = true,
	.resolve = history_resolve,
	.observe = history_observe,
	.diff = history_diff,
	.describe = history_describe,
};
