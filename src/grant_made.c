/*-------------------------------------------------------------------------
 *
 * grant_made.c
 *	  Where in a script objects are made.
 *
 * ON ALL ... IN SCHEMA is about what is there when its turn comes, and default
 * privileges are for what is made behind them.  So both depend on what else a
 * script makes, and where.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "common/hashfn.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"

#include "grant.h"
#include "routine.h"

/* Something that the script makes, of which ON ALL ... IN SCHEMA may speak. */
typedef struct Creation
{
	Node	   *stmt;
	const char *schema;			/* NULL if it is in none */
	const IdemStatement *entry;
} Creation;

/* What is made under a name. */
typedef struct NamedCreations
{
	uint64		name;			/* hash of the unqualified name */
	List	   *creations;		/* Creation */
} NamedCreations;

struct IdemCreations
{
	List	   *in_order;		/* Creation */
	HTAB	   *by_name;		/* NamedCreations */
};

static uint64
hash_name(const char *name)
{
	return hash_bytes_extended((const unsigned char *) name, strlen(name), 0);
}

/*
 * The name of what a statement makes, if that may be in a schema and has
 * privileges or is a schema itself; NULL if it is something else.
 */
static const char *
made_name(Node *stmt, const char **schema)
{
	const RangeVar *relation;
	List	   *names;

	switch (nodeTag(stmt))
	{
		case T_CreateStmt:
		case T_CreateForeignTableStmt:
			relation = ((CreateStmt *) stmt)->relation;
			break;
		case T_ViewStmt:
			relation = ((ViewStmt *) stmt)->view;
			break;
		case T_CreateTableAsStmt:
			relation = ((CreateTableAsStmt *) stmt)->into->rel;
			break;
		case T_CreateSeqStmt:
			relation = ((CreateSeqStmt *) stmt)->sequence;
			break;
		case T_CompositeTypeStmt:
			relation = ((CompositeTypeStmt *) stmt)->typevar;
			break;
		case T_CreateFunctionStmt:
			names = ((CreateFunctionStmt *) stmt)->funcname;
			goto qualified;
		case T_CreateEnumStmt:
			names = ((CreateEnumStmt *) stmt)->typeName;
			goto qualified;
		case T_CreateDomainStmt:
			names = ((CreateDomainStmt *) stmt)->domainname;
			goto qualified;
		case T_CreateRangeStmt:
			names = ((CreateRangeStmt *) stmt)->typeName;
			goto qualified;
		case T_DefineStmt:
			if (((DefineStmt *) stmt)->kind != OBJECT_AGGREGATE)
				return NULL;
			names = ((DefineStmt *) stmt)->defnames;
			goto qualified;
		case T_CreateSchemaStmt:
			*schema = NULL;
			return ((CreateSchemaStmt *) stmt)->schemaname;
		default:
			return NULL;
	}
	*schema = relation->schemaname;
	return relation->relname;

qualified:
	*schema = list_length(names) > 1 ? strVal(list_nth(names, list_length(names) - 2)) : NULL;
	return strVal(llast(names));
}

static void
note_creation(IdemCreations *creations, const IdemStatement *entry)
{
	const char *schema = NULL;
	const char *name = made_name(entry->stmt, &schema);
	Creation   *creation;
	uint64		hash;
	bool		found;
	NamedCreations *named;

	if (name == NULL)
		return;
	creation = palloc(sizeof(Creation));
	creation->stmt = entry->stmt;
	creation->schema = schema || IsA(entry->stmt, CreateSchemaStmt) ? schema : entry->schema;
	creation->entry = entry;
	creations->in_order = lappend(creations->in_order, creation);
	hash = hash_name(name);
	named = hash_search(creations->by_name, &hash, HASH_ENTER, &found);
	if (!found)
		named->creations = NIL;
	named->creations = lappend(named->creations, creation);
}

/*
 * Note what the entries of a script make.
 */
