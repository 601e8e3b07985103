/*-------------------------------------------------------------------------
 *
 * kind_domain.c
 *	  Domains: base type, default, NOT NULL and CHECK constraints.
 *
 * Declared by CreateDomainStmt, or edited by AlterDomainStmt.  The base type
 * and collation cannot be changed; the rest is brought about with ALTER
 * DOMAIN, for which the server checks the values in all tables.  A CHECK with
 * a name is compared by name and condition, one without by condition alone.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "idem_migrate.h"

typedef struct DomainConstraint
{
	char	   *name;
	char		contype;
	bool		validated;
	Node	   *expr;			/* of a CHECK */
} DomainConstraint;

typedef struct ActualDomain
{
	IdemActual	head;
	Oid			basetype;
	int32		typmod;
	Oid			collation;
	bool		not_null;
	Node	   *def;			/* NULL: no default */
	List	   *constraints;	/* DomainConstraint, by name */
} ActualDomain;

static void diff_definition(const IdemWanted *wanted, const ActualDomain *actual, IdemPlan *plan);
static bool same_base_type(const IdemWanted *wanted, const ActualDomain *actual, IdemPlan *plan);
static void diff_edit(const IdemWanted *wanted, const ActualDomain *actual, IdemPlan *plan);
static void diff_default(const IdemWanted *wanted, const ActualDomain *actual, Node *raw,
						 IdemPlan *plan);
static void diff_not_null(const IdemWanted *wanted, const ActualDomain *actual, bool not_null,
						  Constraint *con, IdemPlan *plan);
static void diff_check(const IdemWanted *wanted, const ActualDomain *actual, Constraint *con,
					   IdemPlan *plan);

static bool
domain_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;

	if (IsA(stmt, CreateDomainStmt))
		idem_declare_whole(declaration, &idem_kind_domain, ((CreateDomainStmt *) stmt)->domainname);
	else if (IsA(stmt, AlterDomainStmt))
		idem_declare_edit(declaration, &idem_kind_domain, ((AlterDomainStmt *) stmt)->typeName);
	else
		return false;
	return true;
}

static void
domain_resolve(IdemWanted *wanted)
{
	idem_lookup_type(wanted, TYPTYPE_DOMAIN, "a domain");
}

/* ----------------------------------------------------------------
 *	Actual
 * ----------------------------------------------------------------
 */

static int
compare_constraints(const ListCell *a, const ListCell *b)
{
	return strcmp(((const DomainConstraint *) lfirst(a))->name,
				  ((const DomainConstraint *) lfirst(b))->name);
}

static List *
read_constraints(Oid domain)
{
	Relation	catalog = table_open(ConstraintRelationId, AccessShareLock);
	List	   *constraints = NIL;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_constraint_contypid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(domain));
	scan = systable_beginscan(catalog, ConstraintTypidIndexId, true, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);
		DomainConstraint *con = palloc0(sizeof(DomainConstraint));
		bool		isnull;
		Datum		expr = heap_getattr(tuple, Anum_pg_constraint_conbin,
										RelationGetDescr(catalog), &isnull);

		con->name = pstrdup(NameStr(form->conname));
		con->contype = form->contype;
		con->validated = form->convalidated;
		con->expr = isnull ? NULL : stringToNode(TextDatumGetCString(expr));
		constraints = lappend(constraints, con);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);

	list_sort(constraints, compare_constraints);
	return constraints;
}

