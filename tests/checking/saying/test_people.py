"""Whom of an archive a mention may mean: looking people up by their words finds all of them, in the same order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from explorer.checking.saying.people import Match, People
from explorer.checking.saying.person_index import PersonIndex
from explorer.model.records import Person
from explorer.reading.languages.wording import wording
from explorer.reading.saying.mentions import Mention
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


@given(people, words, words)
def test_everybody_is_found_whom_a_mention_may_mean(known: list[Person], head: list[str], behind: list[str]) -> None:
    index = PersonIndex(replace(person, id=f"p{n}") for n, person in enumerate(known))
    mention = Mention(tuple(head), (*head, *behind), 0, 1)
    assert list(People(index, wording("en")).matches(mention)) == among_all(index, mention)


def among_all(index: PersonIndex, mention: Mention) -> list[Match]:
    """Every match of all who have any word of a mention, by these words in turn."""
    people = People(index, wording("en"))
    head, whole = people._forms(mention)  # noqa: SLF001 - the order is that of the words as they are looked up
    words = dict.fromkeys((*head.words, *whole.words))
    words |= dict.fromkeys(map(singular, words))
    ids = dict.fromkeys(id for word in words for id in index.with_word(word))
    return [match for id in ids if (match := people.match(id, mention))]
