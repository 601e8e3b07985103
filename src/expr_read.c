/*-------------------------------------------------------------------------
 *
 * expr_read.c
 *	  Stored expressions to trees, read once for each text.
 *
 * The defaults and conditions of a large schema are few, repeated over and
 * over.  Their texts differ only in where they stood in the statement that
 * made them, which reading ignores, so what remains decides: the same text
 * is always the same tree, whatever happens to the catalogs.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "nodes/nodes.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#include "idem_migrate.h"

/* So many at most, and none that is longer: a session may live long. */
#define MAX_EXPRESSIONS 500
#define MAX_LENGTH 2000

typedef struct StoredExpr
{
	uint64		hash;			/* key: of the text */
	char	   *text;
	Node	   *node;
} StoredExpr;

static HTAB *expressions = NULL;
static MemoryContext context = NULL;	/* of what they point to */

static void
begin_keeping(void)
{
	HASHCTL		ctl = {0};

	if (context == NULL)
		context = AllocSetContextCreate(CacheMemoryContext, "idem_migrate expressions",
										ALLOCSET_DEFAULT_SIZES);
	if (expressions != NULL)
		return;
	ctl.keysize = sizeof(uint64);
	ctl.entrysize = sizeof(StoredExpr);
	ctl.hcxt = context;
	expressions = hash_create("idem_migrate expressions", 64, &ctl,
							  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

/*
 * Take the locations out of the text of a node tree: ":location 42" becomes
 * ":location ".  What is quoted in such a text has its blanks escaped, so that
 * nothing else reads like this.  Returns the length.
 */
static size_t
remove_locations(char *text)
{
	static const char field[] = ":location ";
	char	   *from = text;
	char	   *to = text;
	char	   *found;

	while ((found = strstr(from, field)) != NULL)
	{
		size_t		length = found + strlen(field) - from;

		memmove(to, from, length);
		to += length;
		from += length;
		from += strspn(from, "-0123456789");
	}
	memmove(to, from, strlen(from) + 1);
	return to - text +strlen(to);
}

/*
 * The tree of a pg_node_tree, in memory of the caller.
 */
Node *
idem_stored_expr(const char *text)
{
	char	   *key = pstrdup(text);
	size_t		length = remove_locations(key);
	uint64		hash = hash_bytes_extended((unsigned char *) key, length, 0);
	StoredExpr *entry;
	Node	   *node;
	MemoryContext caller;

	begin_keeping();
	entry = hash_search(expressions, &hash, HASH_FIND, NULL);
	if (entry != NULL && strcmp(entry->text, key) == 0)
	{
		pfree(key);
		return copyObject(entry->node);
	}

	node = stringToNode(text);
	if (entry == NULL && length <= MAX_LENGTH &&
		hash_get_num_entries(expressions) < MAX_EXPRESSIONS)
	{
		StoredExpr	new;

		new.hash = hash;
		caller = MemoryContextSwitchTo(context);
		new.text = pstrdup(key);
		new.node = copyObject(node);
		MemoryContextSwitchTo(caller);
		*(StoredExpr *) hash_search(expressions, &hash, HASH_ENTER, NULL) = new;
	}
	pfree(key);
	return node;
}
