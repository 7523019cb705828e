"""Linear mode: the explorer for people who listen to it, read it in braille, or write to it through a pipe.

Text is only ever added below: nothing is moved or redrawn. Each view is a short list of numbered lines, and the user
types a number or a command. Views are pure functions (`view_pages` and what it calls); `Session` owns what changes.
`describing` says what there is to say about a record, as in the app.
"""
