"""Find the same or nearly the same words in another article, or at another place of the same one.

`places` finds them by the words alone; `relating` relates them to quotes, and `problems` selects which to report. The
types of results are separate, in `results`, so that a start without changes imports none of the rest.
"""
