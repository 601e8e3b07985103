"""Ordinary Alembic: nothing in here knows of idem_migrate."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(255), nullable=False, unique=True))
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("customer_id", sa.Integer, sa.ForeignKey("customers.id"), nullable=False, index=True),
        sa.Column("state", sa.Enum("new", "paid", "sent", name="order_state"), nullable=False))


def downgrade():
    op.drop_table("orders")
    op.drop_table("customers")
    op.execute("DROP TYPE order_state")
