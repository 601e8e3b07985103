# What the server tests share.

package IdemTest;

use strict;
use warnings;

use Exporter 'import';
use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(new_node script tool dump_schema is_schema run_all await_lock error_of
  traceless is_log_clean);

# A started cluster; %conf goes into postgresql.conf.
sub new_node
{
	my ($name, %conf) = @_;
	my $streaming = delete $conf{streaming};
	my $node = PostgreSQL::Test::Cluster->new($name);

	$node->init(allows_streaming => $streaming ? 1 : 0);
	%conf = (
		'max_connections' => 120,
		'log_min_messages' => 'warning',
		'log_min_error_statement' => 'panic',
		'idem_migrate.report_level' => 'debug1',
		%conf);
	$node->append_conf('postgresql.conf', "$_ = '$conf{$_}'") for sort keys %conf;
	$node->start;
	return $node;
}

# A file of this folder.
sub script
{
	return "$FindBin::RealBin/$_[0]";
}

# A program of the server that the node runs.
sub tool
{
	my ($node, $name) = @_;
	return $node->installed_command($name);
}

# The schema of a database as text that two databases can be compared by.
sub dump_schema
{
	my ($node, $db, @options) = @_;
	my ($out, $err) = run_command(
		[
			tool($node, 'pg_dump'), '--schema-only', '--no-comments',
			'-d', $node->connstr($db), @options
		]);

	die "pg_dump: $err" if $err ne '';
	$out = join "\n", grep { !/^(--|SET |SELECT pg_catalog.set_config|\\(un)?restrict |$)/ } split /\n/, $out;
	return $out;
}

# Compares the schema of a database with such a text, and says what differs.
sub is_schema
{
	my ($node, $db, $expected, $name) = @_;
	my $found = dump_schema($node, $db);
	my (%found, %expected);

	$found{$_}++ for split /\n/, $found;
	$expected{$_}++ for split /\n/, $expected;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	ok($found eq $expected, $name)
	  or diag(join "\n", 'differs', (map { "- $_" } grep { !$found{$_} } sort keys %expected),
		(map { "+ $_" } grep { !$expected{$_} } sort keys %found));
}

# Runs the commands at once, each an array reference, and returns for each its
# exit status, output and messages.
sub run_all
{
	my @commands = @_;
	my @runs;

	for my $command (@commands)
	{
		my $run = { out => '', err => '' };
		$run->{handle} =
		  IPC::Run::start($command, '<', \undef, '>', \$run->{out}, '2>', \$run->{err});
		push @runs, $run;
	}
	for my $run (@runs)
	{
		$run->{handle}->finish;
		$run->{status} = $run->{handle}->full_result(0);
		delete $run->{handle};
	}
	return @runs;
}

# Waits until the session with this application_name waits for a lock.
sub await_lock
{
	my ($node, $db, $application) = @_;
	return $node->poll_query_until(
		$db, qq{
		SELECT count(*) > 0 FROM pg_locks JOIN pg_stat_activity USING (pid)
		WHERE NOT granted AND application_name = '$application'});
}

# SQLSTATE and message of the error that a statement ends with, 'no error' if
# it succeeds.
sub error_of
{
	my ($node, $db, $sql, %params) = @_;
	my ($ret, $out, $err) = $node->psql($db, "\\set VERBOSITY verbose\n$sql", on_error_stop => 0, %params);

	return 'no error' unless $err =~ /(?:ERROR|FATAL):  (\w{5}): (.*)/;
	return "$1: $2";
}

# The result of a query if it left no trace, else what it left.
sub traceless
{
	my ($node, $db, $query) = @_;
	my $helpers = script('../sql/include/helpers.sql');
	my $out = $node->safe_psql($db, "\\i $helpers\nSELECT pg_temp.traceless(\$q\$$query\$q\$);");

	# helpers.sql turns the echo on
	return (split /\n/, $out)[-1];
}

# Whether the server said nothing that hints at a mistake of the extension:
# a failed assertion, a crash, what was not given back, a cache look-up.
sub is_log_clean
{
	my ($node, $name, $offset) = @_;
	my $log = substr slurp_file($node->logfile), $offset // 0;
	my @found = $log =~
	  /^.*(?:TRAP|PANIC|terminated by signal|leak(?!proof)|was not (?:closed|unpinned)|still referenced|XX000|cache lookup failed|WARNING:  (?!terminating connection)).*$/mg;

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	ok(!@found, $name // 'nothing wrong in the log') or diag(join "\n", @found[ 0 .. ($#found < 10 ? $#found : 9) ]);
}

1;
