/*-------------------------------------------------------------------------
 *
 * kind_enum.c
 *	  Enum types: labels and their order.
 *
 * Declared by CreateEnumStmt, or edited by AlterEnumStmt (ADD VALUE, RENAME
 * VALUE).  Labels that are missing are added at their place; labels that the
 * caller does not mention stay.  Labels that both sides have must come in the
 * same order, since the order of an enum cannot be changed in place.
 *
 * DROP TYPE in a script may mean a type of any other class: those have no
 * definition here, but they are dropped.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

typedef struct EnumLabel
{
	float4		order;
	const char *label;
} EnumLabel;

typedef struct ActualEnum
{
	IdemActual	head;
	int			nlabels;
	EnumLabel  *labels;			/* in sort order */
} ActualEnum;

static const IdemKind other_type;

static void make_enum(const IdemWanted *wanted, List *labels, IdemPlan *plan);
static void diff_labels(const IdemWanted *wanted, const ActualEnum *actual, IdemPlan *plan);
static void refuse_order(const IdemWanted *wanted, const ActualEnum *actual, IdemPlan *plan,
						 const char *wanted_order);
static void diff_edit(const IdemWanted *wanted, const ActualEnum *actual, IdemPlan *plan);

static bool
enum_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;

	if (IsA(stmt, CreateEnumStmt))
		idem_declare_whole(declaration, &idem_kind_enum, ((CreateEnumStmt *) stmt)->typeName);
	else if (IsA(stmt, AlterEnumStmt))
		idem_declare_edit(declaration, &idem_kind_enum, ((AlterEnumStmt *) stmt)->typeName);
	else
		return false;
	return true;
}

/*
 * Types share a name space with relations' row types, domains and so on; a
 * wanted enum that is something else is an error, except for DROP TYPE.
 */
static void
enum_resolve(IdemWanted *wanted)
{
	if (wanted->wish != IDEM_ABSENT || wanted->source == NULL)
	{
		idem_lookup_type(wanted, TYPTYPE_ENUM, "an enum");
		return;
	}
	idem_lookup_type(wanted, '\0', NULL);
	wanted->kind = (OidIsValid(wanted->objid) &&
					get_typtype(wanted->objid) != TYPTYPE_ENUM) ? &other_type : &idem_kind_enum;
}

static int
compare_labels(const void *a, const void *b)
{
	float4		left = ((const EnumLabel *) a)->order;
	float4		right = ((const EnumLabel *) b)->order;

	return left < right ? -1 : left > right ? 1 : 0;
}

static IdemActual *
enum_observe(const IdemWanted *wanted)
{
	ActualEnum *actual = palloc0(sizeof(ActualEnum));
	CatCList   *list;

	if (!OidIsValid(wanted->objid))
		return &actual->head;

	actual->head.found = true;
	ObjectAddressSet(actual->head.address, TypeRelationId, wanted->objid);

	list = SearchSysCacheList1(ENUMTYPOIDNAME, ObjectIdGetDatum(wanted->objid));
	actual->nlabels = list->n_members;
	actual->labels = palloc(sizeof(EnumLabel) * Max(list->n_members, 1));
	for (int i = 0; i < list->n_members; i++)
	{
		Form_pg_enum form = (Form_pg_enum) GETSTRUCT(&list->members[i]->tuple);

		actual->labels[i].order = form->enumsortorder;
		actual->labels[i].label = pstrdup(NameStr(form->enumlabel));
	}
	ReleaseCatCacheList(list);
	qsort(actual->labels, actual->nlabels, sizeof(EnumLabel), compare_labels);
	return &actual->head;
}

static void
enum_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualEnum *actual = (const ActualEnum *) head;

	if (wanted->wish == IDEM_ABSENT)
	{
		if (head->found)
			idem_step_drop(idem_step(plan, wanted, "drop", IDEM_DROPPED), wanted, OBJECT_TYPE);
		return;
	}

	if (IsA(wanted->node, AlterEnumStmt))
		diff_edit(wanted, actual, plan);
	else
		diff_labels(wanted, actual, plan);
}

/*
 * Position of a label, or -1.  The search begins at "start", where the label
 * most often is, and wraps around.
 */
