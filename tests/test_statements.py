"""What somebody said on a topic stands in the order of time, and tells where that is not sure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from archives import archive_of, record_of, write_archive
from histories import write_ferry
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking.results import CheckResults
from explorer.describing import statements as describing
from explorer.model import dates
from explorer.model.records import Person, Topic
from explorer.snapshot import Snapshot, read_snapshot
from explorer.statements import QUARTER, Gap, Statement, Statements, Undated, statements
from explorer.store import keep, read_kept
from explorer.store.opening import StoredSnapshot


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return read_snapshot(write_ferry(tmp_path_factory.mktemp("ferry")))


def history(checked: CheckResults, person: str, topic: str) -> Statements:
    who, what = (record_of(checked.archive, ref) for ref in (f"person/{person}", f"topic/{topic}"))
    assert isinstance(who, Person)
    assert isinstance(what, Topic)
    return statements(checked, who, what)


def said(*quote_dates: str | None) -> Statements:
    """The history of quotes with these dates, which are called by their place from 0."""
    quotes = "".join(
        f"- {{id: q-{n}, article: a, speech: direct, text: Words, speaker: p, topics: [t]"
        f"{f', date: {given!r}' if given else ''}}}\n"
        for n, given in enumerate(quote_dates)
    )
    archive = archive_of(
        "articles: [{id: a, file: a.txt, headline: A}]\npeople: [{id: p, name: P}]\ntopics: [{id: t, label: T}]\n"
        + (f"quotes:\n{quotes}" if quotes else "")
    )
    return history(CheckResults(archive=archive), "p", "t")


def ids(found: Statements) -> list[str]:
    return [quote.id for quote in found.quotes]


def at(found: Statements, id: str) -> Statement:
    return next(statement for statement in found.all if statement.quote.id == id)


def test_the_oldest_comes_first_and_the_undated_last(snapshot: Snapshot) -> None:
    """On one day, in the order in which their articles came out; in an article, in that of its text."""
    found = history(snapshot, "ana-ruiz", "harbour")
    assert ids(found) == ["street", "never", "again-never", "will-raise", "second-boat", "floats"]
    assert found.rows[-2] == Undated(1)


def test_narrower_topics_are_in_it_and_other_topics_are_not(snapshot: Snapshot) -> None:
    assert "second-boat" not in ids(history(snapshot, "ana-ruiz", "ferry"))
    assert ids(history(snapshot, "ana-ruiz", "budget")) == ["blue"]


def test_what_others_relayed_is_theirs_and_what_they_relayed_of_others_is_not(snapshot: Snapshot) -> None:
    ruiz, okafor = (history(snapshot, id, "harbour") for id in ("ana-ruiz", "ben-okafor"))
    assert "second-boat" in ids(ruiz)
    assert [quote.id for quote in ruiz.relayed] == ["okafor-free"]
    assert (ids(okafor), [quote.id for quote in okafor.relayed]) == (["okafor-free"], ["second-boat"])


def test_a_date_is_the_quotes_own_or_that_of_its_event(snapshot: Snapshot) -> None:
    found = history(snapshot, "ana-ruiz", "harbour")
    dated = {one.quote.id: (one.dated and one.dated.ref, one.date, one.date_basis) for one in found.all}
    assert dated["never"] == ("quote/never", "2019-03-05", "stated")
    assert dated["will-raise"] == ("event/council", "2023-06-07", "inferred")
    assert dated["floats"] == (None, None, None)


def test_words_said_again_are_compared_with_those_before_and_differences_weigh(snapshot: Snapshot) -> None:
    """Also those that somebody else said, whatever their topic; and in both directions."""
    found = history(snapshot, "ana-ruiz", "harbour")
    never, again, will = at(found, "never"), at(found, "again-never"), at(found, "will-raise")
    assert [one.quote.id for one in never.same] == ["park-never"]
    assert [quote.id for quote in never.again] == ["again-never", "will-raise"]
    assert [(one.quote.id, one.is_settled, one.is_listed) for one in again.same] == [
        ("never", True, True),
        ("park-never", False, False),
    ]
    before = will.same[0]
    assert before.quote.id == "again-never"
    assert [(step.archive, step.article, before.weighs(step)) for step in before.changes] == [("", "never", True)]


def test_the_other_quotes_of_an_utterance_are_linked_whatever_their_words() -> None:
    """A fragment of a paraphrase is no other quote of its utterance: it stands in one."""
    archive = archive_of(
        """\
