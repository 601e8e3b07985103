# Snapshots of a schema: run on an empty database they make it again, dump and
# restore do not change them, a standby has the same; and while other sessions
# change the schema each of them is of one moment.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('snapshot', streaming => 1);
$node->safe_psql('postgres', 'CREATE ROLE shop_owner; CREATE ROLE shop_reader; CREATE ROLE shop_writer; CREATE ROLE nobody LOGIN');

sub new_database
{
	my ($db) = @_;
	$node->safe_psql('postgres', "CREATE DATABASE $db TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
	$node->safe_psql($db, 'CREATE EXTENSION idem_migrate');
}

# The dump of a schema as lines in no order.  Grants are ordered by name in
# snapshots, columns that come from a parent stand first, and names that the
# server chooses for NOT NULL constraints are not said.
sub dumped
{
	my ($db, $schema) = @_;
	my ($out, $err) = run_command([ tool($node, 'pg_dump'), '-s', '-n', $schema, '-d', $node->connstr($db) ]);
	die "pg_dump: $err" if $err ne '';
	return join "\n", sort map { s/CONSTRAINT \S+ NOT NULL/NOT NULL/r =~ s/,$//r }
	  grep { !/^(--|\\(un)?restrict |$)/ } split /\n/, $out;
}

# Says which lines differ.
sub same_text
{
	my ($got, $expected, $name) = @_;
	my (%got, %expected);

	$got{$_}++ for split /\n/, $got;
	$expected{$_}++ for split /\n/, $expected;
	local $Test::Builder::Level = $Test::Builder::Level + 1;
	ok($got eq $expected, $name)
	  or diag(join "\n", 'differs', (map { "- $_" } grep { !$got{$_} } sort keys %expected),
		(map { "+ $_" } grep { !$expected{$_} } sort keys %got));
}

sub run_script
{
	my ($db, $script) = @_;
	my $file = "$PostgreSQL::Test::Utils::tmp_check/$db.sql";
	append_to_file($file, $script);
	$node->command_ok(
		[ tool($node, 'psql'), '-X1q', '-v', 'ON_ERROR_STOP=1', '-f', $file, '-d', $node->connstr($db) ],
		"the snapshot can be run in $db");
}

my $user = $node->safe_psql('postgres', 'SELECT current_user');
my %file = (shop => 'snapshot.sql', circle => 'snapshot_circle.sql');
for my $schema (sort keys %file)
{
	my ($from, $to, $restored, $ensured) = map { "${schema}_$_" } qw(source psql restored ensured);
	new_database($_) for $from, $to, $ensured;
	$node->safe_psql('postgres', "CREATE DATABASE $restored TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
	$node->command_ok(
		[
			tool($node, 'psql'), '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', script($file{$schema}),
			'-d', $node->connstr($from)
		],
		"$schema: the source");
	my $snapshot = $node->safe_psql($from, "SELECT idem.snapshot('$schema')");
	my $fingerprint = $node->safe_psql($from, "SELECT idem.fingerprint('$schema')");
	like($fingerprint, qr/^[0-9a-f]{64}$/, "$schema: fingerprint");
	unlike($snapshot, qr/not included/, "$schema: all of it");
	(my $anonymous = "$snapshot\n") =~ s/OWNER TO "?\Q$user\E"?;/OWNER TO me;/g;
	same_text($anonymous, slurp_file(script($file{$schema} =~ s/sql$/out/r)), "$schema: the same on every version of the server");
	is(traceless($node, $from, "SELECT idem.fingerprint('$schema')"), $fingerprint, "$schema: leaves no trace");

	run_script($to, $snapshot);
	same_text($node->safe_psql($to, "SELECT idem.snapshot('$schema')"), $snapshot, "$schema: the same snapshot again");
	is($node->safe_psql($to, "SELECT idem.fingerprint('$schema')"), $fingerprint, "$schema: the same fingerprint again");
	same_text(dumped($to, $schema), dumped($from, $schema), "$schema: the same dump");

	my $file = "$PostgreSQL::Test::Utils::tmp_check/$schema.dump";
	$node->command_ok([ tool($node, 'pg_dump'), '-f', $file, '-d', $node->connstr($from) ], "$schema: pg_dump");
	$node->command_ok([ tool($node, 'psql'), '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', $file, '-d', $node->connstr($restored) ],
		"$schema: restore");
	same_text($node->safe_psql($restored, "SELECT idem.snapshot('$schema')"), $snapshot, "$schema: the same after dump and restore");
	is($node->safe_psql($restored, "SELECT idem.fingerprint('$schema')"), $fingerprint, "$schema: the fingerprint, too");

	# declarations, all of it
	is($node->safe_psql($from, "SELECT object, ddl FROM idem.plan(idem.snapshot('$schema'))"), '', "$schema: nothing to do for its own snapshot");
	$node->safe_psql($ensured, "SELECT count(*) FROM idem.ensure(\$snapshot\$$snapshot\$snapshot\$)");
	same_text($node->safe_psql($ensured, "SELECT idem.snapshot('$schema')"), $snapshot, "$schema: the same snapshot by ensure()");
	same_text(dumped($ensured, $schema), dumped($from, $schema), "$schema: the same dump by ensure()");
	is($node->safe_psql($ensured, "SELECT object, ddl FROM idem.plan(idem.snapshot('$schema'))"), '', "$schema: and then nothing to do");
}

# Everybody may read it, in a transaction that may not write, with any settings.
my $fingerprint = $node->safe_psql('shop_source', q{SELECT idem.fingerprint('shop')});
is( $node->safe_psql('shop_source', q{
		SET default_transaction_read_only = on; SET search_path = shop; SET datestyle = 'SQL, DMY';
		SET timezone = 'Asia/Kolkata'; SET extra_float_digits = -5; SET bytea_output = escape;
		SET intervalstyle = iso_8601; SET quote_all_identifiers = on; SELECT idem.fingerprint('shop')},
		extra_params => [ -U => 'nobody' ]),
	$fingerprint, 'without rights, read-only, whatever the settings');

# A standby has the same.
$node->backup('b');
my $standby = PostgreSQL::Test::Cluster->new('snapshot_standby');
$standby->init_from_backup($node, 'b', has_streaming => 1);
$standby->start;
$node->wait_for_catchup($standby);
is($standby->safe_psql('shop_source', q{SELECT idem.fingerprint('shop')}), $fingerprint, 'on a standby');
is($standby->safe_psql('shop_source', q{SELECT idem.definition('table', 'shop.customer')}),
	$node->safe_psql('shop_source', q{SELECT idem.definition('table', 'shop.customer')}), 'a definition on a standby');
$standby->stop;

# A table that is being altered is waited for, as long as lock_timeout says;
# what asks nothing of it is answered.
my $blocker = $node->background_psql('shop_source');
$blocker->query_safe('BEGIN; ALTER TABLE shop.customer ADD COLUMN more int');
like(error_of($node, 'shop_source', q{SET lock_timeout = 100; SELECT idem.snapshot('shop')}), qr/^55P03: /, 'waits for what is being changed');
like($node->safe_psql('shop_source', q{SET lock_timeout = 100; SELECT idem.definition('enum', 'shop.mood')}), qr/CREATE TYPE/, 'not for the rest');
$blocker->query_safe('ROLLBACK');
$blocker->quit;

# While the schema goes back and forth between two states, in transactions
# that change several objects, only those two are ever seen.
new_database('moving');
$node->safe_psql('moving', q{
	CREATE SCHEMA m;
	CREATE TABLE m.a (id int PRIMARY KEY); CREATE TABLE m.b (id int PRIMARY KEY); CREATE VIEW m.v AS SELECT id FROM m.a});
my $there = 'BEGIN; ALTER TABLE m.a ADD COLUMN x int CHECK (x > 0); ALTER TABLE m.b ADD COLUMN x int REFERENCES m.a;
	CREATE TABLE m.c (LIKE m.a INCLUDING ALL); CREATE INDEX c_x ON m.c (x); CREATE VIEW m.w AS SELECT * FROM m.b; COMMIT;';
my $back = 'BEGIN; DROP VIEW m.w; DROP TABLE m.c; ALTER TABLE m.b DROP COLUMN x; ALTER TABLE m.a DROP COLUMN x; COMMIT;';
my %states = ($node->safe_psql('moving', q{SELECT idem.fingerprint('m')}) => 'before');
$node->safe_psql('moving', $there);
$states{ $node->safe_psql('moving', q{SELECT idem.fingerprint('m')}) } = 'after';
$node->safe_psql('moving', $back);
is(scalar keys %states, 2, 'two states');

my $mover = "$PostgreSQL::Test::Utils::tmp_check/mover.sql";
my $reader = "$PostgreSQL::Test::Utils::tmp_check/reader.sql";
append_to_file($mover, ("$there\n$back\n") x 60);
append_to_file($reader, "SELECT idem.fingerprint('m');\n" x 150);
my @psql = (tool($node, 'psql'), '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('moving'));
my @runs = run_all([ @psql, '-f', $mover ], [ @psql, '-f', $reader ], [ @psql, '-f', $reader ]);
is($runs[0]{err}, '', 'the changes are made');
for my $run (@runs[ 1, 2 ])
{
	my @strange = grep { !$states{$_} } split /\n/, $run->{out};
	is($run->{err}, '', 'no error while the schema changes');
	is(scalar @strange, 0, 'and nothing but what was there at one moment');
}

is_log_clean($node);
$node->stop;
done_testing();
