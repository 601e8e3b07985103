/*-------------------------------------------------------------------------
 *
 * fold_create.c
 *	  Statements that make something other than a table.
 *
 * What is there already stays as it is, as IF NOT EXISTS says; OR REPLACE has
 * the last word.  A statement without an object of its own here passes
 * through.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "nodes/makefuncs.h"

#include "fold.h"

/*
 * Begin to make an object: NULL if it is there and stays as it is.
 */
static FoldObject *
begin(Fold *fold, FoldObject *object, FoldSpace space, ObjectType type, FoldObject *scope,
	  const char *name, bool replace, FoldEntry *entry)
{
	ListCell   *lc;

	if (object && object->entry)
	{
		if (!replace)
			return NULL;
		foreach(lc, object->own_refs)
		{
			FoldRef    *ref = lfirst(lc);

			ref->void_ = true;
			ref->dependent = NULL;
		}
		object->own_refs = NIL;
		object->entry->dead = true;
		entry->statement.turn = object->entry->statement.turn;

		/* it is there when all of the schema is spoken of in between */
		foreach(lc, fold->of_schemas)
		{
			FoldEntry  *grant = lfirst(lc);

			if (grant->statement.turn > entry->statement.turn)
				grant->before = lappend(grant->before, entry);
		}
		foreach(lc, object->alters)
			((FoldEntry *) lfirst(lc))->dead = true;
		object->alters = NIL;
	}
	if (object == NULL)
		object = idem_fold_object(fold, space, type, scope, name);
	object->type = type;
	object->entry = entry;
	object->node = entry->statement.stmt;
	object->incomplete = false;
	entry->makes = object;
	entry->statement.dropped = object->follows_drop;
	if (scope)
		(void) idem_fold_ref(fold, scope, FOLD_REF_NOTHING, NULL, entry, NULL);
	return object;
}

static FoldObject *
begin_relation(Fold *fold, RangeVar *relation, ObjectType type, bool replace, FoldEntry *entry)
{
	FoldObject *schema = idem_fold_schema(fold, relation->schemaname);
	FoldObject *object = begin(fold, idem_fold_find_relation(fold, relation), FOLD_RELATION, type,
							   schema, relation->relname, replace, entry);

	if (object)
		(void) idem_fold_ref(fold, object, FOLD_REF_RELATION, relation, NULL, NULL);
	return object;
}

static FoldObject *
begin_named(Fold *fold, List **names, int space, ObjectType type, FoldEntry *entry)
{
	const char *name;
	FoldObject *schema = idem_fold_scope(fold, *names, &name);
	FoldObject *object = begin(fold, idem_fold_find(fold, schema, space, name), space, type,
							   schema, name, false, entry);

	if (object)
		(void) idem_fold_ref(fold, object, FOLD_REF_NAMES, names, NULL, NULL);
	return object;
}

/*
 * A part of a table: trigger, policy, rule.
 */
static FoldObject *
begin_part(Fold *fold, RangeVar *relation, FoldSpace space, ObjectType type, char **name,
		   bool replace, FoldEntry *entry)
{
	FoldObject *table = idem_fold_get_relation(fold, relation, OBJECT_TABLE);
	FoldObject *object = begin(fold, idem_fold_find(fold, table, space, *name), space, type,
							   table, *name, replace, entry);

	if (object == NULL)
		return NULL;
	(void) idem_fold_ref(fold, object, FOLD_REF_NAME, name, NULL, NULL);
	(void) idem_fold_ref(fold, table, FOLD_REF_RELATION, relation, entry, NULL);
	return object;
}

static bool
create_enum(Fold *fold, CreateEnumStmt *stmt, FoldEntry *entry)
{
	FoldObject *type = begin_named(fold, &stmt->typeName, FOLD_TYPE, OBJECT_TYPE, entry);
	ListCell   *lc;

	if (type == NULL)
		return false;
	foreach(lc, stmt->vals)
		idem_fold_object(fold, FOLD_LABEL, OBJECT_TYPE, type, strVal(lfirst(lc)))->entry = entry;
	return true;
}

static bool
create_composite(Fold *fold, CompositeTypeStmt *stmt, FoldEntry *entry)
{
	RangeVar   *relation = stmt->typevar;
	FoldObject *schema = idem_fold_schema(fold, relation->schemaname);
	FoldObject *type = begin(fold, idem_fold_find(fold, schema, FOLD_TYPE, relation->relname),
							 FOLD_TYPE, OBJECT_TYPE, schema, relation->relname, false, entry);
	ListCell   *lc;

	if (type == NULL)
		return false;
	(void) idem_fold_ref(fold, type, FOLD_REF_RELATION, relation, NULL, NULL);
	foreach(lc, stmt->coldeflist)
		(void) idem_fold_add_column(fold, type, entry, -1, lfirst(lc));
	return true;
}

