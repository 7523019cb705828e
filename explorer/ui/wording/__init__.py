"""How things look as text: pure functions from records, descriptions and snapshots to styled text.

There are no widgets here, and what is said about a record comes from `describing`.
"""
