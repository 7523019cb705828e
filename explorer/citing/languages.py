"""The names that babel, and so biblatex, has for languages."""

from __future__ import annotations

# By the beginning of a language tag; the longest that fits counts. Source: the list of languages in babel's manual.
_BABEL = {
    "af": "afrikaans", "ar": "arabic", "bg": "bulgarian", "bn": "bengali", "ca": "catalan", "cs": "czech",
    "cy": "welsh", "da": "danish", "de": "ngerman", "de-at": "naustrian", "de-ch": "nswissgerman", "el": "greek",
    "en": "english", "en-au": "australian", "en-ca": "canadian", "en-gb": "british", "en-nz": "newzealand",
    "en-us": "american", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "gd": "scottish", "gl": "galician", "he": "hebrew", "hi": "hindi",
    "hr": "croatian", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "is": "icelandic", "it": "italian",
    "ja": "japanese", "ka": "georgian", "ko": "korean", "la": "latin", "lt": "lithuanian", "lv": "latvian",
    "mk": "macedonian", "ms": "malay", "nb": "norsk", "nl": "dutch", "nn": "nynorsk", "no": "norsk", "pl": "polish",
    "pt": "portuguese", "pt-br": "brazilian", "ro": "romanian", "ru": "russian", "sk": "slovak", "sl": "slovene",
    "sq": "albanian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "th": "thai", "tr": "turkish",
    "uk": "ukrainian", "ur": "urdu", "vi": "vietnamese", "zh": "chinese",
}  # fmt: skip


def babel_name(tag: str | None) -> str:
    """The name of a language, given by its BCP 47 tag; empty for one that is not known."""
    parts = (tag or "").lower().replace("_", "-").split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_BABEL[known] for known in tags if known in _BABEL), "")
