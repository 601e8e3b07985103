/*-------------------------------------------------------------------------
 *
 * kinds.h
 *	  The kinds of objects, and what the files about one kind offer to others.
 *
 * Included by idem_migrate.h, whose words it needs.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_KINDS_H
#define IDEM_KINDS_H

/* object_step.c: DROP, RENAME, COMMENT and OWNER TO of objects of most types */
extern IdemStep *idem_step_drop_object(const IdemWanted *wanted, IdemPlan *plan,
									   IdemOutcome outcome);
extern void idem_step_comment_again(const IdemWanted *wanted, IdemPlan *plan, Oid classid,
									Oid objid);
extern void idem_step_owner_again(const IdemWanted *wanted, IdemPlan *plan, Oid owner);
extern void idem_diff_renamed(const IdemWanted *wanted, IdemPlan *plan, bool has_old,
							  bool has_new);
extern void idem_diff_moved(const IdemWanted *wanted, IdemPlan *plan, bool has_old,
							bool has_new);

/* table_partition.c: partition keys, parents and children */
extern bool idem_same_partition_key(const PartitionSpec *spec, const char *source, Oid relid);
extern bool idem_is_child_of(Oid relid, Oid parentid);

/* table_parent.c: what a table is a partition of, and inherits from */
extern void idem_diff_parents(const IdemWanted *wanted, const CreateStmt *stmt, IdemPlan *plan);

/* recreate.c: what has to be dropped and made again */
extern void idem_recreate_around(IdemStep *step, Oid relid, const char *column);

/* property.c: what the kinds of properties share */
extern IdemWanted *idem_declare_property(IdemDeclaration *declaration, const IdemKind *kind,
										 ObjectType subject_type, Node *subject);
extern void idem_resolve_subject(IdemWanted *wanted);
extern IdemActual *idem_observe_subject(const IdemWanted *wanted);
extern bool idem_subject_is_there(const IdemWanted *wanted, const IdemPlan *plan);
extern char *idem_subject_text(const IdemWanted *wanted);
extern void *idem_planned_value(const IdemPlan *plan, const IdemKind *kind,
								const ObjectAddress *address, const char *name);
extern void idem_plan_value(IdemPlan *plan, const IdemKind *kind, const ObjectAddress *address,
							const char *name, void *value);
extern Oid	idem_role_oid(const RoleSpec *role, const IdemPlan *plan);
extern const char *idem_role_text(const RoleSpec *role);
extern void idem_step_property(IdemStep *step, const IdemWanted *wanted, char *ddl);
extern void idem_explain_property(IdemStep *step, char *found);
extern void idem_lock_subject(IdemStep *step, LOCKMODE mode);

/* objects.c: lists of C strings */
extern bool idem_same_strings(List *a, List *b);

/* routine_name.c: which function, procedure or aggregate is meant */
extern char *idem_routine_identity(const IdemWanted *wanted, const char *schema, List **args);
extern bool idem_routine_has_args(const IdemWanted *wanted, List *args);

/* kind_owner.c: owners, also those of planned objects */
extern Oid	idem_planned_owner(const IdemPlan *plan, const ObjectAddress *address,
							   const char *name);

/* grant_later.c: what comes behind a statement about a property */
extern void idem_note_grants(List *entries);
extern void idem_restart_grants(List *entries);
extern bool idem_is_overruled(const IdemWanted *wanted);

/* kind_sequence.c: options of sequences, also those of identity columns */
extern List *idem_sequence_differences(Oid sequence, List *options, const char *source,
									   StringInfo clause);

/* expected.c: how the ledger names objects */
extern bool idem_record_whole(const IdemWanted *wanted, struct IdemObject *object);
extern bool idem_record_global(const IdemWanted *wanted, struct IdemObject *object);
extern bool idem_record_type(const IdemWanted *wanted, struct IdemObject *object);
extern bool idem_record_routine(const IdemWanted *wanted, struct IdemObject *object);
extern bool idem_record_column(const IdemWanted *wanted, struct IdemObject *object);
extern bool idem_record_constraint(const IdemWanted *wanted, struct IdemObject *object);
extern bool idem_record_part(const IdemWanted *wanted, struct IdemObject *object);
extern bool idem_record_index(const IdemWanted *wanted, struct IdemObject *object);

/* kinds.c: the table of kinds, which ends with NULL */
extern const IdemKind *const idem_kinds[];

/* kind_*.c: the kinds */
extern const IdemKind idem_kind_schema;
extern const IdemKind idem_kind_extension;
extern const IdemKind idem_kind_enum;
extern const IdemKind idem_kind_domain;
extern const IdemKind idem_kind_sequence;
extern const IdemKind idem_kind_table;
extern const IdemKind idem_kind_column;
extern const IdemKind idem_kind_constraint;
extern const IdemKind idem_kind_index;
extern const IdemKind idem_kind_view;
extern const IdemKind idem_kind_matview;
extern const IdemKind idem_kind_rule;
extern const IdemKind idem_kind_trigger;
extern const IdemKind idem_kind_firing_state;
extern const IdemKind idem_kind_event_trigger;
extern const IdemKind idem_kind_policy;
extern const IdemKind idem_kind_row_security;
extern const IdemKind idem_kind_statistics;
extern const IdemKind idem_kind_storage;
extern const IdemKind idem_kind_moved;
extern const IdemKind idem_kind_domain_constraint;
extern const IdemKind idem_kind_function;
extern const IdemKind idem_kind_procedure;
extern const IdemKind idem_kind_aggregate;
extern const IdemKind idem_kind_composite;
extern const IdemKind idem_kind_range;
extern const IdemKind idem_kind_base_type;
extern const IdemKind idem_kind_parent;
extern const IdemKind idem_kind_comment;
extern const IdemKind idem_kind_owner;
extern const IdemKind idem_kind_grant;
extern const IdemKind idem_kind_default;
extern const IdemKind idem_kind_member;
extern const IdemKind idem_kind_label;
extern const IdemKind idem_kind_other;
extern const IdemKind idem_kind_mapping;
extern const IdemKind idem_kind_published;
extern const IdemKind idem_kind_history;

#endif							/* IDEM_KINDS_H */
