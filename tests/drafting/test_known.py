"""The records that drafts may refer to: what is added is as if it had been there, at the same cost in any archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from work import calls

from explorer.drafting.drafting import draft
from explorer.drafting.known import KnownRecords
from explorer.drafting.prepared_drafts import PreparedDraft
from explorer.model.archive import Archive
from explorer.model.name_forms import may_be_of_any
from explorer.model.problems import Place
from explorer.model.records import Article, Entry, Event, Person, PersonType, Topic
from explorer.reading.text.passages import SourceText
from explorer.snapshot import read_snapshot
from explorer.store import keep, read_records
from explorer.store.database import Database

HERE, THERE = Place("data/here.yaml"), Place("data/there.yaml")
ANA, BEN = Person(id="ana", name="Ana Ruiz"), Person(id="ben", name="Ben Okafor")
SUMMIT, TIDES = Event(id="summit", name="Summit"), Topic(id="tides", label="Tides")
NAMES = ("Ana Ruiz", "Ruiz", "Ruiz-Sá", "Calder Inc.", "The harbour board", "officials", "安娜", "O’Brien", "Ian")
TEXT = "Ana Ruiz-Sá met O’Brien’s officials. 安娜说. Diana of Calder Inc. left; the harbour board, too."

WORDS = ("Ana", "Ruiz", "Okafor", "Mr.", "mayor", "Mayor", "Porto", "Calder", "Inc.", "the", "officials", "O’Brien")
TYPES = st.sampled_from(("named", "collective", "anonymous"))
titles = st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join)


def known_of(*records: Person | Event | Topic) -> KnownRecords:
    return KnownRecords(Archive(Entry(record, HERE) for record in records))


def test_what_is_added_comes_after_what_was_there_and_keeps_its_place() -> None:
    known = known_of(ANA, SUMMIT, TIDES)
    assert list(known.people.people) == ["ana"]
    grown = replace(SUMMIT, place="Lima")
    known.add([BEN, grown, ANA], THERE)
    assert list(known.records()) == [ANA, BEN, TIDES, grown]
    assert (known.get(Event, "summit"), known.get(Person, "ben"), known.get(Person, "dov")) == (grown, BEN, None)
    assert [known.place_of(each.ref) for each in (ANA, BEN, SUMMIT)] == [HERE, THERE, HERE]
    assert list(known.people.people.values()) == [ANA, BEN]


def test_somebody_who_is_called_otherwise_is_found_by_that_alone() -> None:
    known = known_of(ANA)
    assert known.named_in("Ana Ruiz left.") == [ANA]
    sol = replace(ANA, name="Lena Sol")
    known.add([sol], THERE)
    assert (known.named_in("Ana Ruiz left."), known.named_in("Lena Sol left.")) == ([], [sol])


def test_all_are_at_hand_where_the_archive_comes_from_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that drafts can't read a store that was replaced since, as by an app that is open."""

    def refuse(*_: object) -> None:
        raise AssertionError("the store is read")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write_archive(tmp_path / "archive")
    keep(read_snapshot(root))
    known = KnownRecords(read_records(root))
    monkeypatch.setattr(Database, "_read", refuse)
    assert [each.id for each in known.named_in("Ben Okafor left.")] == ["ben-okafor"]
    assert known.get(Topic, "pier") in list(known.all(Topic))


@given(st.lists(st.tuples(st.sampled_from(NAMES), TYPES), max_size=6))
def test_everybody_is_named_in_a_text_that_has_their_name_word_for_word(called: list[tuple[str, PersonType]]) -> None:
    people = [Person(id=f"p{n}", name=name, type=type) for n, (name, type) in enumerate(called)]
    stand = {"Ruiz-Sá", "Calder Inc.", "安娜", "O’Brien"}
    wanted = [each for each in people if each.name in stand and each.type != "anonymous"]
    assert sorted(each.id for each in known_of(*people).named_in(TEXT)) == [each.id for each in wanted]
    assert may_be_of_any("officials")


@given(st.lists(st.tuples(titles, st.none() | titles, TYPES), max_size=2))
def test_a_draft_that_still_holds_is_the_one_beside_those_who_were_added(
    more: list[tuple[str, str | None, PersonType]],
) -> None:
    article = Article(id="a", file="a.txt", headline="x", language="en")
    text = SourceText(
        "“It leaks,” Ana Ruiz told Ben Okafor. Officials told the mayor that it was late. Calder Inc. said so, too.\n\n"
        "“It floats,” Mr. Okafor said. “It sinks,” said O’Brien, according to Ana Ruiz."
    )
    new = [Person(id=f"p{n}", name=name, role=role, type=type) for n, (name, role, type) in enumerate(more)]
    known = known_of(ANA)
    ready = PreparedDraft(article, draft(article, text, known), "", 0)
    known.add(new, THERE)
    if ready.if_still_valid(article, text.text, [new]):
        assert ready.draft.records == draft(article, text, known).records


def test_a_draft_still_holds_beside_somebody_of_whom_its_article_tells_nothing() -> None:
    article, text = Article(id="a", file="a.txt", headline="x", language="en"), "“It leaks,” the mayor, Ana Ruiz, said."
    ready = PreparedDraft(article, draft(article, SourceText(text), KnownRecords()), "", 0)
    assert ready.if_still_valid(article, text, [[Person(id="lena", name="Lena Sol", role="the mayor")]])
    assert ready.if_still_valid(article, text, [[Person(id="eva", name="Eva Ruiz")]])
    assert not ready.if_still_valid(article, text, [[Person(id="other", name="Ana Ruiz")]])
    assert not ready.if_still_valid(article, text, [[Person(id="other", name="Ruiz")]])


@pytest.mark.parametrize("text", ["Dov Banks said that the weir leaks.", "“It leaks,” a man from Calder Inc. said."])
def test_a_draft_beside_many_people_takes_no_more_work(text: str) -> None:
    article = Article(id="a", file="a.txt", headline="x", language="en")

    def work(count: int) -> int:
        known = known_of(*(Person(id=f"p{n}", name=f"Ana{n} Ruiz{n}", role=f"mayor of Port{n}") for n in range(count)))
        draft(article, SourceText(text), known)
        return calls(lambda: draft(article, SourceText(text), known))

    assert work(800) <= work(8) + 50


def test_a_group_of_another_article_is_the_same_by_a_name_with_an_elided_article() -> None:
    """Whatever the form of its apostrophe."""
    words = "Le lac\n\n« Le lac est plein », a annoncé le ministère de l'Intérieur mardi soir à la presse.\n"
    text, curly = SourceText(words), SourceText(words.replace("'", "’"))
    first = draft(Article(id="a", file="a.txt", headline="Le lac", language="fr"), text)
    (ministry,) = first.people
    assert ("Ministère de l'Intérieur", "collective") == (ministry.name, ministry.type)
    again = draft(Article(id="b", file="b.txt", headline="Le lac", language="fr"), curly, known_of(ministry))
    assert ((), {ministry.id}) == (again.people, {one.quote.speaker for one in again.quotes})
