/*-------------------------------------------------------------------------
 *
 * locks.h
 *	  The change lock, locks on tables, and how long to try for them.
 *
 * Included by idem_migrate.h, whose words it needs.
 *
 * Copyright (c) 2026, idem_migrate contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef IDEM_LOCKS_H
#define IDEM_LOCKS_H

/*
 * Class and first key of our advisory locks: objsubid and classid of pg_locks.
 * The bootstrap lock of CREATE EXTENSION is an ordinary advisory lock with
 * the same first key.
 */
#define IDEM_LOCK_CLASS		0x4944
#define IDEM_LOCK_KEY		1229210957

/* How long to try again, and when to try next. */
typedef struct IdemPatience
{
	TimestampTz since;
	TimestampTz until;			/* 0 = for ever */
	long		pause;			/* ms */
	int			failed;			/* attempts so far */
	bool		thorough;		/* the next attempt reaches deadlock_timeout */
} IdemPatience;

/* lock.c: the change lock and patient table locks */
extern void idem_lock_changes(List *schemas);
extern bool idem_try_lock_changes(List *schemas);
extern bool idem_take_or_await_changes(List *schemas);
extern void idem_lock_relation(Oid relid, LOCKMODE mode);
extern void idem_patience_begin(IdemPatience *patience);
extern bool idem_is_busy(const ErrorData *error);
extern bool idem_patience_again(IdemPatience *patience, const ErrorData *error);
extern int	idem_patience_slice(const IdemPatience *patience);
extern void idem_set_lock_timeout(int timeout);

/* attempt.c: work that is begun anew until it loses no race */
typedef struct IdemAttempts
{
	IdemPatience patience;
	int			lost;			/* races */
} IdemAttempts;

extern void idem_attempts_begin(IdemAttempts *attempts);
extern void idem_attempt_undone(IdemAttempts *attempts, ErrorData *error);
extern void idem_try_until_won(IdemBody body, void *arg);

/* blockers.c: who is in the way of a lock */
extern char *idem_describe_holders(const LOCKTAG *tag, LOCKMODE mode);
extern void idem_check_own_deadlock(const LOCKTAG *tag, LOCKMODE mode);
extern bool idem_is_entangled(void);
extern bool idem_cancel_autovacuum(const LOCKTAG *tag, LOCKMODE mode);
extern bool idem_autovacuum_runs(void);

/* step_locks.c: the relations that a step will lock */
extern bool idem_lock_step(const IdemStep *step, LOCKMODE mode, List **held);
extern bool idem_step_may_wait(const IdemStep *step);

#endif							/* IDEM_LOCKS_H */
