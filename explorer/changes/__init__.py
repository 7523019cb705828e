"""What an edit meant: which records of an archive changed, in what, and how much each change weighs.

`comparing` sets two archives side by side, `renaming` follows records whose id changed, `texts` finds what changed in
the articles, `weighing` tells meaning from wording and typography, and `edits` has all that an edit did.
"""
