"""The entities of an article: their names, roles and descriptions, and which mentions are of one."""
