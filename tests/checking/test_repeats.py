"""The same words in another article, or at another place of the same one, are found and told once."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archives import write_archive
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.archive_files import write_archive as write_generated
from benchmarks.quotes import archive_of
from explorer.checking import checks
from explorer.checking.repeats import places, relating
from explorer.checking.repeats.index import SmallIndex
from explorer.checking.repeats.large_index import LargeIndex
from explorer.checking.repeats.pairs import COMMON
from explorer.checking.repeats.results import VersionComparison
from explorer.checking.repeats.tokens import numbers_of, spans_of, words_of
from explorer.checking.repeats.versions import versions
from explorer.model.problems import Problem
from explorer.processes import Processes
from explorer.snapshot import Snapshot, read_again, read_snapshot

FIRST = """\
Ferry kept in port

“The ferry would not have sailed in that weather with any other captain,” Captain Mira Solberg told reporters. “We \
had 40 passengers aboard and a duty to every one of them.”

The company said that the vessel would return to service by Friday afternoon.

“Nobody at Norden Lines asked me to leave the harbour that night,” she said.

“Every engineer on this island has told the council that the breakwater is too low,” Tomas Brandt said.
"""
QUOTES = {
    "sailed": ("solberg", "The ferry would not have sailed in that weather with any other captain,"),
    "duty": ("solberg", "We had 40 passengers aboard and a duty to every one of them."),
    "service": ("company", "the vessel would return to service by Friday afternoon"),
    "asked": ("solberg", "Nobody at Norden Lines asked me to leave the harbour that night,"),
    "breakwater": ("brandt", "Every engineer on this island has told the council that the breakwater is too low,"),
}
HEAD = """\
articles:
- {id: first, file: first.txt, headline: Ferry kept in port, published: 2024-03-04}
- {id: second, file: second.txt, headline: More on the ferry, published: 2024-03-06}
people:
- {id: solberg, name: Mira Solberg, aliases: [Captain Solberg]}
- {id: brandt, name: Tomas Brandt}
- {id: company, name: the company, type: collective}
- {id: officer, name: an officer, type: anonymous}
quotes:
"""


def quote(id: str, article: str, words: str, speaker: str, more: str = "") -> str:
    speech = "indirect" if id.startswith("service") else "direct"
    return f'- {{id: {id}, article: {article}, speech: {speech}, speaker: {speaker}, text: "{words}"{more}}}\n'


def curated(again: str = "") -> str:
    """The YAML of the first article, and more quotes."""
    return HEAD + "".join(quote(id, "first", words, speaker) for id, (speaker, words) in QUOTES.items()) + again


def told(root: Path, second: str, yaml: str) -> list[Problem]:
    snapshot = read_snapshot(write_archive(root, {"first.txt": FIRST, "second.txt": second}, yaml))
    return [problem for problem in snapshot.problems if problem.code in ("same-words", "versions-differ")]


def summary(problems: list[Problem]) -> list[tuple[str | None, str]]:
    return [(problem.ref, problem.severity) for problem in problems]


OTHER = """\
More on the ferry