static IdemActual *
domain_observe(const IdemWanted *wanted)
{
	ActualDomain *actual = palloc0(sizeof(ActualDomain));
	HeapTuple	tuple;
	Form_pg_type form;
	Datum		def;
	bool		isnull;

	if (!OidIsValid(wanted->objid))
		return &actual->head;
	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(wanted->objid));
	if (!HeapTupleIsValid(tuple))
		return &actual->head;	/* dropped this instant */

	form = (Form_pg_type) GETSTRUCT(tuple);
	actual->head.found = true;
	ObjectAddressSet(actual->head.address, TypeRelationId, wanted->objid);
	actual->basetype = form->typbasetype;
	actual->typmod = form->typtypmod;
	actual->collation = form->typcollation;
	actual->not_null = form->typnotnull;
	def = SysCacheGetAttr(TYPEOID, tuple, Anum_pg_type_typdefaultbin, &isnull);
	if (!isnull)
		actual->def = stringToNode(TextDatumGetCString(def));
	ReleaseSysCache(tuple);

	actual->constraints = read_constraints(wanted->objid);
	return &actual->head;
}

static DomainConstraint *
find_constraint(const ActualDomain *actual, const char *name)
{
	ListCell   *lc;

	foreach(lc, actual->constraints)
	{
		DomainConstraint *con = lfirst(lc);

		if (strcmp(con->name, name) == 0)
			return con;
	}
	return NULL;
}

/* ----------------------------------------------------------------
 *	Differences
 * ----------------------------------------------------------------
 */

/*
 * One ALTER DOMAIN; "clause" is the command as people read it.
 */
static IdemStep *
alter_step(const IdemWanted *wanted, IdemPlan *plan, char subtype, const char *name,
		   Node *def, const char *clause)
{
	IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	AlterDomainStmt *stmt = makeNode(AlterDomainStmt);

	stmt->subtype = subtype;
	stmt->typeName = list_make2(makeString(wanted->nspname), makeString(wanted->name));
	stmt->name = name ? pstrdup(name) : NULL;
	stmt->def = def;
	stmt->behavior = DROP_RESTRICT;
	idem_step_statement(step, (Node *) stmt,
						psprintf("ALTER DOMAIN %s %s", idem_qualified_name(wanted), clause));
	step->source = wanted->source;
	return step;
}

/*
 * The server looks at the values in all tables that use the domain, under
 * ShareLock.  Lock them patiently first, if the server will let us get there.
 */
static void
scan_users(IdemStep *step)
{
	Oid			domain = step->wanted->objid;

	step->scans = true;
	if (!idem_object_ownercheck(TypeRelationId, domain, GetUserId()))
		return;
	step->lockrels = idem_relations_with_type(domain);
	if (step->lockrels != NIL)
		step->lockmode = ShareLock;
}

static void
domain_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualDomain *actual = (const ActualDomain *) head;

	if (wanted->wish == IDEM_ABSENT)
	{
		if (head->found)
			idem_step_drop(idem_step(plan, wanted, "drop", IDEM_DROPPED), wanted,
						   OBJECT_DOMAIN);
	}
	else if (IsA(wanted->node, AlterDomainStmt))
		diff_edit(wanted, actual, plan);
	else if (!head->found)
		idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
	else
		diff_definition(wanted, actual, plan);
}

static void
diff_definition(const IdemWanted *wanted, const ActualDomain *actual, IdemPlan *plan)
{
	CreateDomainStmt *create = castNode(CreateDomainStmt, wanted->node);
	bool		has_default = false;
	Constraint *null = NULL;
	List	   *names = NIL;
	ListCell   *lc;

	if (!same_base_type(wanted, actual, plan))
		return;

	foreach(lc, create->constraints)
	{
		Constraint *con = lfirst_node(Constraint, lc);

		switch (con->contype)
		{
			case CONSTR_DEFAULT:
				if (has_default)
					ereport(ERROR,
							(errcode(ERRCODE_SYNTAX_ERROR),
							 errmsg("multiple default expressions")));
				has_default = true;
				diff_default(wanted, actual, con->raw_expr, plan);
				break;
			case CONSTR_NULL:
			case CONSTR_NOTNULL:
				if (null != NULL && null->contype != con->contype)
					ereport(ERROR,
							(errcode(ERRCODE_SYNTAX_ERROR),
							 errmsg("conflicting NULL/NOT NULL constraints")));
				if (null == NULL)
					diff_not_null(wanted, actual, con->contype == CONSTR_NOTNULL, con, plan);
				null = con;
				break;
			case CONSTR_CHECK:
				if (con->conname != NULL)
				{
					String	   *name = makeString(con->conname);

					if (list_member(names, name))
						ereport(ERROR,
								(errcode(ERRCODE_DUPLICATE_OBJECT),
								 errmsg("constraint \"%s\" appears twice", con->conname)));
					names = lappend(names, name);
				}
				diff_check(wanted, actual, con, plan);
				break;
			default:
				ereport(ERROR,
						(errcode(ERRCODE_SYNTAX_ERROR),
						 errmsg("invalid constraint of a domain"),
						 errdetail("Domains have DEFAULT, NULL, NOT NULL and CHECK.")));
		}
	}
}

