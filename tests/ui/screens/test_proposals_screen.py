"""The screen of proposed topics: a key for each act, each of which can be undone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import archive_of
from msgspec.structs import replace
from textual.content import Content
from topics.proposed import SUBJECTS, newsroom, write_newsroom
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.model.archive import Archive
from explorer.model.pausing import Pause
from explorer.model.records import Topic
from explorer.snapshot import Snapshot
from explorer.store import kept_words
from explorer.topics.proposing import Proposal
from explorer.ui.screens import proposals_screen
from explorer.ui.screens.choice_prompt import JoinPrompt
from explorer.ui.screens.prompt import Prompt
from explorer.ui.screens.proposals_screen import ProposalList, ProposalsScreen
from explorer.ui.wording.about_proposals import about_proposal


@pytest.fixture
def root(tmp_path: Path, know: Callable[[Snapshot], Path]) -> Path:
    return know(newsroom(tmp_path / "newsroom"))


def proposed(session: Session) -> list[str]:
    return [proposal.label for proposal in session.app.screen.query_one(ProposalList).rows]


def topics(session: Session) -> dict[str, str | None]:
    return {topic.label: topic.matches for topic in session.app.snapshot.archive.all(Topic)}


async def to_proposals(session: Session) -> list[str]:
    await session.press("1")
    assert "proposes some." in session.words_in(session.app.screen.query_one("#topics"))
    await session.press("K")
    assert isinstance(session.app.screen, ProposalsScreen)
    await session.until(lambda: bool(proposed(session)))
    return proposed(session)


@at_sizes(WIDE, NARROW)
async def test_the_proposal_in_use_is_told_with_some_of_its_quotes(root: Path, size: tuple[int, int]) -> None:
    async with opened(root, size) as session:
        first = (await to_proposals(session))[0].lower()
        assert f"“{first}” in 12 quotes, 6 articles, 4 speakers" in session.text
        assert f'query: about:"{first}"' in session.text
        assert "Ana Ruiz" in session.text


async def test_a_proposal_with_very_many_quotes_is_told_beside_the_keys(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one in use is told, and no other that was in use when its quotes began to be read."""
    released, asked = threading.Event(), list[str]()

    def held(archive: Archive, proposal: Proposal) -> Content:
        assert threading.current_thread() is not threading.main_thread()
        asked.append(proposal.label)
        assert released.wait(60)
        return about_proposal(archive, proposal)

    monkeypatch.setattr(proposals_screen, "_AT_ONCE", 0)
    monkeypatch.setattr(proposals_screen, "about_proposal", held)
    async with opened(root) as session:
        session.held_back.add("about")
        first, second = (await to_proposals(session))[:2]
        await session.until(lambda: first in asked)
        await session.press("down")
        await session.until(lambda: second in asked)
        assert "query:" not in session.text
        released.set()
        session.held_back.clear()
        await session.settle()
        assert f'query: about:"{second.lower()}"' in session.text


def test_a_long_quote_of_a_proposal_leaves_room_for_the_others() -> None:
    yaml = """\
articles: [{id: a, file: a.txt, headline: A}]
people: [{id: ana, name: Ana Ruiz}, {id: ben, name: Ben Okafor}]
quotes:
- {id: long, article: a, speech: direct, text: "The pier WORDS", speaker: ana}
- {id: short, article: a, speech: direct, text: The pier holds, speaker: ben}
"""
    archive = archive_of(yaml.replace("WORDS", "is old and " * 300))
    told = about_proposal(archive, Proposal("Pier", ("pier",), "about:pier", ("long", "short"))).plain
    assert told.index("…\n\nBen Okafor\n“The pier holds”") < 500


async def test_accepted_and_rejected_proposals_leave_the_list_and_undoing_brings_them_back(root: Path) -> None:
    async with opened(root) as session:
        before = await to_proposals(session)
        await session.press("a", "d", "a")
        assert before[3:] == proposed(session)
        assert [before[0], before[2]] == list(topics(session))
        assert [before[1]] == session.app.snapshot.archive.rejected_topics

        await session.press("u")
        assert before[2:] == proposed(session)
        assert before[2] == session.app.screen.query_one(ProposalList).at_cursor.label  # type: ignore[union-attr]
        await session.press("u", "u")
        assert before == proposed(session)
        assert not (root / "data/topics.yaml").exists()


async def test_all_down_to_the_one_in_use_are_accepted_at_once_and_undone_at_once(root: Path) -> None:
    async with opened(root) as session:
        before = await to_proposals(session)
        await session.press("down", "down", "S")
        assert before[:3] == list(topics(session))
        assert before[3:] == proposed(session)
        await session.press("u")
        assert {} == topics(session)
        assert before == proposed(session)


async def test_a_proposal_is_accepted_under_another_name(root: Path) -> None:
    async with opened(root) as session:
        before = await to_proposals(session)
        await session.press("w")
        assert isinstance(session.app.screen, Prompt)
        await session.press("ctrl+u", *"Harbour works", "enter")
        assert {"Harbour works": f'about:"{before[0].lower()}"'} == topics(session)
        assert before[1:] == proposed(session)


async def test_the_proposal_in_use_is_joined_with_any_other(root: Path) -> None:
    async with opened(root) as session:
        before = await to_proposals(session)
        one, other = before[0], before[3]
        await session.press("m")
        assert isinstance(session.app.screen, JoinPrompt)
        await session.press(*other[:4])
        told = session.text_in(session.app.screen.query_one("#told"))
        assert f"{other} (12 quotes, 0 of them in both)" in told
        assert f'query: about:"{one.lower()}, {other.lower()}"' in told
        await session.press("enter")
        assert [label for label in before if label != other] == proposed(session)
        assert one == session.app.screen.query_one(ProposalList).at_cursor.label  # type: ignore[union-attr]
        await session.press("a")
        assert {one: f'about:"{one.lower()}, {other.lower()}"'} == topics(session)
        topic = next(session.app.snapshot.archive.all(Topic))
        assert 24 == session.app.snapshot.archive.quote_count(topic)


