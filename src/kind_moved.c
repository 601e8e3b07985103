/*-------------------------------------------------------------------------
 *
 * kind_moved.c
 *	  Relations and types that go by another name or into another schema.
 *
 * ALTER ... SET SCHEMA of tables, sequences, types and domains, and ALTER ...
 * RENAME TO of sequences, types and domains.  What is at its new place already
 * is left alone; if there is something at both places, neither is touched.
 *
 * Tables, indexes, columns and constraints are renamed by their own kinds.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

typedef struct ActualMoved
{
	IdemActual	head;			/* what is at the old place */
	Oid			moved;			/* what is at the new one */
} ActualMoved;

static const IdemKind moved_sequence;
static const IdemKind moved_type;

static const char *
word_of(const IdemWanted *wanted)
{
	switch (wanted->objtype)
	{
		case OBJECT_SEQUENCE:
			return "SEQUENCE";
		case OBJECT_TYPE:
			return "TYPE";
		case OBJECT_DOMAIN:
			return "DOMAIN";
		case OBJECT_VIEW:
			return "VIEW";
		case OBJECT_MATVIEW:
			return "MATERIALIZED VIEW";
		default:
			return "TABLE";
	}
}

static bool
moved_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;
	const IdemKind *kind;
	ObjectType	objtype;
	RangeVar   *relation;
	List	   *names;
	IdemWanted *wanted;

	if (IsA(stmt, RenameStmt))
	{
		objtype = ((RenameStmt *) stmt)->renameType;
		relation = ((RenameStmt *) stmt)->relation;
		names = (List *) ((RenameStmt *) stmt)->object;
	}
	else if (IsA(stmt, AlterObjectSchemaStmt))
	{
		objtype = ((AlterObjectSchemaStmt *) stmt)->objectType;
		relation = ((AlterObjectSchemaStmt *) stmt)->relation;
		names = (List *) ((AlterObjectSchemaStmt *) stmt)->object;
	}
	else
		return false;

	switch (objtype)
	{
		case OBJECT_SEQUENCE:
			kind = &moved_sequence;
			break;
		case OBJECT_TABLE:
		case OBJECT_VIEW:
		case OBJECT_MATVIEW:
			if (IsA(stmt, RenameStmt))
				return false;
			kind = &idem_kind_moved;
			break;
		case OBJECT_TYPE:
		case OBJECT_DOMAIN:
			kind = &moved_type;
			break;
		default:
			return false;
	}
	if (kind != &moved_type)
		names = idem_relation_names(relation);

	wanted = idem_declare(declaration, kind, names, NULL);
	wanted->wish = IDEM_RENAMED;
	wanted->by_creation = false;
	wanted->objtype = objtype;
	if (IsA(stmt, RenameStmt))
	{
		wanted->newname = ((RenameStmt *) stmt)->newname;
		wanted->missing_ok = ((RenameStmt *) stmt)->missing_ok;
	}
	else
	{
		wanted->newname = strVal(llast(names));
		wanted->newschema = ((AlterObjectSchemaStmt *) stmt)->newschema;
		wanted->missing_ok = ((AlterObjectSchemaStmt *) stmt)->missing_ok;
	}
	return true;
}

static void
check_relation(const IdemWanted *wanted, Oid relid)
{
	char		relkind = get_rel_relkind(relid);

	switch (relkind)
	{
		case RELKIND_SEQUENCE:
		case '\0':
			return;
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
		case RELKIND_VIEW:
		case RELKIND_MATVIEW:
		case RELKIND_FOREIGN_TABLE:
			if (wanted->objtype != OBJECT_SEQUENCE)
				return;
			break;
		default:
			break;
	}
	idem_wrong_relkind(relid, wanted->objtype == OBJECT_SEQUENCE ? "a sequence" : "a table");
}

static void
moved_resolve(IdemWanted *wanted)
{
	if (wanted->kind != &moved_type)
	{
		if (OidIsValid(idem_lookup_relation(wanted)))
			check_relation(wanted, wanted->objid);
	}
	else if (wanted->objtype == OBJECT_DOMAIN)
		idem_lookup_type(wanted, TYPTYPE_DOMAIN, "a domain");
	else
		idem_lookup_type(wanted, '\0', NULL);
}

/*
 * What goes by the new name at the new place, as far as it is known where
 * that is.
 */
static Oid
find_moved(const IdemWanted *wanted)
{
	bool		is_type = wanted->kind == &moved_type;
	Oid			nspid = wanted->nspid;
	List	   *names;

	if (wanted->newschema)
		nspid = get_namespace_oid(wanted->newschema, true);
	else if (!OidIsValid(nspid) && list_length(wanted->names) > 1)
		nspid = get_namespace_oid(strVal(list_nth(wanted->names, list_length(wanted->names) - 2)),
								  true);
	if (OidIsValid(nspid))
		return is_type ? GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
										 CStringGetDatum(wanted->newname),
										 ObjectIdGetDatum(nspid)) :
			idem_relation_in_schema(wanted->newname, nspid);
	if (wanted->newschema || list_length(wanted->names) > 1)
		return InvalidOid;

	names = list_make1(makeString(wanted->newname));
	return is_type ? LookupTypeNameOid(NULL, makeTypeNameFromNameList(names), true) :
		idem_relation_of(makeRangeVarFromNameList(names));
}

