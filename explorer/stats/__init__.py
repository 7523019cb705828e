"""The archive at a glance: its quotes counted by topic, by speaker, over time, and by how far they are checked.

Pure functions that count. What counts as on the record is the rule of `sources`: who told the article of the words.
"""

from explorer.stats.bins import Unit
from explorer.stats.overview import Bar, Overview, Part, Section, Spread, overview

__all__ = ["Bar", "Overview", "Part", "Section", "Spread", "Unit", "overview"]
