/*-------------------------------------------------------------------------
 *
 * idem_migrate.h
 *	  The vocabulary of idem_migrate, and the map of its source files.
 *
 * A caller declares what it wants (IdemWanted).  The kind of object reads
 * what is there (IdemActual), compares the two, and writes down the steps
 * that lead from one to the other (IdemPlan of IdemStep).  converge.c takes
 * the change lock, applies the steps and proves that nothing is left.
 *
 * Prototypes are grouped by the file that implements them, in the order in
 * which the pipeline runs through the files.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_MIGRATE_H
#define IDEM_MIGRATE_H

#include "access/htup.h"
#include "catalog/objectaddress.h"
#include "datatype/timestamp.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "nodes/parsenodes.h"
#include "parser/parse_node.h"
#include "parser/scanner.h"
#include "storage/itemptr.h"
#include "storage/lock.h"
#include "utils/relcache.h"

/* ----------------------------------------------------------------
 *	SQLSTATEs of our own: class IM, for what a client may want to catch
 * ----------------------------------------------------------------
 */
#define ERRCODE_IDEM_DEFINITION_DIFFERS		MAKE_SQLSTATE('I','M','0','0','1')
#define ERRCODE_IDEM_REVISION_CHANGED		MAKE_SQLSTATE('I','M','0','0','2')
#define ERRCODE_IDEM_REVISION_REQUIRED		MAKE_SQLSTATE('I','M','0','0','3')
#define ERRCODE_IDEM_DRIFT					MAKE_SQLSTATE('I','M','0','0','4')
#define ERRCODE_IDEM_NOT_DECLARATIVE		MAKE_SQLSTATE('I','M','0','0','5')

/* ----------------------------------------------------------------
 *	The nouns
 * ----------------------------------------------------------------
 */

/* What happened to an object, in the order of the labels of idem.outcome. */
typedef enum IdemOutcome
{
	IDEM_UNCHANGED,
	IDEM_CREATED,
	IDEM_ALTERED,
	IDEM_DROPPED,
	IDEM_APPLIED,
	IDEM_REVERTED,
	IDEM_HEALED,
	IDEM_STAMPED
} IdemOutcome;

/* What the caller wishes for an object. */
typedef enum IdemWish
{
	IDEM_PRESENT,				/* it exists, as far as it is declared */
	IDEM_ABSENT,				/* it does not exist */
	IDEM_RENAMED				/* it goes by its new name or is in its new
								 * schema, not by the old one */
} IdemWish;

/*
 * What a step may cost, each with the word of "allow" that admits it.
 * Bits, so that a set of allowed classes is an int.
 */
typedef enum IdemSafety
{
	IDEM_SAFE = 0,				/* loses nothing and rewrites nothing */
	IDEM_REWRITE = 1 << 0,		/* rewrites a table larger than the limit */
	IDEM_LOSSY = 1 << 1,		/* data goes */
	IDEM_CASCADE = 1 << 2,		/* dependants go */
	IDEM_RECREATE = 1 << 3,		/* the object is dropped and made again */
	IDEM_RUN = 1 << 4,			/* an opaque statement runs */
	IDEM_IMPOSSIBLE = 1 << 5	/* no word admits it */
} IdemSafety;

/* Where a name is unique: see planned.c. */
typedef enum IdemNameSort
{
	IDEM_NAME_RELATION,
	IDEM_NAME_TYPE,
	IDEM_NAME_COLUMN,
	IDEM_NAME_CONSTRAINT
} IdemNameSort;

typedef struct IdemKind IdemKind;
typedef struct IdemGrants IdemGrants;
struct IdemObject;

/*
 * One object as the caller declares it.  What is not declared is "don't
 * care".  A door fills the first part; the kind's resolve() the second.
 *
 * A declaration is a parse node as the server's own grammar makes it, in the
 * form that would create the object (CreateStmt, ColumnDef, Constraint,
 * IndexStmt, CreateEnumStmt ...), or that edits it (AlterTableCmd ...).
 */
/*
 * A column that follows another one of its name, which was dropped.  What it
 * does not say itself, other statements may say.
 */
typedef struct IdemSuccessor
{
	const char *column;
	bool		has_default;
	bool		has_not_null;
	bool		has_identity;
} IdemSuccessor;

