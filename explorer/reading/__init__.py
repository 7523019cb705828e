"""The reading of an article: who is said to say what, each with a probability that annotated news taught."""
