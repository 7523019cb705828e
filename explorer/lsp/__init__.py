"""The archive in any editor: a language server and its answers.

Only `protocol`, `server`, `answers` and `wire` use the protocol's library. All other modules work on texts and offsets
in code points.
"""
