/*-------------------------------------------------------------------------
 *
 * observe.c
 *	  Look-ups that the kinds share: names and scopes.
 *
 * Everything here reads through syscaches and catalog scans, which see the
 * newest commits at every isolation level.  Never writes, never executes
 * user code, and never locks a user relation, so that it answers while
 * another session holds one in AccessExclusiveLock.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "catalog/catalog.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "nodes/makefuncs.h"
#include "parser/parse_relation.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "column.h"
#include "compat.h"
#include "kept.h"

/*
 * The schemas of the system are not the caller's to migrate, even where a
 * superuser could.
 */
static void
check_creation_namespace(Oid nspid)
{
	if (IsCatalogNamespace(nspid) || IsToastNamespace(nspid))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("cannot migrate objects of schema \"%s\"", get_namespace_name(nspid)),
				 errdetail("It belongs to the system."),
				 errhint("Put a schema of your own first in search_path, or qualify the name.")));
}

/*
 * Where CREATE would put an object of this name: fills in name, nspid and
 * nspname.  False if the schema is still to be made by an earlier step; else
 * it is an error if there is none.
 */
bool
idem_creation_schema(IdemWanted *wanted)
{
	char	   *schema;

	DeconstructQualifiedName(wanted->names, &schema, &wanted->name);
	wanted->nspname = schema;
	wanted->nspid = wanted->objid = InvalidOid;
	if (schema != NULL && wanted->before != NULL && !OidIsValid(get_namespace_oid(schema, true)))
		return false;
	wanted->nspid = QualifiedNameGetCreationNamespace(wanted->names, &wanted->name);
	check_creation_namespace(wanted->nspid);
	wanted->nspname = get_namespace_name(wanted->nspid);
	return true;
}

/*
 * If an earlier step is planned to make a relation of the name, or to rename
 * one to it, say in which schema that will be.
 */
static void
lookup_planned_relation(IdemWanted *wanted)
{
	char	   *schema;
	char	   *name;

	DeconstructQualifiedName(wanted->names, &schema, &name);

	/* most often it is a recent one */
	for (int i = list_length(wanted->before->steps) - 1; i >= 0; i--)
	{
		const IdemStep *step = list_nth(wanted->before->steps, i);
		const IdemWanted *other = step->wanted;

		/* an index goes by its own name, in the schema of its table */
		if (other != NULL && other->wish == IDEM_PRESENT && other->part != NULL &&
			other->nspname != NULL && strcmp(other->part, name) == 0 &&
			step->kind->part_is_relation &&
			(schema == NULL || strcmp(other->nspname, schema) == 0))
		{
			wanted->nspname = other->nspname;
			return;
		}
		if (other == NULL || other->part != NULL || step->kind->is_part ||
			step->kind->classid != RelationRelationId ||
			other->wish == IDEM_ABSENT || other->name == NULL ||
			strcmp(other->wish == IDEM_RENAMED ? other->newname : other->name, name) != 0 ||
			(schema != NULL && other->nspname != NULL && strcmp(other->nspname, schema) != 0))
			continue;
		wanted->nspname = other->nspname;
		return;
	}
}

/*
 * isAnyTempNamespace() of namespace.c, when the name is known already.
 */
static bool
is_temporary(const char *nspname)
{
	return nspname != NULL &&
		(strncmp(nspname, "pg_temp_", 8) == 0 || strncmp(nspname, "pg_toast_temp_", 14) == 0);
}

/*
 * Resolve the name of a relation, or of the relation that a part belongs to:
 * fills nspid, nspname, name and objid of "wanted".  By creation, the name
 * means the place where CREATE would put it (namespace.c,
 * RangeVarGetCreationNamespace), else what the search path finds.
 */
Oid
idem_lookup_relation(IdemWanted *wanted)
{
	const IdemWanted *parent = wanted->parent;
	RangeVar   *relation;

	/* a part of what was looked up just now */
	if (parent != NULL && parent->names == wanted->names && OidIsValid(parent->objid))
	{
		wanted->name = parent->name;
		wanted->nspid = parent->nspid;
		wanted->nspname = parent->nspname;
		wanted->objid = parent->objid;
		return wanted->objid;
	}

	relation = makeRangeVarFromNameList(wanted->names);
	wanted->name = relation->relname;
	if (wanted->by_creation)
	{
		if (!idem_creation_schema(wanted))
			return InvalidOid;
		wanted->objid = idem_relation_in_schema(relation->relname, wanted->nspid);
	}
	else
	{
		FormData_pg_class form;

		wanted->objid = idem_relation_of(relation);
		wanted->nspid = OidIsValid(wanted->objid) && idem_read_class(wanted->objid, &form) ?
			idem_future_schema(NameStr(form.relname), form.relnamespace) : InvalidOid;
	}
	wanted->nspname = OidIsValid(wanted->nspid) ?
		get_namespace_name(wanted->nspid) : relation->schemaname;

	if (!OidIsValid(wanted->objid) && wanted->nspname == NULL && wanted->before != NULL)
		lookup_planned_relation(wanted);

	if (OidIsValid(wanted->nspid) && is_temporary(wanted->nspname))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("relation \"%s\" is temporary", relation->relname),
				 errdetail("Temporary objects belong to one session and are not migrated."),
				 errhint("Qualify the name with the schema of the permanent relation.")));
	return wanted->objid;
}

