"""Check the speaker of each quote against the reporting clauses of its article.

`reading.reporting` finds clauses such as “Ruiz, the mayor, said”, `linking` links their mentions to person records, and
`checker` compares these with the record.
"""
