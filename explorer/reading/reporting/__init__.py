"""Reporting clauses: who says something, read by the order of words."""
