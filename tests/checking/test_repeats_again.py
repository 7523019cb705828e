"""Whatever articles come and go, the words that stand again are found as a whole reading finds them."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from random import Random

import pytest
from trying import tries

from explorer.checking.repeats import index, large_index, pair_table, places
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.store import as_kept, keep

# Some words come so often that pairs of them are common here and rare there.
WORDS = (
    "harbour",
    "ferry",
    "captain",
    "weather",
    "breakwater",
    "island",
    "council",
    "storm",
    "bridge",
    "pier",
    "budget",
)
Article = dict[str, list[dict[str, str]]]


class Press:
    """An archive whose articles come and go, each a data file with its quotes and a text."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = Random(seed)
        self.number = count(1)
        self.articles: dict[str, Article] = {}
        self.texts: dict[str, str] = {}
        self.said = [self._words(8, 20) for _ in range(6)]
        for _ in range(6):
            self.come()
        self.ways = (self.come, self.come, self.go, self.go, self.rename, self.edit, self.move, self.quote, self.twice)

    def _words(self, least: int, most: int) -> str:
        # The first ones come most often.
        chosen = (WORDS[int(self.random.triangular(0, len(WORDS), 0))] for _ in range(self.random.randint(least, most)))
        return " ".join(chosen)

    def come(self) -> None:
        id = f"a{next(self.number)}"
        said = [self.random.choice((*self.said, self._words(6, 16))) for _ in range(self.random.randint(1, 4))]
        self.said[self.random.randrange(len(self.said))] = self._words(8, 20)
        self.texts[id] = "\n\n".join((self._words(3, 40), *(f"“{words},” Ruiz said." for words in said)))
        quoted = [words for words in said if self.random.random() < 0.7]
        self.articles[id] = {
            "articles": [{"id": id, "file": f"{id}.txt", "headline": id}],
            "quotes": [self._quote(id, words) for words in quoted],
        }

    def _quote(self, article: str, words: str) -> dict[str, str]:
        return {
            "id": f"q{next(self.number)}",
            "article": article,
            "speech": "direct",
            "text": words,
            "speaker": "ruiz",
        }

    def go(self) -> None:
        if len(self.articles) > 4:
            id = self._any()
            del self.articles[id], self.texts[id]

    def rename(self) -> None:
        """Give an article another id, and its file another name with it or not."""
        old, new = self._any(), f"r{next(self.number)}"
        self.articles = {
            new if id == old else id: json.loads(json.dumps(article).replace(f'"{old}"', f'"{new}"'))
            for id, article in self.articles.items()
        }
        self.texts[new] = self.texts.pop(old)
        if self.random.random() < 0.5:
            self.articles[new]["articles"][0]["file"] = f"{new}.txt"

    def edit(self) -> None:
        """Change words of a text: of a quote or beside it."""
        id = self._any()
        words = self.texts[id].split(" ")
        words[self.random.randrange(len(words))] = self.random.choice((self._words(1, 3), *self.said, "\n\n"))
        self.texts[id] = " ".join(words)

    def move(self) -> None:
        """Put an article behind all others, or before them."""
        id = self._any()
        rest = {other: article for other, article in self.articles.items() if other != id}
        moved = {id: self.articles[id]}
        self.articles = {**rest, **moved} if self.random.random() < 0.5 else {**moved, **rest}

    def quote(self) -> None:
        id = self._any()
        quotes = self.articles[id]["quotes"]
        if quotes and self.random.random() < 0.5:
            quotes.pop(self.random.randrange(len(quotes)))
        else:
            quotes.append(self._quote(id, self.random.choice((*self.said, self._words(5, 9)))))

    def twice(self) -> None:
        """Let one article have the text of another, as a reprint."""
        self.texts[self._any()] = self.texts[self._any()]

    def _any(self) -> str:
        return self.random.choice(list(self.articles))

    def write(self) -> None:
        files = {"data/people.yaml": json.dumps({"people": [{"id": "ruiz", "name": "Ana Ruiz"}]})}
        for n, (id, article) in enumerate(self.articles.items()):
            files[f"data/{n:03}-{id}.yaml"] = json.dumps(article)
            files[f"seeds/{article['articles'][0]['file']}"] = self.texts[id]
        for path in self.root.glob("*/*"):
            if path.relative_to(self.root).as_posix() not in files:
                path.unlink()
        for name, text in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text, encoding="utf-8")


def again(snapshot: Snapshot) -> list[object]:
    """All that is known of repeats."""
    found = snapshot.repeats.places
    return [found and dict(found.found), dict(snapshot.repeats.also), list(snapshot.problems)]


@pytest.mark.parametrize("seed", range(tries(8)))
@pytest.mark.parametrize("is_kept", [False, True])
def test_whatever_comes_and_goes_all_is_found_again_that_a_whole_reading_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, *, is_kept: bool
) -> None:
    """Pairs of words become common and rare again, and more places are alike than are looked at."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(index, "_LARGE", 0)
    monkeypatch.setattr(pair_table, "COMMON", 3)
    for module in (pair_table, large_index):
        monkeypatch.setattr(module, "MOST_PLACES", 5)
    monkeypatch.setattr(places, "_MOST_ALIKE", 3)
    press = Press(tmp_path / "archive", seed)
    press.write()
    snapshot = read_snapshot(press.root)
    for step in range(tries(30)):
        if is_kept and press.random.random() < 0.3 and keep(snapshot):
            snapshot = as_kept(press.root) or snapshot
        for _ in range(press.random.choice((1, 1, 2, 6))):
            press.random.choice(press.ways)()
        press.write()
        snapshot = read_again(snapshot)
        assert again(read_snapshot(press.root)) == again(snapshot), step


def test_a_quote_that_moves_to_where_another_article_has_its_words_is_compared_anew(tmp_path: Path) -> None:
    """As in a reprint: it is found as it was, and yet stands with other quotes."""
    press = Press(tmp_path / "archive", 0)
    words = "The ferry will not leave before the storm is over"
    press.articles, press.texts = {}, dict.fromkeys(("one", "two"), f"Storm\n\n“{words},” Ruiz said.")
    for id in press.texts:
        quote = {"id": f"q-{id}", "article": id, "speech": "direct", "text": words, "speaker": "ruiz"}
        press.articles[id] = {"articles": [{"id": id, "file": f"{id}.txt", "headline": "Storm"}], "quotes": [quote]}
    press.write()
    snapshot = read_snapshot(press.root)
    press.articles["two"]["quotes"][0]["article"] = "one"
    press.write()
    assert again(snapshot) != again(read_snapshot(press.root)) == again(read_again(snapshot))