async def test_what_is_part_of_one_that_is_joined_is_part_of_that_now(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose = kept_words.proposed_topics

    def filed(snapshot: Snapshot, most: int, pause: Pause) -> list[Proposal]:
        first, second, third, *rest = propose(snapshot, most, pause)
        return [first, second, replace(third, broader=second.label), *rest]

    monkeypatch.setattr(kept_words, "proposed_topics", filed)
    async with opened(root) as session:
        first, second, third, *_ = await to_proposals(session)
        await session.press("m", *second[:4], "enter", "a", "a")
        broader = {topic.label: topic.broader for topic in session.app.snapshot.archive.all(Topic)}
        assert first.lower().replace(" ", "-") == broader[third]


async def test_what_shares_most_quotes_is_what_a_proposal_is_joined_with_unless_more_is_typed(root: Path) -> None:
    async with opened(root) as session:
        before = await to_proposals(session)
        await session.press("m", "down", "up", "escape")
        assert before == proposed(session)
        await session.press(*["down"] * before.index("Aldervik"), "m")
        told = session.words_in(session.app.screen.query_one("#told"))
        assert "0 of them in both" not in told.split(")")[0], "the place is around quotes on each of the subjects"
        await session.press("enter")
        assert len(before) - 1 == len(proposed(session))


@pytest.mark.parametrize(
    ("matches", "widened"),
    [
        (None, 'about:"{}"'),
        ("lanterns", 'lanterns OR about:"{}"'),
        ('about:"lanterns" -who:ana-ruiz', 'about:"lanterns" -who:ana-ruiz OR about:"{}"'),
    ],
)
async def test_a_topic_of_the_archive_asks_for_what_is_joined_with_it_too(
    root: Path, matches: str | None, widened: str
) -> None:
    query = f"\n  matches: '{matches}'" if matches else ""
    (root / "data/topics.yaml").write_text(f"topics:\n- id: old\n  label: Harbour{query}\n", encoding="utf-8")
    async with opened(root) as session:
        await session.press("K")
        await session.until(lambda: bool(proposed(session)))
        first, *rest = proposed(session)
        await session.press("m", *"harb", "enter")
        assert {"Harbour": widened.format(first.lower())} == topics(session)
        assert rest == proposed(session)
        assert 12 <= session.app.snapshot.archive.quote_count(next(session.app.snapshot.archive.all(Topic)))
        await session.press("u")
        assert {"Harbour": matches} == topics(session)
        assert [first, *rest] == proposed(session)


async def test_a_query_that_is_not_closed_can_not_be_widened_and_nothing_is_lost(root: Path) -> None:
    file = root / "data/topics.yaml"
    file.write_text("topics:\n- id: old\n  label: Harbour\n  matches: lanterns (harbour\n", encoding="utf-8")
    before = file.read_bytes()
    async with opened(root) as session:
        await session.press("K")
        await session.until(lambda: bool(proposed(session)))
        first = proposed(session)
        await session.press("m", *"harb")
        assert "can’t be widened" in session.words_in(session.app.screen.query_one("#told"))
        await session.press("enter")
        assert "can’t be widened" in session.text
        assert first == proposed(session)
    assert before == file.read_bytes()


async def test_what_nothing_is_called_like_joins_nothing(root: Path) -> None:
    async with opened(root) as session:
        before = await to_proposals(session)
        await session.press("m", *"zzzzz", "down", "enter")
        assert isinstance(session.app.screen, JoinPrompt)
        assert "Nothing is called like that." in session.text
        await session.press("escape")
        assert before == proposed(session)


async def test_what_is_joined_stays_so_when_a_file_says_the_same_in_other_words_and_on_coming_back(root: Path) -> None:
    file = root / "data/archive.yaml"
    async with opened(root) as session:
        await to_proposals(session)
        await session.press("m", "enter")
        joined, before = proposed(session), session.app.snapshot.archive.quotes
        file.write_text(f"# By hand.\n{file.read_text()}")
        await session.press("r")
        await session.until(lambda: session.app.snapshot.archive.quotes[0] is not before[0])
        assert joined == proposed(session)
        await session.press("enter", "escape")
        assert joined == proposed(session)


async def test_at_the_end_of_the_list_nothing_is_left_to_accept(root: Path) -> None:
    async with opened(root) as session:
        before = await to_proposals(session)
        await session.press("G", "S", "a")
        assert sorted(before) == sorted(topics(session))
        assert [] == proposed(session)
        assert "No more topics are proposed." in session.text
        assert "Nothing is selected." in session.text


async def test_enter_finds_the_quotes_and_the_way_back_leads_to_the_proposal(root: Path) -> None:
    async with opened(root) as session:
        before = await to_proposals(session)
        await session.press("down", "enter")
        assert f'about:"{before[1].lower()}"' in session.text
        assert not isinstance(session.app.screen, ProposalsScreen)
        await session.press("escape")
        assert isinstance(session.app.screen, ProposalsScreen)
        await session.until(lambda: bool(proposed(session)))
        assert before[1] == session.app.screen.query_one(ProposalList).at_cursor.label  # type: ignore[union-attr]


async def test_new_articles_are_read_for_more(root: Path) -> None:
    async with opened(root) as session:
        before = await to_proposals(session)
        assert "Lighthouse" not in before
        write_newsroom(root, [*SUBJECTS, "lighthouse"])
        await session.press("r")
        await session.until(lambda: "Lighthouse" in proposed(session))
