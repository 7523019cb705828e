"""A newspaper's archive of any size, as files: `python -m benchmarks.newspaper QUOTES FOLDER`.

It is laid out as `explorer add` leaves an archive: a data file for each article, with the people who speak there first,
and its text. What costs time in a real archive is in it: people share first names and surnames, have roles
and aliases and come back in other articles; they are named, meant by a pronoun or not named at all; one quote in fifty
is said again in another article, and one person in ten is only described. The words are those of `benchmarks.quotes`,
and the same size and seed give the same bytes.
"""

from __future__ import annotations

import random
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
import yaml

from benchmarks.quotes import Writer

QUOTES_OF_ARTICLE = 20
# So many of an article's speakers are new to the archive; the others spoke in earlier articles.
_NEW_SPEAKERS, _OLD_SPEAKERS = 4, 3
_TOPICS = 284
# One quote in so many is said again in a later article.
_REPEATED = 50
# One new speaker in so many is only described.
_DESCRIBED = 10

_WOMEN = """
Mary Patricia Jennifer Linda Elizabeth Susan Jessica Sarah Karen Lisa Nancy Sandra Ashley Emily Donna Michelle Carol
Amanda Melissa Deborah Laura Sharon Cynthia Amy Angela Anna Ruth Brenda Nicole Helen Maria Fatima Aisha Mei Yuki Olga
"""
_MEN = """
James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony Mark Donald
Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Jason Edward Jeffrey Ryan Jacob Wei Mohammed Ivan Carlos
"""
_SURNAMES = """
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson
Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young
Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts
Khan Chen Wang Singh Kim Park Schmidt Rossi Silva Novak Ivanov Yilmaz O’Brien MacDonald
"""
_PARTICLES = ("van der ", "de ", "al-", "von ", "Mc")
_ROLES = """
mayor, governor, senator, president, chief executive, analyst, professor, police chief, coach, lawyer, director, judge,
defence minister, finance minister, foreign minister, chairman, economist, union leader, spokesman, spokeswoman
"""
_PLACES = "Calder Inc., the city council, the ministry, Norwick University, the club, the United Nations, the bank"
_DESCRIPTIONS = "a senior official, a spokesman, analysts, a witness, one diplomat, a person close to the talks"
_CUES = ("said", "said", "said", "said", "told reporters", "added", "warned", "argued", "explained")


def main(argv: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description="Write a newspaper's archive.")
    parser.add_argument("quotes", type=int, help="how many quotes")
    parser.add_argument("folder", type=Path, help="where to; a new folder")
    parser.add_argument("--seed", type=int, default=0, help="another archive (default: %(default)s)")
    given = parser.parse_args(argv)
    write_newspaper(given.quotes, given.folder, given.seed)


