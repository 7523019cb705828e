"""Text of unknown origin → text that is safe to show.

A terminal obeys control characters, and characters with a direction or without a width make words look different from
what they are. A visible stand-in takes the place of each, one for one, so that places in the text stay valid.
"""

from __future__ import annotations

import re
from functools import cache

STAND_IN = "\ufffd"

_PICTURES = "©®\u203c-\u3299\U0001f000-\U0001faff"
# Arabic to Sinhala, Burmese, Khmer and Mongolian shape their letters by joiners.
_SHAPED = "\u0600-\u0dff\u1000-\u109f\u1780-\u18af"
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Control characters except the line feed, and the soft hyphen; marks and overrides of direction, line and paragraph
# separators, spaces and joiners without a width; controls of annotation, shorthand and music, tags, and halves of
# surrogate pairs.
_NEVER_SHOWN = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\xad"
    "\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff"
)
_SELECTORS = "\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef"

_PASSWORD = re.compile(r"(?<=:)(?<!://)[^\s:@/]+(?=@)|(?<=password=)[^\s&]+")

_SUSPECT = re.compile(rf"[{_NEVER_SHOWN}{_SELECTORS}\u200c\u200d]")


def clean(text: str) -> str:
    """The same text without the characters that could deceive a terminal or a person. Its number of code points stays.

    Line feeds stay. A tab becomes a space, and so does a carriage return before a line feed.
    """
    return _unsafe().sub(_stand_in, text) if _SUSPECT.search(text) else text


def clean_data(text: str) -> str:
    """Clean text for a cell of a table, whose tabs stay, too: what reads it is no terminal."""
    return "\t".join(map(clean, text.split("\t"))) if _SUSPECT.search(text) else text


def one_line(text: str) -> str:
    """Clean text on one line: each run of white space is one space, and there is none at the ends."""
    return " ".join(clean(text).split())


def pretty_json(value: object) -> str:
    """A value as JSON, with a line for each item and a line feed at the end. It is safe to show."""
    import msgspec  # what only says which version this is needs none of it

    try:
        text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    except UnicodeEncodeError:  # half of a surrogate pair, which hardly any text has
        import json

        text = json.dumps(value, ensure_ascii=False, indent=2)
    return json_escaped(text) + "\n"


def json_escaped(text: str) -> str:
    """JSON that means the same, with an escape for each character that is not safe to show."""
    return _SUSPECT.sub(_json_escape, text)


def _json_escape(found: re.Match[str]) -> str:
    if not _unsafe().match(found.string, found.start()):
        return found[0]
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


@cache
def _unsafe() -> re.Pattern[str]:
    # A joiner is right in an emoji sequence, or in a script that needs it; a selector, after a character with variants.
    return re.compile(
        rf"[{_NEVER_SHOWN}]"
        rf"|(?<![{_SHAPED}])\u200c|(?<![{_PICTURES}{_SHAPED}])(?<![{_PICTURES}]\ufe0f)\u200d"
        rf"|(?<![#*0-9{_PICTURES}{_SHAPED}{_IDEOGRAPHS}])[{_SELECTORS}]"
    )


def _stand_in(found: re.Match[str]) -> str:
    match found[0]:
        case "\t":
            return " "
        case "\r" if found.string[found.end() : found.end() + 1] == "\n":
            return " "
        case "\x7f":
            return "␡"
        case "\xad":
            return "-"
        case control if control < " ":
            return chr(0x2400 + ord(control))
    return STAND_IN


def shortened(words: str, most: int = 60) -> str:
    """Words for a message: at most `most` characters, and of a URL no password."""
    words = _PASSWORD.sub("…", words) if "://" in words else words
    return words if len(words) <= most else f"{words[: most - 1]}…"
