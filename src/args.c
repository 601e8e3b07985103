/*-------------------------------------------------------------------------
 *
 * args.c
 *	  Arguments of the SQL functions, read and checked.
 *
 * Owns every message about an argument that is missing, empty, too long or
 * malformed as a name.  Never looks at the catalogs.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "nodes/value.h"
#include "parser/scansup.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "compat.h"
#include "idem_migrate.h"

pg_noreturn static void null_argument(const char *argname);
static char *next_identifier(const char **cursor, const char *raw, const char *argname);

static void
null_argument(const char *argname)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("argument \"%s\" must not be null", argname)));
	pg_unreachable();
}

char *
idem_arg_text(FunctionCallInfo fcinfo, int argno, const char *argname)
{
	if (PG_ARGISNULL(argno))
		null_argument(argname);
	return text_to_cstring(PG_GETARG_TEXT_PP(argno));
}

char *
idem_arg_text_or_null(FunctionCallInfo fcinfo, int argno)
{
	if (PG_ARGISNULL(argno))
		return NULL;
	return text_to_cstring(PG_GETARG_TEXT_PP(argno));
}

/*
 * One identifier at *cursor, by SQL's rules: unquoted ones are folded to
 * lower case, quoted ones stay, doubled quotes stand for one.  Unlike the
 * server's lexer we do not truncate: an over-long name would silently mean
 * another object.
 */
static char *
next_identifier(const char **cursor, const char *raw, const char *argname)
{
	const char *p = *cursor;
	char	   *ident;

	while (scanner_isspace(*p))
		p++;

	if (*p == '"')
	{
		StringInfoData buf;

		initStringInfo(&buf);
		for (p++;; p++)
		{
			if (*p == '\0')
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_NAME),
						 errmsg("invalid name in argument \"%s\": \"%s\"", argname, raw),
						 errdetail("A quoted identifier is not terminated.")));
			if (*p == '"')
			{
				if (p[1] != '"')
					break;
				p++;
			}
			appendStringInfoChar(&buf, *p);
		}
		p++;
		ident = buf.data;
		if (ident[0] == '\0')
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_NAME),
					 errmsg("invalid name in argument \"%s\": \"%s\"", argname, raw),
					 errdetail("An identifier must not be empty.")));
	}
	else
	{
		const char *start = p;

		while (*p != '\0' && *p != '.' && *p != '"' && !scanner_isspace(*p))
		{
			bool		first = (p == start);
			unsigned char c = (unsigned char) *p;

			if (!(IS_HIGHBIT_SET(c) || c == '_' ||
				  (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
				  (!first && ((c >= '0' && c <= '9') || c == '$'))))
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_NAME),
						 errmsg("invalid name in argument \"%s\": \"%s\"", argname, raw),
						 errdetail("The character at byte %d cannot stand in an unquoted identifier.",
								   (int) (p - raw) + 1),
						 errhint("Put the identifier in double quotes.")));
			p++;
		}
		if (p == start)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_NAME),
					 errmsg("invalid name in argument \"%s\": \"%s\"", argname, raw),
					 errdetail("An identifier must not be empty.")));
		ident = downcase_identifier(start, p - start, false, false);
	}

	if (strlen(ident) >= NAMEDATALEN)
		ereport(ERROR,
				(errcode(ERRCODE_NAME_TOO_LONG),
				 errmsg("identifier \"%s\" in argument \"%s\" is too long", ident, argname),
				 errdetail("It has %zu bytes; identifiers have at most %d.",
						   strlen(ident), NAMEDATALEN - 1)));

	while (scanner_isspace(*p))
		p++;
	*cursor = p;
	return ident;
}

/*
 * A possibly qualified name as a list of String nodes.
 */
List *
idem_split_names(const char *raw, const char *argname)
{
	const char *cursor = raw;
	List	   *names = NIL;

	for (;;)
	{
		names = lappend(names, makeString(next_identifier(&cursor, raw, argname)));
		if (*cursor == '\0')
			break;
		if (*cursor != '.')
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_NAME),
					 errmsg("invalid name in argument \"%s\": \"%s\"", argname, raw),
					 errdetail("Expected a dot or the end of the name at byte %d.",
							   (int) (cursor - raw) + 1)));
		cursor++;
	}

	if (list_length(names) > 3)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_NAME),
				 errmsg("improper qualified name (too many dotted names): %s", raw)));
	return names;
}

