"""Alembic's steps. How to add one is written in `bot/records/base.py`."""