static int
find_label(const ActualEnum *actual, const char *label, int start)
{
	for (int i = 0; i < actual->nlabels; i++)
	{
		int			position = (start + i) % actual->nlabels;

		if (strcmp(actual->labels[position].label, label) == 0)
			return position;
	}
	return -1;
}

static bool
has_label(const ActualEnum *actual, const char *label)
{
	return find_label(actual, label, 0) >= 0;
}

static char *
quoted_labels(List *labels)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, labels)
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "",
						 quote_literal_cstr(strVal(lfirst(lc))));
	return buf.data;
}

/*
 * Whether the type was made in this transaction and not changed since.
 */
static bool
is_new_type(Oid typid)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return false;
	result = (tuple->t_data->t_infomask & HEAP_UPDATED) == 0 &&
		TransactionIdIsCurrentTransactionId(HeapTupleHeaderGetXmin(tuple->t_data));
	ReleaseSysCache(tuple);
	return result;
}

/*
 * ALTER TYPE ... ADD VALUE, next to a neighbour if there is one.
 */
static void
add_label(const IdemWanted *wanted, IdemPlan *plan, const char *label,
		  const char *neighbor, bool after)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	AlterEnumStmt *stmt = makeNode(AlterEnumStmt);
	char	   *place = "";

	stmt->typeName = list_make2(makeString(wanted->nspname), makeString(wanted->name));
	stmt->newVal = pstrdup(label);
	if (neighbor)
	{
		stmt->newValNeighbor = pstrdup(neighbor);
		stmt->newValIsAfter = after;
		place = psprintf(" %s %s", after ? "AFTER" : "BEFORE", quote_literal_cstr(neighbor));
	}
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER TYPE %s ADD VALUE %s%s", idem_qualified_name(wanted),
								 quote_literal_cstr(label), place));
	step->reason = psprintf("label %s is missing", quote_literal_cstr(label));
	if (!IDEM_NEW_LABELS_USABLE_IN_NEW_TYPE || !is_new_type(wanted->objid))
		step->note = "The label can be used once this transaction is committed.";
}

static void
make_enum(const IdemWanted *wanted, List *labels, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "create", IDEM_CREATED);
	CreateEnumStmt *stmt = makeNode(CreateEnumStmt);

	/* the server reports these as a violation of a catalog's unique index */
	for (int i = 0; i < list_length(labels); i++)
	{
		for (int j = 0; j < i; j++)
		{
			if (equal(list_nth(labels, i), list_nth(labels, j)))
				ereport(ERROR,
						(errcode(ERRCODE_DUPLICATE_OBJECT),
						 errmsg("enum label \"%s\" appears twice",
								strVal(list_nth(labels, i)))));
		}
	}

	stmt->typeName = list_make2(makeString(wanted->nspname), makeString(wanted->name));
	stmt->vals = labels;
	idem_step_statement(step, (Node *) stmt,
						psprintf("CREATE TYPE %s AS ENUM (%s)", idem_qualified_name(wanted),
								 quoted_labels(labels)));
}

static void
diff_labels(const IdemWanted *wanted, const ActualEnum *actual, IdemPlan *plan)
{
	List	   *labels = ((CreateEnumStmt *) wanted->node)->vals;
	ListCell   *lc;
	int			last = -1;
	bool		missing = false;
	const char *previous = NULL;

	if (!actual->head.found)
	{
		make_enum(wanted, labels, plan);
		return;
	}

	/* the labels that both have must come in the same order */
	foreach(lc, labels)
	{
		int			position = find_label(actual, strVal(lfirst(lc)), last + 1);

		if (position < 0)
		{
			missing = true;
			continue;
		}
		if (position < last)
		{
			refuse_order(wanted, actual, plan, quoted_labels(labels));
			return;
		}
		last = position;
	}
	if (!missing)
		return;

	/*
	 * What is missing goes behind its predecessor in the declaration, which
	 * is there by then; the first goes before the next one that is there.
	 */
	foreach(lc, labels)
	{
		const char *label = strVal(lfirst(lc));

		if (!has_label(actual, label))
		{
			const char *neighbor = previous;

			if (previous == NULL)
			{
				for (int i = foreach_current_index(lc) + 1; i < list_length(labels); i++)
				{
					neighbor = strVal(list_nth(labels, i));
					if (has_label(actual, neighbor))
						break;
					neighbor = NULL;
				}
			}
			add_label(wanted, plan, label, neighbor, previous != NULL);
		}
		previous = label;
	}
}

