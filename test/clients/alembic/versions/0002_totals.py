"""Ordinary Alembic: nothing in here knows of idem_migrate."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("orders", sa.Column("total", sa.Numeric(10, 2), nullable=False, server_default="0"))
    op.create_index("ix_orders_state", "orders", ["state"])


def downgrade():
    op.drop_index("ix_orders_state")
    op.drop_column("orders", "total")
