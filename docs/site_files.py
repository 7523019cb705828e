"""Which files the documentation's site is made of: a hook of mkdocs."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/*.md", "CHANGELOG.md", "CONTRIBUTING.md", "seeds/README.md")
# What pages show, or lead to.
BESIDE = ("docs/*.css", "docs/*.js", "docs/*.svg", "docs/most_quoted.py", "LICENSE")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The site's files where they are in the repository, so that a link between them holds in both, and the theme's."""
    theme = [file for file in files if file.src_dir != config.docs_dir]
    paths = sorted(path.relative_to(ROOT) for pattern in (*PAGES, *BESIDE) for path in ROOT.glob(pattern))
    return Files([*theme, *(_file(path.as_posix(), config) for path in paths)])


def on_post_page(output: str, **_: object) -> str:
    """A page with the name that the theme's search, a dialog, has for nobody who can't see it."""
    return output.replace('role="dialog"', 'role="dialog" aria-label="Search"')


def _file(path: str, config: MkDocsConfig) -> File:
    file = File(path, str(ROOT), config.site_dir, config.use_directory_urls)
    if path == "LICENSE":
        file.dest_uri = "LICENSE.txt"  # a name by which a browser knows that it is a text
    return file
