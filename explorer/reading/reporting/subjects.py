"""Find the subject of a reporting verb, before or after it, by word order."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reading.languages.wording import Wording, together, without
from explorer.reading.reporting.mentions import Mention, MentionBuilder
from explorer.reading.text.tokens import QUOTED, Token

# The maximum number of parts between commas to go back from a verb.
_PARTS = 6
ENDS = (".", "!", "?", ";")
DASHES = ("—", "–", "--", "-")


class VerbSubjectFinder:
    """Finds the subjects of verbs among the words of a sentence."""

    def __init__(self, tokens: Sequence[Token], wording: Wording) -> None:
        self.tokens = tokens
        self.wording = wording
        self.mentions = MentionBuilder(wording)

    def word(self, at: int) -> str:
        """The word or mark at an index; empty outside the sentence."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def before(self, at: int) -> Sequence[Mention]:
        """The mentions right before a verb, up to an index."""
        if self.word(at) == ")":
            at = next((n - 1 for n in range(at, -1, -1) if self.word(n) == "("), -1)
        if self.word(at) in self.wording.relatives:
            is_of_whom = self.word(at) in self.wording.them and self.word(at - 1) in self.wording.prepositions
            at -= 2 if self.word(at - 1) == "," or is_of_whom else 1
        elif self.word(at) in (",", *DASHES):
            return self._before_apposition(at)
        return self._ending(at)

    def _ending(self, at: int) -> Sequence[Mention]:
        """The mentions that end at an index; several if “and” joins them."""
        begin = self.begin(at)
        if begin > 1 and self._is_relative(begin - 1) and self.tokens[begin - 2].is_word:
            return self._ending(begin - 2)
        if begin > 2 and self._is_relative(begin - 2) and self.tokens[begin - 3].is_word:
            return self._ending(begin - 3)  # “a man *who answered* the door said”
        mention = self.mentions.subject(self.tokens[begin : at + 1])
        return (*(() if mention.is_pronoun else self._joined_to(begin)), mention) if mention else ()

    def _joined_to(self, begin: int) -> Sequence[Mention]:
        """The names before an “and” that precedes an index, perhaps in a list: “Ruiz, Okafor and”."""
        if self.word(begin - 1) not in self.wording.conjunctions:
            return ()
        before = begin - 2 - (self.word(begin - 2) == ",")
        if not self.is_capital(before):
            return ()
        begin = self.begin(before)
        mention = self.mentions.subject(self.tokens[begin : before + 1])
        listed: list[Mention] = []
        while mention and self.word(begin - 1) == "," and self.is_capital(begin - 2):
            before, begin = begin - 1, self.begin(begin - 2)
            other = self.mentions.strict(self.tokens[begin:before])
            if other is None:
                break
            listed.append(other)
        return (*listed[::-1], mention) if mention else ()

    def is_capital(self, at: int) -> bool:
        return at >= 0 and self.tokens[at].is_word and self.tokens[at].is_capital

    def _is_relative(self, at: int) -> bool:
        """Whether a word begins a relative clause rather than a content: “Ruiz, que dijo …”, not “Ruiz dice que …”."""
        return self.word(at) in self.wording.relatives and self.word(at - 1) not in self.wording.verbs

    def begin(self, at: int) -> int:
        """Where the words begin that may form the mention that ends at an index."""
        stops = self.wording.before_names
        begin = at + 1
        while begin and self.tokens[begin - 1].is_word and self.word(begin - 1) not in stops:
            if begin <= at and self.tokens[begin].is_capital and self.word(begin - 1) in self.wording.verbs:
                break
            begin -= 1
        return begin

    def _before_apposition(self, at: int) -> Sequence[Mention]:
        """The mention before words between commas: “Ruiz, the mayor, said”, “Xi, an official said, hinted”."""
        mentions: list[Mention] = []
        passed = 0
        while passed < _PARTS and self.word(at) in (",", *DASHES):
            begin = at
            while begin and (self.tokens[begin - 1].is_word or self.word(begin - 1) in ("(", ")")):
                begin -= 1
            begin = self._behind_quoted(begin)
            part = self.tokens[begin:at]
            named = None if self._begins_clause(part) else self.mentions.strict(self._described(part))
            if named is None and not self._is_inserted(part):
                begin = self.begin(at - 1)
                named = self.mentions.strict(self.tokens[begin:at])
                mentions += [named, *self._joined_to(begin)[::-1]] if named else []
                passed += 1 if named else 0
                break
            mentions += [named] if named else []
            passed += 1
            at = begin - 1
        return mentions[::-1] if passed > 1 else ()

    def _described(self, part: Sequence[Token]) -> Sequence[Token]:
        """A description without its relative clause: “Ruiz, *a captain* who had left, said”."""
        ends = (n for n, token in enumerate(part) if n and (token.word == "(" or token.word in self.wording.relatives))
        clause = next(ends, len(part))
        verbs = (token for token in part[clause:] if token.word in self.wording.verbs)
        return part[:clause] if all(token.is_capital for token in verbs) else part  # “who founded *Hope* Farm”

    def _behind_quoted(self, begin: int) -> int:
        """The start of a clause that ends with quoted words: “Ruiz — *who called it “a hoax”* — said”; else `begin`."""
        before = begin - 1
        while before > 0 and self.word(begin - 1) == QUOTED and self.tokens[before - 1].is_word:
            before -= 1
        return before if self.word(before) in self.wording.relatives else begin

    def _begins_clause(self, part: Sequence[Token]) -> bool:
        """Whether words between commas begin like a clause (“who”, “whose”), or are a party and a state (D-N.Y.)."""
        if not part:
            return False
        is_party = "-" in part[0].text and part[0].text.endswith(".")
        openers = without(self.wording.joiners, self.wording.conjunctions)
        begins = together(openers, self.wording.participles)
        # “Ruiz, a cook who left *and is still at sea*, said”
        goes_on = part[0].word in self.wording.conjunctions and any(map(self.mentions.is_verb, part[1:2]))
        return is_party or goes_on or part[0].word in begins

    def _is_inserted(self, part: Sequence[Token]) -> bool:
        """Whether words between commas are neither a name nor a clause."""
        if not part:
            return False
        first, wording = part[0].word, self.wording
        inserted = self._begins_clause(part) or first in wording.prepositions or first in wording.others
        inserted = inserted or first.isdigit() or first.endswith(wording.verb_endings)
        return inserted or any(token.word in wording.inverted for token in part)

    def after(self, at: int, *, framed: bool = False, opening: bool = False) -> Sequence[Mention]:
        """The mention right after a verb or a frame, with any apposition that follows.

        The rest of the sentence may follow a frame: “According to Ruiz all is well”. If the frame is `opening` its
        sentence, a comma ends an apposition: “According to Ruiz, the dam holds.”
        """
        at = at if framed else self._after_setting(at)
        end = self.mentions.end_of_name(self.tokens, at, anyhow=framed)
        whole = self.mentions.end_of_whole(self.tokens, end)
        mention = self.mentions.strict(self.tokens[at:end], self.tokens[at:whole])
        if mention is None:
            return ()
        end = end if mention.head[-1][0].isupper() else whole
        listed = self._listed(end)
        if listed:
            return (mention, *listed)
        if self.word(end) == ",":
            stop = end + 1
            while stop < len(self.tokens) and self.tokens[stop].is_word:
                stop += 1
            part = self.tokens[end + 1 : stop]
            is_clause = any(map(self.mentions.is_verb, part)) or (opening and self.word(stop) != ",")
            other = None if is_clause else self.mentions.strict(part)
            return (mention, other) if other and not other.is_pronoun else (mention,)
        return (mention,)

    def _listed(self, at: int) -> Sequence[Mention]:
        """The further mentions of a list with “and” that continues here: “said Ruiz, *Okafor and Marsh*”."""
        mentions: list[Mention] = []
        is_last = False
        while not is_last:
            begin = at + (self.word(at) == ",")
            is_last = self.word(begin) in self.wording.conjunctions
            begin += is_last
            at = self.mentions.end_of_name(self.tokens, begin) if begin > at else begin
            named = self.mentions.strict(self.tokens[begin:at])
            if named is None or named.is_pronoun:
                return ()
            mentions.append(named)
        return mentions

    def after_document(self, at: int) -> Sequence[Mention]:
        """The sender of a document, if its words follow: “a remark by Ruiz that”, “a letter from Ruiz: “…””."""
        mentions = self.after(at, framed=True)
        behind = next((token.word for token in self.tokens[at:] if mentions and token.start >= mentions[-1].end), "")
        return mentions if behind in (":", QUOTED) or behind in self.wording.content else ()

    def _after_setting(self, at: int) -> int:
        """Where a mention may begin: after a time or an addressee, as in “a dit mardi à la presse le maire”."""
        wording = self.wording
        if wording.is_adjacent:
            return at
        while self.word(at) in wording.others or (
            self.word(at) in wording.articles and self.word(at + 1) in wording.others
        ):
            at += 1  # “dijo *el lunes* la alcaldesa”
        if self.word(at) not in wording.prepositions:
            return at
        after = at + 1
        while self.word(after) in wording.determiners:
            after += 1
        return after + 1
