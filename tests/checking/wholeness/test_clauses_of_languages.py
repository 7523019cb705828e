"""Paraphrases in many languages: which words belong to their clauses, and which don't."""

from __future__ import annotations

import pytest
from omitting import left_out, quote, words


@pytest.mark.parametrize(
    ("language", "sentence", "text", "said"),
    [
        ("fr", "Le maire a déclaré que la jetée est sûre.", "la jetée est sûre", "Le maire a déclaré"),
        (
            "fr",
            "Le maire a déclaré mardi à la presse que la jetée est sûre.",
            "la jetée est sûre",
            "Le maire a déclaré",
        ),
        (
            "fr",
            "La jetée est sûre, a déclaré le maire, qui n’a pas donné de date.",
            "La jetée est sûre",
            "a déclaré le maire",
        ),
        ("fr", "Selon le maire, la jetée est sûre.", "la jetée est sûre", "Selon le maire"),
        ("fr", "Mardi, le maire a assuré que la jetée est sûre.", "la jetée est sûre", "le maire a assuré"),
        (
            "fr",
            "D’après lui, la jetée est sûre et le port rouvrira.",
            "la jetée est sûre et le port rouvrira",
            "D’après lui",
        ),
        (
            "fr",
            "Interrogé sur la tempête, le maire a répondu que la jetée est sûre.",
            "la jetée est sûre",
            "le maire a répondu",
        ),
        (
            "fr",
            "Le maire a affirmé, lors d’une conférence de presse, que la jetée est sûre.",
            "la jetée est sûre",
            "Le maire a affirmé",
        ),
        ("de", "Der Bürgermeister sagte, die Brücke sei sicher.", "die Brücke sei sicher", "Der Bürgermeister sagte"),
        (
            "de",
            "Der Bürgermeister sagte am Dienstag, die Brücke sei sicher.",
            "die Brücke sei sicher",
            "Der Bürgermeister sagte",
        ),
        (
            "de",
            "Der Bürgermeister sagte der Zeitung, die Brücke sei sicher.",
            "die Brücke sei sicher",
            "Der Bürgermeister sagte",
        ),
        (
            "de",
            "Die Brücke sei sicher, sagte der Bürgermeister, der kein Datum nannte.",
            "Die Brücke sei sicher",
            "sagte der Bürgermeister",
        ),
        ("de", "Die Brücke sei sicher, so der Bürgermeister.", "Die Brücke sei sicher", "so der Bürgermeister"),
        (
            "de",
            "Nach Angaben des Bürgermeisters ist die Brücke sicher.",
            "ist die Brücke sicher",
            "Nach Angaben des Bürgermeisters",
        ),
        (
            "de",
            "Am Dienstag hatte der Bürgermeister gesagt, die Brücke sei sicher.",
            "die Brücke sei sicher",
            "hatte der Bürgermeister gesagt",
        ),
        (
            "de",
            "Wie der Bürgermeister mitteilte, ist die Brücke sicher.",
            "ist die Brücke sicher",
            "Wie der Bürgermeister mitteilte",
        ),
        ("es", "El alcalde dijo que el muelle es seguro.", "el muelle es seguro", "El alcalde dijo"),
        ("es", "El alcalde dijo el martes que el muelle es seguro.", "el muelle es seguro", "El alcalde dijo"),
        ("es", "El muelle es seguro, dijo el alcalde, que no dio una fecha.", "El muelle es seguro", "dijo el alcalde"),
        ("es", "Según el alcalde, el muelle es seguro.", "el muelle es seguro", "Según el alcalde"),
        (
            "es",
            "En una rueda de prensa, el alcalde aseguró que el muelle es seguro.",
            "el muelle es seguro",
            "el alcalde aseguró",
        ),
        ("es", "El muelle es seguro, aseguró, y se marchó sin responder.", "El muelle es seguro", "aseguró"),
        ("pt", "O cais é seguro, segundo o prefeito.", "O cais é seguro", "segundo o prefeito"),
        ("it", "Il molo è sicuro, secondo il sindaco.", "Il molo è sicuro", "secondo il sindaco"),
        ("nl", "Volgens de burgemeester is de pier veilig.", "is de pier veilig", "Volgens de burgemeester"),
        ("nl", "De pier is veilig, aldus de burgemeester.", "De pier is veilig", "aldus de burgemeester"),
        (
            "sv",
            "Borgmästaren sade på tisdagen att bryggan är säker, men ingenjörerna är inte övertygade.",
            "bryggan är säker",
            "Borgmästaren sade",
        ),
        ("sv", "Bryggan är säker, enligt borgmästaren.", "Bryggan är säker", "enligt borgmästaren"),
        (
            "da",
            "Borgmesteren sagde tirsdag, at broen er sikker, men ingeniørerne er ikke overbevist.",
            "broen er sikker",
            "Borgmesteren sagde",
        ),
        (
            "no",
            "Ordføreren sa tirsdag at brygga er trygg, men ingeniørene er ikke overbevist.",
            "brygga er trygg",
            "Ordføreren sa",
        ),
        ("zh", "市长周二表示，大桥是安全的。", "大桥是安全的", "市长周二表示"),
        ("zh", "市长周二表示，大桥是安全的，但工程师并不同意。", "大桥是安全的", "市长周二表示"),
        ("ja", "市長は火曜日、橋は安全だと述べた。", "橋は安全だ", "市長は"),
    ],
)
def test_words_beside_a_clause_are_no_part_of_it(language: str, sentence: str, text: str, said: str) -> None:
    article = f"Pier\n\n{sentence}\n"
    assert not left_out(article, quote(text, "indirect", said), language=language)


