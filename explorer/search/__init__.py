"""Search as you type in all kinds of record, allowing for typos, unfinished words and any order; best first.

It searches records that were read and verified; `ui` and `cli` show the results.
"""
