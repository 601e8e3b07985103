/*-------------------------------------------------------------------------
 *
 * grant_terms.c
 *	  What a GRANT or REVOKE says.
 *
 * Words to privileges, names to roles, and back to text.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/formatting.h"

#include "compat.h"
#include "grant.h"

/*
 * A privilege by the word in a statement; see string_to_privilege() of
 * aclchk.c.
 */
AclMode
idem_privilege(const char *name)
{
	static const struct
	{
		const char *name;
		AclMode		privilege;
	}			words[] = {
		{"insert", ACL_INSERT},
		{"select", ACL_SELECT},
		{"update", ACL_UPDATE},
		{"delete", ACL_DELETE},
		{"truncate", ACL_TRUNCATE},
		{"references", ACL_REFERENCES},
		{"trigger", ACL_TRIGGER},
		{"execute", ACL_EXECUTE},
		{"usage", ACL_USAGE},
		{"create", ACL_CREATE},
		{"temporary", ACL_CREATE_TEMP},
		{"temp", ACL_CREATE_TEMP},
		{"connect", ACL_CONNECT},
		{"set", ACL_SET},
		{"alter system", ACL_ALTER_SYSTEM},
		{"maintain", IDEM_ACL_MAINTAIN},
		{"rule", ACL_NO_RIGHTS},
	};

	for (int i = 0; i < (int) lengthof(words); i++)
	{
		if (strcmp(name, words[i].name) == 0 &&
			(words[i].privilege != ACL_NO_RIGHTS || strcmp(name, "rule") == 0))
			return words[i].privilege;
	}
	ereport(ERROR,
			(errcode(ERRCODE_SYNTAX_ERROR),
			 errmsg("unrecognized privilege type \"%s\"", name)));
	return ACL_NO_RIGHTS;		/* keep compiler quiet */
}

/*
 * The type whose privileges an object of that type has.
 */
ObjectType
idem_acl_type(ObjectType objtype)
{
	switch (objtype)
	{
		case OBJECT_DOMAIN:
			return OBJECT_TYPE;
		case OBJECT_PROCEDURE:
		case OBJECT_ROUTINE:
		case OBJECT_AGGREGATE:
			return OBJECT_FUNCTION;
		default:
			return objtype;
	}
}

/*
 * All privileges that there are for a type of objects.
 */
AclMode
idem_all_privileges(ObjectType objtype)
{
	switch (idem_acl_type(objtype))
	{
		case OBJECT_TABLE:
			return ACL_ALL_RIGHTS_RELATION;
		case OBJECT_SEQUENCE:
			return ACL_ALL_RIGHTS_SEQUENCE;
		case OBJECT_DATABASE:
			return ACL_ALL_RIGHTS_DATABASE;
		case OBJECT_FUNCTION:
			return ACL_ALL_RIGHTS_FUNCTION;
		case OBJECT_LANGUAGE:
			return ACL_ALL_RIGHTS_LANGUAGE;
		case OBJECT_LARGEOBJECT:
			return ACL_ALL_RIGHTS_LARGEOBJECT;
		case OBJECT_SCHEMA:
			return ACL_ALL_RIGHTS_SCHEMA;
		case OBJECT_TABLESPACE:
			return ACL_ALL_RIGHTS_TABLESPACE;
		case OBJECT_TYPE:
			return ACL_ALL_RIGHTS_TYPE;
		case OBJECT_FDW:
			return ACL_ALL_RIGHTS_FDW;
		case OBJECT_FOREIGN_SERVER:
			return ACL_ALL_RIGHTS_FOREIGN_SERVER;
		case OBJECT_PARAMETER_ACL:
			return ACL_ALL_RIGHTS_PARAMETER_ACL;
		default:
			return ACL_NO_RIGHTS;
	}
}

/*
 * Look up what a statement says; false if a role does not exist (yet).  What
 * the server would refuse to read is refused here.
 */
