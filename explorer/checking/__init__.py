"""Check records against articles: whether their words are there, what they leave out, whether dates conflict.

Pure functions over records and texts. Problems within a single record are found in `files`, as it is read; duplicate
ids, dangling references and cycles are found in `model.archive`.
"""
