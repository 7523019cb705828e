"""The names of speakers in a text: “Ana Ruiz, the mayor, said”, “said Mayor Ana Ruiz”, “according to Reuters”.

They are found by the words around an English verb of saying. Missing a name is better than reporting something that is
no name: people who get false reports soon stop looking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from explorer.checking.passages import Passage, SourceText

_VERBS = (
    *("said", "says", "told", "tells", "added", "noted", "wrote", "replied", "argued", "warned", "insisted"),
    *("explained", "acknowledged", "testified"),
)
_ACCORDING = ("according to", "According to")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Prof|Rev)\b\.?")
# Initials (also `U.S.`), titles with their full stop, words with hyphens or apostrophes inside, and single marks.
_TOKEN = re.compile(rf"(?:\b[^\W\d_]\.)+|\b{_TITLE.pattern}|\w+(?:[’'-]\w+)*|[^\w\s]")

_ARTICLES = {"the", "a", "an"}
_PARTICLES = {"al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "ibn", "la", "le", "ten", "van", "von"}
_PREPOSITIONS = {
    *("about", "after", "against", "among", "around", "at", "before", "between", "by", "during", "for", "from", "in"),
    *("inside", "into", "near", "of", "off", "on", "over", "since", "through", "to", "toward", "towards", "under"),
    *("until", "upon", "via", "with", "within", "without"),
}
_AFTER_NAME = _PREPOSITIONS | {"and", "but", "earlier", "last", "or", "that", "this", "when", "where", "while", "who"}
# Words that may have a capital, at the start of a sentence or always, but neither begin nor end a name.
_NO_NAME = {
    *("also", "although", "as", "because", "both", "even", "he", "her", "his", "however", "i", "if", "it", "its"),
    *("later", "many", "meanwhile", "most", "my", "nobody", "none", "one", "others", "our", "she", "so", "some"),
    *("still", "their", "then", "there", "these", "they", "those", "though", "we", "what", "whether", "yet", "you"),
    *("your", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"),
    *(_ARTICLES | _AFTER_NAME),
}
# Words that may stand before a name, but name nobody alone.
_ROLES = {
    *("ambassador", "attorney", "chairman", "chairwoman", "chancellor", "chief", "director", "general", "governor"),
    *("judge", "justice", "leader", "mayor", "minister", "officer", "official", "officials", "premier", "president"),
    *("representative", "secretary", "senator", "speaker", "spokesman", "spokesperson", "spokeswoman", "vice"),
}
# How far from its verb a name may be when an apposition stands between: in characters, and in words.
_REACH, _MOST = 160, 12
# How many characters are looked at for a name right beside its verb.
_BESIDE = 60

_Tokens = Sequence[re.Match[str]]


def named_speakers(text: SourceText) -> list[Passage]:
    """Where each named speaker is first named as one, in order. A title right before a name belongs to it."""
    found: set[Passage] = set()
    for verb in _VERBS:
        for at in text.find(verb):
            name = _before(text.text, at.start)
            if not name and text.text.endswith((", ", "” ", '" '), 0, at.start):
                name = _after(text.text, at.end)
            found.update(_passage(name))
    for words in _ACCORDING:
        for at in text.find(words):
            found.update(_passage(_after(text.text, at.end)))
    first = {text.text[at.start : at.end]: at for at in sorted(found, reverse=True)}
    return sorted(first.values())


def bare_name(name: str) -> tuple[str, ...]:
    """The words by which names are compared: casefolded, without titles and articles."""
    found = (token[0] for token in _TOKEN.finditer(name.replace("’", "'")))
    words = [word for word in found if word[0].isalnum() and not _TITLE.fullmatch(word)]
    return tuple(word.casefold() for word in words if word.casefold() not in _ARTICLES)


def _passage(name: _Tokens) -> Iterator[Passage]:
    if name and name[-1][0].lower() not in _ROLES and not _TITLE.fullmatch(name[-1][0]):
        yield Passage(name[0].start(), name[-1].end())


def _before(text: str, verb: int) -> _Tokens:
    """The name before a verb, with or without an apposition in between."""
    words = text[max(0, verb - _BESIDE) : verb].split()
    apart = bool(words) and words[-1].endswith(",")
    if not words or not (apart or words[-1].lstrip('“"‘([—')[:1].isupper()):
        return []
    reach = max(0, verb - (_REACH if apart else _BESIDE))
    start = max(reach, text.rfind("\n\n", reach, verb))
    tokens = list(_TOKEN.finditer(text, start, verb))
    if apart:
        commas = [n for n, token in enumerate(tokens[:-1]) if token[0] == ","]
        inner = tokens[commas[-1] + 1 : -1] if commas else []
        if not inner or len(inner) > _MOST or not all(token[0][0].isalnum() for token in inner):
            return []
        tokens = inner if all(_is_capitalized(token) for token in inner) else tokens[: commas[-1]]
    begin = len(tokens)
    while begin and _goes_on(tokens[begin - 1], tokens[begin:]):
        begin -= 1
    name = _stripped(tokens[begin:])
    return name if name and _may_speak(text, tokens[: tokens.index(name[0])], name) else []


def _may_speak(text: str, before: _Tokens, name: _Tokens) -> bool:
    """Whether a name can be a speaker's: no preposition is before it, and it is no mere word that begins a sentence."""
    outside = [token[0].lower() for token in before]
    while outside and outside[-1] in _ARTICLES:
        outside.pop()
    if outside and outside[-1] in _PREPOSITIONS:
        return False
    word, at = name[0][0], name[0].start()
    lead = text[max(0, at - 4) : at].rstrip()
    inside = lead[-1:].isalnum() or lead.endswith((",", ",”", ',"', ")"))
    if len(name) > 1 or inside or (word.isupper() and len(word) > 1):
        return True
    return _has_capital(text, word)


@lru_cache(maxsize=64)
def _has_capital(text: str, word: str) -> bool:
    """Whether a word has a capital inside of some sentence, too, and nowhere stands without it."""
    return bool(re.search(rf"[a-z,] {word}\b", text)) and not re.search(rf"\b{word.lower()}\b", text)


def _after(text: str, start: int) -> _Tokens:
    """The name after a verb: the last words before a mark, or before a word that can't be in a name."""
    end = text.find("\n\n", start, start + _REACH)
    tokens = list(_TOKEN.finditer(text, start, end if end >= 0 else start + _REACH))
    name: list[re.Match[str]] = []
    for token in tokens[:_MOST]:
        if not token[0][0].isalnum() or token[0] in _AFTER_NAME:
            return _stripped(name)
        name = [*name, token] if _is_capitalized(token) or (name and token[0] in _PARTICLES) else []
    return _stripped(name) if len(tokens) < _MOST else []


def _goes_on(token: re.Match[str], name: _Tokens) -> bool:
    """Whether a word belongs to the name that begins right after it: Ursula von der Leyen, read from its end."""
    return _is_capitalized(token) or (bool(name) and token[0] in _PARTICLES)


def _stripped(name: _Tokens) -> _Tokens:
    """A name without the words at either end that do not belong to it."""
    kept = [n for n, token in enumerate(name) if _is_capitalized(token) and token[0].lower() not in _NO_NAME]
    return name[kept[0] : kept[-1] + 1] if kept else []


def _is_capitalized(token: re.Match[str]) -> bool:
    return token[0][0].isupper()
