"""Keep what staff change in the words of the search, so that it can be undone and survives a new data folder."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "word_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(20), nullable=False),
        sa.Column("word", sa.String(120), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("editor", sa.String(80), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["word_edit.id"], name="fk_word_edit_undoes"),
        sa.PrimaryKeyConstraint("id", name="pk_word_edit"),
        sa.UniqueConstraint("undoes", name="uq_word_edit_undoes"),
    )


def downgrade() -> None:
    op.drop_table("word_edit")
