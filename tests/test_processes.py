"""What several processes write is what one writes."""

from __future__ import annotations

from explorer.processes import in_processes

REFS = [f"quote/{n}" for n in range(700)]


def written(shared: dict[str, str], ref: str) -> str:
    return f"{shared['archive']}/{ref}"


def test_several_processes_write_the_same_in_the_same_order() -> None:
    shared = {"archive": "pier"}
    assert [f"pier/{ref}" for ref in REFS] == list(in_processes(written, shared, REFS, 2, 50))
    assert [f"pier/{ref}" for ref in REFS] == list(in_processes(written, shared, REFS, 1, 50))
