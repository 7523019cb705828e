"""What is drafted ahead, by whichever process, is what would be drafted when its turn has come."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.intake.source import Source
from explorer.drafting.known import KnownRecords
from explorer.drafting.prepared_drafts import DraftingContext, FileToDraft, drafting
from explorer.drafting.target_archive import TargetArchive, referable
from explorer.model.records import AnyRecord, Article, Event
from explorer.reading.heads import ArticleMetadata

SUMMIT = Event(id="summit", name="Summit", review="draft")
GROWN = msgspec.structs.replace(SUMMIT, place="Lima")
DRAFTS = (
    ArticleDraft(article=Article(id="a", file="a.txt", headline="A"), events=(SUMMIT,)),
    ArticleDraft(article=Article(id="b", file="b.txt", headline="B"), grown=(GROWN,)),
)


@pytest.mark.parametrize("given", [(0,), (1,), (2, 0, 1)])
def test_what_was_added_here_is_no_news_here(tmp_path: Path, given: tuple[int, ...]) -> None:
    """Also where a file was given before the event of another one grew, as to workers that could not take it."""
    context = DraftingContext(TargetArchive(tmp_path, KnownRecords(), {}))
    news = tuple(msgspec.msgpack.encode(referable(each)) for each in DRAFTS)
    for draft in DRAFTS:
        words = draft.article.headline
        context.add(draft, Source(text=words, content=words.encode(), about=ArticleMetadata(headline=words)))
    for count in given:
        target = context.target_for(FileToDraft("c.txt", news[:count]))
        assert target
        assert GROWN == target.known.get(Event, "summit")


def test_no_worker_knows_what_was_added_to_the_same_archive_another_time(tmp_path: Path) -> None:
    """It has what it was sent open for as long as just that is sent."""
    away = drafting(DraftingContext.source, None).away
    opened: dict[bytes, DraftingContext] = {}

    def known(*news: bytes) -> list[AnyRecord]:
        assert away
        packed = away.packed(DraftingContext(TargetArchive(tmp_path, KnownRecords(), {})))
        assert packed
        value = msgspec.msgpack.encode(packed[0])
        target = opened.setdefault(value, away.opened(value, {})).target_for(FileToDraft("c.txt", news))
        assert target
        return list(target.known.records())

    assert [SUMMIT] == known(msgspec.msgpack.encode([SUMMIT]))
    assert [] == known()
