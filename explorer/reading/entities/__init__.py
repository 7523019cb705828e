"""Whom an article tells of: their names, roles and descriptions, and who is one and the same."""
