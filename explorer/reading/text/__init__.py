"""An article's text: its paragraphs, sentences and tokens, with their offsets."""
