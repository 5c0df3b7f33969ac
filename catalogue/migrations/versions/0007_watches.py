"""Let readers watch fees by e-mail: who watches what, and how each letter is unsubscribed from."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("letter", sa.Column("unsubscribe", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("fee", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("department", sa.String(120), nullable=False),
        sa.Column("q", sa.String(120), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("told_release", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_watch"),
    )
    op.create_index("ix_watch_email", "watch", ["email"])
    op.create_index("ix_watch_told_release", "watch", ["told_release"])
    op.create_table(
        "watch_link",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("watch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name="fk_watch_link_watch_id"),
        sa.PrimaryKeyConstraint("sha256", name="pk_watch_link"),
    )
    op.create_index("ix_watch_link_watch_id", "watch_link", ["watch_id"])


def downgrade() -> None:
    op.drop_table("watch_link")
    op.drop_table("watch")
    op.drop_column("letter", "unsubscribe")