/*
 * What a type is, for messages.
 */
static const char *
type_noun(Form_pg_type form)
{
	if (!form->typisdefined)
		return "a shell type";
	if (IsTrueArrayType(form))
		return "an array type";
	switch (form->typtype)
	{
		case TYPTYPE_ENUM:
			return "an enum";
		case TYPTYPE_DOMAIN:
			return "a domain";
		case TYPTYPE_COMPOSITE:
			return "a row type";
		case TYPTYPE_RANGE:
			return "a range type";
		case TYPTYPE_MULTIRANGE:
			return "a multirange type";
		case TYPTYPE_PSEUDO:
			return "a pseudo-type";
		default:
			return "a base type";
	}
}

/*
 * The schema of a type that earlier steps make or rename.
 */
static void
lookup_planned_type(IdemWanted *wanted)
{
	for (int i = list_length(wanted->before->steps) - 1; i >= 0; i--)
	{
		const IdemStep *step = list_nth(wanted->before->steps, i);
		const IdemWanted *other = step->wanted;

		if (other != NULL && step->kind->classid == TypeRelationId &&
			other->wish == IDEM_PRESENT && other->name != NULL &&
			strcmp(other->name, wanted->name) == 0)
		{
			wanted->nspname = other->nspname;
			return;
		}
	}
}

/*
 * The same for a type, which must be of the expected typtype if it exists
 * ("expected" says so in words); with '\0' any type will do.
 */
Oid
idem_lookup_type(IdemWanted *wanted, char typtype, const char *expected)
{
	char	   *schema;
	Oid			typid;
	int32		typmod;
	HeapTuple	tuple;
	Form_pg_type form;

	DeconstructQualifiedName(wanted->names, &schema, &wanted->name);
	wanted->nspid = wanted->objid = InvalidOid;
	wanted->nspname = schema;

	if (wanted->by_creation)
	{
		if (!idem_creation_schema(wanted))
			return InvalidOid;
		typid = idem_type_in_schema(wanted->name, wanted->nspid);
	}
	else
		typid = idem_type_of(makeTypeNameFromNameList(wanted->names), &typmod);
	tuple = OidIsValid(typid) ? SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid)) : NULL;

	/* the array type of another type makes way for what is created */
	if (HeapTupleIsValid(tuple) && wanted->by_creation &&
		IsTrueArrayType((Form_pg_type) GETSTRUCT(tuple)))
	{
		ReleaseSysCache(tuple);
		tuple = NULL;
	}

	if (HeapTupleIsValid(tuple))
		wanted->nspid = ((Form_pg_type) GETSTRUCT(tuple))->typnamespace;
	if (OidIsValid(wanted->nspid))
		wanted->nspname = get_namespace_name(wanted->nspid);
	else if (schema == NULL && wanted->before != NULL)
		lookup_planned_type(wanted);

	if (HeapTupleIsValid(tuple))
	{
		form = (Form_pg_type) GETSTRUCT(tuple);
		wanted->objid = form->oid;
		if (typtype != '\0' && (form->typtype != typtype || !form->typisdefined))
			ereport(ERROR,
					(errcode(ERRCODE_WRONG_OBJECT_TYPE),
					 errmsg("\"%s\" is not %s", idem_qualified_name(wanted), expected),
					 errdetail("It is %s.", type_noun(form))));
		ReleaseSysCache(tuple);
	}

	if (OidIsValid(wanted->nspid) && is_temporary(wanted->nspname))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("type \"%s\" is temporary", wanted->name),
				 errdetail("Temporary objects belong to one session and are not migrated.")));
	return wanted->objid;
}

/*
 * Put the columns of a relation into the scope of "pstate", as
 * addRangeTableEntryForRelation() and addNSItemToQuery() of parse_relation.c
 * do, but from the syscache: those want the relation open and locked.
 */
void
idem_add_relation_scope(ParseState *pstate, Oid relid)
{
	idem_add_relation_alias(pstate, relid, NULL);
}

/*
 * The same under another name, as OLD and NEW are of a trigger's relation.
 */
