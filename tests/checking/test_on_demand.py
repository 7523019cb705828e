"""What is looked at is verified first, as it will be when all is."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive

from explorer.checking.on_demand import OnDemandVerifier
from explorer.checking.unverified import Unverified
from explorer.checking.verification import Status, Verification
from explorer.citing import Citable
from explorer.model.records import Kind, Person, Quote
from explorer.snapshot import Snapshot, check, read_snapshot, read_unchecked

# Words that are not there, words between segments that are left out, and somebody who did not say them.
WRONG = (
    PIER_YAML.replace("before summer,", "after summer,")
    + """\
- {id: spliced, article: pier, speech: direct, text: [We will rebuild, before summer], speaker: ben-okafor}
- {id: lost, article: gone, speech: direct, text: [We will rebuild], speaker: ben-okafor}
"""
)


@pytest.fixture
def wrong(tmp_path: Path) -> Snapshot:
    return read_unchecked(write_archive(tmp_path, {"pier.txt": PIER}, WRONG))


def test_each_record_of_the_example_is_found_first_as_it_is_found_at_last(shipped: Snapshot) -> None:
    is_found_first_as_at_last(read_unchecked(shipped.root), shipped)


def test_what_is_wrong_is_found_first_as_it_is_found_at_last(wrong: Snapshot) -> None:
    last = check(wrong)
    statuses = {each.status for each in last.verifications.values()}
    assert {Status.MISSING, Status.MISATTRIBUTED, Status.UNCHECKED} <= statuses
    is_found_first_as_at_last(wrong, last)


def is_found_first_as_at_last(unchecked: Snapshot, last: Snapshot) -> None:
    first = OnDemandVerifier(unchecked.archive, unchecked.texts)
    for ref in last.verifications:
        (found, *others) = first.verify([ref])
        assert not others
        assert found.verifications[ref] == last.verifications[ref]
        assert found.omissions.get(ref) == (last.omissions.get(ref) if ref.startswith("quote/") else None)


def test_quotes_of_one_article_are_found_together(shipped: Snapshot) -> None:
    quotes = [quote.ref for quote in shipped.archive.all(Quote)]
    (found,) = OnDemandVerifier(shipped.archive, shipped.texts).verify(quotes)
    assert set(found.verifications) == set(quotes)


def test_an_archive_is_checked_later_as_it_would_have_been_at_once(wrong: Snapshot) -> None:
    at_once = read_snapshot(wrong.root)
    later = check(wrong)
    assert not later.is_unchecked
    assert (list(later.problems), later.held, list(later.timeline)) == (
        list(at_once.problems),
        at_once.held,
        list(at_once.timeline),
    )


def test_before_it_is_checked_all_is_unchecked_and_only_reading_and_joining_has_problems(wrong: Snapshot) -> None:
    assert wrong.is_unchecked
    assert {each.status for each in wrong.verifications.values()} == {Status.UNCHECKED}
    assert {each.code for each in wrong.problems} == {"dangling-reference"}
    assert wrong.held == (0, 0)
    assert list(wrong.verifications) == list(check(wrong).verifications)


def test_a_quote_that_is_not_checked_yet_is_cited_as_such(wrong: Snapshot) -> None:
    quote = next(wrong.archive.all(Quote))
    assert Citable(wrong, quote).remarks == ["not verified yet"]


def test_a_record_that_is_looked_at_is_asked_for_the_last_one_first(wrong: Snapshot) -> None:
    verifications = Unverified(wrong.archive)
    one, other = [quote.ref for quote in wrong.archive.all(Quote)][:2]
    for ref in (one, other, one):
        assert verifications[ref].segments
    assert verifications.take_asked() == [one, other]
    assert verifications.take_asked() == []


def test_who_goes_through_all_looks_at_none(wrong: Snapshot) -> None:
    verifications = Unverified(wrong.archive)
    assert len(list(verifications.items())) == len(list(verifications.values())) == len(verifications) > 5
    assert verifications.take_asked() == []


def test_what_is_known_is_not_asked_for(wrong: Snapshot) -> None:
    ref = next(quote.ref for quote in wrong.archive.all(Quote))
    verified = Verification(spliced=True)
    before = Unverified(wrong.archive)
    known = before.knowing({ref: verified})
    assert (known[ref], dict(known.items())[ref]) == (verified, verified)
    assert known.take_asked() == []
    assert known != before


def test_a_record_without_words_has_no_verification(wrong: Snapshot) -> None:
    verifications = Unverified(wrong.archive)
    person = next(each for each in wrong.archive.all(Person) if not each.evidence)
    assert person.kind is Kind.PERSON
    for ref in (person.ref, "quote/nowhere"):
        assert ref not in verifications
        assert verifications.get(ref) is None
    assert verifications.take_asked() == []


def test_what_another_thread_takes_meanwhile_is_left_to_it(wrong: Snapshot) -> None:
    class Emptied(deque[str]):
        def __bool__(self) -> bool:
            return True

    assert Unverified(wrong.archive, asked=Emptied(["quote/lost"])).take_asked() == ["quote/lost"]
