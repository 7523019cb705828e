"""Article Explorer: a terminal explorer for a curated archive of news articles."""

__version__ = "0.1.0"