typedef struct IdemWanted
{
	const IdemKind *kind;
	IdemWish	wish;
	List	   *names;			/* String nodes, [schema.]name; for a part
								 * (column, constraint) the relation's name;
								 * NIL if unnamed */
	char	   *part;			/* column or constraint name; NULL if none or
								 * unnamed */
	char	   *newname;		/* IDEM_RENAMED: the new name or label */
	char	   *newschema;		/* IDEM_RENAMED: the new schema, or NULL */
	Node	   *node;			/* the declaration; NULL if existence is all */
	Node	   *stmt;			/* the statement that makes the object when it
								 * is missing altogether; NULL: the kind
								 * builds one */
	const char *source;			/* the text that the nodes' locations point
								 * into */
	int			location;		/* where the statement stands in it ... */
	int			length;			/* ... and its length; 0 = to the end */
	int			origin;			/* of a folded statement, where it stood */
	bool		superseded;		/* present is enough: a later statement says
								 * how it is to be */
	bool		dropped;		/* the caller has one of that name dropped
								 * first */
	const IdemSuccessor *successor; /* the same, of a column */
	bool		unsettled;		/* a function's body may be about the past */
	bool		prepares;		/* nothing to do if it is not there */
	List	   *overridden;		/* DefElem: options that a later statement is
								 * about */
	struct IdemWanted *parent;	/* the table whose CREATE brings this part
								 * along */
	char	   *with_column;	/* constraint written behind this column:
								 * comes along with it when it is added */
	bool		by_creation;	/* look where CREATE would put it, else where
								 * the search path finds it */
	bool		missing_ok;		/* nothing to do if the relation is missing */
	bool		only;			/* not what inherits from the relation */
	bool		concurrently;	/* without holding up writers; a transaction
								 * can do that only where there are no rows */
	const struct IdemPlan *before;	/* steps that are planned to come before,
									 * which may make what is missing; NULL if
									 * none */
	ObjectType	objtype;		/* what ALTER TABLE and its like called the
								 * relation */
	DropBehavior behavior;		/* IDEM_ABSENT: CASCADE if the caller said so
								 * and "allow" admits it */
	List	   *siblings;		/* IDEM_ABSENT: IdemWanted that the same DROP
								 * names, if there are several */
	ObjectType	subject_type;	/* a property: the type and the name of the
								 * object ... */
	Node	   *subject;		/* ... that it is said of; NULL if it is said
								 * of none.  Also the name of an object that
								 * is known by more than names */
	const char *schema;			/* where unqualified names go at its place in
								 * the script; NULL = where search_path leads */
	const IdemGrants *grants;	/* the statements about properties of the
								 * script ... */
	int			grant_number;	/* ... and which of them this is */

	/* filled by resolve() */
	Oid			nspid;			/* schema; InvalidOid if it does not exist
								 * (yet) */
	char	   *nspname;
	char	   *name;			/* unqualified name of the object or of its
								 * relation */
	char	   *title;			/* all that the object is known by, if that is
								 * more than schema and name */
	Oid			objid;			/* the object, or for a part its relation;
								 * InvalidOid if it is missing, and for a
								 * property */
	ObjectAddress address;		/* a property: its subject; objectId is
								 * InvalidOid if that is missing */
} IdemWanted;

/*
 * One object as the catalogs have it.  Kinds put what they read behind this
 * head, in a struct of their own whose first member it is.
 */
typedef struct IdemActual
{
	bool		found;
	ObjectAddress address;		/* valid if found */
} IdemActual;

/*
 * One change.  "stmt" is what runs, "ddl" is what people read; text is never
 * parsed again.
 */
typedef struct IdemStep
{
	const IdemKind *kind;
	const IdemWanted *wanted;
	char	   *object;			/* qualified, quoted: app.person.age */
	const char *action;			/* create, alter, drop, rename, validate */
	IdemOutcome outcome;
	Node	   *stmt;			/* utility statement; NULL if the step is
								 * refused in any case */
	const char *source;			/* text that locations in stmt point into, or
								 * NULL */
	int			location;
	int			length;
	List	   *script;			/* IdemStatement: what runs instead of stmt
								 * alone, if that is one of several */
	char	   *ddl;
	DropBehavior *behavior;		/* where stmt says RESTRICT or CASCADE, or
								 * NULL */
	Oid			lockrel;		/* existing relation that is locked, if any
								 * ... */
	LOCKMODE	lockmode;		/* ... and how */
	Oid			lockrel2;		/* referenced relation of a foreign key, same
								 * mode */
	List	   *lockrels;		/* OIDs of any more relations, same mode */
	bool		unsettled;		/* what a function's body is about may be
								 * past: if it is not valid, make it all the
								 * same */
	const char *not_null;		/* column that must not have nulls: if it has,
								 * the error counts them */
	bool		rewrites;
	bool		scans;
	char	   *reason;			/* why the step is needed */
	const char *note;			/* what to bear in mind once it is taken */

	/* the price, and what to say when the caller did not agree to it */
	int			safety;			/* IdemSafety bits that must be allowed */
	bool		unless_empty;	/* IDEM_LOSSY only if the relation (or with
								 * unless_column the column), or one of
								 * lockrels, holds data; looked up under
								 * AccessExclusiveLock before applying */
	char	   *unless_column;
	int			sqlstate;		/* of the refusal */
	const char *problem;		/* errmsg: what differs */
	const char *detail;			/* errdetail: found, wanted, why it is refused */
	const char *hint;			/* errhint instead of naming the allow word */
} IdemStep;

