/*-------------------------------------------------------------------------
 *
 * fold_other.c
 *	  ALTER of what is no table, and what is said of any object.
 *
 * Comments, owners and security labels are wishes of their own, of which the
 * last one counts.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "nodes/makefuncs.h"

#include "fold.h"

/* ----------------------------------------------------------------
 *	Types
 * ----------------------------------------------------------------
 */

static int
label_position(List *labels, const char *label)
{
	ListCell   *lc;

	foreach(lc, labels)
	{
		if (strcmp(strVal(lfirst(lc)), label) == 0)
			return foreach_current_index(lc);
	}
	return -1;
}

/*
 * ADD VALUE and RENAME VALUE: part of what makes the enum.
 */
static bool
alter_enum(Fold *fold, AlterEnumStmt *stmt)
{
	FoldObject *type = idem_fold_find_type(fold, stmt->typeName);
	FoldObject *label;
	CreateEnumStmt *create;
	FoldEntry  *entry;
	int			position;

	if (type == NULL || type->node == NULL || !IsA(type->node, CreateEnumStmt))
	{
		type = idem_fold_get_named(fold, OBJECT_TYPE, (Node *) stmt->typeName);
		entry = idem_fold_append_new(fold, (Node *) stmt);
		(void) idem_fold_ref(fold, type, FOLD_REF_NAMES, &stmt->typeName, entry, NULL);
		type->wishes = lappend(type->wishes, idem_fold_wish(entry, -1));
		return true;
	}
	create = (CreateEnumStmt *) type->node;
	if (stmt->oldVal)
	{
		position = label_position(create->vals, stmt->oldVal);
		label = idem_fold_find(fold, type, FOLD_LABEL, stmt->oldVal);
		if (position < 0 || label == NULL)
			return false;
		lfirst(list_nth_cell(create->vals, position)) = makeString(pstrdup(stmt->newVal));
		idem_fold_set_name(fold, label, type, stmt->newVal);
	}
	else if (idem_fold_find(fold, type, FOLD_LABEL, stmt->newVal) == NULL)
	{
		position = list_length(create->vals);
		if (stmt->newValNeighbor)
		{
			int			neighbor = label_position(create->vals, stmt->newValNeighbor);

			if (neighbor < 0)
				return false;
			position = stmt->newValIsAfter ? neighbor + 1 : neighbor;
		}
		label = idem_fold_object(fold, FOLD_LABEL, OBJECT_TYPE, type, stmt->newVal);
		label->entry = type->entry;
		if (position < list_length(create->vals))
			label->next = strVal(list_nth(create->vals, position));
		create->vals = list_insert_nth(create->vals, position, makeString(pstrdup(stmt->newVal)));
	}
	type->entry->edited = true;
	return true;
}

