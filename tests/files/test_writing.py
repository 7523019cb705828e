"""A file is replaced as a whole or not at all, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path
from threading import RLock
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files import writing
from explorer.files.writing import discard_drafts, replace_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in a folder of its own that has something to lose."""
    path = tmp_path / "folder" / "kept.json"
    path.parent.mkdir()
    path.write_bytes(b"before")
    return path


def names(path: Path) -> list[str]:
    """What is in the folder of a file."""
    return sorted(other.name for other in path.parent.iterdir())


def full_disk(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


@given(st.binary())
def test_the_content_is_there_byte_for_byte(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("new") / "a" / "b" / "file"
    replace_file(path, content)
    assert content == path.read_bytes()
    assert ["file"] == names(path)


def test_a_full_disk_leaves_what_was_there_and_no_draft(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is full while the content is written, or when the content has to be on the disk."""
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"after")
    assert b"before" == path.read_bytes()
    assert ["kept.json"] == names(path)


def test_where_the_file_can_not_be_replaced_no_draft_is_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"after")
    assert b"before" == path.read_bytes()
    assert ["kept.json"] == names(path)


def test_a_folder_that_can_not_be_written_to_is_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as read_only:
        read_only.setattr(Path, "open", refuse)
        with pytest.raises(PermissionError):
            replace_file(path, b"after")
    assert b"before" == path.read_bytes()


def test_a_folder_in_which_a_file_is_in_the_way_is_an_error(path: Path) -> None:
    with pytest.raises(OSError, match=r"kept\.json"):
        replace_file(path / "below", b"after")
    assert b"before" == path.read_bytes()


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(path: Path, tmp_path: Path) -> None:
    """As readers have it who keep their settings in a folder of their own."""
    link = tmp_path / "link"
    link.symlink_to(path)
    replace_file(link, b"after")
    assert link.is_symlink()
    assert b"after" == path.read_bytes()


def test_who_may_see_a_file_stays_as_it_was(path: Path) -> None:
    path.chmod(0o600)
    replace_file(path, b"after")
    assert 0o600 == path.stat().st_mode & 0o777


def test_what_a_process_left_that_was_killed_is_removed_later(path: Path) -> None:
    """But not what another one is writing now, and no file of another name."""
    old, new, other = (path.with_name(name) for name in (".kept.json.1.draft", ".kept.json.2.draft", ".else.1.draft"))
    for draft in (old, new, other):
        draft.touch()
    for draft in (old, other):
        os.utime(draft, (0, 0))
    replace_file(path, b"after")
    assert [".else.1.draft", ".kept.json.2.draft", "kept.json"] == names(path)


def test_two_who_write_at_once_do_not_mix(path: Path) -> None:
    """Whoever reads meanwhile finds the whole of one of them."""
    contents = [letter * 50_000 for letter in (b"a", b"b", b"c")]

    def write(content: bytes) -> None:
        for _ in range(20):
            replace_file(path, content)

    threads = [threading.Thread(target=write, args=[content]) for content in contents]
    for thread in threads:
        thread.start()
    seen = set()
    while any(thread.is_alive() for thread in threads):
        seen.add(path.read_bytes())
    for thread in threads:
        thread.join()
    assert seen <= {b"before", *contents}
    assert path.read_bytes() in contents
    assert ["kept.json"] == names(path)


def test_an_end_by_force_leaves_no_draft(path: Path) -> None:
    """Another thread discards it, and ends the process while the first is still writing."""
    script = (
        "import os, sys, threading\n"
        "from pathlib import Path\n"
        "from explorer.files import writing\n"
        "stuck = threading.Event()\n"
        "os.fsync = lambda _: (stuck.set(), threading.Event().wait())\n"
        "path = Path(sys.argv[1])\n"
        "threading.Thread(target=writing.replace_file, args=[path, b'after'], daemon=True).start()\n"
        "stuck.wait()\n"
        "assert len(list(path.parent.iterdir())) == 2\n"
        "writing.discard_drafts()\n"
        "os._exit(7)\n"
    )
    assert 7 == subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode
    assert b"before" == path.read_bytes()
    assert ["kept.json"] == names(path)


def test_a_draft_that_was_discarded_replaces_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_making", RLock())  # it stays held, since the process would end
    monkeypatch.setattr(os, "fsync", lambda _: discard_drafts())
    with pytest.raises(FileNotFoundError):
        replace_file(path, b"after")
    assert b"before" == path.read_bytes()
    assert set() == writing._drafts  # noqa: SLF001 - else a name would be kept for each file written