static bool
create_domain(Fold *fold, CreateDomainStmt *stmt, FoldEntry *entry)
{
	FoldObject *domain = begin_named(fold, &stmt->domainname, FOLD_TYPE, OBJECT_DOMAIN, entry);
	ListCell   *lc;

	if (domain == NULL)
		return false;
	idem_fold_ref_type(fold, stmt->typeName, entry, domain);
	foreach(lc, stmt->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		if (con->contype == CONSTR_DEFAULT)
			idem_fold_ref_expression(fold, domain, con->raw_expr, entry, NULL);
		else
			(void) idem_fold_add_constraint(fold, domain, NULL, entry, -1, con);
	}
	return true;
}

static bool
create_sequence(Fold *fold, CreateSeqStmt *stmt, FoldEntry *entry)
{
	FoldObject *sequence = begin_relation(fold, stmt->sequence, OBJECT_SEQUENCE, false, entry);
	ListCell   *lc;

	if (sequence == NULL)
		return false;
	foreach(lc, stmt->options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);
		List	   *owner = strcmp(option->defname, "owned_by") == 0 ? (List *) option->arg : NIL;
		FoldObject *table;

		if (list_length(owner) < 2)
			continue;
		table = idem_fold_find_relation(fold, makeRangeVarFromNameList(list_copy_head(owner, list_length(owner) - 1)));
		if (table)
			(void) idem_fold_ref(fold, idem_fold_get_column(fold, table, strVal(llast(owner))),
								 FOLD_REF_PART, &option->arg, entry, sequence);
	}
	return true;
}

/*
 * Whether the table has another index that might be taken for an unnamed one.
 */
static bool
has_equal_index(const FoldObject *table, const FoldObject *index, const IndexStmt *stmt)
{
	ListCell   *lc;

	foreach(lc, table->parts)
	{
		const FoldObject *other = lfirst(lc);
		const IndexStmt *made = (const IndexStmt *) other->node;

		if (other != index && !other->dead && other->whole == table && made &&
			IsA(made, IndexStmt) && made->unique == stmt->unique &&
			strcmp(made->accessMethod, stmt->accessMethod) == 0 &&
			equal(made->indexParams, stmt->indexParams) &&
			equal(made->whereClause, stmt->whereClause))
			return true;
	}
	return false;
}

static bool
create_index(Fold *fold, IndexStmt *stmt, FoldEntry *entry)
{
	FoldObject *table = idem_fold_get_relation(fold, stmt->relation, OBJECT_TABLE);
	const char *name = idem_fold_index_name(fold, table, stmt);
	FoldName   *key;
	FoldObject *index = begin(fold, idem_fold_find(fold, table->scope, FOLD_RELATION, name),
							  FOLD_RELATION, OBJECT_INDEX, table->scope, name, false, entry);

	if (index == NULL)
		return false;
	idem_fold_part_of(index, table);

	/* the name was that of a key, or of whatever else has an index */
	key = idem_fold_name(fold, table, FOLD_CONSTRAINT, name, false);
	if (key && key->object && key->object->dead)
		entry->statement.dropped = true;
	if (stmt->idxname == NULL && has_equal_index(table, index, stmt))
		stmt->idxname = pstrdup(name);
	index->chosen = stmt->idxname == NULL;
	if (stmt->idxname)
		(void) idem_fold_ref(fold, index, FOLD_REF_NAME, &stmt->idxname, NULL, NULL);
	else
		idem_fold_note(fold, index);
	(void) idem_fold_ref(fold, table, FOLD_REF_RELATION, stmt->relation, entry, index);
	idem_fold_ref_elements(fold, table, stmt->indexParams, entry, index);
	idem_fold_ref_elements(fold, table, stmt->indexIncludingParams, entry, index);
	idem_fold_ref_expression(fold, table, stmt->whereClause, entry, index);
	idem_fold_append(fold, entry);
	idem_fold_give(fold, index, table, entry);
	return false;
}

static bool
create_view(Fold *fold, ViewStmt *stmt, FoldEntry *entry)
{
	FoldObject *view;

	if (stmt->view->relpersistence == RELPERSISTENCE_TEMP)
		return true;
	view = begin_relation(fold, stmt->view, OBJECT_VIEW, stmt->replace, entry);
	if (view == NULL)
		return false;
	idem_fold_ref_expression(fold, NULL, stmt->query, entry, view);
	return true;
}

