"""What may be typed, and what is said about the rest."""

from __future__ import annotations

import contextlib
import os

import pytest
from cli.running import Explorer, Result
from hypothesis import given
from hypothesis import strategies as st

from explorer import __version__
from explorer.cli.arguments import APP, COMMANDS, overview, split_command
from explorer.cli.filling import filled
from explorer.cli.output import UsageError


def test_help_names_every_command(explorer: Explorer) -> None:
    for words in (["--help"], ["-h"], ["--help", "search"], ["--archive", "x", "-h"]):
        assert Result(0, overview(), "") == explorer(*words)
    for name, does in COMMANDS.items():
        assert f"  {name:<10}  {does}\n" in overview()


def test_help_is_as_wide_as_the_terminal() -> None:
    """Paragraphs and meanings are filled; what is to be typed stays on its line."""
    help = (
        "usage: a\n       b\n\nOne two\nthree\nfour.\n\n"
        "  --a B   one two three\n          four\n\n  type this as it is\n"
    )
    narrow = "usage: a\n       b\n\nOne two three\nfour.\n\n  --a B   one two\n          three\n"
    assert filled(help, 18).startswith(narrow)
    assert filled(help, 18).endswith("\n\n  type this as it is\n")
    assert "One two three four.\n\n  --a B   one two three four\n" in filled(help, 80)
    assert filled(overview(), 80).split() == overview().split()
    assert max(map(len, filled(overview(), 80).splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_takes_an_archive(explorer: Explorer, command: str) -> None:
    for words in ([command, "--help"], [command, "-h", "--nonsense"]):
        code, out, err = explorer(*words)
        assert (0, "") == (code, err)
        assert out.startswith(f"usage: explorer {command} ")
        assert "--archive DIR" in out


def test_the_version_is_that_of_the_package(explorer: Explorer) -> None:
    """Every command says it, also where it can't do its work with what it was given."""
    for words in (["--version"], ["-V"], ["-V", "check"], ["show", "-V"], ["list", "quotes", "--version"]):
        assert Result(0, f"explorer {__version__}\n", "") == explorer(*words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serch", "x"], "there is no command “serch”; did you mean “search”?"),
        (["help"], "there is no command “help”; explorer --help lists them"),
        ([""], "there is no command “”; explorer --help lists them"),
        (["--archiv", "x"], "unknown option --archiv; did you mean “--archive”?"),
        (["check", "--jsn"], "unknown option --jsn; did you mean “--json”?"),
        (["check", "--zzzzzz=3"], "unknown option --zzzzzz; explorer check --help lists those that it takes"),
        (["list", "quotez"], "unknown kind “quotez”; did you mean “quote”?"),
        (["list", "zzz"], "unknown kind “zzz”; known are article, person, topic, event, quote"),
        (["show", "planet/mars"], "unknown kind “planet”; known are article, person, topic, event, quote"),
        (["search", "x", "--kind", "peopl"], "unknown kind “peopl”; did you mean “people”?"),
        (["search", "x", "--limit", "0"], "--limit takes a number from 1, not “0”"),
        (["search", "x", "--limit", "many"], "--limit takes a number from 1, not “many”"),
        (["search", "x", "--limit", "²"], "--limit takes a number from 1, not “²”"),
        (["check", "all"], "“all” is one word too many; explorer check --help says what it takes"),
        (["persn/ana-ruiz"], "unknown kind “persn”; did you mean “person”?"),
        (["person/ana-ruiz", "more"], "“more” is no REF, which has a slash: topic/more"),
    ],
)
def test_wrong_usage_is_2_with_a_hint(explorer: Explorer, words: list[str], said: str) -> None:
    assert Result(2, "", f"explorer: {said}\n") == explorer(*words)


@pytest.mark.parametrize("words", [["show"], ["list"], ["search"], ["search", "x", "--limit"], ["check", "--archive"]])
def test_a_missing_word_is_2(explorer: Explorer, words: list[str]) -> None:
    code, out, err = explorer(*words)
    assert (2, "") == (code, out)
    assert err.startswith("explorer: ")
    assert err.endswith(f"explorer {words[0]} --help says more\n")


def test_trouble_with_json_leaves_an_empty_list_on_stdout(explorer: Explorer) -> None:
    for words in (["list", "zzz"], ["show", "person/x"], ["search", "qqqqqq"], ["check", "--archive", "nowhere"]):
        code, out, err = explorer(*words, "--json")
        assert (1 if words[1] in ("person/x", "qqqqqq") else 2, "[]\n") == (code, out)
        assert err.startswith("explorer: ")


@given(st.lists(st.sampled_from([*COMMANDS, "a/b", "x", "--", "-x", "--json", "--archive", "--query=y", ""])))
def test_any_words_are_taken_apart_or_refused(words: list[str]) -> None:
    with contextlib.suppress(UsageError):
        command, rest = split_command(words)
        assert sorted(words) == sorted(rest if command == APP else [*rest, command])


@pytest.mark.parametrize("words", [["check"], ["list", "quotes"], ["show", "person/ana-ruiz"], ["search", "pier"]])
def test_an_archive_may_stand_before_and_after_the_command(explorer: Explorer, words: list[str]) -> None:
    expected = explorer(*words)
    assert 0 == expected.code
    os.chdir(explorer.root.parent)
    for option in (["--archive", "archive"], ["--archive=archive"]):
        assert expected == explorer(*option, *words)
        assert expected == explorer(*words, *option)
        assert expected == explorer(words[0], *option, *words[1:])


def test_without_data_here_it_is_the_shipped_archive(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(explorer.root.parent)
    assert 0 == explorer("show", "article/biden-xi-woodside").code


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("nowhere", "there is no such folder"),
        ("seeds", "it has no data/ folder"),
        ("seeds/pier.txt", "it has no data/ folder"),
        ("x" * 5000, "there is no such folder"),
    ],
)
def test_a_folder_that_is_no_archive_is_2(explorer: Explorer, folder: str, why: str) -> None:
    assert Result(2, "", f"explorer: “{folder}” is not an archive: {why}\n") == explorer("check", "--archive", folder)


