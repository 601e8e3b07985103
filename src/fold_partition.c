/*-------------------------------------------------------------------------
 *
 * fold_partition.c
 *	  Indexes and keys that partitions have from their parents.
 *
 * Every partition has its share of each index, key and foreign key of its
 * parent: one of its own that is the same, or one that the server makes, under
 * a name that it chooses at that moment.  The latter are kept in mind here
 * without being wanted, because they come along.  When the partition leaves
 * its parent they stay, and are wanted for it from then on.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "nodes/makefuncs.h"

#include "fold.h"

static void share(Fold *fold, FoldObject *part, FoldObject *child);

/*
 * The constraint that an index is made for, or the index itself.
 */
static FoldObject *
owner_of(FoldObject *index)
{
	return index->column && index->column->space == FOLD_CONSTRAINT ? index->column : index;
}

static bool
is_foreign_key(const FoldObject *part)
{
	return IsA(part->node, Constraint) &&
		((Constraint *) part->node)->contype == CONSTR_FOREIGN;
}

/*
 * Whether partitions have a share in it.
 */
static bool
is_shared(const FoldObject *part)
{
	if (part->dead || part->node == NULL)
		return false;
	if (IsA(part->node, IndexStmt))
		return part->space == FOLD_RELATION;
	if (part->space != FOLD_CONSTRAINT || !IsA(part->node, Constraint))
		return false;
	switch (((Constraint *) part->node)->contype)
	{
		case CONSTR_PRIMARY:
		case CONSTR_UNIQUE:
		case CONSTR_EXCLUSION:
			return ((Constraint *) part->node)->indexname == NULL;
		case CONSTR_FOREIGN:
			return true;
		default:
			return false;
	}
}

/* ----------------------------------------------------------------
 *	The same
 * ----------------------------------------------------------------
 */

static bool
same_constraint(Fold *fold, FoldObject *one, FoldObject *other)
{
	const Constraint *a = idem_fold_describe_constraint(fold, one);
	const Constraint *b = idem_fold_describe_constraint(fold, other);

	if (a->contype != b->contype || a->deferrable != b->deferrable ||
		a->initdeferred != b->initdeferred)
		return false;
	if (a->contype == CONSTR_FOREIGN)
		return equal(a->fk_attrs, b->fk_attrs) &&
			idem_fold_find_relation(fold, a->pktable) == idem_fold_find_relation(fold, b->pktable) &&
			(a->pk_attrs == NIL || b->pk_attrs == NIL || equal(a->pk_attrs, b->pk_attrs)) &&
			a->fk_upd_action == b->fk_upd_action && a->fk_del_action == b->fk_del_action &&
			a->fk_matchtype == b->fk_matchtype && equal(a->fk_del_set_cols, b->fk_del_set_cols);
	return equal(a->keys, b->keys) && equal(a->including, b->including) &&
		equal(a->exclusions, b->exclusions) && equal(a->where_clause, b->where_clause) &&
		a->nulls_not_distinct == b->nulls_not_distinct;
}

static bool
same_index(FoldObject *one, FoldObject *other)
{
	const IndexStmt *a = castNode(IndexStmt, one->node);
	const IndexStmt *b = castNode(IndexStmt, other->node);

	idem_fold_settle(one);
	idem_fold_settle(other);
	return a->unique == b->unique && a->nulls_not_distinct == b->nulls_not_distinct &&
		strcmp(a->accessMethod, b->accessMethod) == 0 &&
		equal(a->indexParams, b->indexParams) &&
		equal(a->indexIncludingParams, b->indexIncludingParams) &&
		equal(a->whereClause, b->whereClause);
}

/*
 * What a partition has itself that the server would take for its share.
 */
static FoldObject *
find_same(Fold *fold, FoldObject *part, FoldObject *child)
{
	ListCell   *lc;

	foreach(lc, child->parts)
	{
		FoldObject *own = lfirst(lc);

		if (own->whole != child || own->origin || !is_shared(own) ||
			nodeTag(own->node) != nodeTag(part->node))
			continue;
		if (IsA(part->node, IndexStmt) ? same_index(part, own) : same_constraint(fold, part, own))
			return own;
	}
	return NULL;
}

/* ----------------------------------------------------------------
 *	Shares
 * ----------------------------------------------------------------
 */

/*
 * It comes and goes with that of the parent.
 */
static void
follow(Fold *fold, FoldObject *part, FoldObject *origin)
{
	part->origin = origin;
	(void) idem_fold_ref(fold, origin, FOLD_REF_NOTHING, NULL, NULL, part);
}

/*
 * What would make it is kept, but not wanted.
 */
static void
put_to_sleep(FoldObject *part, FoldEntry *entry)
{
	ListCell   *lc;

	entry->dead = entry->edited = true;
	part->entry = NULL;
	part->dormant = entry;
	foreach(lc, part->parts)
		((FoldObject *) lfirst(lc))->entry = NULL;
}