static void
refuse_order(const IdemWanted *wanted, const ActualEnum *actual, IdemPlan *plan,
			 const char *wanted_order)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);

	idem_refuse(step, IDEM_IMPOSSIBLE,
				psprintf("labels of enum \"%s\" are in another order",
						 idem_qualified_name(wanted)),
				psprintf("Found: %s. Wanted: %s. The order of labels cannot be changed in place.",
						 wanted->kind->describe(&actual->head), wanted_order));
	step->hint = "Declare the labels in the order they have, or make a new type and convert the columns.";
}

/*
 * ADD VALUE and RENAME VALUE.
 */
static void
diff_edit(const IdemWanted *wanted, const ActualEnum *actual, IdemPlan *plan)
{
	AlterEnumStmt *stmt = (AlterEnumStmt *) wanted->node;
	bool		has_new;
	bool		has_old;

	if (!actual->head.found)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("enum \"%s\" does not exist", NameListToString(wanted->names))));

	has_new = has_label(actual, stmt->newVal);
	if (stmt->oldVal == NULL)
	{
		if (!has_new)
			add_label(wanted, plan, stmt->newVal, stmt->newValNeighbor, stmt->newValIsAfter);
		else if (stmt->newValNeighbor && has_label(actual, stmt->newValNeighbor) &&
				 stmt->newValIsAfter != (find_label(actual, stmt->newVal, 0) >
										 find_label(actual, stmt->newValNeighbor, 0)))
			refuse_order(wanted, actual, plan,
						 psprintf("%s %s %s", quote_literal_cstr(stmt->newVal),
								  stmt->newValIsAfter ? "after" : "before",
								  quote_literal_cstr(stmt->newValNeighbor)));
		return;
	}

	has_old = has_label(actual, stmt->oldVal);
	if (has_old && !has_new)
	{
		IdemStep   *step = idem_step(plan, wanted, "rename", IDEM_ALTERED);

		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER TYPE %s RENAME VALUE %s TO %s",
									 idem_qualified_name(wanted),
									 quote_literal_cstr(stmt->oldVal),
									 quote_literal_cstr(stmt->newVal)));
	}
	else if (has_old && strcmp(stmt->oldVal, stmt->newVal) != 0)
	{
		IdemStep   *step = idem_step(plan, wanted, "rename", IDEM_ALTERED);

		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("enum \"%s\" has both label %s and label %s",
							 idem_qualified_name(wanted), quote_literal_cstr(stmt->oldVal),
							 quote_literal_cstr(stmt->newVal)),
					"Renaming one to the other would need their rows to be merged.");
		step->sqlstate = ERRCODE_DUPLICATE_OBJECT;
		step->hint = "Update the rows that use the old label; a label cannot be removed in place.";
	}
	else if (!has_old && !has_new)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("enum \"%s\" has neither label %s nor label %s",
						idem_qualified_name(wanted), quote_literal_cstr(stmt->oldVal),
						quote_literal_cstr(stmt->newVal)),
				 errdetail("Found: %s.", wanted->kind->describe(&actual->head))));
}

static char *
enum_describe(const IdemActual *head)
{
	const ActualEnum *actual = (const ActualEnum *) head;
	List	   *labels = NIL;

	for (int i = 0; i < actual->nlabels; i++)
		labels = lappend(labels, makeString(pstrdup(actual->labels[i].label)));
	return quoted_labels(labels);
}

const IdemKind idem_kind_enum = {
	.noun = "enum",
	.objtype = OBJECT_TYPE,
	.classid = TypeRelationId,
	.declare = enum_declare,
	.resolve = enum_resolve,
	.observe = enum_observe,
	.diff = enum_diff,
	.describe = enum_describe,
	.record_name = idem_record_type,
};

/* what DROP TYPE finds besides enums */
static const IdemKind other_type = {
	.noun = "type",
	.classid = TypeRelationId,
	.resolve = enum_resolve,
	.observe = enum_observe,
	.diff = enum_diff,
	.describe = enum_describe,
};
