"""The terminal app. Textual is used only here; no file is read or written here but through the packages below.

`screens` own state and hand it down to `widgets`, which post requests up; `wording` says how things look as text. The
modules here are the app itself: the terminal, keys, navigation, background work, the palette.
"""
