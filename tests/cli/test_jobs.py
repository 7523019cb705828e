"""Where a command works, and at which part: `--jobs`, `--executor`, `--shard`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from cli.running import Explorer

TEXT = "The {} ferry runs again\n\n“It runs again,” Mira Solberg said.\n"


@pytest.fixture
def ferries(tmp_path: Path) -> list[str]:
    files = [tmp_path / f"ferry-{n}.txt" for n in range(12)]
    for n, file in enumerate(files):
        file.write_text(TEXT.format(f"day {n}"), encoding="utf-8")
    return [str(file) for file in files]


@pytest.mark.parametrize("command", ["check", "draft", "add", "export"])
@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "1/0", "a/b", "-1/2", "1/2/3"])
def test_a_shard_is_one_of_several(explorer: Explorer, ferries: list[str], command: str, shard: str) -> None:
    more = {"check": [], "export": ["json"]}.get(command, ferries)
    code, out, err = explorer(command, *more, f"--shard={shard}")
    assert (2, "") == (code, out)
    assert f"--shard must be K/N, such as 2/8, not “{shard}”" in err


def test_each_file_is_drafted_in_one_shard(
    explorer: Explorer, ferries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which one, its path tells: none of the three is without any of these."""
    monkeypatch.chdir(Path(ferries[0]).parent)
    names = [Path(file).name for file in ferries]
    parts = [explorer("draft", "--json", "--shard", f"{n}/3", *names).out.splitlines() for n in (1, 2, 3)]
    assert sorted(explorer("draft", "--json", *names).out.splitlines()) == sorted(
        line for part in parts for line in part
    )
    assert all(parts)


def test_each_file_is_added_in_one_shard(explorer: Explorer, ferries: list[str]) -> None:
    """One machine after the other into one archive."""
    parts = [explorer("add", "--json", "--shard", f"{n}/3", *ferries).out.splitlines() for n in (1, 2, 3)]
    assert 12 == sum(map(len, parts))
    assert 13 == len(list((explorer.root / "seeds").iterdir()))


def test_an_archive_is_checked_in_shards(explorer: Explorer) -> None:
    """The exit code is that of what is told there, and the summary says which part it is."""
    for n in range(6):
        text = f"people:\n- {{id: eva-{n}, nam: Eva}}\n"
        (explorer.root / "data" / f"{n}.yaml").write_text(text, encoding="utf-8")
    whole = explorer("check")
    parts = [explorer("check", "--shard", f"{n}/4") for n in (1, 2, 3, 4)]
    assert sorted(whole.out.splitlines()) == sorted(line for part in parts for line in part.out.splitlines())
    assert [int(bool(part.out)) for part in parts] == [part.code for part in parts]
    assert "shard 1/4: " in parts[0].err
    assert 7 == sum(int(part.err.partition(": ")[2].partition(" of 7 files")[0]) for part in parts)


def test_only_what_is_in_a_shard_of_a_site_is_written(explorer: Explorer, tmp_path: Path) -> None:
    """The folders of all machines, laid into one, are the site."""
    for name, shard in (("site", []), ("one", ["--shard", "1/2"]), ("two", ["--shard", "2/2"])):
        assert 0 == explorer("export", "site", "--drafts", *shard, "-o", str(tmp_path / name)).code
    site, one, two = (files_in(tmp_path / name) for name in ("site", "one", "two"))
    assert site == one | two
    assert set() == one.keys() & two.keys()


def files_in(folder: Path) -> dict[str, bytes]:
    """All but those that the explorer marks a folder with as its own."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_table_is_in_one_shard(explorer: Explorer, tmp_path: Path) -> None:
    for name, shard in (("all", []), ("one", ["--shard", "1/2"]), ("two", ["--shard", "2/2"])):
        assert 0 == explorer("export", "csv", *shard, "-o", str(tmp_path / name)).code
    whole, one, two = (files_in(tmp_path / name) for name in ("all", "one", "two"))
    assert whole == one | two


def test_what_is_one_file_has_no_shards(explorer: Explorer) -> None:
    found = explorer("export", "json", "--shard", "1/2")
    told = "explorer: --shard is for what is several files (csv, parquet, site); json is one\n"
    assert (2, "", told) == found


def test_a_fix_is_of_the_whole_archive(explorer: Explorer) -> None:
    assert 2 == explorer("check", "--fix", "--shard", "1/2").code


@pytest.mark.parametrize(
    "address", ["localhost:8786", "tcp://host:8786", "dask://host", "dask://host:0", "dask://a b:1"]
)
def test_an_executor_is_an_address(explorer: Explorer, address: str) -> None:
    code, out, err = explorer("check", "--executor", address)
    assert (2, "") == (code, out)
    assert f"explorer: --executor must be dask://HOST:PORT, not “{address}”\n" == err


def test_processes_are_those_of_this_machine(explorer: Explorer) -> None:
    code, out, err = explorer("check", "--executor", "dask://127.0.0.1:8786", "--jobs", "2")
    assert (2, "") == (code, out)
    assert "--jobs is for this machine" in err


def test_without_the_packages_of_a_cluster_it_is_said_how_to_get_them(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, out, err = explorer("check", "--executor", "dask://127.0.0.1:8786")
    assert (2, "") == (code, out)
    assert (
        "explorer: --executor needs packages that are not installed: pip install 'article-explorer[cluster]'\n" == err
    )
