"""Clinics: two services make them, and neither knows which of them is first."""

from alembic import op

revision = "0001_clinics"
down_revision = None


def upgrade():
    op.execute("SELECT idem.ensure_enum('subscriptionstatus', '{free,premium,expired}')")
    op.execute("""
        SELECT idem.ensure_table('clinics', $$
            id serial PRIMARY KEY,
            name varchar(255) NOT NULL,
            address text,
            phone varchar(32),
            subscription_status subscriptionstatus NOT NULL DEFAULT 'free',
            is_active boolean NOT NULL DEFAULT true,
            created_at timestamptz NOT NULL DEFAULT now()
        $$)""")
    op.execute("SELECT idem.ensure_index('clinics', '{name}', 'ix_clinics_name')")


def downgrade():
    """The other service may need them still: clinics stay."""
