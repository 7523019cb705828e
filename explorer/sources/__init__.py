"""Who says so: on whose word, and on what kind of words, the quotes of each topic rest.

Pure functions that count. The files of an archive have nothing to do with it: those are read in `files`.
"""

from explorer.sources.matrix import SourcesMatrix, TopicSources, sources_matrix
from explorer.sources.tally import COUNTS, Caveat, Spread, Tally

__all__ = ["COUNTS", "Caveat", "SourcesMatrix", "Spread", "Tally", "TopicSources", "sources_matrix"]
