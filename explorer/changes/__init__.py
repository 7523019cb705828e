"""What an edit meant: which records of an archive changed, in which fields, and how much each change weighs.

`comparing` compares two archives, follows records whose id changed, and tells meaning from wording and typography;
`edits` has everything that an edit did.
"""
