"""The user's own machine: editor, clipboard, the user's copy of the example, and what is kept between starts.

Crash reports are written here, too. Nothing here decides anything about an archive's content.
"""