static bool
alter_domain(Fold *fold, AlterDomainStmt *stmt)
{
	FoldObject *domain = idem_fold_get_named(fold, OBJECT_DOMAIN, (Node *) stmt->typeName);
	CreateDomainStmt *create = domain->node && IsA(domain->node, CreateDomainStmt) ?
		(CreateDomainStmt *) domain->node : NULL;
	FoldEntry  *entry = idem_fold_entry(fold, (Node *) stmt);
	FoldWish   *wish = idem_fold_wish(entry, -1);
	FoldObject *con;

	(void) idem_fold_ref(fold, domain, FOLD_REF_NAMES, &stmt->typeName, entry, NULL);
	switch (stmt->subtype)
	{
		case 'T':
			if (create)
			{
				idem_fold_remove_constraints(&create->constraints, CONSTR_DEFAULT);
				domain->entry->edited = true;
			}
			idem_fold_ref_expression(fold, domain, stmt->def, entry, NULL);
			(void) idem_fold_set_wish(fold, domain, FOLD_P_DEFAULT, NULL, wish);
			break;

		case 'N':
		case 'O':
			if (create)
			{
				idem_fold_remove_constraints(&create->constraints, stmt->subtype == 'N' ?
											 CONSTR_NOTNULL : CONSTR_NULL);
				domain->entry->edited = true;
			}
			(void) idem_fold_set_wish(fold, domain, FOLD_P_NOT_NULL, NULL, wish);
			break;

		case 'C':
			con = idem_fold_add_constraint(fold, domain, NULL, entry, -1,
										   castNode(Constraint, stmt->def));
			entry->makes = con;
			domain->wishes = lappend(domain->wishes, wish);
			break;

		case 'X':
			con = idem_fold_find(fold, domain, FOLD_CONSTRAINT, stmt->name);
			if (con)
				idem_fold_kill(fold, con, false);
			if (con && con->entry && !fold->tombstones)
				return true;
			stmt->missing_ok = true;
			idem_fold_name(fold, domain, FOLD_CONSTRAINT, stmt->name, true)->grave = wish;
			domain->wishes = lappend(domain->wishes, wish);
			break;

		case 'V':
			con = idem_fold_find(fold, domain, FOLD_CONSTRAINT, stmt->name);
			if (con)
				(void) idem_fold_ref(fold, con, FOLD_REF_NAME, &stmt->name, entry, NULL);
			(void) idem_fold_set_wish(fold, con ? con : domain, FOLD_P_OTHER, "validate", wish);
			break;

		default:
			break;
	}
	idem_fold_append(fold, entry);
	return true;
}

/* ----------------------------------------------------------------
 *	Sequences
 * ----------------------------------------------------------------
 */

static void
set_option(List **options, DefElem *option)
{
	ListCell   *lc;

	foreach(lc, *options)
	{
		if (strcmp(lfirst_node(DefElem, lc)->defname, option->defname) == 0)
			*options = foreach_delete_current(*options, lc);
	}
	*options = lappend(*options, option);
}

static void
ref_owner(Fold *fold, FoldObject *sequence, FoldEntry *entry, DefElem *option)
{
	List	   *owner = castNode(List, option->arg);
	FoldObject *table;
	RangeVar   *relation;
	FoldWish   *wish = idem_fold_wish(entry, -1);

	(void) idem_fold_set_wish(fold, sequence, FOLD_P_SEQUENCE_OWNER, NULL, wish);
	if (list_length(owner) < 2)
		return;
	relation = makeRangeVarFromNameList(list_copy_head(owner, list_length(owner) - 1));
	table = idem_fold_find_relation(fold, relation);
	if (table)
	{
		FoldObject *column = idem_fold_get_column(fold, table, strVal(llast(owner)));

		idem_fold_ref(fold, column, FOLD_REF_PART, &option->arg, entry, NULL)->wish = wish;
		idem_fold_part_of(sequence, column);
	}
}

/*
 * Later options replace earlier ones; RESTART is state, not definition.
 */
static bool
alter_sequence(Fold *fold, AlterSeqStmt *stmt)
{
	FoldObject *sequence = idem_fold_get_relation(fold, stmt->sequence, OBJECT_SEQUENCE);
	FoldEntry  *entry = idem_fold_entry(fold, (Node *) stmt);
	FoldEntry  *maker = sequence->entry;
	List	  **options = NULL;
	List	   *left = NIL;
	ListCell   *lc;

	if (sequence->node && IsA(sequence->node, CreateSeqStmt))
		options = &((CreateSeqStmt *) sequence->node)->options;
	else if (sequence->column && (options = idem_fold_identity_options(sequence->column)) != NULL)
		maker = sequence->column->entry;

	(void) idem_fold_ref(fold, sequence, FOLD_REF_RELATION, stmt->sequence, entry, NULL);
	foreach(lc, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, "owned_by") == 0)
		{
			left = lappend(left, option);
			ref_owner(fold, sequence, entry, option);
		}
		else if (strcmp(option->defname, "restart") == 0)
			continue;
		else if (options == NULL)
			left = lappend(left, option);
		else
		{
			set_option(options, option);
			maker->edited = true;
		}
	}
	if (left == NIL)
		return true;
	entry->edited = list_length(left) != list_length(stmt->options);
	stmt->options = left;
	sequence->wishes = lappend(sequence->wishes, idem_fold_wish(entry, -1));
	idem_fold_append(fold, entry);
	return true;
}

