"""When did they log in last, and how often did it fail?"""

from alembic import op

revision = "0003_login_tracking"
down_revision = "0002_users"


def upgrade():
    op.execute("SELECT idem.ensure_column('users', 'last_login_at', 'timestamptz')")
    op.execute("""
        SELECT idem.ensure_column('users', 'failed_logins', 'smallint',
                                  default_expr => '0', not_null => true)""")
    op.execute("""
        SELECT idem.ensure_index('users', '{last_login_at DESC NULLS LAST}',
                                 'ix_users_last_login_at', where_expr => 'is_active')""")


def downgrade():
    op.execute("SELECT idem.drop_index('ix_users_last_login_at')")
    op.execute("SELECT idem.drop_column('users', 'failed_logins')")
    op.execute("SELECT idem.drop_column('users', 'last_login_at')")
