/*-------------------------------------------------------------------------
 *
 * define_table.c
 *	  Tables of every kind: ordinary, partitioned, foreign, partitions.
 *
 * A partition is said by PARTITION OF if nothing else would be different from
 * what that makes: columns in the parent's order, and indexes with the names
 * that the server chooses.  Otherwise it is said as a table of its own that is
 * attached.  Which of the two it is depends on what the partition is like
 * now, not on how it came about: dump and restore attach them all.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_am.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_foreign_table.h"
#include "catalog/pg_index.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_trigger.h"
#include "commands/defrem.h"
#include "commands/tablespace.h"
#include "foreign/foreign.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "compat.h"
#include "define.h"

static void
add_element(StringInfo elements, const char *element)
{
	appendStringInfo(elements, "%s    %s", elements->len > 0 ? ",\n" : "", element);
}

/*
 * Whether a column is said in CREATE TABLE, or comes from a parent; then which
 * parent's column it is.
 */
static bool
is_own_column(IdemColumnDef *column, const IdemTableDef *table, List *parents, bool plain)
{
	ListCell   *lc;

	if (!plain && (table->form.relispartition || column->att.attislocal))
		return true;
	foreach(lc, parents)
	{
		const IdemColumnDef *theirs = idem_column_def(lfirst(lc), NameStr(column->att.attname));

		if (theirs != NULL)
		{
			column->inherited = theirs;
			return false;
		}
	}
	return true;
}

/*
 * Bring the columns into the order in which the table will have them: those
 * that it shares with its parents come first, as they are there.  What dump
 * and restore make of a table has this order, too.
 */
static void
order_columns(IdemTableDef *table, List *parents)
{
	IdemColumnDef *ordered;
	List	   *columns = NIL;
	ListCell   *lc;

	if (parents == NIL || table->form.relispartition)
		return;
	foreach(lc, parents)
	{
		const IdemTableDef *parent = lfirst(lc);

		for (int i = 0; i < parent->ncolumns; i++)
		{
			IdemColumnDef *column = idem_column_def(table, NameStr(parent->columns[i].att.attname));

			if (column == NULL)
				continue;
			columns = list_append_unique_ptr(columns, column);
			column->parent_default |= parent->columns[i].expr != NULL;
		}
	}
	for (int i = 0; i < table->ncolumns; i++)
		columns = list_append_unique_ptr(columns, &table->columns[i]);

	ordered = palloc0(sizeof(IdemColumnDef) * Max(table->ncolumns, 1));
	foreach(lc, columns)
		ordered[foreach_current_index(lc)] = *(IdemColumnDef *) lfirst(lc);
	table->columns = ordered;
}

/*
 * Whether a CHECK constraint comes from a parent.
 */
static bool
is_inherited_check(const IdemTableDef *table, Form_pg_constraint form, List *parents, bool plain)
{
	if (table->form.relispartition)
		return plain && idem_constraint_named(linitial(parents), NameStr(form->conname),
											  CONSTRAINT_CHECK) != NULL;
	return !form->conislocal;
}

/*
 * Whether a key says the same as one that is written before it.  CREATE TABLE
 * would make one of the two.
 */
static bool
is_written(List **keys, Form_pg_constraint form, const char *def)
{
	ListCell   *lc;

	if (form->contype != CONSTRAINT_PRIMARY && form->contype != CONSTRAINT_UNIQUE)
		return false;
	def += strcspn(def, "(");
	foreach(lc, *keys)
	{
		if (strcmp(lfirst(lc), def) == 0)
			return true;
	}
	*keys = lappend(*keys, unconstify(char *, def));
	return false;
}

/*
 * The constraints that stand in CREATE TABLE: first keys, then others, each
 * by name.  Those that cannot come with the table go to *after.
 */