@pytest.mark.parametrize(
    ("language", "sentence", "text", "said", "expected"),
    [
        (
            "fr",
            "Le maire a dit que la jetée est sûre, sauf si la tempête revient.",
            "la jetée est sûre",
            "Le maire a dit",
            "sauf",
        ),
        (
            "fr",
            "Il n’est pas vrai que la jetée est fermée, dit le maire.",
            "la jetée est fermée",
            "dit le maire",
            "pas vrai",
        ),
        ("fr", "La jetée ouvrira, a-t-il dit, mais pas avant mai.", "La jetée ouvrira", "a-t-il dit", "pas avant"),
        (
            "fr",
            "Le maire a dit qu’il doutait que la jetée soit sûre.",
            "la jetée soit sûre",
            "Le maire a dit",
            "doutait",
        ),
        ("fr", "La jetée, a dit le maire, pourrait fermer.", ["La jetée,", "fermer"], "a dit le maire", "pourrait"),
        ("de", "Er sagte, die Brücke sei nicht sicher.", ["die Brücke sei", "sicher"], "Er sagte", "nicht"),
        (
            "de",
            "Er sagte, die Brücke sei sicher, sofern es nicht regnet.",
            "die Brücke sei sicher",
            "Er sagte",
            "sofern",
        ),
        ("de", "Nach seinen Angaben sanken etwa 40 Boote.", "40 Boote", "Nach seinen Angaben", "etwa"),
        (
            "de",
            "Vielleicht werde die Brücke geöffnet, sagte er.",
            "werde die Brücke geöffnet",
            "sagte er",
            "Vielleicht",
        ),
        ("de", "Er sagte, es stimme nicht, dass die Brücke schließe.", "die Brücke schließe", "Er sagte", "nicht"),
        ("es", "Dijo que el muelle no es seguro.", ["el muelle", "es seguro"], "Dijo", "no"),
        ("nl", "Hij zei dat de pier veilig is, tenzij het stormt.", "de pier veilig is", "Hij zei", "tenzij"),
        ("ru", "Он сказал, что пирс безопасен, если не будет шторма.", "пирс безопасен", "Он сказал", "если"),
    ],
)
def test_words_of_a_clause_are_told(
    language: str, sentence: str, text: str | list[str], said: str, expected: str
) -> None:
    article = f"Pier\n\n{sentence}\n"
    found = left_out(article, quote(text, "indirect", said), language=language)
    assert expected in " ".join(words(article, found.before, *found.between, found.after))
