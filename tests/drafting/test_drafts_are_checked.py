"""What the checks have to say of drafts: a draft is open to correction, but it makes no problems by itself."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from archives import write_archive
from msgspec import structs
from newsroom import Story, stories

from explorer.drafting.adding import data_file
from explorer.drafting.drafted import DraftedQuote
from explorer.drafting.drafting import draft
from explorer.drafting.known import KnownRecords
from explorer.drafting.vetting import vetted
from explorer.model.archive import Archive
from explorer.model.problems import Place, Severity
from explorer.model.records import Article, Entry, Person, Quote, Rejection
from explorer.reading.analysis import Analysis
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot, read_snapshot

# The archives are written and read once.
pytestmark = pytest.mark.xdist_group("checked-drafts")

# A share of drafts of which the checks may tell a warning.
_SHARE = 0.01


def drafted_archive(folder: Path, story: Story) -> Snapshot:
    """An archive that has an article with its drafts, and nothing else."""
    headline = next(line.strip() for line in story.text.splitlines() if line.strip())
    article = Article(
        id=story.name,
        file="a.txt",
        headline=headline,
        sha256=sha256(story.text.encode()).hexdigest(),
        published="2009-03-04",
    )
    drafts = data_file(draft(article, SourceText(story.text)))
    return read_snapshot(write_archive(folder, {"a.txt": story.text}, {"a.yaml": drafts}))


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    """An archive for every fourth article."""
    return [drafted_archive(tmp_path_factory.mktemp("drafts"), story) for story in stories()[::4]]


def test_drafts_of_any_article_can_be_written_and_make_hardly_any_problems(snapshots: list[Snapshot]) -> None:
    quotes = sum(len(list(snapshot.archive.all(Quote))) for snapshot in snapshots)
    told = Counter(
        (problem.code, problem.severity)
        for snapshot in snapshots
        for problem in snapshot.problems
        if problem.severity is not Severity.NOTE
    )
    assert not [code for code, severity in told if severity is Severity.ERROR], told
    assert told.total() <= _SHARE * quotes, told


TEXT = """The pier

“It rained,” said Lena Berg.

Ana Ruiz, the mayor, opened the meeting. Ben Okafor, an engineer, sat beside her.

“The pier is old,” said Ben Okafor. Ana Ruiz said that the pier would close, unless the county pays.
"""
ARTICLE = Article(id="a", file="a.txt", headline="The pier", published="2009-03-04", language="en")


def drafted(**changes: str) -> dict[str, DraftedQuote]:
    """The last draft of each kind in the text, once each has been changed before the checks look at it."""
    text = SourceText(TEXT)
    whole = draft(ARTICLE, text)
    quotes = (structs.replace(one, quote=structs.replace(one.quote, **changes)) for one in whole.quotes)
    found = vetted(structs.replace(whole, quotes=tuple(quotes)), Analysis(ARTICLE, text), KnownRecords())
    return {one.quote.speech: one for one in found.quotes}


def test_a_draft_has_the_speaker_whom_the_checks_name_and_is_never_sure_then() -> None:
    right = drafted()
    assert ("ben-okafor", "ana-ruiz") == (right["direct"].quote.speaker, right["indirect"].quote.speaker)
    mended = drafted(speaker="ana-ruiz")["direct"]
    assert ("ben-okafor", right["direct"].speaker_at) == (mended.quote.speaker, mended.speaker_at)
    assert mended.p <= 0.5 < right["direct"].p
    assert drafted(relayed_by="lena-berg")["direct"].quote.relayed_by is None


def test_no_draft_leaves_out_words_that_weigh() -> None:
    assert "unless the county pays" in str(drafted()["indirect"].quote.text)
    assert "indirect" not in drafted(text="the pier would close")


def test_nobody_of_another_article_is_drafted_for_a_noun_that_this_one_has() -> None:
    """Who is only described there is not meant here."""
    text = SourceText("The pier\n\nPolice closed the pier on Monday. “It is old,” they said.\n")
    people = [Person(id="police-b", name="Police", type="collective"), Person(id="ana-ruiz", name="Ana Ruiz")]
    archive = Archive(Entry(person, Place("data/people.yaml")) for person in people)
    assert "police-b" not in {one.quote.speaker for one in draft(ARTICLE, text, KnownRecords(archive)).quotes}


VOLUNTEERS = """Levee holds

“There is not enough sand,” a volunteer said.

The town has two pumps, and both of them were running on Friday night.

“Nobody asked us about the pumps,” another volunteer said.
"""


def test_nobody_is_possibly_the_same_as_somebody_whose_quotes_are_left_out_or_rejected() -> None:
    text = SourceText(VOLUNTEERS)
    whole = draft(ARTICLE, text)
    first, second = whole.people
    assert second.possibly_same_as == (first.id,)

    of_first, of_second = whole.quotes
    missing = structs.replace(of_first, quote=structs.replace(of_first.quote, text="There is not enough gravel,"))
    found = vetted(structs.replace(whole, quotes=(missing, of_second)), Analysis(ARTICLE, text), KnownRecords())
    assert [structs.replace(second, possibly_same_as=())] == list(found.people)

    rejected = Rejection(article=ARTICLE.id, speaker=first.id, text=of_first.quote.text)
    found = draft(ARTICLE, text, KnownRecords(Archive(rejected=[rejected])))
    assert [structs.replace(second, possibly_same_as=())] == list(found.people)


def test_all_words_of_drafts_are_verbatim(snapshots: list[Snapshot]) -> None:
    assert [snapshot.held for snapshot in snapshots if snapshot.held[0] != snapshot.held[1]] == []
    assert sum(sum(snapshot.astray.values()) for snapshot in snapshots) <= 2


def test_a_text_that_begins_and_ends_anywhere_is_drafted() -> None:
    """What is proposed stands in the text, however its sentences and marks are cut."""
    for story in stories()[::9]:
        for start in range(0, len(story.text), 251):
            text = story.text[start : start + 400].replace(" said", ".” said", start % 3)
            article = Article(id="a", file="a.txt", headline="A", published="2009-03-04")
            quotes = draft(article, SourceText(text)).quotes
            assert all(0 <= at.start < at.end <= len(text) for each in quotes for at in each.passages)


def test_words_that_an_article_has_more_than_once_are_told_apart(tmp_path: Path) -> None:
    """Whole and in segments, with the same words around, and alone in a paragraph, as a pull quote is."""
    said = "“The pump failed,” she said, “and the road froze.”\n\n“It is over.”\n\n"
    called = "Ana Ruiz called it “a season of buckets” on Tuesday, and left.\n\n"
    text = f"The winter\n\n{called}{said}The pump was old.\n\n{called}Snow fell, too.\n\n{said}It was cold.\n"
    snapshot = drafted_archive(tmp_path, Story("twice", text, ()))
    assert len(list(snapshot.archive.all(Quote))) >= 6
    assert snapshot.held[0] == snapshot.held[1]
