"""What is kept of an article that was read."""

from __future__ import annotations

import gc
from weakref import ref

from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.text.passages import SourceText

TEXT = "“The dam holds,” said Ana Ruiz, the mayor.\n\nThe mayor warned that it leaks. “We will mend it,” she said."


def test_all_that_was_read_of_an_article_goes_with_whoever_has_it_last() -> None:
    """Garbage is not looked for while an archive is read: what has itself would stay until all of it was."""
    analysis = Analysis(Article(id="a", file="a.txt", headline="", language="en"), SourceText(TEXT))
    assert analysis.utterances
    assert analysis.paraphrases
    reading, entities = ref(analysis.reading), ref(analysis.entities)
    was = gc.isenabled()
    gc.disable()
    try:
        del analysis
        assert reading() is None
        assert entities() is None
    finally:
        if was:
            gc.enable()
