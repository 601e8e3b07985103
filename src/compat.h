/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  The differences between server versions, and nothing else.
 *
 * This is the only file where PG_VERSION_NUM may appear.  Each wrapper has
 * the newest signature that our callers need; the rest of the code does not
 * know which server it is built for.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_COMPAT_H
#define IDEM_COMPAT_H

#include "catalog/dependency.h"
#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "catalog/objectaccess.h"
#include "catalog/objectaddress.h"
#include "commands/defrem.h"
#include "executor/executor.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_auth_members.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_statistic_ext.h"
#include "nodes/parsenodes.h"
#include "parser/parse_node.h"
#include "parser/parse_relation.h"
#include "storage/lock.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#if PG_VERSION_NUM < 150000
#error "idem_migrate needs PostgreSQL 15 or later"
#endif

#if PG_VERSION_NUM >= 180000
#define IDEM_MODULE_MAGIC \
	PG_MODULE_MAGIC_EXT(.name = "idem_migrate", .version = IDEM_MIGRATE_VERSION)
#else
#define IDEM_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/* The attribute stands before the declaration from 18 on. */
#if PG_VERSION_NUM < 180000
#define pg_noreturn pg_attribute_noreturn()
#endif

/*
 * Ownership checks were one function per catalog until 16 (commit
 * afbfc02983f8, "Refactor ownercheck functions").
 */
#if PG_VERSION_NUM < 160000
#include "catalog/pg_class.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"

static inline bool
idem_object_ownercheck(Oid classid, Oid objid, Oid roleid)
{
	switch (classid)
	{
		case RelationRelationId:
			return pg_class_ownercheck(objid, roleid);
		case TypeRelationId:
			return pg_type_ownercheck(objid, roleid);
		case NamespaceRelationId:
			return pg_namespace_ownercheck(objid, roleid);
		case ExtensionRelationId:
			return pg_extension_ownercheck(objid, roleid);
		case ProcedureRelationId:
			return pg_proc_ownercheck(objid, roleid);
		default:
			/* the server checks the rest itself when the step runs */
			return true;
	}
}
#else
static inline bool
idem_object_ownercheck(Oid classid, Oid objid, Oid roleid)
{
	/* the server checks itself what has no owner */
	return get_object_attnum_owner(classid) == InvalidAttrNumber ||
		object_ownercheck(classid, objid, roleid);
}
#endif

static inline bool
idem_may_create_in(Oid nspid, Oid roleid)
{
#if PG_VERSION_NUM >= 160000
	return object_aclcheck(NamespaceRelationId, nspid, roleid, ACL_CREATE) == ACLCHECK_OK;
#else
	return pg_namespace_aclcheck(nspid, roleid, ACL_CREATE) == ACLCHECK_OK;
#endif
}

/*
 * From 16 on, permissions live beside the range table (commit a61b1f74823c).
 */
static inline void
idem_add_rte_permissions(ParseState *pstate, RangeTblEntry *rte,
						 ParseNamespaceItem *nsitem)
{
#if PG_VERSION_NUM >= 160000
	nsitem->p_perminfo = addRTEPermissionInfo(&pstate->p_rteperminfos, rte);
	nsitem->p_perminfo->requiredPerms = ACL_SELECT;
#else
	(void) pstate;
	(void) nsitem;
	rte->requiredPerms = ACL_SELECT;
#endif
}

/*
 * Forget the permissions that parse analysis notes.
 */
static inline void
idem_forget_rte_permissions(RangeTblEntry *rte)
{
#if PG_VERSION_NUM >= 160000
	rte->perminfoindex = 0;
#else
	rte->requiredPerms = 0;
	rte->selectedCols = NULL;
#endif
}

static inline void
idem_forget_query_permissions(Query *query)
{
#if PG_VERSION_NUM >= 160000
	query->rteperminfos = NIL;
#else
	(void) query;
#endif
}

/*
 * Beside its rows of pg_attribute, a descriptor has a compact form of them
 * from 18 on (commit 5983a4cffc31).
 */
static inline void
idem_set_attribute(TupleDesc desc, int i, const FormData_pg_attribute *att)
{
	memcpy(TupleDescAttr(desc, i), att, ATTRIBUTE_FIXED_PART_SIZE);
#if PG_VERSION_NUM >= 180000
	populate_compact_attribute(desc, i);
#endif
}