/*
 * Base type, its modifier, and the collation if one is declared.
 */
static bool
same_base_type(const IdemWanted *wanted, const ActualDomain *actual, IdemPlan *plan)
{
	CreateDomainStmt *create = castNode(CreateDomainStmt, wanted->node);
	ParseState *pstate = make_parsestate(NULL);
	Oid			basetype;
	int32		typmod;
	Oid			collation = actual->collation;
	IdemStep   *step;

	pstate->p_sourcetext = wanted->source;
	typenameTypeIdAndMod(pstate, create->typeName, &basetype, &typmod);
	free_parsestate(pstate);
	if (create->collClause != NULL)
		collation = get_collation_oid(create->collClause->collname, false);

	if (basetype == actual->basetype && typmod == actual->typmod &&
		collation == actual->collation)
		return true;

	step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
	if (basetype == actual->basetype && typmod == actual->typmod)
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("domain \"%s\" has another collation", idem_qualified_name(wanted)),
					psprintf("Found: %s. Wanted: %s. The collation of a domain cannot be changed.",
							 OidIsValid(actual->collation) ?
							 generate_collation_name(actual->collation) : "none",
							 generate_collation_name(collation)));
	else
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("domain \"%s\" is of another type", idem_qualified_name(wanted)),
					psprintf("Found: %s. Wanted: %s. The type of a domain cannot be changed.",
							 format_type_with_typemod(actual->basetype, actual->typmod),
							 format_type_with_typemod(basetype, typmod)));
	step->hint = "Declare what it has, or make a new domain and convert the columns.";
	return false;
}

static void
diff_edit(const IdemWanted *wanted, const ActualDomain *actual, IdemPlan *plan)
{
	AlterDomainStmt *stmt = castNode(AlterDomainStmt, wanted->node);
	DomainConstraint *con = NULL;
	Constraint *added;
	IdemStep   *step;

	if (!actual->head.found)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("domain \"%s\" does not exist", NameListToString(wanted->names))));

	if (stmt->name)
		con = find_constraint(actual, stmt->name);
	switch (stmt->subtype)
	{
		case 'T':
			diff_default(wanted, actual, stmt->def, plan);
			break;
		case 'N':
			diff_not_null(wanted, actual, false, NULL, plan);
			break;
		case 'O':
			diff_not_null(wanted, actual, true, NULL, plan);
			break;
		case 'C':
			added = castNode(Constraint, stmt->def);
			if (added->contype == CONSTR_CHECK)
				diff_check(wanted, actual, added, plan);
			else if (added->contype == CONSTR_NOTNULL)
				diff_not_null(wanted, actual, true, added, plan);
			else
				ereport(ERROR,
						(errcode(ERRCODE_SYNTAX_ERROR),
						 errmsg("invalid constraint of a domain"),
						 errdetail("Domains have DEFAULT, NULL, NOT NULL and CHECK.")));
			break;
		case 'X':
			if (con == NULL)
				break;
			step = idem_step(plan, wanted, "alter", IDEM_ALTERED);
			idem_step_statement(step, (Node *) stmt,
								psprintf("ALTER DOMAIN %s DROP CONSTRAINT %s%s",
										 idem_qualified_name(wanted),
										 quote_identifier(con->name),
										 stmt->behavior == DROP_CASCADE ? " CASCADE" : ""));
			break;
		case 'V':
			if (con == NULL)
				ereport(ERROR,
						(errcode(ERRCODE_UNDEFINED_OBJECT),
						 errmsg("constraint \"%s\" of domain \"%s\" does not exist",
								stmt->name, idem_qualified_name(wanted))));
			if (con->validated)
				break;
			step = alter_step(wanted, plan, 'V', con->name, NULL,
							  psprintf("VALIDATE CONSTRAINT %s", quote_identifier(con->name)));
			scan_users(step);
			break;
		default:
			elog(ERROR, "unexpected kind of ALTER DOMAIN: %c", stmt->subtype);
	}
}