/*
 * A statement on its way to the objects that it declares.
 */
typedef struct IdemDeclaration
{
	Node	   *stmt;
	const char *source;			/* text that the nodes' locations point into */
	int			location;
	int			length;			/* 0 = to the end */
	List	   *wanted;			/* result: IdemWanted */
} IdemDeclaration;

typedef struct IdemPlan
{
	List	   *steps;			/* IdemStep */
	List	   *pending;		/* OIDs of relations that get a column by an
								 * earlier step: what is built on it cannot be
								 * compared yet */
	struct HTAB *values;		/* what properties will be by then; see
								 * property.c ... */
	int			nvalues;		/* ... and how often that was said */
	List	   *renames;		/* see planned.c */
	List	   *conversions;	/* see column_convert.c */
} IdemPlan;

/*
 * A kind of object.  Every kind is one file with these functions in this
 * order, and a const struct at its end.  None of them writes, executes user
 * code or locks a user relation.
 */
struct IdemKind
{
	const char *noun;			/* as it reads in messages: "enum", "column" */
	ObjectType	objtype;		/* what DROP calls it */
	Oid			classid;		/* catalog that IdemWanted.objid is of */
	bool		is_part;		/* a part of a relation: column, constraint */
	bool		is_property;	/* said of another object: comment, owner */
	bool		is_edit;		/* says how an object is that others declare:
								 * nothing that a revision expects */
	bool		is_global;		/* belongs to no schema */
	bool		part_is_relation;	/* the part has a relation's name, in the
									 * schema of its table: an index */
	IdemNameSort name_sort;		/* what sort of name a rename changes */

	/*
	 * Append what the statement declares by idem_declare() and its like;
	 * false if it is not one of this kind's, or cannot be compared.  Knows
	 * the grammar, not the catalogs.  DROP that names the object and nothing
	 * else needs no line here.
	 */
	bool		(*declare) (IdemDeclaration *declaration);
	/* The same for one command of ALTER TABLE. */
	bool		(*declare_command) (IdemDeclaration *declaration, AlterTableStmt *stmt,
									AlterTableCmd *cmd);

	/* Names to OIDs; errors if the name belongs to another kind of object. */
	void		(*resolve) (IdemWanted *wanted);
	/* What the catalogs have; never NULL. */
	IdemActual *(*observe) (const IdemWanted *wanted);
	/* Append the steps from actual to wanted. */
	void		(*diff) (const IdemWanted *wanted, const IdemActual *actual,
						 IdemPlan *plan);
	/* The definition as people read it, for messages and the ledger. */
	char	   *(*describe) (const IdemActual *actual);

	/*
	 * How the ledger names an object of the kind, which is filled in already
	 * as if it were a table's; false if it has no name of its own.  NULL: the
	 * ledger does not know the kind.  See expected.c.
	 */
	bool		(*record_name) (const IdemWanted *wanted, struct IdemObject *object);
};

/* A walk over the tokens of a text; see idem_tokens_begin(). */
typedef struct IdemTokens
{
	const char *text;
	core_yyscan_t scanner;
	core_yy_extra_type extra;
	int			code;			/* token code; a character stands for itself */
	int			location;		/* byte offset ... */
	int			length;			/* ... and length of the token */
} IdemTokens;

/* What the caller of a door asked for beyond the objects. */
typedef struct IdemOptions
{
	int			allow;			/* IdemSafety bits */
	bool		in_revision;	/* the caller has the lock and a
								 * subtransaction */
	List	  **taken;			/* collects the steps that were taken, or NULL */
} IdemOptions;

