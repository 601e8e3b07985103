/*-------------------------------------------------------------------------
 *
 * grant_acl.c
 *	  What a GRANT or REVOKE makes of the privileges of an object.
 *
 * Does in memory what ExecuteGrantStmt() of aclchk.c does to the catalogs, by
 * the server's own arithmetic: the same grantor, the same grant options, the
 * same privileges that fall with those that are revoked.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/sysattr.h"
#include "access/table.h"
#include "catalog/pg_class.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_init_privs.h"
#include "catalog/pg_largeobject.h"
#include "catalog/pg_largeobject_metadata.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_parameter_acl.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "compat.h"
#include "grant.h"
#include "revision.h"

/* ----------------------------------------------------------------
 *	Reading
 * ----------------------------------------------------------------
 */

static ObjectType
type_of(const ObjectAddress *address)
{
	switch (address->classId)
	{
		case RelationRelationId:
			return get_rel_relkind(address->objectId) == RELKIND_SEQUENCE ?
				OBJECT_SEQUENCE : OBJECT_TABLE;
		case LargeObjectRelationId:
			return OBJECT_LARGEOBJECT;
		case ParameterAclRelationId:
			return OBJECT_PARAMETER_ACL;
		case TypeRelationId:
			return OBJECT_TYPE;
		default:
			return idem_acl_type(get_object_type(address->classId, address->objectId));
	}
}

/*
 * The privileges on a parameter of the server; the row is missing until
 * somebody grants one.
 */
static Acl *
read_parameter_acl(Oid oid)
{
	HeapTuple	tuple = SearchSysCache1(PARAMETERACLOID, ObjectIdGetDatum(oid));
	Acl		   *acl = NULL;

	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		value = SysCacheGetAttr(PARAMETERACLOID, tuple,
											Anum_pg_parameter_acl_paracl, &isnull);

		if (!isnull)
			acl = DatumGetAclPCopy(value);
		ReleaseSysCache(tuple);
	}
	return acl;
}

/*
 * Whether these are the privileges that initdb or an extension gave the
 * object, as the schema public has some.
 */
