"""How sure a guess is, and its reason in words."""

from __future__ import annotations

from explorer.drafting.drafted import Confidence
from explorer.drafting.members import core_of
from explorer.drafting.reading import Reading
from explorer.drafting.speakers import Speaker, Way
from explorer.drafting.utterances import Utterance

# The letters that a name has at least.
_NAME = 3
# So many words for somebody are hardly only that.
_LONG = 10
_SURE = (Way.LABEL, Way.BESIDE, Way.GOING_ON)
_LIKELY = (*_SURE, Way.SENTENCE, Way.PARAGRAPH)


def of_utterance(utterance: Utterance) -> Confidence:
    """How sure it is who speaks quoted words."""
    speaker = utterance.speaker
    if speaker.member is None or speaker.way is Way.NOBODY:
        return "guess"
    if speaker.way is Way.LABEL and len(speaker.member.name) < _NAME:
        return "likely"  # “A:” answers, whoever that is
    is_named = speaker.member.type == "named"
    is_sure = speaker.way in _SURE or (speaker.way is Way.SENTENCE and speaker.member.type != "anonymous")
    # Two guesses have to agree on a pronoun: whom the text told of last, and what name or title says “he” or “she”.
    if is_sure and speaker.alone and (not speaker.is_pronoun or (is_named and speaker.member.gender)):
        return "sure"
    return "likely" if speaker.way in _LIKELY else "guess"


def of_paraphrase(reading: Reading, speaker: Speaker, *, plain: bool, relayed: bool = False) -> Confidence:
    """How sure it is that words are a paraphrase, and of whom."""
    if speaker.member is None or not plain:
        return "guess"
    return "sure" if speaker.alone and not relayed and _is_clear(reading, speaker) else "likely"


def _is_clear(reading: Reading, speaker: Speaker) -> bool:
    """Whether words of saying name somebody, or describe somebody whom they can hardly mistake for another."""
    mentions = speaker.saying.mentions if speaker.saying else ()
    mention = next((each for each in mentions if speaker.at and each.start == speaker.at.start), None)
    if mention is None or speaker.member is None or len(mention.whole) > _LONG:
        return False
    words, head = reading.wording, mention.head[-1].lower()
    if mention.is_pronoun:
        return bool(words.gender_of(head))
    first = mention.whole[0].lower()
    if speaker.member.type == "named":
        is_named = any(core_of([word])[0] in speaker.member.core for word in mention.head if word[0].isupper())
        return is_named and head not in words.documents
    # “The company”, “one of them” and “these people” may be anybody whom the article told of before.
    is_again = first in ("the", "these", "those", "this", "one", "another", "others", "some")
    return not is_again if speaker.member.type == "collective" else first not in ("one", "another")


def because(reading: Reading, speaker: Speaker) -> str:
    """Why somebody is taken to speak, for a reader."""
    words = ""
    if speaker.saying:
        words = " ".join(reading.words(speaker.saying.at).split())
    elif speaker.at:
        words = " ".join(reading.words(speaker.at).split())
    reason = {
        Way.LABEL: f"the label before it: “{words}”",
        Way.BESIDE: f"words of saying beside it: “{words}”",
        Way.GOING_ON: f"goes on after “{words}”",
        Way.SENTENCE: f"words of saying in its sentence: “{words}”",
        Way.PARAGRAPH: f"the same one speaks before in its paragraph: “{words}”",
        Way.NAMED: f"its paragraph tells of “{words}”, but not in words of saying",
        Way.BEFORE: f"the text before it tells of “{words}” last",
        Way.TURN: f"two speak in turns, and it is the turn of “{words}”",
        Way.NOBODY: "nobody is said to speak near it",
    }[speaker.way]
    if speaker.is_pronoun and speaker.member and speaker.at:
        pronoun = reading.words(speaker.at)
        near = "nobody else is near" if speaker.alone else "others are near, too"
        reason += f"; “{pronoun}” is taken to mean {speaker.member.name}: {near}"
    elif speaker.member is None and speaker.way is not Way.NOBODY:
        reason += "; who that is stays open"
    return reason
