"""A citation as BibTeX for biblatex: an entry for the article, and below it the command that cites a quote.

The entry's key is the article's id, so several quotes of one article share one entry of a bibliography. Fields that the
source lacks are left out. `date` is EDTF (biblatex manual, section 2.3.8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.citing.bibliography import Name, around, article_id, names_of, note_of
from explorer.citing.citable import Citable, inner_marks
from explorer.citing.plain import any_address, without_breaks
from explorer.model.records import Article, Quote

# Characters special to TeX. BibTeX counts braces even after a backslash, so these are written as commands; other
# programs that read BibTeX know the math ones.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\ensuremath{\lbrace}",
        "}": r"\ensuremath{\rbrace}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "%&#$_"},
    }
)
# Outside entries, BibTeX treats this one character as special, even in a comment.
_AT = r"\symbol{64}"
# The babel (and so biblatex) names of languages, by the start of a language tag; the longest match counts. Source: the
# list of languages in babel's manual.
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


def bibtex(cited: Citable) -> str:
    """The entry of a record's article, and for a quote the command that cites it. Values are UTF-8."""
    return entry(article_id(cited), cited.article, [cited])


def entry(id: str, article: Article | None, cited: Sequence[Citable]) -> str:
    """An article's entry, with a command for each of its `cited` quotes, and all of their notes as its annotation."""
    commands = "".join(f"% {_command(each)}\n" for each in cited if isinstance(each.record, Quote))
    kind = "article" if article and article.publisher else "online"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(article, cited))
    return f"@{kind}{{{id},\n{fields}}}\n{commands}"


def comment(text: str) -> str:
    """A line outside any entry."""
    return f"% {_escaped(text).replace('@', _AT)}\n"


def _command(cited: Citable) -> str:
    r"""`\autocite` with the text before and after the article. biblatex itself writes “par.” before a number."""
    parts = {name: _escaped(value).replace("@", _AT) for name, value in around(cited).items()}
    locator = parts.get("locator", "").replace("-", "--")
    suffix = parts.get("suffix", "")
    after = rf"\pnfmt{{{locator}}}{suffix}" if locator and suffix else locator or suffix.strip()
    return rf"\autocite[{{{parts['prefix'].rstrip()}}}][{{{after}}}]{{{article_id(cited)}}}"


def _fields(article: Article | None, cited: Sequence[Citable]) -> Iterator[tuple[str, str]]:
    if article:
        yield from _article(article)
    yield "pagination", "paragraph"
    if notes := [_escaped(note) for each in cited if (note := note_of(each))]:
        yield "annotation", r"\par ".join(notes)


def _article(article: Article) -> Iterator[tuple[str, str]]:
    names = names_of(without_breaks(article.byline)) if article.byline else []
    if names:
        yield "author", " and ".join(map(_name, names))
    if any(name.particle for name in names):
        yield "options", "useprefix=true"  # else a style would cite van Dam as Dam
    # The second pair of braces keeps the capitals of the headline. Most styles add quotation marks.
    yield "title", f"{{{_escaped(inner_marks(article.headline))}}}"
    if article.publisher:
        yield "journaltitle", _escaped(article.publisher)
        yield "entrysubtype", "newspaper"
    if article.published:
        # The only TeX characters in an EDTF date are ~ and %, which biblatex expects unescaped.
        yield "date", article.published
    if url := any_address(article.url):
        yield "url", url  # without braces
    if name := _babel_name(article.language):
        yield "langid", name


def _name(name: Name) -> str:
    """A name in BibTeX's order: `van der Berg, Jr., Ludwig`; in braces if it was not split into parts."""
    if name.literal:
        return f"{{{_escaped(name.literal)}}}"
    family = f"{name.particle} {name.family}".strip()
    return _escaped(", ".join(part for part in (family, name.suffix, name.given) if part))


def _escaped(text: str) -> str:
    return without_breaks(text).translate(_ESCAPES)


def _babel_name(tag: str | None) -> str:
    """The name of the language with a BCP 47 tag; empty if it is unknown."""
    parts = (tag or "").lower().replace("_", "-").split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_BABEL[known] for known in tags if known in _BABEL), "")
