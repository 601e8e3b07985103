/*-------------------------------------------------------------------------
 *
 * fold_slot.c
 *	  The names of a history, found by their name space and text.
 *
 * A script of 300 tables looks ten thousand of them up forty thousand times.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"

#include "fold.h"

static void
add_buckets(Fold *fold)
{
	uint32		nbuckets = Max(fold->nbuckets * 2, 256);
	FoldName  **names = palloc_extended(sizeof(FoldName *) * nbuckets,
										MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (uint32 i = 0; i < fold->nbuckets; i++)
	{
		FoldName   *next;

		for (FoldName *name = fold->names[i]; name; name = next)
		{
			next = name->next;
			name->next = names[name->hash & (nbuckets - 1)];
			names[name->hash & (nbuckets - 1)] = name;
		}
	}
	if (fold->names)
		pfree(fold->names);
	fold->names = names;
	fold->nbuckets = nbuckets;
}

/*
 * Look up a name, or with "make" note that it is one.  The text must not
 * change from then on.
 */
FoldName *
idem_fold_name(Fold *fold, const FoldObject *scope, int space, const char *name, bool make)
{
	int			id = scope ? scope->id : 0;
	uint32		hash = hash_bytes((const unsigned char *) name, strlen(name));
	FoldName   *result = NULL;

	hash = hash_combine(hash, murmurhash32((uint32) id * FOLD_PROPERTY + space));
	if (fold->nbuckets > 0)
		result = fold->names[hash & (fold->nbuckets - 1)];
	while (result && (result->hash != hash || result->key.scope != id ||
					  result->key.space != space || strcmp(result->key.name, name) != 0))
		result = result->next;
	if (result || !make)
		return result;

	if (fold->nnames >= fold->nbuckets)
		add_buckets(fold);
	result = palloc0(sizeof(FoldName));
	result->key.scope = id;
	result->key.space = space;
	result->key.name = name;
	result->hash = hash;
	result->next = fold->names[hash & (fold->nbuckets - 1)];
	fold->names[hash & (fold->nbuckets - 1)] = result;
	fold->nnames++;
	return result;
}
