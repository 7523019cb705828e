"""The terminal app. Textual is used only here, and files are read and written only through the packages below.

`screens` own state and hand it down to `widgets`, which post requests up; `wording` turns records into styled text. The
modules here are the app itself: the terminal, keys, navigation, background work, the palette.
"""
