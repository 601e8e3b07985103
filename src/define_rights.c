/*-------------------------------------------------------------------------
 *
 * define_rights.c
 *	  What is said of any object: owner, comment, grants, security labels.
 *
 * Grants are said relative to what the owner has from the start, so that it
 * makes no difference whether an object has no list of rights or one that
 * says the same.  They are ordered by the names of roles.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_default_acl.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_seclabel.h"
#include "commands/comment.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "define.h"

/* One entry of a list of rights, by name. */
typedef struct Grant
{
	const char *grantee;		/* as GRANT wants it */
	const char *grantor;
	bool		by_owner;
	bool		to_owner;
	AclMode		rights;
	AclMode		options;
	bool		known;			/* there from the start, or still there */
} Grant;

static const struct
{
	AclMode		mode;
	const char *word;
}			rights[] =

{
	{ACL_SELECT, "SELECT"},
	{ACL_INSERT, "INSERT"},
	{ACL_UPDATE, "UPDATE"},
	{ACL_DELETE, "DELETE"},
	{ACL_TRUNCATE, "TRUNCATE"},
	{ACL_REFERENCES, "REFERENCES"},
	{ACL_TRIGGER, "TRIGGER"},
	{IDEM_ACL_MAINTAIN, "MAINTAIN"},
	{ACL_EXECUTE, "EXECUTE"},
	{ACL_USAGE, "USAGE"},
	{ACL_CREATE, "CREATE"}
};

/* the comment that the server's own schema has from the start */
#define PUBLIC_COMMENT	"standard public schema"

/* ----------------------------------------------------------------
 *	Comments and labels
 * ----------------------------------------------------------------
 */

static void
write_comment(StringInfo ddl, const char *keyword, const char *name, const char *comment)
{
	appendStringInfo(ddl, "COMMENT ON %s %s IS %s;\n", keyword, name,
					 comment ? quote_literal_cstr(comment) : "NULL");
}

static int
compare_texts(const ListCell *a, const ListCell *b)
{
	return strcmp(lfirst(a), lfirst(b));
}

static void
define_labels(StringInfo ddl, const char *keyword, const char *name, Oid classid, Oid objid,
			  int attnum)
{
	IdemRows   *rows = idem_rows(SecLabelRelationId, SecLabelObjectIndexId,
								 Anum_pg_seclabel_objoid, objid);
	List	   *labels = NIL;
	ListCell   *lc;

	foreach(lc, rows->tuples)
	{
		HeapTuple	tuple = lfirst(lc);
		FormData_pg_seclabel *form = (FormData_pg_seclabel *) GETSTRUCT(tuple);
		char	   *provider;
		char	   *label;
		bool		isnull;

		if (form->classoid != classid || form->objsubid != attnum)
			continue;
		provider = TextDatumGetCString(idem_row_value(rows, tuple, Anum_pg_seclabel_provider, &isnull));
		label = TextDatumGetCString(idem_row_value(rows, tuple, Anum_pg_seclabel_label, &isnull));
		labels = lappend(labels, psprintf("SECURITY LABEL FOR %s ON %s %s IS %s;\n",
										  quote_identifier(provider), keyword, name,
										  quote_literal_cstr(label)));
	}
	list_sort(labels, compare_texts);
	foreach(lc, labels)
		appendStringInfoString(ddl, lfirst(lc));
}

void
idem_define_comment(StringInfo ddl, const IdemNamed *named)
{
	char	   *comment = GetComment(named->objid, named->classid, 0);

	if (named->classid == NamespaceRelationId && strcmp(named->name, "public") == 0)
	{
		/* this one is there from the start, with a comment */
		if (comment == NULL || strcmp(comment, PUBLIC_COMMENT) != 0)
			write_comment(ddl, named->keyword, named->name, comment);
	}
	else if (comment != NULL)
		write_comment(ddl, named->keyword, named->name, comment);
	define_labels(ddl, named->keyword, named->name, named->classid, named->objid, 0);
}

void
idem_define_column_comment(StringInfo ddl, const IdemNamed *named, int attnum, const char *column)
{
	char	   *comment = GetComment(named->objid, RelationRelationId, attnum);
	char	   *name = psprintf("%s.%s", named->name, column);

	if (comment != NULL)
		write_comment(ddl, "COLUMN", name, comment);
	define_labels(ddl, "COLUMN", name, RelationRelationId, named->objid, attnum);
}

