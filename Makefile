# idem_migrate is built with PGXS: make, make install, make installcheck.
# Choose a server with PG_CONFIG=/path/to/pg_config.

EXTENSION  = idem_migrate
MODULE_big = idem_migrate
PGFILEDESC = "idem_migrate - safe, idempotent and concurrent schema migration"

# Every file is listed: $(wildcard) finds nothing in a VPATH build.
OBJS = \
	src/idem_migrate.o \
	src/api.o \
	src/api_drop.o \
	src/api_lock.o \
	src/api_snapshot.o \
	src/args.o \
	src/door.o \
	src/parse.o \
	src/wanted.o \
	src/kinds.o \
	src/declare_table.o \
	src/fold.o \
	src/fold_slot.o \
	src/fold_object.o \
	src/fold_parent.o src/fold_mover.o src/fold_partition.o src/fold_refs.o \
	src/fold_create.o \
	src/fold_table.o \
	src/fold_like.o \
	src/fold_keyed.o src/fold_label.o \
	src/fold_walk.o \
	src/fold_wish.o \
	src/fold_alter.o \
	src/fold_column.o \
	src/fold_convert.o \
	src/fold_other.o \
	src/fold_describe.o src/fold_drop.o \
	src/fold_rename.o \
	src/fold_name.o \
	src/fold_serial.o \
	src/fold_order.o \
	src/fold_history.o \
	src/converge.o \
	src/subxact.o \
	src/observe.o \
	src/planned.o \
	src/kept.o \
	src/class_read.o \
	src/address.o \
	src/object_name.o \
	src/object_text.o \
	src/quiet.o \
	src/rows.o \
	src/dependants.o \
	src/expr.o \
	src/expr_scope.o \
	src/object_step.o \
	src/expr_read.o \
	src/diff.o \
	src/admit.o \
	src/statement_text.o \
	src/part_text.o \
	src/lock.o \
	src/attempt.o \
	src/blockers.o \
	src/step_locks.o \
	src/apply.o \
	src/report.o \
	src/api_script.o \
	src/ensure.o \
	src/checksum.o \
	src/place.o \
	src/settings.o \
	src/api_revision.o \
	src/revision.o \
	src/revert.o \
	src/stamp.o \
	src/heal.o \
	src/health.o \
	src/wait.o \
	src/script.o \
	src/run.o \
	src/track.o \
	src/expected.o \
	src/moved.o \
	src/objects.o \
	src/object_parts.o \
	src/objects_other.o \
	src/missing.o \
	src/ledger.o \
	src/ledger_read.o \
	src/record.o \
	src/property.o \
	src/kind_schema.o \
	src/kind_extension.o \
	src/kind_enum.o \
	src/kind_domain.o \
	src/kind_domain_constraint.o \
	src/kind_composite.o \
	src/kind_range.o \
	src/kind_base_type.o \
	src/kind_sequence.o \
	src/kind_table.o \
	src/table_partition.o \
	src/kind_column.o \
	src/column_read.o \
	src/column_declare.o \
	src/column_diff.o \
	src/column_convert.o \
	src/column_sequence.o \
	src/column_type.o \
	src/parts.o \
	src/kind_constraint.o \
	src/constraint_read.o \
	src/constraint_step.o \
	src/constraint_key.o \
	src/constraint_check.o \
	src/constraint_fk.o \
	src/kind_index.o \
	src/index_read.o \
	src/index_match.o \
	src/kind_view.o \
	src/kind_matview.o \
	src/view_common.o \
	src/view_columns.o \
	src/view_query.o \
	src/view_star.o \
	src/view_unlocked.o \
	src/kind_rule.o \
	src/rule_query.o \
	src/recreate.o \
	src/recreate_part.o \
	src/restore.o \
	src/kind_trigger.o \
	src/trigger_step.o \
	src/firing_state.o \
	src/kind_event_trigger.o \
	src/kind_policy.o \
	src/table_security.o \
	src/kind_statistics.o \
	src/reloptions.o \
	src/kind_storage.o \
	src/table_parent.o \
	src/partition_bound.o \
	src/kind_moved.o \
	src/kind_routine.o \
	src/routine_name.o \
	src/routine_read.o \
	src/routine_declare.o \
	src/routine_aggregate.o \
	src/routine_match.o \
	src/routine_body.o \
	src/routine_step.o \
	src/routine_text.o \
	src/routine_plan.o \
	src/routine_recreate.o \
	src/kind_comment.o \
	src/kind_owner.o \
	src/kind_grant.o \
	src/grant_terms.o \
	src/grant_acl.o \
	src/grant_later.o src/grant_made.o \
	src/kind_default.o \
	src/kind_member.o \
	src/kind_label.o \
	src/kind_other.o \
	src/kind_mapping.o \
	src/kind_published.o \
	src/snapshot.o \
	src/snapshot_collect.o \
	src/snapshot_order.o \
	src/define.o \
	src/define_stable.o \
	src/define_lookup.o \
	src/define_name.o \
	src/define_rights.o \
	src/define_read.o \
	src/define_column.o \
	src/define_table.o \
	src/define_part.o \
	src/define_sequence.o \
	src/define_view.o \
	src/define_type.o \
	src/define_routine.o \
	src/define_other.o \
	src/define_textsearch.o \
	src/kind_history.o \
	src/history_moment.o \
	src/history_step.o \
	$(WIN32RES)

