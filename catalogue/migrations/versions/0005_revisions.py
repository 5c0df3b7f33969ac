"""Keep published files as they came, and the revisions that lead from them, or from hand, to a release."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
REFUSAL = "an uploaded file never changes"
SQLITE_TRIGGER = f"""
    CREATE TRIGGER upload_immutable BEFORE UPDATE ON upload BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""
POSTGRESQL_TRIGGERS = (
    f"""
    CREATE FUNCTION upload_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    "CREATE TRIGGER upload_immutable BEFORE UPDATE ON upload FOR EACH ROW EXECUTE FUNCTION upload_immutable()",
)


def upgrade() -> None:
    create_upload()
    create_revision()
    create_item()
    create_remark()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL_TRIGGERS if postgresql else (SQLITE_TRIGGER,):
        op.execute(statement)


def create_upload() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["uploaded_by"], ["staff.id"], name="fk_upload_uploaded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        sa.UniqueConstraint("sha256", name="uq_upload_sha256"),
    )


def create_revision() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("reviewer", sa.String(80), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("moved_at", MOMENT, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("effective_date", sa.Date(), nullable=True),
        sa.Column("past_reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("release", sa.Integer(), nullable=True),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.Column("reading", sa.String(8), nullable=False),
        sa.Column("reading_lines", sa.Integer(), nullable=False),
        sa.Column("reading_at", MOMENT, nullable=True),
        sa.Column("reading_problem", sa.JSON(), nullable=True),
        sa.Column("reading_findings", sa.JSON(), nullable=False),
        sa.CheckConstraint("reviewer_id IS NULL OR reviewer_id <> author_id", name=op.f("ck_revision_four_eyes")),
        sa.ForeignKeyConstraint(["base"], ["release.number"], name="fk_revision_base"),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name="fk_revision_author_id"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["staff.id"], name="fk_revision_reviewer_id"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_revision_region_code"),
        sa.ForeignKeyConstraint(["release"], ["release.number"], name="fk_revision_release"),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="fk_revision_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("release", name="uq_revision_release"),
    )
    op.create_index("ix_revision_stage", "revision", ["stage"])
    op.create_index("ix_revision_upload_id", "revision", ["upload_id"])


def create_item() -> None:
    op.create_table(
        "revision_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("match", sa.String(10), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(8), nullable=False),
        sa.Column("code", sa.String(24), nullable=True),
        sa.Column("offered", sa.String(24), nullable=True),
        sa.Column("parent_code", sa.String(24), nullable=True),
        sa.Column("parent_position", sa.Integer(), nullable=True),
        sa.Column("parent_named", sa.Text(), nullable=False),
        sa.Column("above", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("original", sa.JSON(), nullable=True),
        sa.Column("published", sa.JSON(), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("correction", sa.Boolean(), nullable=False),
        sa.Column("end_status", sa.String(12), nullable=False),
        sa.Column("successor_code", sa.String(24), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=False),
        sa.Column("sort", sa.String(14), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("stops", sa.Integer(), nullable=False),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_revision_item_revision_id"),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name="fk_revision_item_region_code"),
        sa.PrimaryKeyConstraint("id", name="pk_revision_item"),
    )
    op.create_index("ix_revision_item_place", "revision_item", ["revision_id", "position"], unique=True)
    op.create_index("ix_revision_item_sort", "revision_item", ["revision_id", "sort"])


def create_remark() -> None:
    op.create_table(
        "revision_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("act", sa.String(12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_revision_remark_revision_id"),
        sa.ForeignKeyConstraint(["item_id"], ["revision_item.id"], name="fk_revision_remark_item_id"),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name="fk_revision_remark_author_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revision_remark"),
    )
    op.create_index("ix_revision_remark_revision_id", "revision_remark", ["revision_id"])


def downgrade() -> None:
    for table in ("revision_remark", "revision_item", "revision", "upload"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION upload_immutable()")
