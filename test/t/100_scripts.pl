# Whole scripts by idem.ensure(): the same as psql makes; many clients at once;
# more objects than the lock table has room for; long scripts that are
# cancelled; a standby.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);

my $node = new_node('scripts', streaming => 1, max_locks_per_transaction => 10, max_connections => 20);
my $dir = PostgreSQL::Test::Utils::tempdir();

# A database with the extension.
sub new_database
{
	$node->safe_psql('postgres', "DROP DATABASE IF EXISTS $_[0] WITH (FORCE)");
	$node->safe_psql('postgres', "CREATE DATABASE $_[0]");
	$node->safe_psql($_[0], 'CREATE EXTENSION idem_migrate');
}

# A file with a call of a function for a script.
sub call_file
{
	my ($name, $function, $script) = @_;
	my $file = "$dir/$name.sql";

	append_to_file($file, "SELECT count(*) FROM idem.$function(\$script\$\n$script\$script\$);\n");
	return $file;
}

my $history = join '', map { "$_;\n" } (
	"CREATE SCHEMA clinic", "SET search_path = clinic", "CREATE TYPE mood AS ENUM ('sad')",
	"CREATE TABLE patient (id serial PRIMARY KEY, name text NOT NULL, fax text)",
	"CREATE TABLE visit (id int PRIMARY KEY, patient_id int REFERENCES patient, mood mood)",
	"CREATE INDEX ON visit (patient_id)", "ALTER TYPE mood ADD VALUE 'ok'",
	"ALTER TABLE visit ALTER mood SET DEFAULT 'ok'", "ALTER TABLE patient DROP fax",
	"ALTER TABLE patient ADD phone varchar(20)", "ALTER TABLE visit ADD CHECK (id > 0)");