/* ----------------------------------------------------------------
 *	Routines and policies
 * ----------------------------------------------------------------
 */

/*
 * An option that is set later does not count for the earlier statements.  The
 * next OR REPLACE undoes them all.
 */
static bool
alter_function(Fold *fold, AlterFunctionStmt *stmt)
{
	FoldObject *routine = idem_fold_get_named(fold, stmt->objtype, (Node *) stmt->func);
	FoldEntry  *entry = idem_fold_entry(fold, (Node *) stmt);
	ListCell   *lc;

	idem_fold_ref_named(fold, routine, (Node **) &stmt->func, entry);
	if (routine->entry)
		routine->entry->statement.overridden = list_concat(routine->entry->statement.overridden,
														   stmt->actions);
	foreach(lc, routine->alters)
	{
		IdemStatement *earlier = &((FoldEntry *) lfirst(lc))->statement;

		earlier->overridden = list_concat(earlier->overridden, stmt->actions);
	}
	routine->alters = lappend(routine->alters, entry);
	routine->wishes = lappend(routine->wishes, idem_fold_wish(entry, -1));
	idem_fold_append(fold, entry);
	return true;
}

static bool
alter_policy(Fold *fold, AlterPolicyStmt *stmt)
{
	FoldObject *table = idem_fold_get_relation(fold, stmt->table, OBJECT_TABLE);
	FoldObject *policy = idem_fold_find(fold, table, FOLD_POLICY, stmt->policy_name);
	CreatePolicyStmt *create = policy && policy->node && IsA(policy->node, CreatePolicyStmt) ?
		(CreatePolicyStmt *) policy->node : NULL;

	if (create == NULL)
		return false;
	if (stmt->roles)
		create->roles = stmt->roles;
	if (stmt->qual)
	{
		create->qual = stmt->qual;
		idem_fold_ref_expression(fold, table, create->qual, policy->entry, policy);
	}
	if (stmt->with_check)
	{
		create->with_check = stmt->with_check;
		idem_fold_ref_expression(fold, table, create->with_check, policy->entry, policy);
	}
	policy->entry->edited = true;
	return true;
}

/* ----------------------------------------------------------------
 *	What is said of any object
 * ----------------------------------------------------------------
 */

/*
 * Note by what names a statement calls the object.
 */
void
idem_fold_ref_named(Fold *fold, FoldObject *object, Node **place, FoldEntry *entry)
{
	Node	   *node = *place;
	List	   *names;
	int			n;

	switch (nodeTag(node))
	{
		case T_String:
			(void) idem_fold_ref(fold, object, FOLD_REF_NAME, &strVal(node), entry, NULL);
			return;
		case T_TypeName:
			(void) idem_fold_ref(fold, object, FOLD_REF_NAMES, &((TypeName *) node)->names, entry, NULL);
			return;
		case T_ObjectWithArgs:
			(void) idem_fold_ref(fold, object, FOLD_REF_NAMES, &((ObjectWithArgs *) node)->objname, entry, NULL);
			return;
		case T_List:
			break;
		default:
			return;
	}
	names = (List *) node;
	n = list_length(names);
	if (idem_fold_is_keyed(object))
	{
		/* what it is known by has other names in front, or none */
		for (int i = 0; i < n; i++)
		{
			if (list_nth(names, i) && IsA(list_nth(names, i), TypeName))
				idem_fold_ref_type(fold, list_nth(names, i), entry, NULL);
		}
		return;
	}
	if (object->scope == NULL || object->scope->space == FOLD_SCHEMA)
	{
		if (IsA(linitial(names), String))
			(void) idem_fold_ref(fold, object, FOLD_REF_NAMES, (List **) place, entry, NULL);
		return;
	}
	if (!IsA(llast(names), String) || n < 2)
		return;
	if (IsA(list_nth(names, n - 2), String))
	{
		(void) idem_fold_ref(fold, object, FOLD_REF_PART, place, entry, NULL);
		return;
	}
	(void) idem_fold_ref(fold, object, FOLD_REF_NAME, &strVal(llast(names)), entry, NULL);
	if (IsA(list_nth(names, n - 2), TypeName))
		(void) idem_fold_ref(fold, object->scope, FOLD_REF_NAMES,
							 &((TypeName *) list_nth(names, n - 2))->names, entry, NULL);
}

