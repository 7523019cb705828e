"""Linear mode: the explorer for those who listen to it, read it in braille, or write to it through a pipe.

Text is only ever added below: nothing is drawn, moved or drawn again. Each view is a short list of numbered lines, and
what is typed is a number or a command. Views are pure functions (`view_pages` and what it calls); `Session` owns what
changes. What is said about a record comes from `describing`, as in the app.
"""
