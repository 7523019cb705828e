"""Whether a quote holds all that was said in one go: all of its quoted span, or of its clause when it is a paraphrase.

`omissions` says what is left out, `reading` finds it for all quotes, `marked` and `clauses` for one. `wording` has the
words that weigh when they are left out, from one file for each language below `words`. `problems` makes problems of it.
"""
