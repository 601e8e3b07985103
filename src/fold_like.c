/*-------------------------------------------------------------------------
 *
 * fold_like.c
 *	  CREATE TABLE ... LIKE, said in other words.
 *
 * LIKE means its model as it is at that moment: the history may change it
 * later, or drop it and give its name to the copy.  So what it copies is
 * written down here, as if the script had said so, and is wanted like
 * anything else.  Where the model is not wholly known, LIKE stays.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "nodes/makefuncs.h"

#include "fold.h"

/* A LIKE clause that is being written out. */
typedef struct Copy
{
	Fold	   *fold;
	FoldObject *model;
	CreateStmt *stmt;			/* makes the copy */
	bits32		options;
	List	   *columns;		/* ColumnDef */
	List	   *constraints;	/* Constraint */
	List	   *after;			/* statements to come after the table */
} Copy;

static RangeVar *
copy_name(const Copy *copy)
{
	RangeVar   *name = copyObject(copy->stmt->relation);

	name->relpersistence = 'p';
	return name;
}

/*
 * The comment that an object has, said of another one.
 */
static void
copy_comment(Copy *copy, FoldObject *object, ObjectType type, const char *name)
{
	FoldWish   *wish = idem_fold_last_wish(copy->fold, object, FOLD_P_COMMENT, NULL);
	CommentStmt *comment;

	if ((copy->options & CREATE_TABLE_LIKE_COMMENTS) == 0 || wish == NULL || wish->cell >= 0 ||
		!IsA(wish->entry->statement.stmt, CommentStmt))
		return;
	comment = copyObject((CommentStmt *) wish->entry->statement.stmt);
	comment->objtype = type;
	comment->object = (Node *) idem_relation_names(copy->stmt->relation);
	if (type == OBJECT_INDEX)
	{
		comment->object = (Node *) list_copy_head((List *) comment->object,
												  list_length((List *) comment->object) - 1);
	}
	comment->object = (Node *) lappend((List *) comment->object, makeString(pstrdup(name)));
	copy->after = lappend(copy->after, comment);
}

static void
copy_storage(Copy *copy, FoldObject *column)
{
	FoldWish   *wish = NULL;
	AlterTableStmt *alter;

	for (FoldObject *one = column; one && wish == NULL; one = one->origin)
		wish = idem_fold_last_wish(copy->fold, one, FOLD_P_STORAGE, NULL);
	if ((copy->options & CREATE_TABLE_LIKE_STORAGE) == 0 || wish == NULL ||
		idem_fold_command(wish) == NULL)
		return;
	alter = makeNode(AlterTableStmt);
	alter->relation = copy_name(copy);
	alter->objtype = OBJECT_TABLE;
	alter->cmds = list_make1(idem_alter_cmd(AT_SetStorage, pstrdup(column->name),
											copyObject(idem_fold_command(wish)->def)));
	copy->after = lappend(copy->after, alter);
}

/*
 * The sequence of the copy has a name of its own.
 */
static void
forget_sequence_name(Constraint *identity)
{
	ListCell   *lc;

	foreach(lc, identity->options)
	{
		if (strcmp(lfirst_node(DefElem, lc)->defname, "sequence_name") == 0)
			identity->options = foreach_delete_current(identity->options, lc);
	}
}

/*
 * False if it is not known what a column is.
 */
static bool
copy_column(Copy *copy, FoldObject *column)
{
	bool		defaults = (copy->options & CREATE_TABLE_LIKE_DEFAULTS) != 0;
	Node	   *late_default;
	ColumnDef  *def = idem_fold_describe_column(copy->fold, column, defaults, &late_default);
	Constraint *con;

	if (def == NULL)
		return false;
	if (!defaults)
		idem_fold_remove_constraints(&def->constraints, CONSTR_DEFAULT);
	else if (late_default)
	{
		con = idem_fold_new_constraint(CONSTR_DEFAULT);
		con->raw_expr = late_default;
		def->constraints = lappend(def->constraints, con);
	}
	if ((copy->options & CREATE_TABLE_LIKE_GENERATED) == 0)
		idem_fold_remove_constraints(&def->constraints, CONSTR_GENERATED);
	if ((copy->options & CREATE_TABLE_LIKE_IDENTITY) == 0)
		idem_fold_remove_constraints(&def->constraints, CONSTR_IDENTITY);
	con = idem_fold_find_constraint(def->constraints, CONSTR_IDENTITY);
	if (con)
		forget_sequence_name(con);
	if ((copy->options & CREATE_TABLE_LIKE_COMPRESSION) == 0)
		def->compression = NULL;
	copy->columns = lappend(copy->columns, def);
	copy_storage(copy, column);
	copy_comment(copy, column, OBJECT_COLUMN, column->name);
	return true;
}

