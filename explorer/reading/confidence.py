"""Estimate with the model how probably a draft is right, and give the reason in words.

A draft is right when its words are speech, have the right bounds, and are those of the person it names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from explorer.reading.article import Reading, Sentence
from explorer.reading.attributions import Attribution
from explorer.reading.entities.entity import Entity
from explorer.reading.model import steps
from explorer.reading.paraphrases import Paraphrase
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.speakers import AttributionBasis, Speaker
from explorer.reading.speech import MARKS
from explorer.reading.text.passages import Passage, overlap
from explorer.reading.text.tokens import Token
from explorer.reading.text.word_forms import folded
from explorer.reading.utterances import NonSpeechReason, Utterance
from explorer.reading.words import NOTHING, known

_MARKS = frozenset(MARKS)
# The steps of a probability as features: every step reached counts.
_STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.94, 0.97, 0.99)
# The steps of a length, in characters or words.
_LENGTHS = (0, 2, 5, 10, 20, 40, 80, 160)
_FAR = 3
# For scripts without capitals: how sentences end, and from how many characters words are not a term.
_SENTENCE_ENDS, _LONG = (*".!?…。！？؟،,，、",), 40
# In a language that the model was not fitted on, only grammar counts: the probability of quoted words right beside
# their speaker, its maximum elsewhere, and the factor for a paraphrase.
_BESIDE, _UNTAUGHT_SPOKEN, _UNTAUGHT_TOLD = 0.95, 0.84, 0.67
# There, up to this many words are a term as often as speech: of 150 in French, Spanish and Portuguese articles, four in
# five are speech from a probability of .8 on, half from .7 on, and one in four below .6. If they are in marks more than
# once, hardly any are; multiply their probability by the second figure.
_FEW, _AGAIN = 3, 0.5
# The probability from which an attribution is plain; the maximum number of words between it and a colon (which counts);
# the minimum number of words without a sentence's mark that are not a title or term (one less if somebody is said to
# say them); and the same for what something is called.
_PLAIN, _TO_COLON, _LEAST, _CALLED = 0.75, 6, 4, 2
# How often “the captain” means the last one who acted: 18 of 34 such speakers in 700 articles. And how often
# otherwise certain speakers are right if “it” or “they” means them (34 of 45), or a surname that others share (33
# of 46).
_EPITHET, _NO_PERSON, _NAMESAKE = 0.53, 0.75, 0.72
# The minimum probability of an attribution whose own clause leads in to quoted words.
_OWN = 0.6
# The smallest divisor of a probability.
_SMALLEST = 0.05
_DASHES = frozenset((",", "–", "—", "-"))
# Signs of mistaken marks: punctuation first, or further marks inside.
_ODD = re.compile(rf"^[.,;:]|(?<!\w)[{MARKS}]|[{MARKS}](?!\w)")


def of_utterance(reading: Reading, utterance: Utterance) -> float:
    """The probability that an utterance is speech, and of this speaker."""
    if utterance.speaker.entity is None:
        return 0.0
    if not reading.is_taught and _is_right_beside(reading, utterance):
        return _BESIDE
    p = reading.model.probability("spoken", utterance_features(reading, utterance))
    return _if_meant(reading, utterance.speaker, p if reading.is_taught else min(p, _UNTAUGHT_SPOKEN))


def _if_meant(reading: Reading, speaker: Speaker, p: float) -> float:
    """Reduce a probability if the speaker is only a pronoun, or a noun not used for them before.

    The model was fitted on where speakers are mentioned, not on which entities they are.
    """
    if speaker.clause is None or speaker.entity is None or speaker.at is None:
        return p
    if not speaker.is_pronoun:
        return p if speaker.alone else p * (_NAMESAKE if _has_name(reading, speaker.at, speaker.entity) else _EPITHET)
    is_thing = reading.words(speaker.at).lower() in reading.wording.things
    if is_thing or speaker.entity.type in ("collective", "document"):
        return p * _NO_PERSON
    return p * speaker.p


def _is_right_beside(reading: Reading, utterance: Utterance) -> bool:
    """Whether little separates quoted words from their speaker: “…”, sagte Ruiz; Ruiz sagte gestern: “…”."""
    speaker, sentence = utterance.speaker, reading.sentence_at(utterance.spans[0].start)
    if sentence is None or speaker.clause is None or not _is_plain(reading, speaker):
        return False
    verb = speaker.clause.verb.start
    each = next((each for each in reading.sourced(sentence) if sentence.tokens[each.cue].start == verb), None)
    if each is None or (reading.language and sentence.tokens[each.cue].word in reading.language.sets["@quoted"]):
        return False  # someone who cites others may have it from elsewhere
    quoted = sentence.index_at(utterance.spans[0].start)
    is_plain = _is_plain_clause(reading, sentence, quoted, each)
    if each.p_with_source < _OWN and not is_plain:
        return False
    is_told = reading.has_final_verbs and each.tells(quoted)
    # “Ya lo sabía”, comentó Ruiz.
    is_whole = (
        is_plain and quoted < each.cue and reading.words(utterance.spans[0].passage).strip(MARKS + " ")[:1].isupper()
    )
    least = _CALLED if is_whole or _is_called(reading, utterance, sentence) else _LEAST - is_told
    if not all(span.closed and _is_speech(reading, span, least) for span in utterance.spans):
        return False
    others = _others(reading, sentence, each) if reading.has_final_verbs and not is_told else ()
    if any(other.tells(quoted) for other in others):
        return False  # “Wie Ruiz sagte, sieht *die Stadt* „keine Gefahr““
    return _is_source(reading, sentence, each, speaker) and (
        is_plain or _stands_beside(reading, utterance, sentence, each)
    )


def _is_called(reading: Reading, utterance: Utterance, sentence: Sentence) -> bool:
    """Whether words describe something, rather than being a name or a title: “nannte sie „völlig absurd““."""
    language, span = reading.language, utterance.spans[0]
    quoted = sentence.index_at(span.start)
    if language is None or not quoted or sentence.tokens[quoted - 1].word not in language.sets["@calling"]:
        return False
    return reading.words(span.passage).strip(MARKS + " ")[:1].islower()


def _is_source(reading: Reading, sentence: Sentence, attribution: Attribution, speaker: Speaker) -> bool:
    """Whether the source of an attribution surely is one, judging by its kind if its position is not clear."""
    behind = sentence.tokens[attribution.cue + 1 : attribution.source[0]] if attribution.source else ()
    if any(token.word in reading.wording.prepositions for token in behind):
        # “dijo a *la radio*”, unlike “hieß es in *der Mitteilung*”
        return reading.has_final_verbs and _may_speak(reading, speaker)
    # “auch *das Motiv* fand sich dort: „…“”
    return attribution.p_with_source >= _PLAIN or _may_speak(reading, speaker)


def _stands_beside(reading: Reading, utterance: Utterance, sentence: Sentence, attribution: Attribution) -> bool:
    """Whether an attribution is right beside quoted words, in their clause, or leads in to them."""
    quoted, is_probable = sentence.index_at(utterance.spans[0].start), attribution.p_with_source >= _PLAIN
    first, last = attribution.source or (attribution.cue, attribution.cue)
    begin, end = min(attribution.cue, first), max(attribution.cue + 1, last)
    if quoted < begin:
        between = {token.word for token in sentence.tokens[quoted + 1 : begin]}
        is_inverted = attribution.cue < first or utterance.speaker.is_pronoun
        return is_probable and is_inverted and between <= _DASHES | reading.wording.auxiliaries
    if attribution in reading.in_clause_of(utterance.spans[0].start):
        return quoted >= end
    if quoted < end or not (is_probable or (reading.has_final_verbs and attribution.tells(quoted))):
        return False
    if reading.has_final_verbs:
        others = (other.cue for other in _others(reading, sentence, attribution))
        return attribution.tells(quoted) or not any(end <= cue < quoted for cue in others)
    if sentence.tokens[quoted - 1].word in reading.wording.that:
        return all(token.word in reading.wording.settings for token in sentence.tokens[end : quoted - 1])
    return quoted - end <= _TO_COLON and sentence.tokens[quoted - 1].word in (":", ",")


def _is_plain_clause(reading: Reading, sentence: Sentence, quoted: int, attribution: Attribution) -> bool:
    """Whether only the speaker and a reporting verb are beside quoted words.

    “…”, agregó ayer Ruiz; Neri ha detto: «…». The probability of such an attribution says nothing more.
    """
    if attribution.source is None or reading.has_final_verbs:
        return False
    tokens, wording, cue, (first, last) = sentence.tokens, reading.wording, attribution.cue, attribution.source
    if quoted < cue < first:
        before, behind = _DASHES | wording.auxiliaries, wording.settings | wording.articles
        parts = (tokens[quoted + 1 : cue], before), (tokens[cue + 1 : first], behind)
        return tokens[cue].word in wording.inverted and all(_all_in(*part) for part in parts)
    if last <= cue < quoted:
        parts = (tokens[last:cue], wording.auxiliaries), (tokens[cue + 1 : quoted], wording.others | {":"})
        return tokens[cue].word in wording.verbs and all(_all_in(*part) for part in parts)
    return False


def _all_in(tokens: Sequence[Token], words: frozenset[str]) -> bool:
    return all(token.word in words for token in tokens)


def _others(reading: Reading, sentence: Sentence, attribution: Attribution) -> Iterator[Attribution]:
    """The other attributions of a sentence that name a source."""
    return (other for other in reading.sourced(sentence) if other is not attribution)


def _is_speech(reading: Reading, span: QuotedSpan, least: int) -> bool:
    """Whether quoted words are surely not a title or term (`least` words suffice), and their marks are right."""
    words = reading.words(span.passage).strip(MARKS + " ")
    return len(words.split()) >= least and not _ODD.search(words)


def _is_plain(reading: Reading, speaker: Speaker) -> bool:
    """Whether a mention can mean nobody else: a name, or a pronoun that agrees with one."""
    entity = speaker.entity
    if entity is None or speaker.at is None:
        return False
    if _is_told_apart(reading, entity) and entity.name in reading.words(speaker.at):
        return True
    if not speaker.alone:
        return False
    if speaker.is_pronoun:
        return entity.gender == reading.wording.gender_of(reading.words(speaker.at).lower()) != ""
    return entity.type != "collective" or _has_name(reading, speaker.at, entity)  # “the paper” may be another one


def _has_name(reading: Reading, at: Passage, entity: Entity) -> bool:
    """Whether a mention contains a word of an entity's name."""
    return not {folded(word) for word in reading.words(at).split()}.isdisjoint(entity.core)


