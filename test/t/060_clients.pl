# Many clients at once, in any order, at every isolation level, by the simple
# and the extended protocol, in one transaction or in many: no error, and the
# schema is that of one client alone.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $clients = 50;
my $node = new_node('clients');
my $pgbench = tool($node, 'pgbench');

# The script of a service, in parts that do not depend on each other; within a
# part the order counts.
my @enums = map { "SELECT idem.ensure_enum('app.$_', '{new,open,done}');" } qw(state mood size);
my @shared = (
	q{SELECT idem.ensure_table('app.clinic', 'id serial PRIMARY KEY, name text NOT NULL, beds int DEFAULT 0 CHECK (beds >= 0)');},
	q{SELECT idem.ensure_index('app.clinic', '{name}', 'ix_clinic_name', is_unique => true);});
my @people = (
	q{SELECT idem.ensure_table('app.person', 'id bigint GENERATED ALWAYS AS IDENTITY, name varchar(40)');},
	q{SELECT idem.ensure_primary_key('app.person', '{id}');},
	q{SELECT idem.ensure_column('app.person', 'born', 'date', 'CURRENT_DATE', true);},
	q{SELECT idem.ensure_column('app.person', 'mail', 'text');},
	q{SELECT idem.ensure_unique('app.person', '{mail}');},
	q{SELECT idem.ensure_check('app.person', 'born > ''1900-01-01''', 'alive');},
	q{SELECT idem.ensure_index('app.person', '{lower(name),born DESC}', where_expr => 'mail IS NOT NULL');});
my @rest = (
	q{SELECT idem.ensure_domain('app.phone', 'text', check_expr => 'VALUE ~ ''^[0-9]+$''');},
	q{SELECT idem.ensure_sequence('app.ticket', 'START 100 INCREMENT 10');},
	q{SELECT idem.ensure_schema('other');},
	q{SELECT idem.ensure_table('other.log', 'at timestamptz DEFAULT now(), what text', 'WITH (fillfactor = 70)');});
my @last = (
	q{SELECT idem.ensure_table('app.visit', 'id int PRIMARY KEY, clinic_id int REFERENCES app.clinic ON DELETE CASCADE, person_id bigint, state app.state DEFAULT ''new'' NOT NULL');},
	q{SELECT idem.ensure_foreign_key('app.visit', '{person_id}', 'app.person', '{id}', 'SET NULL');},
	q{SELECT idem.ensure_index('app.visit', '{clinic_id,state}', 'ix_visit');},
	q{SELECT idem.drop_table('app.obsolete');},
	q{SELECT idem.apply_revision('app', '0001', $$CREATE TABLE app.note (id int PRIMARY KEY, text text); INSERT INTO app.note VALUES (1, 'x')$$);},
	q{SELECT idem.apply_revision('app', '0002', 'ALTER TABLE app.note ADD COLUMN author bigint REFERENCES app.person', requires => '{0001}');});
my @orders = (
	[ @enums, @shared, @people, @rest, @last ],
	[ @rest, @people, @shared, reverse(@enums), @last ],
	[ @people, @rest, reverse(@enums), @shared, @last ],
	[ @shared, reverse(@enums), @rest, @people, @last ]);

sub new_database
{
	my ($db) = @_;
	$node->safe_psql('postgres', "DROP DATABASE IF EXISTS $db", on_error_stop => 0);
	$node->safe_psql('postgres', "CREATE DATABASE $db");
	$node->safe_psql($db,
		'CREATE EXTENSION idem_migrate; CREATE SCHEMA app; CREATE TABLE app.obsolete (id int)');
}

sub write_file
{
	my ($name, @lines) = @_;
	my $file = "$PostgreSQL::Test::Utils::tmp_check/$name.sql";
	open(my $handle, '>', $file) or die $!;
	print $handle "$_\n" for @lines;
	close $handle;
	return $file;
}

# All clients are connected before the first of them begins.
sub at_once
{
	my ($db, $isolation, $protocol, $count, @files) = @_;
	local $ENV{PGOPTIONS} = "-c default_transaction_isolation=" . $isolation =~ s/ /\\ /r;
	my ($out, $err) = run_command(
		[
			$pgbench, '-n', '-c', $count, '-j', 2, '-t', 1, '-M', $protocol,
			(map { ('-f', $_) } @files), $node->connstr($db)
		]);
	my ($done) = $out =~ m{actually processed: (\d+)/};
	return sprintf '%d done, %s', $done // 0, join "\n", grep { /ERROR|FATAL|aborted/ } split /\n/, $err;
}

# One client alone.
new_database('alone');
my $script = write_file('alone', @{ $orders[0] });
$node->command_ok([ tool($node, 'psql'), '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', $script, $node->connstr('alone') ], 'one client');
my $schema = dump_schema($node, 'alone');
my ($outcomes) = run_command(
	[
		tool($node, 'psql'), '-XAtq', '-c', 'BEGIN', '-f', $script, '-c',
		q{SELECT pg_current_xact_id_if_assigned() IS NULL, count(*) FROM pg_locks WHERE pid = pg_backend_pid()
			AND locktype <> 'virtualxid' AND NOT (locktype = 'relation' AND mode = 'AccessShareLock' AND relation < 16384)},
		'-c', 'COMMIT', '-d', $node->connstr('alone')
	]);
