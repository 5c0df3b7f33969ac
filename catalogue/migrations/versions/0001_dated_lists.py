"""Create the dated lists, with the two promises that the database keeps itself."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

OVERLAP = """
    EXISTS (
        SELECT 1 FROM fee_version AS other
        WHERE other.fee_code = NEW.fee_code
          AND (other.effective_from IS NULL OR NEW.effective_to IS NULL OR other.effective_from <= NEW.effective_to)
          AND (NEW.effective_from IS NULL OR other.effective_to IS NULL OR NEW.effective_from <= other.effective_to)
          AND (other.last_release IS NULL OR NEW.first_release <= other.last_release)
          AND (NEW.last_release IS NULL OR other.first_release <= NEW.last_release)
    )
"""
SQLITE_TRIGGERS = (
    f"""
    CREATE TRIGGER fee_version_no_overlap BEFORE INSERT ON fee_version WHEN {OVERLAP}
    BEGIN SELECT RAISE(ABORT, 'versions of one fee overlap'); END
    """,
    """
    CREATE TRIGGER fee_version_immutable BEFORE UPDATE OF
        id, fee_code, first_release, effective_from, effective_to, status, name, name_en, department, collecting_body,
        standard_text, rate_value, rate_unit, payer, business_related, fund_management, basis, only_in,
        not_in, ended_by,
        successor_code, remarks, source, confidence ON fee_version
    BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END
    """,
    """
    CREATE TRIGGER release_immutable BEFORE UPDATE ON release
    BEGIN SELECT RAISE(ABORT, 'a release never changes'); END
    """,
)
POSTGRESQL_TRIGGERS = (
    f"""
    CREATE FUNCTION fee_version_no_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {OVERLAP} THEN RAISE EXCEPTION 'versions of one fee overlap' USING ERRCODE = 'exclusion_violation'; END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER fee_version_no_overlap BEFORE INSERT ON fee_version
    FOR EACH ROW EXECUTE FUNCTION fee_version_no_overlap()
    """,
    """
    CREATE FUNCTION fee_version_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF to_jsonb(NEW) - 'last_release' IS DISTINCT FROM to_jsonb(OLD) - 'last_release' THEN
            RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER fee_version_immutable BEFORE UPDATE ON fee_version
    FOR EACH ROW EXECUTE FUNCTION fee_version_immutable()
    """,
    """
    CREATE FUNCTION release_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a release never changes' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER release_immutable BEFORE UPDATE ON release
    FOR EACH ROW EXECUTE FUNCTION release_immutable()
    """,
)


def upgrade() -> None:
    create_tables()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL_TRIGGERS if postgresql else SQLITE_TRIGGERS:
        op.execute(statement)


def create_tables() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("date_text", sa.String(length=20), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_day"), "change", ["day"], unique=False)
    op.create_table(
        "loaded_data",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loaded_data")),
    )
    op.create_table(
        "region",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("parent_code", sa.String(length=6), nullable=True),
        sa.Column("path", sa.String(length=40), nullable=False),
        sa.Column("pinyin", sa.String(length=200), nullable=False),
        sa.Column("initials", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["parent_code"], ["region.code"], name=op.f("fk_region_parent_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_index(op.f("ix_region_parent_code"), "region", ["parent_code"], unique=False)
    op.create_index(op.f("ix_region_path"), "region", ["path"], unique=False)
    op.create_table(
        "release",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("effective_date", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("reviewer", sa.String(length=80), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("previous_sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint("reviewer IS NULL OR reviewer <> author", name=op.f("ck_release_four_eyes")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_release")),
    )
    op.create_table(
        "word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(length=20), nullable=False),
        sa.Column("word", sa.String(length=120), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.String(length=12), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word")),
    )
    op.create_index(op.f("ix_word_list_name"), "word", ["list_name"], unique=False)
    op.create_table(
        "coverage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("region_code", sa.String(length=6), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_coverage_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage")),
    )
    op.create_table(
        "fee",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("region_code", sa.String(length=6), nullable=False),
        sa.Column("parent_code", sa.String(length=24), nullable=True),
        sa.Column("record_only", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_code"], ["fee.code"], name=op.f("fk_fee_parent_code")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_fee_region_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_fee")),
    )
    op.create_index(op.f("ix_fee_kind"), "fee", ["kind"], unique=False)
    op.create_index(op.f("ix_fee_parent_code"), "fee", ["parent_code"], unique=False)
    op.create_index(op.f("ix_fee_region_code"), "fee", ["region_code"], unique=False)
    op.create_table(
        "relief",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("applies_to", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("payer_kinds", sa.JSON(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("excluded_keywords", sa.Text(), nullable=False),
        sa.Column("region_code", sa.String(length=6), nullable=False),
        sa.Column("factor", sa.String(length=40), nullable=True),
        sa.Column("decidable", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_relief_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relief")),
    )
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fee_code", sa.String(length=24), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.String(length=12), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["fee_code"], ["fee.code"], name=op.f("fk_alias_fee_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_fee_code"), "alias", ["fee_code"], unique=False)
    op.create_table(
        "fee_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fee_code", sa.String(length=24), nullable=False),
        sa.Column("first_release", sa.Integer(), nullable=False),
        sa.Column("last_release", sa.Integer(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("collecting_body", sa.Text(), nullable=False),
        sa.Column("standard_text", sa.Text(), nullable=False),
        sa.Column("rate_value", sa.String(length=40), nullable=True),
        sa.Column("rate_unit", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("business_related", sa.String(length=8), nullable=False),
        sa.Column("fund_management", sa.Text(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("only_in", sa.JSON(), nullable=False),
        sa.Column("not_in", sa.JSON(), nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=False),
        sa.Column("successor_code", sa.String(length=24), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_from IS NULL OR effective_from <= effective_to",
            name=op.f("ck_fee_version_dates"),
        ),
        sa.ForeignKeyConstraint(["fee_code"], ["fee.code"], name=op.f("fk_fee_version_fee_code")),
        sa.ForeignKeyConstraint(
            ["first_release"],
            ["release.number"],
            name=op.f("fk_fee_version_first_release"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["last_release"], ["release.number"], name=op.f("fk_fee_version_last_release")),
        sa.ForeignKeyConstraint(["successor_code"], ["fee.code"], name=op.f("fk_fee_version_successor_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_version")),
    )
    op.create_index("ix_fee_version_known", "fee_version", ["fee_code", "first_release", "last_release"], unique=False)
    op.create_index("ix_fee_version_release", "fee_version", ["first_release", "last_release"], unique=False)


def downgrade() -> None:
    for table in (
        "loaded_data",
        "coverage",
        "change",
        "relief",
        "word",
        "alias",
        "fee_version",
        "fee",
        "release",
        "region",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in ("fee_version_no_overlap", "fee_version_immutable", "release_immutable"):
            op.execute(f"DROP FUNCTION {function}()")
