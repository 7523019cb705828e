"""The reader shows a quote where it stands, and walks the others in the order of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from rich.style import Style
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.describing.describe import describe
from explorer.model.records import Quote
from explorer.snapshot import Snapshot
from explorer.ui.screens.reader_screen import ReaderScreen
from explorer.ui.widgets.article_view import ArticleView
from explorer.ui.widgets.detail import Detail

BOTH = at_sizes(WIDE, NARROW)

REBUILD = "We will rebuild the east pier before summer, It is not a promise; it’s a plan."


def reader(session: Session) -> ReaderScreen:
    assert isinstance(session.app.screen, ReaderScreen)
    return session.app.screen


def article(session: Session) -> ArticleView:
    return reader(session).query_one(ArticleView)


def marked(session: Session) -> str:
    """The words on the screen that are marked as the quote's."""
    return session.styled(article(session), lambda style: bool(style.bold))


def background(session: Session, words: str) -> object:
    """The colour behind words of the article."""
    found = [
        segment.style.bgcolor
        for strip in session.strips
        for segment in strip
        if segment.style and words in segment.text
    ]
    assert found, words
    return found[0]


def words_of(quote: Quote) -> str:
    return " ".join(" ".join(quote.segments).split())


def show(shipped: Snapshot, quote: Quote) -> str:
    """All that is said of a quote."""
    described = describe(shipped, quote)
    return "\n".join("".join(part.text for part in value.parts) for field in described for value in field.values)


def in_text_order(shipped: Snapshot) -> list[Quote]:
    def start(quote: Quote) -> tuple[int, int]:
        passages = [passage for passage in shipped.verifications[quote.ref].passages if passage]
        return passages[0].start, -passages[-1].end

    return sorted(shipped.archive.all(Quote), key=start)


# Where a quote stands


@BOTH
async def test_every_quote_is_marked_whole_and_on_the_screen_in_the_order_of_the_text(
    shipped: Snapshot, size: tuple[int, int]
) -> None:
    """Those at the end of the article too, and nothing else is marked as they are."""
    async with opened(shipped.root, size) as session:
        await session.press("5", "o")
        for number, quote in enumerate(in_text_order(shipped), 1):
            await session.press("tab")

            assert reader(session).quote_ref == quote.ref
            assert marked(session) == words_of(quote)
            assert f"quote {number} of 35" in session.text


