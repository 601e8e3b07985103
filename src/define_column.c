/*-------------------------------------------------------------------------
 *
 * define_column.c
 *	  Columns of relations: read, and written as CREATE TABLE has them.
 *
 * What CREATE TABLE cannot say on every server (storage, statistics, options)
 * is said by ALTER TABLE afterwards, unless it is what the column has anyway.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"

#include "compat.h"
#include "define.h"

/*
 * "a '1', b '2'", from options of a foreign table or of its column.
 */
char *
idem_generic_options(Datum options)
{
	Datum	   *elements;
	int			nelements;
	StringInfoData buf;

	initStringInfo(&buf);
	deconstruct_array(DatumGetArrayTypeP(options), TEXTOID, -1, false, TYPALIGN_INT,
					  &elements, NULL, &nelements);
	for (int i = 0; i < nelements; i++)
	{
		char	   *option = TextDatumGetCString(elements[i]);
		char	   *equals = strchr(option, '=');

		if (equals == NULL)
			continue;
		*equals = '\0';
		appendStringInfo(&buf, "%s%s %s", buf.len > 0 ? ", " : "",
						 quote_identifier(option), quote_literal_cstr(equals + 1));
	}
	return buf.len > 0 ? buf.data : NULL;
}

static void
read_column(IdemRows *rows, HeapTuple tuple, IdemColumnDef *column)
{
	Form_pg_attribute att = (Form_pg_attribute) GETSTRUCT(tuple);
	bool		isnull;
	Datum		value;

	memcpy(&column->att, att, ATTRIBUTE_FIXED_PART_SIZE);
	column->name = pstrdup(quote_identifier(NameStr(att->attname)));
	column->type = format_type_with_typemod(att->atttypid, att->atttypmod);
	if (OidIsValid(att->attcollation) && att->attcollation != get_typcollation(att->atttypid))
		column->collation = generate_collation_name(att->attcollation);
	column->statistics = idem_attribute_statistics(tuple);
	value = idem_row_value(rows, tuple, Anum_pg_attribute_attacl, &isnull);
	column->has_acl = !isnull;
	column->acl = value;
	value = idem_row_value(rows, tuple, Anum_pg_attribute_attoptions, &isnull);
	column->options = idem_options_list(value, "", NULL);
	value = idem_row_value(rows, tuple, Anum_pg_attribute_attfdwoptions, &isnull);
	if (!isnull)
		column->fdwoptions = idem_generic_options(value);
}

static IdemColumnDef *
column_by_number(const IdemTableDef *table, int attnum)
{
	for (int i = 0; i < table->ncolumns; i++)
		if (table->columns[i].att.attnum == attnum)
			return &table->columns[i];
	return NULL;
}

IdemColumnDef *
idem_column_def(const IdemTableDef *table, const char *attname)
{
	for (int i = 0; i < table->ncolumns; i++)
		if (strcmp(NameStr(table->columns[i].att.attname), attname) == 0)
			return &table->columns[i];
	return NULL;
}

static void
read_defaults(IdemTableDef *table)
{
	Oid			relid = table->named.objid;
	IdemRows   *rows = idem_rows(AttrDefaultRelationId, AttrDefaultIndexId,
								 Anum_pg_attrdef_adrelid, relid);
	ListCell   *lc;

	foreach(lc, rows->tuples)
	{
		HeapTuple	tuple = lfirst(lc);
		Form_pg_attrdef form = (Form_pg_attrdef) GETSTRUCT(tuple);
		IdemColumnDef *column = column_by_number(table, form->adnum);
		bool		isnull;

		if (column == NULL)
			continue;
		column->attrdef = form->oid;
		column->expr = idem_expression_text(idem_row_value(rows, tuple, Anum_pg_attrdef_adbin,
														   &isnull), relid);
	}
}

/*
 * Whether the name of a NOT NULL constraint is one that the server may have
 * chosen, be it before the table or the column was renamed.  Older servers
 * know no such names at all.
 */
