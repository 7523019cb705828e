"""An archive with all that is hard to show on a page: hostile names, other scripts, quotes that overlap, long lists."""

from __future__ import annotations

import json
from pathlib import Path

from archives import write_archive
from msgspec.structs import replace

from explorer.exporting.extract import whole
from explorer.exporting.site import site_files
from explorer.snapshot import read_snapshot

HOSTILE = "</script><img src=x onerror=alert(1)> <b>\" ' & {{ 7*7 }} {% x \u202eevil\u2066 \x1b[31m \ufffe \a *_`"
LONG = "-".join(["long"] * 60)
MANY = 60

PIER = """\
Pier to be rebuilt

“We will rebuild the east pier before summer,” Mayor Ana Ruiz said. “It is not a promise; it’s a plan.”

Harbour master Ben Okafor said that the mayor had called it “not a promise” and <b>more</b> & “much else”.

The rest of all that they said is 2 < 3.
"""
ARABIC = "قالت رئيسة البلدية: «سنعيد بناء الرصيف» أمس.\n"
JAPANESE = "市長は「桟橋を再建します」と語った。\n"


def hard_archive(root: Path) -> Path:
    """Write the archive, and return its folder."""
    name = json.dumps(HOSTILE)
    many = "\n".join(
        f"- {{id: m-{n}, article: many, speech: direct, text: 'Number {n} is said', speaker: ana, topics: [harbour]}}"
        for n in range(MANY)
    )
    yaml = f"""\
articles:
- {{id: pier, file: pier.txt, headline: {name}, byline: {name}, publisher: {name}, note: {name},
    url: "javascript:alert(1)", language: en, published: 2024-03}}
- {{id: con, file: ar.txt, headline: "الرصيف", language: ar, url: "https://example.org/a?b=1&c=2"}}
- {{id: {LONG}, file: ja.txt, headline: 桟橋, language: ja}}
- {{id: many, file: many.txt, headline: Many, language: xx}}
- {{id: gone, file: gone.txt, headline: Gone}}
people:
- {{id: ana, name: Ana Ruiz, aliases: [{name}], role: {name}}}
- {{id: ben, name: {name}, type: named, evidence: [{{article: pier, text: Harbour master Ben Okafor}}]}}
topics:
- {{id: harbour, label: {name}, description: {name}}}
- {{id: pier, label: Bjørn’s Pier, broader: harbour}}
- {{id: jumble, label: 権する再を橋桟}}
events:
- {{id: talk, name: {name}, date: 2024-03-05, date_basis: inferred, place: {name}, participants: [ana, nobody]}}
- {{id: soon, name: Opening, announced: true}}
quotes:
- id: whole
  article: pier
  speech: direct
  text: [We will rebuild the east pier before summer, It is not a promise; it’s a plan.]
  speaker: ana
  event: talk
  topics: [pier]
  review: reviewed
- id: inner
  article: pier
  speech: partial
  text: the east pier before summer
  speaker: ana
  same_as: whole
- id: crossing
  article: pier
  speech: indirect
  text: the mayor had called it “not a promise” and <b>more</b>
  speaker: ben
  relayed_by: gone
  review: disputed
- {{id: fragment, article: pier, speech: partial, text: "not a promise", speaker: ana, within: crossing,
    at: {{prefix: "it “"}}}}
- {{id: altered, article: pier, speech: indirect, text: The rest of all they ever said is 2 < 3., speaker: ana}}
- {{id: nowhere, article: pier, speech: direct, text: {name}, speaker: ana, note: {name}}}
- {{id: lost, article: gone, speech: direct, text: Lost words, speaker: nobody}}
- {{id: arabic, article: con, speech: direct, text: سنعيد بناء الرصيف, speaker: ana}}
- {{id: japanese, article: {LONG}, speech: direct, text: 桟橋を再建します, speaker: ana}}
{many}
"""
    texts = {"pier.txt": PIER, "ar.txt": ARABIC, "ja.txt": JAPANESE}
    texts["many.txt"] = "".join(f"“Number {n} is said,” Ana Ruiz said.\n\n" for n in range(MANY))
    return write_archive(root, texts, yaml)


def site_of(root: Path) -> dict[str, bytes]:
    """The files of the site of an archive."""
    return dict(site_files(replace(whole(read_snapshot(root)), with_drafts=True)))