/*
 * The flag for executing at most once went in 18 (commit 3eea7a0c97e9).
 */
static inline void
idem_executor_run(QueryDesc *query)
{
#if PG_VERSION_NUM >= 180000
	ExecutorRun(query, ForwardScanDirection, 0);
#else
	ExecutorRun(query, ForwardScanDirection, 0, true);
#endif
}

/*
 * New enum labels of a type of the same transaction may be used at once from
 * 17 on (commit af1d39584e2c).
 */
#define IDEM_NEW_LABELS_USABLE_IN_NEW_TYPE (PG_VERSION_NUM >= 170000)

/*
 * NOT NULL constraints of domains are pg_constraint rows from 17 on (commit
 * e5da0fe3c22b).
 */
#define IDEM_DOMAIN_NOT_NULL_IS_CONSTRAINT (PG_VERSION_NUM >= 170000)

/*
 * 17 asks whether a stronger lock will do (commit 0cecc908e974); for
 * AccessExclusiveLock there is none.
 */
static inline bool
idem_lock_held_by_me(const LOCKTAG *tag, LOCKMODE mode)
{
#if PG_VERSION_NUM >= 170000
	return LockHeldByMe(tag, mode, false);
#else
	return LockHeldByMe(tag, mode);
#endif
}

/*
 * There a NOT NULL constraint can be NOT VALID, with attnotnull set all the
 * same (commit a379061a22a8).
 */
static inline bool
idem_not_null_is_valid(Oid relid, AttrNumber attnum)
{
#if PG_VERSION_NUM >= 180000
	HeapTuple	tuple = findNotNullConstraintAttnum(relid, attnum);

	return !HeapTupleIsValid(tuple) ||
		((Form_pg_constraint) GETSTRUCT(tuple))->convalidated;
#else
	(void) relid;
	(void) attnum;
	return true;
#endif
}

/*
 * STORAGE may be given in CREATE TABLE from 16 on (commit 784cedda0604), and
 * generated columns may be virtual from 18 on (commit 83ea6c54025b).
 */
static inline const char *
idem_column_storage_name(const ColumnDef *column)
{
#if PG_VERSION_NUM >= 160000
	return column->storage_name;
#else
	(void) column;
	return NULL;
#endif
}

static inline char
idem_generated_kind(const Constraint *con)
{
#if PG_VERSION_NUM >= 180000
	return con->generated_kind;
#else
	(void) con;
	return 's';
#endif
}

/*
 * The statistics target of a column is nullable from 17 on (commit
 * 4f622503d6de); -1 stands for the default everywhere.
 */
static inline int
idem_attribute_statistics(HeapTuple tuple)
{
#if PG_VERSION_NUM >= 170000
	bool		isnull;
	Datum		value = SysCacheGetAttr(ATTNAME, tuple,
										Anum_pg_attribute_attstattarget, &isnull);

	return isnull ? -1 : DatumGetInt16(value);
#else
	return ((Form_pg_attribute) GETSTRUCT(tuple))->attstattarget;
#endif
}

/*
 * The statistics target of a statistics object is nullable, and in ALTER
 * STATISTICS DEFAULT is a word for it, from 17 on (commit 012460ee93c3).
 */
static inline int
idem_statistics_target(HeapTuple tuple)
{
#if PG_VERSION_NUM >= 170000
	bool		isnull;
	Datum		value = SysCacheGetAttr(STATEXTOID, tuple,
										Anum_pg_statistic_ext_stxstattarget, &isnull);

	return isnull ? -1 : DatumGetInt16(value);
#else
	return ((Form_pg_statistic_ext) GETSTRUCT(tuple))->stxstattarget;
#endif
}

static inline int
idem_wanted_statistics_target(const AlterStatsStmt *stmt)
{
#if PG_VERSION_NUM >= 170000
	return stmt->stxstattarget ? intVal(stmt->stxstattarget) : -1;
#else
	return stmt->stxstattarget;
#endif
}

static inline AlterStatsStmt *
idem_alter_statistics(int target)
{
	AlterStatsStmt *stmt = makeNode(AlterStatsStmt);

#if PG_VERSION_NUM >= 170000
	stmt->stxstattarget = (Node *) makeInteger(target);
#else
	stmt->stxstattarget = target;
#endif
	return stmt;
}

