/*-------------------------------------------------------------------------
 *
 * define_stable.c
 *	  One text for what the server writes in two ways.
 *
 * A list of varchar values that is compared as text,
 *		(ARRAY['a'::character varying, 'b'::character varying])::text[]
 * comes back from a dump as
 *		ARRAY[('a'::character varying)::text, ('b'::character varying)::text]
 * and stays so from then on.  Definitions are written in the second form, so
 * that they are the same before and after.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "define.h"

typedef struct Slice
{
	const char *start;
	int			length;
} Slice;

typedef struct Slices
{
	Slice	   *slices;
	int			count;
} Slices;

static void
split(Slices *tokens, const char *ddl)
{
	IdemTokens	scan;
	int			size = 1024;

	tokens->slices = palloc(sizeof(Slice) * size);
	tokens->count = 0;
	idem_tokens_begin(&scan, ddl);
	while (idem_tokens_next(&scan))
	{
		if (tokens->count == size)
		{
			size *= 2;
			tokens->slices = repalloc_huge(tokens->slices, sizeof(Slice) * size);
		}
		tokens->slices[tokens->count].start = ddl + scan.location;
		tokens->slices[tokens->count].length = scan.length;
		tokens->count++;
	}
	idem_tokens_end(&scan);
}

static bool
is_at(const Slices *tokens, int at, const char *word)
{
	return at >= 0 && at < tokens->count && tokens->slices[at].length == (int) strlen(word) &&
		pg_strncasecmp(tokens->slices[at].start, word, strlen(word)) == 0;
}

/*
 * Whether the tokens before this one are a cast to varchar.
 */
static bool
is_varchar_before(const Slices *tokens, int at)
{
	return is_at(tokens, at - 3, "::") && is_at(tokens, at - 2, "character") &&
		is_at(tokens, at - 1, "varying");
}

/*
 * The end of such a list, behind its last token, if one begins at this token;
 * else -1.  Appends the second form to "buf" then.
 */
static int
rewrite_list(const Slices *tokens, int at, StringInfo buf)
{
	int			before = buf->len;
	int			depth = 0;
	int			element;

	if (!is_at(tokens, at, "(") || !is_at(tokens, at + 1, "ARRAY") || !is_at(tokens, at + 2, "["))
		return -1;
	appendStringInfoString(buf, "ARRAY[");
	element = at + 3;
	for (int i = element; i < tokens->count; i++)
	{
		bool		closing = is_at(tokens, i, "]") || is_at(tokens, i, ")");

		if (is_at(tokens, i, "[") || is_at(tokens, i, "("))
			depth++;
		else if (closing && depth > 0)
			depth--;
		else if (closing || (depth == 0 && is_at(tokens, i, ",")))
		{
			const Slice *last = &tokens->slices[i - 1];

			if (!is_varchar_before(tokens, i))
				break;
			appendStringInfo(buf, "(%.*s)::text%s",
							 (int) (last->start + last->length - tokens->slices[element].start),
							 tokens->slices[element].start, closing ? "]" : ", ");
			element = i + 1;
			if (!closing)
				continue;
			if (is_at(tokens, i + 1, ")") && is_at(tokens, i + 2, "::") &&
				is_at(tokens, i + 3, "text") && is_at(tokens, i + 4, "[") &&
				is_at(tokens, i + 5, "]"))
				return i + 6;
			break;
		}
	}
	buf->len = before;
	buf->data[before] = '\0';
	return -1;
}

/*
 * The text with all such lists in the second form.
 */
char *
idem_stable_text(char *ddl)
{
	Slices		tokens;
	StringInfoData buf;
	const char *rest = ddl;

	if (strstr(ddl, "::character varying])::text[]") == NULL)
		return ddl;

	split(&tokens, ddl);
	initStringInfo(&buf);
	for (int i = 0; i < tokens.count;)
	{
		StringInfoData list;
		int			end;

		if (*tokens.slices[i].start != '(' || !is_at(&tokens, i + 1, "ARRAY"))
		{
			i++;
			continue;
		}
		initStringInfo(&list);
		end = rewrite_list(&tokens, i, &list);
		if (end > 0)
		{
			appendBinaryStringInfo(&buf, rest, tokens.slices[i].start - rest);
			appendBinaryStringInfo(&buf, list.data, list.len);
			rest = tokens.slices[end - 1].start + tokens.slices[end - 1].length;
			i = end;
		}
		else
			i++;
		pfree(list.data);
	}
	appendStringInfoString(&buf, rest);
	return buf.data;
}
