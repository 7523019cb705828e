"""Making text of unknown origin safe to show.

A terminal obeys control characters, and characters with a direction or without a width make words look different from
what they are. Each is replaced by a visible stand-in, one for one, so that positions in the text stay valid.
"""

from __future__ import annotations

import re
from functools import cache

STAND_IN = "\ufffd"

_PICTURES = "©®\u203c-\u3299\U0001f000-\U0001faff"
# Arabic to Sinhala, Burmese, Khmer and Mongolian use joiners to shape their letters.
_SHAPED = "\u0600-\u0dff\u1000-\u109f\u1780-\u18af"
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Control characters except the line feed, and the soft hyphen; direction marks and overrides, line and paragraph
# separators, zero-width spaces and joiners; controls of annotation, shorthand and music, tags, and halves of surrogate
# pairs.
_NEVER_SHOWN = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\xad"
    "\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff"
)
_SELECTORS = "\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef"

_PASSWORD = re.compile(r"(?<=:)(?<!://)[^\s:@/]+(?=@)|(?<=password=)[^\s&]+")

_SUSPECT = re.compile(rf"[{_NEVER_SHOWN}{_SELECTORS}\u200c\u200d]")


def clean(text: str) -> str:
    """Replace the characters that could deceive a terminal or a person, keeping the number of code points.

    Line feeds stay. A tab becomes a space, and so does a carriage return before a line feed.
    """
    return _unsafe().sub(_stand_in, text) if _SUSPECT.search(text) else text


def clean_data(text: str) -> str:
    """Clean text for a cell of a table, keeping tabs, since it is not read by a terminal."""
    return "\t".join(map(clean, text.split("\t"))) if _SUSPECT.search(text) else text


def one_line(text: str) -> str:
    """Clean text and put it on one line, with single spaces and none at the ends."""
    return " ".join(clean(text).split())


def pretty_json(value: object) -> str:
    """Format a value as JSON that is safe to show, with a line for each item and a line feed at the end."""
    import msgspec  # not needed just to show the version

    try:
        text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    except UnicodeEncodeError:  # half of a surrogate pair, which hardly any text has
        import json

        text = json.dumps(value, ensure_ascii=False, indent=2)
    return json_escaped(text) + "\n"


def json_escaped(text: str) -> str:
    """Escape characters in JSON that are not safe to show, without changing its meaning."""
    return _SUSPECT.sub(_json_escape, text)


def _json_escape(found: re.Match[str]) -> str:
    if not _unsafe().match(found.string, found.start()):
        return found[0]
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


@cache
def _unsafe() -> re.Pattern[str]:
    # A joiner is valid in an emoji sequence or a script that needs it; a selector, after a character with variants.
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
    """Shorten words for a message to `most` characters, hiding a password in a URL."""
    words = _PASSWORD.sub("…", words) if "://" in words else words
    return words if len(words) <= most else f"{words[: most - 1]}…"