The president of the Harbour Board said on Wednesday that a decision on the ferry would be taken next week. “We will \
look at all of it with an open mind and report to the council,” he said. The company said on Wednesday that it would \
not comment on the ferry. The council will meet on Friday afternoon in the town hall.
"""


def reprint(words: str, by: str = "Solberg said") -> str:
    return f"{OTHER}\n“{words.rstrip(',.')},” {by} on Tuesday.\n"


# What another report makes of the words; and whether it then says something else.
def exact(words: list[str], _: random.Random) -> list[str]:
    return words


def trimmed(words: list[str], chance: random.Random) -> list[str]:
    start = chance.randrange(0, 3)
    return words[start : start + max(6, len(words) - 3)]


def word_replaced(words: list[str], chance: random.Random) -> list[str]:
    places = [
        n for n, word in enumerate(words) if n and word.isalpha() and word.islower() and word not in ("not", "nobody")
    ]
    place = chance.choice(places)
    return [*words[:place], chance.choice(("splendid", "quietly", "harbourside")), *words[place + 1 :]]


def word_left_out(words: list[str], chance: random.Random) -> list[str]:
    place = chance.randrange(2, len(words) - 2)
    return words if words[place] in ("not", "40") else [*words[:place], *words[place + 1 :]]


def negated(words: list[str], chance: random.Random) -> list[str]:
    if "not" in words:
        return ["never" if word == "not" else word for word in words]
    place = chance.randrange(2, len(words) - 1)
    return [*words[:place], "not", *words[place:]]


def renumbered(words: list[str], chance: random.Random) -> list[str]:
    number = str(chance.randrange(41, 99))
    return [number if word == "40" else word for word in words] if "40" in words else [*words[:4], number, *words[4:]]


QUIETLY: tuple[Callable[[list[str], random.Random], list[str]], ...] = (exact, trimmed, word_replaced, word_left_out)
LOUDLY = (negated, renumbered)


@pytest.mark.parametrize("change", [*QUIETLY, *LOUDLY], ids=lambda change: change.__name__)
def test_the_words_of_another_report_are_found_however_it_has_them(
    change: Callable[[list[str], random.Random], list[str]], tmp_path: Path
) -> None:
    """Curated there or not, by the same speaker or by another one: one note each, or a warning."""
    chance, severity = random.Random(change.__name__), "warning" if change in LOUDLY else "note"
    for n, (id, (speaker, words)) in enumerate(QUOTES.items()):
        changed = " ".join(change(words.rstrip(",.").split(), chance))
        second = reprint(changed)
        yaml = curated(quote(f"{id}-again", "second", changed, "officer" if n % 2 else speaker))
        assert summary(told(tmp_path / id / "curated", second, yaml)) == [(f"quote/{id}-again", severity)], changed
        assert summary(told(tmp_path / id / "open", second, curated())) == [(f"quote/{id}", severity)], changed


def test_what_reports_have_in_common_by_chance_is_no_problem(tmp_path: Path) -> None:
    """Phrases that all reports have, a headline that repeats a quote, page furniture, other words of one speaker."""
    second = OTHER.replace("More on the ferry", "Nobody at Norden Lines asked me to leave the harbour that night")
    second += "\nThe vessel would return to service by Friday afternoon\n"
    second += "\n“We had a duty to them and to the island,” Solberg said.\n"
    head = "headline: Nobody at Norden Lines asked me to leave the harbour that night"
    furniture = ", furniture: [The vessel would return to service by Friday afternoon]"
    yaml = curated(
        quote("mind", "second", "We will look at all of it with an open mind and report to the council,", "officer")
        + quote("island", "second", "We had a duty to them and to the island,", "solberg")
    ).replace("headline: More on the ferry", head + furniture)
    assert told(tmp_path, second, yaml) == []


def test_a_generated_archive_has_nothing_said_again(tmp_path: Path) -> None:
    write_generated(archive_of(300), tmp_path)
    assert [problem for problem in read_snapshot(tmp_path).problems if problem.code == "same-words"] == []


def test_same_as_settles_it_and_versions_that_say_something_else_stay_told(tmp_path: Path) -> None:
    words = QUOTES["sailed"][1]
    same = quote("again", "second", words, "solberg", ", same_as: sailed")
    assert told(tmp_path / "same", reprint(words), curated(same)) == []
    never = words.replace("not", "never")
    yaml = curated(quote("again", "second", never, "solberg", ", same_as: sailed"))
    (problem,) = told(tmp_path / "never", reprint(never), yaml)
    assert (problem.code, problem.severity, problem.ref) == ("versions-differ", "warning", "quote/again")
    assert "“never” here, “not” there" in problem.message
    others = curated(quote("again", "second", never, "officer", ", same_as: sailed"))
    assert told(tmp_path / "other", reprint(never, "an officer said"), others) == []


def test_the_message_says_where_the_words_are_whose_they_are_there_and_what_differs(tmp_path: Path) -> None:
    never = QUOTES["sailed"][1].replace("not", "never")
    yaml = curated(quote("again", "second", never, "officer"))
    (problem,) = told(tmp_path, reprint(never, "an officer said"), yaml)
    assert problem.message == (
        "text: nearly the same words are in quote/sailed (first, paragraph 2), said there by Mira Solberg: "
        "“never” here, “not” there; is that one utterance? then say so by same_as"
    )


@pytest.mark.parametrize(
    ("here", "there", "severity"),
    [
        (
            "Forty islanders and Mr. Brandt asked the U.S. envoy for help",
            "40 islanders and Brandt asked the US envoy for help",
            "note",
        ),
        (
            "the United States sent 10 percent of the boats to the island",
            "the US sent 10% of the boats to the island",
            "note",
        ),
        (
            "Ana Solberg asked the islanders to leave the harbour at once",
            "Ana Brandt asked the islanders to leave the harbour at once",
            "warning",
        ),
        (
            "We can’t leave the old harbour before the storm is over",
            "We cannot leave the old harbour before the storm is over",
            "note",
        ),
        (
            "We can leave the old harbour before the storm is over",
            "We cannot leave the old harbour before the storm is over",
            "warning",
        ),
    ],
)
def test_what_only_another_style_of_writing_changes_is_no_warning(
    here: str, there: str, severity: str, tmp_path: Path
) -> None:
    yaml = HEAD + quote("a", "first", here, "solberg") + quote("b", "second", there, "solberg")
    root = write_archive(tmp_path, {"first.txt": f"“{here}.”", "second.txt": f"“{there}.”"}, yaml)
    found = [problem for problem in read_snapshot(root).problems if problem.code == "same-words"]
    assert summary(found) == [("quote/b", severity)]


def test_parts_of_one_speech_that_overlap_by_a_long_run_are_told(tmp_path: Path) -> None:
    both = "I have asked the council to publish the readings of every gauge on the island,"
    here = f"Nobody has told me why. {both} and I will not wait for the storm."
    there = f"{both} and to pay for the boats that were lost. It is late."
    yaml = HEAD + quote("here", "first", here, "solberg") + quote("there", "second", there, "solberg")
    root = write_archive(tmp_path, {"first.txt": f"“{here}”", "second.txt": f"“{there}”"}, yaml)
    (found,) = (each for each in read_snapshot(root).problems if each.code == "same-words")
    assert (found.ref, found.severity) == ("quote/there", "note")
    assert found.message.startswith("text: some of these words are in quote/here (first, paragraph 1)")


SHORT = (
    ("I was told to sign and say nothing", "I was told not to sign and say nothing"),
    ("Our members will vote on Friday", "Our members will not vote on Friday"),
    ("We lost four boats last night", "We lost nine boats last night"),
)


@pytest.mark.parametrize(("here", "there"), SHORT)
def test_short_quotes_are_found_as_long_ones_are_and_not_in_each_other(here: str, there: str, tmp_path: Path) -> None:
    texts = {"first.txt": f"One\n\n“{here},” she said.", "second.txt": f"Two\n\n“{there},” he said."}
    yaml = HEAD + quote("here", "first", here, "solberg")
    again = yaml + quote("there", "second", there, "brandt")
    others = [words for pair in SHORT for words in pair[:1] if words != here]
    second = {"first.txt": texts["first.txt"], "second.txt": "\n\n".join(f"“{words},” he said." for words in others)}
    for n, (articles, records, found) in enumerate(
        ((texts, again, [("quote/there", "warning")]), (texts, yaml, [("quote/here", "warning")]), (second, yaml, []))
    ):
        snapshot = read_snapshot(write_archive(tmp_path / str(n), articles, records))
        assert summary([each for each in snapshot.problems if each.code == "same-words"]) == found


def test_a_part_without_its_negation_is_a_warning(tmp_path: Path) -> None:
    """What stands right before the words that both have may turn their meaning."""
    part = "have sailed in that weather with any other captain,"
    (problem,) = told(tmp_path, reprint(part), curated(quote("part", "second", part, "solberg")))
    assert (problem.severity, "“The ferry would not” only there" in problem.message) == ("warning", True)


def test_words_said_again_in_one_article_are_told_on_the_later_quote(tmp_path: Path) -> None:
    words = QUOTES["breakwater"][1]
    at = ", at: {prefix: '“', suffix: '” Brandt said again'}"
    yaml = curated(quote("later", "first", words, "brandt", at)).replace(
        'too low,"}', "too low,\", at: {suffix: '” Tomas Brandt said'}}", 1
    )
    text = f"{FIRST}\n“{words}” Brandt said again.\n"
    snapshot = read_snapshot(write_archive(tmp_path, {"first.txt": text, "second.txt": OTHER}, yaml))
    found = [problem for problem in snapshot.problems if problem.code == "same-words"]
    assert summary(found) == [("quote/later", "note")]


def test_words_of_which_a_quote_there_has_a_few_are_told_as_words_in_no_quote(tmp_path: Path) -> None:
    second = f"{OTHER}\n“{QUOTES['breakwater'][1]}” said Brandt.\n"
    (problem,) = told(tmp_path, second, curated(quote("few", "second", "the breakwater is", "brandt")))
    assert (problem.ref, "in second, paragraph 3, in no quote" in problem.message) == ("quote/breakwater", True)


def test_words_that_one_speech_has_twice_stand_in_one_place_there(tmp_path: Path) -> None:
    words = QUOTES["breakwater"][1].rstrip(",")
    (found,) = told(tmp_path, f"{OTHER}\n“{words}. I will say it again. {words},” Brandt said.\n", curated())
    assert found.ref == "quote/breakwater"
    assert found.message.endswith("in second, paragraph 3, in no quote")


def test_that_words_stand_in_another_article_only_is_told_once(tmp_path: Path) -> None:
    words = "“It will take a year to raise the breakwater by two metres,” an officer said."
    yaml = curated(quote("year", "first", "It will take a year to raise the breakwater by two metres,", "officer"))
    snapshot = read_snapshot(write_archive(tmp_path, {"first.txt": FIRST, "second.txt": f"{OTHER}\n{words}\n"}, yaml))
    assert [each.code for each in snapshot.problems if each.ref == "quote/year"] == ["quote-elsewhere"]


def test_a_form_of_words_is_told_of_by_some_places_and_the_same_words_by_all(tmp_path: Path) -> None:
    """Of hundreds of sentences that are nearly the same, each was compared with each other one."""
    numbers = [str(n) for n in range(1, 61)] + ["60"] * 9
    said = [f"We will rebuild the east pier before the winter of year {n} and nobody will stop us" for n in numbers]
    articles = "".join(f"- {{id: a{n}, file: a{n}.txt, headline: A}}\n" for n in range(len(said)))
    quotes = "".join(quote(f"q{n}", f"a{n}", words, "solberg") for n, words in enumerate(said))
    texts = {f"a{n}.txt": f"A\n\n“{words},” Solberg said.\n" for n, words in enumerate(said)}
    yaml = HEAD.replace("articles:\n", f"articles:\n{articles}") + quotes
    also = read_snapshot(write_archive(tmp_path, texts, yaml)).repeats.also
    last = {one.quote for one in also["quote/q68"] if one.versions and one.versions.is_same}
    assert {f"quote/q{n}" for n in range(59, 68)} == last
    assert 20 + 9 == len(also["quote/q68"])


def test_a_wire_report_is_found_in_more_articles_than_a_common_phrase_is_followed_to(tmp_path: Path) -> None:
    """None of its pairs of words is rare: fewer of them were followed than a long quote must share with a place."""
    words = "The harbour council voted late yesterday evening against rebuilding the northern breakwater quickly"
    count = COMMON + 5
    articles = "".join(f"- {{id: a{n}, file: a{n}.txt, headline: A}}\n" for n in range(count))
    texts = {f"a{n}.txt": f"A\n\n“{words}” Solberg said.\n" for n in range(count)}
    yaml = HEAD.replace("articles:\n", f"articles:\n{articles}") + quote("q", "a0", words, "solberg")
    also = read_snapshot(write_archive(tmp_path, texts, yaml)).repeats.also
    assert len(also["quote/q"]) == count - 1


def test_the_same_words_are_compared_once_wherever_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wire report that dozens of articles have was compared, and kept, for each two of them."""
    compared: list[tuple[str, str]] = []

    def versions_counted(here: str, there: str, *more: Any) -> VersionComparison | None:
        compared.append((here, there))
        return versions(here, there, *more)

    monkeypatch.setattr(relating, "versions", versions_counted)
    words = QUOTES["sailed"][1]
    article = "- {{id: a{0}, file: a{0}.txt, headline: A, language: {1}}}\n"
    articles = "".join(article.format(n, "en" if n % 2 else "de") for n in range(9))
    quotes = "".join(quote(f"q{n}", f"a{n}", words, "solberg") for n in range(9))
    texts = {f"a{n}.txt": f"A\n\n“{words}” Solberg said.\n" for n in range(9)}
    yaml = HEAD.replace("articles:\n", f"articles:\n{articles}") + quotes
    also = read_snapshot(write_archive(tmp_path, texts, yaml)).repeats.also
    assert [len(also[f"quote/q{n}"]) for n in range(9)] == [8] * 9
    assert compared == [(words, words)]
    assert len({id(one.versions) for found in also.values() for one in found}) == 1


