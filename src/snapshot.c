/*-------------------------------------------------------------------------
 *
 * snapshot.c
 *	  A schema as one script, in an order in which it can be run.
 *
 * An object comes after what it uses; among those that do not use each other
 * kind and name decide, never OIDs.  Where objects use each other in a circle
 * (foreign keys, a default whose function takes the table's row), a part of
 * one of them is said later, as soon as it can be.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_language.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "define.h"

/* how far to follow what parts use: beyond, they just come later */
#define MAX_DEPTH	200

typedef struct Writer
{
	StringInfoData text;
	IdemSnapshot *snapshot;
	IdemSnapshotNode *current;
	IdemTableDef *parent;		/* kept from one partition to the next */
	MemoryContext parent_context;
	MemoryContext scratch;
	int			depth;
} Writer;

static bool
is_ready(Oid classid, Oid objid, void *arg)
{
	Writer	   *writer = arg;

	return idem_snapshot_lacks(writer->snapshot, classid, objid, writer->current) == NULL;
}

static void
append_block(Writer *writer, const char *block)
{
	if (*block != '\0')
		appendStringInfo(&writer->text, "%s%s", writer->text.len > 0 ? "\n" : "", block);
}

/*
 * Keep a late part until all that it uses is there.
 */
static void
wait_or_write(Writer *writer, IdemLatePart *late)
{
	IdemSnapshotNode *lacking = idem_snapshot_lacks(writer->snapshot, late->classid, late->objid,
													NULL);

	if (lacking != NULL)
		lacking->waiting = lappend(lacking->waiting, late);
	else
		append_block(writer, late->ddl);
}

static void
write_node(Writer *writer, IdemSnapshotNode *node)
{
	MemoryContext old = MemoryContextSwitchTo(writer->scratch);
	IdemDefinition definition = {0};
	IdemSnapshotNode *outer = writer->current;
	ListCell   *lc;
	List	   *waiting;

	CHECK_FOR_INTERRUPTS();
	writer->current = node;
	initStringInfo(&definition.ddl);
	definition.ready = is_ready;
	definition.arg = writer;
	definition.parent = writer->parent;
	definition.parent_context = writer->parent_context;
	idem_define_object(&definition, node->classid, node->objid);
	writer->parent = definition.parent;
	writer->current = outer;
	node->state = IDEM_NODE_WRITTEN;

	MemoryContextSwitchTo(old);
	append_block(writer, definition.ddl.data);
	foreach(lc, definition.late)
	{
		const IdemLatePart *late = lfirst(lc);
		IdemLatePart *kept = palloc(sizeof(IdemLatePart));

		*kept = *late;
		kept->ddl = pstrdup(late->ddl);
		wait_or_write(writer, kept);
	}
	MemoryContextReset(writer->scratch);

	waiting = node->waiting;
	node->waiting = NIL;
	foreach(lc, waiting)
		wait_or_write(writer, lfirst(lc));
}

/*
 * Write an object after what it uses.  False if that leads back to where we
 * come from: then it will be its turn later.
 */
static bool
visit(Writer *writer, IdemSnapshotNode *node)
{
	List	   *uses;
	ListCell   *lc;

	check_stack_depth();
	node->state = IDEM_NODE_VISITED;
	uses = idem_snapshot_uses(writer->snapshot, node->whole);
	foreach(lc, uses)
	{
		IdemSnapshotNode *used = lfirst(lc);

		if (used->state == IDEM_NODE_VISITED ||
			(used->state == IDEM_NODE_AHEAD && !visit(writer, used)))
		{
			node->state = IDEM_NODE_AHEAD;
			return false;
		}
	}

	/* what its parts use had better come before, too */
	if (writer->depth < MAX_DEPTH)
	{
		writer->depth++;
		uses = idem_snapshot_uses(writer->snapshot, node->parts);
		foreach(lc, uses)
		{
			IdemSnapshotNode *used = lfirst(lc);

			if (used->state == IDEM_NODE_AHEAD)
				(void) visit(writer, used);
		}
		writer->depth--;
	}
	write_node(writer, node);
	return true;
}

/*
 * Whether a function has a body that the server would look at when it is
 * made: that may use what comes later.
 */
static bool
has_checked_body(const IdemSnapshotNode *node)
{
	HeapTuple	tuple;
	Form_pg_proc form;
	bool		checked;
	bool		isnull;

	if (node->classid != ProcedureRelationId)
		return false;
	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(node->objid));
	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_proc) GETSTRUCT(tuple);
	(void) SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosqlbody, &isnull);
	checked = isnull && form->prokind != PROKIND_AGGREGATE &&
		form->prolang != INTERNALlanguageId && form->prolang != ClanguageId;
	ReleaseSysCache(tuple);
	return checked;
}

static int
compare_texts(const ListCell *a, const ListCell *b)
{
	return strcmp(lfirst(a), lfirst(b));
}

static void
write_default_privileges(Writer *writer)
{
	List	   *texts = NIL;
	ListCell   *lc;

	foreach(lc, writer->snapshot->default_privileges)
	{
		StringInfoData ddl;

		initStringInfo(&ddl);
		idem_define_default_privileges(&ddl, lfirst_oid(lc));
		texts = lappend(texts, ddl.data);
	}
	list_sort(texts, compare_texts);
	foreach(lc, texts)
		append_block(writer, lfirst(lc));
}

/*
 * What has no definition is at least mentioned.
 */
static void
write_left_out(Writer *writer)
{
	ListCell   *lc;

	list_sort(writer->snapshot->left_out, compare_texts);
	foreach(lc, writer->snapshot->left_out)
		append_block(writer, psprintf("-- not included: %s\n", (char *) lfirst(lc)));
}

char *
idem_snapshot_text(Oid nspid)
{
	Writer		writer = {0};
	IdemDefinition schema = {0};
	ListCell   *lc;

	initStringInfo(&writer.text);
	writer.snapshot = idem_snapshot_collect(nspid);
	writer.scratch = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate definition",
										   ALLOCSET_DEFAULT_SIZES);
	writer.parent_context = AllocSetContextCreate(CurrentMemoryContext, "idem_migrate parent",
												  ALLOCSET_DEFAULT_SIZES);

	foreach(lc, writer.snapshot->nodes)
		if (has_checked_body(lfirst(lc)))
	{
		append_block(&writer, "SET check_function_bodies = false;\n");
		break;
	}
	initStringInfo(&schema.ddl);
	idem_define_object(&schema, NamespaceRelationId, nspid);
	append_block(&writer, schema.ddl.data);

	foreach(lc, writer.snapshot->nodes)
	{
		IdemSnapshotNode *node = lfirst(lc);

		if (node->state == IDEM_NODE_AHEAD)
			(void) visit(&writer, node);
	}
	/* what uses itself in a circle that no part breaks */
	foreach(lc, writer.snapshot->nodes)
	{
		IdemSnapshotNode *node = lfirst(lc);

		if (node->state != IDEM_NODE_WRITTEN)
			write_node(&writer, node);
	}
	write_default_privileges(&writer);
	write_left_out(&writer);
	return writer.text.data;
}