static bool
is_chosen_by_server(const char *conname)
{
	const char *suffix = "_not_null";
	size_t		length = strlen(conname);

	while (length > 0 && isdigit((unsigned char) conname[length - 1]))
		length--;
	return length >= strlen(suffix) &&
		strncmp(conname + length - strlen(suffix), suffix, strlen(suffix)) == 0;
}

static void
read_not_nulls(IdemTableDef *table)
{
	ListCell   *lc;

	foreach(lc, table->constraints->tuples)
	{
		HeapTuple	tuple = lfirst(lc);
		Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);
		IdemColumnDef *column;
		ArrayType  *keys;
		bool		isnull;
		Datum		value;

		if (form->contype != CONSTRAINT_NOTNULL)
			continue;
		value = idem_row_value(table->constraints, tuple, Anum_pg_constraint_conkey, &isnull);
		if (isnull)
			continue;
		keys = DatumGetArrayTypeP(value);
		column = column_by_number(table, ((int16 *) ARR_DATA_PTR(keys))[0]);
		if (column == NULL)
			continue;
		if (!is_chosen_by_server(NameStr(form->conname)))
			column->not_null = pstrdup(quote_identifier(NameStr(form->conname)));
		column->not_null_no_inherit = form->connoinherit;
		if (!form->convalidated)
			column->not_null_invalid = form->oid;
	}
}

/*
 * The columns of a relation whose constraints have been read.
 */
void
idem_read_column_defs(IdemTableDef *table)
{
	IdemRows   *rows = idem_rows(AttributeRelationId, AttributeRelidNumIndexId,
								 Anum_pg_attribute_attrelid, table->named.objid);
	ListCell   *lc;

	table->columns = palloc0(sizeof(IdemColumnDef) * Max(list_length(rows->tuples), 1));
	foreach(lc, rows->tuples)
	{
		HeapTuple	tuple = lfirst(lc);
		Form_pg_attribute att = (Form_pg_attribute) GETSTRUCT(tuple);

		if (att->attnum > 0 && !att->attisdropped)
			read_column(rows, tuple, &table->columns[table->ncolumns++]);
	}
	read_defaults(table);
	read_not_nulls(table);
}

static void
write_identity(StringInfo element, const IdemTableDef *table, const IdemColumnDef *column)
{
	Oid			seqid = idem_sequence_of_identity(table->named.objid, column->att.attnum);
	StringInfoData options;
	char	   *expected;

	appendStringInfo(element, " GENERATED %s AS IDENTITY",
					 column->att.attidentity == ATTRIBUTE_IDENTITY_ALWAYS ? "ALWAYS" : "BY DEFAULT");
	initStringInfo(&options);
	if (!OidIsValid(seqid))
		idem_vanished("identity sequence of relation", table->named.objid);
	expected = idem_qualified_in(table->form.relnamespace,
								 makeObjectName(NameStr(table->form.relname),
												NameStr(column->att.attname), "seq"));
	if (strcmp(expected, idem_relation_identity(seqid)) != 0)
		appendStringInfo(&options, " SEQUENCE NAME %s", idem_relation_identity(seqid));
	idem_write_sequence_options(&options, seqid, " ");
	if (options.len > 0)
		appendStringInfo(element, " (%s)", options.data + 1);
}

/*
 * The column as an element of CREATE TABLE; nothing if the table is of a type
 * and the type says it all.  A default that needs what is not there yet
 * becomes a late part.
 */
