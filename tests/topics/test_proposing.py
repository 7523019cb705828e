"""Topics that the words of an archive propose."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from archives import write_archive
from topics.proposed import NAMES, PLACES, SUBJECTS, newsroom, write_newsroom

from explorer.describing.proposals import because
from explorer.desk.changing import change
from explorer.desk.proposed_topics import accepting, rejecting
from explorer.model.records import Topic
from explorer.search.contexts import Contexts
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.topics.filling import Filling
from explorer.topics.matching import TopicQuery
from explorer.topics.proposing import Proposal, joined, propose

LABELS = [subject.capitalize() for subject in SUBJECTS]


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return newsroom(tmp_path / "newsroom")


def accept(snapshot: Snapshot, proposals: list[Proposal]) -> Snapshot:
    change(snapshot, accepting(snapshot, proposals), "accept")
    return read_again(snapshot)


def one(root: Path, text: str, quotes: list[str], language: str = "en") -> Snapshot:
    """An archive of one article, with some words of it as quotes of a clerk."""
    records = {
        "articles": [{"id": "one", "file": "one.txt", "headline": text.partition("\n")[0], "language": language}],
        "people": [{"id": "clerk", "name": "a clerk", "type": "anonymous"}],
        "quotes": [
            {"id": f"quote-{n}", "article": "one", "speech": "direct", "text": words, "speaker": "clerk"}
            for n, words in enumerate(quotes)
        ],
    }
    return read_snapshot(write_archive(root, {"one.txt": text}, yaml.safe_dump(records, allow_unicode=True)))


def with_anger(root: Path, people: dict[str, str], said: dict[str, str], lead: str = "It began.") -> Snapshot:
    """The newsroom with more people, and six more articles: a lead, then what speakers say, with a number in it."""
    write_newsroom(root)
    records: dict[str, list[dict[str, str]]] = {
        "people": [{"id": id, "name": name} for id, name in people.items()],
        "articles": [{"id": f"anger-{n}", "file": f"anger-{n}.txt", "headline": f"Some anger {n}"} for n in range(6)],
        "quotes": [
            {"id": f"{by}-{n}", "article": f"anger-{n}", "speech": "direct", "text": words.format(n), "speaker": by}
            for n in range(6)
            for by, words in said.items()
        ],
    }
    names = people | {"ana-ruiz": "Ana Ruiz"}
    for n in range(6):
        paragraphs = (f"“{words.format(n)},” {names[by]} said." for by, words in said.items())
        (root / f"seeds/anger-{n}.txt").write_text(
            "\n\n".join((f"Some anger {n}", lead, *paragraphs)), encoding="utf-8"
        )
    (root / "data/anger.yaml").write_text(yaml.safe_dump(records), encoding="utf-8")
    return read_snapshot(root)


def test_what_is_joined_is_part_of_no_proposal_that_is_gone() -> None:
    part, whole, top = (
        Proposal(label, (label,), f'about:"{label}"', (), broader)
        for label, broader in (("docks", "harbour"), ("harbour", "town"), ("town", None))
    )
    assert ("docks", "town") == (joined(part, whole).label, joined(part, whole).broader)
    assert ("harbour", "town") == (joined(whole, part).label, joined(whole, part).broader)
    assert ("docks", "harbour") == (joined(part, top).label, joined(part, top).broader)


def test_what_articles_come_back_to_is_proposed_first(snapshot: Snapshot) -> None:
    found = propose(snapshot, 100)

    assert sorted(LABELS) == sorted(proposal.label for proposal in found[: len(LABELS)])
    ferry = next(proposal for proposal in found if proposal.label == "Ferry terminal")
    assert 'about:"ferry terminal"' == ferry.matches
    assert {f"ferry-terminal-{n}-{place}" for n in range(len(PLACES)) for place in (0, 1)} == set(ferry.quotes)
    assert "“ferry terminal” in 12 quotes, 6 articles" == because(snapshot.archive, ferry)


def test_what_stands_everywhere_and_whoever_speaks_is_no_topic(snapshot: Snapshot) -> None:
    words = {word.lower() for proposal in propose(snapshot, 100) for word in proposal.label.split()}

    assert words.isdisjoint(word.lower() for name in NAMES for word in name.split())
    assert words.isdisjoint({"council", "years", "people", "week", "idea", "tuesday", "said", "added", "looked"})


def test_somebody_of_whom_others_speak_is_a_topic_without_what_they_say(tmp_path: Path) -> None:
    """“Bridges” is what is spoken of, and not Mona Bridges, whose name it is as well."""
    said = {
        "ana-ruiz": "We asked Lars Thorwald to leave number {}, since Thorwald lost",
        "lars-thorwald": "I stay near the bridges at {}, as a Thorwald",
    }
    added = with_anger(tmp_path, {"mona-bridges": "Mona Bridges", "lars-thorwald": "Lars Thorwald"}, said)
    found = {proposal.label: proposal for proposal in propose(added, 100)}

    assert found["Lars Thorwald"].matches == 'about:"Thorwald" -who:lars-thorwald'
    assert {id.rpartition("-")[0] for id in found["Lars Thorwald"].quotes} == {"ana-ruiz"}
    assert "Mona Bridges" not in found
    assert (
        joined(found["Lars Thorwald"], found["Otters"]).matches == f'{found["Lars Thorwald"].matches} OR about:"otters"'
    )


def test_nobody_is_meant_by_a_last_name_that_is_somebody_elses_first_name(tmp_path: Path) -> None:
    said = {"ana-ruiz": "We asked James to leave number {}, since James lost"}
    people = {"mona-james": "Mona James", "james-ekman": "James Ekman"}
    added = with_anger(tmp_path, people, said, "It was James Ekman who lost.")

    assert "Mona James" not in {proposal.label for proposal in propose(added, 100)}


def test_what_comes_with_a_topic_is_asked_for_with_it_unless_that_is_chance(tmp_path: Path) -> None:
    """“Kvarnholm” is in each article on the ferry, “buoys” in two of these, and in a third one."""
    snapshot = newsroom(tmp_path)
    for name in ("ferry-terminal-0", "ferry-terminal-1", "otters-0"):
        file = tmp_path / f"seeds/{name}.txt"
        text = file.read_text(encoding="utf-8").replace("costs us", "costs us the buoys. The buoys and the buoys")
        file.write_text(text.replace("terminal costs", "terminal at Kvarnholm costs"), encoding="utf-8")
    for n in range(len(PLACES)):
        file = tmp_path / f"seeds/ferry-terminal-{n}.txt"
        file.write_text(file.read_text(encoding="utf-8").replace("every week", "at Kvarnholm every week"))
    found = {proposal.label: proposal for proposal in propose(read_again(snapshot), 100)}

    assert ("ferry terminal", "Kvarnholm") == found["Ferry terminal"].words


def test_only_so_many_are_proposed_and_twice_the_same(snapshot: Snapshot) -> None:
    found = propose(snapshot, 100)

    assert found == propose(read_snapshot(snapshot.root), 100)
    assert found[:3] == propose(snapshot, 3)


def test_the_quotes_of_a_proposal_are_those_that_answer_its_query(snapshot: Snapshot) -> None:
    contexts = Contexts(snapshot.archive, snapshot.texts, snapshot.verifications)

    for proposal in propose(snapshot, 100):
        query = TopicQuery(proposal.matches, snapshot.archive)
        assert not query.wrong
        filling, quotes = Filling({"": query}, snapshot.archive), snapshot.archive.quotes
        answered = tuple(each.id for each in quotes if filling.answered(each, contexts.texts_around(each)))
        assert answered == proposal.quotes


def test_an_accepted_proposal_is_a_topic_with_its_quotes_and_not_proposed_again(snapshot: Snapshot) -> None:
    found = propose(snapshot, 100)
    after = accept(snapshot, found[:2])

    topics = {topic.label: topic for topic in after.archive.all(Topic)}
    assert [proposal.label for proposal in found[:2]] == list(topics)
    for proposal in found[:2]:
        assert list(proposal.quotes) == [quote.id for quote in after.archive.quotes_of(topics[proposal.label])]
    assert not {proposal.label for proposal in propose(after, 100)} & set(topics)


def test_what_was_rejected_is_not_proposed_again_in_any_form(snapshot: Snapshot) -> None:
    change(snapshot, rejecting(["Ferry terminals"]), "reject")
    after = read_again(snapshot)

    assert ["Ferry terminals"] == after.archive.rejected_topics
    assert "Ferry terminal" not in {proposal.label for proposal in propose(after, 100)}


def test_new_articles_bring_proposals_for_what_is_new(tmp_path: Path) -> None:
    before = newsroom(tmp_path / "newsroom", list(SUBJECTS)[:4])
    accepted = accept(before, propose(before, 100))
    topics = [topic.id for topic in accepted.archive.all(Topic)]
    assert [] == propose(accepted, 100)

    (accepted.root / "data/archive.yaml").unlink()
    kept = (accepted.root / "data/topics.yaml").read_bytes()
    write_newsroom(accepted.root)
    after = read_again(accepted)

    assert topics == [topic.id for topic in after.archive.all(Topic)]
    assert kept == (accepted.root / "data/topics.yaml").read_bytes()
    assert ["Otters"] == [proposal.label for proposal in propose(after, 100)]


BRIDGE = """\
Toll talks stall over bridge

