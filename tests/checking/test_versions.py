"""What differs at the beginning or the end of two versions is told and weighed as what differs within them."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking.repeats.results import VersionComparison
from explorer.checking.repeats.versions import versions, word_diff
from explorer.checking.wholeness.weighty_words import weighty_words_of
from explorer.snapshot import read_snapshot


def compared(here: str, there: str) -> VersionComparison:
    found = versions(here, there, lambda: weighty_words_of("en", ""))
    assert found
    return found


@pytest.mark.parametrize(
    ("here", "there", "differs"),
    [
        ("the withdrawals began in May 2017", "the withdrawals began in May 2019", ("2017", "2019")),
        ("two generals would leave the capital", "three generals would leave the capital", ("two", "three")),
        ("the talks resume next to Accra", "the talks resume next to Abuja", ("Accra", "Abuja")),
        ("the leaders met on an island in Bali", "the leaders met on an island in Rome, Italy.", ("Bali", "Rome")),
        ("the bank lent the town 40 million", "he said the bank lent the town 60 million dollars", ("40", "60")),
    ],
)
def test_a_number_or_a_name_at_an_end_weighs(here: str, there: str, differs: tuple[str, str]) -> None:
    found = compared(here, there)
    ((ours, theirs),) = [(change.archive, change.article) for change in found.weighty]
    assert differs == (ours.split()[0], theirs.split()[0])
    assert found.weighty[0] in word_diff(found)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("the ferry leaves the harbour at noon today", "the ferry leaves the harbour at noon tomorrow"),
        ("Meanwhile the ferry left the harbour at noon", "However the ferry left the harbour at noon"),
    ],
)
def test_another_word_at_an_end_is_told_and_does_not_weigh(here: str, there: str) -> None:
    found = compared(here, there)
    assert len(found.changes) == 1
    assert not found.weighty


def test_what_only_one_version_has_is_no_difference() -> None:
    assert not compared("the ferry left the harbour at noon", "the ferry left the harbour at noon in 2019").changes


def test_it_is_told_also_of_words_that_no_quote_holds(tmp_path: Path) -> None:
    texts = {
        "first.txt": "Books\n\nThe auditor said the payments out of the parish fund began in May 2017.\n",
        "second.txt": "More books\n\nThe auditor wrote that the payments out of the parish fund began in May 2019.\n",
    }
    yaml = """\
articles:
- {id: first, file: first.txt, headline: Books, published: 2024-03-04}
- {id: second, file: second.txt, headline: More books, published: 2024-03-06}
people:
- {id: auditor, name: the auditor, type: anonymous}
quotes:
- {id: q, article: first, speech: indirect, speaker: auditor,
   text: the payments out of the parish fund began in May 2017}
"""
    found = [
        problem
        for problem in read_snapshot(write_archive(tmp_path, texts, yaml)).problems
        if problem.code == "same-words"
    ]
    ((severity, message),) = [(str(problem.severity), problem.message) for problem in found]
    assert severity == "warning"
    assert "“2017” here, “2019” there" in message


WORDS = ("harbour", "pier", "crane", "the", "a", "of", "will", "not", "be", "never", "we", "opened")
SHORT = st.lists(st.sampled_from(WORDS)).map(" ".join)


@given(SHORT, SHORT)
def test_a_comparison_seen_from_the_other_side_has_the_sides_changed(here: str, there: str) -> None:
    found = versions(here, there, lambda: weighty_words_of("en", ""))
    if found is not None:
        other = found.turned
        assert (there, here) == (other.here, other.there)
        assert (found.is_part, found.has_part, found.is_same) == (other.has_part, other.is_part, other.is_same)
        assert found == other.turned
