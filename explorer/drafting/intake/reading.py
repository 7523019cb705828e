"""Read a given file, or its bytes, into a `Source`, or say why it can't be one."""

from __future__ import annotations

import codecs
import hashlib
import re
import shlex
import sys
from pathlib import Path, PurePath

from explorer.drafting.intake.kinds import KINDS, MARKDOWN, PAGE, PLAIN, TAKEN
from explorer.drafting.intake.markdown import about_markdown
from explorer.drafting.intake.source import ExtraMissingError, NotTakenError, Source
from explorer.files.seed_files import LARGEST_TEXT
from explorer.files.stamps import TooLargeError, content_of
from explorer.reading.heads import metadata_of_text

# In bytes. A page has far more markup than text.
LARGEST_PAGE = 16 * 1024 * 1024
_NEEDED = "a page needs more packages to be read: pip install 'article-explorer[html]'"

_MARKUP = re.compile(rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BEGINNINGS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP file, as those of Word and LibreOffice are",
    b"\xd0\xcf\x11\xe0": "an old file of Word",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "compressed",
}
# Control characters that texts don't have: all but tabs, line ends, form feeds, and the old end-of-file mark.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


def read_source(content: bytes, name: str) -> Source:
    """Read the source in a file with this path; without one (stdin), its start tells a page from a text.

    Raises NotTakenError.
    """
    kind = _kind(content, name)
    _require_text(content)
    if kind == PAGE:
        return _page(content)
    text, is_recoded = _decoded(content, name)
    _require_words(text)
    about = about_markdown(text) if kind == MARKDOWN else metadata_of_text(text)
    if not is_recoded:
        return Source(content=content, text=text, about=about)
    return Source(content=text.encode(), text=text, about=about, source_sha256=hashlib.sha256(content).hexdigest())


def _page(content: bytes) -> Source:
    try:
        from explorer.drafting.intake.pages.reading import read_page
    except ImportError:
        raise ExtraMissingError(_NEEDED) from None
    source = read_page(content)
    if len(source.content) > LARGEST_TEXT:
        raise NotTakenError(f"its text is larger than {LARGEST_TEXT >> 20} MB; keep only the article’s text")
    return source


def largest(name: str) -> int:
    """The maximum number of bytes of a file with this name."""
    return LARGEST_PAGE if not name or KINDS.get(PurePath(name).suffix.lower()) == PAGE else LARGEST_TEXT


def too_large(name: str) -> NotTakenError:
    """The error for a file that is larger than allowed."""
    return NotTakenError(f"it is larger than {largest(name) >> 20} MB; keep only the article’s text")


def _kind(content: bytes, name: str) -> str:
    if not name:
        return PAGE if _MARKUP.match(content.removeprefix(codecs.BOM_UTF8)) else PLAIN
    suffix = PurePath(name).suffix.lower()
    kind = KINDS.get(suffix)
    if kind is None:
        what = f"what ends with {suffix} is not taken" if suffix else "its name has no ending"
        raise NotTakenError(f"{what}, only {TAKEN}; save its text as one of these")
    return kind


def _require_text(content: bytes) -> None:
    if not content.strip(b"\xef\xbb\xbf \t\r\n\x0c"):
        raise NotTakenError("it is empty" if not content else "there are no words in it")
    for beginning, what in _BEGINNINGS.items():
        if content.startswith(beginning):
            raise NotTakenError(f"it is {what}, and no text; save its text as .txt")


def _require_words(text: str) -> None:
    """Reject content that can be decoded but isn't text."""
    controls = _CONTROLS.findall(text)
    if "\x00" in text or len(controls) > 8 + len(text) / 1000:
        raise NotTakenError("it is no text: it has bytes that no text has")
    if not re.search(r"\w", text):
        raise NotTakenError("there are no words in it")


def _decoded(content: bytes, name: str) -> tuple[str, bool]:
    """The text, and whether it was decoded from an encoding other than UTF-8."""
    for mark, encoding in _WIDE.items():
        if content.startswith(mark):
            try:
                return content.decode(encoding), True
            except UnicodeDecodeError:
                raise NotTakenError("it begins as UTF-16 does, but is none; save it as UTF-8") from None
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError as error:
        raise NotTakenError(_not_utf8(content, error.start, name)) from None


def _not_utf8(content: bytes, at: int, name: str) -> str:
    if b"\x00" in content:
        return "it is no text: it has bytes that no text has"
    before = content[:at].decode()
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    byte = content[at]
    letter = bytes([byte]).decode("cp1252", "replace")
    guess = f" (“{letter}” in Windows-1252)" if letter.isprintable() and letter != "\ufffd" else ""
    path = PurePath(name or "article.txt")
    old, new = (shlex.quote(str(each)) for each in (path, path.with_name(f"utf8-{path.name}")))
    how = f"iconv -f WINDOWS-1252 -t UTF-8 {old} > {new}"
    return (
        f"it is not UTF-8: line {line}, column {column} has the byte 0x{byte:02x}{guess}; {how} converts it from that"
    )


STDIN = "-"


def source_of(given: str) -> Source:
    """Read the source in the file with this name, or on stdin for `-`. Raises NotTakenError."""
    if given == STDIN:
        return read_source(_stdin(), "")
    return read_source(content_of_given(given), str(Path(given).expanduser()))


def content_of_given(given: str) -> bytes:
    """The bytes of the file with this name. Raises NotTakenError."""
    try:
        path = Path(given).expanduser()
        if path.is_dir():
            raise NotTakenError("it is a folder; name the files in it")
        return content_of(path, largest(path.name))[1]
    except FileNotFoundError:
        is_address = given.startswith(("http://", "https://"))
        what = "nothing is fetched from the web; save the page as .html" if is_address else "there is no such file"
        raise NotTakenError(what) from None
    except TooLargeError:
        raise too_large(Path(given).name) from None
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: there is no home for ~
        raise NotTakenError(f"it can’t be read: {getattr(error, 'strerror', None) or error}") from None


def _stdin() -> bytes:
    if sys.stdin is None:
        raise NotTakenError("there is nothing on stdin")
    most = largest("")
    content = sys.stdin.buffer.read(most + 1)
    if len(content) > most:
        raise too_large("")
    return content
