"""The terminal app. Textual lives only here; no file is read or written here.

`screens` own state and hand it down to `widgets`, which post requests up; `wording` says what a record looks like.
"""
