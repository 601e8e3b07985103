# Dump and restore, as superuser and as an ordinary owner of a database: the
# ledger comes along, and the next run of everything changes nothing.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('dump');
my $ensure = q{SELECT
	idem.ensure_enum('public.mood', '{sad,ok,happy}'),
	idem.ensure_table('public.clinic', 'id serial PRIMARY KEY, name varchar(40) NOT NULL UNIQUE,
		state varchar(10) DEFAULT ''new'' CHECK (state IN (''new'', ''old'')), at timestamptz DEFAULT CURRENT_TIMESTAMP'),
	idem.ensure_table('public.patient', 'id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		clinic_id int REFERENCES public.clinic ON DELETE CASCADE, mood public.mood DEFAULT ''ok'' NOT NULL,
		born date, age int CHECK (age BETWEEN 0 AND 150), years text GENERATED ALWAYS AS (age || '' years'') STORED'),
	idem.ensure_index('public.patient', '{lower(years),born DESC}', 'patient_search', where_expr => 'age > 18 AND mood <> ''sad'''),
	idem.ensure_check('public.clinic', 'name <> '''' OR state = ''new''', 'named')};
my $revisions = q{SELECT
	idem.apply_revision('app', '0001', $$
		CREATE TABLE public.account (id int PRIMARY KEY, mail text NOT NULL, role text DEFAULT 'user' CHECK (role IN ('user', 'admin')));
		CREATE INDEX ON public.account (lower(mail));
		INSERT INTO public.account VALUES (1, 'a@example.org');
	$$, 'DROP TABLE public.account'),
	idem.apply_revision('app', '0002', 'ALTER TABLE public.account ADD COLUMN name text DEFAULT ''?'' NOT NULL', requires => '{0001}'),
	idem.apply_revision('jobs', '0001', 'CREATE TABLE public.job (id int REFERENCES public.account)', requires => '{app/0002}')};
my $ledger = q{
	SELECT s.*::text FROM idem.stream s UNION ALL SELECT r.*::text FROM idem.revision r
	UNION ALL SELECT e.*::text FROM idem.event e UNION ALL SELECT o.*::text FROM idem.object o
	UNION ALL SELECT g.*::text FROM idem.stream_grant g ORDER BY 1};
my $all_unchanged = qr/^\(?unchanged(,unchanged)*\)?$/;

# A composite of outcomes, since traceless() gives the first column only.
(my $ensure_row = $ensure) =~ s/^SELECT\s+(.*)$/SELECT ROW($1)/s;
(my $revisions_row = $revisions) =~ s/^SELECT\s+(.*)$/SELECT ROW($1)/s;

$node->safe_psql('postgres', 'CREATE ROLE owner LOGIN; CREATE ROLE other LOGIN');

for my $user ($node->safe_psql('postgres', 'SELECT current_user'), 'owner')
{
	my $db = "from_$user";
	my @as = (-U => $user);
	my %as = (extra_params => \@as);

	$node->safe_psql('postgres', qq{CREATE DATABASE "$db" OWNER "$user"});
	$node->safe_psql($db, qq{ALTER SCHEMA public OWNER TO "$user"; GRANT CREATE ON SCHEMA public TO other});
	$node->safe_psql($db, 'CREATE EXTENSION idem_migrate', %as);
	$node->safe_psql($db, "$ensure; $revisions; SELECT idem.grant_stream('app', 'other')", %as);
	like(traceless($node, $db, $ensure_row), $all_unchanged, "$user: unchanged before the dump");
	like(traceless($node, $db, $revisions_row), $all_unchanged, "$user: revisions unchanged before the dump");

	for my $format ($user eq 'owner' ? ('plain', 'custom') : 'plain')
	{
		my $to = "to_${user}_$format";
		my $file = "$PostgreSQL::Test::Utils::tmp_check/$to";

		$node->safe_psql('postgres', qq{CREATE DATABASE "$to" OWNER "$user"});
		$node->safe_psql($to, qq{ALTER SCHEMA public OWNER TO "$user"});
		$node->command_ok([ tool($node, 'pg_dump'), @as, '-F', $format, '-f', $file, '-d', $node->connstr($db) ],
			"$user: pg_dump, $format");
		$node->command_ok(
			[
				$format eq 'plain'
				? (tool($node, 'psql'), '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', $file)
				: (tool($node, 'pg_restore'), '--exit-on-error', '--no-comments', $file),
				@as,
				'-d',
				$node->connstr($to)
			],
			"$user: restore, $format");

		is($node->safe_psql($to, $ledger), $node->safe_psql($db, $ledger), "$user, $format: the ledger is the same");
		like(traceless($node, $to, $ensure_row), $all_unchanged, "$user, $format: unchanged after the restore");
		like(traceless($node, $to, $revisions_row), $all_unchanged, "$user, $format: revisions unchanged after the restore");
		is($node->safe_psql($to, q{SELECT idem.apply_revision('app', '0003', 'CREATE TABLE public.last (id int)')}, %as),
			'applied', "$user, $format: the next revision can be applied");
		is( $node->safe_psql($to, q{SELECT idem.apply_revision('app', '0004', 'CREATE TABLE public.by_other (id int)')},
				extra_params => [ -U => 'other' ]),
			'applied', "$user, $format: by the role that the stream was granted to, too");
	}

	# The schema alone carries no history: everything is found as it is.
	my $bare = "bare_$user";
	$node->safe_psql('postgres', qq{CREATE DATABASE "$bare" OWNER "$user"});
	$node->safe_psql($bare, qq{ALTER SCHEMA public OWNER TO "$user"});
	my ($sql, $err) = run_command([ tool($node, 'pg_dump'), @as, '-s', '-d', $node->connstr($db) ]);
	is($err, '', "$user: pg_dump -s");
	$node->safe_psql($bare, $sql, %as);
	is($node->safe_psql($bare, 'SELECT count(*) FROM idem.revisions'), '0', "$user: pg_dump -s has no ledger rows");
	like(traceless($node, $bare, $ensure_row), $all_unchanged, "$user: unchanged after pg_dump -s");
	my $before = dump_schema($node, $bare);
	is($node->safe_psql($bare, $revisions, %as), 'applied|applied|applied', "$user: revisions are recorded after pg_dump -s");
	is(dump_schema($node, $bare), $before, "$user: and found what they would have made");
}

# Data alone, into a database where the extension is installed already.
$node->safe_psql('postgres', 'CREATE DATABASE data_only');
$node->safe_psql('data_only', 'CREATE EXTENSION idem_migrate');
my ($data, $err) = run_command(
	[ tool($node, 'pg_dump'), '--data-only', '--table=idem.*', '-d', $node->connstr('from_owner') ]);
$node->safe_psql('data_only', $data);
is($node->safe_psql('data_only', $ledger), $node->safe_psql('from_owner', $ledger), 'the ledger alone can be moved');

is_log_clean($node);
$node->stop;
done_testing();