static void
write_constraints(IdemDefinition *definition, StringInfo elements, const IdemTableDef *table,
				  List *parents, bool plain, List **after)
{
	static const char contypes[] = {
		CONSTRAINT_PRIMARY, CONSTRAINT_UNIQUE, CONSTRAINT_EXCLUSION, CONSTRAINT_CHECK
	};
	List	   *keys = NIL;
	ListCell   *lc;

	for (size_t i = 0; i < lengthof(contypes); i++)
	{
		foreach(lc, table->constraints->tuples)
		{
			Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT((HeapTuple) lfirst(lc));
			char	   *def;

			if (form->contype != contypes[i])
				continue;
			if (form->contype == CONSTRAINT_CHECK ?
				is_inherited_check(table, form, parents, plain) :
				plain && OidIsValid(form->conparentid))
				continue;
			def = idem_constraint_def(form->oid, NameStr(form->conname));
			if (!form->convalidated || is_written(&keys, form, def) ||
				(definition->ready != NULL &&
				 !definition->ready(ConstraintRelationId, form->oid, definition->arg)))
				*after = lappend_oid(*after, form->oid);
			else
				add_element(elements, psprintf("CONSTRAINT %s %s",
											   quote_identifier(NameStr(form->conname)), def));
		}
	}
}

static void
write_tail(StringInfo ddl, const IdemTableDef *table)
{
	HeapTuple	tuple;

	if (table->form.relkind == RELKIND_PARTITIONED_TABLE)
	{
		Datum		key = DirectFunctionCall1(pg_get_partkeydef, ObjectIdGetDatum(table->named.objid));

		appendStringInfo(ddl, "\nPARTITION BY %s", TextDatumGetCString(key));
	}
	if (OidIsValid(table->form.relam))
	{
		char	   *amname = get_am_name(table->form.relam);

		if (amname != NULL && strcmp(amname, "heap") != 0)
			appendStringInfo(ddl, "\nUSING %s", quote_identifier(amname));
	}
	if (table->form.relkind == RELKIND_FOREIGN_TABLE)
	{
		ForeignTable *foreign = GetForeignTable(table->named.objid);
		bool		isnull;
		Datum		options;

		appendStringInfo(ddl, "\nSERVER %s",
						 quote_identifier(GetForeignServer(foreign->serverid)->servername));
		tuple = SearchSysCache1(FOREIGNTABLEREL, ObjectIdGetDatum(table->named.objid));
		if (!HeapTupleIsValid(tuple))
			idem_vanished("foreign table", table->named.objid);
		options = SysCacheGetAttr(FOREIGNTABLEREL, tuple, Anum_pg_foreign_table_ftoptions, &isnull);
		if (!isnull)
			appendStringInfo(ddl, "\nOPTIONS (%s)", idem_generic_options(options));
		ReleaseSysCache(tuple);
	}
	if (table->options != NULL)
		appendStringInfo(ddl, "\nWITH (%s)", table->options);
	if (OidIsValid(table->form.reltablespace))
	{
		char	   *spcname = get_tablespace_name(table->form.reltablespace);

		if (spcname != NULL)
			appendStringInfo(ddl, "\nTABLESPACE %s", quote_identifier(spcname));
	}
	appendStringInfoString(ddl, ";\n");
}

/*
 * CREATE TABLE, and what must follow it at once.  Returns the OIDs of the
 * constraints that do.
 */
static List *
write_create(IdemDefinition *definition, IdemTableDef *table, List *parents, bool plain)
{
	StringInfo	ddl = &definition->ddl;
	StringInfoData elements;
	List	   *after = NIL;
	ListCell   *lc;

	initStringInfo(&elements);
	for (int i = 0; i < table->ncolumns; i++)
	{
		IdemColumnDef *column = &table->columns[i];
		StringInfoData element;

		if (!is_own_column(column, table, parents, plain))
			continue;
		initStringInfo(&element);
		idem_write_column(definition, &element, table, column);
		if (element.len > 0)
			add_element(&elements, element.data);
	}
	write_constraints(definition, &elements, table, parents, plain, &after);

	appendStringInfo(ddl, "CREATE %s%s %s",
					 table->form.relpersistence == RELPERSISTENCE_UNLOGGED ? "UNLOGGED " : "",
					 table->named.keyword, table->named.name);
	if (plain)
		appendStringInfo(ddl, " PARTITION OF %s",
						 ((IdemTableDef *) linitial(parents))->named.name);
	else if (OidIsValid(table->form.reloftype))
		appendStringInfo(ddl, " OF %s", idem_type_identity(table->form.reloftype));
	if (elements.len > 0)
		appendStringInfo(ddl, " (\n%s\n)", elements.data);
	else if (!plain && !OidIsValid(table->form.reloftype))
		appendStringInfoString(ddl, " ()");
	if (plain)
		appendStringInfo(ddl, "%s%s", elements.len > 0 ? "\n" : " ", table->bound);
	else if (parents != NIL && !table->form.relispartition)
	{
		appendStringInfoString(ddl, "\nINHERITS (");
		foreach(lc, parents)
			appendStringInfo(ddl, "%s%s", foreach_current_index(lc) > 0 ? ", " : "",
							 ((IdemTableDef *) lfirst(lc))->named.name);
		appendStringInfoChar(ddl, ')');
	}
	write_tail(ddl, table);

	foreach(lc, after)
		idem_define_part(definition, ConstraintRelationId, lfirst_oid(lc));
	return after;
}

