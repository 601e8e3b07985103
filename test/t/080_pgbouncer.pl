# Through PgBouncer in transaction mode: the next transaction of a client may
# come to another session, and a session is the next moment another client's.
# Nothing that was locked or set stays with the session.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Utils;
use Test::More;

my ($pgbouncer) = grep { -x $_ } map { "$_/pgbouncer" } split(/:/, $ENV{PATH}), '/usr/sbin', '/usr/local/sbin';
plan skip_all => 'PgBouncer is not installed (Debian: apt-get install pgbouncer, or script/bootstrap --tests)'
  unless $pgbouncer;

my $node = new_node('pooled');
my $dir = PostgreSQL::Test::Utils::tempdir_short();
my $port = PostgreSQL::Test::Cluster::get_free_port();
my $user = $node->safe_psql('postgres', 'SELECT current_user');
$node->safe_psql('postgres', 'CREATE DATABASE app');
$node->safe_psql('app', 'CREATE EXTENSION idem_migrate');
$node->append_conf('postgresql.conf', "deadlock_timeout = '10s'");
$node->reload;

append_to_file("$dir/pgbouncer.ini", sprintf(<<'EOT', $node->host, $node->port, $user, $dir, $port, $dir, $dir));
[databases]
* = host=%s port=%d user=%s
[pgbouncer]
listen_addr =
unix_socket_dir = %s
listen_port = %d
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
auth_type = any
ignore_startup_parameters = extra_float_digits,options
logfile = %s/log
pidfile = %s/pid
EOT
my $pooler = IPC::Run::start([ $pgbouncer, '-q', "$dir/pgbouncer.ini" ], '<', \undef, '>', \my $said, '2>&1');
END { $pooler->kill_kill if $pooler; }
my $connstr = "host=$dir port=$port dbname=app";

sub pooled
{
	my (@commands) = @_;
	my ($out, $err) = run_command([ tool($node, 'psql'), '-XAtq', '-d', $connstr, map { ('-c', $_) } @commands ]);
	return $out . $err;
}

# The pooler is up when it answers.
my $up = '';
for (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
{
	$up = pooled('SELECT 1');
	last if $up eq '1';
	$pooler->pump_nb;
	die "pgbouncer: $said" unless $pooler->pumpable;
	select undef, undef, undef, 0.1;
}
is($up, '1', 'PgBouncer answers');

sub file_of
{
	my ($name, $text) = @_;
	append_to_file("$dir/$name.sql", $text);
	return "$dir/$name.sql";
}
my $script = q{
	SELECT idem.ensure_enum('mood', '{ok,fine}');
	SELECT idem.ensure_table('clinic', 'id serial PRIMARY KEY, mood mood DEFAULT ''ok''');
	SELECT idem.ensure_column('clinic', 'name', 'text', '''x''', true);
	SELECT idem.ensure_index('clinic', '{name}');
	SELECT idem.apply_revision('app', '0001', 'CREATE TABLE study (id int PRIMARY KEY)');
};
my $autocommit = file_of('autocommit', $script);
my $transaction = file_of('transaction', "BEGIN;$script COMMIT;");
my $byhand = file_of('byhand', "BEGIN; SELECT idem.lock(); CREATE TABLE IF NOT EXISTS bookkeeping (version int); $script COMMIT;");

# PgBouncer before 1.21 knows no prepared statements.
for my $protocol ('simple', 'extended')
{
	for my $file ($autocommit, $transaction, $byhand)
	{
		my ($name) = $file =~ m{([a-z]+)\.sql$};

		$node->safe_psql('app', q{DROP TABLE IF EXISTS study, clinic, bookkeeping; DROP TYPE IF EXISTS mood;
			DELETE FROM idem.revision; DELETE FROM idem.object; DELETE FROM idem.event});
		my ($out, $err) = run_command(
			[ tool($node, 'pgbench'), '-n', '-c', 30, '-t', 1, '-M', $protocol, '-f', $file, $connstr ]);
		like($out, qr{actually processed: 30/30}, "$name, $protocol protocol: 30 clients over 3 sessions");
		is(join("\n", grep { /ERROR|FATAL|aborted/ } split /\n/, $err), '', 'no error');
		is( $node->safe_psql('app', q{SELECT (SELECT count(*) FROM idem.history), idem.column_exists('clinic', 'name'), (SELECT count(*) FROM idem.locks)}),
			'1|t|0', 'the schema is right and no lock is left');
	}
}

# One client holds the lock in its transaction, and all sessions but one wait.
my ($out1, $err1, $in) = ('', '', "BEGIN; SELECT idem.lock(); SELECT 'locked';\n");
my $holder = IPC::Run::start([ tool($node, 'psql'), '-XAtq', '-d', $connstr ], '<', \$in, '>', \$out1, '2>', \$err1);
$holder->pump until $out1 =~ /locked/ || !$holder->pumpable;
is(pooled('SELECT idem.try_lock()'), 'f', 'another client does not get it');
is(pooled(q{SELECT idem.ensure_table('clinic', 'id serial PRIMARY KEY')}), 'unchanged', 'nor does it need it');
my ($out2, $err2) = ('', '');
my $waiter = IPC::Run::start([ tool($node, 'psql'), '-XAtq', '-d', $connstr, '-c', q{SELECT idem.ensure_enum('mood', '{ok,fine,new}')} ],
	'<', \undef, '>', \$out2, '2>', \$err2);
$node->poll_query_until('app', 'SELECT count(*) = 1 FROM idem.locks WHERE NOT granted');
$in .= "COMMIT;\n\\q\n";
$holder->finish;
$waiter->finish;
is("$out2$err2", "altered\n", 'a waiter gets it when the transaction ends');

# A client that vanishes: the pooler rolls back its transaction.
($out1, $err1, $in) = ('', '', "BEGIN; SELECT idem.ensure_enum('other', '{a}'); SELECT 'locked';\n");
$holder = IPC::Run::start([ tool($node, 'psql'), '-XAtq', '-d', $connstr ], '<', \$in, '>', \$out1, '2>', \$err1);
$holder->pump until $out1 =~ /locked/ || !$holder->pumpable;
is($node->safe_psql('app', 'SELECT count(*) FROM idem.locks'), '1', 'a client has the lock');
$holder->kill_kill;
is(pooled("SET lock_timeout = '100s'", q{SELECT idem.ensure_enum('other', '{a}')}), 'created', 'it vanishes: the next one gets it');

# A procedure is one transaction to the pooler, however often it commits.
my ($out3, $err3) = ('', '');
my $later = IPC::Run::start([ tool($node, 'psql'), '-XAtq', '-d', $connstr, '-c', q{CALL idem.wait_for_revision('app', '0002', '100s')}, '-c', 'SELECT 42' ],
	'<', \undef, '>', \$out3, '2>', \$err3);
$node->poll_query_until('app', q{SELECT count(*) = 1 FROM pg_stat_activity WHERE query LIKE 'CALL%' AND wait_event IS NOT NULL});
is(pooled(q{SELECT idem.apply_revision('app', '0002', 'CREATE TABLE late (id int)')}), 'applied', 'a revision');
$later->finish;
is("$out3$err3", "42\n", 'wakes who waits for it');

# Settings for a transaction end with it.
is( pooled(q{BEGIN; SET LOCAL idem_migrate.lock_scope = schema; SELECT idem.try_lock(); COMMIT}, map { 'SHOW idem_migrate.lock_scope' } 1 .. 5),
	join("\n", 't', ('database') x 5), 'settings of a transaction do not leak');

$pooler->kill_kill;
is_log_clean($node);
$node->stop;
done_testing();
