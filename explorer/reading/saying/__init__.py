"""Whoever says something in a clause, by the order of its words."""
