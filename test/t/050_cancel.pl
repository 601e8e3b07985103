# Whoever waits for the change lock or for a table, or is at work, can be
# cancelled, timed out, terminated or lost at any moment: nothing of what it
# did stays, its locks are free, its session (if it lives) goes on, and who
# waits for it proceeds.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);

my $node = new_node('cancel');
$node->safe_psql('postgres', q{
	CREATE EXTENSION idem_migrate;
	CREATE TABLE clinic (id int PRIMARY KEY, name text);
	INSERT INTO clinic VALUES (1, 'a'), (2, 'b');
	CREATE FUNCTION slow() RETURNS int VOLATILE LANGUAGE sql AS 'SELECT 1 FROM pg_sleep(300)'});
my $state = q{
	SELECT string_agg(attname, ' ' ORDER BY attnum), (SELECT count(*) FROM pg_type WHERE typname IN ('mood', 'made')),
		(SELECT count(*) FROM idem.locks), (SELECT count(*) FROM idem.history)
	FROM pg_attribute WHERE attrelid = 'clinic'::regclass AND attnum > 0 AND NOT attisdropped};
my $untouched = 'id name|0|0|0';

my $holder = $node->background_psql('postgres');
my $app = $node->background_psql('postgres');

# What the migrator does, what shows that it is there, how it is kept there.
my $waits_for = sub { qq{wait_event_type = 'Lock' AND wait_event = '$_[0]'} };
my @moments = (
	[ 'awaiting the change lock', q{SELECT idem.ensure_enum('mood', '{ok}')},
		$waits_for->('advisory'), 'SELECT idem.lock()' ],
	[ 'awaiting the change lock by hand', q{SELECT idem.lock()},
		$waits_for->('advisory'), 'SELECT idem.lock()' ],
	[ 'awaiting a table', q{SET LOCAL idem_migrate.lock_retry = '100s'; SELECT idem.ensure_column('clinic', 'beds', 'int')},
		$waits_for->('relation'), undef, 'SELECT count(*) FROM clinic' ],
	[ 'awaiting a table like any statement', q{SET LOCAL idem_migrate.lock_retry = 0; SELECT idem.ensure_column('clinic', 'beds', 'int')},
		$waits_for->('relation'), undef, 'SELECT count(*) FROM clinic' ],
	[ 'between two attempts', q{SET LOCAL idem_migrate.lock_retry = '1ms'; SELECT idem.ensure_column('clinic', 'beds', 'int')},
		q{wait_event_type = 'Extension'}, undef, 'SELECT count(*) FROM clinic' ],
	[ 'at work', q{SELECT idem.ensure_enum('mood', '{ok}'), idem.ensure_column('clinic', 'beds', 'int', 'slow()')},
		q{wait_event = 'PgSleep'} ],
	[ 'at work in a revision',
		q{SELECT idem.apply_revision('s', '1', $$CREATE TYPE mood AS ENUM ('ok'); ALTER TABLE clinic ADD beds int DEFAULT slow()$$)},
		q{wait_event = 'PgSleep'} ],
	[ 'at work in a block of a revision',
		q{SELECT idem.apply_revision('s', '1', $$CREATE TYPE mood AS ENUM ('ok'); DO 'BEGIN PERFORM slow(); END'$$)},
		q{wait_event = 'PgSleep'} ],
);

for my $moment (@moments)
{
	my ($name, $sql, $sign, $hold, $use) = @$moment;

	for my $blow ('cancel', 'terminate')
	{
		$holder->query_safe("BEGIN; $hold;") if $hold;
		$app->query_safe("BEGIN; $use;") if $use;

		my ($out, $err) = ('', '');
		my $migrator = IPC::Run::start(
			[
				tool($node, 'psql'), '-XAtq', '-d', $node->connstr('postgres') . ' application_name=migrator',
				'-c', 'BEGIN', '-c', $sql, '-c', 'ROLLBACK', '-c', q{SELECT idem.enum_exists('mood')}, '-c', 'SELECT 42'
			],
			'<', \undef, '>', \$out, '2>', \$err);
		$node->poll_query_until('postgres',
			"SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'migrator' AND $sign") or die;
		# Again if need be: the server forgets a cancel that comes together with
		# the end of lock_timeout.
		$node->poll_query_until('postgres',
			qq{SELECT count(pg_${blow}_backend(pid)) = 0 FROM pg_stat_activity
			WHERE application_name = 'migrator' AND state = 'active' AND query LIKE '%SELECT idem.%'
			AND query !~ 'enum_exists'}) or die;
		$migrator->finish;

		if ($blow eq 'cancel')
		{
			like($err, qr/canceling statement due to user request/, "$name: cancelled");
			like($out, qr/^42$/m, "$name: the session goes on");
		}
		else
		{
			like($err, qr/terminating connection due to administrator command/, "$name: terminated");
		}
		$holder->query_safe('ROLLBACK') if $hold;
		$app->query_safe('ROLLBACK') if $use;
		is($node->safe_psql('postgres', $state), $untouched, "$name: nothing is left ($blow)");
	}

	# a timeout instead, with a savepoint to go on from
	next if $name =~ /at work/;
	$holder->query_safe("BEGIN; $hold;") if $hold;
	$app->query_safe("BEGIN; $use;") if $use;
	my ($ret, $out, $err) = $node->psql('postgres', qq{
		BEGIN;
		SELECT idem.ensure_enum('pg_catalog.nothing', '{a}') WHERE false;
		SAVEPOINT s;
		SET LOCAL statement_timeout = '50ms';
		$sql;
		ROLLBACK TO s;
		SELECT 42, count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype IN ('advisory', 'relation') AND (relation >= 16384 OR locktype = 'advisory');
		COMMIT}, on_error_stop => 0);
	like($err, qr/canceling statement due to statement timeout/, "$name: statement_timeout");
	is($out, '42|0', "$name: the savepoint gives everything back");
	$holder->query_safe('ROLLBACK') if $hold;
	$app->query_safe('ROLLBACK') if $use;
	is($node->safe_psql('postgres', $state), $untouched, "$name: nothing is left (statement_timeout)");
}