is($outcomes, "unchanged\n" x @{ $orders[0] } . "t|0", 'its second run changes nothing');

my $run = 0;
for my $isolation ('read committed', 'repeatable read', 'serializable')
{
	for my $protocol ('simple', 'extended', 'prepared')
	{
		for my $transaction (0, 1)
		{
			my $name = "$isolation, $protocol protocol, " . ($transaction ? 'one transaction' : 'autocommit');
			my @files = map {
				write_file("order$_", $transaction ? ('BEGIN;', @{ $orders[$_] }, 'COMMIT;') : @{ $orders[$_] })
			} 0 .. $#orders;

			new_database('many');
			is(at_once('many', $isolation, $protocol, $clients, @files), "$clients done, ", $name);
			is_schema($node, 'many', $schema, "$name: same schema");
		}
	}
}
is($node->safe_psql('many', 'SELECT count(*), (SELECT count(*) FROM app.note) FROM idem.history'), '2|1', 'revisions ran once');

# Beside as many clients that do without the extension, by check and create:
# theirs may fail, ours do not, and the schema is the same.
my @plain = (
	q{CREATE SCHEMA IF NOT EXISTS other},
	(map { "CREATE TYPE app.$_ AS ENUM ('new', 'open', 'done')" } qw(state mood size)),
	q{CREATE TABLE IF NOT EXISTS app.clinic (id serial PRIMARY KEY, name text NOT NULL, beds int DEFAULT 0 CHECK (beds >= 0))},
	q{CREATE UNIQUE INDEX IF NOT EXISTS ix_clinic_name ON app.clinic (name)},
	q{CREATE TABLE IF NOT EXISTS app.person (id bigint GENERATED ALWAYS AS IDENTITY, name varchar(40))},
	q{ALTER TABLE app.person ADD COLUMN IF NOT EXISTS born date DEFAULT CURRENT_DATE NOT NULL},
	q{CREATE DOMAIN app.phone AS text CHECK (VALUE ~ '^[0-9]+$')},
	q{CREATE SEQUENCE IF NOT EXISTS app.ticket START 100 INCREMENT 10},
	q{CREATE TABLE IF NOT EXISTS app.note (id int PRIMARY KEY, text text)},
	q{DROP TABLE IF EXISTS app.obsolete});
my $plain = write_file('plain', map { "DO \$do\$ BEGIN $_; EXCEPTION WHEN OTHERS THEN NULL; END \$do\$;" } @plain);
for my $isolation ('read committed', 'repeatable read')
{
	for my $transaction (0, 1)
	{
		my $ours = write_file('ours', $transaction ? ('BEGIN;', @{ $orders[0] }, 'COMMIT;') : @{ $orders[0] });

		new_database('mixed');
		is(at_once('mixed', $isolation, 'simple', $clients, $ours, $plain), "$clients done, ",
			"$isolation, " . ($transaction ? 'one transaction' : 'autocommit') . ', beside others');

		# A name that the server chooses gets a number when another session has
		# chosen it, even if that one is rolled back then.
		is(dump_schema($node, 'mixed') =~ s/_(seq|pkey|key|idx|fkey|check)\d+\b/_$1/gr, $schema, 'same schema');
	}
}

# Tenants side by side, each with several clients.
new_database('tenants');
$node->safe_psql('tenants', 'ALTER DATABASE tenants SET idem_migrate.lock_scope = schema');
my @tenants = map {
	my $tenant = $_;
	write_file("tenant$tenant", 'BEGIN;', "SELECT idem.ensure_schema('app$tenant');", "SET LOCAL search_path = app$tenant;",
		(map { s/\bapp\./app$tenant./gr =~ s/'app'/'app$tenant'/gr } @enums, @shared, @people, @last), 'COMMIT;')
} 1 .. 10;
for my $isolation ('read committed', 'serializable')
{
	is(at_once('tenants', $isolation, 'simple', $clients, @tenants), "$clients done, ", "ten tenants, $isolation");
}
is( $node->safe_psql('tenants', q{SELECT count(*) FROM pg_tables WHERE schemaname ~ '^app\d+$' AND tablename <> 'obsolete'}),
	$node->safe_psql('tenants', q{SELECT 4 * count(*) FROM pg_namespace WHERE nspname ~ '^app\d+$'}),
	'every tenant is complete');

# The bootstrap block of the README, on a database without the extension.
my ($block) = slurp_file("$FindBin::RealBin/../../examples/bootstrap.sql");
my $bootstrap = write_file('bootstrap', $block);
for my $isolation ('read committed', 'repeatable read', 'serializable')
{
	$node->safe_psql('postgres', 'DROP DATABASE IF EXISTS fresh');
	$node->safe_psql('postgres', 'CREATE DATABASE fresh');
	is(at_once('fresh', $isolation, 'simple', $clients, $bootstrap), "$clients done, ", "bootstrap, $isolation");
	is(error_of($node, 'fresh', 'SELECT idem.lock()'), 'no error', 'the extension is there');
}

is_log_clean($node);
$node->stop;
done_testing();
