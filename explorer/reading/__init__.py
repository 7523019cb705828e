"""The reading of an article: its attributions, each with a probability from a model fitted on annotated news."""
