# The server dies at random moments while revisions are applied and reverted:
# by kill -9 of the backend, and by an immediate shutdown.  Afterwards schema,
# data and ledger are always at the boundary of a revision, and the work goes
# on from there.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time usleep);

my $crashes = 50;
my $revisions = 12;

my $node = new_node('crash', 'restart_after_crash' => 'on');
$node->safe_psql('postgres', q{
	CREATE EXTENSION idem_migrate;
	CREATE SCHEMA app;
	CREATE TABLE app.base (id int PRIMARY KEY);
	INSERT INTO app.base SELECT generate_series(1, 50);

	CREATE FUNCTION rows_of(regclass, OUT n bigint) LANGUAGE plpgsql AS $$
	BEGIN EXECUTE 'SELECT count(*) FROM ' || $1 INTO n; END $$;

	-- Everything there is, but for times and the history's numbers.
	CREATE FUNCTION state(OUT revisions bigint, OUT fingerprint text) LANGUAGE sql AS $$
	SELECT (SELECT count(*) FROM idem.revisions), md5(string_agg(x, E'\n' ORDER BY x COLLATE "C"))
	  FROM (SELECT concat_ws(' ', attrelid::regclass, attname, attnum, atttypid::regtype, attnotnull)
	          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
	         WHERE relnamespace = 'app'::regnamespace AND attnum > 0 AND NOT attisdropped AND attrelid <> 'app.base'::regclass
	        UNION ALL
	        SELECT attname::text FROM pg_attribute WHERE attrelid = 'app.base'::regclass AND attnum > 0 AND NOT attisdropped
	        UNION ALL
	        SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid
	         WHERE relnamespace = 'app'::regnamespace
	        UNION ALL
	        SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
	          FROM pg_constraint WHERE connamespace = 'app'::regnamespace
	        UNION ALL
	        SELECT concat_ws(' ', enumtypid::regtype, enumlabel) FROM pg_enum
	        UNION ALL
	        SELECT concat_ws(' ', relname, rows_of(oid))
	          FROM pg_class WHERE relkind = 'r' AND relnamespace = 'app'::regnamespace
	        UNION ALL
	        SELECT concat_ws(' ', revision, ordinal, checksum) FROM idem.revision
	        UNION ALL
	        SELECT concat_ws(' ', revision, identity, parts, removed_by_revision) FROM idem.object
	        UNION ALL
	        SELECT concat_ws(' ', 'history', revision, sum(CASE event WHEN 'applied' THEN 1 WHEN 'reverted' THEN -1 ELSE 100 END))
	          FROM idem.event GROUP BY revision
	        HAVING sum(CASE event WHEN 'applied' THEN 1 WHEN 'reverted' THEN -1 ELSE 100 END) <> 0) v(x)
	$$});

sub up
{
	my ($i) = @_;
	return sprintf(
		q{SELECT idem.apply_revision('s', '%04d', $$
			CREATE TYPE app.kind_%d AS ENUM ('a', 'b');
			CREATE TABLE app.t_%d (id int PRIMARY KEY, kind app.kind_%d DEFAULT 'a', base_id int REFERENCES app.base);
			INSERT INTO app.t_%d (id, base_id) SELECT i, i %% 50 + 1 FROM generate_series(1, 300) i;
			CREATE INDEX ON app.t_%d (base_id);
			ALTER TABLE app.base ADD COLUMN c_%d int;
			DO 'BEGIN UPDATE app.base SET c_%d = id; END';
			ALTER TABLE app.base ADD CHECK (c_%d > 0);
		$$, $$
			DROP TABLE app.t_%d;
			DROP TYPE app.kind_%d;
			ALTER TABLE app.base DROP COLUMN c_%d;
		$$);}, ($i) x 12);
}

sub down
{
	return sprintf(q{SELECT idem.revert_revision('s', '%04d', '{lossy}');}, $_[0]);
}

# What each boundary looks like, and how long the way takes.
my @states = ($node->safe_psql('postgres', 'SELECT * FROM state()'));
my $start = time;
for my $i (1 .. $revisions)
{
	$node->safe_psql('postgres', up($i));
	push @states, $node->safe_psql('postgres', 'SELECT * FROM state()');
}
is(join(' ', map { (split /\|/)[0] } @states), join(' ', 0 .. $revisions), 'the revisions can be applied');
$node->safe_psql('postgres', join '', map { down($_) } reverse 1 .. $revisions);
is($node->safe_psql('postgres', 'SELECT * FROM state()'), $states[0], 'and reverted');
$start = time;
$node->safe_psql('postgres', join '', map { up($_) } 1 .. $revisions);
my $duration = time - $start;

srand($ENV{IDEM_SEED} // 1);
my ($interrupted, $halfway) = (0, 0);
my ($at, $upward) = ($revisions, 0);
my @bad;
my $offset = -s $node->logfile;
for my $crash (1 .. $crashes)
{
	$upward = 0 if $at == $revisions;
	$upward = 1 if $at == 0;
	my @todo = $upward ? map { up($_) } $at + 1 .. $revisions : map { down($_) } reverse 1 .. $at;
	my $file = "$PostgreSQL::Test::Utils::tmp_check/todo.sql";
	my ($out, $err) = ('', '');
	open(my $todo, '>', $file) or die $!;
	# it is still there when it is killed, even if that comes late
	print $todo 'SELECT pg_backend_pid();', @todo, 'SELECT pg_sleep(100);';
	close $todo;
	my $runner = IPC::Run::start(
		[ tool($node, 'psql'), '-XAtq', '-d', $node->connstr('postgres'), '-f', $file ],
		'<', \undef, '>', \$out, '2>', \$err);
	# the moment of the crash: during a certain revision, at any time
	my $done = int(rand(@todo));
	$runner->pump until ($out =~ tr/\n//) > $done || !$runner->pumpable;
	my ($pid) = $out =~ /^(\d+)\n/;
	die "no backend: $err" unless $pid;
	my $before = -s $node->logfile;
	usleep(rand($duration / $revisions) * 1e6);
	if ($crash % 2)
	{
		kill 'KILL', $pid;
	}
	else
	{
		$node->stop('immediate');
	}
	$runner->finish;
	if ($crash % 2)
	{
		$node->wait_for_log(qr/database system is ready/, $before);
	}
	else
	{
		$node->start;
	}
	$interrupted++ if split(/\n/, $out) <= @todo;

	my $state = $node->safe_psql('postgres', 'SELECT * FROM state()');
	$at = (split /\|/, $state)[0];
	$halfway++ if $at > 0 && $at < $revisions;
	push @bad, "crash $crash: $state instead of $states[$at]" if $state ne $states[$at];
}
is(join("\n", @bad), '', "$crashes crashes: always at a boundary");
cmp_ok($interrupted, '>', $crashes / 2, 'most of them met work in progress');
cmp_ok($halfway, '>', $crashes / 3, 'and left it half-way');
note("$interrupted interrupted, $halfway half-way");

$node->safe_psql('postgres', join '', map { up($_) } 1 .. $revisions);
is($node->safe_psql('postgres', 'SELECT * FROM state()'), $states[$revisions], 'the rest can be applied');
is($node->safe_psql('postgres', 'SELECT count(*) FROM idem.locks'), '0', 'no lock is left');
my $log = substr slurp_file($node->logfile), $offset;
unlike($log, qr/TRAP|PANIC|signal (?!9)\d+|cache lookup|XX000/, 'nothing else went wrong');

$node->stop;
done_testing();
