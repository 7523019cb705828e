"""In scripts without capitals whoever is named right beside quoted words speaks them, and nobody else."""

from __future__ import annotations

import pytest

from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.caseless import caseless_code
from explorer.reading.text.passages import SourceText

ARABIC = """\
المدينة تناقش مستقبل الميناء

وقالت وزيرة الصحة ليلى حداد: "لن نغلق المستشفى هذا العام." وأضافت: "سنعود غدا."

"الجسر آمن"، قال أحمد سالم للصحفيين يوم الاثنين. وتحدث عن "الجسر الكبير" طويلا.

وأكدت حداد أن "الميناء سيبقى مفتوحا".
"""
HEBREW = """\
העיר דנה בעתיד הנמל

"לא נסגור את הנמל," אמר ראש העיר דוד כהן. "זה לא יקרה," הוסיף.

השרה מיכל לוי אמרה אתמול: "הגשר בטוח." צה"ל לא הגיב על "התוכנית".

״נחזור מחר״, אמר כהן בראיון.
"""
CHINESE = """\
城市讨论港口的未来

外交部发言人王海在记者会上说：“我们不会关闭港口。”他补充说：“明天再来。”

“大桥是安全的。”市长李明表示。“一带一路”是一个项目。

李明对记者表示，“我们明天再来”。
"""
JAPANESE = """\
港の将来を議論

山田太郎市長は10日の会見で「港は閉鎖しない」と述べた。「また来る」とも話した。

「橋は安全だ」と鈴木一郎さんは話した。映画「レベッカ」が上映された。

会見で佐藤花子知事が「橋は安全だ」と強調した。
"""


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "ar",
            ARABIC,
            [
                ("لن نغلق المستشفى هذا العام.", "وزيرة الصحة ليلى حداد"),
                ("سنعود غدا.", "وزيرة الصحة ليلى حداد"),
                ("الجسر آمن", "أحمد سالم"),
                ("الميناء سيبقى مفتوحا", "وزيرة الصحة ليلى حداد"),
            ],
        ),
        (
            "he",
            HEBREW,
            [
                ("לא נסגור את הנמל,", "ראש העיר דוד כהן"),
                ("זה לא יקרה,", "ראש העיר דוד כהן"),
                ("הגשר בטוח.", "השרה מיכל לוי"),
                ("נחזור מחר", "ראש העיר דוד כהן"),
            ],
        ),
        (
            "zh",
            CHINESE,
            [
                ("我们不会关闭港口。", "外交部发言人王海"),
                ("明天再来。", "外交部发言人王海"),
                ("大桥是安全的。", "李明"),
                ("我们明天再来", "李明"),
            ],
        ),
        (
            "ja",
            JAPANESE,
            [
                ("港は閉鎖しない", "山田太郎市長"),
                ("また来る", "山田太郎市長"),
                ("橋は安全だ", "鈴木一郎"),
                ("橋は安全だ", "佐藤花子知事"),
            ],
        ),
    ],
)
@pytest.mark.parametrize("is_tagged", [True, False])
def test_whoever_is_named_beside_quoted_words_speaks_them(
    code: str, text: str, expected: list[tuple[str, str]], *, is_tagged: bool
) -> None:
    """A verb alone goes on with whoever spoke last; a title or a term is nobody's; and nothing is sure."""
    assert code == caseless_code(None, text)
    article = Article(id="a", file="a.txt", headline=text.partition("\n")[0], language=code if is_tagged else None)
    drafted = draft(article, SourceText(text))
    names = {person.id: person.name for person in drafted.people}
    assert expected == [(each.quote.text, names[each.quote.speaker]) for each in drafted.quotes]
    assert "sure" not in {each.confidence for each in drafted.quotes}
    assert () == drafted.article.not_quoted


def test_a_description_is_no_name_and_where_nobody_is_named_nobody_speaks() -> None:
    text = "港口\n\n发言人表示：“港口不会关闭。”\n\n“没有人问过我们，也没有人来过这里。”\n"
    drafted = draft(Article(id="a", file="a.txt", headline="港口", language="zh"), SourceText(text))
    people = [(person.name, person.type) for person in drafted.people]
    assert [("发言人", "anonymous"), ("unnamed speaker", "anonymous")] == people
    assert "nobody is said to speak near it" == drafted.quotes[1].because


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [("en", CHINESE, ""), ("zh-TW", "none", "zh"), (None, "The harbour stays open.", ""), (None, "", "")],
)
def test_a_tag_counts_more_than_the_script(language: str | None, text: str, expected: str) -> None:
    assert expected == caseless_code(language, text)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("لن نغلق المستشفى هذا العام وسنعود غدا إلى المدينة", "أحمد سالم"),
        ("الجسر الكبير", None),
    ],
)
def test_in_arabic_a_long_quote_needs_no_colon_behind_whoever_says_it_and_a_few_words_are_part_of_a_name(
    words: str, name: str | None
) -> None:
    article = Article(id="a", file="a.txt", headline="", language="ar")
    result = draft(article, SourceText(f"خلال الاجتماع قال أحمد سالم «{words}».\n"))
    people = {person.id: person.name for person in result.people}
    assert [name] * (name is not None) == [people[each.quote.speaker] for each in result.quotes]