/* A statement of a script, or of several that were folded. */
typedef struct IdemStatement
{
	Node	   *stmt;
	const char *source;			/* text that the nodes' locations point into */
	int			origin;			/* where it stands in the source */
	int			location;		/* the same, or -1 if it was edited and reads
								 * otherwise there */
	int			length;			/* 0 = to the end */
	int			number;			/* of the statement in the script, from 1 */
	int			turn;			/* where it stands among those that are folded
								 * together; of a CREATE OR REPLACE the first */
	const char *schema;			/* where unqualified names go at that place;
								 * NULL = where search_path leads now */
	List	   *settings;		/* of the script that are in force there:
								 * RawStmt, the same list for all that share
								 * them */
	const IdemGrants *grants;	/* see idem_note_grants() */
	int			grant_number;
	bool		superseded;		/* CREATE that a later one replaces */
	bool		dropped;		/* CREATE of what an earlier DROP removes */
	List	   *successors;		/* IdemSuccessor: columns that it adds of
								 * which the same is true */
	bool		unsettled;		/* what a function's body uses may have been
								 * changed by a later statement */
	bool		prepares;		/* only for what is there already, so that a
								 * later statement finds it as it needs it */
	List	   *overridden;		/* DefElem: options that later statements
								 * change */
} IdemStatement;

/* ----------------------------------------------------------------
 *	Files, in the order of the pipeline
 * ----------------------------------------------------------------
 */

/* idem_migrate.c: load, settings */
extern int	idem_report_level;
extern int	idem_on_conflict;
extern int	idem_rewrite_limit; /* kB */
extern int	idem_lock_scope;
extern int	idem_lock_retry;	/* ms */
extern bool idem_verify_applied;

#define IDEM_CONFLICT_ERROR		0
#define IDEM_CONFLICT_WARNING	1
#define IDEM_SCOPE_DATABASE		0
#define IDEM_SCOPE_SCHEMA		1

/* args.c: arguments of SQL functions, checked */
extern char *idem_arg_text(FunctionCallInfo fcinfo, int argno, const char *argname);
extern char *idem_arg_text_or_null(FunctionCallInfo fcinfo, int argno);
extern List *idem_arg_names(FunctionCallInfo fcinfo, int argno, const char *argname);
extern char *idem_arg_identifier(FunctionCallInfo fcinfo, int argno, const char *argname);
extern char *idem_arg_identifier_or_null(FunctionCallInfo fcinfo, int argno, const char *argname);
extern List *idem_arg_texts(FunctionCallInfo fcinfo, int argno, const char *argname);
extern List *idem_arg_identifiers(FunctionCallInfo fcinfo, int argno, const char *argname);
extern int	idem_arg_allow(FunctionCallInfo fcinfo, int argno);
extern List *idem_split_names(const char *raw, const char *argname);

/* door.c: the common end of the SQL functions */
extern Datum idem_door(FunctionCallInfo fcinfo, IdemWanted *wanted, int allow_argno);
extern Datum idem_door_list(FunctionCallInfo fcinfo, List *wanted, int allow_argno);
extern Datum idem_outcome_datum(FunctionCallInfo fcinfo, IdemOutcome outcome);

/* parse.c: text to parse nodes; no catalog access */
extern Node *idem_parse_one(const char *text, NodeTag tag, const char *what);
extern void idem_append_fragment(StringInfo text, const char *fragment);
extern bool idem_is_implicit_row(Node *expression, int location);
extern List *idem_parse_script(const char *script);
extern const char *idem_command_in_body(const Node *stmt);
extern void idem_internal_position(const char *text);
extern void idem_tokens_begin(IdemTokens *tokens, const char *text);
extern bool idem_tokens_next(IdemTokens *tokens);
extern void idem_tokens_end(IdemTokens *tokens);
extern char *idem_rest_of_statement(const char *text);
extern char *idem_element_text(const char *source, int location);
extern char *idem_statement_text(const char *source, int location, int length);
extern char *idem_text_without(const char *text, const char *keyword);

/* wanted.c: statements to wanted objects; knows the grammar, not the catalogs */
extern List *idem_wanted_from_statement(Node *stmt, const char *source,
										int location, int length);
extern IdemWanted *idem_wanted(const IdemKind *kind, List *names);
extern IdemWanted *idem_declare(IdemDeclaration *declaration, const IdemKind *kind,
								List *names, Node *node);
extern IdemWanted *idem_declare_whole(IdemDeclaration *declaration, const IdemKind *kind,
									  List *names);
extern IdemWanted *idem_declare_edit(IdemDeclaration *declaration, const IdemKind *kind,
									 List *names);