def test_a_translation_is_not_found_and_can_be_said_to_be_the_same(tmp_path: Path) -> None:
    words = "Die Fähre wäre bei diesem Wetter mit keinem anderen Kapitän ausgelaufen,"
    for more in ("", ", same_as: sailed"):
        yaml = curated(quote("again", "second", words, "solberg", more))
        assert told(tmp_path / str(len(more)), reprint(words), yaml) == []


def same(snapshot: Snapshot) -> dict[str, list[tuple[str, str | None]]]:
    return {ref: [(one.article, one.quote) for one in several] for ref, several in snapshot.repeats.also.items()}


def test_an_edit_gives_what_a_first_reading_gives(tmp_path: Path) -> None:
    """And only the quote that was edited is looked for."""
    words = QUOTES["duty"][1].rstrip(".")
    root = write_archive(tmp_path, {"first.txt": FIRST, "second.txt": reprint(words)}, curated())
    before = read_snapshot(root)
    assert same(before) == {"quote/duty": [("second", None)]}
    (root / "data/archive.yaml").write_text(curated(quote("again", "second", words, "solberg")))
    after = read_again(before)
    assert same(after) == {"quote/duty": [("second", "quote/again")], "quote/again": [("first", "quote/duty")]}
    assert same(after) == same(read_snapshot(root))
    earlier, later = before.repeats.places, after.repeats.places
    assert earlier is not None
    assert later is not None
    assert later.searched is earlier.searched
    assert later.found["quote/duty"] is earlier.found["quote/duty"]
    (root / "seeds/second.txt").write_text(OTHER)
    last = read_again(after)
    assert same(last) == same(read_snapshot(root))
    assert last.problems == read_snapshot(root).problems


