"""What a quote leaves out is shown around its words, and told apart from them without colours, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import record_of, write_archive

from explorer.cli.show_command import card
from explorer.describing import quotes
from explorer.describing.describe import describe
from explorer.describing.fields import Tone
from explorer.describing.quotes import left_out
from explorer.linear.record_pages import record_page
from explorer.model.records import Quote
from explorer.snapshot import Snapshot, read_snapshot

ARTICLE = (
    "Pier\n\n“We will not close the pier before May,” Ruiz said. “It is old, about 40 years.”\n\n"
    f"“We met {'again and ' * 40}again. It was fun. {'Boats came, and ' * 20}boats went,” Ruiz said.\n"
)
YAML = """
articles: [{id: pier, file: pier.txt, headline: Pier}]
people: [{id: ana, name: Ana Ruiz}]
quotes:
- {id: q, article: pier, speech: direct, speaker: ana, text: %s}
"""


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading(tmp_path)


class Reading:
    """The archive with one quote."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def of(self, text: str) -> tuple[Snapshot, Quote]:
        snapshot = read_snapshot(write_archive(self._root, {"pier.txt": ARTICLE}, YAML % text))
        quote = record_of(snapshot.archive, "quote/q")
        assert isinstance(quote, Quote)
        return snapshot, quote


def test_words_left_out_are_faint_and_stand_in_marks_of_their_own(reading: Reading) -> None:
    snapshot, quote = reading.of("close the pier")
    (value,) = describe(snapshot, quote)[0].values
    assert "⟨We will not⟩ “close the pier” ⟨before May,⟩" == value.text
    assert [Tone.STRONG] == [part.tone for part in value.parts if part.text == "“close the pier”"]
    assert {Tone.MUTED} == {part.tone for part in value.parts if "⟨" in part.text}
    assert "⟨We will not⟩ “close the pier” ⟨before May,⟩" in card(snapshot, quote)


def test_words_left_out_between_segments_stand_there(reading: Reading) -> None:
    snapshot, quote = reading.of("[We will, close the pier, 'It is old,']")
    assert ["“We will” ⟨not⟩", "“close the pier” ⟨before May,⟩", "“It is old,” ⟨about 40 years.⟩"] == [
        value.text for value in describe(snapshot, quote)[0].values
    ]


def test_a_quote_that_leaves_out_nothing_is_shown_alone(reading: Reading) -> None:
    snapshot, quote = reading.of("'We will not close the pier before May,'")
    assert ["“We will not close the pier before May,”"] == [value.text for value in describe(snapshot, quote)[0].values]
    assert not list(left_out(snapshot, quote))


def test_of_a_long_speech_the_words_beside_the_quote_are_shown(reading: Reading) -> None:
    snapshot, quote = reading.of("It was fun.")
    (value,) = describe(snapshot, quote)[0].values
    before, after = value.text.split(" “It was fun.” ")
    assert before.startswith("⟨… again and again")
    assert before.endswith("and again.⟩")
    assert after.startswith("⟨Boats came,")
    assert after.endswith(" …⟩")
    assert len(value.text) < 400


def test_a_listener_is_told_in_words(reading: Reading) -> None:
    snapshot, quote = reading.of("[We will, close the pier]")
    said = ["Left out between its segments 1 and 2: not", "Left out after it: before May,"]
    assert said == list(left_out(snapshot, quote))
    assert said == list(record_page(snapshot, quote.ref).heading[1:])
    words = next(field for field in describe(snapshot, quote) if field.label is quotes.WORDS)
    assert "“We will” (left out: not)" == words.values[0].spoken
