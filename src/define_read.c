/*-------------------------------------------------------------------------
 *
 * define_read.c
 *	  Relations as their definition needs them: read from the catalogs, and
 *	  asked what they are like.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/partition.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "commands/defrem.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"
#include "parts.h"

static char *
toast_options(Oid toastid, char *others)
{
	HeapTuple	tuple;
	bool		isnull;
	Datum		options;

	if (!OidIsValid(toastid))
		return others;
	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(toastid));
	if (!HeapTupleIsValid(tuple))
		idem_vanished("relation", toastid);
	options = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_reloptions, &isnull);
	if (!isnull)
		others = idem_options_list(options, "toast.", others);
	ReleaseSysCache(tuple);
	return others;
}

static int
compare_relations(const ListCell *a, const ListCell *b)
{
	return strcmp(idem_relation_identity(lfirst_oid(a)), idem_relation_identity(lfirst_oid(b)));
}

/*
 * The parents in the order in which columns came from them.
 */
static List *
read_parents(Oid relid)
{
	IdemRows   *rows = idem_rows(InheritsRelationId, InheritsRelidSeqnoIndexId,
								 Anum_pg_inherits_inhrelid, relid);
	List	   *parents = NIL;
	ListCell   *lc;

	foreach(lc, rows->tuples)
	{
		Form_pg_inherits form = (Form_pg_inherits) GETSTRUCT((HeapTuple) lfirst(lc));

		if (!form->inhdetachpending)
			parents = lappend_oid(parents, form->inhparent);
	}
	return parents;
}

static const char *
keyword_of(char relkind)
{
	switch (relkind)
	{
		case RELKIND_VIEW:
			return "VIEW";
		case RELKIND_MATVIEW:
			return "MATERIALIZED VIEW";
		case RELKIND_FOREIGN_TABLE:
			return "FOREIGN TABLE";
		case RELKIND_SEQUENCE:
			return "SEQUENCE";
		default:
			return "TABLE";
	}
}

/*
 * A relation with its columns, constraints and the names of its indexes.
 */
IdemTableDef *
idem_read_table_def(Oid relid)
{
	IdemTableDef *table = palloc0(sizeof(IdemTableDef));
	HeapTuple	tuple = SearchSysCacheCopy1(RELOID, ObjectIdGetDatum(relid));
	IdemRows   *indexes;
	ListCell   *lc;
	bool		isnull;
	Datum		value;

	if (!HeapTupleIsValid(tuple))
		idem_vanished("relation", relid);
	memcpy(&table->form, GETSTRUCT(tuple), CLASS_TUPLE_SIZE);
	table->named.classid = RelationRelationId;
	table->named.objid = relid;
	table->named.keyword = keyword_of(table->form.relkind);
	table->named.name = idem_relation_identity(relid);
	table->acl = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relacl, &isnull);
	table->has_acl = !isnull;
	value = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_reloptions, &isnull);
	table->options = idem_options_list(isnull ? (Datum) 0 : value, "",
									   toast_options(table->form.reltoastrelid, NULL));
	value = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relpartbound, &isnull);
	if (table->form.relispartition && !isnull)
		table->bound = idem_expression_text(value, relid);

	table->parents = read_parents(relid);
	table->constraints = idem_rows(ConstraintRelationId, ConstraintRelidTypidNameIndexId,
								   Anum_pg_constraint_conrelid, relid);
	indexes = idem_rows(IndexRelationId, IndexIndrelidIndexId, Anum_pg_index_indrelid, relid);
	foreach(lc, indexes->tuples)
	{
		Form_pg_index form = (Form_pg_index) GETSTRUCT((HeapTuple) lfirst(lc));

		/* one that failed to be built is not part of the definition */
		if (form->indisvalid || table->form.relkind == RELKIND_PARTITIONED_TABLE)
			table->indexes = lappend_oid(table->indexes, form->indexrelid);
	}
	list_sort(table->indexes, compare_relations);
	idem_read_column_defs(table);
	return table;
}

Form_pg_constraint
idem_constraint_named(const IdemTableDef *table, const char *conname, char contype)
{
	ListCell   *lc;

	foreach(lc, table->constraints->tuples)
	{
		Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT((HeapTuple) lfirst(lc));

		if (form->contype == contype && strcmp(NameStr(form->conname), conname) == 0)
			return form;
	}
	return NULL;
}

/* the constraint that an index is made for */
Form_pg_constraint
idem_constraint_of_index(const IdemTableDef *table, Oid indexid)
{
	ListCell   *lc;

	foreach(lc, table->constraints->tuples)
	{
		Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT((HeapTuple) lfirst(lc));

		if (form->conindid == indexid &&
			(form->contype == CONSTRAINT_PRIMARY || form->contype == CONSTRAINT_UNIQUE ||
			 form->contype == CONSTRAINT_EXCLUSION))
			return form;
	}
	return NULL;
}

/* ----------------------------------------------------------------
 *	Partitions
 * ----------------------------------------------------------------
 */

/*
 * Whether an index has the name that the server gives a partition's index.
 */
static bool
has_chosen_name(const IdemTableDef *table, Oid indexid, Oid parentid)
{
	Form_pg_constraint constraint = idem_constraint_of_index(table, indexid);
	List	   *names = NIL;
	char	   *attname;
	char	   *relname = get_rel_name(indexid);
	char	   *chosen;

	if (relname == NULL)
		idem_vanished("relation", indexid);
	for (AttrNumber i = 1; (attname = get_attname(parentid, i, true)) != NULL; i++)
		names = lappend(names, makeString(attname));
	if (constraint != NULL && constraint->contype == CONSTRAINT_PRIMARY)
		chosen = makeObjectName(NameStr(table->form.relname), NULL, "pkey");
	else
		chosen = makeObjectName(NameStr(table->form.relname), idem_name_addition(names),
								constraint == NULL ? "idx" :
								constraint->contype == CONSTRAINT_UNIQUE ? "key" : "excl");
	return strcmp(chosen, relname) == 0;
}

/*
 * Whether PARTITION OF makes the partition as it is.
 */
bool
idem_is_plain_partition(const IdemTableDef *table, const IdemTableDef *parent)
{
	int			attached = 0;
	int			expected = 0;
	ListCell   *lc;

	if (table->bound == NULL || table->ncolumns != parent->ncolumns ||
		OidIsValid(table->form.reloftype) ||
		table->form.relkind == RELKIND_FOREIGN_TABLE)
		return false;
	for (int i = 0; i < table->ncolumns; i++)
	{
		const IdemColumnDef *own = &table->columns[i];
		const IdemColumnDef *theirs = &parent->columns[i];

		if (strcmp(NameStr(own->att.attname), NameStr(theirs->att.attname)) != 0 ||
			own->att.attgenerated != theirs->att.attgenerated ||
			(own->att.attidentity != '\0' && theirs->att.attidentity == '\0'))
			return false;
		if (own->att.attgenerated != '\0' &&
			(own->expr == NULL || theirs->expr == NULL || strcmp(own->expr, theirs->expr) != 0))
			return false;
		if (OidIsValid(own->not_null_invalid))
			return false;
	}

	foreach(lc, table->indexes)
	{
		Oid			indexid = lfirst_oid(lc);

		if (!get_rel_relispartition(indexid))
		{
			/* it would clash with the parent's while the partition is made */
			if (idem_constraint_of_index(table, indexid) != NULL)
				return false;
			continue;
		}
		if (!has_chosen_name(table, indexid, get_partition_parent(indexid, true)))
			return false;
		attached++;
	}
	expected = list_length(parent->indexes);
	return attached == expected;
}