def _is_told_apart(reading: Reading, entity: Entity) -> bool:
    """Whether a description without a name identifies its entity by several words: “das *Amt für Wasser*”."""
    return reading.has_final_verbs and entity.is_described and " " in reading.name_rules.bare(entity.name)


def _may_speak(reading: Reading, speaker: Speaker) -> bool:
    """Whether an entity is a person, has a name in capitals, or is described by a noun for what may speak."""
    entity = speaker.entity
    if entity is None or entity.is_person or entity.name.isupper():
        return entity is not None
    return any(reading.name_rules.may_speak(word) for word in entity.name.split())


def of_speaker(reading: Reading, utterance: Utterance) -> float:
    """The probability that an utterance has this speaker, if it is speech."""
    if not reading.is_taught:
        return of_utterance(reading, utterance) if utterance.speaker.entity else _UNTAUGHT_SPOKEN
    return min(1.0, of_utterance(reading, utterance) / max(of_speech(reading, utterance), _SMALLEST))


def of_speech(reading: Reading, utterance: Utterance) -> float:
    """The probability that quoted words are speech, rather than a name, a title or a term.

    In an unknown language nobody can tell, so they count as speech. In a script without capitals, sentences and words
    with a known speaker do.
    """
    if reading.caseless_patterns:
        words = utterance.spans[-1].words(reading.text.text)
        is_sentence = words.endswith(_SENTENCE_ENDS) or len(words) >= _LONG
        return 1.0 if is_sentence or utterance.speaker.basis is not AttributionBasis.NOBODY else 0.0
    if reading.language is None:
        return 1.0
    if not reading.is_taught or any(span.kind != "marks" or span.label for span in utterance.spans):
        is_name = utterance.term in (NonSpeechReason.NAMED, NonSpeechReason.NICKNAME)
        if is_name or (utterance.term and not _is_told(reading, utterance)):
            return 0.0
        return 1.0 if reading.is_taught or reading.has_final_verbs else _of_few_words(reading, utterance)
    return reading.model.probability("speech", speech_features(reading, utterance))