static bool
say(Fold *fold, Node *stmt, ObjectType type, Node **place, FoldProperty property,
	const char *name)
{
	FoldObject *object = *place ? idem_fold_get_named(fold, type, *place) : NULL;
	FoldEntry  *entry;

	if (object == NULL)
		return false;
	entry = idem_fold_entry(fold, stmt);
	idem_fold_ref_named(fold, object, place, entry);
	(void) idem_fold_set_wish(fold, object, property, name, idem_fold_wish(entry, -1));
	idem_fold_append(fold, entry);
	return true;
}

static void
ref_privileges(Fold *fold, FoldObject *table, List *privileges, FoldEntry *entry)
{
	ListCell   *lc;

	foreach(lc, privileges)
		idem_fold_ref_columns(fold, table, lfirst_node(AccessPriv, lc)->cols, entry, NULL);
}

/*
 * Whether an event trigger is enabled.
 */
static bool
enable_event_trigger(Fold *fold, AlterEventTrigStmt *stmt)
{
	FoldObject *object = idem_fold_get_named(fold, OBJECT_EVENT_TRIGGER,
											 (Node *) makeString(stmt->trigname));
	FoldEntry  *entry;

	if (object == NULL)
		return false;
	entry = idem_fold_entry(fold, (Node *) stmt);
	(void) idem_fold_ref(fold, object, FOLD_REF_NAME, &stmt->trigname, entry, NULL);
	(void) idem_fold_set_wish(fold, object, FOLD_P_TRIGGER, NULL, idem_fold_wish(entry, -1));
	idem_fold_append(fold, entry);
	return true;
}

/*
 * Privileges of several objects.  Which statement has the last word on them is
 * found out later: ON ALL ... IN SCHEMA has a say in it.
 */
static bool
grant(Fold *fold, GrantStmt *stmt)
{
	FoldEntry  *entry = idem_fold_entry(fold, (Node *) stmt);

	for (int i = 0; i < list_length(stmt->objects); i++)
	{
		Node	   *name = list_nth(stmt->objects, i);
		FoldObject *object = NULL;

		if (stmt->targtype != ACL_TARGET_OBJECT)
			object = idem_fold_schema(fold, strVal(name));
		else if (IsA(name, RangeVar))
			object = idem_fold_get_relation(fold, (RangeVar *) name, stmt->objtype);
		else if (IsA(name, ObjectWithArgs) || IsA(name, String) || IsA(name, List))
			object = idem_fold_get_named(fold, stmt->objtype, name);
		if (object == NULL)
			continue;
		if (IsA(name, RangeVar))
			(void) idem_fold_ref(fold, object, FOLD_REF_RELATION, name, entry, NULL);
		else
			idem_fold_ref_named(fold, object, (Node **) &lfirst(list_nth_cell(stmt->objects, i)), entry);
		object->wishes = lappend(object->wishes, idem_fold_wish(entry, i));

		/* columns of several tables need not be the same ones */
		if (IsA(name, RangeVar) && list_length(stmt->objects) == 1)
			ref_privileges(fold, object, stmt->privileges, entry);
	}
	if (stmt->targtype != ACL_TARGET_OBJECT)
		fold->of_schemas = lappend(fold->of_schemas, entry);
	idem_fold_append(fold, entry);
	return true;
}

/*
 * As with privileges, who has the last word is found out later.
 */
