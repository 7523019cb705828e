"""The archive at a glance: its quotes counted by topic, speaker, time and state of checking.

Pure functions that count. Whether a quote is on the record follows `sources`: by who reported the words to the article.
"""

from explorer.stats.bins import Unit
from explorer.stats.overview import Bar, Overview, Part, Section, Spread, overview

__all__ = ["Bar", "Overview", "Part", "Section", "Spread", "Unit", "overview"]
