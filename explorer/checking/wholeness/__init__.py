"""Check whether a quote has all that was said in one go: its quoted span, or its clause for a paraphrase.

`omissions` has the types of results, `finding` finds them for all quotes, `span_omissions` and `clause_omissions` for
one. `weighty_words` has the words whose omission matters, from one file per language. `problems` reports the omissions.
"""