bool
idem_read_terms(const GrantStmt *stmt, bool missing_ok, IdemTerms *terms)
{
	AclMode		known = idem_all_privileges(stmt->objtype);
	ListCell   *lc;

	memset(terms, 0, sizeof(IdemTerms));
	terms->stmt = stmt;
	terms->objtype = stmt->objtype;
	terms->all = (stmt->privileges == NIL);

	/* GRANT ... ON TABLE may mean a sequence */
	if (stmt->objtype == OBJECT_TABLE)
		known |= ACL_ALL_RIGHTS_SEQUENCE;

	foreach(lc, stmt->privileges)
	{
		AccessPriv *privilege = lfirst_node(AccessPriv, lc);

		if (privilege->cols != NIL)
		{
			if (stmt->objtype != OBJECT_TABLE)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_GRANT_OPERATION),
						 errmsg("column privileges are only valid for relations")));
			if (privilege->priv_name != NULL &&
				(idem_privilege(privilege->priv_name) & ~ACL_ALL_RIGHTS_COLUMN) != 0)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_GRANT_OPERATION),
						 errmsg("invalid privilege type %s for column",
								asc_toupper(privilege->priv_name, strlen(privilege->priv_name)))));
			terms->columns = lappend(terms->columns, privilege);
		}
		else
		{
			AclMode		mode = idem_privilege(privilege->priv_name);

			if ((mode & ~known) != 0)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_GRANT_OPERATION),
						 errmsg("invalid privilege type %s for %s",
								asc_toupper(privilege->priv_name, strlen(privilege->priv_name)),
								stmt->objtype == OBJECT_TABLE ? "relation" :
								asc_tolower(idem_object_words(stmt->objtype),
											strlen(idem_object_words(stmt->objtype))))));
			terms->privileges |= mode;
		}
	}

	foreach(lc, stmt->grantees)
	{
		RoleSpec   *role = lfirst_node(RoleSpec, lc);
		Oid			roleid = ACL_ID_PUBLIC;

		if (role->roletype != ROLESPEC_PUBLIC)
		{
			roleid = get_rolespec_oid(role, missing_ok);
			if (!OidIsValid(roleid))
				return false;
		}
		else if (stmt->is_grant && stmt->grant_option)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_GRANT_OPERATION),
					 errmsg("grant options can only be granted to roles")));
		terms->grantees = lappend_oid(terms->grantees, roleid);
	}

	terms->caller = GetUserId();
	return true;
}

/*
 * GRANTED BY can only mean who says it anyway.
 */
void
idem_check_grantor(const GrantStmt *stmt)
{
	if (stmt->grantor != NULL && get_rolespec_oid(stmt->grantor, false) != GetUserId())
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("grantor must be current user")));
}

/*
 * The statement as people read it, on a target such as "TABLE app.person".
 */
char *
idem_grant_text(const GrantStmt *stmt, const char *target)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	appendStringInfoString(&buf, stmt->is_grant ? "GRANT " :
						   stmt->grant_option ? "REVOKE GRANT OPTION FOR " : "REVOKE ");
	if (stmt->privileges == NIL)
		appendStringInfoString(&buf, "ALL");
	foreach(lc, stmt->privileges)
	{
		AccessPriv *privilege = lfirst_node(AccessPriv, lc);
		const char *name = privilege->priv_name ? privilege->priv_name : "all";

		appendStringInfo(&buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
						 asc_toupper(name, strlen(name)));
		if (privilege->cols != NIL)
		{
			ListCell   *lc2;

			foreach(lc2, privilege->cols)
				appendStringInfo(&buf, "%s%s", foreach_current_index(lc2) > 0 ? ", " : " (",
								 quote_identifier(strVal(lfirst(lc2))));
			appendStringInfoChar(&buf, ')');
		}
	}
	appendStringInfo(&buf, " ON %s %s ", target, stmt->is_grant ? "TO" : "FROM");
	foreach(lc, stmt->grantees)
		appendStringInfo(&buf, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
						 idem_role_text(lfirst(lc)));
	if (stmt->is_grant && stmt->grant_option)
		appendStringInfoString(&buf, " WITH GRANT OPTION");
	if (stmt->grantor != NULL)
		appendStringInfo(&buf, " GRANTED BY %s", idem_role_text(stmt->grantor));
	if (!stmt->is_grant && stmt->behavior == DROP_CASCADE)
		appendStringInfoString(&buf, " CASCADE");
	return buf.data;
}

/*
 * Privileges as pg_class.relacl shows them.
 */
char *
idem_acl_text(const Acl *acl)
{
	return OidOutputFunctionCall(F_ARRAY_OUT, PointerGetDatum(acl));
}