# What a session leaves behind on its way out is not the script's any more.
{
	my ($out, $err) = ('', '');
	my $migrator = IPC::Run::start(
		[
			tool($node, 'psql'), '-XAtq', '-d', $node->connstr('postgres') . ' application_name=migrator',
			'-c', 'CREATE TEMP TABLE left_behind (a int)',
			'-c', q{SELECT idem.apply_revision('s', '1', $$CREATE TYPE mood AS ENUM ('ok'); DO 'BEGIN PERFORM slow(); END'$$)}
		],
		'<', \undef, '>', \$out, '2>', \$err);
	$node->poll_query_until('postgres',
		"SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'migrator' AND wait_event = 'PgSleep'") or die;
	$node->safe_psql('postgres',
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'migrator'");
	$migrator->finish;
	ok($node->poll_query_until('postgres', "SELECT count(*) = 0 FROM pg_class WHERE relname = 'left_behind'"),
		'a temporary table goes with a terminated session');
	is($node->safe_psql('postgres', $state), $untouched, 'nothing else is left of it');
}

# The winner is lost: whoever waits does the work.
my @losses = (
	[ 'terminated', sub { $node->safe_psql('postgres', "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'winner'") } ],
	[ 'cut off', sub { kill 'KILL', $_[0] } ],
	[ 'timed out', undef, q{SET idle_in_transaction_session_timeout = '200ms';} ],
	[ 'rolled back by an error', undef, undef, 'SELECT 1 / 0' ]);
for my $loss (@losses)
{
	my ($name, $strike, $before, $after) = @$loss;
	my $winner = $node->background_psql('postgres', on_error_stop => 0);
	my ($out, $err) = ('', '');

	$winner->query(q{SET application_name = 'winner'});
	my $pid = $winner->{run}{KIDS}[0]{PID};
	$winner->query_safe("BEGIN; SELECT idem.ensure_enum('mood', '{ok}');");
	my $waiter = IPC::Run::start(
		[
			tool($node, 'psql'), '-XAtq', '-d', $node->connstr('postgres') . ' application_name=waiter',
			'-c', q{SELECT idem.ensure_enum('mood', '{ok}')}
		],
		'<', \undef, '>', \$out, '2>', \$err);
	await_lock($node, 'postgres', 'waiter');
	$winner->query($before) if $before;
	$winner->query($after) if $after;
	$strike->($pid) if $strike;
	$waiter->finish;
	is("$out$err", "created\n", "the winner is $name: the waiter proceeds");
	$winner->{run}->kill_kill;
	$node->safe_psql('postgres', 'DROP TYPE mood');
}
$node->poll_query_until('postgres', q{SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'winner'});

# lock_timeout counts in all, whatever the slices.
$app->query_safe('BEGIN; SELECT count(*) FROM clinic;');
for my $retry ('0', '1ms', '30s')
{
	my $start = time;
	like(
		error_of($node, 'postgres', qq{SET lock_timeout = '200ms'; SET idem_migrate.lock_retry = '$retry';
			SELECT idem.ensure_column('clinic', 'beds', 'int')}),
		qr/^55P03: canceling statement due to lock timeout/, "lock_timeout with lock_retry $retry");
	cmp_ok(time - $start, '<', 10, 'and not much later');
}

# The same for what the statement locks on its own account.
$app->query_safe('COMMIT; CREATE TABLE visit (id int REFERENCES clinic); BEGIN; SELECT count(*) FROM clinic;');
like(
	error_of($node, 'postgres', qq{SET lock_timeout = '200ms'; SELECT idem.drop_table('visit')}),
	qr/^55P03: canceling statement due to lock timeout/, 'lock_timeout of a lock that is met on the way');
is($node->safe_psql('postgres', q{SELECT idem.table_exists('visit')}), 't', 'nothing is dropped');
$app->query_safe('COMMIT');
is($node->safe_psql('postgres', q{SELECT idem.drop_table('visit')}), 'dropped', 'until the way is free');

is($node->safe_psql('postgres', $state), $untouched, 'nothing is left in the end');
$holder->quit;
$app->quit;
my $log = slurp_file($node->logfile);
unlike($log, qr/TRAP|PANIC|terminated by signal|leak|XX000|still referenced/, 'nothing wrong in the log');
$node->stop;
done_testing();
