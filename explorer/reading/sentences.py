"""Find the attributions of a sentence in any language: by the model, or by rules if the word order differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from explorer.reading.attributions import Attribution, Content, attributions
from explorer.reading.features import Span, mentions
from explorer.reading.languages import Language
from explorer.reading.model import Model
from explorer.reading.name_rules import NameRules
from explorer.reading.text.tokens import Token
from explorer.reading.verb_second import VerbSecondSentence
from explorer.reading.words import Words, word_set

# The probability of a source after its verb, and that of a content that only precedes it.
_SOURCE, _CLAUSE = 0.9, 0.6
# The minimum number of words in a clause.
_LEAST = 2
_SAID = word_set("said says added adds reported reports announced warned")
_TIMES = word_set("monday earlier later then also now")
_BEFORE_TIMES = word_set("the this in on at to")
# Words that begin a setting rather than a clause: “Depois da reunião, disse o ministro”.
_SETTING = word_set("in on at to after before during with for since by from without until between against")
_PARTING = word_set("that who which and but while as when where")
_JOINING = word_set("that whether how why")
_ENDS = frozenset((".", ",", ";", "!", "^"))


def attributions_in(
    tokens: Sequence[Token], words: Words, model: Model, language: Language, nouns: NameRules
) -> Iterable[Attribution]:
    """Find the attributions of a sentence, in order. A quoted span is one token, and may be part of a content."""
    if language.has_final_verbs:
        return VerbSecondSentence(tokens, words, language, nouns).attributions()
    found = attributions(words, model)
    return found if language.is_taught else _inverted(found, words, has_commas=language.has_commas)


def subject_of(tokens: Sequence[Token], model: Model, language: Language, nouns: NameRules) -> Span | None:
    """The subject of a sentence, where rules read it: the first mention that may be one and may speak."""
    if not language.has_final_verbs:
        return None
    return VerbSecondSentence(tokens, Words(tokens, model, language.glossary), language, nouns).about()


def _inverted(found: Iterable[Attribution], s: Words, *, has_commas: bool) -> Iterator[Attribution]:
    """The attributions of a sentence, corrected if the source follows its verb: “La presa aguanta, *dice Ruiz*”.

    English, which the model was fitted on, has this order only beside quoted words; most other languages have it
    anywhere. `has_commas`: a comma precedes “that”. Where none does, the words after a comma describe the source:
    “dijo Ruiz, *que llegó ayer*”.
    """
    spans: list[Span] | None = None
    for attribution in found:
        if s.words[attribution.cue] in _SAID:
            spans = mentions(s) if spans is None else spans
            begin = _behind_time(s, attribution.cue + 1)
            end = next((end for start, end in spans if start <= begin < end), begin)
            while begin < end and s.words[end - 1] in _TIMES:  # “a déclaré la maire *mardi*”
                end -= 1
            if begin < end:
                yield _with_source_behind(attribution, (begin, end), s, has_commas=has_commas)
                continue
        yield attribution


def _behind_time(s: Words, at: int) -> int:
    """The index after a time: “dijo el lunes *la alcaldesa*”; the same index if there is none."""
    begin = at
    while s.words[begin] in _BEFORE_TIMES:
        begin += 1
    if s.words[begin] not in _TIMES:
        return at
    while s.words[begin] in _TIMES:
        begin += 1
    return begin


def _is_adverb(s: Words, source: Span) -> bool:
    """Whether a single word in small letters, not a pronoun, precedes a verb: “a *ailleurs* dit le maire”."""
    return source[1] - source[0] == 1 and s.shapes[source[0]].startswith("x") and not s.is_pronoun(source[0])


def _with_source_behind(attribution: Attribution, behind: Span, s: Words, *, has_commas: bool) -> Attribution:
    begin = max((n + 1 for n in range(attribution.cue) if s.words[n] in (":", ";") or s.is_quoted[n]), default=0)
    end = attribution.cue - 1
    rest = (behind[1] + 1, s.size - (not s.is_word[s.size - 1]))
    goes_on = s.words[behind[1]] == "," and rest[0] < rest[1] and s.words[rest[0]] not in _PARTING
    if goes_on and s.words[end] == "as":  # “Como dijo Ruiz, la presa aguanta”
        return Attribution(attribution.cue, attribution.p, behind, _SOURCE, (Content(rest, _CLAUSE, _CLAUSE),))
    opens = begin < end and s.words[begin] not in _SETTING | _TIMES
    is_fronted = opens and s.words[end] == "," and end - begin >= _LEAST and s.commas[begin] == s.commas[end]
    if is_fronted and s.words[behind[1]] in _ENDS:
        is_parted = goes_on and not s.has_finite(begin, end)  # “La presa, dice Ruiz, cae”
        spans = [(begin, end), rest] if is_parted else [(begin, end)]
        contents = tuple(Content(span, _CLAUSE, _CLAUSE) for span in spans)
        return Attribution(attribution.cue, attribution.p, behind, _SOURCE, contents)
    is_setting = attribution.source is None or s.words[attribution.source[0]] in _SETTING | _TIMES
    if attribution.source and not is_setting:
        is_setting = attribution.source[0] < behind[0] < attribution.source[1] or _is_adverb(s, attribution.source)
    if (
        attribution.source
        and not is_setting
        and any(s.words[n] not in _TIMES | _BEFORE_TIMES for n in range(*attribution.source))
    ):
        return attribution
    first = behind[1] + (s.words[behind[1]] == ",")
    told = [each for each in attribution.contents if not each.span[0] <= behind[0] < each.span[1]]
    if (first == behind[1] or has_commas) and s.words[first] in _JOINING:
        told += [
            Content((first, content.span[1]), content.p, content.exact)
            for content in attribution.contents
            if content not in told and first < content.span[1]
        ]
    return Attribution(attribution.cue, attribution.p, behind, _SOURCE, tuple(told))