@BOTH
async def test_a_quote_is_on_the_screen_when_the_reader_opens(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        for keys, words in (("k", "Not a cent more,"), ("j j", REBUILD), ("G", "Nobody asked the fishers,")):
            await session.press("4", *keys.split(), "enter")

            assert (keys, marked(session)) == (keys, words)
            await session.press("escape")


async def test_the_paragraph_around_a_quote_at_the_end_is_on_the_screen_too(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await session.press("4", "G", "enter")

        assert "“Nobody asked the fishers,” said Cleo Park." in session.text
        assert "number 30" in session.text


async def test_all_segments_of_an_interrupted_utterance_are_marked_and_nothing_between(town: Path) -> None:
    async with opened(town, ref="quote/ruiz-rebuild") as session:
        await session.press("4", "enter")

        assert marked(session) == REBUILD
        assert "Mayor Ana Ruiz said" in session.words_in(article(session))


async def test_an_article_of_which_a_check_failed_is_read_with_its_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr("explorer.checking.covering.spoken", fails)
    async with opened(write_archive(tmp_path / "pier"), ref="quote/ruiz-rebuild") as session:
        assert "article/pier" in {failure.ref for failure in session.app.snapshot.failures}
        await session.press("4", "enter")
        assert len(reader(session).quotes) == 3


async def test_a_quote_has_a_sign_beside_it_by_its_speech_and_the_one_in_use_a_rule(town: Path) -> None:
    """The marks do not rest on colour alone."""
    async with opened(town, ref="quote/okafor-told-in-march") as session:
        await session.press("4", "enter")

        lines = session.lines
        assert any("┃¶   The council had been told" in line for line in lines)
        assert any(" “   “We will rebuild" in line for line in lines)
        assert any("  Paragraph of the history" in line for line in lines)


async def test_other_quotes_are_marked_faintly(town: Path) -> None:
    async with opened(town, ref="quote/okafor-told-in-march") as session:
        await session.press("4", "enter")

        plain = background(session, "Paragraph of the history of the pier, number 1.")
        current = background(session, "The council had been told")
        other = background(session, "We will rebuild")
        assert len({plain, current, other}) == 3
        assert background(session, "harbour master Ben Okafor") == plain


async def test_furniture_is_dimmed(town: Path) -> None:
    async with opened(town, ref="quote/okafor-told-in-march") as session:
        await session.press("4", "enter")

        def is_dimmed(style: Style) -> bool:
            return style.color == number.color

        number = next(
            segment.style for strip in session.strips for segment in strip if segment.style and segment.text == " 2"
        )
        dimmed = session.styled(article(session), is_dimmed)
        assert "Photo: Town archive" in dimmed
        assert "Paragraph of the history" not in dimmed


async def test_a_narrow_measure_is_kept_on_a_wide_screen(shipped_root: Path) -> None:
    """Lines of 200 characters can't be read."""
    async with opened(shipped_root, (200, 40)) as session:
        await session.press("4", "enter")

        assert max(len(line.rstrip()) for line in session.text_in(article(session)).splitlines()) < 100


async def test_detail_of_the_quote_in_use_is_beside_the_article_where_there_is_room(town: Path) -> None:
    async with opened(town, (160, 40), ref="quote/ruiz-rebuild") as session:
        await session.press("4", "enter")
        detail = reader(session).query_one(Detail)
        assert detail.region.right == 160
        assert detail.region.x < 105
        assert "Ana Ruiz, mayor" in session.words_in(detail)
        await session.press("tab")
        assert "Ben Okafor, harbour master" in session.words_in(detail)
        await session.press("down", "down")
        assert "Pier to be rebuilt" in session.words_in(detail)
        await session.resize(159, 40)

        assert detail.region.width == 0


async def test_a_link_of_the_detail_beside_is_followed_and_esc_returns_to_the_text(town: Path) -> None:
    async with opened(town, (160, 40), ref="quote/ruiz-rebuild") as session:
        await session.press("4", "enter", "tab")
        detail = reader(session).query_one(Detail)
        session.app.screen.set_focus(detail)
        await session.press("escape")
        assert session.focus == "article"
        assert session.screen == "ReaderScreen"
        session.app.screen.set_focus(detail)
        detail.cursor = next(n for n in range(detail.row_count) if "Ben Okafor" in detail.row(n, 40)[0].plain)
        await session.press("enter")
        await session.until(lambda: session.screen == "MainScreen")

        assert session.trail == ["person/ben-okafor"]
        await session.press("escape")
        assert reader(session).quote_ref == "quote/okafor-told-in-march"


@BOTH
async def test_paragraphs_are_numbered_as_citations_count_them(shipped: Snapshot, size: tuple[int, int]) -> None:
    """The number stands beside the first line of the paragraph, and below the text for the quote in use."""
    async with opened(shipped.root, size) as session:
        await session.press("5", "o")
        for quote in in_text_order(shipped):
            await session.press("tab")
            view = article(session)
            numbers = [view.row(row, 80)[0].plain[:2].strip() for row in range(view.cursor + 1)]
            beside = next(number for number in reversed(numbers) if number)

            assert f"· paragraph {beside}" in session.words_in(reader(session).query_one("#about"))
            assert f"paragraph {beside} of " in show(shipped, quote)


@BOTH
async def test_what_is_known_of_the_quote_stands_below(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size, ref="quote/okafor-told-in-march") as session:
        await session.press("4", "enter")

        below = session.words_in(reader(session).query_one("#about"))
        assert "Ben Okafor · relayed by a city aide · paraphrase" in below
        assert "✓ verbatim · quote 2 of 5" in below


async def test_words_that_are_not_in_the_article_are_said_to_be_missing(own_town: Path) -> None:
    edit(own_town / "data/articles/pier.yaml", "Nobody asked the fishers,", "Everybody asked the fishers,")
    async with opened(own_town) as session:
        await session.press("4", "G", "enter")

        assert session.screen == "ReaderScreen"
        assert marked(session) == ""
        assert "✗ missing" in session.text


async def test_for_words_that_are_missing_the_reader_goes_to_the_nearest_and_says_what_differs(own_town: Path) -> None:
    """On a narrow screen, too."""
    edit(own_town / "data/articles/pier.yaml", "Nobody asked the fishers,", "Nobody ever asked the fishers,")
    async with opened(own_town, NARROW) as session:
        await session.press("4", "G", "enter")

        here = article(session).span_at_cursor
        text = session.app.main.snapshot.texts["pier"].text
        assert "Nobody asked the fishers," in text[here.start : here.end]
        assert "“ever” is added" in session.words_in(reader(session).query_one("#about"))


# Walking and leaving


async def test_tab_and_shift_tab_walk_round(town: Path) -> None:
    async with opened(town, ref="quote/ruiz-rebuild") as session:
        await session.press("4", "enter", "shift+tab")
        assert marked(session) == "Nobody asked the fishers,"
        await session.press("tab")
        assert marked(session) == REBUILD
        await session.press("tab", "tab", "tab")

        assert marked(session) == "the heart of the harbour"


async def test_a_quote_within_another_comes_after_it(town: Path) -> None:
    async with opened(town, ref="quote/okafor-told-in-march") as session:
        await session.press("4", "enter", "tab")

        assert reader(session).quote_ref == "quote/ruiz-pier-would-stay"


async def test_of_two_that_start_together_the_whole_comes_before_its_part(own_town: Path) -> None:
    part = "- {id: part, article: pier, speech: partial, text: The council, speaker: ben-okafor}\n"
    edit(own_town / "data/articles/pier.yaml", "quotes:\n", f"quotes:\n{part}")
    async with opened(own_town, ref="quote/ruiz-rebuild") as session:
        await session.press("4", "enter", "tab")
        assert reader(session).quote_ref == "quote/okafor-told-in-march"
        await session.press("tab")

        assert reader(session).quote_ref == "quote/part"


async def test_enter_opens_the_quote_that_was_walked_to(town: Path) -> None:
    async with opened(town, ref="quote/ruiz-rebuild") as session:
        await session.press("4", "enter", "tab", "enter")

        assert session.screen == "MainScreen"
        assert session.trail == ["quote/okafor-told-in-march"]
        assert session.shown == "quote/okafor-told-in-march"


async def test_leaving_returns_to_exactly_the_same_view(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "j", "enter", "j")
        before, picture = session.place, session.lines
        for leave in ("escape", "[", "backspace", "alt+left", "o"):
            await session.press("enter", "tab", "G")
            assert session.screen == "ReaderScreen"
            await session.press(leave)

            assert (leave, session.screen) == (leave, "MainScreen")
            assert session.place == before, leave
            assert session.lines == picture, leave


async def test_esc_twice_at_once_leaves_and_then_drops_the_step(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "enter", "escape", "escape")

        assert session.screen == "MainScreen"
        assert session.trail == []


@BOTH
async def test_the_article_scrolls_by_the_keys_of_lists(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size, ref="quote/ruiz-rebuild") as session:
        await session.press("4", "enter", "G")
        assert "Scroll to Top" in session.text
        await session.press("g")
        assert "“We will rebuild" in session.text
        await session.press("pagedown", "pagedown")
        assert "“We will rebuild" not in session.text
        await session.press("pageup", "j", "k", "home")

        assert "Pier to be rebuilt" in session.text_in(article(session))


async def test_a_resize_keeps_the_quote_on_the_screen(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4", "G", "enter")
        for size in (NARROW, (60, 20), WIDE):
            await session.resize(*size)

            assert marked(session) == "Nobody asked the fishers,"


# Opening by o


async def test_o_opens_the_article_where_the_record_stands(town: Path) -> None:
    """A topic or person at a quote, an event at its evidence, an article at its top."""
    async with opened(town) as session:
        for keys, words in (
            ("o", "Ruiz had promised a smaller budget"),
            ("2 o", "Ruiz had promised a smaller budget"),
            ("2 G k o", "Nobody asked the fishers,"),
            ("3 o", "at the briefing on Tuesday"),
            ("3 j o", "at the council’s meeting"),
            ("4 G o", "Nobody asked the fishers,"),
            ("5 o", ""),
        ):
            await session.press(*keys.split())

            assert session.screen == "ReaderScreen"
            assert (keys, marked(session)) == (keys, words)
            await session.press("escape")


async def test_o_on_a_person_opens_at_their_evidence(shipped: Snapshot) -> None:
    async with opened(shipped.root) as session:
        await session.press("2", "j", "j", "o")

        assert marked(session) == "said National Security Council spokesman John Kirby"


async def test_o_on_a_record_that_stands_nowhere_says_so(town: Path) -> None:
    async with opened(town) as session:
        for pane in "123":
            await session.press(pane, "G", "o")

            assert session.screen == "MainScreen"
            assert (pane, session.said) == (pane, ["Nothing here has a place in an article."])
            session.app.clear_notifications()
            await session.settle()


async def test_o_in_detail_opens_the_record_that_is_shown(town: Path) -> None:
    async with opened(town) as session:
        await session.press("3")
        await session.click(session.detail, 5, 20)
        assert session.focus == "detail"
        await session.press("o")

        assert marked(session) == "at the briefing on Tuesday"


async def test_an_article_opens_at_its_top_and_tab_goes_to_its_first_quote(town: Path) -> None:
    async with opened(town) as session:
        await session.press("5", "j", "o")
        assert article(session).scroll_offset.y == 0
        assert "5 quotes are marked." in session.text
        await session.press("tab")

        assert marked(session) == REBUILD


async def test_tab_goes_on_from_the_cursor_when_it_has_left_the_quote(town: Path) -> None:
    async with opened(town) as session:
        await session.press("5", "j", "o", "tab", "end", "shift+tab")

        assert marked(session) == "Nobody asked the fishers,"


async def test_tab_goes_on_from_where_the_article_was_scrolled_to(town: Path) -> None:
    async with opened(town) as session:
        await session.press("5", "j", "o", "pagedown", "tab")

        assert marked(session) == "Nobody asked the fishers,"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("quotes", "said"),
    [([], "No quotes are marked."), (["Yes"], "1 quote is marked. Tab goes to it."), (["Yes", "No"], "2 quotes are")],
)
async def test_an_article_says_how_many_quotes_are_marked(tmp_path: Path, quotes: list[str], said: str) -> None:
    async with opened(write_archive(tmp_path, {"a.txt": TOWN_HALL}, town_hall(quotes))) as session:
        await session.press("5", "o")

        assert said in session.text


async def test_a_quote_that_stands_there_twice_is_not_called_missing(tmp_path: Path) -> None:
    async with opened(write_archive(tmp_path, {"a.txt": TOWN_HALL}, town_hall(["Maybe"]))) as session:
        await session.press("4", "o")

        assert "ambiguous · its place is not known" in session.text
        assert "not found" not in session.text


TOWN_HALL = "A\n\n“Yes,” said Ana. “No,” said Ana. “Maybe,” said Ana. “Maybe.”"


def town_hall(quotes: list[str]) -> str:
    """An archive with that article and with quotes of these words."""
    lines = [
        f"- {{id: q{n}, article: a, text: '{words}', speaker: ana, speech: direct}}" for n, words in enumerate(quotes)
    ]
    rest = ["articles:", "- {id: a, file: a.txt, headline: A}", "people:", "- {id: ana, name: Ana}"]
    return "\n".join([*rest, *(["quotes:", *lines] if lines else [])]) + "\n"