def write_newspaper(quotes: int, root: Path, seed: int = 0) -> None:
    """Write an archive of so many quotes, a multiple of those of an article, into a folder that is not there yet."""
    (root / "data" / "articles").mkdir(parents=True)
    (root / "seeds").mkdir()
    newsroom = _Newsroom(seed, quotes)
    (root / "data" / "topics.yaml").write_text(_yaml({"topics": newsroom.topics}), encoding="utf-8")
    for n in range(quotes // QUOTES_OF_ARTICLE):
        id = f"report-{n:06}"
        fields, text = newsroom.article(id, n)
        (root / "data" / "articles" / f"{id}.yaml").write_text(_yaml(fields), encoding="utf-8")
        (root / "seeds" / f"{id}.txt").write_text(text, encoding="utf-8")


class _Speaker(msgspec.Struct):
    """A person record's fields, and how articles name the person: at first, later, and by a pronoun."""

    fields: dict[str, object]
    first: str
    later: str
    pronoun: str


class _Newsroom:
    """Writes articles, one after the other."""

    def __init__(self, seed: int, quotes: int) -> None:
        self._random = random.Random(seed)
        self._writer = Writer(seed)
        self._sentences = self._writer.sentences(quotes + quotes // QUOTES_OF_ARTICLE)
        self._people: list[_Speaker] = []
        self._ids: set[str] = set()
        self._again: list[tuple[_Speaker, str]] = []
        topics = [self._writer.topic(n) for n in range(_TOPICS)]
        self.topics: list[dict[str, object]] = [{"id": topic.id, "label": topic.label} for topic in topics]

    def article(self, id: str, n: int) -> tuple[dict[str, object], str]:
        """The data file of an article, and the article's text."""
        chance = self._random
        headline = next(self._sentences).rstrip(".")
        new = [self._speaker() for _ in range(_NEW_SPEAKERS)]
        speakers = [*new, *chance.sample(self._people, min(_OLD_SPEAKERS, len(self._people)))]
        self._people += new
        topics = chance.sample(self.topics, 3)
        paragraphs, quotes = [headline], []
        for number, (speaker, words, attribution, paragraph) in enumerate(self._told(speakers)):
            paragraphs.append(paragraph)
            speech = "direct" if f"“{words}”" in paragraph else "indirect"
            quotes.append(
                {
                    "id": f"{id}-{number + 1}",
                    "speech": speech,
                    "text": words,
                    "speaker": speaker.fields["id"],
                    **({"attribution": attribution} if attribution else {}),
                    "topics": [topic["id"] for topic in chance.sample(topics, chance.choice((1, 1, 2)))],
                }
            )
        text = "\n\n".join(paragraphs) + "\n"
        published = f"{2014 + n % 12}-{1 + n % 12:02}-{1 + n % 28:02}"
        digest = sha256(text.encode()).hexdigest()
        article = {"id": id, "file": f"{id}.txt", "headline": headline, "published": published, "sha256": digest}
        return {
            "defaults": {"quotes": {"article": id}},
            "articles": [{**article, "language": "en"}],
            "people": [speaker.fields for speaker in new],
            "quotes": quotes,
        }, text

    def _told(self, speakers: list[_Speaker]) -> Iterator[tuple[_Speaker, str, str | None, str]]:
        """For each quote of an article: who speaks, the words, the attribution if there is one, and the paragraph."""
        chance = self._random
        named: set[str] = set()
        speaker = speakers[0]
        for number in range(QUOTES_OF_ARTICLE):
            stays = number > 0 and chance.random() < 0.35
            if not stays:
                speaker = chance.choice(speakers)
            words = next(self._sentences)
            if not stays and self._again and chance.randrange(_REPEATED) == 0:
                speaker, words = self._again.pop(chance.randrange(len(self._again)))
            elif chance.randrange(_REPEATED) == 0:
                self._again.append((speaker, words))
            who = speaker.pronoun if stays else speaker.later if speaker.first in named else speaker.first
            named.add(speaker.first)
            cue = chance.choice(_CUES)
            style = chance.random()
            if style < 0.15 and stays:
                yield speaker, words, None, f"“{words}”"
            elif style < 0.3:
                words = f"{words[0].lower()}{words[1:]}".rstrip(".")
                attribution = f"{_capitalized(who)} {cue} that"
                yield speaker, words, attribution, f"{attribution} {words}."
            elif style < 0.5:
                attribution = f"{_capitalized(who)} {cue}"
                yield speaker, words, attribution, f"{attribution}: “{words}”"
            else:
                words = words.rstrip(".") + ","
                yield speaker, words, f"{who} {cue}", f"“{words}” {who} {cue}."

    def _speaker(self) -> _Speaker:
        chance = self._random
        if chance.randrange(_DESCRIBED) == 0:
            name = chance.choice(_listed(_DESCRIPTIONS))
            return _Speaker({"id": self._id(name), "name": name, "type": "anonymous"}, name, name, "they")
        women = chance.random() < 0.4
        first = chance.choice((_WOMEN if women else _MEN).split())
        surname = self._surname()
        name = f"{first} {surname}"
        title = (
            f"{chance.choice(_listed(_ROLES))} of {chance.choice(_listed(_PLACES))}" if chance.random() < 0.6 else ""
        )
        fields: dict[str, object] = {"id": self._id(name), "name": name, "type": "named"}
        if title:
            fields["role"] = title
        if chance.random() < 0.3:
            fields["aliases"] = [surname]
        return _Speaker(fields, name, surname, "she" if women else "he")

    def _surname(self) -> str:
        chance = self._random
        kind = chance.random()
        if kind < 0.45:
            return chance.choice(_SURNAMES.split())
        names = self._writer.names
        rare = names[min(int(chance.paretovariate(0.5)), len(names)) - 1]
        if kind < 0.9:
            return rare
        return f"{rare}-{chance.choice(_SURNAMES.split())}" if kind < 0.95 else f"{chance.choice(_PARTICLES)}{rare}"

    def _id(self, name: str) -> str:
        plain = "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())
        id, number = plain, 1
        while id in self._ids:
            number += 1
            id = f"{plain}-{number}"
        self._ids.add(id)
        return id


def _listed(words: str) -> list[str]:
    return " ".join(words.split()).split(", ")


def _capitalized(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _yaml(fields: Mapping[str, object]) -> str:
    return yaml.dump(fields, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)


if __name__ == "__main__":
    main()
