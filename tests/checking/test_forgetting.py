"""What is kept of a text goes with it: an archive that is edited all day holds no text of the morning."""

from __future__ import annotations

import gc
import weakref

from explorer.checking.article_files import head_conflicts
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText


class Words(str):
    """A text of which it can be seen whether anything still has it."""


def test_a_text_that_nobody_has_any_more_is_not_kept() -> None:
    words = Words("The pier\n\nBy Ana Ruiz\n\n“It holds,” said Ana Ruiz.\n")
    article = Article(id="a", file="a.txt", headline="The pier", byline="Ben Okafor", language="en")
    person = Person(id="ana-ruiz", name="Ana Ruiz", type="named")
    quote = Quote(id="q", article="a", speech="direct", text="It holds", speaker="ana-ruiz")
    archive = Archive(Entry(record, Place("f")) for record in (article, person, quote))
    assert list(head_conflicts(VerifiedArchive(archive=archive, texts={"a": SourceText(words)})))
    known = weakref.ref(words)
    del words
    gc.collect()
    assert known() is None
