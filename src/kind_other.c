/*-------------------------------------------------------------------------
 *
 * kind_other.c
 *	  Kinds of which nothing but existence is compared.
 *
 * Casts, operators with their classes and families, collations, conversions,
 * text search objects, transforms, languages, access methods,
 * publications and subscriptions, and what belongs to foreign data.  One that
 * is there is the wanted one; one that is missing is made by the script's own
 * statement.  DROP, RENAME and SET SCHEMA of them all.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_cast.h"
#include "catalog/pg_class.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_conversion.h"
#include "catalog/pg_foreign_data_wrapper.h"
#include "catalog/pg_foreign_server.h"
#include "catalog/pg_language.h"
#include "catalog/pg_opclass.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_opfamily.h"
#include "catalog/pg_publication.h"
#include "catalog/pg_subscription.h"
#include "catalog/pg_transform.h"
#include "catalog/pg_ts_config.h"
#include "catalog/pg_ts_dict.h"
#include "catalog/pg_ts_parser.h"
#include "catalog/pg_ts_template.h"
#include "catalog/pg_user_mapping.h"
#include "commands/defrem.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "idem_migrate.h"

typedef struct ActualOther
{
	IdemActual	head;			/* what goes by the name that is declared */
	bool		complete;		/* and not just announced by another object */
	Oid			moved;			/* IDEM_RENAMED: what goes by the new one */
} ActualOther;

static void other_resolve(IdemWanted *wanted);
static IdemActual *other_observe(const IdemWanted *wanted);
static void other_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan);
static char *other_describe(const IdemActual *head);

#define ANY_KIND(word, type, catalog, global, namer) { \
	.noun = word, \
	.objtype = type, \
	.classid = catalog, \
	.is_global = global, \
	.resolve = other_resolve, \
	.observe = other_observe, \
	.diff = other_diff, \
	.describe = other_describe, \
	.record_name = namer, \
}

#define SCHEMA_KIND(word, type, catalog) \
	ANY_KIND(word, type, catalog, false, idem_record_whole)
#define GLOBAL_KIND(word, type, catalog) \
	ANY_KIND(word, type, catalog, true, idem_record_global)
/* how the ledger names it cannot be told from the declaration alone */
#define COMPOUND_KIND(word, type, catalog) \
	ANY_KIND(word, type, catalog, false, NULL)

static const IdemKind others[] = {
	GLOBAL_KIND("access method", OBJECT_ACCESS_METHOD, AccessMethodRelationId),
	COMPOUND_KIND("cast", OBJECT_CAST, CastRelationId),
	SCHEMA_KIND("collation", OBJECT_COLLATION, CollationRelationId),
	SCHEMA_KIND("conversion", OBJECT_CONVERSION, ConversionRelationId),
	GLOBAL_KIND("foreign-data wrapper", OBJECT_FDW, ForeignDataWrapperRelationId),
	GLOBAL_KIND("server", OBJECT_FOREIGN_SERVER, ForeignServerRelationId),
	SCHEMA_KIND("foreign table", OBJECT_FOREIGN_TABLE, RelationRelationId),
	GLOBAL_KIND("language", OBJECT_LANGUAGE, LanguageRelationId),
	COMPOUND_KIND("operator class", OBJECT_OPCLASS, OperatorClassRelationId),
	COMPOUND_KIND("operator", OBJECT_OPERATOR, OperatorRelationId),
	COMPOUND_KIND("operator family", OBJECT_OPFAMILY, OperatorFamilyRelationId),
	ANY_KIND("role", OBJECT_ROLE, AuthIdRelationId, true, NULL),
	GLOBAL_KIND("publication", OBJECT_PUBLICATION, PublicationRelationId),
	GLOBAL_KIND("subscription", OBJECT_SUBSCRIPTION, SubscriptionRelationId),
	COMPOUND_KIND("transform", OBJECT_TRANSFORM, TransformRelationId),
	SCHEMA_KIND("text search configuration", OBJECT_TSCONFIGURATION, TSConfigRelationId),
	SCHEMA_KIND("text search dictionary", OBJECT_TSDICTIONARY, TSDictionaryRelationId),
	SCHEMA_KIND("text search parser", OBJECT_TSPARSER, TSParserRelationId),
	SCHEMA_KIND("text search template", OBJECT_TSTEMPLATE, TSTemplateRelationId),
	COMPOUND_KIND("user mapping", OBJECT_USER_MAPPING, UserMappingRelationId),
};

