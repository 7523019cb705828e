"""Small archives that tests write into their own folder."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from explorer.files import yaml_records, yaml_text
from explorer.files.belonging import DATA, SEEDS
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord

PIER = """\
Pier to be rebuilt

“We will rebuild the east pier before summer,” Mayor Ana Ruiz said at a press conference on Tuesday. “It is not a \
promise; it’s a plan.”

The council had been told in March, harbour master Ben Okafor said, according to a city aide.

Ruiz called the pier the heart of the harbour and the budget “not my favourite subject”.
"""

PIER_YAML = """\
articles:
- {id: pier, file: pier.txt, headline: Pier to be rebuilt, sha256: DIGEST}
people:
- {id: ana-ruiz, name: Ana Ruiz, aliases: [the mayor], role: mayor}
- {id: ben-okafor, name: Ben Okafor}
- {id: city-aide, name: a city aide, type: anonymous}
topics:
- {id: harbour, label: Harbour}
- {id: pier, label: The pier, broader: harbour}
- {id: city-budget, label: City budget}
events:
- id: briefing
  name: Briefing at City Hall
  date: 2024-03-05
  date_basis: inferred
  participants: [ana-ruiz]
  topics: [harbour]
  evidence:
  - {article: pier, text: at a press conference on Tuesday}
quotes:
- id: ruiz-rebuild
  article: pier
  speech: direct
  text:
  - We will rebuild the east pier before summer,
  - It is not a promise; it’s a plan.
  speaker: ana-ruiz
  attribution: Mayor Ana Ruiz said at a press conference on Tuesday
  event: briefing
  topics: [pier]
  review: reviewed
- id: okafor-told-in-march
  article: pier
  speech: indirect
  text: The council had been told in March
  speaker: ben-okafor
  relayed_by: city-aide
  topics: [harbour]
- id: ruiz-budget
  article: pier
  speech: partial
  text: not my favourite subject
  speaker: ana-ruiz
  topics: [city-budget]
"""
PIER_SHA256 = sha256(PIER.encode()).hexdigest()
PIER_YAML = PIER_YAML.replace("DIGEST", PIER_SHA256)
# A second article with a quote, for what is done article by article.
SECOND = "The pier, again\n\nRuiz said on Friday: “The harbour is safe.”\n"
SECOND_YAML = """\
articles: [{id: more, file: more.txt, headline: "The pier, again"}]
quotes: [{id: ruiz-safe, article: more, speech: direct, text: The harbour is safe., speaker: ana-ruiz}]
"""
# The archive of the pier without topics.
UNTAGGED_YAML = "\n".join(
    line
    for line in (PIER_YAML[: PIER_YAML.index("topics:\n")] + PIER_YAML[PIER_YAML.index("events:") :]).splitlines()
    if not line.startswith("  topics:")
)


def write_archive(
    root: Path, articles: Mapping[str, str | bytes] | None = None, yaml: Mapping[str, str | bytes] | str | None = None
) -> Path:
    """Write an archive and return its folder.

    `articles` has texts by their name below `seeds/`, `yaml` data files by their name below `data/`, or the one text of
    `data/archive.yaml`. Without both it is the archive of the pier: one article, three quotes, no problems.
    """
    if articles is None and yaml is None:
        articles, yaml = {"pier.txt": PIER}, PIER_YAML
    files = {"archive.yaml": yaml} if isinstance(yaml, str) else yaml or {}
    for folder, texts in (("data", files), ("seeds", articles or {})):
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            path = root / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def stamped(root: Path) -> object:
    """All that tells how the files of an archive are."""
    files = sorted(path for top in (DATA, SEEDS) for path in (root / top).rglob("*"))
    stats = ((path, path.lstat()) for path in files)
    return root, tuple((path, stat[:2], stat.st_size, stat.st_mtime_ns) for path, stat in stats)


def archive_of(yaml: str) -> Archive:
    """The records of one data file, joined. Problems of the file itself are ignored."""
    document, _ = yaml_text.parse(yaml, "data/archive.yaml")
    entries, _ = yaml_records.read_records(document, "data/archive.yaml")
    return Archive(entries)


def record_of(archive: Archive, ref: str) -> AnyRecord:
    """The record with this ref, which must exist."""
    record = archive.find(ref)
    assert record is not None, ref
    return record


# Texts that a terminal would obey, that look like other texts, or that are hard to lay out.
ESCAPE = "\x1b]52;c;cm0gLXJm\x07\x1b[31m"
HOSTILE_HEADLINE = f"Hostile {ESCAPE} headline"
HOSTILE_NAME = f"Eve [b] {ESCAPE} \u202eevE"
HOSTILE_WORDS = {
    "markup": "[b]bold[/b] [sic] [/] [People’s Republic of China] [@click=app.quit]x[/]",
    "escape": f"before {ESCAPE} after",
    "bidi": "abc \u202e321\u202c def \u2066x\u2069",
    "zero-width": "in\u200bvis\u2060ible\ufeff here",
    "cjk": "和平统一是中国的一贯主张",
    "emoji": "👩\u200d👧 said ❤\ufe0f and 🏴 at 1\ufe0f\u20e3",
    "combining": "Z\u0301\u0302\u0303 a\u0308bc",
    "long": " ".join(["word"] * 2000),
}


def write_hostile_archive(root: Path) -> Path:
    """An archive without problems of its own whose names, words and topics are all hard to show.

    Each of the quotes `hostile-…` has one entry of `HOSTILE_WORDS`; a topic for each, and 300 more.
    """
    paragraphs = [f"Paragraph {n}: “{words}” said Eve." for n, words in enumerate(HOSTILE_WORDS.values())]
    article = "\n\n".join([HOSTILE_HEADLINE, *paragraphs])
    digest = sha256(article.encode()).hexdigest()
    lines = [
        "articles:",
        f"- {{id: hostile, file: hostile.txt, headline: {_quoted(HOSTILE_HEADLINE)}, sha256: {digest}}}",
    ]
    lines += ["people:", f"- {{id: eve, name: {_quoted(HOSTILE_NAME)}}}"]
    lines += ["topics:", *(f"- {{id: topic-{n}, label: Topic {n}}}" for n in range(300))]
    lines += [f"- {{id: about-{id}, label: {_quoted(words)}}}" for id, words in HOSTILE_WORDS.items()]
    lines += ["quotes:"]
    for id, words in HOSTILE_WORDS.items():
        lines += [f"- id: hostile-{id}", "  article: hostile", "  speech: direct", f"  text: {_quoted(words)}"]
        lines += ["  speaker: eve", f"  topics: [about-{id}]", f"  note: {_quoted(ESCAPE)}"]
    return write_archive(root, {"hostile.txt": article}, {"hostile.yaml": "\n".join(lines)})


def _quoted(text: str) -> str:
    """A double-quoted YAML scalar, with an escape for each character that is not a plain one."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