static bool
is_initial(const ObjectAddress *address, const Acl *acl)
{
	Relation	catalog = table_open(InitPrivsRelationId, AccessShareLock);
	ScanKeyData key[3];
	SysScanDesc scan;
	HeapTuple	tuple;
	bool		result = false;

	ScanKeyInit(&key[0], Anum_pg_init_privs_objoid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(address->objectId));
	ScanKeyInit(&key[1], Anum_pg_init_privs_classoid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(address->classId));
	ScanKeyInit(&key[2], Anum_pg_init_privs_objsubid, BTEqualStrategyNumber, F_INT4EQ,
				Int32GetDatum(0));
	scan = systable_beginscan(catalog, InitPrivsObjIndexId, true, NULL, 3, key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		value = heap_getattr(tuple, Anum_pg_init_privs_initprivs,
										 RelationGetDescr(catalog), &isnull);

		result = !isnull && aclequal(DatumGetAclP(value), acl);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return result;
}

/*
 * The privileges on an object that is there; those that it was made with if
 * nobody changed them.
 */
IdemAcls *
idem_read_acls(const ObjectAddress *address)
{
	IdemAcls   *acls = palloc0(sizeof(IdemAcls));
	Oid			classid = address->classId == LargeObjectRelationId ?
		LargeObjectMetadataRelationId : address->classId;
	Datum		value;

	acls->address = *address;
	acls->type = type_of(address);
	if (classid == ParameterAclRelationId)
	{
		acls->owner = BOOTSTRAP_SUPERUSERID;
		acls->acl = read_parameter_acl(address->objectId);
	}
	else
	{
		acls->owner = idem_object_owner(address);
		if (idem_object_field(address, get_object_attnum_acl(classid), &value))
			acls->acl = DatumGetAclP(value);
	}
	if (acls->acl == NULL)
	{
		acls->acl = acldefault(acls->type, acls->owner);
		acls->untouched = true;
	}
	else if (address->classId == NamespaceRelationId)
		acls->untouched = is_initial(address, acls->acl);
	return acls;
}

/*
 * The privileges that an object will have when it is made.
 */
IdemAcls *
idem_default_acls(const IdemPlan *plan, ObjectType objtype, Oid owner, const char *schema)
{
	IdemAcls   *acls = palloc0(sizeof(IdemAcls));

	acls->address.objectId = InvalidOid;
	acls->untouched = true;
	acls->type = idem_acl_type(objtype);
	acls->owner = acls->type == OBJECT_PARAMETER_ACL ? BOOTSTRAP_SUPERUSERID : owner;
	acls->acl = acldefault(acls->type, acls->owner);
	if (acls->type == OBJECT_TABLE || acls->type == OBJECT_SEQUENCE ||
		acls->type == OBJECT_FUNCTION || acls->type == OBJECT_TYPE ||
		acls->type == OBJECT_SCHEMA)
	{
		Acl		   *acl = idem_planned_defaults(plan, acls->type, acls->owner, schema);

		if (!idem_same_acl(acl, acls->acl))
		{
			/* as get_user_default_acl() of aclchk.c leaves them */
			acls->acl = aclcopy(acl);
			aclitemsort(acls->acl);
			acls->untouched = false;
		}
	}
	return acls;
}

/*
 * The object gets another owner.
 */
void
idem_give_acls(IdemAcls *acls, Oid owner)
{
	if (acls->owner == owner)
		return;
	acls->acl = aclnewowner(acls->acl, acls->owner, owner);
	for (int i = 0; i < acls->ncolumns; i++)
	{
		if (acls->columns[i] != NULL)
			acls->columns[i] = aclnewowner(acls->columns[i], acls->owner, owner);
	}
	acls->owner = owner;
}

/*
 * The index of a column in "columns".
 */
static int
column_index(AttrNumber attnum)
{
	return attnum - FirstLowInvalidHeapAttributeNumber;
}

/*
 * Read the privileges of the columns, unless that is done.
 */
static void
read_columns(IdemAcls *acls)
{
	HeapTuple	tuple;
	Form_pg_class form;
	Oid			relid = acls->address.objectId;

	if (acls->ncolumns > 0 || acls->address.classId != RelationRelationId || !OidIsValid(relid))
		return;
	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_class) GETSTRUCT(tuple);
	acls->ncolumns = column_index(form->relnatts) + 1;
	ReleaseSysCache(tuple);

	acls->columns = palloc0(sizeof(Acl *) * acls->ncolumns);
	for (int i = 0; i < acls->ncolumns; i++)
	{
		bool		isnull;
		Datum		value;

		tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(relid),
								Int16GetDatum(i + FirstLowInvalidHeapAttributeNumber));
		if (!HeapTupleIsValid(tuple))
			continue;
		value = SysCacheGetAttr(ATTNUM, tuple, Anum_pg_attribute_attacl, &isnull);
		if (!isnull && !((Form_pg_attribute) GETSTRUCT(tuple))->attisdropped)
			acls->columns[i] = DatumGetAclPCopy(value);
		ReleaseSysCache(tuple);
	}
}

/*
 * Columns of a table that is still to be made are known by the names that the
 * statements mention.
 */
static void
name_columns(IdemAcls *acls, const IdemTerms *terms)
{
	ListCell   *lc;
	ListCell   *lc2;
	Acl		  **columns;

	foreach(lc, terms->columns)
	{
		foreach(lc2, lfirst_node(AccessPriv, lc)->cols)
		{
			if (!idem_string_member(acls->names, strVal(lfirst(lc2))))
				acls->names = lappend(list_copy(acls->names), strVal(lfirst(lc2)));
		}
	}
	if (list_length(acls->names) == acls->ncolumns)
		return;
	columns = palloc0(sizeof(Acl *) * list_length(acls->names));
	if (acls->ncolumns > 0)
		memcpy(columns, acls->columns, sizeof(Acl *) * acls->ncolumns);
	acls->columns = columns;
	acls->ncolumns = list_length(acls->names);
}

/*
 * The index in "columns" of one that a statement names.
 */
static int
named_index(const IdemAcls *acls, const char *name)
{
	const char *current;
	AttrNumber	attnum;
	ListCell   *lc;

	foreach(lc, acls->names)
	{
		if (strcmp(lfirst(lc), name) == 0)
			return foreach_current_index(lc);
	}
	current = idem_current_name(IDEM_NAME_COLUMN, acls->address.objectId, name);
	attnum = current ? get_attnum(acls->address.objectId, current) : InvalidAttrNumber;
	if (attnum == InvalidAttrNumber)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" of relation \"%s\" does not exist",
						name, get_rel_name(acls->address.objectId))));
	return column_index(attnum);
}

/* ----------------------------------------------------------------
 *	Arithmetic
 * ----------------------------------------------------------------
 */

/*
 * The privileges that the terms mean for a whole object of that type.
 */
