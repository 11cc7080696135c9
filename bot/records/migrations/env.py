"""What Alembic runs before the steps: it takes the connection that `bot.records.migrate` opened.

Every room's tables are named here, so that a test can compare them with what the steps make.
"""

from __future__ import annotations

from alembic import context

import bot.access.tables
import bot.case.tables
import bot.sightings.tables
from bot.records.base import Base

TABLES = (bot.access.tables, bot.case.tables, bot.sightings.tables)
"""The modules of the rooms' tables."""

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite changes a table by writing it anew.
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
