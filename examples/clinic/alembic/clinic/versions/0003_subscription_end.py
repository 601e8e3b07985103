"""Subscriptions end."""

from alembic import op

revision = "0003_subscription_end"
down_revision = "0002_profile"


def upgrade():
    op.execute("SELECT idem.ensure_column('clinics', 'subscription_expires_at', 'timestamptz')")
    op.execute("""
        SELECT idem.ensure_index('clinics', '{subscription_status,subscription_expires_at}',
                                 'ix_clinics_subscription_status')""")


def downgrade():
    op.execute("SELECT idem.drop_index('ix_clinics_subscription_status')")
    op.execute("SELECT idem.drop_column('clinics', 'subscription_expires_at')")
