"""Who says so: on whose word, and in what kind of words, the quotes of each topic rest."""

from explorer.sources.caveats import Caveat
from explorer.sources.matrix import SourcesMatrix, TopicSources, sources_matrix
from explorer.sources.tally import Tally

__all__ = ["Caveat", "SourcesMatrix", "Tally", "TopicSources", "sources_matrix"]