void
idem_add_relation_alias(ParseState *pstate, Oid relid, const char *alias)
{
	RangeTblEntry *rte = makeNode(RangeTblEntry);
	ParseNamespaceItem *nsitem = palloc0(sizeof(ParseNamespaceItem));
	FormData_pg_class form;
	FormData_pg_attribute *atts;
	int			natts;
	int			rtindex = list_length(pstate->p_rtable) + 1;

	if (!idem_read_class(relid, &form))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("relation with OID %u does not exist", relid)));
	natts = form.relnatts;

	rte->rtekind = RTE_RELATION;
	rte->relid = relid;
	rte->relkind = form.relkind;
	rte->rellockmode = AccessShareLock;
	rte->inh = false;
	rte->inFromCl = false;
	rte->eref = makeAlias(alias ? alias :
						  idem_future_name(IDEM_NAME_RELATION, form.relnamespace,
										   NameStr(form.relname)), NIL);

	atts = palloc(Max(natts, 1) * sizeof(FormData_pg_attribute));
	if (!idem_read_attributes(relid, natts, atts))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("relation \"%s\" changed while it was read", rte->eref->aliasname)));
	nsitem->p_nscolumns = palloc0(natts * sizeof(ParseNamespaceColumn));
	for (int i = 0; i < natts; i++)
	{
		ParseNamespaceColumn *column = &nsitem->p_nscolumns[i];
		char	   *name = "";

		if (!atts[i].attisdropped)
		{
			name = unconstify(char *, idem_future_name(IDEM_NAME_COLUMN, relid,
													   NameStr(atts[i].attname)));
			column->p_varno = rtindex;
			column->p_varattno = i + 1;
			column->p_vartype = atts[i].atttypid;
			column->p_vartypmod = atts[i].atttypmod;
			column->p_varcollid = atts[i].attcollation;
			column->p_varnosyn = rtindex;
			column->p_varattnosyn = i + 1;
		}
		rte->eref->colnames = lappend(rte->eref->colnames, makeString(name));
	}

	idem_add_rte_permissions(pstate, rte, nsitem);
	pstate->p_rtable = lappend(pstate->p_rtable, rte);

	nsitem->p_names = rte->eref;
	nsitem->p_rte = rte;
	nsitem->p_rtindex = rtindex;
	nsitem->p_rel_visible = true;
	nsitem->p_cols_visible = true;
	nsitem->p_lateral_ok = true;
	addNSItemToQuery(pstate, nsitem, false, true, true);
}

/*
 * Refuse to change what belongs to the system or to an extension.
 */
void
idem_check_changeable(Oid classid, Oid objid, const char *what)
{
	Oid			extension;

	/* initdb makes schema public, but for users */
	if (objid < FirstNormalObjectId &&
		!(classid == NamespaceRelationId && objid == PG_PUBLIC_NAMESPACE))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("cannot change %s", what),
				 errdetail("It is part of the system catalogs.")));

	extension = getExtensionOfObject(classid, objid);
	if (OidIsValid(extension))
		ereport(ERROR,
				(errcode(ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST),
				 errmsg("cannot change %s", what),
				 errdetail("It is a member of extension \"%s\".",
						   get_extension_name(extension)),
				 errhint("Change it with ALTER EXTENSION UPDATE.")));
}

/*
 * The error for a part of a relation that does not exist.
 */
void
idem_missing_relation(const IdemWanted *wanted)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_TABLE),
			 errmsg("relation \"%s\" does not exist", NameListToString(wanted->names)),
			 errhint("Make the table first, or put its schema into search_path.")));
}

/*
 * Whether a relation with the name has the expected kind; the message if not.
 */
void
idem_wrong_relkind(Oid relid, const char *expected)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Form_pg_class form;
	const char *found;
	char	   *name;

	if (!HeapTupleIsValid(tuple))
		return;					/* dropped this instant; the next look tells */
	form = (Form_pg_class) GETSTRUCT(tuple);
	switch (form->relkind)
	{
		case RELKIND_RELATION:
			found = "a table";
			break;
		case RELKIND_PARTITIONED_TABLE:
			found = "a partitioned table";
			break;
		case RELKIND_INDEX:
		case RELKIND_PARTITIONED_INDEX:
			found = "an index";
			break;
		case RELKIND_SEQUENCE:
			found = "a sequence";
			break;
		case RELKIND_VIEW:
			found = "a view";
			break;
		case RELKIND_MATVIEW:
			found = "a materialized view";
			break;
		case RELKIND_COMPOSITE_TYPE:
			found = "a composite type";
			break;
		case RELKIND_FOREIGN_TABLE:
			found = "a foreign table";
			break;
		default:
			found = "another kind of relation";
			break;
	}
	name = quote_qualified_identifier(get_namespace_name(form->relnamespace),
									  NameStr(form->relname));
	ReleaseSysCache(tuple);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_OBJECT_TYPE),
			 errmsg("\"%s\" is not %s", name, expected),
			 errdetail("It is %s.", found)));
}

/*
 * "schema.name", quoted where needed; for a property the name of its subject.
 */
char *
idem_qualified_name(const IdemWanted *wanted)
{
	if (wanted->title)
		return wanted->title;
	if (wanted->kind->is_property)
		return wanted->name ? wanted->name : idem_subject_text(wanted);
	return quote_qualified_identifier(wanted->nspname,
									  wanted->name ? wanted->name :
									  strVal(llast(wanted->names)));
}

/*
 * "schema.relation.part"
 */
char *
idem_part_name(const IdemWanted *wanted)
{
	return psprintf("%s.%s", idem_qualified_name(wanted),
					quote_identifier(wanted->part ? wanted->part : "?"));
}