NOUNS = ("harbour", "ferry", "captain", "weather", "breakwater", "island", "council", "storm")
WORDS = st.lists(st.sampled_from(NOUNS), max_size=40)


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_a_large_index_finds_what_a_small_one_finds(texts: list[list[str]], data: st.DataObject) -> None:
    quotes, own = [], []
    for _ in range(data.draw(st.integers(1, 6))):
        own.append(data.draw(st.integers(-1, len(texts) - 1)))
        text = texts[own[-1]]
        start = data.draw(st.integers(0, max(0, len(text) - 5)))
        quotes.append(numbers_of(text[start : start + 12]))
    indexed = [numbers_of(text) for text in texts]
    small, large = SmallIndex(indexed), LargeIndex.of(indexed)
    found = list(small.candidates(quotes, own))
    assert found == list(large.candidates(quotes, own))
    assert list(small.chunks()) == list(large.chunks())
    assert found == list(LargeIndex.joined(large.chunks()).candidates(quotes, own))


@given(st.text(alphabet="aéß İ’'1,.—漢字ก\u0301\n", max_size=30))
def test_each_folded_word_has_its_place(text: str) -> None:
    assert len(words_of(text)) == len(spans_of(text))


def test_quotes_that_are_alike_only_from_one_side_have_each_other(tmp_path: Path) -> None:
    """The longest common run may not be the same one from either side."""
    said = (
        "harbour lights ferry harbour we never be lights",
        "lights ferry we harbour lights never be harbour",
    )
    yaml = curated() + quote("one", "first", said[0], "brandt") + quote("other", "second", said[1], "brandt")
    texts = {"first.txt": f"{FIRST}\n“{said[0]}”\n", "second.txt": f"More on the ferry\n\n“{said[1]}”\n"}
    snapshot = read_snapshot(write_archive(tmp_path, texts, yaml))
    one, other = (snapshot.repeats.also.get(f"quote/{id}", ()) for id in ("one", "other"))
    assert ["quote/other"] == [also.quote for also in one]
    assert ["quote/one"] == [also.quote for also in other]
    assert all(also.versions for also in (*one, *other))


def test_several_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_AT_ONCE", 1)
    monkeypatch.setattr(checks, "_MANY", 0)
    words = [said for _, said in QUOTES.values()]
    again = quote("again", "second", words[0].rstrip(","), "brandt")
    root = write_archive(tmp_path, {"first.txt": FIRST, "second.txt": reprint("\n\n".join(words))}, curated(again))
    one, two = read_snapshot(root), read_snapshot(root, executor=Processes(2))
    assert {"quote/sailed", "quote/again", "quote/asked"} <= one.repeats.also.keys()
    assert (one.repeats.also, one.problems) == (two.repeats.also, two.problems)
