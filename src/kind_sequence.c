/*-------------------------------------------------------------------------
 *
 * kind_sequence.c
 *	  Sequences: their options, owner column and persistence.
 *
 * Declared by CreateSeqStmt, or edited by AlterSeqStmt.  Only options that are
 * written count.  How far a sequence has been counted is data, not definition:
 * it is never looked at, and RESTART is ignored.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "idem_migrate.h"

typedef struct ActualSequence
{
	IdemActual	head;
	FormData_pg_sequence form;
	char		persistence;
} ActualSequence;

/* The column that a sequence belongs to. */
typedef struct SequenceOwner
{
	char		deptype;		/* DEPENDENCY_AUTO; DEPENDENCY_INTERNAL if it
								 * is an identity column; zero if there is
								 * none */
	Oid			table;
	int32		column;
} SequenceOwner;

/* The options of a statement, each where it is written, or NULL. */
typedef struct SequenceOptions
{
	DefElem    *as;
	DefElem    *increment;
	DefElem    *minvalue;
	DefElem    *maxvalue;
	DefElem    *start;
	DefElem    *cache;
	DefElem    *cycle;
	DefElem    *owned_by;
} SequenceOptions;

static void read_options(List *options, const char *source, SequenceOptions *declared);
static List *diff_options(const SequenceOptions *declared, const char *source,
						  const FormData_pg_sequence *form, StringInfo clause);
static DefElem *diff_owner(const SequenceOptions *declared, Oid sequence, StringInfo clause);

static SequenceOwner
owner_of(Oid sequence)
{
	SequenceOwner owner = {DEPENDENCY_AUTO, InvalidOid, 0};

	if (sequenceIsOwned(sequence, DEPENDENCY_AUTO, &owner.table, &owner.column))
		return owner;
	owner.deptype = DEPENDENCY_INTERNAL;
	if (sequenceIsOwned(sequence, DEPENDENCY_INTERNAL, &owner.table, &owner.column))
		return owner;
	owner.deptype = '\0';
	return owner;
}

static bool
sequence_declare(IdemDeclaration *declaration)
{
	Node	   *stmt = declaration->stmt;
	ListCell   *lc;

	if (IsA(stmt, CreateSeqStmt))
	{
		RangeVar   *sequence = ((CreateSeqStmt *) stmt)->sequence;

		if (sequence->relpersistence == RELPERSISTENCE_TEMP)
			return false;
		idem_declare_whole(declaration, &idem_kind_sequence, idem_relation_names(sequence));
	}
	else if (IsA(stmt, AlterSeqStmt))
	{
		AlterSeqStmt *alter = (AlterSeqStmt *) stmt;

		/* a position is set, not wanted */
		foreach(lc, alter->options)
		{
			if (strcmp(lfirst_node(DefElem, lc)->defname, "restart") == 0)
				return false;
		}
		idem_declare_edit(declaration, &idem_kind_sequence,
						  idem_relation_names(alter->sequence))->missing_ok = alter->missing_ok;
	}
	else
		return false;
	return true;
}

static void
sequence_resolve(IdemWanted *wanted)
{
	idem_lookup_relation(wanted);
	if (!OidIsValid(wanted->objid))
		return;
	if (get_rel_relkind(wanted->objid) != RELKIND_SEQUENCE)
		idem_wrong_relkind(wanted->objid, "a sequence");

	/* CASCADE cannot help with these */
	if (wanted->wish == IDEM_ABSENT &&
		owner_of(wanted->objid).deptype == DEPENDENCY_INTERNAL)
		wanted->behavior = DROP_RESTRICT;
}

static IdemActual *
sequence_observe(const IdemWanted *wanted)
{
	ActualSequence *actual = palloc0(sizeof(ActualSequence));
	HeapTuple	tuple;

	if (!OidIsValid(wanted->objid))
		return &actual->head;
	tuple = SearchSysCache1(SEQRELID, ObjectIdGetDatum(wanted->objid));
	if (!HeapTupleIsValid(tuple))
		return &actual->head;	/* dropped this instant */

	actual->head.found = true;
	ObjectAddressSet(actual->head.address, RelationRelationId, wanted->objid);
	actual->form = *(Form_pg_sequence) GETSTRUCT(tuple);
	ReleaseSysCache(tuple);

	actual->persistence = get_rel_persistence(wanted->objid);
	return &actual->head;
}

