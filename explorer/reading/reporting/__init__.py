"""Reporting clauses: who says something, judging by word order."""
