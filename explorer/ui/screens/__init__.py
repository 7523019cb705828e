"""The screens: each fills the terminal or lies over another, with its layout in the style sheet beside it.

A screen owns the state that it shows, and acts on what its widgets ask for. Drawing is done by `ui.widgets`; requests
to the editor and the clipboard are fulfilled by the app.
"""
