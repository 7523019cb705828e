"""Whom “he” or “she” means: whoever the same paragraph told of last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.checking.passages import Passage
from explorer.checking.saying.clauses import sayings
from explorer.checking.saying.mentions import Mention, Mentions
from explorer.checking.saying.speech import Speech
from explorer.checking.saying.tokens import QUOTED, Token
from explorer.checking.saying.wording import Wording

_ENDS = (".", "!", "?", ";", QUOTED)


def antecedent(speech: Speech, pronoun: Mention, wording: Wording) -> Sequence[Mention]:
    """What whoever a pronoun means is called before it in its paragraph; nothing when they are not told of there.

    Only the subjects of sentences and of verbs of saying count, outside of what is quoted.
    """
    text = speech.text
    paragraph = text.paragraphs[text.paragraph_at(pronoun.start) - 1]
    words = speech.tokens(Passage(paragraph.start, pronoun.start), wording)
    told = [*(saying.mentions for saying in sayings(words, wording)), *_subjects(words, wording)]
    named = [mentions for mentions in told if not all(mention.is_pronoun for mention in mentions)]
    return max(named, key=lambda mentions: mentions[0].start, default=())


def _subjects(words: Sequence[Token], wording: Wording) -> Iterator[tuple[Mention, ...]]:
    """What each sentence begins with, when that is somebody, with an apposition: “Her brother, Lars Solheim, left”."""
    mentions = Mentions(wording)
    begin = 0
    for end in [*(n for n, token in enumerate(words) if token.word in _ENDS), len(words)]:
        sentence = words[begin:end]
        found = mentions.first(sentence)
        if found:
            rest = [token for token in sentence if token.start >= found.end]
            comma = next((n for n, token in enumerate(rest[1:], 1) if token.word == ","), 0)
            other = mentions.strict(rest[1:comma]) if comma and rest[0].word == "," else None
            yield (found, other) if other else (found,)
        begin = end + 1
