/*-------------------------------------------------------------------------
 *
 * grant.h
 *	  What the files about privileges share.
 *
 * grant_terms.c reads what a GRANT or REVOKE says, grant_acl.c knows what it
 * would make of the privileges of an object, grant_later.c which others come
 * behind it in the script, grant_made.c what is made there.  kind_grant.c, kind_default.c and kind_member.c
 * compare.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_GRANT_H
#define IDEM_GRANT_H

#include "utils/acl.h"

#include "idem_migrate.h"

/* What a GRANT or REVOKE says, with the roles looked up. */
typedef struct IdemTerms
{
	const GrantStmt *stmt;
	ObjectType	objtype;		/* TABLE, SEQUENCE, FUNCTION, TYPE ... */
	bool		all;			/* ALL PRIVILEGES: of whatever it turns out to
								 * be */
	AclMode		privileges;		/* the others, of whole objects */
	List	   *columns;		/* AccessPriv with columns */
	List	   *grantees;		/* OIDs */
	Oid			caller;			/* who says it */
} IdemTerms;

/* The privileges of an object, with those of its columns. */
typedef struct IdemAcls
{
	ObjectAddress address;		/* objectId is InvalidOid if it is still to be
								 * made */
	ObjectType	type;			/* as acldefault() knows it */
	Oid			owner;
	Acl		   *acl;
	bool		untouched;		/* nobody granted or revoked anything yet */
	int			ncolumns;		/* of "columns"; 0 if nobody asked for them
								 * yet */
	Acl		  **columns;		/* by attribute number, the system's first;
								 * NULL if it is none or has no privileges */
	List	   *names;			/* char *, of the columns of what is still to
								 * be made, in the order of "columns" */
} IdemAcls;

/* How a GRANT or REVOKE went. */
typedef struct IdemGranting
{
	bool		powerless;		/* some of it the caller may not do ... */
	bool		forbidden;		/* ... and the server calls that an error */
} IdemGranting;

/* An object as several statements may name it. */
typedef struct IdemObjectName
{
	ObjectAddress address;		/* objectId is InvalidOid if it is still to be
								 * made */
	ObjectType	type;
	const char *schema;			/* NULL if it is in none */
	const char *name;
	const char *text;			/* qualified and quoted, with arguments */
} IdemObjectName;

/* grant_terms.c */
extern AclMode idem_privilege(const char *name);
extern bool idem_read_terms(const GrantStmt *stmt, bool missing_ok, IdemTerms *terms);
extern void idem_check_grantor(const GrantStmt *stmt);
extern ObjectType idem_acl_type(ObjectType objtype);
extern AclMode idem_all_privileges(ObjectType objtype);
extern char *idem_grant_text(const GrantStmt *stmt, const char *target);
extern char *idem_acl_text(const Acl *acl);

/* grant_acl.c */
extern IdemAcls *idem_read_acls(const ObjectAddress *address);
extern IdemAcls *idem_default_acls(const IdemPlan *plan, ObjectType objtype, Oid owner,
								   const char *schema);
extern void idem_give_acls(IdemAcls *acls, Oid owner);
extern Acl *idem_merge_acl(Acl *acl, const IdemTerms *terms, AclMode privileges,
						   Oid grantor, Oid owner);
extern IdemAcls *idem_apply_terms(IdemAcls *acls, const IdemTerms *terms,
								  IdemGranting *result);
extern bool idem_same_acl(const Acl *a, const Acl *b);
extern bool idem_same_acls(IdemAcls *a, IdemAcls *b);
extern bool idem_identical_acls(IdemAcls *a, IdemAcls *b);
extern bool idem_terms_hold(IdemAcls *acls, const IdemTerms *terms);

/* grant_made.c */
typedef struct IdemCreations IdemCreations;

extern IdemCreations *idem_note_creations(List *entries);
extern bool idem_made_type(Node *stmt, ObjectType wanted, ObjectType *type);
extern int	idem_turn_of(const IdemCreations *creations, const IdemObjectName *object);
extern bool idem_is_something_missing(const IdemCreations *creations, int turn, ObjectType type,
									  const char *schema);

/* kind_default.c */
extern Acl *idem_planned_defaults(const IdemPlan *plan, ObjectType objtype, Oid owner,
								  const char *schema);

/* grant_later.c */
extern bool idem_in_schema_means(ObjectType objtype, const ObjectAddress *address,
								 ObjectType type);
extern List *idem_later_terms(const IdemWanted *wanted, const IdemObjectName *object);
extern bool idem_is_made_later(const IdemWanted *wanted, const IdemObjectName *object);
extern bool idem_are_defaults_used(const IdemWanted *wanted, ObjectType type, const char *schema);
extern bool idem_granted_in_full(const IdemWanted *wanted, const IdemObjectName *object);
extern void idem_grant_in_full(const IdemWanted *wanted, const IdemObjectName *object, bool in_full);
extern List *idem_later_of_type(const IdemWanted *wanted, NodeTag tag);

#endif							/* IDEM_GRANT_H */
