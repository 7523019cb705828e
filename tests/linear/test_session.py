"""Walks through an archive by ear: what is typed, and what is said of it."""

from __future__ import annotations

import random
import re
import shutil
import stat
from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive, write_hostile_archive
from linear.listening import NOT_LINEAR, Listener
from trying import tries

from explorer.cli.folders import archive_folder
from explorer.describing import signs
from explorer.describing.describe import describe
from explorer.describing.fields import Group
from explorer.display import clean, one_line
from explorer.linear.commands import COMMANDS
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Quote
from explorer.snapshot import Snapshot, shipped_archive


@pytest.fixture
def pier(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive")


@pytest.fixture
def listener(pier: Path) -> Listener:
    return Listener(pier)


def test_the_first_line_says_what_this_is_and_how_to_get_help(listener: Listener) -> None:
    first, *rest = listener.heard.splitlines()
    assert first.startswith("Article Explorer in linear mode, with the archive archive. ")
    assert "help for the commands" in first
    assert "3 topics, 3 people, 1 event, 3 quotes, 1 article." in rest
    assert "No problems." in listener.heard


def test_a_view_is_a_numbered_list_and_a_number_opens(listener: Listener) -> None:
    assert "1. Harbour, 2 quotes\n" in listener.heard
    assert "topics: " == listener.prompt
    said = listener.type("1")
    assert said.startswith("topic: Harbour\nHere: 2 topics, 3 people, 1 event, 2 quotes, 1 article.\n2 quotes, ")
    assert "2. Ben Okafor, relayed by a city aide, anonymous, indirect, verbatim, draft: The council had been" in said
    assert "Harbour, quotes: " == listener.prompt


def test_a_quote_is_said_with_its_place_in_the_list_and_every_field(listener: Listener) -> None:
    said = listener.type("1", "1")
    words = "“We will rebuild the east pier before summer,” and then “It is not a promise; it’s a plan.”"
    assert said.startswith(f"quote 1 of 2: Ana Ruiz, direct, verbatim: {words}\n")
    for line in (
        "1. Speaker: Ana Ruiz, mayor",
        "Status: verbatim, paragraph 2; attributed there to Ana Ruiz by name",
        "Review: reviewed",
    ):
        assert f"{line}\n" in said
    assert "quote 1 of 2: " == listener.prompt


def test_every_field_of_every_record_is_said(shipped: Snapshot) -> None:
    """All that Detail has, from the same description, as “Label: text”."""
    for ref, entry in shipped.archive.entries.items():
        said = Listener(shipped, (ref,)).type("about")
        title, *fields = describe(shipped, entry.record)
        for value in title.values:
            assert one_line(value.spoken) in said
        for field in fields:
            if field.label.group is not Group.LISTED:
                for value in field.values:
                    line = f"{field.label.word}: {one_line(value.spoken)}"
                    assert re.search(rf"^(\d+\. )?{re.escape(line)}$", said, re.MULTILINE), (ref, line)


def test_a_link_is_followed_by_its_number(listener: Listener) -> None:
    said = listener.type("quote/okafor-told-in-march")
    number = re.search(r"^(\d+)\. Relayed by: a city aide", said, re.MULTILINE)
    assert number
    assert listener.type(number[1]).startswith("person: a city aide\n")


def test_back_and_forward_return_to_each_view_as_it_was(listener: Listener) -> None:
    listener.type("1", "2", "open")
    assert listener.type("back").startswith("quote 2 of 2: Ben Okafor")
    assert listener.type("back").endswith("You were at 2.\n")
    assert "You were at 1." in listener.type("back")
    assert "This is the first view." in listener.type("back")
    assert listener.type("forward").startswith("topic: Harbour")
    assert listener.type("forward", "forward").startswith("article: Pier to be rebuilt")
    assert "This is the latest view." in listener.type("forward")


def test_going_in_twice_narrows_to_both(listener: Listener) -> None:
    assert "2. Ana Ruiz, mayor, 1 quote\n" in listener.type("1", "people")
    said = listener.type("2")
    assert said.startswith("person: Ana Ruiz, within Harbour\n")
    assert "1 quote, in the order of the files.\n" in said
    assert "Trail: everything, then Harbour, then Ana Ruiz.\n" in listener.type("trail")
    assert "explorer topic/harbour person/ana-ruiz --archive" in listener.type("where")


def test_next_and_previous_walk_the_list_that_a_record_was_opened_from(listener: Listener) -> None:
    listener.type("1", "1")
    assert listener.type("next").startswith("quote 2 of 2: ")
    assert "This is the last one" in listener.type("next")
    assert listener.type("previous").startswith("quote 1 of 2: ")
    listener.type("next")
    assert "You were at 2." in listener.type("back")


def test_a_search_says_what_is_approximate_and_why_it_was_found(listener: Listener) -> None:
    said = listener.type("/promiss")
    assert "1 hit, for promiss, best first.\n" in said
    assert "Approximate: promiss found as promise\n" in said
    assert "Found, approximate: promiss found as promise (typo, 1 letter) in text." in listener.type("1")
    assert "Found, approximate: " in listener.type("why")
    assert "You were at 1." in listener.type("back")
    assert "Nothing is found for zzzz." in listener.type("/zzzz")
    said = listener.type("/harbuor topic:pier zzzz")
    assert "Nothing is found" not in said or "Search instead" in said
    assert "Search for what?" in listener.type("/")


def test_here_searches_only_what_the_listener_is_in(listener: Listener) -> None:
    listener.type("topic/city-budget")
    assert "1 hit, for subject in City budget, best first.\n" in listener.type("here subject")
    said = listener.type("back", "here council")
    assert "Nothing is found for council in City budget.\n" in said
    assert "1 hit, for council, " in listener.type("/council")
    assert "here takes words" in listener.type("here")


def test_the_overview_counts_and_each_count_opens_its_quotes(listener: Listener) -> None:
    said = listener.type("0")
    number = re.search(
        r"^(\d+)\. Ana Ruiz: 2 quotes: 1 direct, 1 partial; 2 on the record; 1 draft$", said, re.MULTILINE
    )
    assert number
    assert listener.type(number[1]).startswith("person: Ana Ruiz\n")
    assert listener.type("back", "more all")
    assert "overview: " == listener.prompt


def test_words_after_a_pane_search_in_it(listener: Listener) -> None:
    assert "1. person: Ana Ruiz, mayor, 2 quotes\n" in listener.type("people ana")


def test_open_says_the_article_by_paragraphs_with_its_quotes_where_they_stand(listener: Listener) -> None:
    said = listener.type("quote/okafor-told-in-march", "open")
    assert (
        "article: Pier to be rebuilt\n4 paragraphs, 3 quotes, 2 of them drafts; a quote is said after its paragraph.\n"
        in said
    )
    assert "You are at quote 2, in paragraph 3.\n" in said
    paragraphs = said[said.index("Paragraph 3: The council") :].splitlines()
    assert paragraphs[1].startswith("2. Ben Okafor, relayed by a city aide")
    assert paragraphs[2].startswith("Paragraph 4: Ruiz called the pier")
    assert paragraphs[3].startswith("3. Ana Ruiz, partial, verbatim, draft: “not my favourite subject”")
    assert listener.type("paragraph 1").startswith("4 paragraphs.\nParagraph 1: Pier to be rebuilt\n")
    assert "The paragraphs are 1 to 4." in listener.type("paragraph 9")
    assert listener.type("3").startswith("quote 3 of 3: Ana Ruiz")
    assert "You are at quote 2" in listener.type("back", "previous")


def test_quoted_words_that_are_in_no_quote_are_said_after_their_paragraph(tmp_path: Path) -> None:
    text = "Pier\n\nHe wrote “It will hold” on a wall.\n"
    listener = Listener(
        write_archive(tmp_path, {"p.txt": text}, "articles: [{id: p, file: p.txt, headline: Pier, language: en}]\n")
    )
    assert "wall.\nIn quotation marks, and in no quote: It will hold\n" in listener.type("article/p", "open")


def test_the_next_quote_of_an_article_is_said_where_it_stands(listener: Listener) -> None:
    listener.type("article/pier", "open")
    assert "You are at quote 1, in paragraph 2." in listener.type("next")
    assert "You are at quote 2, in paragraph 3." in listener.type("next")
    assert listener.type("cite").startswith("Citation of quote/okafor-told-in-march, ")


def test_why_says_the_verification_and_cite_the_citation(listener: Listener) -> None:
    listener.type("1")
    assert "Status: verbatim, paragraph 2; attributed there to Ana Ruiz by name\n" in listener.type("why 1")
    assert "Verified: 2 of 2 quotes stand in their article.\n" in listener.type("why")
    listener.type("1")
    assert listener.type("cite bib").startswith("Citation of quote/ruiz-rebuild, BibTeX:\n@online{pier,\n")
    assert "did you mean “bibtex”?" in listener.type("cite bibtax")
    assert "CSL-JSON:\n[\n" in listener.type("cite csl-json")


def test_sources_of_all_topics_then_of_one_then_what_one_person_said(listener: Listener) -> None:
    said = listener.type("sources")
    assert (
        "1. Harbour: 2 quotes, 1 by name, 1 anonymous, 1 relayed by someone else, 1 paraphrase only, 1 not reviewed."
        in said
    )
    said = listener.type("1")
    assert said.startswith("sources of Harbour: 2 quotes")
    assert "2. a city aide, anonymous: 1 quote, 1 relayed by someone else, 1 paraphrase only, 1 not reviewed\n" in said
    assert listener.type("1").startswith("Ana Ruiz on Harbour: 1 quote, Tue 5 Mar 2024.\n")
    assert listener.type("back").startswith("sources of Harbour: ")
    # Of whoever only relayed the words of others, the quotes.
    assert listener.type("2").startswith("person: a city aide, within Harbour\n")
    assert listener.type("back").startswith("sources of Harbour: ")


def test_the_timeline_says_dates_first(listener: Listener) -> None:
    assert "1. Tue 5 Mar 2024, inferred: Briefing at City Hall, 1 quote\n" in listener.type("timeline")
    assert listener.type("1").startswith("event: Briefing at City Hall\n")
    assert listener.type("back").endswith("You were at 1.\n")
    assert listener.type("cite").startswith("Citation of event/briefing")


def test_a_list_is_said_in_pages_that_say_how_many_are_left(shipped: Snapshot) -> None:
    listener = Listener(shipped)
    said = listener.type("quotes")
    assert "35 quotes, 1 to 10, " in said
    assert said.endswith("25 more: type more.\n")
    assert "35 quotes, 11 to 20" in listener.type("more")
    assert "35 quotes, 21 to 23.\n" in listener.type("more 3")
    assert "\n35. " in listener.type("more all")
    assert "Nothing more here." in listener.type("more")
    assert "11 to 20" in listener.type("again", "")
    assert "quote 35 of 35: " in listener.type("35")
    assert "31 to 35" in listener.type("back")


def test_what_cannot_be_done_is_said_with_what_can(listener: Listener) -> None:
    for line, told in {
        "9": "There is no 9: the numbers here are 1 to 3.",
        "cite": "Which one? Type cite and a number.",
        "back 2": "back takes nothing after it.",
        "open harbour": "open takes a number, not “harbour”. Type /harbour to search for it.",
        "person/ana-ruis": "did you mean “person/ana-ruiz”?",
        "paragraph 2": "This is no article. open goes to one.",
        "more many": "more takes a number, or all.",
    }.items():
        assert told in listener.type(line), line


def test_problems_are_said_with_their_place_the_gravest_first(tmp_path: Path) -> None:
    yaml = PIER_YAML.replace("text: not my favourite subject", "text: not my favored subject")
    listener = Listener(write_archive(tmp_path, {"pier.txt": PIER}, yaml))
    assert "1 error" in listener.heard
    said = listener.type("problems")
    assert re.search(r"^1\. error: .*; in data/archive.yaml, line \d+, column \d+$", said, re.MULTILINE)
    said = listener.type("1")
    assert "partial, missing, draft: “not my favored subject”" in said
    assert "(the archive has “favored”) (the article has “favourite”)" in said
    listener.type("open")
    assert "Here its words are missing: " in listener.heard or "Without a known place: " in listener.heard


def test_a_changed_file_is_read_again_before_the_next_command(pier: Path, listener: Listener) -> None:
    listener.type("quote/ruiz-budget")
    file = pier / "data" / "archive.yaml"
    file.write_text(
        PIER_YAML.replace("favourite subject\n  speaker: ana-ruiz", "favourite subject\n  speaker: city-aide")
    )
    said = listener.type("again")
    assert said.startswith("A file has changed, and the archive was read again. ")
    assert "1. Speaker: a city aide" in said
    assert "A file has changed" not in listener.type("again")
    file.write_text("quotes: [")
    assert "can’t be read" in listener.type("again")
    assert "2 errors" in listener.type("reload")  # and the article has Ruiz say this


def test_an_archive_that_is_gone_is_said_and_what_was_read_stays(pier: Path, listener: Listener) -> None:
    shutil.rmtree(pier / "data")
    assert "can’t be read any more" in listener.type("topics")
    assert "1. Harbour, 2 quotes" in listener.type("again")
    assert "unreadable-archive" not in listener.type("problems")
    assert "has no data/ folder" in listener.type("again")


def test_a_number_means_what_was_heard_even_after_a_change(pier: Path, listener: Listener) -> None:
    listener.type("topics")
    text = PIER_YAML.replace("topics:\n- {id: harbour", "topics:\n- {id: aaa, label: Aaa}\n- {id: harbour", 1)
    (pier / "data" / "archive.yaml").write_text(text)
    assert "topic: Harbour\n" in listener.type("1")


def test_edit_opens_the_editor_at_the_line(listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal to give it, or without an editor, the place is said."""
    monkeypatch.delenv("VISUAL", raising=False)
    editor = tmp_path / "vim"
    editor.write_text("#!/bin/sh\n")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(editor))
    line = PIER_YAML.splitlines().index("- id: ruiz-budget") + 1
    assert f"The editor needs a terminal. It stands in data/archive.yaml, line {line}." in listener.type(
        "quote/ruiz-budget", "edit"
    )
    monkeypatch.setenv("EDITOR", "")
    assert "set $VISUAL or $EDITOR" in listener.type("edit")


def test_mend_writes_what_was_meant_and_says_what_is_left(tmp_path: Path) -> None:
    listener = Listener(
        write_archive(tmp_path, {"pier.txt": PIER}, PIER_YAML.replace("topics: [pier]", "topics: [peir]"))
    )
    assert "mend takes the number of a problem" in listener.type("problems", "mend")
    said = listener.type("mend 1")
    assert "Wrote “pier” in place of “peir”, data/archive.yaml line 30." in said
    assert "No problems." in said
    file = tmp_path / "data" / "archive.yaml"
    assert PIER_YAML == file.read_text(encoding="utf-8")
    assert "Undone: Wrote “pier” in place of “peir”." in listener.type("undo")
    assert "topics: [peir]" in file.read_text(encoding="utf-8")
    assert "nothing to undo" in listener.type("u")
    assert "Done again: Wrote “pier” in place of “peir”." in listener.type("redo")
    assert PIER_YAML == file.read_text(encoding="utf-8")


def test_the_example_of_an_installed_explorer_is_copied_before_it_is_edited(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("explorer.linear.editing.is_installed", lambda root: root != tmp_path / "mine")
    assert "First copy it to a folder of yours: own " in listener.type("1", "edit")
    assert f"This is {tmp_path / 'mine'} now" in listener.type(f"own {tmp_path / 'mine'}")
    assert listener.walk.snapshot.root == tmp_path / "mine"
    assert "there already" in listener.type(f"own {tmp_path / 'mine'}")
    assert "own takes a new folder" in listener.type("own")
    monkeypatch.chdir(tmp_path / "state")
    assert tmp_path / "mine" == archive_folder(None)


def test_what_was_written_before_an_edit_elsewhere_is_undone_when_it_is_asked_for_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = write_archive(tmp_path / "pier", {"pier.txt": PIER}, {"archive.yaml": PIER_YAML.replace("[pier]", "[peir]")})
    listener = Listener(root)
    listener.type("problems", "mend 1")
    (root / "data/more.yaml").write_text("topics:\n- {id: mine, label: Mine}\n")
    assert "and data/more.yaml has been changed by something else since" in listener.type("undo")
    assert "Undone: Wrote “pier” in place of “peir”." in listener.type("undo")


def test_it_opens_at_a_trail_or_a_query(pier: Path) -> None:
    assert "\nquote: Ana Ruiz, partial" in Listener(pier, ("quote/ruiz-budget",)).heard
    assert "\nperson: Ana Ruiz, within Harbour\n" in Listener(pier, ("topic/harbour", "person/ana-ruiz")).heard
    listener = Listener(pier, query="okafor")
    assert "person: Ben Okafor" in listener.heard
    assert "topics: " == (listener.type("back") and listener.prompt)


def test_the_settings_say_where_to_begin_how_to_cite_and_what_is_wrong_in_them(pier: Path) -> None:
    wrong = Problem(Place("config.yaml", 3), Severity.ERROR, "code", "there is no setting “them”")
    listener = Listener(pier, start="timeline", citation="bibtex", problems=(wrong,))
    assert "In the settings: there is no setting “them”; config.yaml:3:1.\n" in listener.heard
    assert "timeline: " == listener.prompt
    assert ", Plain text:" in listener.type("cite 1")
    assert ", BibTeX:" in listener.type("quote/ruiz-budget", "cite")
    assert "people: " == Listener(pier, start="people").prompt


def test_when_nothing_is_found_other_queries_are_offered_by_number(listener: Listener) -> None:
    said = listener.type("/who:okafor topic:city-budget")
    assert "Nothing is found for who:okafor topic:city-budget.\nSearch instead for one of these:\n1. " in said
    assert "for " in listener.type("1").splitlines()[-2]
    assert listener.type("back").startswith("Filter")


def test_help_has_every_command_and_helps_with_one(listener: Listener) -> None:
    said = listener.type("help")
    for command in COMMANDS.values():
        assert f"{command.usage}" in said
    assert listener.type("help cite").startswith("cite [NUMBER] [FORMAT], or c, y: ")
    assert "did you mean “timeline”?" in listener.type("help timelime")


def test_every_command_is_answered(listener: Listener) -> None:
    """A command that the help names does something."""
    for name in COMMANDS:
        assert listener.type(name) or name == "quit", name
        assert listener.left == (name == "quit"), name


def test_quit_leaves(listener: Listener) -> None:
    assert "" == listener.type("quit")
    assert listener.left


def archive_named(name: str, folder: Path) -> Path:
    """One of the archives that are walked through, written into a folder."""
    if name == "shipped":
        return shipped_archive()
    if name == "hostile":
        return write_hostile_archive(folder)
    return write_archive(folder, yaml="topics: []\n" if name == "empty" else None)


# Every view of an archive, with what is said of its first records.
EVERYTHING = (
    *("topics", "1", "about", "people", "1", "events", "1", "quotes", "1", "why", "open", "more", "back", "next"),
    *(
        "home",
        "articles",
        "1",
        "about",
        "open",
        "more all",
        "sources",
        "1",
        "timeline",
        "1",
        "problems",
        "help",
        "overview",
    ),
    *("/a", "1", "why", "cite", "cite markdown", "trail", "home", "quotes", "more all"),
)


@pytest.mark.parametrize("archive", ["pier", "shipped", "hostile", "empty"])
def test_nothing_is_ever_drawn(tmp_path: Path, archive: str) -> None:
    """No control character, no box, and of the explorer’s signs none that is not said in words."""
    listener = Listener(archive_named(archive, tmp_path))
    for line in EVERYTHING:
        listener.type(line)
    assert clean(listener.heard) == listener.heard
    assert not NOT_LINEAR.search(listener.heard)
    said_by_data = {"?", "!", "–", "“", "‘", "·", "⁂"}
    marks = {sign.mark for _, group in signs.GROUPS for sign in group} - said_by_data
    assert not [mark for mark in marks if mark in listener.heard]
    assert " · " not in listener.heard
    assert "→" not in listener.heard


@pytest.mark.parametrize("seed", range(tries(5)))
@pytest.mark.parametrize("archive", ["pier", "shipped", "hostile", "empty"])
def test_whatever_is_typed_in_whatever_order_there_is_an_answer(tmp_path: Path, archive: str, seed: int) -> None:
    """Commands, numbers and nonsense at random, while files change: nothing is raised, and nothing is drawn."""
    root = tmp_path / "monkey"
    for folder in ("data", "seeds"):
        if (source := archive_named(archive, tmp_path / "source") / folder).exists():
            shutil.copytree(source, root / folder)
    chance = random.Random(f"{archive} {seed}")
    listener = Listener(root)
    refs = [*listener.walk.snapshot.archive.entries, "topic/none"]
    files = {path: path.read_bytes() for path in sorted((root / "data").rglob("*.yaml"))}
    commands = [name for name in COMMANDS if name not in ("quit", "own", "copy", "edit")]
    did: list[str] = []
    for _ in range(60):
        if chance.random() < 0.05:
            path, whole = chance.choice(list(files.items()))
            path.write_bytes(chance.choice([whole, whole[: chance.randrange(len(whole))], b"quotes: [", b""]))
        word = chance.choice([*commands, "", chance.choice(refs), *(str(chance.randrange(5)) for _ in range(20))])
        follows = chance.choice(["", "", "", " 1", " 3 markdown", " all", " harbour", " \x1b[2J\u202e"])
        query = "/" + chance.choice(["a", "who:e", "promiss", "“", "is:missing -a"])
        line = chance.choice([word, word, word + follows, word + follows, query])
        did.append(line)
        heard = listener.type(line)
        assert clean(heard) == heard, did
        assert not NOT_LINEAR.search(heard), did


def test_a_long_quote_is_shortened_in_a_list_and_whole_where_it_is_opened(tmp_path: Path) -> None:
    listener = Listener(write_hostile_archive(tmp_path))
    assert "and 1,960 more words" in listener.type("quotes")
    record = listener.walk.snapshot.archive.find("quote/hostile-long")
    assert isinstance(record, Quote)
    assert record.segments[0] in listener.type(record.ref)


def test_records_of_the_overview_are_said_one_after_the_other(listener: Listener) -> None:
    """Between them stand counts that lead to a search: these are no records."""
    listener.type("overview", "more all")
    number = next(line.partition(".")[0] for line in listener.heard.splitlines() if ". Harbour: " in line)
    listener.type(f"about {number}")
    assert listener.type("next").startswith("topic 2 of ")
    assert listener.type("previous").startswith("topic 1 of ")
    assert listener.type("previous").startswith("This is the first one")


def test_what_is_offered_for_a_search_here_is_searched_for_here(listener: Listener) -> None:
    """It finds as many records as was said, and not those of the whole archive."""
    said = listener.type("person/ana-ruiz", "here pier who:okafor")
    number, _, rest = next(line for line in said.splitlines() if "without who:okafor, " in line).partition(". ")
    found = listener.type(number)
    assert re.match(r"\d+ hits?, for pier in Ana Ruiz", found)
    assert found.split()[0] == rest.split(", ")[1].split()[0]


def test_what_is_not_here_is_offered_in_everything(listener: Listener) -> None:
    said = listener.type("person/ana-ruiz", "here kind:person okafor")
    assert "1. in everything, 1 record\n" in said
    assert listener.type("1").startswith("Filter: kind: person.\n1 hit, for kind:person okafor, best first")


def test_a_quote_that_stands_there_twice_is_not_called_missing(tmp_path: Path) -> None:
    yaml = PIER_YAML.replace("text: not my favourite subject", "text: pier")
    listener = Listener(write_archive(tmp_path, {"pier.txt": PIER}, yaml))
    said = listener.type("article/pier", "open")
    assert "1 quote without a known place in the text: said at the end." in said
    assert "Without a known place: Ana Ruiz, partial, ambiguous" in said
    assert "not found" not in said


def test_an_article_is_added_and_gone_to(listener: Listener, tmp_path: Path) -> None:
    file = tmp_path / "2 ferries.txt"
    file.write_text("Ferries\n\n“It runs,” said Mira Solberg, who runs the line.\n", encoding="utf-8")
    said = listener.type(f"add {file}")
    assert said.startswith("Added article/ferries, with 1 draft of a quote.\n")
    assert "article: Ferries" in said
    assert "already: article/ferries" in listener.type(f"add {file}")
    assert "add takes a file" in listener.type("add")


def test_the_list_that_was_said_last_is_said_or_saved_in_a_format(tmp_path: Path) -> None:
    """All of it, also what was not said yet; of a record that is described, that one."""
    listener = Listener(shipped_archive())
    listener.type("topic/taiwan", "quotes")
    refs = [record.ref for record in listener.walk.listed]
    assert [f"[{ref}]" for ref in refs] == re.findall(r"\[quote/[^]]+\]", listener.type("export plain"))
    file = tmp_path / "my quotes.csv"
    assert f"Saved {len(refs)} records as {file}, CSV." in listener.type(f"export csv {file}")
    assert "It is one file, and no zip" in listener.type(f"export csv {file.with_suffix('.zip')}")
    assert len(refs) == len(file.read_text("utf-8-sig").splitlines()) - 1
    assert "[quote/xi-reunification-and-force]" in listener.type("quote/xi-reunification-and-force", "x plain")
    assert "type export sqlite and a file" in listener.type("export sqlite").lower()
    assert "Saved 1 record" in listener.type(f"export sqlite {tmp_path / 'mine.db'}")
    assert "It is several files" in listener.type(f"export site {tmp_path / 'mine.html'}")
    assert "Saved 1 record" in listener.type(f"export parquet {tmp_path / 'tables'}")
    assert (tmp_path / "tables" / "quotes.parquet").is_file()
    assert "Export as what? Formats: plain, markdown, csv" in listener.type("export")
    assert "did you mean “csv”" in listener.type("export cvs")
    assert "can’t be saved" in listener.type(f"export plain {tmp_path}")
    assert "lists no records" in listener.type("drafts", "export csv")
