
# One version number: META.json says it, and the control file, the changelog, the
# installed script and the library agree.  A patch release changes the library
# alone, so the control file has no third number.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my ($version) = slurp_file('META.json') =~ /^\s*"version"\s*:\s*"([^"]+)"/m;
like($version, qr/^\d+\.\d+\.\d+$/, 'META.json has a version of three numbers');

my $meta = slurp_file('META.json');
my @stated = $meta =~ /^\s*"version"\s*:\s*"([^"]+)"/mg;
is_deeply([ @stated[ 0, 1 ] ], [ $version, $version ],
	'META.json provides the same version');

my ($sql_version) = $version =~ /^(\d+\.\d+)/;
my ($default) =
  slurp_file('idem_migrate.control') =~ /^default_version\s*=\s*'([^']+)'/m;
is($default, $sql_version, 'the control file has its first two numbers');

my ($latest) = slurp_file('CHANGELOG.md') =~ /^## \[?([0-9.]+)/m;
is($latest, $version, 'the newest entry of CHANGELOG.md has the same version');

my $node = PostgreSQL::Test::Cluster->new('version');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION idem_migrate');
is( $node->safe_psql(
		'postgres',
		q{SELECT extversion FROM pg_extension WHERE extname = 'idem_migrate'}
	),
	$sql_version,
	'CREATE EXTENSION installs it');
$node->stop;

done_testing();