static bool
create_table_as(Fold *fold, CreateTableAsStmt *stmt, FoldEntry *entry)
{
	ObjectType	type = stmt->objtype == OBJECT_MATVIEW ? OBJECT_MATVIEW : OBJECT_TABLE;
	FoldObject *object;

	if (stmt->into->rel->relpersistence == RELPERSISTENCE_TEMP)
		return true;
	object = begin_relation(fold, stmt->into->rel, type, false, entry);
	if (object == NULL)
		return false;
	object->incomplete = true;
	idem_fold_ref_expression(fold, NULL, stmt->query, entry,
							 type == OBJECT_MATVIEW ? object : NULL);
	return true;
}

/*
 * Functions, procedures, aggregates: the types of the arguments tell them
 * apart.
 */
static FoldObject *
begin_routine(Fold *fold, List **names, ObjectType type, const char *signature, bool replace,
			  FoldEntry *entry)
{
	const char *name;
	FoldObject *schema = idem_fold_scope(fold, *names, &name);
	FoldObject *routine = idem_fold_find_routine(fold, *names, signature, false);

	routine = begin(fold, routine, FOLD_ROUTINE, type, schema, name, replace, entry);
	if (routine == NULL)
		return NULL;
	routine->signature = signature;
	(void) idem_fold_ref(fold, routine, FOLD_REF_NAMES, names, NULL, NULL);

	idem_fold_reclaim(fold, routine);
	entry->statement.dropped |= routine->follows_drop;
	return routine;
}

static bool
create_function(Fold *fold, CreateFunctionStmt *stmt, FoldEntry *entry)
{
	FoldObject *routine = begin_routine(fold, &stmt->funcname,
										stmt->is_procedure ? OBJECT_PROCEDURE : OBJECT_FUNCTION,
										idem_fold_parameters(stmt->parameters, false),
										stmt->replace, entry);
	ListCell   *lc;

	if (routine == NULL)
		return false;
	fold->settled = lappend(fold->settled, entry);
	if (stmt->is_procedure)
		routine->all_types = idem_fold_parameters(stmt->parameters, true);
	foreach(lc, stmt->parameters)
	{
		FunctionParameter *parameter = lfirst_node(FunctionParameter, lc);

		idem_fold_ref_type(fold, parameter->argType, entry, routine);
		idem_fold_ref_expression(fold, NULL, parameter->defexpr, entry, routine);
	}
	idem_fold_ref_type(fold, stmt->returnType, entry, routine);
	idem_fold_ref_expression(fold, NULL, stmt->sql_body, entry, routine);
	return true;
}

/*
 * What is known by more than its name.
 */
static bool
create_keyed(Fold *fold, Node *stmt, FoldEntry *entry)
{
	ObjectType	type;
	List	  **names;
	Node	   *name = idem_fold_made_key(stmt, &type, &names);
	FoldObject *object = idem_fold_keyed(fold, type, name, true);

	object = begin(fold, object, object->space, type, object->scope, object->name, false, entry);
	if (object == NULL)
		return false;
	if (names)
		(void) idem_fold_ref(fold, object, FOLD_REF_NAMES, names, NULL, NULL);
	idem_fold_ref_keyed(fold, stmt, entry, object);
	return true;
}

/*
 * What CREATE AGGREGATE, TYPE, COLLATION, TEXT SEARCH ... say in a list of
 * definitions.
 */
static bool
create_defined(Fold *fold, DefineStmt *stmt, FoldEntry *entry)
{
	FoldObject *object;
	List	   *parameters;
	ListCell   *lc;

	switch (stmt->kind)
	{
		case OBJECT_AGGREGATE:
			parameters = stmt->args == NIL || linitial(stmt->args) == NULL ? NIL :
				IsA(linitial(stmt->args), List) ? linitial_node(List, stmt->args) : NIL;
			object = begin_routine(fold, &stmt->defnames, OBJECT_AGGREGATE,
								   idem_fold_parameters(parameters, false), stmt->replace, entry);
			break;
		case OBJECT_TYPE:
			object = begin_named(fold, &stmt->defnames, FOLD_TYPE, OBJECT_TYPE, entry);
			/* a shell type is filled by a second statement */
			if (object == NULL)
				return true;
			break;
		case OBJECT_OPERATOR:
			if (!create_keyed(fold, (Node *) stmt, entry))
				return false;
			object = entry->makes;
			break;
		default:
			object = begin_named(fold, &stmt->defnames, FOLD_OTHER + stmt->kind, stmt->kind, entry);
			break;
	}
	if (object == NULL)
		return false;
	foreach(lc, stmt->definition)
	{
		DefElem    *element = lfirst_node(DefElem, lc);

		if (element->arg && IsA(element->arg, TypeName))
		{
			TypeName   *name = (TypeName *) element->arg;

			idem_fold_ref_type(fold, name, entry, NULL);
			idem_fold_ref_routine(fold, &name->names, entry, NULL);
		}
	}
	return true;
}

