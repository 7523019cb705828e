"""A file is replaced as a whole or not at all, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import stat
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import BinaryIO, NoReturn

import pytest
import warm
from hypothesis import given
from hypothesis import strategies as st

from explorer.files import writing
from explorer.files.writing import discard_drafts, keep_private, new_file, replace_file, replace_files


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


def test_a_new_file_is_as_the_mask_says_and_an_old_one_keeps_its_mode_already_while_it_is_written(path: Path) -> None:
    """What is private is not readable for a moment."""
    modes: list[int] = []

    def write(file: BinaryIO) -> None:
        modes.append(os.fstat(file.fileno()).st_mode & 0o777)
        file.write(b"after")

    with mask(0o027):
        for mode in (0o600, 0o664):
            path.chmod(mode)
            replace_file(path, write)
            modes.append(path.stat().st_mode & 0o777)
        replace_file(path.with_name("new"), write)
    assert [0o600, 0o600, 0o664, 0o664, 0o640] == modes


@contextmanager
def mask(mode: int) -> Iterator[None]:
    before = os.umask(mode)
    try:
        yield
    finally:
        os.umask(before)


def test_what_is_kept_private_is_nobody_elses_even_where_it_was(tmp_path: Path) -> None:
    old = tmp_path / "old" / "kept.json"
    with mask(0):
        replace_file(old, b"before")
        for path in (old, tmp_path / "a" / "b" / "kept.json"):
            keep_private(path, b"after")
            assert b"after" == path.read_bytes()
            assert (0o600, 0o700) == (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777)
    assert 0o700 == (tmp_path / "a").stat().st_mode & 0o777


def test_a_file_with_other_names_keeps_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written into, longer or shorter; and where there is no room for that, it stays."""
    other = path.with_name("other")
    other.hardlink_to(path)
    for content in (b"a longer one than before", b"short", b""):
        replace_file(path, content)
        assert content == other.read_bytes()
    monkeypatch.setattr(os, "posix_fallocate", full_disk)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"after")
    assert b"" == other.read_bytes()
    assert ["kept.json", "other"] == names(path)


def test_the_folder_is_on_the_disk_when_the_name_is_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a power cut could bring the old file back, or take a new one away."""
    synced: list[tuple[str, bytes]] = []
    real = os.fsync

    def fsync(opened: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(opened).st_mode) else "file"
        synced.append((kind, path.read_bytes() if path.exists() else b""))
        real(opened)

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(path, b"after")
    path.unlink()
    new_file(path, b"new")
    replace_files({path: None})
    assert [("file", b"before"), ("folder", b"after"), ("file", b""), ("folder", b"new"), ("folder", b"")] == synced


# The list of who may do what with a file, as Linux has it: its owner all, user 7 and the group reading, others nothing.
WHO = ((0x01, 6, -1), (0x02, 4, 7), (0x04, 4, -1), (0x10, 4, -1), (0x20, 0, -1))
ACCESS_LIST = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in WHO)
NEEDS_LISTS = pytest.mark.skipif(sys.platform != "linux", reason="this system has no such attributes")


@NEEDS_LISTS
def test_lists_of_who_may_read_a_file_and_other_attributes_stay(path: Path) -> None:
    attributes = {"system.posix_acl_access": ACCESS_LIST, "user.curator": b"Ana"}
    for name, value in attributes.items():
        os.setxattr(path, name, value)
    inode = path.stat().st_ino
    replace_file(path, b"after")
    assert attributes == {name: os.getxattr(path, name) for name in os.listxattr(path)}
    assert (0o640, True) == (path.stat().st_mode & 0o777, inode != path.stat().st_ino)


@NEEDS_LISTS
def test_a_file_without_a_list_gets_none_from_its_folder(path: Path) -> None:
    os.setxattr(path.parent, "system.posix_acl_default", ACCESS_LIST)
    replace_file(path, b"after")
    assert [] == os.listxattr(path)


@NEEDS_LISTS
def test_where_an_attribute_can_not_be_given_to_another_file_this_one_is_written_into(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.setxattr(path, "user.curator", b"Ana")
    monkeypatch.setattr(os, "setxattr", full_disk)
    replace_file(path, b"after")
    assert (b"after", b"Ana") == (path.read_bytes(), os.getxattr(path, "user.curator"))


NOBODY, THEIR_GROUP = 65534, 65533


@pytest.fixture
def shared(path: Path) -> Iterator[Path]:
    """A file that is the administrator's, in a folder where everybody may make files."""
    if os.geteuid():
        if "CI" in os.environ:
            pytest.fail("only the administrator can have files of several users")
        pytest.skip("only the administrator can have files of several users")
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield path.rename(folder / path.name)


def by_nobody(path: Path, content: bytes | None) -> str:
    """Replace or remove a file as a user who owns nothing, in a process of its own; what went wrong."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.setgroups([THEIR_GROUP])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
            replace_files({path: content})
        except OSError as error:
            os.write(writing, (error.strerror or "").encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        os.waitpid(pid, 0)
        return said.read()


def test_a_file_that_the_user_may_not_write_into_stays(shared: Path) -> None:
    """Though they may write into its folder, where another file could take its place."""
    assert "you may not write into it" == by_nobody(shared, b"after")
    assert "you may not write into it" == by_nobody(shared, None)
    assert b"before" == shared.read_bytes()
    shared.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        replace_file(shared, b"after")
    assert ["kept.json"] == names(shared)


def test_whose_a_file_is_stays(shared: Path) -> None:
    """Where only the administrator could make another one theirs, it is written into."""
    os.chown(shared, 0, THEIR_GROUP)
    shared.chmod(0o660)
    inode = shared.stat().st_ino
    assert "" == by_nobody(shared, b"theirs")
    assert (b"theirs", inode) == (shared.read_bytes(), shared.stat().st_ino)
    os.chown(shared, NOBODY, THEIR_GROUP)
    replace_file(shared, b"ours")
    now = shared.stat()
    assert (NOBODY, THEIR_GROUP, 0o660) == (now.st_uid, now.st_gid, now.st_mode & 0o777)
    assert inode != now.st_ino
    shared.chmod(0o600)
    assert "" == by_nobody(shared, b"theirs")
    now = shared.stat()
    assert (NOBODY, THEIR_GROUP, 0o600) == (now.st_uid, now.st_gid, now.st_mode & 0o777)
    assert ["kept.json"] == names(shared)


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
    assert 7 == warm.run([sys.executable, "-c", script, str(path)]).returncode
    assert b"before" == path.read_bytes()
    assert ["kept.json"] == names(path)


def test_a_draft_that_was_discarded_replaces_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_making", RLock())  # it stays held, since the process would end
    monkeypatch.setattr(os, "fsync", lambda _: discard_drafts())
    with pytest.raises(FileNotFoundError):
        replace_file(path, b"after")
    assert b"before" == path.read_bytes()
    assert set() == writing._drafts  # noqa: SLF001 - else a name would be kept for each file written


@pytest.mark.parametrize("write", [replace_file, keep_private])
def test_what_is_no_file_is_never_replaced_through_a_link(path: Path, write: Callable[[Path, bytes], None]) -> None:
    """A device of the system, for example: the administrator may do that."""
    pipe, link = path.with_name("pipe"), path.with_name("link")
    os.mkfifo(pipe, 0o622)
    link.symlink_to(pipe)
    mode = pipe.stat().st_mode
    with pytest.raises(OSError, match="regular"):
        write(link, b"after")
    assert mode == pipe.stat().st_mode
    assert {path, pipe, link} == set(path.parent.iterdir())
