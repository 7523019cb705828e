"""`explorer check --fix`: the digests that are missing are written, and nothing else."""

from __future__ import annotations

from hashlib import sha256

import pytest
from archives import write_archive
from cli.running import Explorer

TEXTS = {"a.txt": "Alpha\n\nText.", "b.txt": "Beta\r\n\r\nText.", "c.txt": "\ufeffGamma\n\nText."}
DIGESTS = {name[0]: sha256(text.encode()).hexdigest() for name, text in TEXTS.items()}

# Data files, with {a}, {b} and {c} where the digests belong.
FILES = {
    "block": (
        "articles:\n# the first\n- id: a\n  file: a.txt # text\n{a}  headline: Alpha\n\n"
        "- file: b.txt\n{b}  id: b\n  headline: Beta\n"
    ),
    "flow": "articles: [{{id: a, file: a.txt{a}, headline: Alpha}}, {{id: b, headline: Beta, file: 'b.txt'{b}}}]",
    "no line end": "articles:\n- id: c\n  headline: Gamma\n  file: c.txt{c}",
}
AS_LINE, AS_FLOW, AS_END = "  sha256: {}\n", ", sha256: {}", "\n  sha256: {}"
WRITTEN = {"block": AS_LINE, "flow": AS_FLOW, "no line end": AS_END}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "change", [lambda text: text, lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")]
)
def test_the_digests_are_written_and_nothing_else(explorer: Explorer, name: str, change: object) -> None:
    """In a block, between braces, with a byte order mark, with the line ends of Windows, without one at the end."""
    assert callable(change)
    before = change(FILES[name].format(a="", b="", c="")).encode()
    write_archive(explorer.root, TEXTS, {"x.yaml": before})
    code, out, err = explorer("check", "--fix")
    written = {id: WRITTEN[name].format(digest) for id, digest in DIGESTS.items()}
    assert change(FILES[name].format(**written)).encode() == (explorer.root / "data" / "x.yaml").read_bytes()
    assert (0, "") == (code, out)
    expected = [f"article/{id}: wrote {DIGESTS[id]}" for id in DIGESTS if f"{{{id}}}" in FILES[name]]
    assert expected == [line.partition("sha256 of ")[2] for line in err.splitlines()[: len(expected)]]
    again = explorer("check", "--fix").err
    assert again.startswith("no sha256 is missing; nothing was written\n")


def test_what_has_a_digest_keeps_it_even_when_it_is_wrong(explorer: Explorer) -> None:
    """The file may have changed under the curation: that is for the curator to judge."""
    yaml = f"articles: [{{id: a, file: a.txt, headline: Alpha, sha256: {'0' * 64}}}]"
    write_archive(explorer.root, TEXTS, yaml)
    assert 1 == explorer("check", "--fix").code
    assert yaml == (explorer.root / "data" / "archive.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "yaml",
    [
        "articles:\n- id: a\n  file: a.txt\n  headline: Alpha\ntopics: [\n",
        "articles:\n- ? id\n  : a\n  ? file\n  : a.txt\n  ? headline\n  : Alpha\n",
    ],
)
def test_what_can_not_be_done_cleanly_is_left_and_said(explorer: Explorer, yaml: str) -> None:
    """A file that is broken, a record that is written so that no line can be added."""
    write_archive(explorer.root, TEXTS, yaml)
    code, _, err = explorer("check", "--fix")
    assert yaml == (explorer.root / "data" / "archive.yaml").read_text(encoding="utf-8")
    assert 1 == code
    assert "wrote" not in err


def test_a_link_stays_one_and_a_file_keeps_its_permissions(explorer: Explorer) -> None:
    """The file that the link leads to is written."""
    root = write_archive(explorer.root, TEXTS, {"x.yaml": FILES["block"].format(a="", b="")})
    real, link = root / "real.yaml", root / "data" / "x.yaml"
    link.rename(real)
    real.chmod(0o640)
    link.symlink_to("../real.yaml")
    assert 0 == explorer("check", "--fix").code
    assert link.is_symlink()
    assert DIGESTS["a"] in real.read_text(encoding="utf-8")
    assert 0o640 == real.stat().st_mode & 0o777


def test_several_files_and_json(explorer: Explorer) -> None:
    """What is written is narrated, so that stdout is the JSON alone."""
    flow, end = FILES["flow"].format(a="", b=""), FILES["no line end"].format(c="")
    write_archive(explorer.root, TEXTS, {"x.yaml": flow, "y/z.yaml": end})
    found = explorer("check", "--fix", "--json")
    assert [] == found.json
    assert 3 == found.err.count(": wrote ")


def test_a_file_that_can_not_be_written_is_said(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason, and no traceback."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("explorer.desk.steps.replace_files", full)
    write_archive(explorer.root, TEXTS, FILES["flow"].format(a="", b=""))
    code, _, err = explorer("check", "--fix")
    assert 1 == code
    assert "not written, since data/archive.yaml can’t be written: No space left on device" in err