/*
 * NULL as "raw", or an expression that stands for NULL, means no default.
 */
static void
diff_default(const IdemWanted *wanted, const ActualDomain *actual, Node *raw, IdemPlan *plan)
{
	Node	   *def = NULL;
	IdemStep   *step;

	if (raw != NULL)
		def = idem_cook_default(raw, wanted->source, actual->basetype, actual->typmod,
								wanted->name, InvalidOid, '\0');
	if (idem_expr_equal(def, actual->def, InvalidOid))
		return;

	step = alter_step(wanted, plan, 'T', NULL, def ? raw : NULL,
					  def ? psprintf("SET DEFAULT %s", idem_deparse(def, InvalidOid)) :
					  "DROP DEFAULT");
	step->reason = actual->def ?
		psprintf("its default is %s", idem_deparse(actual->def, InvalidOid)) :
		"it has no default";
}

/*
 * "con" is the declaration if there is one; from 17 on NOT NULL may have a
 * name, which is given but not compared.
 */
static void
diff_not_null(const IdemWanted *wanted, const ActualDomain *actual, bool not_null,
			  Constraint *con, IdemPlan *plan)
{
	IdemStep   *step;

	if (actual->not_null == not_null)
		return;
	if (!not_null)
	{
		alter_step(wanted, plan, 'N', NULL, NULL, "DROP NOT NULL");
		return;
	}

	if (IDEM_DOMAIN_NOT_NULL_IS_CONSTRAINT && con != NULL && con->conname != NULL)
		step = alter_step(wanted, plan, 'C', NULL, (Node *) con,
						  psprintf("ADD CONSTRAINT %s NOT NULL", quote_identifier(con->conname)));
	else
		step = alter_step(wanted, plan, 'O', NULL, NULL, "SET NOT NULL");
	scan_users(step);
}

/*
 * In a CHECK of a domain VALUE stands for the value, but is not a keyword.
 */
static Node *
replace_value(ParseState *pstate, ColumnRef *ref)
{
	CoerceToDomainValue *value;

	if (list_length(ref->fields) != 1 || !IsA(linitial(ref->fields), String) ||
		strcmp(strVal(linitial(ref->fields)), "value") != 0)
		return NULL;
	value = copyObject((CoerceToDomainValue *) pstate->p_ref_hook_state);
	value->location = ref->location;
	return (Node *) value;
}

/*
 * The condition of a CHECK; see domainAddConstraint() of typecmds.c.
 */
static Node *
cook_check(const IdemWanted *wanted, const ActualDomain *actual, Node *raw)
{
	ParseState *pstate = make_parsestate(NULL);
	CoerceToDomainValue *value = makeNode(CoerceToDomainValue);
	Node	   *expr;

	/* it has the base type's collation, whatever that of the domain is */
	value->typeId = actual->basetype;
	value->typeMod = actual->typmod;
	value->collation = get_typcollation(actual->basetype);
	value->location = -1;
	pstate->p_sourcetext = wanted->source;
	pstate->p_pre_columnref_hook = replace_value;
	pstate->p_ref_hook_state = value;

	expr = transformExpr(pstate, copyObject(raw), EXPR_KIND_DOMAIN_CHECK);
	expr = coerce_to_boolean(pstate, expr, "CHECK");
	assign_expr_collations(pstate, expr);
	free_parsestate(pstate);
	return expr;
}