“The old bridge toll has to go,” a clerk said. The clerk watched the Chinese spy balloon.

“We had no way to call anybody,” the clerk said of the spy balloon.

“Nobody asked us,” the clerk said on Monday, 12 million kroner later.

“It is what it is,” the clerk said. “That is all,” the clerk said.
"""


def test_of_one_article_what_is_in_the_headline_is_asked_of_the_quotes_alone(tmp_path: Path) -> None:
    quotes = [
        "The old bridge toll has to go,",
        "We had no way to call anybody,",
        "Nobody asked us,",
        "It is what it is,",
        "That is all,",
    ]
    found = {proposal.label: proposal for proposal in propose(one(tmp_path, BRIDGE, quotes), 100)}

    assert ("bridge", ["quote-0"]) == (found["Bridge"].matches, list(found["Bridge"].quotes))
    assert 'about:"spy balloon"' == found["Spy balloon"].matches
    assert ["quote-0", "quote-1"] == list(found["Spy balloon"].quotes)
    assert not [label for label in found if "million" in label.lower() or label.lower() in ("monday", "clerk")]


def test_an_archive_without_quotes_proposes_nothing(tmp_path: Path) -> None:
    assert [] == propose(one(tmp_path, BRIDGE, []), 100)


def test_words_that_are_found_only_in_another_form_are_in_the_query(tmp_path: Path) -> None:
    text = (
        "Neue Fähren\n\n„Die Fähren sind alt“, sagte der Kapitän. Mit der Fähre fuhr er.\n\n„Wir warten“, sagte er.\n"
    )
    found = {
        each.label: each for each in propose(one(tmp_path, text, ["Die Fähren sind alt", "Wir warten"], "de"), 100)
    }

    assert ("Fähren", "Fähre") == found["Fähren"].words


def test_what_stands_behind_an_elision_is_asked_for_without_it(tmp_path: Path) -> None:
    text = "Un port\n\n« L’incendie du port », dit-il. Les incendies durent. Un incendie suffit.\n\n« Rien », dit-il.\n"
    found = {each.label: each for each in propose(one(tmp_path, text, ["L’incendie du port", "Rien"], "fr"), 100)}

    assert ("incendie du port",) == found["Incendie du port"].words
    assert ["quote-0"] == list(found["Incendie du port"].quotes)
