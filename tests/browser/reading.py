"""What a page withholds from those who read it in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

# axe-core would ask for style sheets once more, which a page from disk may not.
_OPTIONS = {"preload": False}


def expect(*given: Any) -> Any:
    """Playwright's own, imported here: that takes each worker long, and only one of them runs a browser."""
    from playwright import sync_api

    return sync_api.expect(*given)


def barriers(page: Page, *, at_least: tuple[str, ...] = ("serious", "critical")) -> list[str]:
    """What axe-core finds of the given weight: the rule, what it asks for, and the first element that breaks it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=_OPTIONS).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {rule['nodes'][0]['html']}" for rule in found if rule["impact"] in at_least]
