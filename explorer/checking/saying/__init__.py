"""Who says the words of a quote, by the article's own words of saying, and whether that is the speaker of its record.

`clauses` reads “Ruiz, the mayor, said” and its like, `people` knows whom such words may mean, and `speakers` compares.
"""
