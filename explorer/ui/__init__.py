"""The terminal app. Textual lives only here."""
