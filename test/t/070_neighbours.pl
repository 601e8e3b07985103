# Beside others: installed by the plain owner of a database, removed without a
# trace, watched by event triggers, together with pg_stat_statements and
# auto_explain.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use IdemTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('neighbours');

# Trusted: the owner of a database needs no superuser.
$node->safe_psql('postgres', 'CREATE ROLE owner LOGIN; CREATE ROLE member LOGIN; CREATE ROLE stranger LOGIN');
$node->safe_psql('postgres', 'CREATE DATABASE app OWNER owner');
my @owner = (extra_params => [ -U => 'owner' ]);
my @stranger = (extra_params => [ -U => 'stranger' ]);

my $everything = q{
	SELECT 'class', c.oid::regclass::text FROM pg_class c UNION ALL
	SELECT 'proc', oid::regprocedure::text FROM pg_proc UNION ALL SELECT 'type', oid::regtype::text FROM pg_type UNION ALL
	SELECT 'schema', nspname FROM pg_namespace UNION ALL
	SELECT 'depend', count(*)::text FROM pg_depend UNION ALL SELECT 'shdepend', count(*)::text FROM pg_shdepend JOIN pg_database d ON d.oid = dbid WHERE datname = current_database() UNION ALL
	SELECT 'init', count(*)::text FROM pg_init_privs UNION ALL SELECT 'description', count(*)::text FROM pg_description UNION ALL
	SELECT 'acl', count(*)::text FROM pg_default_acl ORDER BY 1, 2};
like(error_of($node, 'app', 'CREATE EXTENSION idem_migrate', @stranger), qr/^42501: permission denied to create extension/,
	'a stranger cannot install it');
my $before = $node->safe_psql('app', $everything);
is(error_of($node, 'app', 'CREATE EXTENSION idem_migrate', @owner), 'no error', 'the owner of the database can');

my $use = q{SELECT idem.ensure_schema('s'), idem.ensure_enum('s.mood', '{ok}'), idem.ensure_table('s.t', 'id int PRIMARY KEY, mood s.mood'),
	idem.apply_revision('app', '1', 'CREATE TABLE s.u (id int)', 'DROP TABLE s.u')};
is($node->safe_psql('app', $use, @owner), 'created|created|created|applied', 'and use it');
is( $node->safe_psql('app', q{SELECT count(*) FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
		AND (objid IN ('s.t'::regclass, 's.u'::regclass) OR objid = 's.mood'::regtype)}),
	'0', 'what is made by it is no member of it');
is($node->safe_psql('app', 'SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN (\'s\', \'idem\')'), 'owner', 'and belongs to the owner');
like(error_of($node, 'app', $_, @stranger), qr/^42501: /, "a stranger cannot: $_") for (
	q{SELECT idem.ensure_schema('mine')},
	q{SELECT idem.ensure_column('s.t', 'x', 'int')},
	q{SELECT idem.apply_revision('app', '2', 'SELECT 1')},
	q{SELECT idem.revert_revision('app', '1')},
	q{INSERT INTO idem.stream VALUES ('x', 'stranger', now())},
	q{DELETE FROM idem.revision},
	q{DROP EXTENSION idem_migrate});

# A superuser's installation, used by an ordinary owner.
$node->safe_psql('postgres', 'CREATE DATABASE app2 OWNER owner');
$node->safe_psql('app2', 'CREATE EXTENSION idem_migrate');
is($node->safe_psql('app2', $use, @owner), 'created|created|created|applied', 'used where a superuser has installed it');

is(error_of($node, 'app', 'DROP EXTENSION idem_migrate', @owner), 'no error', 'the owner can remove it');
$node->safe_psql('app', 'DROP SCHEMA s CASCADE');
my %before = map { $_ => 1 } split /\n/, $before;
my %after = map { $_ => 1 } split /\n/, $node->safe_psql('app', $everything);
is(join("\n", grep { !$after{$_} } sort keys %before), '', 'nothing has gone with it');
is(join("\n", grep { !$before{$_} } sort keys %after), '', 'nothing is left of it');
is(error_of($node, 'app', 'CREATE EXTENSION idem_migrate', @owner), 'no error', 'and it can be installed again');
is($node->safe_psql('app', "$use", @owner), 'created|created|created|applied', 'and used again');

