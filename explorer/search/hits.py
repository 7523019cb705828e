"""What a search finds, and why."""

from __future__ import annotations

import msgspec

from explorer.records import Kind


class Match(msgspec.Struct, frozen=True):
    """A word of the query, found in a record.

    `field` is the field's name in the YAML. `query` and `matched` are folded: lower case, without accents, apostrophes
    and punctuation; a hyphen compound that was typed as one word is joined. `how` is one of:

    - exact, or alias or id when the word stands exactly in one of these;
    - prefix: the word still being typed, at the start of a longer one;
    - stem: the same of a finished word, `restart` in `restarting`;
    - infix: inside a longer word;
    - typo: misspelt;
    - split: typed as one word, and two in the record; `matched` has a space between them.
    """

    field: str
    query: str
    matched: str
    how: str


class Hit(msgspec.Struct, frozen=True):
    """A record that a search found.

    `score` compares the hits of one search and means nothing beyond it. `matches` are in the order of the query's
    words, each word's best match first.
    """

    ref: str
    kind: Kind
    title: str
    score: float
    matches: tuple[Match, ...]

    @property
    def approximate(self) -> bool:
        """Whether any word of the query matched only by a typo."""
        sure = {match.query for match in self.matches if match.how != "typo"}
        return any(match.query not in sure for match in self.matches)
