"""Sightings that officers report."""

import sqlalchemy as sa
from alembic import op

from bot.records.base import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sighting",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(43), nullable=False),
        sa.Column("guide", sa.String(100), nullable=False),
        sa.Column("cues", sa.String(2000), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("seen", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("photo_sha256", sa.String(64), nullable=True),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("reported", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_sighting"),
        sa.UniqueConstraint("once", name="uq_sighting_once"),
    )
    for column in ("guide", "country", "seen"):
        op.create_index(f"ix_sighting_{column}", "sighting", [column])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("sighting")
