/*-------------------------------------------------------------------------
 *
 * view.h
 *	  What the files about views, materialized views and rules share.
 *
 * view_query.c compares queries, view_columns.c their columns, view_star.c knows what "SELECT *" stood for,
 * rule_query.c compares rules, view_common.c does what views and materialized
 * views have in common.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_VIEW_H
#define IDEM_VIEW_H

#include "idem_migrate.h"

/* A column, wanted or found. */
typedef struct IdemViewColumn
{
	char	   *name;
	Oid			type;
	int32		typmod;
	Oid			collation;
	bool		from_star;		/* wanted: its name was not written */
} IdemViewColumn;

/* A view or materialized view as it is. */
typedef struct IdemView
{
	IdemActual	head;
	Oid			access_method;
	Oid			tablespace;		/* InvalidOid: the database's default */
	List	   *options;		/* DefElem */
	bool		populated;
} IdemView;

/* From the least that has to be done to the most. */
typedef enum IdemViewMatch
{
	IDEM_VIEW_SAME,
	IDEM_VIEW_REPLACEABLE,		/* CREATE OR REPLACE VIEW will do */
	IDEM_VIEW_RENAMED,			/* nothing but names of columns */
	IDEM_VIEW_DIFFERS			/* other columns: it has to be made anew */
} IdemViewMatch;

/* The result of a comparison. */
typedef struct IdemViewDifference
{
	IdemViewMatch match;
	List	   *found;			/* IdemViewColumn */
	List	   *wanted;			/* IdemViewColumn */
	Node	   *raw;			/* the wanted query as it is to be made */
	bool		as_written;		/* that is the one in the statement */
	char	   *query;			/* the same in the server's words */
} IdemViewDifference;

/* view_columns.c: columns of views, found and wanted */
extern List *idem_view_columns(Oid relid);
extern List *idem_query_columns(Query *query);
extern void idem_set_query_names(Query *query, List *columns);
extern void idem_apply_view_aliases(List *columns, List *aliases);
extern bool idem_keep_star_names(List *wanted, List *found);
extern bool idem_same_view_names(List *a, List *b);
extern bool idem_view_names_clash(List *wanted, List *found);
extern bool idem_extends_view(List *wanted, List *found);
extern List *idem_view_names(List *columns);
extern char *idem_view_columns_text(List *columns);

/* view_query.c: queries of views, compared */
extern char *idem_query_text(Oid relid);
extern void idem_compare_view(Oid relid, Node *query, List *aliases, const char *source,
							  int location, int length, IdemViewDifference *result);
extern void idem_look_quietly(List *relids, IdemBody body, void *arg);

/* view_unlocked.c: parse analysis without a lock on the relations */
typedef Node *(*IdemAnalysis) (ParseState *pstate, void *arg);
extern Node *idem_analyse_unlocked(Node *raw, const char *source, IdemAnalysis analysis,
								   void *arg);
extern void idem_forget_notes(Node *tree);

/* view_star.c: what "SELECT *" stood for when a view was made */
extern List *idem_find_stars(Node *query);
extern void idem_note_stars(Query *query, List *stars, List *columns);
extern Node *idem_limit_stars(Node *raw, List *stars, Query *wanted, Query *stored);

/* view_common.c: what views and materialized views have in common */
extern bool idem_declare_view_rename(IdemDeclaration *declaration, const IdemKind *kind);
extern void idem_resolve_view(IdemWanted *wanted);
extern IdemActual *idem_observe_view(const IdemWanted *wanted);
extern bool idem_diff_view_gone(const IdemWanted *wanted, const IdemView *actual,
								IdemPlan *plan);
extern bool idem_view_will_go(const IdemWanted *wanted, const IdemPlan *plan);
extern void idem_step_view_columns(const IdemWanted *wanted, IdemPlan *plan,
								   const IdemViewDifference *difference);
extern List *idem_merged_options(const IdemView *actual, List *options);
extern void idem_diff_view_options(const IdemWanted *wanted, List *options, bool reset,
								   IdemPlan *plan);
typedef char *(*IdemRewrite) (void *context, char *words);
extern bool idem_same_words(char *left, char *right, IdemRewrite rewrite, void *context);
extern int	idem_qualify_names(void);
extern char *idem_written_query(const IdemWanted *wanted, bool *recursive);

/* rule_query.c: rules, compared and written */
extern Oid	idem_find_rule(Oid relid, const char *name);
extern char idem_rule_state(Oid relid, const char *name);
extern bool idem_same_rule(Oid relid, const RuleStmt *stmt, const char *source, char **ddl);
extern char *idem_rule_text(Oid relid, const char *name);

/* recreate.c: what has to be dropped and made again */
extern IdemStep *idem_step_recreate(const IdemWanted *wanted, IdemPlan *plan,
									const IdemViewDifference *difference, Node *stmt,
									const char *ddl);

#endif							/* IDEM_VIEW_H */
