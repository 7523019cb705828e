"""Words that are not where they should be, as problems with their places."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from archives import PIER, PIER_YAML, archive_of
from forests import Walked, archive_with
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking import article_files, quote_problems, verifying
from explorer.checking.verification import Finding, Status, Verification
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model.records import AnyRecord, Article, Quote
from explorer.reading.text.passages import Passage, SourceText

TEXT = "The mayor said that the pier was “safe, and will be” for years. “Yes,” she said. “Yes,” he said."
ARTICLE = "articles: [{id: a, file: a, headline: The mayor}]\npeople: [{id: p, name: P}]\nquotes:\n"


def problems(yaml: str, texts: Mapping[str, str]) -> list[str]:
    """The problems of where words stand; that nobody is said to speak them is another matter."""
    archive = archive_of(yaml)
    verifications = verifying.verify(archive, {id: SourceText(text) for id, text in texts.items()})
    found = quote_problems.problems(VerifiedArchive(archive=archive, verifications=verifications))
    return [str(problem) for problem in found if problem.code != "speaker-unnamed"]


def overlaps(*quotes: str) -> list[tuple[str, str]]:
    """The line of each problem, and what it says."""
    records = "".join(f"- {{article: a, speech: direct, speaker: p, {quote}}}\n" for quote in quotes)
    found = problems(ARTICLE + records, {"a": TEXT})
    return [(problem.split(":")[1], problem.partition("error: ")[2]) for problem in found]


def test_a_problem_has_the_place_of_the_words() -> None:
    yaml = PIER_YAML.replace("before summer", "this summer").replace("favourite", "favorite")
    places = [problem.partition(": error")[0] for problem in problems(yaml, {"pier": PIER})]
    lines = yaml.split("\n")
    expected = [n for n, line in enumerate(lines, 1) if "this summer" in line or "favorite" in line]
    assert [f"data/archive.yaml:{expected[0]}:5", f"data/archive.yaml:{expected[1]}:9"] == places


def test_a_quote_outside_of_its_paraphrase_is_a_problem() -> None:
    yaml = PIER_YAML + "  within: okafor-told-in-march\n"
    (problem,) = problems(yaml, {"pier": PIER})
    assert problem.endswith("error: within: its words do not stand inside of quote/okafor-told-in-march")


def test_a_quote_within_one_of_another_article_is_a_problem() -> None:
    yaml = """\