static IdemActual *
moved_observe(const IdemWanted *wanted)
{
	ActualMoved *actual = palloc0(sizeof(ActualMoved));

	if (OidIsValid(wanted->objid))
	{
		actual->head.found = true;
		ObjectAddressSet(actual->head.address, wanted->kind->classid, wanted->objid);
	}
	actual->moved = find_moved(wanted);
	if (OidIsValid(actual->moved) && wanted->kind != &moved_type)
		check_relation(wanted, actual->moved);
	return &actual->head;
}

static Node *
rename_statement(const IdemWanted *wanted)
{
	RenameStmt *stmt = makeNode(RenameStmt);

	stmt->renameType = wanted->objtype;
	if (wanted->kind != &moved_type)
		stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	else
		stmt->object = (Node *) (wanted->nspname ?
								 list_make2(makeString(wanted->nspname), makeString(wanted->name)) :
								 list_make1(makeString(wanted->name)));
	stmt->newname = wanted->newname;
	return (Node *) stmt;
}

static Node *
schema_statement(const IdemWanted *wanted)
{
	AlterObjectSchemaStmt *stmt = makeNode(AlterObjectSchemaStmt);

	stmt->objectType = wanted->objtype;
	if (wanted->kind != &moved_type)
		stmt->relation = makeRangeVar(wanted->nspname, wanted->name, -1);
	else
		stmt->object = (Node *) (wanted->nspname ?
								 list_make2(makeString(wanted->nspname), makeString(wanted->name)) :
								 list_make1(makeString(wanted->name)));
	stmt->newschema = wanted->newschema;
	return (Node *) stmt;
}

static void
moved_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualMoved *actual = (const ActualMoved *) head;
	const char *target = quote_qualified_identifier(wanted->newschema ? wanted->newschema :
													wanted->nspname, wanted->newname);
	IdemStep   *step;

	if (OidIsValid(actual->moved))
	{
		if (head->found && actual->moved != wanted->objid)
			ereport(ERROR,
					(errcode(wanted->kind == &moved_type ? ERRCODE_DUPLICATE_OBJECT :
							 ERRCODE_DUPLICATE_TABLE),
					 errmsg("there is both a %s \"%s\" and a %s \"%s\"", wanted->kind->noun,
							idem_qualified_name(wanted), wanted->kind->noun, target),
					 errhint("Drop one of the two.")));
		return;
	}
	if (!head->found)
	{
		if (wanted->missing_ok)
			return;
		if (plan->steps == NIL)
			ereport(ERROR,
					(errcode(wanted->kind == &moved_type ? ERRCODE_UNDEFINED_OBJECT :
							 ERRCODE_UNDEFINED_TABLE),
					 errmsg("there is neither a %s \"%s\" nor a %s \"%s\"", wanted->kind->noun,
							NameListToString(wanted->names), wanted->kind->noun, target)));
	}

	step = idem_step(plan, wanted, wanted->newschema ? "alter" : "rename", IDEM_ALTERED);
	if (wanted->newschema)
		idem_step_statement(step, schema_statement(wanted),
							psprintf("ALTER %s %s SET SCHEMA %s", word_of(wanted),
									 idem_qualified_name(wanted),
									 quote_identifier(wanted->newschema)));
	else
		idem_step_statement(step, rename_statement(wanted),
							psprintf("ALTER %s %s RENAME TO %s", word_of(wanted),
									 idem_qualified_name(wanted),
									 quote_identifier(wanted->newname)));
	if (wanted->kind != &moved_type)
	{
		step->lockrel = wanted->objid;
		step->lockmode = AccessExclusiveLock;
	}
}

static char *
moved_describe(const IdemActual *head)
{
	return pstrdup(head->found ? "at its old place" : "not at its old place");
}

#define MOVED_KIND(word, type, catalog) { \
	.noun = word, \
	.objtype = type, \
	.classid = catalog, \
	.is_edit = true, \
	.declare = moved_declare, \
	.resolve = moved_resolve, \
	.observe = moved_observe, \
	.diff = moved_diff, \
	.describe = moved_describe, \
}

const IdemKind idem_kind_moved = MOVED_KIND("relation", OBJECT_TABLE, RelationRelationId);

static const IdemKind moved_sequence = MOVED_KIND("sequence", OBJECT_SEQUENCE, RelationRelationId);

static const IdemKind moved_type = MOVED_KIND("type", OBJECT_TYPE, TypeRelationId);
