"""The keys that select words of an article."""

from __future__ import annotations

from textual.binding import Binding, BindingType

SELECTING_KEYS: list[BindingType] = [
    Binding(
        "v",
        "select",
        "Select",
        tooltip="Select words, from the one in use on; once more, begin anew at the word that is moved",
        id="select",
    ),
    Binding("right,l,w", "extend('word', 1)", "Next word", tooltip="To the next word", show=False, id="next-word"),
    Binding(
        "left,h,b", "extend('word', -1)", "Word before", tooltip="To the word before", show=False, id="word-before"
    ),
    Binding(
        "right_parenthesis",
        "extend('sentence', 1)",
        "Sentence",
        tooltip="To the end of the sentence, then of the next one",
        key_display=")",
        show=False,
        id="sentence-end",
    ),
    Binding(
        "left_parenthesis",
        "extend('sentence', -1)",
        "Sentence before",
        tooltip="To the beginning of the sentence, then of the one before",
        key_display="(",
        show=False,
        id="sentence-start",
    ),
    Binding(
        "right_curly_bracket",
        "extend('paragraph', 1)",
        "Paragraph",
        tooltip="To the end of the paragraph, then of the next one",
        key_display="}",
        show=False,
        id="paragraph-end",
    ),
    Binding(
        "left_curly_bracket",
        "extend('paragraph', -1)",
        "Paragraph before",
        tooltip="To the beginning of the paragraph, then of the one before",
        key_display="{",
        show=False,
        id="paragraph-start",
    ),
    Binding(
        "tab,quotation_mark",
        "extend('span', 1)",
        "Quoted words",
        tooltip="All of the quoted words around there, or of those that follow; once more, the next ones",
        show=False,
        id="quoted-words",
    ),
    Binding(
        "shift+tab",
        "extend('span', -1)",
        "Quoted words before",
        tooltip="All of the quoted words before",
        show=False,
        id="quoted-words-before",
    ),
    Binding("o", "turn", "Other end", tooltip="Move the other end", show=False, id="other-end"),
    Binding(
        "plus",
        "add_segment",
        "One more segment",
        tooltip="Select one more segment: the next quoted words of the paragraph, or the next word",
        key_display="+",
        show=False,
        id="add-segment",
    ),
    Binding(
        "minus,backspace",
        "drop_segment",
        "Drop segment",
        tooltip="Drop the last segment",
        key_display="-",
        show=False,
        id="drop-segment",
    ),
]
