"""The kinds of file that may contain an article, by suffix."""

from __future__ import annotations

PLAIN, MARKDOWN, PAGE = "text", "Markdown", "HTML"
KINDS = {
    **dict.fromkeys((".txt", ".text"), PLAIN),
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), PAGE),
}
TAKEN = ".txt, .md and .html"