/*
 * Indexes that are not of a constraint or, in a partition, of the parent.
 */
static void
write_indexes(IdemDefinition *definition, const IdemTableDef *table, bool plain)
{
	ListCell   *lc;

	foreach(lc, table->indexes)
	{
		Oid			indexid = lfirst_oid(lc);

		if (idem_constraint_of_index(table, indexid) == NULL &&
			!(plain && get_rel_relispartition(indexid)))
			idem_define_part(definition, RelationRelationId, indexid);
		else
			idem_define_index_settings(&definition->ddl, indexid);
	}
}

static void
write_constraint_comments(StringInfo ddl, const IdemTableDef *table, const List *after)
{
	ListCell   *lc;

	foreach(lc, table->constraints->tuples)
	{
		Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT((HeapTuple) lfirst(lc));

		/* the others are parts, which have their comments with them */
		if (form->contype != CONSTRAINT_FOREIGN && form->convalidated &&
			!list_member_oid(after, form->oid))
			idem_define_constraint_comment(ddl, form->oid);
	}
}

static void
write_foreign_keys(IdemDefinition *definition, const IdemTableDef *table)
{
	ListCell   *lc;

	foreach(lc, table->constraints->tuples)
	{
		Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT((HeapTuple) lfirst(lc));

		if (form->contype == CONSTRAINT_FOREIGN && !OidIsValid(form->conparentid))
			idem_define_part(definition, ConstraintRelationId, form->oid);
	}
}

static void
write_replica_identity(StringInfo ddl, const IdemTableDef *table)
{
	ListCell   *lc;

	if (table->form.relkind == RELKIND_FOREIGN_TABLE)
		return;
	switch (table->form.relreplident)
	{
		case REPLICA_IDENTITY_NOTHING:
			appendStringInfo(ddl, "ALTER TABLE ONLY %s REPLICA IDENTITY NOTHING;\n", table->named.name);
			break;
		case REPLICA_IDENTITY_FULL:
			appendStringInfo(ddl, "ALTER TABLE ONLY %s REPLICA IDENTITY FULL;\n", table->named.name);
			break;
		default:
			break;
	}
	foreach(lc, table->indexes)
	{
		HeapTuple	tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(lfirst_oid(lc)));
		Form_pg_index form;
		char	   *relname = get_rel_name(lfirst_oid(lc));

		if (!HeapTupleIsValid(tuple) || relname == NULL)
			idem_vanished("index", lfirst_oid(lc));
		form = (Form_pg_index) GETSTRUCT(tuple);
		if (form->indisreplident && table->form.relreplident == REPLICA_IDENTITY_INDEX)
			appendStringInfo(ddl, "ALTER TABLE ONLY %s REPLICA IDENTITY USING INDEX %s;\n",
							 table->named.name, quote_identifier(relname));
		if (form->indisclustered)
			appendStringInfo(ddl, "ALTER TABLE %s CLUSTER ON %s;\n", table->named.name,
							 quote_identifier(relname));
		ReleaseSysCache(tuple);
	}
}

static void
write_row_security(IdemDefinition *definition, const IdemTableDef *table)
{
	if (table->form.relrowsecurity)
		appendStringInfo(&definition->ddl, "ALTER TABLE %s ENABLE ROW LEVEL SECURITY;\n",
						 table->named.name);
	if (table->form.relforcerowsecurity)
		appendStringInfo(&definition->ddl, "ALTER TABLE %s FORCE ROW LEVEL SECURITY;\n",
						 table->named.name);
	idem_define_parts_of(definition, PolicyRelationId, table->named.objid);
}

static void
write_sequences(IdemDefinition *definition, const IdemTableDef *table, bool create)
{
	ListCell   *lc;
	List	   *sequences = idem_sequences_of_defaults(table->named.objid);

	foreach(lc, sequences)
	{
		if (create)
			idem_define_sequence(definition, lfirst_oid(lc));
		else
			idem_define_sequence_ownership(&definition->ddl, lfirst_oid(lc));
	}
}

