"""Fits the model of `explorer.reading` on annotated news, and scores it. The news is not stored here."""
