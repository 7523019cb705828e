"""Where the words begin that somebody is said to say, and where they end: “said on Monday that *the dam would hold*”.

The reading goes by the order of words and by lists of words. All places are indices of a sentence's words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from explorer.checking.saying.speech import MARKS
from explorer.checking.saying.tokens import QUOTED, Token
from explorer.checking.saying.wording import Wording
from explorer.drafting.settings import Settings
from explorer.drafting.wording import Wording as DraftWording

How = Literal["that", "clause", "words", "infinitive", "question"]
PARTING = (",", "—", "–", "-", "_", ";")
# How many words may stand between a verb and “that”, “to”, “as” or “of”.
_TO_THAT, _TO_LINK = 18, 14
# Within how many words a clause without “that” has to have its verb, and how many words it has at least.
_TO_VERB, _LEAST = 14, 3
_ABOUT = ("of", "about", "against", "for")
# How many words may stand between commas behind a verb.
_INSERTED = 7
_AFTER_PARTICIPLES = ("by", "for", "in", "at", "with", "from", "to", "on", "of", "outside", "as")


class Content(NamedTuple):
    """Where told words begin, and what shows that: “that”, a clause without it, a noun, “to”, “whether”."""

    begin: int
    how: How


class Contents:
    """Finds what verbs tell in the words of one sentence."""

    def __init__(self, tokens: Sequence[Token], words: Wording, own: DraftWording, verbs: Collection[int] = ()) -> None:
        self.tokens = tokens
        self._verbs = verbs
        self._words = words
        self._own = own
        self._settings = Settings(tokens, words, own)

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def ends(self, at: int) -> bool:
        """Whether a sentence or a part of it ends at an index; a point in its midst only shortens a word."""
        word = self.word(at)
        return word in ("", "!", "?", ";", "…", ":") or (word == "." and at + 1 == len(self.tokens))

    def after(self, verb: int, behind: int, end: int, *, apart: bool) -> Content | None:
        """What the verb at an index tells behind it; `behind` is where the words of saying end.

        `apart`: what is told may stand before the words of saying, too, as it does in “…, Ruiz said on Monday”.
        """
        word = self.word(verb)
        that = self._that(word, behind, end)
        if that is not None and word not in self._own.naming_verbs | self._own.with_as:
            return Content(that + 1, "that")
        if self.word(behind) == ",":
            behind = self._past_inserted(behind, end)
        linked, link = self._linked(word, behind, end)
        if linked:
            return link
        begin = self._settings.past(behind, end, word)
        if self.word(begin) in self._words.prepositions and word in self._own.nominal:
            begin = self._settings.past(behind, end, "")  # “ordered the evacuation of”: nobody is spoken to
        return self._unlinked(word, begin, end, apart=apart)

    def _unlinked(self, word: str, begin: int, end: int, *, apart: bool) -> Content | None:
        """What a verb tells at an index, without “that” or the like."""
        if begin >= end or self._is_nothing(begin) or not self._may_begin(begin, end):
            return None
        if self.word(begin) in self._own.questioning and word in self._own.asking:
            return Content(begin, "question")
        if self.word(begin) == "to" or self._is_to(begin):
            return Content(begin, "infinitive") if word in self._own.infinitive and self._is_to(begin) else None
        is_clause = self._is_clause(begin, end) or (word in self._own.free and not apart)
        if word in self._own.bare and is_clause and self.word(begin) != "of":
            return Content(begin, "clause")
        return Content(begin, "words") if not apart and self._is_noun(word, begin, end) else None

    def _is_nothing(self, begin: int) -> bool:
        """Whether nothing is told at an index: the sentence ends, or “Ruiz said so”, “Ruiz said no”."""
        if self.ends(begin) or self.word(begin) in (*PARTING, "so"):
            return True
        return self.word(begin) == "no" and self.ends(begin + 1)

    def _is_noun(self, verb: str, begin: int, end: int) -> bool:
        """Whether a noun that a verb may tell begins at an index: not “called 911”, “called about a leak”."""
        if verb not in self._own.nominal or self.word(begin) in self._words.prepositions:
            return False
        is_number = verb in self._own.naming_verbs and self.tokens[begin].text[0].isdigit()
        return not is_number and not self._is_object(verb, begin, end)

    def _is_object(self, verb: str, begin: int, end: int) -> bool:
        """Whether words only name what is called something in marks: “called *the sum* “modest””."""
        if verb not in self._own.naming_verbs:
            return False
        marked = next((n for n in range(begin, end) if self.word(n) == QUOTED), end)
        if any(self.word(n) in self._own.finite for n in range(begin, marked)) or marked == end:
            return False
        text = self.tokens[marked].text.rstrip(MARKS + " ")
        behind = self.tokens[marked + 1] if marked + 1 < end else None
        goes_on = behind is not None and behind.is_word and behind.word not in self._words.conjunctions
        return marked == begin or not goes_on or text[-1:] in (",", ".")

    def _past_inserted(self, at: int, end: int) -> int:
        """Behind what stands between commas right behind a verb: “expect, *on average*, a rise”."""
        comma = next((n for n in range(at + 1, min(end, at + _INSERTED)) if self.word(n) == ","), at)
        is_inserted = self.word(at + 1) in self._words.prepositions | self._words.others
        return comma + 1 if comma > at and is_inserted else at

    def _may_begin(self, begin: int, end: int) -> bool:
        """Whether told words may begin here: marked ones only when others go on behind them."""
        if self.word(begin) != QUOTED:
            return self.tokens[begin].is_word or self.word(begin) in ("$", "£", "€")
        if self.tokens[begin].text.rstrip(MARKS + " ")[-1:] in (",", ".", "!", "?"):
            return False
        return begin + 1 < end and self.tokens[begin + 1].is_word and self.word(begin + 1) not in self._words.telling

    def _linked(self, word: str, behind: int, end: int) -> tuple[bool, Content | None]:
        """What is told behind a word that goes with its verb: “urged X *to*”, “accused X *of*”, “described X *as*”.

        Whether there is such a word, and what is told; nothing when all that is in marks of its own.
        """
        own, reach = self._own, self._reach(behind, end)
        if word in own.with_to:
            at = next((n for n in reach if self._is_to(n)), behind)
            if at > behind:
                return True, Content(at, "infinitive")
        links = {"of": own.with_of, "as": own.with_as, "for": own.with_for}
        found = [n for n in reach if word in links.get(self.word(n), ())]
        if found:
            doing = [n for n in found if self.word(n + 1).endswith("ing")]
            return True, self._phrase((doing or found)[0] + 1, end)
        if word in own.with_about and self.word(behind) in (("for",) if word in own.naming_verbs else _ABOUT):
            return True, self._phrase(behind + 1, end)
        return False, None

    def _phrase(self, begin: int, end: int) -> Content | None:
        """Words without a verb of their own, unless all of them are marked."""
        if begin >= end or self.ends(begin) or not self._may_begin(begin, end):
            return None
        return Content(begin, "words")

    def _reach(self, begin: int, end: int) -> range:
        """The indices from one on, up to a mark or a verb."""
        stop = begin
        while stop < min(end, begin + _TO_LINK) and not self.ends(stop):
            word = self.word(stop)
            if word in self._own.finite or word in self._words.that or word in self._own.questioning:
                break
            stop += 1
        return range(begin, stop)

    def _is_to(self, at: int) -> bool:
        """Whether an infinitive begins at an index: “to pay”, “not to pay”."""
        at += self.word(at) == "not"
        if self.word(at) != "to" or at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 1]
        if not after.is_word:
            return False
        return not after.is_capital and after.word not in self._words.determiners | self._words.pronouns | {
            "him",
            "them",
        }

    def _that(self, verb: str, begin: int, end: int) -> int | None:
        """The index of the “that” behind a verb, with nothing before it but who is spoken to, and where and when."""
        for n in range(begin, min(end, begin + _TO_THAT)):
            word = self.word(n)
            if n > begin and self.word(n - 1) in self._words.prepositions:
                continue  # “after that person came”
            if word in self._words.that and word != "how":
                is_relative = n > begin and verb not in self._own.telling.speaking and self._is_relative(n, begin)
                return None if is_relative else n
            if word in (QUOTED, ":", ";") or (word in self._own.finite and n > begin):
                return None
            if n in self._verbs or word in self._own.of_speech:
                return None
        return None

    def _is_relative(self, at: int, begin: int) -> bool:
        """Whether a “that” only goes on with a noun: “disclosed a stake that”."""
        if self.word(at - 1) == ",":
            return False
        return not self._settings.are_settings(begin, at)

    def _is_clause(self, begin: int, end: int) -> bool:
        """Whether words have a verb of their own."""
        near = [token for token in self._near(begin, end) if token.is_word]
        if any(token.word in self._own.finite for token in near):
            return True
        if len(near) <= _LEAST:
            return False
        for before, token, behind in zip(near, near[1:], near[2:], strict=False):
            is_free = before.word not in self._words.determiners | self._words.prepositions and before.word[-2:] != "ly"
            if is_free and not token.is_capital and (token.word in self._own.past or self._is_past(token, behind)):
                return True
        return False

    def _near(self, begin: int, end: int) -> Sequence[Token]:
        """The words in which a clause that begins at an index has its verb."""
        stop = min(end, begin + _TO_VERB)
        for n in range(begin + 1, stop):
            if (
                self.word(n) in (";", "but")
                or self.word(n) in self._words.speaking
                or (self.word(n) == "and" and self.word(n + 1) in self._own.finite)
            ):
                stop = n
                break
        return self.tokens[begin:stop]

    def _is_past(self, token: Token, behind: Token) -> bool:
        """Whether a word that may be a participle is likely none: “the supervisor complained about”."""
        is_free = behind.word not in _AFTER_PARTICIPLES and not behind.is_capital and behind.word != QUOTED
        return token.word.endswith("ed") and is_free