def _of_few_words(reading: Reading, utterance: Utterance) -> float:
    """The probability that quoted words are speech, judging only by their number and context.

    Beside a reporting clause they mostly are.
    """
    spans = utterance.spans
    is_said = utterance.speaker.basis in (AttributionBasis.BESIDE, AttributionBasis.GOING_ON)
    if is_said or len(spans) > 1 or spans[0].kind != "marks" or spans[0].label:
        return 1.0
    words = reading.words(spans[0].passage)
    if len(words.split()) > _FEW:
        return 1.0
    p = reading.model.probability("speech", speech_features(reading, utterance)) * _UNTAUGHT_SPOKEN
    return p * _AGAIN if reading.is_marked_again(words) else p


def _is_told(reading: Reading, utterance: Utterance) -> bool:
    """Whether quoted words are in reported content, or after “as”, “of” or “a”: “called it *a* …”, “spoke *of* …”."""
    sentence = reading.sentence_at(utterance.spans[0].start)
    if sentence is None or reading.language is None:
        return False
    at = sentence.index_at(utterance.spans[0].start)
    if any(attribution.tells(at) for attribution in reading.attributions_of(sentence)):
        return True
    before = reading.language.glossary.get(sentence.tokens[at - 1].word) if at else None
    said = (attribution.source for attribution in reading.sourced(sentence, _PLAIN))
    return before in ("as", "of", "a") and any(at not in range(*source) for source in said if source)


