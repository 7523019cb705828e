"""Tagging quotes by keys: one, the next like it, or all that are listed; each is one act, and undone as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PIER, UNTAGGED_YAML, write_archive
from drafting.drafted_archives import write_drafts
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.model.records import Kind, Quote, Topic
from explorer.ui.reading_app import ReadingApp
from explorer.ui.screens import archive_screen, tag_prompt
from explorer.ui.screens.tag_prompt import TagPrompt
from explorer.ui.widgets.draft_list import DraftList


def tags(session: Session) -> dict[str, tuple[str, ...]]:
    return {quote.id: quote.topics for quote in session.app.snapshot.archive.all(Quote)}


def told(session: Session, part: str = "told") -> str:
    """What the prompt says would be done; or another part of it."""
    return " ".join(session.text_in(session.app.screen.query_one(f"#{part}")).split())


def bytes_of(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (root / "data").rglob("*.yaml")}


async def test_a_few_letters_tag_a_quote_and_the_next_ones_take_a_key_each(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("4", "down", "down", "T", *"lig")
        assert told(session) == "Adds Lighthouse to this quote."
        await session.press("enter")
        assert tags(session)["ruiz-rebuild"] == ("pier", "lighthouse")
        assert session.at(Kind.QUOTE) == "ruiz-rebuild", "what was done to it can be seen"
        await session.press(".")
        assert "It has Lighthouse already." in session.said
        await session.press(".", "j", ".")
        assert {id for id, topics in tags(session).items() if "lighthouse" in topics} == {
            *("ruiz-rebuild", "okafor-told-in-march", "ruiz-heart")
        }
        assert session.at(Kind.QUOTE) == "park-nobody-asked"
        await session.until(lambda: "quote/ruiz-heart: topics with lighthouse" in session.said)


async def test_keys_as_fast_as_they_come_tag_each_quote_once(own_town: Path) -> None:
    async with opened(own_town) as session:
        before = bytes_of(own_town)
        await session.press("4", "T", *"Port dues, lig", "enter", ".", ".", ".", ".", ".", ".", ".")
        assert all(topics[-2:] == ("lighthouse", "port-dues") for topics in tags(session).values())
        assert len(tags(session)) == 7
        for _ in range(7):
            await session.press("u")
        assert bytes_of(own_town) == before


async def test_without_last_tags_the_key_says_so_and_stays(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("4", ".")
        assert session.said == ["Nothing has been tagged yet: T tags a quote."]
        assert session.pane(Kind.QUOTE).cursor == 0
        await session.press("T", "escape", "T", "enter", "T", " ", ",", "enter", ".")
        assert session.said == ["Nothing has been tagged yet: T tags a quote."]


async def test_all_quotes_that_a_search_found_are_tagged_at_once_and_undone_at_once(own_town: Path) -> None:
    """It is said before how many they are, and in how many files."""
    async with opened(own_town) as session:
        before, had = bytes_of(own_town), tags(session)
        await session.search("ruiz")
        await session.press("tab")
        found = [ref.partition("/")[2] for ref in session.hits if ref.startswith("quote/")]
        assert not session.hits[0].startswith("quote/")
        await session.press("T", *"Promises")
        assert f"{len(found)} quotes found for “ruiz”" == told(session, "about")
        assert told(session) == f"Adds the new topic “Promises” to {len(found)} quotes in 2 files."
        await session.press("enter")
        assert {id for id, topics in tags(session).items() if "promises" in topics} == set(found)
        assert session.app.snapshot.archive.get(Topic, "promises")
        assert session.hits[0] == session.app.main.search.found[0].ref  # type: ignore[index]
        await session.press("u")
        assert (tags(session), bytes_of(own_town)) == (had, before)


async def test_a_key_says_whether_one_is_meant_or_all(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("1", "down", "enter", "4", "T", *"lig")
        assert told(session) == "Adds Lighthouse to this quote."
        await session.press("ctrl+o")
        assert told(session) == "Adds Lighthouse to 2 quotes in 1 file."
        assert told(session, "about") == "2 quotes of City budget"
        assert told(session, "has").startswith("have City budget 2")
        await session.press("ctrl+o", "ctrl+o", "enter")
        assert {id for id, topics in tags(session).items() if "lighthouse" in topics} == {
            *("okafor-not-a-cent", "ruiz-promised")
        }


async def test_of_very_many_quotes_only_the_one_in_use_is_tagged(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that a search found are too many together where none of them is in use."""
    for module in (archive_screen, tag_prompt):
        monkeypatch.setattr(module, "MOST_TAGGED", 3)
    async with opened(own_town) as session:
        await session.press("4", "T", *"lig", "ctrl+o")
        assert told(session) == "Only this quote can be tagged here: no others are listed, or more than 3."
        await session.press("enter")
        assert [id for id, topics in tags(session).items() if "lighthouse" in topics] == ["okafor-not-a-cent"]
        await session.search("ruiz")
        await session.press("tab", "T")
        assert "More than 3 quotes are too many to tag at once." in session.said
        assert session.screen == "MainScreen"


