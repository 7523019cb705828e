"""The language server as an editor knows it: a process that is spoken with over its standard streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from archives import PIER, PIER_YAML, write_archive
from lsp.editor import Editor, Refused

FILE = "data/archive.yaml"


def spans(text: str, changes: list[dict[str, Any]]) -> str:
    """A text of letters of one unit after changes."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for change in sorted(changes, key=lambda each: each["range"]["start"]["line"], reverse=True):
        start, end = (
            starts[change["range"][side]["line"]] + change["range"][side]["character"] for side in ("start", "end")
        )
        text = text[:start] + change["newText"] + text[end:]
    return text


def test_a_session(tmp_path: Path) -> None:
    """Problems come and go with what is typed, in other files, too; nothing is written; and all else is answered."""
    root = write_archive(tmp_path, {"pier.txt": PIER}, {"archive.yaml": PIER_YAML, "b.yaml": "people: []\n"})
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    with Editor(root) as editor:
        file, other = editor.open(root / FILE), (root / "data/b.yaml").as_uri()
        editor.wait_for(file)

        # A word is changed in place, and nothing else is sent.
        line = PIER_YAML[: PIER_YAML.index("speaker: ben-okafor")].count("\n")
        there = {"start": {"line": line, "character": 11}, "end": {"line": line, "character": 21}}
        editor.type(file, 2, {"range": there, "text": "ben-okafr"})
        editor.wait_for(file, "dangling-reference", version=2)
        (problem,) = editor.diagnostics[file]
        assert (1, "explorer", 11, 20) == (
            problem["severity"],
            problem["source"],
            problem["range"]["start"]["character"],
            problem["range"]["end"]["character"],
        )

        # The fix that the explorer knows.
        context: dict[str, Any] = {"diagnostics": [problem]}
        asked = {"textDocument": {"uri": file}, "range": problem["range"], "context": context}
        (fix,) = editor.request("textDocument/codeAction", asked)
        (change,) = fix["edit"]["changes"][file]
        assert ("ben-okafor", "quickfix") == (change["newText"], fix["kind"])
        editor.type(file, 3, {"range": change["range"], "text": change["newText"]})
        editor.wait_for(file, version=3)

        # An edit causes a problem elsewhere: the person is another one's in a file that is typed and not saved.
        taken = "people:\n- {id: city-aide, name: Another Aide}\n"
        editor.open(root / "data/b.yaml", taken)
        editor.wait_for(other, "duplicate-id")

        # Half a record: what was read last counts, and completion goes on.
        text = f"{PIER_YAML}- id: new\n  speaker: '"
        editor.type(file, 4, {"text": text})
        editor.wait_for(file, "yaml-syntax", version=4)
        offered = editor.at("completion", file, text, "speaker: '")["items"]
        assert ["ana-ruiz", "ben-okafor", "city-aide"] == [item["label"] for item in offered]
        editor.type(file, 5, {"text": PIER_YAML})
        editor.wait_for(file, version=5)

        # Going about.
        (place,) = editor.at("definition", file, PIER_YAML, "It is not a")
        start = place["range"]["start"]
        assert (root / "seeds/pier.txt").as_uri() == place["uri"]
        assert PIER.split("\n")[start["line"]][start["character"] :].startswith("It is not a promise")
        hover = editor.at("hover", file, PIER_YAML, "speaker: ben")
        assert "Ben Okafor" in hover["contents"]["value"]
        named = editor.at("references", file, PIER_YAML, "- {id: ana-r", context={"includeDeclaration": False})
        assert 3 == len(named)
        edit = editor.at("rename", file, PIER_YAML, "speaker: ana-r", newName="ana")
        assert PIER_YAML.replace("ana-ruiz", "ana") == spans(PIER_YAML, edit["changes"][file])
        for taken in ("ben-okafor", "Ana Ruiz"):
            with pytest.raises(Refused, match=r"already|slug"):
                editor.at("rename", file, PIER_YAML, "speaker: ana-r", newName=taken)
        assert "Harbour" in [each["name"] for each in editor.request("workspace/symbol", {"query": "harbuor"})]
        records = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": file}})
        assert "quote/ruiz-budget" == records[-1]["detail"]

        # Somebody else changes a file on disk; nobody tells.
        new = root / "data/c.yaml"
        new.write_text("topics:\n- {id: new, label: New, broader: nothing-here}\n", encoding="utf-8")
        editor.wait_for(new.as_uri(), "dangling-reference")
        new.unlink()
        editor.wait_for(new.as_uri())
    assert 0 == editor.process.returncode
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*.*")}


