"""Users and their roles."""

from alembic import op

revision = "0002_users"
down_revision = "0001_clinics"


def upgrade():
    op.execute("""
        SELECT idem.ensure_enum('userrole',
                                '{admin,clinic_admin,doctor,receptionist,patient}')""")
    op.execute("""
        SELECT idem.ensure_table('users', $$
            id serial PRIMARY KEY,
            email varchar(255) NOT NULL,
            hashed_password varchar(255) NOT NULL,
            full_name varchar(255),
            role userrole NOT NULL DEFAULT 'patient',
            clinic_id integer,
            is_active boolean NOT NULL DEFAULT true,
            created_at timestamptz NOT NULL DEFAULT now()
        $$)""")
    op.execute("""
        SELECT idem.ensure_foreign_key('users', '{clinic_id}', 'clinics', '{id}',
                                       on_delete => 'SET NULL')""")
    op.execute("""
        SELECT idem.ensure_index('users', '{email}', 'ix_users_email', is_unique => true)""")
    op.execute("SELECT idem.ensure_index('users', '{clinic_id}', 'ix_users_clinic_id')")


def downgrade():
    op.execute("SELECT idem.drop_table('users')")
    op.execute("SELECT idem.drop_enum('userrole')")