def of_paraphrase(reading: Reading, paraphrase: Paraphrase, speaker: Speaker) -> float:
    """The probability that words are a paraphrase with this speaker."""
    if speaker.entity is None:
        return 0.0
    p = reading.model.probability("told", paraphrase_features(reading, paraphrase, speaker))
    return _if_meant(reading, speaker, p if reading.is_taught else p * _UNTAUGHT_TOLD)


def of_source(reading: Reading, paraphrase: Paraphrase) -> float:
    """The probability that the source of a paraphrase is the one named in its reporting clause."""
    return paraphrase.source if reading.is_taught else paraphrase.source * _UNTAUGHT_TOLD


def paraphrase_features(reading: Reading, paraphrase: Paraphrase, speaker: Speaker) -> list[str]:
    """Features of a paraphrase with its speaker."""
    words = [word for passage in paraphrase.passages for word in reading.words(passage).split()]
    return [
        "",
        *steps("p", paraphrase.p, _STEPS),
        *steps("source", paraphrase.source, _STEPS),
        *_of_speaker(reading, speaker),
        f"length={_length(len(words))}",
        f"parts={len(paraphrase.passages)}",
        f"relayed={paraphrase.relayed is not None}",
        f"marks={not _MARKS.isdisjoint(''.join(words))}",
    ]


