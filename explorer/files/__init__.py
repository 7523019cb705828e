"""The archive's files: reading its YAML and its articles' texts, caching records, watching for changes, and writing.

Comparing the records with the texts is done in `checking`; `snapshot` combines everything.
"""