void
idem_define_owner(StringInfo ddl, const IdemNamed *named, Oid owner)
{
	appendStringInfo(ddl, "ALTER %s %s OWNER TO %s;\n", named->keyword, named->name,
					 quote_identifier(GetUserNameFromId(owner, false)));
}

/* ----------------------------------------------------------------
 *	Grants
 * ----------------------------------------------------------------
 */

static int
compare_grants(const ListCell *a, const ListCell *b)
{
	const Grant *x = lfirst(a);
	const Grant *y = lfirst(b);
	int			order;

	/* who got the right to grant comes before those whom he granted it */
	if (x->by_owner != y->by_owner)
		return x->by_owner ? -1 : 1;
	if (x->to_owner != y->to_owner)
		return x->to_owner ? -1 : 1;
	order = strcmp(x->grantor, y->grantor);
	return order != 0 ? order : strcmp(x->grantee, y->grantee);
}

static List *
read_grants(Acl *acl, Oid owner)
{
	AclItem    *items = ACL_DAT(acl);
	List	   *grants = NIL;

	for (int i = 0; i < ACL_NUM(acl); i++)
	{
		Grant	   *grant = palloc0(sizeof(Grant));

		grant->grantee = items[i].ai_grantee == ACL_ID_PUBLIC ? "PUBLIC" :
			quote_identifier(GetUserNameFromId(items[i].ai_grantee, false));
		grant->grantor = quote_identifier(GetUserNameFromId(items[i].ai_grantor, false));
		grant->by_owner = (items[i].ai_grantor == owner);
		grant->to_owner = (items[i].ai_grantee == owner);
		grant->rights = ACLITEM_GET_PRIVS(items[i]);
		grant->options = ACLITEM_GET_GOPTIONS(items[i]);
		grants = lappend(grants, grant);
	}
	list_sort(grants, compare_grants);
	return grants;
}

/*
 * The rights as words.  All that there are is ALL, since later servers have
 * more of them.
 */
static char *
rights_text(AclMode mode, AclMode all, const char *column)
{
	StringInfoData buf;

	initStringInfo(&buf);
	if (mode == all)
	{
		appendStringInfoString(&buf, "ALL");
		if (column != NULL)
			appendStringInfo(&buf, " (%s)", column);
		return buf.data;
	}
	for (size_t i = 0; i < lengthof(rights); i++)
	{
		if (!(mode & rights[i].mode))
			continue;
		appendStringInfo(&buf, "%s%s", buf.len > 0 ? ", " : "", rights[i].word);
		if (column != NULL)
			appendStringInfo(&buf, " (%s)", column);
	}
	return buf.data;
}

static void
write_grant(StringInfo ddl, const Grant *grant, const char *prefix, const char *target,
			const char *column, AclMode all)
{
	AclMode		plain = grant->rights & ~grant->options;
	AclMode		options = grant->rights & grant->options;

	/* the right to grant again is always that of the one who grants */
	if (!grant->by_owner)
		appendStringInfo(ddl, "SET ROLE %s;\n", grant->grantor);
	if (grant->to_owner)
	{
		plain |= options;
		options = 0;
	}
	if (plain != 0)
		appendStringInfo(ddl, "%sGRANT %s ON %s TO %s;\n", prefix,
						 rights_text(plain, all, column), target, grant->grantee);
	if (options != 0)
		appendStringInfo(ddl, "%sGRANT %s ON %s TO %s WITH GRANT OPTION;\n", prefix,
						 rights_text(options, all, column), target, grant->grantee);
	if (!grant->by_owner)
		appendStringInfoString(ddl, "RESET ROLE;\n");
}

/*
 * GRANT and REVOKE that lead from one list of rights to another.
 */
static void
write_differences(StringInfo ddl, List *before, List *after, const char *prefix,
				  const char *target, const char *column, AclMode all)
{
	ListCell   *lb;
	ListCell   *la;

	foreach(lb, before)
	{
		Grant	   *old = lfirst(lb);

		foreach(la, after)
		{
			Grant	   *new = lfirst(la);

			if (strcmp(old->grantee, new->grantee) == 0 &&
				strcmp(old->grantor, new->grantor) == 0 &&
				old->rights == new->rights &&
				(old->to_owner || old->options == new->options))
				old->known = new->known = true;
		}
	}
	foreach(lb, before)
	{
		Grant	   *old = lfirst(lb);
		AclMode		gone = old->rights;

		if (old->known)
			continue;

		/* less of the same: then only the rest is to be said */
		foreach(la, after)
		{
			Grant	   *new = lfirst(la);

			if (strcmp(old->grantee, new->grantee) == 0 &&
				strcmp(old->grantor, new->grantor) == 0)
			{
				gone &= ~new->rights;
				new->rights &= ~old->rights |
					(new->to_owner ? 0 : new->options & ~old->options);
			}
		}
		if (gone != 0)
			appendStringInfo(ddl, "%sREVOKE %s ON %s FROM %s;\n", prefix,
							 rights_text(gone, all, column), target, old->grantee);
	}
	foreach(la, after)
	{
		Grant	   *new = lfirst(la);

		if (!new->known && new->rights != 0)
			write_grant(ddl, new, prefix, target, column, all);
	}
}

