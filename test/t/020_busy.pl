# A busy table: an application has it in use in an open transaction, so the
# migrator cannot have its lock.  It must not stand in the lock queue for
# longer than idem_migrate.lock_retry at a stretch, because everybody who comes
# later would wait behind it: a bystander gets through at any time.  When the
# application is done, so is the migrator.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('busy', 'idem_migrate.lock_retry' => '50ms');
$node->safe_psql('postgres', q{
	CREATE EXTENSION idem_migrate;
	CREATE PROCEDURE start() LANGUAGE plpgsql AS $$
	BEGIN
		DROP SCHEMA IF EXISTS b CASCADE;
		DELETE FROM idem.object; DELETE FROM idem.event; DELETE FROM idem.revision;
		CREATE SCHEMA b;
		CREATE DOMAIN b.name AS text;
		CREATE TABLE b.clinic (id int PRIMARY KEY, name b.name, beds int);
		INSERT INTO b.clinic SELECT i, 'n' || i, i FROM generate_series(1, 100) i;
		CREATE INDEX clinic_name ON b.clinic (name);
		CREATE TABLE b.patient (id int, clinic_id int CONSTRAINT of_clinic REFERENCES b.clinic);
		CREATE TABLE b.visit (id int);
		CREATE TABLE b.parent (id int, at int) PARTITION BY RANGE (at);
		CREATE TABLE b.child1 PARTITION OF b.parent FOR VALUES FROM (0) TO (10);
		CREATE TABLE b.rest PARTITION OF b.parent DEFAULT;
		CREATE TABLE b.mother (id int);
		CREATE TABLE b.daughter (name text) INHERITS (b.mother);
	END $$});

my %read = map { $_ => "SELECT count(*) FROM b.$_" } qw(clinic patient visit child1 rest daughter);
my $insert = q{INSERT INTO b.clinic VALUES ((random() * 1000000)::int + 1000, 'new') ON CONFLICT DO NOTHING};

# What is tried, what the application does, the call, and the same as a script.
my @cases = (
	[ 'column', $read{clinic}, $read{clinic},
		q{idem.ensure_column('b.clinic', 'extra', 'int')}, 'ALTER TABLE b.clinic ADD COLUMN extra int' ],
	[ 'column type', $read{clinic}, $read{clinic},
		q{idem.ensure_column('b.clinic', 'beds', 'bigint')}, 'ALTER TABLE b.clinic ALTER beds TYPE bigint' ],
	[ 'index', $insert, $insert,
		q{idem.ensure_index('b.clinic', '{beds}')}, 'CREATE INDEX ON b.clinic (beds)' ],
	[ 'primary key', $read{visit}, $read{visit},
		q{idem.ensure_primary_key('b.visit', '{id}')}, 'ALTER TABLE b.visit ADD PRIMARY KEY (id)' ],
	[ 'check', $read{clinic}, $read{clinic},
		q{idem.ensure_check('b.clinic', 'beds >= 0')}, 'ALTER TABLE b.clinic ADD CHECK (beds >= 0)' ],
	[ 'foreign key', $insert, $insert,
		q{idem.ensure_foreign_key('b.visit', '{id}', 'b.clinic')}, 'ALTER TABLE b.visit ADD FOREIGN KEY (id) REFERENCES b.clinic' ],
	[ 'table with foreign key', $insert, $insert,
		q{idem.ensure_table('b.new', 'id int, clinic_id int REFERENCES b.clinic')},
		'CREATE TABLE b.new (id int, clinic_id int REFERENCES b.clinic)' ],
	[ 'column with foreign key', $insert, $insert,
		q{idem.ensure_column('b.visit', 'clinic_id', 'int REFERENCES b.clinic')},
		'ALTER TABLE b.visit ADD COLUMN clinic_id int REFERENCES b.clinic' ],
	[ 'drop of a referencing table', $read{clinic}, $read{clinic},
		q{idem.drop_table('b.patient')}, 'DROP TABLE b.patient' ],
	[ 'drop of a foreign key', $read{clinic}, $read{clinic},
		q{idem.drop_constraint('b.patient', 'of_clinic')}, 'ALTER TABLE b.patient DROP CONSTRAINT of_clinic' ],
	[ 'drop of a referencing column', $read{clinic}, $read{clinic},
		q{idem.drop_column('b.patient', 'clinic_id')}, 'ALTER TABLE b.patient DROP COLUMN clinic_id' ],
	[ 'type of a referenced column', $read{patient}, $read{patient},
		q{idem.ensure_column('b.clinic', 'id', 'bigint')}, 'ALTER TABLE b.clinic ALTER id TYPE bigint' ],
	[ 'drop of an index', $read{clinic}, $read{clinic},
		q{idem.drop_index('b.clinic_name')}, 'DROP INDEX b.clinic_name' ],
	[ 'other index', $insert, $insert,
		q{idem.ensure_index('b.clinic', '{name,beds}', 'clinic_name')}, undef ],
	[ 'rename', $read{visit}, $read{visit},
		q{idem.rename_table('b.visit', 'call')}, 'ALTER TABLE b.visit RENAME TO call' ],
	[ 'drop', $read{visit}, $read{visit},
		q{idem.drop_table('b.visit')}, 'DROP TABLE b.visit' ],
	[ 'column of a partitioned table', $read{child1}, $read{child1},
		q{idem.ensure_column('b.parent', 'extra', 'int')}, 'ALTER TABLE b.parent ADD COLUMN extra int' ],
	[ 'index of a partitioned table', 'INSERT INTO b.child1 VALUES (1, 1)', 'INSERT INTO b.child1 VALUES (2, 2)',
		q{idem.ensure_index('b.parent', '{id}')}, 'CREATE INDEX ON b.parent (id)' ],
	[ 'partition beside the default one', $read{rest}, $read{rest},
		undef,
		'CREATE TABLE b.child2 PARTITION OF b.parent FOR VALUES FROM (10) TO (20)' ],
	[ 'drop of a partitioned table', $read{child1}, $read{child1},
		q{idem.drop_table('b.parent')}, 'DROP TABLE b.parent' ],
	[ 'column of an inherited table', $read{daughter}, $read{daughter},
		q{idem.ensure_column('b.mother', 'extra', 'int')}, 'ALTER TABLE b.mother ADD COLUMN extra int' ],
	[ 'domain', $insert, $insert,
		q{idem.ensure_domain('b.name', 'text', check_expr => 'length(VALUE) > 0')},
		'ALTER DOMAIN b.name ADD CHECK (length(VALUE) > 0)' ],
	[ 'drop of a schema', $read{visit}, $read{visit},
		q{idem.drop_schema('b', '{cascade,lossy}')}, 'DROP SCHEMA b CASCADE' ],
);

