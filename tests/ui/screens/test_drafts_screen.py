"""The drafts screen leads through what nobody has accepted yet: a key for each, and none is lost or taken twice."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import write_archive
from drafting.drafted_archives import LEVEE, write_drafts
from msgspec.structs import replace
from textual.geometry import Region
from textual.widgets._toast import Toast
from topics.proposed import SUBJECTS, newsroom
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.desk import reviewing
from explorer.desk.guesses import Guesses, guesses_of
from explorer.drafting.drafted import CONFIDENCES
from explorer.model.pausing import Pause
from explorer.model.records import Article, Quote
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.store import kept_words
from explorer.topics.proposing import Proposal
from explorer.ui import guessing
from explorer.ui.reading_app import ReadingApp
from explorer.ui.screens.drafts_screen import DraftsScreen
from explorer.ui.screens.proposals_screen import ProposalsScreen
from explorer.ui.widgets.article_view import ArticleView
from explorer.ui.widgets.bars import StatusLine
from explorer.ui.widgets.draft_list import DraftList


@pytest.fixture(scope="module")
def levee_as_read(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return read_snapshot(write_drafts(tmp_path_factory.mktemp("levee")))


@pytest.fixture
def levee(tmp_path: Path, levee_as_read: Snapshot, know: Callable[[Snapshot], Path]) -> Path:
    return know(read_again(replace(levee_as_read, root=write_drafts(tmp_path))))


def rows(session: Session) -> list[str]:
    return [draft.ref.partition("/")[2] for draft in session.app.screen.query_one(DraftList).drafts]


def how_sure(session: Session) -> list[str]:
    """How sure the drafts are, as they are listed; of those only that are quotes."""
    screen = session.app.screen
    assert isinstance(screen, DraftsScreen)
    sureness = screen._ranking._sureness  # noqa: SLF001 - what it goes by
    return [CONFIDENCES[sureness[draft.ref]] for draft in screen.list.drafts if draft.ref in sureness]


def reviews(session: Session) -> dict[str, str]:
    return {quote.id: quote.review for quote in session.app.snapshot.archive.all(Quote)}


async def test_keys_as_fast_as_they_come_act_on_one_draft_after_the_other(levee: Path) -> None:
    async with opened(levee, size=WIDE) as session:
        assert "9 drafts" in session.text_in(session.app.main.query_one(StatusLine))
        await session.press("D")
        assert isinstance(session.app.screen, DraftsScreen)
        assert "sure    Lonnie Beal" in session.text_in(session.app.screen)
        left = session.app.screen.query_one(DraftList).border_subtitle
        assert "6 left, 1 topic, with 3 people" == left, "9 drafts, as was said"
        about = session.text_in(session.app.screen.query_one("#about"))
        assert "sure: words of saying beside it: “said Lonnie Beal" in " ".join(about.split())
        assert "Lonnie Beal (new; role to be seen later)" in " ".join(about.split())
        await session.press("a", "a", "d", "a")
        assert ["levee-5", "levee-6", "lonnie-beal", "theresa-quill"] == rows(session)
        assert {"levee-1": "reviewed", "levee-2": "reviewed", "levee-4": "reviewed"} == {
            id: review for id, review in reviews(session).items() if review != "draft"
        }
        assert "levee-3" not in reviews(session)


def held_back_drafts(held: pytest.MonkeyPatch) -> threading.Event:
    """Let drafts be looked for only from this event on."""
    found, queue = threading.Event(), reviewing.queue

    def found_late(snapshot: Snapshot) -> reviewing.Queue:
        found.wait(20)
        return queue(snapshot)

    held.setattr(reviewing, "queue", found_late)
    return found


async def test_of_many_quotes_the_drafts_are_found_behind_the_screen(
    levee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.ui.screens.drafts_screen.AT_ONCE", 1)
    async with opened(levee, size=WIDE) as session:
        with monkeypatch.context() as held:
            found = held_back_drafts(held)
            session.held_back = {"find"}
            await session.press("D", "a", "j", "d", "w", "b", "m", "S", "enter")
            assert "Looking for the drafts …" in session.text
            found.set()
        session.held_back = set()
        await session.until(lambda: bool(rows(session)))
        assert rows(session)[0] == "levee-1"
        assert "levee-1" in reviews(session)
        await session.press("a")
        await session.until(lambda: reviews(session)["levee-1"] == "reviewed")
        await session.settle()
        assert rows(session)[0] == "levee-2"


async def test_no_garbage_is_looked_for_among_very_many_drafts(levee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They stay, and to look through them would hold up every key."""
    collects, queue = list[bool](), reviewing.queue

    def found(snapshot: Snapshot) -> reviewing.Queue:
        collects.append(gc.isenabled())
        return queue(snapshot)

    monkeypatch.setattr("explorer.ui.screens.drafts_screen.AT_ONCE", 1)
    monkeypatch.setattr(reviewing, "queue", found)
    async with opened(levee, size=WIDE) as session:
        gc.enable()
        await session.press("D")
        await session.until(lambda: bool(rows(session)))
        assert collects == [False]
        assert gc.isenabled()


