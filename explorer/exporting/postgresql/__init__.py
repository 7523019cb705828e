"""An archive in PostgreSQL: its tables, which are searched there, and of which an export replaces what changed."""