void
idem_write_column(IdemDefinition *definition, StringInfo element, const IdemTableDef *table,
				  const IdemColumnDef *column)
{
	bool		typed = OidIsValid(table->form.reloftype);
	int			start;

	appendStringInfoString(element, column->name);
	if (typed)
		appendStringInfoString(element, " WITH OPTIONS");
	else
	{
		appendStringInfo(element, " %s", column->type);
		if (column->fdwoptions != NULL)
			appendStringInfo(element, " OPTIONS (%s)", column->fdwoptions);
		if (column->collation != NULL)
			appendStringInfo(element, " COLLATE %s", column->collation);
	}
	start = element->len;

	if (column->att.attgenerated != '\0')
		appendStringInfo(element, " GENERATED ALWAYS AS (%s) %s", column->expr ? column->expr : "",
						 column->att.attgenerated == ATTRIBUTE_GENERATED_STORED ? "STORED" : "VIRTUAL");
	else if (column->expr != NULL)
	{
		IdemDefinition part;

		if (idem_begin_part(definition, AttrDefaultRelationId, column->attrdef, &part))
			appendStringInfo(element, " DEFAULT %s", column->expr);
		else
			appendStringInfo(&part.ddl, "ALTER TABLE ONLY %s ALTER COLUMN %s SET DEFAULT %s;\n",
							 table->named.name, column->name, column->expr);
		idem_end_part(definition, AttrDefaultRelationId, column->attrdef, &part);
	}
	else if (column->parent_default)
		appendStringInfoString(element, " DEFAULT NULL");
	if (column->att.attidentity != '\0')
		write_identity(element, table, column);
	if (column->att.attnotnull && !OidIsValid(column->not_null_invalid))
	{
		if (column->not_null != NULL)
			appendStringInfo(element, " CONSTRAINT %s", column->not_null);
		appendStringInfoString(element, " NOT NULL");
		if (column->not_null_no_inherit)
			appendStringInfoString(element, " NO INHERIT");
	}

	if (typed && element->len == start)
		resetStringInfo(element);
}

static const char *
storage_word(char storage)
{
	switch (storage)
	{
		case TYPSTORAGE_PLAIN:
			return "PLAIN";
		case TYPSTORAGE_EXTERNAL:
			return "EXTERNAL";
		case TYPSTORAGE_MAIN:
			return "MAIN";
		default:
			return "EXTENDED";
	}
}

static const char *
compression_word(char compression)
{
	switch (compression)
	{
		case 'p':
			return "pglz";
		case 'l':
			return "lz4";
		default:
			return "default";
	}
}

/*
 * A default that is not the parent's.
 */
static void
define_own_default(IdemDefinition *definition, const IdemColumnDef *column, const char *alter)
{
	IdemDefinition part;

	(void) idem_begin_part(definition, AttrDefaultRelationId, column->attrdef, &part);
	appendStringInfo(&part.ddl, "%s SET DEFAULT %s;\n", alter, column->expr);
	idem_end_part(definition, AttrDefaultRelationId, column->attrdef, &part);
}

/*
 * What only ALTER TABLE says of a column, and its comment.
 */
void
idem_define_column_settings(IdemDefinition *definition, const IdemTableDef *table,
							const IdemColumnDef *column)
{
	StringInfo	ddl = &definition->ddl;
	const IdemColumnDef *inherited = column->inherited;
	char		storage = get_typstorage(column->att.atttypid);
	char		compression = '\0';
	char	   *alter = psprintf("ALTER TABLE ONLY %s ALTER COLUMN %s", table->named.name,
								 column->name);

	if (inherited != NULL)
	{
		bool		generated = column->att.attgenerated != '\0';

		storage = inherited->att.attstorage;
		compression = inherited->att.attcompression;
		if (!generated && column->expr == NULL && inherited->expr != NULL)
			appendStringInfo(ddl, "%s DROP DEFAULT;\n", alter);
		else if (!generated && column->expr != NULL &&
				 (inherited->expr == NULL || strcmp(column->expr, inherited->expr) != 0))
			define_own_default(definition, column, alter);
		if (column->att.attnotnull && !inherited->att.attnotnull &&
			!OidIsValid(column->not_null_invalid))
			appendStringInfo(ddl, "%s SET NOT NULL;\n", alter);
	}
	if (column->att.attstorage != storage)
		appendStringInfo(ddl, "%s SET STORAGE %s;\n", alter, storage_word(column->att.attstorage));
	if (column->att.attcompression != compression)
		appendStringInfo(ddl, "%s SET COMPRESSION %s;\n", alter,
						 compression_word(column->att.attcompression));
	if (column->statistics != -1)
		appendStringInfo(ddl, "%s SET STATISTICS %d;\n", alter, column->statistics);
	if (column->options != NULL)
		appendStringInfo(ddl, "%s SET (%s);\n", alter, column->options);
	if (OidIsValid(column->not_null_invalid))
		idem_define_part(definition, ConstraintRelationId, column->not_null_invalid);
}