static bool
default_privileges(Fold *fold, AlterDefaultPrivilegesStmt *stmt)
{
	FoldEntry  *entry = idem_fold_entry(fold, (Node *) stmt);
	List	   *schemas = idem_fold_cells((Node *) stmt);

	for (int i = 0; i < list_length(schemas); i++)
	{
		FoldObject *schema = idem_fold_schema(fold, strVal(list_nth(schemas, i)));

		(void) idem_fold_ref(fold, schema, FOLD_REF_NAME, &strVal(list_nth(schemas, i)), entry, NULL);
		schema->wishes = lappend(schema->wishes, idem_fold_wish(entry, i));
	}
	idem_fold_append(fold, entry);
	return true;
}

/*
 * Take the columns out of a GRANT or REVOKE that were dropped since; false if
 * nothing is left of it.
 */
bool
idem_fold_trim_grant(FoldEntry *entry)
{
	GrantStmt  *stmt = (GrantStmt *) entry->statement.stmt;
	ListCell   *lr;
	ListCell   *lp;
	ListCell   *lc;

	foreach(lr, entry->refs)
	{
		const FoldRef *ref = lfirst(lr);

		if (ref->target->space != FOLD_COLUMN || !ref->target->dead || ref->form != FOLD_REF_NAME)
			continue;
		foreach(lp, stmt->privileges)
		{
			AccessPriv *privilege = lfirst_node(AccessPriv, lp);
			bool		trimmed = false;

			foreach(lc, privilege->cols)
			{
				if ((void *) &strVal(lfirst(lc)) == ref->place)
				{
					privilege->cols = foreach_delete_current(privilege->cols, lc);
					entry->edited = trimmed = true;
				}
			}
			if (trimmed && privilege->cols == NIL)
				stmt->privileges = foreach_delete_current(stmt->privileges, lp);
		}
		/* without any it would mean all privileges */
		if (stmt->privileges == NIL)
			return false;
	}
	return true;
}

/*
 * Take in a statement that alters something; false if it passes through.
 */
bool
idem_fold_alter_other(Fold *fold, Node *stmt)
{
	switch (nodeTag(stmt))
	{
		case T_AlterEnumStmt:
			return alter_enum(fold, (AlterEnumStmt *) stmt);
		case T_AlterDomainStmt:
			return alter_domain(fold, (AlterDomainStmt *) stmt);
		case T_AlterSeqStmt:
			return alter_sequence(fold, (AlterSeqStmt *) stmt);
		case T_AlterFunctionStmt:
			return alter_function(fold, (AlterFunctionStmt *) stmt);
		case T_AlterPolicyStmt:
			return alter_policy(fold, (AlterPolicyStmt *) stmt);
		case T_GrantStmt:
			return grant(fold, (GrantStmt *) stmt);
		case T_AlterDefaultPrivilegesStmt:
			return default_privileges(fold, (AlterDefaultPrivilegesStmt *) stmt);
		case T_CommentStmt:
			return say(fold, stmt, ((CommentStmt *) stmt)->objtype, &((CommentStmt *) stmt)->object,
					   FOLD_P_COMMENT, NULL);
		case T_SecLabelStmt:
			return say(fold, stmt, ((SecLabelStmt *) stmt)->objtype, &((SecLabelStmt *) stmt)->object,
					   FOLD_P_LABEL, ((SecLabelStmt *) stmt)->provider);
		case T_AlterOwnerStmt:
			return say(fold, stmt, ((AlterOwnerStmt *) stmt)->objectType,
					   &((AlterOwnerStmt *) stmt)->object, FOLD_P_OWNER, NULL);
		case T_AlterEventTrigStmt:
			return enable_event_trigger(fold, (AlterEventTrigStmt *) stmt);
		case T_AlterStatsStmt:
			return say(fold, stmt, OBJECT_STATISTIC_EXT, (Node **) &((AlterStatsStmt *) stmt)->defnames,
					   FOLD_P_STATISTICS, NULL);
		default:
			return false;
	}
}
