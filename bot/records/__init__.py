"""Where accounts and case records are kept: SQLite in the data folder, or PostgreSQL by URL.

base       the one declarative base, and the column types that every room's tables share
database   opens the database, brings it to the newest version, gives sessions
migrations Alembic's steps from version to version, one file a step
"""
