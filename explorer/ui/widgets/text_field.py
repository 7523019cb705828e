"""A field for one line of text."""

from __future__ import annotations

from textual.widgets import Input

from explorer.display import clean


class TextField(Input):
    """An input that makes its text safe: what is pasted, or put in from elsewhere, may contain control characters."""

    def validate_value(self, value: str) -> str:
        return clean(value).replace("\n", " ")