static const IdemKind *
kind_of(ObjectType objtype)
{
	for (int i = 0; i < (int) lengthof(others); i++)
	{
		if (others[i].objtype == objtype)
			return &others[i];
	}
	return NULL;
}

/* ----------------------------------------------------------------
 *	Statements
 * ----------------------------------------------------------------
 */

static Node *
type_argument(List *definition, const char *name)
{
	ListCell   *lc;

	foreach(lc, definition)
	{
		DefElem    *option = lfirst_node(DefElem, lc);

		if (strcmp(option->defname, name) == 0 && option->arg != NULL)
			return (Node *) defGetTypeName(option);
	}
	return NULL;
}

/*
 * An operator is known by its arguments, too, of which the left may be
 * missing.
 */
static Node *
operator_name(const DefineStmt *stmt)
{
	ObjectWithArgs *operator = makeNode(ObjectWithArgs);

	operator->objname = stmt->defnames;
	operator->objargs = list_make2(type_argument(stmt->definition, "leftarg"),
								   type_argument(stmt->definition, "rightarg"));
	return (Node *) operator;
}

static Node *
mapping_name(const RoleSpec *user, const char *server)
{
	const char *name = user->rolename;

	if (user->roletype == ROLESPEC_PUBLIC)
		name = "public";
	else if (user->roletype != ROLESPEC_CSTRING)
		name = GetUserNameFromId(user->roletype == ROLESPEC_SESSION_USER ? GetSessionUserId() :
								 GetUserId(), false);
	return (Node *) list_make2(makeString(pstrdup(name)), makeString(pstrdup(server)));
}

/*
 * The subject of a statement that makes an object of one of the kinds; NULL
 * if it is none.
 */
static Node *
made_subject(Node *stmt, ObjectType *objtype)
{
	switch (nodeTag(stmt))
	{
		case T_DefineStmt:
			*objtype = ((DefineStmt *) stmt)->kind;
			if (*objtype == OBJECT_AGGREGATE || *objtype == OBJECT_TYPE)
				return NULL;
			if (*objtype == OBJECT_OPERATOR)
				return operator_name((DefineStmt *) stmt);
			return (Node *) ((DefineStmt *) stmt)->defnames;
		case T_CreateCastStmt:
			*objtype = OBJECT_CAST;
			return (Node *) list_make2(((CreateCastStmt *) stmt)->sourcetype,
									   ((CreateCastStmt *) stmt)->targettype);
		case T_CreateOpClassStmt:
			*objtype = OBJECT_OPCLASS;
			return (Node *) lcons(makeString(((CreateOpClassStmt *) stmt)->amname),
								  list_copy(((CreateOpClassStmt *) stmt)->opclassname));
		case T_CreateOpFamilyStmt:
			*objtype = OBJECT_OPFAMILY;
			return (Node *) lcons(makeString(((CreateOpFamilyStmt *) stmt)->amname),
								  list_copy(((CreateOpFamilyStmt *) stmt)->opfamilyname));
		case T_CreateConversionStmt:
			*objtype = OBJECT_CONVERSION;
			return (Node *) ((CreateConversionStmt *) stmt)->conversion_name;
		case T_CreateTransformStmt:
			*objtype = OBJECT_TRANSFORM;
			return (Node *) list_make2(((CreateTransformStmt *) stmt)->type_name,
									   makeString(((CreateTransformStmt *) stmt)->lang));
		case T_CreatePLangStmt:
			*objtype = OBJECT_LANGUAGE;
			return (Node *) makeString(((CreatePLangStmt *) stmt)->plname);
		case T_CreateAmStmt:
			*objtype = OBJECT_ACCESS_METHOD;
			return (Node *) makeString(((CreateAmStmt *) stmt)->amname);
		case T_CreatePublicationStmt:
			*objtype = OBJECT_PUBLICATION;
			return (Node *) makeString(((CreatePublicationStmt *) stmt)->pubname);
		case T_CreateRoleStmt:
			*objtype = OBJECT_ROLE;
			return (Node *) makeString(((CreateRoleStmt *) stmt)->role);
		case T_CreateSubscriptionStmt:
			*objtype = OBJECT_SUBSCRIPTION;
			return (Node *) makeString(((CreateSubscriptionStmt *) stmt)->subname);
		case T_CreateFdwStmt:
			*objtype = OBJECT_FDW;
			return (Node *) makeString(((CreateFdwStmt *) stmt)->fdwname);
		case T_CreateForeignServerStmt:
			*objtype = OBJECT_FOREIGN_SERVER;
			return (Node *) makeString(((CreateForeignServerStmt *) stmt)->servername);
		case T_CreateForeignTableStmt:
			*objtype = OBJECT_FOREIGN_TABLE;
			return (Node *) idem_relation_names(((CreateForeignTableStmt *) stmt)->base.relation);
		case T_CreateUserMappingStmt:
			*objtype = OBJECT_USER_MAPPING;
			return mapping_name(((CreateUserMappingStmt *) stmt)->user,
								((CreateUserMappingStmt *) stmt)->servername);
		default:
			return NULL;
	}
}

