"""Build mentions of speakers from the words beside a verb: names, descriptions and pronouns."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import zip_longest

import msgspec

from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording, together, without
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import Token

# The maximum number of words in a name or a description.
_MOST = 14


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A mention of a speaker, in words of the text.

    `whole` is all its words (“a spokesman for the Pentagon”), `head` those that identify the speaker (“a spokesman”).
    """

    whole: tuple[str, ...]
    head: tuple[str, ...]
    start: int
    end: int
    is_pronoun: bool = False

    @property
    def at(self) -> Passage:
        """The span of the head."""
        return Passage(self.start, self.end)

    def moved(self, by: int) -> Mention:
        """The mention, moved by a number of characters."""
        return Mention(self.whole, self.head, self.start + by, self.end + by, self.is_pronoun)


class MentionBuilder:
    """Builds mentions from the words beside a verb in one language."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def subject(self, words: Sequence[Token]) -> Mention | None:
        """The mention at the end of the words before a verb."""
        words = self._without_setting(self._stripped(words))
        words = self._last_noun(words, self.wording.beginning)
        if not words or len(words) > _MOST:
            return None
        if words[-1].word in self.wording.pronouns and not self._is_in_name(words, len(words) - 1):
            return self.pronoun(words[-1])
        if self._is_pronoun_with_adverbs(words):
            return self.pronoun(words[0])
        return self._mention(words)

    def _is_pronoun_with_adverbs(self, words: Sequence[Token]) -> bool:
        """Whether words are a pronoun with adverbs: “*he* still very much (believes)”; not “IT experts”."""
        if words[0].word not in without(self.wording.pronouns, self.wording.determiners) or self._is_in_name(words, 0):
            return False
        return not any(token.is_capital for token in words[1:])

    def _last_noun(self, words: Sequence[Token], beginning: Container[str]) -> Sequence[Token]:
        """Words without a noun that a relative clause follows: “a charge *the company’s president* (called false)”.

        After some nouns, the clause needs no article: “the way *officials* (wanted it)”.
        """
        outside = together(self.wording.prepositions, self.wording.determiners)
        for n in range(len(words) - 1, 1, -1):
            is_behind = words[n - 1].word not in outside and not words[n - 1].is_capital
            if not is_behind or not (words[n].word in beginning or words[n - 1].word in self.wording.leading):
                continue
            if words[n - 1].word not in self.wording.conjunctions and not words[n - 1].is_possessive:
                return words[n:]
        return words

    def strict(self, words: Sequence[Token], whole: Sequence[Token] = ()) -> Mention | None:
        """The mention in words that are a name or a description and nothing else."""
        words = self._stripped(words)
        last = self._last_noun(words, without(self.wording.beginning, self.wording.articles))
        if len(last) < len(words):
            words, whole = last, [token for token in whole if token.start >= last[0].start]
        if not words or len(words) > _MOST:
            return None
        if len(words) == 1 and words[0].word in self.wording.pronouns:
            return self.pronoun(words[0])
        if any(not token.is_word or self._is_in_no_name(words, n) for n, token in enumerate(words)):
            return None
        return self._mention(words, whole) if self._is_name(words) or self._is_description(words) else None

    def first(self, words: Sequence[Token]) -> Mention | None:
        """The mention at the beginning of words."""
        words = self._stripped(words)
        if words and words[0].word in self.wording.pronouns and not self._is_in_name(words, 0):
            return self.pronoun(words[0])
        described = bool(words) and words[0].word in self.wording.determiners
        end = 0
        while end < len(words) and words[end].is_word and words[end].word not in self.wording.ends:
            if not words[end].is_capital and not described and not self._is_role(words[end]):
                break
            end += 1
            if described and words[end - 1].word in self.wording.roles:
                break
        owned = next((n for n, token in enumerate(words[:end]) if token.is_possessive), end)
        verb = next((n for n in range(owned + 2, end) if words[n].word.endswith(self.wording.past_endings)), end)
        return self.strict(words[:verb])  # “the mayor’s office *issued* a statement, saying”

    def _is_in_no_name(self, words: Sequence[Token], at: int) -> bool:
        word = words[at].word
        if word not in self.wording.in_no_name or (at and word in self.wording.prepositions):
            return False  # “an expert *on* bats”, though one “went *on* to say”
        is_led = at > 0 and (words[at - 1].is_possessive or words[at - 1].word in self.wording.articles)
        if is_led and word in self.wording.auxiliaries:
            return False  # “the town’s *first* captain”
        return word not in self.wording.pronouns or not self._is_in_name(words, at)

    def _is_in_name(self, words: Sequence[Token], at: int) -> bool:
        """Whether a pronoun is part of a name or follows a title: “Zhang *He*”, “*He* Lifeng”, “Mr. *He*”."""
        if not words[at].is_capital or len(words[at].text) == 1:
            return False
        beside = (words[n] for n in (at - 1, at + 1) if 0 <= n < len(words))
        return any(
            token.is_word and token.is_capital and token.word not in self.wording.outside_names for token in beside
        )

    def end_of_name(self, tokens: Sequence[Token], at: int, *, anyhow: bool = False) -> int:
        """The end of the name or description that begins here; its beginning, if it turns out to be neither.

        A verb after it suggests that, and is ignored with `anyhow`.
        """
        end, named = at, False
        while end < len(tokens) and end - at < _MOST:
            token = tokens[end]
            if not token.is_word or token.word in self.wording.ends:
                return end
            if named and not (token.is_capital or self._goes_on(token)):
                return end if anyhow else at
            if self.is_verb(token) and not self._is_document(tokens, at, end):
                return end if anyhow else at
            named = named or (
                token.is_capital and token.word not in self.wording.determiners and not token.is_possessive
            )
            end += 1
        return end if end == len(tokens) else at

    def end_of_whole(self, tokens: Sequence[Token], end: int) -> int:
        """The end of a name or description, including complements with “of” or the like: the University of Oslo."""
        at = end
        while at + 1 < len(tokens) and tokens[at].word in self.wording.prepositions and tokens[at + 1].is_word:
            at += 1
            if self._is_of_them(tokens, at):
                return at + 1
            while at < len(tokens) and tokens[at].is_word and tokens[at].word not in self.wording.ends:
                at += 1
        return at

    def is_verb(self, token: Token) -> bool:
        """Whether a word is a reporting verb or an auxiliary, and not part of a name."""
        wording = self.wording
        if token.word in wording.auxiliaries:
            return token.word not in wording.determiners
        return token.word in wording.verbs and token.word not in wording.titles

    def _is_document(self, tokens: Sequence[Token], begin: int, at: int) -> bool:
        """Whether an apparent verb is a noun after an article: “according to *a new report*”."""
        return tokens[at].word in self.wording.documents and tokens[begin].word in self.wording.articles

    def _goes_on(self, token: Token) -> bool:
        return token.word in self.wording.particles or self._is_role(token) or token.word in self.wording.conjunctions

    def _is_role(self, token: Token) -> bool:
        wording = self.wording
        return token.word in wording.roles or token.word in wording.titles or token.word in wording.collectives

    def pronoun(self, token: Token) -> Mention:
        return Mention((token.text,), (token.text,), token.start, token.end, is_pronoun=True)

    def _stripped(self, words: Sequence[Token]) -> Sequence[Token]:
        """Words without those at either end that cannot be part of a name."""
        outside = self.wording.around_names
        begin, end = 0, len(words)
        while begin < end and words[begin].word in outside:
            begin += 1
        while end > begin and words[end - 1].word in outside and not self._is_of_them(words, end - 1):
            end -= 1
        return words[begin:end]

    def _is_of_them(self, words: Sequence[Token], at: int) -> bool:
        """Whether a pronoun is the complement of a description: “one of *them*”."""
        return at > 0 and words[at].word in self.wording.them and words[at - 1].word in self.wording.prepositions

    def _without_setting(self, words: Sequence[Token]) -> Sequence[Token]:
        """Words without a time or a place before the mention: “On Tuesday Okafor”, “At a rally the mayor”."""
        if not words or words[0].word not in self.wording.prepositions:
            return words
        times = [n for n, token in enumerate(words) if token.word in self.wording.others]
        determiners = [n - 1 for n, token in enumerate(words) if n > 1 and token.word in self.wording.determiners]
        capitals = [n - 1 for n, token in enumerate(words) if n > 1 and token.is_capital]
        last = times or determiners[-1:] or capitals[:1]
        return words[last[-1] + 1 :] if last else words[-1:]

    def _mention(self, words: Sequence[Token], whole: Sequence[Token] = ()) -> Mention | None:
        whole = whole or words
        if words[0].text[0].isdigit() and all(token.text[0].isdigit() for token in words):
            return None
        cut = next((n for n in range(1, len(words)) if self._cuts(words, n)), len(words))
        owned = max((n + 1 for n, token in enumerate(words[: cut - 1]) if token.is_possessive), default=0)
        head = words[owned:cut]
        if head and head[-1].word in self.wording.documents:
            sender = self._sender(words, owned, cut)
            return sender or self._made(head, whole)
        return self._made(head, whole) if head else None

    def _cuts(self, words: Sequence[Token], at: int) -> bool:
        """Whether the words before an index identify the person, and the rest is a complement: “the mayor of Porto”."""
        word, before = words[at].word, words[at - 1]
        if before.word in self.wording.particles and not before.is_capital:
            return False
        if word in self.wording.genitives:
            return before.is_capital
        if word in self.wording.particles and before.is_capital and not self._is_role(before):
            return False
        return word in self.wording.prepositions

    def _sender(self, words: Sequence[Token], owned: int, cut: int) -> Mention | None:
        """The sender of a document: “Biden’s statement”, “a statement from the ministry”."""
        if owned:
            name = [*words[: owned - 1], words[owned - 1].owner]
            return self._made(name, name)
        if cut + 1 < len(words) and words[cut].word in self.wording.sent_by:
            return self._mention(words[cut + 1 :])
        return None

    def _made(self, head: Sequence[Token], whole: Sequence[Token]) -> Mention:
        start, end = min(head[0].start, whole[0].start), head[-1].end
        return Mention(tuple([token.text for token in whole]), tuple([token.text for token in head]), start, end)

    def _is_name(self, words: Sequence[Token]) -> bool:
        """Whether words are a name, perhaps with a role before it or a complement after it."""
        capitals = [n for n, token in enumerate(words) if token.is_capital]
        if not capitals:
            return False
        before, after = words[: capitals[0]], words[capitals[0] :]
        if any(token.word in self.wording.ends for token in before):
            return False
        for token in after:
            if token.word in self.wording.prepositions and token.word not in self.wording.particles:
                return True
            if not token.is_capital and not self._goes_on(token):
                return False
        return True

    def _is_description(self, words: Sequence[Token]) -> bool:
        if words[0].word in self.wording.determiners:
            return True
        return words[0].word not in self.wording.ends and (self._is_role(words[0]) or self._is_role(words[-1]))


def whole_of(text: str, mention: Mention, own: Lexicon) -> Passage:
    """The span of a mention with its complements: “a spokesman *for the governor*”."""
    end = mention.start
    is_described = own.telling.capital_nouns and mention.head[0].lower() in own.articles
    is_name = mention.head[-1][0].isupper() and not is_described
    for word, after in zip_longest(mention.whole, mention.whole[1:], fillvalue=""):
        lower = word.lower()
        is_behind = end >= mention.end
        is_complement = lower in own.telling.infinitive and (after[:1].isupper() or after in own.articles)
        is_aside = lower in own.aside and not is_complement
        if is_behind and (is_aside or (is_name and lower not in own.belonging and word.islower())):
            break
        is_name = is_name and not (is_behind and lower in own.belonging)
        end = text.index(word, end) + len(word)
    return Passage(mention.start, end)


def start_of(text: str, mention: Mention, words: int) -> Passage:
    """The span of the first words of a mention."""
    end = mention.start
    for word in mention.whole[:words]:
        end = text.index(word, end) + len(word)
    return Passage(mention.start, end)
