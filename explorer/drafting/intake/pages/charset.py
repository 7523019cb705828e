"""Decode a page: as what its bytes are, if that is plain, and else as what the page says."""

from __future__ import annotations

import codecs
import re

from explorer.drafting.intake.source import NotTakenError

# How far into a page a declaration is looked for, in bytes. Browsers look no further.
_LOOKED_AT = 4096
_DECLARED = re.compile(rb"""(?:<meta[^>]+?charset|<\?xml[^>]+?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# What browsers take these names for: https://encoding.spec.whatwg.org
_TAKEN_FOR = {
    **dict.fromkeys(("iso8859-1", "ascii", "latin-1", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "hz"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis"), "cp932"),
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "big5": "big5hkscs",
}
# All bytes mean something in these, also those of UTF-8.
_IN_ASCII = ("iso2022", "utf-7")
_WESTERN = "cp1252"


def page_text(content: bytes) -> str:
    """The text of a page. Raises NotTakenError when it is in no encoding that is known."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\x00" in content[:_LOOKED_AT]:
        raise NotTakenError("it is no page: it has bytes that no page has")
    declared = _declared(content)
    # Words in another encoding are hardly ever UTF-8 by chance, so what is UTF-8 is no other, whatever it says.
    first = [declared] if declared and declared.startswith(_IN_ASCII) else ["utf-8", declared]
    for encoding in (*first, _WESTERN):
        if encoding:
            try:
                return content.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    raise NotTakenError(f"its encoding is not known{f': it says {declared}, but is not' if declared else ''}")


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_LOOKED_AT])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    return _TAKEN_FOR.get(name, name)
