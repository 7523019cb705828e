"""Makes a release, all but what others see of it: `make release VERSION=0.2.0`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from release.trying import find_pythons, try_in_turn
from release.versions import Refused, next_version, with_section, with_version

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
MODULE = ROOT / "explorer" / "__init__.py"
CHANGELOG = ROOT / "CHANGELOG.md"

LEFT = """
Built and tried: {files}

Read the changelog once more. What others see is left for you:
    git commit -am 'Release {version}'
    git tag -a v{version} -m 'Article Explorer {version}'
    git push --follow-tags
    .venv/bin/twine upload {files}"""


def main(step: str, wanted: str = "") -> int:
    """The step *ready* only says whether a release can be made, *build* makes it."""
    try:
        version, new = ready(wanted)
        if step == "build":
            build(version, new)
    except Refused as why:
        print(f"No release: {why}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def ready(wanted: str) -> tuple[str, dict[Path, str]]:
    """The version, and the files that a release changes with their new text.

    Raises:
        Refused: there can be no release.
    """
    module, changelog = (path.read_text(encoding="utf-8") for path in (MODULE, CHANGELOG))
    version = next_version(wanted, module, changelog)
    new = {MODULE: with_version(module, version), CHANGELOG: with_section(changelog, version, datetime.now(UTC).date())}
    changed = _git("status", "--porcelain")
    if changed:
        raise Refused(f"there are changes that are not committed:\n{changed}")
    if _git("tag", "--list", f"v{version}"):
        raise Refused(f"there is a tag v{version} already")
    find_pythons()
    return version, new


def build(version: str, new: dict[Path, str]) -> None:
    """Build, check and try the wheel and the sdist. The files that it changes are as before when that fails."""
    with _kept_if_it_holds(new):
        shutil.rmtree(DIST, ignore_errors=True)
        _python("-m", "build", "--no-isolation", "--outdir", str(DIST), str(ROOT))
        files = sorted(DIST.iterdir())
        _python("-m", "twine", "check", "--strict", *map(str, files))
        _python("-m", "pytest", "-q", "-n", "0", "tests/test_wheel.py", EXPLORER_DIST=str(DIST))
        for file in files:
            try_in_turn(file, version, find_pythons())
    print(LEFT.format(version=version, files=" ".join(file.relative_to(ROOT).as_posix() for file in files)))


@contextmanager
def _kept_if_it_holds(new: dict[Path, str]) -> Iterator[None]:
    before = {path: path.read_bytes() for path in new}
    for path, text in new.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    try:
        yield
    except BaseException:
        for path, content in before.items():
            path.write_bytes(content)
        shutil.rmtree(DIST, ignore_errors=True)  # or somebody may release it
        raise


def _git(*words: str) -> str:
    done = subprocess.run(("git", *words), cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise Refused(done.stderr.strip())
    return done.stdout.rstrip()


def _python(*words: str, **env: str) -> None:
    """Run a program of this environment, which says itself what is wrong."""
    if subprocess.run((sys.executable, *words), cwd=ROOT, env=os.environ | env, check=False).returncode:
        raise Refused(f"python {' '.join(words)} failed")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