/*
 * False if it is not known what a constraint is.
 */
static bool
copy_constraint(Copy *copy, FoldObject *constraint)
{
	Constraint *con = idem_fold_describe_constraint(copy->fold, constraint);

	switch (con->contype)
	{
		case CONSTR_CHECK:
			if ((copy->options & CREATE_TABLE_LIKE_CONSTRAINTS) == 0)
				return true;
			con->skip_validation = false;
			con->initially_valid = true;
			copy_comment(copy, constraint, OBJECT_TABCONSTRAINT, constraint->name);
			break;
		case CONSTR_PRIMARY:
		case CONSTR_UNIQUE:
		case CONSTR_EXCLUSION:
			if ((copy->options & CREATE_TABLE_LIKE_INDEXES) == 0)
				return true;
			if (con->indexname)
				return false;
			con->conname = NULL;
			break;
		default:
			return true;
	}
	copy->constraints = lappend(copy->constraints, con);
	return true;
}

/*
 * CHECK constraints come from parents, too.
 */
static void
copy_inherited_checks(Copy *copy, FoldObject *table)
{
	ListCell   *lc;
	ListCell   *lp;

	foreach(lc, table->parents)
	{
		FoldObject *parent = lfirst(lc);

		foreach(lp, parent->parts)
		{
			FoldObject *part = lfirst(lp);
			bool		known = false;
			ListCell   *lk;

			if (part->dead || part->space != FOLD_CONSTRAINT || part->whole != parent ||
				part->node == NULL || !IsA(part->node, Constraint) ||
				((Constraint *) part->node)->contype != CONSTR_CHECK ||
				((Constraint *) part->node)->is_no_inherit)
				continue;
			foreach(lk, copy->constraints)
				known = known || (lfirst_node(Constraint, lk)->conname &&
								  strcmp(lfirst_node(Constraint, lk)->conname, part->name) == 0);
			if (!known)
				(void) copy_constraint(copy, part);
		}
		copy_inherited_checks(copy, parent);
	}
}

static void
copy_index(Copy *copy, FoldObject *part)
{
	IndexStmt  *index;

	idem_fold_settle(part);
	index = copyObject(castNode(IndexStmt, part->node));
	index->idxname = NULL;
	index->relation = copy_name(copy);
	index->concurrent = index->if_not_exists = false;
	copy->after = lappend(copy->after, index);
}

/*
 * The name that the server gives to statistics; see
 * ChooseExtendedStatisticName() of statscmds.c.
 */
static char *
statistics_name(const Copy *copy, const CreateStatsStmt *stmt)
{
	FoldObject *schema = idem_fold_schema(copy->fold, copy->stmt->relation->schemaname);
	StringInfoData columns;
	char	   *name;
	ListCell   *lc;

	initStringInfo(&columns);
	foreach(lc, stmt->exprs)
	{
		const StatsElem *element = lfirst_node(StatsElem, lc);

		appendStringInfo(&columns, "%s%s", columns.len > 0 ? "_" : "",
						 element->name ? element->name : "expr");
		if (columns.len >= NAMEDATALEN)
			break;
	}
	name = makeObjectName(copy->stmt->relation->relname, columns.data, "stat");
	for (int number = 1; idem_fold_find(copy->fold, schema, FOLD_STATISTICS, name); number++)
		name = makeObjectName(copy->stmt->relation->relname, columns.data,
							  psprintf("stat%d", number));
	return name;
}

