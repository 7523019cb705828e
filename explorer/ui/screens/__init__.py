"""The screens: each fills the terminal or lies over another; the style sheet with its name has its layout.

A screen owns the state that it shows, and acts on the requests of its widgets. `ui.widgets` draws; the app fulfils
requests to the editor and the clipboard.
"""