def test_a_fix_stands_where_its_word_is_now(tmp_path: Path) -> None:
    """Also in a large archive, of which only what is typed was read since."""
    yaml = PIER_YAML.replace("speaker: ben-okafor", "speaker: ben-okafr")
    root = write_archive(tmp_path, {"pier.txt": PIER}, yaml)
    is_large = "import explorer.lsp.live as live\nlive._LONG, live._SILENCE = -1, 600"
    with Editor(root, first=is_large) as editor:
        file = editor.open(root / FILE)
        editor.wait_for(file, "dangling-reference", version=1)
        typed = f"# Above\n{yaml}"
        editor.type(file, 2, {"text": typed})
        editor.wait_for(file, "dangling-reference", version=2)
        (problem,) = editor.diagnostics[file]
        asked = {"textDocument": {"uri": file}, "range": problem["range"], "context": {"diagnostics": [problem]}}
        (fix,) = editor.request("textDocument/codeAction", asked)
        assert f"# Above\n{PIER_YAML}" == spans(typed, fix["edit"]["changes"][file])


def test_positions_are_those_that_the_client_prefers_and_the_end_is_in_order(tmp_path: Path) -> None:
    """A document of an archive below the opened folder is found; without the question to shut down, exit is 1."""
    yaml = PIER_YAML.replace("Ben Okafor}", "🎈, aliases: ['🎈🎈']} # é").replace(
        "topics: [city-budget]", "topics: [🎈]"
    )
    root = write_archive(tmp_path / "below", {"pier.txt": PIER}, yaml)
    general = {"positionEncodings": ["utf-8", "utf-16"]}
    with Editor(tmp_path, capabilities={"general": general}) as editor:
        assert "utf-8" == editor.capabilities["positionEncoding"]
        file = editor.open(root / FILE)
        editor.wait(lambda: "dangling-reference" in editor.codes(file))
        (problem,) = (each for each in editor.diagnostics[file] if each["code"] == "dangling-reference")
        assert [11, 15] == [problem["range"][side]["character"] for side in ("start", "end")]
        with pytest.raises(Refused):
            editor.request("textDocument/noSuchThing", {})
        # What is none is told by no number: nobody knows it.
        for body, number, why in (
            (b"{", None, "no JSON"),
            (b"{}", None, "no message"),
            (b'{"id": 70}', 70, "no message"),
        ):
            editor.send_bytes(body, b"content-length")
            with pytest.raises(Refused, match=why):
                editor.answer(number)
            editor.forget(number)
        # Nor does one whose length is none end more than itself.
        editor.send_bytes(b"{}", b"Content-Length: abc\r\nX")
        with pytest.raises(Refused, match="no JSON"):
            editor.answer(None)
        editor.forget(None)
        # A byte order mark that the client has counts as three bytes, on its line alone.
        second = "topics: [{id: new, label: N, broader: none}]"
        marked = editor.open(root / "data" / "marked.yaml", f"\ufefftopic: []\n{second}\n")
        editor.wait(lambda: {"dangling-reference", "unknown-key"} <= {*editor.codes(marked)})
        starts = {each["code"]: each["range"]["start"] for each in editor.diagnostics[marked]}
        assert {"line": 0, "character": 3} == starts["unknown-key"]
        assert {"line": 1, "character": second.index("none")} == starts["dangling-reference"]
        with pytest.raises(Refused, match="Invalid Params"):
            editor.request("textDocument/hover", {"textDocument": {"uri": file}})
        editor.notify("exit", None)
        assert 1 == editor.process.wait(60)


def test_a_file_is_marked_under_one_spelling_of_its_address(tmp_path: Path) -> None:
    """That of the client, once it has opened the file; what was marked under another one goes."""
    root = write_archive(tmp_path / "[a]", yaml="people:\n- {id: x, nme: X}\n")
    ours = (root / FILE).as_uri()
    theirs = ours.replace("%5B", "[").replace("%5D", "]")
    with Editor(root) as editor:
        editor.wait_for(ours, "missing-field", "unknown-key")
        document = {"uri": theirs, "languageId": "yaml", "version": 1, "text": (root / FILE).read_text("utf-8")}
        editor.notify("textDocument/didOpen", {"textDocument": document})
        editor.wait_for(theirs, "missing-field", "unknown-key")
        editor.wait_for(ours)


