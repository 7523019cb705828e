"""What the import contracts do not see."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_no_module_imports_its_own_package_in_a_circle() -> None:
    """The contracts compare the modules of a package with each other, and not with the package itself."""
    graph = grimp.build_graph("explorer", cache_dir=None)
    # The public API imports what it names when that is used.
    imported = {module: graph.find_modules_directly_imported_by(module) - {"explorer"} for module in graph.modules}
    imported["explorer"] = set()
    TopologicalSorter(imported).prepare()