/*
 * "schema.table.column"
 */
static char *
owner_name(const SequenceOwner *owner)
{
	char	   *table = get_rel_name(owner->table);
	char	   *column = get_attname(owner->table, owner->column, true);

	if (table == NULL || column == NULL)
		return pstrdup("?");	/* dropped this instant */
	return psprintf("%s.%s",
					quote_qualified_identifier(get_namespace_name(get_rel_namespace(owner->table)),
											   table),
					quote_identifier(column));
}

/* ----------------------------------------------------------------
 *	Differences
 * ----------------------------------------------------------------
 */

static void
diff_absent(const IdemWanted *wanted, const ActualSequence *actual, IdemPlan *plan)
{
	SequenceOwner owner;
	IdemStep   *step;

	if (!actual->head.found)
		return;
	owner = owner_of(wanted->objid);
	step = idem_step(plan, wanted, "drop", IDEM_DROPPED);
	idem_step_drop(step, wanted, OBJECT_SEQUENCE);
	if (owner.deptype == DEPENDENCY_INTERNAL)
	{
		idem_refuse(step, IDEM_IMPOSSIBLE,
					psprintf("sequence \"%s\" belongs to an identity column",
							 idem_qualified_name(wanted)),
					psprintf("It counts for column %s.", owner_name(&owner)));
		step->sqlstate = ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST;
		step->hint = "Drop the column, or its identity with ALTER TABLE ... ALTER COLUMN ... DROP IDENTITY.";
	}
}

static void
sequence_diff(const IdemWanted *wanted, const IdemActual *head, IdemPlan *plan)
{
	const ActualSequence *actual = (const ActualSequence *) head;
	SequenceOptions declared;
	AlterSeqStmt *stmt;
	List	   *options;
	DefElem    *owner;
	StringInfoData clause;

	if (wanted->wish == IDEM_ABSENT)
	{
		diff_absent(wanted, actual, plan);
		return;
	}
	if (!head->found)
	{
		if (IsA(wanted->node, CreateSeqStmt))
			idem_step_whole(idem_step(plan, wanted, "create", IDEM_CREATED), wanted);
		else if (!wanted->missing_ok)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_TABLE),
					 errmsg("sequence \"%s\" does not exist", NameListToString(wanted->names))));
		return;
	}

	initStringInfo(&clause);
	read_options(IsA(wanted->node, CreateSeqStmt) ?
				 ((CreateSeqStmt *) wanted->node)->options :
				 castNode(AlterSeqStmt, wanted->node)->options,
				 wanted->source, &declared);
	options = diff_options(&declared, wanted->source, &actual->form, &clause);
	owner = diff_owner(&declared, wanted->objid, &clause);
	if (owner)
		options = lappend(options, owner);
	if (options != NIL)
	{
		IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);

		stmt = makeNode(AlterSeqStmt);
		stmt->sequence = makeRangeVar(wanted->nspname, wanted->name, -1);
		stmt->options = options;
		idem_step_statement(step, (Node *) stmt,
							psprintf("ALTER SEQUENCE %s%s", idem_qualified_name(wanted),
									 clause.data));
		step->lockrel = wanted->objid;
		step->lockmode = ShareRowExclusiveLock;
		step->reason = psprintf("it is %s", wanted->kind->describe(head));
	}

	if (IsA(wanted->node, CreateSeqStmt) &&
		((CreateSeqStmt *) wanted->node)->sequence->relpersistence == RELPERSISTENCE_UNLOGGED &&
		actual->persistence != RELPERSISTENCE_UNLOGGED)
	{
		IdemStep   *step = idem_step(plan, wanted, "alter", IDEM_ALTERED);

		idem_step_alter_table(step, wanted, idem_alter_cmd(AT_SetUnLogged, NULL, NULL),
							  "SET UNLOGGED");
		((AlterTableStmt *) step->stmt)->objtype = OBJECT_SEQUENCE;
		step->ddl = psprintf("ALTER SEQUENCE %s SET UNLOGGED", idem_qualified_name(wanted));
	}
}