static void
add_check(const IdemWanted *wanted, Constraint *con, Node *expr, IdemPlan *plan)
{
	IdemStep   *step;
	char	   *name = "";

	if (con->conname)
		name = psprintf("CONSTRAINT %s ", quote_identifier(con->conname));
	step = alter_step(wanted, plan, 'C', NULL, (Node *) con,
					  psprintf("ADD %sCHECK (%s)%s", name, idem_deparse(expr, InvalidOid),
							   con->skip_validation ? " NOT VALID" : ""));
	if (!con->skip_validation)
		scan_users(step);
}

static void
diff_check(const IdemWanted *wanted, const ActualDomain *actual, Constraint *con, IdemPlan *plan)
{
	Node	   *expr = cook_check(wanted, actual, con->raw_expr);
	DomainConstraint *same = NULL;
	IdemStep   *step;
	ListCell   *lc;

	if (con->conname != NULL)
	{
		DomainConstraint *named = find_constraint(actual, con->conname);

		if (named != NULL && named->contype != CONSTRAINT_CHECK)
			ereport(ERROR,
					(errcode(ERRCODE_DUPLICATE_OBJECT),
					 errmsg("constraint \"%s\" of domain \"%s\" is not a CHECK constraint",
							con->conname, idem_qualified_name(wanted))));
		if (named != NULL && !idem_expr_equal(expr, named->expr, InvalidOid))
		{
			step = alter_step(wanted, plan, 'X', named->name, NULL,
							  psprintf("DROP CONSTRAINT %s", quote_identifier(named->name)));
			step->reason = psprintf("its condition is %s", idem_deparse(named->expr, InvalidOid));
		}
		else
			same = named;
	}
	else
	{
		/* of several, one that is valid */
		foreach(lc, actual->constraints)
		{
			DomainConstraint *one = lfirst(lc);

			if (one->contype == CONSTRAINT_CHECK && (same == NULL || !same->validated) &&
				idem_expr_equal(expr, one->expr, InvalidOid))
				same = one;
		}
	}

	if (same == NULL)
		add_check(wanted, con, expr, plan);
	else if (!same->validated && !con->skip_validation)
	{
		step = alter_step(wanted, plan, 'V', same->name, NULL,
						  psprintf("VALIDATE CONSTRAINT %s", quote_identifier(same->name)));
		step->reason = "it is not valid";
		scan_users(step);
	}
}

static char *
domain_describe(const IdemActual *head)
{
	const ActualDomain *actual = (const ActualDomain *) head;
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	appendStringInfoString(&buf, format_type_with_typemod(actual->basetype, actual->typmod));
	if (OidIsValid(actual->collation) &&
		actual->collation != get_typcollation(actual->basetype))
		appendStringInfo(&buf, " COLLATE %s", generate_collation_name(actual->collation));
	if (actual->def)
		appendStringInfo(&buf, " DEFAULT %s", idem_deparse(actual->def, InvalidOid));
	if (actual->not_null)
		appendStringInfoString(&buf, " NOT NULL");
	foreach(lc, actual->constraints)
	{
		const DomainConstraint *con = lfirst(lc);

		if (con->contype == CONSTRAINT_CHECK)
			appendStringInfo(&buf, " CONSTRAINT %s CHECK (%s)%s", quote_identifier(con->name),
							 idem_deparse(con->expr, InvalidOid),
							 con->validated ? "" : " NOT VALID");
	}
	return buf.data;
}

const IdemKind idem_kind_domain = {
	.noun = "domain",
	.objtype = OBJECT_DOMAIN,
	.classid = TypeRelationId,
	.declare = domain_declare,
	.resolve = domain_resolve,
	.observe = domain_observe,
	.diff = domain_diff,
	.describe = domain_describe,
	.record_name = idem_record_type,
};