# The tests run in this order; install and uninstall stand first and last.
REGRESS = \
	install \
	manifest \
	schema \
	extension \
	enum \
	domain \
	sequence \
	table \
	column \
	index \
	routine \
	primary_key \
	unique \
	foreign_key \
	exclude \
	check \
	names \
	search_path \
	privileges \
	subxact \
	kept \
	revision \
	fold \
	fold_history \
	fold_replace \
	fold_prefix \
	script \
	alter_forms \
	requires \
	revert \
	stamp \
	health \
	streams \
	snapshot \
	ledger_security \
	storage \
	partition \
	parents \
	composite \
	ensure \
	trigger \
	policy \
	event_trigger \
	statistics \
	view \
	matview \
	rule \
	recreate \
	comment \
	grant \
	grant_order \
	other \
	other_order \
	revision_fold \
	uninstall

ISOLATION = \
	lock \
	lock-scope \
	ensure-race \
	ensure-snapshot \
	kept \
	ensure-savepoint \
	ensure-order \
	drop-race \
	rename-race \
	routine-race \
	outsider \
	locked-table \
	locked-view \
	deadlock \
	revision-race \
	revision-require

# The control file has the version of the SQL objects (1.0), META.json that of
# the library (1.0.0).  Nothing else may state a version; 000_version.pl checks.
_here      := $(dir $(lastword $(MAKEFILE_LIST)))
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(_here)$(EXTENSION).control)
LIBVERSION := $(shell sed -n '/"version"/{s/.*: *"\(.*\)".*/\1/p;q;}' $(_here)META.json)
PG_CPPFLAGS = -DIDEM_MIGRATE_VERSION='"$(LIBVERSION)"'

# make PROFILE="-Wall -Wextra -Werror" is about this code: what the server's own
# headers would be warned of is not shown for system headers.
PG_CPPFLAGS += -isystem $(includedir_server)

DATA_built  = sql/$(EXTENSION)--$(EXTVERSION).sql
DOCS        = doc/$(EXTENSION).md
EXTRA_CLEAN = src/*.gcda src/*.gcno

# Inputs are below test/, pg_regress's outputs in expected/, isolation's in
# test/expected/, which is where every supported version looks for them.
REGRESS_OPTS   = --inputdir=$(srcdir)/test --load-extension=$(EXTENSION)
ISOLATION_OPTS = --inputdir=$(srcdir)/test --load-extension=$(EXTENSION)
TAP_TESTS      = 1
PROVE_TESTS   ?= test/t/*.pl

# A VPATH build starts in an empty folder.
_mkdir := $(shell mkdir -p src sql)

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# From 16 on a VPATH build has to be told where expected/ is.
ifneq ($(MAJORVERSION),15)
REGRESS_OPTS += --expecteddir=$(srcdir)
endif

# What no older server can parse has a test of its own.
ifeq ($(filter 15 16 17,$(MAJORVERSION)),)
REGRESS := $(filter-out uninstall,$(REGRESS)) pg18 uninstall
endif

sql/$(EXTENSION)--$(EXTVERSION).sql: sql/$(EXTENSION).sql
	cp $< $@

# Debian's servers are configured without --enable-depend.
_depends := $(wildcard $(_here)src/*.h) $(addprefix $(_here),Makefile META.json $(EXTENSION).control)
$(OBJS) $(OBJS:.o=.bc): $(_depends)
