"""An archive in a PostgreSQL database that can be searched; an export replaces only what changed."""