# A session that used it when it was dropped and made again.
my $session = $node->background_psql('app', on_error_stop => 0);
is($session->query(q{SELECT idem.ensure_table('s.t', 'id int PRIMARY KEY, mood s.mood'), idem.is_applied('app', '1');}), 'unchanged|t', 'a session');
$node->safe_psql('app', 'DROP EXTENSION idem_migrate; CREATE EXTENSION idem_migrate');
is($session->query(q{SELECT idem.ensure_table('s.t', 'id int PRIMARY KEY, mood s.mood'), idem.is_applied('app', '1');}), 'unchanged|f',
	'goes on with the new one');
is($session->query(q{SELECT idem.apply_revision('app', '1', 'CREATE TABLE s.u (id int)');}), 'applied', 'and records in its ledger');
$session->quit;

# Event triggers see what really runs, and nothing of what does not.
$node->safe_psql('app', q{
	CREATE TABLE seen (id serial, event text, tag text, object text);
	CREATE FUNCTION see() RETURNS event_trigger LANGUAGE plpgsql AS $$
	BEGIN
		IF tg_event = 'ddl_command_end' THEN
			INSERT INTO seen (event, tag, object)
			SELECT tg_event, command_tag, object_identity FROM pg_event_trigger_ddl_commands();
		ELSIF tg_event = 'sql_drop' THEN
			INSERT INTO seen (event, tag, object)
			SELECT tg_event, tg_tag, object_identity FROM pg_event_trigger_dropped_objects() WHERE original;
		ELSE
			INSERT INTO seen (event, tag) VALUES (tg_event, tg_tag);
		END IF;
	END $$;
	CREATE EVENT TRIGGER on_start ON ddl_command_start EXECUTE FUNCTION see();
	CREATE EVENT TRIGGER on_end ON ddl_command_end EXECUTE FUNCTION see();
	CREATE EVENT TRIGGER on_drop ON sql_drop EXECUTE FUNCTION see();
	TRUNCATE seen RESTART IDENTITY});
my $seen = q{SELECT string_agg(concat_ws(' ', event, tag, object), E'\n' ORDER BY id) FROM seen};
sub sees
{
	my ($call, $expected, $name) = @_;
	$node->safe_psql('app', 'TRUNCATE seen');
	$node->safe_psql('app', "SELECT $call");
	is($node->safe_psql('app', $seen), $expected, $name);
}

sees(q{idem.ensure_table('s.t', 'id int PRIMARY KEY, mood s.mood'), idem.ensure_enum('s.mood', '{ok}'),
	idem.ensure_primary_key('s.t', '{id}'), idem.apply_revision('app', '1', 'CREATE TABLE s.u (id int)'), idem.drop_table('s.nothing')},
	'', 'event triggers see no no-op');
sees(q{idem.ensure_table('s.v', 'id int PRIMARY KEY')},
	"ddl_command_start CREATE TABLE\nddl_command_end CREATE TABLE s.v\nddl_command_end CREATE INDEX s.v_pkey", 'a table');
sees(q{idem.ensure_column('s.v', 'name', 'text', '''x''')},
	"ddl_command_start ALTER TABLE\nddl_command_end ALTER TABLE s.v", 'a column');
sees(q{idem.ensure_enum('s.mood', '{ok,fine}')},
	"ddl_command_start ALTER TYPE\nddl_command_end ALTER TYPE s.mood", 'a label');
sees(q{idem.ensure_index('s.v', '{name}')},
	"ddl_command_start CREATE INDEX\nddl_command_end CREATE INDEX s.v_name_idx", 'an index');
sees(q{idem.rename_column('s.v', 'name', 'title')},
	"ddl_command_start ALTER TABLE\nddl_command_end ALTER TABLE s.v.title", 'a rename');
sees(q{idem.drop_table('s.v')},
	"ddl_command_start DROP TABLE\nsql_drop DROP TABLE s.v", 'a drop');