extern IdemWanted *idem_declare_absent(IdemDeclaration *declaration, const IdemKind *kind,
									   List *names, DropBehavior behavior);
extern IdemWanted *idem_declare_renamed(IdemDeclaration *declaration, const IdemKind *kind,
										List *names, const RenameStmt *stmt);
extern List *idem_relation_names(const RangeVar *relation);

/* declare_table.c: CREATE TABLE and ALTER TABLE, the same for tables and their parts */
extern bool idem_declare_table(IdemDeclaration *declaration);
extern List *idem_losses_from_statement(Node *stmt, const char *source, int location,
										int length);
extern List *idem_wanted_in_turn(List *wanted);
extern Node *idem_without_positions(Node *stmt);

/* fold.c: what a list of statements wants in the end */
extern List *idem_fold(List *statements, bool consume);
extern List *idem_fold_present(List *statements);

/* converge.c: the only file that knows the order of the pipeline */
extern IdemOutcome idem_converge(List *wanted, const IdemOptions *options);
extern void idem_plan_wanted(List *wanted, IdemPlan *plan);
extern bool idem_admits(List *wanted, const IdemOptions *options);
extern void idem_check_changes_possible(void);

/* subxact.c: the only begin and end of subtransactions */
typedef void (*IdemBody) (void *arg);
typedef bool (*IdemCatchable) (const ErrorData *error);
extern ErrorData *idem_try(IdemBody body, void *arg, IdemCatchable catchable);
extern ErrorData *idem_peek(IdemBody body, void *arg, IdemCatchable catchable);

/* observe.c: lock-free look-ups that kinds share */
extern bool idem_creation_schema(IdemWanted *wanted);
extern Oid	idem_lookup_relation(IdemWanted *wanted);
extern Oid	idem_lookup_type(IdemWanted *wanted, char typtype, const char *expected);
extern void idem_add_relation_scope(ParseState *pstate, Oid relid);
extern void idem_add_relation_alias(ParseState *pstate, Oid relid, const char *alias);
extern void idem_check_changeable(Oid classid, Oid objid, const char *what);
extern void idem_missing_relation(const IdemWanted *wanted);
extern void idem_wrong_relkind(Oid relid, const char *expected);
extern char *idem_qualified_name(const IdemWanted *wanted);
extern char *idem_part_name(const IdemWanted *wanted);

/* address.c: objects as statements name them */
extern bool idem_address_of(ObjectType objtype, Node *object, bool missing_ok,
							ObjectAddress *address);
extern Oid	idem_relation_part_oid(ObjectType objtype, Oid relid, const char *name,
								   bool missing_ok);
extern bool idem_object_field(const ObjectAddress *address, AttrNumber attnum, Datum *value);
extern Oid	idem_object_owner(const ObjectAddress *address);
extern char *idem_object_schema(const ObjectAddress *address);

/* object_name.c: the names within what statements call an object */
extern const char *idem_subject_name(Node *subject);
extern bool idem_type_is_in_schema(ObjectType objtype);
extern List *idem_subject_names(ObjectType objtype, Node *subject);
extern Node *idem_subject_with_names(ObjectType objtype, Node *subject, List *names);

/* object_text.c: objects as people write them */
extern char *idem_object_text(ObjectType objtype, Node *object, const char *schema);
extern const char *idem_object_words(ObjectType objtype);

/* planned.c: names as they will be once the planned steps are taken */
extern const CreateStmt *idem_planned_table(const IdemWanted *wanted, const IdemPlan *plan);
extern void idem_plan_rename(IdemPlan *plan, const IdemWanted *wanted);
extern List *idem_planned_begin(const IdemPlan *plan);
extern void idem_planned_end(List *outer);
extern const char *idem_current_name(IdemNameSort sort, Oid scope, const char *name);
extern const char *idem_future_name(IdemNameSort sort, Oid scope, const char *name);
extern Oid	idem_relation_in_schema(const char *name, Oid nspid);
extern Oid	idem_type_in_schema(const char *name, Oid nspid);
extern bool idem_types_are_renamed(void);
extern Oid	idem_type_of(const TypeName *type, int32 *typmod);
extern Oid	idem_future_schema(const char *name, Oid nspid);
extern Oid	idem_relation_of(const RangeVar *relation);

/* quiet.c: server code that locks relations, without waiting and without a trace */
extern bool idem_run_quietly(List *relids, IdemBody body, void *arg);
extern List *idem_relations_in_raw(Node *raw);
extern List *idem_relations_in_tree(Node *tree);

