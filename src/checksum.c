/*-------------------------------------------------------------------------
 *
 * checksum.c
 *	  The checksum of a script: what tells whether a revision has changed.
 *
 * Knows the server's tokens, nothing of what they mean.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/cryptohash.h"
#include "common/sha2.h"
#include "utils/builtins.h"

#include "revision.h"

static void
hash_bytes_or_fail(pg_cryptohash_ctx *hash, const void *data, size_t length)
{
	if (pg_cryptohash_update(hash, data, length) < 0)
		elog(ERROR, "could not compute checksum");
}

/*
 * SHA-256 of the tokens of a script, in hexadecimal.  White space and
 * comments between tokens do not count, everything else does.
 */
char *
idem_script_checksum(const char *text)
{
	pg_cryptohash_ctx *hash = pg_cryptohash_create(PG_SHA256);
	IdemTokens	tokens;
	uint8		digest[PG_SHA256_DIGEST_LENGTH];
	char	   *result = palloc(2 * PG_SHA256_DIGEST_LENGTH + 1);

	if (hash == NULL || pg_cryptohash_init(hash) < 0)
		elog(ERROR, "could not compute checksum");

	idem_tokens_begin(&tokens, text);
	while (idem_tokens_next(&tokens))
	{
		/* with the null byte that separates it from the next */
		hash_bytes_or_fail(hash, tokens.extra.scanbuf + tokens.location, tokens.length + 1);
	}
	idem_tokens_end(&tokens);

	if (pg_cryptohash_final(hash, digest, sizeof(digest)) < 0)
		elog(ERROR, "could not compute checksum");
	pg_cryptohash_free(hash);
	result[hex_encode((const char *) digest, sizeof(digest), result)] = '\0';
	return result;
}