/*
 * Sort the options of a statement by name.
 */
static void
read_options(List *options, const char *source, SequenceOptions *declared)
{
	ParseState *pstate = make_parsestate(NULL);
	ListCell   *lc;

	memset(declared, 0, sizeof(SequenceOptions));
	pstate->p_sourcetext = source;
	foreach(lc, options)
	{
		DefElem    *option = lfirst_node(DefElem, lc);
		struct
		{
			const char *name;
			DefElem   **place;
		}			places[] = {
			{"as", &declared->as},
			{"increment", &declared->increment},
			{"minvalue", &declared->minvalue},
			{"maxvalue", &declared->maxvalue},
			{"start", &declared->start},
			{"cache", &declared->cache},
			{"cycle", &declared->cycle},
			{"owned_by", &declared->owned_by},
		};
		int			i;

		if (strcmp(option->defname, "restart") == 0)
			continue;
		for (i = 0; i < (int) lengthof(places); i++)
		{
			if (strcmp(option->defname, places[i].name) == 0)
				break;
		}
		if (i == lengthof(places))
			ereport(ERROR,
					(errcode(ERRCODE_SYNTAX_ERROR),
					 errmsg("invalid sequence option"),
					 parser_errposition(pstate, option->location)));
		if (*places[i].place != NULL)
			errorConflictingDefElem(option, pstate);
		*places[i].place = option;
	}
	free_parsestate(pstate);
}

/*
 * The bounds that a sequence has without MINVALUE or MAXVALUE; see
 * init_params() of sequence.c.
 */
static int64
default_bound(bool max, Oid type, int64 increment)
{
	if (max)
	{
		if (increment < 0)
			return -1;
		return type == INT2OID ? PG_INT16_MAX : type == INT4OID ? PG_INT32_MAX : PG_INT64_MAX;
	}
	if (increment >= 0)
		return 1;
	return type == INT2OID ? PG_INT16_MIN : type == INT4OID ? PG_INT32_MIN : PG_INT64_MIN;
}

static List *
add_number(List *options, StringInfo clause, const char *name, const char *words, int64 value)
{
	char	   *digits = psprintf(INT64_FORMAT, value);

	appendStringInfo(clause, " %s %s", words, digits);
	return lappend(options, makeDefElem(pstrdup(name), (Node *) makeFloat(digits), -1));
}

/*
 * The options that differ, as ALTER SEQUENCE takes them; appends them to
 * "clause" as people read them.  NO MINVALUE and NO MAXVALUE come out as
 * numbers: together with AS the server would take them for something else.
 */
static List *
diff_options(const SequenceOptions *declared, const char *source,
			 const FormData_pg_sequence *form, StringInfo clause)
{
	List	   *options = NIL;
	Oid			type = form->seqtypid;
	int64		increment = form->seqincrement;
	int64		value;

	if (declared->as)
	{
		ParseState *pstate = make_parsestate(NULL);

		pstate->p_sourcetext = source;
		type = typenameTypeId(pstate, defGetTypeName(declared->as));
		free_parsestate(pstate);
		if (type != form->seqtypid)
		{
			appendStringInfo(clause, " AS %s", format_type_be(type));
			options = lappend(options, declared->as);
		}
	}
	if (declared->increment)
	{
		increment = defGetInt64(declared->increment);
		if (increment != form->seqincrement)
			options = add_number(options, clause, "increment", "INCREMENT BY", increment);
	}
	if (declared->minvalue)
	{
		value = declared->minvalue->arg ? defGetInt64(declared->minvalue) :
			default_bound(false, type, increment);
		if (value != form->seqmin)
			options = add_number(options, clause, "minvalue", "MINVALUE", value);
	}
	if (declared->maxvalue)
	{
		value = declared->maxvalue->arg ? defGetInt64(declared->maxvalue) :
			default_bound(true, type, increment);
		if (value != form->seqmax)
			options = add_number(options, clause, "maxvalue", "MAXVALUE", value);
	}
	if (declared->start)
	{
		value = defGetInt64(declared->start);
		if (value != form->seqstart)
			options = add_number(options, clause, "start", "START WITH", value);
	}
	if (declared->cache)
	{
		value = defGetInt64(declared->cache);
		if (value != form->seqcache)
			options = add_number(options, clause, "cache", "CACHE", value);
	}
	if (declared->cycle && boolVal(declared->cycle->arg) != form->seqcycle)
	{
		appendStringInfoString(clause, form->seqcycle ? " NO CYCLE" : " CYCLE");
		options = lappend(options, declared->cycle);
	}
	return options;
}

