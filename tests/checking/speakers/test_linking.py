"""Whom of an archive a mention may mean: looking people up by their words finds all of them, in the same order."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from work import calls

from explorer.checking.speakers.linking import PersonLinker, PersonMatch, affected_keys
from explorer.checking.speakers.lookups import Lookups, resting_on
from explorer.checking.speakers.person_index import PersonIndex
from explorer.model.records import Person
from explorer.reading.languages.wording import wording
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.word_forms import singular

WORDS = "Ana Ruiz Ruiz-Sá van Mr. Mayor mayor mayors the The of Norwick analysts officials Calder Inc. O’Brien a"
words = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4)
names = words.map(" ".join)
people = st.lists(
    st.builds(
        lambda name, type, aliases, role, affiliation: Person(
            id=name, name=name, type=type, aliases=tuple(aliases), role=role, affiliation=affiliation
        ),
        names,
        st.sampled_from(("named", "anonymous", "collective")),
        st.lists(names, max_size=2),
        st.none() | names,
        st.none() | names,
    ),
    max_size=8,
)


some = st.frozensets(st.sampled_from([f"p{n}" for n in range(8)]))


@given(people, words, words, some, some)
def test_everybody_is_found_whom_a_mention_may_mean(
    known: list[Person], head: list[str], behind: list[str], own: frozenset[str], unattached: frozenset[str]
) -> None:
    """By a name anybody, in the order of its words; by what they are those of the article, or of no article."""
    index = PersonIndex(replace(person, id=f"p{n}") for n, person in enumerate(known))
    mention = Mention(tuple(head), (*head, *behind), 0, 1)
    unattached &= index.people.keys()
    linker = PersonLinker(index, wording("en"), unattached=unattached - own)
    everybody = [match for id in sorted(index.people) if (match := linker.match(id, mention))]
    named = [match for match in among_all(index, mention) if match.is_by_name]
    assert {match.person.id for match in named} == {match.person.id for match in everybody if match.is_by_name}
    described = [match for match in everybody if not match.is_by_name]
    anywhere = [match for match in described if match.person.id in unattached - own]
    assert list(linker.matches(mention)) == named + anywhere
    linker.in_article(own)
    assert list(linker.matches(mention)) == named + anywhere + [each for each in described if each.person.id in own]


def test_the_sources_of_other_articles_cost_nothing() -> None:
    """Each article has officials of its own, so that a large archive has thousands."""

    def work(others: int) -> int:
        own = Person(id="officials", name="Officials", type="collective")
        index = PersonIndex([own, *(replace(own, id=f"officials-{n}") for n in range(others))])
        linker = in_article(["officials"], PersonLinker(index, wording("en")))

        def look_up(word: str) -> None:
            linker.matches(Mention((word,), (word,), 0, 1))
            assert not list(linker.named_in(f"{word} said"))

        look_up("Ana")  # whoever is there is indexed
        return calls(lambda: look_up("officials"))

    work(1)  # words are kept as they were read
    assert work(1) == work(100)


@given(people, words, words)
def test_whoever_belongs_to_no_article_is_meant_as_if_they_belonged_to_each(
    known: list[Person], head: list[str], behind: list[str]
) -> None:
    index = PersonIndex(replace(person, id=f"p{n}") for n, person in enumerate(known))
    ids, mention = frozenset(index.people), Mention(tuple(head), (*head, *behind), 0, 1)
    own, unattached = in_article(ids, PersonLinker(index, wording("en"))), unattached_to(index)
    assert list(unattached.matches(mention)) == list(own.matches(mention))
    assert unattached.described_by(head[-1]) == own.described_by(head[-1])


def test_whoever_belongs_to_no_article_costs_nothing_where_others_are_told_of() -> None:
    """An archive may list thousands of people before it has anything of them."""

    def work(others: int) -> int:
        ana = Person(id="p", name="Ana Ruiz", role="mayor")
        linker = unattached_to(PersonIndex(replace(ana, id=f"p{n}") for n in range(others)))
        bakers, masons = (Mention((word,), (word,), 0, 1) for word in ("bakers", "masons"))
        linker.matches(bakers)  # whoever is there is indexed

        def look_up() -> None:
            linker.in_article(frozenset())
            assert not linker.matches(masons)
            assert not linker.described_by("masons")

        return calls(look_up)

    _, few, many = map(work, (3, 30, 300))  # the first reads words that are kept then
    assert few == many


def numbered(known: list[Person]) -> dict[str, Person]:
    return {f"p{n}": replace(person, id=f"p{n}") for n, person in enumerate(known)}


edits = st.tuples(st.sampled_from(("change", "add", "remove")), st.integers(0, 7), people.filter(len))


def edited(known: dict[str, Person], way: str, place: int, other: Person) -> dict[str, Person]:
    """The people with one of them changed or removed, or another one put in at some place."""
    ids = list(known)
    at = min(place, len(ids) - 1)
    if way == "add" or not ids:
        found = [*known.items()]
        found.insert(place, ("new", replace(other, id="new")))
        return dict(found)
    if way == "remove":
        return {id: person for id, person in known.items() if id != ids[at]}
    return {**known, ids[at]: replace(other, id=ids[at])}


@given(people, edits, words, words)
def test_who_are_the_same_people_are_taken_over(
    known: list[Person], edit: tuple[str, int, list[Person]], head: list[str], behind: list[str]
) -> None:
    before = numbered(known)
    after = edited(before, edit[0], edit[1], edit[2][0])
    mention = Mention(tuple(head), (*head, *behind), 0, 1)
    first = PersonIndex(before.values())
    list(PersonLinker(first, wording("en")).matches(mention))
    assert len(first.unspaced) <= len(known)
    changed = {id for id in {*before, *after} if before.get(id) != after.get(id)}
    reordered = dict(list(after.items())[::-1])
    again = first.following(after, changed)
    for index, people in ((again, after), (again.following(reordered, ()), reordered)):
        anew = PersonIndex(people.values())
        assert PersonLinker(index, wording("en")).matches(mention) == PersonLinker(anew, wording("en")).matches(mention)
        assert (index.unspaced, list(index.people)) == (anew.unspaced, list(anew.people))


@given(people, people, words, words)
def test_people_who_are_added_are_found_as_if_they_had_been_there(
    known: list[Person], more: list[Person], head: list[str], behind: list[str]
) -> None:
    everybody = [replace(person, id=f"p{n}") for n, person in enumerate((*known, *more))]
    mention = Mention(tuple(head), (*head, *behind), 0, 1)
    grown, anew = PersonIndex(everybody[: len(known)]), PersonIndex(everybody)
    list(PersonLinker(grown, wording("en")).matches(mention))
    assert len(grown.unspaced) <= len(known)
    grown.add(everybody[len(known) :])
    assert PersonLinker(grown, wording("en")).matches(mention) == PersonLinker(anew, wording("en")).matches(mention)
    assert (grown.unspaced, list(grown.people)) == (anew.unspaced, list(anew.people))


def test_a_source_of_another_article_is_not_meant_by_a_description_without_spaces_either() -> None:
    """As by any other description: so no article has to be checked again where that of another one changes."""
    ana, officials = Person(id="ana", name="阿娜"), Person(id="officials", name="官员", type="anonymous")
    linker = PersonLinker(PersonIndex([ana, officials]), wording("zh"))
    assert linker.only_unspaced("官员对阿娜说") == "ana"
    assert [match.person for match in linker.named_in("官员对阿娜说")] == [ana]
    linker.in_article(frozenset(["officials"]))
    assert linker.only_unspaced("官员说") == "officials"
    assert {match.person.id for match in linker.named_in("官员对阿娜说")} == {"ana", "officials"}


class Rested(NamedTuple):
    looked_up: bytes


@given(people, edits, words, words)
def test_whatever_is_found_otherwise_rests_on_what_changed(
    known: list[Person], edit: tuple[str, int, list[Person]], head: list[str], behind: list[str]
) -> None:
    before = numbered(known)
    after = edited(before, edit[0], edit[1], edit[2][0])
    mention, english = Mention(tuple(head), (*head, *behind), 0, 1), wording("en")
    lookups = Lookups()
    was = in_article(before, PersonLinker(PersonIndex(before.values()), english, lookups)).matches(mention)
    kept = Rested(lookups.taken())
    changed = [id for id in before.keys() | after.keys() if before.get(id) != after.get(id)]
    keys = {key for id in changed for key in affected_keys([all_[id] for all_ in (before, after) if id in all_])}
    keys |= {f"person/{id}" for id in changed}
    if was != in_article(before, PersonLinker(PersonIndex(after.values()), english)).matches(mention):
        assert ["it"] == list(resting_on(keys, {"it": kept, "nothing": Rested(b"")}))


def test_a_lookup_of_other_words_rests_on_nothing_that_changed() -> None:
    lookups, english = Lookups(), wording("en")
    ana, ben = (Person(id=name, name=name, type="named") for name in ("Ana Ruiz", "Ben Okafor"))
    people_now = PersonLinker(PersonIndex([ana, ben]), english, lookups)
    taken = {}
    for words in (("Ben", "Okafor"), ("Okafor",), ("Ana", "Okafor"), ("Ana",)):
        people_now.matches(Mention(words, words, 0, 1))
        taken[" ".join(words)] = Rested(lookups.taken())
    keys = set(affected_keys([ana, replace(ana, name="Ana Sol")]))
    assert ["Ana"] == list(resting_on(keys, taken))
    assert ["Ben Okafor", "Okafor"] == list(resting_on({"person/Ben Okafor"}, taken))
    assert [] == list(resting_on((), taken))


def unattached_to(index: PersonIndex) -> PersonLinker:
    """A linker for an article, where nobody belongs to any."""
    return PersonLinker(index, wording("en"), unattached=frozenset(index.people))


def in_article(ids: Collection[str], linker: PersonLinker) -> PersonLinker:
    """A linker for an article in which some people may be meant by what they are."""
    linker.in_article(frozenset(ids))
    return linker


def among_all(index: PersonIndex, mention: Mention) -> list[PersonMatch]:
    """Every match of all who have any word of a mention in a name, by these words in turn."""
    people = PersonLinker(index, wording("en"))
    head, whole = people._forms(mention)  # noqa: SLF001 - the order is that of the words as they are looked up
    words = dict.fromkeys((*head.words, *whole.words))
    words |= dict.fromkeys(map(singular, words))
    ids = dict.fromkeys(index.id_of(n) for word in words for n in sorted(index.numbers(word)))
    return [match for id in ids if (match := people.match(id, mention))]