static AclMode
all_rights(ObjectType objtype, Oid owner)
{
	Acl		   *acl;

	if (objtype == OBJECT_COLUMN)
		return ACL_ALL_RIGHTS_COLUMN;
	acl = acldefault(objtype, owner);
	for (int i = 0; i < ACL_NUM(acl); i++)
		if (ACL_DAT(acl)[i].ai_grantee == owner)
			return ACLITEM_GET_PRIVS(ACL_DAT(acl)[i]);
	return 0;
}

void
idem_define_grants(StringInfo ddl, const IdemNamed *named, ObjectType objtype,
				   const char *column, Oid owner, bool has_acl, Datum acl)
{
	List	   *before;

	if (!has_acl)
		return;
	before = read_grants(acldefault(objtype, owner), owner);

	/* everybody may use this one from the start */
	if (objtype == OBJECT_SCHEMA && strcmp(named->name, "public") == 0)
	{
		Grant	   *grant = palloc0(sizeof(Grant));

		grant->grantee = "PUBLIC";
		grant->grantor = quote_identifier(GetUserNameFromId(owner, false));
		grant->by_owner = true;
		grant->rights = ACL_USAGE;
		before = lappend(before, grant);
	}
	write_differences(ddl, before, read_grants(DatumGetAclP(acl), owner), "",
					  psprintf("%s %s", named->keyword, named->name), column,
					  all_rights(objtype, owner));
}

/*
 * What is said of most objects at their end.
 */
void
idem_define_rights(StringInfo ddl, const IdemNamed *named, ObjectType objtype, Oid owner,
				   bool has_acl, Datum acl)
{
	idem_define_owner(ddl, named, owner);
	idem_define_comment(ddl, named);
	idem_define_grants(ddl, named, objtype, NULL, owner, has_acl, acl);
}

/*
 * ALTER DEFAULT PRIVILEGES of one role, kind of object and schema.
 */
void
idem_define_default_privileges(StringInfo ddl, Oid defaclid)
{
	IdemRows   *rows = idem_rows(DefaultAclRelationId, DefaultAclOidIndexId,
								 Anum_pg_default_acl_oid, defaclid);
	HeapTuple	tuple;
	Form_pg_default_acl form;
	const char *target;
	ObjectType	objtype;
	char	   *nspname;
	bool		isnull;
	Datum		acl;

	if (rows->tuples == NIL)
		idem_vanished("default privileges", defaclid);
	tuple = linitial(rows->tuples);
	form = (Form_pg_default_acl) GETSTRUCT(tuple);
	switch (form->defaclobjtype)
	{
		case DEFACLOBJ_RELATION:
			target = "TABLES";
			objtype = OBJECT_TABLE;
			break;
		case DEFACLOBJ_SEQUENCE:
			target = "SEQUENCES";
			objtype = OBJECT_SEQUENCE;
			break;
		case DEFACLOBJ_FUNCTION:
			target = "FUNCTIONS";
			objtype = OBJECT_FUNCTION;
			break;
		case DEFACLOBJ_TYPE:
			target = "TYPES";
			objtype = OBJECT_TYPE;
			break;
		default:
			/* of no schema */
			return;
	}
	nspname = get_namespace_name(form->defaclnamespace);
	if (nspname == NULL)
		return;
	acl = idem_row_value(rows, tuple, Anum_pg_default_acl_defaclacl, &isnull);
	write_differences(ddl, NIL, read_grants(DatumGetAclP(acl), form->defaclrole),
					  psprintf("ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %s ",
							   quote_identifier(GetUserNameFromId(form->defaclrole, false)),
							   quote_identifier(nspname)),
					  target, NULL, all_rights(objtype, form->defaclrole));
}