articles: [{id: a, file: a, headline: h}, {id: b, file: b, headline: h}]
people: [{id: p, name: P}]
quotes:
- {id: outer, article: a, speech: indirect, text: h words, speaker: p}
- {id: inner, article: b, speech: partial, text: words, speaker: p, within: outer}
"""
    expected = "within: quote/outer stands in another article"
    assert [f"data/archive.yaml:5:77: error: {expected}"] == problems(yaml, {"a": "h words", "b": "h words"})


def test_a_quote_inside_of_its_paraphrase_is_no_problem() -> None:
    yaml = (
        PIER_YAML
        + "- {id: in, article: pier, speech: partial, text: told, speaker: ben-okafor, within: okafor-told-in-march}\n"
    )
    assert [] == problems(yaml, {"pier": PIER})


# Quotes that overlap


def test_two_quotes_of_the_same_words_are_a_problem_at_the_second() -> None:
    expected = "text: its words are also quote/one, and neither quote is within the other"
    assert [("5", expected)] == overlaps("id: one, text: the pier was", "id: two, text: the pier was")


OUTER, MIDDLE = "id: outer, text: 'the pier was “safe, and will be” for years'", "id: middle, text: 'safe, and will be'"


def test_a_quote_inside_of_another_is_a_problem_unless_it_is_within_it() -> None:
    expected = "text: its words overlap those of quote/outer, and neither quote is within the other"
    assert [("4", expected)] == overlaps(MIDDLE, OUTER)
    assert [("5", expected)] == overlaps(OUTER, MIDDLE)
    assert [] == overlaps(OUTER, f"{MIDDLE}, within: outer")


def test_a_quote_may_be_within_one_that_is_within_another() -> None:
    inner = "id: inner, text: will be"
    assert [] == overlaps(OUTER, f"{MIDDLE}, within: outer", f"{inner}, within: middle")
    assert ["6"] == [line for line, _ in overlaps(OUTER, f"{MIDDLE}, within: outer", f"{inner}, within: outer")]


def test_quotes_that_share_a_few_words_are_a_problem() -> None:
    (problem,) = overlaps("id: one, text: said that the pier", "id: two, text: the pier was")
    assert ("5", "text: its words overlap those of quote/one, and neither quote is within the other") == problem


def test_quotes_side_by_side_and_segments_of_one_are_no_problem() -> None:
    assert [] == overlaps("id: one, text: the pier was", "id: two, text: 'safe, and will be'")
    assert [] == overlaps("id: one, text: [the pier, 'was “safe']", "id: two, text: and will be")


def test_the_same_words_in_two_places_do_not_overlap() -> None:
    assert [] == overlaps("id: one, text: 'Yes,', at: {suffix: ” she}", "id: two, text: 'Yes,', at: {suffix: ” he}")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5), st.none() | st.integers(0, 6)), max_size=7))
def test_a_quote_is_told_when_it_begins_in_one_that_it_is_not_within(given: list[tuple[int, int, int | None]]) -> None:
    """Whichever of these is named, and however the quotes are within each other."""
    records: list[AnyRecord] = [Article(id="a", file="a", headline="h")]
    verifications: dict[str, Verification] = {}
    for n, (start, size, within) in enumerate(given):
        outer = None if within is None else f"q{within}"
        records.append(Quote(id=f"q{n}", article="a", speech="direct", text="w", speaker="p", within=outer))
        passage = Passage(start, start + size)
        verifications[f"quote/q{n}"] = Verification((Finding("text", "w", Status.VERBATIM, passage),))
    archive = archive_with(records)
    walked = Walked(archive)
    spans = {f"quote/q{n}": (start, start + size) for n, (start, size, _) in enumerate(given)}
    quotes = sorted(archive.all(Quote), key=lambda quote: (spans[quote.ref][0], -spans[quote.ref][1]))
    expected = {}
    for n, quote in enumerate(quotes):
        begun = [other for other in quotes[:n] if spans[other.ref][1] > spans[quote.ref][0]]
        above = {other.ref: walked.above(other) for other in [*begun, quote]}
        unrelated = {it.ref for it in begun if it not in above[quote.ref] and quote not in above[it.ref]}
        if unrelated:
            expected[quote.ref] = unrelated
    found = quote_problems.problems(VerifiedArchive(archive=archive, verifications=verifications))
    told = [problem for problem in found if problem.code == "quote-overlap"]
    assert sorted(expected) == sorted(problem.ref or "" for problem in told)
    for problem in told:
        assert any(f" {other}, " in problem.message for other in expected[problem.ref or ""])


def test_a_quote_that_overlaps_many_is_told_once() -> None:
    quotes = [f"id: q{n}, text: the pier was" for n in range(50)]
    assert [str(n) for n in range(5, 54)] == [line for line, _ in overlaps(*quotes)]


# A text that is another than was curated


def changed(text: str, *quotes: str) -> list[str]:
    yaml = ARTICLE.replace("headline: The mayor", "headline: The mayor, sha256: " + "a" * 64)
    records = "".join(f"- {{id: q{n}, article: a, speech: direct, speaker: p, {it}}}\n" for n, it in enumerate(quotes))
    archive = archive_of(yaml + records)
    verifications = verifying.verify(archive, {"a": SourceText(text)})
    texts = {"a": SourceText(text)}
    found = VerifiedArchive(archive=archive, texts=texts, verifications=verifications)
    return [str(problem) for problem in article_files.problems(found, {"a": "def"})]


def test_a_changed_text_is_told_with_the_quotes_that_no_longer_hold() -> None:
    quotes = ("text: the pier was", "text: the pier is", "text: she said, attribution: nobody ever")
    (problem,) = changed(TEXT, *quotes)
    assert problem.startswith("data/archive.yaml:1:58: error: sha256: seeds/a has changed since it was curated; ")
    assert problem.endswith("2 of its 3 quotes no longer hold: quote/q1, quote/q2; it is now def")


def test_a_changed_text_in_which_all_quotes_stand_is_told_as_such() -> None:
    (problem,) = changed(TEXT, "text: the pier was")
    assert problem.endswith("has changed since it was curated; all its quotes (1) still hold; it is now def")


def test_of_many_quotes_that_no_longer_hold_some_are_named() -> None:
    (problem,) = changed(TEXT, *(f"text: none of this is {n}" for n in range(7)))
    named = ", ".join(f"quote/q{n}" for n in range(5))
    assert problem.endswith(f"7 of its 7 quotes no longer hold: {named} and 2 more; it is now def")


@pytest.mark.parametrize(
    ("field", "what"), [("furniture", "page furniture"), ("captions", "a caption"), ("corrections", "a correction")]
)
def test_words_that_stand_only_outside_of_the_body_are_told(field: str, what: str) -> None:
    """What only shares words with such a line is a quote like any other."""
    yaml = f"""\
articles: [{{id: a, file: a, headline: The pier, {field}: [Read more about piers]}}]
people: [{{id: p, name: P}}]
quotes:
- {{id: bad, article: a, speech: indirect, text: more about piers, speaker: p}}
- {{id: good, article: a, speech: indirect, text: much about piers, speaker: p}}
"""
    text = "The pier\n\nHe knows much about piers.\n\nRead more about piers\n"
    expected = f"warning: text: these words stand in {what} of a, and not in its body"
    assert [f"data/archive.yaml:4:49: {expected}"] == problems(yaml, {"a": text})


def test_outer_quotation_marks_are_left_out() -> None:
    """Marks of words quoted within are the speaker's."""
    text = "“Yes,” she said. “No” and “never”, he said: “I said ‘no’.”"
    quotes = ("id: x, text: '“Yes,”'", "id: y, text: '“No” and “never”'", "id: z, text: 'I said ‘no’.'")
    records = "".join(f"- {{article: a, speech: direct, speaker: p, {quote}}}\n" for quote in quotes)
    (found,) = problems(ARTICLE.replace("The mayor", "Yes") + records, {"a": text})
    assert "warning: text: leave the outer quotation marks out; they are the article's: “Yes,”" in found
