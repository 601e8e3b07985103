
# One version: META.json says it, and the control file, the changelog, the
# installed script and the library agree.  A patch release changes the library
# alone, so the control file has no third number.

use strict;
use warnings;

use JSON::PP qw(decode_json);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $meta = decode_json(slurp_file('META.json'));
my $version = $meta->{version};
like($version, qr/^\d+\.\d+\.\d+$/, 'META.json has a version of three numbers');

# What the PGXN meta specification asks for.
ok(defined $meta->{$_}, "META.json has $_")
  for qw(name abstract maintainer license provides meta-spec);
my $provides = $meta->{provides}{idem_migrate};
is($provides->{version}, $version, 'META.json provides the same version');
ok(-f $provides->{$_}, "META.json names an existing $_") for qw(file docfile);

my ($sql_version) = $version =~ /^(\d+\.\d+)/;
my ($default) =
  slurp_file('idem_migrate.control') =~ /^default_version\s*=\s*'([^']+)'/m;
is($default, $sql_version, 'the control file has its first two numbers');

my ($latest) = slurp_file('CHANGELOG.md') =~ /^## \[?([0-9.]+)/m;
is($latest, $version, 'the newest entry of CHANGELOG.md has it');

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

SKIP:
{
	# A library has no version that SQL can see before PostgreSQL 18.
	my $server = $node->safe_psql('postgres', 'SHOW server_version_num');
	skip 'server is older than 18', 1 if $server < 180000;
	is( $node->safe_psql(
			'postgres',
			q{LOAD 'idem_migrate';
			SELECT version FROM pg_get_loaded_modules()
			WHERE module_name = 'idem_migrate'}),
		$version,
		'the library has it');
}
$node->stop;

done_testing();