# The same as psql, which needs a transaction for each statement: on 15 and 16
# a new label cannot be used in the one that adds it.
new_database($_) for qw(plain mine crowd);
append_to_file("$dir/plain.sql", $history);
command_ok([ tool($node, 'psql'), '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('plain'), '-f', "$dir/plain.sql" ],
	'psql runs the script');
my $call = call_file('ensure', 'ensure', $history);
my $plan = call_file('plan', 'plan', $history);
$node->safe_psql('mine', "\\i $call");
my $expected = dump_schema($node, 'plain');
is_schema($node, 'mine', $expected, 'idem.ensure() makes what psql makes');
is($node->safe_psql($_, "\\i $plan"), '0', "nothing is planned where it has run ($_)") for qw(plain mine);

# Many clients at once.
my @runs = run_all(map { [ tool($node, 'psql'), '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('crowd'), '-f', $call ] } 1 .. 10);
is(scalar(grep { $_->{status} == 0 } @runs), 10, 'ten clients at once, none fails')
  or diag(map { $_->{err} } @runs);
is(scalar(grep { $_->{out} =~ /^0$/m } @runs), 9, 'one of them does it all');
is_schema($node, 'crowd', $expected, 'they end at the same schema');

# A hot standby.
$node->backup('b');
my $standby = PostgreSQL::Test::Cluster->new('scripts_standby');
$standby->init_from_backup($node, 'b', has_streaming => 1);
$standby->start;
$node->wait_for_catchup($standby);
is($standby->safe_psql('mine', "\\i $call"), '0', 'on a standby all is as wanted');
is($standby->safe_psql('mine', "SELECT kind, action FROM idem.plan('CREATE TABLE other (id int)')"),
	'table|create', 'a plan works there');
like(error_of($standby, 'mine', "SELECT idem.ensure('CREATE TABLE other (id int)')"),
	qr/^25006: /, 'a change does not');
$standby->stop;

# More objects than the lock table has room for: all or nothing, and said how
# to go on; to verify them needs no room.
new_database('many');
my $tables = 1500;
my $many = join '', map { "CREATE TABLE t$_ (id int PRIMARY KEY);\n" } 1 .. $tables;
my $made = call_file('many', 'ensure', $many);
like(error_of($node, 'many', "\\i $made"), qr/^53200: too many objects are changed in one transaction/,
	'the lock table is full');
append_to_file("$dir/many_revision.sql", "SELECT idem.apply_revision('s', '1', \$script\$\n$many\$script\$);\n");
like(error_of($node, 'many', "\\i $dir/many_revision.sql"),
	qr/^53200: too many objects are changed in one transaction/, 'the same for a revision');
is($node->safe_psql('many', "SELECT count(*) FROM pg_class WHERE relname ~ '^t\\d'"), '0', 'nothing is left');
$node->append_conf('postgresql.conf', 'max_locks_per_transaction = 1000');
$node->restart;
is($node->safe_psql('many', "\\i $made"), $tables, 'with more room it goes');

# 50,000 statements: what they want at most for each statement, which is mainly
# what the server's grammar makes of the text and what a plan tells.
my $long = join '', map {
	"CREATE TABLE c$_ (id int PRIMARY KEY, a text DEFAULT 'x', b int CHECK (b > 0));\n"
	  . "ALTER TABLE c$_ ADD COLUMN d varchar(20);\nALTER TABLE c$_ ADD COLUMN e int NOT NULL;\n"
	  . "CREATE INDEX ON c$_ (a);\nCOMMENT ON TABLE c$_ IS 'table $_';\n" } 1 .. 10000;
my $repeated = $many . join '', map { "COMMENT ON COLUMN t@{[$_ % $tables + 1]}.id IS " . ($_ > 47000 ? 'NULL' : "'$_'") . ";\n" } 1 .. 48500;
my $peak = q{SELECT (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\s+(\d+)'))[1]};
my %calls = (
	'a plan on an empty database' => [ call_file('long_plan', 'plan', $long), 'mine', 25, qr/^[1-9]\d+$/ ],
	'all as it is wanted' => [ call_file('repeated', 'ensure', $repeated), 'many', 8, qr/^0$/ ],
	'a plan of what is as it is wanted' => [ call_file('repeated_plan', 'plan', $repeated), 'many', 8, qr/^0$/ ]);
for my $name (sort keys %calls)
{
	my ($file, $db, $bound, $steps) = @{ $calls{$name} };
	my ($before, $count, $after) = split /\n/, $node->safe_psql($db, "$peak;\n\\i $file\n$peak;");

	like($count, $steps, "$name: 50,000 statements");
	SKIP:
	{
		skip 'the peak of a process is known on Linux alone', 1 unless $^O eq 'linux';
		cmp_ok(($after - $before) / 50000, '<', $bound, "$name: at most $bound kB a statement");
	}
}

# They can be cancelled, while they are read, looked at and made, which takes
# many times as long.
my %long = map { $_ => call_file("long_$_", $_, $long) } qw(ensure plan);
my $whole;
for (1 .. 2)
{
	my $begin = time;

	$node->safe_psql('many', "\\i $long{plan}");
	$whole = time - $begin if !defined $whole || time - $begin < $whole;
}
for my $function (sort keys %long)
{
	for my $part (0.05, 0.2, $function eq 'plan' ? 0.4 : 1.5)
	{
		my $timeout = int($part * $whole * 1000);
		my $begin = time;

		like(error_of($node, 'many', "SET statement_timeout = $timeout;\n\\i $long{$function}"),
			qr/^57014: /, "$function: cancelled after $part of the time of a plan");
		cmp_ok(time - $begin, '<', $timeout / 1000 + 5, 'at once');
	}
	my ($out, $err) = ('', '');
	my $busy = "datname = 'many' AND state = 'active' AND query LIKE 'SELECT count(*) FROM idem.%'";
	my $psql = IPC::Run::start([ tool($node, 'psql'), '-XAtq', '-d', $node->connstr('many'), '-f', $long{$function} ],
		'<', \undef, '>', \$out, '2>', \$err);

	$node->poll_query_until('postgres', "SELECT count(*) > 0 FROM pg_stat_activity WHERE $busy") or die;
	$node->poll_query_until('postgres', "SELECT count(pg_cancel_backend(pid)) = 0 FROM pg_stat_activity WHERE $busy") or die;
	$psql->finish;
	like($err, qr/canceling statement due to user request/, "$function: cancelled by another session");
}
is($node->safe_psql('many', "SELECT count(*) FROM pg_class WHERE relname ~ '^c\\d'"), '0', 'nothing is left of it');
is($node->safe_psql('many', 'SELECT count(*) FROM idem.locks'), '0', 'the change lock is free');

$node->append_conf('postgresql.conf', 'max_locks_per_transaction = 10');
$node->restart;
is($node->safe_psql('many', "\\i $made"), '0', 'all of them verify without');

is_log_clean($node);
done_testing();
