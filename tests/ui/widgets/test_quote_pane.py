"""Where all quotes can be seen at once, as much of their words is shown as there is room for."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from textual.geometry import Region
from ui.driving import Session, opened

from explorer.model.records import Kind, Quote
from explorer.ui.widgets.record_pane import QuotePane
from explorer.ui.wording.rows import quote_rows

# How many lines the words of a quote may take at most where not all quotes can be seen.
USUAL = 5


def heights(pane: QuotePane, most: int) -> list[int]:
    """How many lines each quote takes if its words take `most` lines at most."""
    verifications, width = pane.state.snapshot.verifications, pane.scrollable_content_region.width - 2
    quotes = [quote for quote in pane.records if isinstance(quote, Quote)]
    return [len(quote_rows(each, pane.scope, verifications.get(each.ref), width, most)) for each in quotes]


def shown(session: Session) -> QuotePane:
    pane = session.pane(Kind.QUOTE)
    assert isinstance(pane, QuotePane)
    return pane


def long_winded(root: Path) -> Path:
    """An archive of quotes of very different lengths."""
    said = [" ".join(["word"] * number) + f" {number}" for number in (8, 40, 90, 150)]
    yaml = "articles:\n- {id: talk, file: talk.txt, headline: A long talk}\npeople:\n- {id: ruiz, name: Ana Ruiz}\n"
    yaml += "quotes:\n" + "".join(
        f"- {{id: q{n}, article: talk, speech: direct, speaker: ruiz, text: {words}}}\n" for n, words in enumerate(said)
    )
    return write_archive(root, {"talk.txt": "\n\n".join(f"“{words},” Ana Ruiz said." for words in said)}, yaml)


async def test_the_words_take_as_many_lines_as_all_quotes_have_room_for(tmp_path: Path) -> None:
    cut = whole = 0
    async with opened(long_winded(tmp_path)) as session:
        await session.press("4")
        for height in range(26, 56, 3):
            await session.resize(120, height)
            pane = shown(session)
            room = pane.scrollable_content_region.height
            fitting = max((most for most in range(2, room + 1) if sum(heights(pane, most)) <= room), default=0)
            if fitting > USUAL:
                assert heights(pane, fitting) == [pane.height_of(row) for row in range(pane.row_count)]
                cut += heights(pane, fitting) != heights(pane, room)
                whole += fitting == room
    assert cut
    assert whole


async def test_a_quote_is_laid_out_anew_when_its_archive_was_read_again(tmp_path: Path) -> None:
    root = long_winded(tmp_path)
    async with opened(root) as session:
        await session.press("4")
        assert "Ana Ruiz" in session.text_in(shown(session))
        file = root / "data/archive.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("name: Ana Ruiz", "name: Ben Okafor"), "utf-8")
        await session.press("r")
        await session.until(lambda: "Ben Okafor" in session.text_in(shown(session)))
        assert "Ana Ruiz" not in session.text_in(shown(session))


async def test_a_quote_says_its_article_where_several_are_in_scope(tmp_path: Path) -> None:
    yaml = "people:\n- {id: ruiz, name: Ana Ruiz}\narticles:\n"
    yaml += "".join(f"- {{id: a{n}, file: a{n}.txt, headline: Talk {n}}}\n" for n in (1, 2)) + "quotes:\n"
    yaml += "".join(f"- {{id: q{n}, article: a{n}, speech: direct, speaker: ruiz, text: Yes}}\n" for n in (1, 2))
    texts = dict.fromkeys(("a1.txt", "a2.txt"), "“Yes,” Ana Ruiz said.")
    async with opened(write_archive(tmp_path, texts, yaml)) as session:
        assert "Talk 1" in session.text_in(shown(session))
        await session.press("5", "enter")
        assert "Talk 1" not in session.text_in(shown(session))
        await session.press("escape", "2")
        assert "Talk 1" in session.text_in(shown(session))


async def test_quotes_that_came_while_the_pane_was_hidden_have_room_when_it_is_shown(tmp_path: Path) -> None:
    """A hidden pane has no room, and comes back in the size that it had before: no other size is told of."""
    async with opened(long_winded(tmp_path), size=(60, 16)) as session:
        await session.press("4")
        pane = shown(session)
        usual = pane._text_lines  # noqa: SLF001 - what is fitted
        with pytest.MonkeyPatch.context() as hidden:
            hidden.setattr(QuotePane, "scrollable_content_region", Region())
            pane.rows_changed()
        assert 1 == pane._text_lines < usual  # noqa: SLF001 - as above
        pane.refresh()
        await session.settle()
        assert "Ana Ruiz" in session.text  # drawn
        assert usual == pane._text_lines  # noqa: SLF001 - as above