async def test_topics_are_taken_off_too_and_the_next_ones_lose_them(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("4", *("down",) * 3, "T")
        assert told(session, "has") == "has Harbour"
        await session.press("down", "enter", "j", ".")
        assert [tags(session)[id] for id in ("okafor-told-in-march", "ruiz-pier-would-stay")] == [(), ()]
        await session.press("T", *"-quay")
        assert told(session) == "There is no topic “quay” to take off."
        await session.press("enter")
        assert session.screen == "TagPrompt", "what is typed is still there"
        await session.press(*["backspace"] * 4, *"lig")
        assert told(session) == "It does not have Lighthouse."


async def test_an_offer_is_chosen_and_taken_and_backspace_takes_it_back(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("4", "T", *"har", "down")
        assert told(session) == "Adds the new topic “har” to this quote."
        await session.press("tab")
        screen = session.app.screen
        assert isinstance(screen, TagPrompt)
        assert screen.field.value == "+har, "
        await session.press(*"li", "tab")
        assert screen.field.value == "+har, Lighthouse, "
        await session.press("backspace")
        assert screen.field.value == "+har, "
        await session.press("backspace", *"xy", "backspace")
        assert screen.field.value == "x"
        await session.press("home", *"pi,", "left", "left", "up", "up")
        assert told(session) == "Adds The pier, the new topic “x” to this quote."
        await session.press("enter")
        assert tags(session)["okafor-not-a-cent"][-2:] == ("pier", "x")


@at_sizes(WIDE, NARROW, (60, 16), (40, 12))
async def test_what_enter_would_do_is_in_view_at_any_size(own_town: Path, size: tuple[int, int]) -> None:
    async with opened(own_town, size) as session:
        await session.press("4", "T", *"l")
        assert "Adds Lighthouse" in session.text
        assert "▌Lighthouse" in session.text
        await session.press(*"ong" * 40)
        assert "Adds the new topic" in session.text
        assert "esc leave" in session.text


async def test_in_the_reader_the_next_quote_of_the_text_is_the_next(own_town: Path) -> None:
    """After the last one, none is: the first would be tagged again."""
    async with opened(own_town) as session:
        await session.press("4", "down", "down", "enter", "T", *"Repairs", "enter", ".", ".", ".", ".", ".", ".")
        assert session.screen == "ReaderScreen"
        assert {id for id, topics in tags(session).items() if "repairs" in topics} == {
            *("ruiz-rebuild", "okafor-told-in-march", "ruiz-pier-would-stay", "ruiz-heart", "park-nobody-asked")
        }
        assert session.app.screen.record.id == "park-nobody-asked"  # type: ignore[attr-defined]
        await session.press("T", *"lig", "ctrl+o")
        assert told(session) == "Adds Lighthouse to 5 quotes in 1 file."


async def test_a_draft_is_tagged_and_stays_a_draft(tmp_path: Path) -> None:
    async with opened(write_drafts(tmp_path)) as session:
        await session.press("D")
        drafts = session.app.screen.query_one(DraftList).drafts
        first, second = [draft.ref for draft in drafts[:2]]
        await session.press("T", *"Levees", "enter", "j", ".")
        archive = session.app.snapshot.archive
        for ref in (first, second):
            quote = archive.find(ref)
            assert isinstance(quote, Quote)
            assert (quote.topics, quote.review) == (("levees",), "draft")
        assert session.screen == "DraftsScreen"
        assert f"Tagged {first} with Levees." in session.said
        assert len(session.app.screen.query_one(DraftList).drafts) == len(drafts)


async def test_in_the_timeline_the_quotes_of_an_event_are_tagged_one_after_the_other(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("t", "T")
        assert session.said == ["No quote is selected here, and only quotes can be tagged."]
        await session.press("down", "tab", "T", *"Votes", "enter", ".", ".")
        there = {id for id, topics in tags(session).items() if "votes" in topics}
        assert there == {"okafor-not-a-cent", "ruiz-promised"}


async def test_where_no_quote_is_in_use_the_keys_say_so(own_town: Path) -> None:
    async with opened(own_town) as session:
        for place in ("1", "5", "s", "!"):
            await session.press(place)
            for key in ("T", "."):
                session.app.clear_notifications()
                await session.press(key)
                assert session.said == ["No quote is selected here, and only quotes can be tagged."], place
            await session.press(*(["escape"] if place in "s!" else []))


async def test_the_archive_may_change_while_topics_are_typed(own_town: Path) -> None:
    """The quote is tagged as it is then; one that is gone is said to be."""
    async with opened(own_town) as session:
        await session.press("4", "T", *"lig")
        file = own_town / "data" / "articles" / "budget.yaml"
        head, tail = file.read_text().split("Not a cent more,")
        tail = tail.replace("topics: [city-budget]", "topics: [city-budget, pier]", 1)
        file.write_text(f"{head}Not a cent more,{tail}")
        session.app.main.reload()
        await session.settle()
        await session.press("enter")
        await session.until(lambda: tags(session)["okafor-not-a-cent"] == ("city-budget", "pier", "lighthouse"))
        await session.press("T", *"har")
        file.write_text(file.read_text().replace("id: okafor-not-a-cent", "id: other"))
        session.app.main.reload()
        await session.settle()
        await session.press("enter")
        await session.until(lambda: "The quote is not in the archive any more." in session.said)


async def test_hostile_labels_and_words_are_only_words(hostile: Path) -> None:
    async with opened(hostile) as session:
        await session.press("4", "T", "down", "down", *"topic 2", "ctrl+o", *"[b]x[/]")
        assert "[b]x[/]" in session.text
        assert session.screen == "TagPrompt"


async def test_who_only_reads_can_not_tag(own_town: Path) -> None:
    async with opened(own_town, kind=ReadingApp) as session:
        before = bytes_of(own_town)
        for place in ("4", "enter"):
            await session.press(place)
            for key in ("T", "."):
                session.app.clear_notifications()
                await session.press(key)
                assert session.said == [
                    "This explorer only reads: from a browser, nothing is written into the archive."
                ], key
        assert bytes_of(own_town) == before


async def test_an_archive_without_topics_says_how_to_begin(tmp_path: Path) -> None:
    root = write_archive(tmp_path, {"pier.txt": PIER}, UNTAGGED_YAML)
    said = "There are no topics yet. T on a quote makes one; K proposes some."
    async with opened(root) as session:
        assert said in session.words_in(session.pane(Kind.TOPIC))
        await session.press("s")
        assert said in " ".join(session.text.split())
        await session.press("escape", "4", "T", *"Harbour works", "enter", "1")
        assert session.ids(Kind.TOPIC) == ["harbour-works"]
    async with opened(write_archive(tmp_path / "other", {"pier.txt": PIER}, UNTAGGED_YAML), kind=ReadingApp) as session:
        assert "T on a quote" not in session.text
        assert "There are no topics yet." in session.words_in(session.pane(Kind.TOPIC))