static AclMode
privileges_for(const IdemAcls *acls, const IdemTerms *terms)
{
	AclMode		privileges = terms->all ? idem_all_privileges(acls->type) : terms->privileges;

	if (terms->objtype == OBJECT_TABLE)
	{
		if (acls->type == OBJECT_SEQUENCE)
			privileges &= ACL_ALL_RIGHTS_SEQUENCE;
		else if ((privileges & ~ACL_ALL_RIGHTS_RELATION) != 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_GRANT_OPERATION),
					 errmsg("invalid privilege type %s for table", "USAGE")));
	}
	return privileges;
}

/*
 * Add or take away privileges, for all grantees.
 */
Acl *
idem_merge_acl(Acl *acl, const IdemTerms *terms, AclMode privileges, Oid grantor, Oid owner)
{
	bool		is_grant = terms->stmt->is_grant;
	bool		option = terms->stmt->grant_option;
	ListCell   *lc;

	foreach(lc, terms->grantees)
	{
		AclItem		item;

		/* REVOKE takes the grant option along, or only that */
		item.ai_grantee = lfirst_oid(lc);
		item.ai_grantor = grantor;
		ACLITEM_SET_PRIVS_GOPTIONS(item,
								   is_grant || !option ? privileges : ACL_NO_RIGHTS,
								   !is_grant || option ? privileges : ACL_NO_RIGHTS);
		acl = aclupdate(acl, &item, is_grant ? ACL_MODECHG_ADD : ACL_MODECHG_DEL,
						owner, terms->stmt->behavior);
	}
	return acl;
}

/*
 * The same with the rights of who says it: who grants, and how much of it.  "reach"
 * is what the rights are looked up in.
 */
static Acl *
merge_as_caller(Acl *acl, const Acl *reach, const IdemTerms *terms, AclMode privileges,
				const IdemAcls *acls, AclMode whole, IdemGranting *result)
{
	Oid			grantor;
	AclMode		options;

	select_best_grantor(terms->caller, privileges, reach, acls->owner, &grantor, &options);
	if (options == ACL_NO_RIGHTS &&
		aclmask(reach, grantor, acls->owner, whole | ACL_GRANT_OPTION_FOR(whole),
				ACLMASK_ANY) == ACL_NO_RIGHTS)
		result->forbidden = true;
	if ((privileges & ~ACL_OPTION_TO_PRIVS(options)) != 0)
		result->powerless = true;
	return idem_merge_acl(acl, terms, privileges & ACL_OPTION_TO_PRIVS(options), grantor,
						  acls->owner);
}

/*
 * For each column the privileges that the terms mean, or NULL.  REVOKE of a
 * table means its columns, too.
 */
static AclMode *
column_privileges(IdemAcls *acls, const IdemTerms *terms, AclMode privileges)
{
	AclMode    *result;
	ListCell   *lc;
	ListCell   *lc2;

	if (terms->columns == NIL &&
		(terms->stmt->is_grant || (privileges & ACL_ALL_RIGHTS_COLUMN) == 0))
		return NULL;
	read_columns(acls);
	if (!OidIsValid(acls->address.objectId))
		name_columns(acls, terms);
	if (acls->ncolumns == 0)
		return NULL;

	result = palloc0(sizeof(AclMode) * acls->ncolumns);
	for (int i = 0; i < acls->ncolumns && !terms->stmt->is_grant; i++)
	{
		/* there is nothing to take from a column without privileges */
		if (acls->columns[i] != NULL)
			result[i] = privileges & ACL_ALL_RIGHTS_COLUMN;
	}
	foreach(lc, terms->columns)
	{
		AccessPriv *privilege = lfirst_node(AccessPriv, lc);
		AclMode		mode = privilege->priv_name ? idem_privilege(privilege->priv_name) :
			ACL_ALL_RIGHTS_COLUMN;

		if (acls->type == OBJECT_SEQUENCE)
			mode &= ACL_SELECT;
		foreach(lc2, privilege->cols)
		{
			int			index = named_index(acls, strVal(lfirst(lc2)));

			if (index < acls->ncolumns)
				result[index] |= mode;
		}
	}
	return result;
}

/*
 * What the statement would make of the privileges; "acls" stays as it is but
 * for the columns that are read.
 */