static bool
create_trigger(Fold *fold, CreateTrigStmt *stmt, FoldEntry *entry)
{
	FoldObject *trigger = begin_part(fold, stmt->relation, FOLD_TRIGGER, OBJECT_TRIGGER,
									 &stmt->trigname, stmt->replace, entry);

	if (trigger == NULL)
		return false;
	idem_fold_ref_routine(fold, &stmt->funcname, entry, trigger);
	idem_fold_ref_columns(fold, trigger->scope, stmt->columns, entry, trigger);
	idem_fold_ref_expression(fold, trigger->scope, stmt->whenClause, entry, trigger);
	idem_fold_ref_relation(fold, stmt->constrrel, entry, trigger);
	return true;
}

static bool
create_policy(Fold *fold, CreatePolicyStmt *stmt, FoldEntry *entry)
{
	FoldObject *policy = begin_part(fold, stmt->table, FOLD_POLICY, OBJECT_POLICY,
									&stmt->policy_name, false, entry);

	if (policy == NULL)
		return false;
	idem_fold_ref_expression(fold, policy->scope, stmt->qual, entry, policy);
	idem_fold_ref_expression(fold, policy->scope, stmt->with_check, entry, policy);
	return true;
}

static bool
create_rule(Fold *fold, RuleStmt *stmt, FoldEntry *entry)
{
	FoldObject *rule = begin_part(fold, stmt->relation, FOLD_RULE, OBJECT_RULE, &stmt->rulename,
								  stmt->replace, entry);
	ListCell   *lc;

	if (rule == NULL)
		return false;
	idem_fold_ref_expression(fold, rule->scope, stmt->whereClause, entry, rule);
	foreach(lc, stmt->actions)
		idem_fold_ref_expression(fold, NULL, lfirst(lc), entry, rule);
	return true;
}

static bool
create_statistics(Fold *fold, CreateStatsStmt *stmt, FoldEntry *entry)
{
	FoldObject *statistics;
	FoldObject *table;
	ListCell   *lc;

	if (stmt->defnames == NIL || list_length(stmt->relations) != 1 ||
		!IsA(linitial(stmt->relations), RangeVar))
		return true;
	statistics = begin_named(fold, &stmt->defnames, FOLD_STATISTICS, OBJECT_STATISTIC_EXT, entry);
	if (statistics == NULL)
		return false;
	table = idem_fold_get_relation(fold, linitial(stmt->relations), OBJECT_TABLE);
	idem_fold_part_of(statistics, table);
	(void) idem_fold_ref(fold, table, FOLD_REF_RELATION, linitial(stmt->relations), entry, statistics);
	foreach(lc, stmt->exprs)
	{
		StatsElem  *element = lfirst_node(StatsElem, lc);

		if (element->name)
			idem_fold_ref_column(fold, table, &element->name, entry, statistics);
		else
			idem_fold_ref_expression(fold, table, element->expr, entry, statistics);
	}
	return true;
}

/*
 * What has a name of its own and is in no schema.
 */
static bool
create_global(Fold *fold, ObjectType type, char **name, bool replace, FoldEntry *entry)
{
	FoldSpace	space = type == OBJECT_SCHEMA ? FOLD_SCHEMA : FOLD_OTHER + type;
	FoldObject *object = begin(fold, idem_fold_find(fold, NULL, space, *name), space, type,
							   NULL, *name, replace, entry);

	if (object == NULL)
		return false;
	(void) idem_fold_ref(fold, object, FOLD_REF_NAME, name, NULL, NULL);
	return true;
}