articles: [{id: a, file: a.txt, headline: A}]
people: [{id: p, name: P}]
topics: [{id: t, label: T}]
defaults: {quotes: {article: a, speaker: p, topics: [t]}}
quotes:
- {id: one, speech: indirect, text: the bridge would be built}
- {id: two, speech: indirect, text: a crossing was coming, same_as: one}
- {id: three, speech: indirect, text: they had a plan, same_as: two}
- {id: part, speech: partial, text: the bridge, within: one}
"""
    )
    found = history(CheckResults(archive=archive), "p", "t")
    linked = {one.quote.id: {other.id for other in one.counterparts} for one in found.all}
    assert linked == {"one": {"two", "three"}, "two": {"one", "three"}, "three": {"one", "two"}, "part": set()}
    assert {one.versions for one in at(found, "three").same} == {None}
    assert found.utterances == 1


@pytest.mark.parametrize(
    ("before", "after", "gap"),
    [
        ("2021-03-31", "2021-07-01", False),  # 92 days
        ("2021-03-31", "2021-07-02", True),
        ("2021", "2022-03-01", False),  # it may be of December
        ("2021", "2023", True),
        ("2021/..", "2023", False),  # it may have been said until now
        ("2021?", "2023", True),
    ],
)
def test_a_gap_is_told_from_the_last_day_before_to_the_first_day_after(before: str, after: str, gap: bool) -> None:
    gaps = [row for row in said(before, after).rows if isinstance(row, Gap)]
    assert gaps == ([Gap(dates.span(before).latest, dates.span(after).earliest)] if gap else [])


def test_a_gap_is_one_only_where_nothing_before_it_may_lie_in_it() -> None:
    """The longest date before counts, and not the last one."""
    found = said("2021/2023", "2021-02", "2023-06")
    assert not [row for row in found.rows if isinstance(row, Gap)]


@pytest.mark.parametrize(
    ("given", "unplaced"),
    [
        (("2019", "2019-03-05", "2020"), [True, False, False]),
        (("2019-03", "2019-03"), [True, True]),
        (("2019-03-05", "2019-03-05"), [False, False]),
        (("2019?", "2020"), [False, False]),
        (("2018/2020", "2019-01-01", "2019-06"), [True, False, True]),
    ],
)
def test_a_wide_date_that_meets_another_has_no_sure_place(given: Sequence[str], unplaced: list[bool]) -> None:
    assert [one.is_unplaced for one in said(*given).all] == unplaced


_DATES = st.none() | st.sampled_from(
    ["2019", "2019-03", "2019-03-05", "2019-03-05?", "2020~", "2021-23", "202X", "2019/2021", "../2018", "2022/.."]
)


@given(st.lists(_DATES, max_size=8))
def test_every_quote_is_there_once_whatever_the_dates(given: list[str | None]) -> None:
    """Dates begin in order, each gap lies between two statements, and nothing before it reaches into it."""
    found = said(*given)
    assert sorted(ids(found)) == sorted(f"q-{n}" for n in range(len(given)))
    starts = [dates.span(one.date).earliest if one.date else date.max for one in found.all]
    assert starts == sorted(starts)
    assert [one.date is None for one in found.all] == sorted(one.date is None for one in found.all)
    for place, row in enumerate(found.rows):
        if isinstance(row, Gap):
            earlier = [dates.span(one.date) for one in found.rows[:place] if isinstance(one, Statement) and one.date]
            assert row.after == max(span.latest for span in earlier)
            assert (row.before - row.after).days > QUARTER
            following = found.rows[place + 1]
            assert isinstance(following, Statement)
            assert following.date
            assert dates.span(following.date).earliest == row.before
    assert sum(isinstance(row, Undated) for row in found.rows) == (None in given)


def test_nothing_said_is_a_history_too() -> None:
    found = said()
    assert (found.rows, found.span, found.utterances) == ((), None, 0)
    assert describing.none_said(found) == "Nothing that P said on T is in this archive"


# In words


def spoken(snapshot: Snapshot, id: str) -> list[str]:
    found = history(snapshot, "ana-ruiz", "harbour")
    return [value.text for value in describing.said_again(snapshot, found, at(found, id))]


def test_how_much_was_said_is_summed_up(snapshot: Snapshot) -> None:
    found = history(snapshot, "ana-ruiz", "harbour")
    assert describing.heading(found) == "Ana Ruiz on Harbour"
    assert describing.summary(snapshot, found) == (
        "6 quotes (5 utterances), 1 of them a draft, from 2019 to Wed 7 Jun 2023 (uncertain)"
    )
    assert describing.relayed(found) == "Not listed: 1 quote that Ana Ruiz only relayed of others"
    assert describing.relayed(history(snapshot, "cleo-park", "harbour")) == ""


def test_a_gap_names_its_months(snapshot: Snapshot) -> None:
    """The first may be the last one of a year that is all that is known."""
    found = history(snapshot, "ana-ruiz", "harbour")
    parted = [describing.parting(row) for row in found.rows if not isinstance(row, Statement)]
    assert parted == ["Nothing between Dec 2019 and Jun 2023", "Undated: 1 quote"]


@pytest.mark.parametrize(
    ("id", "dated"),
    [
        ("street", "2019, perhaps before or after its neighbours"),
        ("never", "Tue 5 Mar 2019 (stated)"),
        ("will-raise", "Wed 7 Jun 2023 (the date of its event, Council meeting, inferred)"),
        ("second-boat", "Wed 7 Jun 2023 (uncertain)"),
        ("floats", "Undated"),
    ],
)
def test_a_date_says_how_sure_it_is(snapshot: Snapshot, id: str, dated: str) -> None:
    statement = at(history(snapshot, "ana-ruiz", "harbour"), id)
    assert "".join(part.text for part in describing.dated(snapshot, statement)) == dated


def test_the_date_of_its_article_stands_with_what_is_undated(snapshot: Snapshot) -> None:
    statement = at(history(snapshot, "ben-okafor", "harbour"), "okafor-free")
    dated = "".join(part.text for part in describing.dated(snapshot, statement))
    assert dated == "Undated, published Thu 8 Jun 2023"
    below = describing.dated_below(snapshot, statement)
    assert "".join(part.text for part in below) == "Published Thu 8 Jun 2023"
    assert describing.dated_below(snapshot, at(history(snapshot, "ana-ruiz", "harbour"), "floats")) == ()


def test_a_difference_is_told_once_with_the_later_quote(snapshot: Snapshot) -> None:
    assert spoken(snapshot, "never") == [
        "Also: undated, in “A mayor and her boats”: the same words, as said by Cleo Park",
        "Also below: Tue 5 Mar 2019, in “Mayor keeps fares”, Thu 7 Mar 2019",
        "Also below: Wed 7 Jun 2023, in “Mayor wants higher fares”, Thu 8 Jun 2023",
    ]
    assert spoken(snapshot, "will-raise") == [
        "Also before: Tue 5 Mar 2019, in “Mayor keeps fares”, Thu 7 Mar 2019: nearly the same words",
        "We will [-never-] raise the fares of the ferry before the bridge is done",
        "Also before: Tue 5 Mar 2019, in “Fares stay, says mayor”, Wed 6 Mar 2019: nearly the same words",
        "Also: undated, in “A mayor and her boats”: nearly the same words, as said by Cleo Park",
    ]


def test_long_words_that_are_the_same_are_cut_beside_what_differs(tmp_path: Path) -> None:
    numbers = " ".join(f"word{n}" for n in range(60))
    ends = ("before the bridge is done", "after the bridge is done")
    texts = {f"{n}.txt": f"“We kept {numbers} {end},” Ana Ruiz said." for n, end in enumerate(ends)}
    yaml = "people: [{id: p, name: Ana Ruiz}]\ntopics: [{id: t, label: T}]\narticles:\n"
    yaml += "".join(f"- {{id: a-{n}, file: {n}.txt, headline: A}}\n" for n in range(2))
    yaml += "quotes:\n" + "".join(
        f"- {{id: q-{n}, article: a-{n}, speech: direct, text: 'We kept {numbers} {end},', speaker: p, topics: [t],"
        f" date: '202{n}'}}\n"
        for n, end in enumerate(ends)
    )
    snapshot = read_snapshot(write_archive(tmp_path, texts, yaml))
    found = history(snapshot, "p", "t")
    told = [value.text for value in describing.said_again(snapshot, found, found.all[1])]
    assert told[1] == (
        "… word52 word53 word54 word55 word56 word57 word58 word59 [-before-] {+after+} the bridge is done"
    )


def test_other_words_of_an_utterance_are_told(tmp_path: Path) -> None:
    """In the same article or in another one."""
    root = write_ferry(tmp_path)
    file = root / "data" / "records.yaml"
    file.write_text(file.read_text().replace("  review: draft\n", "  review: draft\n  same_as: never\n"))
    other = read_snapshot(root)
    found = history(other, "ana-ruiz", "harbour")
    told = [value.text for value in describing.said_again(other, found, at(found, "never"))]
    assert told[:2] == [
        "Also before: 2019, in the same article: in other words, one utterance",
        "“The ferry is a street on water,”",
    ]


def test_the_same_words_on_another_topic_say_so(tmp_path: Path) -> None:
    root = write_ferry(tmp_path)
    file = root / "data" / "records.yaml"
    file.write_text(file.read_text().replace("  event: council\n", "  event: council\n  topics: [budget]\n"))
    elsewhere = read_snapshot(root)
    found = history(elsewhere, "ana-ruiz", "harbour")
    told = [value.text for value in describing.said_again(elsewhere, found, at(found, "never"))]
    assert "will-raise" not in ids(found)
    assert any(line.endswith("nearly the same words, not on Harbour") for line in told)


def test_of_many_with_the_same_words_the_nearest_are_told(tmp_path: Path) -> None:
    """And how many more there are."""
    root = write_ferry(tmp_path)
    file = root / "data" / "records.yaml"
    park = file.read_text().partition("- id: park-never\n")[2]
    more = "".join(f"- id: park-{n}\n{park}" for n in range(5))
    file.write_text(file.read_text() + more)
    many = read_snapshot(root)
    found = history(many, "ana-ruiz", "harbour")
    lines = [value.text for value in describing.said_again(many, found, at(found, "never"))]
    assert sum(line.startswith("Also: ") for line in lines) == 3
    assert lines[-1] == "… and 3 more with these words"


def test_how_it_stands_says_what_is_wrong(snapshot: Snapshot) -> None:
    found = history(snapshot, "ana-ruiz", "harbour")
    stands = {
        one.quote.id: "".join(part.text for part in describing.how_said(snapshot, one.quote)) for one in found.all
    }
    assert stands["never"] == "direct quote · ✓ verbatim"
    assert stands["street"] == "direct quote · draft · ✓ verbatim"
    assert stands["second-boat"] == "paraphrase · relayed by Ben Okafor · ✓ verbatim"
    assert stands["floats"] == "direct quote · ✗ missing"


def test_from_the_store_it_is_the_same(snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only what is looked at is read."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    keep(snapshot)
    kept = read_kept(snapshot.root)
    assert isinstance(kept, StoredSnapshot)
    assert history(kept, "ana-ruiz", "harbour") == history(snapshot, "ana-ruiz", "harbour")
