"""Whether the records hold: are their words in the articles, and what of the articles do they leave out?

Pure functions over records and texts. What is wrong with one record by itself is found where it is read, in `files`.
"""
