"""`explorer diff` where the repository is a stranger's, damaged, or does not answer: nothing of it is run."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli.running import Explorer, environment
from cli.test_diff_command import git, keep, kept

from explorer.files import revisions

__all__ = ["kept"]  # a fixture

# The commands that a repository may name, each with a plain use of git that runs it.
TRAPS = {
    "core.editor": ("commit", "--allow-empty", "--no-gpg-sign"),
    "core.fsmonitor": ("status",),
    "diff.external": ("diff",),
    "diff.trap.textconv": ("diff", "--no-ext-diff"),
    "filter.trap.clean": ("hash-object", "--path=data/trapped.yaml", "--stdin"),
    "filter.trap.smudge": ("cat-file", "--filters", "HEAD:data/trapped.yaml"),
    "gpg.program": ("log",),
    "post-index-change": ("add", "."),
    "reference-transaction": ("update-ref", "refs/heads/other", "HEAD"),
}
HOOKS = ("post-index-change", "reference-transaction")
# Where a repository that was cloned in part may say that the rest is to be fetched from.
REMOTES = {
    "upload-pack": "[remote 'origin']\nurl = ROOT\nuploadpack = TRAP",
    "ext": "[remote 'origin']\nurl = ext::TRAP\n[protocol 'ext']\nallow = always",
    "ssh": "[remote 'origin']\nurl = ssh://example.invalid/x\n[core]\nsshCommand = TRAP\n[protocol]\nallow = always",
    "proxy": "[remote 'origin']\nurl = git://example.invalid/x\n[core]\ngitProxy = TRAP",
    "rewritten": "[remote 'origin']\nurl = x:y\n[url 'ext::TRAP ']\ninsteadOf = x:\n[protocol 'ext']\nallow = always",
}


def trap(root: Path, name: str) -> Path:
    """A program that leaves a file of this name in the folder `.git/sprung`, and gives back what it is given."""
    (root / ".git" / "sprung").mkdir(exist_ok=True)
    program = root / ".git" / f"trap-{name}"
    program.write_text(f'#!/bin/sh\n: > {shlex.quote(str(root / ".git" / "sprung" / name))}\n[ -f "$1" ] || cat\n')
    program.chmod(0o755)
    return program


def sprung(root: Path) -> set[str]:
    return {path.name for path in (root / ".git" / "sprung").iterdir()}


def output_of_git(root: Path, *words: str, given: bytes = b"") -> bytes:
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, input=given).stdout


def configure(root: Path, text: str) -> None:
    with (root / ".git" / "config").open("a") as config:
        config.write(f"\n{text}\n".replace("'", '"'))


def lose(root: Path, name: str) -> None:
    """Take an object out of a repository."""
    id = output_of_git(root, "rev-parse", name).decode().strip()
    (root / ".git" / "objects" / id[:2] / id[2:]).unlink()


@pytest.fixture
def trapped(kept: Explorer) -> Explorer:
    """A repository with all the traps, in which a file has changed that each of them is for."""
    root = kept.root
    trapped = root / "data" / "trapped.yaml"
    trapped.write_text("topics: [{id: t, label: T}]\n")
    keep(kept)
    signature = b"gpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----\n\n"
    commit = output_of_git(root, "cat-file", "commit", "HEAD").replace(b"\n\n", b"\n" + signature, 1)
    signed = output_of_git(root, "hash-object", "-t", "commit", "-w", "--stdin", given=commit)
    git(root, "update-ref", "HEAD", signed.decode().strip())
    trapped.write_text("topics: [{id: t, label: U}]\n")
    (root / ".git" / "info" / "attributes").write_text("trapped.yaml diff=trap filter=trap\n")
    for name in HOOKS:
        (root / ".git" / "hooks" / name).symlink_to(trap(root, name))
    sections = [(setting.rpartition("."), trap(root, setting)) for setting in TRAPS if setting not in HOOKS]
    for (section, _, name), program in sections:
        first, dot, second = section.partition(".")
        configure(root, f"[{first} '{second}']\n{name} = {program}" if dot else f"[{first}]\n{name} = {program}")
    configure(root, "[log]\nshowSignature = true")
    return kept


def test_git_itself_falls_into_each_trap(trapped: Explorer) -> None:
    for words in TRAPS.values():
        subprocess.run(["git", *words], cwd=trapped.root, capture_output=True, input=b"", check=False)
    assert set(TRAPS) == sprung(trapped.root)


def test_nothing_that_a_repository_names_is_run(trapped: Explorer) -> None:
    assert ["topic/t"] == [change["ref"] for change in trapped("diff", "--json").json]
    assert ["topic/t"] == [change["ref"] for change in trapped("diff", "HEAD~1..", "--json").json]
    assert "a tree, not a commit" in trapped("diff", "HEAD^{tree}").err
    assert "a blob, not a commit" in trapped("diff", ":0:data/trapped.yaml").err
    assert "\nHEAD\t" in trapped("completion", "fish", "explorer diff H").out
    assert set() == sprung(trapped.root)


@pytest.mark.parametrize(
    ("remote", "lost"),
    [*((remote, "HEAD:data/archive.yaml") for remote in REMOTES), ("ext", "HEAD:data"), ("ext", "HEAD")],
)
def test_what_a_repository_lacks_is_said_and_not_fetched(kept: Explorer, remote: str, lost: str) -> None:
    root = kept.root
    program = trap(root, remote)
    configure(root, REMOTES[remote].replace("TRAP", str(program)).replace("ROOT", str(root)))
    configure(root, "[core]\nrepositoryformatversion = 1\n[extensions]\npartialClone = origin")
    lose(root, lost)
    result = kept("diff")
    assert (2, "") == result[:2]
    assert "cloned in part" in result.err
    assert kept("completion", "fish", "explorer diff ").code == 0
    assert set() == sprung(root)


@pytest.mark.parametrize("lost", ["HEAD:data/archive.yaml", "HEAD:seeds", "HEAD"])
def test_a_damaged_object_is_wrong_usage(kept: Explorer, lost: str) -> None:
    id = output_of_git(kept.root, "rev-parse", lost).decode().strip()
    path = kept.root / ".git" / "objects" / id[:2] / id[2:]
    path.chmod(0o600)
    path.write_bytes(b"no object")
    result = kept("diff")
    assert (2, "") == result[:2]
    assert "damaged" in result.err


def test_a_repository_that_git_refuses_is_not_said_to_be_none(kept: Explorer) -> None:
    configure(kept.root, "[core]\nrepositoryformatversion = 1\n[extensions]\nunheardOf = true")
    result = kept("diff")
    assert (2, "") == result[:2]
    assert "git can't read the repository" in result.err
    assert "unknown repository extension" in result.err


def test_a_tree_cannot_lead_out_of_the_folder_nor_name_one_file_twice(kept: Explorer) -> None:
    """As git would not write it, but reads it."""
    root = kept.root
    blob = bytes.fromhex(output_of_git(root, "rev-parse", "HEAD:data/archive.yaml").decode())

    def commit_of(*names: bytes) -> str:
        id = b""
        tree = b"".join(b"100644 " + name + b"\0" + blob for name in names)
        for top in (tree, None):
            content = top if top is not None else b"40000 data\0" + bytes.fromhex(id.decode())
            made = output_of_git(root, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=content)
            id = made.strip()
        return output_of_git(root, "commit-tree", "-m", "x", id.decode()).decode().strip()

    outside = b"../" * 12 + bytes(root)[1:] + b"/out.yaml"
    assert 0 == kept("diff", commit_of(b"archive.yaml", outside, b"../out.yaml", b"..")).code
    assert [] == [*root.rglob("out.yaml")]
    twice = kept("diff", commit_of(b"archive.yaml", b"archive.yaml"))
    assert (2, "") == twice[:2]
    assert "can't be laid out" in twice.err


def test_which_repository_git_was_told_of_elsewhere_does_not_count(
    kept: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a hook of another one."""
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert 0 == kept("diff").code


def silent_repository(root: Path) -> None:
    """Have git wait for ever for what its configuration says."""
    (root / ".git" / "config").unlink()
    os.mkfifo(root / ".git" / "config")


def test_a_git_that_hangs_is_given_up(kept: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    silent_repository(kept.root)
    monkeypatch.setattr(revisions, "PATIENCE", 0.1)
    result = kept("diff")
    assert (2, "") == result[:2]
    assert "git does not answer" in result.err
    assert 0 == kept("completion", "fish", "explorer diff ").code


def test_ctrl_c_ends_the_wait_for_git(kept: Explorer) -> None:
    """Also that of git itself, which nobody would end."""
    silent_repository(kept.root)
    command = [sys.executable, "-m", "explorer", "diff"]
    with subprocess.Popen(command, cwd=kept.root, env=environment(), stdout=-1, stderr=-1) as explorer:
        with (kept.root / ".git" / "config").open("w"):  # waits until git opens the other end
            os.kill(explorer.pid, signal.SIGINT)
            assert (b"", b"explorer: interrupted\n") == explorer.communicate()
        assert 130 == explorer.returncode
