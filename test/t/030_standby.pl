# A hot standby: what is there already is answered as on the primary, without
# an error; what would need a change is refused with nothing done; questions
# and health are answered.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = new_node('primary', streaming => 1);
$primary->safe_psql('postgres', q{
	CREATE EXTENSION idem_migrate;
	SELECT idem.ensure_enum('mood', '{sad,ok}'),
		idem.ensure_table('clinic', 'id serial PRIMARY KEY, name varchar(9) DEFAULT ''x'' CHECK (name IN (''x'', ''y''))'),
		idem.ensure_index('clinic', '{lower(name)}', 'clinic_name'),
		idem.apply_revision('app', '0001', 'CREATE TABLE account (id int PRIMARY KEY)', 'DROP TABLE account');
	CREATE ROLE nobody LOGIN});

$primary->backup('b');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'b', has_streaming => 1);
$standby->start;
$primary->wait_for_catchup($standby);

# Traceless: on a standby there can be no transaction id and no WAL; locks.
my $locks = q{(SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype <> 'virtualxid'
	AND NOT (locktype = 'relation' AND mode = 'AccessShareLock' AND relation < 16384))};

my @unchanged = (
	q{idem.ensure_enum('mood', '{sad,ok}')},
	q{idem.ensure_table('clinic', 'id serial PRIMARY KEY, name varchar(9) DEFAULT ''x'' CHECK (name IN (''x'', ''y''))')},
	q{idem.ensure_column('clinic', 'name', 'varchar(9)', '''x''')},
	q{idem.ensure_index('clinic', '{lower(name)}', 'clinic_name')},
	q{idem.ensure_primary_key('clinic', '{id}')},
	q{idem.drop_table('nothing')},
	q{idem.rename_table('hospital', 'clinic')},
	q{idem.apply_revision('app', '0001', 'CREATE TABLE account (id int PRIMARY KEY)', 'DROP TABLE account')});
for my $call (@unchanged)
{
	for my $level ('READ COMMITTED', 'REPEATABLE READ')
	{
		is($standby->safe_psql('postgres', "BEGIN ISOLATION LEVEL $level; SELECT $call; SELECT $locks; COMMIT"),
			"unchanged\n0", "unchanged at $level: $call");
	}
}

my @refused = (
	q{idem.ensure_enum('mood', '{sad,ok,happy}')},
	q{idem.ensure_enum('other', '{a}')},
	q{idem.ensure_table('study', 'id int')},
	q{idem.ensure_column('clinic', 'beds', 'int')},
	q{idem.ensure_column('clinic', 'name', 'varchar(20)')},
	q{idem.ensure_index('clinic', '{name}')},
	q{idem.ensure_check('clinic', 'id > 0')},
	q{idem.drop_table('clinic')},
	q{idem.drop_index('clinic_name')},
	q{idem.rename_table('clinic', 'hospital')},
	q{idem.apply_revision('app', '0002', 'CREATE TABLE more (id int)')},
	q{idem.revert_revision('app', '0001', '{lossy}')},
	q{idem.stamp('app', '0002', 'CREATE TABLE more (id int)')},
	q{idem.grant_stream('app', 'nobody')});
like(error_of($standby, 'postgres', "SELECT $_"), qr/^25006: /, "refused: $_") for @refused;

is( $standby->safe_psql('postgres', q{
		SELECT idem.table_exists('clinic'), idem.table_exists('study'), idem.column_exists('clinic', 'name'),
			idem.enum_exists('mood'), idem.index_exists('clinic_name'), idem.constraint_exists('clinic', 'clinic_pkey')}),
	't|f|t|t|t|t',
	'questions');
is( $standby->safe_psql('postgres',
		q{SELECT idem.is_applied('app', '0001'), idem.is_applied('app', '0002'), idem.current_revision('app')}),
	't|f|0001',
	'questions about revisions');
is($standby->safe_psql('postgres', q{SELECT idem.require_revision('app', '0001')}), '', 'require_revision');
like(error_of($standby, 'postgres', q{SELECT idem.require_revision('app', '0002')}), qr/^IM003: /, 'require_revision of a missing one');
my $health = q{SELECT h - 'in_recovery', h->'in_recovery' FROM idem.health('app', '0001') h};
is($standby->safe_psql('postgres', $health), $primary->safe_psql('postgres', $health) =~ s/\|false$/|true/r,
	'health says the same as on the primary');
is($standby->safe_psql('postgres', q{SELECT jsonb_typeof(idem.health())}, extra_params => [ -U => 'nobody' ]),
	'object', 'health for a role without rights');
is($standby->safe_psql('postgres', 'SELECT count(*) FROM idem.revisions'), '1', 'the views');
is($standby->safe_psql('postgres', 'SELECT count(*) FROM idem.locks'), '0', 'idem.locks');

# An advisory lock is not a change.
is($standby->safe_psql('postgres', 'BEGIN; SELECT idem.try_lock(); SELECT count(*) FROM idem.locks; COMMIT'),
	"t\n1", 'the lock by hand');

# A session of the standby waits for what the primary will apply.
my ($out, $err) = ('', '');
my $waiter = IPC::Run::start(
	[
		tool($standby, 'psql'), '-XAtq', '-d', $standby->connstr('postgres') . ' application_name=waiter',
		'-c', q{CALL idem.wait_for_revision('app', '0002', '100s')},
		'-c', q{SELECT idem.is_applied('app', '0002'), count(*) FROM more}
	],
	'<', \undef, '>', \$out, '2>', \$err);
$standby->poll_query_until('postgres',
	q{SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'waiter' AND query LIKE 'CALL%' AND wait_event IS NOT NULL});
$primary->safe_psql('postgres', q{SELECT idem.apply_revision('app', '0002', 'CREATE TABLE more (id int)')});
$waiter->finish;
is("$out$err", "t|0\n", 'wait_for_revision on the standby');

# Once promoted it is a primary like any other.
$primary->stop;
$standby->promote;
is($standby->safe_psql('postgres', "SELECT $refused[0], $refused[3]"), 'altered|created', 'changes after promotion');
is( $standby->safe_psql('postgres', q{SELECT idem.apply_revision('app', '0003', 'CREATE TABLE last (id int)')}),
	'applied', 'revisions after promotion');

is_log_clean($primary, 'log of the primary');
is_log_clean($standby, 'log of the standby');
$standby->stop;
done_testing();
