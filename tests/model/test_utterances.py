"""What was said once is one utterance, however many quotes have it."""

from __future__ import annotations

from archives import archive_of
from forests import Walked, forests
from hypothesis import given

from explorer.model.archive import Archive
from explorer.model.records import Quote

QUOTES = """\
quotes:
- {id: told, article: a, speech: indirect, text: x, speaker: p}
- {id: fragment, article: a, speech: partial, text: x, speaker: p, within: told}
- {id: other, article: a, speech: direct, text: x, speaker: p}
- {id: reprint, article: b, speech: partial, text: x, speaker: p, same_as: fragment}
- {id: later, article: c, speech: partial, text: x, speaker: p, same_as: reprint}
"""


def groups(archive: Archive) -> list[list[str]]:
    return [[quote.id for quote in group] for group in archive.utterances.joined]


def test_a_fragment_within_a_paraphrase_and_the_same_words_elsewhere_are_one_utterance() -> None:
    archive = archive_of(QUOTES)
    quotes = list(archive.all(Quote))

    assert groups(archive) == [["told", "fragment", "reprint", "later"]]
    assert archive.utterances.count(quotes) == 2
    assert archive.utterances.count(quotes[1:3]) == 2
    assert [quote.id for quote in archive.utterances.of(quotes[2])] == ["other"]


def test_a_loop_of_the_same_is_told_and_still_one_utterance() -> None:
    archive = archive_of(QUOTES.replace("text: x, speaker: p, within", "text: x, speaker: p, same_as: later, within"))

    assert [(problem.code, problem.message) for problem in archive.problems if "leads" in problem.message] == [
        ("cycle", "same_as leads back to itself: fragment ▸ later ▸ reprint ▸ fragment")
    ]
    assert groups(archive) == [["told", "fragment", "reprint", "later"]]


def test_the_same_as_a_quote_that_is_not_there_is_told() -> None:
    archive = archive_of(QUOTES.replace("same_as: reprint", "same_as: reprin"))

    told = [problem.message for problem in archive.problems if problem.ref == "quote/later"]
    assert [message for message in told if "same_as" in message] == [
        "same_as: there is no quote “reprin”; did you mean “reprint”?"
    ]
    assert groups(archive) == [["told", "fragment", "reprint"]]


@given(forests())
def test_what_is_joined_by_any_way_is_one_utterance(archive: Archive) -> None:
    quotes = list(archive.all(Quote))
    counts, walked = archive.utterance_counts(quotes), Walked(archive)

    assert archive.utterances.count(quotes) == walked.utterances(quote.ref for quote in quotes)
    for record in walked.records:
        if not isinstance(record, Quote):
            assert counts[record] == walked.utterances(walked.quotes_of(record.ref)), record.ref