IdemAcls *
idem_apply_terms(IdemAcls *acls, const IdemTerms *terms, IdemGranting *result)
{
	AclMode		privileges = privileges_for(acls, terms);
	AclMode    *of_columns = column_privileges(acls, terms, privileges);
	IdemAcls   *after = palloc(sizeof(IdemAcls));

	memset(result, 0, sizeof(IdemGranting));
	*after = *acls;
	if (privileges != ACL_NO_RIGHTS)
		after->acl = merge_as_caller(acls->acl, acls->acl, terms, privileges, acls,
									 idem_all_privileges(acls->type), result);
	if (of_columns == NULL)
		return after;

	after->columns = palloc(sizeof(Acl *) * acls->ncolumns);
	memcpy(after->columns, acls->columns, sizeof(Acl *) * acls->ncolumns);
	for (int i = 0; i < acls->ncolumns; i++)
	{
		Acl		   *old = acls->columns[i];

		if (of_columns[i] == ACL_NO_RIGHTS)
			continue;
		if (old == NULL)
			old = make_empty_acl();
		after->columns[i] = merge_as_caller(old, aclconcat(acls->acl, old), terms, of_columns[i],
											acls, ACL_ALL_RIGHTS_COLUMN, result);
		if (ACL_NUM(after->columns[i]) == 0)
			after->columns[i] = NULL;
	}
	return after;
}

/* ----------------------------------------------------------------
 *	Comparing
 * ----------------------------------------------------------------
 */

bool
idem_same_acl(const Acl *a, const Acl *b)
{
	Acl		   *left;
	Acl		   *right;

	if (a == b)
		return true;
	if (a == NULL || b == NULL)
		return (a == NULL || ACL_NUM(a) == 0) && (b == NULL || ACL_NUM(b) == 0);
	if (ACL_NUM(a) != ACL_NUM(b))
		return false;
	if (aclequal(a, b))
		return true;

	/* the order does not matter */
	left = aclcopy(a);
	right = aclcopy(b);
	aclitemsort(left);
	aclitemsort(right);
	return aclequal(left, right);
}

static bool
compare_acls(IdemAcls *a, IdemAcls *b, bool (*same) (const Acl *a, const Acl *b))
{
	if (!same(a->acl, b->acl))
		return false;
	if (a->columns == b->columns)
		return true;
	read_columns(a);
	read_columns(b);
	for (int i = 0; i < Max(a->ncolumns, b->ncolumns); i++)
	{
		if (!same(i < a->ncolumns ? a->columns[i] : NULL,
				  i < b->ncolumns ? b->columns[i] : NULL))
			return false;
	}
	return true;
}

bool
idem_same_acls(IdemAcls *a, IdemAcls *b)
{
	return compare_acls(a, b, idem_same_acl);
}

static bool
is_identical(const Acl *a, const Acl *b)
{
	return a == NULL || b == NULL ? idem_same_acl(a, b) : aclequal(a, b);
}

/*
 * The same in the same order.
 */
bool
idem_identical_acls(IdemAcls *a, IdemAcls *b)
{
	return compare_acls(a, b, is_identical);
}

/*
 * Whether each grantee has what is granted, or has nothing of what is
 * revoked, from whomever.
 */
static bool
acl_holds(const Acl *acl, const IdemTerms *terms, AclMode privileges)
{
	bool		is_grant = terms->stmt->is_grant;
	AclMode		wanted = privileges;
	ListCell   *lc;

	if (privileges == ACL_NO_RIGHTS)
		return true;
	if (is_grant && terms->stmt->grant_option)
		wanted |= ACL_GRANT_OPTION_FOR(privileges);
	else if (!is_grant)
		wanted = terms->stmt->grant_option ? ACL_GRANT_OPTION_FOR(privileges) :
			privileges | ACL_GRANT_OPTION_FOR(privileges);

	foreach(lc, terms->grantees)
	{
		AclMode		has = ACL_NO_RIGHTS;

		for (int i = 0; acl != NULL && i < ACL_NUM(acl); i++)
		{
			if (ACL_DAT(acl)[i].ai_grantee == lfirst_oid(lc))
				has |= ACL_DAT(acl)[i].ai_privs;
		}
		if (is_grant ? (wanted & ~has) != 0 : (wanted & has) != 0)
			return false;
	}
	return true;
}

bool
idem_terms_hold(IdemAcls *acls, const IdemTerms *terms)
{
	AclMode		privileges = privileges_for(acls, terms);
	AclMode    *of_columns = column_privileges(acls, terms, privileges);

	if (!acl_holds(acls->acl, terms, privileges))
		return false;
	for (int i = 0; of_columns != NULL && i < acls->ncolumns; i++)
	{
		if (!acl_holds(acls->columns[i], terms, of_columns[i]))
			return false;
	}
	return true;
}
