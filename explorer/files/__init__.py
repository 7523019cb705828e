"""The archive's folder: its YAML and its articles' texts as files, what is kept of them, and that they change.

What the texts prove of the records is in `checking`, and what all of it amounts to in `snapshot`.
"""