async def test_among_many_the_drafts_follow_an_edit_and_are_not_looked_for_anew(
    levee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.ui.screens.drafts_screen.AT_ONCE", 1)
    made_anew, queue = list[Snapshot](), reviewing.queue

    def listed_anew(snapshot: Snapshot) -> reviewing.Queue:
        made_anew.append(snapshot)
        return queue(snapshot)

    monkeypatch.setattr(reviewing, "queue", listed_anew)
    async with opened(levee) as session:
        await session.press("D")
        for keys in (["a", "d"], ["u"]):
            await session.press(*keys)
            expected = [draft.ref.partition("/")[2] for draft in queue(session.app.snapshot).drafts]
            assert rows(session) == expected
    assert len(made_anew) == 1


async def test_drafts_that_are_gone_leave_the_list_before_the_others_are_found_anew(
    levee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.ui.screens.drafts_screen.AT_ONCE", 1)
    async with opened(levee, size=WIDE) as session:
        await session.press("D")
        await session.until(lambda: bool(rows(session)))
        before = rows(session)
        with monkeypatch.context() as held:
            found = held_back_drafts(held)
            session.held_back = {"find"}
            change(levee, lambda records: records["quotes"].pop(1))
            await session.press("r")
            assert "levee-2" not in reviews(session)
            await session.press("down", "down", "up")
            assert [id for id in before if id != "levee-2"] == rows(session)
            found.set()
        session.held_back = set()
        await session.settle()
        assert [id for id in before if id != "levee-2"] == rows(session)


async def test_drafts_of_before_an_edit_are_not_shown_while_that_is_checked(
    levee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record among them may be gone."""
    checked = threading.Event()

    def read_and_wait(earlier: Snapshot, pause: Pause, show: Callable[[Snapshot], None], **given: Any) -> Snapshot:
        def shown(edited: Snapshot) -> None:
            show(edited)
            assert checked.wait(60)

        return read_again(earlier, pause, show=shown, **given)

    monkeypatch.setattr("explorer.ui.screens.drafts_screen.AT_ONCE", 1)
    monkeypatch.setattr("explorer.ui.background._MANY", 0)
    monkeypatch.setattr("explorer.ui.background.read_again", read_and_wait)
    async with opened(levee, size=WIDE) as session:
        with monkeypatch.context() as held:
            found = held_back_drafts(held)
            session.held_back = {"find", "read"}
            await session.press("D")
            change(levee, lambda records: records["quotes"].pop(1))
            await session.press("r")
            await session.until(lambda: "levee-2" not in reviews(session))
            found.set()
            session.held_back = {"read"}
            await session.settle()
            await session.press("down")
            assert "Looking for the drafts …" in session.text
        checked.set()
        session.held_back = set()
        await session.until(lambda: bool(rows(session)))
        assert "levee-2" not in rows(session)


@pytest.mark.parametrize("at_once", [1, 5_000])
@pytest.mark.usefixtures("nothing_kept")
async def test_once_all_is_checked_drafts_are_in_the_order_of_their_article(
    levee: Path, monkeypatch: pytest.MonkeyPatch, checking: threading.Event, at_once: int
) -> None:
    monkeypatch.setattr("explorer.ui.screens.drafts_screen.AT_ONCE", at_once)
    change(levee, lambda records: records["quotes"].reverse())
    async with opened(levee, size=WIDE) as session:
        await session.until(lambda: session.app.snapshot.is_unchecked)
        await session.press("D")
        await session.until(lambda: bool(rows(session)))
        checking.set()
        await session.until(lambda: not session.app.snapshot.is_unchecked)
        await session.settle()
        quotes = [id for id in rows(session) if id.startswith("levee")]
        assert quotes == sorted(quotes)


def change(root: Path, how: Callable[[dict[str, Any]], object]) -> None:
    file = root / "data" / "levee.yaml"
    records = yaml.safe_load(file.read_text(encoding="utf-8"))
    how(records)
    file.write_text(yaml.safe_dump(records, sort_keys=False), encoding="utf-8")


async def test_what_is_undone_comes_back_under_the_cursor_and_the_next_keys_are_written(levee: Path) -> None:
    """The first rejection makes a file, which undoing it takes away again: nothing waits for that file to be read."""
    async with opened(levee, size=WIDE) as session:
        await session.press("D", "down", "d")
        assert (levee / "rejected.yaml").is_file()
        await session.press("u")
        assert not (levee / "rejected.yaml").exists()
        assert "levee-2" == session.app.screen.query_one(DraftList).draft.id  # type: ignore[union-attr]
        await session.press("a", "d")
        assert "reviewed" == reviews(session)["levee-2"]
        assert "levee-3" not in reviews(session)


@pytest.mark.parametrize("key", ["a", "d"])
async def test_what_is_undone_before_the_drafts_without_it_were_found_comes_back(
    levee: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """As among very many, where that takes a while."""
    monkeypatch.setattr("explorer.ui.screens.drafts_screen.AT_ONCE", 1)
    may_find, follow = threading.Event(), reviewing.followed

    def followed_late(before: reviewing.Queue, was: Snapshot, now: Snapshot) -> reviewing.Queue | None:
        may_find.wait(20)
        return follow(before, was, now)

    monkeypatch.setattr(reviewing, "followed", followed_late)
    async with opened(levee, size=WIDE) as session:
        await session.press("D")
        await session.until(lambda: bool(rows(session)))
        before = rows(session)
        session.held_back = {"find"}
        await session.press(key)
        await session.until(lambda: reviews(session).get("levee-1") != "draft")
        assert before[1:] == rows(session)
        await session.press("u")
        await session.until(lambda: reviews(session).get("levee-1") == "draft")
        may_find.set()
        session.held_back = set()
        await session.settle()
        assert before == rows(session)
        assert "levee-1" == session.app.screen.query_one(DraftList).draft.id  # type: ignore[union-attr]


async def test_of_an_article_without_a_text_it_stays_open_how_its_drafts_were_made(levee: Path) -> None:
    (levee / "seeds" / "levee.txt").unlink()
    async with opened(levee, size=WIDE) as session:
        await session.press("D")
        about = session.text_in(session.app.screen.query_one("#about"))
        assert "how sure it is stays open: its article’s text can’t be read" in about
        assert "written by hand" not in about


@at_sizes(WIDE, NARROW)
async def test_what_is_told_of_a_draft_does_not_hide_why_the_next_one_is_proposed(
    levee: Path, size: tuple[int, int]
) -> None:
    async with opened(levee, size=size) as session:
        await session.press("D", "d")
        await session.until(lambda: "levee-1 removed" in session.text)
        toasts = Region.from_union([toast.region for toast in session.app.screen.query(Toast)])
        assert not toasts.overlaps(session.app.screen.query_one("#about").region)


async def test_words_that_are_not_in_the_article_say_so_before_they_are_accepted(levee: Path) -> None:
    file = levee / "seeds/levee.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("just quit", "simply quit"), encoding="utf-8")
    async with opened(levee, size=WIDE) as session:
        await session.press("D")
        about = " ".join(session.text_in(session.app.screen.query_one("#about")).split())
        assert about.startswith("✗ missing: not word for word in levee (line 5): “just” should be “simply” ")
        await session.press("down")
        assert "missing" not in session.text_in(session.app.screen.query_one("#about"))


async def test_a_person_and_an_event_are_shown_in_the_article_that_tells_of_them(tmp_path: Path) -> None:
    yaml = """\
articles: [{id: pier, file: pier.txt, headline: Pier}, {id: dam, file: dam.txt, headline: Dam}]
people: [{id: ana, name: Ana Ruiz, role: mayor, review: draft}, {id: ben, name: Ben Okafor}]
events: [{id: summit, name: Summit, evidence: [{article: dam, text: at the summit}], review: draft}]
quotes:
- {id: one, article: pier, speech: direct, text: It holds., speaker: ana, review: reviewed}
- {id: two, article: dam, speech: direct, text: It leaks., speaker: ben, review: reviewed}
"""
    texts = {"pier.txt": "Pier\n\n“It holds.”\n", "dam.txt": "Dam\n\n“It leaks.” They met at the summit.\n"}
    async with opened(write_archive(tmp_path, texts, yaml), size=WIDE) as session:
        await session.press("D")
        assert ["ana", "summit"] == rows(session)
        article = session.app.screen.query_one(ArticleView)
        assert "“It holds.”" in session.text_in(article)
        await session.press("down")
        assert "They met at the summit." in session.text_in(article)
        assert [texts["dam.txt"][at.start : at.end] for at in article.current] == ["at the summit"]


async def test_all_that_are_sure_are_accepted_at_once_and_the_rest_by_hand(levee: Path) -> None:
    """Far fewer keys than drafts: what is sure takes one key together."""
    async with opened(levee, size=NARROW) as session:
        await session.press("D")
        await session.press("S")
        sure = [id for id, review in reviews(session).items() if review == "reviewed"]
        assert {"levee-1", "levee-2"} <= set(sure)
        await session.press("w")
        assert "a name, of somebody in the archive or somebody new" in session.text
        await session.press(*"quill", "enter")
        first = rows(session)[0]
        assert "theresa-quill" == next(q.speaker for q in session.app.snapshot.archive.all(Quote) if q.id == first)
        while rows(session)[0].startswith("levee"):
            await session.press("a")
        assert ["lonnie-beal", "theresa-quill"] == rows(session), "whose roles and aliases are looked at by themselves"
        await session.press("down")
        about = " ".join(session.text_in(session.app.screen.query_one("#about")).split())
        assert about.startswith("Theresa Quill · named · aliases: ")
        await session.press("a", "a")
        assert [] == rows(session)
        assert "No drafts" in session.text_in(session.app.screen)
        await session.press("escape")
        assert "draft" not in session.text_in(session.app.main.query_one(StatusLine))


@pytest.mark.parametrize("at_once", [1, 1_000])
async def test_those_that_are_sure_come_first_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Whoever stays at the top has the first of them; the same key gives the order of the article again."""
    monkeypatch.setattr("explorer.ui.screens.drafts_screen.AT_ONCE", at_once)
    headline, *paragraphs = LEVEE.strip().split("\n\n")
    text = "\n\n".join([headline, *reversed(paragraphs)])
    async with opened(write_drafts(tmp_path, text)) as session:
        await session.press("D")
        as_they_stand = rows(session)
        await session.press("down", "down", "comma")
        listed = session.app.screen.query_one(DraftList)
        assert "Drafts, sure first" == listed.border_title
        assert as_they_stand != rows(session)
        assert sorted(as_they_stand) == sorted(rows(session))
        order = [CONFIDENCES.index(each) for each in how_sure(session)]
        assert order == sorted(order)
        assert len(set(order)) > 1
        assert listed.cursor == 0

        first, second = rows(session)[:2]
        await session.press("a")
        assert rows(session)[0] == second
        await session.press("comma")
        assert "Drafts" == listed.border_title
        assert session.app.screen.query_one(DraftList).place == f"quote/{second}"
        assert [each for each in as_they_stand if each != first][:2] == rows(session)[:2]


async def test_drafts_are_ordered_by_what_is_known_of_them_while_their_articles_are_read(
    levee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And how far that is stands in the title."""
    may_begin, may_go_on = threading.Event(), threading.Event()

    def slowly(snapshot: Snapshot, articles: Iterable[Article], _: Pause) -> Iterator[tuple[Article, Guesses]]:
        assert may_begin.wait(60)
        for each in guesses_of(snapshot, articles):
            yield each
            assert may_go_on.wait(60)

    monkeypatch.setattr(guessing, "guesses_of", slowly)
    monkeypatch.setattr(guessing, "_TURN", -1.0)
    async with opened(levee) as session:
        session.held_back |= {"rank", "guess"}
        await session.press("D", "comma")
        listed = session.app.screen.query_one(DraftList)
        assert "Drafts, sure first" == listed.border_title, "nothing is known of how far that is"
        may_begin.set()
        await session.until(lambda: listed.border_title == "Drafts, sure first, 1 of 1 articles read")
        assert ["sure", "sure"] == how_sure(session)[:2]
        session.held_back.clear()
        may_go_on.set()
        await session.settle()
        assert "Drafts, sure first" == listed.border_title


async def test_a_draft_that_comes_back_into_an_article_that_was_read_is_put_where_it_belongs(tmp_path: Path) -> None:
    """Undone after the others were ordered, it came last, as what nothing is known of."""
    async with opened(write_drafts(tmp_path)) as session:
        await session.press("D")
        first = rows(session)[0]
        await session.press("a")
        await session.press("comma")
        assert "sure" == how_sure(session)[0]
        assert first not in rows(session)
        await session.press("u")
        assert first == rows(session)[0]
        assert ["sure", "sure"] == how_sure(session)[:2]


async def test_that_an_article_has_nothing_more_to_propose_is_no_error(levee: Path) -> None:
    async with opened(levee, size=WIDE) as session:
        await session.press("5", "P")
        await session.until(lambda: "Nothing new in this article" in session.text)
        assert "! warning" in session.text
        assert "✗ error" not in session.text


async def test_what_can_not_be_written_comes_back(levee: Path) -> None:
    async with opened(levee, size=WIDE) as session:
        await session.press("D")
        before = rows(session)
        (levee / "data" / "levee.yaml").write_text("quotes: [", encoding="utf-8")
        await session.press("a")
        assert "There is no place any more for what was to be written." in session.text
        await session.press("escape")
        assert before == rows(session)
        assert session.text.count("↺ ") >= len(before), "each is marked as last read"
        await session.press("S")
        assert "that are sure" not in session.text, "it is told when it is done, and not before"


async def test_while_an_article_is_still_read_nothing_is_said_of_how_sure_its_drafts_are(
    levee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft is not called written by hand, or unsure, before that is known."""
    may_read = threading.Event()

    def waiting(*given: Any) -> Iterator[tuple[Article, Guesses]]:
        may_read.wait()
        return guesses_of(*given)

    monkeypatch.setattr(guessing, "guesses_of", waiting)
    async with opened(levee, size=WIDE) as session:
        try:
            session.held_back.add("guess")
            await session.press("D")
            assert "reading the article" in session.text_in(session.app.screen.query_one("#about"))
            await session.press("S")
            assert "still being worked out" in session.text
            assert 6 == len(rows(session))
        finally:
            may_read.set()
            session.held_back.clear()
        await session.settle()
        assert "sure    Lonnie Beal" in session.text_in(session.app.screen.query_one(DraftList))


@at_sizes(WIDE, NARROW)
async def test_nobodys_words_are_drafts_too(tmp_path: Path, size: tuple[int, int]) -> None:
    """With the same keys: accepted, taken back, or given to whoever speaks; each is undone."""
    text = LEVEE.replace("The levee held", "Beal was at a show of the film “Rebecca” last week. The levee held")
    async with opened(write_drafts(tmp_path, text), size=size) as session:

        def not_quoted() -> tuple[tuple[str, ...], tuple[str, ...]]:
            (article,) = session.app.snapshot.archive.all(Article)
            return article.not_quoted, article.not_quoted_drafts

        await session.press("D")
        assert "nobody’s words" in session.text_in(session.app.screen.query_one(DraftList))
        about = session.text_in(session.app.screen.query_one("#about"))
        assert "taken for nobody’s: the word before it gives it for a name or a title" in " ".join(about.split())
        assert "Rebecca" == "".join(text[at.start : at.end] for at in session.app.screen.query_one(ArticleView).current)
        await session.press("m")
        assert (("Rebecca",), ("Rebecca",)) == not_quoted(), "nothing is merged with them"
        await session.press("a")
        assert (("Rebecca",), ()) == not_quoted()
        await session.press("u")
        await session.press("d")
        assert ((), ()) == not_quoted()
        await session.press("u")
        await session.press("w", *"quill", "enter")
        assert ((), ()) == not_quoted()
        quote = next(each for each in session.app.snapshot.archive.all(Quote) if each.text == "Rebecca")
        assert ("theresa-quill", "draft") == (quote.speaker, quote.review)
        assert session.app.screen.query_one(DraftList).draft == quote
        await session.press("u")
        assert (("Rebecca",), ("Rebecca",)) == not_quoted()


async def test_topics_are_looked_for_again_after_new_articles_and_not_after_each_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom(tmp_path)
    propose, found = kept_words.proposed_topics, list[int]()

    def counting(snapshot: Snapshot, most: int, pause: Pause) -> list[Proposal]:
        proposals = propose(snapshot, most, pause)
        found.append(len(proposals))
        return proposals

    monkeypatch.setattr(kept_words, "proposed_topics", counting)
    async with opened(tmp_path, size=WIDE) as session:
        await session.press("D", "a", "a", "escape", "D", "d")
        assert 1 == len(found)
        newsroom(tmp_path, [*SUBJECTS, "lighthouse"])
        await session.press("r")
        await session.until(lambda: len(found) == 2)
        topics = session.app.screen.query_one(DraftList).proposed
        assert "Lighthouse" in [proposal.label for proposal in topics]
        await session.press("a", "K")
        assert 3 == len(found), "and where topics are gone through, they are those of the quotes as they are"


@at_sizes(WIDE, NARROW)
async def test_below_the_drafts_the_proposed_topics_are_counted_and_gone_through(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    file = newsroom(tmp_path).root / "data/archive.yaml"
    records = yaml.safe_load(file.read_text())
    drafts, others = records["quotes"][:2], [quote | {"review": "reviewed"} for quote in records["quotes"][2:]]
    file.write_text(yaml.safe_dump(records | {"quotes": [*drafts, *others]}))
    async with opened(tmp_path, size=size) as session:
        await session.press("D")
        shown = session.app.screen.query_one(DraftList)
        assert "2 left, 11 topics" == shown.border_subtitle
        assert "topics: 11 proposed Ferry terminal, School meals" in session.words_in(shown)
        await session.press("a")
        assert [drafts[1]["id"]] == rows(session)
        assert shown.draft is not None, "the keys go on with drafts as long as there are some"
        await session.press("a")
        assert "11 topics left" == shown.border_subtitle
        about = session.words_in(session.app.screen.query_one("#about"))
        assert "No drafts: every record was accepted." in about
        assert "propose 11 topics: Ferry terminal, School meals" in about
        await session.press("a", "w", "m", "d")
        assert "Nothing is selected." in session.text

        await session.press("enter")
        assert isinstance(session.app.screen, ProposalsScreen)
        await session.press("a", "d", "escape")
        assert "9 topics left" == session.app.screen.query_one(DraftList).border_subtitle
        assert "topics" == session.app.screen.query_one(DraftList).place


async def test_the_way_back_from_the_topics_leads_to_their_row_and_not_to_a_draft(levee: Path) -> None:
    async with opened(levee, size=WIDE) as session:
        await session.press("D")
        await session.press("G", "enter")
        assert isinstance(session.app.screen, ProposalsScreen)
        await session.press("escape")
        shown = session.app.screen.query_one(DraftList)
        assert shown.drafts
        assert "topics" == shown.place


async def test_drafts_are_gone_through_while_topics_are_still_looked_for(
    levee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    propose = kept_words.proposed_topics

    def held_back(snapshot: Snapshot, most: int, pause: Pause) -> list[Proposal]:
        go_on.wait()
        return propose(snapshot, most, pause)

    monkeypatch.setattr(kept_words, "proposed_topics", held_back)
    async with opened(levee, size=WIDE) as session:
        try:
            session.held_back = {"propose"}
            await session.press("D", "a", "G")
            assert "6 left, with 2 people" == session.app.screen.query_one(DraftList).border_subtitle
            at = session.app.screen.query_one(DraftList).place
        finally:
            go_on.set()
        session.held_back = set()
        await session.settle()
        assert "6 left, 1 topic, with 2 people" == session.app.screen.query_one(DraftList).border_subtitle
        assert at == session.app.screen.query_one(DraftList).place


async def test_visitors_who_can_accept_nothing_are_told_of_no_proposed_topics(levee: Path) -> None:
    async with opened(levee, size=WIDE, kind=ReadingApp) as session:
        await session.press("D")
        assert "6 left, with 3 people" == session.app.screen.query_one(DraftList).border_subtitle


async def test_no_words_are_marked_as_those_of_a_draft_that_no_article_tells_of(tmp_path: Path) -> None:
    records = """\
articles: [{id: dam, file: dam.txt, headline: Dam}]
events:
- {id: fair, name: Fair, evidence: [{article: dam, text: at the fair}], review: draft}
- {id: summit, name: Summit, review: draft}
"""
    root = write_archive(tmp_path, {"dam.txt": "Dam\n\nThey met at the fair.\n"}, records)
    async with opened(root, size=WIDE) as session:
        await session.press("D")
        shown = session.app.screen.query_one(ArticleView)
        assert ["fair", "summit"] == rows(session)
        assert shown.current
        await session.press("down")
        assert not shown.current


async def test_a_draft_whose_evidence_is_gone_is_shown_while_the_drafts_are_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence = ", evidence: [{article: dam, text: at the summit}]"
    records = f"""\
articles: [{{id: dam, file: dam.txt, headline: Dam}}]
people: [{{id: ben, name: Ben Okafor}}]
events: [{{id: fair, name: Fair, review: draft}}, {{id: summit, name: Summit{evidence}, review: draft}}]
quotes: [{{id: one, article: dam, speech: direct, text: It leaks., speaker: ben, review: reviewed}}]
"""
    root = write_archive(tmp_path, {"dam.txt": "Dam\n\n“It leaks.” They met at the summit.\n"}, records)
    monkeypatch.setattr("explorer.ui.screens.drafts_screen.AT_ONCE", 0)
    async with opened(root, size=WIDE) as session:
        await session.press("D")
        await session.until(lambda: rows(session) == ["fair", "summit"])
        with monkeypatch.context() as held:
            found = held_back_drafts(held)
            session.held_back = {"find"}
            (file,) = (root / "data").rglob("*.yaml")
            file.write_text(records.replace(evidence, ""))
            await session.press("r")
            await session.press("down")
            assert session.app.screen.query_one(DraftList).place == "event/summit"
            found.set()
        session.held_back = set()
        await session.settle()
