"""The archive's files: reading its YAML and its articles' texts, caching the records, watching for changes, writing.

Comparing the records with the texts is done in `checking`; `snapshot` puts all of it together.
"""