static void
copy_statistics(Copy *copy, FoldObject *part)
{
	CreateStatsStmt *stmt;
	List	   *names = idem_relation_names(copy->stmt->relation);

	idem_fold_settle(part);
	stmt = copyObject(castNode(CreateStatsStmt, part->node));
	stmt->relations = list_make1(copy_name(copy));
	stmt->if_not_exists = false;
	stmt->defnames = lappend(list_copy_head(names, list_length(names) - 1),
							 makeString(statistics_name(copy, stmt)));
	copy->after = lappend(copy->after, stmt);
}

/*
 * What a LIKE clause stands for; false if it has to stay.
 */
static bool
copy_model(Copy *copy)
{
	List	   *parts = list_copy(copy->model->parts);
	ListCell   *lc;

	foreach(lc, idem_fold_all_columns(copy->fold, copy->model))
	{
		if (!copy_column(copy, lfirst(lc)))
			return false;
	}
	foreach(lc, parts)
	{
		FoldObject *part = lfirst(lc);

		if (part->dead || part->whole != copy->model || part->node == NULL)
			continue;
		if (part->space == FOLD_CONSTRAINT && IsA(part->node, Constraint))
		{
			if (!copy_constraint(copy, part))
				return false;
		}
		else if (IsA(part->node, IndexStmt) && (copy->options & CREATE_TABLE_LIKE_INDEXES))
			copy_index(copy, part);
		else if (IsA(part->node, CreateStatsStmt) &&
				 (copy->options & CREATE_TABLE_LIKE_STATISTICS))
			copy_statistics(copy, part);
	}
	if (copy->options & CREATE_TABLE_LIKE_CONSTRAINTS)
		copy_inherited_checks(copy, copy->model);
	return true;
}

/*
 * Whether something is copied that is known only when the server has chosen a
 * name for it: comments on indexes and statistics.
 */
static bool
has_comments_on_unnamed(Copy *copy)
{
	ListCell   *lc;

	if ((copy->options & CREATE_TABLE_LIKE_COMMENTS) == 0)
		return false;
	foreach(lc, copy->model->parts)
	{
		FoldObject *part = lfirst(lc);
		FoldObject *index = part;

		if (part->dead || part->node == NULL || part->space == FOLD_COLUMN ||
			(part->space == FOLD_CONSTRAINT &&
			 (!IsA(part->node, Constraint) ||
			  ((Constraint *) part->node)->contype == CONSTR_CHECK)))
			continue;
		if (idem_fold_last_wish(copy->fold, part, FOLD_P_COMMENT, NULL))
			return true;
		if (part->space == FOLD_CONSTRAINT && part->scope->scope)
			index = idem_fold_find(copy->fold, part->scope->scope, FOLD_RELATION, part->name);
		if (index && idem_fold_last_wish(copy->fold, index, FOLD_P_COMMENT, NULL))
			return true;
	}
	return false;
}

/*
 * Write out the LIKE clauses of a table.  Returns the statements that come
 * after it: indexes, statistics, storage and comments.
 */
List *
idem_fold_expand_like(Fold *fold, CreateStmt *stmt, FoldEntry *entry)
{
	List	   *elements = NIL;
	List	   *after = NIL;
	ListCell   *lc;

	foreach(lc, stmt->tableElts)
	{
		TableLikeClause *like = lfirst(lc);
		Copy		copy = {fold, NULL, stmt, 0, NIL, NIL, NIL};

		if (IsA(like, TableLikeClause))
		{
			copy.model = idem_fold_find_relation(fold, like->relation);
			copy.options = like->options;
		}
		if (copy.model == NULL || !idem_fold_is_known(copy.model) ||
			has_comments_on_unnamed(&copy) || !copy_model(&copy))
		{
			elements = lappend(elements, like);
			continue;
		}
		elements = list_concat(elements, copy.columns);
		elements = list_concat(elements, copy.constraints);
		after = list_concat(after, copy.after);
		entry->edited = true;
	}
	stmt->tableElts = elements;
	return after;
}
