/*-------------------------------------------------------------------------
 *
 * fold_serial.c
 *	  Serial columns written out, where the short form will not do any more.
 *
 * "serial" says: an integer that is not null, a sequence with a name that the
 * server chooses, and a default.  Once one of these has changed or goes by
 * another name, all three have to be said.  The same goes for the name of the
 * sequence behind an identity column.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "parser/parser.h"
#include "utils/builtins.h"

#include "fold.h"

/*
 * The integer type of a serial one; NULL if it is something else.
 */
TypeName *
idem_fold_serial_type(const TypeName *type)
{
	const char *name;

	if (type == NULL || list_length(type->names) != 1)
		return NULL;
	name = strVal(linitial(type->names));
	if (strcmp(name, "serial") == 0 || strcmp(name, "serial4") == 0)
		return SystemTypeName(pstrdup("int4"));
	if (strcmp(name, "bigserial") == 0 || strcmp(name, "serial8") == 0)
		return SystemTypeName(pstrdup("int8"));
	if (strcmp(name, "smallserial") == 0 || strcmp(name, "serial2") == 0)
		return SystemTypeName(pstrdup("int2"));
	return NULL;
}

static Constraint *
identity_of(ColumnDef *definition)
{
	ListCell   *lc;

	foreach(lc, definition->constraints)
	{
		if (lfirst_node(Constraint, lc)->contype == CONSTR_IDENTITY)
			return lfirst(lc);
	}
	return NULL;
}

/*
 * The options of the sequence of an identity column; NULL if it is none.
 */
List	  **
idem_fold_identity_options(const FoldObject *column)
{
	ColumnDef  *definition = idem_fold_definition(column);
	Constraint *identity = definition ? identity_of(definition) : NULL;

	return identity ? &identity->options : NULL;
}

static bool
has_option(List *options, const char *name)
{
	ListCell   *lc;

	foreach(lc, options)
	{
		if (strcmp(lfirst_node(DefElem, lc)->defname, name) == 0)
			return true;
	}
	return false;
}

/*
 * The sequence that comes along with a serial or identity column.
 */
void
idem_fold_make_serial(Fold *fold, FoldObject *table, FoldObject *column, FoldEntry *entry,
					  ColumnDef *definition)
{
	bool		serial = idem_fold_serial_type(definition->typeName) != NULL;
	Constraint *identity = identity_of(definition);
	FoldObject *sequence;

	if (!serial && (identity == NULL || has_option(identity->options, "sequence_name")))
		return;
	sequence = idem_fold_object(fold, FOLD_RELATION, OBJECT_SEQUENCE, table->scope,
								idem_fold_free_relation_name(fold, table->scope, table->name,
															 column->name, "seq", false));
	sequence->entry = entry;
	sequence->node = (Node *) definition;
	sequence->column = column;
	sequence->serial = true;
	sequence->chosen = true;
	idem_fold_part_of(sequence, column);
	idem_fold_note(fold, sequence);
}

static FoldObject *
sequence_of(FoldObject *column)
{
	ListCell   *lc;

	foreach(lc, column->parts)
	{
		FoldObject *part = lfirst(lc);

		if (part->serial && !part->dead && part->column == column)
			return part;
	}
	return NULL;
}

/*
 * Write a serial column out: its sequence is made before the column and owned
 * by it thereafter.
 */
void
idem_fold_unserial(Fold *fold, FoldObject *column)
{
	ColumnDef  *definition = idem_fold_definition(column);
	TypeName   *type = definition ? idem_fold_serial_type(definition->typeName) : NULL;
	FoldObject *sequence = sequence_of(column);
	CreateSeqStmt *create;
	AlterSeqStmt *own;
	Constraint *con;
	FuncCall   *call;
	A_Const    *literal;
	TypeCast   *cast;
	FoldEntry  *entry;
	List	   *owner;

	if (type == NULL || sequence == NULL)
		return;
	definition->typeName = type;
	column->entry->edited = true;
	idem_fold_remove_constraints(&definition->constraints, CONSTR_NOTNULL);
	definition->constraints = lappend(definition->constraints,
									  idem_fold_new_constraint(CONSTR_NOTNULL));

	create = makeNode(CreateSeqStmt);
	create->sequence = makeRangeVar(pstrdup(sequence->scope->name), pstrdup(sequence->name), -1);
	create->options = list_make1(makeDefElem("as", (Node *) copyObject(type), -1));
	entry = idem_fold_entry(fold, (Node *) create);
	entry->edited = true;
	(void) idem_fold_ref(fold, sequence, FOLD_REF_RELATION, create->sequence, NULL, NULL);
	column->entry->before = lappend(column->entry->before, entry);
	entry->makes = sequence;
	sequence->entry = entry;
	sequence->node = (Node *) create;
	sequence->serial = false;

	literal = makeNode(A_Const);
	literal->val.sval.type = T_String;
	literal->val.sval.sval = quote_qualified_identifier(sequence->scope->name, sequence->name);
	literal->location = -1;
	cast = makeNode(TypeCast);
	cast->arg = (Node *) literal;
	cast->typeName = SystemTypeName(pstrdup("regclass"));
	cast->location = -1;
	call = makeFuncCall(SystemFuncName(pstrdup("nextval")), list_make1(cast),
						COERCE_EXPLICIT_CALL, -1);
	con = idem_fold_new_constraint(CONSTR_DEFAULT);
	con->raw_expr = (Node *) call;
	definition->constraints = lappend(definition->constraints, con);
	idem_fold_add_default(fold, column, column->entry, column->cell, (Node *) con, con->raw_expr);

	/* the column in its table, by their last names */
	own = makeNode(AlterSeqStmt);
	own->sequence = copyObject(create->sequence);
	owner = list_make3(makeString(pstrdup(column->scope->scope->name)),
					   makeString(pstrdup(column->scope->name)),
					   makeString(pstrdup(column->name)));
	own->options = list_make1(makeDefElem("owned_by", (Node *) owner, -1));
	entry = idem_fold_append_new(fold, (Node *) own);
	entry->edited = true;
	(void) idem_fold_ref(fold, sequence, FOLD_REF_RELATION, own->sequence, entry, NULL);
	(void) idem_fold_ref(fold, column, FOLD_REF_PART, &linitial_node(DefElem, own->options)->arg, entry, NULL);
	(void) idem_fold_set_wish(fold, sequence, FOLD_P_SEQUENCE_OWNER, NULL, idem_fold_wish(entry, -1));
}

/*
 * Before names are written: sequences whose name the server would choose
 * differently in the end.
 */
void
idem_fold_write_serials(Fold *fold)
{
	List	   *objects = list_copy(fold->objects);
	ListCell   *lc;

	foreach(lc, objects)
	{
		FoldObject *sequence = lfirst(lc);
		FoldObject *column = sequence->column;
		ColumnDef  *definition;
		Constraint *identity;

		CHECK_FOR_INTERRUPTS();
		if (!sequence->serial || sequence->dead || column->dead || column->scope->dead)
			continue;
		if (strcmp(sequence->name, makeObjectName(column->scope->name, column->name, "seq")) == 0 &&
			!sequence->moved)
			continue;
		definition = idem_fold_definition(column);
		identity = definition ? identity_of(definition) : NULL;
		if (identity == NULL)
			idem_fold_unserial(fold, column);
		else
		{
			identity->options = lappend(identity->options,
										makeDefElem("sequence_name",
													(Node *) list_make2(makeString(pstrdup(sequence->scope->name)),
																		makeString(pstrdup(sequence->name))), -1));
			column->entry->edited = true;
		}
	}
}