def utterance_features(reading: Reading, utterance: Utterance) -> list[str]:
    """Features of quoted words with their speaker."""
    speaker, first = utterance.speaker, utterance.passages[0]
    at = speaker.at or first
    low, high = (at.end, first.start) if at.end <= first.start else (first.end, at.start)
    gap = reading.text.text[low:high] if low < high else ""
    paragraphs = abs(reading.number_at(at.start) - reading.number_at(first.start))
    return [
        *quoted_features(reading, utterance),
        *_of_speaker(reading, speaker),
        f"way={speaker.basis.name}{speaker.alone}",
        f"gap={_length(len(gap))}",
        f"side={at.start < first.start}{speaker.basis.name}",
        f"paragraphs={min(paragraphs, _FAR)}",
        f"between={any(mark in gap for mark in MARKS)}{'. ' in gap}",
        *_agreement(reading, speaker, first),
    ]


def speech_features(reading: Reading, utterance: Utterance) -> list[str]:
    """Features of whether quoted words are speech, rather than a title or a term, including the words around them."""
    return [*quoted_features(reading, utterance), *_words_around(reading, utterance)]


def quoted_features(reading: Reading, utterance: Utterance) -> list[str]:
    """Features of quoted words alone and of the kinds of words around them."""
    text, span = reading.text.text, utterance.spans[0]
    words = text[span.start : span.end].strip(MARKS + " ").split()
    last = text[: span.end].rstrip(MARKS + " ")[-1:]
    number = reading.number_at(span.start)
    paragraph = reading.text.paragraphs[number]
    sentence = reading.sentence_at(span.start)
    before, behind = _beside(sentence, span.start)
    capitals = sum(word[:1].isupper() for word in words)
    share = (span.end - span.start) / max(1, paragraph.end - paragraph.start)
    cue = max((attribution.p for attribution in reading.attributions_of(sentence)), default=0.0) if sentence else 0.0
    return [
        "",
        f"speech={utterance.speech}{bool(utterance.term)}",
        f"words={_length(len(words))}",
        f"last={last if not last.isalnum() else 'x'}{utterance.speech}",
        f"first={words[0][:1].isupper() if words else '-'}",
        f"title={len(words) > 1 and capitals == len(words)}",
        f"capitals={_length(len(words))}{round(3 * capitals / max(1, len(words)))}",
        f"spans={min(len(utterance.spans), _FAR)}",
        f"paragraph={round(4 * share)}",
        f"head={reading.is_headline(number)}",
        f"odd={reading.has_odd_marks(number):d}",
        f"before={before}",
        f"behind={behind}",
        f"both={before}|{behind}",
        f"end={span.end >= paragraph.end - 1}{share > 0.95}",
        *steps("cue", cue, _STEPS),
    ]


def _beside(sentence: Sentence | None, offset: int) -> tuple[str, str]:
    """The kinds of the words before and after a quoted span in its sentence."""
    if sentence is None:
        return "-", "-"
    at = sentence.index_at(offset)
    return _kind(sentence, at - 1), _kind(sentence, at + 1)


def _words_around(reading: Reading, utterance: Utterance) -> Iterator[str]:
    """The two words before a quoted span in its sentence and the two after it, as the model knows them."""
    start = utterance.spans[0].start
    sentence, glossary = reading.sentence_at(start), reading.language.glossary if reading.language else {}
    if sentence is None:
        return
    at, tokens = sentence.index_at(start), sentence.tokens
    there = (tokens[n] if 0 <= n < len(tokens) else None for n in (at - 2, at - 1, at + 1, at + 2))
    second, before, behind, next = (known(each, reading.model, glossary) if each else NOTHING for each in there)
    if before != NOTHING:
        yield f"word before={before}"
        yield f"words before={second}|{before}"
    if behind != NOTHING:
        yield f"word behind={behind}"
        yield f"words behind={behind}|{next}"


