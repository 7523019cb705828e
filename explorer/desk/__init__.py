"""The user's own machine: their editor, their clipboard, their copy of the example, what is kept between starts.

Reports of mistakes are written here, too. Nothing here decides anything about an archive's content.
"""