def test_a_home_folder_is_understood(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(explorer.root.parent))
    assert 0 == explorer("check", "--archive=~/archive").code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["search", "-taiwan"], "unknown option -taiwan; a word that begins with a dash stands after --"),
        (["check", "-j", "4"], "unknown option -j; did you mean “--json” or “--jobs”?"),
        (["search", "-x", "pier"], "unknown option -x; explorer search --help lists those that it takes"),
        (["show", "-quote"], "unknown option -quote; explorer show --help lists those that it takes"),
        (["show", "--jsn"], "unknown option --jsn; did you mean “--json”?"),
        (["export", "json", "--jso=n", "-o-"], "unknown option --jso; did you mean “--jobs”?"),
    ],
)
def test_an_unknown_option_is_told_with_the_nearest(explorer: Explorer, words: list[str], said: str) -> None:
    assert Result(2, "", f"explorer: {said}\n") == explorer(*words)


ODD = ["a\0b", "quote/a\0b", "quote/\ud800", "quote/" + "x" * 5000, "y/" * 3000, "quote/a\nquote/b", "\n"]


@pytest.mark.parametrize("odd", ODD)
def test_an_argument_of_any_shape_is_told_on_one_line(explorer: Explorer, odd: str) -> None:
    commands: list[list[str]] = [[], ["--linear"], ["show"], ["cite"], ["list"], ["draft"], ["import"], ["diff"]]
    commands += [["check", "--archive"], ["add", "--id"], ["export"]]
    if "\n" not in odd:  # which the name of a file may have
        commands += [["new"], ["import", odd], ["export", "json", "-o"]]
    for command in commands:
        code, out, err = explorer(*command, odd)
        assert (command, True, "", 1) == (command, code in (1, 2), out, err.count("\n"))


def test_refs_in_one_word_are_told_apart(explorer: Explorer) -> None:
    said = "explorer: “quote/a quote/b” is no REF, which has no white space: each REF is a word of its own\n"
    assert Result(2, "", said) == explorer("quote/a\nquote/b") == explorer("show", "quote/a\nquote/b")