List *
idem_arg_names(FunctionCallInfo fcinfo, int argno, const char *argname)
{
	return idem_split_names(idem_arg_text(fcinfo, argno, argname), argname);
}

/*
 * A name that cannot be qualified, such as a column's.
 */
static char *
single_identifier(const char *raw, const char *argname)
{
	List	   *names = idem_split_names(raw, argname);

	if (list_length(names) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_NAME),
				 errmsg("invalid name in argument \"%s\": \"%s\"", argname, raw),
				 errdetail("The name must not be qualified."),
				 errhint("Put a name with a dot in it in double quotes.")));
	return strVal(linitial(names));
}

char *
idem_arg_identifier(FunctionCallInfo fcinfo, int argno, const char *argname)
{
	return single_identifier(idem_arg_text(fcinfo, argno, argname), argname);
}

char *
idem_arg_identifier_or_null(FunctionCallInfo fcinfo, int argno, const char *argname)
{
	if (PG_ARGISNULL(argno))
		return NULL;
	return idem_arg_identifier(fcinfo, argno, argname);
}

/*
 * A one-dimensional array of text without nulls, as a list of C strings.
 */
List *
idem_arg_texts(FunctionCallInfo fcinfo, int argno, const char *argname)
{
	ArrayType  *array;
	Datum	   *elems;
	bool	   *nulls;
	int			nelems;
	List	   *result = NIL;

	if (PG_ARGISNULL(argno))
		null_argument(argname);
	array = PG_GETARG_ARRAYTYPE_P(argno);
	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("argument \"%s\" must be a one-dimensional array", argname)));

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, &nulls, &nelems);
	for (int i = 0; i < nelems; i++)
	{
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("argument \"%s\" must not contain nulls", argname)));
		result = lappend(result, TextDatumGetCString(elems[i]));
	}
	return result;
}

/*
 * An array of column names, at least one, each at most once; as String nodes.
 */
List *
idem_arg_identifiers(FunctionCallInfo fcinfo, int argno, const char *argname)
{
	List	   *result = NIL;
	ListCell   *lc;

	foreach(lc, idem_arg_texts(fcinfo, argno, argname))
	{
		String	   *name = makeString(single_identifier(lfirst(lc), argname));

		if (list_member(result, name))
			ereport(ERROR,
					(errcode(ERRCODE_DUPLICATE_COLUMN),
					 errmsg("column \"%s\" appears twice in argument \"%s\"",
							strVal(name), argname)));
		result = lappend(result, name);
	}
	if (result == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must name at least one column", argname)));
	return result;
}

/*
 * The words of "allow" as IdemSafety bits.
 */
int
idem_arg_allow(FunctionCallInfo fcinfo, int argno)
{
	static const struct
	{
		const char *word;
		int			bit;
	}			words[] = {
		{"rewrite", IDEM_REWRITE},
		{"lossy", IDEM_LOSSY},
		{"cascade", IDEM_CASCADE},
		{"recreate", IDEM_RECREATE},
		{"run", IDEM_RUN},
	};
	int			allow = 0;
	ListCell   *lc;

	/* nearly every call leaves it out */
	if (PG_ARGISNULL(argno) || ARR_NDIM(PG_GETARG_ARRAYTYPE_P(argno)) == 0)
		return 0;

	foreach(lc, idem_arg_texts(fcinfo, argno, "allow"))
	{
		const char *word = lfirst(lc);
		int			i;

		for (i = 0; i < (int) lengthof(words); i++)
		{
			if (strcmp(word, words[i].word) == 0)
				break;
		}
		if (i == lengthof(words))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("unrecognized word in argument \"allow\": \"%s\"", word),
					 errhint("The words are rewrite, lossy, cascade, recreate and run.")));
		allow |= words[i].bit;
	}
	return allow;
}