/*
 * The strategy of a partition key was a word until 15 (commit f1ae4d9dae54).
 */
static inline char
idem_partition_strategy(const PartitionSpec *spec)
{
#if PG_VERSION_NUM >= 160000
	return (char) spec->strategy;
#else
	if (pg_strcasecmp(spec->strategy, "list") == 0)
		return PARTITION_STRATEGY_LIST;
	if (pg_strcasecmp(spec->strategy, "range") == 0)
		return PARTITION_STRATEGY_RANGE;
	if (pg_strcasecmp(spec->strategy, "hash") == 0)
		return PARTITION_STRATEGY_HASH;
	return '\0';
#endif
}

/*
 * The expression of a generated column can be replaced from 17 on (commit
 * 5d06e99a3cfc).
 */
#if PG_VERSION_NUM >= 170000
#define IDEM_HAVE_SET_EXPRESSION 1
#else
#define IDEM_HAVE_SET_EXPRESSION 0
#define AT_SetExpression AT_DropExpression	/* never reached */
#endif

/*
 * Constraints can be NOT ENFORCED, and keys WITHOUT OVERLAPS with foreign keys
 * of a PERIOD, from 18 on (commits ca87c415e2fc, fc0438b4e805, 89f908a6d0ac).
 */
static inline bool
idem_constraint_enforced(const FormData_pg_constraint *form)
{
#if PG_VERSION_NUM >= 180000
	return form->conenforced;
#else
	(void) form;
	return true;
#endif
}

static inline bool
idem_constraint_period(const FormData_pg_constraint *form)
{
#if PG_VERSION_NUM >= 180000
	return form->conperiod;
#else
	(void) form;
	return false;
#endif
}

static inline bool
idem_wants_enforced(const Constraint *con)
{
#if PG_VERSION_NUM >= 180000
	/* the grammar leaves it unset for constraints that cannot be otherwise */
	return con->is_enforced ||
		(con->contype != CONSTR_CHECK && con->contype != CONSTR_FOREIGN);
#else
	(void) con;
	return true;
#endif
}

static inline bool
idem_wants_period(const Constraint *con)
{
#if PG_VERSION_NUM >= 180000
	return con->without_overlaps || con->fk_with_period;
#else
	(void) con;
	return false;
#endif
}

/*
 * NOT ENFORCED behind a column's constraint is a node of its own, as
 * DEFERRABLE is; it applies to the constraint before it.
 */
static inline void
idem_apply_enforced_attribute(Constraint *last, const Constraint *attribute)
{
#if PG_VERSION_NUM >= 180000
	if (attribute->contype == CONSTR_ATTR_NOT_ENFORCED)
	{
		last->is_enforced = false;
		last->skip_validation = true;
		last->initially_valid = false;
	}
#else
	(void) last;
	(void) attribute;
#endif
}

/*
 * What ALTER CONSTRAINT carries got a node of its own in 18 (commit
 * 80d7f990496b).
 */
static inline Node *
idem_alter_constraint_def(const char *conname, const Constraint *wanted,
						  bool deferrability, bool enforceability)
{
#if PG_VERSION_NUM >= 180000
	ATAlterConstraint *def = makeNode(ATAlterConstraint);

	def->conname = pstrdup(conname);
	def->alterDeferrability = deferrability;
	def->deferrable = wanted->deferrable;
	def->initdeferred = wanted->initdeferred;
	def->alterEnforceability = enforceability;
	def->is_enforced = wanted->is_enforced;
#else
	Constraint *def = makeNode(Constraint);

	def->contype = CONSTR_FOREIGN;
	def->conname = pstrdup(conname);
	def->deferrable = wanted->deferrable;
	def->initdeferred = wanted->initdeferred;
	def->location = -1;
	(void) deferrability;
	(void) enforceability;
#endif
	return (Node *) def;
}

typedef struct IdemAlteredConstraint
{
	char	   *name;
	bool		deferrability;	/* says something of this */
	bool		deferrable;
	bool		deferred;
	bool		enforceability;
	bool		enforced;
	bool		inheritability;
	bool		no_inherit;
} IdemAlteredConstraint;

