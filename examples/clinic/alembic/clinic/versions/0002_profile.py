"""What a clinic says of itself."""

from alembic import op

revision = "0002_profile"
down_revision = "0001_clinics"


def upgrade():
    op.execute("""
        SELECT idem.ensure_column('clinics', 'timezone', 'varchar(64)',
                                  default_expr => $$'UTC'$$, not_null => true)""")
    op.execute("""
        SELECT idem.ensure_column('clinics', 'working_hours', 'jsonb',
                                  default_expr => $$'{}'$$, not_null => true)""")


def downgrade():
    op.execute("SELECT idem.drop_column('clinics', 'working_hours')")
    op.execute("SELECT idem.drop_column('clinics', 'timezone')")