IdemCreations *
idem_note_creations(List *entries)
{
	IdemCreations *creations = palloc0(sizeof(IdemCreations));
	HASHCTL		ctl;
	ListCell   *lc;

	ctl.keysize = sizeof(uint64);
	ctl.entrysize = sizeof(NamedCreations);
	ctl.hcxt = CurrentMemoryContext;
	creations->by_name = hash_create("idem_migrate creations", 256, &ctl,
									 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	foreach(lc, entries)
		note_creation(creations, lfirst(lc));
	return creations;
}

/* ----------------------------------------------------------------
 *	What is made when
 * ----------------------------------------------------------------
 */

static bool
is_routine(const Creation *creation, const IdemObjectName *object)
{
	ObjectWithArgs *routine;
	ObjectAddress address;

	if (!OidIsValid(object->address.objectId))
		return true;
	routine = makeNode(ObjectWithArgs);
	routine->objname = list_make2(makeString(pstrdup(object->schema)),
								  makeString(pstrdup(object->name)));
	routine->objargs = idem_routine_type_names(creation->stmt);
	return idem_address_of(OBJECT_ROUTINE, (Node *) routine, true, &address) &&
		address.objectId == object->address.objectId;
}

/*
 * Where in the script a relation or routine is made; 0 if it does not make it.
 */
int
idem_turn_of(const IdemCreations *creations, const IdemObjectName *object)
{
	uint64		hash = hash_name(object->name);
	NamedCreations *named = hash_search(creations->by_name, &hash, HASH_FIND, NULL);
	ListCell   *lc;
	IdemObjectName table;
	int32		column;

	foreach(lc, named ? named->creations : NIL)
	{
		const Creation *creation = lfirst(lc);
		bool		routine = IsA(creation->stmt, CreateFunctionStmt) || IsA(creation->stmt, DefineStmt);

		if (idem_acl_type(object->type) == OBJECT_FUNCTION ? !routine :
			routine || IsA(creation->stmt, CreateSchemaStmt))
			continue;
		if (creation->schema == NULL || object->schema == NULL ||
			strcmp(creation->schema, object->schema) != 0)
			continue;
		if (!routine || is_routine(creation, object))
			return creation->entry->turn;
	}

	/* the sequence of a column comes with its table */
	table = *object;
	if (object->address.classId != RelationRelationId ||
		get_rel_relkind(object->address.objectId) != RELKIND_SEQUENCE ||
		!(sequenceIsOwned(object->address.objectId, DEPENDENCY_AUTO, &table.address.objectId, &column) ||
		  sequenceIsOwned(object->address.objectId, DEPENDENCY_INTERNAL, &table.address.objectId, &column)))
		return 0;
	table.type = OBJECT_TABLE;
	table.name = get_rel_name(table.address.objectId);
	table.schema = get_namespace_name(get_rel_namespace(table.address.objectId));
	return table.name && table.schema ? idem_turn_of(creations, &table) : 0;
}

/*
 * Whether default privileges of a type are for what the statement makes.
 */
static bool
is_of_type(Node *stmt, ObjectType type)
{
	switch (nodeTag(stmt))
	{
		case T_CreateSeqStmt:
			return type == OBJECT_SEQUENCE;
		case T_CreateStmt:
			return type == OBJECT_TABLE || type == OBJECT_SEQUENCE;
		case T_CreateForeignTableStmt:
		case T_ViewStmt:
		case T_CreateTableAsStmt:
			return type == OBJECT_TABLE;
		case T_CreateFunctionStmt:
		case T_DefineStmt:
			return type == OBJECT_FUNCTION;
		case T_CreateSchemaStmt:
			return type == OBJECT_SCHEMA;
		default:
			return type == OBJECT_TYPE;
	}
}

/*
 * Whether something of a type is still to be made behind a place in the
 * script.  A schema of NULL means all of them.
 */
bool
idem_is_something_missing(const IdemCreations *creations, int turn, ObjectType type,
						  const char *schema)
{
	ListCell   *lc;
	ListCell   *lw;

	foreach(lc, creations->in_order)
	{
		const Creation *creation = lfirst(lc);

		if (creation->entry->turn < turn ||
			!is_of_type(creation->stmt, type) ||
			(schema != NULL && (creation->schema == NULL || strcmp(schema, creation->schema) != 0)))
			continue;
		if (creation->schema != NULL && !OidIsValid(get_namespace_oid(creation->schema, true)))
			return true;
		foreach(lw, idem_wanted_from_statement(creation->stmt, creation->entry->source,
											   creation->entry->location, creation->entry->length))
		{
			IdemWanted *one = lfirst(lw);

			if (one->kind->is_part || one->kind->is_property || one->kind->is_edit)
				continue;
			one->schema = creation->entry->schema;
			if (list_length(one->names) == 1 && creation->schema != NULL)
				one->names = lcons(makeString(pstrdup(creation->schema)), list_copy(one->names));
			one->kind->resolve(one);
			if (!OidIsValid(one->objid))
				return true;
		}
	}
	return false;
}

/*
 * Whether a planned table brings sequences along.
 */
static bool
has_sequences(CreateStmt *stmt)
{
	ListCell   *lc;
	ListCell   *lc2;

	foreach(lc, stmt->tableElts)
	{
		ColumnDef  *column = lfirst(lc);
		const char *type;

		if (!IsA(column, ColumnDef))
			continue;
		type = column->typeName ? strVal(llast(column->typeName->names)) : "";
		if (strncmp(type, "serial", 6) == 0 || strcmp(type, "bigserial") == 0 ||
			strcmp(type, "smallserial") == 0)
			return true;
		foreach(lc2, column->constraints)
		{
			if (lfirst_node(Constraint, lc2)->contype == CONSTR_IDENTITY)
				return true;
		}
	}
	return false;
}

/*
 * What a step will make, among that which can be in a schema; false if it
 * makes nothing of that sort.
 */
bool
idem_made_type(Node *stmt, ObjectType wanted, ObjectType *type)
{
	switch (stmt ? nodeTag(stmt) : T_Invalid)
	{
		case T_CreateStmt:
			*type = wanted == OBJECT_SEQUENCE && has_sequences((CreateStmt *) stmt) ?
				OBJECT_SEQUENCE : OBJECT_TABLE;
			return true;
		case T_CreateForeignTableStmt:
		case T_ViewStmt:
		case T_CreateTableAsStmt:
			*type = OBJECT_TABLE;
			return true;
		case T_CreateSeqStmt:
			*type = OBJECT_SEQUENCE;
			return true;
		case T_CreateFunctionStmt:
			if (wanted == OBJECT_ROUTINE)
				*type = OBJECT_ROUTINE;
			else
				*type = ((CreateFunctionStmt *) stmt)->is_procedure ?
					OBJECT_PROCEDURE : OBJECT_FUNCTION;
			return *type == wanted;
		default:
			return false;
	}
}
