"""A line of text that the reader types."""

from __future__ import annotations

from textual.widgets import Input

from explorer.display import clean


class TextField(Input):
    """An input in which no terminal obeys anything: what is pasted, or given from elsewhere, may hold anything."""

    def validate_value(self, value: str) -> str:
        return clean(value).replace("\n", " ")
