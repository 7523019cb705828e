"""`explorer new`."""

from __future__ import annotations

from pathlib import Path

from cli.running import Explorer, Result


def test_it_prints_the_folder_and_says_how_to_open_it(explorer: Explorer, tmp_path: Path) -> None:
    folder = tmp_path / "my archive"
    assert Result(
        0, f"{folder}\n", f"an archive with one example; to open it: explorer --archive '{folder}'\n"
    ) == explorer("new", str(folder))
    assert explorer("check", "--archive", str(folder)).err.endswith("no problems\n")


def test_a_folder_with_data_is_wrong_usage_and_left_alone(explorer: Explorer) -> None:
    before = sorted(explorer.root.rglob("*"))
    code, out, err = explorer("new", str(explorer.root))
    assert (2, "") == (code, out)
    assert "has a data/ folder already" in err
    assert before == sorted(explorer.root.rglob("*"))


def test_without_a_folder_it_is_wrong_usage(explorer: Explorer) -> None:
    assert 2 == explorer("new").code