static IdemWanted *
declare_one(IdemDeclaration *declaration, ObjectType objtype, Node *subject, IdemWish wish)
{
	IdemWanted *wanted = idem_declare_whole(declaration, kind_of(objtype),
											idem_subject_names(objtype, subject));

	wanted->wish = wish;
	wanted->by_creation = (wish == IDEM_PRESENT);
	wanted->missing_ok = (wish == IDEM_ABSENT);
	wanted->subject_type = objtype;
	wanted->subject = subject;
	return wanted;
}

static bool
declare_drop(IdemDeclaration *declaration, const DropStmt *stmt)
{
	ListCell   *lc;

	if (kind_of(stmt->removeType) == NULL)
		return false;
	foreach(lc, stmt->objects)
		declare_one(declaration, stmt->removeType, lfirst(lc), IDEM_ABSENT)->behavior = stmt->behavior;
	return true;
}

static bool
other_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;
	ObjectType	objtype;
	Node	   *subject = made_subject(stmt, &objtype);
	IdemWanted *wanted;
	ListCell   *lc;

	if (subject != NULL)
	{
		(void) declare_one(declaration, objtype, subject, IDEM_PRESENT);
		return true;
	}
	switch (nodeTag(stmt))
	{
		case T_DropStmt:
			return declare_drop(declaration, (DropStmt *) stmt);
		case T_DropRoleStmt:
			foreach(lc, ((DropRoleStmt *) stmt)->roles)
			{
				const RoleSpec *role = lfirst_node(RoleSpec, lc);

				/* CURRENT_USER is for the server to refuse */
				if (role->roletype != ROLESPEC_CSTRING)
					return false;
				(void) declare_one(declaration, OBJECT_ROLE, (Node *) makeString(role->rolename),
								   IDEM_ABSENT);
			}
			return true;
		case T_DropUserMappingStmt:
			subject = mapping_name(((DropUserMappingStmt *) stmt)->user,
								   ((DropUserMappingStmt *) stmt)->servername);
			(void) declare_one(declaration, OBJECT_USER_MAPPING, subject, IDEM_ABSENT);
			return true;
		case T_RenameStmt:
			{
				RenameStmt *rename = (RenameStmt *) stmt;

				objtype = rename->renameType;
				if (kind_of(objtype) == NULL)
					return false;
				subject = objtype == OBJECT_FOREIGN_TABLE ?
					(Node *) idem_relation_names(rename->relation) :
					objtype == OBJECT_ROLE ? (Node *) makeString(rename->subname) : rename->object;
				wanted = declare_one(declaration, objtype, subject, IDEM_RENAMED);
				wanted->newname = rename->newname;
				wanted->missing_ok = rename->missing_ok;
				return true;
			}
		case T_AlterObjectSchemaStmt:
			{
				AlterObjectSchemaStmt *alter = (AlterObjectSchemaStmt *) stmt;

				objtype = alter->objectType;
				if (kind_of(objtype) == NULL)
					return false;
				subject = objtype == OBJECT_FOREIGN_TABLE ?
					(Node *) idem_relation_names(alter->relation) : alter->object;
				wanted = declare_one(declaration, objtype, subject, IDEM_RENAMED);
				wanted->newname = strVal(llast(wanted->names));
				wanted->newschema = alter->newschema;
				wanted->missing_ok = alter->missing_ok;
				return true;
			}
		default:
			return false;
	}
}

/* ----------------------------------------------------------------
 *	Looking
 * ----------------------------------------------------------------
 */

/*
 * What is wanted present is looked for where CREATE would put it; what is to
 * be dropped or renamed, along the search path.
 */