def _kind(sentence: Sentence, at: int) -> str:
    """A grammatical word or a mark itself; for other words, their shape."""
    if not 0 <= at < len(sentence.tokens):
        return "^"
    token = sentence.tokens[at]
    if not token.is_word or len(token.word) <= _FAR:
        return token.word
    return "X" if token.is_capital else "x"


def _of_speaker(reading: Reading, speaker: Speaker) -> Iterator[str]:
    """Features of a speaker and the mention that names them."""
    entity = speaker.entity
    words = reading.words(speaker.at).split() if speaker.at else []
    kind = "pronoun" if speaker.is_pronoun else "name" if words and words[-1][:1].isupper() else "description"
    # The model was fitted with documents as sources without a name.
    type = "-" if entity is None else "anonymous" if entity.type == "document" else entity.type
    yield f"mention={kind}{speaker.alone}"
    yield f"member={type}{kind}"
    if entity:
        yield f"person={entity.is_person}{entity.may_be_person}{entity.is_place}{kind}"
        yield f"name={min(len(entity.core), _FAR)}{type}"
        yield f"often={_length(sum(entity.forms.values()))}{type}"
        yield f"gender={bool(entity.gender)}{kind}"


def _agreement(reading: Reading, speaker: Speaker, first: Passage) -> Iterator[str]:
    """Whether an attribution in the sentence has the speaker as its source."""
    sentence = reading.sentence_at(speaker.at.start) if speaker.at else None
    if sentence is None or speaker.at is None:
        yield "attributed=-"
        return
    own, other = 0.0, 0.0
    called = [mention.at for mention in speaker.clause.mentions] if speaker.clause else []
    role = min([speaker.at, *called], key=attrgetter("start"))  # “said *her father*, Ahmad Ruiz”
    for attribution in reading.sourced(sentence):
        assert attribution.source
        begin, end = sentence.tokens[attribution.source[0]].start, sentence.tokens[attribution.source[1] - 1].end
        p, source = attribution.p_with_source, Passage(begin, end)
        if overlap(source, speaker.at) or overlap(source, role):
            own = max(own, p)
        elif not any(overlap(source, at) for at in called):
            other = max(other, p)
    yield f"attributed={own > other}{sentence.start <= first.start < sentence.end}"
    yield from steps("own", own, _STEPS)
    yield from steps("other", other, _STEPS)


def _length(count: int) -> int:
    """The largest step of `_LENGTHS` that a count reaches."""
    return _LENGTHS[bisect_right(_LENGTHS, count) - 1]


def because(reading: Reading, speaker: Speaker) -> str:
    """The reason for the choice of a speaker, for a reader."""
    words = ""
    if speaker.clause:
        words = " ".join(reading.words(speaker.clause.at).split())
    elif speaker.at:
        words = " ".join(reading.words(speaker.at).split())
    reason = {
        AttributionBasis.LABEL: f"the label before it: “{words}”",
        AttributionBasis.BESIDE: f"words of saying beside it: “{words}”",
        AttributionBasis.GOING_ON: f"goes on after “{words}”",
        AttributionBasis.SENTENCE: f"words of saying in its sentence: “{words}”",
        AttributionBasis.PARAGRAPH: f"the same one speaks before in its paragraph: “{words}”",
        AttributionBasis.NAMED: f"its paragraph tells of “{words}”, but not in words of saying",
        AttributionBasis.BEFORE: f"the text before it tells of “{words}” last",
        AttributionBasis.NOBODY: "nobody is said to speak near it"
        if reading.wording or reading.caseless_patterns
        else "its language is none whose words of saying are known",
    }[speaker.basis]
    if speaker.is_pronoun and speaker.entity and speaker.at:
        pronoun = reading.words(speaker.at)
        near = "nobody else is near" if speaker.alone else "others are near, too"
        reason += f"; “{pronoun}” is taken to mean {speaker.entity.name}: {near}"
    elif speaker.entity is None and speaker.basis is not AttributionBasis.NOBODY:
        reason += "; who that is stays open"
    return reason
