"""Check records against articles: are their words there, what do they leave out, do dates contradict each other?

Pure functions over records and texts. What is wrong with one record by itself is found in `files`, where it is read;
duplicate ids, dangling references and cycles are found in `model.archive`.
"""
