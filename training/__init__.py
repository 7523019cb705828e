"""Fits the model of `explorer.reading` on annotated news, and tells how good it is. The news stays where it is."""