my $app = $node->background_psql('postgres');
my $bystander = $node->background_psql('postgres', on_error_stop => 0);
$bystander->query(q{SET lock_timeout = '10s'; SET client_min_messages = error});

sub attempt
{
	my ($name, $use, $others, $sql) = @_;
	my ($out, $err) = ('', '');

	$node->safe_psql('postgres', 'SET client_min_messages = error; CALL start()');
	$app->query_safe("BEGIN; $use;");

	my $migrator = IPC::Run::start(
		[
			tool($node, 'psql'), '-XAtq', '-d', $node->connstr('postgres') . ' application_name=migrator',
			'-c', "SET statement_timeout = '60s'; SET client_min_messages = error; SELECT $sql"
		],
		'<', \undef, '>', \$out, '2>', \$err);
	my $waits = '';
	while ($waits eq '' && $migrator->pumpable)
	{
		$migrator->pump_nb;
		$waits = $node->safe_psql('postgres', q{
			SELECT 'waits' FROM pg_stat_activity
			WHERE application_name = 'migrator' AND wait_event_type IN ('Lock', 'Extension')});
	}

	my $blocked = 0;
	for (1 .. 5)
	{
		my ($result, $failed) = $bystander->query("$others;");
		$bystander->{stderr} = '';
		$blocked++ if $failed;
		last if $failed;
	}
	$app->query_safe('COMMIT');
	$migrator->finish;

	ok(!$blocked, "$name: others get through");
	is("$waits|$err", 'waits|', "$name: the migrator waits for the application");
	like($out, qr/^(created|altered|dropped|applied)$/, "$name: and does its work then");
}

for my $case (@cases)
{
	my ($name, $use, $others, $call, $script) = @$case;

	attempt($name, $use, $others, $call) if $call;
	attempt("$name, in a revision", $use, $others,
		"idem.apply_revision('s', 'r', \$\$$script\$\$, allow => '{lossy,cascade}')") if $script;
}

# An autovacuum in the way is cancelled, as it is for any other statement that
# waits for longer than deadlock_timeout: whether the call knows beforehand
# which table it needs, or not.
$node->safe_psql('postgres', q{
	CREATE TABLE big (id int PRIMARY KEY, filler text)
		WITH (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,
			autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
	CREATE TABLE small (id int REFERENCES big);
	INSERT INTO big SELECT i, repeat('x', 500) FROM generate_series(1, 10000) i;
	DELETE FROM big WHERE id % 2 = 0});
$node->append_conf('postgresql.conf', "autovacuum_naptime = 1s\nlog_autovacuum_min_duration = 0");
$node->reload;
for my $case ([ q{idem.ensure_column('big', 'extra', 'int')}, 'created' ], [ q{idem.drop_table('small')}, 'dropped' ])
{
	my ($sql, $expected) = @$case;

	$node->poll_query_until('postgres', q{SELECT count(*) > 0 FROM pg_stat_progress_vacuum WHERE relid = 'big'::regclass});
	my $offset = -s $node->logfile;
	is($node->safe_psql('postgres', "SET deadlock_timeout = '50ms'; SET statement_timeout = '100s'; SELECT $sql"),
		$expected, "an autovacuum is no obstacle: $sql");
	ok($node->log_contains(qr/canceling autovacuum task/, $offset), 'it was cancelled');
}

$app->quit;
$bystander->quit;
is_log_clean($node);
$node->stop;
done_testing();
