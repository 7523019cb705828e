"""Which words of a text are marked as somebody's speech, in any style of quotation.

`spans` says what is found, and `detection` finds it.
"""