static void
write_sequence_rights(IdemDefinition *definition, const IdemTableDef *table)
{
	ListCell   *lc;
	List	   *sequences = idem_sequences_of_defaults(table->named.objid);

	for (int i = 0; i < table->ncolumns; i++)
		if (table->columns[i].att.attidentity != '\0' && table->columns[i].inherited == NULL)
		{
			Oid			seqid = idem_sequence_of_identity(table->named.objid,
														  table->columns[i].att.attnum);

			if (OidIsValid(seqid))
				idem_define_sequence_rights(&definition->ddl, seqid, false);
		}
	foreach(lc, sequences)
		idem_define_sequence_rights(&definition->ddl, lfirst_oid(lc), false);
}

/*
 * The parents, read; that of a partition is kept for the next one.
 */
static List *
read_parent_defs(IdemDefinition *definition, const IdemTableDef *table)
{
	List	   *parents = NIL;
	ListCell   *lc;

	if (!table->form.relispartition || table->parents == NIL)
	{
		foreach(lc, table->parents)
			parents = lappend(parents, idem_read_table_def(lfirst_oid(lc)));
		return parents;
	}
	if (definition->parent == NULL ||
		definition->parent->named.objid != linitial_oid(table->parents))
	{
		MemoryContext old = CurrentMemoryContext;

		if (definition->parent_context != NULL)
		{
			MemoryContextReset(definition->parent_context);
			MemoryContextSwitchTo(definition->parent_context);
		}
		definition->parent = idem_read_table_def(linitial_oid(table->parents));
		MemoryContextSwitchTo(old);
	}
	return list_make1(definition->parent);
}

void
idem_define_table(IdemDefinition *definition, Oid relid)
{
	StringInfo	ddl = &definition->ddl;
	IdemTableDef *table = idem_read_table_def(relid);
	List	   *parents = read_parent_defs(definition, table);
	bool		plain = parents != NIL && table->form.relispartition &&
		idem_is_plain_partition(table, linitial(parents));
	List	   *after;

	/* an identity column of the parent will be one of the partition, too */
	if (parents != NIL && table->form.relispartition)
		for (int i = 0; i < table->ncolumns; i++)
		{
			const IdemColumnDef *theirs = idem_column_def(linitial(parents),
														  NameStr(table->columns[i].att.attname));

			if (theirs != NULL && theirs->att.attidentity != '\0')
				table->columns[i].att.attidentity = '\0';
		}

	order_columns(table, parents);
	write_sequences(definition, table, true);
	after = write_create(definition, table, parents, plain);
	write_sequences(definition, table, false);
	idem_define_owner(ddl, &table->named, table->form.relowner);
	idem_define_comment(ddl, &table->named);
	for (int i = 0; i < table->ncolumns; i++)
	{
		idem_define_column_settings(definition, table, &table->columns[i]);
		idem_define_column_comment(ddl, &table->named, table->columns[i].att.attnum,
								   table->columns[i].name);
	}
	write_constraint_comments(ddl, table, after);
	write_indexes(definition, table, plain);
	if (table->bound != NULL && !plain)
		appendStringInfo(ddl, "ALTER TABLE ONLY %s ATTACH PARTITION %s %s;\n",
						 ((IdemTableDef *) linitial(parents))->named.name, table->named.name,
						 table->bound);
	write_replica_identity(ddl, table);
	write_foreign_keys(definition, table);
	idem_define_parts_of(definition, StatisticExtRelationId, relid);
	idem_define_parts_of(definition, TriggerRelationId, relid);
	write_row_security(definition, table);
	idem_define_parts_of(definition, RewriteRelationId, relid);

	/* GRANT knows foreign tables as tables */
	table->named.keyword = "TABLE";
	idem_define_grants(ddl, &table->named, OBJECT_TABLE, NULL, table->form.relowner,
					   table->has_acl, table->acl);
	for (int i = 0; i < table->ncolumns; i++)
		idem_define_grants(ddl, &table->named, OBJECT_COLUMN, table->columns[i].name,
						   table->form.relowner, table->columns[i].has_acl,
						   table->columns[i].acl);
	write_sequence_rights(definition, table);
}