static void
wake(FoldObject *part)
{
	ListCell   *lc;

	part->entry = part->dormant;
	part->dormant = NULL;
	part->entry->dead = false;
	foreach(lc, part->parts)
		((FoldObject *) lfirst(lc))->entry = part->entry;
}

static FoldObject *
make_index(Fold *fold, FoldObject *part, FoldObject *child)
{
	IndexStmt  *stmt;
	FoldEntry  *entry;

	idem_fold_settle(part);
	stmt = copyObject(castNode(IndexStmt, part->node));
	stmt->relation = makeRangeVar(pstrdup(child->scope->name), pstrdup(child->name), -1);
	stmt->idxname = NULL;
	stmt->idxname = pstrdup(idem_fold_index_name(fold, child, stmt));
	stmt->concurrent = stmt->if_not_exists = false;
	(void) idem_fold_create(fold, (Node *) stmt);
	entry = llast(fold->entries);
	if (entry->statement.stmt != (Node *) stmt)
		return NULL;
	put_to_sleep(entry->makes, entry);
	return entry->makes;
}

static FoldObject *
make_constraint(Fold *fold, FoldObject *part, FoldObject *child)
{
	Constraint *con = idem_fold_describe_constraint(fold, part);
	AlterTableStmt *alter = makeNode(AlterTableStmt);
	FoldEntry  *entry;
	FoldObject *result;

	if (con->contype != CONSTR_FOREIGN ||
		idem_fold_find(fold, child, FOLD_CONSTRAINT, con->conname) != NULL)
	{
		con->conname = NULL;
		con->conname = pstrdup(idem_fold_constraint_name(fold, child, NULL, con));
	}
	alter->relation = makeRangeVar(pstrdup(child->scope->name), pstrdup(child->name), -1);
	alter->cmds = list_make1(idem_alter_cmd(AT_AddConstraint, NULL, (Node *) con));
	alter->objtype = OBJECT_TABLE;
	entry = idem_fold_append_new(fold, (Node *) alter);
	(void) idem_fold_ref(fold, child, FOLD_REF_RELATION, alter->relation, entry, NULL);
	result = idem_fold_add_constraint(fold, child, NULL, entry, 0, con);
	if (result)
		put_to_sleep(result, entry);
	return result;
}

static void
share_below(Fold *fold, FoldObject *part, FoldObject *table)
{
	ListCell   *lc;

	foreach(lc, table->children)
	{
		FoldObject *child = lfirst(lc);

		CHECK_FOR_INTERRUPTS();
		if (child->partition_of == table && !child->dead)
			share(fold, part, child);
	}
}

static void
share(Fold *fold, FoldObject *part, FoldObject *child)
{
	FoldObject *own = find_same(fold, part, child);

	check_stack_depth();
	if (own)
	{
		follow(fold, own, part);
		return;
	}
	own = IsA(part->node, IndexStmt) ? make_index(fold, part, child) :
		make_constraint(fold, part, child);
	if (own == NULL)
		return;
	follow(fold, own, part);
	share_below(fold, own, child);
}

/*
 * A table has got something in which its partitions share, unless it says
 * ONLY.
 */
void
idem_fold_give(Fold *fold, FoldObject *part, FoldObject *table, FoldEntry *entry)
{
	Node	   *stmt = entry->statement.stmt;

	if (fold->giving || !fold->edits || table->space != FOLD_RELATION ||
		table->children == NIL || !is_shared(part))
		return;
	if (IsA(stmt, IndexStmt) ? !((IndexStmt *) stmt)->relation->inh :
		IsA(stmt, AlterTableStmt) && !((AlterTableStmt *) stmt)->relation->inh)
		return;
	fold->giving = true;
	share_below(fold, part, table);
	fold->giving = false;
}

/*
 * A table has become a partition: it gets its share of all, of foreign keys
 * last.
 */
void
idem_fold_give_all(Fold *fold, FoldObject *parent, FoldObject *child)
{
	List	   *parts = list_copy(parent->parts);
	ListCell   *lc;

	if (!fold->edits)
		return;
	fold->giving = true;
	for (int foreign = 0; foreign < 2; foreign++)
	{
		foreach(lc, parts)
		{
			FoldObject *part = lfirst(lc);

			if (part->whole == parent && is_shared(part) && is_foreign_key(part) == foreign)
				share(fold, part, child);
		}
	}
	fold->giving = false;
	list_free(parts);
}

/*
 * ALTER INDEX ... ATTACH PARTITION.
 */
void
idem_fold_attach_index(Fold *fold, FoldObject *parent, FoldObject *child)
{
	parent = owner_of(parent);
	child = owner_of(child);
	if (child->origin != parent && child->dormant == NULL)
		follow(fold, child, parent);
}

/*
 * It is no partition any more: what it had from its parent is its own.
 */
