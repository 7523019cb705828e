"""Each thing that fills the terminal, with its layout in the style sheet beside it.

A screen owns what it shows and acts on what its widgets ask for. It draws nothing itself.
"""
