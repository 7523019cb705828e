"""The address of an article as a link: only that of a page of the web is one to follow."""

from __future__ import annotations

from urllib.parse import quote as percent_encoded

from explorer.citing.plain import without_breaks

# What has a meaning of its own in an address (RFC 3986).
_RESERVED = ":/?#[]@!$&'()*+,;=%~"
# What a browser would run where a bibliography, or whoever shows it, makes it a link.
_RUN = ("javascript:", "vbscript:", "data:")


def web_address(url: str | None, ends_at: str = "") -> str | None:
    """An address of the web, without any character that it can't have, nor one that ends it where it is written.

    None for any other, such as one that a browser would run as a script.
    """
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    return _encoded(url, ends_at)


def any_address(url: str | None) -> str | None:
    """An address of any kind, for programs that may make it a link. None for one that a browser would run."""
    return None if url is None or url.lower().startswith(_RUN) else _encoded(url)


def _encoded(url: str, ends_at: str = "") -> str:
    """An address of any kind, percent-encoded where it has characters that an address can't have."""
    return percent_encoded(without_breaks(url), safe="".join(set(_RESERVED) - set(ends_at)))