static bool
create_one(Fold *fold, Node *stmt, FoldEntry *entry)
{
	switch (nodeTag(stmt))
	{
		case T_CreateSchemaStmt:
			if (((CreateSchemaStmt *) stmt)->schemaname == NULL)
				return true;
			return create_global(fold, OBJECT_SCHEMA, &((CreateSchemaStmt *) stmt)->schemaname, false, entry);
		case T_CreateExtensionStmt:
			return create_global(fold, OBJECT_EXTENSION, &((CreateExtensionStmt *) stmt)->extname, false, entry);
		case T_CreateEventTrigStmt:
			if (!create_global(fold, OBJECT_EVENT_TRIGGER, &((CreateEventTrigStmt *) stmt)->trigname, false, entry))
				return false;
			idem_fold_ref_routine(fold, &((CreateEventTrigStmt *) stmt)->funcname, entry, entry->makes);
			return true;
		case T_CreateAmStmt:
			return create_global(fold, OBJECT_ACCESS_METHOD, &((CreateAmStmt *) stmt)->amname, false, entry);
		case T_CreateRoleStmt:
			return create_global(fold, OBJECT_ROLE, &((CreateRoleStmt *) stmt)->role, false, entry);
		case T_CreateSubscriptionStmt:
			return create_global(fold, OBJECT_SUBSCRIPTION, &((CreateSubscriptionStmt *) stmt)->subname, false, entry);
		case T_CreateConversionStmt:
			return begin_named(fold, &((CreateConversionStmt *) stmt)->conversion_name,
							   FOLD_OTHER + OBJECT_CONVERSION, OBJECT_CONVERSION, entry) != NULL;
		case T_CreateCastStmt:
		case T_CreateOpClassStmt:
		case T_CreateOpFamilyStmt:
		case T_CreateTransformStmt:
		case T_CreateUserMappingStmt:
			return create_keyed(fold, stmt, entry);
		case T_CreatePLangStmt:
			return create_global(fold, OBJECT_LANGUAGE, &((CreatePLangStmt *) stmt)->plname, true, entry);
		case T_CreatePublicationStmt:
			return create_global(fold, OBJECT_PUBLICATION, &((CreatePublicationStmt *) stmt)->pubname, false, entry);
		case T_CreateFdwStmt:
			return create_global(fold, OBJECT_FDW, &((CreateFdwStmt *) stmt)->fdwname, false, entry);
		case T_CreateForeignServerStmt:
			if (!create_global(fold, OBJECT_FOREIGN_SERVER, &((CreateForeignServerStmt *) stmt)->servername, false, entry))
				return false;
			(void) idem_fold_ref(fold, idem_fold_get_named(fold, OBJECT_FDW,
														   (Node *) makeString(((CreateForeignServerStmt *) stmt)->fdwname)),
								 FOLD_REF_NAME, &((CreateForeignServerStmt *) stmt)->fdwname, entry, entry->makes);
			return true;
		case T_CreateEnumStmt:
			return create_enum(fold, (CreateEnumStmt *) stmt, entry);
		case T_CompositeTypeStmt:
			return create_composite(fold, (CompositeTypeStmt *) stmt, entry);
		case T_CreateRangeStmt:
			if (begin_named(fold, &((CreateRangeStmt *) stmt)->typeName, FOLD_TYPE, OBJECT_TYPE, entry) == NULL)
				return false;
			{
				ListCell   *lc;

				foreach(lc, ((CreateRangeStmt *) stmt)->params)
				{
					DefElem    *param = lfirst_node(DefElem, lc);

					if (param->arg && IsA(param->arg, TypeName))
					{
						idem_fold_ref_type(fold, (TypeName *) param->arg, entry, entry->makes);
						idem_fold_ref_routine(fold, &((TypeName *) param->arg)->names, entry, NULL);
					}
				}
			}
			return true;
		case T_CreateDomainStmt:
			return create_domain(fold, (CreateDomainStmt *) stmt, entry);
		case T_CreateSeqStmt:
			return create_sequence(fold, (CreateSeqStmt *) stmt, entry);
		case T_IndexStmt:
			return create_index(fold, (IndexStmt *) stmt, entry);
		case T_ViewStmt:
			return create_view(fold, (ViewStmt *) stmt, entry);
		case T_CreateTableAsStmt:
			return create_table_as(fold, (CreateTableAsStmt *) stmt, entry);
		case T_CreateFunctionStmt:
			return create_function(fold, (CreateFunctionStmt *) stmt, entry);
		case T_DefineStmt:
			return create_defined(fold, (DefineStmt *) stmt, entry);
		case T_CreateTrigStmt:
			return create_trigger(fold, (CreateTrigStmt *) stmt, entry);
		case T_CreatePolicyStmt:
			return create_policy(fold, (CreatePolicyStmt *) stmt, entry);
		case T_RuleStmt:
			return create_rule(fold, (RuleStmt *) stmt, entry);
		case T_CreateStatsStmt:
			return create_statistics(fold, (CreateStatsStmt *) stmt, entry);
		default:
			return true;
	}
}

/*
 * Take in a statement that makes something; false if it makes nothing that
 * has a name here.
 */
bool
idem_fold_create(Fold *fold, Node *stmt)
{
	FoldEntry  *entry = idem_fold_entry(fold, stmt);

	if (create_one(fold, stmt, entry))
		idem_fold_append(fold, entry);
	return true;
}