static void
other_resolve(IdemWanted *wanted)
{
	ObjectType	objtype = wanted->subject_type;
	List	   *names = idem_subject_names(objtype, wanted->subject);
	bool		in_schema = idem_type_is_in_schema(objtype);
	bool		may_exist = true;
	ObjectAddress address;

	wanted->nspname = NULL;
	wanted->nspid = wanted->objid = InvalidOid;
	if (in_schema && wanted->by_creation)
	{
		may_exist = idem_creation_schema(wanted);
		if (wanted->nspname != NULL)
			names = list_make2(makeString(wanted->nspname), llast(names));
	}
	else if (in_schema && list_length(wanted->names) > 1)
		names = wanted->names;

	if (may_exist && idem_address_of(objtype, idem_subject_with_names(objtype, wanted->subject, names), true,
									 &address))
	{
		wanted->objid = address.objectId;
		if (in_schema)
		{
			wanted->nspid = get_object_namespace(&address);
			wanted->nspname = get_namespace_name(wanted->nspid);
		}
	}
	else if (in_schema && wanted->nspname == NULL && list_length(names) > 1)
		wanted->nspname = strVal(list_nth(names, list_length(names) - 2));

	/* in messages it goes by all that it is known by */
	wanted->name = strVal(llast(names));
	if (objtype != OBJECT_FOREIGN_TABLE)
	{
		if (in_schema && wanted->nspname != NULL)
			names = list_make2(makeString(wanted->nspname), llast(names));
		wanted->title = idem_object_text(objtype, idem_subject_with_names(objtype, wanted->subject, names),
										 in_schema || objtype == OBJECT_CAST ? wanted->schema : NULL);
	}
}

/*
 * An operator may be there because another one refers to it, without a
 * definition of its own.
 */
static bool
is_complete(const IdemWanted *wanted)
{
	return wanted->subject_type != OBJECT_OPERATOR || OidIsValid(get_opcode(wanted->objid));
}

/*
 * The object by its new name, at its new place.
 */
static Node *
future_subject(const IdemWanted *wanted)
{
	List	   *names = list_make1(makeString(wanted->newname));
	const char *schema = wanted->newschema ? wanted->newschema : wanted->nspname;

	if (schema != NULL && idem_type_is_in_schema(wanted->subject_type))
		names = lcons(makeString(pstrdup(schema)), names);
	return idem_subject_with_names(wanted->subject_type, wanted->subject, names);
}

static Oid
find_moved(const IdemWanted *wanted)
{
	const char *schema = wanted->newschema ? wanted->newschema : wanted->nspname;
	ObjectAddress address;

	if (idem_type_is_in_schema(wanted->subject_type) && schema != NULL &&
		!OidIsValid(get_namespace_oid(schema, true)))
		return InvalidOid;
	return idem_address_of(wanted->subject_type, future_subject(wanted), true, &address) ?
		address.objectId : InvalidOid;
}

static IdemActual *
other_observe(const IdemWanted *wanted)
{
	ActualOther *actual = palloc0(sizeof(ActualOther));

	if (OidIsValid(wanted->objid))
	{
		actual->head.found = true;
		ObjectAddressSet(actual->head.address, wanted->kind->classid, wanted->objid);
		actual->complete = wanted->wish != IDEM_PRESENT || is_complete(wanted);
	}
	if (wanted->wish == IDEM_RENAMED)
		actual->moved = find_moved(wanted);
	return &actual->head;
}

/* ----------------------------------------------------------------
 *	Steps
 * ----------------------------------------------------------------
 */

/*
 * Whether an earlier step of the plan gives something the name that is looked
 * for.
 */
static bool
is_planned(const IdemWanted *wanted, const IdemPlan *plan)
{
	List	   *names = idem_subject_names(wanted->subject_type, wanted->subject);
	char	   *name;
	ListCell   *lc;

	if (wanted->nspname != NULL)
		names = list_make2(makeString(wanted->nspname), llast(names));
	name = idem_object_text(wanted->subject_type,
							idem_subject_with_names(wanted->subject_type, wanted->subject, names), NULL);
	foreach(lc, plan->steps)
	{
		const IdemWanted *other = ((IdemStep *) lfirst(lc))->wanted;

		if (other != NULL && other != wanted && other->kind == wanted->kind &&
			other->wish == IDEM_RENAMED && other->subject != NULL &&
			other->subject_type == wanted->subject_type && strcmp(idem_object_text(other->subject_type, future_subject(other), NULL), name) == 0)
			return true;
	}
	return false;
}

/*
 * Whether an earlier step of the plan drops it already.
 */
