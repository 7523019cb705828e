"""The sources of each topic: which people, and what kind of words, its quotes rest on.

Pure functions that count. They do not read files; see `files` for that.
"""

from explorer.sources.matrix import SourcesMatrix, TopicSources, sources_matrix
from explorer.sources.tally import COUNTS, Caveat, Spread, Tally

__all__ = ["COUNTS", "Caveat", "SourcesMatrix", "Spread", "Tally", "TopicSources", "sources_matrix"]
