"""Search as you type over all kinds of record: typos, unfinished words, any order; best first.

It searches records that were read and verified; what it finds is shown by `ui` and `cli`.
"""
