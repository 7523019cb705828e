"""The reader's own machine: their editor, their clipboard, and what is kept for them between starts.

Nothing of the archive's content is decided here.
"""
