"""Numbers with their nouns."""

from __future__ import annotations

from explorer.model.records import Kind


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 quote`, `12,345 quotes`, `2 people`."""
    plural = plural or (Kind.PERSON.plural if noun == Kind.PERSON else f"{noun}s")
    return f"{number:,} {noun if number == 1 else plural}"