static bool
is_going(const IdemWanted *wanted, const IdemPlan *plan)
{
	ListCell   *lc;

	foreach(lc, plan->steps)
	{
		const IdemStep *step = lfirst(lc);

		if (step->outcome == IDEM_DROPPED && step->wanted != NULL &&
			step->wanted->kind == wanted->kind && step->wanted->objid == wanted->objid)
			return true;
	}
	return false;
}

static void
drop(const IdemWanted *wanted, IdemPlan *plan)
{
	IdemStep   *step = idem_step(plan, wanted, "drop", IDEM_DROPPED);
	char	   *ddl = psprintf("DROP %s %s", idem_object_words(wanted->subject_type),
							   idem_qualified_name(wanted));

	if (wanted->subject_type == OBJECT_USER_MAPPING)
		idem_step_statement(step, wanted->stmt, ddl);
	else if (wanted->subject_type == OBJECT_ROLE)
	{
		DropRoleStmt *stmt = makeNode(DropRoleStmt);
		RoleSpec   *role = makeNode(RoleSpec);

		role->roletype = ROLESPEC_CSTRING;
		role->rolename = wanted->name;
		role->location = -1;
		stmt->roles = list_make1(role);
		idem_step_statement(step, (Node *) stmt, ddl);
	}
	else
	{
		DropStmt   *stmt = makeNode(DropStmt);
		List	   *names = idem_subject_names(wanted->subject_type, wanted->subject);

		if (wanted->nspname != NULL)
			names = list_make2(makeString(wanted->nspname), llast(names));
		stmt->removeType = wanted->subject_type;
		stmt->objects = list_make1(idem_subject_with_names(wanted->subject_type, wanted->subject, names));
		stmt->behavior = DROP_RESTRICT;
		step->behavior = &stmt->behavior;
		idem_step_statement(step, (Node *) stmt, ddl);
	}
	if (wanted->subject_type == OBJECT_FOREIGN_TABLE)
	{
		step->lockrel = wanted->objid;
		step->lockmode = AccessExclusiveLock;
	}
}

static void
move(const IdemWanted *wanted, const ActualOther *actual, IdemPlan *plan)
{
	IdemStep   *step;
	ObjectAddress address;

	if (OidIsValid(actual->moved))
	{
		if (actual->head.found && actual->moved != wanted->objid)
			ereport(ERROR,
					(errcode(ERRCODE_DUPLICATE_OBJECT),
					 errmsg("there is both a %s \"%s\" and one at its new place \"%s\"",
							wanted->kind->noun, idem_qualified_name(wanted),
							quote_qualified_identifier(wanted->newschema, wanted->newname)),
					 errhint("Drop one of the two.")));
		return;
	}
	if (!actual->head.found && wanted->missing_ok && !is_planned(wanted, plan))
		return;
	if (!actual->head.found && plan->steps == NIL)
		(void) idem_address_of(wanted->subject_type, wanted->subject, false, &address);

	step = idem_step(plan, wanted, wanted->newschema ? "alter" : "rename", IDEM_ALTERED);
	idem_step_property(step, wanted,
					   psprintf("ALTER %s %s %s %s", idem_object_words(wanted->subject_type),
								idem_qualified_name(wanted),
								wanted->newschema ? "SET SCHEMA" : "RENAME TO",
								quote_identifier(wanted->newschema ? wanted->newschema :
												 wanted->newname)));
	if (wanted->subject_type == OBJECT_FOREIGN_TABLE)
	{
		step->lockrel = wanted->objid;
		step->lockmode = AccessExclusiveLock;
	}
}

static void
other_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualOther *actual = (const ActualOther *) head;

	switch (wanted->wish)
	{
		case IDEM_PRESENT:
			if ((!head->found || !actual->complete) && !is_planned(wanted, plan))
				idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
			break;
		case IDEM_ABSENT:
			if (head->found && !is_going(wanted, plan))
				drop(wanted, plan);
			break;
		case IDEM_RENAMED:
			move(wanted, actual, plan);
			break;
	}
}

static char *
other_describe(const IdemActual *head)
{
	return pstrdup(head->found ? "existence only" : "nothing");
}

/* in the table of kinds it stands for all of them */
const IdemKind idem_kind_other = {
	.noun = "object",
	.objtype = OBJECT_ACCESS_METHOD,
	.classid = AccessMethodRelationId,
	.declare = other_declare,
	.resolve = other_resolve,
	.observe = other_observe,
	.diff = other_diff,
	.describe = other_describe,
};