def test_a_client_that_asks_for_problems_is_answered(tmp_path: Path) -> None:
    """With what was typed last; one that is told them unasked is not offered to ask."""
    root = write_archive(tmp_path)
    with Editor(root, capabilities={"textDocument": {"diagnostic": {}}}) as editor:
        assert editor.capabilities["diagnosticProvider"]["interFileDependencies"]
        file = editor.open(root / FILE, PIER_YAML.replace("speaker: ben", "speaker: bem"))
        report = editor.request("textDocument/diagnostic", {"textDocument": {"uri": file}})
        assert ("full", ["dangling-reference"]) == (report["kind"], [each["code"] for each in report["items"]])
        assert [] == editor.request("textDocument/diagnostic", {"textDocument": {"uri": "untitled:1"}})["items"]
    both: dict[str, Any] = {"textDocument": {"diagnostic": {}, "publishDiagnostics": {}}}
    with Editor(root, capabilities=both) as editor:
        assert "diagnosticProvider" not in editor.capabilities


def test_where_there_is_no_archive_the_server_says_so_and_goes_on(tmp_path: Path) -> None:
    """Until a document of one is opened; it ends when its input does."""
    lost = tmp_path / "lost.yaml"
    root = write_archive(tmp_path / "a" / "b")
    with Editor(None) as editor:
        lost_uri = editor.open(lost, "people: [")
        editor.wait(lambda: bool(editor.said))
        assert "no archive here" in editor.said[0]
        assert None is editor.at("hover", lost_uri, "people: [", "peo")
        file = editor.open(root / FILE)
        editor.wait_for(file)
        editor.notify("textDocument/didChange", {"textDocument": {"uri": lost_uri, "version": 2}, "contentChanges": 7})
        editor.wait(lambda: len(editor.said) > 1)
        assert editor.at("hover", file, PIER_YAML, "speaker: ben")
        # A folder is opened, and closed again: what is marked there goes.
        other = write_archive(tmp_path / "c", yaml="people:\n- {id: x, nme: X}\n")
        folder = {"uri": other.as_uri(), "name": "c"}
        for added, removed, codes in (([folder], [], ["missing-field", "unknown-key"]), ([], [folder], [])):
            event = {"event": {"added": added, "removed": removed}}
            editor.notify("workspace/didChangeWorkspaceFolders", event)
            editor.wait_for((other / FILE).as_uri(), *codes)
        assert editor.process.stdin
        editor.process.stdin.close()
        assert 0 == editor.process.wait(60)


def test_a_folder_that_is_no_archive_is_not_served(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "explorer", "lsp", "--archive", str(tmp_path)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (2, "") == (done.returncode, done.stdout)
    assert "is not an archive: it has no data/ folder" in done.stderr


def test_without_pygls_the_extra_is_named() -> None:
    script = "import sys; sys.modules['pygls'] = None; from explorer.cli import main; sys.exit(main(['lsp']))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, env=os.environ)
    assert (2, b"") == (done.returncode, done.stdout)
    assert b"pip install 'article-explorer[lsp]'" in done.stderr


def test_what_is_asked_amid_many_edits_is_about_the_text_between_them(tmp_path: Path) -> None:
    """Edits that come at once change no threads, which took most of the time of each."""
    root = write_archive(tmp_path, {"pier.txt": PIER}, PIER_YAML)
    half = f"{PIER_YAML}- id: new\n  speaker: '"
    position = {"line": half.count("\n"), "character": len("  speaker: '")}
    with Editor(root, first="import asyncio; del asyncio.BaseEventLoop.run_in_executor") as editor:
        file = editor.open(root / FILE)
        editor.wait_for(file)
        document = {"uri": file}
        messages: list[dict[str, Any]] = []
        for version in range(2, 502):
            text = half if version == 250 else PIER_YAML
            changed = {"textDocument": document | {"version": version}, "contentChanges": [{"text": text}]}
            messages.append({"method": "textDocument/didChange", "params": changed})
            if version == 250:
                asked = {"textDocument": document, "position": position}
                messages.append({"id": "amid", "method": "textDocument/completion", "params": asked})
        bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
        assert editor.process.stdin
        editor.process.stdin.write(b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies))
        editor.process.stdin.flush()
        offered = editor.answer("amid")["items"]
        editor.wait_for(file, version=501)
    assert {"ana-ruiz", "ben-okafor"} <= {each["label"] for each in offered}
