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
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "parser/parse_type.h"
#include "utils/catcache.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "column.h"
#include "compat.h"
#include "history.h"
#include "idem_migrate.h"

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

HistoryColumn *
idem_history_column(const char *name, Oid typid)
{
	HistoryColumn *column = palloc(sizeof(HistoryColumn));

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
			result = lappend(result, idem_history_column(pstrdup(NameStr(form->attname)), form->atttypid));
		ReleaseSysCache(tuple);
	}
	return result;
}

static int
compare_labels(const ListCell *a, const ListCell *b)
{
	float4		left = ((Form_pg_enum) lfirst(a))->enumsortorder;
	float4		right = ((Form_pg_enum) lfirst(b))->enumsortorder;

	return left < right ? -1 : left > right ? 1 : 0;
}

/*
 * What types are told apart by.
 */
static List *
parts_of_type(Oid typid)
{
	List	   *result = NIL;
	List	   *labels = NIL;
	ListCell   *lc;
	CatCList   *list;

	if (get_typtype(typid) == TYPTYPE_COMPOSITE)
		return columns_of(typeidTypeRelid(typid));
	list = SearchSysCacheList1(ENUMTYPOIDNAME, ObjectIdGetDatum(typid));
	for (int i = 0; i < list->n_members; i++)
		labels = lappend(labels, (Form_pg_enum) GETSTRUCT(&list->members[i]->tuple));
	list_sort(labels, compare_labels);
	foreach(lc, labels)
		result = lappend(result, idem_history_column(pstrdup(NameStr(((Form_pg_enum) lfirst(lc))->enumlabel)),
													 InvalidOid));
	ReleaseCatCacheList(list);
	return result;
}

/*
 * The name as a node that statements about such an object have.
 */
Node *
idem_history_node(const IdemHistory *history, const IdemHistoryName *name, ObjectType type, List *args)
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
		case OBJECT_OPERATOR:
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
		case OBJECT_OPCLASS:
		case OBJECT_OPFAMILY:
			return (Node *) lcons(linitial(args), names);
		case OBJECT_DOMCONSTRAINT:
			return (Node *) list_make2(makeTypeNameFromNameList(idem_relation_names(history->owner)),
									   linitial(names));
		default:
			if (history->owner)
				return (Node *) lappend(idem_relation_names(history->owner), linitial(names));
			return name->schema ? (Node *) names : linitial(names);
	}
}

bool
idem_history_is_relation(ObjectType type)
{
	return type == OBJECT_TABLE || type == OBJECT_VIEW || type == OBJECT_MATVIEW ||
		type == OBJECT_INDEX || type == OBJECT_SEQUENCE || type == OBJECT_FOREIGN_TABLE;
}

/* labels are told from the types that they are of by having an owner */
bool
idem_history_of_labels(const IdemHistory *history)
{
	return history->owner && history->type == OBJECT_TYPE;
}

static void
look_up(const IdemHistory *history, ActualHistory *actual, int index)
{
	const IdemHistoryName *name = &history->names[index];
	HistoryFound *found = &actual->found[index];
	ObjectAddress address;

	if (name->schema)
	{
		found->nspid = get_namespace_oid(name->schema, true);
		if (!OidIsValid(found->nspid))
			return;
	}
	if (idem_history_of_labels(history))
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
	else if (idem_history_is_relation(history->type))
	{
		found->objid = idem_relation_in_schema(name->name, found->nspid);
		if (OidIsValid(found->objid))
			found->relkind = get_rel_relkind(found->objid);
		if (found->relkind == RELKIND_RELATION || found->relkind == RELKIND_PARTITIONED_TABLE)
			found->columns = columns_of(found->objid);
	}
	else if (history->owner && !OidIsValid(actual->owner))
		return;
	else if (idem_address_of(history->type, idem_history_node(history, name, history->type,
															  history->objects[0].args),
							 true, &address))
	{
		found->objid = address.objectId;
		if (history->type == OBJECT_TYPE && history->owner == NULL)
			found->columns = parts_of_type(found->objid);
	}
}

static IdemActual *
history_observe(const IdemWanted *wanted)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	ActualHistory *actual = palloc0(sizeof(ActualHistory));

	actual->found = palloc0(sizeof(HistoryFound) * Max(history->nnames, 1));
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

static void
history_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const IdemHistory *history = (const IdemHistory *) wanted->node;
	const ActualHistory *actual = (const ActualHistory *) head;
	int		   *who;

	if (history->owner && !OidIsValid(actual->owner))
		return;
	who = idem_find_moment(history, actual);
	if (who != NULL)
		idem_history_steps(wanted, actual, plan, who);
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
const IdemKind idem_history_part = {
	.noun = "object",
	.is_edit = true,
	.resolve = history_resolve,
	.observe = history_observe,
	.diff = history_diff,
	.describe = history_describe,
};
