"""Where an attribution stands: beside its quote, nearest to an edge of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking import verifying
from explorer.checking.attribution_places import find_attribution
from explorer.checking.verification import Status, Verification
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import Entry, Quote
from explorer.reading.text.passages import Passage, SourceText
from explorer.snapshot import Snapshot


def found(text: str, words: str, *segments: str) -> tuple[int | None, bool]:
    """Where the attribution is found to begin, and whether that is beside the quote."""
    quote = [Passage(at := text.index(segment), at + len(segment)) for segment in segments]
    passage, is_beside = find_attribution(SourceText(text), words, quote)
    return passage.start if passage else None, is_beside


def of(text: str, words: str, attribution: str) -> Verification:
    quote = Quote(id="q", article="a", speech="direct", text=words, speaker="s", attribution=attribution)
    archive = Archive([Entry(quote, Place("f.yaml", 1))])
    return verifying.verify(archive, {"a": SourceText(text)})["quote/q"]


LONG = "“" + "A word and another one, " * 20 + "at last,”"


@pytest.mark.parametrize(
    ("text", "segments", "which"),
    [
        ("“One,” he said. “Two,” he said. “Three,” he said.", ["Two,"], 1),
        (f"He left, he said.\n\n{LONG} he said.", [LONG[1:-1]], 1),
        (f"{LONG} he said.\n\nHe left, he said.", [LONG[1:-1]], 0),
        ("At noon he said: “One.”\n\n“Two,” he said.", ["One."], 0),
        ("“One,” he said. “Two.”\n\n“Three,” he said.", ["One,", "Two."], 0),
        ("“One,” he said. “And two.” But later, after lunch, he said no.", ["And two."], 0),
        ("In short, as he said, the pier was all but “gone.”\n\nBut he said no.", ["gone."], 0),
        ("“But he said so,” he said.", ["But he said so,"], 1),
        ("“One,” he said.\n\nHe said it. He went. So he said “two”.", ["two"], 1),
    ],
)
def test_the_place_nearest_to_an_edge_of_the_quote_counts(text: str, segments: list[str], which: int) -> None:
    places = [at for at in range(len(text)) if text.startswith("he said", at)]
    assert (places[which], True) == found(text, "he said", *segments)


PARAGRAPHS = "{}\n\n{}\n\n“One,” she answered.\n\n{}\n\n{}"


@pytest.mark.parametrize(
    ("fill", "is_beside"),
    [
        (("Ruiz spoke", "", "", ""), False),
        (("x", "Ruiz spoke", "", ""), True),
        (("x", "y", "Ruiz spoke", ""), True),
        (("x", "y", "z", "Ruiz spoke"), False),
    ],
)
def test_an_attribution_stands_beside_its_quote_up_to_one_paragraph_away(
    fill: tuple[str, ...], is_beside: bool
) -> None:
    text = PARAGRAPHS.format(*(each or "-" for each in fill))
    assert (text.index("Ruiz"), is_beside) == found(text, "Ruiz spoke", "One,")


def test_short_paragraphs_in_between_make_an_attribution_far() -> None:
    text = "“Yes,” Ruiz said.\n\n“No,” he said.\n\n“Oh.”"
    assert (text.index("Ruiz"), False) == found(text, "Ruiz said", "Oh.")


def test_a_quote_of_several_paragraphs_has_its_attribution_beside_any_of_them() -> None:
    text = "Ruiz said:\n\n“One.\n\n“Two.\n\n“Three.”\n\nx"
    assert (0, True) == found(text, "Ruiz said", "One.", "Two.", "Three.")


def test_an_attribution_in_other_typography_is_found_beside_its_quote() -> None:
    text = "Ruiz’s aide said no.\n\nx\n\ny\n\n“One,” Ruiz’s aide said."
    assert (text.rindex("Ruiz"), True) == found(text, "Ruiz's aide said", "One,")
    assert Status.TYPOGRAPHIC is of(text, "One,", "Ruiz's aide said").findings[-1].status


def test_an_attribution_that_stands_elsewhere_is_an_error_that_says_where() -> None:
    text = "“Yes,” Ruiz said.\n\nx\n\ny\n\n“One,” he said."
    checked = of(text, "One,", "Ruiz said")
    assert (Status.MISATTRIBUTED, None) == (checked.status, checked.attribution_at)
    finding = checked.findings[-1]
    assert ("attribution-elsewhere", Status.MISSING, Passage(7, 16)) == (finding.code, finding.status, finding.nearest)
    assert "these words stand in paragraph 1, far from the quote in paragraph 4: Ruiz said" == finding.message


def test_an_attribution_is_looked_for_beside_the_passage_that_altered_words_must_come_from() -> None:
    text = "“Yes,” Ruiz said.\n\nx\n\ny\n\n“We will not raise the tax this year,” Ruiz said."
    checked = of(text, "We will raise the tax this year", "Ruiz said")
    assert (Status.MISSING, text.rindex("Ruiz")) == (
        checked.status,
        checked.attribution_at and checked.attribution_at.start,
    )


def test_the_attributions_of_the_shipped_archive_stand_beside_their_quotes(shipped: Snapshot) -> None:
    """Those of two quotes also stand in the paragraph before, a little nearer to where the quotes begin."""
    (text,) = shipped.texts.values()
    for quote in shipped.archive.all(Quote):
        checked = shipped.verifications[quote.ref]
        at = checked.attribution_at
        stands = [at, *checked.passages]
        assert 1 == len({text.paragraph_at(passage.start) for passage in stands if passage}), quote.id
        assert None not in stands, quote.id


@given(st.text("ab .\n", max_size=60), st.text("ab", min_size=1, max_size=2), st.data())
def test_what_is_found_are_the_words(text: str, words: str, data: st.DataObject) -> None:
    source = SourceText(text)
    if not source.paragraphs:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    quote = [Passage(start, data.draw(st.integers(start, len(text))))]
    passage, _ = find_attribution(source, words, quote)
    assert (passage is None) == (not source.find(words))
    assert passage is None or words == text[passage.start : passage.end]
