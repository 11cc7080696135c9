"""Case records: the record, its photos each once, and which record holds which."""

import sqlalchemy as sa
from alembic import op

from bot.records.base import PERSON_ID, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "case_record",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(PERSON_ID), nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("made", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("expires", UtcDateTime(), nullable=True),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_case_record"),
        sa.UniqueConstraint("owner", "reference", name="uq_case_record_owner_reference"),
    )
    op.create_index("ix_case_record_reference", "case_record", ["reference"])
    op.create_index("ix_case_record_expires", "case_record", ["expires"])
    op.create_table(
        "case_photo",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_case_photo"),
    )
    op.create_table(
        "case_photo_use",
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"],
            ["case_record.number"],
            name="fk_case_photo_use_case_number_case_record",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["sha256"], ["case_photo.sha256"], name="fk_case_photo_use_sha256_case_photo"),
        sa.PrimaryKeyConstraint("case_number", "sha256", name="pk_case_photo_use"),
    )
    op.create_index("ix_case_photo_use_sha256", "case_photo_use", ["sha256"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("case_photo_use")
    op.drop_table("case_photo")
    op.drop_table("case_record")