/*
 * The options in which the sequence of an identity column differs from those
 * that are declared for it, as ALTER SEQUENCE takes them, and in "clause" as
 * people read them.
 */
List *
idem_sequence_differences(Oid sequence, List *options, const char *source, StringInfo clause)
{
	HeapTuple	tuple = SearchSysCache1(SEQRELID, ObjectIdGetDatum(sequence));
	FormData_pg_sequence form;
	SequenceOptions declared;

	if (!HeapTupleIsValid(tuple))
		return NIL;				/* dropped this instant */
	form = *(Form_pg_sequence) GETSTRUCT(tuple);
	ReleaseSysCache(tuple);
	read_options(options, source, &declared);
	return diff_options(&declared, source, &form, clause);
}

/*
 * OWNED BY, if it differs.  A table or column that does not exist (yet) does.
 */
static DefElem *
diff_owner(const SequenceOptions *declared, Oid sequence, StringInfo clause)
{
	SequenceOwner owner;
	List	   *names;
	RangeVar   *relation;
	char	   *column;
	Oid			table;

	if (declared->owned_by == NULL)
		return NULL;

	owner = owner_of(sequence);
	names = defGetQualifiedName(declared->owned_by);
	if (list_length(names) == 1)
	{
		/* NONE; if it is something else the server complains */
		if (strcmp(strVal(linitial(names)), "none") == 0 && owner.deptype == '\0')
			return NULL;
		appendStringInfoString(clause, " OWNED BY NONE");
		return declared->owned_by;
	}

	column = strVal(llast(names));
	relation = makeRangeVarFromNameList(list_copy_head(names, list_length(names) - 1));
	table = RangeVarGetRelid(relation, NoLock, true);
	if (owner.deptype && OidIsValid(table) && table == owner.table &&
		get_attnum(table, column) == owner.column)
		return NULL;

	if (OidIsValid(table))
	{
		relation->schemaname = get_namespace_name(get_rel_namespace(table));
		relation->relname = get_rel_name(table);
	}
	appendStringInfo(clause, " OWNED BY %s.%s",
					 quote_qualified_identifier(relation->schemaname, relation->relname),
					 quote_identifier(column));
	names = list_make2(makeString(relation->relname), makeString(column));
	if (relation->schemaname)
		names = lcons(makeString(relation->schemaname), names);
	return makeDefElem("owned_by", (Node *) names, declared->owned_by->location);
}

static char *
sequence_describe(const IdemActual *head)
{
	const ActualSequence *actual = (const ActualSequence *) head;
	const FormData_pg_sequence *form = &actual->form;
	SequenceOwner owner = owner_of(head->address.objectId);
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "%sAS %s INCREMENT BY " INT64_FORMAT " MINVALUE " INT64_FORMAT
					 " MAXVALUE " INT64_FORMAT " START WITH " INT64_FORMAT " CACHE " INT64_FORMAT,
					 actual->persistence == RELPERSISTENCE_UNLOGGED ? "UNLOGGED " : "",
					 format_type_be(form->seqtypid), form->seqincrement, form->seqmin,
					 form->seqmax, form->seqstart, form->seqcache);
	if (form->seqcycle)
		appendStringInfoString(&buf, " CYCLE");
	if (owner.deptype)
		appendStringInfo(&buf, " OWNED BY %s", owner_name(&owner));
	return buf.data;
}

const IdemKind idem_kind_sequence = {
	.noun = "sequence",
	.objtype = OBJECT_SEQUENCE,
	.classid = RelationRelationId,
	.declare = sequence_declare,
	.resolve = sequence_resolve,
	.observe = sequence_observe,
	.diff = sequence_diff,
	.describe = sequence_describe,
	.record_name = idem_record_whole,
};
