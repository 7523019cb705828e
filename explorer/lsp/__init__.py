"""The archive in any editor: the language server's answers, and the server that gives them.

Only `protocol`, `server`, `answers` and `wire` know the protocol's library. All other modules work on texts and offsets
in code points.
"""
