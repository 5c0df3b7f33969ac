"""Keep verdicts that somebody asked to keep."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receipt",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["release"], ["release.number"], name="fk_receipt_release"),
        sa.PrimaryKeyConstraint("number", name="pk_receipt"),
    )


def downgrade() -> None:
    op.drop_table("receipt")
