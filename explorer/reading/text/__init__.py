"""An article's text: its paragraphs, sentences and words, and where each of them stands."""