static inline IdemAlteredConstraint
idem_altered_constraint(const Node *def)
{
	IdemAlteredConstraint result = {0};
#if PG_VERSION_NUM >= 180000
	const ATAlterConstraint *alter = (const ATAlterConstraint *) def;

	result.deferrability = alter->alterDeferrability;
	result.enforceability = alter->alterEnforceability;
	result.enforced = alter->is_enforced;
	result.inheritability = alter->alterInheritability;
	result.no_inherit = alter->noinherit;
#else
	const Constraint *alter = (const Constraint *) def;

	result.deferrability = true;
#endif
	result.name = alter->conname;
	result.deferrable = alter->deferrable;
	result.deferred = alter->initdeferred;
	return result;
}

/*
 * Foreign keys of partitioned tables can be NOT VALID from 18 on (commit
 * b663b9436e75).
 */
#define IDEM_PARTITIONED_FK_NOT_VALID (PG_VERSION_NUM >= 180000)

/*
 * MAINTAIN can be granted on tables from 17 on (commit ecb0fd33720f).
 */
#ifdef ACL_MAINTAIN
#define IDEM_ACL_MAINTAIN ACL_MAINTAIN
#else
#define IDEM_ACL_MAINTAIN ACL_NO_RIGHTS
#endif

/*
 * Memberships of roles have more options than ADMIN, and one row for each
 * grantor, from 16 on (commits e3ce2de09d81, ce6b672e4455).  -1: not said.
 */
typedef struct IdemMemberOptions
{
	int			admin;
	int			inherit;
	int			set;
} IdemMemberOptions;

#define IDEM_MEMBERS_BY_GRANTOR (PG_VERSION_NUM >= 160000)

static inline void
idem_member_options(const GrantRoleStmt *stmt, IdemMemberOptions *options)
{
	options->admin = options->inherit = options->set = -1;
#if PG_VERSION_NUM >= 160000
	for (int i = 0; i < list_length(stmt->opt); i++)
	{
		DefElem    *option = list_nth_node(DefElem, stmt->opt, i);
		bool		value = false;

		(void) parse_bool(defGetString(option), &value);
		if (strcmp(option->defname, "admin") == 0)
			options->admin = value;
		else if (strcmp(option->defname, "inherit") == 0)
			options->inherit = value;
		else if (strcmp(option->defname, "set") == 0)
			options->set = value;
	}
#else
	if (stmt->admin_opt)
		options->admin = stmt->is_grant;
#endif
}

static inline void
idem_actual_member_options(const FormData_pg_auth_members *form, IdemMemberOptions *options)
{
	options->admin = form->admin_option;
#if PG_VERSION_NUM >= 160000
	options->inherit = form->inherit_option;
	options->set = form->set_option;
#else
	options->inherit = options->set = true;
#endif
}

/*
 * Rules of views had entries for OLD and NEW until 15 (commit 47bb9db75996).
 */
#define IDEM_VIEW_HAS_OLD_AND_NEW (PG_VERSION_NUM < 160000)

/*
 * The locale of a collation was for ICU alone until 16 (commit f696c0cd5f29);
 * rules are new in 16 (commit 30a53b792959).
 */
#if PG_VERSION_NUM >= 170000
#define IDEM_COLLATION_LOCALE Anum_pg_collation_colllocale
#else
#define IDEM_COLLATION_LOCALE Anum_pg_collation_colliculocale
#endif
#if PG_VERSION_NUM >= 160000
#define IDEM_COLLATION_RULES Anum_pg_collation_collicurules
#else
#define IDEM_COLLATION_RULES InvalidAttrNumber
#endif

#ifndef CONSTRAINT_NOTNULL
#define CONSTRAINT_NOTNULL 'n'
#endif

/*
 * Minor releases of older branches keep a version of each column among its
 * options, where users can neither set nor see it.
 */
#ifdef ATTRIBUTE_VERSION_ATTOPTION
#define IDEM_COLUMN_VERSION ATTRIBUTE_VERSION_ATTOPTION
#else
#define IDEM_COLUMN_VERSION "pg_attver"
#endif

/* The start of a function that returns all its rows at once. */
#if PG_VERSION_NUM >= 160000
#define idem_begin_rows(fcinfo) InitMaterializedSRF((fcinfo), 0)
#else
#define idem_begin_rows(fcinfo) SetSingleFuncCall((fcinfo), 0)
#endif

#endif							/* IDEM_COMPAT_H */
