"""Keep the texts of weak searches by day, for staff who add the missing words."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weak_search",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(80), nullable=False),
        sa.Column("match", sa.String(12), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "text", name="pk_weak_search"),
    )


def downgrade() -> None:
    op.drop_table("weak_search")
