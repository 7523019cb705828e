"""Check whether a quote holds all that was said in one go: its quoted span, or its clause when it is a paraphrase.

`omissions` says what is left out, `finding` finds it for all quotes, `span_omissions` and `clause_omissions` for one.
`weighty_words` has the words that weigh when they are left out, from one file for each language. `problems` makes
problems of it.
"""
