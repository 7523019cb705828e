"""Detect the spans of a text that are marked as speech, in any style of quotation.

`spans` says what is found, and `detection` finds it.
"""