/* rows.c: what a relation holds */
extern int64 idem_relation_size(Oid relid);
extern bool idem_has_rows(Oid relid, const char *column);
extern bool idem_seems_to_have_rows(Oid relid, const char *column);
extern int64 idem_count_rows_now(Oid relid);
extern int64 idem_count_nulls(Oid relid, const char *column);
extern bool idem_max_integer(Oid relid, const char *column, int64 *max);

/* dependants.c: what goes along when an object is dropped */
extern List *idem_relations_with_type(Oid typid);
extern void idem_refuse_losses(IdemStep *step, bool cascade);

/* expr_read.c: stored expressions to trees */
extern Node *idem_stored_expr(const char *text);

/* expr.c: equality of expressions, decided by the server's parse analysis */
extern Node *idem_cook_default(Node *raw, const char *source, Oid typid,
							   int32 typmod, const char *attname, Oid relid,
							   char generated);
extern Node *idem_cook_check(Node *raw, const char *source, Oid relid);
extern Node *idem_cook_index_expr(Node *raw, const char *source, Oid relid);
extern Node *idem_cook_statistics_expr(Node *raw, const char *source, Oid relid);
extern Node *idem_cook_predicate(Node *raw, const char *source, Oid relid);
extern bool idem_expr_identical(Node *wanted, Node *actual);
extern bool idem_expr_equal(Node *wanted, Node *actual, Oid relid);
extern int	idem_find_expr(Node *wanted, List *candidates);
extern char *idem_deparse(Node *expr, Oid relid);
extern bool idem_contains_user_function(Node *expr);

/* expr_scope.c: expressions of triggers and of policies */
extern Node *idem_cook_trigger_when(Node *raw, const char *source, Oid relid);
extern char *idem_deparse_trigger_when(Node *expr, Oid relid);
extern bool idem_trigger_when_equal(Node *wanted, Node *actual, Oid relid);
extern bool idem_policy_condition_equal(Node *raw, const char *source, Oid relid,
										Node *actual, char **text);

/* diff.c: steps, the price list and the policy; no catalog access */
extern IdemStep *idem_step(IdemPlan *plan, const IdemWanted *wanted,
						   const char *action, IdemOutcome outcome);
extern void idem_refuse(IdemStep *step, int safety, const char *problem,
						const char *detail);
extern void idem_step_statement(IdemStep *step, Node *stmt, const char *ddl);
extern void idem_step_whole(IdemStep *step, const IdemWanted *wanted);
extern void idem_step_drop(IdemStep *step, const IdemWanted *wanted, ObjectType objtype);
extern void idem_step_alter_table(IdemStep *step, const IdemWanted *wanted,
								  AlterTableCmd *cmd, const char *clause);
extern AlterTableCmd *idem_alter_cmd(AlterTableType subtype, const char *name, Node *def);
extern void idem_price_rewrite(IdemStep *step, Oid relid, const char *problem);
extern bool idem_policy(IdemStep *step, int allow);

/* admit.c: whether a step may be taken, by what the database holds */
extern bool idem_is_hopeful(const IdemStep *step, int allow);
extern void idem_estimate_loss(IdemStep *step);
extern void idem_check_step_owner(const IdemStep *step);
extern bool idem_may_cascade(const IdemStep *step, int allow);
extern bool idem_admit_step(IdemStep *step, int allow);

/* statement_text.c: statements that stand nowhere, as people read them */
extern char *idem_type_text(TypeName *type);
extern char *idem_written_default(Node *expr, const char *source);
extern char *idem_column_text(const ColumnDef *column, const char *source);
extern char *idem_folded_text(const IdemWanted *wanted);
extern char *idem_written_expression(Node *expression, const char *source);
extern char *idem_written_condition(Node *expression, const char *source);

/* part_text.c: the same for triggers, policies and statistics objects */
extern bool idem_append_part(StringInfo buf, const IdemWanted *wanted);

/* apply.c: the single door to DDL */
extern void idem_apply(IdemStep *step, int lock_timeout);
extern bool idem_is_lost_race(const ErrorData *error);
extern void idem_run_utility(Node *stmt, const char *source, int location, int length);

/* report.c: what people read */
extern void idem_report(const IdemStep *step);
extern const char *idem_allow_words(int safety);
extern char *idem_describe_wanted(const IdemWanted *wanted);

#include "kinds.h"
#include "locks.h"

/* What revisions are made of stands in revision.h. */

#endif							/* IDEM_MIGRATE_H */
