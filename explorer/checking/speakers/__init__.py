"""Check the speaker of each quote against the reporting clauses of its article.

`reading.reporting` reads “Ruiz, the mayor, said” and its like, `linking` links its mentions to person records, and
`checker` compares these with the record.
"""