void
idem_fold_take_over_parts(Fold *fold, FoldObject *child)
{
	ListCell   *lc;
	ListCell   *lr;

	foreach(lc, child->parts)
	{
		FoldObject *part = lfirst(lc);
		FoldObject *index = part;
		FoldWish   *wish;

		if (part->whole != child || part->origin == NULL || part->space == FOLD_COLUMN)
			continue;
		if (part->dead)
		{
			/* gone with that of the parent, but the partition leaves first */
			if (part->dormant && idem_fold_find(fold, part->scope, part->space, part->name) == NULL)
				fold->late = lappend(fold->late, part);
			continue;
		}
		foreach(lr, part->own_refs)
		{
			FoldRef    *ref = lfirst(lr);

			if (ref->target == part->origin && ref->form == FOLD_REF_NOTHING)
			{
				ref->void_ = true;
				ref->dependent = NULL;
			}
		}
		part->origin = NULL;
		if (part->dormant)
		{
			wake(part);
			continue;
		}
		if (part->space == FOLD_CONSTRAINT)
			index = part->scope->scope ?
				idem_fold_find(fold, part->scope->scope, FOLD_RELATION, part->name) : NULL;
		wish = index ? idem_fold_last_wish(fold, index, FOLD_P_PARTITION, NULL) : NULL;
		if (wish)
			idem_fold_kill_wish(wish);
	}
}

/* ----------------------------------------------------------------
 *	Names that were given to them
 * ----------------------------------------------------------------
 */

static FoldEntry *
later(FoldEntry *one, FoldEntry *other)
{
	if (one == NULL || (other && other->number > one->number))
		return other;
	return one;
}

/*
 * The last of the statements that a share needs to be there.
 */
static FoldEntry *
maker_of(Fold *fold, const FoldObject *part, FoldObject *table)
{
	FoldWish   *wish = idem_fold_last_wish(fold, table, FOLD_P_PARTITION, NULL);
	FoldEntry  *maker = later(table->entry, wish ? wish->entry : NULL);

	while (part->origin)
		part = part->origin;
	return later(maker, part->entry);
}

/*
 * A share that may be there by one name gets its last one as soon as it is
 * there.
 */
static void
rename_share(Fold *fold, FoldObject *part, const char *name)
{
	bool		constraint = part->space == FOLD_CONSTRAINT;
	FoldObject *table = part->whole;
	FoldEntry  *maker = maker_of(fold, part, table);
	FoldEntry  *entry;
	RenameStmt *stmt;

	if (maker == NULL || strcmp(name, part->name) == 0 ||
		idem_fold_find(fold, part->scope, part->space, name) != NULL)
		return;
	stmt = makeNode(RenameStmt);
	stmt->renameType = constraint ? OBJECT_TABCONSTRAINT : OBJECT_INDEX;
	stmt->newname = pstrdup(part->name);
	stmt->missing_ok = true;
	stmt->relation = makeRangeVar(pstrdup(table->scope->name),
								  pstrdup(constraint ? table->name : name), -1);
	if (constraint)
		stmt->subname = pstrdup(name);
	entry = idem_fold_entry(fold, (Node *) stmt);
	entry->edited = true;
	maker->after = lappend(maker->after, entry);
}

/*
 * The name that the server would choose now.
 */
static const char *
chosen_name(Fold *fold, FoldObject *part)
{
	Constraint *con;
	IndexStmt  *stmt;

	idem_fold_settle(part);
	if (IsA(part->node, IndexStmt))
	{
		stmt = copyObject((IndexStmt *) part->node);
		stmt->idxname = NULL;
		return idem_fold_index_name(fold, part->whole, stmt);
	}
	con = idem_fold_describe_constraint(fold, part);
	if (con->contype == CONSTR_FOREIGN)
		return part->name;
	con->conname = NULL;
	return idem_fold_constraint_name(fold, part->whole, NULL, con);
}

/*
 * Whether the server would choose another name now.
 */
static bool
has_moved(const FoldObject *part)
{
	ListCell   *lc;

	foreach(lc, part->own_refs)
	{
		if (((FoldRef *) lfirst(lc))->target->renamed)
			return true;
	}
	return part->whole->renamed;
}

/*
 * Shares that have another name in the end than the one that they are, or
 * were, made with.
 */
void
idem_fold_rename_shares(Fold *fold)
{
	ListCell   *lc;

	foreach(lc, fold->events)
	{
		const FoldEvent *event = lfirst(lc);
		FoldObject *part = event->object;

		if (part->dead || part->dormant == NULL || part->origin == NULL || part->whole == NULL ||
			part->whole->dead || event->to == NULL)
			continue;
		fold->current = event->statement;
		if (event->from != NULL)
			rename_share(fold, part, event->from->key.name);
		else if (has_moved(part))
			rename_share(fold, part, chosen_name(fold, part));
	}
}