sees(q{idem.apply_revision('app', '2', 'CREATE TABLE s.w (id int); INSERT INTO s.w VALUES (1); CREATE VIEW s.x AS SELECT * FROM s.w')},
	"ddl_command_start CREATE TABLE\nddl_command_end CREATE TABLE s.w\nddl_command_start CREATE VIEW\nddl_command_end CREATE VIEW s.x", 'a revision');

# One that refuses, and one that does DDL of its own by the extension.
$node->safe_psql('app', q{
	CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$
	BEGIN RAISE 'no DDL today' USING ERRCODE = '42501'; END $$;
	CREATE EVENT TRIGGER refuse ON ddl_command_end WHEN TAG IN ('CREATE TYPE') EXECUTE FUNCTION refuse();
	CREATE FUNCTION more() RETURNS event_trigger LANGUAGE plpgsql AS $$
	BEGIN
		IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE object_identity LIKE 's.main%') THEN
			PERFORM idem.ensure_table('s.shadow', 'id int'), idem.ensure_column('s.shadow', 'at', 'timestamptz');
		END IF;
	END $$;
	CREATE EVENT TRIGGER more ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION more()});
like(error_of($node, 'app', q{SELECT idem.ensure_enum('s.other', '{a}')}), qr/^42501: no DDL today/, 'an event trigger can refuse');
is($node->safe_psql('app', q{SELECT idem.enum_exists('s.other'), (SELECT count(*) FROM idem.locks)}), 'f|0', 'and nothing is done');
is($node->safe_psql('app', q{SELECT idem.ensure_table('s.main', 'id int')}), 'created', 'an event trigger may migrate');
is($node->safe_psql('app', q{SELECT idem.column_exists('s.shadow', 'at')}), 't', 'what it wants');
is( $node->safe_psql('app', q{SELECT idem.apply_revision('app', '3', 'CREATE TABLE s.main2 (id int)')}),
	'applied', 'inside a revision, too');
$node->safe_psql('app', 'DROP EVENT TRIGGER refuse; DROP EVENT TRIGGER more; DROP EVENT TRIGGER on_start; DROP EVENT TRIGGER on_end; DROP EVENT TRIGGER on_drop');

# Loaded at the start of the server, beside modules with hooks in the same
# places.
my @modules = grep { -f $node->config_data('--pkglibdir') . "/$_.so" } qw(pg_stat_statements auto_explain);
SKIP:
{
	skip 'pg_stat_statements and auto_explain are not installed', 6 if @modules < 2;
	# where a library is found that is not installed in the server differs
	my $library = $node->pg_version >= 18 ? 'idem_migrate' : '$libdir/idem_migrate';
	for my $preload (join(',', @modules, $library), join(',', $library, @modules))
	{
		$node->append_conf('postgresql.conf', "shared_preload_libraries = '$preload'\n"
			. "auto_explain.log_min_duration = 0\nauto_explain.log_nested_statements = on\npg_stat_statements.track = all\nsession_preload_libraries = ''");
		$node->restart;
		$node->safe_psql('app', q{
			CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public;
			SELECT public.pg_stat_statements_reset()});
		is( $node->safe_psql('app', q{SELECT idem.ensure_table('s.y', 'id int PRIMARY KEY'), idem.ensure_table('s.y', 'id int PRIMARY KEY')}),
			'created|unchanged', "preloaded: $preload");
		is( $node->safe_psql('app', q{SELECT count(*) FROM public.pg_stat_statements WHERE query LIKE 'CREATE TABLE%s.y%'}),
			'1', 'pg_stat_statements counts the statement that ran');
		is( $node->safe_psql('app', q{SELECT idem.apply_revision('app', '4', 'CREATE TABLE s.z (id int); INSERT INTO s.z SELECT 1', 'DROP TABLE s.z'),
				idem.revert_revision('app', '4', '{lossy}'), idem.drop_table('s.y')}),
			'applied|reverted|dropped', 'revisions beside them');
	}
}

is_log_clean($node);
$node->stop;
done_testing();
